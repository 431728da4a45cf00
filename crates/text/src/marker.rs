//! The marks with which lines of legal text begin: `Article 5`, `제5조`, `第五条`, `1.`, `(a)`, `①`, `가.`.

use crate::ids::leading_han;
use crate::model::UnitKind;
use crate::numerals::{
    abjad, cardinal, cyrillic, iroha, leading_adverb, leading_digits, leading_ordinal, roman_value, value_of,
};

/// The most digits a number may have; longer runs are amounts or codes, not numbers of provisions.
const MAX_DIGITS: usize = 4;

/// How an enumerator is written around its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fence {
    /// `(a)`
    Both,
    /// `a)`
    Right,
    /// `a.` or `一、`
    Dot,
    /// `1` and then a tab or two blanks
    Bare,
    /// `①`
    Circle,
    /// `–`
    Dash,
    /// `1-`, `I –`
    Hyphen,
    /// `1°`
    Degree,
    /// `§ 1º`, `Parágrafo único.`, `２　`: a sign that numbers the paragraphs of an article and nothing else
    Sign,
}

/// In what its number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    Arabic,
    LowerAlpha,
    UpperAlpha,
    LowerRoman,
    UpperRoman,
    Hangul,
    Han,
    /// `イ`, `ロ`, `ハ`
    Iroha,
    /// `а`, `б`, `в`
    Cyrillic,
    /// `أ`, `ب`, `ج`
    Abjad,
    /// `Uno`, `Dos`
    Word,
    Decimal,
    Dash,
}

/// One way to read an enumerator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) count: Count,
    pub(crate) value: u32,
    /// Whether a letter or a second number follows the number: `14a`, `4의2`.
    pub(crate) suffixed: bool,
}

/// A mark at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A word and a number that name a kind of unit.
    Named { kind: UnitKind, bytes: usize },
    /// A number or letter in a list; most have one reading, `(i)` has two.
    Listed { fence: Fence, readings: Vec<Reading>, bytes: usize },
}

/// Words before a number, the kind they name. Lower case; longer words before their beginnings.
const WORDS: &[(&str, UnitKind)] = &[
    ("articles", UnitKind::Article),
    ("article", UnitKind::Article),
    ("artículo", UnitKind::Article),
    ("articulo", UnitKind::Article),
    ("articolo", UnitKind::Article),
    ("artigo", UnitKind::Article),
    ("artikel", UnitKind::Article),
    ("art.", UnitKind::Article),
    ("madde", UnitKind::Article),
    ("pasal", UnitKind::Article),
    ("điều", UnitKind::Article),
    ("άρθρο", UnitKind::Article),
    ("статья", UnitKind::Article),
    ("стаття", UnitKind::Article),
    ("член", UnitKind::Article),
    ("чл.", UnitKind::Article),
    ("المادة", UnitKind::Article),
    ("مادة", UnitKind::Article),
    ("ماده", UnitKind::Article),
    ("disposición adicional", UnitKind::Supplement),
    ("disposición transitoria", UnitKind::Supplement),
    ("disposición derogatoria", UnitKind::Supplement),
    ("disposición final", UnitKind::Supplement),
    ("section", UnitKind::Section),
    ("sec.", UnitKind::Section),
    ("§", UnitKind::Section),
    ("afdeling", UnitKind::Section),
    ("abschnitt", UnitKind::Section),
    ("sección", UnitKind::Section),
    ("seção", UnitKind::Section),
    ("secção", UnitKind::Section),
    ("sezione", UnitKind::Section),
    ("الفرع", UnitKind::Section),
    ("sous-section", UnitKind::Division),
    ("subsección", UnitKind::Division),
    ("subseção", UnitKind::Division),
    ("unterabschnitt", UnitKind::Division),
    ("paragraphe", UnitKind::Division),
    ("параграф", UnitKind::Division),
    ("глава", UnitKind::Chapter),
    ("الفصل", UnitKind::Chapter),
    ("раздел", UnitKind::Title),
    ("розділ", UnitKind::Title),
    ("titel", UnitKind::Title),
    ("الباب", UnitKind::Title),
    ("часть", UnitKind::Part),
    ("частина", UnitKind::Part),
    ("partie", UnitKind::Part),
    ("teil", UnitKind::Part),
    ("الجزء", UnitKind::Part),
    ("القسم", UnitKind::Part),
    ("livre", UnitKind::Book),
    ("libro", UnitKind::Book),
    ("livro", UnitKind::Book),
    ("buch", UnitKind::Book),
    ("книга", UnitKind::Book),
    ("الكتاب", UnitKind::Book),
    ("chapter", UnitKind::Chapter),
    ("chapitre", UnitKind::Chapter),
    ("capítulo", UnitKind::Chapter),
    ("capo", UnitKind::Chapter),
    ("kapitel", UnitKind::Chapter),
    ("hoofdstuk", UnitKind::Chapter),
    ("subtitle", UnitKind::Division),
    ("division", UnitKind::Division),
    ("title", UnitKind::Title),
    ("titre", UnitKind::Title),
    ("título", UnitKind::Title),
    ("titolo", UnitKind::Title),
    ("part", UnitKind::Part),
    ("parte", UnitKind::Part),
    ("book", UnitKind::Book),
    ("annexe", UnitKind::Annex),
    ("annex", UnitKind::Annex),
    ("allegato", UnitKind::Annex),
    ("приложение", UnitKind::Annex),
    ("додаток", UnitKind::Annex),
    ("الملحق", UnitKind::Annex),
    ("bijlage", UnitKind::Annex),
    ("anhang", UnitKind::Annex),
    ("anlage", UnitKind::Annex),
    ("anexo", UnitKind::Annex),
    ("appendix", UnitKind::Annex),
    ("schedule", UnitKind::Schedule),
];

