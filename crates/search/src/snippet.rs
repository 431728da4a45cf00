//! The piece of a document that shows why it was found, with the hits marked.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::citation::citations;
use crate::document::{Document, Part, Text, primary};
use crate::question::{Clause, Question};
use crate::search::{Matching, differ_by_one, enough_of, is_long};
use crate::word::{Script, Word, pairs_of, unit_term, words};

/// About how many letters a snippet has; scripts without spaces say more with fewer.
const LENGTH: usize = 200;
/// How many letters stand before the first hit at most.
const BEFORE: usize = 60;

/// A piece of a text, hit or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words as they stand in the text.
    pub words: String,
    /// Whether they were looked for.
    pub hit: bool,
}

/// Part of a text in one language, with the hits marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// BCP 47 tag of the language.
    pub language: String,
    /// Whether something was cut off before it.
    pub begins_within: bool,
    /// The pieces, in order; joined they are the text that is shown.
    pub pieces: Vec<Piece>,
    /// Whether something was cut off after it.
    pub ends_within: bool,
}

impl Snippet {
    /// The words without marks.
    pub fn plain(&self) -> String {
        self.pieces.iter().map(|piece| piece.words.as_str()).collect()
    }
}

/// The most telling piece of a document: of the text in which most of what was asked is found; among equals the
/// wanted language, then the order of the document. Without a body there is nothing to show beyond the title.
pub fn snippet(
    document: &Document,
    question: &Question,
    matching: Matching,
    wanted: &str,
) -> Option<Snippet> {
    let bodies = document.texts.iter().filter(|text| text.part == Part::Body);
    let rank =
        |text: &&Text| (clauses_in(text, question, matching), primary(&text.language) == primary(wanted));
    // The first of equals: `max_by_key` would give the last.
    let best = bodies.rev().max_by_key(rank)?;
    Some(cut(best, &hits(&best.words, question, matching)))
}

/// A whole text with the hits marked.
pub fn marked(text: &Text, question: &Question, matching: Matching) -> Snippet {
    let hits = hits(&text.words, question, matching);
    shown(text, 0..text.words.len(), &hits)
}

fn clauses_in(text: &Text, question: &Question, matching: Matching) -> usize {
    let found = words(&text.words);
    let one = |clause: &&Clause| !hits_of(&text.words, &found, clause, matching).is_empty();
    question.clauses().iter().filter(one).count()
}

