//! Every rule, broken once: by a command, by an entry that no command makes, or by a text that is no name.

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use maru_forum::{
    AbandonProcess, Author, BallotFault, CastVote, ChangeCharter, ChangeOffice, CloseProcess, CountryCode,
    Decided, DraftPublished, DraftText, EntryNumber, Event, FixedPart, Genesis, GroupId, Import, Imported,
    ImportedParticipant, ImportedStatement, ImportedVote, Join, Language, LocalText, MeetingFault, Moderate,
    Moment, NewText, NextStage, Office, OpenProcess, ParticipantId, Process, ProcessId, Pseudonym,
    PublishDraft, RecordDecision, Recorded, Registration, Resolution, STATEMENT_LIMIT, Source, StageChanged,
    Stated, StatementId, SubmitStatement, TextStanding, Translate, Verdict, VerifiedBy, Verify, Violation,
    Vote, VoteFault, Voted, WithdrawWords, WithdrawalReason,
};
use maru_testkit::{
    CODES_OF_A_LIBRARY, CODES_OF_A_NODE, Cast, ORIGIN, PHASE_DECISION, Person, Story, charter, charter_with,
    charter_with_initiatives, figures, language, operator, visitor,
};

pub(crate) const NOWHERE: EntryNumber = EntryNumber(99);

/// The code that is wanted, what is tried, and how.
pub(crate) type Case = (&'static str, &'static str, fn() -> Violation);

/// A command is refused, and nothing has happened.
#[track_caller]
pub(crate) fn refused(story: &mut Story, who: &Person, command: impl Into<maru_forum::Command>) -> Violation {
    let before = story.process.clone();
    let violation = story.try_act(who, command).expect_err("a command that breaks a rule");
    assert_eq!(story.process, before);
    violation
}

/// An entry is judged to be wrong, and the fold does not take it.
#[track_caller]
pub(crate) fn judged(story: &Story, recorded: &Recorded) -> Violation {
    let mut process = story.process.clone();
    let violation = process.judge(recorded).expect_err("an entry that breaks a rule");
    assert_eq!(process.apply(recorded), Err(violation.clone()));
    assert_eq!(process, story.process);
    violation
}

fn join(name: &str) -> Join {
    Join::named(Pseudonym::new(name).expect("a pseudonym"))
}

fn vote(statement: StatementId) -> CastVote {
    CastVote { statement, vote: Vote::Agree }
}

fn submit(text: &str) -> SubmitStatement {
    SubmitStatement { text: text.to_owned(), language: language("en") }
}

fn withdraw(entry: EntryNumber, ground: &str) -> WithdrawWords {
    WithdrawWords { entry, reason: WithdrawalReason::PersonalData, ground: ground.to_owned() }
}

fn verify(participant: ParticipantId, means: Option<VerifiedBy>) -> Verify {
    Verify { participant, means, text: "a colleague of twenty years".to_owned(), language: language("en") }
}

fn change_office(holder: EntryNumber, office: Office, grant: bool) -> ChangeOffice {
    ChangeOffice { holder: ParticipantId(holder), office, grant, reason: "for a test".to_owned() }
}

fn change_charter(change: impl FnOnce(&mut maru_forum::Charter)) -> ChangeCharter {
    ChangeCharter { charter: Box::new(charter_with(change)), reason: "for a test".to_owned(), shorten: true }
}

fn moderate(on: Vec<StatementId>) -> Moderate {
    let on = on.into_iter().map(|statement| statement.0).collect();
    Moderate { on, verdict: Verdict::Rejected, reason: "off topic".to_owned(), rule: "1".to_owned() }
}

pub(crate) const DRAFT: &str =
    "# Norm\n\n## Article 1\n\nA provider may label it.\n\n## Article 2\n\nIt lasts.\n";

/// A text of a version to come that nobody reads.
pub(crate) fn new_text(tag: &str, words: &str) -> NewText {
    let (language, text, standing) = (language(tag), words.to_owned(), TextStanding::Authentic);
    NewText { language, text, standing, by: None, operations: None }
}

/// A version to come in English.
pub(crate) fn new_version() -> PublishDraft {
    let (texts, reason) = (vec![new_text("en", "Article 1.")], "new".to_owned());
    PublishDraft { texts, causes: Vec::new(), reason }
}

/// A text of a first version that nobody reads.
pub(crate) fn text(story: &mut Story, words: &str) -> DraftText {
    DraftText { text: story.words(words), standing: TextStanding::Authentic, by: None, operations: None }
}

/// Two people who took part elsewhere, one statement, one vote.
fn import() -> Import {
    Import {
        source: Source {
            name: "Elsewhere".to_owned(),
            url: "https://example.org".to_owned(),
            licence: "CC0".to_owned(),
            description: String::new(),
        },
        reason: "Held elsewhere".to_owned(),
        language: language("en"),
        participants: vec![
            ImportedParticipant { source_id: 1, source_text: None },
            ImportedParticipant { source_id: 2, source_text: None },
        ],
        statements: vec![ImportedStatement {
            source_id: 5,
            source_text: None,
            author: Some(1),
            time: None,
            text: "From elsewhere.".to_owned(),
            verdict: None,
        }],
        votes: vec![ImportedVote { voter: 2, statement: 5, vote: Vote::Agree, time: None }],
    }
}

