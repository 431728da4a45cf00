//! Routes: the question as a form, the answer in sentences, and the smallest change that closes it.

use std::sync::LazyLock;

use maru_norms::alias;
use maru_norms::code::{Coded, ObjectClass, Role, Topic, UseArea};
use maru_norms::explain::Phrasebook;
use maru_norms::routes::{ActorCase, Query, RouteReport, Teeth, Weights};
use maud::{Markup, html};

use super::{Answer, Format, Reading, csv_of, place};

/// What the answer says, in the languages in which the command line prints it too.
static BOOKS: LazyLock<[Phrasebook; 2]> = LazyLock::new(|| {
    [
        Phrasebook::parse("en", include_str!("../../../../locales/en/norms.ftl")),
        Phrasebook::parse("ko", include_str!("../../../../locales/ko/norms.ftl")),
    ]
});

pub(super) fn routes(reading: &Reading<'_>) -> Answer {
    if let Some(value) = reading.unknown_value() {
        return question(reading, Some(value));
    }
    let Some(query) = query(reading) else { return question(reading, None) };
    let Ok(report) = reading.library.routes(&query, &Weights::new()) else { return Answer::Missing };
    let actors = reading.library.by_actor(&query).unwrap_or_default();
    let sentences: Vec<String> = report.sentences().iter().map(|one| reading.say(one)).collect();
    match reading.format {
        Format::Json => {
            report.document(reading.library, &[&BOOKS[0], &BOOKS[1]]).map_or(Answer::Missing, Answer::Json)
        }
        Format::Csv => csv_of(&["standing", "route", "moves", "sentence"], csv_rows(&report, &sentences)),
        Format::Html => page(reading, &query, &report, &sentences, &actors),
    }
}

/// One row for each route; where there is none, the one that says why.
fn csv_rows(report: &RouteReport, sentences: &[String]) -> Vec<Vec<String>> {
    let standing = || report.standing.code().to_owned();
    if !report.standing.is_covered() || report.routes.is_empty() {
        let row = |one: &String| vec![standing(), String::new(), String::new(), one.clone()];
        return sentences.iter().map(row).collect();
    }
    let row = |(index, (route, sentence)): (usize, (&maru_norms::routes::Route, &String))| {
        let moves: Vec<String> = route.moves.iter().map(ToString::to_string).collect();
        vec![standing(), (index + 1).to_string(), moves.join("+"), sentence.clone()]
    };
    report.routes.iter().zip(sentences).enumerate().map(row).collect()
}

/// The question in the address, whose values are known; nothing when place or topic are missing.
fn query(reading: &Reading<'_>) -> Option<Query> {
    let asked = |name: &str| reading.visit.asked(name).map(str::trim).filter(|text| !text.is_empty());
    let topic = alias::topic(asked("topic")?)?;
    let mut query = Query::new(reading.asked_place("persons")?, vec![topic], reading.at);
    query.use_area = asked("use").and_then(UseArea::from_code);
    query.roles = asked("role").and_then(Role::from_code).into_iter().collect();
    query.objects = asked("object").and_then(ObjectClass::from_code).into_iter().collect();
    if asked("sanction") == Some("direct") {
        query.teeth = Teeth::Direct;
    }
    Some(query)
}

fn question(reading: &Reading<'_>, unknown: Option<&str>) -> Answer {
    let title = reading.text("norms-routes");
    let body = html! {
        p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
        h1 { (title) }
        @if let Some(value) = unknown { (reading.no_such_value(value)) }
        p.lead { (reading.text("norms-routes-hint")) }
        (form(reading, None))
        p.note { (reading.text("norms-routes-purpose")) }
    };
    match (reading.format, unknown) {
        (Format::Html, Some(_)) => reading.refused(&title, &body),
        (Format::Html, None) => reading.page(&title, &body),
        (_, Some(value)) => Answer::Unknown(value.to_owned()),
        (_, None) => Answer::Missing,
    }
}

fn page(
    reading: &Reading<'_>,
    query: &Query,
    report: &RouteReport,
    sentences: &[String],
    actors: &[ActorCase],
) -> Answer {
    let topic = query.topics.first().map(|topic| reading.word("topic", topic.code())).unwrap_or_default();
    let title = format!("{topic} · {}", reading.place_name(&query.persons));
    let body = html! {
        p.where {
            a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
            a href=(reading.link("/norms/routes")) { (reading.text("norms-routes")) }
        }
        h1 { (title) }
        (place::coverage_note(reading, &query.persons))
        p { b { (reading.word("standing", report.standing.code())) } }
        (reading.days())
        @if sentences.len() == 1 { p.lead { (sentences[0]) } } @else { ol { @for one in sentences { li { (one) } } } }
        h2 { (reading.text("norms-closing")) }
        (closing(reading, report))
        (covering(reading, report))
        (left_out(reading, report))
        @if !actors.is_empty() { h2 { (reading.text("norms-by-actor")) } (by_actor(reading, actors)) }
        (robustness(reading, report))
        (coming(reading, report))
        (near_misses(reading, report))
        p.soft.small { (reading.say(&report.completeness.sentence())) }
        h2 { (reading.text("norms-ask-again")) }
        (form(reading, Some(query)))
        (reading.downloads())
    };
    reading.page(&title, &body)
}

fn closing(reading: &Reading<'_>, report: &RouteReport) -> Markup {
    html! {
        p { (reading.say(&report.closing_sentence())) }
        @if !report.closing.alternatives.is_empty() {
            p { (reading.text("norms-or-else")) }
            ul {
                @for set in &report.closing.alternatives {
                    @let changes: Vec<String> = set.iter().map(|one| reading.say(&report.change_message(one))).collect();
                    li { (changes.join("; ")) }
                }
            }
        }
        @if !report.closing.proven { p.soft { (reading.text("norms-not-proven")) } }
    }
}

