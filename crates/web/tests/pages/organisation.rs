//! The register of organisations at the front door: registered, spoken for, found again under its name everywhere.

use maru_forum::{Command, EntryNumber, Moderate, Office, ProcessId, Verdict};

use super::desk::holder;
use super::support::Front;
use super::{Browser, seen};

fn latest(front: &Front) -> u64 {
    let id: ProcessId = "test".parse().unwrap();
    front.node.process(&id).unwrap().read().organisations.iter().next_back().unwrap().entry.0
}

#[test]
fn an_organisation_is_registered_spoken_for_and_named_beside_what_was_said_for_it() {
    let front = Front::new();
    let registrar = holder(&front, "heron", Office::Registrar);
    let member = Browser::signed(&front, "otter");
    member.post("/p/test/join", "pseudonym=otter");
    let form = "name=Forest+League&kind=civil-society&country=KR&register=KR+123&funders=Members&interests_declined=yes&language=en";
    let reply = member.post("/p/test/organisations/new", form);
    assert_eq!(reply.status, 303, "{}", reply.text());
    let number = latest(&front);
    let address = format!("/p/test/organisations/{number}");
    assert_eq!(member.post(&format!("{address}/speak"), "").status, 303);
    // Words wait for a moderator here, those of the register among them.
    let moderator = holder(&front, "lynx", Office::Moderator);
    assert!(!Browser::stranger(&front).get(&address).text().contains("Forest League"));
    seen(&moderator.get("/p/test/desk/moderation"), "Forest League");
    let accept = |entry: u64| {
        let form = format!("on={entry}&verdict=accepted&reason=fits&rule=1");
        assert_eq!(moderator.post("/p/test/desk/moderation", &form).status, 303);
    };
    accept(number);
    let page = member.get(&address);
    seen(&page, "has asked");
    assert!(!page.text().contains("value=\"confirmed\""), "nobody confirms themselves");
    let id: ProcessId = "test".parse().unwrap();
    let delegation = front.node.process(&id).unwrap().read().delegations.iter().next_back().unwrap().entry;
    let confirm = format!("delegation={delegation}&verdict=confirmed");
    let own = member.post(&format!("{address}/delegates"), &confirm);
    assert_eq!(own.status, 422);
    seen(&own, "Nobody confirms that they themselves speak");
    seen(&registrar.get(&address), "value=\"confirmed\"");
    assert_eq!(registrar.post(&format!("{address}/delegates"), &confirm).status, 303);
    let said = member.post("/p/test/statements/new", "text=Forests+are+owed+a+voice.&language=en");
    assert_eq!(said.status, 303, "{}", said.text());
    let id: ProcessId = "test".parse().unwrap();
    let statement = front.node.process(&id).unwrap().read().statements.iter().next_back().unwrap().id.0.0;
    accept(statement);
    seen(&Browser::stranger(&front).get(&format!("/p/test/statements/{statement}")), "Forest League");
    let page = Browser::stranger(&front).get(&address);
    for words in ["speaks for it", "Forests are owed a voice.", "KR 123", "Members", "It declined to say."] {
        seen(&page, words);
    }
    seen(&Browser::stranger(&front).get("/p/test/people"), "speaks for");
    let listed = front.anonymous().get("/organisations").json(200);
    let one = &listed["organisations"][0];
    assert_eq!((&one["name"], &one["contributions"][0]), (&"Forest League".into(), &statement.into()));
    assert_eq!(one["interests"], serde_json::json!({ "standing": "declined", "text": null }));
    let body = front.anonymous().get(&format!("/statements/{statement}")).json(200);
    assert_eq!(body["organisation"], number);
    // The number in a register may name somebody: it goes with the rest, wherever it was read.
    let doors = [&*address, "/p/test/organisations.csv", "/p/test/organisations.json"];
    let stranger = Browser::stranger(&front);
    for door in doors {
        assert!(stranger.get(door).text().contains("KR 123"), "{door}");
    }
    let ground = "GDPR Art 17(1)".to_owned();
    let reason = maru_forum::WithdrawalReason::PersonalData;
    front.as_operator(Command::Withdraw(maru_forum::WithdrawWords {
        entry: EntryNumber(number),
        reason,
        ground,
    }));
    let record = format!("/p/test/record/{number}");
    for door in doors.into_iter().chain([&*record]) {
        assert!(!stranger.get(door).text().contains("KR 123"), "{door}");
    }
    assert_eq!(
        front.anonymous().get("/organisations").json(200)["organisations"][0]["register"],
        serde_json::Value::Null
    );
}

