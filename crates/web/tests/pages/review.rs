//! Reports, an appeal against a verdict and the ruling on it, in a browser without script.

use maru_forum::{ChangeOffice, Moderate, Office, Verdict};

use crate::desk::holder;
use crate::support::Front;
use crate::{Browser, seen};

#[test]
#[expect(clippy::too_many_lines, reason = "one story")]
fn a_verdict_is_appealed_against_and_falls_by_somebody_else() {
    let front = Front::new();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    let judge = holder(&front, "judge", Office::Appeals);
    seen(&heron.get("/p/test/statements/new"), "/p/test/moderation");
    let written = heron.post("/p/test/statements/new", "text=Labels+help+nobody.&language=en");
    assert_eq!(written.status, 303, "{}", written.text());
    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    let on = process.read().statements.iter().last().unwrap().id.0;
    let moderate = |verdict| {
        let (reason, rule) = ("names somebody".to_owned(), "2".to_owned());
        front.as_operator(Moderate { on: vec![on], verdict, reason, rule }.into());
    };
    moderate(Verdict::Accepted);
    let stranger = Browser::stranger(&front);
    seen(&stranger.get(&format!("/p/test/statements/{on}")), &format!("/p/test/report/{on}"));
    let reported = judge.post(&format!("/p/test/report/{on}"), "text=It+names+somebody.&language=en");
    assert_eq!(reported.status, 303, "{}", reported.text());
    seen(&judge.get(reported.header("location")), "tlog-proof");
    let report = reported.header("location").split_once("done=").unwrap().1.to_owned();
    let entry = stranger.get(&format!("/p/test/record/{report}"));
    seen(&entry, "This is for moderators alone");
    assert!(!entry.text().contains("has not accepted"), "nobody accepts a report");
    let twice = judge.post(&format!("/p/test/report/{on}"), "text=It+names+somebody.&language=en");
    assert_eq!(twice.status, 422);
    seen(&twice, "You have reported these words already");
    let moderator = holder(&front, "crane", Office::Moderator);
    seen(&moderator.get("/p/test/desk"), "One report waits for a moderator");
    seen(&moderator.get("/p/test/desk/moderation"), "It names somebody.");
    assert!(!stranger.get("/p/test/desk/moderation").text().contains("It names somebody."));
    moderate(Verdict::Rejected);
    assert!(
        !moderator.get("/p/test/desk/moderation").text().contains("It names somebody."),
        "it was looked at"
    );
    seen(&heron.get(&format!("/p/test/statements/{on}")), &format!("/p/test/moderation/{on}/appeal"));
    seen(&heron.get(&format!("/p/test/statements/{on}")), "An appeal is possible until");
    seen(&heron.get("/account"), "A moderator removed what you wrote");
    let address = format!("/p/test/moderation/{on}/appeal");
    let appeal = "text=It+names+nobody+at+all.&language=en";
    assert_eq!(judge.post(&address, appeal).status, 422, "only its author appeals");
    let appealed = heron.post(&address, appeal);
    assert_eq!(appealed.status, 303, "{}", appealed.text());
    let number = appealed.header("location").split_once("done=").unwrap().1.to_owned();
    seen(&judge.get("/p/test/desk/appeals"), "It names nobody at all.");
    seen(&judge.get("/p/test/desk"), "One appeal against a moderator's verdict waits for a ruling");
    let api = || front.anonymous().get("/moderation").json(200);
    assert_eq!((&api()["appeals"][0]["on"], &api()["reports"][0]["on"]), (&on.0.into(), &on.0.into()));
    assert!(api()["appeals"][0]["ruling"].is_null());
    let after = heron.get(&format!("/p/test/statements/{on}"));
    seen(&after, "Your appeal of");
    assert!(!after.text().contains("An appeal is possible until"), "it was made");
    seen(&heron.get("/account"), "appealed against the verdict on");
    assert!(!stranger.get(&format!("/p/test/record/{number}")).text().contains("nobody at all"));
    for own in [address.as_str(), "/account", "/p/test/mine"] {
        seen(&heron.get(own), "It names nobody at all.");
    }
    let report = format!("/p/test/report/{on}");
    for own in [report.as_str(), "/account", "/p/test/mine"] {
        seen(&judge.get(own), "It names somebody.");
        assert!(!heron.get(own).text().contains("It names somebody."), "another's report");
    }
    let ruling =
        format!("against=moderator&appeal={number}&verdict=overturned&text=Nobody+is+named.&language=en");
    let ruled = judge.post("/p/test/desk/appeals", &ruling);
    assert_eq!(ruled.status, 303, "{}", ruled.text());
    let log = stranger.get("/p/test/moderation");
    for words in ["The verdict falls", "Nobody is named.", "One report was made"] {
        seen(&log, words);
    }
    for words in ["Labels help nobody.", "The verdict falls", "Nobody is named."] {
        seen(&stranger.get(&format!("/p/test/statements/{on}")), words);
    }
    seen(&heron.get("/account"), "Your appeal against a moderator was ruled on");
    assert_eq!(api()["appeals"][0]["ruling"]["text"], "Nobody is named.");
    assert_eq!(api()["reports"][0]["is_open"], false);
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get("/p/test/moderation"), "판단을 뒤집고 글을 공개함");
}

