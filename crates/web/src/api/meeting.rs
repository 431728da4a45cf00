//! Meetings: announced, run, minuted, read; and contacts outside the record.

use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use maru_forum::{
    AgendaItemId, AnnounceMeeting, AskForFloor, Attendance, CallToFloor, ChangeMeeting, Command, Contact,
    CountAttendance, EndTurn, EntryNumber, GroupAttendance, GroupId, Language, LogContact, Meeting,
    MeetingAccess, Moment, NewItemMinutes, Presence, Process, PublishMinutes, RegisterForMeeting, Words,
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
use crate::meeting::people::rows;
use crate::session::Visitor;
use crate::state::AppState;

fn access<'de, D: Deserializer<'de>>(from: D) -> Result<MeetingAccess, D::Error> {
    named(from, MeetingAccess::ALL, MeetingAccess::as_str)
}

fn presence<'de, D: Deserializer<'de>>(from: D) -> Result<Presence, D::Error> {
    named(from, Presence::ALL, Presence::as_str)
}

/// A time as RFC 3339, with its distance from UTC.
#[derive(Debug, Clone, Copy)]
struct Clock(Moment, i64);

impl<'de> Deserialize<'de> for Clock {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let read = crate::meeting::clock::moment_with_offset(&text);
        read.map(|(at, offset)| Self(at, offset)).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "“{text}” is no time with its distance from UTC, such as 2026-06-20T14:00:00+09:00"
            ))
        })
    }
}

/// A meeting that is to be announced.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMeeting {
    /// What it is called.
    title: String,
    /// The language of all that is said of it.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// What it is about.
    about: Option<String>,
    /// When it begins, RFC 3339; its distance from UTC is that of the place.
    #[schema(value_type = String, example = "2026-06-20T14:00:00+09:00")]
    starts: Clock,
    /// When it ends.
    #[schema(value_type = String, example = "2026-06-20T16:00:00+09:00")]
    ends: Clock,
    /// Where it is and how to join.
    place: String,
    /// `open`, `registered` or `closed`.
    #[serde(deserialize_with = "access")]
    #[schema(value_type = String, example = "open")]
    access: MeetingAccess,
    /// Why it is closed.
    reason: Option<String>,
    /// Titles of the items of its agenda, in order.
    #[serde(default)]
    agenda: Vec<String>,
}

impl From<NewMeeting> for Command {
    fn from(new: NewMeeting) -> Self {
        AnnounceMeeting {
            title: new.title,
            language: new.language,
            about: new.about,
            starts: new.starts.0,
            ends: new.ends.0,
            offset: new.starts.1,
            place: Some(new.place),
            access: new.access,
            reason: new.reason,
            agenda: new.agenda,
        }
        .into()
    }
}

/// How a meeting changes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMeetingChange {
    /// The meeting.
    #[schema(value_type = u64)]
    meeting: EntryNumber,
    /// When it begins from now on.
    #[schema(value_type = Option<String>)]
    starts: Option<Clock>,
    /// When it ends from now on.
    #[schema(value_type = Option<String>)]
    ends: Option<Clock>,
    /// Where it is from now on.
    place: Option<String>,
    /// Further items of its agenda.
    #[serde(default)]
    added: Vec<String>,
    /// The language of these words.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// Whether it is called off.
    #[serde(default)]
    cancel: bool,
    /// Why.
    reason: String,
}

impl From<NewMeetingChange> for Command {
    fn from(new: NewMeetingChange) -> Self {
        let NewMeetingChange { meeting, starts, ends, place, added, language, cancel, reason } = new;
        let (starts, ends) = (starts.map(|at| at.0), ends.map(|at| at.0));
        ChangeMeeting { meeting, starts, ends, place, added, language, cancel, reason }.into()
    }
}

/// That the caller comes to a meeting, or no longer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMeetingRegistration {
    /// The meeting.
    #[schema(value_type = u64)]
    meeting: EntryNumber,
    /// `room` or `remote`.
    #[serde(deserialize_with = "presence")]
    #[schema(value_type = String, example = "remote")]
    presence: Presence,
    /// Whether the caller comes.
    give: bool,
}

