//! Joint statements: who signed which version, what it demands, to whom it was handed over and what became of each demand.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use maru_forum::{
    AnswerDemand, Author, Command, Demand, DemandWord, Draft, Endorse, Endorsement, EntryNumber, HandOver,
    Handover, Language, Ledger, LocalText, LookForDemand, LookedIn, Process, PutDemand, Signatory, Signer,
    UnitId, WithdrawEndorsement, Words,
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::address::{Asked, InProcess};
use super::list::{Part, within};
use super::optional_words::OptionalWords;
use super::problem::{Problem, ProblemBody, named};
use super::said::said_to;
use super::time::stamp;
use super::trunk::act_route;
use super::vote::Written;
use crate::session::Visitor;
use crate::state::AppState;

fn looked_in<'de, D: Deserializer<'de>>(deserializer: D) -> Result<LookedIn, D::Error> {
    named(deserializer, LookedIn::ALL, LookedIn::as_str)
}

fn word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DemandWord, D::Error> {
    named(deserializer, DemandWord::ALL, DemandWord::as_str)
}

/// A signature under the newest version.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewEndorsement {
    /// The version that was read, by its entry; a signature under another one is refused.
    #[schema(value_type = u64)]
    draft: EntryNumber,
    /// The language in which it was read, which is that of name and place too.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// The organisation for which it is signed, by one who speaks for it; absent for a person in their own name.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    organisation: Option<EntryNumber>,
    /// The name, or the office in the organisation, as said.
    #[serde(default)]
    name: Option<String>,
    /// Where, as said.
    #[serde(default)]
    place: Option<String>,
    /// On which day, as said.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "2026-11-29")]
    day: Option<Date>,
}

impl From<NewEndorsement> for Command {
    fn from(new: NewEndorsement) -> Self {
        let NewEndorsement { draft, language, organisation, name, place, day } = new;
        Endorse { draft, language, organisation, name, place, day }.into()
    }
}

/// That a signature is withdrawn.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewEndorsementWithdrawal {
    /// The signature.
    #[schema(value_type = u64)]
    endorsement: EntryNumber,
    /// Why.
    #[serde(flatten)]
    said: OptionalWords,
}

impl From<NewEndorsementWithdrawal> for Command {
    fn from(new: NewEndorsementWithdrawal) -> Self {
        WithdrawEndorsement { endorsement: new.endorsement, reason: new.said.pair() }.into()
    }
}

/// A demand of the statement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDemand {
    /// The demand that is put anew for a later version; absent for a new one.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    of: Option<EntryNumber>,
    /// The version of the text, by its entry.
    #[schema(value_type = u64)]
    draft: EntryNumber,
    /// The unit of the text that says it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// The demand by language, in each one of the charter.
    #[schema(value_type = Object)]
    text: LocalText,
    /// Of whom it is asked.
    to: String,
}

impl From<NewDemand> for Command {
    fn from(new: NewDemand) -> Self {
        let NewDemand { of, draft, unit, text, to } = new;
        PutDemand { of, draft, unit, text, to }.into()
    }
}

/// What was found, in one place, that answers a demand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLook {
    /// The demand.
    #[schema(value_type = u64)]
    demand: EntryNumber,
    /// `library`, `commitments` or `audits`.
    #[serde(deserialize_with = "looked_in")]
    #[schema(value_type = String, example = "library")]
    within: LookedIn,
    /// What was found, by its id there; empty says that somebody looked and found nothing.
    #[serde(default)]
    found: Vec<String>,
    /// More words.
    #[serde(flatten)]
    said: OptionalWords,
}

impl From<NewLook> for Command {
    fn from(new: NewLook) -> Self {
        let NewLook { demand, within, found, said } = new;
        LookForDemand { demand, within, found, words: said.pair() }.into()
    }
}

/// That the statement was handed over. What the entry says of the signatures the node fills in from the record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewHandover {
    /// Which version, by its entry.
    #[schema(value_type = u64)]
    draft: EntryNumber,
    /// To whom.
    to: String,
    /// Into which process: an address, or the origin of its record.
    #[serde(default)]
    process: Option<String>,
    /// The entry of that process by which it arrived there. Needed where the process is on this node (`not-arrived`): a submission there that
    /// names the origin of the statement's record, the entry of its version and the digest of each of its texts.
    #[serde(default)]
    #[schema(value_type = Option<u64>)]
    entry: Option<EntryNumber>,
    /// On which day.
    #[schema(value_type = String, example = "2026-11-29")]
    day: Date,
    /// By what means.
    means: String,
    /// More words.
    #[serde(flatten)]
    said: OptionalWords,
}

