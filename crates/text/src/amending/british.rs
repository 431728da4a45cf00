//! Acts of the United Kingdom and of those who draft like it: "In section 4(2), for … substitute …", "omit paragraph (b)".

use super::operations::{Asked, Spot};
use super::phrase::{Phrase, QUOTE};
use super::place::{self, Place};
use super::words::{Occurrence, Stretch};
use super::{Asking, Context};
use crate::tree::collapse;

/// Words that say that all places are meant.
const EACH: &[&str] = &[
    "in each place where it occurs",
    "in each place it occurs",
    "in each place",
    "in both places where it occurs",
    "in both places",
    "wherever it occurs",
    "wherever occurring",
    "where it occurs",
];
/// What new words are called before they are quoted.
const NEW_WORDS: &[&str] = &["the words", "the word", "the figure"];
const NOUNS: &[&str] = &["the words", "the word", "the figure", "the reference to", "the"];

/// Reads a clause; none when it follows none of the patterns.
pub(super) fn ask(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    let mut text = collapse(phrase.text());
    for each in EACH {
        text = text.replace(&format!("({each})"), each);
    }
    // Older acts: "for “a” there is substituted “b”".
    for (passive, order) in [("substituted", "substitute"), ("inserted", "insert")] {
        for verb in ["there is", "there are", "there shall be"] {
            text = text.replace(&format!(" {verb} {passive}"), &format!(" {order}"));
        }
    }
    let phrase = Phrase::new(&text, phrase.quotes());
    let phrase = phrase.before_any(&["; and", ", and", "and"]).unwrap_or(phrase);
    first_subsection(phrase, context)
        .or_else(|| substitution(phrase, context))
        .or_else(|| insertion(phrase, context))
        .or_else(|| omission(phrase, context))
}

/// "the existing text becomes subsection (1), and after that subsection insert— …".
fn first_subsection(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    let (place, rest) = ["the existing text", "the existing provision", "the existing words", "the text"]
        .iter()
        .find_map(|noun| phrase.split_once(noun))?;
    let rest =
        rest.after_any(&["becomes subsection (1)", "becomes sub-paragraph (1)", "becomes paragraph (1)"])?;
    let places = match places(context, place.text()) {
        Ok(places) => places,
        Err(why) => return Some(Err(why)),
    };
    let mut asked = vec![Asked::Wrap { places: places.clone(), number: "(1)".to_owned() }];
    if !rest.is_done() {
        let rest = rest.after_any(&[", and", "and", ","]).unwrap_or(rest);
        let rest = rest.after_any(&[
            "after that subsection insert",
            "after that sub-paragraph insert",
            "after it insert",
        ])?;
        let text = rest.only_quote()?.to_owned();
        asked.push(Asked::Insert { places, what: None, spot: Spot::ByNumber, text });
    }
    Some(Ok(asked))
}

/// The place before a verb that stands in the middle of a sentence, and what follows the verb.
fn cut<'a>(phrase: Phrase<'a>, verbs: &[&str]) -> Option<(Phrase<'a>, Phrase<'a>)> {
    for verb in verbs {
        if let Some(rest) = phrase.after(verb) {
            return Some((phrase.split_at(0).0, rest));
        }
        for joint in [", ", " ", "—"] {
            let at = phrase.find(&format!("{joint}{verb} "));
            let at =
                at.or_else(|| phrase.before(verb).map(|_| phrase.text().len() - verb.len() - joint.len()));
            if let Some(at) =
                at.filter(|at| phrase.text().get(*at..).is_some_and(|rest| rest.starts_with(joint)))
            {
                let (place, rest) = phrase.split_at(at + joint.len());
                return Some((place, rest.after(verb)?));
            }
        }
    }
    None
}

/// The clause's own place, with what follows the quoted words.
fn places(context: &Context<'_>, words: &str) -> Result<Vec<Place>, String> {
    context.places(words.trim_end_matches(['—', ' ', ',']))
}

