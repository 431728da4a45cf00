//! Characters that nobody sees and that no language needs where they stand: the node's door refuses them, so whoever made such an
//! entry went past it. They hide what a reader would see, or turn it around.

use maru_forum::{Event, Violation, Writing, first_unseen, refuse_unseen_in};

use super::listed;
use crate::report::Note;

/// Why a node would refuse the texts that an entry holds.
pub(crate) fn of(event: &Event) -> Option<Violation> {
    // The most frequent ones have no texts.
    if matches!(event, Event::Voted(_) | Event::Supported(_) | Event::BallotCast(_)) {
        return None;
    }
    if let Event::Admitted(act) = event
        && let Some(found) = first_unseen(act.pseudonym.as_str(), Writing::Name)
    {
        return Some(Violation::UnseenCharacter(found));
    }
    refuse_unseen_in(event).err()
}

pub(crate) fn note(step: u8, what: &str, found: &[(u64, Violation)]) -> Option<Note> {
    let (_, first) = found.first()?;
    let entries: Vec<u64> = found.iter().map(|(entry, _)| *entry).collect();
    let sentence = format!(
        "Characters that nobody sees and that no language needs there stand in {} {what}, which a node refuses ({first}): {}.",
        entries.len(),
        listed(&entries)
    );
    Some(super::note(step, "unseen-characters", entries, sentence))
}
