//! The form in which a node gets its name.

use maud::{Markup, html};

use super::{Fault, Host};
use crate::layout;
use crate::visit::Visit;

/// A field: its name, the type of its input, an example, whether it must be filled in.
struct Field<'a> {
    name: &'static str,
    kind: &'static str,
    example: &'static str,
    required: bool,
    value: &'a str,
}

/// The form, again with what was typed where something was wrong. The password and the code are typed anew.
pub(super) fn form(visit: &Visit, host: &Host, fault: Option<&Fault>) -> Markup {
    let title = visit.text("setup-title");
    let field = |name, kind, example, required, value| Field { name, kind, example, required, value };
    let fields = [
        field("code", "text", "", true, ""),
        field("address", "url", "https://forum.example.org", true, &host.address),
        field("operator", "text", "", true, &host.operator),
        field("contact", "email", "hosts@example.org", true, &host.contact),
        field("smtp", "text", "smtps://user@mail.example.org", false, &host.smtp),
        field("smtp_password", "password", "", false, ""),
        field("mail_from", "text", "Maru <maru@example.org>", false, &host.mail_from),
    ];
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("setup-lead")) }
        form method="post" action=(visit.link("/")) {
            @for field in &fields { (input(visit, field, fault.filter(|fault| fault.field == field.name))) }
            button.go type="submit" { (visit.text("setup-send")) }
        }
    };
    layout::page_before_naming(visit, &title, &body)
}

fn input(visit: &Visit, field: &Field<'_>, fault: Option<&Fault>) -> Markup {
    let key = format!("setup-field-{}", field.name.replace('_', "-"));
    let hint = format!("{}-hint", field.name);
    let wrong = format!("{}-fault", field.name);
    let described = if fault.is_some() { format!("{wrong} {hint}") } else { hint.clone() };
    html! {
        label for=(field.name) { (visit.text(&key)) }
        @if let Some(fault) = fault {
            p.wrong id=(wrong) role="alert" {
                (visit.text_with(&fault.key, &[("detail", fault.detail.as_str().into())]))
            }
        }
        input id=(field.name) type=(field.kind) name=(field.name) value=(field.value) required[field.required]
            placeholder=[Some(field.example).filter(|example| !example.is_empty())] autocomplete="off" dir="auto"
            aria-invalid=[fault.map(|_| "true")] aria-describedby=(described);
        p.hint id=(hint) { (visit.text(&format!("{key}-hint"))) }
    }
}

/// The node has a name and starts.
pub(super) fn done(visit: &Visit, host: &Host) -> Markup {
    let title = visit.text("setup-done-title");
    let address = host.address.as_str();
    let body = html! {
        h1 { (title) }
        p.done role="status" { (visit.text_with("setup-done", &[("address", address.into())])) }
        p { (visit.rich("setup-done-next", &[], &[])) }
    };
    layout::page_before_naming(visit, &title, &body)
}
