//! What the forms of meetings ask for, or in words why they ask for nothing.

use maru_forum::{
    AgendaItemId, AnnounceMeeting, AskForFloor, CallToFloor, ChangeMeeting, CountAttendance, EndTurn,
    EntryNumber, GroupAttendance, GroupId, LONGEST_MEETING, LogContact, MEETING_TITLE_LIMIT, Meeting,
    MeetingAccess, Moment, NewItemMinutes, Presence, PublishMinutes, RegisterForMeeting,
};

use super::clock;
use crate::common::ProcessView;
use crate::form::{Refused, Typed};
use crate::remark::write;
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

/// The meeting that a form announces; all that is wrong with it is told at once, each at its field.
pub(super) fn announced(view: &ProcessView<'_>, typed: &Typed) -> Result<AnnounceMeeting, Refused> {
    let (visit, mut refused) = (view.visit, Refused::default());
    refused.take("title", write::said(visit, typed.get("title"), MEETING_TITLE_LIMIT));
    let offset = refused.take("offset", offset(view, typed));
    // Without an offset the times are still held against each other.
    let time = |name: &str| {
        let found = moment(view, typed, name, offset.unwrap_or_default())?;
        found.ok_or_else(|| unread(view, "meeting-no-time", ""))
    };
    let (starts, ends) = (refused.take("starts", time("starts")), refused.take("ends", time("ends")));
    note_times(view, typed, starts.zip(ends), &mut refused);
    let language = refused.take("language", chosen(view, typed));
    let access = MeetingAccess::from_name(typed.get("access"));
    let access = refused.take("access", access.ok_or_else(|| visit.text("desk-nothing-chosen")));
    let (place, reason) = (said(typed, "place"), said(typed, "reason"));
    if place.is_none() {
        refused.note("place", visit.text("meeting-no-place"));
    }
    match (access, &reason) {
        (Some(MeetingAccess::Closed), None) => refused.note("reason", visit.text("meeting-closed-why")),
        (Some(MeetingAccess::Closed) | None, _) | (Some(_), None) => {}
        (Some(_), Some(_)) => refused.note("reason", visit.text("meeting-open-no-why")),
    }
    let (Some(offset), Some(starts), Some(ends), Some(language), Some(access)) =
        (offset, starts, ends, language, access)
    else {
        return Err(refused);
    };
    if !refused.is_empty() {
        return Err(refused);
    }
    let (title, about) = (typed.get("title").to_owned(), said(typed, "text"));
    let agenda = lines(typed, "agenda");
    Ok(AnnounceMeeting { title, language, about, starts, ends, offset, place, access, reason, agenda })
}

/// That a meeting ends before it begins, or too long after.
fn note_times(view: &ProcessView<'_>, typed: &Typed, times: Option<(Moment, Moment)>, refused: &mut Refused) {
    let Some((starts, ends)) = times else { return };
    let said = |name: &str| typed.get(name).trim().to_owned();
    let arguments = [("starts", said("starts").into()), ("ends", said("ends").into())];
    if ends <= starts {
        refused.note("ends", view.visit.text_with("meeting-ends-before", &arguments));
    } else if ends.0 - starts.0 > LONGEST_MEETING {
        refused.note("ends", view.visit.text_with("meeting-too-long", &arguments));
    }
}

