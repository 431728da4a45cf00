//! A gallery of cheats on what entries mean. The organiser holds the record's key and signs whatever they like; each
//! cheat is caught all the same, with the sentence that a journalist would quote.

use ed25519_dalek::{Signature, SigningKey};
use maru_forum::nouns::stage::NextStage;
use maru_forum::{
    Admitted, Author, CharterChanged, Decided, DelegationAsked, DelegationRuled, DelegationVerdict,
    DraftPublished, EntryNumber, Event, GroupId, Import, Imported, ImportedParticipant, Moderation,
    ModerationRuled, Moment, OrganisationKind, ParticipantId, Pseudonym, Recorded, Redacted, Resolution,
    Source, SourceNamed, StageChanged, StateOrganisation, Stated, StatementId, Vote, Voted, WithdrawalReason,
    Words,
};
use maru_record::audit::{Expected, Freshness, OtherHead};
use maru_record::{Digest, Value};
use maru_testkit::{Cast, ORIGIN, Person, Story, charter_with, crane_key, figures, language, operator};
use maru_verify::{Report, Verdict, opinion_map_result};
use proptest::prelude::*;

use crate::look::{
    Files, honest, look, look_as, look_beside, look_unkept, publish, publish_readable, signed, text_of,
};

const HERON: Author = Author::Participant(ParticipantId(EntryNumber(2)));
const CRANE: Author = Author::Participant(ParticipantId(EntryNumber(3)));
const DESK: Author = Author::Participant(ParticipantId(EntryNumber(4)));
const LABELS: StatementId = StatementId(EntryNumber(6));
const FINES: StatementId = StatementId(EntryNumber(7));

/// Step, code, sentence.
type Caught<'a> = (u8, &'a str, &'a str);

fn assert_finding(name: &str, report: &Report, (step, code, sentence): Caught<'_>, verdict: Verdict) {
    let found = report.findings.iter().any(|finding| {
        (finding.step, finding.code.as_str(), finding.sentence.as_str()) == (step, code, sentence)
    });
    assert!(found, "{name}: wanted {step} {code} {sentence:?}, found {:#?}", report.findings);
    assert_eq!(report.verdict, verdict, "{name}");
    assert_eq!(report.verdict.exit_code(), if verdict == Verdict::Wrong { 1 } else { 2 }, "{name}");
}

/// The organiser changes the story in one way and signs it anew.
fn check(name: &str, tamper: impl FnOnce(&mut Story), caught: Caught<'_>) {
    let mut story = honest().story;
    tamper(&mut story);
    assert_finding(name, &look(&publish(&story)), caught, Verdict::Wrong);
}

/// The same, where what is found is a broken rule: in which entry, which is what, and how the rule is told.
fn check_rule(
    name: &str,
    tamper: impl FnOnce(&mut Story),
    (step, code, entry, noun, rule): (u8, &str, u64, &str, &str),
) {
    let sentence = format!("Entry {entry}, {noun}, breaks a rule of this process: {rule}.");
    check(name, tamper, (step, code, &sentence));
}

/// The organiser changes the files of the honest story.
fn check_files(name: &str, tamper: impl FnOnce(&Story, &mut Files), caught: Caught<'_>) {
    let story = honest().story;
    let mut files = publish(&story);
    tamper(&story, &mut files);
    assert_finding(name, &look(&files), caught, Verdict::Wrong);
}

fn assert_good(files: &Files) -> Report {
    let report = look(files);
    assert_eq!((report.verdict, &report.findings[..]), (Verdict::Good, &[][..]));
    report
}

fn voted(on: StatementId, vote: Vote) -> Voted {
    Voted { statement: on, value: vote }
}

fn admitted(name: &str) -> Admitted {
    Admitted {
        pseudonym: Pseudonym::new(name).unwrap(),
        group: None,
        country: None,
        key: None,
        verified: false,
        reason: None,
        invitation: None,
        application: None,
        code: None,
        source_id: None,
        source_text: None,
    }
}

fn ruled(on: StatementId, reason: &str) -> ModerationRuled {
    let verdict = maru_forum::Verdict::Rejected;
    ModerationRuled { on: vec![on.0], verdict, reason: reason.into(), rule: "1".into() }
}

fn redacted(entry: u64, reason: WithdrawalReason) -> Redacted {
    Redacted { entry: EntryNumber(entry), reason, ground: "GDPR Art 17(1)".into() }
}

fn decided(story: &mut Story, outcome: Resolution, result: u64) -> Decided {
    let text = story.words(&format!("A resolution of {}.", story.now));
    Decided { outcome, result: EntryNumber(result), draft: None, text }
}

fn staged(stage: NextStage) -> StageChanged {
    StageChanged { stage, reason: "so it is".into(), cuts: None }
}

/// Under this key everything is signed by everyone.
fn neutral() -> [u8; 32] {
    let mut neutral = [0; 32];
    neutral[0] = 1;
    neutral
}

#[test]
fn the_honest_story_is_good() {
    let report = assert_good(&publish(&honest().story));
    assert_eq!((report.entries, report.participants, report.statements), (16, 3, 2));
    assert_eq!((report.votes, report.self_signed, report.contents), (4, 3, 3));
    assert!(report.results.iter().all(|result| result.same) && report.results.len() == 1);
}

#[test]
fn a_text_withdrawn_for_a_reason_is_good_and_told() {
    let mut story = honest().story;
    operator().withdraws(&mut story, LABELS.0);
    let report = assert_good(&publish_readable(&story));
    let told = &report.withdrawn[0];
    assert_eq!((told.entry, told.by_entry, told.by.as_str()), (6, 16, "the host of the node"));
    assert_eq!((told.reason.as_str(), told.ground.as_str()), ("personal-data", "GDPR Art 17(1)"));

    let Cast { mut story, heron, labels, .. } = honest();
    heron.withdraws(&mut story, labels.0);
    assert_eq!(assert_good(&publish_readable(&story)).withdrawn[0].by, "its author");
}

