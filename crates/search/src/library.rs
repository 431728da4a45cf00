//! What ships with the program, as documents: the pages that explain it, and the norm library, that is each instrument with its titles in every language, each provision with its
//! paraphrase and, as labels, the words for its topics, actors, uses, rights and place.
//!
//! The paraphrases are English. That a question in Korean, Chinese or Arabic finds them rests on the labels: Korean and
//! English from the locale files, Chinese and Arabic from `data/search/words.csv`.

use std::collections::{BTreeMap, BTreeSet};

use maru_norms::code::{Binding, Coded, Status, Topic};
use maru_norms::explain::{Phrasebook, Texts, place_name};
use maru_norms::{Instrument, Library, Place, PlaceKind, Provision, UseScope};

use crate::document::{Document, Key, PLAIN_WEIGHT, Part, Text};
use crate::help;

const ENGLISH: &str = include_str!("../../../locales/en/norms.ftl");
const KOREAN: &str = include_str!("../../../locales/ko/norms.ftl");
const WORDS: &str = include_str!("../../../data/search/words.csv");

/// The norm library as documents.
pub struct Catalogue {
    library: &'static Library,
    phrasebooks: [Phrasebook; 2],
    /// Titles beside the English one: language and words, by instrument.
    titles: BTreeMap<String, Vec<(String, String)>>,
    /// Words for topics, places and uses: language and words, by what they are of and its code.
    words: BTreeMap<(String, String), Vec<(String, String)>>,
    /// Every document; the library does not change while the program runs.
    held: BTreeMap<Key, Document>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Catalogue")
            .field("instruments", &self.library.instruments().len())
            .finish_non_exhaustive()
    }
}

impl Catalogue {
    pub fn new(library: &'static Library) -> Self {
        let mut titles: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for one in library.titles() {
            let held = titles.entry(one.instrument.as_str().to_owned()).or_default();
            let names = [&one.title, &one.short].into_iter().filter(|name| !name.is_empty());
            held.extend(names.map(|name| (one.language.clone(), name.clone())));
        }
        let mut words: BTreeMap<(String, String), Vec<(String, String)>> = BTreeMap::new();
        for Named { of, code, language, words: text } in shipped_words() {
            words.entry((of, code)).or_default().push((language, text.replace(JOINED, " ")));
        }
        let phrasebooks = [Phrasebook::parse("en", ENGLISH), Phrasebook::parse("ko", KOREAN)];
        let mut catalogue = Self { library, phrasebooks, titles, words, held: BTreeMap::new() };
        let documents = catalogue.made();
        catalogue.held = documents.into_iter().map(|document| (document.key.clone(), document)).collect();
        catalogue
    }

    pub fn library(&self) -> &Library {
        self.library
    }

    /// Every document, in order of key.
    pub fn documents(&self) -> Vec<Document> {
        self.held.values().cloned().collect()
    }

    fn made(&self) -> Vec<Document> {
        let instruments = self.library.instruments().iter().map(|one| self.instrument(one));
        let provisions = self.library.provisions().iter().map(|one| self.provision(one));
        instruments.chain(provisions).chain(help::documents()).collect()
    }

    /// The document of a key, if the library has it.
    pub fn document(&self, key: &Key) -> Option<Document> {
        self.held.get(key).cloned()
    }

    fn instrument(&self, one: &Instrument) -> Document {
        let mut texts = vec![Text::new(Part::Title, "en", one.title.as_str())];
        texts.extend(
            self.titles_of(one).iter().map(|(language, title)| Text::new(Part::Title, language, title)),
        );
        texts.push(Text::new(Part::Body, "en", instrument_body(one)));
        texts.push(Text::new(Part::Label, "en", one.id.as_str().replace('-', " ")));
        texts.extend(self.labels(&one.jurisdiction, &[], &[]));
        Document {
            key: Key::Instrument(one.id.as_str().to_owned()),
            places: self.places(one),
            topics: Vec::new(),
            weight: weight_of(one, None),
            texts,
        }
    }

