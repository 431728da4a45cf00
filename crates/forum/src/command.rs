//! Commands, and what they lead to: entries or a violation. Nothing here changes anything.

use ed25519_dalek::VerifyingKey;
use maru_record::{Digest, Value};

use crate::act::{Author, Imported};
use crate::codec::{Recorded, encode};
use crate::content::{Content, NonceSource, Words};
use crate::field::{Malformed, Object, Reader};
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::language::Language;
use crate::nouns::{REASON_LIMIT, require_reason};
use crate::script::is_in_other_letters;
use crate::table::{Command, Event, Process};
use crate::unseen::{Writing, first_unseen, is_invisible};
use crate::violation::Violation;

/// The language of words of which nobody said it.
const UNDETERMINED: &str = "und";

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The host, at the node's command line.
    Operator,
    /// Somebody signed in who has not joined yet.
    Visitor,
    /// A participant.
    Participant(ParticipantId),
}

impl Actor {
    /// The author that this actor's entries bear.
    pub fn author(self) -> Author {
        match self {
            // An admission is the node's act: the participant does not exist before it.
            Self::Operator | Self::Visitor => Author::Operator,
            Self::Participant(id) => Author::Participant(id),
        }
    }
}

/// A command with who asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Who asks.
    pub actor: Actor,
    /// For what.
    pub command: Command,
    /// The participant's own signature under the entry; those who joined with a key must bring one.
    pub signature: Option<AuthorSignature>,
}

/// What the program of a participant who holds a key brings along with an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorSignature {
    /// The signature under the entry, Ed25519.
    pub bytes: [u8; 64],
    /// The randomness from which the nonces of the act's contents are drawn: only whoever chose it can have signed
    /// their digests. An act without contents needs none.
    pub seed: Option<[u8; 32]>,
}

/// What the pure core cannot know by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circumstances {
    /// The time at which the node takes the command.
    pub now: Moment,
    /// Fresh randomness, from which nonces are drawn.
    pub entropy: [u8; 32],
}

/// An event that is to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// Whose act it is; nothing means whoever asked.
    pub author: Option<Author>,
    /// Where it is brought in from.
    pub imported: Option<Imported>,
    /// What happens.
    pub event: Event,
}

/// What a command leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What is to be recorded, in order.
    pub events: Vec<Drafted>,
    /// Contents that the events name.
    pub contents: Vec<Content>,
    /// The entry that says so already, where nothing new is to be recorded.
    pub stands: Option<EntryNumber>,
}

impl Outcome {
    pub(crate) fn of(event: impl Into<Event>) -> Self {
        Self::with(event, Vec::new())
    }

    pub(crate) fn with(event: impl Into<Event>, contents: Vec<Content>) -> Self {
        Self::of_all([event], contents)
    }

    /// Several events at once, of which all are recorded or none.
    pub(crate) fn of_all<E: Into<Event>>(
        events: impl IntoIterator<Item = E>,
        contents: Vec<Content>,
    ) -> Self {
        let drafted = |event: E| Drafted { author: None, imported: None, event: event.into() };
        Self { events: events.into_iter().map(drafted).collect(), contents, stands: None }
    }

    pub(crate) fn stands(entry: EntryNumber) -> Self {
        Self { stands: Some(entry), ..Self::default() }
    }

    /// An event that is about one text.
    pub(crate) fn of_text<E: Into<Event>>(
        (text, language, limit): (&str, &Language, usize),
        circumstances: &Circumstances,
        event: impl FnOnce(Words) -> E,
    ) -> Result<Self, Violation> {
        let (words, content) =
            Words::write(text, language, limit, &mut NonceSource::new(circumstances.entropy))?;
        Ok(Self::with(event(words), vec![content]))
    }

    /// An event with a reason as content, which may be left out; one that is given says something. Nobody says its language.
    pub(crate) fn of_reason<E: Into<Event>>(
        reason: Option<&str>,
        circumstances: &Circumstances,
        event: impl FnOnce(Option<Words>) -> E,
    ) -> Result<Self, Violation> {
        let Some(reason) = reason.map(str::trim).filter(|reason| !reason.is_empty()) else {
            return Ok(Self::of(event(None)));
        };
        require_reason(reason)?;
        let language = UNDETERMINED.parse()?;
        Self::of_text((reason, &language, REASON_LIMIT), circumstances, |words| event(Some(words)))
    }

    /// An event with one text that may be left out: a blank one is none.
    pub(crate) fn of_text_if_any<E: Into<Event>>(
        (said, limit): (Option<&(Language, String)>, usize),
        circumstances: &Circumstances,
        event: impl FnOnce(Option<Words>) -> E,
    ) -> Result<Self, Violation> {
        match said.filter(|(_, text)| !text.trim().is_empty()) {
            None => Ok(Self::of(event(None))),
            Some((language, text)) => {
                Self::of_text((text.as_str(), language, limit), circumstances, |text| event(Some(text)))
            }
        }
    }
}

