//! `maru process coding`: what units of the draft are as norms.

use std::path::Path;

use anyhow::Context;
use clap::{Args, Subcommand};
use maru_forum::{CodeUnit, ProcessId, UnitCoding, UnitId};
use maru_norms::{Library, UnitNorm};
use serde_json::json;

use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show every coded unit with the level that it would have, were the draft law.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Confirm what a unit of the newest version is as a norm, in codes of the norm library (`maru norms schema` lists them).
    Confirm(Box<Arguments>),
}

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The process.
    process: ProcessId,
    /// The unit, such as `art_4__para_1`.
    unit: String,
    /// R (regulates), C (class), S (scope) or P (procedure or power).
    #[arg(long = "type", default_value = "R")]
    statement_type: String,
    /// The duty word, such as must, should, may.
    #[arg(long)]
    deontic: String,
    /// What follows from a breach, such as `admin_fine` or none.
    #[arg(long)]
    sanction: String,
    /// yes, partly or no.
    #[arg(long)]
    testable: String,
    /// Who bears it; may be repeated.
    #[arg(long)]
    bearer: Vec<String>,
    /// What it is about; may be repeated.
    #[arg(long)]
    topic: Vec<String>,
    /// What the affected person can set off, in words.
    #[arg(long, default_value = "")]
    remedy: String,
}

fn norm(coding: &UnitCoding) -> Result<UnitNorm, maru_norms::UnknownCode> {
    let single = [&*coding.statement_type, &*coding.deontic, &*coding.sanction, &*coding.testable];
    UnitNorm::read(single, &coding.bearer, &coding.topics, &coding.remedy)
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::List { process, json } => list(data, &process, json),
        Command::Confirm(arguments) => confirm(data, *arguments),
    }
}

fn confirm(data: &Path, arguments: Arguments) -> anyhow::Result<()> {
    let Arguments { process: id, unit, statement_type, deontic, sanction, testable, bearer, topic, remedy } =
        arguments;
    let coding = UnitCoding { statement_type, deontic, bearer, topics: topic, sanction, testable, remedy };
    let draft = {
        let node = node::open_reading(data)?;
        let handle = node::process(&node, &id)?;
        let process = handle.read();
        process.drafts.last().context("there is no version of the draft yet")?.entry
    };
    let command = CodeUnit { draft, unit: UnitId::new(&unit)?, coding, as_suggested: None, words: None };
    let done = Operator::of(data).act(&id, command)?;
    output::line(format!("Recorded as entry {} of “{id}”.", done.number))
}

fn list(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let library = Library::shared()?;
    let today = maru_store::now().day();
    let mut all = Vec::new();
    for one in process.codings.iter() {
        let version = process.drafts.iter().find(|draft| draft.entry == one.draft).map(|draft| draft.version);
        let level = norm(&one.coding).ok().map(|norm| library.unit_level(&norm, today));
        // A code that this library does not know is unknown; a definition has no level.
        let word = match level {
            None => "unknown",
            Some(None) => "none",
            Some(Some(level)) => maru_norms::code::Coded::code(level),
        };
        let stands = process.codings.of(one.draft, &one.unit).is_some_and(|last| last.entry == one.entry);
        all.push(json!({"entry": one.entry.0, "version": version, "unit": one.unit.as_str(), "level": word,
            "deontic": one.coding.deontic, "sanction": one.coding.sanction, "stands": stands}));
    }
    if json {
        return output::json(&json!(all));
    }
    if all.is_empty() {
        return output::line("No unit of the draft is coded.");
    }
    for one in all.iter().filter(|one| one["stands"] == true) {
        output::line(format!(
            "version {}  {}  {} ({}, {}; entry {})",
            one["version"],
            one["unit"].as_str().unwrap_or_default(),
            one["level"].as_str().unwrap_or_default(),
            one["deontic"].as_str().unwrap_or_default(),
            one["sanction"].as_str().unwrap_or_default(),
            one["entry"]
        ))?;
    }
    Ok(())
}
