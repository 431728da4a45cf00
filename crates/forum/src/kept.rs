//! A figure that follows from the state and takes long to compute: kept beside it, and computed once for each state.

use std::sync::{Arc, Mutex, PoisonError};

/// The last value, with what it was computed for. It is no part of the state: saved states do not hold it, and two states that
/// differ in it alone are the same.
pub(crate) struct Kept<K, V>(Mutex<Option<(K, Arc<V>)>>);

impl<K: PartialEq, V> Kept<K, V> {
    /// The value for a key. Whoever asks while it is computed waits for it rather than computing it too.
    pub(crate) fn of(&self, key: K, compute: impl FnOnce() -> V) -> Arc<V> {
        // A computation that panicked has kept nothing, so what is there is whole.
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, value)) if *of == key => Arc::clone(value),
            _ => {
                let value = Arc::new(compute());
                *kept = Some((key, Arc::clone(&value)));
                value
            }
        }
    }
}

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

// A copy of a state goes its own way, so it takes along what is known and shares no lock.
impl<K: Clone, V> Clone for Kept<K, V> {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()))
    }
}

impl<K, V> PartialEq for Kept<K, V> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<K, V> Eq for Kept<K, V> {}

impl<K, V> std::fmt::Debug for Kept<K, V> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("kept")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_computed_once_for_each_key() {
        let (kept, mut times) = (Kept::default(), 0);
        for key in [1, 1, 2, 2, 1] {
            let value = kept.of(key, || {
                times += 1;
                key * 10
            });
            assert_eq!(*value, key * 10);
        }
        assert_eq!(times, 3);
    }

    #[test]
    fn a_copy_knows_what_was_computed_and_goes_its_own_way() {
        let kept = Kept::default();
        kept.of(1, || "one");
        let copy = kept.clone();
        kept.of(2, || "two");
        assert_eq!(*copy.of(1, || "computed again"), "one");
    }
}
