//! Ballots: put to the vote, voted in, counted, read.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maru_forum::{
    AnswerObjection, Ballot, BallotRule, CastBallot, Command, Count, CountBallot, Electorate, EntryNumber,
    GroupId, Language, LocalText, OpenBallot, Position, Process, TieRule, Violation, Words,
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::address::{Asked, InProcess, Numbered};
use super::list::{Listed, Part};
use super::problem::{Problem, ProblemBody, named};
use super::time::stamp;
use super::trunk::act_route;
use super::vote::Written;
use crate::ballot::file;
use crate::common::reading_of;
use crate::contents::Contents as _;
use crate::limit::Class;
use crate::reader::Reader;
use crate::session::Visitor;
use crate::state::AppState;

fn rule<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BallotRule, D::Error> {
    named(deserializer, BallotRule::ALL, BallotRule::as_str)
}

fn electorate<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Electorate, D::Error> {
    named(deserializer, Electorate::ALL, Electorate::as_str)
}

fn tie<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<TieRule>, D::Error> {
    named(deserializer, TieRule::ALL, TieRule::as_str).map(Some)
}

fn position<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Position>, D::Error> {
    named(deserializer, Position::ALL, Position::as_str).map(Some)
}

/// One of the things to choose among.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewOption {
    /// Its words, by language; every language of the charter.
    #[schema(value_type = Object, example = json!({"en": "Fines"}))]
    text: LocalText,
    /// The amendment that it stands for.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    amendment: Option<EntryNumber>,
}

/// A question that is put to the vote.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBallot {
    /// The question, by language; every language of the charter.
    #[schema(value_type = Object, example = json!({"en": "Shall version 2 be adopted?"}))]
    question: LocalText,
    /// The phase of the charter in which people vote; it has the act `ballot`.
    phase: String,
    /// `consensus`, `majority`, `two-thirds`, `double-majority`, `consent`, `approval`, `schulze` or `instant-runoff`.
    #[serde(deserialize_with = "rule")]
    #[schema(value_type = String, example = "double-majority")]
    rule: BallotRule,
    /// `everyone`, `verified` or `organisations`.
    #[serde(deserialize_with = "electorate")]
    #[schema(value_type = String, example = "everyone")]
    electorate: Electorate,
    /// The stakeholder groups of which they are, by their ids; none for all, and those of none.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    groups: Vec<GroupId>,
    /// How many people, or organisations, have to vote for it to count: what the charter says, and another number is refused.
    #[serde(default)]
    quorum: Option<u32>,
    /// By the rule `consent`: at least so many per cent consent.
    #[serde(default)]
    consent: Option<u32>,
    /// By the rule `consent`: at most so many per cent object.
    #[serde(default)]
    objection: Option<u32>,
    /// In a choice: `nobody` or `first-listed`, as the charter says; anything else is refused.
    #[serde(default, deserialize_with = "tie")]
    #[schema(value_type = Option<String>)]
    tie: Option<TieRule>,
    /// The version of the draft that is voted on, by its entry.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    draft: Option<EntryNumber>,
    /// In a choice: the options.
    #[serde(default)]
    options: Vec<NewOption>,
}

impl From<NewBallot> for Command {
    fn from(new: NewBallot) -> Self {
        OpenBallot {
            phase: new.phase,
            rule: new.rule,
            electorate: new.electorate,
            groups: new.groups,
            quorum: new.quorum,
            consent: new.consent,
            objection: new.objection,
            tie: new.tie,
            draft: new.draft,
            question: new.question,
            options: new.options.into_iter().map(|option| (option.text, option.amendment)).collect(),
        }
        .into()
    }
}

/// Why somebody is against.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReason {
    /// The words.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

/// A vote in a ballot; it replaces an earlier one of the same person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBallotVote {
    /// The ballot.
    #[schema(value_type = u64)]
    ballot: EntryNumber,
    /// `for`, `against` or `abstain`; absent in a choice.
    #[serde(default, deserialize_with = "position")]
    #[schema(value_type = Option<String>, example = "for")]
    position: Option<Position>,
    /// In a choice: the options approved, or in order of preference, by their place in the ballot from 0.
    #[serde(default)]
    choices: Vec<u32>,
    /// Why somebody is against.
    #[serde(default)]
    reason: Option<NewReason>,
}

impl From<NewBallotVote> for Command {
    fn from(new: NewBallotVote) -> Self {
        let reason = new.reason.map(|reason| (reason.language, reason.text));
        CastBallot { on: new.ballot, position: new.position, choices: new.choices, reason }.into()
    }
}

/// The ballot that is counted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCount {
    /// The ballot.
    #[schema(value_type = u64)]
    ballot: EntryNumber,
}

