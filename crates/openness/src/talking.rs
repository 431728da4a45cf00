//! O25–O29: meetings and contacts outside the record. The record has no kind of entry for them yet.

use maru_forum::{Moment, Process};

use crate::Rule;
use crate::finding::Judged;
use crate::finding::Standing::CannotBeKnown;

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O25", can_be: &[CannotBeKnown], judge: meetings },
    Rule { id: "O26", can_be: &[CannotBeKnown], judge: meetings },
    Rule { id: "O27", can_be: &[CannotBeKnown], judge: meetings },
    Rule { id: "O28", can_be: &[CannotBeKnown], judge: meetings },
    Rule { id: "O29", can_be: &[CannotBeKnown], judge: contacts },
];

fn meetings(_: &Process, _: Moment) -> Judged {
    Judged::unknown("meetings-not-recorded")
}

fn contacts(_: &Process, _: Moment) -> Judged {
    Judged::unknown("contacts-not-recorded")
}
