//! Brackets and quotes that are not closed, and marks of the wrong width or number.

use super::passage::{Passage, is_chinese, marks, replaced, seams};
use super::{Defect, Planted, any_indicator, indicator_at, needs_no_reason};
use crate::judge::chance::Chance;
use crate::judge::form::{Form, Value, indicator_pointer};
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("unbalanced-punctuation", "open bracket", open_bracket),
    Defect::form("unbalanced-punctuation", "half-width bracket", open_half_bracket),
    Defect::form("unbalanced-punctuation", "quote that lost its end", lost_quote),
    Defect::form("unbalanced-punctuation", "open quote", open_quote),
    Defect::form("unbalanced-punctuation", "in an indicator's name", open_name),
    Defect::form("unbalanced-punctuation", "open book title", open_title),
    Defect::form(
        "unbalanced-punctuation",
        "bracket within a book title",
        title_with_bracket,
    ),
    Defect::form("punctuation-style", "doubled colon", doubled_colon),
    Defect::form("punctuation-style", "stray space", stray_space),
    Defect::form("punctuation-style", "half-width comma", half_comma),
    Defect::form("punctuation-style", "half-width semicolon", half_semicolon),
    Defect::form("punctuation-style", "half-width colon", half_colon),
    Defect::form("punctuation-style", "half-width brackets", half_brackets),
];

/// A sentence put behind one of a passage's sentences but the last, or before its first.
fn tell(form: &mut Form, sentence: &str, chance: &mut Chance) -> Passage {
    let passage = Passage::any(form, chance);
    let text = passage.text(form);
    let mut stops: Vec<usize> = text
        .match_indices('。')
        .map(|(at, stop)| at + stop.len())
        .collect();
    stops.pop();
    // A sentence behind a list number would stand in another's item, which is no defect.
    let at = chance.one(&stops).copied().unwrap_or(0);
    let told = replaced(&text, at, 0, sentence).unwrap_or(text);
    passage.write(form, &told);
    passage
}

fn unbalanced(passage: Passage, note: &str) -> Planted {
    Planted::warning("unbalanced-punctuation", &[passage.pointer()], note)
}

fn open_bracket(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let sentence = chance.word(&[
        "同步完善工作台账（详见附件3，做到底数清、情况明。",
        "开展“回头看”检查（含复查复核，推动问题整改到位。",
        "建立联席会议制度（由办公室牵头，定期会商研判。",
        "加强跟踪问效（纳入年度考核。各项要求逐级落实。",
    ]);
    let passage = tell(form, sentence, chance);
    Some(unbalanced(passage, sentence))
}

fn open_half_bracket(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let sentence = chance.word(&[
        "同步完善工作台账(详见附件3，做到底数清、情况明。",
        "建立联席会议制度(由办公室牵头，定期会商研判。",
    ]);
    let passage = tell(form, sentence, chance);
    Some(unbalanced(passage, sentence))
}

fn lost_quote(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let passage = Passage::any(form, chance);
    let text = passage.text(form);
    let ends: Vec<usize> = text.match_indices('”').map(|(at, _)| at).collect();
    let at = *chance.one(&ends)?;
    let told = replaced(&text, at, '”'.len_utf8(), "")?;
    passage.write(form, &told);
    Some(unbalanced(passage, &told))
}

fn open_name(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, |indicator| indicator.name.shown().contains('”'))?;
    let indicator = indicator_at(form, place)?;
    let name = indicator.name.shown().replacen('”', "", 1);
    indicator.name = Value::Text(name.clone());
    let pointer = indicator_pointer(place.0, place.1, "name");
    Some(Planted::warning("unbalanced-punctuation", &[pointer], name))
}

fn open_quote(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let sentence = chance.word(&[
        "深入推进“放管服改革，优化服务流程。",
        "持续擦亮“暖心家园服务品牌，擦亮便民底色。",
        "落实“一岗双责，层层传导压力。",
    ]);
    let passage = tell(form, sentence, chance);
    Some(unbalanced(passage, sentence))
}

fn open_title(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let sentence = chance.word(&[
        "印发《机关内部管理规程，规范工作运行。",
        "对照《预算绩效管理办法要求，逐项抓好落实。",
        "编制《年度工作要点和《责任分工方案》，明确任务分工。",
    ]);
    let passage = tell(form, sentence, chance);
    Some(unbalanced(passage, sentence))
}

fn title_with_bracket(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let sentence = chance.word(&[
        "印发《机关内部管理规程（试行》，规范工作运行。",
        "修订《预算绩效管理办法（征求意见稿》，健全长效机制。",
    ]);
    let passage = tell(form, sentence, chance);
    Some(unbalanced(passage, sentence))
}

/// Whether a form has full-width marks alone: no half-width one beside a Chinese character, and no space between two of them.
fn is_uniform(form: &Form) -> bool {
    let prose = form.prose();
    let letters: Vec<char> = prose.chars().collect();
    let is_full = |letter: char| is_chinese(letter) || "，。；：、（）“”《》".contains(letter);
    let mixed = letters.windows(3).any(|run| match run {
        [before, own, after] => {
            let half = ['(', ')', ',', ':', ';'].contains(own) && (is_full(*before) || is_full(*after));
            let space = *own == ' ' && is_full(*before) && is_full(*after);
            half || space
        }
        _ => false,
    });
    !mixed && form.style.labels == [0; 4] && !form.style.half_width
}

/// Replaces a mark of a passage in a form that is uniform otherwise.
fn remarked(form: &mut Form, chance: &mut Chance, mark: char, other: &str) -> Option<Planted> {
    form.style.labels = [0; 4];
    form.style.half_width = false;
    // Only beside another one in full width it is a mixture.
    if !is_uniform(form) || form.prose().matches(mark).count() < 2 {
        return None;
    }
    let passage = Passage::any(form, chance);
    let text = passage.text(form);
    let at = *chance.one(&marks(&text, mark))?;
    let told = replaced(&text, at, mark.len_utf8(), other)?;
    passage.write(form, &told);
    Some(style(passage, &told))
}

fn style(passage: Passage, note: &str) -> Planted {
    Planted::info("punctuation-style", &[passage.pointer()], note)
}

fn doubled_colon(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let colon = chance.word(&["：：", "：：", "::", "：:"]);
    remarked(form, chance, '：', colon)
}

fn half_comma(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    remarked(form, chance, '，', ",")
}

fn half_semicolon(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    remarked(form, chance, '；', ";")
}

fn half_colon(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    remarked(form, chance, '：', ":")
}

fn stray_space(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    form.style.labels = [0; 4];
    form.style.half_width = false;
    let passage = Passage::any(form, chance);
    let text = passage.text(form);
    let at = *chance.one(&seams(&text))?;
    let told = replaced(&text, at, 0, " ")?;
    // A word that gives a reason must not be torn.
    let fits = is_uniform(form) && needs_no_reason(form);
    passage.write(form, &told);
    fits.then(|| style(passage, &told))
}

fn half_brackets(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    form.style.labels = [0; 4];
    form.style.half_width = false;
    let fits = is_uniform(form) && form.prose().contains('（');
    let sentence = chance.word(&[
        "同步完善工作台账(详见附件)，做到底数清、情况明。",
        "建立联席会议制度(由办公室牵头)，定期会商研判。",
    ]);
    let passage = tell(form, sentence, chance);
    fits.then(|| style(passage, sentence))
}
