//! `evallint server`: starts the language server.

use std::io;

use evallint_linter::Language;
use evallint_server::{Ending, Log, serve};

use crate::arguments::ServerCommand;
use crate::exit::Exit;
use crate::language::{self, LanguageArgument};
use crate::terminal;

pub(crate) fn run(command: &ServerCommand, asked: Option<LanguageArgument>, language: Language) -> Exit {
    let log = match &command.log {
        None => Log::default(),
        Some(path) => match Log::to_file(path) {
            Ok(log) => log,
            Err(error) => {
                let path = path.display();
                terminal::complain(&match language {
                    Language::Chinese => format!("{path}: 无法写入记录（{error}）"),
                    Language::English => format!("{path}: the record cannot be written ({error})"),
                });
                return Exit::Failure;
            }
        },
    };
    let asked = asked.map(|asked| language::choose(Some(asked), None));
    let usual = language::of_environment();
    match serve(io::stdin(), io::stdout(), asked, usual, log) {
        Ending::Orderly => Exit::Clean,
        Ending::Abrupt => Exit::Findings,
    }
}
