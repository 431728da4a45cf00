//! Authors hear of answers by mail, as they chose, and the record says so when it is true.

use maru_forum::{
    AnswerStage, ChangeCharter, Command, Disposition, EntryNumber, GiveAnswer, Means, Moderation, Moment,
    Office, ParticipantId, PhaseAct, ReplyState,
};
use maru_store::{Mail, now};
use maru_web::{AppState, MailServer, MailSettings, Settings, tell_authors_now};

use crate::desk::holder;
use crate::support::{ADDRESS, Front};
use crate::{Browser, seen};

const DAY: i64 = 86_400;

/// A node that has a mail server, whose process takes remarks and answers.
fn front() -> Front {
    let server = MailServer::parse("smtp://mail.example", None).unwrap();
    let mail = MailSettings::new(server, "Maru <maru@maru.example>", "maru.example").unwrap();
    front_with(Settings { demo: false, mail: Some(mail), ..Settings::demo(ADDRESS) })
}

/// The same with settings of its own.
fn front_with(settings: Settings) -> Front {
    let front = Front::with(settings);
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let mut charter = handle.read().charter.clone();
    charter.phases[0].acts.extend([PhaseAct::Remark, PhaseAct::Answer]);
    charter.moderation = Moderation::After;
    let reason = "The draft is to be discussed".to_owned();
    front.as_operator(ChangeCharter { charter: Box::new(charter), reason, shorten: true }.into());
    let text = [("en".parse().unwrap(), "# Norm\n\n## Article 1\n\nA provider labels it.\n")];
    front.as_operator(maru_verify::draft::first_version(&text, "the first").unwrap().into());
    front
}

struct Told<'a> {
    front: &'a Front,
    state: AppState,
}

impl<'a> Told<'a> {
    fn of(front: &'a Front) -> Self {
        let server = MailServer::parse("smtp://mail.example", None).unwrap();
        let mail = MailSettings::new(server, "Maru <maru@maru.example>", "maru.example").unwrap();
        let settings = Settings { demo: false, mail: Some(mail), ..Settings::demo(ADDRESS) };
        Self { front, state: AppState::new(front.node.clone(), settings) }
    }

    /// Looks who is to be told, so many seconds from now.
    fn looks(&self, after: i64) {
        let handle = self.front.node.process(&"test".parse().unwrap()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(tell_authors_now(&self.state, &handle, Moment(now().0 + after))).unwrap();
    }

    /// By which means somebody was told of an answer.
    fn means(&self, answer: u64, who: u64) -> Option<Means> {
        let handle = self.front.node.process(&"test".parse().unwrap()).unwrap();
        let process = handle.read();
        let answer = process.answers.get(EntryNumber(answer)).unwrap();
        let mut own = answer
            .on
            .iter()
            .filter(|item| process.addressee_of(**item) == Some(ParticipantId(EntryNumber(who))));
        let told = process.answers.told(answer.entry, *own.next().unwrap());
        told.map(|telling| telling.means)
    }

    fn mails(&self, name: &str) -> Vec<Mail> {
        self.front.node.mails_to(&format!("{name}@example.org")).unwrap()
    }

    fn sent(&self, mail: &Mail) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(self.front.node.mail_sent(mail.id)).unwrap();
    }

    fn refused(&self, mail: &Mail, for_good: bool) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(self.front.node.mail_refused(mail.id, "550 no such user".into(), for_good)).unwrap();
    }
}

/// A participant with one remark: the browser, the participant, the remark.
fn author<'a>(front: &'a Front, name: &str) -> (Browser<'a>, u64, u64) {
    let browser = Browser::signed(front, name);
    assert_eq!(browser.post("/p/test/join", &format!("pseudonym={name}")).status, 303);
    let (who, remark) = (last(front), {
        let form = "version=1&of=en&unit=art_1&kind=technical&text=Labels+fall+off.&language=en&act=send";
        assert_eq!(browser.post("/p/test/remarks/new", form).status, 303);
        last(front)
    });
    (browser, who, remark)
}

fn last(front: &Front) -> u64 {
    front.node.process(&"test".parse().unwrap()).unwrap().read().entries - 1
}

