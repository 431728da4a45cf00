//! What people wrote, of every kind.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{EntryNumber, Moment, ParticipantId, Process, Standing as Words};

/// Words that somebody wrote to the process.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Contribution {
    pub(crate) entry: EntryNumber,
    pub(crate) at: Moment,
    /// Nobody, for statements that the secretariat put to the vote.
    pub(crate) author: Option<ParticipantId>,
    /// Whether it was made elsewhere and brought in.
    pub(crate) imported: bool,
}

impl Contribution {
    /// How its words stand; nothing for a letter of nothing but what was never recorded, which no rule allows.
    pub(crate) fn standing(&self, process: &Process) -> Option<Words> {
        process.ledger.standing(self.entry)
    }
}

/// Statements, remarks, amendments, submissions, initiatives, comments, reports of harm, the words of replies, and reasons given with a vote in a ballot,
/// each kind in the order of the record.
pub(crate) fn contributions(process: &Process) -> Vec<Contribution> {
    let mut all = Vec::new();
    let mut add = |entry, at, author, imported| all.push(Contribution { entry, at, author, imported });
    for one in &process.statements {
        add(one.id.0, one.at, one.author, one.source_id.is_some());
    }
    for one in process.remarks.iter() {
        add(one.entry, one.at, Some(one.author), one.imported.is_some());
    }
    for one in process.amendments.iter() {
        add(one.entry, one.at, Some(one.author), one.imported.is_some());
    }
    for one in process.submissions.iter() {
        add(one.entry, one.at, Some(one.author), one.imported.is_some());
    }
    for one in process.initiatives.iter() {
        add(one.entry, one.at, Some(one.author), false);
    }
    for one in process.comments.iter() {
        add(one.entry, one.at, Some(one.author), false);
    }
    for one in process.harms.iter() {
        add(one.entry, one.at, one.by.participant(), false);
    }
    for (entry, at, who) in process.ballots.reasons() {
        add(entry, at, Some(who), false);
    }
    for answer in process.answers.iter() {
        for item in &answer.on {
            let said = process.answers.replies(answer.entry, *item).iter();
            for reply in said.filter(|reply| reply.words.is_some()) {
                add(reply.entry, reply.at, process.addressee_of(*item), false);
            }
        }
    }
    all
}

/// Everyone of whom a contribution was accepted: words that everyone can read, and where they ask for another text, those of which an
/// answer says that they changed it or a version took them up.
pub(crate) fn accepted(process: &Process) -> BTreeSet<ParticipantId> {
    let is_accepted = |one: &Contribution| {
        let asks = process.remarks.get(one.entry).is_some() || process.amendments.get(one.entry).is_some();
        let answer = process.answers.standing_on(one.entry);
        let merged = process.amendments.get(one.entry).is_some_and(|amendment| amendment.merged.is_some());
        let taken_up = merged || answer.is_some_and(|answer| answer.disposition.changes_the_text());
        one.standing(process) == Some(Words::Shown) && (!asks || taken_up)
    };
    contributions(process).into_iter().filter(is_accepted).filter_map(|one| one.author).collect()
}

/// The first entry by which a participant contributed here: words, or a vote.
pub(crate) fn first_contribution(process: &Process) -> Option<EntryNumber> {
    let wrote = contributions(process).into_iter().filter(|one| one.author.is_some() && !one.imported);
    let people = process.participants.iter().filter(|person| person.source_id.is_none());
    let voted = people.flat_map(|one| one.votes.iter().map(|vote| EntryNumber(u64::from(vote.entry))));
    let in_ballots = process.ballots.iter().filter_map(|ballot| ballot.first);
    wrote.map(|one| one.entry).chain(voted).chain(in_ballots).min()
}

/// When each remark and amendment was first answered.
pub(crate) fn first_answers(process: &Process) -> BTreeMap<EntryNumber, Moment> {
    let mut first: BTreeMap<EntryNumber, Moment> = BTreeMap::new();
    for (item, at) in process.answers.iter().flat_map(|answer| &answer.given) {
        let known = first.entry(*item).or_insert(*at);
        *known = (*known).min(*at);
    }
    first
}
