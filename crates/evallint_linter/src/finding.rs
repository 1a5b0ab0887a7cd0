//! A finding as other programs read it: the shape of the JSON output, which is a documented interface.

use evallint_schema::{Addresses, SCHEMA_RELEASE};
use evallint_syntax::{ByteRange, Position, Source};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Related};
use crate::fix::{Edit, Fix};
use crate::message::Language;

/// The path of the schema of findings below the folder of all schemas.
pub(crate) const SCHEMA_PATH: &str = "findings.schema.json";

/// A finding.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(
    title = "问题 · Finding",
    description = "一处问题：哪条规则、在哪里、为什么、怎么改。\nOne finding: which rule, where, why, and what to do."
)]
pub struct Finding<'r> {
    /// The id of the rule.
    #[schemars(
        description = "规则的编号；今后可能增加新规则。\nThe id of the rule; new rules may come.",
        regex(pattern = "^[a-z]+(-[a-z]+)*$"),
        example = &"completion-rate-mismatch"
    )]
    pub rule: &'static str,
    /// How serious it is.
    #[schemars(
        description = "级别：error 错误、warning 警告、info 提示。\nHow serious it is.",
        extend("enum" = ["error", "warning", "info"]),
        example = &"error"
    )]
    pub severity: &'static str,
    /// What is wrong, and why.
    #[schemars(
        description = "问题是什么、为什么，以所选语言写成。\nWhat is wrong and why, in the language that was asked for.",
        example = &"完成率应为97.81%（实际支出2,103.30 ÷ 调整预算2,150.50），填报为98.71%"
    )]
    pub message: String,
    /// The file.
    #[schemars(
        description = "文件，按命令行所给写法。\nThe file, as it was named to the command.",
        example = &"2024.eval.json"
    )]
    pub path: &'r str,
    /// The field, by the JSON Pointer of the English keys.
    #[schemars(
        description = "栏目的 JSON Pointer，一律用英文字段名，文本格式也一样；整份文件为空串。\nThe JSON Pointer of the field by its English keys, whatever the format; empty for the whole document.",
        example = &"/funds/completion_rate"
    )]
    pub pointer: &'r str,
    /// Where it begins.
    #[schemars(description = "起点。\nWhere it begins.")]
    pub start: PlaceInText,
    /// Where it ends; the character there is no longer part of it.
    #[schemars(description = "终点，不含该处的字符。\nWhere it ends; the character there is no part of it.")]
    pub end: PlaceInText,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(
        with = "String",
        description = "怎么改；没有可说的则没有此项。\nWhat to do; absent where there is nothing to say.",
        example = &"把预算完成率改为 97.81%"
    )]
    pub help: Option<String>,
    /// Other places that have to do with it.
    #[schemars(description = "与之有关的其他位置。\nOther places that have to do with it.")]
    pub related: Vec<RelatedPlace<'r>>,
    /// How it can be mended; each fix alone does.
    #[schemars(description = "可选的改法，任选其一。\nHow it can be mended; any one of them does.")]
    pub fixes: Vec<OfferedFix<'r>>,
}

/// A place in the text of a document.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(
    title = "位置 · Place",
    description = "文件中的一个位置。\nA place in the file.",
    example = json!({ "line": 11, "column": 22, "offset": 412 })
)]
pub struct PlaceInText {
    /// The line, from 1.
    #[schemars(description = "行号，从 1 数起。\nThe line, from 1.", range(min = 1))]
    pub line: u32,
    /// The column in characters, from 1.
    #[schemars(
        description = "列号，按字符从 1 数起。\nThe column in characters, from 1.",
        range(min = 1)
    )]
    pub column: u32,
    /// The offset in bytes of UTF-8, from 0.
    #[schemars(description = "偏移，按 UTF-8 字节从 0 数起。\nThe offset in bytes of UTF-8, from 0.")]
    pub offset: u32,
}

