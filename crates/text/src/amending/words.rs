//! Words and sentences inside units: which of them amending prose means, and how to change exactly those.

use std::ops::Range;

use super::place::{FORMER, LAST, LATTER, MAIN, PROVISO};
use crate::model::Unit;

/// Which of several places where words stand is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occurrence {
    Only,
    /// All of them.
    Each,
    /// All of them, and they must be two.
    Both,
    /// Counted from the front, from 1; [`LAST`] for the last.
    Nth(usize),
    /// The last ones, behind which nothing is said any more.
    AtEnd,
}

impl Stretch {
    /// Which of several matches is meant.
    pub(super) fn occurrence(&self) -> Occurrence {
        match self {
            Self::Words { occurrence, .. }
            | Self::After { occurrence, .. }
            | Self::Before { occurrence, .. } => *occurrence,
            _ => Occurrence::Only,
        }
    }

    /// The same, where all places of which there must be two are meant.
    pub(super) fn in_both(mut self) -> Self {
        if let Self::Words { occurrence, .. }
        | Self::After { occurrence, .. }
        | Self::Before { occurrence, .. } = &mut self
            && *occurrence == Occurrence::Each
        {
            *occurrence = Occurrence::Both;
        }
        self
    }

    /// The words by which it is found.
    pub(super) fn sought(&self) -> &str {
        match self {
            Self::Words { text, .. } | Self::After { text, .. } | Self::Before { text, .. } => text,
            Self::Through { from, .. } | Self::ToStop { from } => from,
            _ => "",
        }
    }

    /// Whether it stands at the end, in the last unit below the place.
    pub(super) fn is_last(&self) -> bool {
        matches!(self, Self::Stop(_) | Self::BeforeStop(_) | Self::End)
    }

    /// Whether it is found by its words, wherever they stand.
    pub(super) fn is_sought(&self) -> bool {
        !self.sought().is_empty()
    }
}

/// A stretch of words in a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stretch {
    Words {
        text: String,
        occurrence: Occurrence,
    },
    /// From quoted words through others, or to the end.
    Through {
        from: String,
        to: Option<String>,
    },
    /// From quoted words to the end, without the full stop there.
    ToStop {
        from: String,
    },
    /// The place right after quoted words.
    After {
        text: String,
        occurrence: Occurrence,
    },
    /// The place right before quoted words.
    Before {
        text: String,
        occurrence: Occurrence,
    },
    /// The stop at the end, which must be this one.
    Stop(char),
    /// The place right before the stop at the end, or before the semicolon of "; and".
    BeforeStop(char),
    /// The place after the last word.
    End,
    /// The place after the last sentence of a unit without points.
    LastSentence,
    /// The place of a new sentence that makes an exception, at the end.
    NewProviso,
    /// The place of a second sentence.
    NewLatter,
    /// The place before the first word.
    Start,
    Whole,
}

/// Words with which a Korean sentence makes an exception, or goes on with the one before.
const EXCEPTION: &str = "다만";
const IN_THIS_CASE: &str = "이 경우";
/// What a collection prints behind a unit to tell when it was changed: `<개정 2014.1.14>`.
const HISTORY: &[&str] = &["개정", "신설", "전문개정", "본조신설", "제목개정", "종전", "시행일", "삭제"];

/// How long a text is without the remarks on its history at its end.
pub(super) fn without_history(text: &str) -> usize {
    let mut kept = text.trim_end();
    while let Some(start) = kept.rfind(['<', '[']).filter(|_| kept.ends_with(['>', ']'])) {
        let inner = &kept[start + 1..];
        let is_day = kept.ends_with('>') && inner.starts_with(|c: char| c.is_ascii_digit());
        if !is_day && !HISTORY.iter().any(|word| inner.starts_with(word)) {
            break;
        }
        kept = kept[..start].trim_end();
    }
    kept.len()
}

/// Words after which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "no", "nos", "art", "arts", "p", "pp", "para", "sec", "e.g", "i.e", "cf", "etc", "mr", "mrs", "dr", "st",
    "vol", "ch",
];

/// Where quoted words stand in a text as words of their own, not inside longer ones. Where they stand nowhere letter by
/// letter, dots, brackets and quotation marks of another shape are the same signs.
pub(super) fn occurrences(text: &str, words: &str) -> Vec<Range<usize>> {
    if words.is_empty() {
        return Vec::new();
    }
    let whole = |range: &Range<usize>| {
        let parted =
            |inner: Option<char>, outer: Option<char>| !inner.is_some_and(joins) || !outer.is_some_and(joins);
        let (before, after) = (&text[..range.start], &text[range.end..]);
        !is_within_a_number(words, before, after)
            && parted(words.chars().next(), before.chars().next_back())
            && parted(words.chars().next_back(), after.chars().next())
            && !goes_on_as_branch(words, after)
    };
    let exact: Vec<_> =
        text.match_indices(words).map(|(at, found)| at..at + found.len()).filter(whole).collect();
    if !exact.is_empty() || !words.chars().any(|c| matches!(same_sign(c), 'ㆍ' | '「' | '」' | '"' | '\''))
    {
        return exact;
    }
    in_other_signs(text, words).into_iter().filter(whole).collect()
}

