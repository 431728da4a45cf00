//! An organiser who holds the disk and the keys, around remarks, initiatives, invitations, meetings, ballots, promises, signatures and codings.
//! Each lie is proven by its code, or told as a note; or it stands, in these very words, in the list of what no check can find.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_forum::{
    Admitted, AgendaItemId, AnnounceMeeting, Attachment, AuditOpened, Author, BallotCast, ChangeMeeting,
    CodeUnit, Commented, CommitmentMade, Confidence, Contacted, Content, Cosigned, CountAttendance, Endorsed,
    EntryNumber, Event, FindingContested, FindingWord, Found, GroupAttendance, HandedOver, HarmExtent,
    HarmNames, HarmReported, Means, MeetingAccess, MeetingRegistered, Moment, NewItemMinutes, ObligationMade,
    OpenBallot, OrganisationKind, OrganisationStated, PhaseClosed, Position, Presence, PublishMinutes,
    RemarkEdited, RemarkKind, Rendered, Stated, StatementId, Submitted, Support, Supported, Told,
    TranslationReviewed, UnitCoding, Verdict as Ruling, Verified, VerifiedBy, WithdrawWords,
    WithdrawalReason, Words, WordsReported,
};
use maru_testkit::{Cast, DAYS_OF_BALLOTS, PHASE_BALLOT, charter_with_ballots, language, operator, unit};
use maru_verify::{Report, Verdict};

use crate::look::{look, publish, publish_readable};

const DAY: i64 = 86_400;
const RECORD: &str = include_str!("../../../../docs/record.md");

fn today(cast: &Cast) -> Date {
    Moment(cast.story.now).day()
}

fn day(cast: &Cast, days: i64) -> Date {
    today(cast).checked_add(days.days()).unwrap()
}

/// The cast with a first version of a draft, its entry.
fn drafted() -> (Cast, EntryNumber) {
    let mut cast = Cast::open();
    let draft =
        operator().drafts(&mut cast.story, "# Norm\n\n## Article 1\n\nA provider may label it.\n", &[]);
    (cast, draft)
}

/// A lie that breaks a rule: what is forced into the record, and the code by which it is proven.
type Lie = (&'static str, &'static str, fn() -> Cast);

/// Forces an act in somebody's name.
fn told(mut cast: Cast, author: Author, tell: impl FnOnce(&mut Cast) -> Event) -> Cast {
    let event = tell(&mut cast);
    cast.story.force(author, event);
    cast
}

fn by_heron(tell: impl FnOnce(&mut Cast) -> Event) -> Cast {
    let cast = Cast::open();
    let heron = cast.heron.author();
    told(cast, heron, tell)
}

fn by_office(tell: impl FnOnce(&mut Cast) -> Event) -> Cast {
    told(Cast::open(), Author::Operator, tell)
}

fn promise(cast: &mut Cast, made: Option<Date>, due: Option<Date>) -> CommitmentMade {
    CommitmentMade {
        actor: "Acme".to_owned(),
        organisation: None,
        text: cast.story.words("Every cloned voice is labelled."),
        quotation: None,
        made,
        place: "Seoul".to_owned(),
        due,
        source: "https://acme.example/promise".to_owned(),
        confidence: Confidence::High,
        provisions: Vec::new(),
        about: Vec::new(),
    }
}

/// The cast with a promise in the entry that is given.
fn promised(due: Option<i64>) -> (Cast, EntryNumber) {
    let mut cast = Cast::open();
    let (made, due) = (Some(day(&cast, -9)), due.map(|days| day(&cast, days)));
    let made = promise(&mut cast, made, due);
    let on = cast.story.force(Author::Operator, made);
    (cast, on)
}

