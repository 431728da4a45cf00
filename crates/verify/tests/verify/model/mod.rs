//! Random histories by random people through the front door, and then the lies of an organiser who holds every key of the node.
//!
//! Each honest history is good. Each lie is caught, is noted, or is one of those that no record can show by itself, which are
//! listed in `docs/record.md` (“What no check can find”); and whoever has seen the record before catches those too.

mod history;
mod lies;

use std::collections::BTreeMap;

use maru_record::audit::{Expected, Freshness, OtherHead};
use maru_record::{Algorithm, Policy, SignerKey};
use maru_testkit::{ORIGIN, Story};
use maru_verify::{Report, Verdict, verify};
use rayon::prelude::*;

use self::history::Chance;
use self::lies::{KINDS, Kind, Lie};
use crate::look::{log_key, publish_readable, publish_with, signed};

/// How many histories are told in the suite; `MARU_HISTORIES` asks for more, as `cargo xtask histories` does.
const HISTORIES: u64 = 1_000;
/// Among so many every kind of lie finds its occasion.
const ENOUGH: u64 = 2_000;
/// How many lies are told of each.
const LIES: u64 = 3;

/// How a lie ended for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Caught,
    Undecided,
    /// Nothing is wrong, and a note or a list of withdrawn words says what was done.
    Noted,
    Unseen,
}

/// Somebody who checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reader {
    /// Comes for the first time, and asks nobody else.
    First,
    /// Has seen the honest record whole, a day before.
    Returning,
    /// Comes for the first time, and asks somebody who was shown the honest record.
    Asking,
}

const READERS: [Reader; 3] = [Reader::First, Reader::Returning, Reader::Asking];

fn other_key() -> SignerKey {
    SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[99; 32]).unwrap()
}

fn read(lie: &Lie, honest: &Story, reader: Reader) -> Report {
    let key = if lie.other_key { other_key() } else { log_key() };
    let mut files = publish_with(&lie.readable(), &[key], 1_790_000_000);
    (lie.files)(&mut files);
    let (_, shown) = signed(honest);
    let visited = honest.now as u64 + lies::DAY;
    let earlier = (reader == Reader::Returning).then(|| shown.checkpoint().clone());
    let mirror = OtherHead { from: "a mirror".to_owned(), signed: shown };
    let others = if reader == Reader::Asking { vec![mirror] } else { Vec::new() };
    // Nothing is leaked here, as so many histories are told.
    let policy = Policy::of_logs([log_key().verifier().clone()]);
    let expected = Expected {
        freshness: Some(Freshness { now: visited + lies::DAY, max_age: u64::MAX }),
        earlier: earlier.as_ref(),
        earlier_at: earlier.as_ref().map(|_| visited),
        others: &others,
        ..Expected::new(ORIGIN, &policy)
    };
    verify(&files, &expected, |_| {})
}

fn end(report: &Report, honest: &Report) -> End {
    let told = |report: &Report| {
        let notes = report.notes.iter().map(|note| note.sentence.clone());
        let withdrawn = report.withdrawn.iter().map(|gone| format!("{} {}", gone.entry, gone.ground));
        notes.chain(withdrawn).collect::<Vec<_>>()
    };
    match report.verdict {
        Verdict::Wrong => End::Caught,
        Verdict::Undecided => End::Undecided,
        Verdict::Good if told(report).iter().any(|line| !told(honest).contains(line)) => End::Noted,
        Verdict::Good => End::Unseen,
    }
}

type Counts = BTreeMap<(Kind, Reader, End), u64>;

/// Tells one history and some lies of it.
fn try_one(seed: u64) -> Counts {
    let mut chance = Chance::of(seed);
    let story = history::told(&mut chance);
    let files = publish_readable(&story);
    let policy = Policy::of_logs([log_key().verifier().clone()]);
    let honest = verify(&files, &Expected::new(ORIGIN, &policy), |_| {});
    assert_eq!(honest.verdict, Verdict::Good, "seed {seed}: {:#?}", honest.findings);
    let mut counts = Counts::new();
    for _ in 0..LIES {
        let kind = KINDS[chance.below(KINDS.len())];
        let Some(lie) = lies::tell(kind, &story, &mut chance) else { continue };
        for reader in READERS {
            let report = read(&lie, &story, reader);
            let end = end(&report, &honest);
            hold(seed, kind, reader, (&lie, &story), (end, &report));
            *counts.entry((kind, reader, end)).or_insert(0) += 1;
        }
    }
    counts
}

/// What must hold of each lie.
fn hold(seed: u64, kind: Kind, reader: Reader, (lie, honest): (&Lie, &Story), (end, report): (End, &Report)) {
    let said =
        || format!("seed {seed}, {kind:?}, {reader:?}: {end:?} {:#?} {:#?}", report.findings, report.notes);
    let noticed = matches!(end, End::Caught | End::Undecided);
    match reader {
        // The reader's clock proves nothing; it is told of.
        Reader::Returning if kind == Kind::SlippedInLater => assert!(end != End::Unseen, "{}", said()),
        Reader::First => assert!(noticed || end == End::Noted || kind.may_go_unseen(), "{}", said()),
        Reader::Returning if lie.rewrites(honest) => assert_eq!(end, End::Caught, "{}", said()),
        Reader::Asking if lie.rewrites(honest) => assert!(noticed, "{}", said()),
        Reader::Returning | Reader::Asking => {
            assert!(noticed || end == End::Noted || kind.may_go_unseen(), "{}", said());
        }
    }
    // Whatever the lie: those who sign keep their acts, but for the last ones.
    if !noticed && kind != Kind::KeyTakenAway {
        assert!(lie.keeps_signed_acts(honest), "{}", said());
    }
}

#[test]
fn every_lie_is_caught_or_noted_or_one_that_no_record_can_show() {
    let asked = std::env::var("MARU_HISTORIES").ok().and_then(|count| count.parse().ok());
    let histories = asked.unwrap_or(HISTORIES);
    let first = std::env::var("MARU_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    let merged =
        (first..first + histories).into_par_iter().map(try_one).reduce(Counts::new, |mut all, one| {
            for (what, count) in one {
                *all.entry(what).or_insert(0) += count;
            }
            all
        });
    let count = |kind: Kind, reader: Reader, end: End| merged.get(&(kind, reader, end)).copied().unwrap_or(0);
    println!("{histories} histories; for each kind of lie: caught, undecided, noted, unseen");
    for kind in KINDS {
        let of = |reader: Reader| {
            [End::Caught, End::Undecided, End::Noted, End::Unseen].map(|end| count(kind, reader, end))
        };
        println!(
            "{kind:?}: first visit {:?}, seen before {:?}, asks a mirror {:?}",
            of(READERS[0]),
            of(READERS[1]),
            of(READERS[2])
        );
        if histories >= ENOUGH {
            assert!(of(Reader::First).iter().sum::<u64>() > 0, "{kind:?} was never tried");
        }
    }
}
