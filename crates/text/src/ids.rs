//! Names for units, made from what they are and the number they bear.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::model::{Document, Unit, UnitId, UnitKind};
use crate::numerals::{digit, leading_digits, leading_ordinal, roman_value};

/// The longest step of an id, in characters; a number that is a whole sentence is cut.
const MAX_SLUG_CHARS: usize = 32;
/// Words that name the kind of a unit and so add nothing to its number.
const UNIT_WORDS: &[&str] = &[
    "article",
    "art",
    "articles",
    "artikel",
    "artículo",
    "articulo",
    "articolo",
    "artigo",
    "artikla",
    "section",
    "sec",
    "sect",
    "part",
    "parte",
    "partie",
    "livre",
    "libro",
    "livro",
    "buch",
    "partie",
    "teil",
    "sección",
    "seção",
    "secção",
    "subsección",
    "subseção",
    "sous",
    "kap",
    "chapter",
    "chapitre",
    "capítulo",
    "capo",
    "kapitel",
    "hoofdstuk",
    "title",
    "titre",
    "titolo",
    "título",
    "titel",
    "annex",
    "annexe",
    "bijlage",
    "anhang",
    "anlage",
    "anexo",
    "allegato",
    "appendix",
    "schedule",
    "subchapter",
    "subtitle",
    "division",
    "book",
    "paragraph",
    "point",
    "clause",
    "rule",
    "recital",
    "madde",
    "ibara",
    "sehemu",
    "afdeling",
    "abschnitt",
    "sezione",
    "luku",
    "المادة",
    "مادة",
    "ماده",
    "الباب",
    "الفصل",
    "الفرع",
    "القسم",
    "الجزء",
    "الكتاب",
    "الملحق",
    "статья",
    "стаття",
    "член",
    "чл",
    "глава",
    "раздел",
    "розділ",
    "часть",
    "частина",
    "книга",
    "параграф",
    "приложение",
    "додаток",
    "бап",
    "тарау",
    "бөлім",
    "άρθρο",
    "pasal",
    "parágrafo",
    "paragraphe",
    "disposición",
    "điều",
    "no",
    "nr",
    "the",
];

/// The part of an id that a printed number becomes: `Article 5` → `5`, `(ba)` → `ba`, `제7조의2` → `7-2`, `第五条` → `5`.
pub fn slug(number: &str) -> String {
    // The sign of an ordinal would become a letter of its number: "1º" is 1, "3a" is not.
    let plain: String = number.chars().filter(|c| !matches!(c, 'º' | 'ª' | '°')).nfkc().collect();
    if let Some(han) = han_number(&plain) {
        return han;
    }
    // 가목의2 counts by its letter; all others count by their digits.
    if let Some(branch) = plain.split_once('의').filter(|(letter, _)| crate::marker::hangul(letter).is_some())
    {
        return format!("{}-{}", branch.0, digit_groups(branch.1).join("-"));
    }
    if plain.contains(['조', '장', '절', '편', '관', '항', '호', '의'])
        && plain.bytes().any(|byte| byte.is_ascii_digit())
    {
        return digit_groups(&plain).join("-");
    }
    let solid: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    // "附則抄" says that the collection prints an excerpt of them.
    let closing = solid.trim_end_matches('抄');
    if matches!(closing, "附則" | "附则") {
        return closing.to_owned();
    }
    let plain = without_code_gap(&plain);
    let tokens: Vec<&str> =
        plain.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    let telling: Vec<&str> = tokens.iter().copied().filter(|token| !is_unit_word(token)).collect();
    let chosen = if telling.is_empty() { tokens } else { telling };
    let plainly: Vec<String> = with_ordinals(&chosen);
    plainly.join("-").chars().take(MAX_SLUG_CHARS).collect()
}

/// A number of a French code without what stands between its letter and its digits: `Article L. 111-2` is `Article L111-2`.
fn without_code_gap(plain: &str) -> String {
    let Some((word, number)) =
        plain.split_once(' ').filter(|(word, _)| word.to_lowercase().starts_with("art"))
    else {
        return plain.to_owned();
    };
    let letters = number.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let code = &number[..number.len() - letters.len()];
    let digits = letters.trim_start_matches(['.', '*', ' ']);
    let gap = matches!(code, "L" | "R" | "D" | "LO") && leading_digits(digits) > 0;
    if gap { format!("{word} {code}{digits}") } else { plain.to_owned() }
}

