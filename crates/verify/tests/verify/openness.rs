//! A gallery of cheats around the openness report that a record holds.

use maru_forum::{
    Author, CharterChanged, Moderate, Moment, NextStage, PhaseAct, PublishedResult, RemarkKind,
    ResultPublished, StageChanged, Verdict as Ruling,
};
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
fn what_a_check_sees_answers_what_no_record_says_of_itself() {
    let (mut story, result) = told();
    story.act(&operator(), result);
    let report = look(&publish_readable(&story));
    let standing = |id: &str| report.openness.iter().find(|one| one.criterion == id).map(|one| one.standing);
    assert_eq!(standing("O38"), Some("met"), "{:#?}", report.openness);
    let forged = forged(|said| {
        said.figures.insert("O7".to_owned(), 3);
    });
    let standing = |id: &str| forged.openness.iter().find(|one| one.criterion == id).map(|one| one.standing);
    assert_eq!(standing("O38"), Some("not_met"), "{:#?}", forged.openness);
}

/// An open process with a draft and one remark on it.
fn remarked() -> (Story, maru_forum::EntryNumber) {
    let mut story = Story::open();
    operator().drafts(&mut story, "# Labels\n\n## Article 1\n\nLabels are due.\n", &[]);
    let heron = story.joins("heron");
    let remark = heron.remarks(&mut story, "art_1", RemarkKind::Objection, "Labels by whom, and when?");
    (story, remark)
}

fn closes(story: &mut Story) {
    let cuts = story.process.cut_short(Moment(story.now));
    let reason = "It is over.".to_owned();
    story.force(Author::Operator, StageChanged { stage: NextStage::Closed, reason, cuts: Some(cuts) });
}

#[test]
fn a_process_that_closes_over_a_promised_answer_is_noted() {
    let (mut story, remark) = remarked();
    let mut charter = story.process.charter.clone();
    for phase in &mut charter.phases {
        phase.acts.retain(|act| ![PhaseAct::Remark, PhaseAct::Answer].contains(act));
    }
    let reason = "Simpler rules for everybody".to_owned();
    let change = story.force(Author::Operator, CharterChanged { charter: Box::new(charter), reason });
    closes(&mut story);
    let report = look(&publish_readable(&story));
    let entries =
        |code: &str| report.notes.iter().find(|note| note.code == code).map(|note| note.entries.clone());
    assert_eq!(entries("answers-taken-from-charter"), Some(vec![change.0]), "{:#?}", report.notes);
    let missing = entries("promised-answers-missing").unwrap_or_default();
    assert!(missing.contains(&remark.0), "{:#?}", report.notes);
}

#[test]
fn the_share_that_moderators_turned_away_is_noted() {
    let (mut story, remark) = remarked();
    let (reason, rule) = ("Off topic for us".to_owned(), "1".to_owned());
    story.act(&operator(), Moderate { on: vec![remark], verdict: Ruling::Rejected, reason, rule });
    closes(&mut story);
    let report = look(&publish_readable(&story));
    let note = report.notes.iter().find(|note| note.code == "remarks-turned-away");
    let note = note.unwrap_or_else(|| panic!("{:#?}", report.notes));
    assert!(note.sentence.starts_with("Moderators turned away 1 of 1 remarks"), "{note:?}");
}

#[test]
fn a_report_by_the_rules_of_before_is_computed_again_and_noted() {
    let (mut story, result) = told();
    let older = ResultPublished { algorithm: "openness/6".to_owned(), ..result.event() };
    let again = maru_openness::recomputed(&story.process, &older, Moment(story.now)).expect("openness/6");
    story.force(Author::Operator, again.event());
    let report = look(&publish_readable(&story));
    assert_eq!((report.verdict, report.findings.len()), (Verdict::Good, 0), "{:#?}", report.findings);
    assert!(report.notes.iter().any(|note| note.code == "older-algorithm"), "{:#?}", report.notes);
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
