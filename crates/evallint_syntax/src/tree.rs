//! The tree that every source of keys and values becomes.

use std::borrow::Cow;

use crate::range::ByteRange;
use crate::text::Text;

/// How many values, comments and errors of a source are kept; far more than any form has. So what a source takes in
/// memory is bounded, whatever stands in it.
pub(crate) const MOST_VALUES: usize = 1 << 17;

/// Names a node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The position of the node in the order in which nodes were added; below [`Tree::len`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Objects, arrays and scalars with their places in the source. What could not be read is marked, not dropped.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    comments: Vec<Comment<'a>>,
}

/// A comment of a source that has comments. It stands outside of all values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment<'a> {
    /// The text without the marks around it: after the `#`, or between `<!--` and `-->`.
    pub text: &'a str,
    /// Where the text begins.
    pub text_start: u32,
    /// Where the comment stands, with its marks and without the line break.
    pub range: ByteRange,
    /// Whether nothing stands before it on its line.
    pub own_line: bool,
}

/// A value, and its key where it is a member of an object.
#[derive(Debug)]
pub struct Node<'a> {
    /// What the value is.
    pub value: Value<'a>,
    /// Where the value stands, with its quotes or brackets.
    pub range: ByteRange,
    /// The key of a member of an object.
    pub key: Option<Key<'a>>,
    /// Whether part of the value could not be read. What is absent from a damaged container may stand in that part.
    pub damaged: bool,
    parent: Option<NodeId>,
    first_child: Option<NodeId>,
    last_child: Option<NodeId>,
    next_sibling: Option<NodeId>,
    child_count: u32,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum Value<'a> {
    /// Members with keys.
    Object,
    /// Elements in order.
    Array,
    /// A text.
    String(Text<'a>),
    /// A number, as its literal.
    Number(Cow<'a, str>),
    /// `true` or `false`.
    Bool(bool),
    /// `null`, or an empty value in YAML.
    Null,
    /// Something that could not be read, or a value that is not there at all.
    Damaged,
}

/// The key of a member.
#[derive(Debug, Clone)]
pub struct Key<'a> {
    /// The key, decoded.
    pub text: Cow<'a, str>,
    /// Where the key stands, without its quotes.
    pub range: ByteRange,
}

/// A place where a source is not well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub kind: SyntaxErrorKind,
    /// Where it is wrong.
    pub range: ByteRange,
    /// The deepest container that is open there; nothing outside of any.
    pub container: Option<NodeId>,
}

/// What is not well-formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// The source holds no value at all.
    Empty,
    /// A value should stand here.
    ExpectedValue,
    /// A key in double quotes should stand here.
    ExpectedKey,
    /// A colon should stand between a key and its value.
    ExpectedColon,
    /// A comma should stand between two members or elements.
    ExpectedComma,
    /// A comma with nothing after it.
    TrailingComma,
    /// A string whose closing quote is missing.
    UnclosedString,
    /// An object or array whose closing bracket is missing; the range is the opening one.
    UnclosedContainer,
    /// A closing bracket that closes nothing.
    UnexpectedClosing,
    /// A backslash that begins no escape.
    InvalidEscape,
    /// A control character inside a string.
    ControlCharacter,
    /// A number that is not written as JSON wants it.
    InvalidNumber,
    /// A bare word that is not `true`, `false` or `null`.
    InvalidWord,
    /// A string in other quotes than `"`.
    WrongQuotes,
    /// A comment, which JSON does not have.
    Comment,
    /// Text after the end of the document.
    TrailingText,
    /// Containers nested deeper than is read.
    TooDeep,
    /// A text that begins with or holds what has a meaning in YAML, and so must stand in quotes.
    NeedsQuotes,
    /// A colon without a space after it.
    ExpectedSpace,
    /// An element of a list without its `- `.
    ExpectedDash,
    /// Another mark than a dash and a space before an element of a list.
    WrongDash,
    /// A dash before a member of an object.
    UnexpectedDash,
    /// A line that is indented like none of the containers around it.
    WrongIndentation,
    /// A line indented with tabs.
    TabIndentation,
    /// A line indented with blanks that are neither spaces nor tabs, such as full-width ones.
    WideIndentation,
    /// A comment that begins with another mark than `#`.
    WrongComment,
    /// An alias of nothing that stands complete before it, or a merge of something that has no members.
    UnknownAlias,
    /// Aliases that stand for more values than are read.
    TooManyAliases,
    /// A second document in one file; the range is its first line.
    SecondDocument,
    /// Far more than a form holds; the range is where reading stops.
    TooManyValues,
}

