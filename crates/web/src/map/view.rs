//! The opinion map: a picture, and the same in words and tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maru_forum::{EntryNumber, StatementId};
use maru_opinion::OpinionMap;
use maru_opinion::map::{Group, Representative};
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::layout::process_page;
use crate::result::figures::opinion_group_name;

/// Width and height of the picture in its own units.
const SIZE: (f64, f64) = (640.0, 440.0);
/// Empty space around the marks.
const MARGIN: f64 = 24.0;
/// The largest number of marks; beyond it, neighbours of one group share a mark.
const MOST_MARKS: usize = 700;
/// Statements that characterise a group.
const REPRESENTATIVE: usize = 4;

/// The opinion map of a process.
pub(crate) fn map(view: &ProcessView<'_>) -> Markup {
    let visit = view.visit;
    let title = visit.text("map-title");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("map-lead")) }
        @match view.map {
            None => p.note { (visit.text("map-none-yet")) },
            Some((map, entries)) => (drawn(view, map, entries)),
        }
    };
    process_page(view, &title, &body)
}

fn drawn(view: &ProcessView<'_>, map: &OpinionMap, entries: u64) -> Markup {
    let visit = view.visit;
    html! {
        p { (in_words(view, map)) }
        p { (stability(view, map)) }
        (picture(view, map))
        (legend(view, map))
        (my_place(view, map))
        h2 { (visit.text("map-groups")) }
        @for group in &map.groups { (group_section(view, map, group)) }
        h2 { (visit.text("map-how")) }
        p { (visit.text("map-how-words")) }
        (tried_table(view, map))
        p.small {
            (visit.text_with("result-basis-map", &[
                ("entries", entries.into()), ("method", map.method.into()), ("version", map.version.into()),
            ])) " "
            (visit.rich("map-recompute", &[], &[("verify", visit.link("/about/verify"))]))
        }
    }
}

fn in_words(view: &ProcessView<'_>, map: &OpinionMap) -> String {
    let counts = map.counts;
    view.visit.text_with(
        if map.k > 1 { "map-in-words" } else { "map-in-words-one" },
        &[
            ("groups", map.k.into()),
            ("placed", counts.in_map.into()),
            ("people", counts.participants.into()),
            ("votes", counts.votes.into()),
            ("statements", counts.statements.into()),
        ],
    )
}

/// How far the groups can be trusted, in words.
fn stability(view: &ProcessView<'_>, map: &OpinionMap) -> String {
    let taken = map.stability.tried.iter().find(|tried| tried.taken);
    match taken {
        Some(tried) if map.k > 1 => {
            let key = match tried.came_back {
                80.. => "map-stable",
                50..80 => "map-less-stable",
                _ => "map-unstable",
            };
            view.visit.text_with(key, &[("came", tried.came_back.into())])
        }
        _ => view.visit.text("map-one-crowd"),
    }
}

/// Scales coordinates to the picture.
struct Scale {
    centre: (f64, f64),
    factor: f64,
}

impl Scale {
    fn of(map: &OpinionMap) -> Self {
        let places = || map.participants.iter().filter(|place| place.in_map);
        let bounds = |value: fn(&maru_opinion::map::Place) -> f64| {
            let low = places().map(value).fold(f64::INFINITY, f64::min);
            let high = places().map(value).fold(f64::NEG_INFINITY, f64::max);
            if low.is_finite() { (low, high) } else { (-1.0, 1.0) }
        };
        let (x, y) = (bounds(|place| place.x), bounds(|place| place.y));
        let fit = |range: (f64, f64), room: f64| (room - 2.0 * MARGIN) / (range.1 - range.0).max(1e-9);
        Self {
            centre: (f64::midpoint(x.0, x.1), f64::midpoint(y.0, y.1)),
            factor: fit(x, SIZE.0).min(fit(y, SIZE.1)),
        }
    }

