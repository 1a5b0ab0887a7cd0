//! Documents that are not well-formed, and tables that cannot be recovered.

use super::{Defect, Planted};
use crate::judge::chance::Chance;
use crate::judge::form::Form;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::print("syntax-error", "missing comma", Writing::JSON, missing_comma),
    Defect::print("syntax-error", "other comma", Writing::JSON, other_comma),
    Defect::print("syntax-error", "trailing comma", Writing::JSON, trailing_comma),
    Defect::print("syntax-error", "missing colon", Writing::JSON, missing_colon),
    Defect::print("syntax-error", "key without quotes", Writing::JSON, bare_key),
    Defect::print(
        "syntax-error",
        "key in single quotes",
        Writing::JSON,
        single_quotes,
    ),
    Defect::print("syntax-error", "open string", Writing::JSON, open_string),
    Defect::print("syntax-error", "missing last brace", Writing::JSON, missing_brace),
    Defect::print("syntax-error", "a brace too many", Writing::JSON, extra_brace),
    Defect::print(
        "syntax-error",
        "tasks without a comma",
        Writing::JSON,
        missing_comma_of_tasks,
    ),
    Defect::print("syntax-error", "YAML: open quote", Writing::YAML, open_quote),
    Defect::print("syntax-error", "YAML: no colon", Writing::YAML, no_colon),
    Defect::print("syntax-error", "YAML: indent", Writing::YAML, wrong_indent),
    Defect::print("syntax-error", "YAML: tab", Writing::YAML, tab_indent),
    Defect::print("unrecognized-layout", "prose", Writing::TABLES, prose),
    Defect::print(
        "unrecognized-layout",
        "no separators",
        Writing::TABLES,
        no_separators,
    ),
    Defect::print(
        "unrecognized-layout",
        "another table",
        Writing::TABLES,
        another_table,
    ),
];

/// A line whose member is followed by another, with the pointers of its container and of itself.
fn member_line(text: &str, chance: &mut Chance) -> Option<(usize, [String; 2])> {
    let mut places = Vec::new();
    let mut container = String::new();
    for (at, line) in text.lines().enumerate() {
        let depth = line.len() - line.trim_start().len();
        let key = line
            .trim()
            .strip_prefix('"')
            .and_then(|rest| rest.split('"').next())
            .unwrap_or("");
        if depth == 2 {
            container = match key {
                "funds" | "部门资金情况" => "/funds".to_owned(),
                "annual_goal" | "年度目标" => "/annual_goal".to_owned(),
                "tasks" | "主要任务" => "-".to_owned(),
                _ => String::new(),
            };
        }
        let next_is_member = text
            .lines()
            .nth(at + 1)
            .is_some_and(|next| next.trim().starts_with('"'));
        let in_known_place = (depth == 2 || depth == 4) && container != "-";
        let optional = key.starts_with('$') || key.starts_with("x-") || ["form", "表单"].contains(&key);
        if in_known_place
            && !key.is_empty()
            && !optional
            && line.ends_with(',')
            && next_is_member
            && !line.trim_end().ends_with("{,")
        {
            let member = canonical(key).map_or_else(|| container.clone(), |key| format!("{container}/{key}"));
            places.push((at, [container.clone(), member]));
        }
    }
    chance.one(&places).cloned()
}

/// The English key of a key in either language, for pointers.
fn canonical(key: &str) -> Option<&str> {
    use crate::judge::form::Section;
    use crate::judge::funds::Fund;
    let fund = Fund::ALL
        .into_iter()
        .find(|fund| fund.label() == key)
        .map(Fund::key);
    let section = Section::ALL
        .into_iter()
        .find(|section| section.label() == key)
        .map(Section::key);
    fund.or(section).or(match key {
        "部门名称" => Some("department"),
        "被评价年度" => Some("year"),
        "单位" => Some("currency_unit"),
        "部门整体支出的预期目标" => Some("expected"),
        "部门整体支出的目标完成情况" => Some("achieved"),
        _ => key.is_ascii().then_some(key),
    })
}

/// Rewrites a line.
fn rewrite(text: &mut String, at: usize, change: impl Fn(&str) -> String) -> String {
    let line = text.lines().nth(at).unwrap_or_default().to_owned();
    let new = change(&line);
    let lines: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(index, old)| if index == at { new.clone() } else { old.to_owned() })
        .collect();
    *text = format!("{}\n", lines.join("\n"));
    format!("line {}: {}", at + 1, new.chars().take(60).collect::<String>())
}

fn syntax(pointers: &[String], note: String) -> Planted {
    Planted::error("syntax-error", pointers, note)
}

fn missing_comma(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let (at, pointers) = member_line(text, chance)?;
    let note = rewrite(text, at, |line| line.trim_end_matches(',').to_owned());
    Some(syntax(&pointers, note))
}

fn other_comma(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let (at, pointers) = member_line(text, chance)?;
    let comma = chance.word(&["，", ";", "；", "、"]);
    let note = rewrite(text, at, |line| format!("{}{comma}", line.trim_end_matches(',')));
    Some(syntax(&pointers, note))
}

fn trailing_comma(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let key = chance.word(&["funds", "annual_goal"]);
    let label = if key == "funds" {
        "部门资金情况"
    } else {
        "年度目标"
    };
    let opening =
        |line: &str| line.starts_with(&format!("  \"{key}\"")) || line.starts_with(&format!("  \"{label}\""));
    let start = text.lines().position(opening)?;
    let end = start
        + text
            .lines()
            .skip(start)
            .position(|line| line.starts_with("  }"))?;
    let note = rewrite(text, end - 1, |line| format!("{line},"));
    Some(syntax(&[format!("/{key}")], note))
}

