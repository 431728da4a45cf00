use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ed25519_dalek::{Signer as _, SigningKey};
use maru_forum::{
    Author, Command, Content, EntryNumber, Event, Moment, NonceSource, ParticipantId, Recorded, Stated,
    StatementId, SubmitStatement, Vote, Voted, Words, encode,
};
use maru_web::{Allowance, Allowances, Settings};
use serde_json::json;

use crate::support::{ADDRESS, Front};

#[test]
fn a_vote_is_cast_changed_and_cast_again() {
    let front = Front::new();
    let statement = front.statement("Labels are needed");
    let ara = front.member("ara");
    let vote = |value: &str| {
        let reply = ara.post("/votes", &json!({"statement": statement, "value": value}));
        reply.json(200)["entry"].as_u64().unwrap()
    };
    let first = vote("agree");
    assert_eq!(vote("agree"), first, "the same vote again writes nothing");
    let changed = vote("disagree");
    assert_eq!(changed, first + 1);
    let mine = ara.get("/votes/mine");
    assert_eq!(mine.header("cache-control"), "no-store");
    let expected = json!([{"statement": statement, "value": "disagree", "entry": changed, "changed": true}]);
    assert_eq!(mine.json(200)["votes"], expected);
    let shown = ara.get(&format!("/statements/{statement}")).json(200);
    assert_eq!(shown["tally"], json!({"agree": 0, "disagree": 1, "pass": 0}));
    assert_eq!(shown["my_vote"], "disagree");
}

#[test]
fn only_participants_vote_and_only_on_what_is_shown() {
    let front = Front::new();
    let statement = front.statement("Labels are needed");
    let ballot = json!({"statement": statement, "value": "pass"});
    front.anonymous().post("/votes", &ballot).problem(401, "not-signed-in");
    front.signed("guest").post("/votes", &ballot).problem(403, "not-a-participant");
    front.signed("guest").get("/votes/mine").problem(403, "not-a-participant");
    let ara = front.member("ara");
    ara.post("/votes", &json!({"statement": 9_999, "value": "pass"})).problem(404, "unknown-statement");
    let hidden = ara.post("/statements", &json!({"text": "Wait", "language": "en"})).json(201);
    ara.post("/votes", &json!({"statement": hidden["entry"], "value": "pass"}))
        .problem(409, "statement-not-visible");
    front.as_operator(maru_forum::Command::Close(maru_forum::CloseProcess {
        reason: "end".into(),
        cut_short: true,
    }));
    ara.post("/votes", &ballot).problem(409, "closed");
}

#[test]
fn bodies_that_make_no_sense_are_told_where() {
    let front = Front::new();
    let ara = front.member("ara");
    let check = |body: &str, expected: &str| {
        let reply = ara.post_text("/votes", body);
        reply.problem(400, "bad-json");
        assert!(reply.text().contains(expected), "{}", reply.text());
    };
    check("", "line 1 column 0");
    check("{\"statement\":\"1\",\"value\":\"agree\"}", "statement");
    check("{\"statement\":1,\"value\":\"agree\",\"as\":\"ben\"}", "as");
    check("{\"statement\":1}", "value");
    check(
        "{\"statement\":1,\"value\":\"agree\",\"value\":\"disagree\"}",
        "the member `value` stands there twice",
    );
    // Also where the body is read in two parts, an act and its signature.
    for body in [
        r#"{"title":"T","title":"U","text":"Why","language":"en"}"#,
        r#"{"title":"T","text":"Why","language":"en","signature":"a","signature":"b"}"#,
    ] {
        let reply = ara.post_text("/initiatives", body);
        reply.problem(400, "bad-json");
        assert!(reply.text().contains("stands there twice"), "{}", reply.text());
    }
    let long = format!("{{\"text\":\"{}\",\"language\":\"en\"}}", "x".repeat(70_000));
    ara.post_text("/statements", &long).problem(413, "too-large");
    ara.post_text("/map", "{}").problem(405, "method-not-allowed");
}