/// "for … substitute …", "for subsection (2) substitute— …", "for the words from … to … substitute …".
fn substitution(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    let (before, new) = phrase.split_once(" substitute")?;
    let (place, old) = cut(before, &["for"])?;
    let text = new.after_any(NEW_WORDS).unwrap_or(new).only_quote()?;
    if old.quoted() == 0 {
        let places = places(context, &format!("{}, {}", place.text(), old.text()));
        return Some(places.map(|places| vec![Asked::Replace { places, text: text.to_owned() }]));
    }
    let (stretch, behind) = stretch(old)?;
    let places = places(context, &format!("{}, {}", place.text(), behind.text()));
    let stretch = before_the_stop(stretch, text);
    Some(places.map(|places| vec![Asked::Words { places, stretch, new: text.to_owned() }]))
}

/// "to the end" leaves the full stop there, unless the new words bring their own.
fn before_the_stop(stretch: Stretch, new: &str) -> Stretch {
    match stretch {
        Stretch::Through { from, to: None } if !new.trim_end().ends_with(['.', ';', ',', ':', '—']) => {
            Stretch::ToStop { from }
        }
        stretch => stretch,
    }
}

/// The quoted words that are meant, and what follows them.
fn stretch(words: Phrase<'_>) -> Option<(Stretch, Phrase<'_>)> {
    if let Some(rest) = words.after_any(&["the words from", "words from"]) {
        let (from, rest) = rest.leading_quote()?;
        let from = from.to_owned();
        let rest = rest.after("to")?;
        if let Some((to, rest)) = rest.leading_quote() {
            return Some((Stretch::Through { from, to: Some(to.to_owned()) }, rest));
        }
        return Some((Stretch::Through { from, to: None }, rest.after_any(&["the end of", "the end"])?));
    }
    // A definition is a unit, not the word that it defines.
    if words.after("the definition").is_some() {
        return None;
    }
    let words = words.after_any(NOUNS).unwrap_or(words);
    let (text, rest) = words.leading_quote()?;
    let (occurrence, rest) = occurrence(rest);
    Some((Stretch::Words { text: text.to_owned(), occurrence }, rest))
}

fn occurrence(rest: Phrase<'_>) -> (Occurrence, Phrase<'_>) {
    if let Some(rest) = rest.after_any(EACH) {
        return (Occurrence::Each, rest);
    }
    for (words, n) in [
        ("in the first place where it occurs", 1),
        ("in the first place it occurs", 1),
        ("where it first occurs", 1),
        ("in the second place where it occurs", 2),
        ("in the second place it occurs", 2),
    ] {
        if let Some(rest) = rest.after(words) {
            return (Occurrence::Nth(n), rest);
        }
    }
    match rest.after_any(&["at the end of", "at the end"]) {
        Some(rest) => (Occurrence::AtEnd, rest),
        None => (Occurrence::Only, rest),
    }
}

