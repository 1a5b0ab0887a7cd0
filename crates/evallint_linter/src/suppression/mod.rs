//! Findings that an author allows, each with the reason.
//!
//! One grammar serves comments of YAML and of the text form; a tree of keys and values has the key `x-evallint`. A
//! suppression that allows what is not found, or that cannot be followed, is a finding itself.

mod allowed;
mod comment;
mod directive;
mod member;
mod positions;
#[cfg(test)]
mod tests;
mod writing;

use std::collections::{HashMap, HashSet};

use evallint_syntax::{ByteRange, Format};
use memchr::memmem;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::fix::Edit;
use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::rules::{self, Fault, Writing};
use crate::settings::Settings;
use allowed::Allowed;
pub(crate) use allowed::can_be_suppressed;
pub(crate) use directive::read as read_directive;
pub(crate) use positions::Positions;
pub(crate) use writing::ways_to_allow;

/// The tool's name, without which a document holds no suppression.
const NAME: &str = "evallint";

/// What a document allows.
#[derive(Debug, Default)]
pub(crate) struct Suppressions {
    allowances: Vec<Allowance>,
    uses: HashMap<Place, Uses>,
    invalid: Vec<Invalid>,
}

/// A suppression that cannot be followed.
#[derive(Debug)]
struct Invalid {
    finding: Diagnostic,
    /// The rule or group that was probably meant, and where.
    meant: Option<(Place, &'static str)>,
}

/// A rule or group that is allowed at a place.
#[derive(Debug)]
struct Allowance {
    allowed: Allowed,
    /// Nothing where there is nothing to govern.
    place: Option<Place>,
    pointer: Pointer,
    /// The words that name it.
    range: ByteRange,
    removal: Option<Vec<Edit>>,
}

/// The name of a rule or group that is to be allowed.
#[derive(Debug)]
struct Named<'n> {
    name: &'n str,
    range: ByteRange,
    /// How it is taken out again, where that leaves no more behind than was there without it.
    removal: Option<Vec<Edit>>,
}

/// What a suppression governs.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Place {
    /// A field and everything in it.
    Field(Pointer),
    /// What begins in a row of a text form, by its number.
    Row(usize),
}

