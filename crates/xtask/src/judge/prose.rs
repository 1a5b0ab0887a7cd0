//! The clauses of the expected and achieved texts: frames of sentences, into which the figures are put.

use super::chance::Chance;
use super::figure::Figure;

/// What a clause speaks of.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    /// What is done.
    pub(crate) action: &'a str,
    /// The thing or the measure.
    pub(crate) object: &'a str,
    /// The unit.
    pub(crate) unit: &'a str,
    /// The quantity as the text writes it, with its unit.
    pub(crate) quantity: &'a str,
    /// The figure.
    pub(crate) figure: Figure,
    /// What the goal asks for.
    pub(crate) goal: Option<Figure>,
    /// The year of the form.
    pub(crate) year: i64,
    /// Whether the unit may stand before the thing.
    pub(crate) classifier: bool,
}

/// A clause that tells a quantity as a goal does, with nothing else.
pub(crate) fn bare_clause(action: &str, object: &str, quantity: &str) -> String {
    format!("{action}{object}{quantity}")
}

/// Frames of an achieved count. `{a}` action, `{o}` object, `{q}` quantity, `{y}` year, `{x}` a growth rate, `{d}` a smaller
/// quantity, `{m}` an amount in 万元, `{t}` a number of people, `{z}` a rate above 100 %.
const COUNT: &[&str] = &[
    "{a}{o}{q}",
    "{a}{o}{q}",
    "{a}{o}{q}",
    "共{a}{o}{q}",
    "累计{a}{o}{q}",
    "全年{a}{o}{q}",
    "全年共{a}{o}{q}",
    "先后{a}{o}{q}",
    "第一时间{a}{o}{q}",
    "{a}{o}达{q}",
    "{o}方面，{a}{q}",
    "{o}：全年{a}{q}",
    "持续推进{o}工作，全年{a}{q}",
    "扎实做好{o}各项工作，累计{a}{q}",
    "将{o}纳入年度十件民生实事，{a}{q}",
    "全市首批试点{o}，{a}{q}",
    "第三季度提前完成{o}任务，全年{a}{q}",
    "连续3年推进{o}提质增效，本年{a}{q}",
    "近三年来首次实现{o}全覆盖，{a}{q}",
    "春节、国庆期间重点{a}{o}，全年共{q}",
    "{a}{o}{q}，同比增长{x}",
    "{a}{o}{q}，增幅{x}",
    "{a}{o}{q}，较上年增加{d}",
    "{a}{o}{q}，比年初计划多{d}",
    "{a}{o}{q}，超额完成年度任务",
    "{a}{o}{q}，完成年度计划的{z}",
    "{a}{o}{q}，切实打通服务群众“最后一公里”",
    "{a}{o}{q}，获评全市第一名",
    "{a}{o}{q}（详见附件3）",
    "通过“线上+线下”相结合方式{a}{o}{q}",
    "采取“1+N”模式{a}{o}{q}",
    "探索“N+1”联动机制，{a}{o}{q}",
    "联合公安、消防等部门{a}{o}{q}",
    "会同镇街、社区{a}{o}{q}",
    "依托党群服务中心{a}{o}{q}",
    "严格执行“双随机、一公开”，{a}{o}{q}",
    "围绕“四个一”工程{a}{o}{q}",
    "组织三人小组下沉一线，{a}{o}{q}",
    "抽调业务骨干组成7×24小时专班，{a}{o}{q}",
    "针对7米以上道路沿线{a}{o}{q}",
    "结合“五进”活动{a}{o}{q}",
    "投入资金{m}万元，{a}{o}{q}",
    "出动工作人员{t}人次，{a}{o}{q}",
    "截至{y}年12月31日，{a}{o}{q}",
    "{y}年1月至12月{a}{o}{q}",
    "按照〔2020〕10号文件要求{a}{o}{q}",
    "自2018年9月1日新规施行以来持续发力，本年{a}{o}{q}",
    "根据《实施方案（2019—2025年）》部署，{a}{o}{q}",
    "通过政府购买服务等方式{a}{o}{q}",
    "坚持问题导向、目标导向，{a}{o}{q}",
    "强化部门联动，{a}{o}{q}，较好完成预期目标",
    "以“百日攻坚”行动为抓手，{a}{o}{q}",
    "{o}工作走深走实，全年{a}{q}",
    "落实“一月一调度、一季一通报”机制，{a}{o}{q}",
    "用时3个月集中攻坚，{a}{o}{q}",
    "每季度至少督导1次，全年{a}{o}{q}",
    "在往年基础上提标扩面，{a}{o}{q}",
    "{a}{o}{q}，其余对象{n}年继续推进",
    "{a}{o}{q}，占应办总量的98.6%",
    "自{l}年试点以来逐步推开，本年{a}{o}{q}",
    "{l}年底启动的{o}工作全面铺开，{a}{q}",
    "落实省级资金{m}万元，{a}{o}{q}",
    "面向全市公开招标，{a}{o}{q}",
    "{a}{o}由上年的{d}增加到{q}",
    "{l}年{a}{o}{d}，本年增至{q}",
    "历年累计{a}{o}{c}，其中本年{q}",
];

