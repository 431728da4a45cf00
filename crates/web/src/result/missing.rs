//! Who is missing: those who take part, compared with the people of the world, and stakeholder groups that hardly came.
//!
//! Nothing is hidden here. The list of people names everyone with the group and the country that they gave, so hiding how few they are
//! would protect nobody, and would hide those who are missing.

use maru_forum::Participant;
use maud::{Markup, html};

use crate::collation::compare;
use crate::common::ProcessView;
use crate::countries::{country, population};
use crate::layout::process_page;
use crate::result::figures::Kind;

/// A part of the world is called absent here from this share of the world's people on; smaller ones are in the tables.
const WORTH_NAMING: f64 = 0.02;

/// A country group here and in the world.
struct Part {
    name: String,
    /// People who take part and named a country of it.
    here: u32,
    /// Their share of all who named a country of the table.
    share: f64,
    of_world: f64,
}

impl Part {
    /// How present the part is compared with its people.
    fn presence(&self) -> &'static str {
        match self.ratio() {
            0.0 => "result-presence-none",
            ratio if ratio < 0.5 => "result-presence-under-half",
            ratio if ratio < 0.8 => "result-presence-less",
            ratio if ratio <= 1.25 => "result-presence-even",
            ratio if ratio <= 2.0 => "result-presence-more",
            _ => "result-presence-over-twice",
        }
    }

    fn ratio(&self) -> f64 {
        self.share / self.of_world
    }

    fn is_missing(&self) -> bool {
        self.of_world >= WORTH_NAMING
            && matches!(self.presence(), "result-presence-none" | "result-presence-under-half")
    }
}

/// The countries that people named, of the table.
fn countries_named<'a>(
    view: &'a ProcessView<'_>,
) -> impl Iterator<Item = &'static crate::countries::Country> + 'a {
    let named = |person: &Participant| country(person.country?);
    view.process.participants.iter().filter_map(named)
}

/// The parts of the world by one kind, each with its share of all who named a country, so that no part looks larger than it is.
fn parts(view: &ProcessView<'_>, kind: Kind) -> Vec<Part> {
    let world = population(|country| kind.group_of(country));
    let everyone: f64 = world.values().sum();
    let groups = kind.country_groups();
    let mut here = vec![0_u32; groups.len()];
    for country in countries_named(view) {
        if let Some(place) = groups.iter().position(|group| *group == kind.group_of(country)) {
            here[place] += 1;
        }
    }
    let named: u32 = here.iter().sum();
    let part = |(group, here): (&str, u32)| Part {
        name: kind.group_name(view, group),
        here,
        share: f64::from(here) / f64::from(named.max(1)),
        of_world: world.get(group).copied().unwrap_or_default() / everyone,
    };
    let mut parts: Vec<Part> = groups.into_iter().zip(here).map(part).collect();
    if kind == Kind::Language {
        // By name, as the reader's language sorts; the languages that are not told apart stay last.
        let told_apart = parts.len() - 1;
        parts[..told_apart].sort_by(|one, other| compare(view.visit.tag(), &one.name, &other.name));
    }
    parts
}

fn anyone_named_a_country(view: &ProcessView<'_>) -> bool {
    countries_named(view).next().is_some()
}

/// In a few words, who is missing, those first who are missing most.
fn summary(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let missing = |kind| {
        let mut absent: Vec<Part> = parts(view, kind).into_iter().filter(Part::is_missing).collect();
        absent.sort_by(|a, b| a.ratio().total_cmp(&b.ratio()).then(b.of_world.total_cmp(&a.of_world)));
        absent
    };
    let kinds = [Kind::Region, Kind::Income, Kind::Language].map(|kind| (kind, missing(kind)));
    let is_unplaced = |person: &&Participant| person.country.is_some_and(|code| country(code).is_none());
    let unplaced = view.process.participants.iter().filter(is_unplaced).count();
    html! {
        @if unplaced > 0 { p { (visit.text_with("result-missing-unplaced", &[("count", unplaced.into())])) } }
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
                            (part.name) " (" (visit.text(part.presence())) ": "
                            (visit.text_with("result-missing-against", &[("share", visit.share(part.share).into()), ("world", visit.share(part.of_world).into())])) ")"
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
            p.small { (visit.text("percent-rounded")) " " (visit.text("result-missing-source")) }
        } @else {
            p.note { (visit.text("result-missing-unknown")) }
        }
    };
    process_page(view, &title, &body)
}

fn stakeholders(view: &ProcessView<'_>) -> Markup {
    let (visit, groups) = (view.visit, &view.process.charter.groups);
    let of = |id: Option<&maru_forum::GroupId>| {
        view.process.participants.iter().filter(|person| person.group.as_ref() == id).count() as u64
    };
    let counted: Vec<_> = groups
        .iter()
        .map(|group| (visit.local_plain(&group.title).to_owned(), of(Some(&group.id))))
        .collect();
    let (minimum, outside) = (u64::from(view.process.charter.minimum_group), of(None));
    html! {
        @if !groups.is_empty() {
            h2 { (visit.text("result-by-stakeholder")) }
            ul {
                @for (name, people) in &counted {
                    li { (visit.text_with("result-group-size", &[("group", name.as_str().into()), ("people", (*people).into())])) }
                }
                @if outside > 0 { li { (visit.text_with("result-group-outside", &[("people", outside.into())])) } }
            }
            @if counted.iter().any(|(_, people)| *people < minimum) {
                p { b { (visit.text("result-missing-groups")) } }
                ul { @for (name, _) in counted.iter().filter(|(_, people)| *people < minimum) { li { (name) } } }
            }
        }
    }
}

fn world_table(view: &ProcessView<'_>, kind: Kind) -> Markup {
    let visit = view.visit;
    let parts = parts(view, kind);
    // A language that few speak and nobody here answered in would only lengthen the table.
    let worth = |part: &&Part| kind != Kind::Language || part.of_world >= WORTH_NAMING || part.here > 0;
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
                            (visit.number(part.here))
                        }
                        td.n data-of=(visit.text("result-share")) {
                            (visit.share(part.share))
                        }
                        td.n data-of=(visit.text("result-world-share")) { (visit.share(part.of_world)) }
                        td.n data-of=(visit.text("result-compared")) { (visit.text(part.presence())) }
                    }
                }
            }
        }
    }
}