pub(super) fn changed(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<ChangeMeeting, Refused> {
    let (visit, mut refused) = (view.visit, Refused::default());
    let (place, added) = (said(typed, "place"), lines(typed, "added"));
    let time = |name: &str| moment(view, typed, name, meeting.offset);
    let (starts, ends) = (refused.take("starts", time("starts")), refused.take("ends", time("ends")));
    let cancel = typed.get("cancel") == "yes";
    let fault = |key: &str| visit.text(&format!("violation-bad-meeting-{key}"));
    let (starts, ends) = (starts.flatten(), ends.flatten());
    let has_begun = meeting.starts <= visit.now;
    if has_begun && (starts.is_some() || ends.is_some()) {
        refused.note("starts", fault("begun"));
    } else if starts.is_some_and(|starts| starts <= visit.now) {
        refused.note("starts", fault("into-past"));
    }
    let both = (starts.unwrap_or(meeting.starts), ends.unwrap_or(meeting.ends));
    if both.1 <= both.0 {
        refused.note("ends", fault("ends-before"));
    } else if both.1.0 - both.0.0 > LONGEST_MEETING {
        refused.note("ends", fault("too-long"));
    }
    let changes = starts.is_some() || ends.is_some() || place.is_some() || !added.is_empty();
    if cancel && (changes || has_begun) {
        refused.note("cancel", fault("called-off"));
    }
    if !changes && !cancel && refused.is_empty() {
        refused = visit.text("meeting-change-nothing").into();
    }
    // The other forms of the page have a reason and a language too.
    if typed.get("reason").trim().is_empty() {
        refused.note("change-reason", visit.text("violation-reason-missing"));
    }
    // A language is asked for only where there are words.
    let language = if place.is_some() || !added.is_empty() {
        refused.take("change-language", chosen(view, typed))
    } else {
        Some(meeting.title.language.clone())
    };
    let Some(language) = language.filter(|_| refused.is_empty()) else { return Err(refused) };
    let reason = typed.get("reason").to_owned();
    Ok(ChangeMeeting { meeting: meeting.entry, starts, ends, place, added, language, cancel, reason })
}

pub(super) fn registered(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<RegisterForMeeting, Refused> {
    let (presence, give) = (presence(view, typed)?, typed.get("give") == "yes");
    Ok(RegisterForMeeting { meeting: meeting.entry, presence, give })
}

pub(super) fn asked(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<AskForFloor, Refused> {
    let (item, presence) = (item(view, typed)?, presence(view, typed)?);
    Ok(AskForFloor { meeting: meeting.entry, item, presence, give: typed.get("give") == "yes" })
}

pub(super) fn called(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<CallToFloor, Refused> {
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

pub(super) fn ended(view: &ProcessView<'_>, meeting: &Meeting, typed: &Typed) -> Result<EndTurn, Refused> {
    let until = moment(view, typed, "until", meeting.offset)?;
    Ok(EndTurn { meeting: meeting.entry, until, reason: said(typed, "reason") })
}

pub(super) fn counted(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<CountAttendance, Refused> {
    let people = |presence: Presence, group: &str| -> Result<u32, String> {
        match typed.get(&format!("{}-{group}", presence.as_str())).trim() {
            "" => Ok(0),
            text => text.parse().map_err(|_| unread(view, "ballot-not-a-number", text)),
        }
    };
    let mut refused = Refused::default();
    let named = view.process.charter.groups.iter().map(|group| Some(group.id.clone()));
    let mut groups = Vec::new();
    for group in named.chain([None]) {
        let name = group.as_ref().map_or(NO_GROUP, |GroupId(id)| id.as_str());
        let mut count = |presence: Presence| {
            refused.take(&format!("{}-{name}", presence.as_str()), people(presence, name)).unwrap_or_default()
        };
        let (room, remote) = (count(Presence::Room), count(Presence::Remote));
        groups.push(GroupAttendance { group, room, remote });
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    Ok(CountAttendance { meeting: meeting.entry, groups, reason: said(typed, "reason") })
}

pub(super) fn minuted(
    view: &ProcessView<'_>,
    meeting: &Meeting,
    typed: &Typed,
) -> Result<PublishMinutes, Refused> {
    let (mut refused, mut items) = (Refused::default(), Vec::new());
    for (_, item) in &meeting.agenda {
        let (said_at, came_at) = (format!("item-{}", item.id), format!("came-{}", item.id));
        let outcomes = refused.take(&came_at, typed.numbers(view.visit, &came_at)).unwrap_or_default();
        if let Some(older) = outcomes.iter().find(|entry| view.process.is_before(**entry, meeting)) {
            let number = [("number", older.0.into())];
            refused.note(&came_at, view.visit.text_with("meeting-outcome-before", &number));
        }
        match said(typed, &said_at) {
            Some(text) => items.push(NewItemMinutes { item: item.id, text, outcomes }),
            None => refused.note(&said_at, view.visit.text("violation-bad-meeting-items-missing")),
        }
    }
    if meeting.access == MeetingAccess::Closed {
        for name in ["members", "outcome"] {
            if said(typed, name).is_none() {
                refused.note(name, view.visit.text("violation-bad-meeting-closed-outcome"));
            }
        }
    }
    let language = refused.take("language", chosen(view, typed));
    let Some(language) = language.filter(|_| refused.is_empty()) else { return Err(refused) };
    Ok(PublishMinutes {
        meeting: meeting.entry,
        language,
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
