//! Who is missing: those who voted, compared with the people of the world, and stakeholder groups that hardly came.

use maud::{Markup, html};

use crate::common::ProcessView;
use crate::countries::population;
use crate::layout::process_page;
use crate::result::figures::{Breakdown, Kind};

/// A part of the world is called absent here from this share of the world's people on; smaller ones are in the tables.
const WORTH_NAMING: f64 = 0.02;

/// A country group here and in the world.
struct Part {
    name: String,
    /// Voters, unless that must stay hidden.
    here: Option<u32>,
    /// Share of those who named a country of the table; absent with `here`.
    share: Option<f64>,
    of_world: f64,
}

impl Part {
    /// How present the part is compared with its people.
    fn presence(&self) -> &'static str {
        match self.share.map(|share| share / self.of_world) {
            None => "result-presence-hidden",
            Some(0.0) => "result-presence-none",
            Some(ratio) if ratio < 0.5 => "result-presence-under-half",
            Some(ratio) if ratio < 0.8 => "result-presence-less",
            Some(ratio) if ratio <= 1.25 => "result-presence-even",
            Some(ratio) if ratio <= 2.0 => "result-presence-more",
            Some(_) => "result-presence-over-twice",
        }
    }

    fn is_missing(&self) -> bool {
        self.of_world >= WORTH_NAMING
            && matches!(self.presence(), "result-presence-none" | "result-presence-under-half")
    }
}

/// The parts of the world by one kind. Shares are of those whose group is shown: a share of all who named a country
/// would give away how many are hidden.
fn parts(view: &ProcessView<'_>, kind: Kind) -> Vec<Part> {
    let Some(breakdown) = Breakdown::by(view, kind) else { return Vec::new() };
    let world = population(|country| kind.group_of(country));
    let everyone: f64 = world.values().sum();
    let declared: u32 = breakdown.constituencies.iter().filter_map(|group| group.people).sum();
    let groups = kind.country_groups().into_iter().zip(&breakdown.constituencies);
    groups
        .map(|(group, here)| Part {
            name: here.name.clone(),
            here: here.people,
            share: here.people.map(|people| f64::from(people) / f64::from(declared.max(1))),
            of_world: world.get(group).copied().unwrap_or_default() / everyone,
        })
        .collect()
}

fn anyone_named_a_country(view: &ProcessView<'_>) -> bool {
    view.process.participants.iter().any(|person| person.country.is_some() && !person.votes.is_empty())
}

/// In a few words, who is missing.
fn summary(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let missing = |kind| parts(view, kind).into_iter().filter(Part::is_missing).collect::<Vec<_>>();
    let kinds = [Kind::Region, Kind::Income, Kind::Language].map(|kind| (kind, missing(kind)));
    html! {
        @if !anyone_named_a_country(view) {
            p { (visit.text("result-missing-unknown")) }
        } @else {
            p { (visit.text("result-missing-lead")) }
            ul {
                @for (kind, absent) in kinds.iter().filter(|(_, absent)| !absent.is_empty()) {
                    li {
                        (visit.text(&format!("result-by-{}", kind.name()))) ": "
                        @for (place, part) in absent.iter().enumerate() {
                            @if place > 0 { ", " }
                            (part.name) " (" (visit.text(part.presence())) ")"
                        }
                    }
                }
            }
        }
    }
}

/// The tables behind it.
pub(crate) fn missing(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text("result-who-is-missing");
    let body = html! {
        h1 { (title) }
        (summary(view))
        p { a href=(view.link("/results")) { (visit.text("layout-results")) } }
        (stakeholders(view))
        @if anyone_named_a_country(view) {
            @for kind in Kind::OF_COUNTRY { (world_table(view, kind)) }
            p.small { (visit.text("result-missing-hidden")) }
            p.small { (visit.text("result-missing-source")) }
        } @else {
            p.note { (visit.text("result-missing-unknown")) }
        }
    };
    process_page(view, &title, &body)
}

fn stakeholders(view: &ProcessView<'_>) -> Markup {
    let Some(breakdown) = Breakdown::by(view, Kind::Stakeholder) else { return html! {} };
    let visit = view.visit;
    let absent: Vec<_> = breakdown.constituencies.iter().filter(|group| !group.counts).collect();
    html! {
        h2 { (visit.text("result-by-stakeholder")) }
        (crate::result::view::sizes(view, &breakdown))
        @if !absent.is_empty() {
            p { b { (visit.text("result-missing-groups")) } }
            ul { @for group in absent { li { (group.name) } } }
        }
    }
}

fn world_table(view: &ProcessView<'_>, kind: Kind) -> Markup {
    let visit = view.visit;
    let parts = parts(view, kind);
    // A language that few speak and nobody here answered in would only lengthen the table.
    let worth =
        |part: &&Part| kind != Kind::Language || part.of_world >= WORTH_NAMING || part.here != Some(0);
    html! {
        h2 { (visit.text(&format!("result-missing-by-{}", kind.name()))) }
        table.stack {
            thead { tr {
                th scope="col" { (visit.text("result-group")) }
                @for key in ["result-people", "result-share", "result-world-share", "result-compared"] {
                    th.n scope="col" { (visit.text(key)) }
                }
            } }
            tbody {
                @for part in parts.iter().filter(worth) {
                    tr {
                        th scope="row" { (part.name) }
                        td.n data-of=(visit.text("result-people")) {
                            (part.here.map_or_else(|| visit.text("result-not-shown"), |people| visit.number(people)))
                        }
                        td.n data-of=(visit.text("result-share")) {
                            (part.share.map_or_else(|| "–".to_owned(), |share| visit.share(share)))
                        }
                        td.n data-of=(visit.text("result-world-share")) { (visit.share(part.of_world)) }
                        td.n data-of=(visit.text("result-compared")) { (visit.text(part.presence())) }
                    }
                }
            }
        }
    }
}
