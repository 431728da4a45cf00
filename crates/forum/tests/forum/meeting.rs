//! Meetings: every rule of them broken once, and a queue that is a function of the entries.

use std::collections::BTreeMap;

use maru_forum::{
    AgendaItem, AgendaItemId, AnnounceMeeting, AppealVerdict, AskForFloor, AttendanceCounted, CallToFloor,
    ChangeMeeting, CloseProcess, Command, Contacted, CountAttendance, EndTurn, EntryNumber, Event,
    FloorAsked, FloorCalled, FloorEnded, GroupAttendance, GroupId, ImportMeetings, ItemMinutes, Join,
    LogContact, MakeAppeal, Meeting, MeetingAccess, MeetingAnnounced, MeetingChanged, MeetingElsewhere,
    MeetingRegistered, MinutesPublished, Moment, NewItemMinutes, Office, Presence, PublishMinutes, Refused,
    RegisterForMeeting, RequestStanding, RuleOnAppeal, Source, Standing, Violation, WithdrawWords,
    WithdrawalReason, Words,
};
use maru_record::Digest;
use maru_testkit::{Cast, Person, Story, language, operator, today};
use proptest::prelude::*;
use proptest::sample::select;

use crate::rules::{Case, NOWHERE, judged, refused};

const HOUR: i64 = 3_600;
/// Meetings of these tests begin so long after they are announced.
const AHEAD: i64 = 20 * 86_400;

fn item(number: u32) -> AgendaItemId {
    AgendaItemId(number)
}

fn group(id: &str) -> GroupId {
    GroupId(id.to_owned())
}

fn announce(story: &Story) -> AnnounceMeeting {
    AnnounceMeeting {
        title: "First reading".to_owned(),
        language: language("en"),
        about: Some("Article 5 alone.".to_owned()),
        starts: Moment(story.now + AHEAD),
        ends: Moment(story.now + AHEAD + 2 * HOUR),
        offset: 540,
        place: Some("Town hall, or https://meet.example/1".to_owned()),
        access: MeetingAccess::Open,
        reason: None,
        agenda: vec!["Labels".to_owned(), "Fines".to_owned()],
    }
}

fn closed(story: &Story) -> AnnounceMeeting {
    let (access, reason) = (MeetingAccess::Closed, Some("offers of firms are read".to_owned()));
    AnnounceMeeting { access, reason, ..announce(story) }
}

/// The cast with a meeting in entry 10.
fn called(change: impl FnOnce(&mut AnnounceMeeting)) -> (Cast, EntryNumber) {
    let mut cast = Cast::open();
    let mut meeting = announce(&cast.story);
    change(&mut meeting);
    let entry = cast.story.act(&cast.desk, meeting);
    (cast, entry)
}

fn bad(change: impl FnOnce(&mut AnnounceMeeting)) -> Violation {
    let mut cast = Cast::open();
    let mut meeting = announce(&cast.story);
    change(&mut meeting);
    refused(&mut cast.story, &cast.desk, meeting)
}

/// The same when the meeting has begun.
fn begun(change: impl FnOnce(&mut AnnounceMeeting)) -> (Cast, EntryNumber) {
    let (mut cast, meeting) = called(change);
    cast.story.now += AHEAD;
    (cast, meeting)
}

fn meeting_of(story: &Story, entry: EntryNumber) -> &Meeting {
    story.process.meetings.get(entry).expect("the meeting")
}

fn change(meeting: EntryNumber) -> ChangeMeeting {
    ChangeMeeting {
        meeting,
        starts: None,
        ends: None,
        place: None,
        added: Vec::new(),
        language: language("en"),
        cancel: false,
        reason: "the hall burnt down".to_owned(),
    }
}

fn comes(meeting: EntryNumber, presence: Presence) -> RegisterForMeeting {
    RegisterForMeeting { meeting, presence, give: true }
}

fn ask(meeting: EntryNumber, number: u32) -> AskForFloor {
    AskForFloor { meeting, item: item(number), presence: Presence::Room, give: true }
}

fn call(meeting: EntryNumber, number: u32) -> CallToFloor {
    CallToFloor { meeting, item: item(number), request: None, reason: None }
}

fn end(meeting: EntryNumber) -> EndTurn {
    EndTurn { meeting, until: None, reason: None }
}

fn count(meeting: EntryNumber) -> CountAttendance {
    let counted = |group: Option<GroupId>, room, remote| GroupAttendance { group, room, remote };
    let groups = vec![counted(Some(group("academia")), 12, 3), counted(None, 4, 0)];
    CountAttendance { meeting, groups, reason: None }
}

fn minutes(meeting: EntryNumber) -> PublishMinutes {
    let said = |number: u32, text: &str, outcomes: Vec<EntryNumber>| NewItemMinutes {
        item: item(number),
        text: text.to_owned(),
        outcomes,
    };
    PublishMinutes {
        meeting,
        language: language("en"),
        text: None,
        items: vec![
            said(1, "Labels stay.", vec![EntryNumber(meeting.0 + 1)]),
            said(2, "Not dealt with.", Vec::new()),
        ],
        members: None,
        outcome: None,
        recording: Some("https://media.example/1".to_owned()),
        reason: None,
    }
}

/// The minutes that a closed meeting owes.
fn closed_minutes(meeting: EntryNumber) -> PublishMinutes {
    let (members, outcome) = (Some("Desk and two firms".to_owned()), Some("One offer stays.".to_owned()));
    PublishMinutes { members, outcome, ..minutes(meeting) }
}