#[test]
fn words_that_moderators_hold_back_are_no_accusation() {
    let mut story = honest().story;
    operator().moderates(&mut story, FINES, maru_forum::Verdict::Rejected, "off topic");
    let report = assert_good(&publish_readable(&story));
    assert_eq!((report.hidden, report.contents), (1, 2));
    operator().moderates(&mut story, FINES, maru_forum::Verdict::Accepted, "on topic after all");
    let report = assert_good(&publish_readable(&story));
    assert_eq!((report.hidden, report.contents), (0, 3));

    let waiting = charter_with(|charter| charter.moderation = Moderation::Before);
    let mut story = Story::open_under(waiting);
    let heron = story.joins("heron");
    heron.states(&mut story, "Labels are due.");
    assert_eq!(assert_good(&publish_readable(&story)).hidden, 1);
    let sentence = "The text of entry 3 waits for a moderator, but it is published all the same.";
    assert_finding("waiting", &look(&publish(&story)), (8, "not-hidden", sentence), Verdict::Wrong);
}

#[test]
fn a_result_from_fewer_entries_is_computed_from_just_those() {
    let earlier = opinion_map_result(&Cast::open().story.process);
    let mut story = honest().story;
    operator().publishes(&mut story, earlier);
    assert_eq!(assert_good(&publish(&story)).results[1].entries, 10);

    let mut story = honest().story;
    let mut wrong = opinion_map_result(&story.process);
    wrong.entries = 10;
    operator().publishes(&mut story, wrong);
    let sentence = "The result published in entry 16 does not follow from the 10 entries it names: computed again, the \
                    votes give another result.";
    assert_finding("fewer", &look(&publish(&story)), (9, "wrong-result", sentence), Verdict::Wrong);
}

const CHAIN: &str = "its author's numbered acts do not lead to it: an act of the same person is missing, was added, or was put in another order";

#[test]
fn votes_that_were_dropped_moved_or_counted_twice() {
    check_rule(
        "a dropped vote",
        |story| drop(story.entries.remove(8)),
        (6, "author-chain", 9, "a vote", CHAIN),
    );
    check_rule(
        "two votes in another order",
        |story| {
            story.entries.swap(10, 12);
            let (earlier, later) = (story.recorded()[12].at.0, story.recorded()[10].at.0);
            story.set(10, "ts", Value::Integer(earlier));
            story.set(12, "ts", Value::Integer(later));
        },
        (6, "author-chain", 10, "a vote", CHAIN),
    );
    check_rule(
        "a vote counted twice",
        |story| {
            story.entries.push(story.entries[12].clone());
            story.set(16, "ts", Value::Integer(story.now));
        },
        (6, "author-chain", 16, "a vote", CHAIN),
    );
}

const FORGED: &str = "Entry 16 stands in somebody's name, but that person did not sign it.";

/// A vote in Crane's name, said to be signed.
fn vote_as_crane(story: &mut Story, sign: impl FnOnce(&mut maru_record::Entry)) {
    let entry = story.force(CRANE, voted(LABELS, Vote::Agree)).0 as usize;
    story.set(entry, "by", Value::text("self"));
    sign(&mut story.entries[entry]);
}

#[test]
fn votes_that_their_voters_did_not_sign() {
    check(
        "a self-signed vote turned round",
        |story| story.set(9, "value", Value::text("agree")),
        (6, "signature-forged", "Entry 9 stands in somebody's name, but that person did not sign it."),
    );
    check(
        "a vote forged in the name of somebody who signs",
        |story| {
            vote_as_crane(story, |entry| entry.sign(ORIGIN, &SigningKey::from_bytes(&[9; 32])).unwrap());
        },
        (6, "signature-forged", FORGED),
    );
    check(
        "a signature for another process",
        |story| vote_as_crane(story, |entry| entry.sign("forum.example/p/other", &crane_key()).unwrap()),
        (6, "signature-forged", FORGED),
    );
    check(
        "a weak key, under which anyone can sign",
        |story| {
            // The neutral element as key and as R, zero as s: fits every message where weak keys are let through.
            let weak = story.force(Author::Operator, Admitted { key: Some(neutral()), ..admitted("weak") });
            let voter = Author::Participant(ParticipantId(weak));
            let entry = story.force(voter, voted(LABELS, Vote::Agree)).0 as usize;
            let mut signature = [0; 64];
            signature[0] = 1;
            story.set(entry, "by", Value::text("self"));
            story.entries[entry].set_signature(&Signature::from_bytes(&signature)).unwrap();
        },
        (6, "signature-forged", "Entry 17 stands in somebody's name, but that person did not sign it."),
    );
    check_rule(
        "a signature of the operator, who has no key here",
        |story| {
            story.set(1, "by", Value::text("self"));
            story.entries[1].sign(ORIGIN, &crane_key()).unwrap();
        },
        (
            6,
            "bad-signature",
            1,
            "an opening or closing",
            "the signature does not fit the participant's key and this act",
        ),
    );
}

#[test]
fn the_node_in_the_place_of_somebody_who_signs() {
    let unsigned = "participant 3 signs their own acts with a key, and this one is not signed with it";
    check_rule(
        "a vote",
        |story| {
            story.force(CRANE, voted(LABELS, Vote::Agree));
        },
        (6, "signature-missing", 16, "a vote", unsigned),
    );
    check_rule(
        "a statement",
        |story| {
            let text = story.words("Put into my mouth.");
            story.force(CRANE, Stated { text, source_id: None, source_text: None });
        },
        (6, "signature-missing", 16, "a statement", unsigned),
    );
    check_rule(
        "a signed vote rewritten as the node's",
        |story| {
            story.set(9, "by", Value::text("node"));
            story.set(9, "sig", None);
            story.set(9, "value", Value::text("agree"));
        },
        (6, "signature-missing", 9, "a vote", unsigned),
    );
    check_rule(
        "a person admitted with a key under which anyone can sign",
        |story| {
            story.force(Author::Operator, Admitted { key: Some(neutral()), ..admitted("weak") });
        },
        (
            7,
            "bad-key",
            16,
            "an admission",
            "this is not a key that can sign: it must be an Ed25519 public key of full strength",
        ),
    );
}

