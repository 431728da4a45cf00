//! `maru process`: create, open, close and show processes, and act in them as the operator.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use maru_forum::{
    AbandonProcess, ChangeCharter, ChangeOffice, Charter, CloseProcess, Command as Act, EntryNumber,
    Language, Moderate, Moment, Office, OpenProcess, ParticipantId, Process, ProcessId, RecordDecision,
    Resolution, StatementId, SubmitStatement, Translate, Verdict, VerifiedBy, Verify, WithdrawWords,
    WithdrawalReason,
};
use maru_openness::{Finding, report};
use maru_text::Date;
use maru_web::CharterTemplate;
use serde_json::json;

use crate::node::{Operator, Wish};
use crate::{node, output, settings};

mod archive;
mod audit;
mod ballot;
mod checkout;
mod coding;
mod comments;
pub(crate) mod commitment;
mod draft;
mod endorsement;
mod harm;
mod initiative;
mod invitation;
mod meeting;
mod obligation;
mod organisation;
mod translation;
mod trunk;

/// What `maru process template` prints before groups and phases: each line with a word on it.
const TEMPLATE: &str = include_str!("charter-template.toml");
/// The same for a joint statement.
const JOINT_STATEMENT: &str = include_str!("charter-joint-statement.toml");

/// What stands above a template that has no words of its own on each line.
const ABOUT_TEMPLATE: &str = "# Fill in every text that is empty, in every language of `languages` (`maru process check FILE` lists what is missing), and look at\n# every date. `maru process template consultation` says of each line what it is; docs/charter.md says what holds each rule.\n\n";

