//! The texts of instruments that this node holds, read, dated and tied to their codings; kept while in use.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use maru_norms::{Edition, Library, ProvisionId};
use maru_store::Node;
use maru_text::{Document, Redline, UnitId};

use crate::kept::Kept;

/// Texts that are kept read: the largest act takes a few megabytes.
const KEPT_TEXTS: usize = 16;
/// Redlines that are kept computed.
const KEPT_REDLINES: usize = 16;

/// Where the texts come from.
pub(crate) trait Source: Send + Sync {
    /// What is known of all texts, by instrument, language and version.
    fn editions(&self) -> Vec<Edition>;
    fn text(&self, number: u64) -> Option<Document>;
}

impl Source for Arc<Node> {
    fn editions(&self) -> Vec<Edition> {
        Node::editions(self).unwrap_or_else(|error| {
            tracing::error!(%error, "the list of texts could not be read");
            Vec::new()
        })
    }

    fn text(&self, number: u64) -> Option<Document> {
        self.edition_text(number).unwrap_or_else(|error| {
            tracing::error!(%error, number, "a text could not be read");
            None
        })
    }
}

/// A text ready to be shown.
#[derive(Debug)]
pub(crate) struct HeldText {
    pub(crate) edition: Edition,
    /// With the dates that are known of its units.
    pub(crate) document: Document,
    /// The coded provisions at each unit.
    pub(crate) codings: HashMap<UnitId, Vec<PlacedCoding>>,
}

/// A coded provision at a unit.
#[derive(Debug, Clone)]
pub(crate) struct PlacedCoding {
    pub(crate) provision: ProvisionId,
    /// Whether the unit is what the coding names; otherwise this text lacks that.
    pub(crate) exact: bool,
}

/// The texts at hand.
pub(crate) struct TextLibrary {
    source: Box<dyn Source>,
    texts: Mutex<Kept<u64, HeldText>>,
    redlines: Mutex<Kept<(u64, u64), Redline>>,
    /// Held by whoever computes a redline: two large acts keep a core busy for a second, so it is one at a time.
    comparing: Mutex<()>,
}

impl std::fmt::Debug for TextLibrary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextLibrary").finish_non_exhaustive()
    }
}

impl TextLibrary {
    pub(crate) fn new(source: impl Source + 'static) -> Self {
        Self {
            source: Box::new(source),
            texts: Mutex::new(Kept::new(KEPT_TEXTS)),
            redlines: Mutex::new(Kept::new(KEPT_REDLINES)),
            comparing: Mutex::default(),
        }
    }

    /// All texts there are.
    pub(crate) fn all(&self) -> Vec<Edition> {
        self.source.editions()
    }

    /// The texts of an instrument.
    pub(crate) fn editions(&self, instrument: &str) -> Vec<Edition> {
        self.all().into_iter().filter(|edition| edition.instrument == instrument).collect()
    }

    /// A text, read.
    pub(crate) fn text(&self, edition: &Edition, library: &Library) -> Option<Arc<HeldText>> {
        if let Some(held) = locked(&self.texts).get(&edition.number) {
            return Some(held);
        }
        let held = Arc::new(read(edition, self.source.text(edition.number)?, library));
        locked(&self.texts).keep(edition.number, held.clone());
        Some(held)
    }

    /// The difference of two texts.
    pub(crate) fn redline(&self, old: &HeldText, new: &HeldText) -> Arc<Redline> {
        let key = (old.edition.number, new.edition.number);
        let known = || locked(&self.redlines).get(&key);
        if let Some(redline) = known() {
            return redline;
        }
        let _turn = locked(&self.comparing);
        if let Some(redline) = known() {
            return redline;
        }
        let redline = Arc::new(maru_text::redline(&old.document, &new.document));
        locked(&self.redlines).keep(key, redline.clone());
        redline
    }
}

fn read(edition: &Edition, mut document: Document, library: &Library) -> HeldText {
    let mut codings: HashMap<UnitId, Vec<PlacedCoding>> = HashMap::new();
    if let Some(instrument) = library.instrument(&edition.instrument) {
        maru_norms::date_by_coding(library, instrument, &mut document);
        for (provision, units) in maru_norms::coded_units(library, instrument, &document) {
            for place in units {
                let coding = PlacedCoding { provision: provision.id.clone(), exact: place.exact };
                codings.entry(place.unit).or_default().push(coding);
            }
        }
    }
    HeldText { edition: edition.clone(), document, codings }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