/// An import that is changed so that it contradicts itself.
fn bad_import(change: impl FnOnce(&mut Import)) -> Violation {
    let mut import = import();
    change(&mut import);
    refused(&mut Story::open(), &operator(), Box::new(import))
}

/// A story with an import, the entry of its source, and the first person who was brought in.
fn imported() -> (Cast, EntryNumber, Person) {
    let mut cast = Cast::open();
    let source = cast.story.act(&operator(), Box::new(import()));
    (cast, source, Person::participant(ParticipantId(EntryNumber(source.0 + 1))))
}

/// A story in the phase that decides, with a result that counts so many people.
fn about_to_decide(participants: i64) -> (Cast, EntryNumber) {
    let mut cast = Cast::open();
    cast.story.after_days(30);
    let result = operator().publishes(&mut cast.story, figures(participants, 10));
    (cast, result)
}

fn decision(result: EntryNumber, draft: Option<EntryNumber>) -> RecordDecision {
    let (outcome, text) = (Resolution::Adopted, "So be it.".to_owned());
    RecordDecision { outcome, result, draft, text, language: language("en") }
}

const INPUTS: &[Case] = &[
    ("bad-process-id", "capitals", || "Voices".parse::<ProcessId>().expect_err("no id")),
    ("bad-process-id", "a hyphen at the end", || "voices-".parse::<ProcessId>().expect_err("no id")),
    ("bad-pseudonym", "nothing visible", || Pseudonym::new(" ").expect_err("no name")),
    ("bad-pseudonym", "too long", || Pseudonym::new(&"x".repeat(41)).expect_err("no name")),
    ("unseen-character", "a name that turns the text around", || {
        Pseudonym::new("he\u{202e}ron").expect_err("no name")
    }),
    ("unseen-character", "a statement that turns the text around", || {
        let Cast { mut story, heron, .. } = Cast::open();
        refused(&mut story, &heron, submit("Ban \u{202e}it\u{202c}"))
    }),
    ("unseen-character", "a reason that turns the text around", || {
        let Cast { mut story, .. } = Cast::open();
        let close = maru_forum::CloseProcess { reason: "done\u{2066}".into(), cut_short: true };
        refused(&mut story, &operator(), close)
    }),
    ("bad-country", "small letters", || "kr".parse::<CountryCode>().expect_err("no country")),
    ("bad-language", "one letter", || "k".parse::<Language>().expect_err("no language")),
    ("bad-language", "two letters that name no language", || {
        let Cast { mut story, heron, .. } = Cast::open();
        let text = "Trains should be free.".to_owned();
        refused(&mut story, &heron, SubmitStatement { text, language: language("zz") })
    }),
    ("other-letters", "Korean words said to be English", || {
        let Cast { mut story, heron, .. } = Cast::open();
        let text = "모든 기차는 무료여야 한다".to_owned();
        refused(&mut story, &heron, SubmitStatement { text, language: language("en") })
    }),
    ("text-empty", "a statement of blanks", || {
        let Cast { mut story, heron, .. } = Cast::open();
        refused(&mut story, &heron, submit(" \n "))
    }),
    ("text-empty", "an entry whose words have no length", || {
        let Cast { mut story, heron, .. } = Cast::open();
        let text = maru_forum::Words { length: 0, ..story.words("x") };
        judged(&story, &story.next(heron.author(), Stated { text, source_id: None, source_text: None }))
    }),
    ("text-too-long", "one character beyond the limit", || {
        let Cast { mut story, heron, .. } = Cast::open();
        refused(&mut story, &heron, submit(&"x".repeat(STATEMENT_LIMIT + 1)))
    }),
    ("text-too-long", "an entry that says so", || {
        let Cast { mut story, heron, .. } = Cast::open();
        let text = story.words(&"x".repeat(STATEMENT_LIMIT + 1));
        judged(&story, &story.next(heron.author(), Stated { text, source_id: None, source_text: None }))
    }),
    ("bad-list", "a verdict on nothing", || refused(&mut Story::open(), &operator(), moderate(vec![]))),
    ("bad-list", "a verdict on one statement twice", || {
        let Cast { mut story, labels, .. } = Cast::open();
        refused(&mut story, &operator(), moderate(vec![labels, labels]))
    }),
    ("bad-list", "a draft twice in one language", || {
        let mut story = Story::open();
        let texts = vec![text(&mut story, "One."), text(&mut story, "Two.")];
        let event = DraftPublished { version: 1, texts, causes: Vec::new(), reason: "new".to_owned() };
        judged(&story, &story.next(Author::Operator, event))
    }),
    ("bad-import", "one person twice", || {
        bad_import(|import| import.participants.push(ImportedParticipant { source_id: 1, source_text: None }))
    }),
    ("bad-import", "one statement twice", || {
        bad_import(|import| import.statements.push(import.statements[0].clone()))
    }),
    ("bad-import", "a vote by nobody", || bad_import(|import| import.votes[0].voter = 3)),
    ("bad-import", "a vote on nothing", || bad_import(|import| import.votes[0].statement = 6)),
    ("bad-import", "a decision from elsewhere, to escape the timetable", || {
        let (Cast { mut story, .. }, source, _) = imported();
        let result = operator().publishes(&mut story, figures(2, 10));
        let text = story.words("So be it.");
        let event = Decided { outcome: Resolution::Adopted, result, draft: None, text };
        let recorded = story.next(Author::Operator, event);
        judged(&story, &Recorded { imported: Some(Imported { source, time: None }), ..recorded })
    }),
    ("bad-import", "a vote from elsewhere on what was said here", || {
        let (Cast { story, labels, .. }, source, person) = imported();
        let recorded = story.next(person.author(), Voted { statement: labels, value: Vote::Agree });
        judged(&story, &Recorded { imported: Some(Imported { source, time: None }), ..recorded })
    }),
    ("bad-import", "a verdict from elsewhere on what was said here", || {
        let (Cast { story, labels, .. }, source, _) = imported();
        let (verdict, reason, rule) = (Verdict::Rejected, "off topic".to_owned(), "1".to_owned());
        let event = maru_forum::ModerationRuled { on: vec![labels.0], verdict, reason, rule };
        let recorded = story.next(Author::Operator, event);
        judged(&story, &Recorded { imported: Some(Imported { source, time: None }), ..recorded })
    }),
    ("bad-import", "an office from elsewhere", || {
        let (Cast { story, heron, .. }, source, person) = imported();
        let (office, reason) = (Office::Secretariat, "for a friend".to_owned());
        let event = maru_forum::OfficeChanged { holder: heron.id(), office, granted: true, reason };
        let recorded = story.next(person.author(), event);
        judged(&story, &Recorded { imported: Some(Imported { source, time: None }), ..recorded })
    }),
    ("bad-import", "a person brought in with a key", || {
        let (Cast { story, .. }, source, _) = imported();
        let Event::Admitted(mut admitted) = story.recorded()[3].event.clone() else { panic!("Crane joins") };
        admitted.pseudonym = Pseudonym::new("ghost").expect("a pseudonym");
        admitted.source_id = Some(9);
        let recorded = story.next(Author::Operator, admitted);
        judged(&story, &Recorded { imported: Some(Imported { source, time: None }), ..recorded })
    }),
];

