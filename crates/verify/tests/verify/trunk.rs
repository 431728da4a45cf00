//! A gallery of cheats on the way from a remark to the next version. The organiser holds the record's key and signs whatever they
//! like; each cheat is caught all the same, with the sentence that a journalist would quote.

use maru_forum::{
    Amended, Anchor, AnswerGiven, AnswerStage, Answered, Author, Cause, ClosePhase, Disposition,
    DraftPublished, DraftText, EntryNumber, GiveAnswer, GiveReply, MakeRemark, Means, PhaseClosed,
    ProposeAmendment, RemarkKind, Replied, ReplyWord, Tell, Told, WithdrawAmendment, Words,
};
use maru_testkit::{Cast, PHASE_CONVERSATION, Story, charter_with, language, operator, unit};
use maru_verify::draft::{Upload, Version, publication};
use maru_verify::{Answer, Report, Verdict};

use crate::look::{Files, look, publish, publish_readable};

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

/// What is noted under a code, if anything.
fn told(story: &Story, code: &str) -> Option<String> {
    let report = look(&publish_readable(story));
    assert_eq!((report.verdict, &report.findings[..]), (Verdict::Good, &[][..]));
    report.notes.into_iter().find(|note| note.code == code).map(|note| note.sentence)
}

#[track_caller]
fn assert_told(story: &Story, code: &str, sentence: &str) {
    assert_eq!(told(story, code).as_deref(), Some(sentence));
}

#[test]
fn words_under_the_name_of_an_amendment_that_says_others() {
    let Trunk { mut cast, amendment, .. } = trunk();
    let mut honest = cast.story.clone();
    operator().drafts(&mut honest, &DRAFT.replace("may", "must"), &[("art_1", &[amendment])]);
    for code in ["other-words-than-amended", "cause-elsewhere", "cause-not-accepted"] {
        assert_eq!(told(&honest, code), None);
    }
    let words = DRAFT.replace("may label it", "is praised");
    operator().drafts(&mut cast.story, &words, &[("art_1", &[amendment])]);
    assert_told(
        &cast.story,
        "other-words-than-amended",
        "Version 2 of the draft (entry 14) has other words than the amendments that it names as the cause: art_1 in “en” names amendment \
         13, which makes it “Article 1 A provider must label it.”, and reads “Article 1 A provider is praised.”.",
    );
}

#[test]
fn causes_that_are_about_something_else_or_were_refused() {
    let Trunk { mut cast, heron, crane, amendment } = trunk();
    let words = DRAFT.replace("lasts", "ends").replace("may", "must");
    let refusal = cast.story.act(&cast.desk, answer(&[heron]));
    let causes = [("art_1", &[heron, refusal][..]), ("art_2", &[heron, crane, amendment][..])];
    operator().drafts(&mut cast.story, &words, &causes);
    assert_told(
        &cast.story,
        "cause-elsewhere",
        "Version 2 of the draft (entry 15) names causes that are about other units, and no answer to them names this one: art_1 names entry \
         14; art_2 names entry 11; art_2 names entry 13.",
    );
    assert_told(
        &cast.story,
        "cause-not-accepted",
        "Version 2 of the draft (entry 15) names as the cause of a change what was answered as not accepted: entries 11 and 14.",
    );
}

