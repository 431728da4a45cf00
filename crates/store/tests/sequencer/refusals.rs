//! The rules that only a node can hold, each broken through its front door; what was refused has left nothing behind.

use std::collections::BTreeSet;

use maru_forum::{
    Actor, Command, Join, LocalText, Moderate, OpenProcess, OrganisationKind, ProcessId, Pseudonym,
    StateOrganisation, StateOrganisations, SubmitStatement, Verdict, Violation,
};
use maru_store::{Answer, Node, Options, Request, SubmitError};
use maru_testkit::{CODES_OF_A_NODE, charter, charter_with, language};

/// More than an entry can hold, in a field that has no limit of its own.
fn endless() -> LocalText {
    LocalText::one(language("en"), "A purpose. ".repeat(7_000))
}

fn code(answer: Result<Answer, SubmitError>) -> &'static str {
    match answer {
        Err(SubmitError::Refused(violation)) => violation.code(),
        other => panic!("this was to be refused: {other:?}"),
    }
}

fn open_in(node: &Node, process: &str) -> Result<Answer, SubmitError> {
    let command = Command::Open(OpenProcess { reason: "the preparations are done".into() });
    let action = maru_forum::Action { actor: Actor::Operator, command, signature: None };
    node.submit_blocking(Request { process: process.parse().unwrap(), account: None, action })
}

/// A version of the draft that is no text: the rules see no words, the node does.
fn publishes_no_text(node: &Node) -> Result<Answer, SubmitError> {
    let (language, standing) = (language("en"), maru_forum::TextStanding::Authentic);
    let text =
        maru_forum::NewText { language, text: "Article 1.".to_owned(), standing, by: None, operations: None };
    let draft =
        maru_forum::PublishDraft { texts: vec![text], causes: Vec::new(), reason: "the first".to_owned() };
    let action =
        maru_forum::Action { actor: Actor::Operator, command: Command::PublishDraft(draft), signature: None };
    node.submit_blocking(Request { process: charter().id, account: None, action })
}

/// Whoever erased their account and comes back under the same address.
fn joins_after_leaving(node: &Node) -> Result<Answer, SubmitError> {
    let admit = |name: &str| {
        let account = node.account_for(&"ara@example.org".parse().unwrap()).unwrap();
        let reason = Some("Elected by the assembly".to_owned());
        let join = Join { reason, ..Join::named(Pseudonym::new(name).unwrap()) };
        let action =
            maru_forum::Action { actor: Actor::Operator, command: Command::Join(join), signature: None };
        (account, node.submit_blocking(Request { process: charter().id, account: Some(account), action }))
    };
    let (account, joined) = admit("heron");
    joined.unwrap();
    assert!(node.erase_account(account).unwrap().is_some());
    admit("heron-2").1
}

/// A verdict whose reason repeats the words that it hides: the rules see no words, the node does.
fn hides_and_quotes(node: &Node) -> Result<Answer, SubmitError> {
    let act = |command| {
        let action = maru_forum::Action { actor: Actor::Operator, command, signature: None };
        node.submit_blocking(Request { process: charter().id, account: None, action })
    };
    let text = "Kim Minsu of Mapo lives at 12 Hill Road.".to_owned();
    let said = act(Command::SubmitStatement(SubmitStatement { text, language: language("en") })).unwrap();
    let (verdict, rule) = (Verdict::Rejected, "2".to_owned());
    let hide = |reason: &str| {
        let reason = reason.to_owned();
        act(Command::Moderate(Moderate { on: vec![said.entry], verdict, reason, rule: rule.clone() }))
    };
    let refused = hide("It says that Kim Minsu of Mapo lives at 12 Hill Road");
    hide("It says where somebody lives").unwrap();
    refused
}