/// Frames for a unit that stands before its thing.
const CLASSIFIED: &[&str] = &[
    "{a}{q}{o}",
    "{a}了{q}{o}",
    "累计{a}{q}{o}",
    "全年高标准{a}{q}{o}",
    "{q}{o}全部按期完成",
    "{a}全市首个智慧化示范点，全年{a}{q}{o}",
];

/// Frames of an achieved rate or measure.
const MEASURE: &[&str] = &[
    "{o}{q}",
    "{o}{q}",
    "{o}达{q}",
    "{o}达到{q}",
    "{o}为{q}",
    "{o}保持在{q}",
    "{o}稳定在{q}",
    "实现{o}{q}",
    "{o}提升至{q}",
    "{o}由上年的{b}提升到{q}",
    "{o}较上年提高{c}个百分点，达{q}",
    "经第三方机构测评，{o}为{q}",
    "{o}{q}，位居全市第一",
    "{o}{q}，高于年初设定目标",
    "对标考核要求，{o}{q}",
    "回收有效问卷1200份，{o}{q}",
    "{o}连续3年保持{q}",
    "{o}{q}，与上年持平",
    "按月通报、按季考核，{o}{q}",
    "{o}首次突破历史水平，达{q}",
    "据年度抽样调查，{o}为{q}",
];

/// Frames of a measure of which less is better.
const REVERSE: &[&str] = &[
    "{o}{q}",
    "{o}为{q}",
    "{o}控制在{q}",
    "{o}降至{q}",
    "{o}{q}，优于年初目标",
    "{o}{q}，低于全市平均水平",
    "狠抓源头治理，{o}{q}",
];

/// What the parts of a count are called.
const PARTS: &[&str] = &[
    "重点区域",
    "中心城区",
    "偏远村居",
    "新增对象",
    "老旧片区",
    "示范片区",
];

/// Fills the `{…}` of a frame.
pub(crate) fn fill(frame: &str, words: &[(&str, String)]) -> String {
    let mut filled = frame.to_owned();
    for (key, word) in words {
        filled = filled.replace(&format!("{{{key}}}"), word);
    }
    filled
}

/// A figure in ten thousands where that says all of it, else plain.
pub(crate) fn wan(figure: Figure) -> String {
    figure
        .in_wan()
        .map_or_else(|| figure.plain(), |wan| format!("{wan}万"))
}

/// The clause about a count, and the 其中 in it that a result may repeat.
pub(crate) fn count_clause(said: &Said<'_>, chance: &mut Chance) -> (String, Option<String>) {
    let roll = chance.below(100);
    let whole = said.figure.decimals == 0 && said.figure.integer() >= 12;
    match roll {
        0..8 if whole => with_part(said, chance),
        8..16 if whole => (with_sum(said, chance), None),
        16..30 if said.classifier => (framed(CLASSIFIED, said, chance), None),
        _ => (framed(COUNT, said, chance), None),
    }
}