fn contact(day: jiff::civil::Date) -> LogContact {
    LogContact {
        who: "The chair".to_owned(),
        whom: "A firm".to_owned(),
        day,
        text: "Its wishes for Article 5.".to_owned(),
        language: language("en"),
    }
}

fn elsewhere(story: &Story, access: MeetingAccess) -> ImportMeetings {
    let source = Source {
        name: "Decidim".to_owned(),
        url: "https://decidim.example".to_owned(),
        licence: "CC BY-SA 4.0".to_owned(),
        description: String::new(),
    };
    let act = AnnounceMeeting { place: None, agenda: Vec::new(), access, ..announce(story) };
    let as_written = BTreeMap::from([("attendees".to_owned(), "31".to_owned())]);
    let meetings = vec![MeetingElsewhere { author: Some(7), time: Some(1_586_000_000_000), act, as_written }];
    ImportMeetings { source, meetings }
}

/// What Heron asks while the meeting goes on, refused.
fn heron_asks(change: impl FnOnce(&mut AnnounceMeeting), number: u32) -> Violation {
    let (mut cast, meeting) = begun(change);
    refused(&mut cast.story, &cast.heron, ask(meeting, number))
}

fn no_floor_for_heron(cast: &mut Cast) -> EntryNumber {
    let refusal = maru_forum::Refuse {
        application: None,
        participant: Some(cast.heron.id()),
        reason: maru_forum::RefusalReason::Conduct,
        text: "They shouted.".to_owned(),
        language: language("en"),
        last_day: Moment(cast.story.now + 20 * 86_400).day(),
    };
    cast.story.act(&cast.desk, refusal)
}

