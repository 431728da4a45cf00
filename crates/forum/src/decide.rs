//! Commands, and what they lead to: events or a refusal. Nothing here changes anything.

use ed25519_dalek::VerifyingKey;

use crate::charter::{Act, Charter};
use crate::codec::{Recorded, encode};
use crate::content::Content;
use crate::event::{Author, Event};
use crate::id::{EntryNumber, Moment, ParticipantId, StatementId};
use crate::import::Import;
use crate::language::{Language, LocalText};
use crate::moderation::Verdict;
use crate::participant::{Joining, Role};
use crate::process::Process;
use crate::refusal::Refusal;
use crate::result::PublishedResult;
use crate::stage::{Stage, given_reason};
use crate::vote::Vote;

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

/// What is asked for. Every lever of the secretariat is here: there is no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Open the process.
    Open {
        /// Why now.
        reason: String,
    },
    /// Close the process.
    Close {
        /// Why now.
        reason: String,
    },
    /// Change the charter.
    ChangeCharter {
        /// The rules from now on.
        charter: Box<Charter>,
        /// Why.
        reason: String,
    },
    /// Become a participant.
    Join(Joining),
    /// Put a statement to everyone.
    State {
        /// The words.
        text: String,
        /// Their language.
        language: Language,
    },
    /// Say a statement in another language.
    Translate {
        /// The statement.
        statement: StatementId,
        /// The words.
        text: String,
        /// Their language.
        language: Language,
        /// Who or what translated.
        translator: String,
    },
    /// Vote, or change a vote.
    Vote {
        /// On what.
        statement: StatementId,
        /// How.
        vote: Vote,
    },
    /// Moderate a statement.
    Moderate {
        /// The statement.
        statement: StatementId,
        /// What was found.
        verdict: Verdict,
        /// Why.
        reason: String,
        /// Under which rule of the charter.
        rule: String,
    },
    /// Publish a version of the draft.
    PublishDraft {
        /// The text by language.
        texts: LocalText,
        /// What changed and why.
        reason: String,
    },
    /// Publish a computed result.
    PublishResult(PublishedResult),
    /// Record what the process resolved.
    Decide {
        /// `adopted`, `rejected` or `referred`.
        outcome: String,
        /// The result it rests on.
        result: Option<EntryNumber>,
        /// The words.
        text: String,
        /// Their language.
        language: Language,
    },
    /// Bring in what happened elsewhere.
    Import(Box<Import>),
    /// Erase the content of an entry.
    Redact {
        /// The entry.
        entry: EntryNumber,
        /// Reason code.
        reason: String,
        /// Legal ground.
        ground: String,
    },
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

/// What a command leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Events in order, each with its author; `None` is whoever asked.
    pub events: Vec<(Option<Author>, Event)>,
    /// Contents that the events name.
    pub contents: Vec<Content>,
    /// The entry that says so already, where nothing new is to be recorded.
    pub stands: Option<EntryNumber>,
}

impl Outcome {
    pub(crate) fn one(event: Event) -> Self {
        Self { events: vec![(None, event)], ..Self::default() }
    }

    pub(crate) fn stands(entry: EntryNumber) -> Self {
        Self { stands: Some(entry), ..Self::default() }
    }
}

impl Process {
    /// The event that begins a process; its charter must be without contradictions but may still be incomplete.
    pub fn begin(origin: &str, charter: Charter) -> Event {
        Event::Genesis { origin: origin.to_owned(), charter: Box::new(charter) }
    }

    /// What a command leads to in the present state, or why it is refused. Nothing is changed.
    pub fn decide(&self, action: &Action, circumstances: &Circumstances) -> Result<Outcome, Refusal> {
        let seed = action.signature.and_then(|signature| signature.seed);
        let drawn = Circumstances { entropy: seed.unwrap_or(circumstances.entropy), ..circumstances.clone() };
        let outcome = self.decide_command(action, &drawn)?;
        match &action.signature {
            Some(signature) => {
                self.check_signature(action.actor, &outcome, &signature.bytes, circumstances.now)?;
                self.refuse_used_seed(&outcome)?;
            }
            None => self.require_no_key(action.actor, &outcome)?,
        }
        Ok(outcome)
    }

    /// Each entry has contents of its own: a digest that two entries name cannot be withdrawn from one of them.
    fn refuse_used_seed(&self, outcome: &Outcome) -> Result<(), Refusal> {
        let new: Vec<_> = outcome.contents.iter().map(Content::digest).collect();
        let used = !new.is_empty() && self.contents().any(|(_, digest)| new.contains(&digest));
        if used { Err(Refusal::SeedUsed) } else { Ok(()) }
    }

    /// The node does not act in the name of somebody who signs for themselves: it would look as if it could.
    fn require_no_key(&self, actor: Actor, outcome: &Outcome) -> Result<(), Refusal> {
        let Actor::Participant(id) = actor else { return Ok(()) };
        let acts =
            outcome.events.iter().any(|(author, _)| author.is_none_or(|a| a == Author::Participant(id)));
        let holds_key = self.participant(id).is_some_and(|person| person.key.is_some());
        if acts && holds_key { Err(Refusal::SignatureMissing) } else { Ok(()) }
    }