const NAMED: &[Case] = &[
    ("unknown-statement", "a vote on nothing", || {
        let Cast { mut story, heron, .. } = Cast::open();
        refused(&mut story, &heron, vote(StatementId(NOWHERE)))
    }),
    ("unknown-statement", "a verdict on a participant", || {
        let Cast { mut story, heron, .. } = Cast::open();
        refused(&mut story, &operator(), moderate(vec![StatementId(heron.id().0)]))
    }),
    ("unknown-participant", "an office for nobody", || {
        refused(&mut Story::open(), &operator(), change_office(NOWHERE, Office::Chair, true))
    }),
    ("unknown-entry", "words of an entry to come", || {
        refused(&mut Story::open(), &operator(), withdraw(NOWHERE, "GDPR Art 17(1)"))
    }),
    ("not-a-draft", "an adopted draft that is none", || {
        let (Cast { mut story, .. }, result) = about_to_decide(2);
        refused(&mut story, &operator(), decision(result, Some(EntryNumber(3))))
    }),
    ("unknown-source", "something from nowhere", || {
        let Cast { mut story, .. } = Cast::open();
        let text = story.words("From nowhere.");
        let recorded = story.next(Author::Operator, Stated { text, source_id: Some(1), source_text: None });
        let imported = Some(Imported { source: EntryNumber(1), time: None });
        judged(&story, &Recorded { imported, ..recorded })
    }),
    ("unknown-source", "an id there without a there", || {
        let Cast { mut story, .. } = Cast::open();
        let text = story.words("From nowhere.");
        judged(&story, &story.next(Author::Operator, Stated { text, source_id: Some(1), source_text: None }))
    }),
    ("unknown-group", "a group of one's own", || {
        let declared = Join { group: Some(GroupId("friends".to_owned())), ..join("plant") };
        refused(&mut Story::open(), &visitor(), declared)
    }),
    ("name-is-address", "where somebody is reached", || {
        refused(&mut Story::open(), &visitor(), join("mina@example.org"))
    }),
    ("name-of-office", "an office as a name", || {
        refused(&mut Story::open(), &visitor(), join("secretariat 2"))
    }),
    ("pseudonym-taken", "the same name", || refused(&mut Cast::open().story, &visitor(), join("heron"))),
    ("seed-used", "words of another entry", || {
        let Cast { story, heron, labels, .. } = Cast::open();
        let text = story.process.ledger.words_of(labels.0)[0].clone();
        judged(&story, &story.next(heron.author(), Stated { text, source_id: None, source_text: None }))
    }),
];

