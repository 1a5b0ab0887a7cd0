//! Several indicators in one, each given a place of its own.

use evallint_syntax::{ByteRange, Format, NodeId, Value};

use super::{Edit, apply_edits};
use crate::document::{Document, MergedIndicators};
use crate::lower::{Merged, split_merged};
use crate::measure::Measure;

impl Document<'_> {
    /// Gives each of several indicators a row or element of its own, where there are as many results as names.
    pub(crate) fn split_merged(&self, merged: &MergedIndicators) -> Option<Vec<Edit>> {
        if merged.names != merged.results {
            return None;
        }
        let measure = Measure::of(self.record(merged.indicator)?)?;
        if self.source.format() == Format::Table {
            return self.split_row(measure, merged.names);
        }
        self.split_element(measure)
    }

    /// One row for each of the indicators that were read from a row, of which this is the first.
    fn split_row(&self, first: Measure<'_, '_>, count: usize) -> Option<Vec<Edit>> {
        let list = first.list()?;
        let indicators = self.children(list).map(|(id, _)| id);
        let parts: Vec<(ByteRange, ByteRange)> = indicators
            .skip_while(|id| *id != first.record.id)
            .take(count)
            .map(|id| {
                let measure = Measure::of(self.record(id)?)?;
                Some((measure.name.written_range()?, measure.result.written_range()?))
            })
            .collect::<Option<_>>()?;
        let ((first_name, first_result), (last_name, last_result)) = (*parts.first()?, *parts.last()?);
        let names = ByteRange::new(first_name.start, last_name.end);
        let row = self.row_range(names);
        if names.end > first_result.start || !row.contains(last_result) {
            return None;
        }
        let results = ByteRange::new(first_result.start, last_result.end);
        let separators = |from: u32, to: u32| separators(self.source.slice(ByteRange::new(from, to)));
        let (before, middle, after) = (
            separators(row.start, names.start),
            separators(names.end, results.start),
            separators(results.end, row.end),
        );
        // Markdown has blanks around what stands in a cell.
        let blank = if middle.contains('|') { " " } else { "" };
        let rows: Vec<String> = parts
            .iter()
            .skip(1)
            .map(|(name, result)| {
                let (name, result) = (self.source.slice(*name), self.source.slice(*result));
                let cells = [&before, name, &middle, result, &after].join(blank);
                format!("{}{}", self.line_break(), cells.trim_matches(' '))
            })
            .collect();
        Some(vec![
            Edit::new(names, self.source.slice(first_name)),
            Edit::new(results, self.source.slice(first_result)),
            Edit::insertion(row.end, rows.concat()),
        ])
    }

    /// One element for each of the indicators in one that has nothing but a name and a result.
    fn split_element(&self, measure: Measure<'_, '_>) -> Option<Vec<Edit>> {
        let element = measure.record.id;
        let (name_id, result_id) = (measure.name.node?, measure.result.node?);
        let (Value::String(name), Value::String(result)) =
            (&self.node(name_id).value, &self.node(result_id).value)
        else {
            return None;
        };
        if self.node(element).child_count() != 2 {
            return None;
        }
        let Merged { names, results } = split_merged(name.value(), result.value())?;
        let range = self.node(element).range;
        let written = self.source.slice(range);
        let texts: Vec<String> = names
            .into_iter()
            .zip(results)
            .map(|(name_part, result_part)| {
                let name = self.rewrite(name_id, name.value().get(name_part)?)?;
                let result = self.rewrite(result_id, result.value().get(result_part)?)?;
                let mut edits = [name, result].map(|edit| Edit {
                    range: ByteRange::new(edit.range.start - range.start, edit.range.end - range.start),
                    ..edit
                });
                edits.sort_by_key(|edit| edit.range);
                Some(apply_edits(written, &edits).trim_end().to_owned())
            })
            .collect::<Option<_>>()?;
        let tail = written.get(written.trim_end().len()..)?;
        Some(vec![Edit::new(
            range,
            texts.join(&self.between_elements(element)?) + tail,
        )])
    }

    /// What stands between two elements of a list, where one of them is this.
    fn between_elements(&self, element: NodeId) -> Option<String> {
        let range = self.node(element).range;
        let row = self.row_range(ByteRange::new(range.start, range.start));
        let indent = self.source.slice(ByteRange::new(row.start, range.start));
        let is_block = self.source.format() == Format::Yaml && !self.is_in_flow(element);
        if is_block {
            let dash = indent.trim_start().starts_with('-');
            return dash.then(|| format!("{}{indent}", self.line_break()));
        }
        Some(if indent.trim().is_empty() {
            format!(",{}{indent}", self.line_break())
        } else {
            ", ".to_owned()
        })
    }
}

/// What of a part of a row stands between its cells.
fn separators(part: &str) -> String {
    if part.contains('\t') {
        return part.chars().filter(|sign| *sign == '\t').collect();
    }
    let count = part.replace("\\|", "").matches('|').count();
    vec!["|"; count].join("  ")
}
