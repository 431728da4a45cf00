//! Suggestions of what a unit does, from its words: its deontic word, who bears it, what follows from a breach.
//!
//! A suggestion is never a coding: a person confirms it or not. Each names the words that led to it.
//!
//! How a text is read: sentences that define or apply are passed over; of the others the first with a word of duty rules. In a sentence that
//! begins with a condition the main clause rules, and in Korean and Japanese its last word of duty, because there the verb comes last. Of two
//! words at one place the longer wins ("shall endeavour" above "shall"), and a bare permission yields to a duty in the same sentence. What an
//! authority may do is a power. A sentence that denies a duty ("nothing in this Act shall require …", "muss nicht") orders nothing; where the words
//! of denial free somebody they are a permission. Words in which a word of duty only seems to stand ("供应" around "应") are passed over.

use std::fmt;

use serde::Serialize;

use crate::code::{Deontic, Role, SanctionKind};
pub use crate::lexicon::{LANGUAGES, Sense};
use crate::lexicon::{Lexicon, lexicon};

/// A suggested deontic word with the words that led to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    pub deontic: Deontic,
    /// The words of the sentence that led to it, as the list of words has them.
    pub words: &'static str,
    /// Where they begin, in bytes of the text in lower case.
    pub at: usize,
}

/// What the words of a text suggest, field by field; a field without a suggestion is left to the coder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Suggested {
    /// What the sentence with the suggested word does, or the first sentence where there is none.
    pub sense: Sense,
    pub deontic: Option<Suggestion>,
    /// Who bears it, in the order in which they are named.
    pub bearer: Vec<Role>,
    /// The words that led to each of them.
    pub bearer_words: Vec<&'static str>,
    /// What follows from a breach; nothing where the words deny it.
    pub sanction: Option<SanctionKind>,
    /// The words that led to it; empty where there is none.
    pub sanction_words: &'static str,
}

/// Suggests the deontic word of a text in a language; nothing when no modal word is found or the language is unknown.
pub fn suggest(language: &str, text: &str) -> Option<Suggestion> {
    suggest_fields(language, text).deontic
}