const TIME_AND_AUTHORITY: &[Case] = &[
    ("not-open", "joining before the beginning", || {
        refused(&mut Story::prepared(), &visitor(), join("heron"))
    }),
    ("not-open", "a decision before the beginning", || {
        let mut story = Story::prepared();
        story.after_days(30);
        refused(&mut story, &operator(), decision(EntryNumber(0), None))
    }),
    ("not-open", "a result before the beginning", || {
        refused(&mut Story::prepared(), &operator(), figures(2, 1))
    }),
    ("not-open", "closed before it was open", || {
        refused(
            &mut Story::prepared(),
            &operator(),
            CloseProcess { reason: "never mind".to_owned(), cut_short: true },
        )
    }),
    ("already-open", "opened again", || {
        refused(&mut Story::open(), &operator(), OpenProcess { reason: "again".to_owned() })
    }),
    ("already-open", "abandoned though people joined", || {
        refused(&mut Story::open(), &operator(), AbandonProcess { reason: "no more".to_owned() })
    }),
    ("closed", "a vote after the end", || {
        let Cast { mut story, heron, labels, .. } = Cast::open();
        operator().closes(&mut story);
        refused(&mut story, &heron, CastVote { statement: labels, vote: Vote::Pass })
    }),
    ("closed", "opened again after the end", || {
        let mut story = Story::open();
        operator().closes(&mut story);
        refused(&mut story, &operator(), OpenProcess { reason: "again".to_owned() })
    }),
    ("closed", "a decision after the end", || {
        let (Cast { mut story, .. }, result) = about_to_decide(2);
        operator().closes(&mut story);
        refused(&mut story, &operator(), decision(result, None))
    }),
    ("closed", "a result after the end", || {
        let mut story = Story::open();
        operator().closes(&mut story);
        refused(&mut story, &operator(), figures(2, 2))
    }),
    ("closed", "other rules after the end", || {
        let mut story = Story::open();
        operator().closes(&mut story);
        refused(&mut story, &operator(), change_charter(|charter| charter.minimum_group = 9))
    }),
    ("abandoned", "opened though given up", || {
        let mut story = Story::prepared();
        story.act(&operator(), AbandonProcess { reason: "nobody asked".to_owned() });
        refused(&mut story, &operator(), OpenProcess { reason: "after all".to_owned() })
    }),
    ("not-in-this-phase", "a vote in the year after", || {
        let Cast { mut story, heron, labels, .. } = Cast::open();
        story.after_days(365);
        refused(&mut story, &heron, CastVote { statement: labels, vote: Vote::Pass })
    }),
    ("not-in-this-phase", "a decision a month early", || {
        let Cast { mut story, .. } = Cast::open();
        let result = operator().publishes(&mut story, figures(2, 10));
        refused(&mut story, &operator(), decision(result, None))
    }),
    ("not-in-this-phase", "joining when no phase lets people join", || {
        let mut story = Story::open_under(charter_with(|charter| {
            charter.phases.retain(|phase| phase.id == PHASE_DECISION);
        }));
        refused(&mut story, &visitor(), join("heron"))
    }),
    ("not-a-participant", "a visitor votes", || {
        let Cast { mut story, labels, .. } = Cast::open();
        refused(&mut story, &visitor(), vote(labels))
    }),
    ("not-a-participant", "the operator votes", || {
        let Cast { story, labels, .. } = Cast::open();
        let event = Voted { statement: labels, value: Vote::Agree };
        judged(&story, &story.next(Author::Operator, event))
    }),
    ("not-invited", "a stranger at a closed door", || {
        let mut story =
            Story::open_under(charter_with(|charter| charter.registration = Registration::Invited));
        refused(&mut story, &visitor(), join("heron"))
    }),
    ("not-allowed", "a participant closes", || {
        let Cast { mut story, heron, .. } = Cast::open();
        refused(&mut story, &heron, CloseProcess { reason: "mine".to_owned(), cut_short: true })
    }),
    ("not-allowed", "a moderator decides", || {
        let (Cast { mut story, heron, .. }, result) = about_to_decide(2);
        operator().grants(&mut story, &heron, Office::Moderator);
        refused(&mut story, &heron, decision(result, None))
    }),
    ("not-allowed", "a moderator whose office has ended", || {
        let Cast { mut story, heron, labels, .. } = Cast::open();
        operator().grants(&mut story, &heron, Office::Moderator);
        operator().ends(&mut story, &heron, Office::Moderator);
        refused(&mut story, &heron, moderate(vec![labels]))
    }),
    ("not-allowed", "somebody else's words", || {
        let Cast { mut story, heron, fines, .. } = Cast::open();
        refused(&mut story, &heron, withdraw(fines.0, "GDPR Art 17(1)"))
    }),
    ("not-allowed", "a participant imports", || {
        let Cast { mut story, heron, .. } = Cast::open();
        refused(&mut story, &heron, Box::new(import()))
    }),
    ("office-held", "given twice", || {
        let Cast { mut story, desk, .. } = Cast::open();
        refused(&mut story, &operator(), change_office(desk.id().0, Office::Secretariat, true))
    }),
    ("office-not-held", "ended though never given", || {
        let Cast { mut story, heron, .. } = Cast::open();
        refused(&mut story, &operator(), change_office(heron.id().0, Office::Chair, false))
    }),
    ("cuts-short", "closed while people may still vote, without a word on that", || {
        let close = CloseProcess { reason: "it is enough".to_owned(), cut_short: false };
        refused(&mut Cast::open().story, &operator(), close)
    }),
    ("cuts-short", "a closing that names one of two phases that it cuts", || {
        let Cast { story, .. } = Cast::open();
        let cuts = Some(story.process.cut_short(Moment(story.now))[1..].to_vec());
        let event = StageChanged { stage: NextStage::Closed, reason: "enough".to_owned(), cuts };
        judged(&story, &story.next(Author::Operator, event))
    }),
    ("bad-list", "an opening that cuts something short", || {
        let Cast { story, .. } = Cast::open();
        let cuts = Some(vec!["debate".to_owned()]);
        let event = StageChanged { stage: NextStage::Open, reason: "go".to_owned(), cuts };
        judged(&story, &story.next(Author::Operator, event))
    }),
    ("verified-already", "twice", || {
        let Cast { mut story, heron, .. } = Cast::open();
        story.act(&operator(), verify(heron.id(), Some(VerifiedBy::InPerson)));
        refused(&mut story, &operator(), verify(heron.id(), Some(VerifiedBy::Document)))
    }),
    ("not-verified", "ended though it never began", || {
        let Cast { mut story, heron, .. } = Cast::open();
        refused(&mut story, &operator(), verify(heron.id(), None))
    }),
    ("own-verification", "a registrar who knows themselves", || {
        let Cast { mut story, heron, .. } = Cast::open();
        operator().grants(&mut story, &heron, Office::Registrar);
        refused(&mut story, &heron, verify(heron.id(), Some(VerifiedBy::InPerson)))
    }),
    ("not-allowed", "a participant verifies another", || {
        let Cast { mut story, heron, crane, .. } = Cast::open();
        refused(&mut story, &heron, verify(crane.id(), Some(VerifiedBy::InPerson)))
    }),
    ("unknown-participant", "nobody is verified", || {
        refused(&mut Story::open(), &operator(), verify(ParticipantId(NOWHERE), Some(VerifiedBy::Other)))
    }),
    ("reason-missing", "a blank reason", || {
        refused(
            &mut Story::open(),
            &operator(),
            CloseProcess { reason: " \u{7}".to_owned(), cut_short: true },
        )
    }),
    ("reason-missing", "an office admits without saying why", || {
        let Cast { story, desk, .. } = Cast::open();
        let Event::Admitted(mut admitted) = story.recorded()[2].event.clone() else { panic!("Heron joins") };
        admitted.pseudonym = Pseudonym::new("friend").expect("a pseudonym");
        judged(&story, &story.next(desk.author(), admitted))
    }),
];

