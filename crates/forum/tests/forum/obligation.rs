//! Obligations: every rule of them broken once, and when nobody has looked.

use jiff::ToSpan as _;
use maru_forum::{
    CodeUnit, EntryNumber, Event, FindObligation, FindingWord, Moderate, ObligationFound, ObligationMade,
    RecordObligation, UnitCoding, UnitId, Verdict,
};
use maru_record::Digest;
use maru_testkit::{Cast, figures, language, operator, today, words_of};
use proptest::prelude::*;
use proptest::sample::select;

use crate::rules::{Case, DRAFT, NOWHERE, refused};

fn unit() -> UnitId {
    UnitId::new("art_1").expect("a unit")
}

fn coding() -> UnitCoding {
    UnitCoding {
        statement_type: "R".to_owned(),
        deontic: "must".to_owned(),
        bearer: Vec::new(),
        topics: Vec::new(),
        sanction: "none".to_owned(),
        testable: "yes".to_owned(),
        remedy: String::new(),
    }
}

/// The cast with a draft whose first article is coded, adopted thirty days after the day of the story.
fn adopted() -> (Cast, EntryNumber) {
    let mut cast = Cast::open();
    let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
    let coding = coding();
    cast.story.act(&cast.desk, CodeUnit { draft, unit: unit(), coding, as_suggested: None, words: None });
    cast.story.after_days(31);
    let result = operator().publishes(&mut cast.story, figures(2, 3));
    operator().decides(&mut cast.story, result, "So be it.");
    (cast, draft)
}

fn day(after: i64) -> jiff::civil::Date {
    today().saturating_add(after.days())
}

fn owed(draft: EntryNumber) -> RecordObligation {
    RecordObligation {
        is_another: false,
        draft,
        unit: unit(),
        signatory: "Ministry of Examples".to_owned(),
        organisation: None,
        due: day(40),
        review: Some(day(50)),
        words: Some((language("en"), "To publish the register.".to_owned())),
    }
}

fn find(obligation: EntryNumber, word: FindingWord, day: jiff::civil::Date) -> FindObligation {
    let text = "The register was published on that day.".to_owned();
    let source = "Register of Examples, page 3".to_owned();
    FindObligation { obligation, word, day, text, source, language: language("en") }
}

