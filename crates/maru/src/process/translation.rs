//! `maru process missing`, `render`: what lacks a translation, and a text of the charter or the draft in another language.

use std::path::Path;

use clap::Subcommand;
use maru_forum::{EntryNumber, Language, ProcessId, Render, Words};
use maru_web::translate::queue::{Reading, State, missing, units_of};
use serde_json::json;

use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List what lacks a translation into a language, or was changed since: the charter, the draft, statements.
    Missing {
        /// The process.
        process: ProcessId,
        /// The language.
        language: Language,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Say a text of the charter or a unit of the draft in another language. Statements: `maru process translate`.
    Render {
        /// The process.
        process: ProcessId,
        /// The entry of the charter in force, or of the newest version of the draft; `maru process missing` names it.
        of: u64,
        /// Which text of it, such as purpose, phase.debate or `art_1`.
        part: String,
        /// The words.
        text: String,
        /// Their language.
        #[arg(long)]
        language: Language,
        /// Who or what translated: human, or a program's name and version.
        #[arg(long)]
        translator: String,
    },
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::Missing { process, language, json } => list(data, &process, &language, json),
        Command::Render { process, of, part, text, language, translator } => {
            let command = Render { of: EntryNumber(of), part, text, language, translator };
            let answer = Operator::of(data).act(&process, command)?;
            output::line(format!("Recorded as entry {} of “{process}”.", answer.number))
        }
    }
}

fn list(data: &Path, id: &ProcessId, language: &Language, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let text = |words: &Words| {
        let content = node.words(&process, &words.digest, maru_forum::Reading::Anyone).ok().flatten()?;
        content.get("text").map(str::to_owned)
    };
    let units = |words: &Words| Some(units_of(&text(words)?, &words.language));
    let found = missing(&process, language, &Reading { text: &text, units: &units });
    if json {
        let lines: Vec<_> = found
            .iter()
            .map(|one| {
                json!({ "item": one.what.name(), "of": one.of.0, "language": one.source, "text": one.text, "state": one.state.as_str() })
            })
            .collect();
        return output::json(&lines);
    }
    if found.is_empty() {
        return output::line(format!("Everything can be read in “{language}”."));
    }
    for one in found {
        output::line(format!("{}  of {}  {}", one.what.name(), one.of, one.state.as_str()))?;
        output::line(format!("    {}", one.text.lines().next().unwrap_or_default()))?;
        if one.state == State::Behind {
            output::line(format!(
                "    the draft has a text of its own in “{language}”, which lacks this or was not changed with it: a new version mends it"
            ))?;
        }
    }
    Ok(())
}
