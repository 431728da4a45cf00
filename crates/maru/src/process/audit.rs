//! `maru process audit`: the audits of processes held elsewhere that participants make.

use std::path::Path;

use anyhow::Context;
use clap::Subcommand;
use maru_forum::{CriterionId, EntryNumber, ProcessId, Reading, Words};
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
    /// An audit beside a process of this node, criterion by criterion, as JSON; by the record of that process alone.
    Beside {
        /// The process in which the audit stands.
        process: ProcessId,
        /// The audit, by the number of its entry.
        audit: u64,
        /// The process beside it.
        other: ProcessId,
    },
}

/// How each criterion stands in both.
fn beside(data: &Path, id: &ProcessId, audit: u64, other: &ProcessId) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let (handle, other) = (node::process(&node, id)?, node::process(&node, other)?);
    let mut found = {
        let process = handle.read();
        let audit =
            process.audits.get(EntryNumber(audit)).with_context(|| format!("there is no audit {audit}"))?;
        maru_web::audit::standings(&process, audit)
    };
    found.sort_by_key(|(_, standing)| *standing);
    let seen = maru_openness::Beside::default();
    output::json(&maru_web::audit::side_by_side(&found, &other.read(), maru_store::now(), &seen))
}

pub(crate) fn run(command: &Command, data: &Path) -> anyhow::Result<()> {
    let (id, json) = match command {
        Command::List { process, json } => (process, json),
        Command::Beside { process, audit, other } => return beside(data, process, *audit, other),
    };
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
