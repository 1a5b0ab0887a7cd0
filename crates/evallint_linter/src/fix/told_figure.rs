//! The figure that a text gives, in the place of the one in the table.

use evallint_syntax::{NodeId, Value};

use super::{Edit, Fix, title};
use crate::document::Document;
use crate::facts::Mention;
use crate::measure::Measure;
use crate::message::{Message, Template};
use crate::narrative::Statement;
use crate::stated_kind::StatedKind;

static OUT_OF_TEXT: Template = Template {
    zh: "这是从正文取来的数，请与台账核对",
    en: "The figure is taken from the text; check it against the records",
};

impl Document<'_> {
    /// Puts the figure that was measured, as the text gives it, in the place of a bound or a rounded one.
    pub(crate) fn measured_instead(
        &self,
        result: NodeId,
        figure: &Mention,
        statement: &Statement<'_>,
    ) -> Option<Fix> {
        let (title, edit) = self.told_instead(result, figure, statement)?;
        Some(Fix::with_risk(title, Message::new(&OUT_OF_TEXT), vec![edit]))
    }

    /// Puts the figure of a statement in the place of one in a result, with the unit the text gives it, but for one that
    /// stands beside the result already. Gives what the fix is called as well. Nothing where the unit beside it is another.
    pub(crate) fn told_instead(
        &self,
        result: NodeId,
        figure: &Mention,
        statement: &Statement<'_>,
    ) -> Option<(Message, Edit)> {
        let node = self.node(result);
        let written = match &node.value {
            Value::String(text) => text.value(),
            Value::Number(literal) => literal,
            _ => return None,
        };
        let told = self.written(statement.node, statement.mention).words;
        let measure = node.parent().and_then(|parent| Measure::of(self.record(parent)?));
        let kind = measure.and_then(Measure::name_text).and_then(StatedKind::of);
        if let Some((kind, unit)) = kind.zip(statement.mention.unit)
            && !kind.allows(unit)
        {
            return None;
        }
        let unit_beside = measure.and_then(Measure::unit_beside);
        let has_own_unit = figure.unit.is_some() && figure.range.end <= written.len();
        let words = match unit_beside.filter(|_| !has_own_unit) {
            Some(unit) => told.strip_suffix(unit)?.trim_end(),
            None => told,
        };
        let start = figure.range.start.min(written.len());
        let end = figure.range.end.min(written.len());
        let edit = self.reword(result, start..end, words)?;
        Some((title::write(words), edit))
    }
}
