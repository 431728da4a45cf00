//! Places in a text as amending prose names them: "in Article 5(1), first subparagraph, points (a) and (b)",
//! "paragraph (2)(B) of section 7(a)".

use super::act::without_acts;
use super::phrase::term_of;
use crate::amend::sort_key;
use crate::ids::slug;
use crate::marker::{HANGUL, circled_value, hangul};
use crate::model::{Document, Unit, UnitId, UnitKind};
use crate::tree::collapse;

/// How the prose points at one of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    Number(String),
    /// By counting; [`LAST`] for the last.
    Ordinal(usize),
}

/// The ordinal of the last one.
pub(super) const LAST: usize = usize::MAX;

/// The "ordinal" of the sentence that makes an exception (단서).
pub(super) const PROVISO: usize = usize::MAX - 1;

/// The "ordinal" of what stands before that exception (본문).
pub(super) const MAIN: usize = usize::MAX - 2;

/// The "ordinal" of the first of two sentences (전단).
pub(super) const FORMER: usize = usize::MAX - 3;

/// The "ordinal" of what goes on with "in this case" (후단).
pub(super) const LATTER: usize = usize::MAX - 4;

/// One step of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Article(String),
    /// An annex or schedule; without a number, the only one.
    Annex(String),
    /// A group of articles, or where there are none the basic unit.
    Section(String),
    Recital(String),
    /// Chapters and titles: articles are found without them.
    Container(UnitKind, String),
    Paragraph(Vec<Which>),
    Subparagraph(usize),
    Point(Vec<String>),
    Indent(usize),
    /// The definitions of these terms.
    Definition(Vec<String>),
    /// Whatever bears these numbers, as American and British drafting names things below a section.
    Below(Vec<String>),
    /// What bears a number under a Korean closing character: 항, 호 or 목.
    Marked(char, String),
    /// All units from one number to another under a Korean closing character, with those that stand between.
    Range(char, String, String),
    Sentence(usize),
    Intro,
    /// The introductory words, named as what stands outside all units below, from the first to the last.
    Outside(char, String, String),
    /// The articles that a chapter has as the prose lists them, from and to; none are listed where it is empty.
    Listing(Vec<(String, String)>),
    Heading,
    /// What stands below the heading.
    Body,
    /// The heading too.
    Everything,
    /// The place was named by its old number although it has been renumbered; the new one, where it was named too.
    AsItWas(Option<String>),
}

impl Step {
    /// Whether it starts from the top of the text.
    pub(super) fn is_top(&self) -> bool {
        matches!(
            self,
            Self::Article(_) | Self::Annex(_) | Self::Section(_) | Self::Recital(_) | Self::Container(..)
        )
    }
}

impl Step {
    /// Whether it is a part of a unit rather than a unit.
    fn is_part(&self) -> bool {
        matches!(self, Self::Heading | Self::Body | Self::Intro | Self::Sentence(_) | Self::Definition(_))
    }

    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Container(kind, _), Self::Container(same, _)) => kind == same,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// Whether what starts from the top of a text may stand in it all the same: a section of an annex, an article of a chapter.
    fn holds(&self, other: &Self) -> bool {
        let is_group = matches!(self, Self::Annex(_) | Self::Container(..));
        match other {
            Self::Article(_) => is_group || matches!(self, Self::Section(_)),
            Self::Container(..) => is_group,
            Self::Section(_) => is_group || matches!(self, Self::Article(_)),
            _ => false,
        }
    }
}

/// The place above a step that goes on beside a place and not below it; none where it goes on below.
fn beside(place: &[Step], step: &Step, joined: bool) -> Result<Option<Place>, String> {
    let Some(last) = place.last() else { return Ok(None) };
    let alike = place.iter().position(|known| known.is_like(step));
    if step.is_top() {
        return match alike {
            Some(at) => Ok(Some(place[..at].to_vec())),
            None if joined && matches!((last, step), (Step::Annex(_), Step::Container(..))) => {
                Err("whether the one is a part of the other is not said".to_owned())
            }
            None if !joined && last.holds(step) => Ok(None),
            None => Ok(Some(Vec::new())),
        };
    }
    if !joined {
        return Ok(None);
    }
    let parts = place.iter().rev().take_while(|step| step.is_part()).count();
    match alike {
        Some(at) => Ok(Some(place[..at].to_vec())),
        None if parts > 0 => Ok(Some(place[..place.len() - parts].to_vec())),
        None => Err("what stands behind \"and\" may be a part of what stands before it, or not".to_owned()),
    }
}

/// The way from the top of a text, or from another place, to a part of it.
pub(super) type Place = Vec<Step>;

/// What part of the last unit a place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Narrow {
    Whole,
    First,
    Intro,
    Heading,
    Body,
    Sentence(usize),
}

/// A unit, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) id: UnitId,
    pub(super) narrow: Narrow,
}

impl Found {
    /// What to call it in a reason.
    pub(super) fn name(&self) -> &str {
        if self.id.is_empty() { "the text" } else { self.id.as_str() }
    }
}

/// A range of numbers names at most so many.
const MAX_RANGE: usize = 100;

const ORDINALS: &[&str] = &[
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
];

/// Words that lead from one step to the next and say nothing themselves.
const JOINTS: &[&str] = &[
    "in", "the", "and", "to", "this", "that", "such", "thereto", "thereof", "at", "end", "both", "each",
    "its", "their", "existing", "current", "from", "under", "for", "or",
];

/// The nouns of what starts from the top of a text.
const TOP_NOUNS: &[&str] = &[
    "article",
    "annex",
    "annexe",
    "schedule",
    "section",
    "regulation",
    "rule",
    "recital",
    "chapter",
    "part",
];

/// The other nouns of places.
const NOUNS: &[&str] = &[
    "paragraph",
    "subparagraph",
    "sub-paragraph",
    "subsection",
    "sub-section",
    "clause",
    "subclause",
    "sub-clause",
    "point",
    "subpoint",
    "item",
    "number",
    "indent",
    "definition",
    "sentence",
    "introductory",
    "opening",
    "chapeau",
    "introduction",
    "matter",
    "heading",
    "title",
];

/// Reads a place, or several; an error names the word that was not understood.
pub(super) fn parse(text: &str) -> Result<Vec<Place>, String> {
    let mut places: Vec<Place> = vec![Vec::new()];
    let segments = segments(&without_acts(text));
    if segments.iter().flatten().any(|word| word == "or") {
        return Err("which of those that \"or\" joins is meant is not said".to_owned());
    }
    for segment in segments.into_iter().map(parts_of) {
        // "…, of Article 5": what the segment names stands above all that came before.
        let above = segment.first().is_some_and(|word| word == "of");
        let joined = segment.first().is_some_and(|word| is_and(word));
        let mut named: Vec<Place> = Vec::new();
        for member in members(&segment)? {
            named.extend(member_places(&member)?);
        }
        places = if above { join(&named, &places) } else { go_on(&places, &named, joined)? };
    }
    Ok(places)
}

fn is_and(word: &str) -> bool {
    matches!(word, "and" | "or")
}

/// "point (a) of Article 5": what follows "of" stands above what precedes it.
fn member_places(member: &[String]) -> Result<Vec<Place>, String> {
    let groups: Vec<Vec<Place>> =
        member.split(|word| word == "of").map(|group| Parser::of(group).run()).collect::<Result<_, _>>()?;
    Ok(groups.iter().rev().fold(vec![Vec::new()], |above, group| join(&above, group)))
}

