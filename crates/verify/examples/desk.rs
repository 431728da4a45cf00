//! The figures of `cargo xtask bench desk`: a process of 200 units with 3,000 remarks and 1,000 amendments. How long it takes to take
//! it in, to fold it anew, to find what is owed, to merge 300 amendments and publish the version, and to verify the record.
//!
//! `cargo run --release -p maru-verify --example desk`
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a program that measures stops where it cannot, and prints what it measures"
)]

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use maru_forum::{Disposition, EntryNumber, Office, RemarkKind};
use maru_record::audit::Expected;
use maru_record::{Algorithm, Checkpoint, Edge, Policy, SignedCheckpoint, SignerKey, addenda};
use maru_testkit::{ORIGIN, Person, Story, charter_with, operator};
use maru_text::{Saying, alike};
use maru_verify::{Verdict, verify};

const UNITS: usize = 200;
const PEOPLE: usize = 400;
const REMARKS: usize = 3_000;
const AMENDMENTS: usize = 1_000;
const MERGED: usize = 300;
/// What the project promises of a check from outside.
const VERIFY: Duration = Duration::from_secs(5);
/// Remarks that are grouped by likeness.
const GROUPED: usize = 10_000;
/// The share of words that two alike remarks have in common, in per cent.
const ALIKE: usize = 80;
/// What the project promises of grouping them.
const GROUPING: Duration = Duration::from_secs(2);
/// What it promises of a version with so many amendments.
const MERGE: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let started = Instant::now();
    let (mut story, desk, remarks, amendments) = build();
    println!("{UNITS} units, {REMARKS} remarks, {AMENDMENTS} amendments, {} entries", story.entries.len());
    println!("take all of it in        {:>9.2?}", started.elapsed());
    let started = Instant::now();
    let folded = story.folded(story.entries.len());
    println!("fold it anew             {:>9.2?}", started.elapsed());
    let started = Instant::now();
    let owed = story.process.owed().unanswered.len();
    println!("find what is owed        {:>9.2?}  {owed} without an answer", started.elapsed());
    let same = folded == story.process;
    let started = Instant::now();
    let merge = story.merging(&amendments[..MERGED]);
    let (taken, left_out) = (merge.merged.len(), merge.left_out.len());
    story.act(&operator(), merge.publication.command);
    let merged = started.elapsed();
    println!(
        "merge and publish {MERGED}    {merged:>9.2?}  {taken} merged, {left_out} left out  (goal {MERGE:?})"
    );
    for part in remarks.chunks(100).chain(amendments.chunks(100)) {
        desk.answers(&mut story, part, Disposition::Noted, &[]);
    }
    story.tells_everyone();
    let files = publish(&story);
    let policy = format!("log {}\nquorum none\n", key().verifier());
    let policy = Policy::parse(policy.as_bytes()).expect("a policy");
    let started = Instant::now();
    let report = verify(&files, &Expected::new(ORIGIN, &policy), |_| {});
    let verified = started.elapsed();
    println!(
        "verify                   {verified:>9.2?}  {:?}, {} entries  (goal {VERIFY:?})",
        report.verdict, report.entries
    );
    let grouping = group();
    let good = same
        && grouping <= GROUPING
        && report.verdict == Verdict::Good
        && merged <= MERGE
        && verified <= VERIFY;
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Groups made-up remarks of 40 to 80 words, all on one unit, so that each could be like every other; a third repeats an earlier one
/// with a word or two of its own.
fn group() -> Duration {
    const VOCABULARY: u64 = 2_000;
    let mut state = 1_u64;
    let mut draw = |below: u64| {
        // Knuth's MMIX generator: the same remarks on every machine.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut texts: Vec<String> = Vec::with_capacity(GROUPED);
    for index in 0..GROUPED as u64 {
        let earlier = (index > 0 && draw(3) == 0).then(|| texts[draw(index) as usize].clone());
        texts.push(if let Some(text) = earlier {
            format!("{text} w{}", draw(VOCABULARY))
        } else {
            let words: Vec<String> = (0..40 + draw(40)).map(|_| format!("w{}", draw(VOCABULARY))).collect();
            words.join(" ")
        });
    }
    let sayings: Vec<_> = texts.iter().map(|words| Saying { about: "art_1", words }).collect();
    let started = Instant::now();
    let groups = alike(&sayings, ALIKE).len();
    let taken = started.elapsed();
    println!("group {GROUPED} remarks     {taken:>9.2?}  {groups} groups  (goal {GROUPING:?})");
    taken
}

/// Everything but the answers.
fn build() -> (Story, Person, Vec<EntryNumber>, Vec<EntryNumber>) {
    let mut story =
        Story::open_under(charter_with(|charter| charter.phases[1].opens = charter.phases[1].closes));
    let people: Vec<Person> = (0..PEOPLE).map(|index| story.joins(&format!("person-{index}"))).collect();
    let desk = story.admitted_by(&operator(), "desk");
    operator().grants(&mut story, &desk, Office::Secretariat);
    let articles = (1..=UNITS).map(|number| {
        format!(
            "## Article {number}\n\nWhoever does thing {number} says so to everyone within 30 days of it.\n\n"
        )
    });
    operator().drafts(&mut story, &format!("# Norm of many things\n\n{}", articles.collect::<String>()), &[]);
    let unit = |index: usize| format!("art_{}", index % UNITS + 1);
    let remarks = (0..REMARKS)
        .map(|index| {
            let text = format!("Point {index}: thirty days are too long for this, and everyone is too many.");
            let kind = RemarkKind::ALL[index % RemarkKind::ALL.len()];
            people[index % PEOPLE].remarks(&mut story, &unit(index), kind, &text)
        })
        .collect();
    let amendments = (0..AMENDMENTS)
        .map(|index| {
            let number = index % UNITS + 1;
            let (who, days) =
                if (index / UNITS).is_multiple_of(2) { ("Whoever", index) } else { ("Everyone who", 30) };
            let words = format!("{who} does thing {number} says so to everyone within {days} days of it.");
            people[index * 7 % PEOPLE].amends(&mut story, &unit(index), &words)
        })
        .collect();
    (story, desk, remarks, amendments)
}

fn key() -> SignerKey {
    let origin = ORIGIN.parse().expect("a name of a key");
    SignerKey::from_seed(origin, Algorithm::Ed25519, &[1; 32]).expect("a key")
}

/// All files of the record, as a node publishes them.
fn publish(story: &Story) -> BTreeMap<String, Vec<u8>> {
    let mut edge = Edge::new();
    let writes = edge.append(&story.bytes()).expect("entries that fit").writes;
    let head = Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() };
    let signed = SignedCheckpoint::sign(head, &[key()], 1_790_000_000).expect("a signed head");
    let mut files: BTreeMap<_, _> = writes.into_iter().map(|write| (write.path, write.bytes)).collect();
    files.insert("checkpoint".to_owned(), signed.to_bytes());
    files.extend(story.contents.iter().map(|(digest, bytes)| (addenda::path(digest), bytes.clone())));
    files
}
