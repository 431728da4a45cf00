//! All statements of the map, ranked by common ground or by difference.

use maru_forum::Statement;
use maru_opinion::OpinionMap;
use maru_opinion::map::{CommonGround, StatementPlace};
use maud::{Markup, html};

use crate::common::{PAGE_ITEMS, Paged, ProcessView, tally};
use crate::layout::process_page;
use crate::map::chosen::Chosen;
use crate::map::view::{basis, groups_agree, stability};
use crate::result::figures::{Breakdown, Kind, differences, has_groups, is_thin, visible};
use crate::result::view::{range, range_words, statement_link};

/// By what statements are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// By how much all groups agree at least.
    Ground,
    /// By how far the groups are apart.
    Apart,
    /// By how evenly everyone is divided.
    Divided,
}

impl Order {
    const ALL: [Self; 3] = [Self::Ground, Self::Apart, Self::Divided];

    const fn name(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Apart => "apart",
            Self::Divided => "divided",
        }
    }

    fn asked(view: &ProcessView<'_>) -> Self {
        let name = view.visit.asked("order").unwrap_or_default();
        Self::ALL.into_iter().find(|order| order.name() == name).unwrap_or(Self::Ground)
    }
}

/// One statement of the list.
struct Ranked<'a> {
    statement: &'a Statement,
    ground: Option<&'a CommonGround>,
    place: Option<&'a StatementPlace>,
    /// How far the groups are apart, if that is what the list is about.
    apart: Option<f64>,
}

/// The ranked statements.
pub(crate) fn ranking(view: &ProcessView<'_>, chosen: &Chosen) -> Markup {
    let visit = view.visit;
    let order = Order::asked(view);
    let title = visit.text("map-ranking");
    let body = html! {
        h1 { (title) }
        ul.pages aria-label=(visit.text("map-ranking-orders")) {
            @for other in Order::ALL {
                li { a href=(view.link(&format!("/map/statements?order={}", other.name())))
                    aria-current=[(other == order).then_some("page")] {
                    (visit.text(&format!("map-ranking-{}", other.name())))
                } }
            }
        }
        p.soft { (visit.text(&format!("map-ranking-{}-how", order.name()))) }
        @match chosen.shown() {
            None => (chosen.absence(view)),
            Some((map, entries)) if is_thin(map) => { p { (stability(view, map)) } (basis(view, map, entries)) },
            Some((map, entries)) => { (list(view, map, order)) (basis(view, map, entries)) },
        }
        p {
            a href=(view.link("/map")) { (visit.text("map-title")) }
            @if chosen.shown().is_some_and(|(map, _)| !is_thin(map)) { " · " a href=(view.link("/map/ground.csv")) { (visit.text("result-as-csv")) } }
        }
    };
    process_page(view, &title, &body)
}

fn list(view: &ProcessView<'_>, map: &OpinionMap, order: Order) -> Markup {
    let ranked = match order {
        Order::Ground => by_ground(view, map),
        Order::Apart => by_difference(view, map),
        Order::Divided => by_division(view, map),
    };
    let total = ranked.len();
    let paged = Paged::of(ranked.into_iter(), total, view.visit.asked_page(), PAGE_ITEMS);
    html! {
        @if total == 0 { p { (view.visit.text("result-none-ranked")) } }
        ol.rows start=((paged.page - 1) * PAGE_ITEMS + 1) { @for one in &paged.items { (row(view, map, one)) } }
        (paged.links(view.visit))
    }
}

fn ranked<'a>(map: &'a OpinionMap, statement: &'a Statement, apart: Option<f64>) -> Ranked<'a> {
    let id = maru_opinion::StatementId(statement.id.0.0 as u32);
    let place = map.statements.binary_search_by_key(&id, |place| place.id).ok().map(|at| &map.statements[at]);
    let ground = map.common_ground.iter().find(|ground| ground.statement == id);
    Ranked { statement, ground, place, apart }
}

fn by_ground<'a>(view: &ProcessView<'a>, map: &'a OpinionMap) -> Vec<Ranked<'a>> {
    let shown =
        map.common_ground.iter().filter_map(|ground| Some((ground, visible(view, ground.statement)?)));
    shown.map(|(ground, statement)| Ranked { ground: Some(ground), ..ranked(map, statement, None) }).collect()
}

fn by_difference<'a>(view: &ProcessView<'a>, map: &'a OpinionMap) -> Vec<Ranked<'a>> {
    let Some(breakdown) = Breakdown::by(view, Kind::Opinion) else { return Vec::new() };
    let list = differences(view, &breakdown).into_iter();
    list.map(|(statement, apart)| ranked(map, statement, Some(apart))).collect()
}

/// The most evenly divided first: agreements and disagreements cancel out, and many took sides.
fn by_division<'a>(view: &ProcessView<'a>, map: &'a OpinionMap) -> Vec<Ranked<'a>> {
    let division = |statement: &Statement| {
        let tally = statement.tally;
        let (agree, disagree) = (f64::from(tally.agree), f64::from(tally.disagree));
        agree.min(disagree) / (f64::from(tally.total()) + 2.0)
    };
    let mut list: Vec<&Statement> =
        view.process.visible_statements().filter(|one| one.tally.total() > 0).collect();
    list.sort_by(|a, b| division(b).total_cmp(&division(a)).then(a.id.cmp(&b.id)));
    list.into_iter().map(|statement| ranked(map, statement, None)).collect()
}

/// How much of whom agrees with a statement, as far as a map may say it: across its groups, of one crowd, or nothing at all of a few people.
pub(crate) fn across_groups(
    view: &ProcessView<'_>,
    map: &OpinionMap,
    ground: &CommonGround,
) -> Option<String> {
    let (visit, agreement) = (view.visit, ground.agreement);
    if is_thin(map) {
        return None;
    }
    if has_groups(map) {
        let range = [("range", range(view, agreement).into())];
        return Some(visit.text_with("map-ranking-ground-line", &range));
    }
    let ends = [("low", visit.share(agreement.low).into()), ("high", visit.share(agreement.high).into())];
    Some(visit.text_with("result-agreement-one", &ends))
}

fn row(view: &ProcessView<'_>, map: &OpinionMap, one: &Ranked<'_>) -> Markup {
    let visit = view.visit;
    html! {
        li {
            p.quote { (view.inline_words(one.statement)) }
            (tally(visit, one.statement.tally))
            p.figures {
                @if let Some(ground) = one.ground {
                    @if let Some(words) = across_groups(view, map, ground) { (words) " " }
                    @if map.is_shared(ground) && !is_thin(map) { b { (visit.text("map-ranking-shared")) } " " }
                }
                @if let Some(apart) = one.apart { (range_words(view, apart)) ". " }
                @if let Some(place) = one.place.filter(|_| map.k > 1) { (groups_agree(view, place)) ". " }
                (statement_link(view, one.statement))
            }
        }
    }
}
