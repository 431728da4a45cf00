//! Who is invited, applies, is refused and appeals, at the front door: from the list of the registrar to the ruling.

use jiff::ToSpan as _;
use maru_forum::{ChangeCharter, Invitee, Moment, Office, Process, ProcessId, Registration, SeatState};
use maru_store::now;
use maru_web::{AppState, MailServer, MailSettings, Settings, tell_authors_now};

use super::desk::holder;
use super::support::{ADDRESS, Front, Reply};
use super::{Browser, seen};

fn state<T>(front: &Front, read: impl FnOnce(&Process) -> T) -> T {
    let id: ProcessId = "test".parse().unwrap();
    read(&front.node.process(&id).unwrap().read())
}

/// From now on only those come in who were invited, or applied and were let in.
fn closes_the_door(front: &Front) {
    let mut charter = state(front, |process| process.charter.clone());
    charter.registration = Registration::Invited;
    let reason = "The room is small".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
}

/// A day so many days from now, as a form has it.
fn day(days: i64) -> String {
    now().day().saturating_add(days.days()).to_string()
}

/// The codes on a page, in order.
fn codes(page: &Reply) -> Vec<String> {
    let parts = page.text().split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next());
    parts.filter(|text| text.len() == 23 && text.matches('-').count() == 3).map(str::to_owned).collect()
}

fn entered(front: &Front) -> usize {
    state(front, |process| process.invitations.len())
}

/// Counts are read by everyone, put in the record by the secretariat alone, and show no small cell.
fn are_counted(front: &Front, registrar: &Browser<'_>, stranger: &Browser<'_>) {
    let page = stranger.get("/p/test/participation");
    for words in [
        "Teachers",
        "they teach",
        "“hidden”: fewer than ten people",
        "These counts were not put in the record yet.",
    ] {
        seen(&page, words);
    }
    assert!(
        !registrar.get("/p/test/desk/invitations").text().contains("value=\"count\""),
        "it is the secretariat's"
    );
    assert_eq!(registrar.post("/p/test/desk/invitations", "act=count").status, 422);
    let id = state(front, |process| {
        process.participants.iter().find(|one| one.pseudonym.as_str() == "heron").unwrap().id
    });
    let reason = "Chosen by all".to_owned();
    let office = maru_forum::ChangeOffice { holder: id, office: Office::Secretariat, grant: true, reason };
    front.as_operator(office.into());
    let counted = registrar.post("/p/test/desk/invitations", "act=count");
    assert_eq!(counted.status, 303, "{}", counted.text());
    seen(&stranger.get("/p/test/participation"), "These counts were last put in the record");
    let body = front.anonymous().get("/participation").json(200);
    let counts = [&body["counts"]["invited"], &body["counts"]["accepted"], &body["counts"]["declined"]];
    assert_eq!(counts, [3, 1, 1]);
    let table = stranger.get("/p/test/participation.csv").text().to_owned();
    assert!(table.contains("seats,stakeholder,Industry,accepted,"), "{table}");
    assert!(!table.contains("seats,stakeholder,Industry,accepted,1"), "a small cell: {table}");
    assert_eq!(Browser::signed(front, "otter").get("/p/test/desk/invitations").status, 403);
}

/// One form notes them all, on the sheet and at the desk.
fn all_are_noted_as_sent(front: &Front, registrar: &Browser<'_>, sheet: &Reply) {
    let numbers: Vec<_> =
        state(front, |process| process.invitations.iter().map(|one| one.entry.to_string()).collect());
    let of = format!("&of={}", numbers.join("&of="));
    let desk = "/p/test/desk/invitations";
    for page in [sheet, &registrar.get(desk)] {
        seen(page, "All 2 were sent");
        seen(page, &format!("name=\"of\" value=\"{}\"", numbers[1]));
    }
    assert_eq!(registrar.post(desk, &format!("act=sent&means=paper{of}")).status, 422, "nothing is ticked");
    let reply = registrar.post(desk, &format!("act=sent&means=paper&all=yes{of}"));
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(state(front, |process| process.invitations.iter().all(|one| one.sent.is_some())));
    assert!(!registrar.get(desk).text().contains("name=\"of\""));
}

