//! The rules of a witness (c2sp.org/tlog-witness, v1.1): when to cosign the head of another's record.
//!
//! The caller reads a request ([`AddCheckpoint::parse`]), looks up what it knows of the origin, lets [`decide`] judge, and
//! **stores the new head durably, by compare-and-swap on the old size, before it sends the answer**. If storing fails,
//! the answer must not be sent.

use std::fmt::Write as _;

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::digest::Digest;
use crate::key::{SignerKey, VerifierKey};
use crate::note::{MAX_NOTE_BYTES, NoteError, NoteSignature};
use crate::tree::{self, MAX_PROOF, MAX_SIZE};
use crate::wire;

/// The longest request that is read.
pub const MAX_REQUEST_BYTES: usize = MAX_NOTE_BYTES + 64 * 64;
/// The content type of a 409 answer.
pub const SIZE_CONTENT_TYPE: &str = "text/x.tlog.size";
/// The content type of every other answer.
pub const TEXT_CONTENT_TYPE: &str = "text/plain; charset=utf-8";

/// A request to cosign a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// The size from which the proof leads.
    pub old_size: u64,
    /// Hashes of the consistency proof from `old_size` to the checkpoint, in the order of RFC 6962.
    pub proof: Vec<Digest>,
    /// The head to be cosigned.
    pub checkpoint: SignedCheckpoint,
}

/// A request that is malformed: 400.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// More than [`MAX_REQUEST_BYTES`].
    #[error("the request has more than {MAX_REQUEST_BYTES} bytes")]
    TooLong,
    /// The lines before the checkpoint are malformed.
    #[error("line {0} is malformed")]
    Line(usize),
    /// What follows the empty line is not a signed checkpoint.
    #[error("the checkpoint: {0}")]
    Checkpoint(#[from] NoteError),
    /// The proof would lead backwards.
    #[error("the old size {old} is larger than the checkpoint's size {new}")]
    Backwards {
        /// The size after `old`, from which the proof leads.
        old: u64,
        /// The size in the checkpoint, to which it leads.
        new: u64,
    },
}

impl AddCheckpoint {
    /// Reads the body of a request.
    pub fn parse(body: &[u8]) -> Result<Self, RequestError> {
        if body.len() > MAX_REQUEST_BYTES {
            return Err(RequestError::TooLong);
        }
        let text = std::str::from_utf8(body).map_err(|_| RequestError::Line(1))?;
        let (head, note) = text.split_once("\n\n").ok_or(RequestError::Line(1))?;
        let mut lines = head.split('\n');
        let old_size = lines.next().and_then(|line| line.strip_prefix("old "));
        let old_size =
            old_size.and_then(|size| wire::decimal(size, MAX_SIZE)).ok_or(RequestError::Line(1))?;
        let hash = |(number, line)| {
            wire::digest(line).filter(|_| number < MAX_PROOF).ok_or(RequestError::Line(number + 2))
        };
        let proof = lines.enumerate().map(hash).collect::<Result<_, _>>()?;
        let checkpoint = SignedCheckpoint::parse(note.as_bytes())?;
        let new = checkpoint.checkpoint().size;
        if old_size > new {
            return Err(RequestError::Backwards { old: old_size, new });
        }
        Ok(Self { old_size, proof, checkpoint })
    }

    /// The body of a request, as a record sends it to its witnesses.
    pub fn body(&self) -> String {
        let mut body = format!("old {}\n", self.old_size);
        for hash in &self.proof {
            body.push_str(&wire::base64(&hash.0));
            body.push('\n');
        }
        let _ = write!(body, "\n{}", self.checkpoint.note());
        body
    }

    /// Which record the request is about.
    pub fn origin(&self) -> &str {
        &self.checkpoint.checkpoint().origin
    }
}

/// The last head that the witness cosigned for an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many entries the record had.
    pub size: u64,
    /// The root hash over them.
    pub root: Digest,
}

impl Head {
    /// The head of a record of which nothing has been seen.
    pub fn empty() -> Self {
        Self { size: 0, root: tree::empty_root() }
    }
}

/// What the witness knows of an origin.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The keys that it trusts for it.
    pub keys: &'a [VerifierKey],
    /// What it has cosigned last, if anything.
    pub head: Option<Head>,
}

/// What to answer, and what to store before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// 200: store this head in place of the one of `old_size`, durably, then send the lines.
    Cosign {
        /// The head to be stored.
        head: Head,
        /// The signature lines to be sent.
        signatures: Vec<NoteSignature>,
    },
    /// 400: the request cannot be read.
    Malformed(RequestError),
    /// 404: the witness knows no key of this origin.
    UnknownOrigin,
    /// 403: no key that the witness knows for this origin has signed the head.
    NotSigned,
    /// 409, with the size that the witness holds.
    OtherSize(u64),
    /// 422: no proof of consistency. It may be evidence of two histories; keep the request.
    Inconsistent,
}

