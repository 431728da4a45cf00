//! The register of organisations, one of them, and the forms with which it is kept.

use maru_forum::{
    Author, Delegation, DelegationStanding, Disclosure, EntryNumber, Office, Organisation, OrganisationKind,
    Particulars, Process, StatementId, Text, Violation, Words,
};
use maud::{Markup, html};

use super::list::{Fault, Row};
use crate::answer::item::Item;
use crate::answer::view::item_link;
use crate::collation::sort_by_name;
use crate::common::{PAGE_ITEMS, ProcessView};
use crate::countries;
use crate::desk::view::done;
use crate::form::{Shown, Typed};
use crate::languages::offered;
use crate::layout::process_page;
use crate::list;
use crate::meeting::people::group_name;
use crate::remark::view::entry_words;

/// The name of an organisation, where the reader may see it.
pub(crate) fn name_of(view: &ProcessView<'_>, one: &Organisation) -> Option<String> {
    view.words_of(&one.now()?.name.digest).map(|(_, name)| name)
}

/// The name with its language and direction, or why it is not shown.
fn name(view: &ProcessView<'_>, one: &Organisation) -> Markup {
    let words = one.now().and_then(|now| view.words_of(&now.name.digest));
    match words {
        Some((language, name)) => view.visit.words(&language, &name),
        None => {
            html! { em { (view.visit.text_with("organisation-nameless", &[("number", one.entry.0.into())])) } }
        }
    }
}

/// A link to an organisation by its name, with a mark where nobody answers for what stands there of it.
pub(crate) fn link(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let Some(one) = view.process.organisations.get(entry) else { return html! {} };
    html! {
        a href=(view.link(&format!("/organisations/{entry}"))) { (name(view, one)) }
        @if !is_confirmed(view, one) { " (" (view.visit.text("organisation-unconfirmed")) ")" }
    }
}

/// Whether somebody answers for it that an organisation is what the register says: whoever keeps the register said it or confirmed
/// that somebody speaks for the organisation that was called so. Otherwise anyone may have put in anyone's name, and a delegate who
/// was confirmed may call it anything afterwards.
pub(crate) fn is_confirmed(view: &ProcessView<'_>, one: &Organisation) -> bool {
    let text = |words: &Words| view.words_of(&words.digest).map(|(_, text)| text);
    let answered = answered_for(view.process, one);
    one.now().is_some_and(|now| answered.into_iter().any(|said| is_same(said, now, &text)))
}

/// All that was said of an organisation by whoever keeps the register, or as it stood when they confirmed who speaks for it.
pub(crate) fn answered_for<'a>(process: &Process, one: &'a Organisation) -> Vec<&'a Particulars> {
    let kept = |said: &Particulars| match said.by {
        Author::Operator => true,
        Author::Participant(who) => process.offices.may_act_as(who, Office::Registrar),
    };
    let stood = |delegation: &Delegation| {
        let confirmed = delegation.ruled.as_ref()?;
        (delegation.standing() == DelegationStanding::Confirmed).then_some(())?;
        one.said.iter().rfind(|said| said.entry < confirmed.entry)
    };
    let by_confirmation = process.delegations.for_organisation(one.entry).filter_map(stood);
    one.said.iter().filter(|said| kept(said)).chain(by_confirmation).collect()
}

/// Whether two statements of an organisation name the same one, as far as their words can be read.
pub(crate) fn is_same(
    one: &Particulars,
    other: &Particulars,
    text: &dyn Fn(&Words) -> Option<String>,
) -> bool {
    let same_words = |one: &Words, other: &Words| {
        one.digest == other.digest || text(one).is_some_and(|words| Some(words) == text(other))
    };
    let number = |said: &Text| match said {
        Text::Beside(words) => text(words),
        Text::InEntry(number) => Some(number.clone()),
    };
    let same_number = match (&one.register, &other.register) {
        (None, None) => true,
        (Some(one), Some(other)) => number(one).is_some_and(|words| Some(words) == number(other)),
        _ => false,
    };
    one.entry == other.entry
        || one.kind == other.kind
            && one.country == other.country
            && same_number
            && same_words(&one.name, &other.name)
}

