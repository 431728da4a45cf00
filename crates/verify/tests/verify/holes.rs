//! What could not be read is not absent: no honest record is accused because of a bad line, and no head makes a check endless.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};

use maru_record::audit::{Expected, MAX_HOLES};
use maru_record::tile::CHECKPOINT_PATH;
use maru_record::{Anchor, Checkpoint, Digest, Policy, SignedCheckpoint, SourceError, TileSource};
use maru_testkit::{Crowd, ORIGIN, Story, operator};
use maru_verify::{Answer, Report, Verdict, opinion_map_result, verify, verify_own};
use proptest::prelude::*;

use crate::look::{Files, log_key, look, publish_readable, signed_as};

/// Files of which some cannot be read; and what each is asked for.
struct Torn<'a> {
    files: &'a Files,
    unreadable: BTreeSet<&'a str>,
    asked: AtomicUsize,
}

impl<'a> Torn<'a> {
    fn new(files: &'a Files, unreadable: impl IntoIterator<Item = &'a str>) -> Self {
        Self { files, unreadable: unreadable.into_iter().collect(), asked: AtomicUsize::new(0) }
    }

    fn look(&self) -> Report {
        let policy = Policy::of_logs([log_key().verifier().clone()]);
        verify(self, &Expected::new(ORIGIN, &policy), |_| {})
    }
}

impl TileSource for Torn<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if self.unreadable.contains(path) {
            return Err(SourceError { path: path.to_owned(), reason: "503 Service Unavailable".to_owned() });
        }
        self.files.read(path)
    }
}

/// Four bundles: people, votes, a rejected statement, a withdrawn one, an early and a late result.
static HONEST: LazyLock<Files> = LazyLock::new(|| {
    let mut story = Story::open();
    let people = Crowd { people: 60, statements: 14 }.acts(&mut story);
    let result = opinion_map_result(&story.process);
    operator().publishes(&mut story, result);
    let rejected = people[0].states(&mut story, "Buy my soap.");
    operator().moderates(&mut story, rejected, maru_forum::Verdict::Rejected, "advertisement");
    let gone = people[1].states(&mut story, "Jane lives in Elm Street.");
    people[1].withdraws(&mut story, gone.0);
    let result = opinion_map_result(&story.process);
    operator().publishes(&mut story, result);
    assert!(story.entries.len() > 768, "{} entries are few", story.entries.len());
    publish_readable(&story)
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_cannot_be_read_an_honest_record_is_never_accused(
        seed in any::<u64>(),
        share in prop::sample::select(vec![1_u8, 8, 64, 160, 255]),
    ) {
        let torn = HONEST.keys().map(String::as_str).filter(|path| {
            Digest::of(format!("{seed} {path}").as_bytes()).0[0] < share
        });
        let torn = Torn::new(&HONEST, torn);
        let report = torn.look();
        prop_assert!(report.findings.iter().all(|finding| !finding.proven), "{:#?}", report.findings);
        let expected = if torn.unreadable.is_empty() { Verdict::Good } else { Verdict::Undecided };
        prop_assert_eq!(report.verdict, expected);
    }
}

#[test]
fn one_unreadable_file_of_each_kind_leaves_the_rest_said_plainly() {
    let answers = |path: &'static str| {
        let report = Torn::new(&HONEST, [path]).look();
        assert_eq!(report.verdict, Verdict::Undecided, "{path}: {:#?}", report.findings);
        let step = |number: usize| report.steps[number - 1].answer;
        (report.entries, [4, 5, 6, 7, 8, 9].map(step))
    };
    let [open, good, unasked] = [Answer::Undecided, Answer::Ok, Answer::NotChecked];
    assert_eq!(answers("tile/entries/001"), (256, [open, open, open, open, open, unasked]));
    assert_eq!(answers("tile/0/002").1, [open, good, good, good, good, good]);
    assert_eq!(answers("tile/entries/000"), (0, [open, unasked, unasked, unasked, unasked, unasked]));
    assert_eq!(answers(CHECKPOINT_PATH), (0, [unasked; 6]));
}

#[test]
fn a_broken_rule_before_a_hole_is_still_proven_and_one_behind_it_is_not() {
    let forged = |at: usize| {
        let mut story = Story::open();
        Crowd { people: 60, statements: 14 }.acts(&mut story);
        story.set(at, "value", maru_record::Value::text("perhaps"));
        let files = publish_readable(&story);
        Torn::new(&files, ["tile/entries/001"]).look()
    };
    let is_vote = |at: usize| {
        let mut story = Story::open();
        Crowd { people: 60, statements: 14 }.acts(&mut story);
        story.entries[at].body.get("value").is_some()
    };
    let before = (100..256).find(|at| is_vote(*at)).unwrap();
    let behind = (512..700).find(|at| is_vote(*at)).unwrap();
    assert_eq!(forged(before).verdict, Verdict::Wrong);
    let unknown = forged(behind);
    assert_eq!((unknown.verdict, unknown.entries), (Verdict::Undecided, 256));
}

/// A live record: its head is another when it is asked for again, and what has gone meanwhile went rightly.
struct Growing {
    then: Files,
    now: Files,
    asked: Mutex<bool>,
}

impl TileSource for Growing {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        if path == CHECKPOINT_PATH {
            *self.asked.lock().unwrap() = true;
            return self.then.read(path);
        }
        self.now.read(path)
    }

    fn read_again(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        self.now.read(path)
    }
}

