//! The command line.

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use evallint_linter::Severity;
use evallint_schema::Dialect;

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
    Rules(RulesCommand),
    /// 输出 JSON Schema / Print the JSON Schema
    Schema(SchemaCommand),
    /// 转换成另一种格式 / Write a form in another format
    Convert(ConvertCommand),
    /// 整理版式，不改内容 / Lay forms out alike, changing no value
    Format(FormatCommand),
    /// 显示生效的设置及其出处 / Show the settings in force, and where each comes from
    Config(ConfigCommand),
    /// 新建一份待填写的表 / Begin a form to fill in
    New(NewCommand),
    /// 生成带批注的网页 / Make a page of a form with its findings in place
    Report(ReportCommand),
    /// 语言服务器，由编辑器启动 / The language server, which editors start
    Server(ServerCommand),
}

impl Command {
    /// The flags that override settings, where the command takes them.
    pub(crate) fn settings(&self) -> &SettingsArguments {
        match self {
            Self::Check(command) => &command.settings,
            Self::Config(command) => &command.settings,
            Self::Explain(_)
            | Self::Rules(_)
            | Self::Schema(_)
            | Self::Convert(_)
            | Self::Format(_)
            | Self::New(_)
            | Self::Report(_)
            | Self::Server(_) => &NO_FLAGS,
        }
    }

    /// The paths that the command is about.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        match self {
            Self::Check(command) => &command.paths,
            Self::Config(command) => command.path.as_slice(),
            Self::Format(command) => &command.paths,
            Self::Report(command) => std::slice::from_ref(&command.file),
            Self::Explain(_)
            | Self::Rules(_)
            | Self::Schema(_)
            | Self::Convert(_)
            | Self::New(_)
            | Self::Server(_) => &[],
        }
    }
}

static NO_FLAGS: SettingsArguments = SettingsArguments {
    config: None,
    isolated: false,
    select: Vec::new(),
    ignore: Vec::new(),
    fail_on: None,
    baseline: None,
    no_baseline: false,
};