impl<'a> Tree<'a> {
    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Every node's id, in the order in which nodes were added.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// The node with this id.
    ///
    /// # Panics
    /// Panics where the id is another tree's.
    #[must_use]
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are only made by `add`, and nodes are never removed"
    )]
    pub fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id.index()]
    }

    /// The members or elements of a container, in the order of the source.
    #[must_use]
    pub fn children(&self, id: NodeId) -> Children<'_, 'a> {
        Children {
            tree: self,
            next: self.node(id).first_child,
        }
    }

    /// Adds a value as the last child of `parent`, or as the root. The first node added is the root.
    pub fn add(
        &mut self,
        parent: Option<NodeId>,
        key: Option<Key<'a>>,
        value: Value<'a>,
        range: ByteRange,
    ) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let damaged = matches!(value, Value::Damaged);
        self.nodes.push(Node {
            value,
            range,
            key,
            damaged,
            parent,
            first_child: None,
            last_child: None,
            next_sibling: None,
            child_count: 0,
        });
        if let Some(parent) = parent {
            let previous = self.node_mut(parent).last_child.replace(id);
            self.node_mut(parent).child_count += 1;
            match previous {
                Some(previous) => self.node_mut(previous).next_sibling = Some(id),
                None => self.node_mut(parent).first_child = Some(id),
            }
        }
        id
    }

    /// The comments, in the order of the source.
    #[must_use]
    pub fn comments(&self) -> &[Comment<'a>] {
        &self.comments
    }

    /// Adds a comment, which stands after all that were added before.
    pub fn add_comment(&mut self, comment: Comment<'a>) {
        self.comments.push(comment);
    }

    /// Sets where a container ends.
    pub fn close(&mut self, id: NodeId, end: u32) {
        let node = self.node_mut(id);
        node.range.end = end.max(node.range.start);
    }

    /// Sets where a value stands.
    pub fn place(&mut self, id: NodeId, range: ByteRange) {
        self.node_mut(id).range = range;
    }

    /// The same tree for another text, in which all that was read stands too, but in other places.
    pub(crate) fn carried_to<'b>(&self, text: &'b str, place: impl Fn(ByteRange) -> ByteRange) -> Tree<'b> {
        let written = |range: ByteRange, read: &str| match text.get(range.as_index()) {
            Some(written) if written == read => Cow::Borrowed(written),
            _ => Cow::Owned(read.to_owned()),
        };
        let carry = |node: &Node<'a>| {
            let range = place(node.range);
            let value = match &node.value {
                Value::Object => Value::Object,
                Value::Array => Value::Array,
                Value::String(read) => Value::String(read.carried_to(text, &place)),
                Value::Number(literal) => Value::Number(written(range, literal)),
                Value::Bool(value) => Value::Bool(*value),
                Value::Null => Value::Null,
                Value::Damaged => Value::Damaged,
            };
            let key = node.key.as_ref().map(|key| {
                let range = place(key.range);
                let text = written(range, &key.text);
                Key { text, range }
            });
            Node {
                value,
                range,
                key,
                ..*node
            }
        };
        let comments = self.comments.iter().filter_map(|comment| {
            let range = place(comment.range);
            let text = text.get(range.as_index())?.strip_prefix('#')?;
            Some(Comment {
                text,
                text_start: range.start + 1,
                range,
                ..*comment
            })
        });
        Tree {
            nodes: self.nodes.iter().map(carry).collect(),
            comments: comments.collect(),
        }
    }

    /// Marks a value as partly unreadable.
    pub fn mark_damaged(&mut self, id: NodeId) {
        self.node_mut(id).damaged = true;
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "ids are only made by `add`, and nodes are never removed"
    )]
    fn node_mut(&mut self, id: NodeId) -> &mut Node<'a> {
        &mut self.nodes[id.index()]
    }
}

impl Node<'_> {
    /// The container the value stands in.
    #[must_use]
    pub fn parent(&self) -> Option<NodeId> {
        self.parent
    }

    /// How many members or elements a container has.
    #[must_use]
    pub fn child_count(&self) -> usize {
        self.child_count as usize
    }

    /// Where the content of the value stands: inside the quotes of a string that is not empty, else the whole value.
    #[must_use]
    pub fn content_range(&self) -> ByteRange {
        match &self.value {
            Value::String(text) if !text.value().is_empty() => text.range(),
            _ => self.range,
        }
    }
}

/// Iterates over the children of a container.
#[derive(Debug, Clone)]
pub struct Children<'t, 'a> {
    tree: &'t Tree<'a>,
    next: Option<NodeId>,
}

impl<'t, 'a> Iterator for Children<'t, 'a> {
    type Item = (NodeId, &'t Node<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let id = self.next?;
        let node = self.tree.node(id);
        self.next = node.next_sibling;
        Some((id, node))
    }
}