/// The ids that are allowed at one place, each with whether anything was found for it.
type Uses = Vec<(&'static str, bool)>;

impl Suppressions {
    /// The suppressions of a document.
    pub(crate) fn of(document: &Document<'_>) -> Self {
        let mut suppressions = Self::default();
        if memmem::find(document.source.text().as_bytes(), NAME.as_bytes()).is_none() {
            return suppressions;
        }
        match document.source.format() {
            Format::Table => comment::read_rows(document, &mut suppressions),
            Format::Yaml => {
                comment::read_yaml(document, &mut suppressions);
                member::read(document, &mut suppressions);
            }
            Format::Json => member::read(document, &mut suppressions),
        }
        suppressions
    }

    /// Whether the document holds none, not even one that cannot be followed.
    pub(crate) fn is_empty(&self) -> bool {
        self.allowances.is_empty() && self.invalid.is_empty()
    }

    /// Takes what is allowed out of the findings, and puts in what is wrong with the suppressions. Gives how many of the
    /// selected rules' findings were taken out.
    pub(crate) fn apply(
        mut self,
        document: &Document<'_>,
        diagnostics: &mut Vec<Diagnostic>,
        settings: &Settings,
    ) -> usize {
        let mut suppressed = 0;
        diagnostics.retain(|diagnostic| {
            let is_allowed = can_be_suppressed(diagnostic.rule) && self.allow(document, diagnostic);
            suppressed +=
                usize::from(is_allowed && settings.includes_at(diagnostic.rule, &diagnostic.pointer));
            !is_allowed
        });
        let can_tell = tells_all(document, diagnostics);
        let mut told = HashSet::new();
        // What an alias copied is told of once.
        self.invalid.retain(|invalid| told.insert(invalid.finding.range));
        for invalid in &mut self.invalid {
            invalid.offer_renaming(document, diagnostics);
        }
        diagnostics.extend(self.invalid.drain(..).map(|invalid| invalid.finding));
        if can_tell {
            diagnostics.extend(self.unused(settings));
        }
        suppressed
    }

    /// Whether a finding is allowed. Every suppression that allows it counts as used.
    fn allow(&mut self, document: &Document<'_>, diagnostic: &Diagnostic) -> bool {
        let mut is_allowed = false;
        for place in places_of(document, diagnostic) {
            for (id, used) in self.uses.get_mut(&place).into_iter().flatten() {
                if names(id, diagnostic.rule) {
                    *used = true;
                    is_allowed = true;
                }
            }
        }
        is_allowed
    }

    /// The findings about what is allowed for nothing. What an alias copied is used where any of the copies is.
    fn unused(self, settings: &Settings) -> Vec<Diagnostic> {
        let Self { allowances, uses, .. } = self;
        let is_used = |allowance: &Allowance| {
            let uses = allowance.place.as_ref().and_then(|place| uses.get(place));
            uses.is_some_and(|uses| {
                uses.iter()
                    .any(|(id, used)| *id == allowance.allowed.id() && *used)
            })
        };
        let mut told: HashSet<ByteRange> = allowances
            .iter()
            .filter(|allowance| is_used(allowance))
            .map(|allowance| allowance.range)
            .collect();
        allowances
            .into_iter()
            .filter(|allowance| {
                allowance.allowed.is_selected(settings, &allowance.pointer) && told.insert(allowance.range)
            })
            .map(
                |Allowance {
                     allowed,
                     pointer,
                     range,
                     removal,
                     ..
                 }| {
                    rules::unused_suppression(allowed.id(), allowed.name(), pointer, range, removal)
                },
            )
            .collect()
    }

    /// Enters what is allowed at a place by a name.
    fn enter(&mut self, named: Named<'_>, writing: Writing, governed: &Governed) {
        let Named { name, range, removal } = named;
        match Allowed::named(name) {
            Ok(allowed) => {
                if let Some(place) = &governed.place {
                    let uses = self.uses.entry(place.clone()).or_default();
                    if uses.iter().all(|(id, _)| *id != allowed.id()) {
                        uses.push((allowed.id(), false));
                    }
                }
                self.allowances.push(Allowance {
                    allowed,
                    place: governed.place.clone(),
                    pointer: governed.pointer.clone(),
                    range,
                    removal,
                });
            }
            Err(fault) => {
                self.refuse(&fault, writing, &governed.pointer, range);
                if let (Fault::UnknownRule(_, Some(near)), Some(invalid)) = (fault, self.invalid.last_mut()) {
                    invalid.meant = governed.place.clone().map(|place| (place, near));
                }
            }
        }
    }

    /// Tells of a suppression that cannot be followed.
    fn refuse(&mut self, fault: &Fault, writing: Writing, pointer: &Pointer, range: ByteRange) {
        let finding = rules::invalid_suppression(fault, writing, pointer.clone(), range);
        self.invalid.push(Invalid { finding, meant: None });
    }
}

impl Invalid {
    /// Offers the name that was probably meant, where there is something for it to allow.
    fn offer_renaming(&mut self, document: &Document<'_>, diagnostics: &[Diagnostic]) {
        let Some((place, near)) = self.meant.take() else {
            return;
        };
        let would_be_allowed = |diagnostic: &Diagnostic| {
            names(near, diagnostic.rule) && places_of(document, diagnostic).any(|found| found == place)
        };
        if diagnostics.iter().any(would_be_allowed) {
            rules::rename(&mut self.finding, near);
        }
    }
}

/// Whether an id is that of the rule or of its group.
fn names(id: &str, rule: &Rule) -> bool {
    id == rule.id || id == rule.group.as_str()
}

/// What a suppression may govern to allow a finding: its field, what that stands in, and its row.
fn places_of<'p>(
    document: &Document<'_>,
    diagnostic: &'p Diagnostic,
) -> impl Iterator<Item = Place> + use<'p> {
    let pointer = diagnostic.pointer.as_str();
    let ends = pointer
        .match_indices('/')
        .map(|(at, _)| at)
        .chain([pointer.len()]);
    let fields = ends.filter_map(|end| pointer.get(..end).map(Pointer::from_text));
    let row = document
        .rows
        .partition_point(|row| row.start <= diagnostic.range.start)
        .checked_sub(1);
    fields.map(Place::Field).chain(row.map(Place::Row))
}

/// What a suppression is about.
#[derive(Debug, Clone)]
struct Governed {
    /// Nothing where there is nothing to govern.
    place: Option<Place>,
    /// The field that is shown for it.
    pointer: Pointer,
}

impl Governed {
    fn field(pointer: Pointer) -> Self {
        Self {
            place: Some(Place::Field(pointer.clone())),
            pointer,
        }
    }
}

/// Whether everything was looked at. Where part of a document cannot be read, or a rule failed, what is not found may
/// still be there.
fn tells_all(document: &Document<'_>, diagnostics: &[Diagnostic]) -> bool {
    let irregularities = &document.irregularities;
    irregularities.syntax.is_empty()
        && !irregularities.unrecognized
        && diagnostics
            .iter()
            .all(|diagnostic| diagnostic.rule.id != "internal-error")
}
