//! `goal-not-met`: a result below what the task's goal asks for.

use evallint_schema::{Bound, Words};

use crate::direction::direction;
use crate::facts::Mention;
use crate::message::{Message, Template};
use crate::narrative::{Account, MOST_STATEMENTS, Manner, Passage, Statement, best};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "goal-not-met",
    name: "结果低于目标",
    group: Group::Consistency,
    severity: Severity::Warning,
    page: include_str!("goal-not-met.md"),
    has_fix: false,
    check,
};

static BELOW: Template = Template {
    zh: "预期目标是“{goal}”，实际只完成“{words}”，没有达到目标。",
    en: "The goal is {goal}, but only {words} was reached.",
};

static ABOVE: Template = Template {
    zh: "预期目标是控制在“{goal}”，实际为“{words}”，超过了目标。",
    en: "The goal is to keep to {goal}, but it came to {words}.",
};

static EXPLAIN: Template = Template {
    zh: "请核对数据；确未完成的，在“存在问题”中说明原因和改进措施。",
    en: "Check the figures; where the goal was missed indeed, explain it in 存在问题.",
};

static GOAL: Template = Template {
    zh: "预期目标写的是“{words}”",
    en: "The goal says {words}",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for account in context.accounts().iter().filter(|account| !account.is_repeated) {
        let Some((goal, bound)) = missed_goal(account, context) else {
            continue;
        };
        let Some(written) = account.written() else {
            continue;
        };
        let template = match bound {
            Bound::AtMost | Bound::Below => &ABOVE,
            Bound::AtLeast | Bound::Above => &BELOW,
        };
        let told = document.written(goal.node, goal.mention);
        let message = Message::new(template)
            .with("goal", told.words)
            .with("words", written.words);
        context
            .report(document.pointer(written.node), written.range, message)
            .help(Message::new(&EXPLAIN))
            .relate_statement(document, &goal, &GOAL);
    }
}

/// The goal that the figure of the table misses, and its direction.
fn missed_goal<'d>(account: &Account<'d, '_>, context: &Context<'d, '_>) -> Option<(Statement<'d>, Bound)> {
    let figure = &account.figure;
    let exact = figure.bound.is_none() && figure.approximation.is_none();
    let unit = figure.unit.filter(|_| exact)?;
    let texts = context.accounts().texts(account)?;
    let (expected, achieved) = (texts.expected.as_ref()?, texts.achieved.as_ref()?);
    let name = account.measure.name_text()?;
    let topic = &account.topic;
    let stated = expected.statements(topic, Some(unit));
    if stated.len() >= MOST_STATEMENTS {
        return None;
    }
    let goals = stated
        .iter()
        .filter(|goal| {
            matches!(
                goal.manner,
                Manner::Plain | Manner::Part | Manner::Bound | Manner::Planned
            )
        })
        .filter(|goal| {
            !context
                .accounts()
                .is_about_another(account.measure, goal, expected)
        });
    let goal = best(goals).filter(|goal| goal.closeness.is_close() && expected.names(goal, topic))?;
    // A goal that is a plain figure asks for more, unless the name is of something that nobody wants more of.
    let wants_more = || direction(name, Some(unit)).filter(|bound| *bound == Bound::AtLeast);
    let bound = goal
        .mention
        .bound
        .or_else(|| bound_in_words(expected, goal.mention))
        .or_else(wants_more)?;
    let bounded = Mention {
        bound: Some(bound),
        ..goal.mention.clone()
    };
    // What the text of the result says again is a state of things, not a goal: 发挥23个服务中心的作用.
    let stands_again = achieved
        .statements(topic, Some(unit))
        .iter()
        .any(|statement| statement.mention.same_amount(goal.mention));
    // A figure in 万 may be rounded down from one that reaches the goal.
    let rounded_up = Mention {
        value: figure.value + figure.precision,
        ..figure.clone()
    };
    let rounded = figure.precision > goal.mention.precision;
    let met = figure.meets(&bounded) || rounded && rounded_up.meets(&bounded);
    (!met && !stands_again).then(|| (goal.clone(), bound))
}