impl From<NewMeetingRegistration> for Command {
    fn from(new: NewMeetingRegistration) -> Self {
        RegisterForMeeting { meeting: new.meeting, presence: new.presence, give: new.give }.into()
    }
}

/// That the caller asks for the floor, or no longer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFloorRequest {
    /// The meeting.
    #[schema(value_type = u64)]
    meeting: EntryNumber,
    /// The item of the agenda.
    #[schema(value_type = u32)]
    item: AgendaItemId,
    /// `room` or `remote`.
    #[serde(deserialize_with = "presence")]
    #[schema(value_type = String, example = "remote")]
    presence: Presence,
    /// Whether the caller asks, or takes that back.
    give: bool,
}

impl From<NewFloorRequest> for Command {
    fn from(new: NewFloorRequest) -> Self {
        let NewFloorRequest { meeting, item, presence, give } = new;
        AskForFloor { meeting, item, presence, give }.into()
    }
}

/// Whom to give the floor.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFloorCall {
    /// The meeting.
    #[schema(value_type = u64)]
    meeting: EntryNumber,
    /// The item of the agenda.
    #[schema(value_type = u32)]
    item: AgendaItemId,
    /// The request of somebody who is not next; absent for who is.
    #[schema(value_type = Option<u64>)]
    request: Option<EntryNumber>,
    /// Why they are called before others.
    reason: Option<String>,
}

impl From<NewFloorCall> for Command {
    fn from(new: NewFloorCall) -> Self {
        let NewFloorCall { meeting, item, request, reason } = new;
        CallToFloor { meeting, item, request, reason }.into()
    }
}

/// That a turn is over.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFloorEnd {
    /// The meeting.
    #[schema(value_type = u64)]
    meeting: EntryNumber,
    /// When it ended, if that was before now.
    #[schema(value_type = Option<String>)]
    until: Option<Clock>,
    /// Why that is said only now.
    reason: Option<String>,
}

impl From<NewFloorEnd> for Command {
    fn from(new: NewFloorEnd) -> Self {
        let until = new.until.map(|at| at.0);
        EndTurn { meeting: new.meeting, until, reason: new.reason }.into()
    }
}

/// People of one group.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewGroupAttendance {
    /// The stakeholder group; absent for people of none.
    #[schema(value_type = Option<String>)]
    group: Option<GroupId>,
    /// In the room.
    room: u32,
    /// Remotely.
    remote: u32,
}

/// How many people came.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAttendance {
    /// The meeting.
    #[schema(value_type = u64)]
    meeting: EntryNumber,
    /// By stakeholder group.
    groups: Vec<NewGroupAttendance>,
    /// Why the count is another than before.
    reason: Option<String>,
}

impl From<NewAttendance> for Command {
    fn from(new: NewAttendance) -> Self {
        let one = |counted: NewGroupAttendance| GroupAttendance {
            group: counted.group,
            room: counted.room,
            remote: counted.remote,
        };
        let groups = new.groups.into_iter().map(one).collect();
        CountAttendance { meeting: new.meeting, groups, reason: new.reason }.into()
    }
}

/// What was said on an item.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMinutesOfItem {
    /// The item.
    #[schema(value_type = u32)]
    item: AgendaItemId,
    /// What was said and decided.
    text: String,
    /// The entries that came of it.
    #[serde(default)]
    #[schema(value_type = Vec<u64>)]
    outcomes: Vec<EntryNumber>,
}

/// Minutes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMinutes {
    /// The meeting.
    #[schema(value_type = u64)]
    meeting: EntryNumber,
    /// Their language.
    #[schema(value_type = String, example = "en")]
    language: Language,
    /// What was said beside the agenda.
    text: Option<String>,
    /// On each item of the agenda.
    #[serde(default)]
    items: Vec<NewMinutesOfItem>,
    /// Who was there, of a closed meeting.
    members: Option<String>,
    /// What came of a closed meeting.
    outcome: Option<String>,
    /// Where a recording or transcript is.
    recording: Option<String>,
    /// Why they are others than before.
    reason: Option<String>,
}

