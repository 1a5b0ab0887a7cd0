//! Zeros that a template left behind a verb that counts nothing.

use super::passage::{Passage, marks, replaced};
use super::{Defect, Planted};
use crate::judge::chance::Chance;
use crate::judge::form::Form;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("residue", "at the end of a sentence", at_end),
    Defect::form("residue", "within a sentence", within),
    Defect::form("residue", "behind a whole clause", behind_clause),
];

const SUBJECTS: &[&str] = &[
    "市容管理水平",
    "服务质效",
    "应急处置能力",
    "基层治理水平",
    "干部业务能力",
    "营商环境",
    "群众获得感",
    "部门协同效率",
    "内部管理水平",
    "公众安全意识",
];

const VERBS: &[&str] = &[
    "大幅提升",
    "明显提升",
    "显著提高",
    "明显改善",
    "显著增强",
    "持续优化",
    "稳步提升",
    "有效提升",
    "不断完善",
    "进一步加强",
];

const UNITS: &[&str] = &[
    "人次", "人次", "个", "户", "场次", "宗", "处", "家", "名", "项", "件", "次",
];

fn leftover(chance: &mut Chance) -> String {
    let [subject, verb, unit] = [SUBJECTS, VERBS, UNITS].map(|words| chance.word(words));
    format!("{subject}{verb}0{unit}")
}

fn residue(passage: Passage, note: &str) -> Planted {
    Planted::error("residue", &[passage.pointer()], note)
}

fn at_end(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let passage = Passage::any_report(form, chance);
    let text = passage.text(form);
    let words = leftover(chance);
    passage.write(form, &format!("{}，{words}。", text.trim_end_matches('。')));
    Some(residue(passage, &words))
}

fn within(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let passage = Passage::any_report(form, chance);
    let text = passage.text(form);
    // What is put between a total and its 其中 would become the total.
    let parts_follow = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with("，其中"));
    let places: Vec<usize> = marks(&text, '，')
        .into_iter()
        .filter(|at| !parts_follow(*at))
        .collect();
    let at = *chance.one(&places)?;
    let words = leftover(chance);
    passage.write(form, &replaced(&text, at, 0, &format!("，{words}"))?);
    Some(residue(passage, &words))
}

fn behind_clause(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let passage = Passage::any_report(form, chance);
    let text = passage.text(form);
    let unit = chance.word(UNITS);
    let words = match chance.below(5) {
        3 => format!("{}明显提升０{unit}。", chance.word(SUBJECTS)),
        4 => format!("{}大幅提升了0{unit}。", chance.word(SUBJECTS)),
        0 => format!("通过示范引领，群众参与度显著提高0{unit}，形成共建共治共享格局。"),
        1 => format!("多举措提升工作实效，{}大幅提升0 {unit}。", chance.word(SUBJECTS)),
        _ => format!("{}得到明显改善0{unit}。", chance.word(SUBJECTS)),
    };
    passage.write(form, &format!("{text}{words}"));
    Some(residue(passage, &words))
}
