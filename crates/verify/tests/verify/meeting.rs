//! A gallery of cheats around meetings, each caught with the sentence that a journalist would quote; and what is told without accusing anyone.

use maru_forum::{
    AgendaItemId, AnnounceMeeting, AskForFloor, AttendanceCounted, Author, CallToFloor, CountAttendance,
    EndTurn, EntryNumber, FloorCalled, GroupAttendance, GroupId, MeetingAccess, MeetingRegistered, Moment,
    NewItemMinutes, Presence, PublishMinutes,
};
use maru_testkit::{Cast, language, operator};
use maru_verify::{Report, Verdict};

use crate::look::{look, publish};

const DAY: i64 = 86_400;

/// The cast with a meeting of entry 10 that has just begun, announced three weeks ahead.
fn begun(access: MeetingAccess) -> (Cast, EntryNumber) {
    begun_after(access, 21 * DAY)
}

/// The same, so many seconds after it was announced.
fn begun_after(access: MeetingAccess, wait: i64) -> (Cast, EntryNumber) {
    let mut cast = Cast::open();
    let starts = Moment(cast.story.now + wait);
    let reason = (access == MeetingAccess::Closed).then(|| "offers of firms are read".to_owned());
    let announced = AnnounceMeeting {
        title: "First reading".to_owned(),
        language: language("en"),
        about: None,
        starts,
        ends: Moment(starts.0 + 7_200),
        offset: 0,
        place: Some("Town hall".to_owned()),
        access,
        reason,
        agenda: vec!["Labels".to_owned()],
    };
    let meeting = cast.story.act(&cast.desk, announced);
    cast.story.now = starts.0;
    (cast, meeting)
}

fn count(room: u32) -> Vec<GroupAttendance> {
    vec![GroupAttendance { group: Some(GroupId("academia".to_owned())), room, remote: 0 }]
}

fn minutes(meeting: EntryNumber) -> PublishMinutes {
    let text = "Labels stay.".to_owned();
    PublishMinutes {
        meeting,
        language: language("en"),
        text: None,
        items: vec![NewItemMinutes { item: AgendaItemId(1), text, outcomes: Vec::new() }],
        members: None,
        outcome: None,
        recording: None,
        reason: None,
    }
}

/// Heron asks for the floor, then Crane; both wait.
fn both_ask(cast: &mut Cast, meeting: EntryNumber) -> EntryNumber {
    let ask = AskForFloor { meeting, item: AgendaItemId(1), presence: Presence::Room, give: true };
    cast.story.act(&cast.heron, ask);
    cast.story.act(&cast.crane, ask)
}

fn report(cast: &Cast) -> Report {
    look(&publish(&cast.story))
}

#[track_caller]
fn quoted(cast: &Cast, code: &str, sentence: &str) {
    let report = report(cast);
    let found = report.findings.iter().find(|finding| finding.code == code);
    let found = found.unwrap_or_else(|| panic!("no “{code}” in {:#?}", report.findings));
    assert!(found.proven && report.verdict == Verdict::Wrong, "{found:?}");
    assert_eq!(found.sentence, sentence);
}

/// The codes of what is told of meetings.
fn told(cast: &Cast) -> Vec<String> {
    let codes = ["minutes", "closed-meeting", "meeting", "floor", "attendance"];
    let notes = report(cast).notes.into_iter().map(|note| note.code);
    notes.filter(|code| codes.iter().any(|start| code.starts_with(start))).collect()
}

#[test]
fn an_attendance_changed_after_the_minutes_without_a_word() {
    let (mut cast, meeting) = begun(MeetingAccess::Open);
    cast.story.act(&cast.desk, CountAttendance { meeting, groups: count(12), reason: None });
    cast.story.now += 7_200;
    cast.story.act(&cast.desk, minutes(meeting));
    let more = AttendanceCounted { meeting, groups: count(40), corrects: None, reason: None };
    cast.story.force(Author::Operator, more);
    quoted(
        &cast,
        "correction-unsaid",
        "Entry 13, a count of those who came to a meeting, breaks a rule of this process: this was said in entry 11, and is \
         changed only by a correction that names that entry and says why.",
    );
}

#[test]
fn somebody_called_before_whoever_is_next() {
    let (mut cast, meeting) = begun(MeetingAccess::Open);
    let request = both_ask(&mut cast, meeting);
    cast.story.force(Author::Operator, FloorCalled { meeting, request, reason: None });
    quoted(
        &cast,
        "out-of-order",
        "Entry 13, the giving of the floor, breaks a rule of this process: request 11 comes next, for its group has spoken least \
         or it has waited longest; request 12 is called before it only for a reason.",
    );
}

#[test]
fn a_guest_of_a_closed_meeting_who_was_never_there() {
    let (mut cast, meeting) = begun(MeetingAccess::Closed);
    let guest = MeetingRegistered { meeting, presence: Presence::Room, given: true };
    cast.story.force(cast.heron.author(), guest);
    quoted(
        &cast,
        "bad-meeting",
        "Entry 11, a registration for a meeting, breaks a rule of this process: this cannot be said of a meeting: a closed \
         meeting has no registration and no queue.",
    );
}

