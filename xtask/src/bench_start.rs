//! How long a node that holds a million votes takes from start to its first page.

use std::time::Duration;

use anyhow::{Result, bail};

use crate::node::{self, Node};
use crate::{conversations, workspace};

const PARTICIPANTS: usize = 10_000;
const STATEMENTS: usize = 100;
const PROCESS: &str = "million";
const STARTS: usize = 5;
const GOAL: Duration = Duration::from_secs(2);

/// Measures, prints, and tells whether the promise is kept.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    if !options.is_empty() {
        bail!("start takes no options");
    }
    let binary = node::build()?;
    let data = node::fresh_folder("start")?;
    let folder = workspace::scratch("bench")?.join("made-up-million");
    eprintln!("making {} votes …", PARTICIPANTS * STATEMENTS);
    conversations::write_made_up(&folder, PARTICIPANTS, STATEMENTS)?;
    let import = node::import(&binary, &data, &folder, PROCESS)?;
    let votes = (PARTICIPANTS * STATEMENTS) as f64;
    println!(
        "start with {votes} votes (imported in {:.1} s, {:.0} votes/s)",
        import.as_secs_f64(),
        votes / import.as_secs_f64()
    );
    let mut longest = Duration::ZERO;
    for number in 1..=STARTS {
        // Killed, not stopped: the next start must not profit from a tidy end.
        let node = Node::serve(&binary, &data, &format!("/p/{PROCESS}"))?;
        let (resident, _) = node.memory()?;
        println!(
            "  start {number}: {:>6.2} s to the first page, {:.1} MB resident",
            node.start_up.as_secs_f64(),
            resident as f64 / 1e6
        );
        longest = longest.max(node.start_up);
    }
    println!("  goal: <= {} s", GOAL.as_secs());
    Ok(longest <= GOAL)
}
