//! What the forms of meetings ask for, or in words why they ask for nothing.

use maru_forum::{
    AgendaItemId, AnnounceMeeting, AskForFloor, CallToFloor, ChangeMeeting, CountAttendance, EndTurn,
    EntryNumber, GroupAttendance, GroupId, LogContact, Meeting, MeetingAccess, Moment, NewItemMinutes,
    Presence, PublishMinutes, RegisterForMeeting,
};

use super::clock;
use crate::common::ProcessView;
use crate::form::Typed;
use crate::script::chosen;

/// Those of no group, in the names of fields.
pub(super) const NO_GROUP: &str = "-";

fn said(typed: &Typed, name: &str) -> Option<String> {
    Some(typed.get(name).trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn lines(typed: &Typed, name: &str) -> Vec<String> {
    typed.get(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn unread(view: &ProcessView<'_>, key: &str, text: &str) -> String {
    view.visit.text_with(key, &[("typed", text.to_owned().into())])
}

fn offset(view: &ProcessView<'_>, typed: &Typed) -> Result<i64, String> {
    let text = typed.get("offset");
    clock::offset(text).ok_or_else(|| unread(view, "meeting-no-offset", text))
}

fn moment(view: &ProcessView<'_>, typed: &Typed, name: &str, offset: i64) -> Result<Option<Moment>, String> {
    match typed.get(name).trim() {
        "" => Ok(None),
        text => clock::moment(text, offset).map(Some).ok_or_else(|| unread(view, "meeting-no-time", text)),
    }
}

fn presence(view: &ProcessView<'_>, typed: &Typed) -> Result<Presence, String> {
    Presence::from_name(typed.get("presence")).ok_or_else(|| view.visit.text("desk-nothing-chosen"))
}

pub(super) fn item(view: &ProcessView<'_>, typed: &Typed) -> Result<AgendaItemId, String> {
    let text = typed.get("item");
    text.parse().map(AgendaItemId).map_err(|_| unread(view, "ballot-not-a-number", text))
}

pub(super) fn announced(view: &ProcessView<'_>, typed: &Typed) -> Result<AnnounceMeeting, String> {
    let visit = view.visit;
    let offset = offset(view, typed)?;
    let time = |name: &str| {
        let found = moment(view, typed, name, offset)?;
        found.ok_or_else(|| unread(view, "meeting-no-time", ""))
    };
    Ok(AnnounceMeeting {
        title: typed.get("title").to_owned(),
        language: chosen(view, typed)?,
        about: said(typed, "text"),
        starts: time("starts")?,
        ends: time("ends")?,
        offset,
        place: said(typed, "place"),
        access: MeetingAccess::from_name(typed.get("access"))
            .ok_or_else(|| visit.text("desk-nothing-chosen"))?,
        reason: said(typed, "reason"),
        agenda: lines(typed, "agenda"),
    })
}

pub(super) fn changed(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<ChangeMeeting, String> {
    let (place, added) = (said(typed, "place"), lines(typed, "added"));
    // A language is asked for only where there are words.
    let language = if place.is_some() || !added.is_empty() {
        chosen(view, typed)?
    } else {
        meeting.title.language.clone()
    };
    Ok(ChangeMeeting {
        meeting: meeting.entry,
        starts: moment(view, typed, "starts", meeting.offset)?,
        ends: moment(view, typed, "ends", meeting.offset)?,
        place,
        added,
        language,
        cancel: typed.get("cancel") == "yes",
        reason: typed.get("reason").to_owned(),
    })
}

pub(super) fn registered(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<RegisterForMeeting, String> {
    let (presence, give) = (presence(view, typed)?, typed.get("give") == "yes");
    Ok(RegisterForMeeting { meeting: meeting.entry, presence, give })
}

pub(super) fn asked(view: &ProcessView<'_>, meeting: &Meeting, typed: &Typed) -> Result<AskForFloor, String> {
    let (item, presence) = (item(view, typed)?, presence(view, typed)?);
    Ok(AskForFloor { meeting: meeting.entry, item, presence, give: typed.get("give") == "yes" })
}

pub(super) fn called(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<CallToFloor, String> {
    let request = match typed.get("request") {
        "" => None,
        text => {
            let number = text.parse().map(EntryNumber);
            Some(number.map_err(|_| unread(view, "ballot-not-a-number", text))?)
        }
    };
    Ok(CallToFloor {
        meeting: meeting.entry,
        item: item(view, typed)?,
        request,
        reason: said(typed, "reason"),
    })
}

pub(super) fn ended(view: &ProcessView<'_>, meeting: &Meeting, typed: &Typed) -> Result<EndTurn, String> {
    let until = moment(view, typed, "until", meeting.offset)?;
    Ok(EndTurn { meeting: meeting.entry, until, reason: said(typed, "reason") })
}

pub(super) fn counted(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<CountAttendance, String> {
    let people = |presence: Presence, group: &str| -> Result<u32, String> {
        match typed.get(&format!("{}-{group}", presence.as_str())).trim() {
            "" => Ok(0),
            text => text.parse().map_err(|_| unread(view, "ballot-not-a-number", text)),
        }
    };
    let named = view.process.charter.groups.iter().map(|group| Some(group.id.clone()));
    let mut groups = Vec::new();
    for group in named.chain([None]) {
        let name = group.as_ref().map_or(NO_GROUP, |GroupId(id)| id.as_str());
        let (room, remote) = (people(Presence::Room, name)?, people(Presence::Remote, name)?);
        groups.push(GroupAttendance { group, room, remote });
    }
    Ok(CountAttendance { meeting: meeting.entry, groups, reason: said(typed, "reason") })
}

pub(super) fn minuted(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<PublishMinutes, String> {
    let mut items = Vec::new();
    for (_, item) in &meeting.agenda {
        let Some(text) = said(typed, &format!("item-{}", item.id)) else { continue };
        let outcomes = typed.numbers(view.visit, &format!("came-{}", item.id))?;
        items.push(NewItemMinutes { item: item.id, text, outcomes });
    }
    Ok(PublishMinutes {
        meeting: meeting.entry,
        language: chosen(view, typed)?,
        text: said(typed, "text"),
        items,
        members: said(typed, "members"),
        outcome: said(typed, "outcome"),
        recording: said(typed, "recording"),
        reason: said(typed, "reason"),
    })
}

pub(super) fn met(view: &ProcessView<'_>, typed: &Typed) -> Result<LogContact, String> {
    let day = typed.day(view.visit, "day")?;
    Ok(LogContact {
        who: typed.get("who").to_owned(),
        whom: typed.get("whom").to_owned(),
        day,
        text: typed.get("text").to_owned(),
        language: chosen(view, typed)?,
    })
}
