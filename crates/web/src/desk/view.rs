//! The desk and its forms, as pages.

use maru_forum::{
    Ballot, DelegationStanding, EntryNumber, Office, PhaseAct, Process, PublishedResult, Reading, Resolution,
    STATEMENT_LIMIT, Stage, Standing, Statement, Tenure, VerifiedBy,
};
use maru_store::AnswerMail;
use maud::{Markup, html};

use crate::answer::item::Item;
use crate::answer::view::item_link;
use crate::charter;
use crate::common::{PAGE_ITEMS, Paged, ProcessView, shortened};
use crate::desk::asked::added_language;
use crate::desk::{OWN_PAGES, Room, WORK, is_of_use, queue};
use crate::form::{Shown, Typed};
use crate::layout::process_page;
use crate::participation;
use crate::remark::view::entry_words;
use crate::result::view::still_open;

/// Statements offered for translation at once.
const TRANSLATIONS: usize = 100;
/// Characters of a statement in a choice.
const CHOICE_CHARACTERS: usize = 80;
/// Days before the end of a phase from which on it is due.
const DUE_DAYS: i64 = 7;
/// Remarks that are named before a phase closes; the desk lists all.
const OWED: usize = 300;
/// Mails that came back and are named.
const CAME_BACK: usize = 50;

/// What is due, and what whoever holds an office may do.
pub(crate) fn desk(view: &ProcessView<'_>, mails: &[AnswerMail]) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-title");
    let held: Vec<Office> = view.me.map(|who| view.process.offices.of(who).collect()).unwrap_or_default();
    let body = html! {
        h1 { (title) }
        p.lead {
            (visit.text("desk-you-are")) " "
            @for (place, office) in held.iter().enumerate() {
                @if place > 0 { " · " }
                b { (visit.text(&format!("people-office-{}", office.as_str()))) }
            }
        }
        (due(view))
        (under_way(view, mails))
        p { a href=(view.link("/desk/figures")) { (visit.text("desk-figures")) } }
        h2 { (visit.text("desk-acts")) }
        @for (work, names) in WORK {
            @let offered: Vec<&str> = names.iter().copied().filter(|name| is_offered(view, name)).collect();
            @if !offered.is_empty() {
                h3 { (visit.text(&format!("desk-work-{work}"))) }
                ul.acts {
                    @for name in offered {
                        li {
                            a href=(view.link(&format!("/desk/{name}"))) { (visit.text(&format!("desk-{name}"))) }
                            p.small { (visit.text(&format!("desk-{name}-lead"))) }
                        }
                    }
                }
            }
        }
    };
    process_page(view, &title, &body)
}

/// What somebody sees who looks at a page of the desk without the office for it: which office that is, and who holds it.
pub(crate) fn not_yours(view: &ProcessView<'_>, office: &str) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-not-yours");
    let office = Office::from_name(office);
    let may_act =
        |one: &&Tenure| one.ended.is_none() && office.is_none_or(|office| one.office.covers(office));
    let holders: Vec<_> = view.process.offices.iter().filter(may_act).collect();
    let body = html! {
        h1 { (title) }
        p {
            @match office {
                Some(office) => (visit.text_with("desk-not-yours-who", &[("office", visit.text(&format!("people-office-{}", office.as_str())).into())])),
                None => (visit.text("desk-not-yours-any")),
            }
        }
        @if holders.is_empty() { p.note { (visit.text("desk-not-yours-nobody")) } } @else {
            p { (visit.text("desk-not-yours-holders")) }
            ul { @for one in holders { li { bdi { (view.name_of(one.holder)) } " · " (visit.text(&format!("people-office-{}", one.office.as_str()))) } } }
        }
        p { a href=(view.link("/people")) { (visit.text("layout-people")) } }
    };
    process_page(view, &title, &body)
}

/// Whether a page of the desk is for the reader's offices, and has anything to do in this process now.
fn is_offered(view: &ProcessView<'_>, name: &str) -> bool {
    let process = view.process;
    if let Some(room) = Room::from_name(name) {
        return room.is_offered(process) && view.me.is_some_and(|who| room.admits(process, who));
    }
    let own = OWN_PAGES.iter().find(|(known, _)| *known == name);
    let is_theirs = own.is_some_and(|(_, office)| view.may_act_as(*office));
    is_theirs && is_of_use(process, name) && (!process.stage.is_over() || name == "appeals")
}

