//! The text of an instrument: what it contains, and one unit of it, with the lamps of its codings in the margin.
//!
//! Every unit has an address for ever (`/norms/eu-ai-act/art_27`). A unit that fits the first round trip is shown whole;
//! a longer chapter lists its parts, a longer article is parted into pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use maru_norms::{Edition, Level, Provision, Replaced, Wording, edition_on, languages, versions};
use maru_text::{Document, LanguageTag, Status, Unit, UnitId, UnitKind};
use maud::{Markup, html};
use serde_json::json;

use super::text_library::{HeldText, PlacedCoding};
use super::{Answer, Format, Reading, csv_of};
use crate::common::pages_that_fit;
use crate::visit::encoded;

/// Bytes of text on one page, about what fits the budget of a first round trip with everything around it.
const PAGE_BYTES: usize = 18_000;
/// What a unit costs besides its words: its number, its link, its place.
const UNIT_BYTES: usize = 60;
/// Parts listed on one page.
const PARTS: usize = 120;
/// Characters of a part's words in a list, where it has no heading.
const LABEL_CHARACTERS: usize = 70;
/// The status of a unit whose words are no longer those of the law.
const REPLACED: &str = "replaced";
/// Coded provisions that a text lacks are named up to so many; their number is said in any case.
const LOST: usize = 12;
/// What an address says about which text is meant; links within a text keep it.
const KEPT: [&str; 3] = ["text", "version", "beside"];

/// The text that a reader asked for.
pub(super) struct Asked {
    pub(super) held: Arc<HeldText>,
    /// The text in another language, to be shown beside it.
    pub(super) beside: Option<Arc<HeldText>>,
    /// All texts of the instrument.
    pub(super) editions: Vec<Edition>,
}

/// The text of an instrument in the language, version and on the day that the address says; none without any text.
pub(super) fn asked(reading: &Reading<'_>, instrument: &str) -> Option<Asked> {
    let editions = reading.text_library.editions(instrument);
    let visit = reading.visit;
    let day = visit.asked("version").and_then(|day| maru_norms::parse_date(day).ok()).unwrap_or(reading.at);
    let wishes: Vec<&str> = visit.asked("text").into_iter().chain([visit.tag()]).collect();
    let held = reading.text_library.text(edition_on(&editions, &wishes, day)?, reading.library)?;
    let beside = visit.asked("beside").and_then(|tag| {
        let others: Vec<Edition> =
            editions.iter().filter(|one| one.language != held.edition.language).cloned().collect();
        let edition = edition_on(&others, &[tag], day).filter(|one| one.language.0 == tag)?;
        reading.text_library.text(edition, reading.library)
    });
    Some(Asked { held, beside, editions })
}

/// The page of one unit; missing when the text has no such unit.
pub(super) fn unit(reading: &Reading<'_>, instrument: &str, id: &str) -> Answer {
    let Some(asked) = asked(reading, instrument) else { return Answer::Missing };
    let id = UnitId::new(id);
    let Some(unit) = asked.held.document.unit(&id) else { return Answer::Missing };
    let view = TextView { reading, asked: &asked };
    match reading.format {
        Format::Json => Answer::Json(json!({
            "at": reading.at, "edition": asked.held.edition, "unit": unit,
            "status": view.replaced(unit).map_or_else(
                || json!(asked.held.document.status(&id, view.day())),
                |replaced| json!({ "status": REPLACED, "on": replaced.on, "by": replaced.by }),
            ),
            "words": view.wording(),
            "beside": asked.beside.as_ref().and_then(|other| other.document.unit(&id)),
            "provisions": view.codings_within(unit).map(|coding| &coding.provision).collect::<Vec<_>>(),
        })),
        Format::Csv => view.csv(unit.walk()),
        Format::Html => view.unit_page(unit),
    }
}

/// Everything that the text contains, as a list of links.
pub(super) fn contents(reading: &Reading<'_>, instrument: &str) -> Answer {
    let Some(asked) = asked(reading, instrument) else { return Answer::Missing };
    let view = TextView { reading, asked: &asked };
    let document = &asked.held.document;
    match reading.format {
        Format::Json => {
            Answer::Json(json!({ "edition": asked.held.edition, "text": document, "words": view.wording() }))
        }
        Format::Csv => view.csv(document.walk()),
        Format::Html => {
            let title = reading.text("norms-contents");
            let parts: Vec<(usize, &Unit)> = document.body().flat_map(|unit| listed(unit, 0)).collect();
            let page = reading.visit.asked_page();
            let pages = parts.len().div_ceil(PARTS).max(1);
            let shown = parts.iter().skip((page.min(pages) - 1) * PARTS).take(PARTS);
            let body = html! {
                (view.where_line(&[]))
                h1 { (title) }
                (view.wording_notes())
                (view.choices(""))
                (view.parts(shown.copied()))
                (reading.pager("contents", instrument, page, pages, &KEPT))
                (view.provenance())
                (reading.downloads())
            };
            reading.page(&title, &body)
        }
    }
}