    fn place(&self, x: f64, y: f64) -> (i32, i32) {
        let across = SIZE.0 / 2.0 + (x - self.centre.0) * self.factor;
        let down = SIZE.1 / 2.0 - (y - self.centre.1) * self.factor;
        (across.round() as i32, down.round() as i32)
    }
}

fn picture(view: &ProcessView<'_>, map: &OpinionMap) -> Markup {
    let visit = view.visit;
    let scale = Scale::of(map);
    html! {
        svg.map viewBox=(format!("0 0 {} {}", SIZE.0, SIZE.1)) role="img" aria-labelledby="map-t map-d" {
            title #map-t { (visit.text("map-title")) }
            desc #map-d { (in_words(view, map)) " " (visit.text("map-below")) }
            path.axis d=(format!("M{} 0V{}M0 {}H{}", SIZE.0 / 2.0, SIZE.1, SIZE.1 / 2.0, SIZE.0)) {}
            @for (group, marks) in marks(map, &scale) {
                path class=(class_of(group)) d=(path_of(group, &marks)) {}
            }
            @if let Some((x, y)) = my_mark(view, map, &scale) {
                circle.me cx=(x) cy=(y) r="11" {}
            }
        }
    }
}

/// Marks by group: a place and how many people stand there.
fn marks(map: &OpinionMap, scale: &Scale) -> BTreeMap<Option<u32>, Vec<(i32, i32, u32)>> {
    let mut cell = 1;
    loop {
        let mut cells: BTreeMap<(Option<u32>, i32, i32), u32> = BTreeMap::new();
        for place in map.participants.iter().filter(|place| place.in_map) {
            let (x, y) = scale.place(place.x, place.y);
            *cells.entry((place.group, x / cell * cell, y / cell * cell)).or_default() += 1;
        }
        if cells.len() <= MOST_MARKS || cell > 64 {
            let mut groups: BTreeMap<Option<u32>, Vec<_>> = BTreeMap::new();
            for ((group, x, y), people) in cells {
                groups.entry(group).or_default().push((x, y, people));
            }
            return groups;
        }
        cell += 2;
    }
}

fn class_of(group: Option<u32>) -> &'static str {
    match group {
        Some(0) => "g0",
        Some(1) => "g1",
        Some(2) => "g2",
        Some(3) => "g3",
        Some(4) => "g4",
        _ => "gx",
    }
}

/// One path for all marks of a group, each in the group's shape; a mark for many people is larger.
fn path_of(group: Option<u32>, marks: &[(i32, i32, u32)]) -> String {
    let mut path = String::with_capacity(marks.len() * 24);
    for (x, y, people) in marks {
        let size = (4.0 * f64::from(*people).powf(0.25)).round() as i32;
        shape(&mut path, group, *x, *y, size);
    }
    path
}

/// Circle, square, triangle, diamond, cross; a bar for those outside all groups.
fn shape(path: &mut String, group: Option<u32>, x: i32, y: i32, s: i32) {
    let d = 2 * s;
    let _ = match group {
        Some(0) => write!(path, "M{} {y}a{s} {s} 0 1 0 {d} 0a{s} {s} 0 1 0 -{d} 0", x - s),
        Some(1) => write!(path, "M{} {}h{d}v{d}h-{d}z", x - s, y - s),
        Some(2) => write!(path, "M{x} {}l{s} {d}h-{d}z", y - s),
        Some(3) => write!(path, "M{x} {}l{s} {s}l-{s} {s}l-{s} -{s}z", y - s),
        Some(4) => write!(path, "M{} {}h{d}v2h-{d}zM{} {}h2v{d}h-2z", x - s, y - 1, x - 1, y - s),
        _ => write!(path, "M{} {y}h{d}v2h-{d}z", x - s),
    };
}

fn legend(view: &ProcessView<'_>, map: &OpinionMap) -> Markup {
    let visit = view.visit;
    html! {
        ul.pages aria-label=(visit.text("map-legend")) {
            @for group in &map.groups {
                li {
                    (key_of(Some(group.id)))
                    (visit.text_with("map-legend-group", &[
                        ("group", opinion_group_name(view, group.id).into()), ("people", group.size.into()),
                    ]))
                }
            }
        }
    }
}

