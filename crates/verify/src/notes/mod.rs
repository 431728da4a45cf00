//! What breaks no rule, but what a reader of the results should know: each a note with a code, a sentence and its entries.
//!
//! A note accuses nobody. Most of what is told here has honest reasons; a reader can look the entries up and ask.

mod answers;
mod ballots;
pub(crate) mod causes;
mod commitments;
mod endorsements;
mod initiatives;
pub(crate) mod languages;
mod meetings;
mod obligations;
mod order;
pub(crate) mod outcome;
mod people;
pub(crate) mod reasons;
mod rules;
mod rulings;
mod trunk;
mod undone;
pub(crate) mod unseen;
mod votes;

use std::collections::BTreeMap;

use maru_forum::{
    AppealVerdict, Author, EntryNumber, Event, Moment, PhaseAct, Process, Recorded, Standing, StatementId,
    Tally, Verdict, Violation, Voice,
};

use self::reasons::Reasons;
use crate::report::Note;

/// The most entries that a note names; its sentence says how many there are.
const MAX_NAMED: usize = 100;
/// The most entries that a sentence lists.
const MAX_LISTED: usize = 8;

/// A vote, as far as notes need it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cast {
    pub(crate) entry: u64,
    pub(crate) at: Moment,
    author: Option<EntryNumber>,
    statement: StatementId,
}

/// How a statement was taken from the vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// It is hidden by a verdict.
    Rejected,
    /// It is called a word about the process, and still shown.
    Meta,
    /// Its words were erased.
    Erased,
}

/// A statement that somebody else than its author took from the vote, with its votes as they stood.
#[derive(Debug)]
struct Rejection {
    entry: u64,
    statement: StatementId,
    /// By which act.
    by: Taken,
    tally: Tally,
    /// People who had voted on anything by then.
    voters: usize,
    /// Votes that had been cast by then, on anything.
    votes: usize,
}

/// A vote that was changed after a moderator had judged its statement.
#[derive(Debug)]
struct ChangedVote {
    entry: u64,
    verdict: u64,
}

/// What one pass over the entries has to gather, because the state at the end does not show it.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    votes: Vec<Cast>,
    /// Who has voted, by admission.
    voters: std::collections::BTreeSet<EntryNumber>,
    rejections: Vec<Rejection>,
    /// Translations that everyone could read once, whatever became of them.
    shown: std::collections::BTreeSet<EntryNumber>,
    /// The last verdict on each statement.
    verdicts: BTreeMap<StatementId, u64>,
    changed: Vec<ChangedVote>,
    reasons: Reasons,
    /// Entries with characters that nobody sees, and why a node refuses each.
    unseen: Vec<(u64, Violation)>,
    /// Words that waited for a moderator when they were written.
    waiting: Vec<(EntryNumber, Moment)>,
    /// Admissions, by whoever made them.
    admissions: Vec<people::Admission>,
    /// Rulings on appeals by somebody who then held an office against whose acts people appeal.
    ruled_in_office: Vec<u64>,
    /// Admissions by an office on days on which the timetable let nobody join.
    outside: Vec<u64>,
    /// What people did beside voting on statements that the rules of that moment were for, by what it is called.
    acts: BTreeMap<&'static str, Vec<u64>>,
    /// What people said to the matter, under the rules of that moment.
    contributions: Vec<u64>,
    /// Answers that were proposed or given under them.
    answers: Vec<u64>,
    /// Votes in ballots, those that a later one replaced among them.
    ballots: BTreeMap<EntryNumber, Vec<Cast>>,
    /// How the electorate of each ballot changed until it was counted.
    electorates: Vec<ballots::Newcomers>,
    /// The entry that closed the process, when, and the last day of its timetable.
    closed: Option<(u64, Moment, jiff::civil::Date)>,
}

impl Watch {
    /// Looks at an entry before it is folded; gives the vote that it replaces, if it is a vote.
    pub(crate) fn replaced(process: &Process, recorded: &Recorded) -> Option<u64> {
        let Event::Voted(voted) = &recorded.event else { return None };
        let cast = process.vote_of(maru_forum::ParticipantId(admission(recorded)?), voted.statement)?;
        (cast.vote != voted.value).then_some(u64::from(cast.entry))
    }