/// A vote by Heron that is said to come from elsewhere.
fn vote_from_elsewhere(story: &mut Story, source: u64) {
    let imported = Some(Imported { source: EntryNumber(source), time: Some(1) });
    let recorded = story.next(HERON, voted(LABELS, Vote::Agree));
    story.force_recorded(&Recorded { imported, ..recorded });
}

#[test]
fn votes_at_a_time_that_was_none() {
    check_rule(
        "after closing",
        |story| {
            operator().closes(story);
            story.force(HERON, voted(LABELS, Vote::Agree));
        },
        (7, "closed", 17, "a vote", "the process is closed"),
    );
    check_rule(
        "before opening",
        |story| {
            *story = Story::prepared();
            let early = story.admitted_by(&operator(), "early");
            let soon = operator().states(story, "Soon.");
            story.force(early.author(), voted(soon, Vote::Agree));
        },
        (7, "not-open", 3, "a vote", "the process is not open yet"),
    );
    check_rule(
        "outside the phase",
        |story| {
            story.now = 1_800_000_000;
            story.force(HERON, voted(LABELS, Vote::Agree));
        },
        (
            7,
            "not-in-this-phase",
            16,
            "a vote",
            "the charter's timetable does not allow this on that day (2027-01-15): vote",
        ),
    );
    check_rule(
        "outside the phase, passed off as imported from nowhere",
        |story| {
            story.now = 1_800_000_000;
            vote_from_elsewhere(story, 1);
        },
        (
            7,
            "unknown-source",
            16,
            "a vote",
            "entry 1 does not name a source from which something could have been imported",
        ),
    );
    check_rule(
        "outside the phase, passed off as imported from a true source",
        |story| {
            story.act(&operator(), Box::new(import()));
            story.now = 1_800_000_000;
            vote_from_elsewhere(story, 16);
        },
        (
            7,
            "imported-for-member",
            18,
            "a vote",
            "it is said to come from elsewhere, but participant 2 joined here",
        ),
    );
}

#[test]
fn votes_that_were_never_allowed() {
    check_rule(
        "by somebody never admitted",
        |story| {
            story.force(Author::Participant(ParticipantId(EntryNumber(6))), voted(LABELS, Vote::Agree));
        },
        (6, "unknown-author", 16, "a vote", "the author, entry 6, was never admitted"),
    );
    check_rule(
        "on a statement that is not there",
        |story| {
            story.force(HERON, voted(StatementId(EntryNumber(8)), Vote::Agree));
        },
        (7, "unknown-statement", 16, "a vote", "there is no statement 8"),
    );
    check_rule(
        "on a statement that moderators had hidden",
        |story| {
            operator().moderates(story, FINES, maru_forum::Verdict::Rejected, "off topic");
            story.force(HERON, voted(FINES, Vote::Agree));
        },
        (7, "statement-not-visible", 17, "a vote", "statement 7 is not put to the vote"),
    );
    check_rule(
        "by somebody who was only brought in",
        |story| {
            let source = story.act(&operator(), Box::new(import()));
            let person = ParticipantId(EntryNumber(source.0 + 1));
            story.force(Author::Participant(person), voted(LABELS, Vote::Agree));
        },
        (
            7,
            "acts-elsewhere",
            18,
            "a vote",
            "participant 17 was brought in from elsewhere and cannot act here",
        ),
    );
}

#[test]
fn people_and_powers() {
    check_rule(
        "a second person under one name",
        |story| {
            story.force(Author::Operator, admitted("heron"));
        },
        (7, "pseudonym-taken", 16, "an admission", "the pseudonym “heron” is taken in this process"),
    );
    check_rule(
        "people admitted by a participant",
        |story| {
            story.force(HERON, admitted("friend"));
        },
        (7, "not-allowed", 16, "an admission", "only the secretariat may do this"),
    );
    check_rule(
        "people imported from nowhere",
        |story| {
            story.force(Author::Operator, Admitted { source_id: Some(1), ..admitted("ghost") });
        },
        (
            7,
            "unknown-source",
            16,
            "an admission",
            "entry 16 does not name a source from which something could have been imported",
        ),
    );
    check_rule(
        "people let in when nobody could join",
        |story| {
            story.now = 1_800_000_000;
            story.force(Author::Operator, admitted("late"));
        },
        (
            7,
            "not-in-this-phase",
            16,
            "an admission",
            "the charter's timetable does not allow this on that day (2027-01-15): join",
        ),
    );
    check_rule(
        "a person in a group of the organiser's own making",
        |story| {
            let group = Some(GroupId("friends".into()));
            story.force(Author::Operator, Admitted { group, ..admitted("plant") });
        },
        (7, "unknown-group", 16, "an admission", "the charter names no stakeholder group “friends”"),
    );
    check_rule(
        "moderation by a participant",
        |story| {
            story.force(HERON, ruled(FINES, "mine"));
        },
        (7, "not-allowed", 16, "a moderator's act", "only a moderator may do this"),
    );
    check_rule(
        "moderation without a reason",
        |story| {
            story.force(DESK, ruled(FINES, " "));
        },
        (7, "reason-missing", 16, "a moderator's act", "this act needs a reason"),
    );
}

/// The first entry after the honest story.
const SAID: u64 = 16;

/// An organisation that Heron registered.
fn league(story: &mut Story) -> EntryNumber {
    let stated = StateOrganisation::named("Forest League", language("en"), OrganisationKind::CivilSociety);
    story.act(&Person::participant(ParticipantId(EntryNumber(2))), stated)
}

