//! The outline of a form: its parts, tasks and indicators.

use evallint_linter::{DocumentView, Item, Meaning};
use evallint_schema::{Field, Kind, Role};
use evallint_syntax::{ByteRange, Value};

use super::extents::Extents;

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Symbol {
    /// The key or label as the document writes it, or the name of a task or indicator; never empty.
    pub(crate) name: String,
    /// The value in short, the funds of a task, or the result of an indicator.
    pub(crate) detail: Option<String>,
    pub(crate) kind: SymbolKind,
    /// All of it.
    pub(crate) range: ByteRange,
    /// Its name, key or label, which lies in its range.
    pub(crate) selection: ByteRange,
    /// What it holds, in the order of the source, each within its range.
    pub(crate) children: Vec<Symbol>,
}

/// What an entry of the outline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SymbolKind {
    /// A group of fields, or a list.
    Section,
    /// A task.
    Task,
    /// An indicator.
    Indicator,
    /// An amount, a rate or another number.
    Number,
    /// A text.
    Text,
}

/// The outline of a document.
pub(crate) fn symbols(view: &DocumentView<'_>) -> Vec<Symbol> {
    let outline = Outline {
        view,
        extents: Extents::of(view),
    };
    view.root().map_or_else(Vec::new, |root| outline.members(root))
}

struct Outline<'v, 'a> {
    view: &'v DocumentView<'a>,
    extents: Extents,
}

impl<'v> Outline<'v, '_> {
    /// The fields of a document or group.
    fn members(&self, container: Item<'v, '_>) -> Vec<Symbol> {
        let mut symbols: Vec<_> = container
            .children()
            .filter_map(|item| match item.meaning() {
                Meaning::Field(field) => Some(self.member(item, field)),
                _ => None,
            })
            .collect();
        symbols.sort_by_key(|symbol| symbol.range);
        symbols
    }

    fn member(&self, item: Item<'v, '_>, field: &'static Field) -> Symbol {
        let range = self.extents.get(item);
        let (kind, children) = match field.kind {
            Kind::Group => (SymbolKind::Section, self.members(item)),
            Kind::List => (SymbolKind::Section, self.elements(item)),
            Kind::Text | Kind::Name { .. } | Kind::TextOrNumber | Kind::Choice(_) => {
                (SymbolKind::Text, Vec::new())
            }
            Kind::Integer { .. } | Kind::Amount | Kind::SignedAmount | Kind::Rate | Kind::SignedRate => {
                (SymbolKind::Number, Vec::new())
            }
        };
        let key = item.key();
        let name = key
            .map(|key| shortened(&key.text))
            .filter(|name| !name.is_empty());
        Symbol {
            name: name.unwrap_or_else(|| self.name_of(field).to_owned()),
            detail: written(item),
            kind,
            range,
            selection: within(key.map_or(item.range(), |key| key.range), range),
            children,
        }
    }

    fn elements(&self, list: Item<'v, '_>) -> Vec<Symbol> {
        let mut symbols: Vec<_> = list
            .children()
            .filter_map(|item| match item.meaning() {
                Meaning::Element(field, index) => Some(self.element(item, field, index)),
                _ => None,
            })
            .collect();
        symbols.sort_by_key(|symbol| symbol.range);
        symbols
    }

    /// A task with its texts and indicators, or an indicator.
    fn element(&self, item: Item<'v, '_>, list: &'static Field, index: usize) -> Symbol {
        let range = self.extents.get(item);
        let with_role = |wanted: &[Role]| {
            let mut fields = item.fields();
            fields.find_map(|(field, value)| value.filter(|_| wanted.contains(&field.role)))
        };
        let name = with_role(&[Role::TaskName, Role::Name]).filter(|name| written(*name).is_some());
        let is_indicator = list.role == Role::Indicators;
        let detail = if is_indicator {
            let unit = with_role(&[Role::Unit]).and_then(written).unwrap_or_default();
            let result = with_role(&[Role::Result]).and_then(written);
            result.map(|result| result + &unit)
        } else {
            with_role(&[Role::TaskFunds]).and_then(written)
        };
        Symbol {
            name: name
                .and_then(written)
                .unwrap_or_else(|| format!("{} {}", self.name_of(list), index + 1)),
            detail,
            kind: if is_indicator {
                SymbolKind::Indicator
            } else {
                SymbolKind::Task
            },
            range,
            selection: within(name.unwrap_or(item).range(), range),
            children: if is_indicator {
                Vec::new()
            } else {
                self.parts_of_task(item)
            },
        }
    }

    /// What stands under a task: its texts where they have a key, and its indicators.
    fn parts_of_task(&self, task: Item<'v, '_>) -> Vec<Symbol> {
        let mut symbols = Vec::new();
        for item in task.children() {
            match item.meaning() {
                Meaning::Field(field) if field.kind == Kind::List => symbols.extend(self.elements(item)),
                Meaning::Field(field)
                    if item.key().is_some() && !matches!(field.role, Role::TaskName | Role::TaskFunds) =>
                {
                    symbols.push(self.member(item, field));
                }
                _ => {}
            }
        }
        symbols.sort_by_key(|symbol| symbol.range);
        symbols
    }

    /// What a field is called where the document does not write it.
    fn name_of(&self, field: &'static Field) -> &'static str {
        self.view.keys().map_or(field.label, |keys| keys.key(field))
    }
}