impl From<NewMinutes> for Command {
    fn from(new: NewMinutes) -> Self {
        let NewMinutes { meeting, language, text, items, members, outcome, recording, reason } = new;
        let one = |said: NewMinutesOfItem| NewItemMinutes {
            item: said.item,
            text: said.text,
            outcomes: said.outcomes,
        };
        let items = items.into_iter().map(one).collect();
        PublishMinutes { meeting, language, text, items, members, outcome, recording, reason }.into()
    }
}

/// A contact outside the record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewContact {
    /// Who of the process.
    who: String,
    /// Whom they met.
    whom: String,
    /// On which day.
    #[schema(value_type = String, example = "2026-06-20")]
    day: jiff::civil::Date,
    /// About what.
    text: String,
    /// The language.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

impl From<NewContact> for Command {
    fn from(new: NewContact) -> Self {
        let NewContact { who, whom, day, text, language } = new;
        LogContact { who, whom, day, text, language }.into()
    }
}

act_route! {
    /// Announces a meeting; for the chair and the secretariat.
    announce, NewMeeting, "/api/processes/{id}/meetings", "meetings", "announceMeeting"
}
act_route! {
    /// Changes a meeting, or calls it off; for the chair and the secretariat.
    change, NewMeetingChange, "/api/processes/{id}/meeting-changes", "meetings", "changeMeeting"
}
act_route! {
    /// Says that the caller comes to a meeting, or no longer.
    register, NewMeetingRegistration, "/api/processes/{id}/meeting-registrations", "meetings", "registerForMeeting"
}
act_route! {
    /// Asks for the floor, or takes that back.
    ask, NewFloorRequest, "/api/processes/{id}/floor", "meetings", "askForFloor"
}
act_route! {
    /// Gives the floor to who is next, or to somebody else for a reason; for the chair and the secretariat.
    call, NewFloorCall, "/api/processes/{id}/floor-calls", "meetings", "callToFloor"
}
act_route! {
    /// Ends the turn of who has the floor; for them, the chair and the secretariat.
    end, NewFloorEnd, "/api/processes/{id}/floor-ends", "meetings", "endTurn"
}
act_route! {
    /// Records how many came, or corrects that; for the chair and the secretariat.
    attend, NewAttendance, "/api/processes/{id}/attendance", "meetings", "countAttendance"
}
act_route! {
    /// Publishes minutes, or corrects them; for the chair and the secretariat.
    minute, NewMinutes, "/api/processes/{id}/minutes", "meetings", "publishMinutes"
}
act_route! {
    /// Tells of a contact outside the record.
    tell, NewContact, "/api/processes/{id}/contacts", "meetings", "tellOfContact"
}

/// An item of an agenda.
#[derive(Debug, Serialize, ToSchema)]
struct ItemBody {
    /// Its id in the meeting.
    id: u32,
    /// What it is called; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// The requests that wait, in the order in which they are called as things are.
    waiting: Vec<u64>,
}

/// A turn.
#[derive(Debug, Serialize, ToSchema)]
struct TurnBody {
    /// The entry of the call.
    entry: u64,
    /// The request.
    request: u64,
    /// Who.
    who: u64,
    /// Their stakeholder group.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    /// On which item.
    item: u32,
    /// `room` or `remote`.
    presence: &'static str,
    /// When they were called, RFC 3339.
    from: String,
    /// When they ended; absent while they have the floor.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// Why they were called before whoever was next.
    #[serde(skip_serializing_if = "Option::is_none")]
    out_of_order: Option<String>,
}

/// People of a group, as they were counted.
#[derive(Debug, Serialize, ToSchema)]
struct GroupAttendanceBody {
    /// The stakeholder group; absent for people of none.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    /// In the room.
    room: u32,
    /// Remotely.
    remote: u32,
}

