//! A form in each of the writings: tabs, pipes, and JSON and YAML with English or Chinese keys.

pub(crate) mod json;
pub(crate) mod layout;
pub(crate) mod table;
pub(crate) mod yaml;

use super::chance::Chance;
use super::form::Form;
use json::Json;
use table::Table;
use yaml::YamlStyle;

/// A writing of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Writing {
    /// Cells separated by tabs.
    Text,
    /// A Markdown pipe table.
    Markdown,
    /// JSON with English keys.
    English,
    /// JSON with Chinese keys.
    Chinese,
    /// YAML with English keys.
    Yaml,
    /// YAML with Chinese keys.
    ChineseYaml,
}

impl Writing {
    /// Those that are tables.
    pub(crate) const TABLES: &[Self] = &[Self::Text, Self::Markdown];
    /// Those that are trees.
    pub(crate) const TREES: &[Self] = &[Self::English, Self::Chinese, Self::Yaml, Self::ChineseYaml];
    /// Those that are JSON.
    pub(crate) const JSON: &[Self] = &[Self::English, Self::Chinese];
    /// Those that are YAML.
    pub(crate) const YAML: &[Self] = &[Self::Yaml, Self::ChineseYaml];
    /// All of them.
    pub(crate) const ALL: &[Self] = &[
        Self::Text,
        Self::Markdown,
        Self::English,
        Self::Chinese,
        Self::Yaml,
        Self::ChineseYaml,
    ];

    /// A path that fits.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Text => "judge.eval.txt",
            Self::Markdown => "judge.eval.md",
            Self::English => "judge.eval.json",
            Self::Chinese => "judge.zh.eval.json",
            Self::Yaml => "judge.eval.yaml",
            Self::ChineseYaml => "judge.zh.eval.yaml",
        }
    }

    /// Whether its keys are Chinese.
    pub(crate) fn is_chinese(self) -> bool {
        matches!(self, Self::Chinese | Self::ChineseYaml)
    }

    /// Whether it is a table.
    pub(crate) fn is_table(self) -> bool {
        Self::TABLES.contains(&self)
    }
}

/// How a form is written.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub(crate) struct Style {
    /// Lines end in CR LF.
    pub(crate) crlf: bool,
    /// A byte order mark comes first.
    pub(crate) bom: bool,
    /// The title line, without the marks of a heading.
    pub(crate) title: String,
    /// The marks of the heading, with the space.
    pub(crate) heading: &'static str,
    /// The unit line; `{u}` is the unit.
    pub(crate) unit_line: &'static str,
    /// Blank lines stand between the blocks.
    pub(crate) blank_lines: bool,
    /// Trailing blank cells are left out.
    pub(crate) ragged: bool,
    /// Spaces stand around what is in a cell.
    pub(crate) padded: bool,
    /// Which label variants are used: a number per label, 0 for the label itself.
    pub(crate) labels: [usize; 4],
    /// Colons and brackets of labels are half-width.
    pub(crate) half_width: bool,
    /// The year is written without 年.
    pub(crate) bare_year: bool,
    /// The year is written in full-width digits.
    pub(crate) wide_year: bool,
    /// Which variant of the sections' labels is used; 0 for the label itself.
    pub(crate) section_label: usize,
    /// Where pages break: a task, and a number that picks the row within it.
    pub(crate) breaks: Vec<(usize, usize)>,
    /// How deep JSON is indented; `None` is all in one line.
    pub(crate) indent: Option<usize>,
    /// How YAML is written.
    pub(crate) yaml: YamlStyle,
    /// JSON keys come in any order, by this seed.
    pub(crate) key_order: Option<u64>,
    /// Chinese characters are escaped in JSON, one in so many; 0 is none.
    pub(crate) escapes: u32,
    /// Keys that are always allowed stand in JSON.
    pub(crate) extras: bool,
    /// What stands under a key of the office's own, in JSON.
    pub(crate) note: &'static str,
    /// The form's name stands in JSON.
    pub(crate) named: Option<&'static str>,
    /// Optional values that are absent are written as null.
    pub(crate) nulls: bool,
}

