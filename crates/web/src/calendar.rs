//! What every calendar has (RFC 5545): its head and end, folded lines, marked values, days and moments.
//!
//! Every time comes from the record, none from the clock, so the same record always gives the same bytes.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maru_forum::Moment;

use crate::common::ProcessView;

/// Longest line, in bytes, without its end.
const LINE: usize = 75;

/// A calendar of a process as a file; `of` names what is in it, `events` writes it.
pub(crate) fn calendar(view: &ProcessView<'_>, of: &str, events: impl FnOnce(&mut String)) -> Response {
    let mut text = String::new();
    let title = view.visit.local_plain(&view.process.charter.title);
    line(&mut text, "BEGIN", "VCALENDAR");
    line(&mut text, "VERSION", "2.0");
    line(&mut text, "PRODID", &format!("-//Maru//{of}//EN"));
    line(&mut text, "X-WR-CALNAME", &escaped(title));
    events(&mut text);
    line(&mut text, "END", "VCALENDAR");
    ([(CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response()
}

/// A moment in UTC.
pub(crate) fn stamp(at: Moment) -> String {
    let at = jiff::Timestamp::from_second(at.0).unwrap_or(jiff::Timestamp::MAX);
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A whole day.
pub(crate) fn whole_day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A text value: what would end it, or stand for something else, is marked; a line end has a sign of its own.
pub(crate) fn escaped(text: &str) -> String {
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
pub(crate) fn line(text: &mut String, name: &str, value: &str) {
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