const RECORD: &[Case] = &[
    ("no-genesis", "a second beginning", || {
        let story = Story::open();
        let event = Genesis { origin: ORIGIN.to_owned(), charter: Box::new(charter()) };
        judged(&story, &story.next(Author::Operator, event))
    }),
    ("no-genesis", "another beginning", || {
        Process::from_genesis(&Story::open().recorded()[1]).expect_err("an opening")
    }),
    ("unknown-author", "somebody never admitted", || {
        let Cast { story, labels, .. } = Cast::open();
        let event = Voted { statement: labels, value: Vote::Agree };
        judged(&story, &story.next(Author::Participant(ParticipantId(NOWHERE)), event))
    }),
    ("author-chain", "the same act twice", || {
        let Cast { story, .. } = Cast::open();
        let last = story.recorded()[8].clone();
        judged(&story, &Recorded { at: Moment(story.now), ..last })
    }),
    ("author-chain", "the operator has none", || {
        let story = Story::open();
        let event = Story::open().recorded()[1].event.clone();
        judged(&story, &Recorded { chain: Some((0, EntryNumber(0))), ..story.next(Author::Operator, event) })
    }),
    ("bad-signature", "another key", || {
        let Cast { mut story, crane, fines, .. } = Cast::open();
        let thief = Person { key: Some(SigningKey::from_bytes(&[9; 32])), ..crane };
        refused(&mut story, &thief, vote(fines))
    }),
    ("bad-signature", "a signature of somebody who has no key", || {
        let Cast { mut story, heron, labels, .. } = Cast::open();
        let signing = Person { key: Some(SigningKey::from_bytes(&[9; 32])), ..heron };
        refused(&mut story, &signing, CastVote { statement: labels, vote: Vote::Pass })
    }),
    ("signature-missing", "the node in the place of somebody who signs", || {
        let Cast { mut story, crane, fines, .. } = Cast::open();
        refused(&mut story, &Person::participant(crane.id()), vote(fines))
    }),
    ("bad-key", "a key under which anyone can sign", || {
        let mut neutral = [0; 32];
        neutral[0] = 1;
        refused(&mut Story::open(), &visitor(), Join { key: Some(neutral), ..join("weak") })
    }),
    ("back-dated", "a second before the entry in front", || {
        let Cast { story, heron, labels, .. } = Cast::open();
        let event = Voted { statement: labels, value: Vote::Pass };
        judged(&story, &Recorded { at: Moment(story.now - 1), ..story.next(heron.author(), event) })
    }),
    ("imported-for-member", "a vote said to come from elsewhere", || {
        let (Cast { story, heron, fines, .. }, source, _) = imported();
        let event = Voted { statement: fines, value: Vote::Agree };
        let imported = Some(Imported { source, time: Some(1) });
        judged(&story, &Recorded { imported, ..story.next(heron.author(), event) })
    }),
    ("acts-elsewhere", "somebody brought in votes here", || {
        let (Cast { mut story, labels, .. }, _, person) = imported();
        refused(&mut story, &person, vote(labels))
    }),
    ("acts-elsewhere", "an office for somebody brought in", || {
        let (Cast { mut story, .. }, _, person) = imported();
        refused(&mut story, &operator(), change_office(person.id().0, Office::Chair, true))
    }),
];

