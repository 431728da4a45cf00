//! What a secretariat looks at daily: who came, who answered, in which languages and groups, day by day; as small pictures with
//! the same in words, and as a table.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maru_store::Days;
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::desk::routes::{holds_office, stranger};
use crate::fault::Fault;
use crate::layout::process_page;
use crate::reader::Reader;
use crate::result::figures::{Breakdown, Kind};
use crate::result::table::Table;

/// Days shown; the table for download has all.
const SHOWN: usize = 28;
/// Height of a picture, in its own units.
const HEIGHT: u64 = 40;
/// Width of a day in it.
const STEP: u64 = 10;

/// What happened on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct OfDay {
    joined: u64,
    statements: u64,
    votes: u64,
}

pub(crate) async fn page(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds_office(&reader, &handle) {
        return stranger(&reader, &handle, "desk/figures", "any");
    }
    let days = reader.state.node.days(&handle);
    Ok(reader.show(&handle, |view| figures(view, days.as_deref())))
}

pub(crate) async fn table(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if !holds_office(&reader, &handle) {
        return stranger(&reader, &handle, "desk/figures", "any");
    }
    let days = reader.state.node.days(&handle);
    // A table that somebody keeps must not say nought of what is not counted yet.
    let Some(days) = days else { return Err(Fault::Busy) };
    let rows = reader.draw(&handle, |view| by_day(view, Some(&days)));
    let mut table = Table::new(format!("{id}-days"), &["day", "joined", "statements", "answers"]);
    table.rows.extend(rows.into_iter().map(|(day, of)| {
        vec![day.to_string(), of.joined.to_string(), of.statements.to_string(), of.votes.to_string()]
    }));
    Ok(table.into_response())
}

/// Every day on which something happened. Answers are those that were new at its end: a changed one is no second answer.
fn by_day(view: &ProcessView<'_>, days: Option<&Days>) -> BTreeMap<Date, OfDay> {
    let mut rows: BTreeMap<Date, OfDay> = BTreeMap::new();
    for person in &view.process.participants {
        rows.entry(person.at.day()).or_default().joined += 1;
    }
    for statement in &view.process.statements {
        rows.entry(statement.at.day()).or_default().statements += 1;
        let id = maru_opinion::StatementId(statement.id.0.0 as u32);
        let mut before = 0;
        for (day, tally) in days.map_or(&[][..], |days| days.of_statement(id)) {
            let total: u64 = tally.iter().copied().map(u64::from).sum();
            rows.entry(*day).or_default().votes += total.saturating_sub(before);
            before = total;
        }
    }
    rows
}

/// The last days, newest first, those on which nothing came in among them: a picture without them would look as if nothing ever rested.
fn latest(rows: &BTreeMap<Date, OfDay>) -> Vec<(Date, OfDay)> {
    let (Some((first, _)), Some((last, _))) = (rows.first_key_value(), rows.last_key_value()) else {
        return Vec::new();
    };
    let back = std::iter::successors(Some(*last), |day| day.yesterday().ok());
    let shown = back.take_while(|day| day >= first).take(SHOWN);
    shown.map(|day| (day, rows.get(&day).copied().unwrap_or_default())).collect()
}

fn figures(view: &ProcessView<'_>, days: Option<&Days>) -> Markup {
    let visit = view.visit;
    let title = visit.text("desk-figures");
    let rows = by_day(view, days);
    let latest = latest(&rows);
    let body = html! {
        p { a href=(view.link("/desk")) { (visit.text("desk-title")) } }
        h1 { (title) }
        p { (visit.text("desk-figures-lead")) }
        h2 { (visit.text("desk-figures-way")) }
        (way(view))
        h2 { (visit.text("desk-figures-days")) }
        @if days.is_none() { p.note { (visit.text("desk-figures-wait")) } }
        (picture(view, "desk-figures-joined", &latest, |of| of.joined))
        (picture(view, "desk-figures-statements", &latest, |of| of.statements))
        @if days.is_some() { (picture(view, "desk-figures-votes", &latest, |of| of.votes)) }
        @if let (Some((last, _)), Some((first, _))) = (latest.first(), latest.last()) {
            p.small {
                (visit.text_with("desk-figures-range", &[("from", visit.date(*first).into()), ("to", visit.date(*last).into())]))
                @let before = rows.range(..*first).count();
                @if before > 0 { " " (visit.text_with("desk-figures-before", &[("count", before.into())])) }
            }
        }
        (day_table(view, &latest, days.is_some()))
        p { a href=(view.link("/desk/figures.csv")) { (visit.text("result-as-csv")) } }
        h2 { (visit.text("desk-figures-languages")) }
        (languages(view))
        h2 { (visit.text("people-by-group")) }
        (groups(view))
    };
    process_page(view, &title, &body)
}

