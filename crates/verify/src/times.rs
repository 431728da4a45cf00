//! Step 7: the times that entries claim, held against what others signed.
//!
//! Inside the record only the order of times can be checked. The node's own record says more to every stranger: what was not there when
//! it repeated a head came later, and what was there is not from after it. A reader's own clock proves nothing: it may be wrong, it may have
//! been wrong at an earlier visit, and a head that was shown then may have been an old one, out of a cache or a copy. What it says is a note.

use maru_forum::Moment;
use maru_record::audit::Expected;
use maru_record::policy::Trusted;

use crate::report::{Finding, Note};

/// Seconds by which two honest clocks may differ.
const SKEW: u64 = 300;
/// Seconds that a node may take at most to publish what it has taken, before that is no delay any more.
const DELAY: u64 = 3_600;
/// Seconds after which the node's own record should have repeated a head; a node of many records takes up to three hours.
const SILENCE: u64 = 6 * 3_600;

/// A head of the record that the node's own record repeats.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchored {
    /// How many entries there were.
    pub(crate) size: u64,
    /// When, in seconds since 1970.
    pub(crate) at: i64,
    /// By which entry of the node's own record.
    pub(crate) entry: u64,
}

/// All that a node's own record says of when a record had grown how far.
#[derive(Debug)]
pub(crate) struct Anchors {
    /// The name of the node's own record.
    pub(crate) own: String,
    /// Whether that was read to its end.
    pub(crate) whole: bool,
    /// Whether it names the record at all.
    pub(crate) named: bool,
    /// The heads, in the order in which they were repeated.
    pub(crate) told: Vec<Anchored>,
}

impl Anchors {
    /// The last head over no more than the entries before this one; they are asked for in order.
    fn bound(&self, index: u64, passed: &mut usize) -> Option<Anchored> {
        while self.told.get(*passed).is_some_and(|told| told.size <= index) {
            *passed += 1;
        }
        self.told[..*passed].last().copied()
    }
}

/// Entries of which the reader's own clock says otherwise than they do.
#[derive(Debug, Clone, Copy)]
struct Otherwise {
    first: u64,
    count: u64,
    seconds: u64,
}

impl Otherwise {
    /// Adds an entry that is off by so many seconds.
    fn add(slot: &mut Option<Self>, index: u64, seconds: u64) {
        let all = slot.get_or_insert(Self { first: index, count: 0, seconds: 0 });
        all.count += 1;
        all.seconds = all.seconds.max(seconds);
    }
}

/// Entries that the node's own record has not told of.
#[derive(Debug, Clone, Copy)]
struct Untold {
    first: u64,
    since: u64,
    until: u64,
}

pub(crate) struct Times {
    now: Option<u64>,
    /// How many entries the reader has seen before, and when.
    visit: Option<(u64, u64)>,
    older: Option<Otherwise>,
    newer: Option<Otherwise>,
    anchors: Option<Anchors>,
    passed: usize,
    /// The head of the node's own record of which it was said last that entries are dated after it.
    ahead_of: Option<u64>,
    untold: Option<Untold>,
    /// Entries of which the node's own record told long after they say that they were made.
    late: Option<Otherwise>,
    /// The latest time that an entry claims, and the first that does.
    latest: Option<(u64, u64)>,
}

impl Times {
    pub(crate) fn of(expected: &Expected<'_>) -> Self {
        let now = expected.freshness.map(|freshness| freshness.now);
        Self {
            now,
            visit: expected.earlier.map(|head| head.size).zip(expected.earlier_at),
            older: None,
            newer: None,
            anchors: None,
            passed: 0,
            ahead_of: None,
            untold: None,
            late: None,
            latest: None,
        }
    }

    /// The same, with what the node's own record says of the record.
    pub(crate) fn beside(expected: &Expected<'_>, anchors: Option<Anchors>) -> Self {
        Self { anchors, ..Self::of(expected) }
    }

    pub(crate) fn check(&mut self, index: u64, at: Moment) -> Option<Finding> {
        let said = u64::try_from(at.0).unwrap_or_default();
        self.hold_to_visit(index, said);
        if self.latest.is_none_or(|(latest, _)| latest < said) {
            self.latest = Some((said, index));
        }
        let anchored = self.hold_to_anchors(index, said);
        if anchored.is_some() {
            return anchored;
        }
        let ahead = said.saturating_sub(self.now?);
        (ahead > SKEW).then(|| {
            let sentence = format!(
                "Entry {index} is dated {} in the future, by this computer's clock: one of the two clocks is wrong.",
                duration(ahead)
            );
            Finding::undecided(7, "post-dated", index, sentence)
        })
    }

    /// A signed head has no time, and the reader knows only that it was shown to them: this is for a note.
    fn hold_to_visit(&mut self, index: u64, said: u64) {
        let Some((size, visited)) = self.visit else { return };
        let (before, after) = (visited.saturating_sub(said), said.saturating_sub(visited));
        if index >= size && before > SKEW {
            Otherwise::add(&mut self.older, index, before);
        }
        if index < size && after > SKEW {
            Otherwise::add(&mut self.newer, index, after);
        }
    }

