//! Obligations after adoption: who owes what by when, and what people found became of it.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use maru_forum::{
    Command, EntryNumber, FindObligation, FindingWord, Language, Obligation, RecordObligation, UnitId,
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess};
use super::list::{Listed, Part};
use super::optional_words::OptionalWords;
use super::problem::{Problem, ProblemBody, named};
use super::said::said_to;
use super::trunk::act_route;
use super::vote::Written;
use crate::session::Visitor;
use crate::state::AppState;

fn word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<FindingWord, D::Error> {
    named(deserializer, FindingWord::ALL, FindingWord::as_str)
}

/// What a signatory owes by the adopted text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewObligation {
    /// The adopted version, by its entry.
    #[schema(value_type = u64)]
    draft: EntryNumber,
    /// The unit that says the duty; its coding is confirmed.
    #[schema(value_type = String, example = "art_4__para_1")]
    unit: UnitId,
    /// Who owes it, by the same name each time.
    signatory: String,
    /// Whether it is another one than the signatory whose name looks like this (`signatory-alike`).
    #[serde(default)]
    is_another: bool,
    /// The same in the register.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    organisation: Option<EntryNumber>,
    /// By which day.
    #[schema(value_type = String, example = "2027-06-30")]
    due: Date,
    /// On which day it is looked at anew.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "2028-06-30")]
    review: Option<Date>,
    /// What just this signatory has to do.
    #[serde(flatten)]
    said: OptionalWords,
}

impl From<NewObligation> for Command {
    fn from(new: NewObligation) -> Self {
        let NewObligation { draft, unit, signatory, is_another, organisation, due, review, said } = new;
        let words = said.pair();
        RecordObligation { draft, unit, signatory, is_another, organisation, due, review, words }.into()
    }
}

/// What somebody finds became of an obligation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewObligationFinding {
    /// The obligation.
    #[schema(value_type = u64)]
    obligation: EntryNumber,
    /// `kept`, `partly`, `missed`, `contested` or `pending`.
    #[serde(deserialize_with = "word")]
    #[schema(value_type = String, example = "kept")]
    word: FindingWord,
    /// The day of which the evidence tells.
    #[schema(value_type = String, example = "2027-07-01")]
    day: Date,
    /// The evidence.
    text: String,
    /// Where that was read: who published it, and where.
    source: String,
    /// The language of both.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewObligationFinding> for Command {
    fn from(new: NewObligationFinding) -> Self {
        let NewObligationFinding { obligation, word, day, text, source, language } = new;
        FindObligation { obligation, word, day, text, source, language }.into()
    }
}

act_route! {
    /// Records what a signatory owes by the adopted text; for the secretariat.
    record, NewObligation, "/api/processes/{id}/obligations", "commitments", "recordObligation"
}
act_route! {
    /// Says what became of an obligation, with evidence.
    find, NewObligationFinding, "/api/processes/{id}/obligation-findings", "commitments", "findOnObligation"
}

/// What somebody found.
#[derive(Debug, Serialize, ToSchema)]
struct ObligationFindingBody {
    /// The entry that holds it.
    entry: u64,
    /// Whose.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<u64>,
    /// `kept`, `partly`, `missed`, `contested` or `pending`.
    word: &'static str,
    /// The day of which the evidence tells.
    day: String,
    /// The evidence; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Where it was read; absent if that cannot be read, or was not asked for when the entry was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

/// A duty of the adopted text, as one signatory owes it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ObligationBody {
    /// The entry that records it, by which it is known.
    number: u64,
    /// The adopted version, by its entry.
    draft: u64,
    /// The unit that says the duty.
    unit: String,
    /// Who owes it.
    signatory: String,
    /// The same in the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<u64>,
    /// By which day.
    due: String,
    /// On which day it is looked at anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<String>,
    /// What just this signatory has to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Whether a day that it names is over and nobody has said anything of it since.
    nobody_looked: bool,
    /// Every finding, in order. None is the platform's.
    findings: Vec<ObligationFindingBody>,
}

/// Every obligation of a process.
#[utoipa::path(
    get, path = "/api/processes/{id}/obligations", tag = "commitments", operation_id = "obligations",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every obligation, in the order of the record", body = Vec<ObligationBody>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn obligations(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
    visitor: Visitor,
) -> Result<Listed<ObligationBody>, Problem> {
    let process = handle.read();
    let said = said_to(&state, &process, visitor.actor(&state, handle.id()));
    let today = maru_store::now().day();
    let body = |one: &Obligation| ObligationBody {
        number: one.entry.0,
        draft: one.owed.draft.0,
        unit: one.owed.unit.to_string(),
        signatory: one.owed.signatory.clone(),
        organisation: one.owed.organisation.map(|entry| entry.0),
        due: one.owed.due.to_string(),
        review: one.owed.review.map(|day| day.to_string()),
        text: one.owed.text.as_ref().and_then(said),
        nobody_looked: one.is_unlooked(today, &process.ledger),
        findings: one
            .findings
            .iter()
            .map(|finding| ObligationFindingBody {
                entry: finding.entry.0,
                author: finding.by.participant().map(|who| who.0.0),
                word: finding.word.as_str(),
                day: finding.day.to_string(),
                text: said(&finding.words),
                source: finding.source.as_ref().and_then(&said),
            })
            .collect(),
    };
    let cut = part.cut(process.obligations.iter().map(|one| one.entry.0))?;
    let all = process.obligations.iter().filter(|one| cut.holds(one.entry.0));
    Ok(cut.list(all.map(body)))
}