/// What stands above the groups of a template.
const ABOUT_GROUPS: &str = "# Stakeholder groups, by which results are balanced.\n";
/// What stands above its phases.
const ABOUT_PHASES: &str = "# Phases. Acts: join, statement, vote, remark, amend, initiative, answer, ballot, endorse, decide. A first draft asks for sixty days\n# of remarks; every remark and amendment is owed an answer before the phase that has `answer` can be closed.\n";

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print a charter to fill in.
    Template {
        /// For what: the same templates that the browser offers (`/new`).
        #[arg(default_value = "consultation", value_parser = clap::builder::PossibleValuesParser::new(CharterTemplate::ALL.iter().map(|one| one.name())))]
        kind: String,
    },
    /// Say everything that keeps a charter from being used, and nothing else: no process is made.
    Check {
        /// The charter (TOML).
        charter: PathBuf,
    },
    /// Create a process from a charter; it is published at once and opened later. A charter with faults is refused.
    Create {
        /// The charter (TOML; `maru process template` prints one).
        charter: PathBuf,
        /// The node's address, if it is not set yet; the record is named after its host for ever.
        #[arg(long, value_name = "URL")]
        address: Option<String>,
    },
    /// Open a process; its charter must be complete.
    Open {
        /// The process.
        process: ProcessId,
        /// Why now; it stands in the record.
        #[arg(long)]
        reason: String,
    },
    /// Give up a process that was never opened; its record stays.
    Abandon {
        /// The process.
        process: ProcessId,
        /// Why; it stands in the record.
        #[arg(long)]
        reason: String,
    },
    /// Change the charter; people see what changed and why.
    Charter {
        /// The process.
        process: ProcessId,
        /// The whole charter from now on (TOML).
        charter: PathBuf,
        /// That it is meant if people get less than they were promised, or if words of a promise (who decides, by which rule, who may take
        /// part) are to be others. Without this such a charter is refused, with every promise that it takes back.
        #[arg(long)]
        shorten: bool,
        /// Why; it stands in the record.
        #[arg(long)]
        reason: String,
    },
    /// Give a participant an office, or end it.
    Office {
        /// The process.
        process: ProcessId,
        /// The participant: the name in the process, or the number of the entry that admitted them.
        participant: String,
        /// secretariat, moderator, drafter, chair, registrar or appeals.
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(Office::ALL.iter().map(|office| office.as_str())))]
        office: String,
        /// End the office instead of giving it.
        #[arg(long)]
        end: bool,
        /// Why; it stands in the record.
        #[arg(long)]
        reason: String,
    },
    /// Say that the identity of a participant was verified, and by which means; or end that.
    Verification {
        /// The process.
        process: ProcessId,
        /// The participant: the name in the process, or the number of the entry that admitted them.
        participant: String,
        /// document, in-person, organisation, address, electronic-identity or other.
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(VerifiedBy::ALL.iter().map(|means| means.as_str())), required_unless_present = "end", conflicts_with = "end")]
        means: Option<String>,
        /// End the verification instead.
        #[arg(long)]
        end: bool,
        /// Why; it stands beside the record and can be erased.
        #[arg(long)]
        reason: String,
        /// The language of the reason.
        #[arg(long)]
        language: Language,
    },
    /// Say a statement in another language.
    Translate {
        /// The process.
        process: ProcessId,
        /// The statement's number.
        statement: u64,
        /// The words.
        text: String,
        /// Their language.
        #[arg(long)]
        language: Language,
        /// Who or what translated: human, or a program's name and version.
        #[arg(long)]
        translator: String,
    },
    /// Close a process for ever.
    Close {
        /// The process.
        process: ProcessId,
        /// Why now; it stands in the record.
        #[arg(long)]
        reason: String,
        /// That it is meant where phases still run or are to come. Without this such a closing is refused, with the phases that it would
        /// cut short.
        #[arg(long)]
        cut_short: bool,
    },
    /// Show a process, or all of them.
    Show {
        /// The process; without it, all are listed.
        process: Option<ProcessId>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Say how open a process is so far: forty criteria, each with its reason and its entries, what is not met first.
    Openness {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        /// Publish the report in the record, as a result that `maru verify` computes again.
        #[arg(long, conflicts_with = "json")]
        publish: bool,
        /// Write the report as PDF to this file.
        #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "publish"])]
        pdf: Option<PathBuf>,
        /// The language of the sentences and of the PDF: en or ko.
        #[arg(long, default_value = "en")]
        language: String,
        #[command(flatten)]
        print: crate::text::PrintArguments,
    },
    /// Put a statement to everyone as the secretariat (a seed statement).
    State {
        /// The process.
        process: ProcessId,
        /// The words.
        text: String,
        /// Their language.
        #[arg(long)]
        language: Language,
    },
    /// Accept or reject what people wrote, with a reason: all of it, or none.
    Moderate {
        /// The process.
        process: ProcessId,
        /// The numbers of statements, remarks or comments, with commas between them.
        #[arg(value_delimiter = ',', required = true)]
        statements: Vec<u64>,
        /// What was found.
        #[arg(value_parser = ["accepted", "rejected", "meta"])]
        verdict: String,
        /// Why; it stands in the public log.
        #[arg(long)]
        reason: String,
        /// The charter's rule, where it names one.
        #[arg(long, default_value = "")]
        rule: String,
    },
    /// Invitations: list them, invite from a list, note what was sent, replace codes, put the counts in the record.
    Invitation(invitation::Arguments),
    /// Applications of people who were not invited: list, grant, refuse.
    Application(invitation::Applications),
    /// The register of organisations: list it, put one in, enter a list, confirm who speaks for one.
    Organisation(organisation::Arguments),
    /// Publish a version of the draft, one file a language: Markdown, Word, Akoma Ntoso or another format that is read.
    Draft(draft::Arguments),
    /// Publish the next version of the draft from amendments, one after the other; those that fail are left out and stay alive.
    Merge(draft::MergeArguments),
    /// Put a question to the vote, count it, show how it went.
    #[command(subcommand)]
    Ballot(ballot::Command),
    /// Show what people want on the agenda and which answers are owed, and answer.
    #[command(subcommand)]
    Initiative(initiative::Command),
    /// Bring in what actors promised in public, and show what people found became of it.
    #[command(subcommand)]
    Commitment(commitment::Command),
    /// Announce, run and minute meetings, and tell of contacts outside the record.
    #[command(subcommand)]
    Meeting(meeting::Command),
    /// Write a whole process into one file: record, texts, attachments, tables; only words that anyone may read.
    Archive(archive::ArchiveArguments),
    /// Take a process from such a file as a checked copy to read, which this node serves as it serves what it mirrors. Nobody can act in it:
    /// a process goes on only where its keys are. Every byte is looked at first; an archive that is cut off, altered or signed by another key is refused, and nothing of it kept.
    ImportArchive(archive::ImportArguments),
    /// What units of the draft are as norms: list them with their levels, confirm one.
    #[command(subcommand)]
    Coding(coding::Command),
    /// What signatories owe by the adopted text: list it with what people found, record a duty.
    #[command(subcommand)]
    Obligation(obligation::Command),
    /// A joint statement: who signed which version, signatories of lists, demands, to whom it was handed over and what became of it.
    #[command(subcommand)]
    Endorsement(endorsement::Command),
    #[command(flatten)]
    Translation(translation::Command),
    /// Audits of processes held elsewhere, as participants make them.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Reports of harm, as evidence: list them, record one that came on paper.
    #[command(subcommand)]
    Harm(harm::Command),
    #[command(flatten)]
    Trunk(trunk::Command),
    /// Compute the opinion map and publish it as a result that anyone can recompute.
    Result {
        /// The process.
        process: ProcessId,
    },
    /// Record what the process decided.
    Decide {
        /// The process.
        process: ProcessId,
        /// adopted, rejected or referred.
        #[arg(value_parser = ["adopted", "rejected", "referred"])]
        outcome: String,
        /// The decision in words.
        #[arg(long)]
        text: String,
        /// Their language.
        #[arg(long)]
        language: Language,
        /// The entry of the result it rests on.
        #[arg(long)]
        result: u64,
        /// The entry of the version of the draft that is adopted.
        #[arg(long)]
        draft: Option<u64>,
    },
    /// Withdraw the content of an entry (text a law or the charter says must go); the entry itself stays.
    Redact {
        /// The process.
        process: ProcessId,
        /// The entry whose content goes.
        entry: u64,
        /// personal-data, unlawful, court-order, copyright, safety, or author for one's own.
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(WithdrawalReason::ALL.iter().map(|reason| reason.as_str())))]
        reason: String,
        /// Legal ground, such as "GDPR Art 17(1)".
        #[arg(long)]
        ground: String,
    },
}

