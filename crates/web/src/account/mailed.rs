//! Mails of what happened to people's words. What was done against them goes out at once, for the days to appeal run; what others said to
//! them, or that they stand behind them, waits for one mail a day.
//!
//! The page of the account has all of it in any case. Of what was done against people, and of rulings on their appeals, an entry says how
//! they were told; of the rest nothing is in the record.

use std::sync::Arc;

use maru_forum::{EntryNumber, ModerationAct, Moment, Office, ParticipantId, Process, Reading};
use maru_store::{Addressee, NewsCursor, NewsLetter, ProcessHandle, SubmitError, ToldBy};

use super::because::{Line, Source};
use super::news::{Happened, News, against, by_others};
use crate::answer::tell::sends;
use crate::common::shortened;
use crate::locale::locale;
use crate::people::view::{name_in_office, rule_words};
use crate::state::AppState;

/// Seconds between two mails of what others said.
const DAY: i64 = 86_400;
/// Things that one mail tells; the page of the account has the rest.
const TOLD: usize = 20;
/// Characters of somebody's own words that a mail repeats; their page has all.
const REPEATED: usize = 600;
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
        letters.extend(letter(state, &handle.read(), (*who, &addressee), &news, stop));
    }
    Ok(letters)
}

/// The mail, in the language that they chose, or else in that of their own words.
fn letter(
    state: &AppState,
    process: &Process,
    (who, addressee): (ParticipantId, &Addressee),
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
        let source = Source { words, process, contents: &*state.node, reader: who };
        let told = Told { source, address: format!("{node}/p/{}", process.charter.id) };
        body.push_str(&told.paragraph(one));
    }
    let foot = [("choose", format!("{node}/account#told").into()), ("stop", stop.clone().into())];
    body.push_str("\n\n-- \n");
    body.push_str(&words.text_with("answer-mail-foot", &foot));
    body.push('\n');
    let subject = words.text_with("account-mail-news-subject", &named);
    // What the mail has no room for is told by the page of their account.
    let about = process.acts_about_people();
    let acts = news.iter().take(TOLD).map(|one| (one.entry, who)).filter(|one| about.contains(one));
    let acts = acts.collect();
    Some(NewsLetter { recipient: addressee.email.clone(), subject, body, stop, acts })
}

/// What a paragraph of a mail is written from.
struct Told<'a> {
    source: Source<'a>,
    /// Where the process is.
    address: String,
}

impl Told<'_> {
    /// What happened, to which words, why and by whom, where it stands, and until when somebody may appeal against it.
    fn paragraph(&self, one: &News) -> String {
        let Source { words, process, .. } = self.source;
        let key = if one.what == Happened::Judged { "account-news-removed" } else { one.what.key() };
        let mut lines = vec![words.text_with(key, &[("count", one.count.into())])];
        lines.extend(one.on.and_then(|on| self.own_words(on)));
        lines.extend(match one.what {
            Happened::Judged => self.verdict(one),
            Happened::Erased => self.erasure(one),
            _ if one.reason.is_empty() => Vec::new(),
            _ => vec![format!("{}\n{}", words.text("moderation-reason"), quoted(&one.reason))],
        });
        let because = self.source.because(one);
        lines.extend(because.lines.iter().map(|line| match line {
            Line::Plain(text) => text.clone(),
            Line::Quoted(name, text) => format!("{name}\n{}", quoted(text)),
        }));
        lines.push(format!("{}/record/{}", self.address, one.entry));
        if let Some(day) = because.appeal_until {
            lines.push(words.text_with("account-mail-news-appeal", &[("until", words.until(day).into())]));
        }
        lines.extend(because.page.map(|(page, _)| format!("{}{page}", self.address)));
        let appeals = |on: EntryNumber| Some((on, process.last_day_to_appeal(on)?));
        let is_act = matches!(one.what, Happened::Judged | Happened::Erased);
        if let Some((on, day)) = one.on.filter(|_| is_act).and_then(appeals) {
            lines.push(words.text_with("account-mail-news-appeal", &[("until", words.until(day).into())]));
            lines.push(format!("{}/moderation/{on}/appeal", self.address));
        }
        lines.join("\n")
    }

    /// The words that it is about, as far as they are still there for their author.
    fn own_words(&self, on: EntryNumber) -> Option<String> {
        let Source { words, process, contents, .. } = self.source;
        let author = process.ledger.author_of(on)?;
        let said = process.ledger.words_of(on).first()?.digest;
        let content = contents.content(process, &said, Reading::Participant(author))?;
        let text = quoted(&shortened(content.get("text")?, REPEATED));
        Some(format!("{}\n{text}", words.text_with("account-mail-your-words", &[("number", on.0.into())])))
    }

    fn verdict(&self, one: &News) -> Vec<String> {
        let judged = |act: &&ModerationAct| act.entry == one.entry && Some(act.on) == one.on;
        let Source { words, process, .. } = self.source;
        let Some(act) = process.moderation_log.iter().find(judged) else { return Vec::new() };
        let rule = rule_words(words, &act.rule);
        let rule = rule.map(|(words, rule)| format!("{words} {rule}").trim_end().to_owned());
        let reason = format!("{}\n{}", words.text("moderation-reason"), quoted(&act.reason));
        [reason].into_iter().chain(rule).chain([self.by(act.by, (act.entry, Office::Moderator))]).collect()
    }

    fn erasure(&self, one: &News) -> Vec<String> {
        let Source { words, process, .. } = self.source;
        let Some(act) = process.redactions.iter().find(|act| act.entry == one.entry) else {
            return Vec::new();
        };
        let kind = words.text(&format!("moderation-withdrawn-{}", act.reason.as_str()));
        vec![
            format!("{} {kind}", words.text("moderation-reason")),
            format!("{}\n{}", words.text("moderation-ground"), quoted(&act.ground)),
            self.by(act.by, (act.entry, Office::Secretariat)),
        ]
    }

    /// By whom something was done, and in which office; the host has no name in the process.
    fn by(&self, who: Option<ParticipantId>, done: (EntryNumber, Office)) -> String {
        let Source { words, process, .. } = self.source;
        format!("{} {}", words.text("moderation-by"), name_in_office(words, process, who, done))
    }
}

/// Words of people, told apart from ours.
fn quoted(text: &str) -> String {
    text.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}
