//! Acts of the European Union: "in Article 5(1), point (a) is replaced by the following: …".

use super::operations::{Asked, Spot};
use super::phrase::{Phrase, QUOTE};
use super::place::{self, Step, Which};
use super::words::{Occurrence, Stretch};
use super::{Asking, Context, annex_of};
use crate::model::UnitKind;
use crate::tree::collapse;

/// What words are called before they are quoted; the longest first.
const NOUNS: &[&str] = &[
    "the following words",
    "the words",
    "the word",
    "words",
    "the terms",
    "the term",
    "the dates",
    "the date",
    "the phrase",
    "the expression",
    "the figures",
    "the figure",
    "the number",
    "the percentage",
    "the amount",
    "the references to",
    "the reference to",
    "the references",
    "the reference",
    "references to",
    "the text",
    "the wording",
    "the abbreviation",
    "the name",
];
/// Words that say that all places are meant; the longest first.
const EACH: &[&str] = &[
    "throughout the text",
    "throughout the Regulation",
    "throughout the Directive",
    "throughout the Act",
    "throughout that Article",
    "throughout",
    "wherever they occur",
    "wherever it occurs",
    "wherever they appear",
    "wherever it appears",
    "wherever that term occurs",
    "each time they occur",
    "each time it occurs",
    "each time it appears",
    "in each place",
    "in all instances",
    "in every instance",
    "in each instance",
    "each occurrence of",
    "all occurrences of",
    "in both places",
    "in all places",
];

/// Reads a clause; none when it follows none of the patterns.
pub(super) fn ask(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    let text = normal(phrase.text());
    let all_meant = without_each(&text);
    let each = all_meant != text;
    let text = collapse(&all_meant);
    // Every change keeps the signs for quotations, so the quotations still fit.
    let phrase = Phrase::new(&text, phrase.quotes());
    words_pattern(phrase, each, context)
        .or_else(|| several_words(phrase, each, context))
        .or_else(|| insert_pattern(phrase, context))
        .or_else(|| annex_pattern(phrase, context))
        .or_else(|| replace_pattern(phrase, context))
        .or_else(|| renumber_pattern(phrase, context))
        .or_else(|| delete_pattern(phrase, context))
}

/// One form for the many of the verb: "shall be", "are" and "is hereby" read as "is".
fn normal(text: &str) -> String {
    let mut text = collapse(text);
    for (form, plain) in [
        (" shall be ", " is "),
        (" are ", " is "),
        (" is hereby ", " is "),
        (" cease to have effect", " ceases to have effect"),
        (" shall become ", " becomes "),
        (" become ", " becomes "),
        (" shall read ", " reads "),
        (" is replaced with ", " is replaced by "),
        (" is substituted by ", " is replaced by "),
    ] {
        text = text.replace(form, plain);
    }
    text
}

/// "the words … are replaced by …", "… are deleted", "… are inserted after …".
fn words_pattern(phrase: Phrase<'_>, each: bool, context: &Context<'_>) -> Asking {
    let at = phrase.text().find(QUOTE)?;
    let (before, rest) = phrase.split_at(at);
    if before.text().ends_with(':') {
        return None;
    }
    let (first, rest) = rest.leading_quote()?;
    let noun = before.before_any(NOUNS);
    // Older acts quote without a noun: "in Article 5, ‘a’ is replaced by ‘b’".
    let place_words = match noun {
        Some(place) => place,
        None if before.says("following") || before.text().contains(" is ") => return None,
        None => before,
    };
    let beside = place_words.before("after").or_else(|| place_words.before("before"));
    if let Some(place_words) = beside.filter(|_| noun.is_some()) {
        return Some(inserted_beside(phrase, place_words, first, rest, each, context));
    }
    let (tail_place, rest) = place_behind(rest);
    let places = format!("{}, {tail_place}", place_words.text());
    let occurrence = occurrence(&tail_place, each);
    let (stretch, new) = match change(rest) {
        Some(Change::Replaced(new)) => (Stretch::Words { text: first.to_owned(), occurrence }, new),
        Some(Change::Deleted) => (Stretch::Words { text: first.to_owned(), occurrence }, String::new()),
        Some(Change::After(anchor)) => (Stretch::After { text: anchor, occurrence }, first.to_owned()),
        Some(Change::Before(anchor)) => (Stretch::Before { text: anchor, occurrence }, first.to_owned()),
        Some(Change::Added) => (Stretch::End, first.to_owned()),
        None => return None,
    };
    Some(context.places(&places).map(|places| vec![Asked::Words { places, stretch, new }]))
}

