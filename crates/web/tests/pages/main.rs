//! The pages, asked at the front door as a browser without script asks.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing where something must be has failed")]

#[path = "../api/support.rs"]
#[allow(dead_code, reason = "shared with the tests of the API, which need more of it")]
mod support;

mod account;
mod audit;
mod ballot;
mod charter;
mod coding;
mod commitment;
mod deeds;
mod desk;
mod early;
mod endorsement;
mod harm;
mod initiative;
mod map;
mod meeting;
mod obligation;
mod openness;
mod organisation;
mod participation;
mod refused;
mod report;
mod review;
mod story;
mod told;
mod translate;
mod trunk;

use axum::body::Body;
use axum::http::Request;
use maru_forum::{Command, EntryNumber, Moderate, StatementId, Verdict};
use maru_web::Settings;
use support::{Front, Reply};

/// A browser that keeps a session.
struct Browser<'a> {
    front: &'a Front,
    cookie: String,
    language: &'static str,
}

impl<'a> Browser<'a> {
    fn stranger(front: &'a Front) -> Self {
        Self { front, cookie: String::new(), language: "en" }
    }

    fn signed(front: &'a Front, name: &str) -> Self {
        let account = front.node.account_for(&format!("{name}@example.org").parse().unwrap()).unwrap();
        let token = front.node.issue_session(account).unwrap();
        Self { front, cookie: format!("maru={}", token.as_str()), language: "en" }
    }

    fn get(&self, address: &str) -> Reply {
        self.get_with(address, &[])
    }

    fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = Request::get(address)
            .header("host", "localhost:8080")
            .header("accept-language", self.language)
            .header("cookie", &self.cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.front.send(request.body(Body::empty()).unwrap())
    }

    fn post(&self, address: &str, form: &str) -> Reply {
        self.post_from(address, form, "http://localhost:8080")
    }

    fn post_as(&self, address: &str, kind: &str, body: impl Into<Body>) -> Reply {
        let request = Request::post(address)
            .header("host", "localhost:8080")
            .header("origin", "http://localhost:8080")
            .header("accept-language", self.language)
            .header("content-type", kind)
            .header("cookie", &self.cookie);
        self.front.send(request.body(body.into()).unwrap())
    }

    fn post_from(&self, address: &str, form: &str, origin: &str) -> Reply {
        let request = Request::post(address)
            .header("host", "localhost:8080")
            .header("origin", origin)
            .header("accept-language", self.language)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", &self.cookie);
        self.front.send(request.body(Body::from(form.to_owned())).unwrap())
    }
}

#[track_caller]
fn seen(reply: &Reply, words: &str) {
    assert!(reply.text().contains(words), "“{words}” is not in {}", reply.text());
}

/// That a page leads on to an address with words that this node vouches for.
#[track_caller]
fn vouched(reply: &Reply, address: &str) {
    let location = reply.header("location");
    assert!(location.starts_with(&format!("{address}&mac=")), "{location}");
}

