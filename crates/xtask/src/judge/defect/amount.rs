//! Amounts of the wrong sign, format or scale, and parts above their wholes.

use super::{Defect, Planted, any_indicator, any_task, indicator_at, is_plain};
use crate::judge::chance::Chance;
use crate::judge::figure::Figure;
use crate::judge::form::{Form, Section, Value, indicator_pointer, task_pointer};
use crate::judge::funds::Fund;
use crate::judge::indicator::full_width;
use crate::judge::writing::Writing;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::form("negative-amount", "of the funds", negative_fund),
    Defect::form("negative-amount", "of a task", negative_task),
    Defect::form("amount-format", "wrong grouping", wrong_grouping),
    Defect::form("amount-format", "three decimals", three_decimals),
    Defect::form("amount-format", "a zero as third decimal", zero_as_third_decimal),
    Defect::form("amount-format", "full-width digits", wide_digits),
    Defect::form("currency-unit", "no unit line", no_unit_line).only(Writing::TABLES),
    Defect::form("currency-unit", "a fund in the smaller unit", fund_too_large),
    Defect::form("currency-unit", "a task in the smaller unit", task_too_large),
    Defect::form(
        "currency-unit",
        "the expenditure in the larger unit",
        actual_too_small,
    ),
    Defect::form("part-exceeds-whole", "general budget", general_above_actual),
    Defect::form("part-exceeds-whole", "key project", project_above_actual),
    Defect::form("part-exceeds-whole", "part in a result", part_of_result),
    Defect::form("part-exceeds-whole", "part in a sentence", part_of_sentence),
    Defect::form(
        "task-funds-exceed-expenditure",
        "one task too large",
        tasks_too_large,
    ),
    Defect::form("low-task-coverage", "below the half", tasks_too_small),
];

fn negative_fund(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let fund = *chance.one(&Fund::AMOUNTS)?;
    let value = negative(&form.funds.cell(fund), writing);
    form.funds.set(fund, value.clone());
    Some(Planted::error(
        "negative-amount",
        &[fund.pointer()],
        format!("{} is {value:?}", fund.label()),
    ))
}

fn negative(value: &Value, writing: Writing) -> Value {
    match value {
        Value::Number(number) if !writing.is_table() => Value::Number(format!("-{number}")),
        other => other.prefixed("-"),
    }
}

fn negative_task(form: &mut Form, writing: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let task = form.tasks.get_mut(at)?;
    task.funds = negative(&task.funds, writing);
    let fits = task.amount > 0;
    let note = format!("funds of task {at} are {:?}", task.funds);
    fits.then(|| Planted::error("negative-amount", &[task_pointer(at, "funds")], note))
}

/// Prints an amount of the funds or of a task otherwise; gives its pointer.
fn reprinted(
    form: &mut Form,
    chance: &mut Chance,
    least: i64,
    print: impl Fn(Figure) -> String,
) -> Option<(String, String)> {
    let fund = *chance.one(&Fund::AMOUNTS)?;
    let at = any_task(form, chance);
    let task = form.tasks.get_mut(at)?;
    let (amount, pointer) = if chance.percent(30) {
        (task.amount, task_pointer(at, "funds"))
    } else {
        (form.funds.amount(fund), fund.pointer())
    };
    let shown = print(Figure::hundredths(amount));
    let value = Value::Text(shown.clone());
    if pointer.starts_with("/tasks") {
        task.funds = value;
    } else {
        form.funds.set(fund, value);
    }
    (amount >= least).then_some((pointer, shown))
}

fn amount_format((pointer, shown): (String, String)) -> Planted {
    Planted::warning("amount-format", &[pointer], shown)
}

fn wrong_grouping(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let way = chance.below(3);
    let print = |figure: Figure| {
        let plain = figure.plain();
        let (whole, cents) = plain.split_once('.').unwrap_or((&plain, "00"));
        let at = match way {
            0 => whole.len().saturating_sub(2),
            1 => whole.len().saturating_sub(4),
            _ => 1 + usize::from(whole.len() == 4),
        };
        let (head, tail) = whole.split_at_checked(at).unwrap_or((whole, ""));
        format!("{head},{tail}.{cents}")
    };
    let found = reprinted(form, chance, 1_000_000, print)?;
    let is_right = found.1.split('.').next().is_some_and(|whole| {
        let mut parts = whole.split(',');
        parts.next().is_some_and(|head| head.len() <= 3) && parts.all(|part| part.len() == 3)
    });
    (!is_right).then(|| amount_format(found))
}

