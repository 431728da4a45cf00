//! My account at the front door.

use maru_forum::{Command, EntryNumber, Moderate, Verdict};
use maru_store::Power;
use serde_json::Value;

use super::support::Front;
use super::{Browser, seen, vouched};

/// Somebody who takes part, with one answer and one statement; gives the statement's number.
fn member<'a>(front: &'a Front, name: &str) -> (Browser<'a>, u64) {
    let statement = front.statement(&format!("Say so when a voice is synthetic ({name})."));
    let browser = Browser::signed(front, name);
    browser.post("/p/test/join", &format!("pseudonym={name}&group=industry&country=KR"));
    browser.post("/p/test/vote", &format!("statement={statement}&value=pass"));
    let written = browser.post("/p/test/statements/new", "text=%3D1%2B1+is+not+two.&language=en");
    let own = written.header("location").split_once("done=").unwrap().1.parse().unwrap();
    (browser, own)
}

fn mail(front: &Front, recipient: &str) -> maru_store::Mail {
    front.node.mails_to(recipient).unwrap().into_iter().next().unwrap()
}

fn link(body: &str) -> &str {
    let at = body.find("http://localhost:8080").unwrap();
    body[at..].split_whitespace().next().unwrap().strip_prefix("http://localhost:8080").unwrap()
}

#[test]
fn an_account_is_its_owners_alone() {
    let front = Front::new();
    for address in ["/account", "/account/address", "/account/erase", "/account/data/account.json"] {
        let reply = Browser::stranger(&front).get(address);
        assert_eq!(reply.status, 303, "{address}");
        assert!(reply.header("location").starts_with("/sign-in?then=/account"), "{address}");
    }
    for address in ["/account/address", "/account/erase", "/account/sessions", "/account/address/confirm"] {
        let reply = Browser::stranger(&front).post(address, "sure=yes&email=a@b&token=x");
        assert_eq!(reply.status, 401, "{address}");
    }
}

#[test]
fn my_account_shows_what_i_wrote_and_what_became_of_it() {
    let front = Front::new();
    let (heron, own) = member(&front, "heron");
    seen(&heron.get("/p/test"), "href=\"/account\"");
    let page = heron.get("/account");
    for words in [
        "heron@example.org",
        "Here you are heron",
        "=1+1 is not two.",
        "waits for a moderator",
        ".tlog-proof",
    ] {
        seen(&page, words);
    }
    front.as_operator(Command::Moderate(Moderate {
        on: vec![EntryNumber(own)],
        verdict: Verdict::Rejected,
        reason: "It is arithmetic".to_owned(),
        rule: "none".to_owned(),
    }));
    let page = heron.get("/account");
    seen(&page, "A moderator removed what you wrote");
    seen(&page, "It is arithmetic");
    let korean = Browser { language: "ko", ..heron };
    seen(&korean.get("/account"), "내 계정");
}