#[test]
fn a_person_joins_votes_writes_and_keeps_a_receipt() {
    let front = Front::new();
    let statement = front.statement("Say so when a voice is synthetic.");
    let heron = Browser::signed(&front, "heron");

    let refused = heron.post("/p/test/vote", &format!("statement={statement}&value=agree"));
    assert_eq!(
        (refused.status.as_u16(), refused.header("location")),
        (303, "/p/test/join?then=/p/test/vote")
    );

    let form = heron.get("/p/test/join?then=/p/test/vote");
    seen(&form, "name=\"then\" value=\"/p/test/vote\"");
    let joined = heron.post("/p/test/join", "pseudonym=heron-27&group=industry&country=KR&then=/p/test/vote");
    assert_eq!((joined.status.as_u16(), joined.header("location")), (303, "/p/test/vote"));

    seen(&heron.get("/p/test/vote"), "Say so when a voice is synthetic.");
    let voted = heron.post("/p/test/vote", &format!("statement={statement}&value=pass"));
    assert_eq!(voted.status, 303);
    let after = heron.get(voted.header("location"));
    seen(&after, "Your answer “Pass” is");
    let entry = voted.header("location").split(['=', '&']).nth(1).unwrap().to_owned();
    seen(&after, &format!("/p/test/record/{entry}"));

    seen(&heron.get("/p/test/statements?show=passed"), "Say so when a voice is synthetic.");
    let changed = heron.post("/p/test/vote", &format!("statement={statement}&value=agree&back=passed.1"));
    assert!(changed.header("location").starts_with("/p/test/statements?show=passed&page=1&done="));

    let written = heron.post("/p/test/statements/new", "text=Consent+can+be+withdrawn.&language=en");
    assert_eq!(written.status, 303);
    seen(&heron.get(written.header("location")), "Keep your");
    let mine = heron.get("/p/test/mine");
    seen(&mine, "Consent can be withdrawn.");
    seen(&mine, "waits for a moderator");
    let own = written.header("location").split_once("done=").unwrap().1.to_owned();
    let stranger = Browser::stranger(&front).get(&format!("/p/test/statements/{own}"));
    assert!(!stranger.text().contains("Consent can be withdrawn."), "what waits is its author's alone");

    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    front.node.publish_record(&process).unwrap();
    seen(&heron.get(&format!("/p/test/record/{entry}")), "Download the receipt");
    let receipt = heron.get(&format!("/p/test/receipt/{entry}.tlog-proof"));
    let proof = maru_record::Proof::parse(&receipt.body).unwrap();
    assert_eq!(proof.index.to_string(), entry);
    assert!(receipt.header("content-disposition").contains("attachment"));
}

/// A language that the page had chosen beforehand is asked about where the words do not speak for it; one that somebody chose holds.
#[test]
fn words_are_never_taken_to_be_in_the_language_of_the_page() {
    let front = Front::new();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron&country=TW");
    let people = heron.get("/p/test/people");
    seen(&people, "Taiwan");
    let write = |words: &str, more: &str| {
        let words = words.replace(' ', "+");
        heron.post("/p/test/statements/new", &format!("text={words}{more}"))
    };
    let left = "&language=en&language_before=en";
    let asked = write("Die Stadt soll alle Radwege im Winter räumen.", left);
    assert_eq!(asked.status, 422);
    seen(&asked, "<option value=\"de\" selected>");
    assert_eq!(write("Radwege", left).status, 422, "nothing speaks for English");
    assert_eq!(write("The city should clear every cycle path in winter.", left).status, 303);
    assert_eq!(write("Radwege", "&language=de").status, 303, "whoever chooses is believed");
}

#[test]
fn a_printed_receipt_says_in_plain_words_what_it_proves() {
    let front = Front::new();
    let statement = front.statement("Say so when a voice is synthetic.");
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron-27");
    let voted = heron.post("/p/test/vote", &format!("statement={statement}&value=pass"));
    let entry: u64 = voted.header("location").split(['=', '&']).nth(1).unwrap().parse().unwrap();
    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    let bytes = front.node.entry(&process, EntryNumber(entry)).unwrap().unwrap();
    let printed = maru_record::Locator::new("localhost/p/test", entry, &bytes).url("http://localhost:8080");
    let (address, leaf) = printed.strip_prefix("http://localhost:8080").unwrap().split_once('#').unwrap();

    let stranger = Browser::stranger(&front);
    seen(&stranger.get(address), "The signed head that covers it is being made");
    front.node.publish_record(&process).unwrap();
    let page = stranger.get(address);
    for words in [
        &format!("Recorded as no. {entry}."),
        "Nobody outside this node yet.",
        "In no published result yet.",
        "This is still the answer that counts.",
        &format!("id=\"{leaf}\""),
        "role=\"img\"",
        &printed,
    ] {
        seen(&page, words);
    }
    let file = stranger.get(&format!("{address}.tlog-proof"));
    assert_eq!(maru_record::Proof::parse(&file.body).unwrap().extra.unwrap(), bytes);

    let kept = EntryNumber(entry);
    front.as_operator(Command::PublishResult(maru_forum::PublishedResult {
        entry: kept,
        at: maru_forum::Moment(0),
        kind: "count".to_owned(),
        entries: entry + 1,
        algorithm: "hand 1".to_owned(),
        output: maru_record::Digest::of(b"one"),
        figures: std::collections::BTreeMap::new(),
    }));
    heron.post("/p/test/vote", &format!("statement={statement}&value=agree"));
    front.node.publish_record(&process).unwrap();
    let page = stranger.get(address);
    seen(&page, "In the result published in <a href=\"/p/test/record/");
    seen(&page, "The same person has answered anew since.");
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get(address), "번으로 기록되었습니다.");
    assert_eq!(stranger.get(&format!("{address}x")).status, 404);
}

