//! The one ledger of words: which entry names which contents, and who may read them.
//!
//! Pages, the API, record files, search, exports, mirrors, receipts and the verifier all ask it. What it does not know is
//! readable by nobody.

use std::collections::BTreeMap;

use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::content::Words;
use crate::id::{EntryNumber, ParticipantId};

/// How words stand for everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Readable by everyone.
    Shown,
    /// Not readable until a moderator has accepted them.
    Waiting,
    /// Not readable, by a moderator's verdict in the named entry.
    Rejected(EntryNumber),
    /// Readable only by those who decide on it.
    Sealed,
    /// Erased; the named entry says by whom and why.
    Withdrawn(EntryNumber),
}

/// How words stand when their entry is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Moderated {
    /// Shown at once.
    Shown,
    /// Waiting for a moderator.
    Waiting,
    /// Not shown, by the verdict in this entry.
    Rejected(EntryNumber),
    /// For those who decide on it, and nobody else.
    Sealed,
    /// As the words of this entry stand, of which they are another wording.
    Follows(EntryNumber),
}

/// Whose the words of a kind of entry are. Each kind says it, so that no list of kinds can forget one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Voice {
    /// Nobody's: the kind has no words beside its entries.
    Silent,
    /// The process stands on them: they are erased only where a law or a court demands it.
    Process,
    /// An office's account of what it did, which may name people: nobody takes it back as its author.
    Office,
    /// What somebody says to the matter: moderators judge it, and a delegate says it for their organisation.
    Spoken,
    /// What somebody says that is never an organisation's by who they are: moderators judge it.
    Personal,
    /// Another wording of words that are judged under their own entry.
    Part,
    /// For those who decide or moderate, and nobody else: no verdict shows or hides it.
    Addressed,
}

/// Who wants to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Anyone: nothing is known of who asks.
    Anyone,
    /// A participant, who may also read what they wrote themselves.
    Participant(ParticipantId),
    /// Whoever moderates, and may read all that is not erased or sealed.
    Moderator,
    /// Whoever decides on applications or appeals, and may read what is for their eyes.
    Decider,
}

/// The words of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    author: Option<ParticipantId>,
    words: Vec<Words>,
    voice: Voice,
    moderated: Moderated,
    /// The entry without whose words these are not read: the original of a translation.
    under: Option<EntryNumber>,
    withdrawn: Option<EntryNumber>,
}

/// Every word that entries name, with how it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    lines: BTreeMap<EntryNumber, Line>,
    entry_of: BTreeMap<[u8; 32], EntryNumber>,
    /// The entries that began by standing as another does, or under it; a verdict on a conversation must not look through all of it.
    followers: BTreeMap<EntryNumber, Vec<EntryNumber>>,
}

impl Ledger {
    pub(crate) fn record(
        &mut self,
        entry: EntryNumber,
        author: Option<ParticipantId>,
        words: Vec<Words>,
        voice: Voice,
        moderated: Moderated,
    ) {
        if words.is_empty() {
            return;
        }
        if let Moderated::Follows(other) = moderated {
            self.followers.entry(other).or_default().push(entry);
        }
        self.entry_of.extend(words.iter().map(|words| (words.digest.0, entry)));
        self.lines.insert(entry, Line { author, words, voice, moderated, under: None, withdrawn: None });
    }

    /// From now on the words of an entry are read only where those of an earlier one are, and erased with them.
    pub(crate) fn put_under(&mut self, entry: EntryNumber, original: EntryNumber) {
        if let Some(line) = self.lines.get_mut(&entry).filter(|_| original < entry) {
            line.under = Some(original);
            self.followers.entry(original).or_default().push(entry);
        }
    }

    pub(crate) fn moderate(&mut self, entry: EntryNumber, moderated: Moderated) {
        if let Some(line) = self.lines.get_mut(&entry) {
            line.moderated = moderated;
        }
    }

    pub(crate) fn withdraw(&mut self, entry: EntryNumber, by: EntryNumber) {
        if let Some(line) = self.lines.get_mut(&entry) {
            line.withdrawn.get_or_insert(by);
        }
    }

    /// How the words of an entry stand; nothing for an entry that names none.
    pub fn standing(&self, entry: EntryNumber) -> Option<Standing> {
        let line = self.lines.get(&entry)?;
        if let Some(by) = line.withdrawn {
            return Some(Standing::Withdrawn(by));
        }
        let original = line.under.and_then(|original| self.standing(original));
        match line.moderated {
            // What is erased takes along what only repeats it; short of that, a verdict on the words themselves comes first.
            _ if matches!(original, Some(Standing::Withdrawn(_))) => original,
            Moderated::Shown => Some(original.unwrap_or(Standing::Shown)),
            Moderated::Waiting => Some(Standing::Waiting),
            Moderated::Rejected(by) => Some(Standing::Rejected(by)),
            Moderated::Sealed => Some(Standing::Sealed),
            // An entry can follow an earlier one only, so this ends.
            Moderated::Follows(other) if other < entry => self.standing(other),
            Moderated::Follows(_) => None,
        }
    }