/// A participant puts in an organisation whose name looks like that of another; whoever keeps the register may.
fn looks_like_another(node: &Node) -> Result<Answer, SubmitError> {
    let act = |actor, command| {
        let action = maru_forum::Action { actor, command, signature: None };
        node.submit_blocking(Request { process: charter().id, account: None, action })
    };
    let stated = |name: &str| -> Command {
        StateOrganisation::named(name, language("en"), OrganisationKind::CivilSociety).into()
    };
    let reason = Some("Elected by the assembly".to_owned());
    let join = Join { reason, ..Join::named(Pseudonym::new("teal").unwrap()) };
    let teal = act(Actor::Operator, Command::Join(join)).unwrap().entry;
    let teal = Actor::Participant(maru_forum::ParticipantId(teal));
    act(teal, stated("Forest League")).unwrap();
    act(teal, stated("Forest League of Korea")).unwrap();
    // A list is looked at as one name is, and its names against each other.
    let list = |names: &[&str]| {
        let one =
            |name: &&str| StateOrganisation::named(name, language("en"), OrganisationKind::CivilSociety);
        Command::StateOrganisations(StateOrganisations { organisations: names.iter().map(one).collect() })
    };
    assert_eq!(code(act(teal, list(&["River League", "F\u{43e}rest league"]))), "organisation-alike");
    assert_eq!(code(act(teal, list(&["River League", "river league"]))), "bad-list");
    act(teal, list(&["River League", "Lake League"])).unwrap();
    // The second letter is Cyrillic.
    let refused = act(teal, stated("F\u{43e}rest league"));
    act(Actor::Operator, stated("Forest League")).unwrap();
    refused
}

#[test]
fn what_only_a_node_can_refuse_is_refused_with_its_code() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    let mut provoked = BTreeSet::from([crate::signed::seed_used_elsewhere()]);
    node.create_process(charter(), "forum.example/p/voices").unwrap();
    provoked.insert(code(node.create_process(charter(), "forum.example/p/voices")));
    provoked.insert(code(open_in(&node, "elsewhere")));
    let long = charter_with(|charter| {
        charter.id = "long".parse().unwrap();
        charter.purpose = endless();
    });
    provoked.insert(code(node.create_process(long, "forum.example/p/long")));
    provoked.insert(code(publishes_no_text(&node)));
    provoked.insert(code(hides_and_quotes(&node)));
    provoked.insert(code(looks_like_another(&node)));
    provoked.insert(code(joins_after_leaving(&node)));
    assert_eq!(provoked, BTreeSet::from(CODES_OF_A_NODE));
    assert!(CODES_OF_A_NODE.iter().all(|code| Violation::CODES.contains(code)));
}

/// A refusal lets the others of its batch be committed, so it must not have written anything itself.
#[test]
fn a_process_that_was_refused_does_not_take_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    let id: ProcessId = charter().id;
    let without_phases = charter_with(|charter| charter.phases.clear());
    assert_eq!(code(node.create_process(without_phases, "forum.example/p/voices")), "charter-incomplete");
    let long = charter_with(|charter| charter.purpose = endless());
    assert_eq!(code(node.create_process(long, "forum.example/p/voices")), "entry-too-large");
    assert!(node.process(&id).is_none());
    node.create_process(charter(), "forum.example/p/voices").unwrap();
    open_in(&node, id.as_str()).unwrap();
    drop(node);
    let again = Node::open(folder.path(), Options::EXISTING).unwrap();
    assert_eq!(again.process(&id).unwrap().durable(), 2);
}

#[test]
fn an_entry_that_is_too_large_leaves_nothing_of_its_command() {
    let folder = tempfile::tempdir().unwrap();
    let node = Node::open(folder.path(), Options::CREATE).unwrap();
    let id: ProcessId = charter().id;
    node.create_process(charter(), "forum.example/p/voices").unwrap();
    let handle = node.process(&id).unwrap();
    let change = maru_forum::ChangeCharter {
        charter: Box::new(charter_with(|charter| charter.purpose = endless())),
        reason: "to say it at length".into(),
        shorten: true,
    };
    let action = maru_forum::Action {
        actor: Actor::Operator,
        command: Command::ChangeCharter(change),
        signature: None,
    };
    let answer = node.submit_blocking(Request { process: id.clone(), account: None, action });
    assert_eq!(code(answer), "entry-too-large");
    assert_eq!((handle.durable(), handle.read().entries), (1, 1));
    open_in(&node, id.as_str()).unwrap();
    assert_eq!(*handle.read(), node.rebuilt(&handle).unwrap().unwrap());
}
