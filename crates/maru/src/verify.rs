//! `maru verify`: checks records from outside, over HTTP or in a folder, and remembers what it saw.

mod evidence;
pub(crate) mod first_sight;
mod hidden;
mod memory;
mod others;
mod source;
mod summary;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;
use maru_forum::OPENNESS;
use maru_record::audit::{Expected, Freshness};
use maru_record::{Anchor, Checkpoint, Policy, VerifierKey};
use maru_verify::{
    Answer, Finding, Looked, Note, OPINION_MAP, OwnRecord, Recomputed, Report, StepAnswer, Verdict,
};
use serde::Serialize;

pub(crate) use self::memory::Memory;
use self::others::{Asked, Others};
use self::source::Source;
use crate::http::Http;
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// What to check: the address of a node, of a process or of a mirrored record, a node's folder, or a record's folder.
    target: String,
    /// The record's verifier key, got from somewhere else than the node, or a file of its keys (what the node's `vkey` gives);
    /// without it, the keys are trusted on first sight and remembered.
    #[arg(long, value_name = "VKEY|FILE")]
    key: Option<String>,
    /// A trust policy (C2SP tlog-policy) that names logs, witnesses and a quorum. Witnesses with an address are asked what
    /// they hold.
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    policy: Option<PathBuf>,
    /// Another node, which is asked what it holds of the record as its witness and as its mirror; may be given several times.
    #[arg(long = "peer", value_name = "URL")]
    peers: Vec<String>,
    /// How old the newest cosignature may be, such as 90s, 10m, 6h or 2d; only witnesses state times.
    #[arg(long, value_name = "AGE", value_parser = seconds)]
    max_age: Option<u64>,
    /// How long one file may take to come, such as 90s or 10m: more on a slow line, less for one who does not want to wait.
    #[arg(long, value_name = "AGE", default_value = "60s", value_parser = seconds)]
    timeout: u64,
    /// Where the last head of every record is remembered.
    #[arg(long, value_name = "FILE", env = "MARU_HEADS")]
    heads: Option<PathBuf>,
    /// Remember nothing, and trust no memory.
    #[arg(long)]
    forget: bool,
    /// The folder for evidence, where two heads contradict each other.
    #[arg(long, value_name = "DIR", default_value = ".")]
    evidence: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[arg(skip)]
    given: Given,
}

/// Whom the reader trusts, read once: a file that changes while records are checked must not be two policies.
#[derive(Debug, Clone, Default)]
struct Given {
    keys: Option<Vec<String>>,
    policy: Option<Policy>,
}

impl Given {
    fn read(arguments: &Arguments) -> anyhow::Result<Self> {
        Ok(Self {
            keys: arguments.key.as_deref().map(keys_given).transpose()?,
            policy: arguments.policy.as_deref().map(read_policy).transpose()?,
        })
    }
}

/// So much of a name that is none is repeated.
const LONGEST_NAME: usize = 80;

/// A span of time as people type it.
pub(crate) fn seconds(text: &str) -> Result<u64, String> {
    let unknown = || format!("“{text}” is not an age such as 90s, 10m, 6h or 2d");
    let (number, unit) = text.split_at_checked(text.len().saturating_sub(1)).ok_or_else(unknown)?;
    let factor = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return Err(unknown()),
    };
    number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor)).ok_or_else(unknown)
}

/// A node's own record, as it was read, beside which its others are held.
#[derive(Clone, Copy)]
struct Own<'a> {
    record: &'a OwnRecord,
    source: &'a Source,
}

/// A record that was checked, and who else was asked about it.
#[derive(Serialize)]
struct Checked {
    #[serde(flatten)]
    report: Report,
    asked: Vec<Asked>,
    /// Files that prove to others what was found.
    evidence_files: Vec<PathBuf>,
    /// What it says of other records, where it is a node's own.
    #[serde(skip)]
    own: Option<OwnRecord>,
}

impl Checked {
    fn alone(report: Report) -> Self {
        Self { report, asked: Vec::new(), evidence_files: Vec::new(), own: None }
    }
}

/// Exit code 0: good. 1: something is proven wrong. 2: something could not be decided.
pub(crate) fn run(arguments: Arguments) -> ExitCode {
    // What could not be looked at is not proven wrong.
    let given = Given::read(&arguments);
    given.and_then(|given| try_run(&Arguments { given, ..arguments })).unwrap_or_else(|error| {
        output::complain(&error);
        ExitCode::from(2)
    })
}

