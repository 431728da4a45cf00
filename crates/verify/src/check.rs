//! The ten steps, in one pass over the entries and a second where a result rests on an earlier state.

use maru_forum::{Event, Process, Recorded, Violation, decode};
use maru_record::audit::{Expected, audit_with};
use maru_record::{Entry, EntryError, TileSource};

use crate::contents::{self, Named};
use crate::notes;
use crate::report::{Finding, Report};
use crate::results;
use crate::signatures::Signatures;
use crate::times::Times;

/// Checks a record; `progress` hears how many entries have been read so far.
pub fn verify<S: TileSource + Sync>(
    source: &S,
    expected: &Expected<'_>,
    mut progress: impl FnMut(u64),
) -> Report {
    let mut reading = Reading::new(expected);
    let audit = audit_with(
        source,
        expected,
        |_, bytes| read(bytes),
        |index, read, _| {
            reading.take(index, read);
            progress(index + 1);
        },
    );
    let size = audit.head.as_ref().map_or(0, |head| head.size);
    let mut report =
        Report { self_signed: reading.signatures.count(), ..Report::of_audit(expected.origin, audit) };
    let mut findings = Vec::new();
    findings.append(&mut reading.findings);
    findings.extend(reading.signatures.finish());
    if let Some(process) = &reading.process {
        report.notes = notes::of(process, &reading.votes);
        report.participants = process.participants.len() as u64;
        report.statements = process.statements.len() as u64;
        report.votes = process.participants.iter().map(|person| person.votes.len() as u64).sum();
        contents::check(source, process, &reading.contents, &mut report, &mut findings);
        results::check(source, size, process, &reading.immediate, &mut report, &mut findings);
    }
    report.add(findings);
    report
}

/// An entry with what it says, or why that is not understood.
pub(crate) type Read = (Entry, Result<Recorded, String>);

/// Runs on all cores: bytes to entry to event.
pub(crate) fn read(bytes: &[u8]) -> Result<Read, EntryError> {
    let entry = Entry::decode(bytes)?;
    let recorded = decode(&entry).map_err(|error| error.to_string());
    Ok((entry, recorded))
}

/// What one pass over the entries has gathered.
struct Reading {
    origin: String,
    process: Option<Process>,
    signatures: Signatures,
    times: Times,
    contents: Vec<Named>,
    /// The entries that are votes, in order.
    votes: Vec<u64>,
    /// Results that rest on just the entries before them, already computed again.
    immediate: Vec<results::Immediate>,
    /// Whether it was said that the record has no right beginning.
    beginless: bool,
    findings: Vec<Finding>,
}

impl Reading {
    fn new(expected: &Expected<'_>) -> Self {
        Self {
            origin: expected.origin.to_owned(),
            process: None,
            signatures: Signatures::new(expected.origin),
            times: Times::of(expected),
            contents: Vec::new(),
            votes: Vec::new(),
            immediate: Vec::new(),
            beginless: false,
            findings: Vec::new(),
        }
    }

    fn take(&mut self, index: u64, (entry, recorded): Read) {
        // An entry that could not be read was reported and counts all the same, or all after it would seem misplaced.
        if let Some(process) = &mut self.process {
            process.entries = index;
        }
        let recorded = match recorded {
            Ok(recorded) => recorded,
            Err(error) => {
                self.findings.push(Finding::malformed(index, &error));
                return;
            }
        };
        self.contents.extend(recorded.event.words().into_iter().map(|words| Named { entry: index, words }));
        self.findings.extend(self.times.check(index, recorded.at));
        if matches!(recorded.event, Event::Voted(_)) {
            self.votes.push(index);
        }
        match &mut self.process {
            None => self.begin(index, &recorded),
            Some(process) => {
                if let Event::ResultPublished(result) = &recorded.event
                    && result.entries == index
                {
                    self.immediate.push(results::Immediate::compute(index, process, result));
                }
                self.signatures.take(index, process, &entry, &recorded);
                if let Err(violation) = process.apply(&recorded) {
                    self.findings.push(broken_rule(index, &recorded, &violation));
                    process.skip(&recorded);
                }
            }
        }
    }

    fn begin(&mut self, index: u64, recorded: &Recorded) {
        match Process::from_genesis(recorded) {
            Ok(process) if process.origin == self.origin => self.process = Some(process),
            Ok(process) => {
                self.findings.push(Finding::other_origin(index, &self.origin, &process.origin));
                self.process = Some(process);
            }
            // Once is enough: without a beginning nothing after it can be judged.
            Err(_) if self.beginless => {}
            Err(violation) => {
                self.beginless = true;
                let sentence = format!("Entry {index} cannot stand where it stands: {violation}.");
                self.findings.push(Finding::wrong(7, violation.code(), index, sentence));
            }
        }
    }
}

/// The finding of an act that the rules did not allow: the very rule by which a node refuses it.
fn broken_rule(index: u64, recorded: &Recorded, violation: &Violation) -> Finding {
    let step = match violation {
        Violation::NotAResult | Violation::QuorumMissed { .. } => 10,
        other if other.is_about_authorship() => 6,
        _ => 7,
    };
    let act = noun(&recorded.event);
    let sentence = format!("Entry {index}, {act}, breaks a rule of this process: {violation}.");
    Finding::wrong(step, violation.code(), index, sentence)
}

/// What an entry is, for people.
fn noun(event: &Event) -> &'static str {
    match event {
        Event::Genesis(_) => "a beginning",
        Event::CharterChanged(_) => "a change of the charter",
        Event::StageChanged(_) => "an opening or closing",
        Event::OfficeChanged(_) => "a change of an office",
        Event::SourceNamed(_) => "a source",
        Event::Admitted(_) => "an admission",
        Event::Stated(_) => "a statement",
        Event::Translated(_) => "a translation",
        Event::Voted(_) => "a vote",
        Event::ModerationRuled(_) => "a moderator's act",
        Event::DraftPublished(_) => "a version of the draft",
        Event::ResultPublished(_) => "a result",
        Event::Decided(_) => "a decision",
        Event::Redacted(_) => "a withdrawal",
    }
}
