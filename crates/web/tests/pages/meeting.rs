//! Meetings at the front door, without script: announced, a queue on a phone, attendance, minutes, a closed one, a contact.

use jiff::ToSpan as _;
use maru_forum::Office;

use crate::desk::holder;
use crate::support::Front;
use crate::{Browser, seen};

/// A time so many days from now, as a form has it.
fn time(days: i64) -> String {
    format!("{}T10%3A00", maru_store::now().day().saturating_add(days.days()))
}

/// The form of a meeting of two items, from one day to another.
fn form(from: i64, to: i64, access: &str, reason: &str) -> String {
    format!(
        "title=First+reading&text=&language=en&starts={}&ends={}&offset=%2B00%3A00&place=Town+hall&access={access}\
         &reason={reason}&agenda=Labels%0D%0AFines",
        time(from),
        time(to)
    )
}

fn announced(chair: &Browser<'_>, form: &str) -> String {
    let reply = chair.post("/p/test/desk/meetings", form);
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.header("location").split('?').next().unwrap().to_owned()
}

#[track_caller]
fn done(browser: &Browser<'_>, address: &str, form: &str) -> String {
    let reply = browser.post(address, form);
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.header("location").to_owned()
}

fn joined<'a>(front: &'a Front, name: &str, group: &str) -> Browser<'a> {
    let browser = Browser::signed(front, name);
    done(&browser, "/p/test/join", &format!("pseudonym={name}&group={group}"));
    browser
}

/// Who spoke and came stands beside the world's people; what is public by name is counted for every group.
fn balance_is_told(stranger: &Browser<'_>) {
    let page = stranger.get("/p/test/participation");
    for words in ["Balance of people", "Share of speaking time", "By income of countries"] {
        seen(&page, words);
    }
    let table = stranger.get("/p/test/participation.csv");
    seen(&table, "balance,stakeholder,industry,people,1\n");
    seen(&table, "balance,stakeholder,industry,remarks,0\n");
    seen(&table, "balance,region,africa,world,0.1");
    let answer = stranger.get("/api/processes/test/participation");
    seen(&answer, "\"by\":\"income\"");
}

/// Attendance comes before minutes, minutes say something to each item, and what changes afterwards says so.
fn is_minuted(chair: &Browser<'_>, stranger: &Browser<'_>, meeting: &str) {
    let run = format!("{meeting}/run");
    seen(&chair.get(&run), "Record the attendance first.");
    seen(&chair.get(&run), "in the record exactly as you type them");
    done(
        chair,
        &format!("{meeting}/attendance"),
        "room-civil_society=12&remote-civil_society=15&room-industry=3&remote--=4",
    );
    let page = stranger.get(meeting);
    seen(&page, "34 people came.");
    // The entry says how many came of each group, and so does the page; the form says so before.
    seen(&page, "<td class=\"n\" data-of=\"in the room\">3</td>");
    assert!(!page.text().contains("“hidden”: fewer than ten"), "{}", page.text());
    seen(&stranger.get("/api/processes/test/meetings"), "{\"group\":\"industry\",\"room\":3,\"remote\":0}");
    let short = chair.post(&format!("{meeting}/minutes"), "item-1=Labels+stay.&language=en");
    assert_eq!(short.status, 422);
    seen(&short, "Labels stay.");
    done(
        chair,
        &format!("{meeting}/minutes"),
        "item-1=Labels+stay.&came-1=0&item-2=Not+dealt+with.&language=en",
    );
    let again = "room-civil_society=40&reason=A+list+was+found";
    done(chair, &format!("{meeting}/attendance"), again);
    let page = stranger.get(meeting);
    for words in [
        "Not dealt with.",
        "What came of it:",
        "changed after the minutes were published",
        "A list was found",
    ] {
        seen(&page, words);
    }
    let calendar = stranger.get(&format!("{meeting}/meeting.ics"));
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    for line in
        ["BEGIN:VCALENDAR\r\n", "SUMMARY:First reading\r\n", "LOCATION:Town hall\r\n", "END:VCALENDAR\r\n"]
    {
        seen(&calendar, line);
    }
    seen(&stranger.get("/p/test/meetings.ics"), "UID:");
}

