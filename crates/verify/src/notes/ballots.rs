//! Ballots: their days, who might vote in them, what became of them, and decisions beside them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use maru_forum::{
    Ballot, BallotOutcome, Count, Decision, Delegation, Electorate, EntryNumber, ParticipantId, Process,
    Resolution,
};

use super::rules::days_of;
use super::{Watch, listed, note};
use crate::report::Note;

const DAY: i64 = 86_400;
/// Ballots of which it is told one by one.
const MAX_TOLD: usize = 20;

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let mut notes = Vec::new();
    for ballot in process.ballots.iter() {
        let found = [days_moved(process, watch, ballot), open_briefly(process, ballot)];
        notes.extend(found.into_iter().flatten());
        notes.extend(
            [uncounted(process, watch, ballot), ended_delegates(process, ballot)].into_iter().flatten(),
        );
        notes.extend(asked_again(process, ballot));
    }
    notes.extend(watch.electorates.iter().map(Newcomers::note));
    notes.extend(watch.bars.iter().map(OtherBars::note));
    notes.extend(process.decisions.iter().filter_map(|decision| unanswered(process, decision)));
    notes.extend(process.decisions.iter().flat_map(|decision| against(process, decision)));
    notes.truncate(MAX_TOLD * 5);
    notes
}

/// A ballot that said another quorum, or something else of ties, than the charter under which it was opened.
#[derive(Debug)]
pub(super) struct OtherBars {
    ballot: EntryNumber,
    what: String,
}

impl OtherBars {
    fn note(&self) -> Note {
        let sentence = format!(
            "The ballot of entry {} was opened by other bars than the charter's: {}.",
            self.ballot, self.what
        );
        note(7, "ballot-other-bars", [self.ballot.0], sentence)
    }
}

/// Looks at a ballot right after it was opened. A node refuses such ballots; records of before that have them.
pub(super) fn other_bars(process: &Process, entry: EntryNumber) -> Option<OtherBars> {
    let (terms, rule) = (&process.ballots.get(entry)?.terms, &process.charter.decides);
    let mut what = Vec::new();
    if terms.quorum != rule.quorum_people {
        what.push(format!(
            "{} had to vote by the ballot, {} by the charter",
            terms.quorum, rule.quorum_people
        ));
    }
    if let Some(tie) = terms.tie.filter(|tie| *tie != rule.tie_rule) {
        let (ballot, charter) = (tie.as_str(), rule.tie_rule.as_str());
        what.push(format!("in a tie “{ballot}” by the ballot, “{charter}” by the charter"));
    }
    (!what.is_empty()).then(|| OtherBars { ballot: entry, what: what.join("; ") })
}

/// Objections that stood unanswered when the process decided on the ballot in which they were made.
fn unanswered(process: &Process, decision: &Decision) -> Option<Note> {
    let ballot = process.ballots.counted_in(decision.result)?;
    let open = process.unanswered_objections(ballot, decision.entry);
    (!open.is_empty()).then(|| {
        let open: Vec<u64> = open.iter().map(|entry| entry.0).collect();
        let sentence = format!(
            "When entry {} decided on the ballot of entry {}, {} of the objections in it had no answer ({}).",
            decision.entry,
            ballot.entry,
            open.len(),
            listed(&open)
        );
        note(10, "objections-unanswered", [decision.entry.0].into_iter().chain(open), sentence)
    })
}

/// The last day on which people could vote in a ballot, as the charter had it in front of an entry.
fn last_day(process: &Process, ballot: &Ballot, entry: u64) -> Option<Date> {
    days_of(process.charter_at(EntryNumber(entry)), ballot).map(|(_, closes)| closes)
}

/// Behind which entry nothing changes a ballot any more.
fn end(process: &Process, ballot: &Ballot) -> u64 {
    ballot.count.as_ref().map_or(process.entries, |counted| counted.entry.0)
}