#[test]
fn data_come_out_whole_and_run_in_no_spreadsheet() {
    let front = Front::new();
    let (heron, own) = member(&front, "heron");
    let (_, strange) = member(&front, "otter");
    let reply = heron.get("/account/data/account.json");
    assert!(reply.header("content-disposition").contains("maru-account.json"));
    let data: Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(data["account"]["mail_address"], "heron@example.org");
    let process = &data["processes"][0];
    assert_eq!((&process["pseudonym"], &process["country"]), (&"heron".into(), &"KR".into()));
    let kinds: Vec<_> =
        process["entries"].as_array().unwrap().iter().map(|entry| entry["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["statement", "vote", "admit"]);
    assert_eq!(process["entries"][0]["words"][0]["text"], "=1+1 is not two.");
    assert_eq!(process["entries"][0]["words"][0]["standing"], "waiting");
    assert_eq!(process["entries"][1]["entry"]["value"], "pass");
    let table = heron.get("/account/data/acts.csv");
    seen(&table, &format!("test,{own},"));
    seen(&table, ",'=1+1 is not two.");
    seen(&table, ",admit,,,,heron,");
    assert!(!table.text().contains(&format!("test,{strange},")), "another's entries");
    assert_eq!(heron.get("/account/data/other.csv").status, 404);
}

#[test]
fn another_address_counts_once_its_mailbox_has_answered() {
    let front = Front::new();
    let (heron, _) = member(&front, "heron");
    let refused = heron.post("/account/address", "email=heron%40example.org");
    assert_eq!(refused.status, 422);
    seen(&refused, "This is your address already.");
    assert_eq!(heron.post("/account/address", "email=nobody").status, 422);
    seen(&heron.post("/account/address", "email=grey%40example.org"), "A link is on its way");
    let asked = mail(&front, "grey@example.org");
    let address = link(&asked.body).to_owned();
    assert_eq!(Browser::stranger(&front).get(&address).status, 303, "who is not signed in signs in first");
    let (otter, _) = member(&front, "otter");
    assert_eq!(otter.get(&address).status, 410, "another account's link");
    seen(&heron.get(&address), "heron@example.org to grey@example.org");
    seen(&heron.get("/account"), "heron@example.org");
    let token = address.split_once("token=").unwrap().1.split('&').next().unwrap().to_owned();
    let done = heron.post("/account/address/confirm", &format!("token={token}"));
    vouched(&done, "/account?done=address");
    seen(&heron.get(done.header("location")), "Your mail address was changed.");
    seen(&heron.get("/account"), "grey@example.org");
    seen(&heron.get("/p/test/mine"), "Here you are heron");
    let told = mail(&front, "heron@example.org");
    assert!(told.body.contains("g…@example.org") && !told.body.contains("grey@"), "{}", told.body);
    assert_eq!(heron.post("/account/address/confirm", &format!("token={token}")).status, 410, "once");
    heron.post("/account/address", "email=otter%40example.org");
    let occupied = link(&mail(&front, "otter@example.org").body).to_owned();
    let token = occupied.split_once("token=").unwrap().1.split('&').next().unwrap().to_owned();
    let reply = heron.post("/account/address/confirm", &format!("token={token}"));
    seen(&reply, "There is another account with this address.");
}

#[test]
fn whoever_signs_out_everywhere_is_signed_in_nowhere() {
    let front = Front::new();
    let (here, _) = member(&front, "heron");
    let there = Browser::signed(&front, "heron");
    seen(&there.get("/account"), "2 browsers and programs");
    let reply = here.post("/account/sessions", "");
    assert!(reply.header("set-cookie").contains("Max-Age=0"), "{}", reply.header("set-cookie"));
    for browser in [&here, &there] {
        assert_eq!(browser.get("/account").status, 303);
    }
}

#[test]
fn an_account_ends_after_its_owner_has_read_what_stays() {
    let front = Front::new();
    let (heron, own) = member(&front, "heron");
    let page = heron.get("/account/erase");
    seen(&page, "3 entries under the name heron");
    seen(&page, "so that nobody takes part twice");
    let unsure = heron.post("/account/erase", "words=yes&ground=GDPR+Art+17(1)");
    assert_eq!(unsure.status, 422);
    seen(&unsure, "name=\"words\" value=\"yes\" checked");
    let baseless = heron.post("/account/erase", "sure=yes&words=yes&ground=x");
    assert_eq!(baseless.status, 422);
    seen(&baseless, "Name the legal ground");
    assert_eq!(heron.get("/account").status, 200, "nothing was done");
    let done = heron.post("/account/erase", "sure=yes&words=yes&ground=GDPR+Art+17(1)");
    seen(&done, "Your account and your address were erased from this node.");
    assert_eq!(heron.get("/account").status, 303);
    seen(&Browser::stranger(&front).get(&format!("/p/test/statements/{own}")), "These words were erased.");
    let again = Browser::signed(&front, "heron");
    let refused = again.post("/p/test/join", "pseudonym=heron-2");
    seen(&refused, "Each person has one voice in a process.");
    seen(&Browser::stranger(&front).get("/p/test/people"), "heron");
}

#[test]
fn the_host_reads_what_is_known_of_the_disk_and_nothing_good_before_it_was_looked_at() {
    let front = Front::new();
    let host = Browser::signed(&front, "host");
    assert_eq!(host.get("/operator").status, 403);
    let account = front.node.account_for(&"host@example.org".parse().unwrap()).unwrap();
    front.node.grant(account, Power::Operate, true).unwrap();
    seen(&host.get("/operator"), "Not looked at yet");
    front.node.publish_record(&front.node.processes()[0]).unwrap();
    front.node.examine().unwrap();
    seen(&host.get("/operator"), "The last look at the whole disk found nothing wrong with");
    let bundle = front.node.record_folder(&front.node.processes()[0]).join("checkpoint");
    std::fs::write(&bundle, "other bytes").unwrap();
    front.node.examine().unwrap();
    let page = host.get("/operator");
    seen(&page, "One thing on the disk is not what was written.");
    seen(&page, "stop the server, then: maru recover");
    seen(&page, "checkpoint: it is not what the record signed");
}

#[test]
fn a_name_is_neither_an_address_nor_an_office() {
    let front = Front::new();
    let mina = Browser::signed(&front, "mina");
    for (name, words) in [
        ("mina%40example.org", "cannot be a mail address"),
        ("x%40y.z", "cannot be a mail address"),
        ("secretariat+2", "name of an office"),
        ("%EC%82%AC%EB%AC%B4%EA%B5%AD", "name of an office"),
        ("M0derator", "name of an office"),
    ] {
        let refused = mina.post("/p/test/join", &format!("pseudonym={name}"));
        assert_eq!(refused.status, 422, "{name}");
        seen(&refused, words);
        let by_api =
            front.signed("mina").post("/join", &serde_json::json!({ "pseudonym": "mina@example.org" }));
        by_api.problem(422, "name-is-address");
    }
    assert_eq!(mina.post("/p/test/join", "pseudonym=mina").status, 303);
}
