//! Step 7: the times that entries claim, held against what the reader knows for certain.
//!
//! Inside the record only the order of times can be checked. A reader who has looked before knows more: what was not
//! there then cannot be older than that visit. And nobody can have acted in the future. The node's own record gives the
//! same bound to every stranger: what was not there when it repeated a head came later.

use maru_forum::Moment;
use maru_record::audit::Expected;

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
    anchors: Option<Anchors>,
    passed: usize,
    untold: Option<Untold>,
}

impl Times {
    pub(crate) fn of(expected: &Expected<'_>) -> Self {
        let now = expected.freshness.map(|freshness| freshness.now);
        // A visit that lies in the future was made by a clock that was wrong then, or is now: it proves nothing.
        let is_past = |visited: &u64| now.is_none_or(|now| *visited <= now.saturating_add(SKEW));
        Self {
            now,
            visit: expected.earlier.map(|head| head.size).zip(expected.earlier_at.filter(is_past)),
            anchors: None,
            passed: 0,
            untold: None,
        }
    }

    /// The same, with what the node's own record says of the record.
    pub(crate) fn beside(expected: &Expected<'_>, anchors: Option<Anchors>) -> Self {
        Self { anchors, ..Self::of(expected) }
    }

    pub(crate) fn check(&mut self, index: u64, at: Moment) -> Option<Finding> {
        let said = u64::try_from(at.0).unwrap_or_default();
        if let Some((size, visited)) = self.visit
            && index >= size
            && said.saturating_add(SKEW) < visited
        {
            let sentence = format!(
                "Entry {index} was dated back: it says that it is {} older than your last visit, but it was not there then.",
                duration(visited - said)
            );
            return Some(Finding::wrong(7, "back-dated", index, sentence));
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

    fn hold_to_anchors(&mut self, index: u64, said: u64) -> Option<Finding> {
        let anchors = self.anchors.as_ref()?;
        let bound = anchors.bound(index, &mut self.passed);
        if self.passed == anchors.told.len() {
            let untold = self.untold.get_or_insert(Untold { first: index, since: said, until: said });
            untold.until = untold.until.max(said);
        }
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

    /// What a reader should know of the bound that the node's own record gives.
    pub(crate) fn note(&self) -> Option<Note> {
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
