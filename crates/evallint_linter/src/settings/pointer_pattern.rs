//! Patterns of pointers: `/tasks/*/funds`.

use evallint_schema::{FORMS, Field, Kind};

use crate::pointer::Pointer;

use super::selector::nearest;

/// A pattern of pointers. `*` is any one key or index, `**` any number of them. It covers a field and everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointerPattern {
    written: String,
    segments: Vec<Segment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    /// This key or index.
    Exactly(String),
    /// Any one.
    One,
    /// Any number of them, none too.
    Any,
}

/// Why a pattern says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PointerFault {
    /// It does not begin with `/`, or has nothing between two of them.
    Malformed,
    /// No form has the field, but one by the name that follows it.
    Unknown(String, &'static str),
    /// The field is a list, and what follows it is neither an index nor `*`.
    List(&'static str),
}

impl PointerPattern {
    /// Reads a pattern. Keys may be those of either language.
    pub(super) fn read(written: &str) -> Result<Self, PointerFault> {
        let path = written.strip_prefix('/').ok_or(PointerFault::Malformed)?;
        let mut segments = Vec::new();
        let mut place = Place::Fields(&[]);
        if let Some(form) = FORMS.first() {
            place = Place::Fields(form.fields);
        }
        for segment in path.split('/') {
            let key = segment.replace("~1", "/").replace("~0", "~");
            let segment = match segment {
                "" => return Err(PointerFault::Malformed),
                "*" => Segment::One,
                "**" => Segment::Any,
                _ => Segment::Exactly(place.english(&key)?.map_or(key, str::to_owned)),
            };
            place = place.below(&segment);
            segments.push(segment);
        }
        Ok(Self {
            written: written.to_owned(),
            segments,
        })
    }

    /// The pattern as it is written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether the pointer is of a field that the pattern names, or of something in it.
    #[must_use]
    pub fn covers(&self, pointer: &Pointer) -> bool {
        let keys: Vec<String> = pointer
            .as_str()
            .split('/')
            .skip(1)
            .map(|key| key.replace("~1", "/").replace("~0", "~"))
            .collect();
        covers(&self.segments, &keys)
    }
}

fn covers(segments: &[Segment], keys: &[String]) -> bool {
    match (segments.split_first(), keys.split_first()) {
        (None, _) => true,
        (Some((Segment::Any, rest)), Some((_, below))) => covers(rest, keys) || covers(segments, below),
        (Some((Segment::Any, rest)), None) => covers(rest, keys),
        (Some((Segment::One, rest)), Some((_, below))) => covers(rest, below),
        (Some((Segment::Exactly(own), rest)), Some((key, below))) => own == key && covers(rest, below),
        (Some(_), None) => false,
    }
}

/// What stands at a place of the form.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// One of these fields.
    Fields(&'static [Field]),
    /// An element of this list.
    Elements(&'static Field),
    /// Anything.
    Anything,
}

impl Place {
    /// The English key of what a key names here, where the form has it.
    fn english(self, key: &str) -> Result<Option<&'static str>, PointerFault> {
        match self {
            Self::Elements(list) if !key.bytes().all(|byte| byte.is_ascii_digit()) => {
                Err(PointerFault::List(list.key))
            }
            Self::Elements(_) | Self::Anything => Ok(None),
            Self::Fields(fields) => match field_named(fields, key) {
                Some(field) => Ok(Some(field.key)),
                None => match near(fields, key) {
                    Some(field) => Err(PointerFault::Unknown(key.to_owned(), field.key)),
                    // A key that no form has: `unknown-field` speaks of such.
                    None => Ok(None),
                },
            },
        }
    }

    fn below(self, segment: &Segment) -> Self {
        match (self, segment) {
            (Self::Elements(list), Segment::One | Segment::Exactly(_)) => Self::Fields(list.fields),
            (Self::Fields(fields), Segment::Exactly(key)) => match field_named(fields, key) {
                Some(list) if list.kind == Kind::List => Self::Elements(list),
                Some(field) if !field.fields.is_empty() => Self::Fields(field.fields),
                _ => Self::Anything,
            },
            _ => Self::Anything,
        }
    }
}

fn field_named(fields: &'static [Field], key: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.key == key || field.label == key)
}

/// The field that a misspelt key means.
fn near(fields: &'static [Field], key: &str) -> Option<&'static Field> {
    let names = fields.iter().flat_map(|field| {
        [
            (field, field.key.replace('_', "-")),
            (field, field.label.to_owned()),
        ]
    });
    let names: Vec<_> = names.collect();
    nearest(key, names.iter().map(|(field, name)| (*field, name.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(pattern: &str, pointer: &str) -> bool {
        PointerPattern::read(pattern)
            .unwrap()
            .covers(&Pointer::from_text(pointer))
    }

    #[test]
    fn a_pattern_covers_a_field_and_everything_in_it() {
        assert!(covers("/tasks/*/funds", "/tasks/3/funds"));
        assert!(!covers("/tasks/*/funds", "/tasks/3/name"));
        assert!(!covers("/tasks/*/funds", "/tasks"));
        assert!(covers("/tasks/3", "/tasks/3/indicators/0/result"));
        assert!(!covers("/tasks/3", "/tasks/30"));
        assert!(covers("/tasks/**", "/tasks"));
        assert!(covers("/tasks/**/result", "/tasks/3/indicators/0/result"));
        assert!(!covers("/tasks/**/result", "/tasks/3/indicators/0/name"));
        assert!(covers("/**", ""));
        assert!(covers("/主要任务/*/任务涉及资金", "/tasks/0/funds"));
        assert!(covers("/备注~1其他", "/备注~1其他"));
    }

    #[test]
    fn what_names_nothing_is_told() {
        let fault = |pattern: &str| PointerPattern::read(pattern).unwrap_err();
        assert_eq!(fault("tasks"), PointerFault::Malformed);
        assert_eq!(fault(""), PointerFault::Malformed);
        assert_eq!(fault("/tasks//funds"), PointerFault::Malformed);
        assert_eq!(fault("/task/*"), PointerFault::Unknown("task".into(), "tasks"));
        assert_eq!(
            fault("/tasks/*/fund"),
            PointerFault::Unknown("fund".into(), "funds")
        );
        assert_eq!(
            fault("/funds/completion-rate"),
            PointerFault::Unknown("completion-rate".into(), "completion_rate")
        );
        assert_eq!(fault("/tasks/funds"), PointerFault::List("tasks"));
    }
}