/// What overrides a file of settings, or takes its place.
#[derive(Debug, Clone, Args)]
pub(crate) struct SettingsArguments {
    /// 设置文件 / The file of settings [default: the nearest evallint.toml at or above each file]
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// 不用任何设置文件和自动找到的基线 / Use no file of settings, and no baseline found by itself
    #[arg(long, alias = "no-config")]
    pub isolated: bool,
    /// 只用这些规则或类别 / Run only these rules or groups
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub select: Vec<String>,
    /// 不用这些规则或类别 / Do not run these rules or groups
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    pub ignore: Vec<String>,
    /// 达到此级别时退出码为 1 / The level from which the exit code is 1 [default: warning]
    #[arg(long, value_name = "LEVEL")]
    pub fail_on: Option<Severity>,
    /// 基线文件：不报告其中的旧问题 / The baseline, whose findings are not told [default: the nearest
    /// evallint-baseline.json]
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline")]
    pub baseline: Option<PathBuf>,
    /// 不用基线 / Use no baseline
    #[arg(long)]
    pub no_baseline: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct CheckCommand {
    /// 文件或文件夹；“-”为标准输入 / Files and folders; - is standard input [default: .]
    pub paths: Vec<PathBuf>,
    /// 输出格式 / Output format
    #[arg(long, value_enum, default_value_t = OutputFormat::Full)]
    pub output_format: OutputFormat,
    #[command(flatten)]
    pub settings: SettingsArguments,
    /// 修正有把握的问题，写回文件 / Apply the safe fixes
    #[arg(long)]
    pub fix: bool,
    /// 连同需要人核对的一并修正 / With --fix or --diff, the fixes that a person should look at as well
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// 只显示修正前后的差别，不写文件 / Show what would be fixed, and write nothing
    #[arg(long, conflicts_with = "fix")]
    pub diff: bool,
    /// 把结果写入文件 / Write the findings to a file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
    /// 只列各规则的数量 / Show how much each rule found instead of the findings
    #[arg(long)]
    pub statistics: bool,
    /// 只列问题，不写总结 / Show the findings without the summary
    #[arg(long, short)]
    pub quiet: bool,
    /// 有问题时退出码也为 0 / Exit with 0 whatever was found
    #[arg(long)]
    pub exit_zero: bool,
    /// 文件有变化时重新检查 / Check again when something changes
    #[arg(long, short)]
    pub watch: bool,
    /// 把现有问题全部记入基线 / Record all present findings in a baseline [default: evallint-baseline.json]
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["no_baseline", "diff", "watch"])]
    #[expect(clippy::option_option, reason = "absent, or without a file, or with one")]
    pub write_baseline: Option<Option<PathBuf>>,
    /// 只列出要检查的文件 / Only list the files that would be checked
    #[arg(long, conflicts_with_all = ["write_baseline", "fix", "diff", "watch"])]
    pub show_files: bool,
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
    /// 一行一个 JSON 对象 / A JSON object a line
    Jsonl,
    /// SARIF 2.1.0，供代码扫描 / SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub Actions 注解 / Annotations of GitHub Actions
    Github,
    /// GitLab 代码质量报告 / Code quality of GitLab
    Gitlab,
    /// JUnit XML
    Junit,
    /// Checkstyle XML
    Checkstyle,
    /// reviewdog 诊断格式 / The format of reviewdog
    Rdjson,
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
pub(crate) struct RulesCommand {
    /// 输出格式 / Output format
    #[arg(long, value_enum, default_value_t = RulesFormat::Full)]
    pub output_format: RulesFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RulesFormat {
    /// 表格 / A table
    Full,
    /// JSON，含两种语言的说明 / JSON, with the pages in both languages
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainCommand {
    /// 规则 / The rule
    pub rule: String,
}

#[derive(Debug, Args)]
pub(crate) struct FormatCommand {
    /// 文件或文件夹；“-”为标准输入 / Files and folders; - is standard input [default: .]
    pub paths: Vec<PathBuf>,
    /// 只看是否需要整理 / Only tell which files would change
    #[arg(long)]
    pub check: bool,
    /// 只显示会有的改动 / Only show what would change
    #[arg(long)]
    pub diff: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertCommand {
    /// 要转换的文件；“-”为标准输入 / The file; - is standard input
    pub file: PathBuf,
    /// 输出文件 / The file to write [default: standard output]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// 转换成什么 / The format to write [default: told by the name of OUT]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: Option<TargetArgument>,
    /// 字段名的语言 / The language of the keys [default: that of the file, en for a table]
    #[arg(long, value_enum, value_name = "LANG")]
    pub keys: Option<LanguageArgument>,
    /// 覆盖已有的文件 / Overwrite OUT where it exists
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReportCommand {
    /// 要检查的文件；“-”为标准输入 / The file; - is standard input
    pub file: PathBuf,
    /// 输出文件 / The file to write [default: standard output]
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// 覆盖已有的文件；以前生成的报告总会覆盖 / Overwrite OUT where it exists; an earlier report always is
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ServerCommand {
    /// 把通信记录追加到文件（不含文件内容） / Append a record of the traffic to a file, without what documents say
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// 经标准输入输出通信；总是如此，许多编辑器会加上 / Speak over standard input and output, as it always does
    #[arg(long)]
    pub stdio: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TargetArgument {
    /// YAML
    Yaml,
    /// JSON
    Json,
    /// 文本表格，以制表符分隔 / The form as text, with tabs between the cells
    Text,
    /// Markdown 表格 / A Markdown table
    Md,
    /// HTML 表格 / An HTML table
    Html,
    /// 供电子表格使用 / Tab-separated values for a spreadsheet
    Tsv,
}

#[derive(Debug, Args)]
pub(crate) struct NewCommand {
    /// 输出文件 / The file to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 格式 / The format to write [default: told by the name of FILE, else yaml]
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<BlankFormat>,
    /// 字段名和填写说明的语言 / The language of keys and explanations [default: that of EARLIER, else of messages]
    #[arg(long, value_enum, value_name = "LANG")]
    pub keys: Option<LanguageArgument>,
    /// 部门名称 / The department's full name
    #[arg(long, value_name = "NAME")]
    pub department: Option<String>,
    /// 被评价年度 / The year that is evaluated
    #[arg(long, value_name = "YEAR")]
    pub year: Option<String>,
    /// 金额单位：元、万元、亿元 / The unit of amounts [default: that of EARLIER, else 万元]
    #[arg(long, value_name = "UNIT")]
    pub currency_unit: Option<String>,
    /// 任务项数 / How many tasks to leave room for [default: 1]
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..=100))]
    pub tasks: Option<usize>,
    /// 每项任务的指标项数 / How many indicators in each task [default: 1]
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..=100))]
    pub indicators: Option<usize>,
    /// 沿用上年的部门、单位、任务和指标名称，年度加一，其余留空 / Carry over last year's department, unit, and names of tasks
    /// and indicators; the year is the next one, and all else blank
    #[arg(long, value_name = "EARLIER", conflicts_with_all = ["tasks", "indicators"])]
    pub from: Option<PathBuf>,
    /// 覆盖已有的文件 / Overwrite FILE where it exists
    #[arg(long)]
    pub force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BlankFormat {
    /// YAML，附填写说明 / YAML, explained by comments
    Yaml,
    /// JSON，不带说明 / JSON, without explanations
    Json,
    /// 文本表格，以制表符分隔 / The form as text, with tabs between the cells
    Text,
    /// Markdown 表格 / A Markdown table
    Md,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct SchemaCommand {
    #[command(subcommand)]
    pub action: Option<SchemaAction>,
    /// 字段名的语言 / The language of the keys
    #[arg(long, value_enum, default_value_t = LanguageArgument::En, value_name = "LANG")]
    pub keys: LanguageArgument,
    /// 供谁使用 / For whom it is
    #[arg(long = "for", value_enum, default_value_t = DialectArgument::Validators, value_name = "USE")]
    pub dialect: DialectArgument,
    /// 设置文件 evallint.toml 的 / That of evallint.toml
    #[arg(long, conflicts_with_all = ["keys", "dialect", "findings"])]
    pub settings: bool,
    /// 以 JSON 输出的检查结果的 / That of the findings in JSON
    #[arg(long, conflicts_with_all = ["keys", "dialect"])]
    pub findings: bool,
}

/// For whom a schema is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DialectArgument {
    /// 校验程序，只用标准的关键字 / Validators: the keywords of the standard alone
    Validators,
    /// 编辑器，带说明和补全 / Editors: with explanations and snippets
    Editors,
    /// 生成代码，金额一律为文字 / Generators of code: amounts are texts
    Types,
}

impl From<DialectArgument> for Dialect {
    fn from(dialect: DialectArgument) -> Self {
        match dialect {
            DialectArgument::Validators => Self::Strict,
            DialectArgument::Editors => Self::Editor,
            DialectArgument::Types => Self::Types,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum SchemaAction {
    /// 生成可发布的静态网站：Schema、字段说明和规则 / Make a static site of the schemas, the fields and the rules
    Publish(PublishCommand),
}

#[derive(Debug, Args)]
pub(crate) struct PublishCommand {
    /// 网站发布后的网址，Schema 的 $id 由此而来 / The address it will have, which the $id of each schema is made from
    #[arg(long, value_name = "URL")]
    pub base_url: String,
    /// 写入的文件夹；以前生成的网站整体替换 / The folder to write; an earlier site in it is replaced as a whole
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct ConfigCommand {
    /// 文件或文件夹 / A file or folder [default: .]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub settings: SettingsArguments,
    /// 输出格式 / Output format
    #[arg(long, value_enum, default_value_t = ConfigFormat::Toml)]
    pub output_format: ConfigFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ConfigFormat {
    /// TOML，出处在注释中 / TOML, with where it comes from in comments
    Toml,
    /// JSON
    Json,
}
