//! The project's chores. `cargo xtask generate` writes what is generated and committed; `--check` only compares.
//! `cargo xtask release` takes the schemas as they are for those that were released last. `cargo xtask kit` writes the
//! conformance kit anew. `cargo xtask judge` holds the linter against forms of its own making. `cargo xtask bench` runs the
//! command beside its peers.

mod bench;
mod judge;
mod kit;
mod release;
mod rule_list;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use evallint_linter::{Language, publications};
use evallint_schema::Addresses;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["generate"] => report(generate()),
        ["generate", "--check"] => report(compare()),
        ["release"] => report(release::command(&top())),
        ["judge", rest @ ..] => report(judge::command(rest)),
        ["kit"] => report(kit::command(&top())),
        ["bench", rest @ ..] => report(bench::command(rest)),
        _ => {
            eprintln!(
                "usage: cargo xtask generate [--check]\n       cargo xtask release\n       cargo xtask kit\n       {}\n       {}",
                judge::USAGE,
                bench::USAGE
            );
            ExitCode::from(2)
        }
    }
}

fn report(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Every generated file: its path below the top of the repository, and its content.
fn generated() -> Vec<(PathBuf, String)> {
    let published = publications(&Addresses::Names).into_iter();
    let mut files: Vec<_> = published
        .map(|published| {
            let path = Path::new("schemas").join(published.path);
            (path, format!("{:#}\n", published.content))
        })
        .collect();
    for language in [Language::Chinese, Language::English] {
        files.push((
            PathBuf::from(rule_list::path(language)),
            rule_list::page(language),
        ));
    }
    files
}

fn generate() -> Result<(), String> {
    for (path, content) in generated() {
        let path = top().join(path);
        let folder = path.parent().unwrap_or(Path::new(""));
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        std::fs::write(&path, content).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Fails where a committed file is not what would be generated.
fn compare() -> Result<(), String> {
    for (path, content) in generated() {
        let committed = std::fs::read_to_string(top().join(&path));
        if committed.ok().as_deref() != Some(content.as_str()) {
            return Err(format!(
                "{} is out of date: run `cargo xtask generate`",
                path.display()
            ));
        }
    }
    Ok(())
}

/// The top of the repository.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_files_are_up_to_date() {
        super::compare().unwrap();
    }
}