/// What a segment joins by "and", each with its own "of": `point (a) of Article 5 and Annex I` leaves open whose point is meant.
fn members(segment: &[String]) -> Result<Vec<Vec<String>>, String> {
    let is_of = |word: &String| word == "of";
    let mut members: Vec<Vec<String>> = Vec::new();
    for mut piece in pieces(segment) {
        let starts = piece.iter().position(|word| !JOINTS.contains(&word.as_str()));
        let Some(last) = members.last_mut() else {
            members.push(piece);
            continue;
        };
        let of = last.iter().position(is_of);
        match of {
            Some(of) if starts.is_some_and(|at| is_of(&piece[at])) => {
                let head = last[..=of].iter().cloned();
                piece = head.chain(piece.into_iter().skip_while(|word| !is_of(word)).skip(1)).collect();
                members.push(piece);
            }
            Some(_) if piece.iter().any(is_of) => members.push(piece),
            Some(_) => {
                let words = piece.join(" ");
                return Err(format!(
                    "whether \"{words}\" goes on with what stands before \"of\" is not said"
                ));
            }
            None if is_top_noun(last) && piece.iter().any(is_of) => members.push(piece),
            None => last.extend(piece),
        }
    }
    Ok(members)
}

/// A segment parted before each "and" that leads to another noun.
fn pieces(segment: &[String]) -> Vec<Vec<String>> {
    let mut pieces: Vec<Vec<String>> = vec![Vec::new()];
    for (at, word) in segment.iter().enumerate() {
        let mut rest = segment[at..].iter().skip_while(|word| JOINTS.contains(&word.as_str()));
        let leads = rest.next().is_some_and(|next| next == "of" || is_noun(next) || is_ordinal(next));
        if let Some(piece) = pieces.last_mut() {
            if is_and(word) && leads && piece.iter().any(|word| is_noun(word)) {
                pieces.push(vec![word.clone()]);
            } else {
                piece.push(word.clone());
            }
        }
    }
    pieces
}

fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    lower
        .strip_suffix("es")
        .filter(|word| *word == "annex")
        .or_else(|| lower.strip_suffix('s'))
        .unwrap_or(&lower)
        .to_owned()
}

/// "second" for 2.
pub(super) fn ordinal(n: usize) -> &'static str {
    n.checked_sub(1).and_then(|at| ORDINALS.get(at)).copied().unwrap_or("last")
}

/// 2 for "second".
pub(super) fn ordinal_of(word: &str) -> Option<usize> {
    ORDINALS.iter().position(|known| *known == word).map(|at| at + 1)
}

pub(super) fn is_ordinal(word: &str) -> bool {
    let lower = word.to_lowercase();
    ORDINALS.contains(&lower.as_str()) || matches!(lower.as_str(), "last" | "final")
}

/// Whether the first noun starts from the top of a text.
fn is_top_noun(words: &[String]) -> bool {
    words.iter().find(|word| is_noun(word)).is_some_and(|noun| TOP_NOUNS.contains(&singular(noun).as_str()))
}

pub(super) fn is_noun(word: &str) -> bool {
    let single = singular(word);
    TOP_NOUNS.contains(&single.as_str()) || NOUNS.contains(&single.as_str())
}

/// The places of a segment behind those of the segments before it.
fn go_on(places: &[Place], named: &[Place], joined: bool) -> Result<Vec<Place>, String> {
    let (mut nested, mut apart): (Vec<Place>, Vec<Place>) = (Vec::new(), Vec::new());
    let mut is_top_nested = false;
    for place in places {
        for below in named {
            let above = match below.first() {
                Some(step) => beside(place, step, joined)?,
                None => None,
            };
            match above {
                None => {
                    is_top_nested |= !place.is_empty() && below.first().is_some_and(Step::is_top);
                    nested.push(place.iter().chain(below).cloned().collect());
                }
                Some(above) => {
                    let other: Place = above.iter().chain(below).cloned().collect();
                    if !apart.contains(&other) {
                        apart.push(other);
                    }
                }
            }
        }
    }
    if is_top_nested && !apart.is_empty() {
        return Err("whether the list goes on or names a part of what it named is not said".to_owned());
    }
    if nested.is_empty() {
        nested = places.to_vec();
    }
    nested.extend(apart);
    Ok(nested)
}

/// "the heading to section 10" is the heading of it; "the definition of" a term is no place below that term.
fn parts_of(mut segment: Vec<String>) -> Vec<String> {
    for at in (1..segment.len()).rev() {
        let defines = matches!(segment[at - 1].as_str(), "definition" | "definitions");
        if defines && segment[at] == "of" && segment.get(at + 1).is_some_and(|word| term_of(word).is_some()) {
            segment.remove(at);
        }
    }
    for at in 1..segment.len() {
        let heading =
            segment[at - 1].eq_ignore_ascii_case("heading") || segment[at - 1].eq_ignore_ascii_case("title");
        if heading && matches!(segment[at].as_str(), "to" | "for") {
            "of".clone_into(&mut segment[at]);
        }
    }
    segment
}

/// Every place of the second list below every place of the first.
pub(super) fn join(above: &[Place], below: &[Place]) -> Vec<Place> {
    let one = |above: &Place| {
        let start = above.clone();
        below.iter().map(move |below| start.iter().chain(below).cloned().collect())
    };
    above.iter().flat_map(one).collect()
}

/// The words in segments, parted at commas; a comma before a number goes on with a list.
fn segments(text: &str) -> Vec<Vec<String>> {
    let mut segments: Vec<Vec<String>> = vec![Vec::new()];
    let raw: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in raw.iter().enumerate() {
        let bare = word.trim_matches([';', ':', '.', '—', ',']);
        if let Some(segment) = segments.last_mut()
            && !bare.is_empty()
        {
            segment.push(if bare.eq_ignore_ascii_case("of") { "of".to_owned() } else { bare.to_owned() });
        }
        let next: Vec<&str> =
            raw.iter().skip(at + 1).take(2).map(|word| word.trim_end_matches(',')).collect();
        let goes_on = match next.as_slice() {
            ["and" | "or", number] | [number, ..] => is_number(number),
            [] => false,
        };
        if word.ends_with(',') && !goes_on {
            segments.push(Vec::new());
        }
    }
    segments
}

/// Words and numbers; commas fall away, `1(2)(a)` stays one word.
fn split(text: &str) -> Vec<String> {
    segments(text).concat()
}

/// Reads the steps of one group.
struct Parser<'a> {
    words: &'a [String],
    at: usize,
    /// Those that stand before their noun: "the second and third sentences".
    ordinals: Vec<usize>,
    /// Whether "and" stands before what comes next.
    joined: bool,
    /// The preposition that stands between the last place and what comes next.
    linked: Option<&'a str>,
    places: Vec<Place>,
}

/// Words that lead from a part down to its own parts. Between two places of which neither is a part of the other they mean what only a
/// reader can tell: "Article 3 to Article 5" is a range, and "Article 4 in Chapter I" one place and not two.
const PREPOSITIONS: &[&str] = &["to", "from", "in", "under", "for"];

impl<'a> Parser<'a> {
    fn of(words: &'a [String]) -> Self {
        Self { words, at: 0, ordinals: Vec::new(), joined: false, linked: None, places: vec![Vec::new()] }
    }

    fn run(mut self) -> Result<Vec<Place>, String> {
        while let Some(word) = self.next() {
            self.word(word)?;
        }
        if !self.ordinals.is_empty() {
            return Err("an ordinal without its noun".to_owned());
        }
        Ok(self.places)
    }

