//! A process told entry by entry, honestly or not.

use std::collections::BTreeMap;

use ed25519_dalek::{Signer as _, SigningKey};
use jiff::civil::Date;
use maru_forum::{
    Action, Actor, Author, AuthorSignature, CastVote, Charter, Circumstances, Command, Content, Drafted,
    EntryNumber, Event, Join, Language, Moment, Office, Outcome, ParticipantId, Process, Pseudonym,
    PublishDraft, Recorded, StatementId, TextStanding, UnitId, Violation, Vote, Voted, Words, decode, encode,
};
use maru_record::{Digest, Entry, Value};
use maru_verify::draft::{Upload, Version, publication};

use crate::charter::{charter, today};
use crate::person::{Person, operator};

/// The origin of every story's record.
pub const ORIGIN: &str = "forum.example/p/voices";
const NOT_A_SIGNATURE: [u8; 64] = [0; 64];
const DAY: i64 = 86_400;

/// A process with its entries and contents, as a node would keep them.
#[derive(Debug, Clone)]
pub struct Story {
    /// The state.
    pub process: Process,
    /// The entries that led to it.
    pub entries: Vec<Entry>,
    /// The contents that they name, by digest.
    pub contents: BTreeMap<Digest, Vec<u8>>,
    /// The time of the last entry, in seconds since 1970; the next one is a second later.
    pub now: i64,
}

pub fn language(tag: &str) -> Language {
    tag.parse().expect("a language tag")
}

/// The first second of a day, UTC.
pub fn at(day: Date) -> i64 {
    let days = day.since(Date::constant(1970, 1, 1)).expect("a span of days").get_days();
    i64::from(days) * DAY
}

/// The words of a text, and the content that holds them under a nonce.
pub fn words_of(text: &str, tag: &str, nonce: [u8; 32]) -> (Words, Content) {
    let content = Content::new(&nonce, [("language", tag.to_owned()), ("text", text.to_owned())]);
    let length = text.chars().count() as u32;
    (Words { digest: content.digest(), language: language(tag), length }, content)
}

impl Story {
    /// A process under the charter of the tests that is not open yet.
    pub fn prepared() -> Self {
        Self::under(charter())
    }

    /// An open process under the charter of the tests.
    pub fn open() -> Self {
        Self::open_under(charter())
    }

    /// A process under some charter that is not open yet.
    pub fn under(charter: Charter) -> Self {
        let now = at(today());
        let first = Process::genesis(ORIGIN, charter, Moment(now));
        let process = Process::from_genesis(&first).expect("a charter under which a process can begin");
        Self { process, entries: vec![encode(&first)], contents: BTreeMap::new(), now }
    }

    /// An open process under some charter.
    pub fn open_under(charter: Charter) -> Self {
        let mut story = Self::under(charter);
        operator().opens(&mut story);
        story
    }

    /// The text of a content, as a reader of the record finds it.
    pub fn text(&self, digest: &Digest) -> Option<String> {
        Content::parse(self.contents.get(digest)?).ok()?.get("text").map(str::to_owned)
    }

    /// The next version of the draft from Markdown, in English, with whatever led to the change of which unit.
    #[track_caller]
    pub fn version(&self, markdown: &str, causes: &[(&str, &[EntryNumber])]) -> PublishDraft {
        let upload = Upload {
            language: language("en"),
            standing: TextStanding::Authentic,
            by: None,
            name: "draft.md".to_owned(),
            bytes: markdown.as_bytes().to_vec(),
            tracked: None,
        };
        let cause = |(unit, by): &(&str, &[EntryNumber])| {
            (UnitId::new(unit).expect("a unit's id"), by.iter().copied().collect())
        };
        let version = Version {
            uploads: vec![upload],
            causes: causes.iter().map(cause).collect(),
            reason: "after the discussion".to_owned(),
        };
        let contents = |digest: &Digest| self.text(digest);
        publication(&self.process, &contents, &version).expect("a version that can be derived").command
    }

    /// Lets days pass.
    pub fn after_days(&mut self, days: i64) {
        self.now += days * DAY;
    }

