//! The bytes of every kind of entry, kept for ever: a change here is a change of the format.
//!
//! `GOLDEN=write cargo test -p maru-forum golden` writes files for new kinds; it never overwrites one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maru_forum::{
    ActTold, Admitted, Amended, AmendmentWithdrawn, Anchor, AnswerGiven, AnswerStage, Answered,
    AppealVerdict, Attachment, AuditContested, AuditFound, AuditOpened, AuditReplied, AuditWord, Author,
    BallotCast, BallotCounted, BallotOpened, BallotOption, BallotOutcome, BallotRule, Cause, CharterChanged,
    Commented, CommitmentMade, Confidence, ContradictionNamed, Cosigned, Count, Decided, DelegationAsked,
    DelegationRuled, DelegationVerdict, DemandAnswered, DemandLooked, DemandPut, DemandWord, Disposition,
    DraftPublished, DraftText, Electorate, Endorsed, EndorsementWithdrawn, EntryNumber, Event,
    FindingContested, FindingWord, Found, Genesis, GroupId, HandedOver, Imported, InitiativeAnswered,
    InitiativeMade, InitiativeWord, LookedIn, Means, ModerationRuled, Moment, ObjectionAnswered,
    ObligationFound, ObligationMade, Office, OfficeChanged, OrganisationKind, OrganisationStated,
    ParticipantId, PhaseClosed, Position, Pseudonym, Recorded, Redacted, RemarkEdited, RemarkKind, Remarked,
    Rendered, Replied, ReplyWord, Resolution, ResultPublished, SignatoryKind, SignatoryListed, SourceNamed,
    StageChanged, Stated, StatementId, Submitted, Supported, Terms, TextStanding, TieRule, Told, Translated,
    TranslationReviewed, UnitCoded, UnitCoding, UnitId, Verdict, VerdictAppealed, VerdictReviewed, Verified,
    VerifiedBy, Voice, Vote, Voted, WithdrawalReason, Words, WordsReported, decode, encode,
};
use maru_record::{Digest, Entry, Value};
use maru_testkit::{ORIGIN, charter, language};

/// Who makes the examples that people make.
pub(crate) const AUTHOR: Author = Author::Participant(ParticipantId(EntryNumber(7)));
const STATEMENT: StatementId = StatementId(EntryNumber(9));

fn words(byte: u8, tag: &str, length: u32) -> Words {
    Words { digest: Digest([byte; 32]), language: language(tag), length }
}

fn unit(id: &str) -> UnitId {
    UnitId::new(id).expect("the id of a unit")
}

fn the_process() -> Vec<(&'static str, Event)> {
    let charter = || Box::new(charter());
    let stage = |stage, reason: &str| StageChanged { stage, reason: reason.to_owned(), cuts: None }.into();
    vec![
        ("genesis", Genesis { origin: ORIGIN.into(), charter: charter() }.into()),
        ("rule", CharterChanged { charter: charter(), reason: "a longer phase".into() }.into()),
        ("stage", stage(maru_forum::nouns::stage::NextStage::Open, "as the timetable says")),
        ("stage-abandoned", stage(maru_forum::nouns::stage::NextStage::Abandoned, "nobody came")),
        (
            "stage-closed-early",
            StageChanged {
                stage: maru_forum::nouns::stage::NextStage::Closed,
                reason: "all agree".to_owned(),
                cuts: Some(vec!["debate".to_owned(), "decision".to_owned()]),
            }
            .into(),
        ),
        (
            "office",
            OfficeChanged {
                holder: ParticipantId(EntryNumber(7)),
                office: Office::Moderator,
                granted: true,
                reason: "chosen by all".into(),
            }
            .into(),
        ),
        (
            "source",
            SourceNamed {
                name: "Polis".into(),
                url: "https://pol.is/x".into(),
                licence: "CC BY 4.0".into(),
                description: "A topic".into(),
                reason: None,
            }
            .into(),
        ),
        (
            "admit",
            Admitted {
                pseudonym: Pseudonym::new("heron-27").expect("a pseudonym"),
                group: Some(GroupId("academia".into())),
                country: Some("KR".parse().expect("a country")),
                key: Some([9; 32]),
                verified: true,
                reason: Some("known in person".into()),
                invitation: None,
                application: None,
                code: None,
                source_id: None,
                source_text: None,
            }
            .into(),
        ),
    ]
}