/// Closing characters of Korean and Chinese numbered names, and the kinds they name.
const EAST_ASIAN: &[(char, UnitKind)] = &[
    ('편', UnitKind::Part),
    ('장', UnitKind::Chapter),
    ('절', UnitKind::Section),
    ('관', UnitKind::Division),
    ('조', UnitKind::Article),
    ('编', UnitKind::Part),
    ('編', UnitKind::Part),
    ('章', UnitKind::Chapter),
    ('节', UnitKind::Section),
    ('節', UnitKind::Section),
    ('条', UnitKind::Article),
    ('條', UnitKind::Article),
    ('款', UnitKind::Division),
];

/// Words that stand after their number (`1. Kapitel`, `1 §`, `1-бап`), and the kinds they name.
const WORDS_AFTER: &[(&str, UnitKind)] = &[
    ("unterabschnitt", UnitKind::Division),
    ("abschnitt", UnitKind::Section),
    ("kapitel", UnitKind::Chapter),
    ("kap.", UnitKind::Chapter),
    ("titel", UnitKind::Title),
    ("teil", UnitKind::Part),
    ("buch", UnitKind::Book),
    ("luku", UnitKind::Chapter),
    ("бап", UnitKind::Article),
    ("тарау", UnitKind::Chapter),
    ("бөлім", UnitKind::Title),
    ("§", UnitKind::Section),
];

/// Headings of closing rules in Japanese and Chinese, without the blanks that are set between their characters.
const CLOSING_RULES: [&str; 3] = ["附則抄", "附則", "附则"];

/// The mark at the start of a line, if it has one.
pub(crate) fn mark(line: &str) -> Option<Mark> {
    east_asian(line).or_else(|| named(line)).or_else(|| number_first(line)).or_else(|| listed(line))
}

/// `1. Kapitel: Zweck`, `1 §`, `3-бап. Атауы`.
fn number_first(line: &str) -> Option<Mark> {
    let digits = leading_digits(line);
    if digits == 0 {
        return None;
    }
    let rest = line[digits..].trim_start_matches([' ', '\u{a0}', '.', '-', '‑']);
    let (word, kind) = WORDS_AFTER.iter().find(|(word, _)| starts_with_word(rest, word))?;
    let after = &rest[word.len()..];
    let alone = after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || matches!(c, ':' | '.'));
    let gap = line.len() - rest.len() > digits;
    let end = line.len() - after.len() + separator_length(after)?;
    (alone && gap).then_some(Mark::Named { kind: *kind, bytes: end })
}