/// A ballot that ended before the last day that was announced with it, or after it.
fn days_moved(process: &Process, watch: &Watch, ballot: &Ballot) -> Option<Note> {
    let announced = last_day(process, ballot, ballot.entry.0)?;
    let entry = ballot.entry;
    if let Some((by, at, _)) = watch.closed
        && ballot.count.is_none()
        && at.day() <= last_day(process, ballot, by).unwrap_or(announced)
    {
        let sentence = format!(
            "The ballot of entry {entry}, in which people were to vote until {announced}, was cut off on {} by the end of the process \
             (entry {by}).",
            at.day()
        );
        return Some(note(7, "ballot-closed-early", [entry.0, by], sentence));
    }
    let ended = last_day(process, ballot, end(process, ballot));
    let moved = |one: &&maru_forum::CharterChange| {
        let at = one.entry.0;
        (entry.0..end(process, ballot)).contains(&at)
            && last_day(process, ballot, at) != last_day(process, ballot, at + 1)
    };
    let by: Vec<u64> = process.charter_changes.iter().filter(moved).map(|one| one.entry.0).collect();
    let cast = watch.cast_in(entry);
    let before = cast.partition_point(|vote| by.first().is_none_or(|by| vote.entry < *by));
    let (code, what) = match ended {
        None => ("ballot-closed-early", "its phase was taken out of the charter".to_owned()),
        Some(ended) if ended < announced => ("ballot-closed-early", format!("its last day became {ended}")),
        Some(ended) if ended > announced => {
            let added = cast.iter().filter(|vote| vote.at.day() > announced).count();
            (
                "ballot-prolonged",
                format!("its last day became {ended}, and {added} votes came on the days that were added"),
            )
        }
        Some(_) => return None,
    };
    let sentence = format!(
        "People were to vote in the ballot of entry {entry} until {announced}; by {}, when {before} of {} votes had been cast, {what}.",
        listed(&by),
        cast.len()
    );
    Some(note(7, code, [entry.0].into_iter().chain(by), sentence))
}

/// A ballot that was opened when less than a day was left to vote in it.
fn open_briefly(process: &Process, ballot: &Ballot) -> Option<Note> {
    let last = last_day(process, ballot, end(process, ballot))?;
    let midnight = last.duration_since(Date::constant(1970, 1, 1)).as_secs() + DAY;
    let left = midnight - ballot.at.0;
    (left < DAY).then(|| {
        let sentence = format!(
            "The ballot of entry {} was opened when {} hours were left to vote in it.",
            ballot.entry,
            left.max(0) / 3_600
        );
        note(7, "ballot-open-briefly", [ballot.entry.0], sentence)
    })
}

/// A ballot that people voted in, and that nobody counted before the process decided or ended.
fn uncounted(process: &Process, watch: &Watch, ballot: &Ballot) -> Option<Note> {
    let over = process.stage.is_over() || process.decisions.iter().any(|one| one.entry > ballot.entry);
    let cast = watch.cast_in(ballot.entry).len();
    (over && ballot.count.is_none() && cast > 0).then(|| {
        let sentence = format!(
            "The ballot of entry {}, in which {} voted, was never counted, though the process has decided or ended.",
            ballot.entry,
            ballot.votes.len()
        );
        note(10, "ballot-uncounted", [ballot.entry.0], sentence)
    })
}

/// Votes of organisations that were cast by somebody who no longer spoke for them when they were counted.
fn ended_delegates(process: &Process, ballot: &Ballot) -> Option<Note> {
    if ballot.terms.electorate != Electorate::Organisations {
        return None;
    }
    let until = end(process, ballot);
    let no_longer = ballot.votes.iter().filter(|(organisation, vote)| {
        let spoke =
            process.delegations.for_organisation(**organisation).filter(|one| one.delegate == vote.by);
        let ended = |one: &Delegation| {
            one.ended.as_ref().is_some_and(|end| end.entry > vote.entry && end.entry.0 < until)
        };
        // Who asked anew and was confirmed again speaks for it after all.
        let spoke = spoke.filter(|one| one.ruled.as_ref().is_some_and(|ruled| ruled.entry.0 < until));
        spoke.last().is_some_and(ended)
    });
    let entries: Vec<u64> = no_longer.map(|(_, vote)| vote.entry.0).collect();
    (!entries.is_empty()).then(|| {
        let sentence = format!(
            "In the ballot of entry {} {} votes of organisations count that were cast by delegates who no longer spoke for them at the \
             end ({}).",
            ballot.entry,
            entries.len(),
            listed(&entries)
        );
        let named = [ballot.entry.0].into_iter().chain(entries);
        note(7, "ballot-delegate-ended", named, sentence)
    })
}