/// A container with what it contains, down to articles and annexes.
fn listed(unit: &Unit, depth: usize) -> Vec<(usize, &Unit)> {
    let mut out = vec![(depth, unit)];
    if unit.kind.is_container() {
        out.extend(unit.children.iter().flat_map(|child| listed(child, depth + 1)));
    }
    out
}

/// A text with everything needed to draw it.
pub(super) struct TextView<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) asked: &'a Asked,
}

impl TextView<'_> {
    fn document(&self) -> &Document {
        &self.asked.held.document
    }

    fn language(&self) -> &LanguageTag {
        &self.asked.held.edition.language
    }

    fn instrument(&self) -> &str {
        &self.asked.held.edition.instrument
    }

    /// The codings of a unit and of what it contains.
    fn codings_within<'u>(&'u self, unit: &'u Unit) -> impl Iterator<Item = &'u PlacedCoding> {
        unit.walk().filter_map(|one| self.asked.held.codings.get(&one.id)).flatten()
    }

    fn day(&self) -> maru_norms::Date {
        self.reading.at
    }

    fn csv<'u>(&self, units: impl Iterator<Item = &'u Unit>) -> Answer {
        let amended: Vec<String> =
            self.wording().amended_by.iter().map(|(id, day)| format!("{id} {day}")).collect();
        let amended = amended.join(";");
        let rows = units.map(|unit| {
            let status = self.document().status(&unit.id, self.day());
            let coded = self.asked.held.codings.get(&unit.id).into_iter().flatten();
            vec![
                unit.id.to_string(),
                unit.kind.akn().to_owned(),
                unit.number.clone().unwrap_or_default(),
                unit.heading.clone().unwrap_or_default(),
                unit.text_with_notes(),
                match self.replaced(unit) {
                    Some(_) => REPLACED.to_owned(),
                    None => status.map_or("", |status| status.name()).to_owned(),
                },
                amended.clone(),
                coded.map(|coding| coding.provision.to_string()).collect::<Vec<_>>().join(";"),
            ]
        });
        csv_of(&["unit", "kind", "number", "heading", "text", "status", "amended_since", "provisions"], rows)
    }

    /// What is known of these words on the day: acts that amended the whole since.
    fn wording(&self) -> Wording {
        self.reading.library.wording(self.instrument(), self.asked.held.edition.version, self.day())
    }

    /// The day and the act by which the words of a unit were replaced, where its coding says so.
    fn replaced(&self, unit: &Unit) -> Option<Replaced> {
        let codings = self.asked.held.codings.get(&unit.id).into_iter().flatten();
        let version = self.asked.held.edition.version;
        let replaced =
            |coding: &PlacedCoding| self.reading.library.replaced(&coding.provision, version, self.day());
        codings.filter(|coding| coding.exact).find_map(replaced)
    }

    fn replaced_words(&self, replaced: &Replaced) -> String {
        let (visit, date) = (self.reading.visit, self.reading.day_words(replaced.on));
        if replaced.by.is_empty() {
            return visit.text_with("norms-words-replaced", &[("date", date.into())]);
        }
        visit.text_with(
            "norms-words-replaced-by",
            &[("date", date.into()), ("by", replaced.by.clone().into())],
        )
    }

    /// What must be said of words that are older or younger than the day.
    fn wording_notes(&self) -> Markup {
        let reading = self.reading;
        let wording = self.wording();
        let version = || reading.day_words(self.asked.held.edition.version);
        html! {
            @for (id, day) in &wording.amended_by {
                p.note { (reading.visit.text_with("norms-words-amended", &[
                    ("version", version().into()), ("instrument", reading.instrument_title(id.as_str(), "").into()),
                    ("date", reading.day_words(*day).into()),
                ])) }
            }
            @if wording.later { p.note { (reading.visit.text_with("norms-words-later", &[("version", version().into())])) } }
        }
    }

    /// Coded provisions that this text lacks.
    fn not_found(&self) -> Markup {
        let library = self.reading.library;
        let found: BTreeSet<&str> = self
            .asked
            .held
            .codings
            .values()
            .flatten()
            .filter(|coding| coding.exact)
            .map(|coding| coding.provision.as_str())
            .collect();
        let instrument = library.instrument(self.instrument());
        let lost: Vec<&Provision> = instrument
            .map(|one| {
                library.provisions_of(&one.id).filter(|one| !found.contains(one.id.as_str())).collect()
            })
            .unwrap_or_default();
        html! {
            @if !lost.is_empty() {
                p.note {
                    (self.reading.visit.text_with("norms-not-in-this-text", &[("number", lost.len().into())])) " "
                    @for (place, one) in lost.iter().take(LOST).enumerate() {
                        @if place > 0 { ", " } a href=(self.reading.provision_link(&one.id)) { bdi { (self.reading.citation(one)) } }
                    }
                    @if lost.len() > LOST { ", …" }
                }
            }
        }
    }

    /// The address of a unit in the text that is being read.
    pub(super) fn unit_link(&self, id: &UnitId) -> String {
        self.link(&format!("/{}", encoded(id.as_str())))
    }

    fn link(&self, end: &str) -> String {
        let kept = self.reading.kept(&KEPT);
        self.reading.link(&format!("/norms/{}{end}{kept}", self.instrument()))
    }

    /// The title of the instrument, or what the text calls itself.
    fn title(&self) -> String {
        let known = self.reading.library.instrument(self.instrument());
        known.map_or_else(
            || self.document().title.clone(),
            |one| self.reading.library.title_in(one, self.reading.visit.tag()).words.to_owned(),
        )
    }

    fn where_line(&self, around: &[&Unit]) -> Markup {
        let reading = self.reading;
        html! {
            p.where {
                a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
                a href=(self.link("")) { (self.title()) }
                @for unit in around {
                    " · " a href=(self.unit_link(&unit.id)) { (self.own(&label(unit))) }
                }
            }
        }
    }

    /// Words of the text, with their language and direction.
    fn own(&self, words: &str) -> Markup {
        in_language(self.language(), words)
    }

    /// Which languages and versions there are, and the way to the redline.
    fn choices(&self, end: &str) -> Markup {
        let reading = self.reading;
        let editions = &self.asked.editions;
        let tags = languages(editions);
        let days = versions(editions);
        let other = |names: &[(&str, &str)]| {
            let mut visit = reading.visit.clone();
            visit
                .query
                .retain(|(name, _)| !names.iter().any(|(changed, _)| changed == name) && name != "page");
            let set = names.iter().filter(|(_, value)| !value.is_empty());
            visit.query.extend(set.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
            visit.path = format!("/norms/{}{end}", self.instrument());
            reading.visit.link(&visit.here())
        };
        let beside = self.asked.beside.as_ref().map(|held| held.edition.language.clone());
        let version = self.asked.held.edition.version;
        html! {
            @if tags.len() > 1 {
                ul.pages aria-label=(reading.text("norms-text-languages")) {
                    @for tag in &tags {
                        li { a href=(other(&[("text", &tag.0), ("beside", "")]))
                            aria-current=[(*tag == self.language() && beside.is_none()).then_some("true")] { (reading.language(tag)) } }
                    }
                    @for tag in tags.iter().filter(|tag| **tag != self.language()) {
                        li { a href=(other(&[("beside", &tag.0)])) aria-current=[(beside.as_ref() == Some(*tag)).then_some("true")] {
                            (reading.visit.text_with("norms-beside-language", &[("language", reading.language(tag).into())]))
                        } }
                    }
                }
            }
            @if days.len() > 1 {
                ul.pages aria-label=(reading.text("norms-text-versions")) {
                    @for day in &days {
                        li { a href=(other(&[("version", &day.to_string())])) aria-current=[(*day == version).then_some("true")] {
                            (reading.visit.text_with("norms-version-of", &[("date", day.to_string().into())]))
                        } }
                    }
                    li { a href=(self.link("/redline")) { (reading.text("norms-what-changed")) } }
                }
            }
        }
    }

    /// Where the text came from, and that it is not the official one.
    fn provenance(&self) -> Markup {
        let reading = self.reading;
        let one = &self.asked.held.edition;
        let language = reading.language(&one.language);
        let day = reading.visit.moment(maru_forum::Moment(one.imported_at));
        html! {
            section aria-label=(reading.text("norms-text-origin")) {
                p.soft.small {
                    (reading.visit.text_with("norms-text-line", &[
                        ("language", language.into()), ("date", one.version.to_string().into()),
                        ("worth", reading.word("worth", one.standing.name()).into()),
                    ]))
                    " " (reading.text("norms-text-from")) " "
                    @if one.source.starts_with("https://") { a href=(one.source) rel="noreferrer" { (one.source) } }
                    @else { bdi { (one.source) } }
                    ". " (reading.text("norms-text-imported")) " " bdi { (one.imported_by) } ", " (day) ". "
                    @if !one.title.is_empty() { (reading.text("norms-text-calls-itself")) " " (self.own(&one.title)) ". " }
                    abbr title=(one.digest) { "SHA-256 " code { (one.digest.get(..12).unwrap_or_default()) "…" } }
                }
                p.soft.small { (reading.text("norms-text-dates-note")) }
            }
        }
    }

    fn unit_page(&self, unit: &Unit) -> Answer {
        let reading = self.reading;
        let path = self.document().path(&unit.id);
        let around = path.split_last().map_or(&[][..], |(_, around)| around);
        let title = format!("{} · {}", label(unit), self.title());
        let end = format!("/{}", encoded(unit.id.as_str()));
        let (shown, page, pages) = self.fitting(unit);
        let body = html! {
            (self.where_line(around))
            h1 lang=(self.language()) dir=(direction(self.language())) { (label(unit)) }
            (reading.days())
            @if let Some(replaced) = self.replaced(unit) {
                p { b { (reading.visit.text_with("norms-on-day", &[("date", reading.day_words(reading.at).into())])) " "
                    (self.replaced_words(&replaced)) } }
            } @else if self.document().status(&unit.id, self.day()) != Some(Status::Unknown) {
                p {
                    b { (reading.visit.text_with("norms-on-day", &[("date", reading.day_words(reading.at).into())])) " "
                        (self.status_words(&unit.id)) }
                }
            }
            (self.wording_notes())
            (self.choices(&end))
            @match shown {
                Shown::Parts => {
                    (self.article(&html! { (self.words(unit, false)) }))
                    (self.parts(unit.children.iter().skip((page - 1) * PARTS).take(PARTS).map(|child| (0, child))))
                },
                Shown::Children(range) => (self.drawn_units(unit, &unit.children[range], page == 1)),
            }
            (reading.pager(unit.id.as_str(), self.instrument(), page, pages, &KEPT))
            (self.neighbours(unit, around))
            (self.provenance())
            (reading.downloads())
        };
        reading.page(&title, &body)
    }

    /// What of a unit fits the page that was asked for, which page that is, and how many there are.
    fn fitting(&self, unit: &Unit) -> (Shown, usize, usize) {
        let share = if self.asked.beside.is_some() { 2 } else { 1 };
        let pages = paged(&unit.children, PAGE_BYTES / share);
        let asked = self.reading.visit.asked_page();
        if unit.kind.is_container() && pages.len() > 1 {
            let pages = unit.children.len().div_ceil(PARTS);
            return (Shown::Parts, asked.min(pages), pages);
        }
        let page = asked.min(pages.len().max(1));
        (Shown::Children(pages.get(page - 1).cloned().unwrap_or(0..0)), page, pages.len().max(1))
    }

    fn article(&self, inner: &Markup) -> Markup {
        let coded = !self.asked.held.codings.is_empty();
        html! { article.law.coded[coded] lang=(self.language()) dir=(direction(self.language())) { (inner) } }
    }

    fn drawn_units(&self, unit: &Unit, children: &[Unit], first: bool) -> Markup {
        if let Some(beside) = &self.asked.beside {
            let own = first.then_some(unit);
            let units = own.into_iter().chain(children.iter().flat_map(Unit::walk));
            return html! { @for one in units { (self.pair(one, beside)) } };
        }
        let around = self.document().status(&unit.id, self.day());
        self.article(&html! {
            @if first { (self.margin(unit)) (self.words(unit, false)) }
            @for child in children { (self.drawn(child, around.as_ref(), 2)) }
        })
    }

    /// A unit with what it contains. Where it stands on the day is said where that differs from what is around it.
    fn drawn(&self, unit: &Unit, around: Option<&Status>, heading: usize) -> Markup {
        let status = self.document().status(&unit.id, self.day());
        let is_headed = unit.heading.is_some() || unit.kind.is_container() || unit.kind == UnitKind::Article;
        let below = if is_headed { heading + 1 } else { heading };
        html! {
            div.unit.in[!is_headed] id=(unit.id) {
                (self.margin(unit))
                @if is_headed { (self.head(unit, heading)) }
                @if status.as_ref() != around && self.replaced(unit).is_none() { p.small.soft lang=(self.reading.visit.tag()) dir=(self.reading.visit.locale.direction()) {
                    (self.status_words(&unit.id)) } }
                (self.words(unit, !is_headed))
                @for child in &unit.children { (self.drawn(child, status.as_ref(), below)) }
            }
        }
    }

    fn head(&self, unit: &Unit, level: usize) -> Markup {
        let link = html! { a href=(self.unit_link(&unit.id)) { (label(unit)) } };
        match level {
            0..=2 => html! { h2 { (link) } },
            3 => html! { h3 { (link) } },
            _ => html! { h4 { (link) } },
        }
    }

    /// The unit's own words, with its number before them unless it stands in the heading.
    fn words(&self, unit: &Unit, numbered: bool) -> Markup {
        if unit.kind == UnitKind::Table {
            return table(&unit.text);
        }
        let text = unit.text_with_notes();
        html! {
            @if text.is_empty() && numbered && unit.number.is_some() { p { (self.number(unit)) } }
            @for (place, block) in text.split('\n').filter(|block| !block.is_empty()).enumerate() {
                p { @if place == 0 && numbered { (self.number(unit)) " " } (block) }
            }
        }
    }

    fn number(&self, unit: &Unit) -> Markup {
        html! { @if let Some(number) = &unit.number { a.num href=(self.unit_link(&unit.id)) { (number) } } }
    }

    /// The codings of a unit: level, lamps, whether it applies.
    fn margin(&self, unit: &Unit) -> Markup {
        let reading = self.reading;
        let codings = self.asked.held.codings.get(&unit.id).into_iter().flatten();
        let rows = codings
            .filter_map(|coding| Some((coding, reading.library.provision(coding.provision.as_str())?)));
        let tag = reading.visit.tag();
        html! {
            @for (coding, one) in rows {
                @let assessed = reading.library.level(one, reading.at);
                p.margin lang=(tag) dir=(reading.visit.locale.direction()) {
                    a href=(reading.provision_link(&one.id)) { b { (assessed.level.map_or("–", maru_norms::code::Coded::code)) } " " bdi { (one.locus) } }
                    " " (reading.lamp_row(&assessed)) " "
                    span { (reading.applies(&assessed.applicability)) } (reading.doubt(one.confidence))
                    @if !coding.exact { " " em { (reading.text("norms-nearest")) } }
                    @else if let Some(replaced) = reading.library.replaced(&one.id, self.asked.held.edition.version, reading.at) {
                        " " strong { (self.replaced_words(&replaced)) }
                    }
                }
            }
        }
    }

    /// A unit in two languages, side by side where there is room.
    fn pair(&self, unit: &Unit, beside: &HeldText) -> Markup {
        let other = beside.document.unit(&unit.id);
        let column = |tag: &LanguageTag, unit: &Unit| {
            html! {
                div lang=(tag) dir=(direction(tag)) {
                    @let is_headed = unit.heading.is_some();
                    @if is_headed { p { b { (unit.head().collect::<Vec<_>>().join(" ")) } } }
                    (self.words(unit, !is_headed))
                }
            }
        };
        html! {
            (self.margin(unit))
            div.pair id=(unit.id) {
                (column(self.language(), unit))
                @match other {
                    Some(other) => (column(&beside.edition.language, other)),
                    None => div.soft { (self.reading.text("norms-not-in-language")) },
                }
            }
        }
    }

    /// A list of units as links, with the levels coded in each.
    pub(super) fn parts<'u>(&self, parts: impl Iterator<Item = (usize, &'u Unit)>) -> Markup {
        html! {
            ul.parts {
                @for (depth, unit) in parts {
                    li class=[(depth > 0).then_some("in")] {
                        a href=(self.unit_link(&unit.id)) { (self.own(&label(unit))) }
                        (self.levels_within(unit))
                    }
                }
            }
        }
    }

    /// The levels of what is coded in a unit, best first, and how often each.
    fn levels_within(&self, unit: &Unit) -> Markup {
        let reading = self.reading;
        let rows = self
            .codings_within(unit)
            .filter_map(|coding| reading.library.provision(coding.provision.as_str()));
        let mut counts: BTreeMap<Level, usize> = BTreeMap::new();
        for level in rows.filter_map(|one| reading.library.level(one, reading.at).level) {
            *counts.entry(level).or_default() += 1;
        }
        html! {
            @if !counts.is_empty() {
                " " span.soft.small {
                    @for (level, count) in counts.iter().rev() { " " (reading.short_level(Some(*level))) @if *count > 1 { "×" (count) } }
                }
            }
        }
    }

    /// Where a unit stands on the day.
    fn status_words(&self, id: &UnitId) -> Markup {
        let reading = self.reading;
        let status = self.document().status(id, self.day()).unwrap_or(Status::Unknown);
        let word = reading.word("day", status.name());
        match status {
            Status::InForce { applies: Some(day) } => {
                html! { (reading.visit.text_with("norms-day-in_force-until", &[("date", day.to_string().into())])) }
            }
            Status::Gated { by } => {
                // “2.” alone says nothing: the article stands before it.
                let path = self.document().path(&by);
                let within = path.iter().position(|unit| !unit.kind.is_container()).unwrap_or(0);
                let gate: Vec<String> = path.iter().skip(within).map(|unit| label(unit)).collect();
                let gate = gate.join(", ");
                html! { (word) " " a href=(self.unit_link(&by)) { (self.own(&gate)) } }
            }
            _ => html! { (word) },
        }
    }

    /// The units before and after this one under the same roof.
    fn neighbours(&self, unit: &Unit, around: &[&Unit]) -> Markup {
        let siblings: Vec<&Unit> = match around.last() {
            Some(parent) => parent.children.iter().collect(),
            None => self.document().body().collect(),
        };
        let here = siblings.iter().position(|one| one.id == unit.id);
        let before = here.and_then(|at| at.checked_sub(1)).and_then(|at| siblings.get(at));
        let after = here.and_then(|at| siblings.get(at + 1));
        html! {
            nav aria-label=(self.reading.text("norms-neighbours")) {
                ul.pages {
                    @if let Some(unit) = before { li { a rel="prev" href=(self.unit_link(&unit.id)) { "‹ " (self.own(&label(unit))) } } }
                    @if let Some(unit) = after { li { a rel="next" href=(self.unit_link(&unit.id)) { (self.own(&label(unit))) " ›" } } }
                }
            }
        }
    }

    /// The section of the instrument's page that leads into its text.
    pub(super) fn section(&self) -> Markup {
        let reading = self.reading;
        let top: Vec<&Unit> = self.document().body().collect();
        html! {
            h2 { (reading.text("norms-the-text")) }
            (self.wording_notes())
            (self.choices(""))
            (self.parts(top.iter().take(PARTS / 2).map(|unit| (0, *unit))))
            p { a href=(self.link("/contents")) { (reading.text("norms-all-contents")) } }
            (self.not_found())
            (self.provenance())
        }
    }
}

