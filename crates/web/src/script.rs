//! Which language a text may be in, by its letters and words: a proposal for a person, never an answer.

use maru_forum::Language;

use crate::common::ProcessView;
use crate::form::Typed;
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
            Self::Latin => {
                ["en", "fr", "es", "pt", "de", "id", "sw", "tr", "vi", "it", "nl"].contains(&language)
            }
        }
    }
}

/// The one language among those offered that the letters of a text allow, or of several the one that its words speak for; nothing
/// where neither tells. Words that speak for a language in the same letters that is not offered are in that one: a charter in English and
/// Korean does not make German English.
pub(crate) fn proposed(text: &str, offered: &[Language]) -> Option<Language> {
    let script = Script::of_text(text)?;
    let spoken = maru_text::guess_language(text);
    let speaks = script.writes(spoken);
    let mut fitting = offered.iter().filter(|language| script.writes(language.primary()));
    match fitting.next() {
        Some(first) if fitting.all(|other| other.primary() == first.primary()) => {
            if speaks && spoken != first.primary() { spoken.parse().ok() } else { Some(first.clone()) }
        }
        _ if speaks => {
            let among = offered.iter().find(|language| language.primary() == spoken);
            among.cloned().or_else(|| spoken.parse().ok())
        }
        _ => None,
    }
}

/// So many words say in which language they are, if it is one that this program knows.
const TELLING_WORDS: usize = 8;

/// Whether a text is long enough to be told, in letters of several languages, and speaks for none.
fn is_in_doubt(text: &str) -> bool {
    let several = matches!(Script::of_text(text), Some(Script::Latin | Script::Cyrillic | Script::Arabic));
    several && text.split_whitespace().count() >= TELLING_WORDS && maru_text::guess_language(text).is_empty()
}

/// The field in which a form says which language it had chosen before anybody wrote.
pub(crate) const CHOSEN_BEFORE: &str = "language_before";
/// Fields with words of their own, the longest first.
const WORDS: [&str; 3] = ["text", "title", "agenda"];

/// The words of a form by which its language is told.
fn words(typed: &Typed) -> &str {
    WORDS.iter().map(|name| typed.get(name)).find(|words| !words.trim().is_empty()).unwrap_or_default()
}

/// The language that was chosen; where none was, the one that the letters allow is only said.
pub(crate) fn chosen(view: &ProcessView<'_>, typed: &Typed) -> Result<Language, String> {
    chosen_among(view.visit, &view.process.charter.languages, typed)
}

/// The same among other languages than those of the charter. One that the form had chosen by the language of the page does not hold where the
/// words are told to be in another, or are in letters in which it is not written: whoever left it as it was may not have looked.
pub(crate) fn chosen_among(visit: &Visit, offered: &[Language], typed: &Typed) -> Result<Language, String> {
    let chosen = typed.get("language");
    let found = proposed(words(typed), offered);
    let is_of_another = || {
        let script = Script::of_text(words(typed));
        let primary = chosen.split('-').next().unwrap_or(chosen);
        let other = found.as_ref().map_or_else(
            || script.is_some_and(|script| !script.writes(primary)),
            |found| found.as_str() != chosen,
        );
        other || is_in_doubt(words(typed))
    };
    let is_left = typed.get(CHOSEN_BEFORE) == chosen;
    if !chosen.is_empty() && (!is_left || !is_of_another()) {
        return chosen.parse().map_err(|violation| visit.violation(&violation));
    }
    Err(match found.filter(|_| !is_in_doubt(words(typed))) {
        Some(found) => {
            visit.text_with("desk-language-proposed", &[("language", visit.language_name(&found).into())])
        }
        None => visit.text("desk-language-missing"),
    })
}

/// What was typed, with the language that the letters allow where none was chosen: preselected, and sent by a person alone.
pub(crate) fn proposing(view: &ProcessView<'_>, typed: &Typed) -> Typed {
    proposing_among(&view.process.charter.languages, typed)
}

/// The same among other languages than those of the charter.
pub(crate) fn proposing_among(offered: &[Language], typed: &Typed) -> Typed {
    let chosen = typed.get("language");
    if !chosen.is_empty() && typed.get(CHOSEN_BEFORE) != chosen {
        return typed.clone();
    }
    let found = proposed(words(typed), offered).filter(|_| !is_in_doubt(words(typed)));
    typed.with("language", found.as_ref().map_or("", Language::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_proposed_only_where_the_letters_leave_one() {
        let check = |text: &str, offered: &str, expected: Option<&str>| {
            let offered: Vec<Language> = offered.split(' ').filter_map(|tag| tag.parse().ok()).collect();
            assert_eq!(proposed(text, &offered).as_ref().map(Language::as_str), expected, "{text}");
        };
        check("합성 음성임을 밝혀야 합니다.", "en ko", Some("ko"));
        check("AI 음성임을 밝혀야 합니다.", "en ko", Some("ko"));
        check("Say so.", "en ko", Some("en"));
        check("Say so.", "en fr ko", None);
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
        check("합성", "en fr", Some("ko"));
        // Letters of the one language that is offered, and words of another.
        for (text, language) in [
            ("Radwege gehören auf jede Straße, und die Stadt bezahlt sie.", "de"),
            ("Die Stadt soll alle Radwege im Winter räumen.", "de"),
            ("Les pistes cyclables doivent être séparées de la chaussée partout.", "fr"),
            ("La ciudad debe pagar los carriles para bicicletas en todas las calles.", "es"),
            ("The city has to clear every cycle path in winter.", "en"),
        ] {
            check(text, "en ko", Some(language));
        }
        check("1234 !", "en ko", None);
    }

    #[test]
    fn many_words_that_speak_for_no_language_are_asked_about() {
        let check = |text: &str, expected: bool| assert_eq!(is_in_doubt(text), expected, "{text}");
        check("Labels help.", false);
        check("합성 음성임을 밝혀야 합니다. 그리고 그 사실을 모두가 알아야 합니다.", false);
        check("The city has to clear every cycle path in winter.", false);
        check("Xu qe zun tori plem bax wuno kyre dola mesh", true);
    }
}
