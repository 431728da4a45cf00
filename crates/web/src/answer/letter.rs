//! The mail that tells somebody of answers, in their language, with the words of both sides as they were written.

use maru_forum::{Disposition, EntryNumber, Language, LocalText};
use maru_store::Addressee;

use crate::common::shortened;
use crate::locale::{Locale, locale};

/// Characters of a remark that the mail repeats; its page has all.
const REMARK_CHARACTERS: usize = 2_000;
/// The language of mails to those whose own we do not have.
const FALLBACK: &str = "en";

/// One remark or amendment with its answer.
pub(super) struct Told {
    pub(super) item: EntryNumber,
    /// Whether the answer is put to its author for their consent, and not given yet.
    pub(super) asks: bool,
    pub(super) is_amendment: bool,
    pub(super) words: String,
    pub(super) language: Language,
    pub(super) answer: EntryNumber,
    pub(super) disposition: Disposition,
    pub(super) reason: String,
}

/// What a mail says of one process.
pub(super) struct Chapter {
    pub(super) title: LocalText,
    /// After how many days silence counts.
    pub(super) days: u32,
    /// Where the process is.
    pub(super) address: String,
    pub(super) told: Vec<Told>,
}

/// Subject and body. What somebody chose is their language; who chose none is written to in that of their own words, where the pages
/// have it.
pub(super) fn letter(
    node: &str,
    addressee: &Addressee,
    chapters: &[Chapter],
    stop: &str,
) -> (String, String) {
    let chosen = addressee.choice.language.as_deref().and_then(locale);
    let all = || chapters.iter().flat_map(|chapter| &chapter.told);
    let own = || all().next().and_then(|one| locale(one.language.primary()));
    let Some(words) = chosen.or_else(own).or_else(|| locale(FALLBACK)) else { return Default::default() };
    let asks = all().any(|one| one.asks);
    let subject = match chapters {
        [only] => {
            let named = [("title", title(words, only).into()), ("count", only.told.len().into())];
            words.text_with(if asks { "answer-mail-asks" } else { "answer-mail-subject" }, &named)
        }
        several => {
            let counts = [("count", all().count().into()), ("processes", several.len().into())];
            words.text_with(if asks { "answer-mail-asks-several" } else { "answer-mail-several" }, &counts)
        }
    };
    let bodies: Vec<String> = chapters.iter().map(|chapter| said(words, chapter)).collect();
    let mut body = bodies.join("\n\n\n");
    body.push_str("\n\n-- \n");
    let arguments = [("choose", format!("{node}/account#told").into()), ("stop", stop.to_owned().into())];
    body.push_str(&words.text_with("answer-mail-foot", &arguments));
    body.push('\n');
    (subject, body)
}

fn title<'a>(words: &Locale, chapter: &'a Chapter) -> &'a str {
    chapter.title.best(words.tag()).map_or("", |(_, title)| title)
}

/// What is said of one process.
fn said(words: &Locale, chapter: &Chapter) -> String {
    let told = &chapter.told;
    // That somebody is asked comes first: they have so many days, and then their silence counts.
    let (asks, given) = (told.iter().any(|one| one.asks), told.iter().any(|one| !one.asks));
    let named = [("title", title(words, chapter).into()), ("count", told.len().into())];
    let days = [("title", title(words, chapter).into()), ("days", chapter.days.into())];
    let mut body = if given { words.text_with("answer-mail-lead", &named) } else { String::new() };
    if asks {
        body.push_str(if given { "\n" } else { "" });
        body.push_str(&words.text_with("answer-mail-lead-asks", &days));
    }
    for one in told {
        body.push_str("\n\n");
        body.push_str(&paragraph(words, &chapter.address, one));
    }
    body
}

fn paragraph(words: &Locale, address: &str, one: &Told) -> String {
    let key = if one.is_amendment { "answer-mail-amendment" } else { "answer-mail-remark" };
    let head = words.text_with(key, &[("number", one.item.0.into())]);
    let word = words.text(&format!("answer-{}", one.disposition.as_str()));
    let link = [("link", format!("{address}/answers/{}", one.answer).into())];
    let reply = words.text_with(if one.asks { "answer-mail-consent" } else { "answer-mail-reply" }, &link);
    let said = quoted(&shortened(&one.words, REMARK_CHARACTERS));
    format!(
        "{head}\n{said}\n\n{} {word}\n{}\n\n{reply}",
        words.text(if one.asks { "answer-mail-proposed" } else { "answer-mail-answer" }),
        quoted(&one.reason)
    )
}

/// Words of people, told apart from ours: no line of theirs can pass for a line of this node.
fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}