#[test]
fn refusals_keep_what_was_typed_and_say_why() {
    let front = Front::new();
    let (a, b) = (Browser::signed(&front, "a"), Browser::signed(&front, "b"));
    assert_eq!(a.post("/p/test/join", "pseudonym=otter").status, 303);
    let taken = b.post("/p/test/join", "pseudonym=otter&country=KE");
    assert_eq!(taken.status, 422);
    seen(&taken, "Choose another");
    seen(&taken, "value=\"otter\"");
    seen(&taken, "<option value=\"KE\" selected>");
    let long = "x".repeat(281);
    let refused = a.post("/p/test/statements/new", &format!("text={long}&language=ko"));
    assert_eq!(refused.status, 422);
    seen(&refused, &long);
    seen(&refused, "<option value=\"ko\" selected>");
    assert_eq!(a.post("/p/test/vote", "statement=9999&value=agree").status, 404);
    assert_eq!(a.post("/p/test/vote", "statement=x").status, 400);
    assert_eq!(a.post("/p/test/vote", "statement=1&value=perhaps").status, 400);
}

#[test]
fn strangers_are_led_to_sign_in_and_forms_from_elsewhere_are_refused() {
    let front = Front::new();
    let stranger = Browser::stranger(&front);
    let led = stranger.post("/p/test/statements/new", "text=One.&language=en");
    assert_eq!(led.status, 401);
    seen(&led, "Nothing was recorded");
    seen(&led, "href=\"/sign-in?then=");
    let vote = stranger.post("/p/test/ballots/9", "position=for");
    assert!(vote.header("location").is_empty(), "nobody is led away from a vote without a word");
    let answer = stranger.post("/p/test/vote", "statement=1&value=agree");
    assert!(answer.status != 401, "answers to statements wait in the browser");
    let elsewhere = stranger.post_from("/p/test/vote", "statement=1&value=agree", "https://evil.example");
    assert_eq!(elsewhere.status, 403);
    seen(&elsewhere, "another site");
}

