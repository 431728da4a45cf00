//! Which language a text may be in, by its letters and words: a proposal for a person, never an answer.

use maru_forum::{Language, Script};

use crate::common::ProcessView;
use crate::form::Typed;
use crate::languages::choices;
use crate::visit::Visit;

/// The language that letters and words of a text tell.
fn told(text: &str) -> Option<(Script, &'static str)> {
    let script = Script::of_text(text)?;
    let spoken = script.language(text).or_else(|| match script {
        Script::Latin => maru_text::short_text_language(text),
        _ => Some(maru_text::guess_language(text)).filter(|tag| !tag.is_empty()),
    })?;
    script.writes(spoken).then_some((script, spoken))
}

/// The language among those offered that the letters of a text tell, or where several are written in them the one that its words speak
/// for; nothing where neither tells. A language that is not offered is never replaced by one that is.
pub(crate) fn proposed<'a>(text: &str, offered: &'a [Language]) -> Option<&'a Language> {
    let (_, spoken) = told(text)?;
    offered.iter().find(|language| language.primary() == spoken)
}

/// Whether nothing in a text speaks against a language, and something for it.
fn speaks_for(text: &str, language: &str) -> bool {
    let Some(script) = Script::of_text(text) else { return true };
    match script {
        _ if !script.writes(language) => false,
        Script::Latin => maru_text::may_be_in(text, language),
        _ => told(text).is_none_or(|(_, spoken)| spoken == language),
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
        check("AI OK", "en ko vi it", None);
        check("음성 cloning은 consent가 필요하다.", "en ko", Some("ko"));
        check("The word 필요하다 stands in every law of this kind.", "en ko", Some("en"));
        check("AI生成物にはlabelが必要だ", "en ja zh", Some("ja"));
        check("Η φωνή μου είναι δική μου.", "en el", Some("el"));
        check("আমার কণ্ঠ আমার", "en bn", Some("bn"));
        check("میری آواز میری ہے", "ar fa ur", Some("ur"));
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
        check("يجب الإفصاح", "ar fa", Some("ar"));
        check("باید برچسب بزنند", "ar ur", None);
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
        check("Buy cheap watches number 0 at example dot com now", "en", true);
        check("Ipagbawal ang mga deepfake", "en", false);
        check("음성 cloning은 consent가 필요하다.", "en", false);
    }
}
