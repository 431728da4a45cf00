//! `maru process audit`: the audits of processes held elsewhere that participants make.

use std::path::Path;

use clap::Subcommand;
use maru_forum::{CriterionId, ProcessId, Reading, Words};
use maru_openness::{AuditStanding, criteria};
use serde_json::Value;

use crate::{node, output};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show every audit with how its criteria stand by the findings that hold, failing ones first.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

pub(crate) fn run(command: &Command, data: &Path) -> anyhow::Result<()> {
    let Command::List { process: id, json } = command;
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let said = |words: &Words| {
        let content = node.words(&process, &words.digest, Reading::Anyone).ok().flatten()?;
        content.get("text").map(str::to_owned)
    };
    if *json {
        let all: Vec<Value> =
            process.audits.iter().map(|one| maru_web::audit::recorded_json(&process, one, &said)).collect();
        return output::json(&all);
    }
    if process.audits.is_empty() {
        return output::line("No audit was opened.");
    }
    let unreadable = || "(words that cannot be read)".to_owned();
    for audit in process.audits.iter() {
        let subject = &audit.subject;
        let (title, held_by) = (said(&subject.title), said(&subject.held_by));
        let (title, held_by) = (title.unwrap_or_else(unreadable), held_by.unwrap_or_else(unreadable));
        output::line(format!("{}  {title}; held by {held_by}, from {}", audit.entry, subject.began))?;
        for standing in AuditStanding::ALL {
            for criterion in criteria() {
                let Ok(asked) = criterion.id.parse::<CriterionId>() else { continue };
                let holding = audit.holding(asked, &process.ledger);
                if holding.is_empty() || AuditStanding::of(holding.iter().map(|one| one.word)) != standing {
                    continue;
                }
                let entries: Vec<_> = holding.iter().map(|one| one.entry.to_string()).collect();
                let words = standing.as_str().replace('-', " ");
                output::line(format!("      {} {words} (entries {})", criterion.id, entries.join(", ")))?;
            }
        }
        let found = criteria().iter().filter_map(|one| one.id.parse().ok());
        let silent = found.filter(|id| audit.holding(*id, &process.ledger).is_empty()).count();
        output::line(format!("      not established: {silent} of {}", criteria().len()))?;
    }
    Ok(())
}