#[test]
fn pages_are_cached_revalidated_and_guarded() {
    let front = Front::new();
    let stranger = Browser::stranger(&front);
    let first = stranger.get("/p/test");
    assert_eq!(first.status, 200);
    assert!(first.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(first.header("x-content-type-options"), "nosniff");
    assert!(first.headers.get("set-cookie").is_none(), "no cookie before sign-in");
    assert!(first.header("vary").contains("accept-language"));
    let again = stranger.get_with("/p/test", &[("if-none-match", first.header("etag"))]);
    // Between the two the minute may have turned, which makes another page.
    assert!(again.status == 304 && again.body.is_empty() || again.header("etag") != first.header("etag"));
    let packed = stranger.get_with("/p/test", &[("accept-encoding", "gzip, br")]);
    assert_eq!(packed.header("content-encoding"), "br");
    front.statement("News.");
    seen(&stranger.get("/p/test"), "News.");
}

#[test]
fn faults_are_pages_in_the_readers_language() {
    let front = Front::new();
    let mut reader = Browser::stranger(&front);
    for address in [
        "/nowhere",
        "/p/nowhere",
        "/p/NO WHERE".replace(' ', "%20").as_str(),
        "/p/test/statements/0",
        "/p/test/record/9999",
        "/r/0000000000000000/0",
        "/p/test/receipt/x.tlog-proof",
        "/p/test/tile/../secret",
    ] {
        reader.language = "en";
        let reply = reader.get(address);
        assert_eq!(reply.status, 404, "{address}");
        seen(&reply, "There is no such page");
        reader.language = "ko";
        seen(&reader.get(address), "그런 페이지가 없습니다");
    }
}

#[test]
fn languages_are_negotiated_and_chosen_by_address() {
    let front = Front::new();
    let mut reader = Browser::stranger(&front);
    seen(&reader.get("/p/test?lang=ko"), "<html lang=\"ko\"");
    seen(&reader.get("/p/test?lang=ko"), "href=\"/p/test/statements?lang=ko\"");
    reader.language = "ko-KR,ko;q=0.9";
    let page = reader.get("/p/test");
    seen(&page, "<html lang=\"ko\"");
    seen(&page, "href=\"/p/test/statements\"");
}

#[test]
fn the_files_of_a_record_are_there_for_programs() {
    let front = Front::new();
    let statement = front.statement("One.");
    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    front.node.publish_record(&process).unwrap();
    let reader = Browser::stranger(&front);
    let head = reader.get("/p/test/checkpoint");
    assert_eq!(head.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(head.header("access-control-allow-origin"), "*");
    let size: u64 = head.text().lines().nth(1).unwrap().parse().unwrap();
    let tile = reader.get(&format!("/p/test/tile/0/000.p/{size}"));
    assert_eq!((tile.status.as_u16(), tile.body.len() as u64), (200, 32 * size));
    assert!(tile.header("cache-control").contains("immutable"));
    let digest =
        process.read().statement(StatementId(EntryNumber(statement))).unwrap().words.digest.to_string();
    let path = format!("/p/test/addenda/{}/{}/{digest}", &digest[..2], &digest[2..4]);
    assert_eq!(reader.get(&path).status, 200);
    assert_eq!(reader.get("/p/test/addenda.v1").status, 200);
    for address in ["/livez", "/readyz", "/icon.svg"] {
        assert_eq!(reader.get(address).status, 200, "{address}");
    }
}

#[test]
fn every_page_answers_before_anything_happened_and_after_moderation() {
    let front = Front::new();
    let reader = Browser::stranger(&front);
    let all = |reader: &Browser<'_>| {
        for under in [
            "",
            "/charter",
            "/people",
            "/join",
            "/vote",
            "/statements",
            "/statements/new",
            "/mine",
            "/moderation",
            "/map",
            "/map/days",
            "/map/compare",
            "/map/statements",
            "/map/me",
            "/results",
            "/missing",
            "/report",
            "/draft",
            "/record",
            "/record/0",
        ] {
            let reply = reader.get(&format!("/p/test{under}"));
            assert_eq!(reply.status, 200, "{under}");
            assert!(!reply.text().contains('⟨'), "{under} lacks words");
        }
    };
    all(&reader);
    let statement = StatementId(EntryNumber(front.statement("One.")));
    let (reason, rule) = ("off topic".to_owned(), "purpose".to_owned());
    front.as_operator(Command::Moderate(Moderate {
        on: vec![statement.0],
        verdict: Verdict::Rejected,
        reason,
        rule,
    }));
    all(&reader);
    seen(&reader.get("/p/test/moderation"), "off topic");
}

/// The budget for the first round trip, in bytes of brotli.
const FIRST_TRIP: usize = 13_000;

#[test]
fn pages_of_real_conversations_fit_the_first_round_trip() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/polis");
    let Ok(conversations) = std::fs::read_dir(folder) else {
        eprintln!("SKIPPED pages_of_real_conversations_fit_the_first_round_trip: ../shared/data is absent");
        return;
    };
    for conversation in conversations.map(|item| item.unwrap().path()).filter(|path| path.is_dir()) {
        let bytes = |name: &str| std::fs::read(conversation.join(name)).ok();
        let (votes, comments) = (bytes("votes.csv"), bytes("comments.csv"));
        let (participants_votes, summary) = (bytes("participants-votes.csv"), bytes("summary.csv"));
        let files = maru_opinion::polis::PolisFiles {
            votes: votes.as_deref(),
            comments: comments.as_deref(),
            participants_votes: participants_votes.as_deref(),
            summary: summary.as_deref(),
            ..Default::default()
        };
        // Some folders hold other things than a conversation.
        let Ok(export) = maru_opinion::polis::PolisExport::read(files) else { continue };
        let import = maru_store::import_of(&export, &"en".parse().unwrap(), None, "Held elsewhere");
        let front = Front::with_maps(Settings::demo(support::ADDRESS));
        front.as_operator(Command::Import(Box::new(import)));
        wait_for_map(&front);
        within_budget(&front, &conversation.display().to_string());
    }
}

