//! The days of the demonstration: a clock that says the time of the day that is being told, so that the entries of a process in
//! mid-life are spread over its weeks. Every page of a demonstration says that its days are made up.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Context;
use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_forum::Moment;
use maru_store::Clock;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// When the people of the demonstration get up, in seconds after midnight.
const MORNING: i64 = 7 * 3_600;
/// How much later, in seconds, the first of them is up on some days of the week than on others.
const SLEPT_IN: i64 = 437;
/// When they go to bed.
const NIGHT: i64 = 22 * 3_600;

/// A day of the demonstration, counted from the day on which it is built: 0 is that day, −1 the one before.
pub(crate) type Day = i32;

/// The days up to now, and the clock that goes through them.
#[derive(Debug)]
pub(crate) struct Days {
    now: Moment,
    told: Arc<Told>,
}

/// What the clock says next, until when the present day lasts, and how many seconds lie between two acts of it.
#[derive(Debug)]
struct Told {
    at: AtomicI64,
    until: AtomicI64,
    step: AtomicI64,
}

impl Told {
    /// Each look at the clock is an act, so it goes on by itself: a little more or less than a step, as people are not on time.
    fn look(&self) -> Moment {
        let (until, step) = (self.until.load(Ordering::Relaxed), self.step.load(Ordering::Relaxed));
        let next = |at: i64| {
            let odd = (at as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
            Some(at.max((at + (odd % (2 * step as u64 + 1)) as i64).min(until)))
        };
        let before = self.at.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
        Moment(before.unwrap_or_else(|at| at))
    }
}

impl Days {
    /// The days that end with this moment; nothing is told of what comes after it.
    pub(crate) fn up_to(now: Moment) -> Self {
        let told = Told { at: AtomicI64::new(now.0), until: AtomicI64::new(now.0), step: AtomicI64::new(0) };
        Self { now, told: Arc::new(told) }
    }

    /// A clock for a node.
    pub(crate) fn clock(&self) -> Clock {
        let told = self.told.clone();
        Clock::told(move || told.look())
    }

    /// An hour of a day, UTC.
    pub(crate) fn hour(&self, day: Day, hour: i64) -> Moment {
        Moment(self.now.0.div_euclid(DAY) * DAY + i64::from(day) * DAY + hour * 3_600)
    }

    /// The date of a day.
    pub(crate) fn date(&self, day: Day) -> anyhow::Result<Date> {
        Ok(self.now.day().checked_add(day.days())?)
    }

    /// Begins a day on which so many acts are told. Days are told in order.
    pub(crate) fn begin(&self, day: Day, acts: usize) {
        let midnight = self.now.0.div_euclid(DAY) * DAY + i64::from(day) * DAY;
        let until = (midnight + NIGHT).min(self.now.0 - 1);
        // Today may not have come as far as the morning.
        let morning = midnight + MORNING + i64::from(day).rem_euclid(7) * SLEPT_IN;
        let from = if morning < until { morning } else { midnight.min(until) };
        self.told.step.store((until - from) / (acts as i64 + 1), Ordering::Relaxed);
        self.told.until.store(until, Ordering::Relaxed);
        self.told.at.store(from, Ordering::Relaxed);
    }
}

/// What happens on the days, told by somebody.
pub(crate) struct Plan<'a, Teller> {
    days: BTreeMap<Day, Vec<Step<'a, Teller>>>,
}

/// How many acts it is, and what is done.
type Step<'a, Teller> = (usize, Box<dyn FnOnce(&mut Teller) -> anyhow::Result<()> + 'a>);

impl<'a, Teller> Plan<'a, Teller> {
    pub(crate) fn new() -> Self {
        Self { days: BTreeMap::new() }
    }

    /// Something that is one act, or a few, on a day; what is put first for a day is done first.
    pub(crate) fn on(&mut self, day: Day, step: impl FnOnce(&mut Teller) -> anyhow::Result<()> + 'a) {
        self.many_on(day, 1, step);
    }

    /// Something that is many acts.
    pub(crate) fn many_on(
        &mut self,
        day: Day,
        acts: usize,
        step: impl FnOnce(&mut Teller) -> anyhow::Result<()> + 'a,
    ) {
        self.days.entry(day).or_default().push((acts, Box::new(step)));
    }

    /// Tells all of it, day by day; `begin` is told of each day before its acts.
    pub(crate) fn tell(
        self,
        teller: &mut Teller,
        mut begin: impl FnMut(&mut Teller, Day, usize),
    ) -> anyhow::Result<()> {
        for (day, steps) in self.days {
            begin(teller, day, steps.iter().map(|(acts, _)| acts).sum());
            for (_, step) in steps {
                step(teller).with_context(|| format!("on day {day} of the demonstration"))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-24T10:00:00Z.
    const NOW: Moment = Moment(1_795_514_400);

    #[test]
    fn the_clock_goes_through_its_days_in_order_and_never_past_now() {
        for now in [NOW, Moment(NOW.0 / DAY * DAY), Moment(NOW.0 / DAY * DAY + DAY - 1)] {
            let days = Days::up_to(now);
            let clock = days.clock();
            let mut last = Moment(i64::MIN);
            for day in [-30, -29, -3, 0] {
                days.begin(day, 200);
                for _ in 0..300 {
                    let at = clock.now();
                    assert!(last <= at && at < now, "{last:?} {at:?} {now:?}");
                    last = at;
                    if day < 0 {
                        assert_eq!(at.day(), days.date(day).unwrap());
                    }
                }
            }
        }
    }

    #[test]
    fn acts_of_a_day_are_spread_over_it() {
        let days = Days::up_to(NOW);
        let clock = days.clock();
        days.begin(-1, 100);
        let times: Vec<_> = (0..100).map(|_| clock.now().0).collect();
        assert!(times[99] - times[0] > 6 * 3_600, "{times:?}");
        let gaps: std::collections::BTreeSet<_> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(gaps.len() > 20, "people are not on time: {gaps:?}");
    }
}
