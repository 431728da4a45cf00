//! Promises, findings, objections and a contradiction, in a browser without script.

use maru_forum::Office;

use crate::desk::holder;
use crate::support::Front;
use crate::{Browser, seen};

const PROMISE: &str = "actor=Ministry+of+Examples&place=Seoul&made=2024-05-20&due=2025-02-10&source=A+newspaper&confidence=low\
    &quotation=&provisions=eu-ai-act%3AArt+50%284%29&about=&language=en";

#[test]
fn a_promise_is_recorded_found_on_objected_to_and_contradicted() {
    let front = Front::new();
    let desk = holder(&front, "crane", Office::Secretariat);
    let stranger = Browser::stranger(&front);
    seen(&stranger.get("/p/test/commitments"), "There is nothing here yet.");
    seen(&stranger.get("/p/test/desk/commitments"), "recorded by the secretariat");
    seen(&desk.get("/p/test/desk"), "/p/test/desk/commitments");
    let future = desk.post(
        "/p/test/desk/commitments",
        &format!("{PROMISE}&text=To+prevent+abuse.").replace("2024-05-20", "2999-01-01"),
    );
    assert_eq!(future.status, 422);
    seen(&future, "To prevent abuse.");
    let record = |text: &str| {
        let recorded = desk.post("/p/test/desk/commitments", &format!("{PROMISE}&text={text}"));
        assert_eq!(recorded.status, 303, "{}", recorded.text());
        recorded.header("location").split('?').next().unwrap().to_owned()
    };
    let (first, second) = (record("To+prevent+abuse."), record("To+spare+industry+penalties."));
    seen(&stranger.get("/p/test"), "/p/test/commitments");
    seen(&stranger.get("/p/test/commitments?show=due"), "To prevent abuse.");
    seen(&stranger.get(&first), "nobody has found anything yet");

    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    let evidence = "word=missed&day=2025-03-01&text=Nothing+was+published+by+that+day.&language=en&source=Register+of+Examples%2C+page+3";
    assert_eq!(
        heron.post(&format!("{first}/find"), &evidence.replace("2025-03-01", "2025-02-10")).status,
        422
    );
    let found = heron.post(&format!("{first}/find"), evidence);
    assert_eq!(found.status, 303, "{}", found.text());
    let finding = found.header("location").split_once("done=").unwrap().1.to_owned();
    let objection = format!("finding={finding}&text=It+was+published+elsewhere.&language=en");
    assert_eq!(heron.post(&format!("{first}/object"), &objection).status, 422, "nobody objects to their own");
    assert_eq!(desk.post(&format!("{first}/object"), &objection).status, 303);
    let other = second.rsplit('/').next().unwrap();
    let contradiction = format!("other={other}&text=What+costs+nothing+prevents+nothing.&language=en");
    let named = heron.post(&format!("{first}/contradict"), &contradiction);
    assert_eq!(named.status, 303, "{}", named.text());
    front.as_operator(
        maru_forum::Moderate {
            on: [&finding, named.header("location").split_once("done=").unwrap().1]
                .map(|entry| maru_forum::EntryNumber(entry.parse().unwrap()))
                .into(),
            verdict: maru_forum::Verdict::Accepted,
            reason: "on topic".to_owned(),
            rule: "1".to_owned(),
        }
        .into(),
    );
    let page = stranger.get(&first);
    for words in [
        "Missed",
        "Nothing was published by that day.",
        "To spare industry penalties.",
        "What costs nothing prevents nothing.",
    ] {
        seen(&page, words);
    }
    seen(&stranger.get("/p/test/commitments?show=contradicting"), "said to contradict another");
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get(&first), "참여자가 확인한 것");
}