pub(crate) const CASES: &[Case] = &[
    ("not-adopted", "a duty of a text that nobody adopted", || {
        let mut cast = Cast::open();
        let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
        refused(&mut cast.story, &cast.desk, owed(draft))
    }),
    ("unit-not-coded", "a duty of a part that nobody coded", || {
        let (mut cast, draft) = adopted();
        let other = UnitId::new("art_2").expect("a unit");
        refused(&mut cast.story, &cast.desk, RecordObligation { unit: other, ..owed(draft) })
    }),
    ("bad-obligation", "a duty that was due before the text was adopted", || {
        let (mut cast, draft) = adopted();
        refused(&mut cast.story, &cast.desk, RecordObligation { due: day(30), ..owed(draft) })
    }),
    ("obligation-already", "the same duty once more", || {
        let (mut cast, draft) = adopted();
        cast.story.act(&cast.desk, owed(draft));
        let other_words = Some((language("en"), "To publish it.".to_owned()));
        refused(&mut cast.story, &cast.desk, RecordObligation { words: other_words, ..owed(draft) })
    }),
    ("bad-field", "a duty of another age", || {
        let (mut cast, draft) = adopted();
        let review = Some(jiff::civil::date(3_000, 1, 1));
        refused(&mut cast.story, &cast.desk, RecordObligation { review, ..owed(draft) })
    }),
    ("bad-obligation", "a review before it is due", || {
        let (mut cast, draft) = adopted();
        refused(&mut cast.story, &cast.desk, RecordObligation { review: Some(day(1)), ..owed(draft) })
    }),
    ("text-empty", "a duty of nobody", || {
        let (mut cast, draft) = adopted();
        refused(&mut cast.story, &cast.desk, RecordObligation { signatory: " ".to_owned(), ..owed(draft) })
    }),
    ("signatory-alike", "a name that only looks like that of another signatory", || {
        let (mut cast, draft) = adopted();
        cast.story.act(&cast.desk, owed(draft));
        let alike = "Mini\u{455}try of Examples".to_owned();
        refused(
            &mut cast.story,
            &cast.desk,
            RecordObligation { signatory: alike, due: day(45), ..owed(draft) },
        )
    }),
    ("unknown-obligation", "a finding on nothing", || {
        let (mut cast, _) = adopted();
        refused(&mut cast.story, &cast.heron, find(NOWHERE, FindingWord::Kept, day(31)))
    }),
    ("bad-obligation", "missed before its day is over", || {
        let (mut cast, draft) = adopted();
        let obligation = cast.story.act(&cast.desk, owed(draft));
        refused(&mut cast.story, &cast.heron, find(obligation, FindingWord::Missed, day(31)))
    }),
    ("reason-too-short", "a finding without evidence", || {
        let (mut cast, draft) = adopted();
        let obligation = cast.story.act(&cast.desk, owed(draft));
        let bare = FindObligation { text: "Yes.".to_owned(), ..find(obligation, FindingWord::Kept, day(31)) };
        refused(&mut cast.story, &cast.heron, bare)
    }),
    ("source-missing", "a finding that does not say where it was read", || {
        let (mut cast, draft) = adopted();
        let obligation = cast.story.act(&cast.desk, owed(draft));
        let bare =
            FindObligation { source: " ".to_owned(), ..find(obligation, FindingWord::Pending, day(31)) };
        refused(&mut cast.story, &cast.heron, bare)
    }),
    ("source-missing", "a source that names nothing", || {
        let (mut cast, draft) = adopted();
        let obligation = cast.story.act(&cast.desk, owed(draft));
        let bare =
            FindObligation { source: "web".to_owned(), ..find(obligation, FindingWord::Kept, day(31)) };
        refused(&mut cast.story, &cast.heron, bare)
    }),
];