fn try_run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let named = named(arguments)?;
    let http = Http::to_typed_within(
        typed(arguments).iter().map(String::as_str),
        Duration::from_secs(arguments.timeout.max(1)),
    );
    let found = source::find(&http, &arguments.target)?;
    let mut memory = if arguments.forget { Memory::none() } else { Memory::open(arguments.heads.clone())? };
    let mut all = Vec::new();
    check_all(&found, &http, (arguments, named.as_deref()), &mut memory, &mut all);
    if all.is_empty() {
        bail!("{} has no process, and nothing was checked", arguments.target);
    }
    memory.save()?;
    if arguments.json {
        match all.as_slice() {
            [one] => output::json(one)?,
            all => output::json(&all)?,
        }
    } else {
        for checked in &all {
            print(checked)?;
            print_others(checked)?;
        }
        print_overall(&all)?;
    }
    Ok(ExitCode::from(overall(&all)))
}

/// Checks the node's own record first, then every other beside it, and last those that it names and that are not listed.
fn check_all(
    found: &source::Found,
    http: &Http,
    (arguments, named): (&Arguments, Option<&[String]>),
    memory: &mut Memory,
    all: &mut Vec<Checked>,
) {
    let mut own: Option<(OwnRecord, &Source)> = None;
    for source in found.own.iter().chain(&found.beside).filter(|source| is_meant(source, named)) {
        let mut checked = check(source, http, arguments, memory, None);
        own = checked.own.take().map(|record| (record, source));
        // Who asked for one process is told of the node's own record where that is false.
        if found.beside.is_none() || checked.report.verdict == Verdict::Wrong {
            all.push(checked);
        }
    }
    let own = own.as_ref().map(|(record, source)| Own { record, source });
    for source in &found.records {
        if let Some(report) = without_key(source, found.is_node(), named) {
            all.push(Checked::alone(report));
            continue;
        }
        let mut checked = check(source, http, arguments, memory, own);
        if checked.report.head.is_none()
            && let Some(not_shown) = hidden::not_shown(source, own.map(|own| own.record))
        {
            all.push(not_shown);
            continue;
        }
        if found.is_node() {
            checked.report.add(other_process(&checked.report, source));
        } else if own.is_none() && found.beside.is_some() && checked.report.head.is_some() {
            checked.report.tell([own_not_used()]);
        }
        if found.lacks_own() && checked.report.head.is_some() {
            checked.report.tell([no_own_record()]);
        }
        all.push(checked);
    }
    if found.left_out > 0 {
        let sentence = format!("The node lists {} more records, which were not looked at.", found.left_out);
        let finding = Finding { proven: false, ..Finding::of_reader(1, "records-left-out", sentence) };
        all.push(Checked::alone(Report::of_finding(found.address().unwrap_or_default(), finding)));
    }
    if let Some(first) = found.nameless.first() {
        let first: String = first.chars().take(LONGEST_NAME).collect();
        let sentence = format!(
            "The node lists {} among its processes whose names no process can have, such as “{first}”; nothing was read of them.",
            found.nameless.len()
        );
        let finding = Finding { proven: false, ..Finding::of_reader(1, "unreadable", sentence) };
        all.push(Checked::alone(Report::of_finding(found.address().unwrap_or_default(), finding)));
    }
    let record = own.map(|own| own.record);
    for missing in hidden::of(found, record, memory) {
        all.push(missing.report(record, |source| match without_key(source, true, named) {
            Some(report) => Checked::alone(report),
            None => check(source, http, arguments, memory, own),
        }));
    }
}

/// The report of a record whose own place this is, and of which the reader gave no key, but that of another: who asks about one process
/// has asked nothing of the others.
fn without_key(source: &Source, in_node: bool, named: Option<&[String]>) -> Option<Report> {
    let named = named?;
    let origin = source.head().ok()??.checkpoint().origin.clone();
    let of_place = || source.id().zip(origin.rsplit_once("/p/")).is_some_and(|(id, (_, of))| id == of);
    let is_at_home =
        if in_node { of_place() } else { source.url().is_some_and(|url| first_sight::belongs(&origin, url)) };
    (is_at_home && !named.contains(&origin)).then(|| {
        let sentence = format!(
            "The keys that you gave are those of {}, and not of this record: it was not checked.",
            named.join(", ")
        );
        let finding = Finding { proven: false, ..Finding::of_reader(1, "key-not-given", sentence) };
        Report::of_finding(&origin, finding)
    })
}

