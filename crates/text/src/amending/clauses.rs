//! Parts the words of an amending provision into clauses, each under its label, with the quotations taken out.

use std::ops::Range;

use super::phrase::{Phrase, QUOTE, as_term, term_of};
use crate::marker::{Count, Mark, Reading, mark};

/// The most clauses that one provision is parted into; what follows stays one clause.
const MAX_CLAUSES: usize = 20_000;
/// The longest label, in bytes.
const MAX_LABEL: usize = 5;

/// A clause under its label.
#[derive(Debug, Default)]
pub(super) struct Clause {
    /// Its own label, `(a)`; empty for what stands before the first one.
    pub(super) label: String,
    /// How many labels stand above it; 0 for what stands before the first one.
    pub(super) level: usize,
    /// Its words, each quotation one sign.
    pub(super) text: String,
    /// The quoted passages, in the order in which their marks stand in `text`.
    pub(super) quotes: Vec<String>,
    /// Whether its last quotation never ended.
    pub(super) unclosed: bool,
    /// Where it begins in the provision's words, with its label.
    pub(super) start: usize,
    /// From which byte of its text on which byte of the provision's words corresponds.
    source: Vec<(usize, usize)>,
}

/// What the format of the amending act itself marks as quoted.
#[derive(Debug, Clone)]
pub(super) struct Sealed {
    /// Where it stands in the provision's words.
    pub(super) range: Range<usize>,
    /// Its words without marks around them.
    pub(super) words: String,
}

#[derive(Debug, Clone)]
pub(super) struct Sentence<'a> {
    pub(super) phrase: Phrase<'a>,
    /// Where it stands in the clause's text, with what parts it from its neighbours.
    pub(super) range: Range<usize>,
}

impl Clause {
    /// The clause's sentences: a clause may ask for several things, one after the other.
    pub(super) fn sentences(&self) -> Vec<Sentence<'_>> {
        let mut ends = Vec::new();
        let mut start = 0;
        while let Some(at) = sentence_end(&self.text[start..]) {
            start += at;
            ends.push(start);
        }
        if Phrase::new(&self.text[start..], &[]).is_done() {
            ends.pop();
        }
        ends.push(self.text.len());
        let mut found = Vec::new();
        let (mut from, mut quote) = (0, 0);
        for end in ends {
            let count = self.text[from..end].matches(QUOTE).count();
            let quotes = self.quotes.get(quote..quote + count).unwrap_or_default();
            let words = &self.text[from..end];
            let catchword = if from == 0 { catchword(words) } else { 0 };
            found.push(Sentence { phrase: Phrase::new(&words[catchword..], quotes), range: from..end });
            (from, quote) = (end, quote + count);
        }
        found
    }

    /// The byte of the provision's words at which a byte of the clause's text stands.
    pub(super) fn source_of(&self, at: usize) -> usize {
        let piece = self.source.partition_point(|(text, _)| *text <= at).checked_sub(1);
        piece.and_then(|piece| self.source.get(piece)).map_or(self.start, |(text, source)| source + at - text)
    }

    /// Whether the quotation at a byte of the clause's text is new text rather than words in a sentence.
    pub(super) fn is_new_text(&self, at: usize) -> bool {
        is_block(&self.text[..at])
    }

    /// Adds a character, or what stands for one of another length.
    fn push(&mut self, sign: &str, source: usize, length: usize) {
        self.text.push_str(sign);
        if sign.len() != length {
            self.source.push((self.text.len(), source + length));
        }
    }
}

/// The longest catchword, in bytes.
const MAX_CATCHWORD: usize = 160;

/// How long the catchword is with which a clause begins: "IN GENERAL.—Section 7 is amended".
fn catchword(text: &str) -> usize {
    let Some(at) = text.find(".—").filter(|at| *at < MAX_CATCHWORD) else { return 0 };
    let words = text[..at].trim();
    let headed = words.starts_with(char::is_uppercase) && !words.contains([QUOTE, '.', ':', ';']);
    if headed && !super::signs::amends(words) { at + ".—".len() } else { 0 }
}

