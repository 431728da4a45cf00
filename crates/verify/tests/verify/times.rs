//! Times that others signed bound an entry; a reader's own clock proves nothing, whatever it says now or said at an earlier visit.

use maru_forum::Vote;
use maru_record::audit::{Expected, Freshness};
use maru_record::tile::CHECKPOINT_PATH;
use maru_record::{Algorithm, Anchor, Checkpoint, Edge, Policy, SignerKey};
use maru_testkit::{ORIGIN, Story};
use maru_verify::{OwnRecord, Report, Verdict, verify_beside, verify_own};
use proptest::prelude::*;

use crate::look::{honest, log_key, look_as, publish, signed_as};

const OWN: &str = "forum.example/node";
const DAY: u64 = 86_400;

/// The head over the first entries of a story.
fn head_of(story: &Story, size: usize) -> Checkpoint {
    let mut edge = Edge::new();
    edge.append(&story.bytes()[..size]).unwrap();
    Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() }
}

/// A node's own record that told at these times how far the record had grown.
fn own(story: &Story, told: &[(usize, i64)], expect: impl Fn(Expected<'_>) -> Expected<'_>) -> OwnRecord {
    let key = SignerKey::from_seed(OWN.parse().unwrap(), Algorithm::Ed25519, &[2; 32]).unwrap();
    let first = told.first().map_or(story.now, |(_, at)| *at);
    let mut entries = vec![
        Anchor::Begun { origin: OWN.into() }.entry(first),
        Anchor::Record { origin: ORIGIN.into(), keys: vec![log_key().verifier().clone()] }.entry(first),
    ];
    let heads = told.iter().map(|(size, at)| Anchor::Heads(vec![head_of(story, *size)]).entry(*at));
    entries.extend(heads);
    let entries: Vec<_> = entries.iter().map(|entry| entry.encode().unwrap()).collect();
    let policy = Policy::of_logs([key.verifier().clone()]);
    let (mut files, signed) = signed_as(OWN, &entries, &[key], 1);
    files.insert(CHECKPOINT_PATH.to_owned(), signed.to_bytes());
    verify_own(&files, &expect(Expected::new(OWN, &policy)), |_| {})
}

fn beside(story: &Story, told: &[(usize, i64)]) -> Report {
    let own = own(story, told, |expected| expected);
    assert_eq!(own.report.verdict, Verdict::Good, "{:#?}", own.report.findings);
    let policy = Policy::of_logs([log_key().verifier().clone()]);
    verify_beside(&publish(story), &Expected::new(ORIGIN, &policy), Some(&own), |_| {})
}

/// Seconds of the entries of the honest story, from the first.
fn times(story: &Story) -> Vec<i64> {
    story.entries.iter().map(|entry| entry.body.get("ts").unwrap().as_integer().unwrap()).collect()
}

#[test]
fn an_entry_is_held_to_the_heads_that_the_node_told_before_and_after_it() {
    let story = honest().story;
    let (all, at) = (story.entries.len(), times(&story));
    let last = at[all - 1];
    // The decision, entry 15, came 30 days after the others.
    assert!(last - at[all - 2] > 29 * DAY as i64, "{at:?}");
    let check = |told: &[(usize, i64)], expected: &[(&str, u64)], verdict: Verdict| {
        let report = beside(&story, told);
        let found: Vec<_> =
            report.findings.iter().map(|one| (one.code.as_str(), one.entry.unwrap())).collect();
        assert_eq!((found.as_slice(), report.verdict), (expected, verdict), "{told:?}");
    };
    let before = at[all - 2];
    check(&[(all - 1, before), (all, last)], &[], Verdict::Good);
    check(&[(all, last)], &[], Verdict::Good);
    check(&[(all, last - 300)], &[], Verdict::Good);
    // It was there before the time that it claims: the node's clock was ahead, or the entry was moved into a phase that had not begun.
    check(&[(all, last - 301)], &[("dated-ahead", 15)], Verdict::Undecided);
    check(&[(all - 1, before), (all, last - DAY as i64)], &[("dated-ahead", 15)], Verdict::Undecided);
    // Told once for each head, at the first entry that is too young for it.
    check(
        &[(10, at[9] - 3_600), (all, last - 301)],
        &[("dated-ahead", 0), ("dated-ahead", 15)],
        Verdict::Undecided,
    );
    // It was not there when it should have been: what two records of one node say against each other is proven.
    check(&[(all - 1, last + 301)], &[("back-dated-or-late", 15)], Verdict::Undecided);
    check(&[(all - 1, last + 3_601)], &[("back-dated", 15)], Verdict::Wrong);
}

#[test]
fn what_a_clock_of_the_reader_says_is_a_note() {
    let mut story = honest().story;
    let seen = head_of(&story, 16);
    let made = story.now as u64;
    let (voter, on) = (honest().heron, honest().fines);
    voter.votes(&mut story, on, Vote::Agree);
    let published = publish(&story);
    let look = |visited: u64| {
        look_as(&published, |expected| Expected {
            earlier: Some(&seen),
            earlier_at: Some(visited),
            freshness: Some(Freshness { now: made + 3 * DAY, max_age: u64::MAX }),
            ..expected
        })
    };
    let notes = |visited: u64| {
        let report = look(visited);
        assert_eq!((report.verdict, &report.findings[..]), (Verdict::Good, &[][..]), "{visited}");
        let told = |note: &maru_verify::Note| (note.code.clone(), note.entries.clone());
        report.notes.iter().filter(|note| note.code.ends_with("-visit")).map(told).collect::<Vec<_>>()
    };
    assert_eq!(notes(made), []);
    // The record was copied, or kept by a cache, a day before that visit; or the clock was a day ahead then, or a century.
    for ahead in [DAY, 5 * DAY, 100 * 365 * DAY] {
        assert_eq!(notes(made + ahead), [("older-than-visit".to_owned(), vec![16])]);
    }
    assert_eq!(notes(made - DAY), [("newer-than-visit".to_owned(), vec![15])]);
    let report = look(made + DAY);
    let told = report.notes.iter().find(|note| note.code == "older-than-visit");
    let sentence = told.expect("the note").sentence.clone();
    assert!(
        sentence.starts_with("Entry 16 says that it is older than your last visit, by up to 23 hours"),
        "{sentence}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the reader's clock says now, and said at whatever visits before: an honest record and the own record of its honest
    /// node are never proven false.
    #[test]
    fn no_clock_of_a_reader_accuses_an_honest_node(
        size in 1_usize..=16,
        told in prop::collection::btree_set(1_usize..=16, 0..4),
        now in prop_oneof![Just(0_u64), 1_780_000_000..1_800_000_000_u64, any::<u64>()],
        visited in prop_oneof![Just(0_u64), 1_780_000_000..1_800_000_000_u64, any::<u64>()],
    ) {
        let story = honest().story;
        let at = times(&story);
        let told: Vec<_> = told.into_iter().map(|size| (size, at[size - 1])).collect();
        let seen = head_of(&story, size);
        let expect = |expected: Expected<'_>| -> Report {
            let freshness = Some(Freshness { now, max_age: u64::MAX });
            let own = own(&story, &told, |expected| Expected { earlier_at: Some(visited), freshness, ..expected });
            accuses_nobody(&own.report);
            let expected = Expected { earlier: Some(&seen), earlier_at: Some(visited), freshness, ..expected };
            verify_beside(&publish(&story), &expected, Some(&own), |_| {})
        };
        let policy = Policy::of_logs([log_key().verifier().clone()]);
        accuses_nobody(&expect(Expected::new(ORIGIN, &policy)));
    }
}

#[track_caller]
fn accuses_nobody(report: &Report) {
    assert!(report.findings.iter().all(|finding| !finding.proven), "{:#?}", report.findings);
}
