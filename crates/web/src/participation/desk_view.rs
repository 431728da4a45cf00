//! The registrar's pages: the forms for invitations, what a list would become, and the sheet of codes.

use maru_forum::{Code, EntryNumber, Invitation, Invitee, Office, Seat, SeatState, SentBy};
use maru_store::InvitationMail;
use maud::{Markup, html};

use super::desk::{Coded, Looked, Unwritten};
use super::list::{COLUMNS, Planned, Row};
use super::view::{invitee, states, until};
use crate::common::{PAGE_ITEMS, ProcessView};
use crate::countries;
use crate::desk::view::done;
use crate::form::{BLANK, Shown, Typed};
use crate::layout::process_page;
use crate::list;
use crate::meeting::people::group_name;
use crate::organisation::view::name_of;
use crate::visit::Visit;

fn head(view: &ProcessView<'_>, title: &str, fault: Option<&str>) -> Markup {
    html! {
        p { a href=(view.link("/desk")) { (view.visit.text("desk-title")) } }
        h1 { (title) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
    }
}

/// The registrar's desk of invitations.
pub(crate) fn invitations(view: &ProcessView<'_>, typed: &Typed, looked: Looked<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-invitations");
    let all: Vec<&Invitation> = view.process.invitations.iter().collect();
    let of_list = looked.rows.filter(|_| !typed.has("act", "one"));
    let body = html! {
        (head(view, &title, looked.fault))
        p { (visit.text("desk-invitations-lead")) }
        (under_way(view, looked.mails))
        @if !view.process.stage.is_over() {
            (note_many_sent(view, if typed.has("act", "sent") { typed } else { &BLANK }, &unsent(view)))
            (list_form(view, typed, of_list))
            details open[typed.has("act", "one")] {
                summary { (visit.text("participation-one")) }
                (one_form(view, if typed.has("act", "one") { typed } else { &BLANK }))
            }
        }
        h2 { (visit.text("participation-invitations")) }
        (list::rows(visit, all, PAGE_ITEMS, "participation-nobody-invited", |one| line(view, one)))
        // A result is the secretariat's to publish.
        @if view.me.is_some_and(|me| view.process.offices.may_act_as(me, Office::Secretariat)) {
            form method="post" action=(view.link("/desk/invitations")) {
                p { (visit.text("participation-count-lead")) }
                button type="submit" name="act" value="count" { (visit.text("participation-count-send")) }
            }
        }
    };
    process_page(view, &title, &body)
}

/// Mails that no server has taken yet, and those that came back.
fn under_way(view: &ProcessView<'_>, mails: &[InvitationMail]) -> Markup {
    let visit = view.visit;
    let waiting = mails.iter().filter(|mail| mail.sent.is_none() && !mail.came_back());
    let back: Vec<_> = mails.iter().filter(|mail| mail.came_back()).collect();
    html! {
        @if !back.is_empty() {
            div.warn {
                p { (visit.text_with("participation-mails-came-back", &[("count", back.len().into())])) }
                ul {
                    @for mail in back.iter().take(PAGE_ITEMS) {
                        li {
                            a href=(view.link(&format!("/desk/invitations/{}", mail.invitation))) { (visit.text_with("participation-invitation-number", &[("number", mail.invitation.0.into())])) }
                            " · " bdi { (mail.recipient) }
                            @if let Some((answer, _)) = &mail.refused { " · " span.small lang="en" { (answer) } }
                        }
                    }
                }
            }
        }
        @if waiting.clone().next().is_some() { p { (visit.text_with("participation-mails-waiting", &[("count", waiting.clone().count().into())])) } }
        ul {
            @for mail in waiting.filter(|mail| mail.refused.is_some()).take(PAGE_ITEMS) {
                li {
                    a href=(view.link(&format!("/desk/invitations/{}", mail.invitation))) { (visit.text_with("participation-invitation-number", &[("number", mail.invitation.0.into())])) }
                    " · " bdi { (mail.recipient) }
                    @if let Some((answer, _)) = &mail.refused {
                        " · " (visit.text("desk-mail-not-taken")) " · " span.small lang="en" { (answer) }
                    }
                }
            }
        }
    }
}

fn line(view: &ProcessView<'_>, one: &Invitation) -> Markup {
    let visit = view.visit;
    html! {
        li {
            p { a href=(view.link(&format!("/desk/invitations/{}", one.entry))) { (visit.text_with("participation-invitation-number", &[("number", one.entry.0.into())])) } " · " (invitee(view, one)) }
            p { (states(view, one)) }
            p.figures { (visit.text("participation-last-day")) " " (visit.date(one.last_day)) " · " span dir="auto" { (one.reason) } }
        }
    }
}

fn list_form(view: &ProcessView<'_>, typed: &Typed, rows: Option<&[Row]>) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let whole = rows.is_some_and(|rows| rows.iter().all(|row| row.read.is_ok()));
    html! {
        h2 { (visit.text("participation-list")) }
        p { (visit.text("participation-list-lead")) " " code { (COLUMNS.join(",")) } }
        @if let Some(rows) = rows { (preview(view, rows)) }
        form method="post" action=(view.link("/desk/invitations")) {
            (form.area("list", &visit.text("participation-list-field"), ""))
            button type="submit" name="act" value="look" { (visit.text("organisation-list-look")) } " "
            @if whole { button.go type="submit" name="act" value="enter" { (visit.text_with("participation-list-enter", &[("count", rows.map_or(0, <[Row]>::len).into())])) } }
        }
    }
}

fn preview(view: &ProcessView<'_>, rows: &[Row]) -> Markup {
    let visit = view.visit;
    let wrong = rows.iter().filter(|row| row.read.is_err()).count();
    html! {
        p role="status" class=(if wrong > 0 { "wrong" } else { "note" }) {
            (visit.text_with("organisation-list-read", &[("count", rows.len().into()), ("wrong", wrong.into())]))
        }
        ul.rows {
            @for row in rows {
                li {
                    (visit.text_with("organisation-list-line", &[("line", row.line.into())])) " · "
                    @match &row.read {
                        Ok(planned) => (planned_line(view, planned)),
                        Err(fault) => b { (visit.text(&format!("participation-fault-{}", fault.as_str()))) },
                    }
                }
            }
        }
    }
}

fn planned_line(view: &ProcessView<'_>, planned: &Planned) -> Markup {
    let visit = view.visit;
    html! {
        (visit.text(&format!("participation-to-{}", planned.to.as_str())))
        @if let Some(organisation) = planned.organisation { ": " (crate::organisation::view::link(view, organisation)) }
        @if let Some(class) = &planned.class { ": " span dir="auto" { (class) } }
        " · " (visit.text_with("participation-seats", &[("count", planned.seats.into())]))
        " · " (visit.date(planned.last_day))
        " · " @match &planned.mail {
            Some(mail) => { (visit.text("participation-by-mail")) " " bdi { (mail) } },
            None => (visit.text("participation-on-paper")),
        }
        // What a column that has slipped would spoil without a word.
        @if let Some(group) = &planned.group { " · " (group_name(view, Some(group))) }
        @if let Some(code) = planned.country { " · " (countries::name_of(code, visit.tag())) }
        " · " span dir="auto" { (planned.reason) }
    }
}

/// By which way invitations went out.
fn means(visit: &Visit) -> Vec<(String, String)> {
    let name = |means: SentBy| {
        (means.as_str().to_owned(), visit.text(&format!("participation-means-{}", means.as_str())))
    };
    [SentBy::Paper, SentBy::Hand, SentBy::Mail].map(name).to_vec()
}

/// The form by which many invitations are noted as sent at once: before that no code of theirs opens the door.
fn note_many_sent(view: &ProcessView<'_>, typed: &Typed, unsent: &[EntryNumber]) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    html! {
        @if !unsent.is_empty() {
            h2 { (visit.text("participation-note-sent")) }
            p { (visit.text_with("participation-unsent-lead", &[("count", unsent.len().into())])) }
            form method="post" action=(view.link("/desk/invitations")) {
                label.row { input type="checkbox" name="all" value="yes" checked[typed.has("all", "yes")]; " " (visit.text_with("participation-unsent-all", &[("count", unsent.len().into())])) }
                details open[typed.all("unsent").next().is_some()] {
                    summary { (visit.text("participation-unsent-some")) }
                    @for entry in unsent {
                        @let number = entry.to_string();
                        label.row {
                            input type="checkbox" name="unsent" value=(number) checked[typed.has("unsent", &number)]; " "
                            (visit.text_with("participation-invitation-number", &[("number", entry.0.into())]))
                            @if let Some(one) = view.process.invitations.get(*entry) { " · " (invitee(view, one)) }
                        }
                    }
                }
                // Those that the form showed: one that was entered since is not meant by “all”.
                @for entry in unsent { input type="hidden" name="of" value=(entry); }
                (form.choice("means", &visit.text("participation-how-sent"), &means(visit), ""))
                button.go type="submit" name="act" value="sent" { (visit.text("participation-note-sent")) }
            }
        }
    }
}