/// Where the first of several sentences ends: at a full stop before a blank and a capital.
fn sentence_end(text: &str) -> Option<usize> {
    let ends = |(at, _): &(usize, &str)| {
        let before = text[..*at].rsplit(char::is_whitespace).next().unwrap_or_default();
        let after = text[at + 1..].trim_start();
        let gap = after.len() < text.len() - at - 1;
        // "No. 5", "U.S.C. 12" and "J. Smith" end no sentence.
        let short = before.contains('.') || before.len() < 3 && !before.contains(QUOTE);
        gap && !short && after.starts_with(char::is_uppercase)
    };
    text.match_indices('.').find(ends).map(|(at, _)| at + 1)
}

/// The sentences of plain words, line by line.
pub(super) fn sentences_of(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| {
        let mut rest = Some(line);
        std::iter::from_fn(move || {
            let now = rest?;
            let end = sentence_end(now);
            rest = end.map(|at| &now[at..]);
            Some(end.map_or(now, |at| &now[..at]))
        })
    })
}

pub(super) fn clauses(text: &str, sealed: &[Sealed]) -> Vec<Clause> {
    let mut clauses = vec![Clause { source: vec![(0, 0)], ..Clause::default() }];
    let mut lists: Vec<Reading> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let current = clauses.len() - 1;
        let at = text.len() - rest.len();
        if let Some(sealed) =
            sealed.iter().find(|sealed| sealed.range.start == at && !sealed.range.is_empty())
        {
            let clause = &mut clauses[current];
            clause.quotes.push(sealed.words.clone());
            clause.push(QUOTE.encode_utf8(&mut [0; 4]), at, sealed.range.len());
            rest = &text[sealed.range.end..];
        } else if let Some(quotation) = Quotation::at_start(rest, &clauses[current].text) {
            let clause = &mut clauses[current];
            if !quotation.unclosed && awaits_term(&clause.text) {
                clause.push(&as_term(&quotation.words), at, quotation.length);
                rest = &rest[quotation.length..];
                continue;
            }
            clause.quotes.push(quotation.words);
            clause.push(QUOTE.encode_utf8(&mut [0; 4]), at, quotation.length);
            clause.unclosed = quotation.unclosed;
            rest = &rest[quotation.length..];
        } else if let Some((label, length)) =
            label_at(rest, &clauses[current].text).filter(|_| current < MAX_CLAUSES)
        {
            let level = level_of(&label, &mut lists);
            let source = vec![(0, at + length)];
            clauses.push(Clause { label, level, start: at, source, ..Clause::default() });
            rest = &rest[length..];
        } else if let Some(dash) = dash_at(rest) {
            clauses[current].push("—", at, dash);
            rest = &rest[dash..];
        } else {
            let step = rest.chars().next().map_or(1, char::len_utf8);
            clauses[current].text.push_str(&rest[..step]);
            rest = &rest[step..];
        }
    }
    clauses
}

/// Whether what is quoted next is a term whose definition is meant: "the definition of …", "the definitions of … and …".
fn awaits_term(before: &str) -> bool {
    let before = before.trim_end();
    let ends = |words: &str| before.to_ascii_lowercase().ends_with(words);
    if ends("definition of") || ends("definitions of") {
        return true;
    }
    let bare = [", and", " and", ", or", " or", ","].iter().find_map(|joint| before.strip_suffix(joint));
    let last = bare.and_then(|bare| bare.split_whitespace().next_back());
    last.is_some_and(|last| term_of(last).is_some()) && before.to_ascii_lowercase().contains("definitions of")
}

/// How long a dash that is typed as two hyphens is; a row of hyphens is a rule.
fn dash_at(text: &str) -> Option<usize> {
    (text.starts_with("--") && !text.starts_with("---")).then_some(2)
}

/// Something quoted at the start of a text.
struct Quotation {
    words: String,
    /// How many bytes it takes with its marks.
    length: usize,
    unclosed: bool,
}

impl Quotation {
    fn at_start(text: &str, before: &str) -> Option<Self> {
        let open = text.chars().next()?;
        let close = match open {
            '‘' => '’',
            '“' => '”',
            '«' => '»',
            '"' => '"',
            '\'' if !before.ends_with(char::is_alphanumeric) => '\'',
            _ => return None,
        };
        let inner = &text[open.len_utf8()..];
        let end =
            if is_block(before) { block_end(inner, open, close) } else { words_end(inner, open, close) };
        // One that never closes ends at the next line that begins like a clause; whoever reads it is told.
        let end = end.filter(|end| open == close || !runs_on(&inner[..*end], open, close));
        let words = &inner[..end.unwrap_or_else(|| next_clause(inner))];
        let closed = end.map_or(0, |_| close.len_utf8());
        Some(Self {
            words: without_repeated_marks(words, open).trim().to_owned(),
            length: open.len_utf8() + words.len() + closed,
            unclosed: end.is_none(),
        })
    }
}

