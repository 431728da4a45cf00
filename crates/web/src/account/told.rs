//! How somebody wants to hear of answers: their choice at My account, and the page behind the link of a mail.

use maru_store::{ToldBy, ToldChoice};
use maud::{Markup, html};

use crate::layout;
use crate::locale::locales;
use crate::visit::{Visit, encoded};

/// The choice, with what it is now. A node without a mail server tells everyone on this page, and says so.
pub(super) fn form(visit: &Visit, choice: &ToldChoice, sends: bool) -> Markup {
    html! {
        h2 #told { (visit.text("account-told")) }
        @if visit.asked("done") == Some("told") { p.done role="status" { (visit.text("account-told-done")) } }
        @if !sends { p { (visit.text("account-told-no-mail")) } } @else {
        p { (visit.text("account-told-lead")) }
        form method="post" action=(visit.link("/account/told")) {
            fieldset {
                legend { (visit.text("account-told-how")) }
                @for by in ToldBy::ALL {
                    label.row {
                        input type="radio" name="by" value=(by.as_str()) checked[by == choice.by];
                        " " (visit.text(&format!("account-told-{}", by.as_str())))
                    }
                }
            }
            label for="told-language" { (visit.text("account-told-language")) }
            select #told-language name="language" {
                option value="" { (visit.text("account-told-own-language")) }
                @for locale in locales() {
                    option value=(locale.tag()) selected[choice.language.as_deref() == Some(locale.tag())] lang=(locale.tag()) { (locale.text("layout-this-language")) }
                }
            }
            button type="submit" { (visit.text("account-told-save")) }
        }
        }
    }
}

/// The page behind the link of a mail: a button, or what came of it.
pub(super) fn stop(visit: &Visit, token: &str, done: Option<bool>) -> Markup {
    let title = visit.text("account-stop");
    let body = html! {
        h1 { (title) }
        @match done {
            Some(true) => p.done role="status" { (visit.text("account-stop-done")) },
            Some(false) => p.wrong role="alert" { (visit.text("account-stop-unknown")) },
            None => {
                p { (visit.text("account-stop-lead")) }
                form method="post" action=(visit.link(&format!("/account/mail/stop?token={}", encoded(token)))) {
                    button.go type="submit" { (visit.text("account-stop-send")) }
                }
            },
        }
        p { a href=(visit.link("/account")) { (visit.text("account-title")) } }
    };
    layout::page(visit, &title, &body)
}