    fn next(&mut self) -> Option<&'a str> {
        let word = self.words.get(self.at)?;
        self.at += 1;
        Some(word)
    }

    fn peek(&self) -> Option<&'a str> {
        self.words.get(self.at).map(String::as_str)
    }

    /// Goes on with a step, below the last place or beside it.
    fn push(&mut self, step: Step) -> Result<(), String> {
        let joined = std::mem::take(&mut self.joined);
        let linked = self.linked.take().filter(|_| !joined);
        let place = self.places.last().map(Vec::as_slice).unwrap_or_default();
        if let Some(above) = beside(place, &step, joined)? {
            if let Some(word) = linked {
                return Err(format!("what \"{word}\" between two places means is not said"));
            }
            self.places.push(above);
        }
        if let Some(place) = self.places.last_mut() {
            place.push(step);
        }
        Ok(())
    }

    /// A noun with its numbers; below several places it is not plain of which of them it is a part.
    fn word(&mut self, word: &str) -> Result<(), String> {
        let (count, joined) = (self.places.len(), self.joined);
        let length = self.places.last().map_or(0, Vec::len);
        self.noun(word)?;
        let longer = self.places.get(count - 1).is_some_and(|place| place.len() > length);
        if count > 1 && !joined && longer {
            return Err(format!("of which of them \"{word}\" is a part is not said"));
        }
        Ok(())
    }

    fn noun(&mut self, word: &str) -> Result<(), String> {
        let lower = word.to_lowercase();
        if let Some(position) = ORDINALS.iter().position(|known| *known == lower) {
            self.ordinals.push(position + 1);
            return Ok(());
        }
        if matches!(lower.as_str(), "last" | "final") {
            self.ordinals.push(LAST);
            return Ok(());
        }
        if matches!(lower.as_str(), "to" | "through") && !self.ordinals.is_empty() {
            return self.ordinals_to();
        }
        if JOINTS.contains(&lower.as_str()) {
            if let Some(word) = PREPOSITIONS.iter().find(|known| **known == lower)
                && self.places.last().is_some_and(|place| !place.is_empty())
            {
                self.linked = Some(*word);
            }
            self.joined |= is_and(&lower) && self.ordinals.is_empty();
            return Ok(());
        }
        let single = singular(word);
        match single.as_str() {
            "article" => self.articles(),
            "annex" | "annexe" | "schedule" => self.annexes(),
            "section" if self.peek() == Some("heading") => Ok(()),
            "section" | "regulation" | "rule" => self.sections(),
            "recital" => self.each(word, Step::Recital),
            "chapter" => self.each(word, |number| Step::Container(UnitKind::Chapter, number)),
            "part" => self.each(word, |number| Step::Container(UnitKind::Part, number)),
            "title" if self.peek().is_some_and(is_number) => {
                self.each(word, |number| Step::Container(UnitKind::Title, number))
            }
            "paragraph" => self.paragraphs(),
            "subparagraph" | "sub-paragraph" | "subsection" | "sub-section" | "clause" | "subclause"
            | "sub-clause" => self.below(&single),
            "point" | "subpoint" | "item" | "number" => self.points(),
            "indent" => self.indent(),
            "definition" => self.definitions(),
            "sentence" => {
                if self.ordinals.is_empty() {
                    return Err("a sentence without its ordinal".to_owned());
                }
                self.each_ordinal(Step::Sentence)
            }
            "introductory" | "opening" | "chapeau" | "introduction" | "matter" | "word" => self.intro(&lower),
            "heading" | "title" => self.push(Step::Heading),
            _ => Err(word.to_owned()),
        }
    }

    /// "the first to third sentences": those between are meant too.
    fn ordinals_to(&mut self) -> Result<(), String> {
        let last = self.ordinals.last().copied().unwrap_or(LAST);
        let end = self.next().unwrap_or_default().to_lowercase();
        let end = ORDINALS.iter().position(|known| *known == end).map(|at| at + 1);
        let end = end.filter(|end| last < *end).ok_or("a range of ordinals is not plain")?;
        self.ordinals.extend(last + 1..=end);
        Ok(())
    }

    /// One place for each ordinal.
    fn each_ordinal(&mut self, step: impl Fn(usize) -> Step) -> Result<(), String> {
        let mut above: Place = Vec::new();
        for (at, n) in std::mem::take(&mut self.ordinals).into_iter().enumerate() {
            if at > 0 {
                self.places.push(above.iter().cloned().chain([step(n)]).collect());
                continue;
            }
            self.push(step(n))?;
            above = self.places.last().cloned().unwrap_or_default();
            above.pop();
        }
        Ok(())
    }

    /// The numbers that follow: `7 and 9`, `(a), (b) and (c)`, `2 to 4`, each with its parts: `3(1) and (3)` are `3(1)` and `3(3)`.
    fn numbers(&mut self) -> Result<Vec<Number>, String> {
        let mut numbers: Vec<Number> = Vec::new();
        let (mut range, mut joined) = (false, false);
        while let Some(word) = self.peek() {
            let next_is_number = self.words.get(self.at + 1).is_some_and(|next| is_number(next));
            let joins = next_is_number && !numbers.is_empty();
            if is_number(word) {
                let number = match numbers.last() {
                    Some(last) => last.next(word, joined)?,
                    None => Number::of(word),
                };
                // `3 (1)` is one number in two words.
                let is_rest = !joined && numbers.last().is_some_and(|last| last.starts(&number));
                if is_rest {
                    numbers.pop();
                }
                if std::mem::take(&mut range)
                    && let Some(from) = numbers.last().cloned()
                {
                    numbers.extend(from.between(&number)?);
                }
                numbers.push(number);
                joined = false;
            } else if matches!(word, "to" | "through" | "–" | "-") && joins {
                (range, joined) = (true, true);
            } else if matches!(word, "and" | "or") && joins {
                joined = true;
            } else {
                break;
            }
            self.at += 1;
        }
        Ok(numbers)
    }

    /// One place for each number.
    fn each(&mut self, word: &str, step: impl Fn(String) -> Step) -> Result<(), String> {
        let numbers = self.numbers()?;
        if numbers.is_empty() {
            return Err(word.to_owned());
        }
        for number in numbers {
            self.push(step(number.only()?))?;
        }
        Ok(())
    }

    /// `1(2)(a)`: the first part as one step, and the others below it.
    fn chain(
        &mut self,
        number: &Number,
        first: impl Fn(String) -> Step,
        below: impl Fn(String) -> Step,
    ) -> Result<(), String> {
        let mut parts = number.parts.iter().cloned();
        self.push(first(parts.next().ok_or_else(|| number.is_none())?))?;
        parts.try_for_each(|part| self.push(below(part)))
    }

    /// `1(2)(a)` as steps one below the other, `1, 2 and 3` as one step that leads to each of them, `1(a) and (b)` as two places.
    fn list(
        &mut self,
        noun: &str,
        step: impl Fn(Vec<String>) -> Step,
        below: impl Fn(String) -> Step,
    ) -> Result<(), String> {
        let numbers = self.numbers()?;
        if numbers.is_empty() {
            return Err(format!("a {noun} without its number"));
        }
        if numbers.iter().all(|number| number.parts.len() == 1) {
            return self.push(step(numbers.into_iter().flat_map(|number| number.parts).collect()));
        }
        let mut above: Place = Vec::new();
        for (at, number) in numbers.iter().enumerate() {
            if at > 0 {
                self.places.push(above.clone());
            }
            self.chain(number, |part| step(vec![part]), &below)?;
            if at == 0 {
                above = self.places.last().cloned().unwrap_or_default();
                above.truncate(above.len().saturating_sub(number.parts.len()));
            }
        }
        Ok(())
    }

    fn articles(&mut self) -> Result<(), String> {
        let numbers = self.numbers()?;
        if numbers.is_empty() {
            return Err("an article without its number".to_owned());
        }
        for number in numbers {
            let none = number.is_none();
            let mut parts = number.parts.into_iter();
            self.push(Step::Article(parts.next().ok_or(none)?))?;
            if let Some(part) = parts.next() {
                self.push(below_article(&part))?;
            }
            parts.try_for_each(|point| self.push(Step::Point(vec![point])))?;
        }
        Ok(())
    }

    fn annexes(&mut self) -> Result<(), String> {
        let numbers = self.numbers()?;
        if numbers.is_empty() {
            return self.push(Step::Annex(String::new()));
        }
        numbers.iter().try_for_each(|number| self.chain(number, Step::Annex, |part| Step::Below(vec![part])))
    }

    fn sections(&mut self) -> Result<(), String> {
        // "this section", "that section" say no place.
        let numbers = self.numbers()?;
        numbers
            .iter()
            .try_for_each(|number| self.chain(number, Step::Section, |part| Step::Below(vec![part])))
    }

    fn paragraphs(&mut self) -> Result<(), String> {
        if !self.ordinals.is_empty() {
            return self.each_ordinal(|n| Step::Paragraph(vec![Which::Ordinal(n)]));
        }
        let step = |numbers: Vec<String>| Step::Paragraph(numbers.into_iter().map(Which::Number).collect());
        self.list("paragraph", step, |part| Step::Point(vec![part]))
    }

    fn below(&mut self, noun: &str) -> Result<(), String> {
        if !self.ordinals.is_empty() {
            return self.each_ordinal(Step::Subparagraph);
        }
        self.list(noun, Step::Below, |part| Step::Below(vec![part]))
    }

    fn points(&mut self) -> Result<(), String> {
        if !self.ordinals.is_empty() {
            return self.each_ordinal(|n| Step::Point(vec![n.to_string()]));
        }
        self.list("point", Step::Point, |part| Step::Point(vec![part]))
    }

    fn definitions(&mut self) -> Result<(), String> {
        let mut terms = Vec::new();
        while let Some(word) = self.peek() {
            match term_of(word) {
                Some(term) => terms.push(term),
                None if matches!(word, "and" | "or") && !terms.is_empty() => {}
                None => break,
            }
            self.at += 1;
        }
        if terms.is_empty() {
            return Err("definition".to_owned());
        }
        self.push(Step::Definition(terms))
    }

    fn indent(&mut self) -> Result<(), String> {
        if self.ordinals.is_empty() {
            return Err("an indent without its ordinal".to_owned());
        }
        self.each_ordinal(Step::Indent)
    }

    /// "the introductory part", "the opening words", "the matter preceding paragraph (1)", "the words before paragraph (a)".
    fn intro(&mut self, lower: &str) -> Result<(), String> {
        const NOUNS: &[&str] = &["part", "wording", "words", "phrase", "sentence", "text"];
        let before = self.peek().is_some_and(|next| matches!(next, "preceding" | "before"));
        match lower {
            // "the matter preceding paragraph (1) and paragraph (3)": what else is meant would be lost.
            "matter" | "words" | "word"
                if before && self.words[self.at..].iter().any(|word| is_and(word)) =>
            {
                return Err("what is meant beside the words before a unit is not said".to_owned());
            }
            "matter" | "words" | "word" if before => self.at = self.words.len(),
            "matter" | "words" | "word" => return Err(lower.to_owned()),
            _ if self.peek().is_some_and(|next| NOUNS.contains(&next)) => self.at += 1,
            _ => {}
        }
        self.push(Step::Intro)
    }
}

