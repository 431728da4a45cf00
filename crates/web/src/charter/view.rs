//! The pages on which a charter is written.

use maru_forum::{Charter, PSEUDONYM_LIMIT};
use maud::{Markup, html};

use super::routes::Written;
use crate::charter::inputs;
use crate::charter::section::{Section, fault_in_words};
use crate::charter::template::Template;
use crate::form::{Shown, Typed};
use crate::layout;
use crate::locale::locales;
use crate::process::view::{facts, timetable};
use crate::visit::Visit;

/// The charters that somebody is writing, and the beginning of one more.
pub(super) fn list(visit: &Visit, drafts: &[Written], typed: &Typed, fault: Option<&str>) -> Markup {
    let title = visit.text("new-title");
    let form = Shown { visit, typed };
    let chosen = |tag: &str| {
        if typed.said("languages").is_some() { typed.has("languages", tag) } else { tag == visit.tag() }
    };
    let fields = html! {
        (templates(visit, typed))
        (form.line("id", &visit.text("new-id"), ""))
        p.hint { (visit.text("charter-hint-id")) }
        fieldset {
            legend { (visit.text("process-charter-languages")) }
            p.hint { (visit.text("charter-hint-languages")) }
            @for locale in locales() {
                label.row {
                    input type="checkbox" name="languages" value=(locale.tag()) checked[chosen(locale.tag())];
                    " " (locale.text("layout-this-language"))
                }
            }
            label for="others" { (visit.text("new-other-languages")) }
            (visit.fault_at("others"))
            input #others name="languages" dir="ltr" autocomplete="off" aria-invalid=[visit.is_wrong("others")] aria-describedby=[visit.told_at("others", "")] value=(others(typed));
        }
    };
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("new-lead")) }
        @if !drafts.is_empty() {
            h2 { (visit.text("new-drafts")) }
            ul {
                @for written in drafts {
                    li {
                        a href=(visit.link(&format!("/new/{}", written.number))) { (name(visit, &written.charter)) }
                        " · " (visit.text("new-saved")) " " (visit.moment(written.changed)) " · "
                        (visit.text_with("new-faults", &[("count", written.charter.faults().len().into())]))
                    }
                }
            }
        }
        h2 { (visit.text("new-begin")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (form.form(&visit.link("/new"), "new-begin-send", &fields))
    };
    layout::page(visit, &title, &body)
}

/// The kinds of process, each with what happens in it and what the program holds it to.
fn templates(visit: &Visit, typed: &Typed) -> Markup {
    let chosen = typed.said("template").unwrap_or(Template::ALL[0].name());
    html! {
        fieldset {
            legend { (visit.text("new-template")) }
            p.hint { (visit.text("new-template-hint")) }
            @for one in Template::ALL {
                @let (id, name) = (format!("template-{}", one.name()), one.name());
                label.row for=(id) {
                    input id=(id) type="radio" name="template" value=(name) required checked[chosen == name] aria-describedby=(format!("{id}-why"));
                    " " b { (visit.text(&format!("new-template-{name}"))) }
                }
                p.hint id=(format!("{id}-why")) { (visit.text(&format!("new-template-{name}-why"))) }
            }
        }
    }
}

/// The languages that were typed rather than ticked.
fn others(typed: &Typed) -> String {
    let known = |tag: &&str| !locales().iter().any(|locale| locale.tag() == *tag);
    typed.all("languages").filter(known).collect::<Vec<_>>().join(", ")
}

fn name(visit: &Visit, charter: &Charter) -> String {
    let title = visit.local_plain(&charter.title);
    if title.trim().is_empty() { charter.id.to_string() } else { title.to_owned() }
}

fn saved(visit: &Visit) -> Markup {
    html! { @if visit.asked("saved").is_some() { p.done role="status" { (visit.text("new-is-saved")) } } }
}

/// One charter: its sections, every fault at once, and the form that makes it a process.
pub(super) fn overview(visit: &Visit, written: &Written, typed: &Typed, fault: Option<&str>) -> Markup {
    let charter = &written.charter;
    let here = format!("/new/{}", written.number);
    let faults = charter.faults();
    let title = name(visit, charter);
    let count = |section: Section| faults.iter().filter(|fault| Section::of_fault(fault) == section).count();
    let body = html! {
        p { a href=(visit.link("/new")) { (visit.text("new-title")) } }
        h1 { (title) }
        (saved(visit))
        p { a.button href=(visit.link(&format!("{here}/preview"))) { (visit.text("new-preview")) } }
        h2 { (visit.text("new-sections")) }
        ol {
            @for section in Section::ALL {
                li {
                    a href=(visit.link(&format!("{here}/{}", section.name()))) { (visit.text(&format!("charter-section-{}", section.name()))) }
                    @if count(section) > 0 { " · " (visit.text_with("new-faults", &[("count", count(section).into())])) }
                }
            }
        }
        @if faults.is_empty() {
            (founding(visit, &here, typed, fault))
        } @else {
            h2 { (visit.text("new-missing")) }
            @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
            ul {
                @for fault in &faults {
                    li { a href=(visit.link(&format!("{here}/{}", Section::of_fault(fault).name()))) { (fault_in_words(visit, charter, fault)) } }
                }
            }
        }
        details {
            summary { (visit.text("new-drop")) }
            form method="post" action=(visit.link(&format!("{here}/drop"))) {
                label.row { input type="checkbox" name="sure" value="yes" required; " " (visit.text("new-drop-sure")) }
                button type="submit" { (visit.text("new-drop")) }
            }
        }
    };
    layout::page(visit, &title, &body)
}