const MATTER: &[Case] = &[
    ("charter-incomplete", "a charter that hides who pays", || {
        refused(&mut Story::prepared(), &operator(), change_charter(|charter| charter.funders.0.clear()))
    }),
    ("charter-incomplete", "a record under an act that nobody enforces", || {
        let charter = charter_with(|charter| charter.phases[0].acts.push(maru_forum::PhaseAct::Initiative));
        let first = Process::genesis(ORIGIN, charter, Moment(0));
        Process::from_genesis(&first).expect_err("a promise that is not kept")
    }),
    ("charter-incomplete", "a phase without a title in a promised language", || {
        let charter = charter_with(|charter| charter.phases[0].title = LocalText::default());
        Process::from_genesis(&Process::genesis(ORIGIN, charter, Moment(0))).expect_err("no title")
    }),
    ("other-charter", "a charter that begins another record", || {
        let other = charter_with(|charter| charter.id = "other".parse().expect("an id"));
        Process::from_genesis(&Process::genesis(ORIGIN, other, Moment(0))).expect_err("another's charter")
    }),
    ("other-charter", "a record that is called after nothing", || {
        let first = Process::genesis("forum.example/voices", charter_with(|_| {}), Moment(0));
        Process::from_genesis(&first).expect_err("no place of a process")
    }),
    ("charter-fixed", "another id", || {
        let other = change_charter(|charter| charter.id = "other".parse().expect("an id"));
        refused(&mut Story::prepared(), &operator(), other)
    }),
    ("charter-fixed", "no change", || refused(&mut Story::open(), &operator(), change_charter(|_| {}))),
    ("charter-fixed", "real people become simulated ones", || {
        refused(&mut Story::open(), &operator(), change_charter(|charter| charter.simulated = true))
    }),
    ("promise-cut", "a phase that ends earlier than was promised", || {
        let day = jiff::civil::date(2026, 7, 1);
        let sooner = change_charter(|charter| charter.phases[0].closes = day);
        refused(&mut Story::open(), &operator(), ChangeCharter { shorten: false, ..sooner })
    }),
    ("promise-cut", "a phase that begins later than was promised", || {
        let later = change_charter(|charter| charter.phases[0].opens = charter.phases[0].closes);
        refused(&mut Story::open(), &operator(), ChangeCharter { shorten: false, ..later })
    }),
    ("promise-cut", "a phase that lets people do less than was promised", || {
        let less = change_charter(|charter| charter.phases[0].acts.clear());
        refused(&mut Story::open(), &operator(), ChangeCharter { shorten: false, ..less })
    }),
    ("promise-cut", "a phase that is gone", || {
        let gone = change_charter(|charter| drop(charter.phases.pop()));
        refused(&mut Story::open(), &operator(), ChangeCharter { shorten: false, ..gone })
    }),
    ("promise-cut", "a language that is promised no longer", || {
        let fewer = change_charter(|charter| charter.languages.clear());
        refused(&mut Story::open(), &operator(), ChangeCharter { shorten: false, ..fewer })
    }),
    ("promise-cut", "answers that are no longer put to their author first", || {
        let mut story = Story::open_under(charter_with(|charter| charter.answer_consent = true));
        let without = change_charter(|_| {});
        refused(&mut story, &operator(), ChangeCharter { shorten: false, ..without })
    }),
    ("promise-cut", "silence after fewer days", || {
        let hasty = change_charter(|charter| charter.reply_days = 1);
        refused(&mut Story::open(), &operator(), ChangeCharter { shorten: false, ..hasty })
    }),
    ("promise-cut", "fewer minutes for wording a remark otherwise", || {
        let hasty = change_charter(|charter| charter.edit_minutes = 1);
        refused(&mut Story::open(), &operator(), ChangeCharter { shorten: false, ..hasty })
    }),
    ("promise-cut", "initiatives that need more support than before", || {
        let mut story = Story::open_under(charter_with_initiatives());
        let mut harder = charter_with_initiatives();
        harder.initiatives.supporters += 1;
        let (charter, reason) = (Box::new(harder), "for a test".to_owned());
        refused(&mut story, &operator(), ChangeCharter { charter, reason, shorten: false })
    }),
    ("promise-cut", "a lower level, for instance; `cut.rs` has every promise", || {
        let lower = change_charter(|charter| {
            charter.participation_level = maru_forum::ParticipationLevel::Inform;
        });
        refused(&mut Story::open(), &operator(), ChangeCharter { shorten: false, ..lower })
    }),
    ("phase-back-dated", "a phase of an open process that would have begun yesterday", || {
        let earlier = change_charter(|charter| {
            charter.phases[1].opens = maru_testkit::today().yesterday().expect("a day");
        });
        refused(&mut Story::open(), &operator(), ChangeCharter { shorten: false, ..earlier })
    }),
    (
        "promise-cut",
        "a phase of an open process that would have ended yesterday, which takes days too",
        || {
            let earlier = change_charter(|charter| {
                charter.phases[0].closes = maru_testkit::today().yesterday().expect("a day");
            });
            refused(&mut Story::open(), &operator(), ChangeCharter { shorten: false, ..earlier })
        },
    ),
    ("timetable-over", "an opening after the last day", || {
        let mut story = Story::prepared();
        story.after_days(400);
        refused(&mut story, &operator(), OpenProcess { reason: "late".to_owned() })
    }),
    ("not-in-this-phase", "a statement of the host when nobody votes any more", || {
        let mut story = Story::open();
        story.after_days(400);
        refused(&mut story, &operator(), submit("Too late to ask."))
    }),
    ("charter-fixed", "revision, once a decision was made as a final one", || {
        let (Cast { mut story, .. }, result) = about_to_decide(2);
        operator().decides(&mut story, result, "So be it.");
        let mut charter = story.process.charter.clone();
        charter.decides.revision = true;
        let (charter, reason) = (Box::new(charter), "for a test".to_owned());
        refused(&mut story, &operator(), ChangeCharter { charter, reason, shorten: true })
    }),
    ("opposite-decision", "the opposite, on the same result", || {
        let mut charter = maru_testkit::charter();
        charter.decides.revision = true;
        let mut story = Story::open_under(charter);
        story.after_days(30);
        let entries = story.process.entries;
        let result = operator().publishes(&mut story, figures(2, entries));
        operator().decides(&mut story, result, "So be it.");
        let opposite = RecordDecision { outcome: Resolution::Rejected, ..decision(result, None) };
        refused(&mut story, &operator(), opposite)
    }),
    ("charter-fixed", "the group of somebody who joined", || {
        let mut story = Story::open();
        let group = GroupId("industry".to_owned());
        story.act(&visitor(), Join { group: Some(group), ..join("heron") });
        refused(&mut story, &operator(), change_charter(|charter| charter.groups.truncate(1)))
    }),
    ("statement-not-visible", "a vote on what moderators hid", || {
        let Cast { mut story, heron, fines, .. } = Cast::open();
        operator().moderates(&mut story, fines, Verdict::Rejected, "off topic");
        refused(&mut story, &heron, vote(fines))
    }),
    ("same-language", "a translation into the same language", || {
        let Cast { mut story, heron, labels, .. } = Cast::open();
        let (text, translator) = ("Labels.".to_owned(), "human".to_owned());
        refused(
            &mut story,
            &heron,
            Translate { statement: labels, text, language: language("en"), translator },
        )
    }),
    ("wrong-version", "a version passed over", || {
        let mut story = Story::open();
        let texts = vec![text(&mut story, "Article 1.")];
        let event = DraftPublished { version: 2, texts, causes: Vec::new(), reason: "new".to_owned() };
        judged(&story, &story.next(Author::Operator, event))
    }),
    ("language-missing", "a draft that is not in a promised language", || {
        let command = PublishDraft { texts: vec![new_text("ko", "제1조")], ..new_version() };
        refused(&mut Story::open(), &operator(), command)
    }),
    ("not-a-result", "a decision on an opening", || {
        let (Cast { mut story, .. }, _) = about_to_decide(2);
        refused(&mut story, &operator(), decision(EntryNumber(1), None))
    }),
    ("not-a-result", "a decision on a result to come", || {
        let (Cast { mut story, .. }, result) = about_to_decide(2);
        refused(&mut story, &operator(), decision(EntryNumber(result.0 + 2), None))
    }),
    ("quorum-missed", "one person is not two", || {
        let (Cast { mut story, .. }, result) = about_to_decide(1);
        refused(&mut story, &operator(), decision(result, None))
    }),
    ("decided-already", "the opposite, a second later", || {
        let (Cast { mut story, .. }, result) = about_to_decide(2);
        operator().decides(&mut story, result, "So be it.");
        let opposite = RecordDecision { outcome: Resolution::Rejected, ..decision(result, None) };
        refused(&mut story, &operator(), opposite)
    }),
    ("nothing-adopted", "which version of the draft", || {
        let (Cast { mut story, .. }, result) = about_to_decide(2);
        operator().drafts(&mut story, DRAFT, &[]);
        refused(&mut story, &operator(), decision(result, None))
    }),
    ("result-beyond-record", "a result from the future", || {
        refused(&mut Story::open(), &operator(), figures(2, 3))
    }),
    ("nothing-to-withdraw", "the words of a vote", || {
        refused(&mut Cast::open().story, &operator(), withdraw(EntryNumber(8), "GDPR Art 17(1)"))
    }),
    ("withdrawn-already", "twice", || {
        let Cast { mut story, labels, .. } = Cast::open();
        operator().withdraws(&mut story, labels.0);
        refused(&mut story, &operator(), withdraw(labels.0, "GDPR Art 17(1)"))
    }),
    ("withdrawn-already", "a vote on words that nobody can read any more", || {
        let Cast { mut story, heron, crane, labels, .. } = Cast::open();
        heron.withdraws(&mut story, labels.0);
        refused(&mut story, &crane, CastVote { statement: labels, vote: Vote::Pass })
    }),
    ("withdrawn-already", "erased words come back in another language", || {
        let Cast { mut story, heron, labels, .. } = Cast::open();
        heron.withdraws(&mut story, labels.0);
        let (text, translator) = ("표시가 필요합니다.".to_owned(), "human".to_owned());
        refused(
            &mut story,
            &heron,
            Translate { statement: labels, text, language: language("ko"), translator },
        )
    }),
    ("words-of-the-process", "a decision as personal data", || {
        let (Cast { mut story, .. }, result) = about_to_decide(2);
        let decided = operator().decides(&mut story, result, "So be it.");
        refused(&mut story, &operator(), withdraw(decided, "GDPR Art 17(1)"))
    }),
    ("words-of-the-process", "a draft as personal data", || {
        let mut story = Story::open();
        let draft = operator().drafts(&mut story, DRAFT, &[]);
        refused(&mut story, &operator(), withdraw(draft, "GDPR Art 17(1)"))
    }),
    ("ground-missing", "one letter", || {
        let Cast { mut story, labels, .. } = Cast::open();
        refused(&mut story, &operator(), withdraw(labels.0, "x"))
    }),
];