/// A delegate who was confirmed may call the organisation anything afterwards; nobody answers for that, and every page says so.
#[test]
fn what_was_changed_after_it_was_confirmed_is_unconfirmed() {
    let front = Front::new();
    let registrar = holder(&front, "heron", Office::Registrar);
    let member = Browser::signed(&front, "otter");
    member.post("/p/test/join", "pseudonym=otter");
    let accept = |entry: u64| {
        front.as_operator(Command::Moderate(Moderate {
            on: vec![EntryNumber(entry)],
            verdict: Verdict::Accepted,
            reason: "fits".to_owned(),
            rule: "1".to_owned(),
        }));
    };
    let stated = |name: &str, more: &str| format!("name={name}&kind=civil-society&language=en{more}");
    let number = {
        let made = member.post("/p/test/organisations/new", &stated("Tiny+Club", ""));
        assert_eq!(made.status, 303, "{}", made.text());
        latest(&front)
    };
    accept(number);
    let address = format!("/p/test/organisations/{number}");
    member.post(&format!("{address}/speak"), "");
    let id: ProcessId = "test".parse().unwrap();
    let delegation = front.node.process(&id).unwrap().read().delegations.iter().next_back().unwrap().entry;
    let confirm = format!("delegation={delegation}&verdict=confirmed");
    assert_eq!(registrar.post(&format!("{address}/delegates"), &confirm).status, 303);
    let confirmed =
        || front.anonymous().get("/organisations").json(200)["organisations"][0]["confirmed"].clone();
    assert_eq!(confirmed(), true);
    let anew = |name: &str, more: &str| {
        let reply = member.post(&format!("{address}/anew"), &stated(name, more));
        assert_eq!(reply.status, 303, "{}", reply.text());
        let process = front.node.process(&id).unwrap();
        let entry = process.read().organisations.get(EntryNumber(number)).unwrap().now().unwrap().entry;
        accept(entry.0);
    };
    anew("Tiny+Club", "&funders=Members");
    assert_eq!(confirmed(), true, "who pays it may be told anew");
    anew("World+Health+Organization", "");
    assert_eq!(confirmed(), false);
    let page = Browser::stranger(&front).get(&address);
    seen(&page, "It was confirmed as:");
    seen(&page, "Tiny Club");
    seen(&Browser::stranger(&front).get("/p/test/people"), "(unconfirmed)");
    anew("Tiny+Club", "");
    assert_eq!(confirmed(), true, "called as it was confirmed");
    // A name that looks like another's is refused at every door.
    let otter = front.signed("otter");
    let body = serde_json::json!({ "name": "Tiny  CLUB", "language": "en", "kind": "business" });
    assert_eq!(otter.post("/organisations", &body).json(409)["code"], "organisation-alike");
    // Whoever speaks for it and erases the account speaks for it no longer.
    let account = front.node.account_of(&"otter@example.org".parse().unwrap()).unwrap().unwrap();
    assert!(front.node.erase_account(account.id).unwrap().is_some());
    let process = front.node.process(&id).unwrap();
    let standing = process.read().delegations.get(delegation).unwrap().standing();
    assert_eq!(standing, maru_forum::DelegationStanding::Ended);
}

#[test]
fn the_register_is_found_and_taken_along() {
    let front = Front::new();
    let member = Browser::signed(&front, "otter");
    member.post("/p/test/join", "pseudonym=otter");
    for form in [
        "name=Forest+League&kind=civil-society&language=en&funders_declined=yes",
        "name=%3DSUM%281%29&kind=business&country=FR&language=en",
    ] {
        assert_eq!(member.post("/p/test/organisations/new", form).status, 303);
        front.as_operator(Command::Moderate(Moderate {
            on: vec![EntryNumber(latest(&front))],
            verdict: Verdict::Accepted,
            reason: "fits".to_owned(),
            rule: "1".to_owned(),
        }));
    }
    let stranger = Browser::stranger(&front);
    let found = stranger.get("/p/test/organisations?q=forest");
    seen(&found, "Forest League");
    seen(&found, "1 of 2 fit.");
    seen(&stranger.get("/p/test/organisations?q=france"), "1 of 2 fit.");
    seen(&stranger.get("/p/test/organisations?q=nothing"), "0 of 2 fit.");
    let table = stranger.get("/p/test/organisations.csv").text().to_owned();
    assert!(table.contains("Forest League,civil-society,,,,,declined,,not said,0,0"), "{table}");
    assert!(!table.contains(",=SUM"), "a spreadsheet would run it: {table}");
    let popolo = stranger.get("/p/test/organisations.json").text().to_owned();
    let popolo: serde_json::Value = serde_json::from_str(&popolo).unwrap();
    assert_eq!(popolo["organizations"][0]["classification"], "civil-society");
    assert_eq!(popolo["persons"], serde_json::json!([]));
    for language in ["en", "ko"] {
        let browser = Browser { language, ..Browser::signed(&front, "otter") };
        for address in ["/p/test/organisations", "/p/test/organisations/new"] {
            let page = browser.get(address).text().to_owned();
            assert!(!page.contains("organisation-"), "a key stands where words should: {page}");
        }
    }
}

