//! Numbers as the legal traditions write them: digits of many scripts, Roman numerals, ordinal words, letters in their order.

/// The first digit of each script whose ten digits follow one another: ASCII, Arabic, Persian, Devanagari, Bengali, Thai, full width.
const ZEROS: [char; 7] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];

/// What a digit of any script that is read is worth.
pub(crate) fn digit(c: char) -> Option<u32> {
    ZEROS.iter().find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10))
}

/// How many bytes of digits a text begins with.
pub(crate) fn leading_digits(text: &str) -> usize {
    text.chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum()
}

/// What a run of digits is worth; a run too long for a number is worth the largest one.
pub(crate) fn value_of(digits: &str) -> u32 {
    digits.chars().filter_map(digit).fold(0, |sum: u32, digit| sum.saturating_mul(10).saturating_add(digit))
}

/// Latin adverbs that number what was inserted later: `3 ter`, `abis`; and the Arabic word for the same, `المادة 3 مكرراً`. Longer ones before their beginnings.
const ADVERBS: &[&str] = &[
    "quinquies",
    "quaterdecies",
    "undecies",
    "duodecies",
    "terdecies",
    "quindecies",
    "quater",
    "sexies",
    "septies",
    "octies",
    "nonies",
    "novies",
    "decies",
    "bis",
    "ter",
    "مكرراً",
    "مكررًا",
    "مكررا",
    "مكرر",
];

/// The Latin adverb that a text begins with, in bytes; a letter that follows makes it another word.
pub(crate) fn leading_adverb(text: &str) -> usize {
    let found = ADVERBS.iter().find(|adverb| {
        text.get(..adverb.len()).is_some_and(|start| start.eq_ignore_ascii_case(adverb))
            && !text[adverb.len()..].starts_with(char::is_alphanumeric)
    });
    found.map_or(0, |adverb| adverb.len())
}

/// Ordinal words that stand in place of a number, with their values. What is single counts as the first.
const ORDINALS: &[(&str, u32)] = &[
    ("preliminar", 0),
    ("préliminaire", 0),
    ("premier", 1),
    ("première", 1),
    ("unique", 1),
    ("única", 1),
    ("único", 1),
    ("unico", 1),
    ("unica", 1),
    ("primero", 1),
    ("primera", 1),
    ("segundo", 2),
    ("segunda", 2),
    ("tercero", 3),
    ("tercera", 3),
    ("cuarto", 4),
    ("cuarta", 4),
    ("quinto", 5),
    ("quinta", 5),
    ("sexto", 6),
    ("sexta", 6),
    ("séptimo", 7),
    ("séptima", 7),
    ("octavo", 8),
    ("octava", 8),
    ("noveno", 9),
    ("novena", 9),
    ("décimo", 10),
    ("décima", 10),
    ("undécimo", 11),
    ("undécima", 11),
    ("duodécimo", 12),
    ("duodécima", 12),
    ("decimotercera", 13),
    ("decimocuarta", 14),
    ("decimoquinta", 15),
    ("decimosexta", 16),
    ("decimoséptima", 17),
    ("decimoctava", 18),
    ("decimonovena", 19),
    ("vigésimo", 20),
    ("vigésima", 20),
    ("primeiro", 1),
    ("primeira", 1),
    ("terceiro", 3),
    ("terceira", 3),
    ("quarto", 4),
    ("quarta", 4),
    ("primo", 1),
    ("secondo", 2),
    ("terzo", 3),
    ("الأولى", 1),
    ("الاولى", 1),
    ("الأول", 1),
    ("الاول", 1),
    ("الثانية", 2),
    ("الثاني", 2),
    ("الثالثة", 3),
    ("الثالث", 3),
    ("الرابعة", 4),
    ("الرابع", 4),
    ("الخامسة", 5),
    ("الخامس", 5),
    ("السادسة", 6),
    ("السادس", 6),
    ("السابعة", 7),
    ("السابع", 7),
    ("الثامنة", 8),
    ("الثامن", 8),
    ("التاسعة", 9),
    ("التاسع", 9),
    ("العاشرة", 10),
    ("العاشر", 10),
    ("الحادية", 1),
    ("الحادي", 1),
];
/// The Arabic ten, twenty … that follow a unit: `الثالثة عشرة`, `الثانية والعشرون`.
const ARABIC_TENS: &[(&str, u32)] = &[
    ("عشرة", 10),
    ("عشر", 10),
    ("والعشرون", 20),
    ("والعشرين", 20),
    ("والثلاثون", 30),
    ("والثلاثين", 30),
    ("والأربعون", 40),
    ("والأربعين", 40),
    ("والخمسون", 50),
    ("والخمسين", 50),
];
/// The Arabic tens that stand alone.
const ARABIC_ROUND: &[(&str, u32)] = &[("العشرون", 20), ("الثلاثون", 30), ("الأربعون", 40), ("الخمسون", 50)];

