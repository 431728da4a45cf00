//! How one place stands: on every topic, and on one of them in full. The second of the two clicks from the first page.

use maru_norms::code::{Binding, Coded, Topic};
use maru_norms::routes::{Query, RouteReport, Standing, Weights};
use maru_norms::{
    Assessment, Axis, CalendarEntry, Cell, Instrument, KnownMissing, LOOKED_COLUMNS, Level, Looked, Place,
    PlaceKind, Provision, looked_cells,
};
use maud::{Markup, html};
use serde_json::{Value, json};

use super::{Answer, Format, Reading, csv_of, route};
use crate::collation::sort_by_name;
use crate::visit::encoded;

/// The law's own mechanics, on which nobody needs protection.
const MECHANICS: [Topic; 3] = [Topic::Reach, Topic::Exemption, Topic::Penalty];
/// The topic shown in full on the page of a place: what most people ask about first.
const FEATURED: Topic = Topic::Deepfake;
/// Sentences about ways round that a block shows; all are on the page of the question itself.
const SENTENCES: usize = 3;

/// How much of a place's law is in the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coverage {
    /// Law of its own.
    Own,
    /// Only binding law of a larger place, such as the Union.
    Above,
    /// Nothing: unknown, not none.
    Nothing,
}

impl Coverage {
    fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Above => "above",
            Self::Nothing => "nothing",
        }
    }

    fn of(reading: &Reading<'_>, place: &Place) -> Self {
        let library = reading.library;
        let instruments = library.instruments();
        if instruments.iter().any(|one| one.jurisdiction == *place) {
            return Self::Own;
        }
        let binds = |one: &&Instrument| one.binding == Binding::Binding;
        let above =
            instruments.iter().filter(binds).any(|one| library.places().includes(&one.jurisdiction, place));
        if above { Self::Above } else { Self::Nothing }
    }
}

/// What is known of one topic in one place.
struct Topical {
    topic: Topic,
    cell: Option<Cell>,
    report: RouteReport,
}

/// `/norms/place` lists the places; `/norms/place?of=KR` leads to one; `/norms/place/KR` is one, `/norms/place/KR/deepfake`
/// one topic of it.
pub(super) fn answer(reading: &Reading<'_>, rest: &str) -> Answer {
    let (code, topic) = rest.split_once('/').unwrap_or((rest, ""));
    if code.is_empty() {
        return match reading.asked_place("of") {
            Some(place) => Answer::Elsewhere(reading.link(&address(&place))),
            None => choice(reading),
        };
    }
    let Some(place) = reading.library.places().find(&code.to_uppercase()) else { return Answer::Missing };
    if topic.is_empty() {
        return whole(reading, &place);
    }
    match maru_norms::alias::topic(topic) {
        Some(topic) => one_topic(reading, &place, topic),
        None => Answer::Missing,
    }
}

fn address(place: &Place) -> String {
    format!("/norms/place/{}", encoded(place.code()))
}

/// The choice of a place: the first of the two clicks to where one's country stands.
pub(super) fn form(reading: &Reading<'_>, chosen: Option<&Place>) -> Markup {
    html! {
        form method="get" action=(reading.visit.link("/norms/place")) {
            (reading.day_field())
            @match chosen {
                // Another place is chosen from the list of places, to which the page leads; the list itself is long.
                Some(place) => input type="hidden" name="of" value=(place.code());,
                None => {
                    label for="of" { (reading.text("norms-choose-place")) }
                    (select(reading, "of", "KR"))
                },
            }
            button.go type="submit" { (reading.text("norms-show")) }
        }
    }
}