/// How long the quotation is, with its marks, that a text begins with below words that announce new text; none where it does not close, or
/// where only a term stands between its marks: `"maker" means …`.
pub(crate) fn new_text_length(text: &str) -> Option<usize> {
    if defines_a_term(text) {
        return None;
    }
    let quotation = Quotation::at_start(text, ":")?;
    (!quotation.unclosed).then_some(quotation.length)
}

/// Whether a quotation has run over the end of its own: a clause begins in it before any mark closes, and quotes again.
fn runs_on(words: &str, open: char, close: char) -> bool {
    if !words.contains(open) {
        return false;
    }
    let next = next_clause(words);
    words[next..].contains(open) && !words[..next].contains(close)
}

/// Where the next line begins that has a label and reads as a clause that amends.
fn next_clause(text: &str) -> usize {
    let starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let is_clause = |at: &usize| {
        let line = text[*at..].lines().next().unwrap_or_default();
        label_at(line, "").is_some_and(|(_, length)| super::signs::is_plain_amendment(&line[length..]))
    };
    starts.into_iter().find(is_clause).unwrap_or(text.len())
}

/// American drafting opens every paragraph of a long quotation anew and closes it once.
fn without_repeated_marks(words: &str, open: char) -> String {
    if !matches!(open, '“' | '"') {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    for (at, c) in words.char_indices() {
        if !(c == open && is_repeated(&words[..at], &words[at..])) {
            out.push(c);
        }
    }
    out
}

/// Whether an opening mark inside a quotation only says that the quotation goes on.
fn is_repeated(before: &str, here: &str) -> bool {
    let line_starts = before.trim_end_matches([' ', '\t']).ends_with('\n');
    let inner = here.strip_prefix(['“', '"']).unwrap_or(here);
    if line_starts && is_term(inner) {
        return false;
    }
    if here.starts_with('"') {
        // Alike marks: one that begins a line before a word opens it anew.
        return line_starts && inner.starts_with(|c: char| c.is_alphanumeric() || c == '(');
    }
    let words = before.trim_end();
    let words = words.strip_suffix(" and").or_else(|| words.strip_suffix(" or")).unwrap_or(words);
    line_starts || words.ends_with([';', '.', '—', ':']) && inner.starts_with('(')
}

/// The longest term that is defined, in bytes.
const MAX_TERM: usize = 160;

/// Whether a line begins with a term between marks that its words define.
pub(crate) fn defines_a_term(line: &str) -> bool {
    let marks: [(char, &[char]); 4] =
        [('“', &['”', '"']), ('"', &['”', '"']), ('‘', &['’']), ('\'', &['\''])];
    marks
        .iter()
        .any(|(open, close)| line.strip_prefix(*open).is_some_and(|inner| is_term_up_to(inner, close)))
}

/// Whether a mark that begins a line is set around a term: `“maker” means …` defines one and goes on.
fn is_term(inner: &str) -> bool {
    is_term_up_to(inner, &['”', '"'])
}

fn is_term_up_to(inner: &str, close: &[char]) -> bool {
    let line = inner.lines().next().unwrap_or_default();
    let Some((term, after)) = line.split_once(close).filter(|(term, _)| term.len() <= MAX_TERM) else {
        return false;
    };
    let plain = !term.is_empty()
        && !term.contains('“')
        && !term.starts_with('(')
        && !term.ends_with([' ', '.', ';', ':', ',']);
    let goes_on = after
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_lowercase() || c == '(' || c == '['));
    plain && (goes_on || after.starts_with(", "))
}

/// Whether a quotation here is new text rather than words in a sentence.
fn is_block(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with([':', '—']) || before.ends_with("the following")
}

/// Whether a closing mark is an apostrophe: a letter follows. Korean sets its particles right behind the mark.
fn is_apostrophe(mark: char, after: &str) -> bool {
    matches!(mark, '’' | '\'')
        && after.chars().next().is_some_and(|c| c.is_alphanumeric() && !crate::diff::is_east_asian(c))
}

