//! Reports of harm, in a browser without script and by the API: told, found where they are evidence, counted, hidden at every door.

use std::fmt::Write as _;

use maru_forum::{ChangeCharter, Language, Moderate, Moderation, PhaseAct, Verdict};
use maru_verify::draft::first_version;
use serde_json::json;

use crate::support::Front;
use crate::{Browser, seen};

const TEXT: &str = "# A norm\n\n## Article 1 Labels\n\nA provider shall label synthetic voices.\n";

/// A process with a statement and a draft, where words are shown at once.
fn front() -> (Front, u64) {
    let front = Front::new();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter = handle.read().charter.clone();
    charter.phases[0].acts = vec![PhaseAct::Join, PhaseAct::Statement, PhaseAct::Vote, PhaseAct::Remark];
    charter.moderation = Moderation::After;
    let reason = "People report what happened".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    let english: Language = "en".parse().unwrap();
    front.as_operator(first_version(&[(english, TEXT)], "First words").unwrap().into());
    let statement = front.statement("Say so when a voice is synthetic.");
    (front, statement)
}

/// A form as a browser sends it with files.
fn sent(fields: &[(&str, &str)], file: Option<(&str, &str)>) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        let _ = write!(body, "--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    if let Some((name, bytes)) = file {
        let _ = write!(
            body,
            "--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{bytes}\r\n"
        );
    }
    body + "--XX--\r\n"
}

const KIND: &str = "multipart/form-data; boundary=XX";

#[test]
#[expect(clippy::too_many_lines, reason = "one story, door after door")]
fn a_harm_is_reported_found_where_it_is_evidence_and_hidden_at_every_door() {
    let (front, statement) = front();
    let (stranger, heron) = (Browser::stranger(&front), Browser::signed(&front, "heron"));
    heron.post("/p/test/join", "pseudonym=heron&country=KR");
    let about = statement.to_string();
    let form = heron.get(&format!("/p/test/harms/new?about={statement}"));
    for words in ["Name no person", "4.3 Fraud, scams", &format!("value=\"{statement}\"")] {
        seen(&form, words);
    }
    let told = "A machine spoke with the voice of a neighbour and asked for money.";
    let fields = |names: &'static str, day: &'static str, provision: &'static str| {
        vec![
            ("kind", "4.3"),
            ("extent", "country"),
            ("country", "KR"),
            ("day", day),
            ("text", told),
            ("source", "I heard the call myself"),
            ("language", "en"),
            ("names", names),
            ("about", about.as_str()),
            ("units", "art_1"),
            ("provisions", provision),
        ]
    };
    let post = |fields: &[(&str, &str)]| {
        heron.post_as("/p/test/harms/new", KIND, sent(fields, Some(("call.txt", "a note of the call"))))
    };
    for (wrong, words) in [
        (fields("", "2026-01-02", "eu-ai-act:Art 50(4)"), "Say whether your report names somebody."),
        (fields("none", "2126-01-02", "eu-ai-act:Art 50(4)"), "no day to come"),
        (fields("none", "2026-01-02", "eu-ai-act:Art 999"), "“eu-ai-act:Art 999” is not there"),
    ] {
        let reply = post(&wrong);
        assert_eq!(reply.status, 422);
        seen(&reply, words);
        seen(&reply, told);
    }
    let mut elsewhere = fields("none", "2026-01-02", "eu-ai-act:Art 50(4)");
    elsewhere.retain(|(name, _)| *name != "units");
    elsewhere.push(("units", "art_77"));
    assert_eq!(post(&elsewhere).status, 422, "a part that no version has");

    let done = post(&fields("none", "2026-01-02", "eu-ai-act:Art 50(4)"));
    assert_eq!(done.status, 303, "{}", done.text());
    let place = done.header("location").split('?').next().unwrap().to_owned();
    let number: u64 = place.rsplit('/').next().unwrap().parse().unwrap();
    for address in [
        place.clone(),
        "/p/test/harms".to_owned(),
        "/p/test/harms?kind=4.3&country=KR".to_owned(),
        "/p/test/harms.csv".to_owned(),
        format!("/p/test/statements/{statement}"),
        "/p/test/draft/art_1".to_owned(),
    ] {
        seen(&stranger.get(&address), "voice of a neighbour");
    }
    seen(&stranger.get("/search?q=neighbour"), &place);
    for words in
        ["South Korea", "It names nobody", "EU AI Act, Art 50(4)", "heron", "This is what the author"]
    {
        seen(&stranger.get(&place), words);
    }
    assert!(!stranger.get("/p/test/harms?kind=1.1").text().contains("neighbour"));
    let counted = stranger.get("/p/test/harms");
    seen(&counted, "There is one report that everyone may read.");
    seen(
        &counted,
        "<th scope=\"row\">Malicious actors and misuse</th><td class=\"n\" data-of=\"All\">1</td>",
    );
    assert!(!counted.text().contains("ten, or hidden"), "the list below says what a count would hide");
    seen(&stranger.get("/p/test/norms"), "There is one report that everyone may read.");
    let file = stranger.get(&format!("/p/test/attachments/{number}/0"));
    assert_eq!((file.status.as_u16(), file.text()), (200, "a note of the call"));
    seen(&stranger.get(&format!("/p/test/record/{number}")), "heron reported a harm: 4.3 Fraud");
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    for words in ["대한민국", "직접", "4.3 사기와 표적 조작"] {
        let page = korean.get(if words == "직접" { "/p/test/harms" } else { &place });
        assert!(words == "직접" || page.text().contains(words), "{}", page.text());
        assert!(!page.text().contains('⟨'), "{}", page.text());
    }

    let listed = front.anonymous().get("/harms").json(200);
    assert_eq!((&listed["total"], &listed["counts"][0]["all"]), (&1.into(), &serde_json::Value::from(1)));
    assert_eq!(listed["reports"][0]["files"][0]["address"], format!("/p/test/attachments/{number}/0"));
    let new = json!({"kind": "3.1", "extent": "several", "names": "none", "language": "en",
        "text": "A made-up speech was shared in three countries.", "source": "A newspaper of record"});
    let member = front.signed("heron");
    let made = member.post("/harms", &new).json(201);
    assert_eq!(front.anonymous().get(&format!("/harms/{}", made["entry"])).json(200)["kind"], "3.1");
    let unsaid = json!({"kind": "3.1", "extent": "several", "language": "en", "text": "x", "source": "y"});
    assert_eq!(member.post("/harms", &unsaid).status, 400, "names are spoken of");

    let (reason, rule) = ("It points at a person".to_owned(), "Names".to_owned());
    let on = vec![maru_forum::EntryNumber(number)];
    front.as_operator(Moderate { on, verdict: Verdict::Rejected, reason, rule }.into());
    for address in [
        place.clone(),
        "/p/test/harms".to_owned(),
        "/p/test/harms.csv".to_owned(),
        format!("/p/test/statements/{statement}"),
        "/p/test/draft/art_1".to_owned(),
    ] {
        assert!(!stranger.get(&address).text().contains("voice of a neighbour"), "{address}");
    }
    assert!(!stranger.get("/search?q=neighbour").text().contains(&place));
    assert_eq!(stranger.get(&format!("/p/test/attachments/{number}/0")).status, 404);
    assert!(front.anonymous().get(&format!("/harms/{number}")).json(200)["text"].is_null());
    seen(&heron.get(&place), "It points at a person");
}
