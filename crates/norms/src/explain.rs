//! Sentences: what an answer says, as a message with arguments, so that every language says it in its own order.
//!
//! The texts themselves live in `locales/<lang>/norms.ftl`. [`Phrasebook`] reads the plain messages of such a file
//! (no selectors, no terms), which is all the command line needs; pages hand the same messages to their own reader.

use std::collections::BTreeMap;

use maru_text::Date;

use crate::answer::{Answer, Completeness, NoLaw};
use crate::code::{Coded, MissingKind, SanctionKind};
use crate::level::Piece;
use crate::library::Library;
use crate::looked::{KnownMissing, Looked};
use crate::model::ProvisionId;
use crate::particle::with_particles;
use crate::place::Place;
use crate::routes::{Amendment, Change, Move, Route, RouteReport, Shortfall, Standing};

pub use crate::spelled::amount;

/// A translator: finds the message of a key in one language.
pub trait Texts {
    /// The text of a message with its arguments filled in.
    fn text(&self, key: &str, arguments: &[(&'static str, String)]) -> String;
    /// The language, as a BCP 47 tag, for names that come from data files.
    fn language(&self) -> &str;
}

/// A message with arguments that may be messages themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The key in the locale file.
    pub key: String,
    pub arguments: Vec<(&'static str, Argument)>,
}

/// What fills a gap in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A text that is the same in every language.
    Text(String),
    /// A place, shown by its name in the language.
    Place(Place),
    /// A provision, named as readers of the language name it.
    Provision(ProvisionId),
    /// A day, with the name of its month.
    Day(Date),
    Message(Message),
    /// An instrument by its id, named as readers of the language name it.
    Instrument(String),
    /// Words of the library, which is written in English, in the reader's language where somebody has put them into it.
    Words(String),
    /// How much, with the kind of consequence.
    Amount(SanctionKind, String),
    /// A place in an instrument, named by its id.
    Locus(String, String),
    /// Several pieces, with commas.
    Pieces(Vec<Argument>),
    /// A month as the rows have it, `YYYY-MM`, by its name.
    Month(String),
    /// Something that is known and not coded, with the reason.
    Missing(Box<KnownMissing>),
    /// Several messages, joined by `norms-join-and`.
    All(Vec<Message>),
    /// Several messages, joined by `norms-join-semicolon`.
    Listed(Vec<Message>),
}

impl Message {
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), arguments: Vec::new() }
    }

    /// The message with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: Argument) -> Self {
        self.arguments.push((name, argument));
        self
    }

    pub fn render(&self, texts: &impl Texts, library: &Library) -> String {
        let filled: Vec<(&'static str, String)> =
            self.arguments.iter().map(|(name, value)| (*name, value.render(texts, library))).collect();
        texts.text(&self.key, &filled)
    }
}

impl Argument {
    fn render(&self, texts: &impl Texts, library: &Library) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Place(place) => place_name(place, texts.language(), library),
            Self::Provision(id) => library.name_of(id, texts.language()),
            Self::Day(day) => day_name(*day, texts.language()),
            Self::Message(message) => message.render(texts, library),
            Self::Instrument(id) => match library.instrument(id) {
                Some(one) => library.short_title_in(one, texts.language()).words.to_owned(),
                None => id.clone(),
            },
            Self::Words(words) => in_words(words, texts.language()),
            Self::Amount(kind, words) => amount(Some(*kind), words, texts.language())
                .unwrap_or_else(|| in_words(words, texts.language())),
            Self::Locus(id, locus) => match library.instrument(id) {
                Some(one) => library.locus_in(one, locus, texts.language()),
                None => locus.clone(),
            },
            Self::Pieces(pieces) => {
                let parts: Vec<String> = pieces.iter().map(|piece| piece.render(texts, library)).collect();
                parts.join(", ")
            }
            Self::Month(month) => month_name(month, texts.language()),
            Self::Missing(one) => missing_words(one, texts.language(), library),
            Self::All(messages) => joined(messages, "norms-join-and", texts, library),
            Self::Listed(messages) => joined(messages, "norms-join-semicolon", texts, library),
        }
    }
}

