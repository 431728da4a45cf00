//! A joint statement from its text to what became of a demand, in a browser without script.

use maru_forum::{
    ChangeCharter, DelegationVerdict, Language, Moderation, Office, PhaseAct, RuleOnDelegation,
};
use maru_verify::draft::first_version;

use crate::desk::holder;
use crate::support::Front;
use crate::{Browser, seen};

const TEXT: &str = "# Joint statement of six\n\n## 1 Norms\n\nGovernments shall bind themselves.\n";

/// A node whose process has days to sign and a text.
fn front() -> Front {
    let front = Front::new();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter = handle.read().charter.clone();
    charter.phases[0].acts = vec![PhaseAct::Join, PhaseAct::Endorse];
    charter.moderation = Moderation::After;
    let reason = "A statement is to be signed".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    front
}

fn number(front: &Front, of: impl Fn(&maru_forum::Process) -> maru_forum::EntryNumber) -> u64 {
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    of(&handle.read()).0
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story from the text to what became of a demand")]
fn a_statement_is_signed_listed_handed_over_and_its_demands_are_followed() {
    let front = front();
    let stranger = Browser::stranger(&front);
    seen(&stranger.get("/p/test/statement"), "There is no text to sign yet.");
    assert_eq!(stranger.get("/p/test/statement.csv").status, 404);
    let english: Language = "en".parse().unwrap();
    front.as_operator(first_version(&[(english, TEXT)], "As the six left it").unwrap().into());
    let draft = number(&front, |process| process.drafts.last().unwrap().entry);

    // Somebody signs for an organisation only once somebody else has confirmed that they speak for it.
    let otter = Browser::signed(&front, "otter");
    otter.post("/p/test/join", "pseudonym=otter");
    otter.post("/p/test/organisations/new", "name=Forest+League&kind=civil-society&country=KR&language=en");
    let organisation = number(&front, |process| process.organisations.iter().next().unwrap().entry);
    otter.post(&format!("/p/test/organisations/{organisation}/speak"), "");
    let form = format!("draft={draft}&language=en&name=Chair&place=Seoul&day=2024-05-20");
    let early = otter.post("/p/test/endorsements/new", &format!("{form}&for={organisation}"));
    assert_eq!(early.status, 422, "{}", early.text());
    let delegation = number(&front, |process| process.delegations.iter().next().unwrap().entry);
    let (verdict, delegation) = (DelegationVerdict::Confirmed, maru_forum::EntryNumber(delegation));
    front.as_operator(RuleOnDelegation { delegation, verdict, reason: None }.into());
    seen(&otter.get("/p/test/endorsements/new"), "For Forest League, for which I speak");
    let signed = otter.post("/p/test/endorsements/new", &format!("{form}&for={organisation}"));
    assert_eq!(signed.status, 303, "{}", signed.text());

    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron&country=KE");
    let mine = heron.post("/p/test/endorsements/new", &format!("draft={draft}&language=en&for=self"));
    let mine = mine.header("location").split('?').next().unwrap().to_owned();
    let page = stranger.get("/p/test/statement");
    for words in
        ["Joint statement of six", "one organisation and one person", "Forest League", "Seoul", "og:image"]
    {
        seen(&page, words);
    }
    let strange = stranger.get(&mine);
    assert!(!strange.text().contains("Withdraw this signature"));
    let gone = heron.post(&format!("{mine}/withdraw"), "text=It+says+too+little.&language=en");
    assert_eq!(gone.status, 303, "{}", gone.text());
    seen(&stranger.get("/p/test/endorsements?show=withdrawn"), "withdrawn on");
    seen(&stranger.get("/p/test/statement"), "One signature was withdrawn");

    // A list is looked at before it is brought in, all or none, and counted apart.
    let desk = holder(&front, "crane", Office::Secretariat);
    seen(&desk.get("/p/test/desk"), "/p/test/desk/signatories");
    let list = |rows: &str, act: &str| {
        let fields = format!("language=en&source=A+petition&url=&licence=&reason=The+same+text&act={act}");
        desk.post("/p/test/desk/signatories", &format!("text=name,kind,place%0A{rows}&{fields}"))
    };
    let wrong = list("Lake+Trust,club,", "enter");
    assert_eq!(wrong.status, 422);
    seen(&wrong, "the kind is neither “organisation” nor “person”");
    seen(&list("Lake+Trust,organisation,Busan", "look"), "Nothing was brought in yet");
    assert_eq!(list("Lake+Trust,organisation,Busan", "enter").status, 303);
    let page = stranger.get("/p/test/statement");
    for words in [
        "Lake Trust",
        "A petition",
        "nobody of it signed here",
        "one organisation and 0 people",
        "need not be this text",
    ] {
        seen(&page, words);
    }

    // Demands: put, looked for, handed over, answered.
    let put = desk.post("/p/test/desk/demands", "text-en=Norms+with+sanctions.&to=All+governments&unit=&of=");
    assert_eq!(put.status, 303, "{}", put.text());
    let demand =
        format!("/p/test/demands/{}", number(&front, |process| process.demands.iter().next().unwrap().entry));
    seen(&stranger.get(&demand), "nobody has looked");
    let look = |within: &str, found: &str| {
        let form = format!("within={within}&found={found}&text=&language=");
        assert_eq!(heron.post(&format!("{demand}/look"), &form).status, 303);
    };
    look("library", "kr-ai-basic-act:Art+31(3)");
    look("audits", "");
    let page = stranger.get(&demand);
    for words in ["/norms/kr-ai-basic-act/Art%2031", "looked for, none found", "nobody has looked"] {
        seen(&page, words);
    }
    let today = maru_store::now().day();
    let handing = format!(
        "draft={draft}&to=Ministry&process=https://example.org/p/x&day={today}&means=by+letter&text=&language="
    );
    assert_eq!(desk.post("/p/test/desk/handover", &handing).status, 303);
    seen(&stranger.get("/p/test/statement"), "nothing that this record could show arrived");
    for nonsense in ["not+an+address", "X", "http://localhost/p/nope"] {
        let form = handing.replace("https://example.org/p/x", nonsense);
        let refused = desk.post("/p/test/desk/handover", &form);
        assert!(refused.status == 409 || refused.status == 422, "{nonsense}: {}", refused.text());
    }
    let handover = number(&front, |process| process.demands.handovers().iter().next().unwrap().entry);
    let bare =
        format!("handover={handover}&word=not-taken-up&day={today}&source=Its+letter&language=en&text=");
    assert_eq!(heron.post(&format!("{demand}/answer"), &bare).status, 422);
    let reasons = "The+ministry+sees+no+need.";
    assert_eq!(heron.post(&format!("{demand}/answer"), &format!("{bare}{reasons}")).status, 303);
    for address in [demand.as_str(), "/p/test/statement", "/p/test/demands"] {
        seen(&stranger.get(address), "Not taken up");
    }
    seen(&stranger.get("/p/test/statement"), "one organisation and 0 people, and one name of a list");

    // Files: a table, a picture in the fonts of whoever looks; without fonts no PNG and no PDF, and the answer says so.
    let table = stranger.get("/p/test/statement.csv").text().to_owned();
    assert!(
        table.contains("organisation,Forest League,Chair,KR,Seoul,2024-05-20")
            && table.contains("A petition"),
        "{table}"
    );
    // A name of a list signed no version of here, whatever it stands under.
    let line = |name: &str| table.lines().find(|line| line.contains(name)).unwrap().to_owned();
    assert!(
        line("Forest League").contains(",1,organisation,")
            && line("Forest League").ends_with(",\"this version, here\""),
        "{table}"
    );
    assert!(
        line("Lake Trust").contains(",,organisation,") && line("Lake Trust").contains("not this text"),
        "{table}"
    );
    let card = stranger.get("/p/test/statement.svg");
    assert_eq!(card.header("content-type"), "image/svg+xml");
    seen(&card, "Joint statement of six");
    seen(&card, "0 people");
    assert_eq!(stranger.get("/p/test/statement.png").status, 501);
    assert_eq!(stranger.get("/p/test/statement.pdf?text=all").status, 501);
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get("/p/test/statement"), "단체 1곳과 사람 0명이 여기서 연명했습니다.");
    seen(&korean.get(&demand), "찾아보았으나 없음");

    let listed = front.anonymous().get("/endorsements").json(200);
    assert_eq!(
        listed[0]["count"],
        serde_json::json!({"organisations": 1, "people": 0, "imported": 1, "withdrawn": 1})
    );
    let part = |query: &str| front.anonymous().get(&format!("/endorsements{query}")).json(200)[0].clone();
    let numbers = |part: &serde_json::Value| {
        let all = part["endorsements"].as_array().unwrap().iter().map(|one| one["number"].clone());
        all.collect::<Vec<_>>()
    };
    let (first, second) = (part("?limit=1"), part("?version=1&limit=1&page=2"));
    assert_eq!((numbers(&first).len(), &first["pages"], numbers(&second).len()), (1, &2.into(), 1));
    assert_eq!([numbers(&first), numbers(&second)].concat(), numbers(&part("")));
    assert_eq!(second["listed"].as_array().unwrap().len(), 0);
    let none = front.anonymous().get("/endorsements?version=9").json(200);
    assert_eq!(none, serde_json::json!([]));
    let demands = front.anonymous().get("/demands").json(200);
    assert_eq!(demands["demands"][0]["not_looked_in"], serde_json::json!(["commitments"]));
}

