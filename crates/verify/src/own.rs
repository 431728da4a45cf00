//! A node's own record, which repeats the heads of all its others: held against itself, and then against each of them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Place;

use maru_forum::Moment;
use maru_record::audit::{Expected, audit_with, begins_with, disproof};
use maru_record::tile::CHECKPOINT_PATH;
use maru_record::{
    Anchor, Checkpoint, Entry, Proof, SignedCheckpoint, TileReader, TileSource, Value, VerifierKey,
};

use crate::report::{Finding, Looked, Report, UNROOTED, unread};
use crate::times::{Anchored, Anchors, Times};

/// A node's own record, checked.
#[derive(Debug)]
pub struct OwnRecord {
    /// What the check found in the record itself.
    pub report: Report,
    /// Whether it was read to its end.
    whole: bool,
    /// The records that it names, each with the entry that does so and its keys.
    named: BTreeMap<String, (u64, Vec<VerifierKey>)>,
    /// The heads that it repeats, by record.
    heads: BTreeMap<String, Vec<Told>>,
}

/// A head that is repeated.
#[derive(Debug)]
struct Told {
    entry: u64,
    /// When, in seconds since 1970.
    at: i64,
    head: Checkpoint,
}

/// Checks a node's own record; `progress` hears how many entries have been read so far.
pub fn verify_own<S: TileSource + Sync>(
    source: &S,
    expected: &Expected<'_>,
    mut progress: impl FnMut(u64),
) -> OwnRecord {
    let mut reading = Reading::new(expected);
    let audit = audit_with(
        source,
        expected,
        |_, bytes| Entry::decode(bytes),
        |index, entry, _| {
            reading.take(index, &entry);
            progress(index + 1);
        },
    );
    let ahead = reading.times.hold_to_witnesses(audit.trusted.as_ref());
    let (size, rooted) = (audit.head.as_ref().map(|head| head.size), audit.rooted);
    let mut report = Report::of_audit(expected, audit);
    if let Some(size) = size {
        let judged = match unread(size, report.entries) {
            _ if !rooted => Looked::Not(UNROOTED.to_owned()),
            Some(why) if report.entries == 0 => Looked::Not(why),
            Some(why) => Looked::Partly(why),
            None if size == 0 => Looked::NothingThere("the record has no entries".to_owned()),
            None => Looked::Whole,
        };
        report.look(7, judged);
        for step in [6, 8, 9, 10] {
            report
                .look(step, Looked::NothingThere("a node's own record holds nothing of the kind".to_owned()));
        }
    }
    // What is not known to be signed proves nothing, of this record or of others.
    if !rooted {
        return OwnRecord { report, whole: false, named: BTreeMap::new(), heads: BTreeMap::new() };
    }
    report.add(reading.findings.into_iter().chain(ahead));
    report.tell(reading.times.notes_of_visit());
    let whole = size == Some(report.entries);
    OwnRecord { report, whole, named: reading.named, heads: reading.heads }
}

impl OwnRecord {
    /// Whether it repeats a head of a record.
    pub fn repeats(&self, origin: &str) -> bool {
        self.heads.contains_key(origin)
    }

    /// The records that it names, each with the entry that does so.
    pub fn records(&self) -> impl Iterator<Item = (&str, u64)> {
        self.named.iter().map(|(origin, (entry, _))| (origin.as_str(), *entry))
    }

    /// Where and when it repeated a head of a record last, and how many entries that had.
    pub fn last_told(&self, origin: &str) -> Option<(u64, i64, u64)> {
        let told = self.heads.get(origin)?.last()?;
        Some((told.entry, told.at, told.head.size))
    }

    /// The keys that it names for a record.
    pub fn keys_of(&self, origin: &str) -> Option<&[VerifierKey]> {
        self.named.get(origin).map(|(_, keys)| keys.as_slice())
    }

