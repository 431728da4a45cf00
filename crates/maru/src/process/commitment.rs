//! `maru process commitment`: bring in what actors promised, and show what people found became of it.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use maru_forum::{Confidence, Language, ProcessId, Reading, RecordCommitment};
use maru_text::{Table, TableError};
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

/// The most commitments of one table.
const MOST_ROWS: usize = 10_000;
/// The columns that have to be there.
const COLUMNS: [&str; 8] = ["actor", "made", "place", "promise", "due", "provisions", "source", "confidence"];

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

/// The rows of a table, each with its line.
fn table(bytes: &[u8]) -> Result<Vec<(u64, Row)>, TableError> {
    let table = Table::read(bytes, MOST_ROWS)?;
    table.require(&COLUMNS)?;
    table.values()
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::Import { process, file, language } => {
            let name = file.display().to_string();
            let bytes = std::fs::read(&file).with_context(|| name.clone())?;
            let rows = table(&bytes).with_context(|| name.clone())?;
            let read = rows.into_iter().map(|(line, row)| {
                let command = row.command(&language).with_context(|| format!("{name}, line {line}"));
                command.map(|command| (line, command))
            });
            let commands = read.collect::<anyhow::Result<Vec<_>>>()?;
            let mut operator = Operator::of(data);
            let count = commands.len();
            for (line, command) in commands {
                let at = || format!("{name}, line {line}: the rows before it are recorded");
                operator.act(&process, command).with_context(at)?;
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
        for finding in one.present_findings(&process.ledger) {
            let (word, entry, day) = (finding.word.as_str(), finding.entry, finding.day);
            output::line(format!(
                "      {word}, as of {day} (entry {entry}, {} objections)",
                finding.objections.len()
            ))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commitments_that_ship_are_read_whole_and_a_slip_is_named_with_its_line() {
        let shipped = include_str!("../../../../data/commitments/commitments.csv");
        let language: Language = "en".parse().expect("a language");
        let rows = table(shipped.as_bytes()).expect("a table");
        assert_eq!(rows.len() + 1, shipped.lines().count());
        for (line, row) in rows {
            row.command(&language).unwrap_or_else(|error| panic!("line {line}: {error}"));
        }
        let check = |from: &str, to: &str, expected: &str| {
            let said = table(shipped.replacen(from, to, 1).as_bytes()).expect_err("a slip");
            assert!(said.to_string().starts_with(expected), "{said}");
        };
        check("2023-11-01", "1 November 2023", "line 2: ");
        check("promise,due,", "promised,until,", "line 1: there is no column promise, due");
        check("bletchley-cooperate", "\"bletchley-cooperate", "line 2: ");
    }
}
