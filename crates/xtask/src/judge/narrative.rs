//! The annual goal and the sections after the tasks.

use super::chance::Chance;
use super::figure::Figure;
use super::form::Task;
use super::funds::Funds;
use super::indicator::{Indicator, Known};
use super::numbering::{Numbering, listed};
use super::prose::{fill, summed_up};
use super::trap;

/// The texts of a form outside its tasks.
#[derive(Debug)]
pub(crate) struct Narrative {
    /// What the whole year was to bring.
    pub(crate) expected: String,
    /// What it brought.
    pub(crate) achieved: String,
    /// The sections after the tasks, in order.
    pub(crate) sections: [String; 4],
}

/// The texts of a form.
pub(crate) fn narrative(
    department: &str,
    year: i64,
    funds: &Funds,
    tasks: &[Task],
    chance: &mut Chance,
) -> Narrative {
    let reason = (!funds.reasons.is_empty()).then(|| format!("{}。", funds.reasons.join("；")));
    let place = chance.below(3);
    let mut overall = overall(tasks, chance);
    let mut problems = problems(chance);
    let mut achieved = annual_result(department, year, chance);
    if let Some(reason) = reason {
        match place {
            0 => overall.push_str(&reason),
            1 => problems.push_str(&reason),
            _ => achieved.push_str(&reason),
        }
    }
    Narrative {
        expected: annual_goal(tasks, chance),
        achieved,
        sections: [
            key_projects(year, funds, tasks, chance),
            overall,
            problems,
            improvements(year, chance),
        ],
    }
}

/// The phrases of the tasks' names.
fn phrases(tasks: &[Task]) -> Vec<String> {
    let names = tasks.iter().flat_map(|task| task.name.shown().split('，'));
    names.map(str::to_owned).collect()
}

fn annual_goal(tasks: &[Task], chance: &mut Chance) -> String {
    let aims = phrases(tasks);
    match chance.below(3) {
        0 => format!("坚持以人民为中心，{}。", aims.join("，")),
        1 => format!(
            "认真贯彻落实上级各项决策部署，围绕年度重点工作，{}，较好地完成各项工作任务。",
            aims.join("、")
        ),
        _ => {
            let numbering = Numbering::any(chance);
            let gap = numbering.gap(chance);
            let list = listed(&aims, numbering, gap);
            format!("深入贯彻落实上级决策部署。{gap}{list}")
        }
    }
}

fn annual_result(department: &str, year: i64, chance: &mut Chance) -> String {
    let opening = fill(
        chance.word(&[
            "{y}年，{d}坚决贯彻落实上级决策部署，统筹推进各项重点工作，取得明显成效。",
            "{y}年以来，{d}锚定年度目标任务，聚精会神抓落实，各项工作迈上新台阶。",
            "一年来，{d}凝心聚力、真抓实干，圆满完成{y}年度各项目标任务。",
            "{y}年度，在区委、区政府的正确领导下，{d}勇于担当、主动作为，年度目标全面完成。",
            "对照{y}年年初设定的绩效目标，{d}逐项抓好落实，整体完成情况良好。",
            "自2018年机构改革以来，{d}职能不断优化；{y}年各项目标任务全面完成。",
            "{y}年是“{p}”规划实施的重要一年，{d}稳中求进、担当作为，圆满完成全年任务。",
            "在上年工作基础上，{d}于{y}年持续深化改革创新，各项工作再上新台阶。",
            "{d}紧扣年度绩效目标，凝聚共识、狠抓落实，较好完成了各项工作任务。",
        ]),
        &[
            ("y", year.to_string()),
            ("d", department.to_owned()),
            ("p", trap::plan(year).to_owned()),
        ],
    );
    let mut text = opening;
    let count = chance.below(4) + 1;
    for sentence in trap::annual_sentences(count, year, chance) {
        text.push_str(&sentence);
        text.push('。');
    }
    text
}

/// The indicators whose figure is known.
fn measured(tasks: &[Task]) -> Vec<&Known> {
    let indicators = tasks.iter().flat_map(|task| &task.indicators);
    let known = indicators.map(|indicator: &Indicator| &indicator.known);
    known.filter(|known| known.figure.is_some()).collect()
}