fn framed(frames: &[&str], said: &Said<'_>, chance: &mut Chance) -> String {
    let tenth = (said.figure.thousandths / 9).max(1000);
    let less = said.figure.with(tenth).plain();
    let more = said.figure.with(said.figure.thousandths * 37 / 10).plain();
    let frame = match chance.word(frames) {
        // What a plan is exceeded by would have to agree with the goal.
        frame if said.goal.is_some() && (frame.contains("计划") || frame.contains("超额")) => "{a}{o}{q}",
        frame => frame,
    };
    fill(
        frame,
        &[
            ("a", said.action.to_owned()),
            ("o", said.object.to_owned()),
            ("q", said.quantity.to_owned()),
            ("y", said.year.to_string()),
            ("l", (said.year - 1).to_string()),
            ("n", (said.year + 1).to_string()),
            (
                "x",
                format!("{}.{}%", chance.between(1, 29), chance.between(1, 9)),
            ),
            ("d", format!("{less}{}", said.unit)),
            ("c", format!("{more}{}", said.unit)),
            (
                "m",
                format!("{}.{}", chance.between(11, 99), chance.between(1, 9)),
            ),
            (
                "t",
                format!("{}.{}万", chance.between(1, 3), chance.between(11, 99)),
            ),
            (
                "z",
                format!("{}.{}%", chance.between(101, 118), chance.between(1, 9)),
            ),
        ],
    )
}

/// 其中: one part of the whole.
fn with_part(said: &Said<'_>, chance: &mut Chance) -> (String, Option<String>) {
    let figure = said.figure.integer() * chance.between(10, 70) / 100;
    let part = format!("其中{}{figure}{}", chance.word(PARTS), said.unit);
    let Said {
        action,
        object,
        quantity,
        ..
    } = said;
    (format!("{action}{object}{quantity}，{part}"), Some(part))
}

/// A sum that is right.
fn with_sum(said: &Said<'_>, chance: &mut Chance) -> String {
    let total = said.figure.integer();
    let (first, second) = (
        total * chance.between(40, 60) / 100,
        total * chance.between(10, 30) / 100,
    );
    let third = total - first - second;
    let Said {
        action,
        object,
        quantity,
        unit,
        ..
    } = said;
    let (one, two) = (PARTS.first().unwrap_or(&""), PARTS.last().unwrap_or(&""));
    let exact = format!("{total}{unit}");
    match chance.below(6) {
        5 => format!("在城区、园区和乡镇分别{action}{object}{first}{unit}、{second}{unit}、{third}{unit}"),
        0 => format!(
            "在城区、园区和乡镇分别{action}{object}{first}{unit}、{second}{unit}、{third}{unit}，合计{exact}"
        ),
        1 => format!("{action}{object}{exact}，其中{one}{first}{unit}、{two}{second}{unit}"),
        2 => format!(
            "{action}{object}{exact}，其中：{one}{first}{unit}，{two}{second}{unit}，其余{third}{unit}"
        ),
        3 => format!("{action}{object}{quantity}（含{one}{first}{unit}）"),
        _ => format!(
            "{action}{object}{exact}，由{one}{first}{unit}和{two}{}{unit}组成",
            total - first
        ),
    }
}

/// The clause about a rate or a measure.
pub(crate) fn measure_clause(said: &Said<'_>, reverse: bool, chance: &mut Chance) -> String {
    let frames = if reverse { REVERSE } else { MEASURE };
    let drop = chance.between(300, 4_900);
    let before = said
        .figure
        .with((said.figure.thousandths - drop).max(1000))
        .plain();
    let full = said.figure.thousandths == 100_000 && said.unit == "%";
    let covered = said.object.strip_suffix("覆盖率").filter(|_| full);
    if let Some(covered) = covered.filter(|_| chance.percent(25)) {
        return format!("实现{covered}全覆盖");
    }
    let frame = match chance.word(frames) {
        // Percentage points and last year's rate are of a rate alone.
        frame if said.unit != "%" && (frame.contains("{b}") || frame.contains("{c}")) => "{o}{q}",
        frame => frame,
    };
    fill(
        frame,
        &[
            ("o", said.object.to_owned()),
            ("q", said.quantity.to_owned()),
            ("b", format!("{before}{}", said.unit)),
            ("c", format!("{}.{}", chance.between(1, 4), chance.between(1, 9))),
        ],
    )
}