impl From<NewCount> for Command {
    fn from(new: NewCount) -> Self {
        CountBallot { on: new.ballot }.into()
    }
}

act_route! {
    /// Puts a question to the vote; for the chair and the secretariat.
    open, NewBallot, "/api/processes/{id}/ballots", "ballots", "openBallot"
}
act_route! {
    /// Votes in a ballot, or votes anew.
    cast, NewBallotVote, "/api/processes/{id}/ballot-votes", "ballots", "voteInBallot"
}
/// An answer to an objection.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewObjectionAnswer {
    /// The vote that holds the objection, by its entry.
    #[schema(value_type = u64)]
    vote: EntryNumber,
    /// The answer.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewObjectionAnswer> for Command {
    fn from(new: NewObjectionAnswer) -> Self {
        AnswerObjection { on: new.vote, text: new.text, language: new.language }.into()
    }
}

act_route! {
    /// Answers an objection in a ballot; for the chair and the secretariat.
    answer, NewObjectionAnswer, "/api/processes/{id}/objection-answers", "ballots", "answerObjection"
}
act_route! {
    /// Counts a ballot whose phase is over; for the chair and the secretariat.
    count, NewCount, "/api/processes/{id}/counts", "ballots", "countBallot"
}

/// One of the things to choose among.
#[derive(Debug, Serialize, ToSchema)]
struct OptionBody {
    /// Its words by language; absent ones cannot be read.
    text: BTreeMap<String, String>,
    /// The amendment that it stands for.
    #[serde(skip_serializing_if = "Option::is_none")]
    amendment: Option<u64>,
}

/// How a ballot went, as its entry says and the votes give.
#[derive(Debug, Serialize, ToSchema)]
struct BallotCountBody {
    /// The entry.
    entry: u64,
    /// When, RFC 3339.
    at: String,
    /// `passed`, `failed`, `quorum-missed` or `tied`.
    outcome: &'static str,
    /// The option that won, by its place from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    winner: Option<u32>,
    /// The options that stood alike at the end, by their place from 0: the rule for ties chose among them, or nobody won.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alike: Vec<usize>,
    /// How many people might have voted.
    electorate: u64,
    /// How many did.
    cast: u64,
    /// The figures that decide (`docs/record.md`, “Ballots”).
    figures: BTreeMap<String, i64>,
}

impl BallotCountBody {
    fn new(entry: EntryNumber, at: String, count: &Count, alike: Vec<usize>) -> Self {
        Self {
            entry: entry.0,
            at,
            outcome: count.outcome.as_str(),
            winner: count.winner,
            alike,
            electorate: count.electorate,
            cast: count.cast,
            figures: count.figures.clone(),
        }
    }
}

/// A ballot.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BallotBody {
    /// The entry that opened it.
    entry: u64,
    /// When, RFC 3339.
    at: String,
    /// The question by language.
    question: BTreeMap<String, String>,
    /// The phase in which people vote.
    phase: String,
    /// Whether people vote in it now.
    open: bool,
    /// The rule.
    rule: &'static str,
    /// Who may vote.
    electorate: &'static str,
    /// The stakeholder groups of which they are; absent where all groups vote, and those of none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<String>,
    /// How many have to vote, by the charter.
    quorum: u32,
    /// By the rule `consent`: at least so many per cent consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    consent: Option<u32>,
    /// By the rule `consent`: at most so many per cent object.
    #[serde(skip_serializing_if = "Option::is_none")]
    objection: Option<u32>,
    /// In a choice: what happens in a tie.
    #[serde(skip_serializing_if = "Option::is_none")]
    tie: Option<&'static str>,
    /// The version of the draft that is voted on, by its entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    draft: Option<u64>,
    /// In a choice: the options.
    options: Vec<OptionBody>,
    /// How many people have voted.
    votes: usize,
    /// Votes against that give a reason, each with what was answered.
    objections: Vec<BallotObjectionBody>,
    /// How it went; absent while it is not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<BallotCountBody>,
}

/// A vote against, with its reason.
#[derive(Debug, Serialize, ToSchema)]
struct BallotObjectionBody {
    /// The entry of the vote.
    vote: u64,
    /// Whose vote it is: a participant, or an organisation by its first entry.
    voter: u64,
    /// Why, where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// Whether it waits for an answer: it can be read, and nobody answered it.
    is_unanswered: bool,
    /// What was answered, in order.
    answers: Vec<BallotObjectionAnswerBody>,
}