fn joined(messages: &[Message], key: &str, texts: &impl Texts, library: &Library) -> String {
    let parts = messages.iter().map(|message| message.render(texts, library));
    parts.reduce(|first, second| texts.text(key, &[("first", first), ("second", second)])).unwrap_or_default()
}

/// The months, as English says them.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day as readers of a language write it, with the name of its month.
pub fn day_name(day: Date, language: &str) -> String {
    if language.starts_with("ko") {
        return format!("{}년 {}월 {}일", day.year(), day.month(), day.day());
    }
    let month = usize::try_from(day.month() - 1)
        .ok()
        .and_then(|month| MONTHS.get(month))
        .copied()
        .unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
}

/// A month `YYYY-MM` as readers of a language write it; anything else as it stands.
fn month_name(month: &str, language: &str) -> String {
    let day = maru_text::parse_date(&format!("{month}-01"));
    let Ok(day) = day else { return month.to_owned() };
    if language.starts_with("ko") {
        return format!("{}년 {}월", day.year(), day.month());
    }
    let whole = day_name(day, language);
    whole.strip_prefix("1 ").unwrap_or(&whole).to_owned()
}

/// Words of the library in a language; as they stand where nobody has put them into it.
fn in_words(words: &str, language: &str) -> String {
    crate::phrase::phrase(words, language).unwrap_or_else(|| words.to_owned())
}

/// What is known and not coded: its title, the part of it, and why it is not coded.
pub fn missing_words(one: &KnownMissing, language: &str, library: &Library) -> String {
    let title = match one.instrument.as_ref().and_then(|id| library.instrument(id.as_str())) {
        Some(of) if of.title == one.title => library.title_in(of, language).words.to_owned(),
        _ => in_words(&one.title, language),
    };
    let instrument = one.instrument.as_ref().and_then(|id| library.instrument(id.as_str()));
    let locus = match instrument {
        Some(of) if crate::phrase::phrase(&one.locus, language).is_none() => {
            library.locus_in(of, &one.locus, language)
        }
        _ => in_words(&one.locus, language),
    };
    let name = [title.as_str(), locus.as_str()].join(" ").trim().to_owned();
    let why = in_words(&one.why, language);
    match one.kind {
        MissingKind::Law => format!("{name} ({why})"),
        MissingKind::Bill => format!("{name} ({}; {why})", in_words("a bill, no law", language)),
    }
}

/// The name of a place in a language; English where the table has no name in it.
pub fn place_name(place: &Place, language: &str, library: &Library) -> String {
    let named = |entry: &crate::place::PlaceEntry| {
        if language.starts_with("ko") { entry.name_ko.clone() } else { entry.name_en.clone() }
    };
    library.places().entry(place).map_or_else(|| place.code().to_owned(), named)
}

impl crate::level::Lamp {
    /// The reason under the lamp, in words.
    pub fn message(&self) -> Message {
        let message = Message::new(format!("norms-reason-{}", self.reason.code()));
        let piece = |one: &Piece| match one {
            Piece::Day(day) => Argument::Day(*day),
            Piece::Amount(kind, words) => Argument::Amount(*kind, words.clone()),
            Piece::Locus(id, locus) => Argument::Locus(id.to_string(), locus.clone()),
            Piece::Words(words) => Argument::Words(words.clone()),
            Piece::Provision(id) => Argument::Provision(id.clone()),
        };
        let message = match self.pieces.as_slice() {
            [] => message,
            pieces => message.with("detail", Argument::Pieces(pieces.iter().map(piece).collect())),
        };
        match self.waits {
            Some(day) => message.with("day", Argument::Day(day)),
            None => message,
        }
    }
}

