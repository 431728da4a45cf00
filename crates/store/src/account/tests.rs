use std::sync::Arc;

use maru_forum::{Action, Actor, Charter, Command, Join, OpenProcess, Pseudonym};
use serde_json::json;

use super::*;
use crate::error::SubmitError;
use crate::node::{Node, Options};
use crate::request::Request;

fn node() -> (tempfile::TempDir, Arc<Node>) {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    (folder, node)
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
}

fn ask(node: &Node, address: &str, browser: &str) -> SignInToken {
    let address = address.parse().unwrap();
    let write = |token: &SignInToken| ("Sign in".to_owned(), format!("link {}", token.as_str()));
    wait(node.begin_sign_in(&address, browser, write)).unwrap()
}

#[test]
fn addresses_are_looked_at_and_lowered() {
    let check = |text: &str, expected: Option<&str>| {
        assert_eq!(text.parse::<MailAddress>().ok().as_ref().map(MailAddress::as_str), expected, "{text}");
    };
    check(" Ara@Example.ORG ", Some("ara@example.org"));
    check("a+b@localhost", Some("a+b@localhost"));
    check("마루@예.한국", Some("마루@예.한국"));
    check("", None);
    check("ara", None);
    check("@example.org", None);
    check("ara@", None);
    check("a@b@c", None);
    check("a b@c", None);
    check("a@b\r\nBcc: x@y", None);
    check("a@.b", None);
    check("<a@b>", None);
    check(&format!("{}@b", "a".repeat(MAIL_ADDRESS_LIMIT)), None);
}

#[test]
fn a_link_works_once_in_the_browser_that_asked() {
    let (_folder, node) = node();
    let token = ask(&node, "ara@example.org", "browser");
    assert!(matches!(node.sign_in_of(token.as_str(), "other"), Err(SignInError::OtherBrowser)));
    assert!(matches!(wait(node.confirm_sign_in(token.as_str(), "other")), Err(SignInError::OtherBrowser)));
    assert_eq!(node.sign_in_of(token.as_str(), "browser").unwrap().as_str(), "ara@example.org");
    let session = wait(node.confirm_sign_in(token.as_str(), "browser")).unwrap();
    assert_eq!(&*node.session(session.as_str()).unwrap().email, "ara@example.org");
    assert!(matches!(wait(node.confirm_sign_in(token.as_str(), "browser")), Err(SignInError::Stale)));
    assert!(matches!(node.sign_in_of("made up", "browser"), Err(SignInError::Stale)));
}

#[test]
fn sessions_outlive_a_restart_and_end_with_signing_out() {
    let (folder, node) = node();
    let account = node.account_for(&"ara@example.org".parse().unwrap()).unwrap();
    assert_eq!(node.account_for(&"Ara@example.org".parse().unwrap()).unwrap(), account);
    let token = node.issue_session(account).unwrap();
    drop(node);
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    assert_eq!(node.session(token.as_str()).unwrap().account, account);
    wait(node.sign_out(token.as_str())).unwrap();
    assert_eq!(node.session(token.as_str()), None);
    drop(node);
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    assert_eq!(node.session(token.as_str()), None);
}

#[test]
fn what_has_run_out_opens_nothing() {
    let (folder, node) = node();
    let account = node.account_for(&"ara@example.org".parse().unwrap()).unwrap();
    let session = node.issue_session(account).unwrap();
    let link = ask(&node, "ara@example.org", "browser");
    node.private(|connection| {
        connection.execute_batch("UPDATE session SET expires = 1; UPDATE sign_in SET expires = 1;")?;
        Ok(())
    })
    .unwrap();
    assert!(matches!(wait(node.confirm_sign_in(link.as_str(), "browser")), Err(SignInError::Stale)));
    drop(node);
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    assert_eq!(node.session(session.as_str()), None);
}

