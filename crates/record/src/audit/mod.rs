//! The first five steps of checking a record: who signed its head, whether it continues what was seen before, whether
//! others were shown the same, whether its entries are those that were signed, and whether each is well-formed.
//!
//! Nothing that the source says is believed without a hash or a signature. What is wrong is said in sentences that a
//! newspaper could print.

mod content;
mod finding;

pub use finding::{Code, Finding, Step};

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::digest::Digest;
use crate::entry::{Entry, EntryError};
use crate::note::NoteError;
use crate::policy::{NotTrusted, Policy, Trusted};
use crate::tile::{CHECKPOINT_PATH, TileError, TileReader, TileSource};
use crate::tree::verify_consistency;

/// The most findings that one audit lists; further ones are only counted.
pub const MAX_FINDINGS: usize = 1000;
/// After so many files that are missing or cannot be read, no more are asked for: a head may speak of 2^40 entries.
pub const MAX_HOLES: usize = 32;

/// A head of the same record that somebody else holds: a witness, a mirror, another reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherHead {
    /// Who holds it, in words for people.
    pub from: String,
    /// The head, with the signatures under it; it is checked before anything is concluded from it.
    pub signed: SignedCheckpoint,
}

/// How old a head may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// The present time of the reader's clock, in seconds since 1970.
    pub now: u64,
    /// The age in seconds beyond which a head counts as stale.
    pub max_age: u64,
}

/// What the reader expects of a record.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// Name of the record that should be shown.
    pub origin: &'a str,
    /// Keys that the reader trusts, and how many witnesses are enough.
    pub policy: &'a Policy,
    /// The last head that this reader has verified.
    pub earlier: Option<&'a Checkpoint>,
    /// When that was, in seconds since 1970 by the reader's own clock, which proves nothing: it is for notes.
    pub earlier_at: Option<u64>,
    /// Heads of this record that others hold, to be compared with the one shown here; may be empty.
    pub others: &'a [OtherHead],
    /// How old the head may be; without it, any age will do. Only witnesses state times.
    pub freshness: Option<Freshness>,
}

impl<'a> Expected<'a> {
    /// Expects this record under this policy, and nothing else.
    pub fn new(origin: &'a str, policy: &'a Policy) -> Self {
        Self { origin, policy, earlier: None, earlier_at: None, others: &[], freshness: None }
    }
}

/// What an audit found. Without findings everything that [`audit`] asks was asked and holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audit {
    /// The record's head, if its signatures hold.
    pub head: Option<Checkpoint>,
    /// Which keys signed the head, if the policy is satisfied.
    pub trusted: Option<Trusted>,
    /// How many entries were read and given to the caller: none after the first file that could not be had.
    pub entries: u64,
    /// Whether they are proven to be the very ones under the signed root.
    pub rooted: bool,
    /// What is wrong, or could not be decided.
    pub findings: Vec<Finding>,
    /// How many findings there were beyond [`MAX_FINDINGS`].
    pub unlisted: u64,
}

impl Audit {
    /// 0: all is well; 1: something is proven wrong; 2: something could not be decided.
    pub fn exit_code(&self) -> u8 {
        if self.findings.iter().any(Finding::is_proven) {
            1
        } else if self.findings.is_empty() {
            0
        } else {
            2
        }
    }

    fn find(&mut self, finding: Finding) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(finding);
        } else {
            self.unlisted += 1;
        }
    }
}

/// Checks a record and gives each well-formed entry, in order, to the caller: its number, what it says, its bytes.
///
/// Entries are given while the check runs; they must not be believed before it ends without findings.
pub fn audit<S: TileSource + Sync>(
    source: &S,
    expected: &Expected<'_>,
    mut on_entry: impl FnMut(u64, &Entry, &[u8]),
) -> Audit {
    audit_with(
        source,
        expected,
        |_, bytes| Entry::decode(bytes),
        |index, entry, bytes| on_entry(index, &entry, bytes),
    )
}

/// Checks a record without building its entries: the fastest way to know that all of it is as it was signed.
pub fn audit_bytes<S: TileSource + Sync>(source: &S, expected: &Expected<'_>) -> Audit {
    audit_with(source, expected, |_, bytes| Entry::check(bytes), |_, (), _| {})
}

