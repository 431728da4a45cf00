//! `maru import` and `maru export`: conversations held elsewhere come in whole, processes go out in others' formats.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use maru_forum::{CloseProcess, Language, OpenProcess, ProcessId, Reading};
use maru_opinion::polis::{Origin, Style};

use crate::{node, output, polis, serve, settings};

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    #[command(subcommand)]
    format: ImportFormat,
}

#[derive(Debug, Subcommand)]
enum ImportFormat {
    /// A Polis export of either style: votes.csv (or votes.parquet), comments.csv, participants-votes.csv, summary.csv.
    ///
    /// Votes come in as events in time order, changed votes kept, statements as they were moderated, original ids
    /// and times kept. It is taken whole or not at all: a malformed row names file, line and column.
    Polis {
        /// The folder with the export's files.
        directory: PathBuf,
        /// The process to bring it into; it is made when there is none, and closed after the import.
        #[arg(long)]
        process: ProcessId,
        /// The language of the statements.
        #[arg(long, default_value = "en")]
        language: Language,
        /// The licence of the data with the attribution it asks for; the one of Polis's open data by default.
        #[arg(long)]
        licence: Option<String>,
        /// The node's address, if it is not set yet; the record of a new process is named after its host for ever.
        #[arg(long, value_name = "URL")]
        address: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    #[command(subcommand)]
    format: ExportFormat,
}

#[derive(Debug, Subcommand)]
enum ExportFormat {
    /// A Polis export, which other tools and `maru import polis` read back to the same votes, with votes.parquet beside it.
    Polis {
        /// The folder to write into; it is made when absent.
        directory: PathBuf,
        /// The process; may be left out where the node has only one.
        #[arg(long)]
        process: Option<ProcessId>,
        /// The shape of the files: that of the public conversations up to 2024, or polis-export/1 of 2026.
        #[arg(long, value_enum, default_value_t = ExportStyle::Older)]
        style: ExportStyle,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportStyle {
    /// Times in milliseconds, participants-votes.csv.
    Older,
    /// Times in seconds, participant-votes.csv, comment-groups.csv, format.json.
    #[value(name = "polis-export/1")]
    One,
}

pub(crate) fn import(arguments: ImportArguments, data: &Path) -> anyhow::Result<ExitCode> {
    let ImportFormat::Polis { directory, process, language, licence, address } = arguments.format;
    let settings = settings::with_flags(data, vec![("address", address)])?;
    let export = polis::read_folder(&directory)?;
    if !data.join("node.db").exists() {
        settings.host()?;
    }
    let votes = export.votes.len();
    let import = maru_store::import_of(&export, &language, licence.as_deref());
    let (people, statements) = (import.participants.len(), import.statements.len());
    let node = node::open_or_create(data)?;
    let is_new = node.process(&process).is_none();
    if is_new {
        let host = settings.host()?;
        serve::refuse_other_name(&node, &host)?;
        let charter = maru_store::charter_of(&process, &export, &language);
        node.create_process(charter, &node::origin(&host, &process))?;
        node::act(
            &node,
            &process,
            OpenProcess { reason: "To bring in a conversation held elsewhere".into() },
        )?;
    }
    let bar = output::waiting(&format!("Bringing in {votes} votes"));
    let imported = node::act(&node, &process, Box::new(import));
    bar.finish_and_clear();
    let answer = imported?;
    if is_new {
        let handle = node::process(&node, &process)?;
        let result = maru_verify::opinion_map_result(&handle.read());
        node::act(&node, &process, result)?;
        node::act(
            &node,
            &process,
            CloseProcess { reason: "The conversation was held elsewhere and is complete".into() },
        )?;
    }
    node::publish_all(&node)?;
    let kind = if export.origin == Origin::Matrix { "votes (latest of each pair)" } else { "vote events" };
    output::line(format!(
        "“{process}” holds {people} people, {statements} statements and {votes} {kind}, entries {} to {}.",
        answer.entry,
        answer.entry.0 + answer.entries - 1
    ))?;
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn export(arguments: ExportArguments, data: &Path) -> anyhow::Result<ExitCode> {
    let ExportFormat::Polis { directory, process, style } = arguments.format;
    let node = node::open(data)?;
    let handle = node::process_or_only(&node, process.as_ref())?;
    let export = node.polis_export(&handle, Reading::Moderator)?;
    std::fs::create_dir_all(&directory).with_context(|| directory.display().to_string())?;
    let style = match style {
        ExportStyle::Older => Style::Older,
        ExportStyle::One => Style::One,
    };
    let map = maru_opinion::map(&export.conversation(), &maru_opinion::Options::default());
    for name in maru_store::files_of(&export, style) {
        let path = directory.join(name);
        let bytes = maru_store::file_of(&export, style, name, Some(&map)).unwrap_or_default();
        std::fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    let (statements, votes) = (export.comments.len(), export.votes.len());
    output::line(format!(
        "{}: {statements} statements and {votes} votes of “{}”.",
        directory.display(),
        handle.id()
    ))?;
    Ok(ExitCode::SUCCESS)
}