/// A third decimal of an amount that no relation is so narrow about.
fn three_decimals(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let digit = chance.between(1, 4);
    let shown = |amount: i64| format!("{}{digit}", Figure::hundredths(amount).grouped());
    let sum: i64 = form.tasks.iter().map(|task| task.amount).sum();
    let (pointer, shown, whole) = if chance.percent(50) {
        let shown = shown(form.funds.general);
        form.funds.set(Fund::General, Value::Text(shown.clone()));
        (Fund::General.pointer(), shown, form.funds.general)
    } else {
        let task = form.tasks.get_mut(at)?;
        let shown = shown(task.amount);
        task.funds = Value::Text(shown.clone());
        (task_pointer(at, "funds"), shown, sum)
    };
    // A form in 亿元 may want more of them, which the specification leaves open.
    let fits = whole < form.funds.actual && form.funds.unit != "亿元";
    fits.then(|| amount_format((pointer, shown)))
}

/// The third decimal is a zero, so that no sum changes.
fn zero_as_third_decimal(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let found = reprinted(form, chance, 1, |figure| format!("{}0", figure.grouped()))?;
    (form.funds.unit != "亿元").then(|| amount_format(found))
}

fn wide_digits(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let dot = chance.word(&[".", "．"]);
    let found = reprinted(form, chance, 1, |figure| {
        full_width(&figure.plain()).replace('．', dot)
    })?;
    Some(amount_format(found))
}

fn no_unit_line(form: &mut Form, _: Writing, _: &mut Chance) -> Option<Planted> {
    form.unit = Value::Absent;
    Some(Planted::warning(
        "currency-unit",
        &["/currency_unit".to_owned()],
        "no unit line",
    ))
}

fn scaled(pointer: String, note: String) -> Planted {
    Planted::warning("currency-unit", &[pointer], note)
}

fn fund_too_large(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let fund = *chance.one(&[
        Fund::Initial,
        Fund::Adjusted,
        Fund::Actual,
        Fund::General,
        Fund::Adjustment,
    ])?;
    let funds = &mut form.funds;
    let amount = funds.amount(fund).abs().checked_mul(10_000)?;
    let raised = fund != Fund::Adjustment || funds.adjusted > funds.initial;
    funds.set(fund, funds.print.amount(amount));
    let fits = funds.unit != "元" && raised && amount > 0 && (fund != Fund::General || amount > funds.actual);
    fits.then(|| {
        scaled(
            fund.pointer(),
            format!("{} is ten thousand times too large", fund.label()),
        )
    })
}

fn task_too_large(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let task = form.tasks.get_mut(at)?;
    let amount = task.amount.checked_mul(10_000)?;
    task.funds = form.funds.print.amount(amount);
    let fits = form.funds.unit != "元" && amount > form.funds.actual * 2;
    fits.then(|| {
        scaled(
            task_pointer(at, "funds"),
            format!("funds of task {at} are ten thousand times too large"),
        )
    })
}

fn actual_too_small(form: &mut Form, _: Writing, _: &mut Chance) -> Option<Planted> {
    let funds = &mut form.funds;
    let amount = (funds.actual + 5_000) / 10_000;
    funds.set(Fund::Actual, funds.print.amount(amount));
    let fits = funds.unit == "元" && amount > 10_000;
    fits.then(|| {
        scaled(
            Fund::Actual.pointer(),
            "the expenditure is in 万元 on a form in 元".to_owned(),
        )
    })
}

fn general_above_actual(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let funds = &mut form.funds;
    let wrong = funds.actual + (funds.actual / 100 * chance.between(1, 40)).max(1);
    funds.set(Fund::General, funds.print.amount(wrong));
    let note = format!("{wrong} of {} hundredths", funds.actual);
    Some(Planted::error(
        "part-exceeds-whole",
        &[Fund::General.pointer()],
        note,
    ))
}