fn who_was_verified() -> Vec<(&'static str, Event)> {
    let (participant, text) = (ParticipantId(EntryNumber(31)), words(45, "ko", 20));
    let means = Some(VerifiedBy::InPerson);
    vec![
        ("verification", Verified { participant, means, text: text.clone() }.into()),
        ("verification-ended", Verified { participant, means: None, text }.into()),
        (
            "rendering",
            Rendered {
                of: EntryNumber(9),
                part: "phase.debate".to_owned(),
                translator: "human".to_owned(),
                text: words(46, "fr", 5),
            }
            .into(),
        ),
        ("translation-review", TranslationReviewed { translation: EntryNumber(70) }.into()),
    ]
}

fn what_is_computed_and_decided() -> Vec<(&'static str, Event)> {
    vec![
        (
            "draft",
            DraftPublished {
                version: 2,
                texts: vec![
                    DraftText {
                        text: words(3, "en", 1_200),
                        standing: TextStanding::Authentic,
                        by: None,
                        operations: Some(words(10, "en", 300)),
                    },
                    DraftText {
                        text: words(4, "ko", 640),
                        standing: TextStanding::Machine,
                        by: Some("a program 1.2".into()),
                        operations: None,
                    },
                ],
                causes: vec![
                    Cause { unit: unit("art_5"), by: vec![EntryNumber(40), EntryNumber(44)] },
                    Cause { unit: unit("art_7__para_1"), by: Vec::new() },
                ],
                reason: "after the remarks".into(),
            }
            .into(),
        ),
        (
            "result",
            ResultPublished {
                kind: "opinion-map".into(),
                entries: 1_000,
                algorithm: "maru 1".into(),
                output: Digest([5; 32]),
                figures: BTreeMap::from([("groups".into(), 2), ("participants".into(), 412)]),
            }
            .into(),
        ),
        (
            "decision",
            Decided {
                outcome: Resolution::Adopted,
                result: EntryNumber(1_000),
                draft: Some(EntryNumber(900)),
                text: words(6, "en", 80),
            }
            .into(),
        ),
        (
            "redact",
            Redacted {
                entry: EntryNumber(9),
                reason: WithdrawalReason::PersonalData,
                ground: "GDPR Art 17(1)".into(),
            }
            .into(),
        ),
    ]
}

fn what_people_say() -> Vec<(&'static str, Event)> {
    vec![
        ("statement", Stated { text: words(1, "ko", 12), source_id: None, source_text: None }.into()),
        (
            "translation",
            Translated { statement: STATEMENT, translator: "human".into(), text: words(2, "en", 15) }.into(),
        ),
        ("vote", Voted { statement: STATEMENT, value: Vote::Disagree }.into()),
        (
            "mod",
            ModerationRuled {
                on: vec![STATEMENT.0, EntryNumber(11)],
                verdict: Verdict::Rejected,
                reason: "off topic".into(),
                rule: "off_topic".into(),
            }
            .into(),
        ),
    ]
}

fn who_speaks_for_whom() -> Vec<(&'static str, Event)> {
    let stated = OrganisationStated {
        of: None,
        name: words(31, "ko", 12),
        kind: OrganisationKind::CivilSociety,
        group: Some(GroupId("civil_society".into())),
        country: Some("KR".parse().expect("a country")),
        register: Some("KR 123-45-67890".into()),
        funders: Some(words(32, "ko", 80)),
        funders_declined: false,
        interests: None,
        interests_declined: true,
        reason: None,
        number: None,
        why: None,
    };
    let anew = OrganisationStated {
        of: Some(EntryNumber(60)),
        interests: Some(words(33, "ko", 40)),
        interests_declined: false,
        reason: Some("the register had the old name".into()),
        ..stated.clone()
    };
    let beside = OrganisationStated {
        register: None,
        reason: None,
        number: Some(words(43, "ko", 15)),
        why: Some(words(44, "ko", 20)),
        ..anew.clone()
    };
    let ruled = |verdict, reason: Option<&str>| {
        let reason = reason.map(str::to_owned);
        DelegationRuled { delegation: EntryNumber(61), verdict, reason, why: None }.into()
    };
    let beside_it = DelegationRuled {
        delegation: EntryNumber(61),
        verdict: DelegationVerdict::Refused,
        reason: None,
        why: Some(words(70, "und", 38)),
    };
    vec![
        ("organisation", stated.into()),
        ("organisation-anew", anew.clone().into()),
        ("organisation-words", beside.into()),
        ("delegation", DelegationAsked { organisation: EntryNumber(60) }.into()),
        ("delegation-ruled", ruled(DelegationVerdict::Refused, Some("the organisation does not know them"))),
        ("delegation-confirmed", ruled(DelegationVerdict::Confirmed, None)),
        ("delegation-words", beside_it.into()),
    ]
}

