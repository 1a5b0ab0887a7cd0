//! `evallint schema`: the published JSON Schema.

mod publish;

use std::io::Write;

use evallint_linter::{Language, settings_schema};
use evallint_schema::{Addresses, FORMS, KeyLanguage, json_schema};

use crate::arguments::{SchemaAction, SchemaCommand};
use crate::exit::Exit;
use crate::terminal;

pub(crate) fn run(command: &SchemaCommand, language: Language) -> Exit {
    if let Some(SchemaAction::Publish(command)) = &command.action {
        return publish::run(command, language);
    }
    if command.settings {
        return terminal::print(|out| writeln!(out, "{:#}", settings_schema(&Addresses::Names)));
    }
    let keys = KeyLanguage::from(command.keys);
    let Some(form) = FORMS.first() else {
        return Exit::Failure;
    };
    terminal::print(|out| writeln!(out, "{:#}", json_schema(form, keys)))
}
