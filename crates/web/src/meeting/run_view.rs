//! The pages of whoever runs meetings: to announce one, to change it, to count who came, to publish minutes.

use maru_forum::{MEETING_TEXT_LIMIT, MEETING_TITLE_LIMIT, Meeting, MeetingAccess, Presence};
use maud::{Markup, html};

use super::clock::offset_text;
use super::forms::NO_GROUP;
use super::view::{line, may_run, number, state, when};
use crate::common::ProcessView;
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::remark::view::done;
use crate::visit::Visit;

/// Minutes before UTC of languages whose readers nearly all live by one clock; a form offers it, and it can be changed.
const USUAL_OFFSETS: [(&str, i64); 1] = [("ko", 9 * 60)];

fn usual_offset(visit: &Visit) -> i64 {
    USUAL_OFFSETS.iter().find(|(tag, _)| *tag == visit.tag()).map_or(0, |(_, minutes)| *minutes)
}

fn clock(form: Shown<'_>, name: &str, label: &str, is_required: bool) -> Markup {
    html! {
        label for=(name) { (form.visit.text(label)) }
        (form.visit.fault_at(name))
        input id=(name) name=(name) type="datetime-local" required[is_required] aria-invalid=[form.visit.is_wrong(name)] aria-describedby=[form.visit.told_at(name, "")] value=(form.typed.get(name));
    }
}

fn area(form: Shown<'_>, id: &str, label: &str, limit: usize, is_required: bool) -> Markup {
    html! {
        label for=(id) { (label) }
        (form.visit.fault_at(id))
        textarea id=(id) name=(id) rows="4" dir="auto" required[is_required] maxlength=(limit) aria-invalid=[form.visit.is_wrong(id)] aria-describedby=[form.visit.told_at(id, "")] { (form.typed.get(id)) }
    }
}

