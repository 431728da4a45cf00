//! `maru process comments`: tables of comments out of a process and into it, and the answers that were typed into them.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use maru_exchange::{
    AnswersBack, BackState, Bringing, Brought, BroughtRow, CommentTable, FileForm, InProcess,
    answers_back_to, bring_in, bring_in_archive, comment_table, own_remarks, read_archive,
    versions_that_read,
};
use maru_forum::{
    Actor, EntryNumber, GiveAnswers, ImportRemarks, Language, Moment, ProcessId, Reading, Source,
    TextStanding,
};
use maru_record::Digest;
use maru_verify::draft::{Upload, Version, publication};
use serde_json::json;

use super::checkout::{Checkout, State};
use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write remarks and amendments with their answers as a table.
    Export {
        /// The process.
        process: ProcessId,
        /// The form.
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(FileForm::written().map(FileForm::name)))]
        format: String,
        /// The file; else standard output.
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Bring in the comments of a table as remarks; their authors stay their authors. All of them, or none.
    Import(ImportArguments),
    /// Take the answers that were typed into an exported table. All that are taken, or none.
    Answers(AnswersArguments),
}

/// A file, and the form that it has.
#[derive(Debug, Args)]
struct FileArguments {
    /// The file.
    file: PathBuf,
    /// Its form; needed where the name of the file does not say it (CSV and JSON).
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(FileForm::ALL.iter().map(|form| form.name())))]
    format: Option<String>,
    /// The encoding of a text file that is not UTF-8, such as euc-kr, windows-1252 or utf-16le; it is never guessed.
    #[arg(long)]
    encoding: Option<String>,
}

impl FileArguments {
    fn form(&self) -> anyhow::Result<FileForm> {
        let name = self.file.to_string_lossy();
        let form = match &self.format {
            Some(format) => FileForm::from_name(format),
            None => FileForm::of_file(&name),
        };
        form.with_context(|| {
            format!("{name}: several forms have files of this name; say which with --format")
        })
    }

    fn read(&self) -> anyhow::Result<(FileForm, CommentTable)> {
        let form = self.form()?;
        let bytes = std::fs::read(&self.file).with_context(|| self.file.display().to_string())?;
        let table = match &self.encoding {
            Some(encoding) => form.read_encoded(&bytes, encoding),
            None => form.read(&bytes),
        };
        Ok((form, table.with_context(|| self.file.display().to_string())?))
    }
}

#[derive(Debug, Args)]
struct ImportArguments {
    /// The process.
    process: ProcessId,
    #[command(flatten)]
    file: FileArguments,
    /// Where the table comes from, in a word or two; it stands before the names of its authors here.
    #[arg(long)]
    source: String,
    /// The address of the original.
    #[arg(long, default_value = "")]
    url: String,
    /// The licence of the comments, with the attribution it asks for.
    #[arg(long)]
    licence: String,
    /// What the original is.
    #[arg(long, default_value = "")]
    description: String,
    /// The language of words of which the table does not say it.
    #[arg(long)]
    language: Language,
    /// A checkout of the repository of an archive (`--format archive`): with its texts pull requests become amendments.
    #[arg(long, value_name = "CHECKOUT")]
    git: Option<PathBuf>,
    /// The draft's path in that repository; needed where several files can be it.
    #[arg(long, value_name = "PATH", requires = "git")]
    draft: Option<String>,
    /// First publish states of the draft in that repository as versions: those with a tag, or each commit of its main line that changed
    /// the draft.
    #[arg(long, value_enum, requires = "git", num_args = 0..=1, default_missing_value = "tags")]
    versions: Option<States>,
    /// Say what would be recorded, and record nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Which states of a draft become versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum States {
    Tags,
    Commits,
}