fn east_asian(line: &str) -> Option<Mark> {
    if ["부칙", "부 칙"].iter().any(|word| line.starts_with(word)) {
        let word = line.split(['<', '(']).next().unwrap_or(line).trim_end();
        return (word.chars().count() <= 4)
            .then_some(Mark::Named { kind: UnitKind::Supplement, bytes: word.len() });
    }
    if let Some(mark) = closing_rules(line) {
        return Some(mark);
    }
    let inner = line.strip_prefix(['제', '第'])?;
    let inner = inner.trim_start();
    let digits = leading_digits(inner);
    let number = if digits > 0 { digits } else { leading_han(inner).map_or(0, |(_, length)| length) };
    let after = inner.get(number..)?.trim_start();
    let closing = after.chars().next()?;
    let (_, kind) = EAST_ASIAN.iter().find(|(c, _)| *c == closing && number > 0)?;
    let mut end = line.len() - after.len() + closing.len_utf8();
    let tail = &line[end..];
    if let Some(branch) = tail.strip_prefix(['의', '之', 'の', 'ノ']) {
        let digits = leading_digits(branch);
        let length = if digits > 0 { digits } else { leading_han(branch).map_or(0, |(_, length)| length) };
        if length > 0 {
            end = line.len() - branch.len() + length;
        }
    }
    // "제5조제1항에 따라" and "제5조에 따른" open a sentence; a number that names its own line stands alone.
    let next = line[end..].chars().next();
    let alone = next.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '（' | '【' | ':' | '：' | '　'));
    alone.then_some(Mark::Named { kind: *kind, bytes: end })
}

/// `附　則` and `別表第一（第三条関係）`.
fn closing_rules(line: &str) -> Option<Mark> {
    if line.starts_with("別表") {
        let end = line.find(|c: char| c.is_whitespace() || matches!(c, '（' | '(')).unwrap_or(line.len());
        let short = line[..end].chars().count() <= 8;
        return short.then_some(Mark::Named { kind: UnitKind::Annex, bytes: end });
    }
    let word = line.split(['（', '(']).next().unwrap_or(line).trim_end();
    let solid: String = word.chars().filter(|c| !c.is_whitespace()).collect();
    CLOSING_RULES
        .contains(&solid.as_str())
        .then_some(Mark::Named { kind: UnitKind::Supplement, bytes: word.len() })
}

fn named(line: &str) -> Option<Mark> {
    let first: Vec<char> = line.chars().next()?.to_lowercase().collect();
    let begins = |word: &str| first.len() == 1 && word.starts_with(first[0]);
    let (word, kind) = WORDS.iter().find(|(word, _)| begins(word) && starts_with_word(line, word))?;
    let after = &line[word.len()..];
    let number_at = after.len() - after.trim_start().len();
    // "section" needs a gap before its number, "§5" and "Art.5" do not.
    if number_at == 0 && !word.ends_with(['.', '§']) {
        return bare_annex(line, word, *kind);
    }
    let number = &after[number_at..];
    let length = number_length(number);
    if length == 0 {
        return bare_annex(line, word, *kind);
    }
    let mut end = word.len() + number_at + length;
    end += separator_length(&line[end..])?;
    Some(Mark::Named { kind: *kind, bytes: end })
}

/// A lone `ANNEX` or `SCHEDULE` on its line.
fn bare_annex(line: &str, word: &str, kind: UnitKind) -> Option<Mark> {
    let alone = line.trim_end().len() == word.len() && line.chars().next().is_some_and(char::is_uppercase);
    (alone && kind.is_root()).then_some(Mark::Named { kind, bytes: word.len() })
}

fn starts_with_word(line: &str, word: &str) -> bool {
    let mut rest = line.chars();
    word.chars().all(|expected| {
        rest.next().is_some_and(|c| c == expected || c.to_lowercase().eq(std::iter::once(expected)))
    }) && line.is_char_boundary(word.len())
}