#[test]
fn what_is_said_against_a_verdict_is_not_read_by_whoever_judged() {
    let front = Front::new();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    let written = heron.post("/p/test/statements/new", "text=Labels+help+nobody.&language=en");
    let on = written.header("location").split_once("done=").unwrap().1.to_owned();
    let moderator = holder(&front, "crane", Office::Moderator);
    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    let who = process.read().participants.iter().find(|one| one.pseudonym.as_str() == "crane").unwrap().id;
    let reason = "There is nobody else".to_owned();
    front.as_operator(ChangeOffice { holder: who, office: Office::Appeals, grant: true, reason }.into());
    let verdict = format!("on={on}&verdict=rejected&reason=names+somebody&rule=2");
    assert_eq!(moderator.post("/p/test/desk/moderation", &verdict).status, 303);
    let address = format!("/p/test/moderation/{on}/appeal");
    seen(&heron.get(&address), "and not to whoever judged");
    let appealed = heron.post(&address, "text=The+moderator+dislikes+me.&language=en");
    assert_eq!(appealed.status, 303, "{}", appealed.text());
    let number = appealed.header("location").split_once("done=").unwrap().1.to_owned();
    let judge = holder(&front, "ibis", Office::Appeals);
    seen(&judge.get("/p/test/desk/appeals"), "The moderator dislikes me.");
    for page in ["/p/test/desk/appeals", &address, &format!("/p/test/record/{number}"), "/p/test/moderation"]
    {
        let read = moderator.get(page);
        assert!(!read.text().contains("dislikes me"), "{page}: {}", read.text());
    }
    seen(&moderator.get("/p/test/desk/appeals"), "You judged this yourself");
}

