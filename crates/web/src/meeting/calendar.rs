//! Meetings as a calendar (RFC 5545): one file a meeting, and one of all that are held in a process.
//!
//! Every time comes from the record, none from the clock, so the same record always gives the same bytes.

use maru_forum::{Meeting, Moment, Words};

use crate::common::ProcessView;

/// Longest line, in bytes, without its end.
const LINE: usize = 75;

/// A calendar of some meetings; `node` is the address under which people reach it.
pub(super) fn calendar<'a>(
    view: &ProcessView<'_>,
    node: &str,
    meetings: impl Iterator<Item = &'a Meeting>,
) -> String {
    let mut text = String::new();
    let title = view.visit.local_plain(&view.process.charter.title);
    line(&mut text, "BEGIN", "VCALENDAR");
    line(&mut text, "VERSION", "2.0");
    line(&mut text, "PRODID", "-//Maru//meetings//EN");
    line(&mut text, "X-WR-CALNAME", &escaped(title));
    for meeting in meetings {
        event(view, node, &mut text, meeting);
    }
    line(&mut text, "END", "VCALENDAR");
    text
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

/// A moment in UTC.
fn stamp(at: Moment) -> String {
    let at = jiff::Timestamp::from_second(at.0).unwrap_or(jiff::Timestamp::MAX);
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text value: what would end it, or stand for something else, is marked; a line end has a sign of its own.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => {
                value.push('\\');
                value.push(letter);
            }
            '\n' => value.push_str("\\n"),
            other if other.is_control() => {}
            other => value.push(other),
        }
    }
    value
}

/// A line, folded so that none has more than 75 bytes and no letter is cut.
fn line(text: &mut String, name: &str, value: &str) {
    let whole = format!("{name}:{value}");
    let mut room = LINE;
    for letter in whole.chars() {
        if letter.len_utf8() > room {
            text.push_str("\r\n ");
            room = LINE - 1;
        }
        room -= letter.len_utf8();
        text.push(letter);
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_letters_and_values_are_marked() {
        let mut text = String::new();
        line(&mut text, "SUMMARY", &escaped(&format!("{}; 1, 2\\3\nend", "마".repeat(40))));
        assert!(text.ends_with("\r\n"));
        let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= LINE), "{lines:?}");
        let unfolded = text.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{}\\; 1\\, 2\\\\3\\nend\r\n", "마".repeat(40)));
        assert_eq!(stamp(Moment(1_781_931_600)), "20260620T050000Z");
    }
}