/// "1" in "1,000", "10" in "10 000", "5" in "1.5": figures of a longer number.
fn is_within_a_number(words: &str, before: &str, after: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let parts = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let first = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let last = |text: &str| text.chars().rev().take_while(char::is_ascii_digit).count();
    // Thousands: up to three figures, a blank and three more.
    let thousands = |head: usize, tail: usize| (1..=3).contains(&head) && tail == 3;
    let mut behind = after.chars();
    let goes_on = match behind.next() {
        Some('.' | ',') => digit(behind.next()),
        Some(c) if parts(c) => thousands(last(words), first(behind.as_str())),
        _ => false,
    };
    let mut ahead = before.chars();
    let comes_from = match ahead.next_back() {
        Some('.' | ',') => digit(ahead.next_back()),
        Some(c) if parts(c) => thousands(last(ahead.as_str()), first(words)),
        _ => false,
    };
    digit(words.chars().next_back()) && goes_on || digit(words.chars().next()) && comes_from
}

/// Where words stand in a text whose dots, brackets and quotation marks have other shapes.
fn in_other_signs(text: &str, words: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, _) in text.char_indices() {
        if found.last().is_some_and(|range| start < range.end) {
            continue;
        }
        let mut rest = text[start..].chars();
        let same = words.chars().all(|c| rest.next().is_some_and(|own| same_sign(own) == same_sign(c)));
        if same {
            found.push(start..text.len() - rest.as_str().len());
        }
    }
    found
}

/// One shape for signs that are set now in one shape, now in another.
fn same_sign(c: char) -> char {
    match c {
        '·' | '・' | '‧' | '･' => 'ㆍ',
        '｢' => '「',
        '｣' => '」',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => c,
    }
}

/// "제10조" in "제10조의2" is another article.
fn goes_on_as_branch(words: &str, after: &str) -> bool {
    let mut back = words.chars().rev();
    let unit =
        back.next().is_some_and(|c| matches!(c, '편' | '장' | '절' | '관' | '조' | '항' | '호' | '목'));
    let counted = back.next().is_some_and(|c| c.is_ascii_digit() || c == '표');
    let branch = after.strip_prefix('의').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    unit && counted && branch
}

/// Whether a character joins its neighbour into one word. Korean and Chinese set particles without a blank.
fn joins(c: char) -> bool {
    c.is_alphanumeric() && !crate::diff::is_east_asian(c)
}

/// The sentences of a text; an error when it is doubtful where one ends.
pub(super) fn sentences(text: &str) -> Result<Vec<Range<usize>>, String> {
    let text = &text[..without_history(text)];
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = match c {
            '\n' => at,
            '.' | '!' | '?' | '。' => at + c.len_utf8(),
            _ => continue,
        };
        if c == '\n' || sentence_ends(&text[start..at], c, &text[end..])? {
            push_sentence(text, start..end, &mut found);
            start = end;
        }
    }
    push_sentence(text, start..text.len(), &mut found);
    Ok(found)
}

fn push_sentence(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let words = &text[range.clone()];
    let start = range.start + words.len() - words.trim_start().len();
    let end = range.start + words.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}

/// Whether a stop ends a sentence, by what stands before and after it.
fn sentence_ends(before: &str, stop: char, after: &str) -> Result<bool, String> {
    let closing = after.trim_start_matches(['’', '”', '"', '»', ')']);
    if stop == '。' || closing.trim().is_empty() {
        return Ok(true);
    }
    if !closing.starts_with(char::is_whitespace) {
        return Ok(false);
    }
    let next = closing.trim_start().chars().next();
    let opens = next.is_some_and(|c| !c.is_lowercase() && !c.is_numeric());
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let short = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let abbreviated = ABBREVIATIONS.contains(&word.to_lowercase().as_str()) || short || word.contains('.');
    if opens && abbreviated && stop == '.' {
        return Err(format!("whether a sentence ends after \"{word}.\" is doubtful"));
    }
    Ok(opens)
}

