//! The ten steps, in one pass over the entries and a second where a result rests on an earlier state.

use maru_forum::{ApplyError, Event, Process, Recorded, decode};
use maru_record::audit::{Expected, audit_with};
use maru_record::{Entry, EntryError, TileSource};

use crate::acts;
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
        self.contents.extend(contents::named(index, &recorded.event));
        self.findings.extend(self.times.check(index, recorded.at));
        if matches!(recorded.event, Event::Voted { .. }) {
            self.votes.push(index);
        }
        match &mut self.process {
            None => self.begin(index, &recorded),
            Some(process) => {
                if let Event::ResultPublished { entries, .. } = &recorded.event
                    && *entries == index
                {
                    self.immediate.push(results::Immediate::compute(index, process, &recorded.event));
                }
                self.signatures.take(index, process, &entry, &recorded);
                let unfit = acts::check(index, process, &recorded);
                if let Err(error) = process.apply(&recorded) {
                    self.findings.push(broken_rule(index, &recorded, &error));
                    process.skip(&recorded);
                } else {
                    self.findings.extend(unfit);
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
            Err(_) if self.findings.iter().any(|finding| finding.code == "no-genesis") => {}
            Err(error) => {
                let sentence = format!("Entry {index} cannot stand where it stands: {error}.");
                self.findings.push(Finding::wrong(7, "no-genesis", index, sentence));
            }
        }
    }
}

/// The sentence of an act that the rules did not allow.
fn broken_rule(index: u64, recorded: &Recorded, error: &ApplyError) -> Finding {
    let act = match &recorded.event {
        Event::Voted { .. } => "a vote",
        Event::Stated { .. } => "a statement",
        Event::Moderated { .. } => "a moderator's act",
        Event::Admitted { .. } => "an admission",
        Event::ResultPublished { .. } => "a result",
        Event::Decided { .. } => "a decision",
        Event::Redacted { .. } => "a withdrawal",
        Event::CharterChanged { .. } => "a change of the charter",
        Event::StageChanged { .. } => "an opening or closing",
        _ => "an act",
    };
    let (step, code, said) = match error {
        ApplyError::BrokenChain { .. } => (
            6,
            "author-chain",
            "but its author's numbered acts do not lead to it: an act of the same person is missing, was added, or was put \
             in another order"
                .to_owned(),
        ),
        ApplyError::Unsigned(_) => (
            6,
            "unsigned",
            "in the name of somebody who signs their own acts, but it is not signed: the node wrote it for them".to_owned(),
        ),
        ApplyError::UnknownAuthor(author) => {
            (6, "unknown-author", format!("by an author (entry {author}) who was never admitted"))
        }
        ApplyError::OutOfTime(_) => {
            (7, "out-of-time", "made when the process was not open for it under its charter".to_owned())
        }
        ApplyError::UnknownStatement(statement) => {
            (7, "unknown-statement", format!("on a statement (entry {statement}) that does not exist"))
        }
        ApplyError::NotTheSecretariat => (7, "no-authority", "by somebody who had no authority for it".to_owned()),
        ApplyError::BackDated { said, before } => {
            (7, "back-dated", format!("dated {} seconds before the entry in front of it", before - said))
        }
        ApplyError::ResultFromFuture => (7, "result-from-future", "that claims to rest on entries which came after it".to_owned()),
        ApplyError::PseudonymTwice(name) => (7, "pseudonym-twice", format!("of a second person under the name “{name}”")),
        ApplyError::Genesis => (7, "second-genesis", "that claims to begin a record which had begun".to_owned()),
    };
    Finding::wrong(step, code, index, format!("Entry {index} is {act} {said}."))
}