pub(crate) const CASES: &[Case] = &[
    ("bad-meeting", "a meeting that ends before it begins", || bad(|new| new.ends = new.starts)),
    ("bad-meeting", "a meeting of a month", || bad(|new| new.ends = Moment(new.starts.0 + 40 * 86_400))),
    ("bad-meeting", "a clock that is nowhere", || bad(|new| new.offset = 1_000)),
    ("bad-meeting", "a meeting nowhere", || bad(|new| new.place = Some(" ".to_owned()))),
    ("bad-meeting", "an open meeting with a reason to be closed", || {
        bad(|new| new.reason = Some("privacy".to_owned()))
    }),
    ("reason-missing", "a closed meeting without a reason", || bad(|new| new.access = MeetingAccess::Closed)),
    ("text-empty", "a meeting without a title", || bad(|new| " ".clone_into(&mut new.title))),
    ("bad-count", "an agenda that nobody reads", || bad(|new| new.agenda = vec!["a".to_owned(); 101])),
    ("not-allowed", "a meeting that a participant announces", || {
        let mut cast = Cast::open();
        let meeting = announce(&cast.story);
        refused(&mut cast.story, &cast.heron, meeting)
    }),
    ("bad-meeting", "the floor asked for days after the end", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.now += 3 * 86_400;
        refused(&mut cast.story, &cast.heron, ask(meeting, 1))
    }),
    ("bad-meeting", "the floor given days after the end", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.heron, ask(meeting, 1));
        cast.story.now += 3 * 86_400;
        refused(&mut cast.story, &cast.desk, call(meeting, 1))
    }),
    ("bad-meeting", "a recording that nobody can look at", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.desk, count(meeting));
        let recording = Some("javascript:alert(1)".to_owned());
        refused(&mut cast.story, &cast.desk, PublishMinutes { recording, ..minutes(meeting) })
    }),
    ("floor-refused", "the floor asked for by somebody who was refused it", || {
        let (mut cast, meeting) = begun(|_| {});
        no_floor_for_heron(&mut cast);
        refused(&mut cast.story, &cast.heron, ask(meeting, 1))
    }),
    ("floor-refused", "the floor given to somebody who was refused it", || {
        let (mut cast, meeting) = begun(|_| {});
        let asked = cast.story.act(&cast.heron, ask(meeting, 1));
        no_floor_for_heron(&mut cast);
        refused(&mut cast.story, &cast.desk, CallToFloor { request: Some(asked), ..call(meeting, 1) })
    }),
    ("nobody-waits", "the floor given where only somebody waits who was refused it", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.heron, ask(meeting, 1));
        no_floor_for_heron(&mut cast);
        refused(&mut cast.story, &cast.desk, call(meeting, 1))
    }),
    ("bad-refusal", "the floor refused for a meeting that nobody announced", || {
        let (mut cast, meeting) = begun(|_| {});
        let refusal = no_floor_for_heron(&mut cast);
        // Words that are named once are another entry's.
        let text = cast.story.words("They shouted once more.");
        let old = cast.story.process.refusals.get(refusal).expect("a refusal");
        let event = Refused {
            application: None,
            participant: old.participant,
            reason: old.reason,
            text,
            last_day: Moment(cast.story.now + 20 * 86_400).day(),
            meetings: Some(vec![meeting, NOWHERE]),
        };
        judged(&cast.story, &cast.story.next(cast.desk.author(), event))
    }),
    ("unknown-meeting", "a change of nothing", || {
        let mut cast = Cast::open();
        refused(&mut cast.story, &cast.desk, change(NOWHERE))
    }),
    ("reason-missing", "a change without a reason", || {
        let (mut cast, meeting) = called(|_| {});
        let change = ChangeMeeting { cancel: true, reason: " ".to_owned(), ..change(meeting) };
        refused(&mut cast.story, &cast.desk, change)
    }),
    ("nothing-changed", "a change of nothing in a meeting", || {
        let (mut cast, meeting) = called(|_| {});
        refused(&mut cast.story, &cast.desk, change(meeting))
    }),
    ("bad-meeting", "a meeting moved that has begun", || {
        let (mut cast, meeting) = begun(|_| {});
        let ends = Some(Moment(cast.story.now + 9 * HOUR));
        refused(&mut cast.story, &cast.desk, ChangeMeeting { ends, ..change(meeting) })
    }),
    ("bad-meeting", "a meeting moved into the past", || {
        let (mut cast, meeting) = called(|_| {});
        let starts = Some(Moment(cast.story.now - HOUR));
        refused(&mut cast.story, &cast.desk, ChangeMeeting { starts, ..change(meeting) })
    }),
    ("bad-meeting", "a meeting called off that was held", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.desk, count(meeting));
        refused(&mut cast.story, &cast.desk, ChangeMeeting { cancel: true, ..change(meeting) })
    }),
    ("meeting-cancelled", "a registration for what was called off", || {
        let (mut cast, meeting) = called(|_| {});
        cast.story.act(&cast.desk, ChangeMeeting { cancel: true, ..change(meeting) });
        refused(&mut cast.story, &cast.heron, comes(meeting, Presence::Room))
    }),
    ("bad-meeting", "a registration for a closed meeting", || {
        let mut cast = Cast::open();
        let meeting = closed(&cast.story);
        let meeting = cast.story.act(&cast.desk, meeting);
        refused(&mut cast.story, &cast.heron, comes(meeting, Presence::Room))
    }),
    ("bad-meeting", "a registration for what is over", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.now += 3 * HOUR;
        refused(&mut cast.story, &cast.heron, comes(meeting, Presence::Room))
    }),
    ("nothing-changed", "a registration that nobody made is taken back", || {
        let (mut cast, meeting) = called(|_| {});
        let gone = RegisterForMeeting { give: false, ..comes(meeting, Presence::Room) };
        refused(&mut cast.story, &cast.heron, gone)
    }),
    ("bad-meeting", "a registration for what was held elsewhere", || {
        let mut cast = Cast::open();
        let import = elsewhere(&cast.story, MeetingAccess::Open);
        let source = cast.story.act(&cast.desk, import);
        refused(&mut cast.story, &cast.heron, comes(EntryNumber(source.0 + 2), Presence::Room))
    }),
    ("meeting-not-begun", "the floor before the beginning", || {
        let (mut cast, meeting) = called(|_| {});
        refused(&mut cast.story, &cast.heron, ask(meeting, 1))
    }),
    ("unknown-agenda-item", "the floor on what is not on the agenda", || heron_asks(|_| {}, 3)),
    ("not-registered", "the floor without a registration", || {
        heron_asks(|new| new.access = MeetingAccess::Registered, 1)
    }),
    ("nothing-changed", "the floor given back that nobody asked for", || {
        let (mut cast, meeting) = begun(|_| {});
        refused(&mut cast.story, &cast.heron, AskForFloor { give: false, ..ask(meeting, 1) })
    }),
    ("meeting-minuted", "the floor after the minutes", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.desk, count(meeting));
        cast.story.now += 2 * HOUR;
        cast.story.act(&cast.desk, minutes(meeting));
        refused(&mut cast.story, &cast.heron, ask(meeting, 1))
    }),
    ("outcome-before", "an outcome that is older than the meeting", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.desk, count(meeting));
        cast.story.now += 2 * HOUR;
        let mut minutes = minutes(meeting);
        minutes.items[0].outcomes = vec![EntryNumber(0)];
        refused(&mut cast.story, &cast.desk, minutes)
    }),
    ("nobody-waits", "a call though nobody waits", || {
        let (mut cast, meeting) = begun(|_| {});
        refused(&mut cast.story, &cast.desk, call(meeting, 1))
    }),
    ("not-waiting", "a call of what is no request", || {
        let (mut cast, meeting) = begun(|_| {});
        let of = CallToFloor { request: Some(NOWHERE), ..call(meeting, 1) };
        refused(&mut cast.story, &cast.desk, of)
    }),
    ("out-of-order", "a call of who is not next", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.heron, ask(meeting, 1));
        let request = cast.story.act(&cast.crane, ask(meeting, 1));
        refused(&mut cast.story, &cast.desk, CallToFloor { request: Some(request), ..call(meeting, 1) })
    }),
    ("bad-meeting", "a reason for who is next anyway", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.heron, ask(meeting, 1));
        let reason = Some("a point of order".to_owned());
        refused(&mut cast.story, &cast.desk, CallToFloor { reason, ..call(meeting, 1) })
    }),
    ("nobody-speaks", "the end of no turn", || {
        let (mut cast, meeting) = begun(|_| {});
        refused(&mut cast.story, &cast.desk, end(meeting))
    }),
    ("not-allowed", "the end of somebody else's turn", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.heron, ask(meeting, 1));
        cast.story.act(&cast.desk, call(meeting, 1));
        refused(&mut cast.story, &cast.crane, end(meeting))
    }),
    ("bad-meeting", "an end before the beginning", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.heron, ask(meeting, 1));
        cast.story.act(&cast.desk, call(meeting, 1));
        let until = Some(Moment(cast.story.now - 5));
        let reason = Some("the clock stood".to_owned());
        refused(&mut cast.story, &cast.desk, EndTurn { until, reason, ..end(meeting) })
    }),
    ("bad-meeting", "an earlier end without a reason", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.heron, ask(meeting, 1));
        cast.story.act(&cast.desk, call(meeting, 1));
        let until = Some(Moment(cast.story.now));
        refused(&mut cast.story, &cast.desk, EndTurn { until, ..end(meeting) })
    }),
    ("meeting-not-begun", "an attendance before the beginning", || {
        let (mut cast, meeting) = called(|_| {});
        refused(&mut cast.story, &cast.desk, count(meeting))
    }),
    ("unknown-group", "people of a group that is none", || {
        let (mut cast, meeting) = begun(|_| {});
        let groups = vec![GroupAttendance { group: Some(group("friends")), room: 1, remote: 0 }];
        refused(&mut cast.story, &cast.desk, CountAttendance { groups, ..count(meeting) })
    }),
    ("bad-meeting", "more people than a country has", || {
        let (mut cast, meeting) = begun(|_| {});
        let groups = vec![GroupAttendance { group: None, room: u32::MAX, remote: 0 }];
        refused(&mut cast.story, &cast.desk, CountAttendance { groups, ..count(meeting) })
    }),
    ("bad-meeting", "a first count that corrects one", || {
        let (mut cast, meeting) = begun(|_| {});
        let reason = Some("a list was found".to_owned());
        refused(&mut cast.story, &cast.desk, CountAttendance { reason, ..count(meeting) })
    }),
    ("bad-list", "nobody counted", || {
        let (mut cast, meeting) = begun(|_| {});
        refused(&mut cast.story, &cast.desk, CountAttendance { groups: Vec::new(), ..count(meeting) })
    }),
    ("correction-unsaid", "another attendance without a word", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.desk, count(meeting));
        refused(&mut cast.story, &cast.desk, count(meeting))
    }),
    ("attendance-missing", "minutes before the attendance", || {
        let (mut cast, meeting) = begun(|_| {});
        refused(&mut cast.story, &cast.desk, minutes(meeting))
    }),
    ("floor-taken", "minutes while somebody speaks", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.heron, ask(meeting, 1));
        cast.story.act(&cast.desk, call(meeting, 1));
        cast.story.act(&cast.desk, count(meeting));
        refused(&mut cast.story, &cast.desk, minutes(meeting))
    }),
    ("bad-meeting", "minutes that pass over an item", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.desk, count(meeting));
        let mut short = minutes(meeting);
        short.items.pop();
        refused(&mut cast.story, &cast.desk, short)
    }),
    ("bad-meeting", "a closed meeting that says nothing of its members", || {
        let mut cast = Cast::open();
        let meeting = closed(&cast.story);
        let meeting = cast.story.act(&cast.desk, meeting);
        cast.story.now += AHEAD;
        cast.story.act(&cast.desk, count(meeting));
        refused(&mut cast.story, &cast.desk, minutes(meeting))
    }),
    ("bad-meeting", "a list of who came to an open meeting", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.desk, count(meeting));
        cast.story.now += 2 * HOUR;
        let members = Some("Heron and Crane".to_owned());
        refused(&mut cast.story, &cast.desk, PublishMinutes { members, ..minutes(meeting) })
    }),
    ("unknown-entry", "an outcome to come", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.desk, count(meeting));
        let mut said = minutes(meeting);
        said.items[0].outcomes = vec![NOWHERE];
        refused(&mut cast.story, &cast.desk, said)
    }),
    ("bad-meeting", "minutes of a meeting that goes on", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.desk, count(meeting));
        cast.story.now += HOUR;
        refused(&mut cast.story, &cast.desk, minutes(meeting))
    }),
    ("words-of-the-process", "minutes that the chair takes back as their author", || {
        let (mut cast, meeting) = begun(|_| {});
        cast.story.act(&cast.desk, count(meeting));
        cast.story.now += 2 * HOUR;
        let entry = cast.story.act(&cast.desk, minutes(meeting));
        let (reason, ground) = (WithdrawalReason::Author, "I would rather not have said so".to_owned());
        refused(&mut cast.story, &cast.desk, WithdrawWords { entry, reason, ground })
    }),
    ("words-of-the-process", "minutes that a chair takes back as personal data", || {
        let (mut cast, meeting) = begun(|_| {});
        operator().grants(&mut cast.story, &cast.heron, Office::Chair);
        cast.story.act(&cast.heron, count(meeting));
        cast.story.now += 2 * HOUR;
        let entry = cast.story.act(&cast.heron, minutes(meeting));
        let (reason, ground) = (WithdrawalReason::PersonalData, "GDPR Art 17(1)".to_owned());
        refused(&mut cast.story, &cast.heron, WithdrawWords { entry, reason, ground })
    }),
    ("bad-meeting", "a meeting here of which nobody says who may come", || {
        bad(|meeting| meeting.access = MeetingAccess::Unsaid)
    }),
    ("minutes-owed", "an end while a meeting is to come", || {
        let (mut cast, _) = called(|_| {});
        refused(&mut cast.story, &cast.desk, CloseProcess { reason: "done".to_owned(), cut_short: true })
    }),
    ("bad-meeting", "a contact of tomorrow", || {
        let mut cast = Cast::open();
        refused(&mut cast.story, &cast.heron, contact(today().tomorrow().expect("a day")))
    }),
    ("not-allowed", "meetings of elsewhere that a participant brings in", || {
        let mut cast = Cast::open();
        let import = elsewhere(&cast.story, MeetingAccess::Closed);
        refused(&mut cast.story, &cast.heron, import)
    }),
];

