//! A story published by somebody who holds the record's key, and what a reader finds in it.
#![allow(dead_code, reason = "two galleries of cheats share it, and neither needs all of it")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maru_forum::{Reading, Verdict, Vote};
use maru_record::audit::{Expected, OtherHead};
use maru_record::{Algorithm, Checkpoint, Edge, Policy, SignedCheckpoint, SignerKey, addenda};
use maru_testkit::{Cast, ORIGIN, Story};
use maru_verify::{Report, opinion_map_result, verify};

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Sixteen honest entries: 6 and 7 are statements, 8 to 12 votes, 13 a result, 14 a verdict, 15 the decision.
pub(crate) fn honest() -> Cast {
    let mut cast = Cast::open();
    let story = &mut cast.story;
    cast.heron.votes(story, cast.fines, Vote::Pass);
    cast.crane.votes(story, cast.fines, Vote::Agree);
    cast.heron.votes(story, cast.labels, Vote::Disagree);
    let result = opinion_map_result(&story.process);
    let result = cast.desk.publishes(story, result);
    cast.desk.moderates(story, cast.fines, Verdict::Accepted, "on topic");
    story.after_days(30);
    cast.desk.decides(story, result, "Labels it is.");
    cast
}

/// Where the text of an entry lies.
pub(crate) fn text_of(story: &Story, entry: usize) -> String {
    addenda::path(&story.entries[entry].addenda[0])
}

/// When heads are signed, unless a test is about that.
const SIGNED_AT: u64 = 1_790_000_000;

/// All hash tiles and bundles, and the head as the record's key signs it.
pub(crate) fn signed(story: &Story) -> (Files, SignedCheckpoint) {
    signed_as(ORIGIN, &story.bytes(), &[log_key()], SIGNED_AT)
}

/// All hash tiles and bundles of a record, and its head as these keys sign it.
pub(crate) fn signed_as(
    origin: &str,
    entries: &[Vec<u8>],
    keys: &[SignerKey],
    time: u64,
) -> (Files, SignedCheckpoint) {
    let mut edge = Edge::new();
    let writes = edge.append(entries).unwrap().writes;
    let head = Checkpoint { origin: origin.to_owned(), size: edge.size(), root: edge.root() };
    let signed = SignedCheckpoint::sign(head, keys, time).unwrap();
    (writes.into_iter().map(|write| (write.path, write.bytes)).collect(), signed)
}

/// All files, with every content that the story has.
pub(crate) fn publish(story: &Story) -> Files {
    publish_with(story, &[log_key()], SIGNED_AT)
}

/// The same, signed with other keys or at another time.
pub(crate) fn publish_with(story: &Story, keys: &[SignerKey], time: u64) -> Files {
    let (mut files, signed) = signed_as(ORIGIN, &story.bytes(), keys, time);
    files.insert("checkpoint".to_owned(), signed.to_bytes());
    files.extend(story.contents.iter().map(|(digest, bytes)| (addenda::path(digest), bytes.clone())));
    files
}

/// All files, with the contents that anyone may read: what an honest node publishes.
pub(crate) fn publish_readable(story: &Story) -> Files {
    let mut readable = story.clone();
    readable.contents.retain(|digest, _| story.process.ledger.may_read(digest, Reading::Anyone));
    publish(&readable)
}

/// The record's key.
pub(crate) fn log_key() -> SignerKey {
    SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[1; 32]).unwrap()
}

/// What a reader finds who has seen `earlier` before, and hears what `others` were shown.
pub(crate) fn look_beside(files: &Files, earlier: Option<&Checkpoint>, others: &[OtherHead]) -> Report {
    look_as(files, |expected| Expected { earlier, others, ..expected })
}

/// What a reader finds who expects more than the record's key.
pub(crate) fn look_as<'a>(files: &Files, expect: impl FnOnce(Expected<'a>) -> Expected<'a>) -> Report {
    keep(files);
    look_quietly(files, expect)
}

fn look_quietly<'a>(files: &Files, expect: impl FnOnce(Expected<'a>) -> Expected<'a>) -> Report {
    let policy = format!("log {}\nquorum none\n", log_key().verifier());
    // A test ends soon; what it leaks goes with it.
    let policy: &'static Policy = Box::leak(Box::new(Policy::parse(policy.as_bytes()).unwrap()));
    verify(files, &expect(Expected::new(ORIGIN, policy)), |_| {})
}

/// What a reader finds in one of very many records, which are not kept.
pub(crate) fn look_unkept(files: &Files) -> Report {
    look_quietly(files, |expected| expected)
}

/// Where `KEEP_CHEATS` names a folder, the files are kept there, as one file, for the second verifier to judge
/// (`e2e/second-verifier.sh`): a line each, `path hexadecimal-bytes`, with the record's key among them.
pub(crate) fn keep(files: &Files) {
    let Some(folder) = std::env::var_os("KEEP_CHEATS") else { return };
    let mut files = files.clone();
    files.entry("vkey".to_owned()).or_insert_with(|| format!("{}\n", log_key().verifier()).into_bytes());
    let mut lines = String::new();
    for (path, bytes) in &files {
        lines.push_str(path);
        lines.push(' ');
        for byte in bytes {
            write!(lines, "{byte:02x}").unwrap();
        }
        lines.push('\n');
    }
    let mut hasher = std::hash::DefaultHasher::new();
    std::hash::Hash::hash(&lines, &mut hasher);
    let name = format!("{:016x}.record", std::hash::Hasher::finish(&hasher));
    std::fs::write(std::path::Path::new(&folder).join(name), lines).unwrap();
}

pub(crate) fn look(files: &Files) -> Report {
    look_beside(files, None, &[])
}