/// The same version, or the same amendments, put to the vote once more.
fn asked_again(process: &Process, ballot: &Ballot) -> Option<Note> {
    let about = |one: &Ballot| -> BTreeSet<EntryNumber> {
        one.terms
            .draft
            .into_iter()
            .chain(one.terms.options.iter().filter_map(|option| option.amendment))
            .collect()
    };
    let mine = about(ballot);
    let before =
        process.ballots.iter().rfind(|one| one.entry < ballot.entry && !about(one).is_disjoint(&mine))?;
    let outcome = before.count.as_ref().filter(|counted| counted.entry < ballot.entry);
    let went = outcome.map_or("had not been counted", |counted| match counted.count.outcome {
        BallotOutcome::Passed => "had passed",
        BallotOutcome::Failed => "had not passed",
        BallotOutcome::QuorumMissed => "had missed its quorum",
        BallotOutcome::Tied => "had been tied",
    });
    let terms = |one: &Ballot| {
        format!(
            "rule {}, electorate {}, quorum {}",
            one.terms.rule.as_str(),
            one.terms.electorate.as_str(),
            one.terms.quorum
        )
    };
    let sentence = format!(
        "The ballot of entry {} ({}) is on what the ballot of entry {} was on ({}), which {went} by then.",
        ballot.entry,
        terms(ballot),
        before.entry,
        terms(before)
    );
    Some(note(7, "ballot-asked-again", [before.entry.0, ballot.entry.0], sentence))
}

/// A decision that says other than a ballot on the same version, because it rests on something else.
fn against(process: &Process, decision: &Decision) -> Vec<Note> {
    // Only an adoption names its version: anything else is held against every version that was voted on and that nobody has adopted.
    let adopted = |draft: EntryNumber| {
        process.decisions.iter().any(|one| one.entry < decision.entry && one.draft == Some(draft))
    };
    let is_meant = |draft: EntryNumber| match decision.draft {
        Some(named) => named == draft,
        None => !adopted(draft),
    };
    let on_the_same = process
        .ballots
        .iter()
        .filter(|ballot| ballot.terms.draft.is_some_and(is_meant) && !ballot.terms.rule.is_choice());
    let otherwise = on_the_same.filter_map(|ballot| {
        let counted = ballot.count.as_ref()?;
        let passed = counted.count.outcome == BallotOutcome::Passed;
        let said_so = decision.outcome == Resolution::Adopted;
        (counted.entry < decision.entry && counted.entry != decision.result && passed != said_so)
            .then_some((ballot, counted, passed))
    });
    let told = otherwise.map(|(ballot, counted, passed)| {
        let sentence = format!(
            "The decision in entry {} ({}) rests on entry {}, while the ballot of entry {} on {} version {} (entry {}).",
            decision.entry,
            decision.outcome.as_str(),
            decision.result,
            ballot.entry,
            if decision.draft.is_some() { "the same" } else { "a" },
            if passed { "passed" } else { "did not pass" },
            counted.entry
        );
        note(10, "decision-against-ballot", [decision.entry.0, ballot.entry.0, counted.entry.0], sentence)
    });
    told.take(MAX_TOLD).collect()
}

/// Who came into the electorate of a ballot while it was under way and voted, or left it; as things stood at the count.
#[derive(Debug)]
pub(super) struct Newcomers {
    ballot: EntryNumber,
    count: EntryNumber,
    /// The votes of those who came.
    votes: Vec<u64>,
    /// How many of them an office let in.
    by_office: usize,
    /// Organisations for which nobody spoke any more, and that had not voted.
    left: usize,
    /// How it would have gone without them, where that is otherwise.
    otherwise: Option<BallotOutcome>,
    organisations: bool,
}