/// Two of academia, two of industry, one of no group.
fn people(story: &mut Story) -> [Person; 5] {
    let declared = [
        ("owl", Some("academia")),
        ("ibis", Some("academia")),
        ("gull", Some("industry")),
        ("tern", Some("industry")),
        ("crow", None),
    ];
    declared.map(|(name, id)| {
        let declare = |join: &mut Join| join.group = id.map(group);
        Person::joining(story, name, declare, None).expect("somebody joins")
    })
}

#[test]
fn the_group_that_has_spoken_least_comes_next_and_then_who_waits_longest() {
    let (mut cast, meeting) = begun(|_| {});
    let [owl, ibis, gull, tern, crow] = people(&mut cast.story);
    let (story, desk) = (&mut cast.story, &cast.desk);
    for person in [&owl, &ibis, &gull] {
        story.act(person, ask(meeting, 1));
    }
    // From elsewhere, which makes no difference.
    story.act(&tern, AskForFloor { presence: Presence::Remote, ..ask(meeting, 1) });
    story.act(&crow, ask(meeting, 1));
    // As it is shown before anybody has spoken: the groups take turns.
    let foreseen: Vec<_> = story
        .process
        .waiting_for_floor(meeting_of(story, meeting), item(1), Moment(story.now))
        .iter()
        .map(|request| request.who)
        .collect();
    assert_eq!(foreseen, [&owl, &gull, &crow, &ibis, &tern].map(Person::id));
    let mut order = Vec::new();
    // Owl speaks for a minute, Gull for two, Crow for half a minute.
    for seconds in [60, 120, 30, 10, 10] {
        story.act(desk, call(meeting, 1));
        order.push(meeting_of(story, meeting).floor.speaker().expect("somebody speaks").who);
        story.now += seconds - 1;
        story.act(desk, end(meeting));
    }
    assert_eq!(order, [&owl, &gull, &crow, &ibis, &tern].map(Person::id));
    let floor = &meeting_of(story, meeting).floor;
    let now = Moment(story.now);
    let of = |id: Option<&str>| {
        let account = floor.account_of(id.map(group).as_ref(), now);
        (account.turns, account.seconds)
    };
    assert_eq!((of(Some("academia")), of(Some("industry")), of(None)), ((2, 70), (2, 130), (1, 30)));
    let by_item = meeting_of(story, meeting).accounts(now);
    assert_eq!(by_item[&(item(1), Some(group("industry")), Presence::Remote)].seconds, 10);
    assert_eq!(by_item.values().map(|account| account.seconds).sum::<u64>(), 230);
    assert!(floor.requests().iter().all(|one| matches!(one.standing, RequestStanding::Called(_))));
    assert_eq!(story.folded(story.entries.len()), story.process);
}

