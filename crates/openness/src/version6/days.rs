//! Days of the timetable, and the charters that stood before.

use jiff::civil::Date;
use maru_forum::{Charter, EntryNumber, Moment, Phase, PhaseAct, Process};

pub(crate) const DAY: i64 = 86_400;

/// The first second of a day, UTC.
pub(crate) fn begins(day: Date) -> Moment {
    let days = day.since(Date::constant(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()));
    Moment(days * DAY)
}

/// The first second after a day, UTC.
pub(crate) fn ends(day: Date) -> Moment {
    Moment(begins(day).0 + DAY)
}

/// Whole days from one moment to another; negative when the second is earlier.
pub(crate) fn between(from: Moment, to: Moment) -> i64 {
    (to.0 - from.0).div_euclid(DAY)
}

/// A charter as it stood, since when, and the entry that holds it.
pub(crate) struct Stood<'a> {
    pub(crate) charter: &'a Charter,
    pub(crate) since: Moment,
    pub(crate) entry: EntryNumber,
}

/// Every charter that was in force, the first one first.
pub(crate) fn charters(process: &Process) -> Vec<Stood<'_>> {
    let mut since = (process.created, EntryNumber(0));
    let mut list = Vec::new();
    for change in &process.charter_changes {
        list.push(Stood { charter: &change.before, since: since.0, entry: since.1 });
        since = (change.at, change.entry);
    }
    list.push(Stood { charter: &process.charter, since: since.0, entry: since.1 });
    list
}

/// When the first phase opens by the charter in force.
pub(crate) fn first_opening(process: &Process) -> Option<Moment> {
    process.charter.phases.iter().map(|phase| begins(phase.opens)).min_by_key(|moment| moment.0)
}

/// When a day is over for the process: at its end, or when the process was closed before.
pub(crate) fn over(process: &Process, day: Date) -> Moment {
    let end = ends(day);
    process.ended.filter(|ended| ended.0 < end.0).unwrap_or(end)
}

/// The phases of the charter in force that let people do something.
pub(crate) fn phases_for(process: &Process, act: PhaseAct) -> impl Iterator<Item = &Phase> {
    process.charter.phases.iter().filter(move |phase| phase.acts.contains(&act))
}

/// The end of the last phase that lets people do something, or of the process where that came before.
pub(crate) fn last_end(process: &Process, act: PhaseAct) -> Option<Moment> {
    phases_for(process, act).map(|phase| over(process, phase.closes)).max_by_key(|moment| moment.0)
}

/// Whole days between two moments on which people could do something: those of phases for it.
pub(crate) fn days_for(process: &Process, act: PhaseAct, from: Moment, to: Moment) -> i64 {
    // Phases may overlap: a second counts once.
    let mut spans: Vec<(i64, i64)> = phases_for(process, act)
        .map(|phase| (begins(phase.opens).0.max(from.0), over(process, phase.closes).0.min(to.0)))
        .filter(|(begin, end)| begin < end)
        .collect();
    spans.sort_unstable();
    let (mut seconds, mut until) = (0, i64::MIN);
    for (begin, end) in spans {
        seconds += (end - begin.max(until)).max(0);
        until = until.max(end);
    }
    seconds.div_euclid(DAY)
}

/// Whether a phase of the charter in force has ended; all have where the process is over.
pub(crate) fn some_phase_ended(process: &Process, at: Moment) -> bool {
    process.charter.phases.iter().any(|phase| over(process, phase.closes).0 <= at.0)
}