impl From<NewHandover> for Command {
    fn from(new: NewHandover) -> Self {
        let NewHandover { draft, to, process, entry, day, means, said } = new;
        HandOver { draft, to, process, entry, day, means, words: said.pair() }.into()
    }
}

/// What became of a demand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDemandAnswer {
    /// The handing over to which it is the answer.
    #[schema(value_type = u64)]
    handover: EntryNumber,
    /// The demand.
    #[schema(value_type = u64)]
    demand: EntryNumber,
    /// `taken-up`, `in-part`, `not-taken-up` or `unanswered`.
    #[serde(deserialize_with = "word")]
    #[schema(value_type = String, example = "not-taken-up")]
    word: DemandWord,
    /// On which day it was answered, or until which nothing came.
    #[schema(value_type = String, example = "2026-11-29")]
    day: Date,
    /// Where that was read.
    source: String,
    /// The language of source and reasons.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// The reasons that were given.
    #[serde(default)]
    text: Option<String>,
}

impl From<NewDemandAnswer> for Command {
    fn from(new: NewDemandAnswer) -> Self {
        let NewDemandAnswer { handover, demand, word, day, source, language, text } = new;
        let words = text.map(|text| (language.clone(), text));
        AnswerDemand { handover, demand, word, day, source: (language, source), words }.into()
    }
}

act_route! {
    /// Signs the newest version of the text.
    sign, NewEndorsement, "/api/processes/{id}/endorsements", "joint statements", "endorse"
}
act_route! {
    /// Withdraws a signature: its giver, or somebody who speaks for the organisation now; also after the end.
    withdraw, NewEndorsementWithdrawal, "/api/processes/{id}/endorsement-withdrawals", "joint statements", "withdrawEndorsement"
}
act_route! {
    /// Puts a demand of the statement; for drafters and the secretariat.
    put, NewDemand, "/api/processes/{id}/demands", "joint statements", "putDemand"
}
act_route! {
    /// Says what was found that answers a demand; that nothing was found is an answer too.
    look, NewLook, "/api/processes/{id}/demand-looks", "joint statements", "lookForDemand"
}
act_route! {
    /// Records that the statement was handed over; for the secretariat.
    hand_over, NewHandover, "/api/processes/{id}/handovers", "joint statements", "handOver"
}
act_route! {
    /// Records what became of a demand where the statement was handed over.
    answer, NewDemandAnswer, "/api/processes/{id}/demand-answers", "joint statements", "answerDemand"
}

/// How many stand under a version.
#[derive(Debug, Serialize, ToSchema)]
struct SignatureCountBody {
    /// Organisations that signed here.
    organisations: u32,
    /// People who signed here.
    people: u32,
    /// Signatories of lists from elsewhere, who did not sign here.
    imported: u32,
    /// Withdrawn signatures of here and elsewhere; none of the other figures counts them. Absent where the record does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<u32>,
}

/// A signature.
#[derive(Debug, Serialize, ToSchema)]
struct EndorsementBody {
    /// The entry that holds it, by which it is known.
    number: u64,
    /// When, RFC 3339.
    at: String,
    /// `organisation` or `person`.
    kind: &'static str,
    /// Whose act it was: of an organisation, its delegate.
    author: u64,
    /// The organisation for which it was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<u64>,
    /// The language of the text that was read.
    language: String,
    /// The digest of that text.
    signed: String,
    /// Name or office as said; absent where nothing was said or it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Where, as said.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// On which day, as said.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    /// The entry that withdrew it.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_in: Option<u64>,
    /// When that was, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_at: Option<String>,
}

/// A signatory whom a list from elsewhere names.
#[derive(Debug, Serialize, ToSchema)]
struct SignatoryBody {
    /// The entry that brought it in.
    number: u64,
    /// `organisation` or `person`.
    kind: &'static str,
    /// The entry that names the source.
    source: u64,
    /// The name; absent where it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Where they are at home.
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    /// Where they signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// On which day they signed, as the list says.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    /// On which day they withdrew, as the list says.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn: Option<String>,
}

/// A version with those who signed it. Signatures under one version are none under another.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SignedVersionBody {
    /// 1, 2, 3 …
    version: u32,
    /// Its entry.
    draft: u64,
    /// How many.
    count: SignatureCountBody,
    /// Signatures in the order of the record, withdrawn ones among them: those of this page.
    endorsements: Vec<EndorsementBody>,
    /// Signatories of lists, those of this page.
    listed: Vec<SignatoryBody>,
    /// How many pages there are of either.
    pages: usize,
}

/// Signatures on a page unless asked otherwise, and at most.
const SIGNATURES: usize = 200;