/// From joining to answering to writing.
fn way(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let joined = process.participants.len() as u64;
    let is_in_office = |id| process.offices.of(id).next().is_some();
    let officers = process.participants.iter().filter(|person| is_in_office(person.id)).count() as u64;
    let answered = process.participants.iter().filter(|person| !person.votes.is_empty()).count() as u64;
    let wrote = process
        .participants
        .iter()
        .filter(|person| process.statements.iter().any(|statement| statement.author == Some(person.id)))
        .count() as u64;
    html! {
        ul {
            li { (visit.text_with("desk-figures-way-joined", &[("count", joined.into())])) }
            @if officers > 0 { li { (visit.text_with("desk-figures-way-offices", &[("count", officers.into())])) } }
            li { (visit.text_with("desk-figures-way-answered", &[("count", answered.into()), ("share", visit.percent(answered, joined).into())])) }
            li { (visit.text_with("desk-figures-way-wrote", &[("count", wrote.into()), ("share", visit.percent(wrote, joined).into())])) }
        }
        p.small { (visit.text("desk-figures-no-visits")) }
    }
}

/// One bar a day, oldest first; the table below says the same.
fn picture(view: &ProcessView<'_>, key: &str, latest: &[(Date, OfDay)], part: fn(&OfDay) -> u64) -> Markup {
    let visit = view.visit;
    let most = latest.iter().map(|(_, of)| part(of)).max().unwrap_or_default();
    let sum: u64 = latest.iter().map(|(_, of)| part(of)).sum();
    let words = visit.text_with(key, &[("sum", sum.into()), ("most", most.into())]);
    let width = STEP * latest.len().max(1) as u64;
    html! {
        figure {
            figcaption.small { (words) }
            svg role="img" aria-label=(words) viewBox=(format!("0 0 {width} {HEIGHT}")) width=(width) height=(HEIGHT) {
                @for (place, (_, of)) in latest.iter().rev().enumerate() {
                    @let height = (part(of) * HEIGHT).div_ceil(most.max(1));
                    rect.a x=(place as u64 * STEP + 1) y=(HEIGHT - height) width=(STEP - 2) height=(height) fill="currentColor" {}
                }
            }
        }
    }
}

/// Answers are left out while they are being counted.
fn day_table(view: &ProcessView<'_>, latest: &[(Date, OfDay)], are_counted: bool) -> Markup {
    let visit = view.visit;
    let heads = ["desk-figures-head-joined", "desk-figures-head-statements", "desk-figures-head-votes"];
    let columns = if are_counted { heads.len() } else { heads.len() - 1 };
    html! {
        details {
            summary { (visit.text("desk-figures-as-table")) }
            table {
                thead { tr {
                    th scope="col" { (visit.text("map-day")) }
                    @for key in &heads[..columns] { th.n scope="col" { (visit.text(key)) } }
                } }
                tbody {
                    @for (day, of) in latest {
                        tr {
                            th scope="row" { (visit.date(*day)) }
                            @for count in &[of.joined, of.statements, of.votes][..columns] { td.n { (visit.number(*count)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Statements by the language they were written in, and how many can be read in each language of the process.
fn languages(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let mut written: BTreeMap<&str, u64> = BTreeMap::new();
    for statement in process.readable_statements() {
        *written.entry(statement.words.language.primary()).or_default() += 1;
    }
    let all = process.readable_statements().count() as u64;
    let hidden = process.statements.len() as u64 - all;
    html! {
        @if hidden > 0 { p.small { (visit.text_with("desk-figures-hidden", &[("shown", all.into()), ("hidden", hidden.into())])) } }
        ul {
            @for (tag, count) in written {
                @let language = tag.parse().map_or_else(|_| tag.to_owned(), |language| visit.language_name(&language));
                li { (visit.text_with("desk-figures-written-in", &[("language", language.into()), ("count", count.into())])) }
            }
            @for language in &process.charter.languages {
                @let readable = process.readable_statements().filter(|one| process.best_words(one, language.primary(), maru_forum::Reading::Anyone).1.primary() == language.primary()).count() as u64;
                li { (visit.text_with("desk-figures-readable-in", &[
                    ("language", visit.language_name(language).into()), ("count", readable.into()), ("all", all.into()),
                ])) }
            }
        }
    }
}

/// Who joined stands in the list of people, so nothing of that is hidden; how many of them answered does not.
fn groups(view: &ProcessView<'_>) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let joined = |id: Option<&maru_forum::GroupId>| {
        process.participants.iter().filter(|person| person.group.as_ref() == id).count()
    };
    let answered = Breakdown::by(view, Kind::Stakeholder).map_or_else(Vec::new, |by| {
        by.constituencies.iter().map(|group| group.people).chain([by.outside]).collect()
    });
    let line = |id: Option<&maru_forum::GroupId>, answered: Option<u32>| {
        let people = joined(id);
        let joined = ("joined", people.into());
        // Where nobody takes part nobody answered, and there is nobody to hide it for.
        match answered.or_else(|| (people == 0).then_some(0)) {
            Some(answered) => visit.text_with("desk-figures-group", &[joined, ("answered", answered.into())]),
            None => visit.text_with("desk-figures-group-hidden", &[joined]),
        }
    };
    let groups = process.charter.groups.iter().map(Some).chain([None]);
    html! {
        ul {
            @for (group, answered) in groups.zip(answered) {
                li {
                    @match group { Some(group) => (visit.local(&group.title)), None => (visit.text("people-group-unsaid")) }
                    ": " (line(group.map(|group| &group.id), answered))
                }
            }
        }
    }
}
