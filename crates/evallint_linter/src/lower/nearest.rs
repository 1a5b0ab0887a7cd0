//! Which field was meant by a key that the form does not have.

use evallint_schema::Field;

/// How alike two names must be, from 0 to 1, for one to be a misspelling of the other.
const ALIKE: f64 = 0.55;

/// The one among the fields whose name, given by `name_of`, the key comes nearest to; nothing where none is near.
pub(super) fn nearest<'f>(
    key: &str,
    fields: impl Iterator<Item = &'f Field>,
    name_of: impl Fn(&Field) -> &'static str,
) -> Option<&'f Field> {
    fields
        .map(|field| (likeness(key, name_of(field)), field))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, field)| field)
}

/// How alike two names are, from 0 to 1. One that holds the other whole is near, as in 存在问题 and 存在问题及原因.
pub(super) fn likeness(key: &str, name: &str) -> f64 {
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
        nearest(key, fields.iter(), |field| field.key)
            .or_else(|| nearest(key, fields.iter(), |field| field.label))
            .map(|field| field.key)
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
