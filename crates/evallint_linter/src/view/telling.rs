//! Which sentence of a text tells the result of which indicator.

use evallint_syntax::{ByteRange, Value};

use super::Item;
use crate::document::Document;
use crate::facts::Facts;
use crate::narrative::{self, Accord};

/// A figure of a text that tells the result of an indicator, as the rules on table and text see it.
#[derive(Debug, Clone)]
pub struct Telling<'v, 'a> {
    /// The indicator.
    pub indicator: Item<'v, 'a>,
    /// Its result.
    pub result: Item<'v, 'a>,
    /// Where the figure stands in the result; the whole result where its unit stands elsewhere.
    pub figure: ByteRange,
    /// The text.
    pub text: Item<'v, 'a>,
    /// Where the figure stands in the text.
    pub told: ByteRange,
    /// The sentence around it. In a text that goes on in another cell it ends with the first.
    pub sentence: ByteRange,
    /// How the two figures go together.
    pub accord: Accord,
}

/// Every telling of a document, in the order of its indicators.
pub(super) fn tellings<'v, 'a>(document: &'v Document<'a>) -> Vec<Telling<'v, 'a>> {
    let facts = Facts::of(document);
    let item = |id| Item { document, id };
    narrative::tellings(document, &facts)
        .into_iter()
        .filter_map(|telling| {
            let result = telling.measure.result.node?;
            let Value::String(text) = &document.node(telling.node).value else {
                return None;
            };
            Some(Telling {
                indicator: item(telling.measure.record.id),
                result: item(result),
                figure: document.written(result, &telling.figure).range,
                text: item(telling.node),
                told: document.written(telling.node, telling.mention).range,
                sentence: text.source_range(telling.sentence.start, telling.sentence.end),
                accord: telling.accord,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use evallint_syntax::Source;
    use serde_json::{Value, json};

    use super::*;
    use crate::check::Linter;
    use crate::testing::changed_form;

    /// The tellings of a source: the figure of the table, that of the text, its sentence, and how they go together.
    fn told(path: &str, text: &str) -> Vec<(String, String, String, Accord)> {
        let source = Source::new(path, text).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let words = |range| source.slice(range).to_owned();
        let tellings = view.tellings().into_iter();
        tellings
            .map(|telling| {
                (
                    words(telling.figure),
                    words(telling.told),
                    words(telling.sentence),
                    telling.accord,
                )
            })
            .collect()
    }

    /// What is told of an indicator that stands alone in the first task.
    fn told_of(achieved: &str, name: &str, result: impl Into<Value>) -> Vec<(String, String, Accord)> {
        let indicators = json!([{ "name": name, "result": result.into() }]);
        let mut form: Value = serde_json::from_str(&changed_form(&json!({}))).unwrap();
        form["tasks"] = json!([{ "name": "任务", "expected": "目标", "achieved": achieved, "funds": 1, "indicators": indicators }]);
        let found = told("form.json", &form.to_string()).into_iter();
        found
            .map(|(figure, told, _, accord)| (figure, told, accord))
            .collect()
    }

    fn expect(achieved: &str, name: &str, result: &str, expected: &[(&str, Accord)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(told, accord)| (result.to_owned(), (*told).to_owned(), *accord))
            .collect();
        assert_eq!(told_of(achieved, name, result), expected, "{name} {result}");
    }

    #[test]
    fn the_sentence_that_gives_a_result() {
        let text = include_str!("../../../../tests/forms/education.eval.txt");
        let found = told("form.txt", text);
        let of = |result: &str| -> Vec<_> {
            let of = found.iter().filter(|(figure, ..)| figure == result);
            of.map(|(_, told, sentence, _)| (told.as_str(), sentence.as_str()))
                .collect()
        };
        assert_eq!(
            of("1.86万人次"),
            [(
                "1.86万人次",
                "3、按照云教〔2021〕10号文件要求优化入学服务，受理入学申请1.86万人次"
            )]
        );
        assert_eq!(of("86800人").first().map(|(told, _)| *told), Some("8.68万人"));
        let places = of("5420个");
        assert_eq!(places.len(), 3, "{places:?}");
        assert_eq!(places[2].1, "（一）学位供给持续扩大，全年新增公办学位5420个");
    }

    #[test]
    fn how_the_figures_go_together() {
        let given = "为19264名来穗人员办理居住证，组织培训12场。";
        expect(given, "组织培训场次", "12场", &[("12场", Accord::Same)]);
        expect(
            given,
            "办理居住证数量",
            "≥18000张",
            &[("19264名", Accord::Measured)],
        );
        expect(
            "推动37栋旧楼加装电梯。",
            "旧楼加装电梯",
            "37梯",
            &[("37栋", Accord::OtherUnit)],
        );
        expect(
            "组建315个最小应急单元。",
            "组建最小应急单元数量",
            "351个",
            &[("315个", Accord::Conflict)],
        );
        expect("工作有序开展。", "培训教师人次", "8680人次", &[]);
    }

    #[test]
    fn of_several_the_one_that_shares_its_words() {
        let given = "调解涉校纠纷7宗，处理噪声扰民投诉7宗。";
        let found = told_of(given, "处理噪声投诉数量", "7宗");
        assert_eq!(found.len(), 1);
        let source = changed_form(&json!({ "tasks": [{
            "achieved": given,
            "indicators": [{ "name": "处理噪声投诉数量", "result": "7宗" }],
        }] }));
        let at = source.find("投诉7宗").unwrap() + "投诉".len();
        let source = Source::new("form.json", source).unwrap();
        let view = Linter::standard().read(&source).unwrap();
        let tellings = view.tellings();
        assert_eq!(
            tellings.first().map(|telling| telling.told.start as usize),
            Some(at)
        );
    }

    #[test]
    fn another_text_tells_it_where_it_is_closest() {
        let form = changed_form(&json!({
            "tasks": [{ "achieved": "保洁质量达标率95.5%。", "indicators": [{ "name": "保洁质量达标率", "result": "95.5%" }] }],
            "overall_performance": "环卫保洁面积覆盖率95.5%；保洁质量达标率95.5%。",
        }));
        let found = told("form.json", &form);
        let sentences = found.iter().filter(|(figure, ..)| figure == "95.5%");
        let sentences: Vec<_> = sentences.map(|(_, _, sentence, _)| sentence.as_str()).collect();
        assert_eq!(sentences, ["保洁质量达标率95.5%"; 2]);
    }

    #[test]
    fn a_number_with_its_unit_elsewhere_stands_for_itself() {
        let achieved = "培训教师8680人次。";
        let found = told_of(achieved, "培训教师（人次）", 8680);
        assert_eq!(found, [("8680".to_owned(), "8680人次".to_owned(), Accord::Same)]);
    }
}
