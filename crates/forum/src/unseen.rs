//! Characters that nobody sees and that change what everybody reads: they turn the text around, or make two names of one look.
//!
//! What a language or a sign really needs stays: the joiner and the non-joiner after letters that join, the joiner between
//! emoji, the break between words where a script writes none. The rest is refused at the door; where it is in a record
//! already, pages show it as its number.

use std::borrow::Cow;

const NON_JOINER: char = '\u{200c}';
const JOINER: char = '\u{200d}';
const BREAK: char = '\u{200b}';

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// A name, which must look like no other: nothing is in it that cannot be seen.
    Name,
    /// Words of any length.
    Words,
}

/// The first character of a text that nobody sees and that no language needs there.
pub fn first_unseen(text: &str, writing: Writing) -> Option<char> {
    unseen(text, writing).next().map(|(_, found)| found)
}

/// Whether a text has characters and none that anybody sees: a reason, or words, that say nothing.
pub fn is_invisible(text: &str) -> bool {
    let drawn_as_nothing =
        |one: char| is_unseen(one, None, Writing::Name) || matches!(one, '\u{17b4}' | '\u{17b5}');
    let mut seen_nothing = false;
    for one in text.chars().filter(|one| !one.is_whitespace()) {
        if !drawn_as_nothing(one) {
            return false;
        }
        seen_nothing = true;
    }
    seen_nothing
}

/// The text with such characters written as their numbers, for whoever reads it.
pub fn shown(text: &str) -> Cow<'_, str> {
    numbered(text, unseen(text, Writing::Words))
}

/// The same for a place that is one line, as in a terminal: what would begin another line is written as its number too.
pub fn shown_on_one_line(text: &str) -> Cow<'_, str> {
    let breaks = |character: char| matches!(character, '\n' | '\r');
    let mut unseen = unseen(text, Writing::Words).peekable();
    let found = text.char_indices().filter(move |(at, character)| {
        unseen.next_if(|(next, _)| next == at).is_some() || breaks(*character)
    });
    numbered(text, found)
}

fn numbered(text: &str, found: impl Iterator<Item = (usize, char)>) -> Cow<'_, str> {
    // Most texts have none, and most characters are told by their first byte.
    let mut found = found.peekable();
    if found.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len() + 16), 0);
    for (at, character) in found {
        out.push_str(&text[rest..at]);
        out.push_str(&written(character));
        rest = at + character.len_utf8();
    }
    out.push_str(&text[rest..]);
    Cow::Owned(out)
}

/// A character as its number.
pub(crate) fn written(character: char) -> String {
    format!("[U+{:04X}]", u32::from(character))
}

/// Each such character with its place.
fn unseen(text: &str, writing: Writing) -> impl Iterator<Item = (usize, char)> {
    let mut before: Option<char> = None;
    text.char_indices().filter(move |(_, character)| {
        let bad = is_unseen(*character, before, writing);
        // What is drawn on the letter before it, or changes how that is drawn, is a part of that letter.
        if !is_mark(*character) {
            before = Some(*character);
        }
        bad
    })
}

fn is_unseen(character: char, before: Option<char>, writing: Writing) -> bool {
    let in_words = writing == Writing::Words;
    match character {
        '\n' | '\r' | '\t' => !in_words,
        NON_JOINER => !before.is_some_and(joins),
        JOINER => !before.is_some_and(|before| joins(before) || is_emoji(before)),
        BREAK => !(in_words && before.is_some_and(is_written_without_spaces)),
        // Direction marks stand alone and turn nothing around; soft hyphens and word joiners are typography. Letters of Hangul and
        // Braille that are drawn as nothing are the material of names without a name.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{ad}' | '\u{2060}' | '\u{115f}' | '\u{1160}'
        | '\u{3164}' | '\u{ffa0}' | '\u{2800}' => !in_words,
        // The flags of England, Scotland and Wales are spelt in tags.
        '\u{e0020}'..='\u{e007f}' => !before.is_some_and(|before| before == '\u{1f3f4}' || is_tag(before)),
        // Selectors choose how the sign before them is drawn.
        '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
            before.is_none_or(char::is_whitespace)
        }
        '\u{34f}'
        | '\u{180e}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2061}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        other => other.is_control(),
    }
}

