//! Who was invited, applied, was refused and appealed; and the acts of those who keep the door.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use jiff::civil::Date;
use maru_forum::{
    AppealVerdict, Apply, ChangeCodes, Command, CountParticipation, CountryCode, DeclineInvitation,
    EntryNumber, GrantApplication, GroupId, Invitation, Invite, Invitee, Language, MakeAppeal, Moment,
    NewInvitation, NoteSent, ParticipantId, Participation, Process, Refusal, RefusalReason, Refuse,
    RuleOnAppeal, SealText, SeatState, SentBy,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

use super::address::{Asked, InProcess};
use super::list::Part;
use super::organisation::country;
use super::problem::{Problem, ProblemBody};
use super::trunk::act_route;
use super::vote::Written;
use crate::participation::balance;
use crate::session::{Visitor, visit_of};
use crate::state::AppState;

/// An invitation: whom it is for, never a person's name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InvitationBody {
    /// The entry that holds it, by which it is known.
    number: u64,
    /// `person`, `organisation` or `class`.
    to: &'static str,
    /// The organisation, by its number in the register.
    organisation: Option<u64>,
    /// The class of people, in words.
    class: Option<String>,
    /// The last day to answer, UTC.
    last_day: String,
    /// The entry that says that it was sent; absent where none does.
    sent: Option<u64>,
    /// How many seats are `unsent`, `sent`, `accepted`, `declined`, `unanswered` and `void`.
    seats: BTreeMap<&'static str, u64>,
}

/// A refusal, with what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RefusalBody {
    /// The entry that holds it, by which it is known.
    number: u64,
    /// `application` or `floor`.
    of: &'static str,
    /// Why, as a code.
    reason: &'static str,
    /// Who decided: the number of a participant; absent for the operator.
    by: Option<u64>,
    /// The last day to appeal, UTC.
    last_day: String,
    /// The meetings for which the floor is refused; absent where it names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    meetings: Option<Vec<u64>>,
    /// The entry of the appeal.
    appeal: Option<u64>,
    /// The day by which a ruling is due, where there is an appeal.
    due: Option<String>,
    /// `upheld` or `overturned`, where there is a ruling.
    ruling: Option<&'static str>,
    /// Whether the ruling came late, or is overdue.
    late: bool,
}

/// One group in the balance of people; a count that must stay hidden is absent.
#[derive(Debug, Serialize, ToSchema)]
struct PeopleBalanceBody {
    /// `stakeholder`, `region` (of the United Nations) or `income` (of the World Bank).
    by: &'static str,
    /// The group; absent for those who named none.
    group: Option<String>,
    /// Its share of the world's people, from 0 to 1 (UN World Population Prospects 2024); absent where there is no such figure.
    world: Option<f64>,
    /// `people`, `seats`, `taken`, `remarks`, `answered`, `accepted` and `seconds` of speaking time.
    counts: BTreeMap<&'static str, u64>,
}

fn balance_of_people(process: &Process, now: Moment) -> Vec<PeopleBalanceBody> {
    let of_kind = |(kind, rows): (crate::result::figures::Kind, Vec<balance::Row>)| {
        rows.into_iter().map(move |row| PeopleBalanceBody {
            by: kind.name(),
            world: row.world,
            counts: row.figures().into_iter().filter_map(|(name, count)| Some((name, count?))).collect(),
            group: row.group,
        })
    };
    balance::tables(process, now).into_iter().flat_map(of_kind).collect()
}

/// Who was invited and refused.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ParticipationBody {
    /// Counts of everyone by their names: `invited`, `sent`, `accepted` and so on.
    counts: BTreeMap<&'static str, u64>,
    /// Every invitation, in the order of the record.
    invitations: Vec<InvitationBody>,
    /// Every refusal, in the order of the record.
    refusals: Vec<RefusalBody>,
    /// The balance of people by stakeholder group, regional group and income group.
    balance: Vec<PeopleBalanceBody>,
    /// From where the next part goes on: ask again with `?after=` this. Absent where this is the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<u64>,
}

/// Who was invited, who came, who was refused and why. Counts by group stand in `/p/{id}/participation.csv`.
#[utoipa::path(
    get, path = "/api/processes/{id}/participation", tag = "people", operation_id = "participation",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Counts, invitations and refusals", body = ParticipationBody),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn show(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
    parts: Parts,
) -> Result<Json<ParticipationBody>, Problem> {
    let now: Moment = visit_of(&parts, &state, &Visitor::of(&parts, &state)).now;
    let (process, today) = (handle.read(), now.day());
    let counted: Participation = process.participation(&|_, _| true, today);
    let (invitations, refusals) = (&process.invitations, &process.refusals);
    let numbers = invitations.iter().map(|one| one.entry).chain(refusals.iter().map(|one| one.entry));
    let cut = part.cut(numbers.map(|entry| entry.0))?;
    let invitations = invitations.iter().filter(|one| cut.holds(one.entry.0));
    let refusals = refusals.iter().filter(|one| cut.holds(one.entry.0));
    Ok(Json(ParticipationBody {
        counts: counted.named().into_iter().collect(),
        invitations: invitations.map(|one| invitation_body(one, today)).collect(),
        refusals: refusals.map(|one| refusal_body(&process, one, today)).collect(),
        balance: balance_of_people(&process, now),
        next: cut.next,
    }))
}