/// "the words … are replaced by … and the word … is deleted": each change is read by itself, in the same place.
fn several_words(phrase: Phrase<'_>, each: bool, context: &Context<'_>) -> Asking {
    let first = phrase.text().find(QUOTE)?;
    let behind = &phrase.text()[first..];
    let joints = NOUNS.iter().flat_map(|noun| [format!(" and {noun} {QUOTE}"), format!(", {noun} {QUOTE}")]);
    let joint = joints.filter_map(|joint| behind.find(&joint)).min()?;
    let (left, right) = phrase.split_at(first + joint);
    let right = right.after("and").unwrap_or(right);
    let mut asked = match words_pattern(left, each, context)? {
        Ok(asked) => asked,
        Err(why) => return Some(Err(why)),
    };
    let Some(Asked::Words { places, .. }) = asked.first() else { return None };
    let here = Context { places: Ok(places), amending: context.amending };
    let more = words_pattern(right, each, &here).or_else(|| several_words(right, each, &here))?;
    Some(more.map(|more| {
        asked.extend(more);
        asked
    }))
}

/// What happens to quoted words.
enum Change {
    Replaced(String),
    Deleted,
    After(String),
    Before(String),
    Added,
}

fn change(rest: Phrase<'_>) -> Option<Change> {
    let quoted = |phrase: Phrase<'_>| {
        let bare = NOUNS.iter().find_map(|noun| phrase.after(noun)).unwrap_or(phrase);
        bare.only_quote().map(str::to_owned)
    };
    if let Some(new) = rest.after("is replaced by") {
        let new = new.after("respectively").unwrap_or(new);
        return quoted(new).map(Change::Replaced);
    }
    if ["is deleted", "is suppressed", "is omitted", "is removed", "is repealed"]
        .iter()
        .any(|verb| rest.after(verb).is_some_and(Phrase::is_done))
    {
        return Some(Change::Deleted);
    }
    let inserted = rest.after_any(&["is inserted", "is added"])?;
    if inserted.is_done() || inserted.after_any(&["at the end"]).is_some_and(Phrase::is_done) {
        return Some(Change::Added);
    }
    match (inserted.after("after"), inserted.after("before")) {
        (Some(anchor), _) => quoted(anchor).map(Change::After),
        (_, Some(anchor)) => quoted(anchor).map(Change::Before),
        _ => None,
    }
}

/// "after the word …, the words … are inserted".
fn inserted_beside(
    phrase: Phrase<'_>,
    place_words: Phrase<'_>,
    anchor: &str,
    rest: Phrase<'_>,
    each: bool,
    context: &Context<'_>,
) -> Result<Vec<Asked>, String> {
    let wrong = || "the words are none of the known patterns".to_owned();
    let rest = rest.after_any(NOUNS).ok_or_else(wrong)?;
    let (new, rest) = rest.leading_quote().ok_or_else(wrong)?;
    if !rest.after_any(&["is inserted", "is added"]).is_some_and(Phrase::is_done) {
        return Err(wrong());
    }
    let occurrence = if each { Occurrence::Each } else { Occurrence::Only };
    let before = phrase.says("before the word") || phrase.says("before the term");
    let text = anchor.to_owned();
    let stretch =
        if before { Stretch::Before { text, occurrence } } else { Stretch::After { text, occurrence } };
    let places = context.places(place_words.text())?;
    Ok(vec![Asked::Words { places, stretch, new: new.to_owned() }])
}

/// A place between the quoted words and the verb: "the word … at the end of point (a) is deleted".
fn place_behind(rest: Phrase<'_>) -> (String, Phrase<'_>) {
    let Some(at) = rest.text().find("is ").filter(|at| *at > 0) else { return (String::new(), rest) };
    let (place, rest) = rest.split_at(at);
    (place.text().to_owned(), rest)
}

fn occurrence(place: &str, each: bool) -> Occurrence {
    if each {
        Occurrence::Each
    } else if place.contains("at the end") {
        Occurrence::AtEnd
    } else {
        Occurrence::Only
    }
}

/// The words without those that only say that all places are meant.
fn without_each(words: &str) -> String {
    EACH.iter().fold(words.to_owned(), |words, sign| {
        let words = words.replace(sign, " ");
        // The first word of a sentence has a capital.
        let opens = words.get(..sign.len()).is_some_and(|head| head.eq_ignore_ascii_case(sign));
        if opens { words[sign.len()..].to_owned() } else { words }
    })
}

