//! O25–O29: meetings of every kind, and contacts outside the record.

use jiff::ToSpan as _;
use maru_forum::{
    AgendaItemId, AnnounceMeeting, AskForFloor, CallToFloor, CountAttendance, EndTurn, EntryNumber,
    GroupAttendance, LogContact, MeetingAccess, Moment, NewItemMinutes, Office, Presence, PublishMinutes,
    RegisterForMeeting,
};
use maru_openness::Standing::{CannotBeKnown, Met, NotApplicable, NotMet, NotYetDue};
use maru_testkit::{Person, Story, language, operator, today};

use crate::{Case, case, erased, joins_as};

const DAY: i64 = 86_400;

/// A meeting so many days ahead, which lasts two hours.
fn announced(story: &mut Story, ahead: i64, access: MeetingAccess) -> EntryNumber {
    let starts = Moment(story.now + ahead * DAY);
    let reason = (access == MeetingAccess::Closed).then(|| "offers of firms are read".to_owned());
    let meeting = AnnounceMeeting {
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
    story.act(&operator(), meeting)
}

fn minuted(story: &mut Story, meeting: EntryNumber, recording: Option<&str>) -> EntryNumber {
    let groups = vec![GroupAttendance { group: None, room: 12, remote: 0 }];
    story.act(&operator(), CountAttendance { meeting, groups, reason: None });
    let is_closed =
        story.process.meetings.get(meeting).is_some_and(|one| one.access == MeetingAccess::Closed);
    let said = |text: &str| is_closed.then(|| text.to_owned());
    let items =
        vec![NewItemMinutes { item: AgendaItemId(1), text: "Labels stay.".to_owned(), outcomes: Vec::new() }];
    let minutes = PublishMinutes {
        meeting,
        language: language("en"),
        text: None,
        items,
        members: said("Two firms"),
        outcome: said("One offer stays"),
        recording: recording.map(str::to_owned),
        reason: None,
    };
    story.act(&operator(), minutes)
}

/// Somebody registers, asks and speaks for so many seconds.
fn speaks(story: &mut Story, who: &Person, meeting: EntryNumber, presence: Presence, seconds: i64) {
    let item = AgendaItemId(1);
    story.act(who, RegisterForMeeting { meeting, presence, give: true });
    story.act(who, AskForFloor { meeting, item, presence, give: true });
    story.act(&operator(), CallToFloor { meeting, item, request: None, reason: None });
    story.now += seconds - 1;
    story.act(&operator(), EndTurn { meeting, until: None, reason: None });
}

/// A meeting in which a person of the room and one from elsewhere speak so many seconds, and that is over.
fn debated(room: i64, remote: i64, country: Option<&str>) -> (Story, EntryNumber) {
    let mut story = Story::open();
    let heron = joins_as(&mut story, "heron", "academia", "KR");
    let gull = match country {
        Some(country) => joins_as(&mut story, "gull", "industry", country),
        None => story.joins("gull"),
    };
    let meeting = announced(&mut story, 20, MeetingAccess::Open);
    story.after_days(20);
    speaks(&mut story, &heron, meeting, Presence::Room, room);
    if remote > 0 {
        speaks(&mut story, &gull, meeting, Presence::Remote, remote);
    }
    story.now += 7_200;
    (story, meeting)
}

/// A meeting whose minutes name a recording that stands elsewhere.
pub(crate) fn recorded_elsewhere() -> Story {
    let (mut story, meeting) = debated(60, 60, Some("KE"));
    minuted(&mut story, meeting, Some("https://media.example/1"));
    story
}

/// A meeting is held in a story, with minutes, some days from now.
pub(crate) fn minuted_in(story: &mut Story) {
    let meeting = announced(story, 20, MeetingAccess::Open);
    story.after_days(21);
    minuted(story, meeting, None);
}

/// A story after so many days, in which something of no weight happens.
fn later(story: &Story, days: i64) -> Story {
    let mut later = story.clone();
    later.after_days(days);
    later
}

pub(crate) fn cases() -> Vec<Case> {
    let open = Story::open();
    let mut ended = open.clone();
    operator().closes(&mut ended);
    let mut told = open.clone();
    let heron = told.joins("heron");
    let contact = LogContact {
        who: "The chair".to_owned(),
        whom: "A firm".to_owned(),
        day: today().saturating_sub(1.days()),
        text: "Article 5".to_owned(),
        language: language("en"),
    };
    told.act(&heron, contact.clone());
    let mut late = open.clone();
    let gull = late.joins("gull");
    late.act(&gull, LogContact { day: today().saturating_sub(40.days()), ..contact.clone() });
    let mut logged = told.clone();
    operator().grants(&mut logged, &heron, Office::Chair);
    [talking(), papers(), closed()]
        .into_iter()
        .flatten()
        .chain([
            case(
                "no meeting yet",
                &open,
                &[
                    ("O25", NotYetDue, "no-meeting-yet"),
                    ("O26", NotYetDue, "no-meeting-yet"),
                    ("O27", NotYetDue, "no-closed-meeting-yet"),
                    ("O28", NotYetDue, "no-meeting-yet"),
                    ("O29", CannotBeKnown, "no-contact-told"),
                ],
            ),
            case(
                "no meeting to the end",
                &ended,
                &[
                    ("O25", CannotBeKnown, "meetings-may-be-elsewhere"),
                    ("O26", CannotBeKnown, "meetings-may-be-elsewhere"),
                    ("O27", CannotBeKnown, "closed-meetings-may-be-elsewhere"),
                    ("O28", CannotBeKnown, "meetings-may-be-elsewhere"),
                ],
            ),
            case("a contact was told of", &told, &[("O29", CannotBeKnown, "contacts-may-be-missing")]),
            case("a contact was told of forty days later", &late, &[("O29", NotMet, "contacts-told-late")]),
            case("whoever chairs keeps the log", &logged, &[("O29", Met, "contacts-logged")]),
        ])
        .collect()
}

/// A process with a meeting that is still to come.
pub(crate) fn to_come() -> Story {
    let mut story = Story::open();
    announced(&mut story, 20, MeetingAccess::Open);
    story
}

fn talking() -> Vec<Case> {
    let (equal, _) = debated(60, 60, Some("KE"));
    let (behind, _) = debated(60, 30, Some("KE"));
    let (undeclared, _) = debated(60, 60, None);
    let (room, _) = debated(60, 0, Some("KE"));
    // Somebody asks for the floor and never has it.
    let mut unheard = Story::open();
    let gull = joins_as(&mut unheard, "gull", "industry", "KE");
    let meeting = announced(&mut unheard, 20, MeetingAccess::Open);
    unheard.after_days(20);
    let (item, presence) = (AgendaItemId(1), Presence::Remote);
    unheard.act(&gull, AskForFloor { meeting, item, presence, give: true });
    unheard.now += 7_201;
    // Two friends speak three days after the end.
    let mut afterwards = Story::open();
    let heron = joins_as(&mut afterwards, "heron", "academia", "KR");
    let meeting = announced(&mut afterwards, 20, MeetingAccess::Open);
    afterwards.after_days(23);
    let (item, presence) = (AgendaItemId(1), Presence::Room);
    let asked = afterwards.try_act(&heron, AskForFloor { meeting, item, presence, give: true });
    if asked.is_ok() {
        afterwards.act(&operator(), CallToFloor { meeting, item, request: None, reason: None });
    }
    let mut silent = Story::open();
    announced(&mut silent, 20, MeetingAccess::Open);
    silent.after_days(21);
    vec![
        case(
            "as much from elsewhere as in the room",
            &equal,
            &[("O25", Met, "remote-spoke-as-much"), ("O28", Met, "accounts-in-record")],
        ),
        case("less from elsewhere", &behind, &[("O25", CannotBeKnown, "remote-spoke-less")]),
        case("a speaker of no country", &undeclared, &[("O28", CannotBeKnown, "speakers-undeclared")]),
        case("turns days after the end", &afterwards, &[("O28", NotMet, "meetings-without-accounts")]),
        case("a request that was never called", &unheard, &[("O12", NotMet, "floor-never-given")]),
        case("nobody from elsewhere", &room, &[("O25", NotApplicable, "nobody-remote")]),
        case(
            "a meeting of which no turn is known",
            &silent,
            &[("O25", CannotBeKnown, "remote-not-recorded"), ("O28", NotMet, "meetings-without-accounts")],
        ),
    ]
}

fn papers() -> Vec<Case> {
    let (held, meeting) = debated(60, 60, Some("KE"));
    let mut whole = held.clone();
    minuted(&mut whole, meeting, Some("https://media.example/1"));
    let mut unrecorded = held.clone();
    minuted(&mut unrecorded, meeting, None);
    let mut words = held.clone();
    // A node refuses words for an address; older records have them.
    let worded = minuted(&mut words, meeting, Some("https://media.example/1"));
    words.set(
        usize::try_from(worded.0).expect("a small number"),
        "recording",
        maru_record::Value::text("there is none"),
    );
    words.process = words.folded(words.recorded().len());
    let mut told = held.clone();
    let minutes = minuted(&mut told, meeting, Some("https://media.example/1"));
    let mut late = Story::open();
    announced(&mut late, 3, MeetingAccess::Open);
    late.after_days(3);
    let case_of = |name, story: &Story, standing, code| case(name, story, &[("O26", standing, code)]);
    vec![
        case_of("minutes are still to come", &held, NotYetDue, "meetings-open"),
        case_of("minutes with a recording came", &whole, Met, "meeting-papers-in-time"),
        case_of(
            "minutes that were erased",
            &erased(&told, minutes),
            CannotBeKnown,
            "meeting-papers-not-shown",
        ),
        case_of(
            "an agenda that was erased",
            &erased(&told, meeting),
            CannotBeKnown,
            "meeting-papers-not-shown",
        ),
        case_of("a recording that is no address", &words, CannotBeKnown, "recording-is-no-address"),
        case_of("minutes without a recording", &later(&unrecorded, 15), NotMet, "meeting-papers-late"),
        case_of("no minutes", &later(&held, 15), NotMet, "meeting-papers-late"),
        case_of("announced three days ahead", &late, NotMet, "meetings-announced-late"),
    ]
}

fn closed() -> Vec<Case> {
    let mut held = Story::open();
    let meeting = announced(&mut held, 20, MeetingAccess::Closed);
    held.after_days(21);
    let mut published = held.clone();
    let minutes = minuted(&mut published, meeting, None);
    let erased = erased(&published, minutes);
    let case_of = |name, story: &Story, standing, code| case(name, story, &[("O27", standing, code)]);
    vec![
        case_of("a closed meeting has days left", &held, NotYetDue, "closed-meetings-open"),
        case_of("a closed meeting of which nothing came", &later(&held, 8), NotMet, "closed-meetings-late"),
        case_of("a closed meeting is told of", &published, Met, "closed-meetings-told"),
        case(
            "only a closed meeting was held",
            &held,
            &[
                ("O25", CannotBeKnown, "remote-not-recorded"),
                ("O28", CannotBeKnown, "closed-meetings-without-floor"),
            ],
        ),
        case_of("what was said of it was erased", &erased, CannotBeKnown, "closed-meetings-not-shown"),
    ]
}