fn covering(reading: &Reading<'_>, report: &RouteReport) -> Markup {
    html! {
        @if !report.covering.is_empty() {
            h2 { (reading.text("norms-covering")) }
            ul {
                @for one in &report.covering {
                    li {
                        (reading.provision_name(&one.id)) " · " (reading.level(Some(one.level)))
                        @if !one.condition.is_empty() {
                            br; span.small { (reading.text("norms-condition-taken")) " " (reading.english(&one.condition)) }
                        }
                    }
                }
            }
        }
    }
}

/// Rows for certain uses, which a question about any use leaves out.
fn left_out(reading: &Reading<'_>, report: &RouteReport) -> Markup {
    html! {
        @if !report.left_out.is_empty() {
            h2 { (reading.text("norms-left-out-title")) }
            ul {
                @for one in &report.left_out {
                    li {
                        (reading.provision_name(&one.id)) " · " (reading.short_level(Some(one.level))) " · " (reading.words("use", &one.uses))
                        @if one.covers_there { " (" (reading.text("norms-would-cover")) ")" }
                    }
                }
            }
        }
    }
}

pub(super) fn by_actor(reading: &Reading<'_>, actors: &[ActorCase]) -> Markup {
    html! {
        @if !actors.is_empty() {
            table.stack {
                caption { (reading.text("norms-by-actor")) }
                thead { tr {
                    th scope="col" { (reading.text("norms-actor")) }
                    th scope="col" { (reading.text("norms-uses")) }
                    th scope="col" { (reading.text("norms-standing")) }
                    th scope="col" { (reading.text("norms-covering")) }
                } }
                tbody {
                    @for one in actors {
                        tr {
                            th scope="row" { (reading.word("actor", one.actor.code())) }
                            td { (reading.word("use", one.use_area.map_or("any", Coded::code))) }
                            td {
                                (reading.word("standing", one.standing.code()))
                                @if one.robust == Some(false) { " " abbr title=(reading.text("norms-uncertain")) { "?" } }
                            }
                            td.targets { @for id in &one.covering { (reading.provision_name(id)) " " } }
                        }
                    }
                }
            }
        }
    }
}

fn robustness(reading: &Reading<'_>, report: &RouteReport) -> Markup {
    html! {
        h2 { (reading.text("norms-how-firm")) }
        p { (reading.say(&report.robustness_sentence())) }
        @for one in &report.robustness.depends_on {
            p {
                (reading.provision_name(&one.id)) ": "
                @for why in &one.why { (reading.word("weakness", why.code())) " " }
            }
        }
    }
}

fn coming(reading: &Reading<'_>, report: &RouteReport) -> Markup {
    html! {
        @if !report.coming.is_empty() {
            h2 { (reading.text("norms-next")) }
            ul {
                @for one in &report.coming {
                    li {
                        (reading.day(one.date)) ": " b { (reading.word("standing", one.standing.code())) } " ("
                        @for (index, id) in one.provisions.iter().enumerate() {
                            @if index > 0 { ", " } (reading.provision_name(id))
                        }
                        ")"
                    }
                }
            }
        }
    }
}

/// How many provisions that miss the case are listed.
const NEAR_MISSES: usize = 12;

fn near_misses(reading: &Reading<'_>, report: &RouteReport) -> Markup {
    html! {
        @if !report.near_misses.is_empty() {
            h2 { (reading.text("norms-near")) }
            ul {
                @for one in report.near_misses.iter().take(NEAR_MISSES) {
                    @let why: Vec<String> = one.shortfalls.iter().map(|short| reading.word("shortfall", short.code())).collect();
                    li { (reading.provision_name(&one.id)) ": " (why.join(", ")) }
                }
            }
        }
    }
}

fn form(reading: &Reading<'_>, query: Option<&Query>) -> Markup {
    let topic = query.and_then(|query| query.topics.first());
    let persons = query.map_or("KR", |query| query.persons.code());
    let direct = query.is_some_and(|query| query.teeth == Teeth::Direct);
    html! {
        form method="get" action=(reading.visit.link("/norms/routes")) {
            (reading.day_field())
            label for="persons" { (reading.text("norms-persons")) }
            (place::select(reading, "persons", persons))
            label for="topic" { (reading.text("norms-topic")) }
            (select(reading, "topic", "topic", Topic::ALL, topic.copied(), false))
            label for="use" { (reading.text("norms-uses")) }
            (select(reading, "use", "use", UseArea::ALL, query.and_then(|query| query.use_area), true))
            label for="role" { (reading.text("norms-bearer")) }
            (select(reading, "role", "role", Role::ALL, query.and_then(|query| query.roles.first().copied()), true))
            label.row { input type="checkbox" name="sanction" value="direct" checked[direct]; " " (reading.text("norms-only-direct")) }
            button.go type="submit" { (reading.text("norms-ask")) }
        }
    }
}

fn select<T: Coded>(
    reading: &Reading<'_>,
    name: &str,
    kind: &str,
    all: &[T],
    chosen: Option<T>,
    optional: bool,
) -> Markup {
    html! {
        select id=(name) name=(name) {
            @if optional { option value="" { (reading.text("norms-any")) } }
            @for one in all {
                option value=(one.code()) selected[chosen == Some(*one)] { (reading.word(kind, one.code())) }
            }
        }
    }
}
