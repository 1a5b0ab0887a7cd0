//! Where figures stand and how they are written.

use evallint_syntax::{ByteRange, NodeId, Value};

use super::account::Account;
use super::statement::Statement;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::facts::Mention;
use crate::message::{Message, Template};

/// A figure in the text of a node, with its words and their place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written<'d> {
    pub node: NodeId,
    pub words: &'d str,
    pub range: ByteRange,
}

impl Document<'_> {
    /// The words of a figure in the text of a node. Of a figure that has its unit elsewhere, the whole value.
    pub(crate) fn written(&self, node: NodeId, mention: &Mention) -> Written<'_> {
        let content = self.node(node);
        let whole = (
            self.source.slice(content.content_range()),
            content.content_range(),
        );
        let (words, range) = match &content.value {
            Value::String(text) => text.value().get(mention.range.clone()).map_or(whole, |words| {
                let end = mention.range.start + words.trim_end().len();
                (words.trim(), text.source_range(mention.range.start, end))
            }),
            _ => whole,
        };
        Written { node, words, range }
    }
}

impl<'d> Account<'d, '_> {
    /// The figure in the table.
    pub(crate) fn written(&self) -> Option<Written<'d>> {
        let node = self.measure.result.node?;
        Some(self.measure.record.document.written(node, &self.figure))
    }
}

impl Diagnostic {
    /// Points at what a text says.
    pub(crate) fn relate_statement(
        &mut self,
        document: &Document<'_>,
        statement: &Statement<'_>,
        template: &'static Template,
    ) -> &mut Self {
        let written = document.written(statement.node, statement.mention);
        let message = Message::new(template).with("words", written.words);
        self.relate(document.pointer(statement.node), written.range, message)
    }
}
