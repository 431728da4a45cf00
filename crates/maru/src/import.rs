//! `maru import` and `maru export`: conversations held elsewhere come in whole, processes go out in others' formats.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use maru_forum::{Charter, CloseProcess, Import, Language, OpenProcess, ProcessId, Reading};
use maru_opinion::polis::{Moderation, Origin, PolisExport, Style, some};
use maru_web::Address;

use crate::node::{Done, Operator, Wish};
use crate::settings;
use crate::{node, output, polis};

#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    #[command(subcommand)]
    format: ImportFormat,
}

#[derive(Debug, Subcommand)]
enum ImportFormat {
    /// A Polis export of either style: votes.csv (or votes.parquet), comments.csv, participants-votes.csv, summary.csv; or answers of
    /// Polis's API: votes.json, comments.json, conversation.json.
    ///
    /// Votes come in as events in time order, changed votes kept, statements as they were moderated, original ids
    /// and times kept. It is taken whole or not at all: a malformed row names file, line and column.
    Polis {
        /// The folder with the export's files.
        directory: PathBuf,
        /// The process to bring it into; it is made when there is none, and closed after the import.
        #[arg(long)]
        process: ProcessId,
        /// Why it is brought in; it stands in the record, also under the verdicts that come along.
        #[arg(long)]
        reason: String,
        /// The language of the statements.
        #[arg(long, default_value = "en")]
        language: Language,
        /// The title of a new process; the topic of the conversation by default, and the folder's name where that is empty.
        #[arg(long)]
        title: Option<String>,
        /// The licence of the data with the attribution it asks for; the one of Polis's open data by default.
        #[arg(long)]
        licence: Option<String>,
        /// The node's address, if it is not set yet; the record of a new process is named after its host for ever.
        #[arg(long, value_name = "URL")]
        address: Option<String>,
        #[command(flatten)]
        flags: polis::Flags,
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
        /// The public address of the node, such as `https://forum.example.org`, where it is not set for this folder.
        #[arg(long)]
        address: Option<String>,
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
    let ImportFormat::Polis { directory, process, reason, language, title, licence, address, flags } =
        arguments.format;
    let mut export = polis::read_folder(&directory, flags)?;
    polis::say_unread(&export.unread);
    if export.origin == Origin::Pairs {
        bail!(
            "these are choices between two ideas, of which `maru map` draws a map; a process keeps votes as they were cast, and here \
             nobody agreed or disagreed with anything"
        );
    }
    is_fit_for_a_record(&export, flags)?;
    name(&mut export, title, &directory);
    if !data.join("node.db").exists() {
        settings::host_of(data, address.clone())?;
    }
    let import = maru_store::import_of(&export, &language, licence.as_deref(), &reason);
    let (people, statements, votes) =
        (import.participants.len(), import.statements.len(), import.votes.len());
    let charter = maru_store::charter_of(&process, &export, &language);
    let held_elsewhere = HeldElsewhere { process: &process, charter, import };
    let bar = output::waiting(&format!("Bringing in {votes} votes"));
    let imported = held_elsewhere.bring_in(data, address);
    bar.finish_and_clear();
    let done = imported?;
    let kind = if export.origin == Origin::Matrix { "votes (latest of each pair)" } else { "vote events" };
    output::line(format!(
        "“{process}” holds {people} people, {statements} statements and {votes} {kind}, entries {} to {}.",
        done.number,
        done.number + done.entries - 1
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Words that nobody wrote do not enter a record, nor does what says who somebody is. What was rejected has no words where it comes from
/// a node, which shows them to nobody; it is left out, and so is the rest if that was asked for.
fn is_fit_for_a_record(export: &PolisExport, flags: polis::Flags) -> anyhow::Result<()> {
    if export.unread.addresses > 0 {
        bail!(
            "{} people are called by what looks like an address of e-mail, and what stands in a record stands there for ever; put \
             numbers in place of these ids",
            export.unread.addresses
        );
    }
    let textless = export.textless();
    if textless.is_empty() {
        return Ok(());
    }
    let rejected = export.comments.iter().filter(|one| one.moderation == Moderation::Rejected);
    let shown = &textless - &rejected.map(|one| one.id).collect::<BTreeSet<u32>>();
    let votes = export.votes.iter().filter(|vote| textless.contains(&vote.statement)).count();
    let named = some(textless.iter().map(|id| export.ids.statement(*id)));
    if !shown.is_empty() && !flags.statements_incomplete {
        let named = some(shown.iter().map(|id| export.ids.statement(*id)));
        bail!(
            "{} statements have no text ({named}), and nobody's words can be made up; --statements-incomplete leaves out these \
             and the votes on them",
            shown.len()
        );
    }
    if export.comments.iter().all(|one| textless.contains(&one.id)) {
        bail!("no statement has a text, so there is nothing to bring in");
    }
    output::note(&format!(
        "{} statements without a text are left out ({named}), and with them {votes} votes",
        textless.len()
    ));
    Ok(())
}

/// A conversation that was held elsewhere.
struct HeldElsewhere<'a> {
    process: &'a ProcessId,
    charter: Charter,
    import: Import,
}

impl HeldElsewhere<'_> {
    /// Into the process if the node has it, else into a new one.
    ///
    /// An import is taken whole or not at all, and an entry is never taken back. An import into a process is one act; a new
    /// process takes several, so these are rehearsed beside the node first: what is refused there leaves nothing here.
    fn bring_in(&self, data: &Path, address: Option<String>) -> anyhow::Result<Done> {
        let mut operator = Operator::of_new(data);
        let is_known =
            data.join("node.db").is_file() && node::open_reading(data)?.process(self.process).is_some();
        if is_known {
            return operator.act(self.process, Box::new(self.import.clone()));
        }
        let host = settings::host_of(data, address)?;
        let beside = Beside::new();
        self.make(&mut Operator::of_new(&beside.0), &host, |_| Ok(()))?;
        drop(beside);
        // Publishing computes the map, which refuses nothing, so it is no part of the rehearsal.
        self.make(&mut operator, &host, |operator| {
            operator.ask(Wish::PublishResult { process: self.process.clone() }).map(drop)
        })
    }

    /// A process that comes into being meanwhile is not touched: to create it again is refused.
    fn make(
        &self,
        operator: &mut Operator<'_>,
        host: &str,
        publish: impl FnOnce(&mut Operator<'_>) -> anyhow::Result<()>,
    ) -> anyhow::Result<Done> {
        operator.ask(Wish::Create { charter: Box::new(self.charter.clone()), host: host.to_owned() })?;
        let reason = self.import.reason.clone();
        operator.act(self.process, OpenProcess { reason })?;
        let done = operator.act(self.process, Box::new(self.import.clone()))?;
        publish(operator)?;
        let reason = self.import.reason.clone();
        operator.act(self.process, CloseProcess { reason, cut_short: true })?;
        Ok(done)
    }
}

/// A folder for a rehearsal, gone when it is over.
struct Beside(PathBuf);

impl Beside {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("maru-import-{}", std::process::id())))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // What is left behind is in the folder for what may be lost.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Gives the conversation the title that was asked for, or one where it has none.
fn name(export: &mut PolisExport, title: Option<String>, directory: &Path) {
    const TOPIC: &str = "topic";
    let folder = || {
        let full = directory.canonicalize().unwrap_or_else(|_| directory.to_owned());
        full.file_name().map_or_else(|| "Conversation".to_owned(), |name| name.to_string_lossy().into_owned())
    };
    match (export.summary.iter_mut().find(|(key, _)| key == TOPIC), title) {
        (Some((_, topic)), Some(title)) => *topic = title,
        (Some((_, topic)), None) if topic.trim().is_empty() => *topic = folder(),
        (Some(_), None) => {}
        (None, title) => export.summary.insert(0, (TOPIC.to_owned(), title.unwrap_or_else(folder))),
    }
}

/// Writes where the process is read into the summary. Nobody guesses whether that is http or https: without an address the process
/// keeps the name that its record has, and the host is told.
fn read_at(export: &mut PolisExport, id: &ProcessId, address: Option<&Address>) {
    let Some(address) = address else {
        output::note(
            "the address of this node is not set, so summary.csv has the record's name for its url; --address says it",
        );
        return;
    };
    for (_, url) in export.summary.iter_mut().filter(|(key, _)| key == "url") {
        *url = format!("{address}/p/{id}");
    }
}

pub(crate) fn export(arguments: ExportArguments, data: &Path) -> anyhow::Result<ExitCode> {
    let ExportFormat::Polis { directory, process, style, address } = arguments.format;
    let address = settings::with_flags(data, vec![("address", address)])?.address()?;
    let node = node::open_reading(data)?;
    let handle = node::process_or_only(&node, process.as_ref())?;
    let mut export = node.polis_export(&handle, Reading::Anyone)?;
    if handle.read().source().is_none() {
        read_at(&mut export, handle.id(), address.as_ref());
    }
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
