//! The name of a unit.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The stable path of a unit, after the Akoma Ntoso naming of elements: `art_5__para_1__point_a`.
///
/// Articles, recitals and annexes are named from the root, so that moving a chapter's walls renames nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitId(String);

impl UnitId {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The empty id, which stands for the whole text.
    pub(crate) const fn whole() -> Self {
        Self(String::new())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether no id has been given yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The last step of the path.
    pub fn leaf(&self) -> &str {
        self.0.rsplit("__").next().unwrap_or_default()
    }

    /// The path without its last step; none at the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rsplit_once("__").map(|(parent, _)| Self(parent.to_owned()))
    }

    /// The path with one more step.
    #[must_use]
    pub fn child(&self, leaf: &str) -> Self {
        if self.0.is_empty() { Self(leaf.to_owned()) } else { Self(format!("{}__{leaf}", self.0)) }
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for UnitId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