#[test]
fn a_list_of_invitations_is_looked_at_entered_whole_and_answered_with_its_codes() {
    let front = Front::new();
    let registrar = holder(&front, "heron", Office::Registrar);
    closes_the_door(&front);
    let send = |list: &str, act: &str| {
        let list = list.replace('\n', "%0A").replace(' ', "+");
        registrar.post("/p/test/desk/invitations", &format!("list={list}&act={act}"))
    };
    let last = day(20);
    let good = format!(
        "to,class,seats,group,country,last_day,reason\nperson,,,industry,KR,{last},they know\nclass,Teachers,2,,,{last},they teach\n"
    );
    let looked = send(&good, "look");
    assert_eq!((looked.status.as_u16(), entered(&front)), (200, 0));
    seen(&looked, "Enter 2 invitations");
    // What a column that has slipped would spoil is read before it is entered.
    for words in ["Industry", "South Korea", "they teach"] {
        seen(&looked, words);
    }
    let wrong = send(&good.replace("industry", "friends"), "enter");
    assert_eq!((wrong.status.as_u16(), entered(&front)), (422, 0));
    seen(&wrong, "the charter has no such group");
    let sheet = send(&good, "enter");
    assert_eq!((sheet.status.as_u16(), entered(&front)), (200, 2), "{}", sheet.text());
    let codes = codes(&sheet);
    assert_eq!(codes.len(), 3, "{}", sheet.text());

    // Before the letters are out no code opens the door.
    let guest = Browser::signed(&front, "guest");
    let early = guest.post("/p/test/join", &format!("pseudonym=guest&code={}", codes[0]));
    seen(&early, "was not sent yet");
    all_are_noted_as_sent(&front, &registrar, &sheet);
    let stranger = Browser::stranger(&front);
    let found = stranger.get(&format!("/p/test/invited?code={}", codes[0].to_lowercase()));
    seen(&found, "Take part");
    seen(&found, "they know");
    // What the invitation names is chosen beforehand, and theirs to change.
    let form = guest.get(&format!("/p/test/join?code={}", codes[0]));
    for chosen in ["<option value=\"industry\" selected>", "<option value=\"KR\" selected>"] {
        seen(&form, chosen);
    }
    let of_class = guest.get(&format!("/p/test/join?code={}", codes[2]));
    assert!(
        !of_class.text().contains("<option value=\"industry\" selected>"),
        "that invitation names no group"
    );
    let korean = Browser { language: "ko", ..Browser::signed(&front, "guest") };
    seen(&korean.get(&format!("/p/test/join?code={}", codes[0])), "<option value=\"KR\" selected>");
    assert_eq!(guest.post("/p/test/join", "pseudonym=guest").status, 422, "nobody comes in without a code");
    let came = guest.post("/p/test/join", &format!("pseudonym=guest&code={}", codes[0]));
    assert_eq!(came.status, 303, "{}", came.text());
    let declined = stranger.post("/p/test/invited", &format!("code={}&act=decline", codes[1]));
    seen(&declined, "This invitation was declined.");
    let late = Browser::signed(&front, "late");
    seen(
        &late.post("/p/test/join", &format!("pseudonym=late&code={}", codes[1])),
        "This code was used already",
    );
    let states = state(&front, |process| {
        let class = process.invitations.iter().find(|one| one.to == Invitee::Class).unwrap().clone();
        class.seats.iter().map(|seat| class.state_of(seat, now().day())).collect::<Vec<_>>()
    });
    assert_eq!(states, [SeatState::Declined, SeatState::Sent]);
    are_counted(&front, &registrar, &stranger);
}

