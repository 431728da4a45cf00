//! The nouns, a room each: the entry, its rules, its slice of the state, its commands. Rooms do not know each other's insides;
//! what they share stands outside, and [`crate::table`] lists them.

pub mod amendment;
pub mod answer;
pub mod appeal;
pub mod application;
pub mod audit;
pub mod ballot;
pub mod by_entry;
pub mod closing;
pub mod coding;
pub mod comment;
pub mod commitment;
pub mod contact;
pub mod count;
pub mod decision;
pub mod delegation;
pub mod demand;
pub mod draft;
pub mod edit;
pub mod endorsement;
pub mod floor;
pub mod harm;
pub mod import;
pub mod initiative;
pub mod invitation;
pub mod meeting;
pub mod minuted;
pub mod minutes;
pub mod moderation;
pub mod notice;
pub mod objection;
pub mod obligation;
pub mod office;
pub mod organisation;
pub mod participant;
pub mod participation;
pub mod queue;
pub mod redaction;
pub mod refusal;
pub mod remark;
pub mod rendering;
pub mod reply;
pub mod result;
pub mod review;
pub mod rule;
pub mod stage;
pub mod statement;
pub mod submission;
pub mod support;
pub mod tally;
pub mod told;
pub mod verification;
pub mod vote;

/// What every room says to the rest of the house: the one list beside the table.
pub mod all {
    pub use super::{
        amendment::*, answer::*, appeal::*, application::*, audit::*, ballot::*, closing::*, coding::*,
        comment::*, commitment::*, contact::*, count::*, decision::*, delegation::*, demand::*, draft::*,
        edit::*, endorsement::*, floor::*, harm::*, import::*, initiative::*, invitation::*, meeting::*,
        minuted::*, minutes::*, moderation::*, notice::*, objection::*, obligation::*, office::*,
        organisation::*, participant::*, participation::*, queue::*, redaction::*, refusal::*, remark::*,
        rendering::*, reply::*, result::*, review::*, rule::*, stage::*, statement::*, submission::*,
        support::*, tally::*, told::*, verification::*, vote::*,
    };
}

use crate::content::Words;
use crate::violation::{ListFault, Violation};

/// Fewest characters of a reason, blanks aside: one letter names no matter in any language. A note tells of short ones.
pub const REASON_MINIMUM: usize = 2;
/// Longest reason that stands beside an entry, in characters.
pub(crate) const REASON_LIMIT: usize = 4_000;
/// Characters of an id in a source that is a text.
const SOURCE_TEXT_LIMIT: usize = 64;

/// An act of an office is recorded with its reason, so there has to be one. The program never fills it in.
pub(crate) fn require_reason(reason: &str) -> Result<(), Violation> {
    match reason.chars().filter(|c| !c.is_whitespace() && !c.is_control()).count() {
        0 => Err(Violation::ReasonMissing),
        length if length < REASON_MINIMUM => {
            Err(Violation::ReasonTooShort { length, minimum: REASON_MINIMUM })
        }
        _ => Ok(()),
    }
}

/// A reason stands once: beside the entry, or in it where the entry is old.
pub(crate) fn require_one_reason(in_entry: Option<&String>, beside: Option<&Words>) -> Result<(), Violation> {
    match (in_entry, beside) {
        (Some(_), Some(_)) => Err(Violation::SaidAndDeclined),
        (None, Some(words)) => words.within(REASON_LIMIT),
        (_, None) => Ok(()),
    }
}

/// A line that says something and is not too long.
pub(crate) fn require_line(text: &str, limit: usize) -> Result<(), Violation> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        return Err(Violation::TextEmpty);
    }
    if length > limit { Err(Violation::TextTooLong { length, limit }) } else { Ok(()) }
}

/// An id that is a text stands on one line, without blanks around it.
pub(crate) fn require_source_text(text: Option<&str>) -> Result<(), Violation> {
    let Some(text) = text else { return Ok(()) };
    let fits = !text.is_empty() && text.chars().count() <= SOURCE_TEXT_LIMIT && text.trim() == text;
    if fits && !text.chars().any(char::is_control) {
        return Ok(());
    }
    Err(Violation::BadImport(format!(
        "an id of the source has 1 to {SOURCE_TEXT_LIMIT} characters on one line"
    )))
}

/// A list that names something, and nothing twice.
pub(crate) fn require_distinct<T: Ord>(
    what: &'static str,
    items: impl Iterator<Item = T>,
) -> Result<(), Violation> {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return Err(Violation::BadList(what, ListFault::Empty));
    }
    require_none_twice(what, items)
}

/// A list that names nothing twice; it may be empty.
pub(crate) fn require_none_twice<T: Ord>(
    what: &'static str,
    mut items: impl Iterator<Item = T>,
) -> Result<(), Violation> {
    let mut known = std::collections::BTreeSet::new();
    if items.all(|item| known.insert(item)) {
        Ok(())
    } else {
        Err(Violation::BadList(what, ListFault::Twice))
    }
}

/// Of what several people said, what each of them said last, in the order of the record.
pub(crate) fn last_of_each<'a, T: 'a, K: Ord>(
    said: impl DoubleEndedIterator<Item = &'a T>,
    who: impl Fn(&T) -> K,
) -> Vec<&'a T> {
    let mut known = std::collections::BTreeSet::new();
    let mut last: Vec<&T> = said.rev().filter(|one| known.insert(who(one))).collect();
    last.reverse();
    last
}

/// Of what is done at once there is one at least, and no more than the limit.
pub(crate) fn require_count(count: usize, limit: usize) -> Result<(), Violation> {
    if (1..=limit).contains(&count) { Ok(()) } else { Err(Violation::BadCount { count, limit }) }
}

/// A slice of the state that is a list: it reads like one, and only its own room changes it.
macro_rules! list_slice {
    ($(#[$doc:meta])* pub struct $name:ident of $item:ty) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name(Vec<$item>);

        impl std::ops::Deref for $name {
            type Target = [$item];

            fn deref(&self) -> &[$item] {
                &self.0
            }
        }

        impl<'a> IntoIterator for &'a $name {
            type Item = &'a $item;
            type IntoIter = std::slice::Iter<'a, $item>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }
    };
}
pub(crate) use list_slice;
