//! Forms and names that everything in a report could stumble over.

#![allow(dead_code, reason = "each test uses what it needs of it")]
#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::fs;

use tempfile::TempDir;

use crate::command::{clean_form, folder, form, json_form};

/// A name that means something in a URI, in a workflow command, in XML, and to a terminal.
pub const HOSTILE_NAME: &str = "表 100%,:#?[1]&<\"'>\u{1B}[31m\u{202E}.eval.txt";

/// Words that mean something to a terminal, to SARIF, and to a workflow command.
pub const HOSTILE_WORDS: &str =
    "\u{1B}[2J\u{9B}\u{7F}\u{202E}[略](1){0}\u{85}\u{2028}]]>%0A::set\u{FFFE}\u{7}";

fn hostile_form() -> String {
    form()
        .replace(
            "预算编制不够精细",
            &format!("预算{HOSTILE_WORDS}不够精细（此处填写{HOSTILE_WORDS}）"),
        )
        .replace("≥5400个", &format!("≥{HOSTILE_WORDS}5400{HOSTILE_WORDS}个"))
        .replace("培训", &format!("培{HOSTILE_WORDS}训"))
}

/// A folder in which everything is that a format could stumble over.
pub fn hostile_folder() -> TempDir {
    let folder = folder(&[
        (HOSTILE_NAME, &hostile_form()),
        ("年 度/a.eval.json", &json_form()),
        ("bad.eval.json", "\u{FEFF}{\"年度目标\": {[}"),
        ("clean.eval.txt", &clean_form()),
        ("nul\u{1B}.eval.txt", "a\0"),
    ]);
    let (bytes, _, unmapped) = encoding_rs::GB18030.encode(FORM_IN_GB18030);
    assert!(!unmapped);
    fs::write(folder.path().join("gb18030.eval.txt"), bytes).unwrap();
    folder
}

const FORM_IN_GB18030: &str = "## 部门整体支出绩效自评表\n\n单位：万元\n\n部门名称\t\t江州市\u{20BB7}云溪区XX局\t\t被评价年度\t2023年\n";