/// Suggests all fields that words can tell.
pub fn suggest_fields(language: &str, text: &str) -> Suggested {
    let Some(lexicon) = lexicon(language) else { return Suggested::default() };
    let folded = text.to_lowercase();
    let sanction = consequence(lexicon, &folded);
    let (sanction, sanction_words) = (sanction.map(|one| one.value), sanction.map_or("", |one| one.words));
    let orders =
        |(_, sentence): &(usize, &str)| matches!(without_order(lexicon, sentence), None | Some(Sense::Power));
    let ruling = sentences(&folded)
        .filter(orders)
        .find_map(|(at, sentence)| Some((at, sentence, ruling_word(lexicon, sentence)?)));
    let Some((at, sentence, found)) = ruling else {
        // A sentence that orders nothing in words still names first whom it is about.
        let opening = sentences(&folded).find(orders).map_or("", |(_, sentence)| sentence);
        let bearer = all_of(lexicon, opening, lexicon.actors).first().copied();
        let sense = sentences(&folded).find_map(|(_, sentence)| without_order(lexicon, sentence));
        return Suggested {
            sense: sense.unwrap_or_default(),
            deontic: None,
            bearer: bearer.iter().map(|one| one.value).collect(),
            bearer_words: bearer.iter().map(|one| one.words).collect(),
            sanction,
            sanction_words,
        };
    };
    let (bearer, bearer_words): (Vec<Role>, Vec<&'static str>) =
        bearers(lexicon, sentence, &found).into_iter().unzip();
    let deontic = match found.value {
        Deontic::May | Deontic::Right if bearer.first().is_some_and(|role| role.is_public()) => {
            Deontic::Power
        }
        // "A provider may ask" is allowed; "a user may ask" is a right.
        Deontic::Right
            if lexicon.allows.iter().any(|word| found.words.contains(word))
                && bearer.first().is_some_and(|role| !is_protected(*role) && *role != Role::PersonAny) =>
        {
            Deontic::May
        }
        // What a person may ask of others is a right.
        Deontic::May if bearer.first().is_some_and(|role| is_protected(*role)) => Deontic::Right,
        deontic => deontic,
    };
    let sense = match deontic {
        Deontic::Power => Sense::Power,
        Deontic::May | Deontic::Right => Sense::Permission,
        Deontic::Must | Deontic::MustNot | Deontic::Should | Deontic::Undertakes => Sense::Duty,
        Deontic::None => Sense::Unsure,
    };
    let deontic = Some(Suggestion { deontic, words: found.words, at: at + found.at });
    Suggested { sense, deontic, bearer, bearer_words, sanction, sanction_words }
}

/// What a sentence does that orders nothing by its words; none where it may order something.
fn without_order(lexicon: &Lexicon, sentence: &str) -> Option<Sense> {
    let duties = duty_words(lexicon, sentence);
    let before = |at: usize| duties.iter().any(|duty| duty.at < at);
    let defines = lexicon.definitions.iter().find_map(|(words, sense)| {
        let at =
            sentence.match_indices(words).map(|(at, _)| at).find(|at| !is_a_noun(sentence, *at, words))?;
        // "Providers must label what this means": the duty stands above, and is not defined away.
        (!before(at)).then_some(*sense)
    });
    defines.or_else(|| {
        let (words, sense) = ending(lexicon, sentence)?;
        let at = without_tail(sentence).len() - words.len();
        (!before(at)).then_some(sense)
    })
}

/// The last words of a sentence that say what it does, where the verb comes last.
fn ending(lexicon: &Lexicon, sentence: &str) -> Option<(&'static str, Sense)> {
    let bare = without_tail(sentence);
    let ends = lexicon.ends.iter().filter(|(words, _)| bare.ends_with(words));
    let (words, sense) = ends.max_by_key(|(words, _)| words.len()).copied()?;
    // A longer word of duty at the same place rules: "ものとする" above "とする".
    let longer = |(duty, value): &(&str, Deontic)| {
        *value != Deontic::None && duty.len() > words.len() && bare.ends_with(duty)
    };
    (!lexicon.duties.iter().any(longer)).then_some((words, sense))
}

/// A sentence without stops and remarks in brackets at its end: "말한다(이하 같다).", "본다. <개정 2026.1.20>".
fn without_tail(sentence: &str) -> &str {
    let mut bare = sentence;
    loop {
        bare = bare.trim_end_matches(|c: char| c.is_whitespace() || ".。,;:\"'”’".contains(c));
        let open = match bare.chars().next_back() {
            Some(')') => bare.rfind('('),
            Some('）') => bare.rfind('（'),
            Some('>') => bare.rfind('<'),
            Some(']') => bare.rfind('['),
            _ => None,
        };
        match open {
            Some(open) => bare = &bare[..open],
            None => return bare,
        }
    }
}

/// "by technical means", "means of proof": the English noun, which defines nothing.
fn is_a_noun(sentence: &str, at: usize, words: &str) -> bool {
    const BEHIND: [&str; 12] =
        ["of", "to", "by", "that", "which", "must", "shall", "should", "may", "are", "is", "for"];
    const BEFORE: [&str; 15] = [
        "by",
        "all",
        "other",
        "such",
        "any",
        "technical",
        "electronic",
        "appropriate",
        "these",
        "the",
        "reasonable",
        "effective",
        "necessary",
        "suitable",
        "its",
    ];
    if words.trim() != "means" {
        return false;
    }
    let behind = sentence[at + words.len()..].split_whitespace().next().unwrap_or_default();
    let before = sentence[..at].split_whitespace().next_back().unwrap_or_default();
    BEHIND.contains(&behind) || BEFORE.contains(&before)
}

/// The first consequence that the words do not deny: "pays no administrative fine" has none.
fn consequence(lexicon: &Lexicon, text: &str) -> Option<Found<SanctionKind>> {
    all_of(lexicon, text, lexicon.sanctions).into_iter().find(|one| !is_unpunished(lexicon, text, one))
}

/// Whether a text names a consequence only to deny it: "pays no administrative fine".
pub(crate) fn denies_consequence(language: &str, text: &str) -> bool {
    let Some(lexicon) = lexicon(language) else { return false };
    let folded = text.to_lowercase();
    consequence(lexicon, &folded).is_none() && !all_of(lexicon, &folded, lexicon.sanctions).is_empty()
}

/// Whether the words around a consequence say that there is none. Before it only what stands right there counts: "whoever does not label is
/// liable to a fine" punishes.
fn is_unpunished(lexicon: &Lexicon, text: &str, found: &Found<SanctionKind>) -> bool {
    const ENDS: [char; 8] = [',', ';', ':', '.', '\n', '。', '，', '、'];
    let (before, rest) = (&text[..found.at], &text[found.at + found.words.len()..]);
    let clause = before.rsplit(ENDS).next().unwrap_or_default();
    let right_before = |word: &&str| {
        // "is not to be", "shall not be": the helping verb stands between.
        const HELPING: [&str; 7] = ["be made", "to be", "to", "be", "any", "an", "a"];
        let mut bare = clause.trim_end();
        if let Some(shorter) = HELPING.iter().find_map(|verb| {
            let shorter = bare.strip_suffix(verb)?;
            (lexicon.spaced && shorter.ends_with(' ')).then_some(shorter)
        }) {
            bare = shorter.trim_end();
        }
        bare.strip_suffix(*word)
            .is_some_and(|head| !lexicon.spaced || !head.ends_with(|c: char| c.is_alphanumeric()))
    };
    let behind = rest.split(['.', ';', '\n', '。']).next().unwrap_or_default();
    let right_behind = |word: &&str| {
        behind.match_indices(*word).any(|(at, _)| !lexicon.spaced || stands_alone(behind, at, word))
    };
    lexicon.unpunished_before.iter().any(right_before) || lexicon.unpunished_behind.iter().any(right_behind)
}

/// The words of a text that narrow, deny or leave a choice, each as often as it stands there.
pub(crate) fn guards(language: &str, text: &str) -> Vec<&'static str> {
    let Some(lexicon) = lexicon(language) else { return Vec::new() };
    let entries: Vec<(&'static str, ())> = lexicon.guards.iter().map(|words| (*words, ())).collect();
    all_of(lexicon, &text.to_lowercase(), &entries).into_iter().map(|found| found.words).collect()
}

/// Whether a sentence says by its words that it defines, applies or only says what the act is for.
pub(crate) fn orders_nothing(language: &str, sentence: &str) -> bool {
    let Some(lexicon) = lexicon(language) else { return false };
    matches!(without_order(lexicon, &sentence.to_lowercase()), Some(Sense::Definition | Sense::Effect))
}

/// Whether a role is that of someone whom law protects, and not of one whom it binds.
fn is_protected(role: Role) -> bool {
    matches!(role, Role::Person | Role::User | Role::Worker | Role::Consumer | Role::Applicant)
}

/// Words of a lexicon in a text.
#[derive(Debug, Clone, Copy)]
struct Found<T> {
    value: T,
    words: &'static str,
    at: usize,
}

/// Signs that end a sentence, a paragraph or an item; a number's point does not, because no space follows it.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    let mut ends: Vec<(usize, &str)> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let ends_here = match character {
            '\n' | '。' | '؟' | '!' => true,
            '.' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if ends_here {
            let end = at + character.len_utf8();
            ends.push((from, &text[from..end]));
            from = end;
        }
    }
    ends.push((from, &text[from..]));
    ends.into_iter().filter(|(_, sentence)| !sentence.trim().is_empty())
}