/// In whose name the reader writes here, where they speak for an organisation: what they write stands under its name.
pub(crate) fn writing_for(view: &ProcessView<'_>) -> Markup {
    let organisation = view.me.and_then(|me| view.process.delegations.organisation_of(me));
    html! {
        @if let (Some(organisation), Some(name)) = (organisation, view.pseudonym()) {
            p.warn {
                (view.visit.text("organisation-writing-for")) " " b { (link(view, organisation)) } " (" bdi { (name) } "). "
                (view.visit.text("organisation-writing-for-you"))
            }
        }
    }
}

/// The public register.
pub(crate) fn register(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let title = visit.text("organisation-title");
    let wanted = visit.asked("q").unwrap_or_default().trim().to_lowercase();
    let mut all: Vec<&Organisation> =
        process.organisations.iter().filter(|one| wanted.is_empty() || finds(view, one, &wanted)).collect();
    // Those whose name is not shown come last, in order of registration.
    sort_by_name(visit.tag(), &mut all, |one| name_of(view, one).unwrap_or_else(|| "\u{10FFFD}".to_owned()));
    let total = process.organisations.len();
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text_with("organisation-lead", &[("count", total.into())])) }
        p { (visit.text("organisation-how")) }
        (standing_of_mine(view))
        @if view.me.is_some() && !process.stage.is_over() {
            p { a.button href=(view.link("/organisations/new")) { (visit.text("organisation-new")) } }
        }
        @if total > 0 {
            form method="get" role="search" {
                label for="q" { (visit.text("organisation-search")) }
                input #q name="q" type="search" dir="auto" value=(visit.asked("q").unwrap_or_default());
                (visit.language_field())
                button type="submit" { (visit.text("organisation-search-send")) }
            }
            @if !wanted.is_empty() { p { (visit.text_with("organisation-found", &[("count", all.len().into()), ("total", total.into())])) } }
        }
        (list::rows(visit, all, PAGE_ITEMS, "organisation-none", |one| row(view, one)))
        @if total > 0 {
            p { a href=(view.link("/organisations.csv")) { (visit.text("result-as-csv")) } " · "
                a href=(view.link("/organisations.json")) { (visit.text("organisation-popolo")) } }
        }
    };
    process_page(view, &title, &body)
}

/// Whether the words of a search are in an organisation's name, number, kind or country.
fn finds(view: &ProcessView<'_>, one: &Organisation, wanted: &str) -> bool {
    let Some(now) = one.now() else { return false };
    let country = now.country.map(|code| countries::name_of(code, view.visit.tag()));
    let kind = view.visit.text(&format!("organisation-kind-{}", now.kind.as_str()));
    let texts = [name_of(view, one), register_number(view, now), country, Some(kind)];
    texts.into_iter().flatten().any(|text| text.to_lowercase().contains(wanted))
}

/// Its number in a public register, where the reader may see it.
pub(super) fn register_number(view: &ProcessView<'_>, said: &Particulars) -> Option<String> {
    view.text_of(said.entry, said.register.as_ref()?)
}

fn row(view: &ProcessView<'_>, one: &Organisation) -> Markup {
    let visit = view.visit;
    let confirmed = confirmed(view, one.entry).count();
    html! {
        li {
            p { b { (link(view, one.entry)) } }
            @if let Some(now) = one.now() {
                p.figures {
                    (visit.text(&format!("organisation-kind-{}", now.kind.as_str())))
                    @if let Some(country) = now.country { " · " (countries::name_of(country, visit.tag())) }
                    " · " (visit.text_with("organisation-delegates", &[("count", confirmed.into())]))
                    " · " (visit.text_with("organisation-contributions", &[("count", view.process.said_by(one.entry).len().into())]))
                }
                p.small {
                    (visit.text("organisation-funders")) ": " (visit.text(disclosure_key(view, now.funders())))
                    " · " (visit.text("organisation-interests")) ": " (visit.text(disclosure_key(view, now.interests())))
                }
            }
        }
    }
}

fn confirmed<'a>(view: &'a ProcessView<'_>, entry: EntryNumber) -> impl Iterator<Item = &'a Delegation> {
    view.process
        .delegations
        .for_organisation(entry)
        .filter(|delegation| delegation.standing() == DelegationStanding::Confirmed)
}