#[test]
fn a_general_remark_and_an_answer_given_to_nobody_as_causes() {
    let Trunk { mut cast, crane, amendment, .. } = trunk();
    let mut honest = cast.story.clone();
    operator().drafts(&mut honest, &DRAFT.replace("may", "must"), &[("art_1", &[amendment])]);
    for code in ["cause-general", "cause-not-given"] {
        assert_eq!(told(&honest, code), None);
    }
    let general = MakeRemark { anchor: None, text: "All of it is too weak.".to_owned(), ..remark() };
    let general = cast.story.act(&cast.crane, general);
    assert_eq!(crane, EntryNumber(12));
    let mut promised = cast.story.clone();
    operator().drafts(&mut cast.story, &DRAFT.replace("may", "must"), &[("art_1", &[general, amendment])]);
    assert_told(
        &cast.story,
        "cause-general",
        "Version 2 of the draft (entry 15) names as the cause of changes remarks about the whole text, and no answer to them says that they \
         ask for these: art_1 names entry 14.",
    );
    let accepted = GiveAnswer {
        disposition: Disposition::Accepted,
        units: vec![unit("art_1")],
        stage: AnswerStage::Proposed,
        ..answer(&[general])
    };
    let proposed = promised.act(&cast.desk, accepted);
    operator().drafts(&mut promised, &DRAFT.replace("may", "must"), &[("art_1", &[amendment, proposed])]);
    assert_told(
        &promised,
        "cause-not-given",
        "Version 2 of the draft (entry 16) names as the cause of a change answers that had been given to nobody by then: entry 15.",
    );
}

#[test]
fn an_amendment_that_combines_what_was_taken_back() {
    let Trunk { mut cast, amendment: first, .. } = trunk();
    let combining = |story: &Story| ProposeAmendment { sources: vec![first], ..amendment(story) };
    let mut honest = cast.story.clone();
    let command = combining(&honest);
    honest.act(&cast.crane, command.clone());
    honest.act(&cast.heron, WithdrawAmendment { amendment: first });
    assert_eq!(told(&honest, "combines-what-was-gone"), None, "it stood when it was combined");
    cast.story.act(&cast.heron, WithdrawAmendment { amendment: first });
    cast.story.act(&cast.crane, command);
    assert_told(
        &cast.story,
        "combines-what-was-gone",
        "1 of the amendments name as their sources amendments that had been taken back or turned away before (entry 15).",
    );
}

#[test]
fn a_decision_on_votes_that_were_cast_before_there_was_a_text() {
    let mut cast = Cast::open();
    let map = maru_verify::opinion_map_result(&cast.story.process);
    let result = operator().publishes(&mut cast.story, map);
    let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
    cast.story.after_days(30);
    let decision = operator().decides(&mut cast.story, result, "So be it.");
    let sentence = format!(
        "The decision in entry {decision} adopts a version that was published in entry {draft}; what it rests on (entry {result}) counts the \
         votes of a time before that, when nobody could know the text."
    );
    assert_told(&cast.story, "decided-on-earlier-votes", &sentence);
}

#[test]
fn a_rejection_that_names_a_version_as_adopted() {
    let mut cast = Cast::open();
    let map = maru_verify::opinion_map_result(&cast.story.process);
    let result = operator().publishes(&mut cast.story, map);
    let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
    cast.story.after_days(30);
    let text = cast.story.words("It is rejected.");
    let outcome = maru_forum::Resolution::Rejected;
    let decided = maru_forum::Decided { outcome, result, draft: Some(draft), text };
    cast.story.force(Author::Operator, decided);
    assert_eq!(
        quoted(&look(&publish(&cast.story)), "nothing-adopted"),
        "Entry 12, a decision, breaks a rule of this process: an adoption names the version of the draft that it adopts, and no other decision \
         names one."
    );
}

#[test]
fn changes_that_were_taken_back_or_promised_of_other_units() {
    let Trunk { mut cast, heron, crane, amendment } = trunk();
    operator().drafts(&mut cast.story, &DRAFT.replace("may", "must"), &[("art_1", &[heron, amendment])]);
    operator().drafts(&mut cast.story, DRAFT, &[]);
    assert_told(
        &cast.story,
        "change-undone",
        "Version 3 of the draft (entry 15) takes changes back, and says that nobody had asked for it: art_1 has the words of version 1 again; \
         they had changed because of entries 11 and 13.",
    );
    let accepted = GiveAnswer {
        disposition: Disposition::Accepted,
        units: vec![unit("art_1"), unit("art_99")],
        ..answer(&[heron, crane, amendment])
    };
    cast.story.act(&cast.desk, accepted);
    cast.story.tells_everyone();
    let result = maru_verify::opinion_map_result(&cast.story.process);
    let result = operator().publishes(&mut cast.story, result);
    cast.story.after_days(210);
    operator().decides(&mut cast.story, result, "So be it.");
    assert_told(
        &cast.story,
        "promised-unit-unchanged",
        "Answers say that 1 of the units change, and no version of the draft changes them, such as art_99 (entry 16).",
    );
    assert_told(
        &cast.story,
        "nobody-asked",
        "The adopted version has 1 changes of which the draft says that nobody had asked for them, such as art_1 (version 3).",
    );
}

