//! Events to entries and back. The bytes are kept for ever, so every kind has golden bytes in the tests.
//!
//! Common fields (`docs/record.md`): `v` version of this format, `t` kind, `ts` seconds, `a` author (number of the admitting
//! entry) or `role` for the operator, `n` how many acts the author did before, `p` the author's previous entry, `from` and
//! `from_time` for what was imported, `by` who signs (`node`, or `self` with `sig`).

use maru_record::{Entry, Value};
use thiserror::Error;

use crate::act::{Author, Imported};
use crate::field::{Malformed, Object, Reader, put};
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::table::Event;

/// Version of the entry format, field `v`. Version 1 was never used in public.
pub const FORMAT_VERSION: i64 = 2;

/// An event as it stands in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// When the node took it.
    pub at: Moment,
    /// Whose act it is.
    pub author: Author,
    /// How many entries the author made before, and the last of them; absent for the operator and for admissions.
    pub chain: Option<(u32, EntryNumber)>,
    /// Where it was brought in from; absent for what happened here.
    pub imported: Option<Imported>,
    /// The author's own signature; without one the node answers for the entry.
    pub signature: Option<[u8; 64]>,
    /// What happened.
    pub event: Event,
}

/// Why an entry is not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CodecError {
    /// The bytes are no entry.
    #[error("not an entry: {0}")]
    Entry(String),
    /// A field is absent or of the wrong kind.
    #[error("in an entry of the kind “{kind}”, “{field}” is missing or is not {wanted}")]
    Field {
        /// Entry kind.
        kind: String,
        /// Field name.
        field: &'static str,
        /// What it should be.
        wanted: &'static str,
    },
    /// A kind that this version does not know.
    #[error("entry type “{0}” is not known")]
    UnknownType(String),
    /// The entry is of another format version.
    #[error("entry format version {0} is not known; this program reads version {FORMAT_VERSION}")]
    UnknownVersion(i64),
    /// There is a field or a content that no entry of this kind has.
    #[error("an entry of the kind “{kind}” holds something that no such entry holds")]
    Surplus {
        /// Entry kind.
        kind: String,
    },
}

/// Longest name of a kind of entry, in characters.
const KIND_LIMIT: usize = 40;

impl CodecError {
    /// Whether the entry may be what a newer program writes: of a later version, or of a kind that is named as kinds are. Who reads it
    /// with this program cannot tell what it says, and so not whether it is right.
    pub fn may_be_newer(&self) -> bool {
        let is_of_names = |c: char| c.is_ascii_lowercase() || c == '-';
        match self {
            Self::UnknownVersion(version) => *version > FORMAT_VERSION,
            Self::UnknownType(kind) => {
                (1..=KIND_LIMIT).contains(&kind.len()) && kind.chars().all(is_of_names)
            }
            Self::Entry(_) | Self::Field { .. } | Self::Surplus { .. } => false,
        }
    }
}

/// Whose act an entry says that it is, and how many that person did before, where it says so as every entry of this version does: all
/// that can be known of one that is not understood.
pub fn chained(entry: &Entry) -> Option<(ParticipantId, u32)> {
    let number = |name: &str| entry.body.get(name).and_then(Value::as_integer);
    let author = u64::try_from(number("a")?).ok()?;
    Some((ParticipantId(EntryNumber(author)), u32::try_from(number("n")?).ok()?))
}

/// The entry of an event, ready for the record.
pub fn encode(recorded: &Recorded) -> Entry {
    let (mut object, mut addenda) = (Object::new(), Vec::new());
    let into = &mut object;
    put(into, &mut addenda, "v", &FORMAT_VERSION);
    put(into, &mut addenda, "ts", &recorded.at.0);
    put(into, &mut addenda, "a", &recorded.author.participant());
    put(into, &mut addenda, "role", &(recorded.author == Author::Operator).then(|| "operator".to_owned()));
    put(into, &mut addenda, "n", &recorded.chain.map(|(count, _)| count));
    put(into, &mut addenda, "p", &recorded.chain.map(|(_, previous)| previous));
    put(into, &mut addenda, "from", &recorded.imported.map(|imported| imported.source));
    put(into, &mut addenda, "from_time", &recorded.imported.and_then(|imported| imported.time));
    let by = if recorded.signature.is_some() { "self" } else { "node" };
    put(into, &mut addenda, "by", &by.to_owned());
    put(into, &mut addenda, "sig", &recorded.signature);
    put(into, &mut addenda, "t", &recorded.event.kind().to_owned());
    recorded.event.write(into, &mut addenda);
    Entry { body: Value::Object(object), addenda }
}

/// The event of an entry. Accepts only what [`encode`] writes.
pub fn decode(entry: &Entry) -> Result<Recorded, CodecError> {
    let Value::Object(object) = &entry.body else {
        return Err(CodecError::Entry("the top is not an object".into()));
    };
    let mut fields = Reader::new(object, &entry.addenda);
    let kind: String = fields.take("t").map_err(|fault| malformed("?", &fault))?;
    let version: i64 = fields.take("v").map_err(|fault| malformed(&kind, &fault))?;
    if version != FORMAT_VERSION {
        return Err(CodecError::UnknownVersion(version));
    }
    let recorded = read(&kind, &mut fields)
        .ok_or_else(|| CodecError::UnknownType(kind.clone()))?
        .map_err(|fault| malformed(&kind, &fault))?;
    if fields.is_used_up() { Ok(recorded) } else { Err(CodecError::Surplus { kind }) }
}

fn malformed(kind: &str, fault: &Malformed) -> CodecError {
    CodecError::Field { kind: kind.to_owned(), field: fault.field, wanted: fault.wanted }
}

fn read(kind: &str, fields: &mut Reader<'_>) -> Option<Result<Recorded, Malformed>> {
    if !Event::KINDS.contains(&kind) {
        return None;
    }
    let header = read_header(fields);
    match header {
        Err(fault) => Some(Err(fault)),
        Ok((at, author, chain, imported, signature)) => Event::read(kind, fields)
            .map(|event| event.map(|event| Recorded { at, author, chain, imported, signature, event })),
    }
}

type Header = (Moment, Author, Option<(u32, EntryNumber)>, Option<Imported>, Option<[u8; 64]>);

fn read_header(fields: &mut Reader<'_>) -> Result<Header, Malformed> {
    let at = Moment(fields.take("ts")?);
    let author = match (fields.take("a")?, fields.take::<Option<String>>("role")?.as_deref()) {
        (Some(id), None) => Author::Participant(id),
        (None, Some("operator")) => Author::Operator,
        _ => return Err(Malformed { field: "role", wanted: "“operator”, in place of an author" }),
    };
    let chain = match (fields.take("n")?, fields.take("p")?) {
        (Some(count), Some(previous)) => Some((count, previous)),
        (None, None) => None,
        _ => return Err(Malformed { field: "p", wanted: "the author's previous entry, beside “n”" }),
    };
    let imported = match (fields.take("from")?, fields.take("from_time")?) {
        (Some(source), time) => Some(Imported { source, time }),
        (None, None) => None,
        (None, Some(_)) => return Err(Malformed { field: "from", wanted: "the number of a source" }),
    };
    let by: String = fields.take("by")?;
    let signature: Option<[u8; 64]> = fields.take("sig")?;
    if by != if signature.is_some() { "self" } else { "node" } {
        return Err(Malformed { field: "by", wanted: "“node”, or “self” beside a signature" });
    }
    Ok((at, author, chain, imported, signature))
}
