//! `maru process endorsement`: who signed a joint statement, what it demands, to whom it was handed over and what became of that.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use jiff::civil::Date;
use maru_forum::{
    AnswerDemand, Command as Act, DemandWord, EntryNumber, HandOver, ImportSignatories, Language, LocalText,
    Look, LookForDemand, LookedIn, Moment, Process, ProcessId, PutDemand, Reading, Signer, Source, UnitId,
    Words,
};
use maru_store::Node;
use maru_web::endorsement::list::{self, Row};
use serde_json::json;

use super::named;
use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show who signed which version, and the signatories of lists apart from them.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Bring in a list of signatories (CSV with the columns name, kind, and where wanted country, place, day, withdrawn). All rows are
    /// brought in, or none; they are never counted as signatures of here.
    Import {
        /// The process.
        process: ProcessId,
        /// The file.
        file: PathBuf,
        /// The language of its names and places.
        #[arg(long)]
        language: Language,
        /// Where the list comes from.
        #[arg(long)]
        source: String,
        /// The address at which it can be read.
        #[arg(long, default_value = "")]
        url: String,
        /// Under which terms it is published.
        #[arg(long, default_value = "")]
        licence: String,
        /// Why it is brought in; needed unless nothing is.
        #[arg(long, required_unless_present = "dry_run")]
        reason: Option<String>,
        /// The version under which it stands; the newest where it is not said.
        #[arg(long)]
        draft_version: Option<u32>,
        /// Say what would be brought in, and bring in nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Show the demands, where somebody looked for what answers each, and what became of it.
    Demands {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Put a demand, once in each language of the charter.
    Demand {
        /// The process.
        process: ProcessId,
        /// The demand in a language, as en=WORDS; once for each.
        #[arg(long = "text", value_parser = said, required = true)]
        texts: Vec<(Language, String)>,
        /// Of whom it is asked.
        #[arg(long)]
        to: String,
        /// The unit of the text that says it.
        #[arg(long)]
        unit: Option<String>,
        /// The demand that is put anew for a later version.
        #[arg(long)]
        of: Option<u64>,
    },
    /// Say what was found that answers a demand. Without --found: that somebody looked and found nothing.
    Look {
        /// The process.
        process: ProcessId,
        /// The demand.
        demand: u64,
        /// Where.
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(LookedIn::ALL.iter().map(|one| one.as_str())))]
        within: String,
        /// What was found, by its id there; may be repeated.
        #[arg(long)]
        found: Vec<String>,
        /// More words, as en=WORDS.
        #[arg(long, value_parser = said)]
        text: Option<(Language, String)>,
    },
    /// Record that the statement was handed over. How many had signed by then is taken from the record.
    HandOver {
        /// The process.
        process: ProcessId,
        /// To whom.
        #[arg(long)]
        to: String,
        /// On which day.
        #[arg(long)]
        day: Date,
        /// By what means.
        #[arg(long)]
        means: String,
        /// Into which process: an address, or the origin of its record.
        #[arg(long)]
        into: Option<String>,
        /// The entry of that process by which it arrived there. Needed where the process is on this node: make a submission there first.
        #[arg(long, requires = "into")]
        entry: Option<u64>,
        /// Which version; the newest where it is not said.
        #[arg(long)]
        draft_version: Option<u32>,
        /// More words, as en=WORDS.
        #[arg(long, value_parser = said)]
        text: Option<(Language, String)>,
    },
    /// Record what became of a demand where the statement was handed over.
    Answer {
        /// The process.
        process: ProcessId,
        /// The demand.
        demand: u64,
        /// What became of it.
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(DemandWord::ALL.iter().map(|one| one.as_str())))]
        word: String,
        /// The handing over, by its entry.
        #[arg(long)]
        handover: u64,
        /// On which day it was answered, or until which nothing came.
        #[arg(long)]
        day: Date,
        /// Where that was read, as en=WORDS.
        #[arg(long, value_parser = said)]
        source: (Language, String),
        /// The reasons that were given, as en=WORDS.
        #[arg(long, value_parser = said)]
        text: Option<(Language, String)>,
    },
}