/// Another place that has to do with a finding.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(
    title = "有关位置 · Related place",
    description = "与问题有关的另一处。\nAnother place that has to do with a finding.",
    example = json!({
        "message": "实际支出数",
        "pointer": "/funds/actual_expenditure",
        "start": { "line": 9, "column": 28, "offset": 331 },
        "end": { "line": 9, "column": 36, "offset": 339 }
    })
)]
pub struct RelatedPlace<'r> {
    /// What is there.
    #[schemars(description = "那里是什么。\nWhat is there.")]
    pub message: String,
    /// The field, by the JSON Pointer of the English keys.
    #[schemars(
        description = "栏目的 JSON Pointer，用英文字段名。\nThe JSON Pointer of the field by its English keys."
    )]
    pub pointer: &'r str,
    /// Where it begins.
    #[schemars(description = "起点。\nWhere it begins.")]
    pub start: PlaceInText,
    /// Where it ends.
    #[schemars(description = "终点，不含该处的字符。\nWhere it ends; the character there is no part of it.")]
    pub end: PlaceInText,
}

/// A way to mend what was found.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(
    title = "改法 · Fix",
    description = "一种改法；其中各处改动须一并作出。\nA way to mend it; all its edits belong together.",
    example = json!({
        "title": "改为 97.81%",
        "applicability": "unsafe",
        "reason": "应先核对两项金额",
        "edits": [{ "start": 412, "end": 418, "text": "97.81%" }]
    })
)]
pub struct OfferedFix<'r> {
    /// What it does.
    #[schemars(description = "改什么。\nWhat it does.")]
    pub title: String,
    /// Whether it may be made without a person's look.
    #[schemars(
        description = "safe 可直接改；unsafe 须经人看过；display-only 只供参考。\nsafe: may be made as it is; unsafe: a person should look at it; display-only: shown, never made.",
        extend("enum" = ["safe", "unsafe", "display-only"])
    )]
    pub applicability: &'static str,
    /// Why it is not safe.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(
        with = "String",
        description = "为什么不能直接改；可直接改的没有此项。\nWhy it is not safe; absent where it is."
    )]
    pub reason: Option<String>,
    /// What is replaced.
    #[schemars(description = "各处改动，互不重叠。\nWhat is replaced; no two of them overlap.")]
    pub edits: Vec<Replacement<'r>>,
}

/// The replacement of a range of the document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(
    title = "改动 · Edit",
    description = "把一段换成另一段文字。\nThe replacement of a range by a text.",
    example = json!({ "start": 412, "end": 418, "text": "97.81%" })
)]
pub struct Replacement<'r> {
    /// Where it begins, in bytes of UTF-8.
    #[schemars(description = "起点，UTF-8 字节偏移。\nWhere it begins, in bytes of UTF-8 from 0.")]
    pub start: u32,
    /// Where it ends, in bytes of UTF-8.
    #[schemars(
        description = "终点，UTF-8 字节偏移，不含该字节。\nWhere it ends, in bytes of UTF-8 from 0; the byte there stays."
    )]
    pub end: u32,
    /// What takes its place.
    #[schemars(description = "换成的文字。\nWhat takes its place.")]
    pub text: &'r str,
}

impl<'r> Finding<'r> {
    /// What was found in a source, told in a language.
    #[must_use]
    pub fn new(source: &'r Source, diagnostic: &'r Diagnostic, language: Language) -> Self {
        let (start, end) = places(source, diagnostic.range);
        Self {
            rule: diagnostic.rule.id,
            severity: diagnostic.severity.as_str(),
            message: diagnostic.message.render(language),
            path: source.path(),
            pointer: diagnostic.pointer.as_str(),
            start,
            end,
            help: diagnostic.help.as_ref().map(|help| help.render(language)),
            related: diagnostic
                .related
                .iter()
                .map(|related| RelatedPlace::new(source, related, language))
                .collect(),
            fixes: diagnostic
                .fixes
                .iter()
                .map(|fix| OfferedFix::new(fix, language))
                .collect(),
        }
    }
}