#[test]
fn a_meeting_run_by_the_rules_is_good_and_nothing_is_told_of_it() {
    let (mut cast, meeting) = begun(MeetingAccess::Open);
    both_ask(&mut cast, meeting);
    let item = AgendaItemId(1);
    for _ in 0..2 {
        cast.story.act(&cast.desk, CallToFloor { meeting, item, request: None, reason: None });
    }
    cast.story.act(&cast.desk, EndTurn { meeting, until: None, reason: None });
    cast.story.act(&cast.desk, CountAttendance { meeting, groups: count(12), reason: None });
    cast.story.now += 7_200;
    cast.story.act(&cast.desk, minutes(meeting));
    let report = report(&cast);
    assert_eq!((report.verdict, report.findings.len()), (Verdict::Good, 0), "{:#?}", report.findings);
    assert_eq!(told(&cast), [""; 0]);
}

#[test]
fn what_was_late_out_of_order_corrected_or_never_came_is_told() {
    let (mut cast, meeting) = begun(MeetingAccess::Open);
    let request = both_ask(&mut cast, meeting);
    let item = AgendaItemId(1);
    let reason = Some("a point of order".to_owned());
    cast.story.act(&cast.desk, CallToFloor { meeting, item, request: Some(request), reason });
    let until = Some(Moment(cast.story.now));
    cast.story.act(&cast.desk, EndTurn { meeting, until, reason: Some("forgotten at first".to_owned()) });
    cast.story.act(&cast.desk, CountAttendance { meeting, groups: count(12), reason: None });
    cast.story.after_days(15);
    operator().grants(&mut cast.story, &cast.heron, maru_forum::Office::Chair);
    assert_eq!(told(&cast), ["minutes-overdue", "floor-out-of-order", "floor-end-stated"]);
    cast.story.act(&cast.heron, minutes(meeting));
    let reason = Some("a list was found".to_owned());
    cast.story.act(&cast.heron, CountAttendance { meeting, groups: count(40), reason });
    let codes = ["minutes-late", "floor-out-of-order", "attendance-after-minutes", "floor-end-stated"];
    assert_eq!(told(&cast), codes);
    let (mut cast, meeting) = begun(MeetingAccess::Open);
    let request = both_ask(&mut cast, meeting);
    cast.story.after_days(3);
    let called = maru_forum::FloorCalled { meeting, request, reason: Some("they came late".to_owned()) };
    let turn = cast.story.force(maru_forum::Author::Operator, called);
    let note = report(&cast).notes.into_iter().find(|note| note.code == "floor-after-end");
    assert_eq!(note.expect("the turn is told of").entries, [turn.0]);
    let (mut shut, meeting) = begun(MeetingAccess::Closed);
    shut.story.after_days(8);
    operator().grants(&mut shut.story, &shut.heron, maru_forum::Office::Chair);
    let note = report(&shut).notes.into_iter().find(|note| note.code == "closed-meeting-unminuted");
    let note = note.expect("the closed meeting is told of");
    assert_eq!(note.entries, [meeting.0]);
    assert_eq!(
        note.sentence,
        "No minutes had come by the last entry, of 2026-06-30, of 1 of the closed meetings, of which nobody else can say what they \
         decided (entry 10)."
    );
}

#[test]
fn outcomes_that_are_older_than_their_meeting_and_minutes_of_one_sign() {
    let told_by = |outcomes: Vec<EntryNumber>, text: &str| {
        // The node refuses outcomes of an earlier day; those of the same day it takes.
        let (mut cast, meeting) = begun_after(MeetingAccess::Open, 60);
        cast.story.act(&cast.desk, CountAttendance { meeting, groups: count(2), reason: None });
        let during = operator().states(&mut cast.story, "Labels stay.");
        cast.story.now += 7_200;
        let mut said = minutes(meeting);
        said.items[0].text = text.to_owned();
        said.items[0].outcomes = if outcomes.is_empty() { vec![during.0] } else { outcomes };
        let minutes = cast.story.act(&cast.desk, said);
        let codes = ["outcome-before-meeting", "words-say-nothing"];
        let notes = report(&cast).notes.into_iter().filter(|note| codes.contains(&note.code.as_str()));
        (notes.map(|note| note.sentence).collect::<Vec<_>>(), minutes)
    };
    let (honest, _) = told_by(Vec::new(), "Labels stay.");
    assert_eq!(honest, Vec::<String>::new());
    let (early, minutes) = told_by(vec![EntryNumber(6)], ".");
    assert_eq!(
        early,
        [
            format!(
                "Minutes (entry {minutes}) name as what came of their meeting what had been recorded before the meeting was announced: entry 6."
            ),
            format!("The words say nothing, as they have hardly a letter, in 1 texts: entry {minutes}."),
        ]
    );
}

#[test]
fn fewer_people_counted_than_had_the_floor() {
    let counted = |room| {
        let (mut cast, meeting) = begun(MeetingAccess::Open);
        both_ask(&mut cast, meeting);
        for _ in 0..2 {
            let item = AgendaItemId(1);
            cast.story.act(&cast.desk, CallToFloor { meeting, item, request: None, reason: None });
        }
        cast.story.act(&cast.desk, EndTurn { meeting, until: None, reason: None });
        cast.story.act(&cast.desk, CountAttendance { meeting, groups: count(room), reason: None });
        cast.story.now += 7_200;
        cast.story.act(&cast.desk, minutes(meeting));
        told(&cast)
    };
    assert_eq!(counted(1), ["attendance-below-speakers"]);
    assert_eq!(counted(2), [""; 0]);
}
