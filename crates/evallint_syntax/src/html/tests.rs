use super::*;
use crate::grid::read_table;

fn rows(text: &str) -> Vec<Vec<String>> {
    let grid = read_table(text);
    let values = |row| {
        grid.cells(row)
            .iter()
            .map(|cell| cell.text.value().to_owned())
            .collect()
    };
    grid.rows().iter().map(|row| values(*row)).collect()
}

fn check(text: &str, expected: &[&[&str]]) {
    assert_eq!(rows(text), expected, "{text}");
}

#[test]
fn a_page_is_told_by_how_it_begins() {
    for text in [
        "<!DOCTYPE html>",
        "\u{FEFF}\n<HTML lang=zh>",
        "<table>",
        "<!-- a -->\n<table class=x>",
    ] {
        assert!(is_html(text), "{text}");
    }
    for text in ["", "<!-- a -->\n甲\t乙", "a <table>", "<tab", "## 表"] {
        assert!(!is_html(text), "{text}");
    }
}

#[test]
fn merged_cells_leave_blank_ones_behind() {
    check(
        "<table><tr><th rowspan=2>甲<td colspan='2'>乙</td><td>丙</td></tr>\
         <tr><td>丁<td>戊</td><td></td></tr></table>",
        &[&["甲", "乙", "", "丙"], &["", "丁", "戊", ""]],
    );
    check(
        "<table><tr><td>甲</td><td rowspan=2>乙</td></tr><tr><td>丙</td></tr><tr><td>丁</td></table>",
        &[&["甲", "乙"], &["丙", ""], &["丁"]],
    );
}

#[test]
fn blanks_and_breaks_are_those_that_are_shown() {
    check(
        "<table><tr><td> \n 一 <b>二</b>\n三 <br> 四<br><br>五<br></td><td>&nbsp;</td><td>&#32;x&#32;</td></tr></table>",
        &[&["一 二 三\n四\n\n五", "", " x "]],
    );
    check(
        "<table><td><p>一</p>\n<p>二</p><ul><li>三</ul></table>",
        &[&["一\n二\n三"]],
    );
}

#[test]
fn references_are_read() {
    check(
        "<table><td>&lt;a&gt; &amp;lt; &ge;5 &times;&未知; &#9;R&D</table>",
        &[&["<a> &lt; ≥5 ×&未知; \tR&D"]],
    );
}

#[test]
fn what_stands_outside_of_tables_are_lines() {
    let text = "<!DOCTYPE html><html><head><title>无</title><style>td {}</style></head><body>\
                <h2>自评表</h2><p>单位：万元<table><tr><td>甲</td></tr></table>填报人：张三";
    check(text, &[&["自评表"], &["单位：万元"], &["甲"], &["填报人：张三"]]);
    let grid = read_table(text);
    let kinds: Vec<RowKind> = grid.rows().iter().map(|row| row.kind).collect();
    assert_eq!(
        kinds,
        [RowKind::Heading, RowKind::Line, RowKind::Cells, RowKind::Line]
    );
}

#[test]
fn a_table_within_a_table_is_read_once() {
    check(
        "<table><tr><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>",
        &[&["甲", "乙"]],
    );
}

#[test]
fn places_lead_back_into_the_page() {
    let text = "<table><tr><td>  一 &lt; 二</td></tr><!-- 注 --><tr><td>三</td></table>";
    let grid = read_table(text);
    let [comment] = grid.comments() else {
        panic!("one comment")
    };
    assert_eq!(comment.text, " 注 ");
    assert_eq!(&text[comment.range.as_index()], "<!-- 注 -->");
    let cell = &grid.cells(grid.rows()[0])[0].text;
    assert_eq!(&text[cell.range().as_index()], "一 &lt; 二");
    let at = cell.value().find('二').unwrap();
    assert_eq!(&text[cell.source_range(at, at + 3).as_index()], "二");
    assert_eq!(&text[cell.source_range(4, 5).as_index()], "&lt;");
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_stands_in_a_page_ranges_are_of_it(pieces in proptest::collection::vec(
        proptest::sample::select(&[
            "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td colspan=3 rowspan=2>", "</td>", "<th", ">", "<br>", "<p>",
            "</p>", "<!-- 甲 -->", "<!--", "-->", "<", "&", "&lt;", "&#x4e00;", "&ge;", ";", "甲", " 乙\n", "𠮷", "\u{A0}",
            "<title>", "</title>", "<script>", "<![CDATA[", "]]>", "</", "\"", "='", "rowspan=9999999", "\r\n", "<h2>",
        ][..]),
        0..40,
    )) {
        let text = format!("<table>{}", pieces.concat());
        let grid = read_table(&text);
        for row in grid.rows() {
            assert!(text.get(row.range.as_index()).is_some());
            for cell in grid.cells(*row) {
                let value = cell.text.value();
                assert!(text.get(cell.text.range().as_index()).is_some());
                for (at, letter) in value.char_indices() {
                    let written = text.get(cell.text.source_range(at, at + letter.len_utf8()).as_index());
                    assert!(written.is_some_and(|written| !written.is_empty()), "{text} {value}");
                }
            }
        }
        for comment in grid.comments() {
            assert!(text[comment.range.as_index()].contains(comment.text));
        }
    }
}
