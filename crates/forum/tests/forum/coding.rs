//! Codings of units: what is a code at all, and which coding of a unit stands.

use maru_forum::{CodeUnit, Event, UnitCoded, UnitCoding, UnitId, Violation};
use maru_testkit::{Cast, operator};
use proptest::prelude::*;

use crate::rules::{Case, DRAFT, NOWHERE, refused};

fn coding() -> UnitCoding {
    UnitCoding {
        statement_type: "R".to_owned(),
        deontic: "must".to_owned(),
        bearer: vec!["provider".to_owned()],
        topics: vec!["labelling".to_owned()],
        sanction: "none".to_owned(),
        testable: "yes".to_owned(),
        remedy: String::new(),
    }
}

fn of_unit(draft: maru_forum::EntryNumber, coding: UnitCoding) -> CodeUnit {
    CodeUnit {
        draft,
        unit: UnitId::new("art_1").expect("a unit"),
        coding,
        as_suggested: Some(true),
        words: None,
    }
}

fn bad(coding: UnitCoding) -> Violation {
    let mut cast = Cast::open();
    let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
    refused(&mut cast.story, &operator(), of_unit(draft, coding))
}

pub(crate) const CASES: &[Case] = &[
    ("not-a-draft", "a unit of no draft", || {
        let mut cast = Cast::open();
        refused(&mut cast.story, &operator(), of_unit(NOWHERE, coding()))
    }),
    ("bad-code", "a sentence for a code", || bad(UnitCoding { deontic: "must not".to_owned(), ..coding() })),
    ("bad-list", "a bearer twice", || {
        bad(UnitCoding { bearer: vec!["provider".to_owned(), "provider".to_owned()], ..coding() })
    }),
    ("bad-count", "more topics than a unit has", || {
        bad(UnitCoding { topics: (0..21).map(|number| format!("t{number}")).collect(), ..coding() })
    }),
    ("text-too-long", "a remedy of a page", || bad(UnitCoding { remedy: "a".repeat(201), ..coding() })),
    ("not-allowed", "a coding by somebody without the office", || {
        let mut cast = Cast::open();
        let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
        refused(&mut cast.story, &cast.heron, of_unit(draft, coding()))
    }),
];

#[test]
fn the_last_coding_of_a_unit_stands_and_the_same_once_more_is_no_entry() {
    let mut cast = Cast::open();
    let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
    let first = cast.story.act(&cast.desk, of_unit(draft, coding()));
    assert_eq!(cast.story.act(&cast.desk, of_unit(draft, coding())), first);
    let fined = UnitCoding { sanction: "admin_fine".to_owned(), ..coding() };
    let second = cast.story.act(&cast.desk, of_unit(draft, fined));
    let unit = UnitId::new("art_1").expect("a unit");
    let codings = &cast.story.process.codings;
    assert_eq!((codings.of(draft, &unit).map(|one| one.entry), codings.len()), (Some(second), 2));
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

pub(crate) fn events() -> impl Strategy<Value = Event> {
    let codes = || proptest::collection::vec("[a-z_]{1,9}", 0..3);
    let single = || ["[A-Z]", "[a-z_]{1,9}", "[a-z_]{1,9}", "[a-z]{1,6}"];
    let coding =
        (single(), codes(), codes(), "[a-z가-힣 ]{0,20}").prop_map(|(single, bearer, topics, remedy)| {
            let [statement_type, deontic, sanction, testable] = single;
            UnitCoding { statement_type, deontic, bearer, topics, sanction, testable, remedy }
        });
    (0..1_u64 << 50, "[a-z_0-9]{1,12}", coding, proptest::option::of(any::<bool>())).prop_map(
        |(draft, unit, coding, as_suggested)| {
            let (draft, unit) = (maru_forum::EntryNumber(draft), UnitId::new(&unit).expect("a unit"));
            UnitCoded { draft, unit, coding, as_suggested, text: None }.into()
        },
    )
}
