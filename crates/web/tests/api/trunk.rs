//! The trunk at the front door: a remark, its answer, and a phase that waits for what is owed.

use maru_forum::{ChangeCharter, Command, Means, ParticipantId, PhaseAct, Tell};
use maru_verify::draft::first_version;
use serde_json::{Value, json};

use crate::support::{Front, PROCESS};

const DRAFT: &str = "# Norm\n\n## Article 1\n\nA provider may label it.\n\n## Article 2\n\nIt lasts.\n";

/// A node whose charter asks for remarks, amendments and answers, with a first version of a draft.
fn drafted() -> Front {
    let front = Front::new();
    let mut charter = {
        let handle = front.node.process(&PROCESS.parse().unwrap()).unwrap();
        let process = handle.read();
        process.charter.clone()
    };
    charter.phases[0].acts.extend([PhaseAct::Remark, PhaseAct::Amend, PhaseAct::Answer]);
    charter.moderation = maru_forum::Moderation::After;
    let reason = "the draft is ready".to_owned();
    front.as_operator(Command::ChangeCharter(ChangeCharter {
        charter: Box::new(charter),
        reason,
        shorten: true,
    }));
    let texts = [("en".parse().unwrap(), DRAFT)];
    front.as_operator(first_version(&texts, "the first").unwrap().into());
    front
}

fn remark(start: u32, end: u32) -> Value {
    let anchor = json!({"unit": "art_1", "language": "en", "start": start, "end": end});
    json!({"version": 1, "anchor": anchor, "kind": "objection", "text": "It should say must.", "language": "en"})
}

#[test]
fn a_remark_is_made_answered_told_and_replied_to() {
    let front = drafted();
    let (ara, desk) = (front.member("ara"), front.secretariat());
    let item = ara.post("/remarks", &remark(11, 14)).json(201)["entry"].as_u64().unwrap();
    let refused = ara.post("/remarks", &remark(11, 99));
    refused.problem(422, "not-in-the-text");
    assert!(refused.text().contains("the range ends at 99"), "{}", refused.text());
    let shown = front.anonymous().get("/remarks?unit=art_1&unanswered=true").json(200);
    assert_eq!((&shown["total"], &shown["remarks"][0]["kind"]), (&json!(1), &json!("objection")));
    assert_eq!(front.anonymous().get("/owed").json(200)["unanswered"], json!([item]));

    let reason = "Article 1 leaves the choice of means to providers on purpose.";
    let answer = json!({"on": [item], "disposition": "not-accepted", "text": reason, "language": "en"});
    ara.post("/answers", &answer).problem(403, "not-allowed");
    let unknown = json!({"on": [item], "disposition": "so-so", "text": reason, "language": "en"});
    desk.post("/answers", &unknown).problem(422, "bad-field");
    let entry = desk.post("/answers", &answer).json(201)["entry"].as_u64().unwrap();
    assert_eq!(front.anonymous().get(&format!("/answers/{entry}")).json(200)["reason"]["text"], reason);
    front.anonymous().get("/answers/1").problem(404, "unknown-answer");
    let owed = front.anonymous().get("/owed").json(200);
    let who = owed["untold"][0]["participant"].as_u64().unwrap();
    assert_eq!(owed["unanswered"], json!([]));
    desk.post("/closings", &json!({"phase": "talk", "reason": "done"})).problem(409, "phase-runs");

    let (answered, to) = (maru_forum::EntryNumber(entry), vec![ParticipantId(maru_forum::EntryNumber(who))]);
    front.as_operator(Command::Tell(Tell { answer: answered, to, means: Means::Page }));
    let reply = json!({"answer": entry, "on": item, "word": "objects"});
    desk.post("/replies", &reply).problem(403, "not-the-author");
    ara.post("/replies", &reply).json(201);
    let remarks = front.anonymous().get("/remarks").json(200);
    assert_eq!(remarks["remarks"][0]["answer"]["reply"], "objects");
}

