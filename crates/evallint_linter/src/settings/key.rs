//! The keys of a file of settings. What reads it and its JSON Schema go by this one list.

/// A key at the top of the file.
#[derive(Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What it takes.
    pub(super) kind: KeyKind,
    /// What it is, in Chinese.
    pub zh: &'static str,
    /// What it is, in English.
    pub en: &'static str,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyKind {
    /// A list of rules and groups.
    Rules {
        /// Whether it may be empty.
        may_be_empty: bool,
    },
    /// A list of patterns of paths.
    Paths {
        /// Whether it may be empty.
        may_be_empty: bool,
    },
    /// One of these words.
    Choice(&'static [&'static str]),
    /// The path of a file.
    File,
    /// A table of rules and groups with a level each.
    Severity,
    /// A table of rules with a table of options each.
    Options,
    /// A table of patterns of paths with a list of rules and groups each.
    PerFile,
    /// A table of patterns of pointers with a list of rules and groups each.
    PerPointer,
}

/// Every key, in the order in which they are told.
pub static SETTINGS_KEYS: &[Key] = &[
    Key {
        name: "lang",
        kind: KeyKind::Choice(&["zh", "en"]),
        zh: "消息所用的语言。未设时随系统区域，区域也没有说明的用中文。",
        en: "The language of messages. Without it that of the locale, else Chinese.",
    },
    Key {
        name: "select",
        kind: KeyKind::Rules { may_be_empty: false },
        zh: "只用这些规则或类别。未设时用全部规则。",
        en: "Run only these rules or groups. Without it every rule runs.",
    },
    Key {
        name: "ignore",
        kind: KeyKind::Rules { may_be_empty: true },
        zh: "不用这些规则或类别。",
        en: "Do not run these rules or groups.",
    },
    Key {
        name: "include",
        kind: KeyKind::Paths { may_be_empty: false },
        zh: "文件夹中哪些文件是表单，写法同 .gitignore，从本文件所在的文件夹写起。未设时按文件名结尾：*.eval.json、*.eval.yaml、*.eval.yml、*.eval.txt、*.eval.md、*.eval.tsv。",
        en: "Which files of a folder are forms, written as in .gitignore from this file's folder. Without it those that end like *.eval.json, *.eval.yaml, *.eval.yml, *.eval.txt, *.eval.md and *.eval.tsv.",
    },
    Key {
        name: "exclude",
        kind: KeyKind::Paths { may_be_empty: true },
        zh: "不查哪些文件和文件夹，写法同 .gitignore，从本文件所在的文件夹写起。点名要查的文件总要查。",
        en: "Which files and folders are left out, written as in .gitignore from this file's folder. A file that is named on the command line is always checked.",
    },
    Key {
        name: "fail-on",
        kind: KeyKind::Choice(&["error", "warning", "info"]),
        zh: "发现的问题达到此级别时，退出码为 1。未设时为 warning。",
        en: "The level of findings from which the exit code is 1. Without it warning.",
    },
    Key {
        name: "baseline",
        kind: KeyKind::File,
        zh: "基线文件，从本文件所在的文件夹写起：其中已记录的旧问题不再报告。未设时用表单所在或上层文件夹中的 evallint-baseline.json。",
        en: "The baseline, from this file's folder: the old findings recorded in it are not told again. Without it the nearest evallint-baseline.json at or above a form.",
    },
    Key {
        name: "severity",
        kind: KeyKind::Severity,
        zh: "规则或类别的级别；off 为停用。规则的设置先于类别的设置。",
        en: "The level of a rule or group; off switches it off. What is said of a rule goes before what is said of its group.",
    },
    Key {
        name: "rules",
        kind: KeyKind::Options,
        zh: "各规则的选项。",
        en: "The options of single rules.",
    },
    Key {
        name: "per-file-ignores",
        kind: KeyKind::PerFile,
        zh: "按文件忽略：路径样式（写法同 .gitignore）与其中不用的规则或类别。",
        en: "Ignored by file: a pattern of paths, as in .gitignore, and the rules or groups that do not run there.",
    },
    Key {
        name: "per-pointer-ignores",
        kind: KeyKind::PerPointer,
        zh: "按字段忽略：字段位置的样式（如 /tasks/*/funds，* 为任意一项，** 为任意多级）与那里及其下不报告的规则或类别。",
        en: "Ignored by field: a pattern of a field's place (such as /tasks/*/funds, * being any one and ** any number of levels) and the rules or groups that do not speak there or below.",
    },
];
