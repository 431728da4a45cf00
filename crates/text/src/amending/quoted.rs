//! The new text that an amending act quotes, which may come as one line without breaks.

use crate::ids::slug;
use crate::marker::{Count, Fence, Mark, Reading, mark};
use crate::model::{Document, Note, Unit, UnitKind};
use crate::outline::{Habits, Line, build, korean_heading, looks_like_heading};
use crate::tree::collapse;

/// A heading in running text is at most this long, in bytes, before the first paragraph's number.
const MAX_RUNNING_HEADING: usize = 400;

/// How the units of a text stand below one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ladder {
    /// Article, paragraph, point.
    European,
    /// Section, subsection, paragraph, subparagraph, clause.
    American,
}

/// The kinds of the American ladder, from the top.
const AMERICAN: &[UnitKind] = &[
    UnitKind::Section,
    UnitKind::Subsection,
    UnitKind::Paragraph,
    UnitKind::Subparagraph,
    UnitKind::Clause,
    UnitKind::Item,
];

impl Ladder {
    /// The one on which a text stands.
    pub(super) fn of(document: &Document) -> Self {
        let american = document.walk().any(|unit| unit.kind == UnitKind::Subsection);
        if american { Self::American } else { Self::European }
    }

    /// What stands below a kind; where rungs are left out, what the number looks like tells.
    pub(super) fn below(self, kind: Option<UnitKind>, number: Option<&str>) -> UnitKind {
        let letter = number.is_some_and(|number| slug(number).starts_with(|c: char| c.is_alphabetic()));
        match (self, kind) {
            (Self::American, Some(UnitKind::Section)) if letter => UnitKind::Subsection,
            (Self::American, Some(UnitKind::Section))
            | (Self::European, Some(UnitKind::Article | UnitKind::Section)) => UnitKind::Paragraph,
            (Self::American, Some(kind)) => {
                let rung = AMERICAN.iter().position(|known| *known == kind);
                rung.and_then(|at| AMERICAN.get(at + 1)).copied().unwrap_or(UnitKind::Item)
            }
            (Self::European, Some(UnitKind::Point | UnitKind::Item)) => UnitKind::Item,
            (Self::European, Some(_)) => UnitKind::Point,
            (_, None) => UnitKind::Section,
        }
    }
}

/// The number with which quoted text begins.
pub(super) fn first_number(text: &str) -> Option<String> {
    match mark(text.trim_start()) {
        Some(Mark::Listed { bytes, fence, .. }) if fence != Fence::Bare => {
            Some(text.trim_start()[..bytes].to_owned())
        }
        _ => None,
    }
}

/// Whether quoted text is plain sentences, without numbers or breaks.
pub(super) fn is_prose(text: &str) -> bool {
    let found = units(text, UnitKind::Subparagraph, Ladder::European);
    matches!(found.as_slice(), [unit] if unit.number.is_none() && unit.children.is_empty() && !unit.text.contains('\n'))
}

/// Signs around a footnote in quoted text.
pub(super) const NOTE_STARTS: char = '\u{fff9}';
pub(super) const NOTE_ENDS: char = '\u{fffb}';

/// Makes units of a kind from quoted text; its footnotes hang where they stood.
pub(super) fn units(text: &str, kind: UnitKind, ladder: Ladder) -> Vec<Unit> {
    if !text.contains(NOTE_STARTS) {
        return plain_units(text, kind, ladder);
    }
    let (mut plain, mut notes) = (String::new(), Vec::new());
    for (at, part) in text.split(NOTE_STARTS).enumerate() {
        let Some((note, rest)) = part.split_once(NOTE_ENDS).filter(|_| at > 0) else {
            plain.push_str(part);
            continue;
        };
        notes.push(collapse(note));
        plain.push(NOTE_STARTS);
        plain.push_str(rest);
    }
    let mut units = plain_units(&plain, kind, ladder);
    let mut notes = notes.into_iter();
    for unit in &mut units {
        hang(unit, &mut notes);
    }
    units
}

