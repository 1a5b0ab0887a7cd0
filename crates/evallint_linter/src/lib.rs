//! One function from a source to a verdict: [`check`].
//!
//! Owns the lowering of a tree or grid to the fields of a form, the facts found in its texts, the rules, and what they
//! find. The published schema validates the very same tree. [`Linter::read`] gives the document itself, to be shown or written
//! anew.
//!
//! Never knows a terminal, a file system, or the language server protocol.

mod check;
mod diagnostic;
mod direction;
mod document;
mod element_names;
mod facts;
mod finding;
mod fix;
mod funds;
mod list_mark;
mod lower;
mod measure;
mod message;
mod narrative;
mod pattern;
mod pointer;
mod precedence;
mod published;
mod repeat;
mod report;
mod rule;
mod rule_page;
mod rule_run;
mod rules;
mod schema_view;
mod settings;
mod slot;
mod stated_kind;
mod suppression;
mod view;

#[cfg(test)]
mod testing;

pub use check::{Linter, check};
pub use diagnostic::{Diagnostic, Related};
pub use facts::Memory;
pub use finding::{Finding, OfferedFix, PlaceInText, RelatedPlace, Replacement, findings_schema};
pub use fix::{Applicability, Edit, Fix, Fixed, apply_edits, fix};
pub use message::{Argument, Language, Message, Template};
pub use narrative::Accord;
pub use pointer::Pointer;
pub use published::{Publication, PublicationKind, publications};
pub use report::Report;
pub use rule::{Group, Rule, Severity};
pub use rules::{RULES, rule_named};
pub use settings::{
    FileIgnore, Key, Level, Mistake, OptionKind, PathPatterns, Placed, PointerIgnore, PointerPattern,
    RULE_OPTIONS, RuleOption, RuleOptions, SETTINGS_KEYS, SETTINGS_NAME, Selection, Selector, Settings,
    SettingsFile, Severities, SignConvention, settings_schema,
};
pub use view::{
    Agreement, Allowance, Calculation, Computation, ComputationOperand, DocumentView, Figure, FundMention,
    Item, Meaning, NumberKind, Part, Passage, Place, Remark, Telling, WrittenNumber,
};
