//! Step 3: what witnesses, mirrors and other nodes hold of the same record. They are asked all at once, and before the record
//! itself, so that an honest record that grows meanwhile is never the smaller one.

use maru_record::audit::{OtherHead, compare};
use maru_record::{Policy, SignedCheckpoint, witness};
use maru_verify::Finding;
use serde::Serialize;

use super::source::Source;
use crate::http::Http;

/// Where a node keeps the heads that it witnessed, and the records that it mirrors.
const ROLES: [&str; 2] = ["witness", "mirror"];
/// The most places that are asked.
const MAX_PLACES: usize = 64;
/// The longest list of peers that is read.
const MAX_LIST_BYTES: u64 = 1024 * 1024;

/// Somebody who was asked, and what came of it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Asked {
    /// Where.
    pub(super) from: String,
    /// How many entries their head covers, if they hold one.
    pub(super) size: Option<u64>,
    /// Why not, if they do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
    /// Whether they gave an answer that can be understood, if only that they hold none.
    pub(super) answered: bool,
    /// Whether the reader named them: whoever names somebody wants to know what they hold.
    #[serde(skip)]
    pub(super) named: bool,
}

/// What others hold.
#[derive(Default)]
pub(super) struct Others {
    pub(super) asked: Vec<Asked>,
    pub(super) heads: Vec<OtherHead>,
    places: Vec<Source>,
}

/// The nodes that a node says it asks to witness and mirror its records (`docs/operate/peers.md`); none if it does not say.
/// Nothing depends on the list being whole: it only tells where to look, beside those whom the reader names.
fn published(http: &Http, record: Option<&str>) -> Vec<String> {
    let Some((node, _)) = record.and_then(|url| url.rsplit_once("/p/")) else { return Vec::new() };
    let Ok(Some(list)) = http.find(&format!("{node}/peers/self"), MAX_LIST_BYTES) else { return Vec::new() };
    let list: serde_json::Value = serde_json::from_slice(&list).unwrap_or_default();
    let peers = list.get("peers").and_then(|peers| peers.as_array()).cloned().unwrap_or_default();
    let addresses = peers.iter().filter_map(|peer| peer.get("address")?.as_str());
    addresses
        .filter(|url| url.starts_with("http://") || url.starts_with("https://"))
        .map(str::to_owned)
        .collect()
}

/// The places where heads of a record may be found, by those whom the reader names and those whom the policy names.
fn places(peers: &[String], policy: &Policy, origin: &str) -> Vec<String> {
    let name = witness::monitoring_path(origin);
    let of_peer = |peer: &String| {
        let peer = peer.trim_end_matches('/').to_owned();
        ROLES.map(|role| format!("{peer}/{role}/{name}"))
    };
    let named = policy.witnesses().iter().filter_map(|witness| witness.url.as_deref());
    let of_policy = named.map(|url| format!("{}/{name}", url.trim_end_matches('/')));
    let mut places: Vec<_> = peers.iter().flat_map(of_peer).chain(of_policy).collect();
    places.sort();
    places.dedup();
    places.truncate(MAX_PLACES);
    places
}

impl Others {
    /// Asks everyone: whom the reader names, whom the policy names, and whom the node itself names.
    pub(super) fn ask(http: &Http, record: &Source, peers: &[String], policy: &Policy, origin: &str) -> Self {
        // A policy has its quorum, which says how many of its witnesses may be silent.
        let named = places(peers, &Policy::default(), origin);
        let all = [peers, &published(http, record.url())].concat();
        let places: Vec<_> =
            places(&all, policy, origin).into_iter().map(|url| Source::address(http, url)).collect();
        let answers: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = places.iter().map(|place| scope.spawn(|| head_at(place))).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|_| Err("asking it failed".to_owned())))
                .collect()
        });
        let mut others = Self::default();
        for (place, answer) in places.into_iter().zip(answers) {
            let from = place.name.clone();
            let mut asked = Asked {
                named: named.contains(&from),
                from: from.clone(),
                size: None,
                reason: None,
                answered: answer.is_ok(),
            };
            match answer {
                Ok(Some(signed)) => {
                    asked.size = Some(signed.checkpoint().size);
                    others.heads.push(OtherHead { from, signed });
                    others.places.push(place);
                }
                Ok(None) => asked.reason = Some("it holds no head of this record".to_owned()),
                Err(reason) => asked.reason = Some(reason),
            }
            others.asked.push(asked);
        }
        others
    }

    /// What is undecided because somebody whom the reader named gave no answer: whoever shows two histories would cut just this line.
    pub(super) fn silent(&self) -> Option<Finding> {
        let silent: Vec<_> = self.asked.iter().filter(|asked| asked.named && !asked.answered).collect();
        let first = silent.first()?;
        let sentence = format!(
            "Of {} places that were asked what they hold, {} gave no answer, such as {}: {}.",
            self.asked.len(),
            silent.len(),
            first.from,
            first.reason.as_deref().unwrap_or("no answer")
        );
        Some(Finding { proven: false, ..Finding::of_reader(3, "unreadable", sentence) })
    }

    /// Why no head of others was held against this one, where none was got.
    pub(super) fn none(&self) -> String {
        let answered = self.asked.iter().filter(|asked| asked.answered).count();
        let asked = self.asked.len();
        match asked - answered {
            0 => format!("{asked} were asked, and none holds a head of it"),
            _ if answered == 0 => format!("{asked} were asked, and none answered"),
            silent => format!("{asked} were asked; {answered} hold no head of it, {silent} did not answer"),
        }
    }

    /// Looks, with the tiles of those who hold more, whether the head shown here belongs to their history. Whoever has no
    /// tiles, as a witness, cannot help.
    pub(super) fn compare(&self, ours: &SignedCheckpoint) -> Vec<Finding> {
        let larger = self.heads.iter().zip(&self.places).filter(|(head, _)| {
            head.signed.checkpoint().size > ours.checkpoint().size
                && head.signed.checkpoint().origin == ours.checkpoint().origin
        });
        let compared = larger.filter_map(|(head, place)| compare(&head.from, (place, &head.signed), ours));
        compared.filter(maru_record::audit::Finding::is_proven).map(Into::into).collect()
    }
}

/// The head that they hold, if they say that they hold one.
fn head_at(place: &Source) -> Result<Option<SignedCheckpoint>, String> {
    let bytes = place.checkpoint().map_err(|error| error.to_string())?;
    bytes.map(|bytes| SignedCheckpoint::parse(&bytes).map_err(|error| error.to_string())).transpose()
}