/// Subparagraphs, each with the points below it: what stands unnumbered behind another one is the next, not a part of it.
pub(super) fn subparagraphs(text: &str, ladder: Ladder) -> Vec<Unit> {
    let mut found: Vec<Unit> = Vec::new();
    for mut unit in units(text, UnitKind::Subparagraph, ladder) {
        let below = std::mem::take(&mut unit.children);
        found.push(unit);
        for child in below {
            match found.last_mut() {
                Some(last) if child.kind != UnitKind::Subparagraph || child.number.is_some() => {
                    last.children.push(child);
                }
                _ => found.push(child),
            }
        }
    }
    found
}

/// Definitions without numbers, one for each line that begins with a quoted term, with the points below it.
pub(super) fn definitions(text: &str, kind: UnitKind, ladder: Ladder) -> Vec<Unit> {
    let mut each: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match each.last_mut().filter(|_| super::place::defined_term(line).is_none()) {
            Some(words) => {
                words.push('\n');
                words.push_str(line);
            }
            None => each.push(line.to_owned()),
        }
    }
    let one = |words: &String| {
        let unit = joined(units(words, UnitKind::Passage, ladder));
        Unit { kind, ..unit }
    };
    each.iter().map(one).collect()
}

/// Hangs footnotes where their signs stand in a unit's text; one in a heading stays among its words.
fn hang(unit: &mut Unit, notes: &mut impl Iterator<Item = String>) {
    if let Some(heading) = &mut unit.heading {
        while let Some(at) = heading.find(NOTE_STARTS) {
            let note = notes.next().unwrap_or_default();
            heading.replace_range(at..at + NOTE_STARTS.len_utf8(), &format!(" {note} "));
        }
    }
    while let Some(at) = unit.text.find(NOTE_STARTS) {
        unit.text.replace_range(at..at + NOTE_STARTS.len_utf8(), "");
        unit.notes.push(Note { at, text: notes.next().unwrap_or_default() });
    }
    for child in &mut unit.children {
        hang(child, notes);
    }
}

fn plain_units(text: &str, kind: UnitKind, ladder: Ladder) -> Vec<Unit> {
    let each = bare_heads(text);
    if each.len() > 1
        && let Some(units) = each.iter().map(|text| bare_section(text, kind, ladder)).collect()
    {
        return units;
    }
    if let Some(unit) = bare_section(text, kind, ladder) {
        return vec![unit];
    }
    if kind.is_container() && has_articles(text, kind) {
        return structured(text);
    }
    let mut lines = Vec::new();
    for line in with_headings(text) {
        let pieces = pieces(&line, kind);
        for (at, piece) in pieces.iter().enumerate() {
            push_lines(piece, pieces.get(at + 1), &mut lines);
        }
    }
    let mut document = Document::new("-", "");
    let habits = Habits { marked_headings: true, indent_continues: false };
    build(&lines, Some("-"), habits, &mut document);
    let mut units = document.units;
    if matches!(kind, UnitKind::Subparagraph | UnitKind::Passage) {
        units = vec![joined(units)];
    }
    for unit in &mut units {
        match ladder {
            Ladder::American if !kind.is_root() => climb(unit, kind, ladder),
            _ => retag(unit, kind),
        }
    }
    units
}

/// The lines of quoted text, a heading that stands below its unit's number behind that number.
fn with_headings(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut below = text.lines().map(collapse).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = below.next() {
        let bare = lines.last().is_some_and(|last| is_bare_number(last));
        let sentence =
            line.ends_with(['.', ';', ':', ',', '—', '”', '’']) || line.chars().count() > MAX_LINE_HEADING;
        if bare && !sentence && mark(&line).is_none() && below.peek().is_some() {
            if let Some(last) = lines.last_mut() {
                last.push(' ');
                last.push_str(&line);
            }
        } else {
            lines.push(line);
        }
    }
    lines
}

/// The longest line that is taken for a heading, in characters.
const MAX_LINE_HEADING: usize = 80;