#[test]
fn a_code_that_was_lost_gives_way_to_another() {
    let front = Front::new();
    let registrar = holder(&front, "heron", Office::Registrar);
    closes_the_door(&front);
    let form = format!("to=class&class=Teachers&seats=2&last_day={}&reason=they+teach&act=one", day(20));
    let old = codes(&registrar.post("/p/test/desk/invitations", &form));
    let class = state(&front, |process| process.invitations.iter().next_back().unwrap().entry);
    let address = format!("/p/test/desk/invitations/{class}");
    assert_eq!(registrar.post(&address, "act=sent&means=hand").status, 303);
    seen(&registrar.post(&address, "act=reissue&reason=lost"), "Choose one of what is offered.");
    let anew = registrar.post(&address, "act=reissue&seat=2&reason=lost");
    let new = codes(&anew);
    assert_eq!((old.len(), new.len()), (2, 1), "{}", anew.text());
    let late = Browser::signed(&front, "late");
    let joins = |code: &str| late.post("/p/test/join", &format!("pseudonym=late&code={code}"));
    seen(&joins(&old[1]), "not valid any more");
    seen(&Browser::stranger(&front).get(&format!("/p/test/invited?code={}", old[1])), "not valid any more");
    assert_eq!(joins(&new[0]).status, 303);
    let void = registrar.post(&address, "act=void&seat=1&reason=they+moved");
    assert_eq!(void.status, 303, "{}", void.text());
    seen(
        &Browser::stranger(&front).get(&format!("/p/test/invited?code={}", old[0])),
        "This code was made void.",
    );
    let counts = front.anonymous().get("/participation").json(200)["counts"].clone();
    assert_eq!([&counts["reissued"], &counts["void"], &counts["accepted"]], [1, 1, 1]);
}

#[test]
fn a_program_invites_with_seals_of_codes_that_it_made_itself() {
    let front = Front::new();
    holder(&front, "heron", Office::Registrar);
    let code = maru_web::participation::codes::fresh_one().unwrap();
    let body = serde_json::json!({ "invitations": [{
        "to": "person", "group": "industry", "country": "KR", "last_day": day(20), "reason": "they know",
        "codes": [code.seal().to_string()],
    }] });
    let heron = front.signed("heron");
    let entry = heron.post("/invitations", &body).json(201)["entry"].as_u64().unwrap();
    let sent = serde_json::json!({ "invitations": [entry], "means": "hand" });
    heron.post("/invitations/sent", &sent).json(201);
    let joining = serde_json::json!({ "pseudonym": "guest", "code": code.spaced() });
    front.signed("guest").post("/join", &joining).json(201);
    let again = front
        .signed("friend")
        .post("/join", &serde_json::json!({ "pseudonym": "friend", "code": code.as_str() }));
    assert_eq!(again.json(409)["code"], "code-used");
    assert_eq!(front.signed("otter").post("/invitations", &body).status, 403);
}

/// Somebody applies; gives the code.
fn applies(front: &Front, name: &str) -> String {
    let form = "group=industry&country=FR&text=I+make+lamps+and+they+are+meant+here.&language=en";
    let applied = Browser::signed(front, name).post("/p/test/apply", form);
    assert_eq!(applied.status, 200, "{}", applied.text());
    codes(&applied).remove(0)
}