/// How long the number after a word is: `5`, `4a`, `III`, `5-2`, `171-bis`, `4.1`, `L. 111-1`, `Ier`, `3 ter`, `primera`, `(2)`.
fn number_length(text: &str) -> usize {
    // "3 ter": the adverb belongs to the number, though a blank parts them.
    let with_adverb = |length: usize| {
        let adverb = text[length..].strip_prefix(' ').map_or(0, leading_adverb);
        length + if adverb > 0 { adverb + 1 } else { 0 }
    };
    if let Some((_, length)) = leading_ordinal(text) {
        return with_adverb(length);
    }
    if let Some(inner) = text.strip_prefix('(') {
        let digits = leading_digits(inner);
        let closed = digits > 0 && inner[digits..].starts_with(')');
        return if closed { with_adverb(digits + 2) } else { 0 };
    }
    let code = code_length(text);
    let end = text[code..]
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '‑' | '.' | '°')))
        .map_or(text.len(), |at| code + at);
    let token = text[..end].trim_end_matches(['.', '-', '‑']);
    let first = token.get(code..).unwrap_or_default().split(['-', '‑', '.']).next().unwrap_or_default();
    let numeral = |first: &str| {
        let digits = leading_digits(first);
        let rest = &first[digits..];
        let numeric = digits > 0 && (rest.len() <= 4 || leading_adverb(rest) == rest.len());
        let roman = !first.is_empty() && first.bytes().all(|byte| b"IVXLC".contains(&byte));
        numeric || roman
    };
    let ordinal = ["er", "ère", "re", "º", "°", "ª"].iter().find_map(|end| first.strip_suffix(end));
    let letter = code == 0 && first.len() == 1 && first.bytes().all(|byte| byte.is_ascii_uppercase());
    if !(numeral(first) || ordinal.is_some_and(numeral) || letter) {
        return 0;
    }
    with_adverb(token.len())
}

/// The letter of a French code before its number: `L. 111-1`, `R*123-4`, `LO141`; none when no digit follows.
fn code_length(text: &str) -> usize {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let sign = &text[letters..];
    let rest = sign.trim_start_matches('*').trim_start_matches('.').trim_start_matches([' ', '\u{a0}']);
    let code = (1..=2).contains(&letters) && matches!(text.as_bytes()[0], b'L' | b'R' | b'D' | b'A');
    if code && leading_digits(rest) > 0 { text.len() - rest.len() } else { 0 }
}

/// What stands between number and heading: blanks, a dot, a dash. None when the number runs on into a reference.
fn separator_length(text: &str) -> Option<usize> {
    if text.starts_with(['(', ',', ';', ')', '/', '’', '\'']) {
        return None;
    }
    let mut length = 0;
    for c in text.chars() {
        let blank_before_sign =
            c.is_whitespace() && text[length + c.len_utf8()..].starts_with(['–', '—', ':', '-']);
        if !matches!(c, '.' | '–' | '—' | '-' | ':') && !blank_before_sign {
            break;
        }
        length += c.len_utf8();
    }
    Some(length)
}

fn listed(line: &str) -> Option<Mark> {
    signed(line)
        .or_else(|| circled(line))
        .or_else(|| dashed(line))
        .or_else(|| hyphened(line))
        .or_else(|| decimal(line))
        .or_else(|| fenced(line))
}

/// What Brazil calls the paragraph of an article that has but one.
const SOLE_PARAGRAPH: &str = "parágrafo único";

/// `Parágrafo único.` and the wide digits of Japanese paragraphs: `２　前項の`.
fn signed(line: &str) -> Option<Mark> {
    if starts_with_word(line, SOLE_PARAGRAPH) {
        let bytes = SOLE_PARAGRAPH.len() + separator_length(&line[SOLE_PARAGRAPH.len()..])?;
        return Some(sign(1, bytes));
    }
    let digits = leading_digits(line);
    let rest = &line[digits..];
    let wide = line.starts_with(|c: char| ('\u{ff10}'..='\u{ff19}').contains(&c));
    let parted = rest.starts_with('\u{3000}') || (wide && rest.starts_with(char::is_whitespace));
    (digits > 0 && parted).then(|| sign(value_of(&line[..digits]), digits))
}

fn sign(value: u32, bytes: usize) -> Mark {
    let reading = Reading { count: Count::Arabic, value, suffixed: false };
    Mark::Listed { fence: Fence::Sign, readings: vec![reading], bytes }
}

/// `§ 1º` read as the number of a paragraph, which it is where articles stand above it.
pub(crate) fn section_sign(line: &str) -> Option<Mark> {
    let Some(Mark::Named { kind: UnitKind::Section, bytes }) = named(line) else { return None };
    let number = line.strip_prefix('§')?.trim_start();
    let digits = leading_digits(number);
    (digits > 0).then(|| sign(value_of(&number[..digits]), bytes))
}

