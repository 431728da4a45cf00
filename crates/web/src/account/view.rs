//! The pages of my account.

use std::collections::BTreeSet;

use maru_forum::{EntryNumber, GroupId, Means, Moment, ParticipantId, StatementId, Verdict};
use maru_store::{Account, MAIL_ADDRESS_LIMIT, Mail, MailAddress, OwnAct, Power, SIGN_IN_SECONDS};
use maud::{Markup, html};

use super::because::{Line, Source};
use super::{Part, news};
use crate::answer::item::Item;
use crate::answer::view::{has_written, item_link, what_became};
use crate::common::{ProcessView, shortened};
use crate::form::Typed;
use crate::layout::{self, stage_words};
use crate::people::view::rule_line;
use crate::record::view::sentence;
use crate::visit::Visit;

/// News of one process shown on the page.
const SHOWN_NEWS: usize = 5;
/// Characters of what somebody wrote of an act; its page has all.
const QUOTED: usize = 600;
/// Statements of one's own shown for one process; the page “My part” has them all.
const SHOWN_STATEMENTS: usize = 3;

/// The account as its owner sees it.
pub(super) fn account(
    visit: &Visit,
    account: &Account,
    parts: &[Markup],
    mails: &[Mail],
    told: &Markup,
) -> Markup {
    let title = visit.text("account-title");
    let body = html! {
        h1 { (title) }
        @if visit.asked("done") == Some("address") {
            p.done role="status" { (visit.text("account-address-done")) }
        }
        p { (visit.text_with("account-signed", &[("email", account.email.as_str().into())])) " "
            (visit.text("sign-in-private")) }
        p { a href=(visit.link("/account/address")) { (visit.text("account-address")) } }
        @if account.powers.contains(&Power::Create) {
            p { a.button href=(visit.link("/new")) { (visit.text("new-title")) } }
        }
        @if account.powers.contains(&Power::Operate) {
            p { a href=(visit.link("/operator")) { (visit.text("operator-title")) } }
        }
        h2 { (visit.text("account-processes")) }
        @if parts.is_empty() { p.note { (visit.text("account-processes-none")) } }
        @for part in parts { (part) }
        (told)
        (mailbox(visit, mails))
        h2 { (visit.text("account-data")) }
        p { (visit.text("account-data-lead")) }
        ul {
            li { a href="/account/data/account.json" { (visit.text("account-data-json")) } }
            li { a href="/account/data/acts.csv" { (visit.text("account-data-csv")) } }
        }
        h2 { (visit.text("account-end")) }
        form method="post" action=(visit.link("/account/sessions")) {
            p { (visit.text_with("account-sessions", &[("count", account.sessions.into())])) }
            button type="submit" { (visit.text("account-sessions-end")) }
        }
        p { a href=(visit.link("/account/erase")) { (visit.text("account-erase")) } }
    };
    layout::page(visit, &title, &body)
}

fn mailbox(visit: &Visit, mails: &[Mail]) -> Markup {
    html! {
        h2 { (visit.text("account-mails")) }
        p.small { (visit.text("account-mails-lead")) }
        @if mails.is_empty() { p { (visit.text("account-mails-none")) } }
        ul {
            @for mail in mails {
                li { span dir="auto" { (mail.subject) } " · " (visit.moment(mail.created)) " · " (mail_state(visit, mail)) }
            }
        }
    }
}

/// Where a mail is, in words.
pub(crate) fn mail_state(visit: &Visit, mail: &Mail) -> String {
    let attempts = mail.attempt.as_ref();
    match (mail.sent, attempts) {
        (Some(_), _) => visit.text("account-mail-sent"),
        (None, Some(attempt)) if attempt.bounced => visit.text("account-mail-bounced"),
        (None, _) if mail.is_given_up(visit.now) => visit.text("account-mail-late"),
        (None, Some(attempt)) => {
            visit.text_with("account-mail-again", &[("attempts", attempt.attempts.into())])
        }
        // The demonstration sends nothing.
        (None, None) if visit.demo => visit.text("account-mail-demo"),
        (None, None) => visit.text("account-mail-waits"),
    }
}

