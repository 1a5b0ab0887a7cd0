//! A line above the funds and above each task, with the figures that the form does not print.

use std::collections::HashMap;

use evallint_linter::{
    Agreement, Calculation, Computation, DocumentView, Figure, Item, Language, Message, Template,
};
use evallint_schema::{Amount, Role};
use evallint_syntax::{ByteRange, NodeId, Source};

use super::arithmetic;

/// A line above a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lens {
    /// What it stands above: within one line.
    pub range: ByteRange,
    /// What it says.
    pub title: String,
}

static FIGURE: Template = Template {
    zh: "{field} {value}",
    en: "{field} {value}",
};

static WRONG_FIGURE: Template = Template {
    zh: "{field} {printed}（应为 {value}）",
    en: "{field} {printed} (should be {value})",
};

static SUM: Template = Template {
    zh: "任务资金合计 {amount}",
    en: "tasks {amount} in all",
};

static PARTIAL_SUM: Template = Template {
    zh: "任务资金已填合计 {amount}",
    en: "tasks {amount} so far",
};

static OF_EXPENDITURE: Template = Template {
    zh: "{sum}，占实际支出 {share}",
    en: "{sum}, {share} of the expenditure",
};

static FUNDS: Template = Template {
    zh: "资金 {amount}",
    en: "{amount}",
};

static OF_TASKS: Template = Template {
    zh: "{funds}，占任务合计 {share}",
    en: "{funds}, {share} of the tasks",
};

static NO_FUNDS: Template = Template {
    zh: "未填资金",
    en: "no funds given",
};

static UNREADABLE_FUNDS: Template = Template {
    zh: "资金无法识别",
    en: "unreadable funds",
};

static INDICATORS: Template = Template {
    zh: "{count} 项指标",
    en: "{count} indicators",
};

static ONE_INDICATOR: Template = Template {
    zh: "1 项指标",
    en: "1 indicator",
};

/// What parts of a title are parted by.
const DOT: &str = " · ";

/// The lenses of a document, in the order of the source.
pub(crate) fn lenses(view: &DocumentView<'_>, language: Language) -> Vec<Lens> {
    let computations = view.computations();
    let lenses = Lenses::new(view, &computations, language);
    let mut found: Vec<Lens> = Vec::new();
    for (field, item) in view.root().into_iter().flat_map(Item::fields) {
        let Some(item) = item else { continue };
        if field.role == Role::Funds {
            found.extend(lenses.of_funds(item));
        } else if field.fields.iter().any(|field| field.role == Role::TaskFunds) {
            found.extend(item.children().filter_map(|task| lenses.of_task(task)));
        }
    }
    found.sort_by_key(|lens| lens.range);
    found
}

struct Lenses<'l, 'v, 'a> {
    view: &'v DocumentView<'a>,
    computations: &'l [Computation<'v, 'a>],
    /// The sum of the tasks' funds, and whether it is of all tasks.
    sum: Option<(&'l Computation<'v, 'a>, bool)>,
    /// The funds of each task, by their node.
    amounts: HashMap<NodeId, Amount>,
    /// The shares of tasks, by the node of their funds.
    shares: HashMap<NodeId, Figure>,
    language: Language,
}

impl<'l, 'v, 'a> Lenses<'l, 'v, 'a> {
    fn new(view: &'v DocumentView<'a>, computations: &'l [Computation<'v, 'a>], language: Language) -> Self {
        let mut lenses = Self {
            view,
            computations,
            sum: None,
            amounts: HashMap::new(),
            shares: HashMap::new(),
            language,
        };
        for computation in computations {
            match computation.calculation {
                Calculation::SumOfTasks { complete } => {
                    lenses.sum = Some((computation, complete));
                    let operands = computation.operands.iter();
                    let amounts = operands.filter_map(|operand| Some((operand.item?.id(), operand.amount)));
                    lenses.amounts.extend(amounts);
                }
                Calculation::ShareOfTasks if computation.agreement != Agreement::WrongOperand => {
                    let share = computation.item.map(|item| (item.id(), computation.value));
                    lenses.shares.extend(share);
                }
                _ => {}
            }
        }
        lenses
    }

