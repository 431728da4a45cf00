//! A small process told entry by entry, honestly or not, and published by somebody who holds the record's key.
#![allow(dead_code, reason = "two galleries of cheats share it, and neither needs all of it")]

use std::collections::BTreeMap;

use ed25519_dalek::{Signer as _, SigningKey};
use maru_forum::{
    Action, Actor, Author, AuthorSignature, Circumstances, Command, Content, EntryNumber, Event, Joining,
    Moment, NonceSource, ParticipantId, Process, Pseudonym, Recorded, Role, StatementId, Vote, encode,
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
        let labels = story.state(heron, "Labels are due.", None);
        story.state(crane, "Fines should grow.", Some(&key));
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
            let signature = action.signature.map(|signature| signature.bytes);
            let recorded = self.process.record(author, signature, Moment(self.now), event);
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

    pub(crate) fn state(&mut self, author: u64, text: &str, key: Option<&SigningKey>) -> u64 {
        let command = Command::State { text: text.into(), language: "en".parse().unwrap() };
        let signature = key.map(|key| {
            let seed = self.circumstances().entropy;
            let nonce = NonceSource::new(seed).draw();
            let content = Content::new(&nonce, [("language", "en".into()), ("text", text.into())]);
            let event = Event::Stated {
                language: "en".parse().unwrap(),
                length: text.chars().count() as u32,
                content: content.digest(),
                source_id: None,
                source_time: None,
            };
            AuthorSignature { bytes: self.sign(author, event, key), seed: Some(seed) }
        });
        self.act_with(&Action { actor: Actor::Participant(person(author)), command, signature })
    }

    pub(crate) fn vote(&mut self, author: u64, on: u64, vote: Vote, key: Option<&SigningKey>) -> u64 {
        let signature =
            key.map(|key| AuthorSignature { bytes: self.sign(author, voted(on, vote), key), seed: None });
        let command = Command::Vote { statement: statement(on), vote };
        self.act_with(&Action { actor: Actor::Participant(person(author)), command, signature })
    }

    /// What a participant's program makes: the signature under the next entry of theirs.
    fn sign(&self, author: u64, event: Event, key: &SigningKey) -> [u8; 64] {
        let author = Author::Participant(person(author));
        let unsigned = self.process.record(author, Some(NOT_A_SIGNATURE), Moment(0), event);
        key.sign(&encode(&unsigned).signed_message(ORIGIN).unwrap()).to_bytes()
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

    /// The event of a statement with these words, whose content is kept beside the record.
    pub(crate) fn statement_event(&mut self, text: &str) -> Event {
        let content = Content::new(&[7; 32], [("language", "en".into()), ("text", text.into())]);
        self.addenda.insert(addenda::path(&content.digest()), content.bytes());
        Event::Stated {
            language: "en".parse().unwrap(),
            length: text.chars().count() as u32,
            content: content.digest(),
            source_id: None,
            source_time: None,
        }
    }

    /// A statement by Heron of four English characters, as its entry says, with whatever content is made of a nonce.
    pub(crate) fn force_text(&mut self, content: impl FnOnce(Value) -> Value) {
        let bytes = content(Value::text(Digest([7; 32]).to_string())).encode();
        let digest = Digest::of(&bytes);
        self.addenda.insert(addenda::path(&digest), bytes);
        let event = Event::Stated {
            language: "en".parse().unwrap(),
            length: 4,
            content: digest,
            source_id: None,
            source_time: None,
        };
        self.force(Author::Participant(person(2)), event);
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
        self.signed_with(&[log_key()], 1_790_000_000)
    }

    /// All hash tiles and bundles, and the head as these keys sign it.
    pub(crate) fn signed_with(&self, keys: &[SignerKey], time: u64) -> (Files, SignedCheckpoint) {
        signed_as(ORIGIN, &self.entries, keys, time)
    }

    /// All files, the head signed with the record's own key.
    pub(crate) fn publish(&self) -> Files {
        self.publish_with(&[log_key()], 1_790_000_000)
    }

    /// The same with other keys.
    pub(crate) fn publish_with(&self, keys: &[SignerKey], time: u64) -> Files {
        let (mut files, signed) = self.signed_with(keys, time);
        files.insert("checkpoint".to_owned(), signed.to_bytes());
        files.extend(self.addenda.clone());
        files
    }
}

/// All hash tiles and bundles of a record, and its head as these keys sign it.
pub(crate) fn signed_as(
    origin: &str,
    entries: &[Entry],
    keys: &[SignerKey],
    time: u64,
) -> (Files, SignedCheckpoint) {
    let entries: Vec<Vec<u8>> = entries.iter().map(|entry| entry.encode().unwrap()).collect();
    let mut edge = Edge::new();
    let writes = edge.append(&entries).unwrap().writes;
    let head = Checkpoint { origin: origin.to_owned(), size: edge.size(), root: edge.root() };
    let signed = SignedCheckpoint::sign(head, keys, time).unwrap();
    (writes.into_iter().map(|write| (write.path, write.bytes)).collect(), signed)
}

/// The key that a reader trusts.
pub(crate) fn vkey() -> String {
    log_key().verifier().to_string()
}

pub(crate) fn log_key() -> SignerKey {
    SignerKey::from_seed(ORIGIN.parse().unwrap(), Algorithm::Ed25519, &[1; 32]).unwrap()
}

/// What a reader finds who has seen `earlier` before, and hears what `others` were shown.
pub(crate) fn look_beside(files: &Files, earlier: Option<&Checkpoint>, others: &[OtherHead]) -> Report {
    look_as(files, |expected| Expected { earlier, others, ..expected })
}

/// What a reader finds who expects more than the record's key.
pub(crate) fn look_as<'a>(files: &Files, expect: impl FnOnce(Expected<'a>) -> Expected<'a>) -> Report {
    let policy = format!("log {}\nquorum none\n", log_key().verifier());
    // A test ends soon; what it leaks goes with it.
    let policy: &'static Policy = Box::leak(Box::new(Policy::parse(policy.as_bytes()).unwrap()));
    verify(files, &expect(Expected::new(ORIGIN, policy)), |_| {})
}

pub(crate) fn look(files: &Files) -> Report {
    look_beside(files, None, &[])
}