/// Every place by its name.
pub(super) fn select(reading: &Reading<'_>, name: &str, chosen: &str) -> Markup {
    let mut places: Vec<_> =
        reading.library.places().iter().filter(|entry| entry.kind != PlaceKind::World).collect();
    sort_by_name(reading.visit.tag(), &mut places, |entry| reading.place_name(&entry.place));
    html! {
        select id=(name) name=(name) {
            @for kind in [PlaceKind::Country, PlaceKind::Part, PlaceKind::Organisation] {
                optgroup label=(reading.word("places", kind.code())) {
                    @for entry in places.iter().filter(|entry| entry.kind == kind) {
                        option value=(entry.place) selected[entry.place.code() == chosen] { (reading.place_name(&entry.place)) }
                    }
                }
            }
        }
    }
}

/// The places with law of their own, as links.
pub(super) fn links(reading: &Reading<'_>) -> Markup {
    let mut places: Vec<Place> = reading.library.jurisdictions().into_iter().collect();
    places.retain(|place| {
        reading.library.places().entry(place).is_some_and(|entry| entry.kind != PlaceKind::World)
    });
    sort_by_name(reading.visit.tag(), &mut places, |place| reading.place_name(place));
    html! {
        ul.pages {
            @for place in places { li { a href=(reading.link(&address(&place))) { (reading.place_name(&place)) } } }
        }
    }
}

fn choice(reading: &Reading<'_>) -> Answer {
    let places: Vec<(Place, Coverage)> = reading
        .library
        .places()
        .iter()
        .map(|entry| (entry.place.clone(), Coverage::of(reading, &entry.place)))
        .collect();
    match reading.format {
        Format::Json => Answer::Json(json!(
            places
                .iter()
                .map(|(place, coverage)| json!({ "place": place, "coded": coverage.code() }))
                .collect::<Vec<_>>()
        )),
        Format::Csv => csv_of(
            &["place", "name", "coded"],
            places.iter().map(|(place, coverage)| {
                vec![place.to_string(), reading.place_name(place), coverage.code().to_owned()]
            }),
        ),
        Format::Html => {
            let title = reading.text("norms-choose-place");
            let body = html! {
                p.where { a href=(reading.link("/norms")) { (reading.text("norms-title")) } }
                h1 { (title) }
                (form(reading, None))
                h2 { (reading.text("norms-coded-places")) }
                (links(reading))
                p.note { (reading.text("norms-coverage-list-note")) }
                (reading.downloads())
            };
            reading.page(&title, &body)
        }
    }
}

fn topical(reading: &Reading<'_>, place: &Place, topic: Topic, cell: Option<Cell>) -> Option<Topical> {
    let query = Query::new(place.clone(), vec![topic], reading.at);
    let report = reading.library.routes(&query, &Weights::new()).ok()?;
    Some(Topical { topic, cell, report })
}

fn whole(reading: &Reading<'_>, place: &Place) -> Answer {
    let matrix = reading.library.compare(Axis::Topics, reading.at, std::slice::from_ref(place));
    let mut rows: Vec<Topical> = Vec::new();
    for row in matrix.rows {
        let topic = Topic::from_code(&row.code).filter(|topic| !MECHANICS.contains(topic));
        rows.extend(topic.and_then(|topic| topical(reading, place, topic, row.cells.into_iter().next())));
    }
    // What is asked most is answered even where no text anywhere touches it.
    if !rows.iter().any(|row| row.topic == FEATURED) {
        rows.extend(topical(reading, place, FEATURED, None));
    }
    let coverage = Coverage::of(reading, place);
    match reading.format {
        Format::Json => Answer::Json(json!({
            "at": reading.at, "place": place, "coded": coverage.code(),
            "completeness": reading.library.completeness(place, &[]),
            "topics": rows.iter().map(Topical::data).collect::<Vec<_>>(),
        })),
        Format::Csv => {
            let own = ["topic", "known", "own", "inherited", "standing", "change", "known_missing"];
            let columns: Vec<&str> = own.into_iter().chain(LOOKED_COLUMNS).collect();
            csv_of(&columns, rows.iter().map(|row| row.csv(reading)))
        }
        Format::Html => whole_page(reading, place, &rows),
    }
}