fn what_people_say_of_the_draft() -> Vec<(&'static str, Event)> {
    let anchor = |start, end| Anchor { unit: unit("art_5__para_1"), language: language("en"), start, end };
    let remark = |anchor, proposal| Remarked {
        version: 1,
        anchor,
        kind: RemarkKind::Objection,
        text: words(11, "ko", 90),
        proposal,
        submission: None,
    };
    vec![
        ("remark", remark(Some(anchor(Some(4), Some(17))), Some(words(12, "en", 200))).into()),
        ("remark-whole", remark(None, None).into()),
        ("remark-edited", RemarkEdited { remark: EntryNumber(40), text: words(14, "en", 55) }.into()),
        ("support", Supported { on: EntryNumber(40), given: true }.into()),
        ("submission", submission().into()),
        (
            "amendment",
            Amended {
                version: 1,
                operations: vec![words(15, "en", 180), words(16, "ko", 170)],
                units: vec![unit("art_5"), unit("art_7__para_1")],
                text: words(17, "ko", 60),
                sources: vec![EntryNumber(41), EntryNumber(42)],
            }
            .into(),
        ),
        ("cosign", Cosigned { amendment: EntryNumber(44), given: false }.into()),
        ("amendment-withdrawn", AmendmentWithdrawn { amendment: EntryNumber(44) }.into()),
        (
            "reply",
            Replied {
                answer: EntryNumber(50),
                on: EntryNumber(40),
                word: ReplyWord::Objects,
                text: Some(words(18, "ko", 33)),
            }
            .into(),
        ),
        (
            "answer",
            Answered {
                on: vec![EntryNumber(40), EntryNumber(44)],
                disposition: Disposition::AcceptedInPart,
                text: words(19, "en", 140),
                units: vec![unit("art_5")],
                stage: AnswerStage::Proposed,
                instead_of: Some(EntryNumber(47)),
            }
            .into(),
        ),
        ("answer-given", AnswerGiven { answer: EntryNumber(50), on: vec![EntryNumber(40)] }.into()),
        ("comment", Commented { on: EntryNumber(40), text: words(13, "en", 21) }.into()),
    ]
}

fn submission() -> Submitted {
    let pdf = Attachment { media_type: "application/pdf".into(), size: 9, bytes: words(21, "zxx", 12) };
    Submitted { text: Some(words(20, "en", 2_400)), attachments: vec![pdf] }
}

fn what_the_node_tells() -> Vec<(&'static str, Event)> {
    let to = vec![ParticipantId(EntryNumber(7)), ParticipantId(EntryNumber(8))];
    let (phase, reason) = ("answers".to_owned(), "every remark has its answer".to_owned());
    vec![
        ("told", Told { answer: EntryNumber(50), to: to.clone(), means: Means::Mail }.into()),
        ("told-unreachable", Told { answer: EntryNumber(50), to, means: Means::Unreachable }.into()),
        ("phase", PhaseClosed { phase, reason }.into()),
    ]
}