/// The word of duty that rules a sentence.
fn ruling_word(lexicon: &Lexicon, sentence: &str) -> Option<Found<Deontic>> {
    let main = main_clause(lexicon, sentence);
    let found = duty_words(lexicon, &sentence[main..]);
    if found.is_empty() && main > 0 {
        return ruling_word_at(lexicon, &duty_words(lexicon, sentence), sentence, 0);
    }
    ruling_word_at(lexicon, &found, &sentence[main..], main)
}

/// The words of duty in a text. Those with [`Deontic::None`] stand in the list to hide the word inside of them.
fn duty_words(lexicon: &Lexicon, text: &str) -> Vec<Found<Deontic>> {
    let mut found = all_of(lexicon, text, lexicon.duties);
    for one in &mut found {
        one.value = unless_denied(lexicon, text, one);
    }
    found.retain(|one| one.value != Deontic::None && !only_looks_like_duty(text, one));
    // "임기는 3년으로 한다": a verb that any sentence may end with orders only what somebody does whom norms bind.
    let plain = found.last().copied().filter(|last| {
        let bare = without_tail(text);
        lexicon.plain_verb.contains(&last.words) && last.at + last.words.len() >= bare.len()
    });
    if let Some(last) = plain {
        let ends = ending(lexicon, text).map(|(_, sense)| sense);
        let named = all_of(lexicon, &text[..last.at], lexicon.actors);
        let bound = named.first().is_some_and(|one| !one.value.is_public() && !is_protected(one.value));
        match ends {
            // What is a body's business is its power; of others it is a duty.
            Some(Sense::Power) if !bound => {
                if let Some(one) = found.last_mut() {
                    one.value = Deontic::Power;
                }
            }
            Some(Sense::Power) | None if bound => {}
            _ => drop(found.pop()),
        }
    }
    // Elsewhere than at the end it is no verb of the sentence.
    found.retain(|one| {
        !lexicon.plain_verb.contains(&one.words) || plain.is_some_and(|plain| plain.at == one.at)
    });
    found
}

