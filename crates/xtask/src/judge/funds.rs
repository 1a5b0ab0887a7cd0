//! The funds of a form: figures that agree, the way they are printed, and the words that explain the unusual ones.

use super::chance::Chance;
use super::figure::{Figure, percentage, trim};
use super::form::Value;

/// The fields of the funds block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fund {
    /// 部门年初预算收入
    Initial,
    /// 部门调整预算收入
    Adjusted,
    /// 年度预算调整数
    Adjustment,
    /// 实际支出数
    Actual,
    /// 其中：一般公共预算
    General,
    /// 预算完成率
    Completion,
    /// 预算调整率
    AdjustmentRate,
}

impl Fund {
    /// All of them, in the order of the schema.
    pub(crate) const ALL: [Self; 7] = [
        Self::Initial,
        Self::Adjusted,
        Self::Adjustment,
        Self::Actual,
        Self::General,
        Self::Completion,
        Self::AdjustmentRate,
    ];

    /// Those that are amounts which may not be negative.
    pub(crate) const AMOUNTS: [Self; 4] = [Self::Initial, Self::Adjusted, Self::Actual, Self::General];

    /// The English key.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Initial => "initial_budget",
            Self::Adjusted => "adjusted_budget",
            Self::Adjustment => "adjustment",
            Self::Actual => "actual_expenditure",
            Self::General => "general_public_budget",
            Self::Completion => "completion_rate",
            Self::AdjustmentRate => "adjustment_rate",
        }
    }

    /// The label, which is the Chinese key.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Initial => "部门年初预算收入",
            Self::Adjusted => "部门调整预算收入",
            Self::Adjustment => "年度预算调整数",
            Self::Actual => "实际支出数",
            Self::General => "其中：一般公共预算",
            Self::Completion => "预算完成率",
            Self::AdjustmentRate => "预算调整率",
        }
    }

    /// The pointer.
    pub(crate) fn pointer(self) -> String {
        format!("/funds/{}", self.key())
    }
}

/// How amounts and rates are printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Print {
    /// With thousands separators.
    pub(crate) grouped: bool,
    /// Without zeros at the end.
    pub(crate) trimmed: bool,
    /// As numbers, where the format has them.
    pub(crate) numbers: bool,
    /// The decimals of the rates.
    pub(crate) rate_decimals: u32,
}

impl Print {
    /// An amount of hundredths as it is printed.
    pub(crate) fn amount(self, hundredths: i64) -> Value {
        let figure = Figure::hundredths(hundredths);
        if self.numbers {
            return Value::Number(trim(&figure.plain()));
        }
        Value::Text(match (self.grouped, self.trimmed) {
            (true, false) => figure.grouped(),
            (true, true) => trim_grouped(&figure.grouped()),
            (false, false) => figure.plain(),
            (false, true) => trim(&figure.plain()),
        })
    }

    /// The share of a part in percent, as it is printed.
    pub(crate) fn rate(self, part: i64, whole: i64) -> String {
        percentage(part, whole, self.rate_decimals)
            .map_or_else(String::new, |rate| format!("{}%", rate.plain()))
    }
}

fn trim_grouped(printed: &str) -> String {
    match printed.split_once('.') {
        Some((whole, fraction)) => match fraction.trim_end_matches('0') {
            "" => whole.to_owned(),
            rest => format!("{whole}.{rest}"),
        },
        None => printed.to_owned(),
    }
}

/// The funds of a form; amounts are hundredths of the form's unit.
#[derive(Debug, Clone)]
pub(crate) struct Funds {
    /// 元, 万元 or 亿元.
    pub(crate) unit: &'static str,
    /// The initial budget.
    pub(crate) initial: i64,
    /// The adjusted budget.
    pub(crate) adjusted: i64,
    /// What was spent.
    pub(crate) actual: i64,
    /// The part of it from the general public budget.
    pub(crate) general: i64,
    /// How figures are printed.
    pub(crate) print: Print,
    /// What is printed, by field.
    cells: Vec<(Fund, Value)>,
    /// The sentences that explain what is unusual.
    pub(crate) reasons: Vec<String>,
}

impl Funds {
    /// What is printed in a field.
    pub(crate) fn cell(&self, fund: Fund) -> Value {
        let cell = self.cells.iter().find(|(at, _)| *at == fund);
        cell.map_or(Value::Absent, |(_, value)| value.clone())
    }

