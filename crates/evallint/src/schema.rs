//! `evallint schema`: the published JSON Schema.

use std::io::Write;

use evallint_schema::{FORMS, KeyLanguage, json_schema};

use crate::arguments::SchemaCommand;
use crate::exit::Exit;
use crate::terminal;

pub(crate) fn run(command: &SchemaCommand) -> Exit {
    let keys = KeyLanguage::from(command.keys);
    let Some(form) = FORMS.first() else {
        return Exit::Failure;
    };
    terminal::print(|out| writeln!(out, "{:#}", json_schema(form, keys)))
}