/// Words with their language before an equals sign.
fn said(text: &str) -> Result<(Language, String), String> {
    let (tag, words) = text.split_once('=').ok_or("a language and words are given as en=WORDS")?;
    let language: Language = tag.parse().map_err(|error: maru_forum::Violation| error.to_string())?;
    Ok((language, words.to_owned()))
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<ExitCode> {
    match command {
        Command::List { process, json } => signatures(data, &process, json)?,
        Command::Demands { process, json } => demands(data, &process, json)?,
        Command::Import { process, file, language, source, url, licence, reason, draft_version, dry_run } => {
            let rows = read(&file)?;
            if dry_run {
                return preview(&rows);
            }
            if let Some(wrong) = rows.iter().find_map(|row| row.read.as_ref().err().map(|fault| (row, fault)))
            {
                bail!(
                    "{}, line {}: {}; nothing was brought in",
                    file.display(),
                    wrong.0.line,
                    wrong.1.said()
                );
            }
            let draft = version_of(data, &process, draft_version)?;
            let source = Source { name: source, url, licence, description: String::new() };
            let signatories: Vec<_> = rows.into_iter().filter_map(|row| row.read.ok()).collect();
            let count = signatories.len();
            let reason = reason.unwrap_or_default();
            let import = ImportSignatories { source, reason, draft, language, signatories };
            Operator::of(data).act(&process, Box::new(import))?;
            output::line(format!(
                "{count} signatories of the list stand in “{process}”; none of them counts as having signed here."
            ))?;
        }
        Command::Demand { process, texts, to, unit, of } => {
            let unit = unit.as_deref().map(UnitId::new).transpose()?;
            let draft = version_of(data, &process, None)?;
            let text = LocalText(texts.into_iter().collect());
            act(data, &process, PutDemand { of: of.map(EntryNumber), draft, unit, text, to })?;
        }
        Command::Look { process, demand, within, found, text } => {
            let within = named(&within, LookedIn::from_name(&within))?;
            let demand = EntryNumber(demand);
            act(data, &process, LookForDemand { demand, within, found, words: text })?;
        }
        Command::HandOver { process, to, day, means, into, entry, draft_version, text } => {
            let draft = version_of(data, &process, draft_version)?;
            let entry = entry.map(EntryNumber);
            act(data, &process, HandOver { draft, to, process: into, entry, day, means, words: text })?;
        }
        Command::Answer { process, demand, word, handover, day, source, text } => {
            let word = named(&word, DemandWord::from_name(&word))?;
            let (handover, demand) = (EntryNumber(handover), EntryNumber(demand));
            act(data, &process, AnswerDemand { handover, demand, word, day, source, words: text })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn act(data: &Path, process: &ProcessId, command: impl Into<Act>) -> anyhow::Result<()> {
    let done = Operator::of(data).act(process, command)?;
    output::line(format!("Recorded as entry {} of “{process}”.", done.number))
}

fn read(file: &Path) -> anyhow::Result<Vec<Row>> {
    let name = || file.display().to_string();
    let text = std::fs::read_to_string(file).with_context(name)?;
    let today = Moment(jiff::Timestamp::now().as_second()).day();
    list::read(&text, today).with_context(name)
}

/// Says what each row would become; the exit code says whether all of them can be.
fn preview(rows: &[Row]) -> anyhow::Result<ExitCode> {
    for row in rows {
        let word = match &row.read {
            Ok(one) => one.kind.as_str().to_owned(),
            Err(fault) => format!("cannot be read: {}", fault.said()),
        };
        output::line(format!("line {}: {} · {word}", row.line, row.name))?;
    }
    let wrong = rows.iter().filter(|row| row.read.is_err()).count();
    output::line(format!("{} rows, {wrong} of them cannot be read. Nothing was brought in.", rows.len()))?;
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The entry of a version, or of the newest.
fn version_of(data: &Path, id: &ProcessId, version: Option<u32>) -> anyhow::Result<EntryNumber> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let draft = match version {
        None => process.drafts.last().context("there is no version of the text yet")?,
        Some(version) => {
            process.drafts.version(version).with_context(|| format!("there is no version {version}"))?
        }
    };
    Ok(draft.entry)
}

fn words(node: &Node, process: &Process, words: &Words) -> Option<String> {
    let content = node.words(process, &words.digest, Reading::Anyone).ok().flatten()?;
    content.get("text").map(str::to_owned)
}

const UNREADABLE: &str = "(words that cannot be read)";

fn signatures(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let name = |signer: Signer| match signer {
        Signer::Organisation(entry) => process
            .organisations
            .get(entry)
            .and_then(|one| words(&node, &process, &one.now()?.name))
            .unwrap_or_else(|| UNREADABLE.to_owned()),
        Signer::Person(who) => {
            process.participant(who).map_or_else(|| who.to_string(), |person| person.pseudonym.to_string())
        }
    };
    let mut versions = Vec::new();
    for draft in &process.drafts {
        let count = process.endorsements.count(draft.entry);
        if json {
            let signed: Vec<_> = process
                .endorsements
                .under(draft.entry)
                .map(|one| {
                    json!({"entry": one.entry.0, "kind": one.signer.kind().as_str(), "name": name(one.signer),
                        "day": one.day.map(|day| day.to_string()),
                        "withdrawn": one.withdrawn.as_ref().map(|end| end.entry.0)})
                })
                .collect();
            let listed: Vec<_> = process
                .endorsements
                .listed_under(draft.entry)
                .map(|one| {
                    json!({"entry": one.entry.0, "kind": one.listed.kind.as_str(), "source": one.source.0,
                        "name": words(&node, &process, &one.listed.name),
                        "withdrawn": one.listed.withdrawn.map(|day| day.to_string())})
                })
                .collect();
            versions.push(json!({"version": draft.version, "organisations": count.organisations,
                "people": count.people, "imported": count.imported, "withdrawn": count.withdrawn,
                "endorsements": signed, "listed": listed}));
            continue;
        }
        output::line(format!(
            "version {}: signed here by {} organisations and {} people; {} on lists from elsewhere; {} withdrawn",
            draft.version, count.organisations, count.people, count.imported, count.withdrawn
        ))?;
        for one in process.endorsements.under(draft.entry) {
            let gone = one.withdrawn.as_ref().map(|end| format!(", withdrawn on {}", end.at.day()));
            let gone = gone.unwrap_or_default();
            output::line(format!(
                "{:>6}  {} ({}{gone})",
                one.entry,
                name(one.signer),
                one.signer.kind().as_str()
            ))?;
        }
        for one in process.endorsements.listed_under(draft.entry) {
            let name = words(&node, &process, &one.listed.name).unwrap_or_else(|| UNREADABLE.to_owned());
            output::line(format!("{:>6}  {name} (from the list of entry {})", one.entry, one.source))?;
        }
    }
    if json {
        return output::json(&json!(versions));
    }
    if process.drafts.is_empty() { output::line("There is no text yet.") } else { Ok(()) }
}

fn demands(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let mut all = Vec::new();
    for demand in process.demands.iter() {
        let Some(now) = demand.now() else { continue };
        if json {
            let texts: std::collections::BTreeMap<_, _> = now
                .put
                .texts
                .iter()
                .map(|one| (one.language.to_string(), words(&node, &process, one)))
                .collect();
            let found = |look: &Look| -> Vec<_> {
                look.found.iter().map(|found| words(&node, &process, found)).collect()
            };
            let looks: std::collections::BTreeMap<_, _> = LookedIn::ALL
                .iter()
                .map(|within| (within.as_str(), demand.looked(*within, &process.ledger).map(found)))
                .collect();
            let answers: Vec<_> = demand
                .answers
                .iter()
                .map(|one| {
                    json!({"entry": one.entry.0, "handover": one.handover.0, "word": one.word.as_str(),
                    "day": one.day.to_string(), "source": words(&node, &process, &one.source)})
                })
                .collect();
            all.push(json!({"demand": demand.entry.0, "texts": texts, "to": now.put.to, "found": looks, "answers": answers}));
            continue;
        }
        let text = now.put.texts.first().and_then(|one| words(&node, &process, one));
        output::line(format!(
            "{}  {} (to {})",
            demand.entry,
            text.unwrap_or_else(|| UNREADABLE.to_owned()),
            now.put.to
        ))?;
        for within in LookedIn::ALL {
            let found = match demand.looked(*within, &process.ledger) {
                None => "nobody has looked".to_owned(),
                Some(look) if look.found.is_empty() => {
                    format!("looked for, none found (entry {})", look.entry)
                }
                Some(look) => {
                    let ids = look
                        .found
                        .iter()
                        .map(|found| words(&node, &process, found).unwrap_or_else(|| UNREADABLE.to_owned()));
                    ids.collect::<Vec<_>>().join("; ")
                }
            };
            output::line(format!("      {}: {found}", within.as_str()))?;
        }
        for answer in &demand.answers {
            output::line(format!(
                "      {} on {} ({}, entry {})",
                answer.word.as_str(),
                answer.day,
                words(&node, &process, &answer.source).unwrap_or_else(|| UNREADABLE.to_owned()),
                answer.entry
            ))?;
        }
    }
    if json {
        return output::json(&json!(all));
    }
    if process.demands.is_empty() { output::line("No demand is put.") } else { Ok(()) }
}
