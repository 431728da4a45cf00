//! `maru process organisation`: the register at the command line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use maru_forum::{
    CountryCode, DelegationVerdict, EntryNumber, GroupId, Language, OrganisationKind, Process, ProcessId,
    Reading, RuleOnDelegation, Saying, StateOrganisation, StateOrganisations, Text, Words,
};
use maru_store::Node;
use maru_web::organisation::list::{self, Row};
use serde_json::json;

use super::named;
use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the register: name, kind, country, who speaks for it, how much was said for it.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Put one organisation in the register.
    Add(Box<AddArguments>),
    /// Enter a list (CSV with the columns name, kind, and where wanted group, country, register, funders, interests; `kind` is government, business and so on: a wrong one is refused with the list of all). All rows are
    /// entered, or none; in funders and interests "declined" says that the organisation declined to say it.
    Import {
        /// The process.
        process: ProcessId,
        /// The file.
        file: PathBuf,
        /// The language of its words.
        #[arg(long)]
        language: Language,
        /// Say what would be entered, and enter nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Confirm, refuse or end somebody's speaking for an organisation.
    Delegate {
        /// The process.
        process: ProcessId,
        /// The delegation: the number of the entry by which they asked.
        delegation: u64,
        /// What becomes of it.
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(DelegationVerdict::ALL.iter().map(|one| one.as_str())))]
        verdict: String,
        /// Why; needed to refuse or end it, and in the record for ever.
        #[arg(long)]
        reason: Option<String>,
    },
}

#[derive(Debug, Args)]
struct AddArguments {
    /// The process.
    process: ProcessId,
    /// Its name.
    name: String,
    /// What kind of organisation.
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(OrganisationKind::ALL.iter().map(|one| one.as_str())))]
    kind: String,
    /// The language of all that is said of it.
    #[arg(long)]
    language: Language,
    /// A stakeholder group of the charter, by its id.
    #[arg(long)]
    group: Option<String>,
    /// Where it is at home, two letters.
    #[arg(long, value_parser = maru_web::known_country)]
    country: Option<CountryCode>,
    /// Its number in a public register, with the register's name.
    #[arg(long)]
    register: Option<String>,
    /// Who pays it; "declined" where it declined to say so.
    #[arg(long)]
    funders: Option<String>,
    /// What it wants; "declined" where it declined to say so.
    #[arg(long)]
    interests: Option<String>,
    /// The organisation that is stated anew, by its number.
    #[arg(long, requires = "reason")]
    of: Option<u64>,
    /// Why it is stated anew.
    #[arg(long)]
    reason: Option<String>,
}

