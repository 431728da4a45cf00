//! What happened to somebody's words and standing in a process, as far as the record says it.

use maru_forum::{
    DelegationRuling, DelegationVerdict, EntryNumber, Moment, ParticipantId, Process, Statement, Verdict,
};

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
    /// Somebody said something to a remark of theirs.
    Commented,
    /// Others stand behind a remark, an amendment or an initiative of theirs.
    Supported,
    /// Others signed an amendment of theirs with them.
    Cosigned,
    /// They were refused the floor.
    Refused,
    /// An appeal of theirs against a refusal was ruled on.
    RuledOnRefusal,
    /// Somebody else said that they speak for an organisation.
    DelegationConfirmed,
    /// Somebody else said that they do not.
    DelegationRefused,
    /// Somebody else ended that they do.
    DelegationEnded,
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
            Self::Commented => "account-news-commented",
            Self::Supported => "account-news-supported",
            Self::Cosigned => "account-news-cosigned",
            Self::Refused => "account-news-refused",
            Self::RuledOnRefusal => "account-news-ruled-refusal",
            Self::DelegationConfirmed => "account-news-delegation-confirmed",
            Self::DelegationRefused => "account-news-delegation-refused",
            Self::DelegationEnded => "account-news-delegation-ended",
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
    /// The words of theirs that it is about, where the page leads to them.
    pub(super) on: Option<EntryNumber>,
    /// How many people it is about.
    pub(super) count: usize,
}

/// What was done against words and people, and what was ruled on their appeals, with whom each is about.
pub(super) fn against(process: &Process) -> Vec<(ParticipantId, News)> {
    let one = |what, entry, at, reason: &str, on: Option<EntryNumber>| News {
        what,
        entry,
        at,
        reason: reason.to_owned(),
        on,
        count: 1,
    };
    let author = |on: EntryNumber| process.ledger.author_of(on);
    let removed = process.moderation_log.iter().filter(|act| act.verdict == Verdict::Rejected);
    let removed = removed.filter_map(|act| {
        Some((author(act.on)?, one(Happened::Judged, act.entry, act.at, &act.reason, Some(act.on))))
    });
    let erased = process.redactions.iter().filter_map(|act| {
        let who = author(act.target).filter(|who| act.by != Some(*who))?;
        Some((who, one(Happened::Erased, act.entry, act.at, &act.ground, Some(act.target))))
    });
    let ruled = process.verdict_appeals.iter().filter_map(|appeal| {
        let ruling = appeal.ruling.as_ref()?;
        Some((appeal.author, one(Happened::Ruled, ruling.entry, ruling.at, "", Some(appeal.on))))
    });
    removed.chain(erased).chain(ruled).chain(of_floor(process)).chain(of_delegations(process)).collect()
}

/// Refusals of the floor and the rulings on them, with whom each is about.
fn of_floor(process: &Process) -> Vec<(ParticipantId, News)> {
    let mut news = Vec::new();
    for refusal in process.refusals.iter() {
        let Some(who) = refusal.participant else { continue };
        let one =
            |what, entry, at| (who, News { what, entry, at, reason: String::new(), on: None, count: 1 });
        news.push(one(Happened::Refused, refusal.entry, refusal.at));
        let ruling = refusal.appeal.and_then(|appeal| process.appeals.get(appeal)?.ruling.as_ref());
        news.extend(ruling.map(|ruling| one(Happened::RuledOnRefusal, ruling.entry, ruling.at)));
    }
    news
}

