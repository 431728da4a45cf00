//! Obligations: every rule of them broken once, and when nobody has looked.

use jiff::ToSpan as _;
use maru_forum::{
    CodeUnit, EntryNumber, Event, FindObligation, FindingWord, ObligationFound, ObligationMade,
    RecordObligation, UnitCoding, UnitId,
};
use maru_record::Digest;
use maru_testkit::{Cast, figures, language, operator, today, words_of};
use proptest::prelude::*;
use proptest::sample::select;

use crate::rules::{Case, DRAFT, NOWHERE, refused};

fn unit() -> UnitId {
    UnitId::new("art_1").expect("a unit")
}

/// The cast with a draft whose first article is coded, adopted thirty days after the day of the story.
fn adopted() -> (Cast, EntryNumber) {
    let mut cast = Cast::open();
    let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
    let coding = UnitCoding {
        statement_type: "R".to_owned(),
        deontic: "must".to_owned(),
        bearer: Vec::new(),
        topics: Vec::new(),
        sanction: "none".to_owned(),
        testable: "yes".to_owned(),
        remedy: String::new(),
    };
    cast.story.act(&cast.desk, CodeUnit { draft, unit: unit(), coding, as_suggested: false, words: None });
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
    FindObligation { obligation, word, day, text, language: language("en") }
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
    ("bad-obligation", "a review before it is due", || {
        let (mut cast, draft) = adopted();
        refused(&mut cast.story, &cast.desk, RecordObligation { review: Some(day(1)), ..owed(draft) })
    }),
    ("text-empty", "a duty of nobody", || {
        let (mut cast, draft) = adopted();
        refused(&mut cast.story, &cast.desk, RecordObligation { signatory: " ".to_owned(), ..owed(draft) })
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
];

#[test]
fn an_obligation_is_found_on_missed_and_looked_at_anew() {
    let (mut cast, draft) = adopted();
    let number = cast.story.act(&cast.desk, owed(draft));
    let one = |cast: &Cast| cast.story.process.obligations.get(number).expect("an obligation").clone();
    assert!(!one(&cast).is_unlooked(day(40)) && one(&cast).is_unlooked(day(41)));
    cast.story.after_days(11);
    cast.story.act(&cast.heron, find(number, FindingWord::Missed, day(41)));
    assert!(!one(&cast).is_unlooked(day(42)), "somebody looked after its day");
    assert!(one(&cast).is_unlooked(day(51)), "and nobody since the day of the review");
    cast.story.after_days(10);
    cast.story.act(&cast.crane, find(number, FindingWord::Partly, day(51)));
    cast.story.act(&cast.heron, find(number, FindingWord::Kept, day(51)));
    let words: Vec<_> = one(&cast).present_findings().iter().map(|finding| finding.word).collect();
    assert_eq!((words, one(&cast).findings.len()), (vec![FindingWord::Partly, FindingWord::Kept], 3));
    assert!(!one(&cast).is_unlooked(day(60)));
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

pub(crate) fn events() -> impl Strategy<Value = Event> {
    let number = || (0..1_u64 << 50).prop_map(EntryNumber);
    let any_day = || (1_i16..=9_999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
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
        (number(), select(FindingWord::ALL), any_day(), words()).prop_map(|(obligation, word, day, text)| {
            ObligationFound { obligation, word, day, text }.into()
        }),
    ]
}