impl RouteReport {
    /// The answer as programs get it, from the command line and from the pages alike: the report with what it says in each language.
    pub fn document(
        &self,
        library: &Library,
        books: &[&Phrasebook],
    ) -> Result<serde_json::Value, serde_json::Error> {
        let said = |one: &Message| -> serde_json::Value {
            let pair = |book: &&Phrasebook| {
                (book.language().to_owned(), serde_json::Value::from(one.render(*book, library)))
            };
            serde_json::Value::Object(books.iter().map(pair).collect())
        };
        let mut value = serde_json::to_value(self)?;
        // The same question with a bearer named has no more moves than without.
        value["by_actor"] = serde_json::to_value(library.by_actor(&self.query).unwrap_or_default())?;
        value["sentences"] = self.sentences().iter().map(said).collect();
        value["left_out_sentence"] = self.left_out_sentence().as_ref().map(said).into();
        value["closing"]["sentence"] = said(&self.closing_sentence());
        value["robustness"]["sentence"] = said(&self.robustness_sentence());
        value["completeness"]["sentence"] = said(&self.completeness.sentence());
        Ok(value)
    }

    /// One sentence for each route; where there is none, what that rests on.
    pub fn sentences(&self) -> Vec<Message> {
        let date = || Argument::Day(self.query.at);
        match self.standing {
            Standing::NotCoded => vec![self.about("norms-route-not-coded").with("date", date())],
            Standing::CodedNoLaw => self.no_law().into_iter().collect(),
            Standing::NoneFound => self.searches().into_iter().chain(self.no_law()).collect(),
            Standing::KnownMissing => {
                let mut missing: Vec<&KnownMissing> =
                    self.answers.iter().flat_map(|one| &one.missing).collect();
                missing.dedup();
                let titles = listed_missing(missing.into_iter());
                let known = self.about("norms-route-known-missing");
                let known = known.with("date", date()).with("titles", titles);
                // A search that found nothing did not read it, and a text that binds nobody is no law: all is said.
                std::iter::once(known).chain(self.searches()).chain(self.no_law()).collect()
            }
            Standing::ForOthers => {
                vec![self.about("norms-route-for-others").with("provisions", self.rows(&self.near_ids()))]
            }
            Standing::PublicBodies => {
                let public = self.near_misses.iter().filter(|one| one.shortfalls == [Shortfall::PublicOnly]);
                let ids: Vec<ProvisionId> = public.map(|one| one.id.clone()).collect();
                vec![self.about("norms-route-public-bodies").with("provisions", self.rows(&ids))]
            }
            Standing::FallsShort => {
                vec![self.about("norms-route-falls-short").with("provisions", self.rows(&self.near_ids()))]
            }
            Standing::SomeUses => {
                let covers = self.left_out.iter().filter(|one| one.covers_there);
                let ids: Vec<ProvisionId> = covers.map(|one| one.id.clone()).collect();
                vec![self.about("norms-route-some-uses").with("provisions", self.rows(&ids))]
            }
            Standing::Routes => self.routes.iter().map(|route| self.way(route)).collect(),
            Standing::Closed => {
                vec![self.about("norms-route-none").with("provisions", self.rows(&self.covering_ids()))]
            }
        }
    }

    fn searches(&self) -> Vec<Message> {
        self.answers.iter().flat_map(|one| &one.looked).map(|one| self.searched(one)).collect()
    }

    /// What is coded and is no law here on the day, each row with the reason; nothing where there is none.
    fn no_law(&self) -> Option<Message> {
        let rows: Vec<Message> =
            self.answers.iter().flat_map(|one: &Answer| &one.no_law).map(no_law).collect();
        let said = self.about("norms-route-coded-no-law").with("date", Argument::Day(self.query.at));
        (!rows.is_empty()).then(|| said.with("provisions", Argument::Listed(rows)))
    }

    /// Who looked, for what, where and to which day.
    fn searched(&self, one: &Looked) -> Message {
        self.about("norms-route-none-found")
            .with("sought", Argument::Words(one.sought.clone()))
            .with("by", Argument::Words(one.by.clone()))
            .with("on", Argument::Day(one.on))
            .with("texts", Argument::Words(one.texts.join("; ")))
            .with("to", Argument::Day(one.to_day))
    }

    fn near_ids(&self) -> Vec<ProvisionId> {
        self.near_misses.iter().map(|one| one.id.clone()).collect()
    }

    fn covering_ids(&self) -> Vec<ProvisionId> {
        self.covering.iter().map(|one| one.id.clone()).collect()
    }