fn answers(front: &Front, remark: u64, reason: &str) -> u64 {
    let answer = GiveAnswer {
        on: vec![EntryNumber(remark)],
        disposition: Disposition::Noted,
        text: reason.to_owned(),
        language: "en".parse().unwrap(),
        units: Vec::new(),
        stage: AnswerStage::Given,
        instead_of: None,
    };
    front.as_operator(Command::Answer(answer)).entry.0
}

#[test]
fn whoever_is_asked_for_consent_is_told_of_that_and_their_days_count_from_there() {
    let front = front();
    let told = Told::of(&front);
    let (otter, _, remark) = author(&front, "otter");
    let item = EntryNumber(remark);
    let proposal = GiveAnswer {
        on: vec![item],
        disposition: Disposition::Noted,
        text: "The drafters would note it.".to_owned(),
        language: "en".parse().unwrap(),
        units: Vec::new(),
        stage: AnswerStage::Proposed,
        instead_of: None,
    };
    let answer = front.as_operator(Command::Answer(proposal)).entry;
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let silent_from = || {
        let process = handle.read();
        let answer = process.answers.get(answer).unwrap().clone();
        process.silent_to_proposal_from(&answer, item)
    };
    told.looks(0);
    assert_eq!(silent_from(), None, "a mail that lies in the outbox has told nobody");
    let mails = told.mails("otter");
    for words in [
        "you have 14 days to say whether you consent",
        "> The drafters would note it.",
        "The answer that is proposed:",
    ] {
        assert!(mails[0].body.contains(words), "{words} is not in {}", mails[0].body);
    }
    assert!(mails[0].subject.starts_with("Say whether you consent"), "{}", mails[0].subject);
    let stranger = Browser::stranger(&front);
    seen(&stranger.get(&format!("/p/test/remarks/{remark}")), "The author has not been told yet.");
    told.sent(&mails[0]);
    told.looks(10);
    assert!(silent_from().is_some_and(|from| from.0 >= now().0 + 13 * DAY));
    seen(&otter.get(&format!("/p/test/remarks/{remark}")), "The author may reply until");
    seen(&otter.get("/p/test/mine"), "The author may reply until");

    // That it was given is news again, in another mail.
    otter.post(
        &format!("/p/test/answers/{answer}/reply"),
        &format!("on={remark}&word=consents&text=&language="),
    );
    front.as_operator(Command::GiveProposed(maru_forum::GiveProposed { answer, on: vec![item] }));
    told.looks(20);
    let mails = told.mails("otter");
    assert_eq!(mails.len(), 2, "{mails:?}");
    assert!(mails.iter().any(|mail| mail.subject.starts_with("Your words were answered")), "{mails:?}");
}

#[test]
fn an_author_is_told_by_mail_once_a_server_took_it_and_not_before() {
    let front = front();
    let told = Told::of(&front);
    let (otter, who, remark) = author(&front, "otter");
    let answer = answers(&front, remark, "The drafters\nhave heard it.");
    told.looks(0);
    assert_eq!(told.means(answer, who), None, "a mail that lies in the outbox has told nobody");
    let mails = told.mails("otter");
    let mail = &mails[0];
    for words in [
        "> Labels fall off.",
        "> The drafters\n> have heard it.",
        "Noted",
        "/p/test/answers/",
        "/account#told",
    ] {
        assert!(mail.body.contains(words), "{words} is not in {}", mail.body);
    }
    let stop = mail.stop.clone().expect("where such mails end");
    assert!(mail.body.contains(&stop));
    told.looks(5);
    assert_eq!(told.mails("otter").len(), 1, "one mail for one answer");
    let desk = holder(&front, "heron", Office::Secretariat);
    seen(&desk.get("/p/test/desk"), "One author is to be told of an answer by a mail");
    told.sent(mail);
    told.looks(10);
    assert_eq!(told.means(answer, who), Some(Means::Mail));
    seen(&otter.get("/account"), "What became of what I wrote");

    // The link of the mail ends such mails, without signing in and not by being looked at.
    let path = stop.strip_prefix(ADDRESS).unwrap();
    let stranger = Browser::stranger(&front);
    seen(&stranger.get(path), "Send me no more such mails");
    seen(&otter.get("/account"), "value=\"at-once\" checked");
    seen(&stranger.post(path, "List-Unsubscribe=One-Click"), "You get no more such mails.");
    seen(&stranger.post("/account/mail/stop?token=x", ""), "This link is not one of ours.");
    seen(&otter.get("/account"), "value=\"page\" checked");
    let form = "version=1&of=en&unit=art_1&kind=technical&text=Again.&language=en&act=send";
    assert_eq!(otter.post("/p/test/remarks/new", form).status, 303);
    let second = answers(&front, last(&front), "It was heard again by all.");
    told.looks(20);
    assert_eq!((told.mails("otter").len(), told.means(second, who)), (1, Some(Means::Page)));
}

