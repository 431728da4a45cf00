//! A gallery of cheats on the way from a remark to the next version. The organiser holds the record's key and signs whatever they
//! like; each cheat is caught all the same, with the sentence that a journalist would quote.

use maru_forum::{
    Amended, Anchor, AnswerGiven, AnswerStage, Answered, Author, Cause, ClosePhase, Disposition,
    DraftPublished, DraftText, EntryNumber, GiveAnswer, GiveReply, MakeRemark, Means, PhaseClosed,
    ProposeAmendment, RemarkKind, Replied, ReplyWord, Tell, Told, WithdrawAmendment, Words,
};
use maru_testkit::{Cast, PHASE_CONVERSATION, Story, charter_with, language, operator, unit};
use maru_verify::{Report, Verdict};

use crate::look::{look, publish};

const DRAFT: &str = "# Norm\n\n## Article 1\n\nA provider may label it.\n\n## Article 2\n\nIt lasts.\n";

fn remark() -> MakeRemark {
    let mut anchor = Anchor::unit(unit("art_1"), language("en"));
    (anchor.start, anchor.end) = (Some(11), Some(14));
    MakeRemark {
        version: 1,
        anchor: Some(anchor),
        kind: RemarkKind::Technical,
        text: "“May” should be “must”.".to_owned(),
        language: language("en"),
        proposal: None,
        submission: None,
    }
}

fn answer(on: &[EntryNumber]) -> GiveAnswer {
    GiveAnswer {
        on: on.to_vec(),
        disposition: Disposition::NotAccepted,
        text: "Article 1 leaves the choice of means to providers on purpose.".to_owned(),
        language: language("en"),
        units: Vec::new(),
        stage: AnswerStage::Given,
        instead_of: None,
    }
}

fn amendment(story: &Story) -> ProposeAmendment {
    ProposeAmendment {
        version: 1,
        operations: vec![(language("en"), story.rewriting("art_1", "A provider must label it."))],
        units: vec![unit("art_1")],
        text: "Who labels must be able to rely on it.".to_owned(),
        language: language("en"),
        sources: Vec::new(),
    }
}

/// The cast after a first version, with Heron's remark (13), Crane's remark (14), and Heron's amendment (15).
struct Trunk {
    cast: Cast,
    heron: EntryNumber,
    crane: EntryNumber,
    amendment: EntryNumber,
}

fn trunk() -> Trunk {
    let mut cast = Cast::under(charter_with(|charter| charter.phases[1].opens = charter.phases[1].closes));
    operator().drafts(&mut cast.story, DRAFT, &[]);
    let heron = cast.story.act(&cast.heron, remark());
    let crane = cast.story.act(&cast.crane, MakeRemark { anchor: None, ..remark() });
    let command = amendment(&cast.story);
    let amendment = cast.story.act(&cast.heron, command);
    Trunk { cast, heron, crane, amendment }
}

fn quoted(report: &Report, code: &str) -> String {
    let found = report.findings.iter().find(|finding| finding.code == code);
    let found = found.unwrap_or_else(|| panic!("no “{code}” in {:#?}", report.findings));
    assert!(found.proven && report.verdict == Verdict::Wrong, "{found:?}");
    found.sentence.clone()
}

/// The organiser goes on in one way and signs it.
#[track_caller]
fn check(tamper: impl FnOnce(&mut Trunk), code: &str, sentence: &str) {
    let mut trunk = trunk();
    tamper(&mut trunk);
    assert_eq!(quoted(&look(&publish(&trunk.cast.story)), code), sentence);
}

/// The next version, written by hand.
fn version(story: &mut Story, change: impl FnOnce(&mut DraftPublished, &mut Story)) {
    let honest = story.version(&DRAFT.replace("may", "must"), &[]);
    let new = &honest.texts[0];
    let text = DraftText {
        text: story.words(&new.text),
        standing: new.standing,
        by: None,
        operations: Some(story.words(new.operations.as_deref().unwrap())),
    };
    let mut event =
        DraftPublished { version: 2, texts: vec![text], causes: honest.causes, reason: "new".to_owned() };
    change(&mut event, story);
    story.force(Author::Operator, event);
}