    #[expect(clippy::unused_self, reason = "called like the other pieces of a sentence")]
    fn rows(&self, ids: &[ProvisionId]) -> Argument {
        Argument::All(ids.iter().map(named).collect())
    }

    fn about(&self, key: &str) -> Message {
        let topics = self.query.topics.iter().map(|topic| Message::new(format!("norms-topic-{topic}")));
        let teeth = match self.query.teeth {
            crate::routes::Teeth::Any => "norms-teeth-any",
            crate::routes::Teeth::Direct => "norms-teeth-direct",
        };
        Message::new(key)
            .with("topic", Argument::All(topics.collect()))
            .with("teeth", Argument::Message(Message::new(teeth)))
            .with("place", Argument::Place(self.query.persons.clone()))
    }

    pub fn way(&self, route: &Route) -> Message {
        let moves = route.moves.iter().map(|one| self.move_message(one)).collect();
        self.about("norms-route-way")
            .with("moves", Argument::All(moves))
            .with("provisions", self.rows(&self.covering_ids()))
    }

    fn move_message(&self, one: &Move) -> Message {
        let message = Message::new(format!("norms-move-{}", one.code()))
            .with("place", Argument::Place(self.query.persons.clone()));
        match one {
            Move::Below { measure, limit } => {
                let quantity = Message::new(format!("norms-quantity-{}", measure.quantity.code()));
                let limit = Message::new("norms-limit")
                    .with("number", Argument::Text(number(*limit, measure.currency_code())))
                    .with("quantity", Argument::Message(quantity));
                message.with("limit", Argument::Message(limit))
            }
            _ => message,
        }
    }

    /// The sentence that names the smallest change.
    pub fn closing_sentence(&self) -> Message {
        if self.closing.unknown {
            let key = match self.standing {
                Standing::SomeUses => "norms-closing-some-uses",
                Standing::CodedNoLaw => "norms-closing-coded-no-law",
                Standing::KnownMissing => "norms-closing-known-missing",
                _ => "norms-closing-unknown",
            };
            return self.about(key);
        }
        if self.closing.amendments.is_empty() {
            return Message::new("norms-closing-none");
        }
        let changes = self.closing.amendments.iter().map(|one| self.change_message(one)).collect();
        Message::new("norms-closing-set").with("changes", Argument::All(changes))
    }

    pub fn change_message(&self, amendment: &Amendment) -> Message {
        let id = |id: &ProvisionId| Argument::Provision(id.clone());
        let message = match (&amendment.change, &self.model) {
            (Change::NewDuty, Some(model)) => {
                Message::new("norms-change-new_duty_model").with("model", id(model))
            }
            (change, _) => Message::new(format!("norms-change-{}", change.code())),
        };
        let message = match &amendment.provision {
            Some(provision) => message.with("provision", id(provision)),
            None => message,
        };
        let message = message.with("place", Argument::Place(self.query.persons.clone()));
        match amendment.change.measure() {
            Some(measure) => {
                let quantity = Message::new(format!("norms-quantity-{}", measure.quantity.code()));
                message.with("quantity", Argument::Message(quantity))
            }
            None => message,
        }
    }

    /// The sentence that says how firm the answer is.
    pub fn robustness_sentence(&self) -> Message {
        match self.robustness.robust {
            None if self.standing == Standing::SomeUses => return Message::new("norms-robust-some-uses"),
            None => return Message::new("norms-robust-nothing"),
            Some(true) => return Message::new("norms-robust"),
            Some(false) => {}
        }
        if !self.robustness.depends_together.is_empty() {
            return Message::new("norms-depends-together")
                .with("rows", self.rows(&self.robustness.depends_together));
        }
        let rows = self.robustness.depends_on.iter().map(|one| named(&one.id));
        Message::new("norms-depends").with("rows", Argument::All(rows.collect()))
    }

    /// The sentence that names the rows for certain uses that were left out; nothing when there is none.
    pub fn left_out_sentence(&self) -> Option<Message> {
        let ids: Vec<ProvisionId> = self.left_out.iter().map(|one| one.id.clone()).collect();
        (!ids.is_empty()).then(|| Message::new("norms-left-out").with("rows", self.rows(&ids)))
    }
}