#[test]
fn whose_mail_comes_back_is_untold_for_a_day_and_the_desk_says_so() {
    let front = front();
    let told = Told::of(&front);
    let (_, who, remark) = author(&front, "otter");
    let answer = answers(&front, remark, "The drafters have heard it.");
    told.looks(0);
    let mail = told.mails("otter").remove(0);
    told.refused(&mail, false);
    told.looks(60);
    assert_eq!(told.means(answer, who), None, "it is tried again");
    told.refused(&mail, true);
    told.looks(120);
    assert_eq!(told.means(answer, who), None);
    let desk = holder(&front, "heron", Office::Secretariat);
    let page = desk.get("/p/test/desk");
    seen(&page, "the mail came back");
    seen(&page, "550 no such user");
    told.looks(DAY + 60);
    assert_eq!(told.means(answer, who), Some(Means::Bounced), "the notice on their page stands for it");
}

#[test]
fn whoever_wants_one_mail_a_day_gets_all_answers_in_it_in_their_language() {
    let front = front();
    let told = Told::of(&front);
    let (otter, who, remark) = author(&front, "otter");
    assert_eq!(otter.post("/account/told", "by=hourly&language=ko").status, 400);
    assert_eq!(otter.post("/account/told", "by=daily&language=ko").status, 303);
    seen(&otter.get("/account"), "value=\"daily\" checked");
    let first = answers(&front, remark, "The drafters have heard it.");
    let form = "version=1&of=en&unit=art_1&kind=technical&text=Again.&language=en&act=send";
    assert_eq!(otter.post("/p/test/remarks/new", form).status, 303);
    let second = answers(&front, last(&front), "It was heard again by all.");
    told.looks(0);
    assert!(told.mails("otter").is_empty(), "the mail of the day gathers what comes until its hour");
    told.looks(DAY);
    let mails = told.mails("otter");
    assert_eq!(mails.len(), 1);
    for words in ["> Labels fall off.", "> Again.", "유념함", "> It was heard again by all."] {
        assert!(mails[0].body.contains(words), "{words} is not in {}", mails[0].body);
    }
    assert_eq!(otter.post("/p/test/remarks/new", &form.replace("Again", "Once+more")).status, 303);
    let third = answers(&front, last(&front), "It was heard a third time.");
    told.sent(&mails[0]);
    told.looks(30);
    assert_eq!(
        [first, second, third].map(|one| told.means(one, who)),
        [Some(Means::Mail), Some(Means::Mail), None]
    );
    assert_eq!(told.mails("otter").len(), 1, "the third waits for the next day");
    told.looks(2 * DAY + 30);
    assert_eq!(told.mails("otter").len(), 2);
}

#[test]
fn a_node_without_a_mail_server_tells_on_the_page() {
    let front = front();
    let (otter, who, remark) = author(&front, "otter");
    let answer = answers(&front, remark, "The drafters have heard it.");
    let told = Told { front: &front, state: AppState::new(front.node.clone(), Settings::demo(ADDRESS)) };
    told.looks(0);
    assert_eq!((told.means(answer, who), told.mails("otter").len()), (Some(Means::Page), 0));
    let page = otter.get("/account");
    seen(&page, "What became of what I wrote");
    seen(&page, "The drafters have heard it.");
}