#[test]
fn a_record_that_grows_while_it_is_read_is_not_accused_of_withholding() {
    let mut story = Story::open();
    let people = Crowd { people: 10, statements: 3 }.acts(&mut story);
    let soap = people[0].states(&mut story, "Buy my soap.");
    let then = publish_readable(&story);
    operator().moderates(&mut story, soap, maru_forum::Verdict::Rejected, "advertisement");
    let now = publish_readable(&story);
    let policy = Policy::of_logs([log_key().verifier().clone()]);
    let expected = Expected::new(ORIGIN, &policy);
    // A server of plain files, without the narrower ones; and one that cuts.
    for narrower in [false, true] {
        let mut now = now.clone();
        if narrower {
            let tiles = then.iter().filter(|(path, _)| path.starts_with("tile/"));
            now.extend(tiles.map(|(path, bytes)| (path.clone(), bytes.clone())));
        }
        let report = verify(&Growing { then: then.clone(), now, asked: Mutex::default() }, &expected, |_| {});
        assert_eq!(report.verdict, Verdict::Undecided, "{:#?}", report.findings);
    }
    // Without a newer head by the record's key, what is missing is missing.
    let mut less = then.clone();
    let text = less.keys().find(|path| path.starts_with("addenda/")).unwrap().clone();
    less.remove(&text);
    assert_eq!(look(&less).verdict, Verdict::Wrong);
}

#[test]
fn a_head_over_more_than_exists_ends_soon_and_says_so() {
    let mut files = HONEST.clone();
    for root in [Digest::default(), Digest::of(b"")] {
        let head = Checkpoint { origin: ORIGIN.to_owned(), size: 1 << 40, root };
        let signed = SignedCheckpoint::sign(head, &[log_key()], 1_790_000_000).unwrap();
        files.insert(CHECKPOINT_PATH.to_owned(), signed.to_bytes());
        let torn = Torn::new(&files, []);
        let report = torn.look();
        assert!(torn.asked.load(Ordering::Relaxed) < 10 * MAX_HOLES, "{:?}", torn.asked);
        let sentence = "The head speaks of 1,099,511,627,776 entries, but ";
        assert!(
            report.findings.iter().any(|finding| finding.sentence.starts_with(sentence)),
            "{:#?}",
            report.findings
        );
        assert_eq!(report.verdict, Verdict::Wrong, "the files that the signed head demands are not there");
    }
}

const OWN: &str = "forum.example/node";

#[test]
fn a_hole_in_a_nodes_own_record_accuses_nobody() {
    let begun = Anchor::Begun { origin: OWN.into() };
    let named = |number: usize| Anchor::Record {
        origin: format!("forum.example/p/{number}"),
        keys: vec![log_key().verifier().clone()],
    };
    let head = |number: usize| {
        Anchor::Heads(vec![Checkpoint {
            origin: format!("forum.example/p/{number}"),
            size: 1,
            root: Digest::of(b"a root"),
        }])
    };
    let anchors: Vec<_> =
        std::iter::once(begun).chain((0..300).map(named)).chain((0..300).map(head)).collect();
    let entries: Vec<_> =
        (0..).zip(&anchors).map(|(at, anchor)| anchor.entry(at).encode().unwrap()).collect();
    let key =
        maru_record::SignerKey::from_seed(OWN.parse().unwrap(), maru_record::Algorithm::Ed25519, &[2; 32])
            .unwrap();
    let policy = Policy::of_logs([key.verifier().clone()]);
    let (mut files, signed) = signed_as(OWN, &entries, &[key], 1);
    files.insert(CHECKPOINT_PATH.to_owned(), signed.to_bytes());
    for path in files.keys() {
        let own = verify_own(&Torn::new(&files, [path.as_str()]), &Expected::new(OWN, &policy), |_| {});
        assert_eq!(own.report.verdict, Verdict::Undecided, "{path}: {:#?}", own.report.findings);
    }
}

#[test]
fn a_thousand_results_are_computed_from_few_states_and_none_is_left_out() {
    let mut story = Story::open();
    let people = Crowd { people: 12, statements: 4 }.acts(&mut story);
    let mut result = opinion_map_result(&story.process);
    for _ in 0..1_000 {
        // Nothing between them changes the map, so each rests on what the first rests on.
        result.entries = story.process.entries;
        operator().publishes(&mut story, result.clone());
    }
    let report = look(&publish_readable(&story));
    assert_eq!((report.verdict, report.results.len()), (Verdict::Good, 1_000), "{:#?}", report.findings);
    assert!(report.results.iter().all(|result| result.same));

    // More states than are computed in any case: their votes are few, so all of them are.
    let on = story.process.statements[0].id;
    let early = opinion_map_result(&story.process);
    let first = operator().publishes(&mut story, early);
    for number in 0..maru_verify::MAX_STATES + 20 {
        let who = &people[number % people.len()];
        let vote = [maru_forum::Vote::Agree, maru_forum::Vote::Pass][number / people.len() % 2];
        who.votes(&mut story, on, vote);
        let result = opinion_map_result(&story.process);
        operator().publishes(&mut story, result);
    }
    story.after_days(30);
    operator().decides(&mut story, first, "So be it.");
    let report = look(&publish_readable(&story));
    assert_eq!((report.verdict, report.findings.len()), (Verdict::Good, 0), "{:#?}", report.findings);
    assert_eq!(report.results.len(), 1_000 + 1 + maru_verify::MAX_STATES + 20);
    assert!(report.results.iter().all(|result| result.same));
}