/// "after … insert …", "after subsection (2) insert— …", "at the end insert …".
fn insertion(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    let at = [" insert ", " insert—", " insert:", " insert\u{fffc}", " there is inserted", " add "]
        .iter()
        .filter_map(|verb| phrase.find(verb))
        .min()?;
    let (before, rest) = phrase.split_at(at);
    let new = rest.after_any(&["there is inserted", "insert", "add"])?;
    let is_block = new.text().starts_with(['—', ':']) || rest.text().starts_with("insert the following");
    let new = new.after("the following").or_else(|| new.after_any(NEW_WORDS)).unwrap_or(new);
    let text = new.only_quote()?.to_owned();
    if let Some((place, rest)) = cut(before, &["at the appropriate places", "at the appropriate place"]) {
        let places = places(context, &format!("{}, {}", place.text(), rest.text()));
        return Some(
            places.map(|places| vec![Asked::Insert { places, what: None, spot: Spot::InOrder, text }]),
        );
    }
    if let Some((place, rest)) = cut(before, &["at the end of", "at the end"]) {
        let places = places(context, &format!("{}, {}", place.text(), rest.text()));
        return Some(places.map(|places| vec![at_the_end(places, text, is_block)]));
    }
    if let Some((place, rest)) = cut(before, &["at the beginning of", "at the beginning"]) {
        let new = format!("{} ", collapse(&text));
        let places = places(context, &format!("{}, {}", place.text(), rest.text()));
        return Some(places.map(|places| vec![Asked::Words { places, stretch: Stretch::Start, new }]));
    }
    let (place, anchor, is_before) = match (cut(before, &["after"]), cut(before, &["before"])) {
        (Some((place, anchor)), _) => (place, anchor, false),
        (_, Some((place, anchor))) => (place, anchor, true),
        _ => return None,
    };
    if anchor.quoted() == 0 {
        return Some(units_beside(place, anchor, is_before, text, context));
    }
    let (stretch, behind) = stretch(anchor)?;
    let Stretch::Words { text: anchor, occurrence } = stretch else { return None };
    let stretch = if is_before {
        Stretch::Before { text: anchor, occurrence }
    } else {
        Stretch::After { text: anchor, occurrence }
    };
    let places = places(context, &format!("{}, {}", place.text(), behind.text()));
    Some(places.map(|places| vec![Asked::Words { places, stretch, new: text }]))
}

fn at_the_end(places: Vec<Place>, text: String, is_block: bool) -> Asked {
    let first = text.split_whitespace().next().unwrap_or_default();
    if is_block && (super::quoted::first_number(&text).is_some() || super::quoted::is_bare(first)) {
        Asked::Insert { places, what: None, spot: Spot::ByNumber, text }
    } else {
        Asked::Words { places, stretch: Stretch::End, new: collapse(&text) }
    }
}

fn units_beside(
    place: Phrase<'_>,
    anchor: Phrase<'_>,
    is_before: bool,
    text: String,
    context: &Context<'_>,
) -> Result<Vec<Asked>, String> {
    let own = place::parse(anchor.text())?;
    if own.iter().all(Vec::is_empty) {
        return Err("the neighbour is not named".to_owned());
    }
    let from_top = own.last().and_then(|place| place.first()).is_some_and(place::Step::is_top);
    let places = if from_top { vec![Vec::new()] } else { places(context, place.text())? };
    let spot = if is_before { Spot::Before(own) } else { Spot::After(own) };
    Ok(vec![Asked::Insert { places, what: None, spot, text }])
}

/// The verbs that take something away, and what they leave beside its number.
const ORDERS: &[(&str, Option<&str>)] = &[
    ("omit", None),
    ("leave out", None),
    ("strike out", None),
    ("delete", Some("(deleted)")),
    ("remove", Some("(deleted)")),
    ("repeal", Some("(repealed)")),
    ("revoke", Some("(revoked)")),
];

/// "omit …", "paragraph (b) is omitted", "leave out …", "Delete paragraph 2."
fn omission(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    let (verb, leaves) = ORDERS.iter().find(|(verb, _)| cut(phrase, &[verb]).is_some())?;
    let (place, what) = cut(phrase, &[verb])?;
    if what.quoted() == 0 {
        let asked = places(context, &format!("{}, {}", place.text(), what.text().trim_end_matches('.')));
        return Some(asked.and_then(|places| {
            if places.iter().any(Vec::is_empty) {
                return Err("what is to be omitted is not said".to_owned());
            }
            Ok(vec![Asked::Delete { places, leaves: *leaves }])
        }));
    }
    // "omit … and …" would be two changes; none of the patterns takes the second.
    if what.text().matches(QUOTE).count() > 1 && !what.says("from") {
        return None;
    }
    let (stretch, behind) = stretch(what)?;
    let places = places(context, &format!("{}, {}", place.text(), behind.text().trim_end_matches('.')));
    Some(places.map(|places| vec![Asked::Words { places, stretch, new: String::new() }]))
}
