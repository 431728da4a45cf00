//! `cargo xtask bench archive`: a process as one file, written, looked at and brought into another node.

use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::node;
use crate::{conversations, workspace};

/// The process of a million votes that the goals speak of.
const PARTICIPANTS: usize = 10_000;
const STATEMENTS: usize = 100;
const PROCESS: &str = "million";
/// In seconds, of a million votes.
const GOAL_OUT: f64 = 60.0;
const GOAL_IN: f64 = 120.0;

/// How many people, each with a vote on each of the statements.
fn participants(options: &[&str]) -> Result<usize> {
    match options {
        [] => Ok(PARTICIPANTS),
        ["--participants", number] => number.parse().context("--participants takes a number"),
        _ => bail!("archive takes --participants N (each votes on {STATEMENTS} statements)"),
    }
}

/// Measures, prints, and tells whether the promise is kept, in proportion to the size.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let participants = participants(options)?;
    let binary = node::build()?;
    let (data, other) = (node::fresh_folder("archive")?, node::fresh_folder("archive-in")?);
    let folder = workspace::scratch("bench")?.join(format!("made-up-{participants}"));
    let votes = participants * STATEMENTS;
    eprintln!("making {votes} votes …");
    conversations::write_made_up(&folder, participants, STATEMENTS)?;
    node::import(&binary, &data, &folder, PROCESS)?;
    // What is archived is what was published.
    drop(node::Node::serve(&binary, &data, &format!("/p/{PROCESS}/checkpoint"))?);
    let file = workspace::scratch("bench")?.join("archive.tar");
    if file.exists() {
        std::fs::remove_file(&file)?;
    }
    let path = file.display().to_string();
    let out = node::command(&binary, &data, &["process", "archive", PROCESS, "--to", &path])?;
    let bytes = std::fs::metadata(&file)?.len();
    let brought = node::command(&binary, &other, &["process", "import-archive", &path])?;
    println!("an archive of {votes} votes, {:.0} MB", bytes as f64 / 1e6);
    let share = votes as f64 / (PARTICIPANTS * STATEMENTS) as f64;
    let mut kept = true;
    for (what, took, goal) in [("written", out, GOAL_OUT), ("looked at and brought in", brought, GOAL_IN)] {
        let goal = goal * share;
        println!("  {what:<26}{:>8.1} s   goal: <= {goal:.1} s", Duration::as_secs_f64(&took));
        kept &= took.as_secs_f64() <= goal;
    }
    std::fs::remove_file(&file)?;
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_can_be_made_smaller() {
        assert_eq!(participants(&[]).unwrap(), PARTICIPANTS);
        assert_eq!(participants(&["--participants", "50"]).unwrap(), 50);
        for wrong in [&["--participants"][..], &["--participants", "many"], &["--votes", "3"]] {
            assert!(participants(wrong).is_err(), "{wrong:?}");
        }
    }
}
