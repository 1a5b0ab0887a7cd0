use super::*;

/// Each mention as `text=value`, with its nature where it is no quantity.
fn seen(text: &str) -> Vec<String> {
    let mut mentions = Vec::new();
    scan_into(text, true, &mut mentions);
    mentions
        .iter()
        .map(|mention| {
            let part = &text[mention.range.clone()];
            let value = mention.value.normalize();
            match mention.nature {
                Nature::Quantity => format!("{part}={value}"),
                other => format!("{part}={value} {other:?}"),
            }
        })
        .collect()
}

#[test]
fn reads_numbers_with_scale_and_unit() {
    assert_eq!(seen("登记8.68万人来穗人员"), ["8.68万人=86800"]);
    assert_eq!(seen("面积涉2.8万平方米，实现"), ["2.8万平方米=28000"]);
    assert_eq!(seen("15,784.84万元"), ["15,784.84万元=157848400"]);
    assert_eq!(seen("完成 85 场次"), ["85 场次=85"]);
    assert_eq!(seen("８５场次"), ["８５场次=85"]);
    assert_eq!(seen("五级"), ["五级=5"]);
    assert_eq!(seen("5千米"), ["5千米=5"]);
    assert_eq!(seen("20.5平方千米"), ["20.5平方千米=20.5"]);
    assert_eq!(seen("处罚500元/人"), ["500元/人=500"]);
    assert_eq!(seen("死亡率3.40/10万"), ["3.40/10万=3.4"]);
    assert_eq!(seen("1.强化工作，处理4宗"), ["1=1", "4宗=4"]);
    assert_eq!(seen("1．２２支龙舟"), ["1．=1 Code", "２２支=22"]);
    assert_eq!(seen("２．５公里"), ["２．５公里=2.5"]);
}

#[test]
fn reads_bounds_on_both_sides() {
    let bound = |text| scan(text)[0].bound;
    assert_eq!(bound("≥19200张"), Some(Bound::AtLeast));
    assert_eq!(bound("≥ 90%"), Some(Bound::AtLeast));
    assert_eq!(bound("<=3起"), Some(Bound::AtMost));
    assert_eq!(bound("不少于15次"), Some(Bound::AtLeast));
    assert_eq!(bound("95%以上"), Some(Bound::AtLeast));
    assert_eq!(bound("30天以内。"), Some(Bound::AtMost));
    assert_eq!(bound("2.27/10万以内"), Some(Bound::AtMost));
    assert_eq!(bound("0.002人/亿元以下"), Some(Bound::AtMost));
    assert_eq!(bound("7米以上道路100%"), None);
    assert_eq!(bound("85场次"), None);
    assert_eq!(seen("≥19200张"), ["≥19200张=19200"]);
}

#[test]
fn reads_approximators() {
    let approximation = |text| scan(text)[0].approximation;
    assert_eq!(approximation("90多场次"), Some(Approximation::More));
    assert_eq!(approximation("8.68万余人"), Some(Approximation::More));
    assert_eq!(approximation("363610余剂次"), Some(Approximation::More));
    assert_eq!(approximation("100多万元"), Some(Approximation::More));
    assert_eq!(approximation("出动约60人次"), Some(Approximation::About));
    assert_eq!(approximation("60人次左右"), Some(Approximation::About));
    assert_eq!(approximation("近300人"), Some(Approximation::Nearly));
    assert_eq!(approximation("约 3 万人"), Some(Approximation::About));
    assert_eq!(approximation("300 余人"), Some(Approximation::More));
    assert_eq!(approximation("预约300人"), None);
    assert_eq!(approximation("签约12家"), None);
    assert_eq!(approximation("节约20万元"), None);
    assert_eq!(approximation("剩余30套"), None);
    assert_eq!(approximation("2000万余额"), None);
    assert_eq!(approximation("12多功能厅"), None);
}

#[test]
fn codes_dates_and_ordinals_are_no_quantities() {
    assert_eq!(seen("N95口罩"), ["95=95 Code"]);
    assert_eq!(seen("1+N体系"), ["1=1 Code"]);
    assert_eq!(seen("N+1模式"), ["1=1 Code"]);
    assert_eq!(seen("〔2020〕10号"), ["2020=2020 Code", "10号=10 Date"]);
    assert_eq!(
        seen("2022年12月31日"),
        ["2022年=2022 Date", "12月=12 Date", "31日=31 Date"]
    );
    assert_eq!(seen("2022.12.31"), ["2022.12.31=2022.12 Code"]);
    assert_eq!(seen("5G基站20个"), ["5G=5 Code", "20个=20"]);
    assert_eq!(seen("排名第1名"), ["1=1 Code"]);
    assert_eq!(seen("获第一名"), Vec::<String>::new());
    assert_eq!(seen("7米以上道路"), ["7米=7 Attribute"]);
    assert_eq!(seen("每月2次"), ["2次=2 Each"]);
    assert_eq!(seen("10-20次"), ["10-20次=20 Range"]);
    assert_eq!(seen("1:3"), ["1=1 Ratio", "3=3"]);
    assert_eq!(seen("12345热线"), ["12345=12345"]);
}

#[test]
fn figures_after_a_plus_are_quantities() {
    assert_eq!(seen("9个城中村“哨点”+3个常态化检测点"), ["9个=9", "3个=3"]);
}

#[test]
fn compares_across_scale_and_unit() {
    let one = |text: &str| scan(text).remove(0);
    assert!(one("8.68万人").same_amount(&one("86800人")));
    assert!(one("1公里").same_amount(&one("1000米")));
    assert!(one("85").same_amount(&one("85场次")));
    assert!(!one("37栋").same_amount(&one("37公里")));
    assert!(one("5场").meets(&one("≥4场")));
    assert!(!one("3场").meets(&one("≥4场")));
    assert!(!one("≥5场").meets(&one("≥4场")));
}