#[test]
fn who_speaks_for_whom() {
    let confirmed = |delegation| DelegationRuled {
        delegation,
        verdict: DelegationVerdict::Confirmed,
        reason: None,
        why: None,
    };
    check_rule(
        "a delegate who confirms themselves",
        |story| {
            let organisation = league(story);
            let delegation = story.force(HERON, DelegationAsked { organisation });
            story.force(HERON, confirmed(delegation));
        },
        (
            7,
            "own-delegation",
            SAID + 2,
            "a ruling on who speaks for an organisation",
            &format!(
                "nobody confirms that they themselves speak for an organisation (delegation {})",
                SAID + 1
            ),
        ),
    );
    check_rule(
        "somebody made to speak for an organisation that they never named",
        |story| {
            league(story);
            story.force(Author::Operator, confirmed(EntryNumber(2)));
        },
        (
            7,
            "unknown-delegation",
            SAID + 1,
            "a ruling on who speaks for an organisation",
            "there is no delegation 2",
        ),
    );
    check_rule(
        "a delegate of nothing",
        |story| {
            story.force(HERON, DelegationAsked { organisation: EntryNumber(6) });
        },
        (
            7,
            "unknown-organisation",
            SAID,
            "a request to speak for an organisation",
            "there is no organisation 6 in the register",
        ),
    );
}

#[test]
fn the_order_of_a_process() {
    check_rule(
        "opened again, so that more votes may come",
        |story| {
            operator().closes(story);
            story.force(Author::Operator, staged(NextStage::Open));
        },
        (7, "closed", 17, "an opening or closing", "the process is closed"),
    );
    check_rule(
        "closed before it was open",
        |story| {
            *story = Story::prepared();
            story.force(Author::Operator, staged(NextStage::Closed));
        },
        (7, "not-open", 1, "an opening or closing", "the process is not open yet"),
    );
    check_rule(
        "abandoned when people had voted",
        |story| {
            story.force(DESK, staged(NextStage::Abandoned));
        },
        (7, "already-open", 16, "an opening or closing", "the process is open already"),
    );
    check_rule(
        "a charter that hides who pays",
        |story| {
            *story = Story::prepared();
            let charter = Box::new(charter_with(|charter| charter.funders.0.clear()));
            story.force(Author::Operator, CharterChanged { charter, reason: "shorter".into() });
        },
        (
            7,
            "charter-incomplete",
            1,
            "a change of the charter",
            "the charter cannot be used: funders is not said",
        ),
    );
    check_rule(
        "the rules changed after the end",
        |story| {
            operator().closes(story);
            let charter = Box::new(charter_with(|charter| charter.decides.revision = true));
            story.force(Author::Operator, CharterChanged { charter, reason: "better".into() });
        },
        (7, "closed", 17, "a change of the charter", "the process is closed"),
    );
    check_rule(
        "a statement taken down after the end",
        |story| {
            operator().closes(story);
            story.force(DESK, ruled(LABELS, "late"));
        },
        (7, "closed", 17, "a moderator's act", "the process is closed"),
    );
    check_rule(
        "a draft version passed over",
        |story| {
            let event =
                DraftPublished { version: 2, texts: Vec::new(), causes: Vec::new(), reason: "new".into() };
            story.force(DESK, event);
        },
        (7, "wrong-version", 16, "a version of the draft", "version 2 of the draft is not due; version 1 is"),
    );
}

#[test]
fn decisions_at_a_time_that_was_none() {
    let decide = |story: &mut Story, result: u64| {
        let event = decided(story, Resolution::Adopted, result);
        story.force(Author::Operator, event);
    };
    check_rule(
        "before opening",
        |story| {
            *story = Story::prepared();
            story.after_days(30);
            decide(story, 0);
        },
        (7, "not-open", 1, "a decision", "the process is not open yet"),
    );
    check_rule(
        "a month before the phase for it",
        |story| {
            *story = Cast::open().story;
            let result = opinion_map_result(&story.process);
            let result = operator().publishes(story, result);
            decide(story, result.0);
        },
        (
            7,
            "not-in-this-phase",
            11,
            "a decision",
            "the charter's timetable does not allow this on that day (2026-06-01): decide",
        ),
    );
    check_rule(
        "after the end",
        |story| {
            operator().closes(story);
            decide(story, 13);
        },
        (7, "closed", 17, "a decision", "the process is closed"),
    );
    check_rule(
        "the opposite of what was decided before",
        |story| {
            let event = decided(story, Resolution::Rejected, 13);
            story.force(DESK, event);
        },
        (
            7,
            "decided-already",
            16,
            "a decision",
            "the process decided in entry 15, and its charter foresees no revision",
        ),
    );
    check_rule(
        "by a participant",
        |story| {
            let event = decided(story, Resolution::Rejected, 13);
            story.force(HERON, event);
        },
        (7, "not-allowed", 16, "a decision", "only the chair may do this"),
    );
}

#[test]
fn a_decision_passed_off_as_made_elsewhere() {
    check_rule(
        "to escape the timetable",
        |story| {
            *story = Cast::open().story;
            let source = story.act(&operator(), Box::new(import()));
            let result = opinion_map_result(&story.process);
            let result = operator().publishes(story, result);
            let event = decided(story, Resolution::Adopted, result.0);
            let recorded = story.next(Author::Operator, event);
            story.force_recorded(&Recorded { imported: Some(Imported { source, time: None }), ..recorded });
        },
        (
            7,
            "bad-import",
            13,
            "a decision",
            "the import cannot be taken: an entry of type “decision” cannot come from elsewhere",
        ),
    );
}