#[test]
fn an_amendment_touches_the_units_that_it_names() {
    let front = drafted();
    let ara = front.member("ara");
    let operations = json!([{"operation": "substitute", "target": "art_1", "old": "may", "new": "must"}]);
    let amendment = |unit: &str| {
        json!({
            "version": 1, "operations": [{"language": "en", "operations": operations}], "units": [unit],
            "text": "Who labels must be able to rely on it.", "language": "en"
        })
    };
    ara.post("/amendments", &amendment("art_2")).problem(422, "not-in-the-text");
    let entry = ara.post("/amendments", &amendment("art_1")).json(201)["entry"].as_u64().unwrap();
    let bora = front.member("bora");
    bora.post("/cosignatures", &json!({"amendment": entry, "give": true})).json(201);
    bora.post("/supports", &json!({"on": entry, "give": true})).json(201);
    bora.post("/amendment-withdrawals", &json!({"amendment": entry})).problem(403, "not-the-author");
    let shown = front.anonymous().get("/amendments?unit=art_1").json(200);
    let first = &shown["amendments"][0];
    assert_eq!(
        (&first["cosigners"], &first["support"], &first["merged"]),
        (&json!(1), &json!(1), &Value::Null)
    );
    ara.post("/amendment-withdrawals", &json!({"amendment": entry})).json(201);
}

#[test]
fn a_table_leaves_and_its_answers_come_back_once_they_were_seen() {
    let front = drafted();
    let (ara, desk) = (front.member("ara"), front.secretariat());
    ara.post("/remarks", &remark(11, 14)).json(201);
    let csv = front.anonymous().get("/comment-tables/iso-csv").text().to_owned();
    let typed =
        csv.replace("It should say must.,,", "It should say must.,,Noted. The drafters have heard it.");
    assert_ne!(csv, typed);
    let base64 = |text: &str| base64::Engine::encode(&base64::engine::general_purpose::STANDARD, text);
    let body = json!({"base64": base64(&typed), "language": "en"});
    front.anonymous().post("/comment-tables/iso-csv", &body).problem(401, "not-signed-in");
    front.anonymous().get("/comment-tables/archive").problem(404, "no-such-form");
    desk.post("/comment-tables/archive", &body).problem(422, "bad-table");
    let look = desk.post("/comment-tables/iso-csv", &body).json(200);
    assert_eq!((&look["recorded"], &look["rows"][0]["state"]), (&json!(1), &json!("answer")));
    let with = |seen: &Value| json!({"base64": base64(&typed), "language": "en", "seen": seen});
    desk.post("/comment-tables/iso-csv", &with(&json!("0"))).problem(409, "seen-otherwise");
    // Of somebody who may not answer each row says so, and nothing is recorded.
    let refused = ara.post("/comment-tables/iso-csv", &body).json(200);
    assert_eq!(refused["rows"][0]["code"], json!("not-allowed"));
    let entry =
        desk.post("/comment-tables/iso-csv", &with(&look["seen"])).json(201)["entry"].as_u64().unwrap();
    assert_eq!(front.anonymous().get(&format!("/answers/{entry}")).json(200)["disposition"], json!("noted"));
    let own = json!({"base64": base64(&csv), "language": "en", "source": {"name": "X", "licence": "CC0"}});
    assert_eq!(desk.post("/comment-tables/iso-csv", &own).json(200)["recorded"], json!(0));
    // Heads and words in Korean, in EUC-KR: read once somebody says so, and never guessed.
    let korean = "ufjIoyzAx7DfLMCvx/wKMSzHpb3DsKEgvvi02Syx4rz6Cg==";
    let mut table = json!({"base64": korean, "language": "ko", "source": {"name": "TTA", "licence": "CC0"}});
    desk.post("/comment-tables/iso-csv", &table).problem(422, "bad-table");
    table["encoding"] = json!("klingon");
    desk.post("/comment-tables/iso-csv", &table).problem(422, "bad-table");
    table["encoding"] = json!("euc-kr");
    let look = desk.post("/comment-tables/iso-csv", &table).json(200);
    assert_eq!(
        (&look["rows"][0]["words"], &look["rows"][0]["kind"]),
        (&json!("표시가 없다"), &json!("technical"))
    );
    let lacking = look["not_read"][0].as_str().expect("a line");
    assert!(lacking.contains("there is no column for: proposed change, observations"), "{lacking}");
}