/// Waits until the map rests on all entries.
fn wait_for_map(front: &Front) {
    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    // Ten times a second; on a busy machine a large map takes minutes, and that is no fault.
    for _ in 0..6_000 {
        if front.node.map(&process).is_some_and(|map| map.entries == process.read().entries) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("no map came");
}

/// Every page of the process, in both languages, compressed as a browser gets it.
fn within_budget(front: &Front, name: &str) {
    let reader = Browser::stranger(front);
    for under in [
        "",
        "/charter",
        "/people",
        "/vote",
        "/statements",
        "/statements?page=3",
        "/moderation",
        "/map",
        "/map?layer=statements",
        "/map/days",
        "/map/compare",
        "/map/statements",
        "/map/statements?order=apart",
        "/results",
        "/results?by=opinion",
        "/report",
        "/report?page=3",
        "/missing",
        "/record",
        "/record/20",
    ] {
        for language in ["en", "ko"] {
            let joint = if under.contains('?') { "&" } else { "?" };
            let address = format!("/p/test{under}{joint}lang={language}");
            let reply = reader.get_with(&address, &[("accept-encoding", "br")]);
            assert_eq!((reply.status.as_u16(), reply.header("content-encoding")), (200, "br"), "{address}");
            assert!(reply.body.len() <= FIRST_TRIP, "{name} {address}: {} bytes", reply.body.len());
        }
    }
    seen(&reader.get("/p/test"), "CC BY 4.0");
}

#[test]
fn a_search_shows_hits_marked_and_escaped() {
    let front = Front::new();
    let number = front.statement("Whales <b>sing</b> of deepfakes");
    let anyone = Browser::stranger(&front);
    let page = anyone.get("/search?q=whale");
    seen(&page, &format!("href=\"/p/test/statements/{number}\""));
    seen(&page, "<mark>Whales</mark> &lt;b&gt;sing&lt;/b&gt;");
    seen(&page, "One result.");
    let laws = anyone.get("/search?q=%EB%94%A5%ED%8E%98%EC%9D%B4%ED%81%AC&kind=provision&place=KR&lang=ko");
    seen(&laws, "/norms/kr-election-act/Art%2082-8%281%29");
    seen(&laws, "lang=ko");
    seen(&anyone.get("/search?q=%22open"), "The quotation mark at character 1 is never closed.");
    seen(&anyone.get("/search?q=%22%3E%3Cscript%3E"), "The quotation mark");
    seen(&anyone.get("/search?q=qqqqqqqq"), "Nothing was found.");
    seen(&anyone.get("/search?q=Bletchly"), "these have similar ones");
    seen(&anyone.get("/search"), "role=\"search\"");
    for page in [anyone.get("/search?q=deepfake"), anyone.get("/search?q=law&page=999")] {
        assert_eq!(page.status.as_u16(), 200);
        assert!(!page.text().contains("search-"), "{}", page.text());
    }
}