    /// Takes an entry that has been folded into the state.
    #[expect(clippy::too_many_lines, reason = "a line for each kind of entry, so that none can be forgotten")]
    pub(crate) fn take(&mut self, process: &Process, index: u64, recorded: &Recorded, replaced: Option<u64>) {
        self.unseen.extend(unseen::of(&recorded.event).map(|found| (index, found)));
        if recorded.imported.is_none() {
            self.reasons.take(index, &recorded.event);
        }
        let entry = EntryNumber(index);
        let is_report = matches!(recorded.event, Event::WordsReported(_));
        if !is_report && process.ledger.standing(entry) == Some(Standing::Waiting) {
            self.waiting.push((entry, recorded.at));
        }
        if recorded.imported.is_none() && recorded.event.voice() == Voice::Spoken {
            self.contributions.push(index);
        }
        match &recorded.event {
            Event::Voted(voted) => self.vote(index, recorded, voted.statement, replaced),
            Event::ModerationRuled(ruled) if recorded.imported.is_none() => {
                if ruled.verdict == Verdict::Accepted {
                    self.shown.extend(&ruled.on);
                }
                for statement in ruled.on.iter().map(|entry| StatementId(*entry)) {
                    // What is called a word about the process counts in no result either.
                    if ruled.verdict != Verdict::Accepted {
                        self.rejection(process, (index, recorded), statement);
                    }
                    self.verdicts.insert(statement, index);
                }
            }
            Event::Admitted(admitted) => {
                let by_office = recorded.imported.is_none() && admitted.reason.is_some();
                if by_office && !process.charter.allows(PhaseAct::Join, recorded.at.day()) {
                    self.outside.push(index);
                }
                if by_office {
                    self.admissions.push(people::Admission::of(process, index, recorded, admitted));
                }
            }
            Event::Redacted(gone) => self.rejection(process, (index, recorded), StatementId(gone.entry)),
            Event::Translated(_) if process.ledger.standing(entry) == Some(Standing::Shown) => {
                self.shown.insert(entry);
            }
            Event::AppealRuled(_) | Event::VerdictReviewed(_) => {
                if let Event::VerdictReviewed(ruling) = &recorded.event
                    && ruling.verdict == AppealVerdict::Overturned
                    && process.ledger.is_shown(ruling.on)
                {
                    self.shown.insert(ruling.on);
                }
                self.ruled_in_office.extend(rulings::in_office(process, recorded).then_some(index));
            }
            Event::Answered(_) | Event::AnswerGiven(_) => self.answers.push(index),
            Event::Supported(_) => self.acts.entry("acts of support").or_default().push(index),
            Event::Cosigned(_) => self.acts.entry("co-signatures").or_default().push(index),
            Event::BallotCast(cast) => {
                let (author, at, on) = (admission(recorded), recorded.at, cast.on);
                let vote = Cast { entry: index, at, author, statement: StatementId(on) };
                self.ballots.entry(on).or_default().push(vote);
            }
            Event::BallotCounted(counted) => {
                let newcomers =
                    process.ballots.get(counted.on).and_then(|one| ballots::newcomers(process, one));
                self.electorates.extend(newcomers);
            }
            Event::StageChanged(_) if process.stage.is_over() => {
                let last = process.charter.phases.iter().map(|phase| phase.closes).max();
                self.closed = last.map(|last| (index, recorded.at, last));
            }
            Event::StageChanged(_)
            | Event::ModerationRuled(_)
            | Event::Genesis(_)
            | Event::CharterChanged(_)
            | Event::OfficeChanged(_)
            | Event::SourceNamed(_)
            | Event::Verified(_)
            | Event::Invited(_)
            | Event::InvitationSent(_)
            | Event::InvitationCodesChanged(_)
            | Event::InvitationDeclined(_)
            | Event::Applied(_)
            | Event::ApplicationGranted(_)
            | Event::Refused(_)
            | Event::Appealed(_)
            | Event::OrganisationStated(_)
            | Event::DelegationAsked(_)
            | Event::DelegationRuled(_)
            | Event::Stated(_)
            | Event::Translated(_)
            | Event::Rendered(_)
            | Event::TranslationReviewed(_)
            | Event::DraftPublished(_)
            | Event::Remarked(_)
            | Event::RemarkEdited(_)
            | Event::Commented(_)
            | Event::Submitted(_)
            | Event::Amended(_)
            | Event::AmendmentWithdrawn(_)
            | Event::Replied(_)
            | Event::Told(_)
            | Event::PhaseClosed(_)
            | Event::BallotOpened(_)
            | Event::InitiativeMade(_)
            | Event::InitiativeAnswered(_)
            | Event::CommitmentMade(_)
            | Event::Found(_)
            | Event::FindingContested(_)
            | Event::ContradictionNamed(_)
            | Event::MeetingAnnounced(_)
            | Event::MeetingChanged(_)
            | Event::MeetingRegistered(_)
            | Event::FloorAsked(_)
            | Event::FloorCalled(_)
            | Event::FloorEnded(_)
            | Event::AttendanceCounted(_)
            | Event::MinutesPublished(_)
            | Event::Contacted(_)
            | Event::Endorsed(_)
            | Event::EndorsementWithdrawn(_)
            | Event::SignatoryListed(_)
            | Event::DemandPut(_)
            | Event::DemandLooked(_)
            | Event::HandedOver(_)
            | Event::DemandAnswered(_)
            | Event::UnitCoded(_)
            | Event::ObligationMade(_)
            | Event::ObligationFound(_)
            | Event::WordsReported(_)
            | Event::VerdictAppealed(_)
            | Event::AuditOpened(_)
            | Event::AuditFound(_)
            | Event::AuditContested(_)
            | Event::AuditReplied(_)
            | Event::HarmReported(_)
            | Event::ResultPublished(_)
            | Event::Decided(_) => {}
        }
    }

