//! `maru norms text`: the texts of instruments that a node holds, brought in by whoever runs it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Subcommand, ValueEnum};
use maru_norms::{Date, Instrument, Library, Located, TitleFit, bears_day, day_by_marks, title_fit};
use maru_store::Node;
use maru_text::{Document, Standing};
use serde_json::json;

use super::today;
use crate::node::{Operator, Wish};
use crate::{output, text};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Take a text in; it is shown under /norms/INSTRUMENT.
    Import(ImportArguments),
    /// The texts that were taken in.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Take a text out; that it was here, and why it went, stays in the list.
    Remove {
        /// Its number in the list.
        number: u64,
        /// Why.
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct ImportArguments {
    /// The instrument's id in the library, such as eu-ai-act; a new id makes a page without any coding.
    instrument: String,
    /// The file, or a folder with an act and its annexes. Every format that `maru text import` reads.
    file: PathBuf,
    /// The language of the text, where the file does not say it.
    #[arg(long)]
    language: Option<String>,
    /// The day from which this version is the text; without it, the youngest day in the text's own marks of amendment, or the day in its title.
    #[arg(long, value_name = "DATE", value_parser = maru_norms::parse_date)]
    version_date: Option<Date>,
    /// Where the file was taken from: an address, or words. Without it, the file's name.
    #[arg(long)]
    source: Option<String>,
    /// Take the text in although it is called otherwise than the instrument.
    #[arg(long)]
    another_title: bool,
    /// What the text is worth.
    #[arg(long, default_value = "unknown")]
    standing: StandingName,
    /// Who brings it in; readers see it.
    #[arg(long, default_value = "the operator of this node")]
    by: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StandingName {
    /// The law itself.
    Authentic,
    /// Published by the authority, but not the law itself.
    Official,
    /// Translated by a person.
    Human,
    /// Translated by a machine.
    Machine,
    /// Nobody said.
    Unknown,
}

impl From<StandingName> for Standing {
    fn from(name: StandingName) -> Self {
        match name {
            StandingName::Authentic => Self::Authentic,
            StandingName::Official => Self::Official,
            StandingName::Human => Self::Human,
            StandingName::Machine => Self::Machine,
            StandingName::Unknown => Self::Unknown,
        }
    }
}

pub(crate) fn run(command: Command, library: &Library, data: &Path) -> anyhow::Result<ExitCode> {
    match command {
        Command::Import(arguments) => import(arguments, library, data)?,
        Command::List { json } => list(&*Node::open_reading(data)?, library, json)?,
        Command::Remove { number, reason } => {
            Operator::of(data).ask(Wish::RemoveEdition { number, reason })?;
            output::line(format!("text {number} was taken out"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn import(arguments: ImportArguments, library: &Library, data: &Path) -> anyhow::Result<()> {
    let mut document = text::load(&arguments.file, None)?;
    if let Some(language) = arguments.language {
        document.language = language.as_str().into();
    }
    if document.language.0.is_empty() {
        bail!("{} does not say its language; add --language", arguments.file.display());
    }
    document.standing = arguments.standing.into();
    let known = library.instrument(&arguments.instrument);
    let title = match known {
        Some(known) if !arguments.another_title => held_against(library, known, &document)?,
        _ => None,
    };
    let (version, by) = version(arguments.version_date, known, &document, &arguments.file)?;
    let name = arguments.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let placed = placed(library, &arguments.instrument, &document);
    let said = format!("{}, version {version} ({by}), {} units", document.language, document.walk().count());
    let wish = Wish::AddEdition {
        instrument: arguments.instrument.clone(),
        version: version.to_string(),
        source: arguments.source.unwrap_or(name),
        imported_by: arguments.by,
        digest: text::digest(&arguments.file)?.to_string(),
        document: Box::new(document),
    };
    let number = Operator::of(data).ask(wish)?.number;
    output::line(format!("text {number} of {}: {said}", arguments.instrument))?;
    output::line(placed)?;
    title.map_or(Ok(()), output::line)
}

/// Refuses a text that is called otherwise than the instrument; what cannot be held against anything is told.
fn held_against(
    library: &Library,
    known: &Instrument,
    document: &Document,
) -> anyhow::Result<Option<&'static str>> {
    match title_fit(library, known, document) {
        TitleFit::Fits => Ok(None),
        TitleFit::Untitled => {
            Ok(Some("the file has no title, so nothing was held against the titles of the instrument"))
        }
        TitleFit::Differs => bail!(
            "the text is called “{}”, which is no title of {} (“{}”, {}); if it is that all the same, add --another-title",
            document.title,
            known.id,
            known.title,
            known.citation
        ),
    }
}

/// The day of these words and how it is known. The day of adoption is that of the first words, so it counts only where the text bears it.
fn version(
    asked: Option<Date>,
    known: Option<&Instrument>,
    document: &Document,
    file: &Path,
) -> anyhow::Result<(Date, &'static str)> {
    if let Some(day) = asked {
        return Ok((day, "as given"));
    }
    if let Some(day) = day_by_marks(document) {
        return Ok((day, "the youngest day in its marks of amendment"));
    }
    match known {
        None => Ok((today(), "today")),
        Some(known) => match known.adopted.filter(|day| bears_day(document, *day)) {
            Some(day) => Ok((day, "the day in its title")),
            None => bail!(
                "{} does not say from which day these words are the text; add --version-date",
                file.display()
            ),
        },
    }
}

/// How many coded provisions found their place in the text, and which did not.
fn placed(library: &Library, instrument: &str, document: &Document) -> String {
    let Some(instrument) = library.instrument(instrument) else {
        return format!("`{instrument}` is not in the norm library: the text is shown without any coding");
    };
    let coded = maru_norms::coded_units(library, instrument, document);
    let named = |wanted: fn(&[Located]) -> bool| -> Vec<&str> {
        let of = coded.iter().filter(|(_, units)| wanted(units));
        of.map(|(provision, _)| provision.locus.as_str()).collect()
    };
    let lost = named(<[Located]>::is_empty);
    let near = named(|units| !units.is_empty() && units.iter().all(|place| !place.exact));
    let found = coded.len() - lost.len() - near.len();
    let mut said = format!("{found} of {} coded provisions found their place", coded.len());
    for (what, loci) in [("only a unit above was found", near), ("not found", lost)] {
        if !loci.is_empty() {
            said = format!("{said}; {what}: {}", loci.join(", "));
        }
    }
    said
}

fn list(node: &Node, library: &Library, as_json: bool) -> anyhow::Result<()> {
    let rows = node.edition_rows()?;
    if as_json {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                let words = library.wording(&row.edition.instrument, row.edition.version, today());
                json!({ "edition": row.edition, "removed": row.removed, "words": words })
            })
            .collect();
        return output::json(&rows);
    }
    for row in rows {
        let one = &row.edition;
        let amended = library.wording(&one.instrument, one.version, today()).amended_by;
        let amended: Vec<String> =
            amended.iter().map(|(id, day)| format!(" [amended since by {id}, {day}]")).collect();
        let amended = amended.concat();
        let removed = row.removed.map(|why| format!(" [taken out: {why}]")).unwrap_or_default();
        output::line(format!(
            "{:<4}{:<24} {:<6} {} {:<10} {} ({}){amended}{removed}",
            one.number,
            one.instrument,
            one.language.0,
            one.version,
            one.standing.name(),
            one.source,
            one.imported_by
        ))?;
    }
    Ok(())
}