/// One process in which the owner takes part.
pub(super) fn part(view: &ProcessView<'_>, part: &Part) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let id = process.charter.id.as_str();
    let name = view.name_of(part.who);
    let answers = process.participant(part.who).map_or(0, |person| person.votes.len());
    let own = process.statements.iter().rev().filter(|statement| statement.author == Some(part.who));
    let news = news::of(process, part.who);
    html! {
        h3 id=(format!("process-{id}")) { a href=(view.link("")) { (visit.local(&process.charter.title)) } }
        p.figures {
            (visit.text_with("account-as", &[("name", name.into())]))
            @for office in process.offices.of(part.who) {
                " · " b { (visit.text(&format!("people-office-{}", office.as_str()))) }
            }
            " · " (stage_words(visit, process))
        }
        p {
            a href=(view.link("/mine")) {
                (visit.text_with("account-answers", &[("count", answers.into())]))
            }
            @if process.offices.of(part.who).next().is_some() {
                " · " a href=(view.link("/desk")) { (visit.text("desk-title")) }
            }
        }
        ul {
            @for statement in own.take(SHOWN_STATEMENTS) {
                li {
                    a href=(view.link(&format!("/statements/{}", statement.id))) { (view.line(Some(&statement.words))) }
                    " · " (standing(view, statement))
                }
            }
        }
        @if has_written(view) {
            h4 { (visit.text("answer-what-became")) }
            (what_became(view))
        }
        (crate::statement::view::other_deeds(view, SHOWN_STATEMENTS))
        (receipts(view, &part.acts))
        (happened(view, &news))
    }
}

/// What became of a statement.
fn standing(view: &ProcessView<'_>, statement: &maru_forum::Statement) -> String {
    let visit = view.visit;
    if view.process.is_erased(statement) {
        return visit.text("statement-erased");
    }
    match statement.verdict {
        Some(verdict) => visit.text(&format!("moderation-{}", verdict.as_str())),
        None if view.process.is_visible(statement) => {
            visit.text_with("account-statement-votes", &[("votes", statement.tally.total().into())])
        }
        None => visit.text("account-statement-waits"),
    }
}

fn receipts(view: &ProcessView<'_>, acts: &[OwnAct]) -> Markup {
    let visit = view.visit;
    html! {
        @if !acts.is_empty() {
            p.small { (visit.text("account-receipts")) }
            ul.small {
                @for act in acts {
                    li {
                        (sentence(view, act.number, &act.recorded)) " · " (visit.moment(act.recorded.at)) " · "
                        (view.entry(act.number)) " · "
                        a href=(view.link(&format!("/receipt/{}.tlog-proof", act.number))) { (visit.text("account-receipt")) }
                    }
                }
            }
        }
    }
}