/// A process in whose place another one's record is shown has none: a name in a list is not a second record.
fn other_process(report: &Report, source: &Source) -> Option<Finding> {
    let id = source.id().filter(|_| report.head.is_some())?;
    let (_, named) = report.origin.rsplit_once("/p/").unwrap_or_default();
    (named != id).then(|| {
        let sentence = format!(
            "In the place of the process {id} the record of {} is shown, so nothing was read of {id}.",
            report.origin
        );
        Finding { proven: false, ..Finding::of_reader(1, "other-address", sentence) }
    })
}

/// The node's own record lies beside the process that was asked for, and was not held against it.
fn own_not_used() -> Note {
    let sentence = "The node has a record of its own that says when this one had grown how far; it was not held against this one, \
                    for it could not be read, or its key is not among those that you gave.";
    Note {
        step: 2,
        code: "own-record-not-used".to_owned(),
        sentence: sentence.to_owned(),
        entries: Vec::new(),
    }
}

/// Of a node without a record of its own nobody knows when its entries were made.
fn no_own_record() -> Note {
    let sentence = "The node shows no record of its own: nothing bounds when these entries were made.";
    Note { step: 7, code: "anchors-missing".to_owned(), sentence: sentence.to_owned(), entries: Vec::new() }
}

/// Forgets what was seen of records that are begun anew on this machine.
pub(crate) fn forget(origins: &[String]) -> anyhow::Result<()> {
    let mut memory = Memory::open(std::env::var_os("MARU_HEADS").map(PathBuf::from))?;
    for origin in origins {
        memory.forget(origin);
    }
    memory.save()
}

/// Proven wrong outweighs undecided, which outweighs good.
fn overall(all: &[Checked]) -> u8 {
    let has = |verdict| all.iter().any(|checked| checked.report.verdict == verdict);
    if has(Verdict::Wrong) {
        Verdict::Wrong.exit_code()
    } else if has(Verdict::Undecided) {
        Verdict::Undecided.exit_code()
    } else {
        Verdict::Good.exit_code()
    }
}

/// The report of a record of which nothing could be read.
fn unreadable(source: &Source, error: &anyhow::Error) -> Report {
    let sentence = format!("Nothing could be read of it: {error:#}.");
    let finding = Finding { proven: false, ..Finding::of_reader(1, "unreadable", sentence) };
    Report::of_finding(&source.name, finding)
}

/// Checks one record. One that cannot be read says nothing of the others.
fn check(
    source: &Source,
    http: &Http,
    arguments: &Arguments,
    memory: &mut Memory,
    own: Option<Own<'_>>,
) -> Checked {
    let look = |source: &Source, memory: &mut Memory| {
        let checked = try_check(source, http, arguments, memory, own);
        checked.unwrap_or_else(|error| Checked::alone(unreadable(source, &error)))
    };
    let checked = look(source, memory);
    // What nobody signed may have come from anyone on the way, so it is asked for once more before much is said of it.
    match source.again().filter(|_| checked.report.findings.iter().any(summary::may_be_of_the_way)) {
        Some(again) => look(&again, memory),
        None => checked,
    }
}

