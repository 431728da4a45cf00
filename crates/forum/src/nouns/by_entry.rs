//! The slice of state of a noun whose things are known by the entry that made them: all of them in the order of the record, and
//! by the units of the draft that they are about.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::{EntryNumber, UnitId};

/// Things by the entry that made them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByEntry<T>(BTreeMap<EntryNumber, T>);

// Not derived: that would ask for a default thing, and there is none.
impl<T> Default for ByEntry<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> ByEntry<T> {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, entry: EntryNumber) -> Option<&T> {
        self.0.get(&entry)
    }

    /// All of them, in the order of the record.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.values()
    }

    pub(crate) fn get_mut(&mut self, entry: EntryNumber) -> Option<&mut T> {
        self.0.get_mut(&entry)
    }

    pub(crate) fn insert(&mut self, entry: EntryNumber, thing: T) {
        self.0.insert(entry, thing);
    }
}

/// Which entries are about which unit of the draft, in the order of the record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ByUnit(BTreeMap<UnitId, Vec<EntryNumber>>);

impl ByUnit {
    pub(crate) fn note(&mut self, unit: &UnitId, entry: EntryNumber) {
        self.0.entry(unit.clone()).or_default().push(entry);
    }

    /// The things about a unit.
    pub(crate) fn on<'a, T>(
        &'a self,
        unit: &UnitId,
        all: &'a ByEntry<T>,
    ) -> impl DoubleEndedIterator<Item = &'a T> {
        self.0.get(unit).into_iter().flatten().filter_map(|entry| all.get(*entry))
    }
}

/// Lets the slice of a noun answer what [`ByEntry`] answers, from its field `all`.
macro_rules! reads_by_entry {
    ($name:ident of $item:ty) => {
        impl std::ops::Deref for $name {
            type Target = $crate::nouns::by_entry::ByEntry<$item>;

            fn deref(&self) -> &Self::Target {
                &self.all
            }
        }
    };
}
pub(crate) use reads_by_entry;
