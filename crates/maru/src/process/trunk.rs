//! `maru process answer`, `give`, `tell`, `owed`, `close-phase`, `remarks`, `amendments`: the desk of the trunk at the command line.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use maru_forum::{
    AnswerStage, ClosePhase, Disposition, EntryNumber, GiveAnswer, GiveProposed, ImportRemarks, Language,
    Means, ParticipantId, Process, ProcessId, Remaining, Tell, UnitId,
};
use maru_web::OwedBody;
use serde::Deserialize;

use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answer remarks and amendments: one answer for all that are named, or many from a file.
    Answer(AnswerArguments),
    /// Give an answer that was proposed, once its authors have consented, refused, or let the days pass.
    Give {
        /// The process.
        process: ProcessId,
        /// The answer's number.
        answer: u64,
        /// Its remarks and amendments, with commas between them.
        #[arg(value_delimiter = ',', required = true)]
        on: Vec<u64>,
    },
    /// Note that a notice of answers stands on the pages of people's accounts: of all who were not told yet, or those of one answer. They
    /// count as told once they open it. Of those behind whom no account stands it is noted that they cannot be told.
    Tell {
        /// The process.
        process: ProcessId,
        /// The answer's number; without it, every answer that somebody was not told of.
        answer: Option<u64>,
    },
    /// List everything that is left before a phase of answers, or the process, may close.
    Owed {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Bring in remarks and amendments that were made elsewhere, from a file in JSON: {"source": {"name", "url", "licence",
    /// "description"}, "remarks": [{"author", "time", "act": {…}}], "amendments": […]}. Their authors stay their authors.
    ImportRemarks {
        /// The process.
        process: ProcessId,
        /// The file.
        file: PathBuf,
    },
    /// Comments out to a table and in from one, and answers back from it.
    Comments(super::comments::Arguments),
    /// Close a phase whose last day is over; refused, with all that is left, while something is owed.
    ClosePhase {
        /// The process.
        process: ProcessId,
        /// The phase, by its id in the charter.
        phase: String,
        /// Why now; it stands in the record.
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AnswerArguments {
    /// The process.
    process: ProcessId,
    /// The remarks and amendments, with commas between them.
    #[arg(value_delimiter = ',', required_unless_present = "file", conflicts_with = "file")]
    on: Vec<u64>,
    /// What becomes of them.
    #[arg(long, required_unless_present = "file", value_parser = clap::builder::PossibleValuesParser::new(Disposition::ALL.iter().map(|one| one.as_str())))]
    disposition: Option<String>,
    /// The reason; it names the matter.
    #[arg(long, required_unless_present = "file")]
    text: Option<String>,
    /// The language of the reason.
    #[arg(long, required_unless_present = "file")]
    language: Option<Language>,
    /// The units that change, or that say it already, with commas between them.
    #[arg(long, value_delimiter = ',')]
    units: Vec<String>,
    /// Put it to the authors first.
    #[arg(long)]
    propose: bool,
    /// The answer in whose place it comes.
    #[arg(long)]
    instead_of: Option<u64>,
    /// Many answers: a file with one JSON object a line ("-" for standard input), each with on, disposition, text, language, and
    /// where wanted `units`, `propose`, `instead_of`. All lines are read before the first answer is recorded.
    #[arg(long)]
    file: Option<PathBuf>,
}

/// A line of a file of answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    on: Vec<u64>,
    disposition: String,
    text: String,
    language: Language,
    #[serde(default)]
    units: Vec<String>,
    #[serde(default)]
    propose: bool,
    #[serde(default)]
    instead_of: Option<u64>,
}

impl Line {
    fn command(self) -> anyhow::Result<GiveAnswer> {
        let disposition = Disposition::from_name(&self.disposition)
            .with_context(|| format!("“{}” is no disposition", self.disposition))?;
        Ok(GiveAnswer {
            on: self.on.into_iter().map(EntryNumber).collect(),
            disposition,
            text: self.text,
            language: self.language,
            units: self.units.iter().map(|unit| UnitId::new(unit)).collect::<Result<_, _>>()?,
            stage: if self.propose { AnswerStage::Proposed } else { AnswerStage::Given },
            instead_of: self.instead_of.map(EntryNumber),
        })
    }
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::Answer(arguments) => answer(arguments, data),
        Command::Give { process, answer, on } => {
            let on = on.into_iter().map(EntryNumber).collect();
            recorded(data, &process, GiveProposed { answer: EntryNumber(answer), on })
        }
        Command::Tell { process, answer } => tell(data, &process, answer.map(EntryNumber)),
        Command::Owed { process, json } => owed(data, &process, json),
        Command::ImportRemarks { process, file } => {
            let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let import: ImportRemarks =
                serde_json::from_str(&text).with_context(|| file.display().to_string())?;
            recorded(data, &process, Box::new(import))
        }
        Command::Comments(arguments) => super::comments::run(arguments, data),
        Command::ClosePhase { process, phase, reason } => {
            recorded(data, &process, ClosePhase { phase, reason })
        }
    }
}

fn recorded(data: &Path, process: &ProcessId, command: impl Into<maru_forum::Command>) -> anyhow::Result<()> {
    let answer = Operator::of(data).act(process, command)?;
    output::line(format!("Recorded as entry {} of “{process}”.", answer.number))
}

fn answer(arguments: AnswerArguments, data: &Path) -> anyhow::Result<()> {
    let AnswerArguments { process, on, disposition, text, language, units, propose, instead_of, file } =
        arguments;
    let lines = match file {
        Some(file) => read_lines(&file)?,
        None => vec![Line {
            on,
            disposition: disposition.context("--disposition is missing")?,
            text: text.context("--text is missing")?,
            language: language.context("--language is missing")?,
            units,
            propose,
            instead_of,
        }],
    };
    // A file that is wrong in its last line must not be half recorded.
    let commands = lines.into_iter().map(Line::command).collect::<anyhow::Result<Vec<_>>>()?;
    // One for all of them: where no server runs, the folder is opened once.
    let mut operator = Operator::of(data);
    for command in commands {
        let on: Vec<String> = command.on.iter().map(ToString::to_string).collect();
        let answer = operator.act(&process, command)?;
        output::line(format!("Recorded as entry {} of “{process}”: on {}.", answer.number, on.join(", ")))?;
    }
    Ok(())
}

fn read_lines(file: &Path) -> anyhow::Result<Vec<Line>> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text).context("standard input")?;
    } else {
        text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    }
    let read = |(number, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| format!("{}, line {}", file.display(), number + 1))
    };
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(read).collect()
}

