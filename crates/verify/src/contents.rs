//! Step 8: every content is there and is what its entry names, or was withdrawn for a stated reason.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::Process;
use maru_record::{Digest, TileSource, addenda};

use crate::report::{Finding, Report, Withdrawn};

pub(crate) fn check<S: TileSource>(
    source: &S,
    process: &Process,
    named: &[(u64, Digest)],
    report: &mut Report,
    findings: &mut Vec<Finding>,
) {
    let withdrawn: BTreeMap<u64, _> =
        process.redactions.iter().map(|redaction| (redaction.target.0, redaction)).collect();
    for (entry, digest) in named {
        let found = source.read(&addenda::path(digest));
        let finding = match (found, withdrawn.contains_key(entry)) {
            (Ok(Some(bytes)), false) if Digest::of(&bytes) == *digest => {
                report.contents += 1;
                continue;
            }
            (Ok(None), true) => continue,
            (Ok(Some(_)), true) => Finding::wrong(
                8,
                "not-withdrawn",
                *entry,
                format!("The text of entry {entry} was to be withdrawn, but it is still published."),
            ),
            (Ok(Some(_)), false) => Finding::wrong(
                8,
                "content-changed",
                *entry,
                format!("The text of entry {entry} is not the text that was recorded."),
            ),
            (Ok(None), false) => Finding::wrong(
                8,
                "content-missing",
                *entry,
                format!(
                    "The text of entry {entry} has disappeared, and the record does not say who removed it or why."
                ),
            ),
            (Err(error), _) => Finding::undecided(
                8,
                "content-unreadable",
                *entry,
                format!("The text of entry {entry} could not be read: {error}."),
            ),
        };
        findings.push(finding);
    }
    let with_content: BTreeSet<u64> = named.iter().map(|(entry, _)| *entry).collect();
    report.withdrawn = withdrawn
        .into_iter()
        .filter(|(entry, _)| with_content.contains(entry))
        .map(|(entry, redaction)| Withdrawn {
            entry,
            by_entry: redaction.entry.0,
            by: if redaction.by_operator { "the host of the node" } else { "the secretariat" }.to_owned(),
            reason: redaction.reason.clone(),
            ground: redaction.ground.clone(),
        })
        .collect();
}
