//! `maru process harm`: reports of harm, as people made them, and one that came on paper or by telephone.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use jiff::civil::Date;
use maru_forum::{
    EntryNumber, Harm, HarmExtent, HarmKind, HarmNames, Language, NewAttachment, ProcessId, Reading,
    ReportHarm, UnitId, Words,
};
use serde_json::json;

use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show every report: risk, place, day, and what it says where everyone may read it.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Record a report that came to you on paper or by telephone. No name of a person without their consent.
    Report(Box<Arguments>),
}

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The process.
    process: ProcessId,
    /// The number of the risk in the domain taxonomy of the MIT AI Risk Repository.
    #[arg(value_parser = PossibleValuesParser::new(HarmKind::ALL.iter().map(|kind| kind.as_str())))]
    kind: String,
    /// What happened.
    #[arg(long)]
    text: String,
    /// How that is known: who published it and where, or who saw it (without a name).
    #[arg(long)]
    source: String,
    /// The language of both.
    #[arg(long)]
    language: Language,
    /// none: nobody is named nor pointed at; agreed: whoever is has agreed.
    #[arg(long, value_parser = PossibleValuesParser::new(HarmNames::ALL.iter().map(|one| one.as_str())))]
    names: String,
    /// The country where it happened, by its two letters; without it, say --several where it were several, else it is not known.
    #[arg(long, conflicts_with = "several")]
    country: Option<String>,
    /// It happened in several countries, or in none in particular.
    #[arg(long)]
    several: bool,
    /// The day on which it happened, if that is known.
    #[arg(long)]
    day: Option<Date>,
    /// A statement or remark for which it is evidence, by its entry; may come several times.
    #[arg(long)]
    about: Vec<u64>,
    /// A unit of the draft for which it is evidence; may come several times.
    #[arg(long)]
    unit: Vec<String>,
    /// A provision of the norm library for which it is evidence; may come several times.
    #[arg(long)]
    provision: Vec<String>,
    /// A file that comes with it; may come several times.
    #[arg(long)]
    file: Vec<PathBuf>,
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::List { process, json } => list(data, &process, json),
        Command::Report(arguments) => report(data, *arguments),
    }
}

fn report(data: &Path, arguments: Arguments) -> anyhow::Result<()> {
    let country = arguments.country.as_deref().map(maru_web::known_country).transpose()?;
    let extent = match (&country, arguments.several) {
        (Some(_), _) => HarmExtent::Country,
        (None, true) => HarmExtent::Several,
        (None, false) => HarmExtent::NotKnown,
    };
    let units = arguments.unit.iter().map(|unit| UnitId::new(unit)).collect::<Result<_, _>>()?;
    let command = ReportHarm {
        kind: HarmKind::from_name(&arguments.kind).context("no such risk")?,
        extent,
        country,
        day: arguments.day,
        text: arguments.text,
        source: arguments.source,
        language: arguments.language,
        names: HarmNames::from_name(&arguments.names).context("none or agreed")?,
        attachments: arguments.file.iter().map(|path| attachment(path)).collect::<Result<_, _>>()?,
        about: arguments.about.into_iter().map(EntryNumber).collect(),
        units,
        provisions: arguments.provision,
    };
    let id = arguments.process;
    let done = Operator::of(data).act(&id, command)?;
    output::line(format!("Recorded as entry {} of “{id}”.", done.number))
}

fn attachment(path: &Path) -> anyhow::Result<NewAttachment> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(NewAttachment::named(&name, &bytes))
}

fn list(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let said = |words: &Words| {
        let content = node.words(&process, &words.digest, Reading::Anyone).ok().flatten()?;
        content.get("text").map(str::to_owned)
    };
    let place = |one: &Harm| {
        let country = one.told.country.map(|country| country.to_string());
        country.unwrap_or_else(|| one.told.extent.as_str().replace('_', " "))
    };
    if json {
        let body = |one: &Harm| {
            let told = &one.told;
            json!({"harm": one.entry.0, "kind": told.kind.as_str(), "extent": told.extent.as_str(),
                "country": told.country.map(|country| country.to_string()), "day": told.day.map(|day| day.to_string()),
                "names": told.names.as_str(), "text": said(&told.text), "source": said(&told.source),
                "about": told.about.iter().map(|entry| entry.0).collect::<Vec<_>>(),
                "units": told.units.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "provisions": told.provisions, "files": told.attachments.len()})
        };
        return output::json(&json!(process.harms.iter().map(body).collect::<Vec<_>>()));
    }
    if process.harms.is_empty() {
        return output::line("No harm is reported.");
    }
    for one in process.harms.iter() {
        let day = one.told.day.map_or_else(|| "day not known".to_owned(), |day| day.to_string());
        let text = said(&one.told.text).unwrap_or_else(|| "(words that cannot be read)".to_owned());
        output::line(format!("{}  {} · {} · {day}: {text}", one.entry, one.told.kind.as_str(), place(one)))?;
    }
    Ok(())
}