impl Style {
    /// Some style.
    pub(crate) fn any(year: i64, chance: &mut Chance) -> Self {
        let mut labels = [0; 4];
        for label in &mut labels {
            *label = if chance.percent(35) { chance.below(4) } else { 0 };
        }
        Self {
            crlf: chance.percent(15),
            bom: chance.percent(12),
            title: title(year, chance),
            heading: chance.word(&["## ", "## ", "# ", "### "]),
            unit_line: chance.word(&[
                "单位：{u}",
                "单位：{u}",
                "单位:{u}",
                "（单位：{u}）",
                "单位： {u}",
                "金额单位：{u}",
            ]),
            blank_lines: chance.percent(30),
            ragged: chance.percent(25),
            padded: chance.percent(12),
            labels,
            half_width: chance.percent(20),
            bare_year: chance.percent(15),
            wide_year: chance.percent(4),
            section_label: if chance.percent(8) { 1 + chance.below(2) } else { 0 },
            breaks: breaks(chance),
            indent: [Some(2), Some(2), Some(4), Some(0), None]
                .get(chance.below(5))
                .copied()
                .flatten(),
            yaml: YamlStyle::any(&mut chance.fork()),
            key_order: chance
                .percent(25)
                .then(|| chance.between(1, 1 << 40).unsigned_abs()),
            escapes: if chance.percent(15) { 3 } else { 0 },
            extras: chance.percent(30),
            note: chance.word(&[
                "{\"reviewed\": [1, null, {\"by\": \"财务科\"}], \"year\": \"二〇二二\"}",
                "{\"复核\": {\"部门名称\": \"XX局\", \"result\": \"≥1\"}}",
                PLAIN_NOTE,
            ]),
            named: chance
                .percent(30)
                .then(|| chance.word(&["department-self-evaluation", "部门整体支出绩效自评表"])),
            nulls: chance.percent(15),
        }
    }
}

/// A note that speaks of nothing the form has a key for.
pub(crate) const PLAIN_NOTE: &str = "\"已复核\"";

fn title(year: i64, chance: &mut Chance) -> String {
    match chance.below(6) {
        0 => format!("{year}年度部门整体支出绩效自评表"),
        1 => format!("{year}年部门整体支出绩效自评表"),
        2 => format!("部门整体支出绩效自评表（{year}年度）"),
        _ => "部门整体支出绩效自评表".to_owned(),
    }
}

fn breaks(chance: &mut Chance) -> Vec<(usize, usize)> {
    let count = if chance.percent(40) {
        chance.below(2) + 1
    } else {
        0
    };
    (0..count).map(|_| (chance.below(5), chance.below(40))).collect()
}

/// A form on its way to being written: what it says, how, and the shape it takes.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Which writing.
    pub(crate) writing: Writing,
    /// The shape.
    pub(crate) shape: Shape,
}

/// The shape of a draft.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// Rows of cells.
    Table(Table),
    /// Members and elements.
    Tree(Json),
}

impl Draft {
    /// Gives a form its shape.
    pub(crate) fn new(form: &Form, writing: Writing) -> Self {
        let shape = match writing {
            Writing::Text | Writing::Markdown => Shape::Table(layout::table(form)),
            _ => Shape::Tree(json::tree(form, writing.is_chinese())),
        };
        Self { writing, shape }
    }

    /// The document.
    pub(crate) fn print(&self, style: &Style) -> String {
        let text = match (&self.shape, self.writing) {
            (Shape::Table(table), Writing::Markdown) => table.markdown(style),
            (Shape::Table(table), _) => table.tabs(style),
            (Shape::Tree(tree), Writing::Yaml | Writing::ChineseYaml) => yaml::print(tree, style.yaml),
            (Shape::Tree(tree), _) => tree.print(style),
        };
        let text = if style.crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        };
        if style.bom {
            format!("\u{FEFF}{text}")
        } else {
            text
        }
    }
}
