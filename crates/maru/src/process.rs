//! `maru process`: create, open, close and show processes, and act in them as the operator.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use maru_forum::{
    Charter, Command as Act, EntryNumber, Language, LocalText, Process, ProcessId, StatementId, Verdict,
};
use serde_json::json;

use crate::{node, output};

/// The charter that `maru process template` prints.
const TEMPLATE: &str = include_str!("charter-template.toml");

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print a charter to fill in.
    Template,
    /// Create a process from a charter; it is published at once and opened later.
    Create {
        /// The charter (TOML; `maru process template` prints one).
        charter: PathBuf,
        /// The host name in the record's origin, such as forum.example.org; it never changes.
        #[arg(long, default_value = crate::DEFAULT_HOST)]
        host: String,
    },
    /// Open a process; its charter must be complete.
    Open {
        /// The process.
        process: ProcessId,
        /// Why now; it stands in the record.
        #[arg(long, default_value = "as the charter's timetable says")]
        reason: String,
    },
    /// Close a process for ever.
    Close {
        /// The process.
        process: ProcessId,
        /// Why now; it stands in the record.
        #[arg(long, default_value = "as the charter's timetable says")]
        reason: String,
    },
    /// Show a process, or all of them.
    Show {
        /// The process; without it, all are listed.
        process: Option<ProcessId>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Put a statement to everyone as the secretariat (a seed statement).
    State {
        /// The process.
        process: ProcessId,
        /// The words.
        text: String,
        /// Their language.
        #[arg(long, default_value = "en")]
        language: Language,
    },
    /// Accept or reject a statement, with a reason.
    Moderate {
        /// The process.
        process: ProcessId,
        /// The statement's number.
        statement: u64,
        /// What was found.
        #[arg(value_parser = ["accepted", "rejected", "meta"])]
        verdict: String,
        /// Why; it stands in the public log.
        #[arg(long)]
        reason: String,
        /// The charter's rule.
        #[arg(long, default_value = "")]
        rule: String,
    },
    /// Publish a version of the draft, one file a language.
    Draft {
        /// The process.
        process: ProcessId,
        /// Language and file, such as en=draft.en.md; may be given several times.
        #[arg(long = "text", value_name = "LANGUAGE=FILE", required = true)]
        texts: Vec<String>,
        /// What changed and why.
        #[arg(long)]
        reason: String,
    },
    /// Compute the opinion map and publish it as a result that anyone can recompute.
    Result {
        /// The process.
        process: ProcessId,
    },
    /// Record what the process decided.
    Decide {
        /// The process.
        process: ProcessId,
        /// adopted, rejected or referred.
        outcome: String,
        /// The decision in words.
        #[arg(long)]
        text: String,
        /// Their language.
        #[arg(long, default_value = "en")]
        language: Language,
        /// The entry of the result it rests on.
        #[arg(long)]
        result: Option<u64>,
    },
    /// Withdraw the content of an entry (text a law or the charter says must go); the entry itself stays.
    Redact {
        /// The process.
        process: ProcessId,
        /// The entry whose content goes.
        entry: u64,
        /// Reason code, such as personal-data.
        #[arg(long)]
        reason: String,
        /// Legal ground, such as "GDPR Art 17".
        #[arg(long)]
        ground: String,
    },
}