/// The form of a new meeting.
pub(super) fn new(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-meetings");
    let form = Shown { visit, typed };
    let access: Vec<_> = MeetingAccess::HERE
        .iter()
        .map(|one| (one.as_str().to_owned(), visit.text(&format!("meeting-access-{}", one.as_str()))))
        .collect();
    let fields = html! {
        label for="title" { (visit.text("meeting-field-title")) }
        (visit.fault_at("title"))
        input #title name="title" dir="auto" autocomplete="off" required maxlength=(MEETING_TITLE_LIMIT) aria-invalid=[visit.is_wrong("title")] aria-describedby=[visit.told_at("title", "")] value=(typed.get("title"));
        (area(form, "text", &visit.text("meeting-field-about"), MEETING_TEXT_LIMIT, false))
        (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
        (clock(form, "starts", "meeting-field-starts", true))
        (clock(form, "ends", "meeting-field-ends", true))
        (form.line("offset", &visit.text("meeting-field-offset"), &offset_text(usual_offset(visit))))
        (area(form, "place", &visit.text("meeting-field-place"), MEETING_TEXT_LIMIT, true))
        (form.choice("access", &visit.text("meeting-field-access"), &access, MeetingAccess::Open.as_str()))
        (form.line("reason", &visit.text("meeting-field-closed-reason"), ""))
        (area(form, "agenda", &visit.text("meeting-field-agenda"), MEETING_TEXT_LIMIT, false))
    };
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("meeting-announce-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if may_run(view) { (form.form(&view.link("/desk/meetings"), "meeting-announce", &fields)) }
        @else { p.warn { (visit.text("meeting-not-yours")) } }
    };
    process_page(view, &title, &body)
}

/// Everything that is done with a meeting but giving the floor.
pub(super) fn run(view: &ProcessView<'_>, meeting: &Meeting, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let under = format!("/meetings/{}", meeting.entry);
    let has_begun = meeting.starts <= visit.now;
    let body = html! {
        h1 { (visit.text("meeting-run")) }
        p { a href=(view.link(&under)) { (line(view, &meeting.title)) } " · " (when(view, meeting)) " · " (state(view, meeting)) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if !may_run(view) || !meeting.is_held_here() { p.warn { (visit.text("meeting-not-yours")) } }
        @else {
            @if has_begun {
                (attendance(view, meeting, typed))
                (minutes(view, meeting, typed))
            }
            @if meeting.minutes.is_empty() { (change(view, meeting, typed, has_begun)) }
        }
    };
    process_page(view, &number(view, meeting), &body)
}

fn attendance(view: &ProcessView<'_>, meeting: &Meeting, typed: &Typed) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let named = view.group_choices();
    let groups = named.iter().map(|(id, title)| (id.as_str(), title.clone()));
    let all: Vec<_> = groups.chain([(NO_GROUP, visit.text("people-group-unsaid"))]).collect();
    let last = meeting.attendance.last();
    let stands = |group: &str, presence: Presence| {
        let counted = last?
            .groups
            .iter()
            .find(|one| one.group.as_ref().map_or(NO_GROUP, |id| id.0.as_str()) == group)?;
        Some(if presence == Presence::Room { counted.room } else { counted.remote }.to_string())
    };
    let number = |group: &str, presence: Presence, title: &str| {
        let name = format!("{}-{group}", presence.as_str());
        let label = visit.text(&format!("meeting-presence-{}", presence.as_str()));
        let value =
            typed.said(&name).map(str::to_owned).or_else(|| stands(group, presence)).unwrap_or_default();
        html! {
            label for=(name) { (title) ", " (label) }
            (visit.fault_at(&name))
            input id=(name) name=(name) type="number" min="0" max="1000000" inputmode="numeric" aria-invalid=[visit.is_wrong(&name)] aria-describedby=[visit.told_at(&name, "")] value=(value);
        }
    };
    let fields = html! {
        @for (id, title) in &all { @for presence in Presence::ALL { (number(id, *presence, title)) } }
        @if last.is_some() { (form.reason()) }
    };
    html! {
        h2 { (visit.text("meeting-attendance")) }
        p { (visit.text(if last.is_some() { "meeting-attendance-again" } else { "meeting-attendance-lead" })) }
        (form.form(&view.link(&format!("/meetings/{}/attendance", meeting.entry)), "meeting-attendance-send", &fields))
    }
}

fn minutes(view: &ProcessView<'_>, meeting: &Meeting, typed: &Typed) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let is_closed = meeting.access == MeetingAccess::Closed;
    let words = |id: &str, key: &str, is_required: bool| {
        area(form, id, &visit.text(key), MEETING_TEXT_LIMIT, is_required)
    };
    let fields = html! {
        @if is_closed { (words("members", "meeting-members", true)) (words("outcome", "meeting-outcome", true)) }
        @for (_, item) in &meeting.agenda {
            @let (said, came) = (format!("item-{}", item.id), format!("came-{}", item.id));
            label for=(said) { (item.id) ". " (line(view, &item.title)) }
            (visit.fault_at(&said))
            textarea id=(said) name=(said) rows="4" dir="auto" required maxlength=(MEETING_TEXT_LIMIT) aria-invalid=[visit.is_wrong(&said)] aria-describedby=[visit.told_at(&said, "")] { (typed.get(&said)) }
            (form.line(&came, &visit.text_with("meeting-field-came", &[("item", item.id.0.into())]), ""))
        }
        (area(form, "text", &visit.text("meeting-beside"), MEETING_TEXT_LIMIT, meeting.agenda.is_empty()))
        (form.line("recording", &visit.text("meeting-field-recording"), ""))
        (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
        @if !meeting.minutes.is_empty() {
            label for="why" { (visit.text("desk-reason")) }
            textarea #why name="reason" rows="3" dir="auto" required { (typed.get("reason")) }
        }
    };
    html! {
        h2 { (visit.text("meeting-minutes")) }
        @if visit.now < meeting.ends { p.note { (visit.text("violation-bad-meeting-not-over")) } }
        @else if meeting.attendance.is_empty() { p.note { (visit.text("meeting-minutes-after-attendance")) } }
        @else {
            p { (visit.text("meeting-minutes-lead")) }
            (form.form(&view.link(&format!("/meetings/{}/minutes", meeting.entry)), "meeting-minutes-send", &fields))
        }
    }
}

fn change(view: &ProcessView<'_>, meeting: &Meeting, typed: &Typed, has_begun: bool) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let languages = offered(visit, &view.process.charter.languages);
    let fields = html! {
        @if !has_begun {
            (clock(form, "starts", "meeting-change-starts", false))
            (clock(form, "ends", "meeting-change-ends", false))
        }
        (area(form, "place", &visit.text("meeting-change-place"), MEETING_TEXT_LIMIT, false))
        (area(form, "added", &visit.text("meeting-change-added"), MEETING_TEXT_LIMIT, false))
        label for="words" { (visit.text("desk-language-of-words")) }
        (visit.fault_at("change-language"))
        select #words name="language" aria-invalid=[visit.is_wrong("change-language")] aria-describedby=[visit.told_at("change-language", "")] {
            option value="" { (visit.text("desk-choose")) }
            @for (value, name) in &languages { option value=(value) selected[value == typed.get("language")] { (name) } }
        }
        (visit.fault_at("cancel"))
        label { input type="checkbox" name="cancel" value="yes" checked[typed.get("cancel") == "yes"]; " " (visit.text("meeting-change-cancel")) }
        label for="because" { (visit.text("desk-reason")) }
        (visit.fault_at("change-reason"))
        textarea #because name="reason" rows="3" dir="auto" required aria-invalid=[visit.is_wrong("change-reason")] aria-describedby=[visit.told_at("change-reason", "")] { (typed.get("reason")) }
    };
    html! {
        h2 { (visit.text("meeting-change")) }
        p { (visit.text("meeting-change-lead")) }
        (form.form(&view.link(&format!("/meetings/{}/change", meeting.entry)), "meeting-change-send", &fields))
    }
}
