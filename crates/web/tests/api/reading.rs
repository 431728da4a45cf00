use serde_json::{Value, json};

use crate::support::{Front, PROCESS};

#[test]
fn processes_are_listed_and_shown() {
    let front = Front::new();
    front.statement("Labels are needed");
    let anyone = front.anonymous();
    let list = anyone.get_at("/api/processes").json(200);
    let line = &list["processes"][0];
    assert_eq!(line["id"], PROCESS);
    assert_eq!(line["title"], json!({"en": "A test", "ko": "시험"}));
    assert_eq!((&line["stage"], &line["phase"]), (&json!("open"), &json!("talk")));
    assert_eq!(line["counts"]["visible_statements"], 1);
    let shown = anyone.get("").json(200);
    assert_eq!(shown["counts"], line["counts"]);
    assert_eq!(shown["charter"]["phase"][0]["opens"], "2020-01-01");
    assert_eq!(shown["may"], json!(["join", "statement", "vote"]));
    assert_eq!(shown["me"], Value::Null);
    anyone.get_at("/api/processes/nowhere").problem(404, "unknown-process");
    anyone.get_at("/api/processes/No%20Where").problem(404, "unknown-process");
    anyone.get_at("/api/nothing").problem(404, "no-such-address");
    anyone.get("/entries/x").problem(404, "unknown-entry");
}

#[test]
fn pages_of_any_origin_may_read_and_none_may_act() {
    let front = Front::new();
    for address in ["", "/statements", "/entries", "/results", "/moderation"] {
        assert_eq!(front.anonymous().get(address).header("access-control-allow-origin"), "*", "{address}");
    }
    let act = front.anonymous().post("/votes", &json!({}));
    assert_eq!(act.header("access-control-allow-origin"), "");
    let cookies = front.anonymous().get("").headers.contains_key("set-cookie");
    assert!(!cookies, "reading sets no cookie");
}

#[test]
fn statements_come_in_pages() {
    let front = Front::new();
    let numbers: Vec<u64> = (0..5).map(|n| front.statement(&format!("Statement {n}"))).collect();
    let anyone = front.anonymous();
    let page = anyone.get("/statements?page=2&limit=2").json(200);
    let found: Vec<_> =
        page["statements"].as_array().unwrap().iter().map(|one| one["number"].clone()).collect();
    assert_eq!(found, numbers[2..4]);
    assert_eq!([&page["page"], &page["pages"], &page["total"]], [&json!(2), &json!(3), &json!(5)]);
    assert_eq!(
        page["statements"][0]["words"],
        json!({"language": "en", "direction": "ltr", "text": "Statement 2"})
    );
    assert_eq!(anyone.get("/statements?page=9").json(200)["statements"], json!([]));
    assert_eq!(
        anyone.get(&format!("/statements?page={}&limit=200", usize::MAX)).json(200)["statements"],
        json!([])
    );
    anyone.get("/statements?page=x").problem(400, "bad-query");
    anyone.get("/statements?sort=new").problem(400, "bad-query");
    anyone.get("/statements/0").problem(404, "unknown-statement");
}

#[test]
fn lists_that_grow_come_in_parts_and_more_than_a_part_is_refused() {
    let front = Front::new();
    let numbers: Vec<u64> = (0..5).map(|n| front.statement(&format!("Statement {n}"))).collect();
    for number in &numbers {
        front.as_operator(maru_forum::Command::Withdraw(maru_forum::WithdrawWords {
            entry: maru_forum::EntryNumber(*number),
            reason: maru_forum::WithdrawalReason::PersonalData,
            ground: "GDPR Art 17".into(),
        }));
    }
    let anyone = front.anonymous();
    let (mut address, mut gone) = ("/moderation?limit=2".to_owned(), Vec::new());
    loop {
        let part = anyone.get(&address).json(200);
        let targets = part["erasures"].as_array().unwrap().iter().map(|one| one["target"].as_u64().unwrap());
        let before = gone.len();
        gone.extend(targets);
        assert!(gone.len() - before <= 2, "{part}");
        let Some(next) = part["next"].as_u64() else { break };
        address = format!("/moderation?limit=2&after={next}");
    }
    assert_eq!(gone, numbers);
    for address in
        ["/moderation?limit=201", "/moderation?limit=0", "/statements?limit=201", "/entries?limit=1001"]
    {
        anyone.get(address).problem(400, "bad-query");
    }
    assert_eq!(front.anonymous().get("/codings?limit=1").header("link"), "", "there is no next part");
}

#[test]
fn the_next_statement_is_one_that_i_have_not_answered() {
    let front = Front::new();
    let numbers: Vec<u64> = (0..3).map(|n| front.statement(&format!("Statement {n}"))).collect();
    let ara = front.member("ara");
    let mut asked = Vec::new();
    for left in (1..=3).rev() {
        let next = ara.get("/statements/next").json(200);
        assert_eq!(next["left"], left);
        let number = next["statement"]["number"].as_u64().unwrap();
        ara.post("/votes", &json!({"statement": number, "value": "pass"})).json(200);
        asked.push(number);
    }
    asked.sort_unstable();
    assert_eq!(asked, numbers);
    assert_eq!(ara.get("/statements/next").json(200), json!({"statement": null, "left": 0}));
    let anyone = || front.anonymous().get("/statements/next").json(200)["statement"]["number"].clone();
    assert_eq!(anyone(), anyone());
}