/// Whether a line is nothing but the number of an article or of a part that has a heading: `Article 4a`, `ANNEX III`.
fn is_bare_number(line: &str) -> bool {
    matches!(mark(line), Some(Mark::Named { kind, bytes }) if kind_is_named(kind) && line[bytes..].trim().is_empty())
}

/// Whether lines of quoted text are the heads of articles, or of sections below a title or chapter: then it has a tree of its own.
fn has_articles(text: &str, whole: UnitKind) -> bool {
    text.lines().any(|line| match mark(line.trim()) {
        Some(Mark::Named { kind: UnitKind::Article, .. }) => true,
        Some(Mark::Named { kind: UnitKind::Section, .. }) => whole != UnitKind::Section,
        _ => false,
    })
}

/// A chapter with its articles, each of the kind that its head names.
fn structured(text: &str) -> Vec<Unit> {
    let line = |text: String| Line { after_blank: true, text, ..Line::default() };
    let lines: Vec<Line> = text.lines().map(collapse).filter(|line| !line.is_empty()).map(line).collect();
    let mut document = Document::new("-", "");
    build(&lines, Some("-"), Habits { marked_headings: false, indent_continues: false }, &mut document);
    document.units
}

/// The sections of a text in which each begins with a line of a bare number and its heading, the numbers rising one by one.
fn bare_heads(text: &str) -> Vec<String> {
    let head = |line: &str| -> Option<String> {
        let (number, rest) = line.trim().split_once(char::is_whitespace)?;
        let letters = number.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = letters.len() < number.len()
            && letters.len() <= 2
            && letters.bytes().all(|byte| byte.is_ascii_uppercase());
        (is_number && looks_like_heading(rest.trim())).then(|| number.to_owned())
    };
    let digits = |number: &str| -> u32 {
        number.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().unwrap_or_default()
    };
    let mut each: Vec<String> = Vec::new();
    let mut last: Option<String> = None;
    for line in text.lines() {
        let number = head(line).filter(|number| {
            last.as_ref().is_none_or(|last| {
                let (low, high) = (digits(last), digits(number));
                high == low + 1 || high == low && number > last
            })
        });
        match each.last_mut().filter(|_| number.is_none()) {
            Some(section) => {
                section.push('\n');
                section.push_str(line);
            }
            None => each.push(line.to_owned()),
        }
        last = number.or(last);
    }
    each
}

/// A section as British acts print it: a bare number, the heading behind it, the subsections below.
fn bare_section(text: &str, kind: UnitKind, ladder: Ladder) -> Option<Unit> {
    let text = text.trim();
    let (number, rest) = text.split_once(char::is_whitespace)?;
    let letters = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = letters.len() < number.len()
        && letters.len() <= 2
        && letters.bytes().all(|b| b.is_ascii_alphabetic());
    let basic = [UnitKind::Section, UnitKind::Article, UnitKind::Rule, UnitKind::Clause, UnitKind::Group];
    if !bare || !basic.contains(&kind) {
        return None;
    }
    let mut unit = Unit::new(kind);
    unit.number = Some(number.to_owned());
    match rest.trim().split_once('\n') {
        Some((heading, below)) => {
            unit.heading = Some(collapse(heading));
            let number = first_number(below);
            unit.children = units(below, ladder.below(Some(kind), number.as_deref()), ladder);
        }
        None => unit.text = collapse(rest),
    }
    Some(unit)
}

/// Whether a number is that of a paragraph of a British schedule: `2`, `2A`.
pub(super) fn is_bare(number: &str) -> bool {
    let letters = number.trim_start_matches(|c: char| c.is_ascii_digit());
    letters.len() < number.len()
        && letters.len() <= 2
        && letters.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether the first word of a text looks like a number that was not read as one: `(a-1)`, `2A`.
pub(super) fn is_like_a_number(word: &str) -> bool {
    let fenced = word.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).is_some_and(|inner| {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '–');
        let counted = inner.len() == 1 || inner.contains(|c: char| c.is_ascii_digit());
        (1..=6).contains(&inner.len()) && inner.chars().all(good) && counted
    });
    fenced || is_bare(word) && word.ends_with(|c: char| c.is_ascii_uppercase())
}