impl Topical {
    /// How the place stands: the same words as everywhere.
    fn standing(&self) -> &'static str {
        self.report.standing.code()
    }

    fn data(&self) -> Value {
        json!({ "topic": self.topic, "cell": self.cell, "answer": self.report.answers.first(), "standing": self.standing(),
            "covering": self.report.covering, "left_out": self.report.left_out, "closing": self.report.closing })
    }

    fn csv(&self, reading: &Reading<'_>) -> Vec<String> {
        let level = |level: Option<Level>| level.map_or("", Coded::code).to_owned();
        let (own, inherited) = self.cell.as_ref().map_or((None, None), |cell| (cell.best, cell.inherited));
        let known = self.report.answers.first().map_or("", |one| one.known.code());
        let change = reading.say(&self.report.closing_sentence());
        let standing = self.standing().to_owned();
        let missing = self.missing();
        let own = [
            self.topic.to_string(),
            known.to_owned(),
            level(own),
            level(inherited),
            standing,
            change,
            missing,
        ];
        own.into_iter().chain(looked_cells(self.looked())).collect()
    }

    /// Who looked, for what and where, whatever the answer came to.
    fn looked(&self) -> &[Looked] {
        self.report.answers.first().map_or(&[], |one| one.looked.as_slice())
    }

    /// What is known on the topic and not coded.
    fn missing(&self) -> String {
        let missing = self.report.answers.first().map_or(&[][..], |one| one.missing.as_slice());
        missing.iter().map(KnownMissing::name).collect::<Vec<_>>().join(" | ")
    }
}

fn whole_page(reading: &Reading<'_>, place: &Place, rows: &[Topical]) -> Answer {
    let name = reading.place_name(place);
    let title = reading.visit.text_with("norms-place-title", &[("place", name.into())]);
    let featured = rows.iter().find(|row| row.topic == FEATURED);
    let body = html! {
        p.where {
            a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
            a href=(reading.link("/norms/place")) { (reading.text("norms-places")) }
        }
        h1 { (title) }
        (coverage_note(reading, place))
        (reading.days())
        @if let Some(row) = featured {
            h2 id=(row.topic) { (reading.word("topic", row.topic.code())) }
            (block(reading, place, row))
        }
        h2 { (reading.text("norms-every-topic")) }
        (topic_table(reading, place, rows))
        p.soft.small { (reading.text("norms-place-note")) }
        (reading.completeness(place, &[]))
        (reading.downloads())
        (form(reading, Some(place)))
    };
    reading.page(&title, &body)
}

fn topic_table(reading: &Reading<'_>, place: &Place, rows: &[Topical]) -> Markup {
    html! {
        table.stack {
            caption { (reading.text("norms-place-caption")) }
            thead { tr {
                th scope="col" { (reading.text("norms-topic")) }
                th scope="col" { (reading.text("norms-best")) }
                th scope="col" { (reading.text("norms-standing")) }
                th scope="col" { (reading.text("norms-what-missing")) }
            } }
            tbody { @for row in rows { (topic_row(reading, place, row)) } }
        }
    }
}

fn topic_row(reading: &Reading<'_>, place: &Place, row: &Topical) -> Markup {
    let link = reading.link(&format!("{}/{}", address(place), row.topic));
    let id = (row.topic != FEATURED).then(|| row.topic.to_string());
    html! {
        tr id=[id] {
            th scope="row" { a href=(link) { (reading.word("topic", row.topic.code())) } }
            td data-of=(reading.text("norms-best")) {
                @if let Some(cell) = &row.cell {
                    @match cell.best.max(cell.inherited) {
                        Some(level) => {
                            (reading.level(Some(level)))
                            @if level == Level::L0 { br; span.soft { (reading.word("known", cell.known.code())) } }
                        }
                        None => span.soft { (reading.word("known", cell.known.code())) },
                    }
                    @if cell.low_confidence { (reading.doubt(maru_norms::code::Confidence::Low)) }
                    @if let Some(rise) = &cell.rises { br; span.soft { (reading.day(rise.date)) ": " (rise.level.code()) } }
                }
            }
            td { (reading.word("standing", row.standing())) }
            td.small {
                @if row.report.standing == Standing::Closed { "–" }
                @else { (reading.say(&row.report.closing_sentence())) }
            }
        }
    }
}

