//! Acts of the United States: "Section 7(a) is amended by striking … and inserting …".

use super::operations::{Asked, Spot};
use super::phrase::{Phrase, QUOTE};
use super::place::{self, LAST, Place};
use super::words::{Occurrence, Stretch};
use super::{Asking, Context};
use crate::model::UnitKind;
use crate::tree::collapse;

/// The participles with which each change begins.
const PARTICIPLES: &[&str] = &[
    "striking out",
    "striking",
    "inserting",
    "adding",
    "redesignating",
    "amending",
    "repealing",
    "deleting",
];
/// Words that say that all places are meant.
const EACH: &[&str] = &[
    "each place it appears",
    "each place such term appears",
    "each place that term appears",
    "each place the term appears",
    "each place such terms appear",
    "each place they appear",
    "both places it appears",
    "both places such term appears",
    "everywhere it appears",
    "wherever it appears",
    "each time it appears",
];

/// Reads a clause; none when it follows none of the patterns.
pub(super) fn ask(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    if let Some(asked) = to_read(phrase, context) {
        return Some(asked);
    }
    let (place, changes) = changes(phrase)?;
    let places = match context.places(&subject(place)) {
        Ok(places) => places,
        Err(word) => return Some(Err(format!("\"{word}\" is no part of a place"))),
    };
    let mut all = Vec::new();
    for change in changes {
        match (Change { phrase: change, places: &places }).ask() {
            Some(Ok(asked)) => all.extend(asked),
            Some(Err(why)) => return Some(Err(why)),
            None => {
                return Some(Err(format!(
                    "\"{}\" is none of the known patterns",
                    change.text().replace(QUOTE, "…")
                )));
            }
        }
    }
    Some(Ok(all))
}

/// What stands before the first change, without the verb.
fn subject(place: Phrase<'_>) -> String {
    let mut words = place.text().trim_end_matches([',', ' ', '—', ':']).to_owned();
    for verb in [
        "is further amended",
        "are further amended",
        "is amended",
        "are amended",
        "is each amended",
        "are each amended",
        "is hereby amended",
        "shall be amended",
    ] {
        words = words.replace(verb, ",");
    }
    words
}

/// The place, and each change that is asked for it: they begin with "by striking", "by inserting" and so on.
fn changes(phrase: Phrase<'_>) -> Option<(Phrase<'_>, Vec<Phrase<'_>>)> {
    let starts = change_starts(phrase.text());
    let first = *starts.first()?;
    let place = phrase.split_at(first).0;
    let mut rest = phrase.split_at(first).1;
    let mut offset = phrase.text().len() - rest.text().len();
    let mut found = Vec::new();
    for start in &starts[1..] {
        let at = start.saturating_sub(offset);
        let (change, others) = rest.split_at(at);
        found.push(change);
        rest = others;
        offset = phrase.text().len() - rest.text().len();
    }
    found.push(rest);
    Some((place, found))
}

/// Byte offsets at which the instructions of one sentence begin.
fn change_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    for (at, _) in text.match_indices("by ") {
        let begins = at == 0 || text[..at].ends_with([' ', '—', ',', QUOTE]);
        let rest = &text[at + "by ".len()..];
        if begins && PARTICIPLES.iter().any(|word| rest.starts_with(word)) {
            starts.push(at);
        }
    }
    // "by striking paragraph (2) and redesignating paragraph (3) as paragraph (2)"
    for joint in [" and redesignating ", " and adding ", ", inserting ", " and striking "] {
        let first = starts.first().copied().unwrap_or(text.len());
        starts.extend(text.match_indices(joint).map(|(at, _)| at).filter(|at| *at > first));
    }
    starts.sort_unstable();
    starts
}

/// "Section 7 is amended to read as follows: …", "… is repealed".
fn to_read(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    let subject_of = |place: Phrase<'_>| context.places(place.text());
    for verb in [" is amended to read as follows", " are amended to read as follows", " to read as follows"] {
        let Some((place, quote)) = phrase.split_once(verb) else { continue };
        if place.quoted() > 0 || change_starts(phrase.text()).len() > 1 {
            continue;
        }
        let place = place.after("by amending").unwrap_or(place);
        let text = quote.only_quote()?.to_owned();
        let asked = match place.split_once("by amending ") {
            Some((above, below)) => {
                let above = subject(above);
                context.places(&format!("{above}, {}", below.text()))
            }
            None => subject_of(place),
        };
        return Some(asked.map(|places| vec![Asked::Replace { places, text }]));
    }
    None
}

