//! Results: common ground, differences, and the same by constituency, whole and balanced.

use jiff::civil::Date;
use maru_forum::{Charter, Decision, Phase, PhaseAct, PublishedResult, Standing, Statement, Tally};
use maru_opinion::balance::Balance;
use maru_opinion::cells::SMALL;
use maru_opinion::map::Interval;
use maud::{Markup, html};

use crate::common::{Paged, ProcessView, tally, tally_bar};
use crate::layout::process_page;
use crate::result::figures::{
    Breakdown, Cast, Constituency, Ground, Kind, common_ground, differences, has_groups, is_thin,
    no_common_ground, visible,
};

/// Statements of common ground on the first page; the rest is behind its links, so that the page stays within three screens.
const TOP: usize = 3;
/// Statements in each of its other lists.
const TOP_OTHERS: usize = 2;
/// Statements on a page of the tables by constituency; each has a table of its own.
const TABLE_ITEMS: usize = 10;

/// The kinds by which people of a process can be compared.
pub(crate) fn useful(view: &ProcessView<'_>) -> Vec<Breakdown> {
    Breakdown::by_all(view, &Kind::ALL).into_iter().filter(Breakdown::is_useful).collect()
}

pub(crate) fn results(view: &ProcessView<'_>) -> Markup {
    let useful = useful(view);
    let asked = view.visit.asked("by").and_then(Kind::from_name);
    match asked.and_then(|kind| useful.iter().find(|breakdown| breakdown.kind == kind)) {
        Some(breakdown) => by_constituency(view, breakdown, &useful),
        None => whole(view, &useful),
    }
}

fn whole(view: &ProcessView<'_>, useful: &[Breakdown]) -> Markup {
    let visit = view.visit;
    let title = visit.text("layout-results");
    let common: Vec<_> = common_ground(view).into_iter().take(TOP).collect();
    let apart = useful.first().map(|breakdown| (breakdown, differences(view, breakdown)));
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("result-lead")) }
        (basis(view))
        (decisions(view))
        (kinds(view, useful, None))
        h2 #common { (visit.text("result-common-ground")) }
        p.soft { (visit.text(common_ground_how(view))) }
        @if common.is_empty() { p { (no_common_ground(view)) } }
        ul.rows { @for ground in &common { (ground_row(view, ground)) } }
        p { a href=(view.link("/map/statements")) { (visit.text("result-all-ranked")) } }
        (rejected(view))
        @if let Some((breakdown, list)) = apart.filter(|(_, list)| !list.is_empty()) {
            h2 #apart { (visit.text("result-differences")) }
            p.soft { (visit.text(&format!("result-differences-{}", breakdown.kind.name()))) }
            ul.rows {
                @for (statement, range) in list.iter().take(TOP_OTHERS) {
                    li {
                        p.quote { (view.inline_words(statement)) }
                        p.figures { (range_words(view, *range)) " " (statement_link(view, statement)) }
                    }
                }
            }
            p { a href=(view.link(&format!("/results?by={}", breakdown.kind.name()))) { (visit.text("result-all-differences")) } }
        }
        (crate::harm::view::beside_comparison(view))
        (published(view))
    };
    process_page(view, &title, &body)
}

/// By what rule the common ground was found: without groups it is what most people say, and no more.
fn common_ground_how(view: &ProcessView<'_>) -> &'static str {
    match view.map {
        None if view.process.vote_events > 0 => "result-common-how-awaited",
        None => "result-common-how-simple",
        Some((map, _)) if has_groups(map) => "result-common-how",
        Some(_) => "result-common-how-one",
    }
}

/// What all opinion groups reject.
fn rejected(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let map = view.map.filter(|(map, _)| !is_thin(map));
    let found = map.and_then(|(map, _)| map.rejected_by_all()).into_iter().flatten();
    let shown: Vec<_> =
        found.filter_map(|one| Some((one, visible(view, one.statement)?))).take(TOP_OTHERS).collect();
    html! {
        @if !shown.is_empty() {
            h2 #rejected { (visit.text("result-rejected")) }
            @let is_of_groups = view.map.is_some_and(|(map, _)| has_groups(map));
            p.soft { (visit.text(if is_of_groups { "result-rejected-how" } else { "result-rejected-how-one" })) }
            ul.rows {
                @for (one, statement) in shown {
                    li {
                        p.quote { (view.inline_words(statement)) }
                        p.figures {
                            (visit.text_with("result-rejected-line", &[("range", range(view, one.rejection).into())])) " "
                            (statement_link(view, statement))
                        }
                    }
                }
            }
        }
    }
}

/// By how much constituencies differ, in words.
pub(crate) fn range_words(view: &ProcessView<'_>, range: f64) -> String {
    view.visit.text_with("result-range", &[("points", ((range * 100.0).round() as i64).into())])
}

/// How many people have how many votes that count, and how many count in nothing.
pub(crate) fn cast_in_words(view: &ProcessView<'_>) -> String {
    let (visit, cast) = (view.visit, Cast::of(view.process));
    let words =
        visit.text_with("result-basis", &[("votes", cast.votes.into()), ("people", cast.people.into())]);
    if cast.aside == 0 {
        return words;
    }
    format!("{words} {}", visit.text_with("result-aside", &[("count", cast.aside.into())]))
}

/// On what the page rests.
fn basis(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        p.small {
            (cast_in_words(view))
            @if let Some((map, entries)) = view.map.filter(|(map, _)| !is_thin(map)) {
                " "
                (visit.text_with("result-basis-map", &[
                    ("entries", entries.into()),
                    ("method", map.method.into()),
                    ("version", map.version.into()),
                ]))
            }
        }
    }
}