#[test]
fn a_meeting_is_announced_held_by_its_queue_and_minuted() {
    let front = Front::new();
    let chair = holder(&front, "crane", Office::Chair);
    let stranger = Browser::stranger(&front);
    seen(&stranger.get("/p/test/meetings"), "There is no such meeting.");
    seen(&stranger.get("/p/test/desk/meetings"), "Only the chair and the secretariat do this");
    let nowhere =
        chair.post("/p/test/desk/meetings", &form(-1, 1, "open", "").replace("%2B00%3A00", "there"));
    assert_eq!(nowhere.status, 422);
    seen(&nowhere, "is no distance from UTC");
    seen(&nowhere, "First reading");
    let meeting = announced(&chair, &form(-1, 1, "registered", ""));
    seen(&stranger.get("/p/test"), "/p/test/meetings");
    seen(&stranger.get(&meeting), "This meeting had begun before it was announced here.");

    let (heron, gull) = (joined(&front, "heron", "civil_society"), joined(&front, "gull", "civil_society"));
    let owl = joined(&front, "owl", "industry");
    let floor = format!("{meeting}/floor");
    seen(&heron.get(&floor), "only those speak who have registered");
    for person in [&heron, &gull, &owl] {
        done(person, &format!("{meeting}/register"), "presence=remote&give=yes");
    }
    seen(&stranger.get(&meeting), "3 people have registered.");
    done(&heron, &format!("{floor}/ask"), "item=1&presence=remote&give=yes");
    done(&gull, &format!("{floor}/ask"), "item=1&presence=room&give=yes");
    done(&owl, &format!("{floor}/ask"), "item=1&presence=room&give=yes&watch=yes");
    seen(&heron.get(&format!("{floor}?item=1")), "You are next.");
    seen(&chair.get(&format!("{floor}?item=1")), "Give the floor to heron");
    done(&chair, &format!("{floor}/call"), "item=1");
    // Heron's group has spoken by now, however short, so Owl comes before Gull, who has waited longer.
    let watched = owl.get(&format!("{floor}?item=1&watch=yes"));
    seen(&watched, "You are next.");
    assert!(
        watched.header("refresh").starts_with("15; url=/p/test/meetings/"),
        "{}",
        watched.header("refresh")
    );
    let early = chair.post(&format!("{floor}/call"), &format!("item=1&request={}&reason=", 1));
    assert_eq!(early.status, 422);
    done(&heron, &format!("{floor}/end"), "item=1");
    seen(&stranger.get(&floor), "How long each group has spoken");

    done(&chair, &format!("{meeting}/attendance"), "room-industry=3");
    let early = chair.post(&format!("{meeting}/minutes"), "item-1=Labels.&item-2=Fines.&language=en");
    assert_eq!(early.status, 422);
    seen(&early, "Minutes come when the meeting is over");
    let over = announced(&chair, &form(-2, -1, "open", ""));
    is_minuted(&chair, &stranger, &over);
    seen(&stranger.get(&format!("{over}/floor")), "The floor of this meeting is not open.");
    balance_is_told(&stranger);
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get(&over), "회의록");
}

#[test]
fn a_closed_meeting_says_why_and_afterwards_who_and_what_and_contacts_are_told_by_anyone_who_takes_part() {
    let front = Front::new();
    let chair = holder(&front, "crane", Office::Secretariat);
    let stranger = Browser::stranger(&front);
    assert_eq!(chair.post("/p/test/desk/meetings", &form(-9, -8, "closed", "")).status, 422);
    let meeting = announced(&chair, &form(-9, -8, "closed", "Offers+of+firms+are+read"));
    let page = stranger.get(&meeting);
    seen(&page, "Offers of firms are read");
    seen(&page, "the minutes were due by");
    seen(&chair.get("/p/test/desk"), "One meeting is over and has no minutes");
    done(&chair, &format!("{meeting}/attendance"), "room-industry=2");
    let minutes =
        "item-1=Read.&item-2=Read.&members=Crane+and+two+firms&outcome=One+offer+stays.&language=en";
    done(&chair, &format!("{meeting}/minutes"), minutes);
    seen(&stranger.get(&meeting), "Crane and two firms");

    let coming = announced(&chair, &form(20, 21, "open", ""));
    done(
        &chair,
        &format!("{coming}/change"),
        &format!("starts={}&ends={}&reason=The+hall+burnt+down", time(22), time(23)),
    );
    done(&chair, &format!("{coming}/change"), "cancel=yes&reason=Nobody+can+come");
    seen(&stranger.get(&coming), "Nobody can come");

    seen(&stranger.get("/p/test/contacts"), "Nobody has told of a contact.");
    let heron = joined(&front, "heron", "civil_society");
    let day = maru_store::now().day();
    done(&heron, "/p/test/contacts", &format!("who=Crane&whom=A+firm&day={day}&text=Article+5&language=en"));
    let entries = front.node.process(&"test".parse().unwrap()).unwrap().read().entries;
    front.as_operator(
        maru_forum::Moderate {
            on: vec![maru_forum::EntryNumber(entries - 1)],
            verdict: maru_forum::Verdict::Accepted,
            reason: "on topic".to_owned(),
            rule: "1".to_owned(),
        }
        .into(),
    );
    seen(&stranger.get("/p/test/contacts"), "A firm");
}