impl<'r> RelatedPlace<'r> {
    fn new(source: &Source, related: &'r Related, language: Language) -> Self {
        let (start, end) = places(source, related.range);
        Self {
            message: related.message.render(language),
            pointer: related.pointer.as_str(),
            start,
            end,
        }
    }
}

impl<'r> OfferedFix<'r> {
    fn new(fix: &'r Fix, language: Language) -> Self {
        let replacement = |edit: &'r Edit| Replacement {
            start: edit.range.start,
            end: edit.range.end,
            text: &edit.text,
        };
        Self {
            title: fix.title.render(language),
            applicability: fix.applicability.as_str(),
            reason: fix.reason.as_ref().map(|reason| reason.render(language)),
            edits: fix.edits.iter().map(replacement).collect(),
        }
    }
}

fn places(source: &Source, range: ByteRange) -> (PlaceInText, PlaceInText) {
    let span = source.place(range);
    (span.start.into(), span.end.into())
}

impl From<Position> for PlaceInText {
    fn from(position: Position) -> Self {
        Self {
            line: position.line,
            column: position.column,
            offset: position.offset,
        }
    }
}

/// The published JSON Schema (2020-12) of the JSON output. Members may be added to it without a new version, so it is
/// not closed.
#[must_use]
pub fn findings_schema(addresses: &Addresses) -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut finding = generator.into_root_schema_for::<Finding<'_>>().to_value();
    let mut definitions = finding
        .get_mut("$defs")
        .and_then(Value::as_object_mut)
        .map(std::mem::take)
        .unwrap_or_default();
    let mut whole = Value::Null;
    if let Value::Object(members) = &mut finding {
        members.retain(|key, _| key != "$schema" && key != "$defs");
        whole = example(members);
        members.insert("examples".into(), json!([whole]));
    }
    definitions.insert("Finding".into(), finding);
    definitions.values_mut().for_each(without_formats);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": addresses.id(SCHEMA_PATH, "findings:v1"),
        "$comment": SCHEMA_RELEASE,
        "title": "evallint --output-format json",
        "description": "evallint check --output-format json 的输出：全部问题，按文件和位置排列；jsonl 每行一条。\nWhat `evallint check --output-format json` writes: all findings by file and place. With `jsonl` each line is one of them.",
        "type": "array",
        "items": { "$ref": "#/$defs/Finding" },
        "examples": [[whole]],
        "$defs": definitions
    })
}

/// A whole finding out of the examples of its members.
fn example(finding: &Map<String, Value>) -> Value {
    let properties = finding.get("properties").and_then(Value::as_object);
    let member = |(name, schema): (&String, &Value)| {
        let value = match (schema["examples"].get(0), name.as_str()) {
            (Some(value), _) => value.clone(),
            (None, "start") => json!({ "line": 11, "column": 22, "offset": 412 }),
            (None, "end") => json!({ "line": 11, "column": 28, "offset": 418 }),
            (None, _) => json!([]),
        };
        (name.clone(), value)
    };
    let members: Map<String, Value> = properties.into_iter().flatten().map(member).collect();
    Value::Object(members)
}

/// Drops the widths of integers, which are formats that validators do not know.
fn without_formats(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.retain(|key, value| key != "format" || !value.is_string());
            members.values_mut().for_each(without_formats);
        }
        Value::Array(elements) => elements.iter_mut().for_each(without_formats),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_has_examples_that_are_valid() {
        let schema = findings_schema(&Addresses::Names);
        jsonschema::meta::validate(&schema).unwrap();
        let definitions = schema["$defs"].as_object().unwrap();
        for (name, definition) in definitions.iter().chain([(&"all".to_owned(), &schema)]) {
            let mut part = definition.clone();
            part["$defs"] = schema["$defs"].clone();
            let validator = jsonschema::validator_for(&part).unwrap();
            let examples = definition["examples"].as_array().unwrap();
            assert!(!examples.is_empty(), "{name}");
            for example in examples {
                assert!(validator.is_valid(example), "{name}: {example}");
            }
        }
    }
}