/// Where quoted words in a sentence end: at the first closing mark that is no apostrophe.
fn words_end(inner: &str, open: char, close: char) -> Option<usize> {
    let mut nested = 0_usize;
    for (at, c) in inner.char_indices() {
        if c == open && open != close {
            nested += 1;
        } else if c == close && !is_apostrophe(c, &inner[at + c.len_utf8()..]) {
            if nested == 0 {
                return Some(at);
            }
            nested -= 1;
        }
    }
    None
}

/// Where quoted new text ends: marks of their own tell; where the closing mark is an apostrophe too, what follows tells.
fn block_end(inner: &str, open: char, close: char) -> Option<usize> {
    let mut nested = 0_usize;
    let mut last = None;
    for (at, c) in inner.char_indices() {
        if c == open && open != close && !is_repeated(&inner[..at], &inner[at..]) {
            nested += 1;
        }
        if c != close || open == close && is_repeated(&inner[..at], &inner[at..]) {
            continue;
        }
        let after = &inner[at + c.len_utf8()..];
        if nested > 0 && !is_apostrophe(c, after) {
            nested -= 1;
            continue;
        }
        last = Some(at);
        if matches!(close, '”' | '»') && nested == 0 || is_followed_by_an_end(after) {
            return Some(at);
        }
    }
    // A mark after which only punctuation stands closes the quotation at the end of the text.
    last.filter(|at| inner[at + close.len_utf8()..].chars().all(|c| !c.is_alphanumeric()))
}

/// Whether a line, a clause or a sentence ends here.
fn is_followed_by_an_end(after: &str) -> bool {
    let after = after.trim_start_matches([';', '.', ',']);
    let words = after.trim_start();
    let line_ends = words.is_empty() || after[..after.len() - words.len()].contains('\n');
    let next = words.strip_prefix("and ").or_else(|| words.strip_prefix("or ")).unwrap_or(words);
    line_ends || label_at(next, ";").is_some() || words.starts_with("(*") || words.starts_with("and\n")
}

/// The label of a clause at the start of a text, and how long it is.
fn label_at(text: &str, before: &str) -> Option<(String, usize)> {
    let before = before.trim_end_matches([' ', '\t']);
    let line_starts = before.is_empty() || before.ends_with('\n');
    let opens = line_starts
        || before.ends_with([':', ';', '—', QUOTE])
        || ["; and", "; or", ", and", ",", "—and"].iter().any(|end| before.ends_with(end))
            && has_ended(before);
    if !opens {
        return None;
    }
    if let Some(inner) = text.strip_prefix('(') {
        let end = within_label(inner, b")")?;
        let label = &inner[..end];
        let good = is_label(label) && inner[end + 1..].starts_with(char::is_whitespace);
        return good.then(|| (format!("({label})"), end + 2));
    }
    if let Some(length) = bare_number(text).filter(|_| line_starts) {
        return Some((format!("({})", &text[..length]), length));
    }
    // Older acts number their points "1." and "a)".
    let end = within_label(text, b".)").filter(|end| line_starts && *end <= 3)?;
    let good = is_label(&text[..end]) && text[end + 1..].starts_with(char::is_whitespace);
    let dotted_letter = text[end..].starts_with('.') && !text.starts_with(|c: char| c.is_ascii_digit());
    (good && !dotted_letter).then(|| (text[..=end].to_owned(), end + 1))
}

/// Words with which a numbered paragraph of a British schedule begins.
const OPENERS: &[&str] = &[
    "In ",
    "After ",
    "Before ",
    "For ",
    "Omit ",
    "Leave out ",
    "The ",
    "At ",
    "Section ",
    "Sections ",
    "Schedule ",
    "Part ",
    "Article ",
    "Regulation ",
    "Rule ",
    "(1) ",
];

/// The length of a bare number with which a line begins like a paragraph of a schedule: "1 In section 2, …".
fn bare_number(text: &str) -> Option<usize> {
    let end = text.find(' ').filter(|end| *end <= 4)?;
    let digits = text[..end].trim_end_matches(|c: char| c.is_ascii_uppercase());
    let good = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let rest = text[end..].trim_start();
    (good && OPENERS.iter().any(|opener| rest.starts_with(opener))).then_some(end)
}