#[test]
fn a_value_that_breaks_a_rule_is_said_with_its_member_and_its_code() {
    let front = Front::new();
    let ara = front.member("ara");
    let check = |path: &str, body: serde_json::Value, code: &str, expected: &str| {
        let reply = ara.post(path, &body);
        reply.problem(422, code);
        assert!(reply.text().contains(expected), "{expected}: {}", reply.text());
    };
    check("/votes", json!({"statement": 1, "value": "maybe"}), "bad-field", "“value”");
    check("/votes", json!({"statement": -1, "value": "agree"}), "bad-field", "“statement”");
    check("/comments", json!({"on": 1, "text": "x", "language": "e"}), "bad-language", "“language”");
    let amendment =
        json!({"version": 1, "operations": [], "units": ["art_1", " "], "text": "x", "language": "en"});
    check("/amendments", amendment, "bad-unit", "“units[1]”");
    let harm = |country: &str, day: &str| {
        json!({"kind": "4.3", "extent": "country", "country": country, "day": day, "text": "x", "source": "x",
            "language": "en", "names": "none"})
    };
    check("/harms", harm("ZZ", "2026-01-02"), "bad-country", "“country”");
    check("/harms", harm("KR", "2026-13-02"), "bad-field", "“day”");
    let withdrawal = json!({"endorsement": 1, "text": "x", "language": "e"});
    check("/endorsement-withdrawals", withdrawal, "bad-language", "“language”");
}

/// A value for each schema of the description that a body could have there.
fn filled(description: &serde_json::Value, schema: &serde_json::Value) -> serde_json::Value {
    if let Some(example) = schema.get("example") {
        return example.clone();
    }
    if let Some(name) = schema["$ref"].as_str() {
        return filled(description, &description["components"]["schemas"][name.rsplit('/').next().unwrap()]);
    }
    let parts = ["allOf", "oneOf", "anyOf"].iter().find_map(|name| schema[*name].as_array());
    if let Some(parts) = parts {
        let filled_in = parts.iter().map(|part| filled(description, part)).filter(|part| !part.is_null());
        let all: Vec<_> = filled_in.collect();
        let members = all.iter().filter_map(|part| part.as_object()).flatten();
        let whole: serde_json::Map<_, _> =
            members.map(|(name, value)| (name.clone(), value.clone())).collect();
        return if whole.is_empty() { all.into_iter().next().unwrap_or_default() } else { whole.into() };
    }
    let kind = schema["type"].as_array().map_or(&schema["type"], |kinds| &kinds[0]).as_str();
    match kind {
        Some("string") => json!("x"),
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("array") => json!([]),
        Some("object") => {
            let members = schema["properties"].as_object().into_iter().flatten();
            let own = ["signature", "seed"];
            let members = members.filter(|(name, _)| !own.contains(&name.as_str()));
            members.map(|(name, part)| (name.clone(), filled(description, part))).collect()
        }
        _ => json!(null),
    }
}