/// What a moderator found, where that is what happened.
fn verdict_key(view: &ProcessView<'_>, one: &news::News) -> Option<&'static str> {
    let act = view.process.moderation_log.iter().find(|act| act.entry == one.entry)?;
    match (one.what, act.verdict) {
        (news::Happened::Judged, Verdict::Accepted) => Some("account-news-accepted"),
        (news::Happened::Judged, Verdict::Rejected) => Some("account-news-removed"),
        _ => None,
    }
}

/// The way to words of the owner that something happened to.
fn own_words(view: &ProcessView<'_>, on: EntryNumber) -> Markup {
    if let Some(item) = Item::of(view.process, on) {
        return item_link(view, item);
    }
    let (under, words) = if view.process.statement(StatementId(on)).is_some() {
        ("statements", view.visit.text_with("statement-number", &[("number", on.0.into())]))
    } else if view.process.initiatives.get(on).is_some() {
        ("initiatives", view.visit.text("account-act-initiative"))
    } else {
        return view.entry(on);
    };
    html! { a href=(view.link(&format!("/{under}/{on}"))) { (words) } }
}

/// Why words of the owner's were judged or erased: all that the record says of it, under its names, and the way to appeal.
fn why(view: &ProcessView<'_>, one: &news::News) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let erasure = process.redactions.iter().find(|act| act.entry == one.entry);
    let judged = process.moderation_log.iter().find(|act| (act.entry, Some(act.on)) == (one.entry, one.on));
    html! {
        @match (erasure, judged) {
            (Some(erasure), _) => {
                " · " (visit.text("moderation-reason")) " " (visit.text(&format!("moderation-withdrawn-{}", erasure.reason.as_str())))
                " · " (visit.text("moderation-ground")) " " span dir="auto" { (erasure.ground) }
            },
            (None, judged) => {
                @if !one.reason.is_empty() { " · " (visit.text("moderation-reason")) " " span dir="auto" { (one.reason) } }
                @if let Some(act) = judged { (rule_line(visit, &act.rule)) }
            },
        }
        (because(view, one))
        @if let Some(on) = one.on.filter(|_| erasure.is_some() || judged.is_some()) { (crate::review::view::appeal_link(view, on)) }
    }
}

/// Why the owner was refused the floor, or how an appeal of theirs was ruled on, and the way to appeal.
fn because(view: &ProcessView<'_>, one: &news::News) -> Markup {
    let visit = view.visit;
    let Some(reader) = view.me else { return html! {} };
    let source = Source { words: visit.locale, process: view.process, contents: view.contents, reader };
    let because = source.because(one);
    html! {
        @for line in &because.lines {
            @match line {
                Line::Plain(text) => { " · " (text) },
                Line::Quoted(name, text) => { " · " (name) ": " span dir="auto" { (shortened(text, QUOTED)) } },
            }
        }
        @if let Some((page, words)) = &because.page {
            p {
                a href=(view.link(page)) { (visit.text(words)) }
                @if let Some(day) = because.appeal_until.filter(|day| visit.now.day() <= *day) {
                    " · " (visit.text("review-appeal-until")) " " (crate::participation::view::until(view, day))
                }
            }
        }
    }
}

/// How and when the owner was told of an act about them. Where this page is what tells them, that is written down, and said: a notice of
/// which nobody knows whether they saw it, they see now.
fn told(view: &ProcessView<'_>, one: &news::News, about: &BTreeSet<(EntryNumber, ParticipantId)>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let Some(me) = view.me.filter(|me| about.contains(&(one.entry, *me))) else { return html! {} };
    if process.can_tell_of_act(one.entry, me, Means::Seen) {
        view.seen.note(process.charter.id.clone(), one.entry, me);
        return html! { " · " (visit.text("account-told-now")) };
    }
    let Some(telling) = process.notices.told(one.entry, me) else { return html! {} };
    let key = if telling.means == Means::Mail { "account-told-by-mail" } else { "account-told-here" };
    html! { " · " (visit.text(key)) " " (visit.moment(telling.at)) " · " (view.entry(telling.entry)) }
}

fn happened(view: &ProcessView<'_>, news: &[news::News]) -> Markup {
    let (visit, about) = (view.visit, view.process.acts_about_people());
    html! {
        @if !news.is_empty() {
            p.small { (visit.text("account-news")) }
            ul.small {
                @for one in news.iter().take(SHOWN_NEWS) {
                    li {
                        (visit.text_with(verdict_key(view, one).unwrap_or(one.what.key()), &[("count", one.count.into())]))
                        @if let Some(on) = one.on { " · " (own_words(view, on)) }
                        @if one.at > Moment(0) { " · " (visit.moment(one.at)) }
                        " · " (view.entry(one.entry))
                        (told(view, one, &about))
                        (why(view, one))
                    }
                }
            }
            @if news.len() > SHOWN_NEWS { p.small { (visit.text_with("account-news-more", &[("count", (news.len() - SHOWN_NEWS).into())])) } }
        }
    }
}

/// The form for another address; `asked` once a link is on its way.
pub(super) fn address(
    visit: &Visit,
    account: &Account,
    wished: &str,
    fault: Option<&str>,
    asked: bool,
) -> Markup {
    let title = visit.text("account-address");
    let minutes = SIGN_IN_SECONDS / 60;
    let body = html! {
        p { a href=(visit.link("/account")) { (visit.text("account-title")) } }
        h1 { (title) }
        @if asked {
            p.done role="status" { (visit.text_with("account-address-asked", &[("email", wished.into()), ("minutes", minutes.into())])) }
            @if visit.demo { p.note { (visit.rich("sign-in-sent-demo", &[], &[("mail", visit.link("/demo/mail"))])) } }
        } @else {
            p { (visit.text_with("account-address-lead", &[("email", account.email.as_str().into())])) }
            form method="post" action=(visit.link("/account/address")) {
                label for="email" { (visit.text("account-address-field")) }
                @if let Some(fault) = fault { p.wrong #email-fault role="alert" { (fault) } }
                input #email type="email" name="email" required maxlength=(MAIL_ADDRESS_LIMIT) value=(wished) dir="ltr"
                    autocomplete="email" aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| "email-fault")];
                button.go type="submit" { (visit.text("sign-in-send")) }
            }
        }
    };
    layout::page(visit, &title, &body)
}