pub(super) fn is_number(word: &str) -> bool {
    let inner = plain(word);
    let first = inner.chars().next();
    let digit = first.is_some_and(|c| c.is_ascii_digit());
    let fenced = word.starts_with('(') && word.ends_with(')') && plain_length(word) <= 5;
    let roman = !word.is_empty() && word.bytes().all(|byte| b"IVXLC".contains(&byte));
    let head = word.split('(').next().unwrap_or(word);
    let letter = head.len() == 1 && first.is_some_and(|c| c.is_ascii_uppercase());
    digit || fenced || roman || letter
}

fn plain_length(word: &str) -> usize {
    parts(word).iter().map(String::len).max().unwrap_or(0)
}

fn plain(number: &str) -> &str {
    number.trim_matches(['(', ')'])
}

/// What lies between the ends of a range; an error when that is not plain, for a range must never lose its middle.
pub(super) fn between(from: &str, to: &str) -> Result<Vec<String>, String> {
    let inner = numbers_between(from, to)
        .or_else(|| letters_between(from, to))
        .or_else(|| items_between(from, to))
        .or_else(|| branches_between(from, to));
    inner.ok_or_else(|| format!("what lies between {from} and {to} is not plain"))
}

fn numbers_between(from: &str, to: &str) -> Option<Vec<String>> {
    let (low, high) = (from.parse::<u32>().ok()?, to.parse::<u32>().ok()?);
    let few = low < high && (high - low) as usize <= MAX_RANGE;
    few.then(|| (low + 1..high).map(|n| n.to_string()).collect())
}

/// `b` between `a` and `c`.
fn letters_between(from: &str, to: &str) -> Option<Vec<String>> {
    let ([low], [high]) = (from.as_bytes(), to.as_bytes()) else { return None };
    let alike = |is_letter: fn(&u8) -> bool| is_letter(low) && is_letter(high);
    let count = alike(u8::is_ascii_lowercase) || alike(u8::is_ascii_uppercase);
    (count && low < high).then(|| (low + 1..*high).map(|byte| char::from(byte).to_string()).collect())
}

/// `7-3` between `7-2` and `7-4`: 제7조의3 between 제7조의2 and 제7조의4.
fn branches_between(from: &str, to: &str) -> Option<Vec<String>> {
    let ((stem, low), (same, high)) = (from.split_once('-')?, to.split_once('-')?);
    let between = numbers_between(low, high).filter(|_| stem == same)?;
    Some(between.into_iter().map(|branch| format!("{stem}-{branch}")).collect())
}

/// `나` between `가` and `다`.
fn items_between(from: &str, to: &str) -> Option<Vec<String>> {
    let (low, high) = (hangul(from)?, hangul(to)?);
    (low < high).then(|| HANGUL.chars().take(high - 1).skip(low).map(String::from).collect())
}

/// A number with its parts, `3`, `(1)` or `3(1)(a)`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Number {
    /// Whether its first part stands in brackets, as what stands below a section does.
    is_fenced: bool,
    parts: Vec<String>,
}

impl Number {
    fn of(word: &str) -> Self {
        Self { is_fenced: word.starts_with('('), parts: parts(word) }
    }

    /// What to say where it has no part.
    fn is_none(&self) -> String {
        format!("\"{self}\" is no number")
    }

    /// Its only part.
    fn only(self) -> Result<String, String> {
        let (shown, mut parts) = (self.to_string(), self.parts.into_iter());
        match (parts.next(), parts.next()) {
            (Some(part), None) => Ok(part),
            _ => Err(format!("\"{shown}\" is no plain number")),
        }
    }

    /// Whether another one is this one with something below it.
    fn starts(&self, other: &Self) -> bool {
        other.parts.len() > self.parts.len() && other.parts.starts_with(&self.parts)
    }

    /// The number that a word means behind this one: after `3(1)`, `(3)` is `3(3)` and `4` is `4`; after `3(1)(a)`, `(b)` is
    /// `3(1)(b)` and `(2)` is `3(2)`. A bracket behind a number that has none goes on with it, unless "and" stands between.
    fn next(&self, word: &str, joined: bool) -> Result<Self, String> {
        let own = Self::of(word);
        if !own.is_fenced {
            return Ok(own);
        }
        let below = usize::from(!self.is_fenced);
        if below == 1 && self.parts.len() == 1 && !joined {
            let parts = self.parts.iter().chain(&own.parts).cloned().collect();
            return Ok(Self { is_fenced: false, parts });
        }
        let levels = signs_of(&self.parts);
        let wanted = own.parts.first().map(|part| Signs::of(part)).unwrap_or_default();
        let level = (below..levels.len()).rev().find(|level| levels[*level].meets(wanted));
        let level = level.ok_or_else(|| format!("what {word} after {self} is a part of is not plain"))?;
        let parts = self.parts[..level].iter().chain(&own.parts).cloned().collect();
        Ok(Self { is_fenced: self.is_fenced, parts })
    }

