//! `invalid-suppression`: a suppression that suppresses nothing, for it cannot be followed.

use evallint_syntax::ByteRange;

use crate::diagnostic::Diagnostic;
use crate::fix::{Edit, Fix, reason, title};
use crate::message::{Message, Template};
use crate::pointer::Pointer;
use crate::report::Context;
use crate::rule::{Group, Rule, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "invalid-suppression",
    name: "放行无效",
    group: Group::Tool,
    severity: Severity::Warning,
    page: include_str!("invalid-suppression.md"),
    has_fix: true,
    check,
};

/// Why a suppression cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It gives no reason.
    NoReason,
    /// It names no rule.
    NoRule,
    /// It is not written as one.
    Unreadable,
    /// There is no such rule or group; the one that was probably meant.
    UnknownRule(String, Option<&'static str>),
    /// What the rule finds must be mended.
    Unsuppressible(&'static str),
    /// It is about the whole document, and stands in the middle of it.
    NotAtTop,
    /// It stands beside other words.
    NotOnOwnLine,
    /// `x-evallint` has no such member.
    UnknownMember(String),
    /// The place is no JSON Pointer.
    NoPointer(String),
}

/// How a suppression is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    /// A comment of YAML.
    Comment,
    /// An HTML comment on a line of its own.
    HtmlComment,
    /// The key `x-evallint`.
    Member,
}

static NO_REASON: Template = Template {
    zh: "放行没有写明理由，不起作用。",
    en: "The suppression gives no reason, so it does nothing.",
};

static NO_RULE: Template = Template {
    zh: "没有写明放行哪一条规则，不起作用。",
    en: "The suppression names no rule, so it does nothing.",
};

static UNREADABLE: Template = Template {
    zh: "这条放行的写法不对，不起作用。",
    en: "The suppression is not written as one, so it does nothing.",
};

static UNKNOWN_RULE: Template = Template {
    zh: "没有规则“{name}”，放行不起作用。",
    en: "There is no rule {name}, so the suppression does nothing.",
};

static UNSUPPRESSIBLE: Template = Template {
    zh: "“{name}”不能放行。",
    en: "{name} cannot be suppressed.",
};

static NOT_AT_TOP: Template = Template {
    zh: "放行整份文件的注释没有写在第一个字段之前，不起作用。",
    en: "A suppression for the whole file stands below the first key, so it does nothing.",
};

static NOT_ON_OWN_LINE: Template = Template {
    zh: "放行注释没有单独成行，不起作用。",
    en: "The suppression does not stand on a line of its own, so it does nothing.",
};

static UNKNOWN_MEMBER: Template = Template {
    zh: "x-evallint 没有“{key}”这一项。",
    en: "x-evallint has no member {key}.",
};

static NO_POINTER: Template = Template {
    zh: "“{at}”不是所在内容里的位置，放行不起作用。",
    en: "{at} is no place in the object around it, so the suppression does nothing.",
};

static WRITE: Template = Template {
    zh: "{how}；不需要放行的，删去即可。",
    en: "{how}; or remove it.",
};

static HOW_IN_YAML: Template = Template {
    zh: "请写成“# evallint: allow placeholder 理由：数据待审计确认”的样子",
    en: "Write it as `# evallint: allow placeholder reason: awaiting the audit`",
};

static HOW_IN_TEXT: Template = Template {
    zh: "请单独成行，写成“<!-- evallint: allow placeholder 理由：数据待审计确认 -->”的样子",
    en: "Write it as `<!-- evallint: allow placeholder reason: awaiting the audit -->` on a line of its own",
};

static HOW_AS_MEMBER: Template = Template {
    zh: "请在 x-evallint 的 allow 之下，以规则为字段名、以理由为值",
    en: "In x-evallint, under allow, write the rule as the key and the reason as its value",
};

static NEAREST: Template = Template {
    zh: "是否应为 {near}？全部规则见 evallint rules。",
    en: "Is {near} meant? `evallint rules` lists them all.",
};

static SEE_RULES: Template = Template {
    zh: "请写规则的英文名称，全部规则见 evallint rules。",
    en: "Write the id of a rule; `evallint rules` lists them all.",
};

static MEND: Template = Template {
    zh: "语法错误和检查工具自身的提示只能处理，不能放行；请删去这条放行。",
    en: "What is not well-formed, and what the tool says of itself, can only be mended; remove the suppression.",
};

static MOVE_TO_TOP: Template = Template {
    zh: "请移到文件开头；只放行下面一项的，把 allow-file 改为 allow。",
    en: "Move it to the top of the file; where it is about what stands below it, write allow for allow-file.",
};

static OWN_LINE: Template = Template {
    zh: "请把它移到所指那一行的上方，单独成行。",
    en: "Move it to a line of its own, above the row that it is about.",
};

static WRITE_POINTER: Template = Template {
    zh: "请写成以 / 开头的路径，如 /adjustment；放行整个所在内容的，删去 at。",
    en: "Write a path that begins with /, as /adjustment; leave out at where all of the object is meant.",
};

/// Reported for each suppression that is read, not by looking at a document.
fn check(_: &mut Context<'_, '_>) {}

/// The finding about a suppression that cannot be followed.
pub(crate) fn invalid_suppression(
    fault: &Fault,
    writing: Writing,
    pointer: Pointer,
    range: ByteRange,
) -> Diagnostic {
    let mut finding = Diagnostic::new(&RULE, pointer, range, fault.message());
    finding.help(fault.help(writing));
    finding
}

/// Writes the rule that was probably meant in the place of the name that is none.
pub(crate) fn rename(finding: &mut Diagnostic, near: &'static str) {
    let edits = vec![Edit::new(finding.range, near)];
    finding.fix(Some(Fix::with_risk(
        title::write(near),
        reason::similar_name(),
        edits,
    )));
}

impl Fault {
    fn message(&self) -> Message {
        match self {
            Self::NoReason => Message::new(&NO_REASON),
            Self::NoRule => Message::new(&NO_RULE),
            Self::Unreadable => Message::new(&UNREADABLE),
            Self::UnknownRule(name, _) => Message::new(&UNKNOWN_RULE).with("name", name.as_str()),
            Self::Unsuppressible(name) => Message::new(&UNSUPPRESSIBLE).with("name", *name),
            Self::NotAtTop => Message::new(&NOT_AT_TOP),
            Self::NotOnOwnLine => Message::new(&NOT_ON_OWN_LINE),
            Self::UnknownMember(key) => Message::new(&UNKNOWN_MEMBER).with("key", key.as_str()),
            Self::NoPointer(at) => Message::new(&NO_POINTER).with("at", at.as_str()),
        }
    }

    fn help(&self, writing: Writing) -> Message {
        match self {
            Self::NoReason | Self::NoRule | Self::Unreadable | Self::UnknownMember(_) => {
                let how = match writing {
                    Writing::Comment => &HOW_IN_YAML,
                    Writing::HtmlComment => &HOW_IN_TEXT,
                    Writing::Member => &HOW_AS_MEMBER,
                };
                Message::new(&WRITE).with("how", Message::new(how))
            }
            Self::UnknownRule(_, Some(near)) => Message::new(&NEAREST).with("near", *near),
            Self::UnknownRule(_, None) => Message::new(&SEE_RULES),
            Self::Unsuppressible(_) => Message::new(&MEND),
            Self::NotAtTop => Message::new(&MOVE_TO_TOP),
            Self::NotOnOwnLine => Message::new(&OWN_LINE),
            Self::NoPointer(_) => Message::new(&WRITE_POINTER),
        }
    }
}