impl Decision {
    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::Cosign { .. } => 200,
            Self::Malformed(_) => 400,
            Self::NotSigned => 403,
            Self::UnknownOrigin => 404,
            Self::OtherSize(_) => 409,
            Self::Inconsistent => 422,
        }
    }

    /// The content type of the body.
    pub fn content_type(&self) -> &'static str {
        if matches!(self, Self::OtherSize(_)) { SIZE_CONTENT_TYPE } else { TEXT_CONTENT_TYPE }
    }

    /// The request as it is sent, by c2sp.org/tlog-witness.
    pub fn body(&self) -> String {
        match self {
            Self::Cosign { signatures, .. } => {
                signatures.iter().flat_map(|line| [line.to_string(), "\n".to_owned()]).collect()
            }
            Self::Malformed(error) => format!("{error}\n"),
            Self::NotSigned => "no signature is by a trusted key, or one does not fit\n".to_owned(),
            Self::UnknownOrigin => "this witness does not follow that record\n".to_owned(),
            Self::OtherSize(size) => format!("{size}\n"),
            Self::Inconsistent => {
                "the checkpoint is not proven to continue the one cosigned before\n".to_owned()
            }
        }
    }
}

/// Judges a request by what the witness knows of its origin; `time` is now, in seconds since 1970.
///
/// What is signed is the checkpoint as it was understood, never the bytes that came in.
pub fn decide(
    request: &AddCheckpoint,
    known: Option<Known<'_>>,
    keys: &[SignerKey],
    time: u64,
) -> Result<Decision, NoteError> {
    let Some(known) = known else { return Ok(Decision::UnknownOrigin) };
    if request.checkpoint.verify_kinds(known.keys).is_err() {
        return Ok(Decision::NotSigned);
    }
    let stored = known.head.unwrap_or_else(Head::empty);
    if request.old_size != stored.size {
        return Ok(Decision::OtherSize(stored.size));
    }
    let new = request.checkpoint.checkpoint();
    if tree::verify_consistency(&request.proof, stored.size, &stored.root, new.size, &new.root).is_err() {
        return Ok(Decision::Inconsistent);
    }
    let signatures: Result<_, _> = keys.iter().map(|key| key.sign(new, time)).collect();
    Ok(Decision::Cosign { head: Head { size: new.size, root: new.root }, signatures: signatures? })
}

/// Judges the bytes of a request; `lookup` gives what the witness knows of an origin.
pub fn answer<'a>(
    body: &[u8],
    lookup: impl FnOnce(&str) -> Option<Known<'a>>,
    keys: &[SignerKey],
    time: u64,
) -> Result<Decision, NoteError> {
    match AddCheckpoint::parse(body) {
        Ok(request) => decide(&request, lookup(request.origin()), keys, time),
        Err(error) => Ok(Decision::Malformed(error)),
    }
}

/// What a witness answered to a record that asked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Lines of its keys that fit the checkpoint.
    Cosigned(Vec<NoteSignature>),
    /// It holds another size: send a proof from there.
    HoldsSize(u64),
    /// It refuses for good: stop asking and raise an alarm, for one of the two holds another history.
    Alarm,
    /// It refuses, or answered in a way that makes no sense; with the HTTP status.
    Refused(u16),
}

/// Reads a witness's answer to a request, as the record that sent it.
///
/// A 409 that names the size we sent is as final as a 422: the sizes agree and the roots do not.
pub fn read_answer(request: &AddCheckpoint, status: u16, body: &[u8], keys: &[VerifierKey]) -> Answer {
    let text = std::str::from_utf8(body).unwrap_or_default();
    match status {
        200 => {
            let lines = NoteSignature::parse_lines(text).unwrap_or_default();
            let fits = |line: &NoteSignature| {
                let key = keys.iter().find(|key| key.id() == line.key_id && *key.name() == line.name);
                key.is_some_and(|key| key.verify(&request.checkpoint.note().text, &line.bytes).is_ok())
            };
            let good: Vec<_> = lines.into_iter().filter(fits).collect();
            if good.is_empty() { Answer::Refused(status) } else { Answer::Cosigned(good) }
        }
        409 => match text.strip_suffix('\n').and_then(|size| wire::decimal(size, MAX_SIZE)) {
            Some(size) if size != request.old_size => Answer::HoldsSize(size),
            _ => Answer::Alarm,
        },
        422 => Answer::Alarm,
        other => Answer::Refused(other),
    }
}

/// The path under a witness's or mirror's monitoring prefix where it serves what it holds of a record.
pub fn monitoring_path(origin: &str) -> String {
    Digest::of(origin.as_bytes()).to_string()
}

/// Whether two heads of one record can both be true; if not, both together are evidence of two histories.
///
/// `proof` leads from the smaller to the larger one, made from the tiles of whoever holds the larger.
pub fn heads_agree(one: &Checkpoint, other: &Checkpoint, proof: &[Digest]) -> bool {
    let (small, large) = if one.size <= other.size { (one, other) } else { (other, one) };
    small.origin == large.origin
        && tree::verify_consistency(proof, small.size, &small.root, large.size, &large.root).is_ok()
}
