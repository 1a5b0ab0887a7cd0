//! JSON Pointers (RFC 6901) of canonical fields.

use std::fmt::{self, Write};

use evallint_schema::Field;

/// Names a field of a document, present or absent, by English keys and indices: `/tasks/0/funds`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The member with this key.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut pointer = self.with_room(key.len() + 1);
        pointer.push_key(key);
        pointer
    }

    /// The element at this index, from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut pointer = self.with_room(4);
        pointer.push_index(index);
        pointer
    }

    /// A pointer that is to become about so many bytes long.
    pub(crate) fn with_capacity(length: usize) -> Self {
        Self(String::with_capacity(length))
    }

    /// Goes on to the member with this key.
    pub(crate) fn push_key(&mut self, key: &str) {
        self.0.push('/');
        if key.contains(['~', '/']) {
            self.0.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            self.0.push_str(key);
        }
    }

    /// Goes on to the element at this index, from 0.
    pub(crate) fn push_index(&mut self, index: usize) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "/{index}");
    }

    fn with_room(&self, more: usize) -> Self {
        let mut longer = String::with_capacity(self.0.len() + more);
        longer.push_str(&self.0);
        Self(longer)
    }

    /// What the member or element stands in; nothing for the whole document.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let (above, _) = self.0.rsplit_once('/')?;
        Some(Self(above.to_owned()))
    }

    /// The canonical pointer of a place within this object, which has these fields: a JSON Pointer whose keys may be those
    /// of either language. Nothing where none is written.
    #[must_use]
    pub fn within(&self, mut fields: &'static [Field], written: &str) -> Option<Self> {
        let mut pointer = self.clone();
        if written.is_empty() {
            return Some(pointer);
        }
        for segment in written.strip_prefix('/')?.split('/') {
            let key = segment.replace("~1", "/").replace("~0", "~");
            match fields.iter().find(|field| field.key == key || field.label == key) {
                Some(field) => {
                    pointer = pointer.key(field.key);
                    fields = field.fields;
                }
                // The index of an element.
                None => pointer = pointer.key(&key),
            }
        }
        Some(pointer)
    }

    /// The pointer that is written so.
    pub(crate) fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The pointer as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn escapes_keys() {
        let pointer = Pointer::root().key("tasks").index(3).key("a/b~c");
        assert_eq!(pointer.as_str(), "/tasks/3/a~1b~0c");
        let parent = pointer.parent().unwrap_or_default();
        assert_eq!(parent.as_str(), "/tasks/3");
        assert_eq!(Pointer::root().parent(), None);
    }
}