    /// A person without a key joins by themselves.
    pub fn joins(&mut self, name: &str) -> Person {
        Person::joining(self, name, |_| {}, None).expect("the person joins")
    }

    /// A person joins who signs their own acts.
    pub fn joins_with_key(&mut self, name: &str, key: SigningKey) -> Person {
        Person::joining(self, name, |_| {}, Some(key)).expect("the person joins")
    }

    /// Somebody is admitted by an office or the operator.
    #[track_caller]
    pub fn admitted_by(&mut self, office: &Person, name: &str) -> Person {
        let mut join = Join::named(Pseudonym::new(name).expect("a pseudonym"));
        join.reason = Some("known in person".to_owned());
        Person::participant(ParticipantId(self.act(office, join)))
    }

    /// Does what the rules allow; gives the number of the first entry, or of the one that stands.
    #[track_caller]
    pub fn act(&mut self, who: &Person, command: impl Into<Command>) -> EntryNumber {
        self.try_act(who, command).unwrap_or_else(|violation| panic!("{who} may do this, but: {violation}"))
    }

    /// The same where the rules may refuse: then nothing has happened.
    pub fn try_act(&mut self, who: &Person, command: impl Into<Command>) -> Result<EntryNumber, Violation> {
        let command = command.into();
        let now = Moment(self.now + 1);
        let circumstances = Circumstances { now, entropy: Digest::of(&now.0.to_be_bytes()).0 };
        let signature = match &who.key {
            Some(key) => Some(self.signature(who.actor, &command, &circumstances, key)?),
            None => None,
        };
        let action = Action { actor: who.actor, command, signature };
        let outcome = self.process.decide(&action, &circumstances)?;
        self.now = now.0;
        let bytes = signature.map(|signature| signature.bytes);
        Ok(self.take(who.actor, bytes, outcome))
    }

    fn take(&mut self, actor: Actor, signature: Option<[u8; 64]>, outcome: Outcome) -> EntryNumber {
        let first = outcome.stands.unwrap_or(EntryNumber(self.process.entries));
        self.contents.extend(outcome.contents.iter().map(|content| (content.digest(), content.bytes())));
        for drafted in outcome.events {
            let recorded = self.process.record(actor, signature, Moment(self.now), drafted);
            self.process.apply(&recorded).expect("what was decided can be applied");
            self.entries.push(encode(&recorded));
        }
        first
    }

    /// What a participant's own program makes: the signature under the entry that the command leads to. A seed comes with it,
    /// from which the nonces of its words are drawn.
    fn signature(
        &self,
        actor: Actor,
        command: &Command,
        circumstances: &Circumstances,
        key: &SigningKey,
    ) -> Result<AuthorSignature, Violation> {
        let event = match command {
            Command::Vote(CastVote { statement, vote }) => {
                Voted { statement: *statement, value: *vote }.into()
            }
            other => {
                let mut outcome = self.process.asked(actor, other, circumstances)?;
                // Where an entry says so already there is nothing to sign.
                let Some(drafted) = outcome.events.pop() else {
                    return Ok(AuthorSignature { bytes: NOT_A_SIGNATURE, seed: None });
                };
                drafted.event
            }
        };
        let drafted = Drafted { author: None, imported: None, event };
        let unsigned = self.process.record(actor, Some(NOT_A_SIGNATURE), Moment(0), drafted);
        let message = encode(&unsigned).signed_message(ORIGIN).expect("a message to sign");
        let seed = Some(circumstances.entropy);
        Ok(AuthorSignature { bytes: key.sign(&message).to_bytes(), seed })
    }

    /// Writes an entry that the rules may not allow, as a dishonest organiser would.
    pub fn force(&mut self, author: Author, event: impl Into<Event>) -> EntryNumber {
        let drafted = Drafted { author: Some(author), imported: None, event: event.into() };
        let recorded = self.process.record(Actor::Operator, None, Moment(self.now + 1), drafted);
        self.force_recorded(&recorded)
    }

