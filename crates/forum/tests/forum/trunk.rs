//! The rules of the trunk, from a remark to the next version of the draft, each broken once.

use maru_forum::{
    Anchor, AnswerStage, Author, Cause, ChangeCharter, Charter, ClosePhase, Command, Cosign, Disposition,
    DraftPublished, DraftText, EditRemark, EntryNumber, GiveAnswer, GiveProposed, GiveReply, MakeComment,
    MakeRemark, Means, Moment, NewAttachment, PhaseAct, ProposeAmendment, PublishDraft, Reading, RemarkKind,
    Remarked, ReplyState, ReplyWord, Submit, Support, Supported, Tell, TextStanding, UnitId, Verdict,
    Violation, WithdrawAmendment, WithdrawWords, WithdrawalReason,
};
use maru_testkit::{Cast, PHASE_CONVERSATION, Person, Story, charter_with, language, operator};

use crate::rules::{Case, DRAFT, NOWHERE, judged, new_text, new_version, refused, text};

fn unit(id: &str) -> UnitId {
    UnitId::new(id).expect("the id of a unit")
}

/// The cast before a first version of a draft, and its entry.
fn drafted() -> (Cast, EntryNumber) {
    let mut cast = Cast::open();
    let draft = operator().drafts(&mut cast.story, DRAFT, &[]);
    (cast, draft)
}

/// Heron's remark on the first article, as a command.
pub(crate) fn remark() -> MakeRemark {
    MakeRemark {
        version: 1,
        anchor: Some(Anchor::unit(unit("art_1"), language("en"))),
        kind: RemarkKind::Technical,
        text: "“May” should be “must”.".to_owned(),
        language: language("en"),
        proposal: None,
        submission: None,
    }
}

/// The cast after Heron's remark, and its entry.
fn remarked() -> (Cast, EntryNumber) {
    let (mut cast, _) = drafted();
    let entry = cast.story.act(&cast.heron, remark());
    (cast, entry)
}

/// Heron's amendment of the first article, as a command.
pub(crate) fn amendment() -> ProposeAmendment {
    ProposeAmendment {
        version: 1,
        operations: vec![(language("en"), "[]".to_owned())],
        units: vec![unit("art_1")],
        text: "Who labels must be able to rely on it.".to_owned(),
        language: language("en"),
        sources: Vec::new(),
    }
}

/// The cast after Heron's amendment, and its entry.
fn amended() -> (Cast, EntryNumber) {
    let (mut cast, _) = drafted();
    let entry = cast.story.act(&cast.heron, amendment());
    (cast, entry)
}