#[test]
fn a_statement_that_is_handed_over_into_a_process_of_the_node_arrives_there() {
    let front = front();
    let english: Language = "en".parse().unwrap();
    front.as_operator(first_version(&[(english, TEXT)], "As the six left it").unwrap().into());
    let draft = number(&front, |process| process.drafts.last().unwrap().entry);
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter = handle.read().charter.clone();
    charter.id = "committee".parse().unwrap();
    charter.phases[0].acts = vec![PhaseAct::Join, PhaseAct::Remark];
    front.node.create_process(charter, "localhost/p/committee").unwrap();
    let opened = maru_forum::OpenProcess { reason: "begin".to_owned() };
    let action =
        maru_forum::Action { actor: maru_forum::Actor::Operator, command: opened.into(), signature: None };
    let process = "committee".parse().unwrap();
    front.node.submit_blocking(maru_store::Request { process, account: None, action }).unwrap();

    let desk = holder(&front, "desk", Office::Secretariat);
    let today = maru_store::now().day();
    let form = format!(
        "draft={draft}&to=The+Committee&process=/p/committee&day={today}&means=on+this+node&text=&language="
    );
    // It goes there in the name of whoever hands it over, who has to take part there.
    seen(&desk.post("/p/test/desk/handover", &form), "join it first");
    desk.post("/p/committee/join", "pseudonym=desk");
    let done = desk.post("/p/test/desk/handover", &form);
    assert_eq!(done.status, 303, "{}", done.text());

    let there = front.node.process(&"committee".parse().unwrap()).unwrap();
    let entry = there.read().submissions.iter().next().unwrap().entry;
    let stranger = Browser::stranger(&front);
    let statement = stranger.get("/p/test/statement");
    seen(&statement, "It arrived there");
    seen(&statement, &format!("/p/committee/submissions/{entry}"));
    let digest = handle.read().drafts.last().unwrap().texts[0].text.digest.to_string();
    let letter = desk.get(&format!("/p/committee/submissions/{entry}"));
    for words in ["localhost/p/test", &format!("Entry of the version: {draft}"), &digest] {
        seen(&letter, words);
    }
}