    /// What lies between two that differ in their last part alone.
    fn between(&self, to: &Self) -> Result<Vec<Self>, String> {
        let not_plain = || format!("what lies between {self} and {to} is not plain");
        let (Some((low, above)), Some((high, same))) = (self.parts.split_last(), to.parts.split_last())
        else {
            return Err(not_plain());
        };
        if above != same {
            return Err(not_plain());
        }
        let with = |part: String| Self {
            is_fenced: self.is_fenced,
            parts: above.iter().cloned().chain([part]).collect(),
        };
        Ok(between(low, high)?.into_iter().map(with).collect())
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.parts.is_empty() {
            return write!(out, "()");
        }
        for (at, part) in self.parts.iter().enumerate() {
            if at == 0 { write!(out, "{part}")? } else { write!(out, "({part})")? }
        }
        Ok(())
    }
}

/// With which signs a part of a number may be written: `i` is a letter or a Roman number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a part may be written with several kinds of signs at once"
)]
struct Signs {
    is_digit: bool,
    is_letter: bool,
    is_roman: bool,
    is_upper: bool,
}

impl Signs {
    fn of(part: &str) -> Self {
        let is_digit = part.starts_with(|c: char| c.is_ascii_digit());
        let is_upper = part.starts_with(|c: char| c.is_uppercase());
        let is_roman = !is_digit && part.bytes().all(|byte| b"ivxIVX".contains(&byte));
        Self { is_digit, is_letter: !is_digit, is_roman, is_upper }
    }

    fn meets(self, other: Self) -> bool {
        let alike = self.is_digit && other.is_digit
            || self.is_letter && other.is_letter
            || self.is_roman && other.is_roman;
        alike && self.is_upper == other.is_upper
    }
}

/// The signs of each part: no part has the signs of the part above it, so `i` below `a` is Roman, and above `a` too.
fn signs_of(parts: &[String]) -> Vec<Signs> {
    let mut all: Vec<Signs> = parts.iter().map(|part| Signs::of(part)).collect();
    for at in 1..all.len() {
        let above = all[at - 1];
        if all[at].is_roman && above.is_letter && !above.is_roman && above.is_upper == all[at].is_upper {
            all[at].is_letter = false;
        }
        if above.is_roman && all[at].is_letter && !all[at].is_roman && above.is_upper == all[at].is_upper {
            all[at - 1].is_letter = false;
        }
    }
    all
}

/// `1(2)(a)` into its parts.
fn parts(number: &str) -> Vec<String> {
    number.split(['(', ')']).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The numbers in words like "paragraphs (3) through (5)"; none when they are not plain.
pub(super) fn numbers_in(text: &str) -> Vec<String> {
    let words = split(text);
    let mut parser = Parser::of(&words);
    while parser.peek().is_some_and(|word| !is_number(word)) {
        parser.at += 1;
    }
    parser.numbers().unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// `5(2)` is paragraph 2, `3(14)` may be point 14: finding decides; `3(a)` is a point.
fn below_article(part: &str) -> Step {
    if part.starts_with(|c: char| c.is_ascii_digit()) {
        Step::Paragraph(vec![Which::Number(part.to_owned())])
    } else {
        Step::Point(vec![part.to_owned()])
    }
}

/// Finds the units that a place means; an error names the step that leads nowhere.
pub(super) fn find(document: &Document, steps: &[Step]) -> Result<Vec<Found>, String> {
    let top = Found { id: UnitId::default(), narrow: Narrow::Whole };
    find_from(document, &top, steps)
}

/// Finds the units that a place means below another one.
pub(super) fn find_from(document: &Document, from: &Found, steps: &[Step]) -> Result<Vec<Found>, String> {
    let mut here: Vec<Found> = vec![from.clone()];
    for step in steps {
        let mut next = Vec::new();
        for found in &here {
            next.extend(walk(document, found, step)?);
        }
        here = next;
    }
    Ok(here)
}

fn walk(document: &Document, from: &Found, step: &Step) -> Result<Vec<Found>, String> {
    let whole = |id: UnitId| Found { id, narrow: Narrow::Whole };
    let narrow = |narrow| vec![Found { id: from.id.clone(), narrow }];
    let missing = |what: String| format!("{what} is not in {}", from.name());
    let part = matches!(from.narrow, Narrow::Heading | Narrow::Intro | Narrow::Sentence(_) | Narrow::Body);
    if part && !matches!(step, Step::Sentence(_) | Step::AsItWas(_)) {
        return Err(format!("nothing can stand below a part of {}", from.name()));
    }
    match step {
        Step::Article(number) => article(document, from, number)
            .map(|id| vec![whole(id)])
            .ok_or_else(|| missing(format!("Article {number}"))),
        Step::Annex(number) if number.is_empty() => {
            only_annex(document).map(|annex| vec![whole(annex.id.clone())])
        }
        Step::Annex(number) => top(document, UnitKind::Annex, number)
            .or_else(|| top(document, UnitKind::Schedule, number))
            .map(|id| vec![whole(id)])
            .ok_or_else(|| missing(format!("Annex {number}"))),
        Step::Recital(number) => top(document, UnitKind::Recital, number)
            .map(|id| vec![whole(id)])
            .ok_or_else(|| missing(format!("Recital {number}"))),
        Step::Container(kind, number) => container(document, from, *kind, number)
            .map(|id| vec![whole(id)])
            .ok_or_else(|| missing(format!("{kind:?} {number}"))),
        Step::Intro => Ok(narrow(Narrow::Intro)),
        Step::Outside(closing, low, high) => {
            let ends = (marked(document, from, *closing, low)?, marked(document, from, *closing, high)?);
            let units = children(document, from);
            let numbered = |unit: &&Unit| unit.number.is_some();
            let first = units.iter().find(numbered).map(|unit| &unit.id);
            let last = units.iter().rfind(numbered).map(|unit| &unit.id);
            if (first, last) == (Some(&ends.0.id), Some(&ends.1.id)) {
                return Ok(narrow(Narrow::Intro));
            }
            Err(format!("{} has other units beside those that are named", from.name()))
        }
        Step::Listing(listed) => listing(document, from, listed),
        Step::Heading => Ok(narrow(Narrow::Heading)),
        Step::Body => Ok(narrow(Narrow::Body)),
        Step::Everything | Step::AsItWas(_) => Ok(vec![from.clone()]),
        Step::Sentence(_) if matches!(from.narrow, Narrow::Sentence(_)) => {
            Err("a sentence of a sentence is not plain".to_owned())
        }
        Step::Sentence(n) => Ok(narrow(Narrow::Sentence(*n))),
        Step::Range(closing, low, high) => range(document, from, *closing, low, high),
        Step::Section(number) => section(document, from, number).map(|id| vec![whole(id)]),
        Step::Paragraph(which) => which.iter().map(|which| paragraph(document, from, which)).collect(),
        Step::Subparagraph(n) => subparagraph(document, from, *n).map(|found| vec![found]),
        Step::Point(numbers) => numbers.iter().map(|number| point(document, from, number)).collect(),
        Step::Indent(n) => indent(document, from, *n).map(|found| vec![found]),
        Step::Definition(terms) => terms.iter().map(|term| definition(document, from, term)).collect(),
        Step::Marked(closing, number) => marked(document, from, *closing, number).map(|found| vec![found]),
        Step::Below(numbers) => numbers.iter().map(|number| numbered(document, from, number)).collect(),
    }
}

fn top(document: &Document, kind: UnitKind, number: &str) -> Option<UnitId> {
    fn search(units: &[Unit], kind: UnitKind, number: &str) -> Option<UnitId> {
        units.iter().find_map(|unit| {
            let same = unit.kind == kind && bears(unit, number);
            // Articles inside annexes and quotations are not the act's own.
            let inside = !unit.kind.is_root() && unit.kind != UnitKind::Article;
            if same {
                Some(unit.id.clone())
            } else {
                inside.then(|| search(&unit.children, kind, number)).flatten()
            }
        })
    }
    search(&document.units, kind, number)
}

/// An article of the act, or of the chapter or annex that was named before it.
fn article(document: &Document, from: &Found, number: &str) -> Option<UnitId> {
    let above = document.unit(&from.id).filter(|unit| unit.kind.is_root() || unit.kind.is_container());
    let Some(above) = above else { return top(document, UnitKind::Article, number) };
    let fits = |unit: &&Unit| unit.kind == UnitKind::Article && bears(unit, number);
    if let Some(unit) = above.walk().skip(1).find(fits) {
        return Some(unit.id.clone());
    }
    // Several titles may have a first chapter.
    let like = |unit: &&Unit| unit.kind == above.kind && unit.number == above.number;
    top(document, UnitKind::Article, number).filter(|id| document.path(id).iter().any(like))
}

pub(super) fn children<'a>(document: &'a Document, from: &Found) -> &'a [Unit] {
    if from.id.is_empty() {
        return &document.units;
    }
    document.unit(&from.id).map(|unit| unit.children.as_slice()).unwrap_or_default()
}