/// Whether an English verb of promises or offences stands where it promises and forbids nothing: "whoever commits a breach", "a platform that
/// commits an offence must report it", "each committed party", "undertake no duty".
fn only_looks_like_duty(text: &str, duty: &Found<Deontic>) -> bool {
    const VERBS: [&str; 5] = ["commit", "commit to", "commits to", "undertake", "commits an offence"];
    const RELATIVE: [&str; 5] = ["who", "that", "which", "whoever", "whosoever"];
    const HELPING: [&str; 9] = ["are", "is", "am", "be", "have", "has", "remain", "stay", "and"];
    const NOTHING: [&str; 3] = ["no", "none", "nothing"];
    const WRONGS: [&str; 14] = [
        "abuse",
        "act",
        "assault",
        "breach",
        "contravention",
        "crime",
        "fraud",
        "infraction",
        "infringement",
        "offence",
        "offense",
        "perjury",
        "violation",
        "wrong",
    ];
    if !VERBS.contains(&duty.words) {
        return false;
    }
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let from_verb = &text[duty.at..];
    let verb = bare(from_verb.split_whitespace().next().unwrap_or_default());
    let before = bare(text[..duty.at].split_whitespace().next_back().unwrap_or_default());
    let behind: Vec<String> =
        from_verb.split_whitespace().skip(1).take(3).map(bare).filter(|word| !word.is_empty()).collect();
    let is_wrong = |word: &String| {
        let one = word.strip_suffix("es").or(word.strip_suffix('s')).unwrap_or(word);
        WRONGS.contains(&word.as_str()) || WRONGS.contains(&one)
    };
    let participle = matches!(&*verb, "committed" | "committing" | "undertaken" | "undertaking");
    let is_wrongdoing = duty.words != "commits an offence" && behind.iter().any(is_wrong);
    RELATIVE.contains(&before.as_str())
        || behind.first().is_some_and(|word| NOTHING.contains(&word.as_str()))
        || is_wrongdoing
        || (participle && !HELPING.contains(&before.as_str()))
}

/// What a word of duty says where its subject denies it: "no provider shall sell" is a ban, "no provider shall be obliged to" frees, and "nothing in
/// this Act shall" orders nothing.
fn unless_denied(lexicon: &Lexicon, text: &str, duty: &Found<Deontic>) -> Deontic {
    const ENDS: [char; 4] = [',', ';', ':', '.'];
    let end = duty.at + duty.words.len();
    let before = text[..duty.at].rfind(|c| ENDS.contains(&c)).map_or(0, |at| at + 1);
    let clause = text[before..end].trim_start_matches(|c: char| !c.is_alphabetic());
    let rest = text[end..].split(ENDS).next().unwrap_or_default();
    let opens = |word: &str| clause.starts_with(word) && stands_alone(clause, 0, word);
    let counts = ["no later", "no less", "no more", "no fewer"].iter().any(|word| clause.starts_with(word));
    let orders = matches!(duty.value, Deontic::Must | Deontic::MustNot | Deontic::May);
    if !orders || counts {
        return duty.value;
    }
    if lexicon.unsaid.iter().any(|word| opens(word)) {
        return Deontic::None;
    }
    if lexicon.deniers.iter().any(|word| opens(word)) {
        let (inside, behind) = (duty.words, rest.trim_start());
        let frees =
            |word: &&str| behind.starts_with(*word) || inside.contains(word.trim_start_matches("be "));
        let frees = lexicon.oblige.iter().any(frees);
        return if frees { Deontic::May } else { Deontic::MustNot };
    }
    // A negation behind the verb may deny the duty or only what follows: who reads by rule cannot tell.
    let negated = |word: &&str| rest.match_indices(*word).any(|(at, _)| stands_alone(rest, at, word));
    match duty.value {
        Deontic::Must if lexicon.denies_behind && lexicon.negations.iter().any(negated) => Deontic::None,
        value => value,
    }
}

fn ruling_word_at(
    lexicon: &Lexicon,
    found: &[Found<Deontic>],
    text: &str,
    offset: usize,
) -> Option<Found<Deontic>> {
    // "hoeft niet te informeren": what is denied to be a duty stands behind, and may itself be in the list of duties.
    let frees = |one: &&Found<Deontic>| {
        let denies = |word: &str| lexicon.negations.contains(&word);
        let end = one.at + one.words.len();
        let goes_on =
            |next: &Found<Deontic>| next.at > one.at && !text[end..next.at].contains([',', ';', ':']);
        one.value == Deontic::May && one.words.split(' ').any(denies) && found.iter().any(goes_on)
    };
    let ruling = if let Some(freed) = found.iter().find(frees) {
        Some(*freed)
    } else if lexicon.verb_last {
        found.last().copied()
    } else {
        let duty = found.iter().find(|one| one.value != Deontic::May);
        duty.or(found.first()).copied()
    };
    ruling.map(|one| Found { at: one.at + offset, ..one })
}

/// Where the main clause begins: after the comma that ends an opening condition, else at once.
fn main_clause(lexicon: &Lexicon, sentence: &str) -> usize {
    let opening = sentence.trim_start_matches(|c: char| !c.is_alphabetic());
    let begins =
        |word: &str| opening.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    if !lexicon.conditions.iter().any(|word| begins(word)) {
        return 0;
    }
    let commas = [',', '،'];
    // The marks differ in length, so the clause begins after the one that stands there.
    sentence.split_once(commas).map_or(0, |(_, main)| sentence.len() - main.len())
}