/// What others ruled on who speaks for an organisation, with whom each is about.
fn of_delegations(process: &Process) -> Vec<(ParticipantId, News)> {
    let mut news = Vec::new();
    for one in process.delegations.iter() {
        let by_others = |ruling: &&DelegationRuling| ruling.by.participant() != Some(one.delegate);
        for ruling in one.ruled.iter().chain(&one.ended).filter(by_others) {
            let what = match ruling.verdict {
                DelegationVerdict::Confirmed => Happened::DelegationConfirmed,
                DelegationVerdict::Refused => Happened::DelegationRefused,
                DelegationVerdict::Ended => Happened::DelegationEnded,
            };
            let (entry, at) = (ruling.entry, ruling.at);
            news.push((one.delegate, News { what, entry, at, reason: String::new(), on: None, count: 1 }));
        }
    }
    news
}

/// What others said to somebody's words, or that they stand behind them; of several people behind the same words it is told once.
pub(super) fn by_others(process: &Process) -> Vec<(ParticipantId, News)> {
    let one =
        |what, entry, at, on, count| News { what, entry, at, reason: String::new(), on: Some(on), count };
    let author = |on: EntryNumber| process.ledger.author_of(on);
    let shown = process.comments.iter().filter(|comment| process.ledger.is_shown(comment.entry));
    let mut news: Vec<(ParticipantId, News)> = shown
        .filter_map(|comment| {
            let who = author(comment.on).filter(|who| *who != comment.author)?;
            Some((who, one(Happened::Commented, comment.entry, comment.at, comment.on, 1)))
        })
        .collect();
    let remarks = process.remarks.iter().map(|remark| (remark.entry, &remark.supporters));
    let amendments = process.amendments.iter().map(|amendment| (amendment.entry, &amendment.supporters));
    let initiatives = process.initiatives.iter().map(|initiative| (initiative.entry, &initiative.supporters));
    let supported = remarks.chain(amendments).chain(initiatives).map(|all| (Happened::Supported, all));
    let cosigned = process.amendments.iter().map(|one| (Happened::Cosigned, (one.entry, &one.cosigners)));
    for (what, (on, people)) in supported.chain(cosigned) {
        let newest = people.iter().filter_map(|person| people.entry_of(person)).max();
        // When support came, its entry says.
        let told = author(on).zip(newest);
        news.extend(told.map(|(who, entry)| (who, one(what, entry, Moment(0), on, people.len()))));
    }
    news
}

/// Everything that happened to a person in a process, newest first.
pub(super) fn of(process: &Process, who: ParticipantId) -> Vec<News> {
    let joined = process.participant(who).map_or(Moment(0), |person| person.at);
    let own: Vec<&Statement> =
        process.statements.iter().filter(|statement| statement.author == Some(who)).collect();
    let about = |what, entry, at, reason: &str, on: Option<EntryNumber>| News {
        what,
        entry,
        at,
        reason: reason.to_owned(),
        on,
        count: 1,
    };
    let one = |what, entry, at, reason: &str| about(what, entry, at, reason, None);
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
        .map(|act| about(Happened::Judged, act.entry, act.at, &act.reason, Some(act.on)))
        .chain(ruled.map(|ruling| one(Happened::Ruled, ruling.entry, ruling.at, "")))
        .chain(erased.map(|act| about(Happened::Erased, act.entry, act.at, &act.ground, Some(act.target))))
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
        .chain(
            of_floor(process)
                .into_iter()
                .chain(of_delegations(process))
                .chain(by_others(process))
                .filter(|(about, _)| *about == who)
                .map(|(_, news)| news),
        )
        .chain(process.decisions.iter().map(|act| one(Happened::Decided, act.entry, act.at, "")))
        .collect();
    let shown = |translation: &&maru_forum::Translation| process.ledger.is_shown(translation.entry);
    for translation in own.iter().flat_map(|statement| &statement.translations).filter(shown) {
        // A translation does not say when it came; its entry does, and the page leads there.
        news.push(one(Happened::Translated, translation.entry, Moment(0), ""));
    }
    news.sort_by_key(|news| std::cmp::Reverse(news.entry));
    // One act may be about several of somebody's words, and each is told.
    news.dedup_by_key(|news| (news.entry, news.what.key(), news.on));
    news
}