const PROVEN: &[Lie] = &[
    ("not-a-participant", "the office supports what it wants", || {
        by_office(|cast| Supported { on: cast.labels.0, given: true }.into())
    }),
    ("own-words", "an author stands behind the own remark", || {
        let (mut cast, _) = drafted();
        let remark =
            cast.heron.remarks(&mut cast.story, "art_1", RemarkKind::Technical, "“May” should be “must”.");
        let heron = cast.heron.author();
        told(cast, heron, |_| Supported { on: remark, given: true }.into())
    }),
    ("unknown-amendment", "a co-signature of an amendment that nobody proposed", || {
        by_heron(|cast| Cosigned { amendment: cast.labels.0, given: true }.into())
    }),
    ("not-the-author", "the words of a remark are worded by somebody else", || {
        let (mut cast, _) = drafted();
        let remark =
            cast.crane.remarks(&mut cast.story, "art_1", RemarkKind::Technical, "“May” should be “must”.");
        let heron = cast.heron.author();
        told(cast, heron, |cast| RemarkEdited { remark, text: cast.story.words("It is fine.") }.into())
    }),
    ("unknown-remark", "a comment on what is no remark", || {
        by_heron(|cast| Commented { on: cast.labels.0, text: cast.story.words("So it is.") }.into())
    }),
    ("not-allowed", "somebody says who they are themselves", || {
        by_heron(|cast| {
            let text = cast.story.words("I looked into my passport.");
            Verified { participant: cast.heron.id(), means: Some(VerifiedBy::Document), text }.into()
        })
    }),
    ("bad-commitment", "a promise that is recorded before it was made", || {
        by_office(|cast| {
            let tomorrow = day(cast, 2);
            promise(cast, Some(tomorrow), None).into()
        })
    }),
    ("bad-commitment", "a promise that was due before it was made", || {
        by_office(|cast| {
            let (made, due) = (day(cast, -2), day(cast, -3));
            promise(cast, Some(made), Some(due)).into()
        })
    }),
    ("bad-commitment", "a promise called missed before its day", || {
        let (cast, commitment) = promised(Some(40));
        let heron = cast.heron.author();
        told(cast, heron, |cast| {
            let (text, day) = (cast.story.words("Nothing of it was seen anywhere."), today(cast));
            Found { commitment, word: FindingWord::Missed, text, source: None, day }.into()
        })
    }),
    ("bad-commitment", "a finding whose evidence is of tomorrow", || {
        let (cast, commitment) = promised(None);
        let heron = cast.heron.author();
        told(cast, heron, |cast| {
            let text = cast.story.words("It will have been kept by tomorrow.");
            Found { commitment, word: FindingWord::Kept, text, source: None, day: day(cast, 2) }.into()
        })
    }),
    ("unknown-finding", "an objection to a finding that was never made", || {
        by_heron(|cast| {
            FindingContested { finding: cast.labels.0, text: cast.story.words("That is not what it says.") }
                .into()
        })
    }),
    ("bad-harm", "a harm in one country, which is not named", || {
        by_heron(|cast| {
            let (text, source) =
                (cast.story.words("A cloned voice asked for money."), cast.story.words("A news report"));
            HarmReported {
                kind: maru_forum::HarmKind::Fraud,
                extent: HarmExtent::Country,
                country: None,
                day: None,
                text,
                source,
                names: HarmNames::Nobody,
                attachments: Vec::new(),
                about: Vec::new(),
                units: Vec::new(),
                provisions: Vec::new(),
            }
            .into()
        })
    }),
    ("same-language", "a translation of the title into the language that it is in", || {
        by_heron(|cast| {
            let text = cast.story.words("Another title");
            Rendered { of: EntryNumber(0), part: "title".to_owned(), translator: "human".to_owned(), text }
                .into()
        })
    }),
    ("unknown-translation", "a check of a translation that is none", || {
        by_heron(|cast| TranslationReviewed { translation: cast.labels.0 }.into())
    }),
    ("bad-meeting", "a conversation outside the record that is yet to come", || {
        by_office(|cast| {
            let [who, whom, text] =
                ["The chair", "A firm", "About labels"].map(|words| cast.story.words(words));
            Contacted { who, whom, day: day(cast, 3), text }.into()
        })
    }),
    ("miscounted-endorsements", "a statement handed over with signatures that nobody gave", || {
        let (cast, draft) = drafted();
        told(cast, Author::Operator, |cast| {
            let (to, means) = ("The ministry".to_owned(), "by hand".to_owned());
            let day = today(cast);
            HandedOver {
                draft,
                to,
                process: None,
                entry: None,
                day,
                means,
                organisations: 0,
                people: 40,
                imported: 0,
                text: None,
            }
            .into()
        })
    }),
    ("not-adopted", "an obligation by a version that nobody adopted", || {
        let (cast, draft) = drafted();
        told(cast, Author::Operator, |cast| {
            let (unit, due) = (unit("art_1"), day(cast, 90));
            let signatory = "Acme".to_owned();
            ObligationMade { draft, unit, signatory, organisation: None, due, review: None, text: None }
                .into()
        })
    }),
    ("unknown-phase", "a phase closed that the charter does not have", || {
        by_office(|_| {
            PhaseClosed { phase: "midnight".to_owned(), reason: "everybody slept".to_owned() }.into()
        })
    }),
    ("bad-ballot-vote", "a vote in a ballot that gives a reason for being for it", || {
        let mut cast = Cast::under(charter_with_ballots());
        let on = cast.story.act(&cast.desk, question());
        let heron = cast.heron.author();
        told(cast, heron, |cast| {
            let reason = Some(cast.story.words("It was asked of me."));
            BallotCast { on, position: Some(Position::For), choices: Vec::new(), reason }.into()
        })
    }),
    ("bad-ballot-vote", "a vote in a ballot on an option that it does not have", || {
        let mut cast = Cast::under(charter_with_ballots());
        let on = cast.story.act(&cast.desk, question());
        let heron = cast.heron.author();
        told(cast, heron, |_| BallotCast { on, position: None, choices: vec![7], reason: None }.into())
    }),
    ("unknown-meeting", "a seat in a meeting that nobody announced", || {
        by_heron(|cast| {
            MeetingRegistered { meeting: cast.labels.0, presence: Presence::Room, given: true }.into()
        })
    }),
    ("bad-audit", "an audit of a process that is yet to begin", || {
        by_heron(|cast| {
            let (title, held_by) = (cast.story.words("The summit"), cast.story.words("The ministry"));
            AuditOpened { title, held_by, organisation: None, began: day(cast, 5), ended: None }.into()
        })
    }),
    ("reported-already", "a crowd of reports on one statement by one person", || {
        let cast = by_heron(|cast| {
            WordsReported { on: cast.fines.0, text: cast.story.words("It is rude."), code: None }.into()
        });
        let heron = cast.heron.author();
        told(cast, heron, |cast| {
            WordsReported { on: cast.fines.0, text: cast.story.words("It is rude."), code: None }.into()
        })
    }),
    ("unknown-answer", "somebody told of an answer that was never given", || {
        by_office(|cast| Told { answer: cast.labels.0, to: vec![cast.heron.id()], means: Means::Mail }.into())
    }),
    ("unknown-entry", "a name erased that no entry has", || {
        by_office(|_| {
            let (reason, ground) = (WithdrawalReason::PersonalData, "GDPR Art 17(1)".to_owned());
            maru_forum::Redacted { entry: EntryNumber(99), reason, ground }.into()
        })
    }),
    ("other-text", "a signature under other words than were read", || {
        let mut cast = Cast::under(maru_testkit::charter_with(|charter| {
            charter.phases[0].acts.push(maru_forum::PhaseAct::Endorse);
        }));
        let draft =
            operator().drafts(&mut cast.story, "# Norm\n\n## Article 1\n\nA provider may label it.\n", &[]);
        let heron = cast.heron.author();
        told(cast, heron, |_| {
            let signed = maru_record::Digest::of(b"what nobody read");
            let language = language("en");
            Endorsed { draft, language, signed, organisation: None, name: None, place: None, day: None }
                .into()
        })
    }),
    ("said-and-declined", "an organisation that says and declines to say who pays it", || {
        by_heron(|cast| {
            let (name, funders) = (cast.story.words("Acme"), Some(cast.story.words("Itself")));
            OrganisationStated {
                of: None,
                name,
                kind: OrganisationKind::Business,
                group: None,
                country: None,
                register: None,
                funders,
                interests: None,
                funders_declined: true,
                interests_declined: false,
                reason: None,
                number: None,
                why: None,
            }
            .into()
        })
    }),
];

