//! A gallery of cheats around the openness report that a record holds.

use maru_forum::{Author, Moment, PublishedResult, ResultPublished};
use maru_testkit::{Story, operator};
use maru_verify::{Report, Verdict};

use crate::look::{look, publish_readable};

fn told() -> (Story, PublishedResult) {
    let story = Story::open();
    let result = maru_openness::result(&story.process, Moment(story.now));
    (story, result)
}

fn forged(change: impl FnOnce(&mut ResultPublished)) -> Report {
    let (mut story, result) = told();
    let mut said = result.event();
    change(&mut said);
    story.force(Author::Operator, said);
    look(&publish_readable(&story))
}

#[track_caller]
fn caught(report: &Report, words: &str) {
    let found = report.findings.iter().find(|finding| finding.code == "wrong-result");
    let found = found.unwrap_or_else(|| panic!("{:#?}", report.findings));
    assert!(found.proven && report.verdict == Verdict::Wrong && found.sentence.contains(words), "{found:?}");
}

#[test]
fn an_honest_report_is_computed_again() {
    let (mut story, result) = told();
    story.act(&operator(), result);
    let report = look(&publish_readable(&story));
    assert_eq!((report.verdict, report.findings.len()), (Verdict::Good, 0), "{:#?}", report.findings);
    assert!(report.results.iter().all(|result| result.same) && report.results.len() == 1);
}

#[test]
fn a_failing_criterion_is_turned() {
    // O7: nobody was named chair.
    caught(
        &forged(|said| {
            said.figures.insert("O7".to_owned(), 3);
        }),
        "other answers to: O7",
    );
}

#[test]
fn a_failing_criterion_is_hidden() {
    caught(
        &forged(|said| {
            said.figures.remove("O7");
        }),
        "other answers to: O7",
    );
}

#[test]
fn reasons_are_changed_and_answers_are_kept() {
    caught(&forged(|said| said.output = maru_record::Digest::of(b"another")), "other reasons");
}

#[test]
fn a_report_of_another_moment() {
    caught(
        &forged(|said| {
            said.figures.insert("at".to_owned(), 0);
        }),
        "the moment that it names is not one at which these entries",
    );
}

#[test]
fn reports_beyond_those_that_are_computed_are_left_out_for_what_they_are() {
    let mut story = Story::open();
    for _ in 0..=maru_verify::MAX_STATES {
        let result = maru_openness::result(&story.process, Moment(story.now));
        story.act(&operator(), result);
    }
    let report = look(&publish_readable(&story));
    let left: Vec<_> = report.findings.iter().filter(|one| one.code == "results-not-computed").collect();
    let [left] = left.as_slice() else { panic!("{:#?}", report.findings) };
    let said = "The record has more openness reports than are computed in one check (256); 1 of them, from entry 258 on, ";
    assert!(left.sentence.starts_with(said) && !left.proven, "{left:?}");
    assert_eq!(report.verdict, Verdict::Undecided);
}

#[test]
fn a_report_of_fewer_entries_breaks_a_rule() {
    let report = forged(|said| said.entries -= 1);
    assert!(report.findings.iter().any(|one| one.code == "result-beyond-record"), "{:#?}", report.findings);
}

#[test]
fn a_report_by_a_method_that_this_program_lacks_is_undecided() {
    let report = forged(|said| said.algorithm = "openness/99".to_owned());
    assert_eq!(report.verdict, Verdict::Undecided, "{:#?}", report.findings);
}