#[test]
fn a_list_is_looked_at_before_it_is_entered() {
    let front = Front::new();
    let registrar = holder(&front, "heron", Office::Registrar);
    let count = || {
        let id: ProcessId = "test".parse().unwrap();
        front.node.process(&id).unwrap().read().organisations.len()
    };
    let send = |list: &str, act: &str| {
        registrar.post("/p/test/desk/organisations", &format!("text={list}&language=en&act={act}"))
    };
    let good = "name%2Ckind%0AForest+League%2Ccivil-society%0ALake+Trust%2Cbusiness%0A";
    let looked = send(good, "look");
    assert_eq!((looked.status.as_u16(), count()), (200, 0));
    seen(&looked, "Enter 2 organisations");
    let wrong = send("name%2Ckind%0AForest+League%2Cclub%0A", "enter");
    assert_eq!((wrong.status.as_u16(), count()), (422, 0));
    seen(&wrong, "there is no such kind");
    assert_eq!((send(good, "enter").status.as_u16(), count()), (303, 2));
    seen(&send(good, "enter"), "it is in the register");
    assert_eq!(Browser::signed(&front, "otter").get("/p/test/desk/organisations").status, 403);
}

#[test]
fn a_name_of_the_register_is_given_once_and_says_who_answers_for_it() {
    let front = Front::new();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let charter =
        maru_forum::Charter { moderation: maru_forum::Moderation::After, ..handle.read().charter.clone() };
    let reason = "Names are read at once".to_owned();
    front.as_operator(maru_forum::ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    let [otter, lynx] = ["otter", "lynx"].map(|name| {
        let browser = Browser::signed(&front, name);
        assert_eq!(browser.post("/p/test/join", &format!("pseudonym={name}")).status, 303);
        browser
    });
    let form = |name: &str| format!("name={name}&kind=civil-society&country=KR&funders=12&language=en");
    assert_eq!(otter.post("/p/test/organisations/new", &form("Forest+League")).status, 303);
    let number = latest(&front);
    for alike in ["Forest+League", "forest+league", "F%D0%BErest+League"] {
        let refused = lynx.post("/p/test/organisations/new", &form(alike));
        assert_eq!(refused.status, 422, "{alike}");
        seen(&refused, "of the register has this name, or one that looks like it");
    }
    let stranger = Browser::stranger(&front);
    let page = format!("/p/test/organisations/{number}");
    seen(&stranger.get("/p/test/organisations"), "(unconfirmed)");
    seen(&stranger.get(&page), "answers for what stands here");
    assert!(stranger.get("/p/test/organisations.csv").text().trim_end().ends_with(",otter,no"));
    seen(&stranger.get("/p/test/organisations.json"), "stated by otter, confirmed by nobody");
    assert_eq!(front.anonymous().get("/organisations").json(200)["organisations"][0]["confirmed"], false);

    let registrar = holder(&front, "heron", Office::Registrar);
    assert_eq!(otter.post(&format!("{page}/speak"), "").status, 303);
    let delegation = handle.read().delegations.iter().next_back().unwrap().entry;
    let confirm = format!("delegation={delegation}&verdict=confirmed");
    assert_eq!(registrar.post(&format!("{page}/delegates"), &confirm).status, 303);
    assert!(!stranger.get("/p/test/organisations").text().contains("(unconfirmed)"));
    assert!(stranger.get("/p/test/organisations.csv").text().trim_end().ends_with(",otter,yes"));
    // Whoever speaks for it is told so before they write.
    let form = otter.get("/p/test/statements/new");
    seen(&form, "what you write here stands under its name for ever");
    assert!(!lynx.get("/p/test/statements/new").text().contains("under its name for ever"));
}