/// That the reader speaks for one, or has asked to.
fn standing_of_mine(view: &ProcessView<'_>) -> Markup {
    let mine = view.me.and_then(|me| view.process.delegations.of(me));
    html! {
        @if let Some(mine) = mine {
            p.note {
                @match mine.standing() {
                    DelegationStanding::Confirmed => (view.visit.text("organisation-mine-confirmed")),
                    _ => (view.visit.text("organisation-mine-asked")),
                }
                " " (link(view, mine.organisation))
            }
        }
    }
}

/// How something about an organisation stands, in a word.
fn disclosure_key(view: &ProcessView<'_>, disclosure: Disclosure<'_>) -> &'static str {
    match disclosure {
        Disclosure::Declined => "organisation-declined",
        Disclosure::Unsaid => "organisation-unsaid",
        Disclosure::Said(words) if view.content(&words.digest).is_some() => "organisation-said",
        Disclosure::Said(_) => "organisation-not-shown",
    }
}

/// One organisation; nothing where there is none of that number.
pub(crate) fn one(view: &ProcessView<'_>, entry: EntryNumber, fault: Option<&str>) -> Option<Markup> {
    let visit = view.visit;
    let organisation = view.process.organisations.get(entry)?;
    let now = organisation.now()?;
    let title = name_of(view, organisation)
        .unwrap_or_else(|| visit.text_with("organisation-nameless", &[("number", entry.0.into())]));
    let body = html! {
        p { a href=(view.link("/organisations")) { (visit.text("organisation-title")) } }
        h1 { (name(view, organisation)) }
        (done(view))
        @if !is_confirmed(view, organisation) {
            @let called = answered_for(view.process, organisation).last().and_then(|said| view.words_of(&said.name.digest));
            @if let Some((language, called)) = called {
                p.warn { (visit.text("organisation-confirmed-as")) " " b { (visit.words(&language, &called)) } }
            }
            p.warn { (visit.text("organisation-unconfirmed-lead")) " " bdi { (view.author_name(now.by)) } " · " (view.entry(now.entry)) }
        }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        (facts(view, now))
        @if may_state_anew(view, entry) { p { a href=(view.link(&format!("/organisations/{entry}/anew"))) { (visit.text("organisation-anew")) } } }
        (delegates(view, entry))
        (said(view, entry))
        @if organisation.said.len() > 1 { (history(view, organisation)) }
    };
    Some(process_page(view, &title, &body))
}

fn facts(view: &ProcessView<'_>, now: &Particulars) -> Markup {
    let visit = view.visit;
    let group = now.group.as_ref();
    let group = group.and_then(|id| view.process.charter.groups.iter().find(|group| group.id == *id));
    html! {
        dl.facts {
            dt { (visit.text("organisation-kind")) } dd { (visit.text(&format!("organisation-kind-{}", now.kind.as_str()))) }
            dt { (visit.text("result-group")) } dd { @if let Some(group) = group { (visit.local(&group.title)) } @else { (visit.text("organisation-unsaid")) } }
            dt { (visit.text("people-country")) } dd { (now.country.map_or_else(|| visit.text("organisation-unsaid"), |code| countries::name_of(code, visit.tag()))) }
            dt { (visit.text("organisation-register")) } dd {
                @match (register_number(view, now), now.register.is_some()) {
                    (Some(number), _) => bdi { (number) },
                    (None, true) => (visit.text("organisation-not-shown")),
                    (None, false) => (visit.text("organisation-unsaid")),
                }
            }
            dt { (visit.text("organisation-entry")) } dd { (visit.moment(now.at)) " · " (view.author_name(now.by)) " · " (view.entry(now.entry)) }
        }
        h2 { (visit.text("organisation-funders")) }
        (disclosed(view, now.funders()))
        h2 { (visit.text("organisation-interests")) }
        (disclosed(view, now.interests()))
    }
}

