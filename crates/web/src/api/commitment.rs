//! Commitments: what actors promised in public, and what people found became of it.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use maru_forum::{
    Command, Commitment, Confidence, ContestFinding, Contradiction, EntryNumber, Find, FindingWord, Language,
    NameContradiction, Process, RecordCommitment, Violation, Words,
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess, Numbered};
use super::list::{Listed, Part};
use super::problem::{Problem, ProblemBody, named};
use super::said::said_to;
use super::time::stamp;
use super::trunk::act_route;
use super::vote::Written;
use crate::session::Visitor;
use crate::state::AppState;

fn confidence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Confidence, D::Error> {
    named(deserializer, Confidence::ALL, Confidence::as_str)
}

fn word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<FindingWord, D::Error> {
    named(deserializer, FindingWord::ALL, FindingWord::as_str)
}

/// What an actor promised in public.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCommitment {
    /// Who promised: a body or an office, by the same name each time.
    actor: String,
    /// The organisation of the register, if it is in it.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    organisation: Option<EntryNumber>,
    /// What, in the words of whoever records it.
    text: String,
    /// The language of these words.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// What, in the actor's words: a short quotation.
    #[serde(default)]
    quotation: Option<String>,
    /// The language of the quotation; that of `text` where it is absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "ko")]
    quotation_language: Option<Language>,
    /// The day on which it was promised, if that is established.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "2024-05-21")]
    made: Option<Date>,
    /// Where.
    #[serde(default)]
    place: String,
    /// The day by which, if one was named.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "2025-02-10")]
    due: Option<Date>,
    /// Where it was read.
    source: String,
    /// `high`, `medium` or `low`.
    #[serde(deserialize_with = "confidence")]
    #[schema(value_type = String, example = "high")]
    confidence: Confidence,
    /// Provisions of the norm library that say the same.
    #[serde(default)]
    provisions: Vec<String>,
    /// Entries of this record that it bears on.
    #[serde(default)]
    #[schema(value_type = Vec<u64>)]
    about: Vec<EntryNumber>,
}

impl From<NewCommitment> for Command {
    fn from(new: NewCommitment) -> Self {
        let quoted_in = new.quotation_language.unwrap_or_else(|| new.language.clone());
        RecordCommitment {
            actor: new.actor,
            organisation: new.organisation,
            text: new.text,
            language: new.language,
            quotation: new.quotation.map(|quotation| (quoted_in, quotation)),
            made: new.made,
            place: new.place,
            due: new.due,
            source: new.source,
            confidence: new.confidence,
            provisions: new.provisions,
            about: new.about,
        }
        .into()
    }
}

/// What somebody finds became of a commitment.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFinding {
    /// The commitment.
    #[schema(value_type = u64)]
    commitment: EntryNumber,
    /// `kept`, `partly`, `missed`, `contested` or `pending`.
    #[serde(deserialize_with = "word")]
    #[schema(value_type = String, example = "partly")]
    word: FindingWord,
    /// The evidence.
    text: String,
    /// Where that was read: who published it, and where.
    source: String,
    /// The language of both.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// The day of which the evidence tells.
    #[schema(value_type = String, example = "2025-03-01")]
    day: Date,
}

impl From<NewFinding> for Command {
    fn from(new: NewFinding) -> Self {
        let NewFinding { commitment, word, text, source, language, day } = new;
        Find { commitment, word, text, source, language, day }.into()
    }
}

/// An objection to a finding.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFindingObjection {
    /// The finding.
    #[schema(value_type = u64)]
    finding: EntryNumber,
    /// Why.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewFindingObjection> for Command {
    fn from(new: NewFindingObjection) -> Self {
        ContestFinding { finding: new.finding, text: new.text, language: new.language }.into()
    }
}

/// That two commitments of one actor contradict each other.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewContradiction {
    /// The one that was recorded first.
    #[schema(value_type = u64)]
    first: EntryNumber,
    /// The other.
    #[schema(value_type = u64)]
    second: EntryNumber,
    /// Why.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewContradiction> for Command {
    fn from(new: NewContradiction) -> Self {
        let NewContradiction { first, second, text, language } = new;
        NameContradiction { first, second, text, language }.into()
    }
}

act_route! {
    /// Records what an actor promised in public; for the secretariat.
    record, NewCommitment, "/api/processes/{id}/commitments", "commitments", "recordCommitment"
}
act_route! {
    /// Says what became of a commitment, with evidence.
    find, NewFinding, "/api/processes/{id}/findings", "commitments", "findOnCommitment"
}
act_route! {
    /// Objects to somebody else's finding.
    object, NewFindingObjection, "/api/processes/{id}/finding-objections", "commitments", "objectToFinding"
}
act_route! {
    /// Says that two commitments of one actor contradict each other.
    contradict, NewContradiction, "/api/processes/{id}/contradictions", "commitments", "nameContradiction"
}