#[test]
fn no_word_in_any_member_makes_a_body_that_is_not_understood() {
    let much = Allowance { burst: 1_000_000, per_second: 1_000_000.0 };
    let allowances = Allowances { votes: much, writings: much, ..Allowances::default() };
    let front = Front::with(Settings { allowances, ..Settings::demo(ADDRESS) });
    let ara = front.member("ara");
    let description = front.anonymous().get_at("/api/openapi.json").json(200);
    let (mut tried, mut refused) = (0, 0);
    for (path, item) in description["paths"].as_object().unwrap() {
        let Some(under) = path.strip_prefix("/api/processes/{id}").filter(|rest| !rest.contains('{')) else {
            continue;
        };
        // A charter has a page of its own (docs/charter.md), and the description calls it an object.
        if under == "/charter" {
            continue;
        }
        let schema = &item["post"]["requestBody"]["content"]["application/json"]["schema"];
        let serde_json::Value::Object(mut body) = filled(&description, schema) else { continue };
        // A day or a country without an example is left out: the description does not say what it takes.
        let broken = |body: &serde_json::Map<String, serde_json::Value>| {
            let reply = ara.post(under, &body.clone().into());
            body.keys().find(|name| reply.text().contains(&format!("\"“{name}”: "))).cloned()
        };
        while let Some(name) = broken(&body) {
            body.remove(&name);
        }
        for name in body.iter().filter(|(_, value)| value.is_string()).map(|(name, _)| name) {
            let mut body = body.clone();
            body.insert(name.clone(), json!("no such ~ value"));
            let reply = ara.post(under, &body.clone().into());
            let answer = reply.text().to_owned();
            assert_ne!(reply.status, 400, "{under} {name}: {answer} {body:?}");
            tried += 1;
            if answer.contains("bad-field") {
                assert!(answer.contains(&format!("“{name}”")), "{under} {name}: {answer}");
                refused += 1;
            }
        }
    }
    assert!(tried > 100 && refused > 20, "{tried} {refused}");
}

#[test]
fn a_language_has_one_spelling_at_every_door() {
    let front = Front::new();
    let ara = front.member("ara");
    let say = |language: &str| ara.post("/statements", &json!({"text": "Labels help", "language": language}));
    for other in ["EN", "zh-hant", "pt-br"] {
        say(other).problem(422, "bad-language");
    }
    say("zh-Hant").json(201);
    let statement = SubmitStatement { text: "From the host".into(), language: "EN".parse().unwrap() };
    let refused = front.refused_as_operator(Command::SubmitStatement(statement));
    assert!(refused.contains("“EN” is not a language tag as it is usually written"), "{refused}");
}

#[test]
fn what_a_command_names_of_the_norm_library_is_looked_up() {
    let front = Front::new();
    let (ara, desk) = (front.member("ara"), front.secretariat());
    let harm = |provision: &str| {
        json!({"kind": "4.3", "extent": "not_known", "text": "A voice of a neighbour was made up.",
            "source": "I heard the call myself", "language": "en", "names": "none", "provisions": [provision]})
    };
    ara.post("/harms", &harm("eu-ai-act:Art 999")).problem(404, "unknown-found");
    ara.post("/harms", &harm("eu-ai-act:Art 50(4)")).json(201);
    let promise = |provision: &str| {
        json!({"actor": "A ministry", "text": "To label what is made up", "language": "en", "source": "Its page",
            "confidence": "high", "provisions": [provision]})
    };
    let refused = desk.post("/commitments", &promise("seoul-fasc:XXX"));
    refused.problem(404, "unknown-found");
    assert!(refused.text().contains("“seoul-fasc:XXX” is not there"), "{}", refused.text());
    desk.post("/commitments", &promise("seoul-fasc:VII")).json(201);
    let coding = json!({"draft": 1, "unit": "art_1", "coding": {"statement_type": "R", "deontic": "must",
        "bearer": ["teapot"], "sanction": "admin_fine", "testable": "yes"}});
    let refused = desk.post("/codings", &coding);
    refused.problem(422, "bad-field");
    assert!(refused.text().contains("a code of the norm library"), "{}", refused.text());
}

#[test]
fn a_letter_takes_its_files_here_as_on_its_page() {
    let front = Front::new();
    let mut charter = front.node.processes()[0].read().charter.clone();
    charter.phases[0].acts.push(maru_forum::PhaseAct::Remark);
    let reason = "letters".to_owned();
    let change = maru_forum::ChangeCharter { charter: Box::new(charter), reason, shorten: true };
    front.as_operator(Command::ChangeCharter(change));
    let ara = front.member("ara");
    let file =
        json!({"name": "a.txt", "media_type": "text/plain", "base64": BASE64.encode("a".repeat(1 << 20))});
    let letter = json!({"letter": {"text": "Dear all", "language": "en"}, "attachments": [file]});
    ara.post("/submissions", &letter).json(201);
    let description = front.anonymous().get_at("/api/openapi.json").json(200);
    let says = &description["paths"]["/api/processes/{id}/submissions"]["post"]["summary"];
    assert!(says.as_str().unwrap().contains("eight files of at most 2 MiB"), "{says}");
}

