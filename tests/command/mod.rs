//! Runs the command as a pipe sees it, on forms made for it.

#![allow(dead_code, reason = "each test uses what it needs of it")]
#![allow(unreachable_pub, reason = "the module is its test's own")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A form with four findings. One of them stands in the middle of a line of 2 000 characters.
const FORM: &str = "\
## 部门整体支出绩效自评表

单位：万元

部门名称（汇总）\t\t江州市云溪区教育局\t\t被评价年度\t2023年
部门资金情况\t部门调整预算收入\t1,000.00\t部门年初预算收入\t1,000.00\t
\t实际支出数\t900.00\t年度预算调整数\t0.00\t
\t其中：一般公共预算\t900.00\t\t\t
\t预算完成率\t80%\t预算调整率\t0%\t
年度目标\t部门整体支出的预期目标\t\t部门整体支出的目标完成情况\t\t
\t办好人民满意的教育。\t\t全年办好了人民满意的教育。\t\t
主要任务\t预期目标\t目标完成情况\t关键指标\t指标完成情况\t任务涉及资金
扩大学位供给\t新增公办学位。\t{long}𠮷组建N支队伍，{long}\t新增公办学位\t≥5400个\t700.00
\t\t\t𠮷𠮷培训😀场次\t90多场次\t
\t重点项目绩效情况\t学位建设项目全年支出一百万元，绩效良好。\t\t\t
\t部门整体绩效\t部门履职情况良好，各项目标全部完成。\t\t\t
\t存在问题\t预算编制不够精细，部分支出进度偏慢。\t\t\t
\t改进措施或下一步计划\t加强预算编制，加快支出进度。\t\t\t
";

/// The form.
pub fn form() -> String {
    FORM.replace("{long}", &"推进学位建设工作".repeat(125))
}

/// The form without its findings.
pub fn clean_form() -> String {
    form()
        .replace("80%", "90%")
        .replace("N支队伍", "3支队伍，新增公办学位5400个")
        .replace("≥5400", "5400")
        .replace("90多", "90")
}

/// The same form, all on one line of JSON but for its last brace.
pub fn json_form() -> String {
    let long = "推进学位建设工作".repeat(125);
    let form = serde_json::json!({
        "department": "江州市云溪区教育局",
        "year": 2023,
        "currency_unit": "万元",
        "funds": {
            "initial_budget": "1,000.00", "adjusted_budget": "1,000.00", "adjustment": "0.00",
            "actual_expenditure": "900.00", "general_public_budget": "900.00",
            "completion_rate": "80%", "adjustment_rate": "0%"
        },
        "annual_goal": { "expected": "办好人民满意的教育。", "achieved": "全年办好了人民满意的教育。" },
        "tasks": [{
            "name": "扩大学位供给", "expected": "新增公办学位。",
            "achieved": format!("{long}𠮷组建N支队伍，{long}"), "funds": "700.00",
            "indicators": [
                { "name": "新增公办学位", "result": "≥5400个" },
                { "name": "𠮷𠮷培训😀场次", "result": "90多场次" }
            ]
        }],
        "key_projects": "学位建设项目全年支出一百万元，绩效良好。",
        "overall_performance": "部门履职情况良好，各项目标全部完成。",
        "problems": "预算编制不够精细，部分支出进度偏慢。",
        "improvements": "加强预算编制，加快支出进度。"
    });
    form.to_string().replace("{\"name\":\"𠮷", "{\t\"name\":\"𠮷")
}

/// How a run of the command ended.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The command in a folder, as a pipe sees it, with nothing of the environment that could change what it prints.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_evallint"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    without_locale(&mut command);
    command
}

/// Takes away what changes the language or the colours of what a program prints.
pub fn without_locale(command: &mut Command) {
    for name in [
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
    ] {
        command.env_remove(name);
    }
}

/// Runs the command to its end.
pub fn finish(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the command in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    finish(&mut command(folder, arguments))
}

/// Runs the command in a folder, with this on its standard input.
pub fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let file = folder.join("input");
    fs::write(&file, input).unwrap();
    finish(command(folder, arguments).stdin(fs::File::open(file).unwrap()))
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}