fn try_check(
    source: &Source,
    http: &Http,
    arguments: &Arguments,
    memory: &mut Memory,
    own: Option<Own<'_>>,
) -> anyhow::Result<Checked> {
    let Trust { origin, policy, new, doubt, is_known } = trust(source, arguments, memory)?;
    let others = Others::ask(http, source, &arguments.peers, &policy, &origin);
    let earlier = memory.head(&origin).filter(|_| is_known);
    let now = maru_store::now().0.max(0) as u64;
    // At home is what bears the record's name, and where this reader has found the record before.
    let is_at_home = |url: &&str| {
        first_sight::belongs(&origin, url) || memory.origin_at(url).is_some_and(|known| known == origin)
    };
    let own_address = source.url().filter(is_at_home);
    let older = match own_address {
        Some(_) => None,
        None => older_than_seen(source, earlier.as_ref().map(|(head, _)| head))?,
    };
    let expected = Expected {
        earlier: earlier.as_ref().map(|(head, _)| head).filter(|_| older.is_none()),
        // A copy, here or elsewhere, says nothing of how far the record had grown on the day on which it was looked at.
        earlier_at: earlier.as_ref().and_then(|(_, at)| *at).filter(|_| own_address.is_some()),
        others: &others.heads,
        freshness: Some(Freshness { now, max_age: arguments.max_age.unwrap_or(u64::MAX) }),
        ..Expected::new(&origin, &policy)
    };
    let bar = output::progress(source.size().unwrap_or(0), &format!("Checking {origin}"));
    let progress = |read| {
        if read % 4096 == 0 {
            bar.set_position(read);
        }
    };
    let (mut report, of_node) = if Anchor::is_origin(&origin) {
        let own = maru_verify::verify_own(source, &expected, progress);
        (own.report.clone(), Some(own))
    } else {
        (maru_verify::verify_beside(source, &expected, own.map(|own| own.record), progress), None)
    };
    bar.finish_and_clear();
    if let Some(signed) = source.head()? {
        if report.head.is_some() {
            say_who_helped(&mut report, &others, own.map(|own| own.record), earlier.is_some());
            report.add(others.compare(&signed));
            if let Some(own) = own {
                report.add(own.record.compare(source, &signed, own.source));
                let keys = shown_keys(source);
                report.add(keys.and_then(|keys| own.record.compare_keys(&origin, &keys)));
            }
            evidence::of_memory(&mut report, source, &signed, memory);
        }
        // Nothing is remembered before the check, nothing of what is wrong, and no name for whoever only claims it.
        let is_sound =
            report.head.is_some() && report.verdict != Verdict::Wrong && doubt.is_none() && older.is_none();
        if is_sound {
            if !new.is_empty() {
                memory.remember_keys(&origin, &new);
            }
            memory.remember_head(&signed, now, own_address);
        }
        report.add(doubt);
        report.add(older);
    } else if earlier.is_some() && is_gone(source, http) {
        let sentence =
            "The node answers, and does not show this record any more, which you have checked there before.";
        report.add([Finding::of_reader(2, "record-vanished", sentence.to_owned())]);
    }
    let evidence_files = evidence::write(&arguments.evidence, &report)?;
    // A record that is false itself proves nothing of others.
    let own = of_node.filter(|own| own.report.verdict != Verdict::Wrong);
    Ok(Checked { report, asked: others.asked, evidence_files, own })
}

/// That a copy, in a folder or on another node, ends before what this reader saw of the record. Copies may be old: only where a record is
/// at home have entries that are not there been taken back.
fn older_than_seen(source: &Source, seen: Option<&Checkpoint>) -> anyhow::Result<Option<Finding>> {
    let shown = source.head()?.map(|signed| signed.checkpoint().size);
    let missing =
        shown.zip(seen).and_then(|(shown, seen)| seen.size.checked_sub(shown)).filter(|count| *count > 0);
    Ok(missing.map(|count| {
        let sentence = format!(
            "This copy is {count} entries older than what you saw of the record before. Nothing is said of what came after."
        );
        Finding { proven: false, ..Finding::of_reader(2, "behind", sentence) }
    }))
}

/// Whether a node answers, and says for certain that there is no head: one that cannot be understood is not gone.
fn is_gone(source: &Source, http: &Http) -> bool {
    let gone = |source: &Source| matches!(source.checkpoint(), Ok(None));
    // Once more, past caches: that a record was not there a while ago is no word of today.
    gone(source)
        && source.again().is_some_and(|again| gone(&again))
        && source.url().is_some_and(|url| source::answers(http, url))
}

/// The keys that a record shows of itself, where they can be read and understood.
fn shown_keys(source: &Source) -> Option<Vec<VerifierKey>> {
    source.keys().ok()?.iter().map(|key| key.parse().ok()).collect()
}

/// The addresses that the reader named: the target first, then the peers and those in the policy.
fn typed(arguments: &Arguments) -> Vec<String> {
    let witnesses = arguments.given.policy.iter().flat_map(Policy::witnesses);
    let of_policy = witnesses.filter_map(|witness| witness.url.clone());
    std::iter::once(&arguments.target).chain(&arguments.peers).cloned().chain(of_policy).collect()
}