    fn hold_to_anchors(&mut self, index: u64, said: u64) -> Option<Finding> {
        let anchors = self.anchors.as_ref()?;
        let bound = anchors.bound(index, &mut self.passed);
        if self.passed == anchors.told.len() {
            let untold = self.untold.get_or_insert(Untold { first: index, since: said, until: said });
            untold.until = untold.until.max(said);
        }
        if let Some(ahead) = self.hold_to_next(index, said) {
            return Some(ahead);
        }
        let anchors = self.anchors.as_ref()?;
        let Anchored { at, entry, .. } = bound?;
        let before = u64::try_from(at).unwrap_or_default().saturating_sub(said);
        let (own, span) = (&anchors.own, duration(before));
        if before > DELAY {
            let sentence = format!(
                "Entry {index} was dated back: it says that it is {span} older than entry {entry} of {own}, in which the node told how \
                 far this record had grown, and it was not there then."
            );
            return Some(Finding::wrong(7, "back-dated", index, sentence));
        }
        (before > SKEW).then(|| {
            let sentence = format!(
                "Entry {index} was dated back, or was held up: it says that it is {span} older than entry {entry} of {own}, in which the \
                 node told how far this record had grown, and it was not there then."
            );
            Finding::undecided(7, "back-dated-or-late", index, sentence)
        })
    }

    /// An entry under a head that was told before the time that the entry claims. A clock of the node that was ahead for a while does the same,
    /// so nothing is proven; it is told once for each head.
    fn hold_to_next(&mut self, index: u64, said: u64) -> Option<Finding> {
        let anchors = self.anchors.as_ref()?;
        let Anchored { at, entry, .. } = *anchors.told.get(self.passed)?;
        let late = u64::try_from(at).unwrap_or_default().saturating_sub(said);
        if late > SILENCE {
            Otherwise::add(&mut self.late, index, late);
        }
        let ahead = said.saturating_sub(u64::try_from(at).unwrap_or_default());
        if ahead <= SKEW || self.ahead_of.replace(entry) == Some(entry) {
            return None;
        }
        let sentence = format!(
            "Entry {index} says that it was made {} after entry {entry} of {}, in which the node told that it was there: it was dated ahead, or \
             the node's clock was wrong.",
            duration(ahead),
            anchors.own
        );
        Some(Finding::undecided(7, "dated-ahead", index, sentence))
    }

    /// An entry that claims a time after a witness signed a head over it. Either clock may be wrong.
    pub(crate) fn hold_to_witnesses(&self, trusted: Option<&Trusted>) -> Option<Finding> {
        let (name, signed) = trusted?.witnesses.iter().min_by_key(|(_, time)| *time)?;
        let (said, index) = self.latest?;
        let ahead = said.saturating_sub(*signed);
        (ahead > DELAY).then(|| {
            let sentence = format!(
                "Entry {index} says that it was made {} after {name} cosigned a head over it: it was dated ahead, or a clock was wrong.",
                duration(ahead)
            );
            Finding::undecided(7, "dated-ahead", index, sentence)
        })
    }

    /// What the reader's own clock says otherwise.
    pub(crate) fn notes_of_visit(&self) -> Vec<Note> {
        let note = |code: &str, otherwise: Option<Otherwise>, tell: fn(&str, &str) -> String| {
            let Otherwise { first, count, seconds } = otherwise?;
            let more = match count - 1 {
                0 => format!("Entry {first} says that it is"),
                more => format!("Entry {first} and {more} more say that they are"),
            };
            let sentence = tell(&more, &duration(seconds));
            Some(Note { step: 7, code: code.to_owned(), sentence, entries: vec![first] })
        };
        let older = note("older-than-visit", self.older, |who, span| {
            format!(
                "{who} older than your last visit, by up to {span}, and you were not shown that then: it was dated back, or you were shown an old \
                 head, or this computer's clock was ahead. Nothing is proven by that."
            )
        });
        let newer = note("newer-than-visit", self.newer, |who, span| {
            format!(
                "{who} younger than your last visit, by up to {span}, and you were shown that then: it was dated ahead, or this computer's clock \
                 was slow. Nothing is proven by that."
            )
        });
        older.into_iter().chain(newer).collect()
    }

    /// Entries that were bound long after they say that they were made: a gap in what the own record tells, wherever it lies.
    pub(crate) fn note_of_gaps(&self) -> Option<Note> {
        let own = &self.anchors.as_ref().filter(|anchors| anchors.whole)?.own;
        let Otherwise { first, count, seconds } = self.late?;
        let sentence = format!(
            "The node's own record, {own}, told of {count} entries (from {first} on) only up to {} after they say that they were made: within such a \
             span nothing else bounds their times.",
            duration(seconds)
        );
        Some(Note { step: 7, code: "anchors-late".to_owned(), sentence, entries: vec![first] })
    }

    /// What a reader should know of the bound that the node's own record gives.
    pub(crate) fn note_of_anchors(&self) -> Option<Note> {
        let anchors = self.anchors.as_ref().filter(|anchors| anchors.whole)?;
        let Untold { first, since, until } = self.untold?;
        let own = &anchors.own;
        let (code, sentence) = match anchors.told.last() {
            // A record that has just begun is told of in a while.
            None if until - since.min(until) <= SILENCE
                && self.now.is_none_or(|now| now.saturating_sub(since) <= SILENCE) =>
            {
                return None;
            }
            None if anchors.named => (
                "anchors-missing",
                format!(
                    "The node's own record, {own}, names this record and never told how far it had grown: nothing bounds when its entries were made."
                ),
            ),
            None => (
                "anchors-missing",
                format!(
                    "The node's own record, {own}, does not name this record: nothing bounds when its entries were made."
                ),
            ),
            Some(last) if until.saturating_sub(since) > SILENCE => (
                "anchors-stopped",
                format!(
                    "The node's own record, {own}, told last in its entry {} how far this record had grown; entries from {first} on, over {}, \
                     are bound by nothing.",
                    last.entry,
                    duration(until - since)
                ),
            ),
            Some(_) => return None,
        };
        Some(Note { step: 7, code: code.to_owned(), sentence, entries: vec![first] })
    }
}

fn duration(seconds: u64) -> String {
    match seconds {
        0..7_200 => format!("{} minutes", seconds / 60),
        7_200..172_800 => format!("{} hours", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}