#[test]
fn anybody_reports_words_without_an_account_and_looks_up_what_became_of_it() {
    let front = Front::new();
    let on = front.statement("Labels help nobody.");
    let stranger = Browser::stranger(&front);
    seen(&stranger.get(&format!("/p/test/report/{on}")), "You need no account.");
    let blank = stranger.post(&format!("/p/test/report/{on}"), "text=+&language=en");
    assert_eq!(blank.status, 422, "{}", blank.text());
    let taken = stranger.post(&format!("/p/test/report/{on}"), "text=It+names+somebody.&language=en");
    assert_eq!(taken.status, 200, "{}", taken.text());
    let code = taken.text().split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let look = |code: &str| stranger.post("/p/test/reported", &format!("code={code}"));
    seen(&look(&code), "No moderator has judged these words since.");
    assert_eq!(look("AAAAA-AAAAA-AAAAA-AAAAA").status, 422);
    let by_api = front.anonymous().post("/report-lookups", &serde_json::json!({"code": code})).json(200);
    assert_eq!((&by_api["state"], &by_api["on"]), (&"open".into(), &on.into()));
    let entry = by_api["entry"].as_u64().unwrap();
    seen(&stranger.get(&format!("/p/test/record/{entry}")), "Somebody without an account reported");
    assert!(!stranger.get(&format!("/p/test/record/{entry}")).text().contains("It names somebody."));
    let moderator = holder(&front, "crane", Office::Moderator);
    seen(&moderator.get("/p/test/desk/moderation"), "It names somebody.");

    let (on, rule) = (vec![maru_forum::EntryNumber(on)], "2".to_owned());
    let (verdict, reason) = (Verdict::Rejected, "names somebody".to_owned());
    front.as_operator(Moderate { on: on.clone(), verdict, reason, rule }.into());
    let after = look(&code);
    for words in ["A moderator removed the words", "names somebody", "Rule: <code>2</code>"] {
        seen(&after, words);
    }
    let again = front.anonymous().post("/report-lookups", &serde_json::json!({"code": code})).json(200);
    assert_eq!((&again["state"], &again["rule"]), (&"rejected".into(), &"2".into()));
    let api = front.anonymous().get("/moderation").json(200);
    assert_eq!(
        (&api["reports"][0]["of_stranger"], &api["reports"][0]["is_open"]),
        (&true.into(), &false.into())
    );

    // A program that writes reports is slowed down by its network.
    let other = front.statement("Labels help some.");
    let body = serde_json::json!({"on": other, "text": "It names somebody.", "language": "en"});
    let answers: Vec<u16> =
        (0..8).map(|_| front.anonymous().post("/reports", &body).status.as_u16()).collect();
    assert!(answers.contains(&201) && answers.contains(&429), "{answers:?}");
}

#[test]
fn what_became_of_somebodys_words_is_told_and_that_they_know_it_is_written_down() {
    let front = Front::new();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    let written = heron.post("/p/test/statements/new", "text=Labels+help+nobody.&language=en");
    let on = written.header("location").split_once("done=").unwrap().1.parse().unwrap();
    let (reason, rule) = ("names somebody".to_owned(), "2".to_owned());
    let on = vec![maru_forum::EntryNumber(on)];
    let act = front.as_operator(Moderate { on, verdict: Verdict::Rejected, reason, rule }.into()).entry;
    let told = || front.anonymous().get("/tellings").json(200)[0].clone();
    assert_eq!((&told()["act"], &told()["means"]), (&act.0.into(), &"not-yet".into()));
    let moderator = front.secretariat();
    let left = moderator.post("/tellings", &serde_json::json!({})).json(200);
    assert_eq!(left["acts"], 0, "a notice stands on their page");
    assert_eq!(told()["means"], "page");
    let stranger = Browser::stranger(&front);
    seen(&stranger.get("/p/test/moderation"), "nobody knows whether they saw it");
    let own = heron.get("/account");
    for words in ["A moderator removed what you wrote", "This page tells you of it now"] {
        seen(&own, words);
    }
    for words in ["nobody knows whether they saw it", "the person was told"] {
        assert!(!own.text().contains(words), "who reads it is told, and it is their page: {words}");
    }
    moderator.post("/tellings", &serde_json::json!({})).json(200);
    assert_eq!(told()["means"], "seen");
    seen(&stranger.get("/p/test/moderation"), "The person was given a page that shows it");
    seen(&heron.get("/account"), "You were given a page that shows it, on");
}