/// The ordinal words at the start of a text: their value, and how many bytes they take.
pub(crate) fn leading_ordinal(text: &str) -> Option<(u32, usize)> {
    let first = leading_word(text);
    let lower = first.to_lowercase();
    let find = |list: &[(&str, u32)], word: &str| {
        list.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    };
    if let Some(value) = find(ARABIC_ROUND, first) {
        return Some((value, first.len()));
    }
    let value = find(ORDINALS, &lower)?;
    let rest = &text[first.len()..];
    let second = leading_word(rest.trim_start());
    let end = text.len() - rest.trim_start().len() + second.len();
    if let Some(tens) = find(ARABIC_TENS, second) {
        return Some((value + tens, end));
    }
    // "vigésima primera", "décima segunda".
    if value >= 10
        && let Some(ones) = find(ORDINALS, &second.to_lowercase()).filter(|ones| *ones < 10)
    {
        return Some((value + ones, end));
    }
    Some((value, first.len()))
}

fn leading_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    &text[..end]
}

/// Spanish cardinal words that number paragraphs: `Uno.`, `Dos.`
const CARDINALS: &[&str] =
    &["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"];

/// The value of a cardinal word that begins with a capital.
pub(crate) fn cardinal(token: &str) -> Option<u32> {
    let lower = token.to_lowercase();
    let at = CARDINALS.iter().position(|word| *word == lower)?;
    token.starts_with(char::is_uppercase).then_some(at as u32 + 1)
}

/// Letters in the order in which lists count with them, script by script.
const IROHA: &str =
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";
const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";

fn position(letters: &str, token: &str) -> Option<u32> {
    let mut chars = token.chars();
    let (first, rest) = (chars.next()?, chars.next());
    let at = letters.chars().position(|letter| letter == first)?;
    rest.is_none().then_some(at as u32 + 1)
}

/// The value of `イ`, `ロ`, `ハ` … as Japanese items count.
pub(crate) fn iroha(token: &str) -> Option<u32> {
    position(IROHA, token)
}

/// The value of `а`, `б`, `в` … in either case.
pub(crate) fn cyrillic(token: &str) -> Option<u32> {
    position(CYRILLIC, &token.to_lowercase())
}

/// The value of `أ`, `ب`, `ج` …; the first is written without its sign too, the fifth with a tail.
pub(crate) fn abjad(token: &str) -> Option<u32> {
    let plain: String = token
        .chars()
        .filter(|c| *c != '\u{640}')
        .map(|c| if matches!(c, 'ا' | 'إ') { 'أ' } else { c })
        .collect();
    position(ABJAD, &plain)
}

const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
const TENS: [&str; 10] = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"];

/// The value of a Roman numeral up to 99.
pub(crate) fn roman_value(token: &str) -> Option<u32> {
    let lower = token.to_ascii_lowercase();
    let tens = TENS
        .iter()
        .enumerate()
        .rev()
        .find(|(_, tens)| lower.strip_prefix(**tens).is_some_and(|ones| ONES.contains(&ones)))?;
    let ones = ONES.iter().position(|ones| Some(*ones) == lower.strip_prefix(tens.1))?;
    let value = 10 * tens.0 as u32 + ones as u32;
    (value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_many_scripts_are_read() {
        assert_eq!((leading_digits("٤٢ x"), value_of("٤٢")), (4, 42));
        assert_eq!((leading_digits("２　前項"), value_of("２")), (3, 2));
        let check = |text: &str, expected: Option<(u32, &str)>| {
            assert_eq!(leading_ordinal(text).map(|(value, end)| (value, &text[..end])), expected, "{text}");
        };
        check("primera. Medidas", Some((1, "primera")));
        check("vigésima primera. Medidas", Some((21, "vigésima primera")));
        check("الثالثة عشرة", Some((13, "الثالثة عشرة")));
        check("الثالثة", Some((3, "الثالثة")));
        check("العشرون", Some((20, "العشرون")));
        check("premiere", None);
        assert_eq!(
            (iroha("ロ"), cyrillic("б"), abjad("هـ"), abjad("ا")),
            (Some(2), Some(2), Some(5), Some(1))
        );
        assert_eq!(
            (roman_value("xlii"), roman_value("XC"), roman_value("xic"), roman_value("")),
            (Some(42), Some(90), None, None)
        );
        assert_eq!((leading_adverb("bis Neu"), leading_adverb("terminal")), (3, 0));
    }
}
