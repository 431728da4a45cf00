//! A ballot from its question to the decision that rests on it, in a browser without script.

use maru_forum::{
    Action, Actor, AskToSpeak, ChangeCharter, Charter, Command, DelegationVerdict, EntryNumber, LocalText,
    Moderation, Office, OrganisationKind, ParticipantId, Phase, PhaseAct, RuleOnDelegation,
    StateOrganisation,
};

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
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
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
    let form = format!("{QUESTION}&phase=ballot&rule=schulze&electorate=everyone&options.en=Fines%0ABan");
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
    // A place without the one before it would be counted as the first; an untouched form is no vote, and to abstain is to say so.
    let entries = front.node.process(&"test".parse().unwrap()).unwrap().read().entries;
    for (form, words) in [
        ("place.0=2&place.1=", "nothing has place 1"),
        ("place.0=&place.1=", "You chose nothing, so nothing was recorded."),
        ("place.0=1&place.1=&abstain=yes", "ticked that you abstain"),
    ] {
        let refused = heron.post(&place, form);
        assert_eq!(refused.status, 422, "{form}");
        seen(&refused, words);
    }
    assert_eq!(front.node.process(&"test".parse().unwrap()).unwrap().read().entries, entries);
    assert_eq!(heron.post(&place, "place.0=&place.1=&abstain=yes").status, 303);
    seen(&heron.get(&place), "As recorded, you abstained.");
    let origin = front.node.process(&"test".parse().unwrap()).unwrap().read().origin.clone();
    let origin = maru_record::Digest::of(origin.as_bytes()).to_string();
    let receipt = |entry: u64| stranger.get(&format!("/r/{}/{entry}", &origin[..16]));
    let abstained = entries;
    seen(&receipt(abstained), "It will be counted when the");
    assert_eq!(heron.post(&place, "place.0=2&place.1=1").status, 303);
    let page = heron.get(&place);
    seen(&page, "You have voted.");
    seen(&page, "As recorded, in this order");
    seen(&receipt(abstained), "Not this one: the same voter has voted anew");
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

/// What a participant does, by a program.
fn act_as(front: &Front, who: ParticipantId, command: Command) -> EntryNumber {
    let action = Action { actor: Actor::Participant(who), command, signature: None };
    let request = maru_store::Request { process: "test".parse().unwrap(), account: None, action };
    front.node.submit_blocking(request).unwrap().entry
}

fn member_number(front: &Front, name: &str) -> ParticipantId {
    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    let found =
        process.read().participants.iter().find(|one| one.pseudonym.as_str() == name).map(|one| one.id);
    found.unwrap()
}

#[test]
fn organisations_vote_by_their_delegates_and_the_votes_are_a_table() {
    let front = Front::new();
    let chair = holder(&front, "crane", Office::Chair);
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let charter = Charter { moderation: Moderation::After, ..handle.read().charter.clone() };
    let reason = "Names are read at once".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    ballots_until(&front, 3);
    let form = format!("{QUESTION}&phase=ballot&rule=majority&electorate=organisations");
    let opened = chair.post("/p/test/desk/ballot", &form);
    assert_eq!(opened.status, 303, "{}", opened.text());
    let place = opened.header("location").split('?').next().unwrap().to_owned();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    seen(&heron.get(&place), "Only who speaks for one, as the register says, casts its vote.");
    assert_eq!(heron.post(&place, "position=for&text=&language=").status, 422);

    let who = member_number(&front, "heron");
    let league = StateOrganisation::named("=The League", "en".parse().unwrap(), OrganisationKind::Workers);
    let organisation = act_as(&front, who, league.into());
    let delegation = act_as(&front, who, AskToSpeak { organisation }.into());
    let verdict = DelegationVerdict::Confirmed;
    front.as_operator(RuleOnDelegation { delegation, verdict, reason: None }.into());
    seen(&heron.get(&place), "so this is its vote:");
    assert_eq!(heron.post(&place, "position=against&text=%3D1%2B1&language=en").status, 303);

    let stranger = Browser::stranger(&front);
    let page = stranger.get(&place);
    seen(&page, "one organisation voted");
    seen(&page, "/votes.csv");
    let table = stranger.get(&format!("{place}/votes.csv"));
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<String> = table.text().lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(
        lines[0]
            .starts_with("entry,at,voter,name,participant,pseudonym,group,country,position,choices,reason")
    );
    let guarded = format!(",{organisation},'=The League,{who},heron,,,against,,'=1+1,said");
    assert!(lines[1].ends_with(&guarded), "{} wanted {guarded}", lines[1]);
    let number = place.rsplit('/').next().unwrap();
    let by_api = stranger.get(&format!("/api/processes/test/ballots/{number}/votes.csv"));
    assert_eq!(by_api.text(), table.text());
    assert_eq!(stranger.get("/api/processes/test/ballots/1/votes.csv").status, 404);
    assert_eq!(stranger.get("/p/test/ballots/1/votes.csv").status, 404);

    ballots_until(&front, -1);
    assert_eq!(chair.post(&format!("{place}/count"), "").status, 303);
    let page = stranger.get(&place);
    seen(&page, "1 of 1 organisations voted");
    seen(&page, "<th scope=\"row\">All organisations</th><td data-of=\"For\">0</td>");
}

