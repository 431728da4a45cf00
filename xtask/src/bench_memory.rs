//! Resident memory of a node that holds every real conversation, before and after all its pages were looked at.

use anyhow::{Result, bail};

use crate::conversations;
use crate::node::{self, Node};

const GOAL_BYTES: u64 = 100_000_000;
const PAGES: &[&str] = &["", "/statements", "/map", "/results", "/record"];

/// Measures, prints, and tells whether the promise is kept.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    if !options.is_empty() {
        bail!("memory takes no options");
    }
    let conversations = conversations::real()?;
    let binary = node::build()?;
    let data = node::fresh_folder("memory")?;
    println!("memory with {} real conversations", conversations.len());
    for (name, folder) in &conversations {
        let time = node::import(&binary, &data, folder, name)?;
        println!("  imported {name:<36}{:>8.2} s", time.as_secs_f64());
    }
    let node = Node::serve(&binary, &data, "/")?;
    let (at_start, _) = node.memory()?;
    for (name, _) in &conversations {
        for end in PAGES {
            let path = format!("/p/{name}{end}");
            let (status, _) = node::get(node.address, &path)?;
            if status != 200 {
                bail!("{path} answered {status}");
            }
        }
    }
    let (after, highest) = node.memory()?;
    println!("  after start      {:>8.1} MB", at_start as f64 / 1e6);
    println!("  after all pages  {:>8.1} MB   (goal <= {} MB)", after as f64 / 1e6, GOAL_BYTES / 1_000_000);
    println!("  highest          {:>8.1} MB", highest as f64 / 1e6);
    Ok(after <= GOAL_BYTES)
}
