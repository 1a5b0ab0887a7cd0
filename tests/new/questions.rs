//! What is asked on a terminal.

use std::fs;
use std::path::Path;

use rexpect::session::{PtySession, spawn_command};

use crate::command;

/// How long an answer may take, in milliseconds.
const PATIENCE: u64 = 30_000;

fn asked(folder: &Path, arguments: &[&str]) -> PtySession {
    spawn_command(command(folder, arguments), Some(PATIENCE)).unwrap()
}

fn answer(session: &mut PtySession, question: &str, answer: &str) {
    session.exp_string(question).unwrap();
    session.send(answer).unwrap();
    session.send("\r").unwrap();
    session.flush().unwrap();
}

#[test]
fn the_answers_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = asked(folder.path(), &["new", "-o", "a.eval.yaml", "--keys", "en"]);
    answer(&mut session, "(department):", "江州市云溪区教育局");
    answer(&mut session, "(year):", "20240");
    session
        .exp_string("takes a whole number from 2000 to 2100")
        .unwrap();
    answer(&mut session, "20240", "\u{7f}");
    // Below the unit that most offices use.
    answer(&mut session, "(currency_unit):", "\u{1b}[B");
    answer(&mut session, "Number of tasks:", "2");
    session.exp_eof().unwrap();
    let written = fs::read_to_string(folder.path().join("a.eval.yaml")).unwrap();
    assert!(
        written.contains("department: 江州市云溪区教育局\nyear: 2024\ncurrency_unit: 亿元 #"),
        "{written}"
    );
    assert_eq!(written.matches("- name:").count(), 4, "{written}");
}

#[test]
fn giving_up_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = asked(folder.path(), &["new", "-o", "a.eval.yaml"]);
    answer(&mut session, "(department):", "江州市云溪区教育局");
    session.exp_string("(year):").unwrap();
    session.send("\u{1b}").unwrap();
    session.flush().unwrap();
    session.exp_string("cancelled; nothing was written").unwrap();
    session.exp_eof().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn nothing_is_asked_for_a_file_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.eval.yaml"), "mine").unwrap();
    let mut session = asked(folder.path(), &["new", "-o", "a.eval.yaml"]);
    session
        .exp_string("exists already and was left as it is")
        .unwrap();
    session.exp_eof().unwrap();
    assert_eq!(
        fs::read_to_string(folder.path().join("a.eval.yaml")).unwrap(),
        "mine"
    );
}