/// What is due, as far as the reader's offices can do anything about it.
fn due(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let is_open = matches!(process.stage, Stage::Open(_));
    let phase =
        process.charter.phase_on(visit.now.day()).map(|phase| (phase, visit.days_until_end(phase.closes)));
    let ending = phase.filter(|(_, days)| is_open && *days <= DUE_DAYS);
    let undecided = view.open_for(PhaseAct::Decide) && process.decisions.is_empty();
    let unopened = process.stage == Stage::Prepared && phase.is_some();
    let may = |office| view.may_act_as(office);
    let items = html! {
        (participation::view::unheard(view))
        @if unopened && may(Office::Secretariat) { li { a href=(view.link("/desk/stage")) { (visit.text("desk-due-unopened")) } } }
        (due_before_opening(view))
        @if may(Office::Moderator) { (due_moderation(view)) }
        @if may(Office::Secretariat) { (due_translation(view)) }
        @if let Some((phase, days)) = ending {
            li { (visit.local(&phase.title)) " · " (visit.text_with("process-days-left", &[("days", days.into())])) }
        }
        @if may(Office::Drafter) { (due_answers(view)) }
        @if undecided && may(Office::Chair) { li { a href=(view.link("/desk/decision")) { (visit.text("desk-due-decision")) } } }
        (participation::view::due(view))
        @if may(Office::Chair) { (crate::meeting::view::due(view)) }
        (due_elsewhere(view))
    };
    html! {
        h2 { (visit.text("desk-due")) }
        // What is asked is the list itself, so that nothing on it can be called nothing.
        @if items.0.is_empty() { p.note { (visit.text("desk-due-nothing")) } }
        ul { (items) }
    }
}

fn write_first(view: &ProcessView<'_>) -> Markup {
    html! { li { a href=(view.link("/desk/statement")) { (view.visit.text("desk-due-no-statement")) } } }
}

/// What people would not find, were the process opened now, and by when it has to be opened.
fn due_before_opening(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let charter = &process.charter;
    let has = |acts: &[PhaseAct]| {
        charter.phases.iter().any(|phase| acts.iter().any(|act| phase.acts.contains(act)))
    };
    let no_draft = process.drafts.is_empty() && has(&[PhaseAct::Remark, PhaseAct::Amend, PhaseAct::Endorse]);
    let no_statement = process.statements.is_empty() && has(&[PhaseAct::Vote]);
    let first = charter.phases.iter().map(|phase| phase.opens).min().filter(|day| *day > visit.now.day());
    let may = |office| view.may_act_as(office);
    html! {
        // Whoever comes while people may vote finds nothing to answer.
        @if no_statement && view.open_for(PhaseAct::Vote) && may(Office::Secretariat) { (write_first(view)) }
        @if process.stage == Stage::Prepared {
            @if no_draft && may(Office::Drafter) { li { a href=(view.link("/desk/draft")) { (visit.text("desk-due-no-draft")) } } }
            @if no_statement && may(Office::Secretariat) { (write_first(view)) }
            @if let Some(day) = first.filter(|_| may(Office::Secretariat)) {
                li { a href=(view.link("/desk/stage")) { (visit.text_with("desk-due-opens", &[("day", visit.date(day).into())])) } }
            }
        }
    }
}

fn due_moderation(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let waiting: Vec<&Statement> = queue::statements(view, "waiting");
    let others = queue::others(view, "waiting").len();
    let unseen = queue::unseen_line(view);
    let reports = view.process.open_reports().count();
    html! {
        @if let Some(oldest) = waiting.first() {
            li {
                a href=(view.link("/desk/moderation")) { (visit.text_with("desk-due-waiting", &[("count", waiting.len().into())])) }
                " · " (visit.text("desk-due-oldest")) " " (visit.moment(oldest.at))
            }
        }
        @if !unseen.0.is_empty() { li { (unseen) } }
        @if reports > 0 { li { a href=(view.link("/desk/moderation")) { (visit.text_with("desk-due-reports", &[("count", reports.into())])) } } }
        @if others > 0 { li { a href=(view.link("/desk/moderation")) { (visit.text_with("desk-due-waiting-others", &[("count", others.into())])) } } }
    }
}

fn due_translation(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    // Nothing is translated any more once a process is over.
    if process.stage.is_over() {
        return html! {};
    }
    let untold = process.charter.languages.iter().map(|language| {
        (
            language,
            process
                .readable_statements()
                .filter(|statement| lacks(process, statement, language.primary()))
                .count(),
        )
    });
    let untold: Vec<_> = untold.filter(|(_, count)| *count > 0).collect();
    html! {
        @for (language, count) in &untold {
            li { a href=(view.link(&format!("/translate/{language}"))) { (visit.text_with("desk-due-translation", &[
                ("count", (*count).into()), ("language", visit.language_name(language).into()),
            ])) } }
        }
    }
}