    fn vote(&mut self, index: u64, recorded: &Recorded, statement: StatementId, replaced: Option<u64>) {
        let author = admission(recorded);
        self.votes.push(Cast { entry: index, at: recorded.at, author, statement });
        self.voters.extend(author);
        if let (Some(before), Some(verdict)) = (replaced, self.verdicts.get(&statement))
            && before < *verdict
        {
            self.changed.push(ChangedVote { entry: index, verdict: *verdict });
        }
    }

    fn rejection(&mut self, process: &Process, (index, recorded): (u64, &Recorded), id: StatementId) {
        let Some(statement) = process.statement(id) else { return };
        // Whoever takes back their own words takes nothing from anybody.
        if statement.author.is_some_and(|author| recorded.author == Author::Participant(author)) {
            return;
        }
        self.rejections.push(Rejection {
            entry: index,
            statement: id,
            by: taken_by(&recorded.event),
            tally: statement.tally,
            voters: self.voters.len(),
            votes: self.votes.len(),
        });
    }

    /// Every vote that was cast in a ballot, in the order of the record.
    fn cast_in(&self, ballot: EntryNumber) -> &[Cast] {
        self.ballots.get(&ballot).map_or(&[], Vec::as_slice)
    }

    /// How many votes stand before an entry.
    fn votes_before(&self, entry: u64) -> usize {
        self.votes.partition_point(|vote| vote.entry < entry)
    }
}

/// Everything worth a note, in the order of the steps.
pub(crate) fn of(process: &Process, watch: &Watch) -> Vec<Note> {
    let mut notes = people::notes(process, watch);
    notes.extend(rules::notes(process, watch));
    notes.extend(ballots::notes(process, watch));
    notes.extend(watch.reasons.notes());
    notes.extend(unseen::note(7, "entries", &watch.unseen));
    notes.extend(votes::notes(process, watch));
    notes.extend(rulings::notes(process, watch));
    notes.extend(outcome::notes(process, watch));
    notes.extend(answers::notes(process));
    notes.extend(trunk::notes(process));
    notes.extend(initiatives::notes(process));
    notes.extend(meetings::notes(process));
    notes.extend(commitments::notes(process));
    notes.extend(endorsements::notes(process));
    notes.extend(obligations::notes(process));
    notes.extend(undone::notes(process, watch));
    notes.extend(order::notes(process));
    notes.sort_by_key(|note| note.step);
    notes
}

/// How an act that takes a statement from the vote does so.
fn taken_by(event: &Event) -> Taken {
    let is_meta = matches!(event, Event::ModerationRuled(ruled) if ruled.verdict == Verdict::Meta);
    if matches!(event, Event::Redacted(_)) {
        Taken::Erased
    } else if is_meta {
        Taken::Meta
    } else {
        Taken::Rejected
    }
}

fn admission(recorded: &Recorded) -> Option<EntryNumber> {
    match recorded.author {
        Author::Operator => None,
        Author::Participant(id) => Some(id.0),
    }
}

/// How many entries of a list stand before an entry, and how many after it.
fn around(entries: &[u64], entry: u64) -> (usize, usize) {
    let before = entries.partition_point(|one| *one < entry);
    (before, entries.len() - before)
}

/// A note about some entries, of which it names the first.
fn note(step: u8, code: &str, entries: impl IntoIterator<Item = u64>, sentence: String) -> Note {
    let entries = entries.into_iter().take(MAX_NAMED).collect();
    Note { step, code: code.to_owned(), sentence, entries }
}

/// A note on what entries mean together, where there are any: its sentence is made of their count and of how they are listed.
fn told(code: &str, entries: &[u64], sentence: impl FnOnce(usize, String) -> String) -> Option<Note> {
    (!entries.is_empty())
        .then(|| note(7, code, entries.iter().copied(), sentence(entries.len(), listed(entries))))
}

/// “entry 7”, “entries 7 and 9”, “entries 7, 8, 9 and 12 more”.
fn listed(entries: &[u64]) -> String {
    let numbers: Vec<_> = entries.iter().take(MAX_LISTED).map(u64::to_string).collect();
    match (numbers.as_slice(), entries.len().saturating_sub(MAX_LISTED)) {
        ([], _) => "no entry".to_owned(),
        ([one], 0) => format!("entry {one}"),
        ([first @ .., last], 0) => format!("entries {} and {last}", first.join(", ")),
        (all, more) => format!("entries {} and {more} more", all.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_listed_for_people() {
        let check = |entries: &[u64], expected: &str| assert_eq!(listed(entries), expected);
        check(&[7], "entry 7");
        check(&[7, 9], "entries 7 and 9");
        check(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "entries 1, 2, 3, 4, 5, 6, 7, 8 and 2 more");
    }
}