#[test]
fn no_secret_is_stored_in_a_table_of_doors() {
    let (_folder, node) = node();
    let account = node.account_for(&"ara@example.org".parse().unwrap()).unwrap();
    let session = node.issue_session(account).unwrap();
    let link = ask(&node, "ara@example.org", "browser");
    let mail = node.unsent_mails().unwrap().remove(0);
    assert_eq!((mail.recipient.as_str(), mail.sent), ("ara@example.org", None));
    wait(node.mail_sent(mail.id)).unwrap();
    assert!(node.unsent_mails().unwrap().is_empty());
    let sent = node.mails().unwrap().remove(0);
    assert!(sent.sent.is_some() && sent.body.is_empty());
    let bytes = std::fs::read(node.directory().join("node.db-wal")).unwrap();
    let holds = |secret: &str| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
    assert!(!holds(session.as_str()), "the session's token lies on the disk");
    assert!(holds("ara@example.org"), "the file that was searched is not the one that was written");
    // The link itself did lie in the outbox until it was sent; it is good for a quarter of an hour only.
    assert!(holds(link.as_str()));
}

fn charter() -> Charter {
    let text = json!({"en": "x"});
    serde_json::from_value(json!({
        "id": "test", "title": text, "purpose": text, "mandate": text, "eligibility": text, "budget": text,
        "funders": text, "contact": "x", "participation_level": "consult", "registration": "open",
        "moderation": "after", "minimum_group": 1, "languages": ["en"],
        "groups": [{"id": "all", "title": text}],
        "decides": {"who": text, "rule": text, "quorum": text, "tie": text},
        "phase": [{"id": "one", "title": text, "opens": "2020-01-01", "closes": "2199-12-31", "acts": ["join"]}],
    }))
    .unwrap()
}

#[test]
fn one_account_is_one_participant_however_often_it_asks() {
    let (_folder, node) = node();
    node.create_process(charter(), "localhost/p/test").unwrap();
    let process: ProcessId = "test".parse().unwrap();
    let request = |account: Option<AccountId>, actor: Actor, command: Command| Request {
        process: process.clone(),
        account,
        action: Action { actor, command, signature: None },
    };
    node.submit_blocking(request(
        None,
        Actor::Operator,
        Command::Open(OpenProcess { reason: "test".into() }),
    ))
    .unwrap();
    let account = node.account_for(&"ara@example.org".parse().unwrap()).unwrap();
    let join = |name: &str| {
        let pseudonym = Pseudonym::new(name).unwrap();
        let joining = Join {
            pseudonym,
            group: None,
            country: None,
            key: None,
            verified: false,
            reason: None,
            code: None,
        };
        request(Some(account), Actor::Visitor, Command::Join(joining))
    };
    let answers = node.submit_all(vec![join("a"), join("b"), join("c")]);
    let answers: Vec<_> = answers.into_iter().map(|answer| answer.unwrap()).collect();
    assert!(answers.iter().all(|answer| answer.entry == answers[0].entry), "{answers:?}");
    assert_eq!(answers.iter().map(|answer| answer.entries).sum::<u64>(), 1);
    assert_eq!(node.submit_blocking(join("d")).unwrap().entries, 0);
    assert_eq!(node.membership(account, &process).unwrap().0, answers[0].entry);
}

fn joined(node: &Node, account: AccountId, name: &str) -> Result<crate::request::Answer, SubmitError> {
    let command = Command::Join(Join::named(Pseudonym::new(name).unwrap()));
    let action = Action { actor: Actor::Visitor, command, signature: None };
    node.submit_blocking(Request { process: "test".parse().unwrap(), account: Some(account), action })
}

fn opened(node: &Node) {
    node.create_process(charter(), "localhost/p/test").unwrap();
    let command = Command::Open(OpenProcess { reason: "begin".into() });
    let action = Action { actor: Actor::Operator, command, signature: None };
    node.submit_blocking(Request { process: "test".parse().unwrap(), account: None, action }).unwrap();
}

