//! One Korean sentence that amends: `제9조제3항을 제4항으로 하고, 같은 조에 제3항을 다음과 같이 신설한다.`
//!
//! The sentence is read from its first word to its last: what is left over makes it one that is not understood.

use super::super::operations::Asked;
use super::super::phrase::{Phrase, QUOTE};
use super::super::place::{PROVISO, Place, Step};
use super::super::words::{Occurrence, Stretch};
use super::place::{closing_of, number_of, numbers_of, places_from, with, without_listing};
use super::quote::unquoted;
use super::supply::{Shape, Supply};
use crate::model::UnitKind;

/// What a sentence says when it leaves a deleted unit's number standing.
pub(super) const DELETED: &str = "삭제";
/// The verb's ends: the last of the sentence, and those after which another change follows.
const VERBS: &[&str] = &["한다", "하고", "하며"];
const PARTICLES: &[&str] = &["을", "를"];
const BETWEEN: &[&str] = &["및 ", "및", "또는 ", "ㆍ", "·"];

/// What a sentence asks for: some of it waits for the new text below the sentence.
#[derive(Debug)]
pub(super) enum Wish {
    Plain(Asked),
    Awaits(Supply),
}

/// Reads a sentence; an error says which of its words are not understood.
pub(super) fn wishes(line: &str) -> Result<Vec<Wish>, String> {
    let (text, quotes) = unquoted(line)?;
    let text = text.trim().trim_end_matches('.').trim_end();
    if !text.ends_with("한다") {
        return Err("the sentence does not end as an instruction does".to_owned());
    }
    let each = text.contains("로 각각 한다");
    let rest = Phrase::new(text, &quotes);
    let mut reader = Sentence { rest, places: Vec::new(), last: Vec::new(), each, wishes: Vec::new() };
    while !reader.rest.is_empty() {
        reader.step()?;
    }
    Ok(reader.wishes)
}

struct Sentence<'a> {
    rest: Phrase<'a>,
    /// The places of which the sentence speaks.
    places: Vec<Place>,
    /// The place named last, to which "같은 조" and numbers without an article go back.
    last: Place,
    /// Whether all pairs of words are meant wherever they stand.
    each: bool,
    wishes: Vec<Wish>,
}

impl<'a> Sentence<'a> {
    /// One change: its places, then what happens there; quoted words without a place go on with the places before.
    fn step(&mut self) -> Result<(), String> {
        if self.rest.text().starts_with(QUOTE) && !self.places.is_empty() {
            return self.words();
        }
        if self.rest.text().starts_with("제명") {
            return self.title();
        }
        self.places = self.named()?;
        if self.rest.text().starts_with(['의'])
            && self.rest.text()['의'.len_utf8()..].trim_start().starts_with(QUOTE)
        {
            self.skip('의'.len_utf8());
        }
        if self.eat(&["중 ", "중"]) && !self.rest.text().starts_with(QUOTE) {
            // "제2조 중 제3호를 삭제하고": older acts name the unit behind its article.
            self.places = self.named()?;
        }
        if self.rest.text().starts_with(QUOTE) { self.words() } else { self.whole() }
    }

    /// The places at the start of what is left.
    fn named(&mut self) -> Result<Vec<Place>, String> {
        let text = self.rest.text();
        let (found, rest) =
            places_from(text, &self.last).ok_or_else(|| format!("\"{}\" names no place", shown(text)))?;
        let found = found?;
        self.skip(text.len() - rest.len());
        if let Some(place) = found.last() {
            self.last.clone_from(place);
        }
        Ok(found)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.split_at(bytes).1;
    }

    /// Takes one of several words at the start of what is left.
    fn eat(&mut self, words: &[&str]) -> bool {
        let text = self.rest.text();
        let Some(word) = words.iter().find(|word| text.starts_with(**word)) else { return false };
        self.skip(word.len());
        true
    }

    fn not_understood(&self) -> String {
        format!("\"{}\" is not understood", shown(self.rest.text()))
    }

    /// The verb that ends a change.
    fn verb(&mut self, stem: &str) -> Result<(), String> {
        let rest = self.rest.text().strip_prefix(stem).map(str::trim_start);
        let ends = |rest: &&str| {
            VERBS.iter().any(|verb| {
                rest.strip_prefix(verb).is_some_and(|tail| tail.is_empty() || tail.starts_with([' ', ',']))
            })
        };
        let Some(rest) = rest.filter(ends) else { return Err(self.not_understood()) };
        self.skip(self.rest.text().len() - rest.len() + "한다".len());
        Ok(())
    }

