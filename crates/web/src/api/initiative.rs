//! Initiatives: made, answered, read. They are supported at the address for supports.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use maru_forum::{
    AnswerInitiative, Command, EntryNumber, Initiative, InitiativeWord, Language, MakeInitiative, Spread,
    Words,
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess};
use super::list::{Listed, Part};
use super::problem::{Problem, ProblemBody, named};
use super::said::said_to;
use super::time::stamp;
use super::trunk::act_route;
use super::vote::Written;
use crate::session::Visitor;
use crate::state::AppState;

fn word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<InitiativeWord, D::Error> {
    named(deserializer, InitiativeWord::ALL, InitiativeWord::as_str)
}

/// Something that should be on the agenda.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewInitiative {
    /// What it is about in one line.
    title: String,
    /// What it asks for and why.
    text: String,
    /// The language of both.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewInitiative> for Command {
    fn from(new: NewInitiative) -> Self {
        MakeInitiative { title: new.title, text: new.text, language: new.language }.into()
    }
}

/// The answer to an initiative whose threshold was reached. What the entry says of the support the node fills in from the record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewInitiativeAnswer {
    /// The initiative.
    #[schema(value_type = u64)]
    initiative: EntryNumber,
    /// `taken-up`, `in-part` or `not-taken-up`.
    #[serde(deserialize_with = "word")]
    #[schema(value_type = String, example = "taken-up")]
    word: InitiativeWord,
    /// The reasons.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// The entries that came of it.
    #[serde(default)]
    #[schema(value_type = Vec<u64>)]
    outcomes: Vec<EntryNumber>,
}

impl From<NewInitiativeAnswer> for Command {
    fn from(new: NewInitiativeAnswer) -> Self {
        let NewInitiativeAnswer { initiative, word, text, language, outcomes } = new;
        AnswerInitiative { initiative, word, text, language, outcomes }.into()
    }
}

act_route! {
    /// Puts something on the agenda.
    make, NewInitiative, "/api/processes/{id}/initiatives", "initiatives", "makeInitiative"
}
act_route! {
    /// Answers an initiative whose threshold was reached; for the chair and the secretariat.
    answer, NewInitiativeAnswer, "/api/processes/{id}/initiative-answers", "initiatives", "answerInitiative"
}

/// How many people who count stand behind an initiative.
#[derive(Debug, Serialize, ToSchema)]
struct SpreadBody {
    /// How many people.
    people: u32,
    /// From how many groups with enough of them.
    groups: u32,
    /// From how many countries with enough of them.
    countries: u32,
    /// How many of each group.
    by_group: BTreeMap<String, u32>,
    /// How many of each country.
    by_country: BTreeMap<String, u32>,
}

impl SpreadBody {
    fn new(spread: &Spread, in_each: u32) -> Self {
        Self {
            people: spread.people,
            groups: spread.groups_with(in_each),
            countries: spread.countries_with(in_each),
            by_group: spread.groups.iter().map(|(id, count)| (id.to_string(), *count)).collect(),
            by_country: spread.countries.iter().map(|(code, count)| (code.to_string(), *count)).collect(),
        }
    }
}

/// What the charter asked for when the initiative was made.
#[derive(Debug, Serialize, ToSchema)]
struct NeededBody {
    /// How many people beside the author.
    supporters: u32,
    /// From how many groups.
    groups: u32,
    /// From how many countries.
    countries: u32,
    /// How many of a group or a country make it count.
    in_each: u32,
    /// Whether only verified people count.
    verified: bool,
    /// Within how many days an answer is owed then.
    answer_days: u32,
}

/// When the threshold was reached.
#[derive(Debug, Serialize, ToSchema)]
struct ReachedBody {
    /// The support by which it was.
    entry: u64,
    /// When, RFC 3339.
    at: String,
    /// Who stood behind it then.
    support: SpreadBody,
    /// The last day on which an answer is in time, UTC.
    due: String,
}

/// An answer.
#[derive(Debug, Serialize, ToSchema)]
struct InitiativeAnswerBody {
    /// The entry that holds it.
    entry: u64,
    /// When, RFC 3339.
    at: String,
    /// `taken-up`, `in-part` or `not-taken-up`.
    word: &'static str,
    /// The reasons; absent if they cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The entries that came of it.
    outcomes: Vec<u64>,
}

/// An initiative.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InitiativeBody {
    /// The entry that made it, by which it is known.
    number: u64,
    /// When, RFC 3339.
    at: String,
    /// Whose it is.
    author: u64,
    /// The organisation for which it was made, where its author spoke for one then.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<u64>,
    /// What it is about; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// What it asks for; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The language of both.
    language: String,
    /// Who stands behind it now.
    support: SpreadBody,
    /// How often support was taken back.
    taken_back: u32,
    /// What it needs.
    needed: NeededBody,
    /// When the threshold was reached; absent before.
    #[serde(skip_serializing_if = "Option::is_none")]
    reached: Option<ReachedBody>,
    /// `gathering`, `owed`, `overdue`, `answered` or `answered-late`.
    state: &'static str,
    /// The answers, the first one first.
    answers: Vec<InitiativeAnswerBody>,
}

/// Every initiative of a process.
#[utoipa::path(
    get, path = "/api/processes/{id}/initiatives", tag = "initiatives", operation_id = "initiatives",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every initiative, in the order of the record", body = Vec<InitiativeBody>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn initiatives(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
    visitor: Visitor,
) -> Result<Listed<InitiativeBody>, Problem> {
    let process = handle.read();
    let said = said_to(&state, &process, visitor.actor(&state, handle.id()));
    let day = maru_store::now().day();
    let organisation = |entry| process.said_for(entry).map(|organisation| organisation.0);
    let body = |one: &Initiative| body(one, day, organisation(one.entry), &said);
    let cut = part.cut(process.initiatives.iter().map(|one| one.entry.0))?;
    let all = process.initiatives.iter().filter(|one| cut.holds(one.entry.0));
    Ok(cut.list(all.map(body)))
}

fn body(
    one: &Initiative,
    day: jiff::civil::Date,
    organisation: Option<u64>,
    said: &dyn Fn(&Words) -> Option<String>,
) -> InitiativeBody {
    let rule = one.rule;
    let answers = one.answers.iter().map(|answer| InitiativeAnswerBody {
        entry: answer.entry.0,
        at: stamp(answer.at),
        word: answer.word.as_str(),
        text: said(&answer.words),
        outcomes: answer.outcomes.iter().map(|entry| entry.0).collect(),
    });
    InitiativeBody {
        number: one.entry.0,
        at: stamp(one.at),
        author: one.author.0.0,
        organisation,
        title: said(&one.title),
        text: said(&one.words),
        language: one.words.language.to_string(),
        support: SpreadBody::new(&one.spread, rule.in_each),
        taken_back: one.taken_back,
        needed: NeededBody {
            supporters: rule.supporters,
            groups: rule.groups,
            countries: rule.countries,
            in_each: rule.in_each,
            verified: rule.verified,
            answer_days: rule.answer_days,
        },
        reached: one.reached.as_ref().map(|reached| ReachedBody {
            entry: reached.entry.0,
            at: stamp(reached.at),
            support: SpreadBody::new(&reached.spread, rule.in_each),
            due: reached.due.to_string(),
        }),
        state: one.state(day),
        answers: answers.collect(),
    }
}
