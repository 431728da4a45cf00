//! Reports of harm: every rule of them broken once, what they are evidence for, and that what nobody may read counts nowhere.

use maru_forum::{
    Attachment, EntryNumber, Event, HarmExtent, HarmKind, HarmNames, HarmReported, Moderate, NewAttachment,
    ReportHarm, Standing, StatementId, UnitId, Verdict, Violation, WithdrawWords, WithdrawalReason,
};
use maru_record::Digest;
use maru_testkit::{Cast, language, operator, today, words_of};
use proptest::prelude::*;
use proptest::sample::select;

use crate::rules::{Case, DRAFT, NOWHERE, refused};

fn unit(id: &str) -> UnitId {
    UnitId::new(id).expect("a unit")
}

pub(crate) fn report() -> ReportHarm {
    ReportHarm {
        kind: HarmKind::Fraud,
        extent: HarmExtent::Country,
        country: Some("KR".parse().expect("a country")),
        day: Some(today()),
        text: "A voice that was made by a machine asked for money.".to_owned(),
        source: "Reported to the police of the district".to_owned(),
        language: language("en"),
        names: HarmNames::Nobody,
        attachments: Vec::new(),
        about: Vec::new(),
        units: Vec::new(),
        provisions: vec!["eu-ai-act:Art 50(4)".to_owned()],
    }
}

fn reported(change: impl FnOnce(&mut ReportHarm)) -> Violation {
    let mut cast = Cast::open();
    let mut report = report();
    change(&mut report);
    refused(&mut cast.story, &cast.heron, report)
}

pub(crate) const CASES: &[Case] = &[
    ("bad-harm", "one country that nobody names", || reported(|report| report.country = None)),
    ("bad-harm", "a country where it were several", || {
        reported(|report| report.extent = HarmExtent::Several)
    }),
    ("bad-harm", "a day to come", || reported(|report| report.day = today().tomorrow().ok())),
    ("bad-harm", "no source", || reported(|report| "x".clone_into(&mut report.source))),
    ("reason-too-short", "nothing told", || reported(|report| "It hurt.".clone_into(&mut report.text))),
    ("bad-attachment", "a program for a file", || {
        reported(|report| report.attachments = vec![NewAttachment::named("run.exe", b"MZ")])
    }),
    ("bad-attachment", "too many files", || {
        reported(|report| report.attachments = vec![NewAttachment::named("a.txt", b"a"); 4])
    }),
    ("bad-harm", "evidence for what is not there", || reported(|report| report.about = vec![NOWHERE])),
    ("bad-list", "evidence for one thing twice", || {
        reported(|report| report.provisions = vec!["a:1".to_owned(), "a:1".to_owned()])
    }),
    ("bad-count", "evidence for too much", || {
        reported(|report| report.provisions = (0..21).map(|n| format!("a:{n}")).collect())
    }),
    ("bad-harm", "evidence for a part of no draft", || reported(|report| report.units = vec![unit("art_1")])),
    ("turned-away", "evidence for a statement that a moderator turned away", || {
        let mut cast = Cast::open();
        let statement = cast.heron.states(&mut cast.story, "Labels must be seen.");
        reject(&mut cast, statement.0);
        let report = ReportHarm { about: vec![statement.0], ..report() };
        refused(&mut cast.story, &cast.crane, report)
    }),
];

fn reject(cast: &mut Cast, entry: EntryNumber) {
    let (reason, rule) = ("It names a person.".to_owned(), "1".to_owned());
    cast.story.act(&cast.desk, Moderate { on: vec![entry], verdict: Verdict::Rejected, reason, rule });
}

#[test]
fn a_report_is_evidence_until_its_author_or_a_moderator_takes_its_words_away() {
    let mut cast = Cast::open();
    let statement: StatementId = cast.heron.states(&mut cast.story, "Labels must be seen.");
    operator().drafts(&mut cast.story, DRAFT, &[]);
    let letter = NewAttachment::named("letter.txt", b"as it came");
    let tied = ReportHarm {
        about: vec![statement.0],
        units: vec![unit("art_1")],
        attachments: vec![letter],
        ..report()
    };
    let first = cast.story.act(&cast.crane, tied);
    let second = cast.story.act(&cast.heron, report());
    let process = &cast.story.process;
    let numbers = |found: Vec<&maru_forum::Harm>| found.iter().map(|one| one.entry).collect::<Vec<_>>();
    assert_eq!(numbers(process.harms.about(statement.0).collect()), [first]);
    assert_eq!(numbers(process.harms.on_unit(&unit("art_1")).collect()), [first]);
    assert_eq!(numbers(process.harms.on_provision("eu-ai-act:Art 50(4)").collect()), [first, second]);
    assert_eq!(numbers(process.harms.shown(&process.ledger).collect()), [first, second]);
    assert_eq!(process.ledger.words_of(first).len(), 3, "words, source and file are erased together");
    reject(&mut cast, first);
    let (reason, ground) = (WithdrawalReason::Author, "I was mistaken.".to_owned());
    cast.story.act(&cast.heron, WithdrawWords { entry: second, reason, ground });
    let process = &cast.story.process;
    assert!(matches!(process.ledger.standing(first), Some(Standing::Rejected(_))));
    assert!(process.harms.shown(&process.ledger).next().is_none(), "what nobody may read counts nowhere");
    assert_eq!(cast.story.folded(cast.story.entries.len()), cast.story.process);
}

pub(crate) fn example(text: maru_forum::Words, source: maru_forum::Words, file: Attachment) -> HarmReported {
    HarmReported {
        kind: HarmKind::FalseInformation,
        extent: HarmExtent::Country,
        country: Some("KR".parse().expect("a country")),
        day: Some(jiff::civil::date(2026, 11, 2)),
        text,
        source,
        names: HarmNames::Agreed,
        attachments: vec![file],
        about: vec![EntryNumber(12), EntryNumber(40)],
        units: vec![unit("art_5__para_1")],
        provisions: vec!["eu-ai-act:Art 50(4)".to_owned()],
    }
}

pub(crate) fn events() -> impl Strategy<Value = Event> {
    let number = || (0..1_u64 << 50).prop_map(EntryNumber);
    let day = || (1_800_i16..=2_999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d));
    let words = || "[a-z]{1,9}".prop_map(|text| words_of(&text, "en", Digest::of(text.as_bytes()).0).0);
    let country = "[A-Z]{2}".prop_map(|code| code.parse().expect("a country"));
    let file = (words(), 1..1_u64 << 40).prop_map(|(bytes, size)| Attachment {
        media_type: "text/plain".to_owned(),
        size,
        bytes,
    });
    let ties = (
        proptest::collection::vec(number(), 0..3),
        proptest::collection::vec("[a-z_]{1,9}".prop_map(|id| unit(&id)), 0..3),
        proptest::collection::vec("[a-z:]{1,9}", 0..3),
    );
    let told = (
        select(HarmKind::ALL),
        select(HarmExtent::ALL),
        proptest::option::of(country),
        proptest::option::of(day()),
        (words(), words()),
        select(HarmNames::ALL),
        proptest::collection::vec(file, 0..2),
        ties,
    );
    told.prop_map(
        |(kind, extent, country, day, (text, source), names, attachments, (about, units, provisions))| {
            let told = HarmReported {
                kind,
                extent,
                country,
                day,
                text,
                source,
                names,
                attachments,
                about,
                units,
                provisions,
            };
            told.into()
        },
    )
}
