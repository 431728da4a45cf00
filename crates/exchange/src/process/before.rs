//! What came from a source of one name before: its authors keep their numbers, and what was erased or is kept back since stays so.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{Author, EntryNumber, Imported, Process, Words, normalised};

use super::InProcess;

/// Entries that nobody may read, by what stands in the record itself: how long the words are, and a time that goes with them.
type Unread = BTreeMap<(u32, Option<i64>), EntryNumber>;

/// What was brought in from a source before.
#[derive(Debug, Default)]
pub(crate) struct Before {
    sources: BTreeSet<EntryNumber>,
    authors: BTreeMap<String, u64>,
    next: u64,
    unread: Unread,
}

impl Before {
    pub(crate) fn of(process: &Process, source: &str) -> Self {
        let sources = process.sources.iter().filter(|one| one.source.name == source);
        // A number that somebody of any source has is taken: it is part of their name.
        let taken = process.participants.iter().filter_map(|person| person.source_id).max();
        Self {
            sources: sources.map(|one| one.entry).collect(),
            next: taken.map_or(1, |taken| taken.saturating_add(1)),
            ..Self::default()
        }
    }

    pub(crate) fn is_from(&self, imported: Option<Imported>) -> bool {
        imported.is_some_and(|from| self.sources.contains(&from.source))
    }

    /// Takes note of an entry that came from the source, and says what the source calls it (`id`), where that can be read.
    pub(crate) fn note(
        &mut self,
        of: InProcess<'_>,
        (entry, by, time): (EntryNumber, Author, Option<i64>),
        words: &Words,
        author: &str,
    ) -> Option<String> {
        let Some(content) = (of.read)(&words.digest) else {
            self.unread.insert((words.length, time), entry);
            return None;
        };
        let number = by.participant().and_then(|who| of.process.participant(who)?.source_id);
        if let Some(number) = number {
            self.authors.insert(content.source_field(author).unwrap_or_default().trim().to_owned(), number);
        }
        Some(content.source_field("id").unwrap_or_default().trim().to_owned())
    }

    /// The entry whose words these may have been, where its words cannot be read any more: no import brings them back.
    pub(crate) fn unread(&self, words: &str, time: Option<i64>) -> Option<EntryNumber> {
        let length = u32::try_from(normalised(words.trim()).chars().count()).ok()?;
        self.unread.get(&(length, time)).copied()
    }

    /// The number of an author, a new one for a name that is not known.
    pub(crate) fn number(&mut self, name: &str) -> u64 {
        let name = name.trim();
        if let Some(known) = self.authors.get(name) {
            return *known;
        }
        let number = self.next;
        self.next = number.saturating_add(1);
        self.authors.insert(name.to_owned(), number);
        number
    }
}