pub(crate) fn run(arguments: Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::Template => output::line(TEMPLATE.trim_end())?,
        Command::Create { charter, host } => create(data, &charter, &host)?,
        Command::Show { process, json } => show(data, process.as_ref(), json)?,
        Command::Open { process, reason } => act(data, &process, Act::Open { reason })?,
        Command::Close { process, reason } => act(data, &process, Act::Close { reason })?,
        Command::State { process, text, language } => act(data, &process, Act::State { text, language })?,
        Command::Moderate { process, statement, verdict, reason, rule } => {
            let Some(verdict) = Verdict::from_name(&verdict) else {
                bail!("“{verdict}” is not a verdict")
            };
            let statement = StatementId(EntryNumber(statement));
            act(data, &process, Act::Moderate { statement, verdict, reason, rule })?;
        }
        Command::Draft { process, texts, reason } => {
            act(data, &process, Act::PublishDraft { texts: read_texts(&texts)?, reason })?;
        }
        Command::Result { process } => publish_result(data, &process)?,
        Command::Decide { process, outcome, text, language, result } => {
            let result = result.map(EntryNumber);
            act(data, &process, Act::Decide { outcome, result, text, language })?;
        }
        Command::Redact { process, entry, reason, ground } => {
            act(data, &process, Act::Redact { entry: EntryNumber(entry), reason, ground })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a charter; an error names the file, the line and what is wrong there.
pub(crate) fn read_charter(path: &Path) -> anyhow::Result<Charter> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

fn create(data: &Path, path: &Path, host: &str) -> anyhow::Result<()> {
    let charter = read_charter(path)?;
    let id = charter.id.clone();
    let faults = charter.faults();
    let node = node::open_or_create(data)?;
    node.create_process(charter, &node::origin(host, &id))?;
    node::publish_all(&node)?;
    output::line(format!("Process “{id}” exists. Its charter is entry 0 of its record."))?;
    for fault in &faults {
        output::line(format!("Before it can open: {fault}."))?;
    }
    if faults.is_empty() {
        output::line(format!("Next: maru process open {id}"))?;
    }
    Ok(())
}

fn act(data: &Path, process: &ProcessId, command: Act) -> anyhow::Result<()> {
    let node = node::open(data)?;
    node::process(&node, process)?;
    let answer = node::act(&node, process, command)?;
    node::publish_all(&node)?;
    output::line(format!("Recorded as entry {} of “{process}”.", answer.entry))
}

fn publish_result(data: &Path, process: &ProcessId) -> anyhow::Result<()> {
    let node = node::open(data)?;
    let handle = node::process(&node, process)?;
    let published = maru_verify::opinion_map_result(&handle.read());
    let answer = node::act(&node, process, Act::PublishResult(published))?;
    node::publish_all(&node)?;
    output::line(format!(
        "The opinion map is entry {} of “{process}”; anyone can recompute it.",
        answer.entry
    ))
}

fn read_texts(pairs: &[String]) -> anyhow::Result<LocalText> {
    let mut texts = LocalText::default();
    for pair in pairs {
        let Some((language, file)) = pair.split_once('=') else {
            bail!("“{pair}” should be LANGUAGE=FILE, such as ko=draft.ko.md");
        };
        let text = std::fs::read_to_string(file).with_context(|| file.to_owned())?;
        texts.0.insert(language.parse()?, text);
    }
    Ok(texts)
}

fn show(data: &Path, process: Option<&ProcessId>, json: bool) -> anyhow::Result<()> {
    let node = node::open(data)?;
    let handles = match process {
        Some(id) => vec![node::process(&node, id)?],
        None => node.processes(),
    };
    if json {
        let all: Vec<_> = handles.iter().map(|handle| summary(&handle.read())).collect();
        return match (process, all.first()) {
            (Some(_), Some(one)) => output::json(one),
            _ => output::json(&all),
        };
    }
    for handle in handles {
        print(&handle.read())?;
    }
    Ok(())
}

fn summary(process: &Process) -> serde_json::Value {
    json!({
        "id": process.charter.id.as_str(),
        "origin": process.origin,
        "title": process.charter.title,
        "stage": process.stage.as_str(),
        "simulated": process.charter.simulated,
        "entries": process.entries,
        "participants": process.participants.len(),
        "statements": process.statements.len(),
        "votes": process.participants.iter().map(|person| person.votes.len()).sum::<usize>(),
        "vote_events": process.vote_events,
        "results": process.results,
        "decisions": process.decisions,
        "charter": process.charter,
    })
}

fn print(process: &Process) -> anyhow::Result<()> {
    let title = process.charter.title.best("en").map_or("", |(_, title)| title);
    let votes: usize = process.participants.iter().map(|person| person.votes.len()).sum();
    output::line(format!("{}  {title}", process.charter.id))?;
    output::line(format!("  stage         {}", process.stage.as_str()))?;
    output::line(format!("  origin        {}", process.origin))?;
    output::line(format!("  entries       {}", process.entries))?;
    output::line(format!("  participants  {}", process.participants.len()))?;
    output::line(format!("  statements    {}", process.statements.len()))?;
    output::line(format!("  votes         {votes} ({} events)", process.vote_events))?;
    if process.charter.simulated {
        output::line("  note          the participants are simulated")?;
    }
    for phase in &process.charter.phases {
        let title = phase.title.best("en").map_or("", |(_, title)| title);
        output::line(format!("  phase         {} to {}  {title}", phase.opens, phase.closes))?;
    }
    Ok(())
}
