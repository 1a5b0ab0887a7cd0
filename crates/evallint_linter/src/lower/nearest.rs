//! Which field was meant by a key that the form does not have.

use evallint_schema::Field;

/// How alike two names must be, from 0 to 1, for one to be a misspelling of the other.
const ALIKE: f64 = 0.5;

/// A key of more bytes than this is near to no name, and not worth the room that comparing takes.
const LONGEST_KEY: usize = 240;

/// The one among the candidates, each a field with one of its names, that the key comes nearest to; nothing where none is
/// near. Of equals the first.
pub(super) fn nearest<'n>(
    key: &str,
    candidates: impl Iterator<Item = (&'static Field, &'n str)>,
) -> Option<&'static Field> {
    if key.len() > LONGEST_KEY {
        return None;
    }
    let mut best: Option<(f64, &'static Field)> = None;
    for (field, name) in candidates {
        let likeness = likeness(key, name);
        if likeness >= ALIKE && best.is_none_or(|(known, _)| likeness > known) {
            best = Some((likeness, field));
        }
    }
    best.map(|(_, field)| field)
}

/// How alike two names are, from 0 to 1. One that holds the other whole is near, as in 存在问题 and 存在问题及原因.
fn likeness(key: &str, name: &str) -> f64 {
    let (key, name) = (key.to_lowercase(), name.to_lowercase());
    let spelled = strsim::normalized_damerau_levenshtein(&key, &name);
    let (shorter, longer) = if key.len() < name.len() {
        (&key, &name)
    } else {
        (&name, &key)
    };
    let holds = shorter.chars().count() >= 4 && longer.contains(shorter.as_str());
    if holds { spelled.max(0.75) } else { spelled }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(key: &str) -> Option<&'static str> {
        let fields = evallint_schema::FORMS[0].fields;
        let keys = fields.iter().map(|field| (field, field.key));
        let labels = fields.iter().map(|field| (field, field.label));
        nearest(key, keys.chain(labels)).map(|field| field.key)
    }

    #[test]
    fn a_misspelling_is_near_and_another_word_is_not() {
        assert_eq!(meant("departmnt"), Some("department"));
        assert_eq!(meant("Currency_Unit"), Some("currency_unit"));
        assert_eq!(meant("存在问题及原因"), Some("problems"));
        assert_eq!(meant("重点项目"), Some("key_projects"));
        assert_eq!(meant("remarks"), None);
        assert_eq!(meant("联系电话"), None);
    }
}