/// Where a text has what was asked, in bytes, in order and without overlap.
pub fn hits(text: &str, question: &Question, matching: Matching) -> Vec<Range<usize>> {
    let found = words(text);
    let mut all: Vec<Range<usize>> =
        question.clauses().iter().flat_map(|clause| hits_of(text, &found, clause, matching)).collect();
    all.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in all {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn hits_of(text: &str, found: &[Word], clause: &Clause, matching: Matching) -> Vec<Range<usize>> {
    match clause {
        Clause::Citation(unit) => citations(text)
            .into_iter()
            .filter(|citation| citation.units.iter().any(|one| unit_term(one) == *unit))
            .map(|citation| citation.at)
            .collect(),
        Clause::Word(wanted) => found.iter().flat_map(|word| in_word(text, word, wanted, matching)).collect(),
        Clause::Prefix(wanted) => found
            .iter()
            .filter(|word| word.stem.starts_with(wanted.prefix()) || word.letters.contains(&wanted.letters))
            .map(|word| word.at.clone())
            .collect(),
        Clause::Phrase(wanted) => found
            .windows(wanted.len())
            .filter(|run| {
                run.iter()
                    .zip(wanted)
                    .all(|(word, want)| !in_word(text, word, want, Matching::Exact).is_empty())
            })
            .filter_map(|run| Some(run.first()?.at.start..run.last()?.at.end))
            .collect(),
    }
}

/// Where a word of a text has the wanted one: as a whole, within it, or, when that is allowed, by a similar one.
fn in_word(text: &str, word: &Word, wanted: &Word, matching: Matching) -> Vec<Range<usize>> {
    if word.stem == wanted.stem && word.script != Script::Unspaced {
        return vec![word.at.clone()];
    }
    let lenient = matching != Matching::Exact && is_long(wanted);
    if wanted.script == Script::Spaced {
        let similar = lenient && word.script == Script::Spaced && differ_by_one(&word.stem, &wanted.stem);
        return if similar { vec![word.at.clone()] } else { Vec::new() };
    }
    let whole = within(text, word, &wanted.stem);
    if !whole.is_empty() || !lenient {
        return whole;
    }
    let pairs = pairs_of(&wanted.stem);
    let found: Vec<_> =
        pairs.iter().map(|pair| within(text, word, pair)).filter(|at| !at.is_empty()).collect();
    // A pair alone is chance; marks are set where enough of the word stands together.
    if found.len() >= enough_of(pairs.len()) { found.concat() } else { Vec::new() }
}

/// Where letters stand within a word, as ranges of the text.
fn within(text: &str, word: &Word, letters: &str) -> Vec<Range<usize>> {
    let places: Vec<(usize, char)> = text[word.at.clone()].char_indices().collect();
    let in_text: Vec<char> = word.letters.chars().collect();
    if in_text.len() != places.len() {
        // Folding changed the number of letters; the word is marked as a whole.
        return if word.letters.contains(letters) { vec![word.at.clone()] } else { Vec::new() };
    }
    let wanted: Vec<char> = letters.chars().collect();
    let end_of = |index: usize| places.get(index).map_or(word.at.end, |(at, _)| word.at.start + at);
    in_text
        .windows(wanted.len().max(1))
        .enumerate()
        .filter(|(_, run)| *run == wanted.as_slice())
        .map(|(index, _)| end_of(index)..end_of(index + wanted.len()))
        .collect()
}

fn cut(text: &Text, hits: &[Range<usize>]) -> Snippet {
    let words = text.words.as_str();
    let first = hits.first().map_or(0, |range| range.start);
    let start = if words[..first].chars().count() <= BEFORE {
        0
    } else {
        boundary(words, back(words, first, BEFORE))
    };
    let end =
        words[start..].char_indices().nth(LENGTH).map_or(words.len(), |(at, _)| boundary(words, start + at));
    shown(text, start..end.max(start), hits)
}

/// The place some letters before another.
fn back(text: &str, from: usize, letters: usize) -> usize {
    text[..from].char_indices().rev().nth(letters.saturating_sub(1)).map_or(0, |(at, _)| at)
}

/// The nearest end of a word at or before a place, so that no word is cut.
fn boundary(text: &str, place: usize) -> usize {
    let near = text[..place].split_word_bound_indices().next_back().map_or(0, |(at, _)| at);
    // A long run without spaces may be cut anywhere.
    if text[near..place].chars().count() > BEFORE / 2 { place } else { near }
}

fn shown(text: &Text, range: Range<usize>, hits: &[Range<usize>]) -> Snippet {
    let words = text.words.as_str();
    let mut pieces = Vec::new();
    let mut at = range.start;
    let mut push = |piece: &str, hit: bool| {
        if !piece.is_empty() {
            pieces.push(Piece { words: one_line(piece), hit });
        }
    };
    for hit in hits {
        let (start, end) = (hit.start.clamp(at, range.end), hit.end.clamp(at, range.end));
        if start < end {
            push(&words[at..start], false);
            push(&words[start..end], true);
            at = end;
        }
    }
    push(&words[at..range.end], false);
    Snippet {
        language: text.language.clone(),
        begins_within: !words[..range.start].trim().is_empty(),
        pieces,
        ends_within: !words[range.end..].trim().is_empty(),
    }
}

/// Line breaks and marks of headings become blanks.
fn one_line(piece: &str) -> String {
    piece.replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Key;

    fn show(snippet: &Snippet) -> String {
        let piece =
            |piece: &Piece| if piece.hit { format!("[{}]", piece.words) } else { piece.words.clone() };
        let middle: String = snippet.pieces.iter().map(piece).collect();
        format!(
            "{}{middle}{}",
            if snippet.begins_within { "…" } else { "" },
            if snippet.ends_within { "…" } else { "" }
        )
    }

    #[test]
    fn hits_are_marked_as_they_stand() {
        let check = |text: &str, question: &str, matching: Matching, expected: &str| {
            let text = Text::new(Part::Body, "und", text);
            let question = Question::parse(question).unwrap();
            assert_eq!(show(&marked(&text, &question, matching)), expected, "{question:?}");
        };
        check("Providers mark deepfakes.", "deepfake", Matching::Exact, "Providers mark [deepfakes].");
        check("딥페이크의 피해", "딥페이크를", Matching::Exact, "[딥페이크의] 피해");
        check("인공지능기본법을 고친다", "기본법", Matching::Exact, "인공지능[기본법]을 고친다");
        check("应当显著标识深度合成内容", "深度合成", Matching::Exact, "应当显著标识[深度合成]内容");
        check("حماية الذَّكاء الاصطناعي", "الذكاء", Matching::Exact, "حماية [الذَّكاء] الاصطناعي");
        check("See Article 50(4).", "art. 50", Matching::Exact, "See [Article 50(4)].");
        check(
            "a human overseer, human oversight",
            "\"human oversight\"",
            Matching::Exact,
            "a human overseer, [human oversight]",
        );
        check("transparency", "transparancy", Matching::Exact, "transparency");
        check("transparency", "transparancy", Matching::Similar, "[transparency]");
        check("labelling", "label*", Matching::Exact, "[labelling]");
    }

    #[test]
    fn a_long_text_is_cut_around_its_first_hit() {
        let long = format!("{} deepfake {}", "before ".repeat(40), "after ".repeat(60));
        let document = Document {
            key: Key::Process("x".into()),
            places: Vec::new(),
            topics: Vec::new(),
            weight: crate::document::PLAIN_WEIGHT,
            texts: vec![Text::new(Part::Body, "ko", "다른 말"), Text::new(Part::Body, "en", long)],
        };
        let question = Question::parse("deepfake").unwrap();
        let snippet = snippet(&document, &question, Matching::Exact, "ko").unwrap();
        let shown = show(&snippet);
        assert!(
            shown.starts_with("…before") && shown.ends_with('…') && shown.contains("[deepfake]"),
            "{shown}"
        );
        assert!(snippet.plain().chars().count() <= LENGTH && snippet.language == "en");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_doubled(text in "\\PC{0,80}", question in "\\PC{1,12}") {
            if let Ok(question) = Question::parse(&question) {
                let whole = Text::new(Part::Body, "und", text.clone());
                for matching in Matching::ALL {
                    prop_assert_eq!(marked(&whole, &question, *matching).plain(), one_line(&text));
                    let document = Document { key: Key::Page("/".into()), places: vec![], topics: vec![], weight: crate::document::PLAIN_WEIGHT, texts: vec![whole.clone()] };
                    let cut = snippet(&document, &question, *matching, "en").unwrap();
                    prop_assert!(one_line(&text).contains(&cut.plain()));
                }
            }
        }
    }
}
