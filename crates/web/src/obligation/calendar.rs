//! Obligations as a calendar: the day on which each is due, and the day on which it is looked at anew.

use axum::response::Response;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_forum::Obligation;

use crate::calendar::{calendar, escaped, line, stamp, whole_day};
use crate::common::ProcessView;
use crate::draft::name::plain_name;
use crate::obligation::view::version;

/// A calendar of some obligations; `node` is the address under which people reach it.
pub(super) fn calendar_of<'a>(
    view: &ProcessView<'_>,
    node: &str,
    obligations: impl Iterator<Item = &'a Obligation>,
) -> Response {
    calendar(view, "obligations", |text| {
        for one in obligations {
            event(view, node, text, one, ("due", one.owed.due));
            if let Some(day) = one.owed.review {
                event(view, node, text, one, ("review", day));
            }
        }
    })
}

fn event(view: &ProcessView<'_>, node: &str, text: &mut String, one: &Obligation, (what, day): (&str, Date)) {
    let visit = view.visit;
    let address = format!("{node}{}", view.address(&format!("/obligations/{}", one.entry)));
    let changed = one.findings.last().map_or(one.at, |finding| finding.at);
    let unit = plain_name(view, version(view, one), one.owed.unit.as_str());
    let arguments = [("signatory", one.owed.signatory.as_str().into()), ("unit", unit.into())];
    let said = one.owed.text.as_ref().and_then(|words| view.words_of(&words.digest));
    let parts = said.into_iter().map(|(_, text)| text).chain([address.clone()]).collect::<Vec<_>>();
    line(text, "BEGIN", "VEVENT");
    line(text, "UID", &escaped(&format!("{}/obligations/{}/{what}", view.process.origin, one.entry)));
    line(text, "DTSTAMP", &stamp(changed));
    line(text, "CREATED", &stamp(one.at));
    line(text, "LAST-MODIFIED", &stamp(changed));
    line(text, "SEQUENCE", &one.findings.len().to_string());
    line(text, "DTSTART;VALUE=DATE", &whole_day(day));
    // The end of a whole day is the day after, which is no part of it.
    line(text, "DTEND;VALUE=DATE", &whole_day(day.saturating_add(1.day())));
    line(text, "TRANSP", "TRANSPARENT");
    line(text, "SUMMARY", &escaped(&visit.text_with(&format!("obligation-event-{what}"), &arguments)));
    line(text, "DESCRIPTION", &escaped(&parts.join("\n")));
    line(text, "URL", &address);
    line(text, "END", "VEVENT");
}