/// Ballots: what a chair opens and counts, and a vote.
fn ballots() -> (Vec<(&'static str, Event)>, (&'static str, Event)) {
    let option =
        |number| BallotOption { words: vec![words(number, "en", 12)], amendment: Some(EntryNumber(44)) };
    let terms = Terms {
        phase: "ballot".to_owned(),
        rule: BallotRule::Schulze,
        electorate: Electorate::Verified,
        groups: None,
        quorum: 40,
        consent: None,
        objection: None,
        tie: Some(TieRule::FirstListed),
        draft: Some(EntryNumber(12)),
        question: vec![words(30, "en", 20), words(31, "ko", 11)],
        options: vec![option(32), option(33)],
    };
    let count = Count {
        outcome: BallotOutcome::Passed,
        winner: Some(1),
        electorate: 60,
        cast: 41,
        figures: BTreeMap::from([("beats:1".to_owned(), 0), ("beats:2".to_owned(), 1)]),
    };
    let on = EntryNumber(60);
    let cast = BallotCast {
        on,
        position: Some(Position::Against),
        choices: Vec::new(),
        reason: Some(words(34, "en", 40)),
    };
    let of_groups = Terms { groups: Some(vec![GroupId("academia".into())]), ..terms.clone() };
    let by_the_chair = vec![
        ("ballot", BallotOpened { terms }.into()),
        ("ballot-groups", BallotOpened { terms: of_groups }.into()),
        ("count", BallotCounted { on, count }.into()),
    ];
    (by_the_chair, ("ballot-vote", cast.into()))
}