fn due_answers(view: &ProcessView<'_>) -> Markup {
    let (visit, owed) = (view.visit, view.process.owed());
    let objections = view.process.answers.objections().count();
    html! {
        @if !owed.unanswered.is_empty() { li { a href=(view.link("/desk/remarks?show=unanswered")) { (visit.text_with("desk-due-unanswered", &[("count", owed.unanswered.len().into())])) } } }
        @if !owed.untold.is_empty() { li { a href=(view.link("/desk/remarks?show=untold")) { (visit.text_with("desk-due-untold", &[("count", owed.untold.len().into())])) } } }
        @if objections > 0 { li { a href=(view.link("/desk/remarks?show=objecting")) { (visit.text_with("desk-due-objecting", &[("count", objections.into())])) } } }
    }
}

/// What is due that has pages of its own outside the desk.
fn due_elsewhere(view: &ProcessView<'_>) -> Markup {
    let (visit, process, today) = (view.visit, view.process, view.visit.now.day());
    let asked = process.delegations.iter().filter(|one| one.standing() == DelegationStanding::Asked).count();
    let initiatives = process.initiatives.owed().count();
    let is_over = |ballot: &&Ballot| {
        let phase = process.charter.phase(&ballot.terms.phase);
        ballot.count.is_none() && phase.is_some_and(|phase| phase.closes < today)
    };
    let uncounted = process.ballots.iter().filter(is_over).count();
    let lines = [
        (asked, "/organisations", "desk-due-delegations", Office::Registrar),
        (initiatives, "/initiatives", "desk-due-initiatives", Office::Chair),
        (uncounted, "/ballots", "desk-due-ballots", Office::Chair),
    ];
    let is_due = |(count, _, _, office): &(usize, &str, &str, Office)| *count > 0 && view.may_act_as(*office);
    html! {
        @for (count, under, key, _) in lines.into_iter().filter(is_due) {
            li { a href=(view.link(under)) { (visit.text_with(key, &[("count", count.into())])) } }
        }
    }
}

/// Mails of answers, and of verdicts, erasures, refusals and rulings: how many of each wait for a mail server, and whose mail came back.
fn under_way(view: &ProcessView<'_>, mails: &[AnswerMail]) -> Markup {
    let visit = view.visit;
    let answer_of = |mail: &AnswerMail| view.process.answers.get(mail.answer);
    let waiting: Vec<&AnswerMail> = mails.iter().filter(|mail| mail.sent.is_none()).collect();
    let of_answers = waiting.iter().filter(|mail| answer_of(mail).is_some()).count();
    let counts =
        [("desk-mails-waiting", of_answers), ("desk-mails-of-acts-waiting", waiting.len() - of_answers)];
    let refused = waiting.iter().filter(|mail| mail.refused.is_some());
    html! {
        @if !waiting.is_empty() {
            @for (key, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
                p { (visit.text_with(key, &[("count", count.into())])) }
            }
            ul {
                @for mail in refused.take(CAME_BACK) {
                    @if let Some((at, answer, for_good)) = &mail.refused {
                        li {
                            bdi { (view.name_of(mail.who)) } " · "
                            @match answer_of(mail) {
                                Some(answer) => a href=(view.link(&format!("/answers/{}", answer.entry))) { (visit.text_with("answer-number", &[("number", answer.entry.0.into())])) },
                                None => (view.entry(mail.answer)),
                            }
                            " · " (visit.text(if *for_good { "desk-mail-came-back" } else { "desk-mail-not-taken" })) " · " (visit.moment(*at))
                            " · " span.small lang="en" { (shortened(answer, CHOICE_CHARACTERS)) }
                        }
                    }
                }
            }
        }
    }
}

/// Whether a statement has no words in a language.
fn lacks(process: &Process, statement: &Statement, language: &str) -> bool {
    process.best_words(statement, language, Reading::Anyone).1.primary() != language
}