fn overall(tasks: &[Task], chance: &mut Chance) -> String {
    let known = measured(tasks);
    let mut items = Vec::new();
    for phrase in phrases(tasks).into_iter().take(4) {
        let mut item = format!("{phrase}成效明显");
        if let Some((known, figure)) = chance.one(&known).and_then(|known| Some((known, known.figure?))) {
            let quantity = summed_up(figure, &known.unit, chance);
            item = format!("{item}，{}{}{quantity}", known.action, known.object);
        }
        items.push(item);
    }
    items.extend(other_crowd(&known, chance));
    let numbering = match chance.below(4) {
        0 => Numbering::Bracket,
        1 => Numbering::First,
        2 => Numbering::Plain,
        _ => Numbering::Chapter,
    };
    listed(&items, numbering, "")
}

/// People of another kind, about as many as an indicator counts: a rounding of theirs is none of its figure.
fn other_crowd(known: &[&Known], chance: &mut Chance) -> Option<String> {
    let people: Vec<(&Known, i64)> = known
        .iter()
        .filter(|one| ["人次", "人"].contains(&one.unit.as_str()))
        .filter_map(|one| Some((*one, one.figure?.integer())))
        .filter(|(_, count)| *count > 11_000)
        .collect();
    let (known, count) = *chance.one(&people).filter(|_| chance.percent(25))?;
    let step = 1000;
    let above = Figure::whole(count / step * step + step).in_wan()?;
    let below = Figure::whole(count / step * step).in_wan()?;
    let unit = &known.unit;
    Some(match chance.below(3) {
        0 => format!("公众号粉丝突破{above}万余{unit}"),
        1 => format!("微信平台浏览近{below}万{unit}"),
        _ => format!("线上直播吸引网友{above}万多{unit}"),
    })
}

/// What a key project is about.
const PROJECTS: &[&str] = &[
    "信息化运维",
    "公共服务能力提升",
    "环境综合整治",
    "人才队伍建设",
    "基础设施补短板",
    "便民服务提质",
];

fn key_projects(year: i64, funds: &Funds, tasks: &[Task], chance: &mut Chance) -> String {
    if chance.percent(6) {
        return format!("{year}年度本部门未安排重点项目支出。");
    }
    let project = chance.word(PROJECTS);
    let spent = project_spending(funds, chance);
    let known = measured(tasks);
    let (targets, results) = project_lists(&known, chance);
    match chance.below(3) {
        0 => format!(
            "{year}年{project}专项经费年初绩效目标设定为：{targets} {year}年实际支出{spent}。 {year}年绩效指标完成情况： {results}"
        ),
        1 => format!(
            "{year}年{project}项目实际支出{spent}。绩效指标完成情况：{results} 项目实施规范，预期效益良好。"
        ),
        _ => format!(
            "{project}项目：年初设定目标为{targets}项目于{year}年12月20日通过验收，实际支出{spent}。{year}年绩效指标完成情况：{results}"
        ),
    }
}

/// Part of what was spent, in the form's unit or in 万元.
fn project_spending(funds: &Funds, chance: &mut Chance) -> String {
    let part = funds.actual / 1000 * chance.between(8, 90);
    let part = part.max(1);
    match funds.unit {
        "元" if chance.percent(50) => format!("{}万元", Figure::hundredths(part / 10_000).plain()),
        "亿元" => format!("{}万元", Figure::hundredths(part * 10_000).plain()),
        unit if chance.percent(30) => format!("{}{unit}", Figure::hundredths(part).grouped()),
        unit => format!("{}{unit}", Figure::hundredths(part).plain()),
    }
}