    /// Quoted words that stand in a row: `"A", "B" 및 "C"`.
    fn quotes(&mut self) -> Vec<&'a str> {
        let mut found = Vec::new();
        while let Some((quote, rest)) = self.rest.leading_quote() {
            found.push(quote);
            self.rest = rest;
            let text = self.rest.text();
            let joint = BETWEEN.iter().find(|joint| {
                text.strip_prefix(**joint).is_some_and(|tail| tail.trim_start().starts_with(QUOTE))
            });
            if let Some(joint) = joint {
                self.skip(joint.len());
            }
        }
        found
    }

    /// `"A"를 "B"로`, `"A"를 삭제한다`, `"A" 다음에 "B"를 추가한다`, each with the places before.
    fn words(&mut self) -> Result<(), String> {
        let old = self.quotes();
        if self.eat(&["다음에 ", "뒤에 "]) {
            return self.beside(&old, false);
        }
        if self.eat(&["앞에 "]) {
            return self.beside(&old, true);
        }
        if !self.eat(PARTICLES) {
            return Err(self.not_understood());
        }
        let each = self.eat(&["각각 ", "모두 "]) || self.each;
        if self.rest.text().starts_with(DELETED) {
            self.verb(DELETED)?;
            return self.substitutes(&old, &[""], each);
        }
        let new = self.quotes();
        if !self.eat(&["으로", "로"]) {
            return Err(self.not_understood());
        }
        self.eat(&["각각 "]);
        if self.eat(&["하여 이를 "]) {
            // Older acts change words of a paragraph and give it another number at once.
            self.substitutes(&old, &new, each)?;
            return self.renumbered();
        }
        if VERBS.iter().any(|verb| self.rest.text().starts_with(verb)) {
            self.verb("")?;
        } else if self.rest.is_empty() {
            return Err("the sentence breaks off".to_owned());
        }
        self.substitutes(&old, &new, each)
    }

    /// One change of words for each pair; several words may give way to the same ones.
    fn substitutes(&mut self, old: &[&str], new: &[&str], each: bool) -> Result<(), String> {
        let paired = old.len() == new.len() || new.len() == 1;
        if old.is_empty() || new.is_empty() || !paired || old.len() > 1 && !each {
            return Err("the quoted words do not come in pairs".to_owned());
        }
        let occurrence = if each { Occurrence::Each } else { Occurrence::Only };
        for (at, old) in old.iter().enumerate() {
            let stretch = Stretch::Words { text: (*old).to_owned(), occurrence };
            let new = new.get(at).or(new.first()).copied().unwrap_or_default().to_owned();
            self.wish(Asked::Words { places: self.wordy(), stretch, new });
        }
        Ok(())
    }

    /// `"A" 다음에 "B"를 추가한다`.
    fn beside(&mut self, anchor: &[&str], before: bool) -> Result<(), String> {
        let each = self.eat(&["각각 "]);
        let new = self.quotes();
        let ([anchor], [new]) = (anchor, new.as_slice()) else { return Err(self.not_understood()) };
        if !self.eat(PARTICLES) {
            return Err(self.not_understood());
        }
        let each = self.eat(&["각각 "]) || each;
        let verbs = ["추가", "삽입", "신설"];
        let stem = verbs.iter().find(|stem| self.rest.text().starts_with(**stem));
        self.verb(stem.ok_or_else(|| self.not_understood())?)?;
        let (text, new) = ((*anchor).to_owned(), (*new).to_owned());
        let occurrence = if each { Occurrence::Each } else { Occurrence::Only };
        let stretch =
            if before { Stretch::Before { text, occurrence } } else { Stretch::After { text, occurrence } };
        self.wish(Asked::Words { places: self.wordy(), stretch, new });
        Ok(())
    }

    /// The places in which words are looked for: an article's heading only where it is named.
    fn wordy(&self) -> Vec<Place> {
        let one = |place: &Place| match without_listing(place).last() {
            Some(Step::Article(_) | Step::Container(..) | Step::Range('조', ..)) => {
                with(place.clone(), Step::Body)
            }
            _ => place.clone(),
        };
        self.places.iter().map(one).collect()
    }

    fn wish(&mut self, asked: Asked) {
        self.wishes.push(Wish::Plain(asked));
    }

    /// What happens to whole units: deleted, written anew, renumbered, or new ones put into them.
    fn whole(&mut self) -> Result<(), String> {
        if let Some(closing) = self.every_point() {
            self.skip("을".len());
            self.eat(&[" 각각 ", " "]);
            if !self.eat(&["다음과 같이"]) {
                return Err(self.not_understood());
            }
            self.verb("")?;
            let places = self.places.clone();
            self.wishes.push(Wish::Awaits(Supply::every(places, closing, true)));
            return Ok(());
        }
        if self.eat(&["에 "]) {
            return self.new_inside();
        }
        if !self.eat(PARTICLES) {
            return Err(self.not_understood());
        }
        self.eat(&["각각 ", "모두 "]);
        let text = self.rest.text();
        if text.starts_with(DELETED) {
            self.verb(DELETED)?;
            let places = std::mem::take(&mut self.places);
            self.wish(Asked::Delete { places, leaves: Some(DELETED) });
            return Ok(());
        }
        if text.starts_with("다음과 같이") {
            self.skip("다음과 같이".len());
            return self.written_below();
        }
        if text.starts_with(QUOTE) {
            return self.heading();
        }
        self.renumbered()
    }

    /// `각 호`, `각 목` as what is changed: their closing character.
    fn every_point(&mut self) -> Option<char> {
        let text = self.rest.text();
        let words = text.trim_start();
        let (closing, all) =
            [('호', "각 호"), ('호', "각호"), ('목', "각 목"), ('목', "각목")].into_iter().find(
                |(_, all)| words.strip_prefix(all).is_some_and(|rest| rest.starts_with(['을', '를'])),
            )?;
        self.skip(text.len() - words.len() + all.len());
        Some(closing)
    }

    /// `제5조를 다음과 같이 한다`, `제5조의2를 다음과 같이 신설한다`.
    fn written_below(&mut self) -> Result<(), String> {
        if !self.rest.text().starts_with("신설") {
            let stems = ["개정", "변경"];
            self.verb(stems.into_iter().find(|stem| self.rest.text().starts_with(stem)).unwrap_or(""))?;
            let shape = Shape::of(&self.places)?;
            let places = self.places.clone();
            self.wishes.push(Wish::Awaits(Supply::replacing(places, shape)));
            return Ok(());
        }
        self.verb("신설")?;
        let new: Vec<Place> = self.places.iter().map(|place| without_listing(place)).collect();
        let parent = new.first().and_then(|place| place.split_last()).map(|(_, above)| above.to_vec());
        let parent = parent.ok_or("what is new is not said")?;
        self.inserted(parent, &new)
    }

    /// `제2조에 제3항을 다음과 같이 신설한다`, `제2조제1항에 단서를 다음과 같이 신설한다`.
    fn new_inside(&mut self) -> Result<(), String> {
        let [parent] = self.places.as_slice() else {
            return Err("new units can be put in one place at a time".to_owned());
        };
        let parent = parent.clone();
        self.last.clone_from(&parent);
        if let Some(closing) = self.every_point() {
            self.skip("을".len());
            self.eat(&[" 각각 ", " "]);
            if !self.eat(&["다음과 같이"]) {
                return Err(self.not_understood());
            }
            self.verb("신설")?;
            self.wishes.push(Wish::Awaits(Supply::every(vec![parent], closing, false)));
            return Ok(());
        }
        let sentence = if self.rest.text().starts_with("단서") {
            Some(("단서", Stretch::NewProviso))
        } else if self.rest.text().starts_with("후단") {
            Some(("후단", Stretch::NewLatter))
        } else {
            None
        };
        let new = match &sentence {
            Some((word, _)) => {
                self.skip(word.len());
                Vec::new()
            }
            None => self.named()?.iter().map(|place| without_listing(place)).collect(),
        };
        if !self.eat(PARTICLES) {
            return Err(self.not_understood());
        }
        self.eat(&["각각 "]);
        if !self.eat(&["다음과 같이"]) {
            return Err(self.not_understood());
        }
        let stem = if self.rest.text().starts_with("추가") { "추가" } else { "신설" };
        self.verb(stem)?;
        if let Some((_, stretch)) = sentence {
            self.wishes.push(Wish::Awaits(Supply::sentence(parent, stretch)));
            return Ok(());
        }
        self.inserted(parent, &new)
    }

    fn inserted(&mut self, parent: Place, new: &[Place]) -> Result<(), String> {
        let top = |place: &Place| matches!(place.as_slice(), [Step::Article(_) | Step::Range('조', ..)]);
        let inside = |place: &Place| {
            place.split_last().is_some_and(|(last, above)| above == parent && closing_of(last).is_some())
        };
        let container = matches!(parent.as_slice(), [Step::Container(..), ..]);
        let all_top = new.iter().all(top) && (parent.is_empty() || container);
        if new.is_empty() || !(all_top || new.iter().all(inside)) {
            return Err("what is new stands elsewhere than where it is put".to_owned());
        }
        let numbers = numbers_of(new)?;
        let kind = new.first().and_then(|place| kind_of(place)).ok_or("what is new is not said")?;
        self.last.clone_from(&parent);
        if let Some(place) = new.last() {
            self.last.clone_from(place);
        }
        let marks = Shape::Marked(new.first().and_then(|place| place.last()).and_then(closing_of), numbers);
        let places = vec![if all_top { Vec::new() } else { parent }];
        self.wishes.push(Wish::Awaits(Supply::inserting(places, kind, marks)));
        Ok(())
    }

    /// `제5조의 제목을 "(표시)"로 한다`.
    fn heading(&mut self) -> Result<(), String> {
        let is_heading = |place: &Place| place.last() == Some(&Step::Heading);
        let new = self.quotes();
        let [new] = new.as_slice() else { return Err(self.not_understood()) };
        if self.places.len() != 1 || !self.places.iter().all(is_heading) || !self.eat(&["으로 ", "로 "]) {
            return Err(self.not_understood());
        }
        self.verb("")?;
        let places = self.places.clone();
        self.wish(Asked::Replace { places, text: (*new).to_owned() });
        Ok(())
    }

    /// `제명 "가법"을 "나법"으로 한다`, `제명 중 "가"를 "나"로 한다`, `제명을 "나법"으로 한다`.
    fn title(&mut self) -> Result<(), String> {
        self.skip("제명".len());
        let part = self.eat(&["중 "]);
        let old = self.quotes();
        if !self.eat(PARTICLES) {
            return Err(self.not_understood());
        }
        let new = self.quotes();
        let [new] = new.as_slice() else { return Err(self.not_understood()) };
        if !self.eat(&["으로 ", "로 "]) || old.len() > 1 || part && old.is_empty() {
            return Err(self.not_understood());
        }
        self.verb("")?;
        let old = old.first().map(|old| (*old).to_owned());
        self.wish(Asked::Title { old, part, new: (*new).to_owned() });
        Ok(())
    }

    /// `제3항 및 제4항을 각각 제4항 및 제5항으로 한다`, `제7조 제목 외의 부분을 제1항으로 한다`.
    fn renumbered(&mut self) -> Result<(), String> {
        let old = self.places.clone();
        let new: Vec<Place> = self.named()?.iter().map(|place| without_listing(place)).collect();
        if !self.eat(&["으로 ", "로 "]) {
            return Err(self.not_understood());
        }
        self.verb("")?;
        if let [place] = old.as_slice()
            && let Some((Step::Body, article)) = place.split_last()
        {
            let first = [with(article.to_vec(), Step::Marked('항', "1".to_owned()))];
            if new != first {
                return Err("the text of an article can become its first paragraph only".to_owned());
            }
            self.wish(Asked::Wrap { places: vec![article.to_vec()], number: "①".to_owned() });
            return Ok(());
        }
        let beside = |(old, new): (&Place, &Place)| {
            let (Some((old, above)), Some((new, new_above))) = (old.split_last(), new.split_last()) else {
                return false;
            };
            above == new_above && closing_of(old).is_some() && closing_of(old) == closing_of(new)
        };
        let bare: Vec<Place> = old.iter().map(|place| without_listing(place)).collect();
        if !bare.iter().zip(&new).all(beside) {
            return Err("a unit is to move elsewhere, not only to bear another number".to_owned());
        }
        let numbers = numbers_of(&new)?;
        self.wish(Asked::Renumber { places: old, numbers });
        Ok(())
    }
}

