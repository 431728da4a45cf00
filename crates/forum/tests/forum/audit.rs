//! Audits: every rule of them broken once, whose a finding is, and what holds.

use jiff::civil::Date;
use maru_forum::{
    Audit, AuditWord, Confidence, ContestAudit, CriterionId, EntryNumber, FindInAudit, Moderate, OpenAudit,
    ReplyInAudit, Verdict, Violation,
};
use maru_testkit::{Cast, language, today};

use crate::rules::{Case, NOWHERE, refused};

fn summit() -> OpenAudit {
    OpenAudit {
        title: "A summit".to_owned(),
        held_by: "Two governments".to_owned(),
        language: language("en"),
        organisation: None,
        began: today().yesterday().expect("a day"),
        ended: Some(today()),
    }
}

fn find(audit: EntryNumber, word: AuditWord) -> FindInAudit {
    FindInAudit {
        audit,
        criterion: criterion("O12"),
        word,
        text: "The list of those who were refused was never published.".to_owned(),
        language: language("en"),
        source: "https://example.org/list, the hosts".to_owned(),
        confidence: Confidence::Medium,
        read: today(),
    }
}

fn criterion(id: &str) -> CriterionId {
    id.parse().expect("a criterion")
}

fn object(finding: EntryNumber) -> ContestAudit {
    let text = "It stands on the second page of the programme.".to_owned();
    ContestAudit { finding, text, language: language("en") }
}

fn reply(objection: EntryNumber) -> ReplyInAudit {
    let text = "That page names guests, and nobody who was refused.".to_owned();
    ReplyInAudit { objection, text, language: language("en") }
}

/// The cast with an audit, and what heron found in it.
fn audited() -> (Cast, EntryNumber, EntryNumber) {
    let mut cast = Cast::open();
    let audit = cast.story.act(&cast.heron, summit());
    let finding = cast.story.act(&cast.heron, find(audit, AuditWord::NotMet));
    (cast, audit, finding)
}

fn opened(audit: OpenAudit) -> Violation {
    let mut cast = Cast::open();
    refused(&mut cast.story, &cast.heron, audit)
}

fn found(change: impl FnOnce(&mut FindInAudit)) -> Violation {
    let (mut cast, audit, _) = audited();
    let mut find = find(audit, AuditWord::Met);
    change(&mut find);
    refused(&mut cast.story, &cast.crane, find)
}

fn tomorrow() -> Date {
    today().tomorrow().expect("a day")
}

pub(crate) const CASES: &[Case] = &[
    ("bad-audit", "a process that begins tomorrow", || {
        opened(OpenAudit { began: tomorrow(), ended: None, ..summit() })
    }),
    ("bad-audit", "a process that ends before it begins", || {
        opened(OpenAudit { began: today(), ended: today().yesterday().ok(), ..summit() })
    }),
    ("text-empty", "a process without a name", || opened(OpenAudit { title: " ".to_owned(), ..summit() })),
    ("unknown-organisation", "a holder whom nobody registered", || {
        opened(OpenAudit { organisation: Some(NOWHERE), ..summit() })
    }),
    ("unknown-audit", "a finding in no audit", || found(|find| find.audit = NOWHERE)),
    ("bad-audit", "a source that will be read tomorrow", || found(|find| find.read = tomorrow())),
    ("bad-audit", "a source read before there was anything", || {
        found(|find| find.read = today().saturating_sub(jiff::Span::new().days(9)))
    }),
    ("bad-audit", "a finding without a source", || found(|find| "x".clone_into(&mut find.source))),
    ("bad-audit", "a memory told with confidence", || {
        found(|find| {
            "A news agency of that day, from memory".clone_into(&mut find.source);
            find.confidence = Confidence::High;
        })
    }),
    ("reason-too-short", "a finding without evidence", || found(|find| "No.".clone_into(&mut find.text))),
    ("turned-away", "a finding in an audit that a moderator turned away", || {
        let (mut cast, audit, _) = audited();
        reject(&mut cast, audit);
        refused(&mut cast.story, &cast.crane, find(audit, AuditWord::Met))
    }),
    ("unknown-audit-part", "an objection to no finding", || {
        let (mut cast, audit, _) = audited();
        refused(&mut cast.story, &cast.crane, object(audit))
    }),
    ("own-words", "an objection to one's own finding", || {
        let (mut cast, _, finding) = audited();
        refused(&mut cast.story, &cast.heron, object(finding))
    }),
    ("unknown-audit-part", "a reply to no objection", || {
        let (mut cast, _, finding) = audited();
        refused(&mut cast.story, &cast.heron, reply(finding))
    }),
    ("not-the-finder", "a reply by somebody else than whoever found it", || {
        let (mut cast, _, finding) = audited();
        let objection = cast.story.act(&cast.crane, object(finding));
        refused(&mut cast.story, &cast.crane, reply(objection))
    }),
];

fn reject(cast: &mut Cast, entry: EntryNumber) {
    let (reason, rule) = ("about somebody".to_owned(), "1".to_owned());
    cast.story.act(&cast.desk, Moderate { on: vec![entry], verdict: Verdict::Rejected, reason, rule });
}

#[test]
fn what_was_found_holds_until_its_finder_or_a_moderator_says_otherwise() {
    let (mut cast, audit, first) = audited();
    let holding = |cast: &Cast| -> Vec<EntryNumber> {
        let audit: &Audit = cast.story.process.audits.get(audit).expect("the audit");
        audit.holding(criterion("O12"), &cast.story.process.ledger).iter().map(|one| one.entry).collect()
    };
    let other = cast.story.act(&cast.crane, find(audit, AuditWord::Met));
    assert_eq!(holding(&cast), [first, other], "findings that contradict each other stand side by side");
    let again = cast.story.act(&cast.heron, find(audit, AuditWord::CannotBeKnown));
    assert_eq!(
        holding(&cast),
        [other, again],
        "a person's last finding is in the place of their earlier one"
    );
    reject(&mut cast, again);
    assert_eq!(holding(&cast), [first, other], "what nobody may read holds nowhere");
    let objection = cast.story.act(&cast.crane, object(first));
    cast.story.act(&cast.heron, reply(objection));
    let process = &cast.story.process;
    let (_, kept) = process.audits.objection(objection).expect("the objection");
    assert_eq!((kept.by_audited, kept.replies.len()), (false, 1));
    assert!(
        process.audits.get(audit).expect("the audit").holding(criterion("O1"), &process.ledger).is_empty()
    );
}

#[test]
fn there_are_forty_criteria_and_each_has_one_name() {
    for wrong in ["O0", "O41", "O01", "o1", "1", "O", "O256"] {
        assert!(wrong.parse::<CriterionId>().is_err(), "{wrong}");
    }
    assert_eq!(criterion("O40").to_string(), "O40");
}