    /// What bounds the times of a record's entries: those that came after a head was repeated are no older than that.
    pub(crate) fn anchors(&self, origin: &str) -> Anchors {
        let told = self.heads.get(origin).map(Vec::as_slice).unwrap_or_default();
        Anchors {
            own: self.report.origin.clone(),
            whole: self.whole,
            named: self.named.contains_key(origin),
            told: told
                .iter()
                .map(|told| Anchored { size: told.head.size, at: told.at, entry: told.entry })
                .collect(),
        }
    }

    /// Whether the keys that a record is shown under are those that were named when it began.
    pub fn compare_keys(&self, origin: &str, shown: &[VerifierKey]) -> Option<Finding> {
        let (entry, named) = self.named.get(origin)?;
        let within = |some: &[VerifierKey], all: &[VerifierKey]| some.iter().all(|key| all.contains(key));
        let said = match (within(shown, named), within(named, shown)) {
            (true, true) => return None,
            (false, _) => "it is shown under a key that is not among them",
            (true, false) => "not all of them are shown",
        };
        let sentence = format!(
            "The node contradicts itself about the keys of this record: its own record names them in entry {entry} of {}, and {said}.",
            self.report.origin
        );
        Some(Finding::of_reader(1, "other-keys-than-own-record", sentence))
    }

    /// Whether a record of the node is the one that its own record repeats: `ours` is the record's head, checked before; `own` is where the
    /// node's own record is read, for what proves it to others. Of many heads that do not fit the first is told.
    pub fn compare<S: TileSource>(&self, source: &S, ours: &SignedCheckpoint, own: &S) -> Vec<Finding> {
        let head = ours.checkpoint();
        let repeated = self.heads.get(&head.origin).map(Vec::as_slice).unwrap_or_default();
        let (ahead, within): (Vec<_>, Vec<_>) = repeated.iter().partition(|told| told.head.size > head.size);
        let heads: Vec<_> = within.iter().map(|told| &told.head).collect();
        let compared: Vec<_> = within.into_iter().zip(begins_with(source, head, &heads)).collect();
        let broken = compared.iter().find(|(_, holds)| *holds == Ok(false)).map(|(told, _)| {
            let said = self.said_of(own, told);
            let evidence = said.and_then(|said| disproof(source, ours, (&said, &told.head)));
            Finding { evidence, ..self.disagreement(told) }
        });
        let unknown = compared.iter().find_map(|(told, holds)| Some((told, holds.as_ref().err()?)));
        let unknown = unknown.map(|(told, reason)| self.undecided(told, reason));
        let behind = ahead.last().map(|Told { entry, head: old, .. }| {
            let sentence = format!(
                "The node's own record (entry {entry} of {}) says that this record had {} entries; only {} are shown here.",
                self.report.origin, old.size, head.size
            );
            Finding { entry: None, ..Finding::undecided(2, "behind-own-record", 0, sentence) }
        });
        [broken, unknown, behind].into_iter().flatten().collect()
    }

    /// The entry that repeats a head, with the proof that it stands in the node's own record.
    fn said_of<S: TileSource>(&self, own: &S, told: &Told) -> Option<String> {
        let checkpoint = SignedCheckpoint::parse(&own.read(CHECKPOINT_PATH).ok()??).ok()?;
        let reader = TileReader::new(own, checkpoint.checkpoint().size);
        let (extra, hashes) = (reader.entry(told.entry).ok()?, reader.inclusion_proof(told.entry).ok()?);
        let proof = Proof { extra: Some(extra), index: told.entry, hashes, checkpoint };
        Some(format!(
            "What the node's own record, {}, says of it in entry {}, with the proof that it says so (a receipt, c2sp.org/tlog-proof):\n\n{proof}",
            self.report.origin, told.entry
        ))
    }

    fn disagreement(&self, told: &Told) -> Finding {
        let (entry, own, old) = (told.entry, &self.report.origin, &told.head);
        let sentence = format!(
            "The node contradicts itself: its own record (entry {entry} of {own}) was given another history of the first {} entries than is \
             shown here.",
            old.size
        );
        Finding::of_reader(2, "other-than-own-record", sentence)
    }

