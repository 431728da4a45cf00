//! The clock and the source of randomness: the only place below the web from which they enter the core.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use maru_forum::Moment;

use crate::error::StoreError;

/// A clock. That of the machine, or one that a test tells the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Moment + Send + Sync>);

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}

impl Clock {
    /// The clock of the machine.
    pub fn of_machine() -> Self {
        Self(Arc::new(now))
    }

    /// A clock that says what this says.
    pub fn told(tell: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// The present time, to the second.
    pub fn now(&self) -> Moment {
        (self.0)()
    }
}

/// The present time by the clock of the machine, to the second.
pub fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment(since.as_secs() as i64)
}

/// 32 fresh random bytes.
pub(crate) fn entropy() -> Result<[u8; 32], StoreError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Random(error.to_string()))?;
    Ok(bytes)
}