/// A page of the desk: its form, with what was typed and why it was refused.
pub(crate) fn room(view: &ProcessView<'_>, room: Room, typed: &Typed, fault: Option<&str>) -> Markup {
    let visit = view.visit;
    let title = visit.text(&format!("desk-{}", room.name()));
    let form = Shown { visit, typed };
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } }
        h1 { (title) }
        p { (visit.text(&format!("desk-{}-lead", room.name()))) }
        (done(view))
        @if let Some(fault) = fault { p.wrong role="alert" { (fault) } }
        @match room {
            Room::Moderation => (queue::moderation(view, form)),
            Room::Statement => (statement(view, form)),
            Room::Translation => (translation(view, form)),
            Room::Offices => (offices(view, form)),
            Room::Timetable => (rules(view, form, "phase")),
            Room::Charter => (rules(view, form, "groups")),
            Room::Language => (language_more(view, form)),
            Room::Result => (result(view, form)),
            Room::Decision => (decision(view, form)),
            Room::Phase => (phase(view, form)),
            Room::Stage => (stage(view, form)),
            Room::Verification => (verification(view, form)),
        }
    };
    process_page(view, &title, &body)
}

/// That something was just recorded.
pub(crate) fn done(view: &ProcessView<'_>) -> Markup {
    let asked = view.visit.asked("done").and_then(|text| text.parse::<u64>().ok());
    html! {
        @if let Some(entry) = asked.filter(|entry| view.has_just_made(*entry)) {
            div.done role="status" {
                p { (view.visit.text("desk-done")) " " (view.entry(EntryNumber(entry))) }
                // What waits for a moderator is not there for others yet, and whoever wrote it sees here what was taken.
                @if view.process.ledger.standing(EntryNumber(entry)) == Some(Standing::Waiting) {
                    p { (view.visit.text("remark-waits")) }
                    (crate::amendment::said::said(view, EntryNumber(entry), view.reading(), queue::WAITING_CHARACTERS))
                }
            }
        }
        // The same words sent again make no second entry; whoever sent them hears where they stand.
        @else if let Some(entry) = asked.map(EntryNumber).filter(|entry| view.me.is_some() && view.process.ledger.author_of(*entry) == view.me) {
            div.note role="status" { p { (view.visit.text("desk-stands-already")) " " (view.entry(entry)) } }
        }
    }
}

fn action(view: &ProcessView<'_>, room: Room) -> String {
    view.link(&format!("/desk/{}", room.name()))
}

fn language(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    form.language(&view.process.charter.languages)
}

fn statement(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    let hint = view.visit.text_with("statement-field-hint", &[("limit", STATEMENT_LIMIT.into())]);
    let fields = html! {
        (form.limited("text", &view.visit.text("statement-field"), &hint, STATEMENT_LIMIT))
        (language(view, form))
    };
    form.form(&action(view, Room::Statement), "statement-send", &fields)
}

fn translation(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    let visit = view.visit;
    let languages = &view.process.charter.languages;
    let untold = view.process.visible_statements().filter(|statement| {
        !view.process.is_erased(statement)
            && languages.iter().any(|language| lacks(view.process, statement, language.primary()))
    });
    let offered: Vec<_> = untold.take(TRANSLATIONS).map(|statement| choice_of(view, statement)).collect();
    let fields = html! {
        (form.choice("statement", &visit.text("desk-translation-which"), &offered, visit.asked("statement").unwrap_or_default()))
        (form.area("text", &visit.text("desk-translation-words"), ""))
        (language(view, form))
    };
    html! {
        @if offered.is_empty() { p.note { (visit.text("desk-translation-none")) } } @else {
            (form.form(&action(view, Room::Translation), "desk-translation-send", &fields))
        }
    }
}

/// A statement as a line of a choice: its number, its languages, its first words.
fn choice_of(view: &ProcessView<'_>, statement: &Statement) -> (String, String) {
    let shown = statement.translations.iter().filter(|other| view.may_read_entry(other.entry));
    let known = shown.map(|other| other.words.language.to_string());
    let known: Vec<_> = std::iter::once(statement.words.language.to_string()).chain(known).collect();
    let words = view.words(statement).map(|words| words.text).unwrap_or_default();
    let line = format!("{} ({}) {}", statement.id, known.join(", "), shortened(&words, CHOICE_CHARACTERS));
    (statement.id.to_string(), line)
}

