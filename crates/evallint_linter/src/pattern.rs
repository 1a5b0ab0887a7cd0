//! The patterns of the published schemas, without regular expressions.

use evallint_schema::values::fits_pattern;
use jsonschema::json::Node as _;
use jsonschema::paths::Location;
use jsonschema::{Keyword, ValidationError};
use serde_json::{Map, Value};

use crate::schema_view::{DocumentJson, View};

/// The keyword `pattern` of a schema of ours.
struct Pattern {
    fits: fn(&str) -> bool,
}

impl<'i> Keyword<'i, DocumentJson> for Pattern {
    fn validate(&self, node: View<'i>) -> Result<(), ValidationError<'i>> {
        if self.is_valid(node) {
            Ok(())
        } else {
            Err(ValidationError::custom("does not match its pattern"))
        }
    }

    fn is_valid(&self, node: View<'i>) -> bool {
        node.as_string().is_none_or(|text| (self.fits)(&text))
    }
}

/// Compiles the keyword.
///
/// # Errors
/// Fails on a pattern that no schema of ours has.
pub(crate) fn compile<'s>(
    _: &'s Map<String, Value>,
    pattern: &'s Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i, DocumentJson>>, ValidationError<'s>> {
    match pattern.as_str().and_then(fits_pattern) {
        Some(fits) => Ok(Box::new(Pattern { fits })),
        None => Err(ValidationError::custom("a pattern of no form")),
    }
}

#[cfg(test)]
mod tests {
    use evallint_schema::{FORMS, KeyLanguage, json_schema};
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// The patterns of all forms.
    fn patterns() -> Vec<String> {
        fn collect(value: &Value, patterns: &mut Vec<String>) {
            match value {
                Value::Object(members) => {
                    for (key, member) in members {
                        match member {
                            Value::String(pattern) if key == "pattern" => patterns.push(pattern.clone()),
                            _ => collect(member, patterns),
                        }
                    }
                }
                Value::Array(elements) => elements.iter().for_each(|element| collect(element, patterns)),
                _ => {}
            }
        }
        let mut patterns = Vec::new();
        for form in FORMS {
            collect(&json_schema(form, KeyLanguage::English), &mut patterns);
        }
        patterns.sort_unstable();
        patterns.dedup();
        patterns
    }

    #[test]
    fn a_pattern_fits_as_its_regular_expression_does() {
        let compiled: Vec<_> = patterns()
            .into_iter()
            .map(|pattern| {
                let validator = jsonschema::validator_for(&json!({ "pattern": pattern })).unwrap();
                (fits_pattern(&pattern).unwrap(), validator, pattern)
            })
            .collect();
        assert!(compiled.len() >= 5);
        let text = prop_oneof![
            "[-+−－＋]?[0-9０-９]{0,3}[,，]?[0-9０-９]{0,2}[,，]{0,2}[0-9]{0,2}[.．]{0,2}[0-9]{0,2} {0,2}[%％]?",
            "[-+−0０9９,，.． %％x\n]{0,8}",
            "[\\t\\n\\x0B\\x0C \\u{85}\\u{A0}\\u{1680}\\u{2000}\\u{200B}\\u{2028}\\u{3000}\\u{FEFF}]{0,3}",
        ];
        proptest!(ProptestConfig::with_cases(2_000), |(text in text)| {
            for (fits, validator, pattern) in &compiled {
                prop_assert_eq!(fits(&text), validator.is_valid(&json!(text)), "{} {:?}", pattern, text);
            }
        });
    }
}
