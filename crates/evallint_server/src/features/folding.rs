//! What can be folded away: groups, lists, tasks, long texts and comments.

use std::cmp::Reverse;

use evallint_linter::{DocumentView, Item, Meaning};
use evallint_schema::Kind;
use evallint_syntax::{ByteRange, Format, Value};

use super::extents::{Extents, union};

/// Lines of which only the first remains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fold {
    /// From the line that remains to the last that is hidden; more than one line.
    pub(crate) range: ByteRange,
    pub(crate) kind: FoldKind,
}

/// What is folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FoldKind {
    /// A part of the form.
    Region,
    /// Comments.
    Comment,
}

/// What can be folded in a document, in its order; of several that begin on one line the largest.
pub(crate) fn folds(view: &DocumentView<'_>) -> Vec<Fold> {
    let extents = Extents::of(view);
    let regions = view
        .items()
        .filter_map(|item| region(view, &extents, item))
        .map(|range| Fold {
            range,
            kind: FoldKind::Region,
        });
    let lines = |fold: Fold| {
        (
            line_of(view, fold.range.start),
            line_of(view, fold.range.end),
            fold,
        )
    };
    let mut folds: Vec<_> = regions.chain(comments(view)).map(lines).collect();
    folds.retain(|(first, last, _)| first < last);
    folds.sort_by_key(|(first, last, _)| (*first, Reverse(*last)));
    folds.dedup_by_key(|(first, ..)| *first);
    folds.into_iter().map(|(_, _, fold)| fold).collect()
}

/// What is folded of a value: all of a container but the line of its closing bracket, and a text of several lines.
fn region(view: &DocumentView<'_>, extents: &Extents, item: Item<'_, '_>) -> Option<ByteRange> {
    let extent = extents.get(item);
    if view.source().format() == Format::Table {
        // The document is one table, and of a task the list of its indicators takes up the same rows.
        let is_part = match item.meaning() {
            Meaning::Field(field) => field.kind != Kind::List || item.key().is_some(),
            Meaning::Element(field, _) => field.fields.iter().any(|field| field.kind == Kind::List),
            _ => false,
        };
        return is_part.then_some(extent);
    }
    match item.value() {
        // A document of YAML has no line of its own that could remain.
        Value::Object
            if matches!(item.meaning(), Meaning::Document) && view.source().format() == Format::Yaml =>
        {
            None
        }
        Value::Object | Value::Array => Some(ByteRange::new(extent.start, before_closing_line(view, extent))),
        Value::String(_) => Some(extent),
        _ => None,
    }
}

/// Where a container ends, without a last line that holds nothing but brackets.
fn before_closing_line(view: &DocumentView<'_>, extent: ByteRange) -> u32 {
    let written = view.source().slice(extent);
    let line = written.rfind(['\n', '\r']).map_or(0, |line_break| line_break + 1);
    let (before, last) = written.split_at(line);
    let is_bracket = |character: char| matches!(character, ' ' | '\t' | '}' | ']');
    let kept = if last.chars().all(is_bracket) {
        before.trim_end_matches(['\n', '\r'])
    } else {
        written
    };
    extent.start + u32::try_from(kept.len()).unwrap_or(0)
}

/// Comments that stand line below line.
fn comments(view: &DocumentView<'_>) -> Vec<Fold> {
    let mut folds: Vec<Fold> = Vec::new();
    for remark in view.remarks() {
        let comment = remark.comment;
        if !comment.own_line {
            continue;
        }
        let line = line_of(view, comment.range.start);
        match folds.last_mut() {
            Some(fold) if line_of(view, fold.range.end) + 1 == line => {
                fold.range = union(fold.range, comment.range);
            }
            _ => folds.push(Fold {
                range: comment.range,
                kind: FoldKind::Comment,
            }),
        }
    }
    folds
}

fn line_of(view: &DocumentView<'_>, at: u32) -> u32 {
    view.source().place(ByteRange::new(at, at)).start.line
}

#[cfg(test)]
mod tests {
    use evallint_linter::Linter;
    use evallint_syntax::Source;

    use super::*;
    use crate::features::damaged_forms;

    /// The first and the last line of each fold, counted from 1.
    fn lines(path: &str, text: &str) -> Vec<(u32, u32, FoldKind)> {
        let source = Source::new(path, text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let folds = folds(&view).into_iter();
        folds
            .map(|fold| {
                (
                    line_of(&view, fold.range.start),
                    line_of(&view, fold.range.end),
                    fold.kind,
                )
            })
            .collect()
    }

    use FoldKind::{Comment, Region};

    #[test]
    fn a_container_of_json_keeps_its_closing_bracket() {
        let text = "{\n  \"year\": 2022,\n  \"funds\": {\n    \"initial_budget\": 1,\n    \"adjusted_budget\": 2\n  },\n  \"tasks\": [{\n    \"name\": \"甲\"\n  }]\n}";
        assert_eq!(
            lines("a.json", text),
            [(1, 9, Region), (3, 5, Region), (7, 8, Region)]
        );
    }

    #[test]
    fn groups_tasks_long_texts_and_comments_of_yaml_fold() {
        let text = "# 一\n# 二\nyear: 2022 # 年\nfunds:\n  initial_budget: 1\n  adjusted_budget: 2\ntasks:\n  - name: 甲\n    expected: |\n      一\n      二\n  - name: 乙\nproblems: 无\n";
        assert_eq!(
            lines("a.yaml", text),
            [
                (1, 2, Comment),
                (4, 6, Region),
                (7, 12, Region),
                (8, 11, Region),
                (9, 11, Region)
            ]
        );
    }

    #[test]
    fn groups_and_tasks_of_a_text_form_fold() {
        let text = "## 部门整体支出绩效自评表\n单位：万元\n部门资金情况\t部门调整预算收入\t1\t部门年初预算收入\t2\t\n\t实际支出数\t1\t年度预算调整数\t2\t\n\
            主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金\n甲\t一\t二\t三\t6所\t12\n\t\t\t四\t7名\t\n乙\t一\t二\t三\t6所\t12\n\t存在问题\t无\t\t\t\n";
        assert_eq!(
            lines("a.txt", text),
            [(3, 4, Region), (5, 8, Region), (6, 7, Region)]
        );
    }

    #[test]
    fn every_fold_of_a_damaged_form_hides_a_line() {
        damaged_forms::for_each(|view, _| {
            let source = view.source();
            let folds = folds(view);
            for fold in &folds {
                let hidden = source.text().get(fold.range.as_index());
                assert!(hidden.is_some_and(|hidden| hidden.contains('\n')), "{fold:?}");
            }
            assert!(folds.is_sorted_by_key(|fold| fold.range.start));
        });
    }
}