/// Which version, and which page of its signatures.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Signatures {
    /// The version: 1, 2, 3 …; every one without it.
    version: Option<u32>,
    /// The page, from 1.
    page: Option<usize>,
    /// Signatures on a page, at most 200.
    limit: Option<usize>,
}

type Said<'a> = dyn Fn(&Words) -> Option<String> + 'a;

fn day(day: Date) -> String {
    day.to_string()
}

fn version(
    process: &Process,
    draft: &Draft,
    (asked, limit): (&Signatures, usize),
    said: &Said<'_>,
) -> SignedVersionBody {
    let before = asked.page.unwrap_or(1).saturating_sub(1).saturating_mul(limit);
    let here = process.endorsements.under(draft.entry).count();
    let elsewhere = process.endorsements.listed_under(draft.entry).count();
    let count = process.endorsements.count(draft.entry);
    let endorsement = |one: &Endorsement| EndorsementBody {
        number: one.entry.0,
        at: stamp(one.at),
        kind: one.signer.kind().as_str(),
        author: one.author.0.0,
        organisation: match one.signer {
            Signer::Organisation(entry) => Some(entry.0),
            Signer::Person(_) => None,
        },
        language: one.language.to_string(),
        signed: one.signed.to_string(),
        name: one.name.as_ref().and_then(said),
        place: one.place.as_ref().and_then(said),
        day: one.day.map(day),
        withdrawn_in: one.withdrawn.as_ref().map(|end| end.entry.0),
        withdrawn_at: one.withdrawn.as_ref().map(|end| stamp(end.at)),
    };
    let listed = |one: &Signatory| SignatoryBody {
        number: one.entry.0,
        kind: one.listed.kind.as_str(),
        source: one.source.0,
        name: said(&one.listed.name),
        country: one.listed.country.map(|code| code.to_string()),
        place: one.listed.place.as_ref().and_then(said),
        day: one.listed.day.map(day),
        withdrawn: one.listed.withdrawn.map(day),
    };
    SignedVersionBody {
        version: draft.version,
        draft: draft.entry.0,
        count: SignatureCountBody {
            organisations: count.organisations,
            people: count.people,
            imported: count.imported,
            withdrawn: Some(count.withdrawn),
        },
        endorsements: process
            .endorsements
            .under(draft.entry)
            .skip(before)
            .take(limit)
            .map(endorsement)
            .collect(),
        listed: process.endorsements.listed_under(draft.entry).skip(before).take(limit).map(listed).collect(),
        pages: here.max(elsewhere).div_ceil(limit).max(1),
    }
}