/// Paragraphs of a British schedule, each on a line that begins with its bare number; none where the text does not begin so.
pub(super) fn bare_paragraphs(text: &str, kind: UnitKind, ladder: Ladder) -> Option<Vec<Unit>> {
    let head = |line: &str| -> Option<usize> {
        let end = line.find(char::is_whitespace).filter(|end| is_bare(&line[..*end]))?;
        let words = line[end..].trim_start();
        words.starts_with(|c: char| c.is_uppercase() || c == '(').then_some(end)
    };
    let mut each: Vec<(&str, String)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (head(line), each.last_mut()) {
            (Some(end), _) => each.push((&line[..end], line[end..].trim_start().to_owned())),
            (None, Some((_, words))) => {
                words.push('\n');
                words.push_str(line);
            }
            (None, None) => return None,
        }
    }
    let one = |(number, words): &(&str, String)| {
        // A number with a stop is read wherever it stands; the bare one is given back.
        let mut units = units(&format!("1. {words}"), kind, ladder);
        let unit = units.pop().filter(|unit| units.is_empty() && unit.number.as_deref() == Some("1."))?;
        Some(Unit { number: Some((*number).to_owned()), kind, ..unit })
    };
    each.iter().map(one).collect()
}

/// Gives the units the kinds of their rungs, and a catchword before a dash ("Duty.—") its place as heading.
fn climb(unit: &mut Unit, kind: UnitKind, ladder: Ladder) {
    unit.kind = kind;
    if unit.heading.is_none()
        && let Some(at) =
            unit.text.find(".—").filter(|at| *at < MAX_CATCHWORD && !unit.text[..*at].contains('.'))
    {
        let text = unit.text.split_off(at + ".—".len());
        unit.heading = Some(std::mem::replace(&mut unit.text, text.trim_start().to_owned()));
    }
    for child in &mut unit.children {
        let below = match child.kind {
            UnitKind::Table | UnitKind::Passage | UnitKind::Quotation | UnitKind::Indent => child.kind,
            _ if child.number.is_none() => UnitKind::Passage,
            _ => ladder.below(Some(kind), child.number.as_deref()),
        };
        climb(child, below, ladder);
    }
}

/// The longest catchword, in bytes.
const MAX_CATCHWORD: usize = 160;

/// Words that begin the first sentence after a heading in running text.
const STARTERS: &[&str] = &[
    "If",
    "Where",
    "When",
    "The",
    "Without",
    "For",
    "By",
    "Any",
    "Each",
    "In",
    "This",
    "Notwithstanding",
    "Upon",
    "Should",
    "Providers",
    "Member",
    "An",
    "A",
    "No",
    "To",
    "Subject",
    "All",
];

/// The lines of a piece: a named unit's heading stands on a line of its own, and its text on the next.
fn push_lines(piece: &str, next: Option<&String>, lines: &mut Vec<Line>) {
    let line =
        |text: &str, level| Line { level, after_blank: true, text: text.to_owned(), ..Line::default() };
    let Some(Mark::Named { bytes, .. }) = mark(piece) else { return lines.push(line(piece, None)) };
    let numbered =
        next.is_some_and(|next| matches!(mark(next), Some(Mark::Listed { fence: Fence::Dot, .. })));
    let behind = piece[bytes..].trim_start();
    let headed = korean_heading(&piece[..bytes], behind).map(|end| piece.len() - behind.len() + end);
    let end = match headed {
        Some(end) => end,
        None if numbered => piece.len(),
        None => sentence_start(piece, bytes),
    };
    lines.push(line(piece[..end].trim_end(), Some(1)));
    if end < piece.len() {
        let rest = piece[end..].trim_start();
        // Behind a heading in brackets a paragraph's number may follow at once.
        let literal = headed.is_none() || mark(rest).is_none();
        lines.push(Line { literal, ..line(rest, None) });
    }
}