/// `1- كل`, `أ- `, `I – os Estados`.
fn hyphened(line: &str) -> Option<Mark> {
    let length = line.find(|c: char| !c.is_alphanumeric() && c != '\u{640}').unwrap_or(line.len());
    let token = &line[..length];
    let rest = &line[length..];
    let closed = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix(['-', '–', '—'])?;
    // A word before a dash is a word; a year is no number of an item.
    let short = token.chars().count() <= 3
        || roman_value(token).is_some_and(|_| token.starts_with(char::is_uppercase));
    if !short || !closed.starts_with(char::is_whitespace) {
        return None;
    }
    let readings = readings(token);
    (!readings.is_empty()).then(|| Mark::Listed {
        fence: Fence::Hyphen,
        readings,
        bytes: line.len() - closed.len(),
    })
}

/// The runs of circled numbers: the first of each, its value, and how many there are.
const CIRCLES: [(char, u32, u32); 3] = [('①', 1, 20), ('㉑', 21, 15), ('㊱', 36, 15)];

/// The value of `①`, `②` … `㊿`.
pub(crate) fn circled_value(c: char) -> Option<u32> {
    CIRCLES.iter().find_map(|(first, value, count)| {
        let at = u32::from(c).checked_sub(u32::from(*first))?;
        (at < *count).then_some(value + at)
    })
}

/// The circled number with a value, where there is one.
pub(crate) fn circle(value: u32) -> Option<char> {
    CIRCLES.iter().find_map(|(first, low, count)| {
        let at = value.checked_sub(*low).filter(|at| at < count)?;
        char::from_u32(u32::from(*first) + at)
    })
}

fn circled(line: &str) -> Option<Mark> {
    let c = line.chars().next()?;
    let reading = Reading { count: Count::Arabic, value: circled_value(c)?, suffixed: false };
    Some(Mark::Listed { fence: Fence::Circle, readings: vec![reading], bytes: c.len_utf8() })
}

fn dashed(line: &str) -> Option<Mark> {
    let c = line.chars().next().filter(|c| matches!(c, '–' | '—' | '-' | '•' | '▪' | '·' | '*' | 'o'))?;
    let rest = &line[c.len_utf8()..];
    // The round bullet of typewriters, "o  act;".
    let blank = if c == 'o' { rest.starts_with("  ") } else { rest.starts_with(char::is_whitespace) };
    let reading = Reading { count: Count::Dash, value: 1, suffixed: false };
    blank.then(|| Mark::Listed { fence: Fence::Dash, readings: vec![reading], bytes: c.len_utf8() })
}

/// `4.1.`, `4.1`, `6-1-1701.`
fn decimal(line: &str) -> Option<Mark> {
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let token = &line[..end];
    let body = token.trim_end_matches('.');
    // "1.2A": letters after the last group tell what was inserted later.
    let bare = body.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffixed = bare.len() < body.len();
    let groups: Vec<&str> = bare.split(['.', '-']).collect();
    let good = body.len() - bare.len() <= 2
        && groups.len() >= 2
        && groups.len() <= 5
        && groups
            .iter()
            .all(|group| !group.is_empty() && leading_digits(group) == group.len() && group.len() <= 5);
    if !good || (body.contains('-') && !token.ends_with('.')) {
        return None;
    }
    let value = groups.last().and_then(|group| group.parse().ok()).unwrap_or(0);
    let reading = Reading { count: Count::Decimal, value, suffixed };
    Some(Mark::Listed { fence: Fence::Dot, readings: vec![reading], bytes: end })
}

