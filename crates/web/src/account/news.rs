//! What happened to somebody's words and standing in a process, as far as the record says it.

use maru_forum::{EntryNumber, Moment, ParticipantId, Process, Statement};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happened {
    /// A moderator judged what they wrote.
    Judged,
    /// An appeal of theirs against a moderator's verdict was ruled on.
    Ruled,
    /// Somebody else erased words of theirs.
    Erased,
    /// They were given an office.
    OfficeGiven,
    /// An office of theirs was ended.
    OfficeEnded,
    /// The rules were changed after they had joined.
    Rules,
    /// A statement of theirs was translated.
    Translated,
    /// The process decided.
    Decided,
}

impl Happened {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Judged => "account-news-judged",
            Self::Ruled => "account-news-ruled",
            Self::Erased => "account-news-erased",
            Self::OfficeGiven => "account-news-office-given",
            Self::OfficeEnded => "account-news-office-ended",
            Self::Rules => "account-news-rules",
            Self::Translated => "account-news-translated",
            Self::Decided => "account-news-decided",
        }
    }
}

/// One thing that happened, with the entry that says so and its reason, where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct News {
    pub(super) what: Happened,
    pub(super) entry: EntryNumber,
    pub(super) at: Moment,
    pub(super) reason: String,
}

/// Everything that happened to a person in a process, newest first.
pub(super) fn of(process: &Process, who: ParticipantId) -> Vec<News> {
    let joined = process.participant(who).map_or(Moment(0), |person| person.at);
    let own: Vec<&Statement> =
        process.statements.iter().filter(|statement| statement.author == Some(who)).collect();
    let one = |what, entry, at, reason: &str| News { what, entry, at, reason: reason.to_owned() };
    let judged = process.moderation_log.iter().filter(|act| process.ledger.author_of(act.on) == Some(who));
    let appealed = process.verdict_appeals.iter().filter(|appeal| appeal.author == who);
    let ruled = appealed.filter_map(|appeal| appeal.ruling.as_ref());
    let erased = process
        .redactions
        .iter()
        .filter(|erasure| erasure.by != Some(who) && process.ledger.author_of(erasure.target) == Some(who));
    let held = process.offices.iter().filter(|tenure| tenure.holder == who);
    let ended = process.offices.iter().filter(|tenure| tenure.holder == who);
    let mut news: Vec<News> = judged
        .map(|act| one(Happened::Judged, act.entry, act.at, &act.reason))
        .chain(ruled.map(|ruling| one(Happened::Ruled, ruling.entry, ruling.at, "")))
        .chain(erased.map(|act| one(Happened::Erased, act.entry, act.at, &act.ground)))
        .chain(held.map(|tenure| one(Happened::OfficeGiven, tenure.entry, tenure.since, &tenure.reason)))
        .chain(
            ended
                .filter_map(|tenure| tenure.ended.as_ref())
                .map(|(entry, at, reason)| one(Happened::OfficeEnded, *entry, *at, reason)),
        )
        .chain(
            process
                .charter_changes
                .iter()
                .filter(|change| change.at >= joined)
                .map(|change| one(Happened::Rules, change.entry, change.at, &change.reason)),
        )
        .chain(process.decisions.iter().map(|act| one(Happened::Decided, act.entry, act.at, "")))
        .collect();
    let shown = |translation: &&maru_forum::Translation| process.ledger.is_shown(translation.entry);
    for translation in own.iter().flat_map(|statement| &statement.translations).filter(shown) {
        // A translation does not say when it came; its entry does, and the page leads there.
        news.push(one(Happened::Translated, translation.entry, Moment(0), ""));
    }
    news.sort_by_key(|news| std::cmp::Reverse(news.entry));
    news.dedup_by_key(|news| (news.entry, news.what.key()));
    news
}