/// A count of those who came.
#[derive(Debug, Serialize, ToSchema)]
struct AttendanceBody {
    /// The entry.
    entry: u64,
    /// When it was counted, RFC 3339.
    at: String,
    /// Everyone.
    people: u64,
    /// By stakeholder group, as the entry has it.
    groups: Vec<GroupAttendanceBody>,
    /// Why it is another count than before.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Whether the minutes were out by then.
    after_minutes: bool,
}

/// What was said on an item.
#[derive(Debug, Serialize, ToSchema)]
struct MinutesOfItemBody {
    /// The item.
    item: u32,
    /// What was said; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The entries that came of it.
    outcomes: Vec<u64>,
}

/// A version of the minutes.
#[derive(Debug, Serialize, ToSchema)]
struct MinutesBody {
    /// The entry.
    entry: u64,
    /// When it was published, RFC 3339.
    at: String,
    /// What was said beside the agenda.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// On each item of the agenda.
    items: Vec<MinutesOfItemBody>,
    /// Who was there, of a closed meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    members: Option<String>,
    /// What came of a closed meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    outcome: Option<String>,
    /// Where a recording or transcript is.
    #[serde(skip_serializing_if = "Option::is_none")]
    recording: Option<String>,
    /// Why they are others than before.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// A meeting.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MeetingBody {
    /// The entry that announced it, by which it is known.
    number: u64,
    /// When it was announced, RFC 3339.
    announced: String,
    /// Since when its time and agenda stand as they are, RFC 3339.
    known_since: String,
    /// The `source` entry of a meeting that was held elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<u64>,
    /// What it is called; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    /// When it begins, RFC 3339.
    starts: String,
    /// When it ends, RFC 3339.
    ends: String,
    /// Minutes east of UTC of its place.
    offset: i64,
    /// Where it is and how to join.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// `open`, `registered` or `closed`.
    access: &'static str,
    /// Why it is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Why it was called off.
    #[serde(skip_serializing_if = "Option::is_none")]
    cancelled: Option<String>,
    /// What it deals with, and who waits for the floor.
    agenda: Vec<ItemBody>,
    /// How many have registered.
    registered: usize,
    /// Everyone who had the floor, in order.
    turns: Vec<TurnBody>,
    /// Every count of those who came, the last of which holds.
    attendance: Vec<AttendanceBody>,
    /// Every version of the minutes, the last of which holds.
    minutes: Vec<MinutesBody>,
    /// The last day on which minutes are in time, while they are owed.
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes_due: Option<String>,
}

/// Reads words for whoever asks.
type Said<'a> = &'a dyn Fn(&Words) -> Option<String>;

fn body(process: &Process, one: &Meeting, now: Moment, said: Said<'_>) -> MeetingBody {
    let item = |item: &maru_forum::AgendaItem| ItemBody {
        id: item.id.0,
        title: said(&item.title),
        waiting: process.waiting_for_floor(one, item.id, now).iter().map(|request| request.entry.0).collect(),
    };
    MeetingBody {
        number: one.entry.0,
        announced: stamp(one.at),
        known_since: stamp(one.known_since()),
        source: one.imported.map(|imported| imported.source.0),
        title: said(&one.title),
        about: one.about.as_ref().and_then(said),
        starts: stamp(one.starts),
        ends: stamp(one.ends),
        offset: one.offset,
        place: one.place.as_ref().and_then(said),
        access: one.access.as_str(),
        reason: one.reason.clone(),
        cancelled: one.cancelled.as_ref().map(|(_, _, reason)| reason.clone()),
        agenda: one.agenda.iter().map(|(_, one)| item(one)).collect(),
        registered: one.registered.len(),
        turns: one.floor.turns().iter().map(turn).collect(),
        attendance: one.attendance.iter().map(attendance).collect(),
        minutes: one.minutes.iter().map(|minutes| minuted(minutes, said)).collect(),
        minutes_due: one.owes_minutes().then(|| one.minutes_due().to_string()),
    }
}