fn fenced(line: &str) -> Option<Mark> {
    let (open, inner) = match line.strip_prefix(['(', '（']) {
        Some(inner) => (line.len() - inner.len(), inner),
        None => (0, line),
    };
    let length = inner.char_indices().find(|(_, c)| !c.is_alphanumeric()).map_or(inner.len(), |(at, _)| at);
    // "2 bis. Invites": the adverb belongs to the number, though a blank parts them.
    let adverb = spaced_adverb(inner, length);
    let token = &inner[..length];
    let after = &inner[length + adverb..];
    let length = length + adverb;
    let close = after.chars().next();
    let (fence, closing) = match (open > 0, close) {
        (true, Some(c @ (')' | '）'))) => (Fence::Both, c.len_utf8()),
        (false, Some(c @ (')' | '）'))) => (Fence::Right, c.len_utf8()),
        (false, Some('.')) if after.starts_with(".-") || after.starts_with(".–") => {
            (Fence::Dot, after.chars().take(2).map(char::len_utf8).sum())
        }
        (false, Some(c @ ('.' | '、' | '．'))) => (Fence::Dot, c.len_utf8()),
        (false, Some(c @ '°')) => (Fence::Degree, c.len_utf8()),
        (false, Some(c)) if c.is_whitespace() => (Fence::Bare, 0),
        _ => return None,
    };
    let tabbed = after.starts_with(['\t', '\u{3000}']);
    let readings = if fence == Fence::Bare && !tabbed && leading_digits(token) == 0 {
        Vec::new()
    } else {
        let mut found = readings(token);
        for reading in &mut found {
            reading.suffixed |= adverb > 0;
        }
        found
    };
    let bytes = open + length + closing;
    let follows = &line[bytes..];
    // "1.5 million" is no item; Chinese and Korean set no blank after "（一）" and "一、".
    // "1.(1)" and "1.—(1)" set the first subsection right behind the number of the section.
    let nested = fence == Fence::Dot
        && leading_digits(token) > 0
        && matches!(
            fenced(follows.trim_start_matches(['—', '–', '-'])),
            Some(Mark::Listed { fence: Fence::Both, .. })
        );
    let parted = follows.is_empty()
        || follows.starts_with(char::is_whitespace)
        || nested
        || fence == Fence::Both
        || line[..bytes].ends_with(['、', '）', '．'])
        || (line[..bytes].ends_with(['-', '–']) && follows.starts_with(char::is_uppercase));
    (parted && !readings.is_empty()).then_some(Mark::Listed { fence, readings, bytes })
}

/// How long " bis" is behind a number in digits, where a stop or a bracket closes both.
fn spaced_adverb(text: &str, number: usize) -> usize {
    let digits = number > 0 && leading_digits(&text[..number]) == number;
    let rest = text[number..].strip_prefix(' ').filter(|_| digits).unwrap_or_default();
    let adverb = leading_adverb(rest);
    let closes = rest[adverb..].starts_with(['.', ')']);
    if adverb > 0 && closes { adverb + 1 } else { 0 }
}

fn readings(token: &str) -> Vec<Reading> {
    let mut found = Vec::new();
    let digits = leading_digits(token);
    if digits > 0 {
        let rest = &token[digits..];
        let suffix = rest.is_empty()
            || rest.strip_prefix('의').is_some_and(|branch| leading_digits(branch) == branch.len())
            || leading_adverb(rest) == rest.len()
            || (rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_lowercase()))
            || (rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_uppercase()));
        if token[..digits].chars().count() <= MAX_DIGITS && suffix {
            let value = value_of(&token[..digits]);
            found.push(Reading { count: Count::Arabic, value, suffixed: !rest.is_empty() });
        }
        return found;
    }
    if let Some(value) = hangul(token) {
        found.push(Reading { count: Count::Hangul, value: value as u32, suffixed: false });
    }
    if let Some((value, _)) = leading_han(token).filter(|(_, length)| *length == token.len()) {
        found.push(Reading { count: Count::Han, value, suffixed: false });
    }
    let scripts = [
        (Count::Iroha, iroha(token)),
        (Count::Cyrillic, cyrillic(token)),
        (Count::Abjad, abjad(token)),
        (Count::Word, cardinal(token)),
    ];
    let of_scripts = scripts.into_iter().filter_map(|(count, value)| Some((count, value?)));
    found.extend(of_scripts.map(|(count, value)| Reading { count, value, suffixed: false }));
    letters(token, &mut found);
    found
}

