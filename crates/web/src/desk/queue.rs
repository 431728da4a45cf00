//! The queue of a moderator: what people wrote and what they reported, each with a tick, and the one form that judges all that is ticked.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{EntryNumber, Office, Standing, Statement, StatementId, Verdict, WordsReport};
use maud::{Markup, html};

use crate::amendment::said::said;
use crate::answer::item::Item;
use crate::answer::view::item_link;
use crate::common::{PAGE_ITEMS, Paged, ProcessView};
use crate::form::{Shown, Typed};
use crate::list;

/// Characters of words that wait, in the queue; the record has all.
pub(super) const WAITING_CHARACTERS: usize = 400;
/// Parts of the moderation queue.
const QUEUE: [&str; 4] = ["waiting", "unseen", "put", "removed"];

/// Where the queue stands, with the part and the page of it that is asked for: a form that is refused comes again on the same one.
pub(super) fn here(view: &ProcessView<'_>) -> String {
    let part = list::shown(view.visit, &QUEUE);
    let page = view.visit.asked_page();
    let page = if page > 1 { format!("&page={page}") } else { String::new() };
    view.address(&format!("/desk/moderation?show={part}{page}"))
}

/// Whether everyone reads what somebody wrote here and no moderator has judged it: whoever may moderate need not look at their own.
fn is_unseen(view: &ProcessView<'_>, judged: &BTreeSet<EntryNumber>, entry: EntryNumber) -> bool {
    let process = view.process;
    let author = process.ledger.author_of(entry).and_then(|who| process.participant(who));
    process.ledger.is_shown(entry)
        && !judged.contains(&entry)
        && author.is_some_and(|person| {
            person.source_id.is_none() && !process.offices.may_act_as(person.id, Office::Moderator)
        })
}

/// What some moderator has judged; asked for by the part alone that leaves it out.
fn judged(view: &ProcessView<'_>, part: &str) -> BTreeSet<EntryNumber> {
    let acts = view.process.moderation_log.iter().filter(|_| part == "unseen");
    acts.map(|act| act.on).collect()
}

/// One part of the statements, in order of arrival.
pub(super) fn statements<'a>(view: &ProcessView<'a>, part: &str) -> Vec<&'a Statement> {
    let process = view.process;
    let judged = judged(view, part);
    let fits = |statement: &&Statement| match part {
        "unseen" => is_unseen(view, &judged, statement.id.0),
        "put" => process.is_visible(statement),
        "removed" => statement.verdict == Some(Verdict::Rejected),
        _ => statement.verdict.is_none() && !process.is_visible(statement) && !process.is_erased(statement),
    };
    process.statements.iter().filter(fits).collect()
}

/// Words that are no statement and stand as one part of the queue says: of remarks, comments, letters, amendments, organisations. What
/// waits comes oldest first, the rest newest first.
pub(super) fn others(view: &ProcessView<'_>, part: &str) -> Vec<EntryNumber> {
    let process = view.process;
    let judged = judged(view, part);
    let stands = |entry: &EntryNumber| {
        if part == "unseen" {
            return is_unseen(view, &judged, *entry);
        }
        matches!(
            (part, process.ledger.standing(*entry)),
            ("put", Some(Standing::Shown))
                | ("removed", Some(Standing::Rejected(_)))
                | ("waiting", Some(Standing::Waiting))
        )
    };
    let lines = process.ledger.lines().map(|(entry, _)| entry).filter(stands);
    let mut found: Vec<_> = lines.filter(|entry| process.is_moderated_beside_statements(*entry)).collect();
    if !["waiting", "unseen"].contains(&part) {
        found.reverse();
    }
    found
}

/// The whole: a part of what people wrote, the reports, and the form around both.
pub(super) fn moderation(view: &ProcessView<'_>, form: Shown<'_>) -> Markup {
    let visit = view.visit;
    let part = list::shown(visit, &QUEUE);
    let verdicts = [Verdict::Accepted, Verdict::Rejected, Verdict::Meta].map(|verdict| {
        (verdict.as_str().to_owned(), visit.text(&format!("moderation-{}", verdict.as_str())))
    });
    let reported = reported(view);
    let with_report: BTreeSet<EntryNumber> = reported.iter().map(|(on, _)| *on).collect();
    let mut all = statements(view, part);
    all.retain(|one| !with_report.contains(&one.id.0));
    let mut others = others(view, part);
    others.retain(|entry| !with_report.contains(entry));
    let in_part = all.iter().map(|one| one.id.0).chain(others.iter().copied()).chain(with_report);
    let elsewhere = ticked_elsewhere(view, form.typed, &in_part.collect());
    let (count, most) = (others.len(), all.len());
    let others = Paged::of(others.into_iter(), count, visit.asked_page(), PAGE_ITEMS);
    let some_in_part = most > 0 || count > 0;
    let some = some_in_part || !reported.is_empty() || !elsewhere.is_empty() || is_typed(form.typed);
    let fields = html! {
        (reports(view, form, &reported))
        fieldset {
            legend { (visit.text("desk-which-statements")) }
            (visit.fault_at("on"))
            @if some_in_part {
                label.row { input type="checkbox" name="all" value="yes" checked[form.typed.has("all", "yes")]; " " b { (visit.text("desk-tick-all")) } }
            }
            @if !elsewhere.is_empty() {
                p { (visit.text("desk-ticked-elsewhere")) }
                ul.rows { @for entry in &elsewhere { li { (ticked(view, form, *entry)) } } }
            }
            @if most > 0 || count == 0 {
                (list::rows(visit, all, PAGE_ITEMS, "desk-queue-empty", |one| html! { li { (on_page(one.id.0)) (ticked(view, form, one.id.0)) } }))
            }
            @if count > 0 {
                h2 { (visit.text_with("desk-queue-others", &[("count", count.into())])) }
                ul.rows { @for entry in &others.items { li { (on_page(*entry)) (ticked(view, form, *entry)) } } }
                @if count > most { (others.links(visit)) }
            }
        }
        @if some {
            (form.choice("verdict", &visit.text("desk-verdict"), &verdicts, ""))
            (form.reason())
            (form.line("rule", &visit.text("desk-rule"), ""))
        }
    };
    html! {
        (list::parts(visit, &view.address("/desk/moderation"), "desk-which-statements", "desk-queue-", &QUEUE, &html! {}))
        @if part == "waiting" && !some_in_part { (unseen_line(view)) }
        @if some { (form.form(&visit.link(&here(view)), "desk-moderation-send", &fields)) } @else { (fields) }
    }
}