fn missing_colon(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let (at, pointers) = member_line(text, chance)?;
    let note = rewrite(text, at, |line| line.replacen("\": ", "\" ", 1));
    Some(syntax(&pointers, note))
}

fn bare_key(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let (at, pointers) = member_line(text, chance)?;
    let note = rewrite(text, at, |line| line.replacen('"', "", 2));
    Some(syntax(&pointers, note))
}

fn single_quotes(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let (at, pointers) = member_line(text, chance)?;
    let note = rewrite(text, at, |line| line.replacen('"', "'", 2));
    Some(syntax(&pointers, note))
}

fn open_string(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let (at, pointers) = member_line(text, chance)?;
    let line = text.lines().nth(at)?;
    // A number or a unit would be something else with the comma in it.
    if !line.ends_with("。\",") {
        return None;
    }
    let note = rewrite(text, at, |line| format!("{},", line.trim_end_matches("\",")));
    Some(syntax(&pointers, note))
}

fn missing_brace(text: &mut String, _: &Form, _: &mut Chance) -> Option<Planted> {
    let whole = text.trim_end().strip_suffix('}')?.to_owned();
    *text = whole;
    Some(syntax(&[String::new()], "the last brace is missing".to_owned()))
}

fn extra_brace(text: &mut String, _: &Form, _: &mut Chance) -> Option<Planted> {
    text.push_str("}\n");
    Some(syntax(&[String::new()], "a brace too many at the end".to_owned()))
}

fn missing_comma_of_tasks(text: &mut String, form: &Form, chance: &mut Chance) -> Option<Planted> {
    let ends: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| *line == "    },")
        .map(|(at, _)| at)
        .collect();
    let which = chance.below(form.tasks.len().checked_sub(1)?);
    let at = *ends.get(which)?;
    let note = rewrite(text, at, |line| line.trim_end_matches(',').to_owned());
    Some(syntax(&["/tasks".to_owned(), format!("/tasks/{which}")], note))
}

/// A member of the funds in YAML that is neither the first nor the last of them.
fn fund_line(text: &str, chance: &mut Chance) -> Option<(usize, String)> {
    use crate::judge::funds::Fund;
    let fund = *chance.one(&Fund::ALL)?;
    let lines: Vec<&str> = text.lines().collect();
    let of_fund = |line: &str| {
        let keys = [format!("  {}:", fund.key()), format!("  {}:", fund.label())];
        keys.iter().any(|key| line.starts_with(key))
    };
    let at = lines.iter().position(|line| of_fund(line))?;
    let is_inside = |line: Option<&&str>| {
        line.is_some_and(|line| line.starts_with("  ") && !line.starts_with("   ") && line.contains(": "))
    };
    let fits = is_inside(lines.get(at.checked_sub(1)?)) && is_inside(lines.get(at + 1));
    fits.then(|| (at, fund.pointer()))
}

fn in_funds(own: String, note: String) -> Planted {
    syntax(&["/funds".to_owned(), own], note)
}

fn open_quote(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let (at, own) = fund_line(text, chance)?;
    let quote = chance.word(&["\"", "'"]);
    let line = text.lines().nth(at)?;
    let (key, value) = line.split_once(": ")?;
    let opened = format!("{key}: {quote}{}", value.trim_matches(['"', '\'']));
    let note = rewrite(text, at, |_| opened.clone());
    Some(in_funds(own, note))
}

fn no_colon(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let (at, own) = fund_line(text, chance)?;
    let colon = chance.word(&[" ", "：", ":"]);
    let note = rewrite(text, at, |line| line.replacen(": ", colon, 1));
    Some(in_funds(own, note))
}

fn wrong_indent(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let (at, own) = fund_line(text, chance)?;
    let spaces = chance.word(&[" ", "  "]);
    let note = rewrite(text, at, |line| format!("{spaces}{line}"));
    Some(in_funds(own, note))
}

fn tab_indent(text: &mut String, _: &Form, chance: &mut Chance) -> Option<Planted> {
    let (at, own) = fund_line(text, chance)?;
    let note = rewrite(text, at, |line| line.replacen("  ", "\t", 1));
    Some(in_funds(own, note))
}

fn unrecognized(note: &str) -> Planted {
    Planted::warning("unrecognized-layout", &[String::new()], note)
}

fn prose(text: &mut String, form: &Form, _: &mut Chance) -> Option<Planted> {
    *text = format!(
        "## {}\n\n单位：万元\n\n{}\n\n{}\n",
        form.style.title,
        form.achieved.shown(),
        form.expected.shown()
    );
    Some(unrecognized("prose instead of a table"))
}

fn no_separators(text: &mut String, _: &Form, _: &mut Chance) -> Option<Planted> {
    let kept = text.lines().filter(|line| !line.contains("---"));
    let lines: Vec<String> = kept.map(|line| line.replace(['\t', '|'], " ")).collect();
    *text = lines.join("\n");
    Some(unrecognized("the separators of the cells are gone"))
}

fn another_table(text: &mut String, form: &Form, _: &mut Chance) -> Option<Planted> {
    let separator = if text.contains('\t') { "\t" } else { " | " };
    let row = |cells: [&str; 3]| {
        format!(
            "{}{}{}\n",
            if separator == "\t" { "" } else { "| " },
            cells.join(separator),
            if separator == "\t" { "" } else { " |" }
        )
    };
    let rule = if separator == "\t" {
        String::new()
    } else {
        row(["---", "---", "---"])
    };
    *text = format!(
        "## 固定资产盘点表\n\n{}{rule}{}{}",
        row(["序号", "资产", "存放地点"]),
        row(["1", "台式电脑", form.department.shown()]),
        row(["2", "档案柜", "二楼库房"]),
    );
    Some(unrecognized("the table of something else"))
}