#[test]
fn a_turn_ends_with_the_next_call_by_its_speaker_or_as_it_is_stated_afterwards() {
    let (mut cast, meeting) = begun(|_| {});
    let Cast { story, heron, crane, desk, .. } = &mut cast;
    let first = story.act(heron, ask(meeting, 1));
    assert_eq!(story.act(heron, ask(meeting, 1)), first, "a form that is sent twice makes one entry");
    let second = story.act(crane, ask(meeting, 1));
    let point_of_order = CallToFloor {
        request: Some(second),
        reason: Some("a point of order".to_owned()),
        ..call(meeting, 1)
    };
    story.act(desk, point_of_order);
    story.now += 9;
    story.act(desk, call(meeting, 1));
    story.now += 9;
    story.act(heron, end(meeting));
    story.act(heron, AskForFloor { presence: Presence::Remote, ..ask(meeting, 2) });
    story.act(desk, call(meeting, 2));
    let began = story.now;
    story.now += HOUR;
    let late = EndTurn {
        until: Some(Moment(began + 60)),
        reason: Some("nobody pressed the button".to_owned()),
        ..end(meeting)
    };
    story.act(desk, late);
    let turns = meeting_of(story, meeting).floor.turns();
    let seconds: Vec<u64> = turns.iter().map(|turn| turn.seconds(Moment(story.now))).collect();
    assert_eq!(seconds, [10, 10, 60]);
    assert_eq!(turns[0].jumped.as_ref().map(|(next, _)| *next), Some(first));
    assert_eq!(turns[2].end_stated.as_deref(), Some("nobody pressed the button"));
    story.act(heron, ask(meeting, 2));
    story.act(heron, AskForFloor { give: false, ..ask(meeting, 2) });
    let held = meeting_of(story, meeting);
    assert!(story.process.waiting_for_floor(held, item(2), Moment(story.now)).is_empty());
}

