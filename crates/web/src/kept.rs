//! The newest few of what was computed, for whoever asks again.

use std::collections::VecDeque;
use std::sync::Arc;

/// The newest few values, each by what it was computed from.
pub(crate) struct Kept<K, V> {
    room: usize,
    items: VecDeque<(K, Arc<V>)>,
}

impl<K: PartialEq, V> Kept<K, V> {
    pub(crate) fn new(room: usize) -> Self {
        Self { room, items: VecDeque::with_capacity(room) }
    }

    pub(crate) fn get(&self, key: &K) -> Option<Arc<V>> {
        self.items.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone())
    }

    pub(crate) fn keep(&mut self, key: K, value: Arc<V>) {
        if self.items.len() >= self.room {
            self.items.pop_front();
        }
        self.items.push_back((key, value));
    }
}