/// The kind of unit that a place means.
pub(super) fn kind_of(place: &[Step]) -> Option<UnitKind> {
    Some(match place.last()? {
        Step::Article(_) | Step::Range('조', ..) => UnitKind::Article,
        Step::Container(kind, _) => *kind,
        Step::Marked('항', _) | Step::Range('항', ..) => UnitKind::Paragraph,
        Step::Marked('호', _) | Step::Range('호', ..) => UnitKind::Point,
        Step::Marked(..) | Step::Range(..) => UnitKind::Item,
        _ => return None,
    })
}

/// The shape of what a place that is written anew says: its number, or a sentence.
pub(super) fn shape_of(place: &[Step]) -> Result<Shape, String> {
    let bare = without_listing(place);
    // `제5항(종전의 제4항)을 다음과 같이 한다`: the new text bears the new number.
    if let [.., old, Step::AsItWas(Some(new))] = bare.as_slice() {
        return Ok(Shape::Marked(closing_of(old), vec![new.clone()]));
    }
    match bare.last() {
        Some(Step::Sentence(PROVISO)) => Ok(Shape::Proviso),
        Some(Step::Intro | Step::Outside(..) | Step::Heading | Step::Sentence(_)) => Ok(Shape::Free),
        Some(step @ (Step::Article(_) | Step::Marked(..) | Step::Range(..) | Step::Container(..))) => {
            let numbers = match step {
                Step::Range(..) => numbers_of(&[place.to_vec()])?,
                step => number_of(step).into_iter().collect(),
            };
            Ok(Shape::Marked(closing_of(step), numbers))
        }
        _ => Err("what is written anew is not understood".to_owned()),
    }
}

/// The first words of a text, for a reason.
fn shown(text: &str) -> String {
    text.replace(QUOTE, "…").chars().take(40).collect()
}