    fn of_funds(&self, funds: Item<'v, 'a>) -> Option<Lens> {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(self.completion(funds));
        parts.extend(self.sum());
        let range = funds.key().map_or_else(|| funds.range(), |key| key.range);
        (!parts.is_empty()).then(|| Lens {
            range: first_line(self.view.source(), range),
            title: parts.join(DOT),
        })
    }

    /// The rate of what was spent.
    fn completion(&self, funds: Item<'v, 'a>) -> Option<String> {
        let completion = self.computations.iter().find(|computation| {
            let dividend = computation.operands.first();
            computation.calculation == Calculation::Quotient
                && computation.owner.id() == funds.id()
                && dividend.is_some_and(|dividend| dividend.field.role == Role::Actual)
        })?;
        let printed = completion.printed.map(|printed| printed.to_string());
        let (template, value) = match (completion.agreement, &printed) {
            (Agreement::WrongOperand, printed) => (&FIGURE, printed.clone()?),
            (Agreement::Differs, Some(_)) => (&WRONG_FIGURE, completion.value.to_string()),
            _ => (&FIGURE, completion.value.to_string()),
        };
        let message = Message::new(template)
            .with("field", arithmetic::name(completion.field, self.language))
            .with("value", value);
        let message = match printed {
            Some(printed) => message.with("printed", printed),
            None => message,
        };
        Some(message.render(self.language))
    }

    /// What the tasks spent, and how much of the expenditure that is.
    fn sum(&self) -> Option<String> {
        let (sum, complete) = self.sum?;
        let Figure::Amount(amount) = sum.value else {
            return None;
        };
        let template = if complete { &SUM } else { &PARTIAL_SUM };
        let said = Message::new(template).with("amount", self.with_unit(amount));
        let list = sum.item?.id();
        let share = self.computations.iter().find(|computation| {
            computation.calculation == Calculation::ShareOfExpenditure
                && computation.agreement != Agreement::WrongOperand
                && computation.item.is_some_and(|item| item.id() == list)
        });
        let share = share.map(|share| share.value);
        Some(self.with_share(said, &OF_EXPENDITURE, "sum", share))
    }

    fn of_task(&self, task: Item<'v, 'a>) -> Option<Lens> {
        // What is no task has none of its fields.
        task.fields().next()?;
        let indicators = task.member_with_role(Role::Indicators);
        let count = indicators.map_or(0, |indicators| indicators.children().count());
        let counted = match count {
            1 => Message::new(&ONE_INDICATOR),
            _ => Message::new(&INDICATORS).with("count", count),
        };
        let name = task
            .member_with_role(Role::TaskName)
            .filter(|name| !name.is_blank());
        let range = name.map_or_else(|| task.range(), Item::content_range);
        Some(Lens {
            range: first_line(self.view.source(), range),
            title: [self.funds_of(task), counted.render(self.language)].join(DOT),
        })
    }

    fn funds_of(&self, task: Item<'v, 'a>) -> String {
        let given = task
            .member_with_role(Role::TaskFunds)
            .filter(|funds| !funds.is_blank());
        let Some(given) = given else {
            return Message::new(&NO_FUNDS).render(self.language);
        };
        let Some(amount) = self.amounts.get(&given.id()) else {
            return Message::new(&UNREADABLE_FUNDS).render(self.language);
        };
        let said = Message::new(&FUNDS).with("amount", self.with_unit(*amount));
        let share = self.shares.get(&given.id()).copied();
        self.with_share(said, &OF_TASKS, "funds", share)
    }

    fn with_share(
        &self,
        said: Message,
        template: &'static Template,
        name: &'static str,
        share: Option<Figure>,
    ) -> String {
        let message = match share {
            Some(share) => Message::new(template)
                .with(name, said)
                .with("share", share.to_string()),
            None => said,
        };
        message.render(self.language)
    }

    fn with_unit(&self, amount: Amount) -> String {
        match self.view.currency() {
            Some(unit) => format!("{amount} {unit}"),
            None => amount.to_string(),
        }
    }
}

/// The part of a range on the line that it begins on.
fn first_line(source: &Source, range: ByteRange) -> ByteRange {
    let line = source.slice(range).lines().next().unwrap_or_default();
    let length = u32::try_from(line.len()).unwrap_or(0);
    ByteRange::new(range.start, range.start + length)
}