/// Invitations of which no entry says that they were sent, and that can still be answered.
fn unsent(view: &ProcessView<'_>) -> Vec<EntryNumber> {
    let today = view.visit.now.day();
    let is_open = |one: &&Invitation| one.sent.is_none() && today <= one.last_day;
    let open = view.process.invitations.iter().filter(is_open).map(|one| one.entry);
    open.take(maru_forum::CODES_AT_ONCE).collect()
}

fn one_form(view: &ProcessView<'_>, typed: &Typed) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let form = Shown { visit, typed };
    let to: Vec<_> = Invitee::ALL
        .iter()
        .map(|to| (to.as_str().to_owned(), visit.text(&format!("participation-to-{}", to.as_str()))))
        .collect();
    let organisations: Vec<_> = process
        .organisations
        .iter()
        .filter_map(|one| Some((one.entry.to_string(), name_of(view, one)?)))
        .collect();
    let groups = view.group_choices();
    let countries = countries::choices(visit.tag());
    html! {
        form method="post" action=(view.link("/desk/invitations")) {
            (form.choice("to", &visit.text("participation-to"), &to, ""))
            (form.choice_if_any("organisation", &visit.text("participation-which-organisation"), &organisations))
            (form.line("class", &visit.text("participation-which-class"), ""))
            (form.line("seats", &visit.text("participation-how-many"), "1"))
            (form.choice_if_any("group", &visit.text("result-group"), &groups))
            (form.choice_if_any("country", &visit.text("people-country"), &countries))
            (form.day("last_day", &visit.text("participation-last-day"), ""))
            (form.line("mail", &visit.text("participation-mail-field"), ""))
            (form.reason())
            button.go type="submit" name="act" value="one" { (visit.text("participation-invite")) }
        }
    }
}

