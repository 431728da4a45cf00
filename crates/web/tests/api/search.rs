use maru_forum::{Command, EntryNumber, Moderate, Translate, WithdrawWords};
use serde_json::json;

use crate::support::Front;

fn redact(front: &Front, entry: u64) {
    front.as_operator(Command::Withdraw(WithdrawWords {
        entry: EntryNumber(entry),
        reason: maru_forum::WithdrawalReason::PersonalData,
        ground: "GDPR Article 17".to_owned(),
    }));
}

#[test]
fn statements_and_laws_are_found() {
    let front = Front::new();
    let number = front.statement("Whales <b>sing</b> & deepfakes lie");
    let anyone = front.anonymous();
    let found = anyone.get_at("/api/search?q=whale").json(200);
    assert_eq!((&found["total"], &found["matching"]), (&json!(1), &json!("exact")));
    let hit = &found["hits"][0];
    assert_eq!(hit["address"], format!("/p/test/statements/{number}"));
    assert_eq!(hit["belongs_to"], "A test");
    assert_eq!(hit["title"], json!(null));
    assert_eq!(
        hit["snippet"],
        json!({"language": "en", "direction": "ltr", "pieces": [
            {"words": "Whales", "hit": true}, {"words": " <b>sing</b> & deepfakes lie", "hit": false},
        ]})
    );
    let laws = anyone.get_at("/api/search?q=Article%2050(4)&place=EU&kind=provision").json(200);
    assert_eq!(laws["hits"][0]["address"], "/norms/eu-ai-act/Art%2050%284%29");
    // The law of a union holds in each of its members, whose name no text of it has.
    for words in ["deepfake%20Germany", "%EB%8F%85%EC%9D%BC%20%EB%94%A5%ED%8E%98%EC%9D%B4%ED%81%AC"] {
        let there = anyone.get_at(&format!("/api/search?q={words}")).json(200);
        assert_eq!(
            (&there["place"], &there["law"]),
            (&json!("DE"), &json!("/norms/place/DE/deepfake")),
            "{there}"
        );
        let first = there["hits"][0]["address"].as_str().unwrap();
        assert!(first.starts_with("/norms/eu-"), "{first}");
    }
    let german = anyone.get_at("/api/search?q=deepfake&place=DE&kind=provision").json(200);
    assert!(german["total"].as_u64() > Some(0), "{german}");
    let both = anyone.get_at("/api/search?q=deepfakes&limit=1&page=2").json(200);
    assert_eq!(both["hits"].as_array().unwrap().len(), 1);
    let kinds: Vec<_> = both["kinds"].as_array().unwrap().iter().map(|one| one["kind"].clone()).collect();
    assert!(kinds.contains(&json!("provision")) && kinds.contains(&json!("statement")), "{kinds:?}");
    assert_eq!(anyone.get_at("/api/search?q=whale&page=99999999").json(200)["hits"], json!([]));
}

#[test]
fn nonsense_is_refused_with_a_code() {
    let front = Front::new();
    let anyone = front.anonymous();
    anyone.get_at("/api/search?q=%3F%3F").problem(400, "no-word");
    anyone.get_at("/api/search?q=%22open").problem(400, "open-quote");
    anyone.get_at("/api/search?q=law&kind=moon").problem(400, "unknown-kind");
    anyone.get_at("/api/search?q=law&sort=new").problem(400, "bad-query");
    anyone.get_at("/api/search").problem(400, "bad-query");
    // The page refuses what the API refuses.
    for query in ["topic=bogus", "place=QQ", "kind=bogus", "in=%3F"] {
        let page = anyone.get_at(&format!("/search?q=deepfake&{query}"));
        assert_eq!(page.status.as_u16(), 422, "{query}");
    }
    for query in ["topic=deepfake", "place=kr", "kind=provision", "in=ko", "topic=&place=&kind="] {
        let page = anyone.get_at(&format!("/search?q=deepfake&{query}"));
        assert_eq!(page.status.as_u16(), 200, "{query}");
    }
}

#[test]
fn erased_words_leave_the_index_and_the_answers() {
    let front = Front::new();
    let number = front.statement("Zebediah of the third floor made it");
    let kept = front.statement("Stripes are for zebras");
    let total =
        |word: &str| front.anonymous().get_at(&format!("/api/search?q={word}")).json(200)["total"].clone();
    assert_eq!((total("Zebediah"), total("stripes")), (json!(1), json!(1)));
    assert!(front.node.search_has_trace_of("zebediah"));
    redact(&front, number);
    assert_eq!((total("Zebediah"), total("stripes")), (json!(0), json!(1)));
    assert!(!front.node.search_has_trace_of("zebediah"), "a word that was erased is still in memory");
    redact(&front, kept);
    assert!(!front.node.search_has_trace_of("stripes"), "a word that was erased is still in memory");
}

#[test]
fn what_a_moderator_rejects_is_not_found() {
    let front = Front::new();
    let number = front.statement("Quokkas should vote");
    let total = || front.anonymous().get_at("/api/search?q=quokka").json(200)["total"].clone();
    assert_eq!(total(), json!(1));
    front.as_operator(Command::Moderate(Moderate {
        on: vec![EntryNumber(number)],
        verdict: maru_forum::Verdict::Rejected,
        reason: "off topic".to_owned(),
        rule: "none".to_owned(),
    }));
    assert_eq!(total(), json!(0));
    front.as_operator(Command::Translate(Translate {
        statement: maru_forum::StatementId(EntryNumber(number)),
        text: "쿼카도 투표해야 한다".to_owned(),
        language: "ko".parse().unwrap(),
        translator: "human".to_owned(),
    }));
    assert_eq!(total(), json!(0));
}
