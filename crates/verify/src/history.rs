//! The votes of a process by the day on which they were cast, so that its map can be computed as of any day.
//!
//! The day of an act is the UTC day of its entry. An imported vote was cast elsewhere and earlier: its day is that of
//! the source's own time where the source had one, and what else was imported counts from the first day on.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use maru_forum::{AppealVerdict, Author, EntryNumber, GroupId, Moment, OfMap, Recorded, Verdict, Voted};
use maru_opinion::{CastVote, Conversation, Options, ParticipantId, StatementId, Vote, VoteMatrix};

use crate::recompute::{Known, judged, mapped, participant, statement, told_of};

/// Milliseconds of a second.
const MILLISECONDS: i64 = 1_000;

/// Whose votes a map is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whom {
    /// Everyone's.
    Everyone,
    /// Those of people whose identity was verified by the charter's means.
    Verified,
}

/// What had happened by the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The day, UTC.
    pub day: Date,
    /// The map of the day rests on the votes cast by then among the first so many entries.
    pub entries: u64,
    /// Votes cast by then, changed ones counted again.
    pub vote_events: u64,
    /// People who had voted by then.
    pub people: u32,
    /// Statements that had been voted on by then.
    pub statements: u32,
}

/// Votes, verdicts and people of a process, each with its day.
#[derive(Debug, Default)]
pub struct History {
    entries: u64,
    votes: Vec<Dated<CastVote>>,
    verdicts: Vec<Dated<(StatementId, Verdict)>>,
    people: Vec<Dated<Admitted>>,
    /// Who was verified after their admission, or is so no longer.
    verified: Vec<Dated<(ParticipantId, bool)>>,
    statements: BTreeSet<StatementId>,
    /// Imported statements without a verdict so far: the first one came with them.
    unjudged: BTreeSet<StatementId>,
    standings: Standings,
}

/// How statements stand, as far as a ruling on an appeal has to know it: it undoes only the act that was appealed against, where that act is
/// still what keeps the words from being read.
#[derive(Debug, Default)]
struct Standings {
    /// The verdict by which each statement is turned away.
    rejected: BTreeMap<StatementId, EntryNumber>,
    /// Statements whose words were erased.
    erased: BTreeSet<StatementId>,
    /// Against which act each appeal is.
    appealed: BTreeMap<EntryNumber, EntryNumber>,
}

impl Standings {
    fn judge(&mut self, judged: StatementId, verdict: Verdict, by: EntryNumber) {
        self.rejected.remove(&judged);
        if verdict == Verdict::Rejected {
            self.rejected.insert(judged, by);
        }
    }

    /// Whether a statement is shown again by the word that the act which an appeal is against was wrong; then it stands so.
    fn overturn(&mut self, judged: StatementId, appeal: EntryNumber) -> bool {
        let against = self.appealed.get(&appeal);
        let falls =
            against.is_some() && self.rejected.get(&judged) == against && !self.erased.contains(&judged);
        if falls {
            self.rejected.remove(&judged);
        }
        falls
    }
}

/// How many acts of each kind a map rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reach {
    pub(crate) votes: usize,
    pub(crate) verdicts: usize,
    pub(crate) people: usize,
    pub(crate) verified: usize,
}

/// An act with the entry that holds it and its day.
#[derive(Debug)]
struct Dated<T> {
    day: Date,
    entry: u32,
    act: T,
}

#[derive(Debug)]
struct Admitted {
    id: ParticipantId,
    group: Option<GroupId>,
    verified: bool,
}

impl History {
    /// How many entries went in.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// How many votes it holds, changed ones counted again.
    pub fn votes(&self) -> usize {
        self.votes.len()
    }

    /// Takes the next entry of the record.
    pub fn add(&mut self, recorded: &Recorded) {
        if let Some(act) = recorded.event.of_map() {
            self.take(recorded, act);
        }
        self.entries += 1;
    }