#[derive(Debug, Args)]
struct AnswersArguments {
    /// The process.
    process: ProcessId,
    #[command(flatten)]
    file: FileArguments,
    /// The language of the answers.
    #[arg(long)]
    language: Language,
    /// Remarks and amendments that were answered otherwise meanwhile, and whose answers from the table are to take the place of those,
    /// with commas between them.
    #[arg(long, value_delimiter = ',')]
    replace: Vec<u64>,
    /// Say what would be recorded, and record nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: Arguments, data: &Path) -> anyhow::Result<()> {
    match arguments.command {
        Command::Export { process, format, output } => export(data, &process, &format, output.as_deref()),
        Command::Import(arguments) => import(&arguments, data),
        Command::Answers(arguments) => answers(arguments, data),
    }
}

/// Opens the folder and gives a closure the process with its words, as anyone may read them.
fn seen<T>(data: &Path, id: &ProcessId, then: impl FnOnce(InProcess<'_>) -> T) -> anyhow::Result<T> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let read = |digest: &Digest| -> Option<Arc<maru_forum::Content>> {
        node.words(&process, digest, Reading::Anyone).ok()?
    };
    Ok(then(InProcess { process: &process, read: &read }))
}

fn export(data: &Path, id: &ProcessId, format: &str, path: Option<&Path>) -> anyhow::Result<()> {
    let form = FileForm::from_name(format).with_context(|| format.to_owned())?;
    let table = seen(data, id, |of| comment_table(of, form.system(), "en"))?;
    let bytes = form.write(&table).with_context(|| format!("{format} is only read"))?;
    match path {
        Some(path) => {
            std::fs::write(path, bytes).with_context(|| path.display().to_string())?;
            output::line(format!("{} comments written to {}.", table.comments.len(), path.display()))?;
        }
        None if std::io::stdout().is_terminal() && matches!(form, FileForm::IsoDocx | FileForm::IsoXlsx) => {
            bail!("this is no text; name a file with -o")
        }
        None => std::io::stdout().write_all(&bytes)?,
    }
    for line in &table.not_read {
        output::note(&format!("not written: {line}"));
    }
    Ok(())
}

fn import(arguments: &ImportArguments, data: &Path) -> anyhow::Result<()> {
    let ImportArguments { process, file, source, url, licence, description, language, .. } = arguments;
    let (dry_run, json) = (arguments.dry_run, arguments.json);
    let source = Source {
        name: source.clone(),
        url: url.clone(),
        licence: licence.clone(),
        description: description.clone(),
    };
    let bringing = Bringing { source, language: language.clone() };
    let (command, rows, table) = if let Some(folder) = &arguments.git {
        let checkout = Checkout::open(folder, arguments.draft.as_deref())?;
        with_texts(arguments, &checkout, &bringing, data)?
    } else {
        let (_, table) = file.read()?;
        let (command, rows) = seen(data, process, |of| bring_in(of, &table, &bringing))?;
        (command, rows, table)
    };
    let own = seen(data, process, |of| own_remarks(of, &table))?;
    if own > 0 {
        bail!(
            "{own} rows of this table are remarks of “{process}” itself: it was exported here. Its answers come back with `maru process comments answers`"
        );
    }
    if json {
        output::json(&json!({ "rows": rows, "not_read": table.not_read }))?;
    } else {
        rows.iter().try_for_each(brought)?;
        table.not_read.iter().try_for_each(|line| output::line(format!("not read: {line}")))?;
    }
    let (count, amendments) = (command.remarks.len(), command.amendments.len());
    if dry_run {
        let all = rows.len();
        let said = format!("{} of {all} rows would be brought in. Nothing was recorded.", count + amendments);
        return note_to(json, &said);
    }
    if count + amendments == 0 {
        bail!("no row of the table can be brought in");
    }
    let answer = Operator::of(data).act(process, Box::new(command))?;
    let and = if amendments > 0 { format!(" and {amendments} amendments") } else { String::new() };
    note_to(
        json,
        &format!(
            "{count} remarks{and} of {} rows brought in; their source is entry {} of “{process}”.",
            rows.len(),
            answer.number
        ),
    )
}