/// What the expected text says of a count.
pub(crate) fn count_hope(said: &Said<'_>, chance: &mut Chance) -> String {
    let frames: &[&str] = match said.goal {
        Some(_) => &[
            "{a}{o}{g}",
            "{a}{o}不少于{g}",
            "{a}{o}{g}以上",
            "全年计划{a}{o}{g}",
            "{a}{o}达到{g}",
            "{a}{o}≥{g}",
        ],
        None => &[
            "{a}{o}",
            "持续{a}{o}",
            "加强{o}工作",
            "做好{o}工作",
            "加快推进{o}",
            "按要求{a}{o}",
        ],
    };
    hoped(frames, said, chance)
}

/// What the expected text says of a rate or a measure.
pub(crate) fn measure_hope(said: &Said<'_>, reverse: bool, chance: &mut Chance) -> String {
    let frames: &[&str] = match (said.goal, reverse) {
        (Some(_), false) => &[
            "{o}达到{g}",
            "{o}不低于{g}",
            "{o}{g}以上",
            "{o}达{g}",
            "确保{o}≥{g}",
        ],
        (Some(_), true) => &["{o}控制在{g}以内", "{o}不超过{g}", "{o}≤{g}"],
        (None, false) => &["提升{o}", "稳步提高{o}"],
        (None, true) => &["降低{o}", "严格控制{o}"],
    };
    hoped(frames, said, chance)
}

fn hoped(frames: &[&str], said: &Said<'_>, chance: &mut Chance) -> String {
    let goal = said.goal.map(|goal| match goal.in_wan() {
        Some(wan) if chance.percent(30) && said.unit != "万元" => format!("{wan}万{}", said.unit),
        _ => format!("{}{}", goal.plain(), said.unit),
    });
    fill(
        chance.word(frames),
        &[
            ("a", said.action.to_owned()),
            ("o", said.object.to_owned()),
            ("g", goal.unwrap_or_default()),
        ],
    )
}

/// What the expected text says of an indicator told word for word.
pub(crate) fn verbatim_hope(name: &str, chance: &mut Chance) -> String {
    let subject = ["数量", "人数", "次数", "情况", "家次"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    format!(
        "{}{subject}工作",
        chance.word(&["统筹做好", "稳步推进", "有序落实"])
    )
}

/// A quantity as a summary speaks of it: exact, or rounded to the right side.
pub(crate) fn summed_up(figure: Figure, unit: &str, chance: &mut Chance) -> String {
    let value = figure.integer();
    let exact = format!("{}{unit}", figure.plain());
    if figure.decimals > 0 || value < 1000 || unit == "万元" {
        return exact;
    }
    let step = 10_i64.pow(value.ilog10().saturating_sub(1));
    let floor = value / step * step;
    let ceiling = floor + step;
    let shown = |rounded: i64| {
        Figure::whole(rounded)
            .in_wan()
            .map_or_else(|| (rounded.to_string(), ""), |wan| (wan, "万"))
    };
    match chance.below(6) {
        0 if floor < value => {
            let (digits, scale) = shown(floor);
            format!("{digits}{scale}余{unit}")
        }
        1 if floor < value => {
            let (digits, scale) = shown(floor);
            format!("{digits}{scale}多{unit}")
        }
        2 if ceiling > value && floor < value => {
            let (digits, scale) = shown(ceiling);
            format!("近{digits}{scale}{unit}")
        }
        _ => exact,
    }
}
