//! An initiative from its draft to a late answer, in a browser without script.

use maru_forum::{ChangeCharter, Charter, InitiativeRule, LocalText, Office, Phase, PhaseAct};

use crate::desk::holder;
use crate::support::Front;
use crate::{Browser, seen};

/// Gives the charter initiatives that need two supporters from two groups.
fn agenda(front: &Front) {
    let today = maru_store::now().day();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter: Charter = handle.read().charter.clone();
    let title = LocalText(charter.languages.iter().map(|tag| (tag.clone(), "Agenda".to_owned())).collect());
    charter.phases.push(Phase {
        id: "agenda".to_owned(),
        title,
        opens: today.saturating_sub(jiff::Span::new().days(1)),
        closes: today.saturating_add(jiff::Span::new().days(9)),
        acts: vec![PhaseAct::Initiative],
    });
    charter.initiatives =
        InitiativeRule { supporters: 2, groups: 2, answer_days: 7, ..InitiativeRule::default() };
    charter.moderation = maru_forum::Moderation::After;
    let reason = "People are to set the agenda".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
}

#[test]
fn an_initiative_gathers_support_until_an_answer_is_owed_on_every_page() {
    let front = Front::new();
    let chair = holder(&front, "crane", Office::Chair);
    let stranger = Browser::stranger(&front);
    seen(&stranger.get("/p/test/initiatives"), "promises no answer to initiatives");
    agenda(&front);
    seen(&stranger.get("/p/test/charter"), "It needs 2 supporters beside its author.");
    seen(&stranger.get("/p/test"), "Set the agenda");

    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron&group=industry");
    let form = "title=Labels+for+voices&text=Cloned+voices+need+labels.";
    let unsaid = heron.post("/p/test/initiatives/new", form);
    assert_eq!(unsaid.status, 422);
    seen(&unsaid, "Cloned voices need labels.");
    let made = heron.post("/p/test/initiatives/new", &format!("{form}&language=en"));
    assert_eq!(made.status, 303, "{}", made.text());
    let place = made.header("location").split('?').next().unwrap().to_owned();
    seen(&stranger.get("/p/test/initiatives"), "Labels for voices");
    seen(&stranger.get(&place), "0 of 2 supporters");
    assert!(!heron.get(&place).text().contains("name=\"give\""), "nobody supports their own");
    assert!(!chair.get(&place).text().contains("name=\"word\""), "there is nothing to answer yet");

    let mut supporters = Vec::new();
    for (name, group) in [("gull", "industry"), ("owl", "civil_society")] {
        let person = Browser::signed(&front, name);
        assert_eq!(person.post("/p/test/join", &format!("pseudonym={name}&group={group}")).status, 303);
        assert!(!stranger.get("/p/test/people").text().contains("An answer is owed"));
        assert_eq!(person.post(&format!("{place}/support"), "give=yes").status, 303);
        supporters.push(person);
    }
    for page in ["/p/test", "/p/test/people", "/p/test/record", &place] {
        seen(&stranger.get(page), "An answer is owed within 7 days");
    }
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get("/p/test"), "7일 안에");
    assert_eq!(supporters[0].post(&format!("{place}/support"), "give=no").status, 303);
    seen(&stranger.get("/p/test"), "An answer is owed within 7 days");
    seen(&stranger.get(&place), "Support was taken back once.");

    let refused = supporters[0]
        .post(&format!("{place}/answer"), "word=taken-up&text=It+is+as+you+ask+for.&language=en");
    assert_eq!(refused.status, 422);
    let short = chair.post(&format!("{place}/answer"), "word=taken-up&text=Yes.&language=en");
    assert_eq!(short.status, 422);
    let answer = "word=in-part&text=The+next+version+has+an+article+on+voices.&language=en&outcomes=1%2C+2";
    let answered = chair.post(&format!("{place}/answer"), answer);
    assert_eq!(answered.status, 303, "{}", answered.text());
    let page = stranger.get(&place);
    seen(&page, "Taken up in part");
    seen(&page, "The next version has an article on voices.");
    assert!(!stranger.get("/p/test").text().contains("An answer is owed"));
    seen(&stranger.get("/p/test/record"), "answered");
}