/// Who signed which version of the text, the first 200 of each version unless another page is asked for.
#[utoipa::path(
    get, path = "/api/processes/{id}/endorsements", tag = "joint statements", operation_id = "endorsements",
    params(("id" = String, Path, description = "The process"), Signatures),
    responses(
        (status = 200, description = "Every version with its signatures", body = Vec<SignedVersionBody>),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn endorsements(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(asked): Asked<Signatures>,
    visitor: Visitor,
) -> Result<Json<Vec<SignedVersionBody>>, Problem> {
    let limit = within(asked.limit, SIGNATURES, SIGNATURES)?;
    let process = handle.read();
    let said = said_to(&state, &process, visitor.actor(&state, handle.id()));
    let wanted = process.drafts.iter().filter(|draft| asked.version.is_none_or(|one| one == draft.version));
    Ok(Json(wanted.map(|draft| version(&process, draft, (&asked, limit), &said)).collect()))
}

/// Where somebody looked.
#[derive(Debug, Serialize, ToSchema)]
struct LookBody {
    /// The entry that says so.
    entry: u64,
    /// When, RFC 3339.
    at: String,
    /// Who; absent for the host.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<u64>,
    /// `library`, `commitments` or `audits`.
    within: &'static str,
    /// How much was found.
    count: usize,
    /// What was found, as far as the reader may see it.
    found: Vec<String>,
    /// More words.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// What became of a demand.
#[derive(Debug, Serialize, ToSchema)]
struct DemandAnswerBody {
    /// The entry that says so.
    entry: u64,
    /// Who says so; absent for the host.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<u64>,
    /// The handing over.
    handover: u64,
    /// `taken-up`, `in-part`, `not-taken-up` or `unanswered`.
    word: &'static str,
    /// On which day, or until which.
    day: String,
    /// Where that was read, where the reader may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// The reasons.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// A demand. A place that is in `not_looked_in` is one where nobody has looked yet.
#[derive(Debug, Serialize, ToSchema)]
struct DemandBody {
    /// The entry that put it first, by which it is known.
    number: u64,
    /// The version for which it was put last, by its entry.
    draft: u64,
    /// The demand by language, as far as it can be read.
    #[schema(value_type = Object)]
    text: std::collections::BTreeMap<String, String>,
    /// Of whom it is asked.
    to: String,
    /// The unit of the text that says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// Every look, in order; of each place the last one stands.
    looks: Vec<LookBody>,
    /// Where nobody has looked.
    not_looked_in: Vec<&'static str>,
    /// What became of it, in order.
    answers: Vec<DemandAnswerBody>,
}

/// That the statement was handed over.
#[derive(Debug, Serialize, ToSchema)]
struct HandoverBody {
    /// The entry, by which it is known.
    number: u64,
    /// Which version, by its entry.
    draft: u64,
    /// To whom.
    to: String,
    /// Into which process.
    #[serde(skip_serializing_if = "Option::is_none")]
    process: Option<String>,
    /// The entry of that process by which it arrived there; where it is on this node, the node has looked. Absent where nothing but the
    /// secretariat's word says that it was handed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<u64>,
    /// On which day.
    day: String,
    /// By what means.
    means: String,
    /// How many organisations, people and signatories of lists stood under it then.
    count: SignatureCountBody,
    /// What was said with it, where the reader may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// The demands of a statement, and where it was handed over.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DemandList {
    /// Every demand, in the order of the record.
    demands: Vec<DemandBody>,
    /// To whom the statement was handed over.
    handovers: Vec<HandoverBody>,
    /// From where the next part goes on: ask again with `?after=` this. Absent where this is the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

fn by(author: Author) -> Option<u64> {
    author.participant().map(|who| who.0.0)
}

fn demand(one: &Demand, ledger: &Ledger, said: &Said<'_>) -> Option<DemandBody> {
    let now = &one.now()?.put;
    let text = now.texts.iter().filter_map(|words| Some((words.language.to_string(), said(words)?)));
    let looks = one.looks.iter().map(|look| LookBody {
        entry: look.entry.0,
        at: stamp(look.at),
        by: by(look.by),
        within: look.within.as_str(),
        count: look.found.len(),
        found: look.found.iter().filter_map(said).collect(),
        text: look.words.as_ref().and_then(said),
    });
    let answers = one.answers.iter().map(|answer| DemandAnswerBody {
        entry: answer.entry.0,
        by: by(answer.by),
        handover: answer.handover.0,
        word: answer.word.as_str(),
        day: answer.day.to_string(),
        source: said(&answer.source),
        text: answer.words.as_ref().and_then(said),
    });
    let unlooked = LookedIn::ALL.iter().filter(|within| one.looked(**within, ledger).is_none());
    Some(DemandBody {
        number: one.entry.0,
        draft: now.draft.0,
        text: text.collect(),
        to: now.to.clone(),
        unit: now.unit.as_ref().map(ToString::to_string),
        looks: looks.collect(),
        not_looked_in: unlooked.map(|within| within.as_str()).collect(),
        answers: answers.collect(),
    })
}

fn handover(one: &Handover, said: &Said<'_>) -> HandoverBody {
    let made = &one.made;
    let (organisations, people, imported) = (made.organisations, made.people, made.imported);
    HandoverBody {
        number: one.entry.0,
        draft: made.draft.0,
        to: made.to.clone(),
        process: made.process.clone(),
        entry: made.entry.map(|entry| entry.0),
        day: made.day.to_string(),
        means: made.means.clone(),
        count: SignatureCountBody { organisations, people, imported, withdrawn: None },
        text: made.text.as_ref().and_then(said),
    }
}

/// The demands of a statement with what answers each, and where it was handed over.
#[utoipa::path(
    get, path = "/api/processes/{id}/demands", tag = "joint statements", operation_id = "demands",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every demand and every handing over", body = DemandList),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn demands(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
    visitor: Visitor,
) -> Result<Json<DemandList>, Problem> {
    let process = handle.read();
    let (all, handed) = (process.demands.iter(), process.demands.handovers().iter());
    let cut = part.cut(all.map(|one| one.entry.0).chain(handed.map(|one| one.entry.0)))?;
    let said = said_to(&state, &process, visitor.actor(&state, handle.id()));
    let all = process.demands.iter().filter(|one| cut.holds(one.entry.0));
    let handed = process.demands.handovers().iter().filter(|one| cut.holds(one.entry.0));
    let demands = all.filter_map(|one| demand(one, &process.ledger, &said)).collect();
    let handovers = handed.map(|one| handover(one, &said)).collect();
    Ok(Json(DemandList { demands, handovers, next: cut.next }))
}
