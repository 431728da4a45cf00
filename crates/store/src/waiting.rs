//! What a folder that may be an older copy has heard of its peers so far. What follows from it stands in [`crate::peer::unasked`].

use std::collections::BTreeMap;
use std::sync::Mutex;

/// What was heard while the folder waits; nothing once it need not wait.
#[derive(Debug, Default)]
pub(crate) struct Unasked(pub(crate) Mutex<Option<Waiting>>);

#[derive(Debug)]
pub(crate) struct Waiting {
    /// Why it waits.
    pub(crate) reason: String,
    /// Which peers have answered, and whether they hold heads of records here.
    pub(crate) answered: BTreeMap<String, bool>,
}