/// Entries of an author, each with the name of its file.
pub(crate) fn recorded(author: Author, events: Vec<(&'static str, Event)>) -> Vec<(&'static str, Recorded)> {
    events.into_iter().map(|(name, event)| (name, one(author, event))).collect()
}

fn one(author: Author, event: Event) -> Recorded {
    let chain = author.participant().map(|_| (4, EntryNumber(31)));
    Recorded { at: Moment(1_790_000_000), author, chain, imported: None, signature: None, event }
}

/// The examples of nouns without a file of their own here: the file, and what it holds.
#[expect(clippy::too_many_lines, reason = "a list of examples")]
pub(crate) fn shared() -> Vec<(&'static str, Recorded)> {
    let by_the_operator =
        [the_process(), who_was_verified(), what_is_computed_and_decided(), what_the_node_tells()].concat();
    let mut all = recorded(Author::Operator, by_the_operator);
    let by_people = [what_people_say(), what_people_say_of_the_draft(), who_speaks_for_whom()].concat();
    all.extend(recorded(AUTHOR, by_people));
    let (by_the_chair, (name, cast)) = ballots();
    all.extend(recorded(Author::Operator, by_the_chair));
    all.push((name, one(AUTHOR, cast)));
    let made = InitiativeMade { title: words(35, "ko", 12), text: words(36, "ko", 90) };
    all.push(("initiative", one(AUTHOR, made.into())));
    let answered = InitiativeAnswered {
        initiative: EntryNumber(70),
        word: InitiativeWord::InPart,
        text: words(37, "ko", 60),
        outcomes: vec![EntryNumber(82), EntryNumber(84)],
        reached: EntryNumber(80),
        supporters: 50,
        supporters_now: 53,
    };
    all.push(("initiative-answer", one(Author::Operator, answered.into())));
    let promise = CommitmentMade {
        actor: "Ministry of Examples".to_owned(),
        organisation: Some(EntryNumber(8)),
        text: words(38, "en", 60),
        quotation: Some(words(39, "ko", 20)),
        made: Some(jiff::civil::date(2024, 5, 21)),
        place: "Seoul".to_owned(),
        due: Some(jiff::civil::date(2025, 2, 10)),
        source: "A newspaper of that day".to_owned(),
        confidence: Confidence::Medium,
        provisions: vec!["act:Art 1".to_owned()],
        about: vec![EntryNumber(70)],
    };
    all.push(("commitment", one(Author::Operator, promise.into())));
    let (commitment, word, day) = (EntryNumber(90), FindingWord::Partly, jiff::civil::date(2025, 3, 1));
    all.push((
        "finding",
        one(AUTHOR, Found { commitment, word, text: words(40, "en", 80), source: None, day }.into()),
    ));
    let contested = FindingContested { finding: EntryNumber(91), text: words(41, "en", 70) };
    all.push(("finding-objection", one(AUTHOR, contested.into())));
    let (first, second) = (EntryNumber(90), EntryNumber(92));
    all.push((
        "contradiction",
        one(AUTHOR, ContradictionNamed { first, second, text: words(42, "en", 50) }.into()),
    ));
    all.extend(of_joint_statements());
    let opened = AuditOpened {
        title: words(43, "en", 16),
        held_by: words(44, "en", 20),
        organisation: Some(EntryNumber(8)),
        began: jiff::civil::date(2024, 5, 21),
        ended: Some(jiff::civil::date(2024, 5, 22)),
    };
    all.push(("audit", one(AUTHOR, opened.into())));
    let found = AuditFound {
        audit: EntryNumber(95),
        criterion: "O12".parse().expect("a criterion"),
        word: AuditWord::NotMet,
        text: words(45, "en", 80),
        source: words(46, "en", 40),
        confidence: Confidence::Medium,
        read: jiff::civil::date(2026, 11, 29),
    };
    all.push(("audit-finding", one(AUTHOR, found.into())));
    let contested = AuditContested { finding: EntryNumber(96), text: words(47, "en", 70) };
    all.push(("audit-objection", one(AUTHOR, contested.into())));
    let replied = AuditReplied { objection: EntryNumber(97), text: words(48, "en", 60) };
    all.push(("audit-reply", one(AUTHOR, replied.into())));
    let file = Attachment { media_type: "text/csv".into(), size: 9, bytes: words(54, "zxx", 12) };
    let harm = crate::harm::example(words(52, "ko", 90), words(53, "ko", 30), file);
    all.push(("harm", one(AUTHOR, harm.into())));
    let reported = WordsReported { on: EntryNumber(20), text: words(49, "en", 30), code: None };
    all.push(("report", one(AUTHOR, reported.into())));
    let by_stranger =
        WordsReported { on: EntryNumber(20), text: words(49, "en", 30), code: Some(Digest([7; 32])) };
    all.push(("report-stranger", one(Author::Operator, by_stranger.into())));
    let (act, to) = (EntryNumber(21), vec![ParticipantId(EntryNumber(7))]);
    let told = ActTold { act, to, means: Means::Mail };
    all.push(("act-told", one(Author::Operator, told.into())));
    let applicant = ActTold { act, to: Vec::new(), means: Means::Seen };
    all.push(("act-told-applicant", one(Author::Operator, applicant.into())));
    let answered = ObjectionAnswered { on: EntryNumber(61), text: words(55, "en", 60) };
    all.push(("objection-answer", one(AUTHOR, answered.into())));
    let (source, day) = (Some(words(57, "en", 30)), jiff::civil::date(2025, 3, 1));
    let (commitment, word) = (EntryNumber(90), FindingWord::Kept);
    let read = Found { commitment, word, text: words(56, "en", 80), source: source.clone(), day };
    all.push(("finding-source", one(AUTHOR, read.into())));
    let (obligation, text) = (EntryNumber(110), words(56, "en", 80));
    let read = ObligationFound { obligation, word, day, text, source };
    all.push(("obligation-finding-source", one(AUTHOR, read.into())));
    let (on, verdict) = (EntryNumber(20), EntryNumber(21));
    let appealed = VerdictAppealed { on, verdict, text: words(50, "en", 40) };
    all.push(("mod-appeal", one(AUTHOR, appealed.into())));
    let (appeal, verdict) = (EntryNumber(22), AppealVerdict::Overturned);
    let reviewed = VerdictReviewed { appeal, on, verdict, text: words(51, "en", 50) };
    all.push(("mod-ruling", one(AUTHOR, reviewed.into())));
    let imported = Imported { source: EntryNumber(3), time: Some(1_400_000_000_123) };
    let stated = Stated { text: words(7, "en", 30), source_id: Some(3), source_text: None };
    all.push(("statement-imported", Recorded { imported: Some(imported), ..one(AUTHOR, stated.into()) }));
    let source_text = Some("tea, milk".to_owned());
    let named = Stated { text: words(7, "en", 30), source_id: Some(3), source_text };
    all.push(("statement-text-id", Recorded { imported: Some(imported), ..one(AUTHOR, named.into()) }));
    let agreed = Voted { statement: STATEMENT, value: Vote::Agree };
    all.push(("vote-signed", Recorded { signature: Some([3; 64]), ..one(AUTHOR, agreed.into()) }));
    all
}

#[expect(clippy::too_many_lines, reason = "a list of examples")]
fn of_joint_statements() -> Vec<(&'static str, Recorded)> {
    let (draft, day) = (EntryNumber(60), jiff::civil::date(2024, 5, 20));
    let endorsed = Endorsed {
        draft,
        language: language("ko"),
        signed: Digest([43; 32]),
        organisation: Some(EntryNumber(8)),
        name: Some(words(44, "ko", 8)),
        place: Some(words(45, "ko", 2)),
        day: Some(day),
    };
    let withdrawn = EndorsementWithdrawn { endorsement: EntryNumber(93), reason: Some(words(46, "ko", 20)) };
    let listed = SignatoryListed {
        draft,
        kind: SignatoryKind::Organisation,
        name: words(47, "ko", 9),
        country: Some("KR".parse().expect("a country")),
        place: Some(words(48, "ko", 2)),
        day: Some(day),
        withdrawn: None,
    };
    let put = DemandPut {
        of: None,
        draft,
        unit: Some(unit("art_1")),
        texts: vec![words(49, "en", 40), words(50, "ko", 20)],
        to: "All governments".to_owned(),
    };
    let looked = DemandLooked {
        demand: EntryNumber(96),
        within: LookedIn::Library,
        found: vec![words(52, "zxx", 9)],
        text: None,
    };
    let handed = HandedOver {
        draft,
        to: "Ministry of Examples".to_owned(),
        process: Some("forum.example/p/summit".to_owned()),
        entry: None,
        day,
        means: "by letter".to_owned(),
        organisations: 1,
        people: 2,
        imported: 6,
        text: None,
    };
    let arrived = HandedOver { entry: Some(EntryNumber(70)), ..handed.clone() };
    let answered = DemandAnswered {
        handover: EntryNumber(98),
        demand: EntryNumber(96),
        word: DemandWord::InPart,
        day,
        source: words(53, "ko", 22),
        text: Some(words(51, "ko", 30)),
    };
    let coding = UnitCoding {
        statement_type: "R".to_owned(),
        deontic: "must".to_owned(),
        bearer: vec!["provider".to_owned()],
        topics: vec!["labelling".to_owned()],
        sanction: "admin_fine".to_owned(),
        testable: "yes".to_owned(),
        remedy: "complaint to the regulator".to_owned(),
    };
    let owed = ObligationMade {
        draft,
        unit: unit("art_1"),
        signatory: "Ministry of Examples".to_owned(),
        organisation: Some(EntryNumber(8)),
        due: jiff::civil::date(2025, 2, 10),
        review: Some(jiff::civil::date(2026, 2, 10)),
        text: Some(words(52, "en", 40)),
    };
    let found = ObligationFound {
        obligation: EntryNumber(110),
        word: FindingWord::Missed,
        day: jiff::civil::date(2025, 3, 1),
        text: words(53, "ko", 40),
        source: None,
    };
    let coded = UnitCoded { draft, unit: unit("art_1"), coding, as_suggested: Some(false), text: None };
    let source = Some(Imported { source: EntryNumber(3), time: None });
    vec![
        ("endorsement", one(AUTHOR, endorsed.into())),
        ("endorsement-withdrawn", one(AUTHOR, withdrawn.into())),
        ("signatory", Recorded { imported: source, ..one(Author::Operator, listed.into()) }),
        ("demand", one(Author::Operator, put.into())),
        ("demand-looked", one(AUTHOR, looked.into())),
        ("handover-arrived", one(Author::Operator, arrived.into())),
        ("handover", one(Author::Operator, handed.into())),
        ("demand-answer", one(AUTHOR, answered.into())),
        ("coding", one(Author::Operator, coded.into())),
        ("obligation", one(Author::Operator, owed.into())),
        ("obligation-finding", one(AUTHOR, found.into())),
    ]
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn every_kind_has_its_golden_bytes_and_reads_back() {
    for (name, recorded) in crate::rooms::examples() {
        let bytes = encode(&recorded).encode().expect("an entry that fits");
        let path = folder().join(format!("{name}.entry"));
        if std::env::var_os("GOLDEN").is_some() && !path.exists() {
            std::fs::write(&path, &bytes).expect("the golden file can be written");
        }
        let golden = std::fs::read(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
        assert_eq!(
            String::from_utf8_lossy(&bytes),
            String::from_utf8_lossy(&golden),
            "{name}: the format changed"
        );
        assert_eq!(bytes, golden, "{name}: the addenda index changed");
        let again = decode(&Entry::decode(&golden).expect("an entry")).expect("an event");
        assert_eq!(again, recorded, "{name} does not read back");
    }
}

#[test]
fn every_kind_with_words_says_whose_they_are() {
    for (name, recorded) in crate::rooms::examples() {
        let is_silent = recorded.event.voice() == Voice::Silent;
        assert!(!is_silent || recorded.event.words().is_empty(), "{name} has words that are nobody's");
    }
}

#[test]
fn no_kind_is_without_an_example_and_no_file_without_a_test() {
    let kinds: BTreeSet<_> =
        crate::rooms::examples().iter().map(|(_, recorded)| recorded.event.kind()).collect();
    assert_eq!(kinds, Event::KINDS.iter().copied().collect());
    let named: BTreeSet<_> =
        crate::rooms::examples().iter().map(|(name, _)| format!("{name}.entry")).collect();
    let files = std::fs::read_dir(folder()).expect("the folder of golden files");
    let files = files.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(named, files);
}

/// The example of `docs/record.md`, signed by a program of others (Python's `cryptography`).
#[test]
fn a_signature_made_elsewhere_fits() {
    let key = "GX9rI+FshTLGq8g4+s1ep4m+DHaykgM0A5v6iz02jWE=";
    let signature =
        "1z2sn3U5bvA5X2DIm/l1HiO3TEqfrNMlIc681J24eNlFzz7/xEyWN/6ILGSEcEqLKAgPc5VCTOcJzCL2t+c7Aw==";
    let event = Voted { statement: STATEMENT, value: Vote::Agree };
    let bytes = |text: &str| BASE64.decode(text).expect("base64");
    let signature: [u8; 64] = bytes(signature).try_into().expect("64 bytes");
    let entry = encode(&Recorded { signature: Some(signature), ..one(AUTHOR, event.into()) });
    let key: [u8; 32] = bytes(key).try_into().expect("32 bytes");
    let key = ed25519_dalek::VerifyingKey::from_bytes(&key).expect("a key");
    assert_eq!(entry.verify_signature(ORIGIN, &key), Ok(()));
    assert!(entry.verify_signature("forum.example/p/other", &key).is_err());
}

/// Changes one example and says what the reader finds.
fn misread(name: &str, change: impl FnOnce(&mut BTreeMap<String, Value>, &mut Vec<Digest>)) -> String {
    let (_, recorded) =
        crate::rooms::examples().into_iter().find(|(known, _)| *known == name).expect("an example");
    let mut entry = encode(&recorded);
    let Value::Object(fields) = &mut entry.body else { panic!("an entry is an object") };
    change(fields, &mut entry.addenda);
    decode(&entry).expect_err("a form that no writer makes").to_string()
}

#[test]
fn an_entry_has_one_form() {
    let surplus = misread("vote", |fields, _| drop(fields.insert("weight".into(), Value::Integer(2))));
    assert_eq!(surplus, "an entry of the kind “vote” holds something that no such entry holds");
    let smuggled = misread("vote", |_, addenda| addenda.push(Digest([8; 32])));
    assert_eq!(smuggled, surplus);
    let lost = misread("statement", |_, addenda| addenda.clear());
    assert!(lost.starts_with("in an entry of the kind “statement”, “text” is missing or is not"), "{lost}");
    let swapped = misread("draft", |fields, _| {
        let Some(Value::List(texts)) = fields.get_mut("texts") else { panic!("texts are a list") };
        texts.reverse();
    });
    assert!(
        swapped.starts_with("in an entry of the kind “draft”, “texts” is missing or is not"),
        "{swapped}"
    );
    let old = misread("vote", |fields, _| drop(fields.insert("v".into(), Value::Integer(1))));
    assert_eq!(old, "entry format version 1 is not known; this program reads version 2");
    let unknown = misread("vote", |fields, _| drop(fields.insert("t".into(), Value::text("magic"))));
    assert_eq!(unknown, "entry type “magic” is not known");
    let both = misread("vote", |fields, _| drop(fields.insert("role".into(), Value::text("operator"))));
    assert!(both.contains("“role” is missing or is not"), "{both}");
    let half = misread("vote", |fields, _| drop(fields.remove("p")));
    assert!(half.contains("“p” is missing or is not"), "{half}");
    let timeless = misread("statement-imported", |fields, _| drop(fields.remove("from")));
    assert!(timeless.contains("“from” is missing or is not"), "{timeless}");
    let claimed = misread("vote", |fields, _| drop(fields.insert("by".into(), Value::text("self"))));
    assert!(claimed.contains("“by” is missing or is not"), "{claimed}");
}