fn invitation_body(one: &Invitation, today: Date) -> InvitationBody {
    let count = |state: SeatState| {
        let seats = one.seats.iter().filter(|seat| one.state_of(seat, today) == state);
        (state.as_str(), seats.count() as u64)
    };
    InvitationBody {
        number: one.entry.0,
        to: one.to.as_str(),
        organisation: one.organisation.map(|entry| entry.0),
        class: one.class.clone(),
        last_day: one.last_day.to_string(),
        sent: one.sent.map(|(entry, _, _)| entry.0),
        seats: SeatState::ALL.map(count).into_iter().collect(),
    }
}

fn refusal_body(process: &Process, one: &Refusal, today: Date) -> RefusalBody {
    let appeal = one.appeal.and_then(|entry| process.appeals.get(entry));
    RefusalBody {
        number: one.entry.0,
        of: if one.application.is_some() { "application" } else { "floor" },
        reason: one.reason.as_str(),
        by: one.by.participant().map(|who| who.0.0),
        last_day: one.last_day.to_string(),
        meetings: one.meetings.as_ref().map(|all| all.iter().map(|entry| entry.0).collect()),
        appeal: one.appeal.map(|entry| entry.0),
        due: appeal.map(|appeal| appeal.due().to_string()),
        ruling: appeal.and_then(|appeal| appeal.ruling.as_ref()).map(|ruling| ruling.verdict.as_str()),
        late: appeal.is_some_and(|appeal| appeal.is_late(today)),
    }
}

/// One invitation. Your program makes the codes and sends their seals alone (`docs/record.md`), so no code ever passes through here.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OneInvitation {
    /// `person`, `organisation` or `class`.
    #[schema(value_type = String, example = "person")]
    to: Invitee,
    /// The organisation, by its number in the register.
    #[serde(default)]
    organisation: Option<u64>,
    /// The class of people, in words.
    #[serde(default)]
    class: Option<String>,
    /// The stakeholder group for which it counts.
    #[serde(default)]
    group: Option<String>,
    /// The country for which it counts.
    #[serde(default, deserialize_with = "country")]
    #[schema(value_type = Option<String>, example = "KR")]
    country: Option<CountryCode>,
    /// The last day to answer, UTC.
    #[schema(value_type = String, example = "2026-12-31")]
    last_day: Date,
    /// The seals of its codes, a seat each: SHA-256 of the SHA-256 of the letters, in hexadecimal digits.
    #[schema(value_type = Vec<String>)]
    codes: Vec<SealText>,
    /// Why.
    reason: String,
}

/// Invitations, of which all are entered or none.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewInvitations {
    /// The invitations.
    invitations: Vec<OneInvitation>,
}

impl From<NewInvitations> for Command {
    fn from(new: NewInvitations) -> Self {
        let one = |one: OneInvitation| NewInvitation {
            to: one.to,
            organisation: one.organisation.map(EntryNumber),
            class: one.class,
            group: one.group.map(GroupId),
            country: one.country,
            last_day: one.last_day,
            codes: one.codes,
            reason: one.reason,
        };
        Invite { invitations: new.invitations.into_iter().map(one).collect() }.into()
    }
}

/// That invitations were sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSending {
    /// Their numbers.
    invitations: Vec<u64>,
    /// `mail`, `paper` or `hand`.
    #[schema(value_type = String, example = "paper")]
    means: SentBy,
}

impl From<NewSending> for Command {
    fn from(new: NewSending) -> Self {
        let invitations = new.invitations.into_iter().map(EntryNumber).collect();
        NoteSent { invitations, means: new.means }.into()
    }
}

/// Codes that are void, and those in their place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewCodes {
    /// The invitation.
    invitation: u64,
    /// Seals of codes that nobody has answered with.
    #[schema(value_type = Vec<String>)]
    void: Vec<SealText>,
    /// Seals of new ones in place of the first of these; seats without a new one are void.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    codes: Vec<SealText>,
    /// Why.
    reason: String,
}

impl From<NewCodes> for Command {
    fn from(new: NewCodes) -> Self {
        let invitation = EntryNumber(new.invitation);
        ChangeCodes { invitation, void: new.void, codes: new.codes, reason: new.reason }.into()
    }
}

/// That an invitation was declined, as the registrar heard it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewDeclining {
    /// The seal of the code of the seat.
    #[schema(value_type = String, example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    code: SealText,
    /// How it was heard.
    reason: String,
}

impl From<NewDeclining> for Command {
    fn from(new: NewDeclining) -> Self {
        DeclineInvitation { code: new.code, proof: None, reason: Some(new.reason) }.into()
    }
}

