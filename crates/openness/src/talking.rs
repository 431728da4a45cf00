//! O25–O29: meetings, and contacts outside the record.
//!
//! A meeting that nobody recorded is in no entry, so that there is none is never an answer once a process is over.

use maru_forum::{
    EntryNumber, Meeting, MeetingAccess, Minutes, Moment, Office, Presence, Process, is_web_address,
};

use crate::Rule;
use crate::beside::Beside;
use crate::contributions::is_hardly_a_word;
use crate::days::{between, ends};
use crate::finding::Judged;
use crate::finding::Standing::{CannotBeKnown, Met, NotApplicable, NotMet, NotYetDue};

/// Days ahead of a meeting on which its time and agenda are to be known (O26).
const AHEAD: i64 = 14;
/// Days within which a contact outside the record is to be told of (O29).
const TELL: i64 = 14;

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O25", can_be: &[Met, NotYetDue, NotApplicable, CannotBeKnown], judge: remote },
    Rule { id: "O26", can_be: &[Met, NotMet, NotYetDue, CannotBeKnown], judge: papers },
    Rule { id: "O27", can_be: &[Met, NotMet, NotYetDue, CannotBeKnown], judge: closed },
    Rule { id: "O28", can_be: &[Met, NotMet, NotYetDue, CannotBeKnown], judge: accounts },
    Rule { id: "O29", can_be: &[Met, NotMet, CannotBeKnown], judge: contacts },
];

/// Meetings that are held here, and were not called off. One that was to begin after the process had ended was never held in it.
fn held(process: &Process) -> Vec<&Meeting> {
    let is_in_time = |meeting: &&Meeting| process.ended.is_none_or(|ended| meeting.starts <= ended);
    process.meetings.iter().filter(|meeting| meeting.is_held_here()).filter(is_in_time).collect()
}

/// Those of them that are over. A closed one has no queue, so nobody can tell from the record who spoke in it.
fn over(process: &Process, at: Moment) -> Vec<&Meeting> {
    held(process).into_iter().filter(|meeting| meeting.ends < at).collect()
}

fn evidence(meetings: &[&Meeting]) -> Vec<(EntryNumber, Moment)> {
    meetings.iter().map(|meeting| (meeting.entry, meeting.at)).collect()
}

/// What is said where there is no meeting to judge.
fn none(process: &Process, yet: &'static str, over: &'static str) -> Judged {
    if process.stage.is_over() { Judged::unknown(over) } else { Judged::not_yet(yet) }
}

/// Share of speaking time against share of registrations, in each meeting of which both are known. Whether a gap was shown is in no entry.
fn remote(process: &Process, at: Moment, _: &Beside) -> Judged {
    let over = over(process, at);
    if over.is_empty() {
        return none(process, "no-meeting-yet", "meetings-may-be-elsewhere");
    }
    let unheard: Vec<_> = over
        .iter()
        .copied()
        .filter(|meeting| meeting.registered.is_empty() || meeting.turns_in_time().next().is_none())
        .collect();
    if !unheard.is_empty() {
        return Judged::unknown("remote-not-recorded")
            .count(unheard.len())
            .of(over.len())
            .entries(evidence(&unheard));
    }
    let with_remote: Vec<_> = over.iter().copied().filter(|meeting| has_remote(meeting)).collect();
    if with_remote.is_empty() {
        return Judged::not_applicable("nobody-remote").count(over.len());
    }
    let behind: Vec<_> = with_remote.iter().copied().filter(|meeting| is_behind(meeting, at)).collect();
    if !behind.is_empty() {
        return Judged::unknown("remote-spoke-less")
            .count(behind.len())
            .of(with_remote.len())
            .entries(evidence(&behind));
    }
    Judged::met("remote-spoke-as-much").count(with_remote.len()).entries(evidence(&with_remote))
}

fn has_remote(meeting: &Meeting) -> bool {
    meeting.registered.values().any(|(_, presence)| *presence == Presence::Remote)
}

/// Whether those from elsewhere had less of the time than of the registrations.
fn is_behind(meeting: &Meeting, at: Moment) -> bool {
    let registered = meeting.registered.len() as u128;
    let remote = meeting.registered.values().filter(|(_, presence)| *presence == Presence::Remote).count();
    let seconds = |only_remote: bool| -> u128 {
        let meant = meeting.turns_in_time().filter(|turn| !only_remote || turn.presence == Presence::Remote);
        meant.map(|turn| u128::from(turn.seconds_until(at, meeting.floor_closes()))).sum()
    };
    seconds(true) * registered < remote as u128 * seconds(false)
}