fn letters(token: &str, found: &mut Vec<Reading>) {
    let lower = token.bytes().all(|byte| byte.is_ascii_lowercase());
    let upper = token.bytes().all(|byte| byte.is_ascii_uppercase());
    // "abis": a letter, and the adverb of what was inserted later.
    if lower && token.len() > 3 && leading_adverb(&token[1..]) == token.len() - 1 {
        let value = u32::from(token.as_bytes()[0] - b'a') + 1;
        found.push(Reading { count: Count::LowerAlpha, value, suffixed: true });
        return;
    }
    if token.is_empty() || !(lower || upper) || token.len() > 6 {
        return;
    }
    // Initials ("J. Smith") and abbreviations read like letters with a dot; the outline asks for succession there.
    let (alpha, roman) =
        if lower { (Count::LowerAlpha, Count::LowerRoman) } else { (Count::UpperAlpha, Count::UpperRoman) };
    let bytes = token.as_bytes();
    let same = bytes.iter().all(|byte| *byte == bytes[0]);
    let position = u32::from(bytes[0].to_ascii_lowercase() - b'a') + 1;
    if same {
        let value = position + 26 * (bytes.len() as u32 - 1);
        found.push(Reading { count: alpha, value, suffixed: false });
    } else if bytes.len() == 2 {
        found.push(Reading { count: alpha, value: position, suffixed: true });
    }
    // "(l)" comes after "(k)"; as fifty it would be a number that nobody writes alone.
    if let Some(value) = roman_value(token).filter(|value| *value != 50) {
        found.push(Reading { count: roman, value, suffixed: false });
    }
}

/// The letters with which Korean items count, in their order.
pub(crate) const HANGUL: &str =
    "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호";