/// The button that puts the new address into force.
pub(super) fn confirm(visit: &Visit, account: &Account, address: &MailAddress, token: &str) -> Markup {
    let title = visit.text("account-address-confirm-title");
    let arguments = [("old", account.email.as_str().into()), ("new", address.as_str().into())];
    let body = html! {
        h1 { (title) }
        p { (visit.text_with("account-address-confirm", &arguments)) }
        form method="post" action=(visit.link("/account/address/confirm")) {
            input type="hidden" name="token" value=(token);
            button.go type="submit" { (visit.text("account-address-confirm-send")) }
        }
    };
    layout::page(visit, &title, &body)
}

/// Why the address stays.
pub(super) fn not_changed(visit: &Visit, key: &str) -> Markup {
    let title = visit.text("account-address-stays");
    let body = html! {
        h1 { (title) }
        p.warn role="alert" { (visit.text(key)) }
        p { a href=(visit.link("/account/address")) { (visit.text("account-address")) } }
    };
    layout::page(visit, &title, &body)
}

/// What of a process stays when the account is erased; a record that has stopped takes no entry that would end an office.
pub(super) fn kept(view: &ProcessView<'_>, who: ParticipantId, is_stopped: bool) -> Markup {
    let visit = view.visit;
    let Some(person) = view.process.participant(who) else { return html! {} };
    let known = |id: &GroupId| view.process.charter.groups.iter().find(|group| group.id == *id);
    let group = person.group.as_ref().and_then(known);
    let group = group.map(|group| visit.local_plain(&group.title).to_owned());
    let country = person.country.map(|code| crate::countries::name_of(code, visit.tag()));
    let declared: Vec<String> = group.into_iter().chain(country).collect();
    let offices: Vec<_> = view.process.offices.of(who).collect();
    html! {
        li {
            b { (visit.local(&view.process.charter.title)) } ": "
            (visit.text_with("account-erase-kept", &[
                ("name", person.pseudonym.to_string().into()),
                ("entries", (person.acts + 1).into()),
            ]))
            @if !declared.is_empty() { " (" (declared.join(", ")) ")" }
            // Nobody can take an address for a name any more; who did so before is told that it stays.
            @if person.pseudonym.is_address() { p.warn { (visit.text("account-erase-address")) } }
            @if !offices.is_empty() { p.warn { (visit.text(if is_stopped { "account-erase-office-stays" } else { "account-erase-office" })) } }
        }
    }
}

/// The end of an account: what is erased, what stays and why, and the form.
pub(super) fn erase(
    visit: &Visit,
    account: &Account,
    kept: &[Markup],
    typed: &Typed,
    fault: Option<&str>,
) -> Markup {
    let title = visit.text("account-erase");
    let body = html! {
        p { a href=(visit.link("/account")) { (visit.text("account-title")) } }
        h1 { (title) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        h2 { (visit.text("account-erase-goes")) }
        p { (visit.text_with("account-erase-goes-words", &[("email", account.email.as_str().into())])) }
        h2 { (visit.text("account-erase-stays")) }
        p { (visit.text("account-erase-stays-words")) }
        ul { @for part in kept { (part) } }
        @if !kept.is_empty() { p { (visit.text("account-erase-mark")) } }
        p { (visit.text("account-erase-backups")) }
        p { a href=(visit.link("/account")) { (visit.text("account-erase-data-first")) } }
        form method="post" action=(visit.link("/account/erase")) {
            @if !kept.is_empty() {
                label.row { input type="checkbox" name="words" value="yes" checked[typed.has("words", "yes")]; " " (visit.text("account-erase-words")) }
                label for="ground" { (visit.text("account-erase-ground")) }
                input #ground name="ground" autocomplete="off" dir="auto" value=(typed.said("ground").unwrap_or_default());
            }
            label.row { input type="checkbox" name="sure" value="yes" required; " " (visit.text("account-erase-sure")) }
            button.go type="submit" { (visit.text("account-erase-send")) }
        }
    };
    layout::page(visit, &title, &body)
}

/// It is done; of words, how many were erased and how many stay, where that was asked for.
pub(super) fn erased(visit: &Visit, words: Option<(usize, usize)>) -> Markup {
    let title = visit.text("account-erased-title");
    let visit = Visit { signed: None, ..visit.clone() };
    layout::page(
        &visit,
        &title,
        &html! {
            h1 { (title) }
            p.done role="status" { (visit.text("account-erased")) }
            @match words {
                None => p { (visit.text("account-erased-words-stay")) },
                Some((gone, kept)) => {
                    p { (visit.text_with("account-erased-words", &[("count", gone.into())])) }
                    @if kept > 0 { p { (visit.text_with("account-erased-kept", &[("count", kept.into())])) } }
                },
            }
        },
    )
}