/// Who is named before the ruling word, or in a passive sentence at all.
fn bearers(lexicon: &Lexicon, sentence: &str, ruling: &Found<Deontic>) -> Vec<(Role, &'static str)> {
    let before = all_of(lexicon, &sentence[..ruling.at], lexicon.actors);
    // What is allowed is allowed to its subject: one that no list knows is not whoever is named behind.
    let in_whole = before.is_empty() && ruling.value != Deontic::May;
    let named = if in_whole { all_of(lexicon, sentence, lexicon.actors) } else { before };
    let mut roles: Vec<(Role, &'static str)> = Vec::new();
    for found in named {
        if !roles.iter().any(|(role, _)| *role == found.value) {
            roles.push((found.value, found.words));
        }
    }
    roles
}

/// Every phrase of a list in a text, in order; a phrase inside of a longer one is not there.
fn all_of<T: Copy>(lexicon: &Lexicon, text: &str, entries: &[(&'static str, T)]) -> Vec<Found<T>> {
    let mut found: Vec<Found<T>> = Vec::new();
    for (words, value) in entries {
        let stands = |at: &usize| !lexicon.spaced || stands_alone(text, *at, words);
        let places = text.match_indices(words).map(|(at, _)| at).filter(stands);
        found.extend(places.map(|at| Found { value: *value, words, at }));
    }
    found.sort_by_key(|one| (one.at, std::cmp::Reverse(one.words.len())));
    let mut end = 0;
    found.retain(|one| {
        let outside = one.at >= end;
        if outside {
            end = one.at + one.words.len();
        }
        outside
    });
    found
}

/// Phrases of at most so many letters must be whole words: "may" is not in "mayor". Longer ones may be inflected: "undertake" finds
/// "undertakes".
const WHOLE_WORD: usize = 6;

fn stands_alone(text: &str, at: usize, phrase: &str) -> bool {
    let begins = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let behind = &text[at + phrase.len()..];
    // "commits", "affirmed"; "committee" and "affirmative" are other words.
    let inflected = matches!(phrase, "commit" | "affirm")
        && ["s", "ed", "ted", "ing", "ting"]
            .iter()
            .any(|end| behind.strip_prefix(end).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)));
    let is_short = phrase.chars().count() <= WHOLE_WORD && !inflected;
    let ends = !is_short || !behind.starts_with(char::is_alphanumeric);
    begins && ends
}

/// How well suggestions match codings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Measured {
    /// Texts looked at.
    pub texts: usize,
    /// Suggestions made.
    pub suggested: usize,
    /// Suggestions that match.
    pub right: usize,
}

impl Measured {
    /// Counts one text: what was suggested, and whether it matches.
    pub fn count(&mut self, suggested: bool, right: bool) {
        self.texts += 1;
        self.suggested += usize::from(suggested);
        self.right += usize::from(right);
    }

    /// The share of suggestions that match.
    pub fn precision(self) -> f64 {
        if self.suggested == 0 { 0.0 } else { self.right as f64 / self.suggested as f64 }
    }

    /// The share of texts that got the matching suggestion.
    pub fn recall(self) -> f64 {
        if self.texts == 0 { 0.0 } else { self.right as f64 / self.texts as f64 }
    }
}

impl std::ops::AddAssign for Measured {
    fn add_assign(&mut self, more: Self) {
        self.texts += more.texts;
        self.suggested += more.suggested;
        self.right += more.right;
    }
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (precision, recall) = (self.precision(), self.recall());
        write!(
            f,
            "{:>4} texts, {:>4} suggested, {:>4} right, precision {precision:.2}, recall {recall:.2}",
            self.texts, self.suggested, self.right
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, text: &str, expected: Option<Deontic>) {
        assert_eq!(suggest(language, text).map(|one| one.deontic), expected, "{text}");
    }

    #[test]
    fn english() {
        check("en", "Operators shall endeavour to assess the effect.", Some(Deontic::Should));
        check("en", "Operators shall assess the effect.", Some(Deontic::Must));
        check("en", "Operators shall not use it.", Some(Deontic::MustNot));
        check(
            "en",
            "The following practices shall be prohibited: a score of persons.",
            Some(Deontic::MustNot),
        );
        check("en", "The mayor eats mustard.", None);
        check("en-GB", "A provider may publish.", Some(Deontic::May));
        check("en", "The market surveillance authority may ask for documents.", Some(Deontic::Power));
        check("en", "The Commission may adopt guidelines.", Some(Deontic::Power));
        check("en", "Where an authority may object, the provider shall wait.", Some(Deontic::Must));
        check("en", "A person shall have the right to an explanation.", Some(Deontic::Right));
        check("en", "Any affected person has the right to an explanation.", Some(Deontic::Right));
        check(
            "en",
            "'Provider' means a person that shall be named. Providers must register.",
            Some(Deontic::Must),
        );
    }