    fn provision(&self, one: &Provision) -> Document {
        let instrument = self.library.instrument_of(one);
        let mut keys: Vec<String> = Vec::new();
        keys.extend(one.bearer.iter().chain(&one.counterparty).map(|role| format!("norms-role-{role}")));
        keys.extend(one.object.iter().map(|object| format!("norms-object-{object}")));
        keys.extend(one.rights.iter().map(|right| format!("norms-right-{right}")));
        if let UseScope::Listed(areas) = self.library.use_scope_of(one) {
            keys.extend(areas.iter().map(|area| format!("norms-use-{area}")));
        }
        let mut texts = vec![
            Text::new(Part::Title, "en", one.locus.as_str()),
            Text::new(Part::Title, "ko", self.library.citation_in(one, "ko")),
            Text::new(Part::Body, "en", one.paraphrase.as_str()),
            Text::new(
                Part::Label,
                "en",
                format!("{} {}", instrument.title, instrument.id.as_str().replace('-', " ")),
            ),
        ];
        texts.extend(
            self.titles_of(instrument)
                .iter()
                .map(|(language, title)| Text::new(Part::Label, language, title)),
        );
        let said = self.library.paraphrases().iter().filter(|words| words.provision == one.id);
        texts.extend(said.map(|words| Text::new(Part::Body, &words.language, words.words.as_str())));
        texts.extend(self.labels(&instrument.jurisdiction, &one.topics, &keys));
        texts.extend(self.code_words(one));
        Document {
            key: Key::Provision(one.id.as_str().to_owned()),
            places: self.places(instrument),
            topics: one.topics.iter().map(|topic| topic.code().to_owned()).collect(),
            weight: weight_of(instrument, Some(one)),
            texts,
        }
    }

    /// What people call the uses, actors and systems of a provision, where the codes' own names are not what they say.
    fn code_words(&self, one: &Provision) -> Vec<Text> {
        let uses = match self.library.use_scope_of(one) {
            UseScope::Listed(areas) => areas.iter().map(|area| ("use", area.code())).collect(),
            _ => Vec::new(),
        };
        let roles = one.bearer.iter().chain(&one.counterparty).map(|role| ("role", role.code()));
        let objects = one.object.iter().map(|object| ("object", object.code()));
        let acts = [("sanction", one.sanction_kind.code()), ("aim", one.aim.as_str())];
        let codes: BTreeSet<(&str, &str)> =
            uses.into_iter().chain(roles).chain(objects).chain(acts).collect();
        let words =
            codes.iter().filter_map(|(of, code)| self.words.get(&((*of).to_owned(), (*code).to_owned())));
        let aim = [("en", Some(one.aim.clone())), ("ko", maru_norms::phrase(&one.aim, "ko"))];
        let aim =
            aim.into_iter().filter_map(|(language, words)| Some(Text::new(Part::Label, language, words?)));
        words.flatten().map(|(language, words)| Text::new(Part::Label, language, words)).chain(aim).collect()
    }