    /// Prints something else in a field.
    pub(crate) fn set(&mut self, fund: Fund, value: Value) {
        self.cells.retain(|(at, _)| *at != fund);
        self.cells.push((fund, value));
    }

    /// An amount in hundredths.
    pub(crate) fn amount(&self, fund: Fund) -> i64 {
        match fund {
            Fund::Initial => self.initial,
            Fund::Adjusted => self.adjusted,
            Fund::Actual => self.actual,
            Fund::General => self.general,
            Fund::Adjustment | Fund::Completion | Fund::AdjustmentRate => self.adjusted - self.initial,
        }
    }

    /// The completion rate in hundredths of a percent.
    pub(crate) fn completion(&self) -> i64 {
        percentage(self.actual, self.adjusted, 2).map_or(0, |rate| rate.thousandths / 10)
    }

    /// The adjustment rate in hundredths of a percent, without its sign.
    pub(crate) fn adjustment_rate(&self) -> i64 {
        percentage(self.adjusted - self.initial, self.initial, 2)
            .map_or(0, |rate| rate.thousandths.abs() / 10)
    }

    /// Prints everything anew from the figures, a cut with a minus.
    pub(crate) fn reprint(&mut self) {
        for fund in [
            Fund::Initial,
            Fund::Adjusted,
            Fund::Actual,
            Fund::General,
            Fund::Adjustment,
        ] {
            self.set(fund, self.print.amount(self.amount(fund)));
        }
        let completion = self.print.rate(self.actual, self.adjusted);
        self.set(Fund::Completion, Value::Text(completion));
        let rate = self.print.rate(self.adjusted - self.initial, self.initial);
        self.set(Fund::AdjustmentRate, Value::Text(rate));
    }
}

/// Funds that agree.
pub(crate) fn funds(chance: &mut Chance) -> Funds {
    let (unit, low, high) = match chance.below(20) {
        0..17 => ("万元", 60_000, 9_000_000),
        17..19 => ("元", 600_000_000, 90_000_000_000),
        _ => ("亿元", 900, 18_000),
    };
    let initial = chance.between(low, high);
    let adjusted = initial + scaled(initial, change(chance));
    let actual = scaled(adjusted, completion(chance)).max(1);
    let general = if chance.percent(10) {
        actual
    } else {
        scaled(actual, chance.between(4_000, 9_990))
    };
    let mut funds = Funds {
        unit,
        initial,
        adjusted,
        actual,
        general,
        print: print(chance),
        cells: Vec::new(),
        reasons: Vec::new(),
    };
    if near_a_limit(&funds) {
        return self::funds(chance);
    }
    funds.reprint();
    explain(&mut funds, chance);
    vary_signs(&mut funds, chance);
    vary_amounts(&mut funds, chance);
    funds
}

/// Part of an amount, in hundredths of a percent.
fn scaled(amount: i64, share: i64) -> i64 {
    let product = i128::from(amount) * i128::from(share) / 10_000;
    i64::try_from(product).unwrap_or(amount)
}

/// By how much a budget is changed over the year, in hundredths of a percent.
fn change(chance: &mut Chance) -> i64 {
    match chance.below(100) {
        0..58 => chance.between(30, 2_900),
        58..64 => 0,
        64..70 => chance.between(3_100, 9_500),
        70..74 => -chance.between(3_100, 5_500),
        _ => -chance.between(50, 2_800),
    }
}

/// How much of the adjusted budget is spent, in hundredths of a percent.
fn completion(chance: &mut Chance) -> i64 {
    match chance.below(100) {
        0..10 => 10_000,
        10..18 => chance.between(4_200, 8_890),
        18..23 => chance.between(10_030, 10_800),
        _ => chance.between(9_030, 9_995),
    }
}

fn print(chance: &mut Chance) -> Print {
    Print {
        grouped: chance.percent(60),
        trimmed: chance.percent(20),
        numbers: chance.percent(20),
        rate_decimals: [2, 2, 2, 1, 0].get(chance.below(5)).copied().unwrap_or(2),
    }
}

/// Rates so near to an option's limit that rounding decides are for nobody to judge.
fn near_a_limit(funds: &Funds) -> bool {
    (8_890..=9_060).contains(&funds.completion()) || (2_930..=3_070).contains(&funds.adjustment_rate())
}