/// The annexes and schedules at the top of a text.
pub(super) fn annexes(document: &Document) -> impl Iterator<Item = &Unit> {
    document.units.iter().filter(|unit| matches!(unit.kind, UnitKind::Annex | UnitKind::Schedule))
}

/// The only annex or schedule that there is.
pub(super) fn only_annex(document: &Document) -> Result<&Unit, String> {
    let mut annexes = annexes(document);
    match (annexes.next(), annexes.next()) {
        (Some(annex), None) => Ok(annex),
        (None, _) => Err("the text has no annex".to_owned()),
        _ => Err("which of the annexes is meant is not said".to_owned()),
    }
}

/// A chapter or part: the act's own, or one of an annex.
fn container(document: &Document, from: &Found, kind: UnitKind, number: &str) -> Option<UnitId> {
    if from.id.is_empty() {
        return top(document, kind, number);
    }
    let word = kind.akn();
    let fits = |unit: &&Unit| unit.kind == kind && bears(unit, number) || is_headed(unit, word, number);
    document.unit(&from.id)?.walk().skip(1).find(fits).map(|unit| unit.id.clone())
}

/// A section below a chapter or annex; from the top, the basic unit of a text.
fn section(document: &Document, from: &Found, number: &str) -> Result<UnitId, String> {
    let missing = || format!("Section {number} is not in {}", from.name());
    if !from.id.is_empty() {
        let unit = children(document, from).iter().find(|unit| is_section(unit, number));
        return unit.map(|unit| unit.id.clone()).ok_or_else(missing);
    }
    // "Section 2" is no Article 2 where articles are called so.
    let is_called_article = |unit: &Unit| {
        let number = unit.number.as_deref().unwrap_or_default();
        unit.kind == UnitKind::Article && number.to_lowercase().starts_with("art")
    };
    let basic = |unit: &Unit| {
        matches!(unit.kind, UnitKind::Section | UnitKind::Article | UnitKind::Rule | UnitKind::Clause)
            && !is_called_article(unit)
    };
    let own = own_units(document);
    // In a draft whose headings have bare numbers, they are the sections.
    let bare = !own.iter().any(|unit| basic(unit));
    let group = |unit: &Unit| bare && unit.kind == UnitKind::Group && unit.number.is_some();
    let mut found = own.into_iter().filter(|unit| (basic(unit) || group(unit)) && bears(unit, number));
    match (found.next(), found.next()) {
        (Some(unit), None) => Ok(unit.id.clone()),
        (Some(_), Some(_)) => Err(format!("there are several sections {number}")),
        _ => Err(missing()),
    }
}

/// The units that are the act's own: not those of its annexes and of what it quotes, nor those below its articles.
fn own_units(document: &Document) -> Vec<&Unit> {
    let mut found = Vec::new();
    let mut stack: Vec<&Unit> = document.units.iter().rev().collect();
    while let Some(unit) = stack.pop() {
        found.push(unit);
        let inside = !unit.kind.is_root() && (unit.kind.is_container() || unit.number.is_none());
        if inside {
            stack.extend(unit.children.iter().rev());
        }
    }
    found
}

/// Whether a heading begins with a word and a number: `Section A. List of …`.
fn is_headed(unit: &Unit, word: &str, number: &str) -> bool {
    let heading = unit.heading.as_deref().unwrap_or_default();
    let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let named =
        words.next().is_some_and(|own| own.eq_ignore_ascii_case(word)) && words.next() == Some(number);
    named && unit.kind.is_container()
}

fn is_section(unit: &Unit, number: &str) -> bool {
    unit.kind == UnitKind::Section && bears(unit, number) || is_headed(unit, "section", number)
}

/// The child with a number, whatever its kind; unnumbered units are looked through.
fn numbered(document: &Document, from: &Found, number: &str) -> Result<Found, String> {
    let fits = |unit: &&Unit| bears(unit, number) && !is_above(from, unit);
    let id = through_unnumbered(children(document, from), &fits).map(|unit| unit.id.clone());
    let id = id.ok_or_else(|| format!("({number}) is not in {}", from.name()))?;
    Ok(Found { id, narrow: Narrow::Whole })
}

/// Whether a unit at the top of a text is none of those that stand below sections: "subsection (2)" alone is not section 2.
fn is_above(from: &Found, unit: &Unit) -> bool {
    let provision = matches!(unit.kind, UnitKind::Section | UnitKind::Article | UnitKind::Rule);
    from.id.is_empty() && (provision || unit.kind.is_root() || unit.kind.is_container())
}

/// The units from one to another, whatever stands between; what is numbered otherwise there is passed over.
fn range(
    document: &Document,
    from: &Found,
    closing: char,
    low: &str,
    high: &str,
) -> Result<Vec<Found>, String> {
    let end = |number: &str| {
        if closing == '조' {
            let missing = || format!("Article {number} is not in {}", from.name());
            return top(document, UnitKind::Article, number).ok_or_else(missing);
        }
        marked(document, from, closing, number).map(|found| found.id)
    };
    let (low, high) = (end(low)?, end(high)?);
    let order: Vec<&Unit> = document.walk().skip_while(|unit| unit.id != low && unit.id != high).collect();
    let last = order.iter().position(|unit| unit.id == high);
    let (Some(last), Some(first)) = (last, order.first().filter(|unit| unit.id == low)) else {
        return Err("a range ends before it begins".to_owned());
    };
    let alike = |unit: &&&Unit| unit.kind == first.kind && depth(document, &unit.id) == depth(document, &low);
    let found = order[..=last].iter().filter(alike);
    Ok(found.map(|unit| Found { id: unit.id.clone(), narrow: Narrow::Whole }).collect())
}

/// The chapter itself, when it has no articles but those that are listed.
fn listing(document: &Document, from: &Found, listed: &[(String, String)]) -> Result<Vec<Found>, String> {
    let is_listed = |unit: &&Unit| {
        let key = sort_key(&slug(unit.number.as_deref().unwrap_or_default()));
        listed.iter().any(|(low, high)| sort_key(low) <= key && key <= sort_key(high))
    };
    let unit = document.unit(&from.id).ok_or_else(|| format!("there is no {}", from.name()))?;
    let mut articles = unit.walk().filter(|unit| unit.kind == UnitKind::Article);
    match articles.find(|unit| !listed.is_empty() && !is_listed(unit)) {
        Some(other) => Err(format!("{} has {} too, which is not listed", from.name(), other.id)),
        None => Ok(vec![from.clone()]),
    }
}

/// How deep a unit stands below its article.
fn depth(document: &Document, id: &UnitId) -> usize {
    document.path(id).iter().filter(|unit| !unit.kind.is_container()).count()
}

