//! Meetings as a calendar: one file a meeting, and one of all that are held in a process.

use axum::response::Response;
use maru_forum::{Meeting, Words};

use crate::calendar::{calendar, escaped, line, stamp};
use crate::common::ProcessView;

/// A calendar of some meetings; `node` is the address under which people reach it.
pub(super) fn calendar_of<'a>(
    view: &ProcessView<'_>,
    node: &str,
    meetings: impl Iterator<Item = &'a Meeting>,
) -> Response {
    calendar(view, "meetings", |text| {
        for meeting in meetings {
            event(view, node, text, meeting);
        }
    })
}

fn event(view: &ProcessView<'_>, node: &str, text: &mut String, meeting: &Meeting) {
    let said = |words: &Words| view.words_of(&words.digest).map(|(_, text)| text);
    let withheld = || view.visit.text("remark-withheld");
    let address = format!("{node}{}", view.address(&format!("/meetings/{}", meeting.entry)));
    // The last entry that says something of when and where it is.
    let changed = meeting.changes.last().map_or(meeting.at, |change| change.at);
    line(text, "BEGIN", "VEVENT");
    line(text, "UID", &escaped(&format!("{}/meetings/{}", view.process.origin, meeting.entry)));
    line(text, "DTSTAMP", &stamp(changed));
    line(text, "CREATED", &stamp(meeting.at));
    line(text, "LAST-MODIFIED", &stamp(changed));
    line(text, "SEQUENCE", &meeting.changes.len().to_string());
    line(text, "DTSTART", &stamp(meeting.starts));
    line(text, "DTEND", &stamp(meeting.ends));
    line(text, "STATUS", if meeting.cancelled.is_some() { "CANCELLED" } else { "CONFIRMED" });
    line(text, "SUMMARY", &escaped(&said(&meeting.title).unwrap_or_else(withheld)));
    if let Some(place) = &meeting.place {
        line(text, "LOCATION", &escaped(&said(place).unwrap_or_else(withheld)));
    }
    line(text, "DESCRIPTION", &escaped(&description(view, meeting, &address)));
    line(text, "URL", &address);
    line(text, "END", "VEVENT");
}

/// What it is about, its agenda, and where more stands.
fn description(view: &ProcessView<'_>, meeting: &Meeting, address: &str) -> String {
    let said = |words: &Words| view.words_of(&words.digest).map(|(_, text)| text);
    let access = view.visit.text(&format!("meeting-access-{}", meeting.access.as_str()));
    let about = meeting.about.as_ref().and_then(said);
    let agenda =
        meeting.agenda.iter().filter_map(|(_, item)| Some(format!("{}. {}", item.id, said(&item.title)?)));
    let parts = [Some(access), about].into_iter().flatten().chain(agenda).chain([address.to_owned()]);
    parts.collect::<Vec<_>>().join("\n")
}