/// Words that their author took back are not said to have been removed by anybody, and whoever rules may rule either way.
#[test]
fn words_that_were_taken_back_while_an_appeal_waits_are_not_defended_any_more() {
    let front = Front::new();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    let judge = holder(&front, "judge", Office::Appeals);
    let written = heron.post("/p/test/statements/new", "text=Labels+help+nobody.&language=en");
    let on = written.header("location").split_once("done=").unwrap().1.to_owned();
    let (reason, rule) = ("names somebody".to_owned(), "2".to_owned());
    let number = maru_forum::EntryNumber(on.parse().unwrap());
    front.as_operator(Moderate { on: vec![number], verdict: Verdict::Rejected, reason, rule }.into());
    let address = format!("/p/test/moderation/{on}/appeal");
    let appealed = heron.post(&address, "text=It+names+nobody+at+all.&language=en");
    assert_eq!(appealed.status, 303, "{}", appealed.text());
    let appeal = appealed.header("location").split_once("done=").unwrap().1.to_owned();
    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    let (id, who) = (process.id().clone(), process.read().ledger.author_of(number).unwrap());
    let command = maru_forum::WithdrawWords {
        entry: number,
        reason: maru_forum::WithdrawalReason::Author,
        ground: "I changed my mind".to_owned(),
    };
    let actor = maru_forum::Actor::Participant(who);
    let action = maru_forum::Action { actor, command: command.into(), signature: None };
    front.node.submit_blocking(maru_store::Request { process: id, account: None, action }).unwrap();
    let page = heron.get(&address);
    seen(&page, "You took these words back yourself");
    assert!(!page.text().contains("should not have been erased"), "{}", page.text());
    assert!(!judge.get("/p/test/desk").text().contains("waits for a ruling"), "none is due");
    seen(&judge.get("/p/test/desk/appeals"), "none is due");
    let ruling =
        format!("against=moderator&appeal={appeal}&verdict=overturned&text=Nobody+is+named.&language=en");
    let ruled = judge.post("/p/test/desk/appeals", &ruling);
    assert_eq!(ruled.status, 303, "{}", ruled.text());
    let log = Browser::stranger(&front).get("/p/test/moderation");
    seen(&log, "The verdict was wrong and falls");
    assert!(!log.text().contains("The verdict falls, the words are shown"), "they are not");
    // Who erased them, and why, stands where the words stood.
    seen(&Browser::stranger(&front).get(&format!("/p/test/statements/{on}")), "I changed my mind");
}

#[test]
fn beside_old_words_stand_the_offices_of_that_time() {
    let front = Front::new();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    let written = heron.post("/p/test/statements/new", "text=Labels+help+nobody.&language=en");
    let own = written.header("location").split_once("done=").unwrap().1.to_owned();
    let process = front.node.process(&"test".parse().unwrap()).unwrap();
    let who = process.read().participants.iter().find(|one| one.pseudonym.as_str() == "heron").unwrap().id;
    let office = |office| {
        let reason = "They will see to it".to_owned();
        front.as_operator(ChangeOffice { holder: who, office, grant: true, reason }.into());
    };
    office(Office::Moderator);
    office(Office::Appeals);
    let page = heron.get(&format!("/p/test/statements/{own}"));
    for later in ["rules on appeals", "moderator</b>"] {
        assert!(!page.text().contains(later), "“{later}” in {}", page.text());
    }
    let other = front.statement("Labels help.");
    let judged = format!("on={other}&verdict=rejected&reason=It+is+off+the+topic&rule=none");
    assert_eq!(heron.post("/p/test/desk/moderation", &judged).status, 303);
    let log = Browser::stranger(&front).get("/p/test/moderation");
    seen(&log, "heron (moderator)");
    seen(&log, "No rule of the charter names it");
    assert!(!log.text().contains("rules on appeals"), "with that office nobody judges");
    let later = heron.post("/p/test/statements/new", "text=Labels+help+somebody.&language=en");
    let later = later.header("location").split_once("done=").unwrap().1.to_owned();
    seen(&heron.get(&format!("/p/test/statements/{later}")), "moderator, rules on appeals");
}
