//! What is known of a form beforehand, checked by the kind of its field.

use evallint_linter::{Message, Template};
use evallint_schema::{Field, Kind};

use crate::content::Value;

/// A valid value of a field of the document itself.
#[derive(Debug, Clone)]
pub struct HeadValue {
    field: &'static Field,
    value: Value,
}

/// Why a text is no value of a field.
#[derive(Debug, Clone)]
pub struct HeadError {
    /// What is wrong with it, and what to do.
    pub message: Message,
}

impl HeadValue {
    /// Reads what someone wrote for a field. Blanks around it do not count.
    ///
    /// # Errors
    /// Fails where the field may not hold it: a name with a line break or another control character, one that is too short
    /// or too long, a number out of bounds, a word that is not among those to choose from, or a field of another kind.
    pub fn read(field: &'static Field, written: &str) -> Result<Self, HeadError> {
        let written = written.trim();
        let refusal = |template| Message::new(template).with("field", field);
        let between = |template, minimum: u32, maximum: u32| {
            refusal(template)
                .with("minimum", minimum.to_string())
                .with("maximum", maximum.to_string())
        };
        let text = || Ok(Value::Text(written.to_owned()));
        let value = match field.kind {
            Kind::Name { .. } | Kind::Text if written.contains(char::is_control) => {
                Err(refusal(&CONTROL_CHARACTER))
            }
            Kind::Name { minimum, maximum } => {
                let length = u32::try_from(written.chars().count()).unwrap_or(u32::MAX);
                if (minimum..=maximum).contains(&length) {
                    text()
                } else {
                    Err(between(&NAME_LENGTH, minimum, maximum))
                }
            }
            Kind::Integer { minimum, maximum } => match written.parse::<u32>() {
                Ok(number) if (minimum..=maximum).contains(&number) => Ok(Value::Number(number.to_string())),
                _ => Err(between(&OUT_OF_BOUNDS, minimum, maximum)),
            },
            Kind::Choice(words) if words.contains(&written) => text(),
            Kind::Choice(words) => Err(refusal(&NO_CHOICE)
                .with("zh", words.join("、"))
                .with("en", words.join(", "))),
            Kind::Text if !written.is_empty() => text(),
            _ => Err(refusal(&NOT_OF_THE_HEAD)),
        };
        match value {
            Ok(value) => Ok(Self { field, value }),
            Err(message) => Err(HeadError { message }),
        }
    }

    /// The field that it is a value of.
    #[must_use]
    pub fn field(&self) -> &'static Field {
        self.field
    }

    pub(super) fn into_value(self) -> Value {
        self.value
    }
}

static CONTROL_CHARACTER: Template = Template {
    zh: "{field}里有换行、制表符或其他控制字符，请去掉",
    en: "{field} holds a line break, a tab or another control character; leave it out",
};
static NAME_LENGTH: Template = Template {
    zh: "{field}应为 {minimum} 至 {maximum} 个字，请写全称",
    en: "{field} takes {minimum} to {maximum} characters; write the full name",
};
static OUT_OF_BOUNDS: Template = Template {
    zh: "{field}应为 {minimum} 至 {maximum} 之间的整数",
    en: "{field} takes a whole number from {minimum} to {maximum}",
};
static NO_CHOICE: Template = Template {
    zh: "{field}只能填：{zh}",
    en: "{field} takes one of: {en}",
};
static NOT_OF_THE_HEAD: Template = Template {
    zh: "{field}没有可以写入的内容",
    en: "{field} was given nothing that can be written there",
};

#[cfg(test)]
mod tests {
    use evallint_linter::Language;
    use evallint_schema::FORMS;

    use super::*;

    fn read(key: &str, written: &str) -> Result<HeadValue, String> {
        HeadValue::read(FORMS[0].field(key).unwrap(), written)
            .map_err(|error| error.message.render(Language::English))
    }

    #[test]
    fn holds_what_the_field_may_hold() {
        assert!(matches!(
            read("department", " 云溪区\"教育局\" # 1 ").unwrap().value,
            Value::Text(text) if text == "云溪区\"教育局\" # 1"
        ));
        assert!(matches!(read("year", "2024").unwrap().value, Value::Number(year) if year == "2024"));
        assert!(matches!(read("currency_unit", "亿元").unwrap().value, Value::Text(unit) if unit == "亿元"));
    }

    #[test]
    fn refuses_the_rest_with_what_to_do() {
        for (key, written, told) in [
            ("department", "教育\n局", "holds a line break"),
            ("department", "教育\t局", "holds a line break"),
            ("department", "局", "takes 2 to 100 characters"),
            ("department", " ", "takes 2 to 100 characters"),
            ("year", "1999", "a whole number from 2000 to 2100"),
            ("year", "明年", "a whole number from 2000 to 2100"),
            ("currency_unit", "千元", "takes one of: 元, 万元, 亿元"),
            ("funds", "1", "given nothing that can be written there"),
        ] {
            let error = read(key, written).unwrap_err();
            assert!(error.contains(told), "{key} {written:?}: {error}");
        }
    }
}