#[test]
fn whoever_stands_refused_is_passed_over_and_has_their_place_again_once_that_is_overturned() {
    let (mut cast, meeting) = begun(|_| {});
    let first = cast.story.act(&cast.heron, ask(meeting, 1));
    let second = cast.story.act(&cast.crane, ask(meeting, 1));
    let refusal = no_floor_for_heron(&mut cast);
    let Cast { story, heron, crane, desk, .. } = &mut cast;
    let waiting = |story: &Story| -> Vec<EntryNumber> {
        let held = meeting_of(story, meeting);
        let waiting = story.process.waiting_for_floor(held, item(1), Moment(story.now));
        waiting.iter().map(|request| request.entry).collect()
    };
    assert_eq!(waiting(story), [second]);
    let stands = story.process.refusals.get(refusal).expect("a refusal");
    assert_eq!(stands.meetings.as_deref(), Some(&[meeting][..]));
    let kept = story.process.kept_from_floor(meeting_of(story, meeting), item(1));
    assert_eq!(
        kept.iter().map(|(request, by)| (request.entry, by.entry)).collect::<Vec<_>>(),
        [(first, refusal)]
    );
    // Every reader of the record holds the node to it: no request of theirs, and no call.
    let author = heron.author();
    let asks = FloorAsked { meeting, item: item(2), presence: Presence::Room, given: true };
    let asked = story.next(author, asks);
    assert_eq!(judged(story, &asked).code(), "floor-refused");
    let called = FloorCalled { meeting, request: first, reason: Some("a point of order".to_owned()) };
    let called = story.next(desk.author(), called);
    assert_eq!(judged(story, &called).code(), "floor-refused");
    // The chair who does right says no reason, and jumps nobody.
    story.act(desk, call(meeting, 1));
    let turn = meeting_of(story, meeting).floor.speaker().expect("somebody speaks");
    assert_eq!((turn.who, &turn.jumped), (crane.id(), &None));
    let language = language("en");
    let appeal = MakeAppeal { refusal, proof: None, text: "I whispered.".to_owned(), language };
    let appeal = story.act(heron, appeal);
    operator().grants(story, crane, Office::Appeals);
    let (verdict, language) = (AppealVerdict::Overturned, "en".parse().expect("a language"));
    let ruling = RuleOnAppeal { appeal, verdict, text: "They did.".to_owned(), language };
    story.act(crane, ruling);
    assert_eq!(waiting(story), [first]);
    story.act(desk, call(meeting, 1));
    assert_eq!(story.folded(story.entries.len()), story.process);
}

#[test]
fn a_refusal_from_before_it_named_meetings_breaks_no_old_record_and_accuses_no_chair() {
    let (mut cast, meeting) = begun(|_| {});
    cast.story.act(&cast.heron, ask(meeting, 1));
    let second = cast.story.act(&cast.crane, ask(meeting, 1));
    let refusal = no_floor_for_heron(&mut cast);
    let Cast { story, heron, desk, .. } = &mut cast;
    // The same refusal as it was written then.
    let old = story.process.refusals.get(refusal).expect("a refusal").clone();
    let old = Refused {
        application: None,
        participant: old.participant,
        reason: old.reason,
        text: old.words,
        last_day: old.last_day,
        meetings: None,
    };
    story.entries.pop();
    story.process = story.folded(story.entries.len());
    story.force(desk.author(), old);
    let author = heron.author();
    let asks = FloorAsked { meeting, item: item(2), presence: Presence::Room, given: true };
    assert!(story.process.judge(&story.next(author, asks)).is_ok(), "an old record may have it");
    let reason = || Some("the one before has no floor".to_owned());
    let called = FloorCalled { meeting, request: second, reason: reason() };
    assert!(story.process.judge(&story.next(desk.author(), called.clone())).is_ok());
    story.force(desk.author(), called);
    let turn = meeting_of(story, meeting).floor.speaker().expect("somebody speaks");
    assert_eq!(turn.jumped, None, "the chair passed over nobody who could be called");
    assert_eq!(refused(story, heron, ask(meeting, 2)).code(), "floor-refused");
}

#[test]
fn minutes_and_attendance_change_only_by_stated_corrections_and_all_of_them_stay() {
    let (mut cast, meeting) = called(|new| new.access = MeetingAccess::Registered);
    let Cast { story, heron, desk, .. } = &mut cast;
    let moved = ChangeMeeting {
        starts: Some(Moment(story.now + AHEAD + HOUR)),
        added: vec!["Other matters".to_owned()],
        ..change(meeting)
    };
    story.act(desk, moved);
    let registration = story.act(heron, comes(meeting, Presence::Room));
    assert_eq!(story.act(heron, comes(meeting, Presence::Room)), registration);
    story.act(heron, comes(meeting, Presence::Remote));
    assert_eq!(meeting_of(story, meeting).registered[&heron.id()].1, Presence::Remote);
    assert!(meeting_of(story, meeting).known_since() > meeting_of(story, meeting).at);
    story.now += AHEAD + 2 * HOUR;
    story.act(heron, ask(meeting, 3));
    let counted = story.act(desk, count(meeting));
    let mut said = minutes(meeting);
    said.items[0].outcomes = vec![counted];
    said.items.push(NewItemMinutes { item: item(3), text: "None.".to_owned(), outcomes: Vec::new() });
    let first = story.act(desk, said.clone());
    assert!(story.process.meetings.owing().next().is_none());
    let mended = CountAttendance { reason: Some("a list was found".to_owned()), ..count(meeting) };
    story.act(desk, mended);
    story.act(desk, PublishMinutes { reason: Some("a name was wrong".to_owned()), ..said });
    let held = meeting_of(story, meeting);
    assert_eq!((held.attendance.len(), held.minutes.len()), (2, 2));
    assert_eq!((held.attendance[0].total(), held.attendance[1].is_after_minutes), (19, true));
    let entries = story.recorded();
    let corrected = |entry: usize| match &entries[entry].event {
        Event::AttendanceCounted(counted) => counted.corrects,
        Event::MinutesPublished(minutes) => minutes.corrects,
        other => panic!("{other:?}"),
    };
    let last = entries.len() - 1;
    assert_eq!((corrected(last - 1), corrected(last)), (Some(counted), Some(first)));
    assert_eq!(story.folded(story.entries.len()), story.process);
}

