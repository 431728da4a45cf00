//! Commitments: every rule of them broken once, and whose a finding is.

use jiff::civil::Date;
use maru_forum::{
    Confidence, ContestFinding, EntryNumber, Find, FindingWord, Moderate, NameContradiction,
    RecordCommitment, Verdict, Violation,
};
use maru_testkit::{Cast, language, today};

use crate::rules::{Case, NOWHERE, refused};

fn promise() -> RecordCommitment {
    RecordCommitment {
        actor: "Ministry of Examples".to_owned(),
        organisation: None,
        text: "To prevent the abuse of synthetic voices.".to_owned(),
        language: language("en"),
        quotation: Some((language("ko"), "악용을 막겠습니다.".to_owned())),
        made: Some(today()),
        place: "Seoul".to_owned(),
        due: Some(today().saturating_add(jiff::Span::new().days(10))),
        source: "A newspaper of that day".to_owned(),
        confidence: Confidence::Low,
        provisions: vec!["act:Art 1".to_owned()],
        about: vec![EntryNumber(6)],
    }
}

fn find(commitment: EntryNumber, word: FindingWord, day: Date) -> Find {
    let text = "The ministry's report of that day says so.".to_owned();
    let source = "Ministry of Examples, report of that day".to_owned();
    Find { commitment, word, text, source, language: language("en"), day }
}

fn object(finding: EntryNumber) -> ContestFinding {
    let text = "The report is about something else.".to_owned();
    ContestFinding { finding, text, language: language("en") }
}

fn contradict(first: EntryNumber, second: EntryNumber) -> NameContradiction {
    let text = "Nothing prevents what costs nothing.".to_owned();
    NameContradiction { first, second, text, language: language("en") }
}

/// The cast with a promise in entry 10, and one of another actor in entry 11.
fn promised() -> (Cast, EntryNumber, EntryNumber) {
    let mut cast = Cast::open();
    let first = cast.story.act(&cast.desk, promise());
    let other = RecordCommitment { actor: "Office of Examples".to_owned(), ..promise() };
    let second = cast.story.act(&cast.desk, other);
    (cast, first, second)
}

fn bad(promise: RecordCommitment) -> Violation {
    let mut cast = Cast::open();
    refused(&mut cast.story, &cast.desk, promise)
}

pub(crate) const CASES: &[Case] = &[
    ("bad-commitment", "a promise of tomorrow", || {
        let tomorrow = today().tomorrow().expect("a day");
        bad(RecordCommitment { made: Some(tomorrow), ..promise() })
    }),
    ("bad-commitment", "a day before the promise", || {
        bad(RecordCommitment { due: today().yesterday().ok(), ..promise() })
    }),
    ("text-empty", "a promise of nobody", || bad(RecordCommitment { actor: " ".to_owned(), ..promise() })),
    ("source-missing", "a promise without a source", || {
        bad(RecordCommitment { source: String::new(), ..promise() })
    }),
    ("text-too-long", "an actor of a page", || bad(RecordCommitment { actor: "a".repeat(201), ..promise() })),
    ("bad-list", "a provision twice", || {
        bad(RecordCommitment { provisions: vec!["a".to_owned(), "a".to_owned()], ..promise() })
    }),
    ("bad-count", "more provisions than anybody reads", || {
        bad(RecordCommitment { provisions: (0..51).map(|number| number.to_string()).collect(), ..promise() })
    }),
    ("unknown-entry", "something to come", || bad(RecordCommitment { about: vec![NOWHERE], ..promise() })),
    ("unknown-organisation", "an organisation that nobody registered", || {
        bad(RecordCommitment { organisation: Some(NOWHERE), ..promise() })
    }),
    ("not-allowed", "a promise that somebody without the office records", || {
        let mut cast = Cast::open();
        refused(&mut cast.story, &cast.heron, promise())
    }),
    ("unknown-commitment", "a finding on nothing", || {
        let (mut cast, ..) = promised();
        refused(&mut cast.story, &cast.heron, find(NOWHERE, FindingWord::Kept, today()))
    }),
    ("bad-commitment", "evidence of tomorrow", || {
        let (mut cast, first, _) = promised();
        let tomorrow = today().tomorrow().expect("a day");
        refused(&mut cast.story, &cast.heron, find(first, FindingWord::Kept, tomorrow))
    }),
    ("bad-commitment", "missed before its day is over", || {
        let (mut cast, first, _) = promised();
        refused(&mut cast.story, &cast.heron, find(first, FindingWord::Missed, today()))
    }),
    ("reason-too-short", "a finding without evidence", || {
        let (mut cast, first, _) = promised();
        let bare = Find { text: "Yes.".to_owned(), ..find(first, FindingWord::Kept, today()) };
        refused(&mut cast.story, &cast.heron, bare)
    }),
    ("source-missing", "a finding that does not say where it was read", || {
        let (mut cast, first, _) = promised();
        let bare = Find { source: String::new(), ..find(first, FindingWord::Contested, today()) };
        refused(&mut cast.story, &cast.heron, bare)
    }),
    ("source-missing", "a promise that nobody can look up", || {
        bad(RecordCommitment { source: "x".to_owned(), ..promise() })
    }),
    ("source-missing", "a source that names nothing", || {
        let (mut cast, first, _) = promised();
        let bare = Find { source: "web".to_owned(), ..find(first, FindingWord::Pending, today()) };
        refused(&mut cast.story, &cast.heron, bare)
    }),
    ("unknown-finding", "an objection to nothing", || {
        let (mut cast, first, _) = promised();
        refused(&mut cast.story, &cast.heron, object(first))
    }),
    ("own-words", "an objection to one's own finding", || {
        let (mut cast, first, _) = promised();
        let finding = cast.story.act(&cast.heron, find(first, FindingWord::Kept, today()));
        refused(&mut cast.story, &cast.heron, object(finding))
    }),
    ("turned-away", "an objection to what a moderator turned away", || {
        let (mut cast, first, _) = promised();
        let on = cast.story.act(&cast.heron, find(first, FindingWord::Kept, today()));
        let (reason, rule) = ("about somebody".to_owned(), "1".to_owned());
        cast.story.act(&cast.desk, Moderate { on: vec![on], verdict: Verdict::Rejected, reason, rule });
        refused(&mut cast.story, &cast.desk, object(on))
    }),
    ("bad-commitment", "a contradiction of two actors", || {
        let (mut cast, first, second) = promised();
        refused(&mut cast.story, &cast.heron, contradict(first, second))
    }),
    ("bad-commitment", "a promise that contradicts itself", || {
        let (mut cast, first, _) = promised();
        refused(&mut cast.story, &cast.heron, contradict(first, first))
    }),
];