#[test]
fn a_lie_that_breaks_a_rule_is_proven() {
    let mut missed = Vec::new();
    for (code, name, tell) in PROVEN {
        let report = look(&publish(&tell().story));
        let proven =
            report.findings.iter().filter(|finding| finding.proven).map(|finding| finding.code.as_str());
        let proven: Vec<_> = proven.collect();
        if !proven.contains(code) || report.verdict != Verdict::Wrong {
            missed.push(format!("{name}: wanted {code}, found {proven:?}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

fn question() -> OpenBallot {
    OpenBallot {
        phase: PHASE_BALLOT.to_owned(),
        rule: maru_forum::BallotRule::Majority,
        electorate: maru_forum::Electorate::Everyone,
        quorum: None,
        groups: Vec::new(),
        consent: None,
        objection: None,
        tie: None,
        draft: None,
        question: maru_forum::LocalText::one(language("en"), "Shall labels be a duty?"),
        options: Vec::new(),
    }
}

fn report(cast: &Cast) -> Report {
    let report = look(&publish_readable(&cast.story));
    assert_eq!(report.verdict, Verdict::Good, "{:#?}", report.findings);
    report
}

/// The one note of a code: its sentence.
#[track_caller]
fn noted(cast: &Cast, code: &str) -> String {
    let report = report(cast);
    let found: Vec<_> = report.notes.iter().filter(|note| note.code == code).collect();
    assert_eq!(found.len(), 1, "wanted {code}, found {:#?}", report.notes);
    found[0].sentence.clone()
}

#[track_caller]
fn not_noted(cast: &Cast, code: &str) {
    assert!(report(cast).notes.iter().all(|note| note.code != code), "{code}");
}

fn rejects(cast: &mut Cast, on: EntryNumber) {
    operator().moderates(&mut cast.story, StatementId(on), Ruling::Rejected, "It is off the topic");
}

fn erases(cast: &mut Cast, entry: EntryNumber, reason: WithdrawalReason) -> EntryNumber {
    let ground = "Copyright Act, section 12".to_owned();
    cast.story.act(&operator(), WithdrawWords { entry, reason, ground })
}

#[test]
fn remarks_with_people_behind_them_are_erased_and_not_rejected() {
    let (mut cast, _) = drafted();
    let remark =
        cast.heron.remarks(&mut cast.story, "art_1", RemarkKind::Technical, "“May” should be “must”.");
    cast.story.act(&cast.crane.clone(), Support { on: remark, give: true });
    let lonely = cast.clone();
    cast.story.act(&cast.desk.clone(), Support { on: remark, give: true });
    let erased = |mut cast: Cast| {
        erases(&mut cast, remark, WithdrawalReason::Copyright);
        cast
    };
    let said = noted(&erased(cast.clone()), "popular-words-withdrawn");
    assert!(
        said.contains("erased by somebody else than their author") && said.contains("up to 2: entry 11"),
        "{said}"
    );
    not_noted(&erased(lonely), "popular-words-withdrawn");
    // Whoever takes back their own words takes nothing from anybody.
    let heron = cast.heron.clone();
    heron.withdraws(&mut cast.story, remark);
    not_noted(&cast, "popular-words-withdrawn");
}

#[test]
fn findings_on_promises_are_turned_away() {
    let (mut cast, commitment) = promised(Some(-3));
    let found = |cast: &mut Cast, word: FindingWord| {
        let (text, day) = (cast.story.words("Nothing of it was seen anywhere."), today(cast));
        let heron = cast.heron.author();
        cast.story.force(heron, Found { commitment, word, text, source: None, day })
    };
    let first = found(&mut cast, FindingWord::Missed);
    found(&mut cast, FindingWord::Missed);
    not_noted(&cast, "findings-turned-away");
    rejects(&mut cast, first);
    let said = noted(&cast, "findings-turned-away");
    assert!(said.contains("turned away 1 of 2 findings"), "{said}");
}

#[test]
fn the_question_of_a_ballot_is_erased_after_the_votes() {
    let mut cast = Cast::under(charter_with_ballots());
    let on = cast.story.act(&cast.desk, question());
    let vote =
        maru_forum::CastBallot { on, position: Some(Position::For), choices: Vec::new(), reason: None };
    cast.story.act(&cast.heron, vote);
    cast.story.after_days(DAYS_OF_BALLOTS + 1);
    cast.story.act(&cast.desk, maru_forum::CountBallot { on });
    not_noted(&cast, "ballot-withdrawn");
    erases(&mut cast, on, WithdrawalReason::CourtOrder);
    let said = noted(&cast, "ballot-withdrawn");
    assert!(said.contains("on what 1 votes were cast nobody can read any more"), "{said}");
}

/// The cast with a meeting that begins after so many seconds.
fn meeting(wait: i64) -> (Cast, EntryNumber) {
    let mut cast = Cast::open();
    let starts = Moment(cast.story.now + wait);
    let announced = AnnounceMeeting {
        title: "First reading".to_owned(),
        language: language("en"),
        about: None,
        starts,
        ends: Moment(starts.0 + 7_200),
        offset: 0,
        place: Some("Town hall".to_owned()),
        access: MeetingAccess::Open,
        reason: None,
        agenda: vec!["Labels".to_owned()],
    };
    let meeting = cast.story.act(&cast.desk, announced);
    (cast, meeting)
}

#[test]
fn a_meeting_is_moved_or_called_off_in_the_last_hours() {
    let changed = |wait: i64, passed: i64, cancel: bool| {
        let (mut cast, meeting) = meeting(wait);
        let starts = cast.story.process.meetings.get(meeting).unwrap().starts;
        cast.story.now += passed;
        let later = (!cancel).then_some(Moment(starts.0 + 3_600));
        let ends = later.map(|starts| Moment(starts.0 + 7_200));
        let change = ChangeMeeting {
            meeting,
            starts: later,
            ends,
            place: None,
            added: Vec::new(),
            language: language("en"),
            cancel,
            reason: "the hall is taken".to_owned(),
        };
        cast.story.act(&cast.desk, change);
        cast
    };
    for cancel in [false, true] {
        let said = noted(&changed(21 * DAY, 21 * DAY - 3_600, cancel), "meeting-changed-late");
        assert!(said.contains("1 times (entry 11)"), "{said}");
        not_noted(&changed(21 * DAY, 7 * DAY, cancel), "meeting-changed-late");
    }
}

#[test]
fn minutes_say_other_things_later() {
    let (mut cast, meeting) = meeting(DAY);
    cast.story.now += DAY;
    let groups =
        vec![GroupAttendance { group: Some(maru_forum::GroupId("academia".to_owned())), room: 3, remote: 0 }];
    cast.story.act(&cast.desk, CountAttendance { meeting, groups, reason: None });
    cast.story.now += 7_200;
    let minutes = |text: &str, reason: Option<&str>| PublishMinutes {
        meeting,
        language: language("en"),
        text: None,
        items: vec![NewItemMinutes { item: AgendaItemId(1), text: text.to_owned(), outcomes: Vec::new() }],
        members: None,
        outcome: None,
        recording: None,
        reason: reason.map(str::to_owned),
    };
    cast.story.act(&cast.desk, minutes("Labels stay.", None));
    not_noted(&cast, "minutes-corrected");
    let anew = cast.story.act(&cast.desk, minutes("Labels go.", Some("it was misheard")));
    let said = noted(&cast, "minutes-corrected");
    assert!(said.contains(&format!("1 times (entry {anew})")), "{said}");
}

#[test]
fn an_adopted_unit_is_called_another_norm_after_the_decision() {
    let (mut cast, draft) = drafted();
    let coding = |sanction: &str| CodeUnit {
        draft,
        unit: unit("art_1"),
        coding: UnitCoding {
            statement_type: "R".to_owned(),
            deontic: "must".to_owned(),
            bearer: vec!["provider".to_owned()],
            topics: Vec::new(),
            sanction: sanction.to_owned(),
            testable: "yes".to_owned(),
            remedy: String::new(),
        },
        as_suggested: None,
        words: None,
    };
    cast.story.act(&cast.desk, coding("none"));
    cast.story.act(&cast.desk, coding("admin_fine"));
    let result = maru_verify::opinion_map_result(&cast.story.process);
    let result = operator().publishes(&mut cast.story, result);
    cast.story.after_days(30);
    let decision = maru_testkit::Person::decision(&cast.story, result, "So be it.");
    cast.story.act(&operator(), decision);
    not_noted(&cast, "recoded-after-decision");
    let recoded = cast.story.act(&cast.desk, coding("none"));
    let said = noted(&cast, "recoded-after-decision");
    assert!(said.contains(&format!("(entry {recoded})")), "{said}");
}

#[test]
fn somebody_comes_in_under_a_name_that_looks_like_anothers() {
    let mut cast = Cast::open();
    // A Cyrillic letter in the place of a Latin one, let in by whoever holds the disk.
    let admitted = Admitted {
        pseudonym: maru_forum::Pseudonym::new("her\u{43e}n").unwrap(),
        group: None,
        country: None,
        key: None,
        verified: false,
        reason: Some("known to the office".to_owned()),
        invitation: None,
        application: None,
        code: None,
        source_id: None,
        source_text: None,
    };
    not_noted(&cast, "names-alike");
    cast.story.force(Author::Operator, admitted);
    let said = noted(&cast, "names-alike");
    assert!(said.contains("“heron” (entry 2) and “her\u{43e}n” (entry 10)"), "{said}");
}

/// What an organiser may say and nobody can check: the record is good, nothing is told, and the list says so.
#[test]
fn what_no_check_can_find_stands_in_the_list() {
    let list =
        RECORD.split_once("#### What no check can find").unwrap().1.split_once("## Addenda").unwrap().0;
    let stands = |words: &str, cast: &Cast, code: &str| {
        not_noted(cast, code);
        assert!(list.contains(words), "“{words}” is not in the list");
    };
    // Five thousand in a room in which three were.
    let (mut cast, meeting) = meeting(DAY);
    cast.story.now += DAY;
    let groups = vec![GroupAttendance { group: None, room: 5_000, remote: 0 }];
    cast.story.act(&cast.desk, CountAttendance { meeting, groups, reason: None });
    stands("how many were in a room", &cast, "attendance-below-speakers");
    // A statement that the office wrote, in the name of somebody without a key.
    let cast = by_heron(|cast| {
        let text = cast.story.words("I am for whatever the office wants.");
        Stated { text, source_id: None, source_text: None }.into()
    });
    stands("act for those without a key", &cast, "reason-says-nothing");
    // A text that was handed over, to nobody.
    let (cast, draft) = drafted();
    let cast = told(cast, Author::Operator, |cast| {
        let (to, means, day) = ("The ministry".to_owned(), "by hand".to_owned(), today(cast));
        HandedOver {
            draft,
            to,
            process: None,
            entry: None,
            day,
            means,
            organisations: 0,
            people: 0,
            imported: 0,
            text: None,
        }
        .into()
    });
    stands("that a text was handed over", &cast, "handover-before-draft");
    for words in [
        "that somebody was told",
        "what minutes say was said",
        "an answer that is beside the point",
        "what a list of signatories has",
    ] {
        assert!(list.contains(words), "“{words}” is not in the list");
    }
}

#[test]
fn a_file_that_is_none() {
    let look_at = |size: u64, name: Option<&str>, text: &str| {
        let mut cast = Cast::open();
        let mut fields = vec![("language", "zxx".to_owned()), ("text", text.to_owned())];
        fields.extend(name.map(|name| ("name", name.to_owned())));
        let content = Content::new(&[7; 32], fields);
        let length = u32::try_from(text.chars().count()).unwrap();
        let bytes = Words { digest: content.digest(), language: language("zxx"), length };
        cast.story.contents.insert(content.digest(), content.bytes());
        let attachments = vec![Attachment { media_type: "application/pdf".to_owned(), size, bytes }];
        let heron = cast.heron.author();
        cast.story.force(heron, Submitted { text: None, attachments });
        look(&publish(&cast.story))
    };
    let good = look_at(9, Some("a.pdf"), "JVBERi0xLjQK");
    assert_eq!(good.verdict, Verdict::Good, "{:#?}", good.findings);
    for (size, name, text) in [
        (9, Some("a.pdf"), "%%%%%%%%%%%%"),
        (8, Some("a.pdf"), "JVBERi0xLjQK"),
        (9, None, "JVBERi0xLjQK"),
        (7, Some("a"), "JVBERi0xLh=="),
    ] {
        let report = look_at(size, name, text);
        let found = &report.findings[0];
        assert_eq!(
            (report.verdict, found.code.as_str()),
            (Verdict::Wrong, "content-unfit"),
            "{text}: {found:?}"
        );
        let said = format!("The text of entry 10 is no file of {size} bytes, as the entry says that it is.");
        assert_eq!(found.sentence, said);
    }
}