pub(crate) fn run(arguments: Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::Template { kind } => template(&kind)?,
        Command::Create { charter, address } => create(data, &charter, address)?,
        Command::Show { process, json } => show(data, process.as_ref(), json)?,
        Command::Openness { process, publish: true, .. } => publish_openness(data, &process)?,
        Command::Openness { process, pdf: Some(out), language, print, .. } => {
            print_openness(data, &process, &out, &language, &print)?;
        }
        Command::Openness { process, json, language, .. } => openness(data, &process, json, &language)?,
        Command::Check { charter } => return check(&charter),
        Command::Organisation(arguments) => return organisation::run(arguments, data),
        Command::Invitation(arguments) => return invitation::run(arguments, data),
        Command::Application(arguments) => return invitation::run_applications(arguments, data),
        Command::Draft(arguments) => draft::publish(arguments, data)?,
        Command::Merge(arguments) => draft::publish_merged(arguments, data)?,
        Command::Ballot(command) => ballot::run(command, data)?,
        Command::Initiative(command) => initiative::run(command, data)?,
        Command::Commitment(command) => commitment::run(command, data)?,
        Command::Meeting(command) => meeting::run(command, data)?,
        Command::Archive(arguments) => archive::write(&arguments, data)?,
        Command::ImportArchive(arguments) => archive::bring_in(&arguments, data)?,
        Command::Obligation(command) => obligation::run(command, data)?,
        Command::Coding(command) => coding::run(command, data)?,
        Command::Endorsement(command) => return endorsement::run(command, data),
        Command::Translation(command) => translation::run(command, data)?,
        Command::Audit(command) => audit::run(&command, data)?,
        Command::Harm(command) => harm::run(command, data)?,
        Command::Trunk(command) => trunk::run(command, data)?,
        Command::Result { process } => publish_result(data, &process)?,
        acting => {
            let (process, command) = acting.enacted(data)?;
            told_before(data, &process, &command)?;
            act(data, &process, command)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints a charter to fill in.
fn template(kind: &str) -> anyhow::Result<()> {
    let template = named(kind, CharterTemplate::from_name(kind))?;
    output::file(begun(template, maru_store::now().day())?.trim_end())
}

/// What the browser begins with, as a file. Of two, the lines before groups and phases are written by hand, with a word on each.
fn begun(template: CharterTemplate, today: Date) -> anyhow::Result<String> {
    let languages = ["en".parse::<Language>()?];
    let charter = template.charter("my-process", &languages, today).map_err(anyhow::Error::msg)?;
    let explained = match template {
        CharterTemplate::Consultation => TEMPLATE,
        CharterTemplate::JointStatement => JOINT_STATEMENT,
        CharterTemplate::Standard
        | CharterTemplate::Assembly
        | CharterTemplate::Treaty
        | CharterTemplate::Watch => {
            return Ok(format!("{ABOUT_TEMPLATE}{}", toml::to_string(&charter).context("a template")?));
        }
    };
    let table = toml::Table::try_from(&charter).context("a template")?;
    let part = |name: &str| {
        let part: toml::Table =
            table.get(name).map(|value| (name.to_owned(), value.clone())).into_iter().collect();
        toml::to_string(&part).context("a template")
    };
    Ok(format!("{explained}\n{ABOUT_GROUPS}{}\n{ABOUT_PHASES}{}", part("groups")?, part("phase")?))
}

/// A name that the command line has checked already.
fn named<T>(name: &str, value: Option<T>) -> anyhow::Result<T> {
    value.with_context(|| format!("“{name}” is not one of the names that this takes"))
}

impl Command {
    /// What is asked of which process, for the commands that add an entry.
    fn enacted(self, data: &Path) -> anyhow::Result<(ProcessId, Act)> {
        Ok(match self {
            Self::Open { process, reason } => (process, OpenProcess { reason }.into()),
            Self::Abandon { process, reason } => (process, AbandonProcess { reason }.into()),
            Self::Close { process, reason, cut_short } => {
                (process, CloseProcess { reason, cut_short }.into())
            }
            Self::Charter { process, charter, reason, shorten } => {
                let charter = Box::new(read_charter(&charter)?);
                (process, ChangeCharter { charter, reason, shorten }.into())
            }
            Self::Office { process, participant, office, end, reason } => {
                let holder = called(data, &process, &participant)?;
                let office = named(&office, Office::from_name(&office))?;
                (process, ChangeOffice { holder, office, grant: !end, reason }.into())
            }
            Self::Verification { process, participant, means, end: _, reason, language } => {
                let participant = called(data, &process, &participant)?;
                let means = means.map(|name| named(&name, VerifiedBy::from_name(&name))).transpose()?;
                (process, Verify { participant, means, text: reason, language }.into())
            }
            Self::State { process, text, language } => (process, SubmitStatement { text, language }.into()),
            Self::Translate { process, statement, text, language, translator } => {
                let statement = StatementId(EntryNumber(statement));
                (process, Translate { statement, text, language, translator }.into())
            }
            Self::Moderate { process, statements, verdict, reason, rule } => {
                let on = statements.into_iter().map(EntryNumber).collect();
                let verdict = named(&verdict, Verdict::from_name(&verdict))?;
                (process, Moderate { on, verdict, reason, rule }.into())
            }
            Self::Decide { process, outcome, text, language, result, draft } => {
                let outcome = named(&outcome, Resolution::from_name(&outcome))?;
                let (result, draft) = (EntryNumber(result), draft.map(EntryNumber));
                (process, RecordDecision { outcome, result, draft, text, language }.into())
            }
            Self::Redact { process, entry, reason, ground } => {
                let reason = named(&reason, WithdrawalReason::from_name(&reason))?;
                (process, WithdrawWords { entry: EntryNumber(entry), reason, ground }.into())
            }
            Self::Template { .. }
            | Self::Check { .. }
            | Self::Create { .. }
            | Self::Organisation(_)
            | Self::Invitation(_)
            | Self::Application(_)
            | Self::Draft(_)
            | Self::Merge(_)
            | Self::Ballot(_)
            | Self::Initiative(_)
            | Self::Commitment(_)
            | Self::Meeting(_)
            | Self::Archive(_)
            | Self::ImportArchive(_)
            | Self::Coding(_)
            | Self::Obligation(_)
            | Self::Endorsement(_)
            | Self::Translation(_)
            | Self::Audit(_)
            | Self::Harm(_)
            | Self::Trunk(_)
            | Self::Show { .. }
            | Self::Openness { .. }
            | Self::Result { .. } => {
                bail!("this command adds no entry")
            }
        })
    }
}

/// Prints what the record says about each criterion of openness, in the words of the pages.
fn openness(data: &Path, process: &ProcessId, json: bool, language: &str) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let now = Moment(jiff::Timestamp::now().as_second());
    let handle = node::process(&node, process)?;
    let process = handle.read();
    let found = report(&process, now);
    let (counts, answers) = maru_web::openness::in_words(&process, &found, language)
        .with_context(|| format!("--language {language}: the pages have en and ko"))?;
    if json {
        let mut value = serde_json::to_value(&found)?;
        for (finding, told) in value["findings"].as_array_mut().into_iter().flatten().zip(&answers) {
            finding["sentence"] = told.sentence.as_str().into();
        }
        return output::json(&value);
    }
    for words in counts {
        output::line(words)?;
    }
    for (finding, told) in found.findings.iter().zip(&answers) {
        output::line("")?;
        output::line(format!("{} {}: {}", told.criterion, told.standing, told.asked))?;
        output::line(format!("    {}", told.sentence))?;
        output::line(format!("    {}", because(finding)))?;
    }
    Ok(())
}

/// Publishes the report on all entries so far. Where another entry came in between, the node refuses it, and nothing was published.
fn publish_openness(data: &Path, process: &ProcessId) -> anyhow::Result<()> {
    let result = {
        let node = node::open_reading(data)?;
        let now = Moment(jiff::Timestamp::now().as_second());
        maru_openness::result(&node::process(&node, process)?.read(), now)
    };
    act(data, process, Act::PublishResult(result))
        .context("other entries may have come in between: try again")
}

fn print_openness(
    data: &Path,
    process: &ProcessId,
    out: &Path,
    language: &str,
    print: &crate::text::PrintArguments,
) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let now = Moment(jiff::Timestamp::now().as_second());
    let sheet = maru_web::openness::sheet(&node::process(&node, process)?.read(), now, language);
    let sheet = sheet.with_context(|| format!("--language {language}: the pages have en and ko"))?;
    std::fs::write(out, print.bytes(&sheet)?).with_context(|| format!("{} cannot be written", out.display()))
}