pub(crate) fn run(arguments: Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::List { process, json } => print(data, &process, json)?,
        Command::Add(arguments) => add(*arguments, data)?,
        Command::Import { process, file, language, dry_run } => {
            return import(data, &process, &file, &language, dry_run);
        }
        Command::Delegate { process, delegation, verdict, reason } => {
            let verdict = named(&verdict, DelegationVerdict::from_name(&verdict))?;
            let command = RuleOnDelegation { delegation: EntryNumber(delegation), verdict, reason };
            let answer = Operator::of(data).act(&process, command)?;
            output::line(format!("Recorded as entry {} of “{process}”.", answer.number))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn add(arguments: AddArguments, data: &Path) -> anyhow::Result<()> {
    let saying = |text: Option<String>| match text.as_deref() {
        None => Saying::Unsaid,
        Some(said) if said.trim().eq_ignore_ascii_case(list::DECLINED) => Saying::Declined,
        Some(words) => Saying::Words(words.to_owned()),
    };
    let command = StateOrganisation {
        of: arguments.of.map(EntryNumber),
        name: arguments.name,
        language: arguments.language,
        kind: named(&arguments.kind, OrganisationKind::from_name(&arguments.kind))?,
        group: arguments.group.map(GroupId),
        country: arguments.country,
        register: arguments.register,
        funders: saying(arguments.funders),
        interests: saying(arguments.interests),
        reason: arguments.reason,
    };
    let answer = Operator::of(data).act(&arguments.process, command)?;
    output::line(format!("Recorded as entry {} of “{}”.", answer.number, arguments.process))
}

/// What stands beside an entry; nothing where it was erased.
fn read(node: &Node, process: &Process, words: &Words) -> anyhow::Result<Option<String>> {
    let content = node.words(process, &words.digest, Reading::Moderator)?;
    Ok(content.and_then(|content| content.get("text").map(str::to_owned)))
}

/// The names in the register, each with its number; nothing where a name is not shown.
pub(super) fn names(node: &Node, id: &ProcessId) -> anyhow::Result<Vec<(EntryNumber, Option<String>)>> {
    let handle = node::process(node, id)?;
    let process = handle.read();
    let mut names = Vec::new();
    for (entry, now) in process.organisations.iter().filter_map(|one| Some((one.entry, one.now()?))) {
        names.push((entry, read(node, &process, &now.name)?));
    }
    Ok(names)
}

fn print(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let names = names(&node, id)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let mut lines = Vec::new();
    for (entry, name) in names {
        let Some(now) = process.organisations.get(entry).and_then(|one| one.now()) else { continue };
        let delegates: Vec<_> = process
            .delegations
            .for_organisation(entry)
            .map(|one| {
                json!({ "number": one.entry.0, "participant": one.delegate.0.0, "standing": one.standing().as_str() })
            })
            .collect();
        let register = match &now.register {
            Some(Text::Beside(words)) => read(&node, &process, words)?,
            Some(Text::InEntry(number)) => Some(number.clone()).filter(|_| process.shows_text_of(now.entry)),
            None => None,
        };
        lines.push(json!({
            "number": entry.0,
            "name": name,
            "kind": now.kind.as_str(),
            "group": now.group,
            "country": now.country.map(|code| code.to_string()),
            "register": register,
            "delegates": delegates,
            "contributions": process.said_by(entry).iter().map(|entry| entry.0).collect::<Vec<_>>(),
        }));
    }
    if json {
        return output::json(&lines);
    }
    if lines.is_empty() {
        return output::line("No organisation is in the register.");
    }
    for line in &lines {
        let name = line["name"].as_str().unwrap_or("(name not shown)");
        let country = line["country"].as_str().unwrap_or("country not said");
        let said = line["contributions"].as_array().map_or(0, Vec::len);
        output::line(format!(
            "{}  {name}  ({}, {country}; said for it: {said})",
            line["number"],
            line["kind"].as_str().unwrap_or_default()
        ))?;
        for delegate in line["delegates"].as_array().into_iter().flatten() {
            output::line(format!(
                "    delegation {}: participant {}, {}",
                delegate["number"],
                delegate["participant"],
                delegate["standing"].as_str().unwrap_or_default()
            ))?;
        }
    }
    Ok(())
}

fn import(
    data: &Path,
    id: &ProcessId,
    file: &Path,
    language: &Language,
    dry_run: bool,
) -> anyhow::Result<ExitCode> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let rows = {
        let node = node::open_reading(data)?;
        let known: Vec<String> = names(&node, id)?.into_iter().filter_map(|(_, name)| name).collect();
        let handle = node::process(&node, id)?;
        let process = handle.read();
        list::read(&text, language, &process.charter, &known).with_context(|| file.display().to_string())?
    };
    let mut wrong = 0;
    for Row { line, name, read } in &rows {
        match read {
            Ok(stated) => output::line(format!("line {line}: “{name}” ({})", stated.kind.as_str()))?,
            Err(fault) => {
                wrong += 1;
                output::line(format!("line {line}: “{name}” cannot be entered: {}", in_words(*fault)))?;
            }
        }
    }
    if wrong > 0 {
        output::line(format!("{wrong} of {} rows cannot be entered. Nothing was entered.", rows.len()))?;
        return Ok(ExitCode::FAILURE);
    }
    if dry_run {
        output::line(format!("{} rows can be entered. Nothing was entered.", rows.len()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let count = rows.len();
    let organisations = rows.into_iter().filter_map(|row| row.read.ok()).collect();
    Operator::of(data).act(id, StateOrganisations { organisations })?;
    output::line(format!("{count} organisations were entered."))?;
    Ok(ExitCode::SUCCESS)
}

fn in_words(fault: list::Fault) -> String {
    match fault {
        list::Fault::Name => "there is no name, or it is too long",
        list::Fault::Kind => {
            let kinds: Vec<_> = OrganisationKind::ALL.iter().map(|kind| kind.as_str()).collect();
            return format!("its kind is none of {}", kinds.join(", "));
        }
        list::Fault::Group => "the charter has no such group",
        list::Fault::Country => "there is no country of this two-letter code (ISO 3166-1, such as KR)",
        list::Fault::TooLong => "number, funders or interests are too long",
        list::Fault::Known => "it is in the register, or further up in the list",
    }
    .to_owned()
}