/// The steps of a number in plain digits: `Ier` → `I`, `1º` → `1`, `٤` → `4`, `primera` → `1`.
fn with_ordinals(tokens: &[&str]) -> Vec<String> {
    let mut steps: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let pair = tokens.get(at + 1).map(|next| format!("{token} {next}"));
        let both = pair.filter(|pair| leading_ordinal(pair).is_some_and(|(_, length)| length == pair.len()));
        let words = both.as_deref().unwrap_or(token);
        at += 1 + usize::from(both.is_some());
        let ordinal = leading_ordinal(words).filter(|(value, length)| *length == words.len() && *value > 0);
        steps.push(match ordinal {
            Some((value, _)) => value.to_string(),
            None => without_ordinal_ending(token),
        });
    }
    steps
}

/// A token in ASCII digits, without the ending that only says that it is an ordinal: `1er`, `Ire`, `1o`.
fn without_ordinal_ending(token: &str) -> String {
    let ascii: String =
        token.chars().map(|c| digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)).collect();
    let digits = |stem: &str| leading_digits(stem) == stem.len() && !stem.is_empty();
    let numeral = |stem: &str| stem.starts_with(char::is_uppercase) && roman_value(stem).is_some();
    let stem = ["er", "ère", "re"]
        .iter()
        .filter_map(|end| ascii.strip_suffix(end))
        .find(|stem| digits(stem) || numeral(stem))
        // Old pages write "1o" to "9o"; a fourteenth insertion after nine is not to be expected.
        .or_else(|| ascii.strip_suffix('o').filter(|stem| stem.len() == 1 && digits(stem)));
    stem.map_or_else(|| ascii.clone(), str::to_owned)
}

fn is_unit_word(token: &str) -> bool {
    let lower = token.to_lowercase();
    UNIT_WORDS.contains(&lower.as_str())
}

fn digit_groups(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect()
}

/// The first number written in Han numerals, in digits: `第二十三条之一` → `23-1`.
fn han_number(text: &str) -> Option<String> {
    let mut groups = Vec::new();
    let mut rest = text.trim_start_matches(['第', '(', ' ']);
    while let Some((value, length)) = leading_han(rest) {
        groups.push(value.to_string());
        rest = &rest[length..];
        rest = rest.trim_start_matches([
            '条', '條', '章', '节', '節', '编', '編', '款', '项', '項', '之', 'の', 'ノ',
        ]);
    }
    (!groups.is_empty()).then(|| groups.join("-"))
}

/// The number in Han numerals at the start of a text and how many bytes it takes.
pub(crate) fn leading_han(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut digit, mut length, mut seen_digit) = (0_u32, 0_u32, 0, false);
    for c in text.chars() {
        let unit = match c {
            '零' | '〇' => 0,
            '一' => 1,
            '二' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' | '百' => {
                let scale = if c == '十' { 10 } else { 100 };
                total = total.saturating_add(if seen_digit { digit } else { 1 } * scale);
                (digit, seen_digit) = (0, false);
                length += c.len_utf8();
                continue;
            }
            _ => break,
        };
        (digit, seen_digit) = (unit, unit > 0);
        length += c.len_utf8();
    }
    (length > 0).then(|| (total.saturating_add(digit), length))
}

/// Gives every unit its id; ids that exist are made anew.
pub fn assign_ids(document: &mut Document) {
    let mut names = Names::default();
    names.assign(&mut document.units, &UnitId::default(), &UnitId::default(), false);
}

/// Gives ids to the units that have none, and leaves all others as they are.
pub fn assign_missing_ids(document: &mut Document) {
    let mut names = Names { keep: true, ..Names::default() };
    for unit in document.walk() {
        if !unit.id.is_empty() {
            names.taken.insert(unit.id.clone(), 1);
        }
    }
    names.assign(&mut document.units, &UnitId::default(), &UnitId::default(), false);
}

#[derive(Default)]
struct Names {
    /// How often a name has been asked for.
    taken: HashMap<UnitId, u32>,
    /// Whether ids that exist stay.
    keep: bool,
}

impl Names {
    fn assign(&mut self, units: &mut [Unit], root: &UnitId, parent: &UnitId, parent_has_text: bool) {
        let mut ordinals: HashMap<UnitKind, usize> = HashMap::new();
        for unit in units {
            let ordinal =
                ordinals.entry(unit.kind).or_insert_with(|| first_ordinal(unit.kind, parent_has_text));
            let leaf = leaf_name(unit, *ordinal);
            if unit.number.is_none() {
                *ordinal += 1;
            }
            if !self.keep || unit.id.is_empty() {
                let base = if is_named_from_root(unit) { root } else { parent };
                unit.id = self.unique(base.child(&leaf));
            }
            let id = unit.id.clone();
            let below = if unit.kind.is_root() { &id } else { root };
            self.assign(&mut unit.children, below, &id, !unit.text.is_empty());
        }
    }

