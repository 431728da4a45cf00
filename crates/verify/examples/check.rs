//! A record is checked as a stranger would: first an honest one, then the same with one vote changed.
//!
//! `cargo run -p maru-verify --example check`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::collections::BTreeMap;
use std::error::Error;

use maru_forum::{Reading, Vote};
use maru_record::audit::Expected;
use maru_record::{Algorithm, Checkpoint, Edge, Policy, SignedCheckpoint, SignerKey, Value, addenda};
use maru_testkit::{ORIGIN, Story};
use maru_verify::{Verdict, verify};

/// The files that a node would publish, in memory.
fn published(story: &Story, key: &SignerKey) -> Result<BTreeMap<String, Vec<u8>>, Box<dyn Error>> {
    let mut edge = Edge::new();
    let growth = edge.append(&story.bytes())?;
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() };
    let note = SignedCheckpoint::sign(head, std::slice::from_ref(key), 1_790_000_000)?;
    let mut files: BTreeMap<_, _> =
        growth.writes.into_iter().map(|write| (write.path, write.bytes)).collect();
    files.insert("checkpoint".to_owned(), note.to_bytes());
    let shown =
        story.contents.iter().filter(|(digest, _)| story.process.ledger.may_read(digest, Reading::Anyone));
    files.extend(shown.map(|(digest, bytes)| (addenda::path(digest), bytes.clone())));
    Ok(files)
}

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let key = SignerKey::from_seed(ORIGIN.parse()?, Algorithm::Ed25519, &[7; 32])?;
    let mut story = Story::open();
    let heron = story.joins("heron");
    let labels = heron.states(&mut story, "Labels are due.");
    let vote = heron.votes(&mut story, labels, Vote::Agree);

    let policy = Policy::of_logs([key.verifier().clone()]);
    let expected = Expected::new(ORIGIN, &policy);
    let honest = verify(&published(&story, &key)?, &expected, |_| {});
    for step in &honest.steps {
        println!("{:>2} {}: {:?}", step.step, step.what, step.answer);
    }
    assert_ne!(honest.verdict, Verdict::Wrong);

    // The organiser moves the vote behind its author's back, and signs the record anew.
    story.set(usize::try_from(vote.0)?, "n", Value::Integer(7));
    let forged = verify(&published(&story, &key)?, &expected, |_| {});
    for finding in &forged.findings {
        println!("found: {}", finding.sentence);
    }
    assert_eq!(forged.verdict, Verdict::Wrong);
    Ok(())
}
