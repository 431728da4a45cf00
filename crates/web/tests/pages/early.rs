//! Taking part at once: answers before signing in, and what becomes of them.

use maru_forum::ProcessId;

use super::support::Front;
use super::{Browser, seen, vouched};

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
    vouched(&joined, "/p/test/vote?counted=2&refused=0");
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
    vouched(&counted, "/p/test/vote?counted=1&refused=0");
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
    vouched(&joined, "/p/test/vote?counted=1&refused=1");
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

#[test]
fn a_page_says_nothing_that_only_its_address_says() {
    let front = Front::new();
    let one = front.statement("First.");
    let browser = answering(&front, one, "agree");
    let me = signed(&front, &browser, "heron");
    let typed = "/p/test/vote?counted=8765&refused=7";
    for reader in [&Browser::stranger(&front), &me] {
        let page = reader.get(typed);
        for words in ["8765", "did not count", "entries of the record now"] {
            assert!(!page.text().contains(words), "“{words}” in {}", page.text());
        }
    }
    assert!(!me.get("/account?done=address").text().contains("was changed"));
    assert!(!me.get("/account?done=told").text().contains("Saved."));
    let joined = me.post("/p/test/join", "pseudonym=heron&answers=yes");
    vouched(&joined, "/p/test/vote?counted=1&refused=0");
    let location = joined.header("location");
    seen(&me.get(location), "One answer that waited is an entry of the record now.");
    let changed = location.replace("counted=1", "counted=2");
    assert!(!me.get(&changed).text().contains("answers that waited"), "the code is of one number");
    assert!(
        !Browser::signed(&front, "otter").get(location).text().contains("that waited"),
        "and of one account"
    );
    vouched(&me.post("/account/told", "by=daily&language="), "/account?done=told");
}

#[test]
fn whoever_joined_in_another_tab_hears_which_name_holds() {
    let front = Front::new();
    front.statement("First.");
    let me = Browser::signed(&front, "heron");
    me.post("/p/test/join", "pseudonym=heron");
    let again = me.post("/p/test/join", "pseudonym=otter&answers=yes");
    assert_eq!(again.status, 422);
    seen(&again, "You take part in this process as heron");
    seen(&again, "The name “otter” was not taken");
    assert_eq!(me.post("/p/test/answers", "act=count").header("location"), "/p/test/vote");
}

#[test]
fn after_an_answer_one_key_answers_the_next_statement() {
    let front = Front::new();
    let (one, two) = (front.statement("First."), front.statement("Second."));
    let me = Browser::signed(&front, "heron");
    let focus = "value=\"agree\" autofocus aria-describedby=\"asked\"";
    assert!(!me.get("/p/test/vote").text().contains("autofocus"), "nobody is moved who has just come");
    me.post("/p/test/join", "pseudonym=heron");
    let voted = me.post("/p/test/vote", &format!("statement={one}&value=pass"));
    let next = me.get(voted.header("location"));
    seen(&next, focus);
    assert_eq!(next.text().matches("autofocus").count(), 1);
    seen(&next, "not taken back to none");
    let browser = answering(&front, two, "agree");
    let other = signed(&front, &browser, "otter");
    let joined = other.post("/p/test/join", "pseudonym=otter&answers=yes");
    seen(&other.get(joined.header("location")), focus);
}

#[test]
fn whoever_takes_part_already_goes_back_to_where_they_came_from() {
    let front = Front::new();
    let me = Browser::signed(&front, "heron");
    let address = "/p/test/join?then=/p/test/statements/new";
    seen(&me.get(address), "name=\"pseudonym\"");
    me.post("/p/test/join", "pseudonym=heron");
    assert_eq!(me.get(address).header("location"), "/p/test/statements/new");
    assert_eq!(me.get("/p/test/join?then=//elsewhere.example").header("location"), "/");
    seen(&me.get("/p/test/join"), "You take part in this process as heron");
}