fn disclosed(view: &ProcessView<'_>, disclosure: Disclosure<'_>) -> Markup {
    match disclosure {
        Disclosure::Said(words) => entry_words(view, words, usize::MAX),
        Disclosure::Declined | Disclosure::Unsaid => {
            html! { p { (view.visit.text(disclosure_key(view, disclosure))) } }
        }
    }
}

fn may_state_anew(view: &ProcessView<'_>, entry: EntryNumber) -> bool {
    let may = |me| view.process.delegations.organisation_of(me) == Some(entry) || keeps_register(view, me);
    !view.process.stage.is_over() && view.me.is_some_and(may)
}

fn keeps_register(view: &ProcessView<'_>, me: maru_forum::ParticipantId) -> bool {
    view.process.offices.may_act_as(me, Office::Registrar)
}

/// Who speaks for it, who asked to, who did; with what the reader may do about it.
fn delegates(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let all: Vec<&Delegation> = process.delegations.for_organisation(entry).collect();
    let is_over = process.stage.is_over();
    let asks = !is_over && view.me.is_some_and(|me| process.delegations.of(me).is_none());
    html! {
        h2 { (visit.text("organisation-who-speaks")) }
        @if all.is_empty() { p.note { (visit.text("organisation-nobody-speaks")) } }
        ul.rows { @for delegation in &all { li { (delegate(view, delegation)) } } }
        @if asks {
            p { (visit.text("organisation-speak-lead")) }
            form method="post" action=(view.link(&format!("/organisations/{entry}/speak"))) {
                button.go type="submit" { (visit.text("organisation-speak")) }
            }
        }
    }
}

fn delegate(view: &ProcessView<'_>, delegation: &Delegation) -> Markup {
    let visit = view.visit;
    let rulings = [&delegation.ruled, &delegation.ended];
    html! {
        p {
            b { bdi { (view.name_of(delegation.delegate)) } } " · "
            (visit.text(&format!("organisation-standing-{}", delegation.standing().as_str())))
        }
        p.figures {
            (visit.text("organisation-asked-on")) " " (visit.moment(delegation.at)) " · " (view.entry(delegation.entry))
            @for ruling in rulings.into_iter().flatten() {
                " · " (visit.text(&format!("organisation-verdict-{}", ruling.verdict.as_str()))) " "
                (visit.moment(ruling.at)) ", " (view.author_name(ruling.by)) " · " (view.entry(ruling.entry))
                @if let Some(reason) = ruling.reason.as_ref().and_then(|reason| view.text_of(ruling.entry, reason)) { " · " span dir="auto" { (reason) } }
            }
        }
        (ruling_forms(view, delegation))
    }
}

/// Confirm or refuse one who asked, end one that stands: for whoever may.
fn ruling_forms(view: &ProcessView<'_>, delegation: &Delegation) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let Some(me) = view.me.filter(|_| !process.stage.is_over()) else { return html! {} };
    let mine = me == delegation.delegate;
    let rules = keeps_register(view, me) || process.delegations.holds(me, delegation.organisation);
    let offered: &[&str] = match delegation.standing() {
        DelegationStanding::Asked if mine => &["ended"],
        DelegationStanding::Asked if rules => &["confirmed", "refused"],
        DelegationStanding::Confirmed if mine || rules => &["ended"],
        _ => &[],
    };
    let id = format!("reason-{}", delegation.entry);
    html! {
        @if !offered.is_empty() {
            form method="post" action=(view.link(&format!("/organisations/{}/delegates", delegation.organisation))) {
                input type="hidden" name="delegation" value=(delegation.entry);
                @if !mine {
                    label for=(id) { (visit.text("organisation-ruling-reason")) }
                    input id=(id) name="reason" dir="auto" autocomplete="off";
                }
                @for verdict in offered {
                    button type="submit" name="verdict" value=(verdict) { (visit.text(&format!("organisation-rule-{verdict}"))) } " "
                }
            }
        }
    }
}

/// What was said for it, newest first.
fn said(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let all = view.process.said_by(entry);
    html! {
        h2 { (view.visit.text("organisation-said-for")) }
        (list::rows(view.visit, all, PAGE_ITEMS, "organisation-said-nothing", |entry| said_line(view, *entry)))
    }
}