/// Where the first sentence begins after a number and, perhaps, a heading.
fn sentence_start(piece: &str, number: usize) -> usize {
    // American acts print headings in capitals, with a stop behind them.
    let behind = &piece[number..];
    if behind.contains(char::is_uppercase) && !behind.contains(char::is_lowercase) {
        return piece.len();
    }
    let first_word = piece[number..].trim_start().find(' ').map_or(piece.len(), |at| number + 1 + at);
    let mut at = first_word;
    while at < piece.len().min(MAX_RUNNING_HEADING) {
        let word = piece[at..].trim_start();
        let start = piece.len() - word.len();
        if STARTERS
            .iter()
            .any(|starter| word.strip_prefix(starter).is_some_and(|rest| rest.starts_with([' ', ','])))
        {
            return start;
        }
        at = word.find(' ').map_or(piece.len(), |blank| start + blank);
    }
    if looks_like_heading(&piece[number..]) { piece.len() } else { number }
}

/// One unit from several: the first one's words, the others as its children.
fn joined(units: Vec<Unit>) -> Unit {
    let mut units = units.into_iter();
    let mut first = units.next().unwrap_or_else(|| Unit::new(UnitKind::Subparagraph));
    first.children.extend(units);
    first
}

/// Gives the units the kinds that they have where they come to stand.
fn retag(unit: &mut Unit, kind: UnitKind) {
    unit.kind = kind;
    for child in &mut unit.children {
        let unnumbered = child.number.is_none();
        let below = match (kind, child.kind) {
            (_, UnitKind::Table | UnitKind::Passage | UnitKind::Quotation | UnitKind::Indent) => child.kind,
            (UnitKind::Article, _) if !child.number.as_deref().unwrap_or_default().starts_with('(') => {
                UnitKind::Paragraph
            }
            (_, UnitKind::Subparagraph | UnitKind::Paragraph) if unnumbered => UnitKind::Subparagraph,
            (UnitKind::Point | UnitKind::Item, _) => UnitKind::Item,
            _ => UnitKind::Point,
        };
        retag(child, below);
    }
}

/// Parts running text where a numbered unit plainly begins.
fn pieces(text: &str, kind: UnitKind) -> Vec<String> {
    let mut splitter = Splitter { text, open: Vec::new(), named: None, starts: vec![0], kind };
    splitter.run();
    let mut ends = splitter.starts[1..].to_vec();
    ends.push(text.len());
    splitter
        .starts
        .iter()
        .zip(ends)
        .map(|(start, end)| text[*start..end].trim().to_owned())
        .filter(|p| !p.is_empty())
        .collect()
}

struct Splitter<'a> {
    text: &'a str,
    /// The lists that are open and the last number of each.
    open: Vec<(Fence, Reading)>,
    /// The byte at which the last named unit (`Article 4a`) began.
    named: Option<usize>,
    starts: Vec<usize>,
    kind: UnitKind,
}