    /// Whose the words of an entry are; nothing for an entry that names none.
    pub fn voice_of(&self, entry: EntryNumber) -> Option<Voice> {
        self.lines.get(&entry).map(|line| line.voice)
    }

    /// The entries whose words are somebody's to the matter, with who wrote them, in the order of the record.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = (EntryNumber, ParticipantId)> {
        let spoken = self.lines.iter().filter(|(_, line)| line.voice == Voice::Spoken);
        spoken.filter_map(|(entry, line)| Some((*entry, line.author?)))
    }

    /// The entry that names a content.
    pub fn entry_of(&self, digest: &Digest) -> Option<EntryNumber> {
        self.entry_of.get(&digest.0).copied()
    }

    /// Whether somebody may read a content: the one rule, closed when in doubt.
    pub fn may_read(&self, digest: &Digest, reading: Reading) -> bool {
        self.entry_of(digest).is_some_and(|entry| self.may_read_entry(entry, reading))
    }

    /// Whether somebody may read the words of an entry.
    pub fn may_read_entry(&self, entry: EntryNumber, reading: Reading) -> bool {
        match self.standing(entry) {
            Some(Standing::Shown) => true,
            Some(Standing::Waiting | Standing::Rejected(_)) => match reading {
                Reading::Moderator => true,
                Reading::Participant(who) => self.author_of(entry) == Some(who),
                Reading::Anyone | Reading::Decider => false,
            },
            Some(Standing::Sealed) => match reading {
                Reading::Decider => true,
                Reading::Participant(who) => self.author_of(entry) == Some(who),
                Reading::Moderator | Reading::Anyone => false,
            },
            Some(Standing::Withdrawn(_)) | None => false,
        }
    }

    /// Whether no moderator keeps the words back; erased ones count as they stood.
    pub(crate) fn is_put_forward(&self, entry: EntryNumber) -> bool {
        self.lines.get(&entry).is_some_and(|line| line.moderated == Moderated::Shown)
    }

    /// The words that an entry names, erased ones among them, in the order of its digests.
    pub fn words_of(&self, entry: EntryNumber) -> &[Words] {
        self.lines.get(&entry).map_or(&[], |line| &line.words)
    }

    /// Whose words an entry holds; nothing for the operator's.
    pub fn author_of(&self, entry: EntryNumber) -> Option<ParticipantId> {
        self.lines.get(&entry).and_then(|line| line.author)
    }

    /// Everything that has to be erased with the words of an entry: they themselves, and what only repeats them.
    pub fn erased_with(&self, entry: EntryNumber) -> Vec<Digest> {
        let gone = self.standing_with(entry);
        gone.into_iter().flat_map(|entry| self.words_of(entry).iter().map(|words| words.digest)).collect()
    }

    /// Whether the words of an entry were erased.
    pub fn is_erased(&self, entry: EntryNumber) -> bool {
        matches!(self.standing(entry), Some(Standing::Withdrawn(_)))
    }

    /// Whether everyone may read the words of an entry.
    pub fn is_shown(&self, entry: EntryNumber) -> bool {
        self.standing(entry) == Some(Standing::Shown)
    }

    /// Whether what an entry says stands: everyone may read its words, or it has none that could be hidden.
    pub fn stands(&self, entry: EntryNumber) -> bool {
        matches!(self.standing(entry), None | Some(Standing::Shown))
    }

    /// Whether a moderator has turned the words of an entry away, so that nothing more is said on them and nothing is owed for them.
    pub(crate) fn is_turned_away(&self, entry: EntryNumber) -> bool {
        matches!(self.standing(entry), Some(Standing::Rejected(_)))
    }

    /// The entries whose words stand as those of another do, or under them, that one first.
    pub fn standing_with(&self, entry: EntryNumber) -> Vec<EntryNumber> {
        let began = self.followers.get(&entry).into_iter().flatten().copied();
        let still = |follower: &EntryNumber| {
            self.lines
                .get(follower)
                .is_some_and(|line| line.moderated == Moderated::Follows(entry) || line.under == Some(entry))
        };
        std::iter::once(entry).chain(began.filter(still)).collect()
    }

    /// Every entry that names words, with those words, in order.
    pub fn lines(&self) -> impl Iterator<Item = (EntryNumber, &[Words])> {
        self.lines.iter().map(|(entry, line)| (*entry, line.words.as_slice()))
    }
}
