//! Mails of what happened to people's words. What was done against them goes out at once, for the days to appeal run; what others said to
//! them, or that they stand behind them, waits for one mail a day.
//!
//! The page of the account has all of it in any case. Nothing of these mails is in the record: an entry says of answers alone how
//! somebody was told.

use std::sync::Arc;

use maru_forum::{EntryNumber, Moment, ParticipantId, Process, Reading};
use maru_store::{Addressee, NewsCursor, NewsLetter, ProcessHandle, SubmitError, ToldBy};

use super::news::{Happened, News, against, by_others};
use crate::answer::tell::sends;
use crate::common::shortened;
use crate::locale::{Locale, locale};
use crate::state::AppState;

/// Seconds between two mails of what others said.
const DAY: i64 = 86_400;
/// Things that one mail tells; the page of the account has the rest.
const TOLD: usize = 20;
/// Characters of somebody's words in a mail; the page of the entry has the rest.
const QUOTED: usize = 200;
/// The language of mails to those whose own we do not have.
const FALLBACK: &str = "en";

/// A kind of mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Of acts against somebody's words, and of rulings on their appeals.
    AtOnce,
    /// Of what others said to their words.
    Daily,
}

impl Kind {
    /// Its name in the private table.
    fn name(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Daily => "daily",
        }
    }

    /// Everything of the kind from an entry on, with whom it is about.
    fn news(self, process: &Process, from: u64) -> Vec<(ParticipantId, News)> {
        let mut all = match self {
            Self::AtOnce => against(process),
            Self::Daily => by_others(process),
        };
        all.retain(|(_, news)| news.entry.0 >= from);
        all.sort_by_key(|(who, news)| (*who, news.entry));
        all
    }
}

/// Writes the mails that are due in one process.
pub(crate) async fn round(
    state: &AppState,
    handle: &Arc<ProcessHandle>,
    now: Moment,
) -> Result<(), SubmitError> {
    if !sends(state) {
        return Ok(());
    }
    for kind in [Kind::AtOnce, Kind::Daily] {
        let entries = handle.read().entries;
        let here = NewsCursor { entries, at: now };
        match state.node.news_cursor(handle, kind.name())? {
            // Nobody is written to of what happened before such mails were written at all.
            None => state.node.write_news(handle, kind.name(), here, Vec::new()).await?,
            Some(last) if last.entries >= entries => {}
            Some(last) if kind == Kind::Daily && now.0 < last.at.0 + DAY => {}
            Some(last) => {
                let letters = letters(state, handle, kind, last.entries).await?;
                state.node.write_news(handle, kind.name(), here, letters).await?;
            }
        }
    }
    Ok(())
}

async fn letters(
    state: &AppState,
    handle: &Arc<ProcessHandle>,
    kind: Kind,
    from: u64,
) -> Result<Vec<NewsLetter>, SubmitError> {
    let news = kind.news(&handle.read(), from);
    let mut letters = Vec::new();
    for of_one in news.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((who, _)) = of_one.first() else { continue };
        let Some(addressee) = state.node.addressee(handle, *who)? else { continue };
        if addressee.choice.by == ToldBy::Page {
            continue;
        }
        let secret = state.node.stop_secret(addressee.account).await?;
        let stop = format!("{}/account/mail/stop?token={secret}", state.settings.address);
        let news: Vec<&News> = of_one.iter().map(|(_, news)| news).collect();
        letters.extend(letter(state, &handle.read(), &addressee, &news, stop));
    }
    Ok(letters)
}

/// The mail, in the language that they chose, or else in that of their own words.
fn letter(
    state: &AppState,
    process: &Process,
    addressee: &Addressee,
    news: &[&News],
    stop: String,
) -> Option<NewsLetter> {
    let node = &state.settings.address;
    let chosen = addressee.choice.language.as_deref().and_then(locale);
    let own = || {
        let on = news.iter().find_map(|one| one.on)?;
        locale(process.ledger.words_of(on).first()?.language.primary())
    };
    let words = chosen.or_else(own).or_else(|| locale(FALLBACK))?;
    let title = process.charter.title.best(words.tag()).map_or("", |(_, title)| title);
    let named = [("title", title.into()), ("count", news.len().into())];
    let mut body = words.text_with("account-mail-news-lead", &named);
    for one in news.iter().take(TOLD) {
        body.push_str("\n\n");
        body.push_str(&paragraph(words, state, process, one));
    }
    let foot = [("choose", format!("{node}/account#told").into()), ("stop", stop.clone().into())];
    body.push_str("\n\n-- \n");
    body.push_str(&words.text_with("answer-mail-foot", &foot));
    body.push('\n');
    let subject = words.text_with("account-mail-news-subject", &named);
    Some(NewsLetter { recipient: addressee.email.clone(), subject, body, stop })
}

/// What happened to which words, why and by which rule, where it stands, and until when somebody may appeal against it.
fn paragraph(words: &Locale, state: &AppState, process: &Process, one: &News) -> String {
    let address = format!("{}/p/{}", state.settings.address, process.charter.id);
    let key = if one.what == Happened::Judged { "account-news-removed" } else { one.what.key() };
    let mut lines = vec![words.text_with(key, &[("count", one.count.into())])];
    lines.extend(one.on.and_then(|on| own_words(state, process, on)));
    lines.extend(reasons(words, process, one));
    lines.push(format!("{address}/record/{}", one.entry));
    let appeals = |on: EntryNumber| Some((on, process.last_day_to_appeal(on)?));
    let is_act = matches!(one.what, Happened::Judged | Happened::Erased);
    if let Some((on, day)) = one.on.filter(|_| is_act).and_then(appeals) {
        lines.push(words.text_with("account-mail-news-appeal", &[("day", day.to_string().into())]));
        lines.push(format!("{address}/moderation/{on}/appeal"));
    }
    lines.join("\n")
}

/// The words that it is about, quoted, as far as their author may read them.
fn own_words(state: &AppState, process: &Process, on: EntryNumber) -> Option<String> {
    let (author, words) = (process.ledger.author_of(on)?, process.ledger.words_of(on).first()?);
    let content = state.node.words(process, &words.digest, Reading::Participant(author)).ok()??;
    let text = shortened(content.get("text")?, QUOTED);
    Some(text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n"))
}

/// Why, under the names that the pages give: of a verdict its reason and its rule, of an erasure its reason and its ground.
fn reasons(words: &Locale, process: &Process, one: &News) -> Vec<String> {
    let line = |key: &str, said: &str| format!("{} {said}", words.text(key));
    if let Some(act) = process.redactions.iter().find(|act| act.entry == one.entry) {
        let reason = words.text(&format!("moderation-withdrawn-{}", act.reason.as_str()));
        return vec![line("moderation-reason", &reason), line("moderation-ground", &act.ground)];
    }
    let judged = process.moderation_log.iter().find(|act| (act.entry, Some(act.on)) == (one.entry, one.on));
    let rule = judged.map(|act| act.rule.as_str()).filter(|rule| !rule.is_empty());
    let reason = Some(one.reason.as_str()).filter(|reason| !reason.is_empty());
    let reason = reason.map(|reason| line("moderation-reason", reason));
    reason.into_iter().chain(rule.map(|rule| line("moderation-rule", rule))).collect()
}