/// The code of a reason with its numbers, names and entries, for scripts.
fn because(finding: &Finding) -> String {
    let Finding { because, evidence, .. } = finding;
    let numbers = match (because.count, because.of) {
        (Some(count), Some(of)) => format!(" ({count}; {of})"),
        (Some(count), None) => format!(" ({count})"),
        (None, _) => String::new(),
    };
    let listed = |before: &str, items: &[String]| {
        if items.is_empty() { String::new() } else { format!("{before}{}", items.join(", ")) }
    };
    let entries: Vec<String> = evidence.iter().map(|one| one.entry.to_string()).collect();
    let (names, entries) = (listed(": ", &because.names), listed("; entries ", &entries));
    format!("{}{numbers}{names}{entries}", because.code)
}

/// Lists every fault of a charter at once.
fn check(path: &Path) -> anyhow::Result<ExitCode> {
    let charter = read_charter(path)?;
    let faults = charter.faults();
    for fault in &faults {
        output::line(format!("{fault}"))?;
    }
    for (one, other, from, to) in charter.overlaps() {
        output::line(format!(
            "note: phases “{}” and “{}” run at once, from {from} to {to}",
            one.id, other.id
        ))?;
    }
    let today = maru_store::now().day();
    if charter.is_over_on(today) {
        output::line(format!(
            "every phase was over before today ({today}), so a process under it would be refused"
        ))?;
        return Ok(ExitCode::FAILURE);
    }
    if faults.is_empty() {
        output::line(format!("The charter of “{}” is whole. Next: maru process create", charter.id))?;
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}

/// Reads a charter; an error names the file, the line and what is wrong there.
pub(crate) fn read_charter(path: &Path) -> anyhow::Result<Charter> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    toml::from_str(&text).with_context(|| path.display().to_string())
}

