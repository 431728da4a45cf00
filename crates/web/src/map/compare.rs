//! Two maps compared: two days, or everyone and verified people alone. Who moved, which groups merged or split, and which
//! statements' common ground changed.

use maru_opinion::OpinionMap;
use maru_opinion::cells::{Line, Total, hidden, is_small};
use maru_opinion::compare::{Comparison, GroundChange, Standing, compare};
use maru_store::{Node, ProcessHandle, Whom};
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::layout::process_page;
use crate::map::chosen::{Chosen, Wish, day_of};
use crate::map::picture::{Layer, Picture, Scale};
use crate::map::view::{basis, in_words, stability, too_few};
use crate::result::figures::{is_thin, opinion_group_name, visible};
use crate::result::view::{range, statement_link};
use crate::visit::Visit;

/// Days that the form offers; of longer histories every so-manieth.
const MOST_DAYS: usize = 40;
/// Statements whose common ground changed.
const LISTED: usize = 12;

/// The two maps, as far as they are there.
pub(crate) struct Pair {
    pub(crate) first: Chosen,
    pub(crate) second: Chosen,
}

impl Pair {
    /// What the address asks for: `from` and `to` are days or `now`; `people=verified` leaves the second to verified
    /// people. Without any, the first day is compared with now.
    pub(crate) fn look_up(node: &Node, handle: &ProcessHandle, visit: &Visit) -> Result<Self, Fault> {
        let day = |name: &str| match visit.asked(name) {
            None | Some("" | "now") => Ok(None),
            Some(text) => day_of(text).map(Some),
        };
        let whom = if visit.asked("people") == Some("verified") { Whom::Verified } else { Whom::Everyone };
        let (mut from, to) = (day("from")?, day("to")?);
        if from.is_none() && whom == Whom::Everyone {
            from = node.days(handle).and_then(|days| days.days.first().map(|day| day.day));
        }
        let first = Chosen::look_up(node, handle, Wish { day: from, whom: Whom::Everyone });
        Ok(Self { first, second: Chosen::look_up(node, handle, Wish { day: to, whom }) })
    }
}

pub(crate) fn comparison(view: &ProcessView<'_>, pair: &Pair) -> Markup {
    let visit = view.visit;
    let title = visit.text("map-compare");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("map-compare-lead")) }
        (form(view, pair))
        @match (pair.first.shown(), pair.second.shown()) {
            (Some(first), Some(second)) => (compared(view, pair, first, second)),
            (None, _) => (pair.first.absence(view)),
            _ => (pair.second.absence(view)),
        }
        p { a href=(view.link("/map")) { (visit.text("map-title")) } " · " a href=(view.link("/map/days")) { (visit.text("map-days")) } }
    };
    process_page(view, &title, &body)
}

/// Plain selects: a day and another, and whose votes.
fn form(view: &ProcessView<'_>, pair: &Pair) -> Markup {
    let visit = view.visit;
    let days = pair.second.days.as_deref();
    let all = days.map_or(&[][..], |days| &days.days);
    let step = all.len().div_ceil(MOST_DAYS).max(1);
    let options = |chosen: Wish| {
        html! {
            option value="now" selected[chosen.day.is_none()] { (visit.text("map-day-now")) }
            @for day in all.iter().rev().enumerate().filter(|(at, day)| at % step == 0 || chosen.day == Some(day.day)).map(|(_, day)| day.day) {
                option value=(day) selected[chosen.day == Some(day)] { (visit.date(day)) }
            }
        }
    };
    html! {
        form method="get" action=(view.address("/map/compare")) {
            (visit.language_field())
            label for="from" { (visit.text("map-compare-from")) }
            select #from name="from" { (options(pair.first.wish)) }
            label for="to" { (visit.text("map-compare-to")) }
            select #to name="to" { (options(pair.second.wish)) }
            @if days.is_some_and(|days| days.any_verified) {
                label for="people" { (visit.text("map-compare-people")) }
                select #people name="people" {
                    option value="" { (visit.text("map-everyone")) }
                    option value="verified" selected[pair.second.wish.whom == Whom::Verified] { (visit.text("map-verified")) }
                }
            }
            p { button type="submit" { (visit.text("map-compare-send")) } }
        }
    }
}

/// What a map is called here: its day, and whose votes if not everyone's.
fn name_of(view: &ProcessView<'_>, wish: Wish) -> String {
    let visit = view.visit;
    let day = wish.day.map_or_else(|| visit.text("map-day-now"), |day| visit.date(day));
    if wish.whom == Whom::Verified { format!("{day}, {}", visit.text("map-verified")) } else { day }
}

