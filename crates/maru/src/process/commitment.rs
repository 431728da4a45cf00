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
        /// A table of who signed what (CSV with at least the columns group, actor, source, confidence, as `data/commitments/signatories.csv`):
        /// a promise whose actor is one of its groups is recorded once for each of the group, so that it can be held against each.
        #[arg(long, value_name = "FILE")]
        signatories: Option<PathBuf>,
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
    /// What whoever wrote the row had before them: the text, a report of it, or nothing (memory).
    #[serde(default)]
    read: String,
    /// The day on which they looked.
    #[serde(default)]
    looked: String,
}

impl Row {
    /// The source, with what of it was read: how sure somebody is does not say what they saw.
    fn source(&self) -> anyhow::Result<String> {
        source_read(&self.source, &self.read, &self.looked)
    }

    fn command(self, language: &Language) -> anyhow::Result<RecordCommitment> {
        let confidence = Confidence::from_name(&self.confidence)
            .with_context(|| format!("“{}” is not high, medium or low", self.confidence))?;
        let source = self.source()?;
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
            source,
            confidence,
            provisions: provisions.map(str::to_owned).collect(),
            about: Vec::new(),
        })
    }
}

/// A source with what its reader had before them, in words that stay with it.
pub(crate) fn source_read(source: &str, read: &str, looked: &str) -> anyhow::Result<String> {
    let read = match read.trim() {
        "" => return Ok(source.to_owned()),
        "text" => "the text itself was read",
        "report" => "a report of it was read, not the text",
        "memory" => "written from memory; nothing was read",
        other => anyhow::bail!("“{other}” is not text, report or memory"),
    };
    let on = if looked.trim().is_empty() { String::new() } else { format!(", {}", looked.trim()) };
    Ok(format!("{source} ({read}{on})"))
}

/// The columns of a table of which nothing is recorded.
const NOT_RECORDED: [&str; 2] = ["demands", "instrument"];

/// The rows of a table, each with its line.
fn table(bytes: &[u8]) -> Result<Vec<(u64, Row)>, TableError> {
    let table = Table::read(bytes, MOST_ROWS)?;
    table.require(&COLUMNS)?;
    table.values()
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::Import { process, file, language, signatories } => {
            let name = file.display().to_string();
            let bytes = std::fs::read(&file).with_context(|| name.clone())?;
            let rows = table(&bytes).with_context(|| name.clone())?;
            let read = rows.into_iter().map(|(line, row)| {
                let command = row.command(&language).with_context(|| format!("{name}, line {line}"));
                command.map(|command| (line, command))
            });
            let mut commands = read.collect::<anyhow::Result<Vec<_>>>()?;
            if let Some(path) = signatories {
                let name = path.display().to_string();
                let bytes = std::fs::read(&path).with_context(|| name.clone())?;
                let signed = signed(&bytes).with_context(|| name.clone())?;
                let each = commands.into_iter().map(|(line, command)| {
                    let all = for_each(command, &signed).with_context(|| name.clone())?;
                    Ok(all.into_iter().map(move |command| (line, command)))
                });
                commands = each.collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect();
            }
            let heads = Table::read(&bytes, MOST_ROWS)?;
            let lost: Vec<&str> = heads.head().filter(|name| NOT_RECORDED.contains(name)).collect();
            if !lost.is_empty() {
                output::note(&format!(
                    "not recorded, for they name what this process may not have: {}",
                    lost.join(", ")
                ));
            }
            let known = known(data, &process)?;
            commands.retain(|(line, command)| {
                let is_known = known.contains(&key(command));
                if is_known {
                    output::note(&format!(
                        "{name}, line {line}: the same promise is recorded already; left out"
                    ));
                }
                !is_known
            });
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

/// Somebody who signed with others.
#[derive(Debug, Deserialize)]
pub(crate) struct Signed {
    group: String,
    actor: String,
    source: String,
    confidence: String,
    #[serde(default)]
    read: String,
    #[serde(default)]
    looked: String,
}

pub(crate) fn signed(bytes: &[u8]) -> Result<Vec<Signed>, TableError> {
    let table = Table::read(bytes, MOST_ROWS)?;
    table.require(&["group", "actor", "source", "confidence"])?;
    Ok(table.values()?.into_iter().map(|(_, row)| row).collect())
}

/// A promise of a group as one of each of its signatories, no surer than that they signed; any other as it is.
pub(crate) fn for_each(
    command: RecordCommitment,
    signed: &[Signed],
) -> anyhow::Result<Vec<RecordCommitment>> {
    let own: Vec<&Signed> = signed.iter().filter(|one| one.group == command.actor).collect();
    if own.is_empty() {
        return Ok(vec![command]);
    }
    let rank = |confidence: Confidence| match confidence {
        Confidence::Low => 0,
        Confidence::Medium => 1,
        Confidence::High => 2,
    };
    let one = |signatory: &Signed| {
        let sure = Confidence::from_name(&signatory.confidence)
            .with_context(|| format!("“{}” is not high, medium or low", signatory.confidence))?;
        let source = source_read(&signatory.source, &signatory.read, &signatory.looked)?;
        Ok(RecordCommitment {
            actor: signatory.actor.clone(),
            source: format!("{}; that {} signed: {source}", command.source, signatory.actor),
            confidence: if rank(sure) < rank(command.confidence) { sure } else { command.confidence },
            ..command.clone()
        })
    };
    own.into_iter().map(one).collect()
}

/// What tells promises apart: whose, when, and in which words.
type Key = (String, Option<jiff::civil::Date>, String);

fn key(command: &RecordCommitment) -> Key {
    (command.actor.clone(), command.made, command.text.clone())
}

/// The promises that are recorded and can be read.
fn known(data: &Path, id: &ProcessId) -> anyhow::Result<Vec<Key>> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let key = |one: &maru_forum::Commitment| {
        let promise = &one.promise;
        let content = node.words(&process, &promise.text.digest, Reading::Anyone).ok().flatten()?;
        Some((promise.actor.clone(), promise.made, content.get("text")?.to_owned()))
    };
    Ok(process.commitments.iter().filter_map(key).collect())
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
            let objections = finding.objections.len() + one.objections_before(finding).count();
            output::line(format!("      {word}, as of {day} (entry {entry}, {objections} objections)"))?;
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
        let companies = include_str!("../../../../data/commitments/signatories.csv");
        let companies = signed(companies.as_bytes()).expect("a table");
        let promises = table(shipped.as_bytes()).expect("a table").into_iter();
        let each: Vec<RecordCommitment> = promises
            .flat_map(|(_, row)| for_each(row.command(&language).expect("a row"), &companies).expect("a row"))
            .collect();
        let of = |actor: &str| each.iter().filter(|one| one.actor == actor).collect::<Vec<_>>();
        assert_eq!(of("Anthropic").len(), 5, "each of the five promises of the companies");
        assert!(of("Signatories of the Frontier AI Safety Commitments").is_empty());
        assert!(of("Inflection AI").iter().all(|one| one.confidence == Confidence::Low));
        assert!(
            of("G7").is_empty() && of("Canada").iter().any(|one| one.source.contains("nothing was read"))
        );
        let check = |from: &str, to: &str, expected: &str| {
            let said = table(shipped.replacen(from, to, 1).as_bytes()).expect_err("a slip");
            assert!(said.to_string().starts_with(expected), "{said}");
        };
        check("2023-11-01", "1 November 2023", "line 2: ");
        check("promise,due,", "promised,until,", "line 1: there is no column promise, due");
        check("bletchley-cooperate", "\"bletchley-cooperate", "line 2: ");
    }
}