/// The grant of an application.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewGrant {
    /// The application.
    application: u64,
    /// Why.
    reason: String,
}

impl From<NewGrant> for Command {
    fn from(new: NewGrant) -> Self {
        GrantApplication { application: EntryNumber(new.application), reason: new.reason }.into()
    }
}

/// A refusal: of an application, or of the floor to a participant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRefusal {
    /// The application.
    #[serde(default)]
    application: Option<u64>,
    /// The participant who does not get the floor.
    #[serde(default)]
    participant: Option<u64>,
    /// `not-eligible`, `no-seats`, `late`, `incomplete`, `duplicate`, `off-topic`, `conduct` or `other`.
    #[schema(value_type = String, example = "no-seats")]
    reason: RefusalReason,
    /// Why, in words, for everyone to read.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// The last day to appeal, at least fourteen days from now.
    #[schema(value_type = String, example = "2026-12-31")]
    last_day: Date,
}

impl From<NewRefusal> for Command {
    fn from(new: NewRefusal) -> Self {
        Refuse {
            application: new.application.map(EntryNumber),
            participant: new.participant.map(|who| ParticipantId(EntryNumber(who))),
            reason: new.reason,
            text: new.text,
            language: new.language,
            last_day: new.last_day,
        }
        .into()
    }
}

/// The appeal of a participant who was refused the floor. Applicants appeal on the page of the refusal, with their code.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAppeal {
    /// The refusal.
    refusal: u64,
    /// What is said against it, for those who rule.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewAppeal> for Command {
    fn from(new: NewAppeal) -> Self {
        let refusal = EntryNumber(new.refusal);
        MakeAppeal { refusal, proof: None, text: new.text, language: new.language }.into()
    }
}

/// A ruling on an appeal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAppealRuling {
    /// The appeal.
    appeal: u64,
    /// `upheld` or `overturned`.
    #[schema(value_type = String, example = "upheld")]
    verdict: AppealVerdict,
    /// Why, in words, for everyone to read.
    text: String,
    /// Their language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewAppealRuling> for Command {
    fn from(new: NewAppealRuling) -> Self {
        let appeal = EntryNumber(new.appeal);
        RuleOnAppeal { appeal, verdict: new.verdict, text: new.text, language: new.language }.into()
    }
}

/// Nothing beyond the wish: `{}`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewParticipationCount {}

impl From<NewParticipationCount> for Command {
    fn from(_: NewParticipationCount) -> Self {
        CountParticipation {}.into()
    }
}

act_route! {
    /// Invites people, organisations and classes: all of them, or none.
    invite, NewInvitations, "/api/processes/{id}/invitations", "people", "invite"
}
act_route! {
    /// Notes that invitations were sent.
    sent, NewSending, "/api/processes/{id}/invitations/sent", "people", "noteSent"
}
act_route! {
    /// Makes codes void, or replaces them.
    codes, NewCodes, "/api/processes/{id}/invitations/codes", "people", "changeCodes"
}
act_route! {
    /// Notes that an invitation was declined, as the registrar heard it.
    declined, NewDeclining, "/api/processes/{id}/invitations/declined", "people", "noteDeclined"
}
/// An application of somebody who was not invited.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewApplication {
    /// A stakeholder group of the charter, by its id.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    group: Option<GroupId>,
    /// A country, two letters.
    #[serde(default, deserialize_with = "country")]
    #[schema(value_type = Option<String>, example = "KR")]
    country: Option<CountryCode>,
    /// What is said for those who decide.
    text: String,
    /// Its language.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// The seal of the code with which you come back: your program makes the code, and only you have it.
    #[schema(value_type = String, example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    code: SealText,
}

impl From<NewApplication> for Command {
    fn from(new: NewApplication) -> Self {
        let NewApplication { group, country, text, language, code } = new;
        Apply { group, country, text, language, code }.into()
    }
}

act_route! {
    /// Asks to come in, as somebody who is signed in and was not invited.
    apply, NewApplication, "/api/processes/{id}/applications", "people", "apply"
}
act_route! {
    /// Grants an application.
    grant, NewGrant, "/api/processes/{id}/applications/granted", "people", "grantApplication"
}
act_route! {
    /// Refuses an application, or the floor to a participant.
    refuse, NewRefusal, "/api/processes/{id}/refusals", "people", "refuse"
}
act_route! {
    /// Appeals, as a participant who was refused the floor.
    appeal, NewAppeal, "/api/processes/{id}/appeals", "people", "appeal"
}
act_route! {
    /// Rules on an appeal against somebody else's refusal.
    rule, NewAppealRuling, "/api/processes/{id}/appeals/rulings", "people", "ruleOnAppeal"
}
act_route! {
    /// Puts the counts in the record as a result, which anyone can count again.
    count, NewParticipationCount, "/api/processes/{id}/participation", "people", "countParticipation"
}
