//! `vague-indicator-name`: an indicator named by an action, not by a measure.

use evallint_schema::{Words, unit_prefix};

use crate::measure::without_brackets;
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "vague-indicator-name",
    name: "指标名称不是度量",
    group: Group::Indicators,
    severity: Severity::Info,
    page: include_str!("vague-indicator-name.md"),
    has_fix: false,
    check,
};

static ACTION: Template = Template {
    zh: "“{name}”说的是做什么，没有说衡量什么。",
    en: "{name} tells what was done, not what is measured.",
};

static NAME_MEASURE: Template = Template {
    zh: "请写成可衡量的名称，如“……数量”“……率”“……面积”。",
    en: "Name what is measured, such as a number (数量), a rate (率) or an area (面积).",
};

fn check(context: &mut Context<'_, '_>) {
    for measure in context.document.measures() {
        let Some(name) = measure.name_text().filter(|name| is_action(name)) else {
            continue;
        };
        if measure
            .name
            .node
            .is_some_and(|node| context.facts.is_placeholder(node))
        {
            continue;
        }
        let message = Message::new(&ACTION).with("name", name.trim());
        context
            .report_slot(measure.name, message)
            .help(Message::new(&NAME_MEASURE));
    }
}

/// Whether the name tells what was done, and nothing of how much.
fn is_action(name: &str) -> bool {
    static VERBS: Words = Words::of(&[
        "组建", "开展", "完成", "建立", "建成", "加强", "推进", "落实", "组织", "举办", "实施", "培育",
        "构建", "完善", "提升", "安装", "拆除", "整治", "巡查", "排查", "升级",
    ]);
    static ACTIONS: Words = Words::of(&["工作", "建设", "管理", "整治", "服务", "行动", "活动", "宣传"]);
    static NOUNS: Words = Words::of(&["组织机构", "组织架构", "组织部"]);
    static MEASURES: Words = Words::of(&[
        "数", "量", "率", "度", "次", "面积", "里程", "长度", "金额", "比例", "占比", "层级", "等级", "时间",
        "时长", "性", "情况", "水平", "成本", "程度", "指数", "规模", "标准", "效果", "质量", "额", "收入",
        "投资", "产值", "税收", "产能", "效益", "成效", "期", "期限", "时限", "周期", "日期", "时点", "感",
        "分", "值", "名", "及时", "标段", "时", "影响",
    ]);
    let bare = without_brackets(name);
    let ends = |words: &Words| words.suffix_of(bare).is_some();
    let ends_in_unit = || {
        bare.char_indices().rev().take(4).any(|(at, _)| {
            bare.get(at..).is_some_and(|end| {
                end.chars().count() >= 2 && unit_prefix(end).is_some_and(|unit| unit.name == end)
            })
        })
    };
    (VERBS.prefix_of(bare).is_some() || ends(&ACTIONS))
        && !ends(&MEASURES)
        && !ends_in_unit()
        && NOUNS.prefix_of(bare).is_none()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::check;

    fn check_name(name: &str, vague: bool) {
        let expected: &[_] = if vague {
            &[("/tasks/0/indicators/0/name", name)]
        } else {
            &[]
        };
        check(
            &RULE,
            &json!({ "tasks": [{ "indicators": [{ "name": name }] }] }),
            expected,
        );
    }

    #[test]
    fn an_action_is_no_measure() {
        check_name("组建最小应急单元", true);
        check_name("辖内道路养护修复工作", true);
        check_name("组建应急单元数量", false);
        check_name("开展演练场次（场）", false);
        check_name("教师流失率", false);
        check_name("垃圾清运及时性", false);
    }
}