/// Links to the tables by constituency.
fn kinds(view: &ProcessView<'_>, useful: &[Breakdown], here: Option<Kind>) -> Markup {
    let visit = view.visit;
    html! {
        ul.pages aria-label=(visit.text("result-tables")) {
            li { a href=(view.link("/results")) aria-current=[here.is_none().then_some("page")] { (visit.text("result-whole")) } }
            @for breakdown in useful {
                @let kind = breakdown.kind;
                li { a href=(view.link(&format!("/results?by={}", kind.name()))) aria-current=[(here == Some(kind)).then_some("page")] {
                    (visit.text(&format!("result-by-{}", kind.name())))
                } }
            }
            li { a href=(view.link("/missing")) { (visit.text("result-who-is-missing")) } }
            li { a href=(view.link("/report")) { (visit.text("report-link")) } }
        }
    }
}

/// The phases in which people can still do something on a day or later: one that ends on that day has it whole.
pub(crate) fn still_open(charter: &Charter, day: Date) -> impl Iterator<Item = &Phase> {
    let phases = charter.phases.iter().filter(move |phase| phase.closes >= day);
    phases.filter(|phase| phase.acts.iter().any(|act| *act != PhaseAct::Decide))
}

/// How much a decision rests on, and what it leaves open: how many people voted, which phases ran on, in which promised languages its words
/// are not.
fn ground(view: &ProcessView<'_>, decision: &Decision) -> Markup {
    let (visit, process) = (view.visit, view.process);
    let result = process.results.iter().find(|result| result.entry == decision.result);
    let people =
        result.map(|result| result.figures.get(PublishedResult::PARTICIPANTS).copied().unwrap_or_default());
    let charter = process.charter_at(decision.entry);
    let ran_on: Vec<String> = still_open(charter, decision.at.day())
        .map(|phase| format!("{} ({})", visit.local_plain(&phase.title), visit.date(phase.closes)))
        .collect();
    let lacking: Vec<String> =
        process.lacks_languages(decision).map(|language| visit.language_name(language)).collect();
    html! {
        @if let Some(people) = people { p.small { (visit.text_with("result-decision-people", &[("count", people.into())])) } }
        @if !ran_on.is_empty() { p.warn { (visit.text_with("result-decision-early", &[("phases", ran_on.join(", ").into())])) } }
        @if !lacking.is_empty() { p.note { (visit.text_with("result-decision-lacks", &[("languages", lacking.join(", ").into())])) } }
    }
}

/// What the process decided, newest first; where the words of a decision were erased, that is said in their place.
pub(crate) fn decisions(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        @for decision in view.process.decisions.iter().rev() {
            div.note {
                p { b { (visit.text(&format!("result-decision-{}", decision.outcome.as_str()))) } " · " (visit.moment(decision.at)) " · " (view.entry(decision.entry)) }
                @if let Some((language, words)) = view.words_of(&decision.words.digest) {
                    p { (visit.words(&language, &words)) }
                    @if language.primary() != visit.tag() {
                        p.soft.small { (visit.text_with("statement-written-in", &[("language", visit.language_name(&language).into())])) }
                    }
                } @else if let Some(Standing::Withdrawn(by)) = view.process.ledger.standing(decision.entry) {
                    p { em { (visit.text("statement-erased")) } " " (view.entry(by)) }
                }
                (ground(view, decision))
                @if let Some(draft) = decision.draft.and_then(|entry| view.process.drafts.iter().find(|draft| draft.entry == entry)) {
                    p { (visit.text("result-adopted-text")) " " a href=(view.link(&format!("/draft?version={}", draft.version))) { (visit.text_with("draft-version", &[("version", draft.version.into())])) } }
                }
                p.small {
                    @if let Some(ballot) = view.process.ballots.counted_in(decision.result) {
                        (visit.text("result-rests-on-ballot")) " " a href=(view.link(&format!("/ballots/{}", ballot.entry))) { (visit.text_with("ballot-number", &[("number", ballot.entry.0.into())])) }
                        " · " (visit.text_with("ballot-turnout", &[("count", ballot.votes.len().into())]))
                        (crate::ballot::view::unanswered(view, ballot, decision.entry))
                    } @else { (visit.text("desk-decision-result")) ": " (view.entry(decision.result)) }
                }
            }
        }
    }
}