/// The sentences that explain what is unusual.
fn explain(funds: &mut Funds, chance: &mut Chance) {
    let amount = Figure::hundredths((funds.adjusted - funds.initial).abs()).plain();
    let unit = funds.unit;
    if funds.adjustment_rate() > 3_000 {
        let frames: &[&str] = if funds.adjusted > funds.initial {
            &[
                "因上级专项转移支付资金增加，年中追加预算{m}，预算调整率较高",
                "预算调整率偏高的主要原因是年中新增重点民生项目，相应追加预算{m}",
                "受政策性增支影响，年中调增预算{m}，导致预算调整率超过30%",
            ]
        } else {
            &[
                "因机构职能划转，年中调减预算{m}，预算调整率较高",
                "预算调整率偏高的主要原因是部分基建项目暂缓实施，相应核减预算{m}",
                "受项目延期影响，年中压减预算{m}，导致预算调整率超过30%",
            ]
        };
        let reason = chance.word(frames).replace("{m}", &format!("{amount}{unit}"));
        funds.reasons.push(reason);
    }
    if funds.completion() < 9_000 {
        let frames = &[
            "受工程工期影响，部分项目尚未达到支付条件，预算完成率偏低",
            "预算完成率偏低的主要原因是部分采购项目招标流标，资金未能按计划支出",
            "因部分专项资金下达时间较晚，当年未能形成实际支出，导致预算完成率较低",
        ];
        funds.reasons.push(chance.word(frames).to_owned());
    }
    if funds.actual > funds.adjusted {
        let frames = &[
            "实际支出含上年结转资金安排的支出",
            "支出大于当年预算主要是使用了以前年度结转结余资金",
        ];
        funds.reasons.push(chance.word(frames).to_owned());
    }
}

/// A cut is printed with some minus, or without one where the text says that it is a cut.
fn vary_signs(funds: &mut Funds, chance: &mut Chance) {
    let difference = funds.adjusted - funds.initial;
    let amount = funds.print.amount(difference.abs());
    let rate = funds.print.rate(difference.abs(), funds.initial);
    if difference > 0 {
        if chance.percent(4) {
            funds.set(Fund::Adjustment, amount.prefixed("+"));
        }
        return;
    }
    if difference == 0 {
        return;
    }
    let minus = chance.word(&["-", "-", "-", "－", "−"]);
    if chance.percent(40) {
        let told = funds
            .reasons
            .iter()
            .any(|reason| ["调减", "核减", "压减"].iter().any(|word| reason.contains(word)));
        if !told {
            let word = chance.word(&["调减", "核减", "压减"]);
            funds.reasons.push(format!(
                "根据过紧日子要求，年中{word}预算{}{}",
                Figure::hundredths(difference.abs()).plain(),
                funds.unit
            ));
        }
        funds.set(Fund::Adjustment, amount);
        funds.set(Fund::AdjustmentRate, Value::Text(rate));
        return;
    }
    if minus != "-" {
        funds.set(Fund::Adjustment, amount.prefixed(minus));
    }
    if chance.percent(40) {
        funds.set(Fund::AdjustmentRate, Value::Text(rate));
    }
}

/// One cell may be printed otherwise than the rest: without separators, with a full-width sign, with a space.
fn vary_amounts(funds: &mut Funds, chance: &mut Chance) {
    if chance.percent(12) {
        let fund = *chance.one(&Fund::AMOUNTS).unwrap_or(&Fund::Actual);
        funds.set(fund, Value::Text(Figure::hundredths(funds.amount(fund)).plain()));
    }
    if let (true, Value::Text(rate)) = (chance.percent(6), funds.cell(Fund::Completion)) {
        let sign = chance.word(&["％", " %"]);
        funds.set(Fund::Completion, Value::Text(rate.replace('%', sign)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Fund, funds};
    use crate::judge::chance::Chance;

    #[test]
    fn amounts_are_within_each_other() {
        for index in 0..500 {
            let funds = funds(&mut Chance::new(1, 9, index));
            assert!(funds.general <= funds.actual, "{funds:?}");
            assert!(
                funds.actual <= funds.adjusted || !funds.reasons.is_empty(),
                "{funds:?}"
            );
            assert!(Fund::ALL.iter().all(|fund| !funds.cell(*fund).is_absent()));
        }
    }
}