#[test]
fn the_honest_trunk_is_good() {
    let Trunk { mut cast, heron, crane, amendment } = trunk();
    operator().drafts(&mut cast.story, &DRAFT.replace("may", "must"), &[("art_1", &[heron, amendment])]);
    let accepted = GiveAnswer {
        disposition: Disposition::Accepted,
        units: vec![unit("art_1")],
        ..answer(&[heron, amendment])
    };
    let first = cast.story.act(&cast.desk, accepted);
    let second = cast.story.act(&cast.desk, answer(&[crane]));
    for (answer, who) in [(first, &cast.heron), (second, &cast.crane)] {
        cast.story.act(&operator(), Tell { answer, to: vec![who.id()], means: Means::Page });
    }
    cast.story
        .act(&cast.heron, GiveReply { answer: first, on: heron, word: ReplyWord::Satisfied, text: None });
    cast.story.after_days(211);
    let (phase, reason) = (PHASE_CONVERSATION.to_owned(), "all is answered".to_owned());
    cast.story.act(&operator(), ClosePhase { phase, reason });
    let report = look(&publish(&cast.story));
    assert_eq!((report.verdict, &report.findings[..]), (Verdict::Good, &[][..]));
}

#[test]
fn what_was_accepted_and_never_came_is_noted() {
    let Trunk { mut cast, heron, crane, amendment } = trunk();
    let accepted =
        GiveAnswer { disposition: Disposition::Accepted, units: vec![unit("art_1")], ..answer(&[heron]) };
    let first = cast.story.act(&cast.desk, accepted);
    let second = cast.story.act(&cast.desk, answer(&[crane, amendment]));
    cast.story.tells_everyone();
    cast.heron.replies(&mut cast.story, second, amendment, ReplyWord::Objects);
    operator().closes(&mut cast.story);
    let report = look(&publish(&cast.story));
    assert_eq!((report.verdict, first > heron), (Verdict::Good, true));
    let told =
        |code: &str| report.notes.iter().find(|note| note.code == code).map(|note| note.sentence.as_str());
    assert_eq!(
        told("accepted-without-change"),
        Some(
            "Accepted, and no version of the draft says that a change came of it: 1 of the remarks and amendments (entry 11)."
        )
    );
    assert_eq!(
        told("objections-stand"),
        Some(
            "The authors object to the answers that were given to 1 of the remarks and amendments (entry 13)."
        )
    );
}

#[test]
fn words_that_nobody_wrote_there() {
    check(
        |trunk| {
            let mut anchor = Anchor::unit(unit("art_2"), language("en"));
            (anchor.start, anchor.end) = (Some(100), Some(120));
            let text = trunk.cast.story.words("This is a scandal.");
            let event = maru_forum::Remarked {
                version: 1,
                anchor: Some(anchor),
                kind: RemarkKind::Objection,
                text,
                proposal: None,
                submission: None,
            };
            trunk.cast.story.force(trunk.cast.desk.author(), event);
        },
        "anchor-outside",
        "The remark in entry 14 is not what it says: it is said to be about words that version 1 of the draft does not have: the unit has 9 characters, and the range ends at 120.",
    );
}

#[test]
fn words_changed_that_no_operation_explains() {
    check(
        |trunk| {
            version(&mut trunk.cast.story, |event, story| {
                event.texts[0].operations = Some(story.words("[]"));
                event.causes.clear();
            });
        },
        "words-unexplained",
        "The version of the draft in entry 14 cannot be followed: its text in “en” has words that no recorded operation explains: they lead to another text.",
    );
    check(
        |trunk| version(&mut trunk.cast.story, |event, _| event.causes.clear()),
        "cause-missing",
        "The version of the draft in entry 14 cannot be followed: it changes art_1, and does not say because of what, nor that nobody had asked for it.",
    );
    check(
        |trunk| {
            let by = vec![trunk.heron];
            version(&mut trunk.cast.story, |event, _| event.causes.push(Cause { unit: unit("art_2"), by }));
        },
        "cause-untrue",
        "The version of the draft in entry 14 cannot be followed: it names causes for a change of art_2, which did not change.",
    );
}

#[test]
fn an_amendment_that_changes_more_than_it_says() {
    check(
        |trunk| {
            let story = &mut trunk.cast.story;
            let operations = story.rewriting("art_2", "It ends.");
            let (operations, text) = (vec![story.words(&operations)], story.words("A matter of style."));
            let event =
                Amended { version: 1, operations, units: vec![unit("art_1")], text, sources: Vec::new() };
            story.force(trunk.cast.desk.author(), event);
        },
        "touches-elsewhere",
        "The amendment in entry 14 is not what it says: it names art_1 and touches art_2.",
    );
}

#[test]
fn an_amendment_merged_that_was_withdrawn() {
    check(
        |trunk| {
            let entry = trunk.amendment;
            trunk.cast.story.act(&trunk.cast.heron, WithdrawAmendment { amendment: entry });
            version(&mut trunk.cast.story, |event, _| event.causes[0].by = vec![entry]);
        },
        "amendment-withdrawn",
        "Entry 15, a version of the draft, breaks a rule of this process: amendment 13 was taken back by its author in entry 14.",
    );
}