/// An answer to an objection.
#[derive(Debug, Serialize, ToSchema)]
struct BallotObjectionAnswerBody {
    /// The entry.
    entry: u64,
    /// When, RFC 3339.
    at: String,
    /// Who answered; absent for the operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<u64>,
    /// The words, where they can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// The objections of a ballot that stand, in the order of the record; `said` reads words.
fn objections(
    process: &Process,
    ballot: &Ballot,
    said: &dyn Fn(&Words) -> Option<String>,
) -> Vec<BallotObjectionBody> {
    let open = process.unanswered_objections(ballot, EntryNumber(process.entries));
    let votes = ballot.with_reason.iter().filter_map(|voter| Some((voter, ballot.votes.get(voter)?)));
    let mut all: Vec<_> = votes
        .map(|(voter, vote)| BallotObjectionBody {
            vote: vote.entry.0,
            voter: voter.0,
            text: vote.reason.as_ref().and_then(said),
            is_unanswered: open.contains(&vote.entry),
            answers: process
                .answers_to_objection(vote.entry)
                .iter()
                .map(|answer| BallotObjectionAnswerBody {
                    entry: answer.entry.0,
                    at: stamp(answer.at),
                    by: answer.by.map(|who| who.0.0),
                    text: said(&answer.words),
                })
                .collect(),
        })
        .collect();
    all.sort_by_key(|one| one.vote);
    all
}

/// Every ballot of a process.
#[utoipa::path(
    get, path = "/api/processes/{id}/ballots", tag = "ballots", operation_id = "ballots",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every ballot, in the order of the record; who voted how stands in the record", body = Vec<BallotBody>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn ballots(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
    visitor: Visitor,
) -> Result<Listed<BallotBody>, Problem> {
    let me = visitor.actor(&state, handle.id()).and_then(|actor| actor.author().participant());
    let process = handle.read();
    let reading = reading_of(&process, me);
    let said = |words: &[Words]| {
        let text = |words: &Words| {
            let content = state.node.content(&process, &words.digest, reading)?;
            Some((words.language.to_string(), content.get("text")?.to_owned()))
        };
        words.iter().filter_map(text).collect()
    };
    let one_said = |words: &Words| {
        let content = state.node.content(&process, &words.digest, reading)?;
        content.get("text").map(str::to_owned)
    };
    let now = maru_store::now();
    let alike = |ballot: &Ballot| ballot.steps().map(|steps| steps.alike()).unwrap_or_default();
    let body = |ballot: &Ballot| {
        let terms = &ballot.terms;
        let option = |option: &maru_forum::BallotOption| OptionBody {
            text: said(&option.words),
            amendment: option.amendment.map(|entry| entry.0),
        };
        BallotBody {
            entry: ballot.entry.0,
            at: stamp(ballot.at),
            question: said(&terms.question),
            phase: terms.phase.clone(),
            open: process.runs(ballot, now),
            rule: terms.rule.as_str(),
            electorate: terms.electorate.as_str(),
            groups: terms.groups.iter().flatten().map(ToString::to_string).collect(),
            quorum: terms.quorum,
            consent: terms.consent,
            objection: terms.objection,
            tie: terms.tie.map(TieRule::as_str),
            draft: terms.draft.map(|entry| entry.0),
            options: terms.options.iter().map(option).collect(),
            votes: ballot.votes.len(),
            objections: objections(&process, ballot, &one_said),
            count: ballot
                .count
                .as_ref()
                .map(|it| BallotCountBody::new(it.entry, stamp(it.at), &it.count, alike(ballot))),
        }
    };
    let cut = part.cut(process.ballots.iter().map(|one| one.entry.0))?;
    let all = process.ballots.iter().filter(|one| cut.holds(one.entry.0));
    Ok(cut.list(all.map(body)))
}

/// The votes of a ballot as they stand, for a tool of one's own.
#[utoipa::path(
    get, path = "/api/processes/{id}/ballots/{number}/votes.csv", tag = "ballots", operation_id = "ballotVotes",
    params(
        ("id" = String, Path, description = "The process"),
        ("number" = u64, Path, description = "The ballot, by its entry"),
    ),
    responses(
        (status = 200, description = "A table: whose vote it is, who cast it, and what it says; cells that a spreadsheet would run are guarded", body = String, content_type = "text/csv"),
        (status = 404, description = "No such process, or no such ballot", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too often", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn votes(
    InProcess(handle): InProcess,
    Numbered(entry): Numbered,
    State(state): State<AppState>,
    reader: Reader,
    visitor: Visitor,
) -> Result<Response, Problem> {
    visitor.pass(&state, Class::Export)?;
    let found = reader.draw(&handle, |view| Some(file::rows(view, view.process.ballots.get(entry)?)));
    found.map(IntoResponse::into_response).ok_or_else(|| Violation::UnknownBallot(entry).into())
}