/// Reads an archive with the texts of its repository; publishes their states first where that is wished.
fn with_texts(
    arguments: &ImportArguments,
    checkout: &Checkout,
    bringing: &Bringing,
    data: &Path,
) -> anyhow::Result<(ImportRemarks, Vec<BroughtRow>, CommentTable)> {
    let ImportArguments { process, file, dry_run, json, .. } = arguments;
    if file.form()? != FileForm::Archive {
        bail!("--git gives the texts of an archive; this file is none (--format archive)");
    }
    let bytes = std::fs::read(&file.file).with_context(|| file.file.display().to_string())?;
    let archive = read_archive(&bytes).with_context(|| file.file.display().to_string())?;
    note_to(*json, &format!("the draft is {} of the checkout", checkout.draft()))?;
    if let Some(states) = arguments.versions {
        let states = checkout.states(states == States::Commits)?;
        publish_states(process, &states, checkout.draft(), &bringing.language, (*dry_run, *json), data)?;
    }
    let texts = |pull: &maru_exchange::PullRequest| checkout.texts(pull);
    seen(data, process, |of| bring_in_archive(of, archive, &texts, bringing))
}

/// Publishes states of the draft as versions, one after the other; those that are versions here already are left as they are.
fn publish_states(
    id: &ProcessId,
    states: &[State],
    file: &str,
    language: &Language,
    (dry_run, json): (bool, bool),
    data: &Path,
) -> anyhow::Result<()> {
    // The version that the state before is.
    let (mut last, mut waiting) = (0, 0);
    for State { name, bytes } in states {
        let same = seen(data, id, |of| versions_that_read(of, language, file, bytes))?;
        let same = same.map_err(|why| anyhow::anyhow!("{name}: {file} cannot be read: {why}"))?;
        if let Some(version) = same.into_iter().find(|version| *version >= last && waiting == 0) {
            last = version;
            note_to(json, &format!("{name}: reads as version {version}"))?;
            continue;
        }
        if dry_run {
            waiting += 1;
            note_to(json, &format!("{name}: would be published as a version"))?;
            continue;
        }
        let upload = Upload {
            language: language.clone(),
            standing: TextStanding::Authentic,
            by: None,
            name: file.to_owned(),
            bytes: bytes.clone(),
            tracked: None,
        };
        let version = Version {
            uploads: vec![upload],
            reason: format!("{name} of its repository"),
            ..Version::default()
        };
        let made = {
            let node = node::open_reading(data)?;
            let handle = node::process(&node, id)?;
            let process = handle.read();
            let words = |digest: &Digest| {
                let content = node.words(&process, digest, Reading::Anyone).ok()??;
                content.get("text").map(str::to_owned)
            };
            last = u32::try_from(process.drafts.len() + 1).unwrap_or(u32::MAX);
            publication(&process, &words, &version).with_context(|| name.clone())?
        };
        let answer = Operator::of(data).act(id, made.command)?;
        note_to(json, &format!("{name}: version {last}, entry {}", answer.number))?;
    }
    if waiting > 0 {
        note_to(
            json,
            "pull requests are shown against the versions that are there now; more may find their place once those are published",
        )?;
    }
    Ok(())
}

/// Says something to a person, and nothing where a program reads.
fn note_to(json: bool, words: &str) -> anyhow::Result<()> {
    if json { Ok(()) } else { output::line(words) }
}

