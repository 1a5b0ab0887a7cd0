//! `not-measurable`: a result without a number where the name asks for one.

use crate::facts::Nature;
use crate::measure::{is_rate_by_name_only, without_brackets};
use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "not-measurable",
    name: "指标不可衡量",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("not-measurable.md"),
    has_fix: false,
    check,
};

static NO_NUMBER: Template = Template {
    zh: "指标“{name}”应填数值，完成情况“{result}”里没有数字。",
    en: "The indicator {name} asks for a number; its result {result} has none.",
};

static GIVE_NUMBER: Template = Template {
    zh: "请填写可以核实的数值和单位；确实无法量化的，请换成定性指标的名称。",
    en: "Give a number with its unit that can be verified; what cannot be measured needs another name.",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for measure in document.measures() {
        let Some(name) = measure.name_text().filter(|name| asks_for_number(name)) else {
            continue;
        };
        let Some(scalar) = measure.result_scalar(context.facts) else {
            continue;
        };
        let has_number = measure
            .mentions(context.facts)
            .iter()
            .any(|mention| mention.nature != Nature::Code);
        if has_number || says_how_many(scalar.written()) {
            continue;
        }
        let message = Message::new(&NO_NUMBER)
            .with("name", name.trim())
            .with("result", scalar.written().trim());
        context
            .report_slot(measure.result, message)
            .help(Message::new(&GIVE_NUMBER));
    }
}

/// Whether a text without digits says how many: 三次, 过半, or none at all.
fn says_how_many(text: &str) -> bool {
    let none = ["无", "未", "零", "没有"]
        .iter()
        .any(|word| text.trim().starts_with(word));
    none || text
        .contains(|character| "一二三四五六七八九十百千两零半壹贰叁肆伍陆柒捌玖拾佰仟".contains(character))
}

/// Whether the name is that of a rate, degree, ratio, number or area.
fn asks_for_number(name: &str) -> bool {
    const KINDS: &[&str] = &[
        "率",
        "占比",
        "比例",
        "比重",
        "数量",
        "个数",
        "人数",
        "户数",
        "次数",
        "件数",
        "项数",
        "天数",
        "总数",
        "场次",
        "人次",
        "批次",
        "面积",
        "里程",
        "长度",
        "满意度",
        "知晓度",
        "覆盖度",
        "完成度",
        "参与度",
        "达标度",
        "准确度",
    ];
    let bare = without_brackets(name);
    KINDS.iter().any(|kind| bare.ends_with(kind)) && !is_rate_by_name_only(bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_result;

    #[test]
    fn a_name_that_asks_for_a_number() {
        for name in [
            "垃圾清运率",
            "服务对象满意度",
            "培训人次",
            "绿化面积",
            "女性占比（%）",
            "办理数量",
        ] {
            check_result(&RULE, name, "良好", Some("良好"));
        }
    }

    #[test]
    fn other_names_and_results_with_numbers() {
        check_result(&RULE, "垃圾清运率", "97%", None);
        check_result(&RULE, "垃圾清运率", 97, None);
        check_result(&RULE, "层级数量", "五级", None);
        check_result(&RULE, "安全事故数量", "未发生", None);
        check_result(&RULE, "工作效率", "显著提高", None);
        for name in ["制度建设", "工作力度", "社会影响", "工程进度", "财务管理制度"] {
            check_result(&RULE, name, "良好", None);
        }
    }
}