/// That invitations were entered; the codes that were not mailed, which nobody can show again.
pub(crate) fn entered(
    view: &ProcessView<'_>,
    first: EntryNumber,
    mails: Result<usize, Unwritten>,
    on_paper: &[Coded],
    node: &str,
) -> Markup {
    let visit = view.visit;
    let title = visit.text("participation-entered");
    let body = html! {
        div.done role="status" { p { (visit.text("desk-done")) " " (view.entry(first)) } }
        h1 { (title) }
        (mails_line(visit, mails))
        @if mails.is_ok() && on_paper.iter().any(|one| one.planned.mail.is_some()) { p.warn { (visit.text("participation-no-mail-server")) } }
        @if !on_paper.is_empty() {
            (sheet_lead(view, "participation-sheet-unsent"))
            @for one in on_paper { (cards(view, one.entry, one.planned.last_day, &one.codes, node)) }
            @let entries: Vec<_> = on_paper.iter().map(|one| one.entry).collect();
            (note_many_sent(view, &BLANK, &entries))
        }
        p { a href=(view.link("/desk/invitations")) { (visit.text("desk-invitations")) } }
    };
    process_page(view, &title, &body)
}

/// The codes that came in place of others.
pub(crate) fn reissued(
    view: &ProcessView<'_>,
    entry: EntryNumber,
    of: &Invitation,
    codes: &[Code],
    mails: Result<usize, Unwritten>,
    node: &str,
) -> Markup {
    let visit = view.visit;
    let title = visit.text("participation-new-codes");
    let body = html! {
        div.done role="status" { p { (visit.text("desk-done")) " " (view.entry(entry)) } }
        h1 { (title) }
        (mails_line(visit, mails))
        @if mails.unwrap_or(0) == 0 {
            (sheet_lead(view, if of.sent.is_some() { "participation-sheet-at-once" } else { "participation-sheet-unsent" }))
            (cards(view, of.entry, of.last_day, codes, node))
        }
        p { a href=(view.link(&format!("/desk/invitations/{}", of.entry))) { (visit.text_with("participation-invitation-number", &[("number", of.entry.0.into())])) } }
    };
    process_page(view, &title, &body)
}

/// How many mails with codes were written, or that they could not be.
fn mails_line(visit: &Visit, mails: Result<usize, Unwritten>) -> Markup {
    html! {
        @match mails {
            Ok(0) => {},
            Ok(count) => p { (visit.text_with("participation-mails-written", &[("count", count.into())])) },
            Err(Unwritten) => p.warn { (visit.text("participation-mails-failed")) },
        }
    }
}