#[test]
fn a_process_for_the_invited_says_so_wherever_one_would_sign_in_for_nothing() {
    let front = Front::new();
    let one = front.statement("First.");
    let browser = answering(&front, one, "agree");
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter = handle.read().charter.clone();
    charter.registration = maru_forum::Registration::Invited;
    let reason = "Only those who were drawn".to_owned();
    front.as_operator(maru_forum::ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    let stranger = Browser::stranger(&front);
    for address in [
        "/",
        "/p/test",
        "/p/test/vote",
        "/p/test/statements",
        "/p/test/statements/new",
        "/p/test/people",
        "/p/test/mine",
        "/p/test/map/me",
        &format!("/p/test/statements/{one}"),
        "/p/test/harms/new",
        "/p/test/join",
    ] {
        let page = stranger.get(address);
        seen(&page, "Open to those who were invited.");
        for words in ["Sign in to answer", "Sign in to take part", "you sign in by a mail link"] {
            assert!(!page.text().contains(words), "{address}: “{words}”");
        }
    }
    seen(&stranger.get("/p/test/vote"), "/p/test/apply");
    let waits = browser.get("/p/test/vote");
    seen(&waits, "It counts nowhere unless you are admitted");
    assert!(!waits.text().contains("once you have signed in by a mail link"));
}

#[test]
fn what_can_be_read_in_the_language_of_the_page_is_asked_first() {
    let front = Front::new();
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    for number in 0..6 {
        front.statement(&format!("Statement {number}."));
    }
    let language = "ko".parse().unwrap();
    let text = "합성 음성임을 밝혀야 합니다.".to_owned();
    let entry = front.as_operator(maru_forum::SubmitStatement { text, language }.into()).entry;
    front.as_operator(maru_forum::Command::Moderate(maru_forum::Moderate {
        on: vec![entry],
        verdict: maru_forum::Verdict::Accepted,
        reason: "fits".to_owned(),
        rule: String::new(),
    }));
    seen(&korean.get("/p/test/vote"), "합성 음성임을 밝혀야 합니다.");
    assert!(
        !Browser::stranger(&front).get("/p/test/vote").text().contains("합성"),
        "and the other way round"
    );
    let shown: std::collections::BTreeSet<String> = (0..7)
        .map(|skip| {
            let page = korean.get(&format!("/p/test/vote?skip={skip}")).text().to_owned();
            page.split("name=\"statement\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        })
        .collect();
    assert_eq!(shown.len(), 7, "each comes once");
}

#[test]
fn a_process_says_where_it_stands_before_and_behind_its_timetable() {
    let front = Front::new();
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let stranger = Browser::stranger(&front);
    let until = "until 31 December 2199, 23:59 UTC";
    for address in ["/", "/p/test", "/p/test/people"] {
        seen(&stranger.get(address), until);
    }
    let korean = Browser { language: "ko", ..Browser::stranger(&front) };
    seen(&korean.get("/"), "2199년 12월 31일 23:59 UTC까지, 한국 시각으로는 다음 날 08:59까지");
    let mut charter = handle.read().charter.clone();
    let change = |charter: &maru_forum::Charter| {
        let reason = "Another timetable".to_owned();
        let change = maru_forum::ChangeCharter { charter: Box::new(charter.clone()), reason, shorten: true };
        front.as_operator(change.into());
    };
    charter.phases[0].opens = "2198-01-01".parse().unwrap();
    charter.phases[0].acts.push(maru_forum::PhaseAct::Decide);
    change(&charter);
    seen(&stranger.get("/"), "Not begun yet");
    seen(&stranger.get("/p/test"), "from 1 January 2198");
    charter.phases[0].opens = "2020-01-01".parse().unwrap();
    charter.phases[0].closes = "2020-06-01".parse().unwrap();
    change(&charter);
    let over = "Its timetable is over; nothing was decided";
    seen(&stranger.get("/"), over);
    seen(&stranger.get("/p/test"), "The days on which this process was to decide are over");
    charter.phases[0].acts.pop();
    change(&charter);
    let page = stranger.get("/p/test");
    seen(&page, "Its timetable is over");
    assert!(!page.text().contains("nothing was decided"), "it was never to decide");
}
