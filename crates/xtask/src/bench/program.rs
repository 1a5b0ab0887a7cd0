//! The programs that are measured, and how each is told to look at a corpus.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use evallint_schema::{FORMS, FormSchema, KeyLanguage};

use super::corpus::Corpus;

/// A program with its arguments for a corpus.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) name: &'static str,
    path: PathBuf,
    arguments: &'static [Argument],
}

#[derive(Debug, Clone, Copy)]
enum Argument {
    Word(&'static str),
    /// The folder of the corpus, in which every program runs.
    Folder,
    /// All its files.
    Files,
    /// A pattern that its files match, for a program that has so many names read for itself.
    Pattern,
    /// The published schema.
    Schema,
}

/// A program that may be installed.
struct Peer {
    name: &'static str,
    /// Where it lies below the folder that the peers are installed in.
    path: &'static str,
    arguments: &'static [Argument],
}

use Argument::{Files, Folder, Pattern, Schema, Word};

/// Each is made to report all errors against the published schema, but for a linter that knows none.
const PEERS: &[Peer] = &[
    Peer {
        name: "serde_json and jsonschema, compiled once",
        path: "rust/bin/limit",
        arguments: &[Word("errors"), Word("1"), Folder, Schema],
    },
    Peer {
        name: "jsonschema-cli",
        path: "rust/bin/jsonschema-cli",
        arguments: &[Word("validate"), Schema, Word("-i"), Files],
    },
    Peer {
        name: "jsonschema (C++)",
        path: "npm/node_modules/@sourcemeta/jsonschema/build/github-releases/jsonschema-linux-x86_64",
        arguments: &[Word("validate"), Schema, Folder],
    },
    Peer {
        name: "jsonschema (C++), fast",
        path: "npm/node_modules/@sourcemeta/jsonschema/build/github-releases/jsonschema-linux-x86_64",
        arguments: &[Word("validate"), Word("--fast"), Schema, Folder],
    },
    Peer {
        name: "ajv-cli",
        path: "npm/node_modules/.bin/ajv",
        arguments: &[
            Word("validate"),
            Word("--spec=draft2020"),
            Word("--strict=false"),
            Word("-s"),
            Schema,
            Word("-d"),
            Pattern,
        ],
    },
    Peer {
        name: "check-jsonschema",
        path: "py/venv/bin/check-jsonschema",
        arguments: &[Word("--schemafile"), Schema, Files],
    },
    Peer {
        name: "biome (no schema)",
        path: "npm/node_modules/@biomejs/cli-linux-x64/biome",
        arguments: &[Word("lint"), Folder],
    },
];

/// What can be measured, the command itself first, and the names of the peers that cannot.
pub(super) struct Found {
    pub(super) programs: Vec<Program>,
    pub(super) absent: Vec<&'static str>,
}

/// The programs, with a process that does nothing.
pub(super) fn found_programs(ours: PathBuf, peers: Option<&Path>) -> Found {
    let mut programs = vec![
        Program {
            name: "evallint",
            path: ours,
            arguments: &[Word("check"), Folder],
        },
        Program {
            name: "an empty process",
            path: PathBuf::from("true"),
            arguments: &[],
        },
    ];
    let mut absent = Vec::new();
    for peer in PEERS {
        let path = peers.and_then(|folder| folder.join(peer.path).canonicalize().ok());
        match path {
            Some(path) => programs.push(Program {
                name: peer.name,
                path,
                arguments: peer.arguments,
            }),
            None => absent.push(peer.name),
        }
    }
    Found { programs, absent }
}

impl Program {
    /// The command that looks at a corpus.
    pub(super) fn command(&self, corpus: &Corpus) -> Command {
        let mut command = Command::new(&self.path);
        command.current_dir(&corpus.folder);
        for argument in self.arguments {
            match argument {
                Word(word) => command.arg(word),
                Folder => command.arg("."),
                Files => command.args(&corpus.files),
                Pattern => command.arg("*.json"),
                Schema => command.arg(schema()),
            };
        }
        command
    }
}

/// The path of the published schema of the first form.
fn schema() -> OsString {
    let path = FORMS
        .first()
        .map(|form| FormSchema::strict(form, KeyLanguage::English).path());
    let schemas = crate::top().join("schemas").join(path.unwrap_or_default());
    schemas.canonicalize().unwrap_or(schemas).into()
}

/// Builds the command as it is published.
pub(super) fn release_binary() -> Result<PathBuf, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "evallint"])
        .current_dir(crate::top())
        .status()
        .map_err(|error| format!("cargo: {error}"))?;
    if !status.success() {
        return Err("the command was not built".to_owned());
    }
    let name = format!("evallint{}", std::env::consts::EXE_SUFFIX);
    let path = crate::top().join("target/release").join(name);
    path.canonicalize()
        .map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{PEERS, found_programs};

    #[test]
    fn what_is_not_installed_is_absent_and_nothing_else() {
        let names = |peers| {
            let found = found_programs("ours".into(), peers);
            let programs = found.programs.iter().map(|program| program.name);
            (programs.collect::<Vec<_>>(), found.absent)
        };
        let none = names(None);
        assert_eq!(none.0, ["evallint", "an empty process"]);
        assert_eq!(none.1.len(), PEERS.len());
        let folder = crate::top().join("target/bench/peers");
        std::fs::create_dir_all(folder.join("rust/bin")).unwrap();
        std::fs::write(folder.join("rust/bin/limit"), "").unwrap();
        let one = names(Some(&folder));
        assert_eq!(one.0.last(), Some(&PEERS[0].name));
        assert_eq!(one.1.len(), PEERS.len() - 1);
    }
}