/// An answer by the desk, as a command.
pub(crate) fn answer(on: &[EntryNumber]) -> GiveAnswer {
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

fn proposed(on: &[EntryNumber]) -> GiveAnswer {
    GiveAnswer { stage: AnswerStage::Proposed, ..answer(on) }
}

fn reply(answer: EntryNumber, on: EntryNumber, word: ReplyWord) -> GiveReply {
    GiveReply { answer, on, word, text: None }
}

fn tell(answer: EntryNumber, to: &Person, means: Means) -> Tell {
    Tell { answer, to: vec![to.id()], means }
}

fn close(phase: &str) -> ClosePhase {
    ClosePhase { phase: phase.to_owned(), reason: "every remark has its answer".to_owned() }
}

/// The cast after an answer to Heron's remark: the remark, and the answer.
fn answered() -> (Cast, EntryNumber, EntryNumber) {
    let (mut cast, item) = remarked();
    let entry = cast.story.act(&cast.desk, answer(&[item]));
    (cast, item, entry)
}

fn attached(file: NewAttachment) -> Violation {
    let (mut cast, _) = drafted();
    refused(&mut cast.story, &cast.heron, Submit { text: None, attachments: vec![file] })
}

fn edit(remark: EntryNumber) -> EditRemark {
    EditRemark { remark, text: "Must, not may.".to_owned(), language: language("en") }
}

fn taken_back(entry: EntryNumber) -> WithdrawWords {
    WithdrawWords { entry, reason: WithdrawalReason::Author, ground: "I no longer think so.".to_owned() }
}

fn comment(on: EntryNumber) -> MakeComment {
    MakeComment { on, text: "Why?".to_owned(), language: language("en") }
}

/// A second version that changes the first article, as an entry without the operations that it should name.
fn second(story: &mut Story) -> DraftPublished {
    let texts = vec![text(story, "Article 1.")];
    DraftPublished { version: 2, texts, causes: Vec::new(), reason: "new".to_owned() }
}

fn caused_by(by: Vec<EntryNumber>) -> Violation {
    let (mut cast, _) = remarked();
    let mut command = cast.story.version(&DRAFT.replace("may", "must"), &[]);
    command.causes = vec![Cause { unit: unit("art_1"), by }];
    refused(&mut cast.story, &operator(), command)
}

const ANSWERS: &[Case] = &[
    ("charter-fixed", "a charter without days for answers while one is owed", || {
        let (mut cast, _) = remarked();
        let mut charter = Box::new(cast.story.process.charter.clone());
        charter.phases[0].acts.retain(|act| *act != PhaseAct::Answer);
        let reason = "nobody has time to answer".to_owned();
        refused(&mut cast.story, &cast.desk, ChangeCharter { charter, reason, shorten: true })
    }),
    ("unknown-remark", "an answer to a vote", || {
        let (mut cast, _) = remarked();
        refused(&mut cast.story, &cast.desk, answer(&[EntryNumber(8)]))
    }),
    ("bad-list", "an answer to nobody", || {
        let (mut cast, _) = remarked();
        refused(&mut cast.story, &cast.desk, answer(&[]))
    }),
    ("bad-count", "no answers at once", || {
        let (mut cast, _) = remarked();
        refused(&mut cast.story, &cast.desk, maru_forum::GiveAnswers { answers: Vec::new() })
    }),
    ("bad-count", "more remarks at once than one act makes", || {
        let (mut cast, _) = drafted();
        let remarks = vec![remark(); maru_forum::REMARKS_AT_ONCE + 1];
        refused(&mut cast.story, &cast.heron, maru_forum::MakeRemarks { remarks, ..Default::default() })
    }),
    ("reason-too-short", "one phrase among many answers", || {
        let (mut cast, item) = remarked();
        let phrase = GiveAnswer { text: "Noted.".to_owned(), ..answer(&[item]) };
        let second = cast.story.act(&cast.heron, remark());
        refused(
            &mut cast.story,
            &cast.desk,
            maru_forum::GiveAnswers { answers: vec![answer(&[second]), phrase] },
        )
    }),
    ("bad-list", "a change of the text that names no unit", || {
        let (mut cast, item) = remarked();
        let command = GiveAnswer { disposition: Disposition::Accepted, ..answer(&[item]) };
        refused(&mut cast.story, &cast.desk, command)
    }),
    ("reason-too-short", "a phrase", || {
        let (mut cast, item) = remarked();
        let command = GiveAnswer { text: "Noted.".to_owned(), ..answer(&[item]) };
        refused(&mut cast.story, &cast.desk, command)
    }),
    ("own-words", "an answer to oneself", || {
        let (mut cast, _) = drafted();
        let item = cast.story.act(&cast.desk, remark());
        refused(&mut cast.story, &cast.desk, answer(&[item]))
    }),
    ("not-allowed", "an answer by anybody", || {
        let (mut cast, item) = remarked();
        refused(&mut cast.story, &cast.crane, answer(&[item]))
    }),
    ("turned-away", "an answer to what a moderator turned away", || {
        let (mut cast, item) = remarked();
        rejects(&mut cast.story, item);
        refused(&mut cast.story, &cast.desk, answer(&[item]))
    }),
    ("answered-otherwise", "a second answer that does not say so", || {
        let (mut cast, item, _) = answered();
        refused(&mut cast.story, &cast.desk, answer(&[item]))
    }),
    ("answered-otherwise", "in place of what never stood", || {
        let (mut cast, item) = remarked();
        let instead_of = Some(EntryNumber(3));
        refused(&mut cast.story, &cast.desk, GiveAnswer { instead_of, ..answer(&[item]) })
    }),
    ("consent-first", "an answer of which the author hears afterwards", || {
        let mut cast = Cast::under(charter_with(|charter| charter.answer_consent = true));
        operator().drafts(&mut cast.story, DRAFT, &[]);
        let item = cast.story.act(&cast.heron, remark());
        refused(&mut cast.story, &cast.desk, answer(&[item]))
    }),
    ("consent-awaited", "given before the author has replied", || {
        let (mut cast, item) = remarked();
        let entry = cast.story.act(&cast.desk, proposed(&[item]));
        refused(&mut cast.story, &cast.desk, GiveProposed { answer: entry, on: vec![item] })
    }),
    ("consent-awaited", "given after days of silence of somebody who was never told", || {
        let (mut cast, item) = remarked();
        let entry = cast.story.act(&cast.desk, proposed(&[item]));
        cast.story.after_days(100);
        refused(&mut cast.story, &cast.desk, GiveProposed { answer: entry, on: vec![item] })
    }),
    ("consent-awaited", "given in the days that count anew once a mail came back", || {
        let (mut cast, item) = remarked();
        let (entry, heron) = (cast.story.act(&cast.desk, proposed(&[item])), cast.heron.clone());
        cast.story.act(&operator(), tell(entry, &heron, Means::Mail));
        cast.story.after_days(13);
        cast.story.act(&operator(), tell(entry, &heron, Means::Bounced));
        cast.story.after_days(13);
        refused(&mut cast.story, &cast.desk, GiveProposed { answer: entry, on: vec![item] })
    }),
    ("not-proposed", "an answer that was replaced before it was given", || {
        let (mut cast, item) = remarked();
        let first = cast.story.act(&cast.desk, proposed(&[item]));
        cast.story.act(&cast.heron, reply(first, item, ReplyWord::Consents));
        cast.story.act(&cast.desk, proposed(&[item]));
        refused(&mut cast.story, &cast.desk, GiveProposed { answer: first, on: vec![item] })
    }),
    ("edit-window-over", "a remark worded otherwise the day after", || {
        let (mut cast, item) = remarked();
        cast.story.after_days(1);
        refused(&mut cast.story, &cast.heron, edit(item))
    }),
    ("not-editable", "a remark worded otherwise after its answer", || {
        let (mut cast, item, _) = answered();
        refused(&mut cast.story, &cast.heron, edit(item))
    }),
    ("not-the-author", "somebody else's remark worded otherwise", || {
        let (mut cast, item) = remarked();
        refused(&mut cast.story, &cast.crane, edit(item))
    }),
    ("withdrawn-already", "new words for what was withdrawn", || {
        let (mut cast, item) = remarked();
        cast.story.act(&cast.heron, taken_back(item));
        refused(&mut cast.story, &cast.heron, edit(item))
    }),
    ("not-the-author", "withdrawn in the name of its author", || {
        let (mut cast, item) = remarked();
        refused(&mut cast.story, &cast.desk, taken_back(item))
    }),
    ("unknown-answer", "a reply to a remark", || {
        let (mut cast, item, _) = answered();
        refused(&mut cast.story, &cast.heron, reply(item, item, ReplyWord::Satisfied))
    }),
    ("not-the-author", "satisfied in somebody else's name", || {
        let (mut cast, item, entry) = answered();
        refused(&mut cast.story, &cast.desk, reply(entry, item, ReplyWord::Satisfied))
    }),
    ("not-a-participant", "satisfied, says the operator", || {
        let (mut cast, item, entry) = answered();
        refused(&mut cast.story, &operator(), reply(entry, item, ReplyWord::Satisfied))
    }),
    ("no-such-reply", "consent to what was given", || {
        let (mut cast, item, entry) = answered();
        refused(&mut cast.story, &cast.heron, reply(entry, item, ReplyWord::Consents))
    }),
    ("not-an-addressee", "somebody else was told", || {
        let (mut cast, _, entry) = answered();
        let desk = cast.desk.clone();
        refused(&mut cast.story, &operator(), tell(entry, &desk, Means::Mail))
    }),
    ("nothing-changed", "told twice of what is put to them", || {
        let (mut cast, item) = remarked();
        let entry = cast.story.act(&cast.desk, proposed(&[item]));
        let heron = cast.heron.clone();
        cast.story.act(&operator(), tell(entry, &heron, Means::Page));
        refused(&mut cast.story, &operator(), tell(entry, &heron, Means::Page))
    }),
    ("nothing-changed", "told twice", || {
        let (mut cast, _, entry) = answered();
        let heron = cast.heron.clone();
        cast.story.act(&operator(), tell(entry, &heron, Means::Mail));
        refused(&mut cast.story, &operator(), tell(entry, &heron, Means::Page))
    }),
    ("not-allowed", "told, says the secretariat", || {
        let (mut cast, _, entry) = answered();
        let heron = cast.heron.clone();
        refused(&mut cast.story, &cast.desk, tell(entry, &heron, Means::Page))
    }),
    ("owed", "the end before the answer", || {
        let (mut cast, _) = remarked();
        refused(
            &mut cast.story,
            &operator(),
            maru_forum::CloseProcess { reason: "we are done".to_owned(), cut_short: true },
        )
    }),
    ("owed", "a decision before the author is told", || {
        let (mut cast, _, _) = answered();
        cast.story.after_days(30);
        let result = operator().publishes(&mut cast.story, maru_testkit::figures(2, 10));
        let decision = Person::decision(&cast.story, result, "So be it.");
        refused(&mut cast.story, &operator(), decision)
    }),
    ("owed", "the end of the phase before the answer", || {
        let (mut cast, _) = remarked();
        cast.story.after_days(211);
        refused(&mut cast.story, &operator(), close(PHASE_CONVERSATION))
    }),
    ("phase-runs", "a phase before its last day is over", || {
        let (mut cast, _) = drafted();
        refused(&mut cast.story, &operator(), close(PHASE_CONVERSATION))
    }),
    ("unknown-phase", "a phase of another charter", || {
        refused(&mut Cast::open().story, &operator(), close("elsewhere"))
    }),
    ("phase-closed-already", "a phase twice", || {
        let (mut cast, _) = drafted();
        cast.story.after_days(211);
        cast.story.act(&operator(), close(PHASE_CONVERSATION));
        refused(&mut cast.story, &operator(), close(PHASE_CONVERSATION))
    }),
];

const AMENDMENTS: &[Case] = &[
    ("old-version", "an amendment of what is over", || {
        let (mut cast, _) = drafted();
        operator().drafts(&mut cast.story, &DRAFT.replace("may", "must"), &[]);
        refused(&mut cast.story, &cast.heron, amendment())
    }),
    ("bad-list", "an amendment of nothing", || {
        let (mut cast, _) = drafted();
        refused(&mut cast.story, &cast.heron, ProposeAmendment { units: Vec::new(), ..amendment() })
    }),
    ("unknown-amendment", "a source that is none", || {
        let (mut cast, item) = remarked();
        refused(&mut cast.story, &cast.heron, ProposeAmendment { sources: vec![item], ..amendment() })
    }),
    ("own-words", "a co-signature under one's own", || {
        let (mut cast, entry) = amended();
        refused(&mut cast.story, &cast.heron, Cosign { amendment: entry, give: true })
    }),
    ("nothing-changed", "a co-signature taken back that was not given", || {
        let (mut cast, entry) = amended();
        refused(&mut cast.story, &cast.desk, Cosign { amendment: entry, give: false })
    }),
    ("not-the-author", "somebody else takes it back", || {
        let (mut cast, entry) = amended();
        refused(&mut cast.story, &cast.desk, WithdrawAmendment { amendment: entry })
    }),
    ("amendment-withdrawn", "taken back twice", || {
        let (mut cast, entry) = amended();
        cast.story.act(&cast.heron, WithdrawAmendment { amendment: entry });
        refused(&mut cast.story, &cast.heron, WithdrawAmendment { amendment: entry })
    }),
    ("amendment-withdrawn", "merged after it was taken back", || {
        let (mut cast, entry) = amended();
        cast.story.act(&cast.heron, WithdrawAmendment { amendment: entry });
        let command = cast.story.version(&DRAFT.replace("may", "must"), &[("art_1", &[entry])]);
        refused(&mut cast.story, &operator(), command)
    }),
    ("merged-already", "taken back after it was merged", || {
        let (mut cast, entry) = amended();
        operator().drafts(&mut cast.story, &DRAFT.replace("may", "must"), &[("art_1", &[entry])]);
        refused(&mut cast.story, &cast.heron, WithdrawAmendment { amendment: entry })
    }),
    ("bad-attachment", "a page that a browser would run", || {
        attached(NewAttachment::new("x.html", "text/html", b"<script>"))
    }),
    ("bad-attachment", "a name that is none", || attached(NewAttachment::new(" ", "text/plain", b"x"))),
    ("bad-attachment", "a byte too many", || {
        attached(NewAttachment::new("x.txt", "text/plain", &vec![b'x'; maru_forum::ATTACHMENT_BYTES + 1]))
    }),
    ("bad-attachment", "nine of them", || {
        let (mut cast, _) = drafted();
        let attachments = vec![NewAttachment::new("x.txt", "text/plain", b"x"); 9];
        refused(&mut cast.story, &cast.heron, Submit { text: None, attachments })
    }),
    ("text-empty", "a letter of nothing", || {
        let (mut cast, _) = drafted();
        refused(&mut cast.story, &cast.heron, Submit { text: None, attachments: Vec::new() })
    }),
    ("not-allowed", "a point of somebody else's letter", || {
        let (mut cast, letter) = submitted();
        refused(&mut cast.story, &cast.crane, MakeRemark { submission: Some(letter), ..remark() })
    }),
];

/// The cast after a letter by Heron, and its entry.
fn submitted() -> (Cast, EntryNumber) {
    let (mut cast, _) = drafted();
    let letter = Submit {
        text: Some((language("en"), "Dear drafters, two points.".to_owned())),
        attachments: vec![NewAttachment::new("letter.pdf", "application/pdf", b"%PDF-1.7")],
    };
    let entry = cast.story.act(&cast.heron, letter);
    (cast, entry)
}

/// Every case, by what it is about.
pub(crate) fn cases() -> impl Iterator<Item = &'static Case> {
    CASES.iter().chain(ANSWERS).chain(AMENDMENTS)
}

