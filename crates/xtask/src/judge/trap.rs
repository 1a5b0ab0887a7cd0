//! Sentences that a real office writes and a naive rule would accuse. None of them is wrong.

use super::chance::Chance;
use super::indicator::Indicator;
use super::mention::shares_a_word;
use super::prose::fill;

/// Sentences of a task's text. `{y}` is the year, `{l}` the last one, `{n}` a number.
const WORK: &[&str] = &[
    "受理并办结“12345”“12319”热线转办事项{n}宗，办结率100%",
    "全年未发生较大及以上安全责任事故，一般事故0起，有效投诉0件",
    "审批时限由15个工作日压缩至7个工作日以内",
    "近年来持续加大投入，近3年累计惠及群众逾千户",
    "相关经验做法获省级以上媒体报道",
    "签约服务、预约服务覆盖城乡，便民服务水平稳步提升",
    "大力倡导节约用水、节约用电，剩余物资统一入库管理",
    "附近居民反映良好，近江社区、余庆社区、多宝社区先行先试",
    "落实首问责任制和AB岗制度，首个24小时自助服务区投入使用",
    "推行“一窗通办”“一件事一次办”，打造“15分钟便民服务圈”",
    "平均办理时长由10.5天缩短到6天",
    "推进多部门协同、多渠道宣传、多元化参与",
    "“一对一”帮扶和“1对1”指导全面铺开",
    "每处点位安排2-3名骨干驻点指导，每周一至周五8:30—17:30对外服务",
    "服务窗口全年无休，“12333”“96333”专线24小时畅通",
    "{y}年6月30日前完成第一批，{y}年11月底前完成第二批",
    "与{l}年相比，有效信访量下降32.6%",
    "项目资金支付进度达到合同额的80%以上",
    "构建“1个平台+3项机制+5类场景”工作体系，推广“4+X”服务模式",
    "建立健全“1+3+N”制度体系，打通“最后一米”“最后一公里”",
    "严格落实“四不两直”“三管三必须”要求",
    "第二、第三党小组获评全区先进，第十四届运动会保障工作圆满完成",
    "项目编号为LX-{y}-018的信息化工程通过验收",
    "上报5G应用案例、AI应用案例，全部通过评审",
    "依据GB/T 19001-2016标准完善内控流程",
    "制定印发《工作指引（试行）》（岚府办〔{l}〕10号），明确5方面18条措施",
    "多媒体教室、多功能厅对外开放，约束机制进一步健全",
    "对7米以上道路、65岁以上老人、30人以下小微企业实行分类管理",
    "比计划提前15天完工，比预算少用7.5万元",
    "实现“零事故、零投诉、零差错”，做到“一户一档”",
    "办公用房面积不超过规定标准，公务用车实行定点维修",
    "在全市综合考评中位列第3名，较上年上升2位",
    "邀请人大代表、政协委员等约谈相关单位负责人",
    "通过微信公众号、抖音号等新媒体平台宣传，单条最高点击量达10万+",
    "用好“粤岚通”APP和“互联网+监管”系统，电子证照实现“应签尽签”",
    "工程造价控制在批复概算以内，工期节约20天",
    "一张蓝图绘到底，一个声音喊到底，坚持一级抓一级、层层抓落实",
    "“三公”经费同比下降，人均办公面积符合规定",
    "对照考核细则逐项梳理，扣分项由5项减少为2项",
    "选取甲、乙、丙三类对象分层推进，A类对象每月走访不少于1次",
    "推动A级、AA级场所提档升级，B级以上等次占比稳步提高",
    "自2018年起连续开展专题培训，“{p}”规划评估顺利通过",
    "通过门户网站（http://www.lanxi.example/zwgk/）主动公开信息，浏览量稳步增长",
    "完成Wi-Fi 6组网和B/S架构系统升级，pH值、COD等指标在线监测",
    "全年零事故、零新增，较大以上险情0起，群体性上访0批次",
    "违规行为0新增，系统故障率降至0%",
    "上年度遗留问题全部销号，新一轮五年规划编制同步启动",
    "落实1名领导、1个专班、1抓到底的“三个一”机制",
    "总体满意度与{l}年持平，波动幅度不足0.5%",
    "实行7天无理由受理、5个工作日内答复",
    "第1季度至第4季度均按时报送报表，准确率100%",
    "印发《年度工作要点》《责任分工方案（试行）》，逐级签订责任书",
    "“我为群众办实事”清单（含民生微实事）全部销号（详见附件2）",
    "处置突发事件用时由2小时30分缩短至45分钟",
    "相关做法被《南方观察》等媒体报道（2篇头版、5篇专版）",
    "在{l}年度考核中获评优秀等次，{y}年再获通报表扬",
    "依法依规处置，未发生一起行政复议被撤销情形",
    "有效破解“散、小、弱”问题，形成“一盘棋”格局",
];

/// Goals in other words or of another direction than a measure, each with the sentence that answers it.
const GOALS: &[(&str, &str)] = &[
    ("审批时限压缩至3个工作日以内", "审批时限压缩至2.5个工作日"),
    ("有责投诉不超过5件", "有责投诉2件，均已妥善处理"),
    ("公用经费支出不超过年初预算", "公用经费支出控制在年初预算以内"),
    ("平均办理时长缩短至10分钟以内", "平均办理时长8.6分钟"),
    ("信访积案化解率保持稳定", "信访积案全部化解"),
    ("加强干部队伍建设", "打造忠诚干净担当的干部队伍，作风持续好转"),
    ("规范内部管理", "修订内部管理制度，管理更加规范"),
    ("较大及以上安全事故控制在0起", "未发生较大及以上安全事故"),
    ("“三公”经费只减不增", "“三公”经费较上年下降6.3%"),
    ("推进信息公开", "主动公开各类信息，接受社会监督"),
    ("建立“1+N”联动机制", "“1+N”联动机制有效运转"),
    ("突发事件响应时间不超过30分钟", "突发事件响应时间平均18分钟"),
    ("提高依法行政水平", "依法行政水平明显提高，未出现败诉案件"),
    ("力争3年内实现数字化转型", "数字化转型第一年任务落地见效"),
];

