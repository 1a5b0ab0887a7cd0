//! `evallint schema`: the published JSON Schemas.

mod publish;

use std::io::Write;

use evallint_linter::{Language, findings_schema, settings_schema};
use evallint_schema::{Addresses, FORMS, FormSchema};

use crate::arguments::{SchemaAction, SchemaCommand};
use crate::exit::Exit;
use crate::terminal;

pub(crate) fn run(command: &SchemaCommand, language: Language) -> Exit {
    if let Some(SchemaAction::Publish(command)) = &command.action {
        return publish::run(command, language);
    }
    let schema = if command.settings {
        settings_schema(&Addresses::Names)
    } else if command.findings {
        findings_schema(&Addresses::Names)
    } else {
        let Some(form) = FORMS.first().copied() else {
            return Exit::Failure;
        };
        let (keys, dialect) = (command.keys.into(), command.dialect.into());
        FormSchema { form, keys, dialect }.value(&Addresses::Names)
    };
    terminal::print(|out| writeln!(out, "{schema:#}"))
}
