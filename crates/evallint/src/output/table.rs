//! Rows for people, in columns that stay under each other where characters are two columns wide.

use std::io::{self, Write};

use comfy_table::{Cell, CellAlignment, ContentArrangement, Row, Table, presets};

/// A cell of text.
pub(crate) fn text(content: &str) -> Cell {
    Cell::new(content)
}

/// A cell with a count, which ends where the counts above it end.
pub(crate) fn count(count: usize) -> Cell {
    Cell::new(count).set_alignment(CellAlignment::Right)
}

/// Writes rows under their headings.
pub(crate) fn write(
    out: &mut dyn Write,
    headings: Vec<Cell>,
    rows: impl IntoIterator<Item = Vec<Cell>>,
) -> io::Result<()> {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(headings)
        .add_rows(rows.into_iter().map(Row::from));
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    writeln!(out, "{}", table.trim_fmt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let mut out = Vec::new();
        let rows = [("预算", 7), ("ab", 1200)].map(|(name, found)| vec![text(name), count(found), text("x")]);
        write(&mut out, vec![text("名"), text("数"), text("")], rows).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "名    数\n预算     7  x\nab    1200  x\n"
        );
    }
}