const CASES: &[Case] = &[
    ("bad-unit", "two words", || UnitId::new("art 1").expect_err("no id")),
    ("bad-unit", "nothing", || UnitId::new("").expect_err("no id")),
    ("operations-missing", "a second version out of nowhere", || {
        let (mut cast, _) = drafted();
        let event = second(&mut cast.story);
        judged(&cast.story, &cast.story.next(Author::Operator, event))
    }),
    ("operations-missing", "a first version that came from nothing", || {
        let mut story = Story::open();
        let operations = Some("[]".to_owned());
        let texts = vec![maru_forum::NewText { operations, ..new_text("en", "Article 1.") }];
        refused(&mut story, &operator(), PublishDraft { texts, ..new_version() })
    }),
    ("operations-missing", "operations on the text of another language", || {
        let (mut cast, _) = drafted();
        let event = second(&mut cast.story);
        let korean = language("ko");
        let words = maru_forum::Words { language: korean, ..cast.story.words("[]") };
        let texts = vec![DraftText { operations: Some(words), ..event.texts[0].clone() }];
        judged(&cast.story, &cast.story.next(Author::Operator, DraftPublished { texts, ..event }))
    }),
    ("standing-unsaid", "a machine without a name", || {
        let texts =
            vec![maru_forum::NewText { standing: TextStanding::Machine, ..new_text("en", "Article 1.") }];
        refused(&mut Story::open(), &operator(), PublishDraft { texts, ..new_version() })
    }),
    ("not-a-cause", "a vote", || caused_by(vec![EntryNumber(8)])),
    ("not-a-cause", "a remark to come", || caused_by(vec![NOWHERE])),
    ("bad-list", "one cause twice", || {
        let (cast, entry) = remarked();
        drop(cast);
        caused_by(vec![entry, entry])
    }),
    ("bad-list", "causes of a first version", || {
        let causes = vec![Cause { unit: unit("art_1"), by: Vec::new() }];
        refused(&mut Story::open(), &operator(), PublishDraft { causes, ..new_version() })
    }),
    ("unknown-version", "a remark on a version to come", || {
        let (mut cast, _) = drafted();
        refused(&mut cast.story, &cast.heron, MakeRemark { version: 2, ..remark() })
    }),
    ("no-text-in-language", "words of a text that is not there", || {
        let (mut cast, _) = drafted();
        let anchor = Some(Anchor::unit(unit("art_1"), language("ko")));
        refused(&mut cast.story, &cast.heron, MakeRemark { anchor, ..remark() })
    }),
    ("no-text-in-language", "a wording for a text that is not there", || {
        let (mut cast, _) = drafted();
        let proposal = Some((language("ko"), "[]".to_owned()));
        refused(&mut cast.story, &cast.heron, MakeRemark { proposal, ..remark() })
    }),
    ("bad-range", "an end before its beginning", || {
        let (mut cast, _) = drafted();
        let mut anchor = Anchor::unit(unit("art_1"), language("en"));
        (anchor.start, anchor.end) = (Some(4), Some(4));
        refused(&mut cast.story, &cast.heron, MakeRemark { anchor: Some(anchor), ..remark() })
    }),
    ("bad-range", "one end alone", || {
        let (mut cast, _) = drafted();
        let mut anchor = Anchor::unit(unit("art_1"), language("en"));
        anchor.start = Some(4);
        refused(&mut cast.story, &cast.heron, MakeRemark { anchor: Some(anchor), ..remark() })
    }),
    ("not-a-participant", "a remark by the operator", || {
        let (mut cast, _) = drafted();
        refused(&mut cast.story, &operator(), remark())
    }),
    ("unknown-remark", "a comment on a statement", || {
        let (mut cast, _) = drafted();
        let statement = cast.labels.0;
        refused(&mut cast.story, &cast.heron, comment(statement))
    }),
    ("turned-away", "support for what a moderator turned away", || {
        let (mut cast, entry) = remarked();
        rejects(&mut cast.story, entry);
        refused(&mut cast.story, &cast.desk, Support { on: entry, give: true })
    }),
    ("own-words", "support for oneself", || {
        let (mut cast, entry) = remarked();
        refused(&mut cast.story, &cast.heron, Support { on: entry, give: true })
    }),
    ("nothing-changed", "support taken back that was not given", || {
        let (mut cast, entry) = remarked();
        refused(&mut cast.story, &cast.desk, Support { on: entry, give: false })
    }),
    ("nothing-changed", "an entry that supports twice", || {
        let (mut cast, entry) = remarked();
        cast.story.act(&cast.desk, Support { on: entry, give: true });
        judged(&cast.story, &cast.story.next(cast.desk.author(), Supported { on: entry, given: true }))
    }),
    ("not-in-this-phase", "a remark where none is asked for", || {
        let charter: Charter = charter_with(|charter| {
            charter.phases[0].acts.retain(|act| *act != PhaseAct::Remark);
        });
        let mut cast = Cast::under(charter);
        operator().drafts(&mut cast.story, DRAFT, &[]);
        refused(&mut cast.story, &cast.heron, remark())
    }),
];