#[test]
fn objections_that_were_answered_anew_and_answers_that_say_nothing() {
    let Trunk { mut cast, heron, .. } = trunk();
    let first = cast.story.act(&cast.desk, answer(&[heron]));
    cast.story.tells_everyone();
    cast.heron.replies(&mut cast.story, first, heron, ReplyWord::Objects);
    let again = GiveAnswer { instead_of: Some(first), text: "aaaaaaaaaaaa".to_owned(), ..answer(&[heron]) };
    let second = cast.story.act(&cast.desk, again);
    assert_told(
        &cast.story,
        "answer-replaced-after-objection",
        "The authors of 1 remarks and amendments objected to an answer; it was replaced by another, to which they have said nothing (entry 11).",
    );
    let said = format!("The words say nothing, as they have hardly a letter, in 1 texts: entry {second}.");
    assert_told(&cast.story, "words-say-nothing", &said);
    cast.story.tells_everyone();
    cast.heron.replies(&mut cast.story, second, heron, ReplyWord::Accepts);
    assert_eq!(told(&cast.story, "answer-replaced-after-objection"), None);
}

#[test]
fn what_many_stand_behind_was_turned_away() {
    let Trunk { mut cast, heron, .. } = trunk();
    let others = [cast.crane.clone(), cast.desk.clone()];
    for who in &others {
        cast.story.act(who, maru_forum::Support { on: heron, give: true });
    }
    let by = operator().moderates(
        &mut cast.story,
        maru_forum::StatementId(heron),
        maru_forum::Verdict::Rejected,
        "It is too long",
    );
    assert_told(
        &cast.story,
        "popular-remark-rejected",
        "Moderators turned away 1 remarks and amendments, which are owed no answer; behind 1 of them stand two people or more besides the \
         author, up to 2: entry 11.",
    );
    assert!(by > heron);
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
        "Entry 15, the giving of an answer, breaks a rule of this process: the author of entry 11 has not replied to answer 14, which is proposed to them, and still has time, which counts from when they were told.",
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
        "Entry 17, the giving of an answer, breaks a rule of this process: the author of entry 11 has not replied to answer 16, which is proposed to them, and still has time, which counts from when they were told.",
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

/// What step 9 says, and why, of what a node has published.
fn step_nine(files: &Files) -> (Answer, String) {
    let report = look(files);
    let step = &report.steps[8];
    (step.answer, step.reason.clone().unwrap_or_default())
}

#[test]
fn wording_that_nobody_may_read_is_not_said_to_have_been_looked_at() {
    let hides = |change: &dyn Fn(&mut Trunk)| {
        let mut trunk = trunk();
        change(&mut trunk);
        step_nine(&publish_readable(&trunk.cast.story))
    };
    assert_eq!(hides(&|_| {}), (Answer::Ok, String::new()));
    let one = "without 1 versions, remarks and amendments with words that nobody may read: they wait for a moderator, were hidden or withdrawn";
    let rejected = hides(&|trunk| {
        let Trunk { cast, amendment, .. } = trunk;
        let id = maru_forum::StatementId(*amendment);
        operator().moderates(&mut cast.story, id, maru_forum::Verdict::Rejected, "advertisement");
    });
    assert_eq!(rejected, (Answer::Ok, one.to_owned()));
    let withdrawn = hides(&|trunk| {
        let Trunk { cast, amendment, .. } = trunk;
        cast.heron.withdraws(&mut cast.story, *amendment);
    });
    assert_eq!(withdrawn, (Answer::Ok, one.to_owned()));
    let proposal = hides(&|trunk| {
        let Trunk { cast, .. } = trunk;
        let proposal = Some((language("en"), cast.story.rewriting("art_1", "A provider must.")));
        let entry = cast.story.act(&cast.crane, MakeRemark { proposal, ..remark() });
        let id = maru_forum::StatementId(entry);
        operator().moderates(&mut cast.story, id, maru_forum::Verdict::Rejected, "advertisement");
    });
    assert_eq!(proposal, (Answer::Ok, one.to_owned()), "and its place in the text was looked at");
}

#[test]
fn what_rests_on_words_that_are_not_there_is_undecided() {
    let without = |entry: EntryNumber, nth: usize| {
        let mut trunk = trunk();
        let proposal = Some((language("en"), trunk.cast.story.rewriting("art_1", "A provider must.")));
        trunk.cast.story.act(&trunk.cast.crane, MakeRemark { proposal, ..remark() });
        let gone = maru_record::addenda::path(&trunk.cast.story.entries[entry.0 as usize].addenda[nth]);
        let mut files = publish_readable(&trunk.cast.story);
        assert!(files.remove(&gone).is_some(), "{gone}");
        step_nine(&files)
    };
    let unread = |count: usize| {
        let what = "versions, remarks and amendments rest on words that are not there to be read";
        (Answer::Undecided, format!("{count} {what}"))
    };
    let Trunk { amendment, .. } = trunk();
    assert_eq!(without(amendment, 0), unread(1), "the operations of an amendment");
    assert_eq!(without(EntryNumber(14), 1), unread(1), "the wording that a remark proposes");
    // The version itself, both remarks on words in it, and the amendment of it; the remark on the whole needs no text.
    assert_eq!(without(EntryNumber(10), 0), unread(4), "the draft");
}

fn by_court(story: &mut Story, entry: EntryNumber) {
    let (reason, ground) = (maru_forum::WithdrawalReason::CourtOrder, "Court order 7/2026".to_owned());
    story.act(&operator(), maru_forum::WithdrawWords { entry, reason, ground });
}

#[test]
fn a_version_after_one_whose_words_were_erased_is_undecided() {
    let Trunk { mut cast, .. } = trunk();
    operator().drafts(&mut cast.story, &DRAFT.replace("may", "must"), &[]);
    by_court(&mut cast.story, EntryNumber(10));
    let report = look(&publish_readable(&cast.story));
    assert_eq!((report.verdict, report.steps[8].answer), (Verdict::Undecided, Answer::Undecided));
    assert_eq!(report.findings, [], "a court may have demanded it, so nobody is accused");
    let Trunk { mut cast, .. } = trunk();
    by_court(&mut cast.story, EntryNumber(10));
    let (answer, reason) = step_nine(&publish_readable(&cast.story));
    assert_eq!(answer, Answer::Ok, "a first version follows from nothing");
    assert!(reason.starts_with("without 3 versions, remarks and amendments"), "{reason}");
}

#[test]
fn a_reply_dated_before_its_answer() {
    check(
        |trunk| {
            trunk.cast.story.after_days(3);
            let answer = answered(trunk, AnswerStage::Given);
            let event = Replied { answer, on: trunk.heron, word: ReplyWord::Satisfied, text: None };
            let mut recorded = trunk.cast.story.next(trunk.cast.heron.author(), event);
            recorded.at = maru_forum::Moment(recorded.at.0 - 86_400);
            trunk.cast.story.force_recorded(&recorded);
        },
        "back-dated",
        "Entry 15, a reply, breaks a rule of this process: it is dated 86399 seconds before the entry in front of it.",
    );
}

#[test]
fn an_answer_given_to_a_part_of_its_group_leaves_the_rest_owed() {
    check(
        |trunk| {
            let answer = answered(trunk, AnswerStage::Proposed);
            let (heron, on) = (trunk.cast.heron.clone(), trunk.heron);
            let story = &mut trunk.cast.story;
            story.act(&heron, GiveReply { answer, on, word: ReplyWord::Consents, text: None });
            story.act(&trunk.cast.desk, maru_forum::GiveProposed { answer, on: vec![on] });
            story.tells_everyone();
            story.act(&trunk.cast.desk, self::answer(&[trunk.amendment]));
            story.tells_everyone();
            story.after_days(211);
            let (phase, reason) = (PHASE_CONVERSATION.to_owned(), "everyone has an answer".to_owned());
            story.force(Author::Operator, PhaseClosed { phase, reason });
        },
        "owed",
        "Entry 20, the closing of a phase, breaks a rule of this process: this waits for what is owed: an answer to 1 of the remarks and amendments (12).",
    );
}

/// The next version from an English and a Korean text.
fn in_two_languages(story: &Story, english: &str, korean: &str) -> maru_forum::PublishDraft {
    let uploads = [("en", english), ("ko", korean)].map(|(tag, text)| Upload {
        language: language(tag),
        standing: maru_forum::TextStanding::Authentic,
        by: None,
        name: "draft.md".to_owned(),
        bytes: text.as_bytes().to_vec(),
        tracked: None,
    });
    let version =
        Version { uploads: uploads.to_vec(), reason: "as was discussed".to_owned(), ..Version::default() };
    let contents = |digest: &maru_record::Digest| story.text(digest);
    publication(&story.process, &contents, &version).unwrap().command
}

#[test]
fn a_version_is_followed_in_the_languages_that_can_be_read_where_one_cannot() {
    let korean = "# 규범\n\n## Article 1\n\n제공자는 표시할 수 있다.\n\n## Article 2\n\n계속된다.\n";
    let found = |lie: bool| {
        let mut cast = Cast::open();
        let first = in_two_languages(&cast.story, DRAFT, korean);
        cast.story.act(&operator(), first);
        let mut second = in_two_languages(
            &cast.story,
            &DRAFT.replace("may", "must"),
            &korean.replace("수 있다", "의무가 있다"),
        );
        if lie {
            second.texts[0].text = second.texts[0].text.replace("must", "shall");
        }
        let entry = cast.story.act(&operator(), second);
        let words = &cast.story.process.drafts.last().unwrap().texts[1].text.digest;
        let mut files = publish(&cast.story);
        assert!(files.remove(&maru_record::addenda::path(words)).is_some());
        let report = look(&files);
        let of_version =
            report.findings.into_iter().find(|finding| finding.step == 9 && finding.entry == Some(entry.0));
        (report.steps[8].answer, of_version.map(|finding| finding.sentence))
    };
    assert_eq!(found(false), (Answer::Undecided, None));
    let (answer, sentence) = found(true);
    assert_eq!(answer, Answer::Wrong);
    assert!(sentence.unwrap().contains("they lead to another text"));
}

const KOREAN: &str = "# 규범\n\n## Article 1\n\n제공자는 표시할 수 있다.\n\n## Article 2\n\n계속된다.\n";

/// An amendment of Article 1 in Korean.
fn in_korean(story: &Story, version: u32) -> ProposeAmendment {
    let contents = |digest: &maru_record::Digest| story.text(digest);
    let draft = story.process.drafts.version(version).unwrap();
    let korean = maru_verify::draft::text_of(draft, &language("ko"), &contents).unwrap().unwrap();
    let proposed = maru_text::propose_words(&korean, &"art_1".into(), "제공자는 표시하여야 한다.").unwrap();
    let operations: Vec<maru_text::Operation> = proposed.into_iter().collect();
    ProposeAmendment {
        version,
        operations: vec![(language("ko"), maru_verify::draft::write_operations(&operations))],
        ..amendment(story)
    }
}

#[test]
fn an_amendment_in_one_language_is_not_merged_into_a_text_in_another() {
    let mut cast = Cast::open();
    let first = in_two_languages(&cast.story, DRAFT, KOREAN);
    cast.story.act(&operator(), first);
    let command = in_korean(&cast.story, 1);
    let korean = cast.story.act(&cast.heron, command);
    // Beside the English it changes the Korean alone.
    let merged = cast.story.merging(&[korean]);
    assert_eq!((merged.merged, merged.left_out.len()), (vec![korean], 0));
    let texts = &merged.publication.command.texts;
    let of = |tag: &str| texts.iter().find(|one| one.language == language(tag)).unwrap();
    assert!(of("ko").text.contains("표시하여야 한다") && of("en").text.contains("may label"), "{texts:?}");
    // A version without Korean has nothing into which it could go, though the unit is there.
    cast.story.act(&operator(), cast.story.version(DRAFT, &[]));
    let left = cast.story.merging(&[korean]);
    assert!(left.merged.is_empty(), "{:?}", left.merged);
    let why = &left.left_out[0];
    assert!(
        matches!(why, (entry, maru_verify::draft::LeftOut::NoText(tag)) if *entry == korean && *tag == language("ko")),
        "{why:?}"
    );
    let english = &left.publication.command.texts;
    assert!(
        english.iter().all(|one| one.language == language("en") && !one.text.contains("표시")),
        "{english:?}"
    );
}

#[test]
fn a_language_that_joins_later_stands_beside_the_units_that_it_translates() {
    let mut cast = Cast::open();
    let text = |paragraphs: &[&str]| {
        let numbered = (1..).zip(paragraphs).map(|(n, words)| format!("{n}. {words}\n\n"));
        format!("# N\n\n## Article 1\n\n{}", numbered.collect::<String>())
    };
    let (label, show, holds) = (
        "A provider must label each picture at once.",
        "A seller must show the label.",
        "This article holds for films.",
    );
    cast.story.act(&operator(), cast.story.version(&text(&[label, show]), &[]));
    let second = cast.story.version(&text(&[holds, label, show]), &[]);
    cast.story.act(&operator(), second);
    let korean = text(&[
        "이 조는 영화에 적용한다.",
        "제공자는 각 그림을 바로 표시하여야 한다.",
        "판매자는 표시를 보여야 한다.",
    ]);
    let third = in_two_languages(&cast.story, &text(&[holds, label, show]), &korean);
    cast.story.act(&operator(), third);
    let units = |story: &Story, tag: &str| {
        let contents = |digest: &maru_record::Digest| story.text(digest);
        let draft = story.process.drafts.last().unwrap();
        let text = maru_verify::draft::text_of(draft, &language(tag), &contents).unwrap().unwrap();
        text.walk().map(|unit| unit.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(units(&cast.story, "ko"), units(&cast.story, "en"));
    assert_eq!(units(&cast.story, "ko")[2..], ["art_1__para_1~2", "art_1__para_1", "art_1__para_2"]);
    // A translation that takes the place of a copy keeps them, whatever its numbers look like.
    let copied = in_two_languages(&cast.story, &text(&[holds, label, show]), &text(&[label, show, holds]));
    cast.story.act(&operator(), copied);
    let again = in_two_languages(&cast.story, &text(&[holds, label, show]), &korean);
    cast.story.act(&operator(), again);
    assert_eq!(units(&cast.story, "ko"), units(&cast.story, "en"));
}

#[test]
fn nothing_new_hangs_on_a_machine_s_words() {
    let mut cast = Cast::open();
    let mut first = in_two_languages(&cast.story, DRAFT, KOREAN);
    let at = first.texts.iter().position(|one| one.language == language("ko")).unwrap();
    first.texts[at].standing = maru_forum::TextStanding::Machine;
    first.texts[at].by = Some("fxtranslate 0.5".to_owned());
    cast.story.act(&operator(), first);
    let command = in_korean(&cast.story, 1);
    // The rules of before let it in; a note tells of it.
    let entry = cast.story.act(&cast.heron, command);
    assert_told(
        &cast.story,
        "on-machine-text",
        &format!(
            "1 of the remarks and amendments hang on words that a machine made, while their version has a text that people stand by (entry {entry})."
        ),
    );
}

#[test]
fn a_merge_credits_what_caused_its_words_and_not_every_promise_for_the_unit() {
    let Trunk { mut cast, heron, crane, amendment } = trunk();
    let accepted = |on: &[EntryNumber]| GiveAnswer {
        disposition: Disposition::Accepted,
        units: vec![unit("art_1")],
        ..answer(on)
    };
    let promise = cast.story.act(&cast.desk, accepted(&[heron]));
    let joint = cast.story.act(&cast.desk, accepted(&[crane, amendment]));
    let causes = cast.story.merging(&[amendment]).publication.command.causes;
    let by = &causes.iter().find(|cause| cause.unit == unit("art_1")).unwrap().by;
    for caused in [amendment, joint, crane] {
        assert!(by.contains(&caused), "{caused} is not in {by:?}");
    }
    for other in [heron, promise] {
        assert!(!by.contains(&other), "{other} is in {by:?}");
    }
}

#[test]
fn a_version_that_changes_one_language_alone_is_noted() {
    let mut cast = Cast::open();
    let publishes = |story: &mut Story, english: &str, korean: &str| {
        let command = in_two_languages(story, english, korean);
        story.act(&operator(), command)
    };
    let korean = "# 규범\n\n## Article 1\n\n제공자는 표시할 수 있다.\n\n## Article 2\n\n계속된다.\n";
    publishes(&mut cast.story, DRAFT, korean);
    let entry = publishes(&mut cast.story, &DRAFT.replace("may", "must"), korean);
    let report = look(&publish(&cast.story));
    assert_eq!(report.verdict, Verdict::Good, "{:#?}", report.findings);
    let note = report.notes.iter().find(|note| note.code == "languages-out-of-step").unwrap();
    assert_eq!(note.entries, [entry.0]);
    assert_eq!(
        note.sentence,
        format!(
            "Version 2 of the draft (entry {entry}) does not say the same in all its languages: art_1 changed in “en” and not in “ko”."
        )
    );
}

#[test]
fn an_amendment_merged_against_its_answer_is_noted() {
    let Trunk { mut cast, heron, crane, amendment } = trunk();
    cast.story.act(&cast.desk, answer(&[heron, crane, amendment]));
    cast.story.tells_everyone();
    operator().drafts(&mut cast.story, &DRAFT.replace("may", "must"), &[("art_1", &[amendment])]);
    operator().closes(&mut cast.story);
    let report = look(&publish(&cast.story));
    let note = report.notes.iter().find(|note| note.code == "merged-though-not-accepted").unwrap();
    assert_eq!(
        (report.verdict, note.sentence.as_str()),
        (
            Verdict::Good,
            "Answered as not accepted, and a version of the draft has their words all the same: 1 of the amendments (entry 13)."
        )
    );
}

/// A closing is held against the charter under which it was made, whatever a later one says of the phase's days.
#[test]
fn what_was_turned_away_before_a_closing_is_told_by_the_days_that_stood_then() {
    let Trunk { mut cast, heron, crane, amendment } = trunk();
    cast.story.act(&cast.desk, answer(&[crane, amendment]));
    cast.story.tells_everyone();
    cast.story.after_days(211);
    let (verdict, reason, rule) = (maru_forum::Verdict::Rejected, "says nothing".to_owned(), "1".to_owned());
    cast.story.act(&cast.desk, maru_forum::Moderate { on: vec![heron], verdict, reason, rule });
    let (phase, reason) = (PHASE_CONVERSATION.to_owned(), "all is answered".to_owned());
    cast.story.force(Author::Operator, PhaseClosed { phase, reason });
    let before = told(&cast.story, "rejected-before-closing").expect("a note");
    let mut charter = cast.story.process.charter.clone();
    charter.phases[0].closes = charter.phases[0].closes.saturating_add(jiff::Span::new().days(90));
    let reason = "more days for talk".to_owned();
    cast.story
        .act(&operator(), maru_forum::ChangeCharter { charter: Box::new(charter), reason, shorten: true });
    assert_eq!(told(&cast.story, "rejected-before-closing"), Some(before));
}
