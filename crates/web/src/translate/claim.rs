//! Who is translating what at present, so that two do not do the same. It is kept in memory: whoever took something and went away
//! holds up nobody for long.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use maru_forum::{Moment, ParticipantId, ProcessId};

/// How long somebody has a text for themselves, in seconds.
pub(crate) const HELD_SECONDS: i64 = 2 * 3_600;
/// Texts that one person holds at once in a process.
const MOST: usize = 20;

/// A text of a process that is to be said in a language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Claimed {
    pub(crate) process: ProcessId,
    /// The language, by its tag.
    pub(crate) language: String,
    /// The text, by its name in addresses.
    pub(crate) item: String,
}

/// What is taken.
#[derive(Debug, Default)]
pub(crate) struct Claims(Mutex<BTreeMap<Claimed, (ParticipantId, Moment)>>);

impl Claims {
    /// Who has a text, and until when.
    pub(crate) fn of(&self, claimed: &Claimed, now: Moment) -> Option<(ParticipantId, Moment)> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(claimed).copied().filter(|(_, until)| now < *until)
    }

    /// Takes a text; false where somebody else has it, or this person has too many.
    pub(crate) fn take(&self, claimed: Claimed, who: ParticipantId, now: Moment) -> bool {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, (_, until)| now < *until);
        // Whoever goes on with a text holds none more.
        let others = held.iter().filter(|(one, (holder, _))| {
            *holder == who && one.process == claimed.process && **one != claimed
        });
        let is_free = held.get(&claimed).is_none_or(|(holder, _)| *holder == who);
        if !is_free || others.count() >= MOST {
            return false;
        }
        held.insert(claimed, (who, Moment(now.0 + HELD_SECONDS)));
        true
    }

    /// Gives a text back.
    pub(crate) fn release(&self, claimed: &Claimed, who: ParticipantId) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.get(claimed).is_some_and(|(holder, _)| *holder == who) {
            held.remove(claimed);
        }
    }
}

#[cfg(test)]
mod tests {
    use maru_forum::EntryNumber;

    use super::*;

    #[test]
    fn a_text_is_held_by_one_person_for_a_while() {
        let (claims, now) = (Claims::default(), Moment(1_000));
        let [heron, crane] = [7, 8].map(|number| ParticipantId(EntryNumber(number)));
        let text = |item: &str| Claimed {
            process: "test".parse().unwrap(),
            language: "fr".to_owned(),
            item: item.to_owned(),
        };
        assert!(claims.take(text("a"), heron, now));
        assert!(!claims.take(text("a"), crane, now));
        assert_eq!(claims.of(&text("a"), now).map(|(who, _)| who), Some(heron));
        claims.release(&text("a"), crane);
        assert!(claims.of(&text("a"), now).is_some(), "only who holds it gives it back");
        let later = Moment(now.0 + HELD_SECONDS);
        assert!(claims.of(&text("a"), later).is_none());
        assert!(claims.take(text("a"), crane, later));
        claims.release(&text("a"), crane);
        assert!(claims.take(text("a"), heron, later));
        assert!((0..MOST - 1).all(|number| claims.take(text(&number.to_string()), heron, later)));
        assert!(!claims.take(text("one more"), heron, later));
        assert!(claims.take(text("a"), heron, later), "who holds all still goes on with each");
    }
}