/// Adds to the steps 2 and 3 what the check of the record alone does not know: that the node's own record was held against
/// it, and that others were asked who held nothing.
fn say_who_helped(report: &mut Report, others: &Others, own: Option<&OwnRecord>, visited: bool) {
    if own.is_some_and(|own| own.repeats(&report.origin)) {
        report.look(2, if visited {
            Looked::WholeBy("held against your last visit, and against the heads in the node's own record".to_owned())
        } else {
            // The same hands write both records, and could have written both anew.
            let why = "a first visit; it agrees with the heads in the node's own record, which the node itself wrote";
            Looked::Not(why.to_owned())
        });
    }
    if others.heads.is_empty() && !others.asked.is_empty() {
        report.look(3, Looked::Not(others.none()));
    }
    report.add(others.silent());
}

/// The records whose keys the reader brought along; nothing if they brought none.
fn named(arguments: &Arguments) -> anyhow::Result<Option<Vec<String>>> {
    if let Some(keys) = &arguments.given.keys {
        return Ok(Some(vec![named_by(keys)?]));
    }
    Ok(arguments
        .given
        .policy
        .as_ref()
        .map(|policy| policy.logs().iter().map(|log| log.key.name().to_string()).collect()))
}

/// A node's own record is a help to those who trust its key, and in nobody else's way.
fn is_meant(source: &Source, named: Option<&[String]>) -> bool {
    let Some(named) = named else { return true };
    let head = source.head().ok().flatten();
    let origin = head.map(|signed| signed.checkpoint().origin.clone());
    origin.is_none_or(|origin| !Anchor::is_origin(&origin) || named.contains(&origin))
}

fn read_policy(path: &Path) -> anyhow::Result<Policy> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    Policy::parse(&bytes).with_context(|| path.display().to_string())
}

/// Which record this is, and whose signature under it counts.
struct Trust {
    origin: String,
    policy: Policy,
    /// Keys that are trusted on first sight, to be remembered once the check has found nothing wrong.
    new: Vec<String>,
    /// Why they are not.
    doubt: Option<Finding>,
    /// Whether what was remembered of this origin is of the same keys.
    is_known: bool,
}

impl Trust {
    fn given(origin: String, policy: Policy) -> Self {
        Self { origin, policy, new: Vec::new(), doubt: None, is_known: true }
    }
}

fn trust(source: &Source, arguments: &Arguments, memory: &Memory) -> anyhow::Result<Trust> {
    if let Some(policy) = &arguments.given.policy {
        return Ok(Trust::given(origin_in(policy, source)?, policy.clone()));
    }
    if let Some(keys) = &arguments.given.keys {
        let origin = named_by(keys)?;
        let policy = first_sight::policy(&origin, keys)?;
        return Ok(Trust::given(origin, policy));
    }
    // Whatever is shown there now, even nothing: this is the record that was there before.
    let known = source.url().and_then(|address| memory.origin_at(address)).map(str::to_owned);
    let trusted = |origin: &str| memory.keys(origin, source.url().is_some());
    if let Some((origin, keys)) = known.clone().and_then(|origin| Some((origin.clone(), trusted(&origin)?))) {
        return Ok(Trust::given(origin, policy_of(&keys)?));
    }
    let shown = source.keys()?;
    let origin = match known {
        Some(origin) => origin,
        None => parse_key(shown.first().context("the record shows no key; give one with --key")?)?
            .name()
            .to_string(),
    };
    if let Some(keys) = trusted(&origin) {
        return Ok(Trust::given(origin, policy_of(&keys)?));
    }
    let policy = first_sight::policy(&origin, &shown)?;
    let doubt = source.url().filter(|url| !first_sight::belongs(&origin, url));
    let doubt = doubt.map(|url| {
        Finding::of_reader(
            1,
            "other-address",
            format!(
                "The record calls itself {origin}, and was read at {url}: nobody else vouches that these are its keys. Get its key from \
                 elsewhere and give it with --key."
            ),
        )
    });
    let doubt = doubt.map(|finding| Finding { proven: false, ..finding });
    Ok(Trust { origin, policy, new: shown, doubt, is_known: false })
}

/// The keys that a reader gives: one, several in lines, or a file of them, as a node's `vkey` has them.
pub(crate) fn keys_given(text: &str) -> anyhow::Result<Vec<String>> {
    let lines = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let path = Path::new(text);
    let given = if lines(text).first().is_some_and(|first| parse_key(first).is_ok()) || !path.is_file() {
        lines(text)
    } else {
        lines(&std::fs::read_to_string(path).with_context(|| path.display().to_string())?)
    };
    given.iter().try_for_each(|key| parse_key(key).map(drop))?;
    Ok(given)
}

