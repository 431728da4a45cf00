//! `maru process initiative`: show what people want on the agenda and which answers are owed, and answer.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use maru_forum::{
    AnswerInitiative, EntryNumber, Initiative, InitiativeWord, Language, ProcessId, Reading, Words,
};
use serde_json::json;

use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show every initiative: its support, what it needs, and until when an answer is owed.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Answer an initiative whose threshold was reached. What the entry says of its support comes from the record.
    Answer {
        /// The process.
        process: ProcessId,
        /// The initiative's number.
        initiative: u64,
        /// What becomes of it.
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(InitiativeWord::ALL.iter().map(|one| one.as_str())))]
        word: String,
        /// A file with the reasons.
        #[arg(long)]
        reasons: PathBuf,
        /// Their language.
        #[arg(long)]
        language: Language,
        /// An entry that came of it; may be given several times.
        #[arg(long = "outcome")]
        outcomes: Vec<u64>,
    },
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::List { process, json } => list(data, &process, json),
        Command::Answer { process, initiative, word, reasons, language, outcomes } => {
            let text = std::fs::read_to_string(&reasons).with_context(|| reasons.display().to_string())?;
            let answer = AnswerInitiative {
                initiative: EntryNumber(initiative),
                word: InitiativeWord::from_name(&word).context("no such word")?,
                text: text.trim().to_owned(),
                language,
                outcomes: outcomes.into_iter().map(EntryNumber).collect(),
            };
            let answer = Operator::of(data).act(&process, answer)?;
            output::line(format!("Recorded as entry {} of “{process}”.", answer.number))
        }
    }
}

fn list(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let said = |words: &Words| {
        let content = node.words(&process, &words.digest, Reading::Anyone).ok().flatten()?;
        content.get("text").map(str::to_owned)
    };
    let day = maru_store::now().day();
    if json {
        let body = |one: &Initiative| {
            let reached = one.reached.as_ref().map(|reached| {
                json!({"entry": reached.entry.0, "supporters": reached.spread.people, "due": reached.due.to_string()})
            });
            let answers: Vec<_> = one
                .answers
                .iter()
                .map(|answer| json!({"entry": answer.entry.0, "word": answer.word.as_str()}))
                .collect();
            json!({"initiative": one.entry.0, "title": said(&one.title), "state": one.state(day),
                "supporters": one.spread.people, "groups": one.spread.groups_with(one.rule.in_each),
                "countries": one.spread.countries_with(one.rule.in_each), "needed": one.rule,
                "reached": reached, "answers": answers})
        };
        return output::json(&json!(process.initiatives.iter().map(body).collect::<Vec<_>>()));
    }
    if process.initiatives.is_empty() {
        return output::line("Nobody has put anything on the agenda.");
    }
    for one in process.initiatives.iter() {
        let title = said(&one.title).unwrap_or_else(|| "(words that cannot be read)".to_owned());
        output::line(format!("{}  {}  {title}", one.entry, one.state(day)))?;
        let (rule, spread) = (one.rule, &one.spread);
        output::line(format!(
            "      {} of {} people, {} of {} groups, {} of {} countries",
            spread.people,
            rule.supporters,
            spread.groups_with(rule.in_each),
            rule.groups,
            spread.countries_with(rule.in_each),
            rule.countries
        ))?;
        if let Some(reached) = &one.reached {
            let (entry, due) = (reached.entry, reached.due);
            output::line(format!(
                "      threshold reached in entry {entry}; an answer is in time until {due}"
            ))?;
        }
        for answer in &one.answers {
            output::line(format!("      answered in entry {}: {}", answer.entry, answer.word.as_str()))?;
        }
    }
    Ok(())
}