/// The part of a range that lies in another, or else where that begins.
fn within(part: ByteRange, whole: ByteRange) -> ByteRange {
    if whole.contains(part) {
        part
    } else {
        ByteRange::new(whole.start, whole.start)
    }
}

/// A value as it is written, in short; nothing for a container, and where nothing is written.
fn written(item: Item<'_, '_>) -> Option<String> {
    let written = match item.value() {
        Value::String(text) => shortened(text.value()),
        Value::Number(literal) => shortened(literal),
        _ => return None,
    };
    Some(written).filter(|written| !written.is_empty())
}

/// The beginning of a text, on one line.
fn shortened(text: &str) -> String {
    let mut words = String::new();
    let mut characters = text.trim().chars();
    for character in characters.by_ref().take(LONGEST) {
        words.push(if character.is_control() { ' ' } else { character });
    }
    if characters.next().is_some() {
        words.push('…');
    }
    words
}

/// How many characters of a text are shown.
const LONGEST: usize = 40;

#[cfg(test)]
mod tests {
    use evallint_linter::Linter;
    use evallint_syntax::Source;

    use super::*;
    use crate::features::damaged_forms;

    /// The outline, an entry a line, indented by its depth.
    fn outline(path: &str, text: &str) -> Vec<String> {
        fn add(symbols: &[Symbol], depth: usize, lines: &mut Vec<String>) {
            for symbol in symbols {
                let detail = symbol.detail.as_deref().unwrap_or("-");
                lines.push(format!(
                    "{}{:?} {}: {detail}",
                    " ".repeat(depth),
                    symbol.kind,
                    symbol.name
                ));
                add(&symbol.children, depth + 1, lines);
            }
        }
        let source = Source::new(path, text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let mut lines = Vec::new();
        add(&symbols(&view), 0, &mut lines);
        lines
    }

    #[test]
    fn parts_are_named_as_the_document_writes_them() {
        let yaml = "部门名称: 教育局\n部门资金情况:\n  预算完成率: 98%\n主要任务:\n  - 任务名称: 办学\n    预期目标: 办好\n    任务涉及资金: 12\n    关键指标:\n      - 指标名称: 学校\n        指标完成情况: 6\n        计量单位: 所\n      - 指标完成情况: 7所\n";
        assert_eq!(
            outline("a.yaml", yaml),
            [
                "Text 部门名称: 教育局",
                "Section 部门资金情况: -",
                " Number 预算完成率: 98%",
                "Section 主要任务: -",
                " Task 办学: 12",
                "  Text 预期目标: 办好",
                "  Indicator 学校: 6所",
                "  Indicator 关键指标 2: 7所"
            ]
        );
    }

    #[test]
    fn a_text_form_has_the_same_outline() {
        let text = "## 部门整体支出绩效自评表\n单位:万元\n部门资金情况\t预算执行率\t98%\t\t\t\n\
            主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金\n办学\t办好\t办好了\t学校\t6所\t12\n\t\t\t教师\t7名\t\n\t存在问题\t无\t\t\t\n";
        assert_eq!(
            outline("a.txt", text),
            [
                "Text 单位: 万元",
                "Section 部门资金情况: -",
                " Number 预算执行率: 98%",
                "Section 主要任务: -",
                " Task 办学: 12",
                "  Indicator 学校: 6所",
                "  Indicator 教师: 7名",
                "Text 存在问题: 无"
            ]
        );
    }

    #[test]
    fn what_is_half_typed_is_shown_as_far_as_it_goes() {
        assert_eq!(
            outline(
                "a.json",
                "{\"year\": 2022, \"tasks\": [{\"name\": \"办学\", \"indicators\": [{"
            ),
            [
                "Number year: 2022",
                "Section tasks: -",
                " Task 办学: -",
                "  Indicator indicators 1: -"
            ]
        );
        assert_eq!(outline("a.json", ""), [] as [&str; 0]);
    }

    #[test]
    fn a_child_lies_in_its_parent_and_a_name_in_its_range() {
        fn holds(symbol: &Symbol) {
            assert!(!symbol.name.is_empty());
            assert!(symbol.range.contains(symbol.selection), "{symbol:?}");
            for child in &symbol.children {
                assert!(symbol.range.contains(child.range), "{symbol:?}");
                holds(child);
            }
        }
        damaged_forms::for_each(|view, _| {
            let source = view.source();
            for symbol in symbols(view) {
                assert!(source.text().get(symbol.range.as_index()).is_some());
                holds(&symbol);
            }
        });
    }
}