fn compared(
    view: &ProcessView<'_>,
    pair: &Pair,
    (first, first_entries): (&OpinionMap, u64),
    (second, second_entries): (&OpinionMap, u64),
) -> Markup {
    let visit = view.visit;
    if let Some((map, entries)) =
        [(first, first_entries), (second, second_entries)].into_iter().find(|(map, _)| is_thin(map))
    {
        return html! { (too_few(view, map)) (basis(view, map, entries)) };
    }
    let names = [name_of(view, pair.first.wish), name_of(view, pair.second.wish)];
    let found = compare(first, second);
    let hidden = Hidden::of(&found);
    let scales = [Scale::beside(first, second), Scale::of(second)];
    html! {
        @for (((name, map), entries), (id, scale)) in names.iter().zip([first, second]).zip([first_entries, second_entries])
            .zip(["first", "second"].into_iter().zip(scales)) {
            h2 { (name) }
            p { (in_words(view, map)) " " (stability(view, map)) }
            (Picture { name: id, title: name.clone(), words: in_words(view, map), map, scale, layer: Layer::People, me: None }.draw())
            (basis(view, map, entries))
        }
        h2 { (visit.text("map-compare-groups")) }
        @if first.k > 1 && second.k > 1 {
            ul {
                li { (moved(view, &found, &hidden)) }
                @for line in group_lines(view, &found, &names) { li { (line) } }
            }
            (flow_table(view, &found, &hidden, &names))
        } @else {
            p { (newcomers(view, &found)) }
        }
        h2 { (visit.text("map-compare-ground")) }
        @if found.ground.is_empty() { p { (visit.text("map-compare-ground-same")) } }
        ul.rows { @for change in found.ground.iter().take(LISTED) { (ground_row(view, change)) } }
    }
}

/// How many people changed their group. A few who moved are not counted out.
fn moved(view: &ProcessView<'_>, found: &Comparison, hidden: &Hidden) -> String {
    let visit = view.visit;
    if found.moved == 0 {
        visit.text_with("map-compare-moved-none", &[("people", found.in_both.into())])
    } else if hidden.moved {
        visit.text("map-compare-moved-few")
    } else {
        visit.text_with(
            "map-compare-moved",
            &[("moved", found.moved.into()), ("people", found.in_both.into())],
        )
    }
}

/// What became of the groups, in words.
fn group_lines(view: &ProcessView<'_>, found: &Comparison, [first, second]: &[String; 2]) -> Vec<String> {
    let visit = view.visit;
    let name = |group: u32| opinion_group_name(view, group);
    let names = |groups: &[u32]| groups.iter().map(|group| name(*group)).collect::<Vec<_>>().join(", ");
    let went = found.successor.iter().enumerate().filter_map(|(group, to)| Some((group as u32, (*to)?)));
    let mut lines: Vec<String> = went
        .map(|(group, to)| {
            visit.text_with(
                "map-compare-went",
                &[
                    ("group", name(group).into()),
                    ("first", first.as_str().into()),
                    ("to", name(to).into()),
                    ("second", second.as_str().into()),
                ],
            )
        })
        .collect();
    let several = |key: &str, (group, others): &(u32, Vec<u32>)| {
        visit.text_with(key, &[("group", name(*group).into()), ("others", names(others).into())])
    };
    lines.extend(found.merged.iter().map(|merged| several("map-compare-merged", merged)));
    lines.extend(found.split.iter().map(|split| several("map-compare-split", split)));
    lines
}

/// Who went from which group to which. Small flows stay hidden, and whatever would give them away.
fn flow_table(
    view: &ProcessView<'_>,
    found: &Comparison,
    hidden: &Hidden,
    [first, second]: &[String; 2],
) -> Markup {
    let visit = view.visit;
    let (before, after) = (found.successor.len() as u32, groups_of(&found.after));
    html! {
        table.stack {
            caption { (visit.text_with("map-compare-table", &[("first", first.as_str().into()), ("second", second.as_str().into())])) }
            thead { tr {
                th scope="col" { (first) }
                @for to in 0..after { th.n scope="col" { (opinion_group_name(view, to)) } }
            } }
            tbody {
                @for from in 0..before {
                    tr {
                        th scope="row" { (opinion_group_name(view, from)) }
                        @for to in 0..after {
                            td.n data-of=(opinion_group_name(view, to)) {
                                @if hidden.flows[(from * after + to) as usize] { (visit.text("result-not-shown")) }
                                @else { (visit.number(found.flows[from as usize][to as usize])) }
                            }
                        }
                    }
                }
            }
        }
        p.soft.small { (visit.text("map-compare-hidden")) " " (newcomers(view, found)) }
    }
}

fn groups_of(standings: &[Standing]) -> u32 {
    standings.iter().filter(|standing| matches!(standing, Standing::Group(_))).count() as u32
}

/// Who stands in a group now and was not on the first map.
fn newcomers(view: &ProcessView<'_>, found: &Comparison) -> String {
    let absent = found.before.iter().position(|standing| *standing == Standing::Absent);
    let groups = groups_of(&found.after) as usize;
    let came: u32 = absent.map_or(0, |row| found.flows[row][..groups].iter().sum());
    let key = if is_small(came) { "map-compare-came-few" } else { "map-compare-came" };
    view.visit.text_with(key, &[("people", came.into())])
}