impl Splitter<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let length = self.mark_at(at);
            if length > 0 {
                if at > 0 {
                    self.starts.push(at);
                }
                at += length;
                continue;
            }
            // The next word is the next place where a mark can stand.
            at = self.text[at..].find(' ').map_or(self.text.len(), |blank| at + blank + 1);
        }
    }

    /// How many bytes the mark here takes; none when here begins no unit.
    fn mark_at(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        match mark(rest) {
            Some(Mark::Named { kind, bytes }) if self.is_named(at, kind, bytes) => {
                self.open.clear();
                self.named = Some(at);
                bytes
            }
            Some(Mark::Listed { fence, readings, bytes })
                if !matches!(fence, Fence::Bare | Fence::Dash) && self.is_listed(at, fence, &readings) =>
            {
                bytes
            }
            _ => 0,
        }
    }

    fn is_named(&self, at: usize, kind: UnitKind, bytes: usize) -> bool {
        let wanted = kind == self.kind && kind_is_named(kind);
        let after = self.text[at + bytes..].trim_start();
        // "Article 4 of Regulation …" is a reference; a unit's number is followed by its heading.
        let headed = after.chars().next().is_some_and(|c| !c.is_lowercase() && c != ',');
        wanted && headed && (at == 0 || self.before(at).ends_with(['.', '’', '”', ')']))
    }

    fn before(&self, at: usize) -> &str {
        self.text[..at].trim_end()
    }

    fn is_listed(&mut self, at: usize, fence: Fence, readings: &[Reading]) -> bool {
        let before = self.before(at);
        let words = before.trim_end_matches("and").trim_end_matches("or").trim_end();
        let ended = before.ends_with(['.', ';', ':', '—']) || words.ends_with(';');
        let running_heading =
            self.named.is_some_and(|start| at - start < MAX_RUNNING_HEADING) && self.open.is_empty();
        if at > 0 && !ended && !running_heading {
            return false;
        }
        for (depth, (open_fence, last)) in self.open.iter().enumerate().rev() {
            let follows = readings.iter().find(|reading| {
                let next =
                    reading.value == last.value + 1 || (reading.value == last.value && reading.suffixed);
                // (bb) after (ba) reads as 28 after 2.
                let twin = reading.count == Count::LowerAlpha && last.suffixed && reading.value > 26;
                *open_fence == fence && reading.count == last.count && (next || twin)
            });
            if let Some(reading) = follows {
                let mut kept = *reading;
                if kept.value > 26 && last.suffixed {
                    kept = Reading { value: last.value, suffixed: true, ..kept };
                }
                self.open.truncate(depth);
                self.open.push((fence, kept));
                return true;
            }
        }
        let first = readings.iter().find(|reading| reading.value == 1 && !reading.suffixed);
        let opens = first.is_some() && (before.ends_with([':', '—']) || running_heading);
        let Some(reading) = first.filter(|_| opens).or(readings.first().filter(|_| at == 0)) else {
            return false;
        };
        if running_heading && fence != Fence::Dot && at > 0 && !before.ends_with([':', '—']) {
            return false;
        }
        self.open.push((fence, *reading));
        true
    }
}

fn kind_is_named(kind: UnitKind) -> bool {
    kind == UnitKind::Article || kind.is_root() || kind.is_container()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(units: &[Unit]) -> String {
        let one = |unit: &Unit| {
            let below =
                if unit.children.is_empty() { String::new() } else { format!("[{}]", shape(&unit.children)) };
            format!("{}:{}{below}", unit.kind.prefix(), unit.number.as_deref().unwrap_or("-"))
        };
        units.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn running_text_falls_into_units() {
        let check = |text: &str, kind: UnitKind, expected: &str| {
            assert_eq!(shape(&units(text, kind, Ladder::European)), expected, "{text}");
        };
        check("(g) measures to support innovation.", UnitKind::Point, "point:(g)");
        check("(ba) the use of it; (bb) the sale of it;", UnitKind::Point, "point:(ba) point:(bb)");
        check(
            "2. It applies, where: (a) it is so; and (b) point (a) of Article 5(1) is met. 3. It ends.",
            UnitKind::Paragraph,
            "para:2.[point:(a) point:(b)] para:3.",
        );
        check("1a. First. 1b. Second.", UnitKind::Paragraph, "para:1a. para:1b.");
        check(
            "Article 4a Processing of data 1. To the extent of Article 10(2), points (f) and (g), it may: (a) be; (b) do. 2. More.",
            UnitKind::Article,
            "art:Article 4a[para:1.[point:(a) point:(b)] para:2.]",
        );
        check(
            "Article 75a Powers 1. One. Article 14(4) of Regulation X applies. Article 75b Fees 1. Two.",
            UnitKind::Article,
            "art:Article 75a[para:1.] art:Article 75b[para:1.]",
        );
        check(
            "Article 75b Commitments If the operator offers commitments, it may: (a) accept; (b) refuse.",
            UnitKind::Article,
            "art:Article 75b[point:(a) point:(b)]",
        );
        check("That documentation shall be drawn up.", UnitKind::Subparagraph, "subpara:-");
    }
}
