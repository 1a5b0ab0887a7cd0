//! The benchmark: whole processes side by side, from start to exit, over folders of forms.
//!
//! It knows what the programs are called and how each is told to validate a folder, and nothing of what they find.

mod corpus;
mod measure;
mod program;

use std::path::PathBuf;
use std::time::Duration;

use corpus::Corpus;
use measure::{Measured, measure};
use program::{Found, found_programs, release_binary};

/// How the command is used.
pub(crate) const USAGE: &str = "cargo xtask bench [--peers DIR] [--ours FILE] [--form FILE] [--sizes 1,100,1000] [--rounds N] [--longest SECONDS]";

/// The variable that tells where the peers are, where `--peers` does not.
const PEERS: &str = "EVALLINT_PEERS";

/// What to measure.
#[derive(Debug)]
struct Plan {
    /// The folder that the peers are installed in.
    peers: Option<PathBuf>,
    /// The command itself; built where nothing is given.
    ours: Option<PathBuf>,
    /// The form that the corpora are variations of.
    form: Option<PathBuf>,
    /// How many forms each corpus has.
    sizes: Vec<usize>,
    rounds: usize,
    /// A program that needs longer than this for a corpus is measured once.
    longest: Duration,
}

/// Runs the command: prints a table for each corpus.
///
/// # Errors
/// Fails on arguments it does not know, and where a corpus cannot be written or the command not be built or run.
pub(crate) fn command(arguments: &[&str]) -> Result<(), String> {
    let plan = Plan::read(arguments)?;
    let ours = match &plan.ours {
        Some(path) => path
            .canonicalize()
            .map_err(|error| format!("{}: {error}", path.display()))?,
        None => release_binary()?,
    };
    let Found { programs, absent } = found_programs(ours, plan.peers.as_deref());
    for peer in &absent {
        println!("not installed, and left out: {peer}");
    }
    if !absent.is_empty() {
        println!("({PEERS} or --peers names the folder they are installed in)");
    }
    for size in &plan.sizes {
        let corpus = Corpus::written(plan.form.as_deref(), *size)?;
        println!(
            "\n{} forms of {} bytes, {} rounds",
            corpus.files.len(),
            corpus.bytes / corpus.files.len().max(1),
            plan.rounds
        );
        let measured = measure(&programs, &corpus, plan.rounds, plan.longest)?;
        print!("{}", Measured::table(&measured));
    }
    Ok(())
}

impl Plan {
    fn read(arguments: &[&str]) -> Result<Self, String> {
        let mut plan = Self {
            peers: std::env::var_os(PEERS).map(PathBuf::from),
            ours: None,
            form: None,
            sizes: vec![1, 100, 1000],
            rounds: 11,
            longest: Duration::from_secs(30),
        };
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            let value = rest.next().ok_or(USAGE)?;
            let number = |text: &str| {
                let number = text.parse::<usize>().ok().filter(|number| *number > 0);
                number.ok_or_else(|| format!("{name} {value}: {USAGE}"))
            };
            match *name {
                "--peers" => plan.peers = Some(value.into()),
                "--ours" => plan.ours = Some(value.into()),
                "--form" => plan.form = Some(value.into()),
                "--sizes" => plan.sizes = value.split(',').map(number).collect::<Result<_, _>>()?,
                "--rounds" => plan.rounds = number(value)?,
                "--longest" => plan.longest = Duration::from_secs(number(value)? as u64),
                _ => return Err(USAGE.to_owned()),
            }
        }
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use super::Plan;

    #[test]
    fn reads_what_is_asked_for_and_refuses_the_rest() {
        let plan = Plan::read(&["--sizes", "1,10000", "--peers", "elsewhere"]).unwrap();
        assert_eq!(plan.sizes, [1, 10_000]);
        assert_eq!(plan.peers.unwrap().to_str(), Some("elsewhere"));
        for wrong in [&["--sizes", "1,0"][..], &["--sizes"], &["--fast", "1"]] {
            assert!(Plan::read(wrong).is_err(), "{wrong:?}");
        }
    }
}