/// The value of `가`, `나`, `다` … as Korean items count.
pub(crate) fn hangul(token: &str) -> Option<usize> {
    let mut chars = token.chars();
    let (first, rest) = (chars.next()?, chars.next());
    if rest.is_some() {
        return None;
    }
    HANGUL.chars().position(|c| c == first).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_marks() {
        let check = |line: &str, expected: Option<(UnitKind, &str)>| {
            let found = match mark(line) {
                Some(Mark::Named { kind, bytes }) => Some((kind, &line[..bytes])),
                _ => None,
            };
            assert_eq!(found, expected, "{line}");
        };
        check("Article 5 Prohibited practices", Some((UnitKind::Article, "Article 5")));
        check("ARTICLE 1 – The purpose", Some((UnitKind::Article, "ARTICLE 1 –")));
        check("Article 4a", Some((UnitKind::Article, "Article 4a")));
        check("Article 5(1) applies", None);
        check("Articles of association", None);
        check("Sec. 4. Developing", Some((UnitKind::Section, "Sec. 4.")));
        check("CHAPTER III", Some((UnitKind::Chapter, "CHAPTER III")));
        check("Chapter I – General", Some((UnitKind::Chapter, "Chapter I –")));
        check("Part of the text", None);
        check("Title", None);
        check("ANNEX", Some((UnitKind::Annex, "ANNEX")));
        check("제7조의2 (설치)", Some((UnitKind::Article, "제7조의2")));
        check("제5조제1항에 따라", None);
        check("제5조에 따른", None);
        check("제1조(시행일) 이 법은", Some((UnitKind::Article, "제1조")));
        check("第二十三条 为了", Some((UnitKind::Article, "第二十三条")));
        check("第一章 总则", Some((UnitKind::Chapter, "第一章")));
        check("부칙 <제1호>", Some((UnitKind::Supplement, "부칙")));
        check("Article L1", Some((UnitKind::Article, "Article L1")));
        check("Article L. 111-1 Champ", Some((UnitKind::Article, "Article L. 111-1")));
        check("Article R*123-4", Some((UnitKind::Article, "Article R*123-4")));
        check("Titre Ier Dispositions", Some((UnitKind::Title, "Titre Ier")));
        check("Article premier", Some((UnitKind::Article, "Article premier")));
        check("Art. 1º Esta Lei", Some((UnitKind::Article, "Art. 1º")));
        check("Art. 3 ter Suite", Some((UnitKind::Article, "Art. 3 ter")));
        check("Art. 2quater", Some((UnitKind::Article, "Art. 2quater")));
        check(
            "Disposición adicional primera. Medidas.",
            Some((UnitKind::Supplement, "Disposición adicional primera.")),
        );
        check("المادة (2)", Some((UnitKind::Article, "المادة (2)")));
        check("مادة ٤", Some((UnitKind::Article, "مادة ٤")));
        check("المادة الثالثة", Some((UnitKind::Article, "المادة الثالثة")));
        check("الباب الأول", Some((UnitKind::Title, "الباب الأول")));
        check("第三条の二　事業者は", Some((UnitKind::Article, "第三条の二")));
        check("附　則", Some((UnitKind::Supplement, "附　則")));
        check("附　則　抄", Some((UnitKind::Supplement, "附　則　抄")));
        check("別表第一（第三条関係）", Some((UnitKind::Annex, "別表第一")));
        check("Статья 1. Основные понятия", Some((UnitKind::Article, "Статья 1.")));
        check("1. Kapitel: Zweck", Some((UnitKind::Chapter, "1. Kapitel:")));
        check("3 § Tillämpning", Some((UnitKind::Section, "3 §")));
        check("1 Kapital", None);
        check("Title unique", Some((UnitKind::Title, "Title unique")));
    }

    #[test]
    fn listed_marks() {
        let check = |line: &str, expected: Option<(&str, Vec<(Count, u32)>)>| {
            let found = match mark(line) {
                Some(Mark::Listed { readings, bytes, .. }) => {
                    Some((&line[..bytes], readings.iter().map(|r| (r.count, r.value)).collect()))
                }
                _ => None,
            };
            assert_eq!(found, expected, "{line}");
        };
        check("1. text", Some(("1.", vec![(Count::Arabic, 1)])));
        check("1.5 million", Some(("1.5", vec![(Count::Decimal, 5)])));
        check("(a) text", Some(("(a)", vec![(Count::LowerAlpha, 1)])));
        check("(i) text", Some(("(i)", vec![(Count::LowerAlpha, 9), (Count::LowerRoman, 1)])));
        check("(ba) text", Some(("(ba)", vec![(Count::LowerAlpha, 2)])));
        check("(iv) text", Some(("(iv)", vec![(Count::LowerAlpha, 9), (Count::LowerRoman, 4)])));
        check("(xix) text", Some(("(xix)", vec![(Count::LowerRoman, 19)])));
        check("① 위원회", Some(("①", vec![(Count::Arabic, 1)])));
        check("가. 항목", Some(("가.", vec![(Count::Hangul, 1)])));
        check("4의2. 항목", Some(("4의2.", vec![(Count::Arabic, 4)])));
        check("（一）取得", Some(("（一）", vec![(Count::Han, 1)])));
        check("一、目的", Some(("一、", vec![(Count::Han, 1)])));
        check("– dash", Some(("–", vec![(Count::Dash, 1)])));
        check("2024 was", Some(("2024", vec![(Count::Arabic, 2024)])));
        check("word. text", None);
        check("I – os Estados", Some(("I –", vec![(Count::UpperAlpha, 9), (Count::UpperRoman, 1)])));
        check("1- كل شخص", Some(("1-", vec![(Count::Arabic, 1)])));
        check("well - known", None);
        check("２　前項の", Some(("２", vec![(Count::Arabic, 2)])));
        check("一　研究", Some(("一", vec![(Count::Han, 1)])));
        check("ロ　乙", Some(("ロ", vec![(Count::Iroha, 2)])));
        check("б) модель", Some(("б)", vec![(Count::Cyrillic, 2)])));
        check("abis. weitere", Some(("abis.", vec![(Count::LowerAlpha, 1)])));
        check("1bis Ein Absatz", Some(("1bis", vec![(Count::Arabic, 1)])));
        check("1.(1) text", Some(("1.", vec![(Count::Arabic, 1)])));
        check("1.2A text", Some(("1.2A", vec![(Count::Decimal, 2)])));
        check("Uno. Las medidas.", Some(("Uno.", vec![(Count::Word, 1)])));
        check("Parágrafo único. Aplica-se", Some(("Parágrafo único.", vec![(Count::Arabic, 1)])));
        check("1° Les caractéristiques", Some(("1°", vec![(Count::Arabic, 1)])));
        check("II.-Il est exact.", Some(("II.-", vec![(Count::UpperAlpha, 35), (Count::UpperRoman, 2)])));
        check("o  act;", Some(("o", vec![(Count::Dash, 1)])));
        check("(see below) text", None);
        check("", None);
    }
}