/// Things that are known and not coded, one after the other.
fn listed_missing<'a>(missing: impl Iterator<Item = &'a KnownMissing>) -> Argument {
    let named = |one: &KnownMissing| {
        Message::new("norms-named").with("name", Argument::Missing(Box::new(one.clone())))
    };
    Argument::Listed(missing.map(named).collect())
}

/// A coded row that is no law, and why.
fn no_law(one: &NoLaw) -> Message {
    Message::new(format!("norms-no-law-{}", one.why.code()))
        .with("provision", Argument::Provision(one.provision.clone()))
        .with("level", Argument::Text(one.level.map_or("", Coded::code).to_owned()))
}

/// A provision as a message of its own.
fn named(id: &ProvisionId) -> Message {
    Message::new("norms-named").with("name", Argument::Provision(id.clone()))
}

impl Completeness {
    /// How many instruments the library knows, to which day, and what it knows to be missing.
    pub fn sentence(&self) -> Message {
        let key = match (self.instruments + self.from_above, self.missing.as_slice()) {
            (0, []) if self.elsewhere.is_empty() => "norms-complete-nothing",
            (0, _) => "norms-complete-nothing-missing",
            (_, []) if self.elsewhere.is_empty() => "norms-complete",
            // What is noted under another topic was not read: it may bear on this one.
            (_, []) => "norms-complete-elsewhere",
            _ => "norms-complete-missing",
        };
        let titles = if self.missing.is_empty() { &self.elsewhere } else { &self.missing };
        Message::new(key)
            .with("place", Argument::Place(self.place.clone()))
            .with("own", Argument::Text(self.instruments.to_string()))
            .with("above", Argument::Text(self.from_above.to_string()))
            .with("from", Argument::Month(self.checked_from.clone()))
            .with("to", Argument::Month(self.checked_to.clone()))
            .with("missing", listed_missing(titles.iter()))
    }
}

/// From here on a number is shown as a power of ten.
const POWERS_FROM: f64 = 1e15;

/// A limit as people write it: 1,000,000 or 10^26.
pub(crate) fn number(limit: f64, currency: &str) -> String {
    let digits = if limit >= POWERS_FROM {
        let shown = format!("{limit:e}");
        let (factor, exponent) = shown.split_once('e').unwrap_or((shown.as_str(), "0"));
        if factor == "1" { format!("10^{exponent}") } else { format!("{factor}×10^{exponent}") }
    } else {
        grouped(limit as u64)
    };
    if currency.is_empty() { digits } else { format!("{currency} {digits}") }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// The texts of one language, read from a locale file.
#[derive(Debug, Clone)]
pub struct Phrasebook {
    language: String,
    texts: BTreeMap<String, String>,
}

impl Phrasebook {
    /// Reads the plain messages of a locale file.
    pub fn parse(language: &str, file: &str) -> Self {
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        let mut current: Option<String> = None;
        for line in file.lines() {
            if line.starts_with(' ') {
                if let Some(text) = current.as_ref().and_then(|key| texts.get_mut(key)) {
                    text.push(' ');
                    text.push_str(line.trim());
                }
            } else if let Some((key, text)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
                texts.insert(key.to_owned(), text.trim().to_owned());
                current = Some(key.to_owned());
            } else {
                current = None;
            }
        }
        Self { language: language.to_owned(), texts }
    }

    /// Whether the language has a text for a key.
    pub fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }
}

impl Texts for Phrasebook {
    fn text(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        if let Some(text) = literal(key) {
            return text;
        }
        let text = self.texts.get(key).map_or(key, String::as_str);
        let mut text = with_particles(text, arguments);
        for (name, value) in arguments {
            text = text.replace(&format!("{{ ${name} }}"), value);
        }
        text
    }

    fn language(&self) -> &str {
        &self.language
    }
}

/// A key that begins with `=` is the text itself: an id stands as it is in every language.
pub fn literal(key: &str) -> Option<String> {
    key.strip_prefix('=').map(str::to_owned)
}
