//! `maru process commitment`: bring in what actors promised, and show what people found became of it.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use maru_forum::{Confidence, Language, ProcessId, Reading, RecordCommitment};
use serde::Deserialize;
use serde_json::json;

use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Record the commitments of a table, a row each, as `data/commitments` has them. All rows are read before the first is recorded.
    Import {
        /// The process.
        process: ProcessId,
        /// The table (CSV) with at least the columns actor, made, place, promise, due, provisions, source, confidence.
        file: PathBuf,
        /// The language of the promises and sources.
        #[arg(long)]
        language: Language,
    },
    /// Show every commitment with its day and what people found.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// A row, as far as an entry holds it; other columns are for readers of the table.
#[derive(Debug, Deserialize)]
struct Row {
    actor: String,
    made: Option<jiff::civil::Date>,
    place: String,
    promise: String,
    due: Option<jiff::civil::Date>,
    provisions: String,
    source: String,
    confidence: String,
}

impl Row {
    fn command(self, language: &Language) -> anyhow::Result<RecordCommitment> {
        let confidence = Confidence::from_name(&self.confidence)
            .with_context(|| format!("“{}” is not high, medium or low", self.confidence))?;
        let provisions = self.provisions.split(';').map(str::trim).filter(|provision| !provision.is_empty());
        Ok(RecordCommitment {
            actor: self.actor,
            organisation: None,
            text: self.promise,
            language: language.clone(),
            quotation: None,
            made: self.made,
            place: self.place,
            due: self.due,
            source: self.source,
            confidence,
            provisions: provisions.map(str::to_owned).collect(),
            about: Vec::new(),
        })
    }
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::Import { process, file, language } => {
            let name = file.display().to_string();
            let mut reader = csv::Reader::from_path(&file).with_context(|| name.clone())?;
            let read = reader.deserialize::<Row>().enumerate().map(|(index, row)| {
                let line = || format!("{name}, row {}", index + 1);
                row.with_context(line)?.command(&language).with_context(line)
            });
            let commands = read.collect::<anyhow::Result<Vec<_>>>()?;
            let mut operator = Operator::of(data);
            let count = commands.len();
            for (index, command) in commands.into_iter().enumerate() {
                let row = || format!("{name}, row {}: the rows before it are recorded", index + 1);
                operator.act(&process, command).with_context(row)?;
            }
            output::line(format!("{count} commitments are recorded in “{process}”."))
        }
        Command::List { process, json } => list(data, &process, json),
    }
}

fn list(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let said = |words: &maru_forum::Words| {
        let content = node.words(&process, &words.digest, Reading::Anyone).ok().flatten()?;
        content.get("text").map(str::to_owned)
    };
    if json {
        let body = |one: &maru_forum::Commitment| {
            let findings: Vec<_> = one
                .findings
                .iter()
                .map(|finding| {
                    json!({"entry": finding.entry.0, "by": finding.author.0.0, "word": finding.word.as_str(),
                        "day": finding.day.to_string(), "objections": finding.objections.len()})
                })
                .collect();
            let promise = &one.promise;
            json!({"commitment": one.entry.0, "actor": promise.actor, "text": said(&promise.text),
                "made": promise.made.map(|day| day.to_string()), "due": promise.due.map(|day| day.to_string()),
                "source": promise.source, "confidence": promise.confidence.as_str(),
                "provisions": promise.provisions, "findings": findings})
        };
        return output::json(&json!(process.commitments.iter().map(body).collect::<Vec<_>>()));
    }
    if process.commitments.is_empty() {
        return output::line("No commitment is recorded.");
    }
    for one in process.commitments.iter() {
        let text = said(&one.promise.text).unwrap_or_else(|| "(words that cannot be read)".to_owned());
        output::line(format!("{}  {}: {text}", one.entry, one.promise.actor))?;
        let due = one.promise.due.map_or_else(|| "no date named".to_owned(), |due| format!("due {due}"));
        output::line(format!("      {due}; {} confidence", one.promise.confidence.as_str()))?;
        for finding in one.present_findings() {
            let (word, entry, day) = (finding.word.as_str(), finding.entry, finding.day);
            output::line(format!(
                "      {word}, as of {day} (entry {entry}, {} objections)",
                finding.objections.len()
            ))?;
        }
    }
    Ok(())
}