/// The child with a number under a Korean closing character: ① is 항, 1. is 호, 가. is 목.
fn marked(document: &Document, from: &Found, closing: char, number: &str) -> Result<Found, String> {
    let fits = |unit: &&Unit| {
        let own = unit.number.as_deref().unwrap_or_default();
        let first = own.chars().next().unwrap_or_default();
        let circled = circled_value(first).is_some() || own.contains('항');
        let fits = match closing {
            '항' => circled || own.starts_with('('),
            '호' => !circled && first.is_ascii_digit() && !own.ends_with(')') || own.contains('호'),
            ')' => own.ends_with(')') && !own.starts_with('('),
            _ => ('가'..='힣').contains(&first) && !own.ends_with(')'),
        };
        fits && slug(own) == number
    };
    let id = through_unnumbered(children(document, from), &fits).map(|unit| unit.id.clone());
    let id = id.ok_or_else(|| format!("제{number}{closing} is not in {}", from.name()))?;
    Ok(Found { id, narrow: Narrow::Whole })
}

/// The first unit that fits; units without a number are looked through.
fn through_unnumbered<'a>(units: &'a [Unit], fits: &dyn Fn(&&Unit) -> bool) -> Option<&'a Unit> {
    units.iter().find(fits).or_else(|| {
        let through = |unit: &&Unit| unit.number.is_none() && unit.kind != UnitKind::Quotation;
        units.iter().filter(through).find_map(|unit| through_unnumbered(&unit.children, fits))
    })
}

fn indent(document: &Document, from: &Found, n: usize) -> Result<Found, String> {
    let is_indent = |unit: &&Unit| {
        unit.kind == UnitKind::Indent || unit.number.as_deref().is_some_and(|number| slug(number).is_empty())
    };
    let mut indents = children(document, from).iter().filter(is_indent);
    let found = if n == LAST { indents.next_back() } else { n.checked_sub(1).and_then(|at| indents.nth(at)) };
    match found {
        Some(unit) => Ok(Found { id: unit.id.clone(), narrow: Narrow::Whole }),
        None => point(document, from, &n.to_string()),
    }
}

/// The term that a definition defines, in lower case: what it quotes at its start.
pub(super) fn defined_term(text: &str) -> Option<String> {
    let text = text.trim_start();
    let close = match text.chars().next()? {
        '“' => '”',
        '"' => '"',
        '‘' => '’',
        _ => return None,
    };
    let inner = &text[text.chars().next().map_or(0, char::len_utf8)..];
    // "‘maker’s mark’": a mark within a word is an apostrophe.
    let ends = |at: &usize| !inner[at + close.len_utf8()..].starts_with(char::is_alphanumeric);
    let end = inner.match_indices(close).map(|(at, _)| at).find(ends)?;
    let term = collapse(&inner[..end]).to_lowercase();
    (!term.is_empty()).then_some(term)
}

/// The one unit that defines a term.
fn definition(document: &Document, from: &Found, term: &str) -> Result<Found, String> {
    let wanted = collapse(term).to_lowercase();
    let mut found = Vec::new();
    let mut stack: Vec<&Unit> = children(document, from).iter().rev().collect();
    while let Some(unit) = stack.pop() {
        if unit.kind == UnitKind::Quotation {
            continue;
        }
        if defined_term(&unit.text).is_some_and(|own| own == wanted) {
            found.push(unit);
        }
        stack.extend(unit.children.iter().rev());
    }
    match found.as_slice() {
        [one] => Ok(Found { id: one.id.clone(), narrow: Narrow::Whole }),
        [] => Err(format!("a definition of \"{term}\" is not in {}", from.name())),
        several => Err(format!("\"{term}\" is defined {} times in {}", several.len(), from.name())),
    }
}

pub(super) fn bears(unit: &Unit, number: &str) -> bool {
    unit.number.as_deref().is_some_and(|own| slug(own) == number)
}

fn paragraph(document: &Document, from: &Found, which: &Which) -> Result<Found, String> {
    let units = children(document, from);
    let found = match which {
        Which::Number(number) => units
            .iter()
            .find(|unit| {
                matches!(unit.kind, UnitKind::Paragraph | UnitKind::Subsection) && bears(unit, number)
            })
            .or_else(|| units.iter().find(|unit| bears(unit, number) && !is_above(from, unit)))
            .map(|unit| unit.id.clone())
            .or_else(|| numbered(document, from, number).ok().map(|found| found.id)),
        Which::Ordinal(n) => return nth_unnumbered(document, from, UnitKind::Paragraph, *n),
    };
    let id = found.ok_or_else(|| format!("{which:?} is not in {}", from.name()))?;
    Ok(Found { id, narrow: Narrow::Whole })
}

fn subparagraph(document: &Document, from: &Found, n: usize) -> Result<Found, String> {
    nth_unnumbered(document, from, UnitKind::Subparagraph, n)
        .or_else(|_| nth_unnumbered(document, from, UnitKind::Paragraph, n))
}

/// The n-th unnumbered block of a unit; the unit's own words are the first.
fn nth_unnumbered(document: &Document, from: &Found, kind: UnitKind, n: usize) -> Result<Found, String> {
    let which = if n == LAST { "last one".to_owned() } else { format!("number {n}") };
    let missing = || format!("there is no {kind:?} {which} in {}", from.name());
    let unit = document.unit(&from.id).ok_or_else(missing)?;
    if is_headed_by_a_line(unit) {
        return Err(format!(
            "whether the first line of {} is its heading or a paragraph cannot be told",
            from.name()
        ));
    }
    let own = usize::from(!unit.text.is_empty());
    if own == 1 && n == 1 {
        return Ok(Found { id: from.id.clone(), narrow: Narrow::First });
    }
    let mut blocks = unit.children.iter().filter(|child| child.kind == kind && child.number.is_none());
    let found =
        if n == LAST { blocks.next_back() } else { n.checked_sub(1 + own).and_then(|at| blocks.nth(at)) };
    found.map(|unit| Found { id: unit.id.clone(), narrow: Narrow::Whole }).ok_or_else(missing)
}

/// The longest line that may be a heading which nobody marked as one, in characters.
const MAX_LINE: usize = 80;

/// Whether an article without a heading begins with a short line that is no sentence: whoever counts its paragraphs may or may not count that line.
fn is_headed_by_a_line(unit: &Unit) -> bool {
    let blocks: Vec<&str> = std::iter::once(unit.text.as_str())
        .chain(unit.children.iter().filter(|child| child.number.is_none()).map(|child| child.text.as_str()))
        .filter(|text| !text.is_empty())
        .collect();
    let [first, _, ..] = blocks.as_slice() else { return false };
    let named = matches!(unit.kind, UnitKind::Article | UnitKind::Section) && unit.heading.is_none();
    named && first.chars().count() <= MAX_LINE && !first.ends_with(['.', ';', ':', ',', '—', '-', '’', '”'])
}

