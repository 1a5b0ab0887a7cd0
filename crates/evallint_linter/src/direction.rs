//! Whether more or less is wanted of what an indicator measures.

use evallint_schema::{Bound, Dimension, Unit, Words};

use crate::measure::without_brackets;

/// Whether more or less is wanted of what the name measures, where the target has no operator. A name that does not
/// clearly tell gives nothing.
pub(crate) fn direction(name: &str, unit: Option<&Unit>) -> Option<Bound> {
    static LESS: Words = Words::of(&[
        "成本",
        "受害率",
        "控制率",
        "调整率",
        "结余率",
        "流失率",
        "投诉率",
        "差错率",
        "事故率",
        "发病率",
    ]);
    static BAD: Words = Words::of(&[
        "投诉", "事故", "死亡", "违", "隐患", "失", "差", "能耗", "排放", "风险", "舆情", "案件", "火灾",
        "信访", "纠纷", "噪声", "浓度", "空置", "逾期", "漏损", "辍学", "感染", "误", "故障", "下降", "降低",
        "减少", "节约", "压减", "费", "支出", "死", "受害", "缺", "漏", "损", "亏", "负债", "欠", "拖",
        "犯罪", "复发", "返", "退", "成本", "控制", "调整", "结余", "败诉", "污染", "超标", "阳性", "闲置",
        "伤", "发病", "占用", "超期", "跑动",
    ]);
    static MORE: Words = Words::of(&[
        "场次",
        "人次",
        "次数",
        "人数",
        "户数",
        "数量",
        "面积",
        "里程",
        "长度",
        "覆盖率",
        "满意度",
        "合格率",
        "完成率",
        "达标率",
        "知晓率",
        "参与率",
        "率",
    ]);
    static COUNTS: Words = Words::of(&[
        "投诉数量",
        "投诉量",
        "投诉件数",
        "投诉次数",
        "事故数量",
        "事故起数",
    ]);
    /// Dealing with what is bad is good: the more the better.
    static DEALS: Words = Words::of(&[
        "拆除", "整治", "调处", "挽回", "追讨", "追回", "查出", "募集", "筹集", "减免", "免除", "发放",
        "处理", "查处", "调解", "化解", "处置", "整改", "消除", "清理", "排查", "办结", "受理", "打击",
        "破获", "取缔", "救助", "救治", "查扣", "查办", "审结", "答复", "修复", "治理", "监测", "防治",
        "培训", "开展", "组织", "举办", "抢救", "修缮", "转移", "打捞",
    ]);
    static DEALT_WITH: Words = Words::of(&["整改", "整治", "化解"]);
    let bare = without_brackets(name);
    let ends = |words: &Words| words.suffix_of(bare).is_some();
    let deals = DEALS.prefix_of(bare).is_some() || DEALT_WITH.are_in(bare);
    if ends(&LESS) || !deals && ends(&COUNTS) {
        return Some(Bound::AtMost);
    }
    let counts =
        unit.is_some_and(|unit| is_counted(unit.dimension)) && !bare.ends_with(['名', '时', '期', '限']);
    let bare = ["消费", "退役", "退休", "退税", "退耕"]
        .iter()
        .fold(bare.to_owned(), |bare, word| bare.replace(word, ""));
    let is_bad = !deals && BAD.are_in(&bare);
    let does = (deals || tells_what_is_done(&bare)) && !is_limited(&bare);
    (!is_bad && (ends(&MORE) || counts || does)).then_some(Bound::AtLeast)
}

/// Whether the name begins with what was done, of which more was wanted whatever it is counted in.
fn tells_what_is_done(name: &str) -> bool {
    static ACTS: Words = Words::of(&[
        "兑现", "延长", "签发", "办理", "增设", "新建", "新增", "建成", "建设", "改造", "改建", "适配",
        "检测", "检验", "转派", "开放", "发表", "撰写", "接种", "安装", "举行", "更新", "征集", "接待",
        "采购", "购置", "配备", "配置", "铺设", "种植", "走访", "慰问", "巡查", "巡护", "检查", "采集",
        "登记", "编制", "归集", "资助", "补助", "回访", "创建", "培育", "引进", "扶持", "完成", "清淤",
        "疏浚", "绿化", "拨付", "兴建", "扩建", "提供", "印发", "制作", "推广", "接听", "接收", "投放",
        "接入", "发行", "收集", "征收", "收储", "流转", "供应", "销售", "生产", "出版", "录制", "拍摄",
        "编印", "张贴", "悬挂", "设置", "设立", "成立", "组建", "招聘", "招录", "招收", "选派", "派驻",
        "参加", "参与", "惠及", "推送", "推出", "上线", "开通", "开设", "研发", "认定", "评定", "颁发",
        "核发", "稽核", "审核", "审查", "审计", "复核", "抽查", "抽检", "督查", "督导", "鉴定", "评估",
        "清运", "清扫", "清洗", "保洁", "养护", "维护", "维修", "加固", "修建", "翻新", "拓宽", "整理",
        "归档", "扫描", "录入", "备份", "消毒", "消杀", "更换", "播出", "展演", "输送", "选拔", "讲授",
        "流通", "普查", "摸查",
    ]);
    ACTS.prefix_of(name).is_some()
}

/// Whether the name ends in what the doing takes, or how well it is done.
fn is_limited(name: &str) -> bool {
    static LIMITED: Words = Words::of(&[
        "时长",
        "时间",
        "时限",
        "期限",
        "周期",
        "工期",
        "天数",
        "日数",
        "率",
        "度",
        "成本",
        "造价",
        "费用",
        "单价",
        "浓度",
        "环节数",
        "材料数",
        "等级",
        "排名",
        "位次",
        "名次",
    ]);
    LIMITED.suffix_of(name).is_some()
}

/// Whether units of the dimension count people and things, of which more was wanted.
fn is_counted(dimension: Dimension) -> bool {
    use Dimension as D;
    matches!(
        dimension,
        D::People
            | D::Households
            | D::PersonTimes
            | D::Visits
            | D::Doses
            | D::Events
            | D::Things
            | D::Organisations
            | D::Papers
            | D::Equipment
            | D::Places
            | D::Living
            | D::Groups
    )
}
