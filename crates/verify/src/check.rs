//! The ten steps, in one pass over the entries.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{
    Attachment, CodecError, Event, OPENNESS, Process, PublishedResult, Recorded, ResultPublished, Violation,
    chained, decode,
};
use maru_record::audit::{Audit, Expected, audit_with};
use maru_record::{Checkpoint, Entry, EntryError, Policy, TileSource};

use crate::contents::{self, Named};
use crate::history::History;
use crate::notes::{self, Watch};
use crate::own::OwnRecord;
use crate::references;
use crate::report::{Finding, Looked, Report, UNROOTED, unread};
use crate::results;
use crate::signatures::Signatures;
use crate::texts;
use crate::times::Times;

/// Checks a record; `progress` hears how many entries have been read so far.
pub fn verify<S: TileSource + Sync>(
    source: &S,
    expected: &Expected<'_>,
    progress: impl FnMut(u64),
) -> Report {
    verify_beside(source, expected, None, progress)
}

/// Checks a record beside the own record of its node, which says when it had grown how far.
pub fn verify_beside<S: TileSource + Sync>(
    source: &S,
    expected: &Expected<'_>,
    own: Option<&OwnRecord>,
    mut progress: impl FnMut(u64),
) -> Report {
    let anchors = own.map(|own| own.anchors(expected.origin));
    let mut reading = Reading::new(expected, Times::beside(expected, anchors));
    let audit = audit_with(
        source,
        expected,
        |_, bytes| read(bytes),
        |index, read, _| {
            reading.take(index, read);
            progress(index + 1);
        },
    );
    reading.conclude(source, expected, audit)
}

/// An entry with what it says, or why that is not understood.
type Read = (Entry, Result<Recorded, CodecError>);

/// Runs on all cores: bytes to entry to event.
fn read(bytes: &[u8]) -> Result<Read, EntryError> {
    let entry = Entry::decode(bytes)?;
    let recorded = decode(&entry);
    Ok((entry, recorded))
}

/// How much of the record the pass has seen.
pub(crate) struct Extent<'a> {
    /// Why it has not seen all, if it has not.
    pub(crate) hole: Option<String>,
    pub(crate) head: Checkpoint,
    pub(crate) policy: &'a Policy,
}

impl Extent<'_> {
    /// Says how far a step was looked at, of which the pass has met `count` matters.
    fn step(&self, step: u8, count: u64, none: &str, report: &mut Report) {
        let looked = match (&self.hole, count) {
            (Some(why), 0) => Looked::Not(why.clone()),
            (Some(why), _) => Looked::Partly(why.clone()),
            (None, 0) => Looked::NothingThere(none.to_owned()),
            (None, _) => Looked::Whole,
        };
        report.look(step, looked);
    }
}

/// What one pass over the entries has gathered.
struct Reading {
    origin: String,
    process: Option<Process>,
    signatures: Signatures,
    times: Times,
    contents: Vec<Named>,
    /// What is gathered for notes.
    watch: Watch,
    /// Who voted how by which entry, for the results that rest on it.
    history: History,
    /// Openness reports, computed again on the way: by entry.
    reports: BTreeMap<u64, Option<PublishedResult>>,
    /// Entries that participants made in their own name.
    own_acts: u64,
    /// Whether it was said that the record has no right beginning.
    beginless: bool,
    /// Entries that are found wrong, on which others may rest.
    broken: BTreeSet<u64>,
    /// The first entry that may be a newer program's, why it is not understood, and how many more there are.
    unknown: Option<(u64, String, u64)>,
    findings: Vec<Finding>,
}

impl Reading {
    fn new(expected: &Expected<'_>, times: Times) -> Self {
        Self {
            origin: expected.origin.to_owned(),
            process: None,
            signatures: Signatures::new(expected.origin),
            times,
            contents: Vec::new(),
            watch: Watch::default(),
            history: History::default(),
            reports: BTreeMap::new(),
            own_acts: 0,
            beginless: false,
            broken: BTreeSet::new(),
            unknown: None,
            findings: Vec::new(),
        }
    }