#[test]
fn entries_are_shown_with_what_is_still_there() {
    let front = Front::new();
    let number = front.statement("Labels are needed");
    let anyone = front.anonymous();
    let list = anyone.get("/entries?from=1&limit=2").json(200);
    assert_eq!(list["entries"][0]["number"], 1);
    assert_eq!(list["entries"][0]["body"]["t"], "stage");
    assert_eq!(list["entries"].as_array().unwrap().len(), 2);
    let address = format!("/entries/{number}");
    let entry = anyone.get(&address).json(200);
    assert_eq!(entry["body"]["t"], "statement");
    let digest = entry["digests"][0].as_str().unwrap();
    assert_eq!(entry["contents"][digest]["text"], "Labels are needed");
    front.as_operator(maru_forum::Command::Withdraw(maru_forum::WithdrawWords {
        entry: maru_forum::EntryNumber(number),
        reason: maru_forum::WithdrawalReason::PersonalData,
        ground: "GDPR Art 17".into(),
    }));
    let erased = anyone.get(&address).json(200);
    assert_eq!(erased["contents"][digest], Value::Null);
    assert_eq!(erased["leaf"], entry["leaf"], "the record is as it was");
    assert_eq!(anyone.get("/moderation").json(200)["erasures"][0]["target"], number);
    anyone.get("/entries/9999").problem(404, "unknown-entry");
    anyone.get("/entries/9999/receipt").problem(404, "unknown-entry");
    assert_eq!(anyone.get("/entries?from=9999").json(200)["entries"], json!([]));
}

#[test]
fn a_receipt_is_there_once_the_record_is_published() {
    let front = Front::new();
    let number = front.statement("Labels are needed");
    let address = format!("/entries/{number}/receipt");
    front.node.publish_record(&front.node.process(&PROCESS.parse().unwrap()).unwrap()).unwrap();
    let reply = front.anonymous().get(&address);
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!(reply.text().starts_with("c2sp.org/tlog-proof@v1"), "{}", reply.text());
}

#[test]
fn results_are_whole_and_balanced() {
    let front = Front::new();
    let statement = front.statement("Labels are needed");
    for number in 0..30 {
        let (group, value) =
            if number % 3 < 2 { ("industry", "agree") } else { ("civil_society", "disagree") };
        let name = format!("person-{number}");
        let visitor = front.signed(&name);
        visitor.post("/join", &json!({"pseudonym": name, "group": group, "country": "KR"})).json(201);
        visitor.post("/votes", &json!({"statement": statement, "value": value})).json(200);
    }
    front.anonymous().get("/map").problem(503, "map-being-computed");
    front.anonymous().get("/map?day=today").problem(400, "bad-query");
    front.anonymous().get("/map?people=mine").problem(400, "bad-query");
    let results = front.anonymous().get("/results").json(200);
    let stakeholders = &results["breakdowns"][0];
    assert_eq!(stakeholders["kind"], "stakeholder");
    assert_eq!(stakeholders["constituencies"][0], json!({"name": "Industry", "people": 20, "counts": true}));
    let line = &stakeholders["statements"][0];
    assert_eq!(line["statement"], statement);
    assert_eq!(line["tallies"][0], json!({"agree": 20, "disagree": 0, "pass": 0}));
    let balanced = &line["balanced"];
    let share = balanced["share"].as_f64().unwrap();
    assert!(
        (0.45..0.55).contains(&share),
        "twenty of industry weigh as much as ten of civil society: {share}"
    );
    assert!(balanced["low"].as_f64().unwrap() < share && share < balanced["high"].as_f64().unwrap());
    assert_eq!(balanced["holds"], false);
}

#[test]
fn exports_have_the_shape_of_polis() {
    let front = Front::new();
    let statement = front.statement("Labels are needed, \"now\"");
    front.member("ara").post("/votes", &json!({"statement": statement, "value": "agree"})).json(200);
    let anyone = front.anonymous();
    let votes = anyone.get("/export/votes.csv");
    assert_eq!(votes.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(votes.header("content-disposition"), "attachment; filename=\"votes.csv\"");
    assert!(votes.text().starts_with("timestamp,"), "{}", votes.text());
    assert_eq!(votes.text().lines().count(), 2, "{}", votes.text());
    assert!(anyone.get("/export/comments.csv").text().contains("\"Labels are needed, \"\"now\"\"\""));
    assert_eq!(anyone.get("/export/participants-votes.csv").status, 200);
    anyone.get("/export/secrets.csv").problem(404, "no-such-file");
}

#[test]
fn drafts_are_shown_by_version() {
    let front = Front::new();
    front.anonymous().get("/drafts/latest").problem(404, "no-such-draft");
    let texts = [
        ("en".parse().unwrap(), "# N\n\n## Article 1\n\nOne."),
        ("ko".parse().unwrap(), "# 규범\n\n## 제1조\n\n하나."),
    ];
    let command = maru_verify::draft::first_version(&texts, "first").unwrap().into();
    let entry = front.as_operator(command).entry.0;
    let draft = front.anonymous().get("/drafts/1").json(200);
    assert_eq!((&draft["entry"], &draft["version"]), (&json!(entry), &json!(1)));
    assert_eq!(draft["texts"]["en"]["standing"], "authentic");
    let korean = draft["texts"]["ko"]["text"].as_str().unwrap();
    let read = maru_verify::draft::read_text(korean).unwrap();
    assert_eq!((read.title.as_str(), read.units[1].id.as_str()), ("규범", "art_1"));
    assert_eq!(front.anonymous().get("/drafts/latest").json(200), draft);
    front.anonymous().get("/drafts/2").problem(404, "no-such-draft");
}

#[test]
fn an_export_says_where_the_process_is_read() {
    let front = Front::new();
    let summary = front.anonymous().get("/export/summary.csv");
    assert!(summary.text().contains("http://localhost:8080/p/test"), "{}", summary.text());
}