#[test]
fn an_application_is_refused_appealed_against_and_granted_by_somebody_else() {
    let front = Front::new();
    let registrar = holder(&front, "heron", Office::Registrar);
    let judge = holder(&front, "swan", Office::Appeals);
    closes_the_door(&front);
    let stranger = Browser::stranger(&front);
    assert_eq!(stranger.post("/p/test/apply", "text=x&language=en").status, 401, "one signs in first");
    let code = applies(&front, "guest");
    let application = state(&front, |process| process.applications.iter().next().unwrap().entry);
    let words = "I make lamps";
    seen(&registrar.get("/p/test/desk/applications"), words);
    for (who, address) in [
        (&stranger, format!("/p/test/record/{application}")),
        (&judge, format!("/p/test/record/{application}")),
        (&stranger, "/p/test/participation".to_owned()),
    ] {
        assert!(!who.get(&address).text().contains(words), "{address}: for those who decide alone");
    }
    seen(&stranger.get(&format!("/p/test/invited?code={code}")), "Nobody has decided");
    let refuse = |days: i64| {
        let form = format!(
            "application={application}&act=refuse&why=no-seats&text=All+seats+are+taken.&language=en&last_day={}",
            day(days)
        );
        registrar.post("/p/test/desk/applications", &form)
    };
    seen(&refuse(13), "at least fourteen days");
    assert_eq!(refuse(20).status, 303);
    seen(&stranger.get(&format!("/p/test/invited?code={code}")), "was refused");
    let refusal = state(&front, |process| process.refusals.iter().next().unwrap().entry);
    let address = format!("/p/test/refusals/{refusal}");
    let page = stranger.get(&address);
    for words in ["All seats are taken.", "heron", "all seats are taken", "20 days left"] {
        seen(&page, words);
    }
    let wrong = stranger.post(&address, "code=00000-00000-00000-00000&text=But+I+was+first.&language=en");
    assert_eq!(wrong.status, 422);
    seen(&wrong, "This code does not fit");
    let appealed = stranger.post(&address, &format!("code={code}&text=But+I+was+first.&language=en"));
    assert_eq!(appealed.status, 303, "{}", appealed.text());
    let page = stranger.get(&address);
    seen(&page, "A ruling is due by");
    seen(&page, "30 days left");
    assert!(!page.text().contains("But I was first"), "for whoever rules alone");

    let appeal = state(&front, |process| process.appeals.iter().next().unwrap().entry);
    let ruling = format!("appeal={appeal}&verdict=overturned&text=They+were+first.&language=en");
    let desk = judge.get("/p/test/desk/appeals");
    for words in ["But I was first.", "All seats are taken.", "I make lamps"] {
        seen(&desk, words);
    }
    assert_eq!(registrar.post("/p/test/desk/appeals", &ruling).status, 403);
    assert_eq!(judge.post("/p/test/desk/appeals", &ruling).status, 303);
    seen(&stranger.get(&address), "They were first.");
    seen(&stranger.get(&format!("/p/test/invited?code={code}")), "Take part");
    let came = Browser::signed(&front, "guest").post("/p/test/join", &format!("pseudonym=guest&code={code}"));
    assert_eq!(came.status, 303, "{}", came.text());
    let listed = front.anonymous().get("/participation").json(200);
    let one = &listed["refusals"][0];
    assert_eq!(
        (&one["ruling"], &one["reason"], &one["late"]),
        (&"overturned".into(), &"no-seats".into(), &false.into())
    );
}

#[test]
fn whoever_is_refused_the_floor_appeals_in_their_own_name() {
    let front = Front::new();
    let moderator = holder(&front, "lynx", Office::Moderator);
    let otter = Browser::signed(&front, "otter");
    otter.post("/p/test/join", "pseudonym=otter");
    let form = format!("name=otter&why=off-topic&text=Not+the+matter.&language=en&last_day={}", day(20));
    assert_eq!(moderator.post("/p/test/desk/floor", &form).status, 303);
    let refusal = state(&front, |process| process.refusals.iter().next().unwrap().entry);
    let address = format!("/p/test/refusals/{refusal}");
    assert!(
        !Browser::stranger(&front).get(&address).text().contains("name=\"text\""),
        "it is nobody else's appeal"
    );
    seen(&otter.get(&address), "name=\"text\"");
    let by_another = moderator.post(&address, "text=It+was.&language=en");
    seen(&by_another, "Only the person who was turned away may appeal.");
    assert_eq!(otter.post(&address, "text=It+is+the+matter.&language=en").status, 303);
    assert_eq!(state(&front, |process| process.appeals.len()), 1);
}

/// A node that sends mails.
fn with_mail() -> Settings {
    let server = MailServer::parse("smtp://mail.example", None).unwrap();
    let mail = MailSettings::new(server, "Maru <maru@maru.example>", "maru.example").unwrap();
    Settings { demo: false, mail: Some(mail), ..Settings::demo(ADDRESS) }
}

#[test]
fn more_mails_than_one_act_can_note_are_all_noted_as_sent() {
    let settings = with_mail();
    let front = Front::with(settings.clone());
    let registrar = holder(&front, "heron", Office::Registrar);
    closes_the_door(&front);
    for list in 0..2 {
        let rows: Vec<_> =
            (0..300).map(|row| format!("{}%2Cp{list}-{row}%40example.org%2Cthey+know", day(20))).collect();
        let form = format!("list=last_day%2Cmail%2Creason%0A{}&act=enter", rows.join("%0A"));
        let page = registrar.post("/p/test/desk/invitations", &form);
        assert_eq!(page.status, 200, "{}", page.text());
    }
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let app = AppState::new(front.node.clone(), settings);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for mail in front.node.invitation_mails(&handle).unwrap() {
        let letter = front.node.mails_to(&mail.recipient).unwrap().remove(0);
        runtime.block_on(front.node.mail_sent(letter.id)).unwrap();
    }
    runtime.block_on(tell_authors_now(&app, &handle, Moment(now().0))).unwrap();
    let sent = state(&front, |process| process.invitations.iter().filter(|one| one.sent.is_some()).count());
    assert_eq!(sent, 600);
    assert!(front.node.invitation_mails(&handle).unwrap().is_empty(), "addresses and codes are forgotten");
}