/// What breaks a rule that is no noun's alone.
pub(crate) fn shared() -> impl Iterator<Item = &'static Case> {
    [INPUTS, NAMED, TIME_AND_AUTHORITY, RECORD, MATTER].into_iter().flatten()
}

#[test]
fn what_breaks_a_rule_is_refused_with_its_code() {
    for (code, tried, provoke) in crate::rooms::cases() {
        let violation = provoke();
        assert_eq!(violation.code(), *code, "{tried}: {violation}");
        assert!(!violation.to_string().is_empty(), "{tried}");
    }
}

#[test]
fn every_rule_is_broken_by_some_case() {
    let provoked = crate::rooms::cases().map(|(code, _, _)| *code);
    let provoked: BTreeSet<_> = provoked.chain(CODES_OF_A_NODE).chain(CODES_OF_A_LIBRARY).collect();
    assert_eq!(provoked, Violation::CODES.iter().copied().collect());
    assert_eq!(Violation::CODES.len(), provoked.len(), "no code stands for two rules");
}

#[test]
fn every_reason_of_a_rule_with_several_is_given_in_some_case() {
    let provoked: BTreeSet<_> = crate::rooms::cases()
        .map(|(_, _, provoke)| provoke())
        .filter_map(|violation| Some((violation.code(), violation.detail()?)))
        .collect();
    let all = [
        ("charter-fixed", FixedPart::DETAILS),
        ("bad-ballot", BallotFault::DETAILS),
        ("bad-ballot-vote", VoteFault::DETAILS),
        ("bad-meeting", MeetingFault::DETAILS),
    ];
    let known = all.into_iter().flat_map(|(code, details)| details.iter().map(move |detail| (code, *detail)));
    let unprovoked: Vec<_> = known.filter(|reason| !provoked.contains(reason)).collect();
    assert!(unprovoked.is_empty(), "{unprovoked:?}");
}

