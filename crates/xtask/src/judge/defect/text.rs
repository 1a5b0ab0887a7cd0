//! Sums in sentences that do not come out.

use super::{Defect, Planted, any_task};
use crate::judge::chance::Chance;
use crate::judge::form::{Form, Section, Value, task_pointer};
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("prose-sum-mismatch", "parts exceed the total", parts_exceed),
    Defect::form("prose-sum-mismatch", "made up of other parts", made_up),
    Defect::form("prose-sum-mismatch", "各 with another total", respectively),
];

/// Puts a sentence at the end of a section or of a task's text.
fn tell(form: &mut Form, sentence: &str, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let pointer = if chance.percent(60) {
        let text = form.section(Section::Overall).suffixed(sentence);
        form.set_section(Section::Overall, text);
        Section::Overall.pointer()
    } else {
        let task = form.tasks.get_mut(at)?;
        let text = task.achieved.shown().to_owned();
        task.achieved = Value::Text(format!("{text}{sentence}"));
        task_pointer(at, "achieved")
    };
    Some(Planted::warning("prose-sum-mismatch", &[pointer], sentence))
}

fn parts_exceed(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let total = chance.between(210, 480);
    let first = total * chance.between(45, 70) / 100;
    let second = total - first + chance.between(3, 90);
    let sentence = chance.word(&[
        "全年共轮训机关干部{t}人次，其中中层干部{a}人次、一般干部{b}人次。",
        "收到人大建议和政协提案{t}件，其中人大建议{a}件，政协提案{b}件。",
        "机关工会慰问干部职工{t}名，其中：在职{a}名，退休{b}名。",
    ]);
    tell(form, &filled(sentence, [total, first, second, 0]), chance)
}

fn made_up(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let total = chance.between(40, 90);
    let first = total * chance.between(30, 45) / 100;
    let second = total * chance.between(10, 25) / 100;
    let third = total - first - second + chance.between(1, 6) * if chance.percent(50) { 1 } else { -1 };
    let sentence = chance.word(&[
        "机关志愿服务队伍共{t}支，由党员队{a}支、青年队{b}支和巾帼队{c}支组成。",
        "全局现有在职干部{t}名，由公务员{a}名、事业干部{b}名、工勤人员{c}名组成。",
    ]);
    tell(form, &filled(sentence, [total, first, second, third]), chance)
}

fn respectively(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (first, second, third) = (
        chance.between(12, 40),
        chance.between(12, 40),
        chance.between(12, 40),
    );
    let total = first + second + third + chance.between(1, 9) * if chance.percent(50) { 1 } else { -1 };
    let sentence = chance.word(&[
        "在东片、中片、西片分别举办机关理论宣讲{a}场、{b}场、{c}场，合计{t}场。",
        "机关理论宣讲共{t}场，东片、中片、西片分别为{a}场、{b}场、{c}场。",
    ]);
    tell(form, &filled(sentence, [total, first, second, third]), chance)
}

fn filled(sentence: &str, [total, first, second, third]: [i64; 4]) -> String {
    sentence
        .replace("{t}", &total.to_string())
        .replace("{a}", &first.to_string())
        .replace("{b}", &second.to_string())
        .replace("{c}", &third.to_string())
}
