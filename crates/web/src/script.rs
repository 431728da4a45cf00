//! Which language a text may be in, by its letters and words: a proposal for a person, never an answer.

use maru_forum::Language;

use crate::common::ProcessView;
use crate::form::Typed;
use crate::languages::choices;
use crate::visit::Visit;

/// The writing of a letter, as far as it tells languages apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Hangul,
    Kana,
    Han,
    Cyrillic,
    Arabic,
    Devanagari,
    Bengali,
    Thai,
    Ethiopic,
}

/// Every writing but that of Latin letters, in which most languages are written.
const OTHERS: [Script; 9] = [
    Script::Hangul,
    Script::Kana,
    Script::Han,
    Script::Cyrillic,
    Script::Arabic,
    Script::Devanagari,
    Script::Bengali,
    Script::Thai,
    Script::Ethiopic,
];

impl Script {
    fn of(letter: char) -> Option<Self> {
        Some(match letter {
            'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Self::Latin,
            '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7A3}' => Self::Hangul,
            '\u{3040}'..='\u{30FF}' => Self::Kana,
            '\u{3400}'..='\u{9FFF}' => Self::Han,
            '\u{400}'..='\u{52F}' => Self::Cyrillic,
            '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => Self::Arabic,
            '\u{900}'..='\u{97F}' => Self::Devanagari,
            '\u{980}'..='\u{9FF}' => Self::Bengali,
            '\u{E00}'..='\u{E7F}' => Self::Thai,
            '\u{1200}'..='\u{137F}' => Self::Ethiopic,
            _ => return None,
        })
    }

    /// The script in which most of a text is written. A Japanese text has more signs of China than letters of its own.
    fn of_text(text: &str) -> Option<Self> {
        let mut counts: Vec<(Self, usize)> = Vec::new();
        for script in text.chars().filter_map(Self::of) {
            match counts.iter_mut().find(|(known, _)| *known == script) {
                Some((_, count)) => *count += 1,
                None => counts.push((script, 1)),
            }
        }
        let most = counts.iter().max_by_key(|(_, count)| *count)?.0;
        let kana = counts.iter().any(|(script, _)| *script == Self::Kana);
        Some(if most == Self::Han && kana { Self::Kana } else { most })
    }

    /// Whether a language is usually written so.
    fn writes(self, language: &str) -> bool {
        match self {
            Self::Hangul => language == "ko",
            Self::Kana => language == "ja",
            Self::Han => language == "zh",
            Self::Cyrillic => ["ru", "uk", "bg", "sr", "kk", "mn"].contains(&language),
            Self::Arabic => ["ar", "fa", "ur", "ps"].contains(&language),
            Self::Devanagari => ["hi", "mr", "ne"].contains(&language),
            Self::Bengali => ["bn", "as"].contains(&language),
            Self::Thai => language == "th",
            Self::Ethiopic => ["am", "ti"].contains(&language),
            Self::Latin => !OTHERS.iter().any(|other| other.writes(language)),
        }
    }

    /// Whether the letters alone tell the language.
    fn tells_language(self) -> bool {
        matches!(self, Self::Hangul | Self::Kana | Self::Han | Self::Thai)
    }
}

/// The language among those offered that the letters of a text tell, or where several are written in them the one that its words speak
/// for; nothing where neither tells. A language that is not offered is never replaced by one that is.
pub(crate) fn proposed<'a>(text: &str, offered: &'a [Language]) -> Option<&'a Language> {
    let script = Script::of_text(text)?;
    let spoken = match maru_text::guess_language(text) {
        _ if script.tells_language() => {
            return offered.iter().find(|language| script.writes(language.primary()));
        }
        "" if script == Script::Latin => maru_text::language_of_function_words(text)?,
        "" => return None,
        sure => sure,
    };
    offered.iter().find(|language| language.primary() == spoken && script.writes(spoken))
}

/// Whether nothing in a text speaks against a language, and something for it.
fn speaks_for(text: &str, language: &str) -> bool {
    let Some(script) = Script::of_text(text) else { return true };
    if !script.writes(language) {
        return false;
    }
    let sure = maru_text::guess_language(text);
    if script.tells_language() || sure == language {
        return true;
    }
    match (sure, maru_text::language_of_function_words(text)) {
        ("", Some(common)) => common == language,
        ("", None) => maru_text::likeliest_language(text) == language,
        // The detector takes a few short words for a rare language without a doubt; the commonest words of another know better.
        (_, common) => common == Some(language),
    }
}

/// The field in which a form says which language it had chosen before anybody wrote.
pub(crate) const CHOSEN_BEFORE: &str = "language_before";
/// Fields with words of their own, the longest first.
const WORDS: [&str; 8] = ["text", "title", "agenda", "found", "reason", "funders", "interests", "name"];

