//! The command `evallint`: arguments, files, output formats and exit codes.
//!
//! Owns what a terminal and a file system are. Never knows a rule: every verdict is `evallint_linter::check`'s.

use std::process::ExitCode;

use clap::Parser;

mod arguments;
mod check;
mod convert;
mod discovery;
mod exit;
mod explain;
mod failure;
mod fixing;
mod format;
mod language;
mod output;
mod progress;
mod replacement;
mod rules;
mod schema;
mod terminal;
mod watch;

use arguments::{Arguments, Command};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let language = language::choose(arguments.lang);
    let exit = match &arguments.command {
        Command::Check(command) => check::run(command, language),
        Command::Explain(command) => explain::run(command, language),
        Command::Rules(command) => rules::run(command, language),
        Command::Schema(command) => schema::run(command),
        Command::Convert(command) => convert::run(command, language),
        Command::Format(command) => format::run(command, language),
    };
    exit.into()
}
