//! What `check` gives back, and what a rule is given to look at.

use std::sync::OnceLock;

use evallint_syntax::ByteRange;

use crate::diagnostic::{Diagnostic, Related};
use crate::document::Document;
use crate::facts::Facts;
use crate::funds::Explanations;
use crate::message::Message;
use crate::narrative::Accounts;
use crate::pointer::Pointer;
use crate::repeat::Repeats;
use crate::rule::{Rule, Severity};
use crate::schema_view::DocumentJson;
use crate::settings::RuleOptions;
use crate::slot::Slot;

/// The verdict on a document.
#[derive(Debug, Default)]
pub struct Report {
    /// What was found, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more findings the document allows, each with a reason.
    pub suppressed: usize,
}

impl Report {
    /// The most serious severity found.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics
            .iter()
            .map(|diagnostic| diagnostic.severity)
            .max()
    }
}

/// What a rule looks at, and where it reports.
#[derive(Debug)]
pub struct Context<'c, 'a> {
    pub(crate) document: &'c Document<'a>,
    pub(crate) facts: &'c Facts,
    pub(crate) funds: &'c Explanations<'c, 'a>,
    /// What the texts say of the table, once a rule has asked.
    pub(crate) accounts: &'c OnceLock<Accounts<'c, 'a>>,
    pub(crate) repeats: &'c Repeats<'c, 'a>,
    pub(crate) validator: &'c jsonschema::Validator<DocumentJson>,
    pub(crate) options: RuleOptions,
    pub(crate) rule: &'static Rule,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// How many findings are kept at most.
    pub(crate) most: usize,
    /// How many findings were let go beside those.
    pub(crate) let_go: usize,
}

impl<'c, 'a> Context<'c, 'a> {
    /// What the texts say of the table, worked out for the first rule that asks.
    pub(crate) fn accounts(&self) -> &'c Accounts<'c, 'a> {
        let (document, facts) = (self.document, self.facts);
        self.accounts.get_or_init(|| Accounts::of(document, facts))
    }
}

impl Context<'_, '_> {
    /// Reports a finding with the rule's own severity. What it returns can be completed. Of those that are more than
    /// are listed only the last is kept, so that a document cannot fill the memory.
    pub(crate) fn report(&mut self, pointer: Pointer, range: ByteRange, message: Message) -> &mut Diagnostic {
        if self.diagnostics.len() > self.most {
            self.diagnostics.pop();
            self.let_go += 1;
        }
        self.diagnostics
            .push(Diagnostic::new(self.rule, pointer, range, message));
        // The vector was pushed to in the line above.
        let last = self.diagnostics.len() - 1;
        #[expect(
            clippy::indexing_slicing,
            reason = "the index is that of the element just pushed"
        )]
        &mut self.diagnostics[last]
    }

    /// Reports a finding about the value in a slot, or about its absence.
    pub(crate) fn report_slot(&mut self, slot: Slot<'_, '_>, message: Message) -> &mut Diagnostic {
        self.report(slot.pointer(), slot.range(), message)
    }
}

impl Diagnostic {
    pub(crate) fn new(rule: &'static Rule, pointer: Pointer, range: ByteRange, message: Message) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message,
            help: None,
            pointer,
            within: String::new(),
            range,
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Says what to do.
    pub(crate) fn help(&mut self, help: Message) -> &mut Self {
        self.help = Some(help);
        self
    }

    /// Points at another place.
    pub(crate) fn relate(&mut self, pointer: Pointer, range: ByteRange, message: Message) -> &mut Self {
        self.related.push(Related {
            message,
            pointer,
            range,
        });
        self
    }

    /// Points at the value of another field.
    pub(crate) fn relate_slot(&mut self, slot: Slot<'_, '_>, message: Message) -> &mut Self {
        self.relate(slot.pointer(), slot.range(), message)
    }

    /// Makes this finding more or less serious than the rule's others.
    pub(crate) fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }
}
