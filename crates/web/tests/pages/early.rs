//! Taking part at once: answers before signing in, and what becomes of them.

use maru_forum::ProcessId;

use super::support::Front;
use super::{Browser, seen};

/// A browser that keeps the cookie which the first answer sets.
fn answering<'a>(front: &'a Front, statement: u64, value: &str) -> Browser<'a> {
    let stranger = Browser::stranger(front);
    let reply = stranger.post("/p/test/vote", &format!("statement={statement}&value={value}"));
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert_eq!(reply.header("location"), format!("/p/test/vote?done=early&about={statement}"));
    let cookie = reply.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(cookie.starts_with("maru-answers="), "{cookie}");
    Browser { cookie, ..stranger }
}

fn votes(front: &Front) -> usize {
    let id: ProcessId = "test".parse().unwrap();
    front.node.process(&id).unwrap().read().vote_events as usize
}

/// The same browser after its owner has followed a sign-in link.
fn signed<'a>(front: &'a Front, browser: &Browser<'a>, name: &str) -> Browser<'a> {
    let session = Browser::signed(front, name);
    Browser { cookie: format!("{}; {}", session.cookie, browser.cookie), ..session }
}

#[test]
fn anyone_answers_at_once_and_it_counts_only_after_joining() {
    let front = Front::new();
    let (one, two) = (front.statement("First."), front.statement("Second."));
    seen(&Browser::stranger(&front).get("/p/test/vote"), "You need not sign in to answer.");
    let browser = answering(&front, one, "agree");
    assert_eq!(votes(&front), 0);
    let page = browser.get(&format!("/p/test/vote?done=early&about={one}"));
    seen(&page, "One answer of yours waits and does not count yet.");
    seen(&page, "Second.");
    seen(&page, "autofocus");
    assert!(!Browser::stranger(&front).get("/p/test/vote").text().contains("of yours"), "no page is shared");
    browser.post("/p/test/vote", &format!("statement={two}&value=disagree"));
    browser.post("/p/test/vote", &format!("statement={one}&value=pass"));
    assert_eq!(votes(&front), 0, "answers can be changed, and none is a vote");
    let me = signed(&front, &browser, "heron");
    let form = me.get("/p/test/join");
    seen(&form, "My 2 answers from before become entries under this name");
    seen(&form, "name=\"answers\" value=\"yes\" checked");
    let joined = me.post("/p/test/join", "pseudonym=heron&answers=yes");
    assert_eq!(joined.header("location"), "/p/test/vote?counted=2&refused=0");
    seen(&me.get(joined.header("location")), "2 answers that waited are entries of the record now.");
    assert_eq!(votes(&front), 2);
    seen(&me.get(&format!("/p/test/statements/{one}")), "value=\"pass\" aria-pressed=\"true\"");
    assert!(!me.get("/p/test/vote").text().contains("before you signed in wait"), "nothing waits any more");
}

#[test]
fn whoever_borrowed_the_browser_need_not_take_the_answers() {
    let front = Front::new();
    let one = front.statement("First.");
    let browser = answering(&front, one, "agree");
    let me = signed(&front, &browser, "heron");
    let joined = me.post("/p/test/join", "pseudonym=heron");
    assert_eq!(joined.header("location"), "/p/test/vote");
    assert_eq!(votes(&front), 0);
    seen(&me.get("/p/test/vote"), "One answer that was given in this browser before you signed in waits.");
    let forgotten = me.post("/p/test/answers", "act=forget");
    assert!(forgotten.header("set-cookie").contains("Max-Age=0"));
    assert!(!me.get("/p/test/vote").text().contains("before you signed in"));
    let again = answering(&front, one, "pass");
    let me = signed(&front, &again, "heron");
    let counted = me.post("/p/test/answers", "act=count");
    assert_eq!(counted.header("location"), "/p/test/vote?counted=1&refused=0");
    assert_eq!(votes(&front), 1);
}