#[test]
fn a_charter_that_foresees_revision_lets_a_later_decision_replace_the_earlier() {
    let mut cast = Cast::under(charter_with(|charter| charter.decides.revision = true));
    cast.story.after_days(30);
    let result = operator().publishes(&mut cast.story, figures(2, 10));
    operator().decides(&mut cast.story, result, "So be it.");
    operator().decides(&mut cast.story, result, "Or rather so.");
    assert_eq!(cast.story.process.decisions.len(), 2);
}

#[test]
fn a_court_can_have_the_words_of_a_decision_erased() {
    let (Cast { mut story, .. }, result) = about_to_decide(2);
    let decided = operator().decides(&mut story, result, "So be it.");
    operator().closes(&mut story);
    let ground = "judgment 1 BvR 1/26".to_owned();
    let order = WithdrawWords { entry: decided, reason: WithdrawalReason::CourtOrder, ground };
    story.act(&operator(), order);
    assert_eq!(story.process.redactions.len(), 1);
}

#[test]
fn people_who_were_invited_are_admitted_for_a_reason() {
    let mut story = Story::open_under(charter_with(|charter| charter.registration = Registration::Invited));
    let desk = story.admitted_by(&operator(), "desk");
    operator().grants(&mut story, &desk, Office::Registrar);
    let guest = story.admitted_by(&desk, "guest");
    let admitted = story.process.participant(guest.id()).expect("the guest");
    assert_eq!(admitted.reason.as_deref(), Some("known in person"));
}

#[test]
fn a_decision_holds_the_result_that_it_names() {
    let (Cast { mut story, .. }, result) = about_to_decide(2);
    let draft = operator().drafts(&mut story, DRAFT, &[]);
    operator().decides(&mut story, result, "So be it.");
    let recorded = story.recorded();
    let Event::Decided(Decided { result: named, draft: adopted, .. }) =
        &recorded.last().expect("an entry").event
    else {
        panic!("the last entry is the decision");
    };
    assert_eq!((*named, *adopted), (result, Some(draft)));
}
