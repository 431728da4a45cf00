//! What an audit finds, in stable codes for machines and in sentences for people.

use std::fmt;

use super::Disproof;
use crate::checkpoint::SignedCheckpoint;
use crate::entry::EntryError;
use crate::key::Algorithm;
use crate::tile::{SourceError, TileError};
use crate::wire::base64;

/// Steps 1 to 5 of `maru verify`; the steps after these ask what entries mean, and are not this crate's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Step {
    /// The head is signed by the record and by enough witnesses.
    Signatures = 1,
    /// The record continues what this reader has seen before.
    Continuity = 2,
    /// Others were shown the same history.
    OtherHeads = 3,
    /// The entries and hashes are those that were signed.
    Hashes = 4,
    /// Every entry is well-formed.
    Entries = 5,
}

/// What was found; the text form is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The record has no file `checkpoint`.
    HeadMissing,
    /// The file `checkpoint` is not a signed checkpoint.
    HeadMalformed,
    /// The head names another origin than the one asked for.
    WrongRecord,
    /// The head is not signed by the key that the reader trusts.
    KeyUnknown,
    /// The head lacks a signature by a kind of key that the reader trusts.
    KindMissing,
    /// A signature by a trusted key does not fit.
    SignatureWrong,
    /// Fewer witnesses have signed than the policy's quorum asks for.
    TooFewWitnesses,
    /// The newest witness signature is too old.
    Stale,
    /// Entries that were seen before are not shown.
    RolledBack,
    /// The history differs from what was seen before.
    Rewritten,
    /// Somebody holds a head that the record did not sign.
    OtherUnsigned,
    /// Somebody holds a signed head with more entries than the one shown here.
    Behind,
    /// The record signed two heads of which neither continues the other.
    TwoHistories,
    /// A file that must be there is not.
    Withheld,
    /// A file that must be there is not in this copy, and nobody else was asked for it.
    NotInCopy,
    /// A file does not hold what it must.
    CutShort,
    /// An entry is not the one that was signed.
    EntryChanged,
    /// An entry does not match the hash beside it, and it cannot be said which of the two was signed.
    EntryUnmatched,
    /// Hashes are not those of the signed entries.
    HashesAltered,
    /// What is published is not what was signed.
    NotWhatWasSigned,
    /// An entry is not in the record's format.
    EntryMalformed,
    /// Something could not be read, for reasons outside the record.
    Unreadable,
    /// So much could not be had that the check stopped asking.
    GaveUp,
}