/// The record whose keys these are.
fn named_by(keys: &[String]) -> anyhow::Result<String> {
    Ok(parse_key(keys.first().context("there is no verifier key in it")?)?.name().to_string())
}

/// A policy that trusts these keys.
pub(crate) fn policy_of(keys: &[String]) -> anyhow::Result<Policy> {
    let keys = keys.iter().map(|key| parse_key(key)).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(Policy::of_logs(keys))
}

pub(crate) fn parse_key(key: &str) -> anyhow::Result<VerifierKey> {
    key.parse().with_context(|| format!("“{key}” is not a verifier key"))
}

/// The record among those of a policy that the source claims to be; the check itself holds it to the claim.
fn origin_in(policy: &Policy, source: &Source) -> anyhow::Result<String> {
    let named: Vec<_> = policy.logs().iter().map(|log| log.key.name().as_str()).collect();
    let first = *named.first().context("the policy names no log")?;
    let shown = source.head()?;
    let shown = shown.map(|signed| signed.checkpoint().origin.clone());
    match shown {
        Some(origin) if named.contains(&origin.as_str()) => Ok(origin),
        Some(origin) if named.iter().any(|name| *name != first) => {
            bail!("the policy names no log {origin}")
        }
        _ => Ok(first.to_owned()),
    }
}

/// Who else was asked, and where the evidence lies.
fn print_others(checked: &Checked) -> anyhow::Result<()> {
    for asked in &checked.asked {
        match (&asked.size, &asked.reason) {
            (Some(size), _) => output::line(format!("  {} holds a head over {size} entries.", asked.from))?,
            (None, reason) => {
                output::line(format!(
                    "  {} did not help: {}.",
                    asked.from,
                    reason.as_deref().unwrap_or("no answer")
                ))?;
            }
        }
    }
    for file in &checked.evidence_files {
        output::line(format!("  Both signed heads are in {}: they prove it to anyone.", file.display()))?;
    }
    Ok(())
}

fn print_read(report: &Report, size: u64) -> anyhow::Result<()> {
    let of = if report.entries < size { format!(" of {size}") } else { String::new() };
    if Anchor::is_origin(&report.origin) {
        return output::line(format!("  read: {}{of} entries of the node about its records", report.entries));
    }
    output::line(format!(
        "  read: {}{of} entries; {} participants, {} statements, {} votes; {} acts signed by their authors, the rest by the node",
        report.entries, report.participants, report.statements, report.votes, report.self_signed
    ))
}

fn print(checked: &Checked) -> anyhow::Result<()> {
    let report = &checked.report;
    output::line(&report.origin)?;
    match &report.head {
        Some(head) => {
            output::line(format!("  head: {} entries, root {}", head.size, head.root))?;
            let nobody = || "nobody else yet".to_owned();
            let witnesses = if report.witnesses.is_empty() { nobody() } else { report.witnesses.join(", ") };
            output::line(format!("  witnessed by: {witnesses}"))?;
            print_read(report, head.size)?;
        }
        None => output::line("  no head could be trusted, so nothing was read")?,
    }
    for step in &report.steps {
        print_step(report, step)?;
    }
    print_told(report)?;
    output::line(format!("  {} {}", summary::of(report), how_many(checked)))
}

/// Four answers, and a fifth where there is nothing to ask about; none of them is told as another.
const fn mark(answer: Answer) -> &'static str {
    match answer {
        Answer::Ok => "ok         ",
        Answer::Wrong => "WRONG      ",
        Answer::Undecided => "undecided  ",
        Answer::NotChecked => "not checked",
        Answer::NothingToCheck => "none       ",
    }
}

fn print_step(report: &Report, step: &StepAnswer) -> anyhow::Result<()> {
    let reason =
        step.reason.as_ref().map(|reason| format!(" ({})", output::sentence(reason))).unwrap_or_default();
    output::line(format!("  {} {:2}. {}{reason}", mark(step.answer), step.step, step.what))?;
    for finding in report.findings.iter().filter(|finding| finding.step == step.step) {
        output::line(format!("                  {}", output::sentence(&finding.sentence)))?;
        if finding.code == "key-unknown" {
            output::line(
                "                  (If you know that this record was begun anew, run again with --forget.)",
            )?;
        }
    }
    for note in report.notes.iter().filter(|note| note.step == step.step) {
        output::line(format!("                  Note: {}", output::sentence(&note.sentence)))?;
    }
    Ok(())
}