    fn take(&mut self, index: u64, (entry, recorded): Read) {
        // An entry that could not be read was reported and counts all the same, or all after it would seem misplaced.
        if let Some(process) = &mut self.process {
            process.entries = index;
        }
        self.own_acts += u64::from(entry.body.get("a").is_some());
        let recorded = match recorded {
            Ok(recorded) => recorded,
            Err(error) => {
                self.history.pass_to(index + 1);
                self.pass(index, &entry, &error);
                return;
            }
        };
        self.history.pass_to(index);
        let files = files_of(&recorded.event);
        self.contents.extend(recorded.event.words().into_iter().map(|words| {
            let file = files.iter().find(|file| file.bytes.digest == words.digest).map(|file| file.size);
            Named { entry: index, words, file }
        }));
        self.findings.extend(self.times.check(index, recorded.at));
        match &mut self.process {
            None => self.begin(index, &recorded),
            Some(process) => {
                self.signatures.take(index, process, &entry, &recorded);
                let room = self.reports.len() < results::MAX_STATES;
                if let Some(said) = openness_report(&recorded).filter(|_| room) {
                    self.reports.insert(index, maru_openness::recomputed(process, said, recorded.at));
                }
                let replaced = Watch::replaced(process, &recorded);
                match process.apply(&recorded) {
                    Ok(()) => {
                        self.history.add(&recorded);
                        self.watch.take(process, index, &recorded, replaced);
                    }
                    Err(violation) => {
                        let cause = references::of(&entry).intersection(&self.broken).next().copied();
                        self.findings.push(broken_rule(index, &recorded, &violation).resting_on(cause));
                        self.broken.insert(index);
                        process.skip(&recorded);
                    }
                }
            }
        }
    }

    /// An entry that is not understood. One that may be a newer program's is no fault of the record: what comes after it may rest on it.
    fn pass(&mut self, index: u64, entry: &Entry, error: &CodecError) {
        if !error.may_be_newer() {
            self.broken.insert(index);
            self.findings.push(Finding::malformed(index, error));
            return;
        }
        if let Some(process) = &mut self.process {
            process.skip_unread(chained(entry));
        }
        match &mut self.unknown {
            Some((_, _, more)) => *more += 1,
            none => *none = Some((index, error.to_string(), 0)),
        }
        self.beginless |= index == 0;
    }

    /// Judges what the pass has gathered, as far as that is known to be signed.
    #[expect(clippy::too_many_lines, reason = "the steps of the check, one after another")]
    fn conclude<S: TileSource + Sync>(self, source: &S, expected: &Expected<'_>, audit: Audit) -> Report {
        let Self {
            process,
            signatures,
            contents,
            times,
            watch,
            history,
            reports,
            own_acts,
            unknown,
            mut findings,
            ..
        } = self;
        let (head, rooted) = (audit.head.clone(), audit.rooted);
        let self_signed = signatures.count();
        findings.extend(times.hold_to_witnesses(audit.trusted.as_ref()));
        let mut report = Report::of_audit(expected, audit);
        report.self_signed = self_signed;
        let Some(head) = head else { return report };
        let foreign = unknown.as_ref().map(|(index, ..)| not_known(*index));
        let hole = unread(head.size, report.entries).or(foreign);
        if !rooted {
            // What is not known to be signed proves nothing by what it says.
            let why = hole.unwrap_or_else(|| UNROOTED.to_owned());
            for step in 6..=10 {
                report.look(step, Looked::Not(why.clone()));
            }
            return report;
        }
        let extent = Extent { hole, head, policy: expected.policy };
        findings.extend(signatures.finish());
        say_of_authors(own_acts, &extent, &mut report);
        extent.step(7, report.entries, "the record has no entries", &mut report);
        let mut on_texts = texts::Held::default();
        if let Some(process) = &process {
            count(process, &mut report);
            // Notes are about the process as a whole.
            if extent.hole.is_none() {
                report.tell(
                    notes::of(process, &watch)
                        .into_iter()
                        .chain(times.note_of_anchors())
                        .chain(times.note_of_gaps())
                        .chain(times.notes_of_visit()),
                );
            }
            contents::check(source, process, &contents, &extent, &mut report, &mut findings);
            results::check(process, &history, &reports, &mut report, &mut findings);
            let (found, out_of_step) = texts::check(source, process, &mut findings);
            on_texts = found;
            if extent.hole.is_none() {
                report.tell(out_of_step);
                report.tell(notes::outcome::on_what_is_wrong(process, &findings));
                report.openness = crate::openness::answers(process, &report, &findings, on_texts);
            }
        }
        let (results, decisions) =
            process.as_ref().map_or((0, 0), |process| (process.results.len(), process.decisions.len()));
        if process.is_some() || report.entries == 0 {
            say_of_contents(contents.len() as u64, &extent, &mut report);
            extent.step(
                9,
                (results + on_texts.all) as u64,
                "no result was published, and no draft",
                &mut report,
            );
            if on_texts.all > 0 && extent.hole.is_none() {
                report.look(9, on_texts.looked());
            }
            extent.step(10, decisions as u64, "no decision was recorded", &mut report);
            if let Some(process) = process.as_ref().filter(|_| extent.hole.is_none()) {
                say_of_decisions(process, &mut report);
            }
        }
        if let Some((index, error, more)) = unknown {
            for finding in &mut findings {
                finding.doubt_after(index);
            }
            findings.push(Finding::unknown(index, &error, more));
        }
        report.add(findings);
        report
    }

