//! Records that a node has named or shown before, and that are not among those that it lists now. Each is told of once, and apart from what
//! its entries say: a list that leaves it out makes no entry of it false.

use std::collections::BTreeMap;

use maru_verify::{Finding, OwnRecord, Report};

use super::source::{Found, Source};
use super::{Checked, Memory};

/// How a record is known that is not listed.
pub(super) struct Hidden {
    origin: String,
    /// Where it should be; nothing for the node's own record, of which it was asked already.
    place: Option<Source>,
    /// The entry of the node's own record that names it.
    named: Option<u64>,
    /// Whether this reader has checked it there before.
    seen: bool,
    /// Whether the node lists it when it is asked once more: it may have begun meanwhile.
    listed: bool,
    /// Whether this is a folder, from which whoever copied it may have left it out.
    is_copy: bool,
}

/// All that are known and were not among those that were found.
pub(super) fn of(found: &Found, own: Option<&OwnRecord>, memory: &Memory) -> Vec<Hidden> {
    if !found.is_node() || found.left_out > 0 {
        return Vec::new();
    }
    let mut known: BTreeMap<&str, (Option<u64>, bool)> = BTreeMap::new();
    for (origin, entry) in own.iter().flat_map(|own| own.records()) {
        known.entry(origin).or_default().0 = Some(entry);
    }
    let mut gone_own = Vec::new();
    if let Some(node) = found.address() {
        for (origin, address) in memory.seen_below(node) {
            match address.rsplit_once("/p/") {
                Some(_) => known.entry(origin).or_default().1 = true,
                None if found.own.is_none() => gone_own.push(origin),
                None => {}
            }
        }
    }
    let is_found = |id: &str| found.records.iter().any(|record| record.id() == Some(id));
    let missing: Vec<_> = known
        .into_iter()
        .filter_map(|(origin, how)| Some((origin, origin.rsplit_once("/p/")?.1, how)))
        .filter(|(_, id, _)| !is_found(id))
        .collect();
    let again = if missing.is_empty() { Some(Vec::new()) } else { found.listed_again() };
    let hidden = missing.into_iter().filter_map(|(origin, id, (named, seen))| {
        let place = Some(found.place_of(id)?);
        let listed = again.as_ref()?.iter().any(|listed| listed == id);
        Some(Hidden { origin: origin.to_owned(), place, named, seen, listed, is_copy: found.is_copy() })
    });
    let own = gone_own.into_iter().map(|origin| Hidden {
        origin: origin.to_owned(),
        place: None,
        named: None,
        seen: true,
        listed: false,
        is_copy: false,
    });
    hidden.chain(own).collect()
}

/// That a record which is listed, or was asked for by its address, is not shown at all, though the node's own record has named it: nothing is
/// named there before a head of it is published.
pub(super) fn not_shown(source: &Source, own: Option<&OwnRecord>) -> Option<Checked> {
    let (own, id) = (own?, source.id()?);
    let mut named = own.records();
    let (origin, entry) =
        named.find(|(origin, _)| origin.rsplit_once("/p/").is_some_and(|(_, of)| of == id))?;
    // Once more, past caches.
    let gone = |source: &Source| matches!(source.checkpoint(), Ok(None));
    if !gone(source) || !source.again().is_some_and(|again| gone(&again)) {
        return None;
    }
    let of = &own.report.origin;
    let told = own.last_told(origin).map_or_else(String::new, |(entry, at, size)| {
        let at = jiff::Timestamp::from_second(at).map_or_else(|_| at.to_string(), |at| at.to_string());
        format!(" It said last that this record had {size} entries (entry {entry}, {at}).")
    });
    let sentence = format!(
        "The node's own record (entry {entry} of {of}), which the node signed, names this record.{told} Asked twice for its head, the node \
         answers that there is none."
    );
    let finding = Finding::of_reader(2, "record-hidden", sentence);
    Some(Checked::alone(Report::of_finding(origin, finding)))
}

impl Hidden {
    /// What is told of it; `check` looks at what is shown in its place after all.
    pub(super) fn report(&self, own: Option<&OwnRecord>, check: impl FnOnce(&Source) -> Checked) -> Checked {
        let alone = |code, proven, sentence| {
            let finding = Finding { proven, ..Finding::of_reader(2, code, sentence) };
            Checked::alone(Report::of_finding(&self.origin, finding))
        };
        let how = self.how(own);
        let hidden = if self.named.is_some() { "record-hidden" } else { "record-vanished" };
        // What is not there is asked for once more, past caches.
        let again = self.place.as_ref().filter(|place| matches!(place.checkpoint(), Ok(None)));
        let again = again.and_then(Source::again);
        let place = again.as_ref().or(self.place.as_ref());
        match place.map_or(Ok(None), Source::checkpoint) {
            Ok(Some(_)) => {
                let mut checked = place.map_or_else(|| alone(hidden, true, how.clone()), check);
                if !self.listed {
                    let sentence = format!("{how}, and the node leaves it out of the list of its processes.");
                    checked.report.add([Finding::of_reader(2, "record-unlisted", sentence)]);
                }
                checked
            }
            Ok(None) if self.is_copy => alone(
                "not-in-copy",
                false,
                format!("This copy is not whole. {how}, and it is not in the copy."),
            ),
            // It has begun, and nothing of it is published yet; what the own record names was published before.
            Ok(None) if self.listed && self.named.is_none() => {
                alone("record-unreadable", false, format!("{how}, and nothing of it is shown yet."))
            }
            Ok(None) if self.named.is_none() => {
                let origin = &self.origin;
                let sentence = format!(
                    "The node no longer shows the record of {origin}, which you have checked there before."
                );
                alone(hidden, true, sentence)
            }
            Ok(None) => alone(hidden, true, format!("{how}, and the node does not show it.")),
            Err(error) => {
                alone("record-unreadable", false, format!("{how}, and it could not be read: {error:#}."))
            }
        }
    }

    /// How it is known.
    fn how(&self, own: Option<&OwnRecord>) -> String {
        let of = own.map(|own| own.report.origin.as_str()).unwrap_or_default();
        match (self.named, self.seen) {
            (Some(entry), false) => {
                format!("The node's own record (entry {entry} of {of}) names this record")
            }
            (Some(entry), true) => {
                format!(
                    "The node's own record (entry {entry} of {of}) names this record, which you have checked there before"
                )
            }
            (None, _) => "You have checked this record at the node before".to_owned(),
        }
    }
}