/// Checks a record. `read` turns an entry's number and bytes into whatever the caller needs of it, on all cores where the
/// feature `parallel` is on; `on_entry` is given that, in order, on one. An error of `read` is a finding of step 5.
pub fn audit_with<S, T, R, F>(source: &S, expected: &Expected<'_>, read: R, mut on_entry: F) -> Audit
where
    S: TileSource + Sync,
    T: Send,
    R: Fn(u64, &[u8]) -> Result<T, EntryError> + Sync,
    F: FnMut(u64, T, &[u8]),
{
    let mut audit = Audit::default();
    let Some(signed) = read_head(source, &mut audit) else { return audit };
    if !check_signatures(&signed, expected, &mut audit) {
        return audit;
    }
    let head = signed.checkpoint().clone();
    let reader = TileReader::new(source, head.size);
    if let Some(earlier) = expected.earlier {
        check_earlier(&reader, &head, earlier, &mut audit);
    }
    for other in expected.others {
        check_other(&reader, &signed, other, expected.policy, &mut audit);
    }
    content::check(source, &head, expected.policy, &mut audit, &read, &mut on_entry);
    audit.head = Some(head);
    audit
}

/// Whether the record has grown since this head of it was read: then what is not there any more may have gone rightly.
/// Only a larger head by the record's own key says so.
pub fn has_grown<S: TileSource + ?Sized>(source: &S, head: &Checkpoint, policy: &Policy) -> bool {
    let again = source.read_again(CHECKPOINT_PATH).ok().flatten();
    let Some(newer) = again.and_then(|bytes| SignedCheckpoint::parse(&bytes).ok()) else { return false };
    let shown = newer.checkpoint();
    let keys: Vec<_> = policy.log_keys(&head.origin).cloned().collect();
    shown.origin == head.origin && shown.size > head.size && newer.verify_kinds(&keys).is_ok()
}

fn read_head<S: TileSource>(source: &S, audit: &mut Audit) -> Option<SignedCheckpoint> {
    match source.read(CHECKPOINT_PATH) {
        Ok(Some(bytes)) => match SignedCheckpoint::parse(&bytes) {
            Ok(signed) => return Some(signed),
            Err(error) => audit.find(Finding::of_head(Code::HeadMalformed, &error.to_string())),
        },
        Ok(None) => audit.find(Finding::of_head(Code::HeadMissing, "")),
        Err(error) => audit.find(Finding::unreadable(Step::Signatures, &error)),
    }
    None
}

/// Step 1: the right record, signed by its key, by enough witnesses, and not too old.
fn check_signatures(signed: &SignedCheckpoint, expected: &Expected<'_>, audit: &mut Audit) -> bool {
    let head = signed.checkpoint();
    if head.origin != expected.origin {
        audit.find(Finding::wrong_record(expected.origin, &head.origin));
        return false;
    }
    match expected.policy.check(signed) {
        Ok(trusted) => {
            check_age(&trusted, expected, audit);
            audit.trusted = Some(trusted);
            true
        }
        Err(error @ NotTrusted::Quorum { .. }) => {
            audit.find(Finding::of_head(Code::TooFewWitnesses, &error.to_string()));
            true
        }
        Err(error) => {
            audit.find(match error {
                NotTrusted::Note(NoteError::Signature(name)) => {
                    Finding::signature_wrong(expected.origin, name.as_str())
                }
                NotTrusted::KindMissing(_, kind) => Finding::kind_missing(expected.origin, kind),
                _ => Finding::of_head(Code::KeyUnknown, expected.origin),
            });
            false
        }
    }
}

fn check_age(trusted: &Trusted, expected: &Expected<'_>, audit: &mut Audit) {
    let Some(Freshness { now, max_age }) = expected.freshness else { return };
    let newest = trusted.witnesses.iter().map(|(_, time)| *time).max();
    if let Some(age) = newest.map(|time| now.saturating_sub(time)).filter(|age| *age > max_age) {
        audit.find(Finding::stale(age));
    }
}

/// Step 2: the record begins with what this reader has seen before.
fn check_earlier<S: TileSource>(
    reader: &TileReader<S>,
    head: &Checkpoint,
    earlier: &Checkpoint,
    audit: &mut Audit,
) {
    if earlier.origin != head.origin {
        audit.find(Finding::wrong_record(&head.origin, &earlier.origin));
    } else if earlier.size > head.size {
        audit.find(Finding::rolled_back(head.size, earlier.size));
    } else {
        match continues(reader, head, earlier.size, &earlier.root) {
            Continuity::Holds => {}
            Continuity::Broken(_) => audit.find(Finding::rewritten(earlier.size)),
            Continuity::Unknown(reason) => audit.find(Finding::undecided_history(Step::Continuity, &reason)),
        }
    }
}

/// Step 3: what others hold is part of the same history.
fn check_other<S: TileSource>(
    reader: &TileReader<S>,
    ours: &SignedCheckpoint,
    other: &OtherHead,
    policy: &Policy,
    audit: &mut Audit,
) {
    let (head, theirs) = (ours.checkpoint(), other.signed.checkpoint());
    let keys: Vec<_> = policy.log_keys(&head.origin).cloned().collect();
    let signed_by_record = theirs.origin == head.origin && other.signed.verify_kinds(&keys).is_ok();
    if !signed_by_record {
        audit.find(Finding::unsigned_other(&other.from));
    } else if theirs.size > head.size {
        audit.find(Finding::behind(&other.from, head.size, theirs.size));
    } else {
        match continues(reader, head, theirs.size, &theirs.root) {
            Continuity::Holds => {}
            Continuity::Broken(disproof) => {
                audit.find(Finding::two_histories(&other.from, (ours, &other.signed), &disproof));
            }
            Continuity::Unknown(reason) => audit.find(Finding::undecided_history(Step::OtherHeads, &reason)),
        }
    }
}

/// Whether the head that a reader was shown belongs to the history of a larger head, by the tiles of whoever holds that one.
///
/// A finding says that it does not, which both signed heads prove, or that it could not be decided.
pub fn compare<S: TileSource>(
    from: &str,
    theirs: (&S, &SignedCheckpoint),
    ours: &SignedCheckpoint,
) -> Option<Finding> {
    let (source, larger) = theirs;
    let (head, shown) = (larger.checkpoint(), ours.checkpoint());
    let reader = TileReader::new(source, head.size);
    match continues(&reader, head, shown.size, &shown.root) {
        Continuity::Holds => None,
        Continuity::Broken(disproof) => Some(Finding::two_histories(from, (ours, larger), &disproof)),
        Continuity::Unknown(reason) => Some(Finding::undecided_history(Step::OtherHeads, &reason)),
    }
}

/// What proves to others that a record's signed head does not continue a head, no larger, that was said to be of the same record: both
/// heads and the hashes between them. `said` is the text by which the other one was said, with its signatures. Nothing where the tiles
/// do not prove it.
pub fn disproof<S: TileSource>(
    source: &S,
    ours: &SignedCheckpoint,
    (said, other): (&str, &Checkpoint),
) -> Option<String> {
    let head = ours.checkpoint();
    let reader = TileReader::new(source, head.size);
    match continues(&reader, head, other.size, &other.root) {
        Continuity::Broken(disproof) => Some(finding::evidence(ours, said, &disproof)),
        Continuity::Holds | Continuity::Unknown(_) => None,
    }
}

/// Whether the history under a record's head begins with each of some heads that it is said to have had before, none of them
/// larger. `false` is proven by the tiles, up to the head; an error says why that could not be decided.
pub fn begins_with<S: TileSource>(
    source: &S,
    head: &Checkpoint,
    earlier: &[&Checkpoint],
) -> Vec<Result<bool, String>> {
    // One reader, for the heads of a record lie in much the same tiles.
    let reader = TileReader::new(source, head.size);
    let holds = |earlier: &&Checkpoint| match continues(&reader, head, earlier.size, &earlier.root) {
        Continuity::Holds => Ok(true),
        Continuity::Broken(_) => Ok(false),
        Continuity::Unknown(reason) => Err(reason),
    };
    earlier.iter().map(holds).collect()
}

/// What shows, up to a signed root, that the first entries under it have another root than was said.
struct Disproof {
    size: u64,
    root: Digest,
    hashes: Vec<Digest>,
}

enum Continuity {
    Holds,
    Broken(Disproof),
    Unknown(String),
}

/// Whether the record's first `size` entries have this root.
///
/// It is broken for certain only if the tiles prove, up to the signed root, that those entries have another one.
fn continues<S: TileSource>(
    reader: &TileReader<S>,
    head: &Checkpoint,
    size: u64,
    root: &Digest,
) -> Continuity {
    let rebuilt = || -> Result<_, TileError> { Ok((reader.consistency_proof(size)?, reader.root_at(size)?)) };
    let (proof, found) = match rebuilt() {
        Ok(rebuilt) => rebuilt,
        Err(error) => return Continuity::Unknown(error.to_string()),
    };
    if verify_consistency(&proof, size, &found, head.size, &head.root).is_err() {
        return Continuity::Unknown("its published hashes do not lead to the signed root".to_owned());
    }
    if found == *root {
        Continuity::Holds
    } else {
        Continuity::Broken(Disproof { size, root: found, hashes: proof })
    }
}
