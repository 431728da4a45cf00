//! The rules of `openness/6`, as they were: reports that were published by them are computed again by them for ever.
//!
//! Nothing here is mended. What was found wrong with it is told by the rules that came after: days on which nobody could take part counted
//! as days of a call and of remarks, and the charter in force was taken for the one under which people had acted.

mod answering;
mod before;
mod contributions;
mod days;
mod honest;
mod talking;
mod texts;
mod who;

use maru_forum::{Moment, Process};

use crate::finding::Judged;

/// A criterion with the function that answered it.
pub(crate) struct Rule {
    pub(crate) id: &'static str,
    pub(crate) judge: fn(&Process, Moment) -> Judged,
}

/// The name under which its reports stand in records.
pub(crate) const ALGORITHM: &str = "openness/6";
/// What its report begins with.
pub(crate) const OVERDUE: &str = answering::OVERDUE;

pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    [before::RULES, who::RULES, texts::RULES, talking::RULES, answering::RULES, honest::RULES]
        .into_iter()
        .flatten()
}