#[test]
fn an_obligation_is_found_on_missed_and_looked_at_anew() {
    let (mut cast, draft) = adopted();
    let number = cast.story.act(&cast.desk, owed(draft));
    let one = |cast: &Cast| cast.story.process.obligations.get(number).expect("an obligation").clone();
    assert!(
        !one(&cast).is_unlooked(day(40), &cast.story.process.ledger)
            && one(&cast).is_unlooked(day(41), &cast.story.process.ledger)
    );
    cast.story.after_days(11);
    cast.story.act(&cast.heron, find(number, FindingWord::Missed, day(41)));
    assert!(!one(&cast).is_unlooked(day(42), &cast.story.process.ledger), "somebody looked after its day");
    assert!(
        one(&cast).is_unlooked(day(51), &cast.story.process.ledger),
        "and nobody since the day of the review"
    );
    cast.story.after_days(10);
    cast.story.act(&cast.crane, find(number, FindingWord::Partly, day(51)));
    cast.story.act(&cast.heron, find(number, FindingWord::Kept, day(51)));
    let words: Vec<_> =
        one(&cast).present_findings(&cast.story.process.ledger).iter().map(|finding| finding.word).collect();
    assert_eq!((words, one(&cast).findings.len()), (vec![FindingWord::Partly, FindingWord::Kept], 3));
    assert!(!one(&cast).is_unlooked(day(60), &cast.story.process.ledger));
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

#[test]
fn a_finding_that_was_rejected_or_erased_says_nothing_of_an_obligation() {
    let (mut cast, draft) = adopted();
    let number = cast.story.act(&cast.desk, owed(draft));
    cast.story.after_days(11);
    let finding = cast.story.act(&cast.heron, find(number, FindingWord::Kept, day(41)));
    let stands = |cast: &Cast| {
        let (one, ledger) =
            (cast.story.process.obligations.get(number).expect("one"), &cast.story.process.ledger);
        (one.present_findings(ledger).len(), one.is_unlooked(day(42), ledger))
    };
    assert_eq!(stands(&cast), (1, false));
    let (reason, rule) = ("made up".to_owned(), "1".to_owned());
    let verdict =
        |verdict| Moderate { on: vec![finding], verdict, reason: reason.clone(), rule: rule.clone() };
    cast.story.act(&operator(), verdict(Verdict::Rejected));
    assert_eq!(stands(&cast), (0, true), "nobody looked, as far as anybody can read");
    cast.story.act(&operator(), verdict(Verdict::Accepted));
    assert_eq!(stands(&cast), (1, false));
    cast.heron.withdraws(&mut cast.story, finding);
    assert_eq!(stands(&cast), (0, true));
}

#[test]
fn the_coding_of_an_earlier_version_holds_for_a_later_one() {
    let mut cast = Cast::open();
    let first = operator().drafts(&mut cast.story, DRAFT, &[]);
    cast.story.act(
        &cast.desk,
        CodeUnit { draft: first, unit: unit(), coding: coding(), as_suggested: None, words: None },
    );
    let second = operator().drafts(&mut cast.story, &DRAFT.replace("It lasts.", "It lasts long."), &[]);
    cast.story.after_days(31);
    let result = operator().publishes(&mut cast.story, figures(2, 3));
    operator().decides(&mut cast.story, result, "So be it.");
    cast.story.act(&cast.desk, owed(second));
    let process = &cast.story.process;
    assert_eq!(process.obligations.len(), 1);
    assert_eq!(process.codings.up_to(&process.drafts, second, &unit()).map(|one| one.draft), Some(first));
}

pub(crate) fn events() -> impl Strategy<Value = Event> {
    let number = || (0..1_u64 << 50).prop_map(EntryNumber);
    let any_day =
        || (1_800_i16..=2_999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
    let words = || "[a-z]{1,9}".prop_map(|text| words_of(&text, "en", Digest::of(text.as_bytes()).0).0);
    let made = (
        number(),
        "[a-z가-힣 ]{1,20}",
        proptest::option::of(number()),
        any_day(),
        proptest::option::of(any_day()),
        proptest::option::of(words()),
    );
    prop_oneof![
        made.prop_map(|(draft, signatory, organisation, due, review, text)| {
            ObligationMade { draft, unit: unit(), signatory, organisation, due, review, text }.into()
        }),
        (number(), select(FindingWord::ALL), any_day(), words(), proptest::option::of(words())).prop_map(
            |(obligation, word, day, text, source)| ObligationFound { obligation, word, day, text, source }
                .into()
        ),
    ]
}

#[test]
fn a_signatory_bears_one_name_however_its_letters_are_written() {
    let (mut cast, draft) = adopted();
    cast.story.act(&cast.desk, owed(draft));
    let mut record = |signatory: &str, after: i64, is_another: bool| {
        let (signatory, due, review) = (signatory.to_owned(), day(after), None);
        let entry = cast
            .story
            .act(&cast.desk, RecordObligation { signatory, due, review, is_another, ..owed(draft) });
        let one = cast.story.process.obligations.get(entry).expect("it is recorded");
        (one.owed.signatory.clone(), one.is_of("MINISTRY of examples"))
    };
    for (written, after) in
        [("ministry OF examples", 41), (" Ministry  of Examples ", 42), ("\u{ff2d}inistry of Examples", 43)]
    {
        assert_eq!(record(written, after, false), ("Ministry of Examples".to_owned(), true), "{written}");
    }
    let alike = "Mini\u{455}try of Examples";
    assert_eq!(record(alike, 44, true), (alike.to_owned(), false), "somebody said that they are two");
}