impl Code {
    /// The stable text of the code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HeadMissing => "head-missing",
            Self::HeadMalformed => "head-malformed",
            Self::WrongRecord => "wrong-record",
            Self::KeyUnknown => "key-unknown",
            Self::KindMissing => "kind-missing",
            Self::SignatureWrong => "signature-wrong",
            Self::TooFewWitnesses => "too-few-witnesses",
            Self::Stale => "stale",
            Self::RolledBack => "rolled-back",
            Self::Rewritten => "rewritten",
            Self::OtherUnsigned => "other-unsigned",
            Self::Behind => "behind",
            Self::TwoHistories => "two-histories",
            Self::Withheld => "withheld",
            Self::NotInCopy => "not-in-copy",
            Self::CutShort => "cut-short",
            Self::EntryChanged => "entry-changed",
            Self::EntryUnmatched => "entry-unmatched",
            Self::HashesAltered => "hashes-altered",
            Self::NotWhatWasSigned => "not-what-was-signed",
            Self::EntryMalformed => "entry-malformed",
            Self::Unreadable => "unreadable",
            Self::GaveUp => "gave-up",
        }
    }

    /// Whether this proves that something is wrong; otherwise it could only not be decided.
    fn is_proof(self) -> bool {
        !matches!(
            self,
            Self::Unreadable
                | Self::KindMissing
                | Self::NotInCopy
                | Self::GaveUp
                | Self::Stale
                | Self::Behind
                | Self::OtherUnsigned
                | Self::HeadMissing
                // Bytes that nobody signed prove nothing against the signer.
                | Self::HeadMalformed
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that is wrong, or could not be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The step of `maru verify` that found it.
    pub step: Step,
    /// Stable, for programs.
    pub code: Code,
    /// In English, for people; its wording may change.
    pub sentence: String,
    /// About which entry, if about one.
    pub entry: Option<u64>,
    /// Signed texts that prove it to others, if there are any.
    pub evidence: Option<String>,
}

impl Finding {
    /// Whether this proves that something is wrong; otherwise it could only not be decided.
    pub fn is_proven(&self) -> bool {
        self.code.is_proof()
    }

    pub(super) fn new(step: Step, code: Code, sentence: String) -> Self {
        Self { step, code, sentence, entry: None, evidence: None }
    }

    pub(super) fn of_head(code: Code, detail: &str) -> Self {
        let sentence = match code {
            Code::HeadMissing => {
                "The record shows no signed head, so nothing in it can be checked.".to_owned()
            }
            Code::KeyUnknown => format!(
                "The head is not signed with the key that you trust for {detail}: somebody else may be speaking in its name."
            ),
            Code::TooFewWitnesses => format!("The record lacks independent witnesses: {detail}."),
            _ => format!("The record's signed head cannot be read: {detail}."),
        };
        Self::new(Step::Signatures, code, sentence)
    }

    pub(super) fn kind_missing(origin: &str, kind: Algorithm) -> Self {
        let sentence = format!(
            "The head is signed in the name of {origin}, but not with its {kind} key: one of two keys alone is not trusted."
        );
        Self::new(Step::Signatures, Code::KindMissing, sentence)
    }

    pub(super) fn signature_wrong(origin: &str, signer: &str) -> Self {
        let by = if signer == origin { "" } else { &format!(" by {signer}") };
        let sentence = format!("The head of {origin} was changed after it was signed{by}.");
        Self::new(Step::Signatures, Code::SignatureWrong, sentence)
    }

    pub(super) fn unreadable(step: Step, error: &SourceError) -> Self {
        Self::new(step, Code::Unreadable, format!("Part of the record could not be fetched: {error}."))
    }

    pub(super) fn wrong_record(expected: &str, shown: &str) -> Self {
        let sentence = format!("The record of {shown} is shown in place of the record of {expected}.");
        Self::new(Step::Signatures, Code::WrongRecord, sentence)
    }

    pub(super) fn stale(age: u64) -> Self {
        let sentence = format!("No witness has seen this record for {}.", duration(age));
        Self::new(Step::Signatures, Code::Stale, sentence)
    }

    pub(super) fn rolled_back(shown: u64, seen: u64) -> Self {
        let sentence = format!(
            "The newest {} entries were taken back: {} had been published, {} are shown.",
            grouped(seen - shown),
            grouped(seen),
            grouped(shown)
        );
        Self::new(Step::Continuity, Code::RolledBack, sentence)
    }

    pub(super) fn rewritten(seen: u64) -> Self {
        let sentence = format!(
            "History was rewritten: the first {} entries are not those that were published before.",
            grouped(seen)
        );
        Self::new(Step::Continuity, Code::Rewritten, sentence)
    }

    pub(super) fn undecided_history(step: Step, reason: &str) -> Self {
        let sentence =
            format!("Whether the record continues its earlier history could not be checked: {reason}.");
        Self::new(step, Code::Unreadable, sentence)
    }

    pub(super) fn unsigned_other(from: &str) -> Self {
        let sentence = format!(
            "{from} holds a head that this record's key did not sign, so the two cannot be compared."
        );
        Self::new(Step::OtherHeads, Code::OtherUnsigned, sentence)
    }

    pub(super) fn behind(from: &str, shown: u64, held: u64) -> Self {
        let sentence = format!(
            "{from} has seen {} entries; only {} are shown here, so this is not the newest state.",
            grouped(held),
            grouped(shown)
        );
        Self::new(Step::OtherHeads, Code::Behind, sentence)
    }

    pub(super) fn two_histories(
        from: &str,
        (ours, theirs): (&SignedCheckpoint, &SignedCheckpoint),
        disproof: &Disproof,
    ) -> Self {
        let sentence = format!(
            "Two different histories were signed with the same key: {from} was shown other entries than you are."
        );
        let evidence =
            evidence(ours, &format!("The head that {from} was shown:\n\n{}\n", theirs.note()), disproof);
        Self { evidence: Some(evidence), ..Self::new(Step::OtherHeads, Code::TwoHistories, sentence) }
    }

    /// A file that could not be used. What a copy lacks, whoever made it may have left out.
    pub(super) fn of_tile(error: &TileError, is_copy: bool) -> Self {
        match error {
            TileError::Missing(path) if is_copy => Self::new(
                Step::Hashes,
                Code::NotInCopy,
                format!("This copy is not whole: {path} is not in it."),
            ),
            TileError::Source(error) => Self::unreadable(Step::Hashes, error),
            TileError::Missing(path) => Self::new(
                Step::Hashes,
                Code::Withheld,
                format!("Part of the record is withheld: {path} is missing."),
            ),
            other => Self::new(
                Step::Hashes,
                Code::CutShort,
                format!("Part of the record was cut or padded: {other}."),
            ),
        }
    }

    pub(super) fn gave_up(holes: usize, size: u64) -> Self {
        let sentence = format!(
            "The head speaks of {} entries, but {holes} files of them are missing or could not be read; no more were asked for.",
            grouped(size)
        );
        Self::new(Step::Hashes, Code::GaveUp, sentence)
    }

    pub(super) fn entry_changed(index: u64) -> Self {
        let sentence = format!("Entry {} was changed after it was recorded.", grouped(index));
        Self { entry: Some(index), ..Self::new(Step::Hashes, Code::EntryChanged, sentence) }
    }

    pub(super) fn entry_unmatched(index: u64) -> Self {
        let sentence = format!("Entry {} does not match the hash that is published for it.", grouped(index));
        Self { entry: Some(index), ..Self::new(Step::Hashes, Code::EntryUnmatched, sentence) }
    }

    pub(super) fn hashes_altered(path: &str) -> Self {
        let sentence =
            format!("Published hashes were altered: {path} does not belong to the signed entries.");
        Self::new(Step::Hashes, Code::HashesAltered, sentence)
    }

    pub(super) fn not_what_was_signed() -> Self {
        let sentence = "The published entries are not the ones that were signed.".to_owned();
        Self::new(Step::Hashes, Code::NotWhatWasSigned, sentence)
    }

    pub(super) fn entry_malformed(index: u64, error: &EntryError) -> Self {
        let sentence = format!("Entry {} is not written in the record's format: {error}.", grouped(index));
        Self { entry: Some(index), ..Self::new(Step::Entries, Code::EntryMalformed, sentence) }
    }
}

/// Both signed heads, and the hashes by which anyone can see, without the record, that they contradict each other. `said` shows the other
/// head, and ends in a line feed.
pub(super) fn evidence(ours: &SignedCheckpoint, said: &str, disproof: &Disproof) -> String {
    let mut text = format!(
        "The head that was shown here:\n\n{}\n\n{said}\nUnder the larger head, the first {} entries have the root\n\n{}\n\n\
         as these hashes prove (a consistency proof, RFC 9162, section 2.1.4):\n\n",
        ours.note(),
        disproof.size,
        base64(&disproof.root.0)
    );
    for hash in &disproof.hashes {
        text.push_str(&base64(&hash.0));
        text.push('\n');
    }
    text
}

/// A number with commas between thousands, as in "entry 1,234".
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn duration(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} seconds"),
        120..7_200 => format!("{} minutes", seconds / 60),
        7_200..172_800 => format!("{} hours", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}