#[test]
fn an_objection_is_answered_in_public_and_named_until_it_is() {
    let front = Front::new();
    let chair = holder(&front, "crane", Office::Chair);
    let outsider = Browser::signed(&front, "egret");
    let joined = outsider.post("/p/test/join", "pseudonym=egret");
    assert_eq!(joined.status, 303, "{}", joined.text());
    ballots_until(&front, 3);
    let form = format!("{QUESTION}&phase=ballot&rule=consensus&electorate=everyone&group=industry");
    let opened = chair.post("/p/test/desk/ballot", &form);
    assert_eq!(opened.status, 303, "{}", opened.text());
    let place = opened.header("location").split('?').next().unwrap().to_owned();
    let stranger = Browser::stranger(&front);
    seen(&stranger.get(&place), "Only those of these groups vote:");
    seen(&stranger.get(&place), "The charter says:");
    seen(&outsider.get(&place), "you are of none of them");
    assert_eq!(outsider.post(&place, "position=for&text=&language=").status, 422);

    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron&group=industry");
    let voted = heron.post(&place, "position=against&text=It+ruins+small+makers.&language=en");
    assert_eq!(voted.status, 303, "{}", voted.text());
    let vote = voted.header("location").split_once("done=").unwrap().1.to_owned();
    let api = || stranger.get("/api/processes/test/ballots").json(200)[0]["objections"][0].clone();
    // A charter that shows words at once is not this one: a moderator accepts them first.
    let on = vec![EntryNumber(vote.parse().unwrap())];
    let (reason, rule) = ("names nobody".to_owned(), String::new());
    let verdict = maru_forum::Verdict::Accepted;
    front.as_operator(maru_forum::Moderate { on, verdict, reason, rule }.into());
    seen(&stranger.get(&place), "Nobody has answered this objection.");
    assert_eq!(
        (&api()["is_unanswered"], &api()["vote"]),
        (&true.into(), &vote.parse::<u64>().unwrap().into())
    );
    assert!(!stranger.get(&place).text().contains("Answer this objection"), "only for the chair");
    let answer =
        |text: &str| chair.post(&format!("{place}/answer"), &format!("vote={vote}&text={text}&language=en"));
    let short = answer("No.");
    assert_eq!(short.status, 422);
    seen(&short, "No.");
    ballots_until(&front, -1);
    assert_eq!(chair.post(&format!("{place}/count"), "").status, 303);
    seen(&chair.get("/p/test/desk/decision"), "One objection in ballot");
    let answered = answer("Small+makers+have+two+years+more.");
    assert_eq!(answered.status, 303, "{}", answered.text());
    seen(&stranger.get(&place), "Small makers have two years more.");
    assert!(!stranger.get(&place).text().contains("Nobody has answered"));
    assert!(!chair.get("/p/test/desk/decision").text().contains("One objection in ballot"));
    assert_eq!(
        (&api()["is_unanswered"], &api()["answers"][0]["text"]),
        (&false.into(), &"Small makers have two years more.".into())
    );
}
