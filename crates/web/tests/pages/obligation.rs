//! Obligations after adoption, in a browser without script: recorded, found on, and each signatory's own list.

use maru_forum::{
    ChangeCharter, CodeUnit, Language, Moderation, Moment, Office, PhaseAct, PublishedResult, RecordDecision,
    Resolution, UnitCoding, UnitId,
};
use maru_verify::draft::first_version;

use crate::desk::holder;
use crate::support::Front;
use crate::{Browser, seen};

const TEXT: &str = "# A norm\n\n## Article 1 Labels\n\nA provider shall label synthetic voices.\n";

/// A node whose process has adopted a text with one coded article.
fn adopted() -> Front {
    let front = Front::new();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter = handle.read().charter.clone();
    charter.phases[0].acts = vec![PhaseAct::Join, PhaseAct::Decide];
    charter.moderation = Moderation::After;
    let reason = "The text is to be adopted".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    let english: Language = "en".parse().unwrap();
    front.as_operator(first_version(&[(english.clone(), TEXT)], "First words").unwrap().into());
    let draft = handle.read().drafts.last().unwrap().entry;
    let coding = UnitCoding {
        statement_type: "R".to_owned(),
        deontic: "must".to_owned(),
        bearer: vec!["provider".to_owned()],
        topics: vec!["labelling".to_owned()],
        sanction: "none".to_owned(),
        testable: "yes".to_owned(),
        remedy: String::new(),
    };
    let unit = UnitId::new("art_1").unwrap();
    front.as_operator(CodeUnit { draft, unit, coding, as_suggested: None, words: None }.into());
    let entries = handle.read().entries;
    let result = PublishedResult {
        entry: maru_forum::EntryNumber(0),
        at: Moment(0),
        kind: "count".to_owned(),
        entries,
        algorithm: "hand 1".to_owned(),
        output: maru_record::Digest::of(b"one"),
        figures: std::collections::BTreeMap::new(),
    };
    let result = front.as_operator(result.into()).entry;
    let (outcome, text) = (Resolution::Adopted, "It is adopted as it stands.".to_owned());
    front.as_operator(RecordDecision { outcome, result, draft: Some(draft), text, language: english }.into());
    front
}

#[test]
fn what_signatories_owe_is_recorded_found_on_and_listed_by_signatory() {
    let front = adopted();
    let (desk, stranger) = (holder(&front, "crane", Office::Secretariat), Browser::stranger(&front));
    for words in ["A norm", "L2: 1", "/p/test/norms?version=1"] {
        seen(&stranger.get("/norms/adopted"), words);
    }
    seen(&stranger.get("/p/test/norms"), "This text was adopted in");
    // Nothing was owed before today, on which the text was adopted, so no day can be over yet.
    let today = maru_store::now().day();
    let form = &format!("unit=art_1&signatory=Ministry+of+Examples&due={today}&review=&text=&language=");
    assert_eq!(stranger.post("/p/test/desk/obligations", form).status, 401, "a stranger is led to sign in");
    let backwards = desk.post("/p/test/desk/obligations", &form.replace("review=", "review=2024-01-01"));
    assert_eq!(backwards.status, 422);
    let early = form.replace(&today.to_string(), "2025-01-10");
    assert_eq!(desk.post("/p/test/desk/obligations", &early).status, 422);
    let recorded = desk.post("/p/test/desk/obligations", form);
    assert_eq!(recorded.status, 303, "{}", recorded.text());
    let place = recorded.header("location").split('?').next().unwrap().to_owned();
    seen(&desk.post("/p/test/desk/obligations", form), "stands in the record already");
    desk.post("/p/test/desk/obligations", &form.replace("Ministry", "Office"));
    seen(&stranger.get(&place), "nobody has found anything yet");
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    let finding = &format!(
        "word=partly&day={today}&text=Half+of+it+was+labelled+by+that+day.&language=en&source=Register+of+Examples%2C+page+3"
    );
    let found = heron.post(&format!("{place}/find"), finding);
    assert_eq!(found.status, 303, "{}", found.text());
    seen(&stranger.get(&place), "Half of it was labelled by that day.");
    let own = stranger.get("/p/test/obligations?q=Office+of+Examples");
    assert!(own.text().contains("nobody has found anything yet"), "{}", own.text());
    let table = stranger.get("/p/test/obligations.csv").text().to_owned();
    assert!(table.contains(&format!("art_1,Office of Examples,{today},,0,,false")), "{table}");
    let calendar = stranger.get("/p/test/obligations.ics?q=Office+of+Examples");
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    let plain = |day: jiff::civil::Date| day.to_string().replace('-', "");
    let (first, behind) = (plain(today), plain(today.tomorrow().unwrap()));
    for line in [
        "BEGIN:VEVENT\r\n",
        &format!("DTSTART;VALUE=DATE:{first}\r\n"),
        &format!("DTEND;VALUE=DATE:{behind}\r\n"),
        "SUMMARY:Office of Examples: ",
    ] {
        seen(&calendar, line);
    }
    assert!(!calendar.text().contains("Ministry of Examples"), "{}", calendar.text());
    assert_eq!(stranger.get("/p/test/obligations.ics").text().matches("BEGIN:VEVENT").count(), 2);
    seen(
        &stranger.get("/p/test/obligations?q=Office+of+Examples"),
        "/p/test/obligations.ics?q=Office%20of%20Examples",
    );
    let listed = front.anonymous().get("/obligations").json(200);
    assert_eq!(
        (&listed[0]["nobody_looked"], &listed[0]["findings"][0]["word"]),
        (&false.into(), &"partly".into())
    );
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get("/p/test/obligations"), "일부 지킴");
}