fn is_tag(character: char) -> bool {
    ('\u{e0020}'..='\u{e007f}').contains(&character)
}

/// Marks and selectors, which belong to the letter before them.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'
    )
}

/// Letters of scripts in which a joiner or a non-joiner makes another word: Arabic and its neighbours, Mongolian, and those of
/// India and South-East Asia.
fn joins(character: char) -> bool {
    matches!(
        character,
        '\u{600}'..='\u{8ff}'
            | '\u{900}'..='\u{dff}'
            | '\u{f00}'..='\u{109f}'
            | '\u{1700}'..='\u{17ff}'
            | '\u{1800}'..='\u{18af}'
            | '\u{1900}'..='\u{1cff}'
            | '\u{a800}'..='\u{a8df}'
            | '\u{a930}'..='\u{aaff}'
            | '\u{abc0}'..='\u{abff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10a00}'..='\u{10fff}'
            | '\u{11000}'..='\u{11fff}'
            | '\u{1e900}'..='\u{1e95f}'
    )
}

fn is_emoji(character: char) -> bool {
    matches!(
        character,
        '\u{2190}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}'
    )
}

/// Thai, Lao, Tibetan, Myanmar, Khmer and the scripts around them, where a line may end between words that no space parts.
fn is_written_without_spaces(character: char) -> bool {
    matches!(
        character,
        '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{1aad}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_which_nobody_sees_anything_are_told() {
        let check = |text: &str, expected: bool| assert_eq!(is_invisible(text), expected, "{text:?}");
        check("\u{3164}", true);
        check(" \u{2800} \u{ad}\u{115f}\n", true);
        check("\u{17b4}", true);
        check("", false);
        check("  ", false);
        check("말\u{3164}", false);
        check("می\u{200c}خواهم", false);
        check("👩\u{200d}💻", false);
    }

    #[test]
    fn what_a_language_needs_stays_and_what_turns_text_around_does_not() {
        use Writing::{Name, Words};
        let check = |text: &str, writing: Writing, expected: Option<u32>| {
            let found = unseen(text, writing).next().map(|(_, found)| u32::from(found));
            assert_eq!(found, expected, "{text:?} {writing:?}");
        };
        for both in [Name, Words] {
            // Persian, Hindi, Sinhala, Bengali, emoji, flags, Korean, Vietnamese, Hebrew.
            for good in [
                "می\u{200c}خواهم",
                "क्\u{200d}ष",
                "शक्\u{200c}ति",
                "ශ්\u{200d}රී",
                "র\u{200d}্য",
                "👩🏽\u{200d}🌾",
                "❤\u{fe0f}\u{200d}🔥",
                "👨\u{200d}👩\u{200d}👧",
                "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
                "마루",
                "Nguyễn Văn",
                "שלום",
                "葛\u{e0100}城",
            ] {
                check(good, both, None);
            }
            for bad in [
                0x0, 0x1b, 0x7f, 0x85, 0x202a, 0x202e, 0x2066, 0x2069, 0x2028, 0xfeff, 0x2061, 0xe0001,
                0xfff9, 0x206a, 0x180e, 0x34f,
            ] {
                let character = char::from_u32(bad).unwrap();
                check(&format!("he{character}ron"), both, Some(bad));
                check(&format!("अ{character}अ"), both, Some(bad));
            }
            // Joiners between letters that do not join.
            check("he\u{200d}ron", both, Some(0x200d));
            check("\u{200c}ron", both, Some(0x200c));
            check("he\u{200b}ron", both, Some(0x200b));
            check("x\u{e0067}", both, Some(0xe0067));
        }
        for (text, code) in [
            ("ภาษา\u{200b}ไทย", 0x200b),
            ("abc \u{200f}שלום", 0x200f),
            ("exa\u{ad}mple", 0xad),
            ("one\ntwo", 0x0a),
            ("\u{3164}", 0x3164),
            ("a\u{2060}b", 0x2060),
        ] {
            check(text, Words, None);
            check(text, Name, Some(code));
        }
    }

    #[test]
    fn what_is_in_a_record_already_is_shown_as_its_number() {
        assert_eq!(shown("plain"), "plain");
        assert_eq!(shown("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(shown("a\u{202e}b\u{0}c"), "a[U+202E]b[U+0000]c");
    }
}
