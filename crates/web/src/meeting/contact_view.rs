//! Contacts outside the record as a page: who met whom, as somebody says, and the form to say so.

use maru_forum::{CONTACT_LIMIT, CONTACT_NAME_LIMIT, Contact};
use maud::{Markup, html};

use crate::common::{PAGE_ITEMS, ProcessView};
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::list;
use crate::process::view::sign_in_to_take_part;
use crate::remark::view::{done, entry_words, standing};

/// All of them, newest first, and the form.
pub(super) fn list(view: &ProcessView<'_>, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text("meeting-contacts");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("meeting-contacts-lead")) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (list::rows(visit, view.process.contacts.iter().collect(), PAGE_ITEMS, "meeting-no-contacts", |one| row(view, one)))
        (form(view, typed))
    };
    process_page(view, &title, &body)
}

fn row(view: &ProcessView<'_>, one: &Contact) -> Markup {
    let (visit, told) = (view.visit, &one.told);
    html! {
        li {
            p { b { (view.line(Some(&told.who))) } " " (visit.text("meeting-contact-met")) " " b { (view.line(Some(&told.whom))) } " · " (visit.date(told.day)) }
            (standing(view, one.entry))
            (entry_words(view, &told.text, CONTACT_LIMIT))
            p.figures { (visit.text("meeting-contact-by")) " " (view.author_name(one.by)) " · " (visit.moment(one.at)) " · " (view.entry(one.entry)) }
        }
    }
}

fn form(view: &ProcessView<'_>, typed: &Typed) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    if view.process.stage.is_over() {
        return html! {};
    }
    let name = |id: &str, label: &str| {
        html! {
            label for=(id) { (visit.text(label)) }
            input id=(id) name=(id) dir="auto" autocomplete="off" required maxlength=(CONTACT_NAME_LIMIT) value=(typed.get(id));
        }
    };
    html! {
        h2 { (visit.text("meeting-contact-tell")) }
        @if view.me.is_none() { p { (sign_in_to_take_part(view, "/contacts")) } }
        @else { (form.form(&view.link("/contacts"), "meeting-contact-send", &html! {
            (name("who", "meeting-contact-who"))
            (name("whom", "meeting-contact-whom"))
            (form.day("day", &visit.text("meeting-contact-day"), ""))
            label for="text" { (visit.text("meeting-contact-about")) }
            textarea #text name="text" rows="4" dir="auto" required maxlength=(CONTACT_LIMIT) { (typed.get("text")) }
            (form.choice("language", &visit.text("desk-language-of-words"), &offered(visit, &view.process.charter.languages), ""))
        })) }
    }
}