fn brought(row: &BroughtRow) -> anyhow::Result<()> {
    let becomes = match &row.brought {
        Brought::Remark { kind, unit } => {
            format!("{} remark on {}", kind.as_str(), unit.as_ref().map_or("the whole", |unit| unit.as_str()))
        }
        Brought::Amendment { version, units } => {
            let units: Vec<&str> = units.iter().map(maru_forum::UnitId::as_str).collect();
            format!("amendment to version {version} on {}", units.join(", "))
        }
        Brought::AlreadyHere { remark } => format!("nothing: it is entry {remark} already"),
        Brought::Erased { remark } => {
            format!("nothing: it may be remark {remark}, whose words were erased or are kept back")
        }
        Brought::Unplaced { count } => {
            format!("nothing, nor anything of the file: its words stand in {count} places of the draft")
        }
        Brought::OtherWords { unit } => {
            format!("nothing, nor anything of the file: {unit} reads otherwise in the draft")
        }
        Brought::Withheld { why } => format!("nothing: its source keeps it back ({why})"),
        Brought::Empty => "nothing: it says nothing".to_owned(),
        Brought::TooLong { length } => {
            format!("nothing: {length} characters are more than a remark may have")
        }
        Brought::TooMuch { bytes } => {
            format!("nothing: {bytes} bytes besides its words are more than lie beside a remark")
        }
        Brought::BadLanguage { language } => format!("nothing: “{language}” is no language tag"),
    };
    output::line(format!("{}  by {}  ({}): {becomes}", row.id, row.author, row.language))?;
    for one in &row.unmapped {
        output::line(format!("    maps to nothing: {one}"))?;
    }
    Ok(())
}

fn answers(arguments: AnswersArguments, data: &Path) -> anyhow::Result<()> {
    let AnswersArguments { process, file, language, replace, dry_run, json } = arguments;
    let (form, table) = file.read()?;
    if !form.is_written() {
        bail!("no process is exported as {}, so no answers come back in it", form.name());
    }
    let now = Moment(jiff::Timestamp::now().as_second());
    let back = seen(data, &process, |of| answers_back_to(of, form, &table, &language, Actor::Operator, now))?;
    let replace: Vec<EntryNumber> = replace.into_iter().map(EntryNumber).collect();
    if json {
        output::json(&json!({ "rows": back.rows, "not_read": table.not_read }))?;
    } else {
        come_back(&back, &replace)?;
        table.not_read.iter().try_for_each(|line| output::line(format!("not read: {line}")))?;
    }
    let answers = back.answers(&replace);
    let count = answers.len();
    if dry_run {
        return note_to(json, &format!("{count} answers would be recorded. Nothing was recorded."));
    }
    if answers.is_empty() {
        bail!("there is no answer to record");
    }
    let answer = Operator::of(data).act(&process, GiveAnswers { answers })?;
    note_to(json, &format!("{count} answers recorded; the first is entry {} of “{process}”.", answer.number))
}

fn come_back(back: &AnswersBack, replace: &[EntryNumber]) -> anyhow::Result<()> {
    for row in &back.rows {
        match &row.state {
            BackState::Answer { answer } => {
                let place = answer.instead_of.map(|entry| format!(", in place of answer {entry}"));
                let units: Vec<&str> = answer.units.iter().map(maru_forum::UnitId::as_str).collect();
                let units = if units.is_empty() { String::new() } else { format!(" [{}]", units.join(", ")) };
                let word = answer.disposition.as_str();
                output::line(format!(
                    "{}: {word}{units}{}: {}",
                    row.id,
                    place.unwrap_or_default(),
                    answer.text
                ))?;
            }
            BackState::Conflict { sent, now, answer } => {
                let chosen = row.item.is_some_and(|item| replace.contains(&item));
                let what = if chosen { "takes the place" } else { "not taken; --replace takes it" };
                output::line(format!("{}: conflict ({what})", row.id))?;
                output::line(format!(
                    "    when exported: {}",
                    if sent.is_empty() { "no answer" } else { sent }
                ))?;
                output::line(format!("    now:           {now}"))?;
                output::line(format!("    in the table:  {}: {}", answer.disposition.as_str(), answer.text))?;
            }
            BackState::Not { why, typed } => {
                output::line(format!("{}: nothing is recorded: {why}", row.id))?;
                if !typed.is_empty() {
                    output::line(format!("    in the table:  {typed}"))?;
                }
            }
        }
        if !row.altered.is_empty() {
            let what = row.altered.join(", ");
            output::line(format!("    other than when exported, of which nothing comes: {what}"))?;
        }
    }
    Ok(())
}