    /// The same with everything chosen by the liar, header and all.
    pub fn force_recorded(&mut self, recorded: &Recorded) -> EntryNumber {
        self.now = self.now.max(recorded.at.0);
        let number = EntryNumber(self.entries.len() as u64);
        self.entries.push(encode(recorded));
        if self.process.apply(recorded).is_err() {
            self.process.skip(recorded);
        }
        number
    }

    /// What an event would look like as the next entry of an author.
    pub fn next(&self, author: Author, event: impl Into<Event>) -> Recorded {
        let drafted = Drafted { author: Some(author), imported: None, event: event.into() };
        self.process.record(Actor::Operator, None, Moment(self.now + 1), drafted)
    }

    /// The words of a text, whose content is kept beside the record.
    pub fn words(&mut self, text: &str) -> Words {
        let nonce = Digest::of(&(self.contents.len() as u64).to_be_bytes()).0;
        let (words, content) = words_of(text, "en", nonce);
        self.contents.insert(content.digest(), content.bytes());
        words
    }

    /// Changes a member of an entry; `None` takes it away.
    pub fn set(&mut self, entry: usize, member: &str, value: impl Into<Option<Value>>) {
        let Value::Object(members) = &mut self.entries[entry].body else { panic!("an entry is an object") };
        match value.into() {
            Some(value) => members.insert(member.to_owned(), value),
            None => members.remove(member),
        };
    }

    /// Takes the words of an entry away from beside the record.
    pub fn loses_words_of(&mut self, entry: EntryNumber) {
        for digest in &self.entries[entry.0 as usize].addenda {
            self.contents.remove(digest);
        }
    }

    /// What the entries say.
    pub fn recorded(&self) -> Vec<Recorded> {
        self.entries.iter().map(|entry| decode(entry).expect("an entry that is understood")).collect()
    }

    /// The entries' bytes.
    pub fn bytes(&self) -> Vec<Vec<u8>> {
        self.entries.iter().map(|entry| entry.encode().expect("an entry that fits")).collect()
    }

    /// The state after the first so many entries, folded anew from their bytes.
    pub fn folded(&self, entries: usize) -> Process {
        let bytes = self.bytes();
        let read = |bytes: &Vec<u8>| decode(&Entry::decode(bytes).expect("an entry")).expect("an event");
        let mut process = Process::from_genesis(&read(&bytes[0])).expect("a genesis");
        for bytes in &bytes[1..entries] {
            process.apply(&read(bytes)).expect("an entry that follows");
        }
        process
    }
}

/// The story that most tests begin with: Heron, who has no key; Crane, who signs; Desk, who is the secretariat; two statements.
#[derive(Debug, Clone)]
pub struct Cast {
    /// The story so far.
    pub story: Story,
    /// Entry 2, without a key.
    pub heron: Person,
    /// Entry 3, who signs with [`crane_key`].
    pub crane: Person,
    /// Entry 4, the secretariat since entry 5.
    pub desk: Person,
    /// Entry 6, by Heron.
    pub labels: StatementId,
    /// Entry 7, by Crane.
    pub fines: StatementId,
}

/// The key with which Crane signs.
pub fn crane_key() -> SigningKey {
    SigningKey::from_bytes(&[42; 32])
}

impl Cast {
    /// Ten entries under the charter of the tests: all have joined, two statements are made, and one is voted on by two people.
    pub fn open() -> Self {
        Self::under(charter())
    }

    /// The same under another charter.
    pub fn under(charter: Charter) -> Self {
        let mut story = Story::open_under(charter);
        let heron = story.joins("heron");
        let crane = story.joins_with_key("crane", crane_key());
        let desk = story.admitted_by(&operator(), "desk");
        operator().grants(&mut story, &desk, Office::Secretariat);
        let labels = heron.states(&mut story, "Labels are due.");
        let fines = crane.states(&mut story, "Fines should grow.");
        let mut cast = Self { story, heron, crane, desk, labels, fines };
        if cast.story.process.visible_statements().next().is_some() {
            cast.heron.votes(&mut cast.story, labels, Vote::Agree);
            cast.crane.votes(&mut cast.story, labels, Vote::Disagree);
        }
        cast
    }
}
