//! Days of the timetable, and the charters that stood before.

use jiff::civil::Date;
use maru_forum::{Charter, EntryNumber, Moment, PhaseAct, Process};

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

/// A charter as it stood while people could take part: from when, and until when.
pub(crate) struct Span<'a> {
    pub(crate) charter: &'a Charter,
    pub(crate) since: i64,
    pub(crate) until: i64,
}

/// Every charter that stood while the process was open, with the seconds for which it did; of a process that is not open yet the charter in
/// force, as if it opened at `at`. Days before the opening are days on which nobody could take part.
pub(crate) fn in_force(process: &Process, at: Moment) -> Vec<Span<'_>> {
    let opened = process.opened.map_or(at.0, |opened| opened.0);
    let ended = process.ended.map_or(i64::MAX, |ended| ended.0);
    let all = charters(process);
    let ends = all.iter().skip(1).map(|one| one.since.0).chain([i64::MAX]).collect::<Vec<_>>();
    let spans = all.into_iter().zip(ends).map(|(stood, until)| Span {
        charter: stood.charter,
        since: stood.since.0.max(opened),
        until: until.min(ended),
    });
    spans.filter(|span| span.since < span.until).collect()
}

/// Seconds in which people could do something, by the charters as they stood then, in order and without overlap. Those that are still to
/// come are counted as the charter in force plans them.
fn seconds_for(
    process: &Process,
    act: PhaseAct,
    at: Moment,
    wanted: &dyn Fn(&Charter) -> bool,
) -> Vec<(i64, i64)> {
    let mut spans = Vec::new();
    for span in in_force(process, at).iter().filter(|span| wanted(span.charter)) {
        for phase in span.charter.phases.iter().filter(|phase| phase.acts.contains(&act)) {
            let (from, to) = (begins(phase.opens).0.max(span.since), ends(phase.closes).0.min(span.until));
            if from < to {
                spans.push((from, to));
            }
        }
    }
    merged(spans)
}

/// The same seconds in order and without overlap.
fn merged(mut spans: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    spans.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (from, to) in spans {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Of the days for an act that the charter promised when a process ended: how many of them were held, and how many were promised. Nothing
/// where all were, and of a process that never opened, which promised nobody anything.
pub(crate) fn cut_short(process: &Process, act: PhaseAct) -> Option<(i64, i64)> {
    let ended = process.opened.and(process.ended)?;
    let phases = process.charter.phases.iter().filter(|phase| phase.acts.contains(&act));
    let promised = merged(phases.map(|phase| (begins(phase.opens).0, ends(phase.closes).0)).collect());
    let promised = Days(promised).between(Moment(i64::MIN / 2), Moment(i64::MAX / 2));
    let held = Days::of(process, act, ended).between(Moment(i64::MIN / 2), ended);
    let is_cut =
        process.charter.phases.iter().any(|phase| phase.acts.contains(&act) && phase.closes > ended.day());
    (is_cut && held < promised).then_some((held, promised))
}

/// The days of a process on which people could do something.
pub(crate) struct Days(Vec<(i64, i64)>);

impl Days {
    /// Those for an act.
    pub(crate) fn of(process: &Process, act: PhaseAct, at: Moment) -> Self {
        Self(seconds_for(process, act, at, &|_| true))
    }

    /// Those for an act under the charters that are wanted.
    pub(crate) fn under(
        process: &Process,
        act: PhaseAct,
        at: Moment,
        wanted: &dyn Fn(&Charter) -> bool,
    ) -> Self {
        Self(seconds_for(process, act, at, wanted))
    }

    /// The last moment of all; none where there was and will be no such day.
    pub(crate) fn end(&self) -> Option<Moment> {
        self.0.last().map(|(_, to)| Moment(*to))
    }

    /// Whole days of them between two moments.
    pub(crate) fn between(&self, from: Moment, to: Moment) -> i64 {
        let seconds = self.0.iter().map(|(begin, end)| ((*end).min(to.0) - (*begin).max(from.0)).max(0));
        seconds.sum::<i64>().div_euclid(DAY)
    }
}

/// Whether the charter in force, or one that stood while the process was open, lets people do something in a phase.
pub(crate) fn was_promised(process: &Process, act: PhaseAct, at: Moment) -> bool {
    let has = |charter: &Charter| charter.phases.iter().any(|phase| phase.acts.contains(&act));
    has(&process.charter) || in_force(process, at).iter().any(|span| has(span.charter))
}

/// The charter with which the process was opened; the one in force where it was not.
pub(crate) fn charter_at_opening(process: &Process) -> &Charter {
    let Some(opened) = process.opened else { return &process.charter };
    let later = process.charter_changes.iter().find(|change| change.at > opened);
    later.map_or(&process.charter, |change| &change.before)
}

/// When the first phase opened, by the charter that stood then; or opens, by the one in force.
pub(crate) fn first_opening(process: &Process) -> Option<Moment> {
    let all = charters(process);
    let until = all.iter().skip(1).map(|one| one.since.0).chain([i64::MAX]).collect::<Vec<_>>();
    let mut found = Vec::new();
    for (place, (stood, until)) in all.iter().zip(until).enumerate() {
        let since = if place == 0 { i64::MIN } else { stood.since.0 };
        let opens = stood.charter.phases.iter().map(|phase| begins(phase.opens));
        found.extend(opens.filter(|opens| (since..until).contains(&opens.0)));
    }
    // Of charters that gave way before any of their phases opened, nothing is found: the one in force has no end.
    found.into_iter().min_by_key(|moment| moment.0)
}

/// Whether a phase has ended in which people could take part; all have where the process is over.
pub(crate) fn some_phase_ended(process: &Process, at: Moment) -> bool {
    let ended = |span: &Span<'_>| {
        span.charter.phases.iter().any(|phase| {
            let (opens, closes) = (begins(phase.opens).0, ends(phase.closes).0);
            opens.max(span.since) < closes && closes <= at.0 && (span.since..=span.until).contains(&closes)
        })
    };
    process.stage.is_over() || (process.opened.is_some() && in_force(process, at).iter().any(ended))
}
