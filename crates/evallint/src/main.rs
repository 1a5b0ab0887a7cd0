//! The command `evallint`: arguments, files, output formats and exit codes.
//!
//! Owns what a terminal and a file system are. Never knows a rule: every verdict is `evallint_linter::check`'s.

use std::process::ExitCode;

use clap::Parser;

mod arguments;
mod baseline;
mod check;
mod config;
mod convert;
mod exit;
mod explain;
mod fixing;
mod format;
mod language;
mod new;
mod output;
mod progress;
mod report;
mod rules;
mod schema;
mod server;
mod settings;
mod terminal;
mod watch;

use arguments::{Arguments, Command};
use settings::Chosen;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let flags = arguments.command.settings();
    let workspace = settings::workspace(flags);
    let of_settings = settings::language(&workspace, arguments.command.paths());
    let language = language::choose(arguments.lang, of_settings);
    let exit = match &arguments.command {
        Command::Check(command) => check::run(command, &workspace, language),
        Command::Explain(command) => explain::run(command, language),
        Command::Rules(command) => rules::run(command, language),
        Command::Schema(command) => schema::run(command, language),
        Command::Config(command) => {
            config::run(command, &Chosen::new(&workspace, flags), arguments.lang, language)
        }
        Command::Convert(command) => convert::run(command, language),
        Command::Format(command) => format::run(command, &Chosen::new(&workspace, flags), language),
        Command::New(command) => new::run(command, language),
        Command::Report(command) => report::run(command, &Chosen::new(&workspace, flags), language),
        Command::Server(command) => server::run(command, arguments.lang, language),
    };
    exit.into()
}