fn create(data: &Path, path: &Path, address: Option<String>) -> anyhow::Result<()> {
    let host = settings::host_of(data, address)?;
    let charter = read_charter(path)?;
    let id = charter.id.clone();
    // Before a folder or a record comes into being: a record is for ever.
    charter.require_whole()?;
    charter.require_days_left(maru_store::now().day())?;
    Operator::of_new(data).ask(Wish::Create { charter: Box::new(charter), host })?;
    output::line(format!("Process “{id}” exists. Its charter is entry 0 of its record."))?;
    output::line(format!("Next: maru process open {id} --reason …"))
}

/// A participant by the name that they have in a process, or by the number of the entry that admitted them.
fn called(data: &Path, id: &ProcessId, said: &str) -> anyhow::Result<ParticipantId> {
    if let Ok(number) = said.trim().parse() {
        return Ok(ParticipantId(EntryNumber(number)));
    }
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let mut named = process.participants.iter().filter(|person| person.pseudonym.as_str() == said.trim());
    if let Some(person) = named.next() {
        return Ok(person.id);
    }
    let like = maru_forum::likeness(said);
    let alike = process.participants.iter().filter(|person| person.pseudonym.likeness() == like);
    let alike: Vec<String> = alike.map(|person| format!("“{}” ({})", person.pseudonym, person.id)).collect();
    let meant = if alike.is_empty() {
        String::new()
    } else {
        format!("; was one of these meant: {}?", alike.join(", "))
    };
    bail!(
        "nobody in “{id}” has the name “{said}”{meant}; a participant is named by the name in the process, as its page “People” lists it, or by \
         the number of the entry that admitted them"
    )
}