/// The latest published results.
fn published(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        @if !view.process.results.is_empty() {
            details {
                summary { (visit.text("result-published")) }
                ul {
                    @for result in view.process.results.iter().rev().take(TOP_OTHERS) {
                        li {
                            (visit.text_with("result-published-line", &[
                                ("algorithm", result.algorithm.as_str().into()), ("entries", result.entries.into()),
                            ]))
                            " " (visit.moment(result.at)) " · " (view.entry(result.entry))
                        }
                    }
                }
            }
        }
    }
}

/// Balance by declared groups stands on the statement's own page.
fn ground_row(view: &ProcessView<'_>, ground: &Ground<'_>) -> Markup {
    let (visit, statement) = (view.visit, ground.statement);
    html! {
        li {
            p.quote { (view.inline_words(statement)) }
            (tally(visit, statement.tally))
            @if let Some(found) = ground.found {
                @let key = if view.map.is_some_and(|(map, _)| has_groups(map)) { "result-agreement" } else { "result-agreement-one" };
                p.figures { (visit.text_with(key, &[
                    ("low", visit.share(found.agreement.low).into()),
                    ("high", visit.share(found.agreement.high).into()),
                ])) }
            }
            p.figures { (statement_link(view, statement)) }
        }
    }
}

/// A link to a statement's own page.
pub(crate) fn statement_link(view: &ProcessView<'_>, statement: &Statement) -> Markup {
    let words = view.visit.text_with("statement-number", &[("number", statement.id.0.0.into())]);
    html! { a href=(view.link(&format!("/statements/{}", statement.id))) { (words) } }
}

/// “52% to 69%”.
pub(crate) fn range(view: &ProcessView<'_>, interval: Interval) -> String {
    let visit = view.visit;
    visit.text_with(
        "result-interval",
        &[("low", visit.share(interval.low).into()), ("high", visit.share(interval.high).into())],
    )
}

/// The result if every constituency of a kind weighs the same, with its range, and who is least willing.
pub(crate) fn balance_line(view: &ProcessView<'_>, breakdown: &Breakdown, statement: &Statement) -> Markup {
    let visit = view.visit;
    let Some(balance) = breakdown.balanced(view, statement) else { return html! {} };
    let kind = visit.text(&format!("result-kind-{}", breakdown.kind.name()));
    html! {
        p.figures {
            (visit.rich("result-balanced", &[
                ("kind", kind.into()),
                ("share", visit.share(balance.equal.value).into()),
                ("range", range(view, balance.equal).into()),
            ], &[]))
            @if let Some((group, least)) = breakdown.least(view, statement) {
                " " (visit.text_with("result-least", &[
                    ("group", group.name.as_str().into()), ("least", visit.share(least).into()),
                ]))
            }
        }
    }
}