/// Where one of some characters stands, as near as a label's end must be: the rest of a long act is not looked through for each bracket.
fn within_label(text: &str, ends: &[u8]) -> Option<usize> {
    text.bytes().take(MAX_LABEL + 1).position(|byte| ends.contains(&byte))
}

/// A comma parts clauses only where a quotation stands before it; in a place it parts steps.
fn has_ended(before: &str) -> bool {
    let words = before.trim_end_matches("and").trim_end_matches("or").trim_end();
    words.ends_with(';') || words.trim_end_matches(',').trim_end().ends_with(QUOTE)
}

fn is_label(label: &str) -> bool {
    (1..=MAX_LABEL).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// How deep a label stands: one that goes on counting belongs to an open list, a first one opens a list below.
fn level_of(label: &str, lists: &mut Vec<Reading>) -> usize {
    let fenced = format!("({}) x", label.trim_matches(['(', ')', '.']));
    let readings = match mark(&fenced) {
        Some(Mark::Listed { readings, .. }) => readings,
        _ => Vec::new(),
    };
    for depth in (0..lists.len()).rev() {
        let last = lists[depth];
        let follows = |reading: &&Reading| {
            let next = reading.value == last.value + 1 || (reading.value == last.value && reading.suffixed);
            reading.count == last.count && next
        };
        if let Some(reading) = readings.iter().find(follows) {
            lists.truncate(depth);
            lists.push(*reading);
            return lists.len();
        }
    }
    let roman = |reading: &&Reading| matches!(reading.count, Count::LowerRoman | Count::UpperRoman);
    let first = readings.iter().find(|reading| reading.value == 1 && !reading.suffixed);
    let Some(reading) = first.or_else(|| readings.iter().find(|reading| !roman(reading))) else {
        return lists.len().max(1);
    };
    // A number out of order goes on with the list of its kind.
    let known = lists.iter().rposition(|list| list.count == reading.count);
    lists.truncate(known.unwrap_or(lists.len()));
    lists.push(*reading);
    lists.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<String> {
        let clauses = |text: &str| clauses(text, &[]);
        let one = |clause: &Clause| {
            let text = clause.text.replace(QUOTE, "…");
            format!("{}{} {} {:?}", clause.level, clause.label, text.trim(), clause.quotes)
        };
        clauses(text).iter().skip(1).map(one).collect()
    }

    #[test]
    fn labels_and_quotations_part_clauses() {
        let check = |text: &str, expected: &[&str]| assert_eq!(shape(text), expected, "{text}");
        check(
            "X is amended as follows: (1) Article 2 is amended as follows: (a) point (b) is deleted; (b) point (c) is replaced by the following: ‘(c) the maker’s (or “user’s”) mark;’; (2) Article 3 is deleted.",
            &[
                "1(1) Article 2 is amended as follows: []",
                "2(a) point (b) is deleted; []",
                "2(b) point (c) is replaced by the following: …; [\"(c) the maker’s (or “user’s”) mark;\"]",
                "1(2) Article 3 is deleted. []",
            ],
        );
        check(
            "Section 2 is amended—\n(1) in subsection (a), by striking “ten” and inserting “20”; and\n(2) by adding at the end the following:\n“(c) Duty.—A maker shall—\n“(1) mark; and\n“(2) keep the “mark”.”.",
            &[
                "1(1) in subsection (a), by striking … and inserting …; and [\"ten\", \"20\"]",
                "1(2) by adding at the end the following:\n…. [\"(c) Duty.—A maker shall—\\n(1) mark; and\\n(2) keep the “mark”.\"]",
            ],
        );
        check(
            "A:\n(h) one;\n(i) two;\n(j) three:\n(i) deep;\n(ii) deeper;\n(k) four",
            &[
                "1(h) one; []",
                "1(i) two; []",
                "1(j) three: []",
                "2(i) deep; []",
                "2(ii) deeper; []",
                "1(k) four []",
            ],
        );
    }

    #[test]
    fn a_quotation_that_never_ends_is_told() {
        let clauses = |text: &str| clauses(text, &[]);
        assert!(
            clauses("Article 1 is replaced by the following: ‘Article 1 and no end").last().unwrap().unclosed
        );
        assert!(!clauses("the word ‘a’ is replaced by ‘b’").last().unwrap().unclosed);
    }
}
