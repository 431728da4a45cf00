//! What offices left undone: appeals without a ruling, applications without an outcome, words that wait, reports that nobody looked at,
//! delegations without an answer, invitations that were never sent. Each note says who owed it, and since when.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_forum::{
    Delegation, DelegationStanding, EntryNumber, Invitation, Moment, Office, ParticipantId, Process,
    SeatStanding, Standing,
};

use super::{Watch, listed, note};
use crate::report::Note;

/// Where neither the rules nor the charter name a day, so many days after it came something is told as left undone, as many as a ruling may
/// take; at the end of a process at once, as nobody can do it any more.
const PATIENCE: i64 = 30;

pub(super) fn notes(process: &Process, watch: &Watch) -> Vec<Note> {
    let told = [
        unruled(process),
        ruled_late(process),
        undecided(process),
        unlooked(process),
        waiting(process, watch),
        unanswered(process),
        unsent(process),
        sent_late(process),
    ];
    told.into_iter().flatten().collect()
}

/// Something that an office owed at the last entry, since when.
#[derive(Debug, Clone, Copy)]
struct Due {
    entry: EntryNumber,
    since: Moment,
}

/// What is told of all that an office owed: of `what`, such as “appeals”, that they `lacked` something.
fn left(
    process: &Process,
    code: &str,
    (what, lacked): (&str, &str),
    due: &[Due],
    office: Office,
) -> Option<Note> {
    let first = due.iter().map(|one| one.since).min()?;
    let entries: Vec<u64> = due.iter().map(|one| one.entry.0).collect();
    let sentence = format!(
        "{} of the {what} {lacked} by the last entry, of {} ({}); the oldest came on {}. {}",
        entries.len(),
        process.last_at.day(),
        listed(&entries),
        first.day(),
        who(process, office, first)
    );
    Some(note(7, code, entries, sentence))
}

/// Who held an office at any time since something was owed.
fn who(process: &Process, office: Office, since: Moment) -> String {
    let held = process.offices.iter().filter(|tenure| {
        tenure.office.covers(office) && tenure.ended.as_ref().is_none_or(|(_, at, _)| *at >= since)
    });
    let mut people: Vec<ParticipantId> = held.map(|tenure| tenure.holder).collect();
    people.sort();
    people.dedup();
    let names: Vec<String> = people
        .iter()
        .filter_map(|id| process.participant(*id))
        .map(|person| format!("“{}” (entry {})", person.pseudonym, person.id.0))
        .collect();
    match (names.as_slice(), office) {
        ([], Office::Appeals) => "Nobody held the office that rules on appeals.".to_owned(),
        ([], _) => {
            "Nobody held the office to which this falls, so it fell to the host of the node.".to_owned()
        }
        (names, _) => format!("It fell to {}.", names.join(", ")),
    }
}

/// Whether something that names no day of its own is overdue.
fn is_old(process: &Process, since: Moment) -> bool {
    process.stage.is_over() || process.last_at.day() > since.day().saturating_add(PATIENCE.days())
}

/// Appeals of those who were refused, and of those whose words a moderator turned away.
fn appeals(process: &Process) -> impl Iterator<Item = (Due, Date, Option<(EntryNumber, Moment)>)> + '_ {
    let refused = process.appeals.iter().map(|appeal| {
        let ruling = appeal.ruling.as_ref().map(|ruling| (ruling.entry, ruling.at));
        (Due { entry: appeal.entry, since: appeal.at }, appeal.due(), ruling)
    });
    // Words that were shown, judged anew or taken back by their author meanwhile wait for no ruling.
    let words = process
        .verdict_appeals
        .iter()
        .filter(|appeal| appeal.ruling.is_some() || process.is_pressing(appeal));
    let words = words.map(|appeal| {
        let ruling = appeal.ruling.as_ref().map(|ruling| (ruling.entry, ruling.at));
        (Due { entry: appeal.entry, since: appeal.at }, appeal.due(), ruling)
    });
    refused.chain(words)
}