fn project_above_actual(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let year = form.year.shown();
    let wrong = form.funds.actual / 100 * chance.between(104, 190);
    let figure = Figure::hundredths(wrong);
    let spent = if chance.percent(50) {
        figure.grouped()
    } else {
        figure.plain()
    };
    let unit = form.funds.unit;
    let text = chance.word(&[
        "{y}年公共设施维护项目实际支出{s}。绩效指标完成情况：1.数量指标：维护任务完成率100%。2.质量指标：验收合格率100%。",
        "公共设施维护项目年初设定目标为保障设施安全运行。{y}年实际支出{s}。项目按期完工，达到预期目标。",
    ]);
    let text = text
        .replace("{y}", year)
        .replace("{s}", &format!("{spent}{unit}"));
    form.set_section(Section::KeyProjects, Value::Text(text));
    let note = format!("a key project spent {spent}{unit}");
    (wrong > form.funds.actual)
        .then(|| Planted::error("part-exceeds-whole", &[Section::KeyProjects.pointer()], note))
}

fn part_of_result(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let place = any_indicator(form, chance, |indicator| {
        is_plain(indicator) && !indicator.known.action.is_empty() && indicator.known.unit != "万元"
    })?;
    let indicator = indicator_at(form, place)?;
    let (figure, unit) = (indicator.known.figure?, indicator.known.unit.clone());
    let part = Figure::whole(figure.integer() * chance.between(110, 180) / 100 + 1);
    let result = format!("{}{unit}，其中重点区域{}{unit}", figure.plain(), part.plain());
    indicator.result = Value::Text(result.clone());
    indicator.unit = Value::Absent;
    let pointer = indicator_pointer(place.0, place.1, "result");
    Some(Planted::error("part-exceeds-whole", &[pointer], result))
}

fn part_of_sentence(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let whole = chance.between(120, 480);
    let part = whole + chance.between(11, 160);
    let sentence = format!("全年轮训机关干部{whole}人次，其中中层干部{part}人次。");
    let text = format!("{}{sentence}", form.section(Section::Overall).shown());
    form.set_section(Section::Overall, Value::Text(text));
    Some(Planted::error(
        "part-exceeds-whole",
        &[Section::Overall.pointer()],
        sentence,
    ))
}

fn tasks_too_large(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let at = any_task(form, chance);
    let actual = form.funds.actual;
    let others: i64 = form.tasks.iter().map(|task| task.amount).sum();
    let task = form.tasks.get_mut(at)?;
    let wanted = actual / 100 * chance.between(101, 150) - (others - task.amount);
    let fits = wanted > task.amount && wanted - task.amount + others > actual && wanted < actual;
    task.funds = form.funds.print.amount(wanted);
    let mut pointers = vec!["/tasks".to_owned(), Fund::Actual.pointer()];
    pointers.extend((0..form.tasks.len()).map(|at| task_pointer(at, "funds")));
    let note = format!("funds of task {at} are {wanted} hundredths of {actual}");
    fits.then(|| Planted::error("task-funds-exceed-expenditure", &pointers, note))
}

fn tasks_too_small(form: &mut Form, _: Writing, chance: &mut Chance) -> Option<Planted> {
    let actual = form.funds.actual;
    let sum: i64 = form.tasks.iter().map(|task| task.amount).sum();
    let share = chance.between(10, 48);
    let print = form.funds.print;
    let mut total = 0;
    for task in &mut form.tasks {
        let scaled =
            i128::from(task.amount) * i128::from(actual) * i128::from(share) / 100 / i128::from(sum.max(1));
        let amount = i64::try_from(scaled).ok()?.max(1);
        task.amount = amount;
        task.funds = print.amount(amount);
        total += amount;
    }
    let pointers = ["/tasks".to_owned(), Fund::Actual.pointer()];
    (total * 2 < actual).then(|| {
        Planted::info(
            "low-task-coverage",
            &pointers,
            format!("{share} % of the expenditure"),
        )
    })
}
