//! `evallint schema`: the published JSON Schema.

use std::io::Write;

use evallint_linter::settings_schema;
use evallint_schema::{Addresses, FORMS, KeyLanguage, json_schema};

use crate::arguments::SchemaCommand;
use crate::exit::Exit;
use crate::terminal;

pub(crate) fn run(command: &SchemaCommand) -> Exit {
    if command.settings {
        return terminal::print(|out| writeln!(out, "{:#}", settings_schema(&Addresses::Names)));
    }
    let keys = KeyLanguage::from(command.keys);
    let Some(form) = FORMS.first() else {
        return Exit::Failure;
    };
    terminal::print(|out| writeln!(out, "{:#}", json_schema(form, keys)))
}
