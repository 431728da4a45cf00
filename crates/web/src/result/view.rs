//! Results: common ground, differences, by constituency, and who is missing.

use std::collections::BTreeMap;

use maru_forum::Statement;
use maud::{Markup, html};

use crate::common::{Paged, ProcessView, tally, tally_bar};
use crate::countries::{INCOMES, REGIONS, country, population};
use crate::layout::process_page;
use crate::result::figures::{Breakdown, Constituency, Ground, common_ground, differences, share};

/// Statements in each of the two lists of the first page.
const TOP: usize = 8;
/// Statements on a page of the tables by constituency; each has a table of its own.
const TABLE_ITEMS: usize = 10;

/// What a page of results is computed from once.
struct Breakdowns {
    stakeholders: Breakdown,
    regions: Breakdown,
    incomes: Breakdown,
    opinions: Option<Breakdown>,
}

impl Breakdowns {
    fn of(view: &ProcessView<'_>) -> Self {
        Self {
            stakeholders: Breakdown::stakeholders(view),
            regions: Breakdown::regions(view),
            incomes: Breakdown::incomes(view),
            opinions: Breakdown::opinions(view),
        }
    }

    /// The kinds that can be compared, by the name that addresses use.
    fn useful(&self) -> Vec<(&'static str, &Breakdown)> {
        let kinds = [
            ("opinion", self.opinions.as_ref()),
            ("stakeholder", Some(&self.stakeholders)),
            ("region", Some(&self.regions)),
            ("income", Some(&self.incomes)),
        ];
        kinds
            .into_iter()
            .filter_map(|(name, found)| Some((name, found?)))
            .filter(|(_, b)| b.is_useful())
            .collect()
    }
}

/// The results of a process.
pub(crate) fn results(view: &ProcessView<'_>) -> Markup {
    let all = Breakdowns::of(view);
    let useful = all.useful();
    let asked = view.visit.asked("by").and_then(|by| useful.iter().find(|(name, _)| *name == by));
    match asked {
        Some((name, breakdown)) => by_constituency(view, name, breakdown, &useful),
        None => whole(view, &all, &useful),
    }
}

fn whole(view: &ProcessView<'_>, all: &Breakdowns, useful: &[(&'static str, &Breakdown)]) -> Markup {
    let visit = view.visit;
    let title = visit.text("layout-results");
    let common: Vec<_> = common_ground(view).into_iter().take(TOP).collect();
    let apart = useful.first().map(|(name, b)| (*name, *b, differences(view, b)));
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("result-lead")) }
        (basis(view))
        (kinds(view, useful, ""))
        (outcome(view))
        h2 #common { (visit.text("result-common-ground")) }
        p.soft { (visit.text(if view.map.is_some() { "result-common-how" } else { "result-common-how-simple" })) }
        @if common.is_empty() { p { (visit.text("result-none-yet")) } }
        ul.rows { @for ground in &common { (ground_row(view, ground, all)) } }
        @if let Some((name, breakdown, list)) = apart {
            h2 #apart { (visit.text("result-differences")) }
            p.soft { (visit.text(&format!("result-differences-{name}"))) }
            ul.rows {
                @for (statement, range) in list.iter().take(TOP) {
                    li {
                        p.quote { (view.inline_words(statement)) }
                        p.figures { (visit.text_with("result-range", &[("points", ((range * 100.0).round() as i64).into())])) }
                        (group_table(view, breakdown, statement))
                    }
                }
            }
        }
        (missing(view, all))
    };
    process_page(view, &title, &body)
}

