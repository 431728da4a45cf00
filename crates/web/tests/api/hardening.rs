//! Doors that stand open a crack: other names, shared caches, addresses that lead elsewhere, a clock that is wrong.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::Body;
use axum::http::Request;
use maru_forum::{Moment, Pseudonym};
use maru_store::{Clock, Options};
use maru_web::{Allowance, Allowances, Settings};
use serde_json::json;

use crate::support::{ADDRESS, Front, PROCESS};

fn get(front: &Front, path: &str, headers: &[(&str, &str)]) -> crate::support::Reply {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    front.send(request.body(Body::empty()).unwrap())
}

#[test]
fn a_node_answers_under_its_address_alone() {
    let front = Front::new();
    let check = |host: &str, path: &str, expected: u16| {
        assert_eq!(get(&front, path, &[("host", host)]).status.as_u16(), expected, "{host} {path}");
    };
    check("localhost:8080", "/", 200);
    for path in ["/", "/api/processes", "/p/test/vote", "/sign-in", "/peers/self", "/p/test/checkpoint"] {
        check("evil.example", path, 421);
        check("localhost", path, 421);
    }
    for path in ["/livez", "/readyz"] {
        check("10.0.0.1:8080", path, 200);
    }
}

#[test]
fn the_limit_of_files_is_looked_at_before_any_of_them_is_made() {
    let few = Allowance { burst: 1, per_second: 0.001 };
    let allowances = Allowances { exports: few, ..Allowances::default() };
    let front = Front::with(Settings { allowances, ..Settings::demo(ADDRESS) });
    let status = |address: &str| front.anonymous().get_at(address).status.as_u16();
    assert_eq!(status("/p/test/harms.csv"), 200);
    for file in [
        "harms.csv",
        "obligations.csv",
        "organisations.csv",
        "organisations.json",
        "statement.csv",
        "statement.pdf",
        "openness.pdf",
    ] {
        // There is no statement: whoever drew it first would say so.
        assert_eq!(status(&format!("/p/test/{file}")), 429, "{file}");
    }
}

#[test]
fn what_is_said_to_one_person_stays_out_of_caches() {
    let front = Front::new();
    let ara = front.member("ara");
    for path in ["", "/statements", "/votes/mine", "/statements/next", "/entries", "/results"] {
        let known = ara.get(path);
        let caching = known.header("cache-control");
        assert!(caching.contains("no-store"), "{path}: {caching}");
        let anyone = get(&front, &format!("/api/processes/{PROCESS}{path}"), &[]);
        assert!(!anyone.header("cache-control").is_empty(), "{path} says who may keep it");
    }
    assert!(get(&front, &format!("/api/processes/{PROCESS}"), &[]).header("vary").contains("authorization"));
}

#[test]
fn no_link_of_a_page_begins_with_two_slashes() {
    let front = Front::new();
    for path in ["//evil.example/p", "///evil.example", "/\\\\evil.example", "//evil.example/%2e%2e"] {
        let Ok(request) = Request::get(path).header("host", "localhost:8080").body(Body::empty()) else {
            continue;
        };
        let page = front.send(request).text().to_owned();
        for bad in ["href=\"//", "action=\"//", "href=\"/\\"] {
            assert!(!page.contains(bad), "{path}: {bad} in {page}");
        }
        assert!(!page.contains("then=//"), "{path}");
    }
}

#[test]
fn large_pages_of_the_record_have_a_limit() {
    let front = Front::new();
    let path = format!("/api/processes/{PROCESS}/entries?limit=1000");
    // A record of three entries costs as little as it is.
    assert!((0..100).all(|_| get(&front, &path, &[]).status == 200));
    let statuses: Vec<_> = (0..300).map(|_| get(&front, &path, &[]).status.as_u16()).collect();
    assert!(statuses.contains(&429), "a burst of 300 hundreds ends");
}

#[test]
fn names_that_nobody_can_read_or_tell_apart_are_refused_or_warned_of() {
    let front = Front::new();
    front.member("heron");
    let visitor = front.signed("ben");
    let join = |name: &str| visitor.post("/join", &json!({ "pseudonym": name }));
    join("ben\u{202e}").problem(422, "unseen-character");
    join("be\u{200b}n").problem(422, "unseen-character");
    join("\u{3164}").problem(422, "unseen-character");
    join("h\u{435}ron").problem(409, "looks-alike");
    let kept = visitor.post("/join", &json!({ "pseudonym": "h\u{435}ron", "alike": true }));
    assert_eq!(kept.status, 201);
    assert!(Pseudonym::new("می\u{200c}خواهم").is_ok());
    let text = json!({ "text": "Ban \u{202e}it", "language": "en" });
    visitor.post("/statements", &text).problem(422, "unseen-character");
}

#[test]
fn acts_wait_while_the_last_entry_lies_in_the_future() {
    let hand = Arc::new(AtomicI64::new(1_790_000_000));
    let read = hand.clone();
    let clock = Clock::told(move || Moment(read.load(Ordering::SeqCst)));
    let front = Front::by(Settings::demo(ADDRESS), Options::CREATE, clock);
    let statement = front.statement("Say so when a voice is synthetic.");
    let ara = front.member("ara");
    assert!(get(&front, "/readyz", &[]).text().contains("\nclock: ok\n"));
    hand.fetch_sub(3_600, Ordering::SeqCst);
    let vote = json!({ "statement": statement, "value": "agree" });
    ara.post("/votes", &vote).problem(503, "clock");
    let ready = get(&front, "/readyz", &[]);
    assert_eq!(ready.status, 503);
    assert!(
        ready.text().starts_with("down\n") && ready.text().contains("\nclock: down\n"),
        "{}",
        ready.text()
    );
    hand.fetch_add(3_600, Ordering::SeqCst);
    assert_eq!(ara.post("/votes", &vote).status, 200);
    assert_eq!(get(&front, "/readyz", &[]).status, 200);
}

#[test]
fn readyz_tells_missing_keys_and_a_list_of_peers_that_cannot_be_read() {
    let front = Front::new();
    let process = front.node.process(&PROCESS.parse().unwrap()).unwrap();
    front.node.publish_record(&process).unwrap();
    let says = |line: &str| {
        let text = get(&front, "/readyz", &[]).text().to_owned();
        assert!(text.contains(line), "“{line}” is not in {text}");
    };
    says("\nkeys: ok\n");
    says("\npeers: ok\n");
    says("\nintegrity: not looked at yet\n");
    front.node.examine().unwrap();
    says("\nintegrity: ok\n");
    std::fs::write(front.node.directory().join("peers.json"), "{").unwrap();
    says("\npeers: look\n");
    std::fs::remove_file(front.node.directory().join("keys/test.key")).unwrap();
    says("\nkeys: look\n");
    let tile = front.node.record_folder(&process).join("tile/entries/000.p/2");
    let mut bytes = std::fs::read(&tile).unwrap();
    bytes[40] ^= 1;
    std::fs::write(&tile, bytes).unwrap();
    front.node.examine().unwrap();
    says("\nintegrity: look\n");
}