#[test]
fn findings_stand_side_by_side_and_each_person_has_one() {
    let (mut cast, first, _) = promised();
    cast.story.after_days(11);
    let day = today().saturating_add(jiff::Span::new().days(11));
    let commitment = |cast: &Cast| cast.story.process.commitments.get(first).expect("a commitment").clone();
    assert!(
        commitment(&cast).is_due_unlooked(day, &cast.story.process.ledger)
            && !commitment(&cast).is_due_unlooked(today(), &cast.story.process.ledger)
    );
    cast.story.act(&cast.heron, find(first, FindingWord::Missed, day));
    let kept = cast.story.act(&cast.crane, find(first, FindingWord::Kept, day));
    let partly = cast.story.act(&cast.heron, find(first, FindingWord::Partly, day));
    let present = commitment(&cast)
        .present_findings(&cast.story.process.ledger)
        .into_iter()
        .map(|one| one.entry)
        .collect::<Vec<_>>();
    assert_eq!((present, commitment(&cast).findings.len()), (vec![kept, partly], 3));
    cast.story.act(&cast.heron, object(kept));
    assert_eq!(commitment(&cast).findings[1].objections.len(), 1);
    assert!(!commitment(&cast).is_due_unlooked(day, &cast.story.process.ledger));
}

#[test]
fn two_promises_of_one_actor_can_be_said_to_contradict_each_other() {
    let (mut cast, first, _) = promised();
    let again = RecordCommitment { text: "To spare industry penalties.".to_owned(), ..promise() };
    let second = cast.story.act(&cast.desk, again);
    let named = cast.story.act(&cast.heron, contradict(first, second));
    let all = cast.story.process.commitments.contradictions();
    assert_eq!((all.len(), all[0].entry, all[0].first, all[0].second), (1, named, first, second));
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

/// A source stands under the name that it has elsewhere; what is said of it is in the language that is said.
#[test]
fn a_finding_in_one_language_may_rest_on_a_source_in_another() {
    let (mut cast, commitment, _) = promised();
    let finding = |text: &str| Find {
        text: text.to_owned(),
        language: language("ko"),
        ..find(commitment, FindingWord::Partly, today())
    };
    let english = finding("The ministry's report of that day says so.");
    assert_eq!(refused(&mut cast.story, &cast.heron, english).code(), "other-letters");
    cast.story.act(&cast.heron, finding("부처가 그날 낸 보고서에 그렇게 적혀 있습니다."));
}
