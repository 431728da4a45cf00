//! `maru text`: legal texts read, written, compared and amended, without any node.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Subcommand, ValueEnum};
use maru_record::Digest;
use maru_text::{
    AmendingAct, Amendment, Date, Document, Extent, Fate, Format, Instruction, Operation, Passage, Reading,
    Redline, RedlineCounts, Role, Status, parse_date,
};
use serde::Serialize;

use maru_print::{FontLibrary, Mark, Paper, Run, Sheet};

use crate::fonts::{self, MachineFonts};
use crate::output;

/// How many characters of a unit's text a listing shows.
const SHOWN: usize = 70;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read a text and list its units, or print it as JSON.
    Import {
        /// The file, or a folder with an act and its annexes.
        file: PathBuf,
        /// The format; without it, found out.
        #[arg(long, value_enum)]
        format: Option<FormatName>,
        /// Print the whole tree as JSON, which the other commands read.
        #[arg(long)]
        json: bool,
    },
    /// Write a text in another format.
    Export {
        /// The file, or a folder with an act and its annexes.
        file: PathBuf,
        /// The format.
        #[arg(long, value_enum)]
        to: Target,
        /// The file to write; without it, standard output (Word and PDF need one).
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        #[command(flatten)]
        print: PrintArguments,
    },
    /// Compare two versions of a text, or two texts.
    Redline(RedlineArguments),
    /// Apply an amending act to a text and say what came of each instruction.
    Amend(AmendArguments),
    /// Prove of each file that reading it loses no word. Of a PDF nothing is proven, as all of it is a guess: exit code 2.
    Check {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// The text as it stands on a day: without what has ended, or only what applies then.
    At {
        /// The file, or a folder with an act and its annexes.
        file: PathBuf,
        /// The day, as YYYY-MM-DD.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        on: Date,
        /// When the text entered into force, where it does not say so itself.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        in_force: Option<Date>,
        /// Only what applies on the day: not what is merely adopted, in force or gated.
        #[arg(long)]
        applies: bool,
        /// The format.
        #[arg(long, value_enum, default_value = "text")]
        to: Target,
    },
    /// Set two languages of one text side by side, and say which units have no counterpart.
    Align {
        /// The one text.
        one: PathBuf,
        /// The other text.
        other: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Where each unit stands on a day: adopted, in force, gated, applicable or ended.
    Status {
        /// The file, or a folder with an act and its annexes.
        file: PathBuf,
        /// The day, as YYYY-MM-DD.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        on: Date,
        /// When the text entered into force, where it does not say so itself.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        in_force: Option<Date>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
struct RedlineArguments {
    /// The old text.
    old: PathBuf,
    /// The new text.
    new: PathBuf,
    /// Print JSON.
    #[arg(long, conflicts_with = "html")]
    json: bool,
    /// Print a page.
    #[arg(long)]
    html: bool,
    /// Write a Word file with tracked changes.
    #[arg(long, value_name = "FILE")]
    docx: Option<PathBuf>,
    /// Write a PDF file with new words underlined and old ones struck through.
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
    #[command(flatten)]
    print: PrintArguments,
}

/// How a PDF file is printed.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct PrintArguments {
    /// For PDF: a font file to use before those of the system; may be given several times.
    #[arg(long = "font", value_name = "FILE")]
    fonts: Vec<PathBuf>,
    /// For PDF: the paper.
    #[arg(long, value_enum, default_value_t)]
    paper: PaperName,
    /// For PDF: the day that the file says it was made on, as YYYY-MM-DD; without it, it says none.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<Date>,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum PaperName {
    #[default]
    A4,
    Letter,
}

impl PrintArguments {
    pub(crate) fn bytes(&self, sheet: &Sheet) -> anyhow::Result<Vec<u8>> {
        let paper = match self.paper {
            PaperName::A4 => Paper::A4,
            PaperName::Letter => Paper::Letter,
        };
        let fonts = MachineFonts::with(&self.fonts)?.fonts(&sheet.characters());
        maru_print::print(sheet, &fonts, paper).map_err(fonts::advice)
    }
}

#[derive(Debug, Args)]
struct AmendArguments {
    /// The text to amend.
    base: PathBuf,
    /// The amending act, or a JSON list of operations.
    amending: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Print every passage of the amending act under what it is.
    #[arg(long)]
    passages: bool,
    /// Write the amended text as JSON, Markdown, HTML, Word, PDF or Akoma Ntoso, by the file's ending.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the redline as a page, as Word with tracked changes, as PDF, or as text, by the file's ending.
    #[arg(long, value_name = "FILE")]
    redline: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatName {
    Akn,
    Formex,
    Uslm,
    Html,
    Markdown,
    Docx,
    Odt,
    Text,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Akn => Self::Akn,
            FormatName::Formex => Self::Formex,
            FormatName::Uslm => Self::Uslm,
            FormatName::Html => Self::Html,
            FormatName::Markdown => Self::Markdown,
            FormatName::Docx => Self::Docx,
            FormatName::Odt => Self::Odt,
            FormatName::Text => Self::Plain,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    Akn,
    Markdown,
    Html,
    Docx,
    Pdf,
    Text,
    Json,
}

impl Target {
    /// The format that a file's ending asks for.
    fn of(path: &Path) -> anyhow::Result<Self> {
        Ok(match extension(path).as_str() {
            "xml" | "akn" => Self::Akn,
            "md" => Self::Markdown,
            "html" | "htm" => Self::Html,
            "docx" => Self::Docx,
            "pdf" => Self::Pdf,
            "txt" => Self::Text,
            "json" => Self::Json,
            other => bail!("{}: nothing is known of the ending \"{other}\"", path.display()),
        })
    }

    /// Whether it is for a program and not for a terminal.
    fn needs_file(self) -> bool {
        matches!(self, Self::Docx | Self::Pdf)
    }

    fn bytes(self, document: &Document, print: &PrintArguments) -> anyhow::Result<Vec<u8>> {
        Ok(match self {
            Self::Akn => maru_text::to_akn(document).into_bytes(),
            Self::Markdown => maru_text::to_markdown(document).into_bytes(),
            Self::Html => maru_text::to_html(document).into_bytes(),
            Self::Docx => maru_text::to_docx(document),
            Self::Pdf => print.bytes(&maru_print::sheet(document, print.date))?,
            Self::Text => (document.plain_text() + "\n").into_bytes(),
            Self::Json => serde_json::to_vec_pretty(document)?,
        })
    }
}

pub(crate) fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::Import { file, format, json } => import(&file, format.map(Format::from), json),
        Command::Export { file, to, out, print } => export(&file, to, out.as_deref(), &print),
        Command::Redline(arguments) => redline(&arguments),
        Command::Amend(arguments) => amend(&arguments),
        Command::Check { files, json } => check(&files, json),
        Command::At { file, on, in_force, applies, to } => at(&file, on, in_force, applies, to),
        Command::Align { one, other, json } => align(&one, &other, json),
        Command::Status { file, on, in_force, json } => status(&file, on, in_force, json),
    }
}

fn extension(path: &Path) -> String {
    path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default()
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Reads a text from a file, or an act and its annexes from a folder.
pub(crate) fn load(path: &Path, format: Option<Format>) -> anyhow::Result<Document> {
    if !path.is_dir() {
        return load_file(path, format);
    }
    let files = files_of(path)?;
    let parts: Vec<Document> =
        files.iter().map(|file| load_file(file, format)).collect::<anyhow::Result<_>>()?;
    Document::join(parts).with_context(|| format!("{} holds no text", path.display()))
}

/// The files of a folder in order of name.
fn files_of(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut files: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect();
    files.sort();
    Ok(files)
}

/// The digest of a file; of a folder, that of its files' bytes one after the other, in order of name.
pub(crate) fn digest(path: &Path) -> anyhow::Result<Digest> {
    if !path.is_dir() {
        return Ok(Digest::of(&read(path)?));
    }
    let mut bytes = Vec::new();
    for file in files_of(path)? {
        bytes.extend(read(&file)?);
    }
    Ok(Digest::of(&bytes))
}

fn load_file(path: &Path, format: Option<Format>) -> anyhow::Result<Document> {
    let bytes = read(path)?;
    let whole = || format!("{} cannot be read as a legal text", path.display());
    if format.is_none() && extension(path) == "json" {
        return serde_json::from_slice(&bytes).with_context(whole);
    }
    let format = format.unwrap_or_else(|| maru_text::detect(&bytes, &path.to_string_lossy()));
    let maru_text::Imported { mut document, doubts } =
        maru_text::import_with_doubts(&bytes, format).with_context(whole)?;
    for doubt in doubts {
        output::note(&format!("{}: {doubt}", path.display()));
    }
    if document.id.is_empty() {
        document.id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    }
    Ok(document)
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

fn import(file: &Path, format: Option<Format>, json: bool) -> anyhow::Result<ExitCode> {
    let document = load(file, format)?;
    if json {
        output::json(&document)?;
        return Ok(ExitCode::SUCCESS);
    }
    output::line(format!("{} [{}]", document.title, document.language))?;
    for unit in document.walk() {
        let head: Vec<&str> = unit.head().collect();
        let words: String = unit.text.replace('\n', " ").chars().take(SHOWN).collect();
        output::line(format!("{}\t{} {words}", unit.id, head.join(" ")))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn export(file: &Path, to: Target, out: Option<&Path>, print: &PrintArguments) -> anyhow::Result<ExitCode> {
    if out.is_none() && to.needs_file() {
        bail!("Word and PDF files need --out FILE");
    }
    let bytes = to.bytes(&load(file, None)?, print)?;
    match out {
        Some(path) => write(path, &bytes)?,
        None => output::file(String::from_utf8_lossy(&bytes).trim_end())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn redline(arguments: &RedlineArguments) -> anyhow::Result<ExitCode> {
    let (old, new) = (load(&arguments.old, None)?, load(&arguments.new, None)?);
    let redline = maru_text::redline(&old, &new);
    if let Some(path) = &arguments.docx {
        write(path, &tracked(&redline, &new))?;
    }
    if let Some(path) = &arguments.pdf {
        write(path, &printed(&redline, &new, &arguments.print)?)?;
    }
    if arguments.json {
        output::json(&redline)?;
    } else if arguments.html {
        output::file(&maru_text::redline_to_html(&redline, &new.language.0))?;
    } else {
        output::lines(maru_text::redline_to_text(&redline))?;
        output::line(counts_line(redline.counts()))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn counts_line(counts: RedlineCounts) -> String {
    let RedlineCounts { unchanged, changed, inserted, deleted, moved } = counts;
    format!(
        "units: {unchanged} unchanged, {changed} changed, {inserted} inserted, {deleted} deleted, {moved} moved"
    )
}

fn tracked(redline: &Redline, new: &Document) -> Vec<u8> {
    let now = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    maru_text::redline_to_docx(redline, "Maru", &now, &new.language.0)
}

fn printed(redline: &Redline, new: &Document, print: &PrintArguments) -> anyhow::Result<Vec<u8>> {
    let legend = legend(&new.language.0);
    print.bytes(&maru_print::redline_sheet(redline, &new.language, legend, print.date))
}

/// What the marks of a printed redline mean, where its language is one that we write.
fn legend(language: &str) -> Vec<Run> {
    let (inserted, deleted) = match language {
        "en" => ("Underlined words are new.", "Struck words are gone."),
        "ko" => ("밑줄은 새로 들어간 글,", "가운뎃줄은 빠진 글입니다."),
        _ => return Vec::new(),
    };
    vec![Run::marked(inserted, Mark::Inserted), Run::plain(" "), Run::marked(deleted, Mark::Deleted)]
}

/// An operation and what became of it.
#[derive(Serialize)]
struct Done<'a> {
    operation: &'a Operation,
    fate: &'a Fate,
}

#[derive(Serialize)]
struct Report<'a> {
    counts: Counts,
    instructions: Vec<ReportLine<'a>>,
    redline: RedlineCounts,
    /// How the amending act's characters are shared out.
    extent: Extent,
    /// Every word of the amending act, under what it is.
    passages: &'a [Passage],
}

#[derive(Serialize)]
struct ReportLine<'a> {
    label: &'a str,
    /// The unit of the amending act in which the instruction stands.
    source: &'a maru_text::UnitId,
    prose: &'a str,
    #[serde(flatten)]
    reading: &'a Reading,
    operations: Vec<Done<'a>>,
}

#[derive(Debug, Default, Serialize)]
struct Counts {
    instructions: usize,
    understood: usize,
    other_act: usize,
    no_place: usize,
    not_understood: usize,
    operations: usize,
    applied: usize,
    already_there: usize,
    refused: usize,
}

/// An amending act, or a list of operations, one instruction each; an act of which a word went unseen is an error.
fn amending_act(path: &Path, base: &Document) -> anyhow::Result<AmendingAct> {
    if extension(path) == "json"
        && let Ok(list) = serde_json::from_slice::<Vec<serde_json::Value>>(&read(path)?)
    {
        let mut instructions = Vec::with_capacity(list.len());
        for (at, value) in list.into_iter().enumerate() {
            let number = at + 1;
            let mut amendment: Amendment = serde_json::from_value(value)
                .with_context(|| format!("{}: operation {number} is not understood", path.display()))?;
            if amendment.label.is_empty() {
                amendment.label = number.to_string();
            }
            instructions.push(Instruction {
                label: amendment.label.clone(),
                source: maru_text::UnitId::default(),
                prose: String::new(),
                reading: Reading::Understood,
                amendments: vec![amendment],
            });
        }
        return Ok(AmendingAct { instructions, passages: Vec::new() });
    }
    let amending = load(path, None)?;
    let act = maru_text::read_amending_act(&amending, base);
    if let Err(loss) = act.is_whole(&amending) {
        bail!("{} was not read whole, so nothing is applied: {loss}", path.display());
    }
    if act.instructions.is_empty() && !matches!(amending.language.0.as_str(), "en" | "ko" | "und" | "") {
        bail!(
            "{} is in a language ({}) in which amending acts are not read: they are in English and Korean",
            path.display(),
            amending.language.0
        );
    }
    if act.instructions.is_empty() {
        let language = match amending.language.0.as_str() {
            "en" => "as English",
            "ko" => "as Korean",
            _ => "in a language that could not be told",
        };
        bail!("{} was read {language}, and no sentence of it was seen to amend anything", path.display());
    }
    Ok(act)
}

fn amend(arguments: &AmendArguments) -> anyhow::Result<ExitCode> {
    let base = load(&arguments.base, None)?;
    let act = amending_act(&arguments.amending, &base)?;
    let amendments: Vec<Amendment> =
        act.instructions.iter().flat_map(|one| one.amendments.iter().cloned()).collect();
    let amended = maru_text::apply(&base, &amendments);
    let redline = maru_text::redline(&base, &amended.document);
    let mut fates = amended.fates.iter();
    let line = |one| report_line(one, &mut fates);
    let lines: Vec<ReportLine<'_>> = act.instructions.iter().map(line).collect();
    let counts = count(&lines);
    if let Some(path) = &arguments.out {
        let bytes = Target::of(path)?.bytes(&amended.document, &PrintArguments::default())?;
        write(path, &bytes)?;
    }
    if let Some(path) = &arguments.redline {
        write_redline(path, &redline, &amended.document)?;
    }
    let good = counts.refused + counts.no_place + counts.not_understood == 0;
    let extent = act.extent();
    let report =
        Report { counts, instructions: lines, redline: redline.counts(), extent, passages: &act.passages };
    if arguments.json {
        output::json(&report)?;
    } else {
        print_report(&report, arguments.passages)?;
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn report_line<'a>(one: &'a Instruction, fates: &mut impl Iterator<Item = &'a Fate>) -> ReportLine<'a> {
    let operations = one.amendments.iter().zip(fates);
    let operations =
        operations.map(|(amendment, fate)| Done { operation: &amendment.operation, fate }).collect();
    ReportLine {
        label: &one.label,
        source: &one.source,
        prose: &one.prose,
        reading: &one.reading,
        operations,
    }
}

fn count(lines: &[ReportLine<'_>]) -> Counts {
    let mut counts = Counts { instructions: lines.len(), ..Counts::default() };
    for line in lines {
        *match line.reading {
            Reading::Understood => &mut counts.understood,
            Reading::OtherAct(_) => &mut counts.other_act,
            Reading::NoPlace(_) => &mut counts.no_place,
            Reading::NotUnderstood(_) => &mut counts.not_understood,
        } += 1;
        counts.operations += line.operations.len();
        for done in &line.operations {
            *match done.fate {
                Fate::Applied(_) => &mut counts.applied,
                Fate::AlreadyThere => &mut counts.already_there,
                Fate::Refused(_) => &mut counts.refused,
            } += 1;
        }
    }
    counts
}

/// What each passage of the amending act is, or, in short, how many characters are what.
fn print_passages(report: &Report<'_>, all: bool) -> anyhow::Result<()> {
    let label = |number: &usize| report.instructions.get(*number).map_or("?", |line| line.label);
    for Passage { source, words, role } in report.passages.iter().filter(|_| all) {
        let role = match role {
            Role::Instruction(number) => format!("instruction {}", label(number)),
            Role::NewText(number) => format!("new text of {}", label(number)),
            Role::Not(why) => format!("not an instruction: {why}"),
        };
        output::line(format!(
            "{source}\t{role}\t{}",
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        ))?;
    }
    let mut reasons: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for passage in report.passages {
        if let Role::Not(why) = &passage.role {
            let count = passage.words.chars().filter(|c| !c.is_whitespace()).count();
            *reasons.entry(why).or_insert(0) += count;
        }
    }
    for (why, count) in reasons {
        output::line(format!("set aside: {count} characters, because {why}"))?;
    }
    let Extent { instructions, new_text, neither } = report.extent;
    output::line(format!(
        "the whole act, {} characters: {instructions} in instructions, {new_text} in their new text, {neither} in neither",
        instructions + new_text + neither
    ))
}

fn print_report(report: &Report<'_>, all: bool) -> anyhow::Result<()> {
    for line in &report.instructions {
        let verdict = match line.reading {
            Reading::Understood => "understood".to_owned(),
            Reading::OtherAct(act) => format!("amends another act ({act})"),
            Reading::NoPlace(why) => format!("leads nowhere: {why}"),
            Reading::NotUnderstood(why) => format!("NOT UNDERSTOOD: {why}"),
        };
        output::line(format!("{}\t{verdict}\t{}", line.label, line.prose))?;
        for done in &line.operations {
            output::line(format!("\t{}\t{}", verb(done.operation), fate(done.fate)))?;
        }
    }
    if !report.passages.is_empty() {
        print_passages(report, all)?;
    }
    let Counts { instructions, understood, other_act, no_place, not_understood, .. } = report.counts;
    output::line(format!(
        "instructions: {instructions} found, {understood} understood for this text, {other_act} understood but for another \
         act, {no_place} lead nowhere, {not_understood} not understood"
    ))?;
    let Counts { operations, applied, already_there, refused, .. } = report.counts;
    output::line(format!(
        "operations: {operations} in all, {applied} applied, {already_there} there already, {refused} refused"
    ))?;
    output::line(counts_line(report.redline))
}

fn verb(operation: &Operation) -> String {
    match operation {
        Operation::Replace { target, .. } => format!("replace {target}"),
        Operation::Insert { parent, .. } => {
            format!("insert into {}", if parent.is_empty() { "the text" } else { parent.as_str() })
        }
        Operation::Delete { target } => format!("delete {target}"),
        Operation::Renumber { target, number } => format!("renumber {target} as {number}"),
        Operation::Substitute { target, old, new } => format!("in {target}, \"{old}\" becomes \"{new}\""),
        Operation::SetDate { target, date, .. } => {
            format!("date {target} {}", date.map_or_else(|| "never".to_owned(), |date| date.to_string()))
        }
        Operation::Retitle { title } => format!("give the text the title \"{title}\""),
        Operation::Rewrite { target, .. } => format!("rewrite {target}"),
        Operation::Add { unit, .. } => format!("add {}", unit.id),
        Operation::Move { target, .. } => format!("move {target}"),
        Operation::Split { target, unit, .. } => format!("split {target}: {} comes behind it", unit.id),
        Operation::Merge { target, into } => format!("merge {target} into {into}"),
    }
}

fn fate(fate: &Fate) -> String {
    match fate {
        Fate::Applied(ids) => {
            let ids: Vec<&str> = ids.iter().map(maru_text::UnitId::as_str).collect();
            format!("applied: {}", ids.join(", "))
        }
        Fate::AlreadyThere => "there already".to_owned(),
        Fate::Refused(why) => format!("REFUSED: {why}"),
    }
}

fn write_redline(path: &Path, redline: &Redline, new: &Document) -> anyhow::Result<()> {
    let bytes = match extension(path).as_str() {
        "docx" => tracked(redline, new),
        "pdf" => printed(redline, new, &PrintArguments::default())?,
        "html" | "htm" => maru_text::redline_to_html(redline, &new.language.0).into_bytes(),
        "json" => serde_json::to_vec_pretty(redline)?,
        _ => maru_text::redline_to_text(redline).into_bytes(),
    };
    write(path, &bytes)
}

#[derive(Serialize)]
struct Checked {
    file: String,
    format: &'static str,
    units: usize,
    /// Whether every word of the file stands in some unit; nothing where that was not checked.
    lossless: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// What of the file is not in the tree, or was guessed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    doubts: Vec<String>,
}

fn check(files: &[PathBuf], json: bool) -> anyhow::Result<ExitCode> {
    let mut results = Vec::new();
    for path in files {
        results.push(check_one(path)?);
    }
    let good = results.iter().filter(|result| result.lossless == Some(true)).count();
    let unchecked = results.iter().filter(|result| result.lossless.is_none()).count();
    if json {
        output::json(&results)?;
    } else {
        for result in &results {
            let verdict = result.why.as_deref().unwrap_or("no word lost");
            output::line(format!("{}\t{}\t{} units\t{verdict}", result.file, result.format, result.units))?;
            for doubt in &result.doubts {
                output::line(format!("  {doubt}"))?;
            }
        }
        let aside = if unchecked == 0 { String::new() } else { format!(", {unchecked} not checked") };
        output::line(format!("{good} of {} files read without loss{aside}", results.len()))?;
    }
    Ok(match results.len() - good {
        0 => ExitCode::SUCCESS,
        others if others == unchecked => ExitCode::from(2),
        _ => ExitCode::from(1),
    })
}

/// Why nothing is said of the words of a PDF: there is one reading of its letters, and nothing to hold it against.
const PDF_UNCHECKED: &str = "not checked: its words are guessed from the places of letters";

fn check_one(path: &Path) -> anyhow::Result<Checked> {
    let bytes = read(path)?;
    let format = maru_text::detect(&bytes, &path.to_string_lossy());
    let read = maru_text::import_with_doubts(&bytes, format)
        .and_then(|imported| Ok((maru_text::source_text(&bytes, format)?, imported)));
    let (units, lossless, why, doubts) = match read {
        Err(error) => (0, Some(false), Some(error.to_string()), Vec::new()),
        Ok((source, imported)) => {
            let loss = || maru_text::lossless(&source, &imported.document).err().map(|loss| loss.to_string());
            let is_guess = format == Format::Pdf;
            let why = if is_guess { Some(PDF_UNCHECKED.to_owned()) } else { loss() };
            let lossless = (!is_guess).then_some(why.is_none());
            let doubts = imported.doubts.iter().map(ToString::to_string).collect();
            (imported.document.walk().count(), lossless, why, doubts)
        }
    };
    let file = path.display().to_string();
    Ok(Checked { file, format: format.name(), units, lossless, why, doubts })
}

#[derive(Serialize)]
struct Standing {
    id: String,
    #[serde(flatten)]
    status: Status,
    /// The sentence of the text that leaves it open.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_understood: Option<String>,
}

/// A text with the dates that it sets for itself, and the sentences about them that were not understood.
fn dated(file: &Path, in_force: Option<Date>) -> anyhow::Result<(Document, Vec<maru_text::Unread>)> {
    let mut document = load(file, None)?;
    document.dates.in_force = in_force.or(document.dates.in_force);
    let unread = maru_text::date_by_own_words(&mut document);
    Ok((document, unread))
}

fn at(file: &Path, on: Date, in_force: Option<Date>, applies: bool, to: Target) -> anyhow::Result<ExitCode> {
    if to.needs_file() {
        bail!("Word and PDF files are written by `maru text export`");
    }
    let (document, unread) = dated(file, in_force)?;
    let (then, unknown) =
        if applies { document.as_applies_but_for(&unread, on) } else { (document.as_of(on), 0) };
    let total = document.walk().count();
    if unknown > 0 && unknown == total {
        bail!(
            "of none of its {total} units is it known whether it applies on {on}: the text says no day that was understood"
        );
    }
    if then.units.is_empty() {
        bail!("nothing of the text {} on {on}", if applies { "applies" } else { "is law" });
    }
    output::file(String::from_utf8_lossy(&to.bytes(&then, &PrintArguments::default())?).trim_end())?;
    if unknown == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    output::note(&format!(
        "{unknown} of {total} units are left out: whether they apply on {on} is not known"
    ));
    for one in &unread {
        output::note(&format!("not understood, {}: {}", one.stands_in, one.words));
    }
    Ok(ExitCode::from(2))
}

/// Two texts side by side.
#[derive(Serialize)]
struct Alignment<'a> {
    one: Side<'a>,
    other: Side<'a>,
    by_id: usize,
    by_order: usize,
    pairs: Vec<(Option<&'a str>, Option<&'a str>)>,
}

/// One of the two: its language, what it is worth, and its units without a counterpart.
#[derive(Serialize)]
struct Side<'a> {
    language: &'a str,
    standing: maru_text::Standing,
    alone: Vec<&'a str>,
}

fn align(one: &Path, other: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let (one, other) = (load(one, None)?, load(other, None)?);
    let pairs: Vec<(Option<&str>, Option<&str>)> = maru_text::align_languages(&one, &other)
        .into_iter()
        .map(|(one, other)| (one.map(|unit| unit.id.as_str()), other.map(|unit| unit.id.as_str())))
        .collect();
    let both = || pairs.iter().filter_map(|(one, other)| one.zip(*other));
    let by_id = both().filter(|(one, other)| one == other).count();
    let alignment = Alignment {
        one: Side {
            language: &one.language.0,
            standing: one.standing,
            alone: pairs.iter().filter(|pair| pair.1.is_none()).filter_map(|pair| pair.0).collect(),
        },
        other: Side {
            language: &other.language.0,
            standing: other.standing,
            alone: pairs.iter().filter(|pair| pair.0.is_none()).filter_map(|pair| pair.1).collect(),
        },
        by_id,
        by_order: both().count() - by_id,
        pairs: pairs.clone(),
    };
    if json {
        output::json(&alignment)?;
        return Ok(ExitCode::SUCCESS);
    }
    for (one, other) in &pairs {
        output::line(format!("{}\t{}", one.unwrap_or("-"), other.unwrap_or("-")))?;
    }
    let Alignment { one, other, by_id, by_order, .. } = &alignment;
    output::line(format!(
        "units: {by_id} paired by id, {by_order} by their order, {} only in the first [{}], {} only in the second [{}]",
        one.alone.len(),
        one.language,
        other.alone.len(),
        other.language
    ))?;
    Ok(ExitCode::SUCCESS)
}

fn status(file: &Path, on: Date, in_force: Option<Date>, json: bool) -> anyhow::Result<ExitCode> {
    let (document, unread) = dated(file, in_force)?;
    let statuses = document.walk().filter_map(|unit| {
        let (status, open) = document.status_but_for(&unread, &unit.id, on)?;
        Some(Standing {
            id: unit.id.to_string(),
            status,
            not_understood: open.map(|open| open.words.clone()),
        })
    });
    if json {
        output::json(&statuses.collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    for Standing { id, status, not_understood } in statuses {
        let not_understood = not_understood.map(|words| format!(" (not understood: “{words}”)"));
        let more = match &status {
            Status::InForce { applies: Some(date) } => format!(" (applies from {date})"),
            Status::Gated { by } => format!(" (by {by})"),
            _ => String::new(),
        };
        output::line(format!("{id}\t{}{more}{}", status.name(), not_understood.unwrap_or_default()))?;
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_names_a_format() {
        assert_eq!(Target::of(Path::new("a.docx")).unwrap(), Target::Docx);
        assert_eq!(Target::of(Path::new("a.pdf")).unwrap(), Target::Pdf);
        assert!(Target::of(Path::new("a.exe")).is_err());
    }

    #[test]
    fn of_a_pdf_no_check_says_that_no_word_was_lost() {
        let home = tempfile::tempdir().unwrap();
        let check = |name: &str, bytes: &str| {
            let path = home.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            check_one(&path).unwrap()
        };
        let stream = "BT /F1 12 Tf 72 700 Td (Article 1) Tj ET";
        let pdf = format!(
            "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n3 0 obj\n\
             << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>\nendobj\n4 0 obj\n\
             << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n5 0 obj\n<< /Length {} >>\nstream\n{stream}\nendstream\nendobj\n\
             trailer << /Root 1 0 R >>\n",
            stream.len()
        );
        let read = check("act.pdf", &pdf);
        assert_eq!((read.format, read.units, read.lossless), ("pdf", 1, None), "{:?}", read.why);
        assert_eq!(check("act.txt", "Article 1\nIt applies.\n").lossless, Some(true));
        assert_eq!(check("broken.pdf", "%PDF-1.4\n").lossless, Some(false));
    }
}