fn turn(turn: &maru_forum::Turn) -> TurnBody {
    TurnBody {
        entry: turn.entry.0,
        request: turn.request.0,
        who: turn.who.0.0,
        group: turn.group.as_ref().map(ToString::to_string),
        item: turn.item.0,
        presence: turn.presence.as_str(),
        from: stamp(turn.from),
        until: turn.until.map(|(until, _)| stamp(until)),
        out_of_order: turn.jumped.as_ref().map(|(_, reason)| reason.clone()),
    }
}

fn attendance(count: &Attendance) -> AttendanceBody {
    let group = |row: &maru_forum::GroupAttendance| GroupAttendanceBody {
        group: row.group.as_ref().map(|group| group.0.clone()),
        room: row.room,
        remote: row.remote,
    };
    AttendanceBody {
        entry: count.entry.0,
        at: stamp(count.at),
        people: count.total(),
        groups: rows(count).into_iter().map(group).collect(),
        reason: count.reason.clone(),
        after_minutes: count.is_after_minutes,
    }
}

fn minuted(minutes: &maru_forum::Minutes, said: Said<'_>) -> MinutesBody {
    let item = |on: &maru_forum::ItemMinutes| MinutesOfItemBody {
        item: on.item.0,
        text: said(&on.text),
        outcomes: on.outcomes.iter().map(|entry| entry.0).collect(),
    };
    let of = &minutes.said;
    MinutesBody {
        entry: minutes.entry.0,
        at: stamp(minutes.at),
        text: of.text.as_ref().and_then(said),
        items: of.items.iter().map(item).collect(),
        members: of.members.as_ref().and_then(said),
        outcome: of.outcome.as_ref().and_then(said),
        recording: of.recording.clone(),
        reason: of.reason.clone(),
    }
}

/// Every meeting of a process.
#[utoipa::path(
    get, path = "/api/processes/{id}/meetings", tag = "meetings", operation_id = "meetings",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every meeting, in the order of the record", body = Vec<MeetingBody>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn meetings(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
    visitor: Visitor,
) -> Result<Listed<MeetingBody>, Problem> {
    let (process, now) = (handle.read(), maru_store::now());
    let read = said_to(&state, &process, visitor.actor(&state, handle.id()));
    let cut = part.cut(process.meetings.iter().map(|one| one.entry.0))?;
    let all = process.meetings.iter().filter(|one| cut.holds(one.entry.0));
    Ok(cut.list(all.map(|one| body(&process, one, now, &read))))
}

/// A contact outside the record, as somebody tells of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ContactBody {
    /// The entry that tells of it.
    number: u64,
    /// When that was, RFC 3339.
    at: String,
    /// Who tells of it; absent for the host of the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<u64>,
    /// Who of the process; absent if it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<String>,
    /// Whom they met.
    #[serde(skip_serializing_if = "Option::is_none")]
    whom: Option<String>,
    /// On which day.
    day: String,
    /// About what.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// Every contact outside the record that somebody told of. That there is none says nothing of whether there was one.
#[utoipa::path(
    get, path = "/api/processes/{id}/contacts", tag = "meetings", operation_id = "contacts",
    params(("id" = String, Path, description = "The process"), Part),
    responses(
        (status = 200, description = "Every contact, in the order of the record", body = Vec<ContactBody>),
        (status = 400, description = "A limit of more than 200, or of none", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No such process", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub(super) async fn contacts(
    State(state): State<AppState>,
    InProcess(handle): InProcess,
    Asked(part): Asked<Part>,
    visitor: Visitor,
) -> Result<Listed<ContactBody>, Problem> {
    let process = handle.read();
    let said = said_to(&state, &process, visitor.actor(&state, handle.id()));
    let body = |one: &Contact| ContactBody {
        number: one.entry.0,
        at: stamp(one.at),
        author: one.by.participant().map(|who| who.0.0),
        who: said(&one.told.who),
        whom: said(&one.told.whom),
        day: one.told.day.to_string(),
        text: said(&one.told.text),
    };
    let cut = part.cut(process.contacts.iter().map(|one| one.entry.0))?;
    let all = process.contacts.iter().filter(|one| cut.holds(one.entry.0));
    Ok(cut.list(all.map(body)))
}