/// An objection to a finding.
#[derive(Debug, Serialize, ToSchema)]
struct ObjectionBody {
    /// The entry that holds it.
    entry: u64,
    /// Whose.
    author: u64,
    /// Why; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// What somebody found.
#[derive(Debug, Serialize, ToSchema)]
struct CommitmentFindingBody {
    /// The entry that holds it.
    entry: u64,
    /// When, RFC 3339.
    at: String,
    /// Whose.
    author: u64,
    /// `kept`, `partly`, `missed`, `contested` or `pending`.
    word: &'static str,
    /// The day of which the evidence tells.
    day: String,
    /// Whether it is what its author found last.
    stands: bool,
    /// The evidence; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Where it was read; absent if that cannot be read, or was not asked for when the entry was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// Objections, in order.
    objections: Vec<ObjectionBody>,
}

/// That two commitments are said to contradict each other.
#[derive(Debug, Serialize, ToSchema)]
struct ContradictionBody {
    /// The entry that says so.
    entry: u64,
    /// Who says so.
    author: u64,
    /// The two commitments.
    between: [u64; 2],
    /// Why; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// A public promise.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CommitmentBody {
    /// The entry that records it, by which it is known.
    number: u64,
    /// When that was, RFC 3339.
    at: String,
    /// Who promised.
    actor: String,
    /// The organisation of the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<u64>,
    /// What, in the words of whoever recorded it; absent if they cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Their language.
    language: String,
    /// What, in the actor's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    quotation: Option<String>,
    /// The day on which; absent where it is not established.
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<String>,
    /// Where; may be empty.
    place: String,
    /// The day by which; absent where none was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<String>,
    /// Where it was read.
    source: String,
    /// `high`, `medium` or `low`.
    confidence: &'static str,
    /// Provisions of the norm library that say the same.
    provisions: Vec<String>,
    /// Entries that it bears on.
    about: Vec<u64>,
    /// Every finding, in order. None is the platform's.
    findings: Vec<CommitmentFindingBody>,
    /// Contradictions in which it is named.
    contradictions: Vec<ContradictionBody>,
}

type Said<'a> = dyn Fn(&Words) -> Option<String> + 'a;

fn body(process: &Process, one: &Commitment, said: &Said<'_>) -> CommitmentBody {
    let promise = &one.promise;
    let present: Vec<EntryNumber> =
        one.present_findings(&process.ledger).iter().map(|finding| finding.entry).collect();
    let findings = one.findings.iter().map(|finding| CommitmentFindingBody {
        entry: finding.entry.0,
        at: stamp(finding.at),
        author: finding.author.0.0,
        word: finding.word.as_str(),
        day: finding.day.to_string(),
        stands: present.contains(&finding.entry),
        text: said(&finding.words),
        source: finding.source.as_ref().and_then(said),
        objections: finding
            .objections
            .iter()
            .map(|objection| ObjectionBody {
                entry: objection.entry.0,
                author: objection.author.0.0,
                text: said(&objection.words),
            })
            .collect(),
    });
    let names = |other: &&Contradiction| [other.first, other.second].contains(&one.entry);
    let contradictions = process.commitments.contradictions().iter().filter(names);
    let contradiction = |other: &Contradiction| ContradictionBody {
        entry: other.entry.0,
        author: other.author.0.0,
        between: [other.first.0, other.second.0],
        text: said(&other.words),
    };
    CommitmentBody {
        number: one.entry.0,
        at: stamp(one.at),
        actor: promise.actor.clone(),
        organisation: promise.organisation.map(|entry| entry.0),
        text: said(&promise.text),
        language: promise.text.language.to_string(),
        quotation: promise.quotation.as_ref().and_then(said),
        made: promise.made.map(|day| day.to_string()),
        place: promise.place.clone(),
        due: promise.due.map(|day| day.to_string()),
        source: promise.source.clone(),
        confidence: promise.confidence.as_str(),
        provisions: promise.provisions.clone(),
        about: promise.about.iter().map(|entry| entry.0).collect(),
        findings: findings.collect(),
        contradictions: contradictions.map(contradiction).collect(),
    }
}

/// Every commitment of a process.
#[utoipa::path(
    get, path = "/api/processes/{id}/commitments", tag = "commitments", operation_id = "commitments",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every commitment, in the order of the record", body = Vec<CommitmentBody>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn commitments(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
    visitor: Visitor,
) -> Result<Listed<CommitmentBody>, Problem> {
    let process = handle.read();
    let said = said_to(&state, &process, visitor.actor(&state, handle.id()));
    let cut = part.cut(process.commitments.iter().map(|one| one.entry.0))?;
    let all = process.commitments.iter().filter(|one| cut.holds(one.entry.0));
    Ok(cut.list(all.map(|one| body(&process, one, &said))))
}

/// One commitment.
#[utoipa::path(
    get, path = "/api/processes/{id}/commitments/{number}", tag = "commitments", operation_id = "commitment",
    params(
        ("id" = String, Path, description = "The process"),
        ("number" = u64, Path, description = "The entry that records it"),
    ),
    responses(
        (status = 200, description = "The commitment", body = CommitmentBody),
        (status = 404, description = "No such process or commitment", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn one(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Numbered(number): Numbered,
    visitor: Visitor,
) -> Result<Json<CommitmentBody>, Problem> {
    let process = handle.read();
    let said = said_to(&state, &process, visitor.actor(&state, handle.id()));
    let unknown = || Problem::from(Violation::UnknownCommitment(number));
    let found = process.commitments.get(number).ok_or_else(unknown)?;
    Ok(Json(body(&process, found, &said)))
}