fn answered(trunk: &mut Trunk, stage: AnswerStage) -> EntryNumber {
    let Trunk { cast, heron, crane, .. } = trunk;
    cast.story.act(&cast.desk, GiveAnswer { stage, ..answer(&[*heron, *crane]) })
}

#[test]
fn an_author_silently_satisfied() {
    check(
        |trunk| {
            let answer = answered(trunk, AnswerStage::Given);
            let event = Replied { answer, on: trunk.heron, word: ReplyWord::Satisfied, text: None };
            trunk.cast.story.force(trunk.cast.desk.author(), event);
        },
        "not-the-author",
        "Entry 15, a reply, breaks a rule of this process: only the author of entry 11 may do this.",
    );
}

#[test]
fn an_answer_given_before_its_author_consented() {
    check(
        |trunk| {
            let answer = answered(trunk, AnswerStage::Proposed);
            let event = AnswerGiven { answer, on: vec![trunk.heron] };
            trunk.cast.story.force(trunk.cast.desk.author(), event);
        },
        "consent-awaited",
        "Entry 15, the giving of an answer, breaks a rule of this process: the author of entry 11 was asked for consent to answer 14, has not replied, and still has time.",
    );
}

#[test]
fn an_answer_changed_after_consent() {
    check(
        |trunk| {
            let old = answered(trunk, AnswerStage::Proposed);
            let (heron, on) = (trunk.cast.heron.clone(), trunk.heron);
            trunk
                .cast
                .story
                .act(&heron, GiveReply { answer: old, on, word: ReplyWord::Consents, text: None });
            let changed = answered(trunk, AnswerStage::Proposed);
            let event = AnswerGiven { answer: changed, on: vec![on] };
            trunk.cast.story.force(trunk.cast.desk.author(), event);
        },
        "consent-awaited",
        "Entry 17, the giving of an answer, breaks a rule of this process: the author of entry 11 was asked for consent to answer 16, has not replied, and still has time.",
    );
}

#[test]
fn a_remark_dropped_from_a_group() {
    check(
        |trunk| {
            let old = answered(trunk, AnswerStage::Given);
            trunk.cast.story.set(
                old.0 as usize,
                "on",
                maru_record::Value::List(vec![maru_record::Value::Integer(11)]),
            );
            let crane = trunk.cast.crane.clone();
            let key = crane.key.clone().unwrap();
            let event = Replied { answer: old, on: trunk.crane, word: ReplyWord::Objects, text: None };
            let mut recorded = trunk.cast.story.next(crane.author(), event);
            recorded.signature = Some([0; 64]);
            let message = maru_forum::encode(&recorded).signed_message(maru_testkit::ORIGIN).unwrap();
            recorded.signature = Some(ed25519_dalek::Signer::sign(&key, &message).to_bytes());
            trunk.cast.story.force_recorded(&recorded);
        },
        "not-the-author",
        "Entry 15, a reply, breaks a rule of this process: only the author of entry 12 may do this.",
    );
}

#[test]
fn a_phase_closed_over_people_who_wait() {
    check(
        |trunk| {
            let answer = answered(trunk, AnswerStage::Given);
            let event = Told { answer, to: vec![trunk.cast.desk.id()], means: Means::Mail };
            trunk.cast.story.force(Author::Operator, event);
        },
        "not-an-addressee",
        "Entry 15, a note of who was told, breaks a rule of this process: answer 14 is not for participant 4.",
    );
    check(
        |trunk| {
            answered(trunk, AnswerStage::Given);
            trunk.cast.story.after_days(211);
            let (phase, reason) = (PHASE_CONVERSATION.to_owned(), "so it is".to_owned());
            trunk.cast.story.force(Author::Operator, PhaseClosed { phase, reason });
        },
        "owed",
        "Entry 15, the closing of a phase, breaks a rule of this process: this waits for what is owed: an answer to 1 of the remarks and amendments (13); that 2 authors are told of the answer (answers 14, 14).",
    );
}

#[test]
fn an_answer_in_place_of_another_that_does_not_say_so() {
    check(
        |trunk| {
            answered(trunk, AnswerStage::Given);
            let words: Words = trunk.cast.story.words("It was never asked for, so it is answered.");
            let event = Answered {
                on: vec![trunk.heron],
                disposition: Disposition::OutOfScope,
                text: words,
                units: Vec::new(),
                stage: AnswerStage::Given,
                instead_of: None,
            };
            trunk.cast.story.force(trunk.cast.desk.author(), event);
        },
        "answered-otherwise",
        "Entry 15, an answer, breaks a rule of this process: entry 11 has its answer in entry 14, and an answer names the one in whose place it comes.",
    );
}
