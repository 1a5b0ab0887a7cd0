//! `approximate-result`: a rounded figure where the exact one should stand.

use crate::message::{Message, Template};
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "approximate-result",
    name: "完成值为约数",
    group: Group::Indicators,
    severity: Severity::Warning,
    page: include_str!("approximate-result.md"),
    has_fix: true,
    check,
};

static APPROXIMATE: Template = Template {
    zh: "“{words}”是约数，无法与台账核对。",
    en: "{words} is an approximation, which nobody can verify.",
};

static EXACT: Template = Template {
    zh: "请填写统计台账上的准确数字，去掉“约”“近”“多”“余”“左右”。",
    en: "Give the exact figure from the records, without 约, 近, 多, 余 or 左右.",
};

static MEASURED: Template = Template {
    zh: "正文写的准确数是“{words}”",
    en: "The text gives the exact figure {words}",
};

fn check(context: &mut Context<'_, '_>) {
    let document = context.document;
    for measure in document.measures() {
        let Some((node, text)) = measure.result_text() else {
            continue;
        };
        let mentions = context.facts.mentions(node).iter();
        for figure in mentions.filter(|mention| mention.approximation.is_some() && mention.is_quantity()) {
            let words = text.value().get(figure.range.clone()).unwrap_or_default();
            let range = text.source_range(figure.range.start, figure.range.end);
            let message = Message::new(&APPROXIMATE).with("words", words.trim());
            let measured = context.accounts().measured(node, figure);
            let finding = context.report(measure.result.pointer(), range, message);
            finding.help(Message::new(&EXACT));
            if let Some(statement) = measured {
                let fix = document.measured_instead(node, figure, statement);
                finding.relate_statement(document, statement, &MEASURED).fix(fix);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::check_result;

    #[test]
    fn words_that_round_a_number() {
        for rounded in [
            "约85场次",
            "近300人",
            "90多场次",
            "363610余剂次",
            "8.68万余人",
            "60人次左右",
            "大约30套",
        ] {
            check_result(&RULE, "数量", rounded, Some(rounded));
        }
        check_result(&RULE, "数量", "全街累计接种363610余剂次", Some("363610余剂次"));
    }

    #[test]
    fn words_that_only_contain_the_character() {
        for exact in [
            "预约300人",
            "签约12家",
            "节约20万元",
            "附近5处",
            "剩余30套",
            "结余20万元",
            "近3年共12家",
            "建成1个多功能厅",
        ] {
            check_result(&RULE, "数量", exact, None);
        }
    }
}