fn founding(visit: &Visit, here: &str, typed: &Typed, fault: Option<&str>) -> Markup {
    let form = Shown { visit, typed };
    let fields = html! {
        label for="pseudonym" { (visit.text("people-field-name")) }
        p.hint { (visit.text("people-field-name-hint")) }
        (visit.fault_at("pseudonym"))
        input #pseudonym name="pseudonym" required maxlength=(PSEUDONYM_LIMIT) dir="auto" autocomplete="off" aria-invalid=[visit.is_wrong("pseudonym")] aria-describedby=[visit.told_at("pseudonym", "")] value=(typed.get("pseudonym"));
        (form.reason())
        p.hint { (visit.text("new-reason-hint")) }
        p.note { (visit.text("new-for-ever")) }
    };
    html! {
        h2 { (visit.text("new-create")) }
        p { (visit.text("new-create-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (form.form(&visit.link(&format!("{here}/create")), "new-create-send", &fields))
    }
}

/// One section with its explanations.
pub(super) fn section(
    visit: &Visit,
    written: &Written,
    section: Section,
    typed: &Typed,
    fault: Option<&str>,
) -> Markup {
    let charter = &written.charter;
    let here = format!("/new/{}", written.number);
    let title = visit.text(&format!("charter-section-{}", section.name()));
    let form = Shown { visit, typed };
    // Who decides, and how, is asked of a charter that has days for it.
    let nothing_decided = section == Section::Decision && !charter.decides_anything();
    let wanted = |path: &str| path != "simulated" && Section::of_field(path) == section && !nothing_decided;
    let faults: Vec<_> =
        charter.faults().into_iter().filter(|fault| Section::of_fault(fault) == section).collect();
    let body = html! {
        p { a href=(visit.link(&here)) { (name(visit, charter)) } }
        h1 { (title) }
        (saved(visit))
        p.lead { (visit.text(&format!("charter-section-{}-lead", section.name()))) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if section == Section::Timetable { (crate::charter::cuts::overlaps(visit, charter)) }
        @if nothing_decided {
            p.note { (visit.text("charter-nothing-decided")) " " a href=(visit.link(&format!("{here}/{}", Section::Timetable.name()))) { (visit.text("charter-section-timetable")) } }
        }
        @if fault.is_none() && !faults.is_empty() {
            div.note {
                p { (visit.text("new-missing")) }
                ul { @for fault in &faults { li { (fault_in_words(visit, charter, fault)) } } }
            }
        }
        form method="post" action=(visit.link(&format!("{here}/{}", section.name()))) {
            (inputs::inputs(visit, charter, form, true, wanted))
            (inputs::as_it_was(charter, wanted))
            input type="hidden" name="of" value=(section.mark(charter));
            @match section {
                Section::People => (inputs::adding(visit, charter, form, "groups")),
                Section::Timetable => (inputs::adding(visit, charter, form, "phase")),
                Section::Purpose | Section::Rules | Section::Decision | Section::Means => {},
            }
            @if section.next().is_some() {
                button.go type="submit" name="go" value="next" { (visit.text("new-save-next")) }
            }
            button type="submit" name="go" value="back" { (visit.text("new-save")) }
        }
    };
    layout::page(visit, &title, &body)
}

/// What people will see.
pub(super) fn preview(visit: &Visit, written: &Written) -> Markup {
    let charter = &written.charter;
    let title = name(visit, charter);
    let body = html! {
        p.note { (visit.text("new-preview-lead")) " " a href=(visit.link(&format!("/new/{}", written.number))) { (visit.text("new-preview-back")) } }
        h1 { (title) }
        p.lead { (visit.local(&charter.purpose)) }
        (timetable(visit, charter, None))
        h2 { (visit.text("process-charter")) }
        (facts(visit, charter, "process-charter-not-yet"))
    };
    layout::page(visit, &title, &body)
}