fn unruled(process: &Process) -> Option<Note> {
    let today = process.last_at.day();
    let open = appeals(process).filter(|(_, by, ruling)| ruling.is_none() && *by < today);
    let due: Vec<Due> = open.map(|(due, ..)| due).collect();
    left(process, "appeal-unruled", ("appeals", "had no ruling, though one was due,"), &due, Office::Appeals)
}

fn ruled_late(process: &Process) -> Option<Note> {
    let late = appeals(process).filter_map(|(_, by, ruling)| ruling.filter(|(_, at)| at.day() > by));
    let entries: Vec<u64> = late.map(|(entry, _)| entry.0).collect();
    super::told("appeal-ruled-late", &entries, |count, which| {
        format!("{count} of the rulings on appeals came after the day by which they were due ({which}).")
    })
}

fn undecided(process: &Process) -> Option<Note> {
    let open = process.applications.iter().filter(|one| one.outcome.is_none() && is_old(process, one.at));
    let due: Vec<Due> = open.map(|one| Due { entry: one.entry, since: one.at }).collect();
    let what = ("applications to come in", "had been neither granted nor refused");
    left(process, "application-undecided", what, &due, Office::Registrar)
}

/// Reports on words that are shown as before.
fn unlooked(process: &Process) -> Option<Note> {
    let open = process
        .open_reports()
        .filter(|one| process.ledger.standing(one.on) == Some(Standing::Shown) && is_old(process, one.at));
    let due: Vec<Due> = open.map(|one| Due { entry: one.entry, since: one.at }).collect();
    let what = ("reports on the words of others", "had been followed by no moderator's verdict");
    left(process, "report-unlooked", what, &due, Office::Moderator)
}

/// Words that wait, for which nobody has said why they are not shown.
fn waiting(process: &Process, watch: &Watch) -> Option<Note> {
    let still = watch.waiting.iter().filter(|(entry, at)| {
        process.ledger.standing(*entry) == Some(Standing::Waiting) && is_old(process, *at)
    });
    let due: Vec<Due> = still.map(|(entry, at)| Due { entry: *entry, since: *at }).collect();
    let what = ("texts that wait to be shown", "had been judged by no moderator");
    left(process, "words-waiting", what, &due, Office::Moderator)
}

fn unanswered(process: &Process) -> Option<Note> {
    let is_open = |one: &&Delegation| one.standing() == DelegationStanding::Asked;
    let open = process.delegations.iter().filter(is_open).filter(|one| is_old(process, one.at));
    let due: Vec<Due> = open.map(|one| Due { entry: one.entry, since: one.at }).collect();
    let what = ("requests to speak for an organisation", "had been neither confirmed nor refused");
    left(process, "delegation-unanswered", what, &due, Office::Registrar)
}

/// Invitations of which no entry says that they were sent, though the last day to answer is over.
fn unsent(process: &Process) -> Option<Note> {
    let today = process.last_at.day();
    let is_unsent = |one: &&Invitation| {
        let free = one.seats.iter().any(|seat| seat.standing == SeatStanding::Live);
        one.sent.is_none() && free && (one.last_day < today || process.stage.is_over())
    };
    let open = process.invitations.iter().filter(is_unsent);
    let due: Vec<Due> = open.map(|one| Due { entry: one.entry, since: one.at }).collect();
    let what = ("invitations", "had not been sent, though their last day to answer was over,");
    left(process, "invitation-unsent", what, &due, Office::Registrar)
}

/// Invitations that were sent when at most a day was left to answer.
fn sent_late(process: &Process) -> Option<Note> {
    let late = process.invitations.iter().filter_map(|one| {
        let (entry, at, _) = one.sent.as_ref()?;
        (at.day().saturating_add(1.day()) >= one.last_day).then_some(entry.0)
    });
    let entries: Vec<u64> = late.collect();
    super::told("invitation-sent-late", &entries, |count, which| {
        format!("{count} of the invitations were sent when at most a day was left to answer ({which}).")
    })
}