    fn decide_command(&self, action: &Action, circumstances: &Circumstances) -> Result<Outcome, Refusal> {
        let actor = action.actor;
        match &action.command {
            Command::Open { reason } => self.as_secretariat(actor, || self.decide_open(reason)),
            Command::Close { reason } => self.as_secretariat(actor, || self.decide_close(reason)),
            Command::ChangeCharter { charter, reason } => {
                self.as_secretariat(actor, || self.decide_charter_change(charter, reason))
            }
            Command::Join(joining) => match actor {
                Actor::Operator => self.decide_join(joining, true, circumstances),
                Actor::Visitor => self.decide_join(joining, false, circumstances),
                Actor::Participant(_) => Err(Refusal::PseudonymTaken(joining.pseudonym.to_string())),
            },
            Command::State { text, language } => {
                let author = match actor {
                    Actor::Operator => None,
                    other => Some(self.as_participant(other)?),
                };
                self.decide_statement(author, text, language, circumstances)
            }
            Command::Translate { statement, text, language, translator } => {
                if actor != Actor::Operator {
                    self.as_participant(actor)?;
                }
                self.decide_translation(*statement, text, language, translator, circumstances)
            }
            Command::Vote { statement, vote } => {
                self.decide_vote(self.as_participant(actor)?, *statement, *vote, circumstances)
            }
            Command::Moderate { statement, verdict, reason, rule } => {
                self.as_secretariat(actor, || self.decide_moderation(*statement, *verdict, reason, rule))
            }
            Command::PublishDraft { texts, reason } => {
                self.as_secretariat(actor, || self.decide_draft(texts, reason, circumstances))
            }
            Command::PublishResult(result) => self.as_secretariat(actor, || self.decide_result(result)),
            Command::Decide { outcome, result, text, language } => self.as_secretariat(actor, || {
                self.decide_decision(outcome, *result, text, language, circumstances)
            }),
            Command::Import(import) => {
                self.as_secretariat(actor, || self.decide_import(import, circumstances))
            }
            Command::Redact { entry, reason, ground } => {
                self.as_secretariat(actor, || self.decide_redaction(*entry, reason, ground))
            }
        }
    }

    fn decide_charter_change(&self, charter: &Charter, reason: &str) -> Result<Outcome, Refusal> {
        self.require_not_closed()?;
        if charter.id != self.charter.id {
            return Err(Refusal::CharterIncomplete(format!("its id is “{}”", charter.id)));
        }
        if let Some(fault) = charter.faults().first() {
            return Err(Refusal::CharterIncomplete(fault.to_string()));
        }
        let reason = given_reason(reason)?;
        Ok(Outcome::one(Event::CharterChanged { charter: Box::new(charter.clone()), reason }))
    }

    /// Turns an event into what stands in the record next: with its author's chain as it is now.
    pub fn record(&self, author: Author, signature: Option<[u8; 64]>, at: Moment, event: Event) -> Recorded {
        let chain = match author {
            Author::Operator => None,
            Author::Participant(id) => self.participant(id).map(|person| (person.acts, person.last)),
        };
        Recorded { at, author, chain, signature, event }
    }

    /// The author that an actor's events bear.
    pub fn author_of(actor: Actor) -> Author {
        match actor {
            // An admission is the node's act: the participant does not exist before it.
            Actor::Operator | Actor::Visitor => Author::Operator,
            Actor::Participant(id) => Author::Participant(id),
        }
    }

    fn check_signature(
        &self,
        actor: Actor,
        outcome: &Outcome,
        signature: &[u8; 64],
        now: Moment,
    ) -> Result<(), Refusal> {
        let Actor::Participant(id) = actor else { return Err(Refusal::BadSignature) };
        let key = self.participant(id).and_then(|person| person.key).ok_or(Refusal::BadSignature)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| Refusal::BadSignature)?;
        for (author, event) in &outcome.events {
            let author = author.unwrap_or(Author::Participant(id));
            let entry = encode(&self.record(author, Some(*signature), now, event.clone()));
            entry.verify_signature(&self.origin, &key).map_err(|_| Refusal::BadSignature)?;
        }
        Ok(())
    }

    fn as_participant(&self, actor: Actor) -> Result<ParticipantId, Refusal> {
        match actor {
            Actor::Participant(id) if self.participant(id).is_some() => Ok(id),
            _ => Err(Refusal::NotAParticipant),
        }
    }

    fn as_secretariat(
        &self,
        actor: Actor,
        then: impl FnOnce() -> Result<Outcome, Refusal>,
    ) -> Result<Outcome, Refusal> {
        let allowed = match actor {
            Actor::Operator => true,
            Actor::Visitor => false,
            Actor::Participant(id) => {
                self.participant(id).is_some_and(|person| person.role == Role::Secretariat)
            }
        };
        if allowed { then() } else { Err(Refusal::NotTheSecretariat) }
    }

    pub(crate) fn require_not_closed(&self) -> Result<(), Refusal> {
        if matches!(self.stage, Stage::Closed(_)) { Err(Refusal::Closed) } else { Ok(()) }
    }

    pub(crate) fn require_phase(&self, act: Act, circumstances: &Circumstances) -> Result<(), Refusal> {
        match self.stage {
            Stage::Prepared => return Err(Refusal::NotOpen),
            Stage::Closed(_) => return Err(Refusal::Closed),
            Stage::Open(_) => {}
        }
        let day = circumstances.now.day();
        if self.charter.allows(act, day) {
            Ok(())
        } else {
            Err(Refusal::NotInThisPhase { act: act.as_str(), day: day.to_string() })
        }
    }

    /// What somebody may do now; pages offer just this.
    pub fn may(&self, act: Act, now: Moment) -> bool {
        self.require_phase(act, &Circumstances { now, entropy: [0; 32] }).is_ok()
    }
}