/// "the following paragraph is inserted", "after Article 4, the following Articles are added".
fn insert_pattern(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    let (before, rest) = phrase.split_once("the following ")?;
    let verb = [" is inserted", " is added"].iter().filter_map(|verb| rest.text().find(verb)).min()?;
    let (what, tail) = rest.split_at(verb);
    let tail = tail.after_any(&["is inserted", "is added"])?;
    let colon = tail.text().find(QUOTE)?;
    let (where_to, quote) = tail.split_at(colon);
    let text = quote.only_quote()?.to_owned();
    let where_to = where_to.text().trim_end_matches([':', ' ']);
    let sentence = matches!(noun(what.text()), "sentence" | "wording" | "word" | "text");
    let (place, spot_words) = match (where_to, before.text()) {
        ("" | "at the end" | "thereto", before) => split_spot(before),
        (behind, before) if behind.starts_with("after ") || behind.starts_with("before ") => {
            (before.to_owned(), Some(behind.to_owned()))
        }
        (behind, before) => (format!("{before}, {behind}"), None),
    };
    let nth = nth_of(what.text());
    if sentence {
        // "the following second sentence": it stands behind the first.
        let behind = nth.map(|n| format!("after the {} sentence", place::ordinal(n - 1)));
        let spot_words = spot_words.or(behind);
        return Some(sentence_inserted(&place, spot_words.as_deref(), &text, context));
    }
    let added = phrase.says(" is added");
    Some(units_inserted(&place, spot_words.as_deref(), (what.text(), nth, added), text, context))
}

/// "in Article 2, after paragraph 3": the place, and the neighbour.
fn split_spot(before: &str) -> (String, Option<String>) {
    let lower = before.to_lowercase();
    let at = ["after ", "before "].iter().filter_map(|word| {
        let at = lower.rfind(word)?;
        (at == 0 || lower[..at].ends_with(' ')).then_some(at)
    });
    match at.max() {
        Some(at) => (before[..at].to_owned(), Some(before[at..].to_owned())),
        None => (before.to_owned(), None),
    }
}

fn spot(words: Option<&str>, context: &Context<'_>) -> Result<Spot, String> {
    let Some(words) = words else { return Ok(Spot::ByNumber) };
    let lower = words.to_lowercase();
    let own = place::parse(words.split_once(' ').map_or("", |(_, place)| place))?;
    let places = if own.iter().all(Vec::is_empty) { context.places("")? } else { own };
    Ok(if lower.starts_with("before") { Spot::Before(places) } else { Spot::After(places) })
}

fn units_inserted(
    place: &str,
    spot_words: Option<&str>,
    (what, nth, added): (&str, Option<usize>, bool),
    text: String,
    context: &Context<'_>,
) -> Result<Vec<Asked>, String> {
    let what = kind(what)?;
    let step = |n: usize| match what {
        UnitKind::Paragraph => Some(Step::Paragraph(vec![Which::Ordinal(n)])),
        UnitKind::Subparagraph => Some(Step::Subparagraph(n)),
        UnitKind::Indent => Some(Step::Indent(n)),
        _ => None,
    };
    let nth = nth.filter(|_| spot_words.is_none() && super::quoted::first_number(&text).is_none());
    let as_nth = nth.and_then(|n| {
        Some(Spot::AsNth {
            step: step(n)?,
            before: n.checked_sub(1).filter(|n| *n > 0).and_then(step),
            added,
        })
    });
    let mut places = context.places(place)?;
    // "the following Articles are inserted" starts from the top, whatever the clauses above name.
    if matches!(what, UnitKind::Annex | UnitKind::Recital) {
        places = vec![Vec::new()];
    }
    let spot = match as_nth {
        Some(spot) => spot,
        None => spot(spot_words, context)?,
    };
    Ok(vec![Asked::Insert { places, what: Some(what), spot, text }])
}

fn sentence_inserted(
    place: &str,
    spot_words: Option<&str>,
    text: &str,
    context: &Context<'_>,
) -> Result<Vec<Asked>, String> {
    let new = collapse(text);
    let Some(spot_words) = spot_words else {
        let places = context.places(place)?;
        return Ok(vec![Asked::Words { places, stretch: Stretch::LastSentence, new }]);
    };
    let stretch = if spot_words.to_lowercase().starts_with("before") { Stretch::Start } else { Stretch::End };
    let anchor = spot_words.split_once(' ').map_or("", |(_, place)| place);
    let places = context.places(&format!("{place}, {anchor}"))?;
    let in_sentence = |place: &Vec<place::Step>| matches!(place.last(), Some(place::Step::Sentence(_)));
    if !places.iter().all(in_sentence) {
        return Err("which sentence stands beside the new one is not said".to_owned());
    }
    let new = if stretch == Stretch::Start { format!("{new} ") } else { new };
    Ok(vec![Asked::Words { places, stretch, new }])
}

/// The ordinal in "second subparagraph".
fn nth_of(what: &str) -> Option<usize> {
    what.split_whitespace().find_map(place::ordinal_of).filter(|n| *n > 1)
}

