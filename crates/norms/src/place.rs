//! Places: countries, their parts, and the groups they form. What includes what comes from a table with sources and dates.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use maru_text::Date;
use serde::{Serialize, Serializer};

use crate::code::Coded;

/// The code of a place in the table: ISO 3166-1 or -2, or a group such as `EU`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(Box<str>);

impl Place {
    pub(crate) fn of(code: Box<str>) -> Self {
        Self(code)
    }

    pub fn code(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// What sort of place a code names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// Everywhere.
    World,
    /// A group of countries.
    Organisation,
    /// A country or territory with an ISO 3166-1 code.
    Country,
    /// A part of a country.
    Part,
}

impl Coded for PlaceKind {
    const WHAT: &'static str = "place kind";
    const ALL: &'static [Self] = &[Self::World, Self::Organisation, Self::Country, Self::Part];
    fn code(self) -> &'static str {
        match self {
            Self::World => "world",
            Self::Organisation => "organisation",
            Self::Country => "country",
            Self::Part => "part",
        }
    }
}

/// What the table says of one place.
#[derive(Debug, Clone)]
pub struct PlaceEntry {
    pub place: Place,
    pub name_en: String,
    pub name_ko: String,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// The places directly within it.
    pub parts: Vec<Place>,
    /// The day for which the parts hold.
    pub as_of: Date,
    /// Where the parts were taken from.
    pub source: String,
}

#[derive(Debug, Clone)]
pub struct Places {
    entries: BTreeMap<Box<str>, PlaceEntry>,
    inside: BTreeMap<Box<str>, BTreeSet<Box<str>>>,
}

impl Places {
    pub(crate) fn of(entries: BTreeMap<Box<str>, PlaceEntry>) -> Self {
        let inside = entries.keys().map(|code| (code.clone(), reachable(&entries, code))).collect();
        Self { entries, inside }
    }

    pub fn find(&self, code: &str) -> Option<Place> {
        self.entries.get(code).map(|entry| entry.place.clone())
    }

    /// What the table says of a place.
    pub fn entry(&self, place: &Place) -> Option<&PlaceEntry> {
        self.entries.get(&place.0)
    }

    /// All places in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &PlaceEntry> {
        self.entries.values()
    }

    /// Whether all of `small` lies within `big`. The world includes everything; a group lies within another when
    /// all its members do.
    pub fn includes(&self, big: &Place, small: &Place) -> bool {
        let world = self.entries.get(&big.0).is_some_and(|entry| entry.kind == PlaceKind::World);
        if big == small || world {
            return true;
        }
        let Some(within) = self.inside.get(&big.0) else { return false };
        if within.contains(&small.0) {
            return true;
        }
        self.entries.get(&small.0).is_some_and(|entry| {
            entry.kind == PlaceKind::Organisation
                && !entry.parts.is_empty()
                && entry.parts.iter().all(|part| within.contains(&part.0))
        })
    }
}

/// Every place that lies within `code`, at any depth.
fn reachable(entries: &BTreeMap<Box<str>, PlaceEntry>, code: &str) -> BTreeSet<Box<str>> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![code];
    while let Some(current) = waiting.pop() {
        for part in entries.get(current).map(|entry| entry.parts.as_slice()).unwrap_or_default() {
            if found.insert(part.0.clone()) {
                waiting.push(&part.0);
            }
        }
    }
    found
}
