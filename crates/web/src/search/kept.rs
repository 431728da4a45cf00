//! Answers that are kept for as long as nothing changes: many people ask the same.
//!
//! A change of any process, an erasure among them, makes another state of the index, and with it everything that was kept goes. So nothing that
//! was erased can be shown from here, and none of its words stay.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use maru_store::SearchState;

/// How many answers are kept; when they are more, all are let go.
const LIMIT: usize = 512;

/// Answers of one state of one index.
pub(super) struct Kept<T> {
    answers: Mutex<Answers<T>>,
}

struct Answers<T> {
    of: Option<SearchState>,
    by_question: HashMap<String, Arc<T>>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { answers: Mutex::new(Answers { of: None, by_question: HashMap::new() }) }
    }
}

impl<T> Kept<T> {
    /// The answer to a question in a state, made when it is not kept. It is made outside the lock: a slow question holds up nobody.
    pub(super) fn get(&self, state: SearchState, question: &str, make: impl FnOnce() -> T) -> Arc<T> {
        if let Some(found) = self.held(state, question) {
            return found;
        }
        let fresh = Arc::new(make());
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.of == Some(state) && answers.by_question.len() < LIMIT {
            answers.by_question.insert(question.to_owned(), fresh.clone());
        }
        fresh
    }

    /// What is kept; what belongs to another state is let go.
    fn held(&self, state: SearchState, question: &str) -> Option<Arc<T>> {
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.of != Some(state) || answers.by_question.len() >= LIMIT {
            *answers = Answers { of: Some(state), by_question: HashMap::new() };
        }
        answers.by_question.get(question).cloned()
    }
}