/// The n-th sentence of a unit's own words, or the part of them that a Korean name means.
pub(super) fn nth_sentence(unit: &Unit, n: usize) -> Result<Range<usize>, String> {
    let sentences = sentences(&unit.text)?;
    let goes_on = |range: &Range<usize>| {
        !unit.children.is_empty() && !unit.text[range.clone()].ends_with(['.', '!', '?', '。'])
    };
    let found = if matches!(n, PROVISO | MAIN | FORMER | LATTER) {
        korean_part(&unit.text, &sentences, n)
    } else if n == LAST {
        // Below points or subparagraphs there may be later sentences.
        sentences.last().filter(|_| unit.children.is_empty()).cloned()
    } else {
        n.checked_sub(1).and_then(|at| sentences.get(at)).cloned()
    };
    match found {
        None => Err(format!("{} has no such sentence of its own", unit.id)),
        Some(range) if goes_on(&range) => Err(format!("that sentence of {} goes on in its points", unit.id)),
        Some(range) => Ok(range),
    }
}

/// 본문 and 단서, 전단 and 후단: what stands before and after "다만" and "이 경우". Each has its counterpart, or it is not plain.
fn korean_part(text: &str, sentences: &[Range<usize>], n: usize) -> Option<Range<usize>> {
    let opens = |words: &str| sentences.iter().position(|range| text[range.clone()].starts_with(words));
    let exception = opens(EXCEPTION);
    let span = |from: usize, to: usize| {
        let (first, last) = (sentences.get(from)?, sentences.get(to.checked_sub(1)?)?);
        (from < to).then_some(first.start..last.end)
    };
    match n {
        PROVISO => span(exception?, sentences.len()),
        MAIN => span(0, exception?),
        _ => {
            let end = exception.unwrap_or(sentences.len());
            let latter = opens(IN_THIS_CASE);
            if n == LATTER && latter.is_some_and(|at| at > end) {
                // Behind the exception: "다만, …. 이 경우 …."
                return span(latter?, sentences.len());
            }
            let second = latter.filter(|at| *at < end);
            let second = second.or((end == 2).then_some(1))?;
            if n == FORMER { span(0, second) } else { span(second, end) }
        }
    }
}

/// The ranges that a stretch means in a text, all of them; an error says why it is not plain.
pub(super) fn ranges(text: &str, stretch: &Stretch) -> Result<Vec<Range<usize>>, String> {
    let stop = |text: &str, stop: char| {
        text[..without_history(text)].char_indices().next_back().filter(|(_, c)| *c == stop)
    };
    Ok(match stretch {
        Stretch::Words { text: words, .. } => occurrences(text, words),
        Stretch::After { text: words, .. } => {
            occurrences(text, words).into_iter().map(|range| range.end..range.end).collect()
        }
        Stretch::Before { text: words, .. } => {
            occurrences(text, words).into_iter().map(|range| range.start..range.start).collect()
        }
        Stretch::Through { from, to } => return through(text, from, to.as_deref()),
        Stretch::ToStop { from } => {
            let kept = text[..without_history(text)].trim_end_matches('.').len();
            let found = through(text, from, None)?.into_iter();
            found.map(|range| range.start..kept.max(range.start)).collect()
        }
        Stretch::Stop(sign) => stop(text, *sign).map(|(at, c)| at..at + c.len_utf8()).into_iter().collect(),
        Stretch::BeforeStop(sign) => {
            let bare = [" and", " or"].iter().find_map(|word| text.trim_end().strip_suffix(word));
            let found = stop(text, *sign).or_else(|| stop(bare?, *sign));
            found.map(|(at, _)| at..at).into_iter().collect()
        }
        Stretch::End | Stretch::LastSentence => {
            let end = without_history(text);
            one(end..end)
        }
        Stretch::NewProviso | Stretch::NewLatter => return new_sentence(text, stretch),
        Stretch::Start => one(0..0),
        Stretch::Whole => one(0..text.len()),
    })
}

/// Where a new exception or second sentence goes; an error when there is one already.
fn new_sentence(text: &str, stretch: &Stretch) -> Result<Vec<Range<usize>>, String> {
    let sentences = sentences(text)?;
    let exception = sentences.iter().find(|range| text[(*range).clone()].starts_with(EXCEPTION));
    if *stretch == Stretch::NewProviso {
        let end = without_history(text);
        return if exception.is_none() {
            Ok(one(end..end))
        } else {
            Err("it has an exception already".to_owned())
        };
    }
    if exception.is_some() {
        return Err("whether the new sentence goes before or behind the exception is not said".to_owned());
    }
    match sentences.first().filter(|_| sentences.len() == 1) {
        Some(first) => Ok(one(first.end..first.end)),
        None => Err("it has more than one sentence already".to_owned()),
    }
}

fn one(range: Range<usize>) -> Vec<Range<usize>> {
    vec![range]
}

fn through(text: &str, from: &str, to: Option<&str>) -> Result<Vec<Range<usize>>, String> {
    let starts = occurrences(text, from);
    let [start] = starts.as_slice() else {
        return if starts.is_empty() {
            Ok(Vec::new())
        } else {
            Err(format!("\"{from}\" stands there {} times", starts.len()))
        };
    };
    let Some(to) = to else { return Ok(one(start.start..text.len())) };
    let end = occurrences(text, to).into_iter().find(|end| end.start >= start.end);
    Ok(end.map(|end| start.start..end.end).into_iter().collect())
}

