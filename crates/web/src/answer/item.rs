//! What is owed an answer: a remark or an amendment.

use maru_forum::{Amendment, EntryNumber, ParticipantId, Process, Remark, UnitId, Words};

/// A remark or an amendment.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Item<'a> {
    Remark(&'a Remark),
    Amendment(&'a Amendment),
}

impl<'a> Item<'a> {
    /// The item of an entry; none where the entry is something else.
    pub(crate) fn of(process: &'a Process, entry: EntryNumber) -> Option<Self> {
        let remark = process.remarks.get(entry).map(Self::Remark);
        remark.or_else(|| process.amendments.get(entry).map(Self::Amendment))
    }

    /// All of them, remarks first.
    pub(crate) fn all(process: &'a Process) -> impl Iterator<Item = Self> {
        process.remarks.iter().map(Self::Remark).chain(process.amendments.iter().map(Self::Amendment))
    }

    pub(crate) fn entry(self) -> EntryNumber {
        match self {
            Self::Remark(remark) => remark.entry,
            Self::Amendment(amendment) => amendment.entry,
        }
    }

    pub(crate) fn author(self) -> ParticipantId {
        match self {
            Self::Remark(remark) => remark.author,
            Self::Amendment(amendment) => amendment.author,
        }
    }

    /// What its author wrote.
    pub(crate) fn words(self) -> &'a Words {
        match self {
            Self::Remark(remark) => &remark.words,
            Self::Amendment(amendment) => &amendment.words,
        }
    }

    /// The units that it is about; none for the whole.
    pub(crate) fn units(self) -> Vec<&'a UnitId> {
        match self {
            Self::Remark(remark) => remark.anchor.iter().map(|anchor| &anchor.unit).collect(),
            Self::Amendment(amendment) => amendment.units.iter().collect(),
        }
    }

    /// What it is, as addresses and lists name it.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Remark(remark) => remark.kind.as_str(),
            Self::Amendment(_) => "amendment",
        }
    }

    pub(crate) fn supporters(self) -> usize {
        match self {
            Self::Remark(remark) => remark.supporters.len(),
            Self::Amendment(amendment) => amendment.supporters.len() + amendment.cosigners.len(),
        }
    }

    /// Where its page is, under the process.
    pub(crate) fn address(self) -> String {
        match self {
            Self::Remark(remark) => format!("/remarks/{}", remark.entry),
            Self::Amendment(amendment) => format!("/amendments/{}", amendment.entry),
        }
    }
}
