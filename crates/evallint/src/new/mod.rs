//! `evallint new`: a form to fill in.

mod question;

use std::io::{IsTerminal, Write, stderr, stdin};
use std::path::Path;

use evallint_convert::{BlankForm, HeadValue, ListLengths, Refusal, Target};
use evallint_linter::{Diagnostic, Language};
use evallint_schema::{FORMS, Field, Form, KeyLanguage, Role};
use evallint_syntax::Source;

use crate::arguments::{BlankFormat, NewCommand};
use crate::check::Content;
use crate::convert::{error_line, existing, save};
use crate::exit::Exit;
use crate::output::visible_text::sanitize;
use crate::terminal;

/// The unit that most offices state their amounts in.
const USUAL_UNIT: &str = "万元";

/// Why there is no form: what to say on standard error, line by line.
type Complaint = Vec<String>;

pub(crate) fn run(command: &NewCommand, language: Language) -> Exit {
    match written(command, language) {
        Ok(text) => match output_of(command) {
            Some(path) => save(path, &text, command.force, language),
            None => terminal::print(|out| out.write_all(text.as_bytes())),
        },
        Err(lines) => {
            for line in &lines {
                terminal::complain(line);
            }
            Exit::Failure
        }
    }
}

fn output_of(command: &NewCommand) -> Option<&Path> {
    command.output.as_deref().filter(|path| *path != Path::new("-"))
}

fn written(command: &NewCommand, language: Language) -> Result<String, Complaint> {
    let target = target_of(command, language)?;
    let blank = match &command.from {
        Some(path) => after(path, command, language)?,
        None => begun(command, language)?,
    };
    let keys = command.keys.map(KeyLanguage::from).or(blank.keys());
    let keys = keys.unwrap_or(match language {
        Language::Chinese => KeyLanguage::Chinese,
        Language::English => KeyLanguage::English,
    });
    blank.write(target, keys).map_err(|_| {
        vec![match language {
            Language::Chinese => "所给的内容写成这种格式后读不回来，未写入；请改用 --format yaml".to_owned(),
            Language::English => {
                "what was given cannot be read back from this format, and was not written; use --format yaml"
                    .to_owned()
            }
        }]
    })
}

/// The writing that is asked for, or else the one that the name of the output tells of.
fn target_of(command: &NewCommand, language: Language) -> Result<Target, Complaint> {
    if let Some(format) = command.format {
        return Ok(format.into());
    }
    let Some(path) = output_of(command) else {
        return Ok(Target::Yaml);
    };
    let name = path.to_string_lossy();
    match Target::of_file_name(&name) {
        Some(target) if !matches!(target, Target::Html | Target::Tsv) => Ok(target),
        _ => {
            let name = sanitize(&name);
            Err(vec![match language {
                Language::Chinese => {
                    format!("{name}: 从文件名看不出待填写的格式，请用 --format 给出（yaml, json, text, md）")
                }
                Language::English => format!(
                    "{name}: the name does not tell a format to fill in; give it with --format (yaml, json, text, md)"
                ),
            }])
        }
    }
}

/// A form with what the flags say, or what is answered where there are none and someone is there to answer.
fn begun(command: &NewCommand, language: Language) -> Result<BlankForm, Complaint> {
    let Some(form) = FORMS.first() else {
        return Err(Vec::new());
    };
    let has_flags = command.department.is_some()
        || command.year.is_some()
        || command.currency_unit.is_some()
        || command.tasks.is_some()
        || command.indicators.is_some();
    if !has_flags && stdin().is_terminal() && stderr().is_terminal() {
        refuse_existing(command, language)?;
        return question::ask(form, language).map_err(|complaint| vec![complaint]);
    }
    let lengths = ListLengths {
        tasks: command.tasks.unwrap_or(1),
        indicators: command.indicators.unwrap_or(1),
    };
    let mut blank = BlankForm::new(form, lengths);
    set_flags(&mut blank, command, language)?;
    Ok(blank)
}

/// Nobody should answer questions for a file that is not written then.
fn refuse_existing(command: &NewCommand, language: Language) -> Result<(), Complaint> {
    match output_of(command) {
        Some(path) if !command.force && path.symlink_metadata().is_ok() => {
            Err(vec![existing(path, language)])
        }
        _ => Ok(()),
    }
}

/// The form of the year after, the flags having the last word.
fn after(path: &Path, command: &NewCommand, language: Language) -> Result<BlankForm, Complaint> {
    let source = Content::of(path)
        .and_then(Content::into_source)
        .map_err(|failure| vec![failure.render(language)])?;
    let mut blank = BlankForm::after(&source).map_err(|refusal| refused(&source, refusal, language))?;
    set_flags(&mut blank, command, language)?;
    Ok(blank)
}

fn set_flags(blank: &mut BlankForm, command: &NewCommand, language: Language) -> Result<(), Complaint> {
    let form = blank.form();
    let flags = [
        (Role::Office, command.department.as_deref(), "--department"),
        (Role::Year, command.year.as_deref(), "--year"),
        (
            Role::CurrencyUnit,
            command.currency_unit.as_deref(),
            "--currency-unit",
        ),
    ];
    for (role, given, flag) in flags {
        let Some(field) = field_with(form, role) else {
            continue;
        };
        let is_unsaid_unit = role == Role::CurrencyUnit && !blank.has(field);
        let Some(given) = given.or(is_unsaid_unit.then_some(USUAL_UNIT)) else {
            continue;
        };
        let value = HeadValue::read(field, given)
            .map_err(|error| vec![format!("{flag}: {}", error.message.render(language))])?;
        blank.set(value);
    }
    Ok(())
}

/// The field of the document with this role.
fn field_with(form: &'static Form, role: Role) -> Option<&'static Field> {
    form.fields.iter().find(|field| field.role == role)
}

fn refused(source: &Source, refusal: Refusal, language: Language) -> Complaint {
    let path = sanitize(source.path());
    let (errors, why): (Vec<Diagnostic>, _) = match (refusal, language) {
        (Refusal::Broken(errors), Language::Chinese) => {
            (errors, "有语法错误，无法沿用，以免漏掉内容；请先改正上面的错误")
        }
        (Refusal::Broken(errors), Language::English) => (
            errors,
            "not well-formed, so that something could be left out; mend the errors above first",
        ),
        (_, Language::Chinese) => (Vec::new(), "没有找到表单的任何栏目，无法沿用"),
        (_, Language::English) => (
            Vec::new(),
            "nothing of the form was found in it, so there is nothing to carry over",
        ),
    };
    let mut lines: Complaint = errors
        .iter()
        .map(|error| error_line(source, error, language))
        .collect();
    lines.push(format!("{path}: {why}"));
    lines
}

impl From<BlankFormat> for Target {
    fn from(format: BlankFormat) -> Self {
        match format {
            BlankFormat::Yaml => Self::Yaml,
            BlankFormat::Json => Self::Json,
            BlankFormat::Text => Self::Text,
            BlankFormat::Md => Self::Markdown,
        }
    }
}