    #[test]
    fn a_denial_is_no_duty() {
        check("en", "Nothing in this Act shall require a provider to label.", None);
        check("en", "Nothing in Article 5 shall oblige an operator to keep records.", None);
        check("en", "No person shall be obliged to keep records of training data.", Some(Deontic::May));
        check("en", "No provider must be required to label.", Some(Deontic::May));
        check("en", "Providers need not label, but they shall keep records.", Some(Deontic::Must));
        check("en", "The operator does not have to report.", Some(Deontic::May));
        check("en", "It must be remembered that deepfakes harm people.", None);
        check("en", "Any provider that infringes this Article shall be fined up to EUR 10 000 000.", None);
        check("en", "Nobody shall use it.", Some(Deontic::MustNot));
        check("en", "A platform that commits an offence must report it.", Some(Deontic::Must));
        check("en", "Whoever commits a breach must pay.", Some(Deontic::Must));
        check("en", "A person harmed may claim from whoever committed it.", Some(Deontic::May));
        check("en", "Each committed state party may claim costs.", Some(Deontic::May));
        check("en", "Members undertake no duty to report.", None);
        check("en", "A provider who sells it commits an offence.", Some(Deontic::MustNot));
        check("en", "We are committed to open standards.", Some(Deontic::Undertakes));
        check("en", "The parties undertake not to use it.", Some(Deontic::Undertakes));
        check("en", "Companies commit to publish a report.", Some(Deontic::Undertakes));
        check("en", "No provider may sell it.", Some(Deontic::MustNot));
        check("en", "None of the operators is required to report.", Some(Deontic::May));
        check(
            "en",
            "No later than two days after it providers shall be required to report.",
            Some(Deontic::Must),
        );
        check("en", "A person with no income shall pay.", Some(Deontic::Must));
        check("en", "No provider shall require a fee.", Some(Deontic::MustNot));
        check("de", "Der Anbieter muss nicht kennzeichnen.", Some(Deontic::May));
        check("de", "Die Anbieter müssen Inhalte nicht kennzeichnen.", None);
        check("de", "Anbieter müssen nicht nur kennzeichnen, sondern auch melden.", Some(Deontic::Must));
        check("de", "Betreiber brauchen nicht zu melden.", Some(Deontic::May));
        check("de", "Der Anbieter ist nicht verpflichtet, zu kennzeichnen.", Some(Deontic::May));
        check("de", "Der Anbieter muss melden, auch wenn er nicht haftet.", Some(Deontic::Must));
        check("zh", "供应者不必标识。", Some(Deontic::May));
        check("zh", "供应者标识内容。", None);
        check("zh", "供应者应当标识内容。", Some(Deontic::Must));
        check("zh", "提供者应标识内容。", Some(Deontic::Must));
        check("ko", "사업자는 표시하지 아니하여도 된다.", Some(Deontic::May));
        check("ko", "사업자는 표시할 의무가 없다.", Some(Deontic::May));
        check("ko", "사업자는 표시할 필요가 없다.", Some(Deontic::May));
        check("ja", "事業者は表示することを要しない。", Some(Deontic::May));
        check("fr", "Le fournisseur n’est pas tenu d’informer.", Some(Deontic::May));
        check("fr", "Le fournisseur n'a pas à informer.", Some(Deontic::May));
        check("es", "El proveedor no está obligado a informar.", Some(Deontic::May));
        check("es", "El proveedor no tendrá que informar.", Some(Deontic::May));
        check("nl", "De aanbieder hoeft niet te informeren.", Some(Deontic::May));
        check("nl", "De aanbieder is niet verplicht te informeren.", Some(Deontic::May));
        check("pt", "O fornecedor não é obrigado a informar.", Some(Deontic::May));
        check("ar", "لا يجب على المزوّد أن يضع علامة.", Some(Deontic::May));
    }