/// On what the page rests.
fn basis(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        p.small {
            (visit.text_with("result-basis", &[
                ("votes", view.process.vote_events.into()),
                ("people", view.process.participants.iter().filter(|p| !p.votes.is_empty()).count().into()),
            ]))
            @if let Some((map, entries)) = view.map {
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
fn kinds(view: &ProcessView<'_>, useful: &[(&'static str, &Breakdown)], here: &str) -> Markup {
    let visit = view.visit;
    html! {
        @if !useful.is_empty() {
            ul.pages aria-label=(visit.text("result-tables")) {
                li { a href=(view.link("/results")) aria-current=[here.is_empty().then_some("page")] { (visit.text("result-whole")) } }
                @for (name, _) in useful {
                    li { a href=(view.link(&format!("/results?by={name}"))) aria-current=[(here == *name).then_some("page")] {
                        (visit.text(&format!("result-by-{name}")))
                    } }
                }
            }
        }
    }
}

/// Decisions and published results, if there are any.
fn outcome(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    html! {
        @for decision in view.process.decisions.iter().rev() {
            div.note {
                p { b { (visit.text(&format!("result-decision-{}", decision.outcome))) } " · " (visit.moment(decision.at)) " · " (view.entry(decision.entry)) }
                @if let Some((language, words)) = view.contents.words(&decision.content) {
                    p { (visit.words(&language, &words)) }
                }
            }
        }
        @if !view.process.results.is_empty() {
            h2 { (visit.text("result-published")) }
            ul {
                @for result in view.process.results.iter().rev().take(TOP) {
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

fn ground_row(view: &ProcessView<'_>, ground: &Ground<'_>, all: &Breakdowns) -> Markup {
    let (visit, statement) = (view.visit, ground.statement);
    let lines = [("stakeholder", &all.stakeholders), ("region", &all.regions), ("income", &all.incomes)];
    html! {
        li {
            p.quote { (view.inline_words(statement)) }
            (tally(visit, statement.tally))
            @if let Some(found) = ground.found {
                p.figures { (visit.text_with("result-agreement", &[
                    ("low", visit.share(found.agreement.low).into()),
                    ("high", visit.share(found.agreement.high).into()),
                ])) }
            }
            @for (name, breakdown) in lines {
                @if let Some(balanced) = breakdown.balanced(view, statement) {
                    p.figures { (balance_line(view, name, breakdown, statement, balanced)) }
                }
            }
            p.figures { a href=(view.link(&format!("/statements/{}", statement.id))) {
                (visit.text_with("statement-number", &[("number", statement.id.0.0.into())]))
            } }
        }
    }
}

fn balance_line(
    view: &ProcessView<'_>,
    name: &str,
    breakdown: &Breakdown,
    statement: &Statement,
    balanced: f64,
) -> Markup {
    let visit = view.visit;
    let share_text = visit.share(balanced);
    match breakdown.least(view, statement) {
        Some((group, least)) => visit.rich(
            &format!("result-balanced-{name}"),
            &[
                ("share", share_text.into()),
                ("group", group.name.as_str().into()),
                ("least", visit.share(share(least)).into()),
            ],
            &[],
        ),
        None => visit.rich(&format!("result-balanced-{name}-only"), &[("share", share_text.into())], &[]),
    }
}

/// A statement's votes by constituency.
pub(crate) fn group_table(view: &ProcessView<'_>, breakdown: &Breakdown, statement: &Statement) -> Markup {
    let visit = view.visit;
    let lines: Vec<_> = breakdown.constituencies.iter().zip(breakdown.of(view, statement)).collect();
    html! {
        table {
            thead { tr {
                th scope="col" { (visit.text("result-group")) }
                th.n scope="col" { (visit.text("vote-agree")) }
                th.n scope="col" { (visit.text("vote-disagree")) }
                th.n scope="col" { (visit.text("result-votes")) }
            } }
            tbody {
                @for (group, tally) in lines {
                    tr {
                        th scope="row" { (group.name) (tally_bar(*tally)) }
                        td.n { (visit.percent(tally.agree.into(), tally.total().into())) }
                        td.n { (visit.percent(tally.disagree.into(), tally.total().into())) }
                        td.n { (visit.number(tally.total())) }
                    }
                }
            }
        }
    }
}

fn by_constituency(
    view: &ProcessView<'_>,
    name: &str,
    breakdown: &Breakdown,
    useful: &[(&'static str, &Breakdown)],
) -> Markup {
    let visit = view.visit;
    let title = visit.text(&format!("result-by-{name}"));
    let list = differences(view, breakdown);
    let total = list.len();
    let paged = Paged::of(list.into_iter(), total, visit.asked_page(), TABLE_ITEMS);
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text(&format!("result-by-{name}-lead"))) }
        (basis(view))
        (kinds(view, useful, name))
        (sizes(view, breakdown))
        h2 { (visit.text("result-all-statements")) }
        ul.rows {
            @for (statement, _) in &paged.items {
                li {
                    p.quote { (view.inline_words(statement)) }
                    @if let Some(balanced) = breakdown.balanced(view, statement) {
                        p.figures { (visit.rich("result-whole-and-balanced", &[
                            ("whole", visit.share(share(statement.tally)).into()),
                            ("balanced", visit.share(balanced).into()),
                        ], &[])) }
                    }
                    (group_table(view, breakdown, statement))
                }
            }
        }
        (paged.links(visit))
    };
    process_page(view, &title, &body)
}

fn sizes(view: &ProcessView<'_>, breakdown: &Breakdown) -> Markup {
    let visit = view.visit;
    let small = |group: &Constituency| !group.counts;
    html! {
        ul {
            @for group in &breakdown.constituencies {
                li {
                    (visit.text_with("result-group-size", &[
                        ("group", group.name.as_str().into()), ("people", group.people.into()),
                    ]))
                    @if small(group) { " " span.soft { (visit.text("result-group-small")) } }
                }
            }
            @if breakdown.outside > 0 {
                li { (visit.text_with("result-group-outside", &[("people", breakdown.outside.into())])) }
            }
        }
    }
}

/// Who took part compared with the people of the world.
fn missing(view: &ProcessView<'_>, all: &Breakdowns) -> Markup {
    let visit = view.visit;
    let absent: Vec<_> = all.stakeholders.constituencies.iter().filter(|group| !group.counts).collect();
    html! {
        h2 #missing { (visit.text("result-who-is-missing")) }
        @if view.process.participants.iter().any(|person| person.country.is_some()) {
            p { (visit.text("result-missing-lead")) }
            (world_table(view, "region", &REGIONS, |code| country(code).map(|c| c.un_group.as_str()), &population(|c| &c.un_group)))
            (world_table(view, "income", &INCOMES, |code| country(code).map(|c| c.income.as_str()), &population(|c| &c.income)))
            p.small { (visit.text("result-missing-source")) }
        } @else {
            p { (visit.text("result-missing-unknown")) }
        }
        @if !absent.is_empty() {
            h3 { (visit.text("result-missing-groups")) }
            ul {
                @for group in absent {
                    li { (visit.text_with("result-group-size", &[
                        ("group", group.name.as_str().into()), ("people", group.people.into()),
                    ])) }
                }
            }
        }
    }
}

fn world_table(
    view: &ProcessView<'_>,
    kind: &str,
    names: &[&str],
    group_of: impl Fn(maru_forum::CountryCode) -> Option<&'static str>,
    world: &BTreeMap<&str, f64>,
) -> Markup {
    let visit = view.visit;
    let mut people: BTreeMap<&str, u64> = BTreeMap::new();
    for code in view.process.participants.iter().filter_map(|person| person.country) {
        *people.entry(group_of(code).unwrap_or("none")).or_default() += 1;
    }
    let declared: u64 = people.values().sum();
    let everyone: f64 = world.values().sum();
    let silent = view.process.participants.len() as u64 - declared;
    html! {
        table.stack {
            caption { (visit.text(&format!("result-missing-by-{kind}"))) }
            thead { tr {
                th scope="col" { (visit.text("result-group")) }
                @for key in ["result-people", "result-share", "result-world-share", "result-compared"] {
                    th.n scope="col" { (visit.text(key)) }
                }
            } }
            tbody {
                @for name in names {
                    @let here = people.get(name).copied().unwrap_or_default();
                    @let of_world = world.get(name).copied().unwrap_or_default() / everyone;
                    @let ratio = here as f64 / declared.max(1) as f64 / of_world;
                    tr {
                        th scope="row" { (visit.text(&format!("country-{kind}-{name}"))) }
                        td.n data-of=(visit.text("result-people")) { (visit.number(here)) }
                        td.n data-of=(visit.text("result-share")) { (visit.percent(here, declared)) }
                        td.n data-of=(visit.text("result-world-share")) { (visit.share(of_world)) }
                        td.n data-of=(visit.text("result-compared")) { (visit.text(presence(here, ratio))) }
                    }
                }
            }
        }
        @if silent > 0 || people.contains_key("none") {
            p.small { (visit.text_with("result-undeclared", &[
                ("silent", silent.into()), ("elsewhere", people.get("none").copied().unwrap_or_default().into()),
            ])) }
        }
    }
}

/// In words, how present a part of the world is compared with its people.
fn presence(people: u64, ratio: f64) -> &'static str {
    match ratio {
        _ if people == 0 => "result-presence-none",
        r if r < 0.5 => "result-presence-under-half",
        r if r < 0.8 => "result-presence-less",
        r if r <= 1.25 => "result-presence-even",
        r if r <= 2.0 => "result-presence-more",
        _ => "result-presence-over-twice",
    }
}