#[test]
fn a_closed_meeting_says_why_who_and_what_and_its_members_can_be_erased() {
    let mut cast = Cast::open();
    let meeting = closed(&cast.story);
    let meeting = cast.story.act(&cast.desk, meeting);
    let Cast { story, desk, heron, .. } = &mut cast;
    assert_eq!(meeting_of(story, meeting).minutes_due().to_string(), "2026-06-28");
    story.now += AHEAD + 2 * HOUR;
    story.act(desk, count(meeting));
    let published = story.act(desk, closed_minutes(meeting));
    operator().withdraws(story, published);
    assert!(matches!(story.process.ledger.standing(published), Some(Standing::Withdrawn(_))));
    story.act(
        desk,
        PublishMinutes { reason: Some("without the names".to_owned()), ..closed_minutes(meeting) },
    );
    story.act(heron, contact(today()));
    assert_eq!(story.process.contacts.len(), 1);
    // Who chairs runs meetings without being the secretariat.
    operator().grants(story, heron, Office::Chair);
    let another = announce(story);
    story.act(heron, another);
}

#[test]
fn what_was_held_elsewhere_keeps_its_author_and_what_its_source_says_and_owes_nothing() {
    let mut cast = Cast::open();
    let import = elsewhere(&cast.story, MeetingAccess::Open);
    let source = cast.story.act(&cast.desk, import);
    let meeting = meeting_of(&cast.story, EntryNumber(source.0 + 2));
    assert_eq!(meeting.imported.map(|one| (one.source, one.time)), Some((source, Some(1_586_000_000_000))));
    let author = meeting.by.participant().and_then(|who| cast.story.process.participant(who));
    assert_eq!(author.map(|person| person.pseudonym.as_str()), Some("decidim-7"));
    let content = maru_forum::Content::parse(&cast.story.contents[&meeting.title.digest]).expect("a content");
    assert_eq!(content.source_field("attendees"), Some("31"));
    assert!(cast.story.process.meetings.owing().next().is_none());
    cast.desk.closes(&mut cast.story);
}

/// A request that a dishonest node puts before another: the order follows from the entries, so the call is judged by it.
#[test]
fn a_call_that_no_command_makes_is_judged_by_the_queue() {
    let (mut cast, meeting) = begun(|_| {});
    cast.story.act(&cast.heron, ask(meeting, 1));
    let request = cast.story.act(&cast.crane, ask(meeting, 1));
    let jumped = cast.story.next(cast.desk.author(), FloorCalled { meeting, request, reason: None });
    assert_eq!(judged(&cast.story, &jumped).code(), "out-of-order");
}

fn words(byte: u8, length: u32) -> Words {
    Words { digest: Digest([byte; 32]), language: language("en"), length }
}

/// An example of each kind of entry.
pub(crate) fn examples_of_the_chair() -> Vec<(&'static str, Event)> {
    let agenda = |byte| vec![AgendaItem { id: item(1), title: words(byte, 6) }];
    let announced = MeetingAnnounced {
        title: words(50, 13),
        about: Some(words(51, 16)),
        starts: Moment(1_790_100_000),
        ends: Moment(1_790_107_200),
        offset: 540,
        place: Some(words(52, 30)),
        access: MeetingAccess::Closed,
        reason: Some("offers of firms are read".to_owned()),
        agenda: agenda(53),
    };
    let meeting = EntryNumber(100);
    let changed = MeetingChanged {
        meeting,
        starts: Some(Moment(1_790_200_000)),
        ends: Some(Moment(1_790_207_200)),
        place: Some(words(54, 20)),
        added: agenda(55),
        cancelled: false,
        reason: "the hall burnt down".to_owned(),
    };
    let groups = vec![
        GroupAttendance { group: Some(group("academia")), room: 12, remote: 3 },
        GroupAttendance { group: None, room: 4, remote: 0 },
    ];
    let (corrects, reason) = (Some(EntryNumber(110)), Some("a list was found".to_owned()));
    let said = ItemMinutes { item: item(1), text: words(57, 12), outcomes: vec![EntryNumber(90)] };
    let minutes = MinutesPublished {
        meeting,
        text: Some(words(56, 40)),
        items: vec![said],
        members: Some(words(58, 18)),
        outcome: Some(words(59, 16)),
        recording: Some("https://media.example/1".to_owned()),
        corrects: None,
        reason: None,
    };
    let request = EntryNumber(103);
    vec![
        ("meeting", announced.into()),
        ("meeting-changed", changed.into()),
        ("floor-called", FloorCalled { meeting, request, reason: None }.into()),
        (
            "floor-ended",
            FloorEnded { meeting, until: Some(Moment(1_790_000_000)), reason: reason.clone() }.into(),
        ),
        ("attendance", AttendanceCounted { meeting, groups, corrects, reason }.into()),
        ("minutes", minutes.into()),
    ]
}

pub(crate) fn examples_of_people() -> Vec<(&'static str, Event)> {
    let (meeting, presence, day) = (EntryNumber(100), Presence::Remote, jiff::civil::date(2026, 5, 30));
    let contacted = Contacted { who: words(60, 9), whom: words(61, 6), day, text: words(62, 25) };
    vec![
        ("meeting-registration", MeetingRegistered { meeting, presence, given: true }.into()),
        ("floor", FloorAsked { meeting, item: item(1), presence, given: true }.into()),
        ("contact", contacted.into()),
    ]
}

fn some_words() -> impl Strategy<Value = Words> {
    (any::<u8>(), any::<u32>()).prop_map(|(byte, length)| words(byte, length))
}