    #[test]
    fn a_consequence_that_the_words_deny_is_none() {
        let check = |language: &str, text: &str, expected: Option<SanctionKind>| {
            let found = suggest_fields(language, text);
            assert_eq!(found.sanction, expected, "{text}");
            assert_eq!(found.sanction_words.is_empty(), expected.is_none(), "{text}");
            assert!(text.to_lowercase().contains(found.sanction_words), "{text}");
        };
        let fine = Some(SanctionKind::AdminFine);
        check("en", "Whoever breaches this pays an administrative fine of up to 50 million won.", fine);
        check("en", "Whoever breaches this pays no administrative fine.", None);
        check("en", "A provider that does not label is liable to a fine.", fine);
        check("en", "A provider that reports is not liable to a fine.", None);
        check("en", "It shall not be subject to fines.", None);
        check("en", "It is not to be fined.", None);
        check(
            "en",
            "Whoever breaches this may be fined by order of the authority after three warnings.",
            fine,
        );
        check("en", "No fault is needed, and an administrative fine is paid.", fine);
        check("en", "Nobody pays without an administrative fine being due.", None);
        check(
            "en",
            "There is no administrative fine; whoever sells it is guilty of fraud.",
            Some(SanctionKind::Criminal),
        );
        check("ko", "표시하지 아니한 자에게는 과태료를 부과한다.", fine);
        check("ko", "위반한 자에게는 과태료를 부과하지 아니한다.", None);
        check("ko", "과태료를 면제한다.", None);
        check("zh", "违反本条的，处以罚款。", fine);
        check("zh", "违反本条的，不予罚款。", None);
        check("ja", "違反した者は過料に処する。", fine);
        check("ja", "違反した者は過料に処しない。", None);
    }

    #[test]
    fn a_suggestion_says_which_words_it_looked_at() {
        let read = suggest_fields("en", "A provider must label it. A breach is an offence.");
        assert_eq!(read.deontic.as_ref().map(|one| one.words), Some("must"));
        assert_eq!((read.bearer_words.len(), read.sanction_words), (1, "offence"));
        let read = suggest_fields("en", "Providers and deployers of films.");
        assert_eq!(read.bearer.len(), read.bearer_words.len());
    }

    #[test]
    fn what_an_unknown_body_may_do_is_not_laid_on_whom_it_touches() {
        let read = suggest_fields("en", "The Minister may exempt any operator from the duty to label.");
        assert_eq!(read.bearer, [Role::Regulator]);
        assert_eq!(read.deontic.map(|one| one.deontic), Some(Deontic::Power));
        let read = suggest_fields("en", "The board may exempt any operator.");
        assert_eq!((read.bearer, read.deontic.map(|one| one.deontic)), (Vec::new(), Some(Deontic::May)));
    }

    #[test]
    fn korean() {
        check("ko", "사업자는 영향을 평가하기 위하여 노력하여야 한다.", Some(Deontic::Should));
        check("ko", "사업자는 이용자에게 고지하여야 한다.", Some(Deontic::Must));
        check("ko", "누구든지 유포하여서는 아니 된다.", Some(Deontic::MustNot));
        check("ko", "사업자는 조사할 수 있다.", Some(Deontic::May));
        check("ko", "장관은 조사할 수 있다.", Some(Deontic::Power));
        check("ko", "조사할 수 있는 자료를 제출하여야 한다.", Some(Deontic::Must));
        check("ko", "유포한 자는 3년 이하의 징역에 처한다.", Some(Deontic::MustNot));
        check("ko", "“제공자”란 고지하여야 하는 자를 말한다.", None);
    }

    #[test]
    fn what_a_sentence_does_is_told_apart_from_duties() {
        let check = |language: &str, text: &str, expected: Sense| {
            let read = suggest_fields(language, text);
            assert_eq!(read.sense, expected, "{text}");
            let orders = matches!(expected, Sense::Duty | Sense::Permission | Sense::Power);
            assert_eq!(read.deontic.is_some(), orders, "{text}");
        };
        check("ko", "인공지능사업자는 24시간 이내에 영상을 삭제한다.", Sense::Duty);
        check("ko", "인공지능사업자는 책임자를 선임한다.", Sense::Duty);
        check("ko", "인공지능사업자는 표시하여야 하며, 표시한 것은 적법한 것으로 본다.", Sense::Duty);
        check("ko", "인공지능사업자는 이 법을 적용한다는 사실을 알려야 한다.", Sense::Duty);
        check("ko", "이 약관은 체결한 날부터 효력을 가진다.", Sense::Effect);
        check("ko", "위반한 계약은 효력을 상실한다.", Sense::Effect);
        check("ko", "표시한 결과물은 적법한 것으로 본다. <개정 2026.1.20>", Sense::Effect);
        check("ko", "국외의 행위에도 이 법을 적용한다.", Sense::Effect);
        check("ko", "절차는 행정심판법에 따른다.", Sense::Effect);
        check("ko", "기한까지 답하지 아니하면 동의한 것으로 간주한다.", Sense::Effect);
        check("ko", "기한까지 답하지 아니하면 동의한 것으로 간주합니다.", Sense::Effect);
        check("ko", "그 밖에 필요한 사항은 대통령령으로 정한다.", Sense::Effect);
        check("ko", "위반한 자에게는 과태료를 부과한다.", Sense::Effect);
        check("ko", "국가인공지능위원회를 둔다.", Sense::Effect);
        check("ko", "“표시”란 결과물에 붙이는 것을 말한다(이하 같다).", Sense::Definition);
        check("ko", "위원은 대통령이 위촉한다.", Sense::Power);
        check("ko", "위원회는 다음 각 호의 사항을 심의ㆍ의결한다.", Sense::Power);
        check("ko", "위원의 임기는 3년으로 한다.", Sense::Unsure);
        check("ko", "신청은 서면으로 한다.", Sense::Unsure);
        check("ko", "회의는 매년 개최한다.", Sense::Unsure);
        check("ja", "この法律において「事業者」とは、提供する者をいう。", Sense::Definition);
        check("ja", "期限までに答えないときは、同意したものとみなす。", Sense::Effect);
        check("ja", "委員の任期は、三年とする。", Sense::Unsure);
        check("ja", "事業者は、速やかに表示するものとする。", Sense::Duty);
        check("en", "“Label” means a mark.", Sense::Definition);
        check("en", "Providers must label by technical means such as a mark.", Sense::Duty);
        check("en", "All means of proof shall be kept by the provider.", Sense::Duty);
        check("en", "The minister may inspect.", Sense::Power);
        check("en", "Research bodies have an ethics committee.", Sense::Unsure);
        check("en", "A provider may ask the authority for guidance.", Sense::Permission);
        check("ko", "장관은 인공지능사업자에게 자료의 제출을 요구할 수 있다.", Sense::Power);
        check("ko", "이용자는 인공지능사업자에게 설명을 요구할 수 있다.", Sense::Permission);
        check("ko", "인공지능사업자는 위반 사실을 알려야 한다.", Sense::Duty);
        check("en", "A user has the right to an answer.", Sense::Permission);
        check("en", "Nothing is known of it.", Sense::Unsure);
    }