    fn unique(&mut self, wanted: UnitId) -> UnitId {
        let count = self.taken.entry(wanted.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return wanted;
        }
        let mut number = *count;
        loop {
            let other = UnitId::new(format!("{wanted}~{number}"));
            if !self.taken.contains_key(&other) {
                self.taken.insert(other.clone(), 1);
                self.taken.insert(wanted, number);
                return other;
            }
            number += 1;
        }
    }
}

/// The first unnumbered paragraph below a unit that speaks itself is the second one: its own words are the first.
fn first_ordinal(kind: UnitKind, parent_has_text: bool) -> usize {
    let follows_text = matches!(kind, UnitKind::Paragraph | UnitKind::Subparagraph);
    if follows_text && parent_has_text { 2 } else { 1 }
}

fn leaf_name(unit: &Unit, ordinal: usize) -> String {
    let slug = unit.number.as_deref().map(slug).filter(|slug| !slug.is_empty());
    match (slug, unit.kind) {
        (Some(slug), _) => format!("{}_{slug}", unit.kind.prefix()),
        (None, UnitKind::Preface | UnitKind::Preamble | UnitKind::Conclusions) if ordinal == 1 => {
            unit.kind.prefix().to_owned()
        }
        (None, _) => format!("{}_{ordinal}", unit.kind.prefix()),
    }
}

/// A section that contains no article is itself the basic unit and is cited without its chapter.
fn is_named_from_root(unit: &Unit) -> bool {
    match unit.kind {
        UnitKind::Section => unit.number.is_some() && !has_articles(unit),
        kind => kind.is_global(),
    }
}

fn has_articles(unit: &Unit) -> bool {
    unit.children.iter().any(|child| child.kind == UnitKind::Article || has_articles(child))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_slugs() {
        let check = |number: &str, expected: &str| assert_eq!(slug(number), expected, "{number}");
        check("Article 5", "5");
        check("ARTICLE 1 –", "1");
        check("(ba)", "ba");
        check("1.", "1");
        check("제5조", "5");
        check("제7조의2", "7-2");
        check("4의2.", "4-2");
        check("①", "1");
        check("가.", "가");
        check("第二十三条", "23");
        check("第一百零五条", "105");
        check("（十一）", "11");
        check("CHAPTER III", "III");
        check("Art. 171-bis.", "171-bis");
        check("§ 8-601", "8-601");
        check("6-1-1701.", "6-1-1701");
        check("ANNEX XIV", "XIV");
        check("Section", "Section");
        check("Article 1er", "1");
        check("Titre Ier", "I");
        check("§ 1º", "1");
        check("Art. 3 ter", "3-ter");
        check("Art. 3a", "3a");
        check("Article L. 111-1", "L111-1");
        check("Article R*112-3", "R112-3");
        check("附　則", "附則");
        check("Disposición adicional primera.", "adicional-1");
        check("Disposición transitoria única.", "transitoria-1");
        check("مادة ٤", "4");
        check("المادة الثالثة عشرة", "13");
        check("第三条の二", "3-2");
        check("２", "2");
        check("1. Kapitel:", "1");
        check("–", "");
    }

    #[test]
    fn articles_are_named_without_their_chapter_and_twins_are_told_apart() {
        let mut document = Document::new("t", "en");
        let mut chapter = Unit::new(UnitKind::Chapter);
        chapter.number = Some("CHAPTER I".into());
        for number in ["Article 1", "Article 2", "Article 2"] {
            let mut article = Unit::new(UnitKind::Article);
            article.number = Some(number.into());
            article.text = "First words.".into();
            article.children.push(Unit::new(UnitKind::Paragraph));
            chapter.children.push(article);
        }
        document.units.push(chapter);
        assign_ids(&mut document);
        let ids: Vec<&str> = document.walk().map(|unit| unit.id.as_str()).collect();
        assert_eq!(
            ids,
            ["chp_I", "art_1", "art_1__para_2", "art_2", "art_2__para_2", "art_2~2", "art_2~2__para_2"]
        );
    }
}
