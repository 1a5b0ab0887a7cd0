//! The results that the text about a key project lists: `1.数量指标：覆盖率100%；清运率100%。`

use std::ops::Range;

/// The stretches of a text that list results, each from behind its heading to the end of its sentence.
///
/// A list of targets is none, which the words leading up to its first heading tell.
pub(crate) fn result_lists(text: &str) -> Vec<Range<usize>> {
    let mut lists = Vec::new();
    let mut of_targets = false;
    let mut from = 0;
    for (colon, sign) in text.match_indices(['：', ':']) {
        let before = text.get(..colon).unwrap_or_default();
        let Some(heading) = Heading::before(before).filter(|_| colon >= from) else {
            continue;
        };
        let start = colon + sign.len();
        let rest = text.get(start..).unwrap_or_default();
        let end = start + rest.find('。').unwrap_or(rest.len());
        if heading.number == 1 {
            of_targets = leads_to_targets(before.get(..heading.start).unwrap_or_default());
        }
        if !of_targets {
            lists.push(start..end);
        }
        from = end;
    }
    lists
}

/// `N.…指标` at the end of a text.
struct Heading {
    number: u32,
    start: usize,
}

impl Heading {
    fn before(text: &str) -> Option<Self> {
        const KINDS: &[&str] = &["指标", "效益", "影响", "满意度", "效果"];
        if !KINDS.iter().any(|kind| text.ends_with(kind)) {
            return None;
        }
        let label =
            text.rfind(|character: char| !(character.is_alphabetic() || "“”（）()".contains(character)))?;
        let dot = text
            .get(label..)?
            .chars()
            .next()
            .filter(|dot| ".．、）)".contains(*dot))?;
        let head = text.get(..label)?;
        let number = head.trim_end_matches(|character: char| character.is_ascii_digit());
        let digits = head.get(number.len()..)?;
        // The first of a list may follow its lead at once: 目标设定为1.数量指标.
        let opens = digits == "1"
            || number
                .chars()
                .next_back()
                .is_none_or(|last| last.is_whitespace() || "。；：;:（(".contains(last));
        let too_long = text.get(label + dot.len_utf8()..)?.chars().count() > 12;
        if !opens || too_long {
            return None;
        }
        Some(Self {
            number: digits.parse().ok()?,
            start: number.len(),
        })
    }
}

/// Whether the words before a list announce targets, not results.
fn leads_to_targets(before: &str) -> bool {
    let lead = before.trim_end().trim_end_matches(['：', ':']);
    let lead = lead.rsplit(['。', '；']).next().unwrap_or_default();
    let says = |words: &[&str]| words.iter().filter_map(|word| lead.rfind(word)).max();
    let targets = says(&["目标", "计划", "预期"]);
    let results = says(&["完成", "实际", "结果", "实现"]);
    targets > results
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(text: &str) -> Vec<&str> {
        result_lists(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn finds_the_lists_of_results() {
        let text = "2022年绩效指标完成情况： 1.数量指标：覆盖率100%；清运率100%。 5.社会效益：整洁度：干净；结案率：≥90%。 完成。";
        assert_eq!(
            lists(text),
            ["覆盖率100%；清运率100%", "整洁度：干净；结案率：≥90%"]
        );
    }

    #[test]
    fn a_list_of_targets_is_none() {
        let text = "年初绩效目标设定为：1.数量指标：覆盖率≥95%。2.质量指标：达标率≥98%。实际完成情况：1.数量指标：覆盖率96%。";
        assert_eq!(lists(text), ["覆盖率96%"]);
    }

    #[test]
    fn a_list_may_follow_its_lead_at_once() {
        let text =
            "年初设定目标为1.数量指标：覆盖率≥95%。2.质量指标：达标率≥98%。完成情况：1.数量指标：覆盖率96%。";
        assert_eq!(lists(text), ["覆盖率96%"]);
    }

    #[test]
    fn other_colons_open_no_list() {
        assert!(lists("存在问题：1.指标偏低；服务对象满意度：90%。").is_empty());
    }
}
