//! What to write into each blank, as comments.

use evallint_schema::{Doc, Field, KeyLanguage, Kind, Role};

use crate::content::{Comment, Content, Entry, EntryName, Value};
use crate::target::Target;

/// Puts the documentation of each blank beside it, in the language of the keys. Of the elements of a list the first is
/// explained. Within a table of Markdown a comment would end the table, so there all of them stand above it.
pub(super) fn explain(content: &mut Content, target: Target, keys: KeyLanguage) {
    let explainer = Explainer {
        keys,
        is_table: target.is_table(),
    };
    explainer.explain_entry(&mut content.root, true);
    let guide = if target.is_table() {
        &TABLE_GUIDE
    } else {
        &YAML_GUIDE
    };
    content.preface = guide
        .iter()
        .map(|line| text_of(*line, keys).to_owned().into())
        .collect();
    if target == Target::Markdown {
        gather(&mut content.root, &mut content.preface);
    }
}

struct Explainer {
    keys: KeyLanguage,
    is_table: bool,
}

impl Explainer {
    /// Explains a value and, of what it holds, whatever `is_first` of its kind.
    fn explain_entry(&self, entry: &mut Entry, is_first: bool) {
        let EntryName::Field(field) = entry.name else {
            return self.explain_members(entry, is_first);
        };
        let last_year = entry.beside.take().filter(|_| !self.is_table);
        let explanation = (is_first && self.needs_explanation(field, entry)).then(|| self.explanation(field));
        let last_year = last_year.map(|result| self.last_year(&result.text));
        if self.is_table {
            entry.above.extend(explanation.map(Comment::from));
        } else {
            let parts: Vec<String> = explanation.into_iter().chain(last_year).collect();
            let words = parts.join(self.space());
            entry.beside = (!words.is_empty()).then(|| words.into());
        }
        if let Value::Array(elements) = &mut entry.value {
            for (index, element) in elements.iter_mut().enumerate() {
                let is_first = is_first && index == 0;
                if is_first {
                    element.above.extend(self.optional_fields(field));
                }
                self.explain_entry(element, is_first);
            }
        } else {
            self.explain_members(entry, is_first);
        }
    }

    fn explain_members(&self, entry: &mut Entry, is_first: bool) {
        if let Value::Object(members) = &mut entry.value {
            for member in members {
                self.explain_entry(member, is_first);
            }
        }
    }

    /// A blank does, and what is filled in without being asked for, and the heading of a part. The indicators have none in
    /// a table.
    fn needs_explanation(&self, field: &Field, entry: &Entry) -> bool {
        match field.kind {
            Kind::List => !(self.is_table && field.role == Role::Indicators),
            Kind::Group => true,
            _ => entry.written().is_none() || field.role == Role::CurrencyUnit,
        }
    }

    fn space(&self) -> &'static str {
        match self.keys {
            KeyLanguage::Chinese => "",
            KeyLanguage::English => " ",
        }
    }

    fn last_year(&self, result: &str) -> String {
        match self.keys {
            KeyLanguage::Chinese => format!("上年：{result}"),
            KeyLanguage::English => format!("Last year: {result}"),
        }
    }

    /// What to write. Above the row of a table it says for which cell.
    fn explanation(&self, field: &'static Field) -> String {
        let doc = text_of(field.doc, self.keys);
        let hint = hint_of(field.kind).map(|hint| text_of(hint, self.keys));
        let space = self.space();
        let words = match hint {
            Some(hint) => format!("{doc}{space}{hint}"),
            None => doc.to_owned(),
        };
        let words = match field.kind {
            Kind::Choice(choices) => format!("{words}{space}{}", self.choices(choices)),
            _ => words,
        };
        if self.is_table {
            self.labelled(field, &words)
        } else {
            words
        }
    }

    fn choices(&self, choices: &[&str]) -> String {
        match self.keys {
            KeyLanguage::Chinese => format!("可填：{}。", choices.join("、")),
            KeyLanguage::English => format!("One of: {}.", choices.join(", ")),
        }
    }

    /// The fields that an element may have besides. A table has no cells for them.
    fn optional_fields(&self, list: &'static Field) -> Vec<Comment> {
        let optional = list
            .fields
            .iter()
            .filter(|field| !field.required && !self.is_table);
        optional
            .map(|field| {
                let doc = text_of(field.doc, self.keys);
                match self.keys {
                    KeyLanguage::Chinese => format!("可另加“{}”：{doc}", field.label),
                    KeyLanguage::English => format!("May also have `{}`: {doc}", field.key),
                }
            })
            .map(Comment::from)
            .collect()
    }

    fn labelled(&self, field: &Field, words: &str) -> String {
        match self.keys {
            KeyLanguage::Chinese => format!("{}：{words}", field.label),
            KeyLanguage::English => format!("{}: {words}", field.label),
        }
    }
}

/// How a value of a kind is written, where its documentation does not say.
fn hint_of(kind: Kind) -> Option<Doc> {
    match kind {
        Kind::Rate => Some(RATE),
        Kind::SignedRate => Some(SIGNED_RATE),
        _ => None,
    }
}

const RATE: Doc = Doc {
    zh: "填百分数，如 97.78%。",
    en: "A percentage, such as 97.78%.",
};
const SIGNED_RATE: Doc = Doc {
    zh: "填百分数，调减的填负数，如 -14.38%。",
    en: "A percentage, negative when the budget was cut, such as -14.38%.",
};

/// How to fill in a form with keys.
const YAML_GUIDE: [Doc; 2] = [
    Doc {
        zh: "在每个冒号后面填写；长的文字另起一行缩进，并在冒号后写“|-”。任务和指标按实际项数增减，每项以“-”开头。",
        en: "Write each value behind its colon; a long text goes on indented lines below it, with |- behind the colon.",
    },
    Doc {
        zh: "填完运行 evallint check 检查，漏填的都会指出。",
        en: "Add or remove tasks and indicators as there are, each behind a dash. Then `evallint check` names what is missing.",
    },
];

/// How to fill in the printed table.
const TABLE_GUIDE: [Doc; 2] = [
    Doc {
        zh: "在标签后面的格里填写，格与格之间的分隔不要动。指标每项一行；同一任务从第二项指标起，任务各格留空。",
        en: "Write into the cells behind or below the labels, and keep what parts the cells. Each indicator has a row; from the second of a task on, the task's own cells stay blank.",
    },
    Doc {
        zh: "填完运行 evallint check 检查，漏填的都会指出。",
        en: "Then `evallint check` names what is missing.",
    },
];

fn text_of(doc: Doc, keys: KeyLanguage) -> &'static str {
    match keys {
        KeyLanguage::Chinese => doc.zh,
        KeyLanguage::English => doc.en,
    }
}

/// Takes the comments off all values.
fn gather(entry: &mut Entry, comments: &mut Vec<Comment>) {
    comments.append(&mut entry.above);
    comments.extend(entry.beside.take());
    if let Value::Object(children) | Value::Array(children) = &mut entry.value {
        for child in children {
            gather(child, comments);
        }
    }
}