/// The way to what is shown and nobody has looked at, for a page on which nothing waits.
pub(super) fn unseen_line(view: &ProcessView<'_>) -> Markup {
    let count = statements(view, "unseen").len() + others(view, "unseen").len();
    html! {
        @if count > 0 {
            p { a href=(view.link("/desk/moderation?show=unseen")) { (view.visit.text_with("desk-due-unseen", &[("count", count.into())])) } }
        }
    }
}

/// Whether anything was typed that must not be lost, though nothing is left that could be judged.
fn is_typed(typed: &Typed) -> bool {
    ["verdict", "reason", "rule"].iter().any(|name| !typed.get(name).trim().is_empty())
}

/// What was ticked and stands in another part of the queue, or was judged by somebody else meanwhile.
fn ticked_elsewhere(
    view: &ProcessView<'_>,
    typed: &Typed,
    in_part: &BTreeSet<EntryNumber>,
) -> BTreeSet<EntryNumber> {
    let numbers = typed.all("on").filter_map(|text| text.parse().ok().map(EntryNumber));
    let known = |entry: &EntryNumber| {
        view.process.statement(StatementId(*entry)).is_some()
            || view.process.is_moderated_beside_statements(*entry)
    };
    numbers.filter(|entry| !in_part.contains(entry)).filter(known).collect()
}

/// Words that were reported and not judged since, in the order of their first reports.
fn reported<'a>(view: &ProcessView<'a>) -> Vec<(EntryNumber, Vec<&'a WordsReport>)> {
    let mut found: BTreeMap<EntryNumber, Vec<&WordsReport>> = BTreeMap::new();
    for one in view.process.open_reports() {
        found.entry(one.on).or_default().push(one);
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, reports)| reports.first().map(|report| report.entry));
    found.truncate(PAGE_ITEMS);
    found
}

/// What people reported, each with a tick and with the words of its reports, which moderators alone read.
fn reports(view: &ProcessView<'_>, form: Shown<'_>, reported: &[(EntryNumber, Vec<&WordsReport>)]) -> Markup {
    let visit = view.visit;
    let count = view.process.open_reports().count();
    html! {
        @if count > 0 {
            fieldset #reports {
                legend { (visit.text_with("desk-due-reports", &[("count", count.into())])) }
                p { (visit.text("desk-reports-lead")) }
                ul.rows {
                    @for (on, all) in reported {
                        li {
                            (ticked(view, form, *on))
                            ul { @for one in all {
                                li { (visit.text("desk-report-says")) " " (view.line(Some(&one.words))) " " span.figures { (visit.moment(one.at)) " · " (view.entry(one.entry)) } }
                            } }
                        }
                    }
                }
            }
        }
    }
}

/// That something stands on this page, so that “all” means it.
fn on_page(entry: EntryNumber) -> Markup {
    html! { input type="hidden" name="shown" value=(entry); }
}

/// What somebody wrote, with a tick, whose it is, and the way to it.
fn ticked(view: &ProcessView<'_>, form: Shown<'_>, entry: EntryNumber) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let number = entry.to_string();
    let statement = process.statement(StatementId(entry));
    let item = Item::of(process, entry);
    let author = process.ledger.author_of(entry);
    html! {
        label.row {
            input type="checkbox" name="on" value=(number) checked[form.typed.has("on", &number)];
            " " @match statement {
                Some(statement) => (view.inline_words(statement)),
                None => b { (visit.text_with("record-entry-number", &[("number", entry.0.into())])) },
            }
        }
        @if statement.is_none() { (said(view, entry, view.reading(), WAITING_CHARACTERS)) }
        p.figures {
            @match (statement, item) {
                (Some(statement), _) => {
                    a href=(view.link(&format!("/statements/{number}"))) { (visit.text_with("statement-number", &[("number", statement.id.0.0.into())])) }
                    " · " (visit.moment(statement.at))
                },
                (None, Some(item)) => { (item_link(view, item)) " · " (view.entry(entry)) },
                (None, None) => (view.entry(entry)),
            }
            " · " bdi { (author.map_or_else(|| visit.text("people-operator"), |who| view.name_of(who))) }
        }
    }
}