#[test]
fn joining_twice_is_joining_once() {
    let front = Front::new();
    let me = json!({"pseudonym": "Ara", "group": "industry", "country": "KR"});
    front.anonymous().post("/join", &me).problem(401, "not-signed-in");
    let ara = front.signed("ara");
    let entry = ara.post("/join", &me).json(201)["entry"].clone();
    assert_eq!(ara.post("/join", &json!({"pseudonym": "Other"})).json(200)["entry"], entry);
    let shown = ara.get("").json(200)["me"].clone();
    let expected = json!({
        "participant": entry, "pseudonym": "Ara", "offices": [], "acts": 0, "last": entry, "key": null,
    });
    assert_eq!(shown, expected);
    let ben = front.signed("ben");
    ben.post("/join", &me).problem(409, "pseudonym-taken");
    ben.post("/join", &json!({"pseudonym": " "})).problem(422, "bad-pseudonym");
    ben.post("/join", &json!({"pseudonym": "b", "country": "Korea"})).problem(422, "bad-country");
    ben.post("/join", &json!({"pseudonym": "b", "group": "cats"})).problem(422, "unknown-group");
    ben.post("/join", &json!({"pseudonym": "b", "key": "AAAA"})).problem(422, "bad-key");
    assert_eq!(ben.get("").json(200)["me"], json!(null));
}

/// What the program of a participant with a key does: it puts the entry together and signs it.
fn signed(front: &Front, me: &serde_json::Value, key: &SigningKey, event: impl Into<Event>) -> String {
    let number = |member: &str| EntryNumber(me[member].as_u64().unwrap());
    let recorded = Recorded {
        at: Moment(0),
        author: Author::Participant(ParticipantId(number("participant"))),
        chain: Some((me["acts"].as_u64().unwrap() as u32, number("last"))),
        imported: None,
        signature: Some([0; 64]),
        event: event.into(),
    };
    let origin = front.node.processes()[0].read().origin.clone();
    BASE64.encode(key.sign(&encode(&recorded).signed_message(&origin).unwrap()).to_bytes())
}

#[test]
fn whoever_joins_with_a_key_signs_each_act() {
    let front = Front::new();
    let statement = front.statement("Labels are needed");
    let key = SigningKey::from_bytes(&[7; 32]);
    let ara = front.signed("ara");
    let mut weak = [0; 32];
    weak[0] = 1;
    let join = |key: [u8; 32]| json!({"pseudonym": "ara", "key": BASE64.encode(key)});
    ara.post("/join", &join(weak)).problem(422, "bad-key");
    ara.post("/join", &join(key.verifying_key().to_bytes())).json(201);
    let me = || ara.get("").json(200)["me"].clone();
    assert_eq!(me()["key"], BASE64.encode(key.verifying_key().to_bytes()));

    let voted = |value| Voted { statement: StatementId(EntryNumber(statement)), value };
    let mut ballot = json!({"statement": statement, "value": "agree"});
    ara.post("/votes", &ballot).problem(422, "signature-missing");
    ballot["signature"] = signed(&front, &me(), &SigningKey::from_bytes(&[8; 32]), voted(Vote::Agree)).into();
    ara.post("/votes", &ballot).problem(422, "bad-signature");
    ballot["signature"] = signed(&front, &me(), &key, voted(Vote::Disagree)).into();
    ara.post("/votes", &ballot).problem(422, "bad-signature");
    ballot["signature"] = signed(&front, &me(), &key, voted(Vote::Agree)).into();
    let entry = ara.post("/votes", &ballot).json(200)["entry"].clone();
    let shown = ara.get(&format!("/entries/{entry}")).json(200)["body"].clone();
    assert_eq!((&shown["by"], &shown["sig"]), (&json!("self"), &ballot["signature"]));
    ballot["value"] = "pass".into();
    ara.post("/votes", &ballot).problem(422, "bad-signature");

    let seed = [5; 32];
    let content = Content::new(
        &NonceSource::new(seed).draw(),
        [("language", "en".to_owned()), ("text", "Mine.".to_owned())],
    );
    let text = Words { digest: content.digest(), language: "en".parse().unwrap(), length: 5 };
    let stated = Stated { text, source_id: None, source_text: None };
    let mut new = json!({"text": "Mine.", "language": "en"});
    ara.post("/statements", &new).problem(422, "signature-missing");
    new["signature"] = signed(&front, &me(), &key, stated).into();
    ara.post("/statements", &new).problem(422, "bad-signature");
    new["seed"] = "short".into();
    ara.post("/statements", &new).problem(422, "bad-seed");
    new["seed"] = BASE64.encode(seed).into();
    ara.post("/statements", &new).json(201);
    assert_eq!(me()["acts"], 2);
}