    #[test]
    fn chinese_and_japanese() {
        check("zh", "提供者不得传播。", Some(Deontic::MustNot));
        check("zh", "提供者应当添加标识。", Some(Deontic::Must));
        check("zh", "国家鼓励创新。", Some(Deontic::Should));
        check("zh", "个人有权拒绝。", Some(Deontic::Right));
        check("zh", "网信部门可以检查。", Some(Deontic::Power));
        check("ja", "事業者は協力するよう努めなければならない。", Some(Deontic::Should));
        check("ja", "事業者は表示しなければならない。", Some(Deontic::Must));
        check("ja", "何人も使用してはならない。", Some(Deontic::MustNot));
    }

    #[test]
    fn european_languages() {
        check("fr", "Le fournisseur s’efforce de limiter les risques.", Some(Deontic::Should));
        check("fr", "Le fournisseur ne peut vendre.", Some(Deontic::MustNot));
        check("es", "El proveedor deberá informar.", Some(Deontic::Must));
        check("es", "Los Estados procurarán informar.", Some(Deontic::Should));
        check("de", "Der Anbieter muss das Risiko mindern.", Some(Deontic::Must));
        check("de", "Wenn er es darf, muss der Betreiber es melden.", Some(Deontic::Must));
        check("de", "Der Anbieter darf nicht werben.", Some(Deontic::MustNot));
        check("de", "Die Behörde kann Unterlagen anfordern.", Some(Deontic::Power));
        check("nl", "Aanbieders zorgen ervoor dat personen het weten.", Some(Deontic::Must));
        check("nl", "De volgende praktijken zijn verboden.", Some(Deontic::MustNot));
        check("pt", "O fornecedor deve informar.", Some(Deontic::Must));
        check("pt", "É vedado o uso de pontuação social.", Some(Deontic::MustNot));
    }

    #[test]
    fn arabic_and_languages_without_a_lexicon() {
        check("ar", "يجب على المزوّد أن يضع علامة.", Some(Deontic::Must));
        check("ar", "لا يجوز نشر الوسائط.", Some(Deontic::MustNot));
        check("ar", "يجوز للوزير أن يطلب البيانات.", Some(Deontic::May));
        check("ar", "إذا جاز للوزير أن يطلب ذلك، يجب على المزوّد أن يضع علامة.", Some(Deontic::Must));
        check("sw", "Mtoa huduma lazima aarifu.", None);
    }

    #[test]
    fn bearers_and_consequences() {
        let read = suggest_fields(
            "en",
            "Providers and deployers shall inform. Breaches carry an administrative fine.",
        );
        assert_eq!(read.bearer, [Role::Provider, Role::Deployer]);
        assert_eq!(read.sanction, Some(SanctionKind::AdminFine));
        let read =
            suggest_fields("ko", "인공지능사업자는 이용자에게 고지하여야 한다. 위반하면 과태료를 부과한다.");
        assert_eq!((read.bearer, read.sanction), (vec![Role::Operator], Some(SanctionKind::AdminFine)));
        assert_eq!(suggest_fields("xx", "shall"), Suggested::default());
    }
}