#[test]
fn a_notice_tells_nobody_before_its_page_was_opened() {
    let front = front_with(Settings::demo(ADDRESS));
    let (otter, who, remark) = author(&front, "otter");
    let answer = answers(&front, remark, "The drafters have heard it.");
    let told = Told { front: &front, state: front.state.clone() };
    told.looks(0);
    let handle = front.node.process(&"test".parse().unwrap()).unwrap();
    let state = |days: i64| handle.read().reply_state(EntryNumber(remark), Moment(now().0 + days * DAY));
    let stranger = Browser::stranger(&front);
    let page = format!("/p/test/remarks/{remark}");
    seen(&stranger.get(&page), "it is not known whether they have seen it");
    seen(
        &stranger.get(&format!("/p/test/record/{}", last(&front))),
        "whether they have seen it is not known",
    );
    told.looks(5);
    assert_eq!(told.means(answer, who), Some(Means::Page), "others who read it tell the author nothing");
    assert!(matches!(state(90), Some(ReplyState::Unseen(_))), "no silence counts: {:?}", state(90));
    assert_eq!(front.anonymous().get("/remarks").json(200)["remarks"][0]["answer"]["reply"], "unseen");
    let desk = holder(&front, "heron", Office::Secretariat);
    seen(
        &desk.get("/p/test/desk/phase"),
        "Of one answer all that is known is that it stands on its author’s page.",
    );

    seen(&otter.get("/account"), "This page puts the answer before you");
    told.looks(10);
    assert_eq!(told.means(answer, who), Some(Means::Seen));
    seen(&stranger.get(&page), "The author was given a page of theirs that shows the answer");
    assert!(
        matches!(state(1), Some(ReplyState::Awaited(_))) && matches!(state(90), Some(ReplyState::Silent(_)))
    );
    let entries = last(&front);
    otter.get("/p/test/mine");
    told.looks(15);
    assert_eq!(last(&front), entries, "it is written down once");
}

/// Days to appeal run from a verdict, so a mail tells of it at once; what others say to somebody's words waits for one mail a day, and their
/// page has both.
#[test]
fn an_author_hears_of_a_verdict_at_once_and_of_comments_once_a_day() {
    let front = front();
    let (otter, _, remark) = author(&front, "otter");
    let told = Told::of(&front);
    told.looks(0);
    let before = told.mails("otter").len();
    let ibis = Browser::signed(&front, "ibis");
    ibis.post("/p/test/join", "pseudonym=ibis");
    let said = ibis.post(&format!("/p/test/remarks/{remark}/comment"), "text=So+it+is.&language=en");
    assert_eq!(said.status, 303, "{}", said.text());
    assert_eq!(ibis.post(&format!("/p/test/remarks/{remark}/support"), "give=yes").status, 303);
    let page = otter.get("/account");
    seen(&page, "Somebody commented on your remark");
    seen(&page, "One person supports what you wrote");
    told.looks(60);
    assert_eq!(told.mails("otter").len(), before, "comments wait for the mail of a day");
    told.looks(DAY + 60);
    let mails = told.mails("otter");
    assert_eq!(mails.len(), before + 1);
    assert!(mails[0].body.contains("Somebody commented on your remark"), "{}", mails[0].body);
    assert!(mails[0].stop.is_some());
    front.as_operator(Command::Moderate(maru_forum::Moderate {
        on: vec![EntryNumber(remark)],
        verdict: maru_forum::Verdict::Rejected,
        reason: "It names somebody".to_owned(),
        rule: "2".to_owned(),
    }));
    told.looks(DAY + 120);
    let mails = told.mails("otter");
    assert_eq!(mails.len(), before + 2, "a verdict waits for nothing");
    for words in
        ["A moderator removed what you wrote", "> It names somebody", &format!("/moderation/{remark}/appeal")]
    {
        assert!(mails[0].body.contains(words), "{words}: {}", mails[0].body);
    }
    told.looks(DAY + 180);
    assert_eq!(told.mails("otter").len(), before + 2, "nothing is told twice");
    assert_eq!(told.mails("ibis").len(), 0, "nothing happened to their words");
}