/// Across which kinds of declared groups the statement is common ground, and across which it is not.
pub(crate) fn holds(view: &ProcessView<'_>, useful: &[Breakdown], statement: &Statement) -> Markup {
    let visit = view.visit;
    let declared = useful.iter().filter(|breakdown| Kind::DECLARED.contains(&breakdown.kind));
    let found: Vec<(Kind, Balance)> = declared
        .filter_map(|breakdown| Some((breakdown.kind, breakdown.balanced(view, statement)?)))
        .collect();
    let names = |wanted: bool| {
        let of = found.iter().filter(|(_, balance)| balance.holds() == wanted);
        of.map(|(kind, _)| visit.text(&format!("result-kinds-{}", kind.name())))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (across, not) = (names(true), names(false));
    html! {
        @if !across.is_empty() { p.figures { (visit.text_with("result-holds", &[("kinds", across.into())])) } }
        @if !not.is_empty() { p.figures { (visit.text_with("result-holds-not", &[("kinds", not.into())])) } }
    }
}

/// A statement's votes by constituency; those that must stay hidden are named below the table.
pub(crate) fn group_table(view: &ProcessView<'_>, breakdown: &Breakdown, statement: &Statement) -> Markup {
    let visit = view.visit;
    let cells = breakdown.of(view, statement);
    let lines = || breakdown.constituencies.iter().zip(&cells);
    let shown: Vec<(&Constituency, Tally)> = lines()
        .filter_map(|(group, tally)| Some((group, (*tally)?)))
        .filter(|(_, tally)| tally.total() > 0)
        .collect();
    let hidden: Vec<&str> =
        lines().filter(|(_, tally)| tally.is_none()).map(|(group, _)| group.name.as_str()).collect();
    html! {
        @if !shown.is_empty() {
            table {
                thead { tr {
                    th scope="col" { (visit.text("result-group")) }
                    th.n scope="col" { (visit.text("vote-agree")) }
                    th.n scope="col" { (visit.text("vote-disagree")) }
                } }
                tbody {
                    @for (group, tally) in shown {
                        tr {
                            th scope="row" {
                                (group.name) (tally_bar(tally))
                                span.soft.small { (visit.text_with("result-of-votes", &[("votes", tally.total().into())])) }
                            }
                            td.n { (visit.percent(tally.agree.into(), tally.total().into())) }
                            td.n { (visit.percent(tally.disagree.into(), tally.total().into())) }
                        }
                    }
                }
            }
        }
        @if !hidden.is_empty() {
            p.soft.small { (visit.text_with("result-hidden-cells", &[("groups", hidden.join(", ").into())])) }
        }
    }
}

fn by_constituency(view: &ProcessView<'_>, breakdown: &Breakdown, useful: &[Breakdown]) -> Markup {
    let visit = view.visit;
    let name = breakdown.kind.name();
    let title = visit.text(&format!("result-by-{name}"));
    let list = differences(view, breakdown);
    let total = list.len();
    let paged = Paged::of(list.into_iter(), total, visit.asked_page(), TABLE_ITEMS);
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text(&format!("result-by-{name}-lead"))) }
        (basis(view))
        (kinds(view, useful, Some(breakdown.kind)))
        (sizes(view, breakdown))
        p { a href=(view.link(&format!("/results/{name}.csv"))) { (visit.text("result-as-csv")) } }
        h2 { (visit.text("result-all-statements")) }
        ul.rows {
            @for (statement, _) in &paged.items {
                li {
                    p.quote { (view.inline_words(statement)) }
                    p.figures { (whole_line(view, statement)) " " (statement_link(view, statement)) }
                    (balance_line(view, breakdown, statement))
                    details {
                        summary { (visit.text(&format!("result-by-{name}"))) }
                        (group_table(view, breakdown, statement))
                    }
                }
            }
        }
        (paged.links(visit))
    };
    process_page(view, &title, &body)
}

/// The share of everyone who agrees, with its range; of a few votes there is no share to speak of.
pub(crate) fn whole_line(view: &ProcessView<'_>, statement: &Statement) -> Markup {
    let (visit, tally) = (view.visit, statement.tally);
    if tally.total() < SMALL {
        let few = [("votes", tally.total().into()), ("least", SMALL.into())];
        return html! { (visit.text_with("result-whole-few", &few)) };
    }
    let agreement = maru_opinion::balance::agreement(crate::result::figures::of_opinion(tally));
    // The same rounding as in the bar above, so that one share does not stand there twice as two.
    let [agree, ..] = visit.percents([tally.agree, tally.disagree, tally.pass].map(u64::from));
    visit.rich(
        "result-whole-share",
        &[("share", agree.into()), ("range", range(view, agreement).into())],
        &[],
    )
}

/// How many people of each constituency voted.
pub(crate) fn sizes(view: &ProcessView<'_>, breakdown: &Breakdown) -> Markup {
    let visit = view.visit;
    let hidden: Vec<&str> = breakdown
        .constituencies
        .iter()
        .filter(|group| group.people.is_none())
        .map(|group| group.name.as_str())
        .collect();
    html! {
        ul {
            @for group in &breakdown.constituencies {
                @if let Some(people) = group.people.filter(|people| *people > 0) {
                    li {
                        (visit.text_with("result-group-size", &[("group", group.name.as_str().into()), ("people", people.into())]))
                        @if !group.counts { " " span.soft { (visit.text("result-group-small")) } }
                    }
                }
            }
            @if let Some(outside) = breakdown.outside.filter(|people| *people > 0) {
                li { (visit.text_with("result-group-outside", &[("people", outside.into())])) }
            }
        }
        @if !hidden.is_empty() {
            p.soft { (visit.text_with("result-hidden", &[("groups", hidden.join(", ").into())])) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phase_is_open_on_its_whole_last_day() {
        let charter = crate::example::charter();
        let is_for_people = |phase: &&Phase| phase.acts.iter().any(|act| *act != PhaseAct::Decide);
        let phase = charter.phases.iter().find(is_for_people).unwrap();
        let is_open = |day: Date| still_open(&charter, day).any(|one| one.id == phase.id);
        assert!(is_open(phase.opens) && is_open(phase.closes), "whoever decides on that day cuts it short");
        assert!(!is_open(phase.closes.tomorrow().unwrap()));
    }
}