/// What to do with codes, and from when they open the door.
fn sheet_lead(view: &ProcessView<'_>, from_when: &str) -> Markup {
    html! {
        p.warn { (view.visit.text("participation-sheet-once")) " " (view.visit.text(from_when)) }
        p.small { (view.visit.text("participation-sheet-trust")) }
    }
}

/// A card for each code: what it is for, where on which node it is typed, until when.
fn cards(
    view: &ProcessView<'_>,
    entry: EntryNumber,
    last_day: jiff::civil::Date,
    codes: &[Code],
    node: &str,
) -> Markup {
    let visit = view.visit;
    html! {
        h2 { (visit.text_with("participation-invitation-number", &[("number", entry.0.into())])) }
        ol.rows {
            @for code in codes {
                li {
                    p { (visit.local(&view.process.charter.title)) }
                    p.lead { code { (code.spaced()) } }
                    p.small {
                        (visit.text("participation-card-where")) " " code { (node) (view.address("/invited")) } " · "
                        (visit.text("participation-last-day")) " " (visit.date(last_day)) " · "
                        (visit.text("process-charter-contact")) ": " bdi { (view.process.charter.contact) }
                    }
                }
            }
        }
    }
}

/// One invitation, and what the registrar can do with it.
pub(crate) fn invitation(
    view: &ProcessView<'_>,
    entry: EntryNumber,
    typed: &Typed,
    fault: Option<&str>,
) -> Option<Markup> {
    let visit = view.visit;
    let one = view.process.invitations.get(entry)?;
    let title = visit.text_with("participation-invitation-number", &[("number", entry.0.into())]);
    let is_over = view.process.stage.is_over() || visit.now.day() > one.last_day;
    let body = html! {
        (head(view, &title, fault))
        dl.facts {
            dt { (visit.text("participation-to")) } dd { (invitee(view, one)) }
            dt { (visit.text("participation-answer-by")) } dd { (until(view, one.last_day)) }
            dt { (visit.text("participation-why")) } dd dir="auto" { (one.reason) }
            dt { (visit.text("participation-was-sent")) } dd {
                @match one.sent {
                    Some((entry, at, means)) => { (visit.text(&format!("participation-means-{}", means.as_str()))) " · " (visit.moment(at)) " · " (view.entry(entry)) },
                    None => (visit.text("participation-not-sent")),
                }
            }
        }
        @if !is_over { (forms(view, one, typed)) } @else { p { (states(view, one)) } }
    };
    Some(process_page(view, &title, &body))
}

fn forms(view: &ProcessView<'_>, one: &Invitation, typed: &Typed) -> Markup {
    let visit = view.visit;
    let form = Shown { visit, typed };
    let action = view.link(&format!("/desk/invitations/{}", one.entry));
    let today = visit.now.day();
    let is_free = |seat: &Seat| matches!(one.state_of(seat, today), SeatState::Unsent | SeatState::Sent);
    html! {
        @if one.sent.is_none() {
            h2 { (visit.text("participation-note-sent")) }
            form method="post" action=(action) {
                (form.choice("means", &visit.text("participation-how-sent"), &means(visit), ""))
                button.go type="submit" name="act" value="sent" { (visit.text("participation-note-sent")) }
            }
        }
        h2 { (visit.text("participation-seats-title")) }
        form method="post" action=(action) {
            @for (place, seat) in one.seats.iter().enumerate() {
                @let state = one.state_of(seat, today);
                @let number = (place + 1).to_string();
                label.row {
                    @if is_free(seat) {
                        input type="checkbox" name="seat" value=(number) checked[typed.has("seat", &number)]; " "
                    }
                    (visit.text_with("participation-seat-number", &[("number", (place + 1).into())])) " · "
                    (visit.text(&format!("participation-state-{}", state.as_str())))
                    @if seat.reissued > 0 { " · " (visit.text_with("participation-seat-reissued", &[("count", u64::from(seat.reissued).into())])) }
                }
            }
            @if one.seats.iter().any(is_free) {
                (form.reason())
                (form.line("mail", &visit.text("participation-mail-new-codes"), ""))
                button type="submit" name="act" value="reissue" { (visit.text("participation-reissue")) } " "
                button type="submit" name="act" value="void" { (visit.text("participation-void")) } " "
                @if one.sent.is_some() { button type="submit" name="act" value="declined" { (visit.text("participation-heard-declined")) } }
            }
        }
    }
}
