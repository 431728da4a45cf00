//! Raised and lowered signs: `10` with a raised `25` is another number than `1025`, so they are kept as the signs that Unicode has for them.

/// Which way signs are set off the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Script {
    Raised,
    Lowered,
}

const DIGITS: [(char, char); 10] = [
    ('⁰', '₀'),
    ('¹', '₁'),
    ('²', '₂'),
    ('³', '₃'),
    ('⁴', '₄'),
    ('⁵', '₅'),
    ('⁶', '₆'),
    ('⁷', '₇'),
    ('⁸', '₈'),
    ('⁹', '₉'),
];
const SIGNS: [(&[char], char, char); 5] = [
    (&['+'], '⁺', '₊'),
    (&['-', '−', '–'], '⁻', '₋'),
    (&['='], '⁼', '₌'),
    (&['('], '⁽', '₍'),
    (&[')'], '⁾', '₎'),
];
const RAISED_LETTERS: &str = "abcdefghijklmnoprstuvwxyz";
const RAISED: &str = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ";
const LOWERED_LETTERS: &str = "aehijklmnoprstuvx";
const LOWERED: &str = "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";

/// The line of a fraction, which stands between two numbers that a formula puts one above the other.
pub(crate) const FRACTION: char = '\u{2044}';

fn set(c: char, script: Script) -> Option<char> {
    let of = |pair: (char, char)| if script == Script::Raised { pair.0 } else { pair.1 };
    if c.is_whitespace() {
        return Some(c);
    }
    if let Some(digit) = c.to_digit(10) {
        return DIGITS.get(digit as usize).map(|pair| of(*pair));
    }
    if let Some((_, up, down)) = SIGNS.iter().find(|(plain, ..)| plain.contains(&c)) {
        return Some(of((*up, *down)));
    }
    let (plain, set) = match script {
        Script::Raised => (RAISED_LETTERS, RAISED),
        Script::Lowered => (LOWERED_LETTERS, LOWERED),
    };
    plain.chars().position(|known| known == c).and_then(|at| set.chars().nth(at))
}

/// Words that are set off the line, as they stand in it. Letters of ordinals (`1er`, `2nd`, `nº`) say the same on the line, and so does
/// the sign of a note; what has no sign of its own comes back as it is, with `false`.
pub(crate) fn in_line(words: &str, script: Script) -> (String, bool) {
    let letters = words.trim();
    let is_ordinal = !letters.contains(|c: char| c.is_ascii_digit())
        && (letters.chars().count() > 1 || "oaes".contains(letters));
    if is_ordinal
        || letters.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | 'º' | 'ª' | '®' | '™' | '’' | '\''))
    {
        return (words.to_owned(), true);
    }
    match words.chars().map(|c| set(c, script)).collect::<Option<String>>() {
        Some(text) => (text, true),
        None => (words.to_owned(), false),
    }
}

/// Whether a sign of a unit stands for one of the source that was set off the line.
pub(crate) fn stands_for(sign: char, source: char) -> bool {
    [Script::Raised, Script::Lowered].into_iter().any(|script| set(source, script) == Some(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_keep_their_place() {
        let check = |words: &str, script: Script, expected: &str, is_known: bool| {
            assert_eq!(in_line(words, script), (expected.to_owned(), is_known), "{words}");
        };
        check("25", Script::Raised, "²⁵", true);
        check("-6", Script::Raised, "⁻⁶", true);
        check("2n", Script::Raised, "²ⁿ", true);
        check("x", Script::Raised, "ˣ", true);
        check("2", Script::Lowered, "₂", true);
        check("er", Script::Raised, "er", true);
        check("o", Script::Raised, "o", true);
        check("th", Script::Raised, "th", true);
        check("2Q", Script::Raised, "2Q", false);
        check("", Script::Raised, "", true);
        check("2가", Script::Raised, "2가", false);
        assert!(stands_for('²', '2') && stands_for('⁻', '−') && !stands_for('2', '²'));
        assert_eq!(RAISED.chars().count(), RAISED_LETTERS.len());
        assert_eq!(LOWERED.chars().count(), LOWERED_LETTERS.len());
    }
}