#[test]
fn a_statement_waits_for_the_secretariat() {
    let front = Front::new();
    let (ara, ben, secretariat) = (front.member("ara"), front.member("ben"), front.secretariat());
    let text = "표시는 눈으로 볼 때뿐 아니라 화면 낭독기로도 알 수 있어야 한다.";
    let new = json!({"text": text, "language": "ko"});
    let number = ara.post("/statements", &new).json(201)["entry"].as_u64().unwrap();
    let address = format!("/statements/{number}");
    let words = |reply: crate::support::Reply| reply.json(200)["words"]["text"].clone();
    assert_eq!(words(ara.get(&address)), text);
    assert_eq!(words(secretariat.get(&address)), text);
    assert_eq!(words(ben.get(&address)), json!(null));
    assert_eq!(words(front.anonymous().get(&address)), json!(null));
    assert!(!front.anonymous().get("/export/comments.csv").text().contains(text));
    let entry = front.anonymous().get(&format!("/entries/{number}")).json(200);
    assert!(entry["contents"].as_object().unwrap().values().all(serde_json::Value::is_null));

    let verdict = json!({"statements": [number], "verdict": "accepted", "reason": "fits", "rule": "2"});
    ara.post("/moderation", &verdict).problem(403, "not-allowed");
    front.anonymous().post("/moderation", &verdict).problem(401, "not-signed-in");
    let no_reason = json!({"statements": [number], "verdict": "accepted", "reason": " "});
    secretariat.post("/moderation", &no_reason).problem(422, "reason-missing");
    let act = secretariat.post("/moderation", &verdict).json(201)["entry"].clone();
    assert_eq!(words(front.anonymous().get(&address)), text);
    let log = front.anonymous().get("/moderation").json(200);
    assert_eq!(log["verdicts"][0]["entry"], act);
    assert_eq!(log["verdicts"][0]["reason"], "fits");
    assert!(front.anonymous().get("/export/comments.csv").text().contains(text));
    ara.post("/statements", &json!({"text": "x".repeat(281), "language": "en"}))
        .problem(422, "text-too-long");
    ara.post("/statements", &json!({"text": "x", "language": "!"})).problem(422, "bad-language");
}

#[test]
fn who_asks_too_often_waits() {
    let votes = Allowance { burst: 3, per_second: 0.01 };
    let allowances = Allowances { votes, ..Allowances::default() };
    let front = Front::with(Settings { allowances, ..Settings::demo(ADDRESS) });
    let statement = front.statement("Labels are needed");
    let (ara, ben) = (front.member("ara"), front.member("ben"));
    let ballot = json!({"statement": statement, "value": "agree"});
    for _ in 0..3 {
        ara.post("/votes", &ballot).json(200);
    }
    let reply = ara.post("/votes", &ballot);
    reply.problem(429, "too-often");
    assert!(reply.header("retry-after").parse::<u64>().is_ok_and(|seconds| (90..=100).contains(&seconds)));
    ben.post("/votes", &ballot).json(200);
}

