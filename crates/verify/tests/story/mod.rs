//! A small process told entry by entry, honestly or not, and published by somebody who holds the record's key.

use std::collections::BTreeMap;

use ed25519_dalek::{Signer as _, SigningKey};
use maru_forum::{
    Action, Actor, Author, Circumstances, Command, EntryNumber, Event, Joining, Moment, ParticipantId,
    Process, Pseudonym, Recorded, Role, StatementId, Vote, encode,
};
use maru_record::audit::{Expected, OtherHead};
use maru_record::{
    Algorithm, Checkpoint, Digest, Edge, Entry, Policy, SignedCheckpoint, SignerKey, Value, addenda,
};
use maru_verify::{Report, opinion_map_result, verify};

pub(crate) const ORIGIN: &str = "forum.example/p/voices";
/// 2026-06-01, inside the only phase of the charter.
const START: i64 = 1_780_272_000;
const NOT_A_SIGNATURE: [u8; 64] = [0; 64];

pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) struct Story {
    pub(crate) process: Process,
    pub(crate) entries: Vec<Entry>,
    pub(crate) addenda: Files,
    pub(crate) now: i64,
}

pub(crate) fn person(entry: u64) -> ParticipantId {
    ParticipantId(EntryNumber(entry))
}

pub(crate) fn statement(entry: u64) -> StatementId {
    StatementId(EntryNumber(entry))
}

pub(crate) fn voted(on: u64, vote: Vote) -> Event {
    Event::Voted { statement: statement(on), vote, source_time: None }
}

pub(crate) fn admitted(name: &str) -> Event {
    Event::Admitted {
        pseudonym: Pseudonym::new(name).unwrap(),
        role: Role::Participant,
        group: None,
        country: None,
        key: None,
        verified: false,
        source_id: None,
    }
}

pub(crate) fn crane_key() -> SigningKey {
    SigningKey::from_bytes(&[42; 32])
}

impl Story {
    /// The process exists and is not open.
    pub(crate) fn prepared() -> Self {
        let charter = toml::from_str(include_str!("charter.toml")).unwrap();
        let event = Process::begin(ORIGIN, charter);
        let first =
            Recorded { at: Moment(START), author: Author::Operator, chain: None, signature: None, event };
        let process = Process::from_genesis(&first).unwrap();
        Self { process, entries: vec![encode(&first)], addenda: Files::new(), now: START }
    }

    /// The first nine entries of [`Story::honest`]. Heron (2) has no key, Crane (3) signs, Desk (4) is the secretariat.
    pub(crate) fn honest_until_votes() -> Self {
        let mut story = Self::prepared();
        story.act(Actor::Operator, Command::Open { reason: "test".into() });
        let heron = story.join(Actor::Visitor, "heron", Role::Participant, None);
        let key = crane_key();
        let crane =
            story.join(Actor::Visitor, "crane", Role::Participant, Some(key.verifying_key().to_bytes()));
        story.join(Actor::Operator, "desk", Role::Secretariat, None);
        let labels = story.state(heron, "Labels are due.");
        story.state(crane, "Fines should grow.");
        story.vote(heron, labels, Vote::Agree, None);
        story.vote(crane, labels, Vote::Disagree, Some(&key));
        story
    }

    /// Fifteen honest entries.
    pub(crate) fn honest() -> Self {
        let mut story = Self::honest_until_votes();
        let (heron, crane, desk, labels, fines, key) = (2, 3, 4, 5, 6, crane_key());
        story.vote(heron, fines, Vote::Pass, None);
        story.vote(crane, fines, Vote::Agree, Some(&key));
        story.vote(heron, labels, Vote::Disagree, None);
        let result = opinion_map_result(&story.process);
        story.act(Actor::Participant(person(desk)), Command::PublishResult(result));
        let moderation = Command::Moderate {
            statement: statement(fines),
            verdict: maru_forum::Verdict::Accepted,
            reason: "on topic".into(),
            rule: "1".into(),
        };
        story.act(Actor::Participant(person(desk)), moderation);
        let decision = Command::Decide {
            outcome: "adopted".into(),
            result: Some(EntryNumber(12)),
            text: "Labels it is.".into(),
            language: "en".parse().unwrap(),
        };
        story.act(Actor::Participant(person(desk)), decision);
        story
    }

    /// Does what the rules allow; gives the number of the first entry, or of the one that stands.
    pub(crate) fn act(&mut self, actor: Actor, command: Command) -> u64 {
        self.act_with(&Action { actor, command, signature: None })
    }

