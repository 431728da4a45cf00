//! `maru process obligation`: who owes what by the adopted text, and what people found became of it.

use std::path::Path;

use anyhow::Context;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use maru_forum::{ProcessId, RecordObligation, Resolution, UnitId};
use serde_json::json;

use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show every obligation with its day and what people found; `nobody looked` where a day is over and nobody said anything since.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Record what a signatory owes by the adopted text.
    Record(Box<Arguments>),
}

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The process.
    process: ProcessId,
    /// The unit that says the duty; its coding is confirmed.
    unit: String,
    /// Who owes it, by the same name each time.
    #[arg(long)]
    signatory: String,
    /// It is another one than the signatory whose name looks like this.
    #[arg(long)]
    another: bool,
    /// By which day.
    #[arg(long)]
    due: Date,
    /// On which day it is looked at anew.
    #[arg(long)]
    review: Option<Date>,
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::List { process, json } => list(data, &process, json),
        Command::Record(arguments) => record(data, *arguments),
    }
}

fn record(data: &Path, arguments: Arguments) -> anyhow::Result<()> {
    let Arguments { process: id, unit, signatory, another, due, review } = arguments;
    let draft = {
        let node = node::open_reading(data)?;
        let handle = node::process(&node, &id)?;
        let process = handle.read();
        let mut adopted = process.decisions.iter().rev().filter(|one| one.outcome == Resolution::Adopted);
        adopted.find_map(|one| one.draft).context("the process has adopted no version of a draft")?
    };
    let unit = UnitId::new(&unit)?;
    let command = RecordObligation {
        draft,
        unit,
        signatory,
        is_another: another,
        organisation: None,
        due,
        review,
        words: None,
    };
    let done = Operator::of(data).act(&id, command)?;
    output::line(format!("Recorded as entry {} of “{id}”.", done.number))
}

fn list(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let today = maru_store::now().day();
    if json {
        let body = |one: &maru_forum::Obligation| {
            let findings: Vec<_> = one
                .findings
                .iter()
                .map(|found| json!({"entry": found.entry.0, "word": found.word.as_str(), "day": found.day.to_string()}))
                .collect();
            json!({"obligation": one.entry.0, "unit": one.owed.unit.as_str(), "signatory": one.owed.signatory,
                "due": one.owed.due.to_string(), "review": one.owed.review.map(|day| day.to_string()),
                "nobody_looked": one.is_unlooked(today, &process.ledger), "findings": findings})
        };
        return output::json(&json!(process.obligations.iter().map(body).collect::<Vec<_>>()));
    }
    if process.obligations.is_empty() {
        return output::line("No obligation is recorded.");
    }
    for one in process.obligations.iter() {
        let found: Vec<_> =
            one.present_findings(&process.ledger).iter().map(|found| found.word.as_str()).collect();
        let found = match (found.is_empty(), one.is_unlooked(today, &process.ledger)) {
            (_, true) => "nobody looked".to_owned(),
            (true, false) => "no finding yet".to_owned(),
            (false, false) => found.join(", "),
        };
        let owed = &one.owed;
        output::line(format!(
            "{}  {} · {} · due {} · {found}",
            one.entry, owed.signatory, owed.unit, owed.due
        ))?;
    }
    Ok(())
}
