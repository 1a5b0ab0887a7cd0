//! What fixes say that they do.

use crate::message::{Message, Template};

static WRITE: Template = Template {
    zh: "改为“{value}”",
    en: "Write {value}",
};

static FILL_IN: Template = Template {
    zh: "填入“{value}”",
    en: "Fill in {value}",
};

static DELETE: Template = Template {
    zh: "删去“{words}”",
    en: "Delete {words}",
};

static ADD: Template = Template {
    zh: "加上“{words}”",
    en: "Add {words}",
};

/// Words that are put where none stand.
pub(crate) fn add(words: impl Into<String>) -> Message {
    Message::new(&ADD).with("words", words.into())
}

/// Another value in the place of the one that stands there.
pub(crate) fn write(value: impl Into<String>) -> Message {
    Message::new(&WRITE).with("value", value.into())
}

/// A value where none stands.
pub(crate) fn fill_in(value: impl Into<String>) -> Message {
    Message::new(&FILL_IN).with("value", value.into())
}

/// Words that are taken out.
pub(crate) fn delete(words: impl Into<String>) -> Message {
    Message::new(&DELETE).with("words", words.into())
}