fn offices(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    let visit = view.visit;
    let name = |office: Office| visit.text(&format!("people-office-{}", office.as_str()));
    let all: Vec<_> = Office::ALL.iter().map(|office| (office.as_str().to_owned(), name(*office))).collect();
    let held: Vec<_> = view.process.offices.iter().filter(|tenure| tenure.ended.is_none()).collect();
    let tenures: Vec<_> = held
        .iter()
        .map(|tenure| {
            let value = format!("{} {}", tenure.holder, tenure.office.as_str());
            (value, format!("{} · {}", view.name_of(tenure.holder), name(tenure.office)))
        })
        .collect();
    let blank = Typed::default();
    let of = |act: &str| if form.typed.get("act") == act { form } else { Shown { typed: &blank, ..form } };
    let give = html! {
        input type="hidden" name="act" value="give";
        (of("give").line("name", &visit.text("desk-office-name"), ""))
        (of("give").choice("office", &visit.text("desk-office"), &all, ""))
        (of("give").area("reason", &visit.text("desk-reason"), ""))
    };
    let runs = held.iter().filter(|tenure| tenure.office == Office::Secretariat).count();
    let end = html! {
        input type="hidden" name="act" value="end";
        @if runs == 1 { p.warn { (visit.text("desk-office-last")) } }
        (of("end").choice("tenure", &visit.text("desk-office"), &tenures, ""))
        label for="end-reason" { (visit.text("desk-reason")) }
        textarea #end-reason name="reason" rows="3" dir="auto" { (of("end").typed.get("reason")) }
    };
    html! {
        (tenure_table(view))
        h2 { (visit.text("desk-office-give")) }
        (of("give").form(&action(view, Room::Offices), "desk-office-give", &give))
        @if !tenures.is_empty() {
            h2 { (visit.text("desk-office-end")) }
            (of("end").form(&action(view, Room::Offices), "desk-office-end", &end))
        }
    }
}