#[test]
fn an_invitation_by_mail_counts_as_sent_once_a_server_took_it() {
    let settings = with_mail();
    let front = Front::with(settings.clone());
    let registrar = holder(&front, "heron", Office::Registrar);
    closes_the_door(&front);
    let form =
        format!("to=person&mail=ara%40example.org&last_day={}&reason=they+know&seats=1&act=one", day(20));
    let page = registrar.post("/p/test/desk/invitations", &form);
    assert_eq!(page.status, 200, "{}", page.text());
    seen(&page, "One letter waits in the outbox.");
    assert!(codes(&page).is_empty(), "the code is in the mail alone");
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let app = AppState::new(front.node.clone(), settings);
    let looks = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(tell_authors_now(&app, &handle, Moment(now().0))).unwrap();
    };
    let is_sent = || state(&front, |process| process.invitations.iter().next().unwrap().sent.is_some());
    looks();
    assert!(!is_sent(), "no server has taken it");
    let letter = front.node.mails_to("ara@example.org").unwrap().remove(0);
    let link = letter.body.lines().find(|line| line.contains("/invited?code=")).unwrap().to_owned();
    assert!(letter.body.contains("they know") && letter.subject.contains("A test"), "{letter:?}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(front.node.mail_sent(letter.id)).unwrap();
    looks();
    assert!(is_sent());
    assert!(front.node.mails_to("ara@example.org").unwrap().is_empty(), "address and letter are forgotten");
    looks();
    let page = Browser::stranger(&front).get(link.strip_prefix(ADDRESS).unwrap());
    seen(&page, "Take part");
}

#[test]
fn the_desk_says_what_waits_at_the_door_and_who_reads_what_is_sealed() {
    let front = Front::new();
    let registrar = holder(&front, "heron", Office::Registrar);
    closes_the_door(&front);
    let form = format!("to=class&class=Teachers&seats=2&last_day={}&reason=they+teach&act=one", day(20));
    registrar.post("/p/test/desk/invitations", &form);
    seen(&registrar.get("/p/test/desk"), "One invitation of which nobody has said that it was sent");
    applies(&front, "guest");
    let desk = registrar.get("/p/test/desk");
    seen(&desk, "One application waits for a decision");
    assert!(!desk.text().contains("Nothing is due."));
    let page = Browser::signed(&front, "another").get("/p/test/apply");
    seen(&page, "Whoever runs this node could look it up");
}

#[test]
fn no_key_stands_where_words_should() {
    let front = Front::new();
    let registrar = holder(&front, "heron", Office::Registrar);
    closes_the_door(&front);
    applies(&front, "guest");
    let form = format!("to=class&class=Teachers&seats=2&last_day={}&reason=they+teach&act=one", day(20));
    registrar.post("/p/test/desk/invitations", &form);
    let invitation = state(&front, |process| process.invitations.iter().next().unwrap().entry);
    for language in ["en", "ko"] {
        let browser = Browser { language, ..Browser::signed(&front, "heron") };
        for under in [
            "participation".to_owned(),
            "invited".to_owned(),
            "apply".to_owned(),
            "join".to_owned(),
            "record".to_owned(),
            "desk".to_owned(),
            "desk/invitations".to_owned(),
            format!("desk/invitations/{invitation}"),
            "desk/applications".to_owned(),
        ] {
            let page = browser.get(&format!("/p/test/{under}"));
            assert_eq!(page.status, 200, "{under}");
            assert!(
                !page.text().contains("participation-"),
                "a key stands where words should: {}",
                page.text()
            );
        }
    }
}