#[test]
fn decisions_on_nothing() {
    let none = "a decision rests on a published result, and this names none that is in the record";
    check_rule(
        "on a verdict",
        |story| story.set(15, "result", Value::Integer(14)),
        (10, "not-a-result", 15, "a decision", none),
    );
    check_rule(
        "on a result computed afterwards",
        |story| {
            story.set(15, "result", Value::Integer(16));
            let result = opinion_map_result(&story.process);
            operator().publishes(story, result);
        },
        (10, "not-a-result", 15, "a decision", none),
    );
    check(
        "on no result at all",
        |story| story.set(15, "result", None),
        (
            5,
            "entry-malformed",
            "Entry 15 is in the record but does not follow its rules: in an entry of the kind “decision”, “result” is missing or is not an entry number.",
        ),
    );
    check(
        "with an outcome that does not exist",
        |story| story.set(15, "outcome", Value::text("postponed")),
        (
            5,
            "entry-malformed",
            "Entry 15 is in the record but does not follow its rules: in an entry of the kind “decision”, “outcome” is missing or is not “adopted”, “rejected” or “referred”.",
        ),
    );
    check_rule(
        "without the quorum",
        |story| {
            *story = Cast::under(charter_with(|charter| charter.decides.quorum_people = 3)).story;
            story.after_days(30);
            let result = opinion_map_result(&story.process);
            let result = operator().publishes(story, result);
            let event = decided(story, Resolution::Adopted, result.0);
            story.force(DESK, event);
        },
        (10, "quorum-missed", 11, "a decision", "the charter's quorum is 3 people, and the result counts 2"),
    );
}

#[test]
fn a_decision_on_a_false_result_is_marked_as_that() {
    let mut story = honest().story;
    story.set(13, "output", Value::text(Digest::of(b"nice").to_string()));
    let report = look(&publish(&story));
    let note = report.notes.iter().find(|note| note.code == "decided-on-what-is-wrong");
    assert_eq!(
        note.map(|note| note.sentence.as_str()),
        Some("The decision in entry 15 rests on what is found wrong in step 9 (entry 13).")
    );
    assert_eq!(report.verdict, Verdict::Wrong);
    let report = look(&publish(&honest().story));
    assert!(report.notes.is_empty(), "{:?}", report.notes);
}

#[test]
fn what_rests_on_a_false_entry_is_marked_as_that() {
    let mut story = honest().story;
    let taken = story.process.participants[0].pseudonym.clone();
    let again = maru_forum::Admitted {
        pseudonym: taken,
        group: None,
        country: None,
        key: None,
        verified: false,
        reason: Some("known in person".to_owned()),
        invitation: None,
        application: None,
        code: None,
        source_id: None,
        source_text: None,
    };
    let admitted = story.force(Author::Operator, again);
    let voter = Author::Participant(ParticipantId(admitted));
    let vote = story.force(voter, voted(FINES, Vote::Agree));
    story.force(HERON, voted(StatementId(EntryNumber(999)), Vote::Agree));
    let report = look(&publish(&story));
    let found: Vec<_> =
        report.findings.iter().map(|one| (one.code.as_str(), one.entry, one.rests_on)).collect();
    let (admitted, vote) = (admitted.0, vote.0);
    assert_eq!(
        found,
        [
            ("unknown-author", Some(vote), Some(admitted)),
            ("pseudonym-taken", Some(admitted), None),
            ("unknown-statement", Some(vote + 1), None),
        ]
    );
    assert!(
        report.findings[0].sentence.ends_with("It rests on entry 16, which is found wrong itself."),
        "{}",
        report.findings[0].sentence
    );
}

#[test]
fn a_time_after_now_is_undecided() {
    let story = honest().story;
    let files = publish(&story);
    let freshness = Some(Freshness { now: story.now as u64 - 7_200, max_age: u64::MAX });
    let report = look_as(&files, |expected| Expected { freshness, ..expected });
    // Nobody is accused by a clock that may itself be slow; what is proven besides stays so.
    let sentence =
        "Entry 15 is dated 2 hours in the future, by this computer's clock: one of the two clocks is wrong.";
    assert_finding("ahead of time", &report, (7, "post-dated", sentence), Verdict::Undecided);
}

/// One person who took part elsewhere.
fn import() -> Import {
    Import {
        source: Source {
            name: "Elsewhere".into(),
            url: "https://example.org".into(),
            licence: "CC0".into(),
            description: "A talk".into(),
        },
        reason: "Held elsewhere".to_owned(),
        language: language("en"),
        participants: vec![ImportedParticipant { source_id: 1, source_text: None }],
        statements: Vec::new(),
        votes: Vec::new(),
    }
}

#[test]
fn what_breaks_no_rule_is_noted() {
    assert_eq!(look(&publish(&honest().story)).notes, []);
    let Cast { mut story, heron, fines, .. } = Cast::open();
    let result = opinion_map_result(&story.process);
    let result = operator().publishes(&mut story, result);
    heron.votes(&mut story, fines, Vote::Pass);
    story.after_days(30);
    operator().decides(&mut story, result, "So be it.");
    story.act(&operator(), Box::new(import()));
    let report = assert_good(&publish(&story));
    let notes: Vec<_> = report.notes.iter().map(|note| note.sentence.as_str()).collect();
    assert_eq!(
        notes,
        [
            "1 of 4 participants and 0 of 3 votes were brought in from “Elsewhere” (entry 13); nobody can check here how they came about there.",
            "The decision in entry 12 rests on a result of the first 10 entries. Votes that were cast after those and before it, and that it therefore leaves out: 1.",
        ]
    );
}