/// What a page shows of a unit.
enum Shown {
    /// A list of its parts.
    Parts,
    /// These of its children, whole.
    Children(std::ops::Range<usize>),
}

/// Ranges of whole units that fit a page each.
fn paged(units: &[Unit], room: usize) -> Vec<std::ops::Range<usize>> {
    let size = |unit: &Unit| unit.walk().map(|one| one.own_text().len() + UNIT_BYTES).sum::<usize>();
    pages_that_fit(units.iter().map(size), room)
}

/// What a unit is called: its head, or its first words.
pub(crate) fn label(unit: &Unit) -> String {
    let head: Vec<&str> = unit.head().collect();
    if !head.is_empty() {
        return head.join(" ");
    }
    let text = unit.full_text();
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= LABEL_CHARACTERS {
        return line.to_owned();
    }
    line.chars().take(LABEL_CHARACTERS).chain(['…']).collect()
}

/// Words in an element with their language and direction.
pub(super) fn in_language(tag: &LanguageTag, words: &str) -> Markup {
    html! { span lang=(tag) dir=(direction(tag)) { (words) } }
}

pub(crate) fn direction(tag: &LanguageTag) -> &'static str {
    if maru_text::is_right_to_left(&tag.0) { "rtl" } else { "ltr" }
}

/// A table, which may be wider than the page.
pub(crate) fn table(text: &str) -> Markup {
    html! {
        div.wide tabindex="0" {
            table { @for row in text.lines() { tr { @for cell in row.split('\t') { td { (cell) } } } } }
        }
    }
}