/// One change and the places at which it is asked.
struct Change<'a> {
    phrase: Phrase<'a>,
    places: &'a [Place],
}

impl Change<'_> {
    fn ask(&self) -> Asking {
        let phrase = self.phrase.after("and").unwrap_or(self.phrase);
        let phrase = phrase.after("by").unwrap_or(phrase);
        let phrase = without_end_joint(phrase);
        if let Some(rest) = phrase.after_any(&["striking out", "striking", "deleting"]) {
            return self.striking(rest);
        }
        if let Some(rest) = phrase.after("inserting") {
            return self.inserting(rest);
        }
        if let Some(rest) = phrase.after("adding") {
            return self.adding(rest);
        }
        if let Some(rest) = phrase.after("redesignating") {
            return self.redesignating(rest);
        }
        if let Some(rest) = phrase.after("amending") {
            let (place, quote) = rest.split_once("to read as follows")?;
            let text = quote.only_quote()?.to_owned();
            return Some(self.below(place.text()).map(|places| vec![Asked::Replace { places, text }]));
        }
        phrase.after("repealing").map(|rest| {
            Ok(vec![Asked::Delete { places: self.below(rest.text())?, leaves: Some("(repealed)") }])
        })
    }

    /// Places below those at which the change is asked.
    fn below(&self, words: &str) -> Result<Vec<Place>, String> {
        let own = place::parse(words)?;
        Ok(place::join(self.places, &own))
    }

    /// "striking … and inserting …", "striking paragraph (2)".
    fn striking(&self, rest: Phrase<'_>) -> Asking {
        let (struck, new) = match rest.split_once(" and inserting") {
            Some((struck, new)) => (struck, Some(new)),
            None => (rest, None),
        };
        let new_text = |new: Option<Phrase<'_>>| match new {
            None => Some(String::new()),
            Some(new) if new.quoted() == 0 => NEW_STOPS
                .iter()
                .find(|(name, _)| new.after(name).is_some_and(Phrase::is_done))
                .map(|(_, sign)| (*sign).to_owned()),
            Some(new) => {
                let (head, quote) = new.split_at(new.text().find(QUOTE)?);
                let quote = quote.only_quote()?;
                // "inserting a semicolon and “and”"
                let stop = NEW_STOPS.iter().find(|(name, _)| head.text() == format!("{name} and"));
                match stop {
                    Some((_, sign)) => Some(format!("{sign} {quote}")),
                    None => announces(head).then(|| quote.to_owned()),
                }
            }
        };
        let new = new_text(new)?;
        let struck = struck.after("the following").map_or(struck, |rest| rest);
        for (stop, sign) in STOPS {
            if let Some(place) = struck.after(stop) {
                let place = place.after_any(&["at the end of", "at the end", "at end"]).unwrap_or(place);
                return match self.below(place.text()) {
                    Ok(places) => Some(Ok(words(places, Stretch::Stop(*sign), &new))),
                    Err(word) => Some(Err(word)),
                };
            }
        }
        if let Some(at) = struck.text().find(QUOTE) {
            return self.striking_words(struck, at, new);
        }
        let places = match self.below(struck.text()) {
            Ok(places) => places,
            Err(word) => return Some(Err(format!("\"{word}\" is no part of a place"))),
        };
        if places == *self.places {
            return None;
        }
        Some(Ok(vec![if new.is_empty() {
            Asked::Delete { places, leaves: None }
        } else {
            Asked::Replace { places, text: new }
        }]))
    }

    /// "… each place it appears", "… at the end", "… and all that follows through …".
    fn striking_words(&self, struck: Phrase<'_>, at: usize, new: String) -> Asking {
        let (before, rest) = struck.split_at(at);
        let noun = before.before_any(&["the words", "the word", "the term", "the phrase"]).unwrap_or(before);
        let (old, rest) = rest.leading_quote()?;
        let places = match self.below(noun.text()) {
            Ok(places) => places,
            Err(word) => return Some(Err(word)),
        };
        if let Some(through) = rest.after("and all that follows") {
            let from = old.to_owned();
            let to = match through.after("through") {
                None if through.is_done() => None,
                None => return None,
                Some(end) if end.says("the period at the end") || end.says("the end") => None,
                Some(end) => Some(end.only_quote()?.to_owned()),
            };
            let keeps_stop = new.ends_with('.') || to.is_some() || new.is_empty();
            let new = if keeps_stop { new } else { format!("{new}.") };
            return Some(Ok(words(places, Stretch::Through { from, to }, &new)));
        }
        let (occurrence, rest) = occurrence(rest);
        let places = match behind(places, rest) {
            Ok(places) => places,
            Err(word) => return Some(Err(format!("\"{word}\" is no part of a place"))),
        };
        Some(Ok(words(places, Stretch::Words { text: old.to_owned(), occurrence }, &new)))
    }

    /// "inserting … after …", "inserting after paragraph (2) the following: …".
    fn inserting(&self, rest: Phrase<'_>) -> Asking {
        if let Some((new, rest)) = rest.leading_quote() {
            return self.inserting_words(new, rest);
        }
        let at = rest.text().find(QUOTE)?;
        let (head, quote) = rest.split_at(at);
        let text = quote.only_quote()?.to_owned();
        let head = head.text().trim_end_matches([':', '—', ' ', ',']).to_owned();
        let (spot_words, what) = head.split_once("the following").unwrap_or((&head, ""));
        let spot_words = spot_words.trim_end_matches([',', ' ']);
        if let Some(stretch) = before_stop(spot_words) {
            return Some(Ok(words(self.places.to_vec(), stretch, &collapse(&text))));
        }
        let spot = match spot(spot_words) {
            Ok(Some(spot)) => spot,
            Ok(None) if spot_words.is_empty() || spot_words == "at the end" => Spot::ByNumber,
            Ok(None) => return None,
            Err(word) => return Some(Err(format!("\"{word}\" is no part of a place"))),
        };
        let what = match kind(what) {
            Ok(what) => what,
            Err(why) => return Some(Err(why)),
        };
        Some(Ok(vec![Asked::Insert { places: self.places.to_vec(), what, spot, text }]))
    }

    fn inserting_words(&self, new: &str, rest: Phrase<'_>) -> Asking {
        if let Some(stretch) = before_stop(rest.text()) {
            return Some(Ok(words(self.places.to_vec(), stretch, new)));
        }
        if rest.after("at the end").is_some_and(Phrase::is_done) {
            return Some(Ok(words(self.places.to_vec(), Stretch::End, new)));
        }
        let before = rest.after("before").is_some();
        let rest = rest.after_any(&["after", "before"])?;
        let at = rest.text().find(QUOTE)?;
        let (head, rest) = rest.split_at(at);
        // "after the second “maker”", "after the comma behind “maker”" mean another place.
        if !is_name_of_words(head.text()) {
            return None;
        }
        let (anchor, rest) = rest.leading_quote()?;
        let (occurrence, rest) = occurrence(rest);
        let places = match behind(self.places.to_vec(), rest) {
            Ok(places) => places,
            Err(word) => return Some(Err(format!("\"{word}\" is no part of a place"))),
        };
        let text = anchor.to_owned();
        let stretch =
            if before { Stretch::Before { text, occurrence } } else { Stretch::After { text, occurrence } };
        Some(Ok(words(places, stretch, new)))
    }

    /// "adding at the end the following: …".
    fn adding(&self, rest: Phrase<'_>) -> Asking {
        let at = rest.text().find(QUOTE)?;
        let (head, quote) = rest.split_at(at);
        let text = quote.only_quote()?.to_owned();
        let head = head.text().trim_end_matches([':', '—', ' ', ',']);
        let (place, what) = head.split_once("the following").unwrap_or((head, ""));
        let place = place
            .trim()
            .trim_start_matches("at the end")
            .trim_start_matches(" thereof")
            .trim_end_matches([',', ' ']);
        let places = match self.below(place) {
            Ok(places) => places,
            Err(word) => return Some(Err(format!("\"{word}\" is no part of a place"))),
        };
        if what.trim() == "new sentence" || what.trim() == "sentence" {
            return Some(Ok(words(places, Stretch::LastSentence, &collapse(&text))));
        }
        let what = match kind(what) {
            Ok(what) => what,
            Err(why) => return Some(Err(why)),
        };
        // What bears no number is a sentence or flush text, not a unit of a list.
        if super::quoted::first_number(&text).is_none() && what.is_none() && super::quoted::is_prose(&text) {
            return Some(Ok(words(places, Stretch::LastSentence, &collapse(&text))));
        }
        Some(Ok(vec![Asked::Insert { places, what, spot: Spot::ByNumber, text }]))
    }

    /// "redesignating paragraphs (2) through (4) as paragraphs (3) through (5), respectively".
    fn redesignating(&self, rest: Phrase<'_>) -> Asking {
        let (old, new) = rest.split_once(" as ")?;
        let new = new.text().trim_end_matches("respectively").trim_end_matches([',', ' ', '.', ';']);
        let numbers = place::numbers_in(new);
        if numbers.is_empty() || place::parse(new).is_err() {
            return None;
        }
        Some(self.below(old.text()).map(|places| vec![Asked::Renumber { places, numbers }]))
    }
}