    fn take(&mut self, recorded: &Recorded, act: OfMap<'_>) {
        let number = EntryNumber(self.entries);
        let entry = number.0 as u32;
        let here = recorded.at.day();
        match act {
            OfMap::Voted(voted) => {
                let Author::Participant(author) = recorded.author else { return };
                self.votes.push(Dated { day: day_of_vote(recorded), entry, act: act_of(author, voted) });
            }
            OfMap::ModerationRuled(ruled) => {
                let ids = ruled.on.iter().map(|id| statement(maru_forum::StatementId(*id)));
                // Remarks and comments are judged too, and no map is made of them.
                let judged: Vec<_> = ids.filter(|id| self.statements.contains(id)).collect();
                for judged in judged {
                    let day = self.day_of_verdict(judged, here);
                    self.standings.judge(judged, ruled.verdict, number);
                    self.verdicts.push(Dated { day, entry, act: (judged, ruled.verdict) });
                }
            }
            OfMap::VerdictAppealed(appeal) => {
                self.standings.appealed.insert(number, appeal.verdict);
            }
            OfMap::Redacted(gone) => {
                self.standings.erased.insert(statement(maru_forum::StatementId(gone.entry)));
            }
            OfMap::VerdictReviewed(ruling) => {
                let judged = statement(maru_forum::StatementId(ruling.on));
                if ruling.verdict == AppealVerdict::Overturned
                    && self.standings.overturn(judged, ruling.appeal)
                {
                    self.verdicts.push(Dated { day: here, entry, act: (judged, Verdict::Accepted) });
                }
            }
            OfMap::Admitted(admitted) => {
                let id = participant(maru_forum::ParticipantId(number));
                let day = if recorded.imported.is_some() { Date::MIN } else { here };
                let act = Admitted { id, group: admitted.group.clone(), verified: admitted.verified };
                self.people.push(Dated { day, entry, act });
            }
            OfMap::Verified(act) => {
                let said = (participant(act.participant), act.means.is_some());
                self.verified.push(Dated { day: here, entry, act: said });
            }
            OfMap::Stated(_) => {
                let id = statement(maru_forum::StatementId(number));
                self.statements.insert(id);
                if recorded.imported.is_some() {
                    self.unjudged.insert(id);
                }
            }
        }
    }

    fn day_of_verdict(&mut self, judged: StatementId, here: Date) -> Date {
        if self.unjudged.remove(&judged) { Date::MIN } else { here }
    }

    /// The days on which somebody voted or a moderator judged, from the first vote on, earliest first.
    pub fn days(&self) -> Vec<Day> {
        let mut by_day: BTreeMap<Date, (u32, Vec<&CastVote>)> = BTreeMap::new();
        for vote in &self.votes {
            let (last, cast) = by_day.entry(vote.day).or_default();
            *last = vote.entry.max(*last);
            cast.push(&vote.act);
        }
        for verdict in &self.verdicts {
            let (last, _) = by_day.entry(verdict.day).or_default();
            *last = verdict.entry.max(*last);
        }
        let (mut people, mut statements) = (BTreeSet::new(), BTreeSet::new());
        let (mut last, mut vote_events) = (0, 0);
        let mut days = Vec::with_capacity(by_day.len());
        for (day, (entry, cast)) in by_day {
            last = entry.max(last);
            vote_events += cast.len() as u64;
            people.extend(cast.iter().map(|vote| vote.participant));
            statements.extend(cast.iter().map(|vote| vote.statement));
            if vote_events > 0 {
                days.push(Day {
                    day,
                    entries: u64::from(last) + 1,
                    vote_events,
                    people: people.len() as u32,
                    statements: statements.len() as u32,
                });
            }
        }
        days
    }

    /// What the opinion map takes as of the end of a day.
    pub fn on(&self, day: Date, whom: Whom) -> (Conversation, Options) {
        let verified = last_of(self.verified.iter().filter(|one| one.day <= day));
        let people: Vec<Known<'_>> =
            self.people.iter().filter(|one| one.day <= day).map(|one| known(one, &verified)).collect();
        let heard: Option<BTreeSet<ParticipantId>> = (whom == Whom::Verified)
            .then(|| people.iter().filter(|person| person.verified).map(|person| person.id).collect());
        let counts = |vote: &CastVote| heard.as_ref().is_none_or(|heard| heard.contains(&vote.participant));
        let votes = self.votes.iter().filter(|one| one.day <= day && counts(&one.act)).map(|one| one.act);
        // The last verdict on a statement stands, as the last vote does.
        let verdicts: BTreeMap<StatementId, Verdict> =
            self.verdicts.iter().filter(|one| one.day <= day).map(|one| one.act).collect();
        let conversation = judged(VoteMatrix::canonical(votes), verdicts.into_iter());
        let told = people.iter().copied().filter(|person| whom == Whom::Everyone || person.verified);
        (conversation, told_of(told))
    }