    fn undecided(&self, told: &Told, reason: &str) -> Finding {
        let (entry, own) = (told.entry, &self.report.origin);
        let sentence = format!(
            "Whether the record continues what the node's own record (entry {entry} of {own}) repeats of it could not be decided: {reason}."
        );
        Finding { entry: None, ..Finding::undecided(2, "history-undecided", 0, sentence) }
    }
}

/// What one pass over the entries has gathered.
struct Reading<'a> {
    origin: &'a str,
    times: Times,
    /// When the entry in front was made, in seconds since 1970.
    last: i64,
    named: BTreeMap<String, (u64, Vec<VerifierKey>)>,
    heads: BTreeMap<String, Vec<Told>>,
    findings: Vec<Finding>,
}

impl<'a> Reading<'a> {
    fn new(expected: &Expected<'a>) -> Self {
        Self {
            origin: expected.origin,
            times: Times::of(expected),
            last: i64::MIN,
            named: BTreeMap::new(),
            heads: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    fn take(&mut self, index: u64, entry: &Entry) {
        let anchor = match Anchor::read(entry) {
            Ok(anchor) => anchor,
            Err(error) if Anchor::may_be_newer(entry) => {
                return self.findings.push(Finding::unknown(index, &error.to_string(), 0));
            }
            Err(error) => return self.findings.push(Finding::malformed(index, &error)),
        };
        self.time(index, entry);
        let wrong = match anchor {
            Anchor::Begun { origin } => self.begun(index, &origin),
            _ if index == 0 => {
                let sentence = "Entry 0 cannot stand where it stands: the record does not begin.".to_owned();
                Some(Finding::wrong(7, "no-genesis", index, sentence))
            }
            Anchor::Record { origin, keys } => match self.named.entry(origin) {
                Place::Vacant(place) => {
                    place.insert((index, keys));
                    None
                }
                Place::Occupied(place) => {
                    let sentence = format!("Entry {index} names the record {} a second time.", place.key());
                    Some(Finding::wrong(7, "record-twice", index, sentence))
                }
            },
            Anchor::Heads(heads) => {
                for head in heads {
                    let wrong = self.head(index, head);
                    self.findings.extend(wrong);
                }
                None
            }
        };
        self.findings.extend(wrong);
    }

    fn time(&mut self, index: u64, entry: &Entry) {
        let said = entry.body.get("ts").and_then(Value::as_integer).unwrap_or_default();
        self.findings.extend(self.times.check(index, Moment(said)));
        if said < self.last {
            let sentence = format!(
                "Entry {index} is dated {} seconds before the entry in front of it.",
                self.last - said
            );
            self.findings.push(Finding::wrong(7, "back-dated", index, sentence));
        }
        self.last = self.last.max(said);
    }

    fn begun(&self, index: u64, origin: &str) -> Option<Finding> {
        if index > 0 {
            let sentence = format!("Entry {index} claims to begin a record which had begun.");
            return Some(Finding::wrong(7, "second-genesis", index, sentence));
        }
        (origin != self.origin).then(|| Finding::other_origin(index, self.origin, origin))
    }

    fn head(&mut self, index: u64, head: Checkpoint) -> Option<Finding> {
        let origin = head.origin.clone();
        if !self.named.contains_key(&origin) {
            let sentence =
                format!("Entry {index} repeats a head of {origin}, a record that was not named before.");
            return Some(Finding::wrong(7, "unknown-record", index, sentence));
        }
        let heads = self.heads.entry(origin.clone()).or_default();
        heads.push(Told { entry: index, at: self.last, head });
        let [.., Told { entry, head: before, .. }, Told { head, .. }] = heads.as_slice() else { return None };
        if before.size < head.size || before == head {
            return None;
        }
        let sentence = format!(
            "Entries {entry} and {index} give {} two histories: {} entries, and later {} that do not continue them.",
            origin, before.size, head.size
        );
        Some(Finding::wrong(7, "two-histories", index, sentence))
    }
}