fn said_line(view: &ProcessView<'_>, entry: EntryNumber) -> Markup {
    let (visit, process) = (view.visit, view.process);
    html! {
        li {
            @if let Some(item) = Item::of(process, entry) {
                (item_link(view, item)) " · " (entry_words(view, item.words(), PREVIEW))
            } @else if let Some(statement) = process.statement(StatementId(entry)) {
                a href=(view.link(&format!("/statements/{entry}"))) { (visit.text_with("statement-number", &[("number", entry.0.into())])) }
                " · " (view.inline_words(statement))
            } @else if process.submissions.get(entry).is_some() {
                a href=(view.link(&format!("/submissions/{entry}"))) { (visit.text_with("submission-number", &[("number", entry.0.into())])) }
            } @else if let Some(initiative) = process.initiatives.get(entry) {
                (crate::initiative::view::link(view, initiative, PREVIEW))
            } @else if let Some(comment) = process.comments.get(entry) {
                a href=(view.link(&format!("/remarks/{}#{entry}", comment.on))) { (visit.text("organisation-comment")) }
                " · " (entry_words(view, &comment.words, PREVIEW))
            }
            p.figures { (view.entry(entry)) }
        }
    }
}

/// Characters of what was said in the list.
const PREVIEW: usize = 200;

fn history(view: &ProcessView<'_>, organisation: &Organisation) -> Markup {
    let visit = view.visit;
    html! {
        h2 { (visit.text("organisation-history")) }
        ul.rows {
            @for said in organisation.said.iter().rev() {
                li {
                    (visit.moment(said.at)) " · " (view.author_name(said.by)) " · " (view.entry(said.entry))
                    @if let Some(reason) = said.reason.as_ref().and_then(|reason| view.text_of(said.entry, reason)) { " · " span dir="auto" { (reason) } }
                }
            }
        }
    }
}

/// The form that registers an organisation, or states one anew.
pub(crate) fn stating(
    view: &ProcessView<'_>,
    of: Option<&Organisation>,
    typed: &Typed,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let title = visit.text(if of.is_some() { "organisation-anew" } else { "organisation-new" });
    let action = match of {
        None => view.link("/organisations/new"),
        Some(of) => view.link(&format!("/organisations/{}/anew", of.entry)),
    };
    let form = Shown { visit, typed };
    let body = html! {
        p { a href=(view.link("/organisations")) { (visit.text("organisation-title")) } }
        h1 { (title) }
        p { (visit.text("organisation-form-lead")) }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if view.process.stage.is_over() {
            p.warn { (visit.violation(&Violation::Closed)) }
        } @else if view.me.is_none() {
            p { (crate::process::view::sign_in_to_take_part(view, "")) }
        } @else {
            (form.form(&action, "organisation-send", &fields(view, of.and_then(Organisation::now), form)))
        }
    };
    process_page(view, &title, &body)
}

fn fields(view: &ProcessView<'_>, now: Option<&Particulars>, form: Shown<'_>) -> Markup {
    let visit = view.visit;
    let charter = &view.process.charter;
    let named = |key: &str, value: &str| visit.text(&format!("{key}{value}"));
    let kinds: Vec<_> = OrganisationKind::ALL
        .iter()
        .map(|kind| (kind.as_str().to_owned(), named("organisation-kind-", kind.as_str())))
        .collect();
    let words =
        |words: &maru_forum::Words| view.words_of(&words.digest).map(|(_, text)| text).unwrap_or_default();
    let language = now.map_or("", |now| now.name.language.as_str());
    let of_it = |disclosure: Option<Disclosure<'_>>| match disclosure {
        Some(Disclosure::Said(said)) => (words(said), false),
        Some(Disclosure::Declined) => (String::new(), true),
        Some(Disclosure::Unsaid) | None => (String::new(), false),
    };
    let group = now.and_then(|now| now.group.as_ref()).map(ToString::to_string).unwrap_or_default();
    let country = now.and_then(|now| now.country).map(|code| code.to_string()).unwrap_or_default();
    html! {
        (form.line("name", &visit.text("organisation-name"), &now.map(|now| words(&now.name)).unwrap_or_default()))
        (form.choice("kind", &visit.text("organisation-kind"), &kinds, now.map_or("", |now| now.kind.as_str())))
        (optional(form, "group", &visit.text("result-group"), &group, view.group_choices()))
        (optional(form, "country", &visit.text("people-country"), &country, countries::choices(visit.tag())))
        (form.line("register", &visit.text("organisation-register"), &now.and_then(|now| register_number(view, now)).unwrap_or_default()))
        (disclosure_field(form, "funders", &of_it(now.map(Particulars::funders))))
        (disclosure_field(form, "interests", &of_it(now.map(Particulars::interests))))
        (form.choice("language", &visit.text("organisation-language"), &offered(visit, &charter.languages), language))
        @if now.is_some() { (form.area("reason", &visit.text("organisation-anew-reason"), "")) }
    }
}