/// The noun in "new second Article 4a".
fn noun(what: &str) -> &str {
    let skip = |word: &&str| !matches!(*word, "new" | "additional") && place::ordinal_of(word).is_none();
    let word = what.split_whitespace().find(skip).unwrap_or_default();
    word.strip_suffix('s').unwrap_or(word)
}

/// The kind of unit that words such as "the following article" name.
fn kind(what: &str) -> Result<UnitKind, String> {
    Ok(match noun(what).to_lowercase().as_str() {
        "article" => UnitKind::Article,
        "paragraph" => UnitKind::Paragraph,
        "subparagraph" => UnitKind::Subparagraph,
        "point" | "subpoint" | "item" | "entry" | "number" => UnitKind::Point,
        "indent" => UnitKind::Indent,
        "annex" | "annexe" | "annexes" => UnitKind::Annex,
        "section" => UnitKind::Section,
        "chapter" => UnitKind::Chapter,
        "title" => UnitKind::Title,
        "part" => UnitKind::Part,
        "recital" => UnitKind::Recital,
        other => return Err(format!("\"{other}\" is no kind of unit")),
    })
}

/// "Annex II is replaced by the text in the Annex to this Regulation".
fn annex_pattern(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    let (place, rest) = phrase.split_once(" is replaced by the ")?;
    let (text, annex) = rest.split_once("annex")?;
    if phrase.quoted() > 0 || !text.says("text") && !text.is_empty() {
        return None;
    }
    let number =
        annex.text().split_whitespace().next().filter(|word| place::is_number(word)).unwrap_or_default();
    let asked = context.places(place.text()).and_then(|places| {
        let annex =
            annex_of(context.amending, number).ok_or("the annex of the amending act is not at hand")?;
        Ok(vec![Asked::Annexed { places, annex: annex.clone() }])
    });
    Some(asked)
}

/// "paragraph 2 is replaced by the following: …".
fn replace_pattern(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    const VERBS: &[&str] = &[
        " is replaced by the following",
        " is replaced by",
        " is amended as follows",
        " is amended to read as follows",
        " is amended to read",
        " is worded as follows",
        " reads as follows",
        " is given the following wording",
        " is corrected to read",
    ];
    let at = phrase.text().find(QUOTE)?;
    let (before, quote) = phrase.split_at(at);
    let text = quote.only_quote()?.to_owned();
    let head = before.text().trim_end_matches([':', ' ', '—']);
    // "replaced by the following paragraphs 2 and 3:" names the new units once more.
    let (place, tail) =
        VERBS.iter().find_map(|verb| head.find(verb).map(|at| (&head[..at], &head[at + verb.len()..])))?;
    let named = tail.trim().trim_start_matches("the following").trim();
    if !named.is_empty()
        && place::parse(named).is_err()
        && kind(named).is_err()
        && noun(named) != "sentence"
        && noun(named) != "text"
        && noun(named) != "table"
    {
        return None;
    }
    Some(context.places(place).map(|places| vec![Asked::Replace { places, text }]))
}

/// "paragraphs 2 and 3 become paragraphs 3 and 4".
fn renumber_pattern(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    if phrase.quoted() > 0 {
        return None;
    }
    let verbs = [" becomes ", " is renumbered as ", " is renumbered "];
    let (place, numbers) = verbs.iter().find_map(|verb| phrase.split_once(verb))?;
    let numbers = numbers.text().trim_end_matches("respectively").trim_end_matches([' ', ',', '.']);
    let known = place::parse(numbers).is_ok()
        || numbers.split_whitespace().all(|word| place::is_number(word) || word == "and");
    if !known {
        return None;
    }
    let numbers = place::numbers_in(numbers);
    Some(context.places(place.text()).map(|places| vec![Asked::Renumber { places, numbers }]))
}

/// "point (a) is deleted".
fn delete_pattern(phrase: Phrase<'_>, context: &Context<'_>) -> Asking {
    if phrase.quoted() > 0 {
        return None;
    }
    let verbs = [
        " is deleted",
        " is repealed",
        " is suppressed",
        " is removed",
        " is omitted",
        " ceases to have effect",
        " is revoked",
    ];
    let (verb, (place, rest)) = verbs.iter().find_map(|verb| Some((verb, phrase.split_once(verb)?)))?;
    if !rest.is_done() {
        return Some(Err(format!("\"{}\" limits what is deleted", rest.text())));
    }
    let leaves = match *verb {
        " is repealed" => "(repealed)",
        " is revoked" => "(revoked)",
        _ => "(deleted)",
    };
    let asked = context.places(place.text()).and_then(|places| {
        if places.iter().any(Vec::is_empty) {
            return Err("a whole act cannot be deleted".to_owned());
        }
        Ok(vec![Asked::Delete { places, leaves: Some(leaves) }])
    });
    Some(asked)
}
