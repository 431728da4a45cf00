//! `maru norms text`: the texts of instruments that a node holds, brought in by whoever runs it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use clap::{Subcommand, ValueEnum};
use maru_norms::{Date, Library, Located};
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
    /// The day from which this version is the text; without it, the day the instrument was adopted.
    #[arg(long, value_name = "DATE", value_parser = maru_norms::parse_date)]
    version_date: Option<Date>,
    /// Where the file was taken from: an address, or words. Without it, the file's name.
    #[arg(long)]
    source: Option<String>,
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
        Command::List { json } => list(&*Node::open_reading(data)?, json)?,
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
    let version = match arguments.version_date.or_else(|| known.and_then(|one| one.adopted)) {
        Some(version) => version,
        None => today(),
    };
    let name = arguments.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let placed = placed(library, &arguments.instrument, &document);
    let said = format!("{}, version {version}, {} units", document.language, document.walk().count());
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
    Ok(())
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

fn list(node: &Node, as_json: bool) -> anyhow::Result<()> {
    let rows = node.edition_rows()?;
    if as_json {
        let rows: Vec<_> =
            rows.iter().map(|row| json!({ "edition": row.edition, "removed": row.removed })).collect();
        return output::json(&rows);
    }
    for row in rows {
        let one = &row.edition;
        let removed = row.removed.map(|why| format!(" [taken out: {why}]")).unwrap_or_default();
        output::line(format!(
            "{:<4}{:<24} {:<6} {} {:<10} {} ({}){removed}",
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