fn print_told(report: &Report) -> anyhow::Result<()> {
    for withdrawn in &report.withdrawn {
        output::line(format!(
            "  The text of entry {} was withdrawn by {} (entry {}): {}; {}.",
            withdrawn.entry,
            withdrawn.by,
            withdrawn.by_entry,
            withdrawn.reason.replace('-', " "),
            output::sentence(&withdrawn.ground)
        ))?;
    }
    for result in &report.results {
        output::line(format!("  {}", result_in_words(result)))?;
    }
    let decided = checked_openness(report);
    if !decided.is_empty() {
        output::line(format!("  Openness, by what was checked here: {}.", decided.join(", ")))?;
    }
    Ok(())
}

/// Criteria of openness that this check decides: what no record says of itself.
fn checked_openness(report: &Report) -> Vec<String> {
    let decided = report.openness.iter().filter(|one| ["met", "not_met"].contains(&one.standing));
    decided.map(|one| format!("{} {}", one.criterion, one.standing.replace('_', " "))).collect()
}

/// “The opinion map in entry 13, published as of the first 13 entries with 1 groups, 2 participants …, was computed again …”
fn result_in_words(result: &Recomputed) -> String {
    let what = match result.kind.as_str() {
        OPINION_MAP => "opinion map",
        OPENNESS => "openness report",
        other => other,
    };
    let counted = || result.figures.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>();
    // The figures of an openness report are places in a list of answers, which nobody reads as such.
    let answers = (result.kind == OPENNESS).then(|| maru_openness::answers(&result.figures)).flatten();
    let told = |(standing, count): &(maru_openness::Standing, usize)| {
        format!("{count} criteria {}", standing.as_str().replace('_', " "))
    };
    let figures = answers.map_or_else(counted, |answers| answers.iter().map(told).collect());
    let outcome = if result.same { "the same comes out" } else { "something ELSE comes out" };
    format!(
        "The {what} in entry {}, published as of the first {} entries with {}, was computed again by “{}”: {outcome}.",
        result.entry,
        result.entries,
        figures.join(", "),
        result.algorithm
    )
}

/// One line on many records.
fn print_overall(all: &[Checked]) -> anyhow::Result<()> {
    if all.len() < 2 {
        return Ok(());
    }
    let count = |verdict| all.iter().filter(|checked| checked.report.verdict == verdict).count();
    let notes: usize = all.iter().map(|checked| checked.report.notes.len()).sum();
    output::line(format!(
        "{} records: {} good, {} WRONG, {} undecided; {notes} notes.",
        all.len(),
        count(Verdict::Good),
        count(Verdict::Wrong),
        count(Verdict::Undecided)
    ))
}

/// “1 head”, “3 heads”.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// “7 of the 10 steps were checked by this program, 2 of them with the help of others (step 1: 2 signatures of witnesses; step 3: 1 head
/// that others hold); not decided: 8; not checked: 2; nothing to check: 10.”
fn how_many(checked: &Checked) -> String {
    let report = &checked.report;
    let is_ok = |step: u8| report.steps.iter().any(|one| one.step == step && one.answer == Answer::Ok);
    let holding = checked.asked.iter().filter(|asked| asked.size.is_some()).count();
    let helped: Vec<String> = [
        (is_ok(1) && !report.witnesses.is_empty()).then(|| {
            format!("step 1: {} of witnesses", counted(report.witnesses.len(), "signature", "signatures"))
        }),
        (is_ok(3) && holding > 0).then(|| {
            format!("step 3: {}", counted(holding, "head that others hold", "heads that others hold"))
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    let with_others = match helped.len() {
        0 if report.checked() == 0 => String::new(),
        0 => ", none of them with the help of others".to_owned(),
        count => format!(", {count} of them with the help of others ({})", helped.join("; ")),
    };
    let numbers = |answer| {
        let steps = report.steps.iter().filter(|step| step.answer == answer);
        steps.map(|step| step.step.to_string()).collect::<Vec<_>>().join(", ")
    };
    let told = |what: &str, numbers: String| {
        if numbers.is_empty() { String::new() } else { format!("; {what}: {numbers}") }
    };
    format!(
        "{} of the {} steps were checked by this program{with_others}{}{}{}.",
        report.checked(),
        report.steps.len(),
        told("not decided", numbers(Answer::Undecided)),
        told("not checked", numbers(Answer::NotChecked)),
        told("nothing to check", numbers(Answer::NothingToCheck))
    )
}