#[test]
fn an_erased_account_leaves_no_address_and_gets_no_second_voice() {
    let (folder, node) = node();
    opened(&node);
    let address: MailAddress = "ara@example.org".parse().unwrap();
    let account = node.account_for(&address).unwrap();
    let session = node.issue_session(account).unwrap();
    ask(&node, "ara@example.org", "browser");
    node.grant(account, Power::Create, true).unwrap();
    wait(node.begin_charter_draft(account, "{}".into())).unwrap();
    joined(&node, account, "heron").unwrap();
    assert!(node.erase_account(account).unwrap().is_some());
    assert_eq!(node.erase_account(account).unwrap(), None, "it is gone");
    assert_eq!(node.session(session.as_str()), None);
    assert_eq!(node.membership(account, &"test".parse().unwrap()), None);
    let process = node.process(&"test".parse().unwrap()).unwrap();
    assert_eq!(process.read().participants.len(), 1, "the record keeps who took part");
    for name in ["node.db", "node.db-wal"] {
        let bytes = std::fs::read(folder.path().join(name)).unwrap();
        let holds = |secret: &str| bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!holds("ara@example.org"), "the address still lies in {name}");
    }
    let again = node.account_for(&address).unwrap();
    let refused = joined(&node, again, "heron-2");
    assert!(
        matches!(&refused, Err(SubmitError::Refused(violation)) if violation.code() == "left-before"),
        "{refused:?}"
    );
    let other = node.account_for(&"bo@example.org".parse().unwrap()).unwrap();
    joined(&node, other, "otter").unwrap();
    assert_eq!(node.accounts().unwrap().len(), 2);
}

#[test]
fn an_address_changes_only_when_the_new_one_answers_and_the_old_one_is_told() {
    let (_folder, node) = node();
    let account = node.account_for(&"old@example.org".parse().unwrap()).unwrap();
    let other = node.account_for(&"bo@example.org".parse().unwrap()).unwrap();
    let session = node.issue_session(account).unwrap();
    let secret = std::cell::RefCell::new(String::new());
    let begin = |address: &str| {
        let write = |token: &SignInToken| {
            token.as_str().clone_into(&mut secret.borrow_mut());
            ("Confirm".to_owned(), "link".to_owned())
        };
        wait(node.begin_address_change(account, &address.parse().unwrap(), write)).unwrap();
        secret.borrow().clone()
    };
    let letter = || ("Told".to_owned(), "changed".to_owned());
    let first = begin("new@example.org");
    let token = begin("new@example.org");
    let confirm = |token: &str, who| wait(node.confirm_address_change(token, who, letter()));
    assert!(
        matches!(confirm(&first, account), Err(AddressChangeError::Stale)),
        "the later link replaces the earlier"
    );
    assert!(matches!(confirm(&token, other), Err(AddressChangeError::Stale)), "another account's link");
    assert_eq!(&*node.session(session.as_str()).unwrap().email, "old@example.org");
    assert_eq!(confirm(&token, account).unwrap().as_str(), "new@example.org");
    assert_eq!(&*node.session(session.as_str()).unwrap().email, "new@example.org");
    assert_eq!(node.mails_to("old@example.org").unwrap().remove(0).subject, "Told");
    assert!(matches!(confirm(&token, account), Err(AddressChangeError::Stale)), "once");
    let occupied = begin("bo@example.org");
    assert!(matches!(confirm(&occupied, account), Err(AddressChangeError::Taken)));
    let by_host = node.change_address(other, &"new@example.org".parse().unwrap(), letter());
    assert!(matches!(by_host, Err(AddressChangeError::Taken)));
    assert_eq!(node.account(account).unwrap().unwrap().email, "new@example.org");
}