/// What must be said before anything else is said of a place.
pub(super) fn coverage_note(reading: &Reading<'_>, place: &Place) -> Markup {
    match Coverage::of(reading, place) {
        Coverage::Own => html! {},
        coverage => html! { p.note { (reading.text(&format!("norms-coverage-{}", coverage.code()))) } },
    }
}

fn one_topic(reading: &Reading<'_>, place: &Place, topic: Topic) -> Answer {
    let matrix = reading.library.compare(Axis::Topics, reading.at, std::slice::from_ref(place));
    let cell = matrix
        .rows
        .into_iter()
        .find(|row| row.code == topic.code())
        .and_then(|row| row.cells.into_iter().next());
    let Some(row) = topical(reading, place, topic, cell) else { return Answer::Missing };
    match reading.format {
        Format::Json => {
            let mut data = row.data();
            data["at"] = json!(reading.at);
            data["place"] = json!(place);
            data["completeness"] = json!(row.report.completeness);
            let rows = reading.library.law_on(place, topic, reading.at);
            let (law, texts): (Vec<_>, Vec<_>) =
                rows.iter().partition(|(_, assessed)| assessed.level > Some(Level::L0));
            data["law"] = json!(law.iter().map(|(one, _)| &one.id).collect::<Vec<_>>());
            data["binds_nobody"] = json!(texts.iter().map(|(one, _)| &one.id).collect::<Vec<_>>());
            data["coming"] = json!(coming(reading, place, topic));
            Answer::Json(data)
        }
        Format::Csv => topic_csv(reading, place, &row),
        Format::Html => {
            let title = format!("{} · {}", reading.word("topic", topic.code()), reading.place_name(place));
            let body = html! {
                p.where {
                    a href=(reading.link("/norms")) { (reading.text("norms-title")) } " · "
                    a href=(reading.link(&address(place))) { (reading.place_name(place)) }
                }
                h1 { (title) }
                (coverage_note(reading, place))
                (reading.days())
                h2 { (reading.word("topic", topic.code())) }
                (block(reading, place, &row))
                (reading.downloads())
            };
            reading.page(&title, &body)
        }
    }
}

/// The provisions of one topic; where there is none, a line that says whether that is not coded, known and not coded, or looked for in vain.
fn topic_csv(reading: &Reading<'_>, place: &Place, row: &Topical) -> Answer {
    let own = ["known", "provision", "level", "applicable", "confidence", "paraphrase", "known_missing"];
    let columns: Vec<&str> = own.into_iter().chain(LOOKED_COLUMNS).collect();
    let known = row.report.answers.first().map_or("", |one| one.known.code()).to_owned();
    let law = reading.library.law_on(place, row.topic, reading.at);
    let line = |cells: [String; 5]| {
        let looked = looked_cells(row.looked());
        [known.clone()].into_iter().chain(cells).chain([row.missing()]).chain(looked).collect()
    };
    let provision = |(one, assessed): &(&Provision, Assessment)| {
        let level = assessed.level.map_or("", Coded::code).to_owned();
        let applicable = assessed.applicability.to_string();
        line([one.id.to_string(), level, applicable, one.confidence.to_string(), one.paraphrase.clone()])
    };
    let none = law.is_empty().then(|| line([const { String::new() }; 5]));
    csv_of(&columns, law.iter().map(provision).chain(none))
}

/// What is known of a topic in a place where no law of its own applies: the word, and what it rests on.
pub(super) fn known(reading: &Reading<'_>, place: &Place, topic: Topic) -> Markup {
    let Some(row) = topical(reading, place, topic, None) else { return html! {} };
    let known = row.report.answers.first().map_or("not_coded", |one| one.known.code());
    html! {
        p { b { (reading.word("known", known)) } }
        ul { @for sentence in row.report.sentences().iter().take(SENTENCES) { li { (reading.say(sentence)) } } }
    }
}

