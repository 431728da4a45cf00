//! A step is answered by what was looked at, and by nothing else.

use maru_record::audit::OtherHead;
use maru_testkit::Story;
use maru_verify::{Answer, Report, Verdict};

use crate::look::{Files, honest, look, look_beside, publish, signed, signed_as};

fn answers(report: &Report) -> [Answer; 10] {
    std::array::from_fn(|place| report.steps[place].answer)
}

use Answer::{NotChecked, NothingToCheck, Ok, Undecided};

#[test]
fn a_first_visit_alone_checks_eight_of_the_ten_steps() {
    let report = look(&publish(&honest().story));
    assert_eq!(answers(&report), [Ok, NotChecked, NotChecked, Ok, Ok, Ok, Ok, Ok, Ok, Ok]);
    assert_eq!((report.checked(), report.verdict), (8, Verdict::Good));
    let reason = |step: usize| report.steps[step - 1].reason.as_deref();
    assert_eq!(reason(1), Some("by the record's key alone; no witness was named whose signature is needed"));
    assert_eq!(reason(2), Some("a first visit: nothing of this record is remembered here"));
    assert_eq!(reason(3), Some("nobody else was asked"));
}

#[test]
fn a_visit_again_that_asks_others_checks_all() {
    let story = honest().story;
    let (_, shown) = signed(&story);
    let other = OtherHead { from: "a friend".to_owned(), signed: shown.clone() };
    let report = look_beside(&publish(&story), Some(shown.checkpoint()), &[other]);
    assert_eq!(answers(&report), [Ok; 10]);
    assert_eq!(report.steps[2].reason.as_deref(), Some("held against the head of a friend"));
}

#[test]
fn what_a_record_does_not_hold_is_not_said_to_be_right() {
    let report = look(&publish(&Story::open()));
    let none = NothingToCheck;
    assert_eq!(answers(&report), [Ok, NotChecked, NotChecked, Ok, Ok, none, Ok, none, none, none]);
    assert_eq!(report.steps[8].reason.as_deref(), Some("no result was published, and no draft"));
    let mut unsigned = Story::open();
    unsigned.joins("heron").states(&mut unsigned, "Labels are due.");
    let report = look(&publish(&unsigned));
    assert_eq!(
        report.steps[5].reason.as_deref(),
        Some("by their numbering alone: no act was signed by its author")
    );
}

#[test]
fn a_record_of_which_nothing_was_read_says_nothing_else() {
    let report = look(&Files::new());
    assert_eq!(answers(&report)[1..], [NotChecked; 9]);
    assert_eq!((report.verdict, report.checked()), (Verdict::Undecided, 0));
    let mut files = publish(&honest().story);
    files.insert("checkpoint".to_owned(), b"nothing of the kind".to_vec());
    let report = look(&files);
    // Bytes that nobody signed prove nothing.
    assert_eq!((answers(&report)[0], &answers(&report)[1..]), (Undecided, &[NotChecked; 9][..]));

    let none: [Vec<u8>; 0] = [];
    let (mut files, empty) = signed_as(maru_testkit::ORIGIN, &none, &[crate::look::log_key()], 1);
    files.insert("checkpoint".to_owned(), empty.to_bytes());
    let report = look(&files);
    assert_eq!(answers(&report)[3..], [NothingToCheck; 7]);
    assert_eq!(report.verdict, Verdict::Undecided, "an empty record is not a good one");
}