#[track_caller]
fn rejects(story: &mut Story, entry: EntryNumber) {
    let reason = "about somebody, not about the text".to_owned();
    let command =
        maru_forum::Moderate { on: vec![entry], verdict: Verdict::Rejected, reason, rule: "1".to_owned() };
    story.act(&operator(), Command::from(command));
}

/// What is owed at the end of a story: without an answer, and untold.
fn owed(story: &Story) -> (Vec<EntryNumber>, Vec<EntryNumber>) {
    let owed = story.process.owed();
    (owed.unanswered, owed.untold.into_iter().map(|(answer, _)| answer).collect())
}

#[test]
fn an_answer_is_owed_given_told_and_replied_to() {
    let (mut cast, first) = remarked();
    let second = cast.story.act(&cast.crane, MakeRemark { anchor: None, ..remark() });
    let turned_away = cast.story.act(&cast.crane, MakeRemark { anchor: None, ..remark() });
    rejects(&mut cast.story, turned_away);
    assert_eq!(owed(&cast.story), (vec![first, second], vec![]));
    let entry = cast.story.act(&cast.desk, answer(&[first, second]));
    assert_eq!(owed(&cast.story), (vec![], vec![entry, entry]));
    let state = |story: &Story, item| story.process.reply_state(item, Moment(story.now));
    assert_eq!(state(&cast.story, first), Some(ReplyState::Untold));

    let (heron, crane) = (cast.heron.clone(), cast.crane.clone());
    cast.story
        .act(&operator(), Tell { to: vec![heron.id(), crane.id()], ..tell(entry, &heron, Means::Mail) });
    cast.story.act(&operator(), tell(entry, &crane, Means::Bounced));
    assert_eq!(owed(&cast.story), (vec![], vec![]));
    let due = Moment(cast.story.now - 1 + 14 * 86_400);
    assert_eq!(state(&cast.story, first), Some(ReplyState::Awaited(due)));
    cast.story.after_days(15);
    assert_eq!(state(&cast.story, first), Some(ReplyState::Silent(due)), "silence is no satisfaction");
    // A notice that nobody is known to have seen begins no silence; once they were given the page their days begin.
    assert!(matches!(state(&cast.story, second), Some(ReplyState::Unseen(_))));
    cast.story.act(&operator(), tell(entry, &crane, Means::Seen));
    assert!(matches!(state(&cast.story, second), Some(ReplyState::Awaited(_))));
    cast.story.act(&heron, reply(entry, first, ReplyWord::Objects));
    assert_eq!(state(&cast.story, first), Some(ReplyState::Said(ReplyWord::Objects)));
    assert_eq!(cast.story.process.answers.objections().collect::<Vec<_>>(), [(first, entry)]);

    // A better answer comes in its place, and its author is told anew.
    let instead_of = Some(entry);
    let better = cast.story.act(&cast.desk, GiveAnswer { instead_of, ..answer(&[first]) });
    assert_eq!(owed(&cast.story), (vec![], vec![better]));
    assert_eq!(cast.story.process.answers.objections().count(), 0);
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

#[test]
fn an_answer_is_given_after_consent_refusal_or_days_of_silence() {
    let mut cast = Cast::under(charter_with(|charter| charter.answer_consent = true));
    operator().drafts(&mut cast.story, DRAFT, &[]);
    let items = [remark(), MakeRemark { anchor: None, ..remark() }, remark()];
    let items = items.map(|remark| cast.story.act(&cast.heron, remark));
    let entry = cast.story.act(&cast.desk, proposed(&items));
    let waits = |item: &EntryNumber| cast.story.process.answers.proposed_on(*item).map(|one| one.entry);
    assert_eq!(items.each_ref().map(waits), [Some(entry); 3]);
    cast.story.act(&cast.heron, reply(entry, items[0], ReplyWord::Consents));
    cast.story.act(&cast.heron, reply(entry, items[1], ReplyWord::Refuses));
    cast.story.act(&cast.desk, GiveProposed { answer: entry, on: items[..2].to_vec() });
    assert_eq!(owed(&cast.story), (vec![items[2]], vec![entry]), "nobody is dropped from a group unseen");
    let to_tell = |story: &Story| story.process.answers.to_tell().len();
    assert_eq!(to_tell(&cast.story), 1);
    cast.story.after_days(50);
    let given = GiveProposed { answer: entry, on: vec![items[2]] };
    cast.story.try_act(&cast.desk, given.clone()).expect_err("nobody was told that they are asked");
    let heron = cast.heron.clone();
    cast.story.act(&operator(), tell(entry, &heron, Means::Page));
    assert_eq!(to_tell(&cast.story), 0, "of what was given, and of what is proposed");
    cast.story.after_days(13);
    cast.story.try_act(&cast.desk, given.clone()).expect_err("a day is left");
    cast.story.after_days(1);
    cast.story.act(&cast.desk, given);
    assert_eq!(owed(&cast.story), (vec![], vec![entry]), "that it was given is news again");
    cast.story.act(&operator(), tell(entry, &heron, Means::Page));
    assert_eq!(to_tell(&cast.story), 0);
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

#[test]
fn nobody_is_told_of_a_proposal_that_is_gone() {
    let (mut cast, item) = remarked();
    let first = cast.story.act(&cast.desk, proposed(&[item]));
    let second = cast.story.act(&cast.desk, proposed(&[item]));
    let to_tell = |story: &Story| story.process.answers.to_tell().into_iter().collect::<Vec<_>>();
    assert_eq!(to_tell(&cast.story), [(second, cast.heron.id())], "and not of {first}");
    cast.story.act(&cast.desk, answer(&[item]));
    let given = EntryNumber(cast.story.process.entries - 1);
    assert_eq!(to_tell(&cast.story), [(given, cast.heron.id())]);
}

#[test]
fn whoever_consents_to_a_second_part_of_an_answer_later_is_told_of_that_too() {
    let (mut cast, first) = remarked();
    let heron = cast.heron.clone();
    let second = cast.story.act(&heron, MakeRemark { anchor: None, ..remark() });
    let entry = cast.story.act(&cast.desk, proposed(&[first, second]));
    let told = |story: &Story, item| story.process.answers.told(entry, item).map(|telling| telling.means);
    for (item, means) in [(first, Means::Mail), (second, Means::Page)] {
        cast.story.act(&heron, reply(entry, item, ReplyWord::Consents));
        cast.story.act(&cast.desk, GiveProposed { answer: entry, on: vec![item] });
        assert_eq!(owed(&cast.story).1, [entry], "given to {item}, and its author does not know");
        cast.story.act(&operator(), tell(entry, &heron, means));
        assert_eq!(owed(&cast.story).1, []);
    }
    assert_eq!(told(&cast.story, first), Some(Means::Mail), "what they were told first stays as it was");
    assert_eq!(told(&cast.story, second), Some(Means::Page));
    cast.story.act(&operator(), tell(entry, &heron, Means::Bounced));
    assert_eq!(told(&cast.story, first), Some(Means::Bounced));
    assert_eq!(told(&cast.story, second), Some(Means::Page), "no page comes back");
    cast.story.after_days(211);
    cast.story.act(&cast.desk, close(PHASE_CONVERSATION));
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

#[test]
fn an_answer_replaced_on_one_remark_is_still_owed_to_its_author_for_another() {
    let (mut cast, first) = remarked();
    let heron = cast.heron.clone();
    let second = cast.story.act(&heron, MakeRemark { anchor: None, ..remark() });
    let entry = cast.story.act(&cast.desk, answer(&[first, second]));
    assert_eq!(owed(&cast.story).1, [entry], "one author is told once of one answer");
    let better = cast.story.act(&cast.desk, GiveAnswer { instead_of: Some(entry), ..answer(&[first]) });
    assert_eq!(owed(&cast.story).1, [entry, better]);
    cast.story.act(&operator(), tell(better, &heron, Means::Page));
    assert_eq!(owed(&cast.story).1, [entry], "the answer that stands on {second}");
    cast.story.act(&operator(), tell(entry, &heron, Means::Page));
    assert_eq!(owed(&cast.story).1, []);
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

#[test]
fn a_phase_closes_when_nothing_is_owed() {
    let (mut cast, item, entry) = answered();
    let sentence = |violation: Violation| violation.to_string();
    let waiting = cast.story.act(&cast.crane, remark());
    cast.story.after_days(211);
    let refusal = sentence(refused(&mut cast.story, &operator(), close(PHASE_CONVERSATION)));
    assert_eq!(
        refusal,
        format!(
            "this waits for what is owed: an answer to 1 of the remarks and amendments ({waiting}); that 1 authors are told of the answer (answers {entry})"
        )
    );
    rejects(&mut cast.story, waiting);
    let heron = cast.heron.clone();
    cast.story.act(&operator(), tell(entry, &heron, Means::Page));
    // What was turned away may come back while its author may appeal.
    let refusal = sentence(refused(&mut cast.story, &operator(), close(PHASE_CONVERSATION)));
    let contested =
        "the end of the time to appeal, or a ruling, of 1 remarks and amendments that were turned away";
    assert_eq!(refusal, format!("this waits for what is owed: {contested} ({waiting})"));
    let today = maru_forum::Moment(cast.story.now).day();
    assert!(cast.story.process.owed().is_empty() && !cast.story.process.owed_on(today).is_empty());
    cast.story.after_days(maru_forum::DAYS_TO_APPEAL + 1);
    cast.story.act(&cast.desk, close(PHASE_CONVERSATION));
    assert_eq!(cast.story.process.closings.len(), 1);
    assert!(cast.story.process.answers.standing_on(item).is_some());
}

#[test]
fn an_amendment_is_cosigned_combined_merged_and_answered() {
    let (mut cast, first) = amended();
    let second = cast.story.act(&cast.crane, amendment());
    cast.story.act(&cast.desk, Cosign { amendment: first, give: true });
    cast.story.act(&cast.crane, Support { on: first, give: true });
    let combined =
        cast.story.act(&cast.desk, ProposeAmendment { sources: vec![first, second], ..amendment() });
    cast.story.act(&cast.crane, WithdrawAmendment { amendment: second });
    let open = |story: &Story| story.process.amendments.open().map(|one| one.entry).collect::<Vec<_>>();
    assert_eq!(open(&cast.story), [first, combined]);
    assert_eq!(owed(&cast.story).0, [first, combined], "nothing is owed to what was taken back");
    let draft = operator().drafts(&mut cast.story, &DRAFT.replace("may", "must"), &[("art_1", &[combined])]);
    let process = &cast.story.process;
    let merged = process.amendments.get(combined).and_then(|one| one.merged);
    assert_eq!((open(&cast.story), merged), (vec![first], Some(draft)));
    assert_eq!(process.amendments.on_unit(&unit("art_1")).count(), 3);
    assert_eq!(
        process.amendments.get(first).map(|one| (one.cosigners.len(), one.supporters.len())),
        Some((1, 1))
    );
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

#[test]
fn points_of_a_letter_are_answered_to_whoever_sent_it() {
    let (mut cast, letter) = submitted();
    let item = cast.story.act(&cast.desk, MakeRemark { submission: Some(letter), ..remark() });
    let process = &cast.story.process;
    assert_eq!(process.addressee_of(item), Some(cast.heron.id()));
    assert_eq!(process.submissions.get(letter).map(|letter| letter.remarks.clone()), Some(vec![item]));
    let attachment = &process.submissions.get(letter).expect("the letter").attachments[0];
    let content =
        maru_forum::Content::parse(&cast.story.contents[&attachment.bytes.digest]).expect("a content");
    let (name, bytes) = maru_forum::Attachment::read(&content).expect("a file");
    assert_eq!((name.as_str(), bytes.as_slice(), attachment.size), ("letter.pdf", b"%PDF-1.7".as_slice(), 8));
}

#[test]
fn what_was_made_elsewhere_keeps_its_authors_and_is_owed_nothing_here() {
    let (mut cast, _) = drafted();
    let made = |author, act| maru_forum::MadeElsewhere {
        author,
        time: Some(1_400_000_000_123),
        act,
        as_written: [("author".to_owned(), "Jo Doe".to_owned())].into(),
    };
    let import = maru_forum::ImportRemarks {
        source: maru_forum::Source {
            name: "Elsewhere".to_owned(),
            url: "https://example.org".to_owned(),
            licence: "CC0".to_owned(),
            description: String::new(),
        },
        remarks: vec![made(7, remark()), made(9, remark()), made(7, remark())],
        amendments: vec![maru_forum::MadeElsewhere {
            author: 9,
            time: None,
            act: amendment(),
            as_written: std::collections::BTreeMap::new(),
        }],
    };
    let crane = cast.crane.clone();
    assert_eq!(refused(&mut cast.story, &crane, Box::new(import.clone())).code(), "not-allowed");
    let source = cast.story.act(&cast.desk, Box::new(import));
    let process = &cast.story.process;
    let authors: Vec<_> = process.remarks.iter().map(|remark| remark.author.0.0 - source.0).collect();
    assert_eq!(authors, [1, 2, 1], "the people of the source, not the desk");
    let first = process.remarks.iter().next().expect("a remark");
    assert_eq!(first.imported.map(|from| from.source), Some(source));
    assert_eq!((owed(&cast.story).0, process.addressee_of(first.entry)), (vec![], None));
    let entry = first.entry;
    let answered = cast.story.act(&cast.desk, answer(&[entry]));
    assert_eq!(owed(&cast.story), (vec![], vec![]), "who took part elsewhere cannot be told here");
    let state = cast.story.process.reply_state(entry, Moment(cast.story.now));
    assert_eq!(state, Some(ReplyState::Elsewhere), "{answered}");
}

fn names(story: &Story, unit_id: &str) -> Vec<u64> {
    story.process.remarks.on_unit(&unit(unit_id)).map(|remark| remark.entry.0).collect()
}

#[test]
fn remarks_are_found_by_their_unit_and_carry_support_and_comments() {
    let (mut cast, first) = remarked();
    let story = &mut cast.story;
    story.act(&cast.desk, MakeRemark { anchor: None, ..remark() });
    let second = story.act(&cast.desk, MakeRemark { kind: RemarkKind::Objection, ..remark() });
    assert_eq!(names(story, "art_1"), [first.0, second.0]);
    assert_eq!(names(story, "art_2"), [0; 0]);

    let given = story.act(&cast.desk, Support { on: first, give: true });
    assert_eq!(story.act(&cast.desk, Support { on: first, give: true }), given, "a form sent twice");
    let said = story.act(&cast.heron, comment(first));
    let remark = story.process.remarks.get(first).expect("the remark");
    assert_eq!((remark.supporters.len(), remark.comments.as_slice()), (1, [said].as_slice()));
    story.act(&cast.desk, Support { on: first, give: false });
    assert!(story.process.remarks.get(first).expect("the remark").supporters.is_empty());
    assert_eq!(story.folded(story.entries.len()), story.process);
}

#[test]
fn a_remark_is_worded_otherwise_within_its_minutes_and_both_wordings_stay() {
    let (mut cast, item) = remarked();
    cast.story.act(&cast.crane, Support { on: item, give: true });
    let edited = cast.story.act(&cast.heron, edit(item));
    cast.story.act(&cast.desk, Support { on: item, give: true });
    let (now, before) = {
        let one = cast.story.process.remarks.get(item).expect("the remark");
        assert_eq!((one.edits.len(), one.supporters.len(), one.supporters_of_earlier_words()), (1, 2, 1));
        (one.words.digest, one.edits[0].before.digest)
    };
    assert_eq!(cast.story.text(&now).as_deref(), Some("Must, not may."));
    let anyone =
        |story: &Story| [now, before].map(|words| story.process.ledger.may_read(&words, Reading::Anyone));
    assert_eq!(anyone(&cast.story), [true, true]);
    // What a moderator turns away, and what its author withdraws, goes with every wording.
    let mut turned = cast.story.clone();
    rejects(&mut turned, item);
    assert_eq!(anyone(&turned), [false, false]);
    cast.story.act(&cast.heron, taken_back(item));
    assert_eq!(anyone(&cast.story), [false, false]);
    let erased = cast.story.process.ledger.erased_with(item);
    assert!(erased.contains(&now) && erased.contains(&before), "{edited}");
    assert_eq!(cast.story.process.unanswered().count(), 1, "an answer is owed all the same");
}

#[test]
fn a_remark_waits_for_a_moderator_where_statements_do() {
    let before = charter_with(|charter| charter.moderation = maru_forum::Moderation::Before);
    let mut cast = Cast::under(before);
    operator().drafts(&mut cast.story, DRAFT, &[]);
    let entry = cast.story.act(&cast.heron, remark());
    let standing = |story: &Story| story.process.ledger.standing(entry);
    assert_eq!(standing(&cast.story), Some(maru_forum::Standing::Waiting));
    rejects(&mut cast.story, entry);
    assert!(matches!(standing(&cast.story), Some(maru_forum::Standing::Rejected(_))));
}

#[test]
fn a_second_version_names_what_led_to_each_change() {
    let (mut cast, entry) = remarked();
    let command =
        cast.story.version(&DRAFT.replace("may", "must").replace("lasts", "ends"), &[("art_1", &[entry])]);
    let lines: Vec<_> =
        command.causes.iter().map(|cause| (cause.unit.as_str(), cause.by.as_slice())).collect();
    assert_eq!(lines, [("art_1", [entry].as_slice()), ("art_2", &[])]);
    cast.story.act(&operator(), command);
    let drafts = &cast.story.process.drafts;
    assert_eq!(drafts.version(2).map(|draft| draft.causes.len()), Some(2));
    assert_eq!((drafts.version(0), drafts.version(3)), (None, None));
}

#[test]
fn an_entry_that_no_command_makes_is_judged_like_any_other() {
    let (mut cast, _) = drafted();
    let words = cast.story.words("On the whole.");
    let event = Remarked {
        version: 1,
        anchor: None,
        kind: RemarkKind::General,
        text: words,
        proposal: None,
        submission: Some(EntryNumber(3)),
    };
    let violation = judged(&cast.story, &cast.story.next(cast.desk.author(), event));
    assert_eq!(violation.code(), "unknown-entry");
}

#[test]
fn many_remarks_at_once_have_an_entry_each_and_a_source_is_named_by_whoever_brings_it_in() {
    let (mut cast, _) = drafted();
    let first = cast.story.act(
        &cast.heron,
        maru_forum::MakeRemarks { remarks: vec![remark(), remark()], ..Default::default() },
    );
    let made: Vec<u64> = cast.story.process.remarks.iter().map(|remark| remark.entry.0 - first.0).collect();
    assert_eq!(made, [0, 1]);
    assert_eq!(owed(&cast.story).0.len(), 2, "each is owed an answer of its own");
    let import = maru_forum::ImportRemarks {
        source: maru_forum::Source {
            name: "Elsewhere".to_owned(),
            url: String::new(),
            licence: "CC0".to_owned(),
            description: String::new(),
        },
        remarks: vec![maru_forum::MadeElsewhere {
            author: 1,
            time: None,
            // Words from elsewhere are taken as they are, and shown as what they are.
            act: MakeRemark { text: "see\u{200b}this".to_owned(), ..remark() },
            as_written: [("author".to_owned(), "Jo Doe".to_owned())].into(),
        }],
        amendments: Vec::new(),
    };
    let source = cast.story.act(&cast.desk, Box::new(import));
    let entry = maru_forum::decode(&cast.story.entries[source.0 as usize]).expect("the entry of the source");
    assert_eq!(entry.author.participant(), Some(cast.desk.id()), "not the host, who did not do it");
    let digest = cast.story.process.remarks.iter().last().expect("the remark").words.digest;
    let content = maru_forum::Content::parse(&cast.story.contents[&digest]).expect("a content");
    assert_eq!(content.source_field("author"), Some("Jo Doe"));
    assert_eq!(content.source_fields().collect::<Vec<_>>(), [("author", "Jo Doe")]);
}

#[test]
fn whoever_cannot_be_told_any_more_is_named_so_and_holds_nothing_up() {
    let (mut cast, item) = remarked();
    let entry = cast.story.act(&cast.desk, answer(&[item]));
    let heron = cast.heron.clone();
    cast.story.act(&operator(), tell(entry, &heron, Means::Unreachable));
    assert_eq!(owed(&cast.story), (vec![], vec![]));
    let state = cast.story.process.reply_state(item, Moment(cast.story.now));
    assert_eq!(state, Some(ReplyState::Unreachable));
    cast.story.after_days(15);
    let state = cast.story.process.reply_state(item, Moment(cast.story.now));
    assert_eq!(state, Some(ReplyState::Unreachable), "who was not told is not silent");
    assert_eq!(
        refused(&mut cast.story, &operator(), tell(entry, &heron, Means::Page)).code(),
        "nothing-changed"
    );
}