    /// Passes over entries that are no part of the process, as they cannot be read or break a rule, up to some number.
    pub(crate) fn pass_to(&mut self, entries: u64) {
        self.entries = self.entries.max(entries);
    }

    /// How much of what a map rests on stands in the first so many entries: where this is the same, the map is too.
    pub(crate) fn reach(&self, entries: u64) -> Reach {
        fn before<T>(acts: &[Dated<T>], entries: u64) -> usize {
            acts.partition_point(|one| u64::from(one.entry) < entries)
        }
        Reach {
            votes: before(&self.votes, entries),
            verdicts: before(&self.verdicts, entries),
            people: before(&self.people, entries),
            verified: before(&self.verified, entries),
        }
    }

    /// What the opinion map takes as of some entry.
    pub(crate) fn after(&self, reach: Reach) -> (Conversation, Options) {
        let votes = self.votes[..reach.votes].iter().map(|one| one.act);
        let verdicts: BTreeMap<StatementId, Verdict> =
            self.verdicts[..reach.verdicts].iter().map(|one| one.act).collect();
        let verified = last_of(self.verified[..reach.verified].iter());
        let people = self.people[..reach.people].iter().map(|one| known(one, &verified));
        (judged(VoteMatrix::canonical(votes), verdicts.into_iter()), told_of(people))
    }

    /// Whether anybody's identity was verified, at admission or later.
    pub fn any_verified(&self) -> bool {
        self.people.iter().any(|person| person.act.verified) || self.verified.iter().any(|one| one.act.1)
    }

    /// Each statement's votes as they stood at the end of each day on which somebody answered it.
    pub fn tallies(&self) -> BTreeMap<StatementId, Vec<(Date, [u32; 3])>> {
        // By statement, then day, in the order of the record within a day: later votes replace earlier ones.
        let mut ordered: Vec<&Dated<CastVote>> = self.votes.iter().collect();
        ordered.sort_by_key(|vote| (vote.act.statement, vote.day));
        let mut tallies: BTreeMap<StatementId, Vec<(Date, [u32; 3])>> = BTreeMap::new();
        for of_one in ordered.chunk_by(|a, b| a.act.statement == b.act.statement) {
            tallies.insert(of_one[0].act.statement, by_day(of_one));
        }
        tallies
    }
}

/// The day of a vote; of one that was brought in, the day there.
fn day_of_vote(recorded: &Recorded) -> Date {
    let there = recorded.imported.and_then(|imported| imported.time);
    there.map_or(recorded.at.day(), |time| Moment(time.div_euclid(MILLISECONDS)).day())
}

fn act_of(author: maru_forum::ParticipantId, voted: &Voted) -> CastVote {
    CastVote {
        participant: participant(author),
        statement: statement(voted.statement),
        vote: mapped(voted.value),
    }
}

/// The votes on one statement, sorted by day, as they stood at each day's end: agree, disagree, pass.
fn by_day(votes: &[&Dated<CastVote>]) -> Vec<(Date, [u32; 3])> {
    let mut standing: BTreeMap<ParticipantId, Vote> = BTreeMap::new();
    let mut tally = [0_u32; 3];
    let mut days = Vec::new();
    for of_day in votes.chunk_by(|a, b| a.day == b.day) {
        for vote in of_day {
            if let Some(before) = standing.insert(vote.act.participant, vote.act.vote) {
                tally[column(before)] -= 1;
            }
            tally[column(vote.act.vote)] += 1;
        }
        days.push((of_day[0].day, tally));
    }
    days
}

const fn column(vote: Vote) -> usize {
    match vote {
        Vote::Agree => 0,
        Vote::Disagree => 1,
        Vote::Pass => 2,
    }
}

/// What was said last of everyone's verification.
fn last_of<'a>(
    said: impl Iterator<Item = &'a Dated<(ParticipantId, bool)>>,
) -> BTreeMap<ParticipantId, bool> {
    said.map(|one| one.act).collect()
}

fn known<'a>(person: &'a Dated<Admitted>, later: &BTreeMap<ParticipantId, bool>) -> Known<'a> {
    let Admitted { id, group, verified } = &person.act;
    let verified = later.get(id).copied().unwrap_or(*verified);
    Known { id: *id, group: group.as_ref(), verified }
}
