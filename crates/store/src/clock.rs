//! The clock and the source of randomness: the only place below the web from which they enter the core.

use std::time::{SystemTime, UNIX_EPOCH};

use maru_forum::{Circumstances, Moment};

use crate::error::StoreError;

/// The present time, to the second.
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

/// The circumstances of a command taken now; never earlier than the entry before it, whatever the clock does.
pub(crate) fn circumstances(not_before: Moment) -> Result<Circumstances, StoreError> {
    Ok(Circumstances { now: now().max(not_before), entropy: entropy()? })
}