#[test]
fn a_statement_that_was_removed_meanwhile_does_not_take_the_others_along() {
    let front = Front::new();
    let (one, two) = (front.statement("First."), front.statement("Second."));
    let browser = answering(&front, one, "agree");
    browser.post("/p/test/vote", &format!("statement={two}&value=agree"));
    front.as_operator(maru_forum::Command::Moderate(maru_forum::Moderate {
        on: vec![maru_forum::EntryNumber(one)],
        verdict: maru_forum::Verdict::Rejected,
        reason: "off topic".to_owned(),
        rule: "none".to_owned(),
    }));
    let me = signed(&front, &browser, "heron");
    let joined = me.post("/p/test/join", "pseudonym=heron&answers=yes");
    assert_eq!(joined.header("location"), "/p/test/vote?counted=1&refused=1");
    seen(&me.get(joined.header("location")), "One did not count");
}

#[test]
fn what_makes_no_sense_is_not_kept() {
    let front = Front::new();
    let stranger = Browser::stranger(&front);
    assert_eq!(stranger.post("/p/test/vote", "statement=999&value=agree").status, 404);
    assert_eq!(stranger.post("/p/test/vote", "statement=1&value=perhaps").status, 400);
    let waiting = {
        let writer = Browser::signed(&front, "otter");
        writer.post("/p/test/join", "pseudonym=otter");
        let reply = writer.post("/p/test/statements/new", "text=Wait.&language=en");
        reply.header("location").split_once("done=").unwrap().1.to_owned()
    };
    assert_eq!(stranger.post("/p/test/vote", &format!("statement={waiting}&value=agree")).status, 409);
}

#[test]
fn a_statements_language_is_proposed_and_never_assumed() {
    let front = Front::new();
    let heron = Browser::signed(&front, "heron");
    heron.post("/p/test/join", "pseudonym=heron");
    let form = heron.get("/p/test/statements/new");
    // That of the page is chosen beforehand, and not taken for words that are told to be in another.
    seen(&form, "<option value=\"en\" selected>");
    seen(&form, "name=\"language_before\" value=\"en\"");
    let text = "%ED%95%A9%EC%84%B1+%EC%9D%8C%EC%84%B1%EC%9E%84%EC%9D%84+%EB%B0%9D%ED%98%80%EC%95%BC+%ED%95%A9%EB%8B%88%EB%8B%A4.";
    let proposed = heron.post("/p/test/statements/new", &format!("text={text}&language="));
    assert_eq!(proposed.status, 422);
    seen(&proposed, "it may be this one: Korean");
    seen(&proposed, "<option value=\"ko\" selected>");
    let left = heron.post("/p/test/statements/new", &format!("text={text}&language=en&language_before=en"));
    assert_eq!(left.status, 422);
    seen(&left, "it may be this one: Korean");
    seen(&left, "<option value=\"ko\" selected>");
    assert_eq!(heron.post("/p/test/statements/new", "text=123&language=").status, 422);
    assert_eq!(heron.post("/p/test/statements/new", &format!("text={text}&language=ko")).status, 303);
    let id: ProcessId = "test".parse().unwrap();
    let process = front.node.process(&id).unwrap();
    assert_eq!(process.read().statements[0].words.language.as_str(), "ko");
    let english = "text=Every+label+should+say+what+it+means+to+the+people.&language=en&language_before=en";
    assert_eq!(heron.post("/p/test/statements/new", english).status, 303, "page and words agree");
    let short = "text=Labels+must+be+readable+by+eye.&language=en&language_before=en";
    assert_eq!(
        heron.post("/p/test/statements/new", short).status,
        303,
        "nothing speaks for another language"
    );
    // The charter is in English and Korean; letters that fit the one do not make these words English.
    for (text, language) in [
        ("Die+Stadt+soll+alle+Radwege+im+Winter+r%C3%A4umen.", "German"),
        ("Les+pistes+cyclables+doivent+%C3%AAtre+s%C3%A9par%C3%A9es+de+la+chauss%C3%A9e+partout.", "French"),
    ] {
        let form = format!("text={text}&language=en&language_before=en");
        let asked = heron.post("/p/test/statements/new", &form);
        assert_eq!(asked.status, 422, "{language}");
        seen(&asked, &format!("it may be this one: {language}"));
        assert_eq!(
            heron.post("/p/test/statements/new", &format!("text={text}&language=en")).status,
            303,
            "said by a person"
        );
    }
}
