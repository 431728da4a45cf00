//! Acts that their authors sign themselves, with a seed of their own choice: nobody's choice may harm others.

use ed25519_dalek::{Signer as _, SigningKey};
use maru_forum::{
    Action, Actor, AuthorSignature, Command, Content, Drafted, Join, Moment, NonceSource, OpenProcess,
    ParticipantId, Pseudonym, Stated, SubmitStatement, WithdrawWords, WithdrawalReason, Words, encode,
};
use maru_store::{Options, ProcessHandle, Request, SubmitError};

use crate::folder::{act, open};

const SEED: [u8; 32] = [5; 32];
const TEXT: &str = "Mine.";

fn request(process: &ProcessHandle, actor: Actor, command: Command) -> Request {
    let action = Action { actor, command, signature: None };
    Request { process: process.id().clone(), account: None, action }
}

fn joining(process: &ProcessHandle, name: &str, key: Option<&SigningKey>) -> Request {
    let joining = Join {
        pseudonym: Pseudonym::new(name).unwrap(),
        group: None,
        country: None,
        key: key.map(|key| key.verifying_key().to_bytes()),
        verified: false,
        reason: None,
        code: None,
    };
    request(process, Actor::Visitor, Command::Join(joining))
}

/// The same words from the same seed, signed as the author's next act.
fn statement(process: &ProcessHandle, author: ParticipantId, key: &SigningKey) -> Request {
    let fields = [("language", "en".to_owned()), ("text", TEXT.to_owned())];
    let text = Words {
        digest: Content::new(&NonceSource::new(SEED).draw(), fields).digest(),
        language: "en".parse().unwrap(),
        length: 5,
    };
    let event = Stated { text, source_id: None, source_text: None }.into();
    let drafted = Drafted { author: None, imported: None, event };
    let state = process.read();
    let unsigned = state.record(Actor::Participant(author), Some([0; 64]), Moment(0), drafted);
    let message = encode(&unsigned).signed_message(&state.origin).unwrap();
    let command =
        Command::SubmitStatement(SubmitStatement { text: TEXT.to_owned(), language: "en".parse().unwrap() });
    let mut request = request(process, Actor::Participant(author), command);
    let bytes = key.sign(&message).to_bytes();
    request.action.signature = Some(AuthorSignature { bytes, seed: Some(SEED) });
    request
}

#[test]
fn a_seed_used_twice_is_refused_and_undoes_nobody_elses_act() {
    assert_eq!(seed_used_elsewhere(), "seed-used-elsewhere");
}

/// Tries to use a seed again: in the same process, in another, and after the words were withdrawn; gives the code by which the
/// other process refuses it.
pub(crate) fn seed_used_elsewhere() -> &'static str {
    let folder = tempfile::tempdir().unwrap();
    let (node, handle) = open(folder.path(), Options::CREATE);
    let charter = include_str!("charter.toml").replacen("voices", "other", 1);
    node.create_process(toml::from_str(&charter).unwrap(), "example.org/p/other").unwrap();
    let other = node.process(&"other".parse().unwrap()).unwrap();
    let open_it = Command::Open(OpenProcess { reason: "test".into() });
    node.submit_blocking(request(&other, Actor::Operator, open_it)).unwrap();
    let key = SigningKey::from_bytes(&[7; 32]);
    let [here, there] = [&handle, &other].map(|process| {
        ParticipantId(node.submit_blocking(joining(process, "crane", Some(&key))).unwrap().entry)
    });
    let said = node.submit_blocking(statement(&handle, here, &key)).unwrap();
    let check = |process: &ProcessHandle, author, neighbour: &str| {
        let both = vec![joining(process, neighbour, None), statement(process, author, &key)];
        let answers = node.submit_all(both);
        assert!(answers[0].is_ok(), "{neighbour} waited in the same batch: {answers:?}");
        match &answers[1] {
            Err(SubmitError::Refused(violation)) => violation.code(),
            other => panic!("{neighbour}: {other:?}"),
        }
    };
    assert_eq!(check(&handle, here, "ara"), "seed-used");
    // All processes keep their contents in one table.
    let elsewhere = check(&other, there, "ben");
    // Were they published again, the words that were withdrawn would be there again.
    let redact = Command::Withdraw(WithdrawWords {
        entry: said.entry,
        reason: WithdrawalReason::PersonalData,
        ground: "GDPR Art 17(1)".into(),
    });
    act(&node, Actor::Operator, redact).unwrap();
    assert_eq!(check(&handle, here, "eun"), "seed-used");
    elsewhere
}