fn tell(data: &Path, id: &ProcessId, only: Option<EntryNumber>) -> anyhow::Result<()> {
    let mut untold: BTreeMap<(EntryNumber, &str), (Means, Vec<ParticipantId>)> = BTreeMap::new();
    {
        let node = node::open_reading(data)?;
        let handle = node::process(&node, id)?;
        let process = handle.read();
        if let Some(only) = only.filter(|only| process.answers.get(*only).is_none()) {
            bail!("entry {only} of “{id}” is no answer");
        }
        for (answer, who) in process.answers.to_tell() {
            if only.is_none_or(|only| only == answer) {
                let reached = node.addressee(&handle, who)?.is_some();
                let means = if reached { Means::Page } else { Means::Unreachable };
                untold.entry((answer, means.as_str())).or_insert((means, Vec::new())).1.push(who);
            }
        }
    }
    if untold.is_empty() {
        return output::line(match only {
            Some(answer) => format!("Nobody is left to be told of answer {answer}."),
            None => "Nobody is left to be told of an answer.".to_owned(),
        });
    }
    let mut operator = Operator::of(data);
    for ((answer, _), (means, to)) in untold {
        let count = to.len();
        let told = operator.act(id, Tell { answer, to, means })?;
        let what = match means {
            Means::Unreachable => format!("{count} cannot be told of answer {answer}"),
            _ => format!(
                "a notice of answer {answer} stands on the pages of {count}; they are told once they open them"
            ),
        };
        output::line(format!("Recorded as entry {}: {what}.", told.number))?;
    }
    Ok(())
}

fn owed(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let left = process.remaining(maru_store::now());
    if json {
        return output::json(&OwedBody::from(left));
    }
    if left.is_done() {
        output::line("Nothing is owed.")?;
    }
    left_to_do(&process, &left)
}

/// Everything that is left to do, each with the number of its entry: what is owed to those who wrote remarks, and what waits beside.
pub(super) fn left_to_do(process: &Process, left: &Remaining) -> anyhow::Result<()> {
    let owed = &left.owed;
    for entry in &owed.unanswered {
        let what = if process.remarks.get(*entry).is_some() { "remark" } else { "amendment" };
        output::line(format!("unanswered  {what} {entry}"))?;
    }
    for (answer, who) in &owed.untold {
        output::line(format!("untold      participant {who}, of answer {answer}"))?;
    }
    for entry in &owed.contested {
        let until = match process.appeal_on(*entry) {
            Some(appeal) => format!("the appeal in entry {} waits for a ruling", appeal.entry),
            None => process
                .last_day_to_appeal(*entry)
                .map_or_else(String::new, |last| format!("its author may appeal until {last}")),
        };
        output::line(format!("turned away {entry}: {until}"))?;
    }
    waiting(left)
}

/// What waits beside what is owed to those who wrote remarks: each with the number of its entry.
fn waiting(left: &Remaining) -> anyhow::Result<()> {
    let lists = [
        ("initiative", "reached its threshold and has no answer", &left.initiatives),
        ("meeting", "has no minutes", &left.meetings),
        ("appeal", "waits for a ruling, which can be given after the process was closed, too", &left.appeals),
        ("application", "has no outcome", &left.applications),
        ("report", "on the words of somebody, which no moderator has judged since", &left.reports),
        ("words", "wait for a moderator", &left.waiting),
    ];
    for (what, how, entries) in lists {
        for entry in entries {
            output::line(format!("{what} {entry}: {how}"))?;
        }
    }
    if !left.phases.is_empty() {
        output::line(format!("phases that run or are to come: {}", left.phases.join(", ")))?;
    }
    Ok(())
}