fn key_of(group: Option<u32>) -> Markup {
    let mut path = String::new();
    shape(&mut path, group, 10, 10, 7);
    html! { svg.key viewBox="0 0 20 20" aria-hidden="true" focusable="false" { path class=(class_of(group)) d=(path) {} } }
}

fn my_mark(view: &ProcessView<'_>, map: &OpinionMap, scale: &Scale) -> Option<(i32, i32)> {
    let place = my_entry(view, map)?;
    place.in_map.then(|| scale.place(place.x, place.y))
}

fn my_entry<'m>(view: &ProcessView<'_>, map: &'m OpinionMap) -> Option<&'m maru_opinion::map::Place> {
    let id = u32::try_from(view.me?.0.0).ok()?;
    let place = map.participants.binary_search_by_key(&id, |place| place.id.0).ok()?;
    Some(&map.participants[place])
}

fn my_place(view: &ProcessView<'_>, map: &OpinionMap) -> Markup {
    let visit = view.visit;
    html! {
        @if view.me.is_some() {
            @match my_entry(view, map) {
                Some(place) if place.in_map => p.note {
                    (match place.group {
                        Some(group) if map.k > 1 => visit.text_with("map-you-are-in", &[
                            ("group", opinion_group_name(view, group).into()),
                        ]),
                        _ => visit.text("map-you-are-here"),
                    })
                },
                _ => p.note { (visit.text("map-you-are-not-yet")) },
            }
        }
    }
}

fn group_section(view: &ProcessView<'_>, map: &OpinionMap, group: &Group) -> Markup {
    let visit = view.visit;
    html! {
        h3 { (key_of(Some(group.id))) (opinion_group_name(view, group.id)) }
        p {
            (visit.text_with("map-group-size", &[
                ("people", group.size.into()), ("share", visit.share(group.share).into()),
            ]))
            @if let Some(came) = group.came_back.filter(|_| map.k > 1) {
                " " (visit.text_with("map-group-came-back", &[("came", came.into())]))
            }
        }
        @if map.k > 1 && !group.representative.is_empty() {
            p.soft { (visit.text("map-group-more-than-others")) }
            ul {
                @for found in group.representative.iter().take(REPRESENTATIVE) { (representative(view, found)) }
            }
        }
    }
}

fn representative(view: &ProcessView<'_>, found: &Representative) -> Markup {
    let visit = view.visit;
    let id = StatementId(EntryNumber(found.statement.0.into()));
    let says = if found.says == maru_opinion::Vote::Agree { "agree" } else { "disagree" };
    html! {
        @if let Some(statement) = view.process.statement(id) {
            li {
                (view.inline_words(statement)) " "
                span.figures { (visit.text_with(&format!("map-group-{says}"), &[
                    ("share", visit.percent(found.members.into(), found.seen.into()).into()),
                    ("seen", found.seen.into()),
                ])) }
            }
        }
    }
}

fn tried_table(view: &ProcessView<'_>, map: &OpinionMap) -> Markup {
    let visit = view.visit;
    html! {
        @if !map.stability.tried.is_empty() {
            table {
                caption { (visit.text_with("map-tried", &[("resamples", map.stability.resamples.into())])) }
                thead { tr {
                    th scope="col" { (visit.text("map-tried-groups")) }
                    th.n scope="col" { (visit.text("map-tried-came-back")) }
                    th scope="col" { (visit.text("map-tried-taken")) }
                } }
                tbody {
                    @for tried in &map.stability.tried {
                        tr {
                            th scope="row" { (visit.number(tried.k)) }
                            td.n { (visit.text_with("map-tried-times", &[("came", tried.came_back.into())])) }
                            td { (if tried.taken { visit.text("map-tried-yes") } else { "–".to_owned() }) }
                        }
                    }
                }
            }
        }
    }
}