#[test]
fn whoever_is_refused_the_floor_is_told_why_by_whom_and_where_they_appeal() {
    let front = front();
    let (otter, _, _) = author(&front, "otter");
    let moderator = holder(&front, "lynx", Office::Moderator);
    let judge = holder(&front, "swan", Office::Appeals);
    let told = Told::of(&front);
    told.looks(0);
    let last_day = Moment(now().0 + 20 * DAY).day();
    let form = format!("name=otter&why=conduct&text=They+shouted.&language=en&last_day={last_day}");
    seen(&moderator.get("/p/test/desk/floor"), "No meeting with a floor is announced.");
    assert!(!moderator.get("/p/test/desk/floor").text().contains("all seats are taken"));
    assert_eq!(moderator.post("/p/test/desk/floor", &form).status, 303);
    let refusal = last(&front);
    told.looks(60);
    let mail = told.mails("otter").remove(0);
    let page = format!("/p/test/refusals/{refusal}");
    for words in
        ["the rules of conduct were broken", "> They shouted.", "lynx (moderat", "You may appeal", &page]
    {
        assert!(mail.body.contains(words), "{words}: {}", mail.body);
    }
    let account = otter.get("/account");
    for words in ["the rules of conduct were broken", "They shouted.", "lynx (moderat", &page] {
        seen(&account, words);
    }
    seen(&otter.get("/p/test"), "You were refused the floor. You may appeal until");
    seen(&Browser::stranger(&front).get(&format!("/p/test/record/{refusal}")), &page);
    assert_eq!(otter.post(&page, "text=I+whispered.&language=en").status, 303);
    let appeal = last(&front);
    let ruling = format!("appeal={appeal}&verdict=upheld&text=It+was+loud.&language=en");
    assert_eq!(judge.post("/p/test/desk/appeals", &ruling).status, 303);
    told.looks(120);
    let mail = told.mails("otter").remove(0);
    for words in ["The refusal stands", "> It was loud.", "swan (", &page] {
        assert!(mail.body.contains(words), "{words}: {}", mail.body);
        assert!(!mail.body.contains("You may appeal"), "{}", mail.body);
    }
    seen(&otter.get("/account"), "It was loud.");
}

#[test]
fn an_act_is_mailed_before_anything_says_that_a_notice_stands_for_it() {
    let front = front();
    let (_, _, remark) = author(&front, "otter");
    let office = front.secretariat();
    let look = || office.post("/tellings", &serde_json::json!({})).json(200)["acts"].clone();
    assert_eq!(look(), 0, "nothing was done against anybody yet");
    let act = front.as_operator(Command::Moderate(maru_forum::Moderate {
        on: vec![EntryNumber(remark)],
        verdict: maru_forum::Verdict::Rejected,
        reason: "It names somebody".to_owned(),
        rule: "none".to_owned(),
    }));
    assert_eq!(look(), 1, "the mail is under way, and has told nobody");
    assert_eq!(front.anonymous().get("/tellings").json(200)[0]["means"], "not-yet");
    let told = Told::of(&front);
    let mail = told.mails("otter").remove(0);
    assert!(mail.body.contains("No rule of the charter names it"), "{}", mail.body);
    told.refused(&mail, true);
    let desk = holder(&front, "heron", Office::Secretariat).get("/p/test/desk");
    seen(&desk, "One person is to be told of a verdict");
    seen(&desk, &format!("href=\"/p/test/record/{}\"", act.entry));
    for words in ["told of an answer", "/p/test/answers/"] {
        assert!(!desk.text().contains(words), "a verdict is no answer: {words}");
    }
    told.sent(&mail);
    assert_eq!(look(), 0);
    assert_eq!(front.anonymous().get("/tellings").json(200)[0]["means"], "mail");
}

#[test]
fn whoever_erased_their_account_cannot_be_told_and_that_is_said() {
    for sends in [true, false] {
        let front = front();
        let (otter, who, remark) = author(&front, "otter");
        let answer = answers(&front, remark, "The drafters have heard it.");
        let account = front.node.account_of(&"otter@example.org".parse().unwrap()).unwrap().unwrap();
        assert!(front.node.erase_account(account.id).unwrap().is_some());
        let told = if sends {
            Told::of(&front)
        } else {
            Told { front: &front, state: AppState::new(front.node.clone(), Settings::demo(ADDRESS)) }
        };
        told.looks(0);
        assert_eq!((told.means(answer, who), told.mails("otter").len()), (Some(Means::Unreachable), 0));
        drop(otter);
        for (language, words) in [("en", "Nobody could be told"), ("ko", "계정이 없어 알릴 수 없습니다")]
        {
            let stranger = Browser { language, ..Browser::stranger(&front) };
            seen(&stranger.get(&format!("/p/test/remarks/{remark}")), words);
        }
        let owed = front.node.process(&"test".parse().unwrap()).unwrap().read().owed();
        assert!(owed.is_empty(), "nobody can be told, so nothing is owed to them: {owed:?}");
    }
}