/// A command that can be enacted: it says what would be recorded. Whether that is allowed, [`Process::judge`] says.
pub(crate) trait Enact {
    /// The events and contents that the command asks for.
    fn enact(
        &self,
        process: &Process,
        actor: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation>;
}

/// Makes the list of commands into [`Command`].
macro_rules! commands {
    ($($(#[$doc:meta])* $name:ident($type:ty): [$($look:ident),*]),* $(,)?) => {
        /// What is asked for. Every lever of the secretariat is here: there is no other.
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Command { $($(#[$doc])* $name($type)),* }

        $(impl From<$type> for Command {
            fn from(command: $type) -> Self { Self::$name(command) }
        })*

        impl Command {
            /// Every command, by its name and by the type that says what it asks for.
            pub const ALL: &'static [(&'static str, &'static str)] = &[$((stringify!($name), stringify!($type))),*];

            /// What a door has to look at before it lets such a command in, beyond the rules of the process.
            pub fn looks(&self) -> &'static [$crate::Beyond] {
                match self { $(Self::$name(_) => &[$($crate::Beyond::$look),*]),* }
            }

            pub(crate) fn enact(
                &self,
                process: &Process,
                actor: $crate::Actor,
                circumstances: &$crate::Circumstances,
            ) -> Result<$crate::Outcome, $crate::Violation> {
                match self { $(Self::$name(command) => $crate::command::Enact::enact(command, process, actor, circumstances)),* }
            }
        }
    };
}
pub(crate) use commands;

/// What the rules of a process cannot see of a command, and a door of the node looks at. The table of commands says it of each, so that
/// none is let in unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// Units of the draft, or words of it.
    Units,
    /// Names of the norm library and of the tables that ship with the program.
    Library,
    /// A reason for hiding or erasing words, which must not quote them.
    Quotes,
    /// Words that nobody means to say twice within minutes.
    Twice,
    /// Names of organisations, which must not look like others in the register.
    Names,
}

impl Command {
    /// Whether a door has to look at it so.
    pub fn needs(&self, look: Beyond) -> bool {
        self.looks().contains(&look)
    }

    /// Whether somebody may ask for it who is no participant: to come in, to answer for a code that they hold, or to report words under
    /// a code by which they look up what became of it.
    fn is_open_to_visitors(&self) -> bool {
        match self {
            Self::ReportWords(report) => report.code.is_some(),
            _ => {
                matches!(self, Self::Join(_) | Self::Apply(_) | Self::DeclineInvitation(_) | Self::Appeal(_))
            }
        }
    }
}

impl Process {
    /// What a command leads to in the present state, or why it is not allowed. Nothing is changed.
    pub fn decide(&self, action: &Action, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        if action.actor == Actor::Visitor && !action.command.is_open_to_visitors() {
            return Err(Violation::NotAParticipant);
        }
        let seed = action.signature.and_then(|signature| signature.seed);
        let drawn = Circumstances { entropy: seed.unwrap_or(circumstances.entropy), ..circumstances.clone() };
        let outcome = action.command.enact(self, action.actor, &drawn)?;
        let signature = action.signature.map(|signature| signature.bytes);
        self.judge_all(action.actor, signature, &outcome, circumstances.now)
            .map_err(|violation| self.with_all_that_is_owed(violation, circumstances.now))?;
        self.require_promises_kept(&action.command, circumstances.now)?;
        // What comes from elsewhere is taken as it is, and shown as what it is.
        if !matches!(
            action.command,
            Command::Import(_) | Command::ImportRemarks(_) | Command::ImportMeetings(_)
        ) {
            outcome.events.iter().try_for_each(|drafted| refuse_unreadable(&drafted.event))?;
            outcome.events.iter().try_for_each(|drafted| refuse_unseen_in(&drafted.event))?;
            let words = outcome.contents.iter().flat_map(Content::texts);
            words.into_iter().try_for_each(refuse_unseen)?;
            outcome.contents.iter().try_for_each(refuse_unusual_language)?;
            // A language of the draft may begin as a copy of another, to be translated bit by bit.
            if !matches!(action.command, Command::PublishDraft(_)) {
                refuse_other_letters(&outcome)?;
            }
        }
        Ok(outcome)
    }

    /// What a command asks for, before anyone has judged it: for a program that signs what it asks for.
    pub fn asked(
        &self,
        actor: Actor,
        command: &Command,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        command.enact(self, actor, circumstances)
    }

    /// Judges what is to be recorded; several entries are judged one after the other, each on what the ones before left.
    fn judge_all(
        &self,
        actor: Actor,
        signature: Option<[u8; 64]>,
        outcome: &Outcome,
        now: Moment,
    ) -> Result<(), Violation> {
        let entry =
            |process: &Self, drafted: &Drafted| process.record(actor, signature, now, drafted.clone());
        if let [only] = outcome.events.as_slice() {
            let recorded = entry(self, only);
            self.check_signature(&recorded)?;
            return self.judge(&recorded);
        }
        let mut trial = if outcome.events.is_empty() { return Ok(()) } else { self.clone() };
        for drafted in &outcome.events {
            let recorded = entry(&trial, drafted);
            trial.check_signature(&recorded)?;
            trial.apply(&recorded)?;
        }
        Ok(())
    }

    /// Turns an event into what stands in the record next: with its author's chain as it is now.
    pub fn record(
        &self,
        actor: Actor,
        signature: Option<[u8; 64]>,
        at: Moment,
        drafted: Drafted,
    ) -> Recorded {
        let author = drafted.author.unwrap_or(actor.author());
        let chain =
            author.participant().and_then(|id| self.participant(id).map(|person| (person.acts, person.last)));
        Recorded { at, author, chain, imported: drafted.imported, signature, event: drafted.event }
    }

    /// Whether the signature under an entry, if it has one, is its author's.
    fn check_signature(&self, recorded: &Recorded) -> Result<(), Violation> {
        let Some(_) = recorded.signature else { return Ok(()) };
        let author = recorded.author.participant().ok_or(Violation::BadSignature)?;
        let key = self.participant(author).and_then(|person| person.key).ok_or(Violation::BadSignature)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| Violation::BadSignature)?;
        encode(recorded).verify_signature(&self.origin, &key).map_err(|_| Violation::BadSignature)
    }
}

/// The language in which a text is said to be, where one is said.
fn said_language(content: &Content) -> Result<Option<Language>, Violation> {
    content.get("language").map(str::parse).transpose()
}

/// Refuses a language in a spelling of its own: `EN` would stand beside `en` as another language; and a tag that names none.
fn refuse_unusual_language(content: &Content) -> Result<(), Violation> {
    said_language(content)?.map_or(Ok(()), |language| language.require_usual())
}

/// Fields of entries whose words are prose in the language that is said of them. Names, titles, places, sources and quotations are said as
/// they stand elsewhere, whatever the language of what is said around them.
const PROSE: [&str; 9] =
    ["text", "texts", "proposal", "about", "outcome", "question", "reason", "why", "interests"];

/// Refuses prose in letters in which the language that was said is never written.
fn refuse_other_letters(outcome: &Outcome) -> Result<(), Violation> {
    let prose: Vec<Digest> = outcome.events.iter().flat_map(|drafted| prose_of(&drafted.event)).collect();
    let mut prose = outcome.contents.iter().filter(|content| prose.contains(&content.digest()));
    prose.try_for_each(refuse_letters_of)
}

/// The words of an entry that are prose.
fn prose_of(event: &Event) -> Vec<Digest> {
    let (mut fields, mut addenda, mut places) = (Object::new(), Vec::new(), Vec::new());
    event.write(&mut fields, &mut addenda);
    for (name, value) in &fields {
        prose_in(name, value, &mut places);
    }
    places.into_iter().filter_map(|place| addenda.get(place).copied()).collect()
}

/// The places of the words in a field that are prose; those of an object within it stand under names of their own.
fn prose_in(field: &str, value: &Value, places: &mut Vec<usize>) {
    match value {
        Value::List(values) => values.iter().for_each(|value| prose_in(field, value, places)),
        Value::Object(members) => match members.get("content") {
            Some(Value::Integer(place)) if PROSE.contains(&field) => {
                places.extend(usize::try_from(*place).ok());
            }
            Some(_) => {}
            None => members.iter().for_each(|(name, value)| prose_in(name, value, places)),
        },
        Value::Text(_) | Value::Bool(_) | Value::Integer(_) => {}
    }
}

fn refuse_letters_of(content: &Content) -> Result<(), Violation> {
    match (said_language(content)?, content.get("text")) {
        (Some(language), Some(text)) if is_in_other_letters(text, &language) => {
            Err(Violation::OtherLetters(language.to_string()))
        }
        _ => Ok(()),
    }
}

/// Refuses a text with a character that nobody sees and that no language needs there.
fn refuse_unseen(text: &str) -> Result<(), Violation> {
    if is_invisible(text) {
        return Err(Violation::TextEmpty);
    }
    first_unseen(text, Writing::Words).map_or(Ok(()), |found| Err(Violation::UnseenCharacter(found)))
}

/// Refuses what no reader of the record would take, such as a day of the year one: it would be written and never read.
fn refuse_unreadable(event: &Event) -> Result<(), Violation> {
    let (mut fields, mut addenda) = (Object::new(), Vec::new());
    event.write(&mut fields, &mut addenda);
    match Event::read(event.kind(), &mut Reader::new(&fields, &addenda)) {
        Some(Err(Malformed { field, wanted })) => Err(Violation::BadField { field, wanted }),
        Some(Ok(_)) | None => Ok(()),
    }
}

/// The same for every text that an entry would hold.
pub fn refuse_unseen_in(event: &Event) -> Result<(), Violation> {
    let mut fields = Object::new();
    event.write(&mut fields, &mut Vec::new());
    fields.values().try_for_each(refuse_in)
}

fn refuse_in(value: &Value) -> Result<(), Violation> {
    match value {
        Value::Text(text) => refuse_unseen(text),
        Value::List(values) => values.iter().try_for_each(refuse_in),
        Value::Object(members) => members.values().try_for_each(refuse_in),
        Value::Bool(_) | Value::Integer(_) => Ok(()),
    }
}
