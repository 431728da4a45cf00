//! Days of the timetable, and the charters that stood before.

use jiff::civil::Date;
use maru_forum::{Moment, Phase, PhaseAct, Process};

// What a day is, and which charters stood, is no rule: there is one piece for every version.
pub(crate) use crate::days::{DAY, Stood, begins, between, charters, ends};

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
