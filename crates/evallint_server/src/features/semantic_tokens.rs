//! The colours of a text form, which no grammar of an editor can tell: labels, headers, numbers and units.

use evallint_linter::{DocumentView, Item, Meaning, NumberKind};
use evallint_schema::{Dimension, Kind};
use evallint_syntax::{ByteRange, Format, Value};

/// A part of a text form that is shown in a colour of its own. It holds no line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) range: ByteRange,
    pub(crate) kind: TokenKind,
}

/// What a part of a text form is. Where two overlap, the first of these is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TokenKind {
    /// A comment.
    Comment,
    /// The title line.
    Title,
    /// A label.
    Label,
    /// The header of a column of the tasks.
    ColumnHeader,
    /// What is not filled in.
    Placeholder,
    /// A percentage with its sign.
    Percent,
    /// A number.
    Number,
    /// The unit of a number.
    Unit,
}

/// The coloured parts of a text form in their order, none overlapping another; nothing for JSON and YAML, which editors
/// know themselves.
pub(crate) fn tokens(view: &DocumentView<'_>) -> Vec<Token> {
    if view.source().format() != Format::Table {
        return Vec::new();
    }
    let mut found: Vec<Token> = Vec::new();
    let mut add = |range: ByteRange, kind: TokenKind| found.push(Token { range, kind });
    for remark in view.remarks() {
        add(remark.comment.range, TokenKind::Comment);
    }
    if let Some(title) = view.title_range() {
        add(title, TokenKind::Title);
    }
    for (range, kind) in labels(view) {
        add(range, kind);
    }
    for item in view.items() {
        add_value(item, &mut add);
    }
    let mut tokens: Vec<Token> = found.into_iter().flat_map(|token| by_line(view, token)).collect();
    tokens.sort_by_key(|token| (token.range.start, token.kind, token.range.end));
    let mut end = 0;
    tokens.retain(|token| {
        let is_free = token.range.start >= end && !token.range.is_empty();
        if is_free {
            end = token.range.end;
        }
        is_free
    });
    tokens
}

/// The labels and the headers of the columns. Of a header row the first names the list, the others name no value.
fn labels(view: &DocumentView<'_>) -> Vec<(ByteRange, TokenKind)> {
    let mut labels: Vec<ByteRange> = Vec::new();
    for item in view.items() {
        let is_list = matches!(item.meaning(), Meaning::Field(field) if field.kind == Kind::List);
        labels.extend(item.key().filter(|_| !is_list).map(|key| key.range));
    }
    labels.sort_unstable();
    let printed = view.printed_labels().into_iter().map(|(range, _)| range);
    let headers: Vec<_> = printed
        .filter(|range| labels.binary_search(range).is_err())
        .collect();
    let labels = labels.into_iter().map(|range| (range, TokenKind::Label));
    let headers = headers.into_iter().map(|range| (range, TokenKind::ColumnHeader));
    labels.chain(headers).collect()
}

/// The numbers, units and unfilled places of a value.
fn add_value(item: Item<'_, '_>, add: &mut impl FnMut(ByteRange, TokenKind)) {
    if !matches!(item.meaning(), Meaning::Field(_)) {
        return;
    }
    let text = match item.value() {
        Value::Number(_) => return add(item.range(), TokenKind::Number),
        Value::String(text) => text,
        _ => return,
    };
    for place in item.placeholders() {
        add(text.source_range(place.start, place.end), TokenKind::Placeholder);
    }
    for number in item.numbers() {
        if matches!(number.kind, NumberKind::Code | NumberKind::ListNumber) {
            continue;
        }
        let digits = number.digits;
        match number.unit {
            Some((unit, place)) if unit.dimension == Dimension::Percent => {
                add(text.source_range(digits.start, place.end), TokenKind::Percent);
            }
            Some((_, place)) => {
                add(text.source_range(digits.start, digits.end), TokenKind::Number);
                add(text.source_range(place.start, place.end), TokenKind::Unit);
            }
            None => add(text.source_range(digits.start, digits.end), TokenKind::Number),
        }
    }
}

/// The parts of a token on each of its lines.
fn by_line(view: &DocumentView<'_>, token: Token) -> Vec<Token> {
    let written = view.source().slice(token.range);
    let mut parts = Vec::new();
    let mut start = token.range.start;
    for line in written.split_inclusive('\n') {
        let length = |text: &str| u32::try_from(text.len()).unwrap_or(0);
        let end = start + length(line.trim_end_matches(['\r', '\n']));
        parts.push(Token {
            range: ByteRange::new(start, end),
            ..token
        });
        start += length(line);
    }
    parts
}

#[cfg(test)]
mod tests {
    use evallint_linter::Linter;
    use evallint_syntax::Source;

    use super::*;
    use crate::features::damaged_forms;

    fn coloured(path: &str, text: &str) -> Vec<(String, TokenKind)> {
        let source = Source::new(path, text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let tokens = tokens(&view).into_iter();
        tokens
            .map(|token| (source.slice(token.range).to_owned(), token.kind))
            .collect()
    }

    #[test]
    fn labels_headers_numbers_and_units_are_told_apart() {
        use TokenKind::*;
        let text = "## 2022年部门整体支出绩效自评表\r\n<!-- 草稿\r\n待定 -->\r\n单位：万元\r\n部门名称\t教育局\t\t被评价年度\t2022年\t\r\n部门资金情况\t实际支出数\t12,345.60\t预算完成率\t97.78%\t\r\n\
            主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金\r\n甲\t建N95仓\t组建XX支队伍，培训约1.2万人次\t人次\t≥85人次\t12\r\n";
        let told: Vec<_> = coloured("a.txt", text);
        let told: Vec<(&str, TokenKind)> = told.iter().map(|(text, kind)| (text.as_str(), *kind)).collect();
        assert_eq!(
            told,
            [
                ("2022年部门整体支出绩效自评表", Title),
                ("<!-- 草稿", Comment),
                ("待定 -->", Comment),
                ("单位", Label),
                ("部门名称", Label),
                ("被评价年度", Label),
                ("2022年", Number),
                ("部门资金情况", Label),
                ("实际支出数", Label),
                ("12,345.60", Number),
                ("预算完成率", Label),
                ("97.78%", Percent),
                ("主要任务", ColumnHeader),
                ("预期目标", ColumnHeader),
                ("目标完成情况", ColumnHeader),
                ("关键指标", ColumnHeader),
                ("指标完成情况", ColumnHeader),
                ("任务涉及资金", ColumnHeader),
                ("XX", Placeholder),
                ("1.2万", Number),
                ("人次", Unit),
                ("85", Number),
                ("人次", Unit),
                ("12", Number)
            ]
        );
    }

    #[test]
    fn other_writings_are_left_to_the_editor() {
        assert_eq!(coloured("a.json", "{\"year\": 2022}"), []);
    }

    #[test]
    fn tokens_of_a_damaged_form_are_in_order_on_one_line_each() {
        damaged_forms::for_each(|view, _| {
            let source = view.source();
            let mut end = 0;
            for token in tokens(view) {
                assert!(token.range.start >= end && !token.range.is_empty());
                end = token.range.end;
                let written = source.text().get(token.range.as_index());
                assert!(written.is_some_and(|written| !written.contains(['\n', '\r'])));
            }
        });
    }
}