/// New words as they must be set between others: blanks where two words would run together.
pub(super) fn fitted(text: &str, range: &Range<usize>, new: &str) -> String {
    let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !crate::diff::is_east_asian(c));
    let mut out = String::new();
    let before = text[..range.start].chars().next_back();
    let opening = before.is_some_and(|c| matches!(c, '(' | '‘' | '“' | '«'));
    let first = new.chars().next();
    let hangs = first.is_some_and(|c| matches!(c, ',' | '.' | ';' | ':' | ')' | '’' | '”' | '?' | '!'));
    if range.is_empty() && word(before) && word(first) && !hangs && !opening {
        out.push(' ');
    }
    out.push_str(new);
    let after = text[range.end..].chars().next();
    if range.is_empty() && new.chars().next_back().is_some_and(joins) && after.is_some_and(joins) {
        out.push(' ');
    }
    out
}

/// A range grown over one blank, when taking its words away would leave two or one before a stop.
pub(super) fn without_gap(text: &str, range: Range<usize>) -> Range<usize> {
    let blank_before = text[..range.start].ends_with(' ');
    let after = &text[range.end..];
    let closes = after.is_empty() || after.starts_with([' ', ',', '.', ';', ':', ')', '\n']);
    match (blank_before, closes) {
        (true, true) => range.start - 1..range.end,
        (false, _) if range.start == 0 && after.starts_with(' ') => range.start..range.end + 1,
        _ => range,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        let check = |text: &str, words: &str, expected: &[usize]| {
            let starts: Vec<usize> = occurrences(text, words).iter().map(|range| range.start).collect();
            assert_eq!(starts, expected, "{words} in {text}");
        };
        check("for the former or the latter", "or", &[15]);
        check("통계청장은 통계청장에게", "통계청장", &[0, 16]);
        check("a fee; or", "; or", &[5]);
        check("아", "", &[]);
        // A number that goes on is another number.
        check("제10조의2 및 제10조에 따라", "제10조", &[17]);
        check("15명과 5명", "5명", &[9]);
        // Signs of another shape are the same where the words stand nowhere else.
        check("부과ㆍ징수한다", "부과·징수", &[0]);
        check("시장·군수", "시장ㆍ군수", &[0]);
        check("가·나 및 가ㆍ나", "가·나", &[0]);
        check("｢전파법｣ 제5조", "「전파법」", &[0]);
        check("(이하 “법”이라 한다)", "(이하 \"법\"이라 한다)", &[0]);
    }

    #[test]
    fn an_exception_and_what_goes_on_behind_it_are_told_apart() {
        let mut unit = Unit::new(crate::model::UnitKind::Paragraph);
        unit.text = "가를 한다. 다만, 나는 아니다. 이 경우 다를 한다.".to_owned();
        let part = |n| nth_sentence(&unit, n).map(|range| unit.text[range].to_owned());
        assert_eq!(part(MAIN).as_deref(), Ok("가를 한다."));
        assert_eq!(part(LATTER).as_deref(), Ok("이 경우 다를 한다."));
        assert!(part(FORMER).is_err());
    }

    #[test]
    fn sentences_are_told_apart_or_doubted() {
        let check = |text: &str, expected: Result<&[&str], &str>| {
            let found = sentences(text);
            let found =
                found.as_ref().map(|all| all.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>());
            match expected {
                Ok(expected) => assert_eq!(found.unwrap(), expected, "{text}"),
                Err(part) => assert!(found.unwrap_err().contains(part), "{text}"),
            }
        };
        check("One. Two! Three?", Ok(&["One.", "Two!", "Three?"]));
        check("It is 1.5 m. See No. 5 there. End", Ok(&["It is 1.5 m.", "See No. 5 there.", "End"]));
        check("표시한다. 다만, 그러하지 아니하다.", Ok(&["표시한다.", "다만, 그러하지 아니하다."]));
        check("应当标识。可以不标。", Ok(&["应当标识。", "可以不标。"]));
        check("In the U.S. The end.", Err("doubtful"));
    }

    #[test]
    fn new_words_fit_between_the_others() {
        let check = |text: &str, range: Range<usize>, new: &str, expected: &str| {
            let new = fitted(text, &range, new);
            let mut out = text.to_owned();
            out.replace_range(range, &new);
            assert_eq!(out, expected);
        };
        check("a mark is set", 6..6, "or label", "a mark or label is set");
        check("a mark.", 6..6, ", and a seal", "a mark, and a seal.");
        check("표시를 한다", 6..6, "와 고지", "표시와 고지를 한다");
        let gap = without_gap("a mark or label is", 7..15);
        assert_eq!(gap, 6..15);
    }
}