/// A choice that may be left open.
fn optional(
    form: Shown<'_>,
    name: &str,
    label: &str,
    stands: &str,
    offered: Vec<(String, String)>,
) -> Markup {
    let chosen = form.typed.said(name).unwrap_or(stands);
    html! {
        label for=(name) { (label) }
        select id=(name) name=(name) {
            option value="" { (form.visit.text("organisation-unsaid")) }
            @for (value, words) in offered { option value=(value) selected[value == chosen] { (words) } }
        }
    }
}

/// Words, or that they are declined.
fn disclosure_field(form: Shown<'_>, name: &str, (words, declined): &(String, bool)) -> Markup {
    let visit = form.visit;
    let box_name = format!("{name}_declined");
    let ticked = if form.typed.said("name").is_some() { form.typed.has(&box_name, "yes") } else { *declined };
    html! {
        (form.area(name, &visit.text(&format!("organisation-{name}-field")), words))
        label.row {
            input type="checkbox" name=(box_name) value="yes" checked[ticked];
            " " (visit.text("organisation-declines"))
        }
    }
}

/// A list that becomes entries: pasted, looked at, entered.
pub(crate) fn list_form(
    view: &ProcessView<'_>,
    typed: &Typed,
    rows: Option<&[Row]>,
    fault: Option<&str>,
) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-organisations");
    let form = Shown { visit, typed };
    let whole = rows.is_some_and(|rows| rows.iter().all(|row| row.read.is_ok()));
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } }
        h1 { (title) }
        p { (visit.text("desk-organisations-lead")) }
        p { (visit.text("organisation-list-columns")) " " code { (super::list::COLUMNS.join(",")) } }
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @if let Some(rows) = rows { (preview(view, rows)) }
        form method="post" action=(view.link("/desk/organisations")) {
            (form.area("text", &visit.text("organisation-list-field"), ""))
            (form.choice("language", &visit.text("organisation-language"), &offered(visit, &view.process.charter.languages), ""))
            button type="submit" name="act" value="look" { (visit.text("organisation-list-look")) } " "
            @if whole { button.go type="submit" name="act" value="enter" { (visit.text_with("organisation-list-enter", &[("count", rows.map_or(0, <[Row]>::len).into())])) } }
        }
    };
    process_page(view, &title, &body)
}

/// Every word for a kind, as a list has it.
fn kinds(view: &ProcessView<'_>) -> Markup {
    let kinds: Vec<_> = OrganisationKind::ALL.iter().map(|kind| kind.as_str()).collect();
    html! { (view.visit.text("organisation-list-kinds")) " " code { (kinds.join(", ")) } }
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
                    (visit.text_with("organisation-list-line", &[("line", row.line.into())])) " · " bdi { (row.name) } " · "
                    @match &row.read {
                        Ok(stated) => {
                            (visit.text(&format!("organisation-kind-{}", stated.kind.as_str())))
                            @if let Some(group) = &stated.group { " · " (group_name(view, Some(group))) }
                            @if let Some(code) = stated.country { " · " (countries::name_of(code, visit.tag())) }
                            @if let Some(number) = &stated.register { " · " bdi { (number) } }
                        },
                        Err(fault) => {
                            b { (visit.text(&format!("organisation-list-fault-{}", fault.as_str()))) }
                            @if *fault == Fault::Kind { " " (kinds(view)) }
                        },
                    }
                }
            }
        }
    }
}