/// Of some meetings, those whose agenda or minutes nobody can read: they were erased, or wait.
fn unread<'a>(process: &Process, meetings: &[&'a Meeting]) -> Vec<&'a Meeting> {
    let entries = |meeting: &Meeting| {
        let minutes = meeting.minutes.last().map(|minutes| minutes.entry);
        std::iter::once(meeting.entry).chain(minutes).collect::<Vec<_>>()
    };
    let hidden = |meeting: &&&Meeting| entries(meeting).iter().any(|entry| !process.ledger.stands(*entry));
    meetings.iter().filter(hidden).copied().collect()
}

/// Announced in time with an agenda; minutes with the place of a recording in time. Attendance comes before minutes by the rules.
fn papers(process: &Process, at: Moment, _: &Beside) -> Judged {
    let all = held(process);
    if all.is_empty() {
        return none(process, "no-meeting-yet", "meetings-may-be-elsewhere");
    }
    let is_late = |meeting: &&Meeting| {
        meeting.starts <= at
            && (between(meeting.known_since(), meeting.starts) < AHEAD || meeting.agenda.is_empty())
    };
    let late: Vec<_> = all.iter().copied().filter(is_late).collect();
    if !late.is_empty() {
        return Judged::not_met("meetings-announced-late")
            .count(late.len())
            .of(all.len())
            .entries(evidence(&late));
    }
    // Nothing is published once the process is over.
    let is_due = |meeting: &&Meeting| process.stage.is_over() || ends(due(meeting)).0 <= at.0;
    let (due, open): (Vec<_>, Vec<_>) = all.iter().copied().partition(is_due);
    let lacking: Vec<_> = due.iter().copied().filter(|meeting| !has_papers(meeting)).collect();
    if !lacking.is_empty() {
        return Judged::not_met("meeting-papers-late")
            .count(lacking.len())
            .of(all.len())
            .entries(evidence(&lacking));
    }
    let open: Vec<_> = open.into_iter().filter(|meeting| !has_papers(meeting)).collect();
    if !open.is_empty() {
        return Judged::not_yet("meetings-open").count(open.len()).of(all.len());
    }
    let unread = unread(process, &all);
    if !unread.is_empty() {
        return Judged::unknown("meeting-papers-not-shown")
            .count(unread.len())
            .of(all.len())
            .entries(evidence(&unread));
    }
    let last = |meeting: &Meeting| meeting.minutes.last().cloned();
    let mute: Vec<_> =
        all.iter().copied().filter(|one| last(one).is_some_and(|last| !say_something(&last))).collect();
    if !mute.is_empty() {
        return Judged::not_met("minutes-say-nothing")
            .count(mute.len())
            .of(all.len())
            .entries(evidence(&mute));
    }
    // Other words may say that there is no recording; a node takes none of them by now.
    let has_address = |meeting: &&Meeting| {
        meeting.minutes.iter().any(|one| one.said.recording.as_deref().is_some_and(is_web_address))
    };
    let unclear: Vec<_> = all.iter().copied().filter(|one| !has_address(one)).collect();
    if !unclear.is_empty() {
        return Judged::unknown("recording-is-no-address")
            .count(unclear.len())
            .of(all.len())
            .entries(evidence(&unclear));
    }
    Judged::met("meeting-papers-in-time").count(all.len()).entries(evidence(&all))
}

/// The last day on which the papers of any meeting are in time.
fn due(meeting: &Meeting) -> jiff::civil::Date {
    let days = jiff::Span::new().days(maru_forum::DAYS_TO_MINUTES);
    meeting.ends.day().saturating_add(days)
}

/// Whether minutes that name a recording came in time.
fn has_papers(meeting: &Meeting) -> bool {
    meeting.minutes.iter().any(|one| one.said.recording.is_some() && one.at.day() <= due(meeting))
}

/// Whether minutes hold at least a word on each item.
fn say_something(minutes: &Minutes) -> bool {
    minutes.said.items.iter().all(|item| !is_hardly_a_word(&item.text))
}