/// Figures of the same unit about other things than the indicators'.
const NEIGHBOURS: &[(&str, &str)] = &[
    ("个", "推动325个网格党小组下沉一线"),
    ("个", "发挥23个党群服务中心阵地作用"),
    ("个", "协调解决难点问题17个"),
    ("场次", "配合上级联合督导12场次"),
    ("人次", "出动工作力量3623人次"),
    ("人次", "窗口日均服务群众260人次"),
    ("套", "同步升级640套办公设备"),
    ("宗", "转办上级交办件47宗"),
    ("件", "答复人大建议、政协提案26件，满意率100%"),
    ("家", "走访重点企业111家"),
    ("家次", "上门服务企业76家次"),
    ("处", "消除安全隐患1593处"),
    ("户", "惠及周边居民2.3万户"),
    ("户次", "入户走访4150户次"),
    ("台", "维修老旧设备36台"),
    ("名", "抽调业务骨干26名充实一线"),
    ("人", "选派党员干部58人驻点包干"),
    ("次", "召开调度会28次，现场办公9次"),
    ("公里", "巡线里程累计1340公里"),
    ("平方米", "改造办公用房320平方米"),
    ("份", "发出限期整改告知函1483份"),
    ("张", "制作公示牌85张"),
    ("册", "印制工作手册600册"),
    ("辆", "更新公务用车3辆"),
    ("项", "修订内控制度7项"),
    ("%", "信息报送及时率100%"),
    ("万元", "节约办公经费36.50万元"),
    ("批次", "报送统计数据24批次"),
    ("支", "整合志愿服务队14支"),
    ("座", "修缮值班用房2座"),
    ("条", "收集意见建议132条，采纳97条"),
    ("起", "妥处突发情况5起"),
];

/// Sentences of the annual result.
const ANNUAL: &[&str] = &[
    "经济高质量发展搭起“一张台”，民生保障再上“一层楼”",
    "在全市率先成立首个跨部门联合工作专班，打通服务群众“最后一公里”",
    "城市治理绘出“一片景”，人居环境焕然一新",
    "全年工作综合考评位列全市第一名",
    "“{p}”规划重点任务有序落地，20件民生实事全部办结",
    "连续3年获评平安建设先进单位",
    "“1+N”政策体系不断完善，“五进”宣传深入人心",
    "以“时时放心不下”的责任感守牢安全底线，较大及以上事故0起",
    "圆满完成第二十八届全国读书日、“3·15”“5·12”等主题宣传保障任务",
    "“一网通办”“跨省通办”持续深化，群众获得感、幸福感、安全感明显提升",
    "党的建设全面加强，干部队伍作风持续向好",
    "节约型机关创建达到省级标准，绿色低碳理念深入人心",
    "“{p}”以来累计推动30余项改革举措落地",
    "{l}年结转的重点任务全部完成，{y}年新增任务有序推进",
    "全年未发生有重大影响的舆情事件，负面舆情0起",
    "数字政府建设迈出新步伐，“粤岚通”APP注册用户持续增长",
    "2018年以来连续保持“零责任事故”",
];

/// The five-year plan of a year.
pub(crate) fn plan(year: i64) -> &'static str {
    match year {
        ..2021 => "十三五",
        2021..2026 => "十四五",
        _ => "十五五",
    }
}

/// A goal that none of the indicators is about, and the sentence that answers it.
pub(crate) fn goal_and_answer(
    indicators: &[Indicator],
    chance: &mut Chance,
) -> Option<(&'static str, &'static str)> {
    let names: String = indicators.iter().map(|one| one.name.shown()).collect();
    let fitting: Vec<_> = GOALS
        .iter()
        .filter(|(goal, _)| !shares_a_word(&names, goal))
        .collect();
    chance.one(&fitting).map(|pair| **pair)
}

/// A clause with a figure in one of the units, about something that no indicator measures.
pub(crate) fn neighbour(units: &[&str], chance: &mut Chance) -> Option<String> {
    let fitting: Vec<&str> = NEIGHBOURS
        .iter()
        .filter(|(unit, _)| units.contains(unit))
        .map(|(_, clause)| *clause)
        .collect();
    chance.one(&fitting).map(|clause| (*clause).to_owned())
}

/// Different sentences of a task's text, without their full stops.
pub(crate) fn work_sentences(count: usize, year: i64, chance: &mut Chance) -> Vec<String> {
    some(WORK, count, year, chance)
}

/// Different sentences of the annual result, without their full stops.
pub(crate) fn annual_sentences(count: usize, year: i64, chance: &mut Chance) -> Vec<String> {
    some(ANNUAL, count, year, chance)
}

fn some(frames: &[&str], count: usize, year: i64, chance: &mut Chance) -> Vec<String> {
    let mut frames = frames.to_vec();
    chance.shuffle(&mut frames);
    frames.truncate(count);
    frames
        .into_iter()
        .map(|frame| filled(frame, year, chance))
        .collect()
}

fn filled(frame: &str, year: i64, chance: &mut Chance) -> String {
    fill(
        frame,
        &[
            ("y", year.to_string()),
            ("l", (year - 1).to_string()),
            ("p", plan(year).to_owned()),
            ("n", chance.between(36, 980).to_string()),
        ],
    )
}