#[test]
fn another_site_cannot_act_for_me() {
    let front = Front::new();
    let statement = front.statement("Labels are needed");
    let account = front.node.account_for(&"ara@example.org".parse().unwrap()).unwrap();
    let token = front.node.issue_session(account).unwrap();
    let request = |site: &str| {
        axum::http::Request::post("/api/processes/test/votes")
            .header("host", "localhost:8080")
            .header("cookie", format!("maru={}", token.as_str()))
            .header("sec-fetch-site", site)
            .body(axum::body::Body::from(format!("{{\"statement\":{statement},\"value\":\"agree\"}}")))
            .unwrap()
    };
    assert_eq!(front.send(request("cross-site")).status, 403);
    front.send(request("same-origin")).problem(403, "not-a-participant");
}

#[test]
fn those_who_hold_an_office_do_by_the_api_what_they_do_on_the_pages() {
    let front = Front::new();
    let secretariat = front.secretariat();
    let ara = front.member("ara");
    let office =
        json!({"participant": ara.me().0.0, "office": "drafter", "give": true, "reason": "writes well"});
    ara.post("/offices", &office).problem(403, "not-allowed");
    secretariat.post("/offices", &office).json(201);
    let held = front.anonymous().get("/offices").json(200);
    assert!(held.as_array().unwrap().iter().any(|one| one["office"] == "drafter" && one["ended"].is_null()));

    let text = "# Norm\n\n## Article 1\n\nA provider labels it.\n";
    let texts = json!([{"language": "en", "standing": "authentic", "name": "draft.md", "text": text}]);
    let version = |texts: &serde_json::Value, dry_run: bool| json!({"texts": texts, "reason": "the first", "dry_run": dry_run});
    front.member("egret").post("/drafts", &version(&texts, false)).problem(403, "not-allowed");
    let look = ara.post("/drafts", &version(&texts, true)).json(200);
    assert!(look["entry"].is_null() && look["languages"] == json!(["en"]), "{look}");
    front.anonymous().get("/drafts/latest").problem(404, "no-such-draft");
    let published = ara.post("/drafts", &version(&texts, false)).json(201);
    assert!(published["entry"].as_u64().is_some());
    ara.post("/drafts", &version(&json!([{"language": "en", "standing": "authentic", "name": "x"}]), false))
        .problem(422, "bad-draft");
    ara.post("/merges", &json!({"amendments": [1], "reason": "none"})).problem(422, "nothing-merged");

    let map = secretariat.post("/results", &json!({"kind": "openness"})).json(201);
    assert!(map["entry"].as_u64().is_some());
    ara.post("/results", &json!({"kind": "openness"})).problem(403, "not-allowed");
    let mut charter = front.anonymous().get("").json(200)["charter"].clone();
    charter["contact"] = "desk@example.org".into();
    let change = json!({"charter": charter, "reason": "another address"});
    secretariat.post("/charter", &change).json(201);
    assert_eq!(front.anonymous().get("").json(200)["charter"]["contact"], "desk@example.org");
    let stage = |stage: &str, cut: bool| json!({"stage": stage, "reason": "all is said", "cut_short": cut});
    secretariat.post("/stages", &stage("abandoned", false)).problem(409, "already-open");
    secretariat.post("/stages", &stage("closed", false)).problem(409, "cuts-short");
    secretariat.post("/stages", &stage("closed", true)).json(201);
    assert_eq!(front.anonymous().get("").json(200)["stage"], "closed");
    assert_eq!(front.anonymous().get_at("/api/copies").json(200), json!([]));
    let beside = front.anonymous().get_at("/api/audits/seoul-2024/beside/test").json(200);
    assert_eq!(beside["criteria"].as_array().unwrap().len(), 40);
    front.anonymous().get_at("/api/audits/nowhere/beside/test").problem(404, "unknown-audit");
}