    fn titles_of(&self, one: &Instrument) -> &[(String, String)] {
        self.titles.get(one.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The words for a place, topics and other codes, in every language that has some.
    fn labels(&self, place: &Place, topics: &[Topic], keys: &[String]) -> Vec<Text> {
        let mut texts: Vec<Text> = Vec::new();
        for book in &self.phrasebooks {
            let mut words = vec![place_name(place, book.language(), self.library)];
            words.extend(topics.iter().map(|topic| book.text(&format!("norms-topic-{topic}"), &[])));
            words.extend(keys.iter().map(|key| book.text(key, &[])));
            texts.push(Text::new(Part::Label, book.language(), words.join(" · ")));
        }
        let places = self.words.get(&("place".to_owned(), place.code().to_owned())).into_iter().flatten();
        let topics = topics
            .iter()
            .filter_map(|topic| self.words.get(&("topic".to_owned(), topic.code().to_owned())))
            .flatten();
        texts.extend(places.chain(topics).map(|(language, words)| Text::new(Part::Label, language, words)));
        texts
    }

    /// The place of an instrument and the places that contain it, so that asking for a whole finds its parts; of one that binds also the places
    /// within, so that a question about a member finds the law of its union. What holds everywhere is found under its own name only.
    fn places(&self, one: &Instrument) -> Vec<String> {
        let (places, place) = (self.library.places(), &one.jurisdiction);
        let world = places.entry(place).is_some_and(|entry| entry.kind == PlaceKind::World);
        let binds = one.binding == Binding::Binding && !world;
        let contains = |entry: &&maru_norms::PlaceEntry| {
            entry.kind != PlaceKind::World
                && (places.includes(&entry.place, place) || binds && places.includes(place, &entry.place))
        };
        let mut codes: Vec<String> =
            places.iter().filter(contains).map(|entry| entry.place.code().to_owned()).collect();
        codes.retain(|code| code != place.code());
        codes.sort();
        codes.dedup();
        // Its own place stands first: law of a place comes before what holds there too.
        codes.insert(0, place.code().to_owned());
        codes
    }
}

/// What somebody who asks for law wants first: what binds and is in force, with duties before definitions; bills and what has ended last.
fn weight_of(instrument: &Instrument, provision: Option<&Provision>) -> u16 {
    let alive =
        !matches!(instrument.status, Status::Proposed | Status::Lapsed | Status::Revoked | Status::Repealed);
    let binds = instrument.binding == Binding::Binding;
    let duty = provision.is_none_or(|one| one.is_regulative() && one.deontic.is_duty());
    match (alive, binds, duty) {
        (false, ..) => PLAIN_WEIGHT / 2,
        (true, true, true) => PLAIN_WEIGHT * 5 / 4,
        (true, false, false) => PLAIN_WEIGHT * 4 / 5,
        _ => PLAIN_WEIGHT,
    }
}

fn instrument_body(one: &Instrument) -> String {
    let parts = [one.citation.as_str(), one.status_note.as_str(), one.enforcer.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A row of `data/search/words.csv`.
#[derive(serde::Deserialize)]
struct Named {
    /// What `code` is a code of: `topic`, `use`, `role`, `object`, `sanction`, `place`, or `aim` with the words of the column itself.
    of: String,
    code: String,
    /// BCP 47 tag.
    language: String,
    /// Words under which people look for it, separated by spaces; a name of several words is joined by [`JOINED`].
    words: String,
}

/// What joins the words of one name.
const JOINED: char = '_';

/// What people call places beside their names, in lower case, with the codes. Korean rows have words too that name more than the place: of these
/// the first counts.
pub(crate) fn words_of_places() -> Vec<(String, String)> {
    let places = shipped_words().into_iter().filter(|one| one.of == "place");
    let named = |one: Named| -> Vec<(String, String)> {
        let taken = if one.language == "ko" { 1 } else { usize::MAX };
        let words =
            one.words.split_whitespace().take(taken).map(|word| word.to_lowercase().replace(JOINED, " "));
        let whole = |word: &String| !PARTS_OF_NAMES.contains(&word.as_str());
        words.filter(whole).map(|word| (word, one.code.clone())).collect()
    };
    places.flat_map(named).collect()
}

/// The places that have a name, with the languages in which they have it.
#[cfg(test)]
pub(crate) fn languages_of_places() -> BTreeSet<(String, String)> {
    shipped_words().into_iter().filter(|one| one.of == "place").map(|one| (one.code, one.language)).collect()
}

/// Words of names that are no name alone.
const PARTS_OF_NAMES: [&str; 9] =
    ["new", "york", "united", "states", "federal", "south", "north", "us", "国内"];

fn shipped_words() -> Vec<Named> {
    maru_text::shipped_rows("data/search/words.csv", WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn every_row_of_words_and_titles_speaks_of_something_that_exists() {
        let library = Library::shipped().unwrap();
        let words = shipped_words();
        assert_eq!(words.len() + 1, WORDS.lines().count());
        for one in library.titles() {
            // English titles stand in the rows themselves; here are only the short names that are in use beside them.
            let usual = one.standing == maru_norms::TitleStanding::Usual;
            assert_eq!(one.language == "en", usual, "{}", one.instrument);
        }
        for Named { of, code, .. } in words {
            let known = match of.as_str() {
                "topic" => Topic::from_code(&code).is_some(),
                "use" => maru_norms::code::UseArea::from_code(&code).is_some(),
                "role" => maru_norms::code::Role::from_code(&code).is_some(),
                "object" => maru_norms::code::ObjectClass::from_code(&code).is_some(),
                "sanction" => maru_norms::code::SanctionKind::from_code(&code).is_some(),
                "aim" => library.provisions().iter().any(|one| one.aim == code),
                _ => library.places().find(&code).is_some(),
            };
            assert!(known, "{of} {code}");
        }
    }

    #[test]
    fn every_document_is_fetched_by_its_key() {
        let catalogue = Catalogue::new(Library::shared().unwrap());
        let documents = catalogue.documents();
        let coded = catalogue.library().instruments().len() + catalogue.library().provisions().len();
        assert_eq!(documents.iter().filter(|document| document.key.kind() != Kind::Page).count(), coded);
        for document in documents {
            assert_eq!(catalogue.document(&document.key).as_ref(), Some(&document));
        }
    }
}