/// The words of a form by which its language is told.
fn words(typed: &Typed) -> &str {
    WORDS.iter().map(|name| typed.get(name)).find(|words| !words.trim().is_empty()).unwrap_or_default()
}

/// The language that was chosen; where none was, the one that the letters and words tell is only said. One that the form had chosen by the
/// language of the page holds only where the words speak for it: whoever left it as it was may not have looked.
pub(crate) fn chosen(view: &ProcessView<'_>, typed: &Typed) -> Result<Language, String> {
    chosen_among(view.visit, &view.process.charter.languages, typed)
}

/// The same where these languages come first in the form; it offers others after them.
pub(crate) fn chosen_among(visit: &Visit, first: &[Language], typed: &Typed) -> Result<Language, String> {
    let (chosen, words) = (typed.get("language"), words(typed));
    let is_left = typed.get(CHOSEN_BEFORE) == chosen;
    let primary = chosen.split('-').next().unwrap_or(chosen);
    if !chosen.is_empty() && (!is_left || speaks_for(words, primary)) {
        return chosen.parse().map_err(|violation| visit.violation(&violation));
    }
    Err(match proposed(words, &choices(first)) {
        Some(found) => {
            visit.text_with("desk-language-proposed", &[("language", visit.language_name(found).into())])
        }
        None => visit.text("desk-language-missing"),
    })
}

/// What was typed, with the language that the letters allow where none was chosen: preselected, and sent by a person alone.
pub(crate) fn proposing(view: &ProcessView<'_>, typed: &Typed) -> Typed {
    proposing_among(&view.process.charter.languages, typed)
}

/// The same where these languages come first in the form.
pub(crate) fn proposing_among(first: &[Language], typed: &Typed) -> Typed {
    let chosen = typed.get("language");
    if !chosen.is_empty() && typed.get(CHOSEN_BEFORE) != chosen {
        return typed.clone();
    }
    let offered = choices(first);
    let found = proposed(words(typed), &offered);
    typed.with("language", found.map_or("", Language::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_proposed_only_where_the_letters_leave_one() {
        let check = |text: &str, offered: &str, expected: Option<&str>| {
            let offered: Vec<Language> = offered.split(' ').filter_map(|tag| tag.parse().ok()).collect();
            assert_eq!(proposed(text, &offered).map(Language::as_str), expected, "{text}");
        };
        check("합성 음성임을 밝혀야 합니다.", "en ko", Some("ko"));
        check("AI 음성임을 밝혀야 합니다.", "en ko", Some("ko"));
        check("Say so.", "en ko", None);
        check("Say so.", "en fr ko", None);
        check("Radwege gehören auf jede Straße, und die Stadt bezahlt sie.", "en ko de", Some("de"));
        check("Radwege gehören auf jede Straße, und die Stadt bezahlt sie.", "en ko", None);
        check("Die Stadt soll alle Radwege im Winter räumen.", "en ko de fr", Some("de"));
        check(
            "Whoever publishes a synthetic voice has to say so before it is heard.",
            "en fr ko",
            Some("en"),
        );
        check(
            "Quiconque publie une voix de synthèse doit le dire avant que le public ne l’entende.",
            "en fr ko",
            Some("fr"),
        );
        check("合成音声であることを示す", "ja zh", Some("ja"));
        check("必须标明", "ja zh", Some("zh"));
        check("يجب الإفصاح", "ar fa", None);
        check("합성", "en fr", None);
        check("1234 !", "en ko", None);
        check("Вулиці мають бути безпечними для всіх, хто їздить на велосипеді.", "en ru", None);
    }

    #[test]
    fn a_language_that_was_left_as_it_was_needs_words_that_speak_for_it() {
        let check = |text: &str, language: &str, expected: bool| {
            assert_eq!(speaks_for(text, language), expected, "{text} as {language}");
        };
        check("The city should clear all cycle paths in winter.", "en", true);
        check("Every cycle path is cleared.", "en", true);
        check("Synthetic voices need a label.", "en", true);
        check("Radwege gehören auf jede Straße, und die Stadt bezahlt sie.", "en", false);
        check("Les pistes cyclables doivent être séparées de la chaussée partout.", "en", false);
        check("Die Stadt soll alle Radwege im Winter räumen.", "en", false);
        check("Die Stadt soll alle Radwege im Winter räumen.", "de", true);
        check("합성 음성임을 밝혀야 합니다.", "en", false);
        check("합성 음성임을 밝혀야 합니다.", "ko", true);
        check("The city should clear all paths.", "ko", false);
        check("2030!", "en", true);
    }
}