#[cfg(test)]
mod tests {
    use evallint_linter::Linter;

    use super::*;
    use crate::features::damaged_forms;

    const TEXT: &str = include_str!("../../../../tests/forms/education.eval.txt");
    const JSON: &str = include_str!("../../../../tests/forms/education.eval.json");
    const YAML: &str = include_str!("../../../../tests/forms/education.eval.yaml");

    /// The words that lenses stand above, and what they say.
    fn shown(path: &str, text: &str, language: Language) -> Vec<(String, String)> {
        let source = Source::new(path, text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let lenses = lenses(&view, language).into_iter();
        lenses
            .map(|lens| (source.slice(lens.range).to_owned(), lens.title))
            .collect()
    }

    fn pair(above: &str, title: &str) -> (String, String) {
        (above.to_owned(), title.to_owned())
    }

    #[test]
    fn the_funds_and_each_task() {
        let found = shown("a.yaml", YAML, Language::Chinese);
        let funds = "预算完成率 98.36% · 任务资金合计 9,374.01 万元，占实际支出 72.64%";
        let tasks = [
            pair(
                "优化教育资源布局，扩大学位供给",
                "资金 5,210.35 万元，占任务合计 55.58% · 5 项指标",
            ),
            pair(
                "加强教师队伍建设，提升教育质量",
                "资金 2,480.00 万元，占任务合计 26.46% · 6 项指标",
            ),
            pair(
                "守牢安全底线，建设平安校园",
                "资金 1,365.20 万元，占任务合计 14.56% · 8 项指标",
            ),
            pair(
                "落实惠民政策，保障教育公平",
                "资金 318.46 万元，占任务合计 3.40% · 6 项指标",
            ),
        ];
        assert_eq!(found[0], pair("funds", funds));
        assert_eq!(found[1..], tasks);
        let text = shown("a.txt", TEXT, Language::Chinese);
        assert_eq!(text[0], pair("部门资金情况", funds));
        assert_eq!(text[1..], tasks);
        assert_eq!(shown("a.json", JSON, Language::Chinese), found);
        assert_eq!(
            shown("a.yaml", YAML, Language::English)[0].1,
            "completion_rate 98.36% · tasks 9,374.01 万元 in all, 72.64% of the expenditure"
        );
        assert_eq!(
            shown("a.yaml", YAML, Language::English)[1].1,
            "5,210.35 万元, 55.58% of the tasks · 5 indicators"
        );
    }

    #[test]
    fn what_is_wrong_or_missing() {
        let title = |from: &str, to: &str, index: usize| {
            let found = shown("a.yaml", &YAML.replacen(from, to, 1), Language::Chinese);
            found[index].1.clone()
        };
        assert!(title("98.36%", "97.36%", 0).starts_with("预算完成率 97.36%（应为 98.36%） · "));
        assert!(title("98.36%", "", 0).starts_with("预算完成率 98.36% · "));
        assert!(
            title("funds: 318.46", "funds:", 0)
                .ends_with("任务资金已填合计 9,055.55 万元，占实际支出 70.17%")
        );
        assert_eq!(title("funds: 318.46", "funds:", 4), "未填资金 · 6 项指标");
        assert_eq!(
            title("funds: 318.46", "funds: 三百", 4),
            "资金无法识别 · 6 项指标"
        );
        assert_eq!(
            title("funds: 318.46", "funds:", 1),
            "资金 5,210.35 万元 · 5 项指标"
        );
        assert_eq!(
            title("currency_unit: 万元", "currency_unit: 美元", 1),
            "资金 5,210.35，占任务合计 55.58% · 5 项指标"
        );
    }

    #[test]
    fn nothing_on_what_is_no_form() {
        assert_eq!(shown("a.json", "{}", Language::Chinese), []);
        assert_eq!(shown("a.json", "{\"tasks\": [1, null]}", Language::Chinese), []);
        assert_eq!(shown("a.txt", "你好", Language::Chinese), []);
    }

    #[test]
    fn a_half_written_form_is_no_trouble() {
        damaged_forms::for_each(|view, _| {
            for lens in lenses(view, Language::English) {
                let above = view.source().text().get(lens.range.as_index());
                assert!(above.is_some_and(|above| !above.contains('\n')), "{lens:?}");
            }
        });
    }
}
