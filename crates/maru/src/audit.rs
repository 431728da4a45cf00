//! `maru audit`: the audits of processes held elsewhere that ship with the program, as text, JSON or PDF.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::{Args, ValueEnum};
use maru_forum::ProcessId;
use maru_openness::audit::{Source, VoiceKind, audit, audits};
use maru_openness::{Audit, AuditFinding, AuditReport, AuditStanding, criteria};

use maru_print::Sheet;
use serde::Serialize;
use serde_json::Value;

use crate::text::PrintArguments;
use crate::{node, output};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The audit, such as seoul-2024; without it, all of them are listed.
    id: Option<String>,
    /// As what it is given.
    #[arg(long, value_enum, default_value_t, requires = "id")]
    to: Form,
    /// The file to write; needed for PDF.
    #[arg(long, value_name = "FILE", requires = "id")]
    out: Option<PathBuf>,
    /// The language of text and PDF: en or ko.
    #[arg(long, default_value = "en")]
    language: String,
    /// A process of this node to stand beside it, criterion by criterion, by its record alone.
    #[arg(long, value_name = "PROCESS", requires = "id")]
    beside: Option<ProcessId>,
    #[command(flatten)]
    print: PrintArguments,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    #[default]
    Text,
    Json,
    Pdf,
}

pub(crate) fn run(arguments: &Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    let Some(id) = &arguments.id else {
        for one in audits() {
            output::line(format!("{}  {}", one.id, one.title.words(&arguments.language).1))?;
            output::line(format!("    {}", counts(one)))?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let known = || audits().iter().map(|one| one.id.as_str()).collect::<Vec<_>>().join(", ");
    let found = audit(id).ok_or_else(|| anyhow!("there is no audit “{id}”; there are: {}", known()))?;
    if !["en", "ko"].contains(&arguments.language.as_str()) {
        bail!("--language {}: audits are in en and ko", arguments.language);
    }
    if let Some(process) = &arguments.beside {
        return beside(arguments, found, process, data);
    }
    if arguments.to == Form::Pdf {
        return print(arguments, maru_web::audit::sheet(id, &arguments.language));
    }
    write(arguments, &AuditReport::of(found), || text(found, &arguments.language))
}

/// Writes something as JSON or as text, into the file that was named or to the terminal.
fn write(
    arguments: &Arguments,
    report: &impl Serialize,
    text: impl FnOnce() -> String,
) -> anyhow::Result<ExitCode> {
    match (&arguments.out, arguments.to) {
        (Some(out), Form::Json) => to_file(out, serde_json::to_string_pretty(report)? + "\n")?,
        (Some(out), Form::Text | Form::Pdf) => to_file(out, text())?,
        (None, Form::Json) => output::json(report)?,
        (None, Form::Text | Form::Pdf) => output::lines(text())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a sheet as a PDF into the file that was named.
fn print(arguments: &Arguments, sheet: Option<Sheet>) -> anyhow::Result<ExitCode> {
    let out = arguments.out.as_ref().context("a PDF is no text for a terminal: name a file with --out")?;
    let sheet = sheet.context("the pages lack this language")?;
    to_file(out, arguments.print.bytes(&sheet)?)?;
    Ok(ExitCode::SUCCESS)
}

fn to_file(out: &Path, bytes: impl AsRef<[u8]>) -> anyhow::Result<()> {
    std::fs::write(out, bytes).with_context(|| format!("{} cannot be written", out.display()))
}

/// The audit with a process of the node beside it: pairs as text or JSON, or the sheet that the page prints.
fn beside(arguments: &Arguments, audit: &Audit, id: &ProcessId, data: &Path) -> anyhow::Result<ExitCode> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let (process, now) = (handle.read(), maru_store::now());
    if arguments.to == Form::Pdf {
        let sheet = maru_web::audit::sheet_beside(&audit.id, &process, now, &arguments.language);
        return print(arguments, sheet);
    }
    let found = maru_web::audit::shipped_standings(audit);
    let pairs = maru_web::audit::side_by_side(&found, &process, now, &maru_openness::Beside::default());
    write(arguments, &pairs, || pairs_in_words(audit, &pairs, &arguments.language))
}

/// Each criterion with how it stands in the audit and in the process.
fn pairs_in_words(audit: &Audit, pairs: &Value, language: &str) -> String {
    let word = |value: &Value| value.as_str().unwrap_or("not computed").replace(['_', '-'], " ");
    let mut lines = vec![format!(
        "{} beside “{}” ({} entries)",
        audit.title.words(language).1,
        pairs["process"].as_str().unwrap_or_default(),
        pairs["entries"]
    )];
    for one in pairs["criteria"].as_array().into_iter().flatten() {
        let asked = criteria().iter().find(|known| known.id == one["criterion"].as_str().unwrap_or_default());
        lines.push(format!(
            "{} {}",
            word(&one["criterion"]),
            asked.map_or("", |known| known.words(language))
        ));
        lines.push(format!("    audit: {}", word(&one["audit"])));
        lines.push(format!("    process: {} ({})", word(&one["process"]), word(&one["because"])));
    }
    lines.join("\n")
}

/// How many criteria stand so, in words.
fn counts(audit: &Audit) -> String {
    let count = |standing| criteria().iter().filter(|one| audit.standing(&one.id) == standing).count();
    let all = AuditStanding::ALL.into_iter().map(|standing| (standing, count(standing)));
    let some = all.filter(|(_, count)| *count > 0);
    some.map(|(standing, count)| format!("{}: {count}", words(standing))).collect::<Vec<_>>().join(" · ")
}

fn words(standing: AuditStanding) -> String {
    standing.as_str().replace('-', " ")
}

fn text(audit: &Audit, language: &str) -> String {
    let mut lines = vec![
        audit.title.words(language).1.to_owned(),
        format!("{}, {} – {}", audit.held_by.words(language).1, audit.from, audit.to),
        audit.scope.words(language).1.to_owned(),
        audit.asked.words(language).1.to_owned(),
        counts(audit),
    ];
    for standing in AuditStanding::ALL {
        for criterion in criteria().iter().filter(|one| audit.standing(&one.id) == standing) {
            lines.push(String::new());
            lines.push(format!("{} {}: {}", criterion.id, words(standing), criterion.words(language)));
            lines.extend(audit.on(&criterion.id).flat_map(|one| finding(one, language)));
            for voice in audit.voices.iter().filter(|one| one.criterion == criterion.id) {
                let kind = match voice.kind {
                    VoiceKind::Objection => "the audited",
                    VoiceKind::Reply => "answer",
                };
                let (who, said) = (voice.who.words(language).1, voice.words.words(language).1);
                lines.push(format!("    {kind} ({who}, {}): {said}", voice.said));
                lines.extend(voice.source.map(|one| source(one, language)));
            }
        }
    }
    lines.join("\n")
}

fn finding(finding: &AuditFinding, language: &str) -> Vec<String> {
    let mut lines = vec![format!(
        "    {}: {}",
        words(AuditStanding::of([finding.word])),
        finding.evidence.words(language).1
    )];
    lines.extend(finding.sources.iter().map(|one| source(one, language)));
    let confidence = finding.confidence.as_str();
    lines.push(format!(
        "      confidence {confidence}; found by {}, {}",
        finding.found_by.words(language).1,
        finding.found
    ));
    lines
}

fn source(source: &Source, language: &str) -> String {
    let address = source.address.as_deref().unwrap_or("no address");
    let (publisher, read) = (source.publisher.words(language).1, source.read.as_str());
    format!("      source: {address} ({publisher}; {read}, {})", source.looked)
}
