//! A ballot from its question to the decision that rests on it, in a browser without script.

use maru_forum::{ChangeCharter, Charter, LocalText, Office, Phase, PhaseAct};

use crate::desk::holder;
use crate::support::Front;
use crate::{Browser, seen};

const QUESTION: &str = "question.en=Which+sanction%3F";

/// Gives the charter a phase of ballots that ends so many days from today.
fn ballots_until(front: &Front, days: i64) {
    let today = maru_store::now().day();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter: Charter = handle.read().charter.clone();
    charter.phases.retain(|phase| phase.id != "ballot");
    let title = LocalText(charter.languages.iter().map(|tag| (tag.clone(), "Ballots".to_owned())).collect());
    charter.phases.push(Phase {
        id: "ballot".to_owned(),
        title,
        opens: today.saturating_sub(jiff::Span::new().days(9)),
        closes: today.saturating_add(jiff::Span::new().days(days)),
        acts: vec![PhaseAct::Ballot],
    });
    let reason = "A question is to be decided".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason }.into());
}

#[test]
fn a_choice_is_put_to_the_vote_voted_on_and_counted() {
    let front = Front::new();
    let chair = holder(&front, "crane", Office::Chair);
    let stranger = Browser::stranger(&front);
    seen(&chair.get("/p/test/desk/ballot"), "no phase for ballots");
    ballots_until(&front, 3);
    seen(&stranger.get("/p/test/desk/ballot"), "Only whoever holds the office of the chair");
    seen(&chair.get("/p/test/desk"), "/p/test/desk/ballot");

    // What is refused comes again as it was typed.
    let form =
        format!("{QUESTION}&phase=ballot&rule=schulze&electorate=everyone&tie=nobody&options.en=Fines%0ABan");
    let again = chair.post("/p/test/desk/ballot", &format!("{form}&amendments=1"));
    assert_eq!(again.status, 422);
    seen(&again, "as many amendments as there are options");
    seen(&again, "Which sanction?");
    let opened = chair.post("/p/test/desk/ballot", &form);
    assert_eq!(opened.status, 303, "{}", opened.text());
    let place = opened.header("location").split('?').next().unwrap().to_owned();
    seen(&stranger.get("/p/test"), "Which sanction?");
    seen(&stranger.get(&place), "<li><span lang=\"en\" dir=\"ltr\">Ban");
    seen(&stranger.get(&place), "It does not protect against votes that are bought");
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get(&place), "공개 표결입니다.");

    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    seen(&heron.get(&place), "name=\"place.1\"");
    let twice = heron.post(&place, "place.0=1&place.1=1");
    assert_eq!(twice.status, 422);
    seen(&twice, "Place 1 was given to two options");
    assert_eq!(heron.post(&place, "place.0=2&place.1=1").status, 303);
    seen(&heron.get(&place), "You have voted.");
    let early = chair.post(&format!("{place}/count"), "");
    assert_eq!(early.status, 422);

    ballots_until(&front, -1);
    assert_eq!(heron.post(&place, "place.0=1").status, 422, "the days are over");
    assert_eq!(heron.post(&format!("{place}/count"), "").status, 422, "only the chair counts");
    let counted = chair.post(&format!("{place}/count"), "");
    assert_eq!(counted.status, 303, "{}", counted.text());
    let page = stranger.get(&place);
    seen(&page, "Passed.");
    seen(&page, "Ban");
    seen(&page, "The strongest chain");
    seen(&chair.get("/p/test/desk/decision"), "Ballot");
}

#[test]
fn a_majority_shows_who_stood_how_in_each_group_as_it_was_counted() {
    let front = Front::new();
    let chair = holder(&front, "crane", Office::Chair);
    ballots_until(&front, 3);
    let form = format!("{QUESTION}&phase=ballot&rule=double-majority&electorate=everyone");
    let opened = chair.post("/p/test/desk/ballot", &form);
    assert_eq!(opened.status, 303, "{}", opened.text());
    let place = opened.header("location").split('?').next().unwrap().to_owned();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron&group=industry");
    assert_eq!(heron.post(&place, "position=for&text=&language=").status, 303);
    ballots_until(&front, -1);
    assert_eq!(chair.post(&format!("{place}/count"), "").status, 303);
    let page = Browser::stranger(&front).get(&place);
    seen(&page, "Did not pass.");
    seen(&page, "<th scope=\"row\">All people</th><td data-of=\"For\">1</td>");
    seen(&page, "Groups in which more were for it than against it: 1 of 2.");
}