/// Looks at the electorate of a ballot that was just counted. That people join while they may, and vote, is nothing to tell, unless
/// it decided the ballot.
pub(super) fn newcomers(process: &Process, ballot: &Ballot) -> Option<Newcomers> {
    let counted = ballot.count.as_ref()?;
    let organisations = ballot.terms.electorate == Electorate::Organisations;
    let came: Vec<(EntryNumber, bool)> = ballot
        .votes
        .keys()
        .filter_map(|voter| came_after(process, ballot, *voter).map(|by_office| (*voter, by_office)))
        .collect();
    let by_office = came.iter().filter(|(_, by_office)| *by_office).count();
    let left = if organisations { left(process, ballot) } else { 0 };
    if came.is_empty() && left == 0 {
        return None;
    }
    let voters: BTreeSet<EntryNumber> = came.iter().map(|(voter, _)| *voter).collect();
    let without = process.count_without(ballot, &voters);
    let outcome = |count: &Count| (count.outcome, count.winner);
    let otherwise = (outcome(&without) != outcome(&counted.count)).then_some(without.outcome);
    if by_office == 0 && left == 0 && otherwise.is_none() {
        return None;
    }
    let cast = voters.iter().filter_map(|voter| ballot.votes.get(voter));
    Some(Newcomers {
        ballot: ballot.entry,
        count: counted.entry,
        votes: cast.map(|vote| vote.entry.0).collect(),
        by_office,
        left,
        otherwise,
        organisations,
    })
}

/// Whether somebody came into the electorate after the ballot was opened, and if so, whether an office let them in. Whoever joins by
/// themselves between the opening and the first vote does what the opening asks for.
fn came_after(process: &Process, ballot: &Ballot, voter: EntryNumber) -> Option<bool> {
    if ballot.terms.electorate == Electorate::Organisations {
        let confirmed = process.delegations.for_organisation(voter).filter_map(|one| one.ruled.as_ref());
        let mut confirmed =
            confirmed.filter(|ruled| ruled.verdict == maru_forum::DelegationVerdict::Confirmed);
        return confirmed.all(|ruled| ruled.entry > ballot.entry).then_some(true);
    }
    let verified = process
        .verifications
        .iter()
        .any(|one| one.participant.0 == voter && one.means.is_some() && one.entry > ballot.entry);
    if ballot.terms.electorate == Electorate::Verified && verified {
        return Some(true);
    }
    let person = process.participant(ParticipantId(voter)).filter(|_| voter > ballot.entry)?;
    let by_office = person.reason.is_some();
    (by_office || ballot.first.is_some_and(|first| voter > first)).then_some(by_office)
}

/// Organisations that had somebody to speak for them when a ballot was opened, lost all of them while it was under way against their
/// will, and had not voted.
fn left(process: &Process, ballot: &Ballot) -> usize {
    let organisations = process.organisations.iter().filter(|one| !ballot.votes.contains_key(&one.entry));
    let lost = organisations.filter(|one| {
        let delegates = || process.delegations.for_organisation(one.entry);
        let speaks = |one: &Delegation| one.standing() == maru_forum::DelegationStanding::Confirmed;
        let was_ended = |one: &Delegation| {
            one.ended
                .as_ref()
                .is_some_and(|end| end.entry > ballot.entry && end.by.participant() != Some(one.delegate))
                && one.ruled.as_ref().is_some_and(|ruled| {
                    ruled.verdict == maru_forum::DelegationVerdict::Confirmed && ruled.entry < ballot.entry
                })
        };
        !delegates().any(speaks) && delegates().any(was_ended)
    });
    lost.count()
}

impl Newcomers {
    fn note(&self) -> Note {
        let who = if self.organisations { "organisations" } else { "people" };
        let left = match self.left {
            0 => String::new(),
            left => format!("; {left} organisations lost everyone who spoke for them, and had not voted"),
        };
        let otherwise = self.otherwise.map_or_else(String::new, |outcome| {
            format!("; without these votes the count would be “{}”", outcome.as_str())
        });
        let said = format!(
            "In the ballot of entry {} {} {who} voted who came into its electorate while it was under way, {} of them let in by an \
             office{left}{otherwise}.",
            self.ballot,
            self.votes.len(),
            self.by_office
        );
        let named = [self.ballot.0, self.count.0].into_iter().chain(self.votes.iter().copied());
        note(7, "ballot-electorate-changed", named, said)
    }
}