/// Of each closed meeting that is recorded: its reason is there by the rules; who was there and what came of it, by the seventh day.
fn closed(process: &Process, at: Moment, _: &Beside) -> Judged {
    let all: Vec<_> =
        held(process).into_iter().filter(|meeting| meeting.access == MeetingAccess::Closed).collect();
    if all.is_empty() {
        return none(process, "no-closed-meeting-yet", "closed-meetings-may-be-elsewhere");
    }
    let is_told = |meeting: &&Meeting| {
        meeting.minutes.first().is_some_and(|minutes| minutes.at.day() <= meeting.minutes_due())
    };
    let is_over = |meeting: &Meeting| process.stage.is_over() || ends(meeting.minutes_due()).0 <= at.0;
    let is_late = |meeting: &&Meeting| !is_told(meeting) && is_over(meeting);
    let late: Vec<_> = all.iter().copied().filter(is_late).collect();
    if !late.is_empty() {
        return Judged::not_met("closed-meetings-late")
            .count(late.len())
            .of(all.len())
            .entries(evidence(&late));
    }
    let open: Vec<_> = all.iter().copied().filter(|meeting| !is_told(meeting)).collect();
    if !open.is_empty() {
        return Judged::not_yet("closed-meetings-open").count(open.len()).of(all.len());
    }
    let unread = unread(process, &all);
    if !unread.is_empty() {
        return Judged::unknown("closed-meetings-not-shown")
            .count(unread.len())
            .of(all.len())
            .entries(evidence(&unread));
    }
    let is_mute = |meeting: &&Meeting| {
        meeting.minutes.last().is_some_and(|last| {
            [&last.said.members, &last.said.outcome].into_iter().flatten().any(is_hardly_a_word)
        })
    };
    let mute: Vec<_> = all.iter().copied().filter(is_mute).collect();
    if !mute.is_empty() {
        return Judged::not_met("closed-meetings-say-nothing")
            .count(mute.len())
            .of(all.len())
            .entries(evidence(&mute));
    }
    Judged::met("closed-meetings-told").count(all.len()).entries(evidence(&all))
}

/// Every turn stands in the record with the group and country of who had it, as far as they named them.
fn accounts(process: &Process, at: Moment, _: &Beside) -> Judged {
    let over = over(process, at);
    if over.is_empty() {
        return none(process, "no-meeting-yet", "meetings-may-be-elsewhere");
    }
    // A closed meeting has no queue, so that no turn in it can be recorded.
    let (closed, with_floor): (Vec<&Meeting>, Vec<&Meeting>) =
        over.iter().copied().partition(|meeting| meeting.access == MeetingAccess::Closed);
    let silent: Vec<_> =
        with_floor.iter().copied().filter(|meeting| meeting.turns_in_time().next().is_none()).collect();
    if !silent.is_empty() {
        return Judged::not_met("meetings-without-accounts")
            .count(silent.len())
            .of(over.len())
            .entries(evidence(&silent));
    }
    if !closed.is_empty() {
        return Judged::unknown("closed-meetings-without-floor")
            .count(closed.len())
            .of(over.len())
            .entries(evidence(&closed));
    }
    let speakers: std::collections::BTreeSet<_> =
        over.iter().flat_map(|meeting| meeting.turns_in_time()).map(|turn| turn.who).collect();
    let is_unsaid = |person: &&maru_forum::Participant| person.group.is_none() || person.country.is_none();
    let said_nothing = speakers.iter().filter_map(|who| process.participant(*who)).filter(is_unsaid);
    let unsaid: Vec<_> = said_nothing.map(|person| (person.id.0, person.at)).collect();
    if !unsaid.is_empty() {
        return Judged::unknown("speakers-undeclared").count(unsaid.len()).of(speakers.len()).entries(unsaid);
    }
    Judged::met("accounts-in-record").count(over.len()).entries(evidence(&over))
}

/// A log shows what somebody told: that it is whole, no record can show. Those who decide can be seen to have kept it: everybody who holds
/// or held the chair told of a contact, and each was told in time.
fn contacts(process: &Process, _: Moment, _: &Beside) -> Judged {
    let told: Vec<_> = process.contacts.iter().map(|one| (one.entry, one.at)).collect();
    if told.is_empty() {
        return Judged::unknown("no-contact-told");
    }
    let is_late = |one: &&maru_forum::Contact| between(ends(one.told.day), one.at) > TELL;
    let late: Vec<_> = process.contacts.iter().filter(is_late).map(|one| (one.entry, one.at)).collect();
    if !late.is_empty() {
        return Judged::not_met("contacts-told-late").count(late.len()).of(told.len()).entries(late);
    }
    let chairs: std::collections::BTreeSet<_> = process
        .offices
        .iter()
        .filter(|tenure| tenure.office == Office::Chair)
        .map(|tenure| tenure.holder)
        .collect();
    let has_told = |who: &maru_forum::ParticipantId| {
        process.contacts.iter().any(|one| one.by.participant() == Some(*who))
    };
    let silent = chairs.iter().filter(|who| !has_told(who)).count();
    if chairs.is_empty() || silent > 0 {
        return Judged::unknown("contacts-may-be-missing").count(told.len()).of(silent).entries(told);
    }
    Judged::met("contacts-logged").count(told.len()).of(chairs.len()).entries(told)
}
