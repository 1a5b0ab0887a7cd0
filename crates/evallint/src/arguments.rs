//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use evallint_linter::Severity;

use crate::language::LanguageArgument;

/// 检查部门整体支出绩效自评表 / A linter for public-finance evaluation documents
#[derive(Debug, Parser)]
#[command(name = "evallint", version, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// 语言 / Language of messages [default: that of the locale, else zh]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<LanguageArgument>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 检查文件或文件夹 / Check files and folders
    Check(CheckCommand),
    /// 说明一条规则 / Explain a rule
    Explain(ExplainCommand),
    /// 列出所有规则 / List all rules
    Rules,
    /// 输出 JSON Schema / Print the JSON Schema
    Schema(SchemaCommand),
}

#[derive(Debug, Args)]
pub(crate) struct CheckCommand {
    /// 文件或文件夹；“-”为标准输入 / Files and folders; - is standard input [default: .]
    pub paths: Vec<PathBuf>,
    /// 输出格式 / Output format
    #[arg(long, value_enum, default_value_t = OutputFormat::Full)]
    pub output_format: OutputFormat,
    /// 只用这些规则或类别 / Run only these rules or groups
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub select: Vec<String>,
    /// 不用这些规则或类别 / Do not run these rules or groups
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub ignore: Vec<String>,
    /// 修正有把握的问题，写回文件 / Apply the safe fixes
    #[arg(long)]
    pub fix: bool,
    /// 连同需要人核对的一并修正 / With --fix or --diff, the fixes that a person should look at as well
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// 只显示修正前后的差别，不写文件 / Show what would be fixed, and write nothing
    #[arg(long, conflicts_with = "fix")]
    pub diff: bool,
    /// 达到此级别时退出码为 1 / The level from which the exit code is 1
    #[arg(long, default_value = "warning", value_name = "LEVEL")]
    pub fail_on: Severity,
    /// 标准输入内容的文件名 / The name of what comes on standard input
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// 是否用颜色 / When to use colour
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub color: ColorChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// 带原文和说明 / With the text and what to do
    Full,
    /// 一行一条 / One line each
    Concise,
    /// JSON
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// 终端上才用 / On a terminal only
    Auto,
    /// 总用 / Always
    Always,
    /// 不用 / Never
    Never,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainCommand {
    /// 规则 / The rule
    pub rule: String,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaCommand {
    /// 字段名的语言 / The language of the keys
    #[arg(long, value_enum, default_value_t = LanguageArgument::En, value_name = "LANG")]
    pub keys: LanguageArgument,
}
