//! Why fixes of several rules are not safe.

use crate::message::{Message, Template};

static SIMILAR_NAME: Template = Template {
    zh: "这是按相近的名称推断的，请确认",
    en: "This is a guess by similar names; make sure it is meant",
};

/// The name was told by its likeness to the one that stands there.
pub(crate) fn similar_name() -> Message {
    Message::new(&SIMILAR_NAME)
}
