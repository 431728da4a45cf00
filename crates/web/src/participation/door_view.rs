//! The pages of somebody who has a code, or asks for one.

use maru_forum::{
    Application, Code, EntryNumber, Invitation, PhaseAct, Registration, Seat, SeatState, Violation,
};
use maud::{Markup, html};

use super::view::{invitee, refusal_whole, until};
use crate::common::ProcessView;
use crate::countries;
use crate::desk::view::done;
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::visit::encoded;

/// Where a code is typed, and what became of it.
pub(crate) fn invited(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("participation-code-title");
    let code = typed.said("code").map(Code::typed);
    let form = Shown { visit, typed };
    let body = html! {
        h1 { (title) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @match &code {
            Some(Ok(code)) => (found(view, code)),
            Some(Err(violation)) if fault.is_none() => p.wrong role="alert" { (visit.violation(violation)) },
            _ => p { (visit.text("participation-code-lead")) },
        }
        (form.form(&view.link("/invited"), "participation-code-send", &form.line("code", &visit.text("participation-code"), "")))
        p { a href=(view.link("/participation")) { (visit.text("participation-title")) } }
    };
    process_page(view, &title, &body)
}

fn found(view: &ProcessView<'_>, code: &Code) -> Markup {
    match (view.process.seat_of(code), view.process.application_of(code)) {
        (Some((invitation, seat)), _) => seat_of(view, invitation, seat, code),
        (None, Some(application)) => application_of(view, application, code),
        // A code that was replaced is known, and its seat has another one.
        (None, None) if view.process.seals.entry_of(&code.seal()).is_some() => {
            html! { p.warn { (view.visit.text("violation-code-void")) } (contact(view)) }
        }
        (None, None) => {
            html! { p.wrong role="alert" { (view.visit.text("violation-bad-code")) } (contact(view)) }
        }
    }
}

/// Where the secretariat is reached, for whoever has a code that opens nothing.
fn contact(view: &ProcessView<'_>) -> Markup {
    html! { p { (view.visit.text("process-charter-contact")) ": " bdi { (view.process.charter.contact) } } }
}

/// The way in: where one takes part under a name, with the code in hand.
fn way_in(view: &ProcessView<'_>, code: &Code) -> Markup {
    html! {
        @if view.open_for(PhaseAct::Join) {
            p { a.button.go rel="nofollow" href=(view.link(&format!("/join?code={}", encoded(code.as_str())))) { (view.visit.text("participation-accept")) } }
        } @else {
            p.warn { (view.not_now("people-join-not-now", Some(PhaseAct::Join))) }
        }
    }
}

fn seat_of(view: &ProcessView<'_>, invitation: &Invitation, seat: &Seat, code: &Code) -> Markup {
    let visit = view.visit;
    let state = invitation.state_of(seat, visit.now.day());
    html! {
        h2 { (invitee(view, invitation)) }
        p dir="auto" { (invitation.reason) }
        @if state == SeatState::Sent {
            p { (visit.text("participation-answer-by")) " " (until(view, invitation.last_day)) }
            p.note { (visit.text("participation-who-invited-knows")) }
            (way_in(view, code))
            // Closed, because it is final and stands beside the way in.
            details {
                summary { (visit.text("participation-decline")) }
                form method="post" action=(view.link("/invited")) {
                    input type="hidden" name="code" value=(code.as_str());
                    p { (visit.text("participation-decline-final")) }
                    button type="submit" name="act" value="decline" { (visit.text("participation-decline-send")) }
                }
            }
        } @else {
            p.note role="status" { (visit.text(&format!("participation-seat-{}", state.as_str()))) }
        }
        p.figures { (view.entry(invitation.entry)) }
    }
}

fn application_of(view: &ProcessView<'_>, application: &Application, code: &Code) -> Markup {
    let visit = view.visit;
    let refusal = application.outcome.and_then(|entry| view.process.refusals.get(entry));
    html! {
        h2 { (visit.text("participation-your-application")) }
        p.figures { (visit.moment(application.at)) " · " (view.entry(application.entry)) }
        @match (application.came, application.door, refusal) {
            (Some(_), _, _) => p.note { (visit.text("participation-seat-accepted")) },
            (None, Some(_), _) => {
                p.note { (visit.text("participation-granted")) }
                (way_in(view, code))
            },
            (None, None, Some(refusal)) => {
                p.warn { (visit.text("participation-was-refused")) }
                p { a.button href=(view.link(&format!("/refusals/{}?code={}", refusal.entry, encoded(code.as_str())))) { (visit.text("participation-refusal-more")) } }
            },
            (None, None, None) => p.note { (visit.text("participation-waits")) },
        }
    }
}

/// The form by which somebody asks to come in.
pub(crate) fn apply(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let (visit, charter) = (view.visit, &view.process.charter);
    let title = visit.text("participation-apply");
    let form = Shown { visit, typed };
    let groups = view.group_choices();
    let countries = countries::choices(visit.tag());
    let fields = html! {
        (form.choice_if_any("group", &visit.text("people-field-group"), &groups))
        (form.choice_if_any("country", &visit.text("people-field-country"), &countries))
        (form.area("text", &visit.text("participation-apply-words"), ""))
        (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &charter.languages), ""))
    };
    let body = html! {
        h1 { (title) }
        p { (visit.local(&charter.eligibility)) }
        p { (visit.text("participation-apply-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if charter.registration == Registration::Open {
            p.note { (visit.violation(&Violation::NothingToApplyFor)) }
        } @else if let Some(name) = view.pseudonym() {
            p.note { (visit.text_with("people-joined-as", &[("name", name.into())])) }
        } @else if !view.open_for(PhaseAct::Join) {
            p.warn { (view.not_now("people-join-not-now", Some(PhaseAct::Join))) }
        } @else if visit.signed.is_none() {
            p { (visit.text("people-join-sign-in")) }
            p { a.button.go rel="nofollow" href=(visit.link(&format!("/sign-in?then={}", encoded(&visit.link(&visit.here()))))) { (visit.text("layout-sign-in")) } }
        } @else {
            (form.form(&view.link("/apply"), "participation-apply-send", &fields))
        }
    };
    process_page(view, &title, &body)
}

/// That somebody has applied, with the code that nobody can show again.
pub(crate) fn applied(view: &ProcessView<'_>, code: &Code, entry: EntryNumber) -> Markup {
    let visit = view.visit;
    let title = visit.text("participation-applied");
    let body = html! {
        h1 { (title) }
        div.done role="status" { p { (visit.text("desk-done")) " " (view.entry(entry)) } }
        p { (visit.text("participation-keep-code")) }
        p.lead { code { (code.spaced()) } }
        p { (visit.text("participation-code-where")) " " a href=(view.link("/invited")) { (visit.text("participation-code-title")) } }
    };
    process_page(view, &title, &body)
}

/// A refusal, and where whoever was refused appeals.
pub(crate) fn refusal(
    view: &ProcessView<'_>,
    entry: EntryNumber,
    typed: &Typed,
    fault: Option<&str>,
) -> Option<Markup> {
    let (visit, charter) = (view.visit, &view.process.charter);
    let one = view.process.refusals.get(entry)?;
    let title = visit.text_with("participation-refusal-number", &[("number", entry.0.into())]);
    let form = Shown { visit, typed };
    let may = one.appeal.is_none() && visit.now.day() <= one.last_day;
    let mine = one.participant.is_some() && one.participant == view.me;
    let fields = html! {
        @if one.application.is_some() {
            (form.line("code", &visit.text("participation-code-of-application"), visit.asked("code").unwrap_or_default()))
        }
        (form.area("text", &visit.text("participation-appeal-words"), ""))
        (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &charter.languages), ""))
    };
    let body = html! {
        p { a href=(view.link("/participation")) { (visit.text("participation-title")) } }
        h1 { (title) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (refusal_whole(view, one))
        @if may && (mine || one.application.is_some()) {
            h2 { (visit.text("participation-appeal-make")) }
            p { (visit.text("participation-appeal-lead")) " " (crate::review::view::when_ruled(view, view.process.hears_refused(one))) }
            (form.form(&view.link(&format!("/refusals/{entry}")), "participation-appeal-send", &fields))
        }
    };
    Some(process_page(view, &title, &body))
}