/// Whether nothing but what new words are called stands before them: "the following new paragraph:".
fn announces(head: Phrase<'_>) -> bool {
    let bare = head.text().trim_end_matches([':', '—', ' ', ',']);
    is_name_of_words(bare) || bare.starts_with("the following") || bare.starts_with("in lieu thereof")
}

/// What words are called before they are quoted.
fn is_name_of_words(head: &str) -> bool {
    let bare = head.trim_end_matches([':', '—', ' ', ',']);
    let names = ["the word", "the words", "the term", "the terms", "the phrase", "the figure", "the number"];
    bare.is_empty() || names.contains(&bare) || bare == "the dollar amount"
}

fn words(places: Vec<Place>, stretch: Stretch, new: &str) -> Vec<Asked> {
    vec![Asked::Words { places, stretch, new: new.to_owned() }]
}

/// A place behind the quoted words: "… in paragraph (2)".
fn behind(places: Vec<Place>, rest: Phrase<'_>) -> Result<Vec<Place>, String> {
    if rest.is_done() {
        return Ok(places);
    }
    let own = place::parse(rest.text())?;
    Ok(place::join(&places, &own))
}

/// A clause in a list ends in "and".
fn without_end_joint(phrase: Phrase<'_>) -> Phrase<'_> {
    phrase.before_any(&["; and", ", and", "and"]).unwrap_or(phrase)
}

/// Which of several places where the words stand is meant, and what follows.
fn occurrence(rest: Phrase<'_>) -> (Occurrence, Phrase<'_>) {
    if let Some(rest) = rest.after_any(EACH) {
        return (Occurrence::Each, rest);
    }
    for (words, n) in [
        ("the first place it appears", 1),
        ("the first place such term appears", 1),
        ("the second place it appears", 2),
        ("the second place such term appears", 2),
        ("the last place it appears", LAST),
    ] {
        if let Some(rest) = rest.after(words) {
            return (Occurrence::Nth(n), rest);
        }
    }
    match rest.after("at the end") {
        Some(rest) => (Occurrence::AtEnd, rest),
        None => (Occurrence::Only, rest),
    }
}

/// What stops are called.
const STOPS: &[(&str, char)] =
    &[("the period", '.'), ("the final period", '.'), ("the semicolon", ';'), ("the comma", ',')];

/// Stops that are put in by their names.
const NEW_STOPS: &[(&str, &str)] = &[("a period", "."), ("a semicolon", ";"), ("a comma", ",")];

/// "before the period at the end".
fn before_stop(words: &str) -> Option<Stretch> {
    let words = words.trim().trim_end_matches(['.', ',', ':']);
    let words = words.trim_start_matches("immediately ").strip_prefix("before ")?;
    let words = words.strip_suffix(" at the end").unwrap_or(words);
    STOPS.iter().find(|(name, _)| *name == words).map(|(_, sign)| Stretch::BeforeStop(*sign))
}

fn spot(words: &str) -> Result<Option<Spot>, String> {
    let words = words.trim().trim_start_matches("immediately ");
    for (word, before) in [("after ", false), ("before ", true)] {
        if let Some(place) = words.strip_prefix(word) {
            let places = place::parse(place)?;
            if places.iter().all(Vec::is_empty) {
                return Ok(None);
            }
            return Ok(Some(if before { Spot::Before(places) } else { Spot::After(places) }));
        }
    }
    Ok(None)
}

/// What is to be inserted, if it is said; an error when the words name no unit.
fn kind(what: &str) -> Result<Option<UnitKind>, String> {
    let what = what.trim().trim_start_matches("new ").trim_end_matches([':', ' ']);
    Ok(match what.strip_suffix('s').unwrap_or(what) {
        "" => None,
        "section" => Some(UnitKind::Section),
        "subsection" => Some(UnitKind::Subsection),
        "paragraph" => Some(UnitKind::Paragraph),
        "subparagraph" => Some(UnitKind::Subparagraph),
        "clause" | "subclause" => Some(UnitKind::Clause),
        "title" => Some(UnitKind::Title),
        "chapter" => Some(UnitKind::Chapter),
        other => return Err(format!("\"{other}\" is no kind of unit")),
    })
}