/// 控制在, 压缩至 and the like ask for no more than the figure, 达到 for no less.
fn bound_in_words(expected: &Passage<'_>, goal: &Mention) -> Option<Bound> {
    static AT_MOST: Words = Words::of(&[
        "控制在",
        "压缩至",
        "压缩到",
        "降至",
        "降到",
        "下降到",
        "下降至",
        "降低到",
        "降低至",
        "缩短至",
        "缩短到",
        "减少到",
        "减少至",
    ]);
    static AT_LEAST: Words = Words::of(&["达到", "达", "完成"]);
    let before = expected.text.get(..goal.range.start)?.trim_end();
    let within = expected.text.get(goal.range.end..)?.starts_with(['内', '下']);
    if AT_LEAST.suffix_of(before).is_some() {
        return Some(Bound::AtLeast);
    }
    (within || AT_MOST.suffix_of(before).is_some()).then_some(Bound::AtMost)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    /// An indicator alone in the first task, with a goal and with its result told in the text.
    fn check_goal(goal: &str, name: &str, result: &str, missed: bool) {
        let task = json!({
            "expected": goal,
            "achieved": format!("{name}{result}。"),
            "indicators": [{ "name": name, "result": result }, null, null, null, null]
        });
        let expected: &[_] = if missed {
            &[("/tasks/0/indicators/0/result", result)]
        } else {
            &[]
        };
        check(&RULE, &json!({ "tasks": [task] }), expected);
    }

    #[test]
    fn a_result_below_the_goal() {
        for (goal, name, result) in [
            ("新增公办学位6000个。", "新增公办学位数量", "5420个"),
            (
                "1、新增公办学位不少于6000个。 2、优化服务。",
                "新增公办学位数量",
                "5420个",
            ),
            ("社区教育培训3万人次以上。", "社区教育培训人次", "2.86万人次"),
            ("全年计划建设碧道40公里。", "建设碧道长度", "38.42公里"),
            ("农村治理率达到97%。", "农村治理率", "96.9%"),
            ("全年计划推广水稻良种2.2万公斤。", "推广水稻良种", "18799公斤"),
            ("全年计划安装波形护栏1.8万米。", "安装波形护栏", "15736米"),
            (
                "完成举行护理技能培训752学时的任务。",
                "举行护理技能培训数",
                "632学时",
            ),
            ("全年计划抢救破损档案78912页。", "抢救破损档案数量", "72397页"),
            ("拆除违法建设3万平方米。", "拆除违法建设面积", "2.8万平方米"),
            ("单位造林成本不超过3000元。", "单位造林成本", "3200元"),
            ("审批时限压缩至3天以内。", "审批时限", "5天"),
        ] {
            check_goal(goal, name, result, true);
        }
    }

    #[test]
    fn a_goal_that_is_reached_or_of_another_thing() {
        for (goal, name, result) in [
            ("新增公办学位5400个。", "新增公办学位数量", "5420个"),
            (
                "新增公办学位6000个，其中幼儿园学位2000个。",
                "新增公办幼儿园学位数量",
                "2160个",
            ),
            ("到2025年新增公办学位6000个。", "新增公办学位数量", "5420个"),
            ("平均住院日控制在8天以内。", "平均住院日", "7.6天"),
            ("信访投诉不超过30件。", "信访投诉数量", "12件"),
            ("加固堤防12公里。", "堤防加固长度", "12850米"),
            ("病床使用率保持在85%—93%之间。", "病床使用率", "88.42%"),
            ("水质合格率达到99.5%。", "供水管网漏损率", "8.35%"),
            ("做好通车里程工作，新建农村公路45公里。", "通车里程", "15.40公里"),
            ("新增公办学位6000个。", "新增公办学位数量", "≥5420个"),
            ("按计划推进学位建设。", "新增公办学位数量", "5420个"),
        ] {
            check_goal(goal, name, result, false);
        }
    }

    #[test]
    fn a_state_of_things_is_no_goal() {
        let task = json!({
            "expected": "发挥23个党群阵地作用。",
            "achieved": "发挥23个党群阵地作用，新建党群阵地3个。",
            "indicators": [{ "name": "新建党群阵地数量", "result": "3个" }, null, null, null, null]
        });
        check(&RULE, &json!({ "tasks": [task] }), &[]);
    }
}
