//! Years that differ, words that are out of date, and problems that nobody has.

use super::{Defect, Planted, any_task, needs_no_reason};
use crate::judge::chance::Chance;
use crate::judge::form::{Form, Section, Value, task_pointer};
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("year-mismatch", "opening of the annual result", other_opening),
    Defect::form("year-mismatch", "head", other_head),
    Defect::form("year-mismatch", "title", other_title).only(Writing::TABLES),
    Defect::form("no-problem-stated", "无", nothing),
    Defect::form("stale-phrase", "before a quantity", stale_quantity),
    Defect::form("stale-phrase", "in a sentence", stale_sentence),
];

fn year(form: &Form) -> Option<i64> {
    form.year.shown().parse().ok()
}

/// Another year, as a form copied from an older one has it.
fn other_year(form: &Form, chance: &mut Chance) -> Option<i64> {
    let year = year(form)?;
    Some(*chance.one(&[year - 1, year - 1, year + 1, year - 2])?)
}

fn mismatch(pointers: &[&str], note: String) -> Planted {
    let pointers: Vec<String> = pointers.iter().map(|pointer| (*pointer).to_owned()).collect();
    Planted::warning("year-mismatch", &pointers, note)
}

fn other_opening(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (year, other) = (year(form)?, other_year(form, chance)?);
    let text = form.achieved.shown();
    let opening = text.split('。').next().unwrap_or_default();
    let told = opening.replace(&year.to_string(), &other.to_string());
    let fits = opening.matches(&year.to_string()).count() == 1 && opening.matches("20").count() == 1;
    let note = format!("{told} in a form of {year}");
    form.achieved = Value::Text(text.replacen(opening, &told, 1));
    fits.then(|| mismatch(&["/annual_goal/achieved", "/year"], note))
}

fn other_head(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let (year, other) = (year(form)?, other_year(form, chance)?);
    let opening = form.achieved.shown().split('。').next().unwrap_or_default();
    let fits = opening.contains(&format!("{year}年"));
    form.year = Value::Number(other.to_string());
    let note = format!("the head has {other}, the annual result {year}");
    fits.then(|| mismatch(&["/year", "/annual_goal/achieved"], note))
}

fn other_title(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let other = other_year(form, chance)?;
    form.style.title = match chance.below(3) {
        0 => format!("{other}年度部门整体支出绩效自评表"),
        1 => format!("{other}年部门整体支出绩效自评表"),
        _ => format!("部门整体支出绩效自评表（{other}年度）"),
    };
    let note = format!("title {} in a form of {}", form.style.title, form.year.shown());
    Some(mismatch(&["/year", "", "/annual_goal/achieved"], note))
}

fn nothing(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let text = chance.word(&["无", "无。", "暂无", "暂无。", "无", " 无 "]);
    form.set_section(Section::Problems, Value::Text(text.to_owned()));
    // The reason for an unusual rate may have stood here.
    needs_no_reason(form).then(|| {
        Planted::info(
            "no-problem-stated",
            &[Section::Problems.pointer()],
            format!("problems: {text}"),
        )
    })
}

fn stale(pointer: String, note: impl Into<String>) -> Planted {
    Planted::info("stale-phrase", &[pointer], note)
}

/// 累计 becomes 截至目前累计.
fn stale_quantity(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let task = form.tasks.get_mut(at)?;
    let indicator = chance.one(&task.indicators)?;
    let clause = indicator.known.clause.clone();
    let words = chance.word(&["截至目前，", "截至目前", "本年度至今，", "今年上半年，", "上半年"]);
    let text = task.achieved.shown();
    let told = text.replacen(&clause, &format!("{words}{clause}"), 1);
    let fits = text.matches(&clause).count() == 1 && !clause.contains("年");
    task.achieved = Value::Text(told);
    fits.then(|| stale(task_pointer(at, "achieved"), format!("{words}{clause}")))
}

fn stale_sentence(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let sentence = chance.word(&[
        "截至目前，各项工作按计划有序推进。",
        "本年度至今未发生信访积案。",
        "上半年已完成全部采购手续。",
        "截至目前已全部投入使用。",
        "上半年群众评价总体良好。",
    ]);
    let pointer = match chance.below(3) {
        0 => {
            form.achieved = form.achieved.suffixed(sentence);
            "/annual_goal/achieved".to_owned()
        }
        1 => {
            let text = form.section(Section::Overall).suffixed(sentence);
            form.set_section(Section::Overall, text);
            Section::Overall.pointer()
        }
        _ => {
            let at = any_task(form, chance);
            let task = form.tasks.get_mut(at)?;
            task.achieved = task.achieved.suffixed(sentence);
            task_pointer(at, "achieved")
        }
    };
    Some(stale(pointer, sentence))
}
