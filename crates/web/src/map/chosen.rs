//! Which map a page shows: the latest, that of an earlier day, or that of verified people alone.

use std::sync::Arc;

use jiff::civil::Date;
use maru_opinion::OpinionMap;
use maru_store::{AskedMap, Days, Node, ProcessHandle, PublishedMap, Whom};
use maud::{Markup, html};

use crate::common::{Paged, ProcessView};
use crate::fault::Fault;
use crate::layout::process_page;
use crate::visit::Visit;

/// Days on one page of the list.
const DAY_ITEMS: usize = 40;

/// What the address asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wish {
    /// As of the end of this day; absent for now.
    pub(crate) day: Option<Date>,
    pub(crate) whom: Whom,
}

impl Wish {
    /// The latest map of everyone.
    pub(crate) const NOW: Self = Self { day: None, whom: Whom::Everyone };

    /// The wish of an address; a day that is none, is no page.
    pub(crate) fn of(visit: &Visit) -> Result<Self, Fault> {
        let day = visit.asked("day").map(day_of).transpose()?;
        let whom = if visit.asked("people") == Some("verified") { Whom::Verified } else { Whom::Everyone };
        Ok(Self { day, whom })
    }

    /// Its place in an address: `?day=2026-11-20&people=verified`, or nothing.
    pub(crate) fn query(self) -> String {
        let day = self.day.map(|day| format!("day={day}"));
        let whom = (self.whom == Whom::Verified).then(|| "people=verified".to_owned());
        let parts: Vec<String> = day.into_iter().chain(whom).collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

/// A day as addresses write it.
pub(crate) fn day_of(text: &str) -> Result<Date, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

/// The map a page shows, as far as it is there.
#[derive(Clone)]
pub(crate) struct Chosen {
    pub(crate) wish: Wish,
    pub(crate) map: Option<Arc<PublishedMap>>,
    pub(crate) days: Option<Arc<Days>>,
}

impl Chosen {
    /// Looks the wished map up; what lacks is then computed in the background.
    pub(crate) fn look_up(node: &Node, handle: &ProcessHandle, wish: Wish) -> Self {
        let days = node.days(handle);
        let last = || days.as_ref().and_then(|days| days.days.last()).map(|day| day.day);
        let map = match wish {
            Wish::NOW => node.map(handle),
            Wish { day, whom } => {
                day.or_else(last).and_then(|day| node.past_map(handle, AskedMap { day, whom }))
            }
        };
        Self { wish, map, days }
    }

    /// The map with the number of entries it rests on.
    pub(crate) fn shown(&self) -> Option<(&OpinionMap, u64)> {
        self.map.as_deref().map(|published| (&published.map, published.entries))
    }

    /// Whether the wished day lies before the first vote: then no map will ever come.
    pub(crate) fn is_before_the_first(&self) -> bool {
        let first = self.days.as_ref().and_then(|days| days.days.first());
        self.wish.day.zip(first).is_some_and(|(day, first)| day < first.day)
    }

    /// What is said in place of a map.
    pub(crate) fn absence(&self, view: &ProcessView<'_>) -> Markup {
        let visit = view.visit;
        let key = match self.wish {
            Wish::NOW if view.process.vote_events == 0 => "map-none-yet",
            _ if view.process.vote_events == 0 || self.is_before_the_first() => "map-none-on-day",
            _ => "map-being-computed",
        };
        html! {
            p.note role="status" { (visit.text(key)) }
            p { a href=(visit.link(&visit.here())) { (visit.text("map-look-again")) } }
        }
    }

    /// The time slider: plain links to the days around, and to now.
    pub(crate) fn slider(&self, view: &ProcessView<'_>, under: &str) -> Markup {
        let visit = view.visit;
        let Some(days) = self.days.as_ref().filter(|days| days.days.len() > 1) else { return html! {} };
        let all = &days.days;
        let here = self.wish.day.and_then(|day| all.partition_point(|known| known.day <= day).checked_sub(1));
        let at = here.unwrap_or(all.len());
        let link = |day: Option<Date>| view.link(&format!("{under}{}", Wish { day, ..self.wish }.query()));
        let step = |key: &str, place: Option<usize>| {
            place.and_then(|place| all.get(place)).map(|day| {
                html! { li { a href=(link(Some(day.day))) { (visit.text(key)) " (" (visit.date(day.day)) ")" } } }
            })
        };
        html! {
            nav aria-label=(visit.text("map-days-nav")) {
                ul.pages {
                    @if at > 1 { (step("map-day-first", Some(0)).unwrap_or_default()) }
                    (step("map-day-before", at.checked_sub(1)).unwrap_or_default())
                    @if let Some(place) = here {
                        li aria-current="page" { (visit.date(all[place].day)) }
                        (step("map-day-after", Some(place + 1)).unwrap_or_default())
                        li { a href=(link(None)) { (visit.text("map-day-now")) } }
                    } @else {
                        li aria-current="page" { (visit.text("map-day-now")) }
                    }
                    li { a href=(view.link("/map/days")) { (visit.text("map-days-all")) } }
                }
            }
        }
    }
}

/// Every day of the map, the latest first, with what had happened by then.
pub(crate) fn days(view: &ProcessView<'_>, days: Option<&Days>) -> Markup {
    let visit = view.visit;
    let title = visit.text("map-days");
    let all = days.map_or(&[][..], |days| &days.days);
    let paged = Paged::of(all.iter().rev(), all.len(), visit.asked_page(), DAY_ITEMS);
    let body = html! {
        h1 { (title) }
        p.lead { (visit.text("map-days-lead")) }
        p {
            a href=(view.link("/map")) { (visit.text("map-title")) } " · "
            a href=(view.link("/map/compare")) { (visit.text("map-compare")) }
            @if days.is_some() { " · " a href=(view.link("/map/days.csv")) { (visit.text("result-as-csv")) } }
        }
        @if days.is_none() { p.note role="status" { (visit.text("map-being-computed")) } }
        @else if all.is_empty() { p.note { (visit.text("map-none-yet")) } }
        @else {
            table {
                thead { tr {
                    th scope="col" { (visit.text("map-day")) }
                    @for key in ["map-day-people", "map-day-statements", "map-day-votes"] { th.n scope="col" { (visit.text(key)) } }
                } }
                tbody {
                    @for day in &paged.items {
                        tr {
                            th scope="row" { a href=(view.link(&format!("/map?day={}", day.day))) { (visit.date(day.day)) } }
                            td.n { (visit.number(day.people)) }
                            td.n { (visit.number(day.statements)) }
                            td.n { (visit.number(day.vote_events)) }
                        }
                    }
                }
            }
        }
        (paged.links(visit))
    };
    process_page(view, &title, &body)
}