/// What of the flows between groups must stay hidden.
struct Hidden {
    /// By group of the first map, then of the second.
    flows: Vec<bool>,
    /// How many people moved.
    moved: bool,
}

impl Hidden {
    /// The sizes of the groups can be read on the maps' own pages; those who came from or went to no group are the rest of
    /// each line, and are not shown where a flow is hidden. How many moved, and so how many stayed, is told beside them.
    fn of(found: &Comparison) -> Self {
        let (height, width) = (found.successor.len(), groups_of(&found.after) as usize);
        let core = |row: usize| &found.flows[row][..width];
        if !(0..height).any(|row| core(row).iter().any(|count| is_small(*count))) {
            return Self { flows: vec![false; height * width], moved: false };
        }
        let rest_of_row = |row: usize| found.flows[row][width..].iter().sum::<u32>();
        let rest_of_column = |column: usize| found.flows[height..].iter().map(|row| row[column]).sum::<u32>();
        let mut cells: Vec<u32> = (0..height).flat_map(core).copied().collect();
        cells.extend((0..height).map(rest_of_row));
        cells.extend((0..width).map(rest_of_column));
        let already: Vec<bool> = (0..cells.len()).map(|cell| cell >= height * width).collect();
        let mut hidden = hidden(&cells, &lines(&found.successor, width), &already);
        hidden.cells.truncate(height * width);
        Self { flows: hidden.cells, moved: hidden.totals[height + width..].contains(&true) }
    }
}

/// The lines of the flows: each group of the first map and each of the second, whose sizes stand on the maps' pages; who moved, who stayed.
fn lines(successor: &[Option<u32>], width: usize) -> Vec<Line> {
    let height = successor.len();
    let rows = (0..height)
        .map(|row| (0..width).map(|column| row * width + column).chain([height * width + row]).collect());
    let columns = (0..width).map(|column| {
        (0..height).map(|row| row * width + column).chain([height * width + height + column]).collect()
    });
    let stays = |flow: &usize| successor[flow / width] == Some((flow % width) as u32);
    let (stayed, moved) = (0..height * width).partition(stays);
    let known = rows.chain(columns).map(|cells| Line { cells, total: Total::Known });
    known.chain([moved, stayed].map(|cells| Line { cells, total: Total::Shown })).collect()
}

fn ground_row(view: &ProcessView<'_>, change: &GroundChange) -> Markup {
    let visit = view.visit;
    let key = match (change.was_shared, change.is_shared) {
        (false, true) => "map-compare-became",
        (true, false) => "map-compare-ceased",
        _ if change.change() > 0.0 => "map-compare-rose",
        _ => "map-compare-fell",
    };
    let words = |interval: Option<maru_opinion::map::Interval>| {
        interval.map_or_else(|| visit.text("map-compare-not-there"), |interval| range(view, interval))
    };
    html! {
        @if let Some(statement) = visible(view, change.statement) {
            li {
                p.quote { (view.inline_words(statement)) }
                p.figures {
                    b { (visit.text(key)) } " "
                    (visit.text_with("map-compare-from-to", &[
                        ("before", words(change.before).into()), ("after", words(change.after).into()),
                    ]))
                    " " (statement_link(view, statement))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_who_moved_are_hidden_with_whoever_would_give_them_away() {
        let check = |between: u32, [a, b, c, d]: [u32; 4], expected: [bool; 4]| {
            let standings = Standing::all(2);
            let mut flows = vec![vec![0; standings.len()]; standings.len()];
            (flows[0][0], flows[0][1], flows[1][0], flows[1][1]) = (a, b, c, d);
            (flows[0][2], flows[2][0], flows[1][2], flows[2][1]) = (between, between, between, between);
            let found = Comparison {
                before: standings.clone(),
                after: standings,
                flows,
                in_both: a + b + c + d,
                moved: b + c,
                successor: vec![Some(0), Some(1)],
                merged: Vec::new(),
                split: Vec::new(),
                ground: Vec::new(),
            };
            assert_eq!(Hidden::of(&found).flows, expected, "{between}: {a} {b} {c} {d}");
        };
        // Nobody came from or went to no group, so those who stayed are hidden with those who moved.
        check(0, [60, 3, 0, 50], [true, true, false, true]);
        // Those from and to no group are not shown either, so the same holds where they are many.
        check(20, [60, 3, 0, 50], [true, true, false, true]);
        check(0, [60, 0, 0, 50], [false; 4]);
        check(0, [60, 12, 0, 50], [false; 4]);
        // Fifteen moved, as is told beside the table: less twelve that are three.
        check(0, [60, 3, 12, 50], [true; 4]);
    }
}
