//! Ids that are no small numbers: texts, and numbers over 31 bits. Inside the program people and statements have numbers; such an id gets
//! one above all that the files use themselves, and is given back as it was.

use serde::Serialize;
use std::collections::BTreeMap;

/// From here on, numbers stand for ids that were found so far, until all are known.
pub(crate) const FIRST_NAMED: u32 = 1 << 31;
/// Characters of a text that is an id.
const LONGEST: usize = 64;

/// What stands in a cell for a person or a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Id {
    Number(u32),
    Named(String),
}

impl Id {
    /// The id that a cell holds, which is not empty: a whole number, however long, or a text. What looks like another number is the
    /// trace of a program that took ids for figures, and is refused.
    pub(super) fn of(text: &str) -> Result<Self, &'static str> {
        let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_digits {
            let digits = text.trim_start_matches('0');
            let number = if digits.is_empty() { Some(0) } else { digits.parse().ok() };
            return match number.filter(|number| *number < FIRST_NAMED) {
                Some(number) => Ok(Self::Number(number)),
                None if digits.len() <= LONGEST => Ok(Self::Named(digits.to_owned())),
                None => Err("an id of at most 64 characters is wanted"),
            };
        }
        // `1e5` and `-1`, or what a spreadsheet writes where it could not compute: `#REF!`.
        let is_figure = text.contains(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok();
        if is_figure || text.starts_with('#') {
            return Err("a whole number from 0 on, or a text, is wanted");
        }
        if text.chars().count() > LONGEST {
            return Err("an id of at most 64 characters is wanted");
        }
        if text.chars().any(char::is_control) {
            return Err("an id on one line is wanted");
        }
        Ok(Self::Named(text.to_owned()))
    }
}

/// The ids of one kind that are no small numbers, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct Ids {
    named: BTreeMap<String, u32>,
}

impl Ids {
    /// The number by which an id is known until all are.
    pub(super) fn number(&mut self, id: Id) -> u32 {
        match id {
            Id::Number(number) => number,
            Id::Named(name) => {
                let next = FIRST_NAMED + self.named.len() as u32;
                *self.named.entry(name).or_insert(next)
            }
        }
    }

    /// The number of a text, if it was found to be an id.
    pub(super) fn known(&self, name: &str) -> Option<u32> {
        self.named.get(name).copied()
    }

    /// The numbers that stay, above the highest that the files use; and what they stand for.
    pub(super) fn settled(self, highest: Option<u32>) -> (BTreeMap<u32, u32>, BTreeMap<u32, String>) {
        let mut all: Vec<(String, u32)> = self.named.into_iter().collect();
        all.sort_by(|a, b| order(&a.0).cmp(&order(&b.0)));
        let first = highest.map_or(0, |highest| highest + 1);
        let settled = |(place, (name, found)): (usize, (String, u32))| (found, first + place as u32, name);
        let all: Vec<_> = all.into_iter().enumerate().map(settled).collect();
        let numbers = all.iter().map(|(found, number, _)| (*found, *number)).collect();
        (numbers, all.into_iter().map(|(_, number, name)| (number, name)).collect())
    }
}

/// What stands for the numbers of people and statements that are not ids themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SourceIds {
    /// By number of the statement.
    pub statements: BTreeMap<u32, String>,
    /// By number of the person.
    pub people: BTreeMap<u32, String>,
}

impl SourceIds {
    /// Whether every number is the id itself.
    pub fn are_numbers(&self) -> bool {
        self.statements.is_empty() && self.people.is_empty()
    }

    /// The id of a statement.
    pub fn statement(&self, number: u32) -> String {
        told(&self.statements, number)
    }

    /// The id of a person.
    pub fn person(&self, number: u32) -> String {
        told(&self.people, number)
    }
}

fn told(names: &BTreeMap<u32, String>, number: u32) -> String {
    names.get(&number).cloned().unwrap_or_else(|| number.to_string())
}

/// The order in which ids that are no small numbers are numbered: numbers by size, then texts. It rests on nothing else, so that an export
/// that is brought in and goes out again stands in the same order.
pub fn order(id: &str) -> (bool, usize, &str) {
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    (!is_number, if is_number { id.len() } else { 0 }, id)
}