/// The dates to come on a topic in a place.
fn coming(reading: &Reading<'_>, place: &Place, topic: Topic) -> Vec<CalendarEntry> {
    let mut entries = reading.library.calendar(reading.at, None);
    entries.retain(|entry| {
        let one = reading.library.provision(entry.provision.as_str());
        one.is_some_and(|one| one.topics.contains(&topic) && reading.library.holds_in(one, place))
    });
    entries
}

/// One topic in one place: what is law, what is missing, who is not reached, what changes next.
fn block(reading: &Reading<'_>, place: &Place, row: &Topical) -> Markup {
    let law = reading.library.law_on(place, row.topic, reading.at);
    let coming = coming(reading, place, row.topic);
    let known = row.report.answers.first().map_or("not_coded", |one| one.known.code());
    // A text that binds nobody is shown, and not as law.
    let (law, texts): (Vec<_>, Vec<_>) =
        law.into_iter().partition(|(_, assessed)| assessed.level > Some(Level::L0));
    html! {
        h3 { (reading.visit.text_with("norms-law-on", &[("date", reading.day_words(reading.at).into())])) }
        @if law.is_empty() { p { b { (reading.word("known", known)) } } } @else { (reading.provision_rows_of_many(&law)) }
        @if !texts.is_empty() {
            h3 { (reading.text("norms-texts-bind-nobody")) }
            (reading.provision_rows_of_many(&texts))
        }
        (missing(reading, place, row, &law))
        @if !coming.is_empty() {
            h3 { (reading.text("norms-next")) }
            (super::atlas::calendar_table(reading, coming.iter()))
        }
        p.soft.small { (reading.say(&row.report.completeness.sentence())) }
        (further(reading, place, row.topic))
    }
}

fn missing(reading: &Reading<'_>, place: &Place, row: &Topical, law: &[(&Provision, Assessment)]) -> Markup {
    let query = Query::new(place.clone(), vec![row.topic], reading.at);
    let actors = reading.library.by_actor(&query).unwrap_or_default();
    let open: Vec<String> = actors
        .iter()
        .filter(|one| one.standing == Standing::FallsShort)
        .map(|one| {
            let uses = reading.word("use", one.use_area.map_or("any", Coded::code));
            format!("{} ({uses})", reading.word("actor", one.actor.code()))
        })
        .collect();
    let best = law.first().map(|(_, assessed)| assessed).filter(|assessed| !assessed.missing.is_empty());
    html! {
        h3 { (reading.text("norms-what-missing")) }
        ul {
            @for sentence in row.report.sentences().iter().take(SENTENCES) { li { (reading.say(sentence)) } }
            @if row.report.standing != Standing::Closed { li { b { (reading.say(&row.report.closing_sentence())) } } }
            @if let Some(left_out) = row.report.left_out_sentence() { li { (reading.say(&left_out)) } }
            @if !open.is_empty() { li { (reading.text("norms-not-reached")) " " (open.join("; ")) } }
            @if let Some(best) = best {
                @let words: Vec<String> = best.missing.iter().map(|what| reading.word("missing", what.code())).collect();
                li { (reading.provision_name(&best.id)) " – " (reading.text("norms-missing")) ": " (words.join("; ")) }
            }
        }
        (route::by_actor(reading, &actors))
    }
}

fn further(reading: &Reading<'_>, place: &Place, topic: Topic) -> Markup {
    let question = format!("/norms/routes?persons={}&topic={topic}", encoded(place.code()));
    html! {
        ul.pages {
            li { a href=(reading.link(&question)) { (reading.text("norms-routes")) } }
            li { a href=(reading.link(&format!("/norms/compare/cell?axis=topics&row={topic}"))) { (reading.text("norms-all-places")) } }
            li { a href=(reading.link("/norms/gaps")) { (reading.text("norms-gaps")) } }
        }
    }
}