    fn act_with(&mut self, action: &Action) -> u64 {
        self.try_act(action).unwrap()
    }

    /// The same, where the rules may refuse.
    pub(crate) fn try_act(&mut self, action: &Action) -> Option<u64> {
        self.now += 1;
        let outcome = self.process.decide(action, &self.circumstances()).ok()?;
        let first = outcome.stands.map_or(self.process.entries, |entry| entry.0);
        for content in outcome.contents {
            self.addenda.insert(addenda::path(&content.digest()), content.bytes());
        }
        for (author, event) in outcome.events {
            let author = author.unwrap_or(Process::author_of(action.actor));
            let recorded = self.process.record(author, action.signature, Moment(self.now), event);
            self.process.apply(&recorded).unwrap();
            self.entries.push(encode(&recorded));
        }
        Some(first)
    }

    fn circumstances(&self) -> Circumstances {
        Circumstances { now: Moment(self.now), entropy: Digest::of(&self.now.to_be_bytes()).0 }
    }

    pub(crate) fn join(&mut self, actor: Actor, name: &str, role: Role, key: Option<[u8; 32]>) -> u64 {
        let pseudonym = Pseudonym::new(name).unwrap();
        self.act(
            actor,
            Command::Join(Joining { pseudonym, role, group: None, country: None, key, verified: false }),
        )
    }

    pub(crate) fn state(&mut self, author: u64, text: &str) -> u64 {
        let command = Command::State { text: text.into(), language: "en".parse().unwrap() };
        self.act(Actor::Participant(person(author)), command)
    }

    pub(crate) fn vote(&mut self, author: u64, on: u64, vote: Vote, key: Option<&SigningKey>) -> u64 {
        let signature = key.map(|key| {
            let author = Author::Participant(person(author));
            let unsigned =
                self.process.record(author, Some(NOT_A_SIGNATURE), Moment(self.now + 1), voted(on, vote));
            key.sign(&encode(&unsigned).signed_message(ORIGIN).unwrap()).to_bytes()
        });
        let command = Command::Vote { statement: statement(on), vote };
        self.act_with(&Action { actor: Actor::Participant(person(author)), command, signature })
    }

    /// Writes an entry that the rules may not allow, as a dishonest organiser would.
    pub(crate) fn force(&mut self, author: Author, event: Event) -> u64 {
        self.now += 1;
        let recorded = self.process.record(author, None, Moment(self.now), event);
        let number = self.entries.len() as u64;
        self.entries.push(encode(&recorded));
        if self.process.apply(&recorded).is_err() {
            self.process.skip(&recorded);
        }
        number
    }

    /// Changes a member of an entry; `None` takes it away.
    pub(crate) fn set(&mut self, entry: usize, member: &str, value: impl Into<Option<Value>>) {
        let Value::Object(members) = &mut self.entries[entry].body else { panic!("an entry is an object") };
        match value.into() {
            Some(value) => members.insert(member.to_owned(), value),
            None => members.remove(member),
        };
    }

    /// Where the text of an entry lies.
    pub(crate) fn text_of(&self, entry: usize) -> String {
        addenda::path(&self.entries[entry].addenda[0])
    }

    pub(crate) fn signed(&self) -> (Files, SignedCheckpoint) {
        let entries: Vec<Vec<u8>> = self.entries.iter().map(|entry| entry.encode().unwrap()).collect();
        let mut edge = Edge::new();
        let writes = edge.append(&entries).unwrap().writes;
        let head = Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() };
        let signed = SignedCheckpoint::sign(head, &[log_key()], 1_790_000_000).unwrap();
        (writes.into_iter().map(|write| (write.path, write.bytes)).collect(), signed)
    }

    /// All files, the head signed with the record's own key.
    pub(crate) fn publish(&self) -> Files {
        let (mut files, signed) = self.signed();
        files.insert("checkpoint".to_owned(), signed.to_bytes());
        files.extend(self.addenda.clone());
        files
    }
}

fn log_key() -> SignerKey {
    SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[1; 32]).unwrap()
}

/// What a reader finds who has seen `earlier` before, and hears what `others` were shown.
pub(crate) fn look_beside(files: &Files, earlier: Option<&Checkpoint>, others: &[OtherHead]) -> Report {
    let policy = Policy::parse(format!("log {}\nquorum none\n", log_key().verifier()).as_bytes()).unwrap();
    verify(files, &Expected { earlier, others, ..Expected::new(ORIGIN, &policy) }, |_| {})
}

pub(crate) fn look(files: &Files) -> Report {
    look_beside(files, None, &[])
}
