//! The same words sent twice, by a double click, a page loaded again or a program that lost its answer, make one entry: whoever
//! repeats an act within some minutes gets the answer of the first. Votes and joining need none of this; they say the same by nature.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use maru_forum::{Actor, Beyond, Moment};
use maru_record::Digest;

use crate::request::{Answer, Request};

/// How long the same words count as the same act, in seconds.
const SAME_ACT: i64 = 600;
/// Acts that are remembered at once; the oldest are let go first.
const REMEMBERED: usize = 4_096;

/// The last acts that brought words.
#[derive(Debug, Default)]
pub(crate) struct Repeats(Mutex<Remembered>);

#[derive(Debug, Default)]
struct Remembered {
    answers: HashMap<Digest, (Moment, Answer)>,
    order: VecDeque<Digest>,
}

impl Repeats {
    /// By what an act is known again; none where it may well be meant twice, or the record itself knows.
    pub(crate) fn key(request: &Request) -> Option<Digest> {
        let Actor::Participant(who) = request.action.actor else { return None };
        // Whoever signs draws a seed for each act, and the record refuses the same one twice.
        if !request.action.command.needs(Beyond::Twice) || request.action.signature.is_some() {
            return None;
        }
        let said = serde_json::to_vec(&(&request.process, who.0.0, &request.action.command));
        said.ok().map(|said| Digest::of(&said))
    }

    /// The answer to the same act, if it was done a moment ago.
    pub(crate) fn answer(&self, key: &Digest, now: Moment) -> Option<Answer> {
        let remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, answer) = remembered.answers.get(key)?;
        (now.0 - at.0 < SAME_ACT).then_some(Answer { entries: 0, ..*answer })
    }

    pub(crate) fn remember(&self, key: Digest, now: Moment, answer: Answer) {
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if remembered.answers.insert(key, (now, answer)).is_none() {
            remembered.order.push_back(key);
        }
        while remembered.order.len() > REMEMBERED {
            if let Some(oldest) = remembered.order.pop_front() {
                remembered.answers.remove(&oldest);
            }
        }
    }

    /// After a transaction that was undone nothing of it was done.
    pub(crate) fn forget_all(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Remembered::default();
    }
}
