//! Measuring: in every round each program runs once, the order turning from round to round.
//!
//! A machine's speed drifts, so a ratio is taken between two runs of one round, and its median is told.

use std::fmt::Write as _;
use std::fs::File;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::corpus::Corpus;
use super::program::Program;

/// What was measured of a program.
#[derive(Debug)]
pub(super) struct Measured {
    name: &'static str,
    /// Its time in each round it ran in.
    times: Vec<Duration>,
    /// How it ended.
    exit: String,
}

/// Runs each program once in each round, after a round that warms the caches and is not counted. A program that takes
/// too long for that keeps the time of its first round.
pub(super) fn measure(
    programs: &[Program],
    corpus: &Corpus,
    rounds: usize,
    longest: Duration,
) -> Result<Vec<Measured>, String> {
    let mut measured = Vec::new();
    let mut slow = Vec::new();
    for program in programs {
        let (time, exit) = run(program, corpus)?;
        slow.push(time > longest);
        measured.push(Measured {
            name: program.name,
            times: if time > longest { vec![time] } else { Vec::new() },
            exit,
        });
    }
    for round in 0..rounds {
        for turn in 0..programs.len() {
            let index = (round + turn) % programs.len();
            let (Some(program), Some(to)) = (programs.get(index), measured.get_mut(index)) else {
                continue;
            };
            if slow.get(index) != Some(&true) {
                to.times.push(run(program, corpus)?.0);
            }
        }
    }
    Ok(measured)
}

/// Runs a program from start to exit. What it prints goes to a file, so that nobody need read along.
fn run(program: &Program, corpus: &Corpus) -> Result<(Duration, String), String> {
    let told = |error: std::io::Error| format!("{}: {error}", program.name);
    let output = File::create(corpus.folder.with_extension("out")).map_err(told)?;
    let errors = output.try_clone().map_err(told)?;
    let mut command = program.command(corpus);
    command.stdin(Stdio::null()).stdout(output).stderr(errors);
    let start = Instant::now();
    let status = command.status().map_err(told)?;
    let time = start.elapsed();
    let exit = status
        .code()
        .map_or_else(|| "killed".to_owned(), |code| code.to_string());
    Ok((time, exit))
}

impl Measured {
    /// The table; the first program is the one that the others are compared with.
    pub(super) fn table(all: &[Self]) -> String {
        let mut table =
            "| program | median ms | least | most | evallint takes | exit |\n|---|--:|--:|--:|--:|--:|\n"
                .to_owned();
        for measured in all {
            let mut times: Vec<f64> = measured.times.iter().map(Duration::as_secs_f64).collect();
            let ratio = all.first().map(|first| median(&mut measured.ratios(first)));
            let median = median(&mut times);
            let least = times.first().copied().unwrap_or_default();
            let most = times.last().copied().unwrap_or_default();
            let milliseconds = |time: f64| format!("{:.2}", time * 1e3);
            // Writing to a string cannot fail.
            let _ = writeln!(
                table,
                "| {} | {} | {} | {} | {:.2} times | {} |",
                measured.name,
                milliseconds(median),
                milliseconds(least),
                milliseconds(most),
                ratio.unwrap_or_default(),
                measured.exit
            );
        }
        table
    }

    /// How often the time of this one goes into that of another, in each round that both ran in.
    fn ratios(&self, other: &Self) -> Vec<f64> {
        let pairs = self.times.iter().zip(&other.times);
        pairs
            .map(|(own, others)| others.as_secs_f64() / own.as_secs_f64())
            .collect()
    }
}

/// The middle value; sorts them.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = values.get(middle).copied().unwrap_or_default();
    match values.len() % 2 {
        0 => f64::midpoint(
            upper,
            values.get(middle.saturating_sub(1)).copied().unwrap_or(upper),
        ),
        _ => upper,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Measured, median};

    #[test]
    fn a_ratio_is_taken_inside_of_a_round() {
        let measured = |times: &[u64]| Measured {
            name: "a",
            times: times.iter().map(|time| Duration::from_millis(*time)).collect(),
            exit: "0".to_owned(),
        };
        let (ours, peer) = (measured(&[2, 20, 4]), measured(&[1, 10, 4]));
        assert_eq!(peer.ratios(&ours), [2.0, 2.0, 1.0]);
        let table = Measured::table(&[ours, peer]);
        assert!(
            table.contains("| a | 4.00 | 2.00 | 20.00 | 1.00 times | 0 |"),
            "{table}"
        );
        assert!(
            table.contains("| a | 4.00 | 1.00 | 10.00 | 2.00 times | 0 |"),
            "{table}"
        );
    }

    #[test]
    fn the_median_of_an_even_count_lies_between() {
        assert!((median(&mut [4.0, 1.0, 3.0, 2.0]) - 2.5).abs() < f64::EPSILON);
        assert!(median(&mut []).abs() < f64::EPSILON);
    }
}