/// The lists of targets, which are bounds, and of results, which are none.
fn project_lists(known: &[&Known], chance: &mut Chance) -> (String, String) {
    let mut targets = Vec::new();
    let mut results = Vec::new();
    for known in known.iter().take(2) {
        let Some(figure) = known.figure else { continue };
        let bound = if known.reverse { "≤" } else { "≥" };
        let wanted = known.goal.unwrap_or(figure).plain();
        targets.push(format!(
            "{}{}{bound}{wanted}{}",
            known.action, known.object, known.unit
        ));
        results.push(format!(
            "{}{}{}{}",
            known.action,
            known.object,
            figure.plain(),
            known.unit
        ));
    }
    let targets = format!(
        "1.数量指标：{}。2.质量指标：验收合格率≥98%。3.满意度指标：服务对象满意度≥90%。",
        targets.join("；")
    );
    let colon = chance.word(&["", "："]);
    let gap = chance.word(&["", " "]);
    let results = format!(
        "1.数量指标：{}。{gap}2.质量指标：验收合格率{colon}100%；7米以上道路沿线设施完好率99.6%。{gap}3.时效指标：项目按期完成率{colon}100%。{gap}4.成本指标：实际支出金额小于预算金额；成本节约率2.3%。{gap}5.社会效益指标：12345热线办结率100%；有责投诉{colon}0件；重复投诉发生几率：低。{gap}6.满意度指标：服务对象满意度{colon}{}.{}%。",
        results.join("；"),
        chance.between(91, 99),
        chance.between(1, 9),
    );
    (targets, results)
}

/// Problems that have nothing to do with money.
const PROBLEMS: &[&str] = &[
    "绩效指标体系还不够细化，部分指标难以量化考核",
    "数字化手段应用不够广泛，数据共享水平有待提高",
    "基层专业力量相对薄弱，人员流动性较大",
    "部分老旧设施设备超期服役，维护压力较大",
    "宣传形式较为单一，群众参与度还不够高",
    "个别点位长效管理机制尚不健全，存在反弹现象",
    "与先进城区相比，在服务精细化方面仍有差距",
    "部分工作标准化程度不高，跨部门协同有待加强",
];

/// Problems of the budget, where nothing needs a reason.
const MONEY_PROBLEMS: &[&str] = &[
    "预算编制的精准性有待提高",
    "支出进度前低后高，均衡性有待加强",
    "绩效自评与预算安排挂钩不够紧密",
];

const MEASURES: &[&str] = &[
    "细化绩效指标，完善事前评估和事中监控机制",
    "加强业务培训，打造一支高素质专业化队伍",
    "推进数据共享，提升智慧化治理水平",
    "创新宣传方式，提升群众知晓率和参与度",
    "健全长效机制，巩固治理成果",
    "强化部门协同，形成齐抓共管工作格局",
    "加快设施设备更新改造，补齐短板弱项",
    "持续完善“1+N”工作机制，打通服务群众“最后一公里”",
];

/// Some of the sentences, in any order.
fn some(sentences: &[&str], count: usize, chance: &mut Chance) -> Vec<String> {
    let mut chosen: Vec<&str> = sentences.to_vec();
    chance.shuffle(&mut chosen);
    chosen.truncate(count);
    chosen.into_iter().map(str::to_owned).collect()
}

fn problems(chance: &mut Chance) -> String {
    let count = chance.below(3) + 2;
    let mut items = some(PROBLEMS, count, chance);
    if chance.percent(40) {
        items.extend(some(MONEY_PROBLEMS, 1, chance));
    }
    let list = listed(&items, Numbering::any(chance), "");
    match chance.below(8) {
        0 => format!("总体无重大问题，但仍存在以下不足：{list}"),
        1 => format!("对照年度目标自查，未发现违规使用资金问题。主要不足：{list}"),
        _ => list,
    }
}

fn improvements(year: i64, chance: &mut Chance) -> String {
    let count = chance.below(3) + 2;
    let items = some(MEASURES, count, chance);
    let list = listed(&items, Numbering::any(chance), "");
    match chance.below(6) {
        4 => format!(
            "{}年上半年完成制度修订，下半年全面推行。具体措施：{list}",
            year + 1
        ),
        5 => format!(
            "{list}结合“十五五”规划编制，{}—{}年分步推进。",
            year + 1,
            year + 3
        ),
        0 => format!("{}年，将重点抓好以下几个方面工作：{list}", year + 1),
        1 => format!("下一步，我们将从以下几个方面加以改进：{list}"),
        2 => format!("{list}力争{}年实现重点任务办结率达到98%以上。", year + 1),
        _ => list,
    }
}