fn tenure_table(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        @if view.process.offices.is_empty() { p.note { (visit.text("desk-offices-none")) } } @else {
            table.stack {
                thead { tr {
                    @for key in ["people-name", "desk-office", "desk-reason", "desk-office-since", "desk-office-ended"] {
                        th scope="col" { (visit.text(key)) }
                    }
                } }
                tbody {
                    @for tenure in view.process.offices.iter().rev() {
                        tr {
                            th scope="row" { bdi { (view.name_of(tenure.holder)) } }
                            td data-of=(visit.text("desk-office")) { (visit.text(&format!("people-office-{}", tenure.office.as_str()))) }
                            td data-of=(visit.text("desk-reason")) dir="auto" { (tenure.reason) }
                            td data-of=(visit.text("desk-office-since")) { (visit.moment(tenure.since)) " · " (view.entry(tenure.entry)) }
                            td data-of=(visit.text("desk-office-ended")) {
                                @if let Some((entry, at, reason)) = &tenure.ended {
                                    (visit.moment(*at)) " · " (view.entry(*entry)) " · " span dir="auto" { (reason) }
                                } @else { "–" }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whose identity was verified, by which means and why; the form that verifies somebody, or ends that.
fn verification(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let name = |means: &str| visit.text(&format!("people-verified-{means}"));
    let ways = VerifiedBy::ALL.iter().map(|one| one.as_str()).chain(["ended"]);
    let ways: Vec<_> = ways.map(|one| (one.to_owned(), name(one))).collect();
    let heads = ["people-name", "desk-verification-means", "desk-verification-why", "desk-office-since"];
    let said = &process.verifications;
    let paged = Paged::of(said.iter().rev(), said.len(), visit.asked_page(), PAGE_ITEMS);
    let fields = html! {
        (form.line("name", &visit.text("desk-office-name"), ""))
        (form.choice("means", &visit.text("desk-verification-means"), &ways, ""))
        (form.area("text", &visit.text("desk-verification-words"), ""))
        (language(view, form))
    };
    html! {
        (form.form(&action(view, Room::Verification), "desk-verification-send", &fields))
        @if said.is_empty() { p.note { (visit.text("desk-verification-none")) } } @else {
            table.stack {
                thead { tr { @for key in heads { th scope="col" { (visit.text(key)) } } } }
                tbody {
                    @for one in &paged.items {
                        tr {
                            th scope="row" { bdi { (view.name_of(one.participant)) } }
                            td data-of=(visit.text("desk-verification-means")) { (name(one.means.map_or("ended", VerifiedBy::as_str))) }
                            td data-of=(visit.text("desk-verification-why")) { (entry_words(view, &one.words, queue::WAITING_CHARACTERS)) }
                            td data-of=(visit.text("desk-office-since")) { (visit.moment(one.at)) " · " (view.entry(one.entry)) }
                        }
                    }
                }
            }
            (paged.links(visit))
        }
    }
}

/// The timetable (`phase`), or all other rules, with one more phase or group to add.
fn rules(view: &ProcessView<'_>, form: Shown<'_>, list: &str) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let room = if list == "phase" { Room::Timetable } else { Room::Charter };
    let wanted = |path: &str| {
        !charter::IN_A_RECORD.contains(&path) && path.starts_with("phase.") == (room == Room::Timetable)
    };
    let fields = html! {
        (charter::inputs(visit, &process.charter, form, false, wanted))
        (charter::adding(visit, &process.charter, form, list))
        (visit.fault_at("shorten"))
        label.row {
            input type="checkbox" name="shorten" value="yes" checked[form.typed.has("shorten", "yes")];
            " " (visit.text("desk-shorten"))
        }
        input type="hidden" name="of" value=(process.charter_entry);
        (form.reason())
    };
    html! {
        p { a href=(view.link("/charter/changes")) { (visit.text("desk-changes-title")) } }
        @if room == Room::Timetable { (charter::cuts::overlaps(visit, &process.charter)) }
        (form.form(&action(view, room), "desk-charter-send", &fields))
    }
}

/// A language more: which, and then everything that the charter says, in that language.
fn language_more(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let here = view.link("/desk/language");
    let Some(language) = added_language(view, form.typed) else {
        return html! {
            ul { @for known in &process.charter.languages { li { (visit.language_name(known)) " (" code { (known) } ")" } } }
            form method="get" action=(here) {
                label for="tag" { (visit.text("desk-language-tag")) }
                p.hint #tag-hint { (visit.text("desk-language-tag-hint")) }
                input #tag name="tag" required dir="ltr" autocomplete="off" spellcheck="false" aria-describedby="tag-hint" value=(visit.asked("tag").unwrap_or_default());
                (visit.language_field())
                button.go type="submit" { (visit.text("desk-language-next")) }
            }
        };
    };
    let charter = charter::with_language(&process.charter, &language);
    let end = format!(".{language}");
    let fields = html! {
        input type="hidden" name="tag" value=(language);
        input type="hidden" name="of" value=(process.charter_entry);
        (charter::texts(visit, &charter, form, &end))
        (form.reason())
    };
    html! {
        p { (visit.text_with("desk-language-words", &[("language", visit.language_name(&language).into())])) }
        (form.form(&here, "desk-language-send", &fields))
    }
}

fn result(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    html! {
        ul {
            @for result in view.process.results.iter().rev() {
                li { (kind_of_result(view, result)) " · " (view.visit.moment(result.at)) " · " (view.entry(result.entry)) }
            }
        }
        (form.form(&action(view, Room::Result), "desk-result-send", &html! {}))
    }
}

fn decision(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    let visit = view.visit;
    let outcomes: Vec<_> = Resolution::ALL
        .iter()
        .map(|one| (one.as_str().to_owned(), visit.text(&format!("desk-decision-{}", one.as_str()))))
        .collect();
    let results: Vec<_> = view
        .process
        .results
        .iter()
        .rev()
        .filter(|result| result.is_of_votes())
        .map(|result| {
            let number = visit.text_with("record-entry-number", &[("number", result.entry.0.into())]);
            let people = result.figures.get(PublishedResult::PARTICIPANTS).copied().unwrap_or_default();
            let people = visit.text_with("result-decision-people", &[("count", people.into())]);
            let (kind, day) = (kind_of_result(view, result), visit.date(result.at.day()));
            (result.entry.to_string(), format!("{number} · {kind} · {day} · {people}"))
        })
        .chain(counted(view))
        .collect();
    let fields = html! {
        (form.choice("outcome", &visit.text("desk-decision-outcome"), &outcomes, ""))
        (form.choice("result", &visit.text("desk-decision-result"), &results, ""))
        @if !view.process.drafts.is_empty() {
            label for="draft" { (visit.text("desk-decision-draft")) }
            select #draft name="draft" {
                option value="" { (visit.text("desk-decision-no-draft")) }
                @for draft in view.process.drafts.iter().rev() {
                    option value=(draft.entry) selected[form.typed.get("draft") == draft.entry.to_string()] {
                        (visit.text_with("desk-decision-version", &[("version", draft.version.into())]))
                    }
                }
            }
        }
        (form.area("text", &visit.text("desk-decision-words"), ""))
        (language(view, form))
    };
    html! {
        @if !view.open_for(PhaseAct::Decide) { p.warn { (view.not_now("desk-decision-not-now", Some(PhaseAct::Decide))) } }
        @let stands = view.process.decisions.last().filter(|_| !view.process.charter.decides.revision);
        (remaining(view))
        (run_on(view))
        // Before the days of decisions too: an objection can be answered as long as the process is open, and best before anybody decides.
        @if stands.is_none() {
            @for ballot in view.process.ballots.iter().rev().filter(|ballot| ballot.count.is_some()) {
                (crate::ballot::view::unanswered(view, ballot, EntryNumber(view.process.entries)))
            }
        }
        @if let Some(stands) = stands {
            p.note { (visit.text("desk-decision-stands")) " · " (view.entry(stands.entry)) }
        } @else if results.is_empty() {
            p.note { (visit.text("desk-decision-no-result")) " " a href=(view.link("/desk/result")) { (visit.text("desk-result")) } }
        } @else if view.open_for(PhaseAct::Decide) {
            (in_one_language(view))
            (form.form(&action(view, Room::Decision), "desk-decision-send", &fields))
        }
    }
}

/// What a result is of, in words.
fn kind_of_result(view: &ProcessView<'_>, result: &maru_forum::PublishedResult) -> String {
    let key = format!("desk-result-of-{}", result.kind);
    if view.visit.locale.has(&key) { view.visit.text(&key) } else { result.kind.clone() }
}

/// The ballots that were counted, as grounds of a decision.
fn counted<'a>(view: &'a ProcessView<'_>) -> impl Iterator<Item = (String, String)> + 'a {
    let counts =
        view.process.ballots.iter().rev().filter_map(|ballot| Some((ballot, ballot.count.as_ref()?)));
    counts.map(|(ballot, counted)| {
        let number = view.visit.text_with("ballot-number", &[("number", ballot.entry.0.into())]);
        let outcome = view.visit.text(&format!("ballot-outcome-{}", counted.count.outcome.as_str()));
        (counted.entry.to_string(), format!("{number} · {outcome}"))
    })
}

/// Closing a phase: all that is left is named, each a link, before anybody tries and when it is refused.
fn phase(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    let visit = view.visit;
    let closed = |id: &str| view.process.closings.iter().any(|closing| closing.phase == id);
    let offered: Vec<_> = view
        .process
        .charter
        .phases
        .iter()
        .filter(|phase| !closed(&phase.id))
        .map(|phase| {
            (phase.id.clone(), format!("{} · {}", visit.local_plain(&phase.title), visit.date(phase.closes)))
        })
        .collect();
    let fields = html! {
        (form.choice("phase", &visit.text("desk-phase-which"), &offered, ""))
        (form.reason())
    };
    html! {
        (owed(view))
        ul { @for closing in view.process.closings.iter() {
            li { code { (closing.phase) } " · " (visit.moment(closing.at)) " · " span dir="auto" { (closing.reason) } " · " (view.entry(closing.entry)) }
        } }
        @if !offered.is_empty() { (form.form(&action(view, Room::Phase), "desk-phase-send", &fields)) }
    }
}

/// Everything that is left before a phase of answers may close.
fn owed(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let (owed, unseen) = (view.process.owed_on(visit.now.day()), view.process.unseen());
    html! {
        @if unseen > 0 { p.note { (visit.text_with("desk-phase-unseen", &[("count", unseen.into())])) } }
        @if owed.is_empty() { p.note { (visit.text("desk-phase-nothing-owed")) } } @else {
            div.warn {
                p { (visit.text_with("desk-phase-owed", &[("unanswered", owed.unanswered.len().into()), ("untold", owed.untold.len().into())])) }
                @if !owed.contested.is_empty() {
                    p {
                        (visit.text_with("desk-phase-contested", &[("count", owed.contested.len().into())]))
                        @for entry in owed.contested.iter().take(OWED) { " " (view.entry(*entry)) }
                    }
                }
                p {
                    @for entry in owed.unanswered.iter().take(OWED) {
                        @if let Some(item) = Item::of(view.process, *entry) { (item_link(view, item)) " " }
                    }
                    @for (answer, who) in owed.untold.iter().take(OWED) {
                        a href=(view.link(&format!("/answers/{answer}"))) { (visit.text_with("answer-number", &[("number", answer.0.into())])) } " → " bdi { (view.name_of(*who)) } " "
                    }
                }
                @if owed.unanswered.len().max(owed.untold.len()) > OWED {
                    p { a href=(view.link("/desk/remarks?show=unanswered")) { (visit.text("desk-remarks-unanswered")) } " · " a href=(view.link("/desk/remarks?show=untold")) { (visit.text("desk-remarks-untold")) } }
                }
            }
        }
    }
}

/// Everything that is left to do before somebody decides or closes: what bars the act, and what waits beside, each with the way to it.
fn remaining(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let left = view.process.remaining(visit.now);
    let untold: Vec<EntryNumber> = left.owed.untold.iter().map(|(answer, _)| *answer).collect();
    let lines: [(&str, &[EntryNumber], &str); 9] = [
        ("unanswered", &left.owed.unanswered, "/desk/remarks?show=unanswered"),
        ("untold", &untold, "/desk/remarks?show=untold"),
        ("contested", &left.owed.contested, "/moderation"),
        ("initiatives", &left.initiatives, "/initiatives"),
        ("meetings", &left.meetings, "/desk/meetings"),
        ("appeals", &left.appeals, "/desk/appeals"),
        ("applications", &left.applications, "/desk/applications"),
        ("reports", &left.reports, "/desk/moderation"),
        ("waiting", &left.waiting, "/desk/moderation"),
    ];
    html! {
        @if !left.is_done() {
            div.warn #left {
                p { b { (visit.text("desk-left")) } }
                ul {
                    @for (kind, entries, under) in lines.into_iter().filter(|(_, entries, _)| !entries.is_empty()) {
                        li {
                            a href=(view.link(under)) { (visit.text(&format!("desk-left-{kind}"))) } ": "
                            @for entry in entries.iter().take(OWED) { (view.entry(*entry)) " " }
                            @if entries.len() > OWED { (visit.text_with("desk-left-more", &[("count", (entries.len() - OWED).into())])) }
                        }
                    }
                }
            }
        }
    }
}

/// The phases that run, or are to come, for somebody who is about to decide before they are over.
fn run_on(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let others: Vec<_> = still_open(&view.process.charter, visit.now.day()).collect();
    html! {
        @if !others.is_empty() {
            div.warn {
                p { (visit.text("desk-decision-runs-on")) }
                ul { @for phase in others {
                    li { (visit.local(&phase.title)) " · " (visit.date(phase.opens)) " – " (visit.date(phase.closes)) }
                } }
            }
        }
    }
}

/// In which of the languages that the charter promises the words of a decision will not be, for the form takes one language.
fn in_one_language(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let languages = &view.process.charter.languages;
    let names: Vec<_> = languages.iter().map(|language| visit.language_name(language)).collect();
    html! {
        @if languages.len() > 1 {
            p.note { (visit.text_with("desk-decision-one-language", &[("languages", names.join(", ").into())])) }
        }
    }
}

fn stage(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    let visit = view.visit;
    let next: &[&str] = match view.process.stage {
        Stage::Prepared => &["open", "abandoned"],
        Stage::Open(_) => &["closed"],
        Stage::Closed(_) | Stage::Abandoned(_) => &[],
    };
    let offered: Vec<_> =
        next.iter().map(|name| ((*name).to_owned(), visit.text(&format!("desk-stage-{name}")))).collect();
    let process = view.process;
    let cut = if matches!(process.stage, Stage::Open(_)) { process.cut_short(visit.now) } else { Vec::new() };
    let cut: Vec<_> = cut.iter().filter_map(|id| process.charter.phase(id)).collect();
    let fields = html! {
        (form.choice("stage", &visit.text("desk-stage-next"), &offered, ""))
        @if process.stage == Stage::Prepared && !view.hears_appeals() {
            p.warn { (visit.text("review-nobody-rules")) " " a href=(view.link("/desk/offices")) { (visit.text("desk-offices")) } }
        }
        @if !cut.is_empty() {
            div.warn {
                p { (visit.text("desk-stage-cuts")) }
                ul { @for phase in cut {
                    li { (visit.local(&phase.title)) " · " (visit.date(phase.opens)) " – " (visit.date(phase.closes)) }
                } }
            }
            label.row {
                input type="checkbox" name="cut_short" value="yes" checked[form.typed.has("cut_short", "yes")];
                " " (visit.text("desk-stage-cut-short"))
            }
        }
        (form.reason())
    };
    html! {
        p { (visit.text(&format!("process-stage-{}", stage_name(view)))) }
        @if matches!(process.stage, Stage::Open(_)) { (remaining(view)) }
        @if process.stage == Stage::Prepared && process.charter.is_over_on(visit.now.day()) {
            p.warn { (visit.text("desk-stage-timetable-over")) " " a href=(view.link("/desk/timetable")) { (visit.text("desk-timetable")) } }
        }
        @if !offered.is_empty() { (form.form(&action(view, Room::Stage), "desk-stage-send", &fields)) }
    }
}

fn stage_name(view: &ProcessView<'_>) -> &'static str {
    view.process.stage.as_str()
}