/// What is left to do is said before a process is closed or a decision is recorded; what bars the act is said by its refusal.
fn told_before(data: &Path, id: &ProcessId, command: &Act) -> anyhow::Result<()> {
    if !matches!(command, Act::Close(_) | Act::Decide(_)) {
        return Ok(());
    }
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    if let Act::Decide(decision) = command {
        for language in process.charter.other_languages(&decision.language) {
            output::line(format!(
                "note: the charter promises every text in “{language}” too, and this decision is said to be in “{}”",
                decision.language
            ))?;
        }
    }
    let left = process.remaining(maru_store::now());
    if !left.is_done() || (matches!(command, Act::Decide(_)) && !left.phases.is_empty()) {
        output::line("Left to do:")?;
        trunk::left_to_do(&process, &left)?;
    }
    Ok(())
}

fn act(data: &Path, process: &ProcessId, command: Act) -> anyhow::Result<()> {
    let answer = Operator::of(data).act(process, command)?;
    output::line(format!("Recorded as entry {} of “{process}”.", answer.number))
}

fn publish_result(data: &Path, process: &ProcessId) -> anyhow::Result<()> {
    let answer = Operator::of(data).ask(Wish::PublishResult { process: process.clone() })?;
    output::line(format!(
        "The opinion map is entry {} of “{process}”; anyone can recompute it.",
        answer.number
    ))
}

fn show(data: &Path, process: Option<&ProcessId>, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handles = match process {
        Some(id) => vec![node::process(&node, id)?],
        None => node.processes(),
    };
    if json {
        let all: Vec<_> = handles.iter().map(|handle| summary(&handle.read())).collect();
        return match (process, all.first()) {
            (Some(_), Some(one)) => output::json(one),
            _ => output::json(&all),
        };
    }
    for handle in handles {
        print(&handle.read())?;
    }
    Ok(())
}

fn summary(process: &Process) -> serde_json::Value {
    json!({
        "id": process.charter.id.as_str(),
        "origin": process.origin,
        "title": process.charter.title,
        "stage": process.stage.as_str(),
        "simulated": process.charter.simulated,
        "entries": process.entries,
        "participants": process.participants.len(),
        "statements": process.statements.len(),
        "votes": process.participants.iter().map(|person| person.votes.len()).sum::<usize>(),
        "vote_events": process.vote_events,
        "results": process.results,
        "decisions": process.decisions,
        "charter": process.charter,
    })
}

fn print(process: &Process) -> anyhow::Result<()> {
    let title = process.charter.title.best("en").map_or("", |(_, title)| title);
    let votes: usize = process.participants.iter().map(|person| person.votes.len()).sum();
    output::line(format!("{}  {title}", process.charter.id))?;
    output::line(format!("  stage         {}", process.stage.as_str()))?;
    output::line(format!("  origin        {}", process.origin))?;
    output::line(format!("  entries       {}", process.entries))?;
    output::line(format!("  participants  {}", process.participants.len()))?;
    output::line(format!("  statements    {}", process.statements.len()))?;
    output::line(format!("  votes         {votes} ({} events)", process.vote_events))?;
    if process.charter.simulated {
        output::line("  note          the participants are simulated")?;
    }
    for phase in &process.charter.phases {
        let title = phase.title.best("en").map_or("", |(_, title)| title);
        output::line(format!("  phase         {} to {}  {title}", phase.opens, phase.closes))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is printed is the template that the browser begins with, but for the words that nobody has said yet.
    #[test]
    fn the_templates_of_the_command_line_are_those_of_the_browser() {
        let (languages, today) = (["en".parse().unwrap()], "2027-03-01".parse().unwrap());
        for template in CharterTemplate::ALL {
            let in_browser = template.charter("my-process", &languages, today).unwrap();
            let printed: Charter = toml::from_str(&begun(template, today).unwrap()).unwrap();
            let printed = Charter { id: in_browser.id.clone(), ..printed };
            assert_eq!(printed, in_browser, "{}", template.name());
        }
    }
}