    fn begin(&mut self, index: u64, recorded: &Recorded) {
        match Process::from_genesis(recorded) {
            Ok(process) if process.origin == self.origin => {
                self.history.add(recorded);
                self.watch.take(&process, index, recorded, None);
                self.process = Some(process);
            }
            Ok(process) => {
                self.findings.push(Finding::other_origin(index, &self.origin, &process.origin));
                self.process = Some(process);
            }
            // Once is enough: without a beginning nothing after it can be judged.
            Err(_) if self.beginless => {}
            Err(violation) => {
                self.beginless = true;
                if let Event::Genesis(first) = &recorded.event
                    && first.origin != self.origin
                {
                    return self.findings.push(Finding::other_origin(index, &self.origin, &first.origin));
                }
                let sentence = format!("Entry {index} cannot stand where it stands: {violation}.");
                self.findings.push(Finding::wrong(7, violation.code(), index, sentence));
            }
        }
    }
}

/// What was looked at of the acts of participants.
fn say_of_authors(own_acts: u64, extent: &Extent<'_>, report: &mut Report) {
    extent.step(6, own_acts, "nobody has acted in their own name yet", report);
    if own_acts > 0 && report.self_signed == 0 && extent.hole.is_none() {
        let how = "by their numbering alone: no act was signed by its author".to_owned();
        report.look(6, Looked::WholeBy(how));
    }
}

/// What was looked at of the texts: for those that wait for a moderator nobody has said why they are not shown.
fn say_of_contents(named: u64, extent: &Extent<'_>, report: &mut Report) {
    extent.step(8, named, "no entry names a text", report);
    if report.waiting > 0 && extent.hole.is_none() {
        let how = format!("{} of them wait for a moderator, for which no reason is stated", report.waiting);
        report.look(8, Looked::WholeBy(how));
    }
}

/// What was looked at of decisions: rules stand in the charter in words, which no program reads; those of ballots are arithmetic.
fn say_of_decisions(process: &Process, report: &mut Report) {
    let decided = process.decisions.len();
    let by_ballot =
        process.decisions.iter().filter(|one| process.ballots.counted_in(one.result).is_some()).count();
    if decided == by_ballot {
        return;
    }
    let how = format!(
        "by how many people voted; {} of {decided} rest on no ballot, and whether they keep the rule of the charter, which stands there in \
         words, was not judged",
        decided - by_ballot
    );
    report.look(10, Looked::WholeBy(how));
}

/// What the pass counts of a process.
fn count(process: &Process, report: &mut Report) {
    report.participants = process.participants.len() as u64;
    report.statements = process.statements.len() as u64;
    report.votes = process.participants.iter().map(|person| person.votes.len() as u64).sum();
}

/// The files that came with a letter or a report.
fn files_of(event: &Event) -> &[Attachment] {
    if let Event::Submitted(letter) = event {
        return &letter.attachments;
    }
    if let Event::HarmReported(report) = event { &report.attachments } else { &[] }
}

/// Why what comes after an entry that is not understood was looked at in part only.
fn not_known(index: u64) -> String {
    format!(
        "entry {index} is of a kind that this program does not know, and what comes after it may rest on it"
    )
}

/// The openness report that an entry publishes. It is computed again from the entries before it as it comes: how open a process was
/// depends on all of its state, which is at hand only then.
fn openness_report(recorded: &Recorded) -> Option<&ResultPublished> {
    let Event::ResultPublished(said) = &recorded.event else { return None };
    (said.kind == OPENNESS).then_some(said)
}

/// The finding of an act that the rules did not allow: the very rule by which a node refuses it.
fn broken_rule(index: u64, recorded: &Recorded, violation: &Violation) -> Finding {
    let step = match violation {
        Violation::NotAResult | Violation::QuorumMissed { .. } => 10,
        Violation::MiscountedParticipation(_) => 9,
        other if other.is_about_authorship() => 6,
        _ => 7,
    };
    let act = recorded.event.called();
    let sentence = format!("Entry {index}, {act}, breaks a rule of this process: {violation}.");
    Finding::wrong(step, violation.code(), index, sentence)
}
