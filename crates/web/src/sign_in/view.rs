//! The pages of signing in.

use maru_store::{MAIL_ADDRESS_LIMIT, Mail, MailAddress};
use maud::{Markup, html};

use super::{Asked, LINK_MINUTES};
use crate::layout;
use crate::visit::{Visit, encoded};

/// The form that asks for a link.
pub(super) fn ask(visit: &Visit, asked: &Asked, can_send: bool, fault: Option<&str>) -> Markup {
    let title = visit.text("sign-in-title");
    let body = html! {
        h1 { (title) }
        @if let Some(signed) = &visit.signed {
            p.note { (visit.text_with("sign-in-already", &[("email", signed.email.as_str().into())])) }
        }
        @if can_send {
            p { (visit.text("sign-in-lead")) " " (visit.text("sign-in-private")) }
            (ask_form(visit, asked, fault))
        } @else {
            p.warn role="alert" { (visit.text("sign-in-no-mail")) }
        }
    };
    layout::page(visit, &title, &body)
}

fn ask_form(visit: &Visit, asked: &Asked, fault: Option<&str>) -> Markup {
    html! {
        form method="post" action=(visit.link("/sign-in")) {
            input type="hidden" name="then" value=(asked.then);
            label for="email" { (visit.text("sign-in-field-email")) }
            @if let Some(fault) = fault { p.wrong #email-fault role="alert" { (fault) } }
            input #email type="email" name="email" required maxlength=(MAIL_ADDRESS_LIMIT) value=(asked.email)
                autocomplete="email" dir="ltr" aria-invalid=[fault.map(|_| "true")]
                aria-describedby=[fault.map(|_| "email-fault")];
            p.hint { (visit.text("sign-in-cookie")) }
            button.go type="submit" { (visit.text("sign-in-send")) }
        }
    }
}

fn again(visit: &Visit, then: &str) -> String {
    visit.link(&format!("/sign-in?then={}", encoded(then)))
}

/// A link is on its way.
pub(super) fn sent(visit: &Visit, address: &MailAddress, then: &str) -> Markup {
    let title = visit.text("sign-in-sent-title");
    let arguments = [("email", address.as_str().into()), ("minutes", LINK_MINUTES.into())];
    let body = html! {
        h1 { (title) }
        p.done role="status" { (visit.text_with("sign-in-sent", &arguments)) }
        @if visit.demo {
            p.note { (visit.rich("sign-in-sent-demo", &[], &[("mail", visit.link("/demo/mail"))])) }
        } @else {
            p { (visit.rich("sign-in-sent-nothing", &[], &[("again", again(visit, then))])) }
        }
    };
    layout::page(visit, &title, &body)
}

/// The button that uses a link.
pub(super) fn confirm(visit: &Visit, address: &MailAddress, token: &str, then: &str) -> Markup {
    let title = visit.text("sign-in-confirm-title");
    let body = html! {
        h1 { (title) }
        p { (visit.text_with("sign-in-confirm", &[("email", address.as_str().into())])) }
        form method="post" action=(visit.link("/sign-in/confirm")) {
            input type="hidden" name="token" value=(token);
            input type="hidden" name="then" value=(then);
            button.go type="submit" { (visit.text("sign-in-confirm-send")) }
        }
    };
    layout::page(visit, &title, &body)
}

/// The link is used up or too old.
pub(super) fn stale(visit: &Visit, then: &str) -> Markup {
    let title = visit.text("sign-in-stale-title");
    let links = [("again", again(visit, then))];
    let body = html! {
        h1 { (title) }
        p.warn role="alert" { (visit.rich("sign-in-stale", &[("minutes", LINK_MINUTES.into())], &links)) }
    };
    layout::page(visit, &title, &body)
}

/// The link was asked for elsewhere.
pub(super) fn other_browser(visit: &Visit, then: &str) -> Markup {
    let title = visit.text("sign-in-other-browser-title");
    let body = html! {
        h1 { (title) }
        p.warn role="alert" { (visit.rich("sign-in-other-browser", &[], &[("again", again(visit, then))])) }
    };
    layout::page(visit, &title, &body)
}

/// Nothing was stored.
pub(super) fn failed(visit: &Visit, busy: bool) -> Markup {
    let (title, words) = if busy {
        (visit.text("fault-busy"), visit.text("fault-busy-words"))
    } else {
        (visit.text("fault-stopped"), visit.text("fault-stopped-words"))
    };
    layout::page(visit, &title, &html! { h1 { (title) } p.warn role="alert" { (words) } })
}

/// What a node that is no demonstration says at the demonstration's addresses.
pub(super) fn no_such_page(visit: &Visit) -> Markup {
    let title = visit.text("fault-not-found");
    layout::page(visit, &title, &html! { h1 { (title) } p { (visit.text("fault-not-found-words")) } })
}

/// The mails that a real node would send.
pub(super) fn demo_mail(visit: &Visit, mails: &[Mail], address: &str) -> Markup {
    let title = visit.text("demo-mail-title");
    let body = html! {
        h1 { (title) }
        p.note { (visit.text("demo-mail-lead")) }
        @if mails.is_empty() {
            p { (visit.rich("demo-mail-none", &[], &[("ask", visit.link("/sign-in"))])) }
        }
        ul.rows {
            @for mail in mails { li { (mail_row(visit, mail, address)) } }
        }
    };
    layout::page(visit, &title, &body)
}

fn mail_row(visit: &Visit, mail: &Mail, address: &str) -> Markup {
    html! {
        h2 { (mail.subject) }
        p.figures {
            (visit.text_with("demo-mail-to", &[("recipient", mail.recipient.as_str().into())])) " · "
            (visit.moment(mail.created))
        }
        @for line in mail.body.lines().filter(|line| !line.trim().is_empty()) {
            // The path alone, so that the link leads to the name under which the reader reached this node: the
            // cookie of the browser that asked is bound to it.
            @match line.trim().strip_prefix(address).filter(|path| path.starts_with('/')) {
                Some(path) => p { a href=(path) { (visit.text("demo-mail-open")) } },
                None => p { (line) },
            }
        }
    }
}