/// The door takes no such characters; whoever holds the keys writes them past it.
#[test]
fn characters_that_nobody_sees_are_noted() {
    let Cast { mut story, .. } = Cast::open();
    let name = "Else\u{1b}[2J\n  Good: nothing wrong was found.".to_owned();
    let text = String::new;
    let source = SourceNamed { name, url: text(), licence: text(), description: text(), reason: None };
    let source = story.force(Author::Operator, source);
    let turned =
        story.force(Author::Operator, Admitted { reason: Some("known".into()), ..admitted("heron-2") });
    story.set(turned.0 as usize, "pseudonym", Value::text("he\u{202e}ron"));
    let text = story.words("Labels\u{2066} for all.");
    let on = story.force(HERON, Stated { text, source_id: None, source_text: None });
    story.now += 1;
    let report = assert_good(&publish(&story));
    let found: Vec<_> =
        report.notes.iter().map(|note| (note.step, note.code.as_str(), note.entries.clone())).collect();
    let wanted = [
        (7, "unseen-characters", vec![source.0, turned.0]),
        (7, "names-alike", vec![2, turned.0]),
        (8, "unseen-characters", vec![on.0]),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn results() {
    let wrong = "The result published in entry 13 does not follow from the 13 entries it names: computed again, the votes give another result.";
    check(
        "another output",
        |story| story.set(13, "output", Value::text(Digest::of(b"nice").to_string())),
        (9, "wrong-result", wrong),
    );
    check(
        "other figures",
        |story| {
            let mut figures = story.entries[13].body.get("figures").unwrap().as_object().unwrap().clone();
            figures.insert("participants".into(), 2_000_i64.into());
            story.set(13, "figures", Value::Object(figures));
        },
        (9, "wrong-result", wrong),
    );
    check(
        "votes of people without keys turned round under the published result",
        |story| story.set(12, "value", Value::text("agree")),
        (9, "wrong-result", wrong),
    );
    check_rule(
        "a result from the future",
        |story| story.set(13, "entries", Value::Integer(15)),
        (7, "result-beyond-record", 13, "a result", "the result names 15 entries, the record has 13"),
    );
    check_rule(
        "a result after the end",
        |story| {
            let result = opinion_map_result(&story.process);
            let Event::ResultPublished(published) = story.recorded()[13].event.clone() else { panic!() };
            operator().closes(story);
            let figures = result.figures;
            story.force(DESK, maru_forum::ResultPublished { figures, ..published });
        },
        (7, "closed", 17, "a result", "the process is closed"),
    );
}

#[test]
fn an_unknown_algorithm_is_not_judged() {
    let mut story = honest().story;
    story.set(13, "algorithm", Value::text("oracle 7"));
    let sentence = "The result in entry 13 was computed by “oracle 7”, which this program does not have; it was not checked.";
    assert_finding("oracle", &look(&publish(&story)), (9, "algorithm-unknown", sentence), Verdict::Undecided);
    // A quorum of which nobody can say whether it was counted rightly decides nothing either.
    let mut story = Cast::open().story;
    story.after_days(30);
    let result = operator().publishes(&mut story, figures(2, 10));
    operator().decides(&mut story, result, "So be it.");
    assert_eq!(look(&publish(&story)).verdict, Verdict::Undecided);
}

#[test]
fn texts_that_are_not_what_they_should_be() {
    check_files(
        "silently removed",
        |story, files| drop(files.remove(&text_of(story, 6))),
        (
            8,
            "content-missing",
            "The text of entry 6 has disappeared, and the record does not say who removed it or why.",
        ),
    );
    check_files(
        "changed",
        |story, files| drop(files.insert(text_of(story, 6), files[&text_of(story, 7)].clone())),
        (8, "content-changed", "The text of entry 6 is not the text that was recorded."),
    );
    check(
        "still served",
        |story| {
            operator().withdraws(story, LABELS.0);
        },
        (
            8,
            "not-withdrawn",
            "The text of entry 6 was to be withdrawn by entry 16, but it is still published.",
        ),
    );
    check(
        "rejected and published all the same",
        |story| {
            operator().moderates(story, FINES, maru_forum::Verdict::Rejected, "off topic");
        },
        (
            8,
            "not-hidden",
            "The text of entry 7 was hidden by moderation (entry 16), but it is published all the same.",
        ),
    );
}

/// A statement by Heron of four English characters, as its entry says, with whatever content is made of a nonce.
fn force_text(story: &mut Story, content: impl FnOnce(Value) -> Value) {
    let bytes = content(Value::text(Digest([7; 32]).to_string())).encode();
    let text = Words { digest: Digest::of(&bytes), language: language("en"), length: 4 };
    story.contents.insert(text.digest, bytes);
    story.force(HERON, Stated { text, source_id: None, source_text: None });
}

#[test]
fn texts_that_were_recorded_wrongly() {
    let text = |words: &str| ("text", Value::text(words));
    check(
        "a text without randomness, to be guessed after it is withdrawn",
        |story| force_text(story, |_| Value::object([("language", "en".into()), text("Yes.")])),
        (
            8,
            "content-unfit",
            "The text of entry 16 was recorded without randomness, so it could be guessed after it is withdrawn.",
        ),
    );
    check(
        "a text in another language than is said",
        |story| {
            force_text(story, |nonce| {
                Value::object([("language", "ko".into()), ("nonce", nonce), text("Yes.")])
            });
        },
        (8, "content-unfit", "The text of entry 16 is not in the language that the entry says it is in, en."),
    );
    check(
        "a text longer than is said",
        |story| {
            force_text(story, |nonce| {
                Value::object([("language", "en".into()), ("nonce", nonce), text("Yes, and more.")])
            });
        },
        (8, "content-unfit", "The text of entry 16 has 14 characters, but the entry says that it has 4."),
    );
    check_rule(
        "the words of somebody else, so that withdrawing one takes both",
        |story| {
            let text = story.process.ledger.words_of(LABELS.0)[0].clone();
            story.force(HERON, Stated { text, source_id: None, source_text: None });
        },
        (
            7,
            "seed-used",
            16,
            "a statement",
            "these very words, with the random number beside them, belong to entry 6 already; whoever signs draws a new seed for each act",
        ),
    );
}

#[test]
fn withdrawals() {
    let personal = WithdrawalReason::PersonalData;
    check(
        "before it was written",
        |story| {
            story.force(DESK, redacted(17, personal));
            let heron = Person::participant(ParticipantId(EntryNumber(2)));
            let entry = heron.states(story, "Inconvenient.").0;
            story.loses_words_of(entry);
        },
        (
            8,
            "content-missing",
            "The text of entry 17 has disappeared, and the record does not say who removed it or why.",
        ),
    );
    check_rule(
        "kept in store for later",
        |story| {
            story.force(DESK, redacted(40, personal));
        },
        (7, "unknown-entry", 16, "a withdrawal", "there is no entry 40"),
    );
    check_rule(
        "of what has no text",
        |story| {
            story.force(DESK, redacted(8, personal));
        },
        (7, "nothing-to-withdraw", 16, "a withdrawal", "entry 8 has no content that could be withdrawn"),
    );
    check_rule(
        "of somebody else's words",
        |story| {
            story.force(HERON, redacted(7, personal));
            story.loses_words_of(FINES.0);
        },
        (7, "not-allowed", 16, "a withdrawal", "only the secretariat may do this"),
    );
    check_rule(
        "of a decision, as if it were personal data",
        |story| {
            story.force(DESK, redacted(15, personal));
            story.loses_words_of(EntryNumber(15));
        },
        (
            7,
            "words-of-the-process",
            16,
            "a withdrawal",
            "entry 15 holds words of the process itself (its draft, its decision), which are withdrawn only as unlawful or by a court's order, or of an office (minutes, a ruling), which nobody takes back as their author",
        ),
    );
    check_rule(
        "on a ground of one letter",
        |story| {
            story.force(DESK, Redacted { ground: "x".into(), ..redacted(6, personal) });
        },
        (
            7,
            "ground-missing",
            16,
            "a withdrawal",
            "a withdrawal names its legal ground, such as “GDPR Art 17(1)”, in at least 8 characters",
        ),
    );
}

#[test]
fn the_form_of_entries() {
    check_rule(
        "back-dated",
        |story| {
            let before = story.entries[11].body.get("ts").unwrap().as_integer().unwrap();
            story.set(12, "ts", Value::Integer(before - 3_600));
        },
        (7, "back-dated", 12, "a vote", "it is dated 3600 seconds before the entry in front of it"),
    );
    let malformed = |said: &str| format!("Entry 16 is in the record but does not follow its rules: {said}.");
    check(
        "a type of which none can be",
        |story| {
            let entry = story.force(HERON, voted(LABELS, Vote::Pass)).0 as usize;
            story.set(entry, "t", Value::text("Magic!"));
        },
        (5, "entry-malformed", &malformed("entry type “Magic!” is not known")),
    );
    check(
        "a surplus field",
        |story| {
            let entry = story.force(HERON, voted(LABELS, Vote::Pass)).0 as usize;
            story.set(entry, "weight", Value::Integer(2));
        },
        (
            5,
            "entry-malformed",
            &malformed("an entry of the kind “vote” holds something that no such entry holds"),
        ),
    );
    check(
        "a second person under a name that only looks the same to a program",
        |story| {
            story.force(Author::Operator, admitted("heron2"));
            story.set(16, "pseudonym", Value::text("heron "));
        },
        (
            5,
            "entry-malformed",
            &malformed("in an entry of the kind “admit”, “pseudonym” is missing or is not a pseudonym"),
        ),
    );
}

#[test]
fn the_beginning_of_a_record() {
    let begins = "a record begins with one entry that founds the process, made by its node, and has no other of the kind";
    check(
        "another record's beginning",
        |story| story.set(0, "origin", Value::text("forum.example/p/other")),
        (
            7,
            "other-origin",
            "The record is shown as “forum.example/p/voices”, but its first entry says that it is “forum.example/p/other”.",
        ),
    );
    let other = charter_with(|charter| charter.id = "other".parse().unwrap());
    let first = maru_forum::Process::genesis(ORIGIN, other, Moment(0));
    check(
        "a beginning under the charter of another record",
        |story| story.entries[0] = maru_forum::encode(&first),
        (
            7,
            "other-charter",
            "Entry 0 cannot stand where it stands: the charter is that of “other”, and the record is called forum.example/p/voices: a record \
             bears the id of its charter.",
        ),
    );
    check(
        "no beginning",
        |story| drop(story.entries.remove(0)),
        (7, "no-genesis", &format!("Entry 0 cannot stand where it stands: {begins}.")),
    );
    check_rule(
        "a second beginning",
        |story| {
            story.entries.push(story.entries[0].clone());
            story.set(16, "ts", Value::Integer(story.now));
        },
        (7, "no-genesis", 16, "a beginning", begins),
    );
    let charter = charter_with(|charter| charter.funders.0.clear());
    let first = maru_forum::Process::genesis(ORIGIN, charter, Moment(0));
    check(
        "a beginning under a charter that hides who pays",
        |story| story.entries[0] = maru_forum::encode(&first),
        (
            7,
            "charter-incomplete",
            "Entry 0 cannot stand where it stands: the charter cannot be used: funders is not said.",
        ),
    );
}

#[test]
fn an_unreadable_entry_casts_no_doubt_on_those_after_it() {
    let mut story = honest().story;
    story.set(8, "surplus", Value::Integer(1));
    story.set(14, "surplus", Value::Integer(1));
    let report = look(&publish(&story));
    let of_code = |code: &str| report.findings.iter().filter(|finding| finding.code == code).count();
    // Of each author, only the next act misses the one that could not be read.
    assert_eq!((of_code("entry-malformed"), of_code("author-chain")), (2, 2), "{:#?}", report.findings);
}

#[test]
fn what_a_keyless_voter_said_is_guarded_by_heads_that_others_saw() {
    let Cast { mut story, heron, fines, .. } = honest();
    let (_, seen) = signed(&story);
    // After the result, so that no figure betrays it.
    heron.votes(&mut story, fines, Vote::Agree);
    let (_, before) = signed(&story);
    story.set(16, "value", Value::text("disagree"));
    let files = publish(&story);
    assert_eq!(
        look(&files).verdict,
        Verdict::Good,
        "by itself it looks right; this is documented as not promised"
    );
    let sentence = "History was rewritten: the first 17 entries are not those that were published before.";
    let report = look_beside(&files, Some(before.checkpoint()), &[]);
    assert_finding("a changed node-signed vote", &report, (2, "rewritten", sentence), Verdict::Wrong);
    assert_eq!(look_beside(&files, Some(seen.checkpoint()), &[]).verdict, Verdict::Good);

    let others = [OtherHead { from: "A mirror in Seoul".into(), signed: before }];
    let sentence = "Two different histories were signed with the same key: A mirror in Seoul was shown other entries than you are.";
    let report = look_beside(&files, None, &others);
    assert_finding("two readers", &report, (3, "two-histories", sentence), Verdict::Wrong);
    assert!(report.findings[0].evidence.is_some(), "both signed heads are the proof");
}

#[test]
fn no_flipped_byte_in_any_file_goes_unseen() {
    let files = publish(&honest().story);
    assert_eq!(look(&files).verdict, Verdict::Good);
    // Nothing in this record is surplus: every file is needed, so every byte of it counts.
    for (path, bytes) in &files {
        for place in 0..bytes.len() {
            let mut flipped = files.clone();
            flipped.get_mut(path).unwrap()[place] ^= 1 << (place % 8);
            // The second verifier is given one in thirty: it reads each from a disk.
            let seen = if place % 30 == 0 { look(&flipped) } else { look_unkept(&flipped) };
            assert_ne!(seen.verdict, Verdict::Good, "byte {place} of {path}");
        }
    }
}

#[derive(Debug, Clone)]
enum Step {
    Join(bool),
    State(u8),
    Translate(u8, u8),
    Vote(u8, u8, Vote),
    Judge(u8, maru_forum::Verdict),
    Publish,
    Withdraw(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let vote = prop::sample::select(Vote::ALL);
    let verdict = prop::sample::select(maru_forum::Verdict::ALL);
    prop_oneof![
        3 => any::<bool>().prop_map(Step::Join),
        2 => any::<u8>().prop_map(Step::State),
        1 => any::<(u8, u8)>().prop_map(|(who, on)| Step::Translate(who, on)),
        9 => (any::<u8>(), any::<u8>(), vote).prop_map(|(who, on, vote)| Step::Vote(who, on, vote)),
        1 => (any::<u8>(), verdict).prop_map(|(on, verdict)| Step::Judge(on, verdict)),
        1 => Just(Step::Publish),
        1 => any::<u8>().prop_map(Step::Withdraw),
    ]
}

/// Plays the steps; what the rules refuse does not happen.
fn play(steps: Vec<Step>) -> Story {
    let Cast { mut story, heron, crane, labels, fines, .. } = honest();
    let (mut people, mut statements) = (vec![heron, crane], vec![labels, fines]);
    let of = |number: u8, count: usize| usize::from(number) % count;
    for step in steps {
        match step {
            Step::Join(signs) => {
                let name = format!("p{}", people.len());
                let person =
                    if signs { story.joins_with_key(&name, crane_key()) } else { story.joins(&name) };
                people.push(person);
            }
            Step::State(who) => {
                let text = format!("Sentence {}.", statements.len());
                statements.push(people[of(who, people.len())].states(&mut story, &text));
            }
            Step::Translate(who, on) => {
                let command = maru_forum::Translate {
                    statement: statements[of(on, statements.len())],
                    text: "표시가 필요합니다.".into(),
                    language: language("ko"),
                    translator: "human".into(),
                };
                let _ = story.try_act(&people[of(who, people.len())], command);
            }
            Step::Vote(who, on, vote) => {
                let statement = statements[of(on, statements.len())];
                let command = maru_forum::CastVote { statement, vote };
                let _ = story.try_act(&people[of(who, people.len())], command);
            }
            Step::Judge(on, verdict) => {
                let statement = statements[of(on, statements.len())];
                let (reason, rule) = ("as the rules say".to_owned(), "1".to_owned());
                let command = maru_forum::Moderate { on: vec![statement.0], verdict, reason, rule };
                let _ = story.try_act(&operator(), command);
            }
            Step::Publish => {
                let result = opinion_map_result(&story.process);
                operator().publishes(&mut story, result);
            }
            Step::Withdraw(which) => {
                let (reason, ground) = (WithdrawalReason::PersonalData, "GDPR Art 17(1)".to_owned());
                let entry = statements[of(which, statements.len())].0;
                let command = maru_forum::WithdrawWords { entry, reason, ground };
                let _ = story.try_act(&operator(), command);
            }
        }
    }
    story
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_honest_story_is_always_good(steps in proptest::collection::vec(step(), 0..60)) {
        let report = look(&publish_readable(&play(steps)));
        prop_assert_eq!(report.verdict, Verdict::Good, "{:#?}", report.findings);
    }
}

#[test]
fn what_a_newer_program_wrote_accuses_nobody() {
    let unknown = |member: &str, value: Value, said: &str| {
        let mut story = honest().story;
        let entry = story.force(HERON, voted(LABELS, Vote::Pass)).0 as usize;
        // Heron goes on, in a way that this program knows.
        story.force(HERON, voted(FINES, Vote::Agree));
        story.set(entry, member, value);
        let report = look(&publish(&story));
        let sentence = format!(
            "Entry {entry} cannot be judged by this program: {said}. A newer program may know it; fetch one and check again."
        );
        assert_finding(said, &report, (5, "entry-unknown", &sentence), Verdict::Undecided);
        assert!(report.findings.iter().all(|finding| !finding.proven), "{said}: {:#?}", report.findings);
    };
    unknown("t", Value::text("future-noun"), "entry type “future-noun” is not known");
    unknown("v", Value::Integer(3), "entry format version 3 is not known; this program reads version 2");
    // Who hides a lie behind it is not called good, and what is told of it says why nobody can be sure.
    let mut story = honest().story;
    let entry = story.force(HERON, voted(LABELS, Vote::Pass)).0 as usize;
    story.force(DESK, admitted("heron"));
    story.set(entry, "t", Value::text("future-noun"));
    let report = look(&publish(&story));
    assert_eq!(report.verdict, Verdict::Undecided);
    let told = report.findings.iter().find(|finding| finding.entry == Some(entry as u64 + 1)).unwrap();
    assert!(told.sentence.ends_with("which this program does not know, may be why.)"), "{told:?}");
    // What came before it stays proven.
    let mut story = honest().story;
    story.set(12, "value", Value::text("maybe"));
    let entry = story.force(HERON, voted(LABELS, Vote::Pass)).0 as usize;
    story.set(entry, "t", Value::text("future-noun"));
    assert_eq!(look(&publish(&story)).verdict, Verdict::Wrong);
}