fn number() -> impl Strategy<Value = EntryNumber> {
    (0..1_u64 << 50).prop_map(EntryNumber)
}

fn moment() -> impl Strategy<Value = Moment> {
    (-1_i64 << 50..1 << 50).prop_map(Moment)
}

/// Any entry of these kinds.
pub(crate) fn events() -> impl Strategy<Value = Event> {
    let maybe_words = || proptest::option::of(some_words());
    let reason = || proptest::option::of("[a-z가-힣 ]{0,20}");
    let agenda = || {
        let one = (any::<u32>(), some_words()).prop_map(|(id, title)| AgendaItem { id: item(id), title });
        proptest::collection::vec(one, 0..3)
    };
    let counted = (proptest::option::of("[a-z]{1,8}"), any::<u32>(), any::<u32>())
        .prop_map(|(id, room, remote)| GroupAttendance { group: id.map(GroupId), room, remote });
    let said = (any::<u32>(), some_words(), proptest::collection::vec(number(), 0..3))
        .prop_map(|(id, text, outcomes)| ItemMinutes { item: item(id), text, outcomes });
    prop_oneof![
        (
            (some_words(), maybe_words(), maybe_words(), agenda()),
            (moment(), moment(), any::<i32>(), select(MeetingAccess::ALL), reason())
        )
            .prop_map(|((title, about, place, agenda), (starts, ends, offset, access, reason))| {
                let offset = i64::from(offset);
                MeetingAnnounced { title, about, starts, ends, offset, place, access, reason, agenda }.into()
            }),
        (number(), proptest::option::of(moment()), maybe_words(), agenda(), any::<bool>(), "[a-z]{0,9}")
            .prop_map(|(meeting, starts, place, added, cancelled, reason)| {
                MeetingChanged { meeting, starts, ends: starts, place, added, cancelled, reason }.into()
            }),
        (number(), select(Presence::ALL), any::<bool>())
            .prop_map(|(meeting, presence, given)| MeetingRegistered { meeting, presence, given }.into()),
        (number(), any::<u32>(), select(Presence::ALL), any::<bool>()).prop_map(
            |(meeting, id, presence, given)| FloorAsked { meeting, item: item(id), presence, given }.into()
        ),
        (number(), number(), reason()).prop_map(|(meeting, request, reason)| FloorCalled {
            meeting,
            request,
            reason
        }
        .into()),
        (number(), proptest::option::of(moment()), reason())
            .prop_map(|(meeting, until, reason)| FloorEnded { meeting, until, reason }.into()),
        (number(), proptest::collection::vec(counted, 0..3), proptest::option::of(number()), reason())
            .prop_map(|(meeting, groups, corrects, reason)| {
                AttendanceCounted { meeting, groups, corrects, reason }.into()
            }),
        (
            (number(), maybe_words(), proptest::collection::vec(said, 0..3), maybe_words(), maybe_words()),
            (reason(), proptest::option::of(number()), reason())
        )
            .prop_map(|((meeting, text, items, members, outcome), (recording, corrects, reason))| {
                MinutesPublished { meeting, text, items, members, outcome, recording, corrects, reason }
                    .into()
            }),
        (some_words(), some_words(), some_words(), -9_000..9_000_i64).prop_map(|(who, whom, text, days)| {
            let day = today().saturating_add(jiff::Span::new().days(days));
            Contacted { who, whom, day, text }.into()
        }),
    ]
}

/// What can be asked for; few numbers, so that they meet, and meetings that begin at once.
pub(crate) fn commands() -> impl Strategy<Value = Command> {
    let entry = || (8..24_u64).prop_map(EntryNumber);
    let items = || 1..3_u32;
    let reason = || proptest::option::of(select(vec!["because", " "]).prop_map(str::to_owned));
    prop_oneof![
        4 => (select(MeetingAccess::ALL), reason(), 0..3_i64).prop_map(|(access, reason, days)| {
            let starts = Moment(maru_testkit::at(today()) + days * 86_400);
            let meeting = AnnounceMeeting { access, reason, ..announce(&Story::open()) };
            AnnounceMeeting { starts, ends: Moment(starts.0 + 40 * HOUR), ..meeting }.into()
        }),
        1 => (entry(), any::<bool>()).prop_map(|(meeting, cancel)| {
            ChangeMeeting { cancel, added: vec!["More".to_owned()], ..change(meeting) }.into()
        }),
        2 => (entry(), select(Presence::ALL), any::<bool>())
            .prop_map(|(meeting, presence, give)| RegisterForMeeting { meeting, presence, give }.into()),
        6 => (entry(), items(), any::<bool>())
            .prop_map(|(meeting, number, give)| AskForFloor { give, ..ask(meeting, number) }.into()),
        4 => (entry(), items(), proptest::option::of(entry()), reason()).prop_map(
            |(meeting, number, request, reason)| CallToFloor { request, reason, ..call(meeting, number) }.into()
        ),
        2 => entry().prop_map(|meeting| end(meeting).into()),
        1 => (entry(), reason())
            .prop_map(|(meeting, reason)| CountAttendance { reason, ..count(meeting) }.into()),
        1 => (entry(), reason())
            .prop_map(|(meeting, reason)| PublishMinutes { reason, ..closed_minutes(meeting) }.into()),
        1 => Just(contact(today()).into()),
        1 => Just(elsewhere(&Story::open(), MeetingAccess::Open).into()),
    ]
}