fn point(document: &Document, from: &Found, number: &str) -> Result<Found, String> {
    fn search<'a>(units: &'a [Unit], number: &str) -> Option<&'a Unit> {
        let is_point = |unit: &&Unit| {
            matches!(
                unit.kind,
                UnitKind::Point
                    | UnitKind::Item
                    | UnitKind::Indent
                    | UnitKind::Paragraph
                    | UnitKind::Subparagraph
            ) && bears(unit, number)
        };
        units.iter().find(is_point).or_else(|| {
            let through = |unit: &&Unit| unit.number.is_none();
            units.iter().filter(through).find_map(|unit| search(&unit.children, number))
        })
    }
    let id = search(children(document, from), number).map(|unit| unit.id.clone());
    let id = id.ok_or_else(|| format!("point {number} is not in {}", from.name()))?;
    Ok(Found { id, narrow: Narrow::Whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::too_many_lines, reason = "a list of cases")]
    #[test]
    fn places_are_read() {
        let check = |text: &str, expected: &str| assert_eq!(format!("{:?}", parse(text)), expected, "{text}");
        check(
            "in Article 1(2), point (g)",
            r#"Ok([[Article("1"), Paragraph([Number("2")]), Point(["g"])]])"#,
        );
        check(
            "in Annex VIII, section B, points 7 and 9",
            r#"Ok([[Annex("VIII"), Section("B"), Point(["7", "9"])]])"#,
        );
        check("in Article 113, the third paragraph", r#"Ok([[Article("113"), Paragraph([Ordinal(3)])]])"#);
        check("paragraphs 2 to 4", r#"Ok([[Paragraph([Number("2"), Number("3"), Number("4")])]])"#);
        check("points (b) to (d)", r#"Ok([[Point(["b", "c", "d"])]])"#);
        check("points (iv) to (vii)", r#"Err("what lies between iv and vii is not plain")"#);
        check("points 1a to 1c", r#"Err("what lies between 1a and 1c is not plain")"#);
        check("Annexes I to III", r#"Err("what lies between I and III is not plain")"#);
        check("paragraphs 1 to 500", r#"Err("what lies between 1 and 500 is not plain")"#);
        check("paragraphs 4294967295 to 5", r#"Err("what lies between 4294967295 and 5 is not plain")"#);
        check("in Article 5, point ()", r#"Err("\"()\" is no number")"#);
        check("the introductory part", "Ok([[Intro]])");
        check("the heading", "Ok([[Heading]])");
        check("in the footnote", r#"Err("footnote")"#);
        check("the second and third sentences", "Ok([[Sentence(2)], [Sentence(3)]])");
        check(
            "in Article 3(1), the first to third subparagraphs",
            r#"Ok([[Article("3"), Paragraph([Number("1")]), Subparagraph(1)], [Article("3"), Paragraph([Number("1")]), Subparagraph(2)], [Article("3"), Paragraph([Number("1")]), Subparagraph(3)]])"#,
        );
        check("the third to first sentences", r#"Err("a range of ordinals is not plain")"#);
        check(
            "Articles 3, 5(2) and 7",
            r#"Ok([[Article("3")], [Article("5"), Paragraph([Number("2")])], [Article("7")]])"#,
        );
        check(
            "in the first sentence of Article 4(1)",
            r#"Ok([[Article("4"), Paragraph([Number("1")]), Sentence(1)]])"#,
        );
        check(
            "point (a) of the second subparagraph of Article 5",
            r#"Ok([[Article("5"), Subparagraph(2), Point(["a"])]])"#,
        );
        check(
            "paragraph (2)(B) of section 7(a)",
            r#"Ok([[Section("7"), Below(["a"]), Paragraph([Number("2")]), Point(["B"])]])"#,
        );
        check("in the matter preceding paragraph (1)", "Ok([[Intro]])");
        check("paragraph 3 of Schedule 2", r#"Ok([[Annex("2"), Paragraph([Number("3")])]])"#);
        check(
            "Article 3(1) and (3)",
            r#"Ok([[Article("3"), Paragraph([Number("1")])], [Article("3"), Paragraph([Number("3")])]])"#,
        );
        check(
            "Article 72(3), (4) and 73(1)",
            r#"Ok([[Article("72"), Paragraph([Number("3")])], [Article("72"), Paragraph([Number("4")])], [Article("73"), Paragraph([Number("1")])]])"#,
        );
        check(
            "Article 3 (1) and (2)",
            r#"Ok([[Article("3"), Paragraph([Number("1")])], [Article("3"), Paragraph([Number("2")])]])"#,
        );
        check(
            "section 3(2)(a) and (b)",
            r#"Ok([[Section("3"), Below(["2"]), Below(["a"])], [Section("3"), Below(["2"]), Below(["b"])]])"#,
        );
        check(
            "section 3(2)(a) and (4)",
            r#"Ok([[Section("3"), Below(["2"]), Below(["a"])], [Section("3"), Below(["4"])]])"#,
        );
        check(
            "section 3(a)(i), (ii) and (b)(iii)",
            r#"Ok([[Section("3"), Below(["a"]), Below(["i"])], [Section("3"), Below(["a"]), Below(["ii"])], [Section("3"), Below(["b"]), Below(["iii"])]])"#,
        );
        check(
            "section 1(1) to (3)",
            r#"Ok([[Section("1"), Below(["1"])], [Section("1"), Below(["2"])], [Section("1"), Below(["3"])]])"#,
        );
        check(
            "subsections (1)(a) and (b) of section 3",
            r#"Ok([[Section("3"), Below(["1"]), Below(["a"])], [Section("3"), Below(["1"]), Below(["b"])]])"#,
        );
        check(
            "in Article 3(1) and (3), the first subparagraph",
            r#"Ok([[Article("3"), Paragraph([Number("1")]), Subparagraph(1)], [Article("3"), Paragraph([Number("3")]), Subparagraph(1)]])"#,
        );
        check("points (h) and (i)", r#"Ok([[Point(["h", "i"])]])"#);
        check("Article 3(a) and (4)", r#"Err("what (4) after 3(a) is a part of is not plain")"#);
        check("Article 3 and (4)", r#"Err("what (4) after 3 is a part of is not plain")"#);
        check("Articles 3(1) to 5", r#"Err("what lies between 3(1) and 5 is not plain")"#);
        check("Article 4 and Annex I", r#"Ok([[Article("4")], [Annex("I")]])"#);
        check("Annex I and Article 4", r#"Ok([[Annex("I")], [Article("4")]])"#);
        check(
            "Article 4, Article 5(2), and Annex I",
            r#"Ok([[Article("4")], [Article("5"), Paragraph([Number("2")])], [Annex("I")]])"#,
        );
        check(
            "Articles 4 and 5 and Annexes I and II",
            r#"Ok([[Article("4")], [Article("5")], [Annex("I")], [Annex("II")]])"#,
        );
        check("section 2 and Schedule 1", r#"Ok([[Section("2")], [Annex("1")]])"#);
        check("Schedule 1, Part 2", r#"Ok([[Annex("1"), Container(Part, "2")]])"#);
        check(
            "Schedule 1 Part 2 and Part 3",
            r#"Ok([[Annex("1"), Container(Part, "2")], [Annex("1"), Container(Part, "3")]])"#,
        );
        check("Schedule 1 and Part 3", r#"Err("whether the one is a part of the other is not said")"#);
        check(
            "Chapter II, Article 4 and Annex I",
            r#"Err("whether the list goes on or names a part of what it named is not said")"#,
        );
        check(
            "in section 2 and paragraph 1 of Schedule 1",
            r#"Ok([[Section("2")], [Annex("1"), Paragraph([Number("1")])]])"#,
        );
        check(
            "point (a) of Article 5 and of Article 6",
            r#"Ok([[Article("5"), Point(["a"])], [Article("6"), Point(["a"])]])"#,
        );
        check(
            "point (a) of Article 5 and point (b) of Article 6",
            r#"Ok([[Article("5"), Point(["a"])], [Article("6"), Point(["b"])]])"#,
        );
        check(
            "point (a) of Article 5 and Annex I",
            r#"Err("whether \"and Annex I\" goes on with what stands before \"of\" is not said")"#,
        );
        check(
            "paragraph 1 and the heading of Article 5",
            r#"Err("what stands behind \"and\" may be a part of what stands before it, or not")"#,
        );
        check(
            "in paragraph 1 and in paragraph 3",
            r#"Ok([[Paragraph([Number("1")])], [Paragraph([Number("3")])]])"#,
        );
        check(
            "Articles 3 and 4 paragraph 2",
            r#"Err("of which of them \"paragraph\" is a part is not said")"#,
        );
        check("in the introductory part and in point (a)", r#"Ok([[Intro], [Point(["a"])]])"#);
        check("the title of Article 5", r#"Ok([[Article("5"), Heading]])"#);
        check(
            "in Article 4 and Article 5(1)",
            r#"Ok([[Article("4")], [Article("5"), Paragraph([Number("1")])]])"#,
        );
    }
}