#[test]
fn early_answers_belong_to_one_browser_and_are_replaced_and_forgotten() {
    let (_folder, node) = node();
    opened(&node);
    let process = node.process(&"test".parse().unwrap()).unwrap();
    let statement = |number| maru_forum::StatementId(EntryNumber(number));
    let keep = |browser: &str, number, vote| {
        assert!(wait(node.keep_early_answer(browser, &process, statement(number), vote)).unwrap());
    };
    keep("one", 7, maru_forum::Vote::Agree);
    keep("one", 7, maru_forum::Vote::Pass);
    keep("one", 5, maru_forum::Vote::Disagree);
    keep("two", 5, maru_forum::Vote::Agree);
    let of = |browser: &str| {
        let found = node.early_answers(browser, &process).unwrap();
        found.iter().map(|answer| (answer.statement.0.0, answer.vote.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(of("one"), [(5, "disagree"), (7, "pass")]);
    wait(node.forget_early_answers("one", &process)).unwrap();
    assert_eq!((of("one"), of("two")), (vec![], vec![(5, "agree")]));
}

#[test]
fn a_mail_that_bounced_is_not_tried_again_and_says_why() {
    let (_folder, node) = node();
    ask(&node, "ara@example.org", "browser");
    let mail = node.unsent_mails().unwrap().remove(0);
    wait(node.mail_refused(mail.id, "451 later".into(), false)).unwrap();
    wait(node.mail_refused(mail.id, "452 later still".into(), false)).unwrap();
    let waiting = node.unsent_mails().unwrap().remove(0);
    let attempt = waiting.attempt.unwrap();
    assert_eq!((attempt.attempts, attempt.answer.as_str(), attempt.bounced), (2, "452 later still", false));
    wait(node.mail_refused(mail.id, "550 no such person".into(), true)).unwrap();
    assert!(node.unsent_mails().unwrap().is_empty());
    let bounced = node.mails().unwrap().remove(0);
    assert!(bounced.body.is_empty() && bounced.attempt.unwrap().bounced);
}

#[test]
fn a_notice_is_not_given_up_when_a_link_to_sign_in_is() {
    let (_folder, node) = node();
    opened(&node);
    let process = node.process(&"test".parse().unwrap()).unwrap();
    ask(&node, "ara@example.org", "browser");
    let letter = NewsLetter {
        recipient: "bo@example.org".to_owned(),
        subject: "What became of your words".to_owned(),
        body: "A moderator removed them.".to_owned(),
        stop: "https://forum.example/account/mail/stop?token=x".to_owned(),
        acts: Vec::new(),
    };
    let cursor = NewsCursor { entries: 1, at: crate::clock::now() };
    wait(node.write_news(&process, "at-once", cursor, vec![letter])).unwrap();
    node.private(|connection| {
        connection.execute("UPDATE mail SET created = created - ?1", [SIGN_IN_SECONDS])?;
        Ok(())
    })
    .unwrap();
    let recipients = |mails: Vec<Mail>| mails.into_iter().map(|mail| mail.recipient).collect::<Vec<_>>();
    assert_eq!(recipients(node.unsent_mails().unwrap()), ["bo@example.org"]);
    let (given_up, waiting): (Vec<_>, Vec<_>) =
        node.mails().unwrap().into_iter().partition(|mail| mail.is_given_up(crate::clock::now()));
    assert_eq!(
        (recipients(given_up), recipients(waiting)),
        (vec!["ara@example.org".into()], vec!["bo@example.org".into()])
    );
    assert_eq!(node.mails_given_up().unwrap(), 1);
}

#[test]
fn the_acts_of_one_person_are_read_along_their_chain() {
    let (_folder, node) = node();
    opened(&node);
    let account = node.account_for(&"ara@example.org".parse().unwrap()).unwrap();
    let who = ParticipantId(joined(&node, account, "heron").unwrap().entry);
    let process = node.process(&"test".parse().unwrap()).unwrap();
    let numbers = |most| {
        let acts = node.acts_of(&process, who, most).unwrap();
        acts.iter().map(|act| (act.number, act.recorded.event.kind())).collect::<Vec<_>>()
    };
    assert_eq!(numbers(9), [(who.0, "admit")]);
    assert_eq!(numbers(0), []);
}

#[test]
fn the_mails_of_a_quiet_account_are_found_behind_those_of_a_busy_node() {
    let (_folder, node) = node();
    ask(&node, "ara@example.org", "browser");
    for number in 0..120 {
        ask(&node, &format!("person-{number}@example.org"), "browser");
    }
    let mails = node.mails_to("ara@example.org").unwrap();
    assert_eq!(mails.iter().map(|mail| mail.recipient.as_str()).collect::<Vec<_>>(), ["ara@example.org"]);
    assert_eq!(node.mails_to("nobody@example.org").unwrap(), []);
}

#[test]
fn an_address_that_no_mail_can_go_to_is_none() {
    for text in [
        "ara",
        "@example.org",
        "ara@",
        "ara@ ",
        "a b@example.org",
        "a@b@example.org",
        "ara@exa mple.org",
        "ara@example..org",
        ".ara@example.org",
        "ara@-example.org",
        "ara@example.org-",
        "ara@exa_mple!.org",
        "ara@[::1]",
        "Ara <ara@example.org>",
        "ara@example.org, otter@example.org",
        "ara\u{7}@example.org",
    ] {
        assert!(text.parse::<MailAddress>().is_err(), "{text}");
    }
    for text in ["ara@example.org", " Ara.Kim+maru@mail.example.co.kr ", "o'neil@localhost", "ara@예시.한국"]
    {
        assert!(text.parse::<MailAddress>().is_ok(), "{text}");
    }
}

#[test]
fn offices_end_by_entries_with_the_account_of_whoever_held_them() {
    let (_folder, node) = node();
    opened(&node);
    let account = node.account_for(&"ara@example.org".parse().unwrap()).unwrap();
    let holder = maru_forum::ParticipantId(joined(&node, account, "heron").unwrap().entry);
    for office in [maru_forum::Office::Appeals, maru_forum::Office::Chair] {
        let reason = "chosen".to_owned();
        let command = maru_forum::ChangeOffice { holder, office, grant: true, reason }.into();
        let action = Action { actor: Actor::Operator, command, signature: None };
        node.submit_blocking(Request { process: "test".parse().unwrap(), account: None, action }).unwrap();
    }
    assert!(node.erase_account(account).unwrap().is_some());
    let process = node.process(&"test".parse().unwrap()).unwrap();
    let process = process.read();
    assert_eq!(process.offices.of(holder).count(), 0);
    let said = process.offices.iter().filter_map(|tenure| tenure.ended.as_ref());
    assert_eq!(said.filter(|(_, _, reason)| reason.contains("account")).count(), 2);
}

/// Nobody is kept from leaving because a record has stopped; what cannot be done then is said.
#[test]
fn an_account_is_erased_where_a_record_has_stopped_and_the_office_that_stays_is_named() {
    let (_folder, node) = node();
    opened(&node);
    let account = node.account_for(&"ara@example.org".parse().unwrap()).unwrap();
    let holder = maru_forum::ParticipantId(joined(&node, account, "heron").unwrap().entry);
    let (office, reason) = (maru_forum::Office::Chair, "chosen".to_owned());
    let command = maru_forum::ChangeOffice { holder, office, grant: true, reason }.into();
    let action = Action { actor: Actor::Operator, command, signature: None };
    let id: maru_forum::ProcessId = "test".parse().unwrap();
    node.submit_blocking(Request { process: id.clone(), account: None, action }).unwrap();
    let process = node.process(&id).unwrap();
    process.record.stop("a peer holds another history");
    let erased = node.erase_account(account).unwrap();
    assert_eq!(erased, Some(super::Erased { offices_stay: vec![id] }));
    assert_eq!(process.read().offices.of(holder).count(), 1, "no entry could end it");
    assert_eq!(node.erase_account(account).unwrap(), None, "it is gone");
}
