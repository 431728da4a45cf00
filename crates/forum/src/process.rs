//! A process: the fold of its entries, and nothing else.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::charter::{Act, Charter};
use crate::codec::Recorded;
use crate::decision::Decision;
use crate::draft::Draft;
use crate::event::{Author, Event};
use crate::id::{EntryNumber, Moment, ParticipantId, Pseudonym, StatementId};
use crate::import::Source;
use crate::moderation::ModerationAct;
use crate::participant::{Participant, Role};
use crate::redaction::Redaction;
use crate::result::PublishedResult;
use crate::stage::Stage;
use crate::statement::{Statement, Translation};

/// One norm-making procedure on a node, as its entries left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// The record's origin.
    pub origin: String,
    /// The rules in force.
    pub charter: Charter,
    /// The entry that holds them.
    pub charter_entry: EntryNumber,
    /// When the process began.
    pub created: Moment,
    /// Being prepared, open or closed.
    pub stage: Stage,
    /// How many entries there are; the next one gets this number.
    pub entries: u64,
    /// When the last entry was taken.
    pub last_at: Moment,
    /// How many votes were cast, changed ones counted again.
    pub vote_events: u64,
    /// Everyone who joined, by admission.
    pub participants: Vec<Participant>,
    /// Every statement, by entry.
    pub statements: Vec<Statement>,
    /// The public moderation log.
    pub moderation_log: Vec<ModerationAct>,
    /// Versions of the draft.
    pub drafts: Vec<Draft>,
    /// Published results.
    pub results: Vec<PublishedResult>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Erasures.
    pub redactions: Vec<Redaction>,
    /// Where imported acts come from.
    pub sources: Vec<(EntryNumber, ImportedFrom)>,
    pub(crate) pseudonyms: BTreeSet<Pseudonym>,
}

/// A source as the record names it.
pub type ImportedFrom = [String; 4];

/// An entry that cannot follow on those before it. The node never writes one; a verifier may meet one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ApplyError {
    /// The first entry is no genesis, or a later one is.
    #[error("a record begins with one genesis entry and has no other")]
    Genesis,
    /// The author was never admitted.
    #[error("the author, entry {0}, was never admitted")]
    UnknownAuthor(EntryNumber),
    /// The author's counter or back pointer does not fit, so one of their entries is missing or was added.
    #[error("the author's chain is broken: it says act {said:?}, {expected:?} was due")]
    BrokenChain {
        /// Counter and previous entry in the entry.
        said: Option<(u32, EntryNumber)>,
        /// What they should be.
        expected: Option<(u32, EntryNumber)>,
    },
    /// An act in the name of somebody who signs for themselves, without their signature.
    #[error("the author, entry {0}, holds a key and did not sign this")]
    Unsigned(EntryNumber),
    /// The statement does not exist.
    #[error("there is no statement {0}")]
    UnknownStatement(EntryNumber),
    /// An act outside the time in which the charter allows it.
    #[error(
        "the act “{0}” was not allowed at that time: the process was not open, or the charter's phase was over"
    )]
    OutOfTime(&'static str),
    /// An act that only the secretariat may do.
    #[error("only the secretariat may do this")]
    NotTheSecretariat,
    /// The time runs backwards.
    #[error("the entry is dated {said}, before the entry in front of it ({before})")]
    BackDated {
        /// Seconds in this entry.
        said: i64,
        /// Seconds in the one before.
        before: i64,
    },
    /// A result that rests on entries after it.
    #[error("a result cannot rest on entries that came after it")]
    ResultFromFuture,
    /// The pseudonym is in use.
    #[error("the pseudonym “{0}” was admitted twice")]
    PseudonymTwice(String),
}

impl Process {
    /// The state after the first entry.
    pub fn from_genesis(recorded: &Recorded) -> Result<Self, ApplyError> {
        let (Event::Genesis { origin, charter }, Author::Operator) = (&recorded.event, recorded.author)
        else {
            return Err(ApplyError::Genesis);
        };
        Ok(Self {
            origin: origin.clone(),
            charter: (**charter).clone(),
            charter_entry: EntryNumber(0),
            created: recorded.at,
            stage: Stage::Prepared,
            entries: 1,
            last_at: recorded.at,
            vote_events: 0,
            participants: Vec::new(),
            statements: Vec::new(),
            moderation_log: Vec::new(),
            drafts: Vec::new(),
            results: Vec::new(),
            decisions: Vec::new(),
            redactions: Vec::new(),
            sources: Vec::new(),
            pseudonyms: BTreeSet::new(),
        })
    }

    /// Folds the next entry into the state. On an error the state is as before.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), ApplyError> {
        let author = self.check(recorded)?;
        let (entry, at) = (EntryNumber(self.entries), recorded.at);
        match &recorded.event {
            Event::Genesis { .. } => return Err(ApplyError::Genesis),
            Event::CharterChanged { charter, .. } => {
                self.charter = (**charter).clone();
                self.charter_entry = entry;
            }
            Event::StageChanged { open, .. } => self.apply_stage(entry, *open),
            Event::SourceNamed { name, url, licence, description } => {
                self.sources.push((entry, [name.clone(), url.clone(), licence.clone(), description.clone()]));
            }
            event @ Event::Admitted { .. } => self.apply_admission(entry, at, event),
            event @ Event::Stated { .. } => self.apply_statement(entry, at, recorded.author, event),
            Event::Translated { statement, language, translator, content } => {
                let place = self.expect_statement(*statement)?;
                self.statements[place].translations.push(Translation {
                    entry,
                    language: language.clone(),
                    translator: translator.clone(),
                    content: *content,
                });
            }
            Event::Voted { statement, vote, .. } => {
                let place = self.expect_statement(*statement)?;
                let author = author.ok_or(ApplyError::UnknownAuthor(entry))?;
                self.apply_vote(entry, author, place, *vote);
            }
            event @ Event::Moderated { statement, .. } => {
                let place = self.expect_statement(*statement)?;
                self.apply_moderation(entry, at, recorded.author, place, event);
            }
            event @ Event::DraftPublished { .. } => self.apply_draft(entry, at, event),
            event @ Event::ResultPublished { .. } => self.apply_result(entry, at, event),
            event @ Event::Decided { .. } => self.apply_decision(entry, at, event),
            event @ Event::Redacted { .. } => self.apply_redaction(entry, at, recorded.author, event),
        }
        if let Some(place) = author {
            self.participants[place].acts += 1;
            self.participants[place].last = entry;
        }
        self.entries += 1;
        self.last_at = at;
        Ok(())
    }

    /// Counts an entry that cannot be applied, without any effect but on its author's chain: for a verifier that has
    /// reported it and wants to go on without reporting everything after it too.
    pub fn skip(&mut self, recorded: &Recorded) {
        let entry = EntryNumber(self.entries);
        if let (Author::Participant(id), Some((count, _))) = (recorded.author, recorded.chain)
            && let Some(place) = self.participant_place(id)
        {
            self.participants[place].acts = count.saturating_add(1);
            self.participants[place].last = entry;
        }
        self.entries += 1;
        self.last_at = self.last_at.max(recorded.at);
    }

    /// Whether the entry may follow; gives the place of its author among the participants.
    fn check(&self, recorded: &Recorded) -> Result<Option<usize>, ApplyError> {
        if recorded.at < self.last_at {
            return Err(ApplyError::BackDated { said: recorded.at.0, before: self.last_at.0 });
        }
        let author = match recorded.author {
            Author::Operator => None,
            Author::Participant(id) => {
                Some(self.participant_place(id).ok_or(ApplyError::UnknownAuthor(id.0))?)
            }
        };
        let expected = author.map(|place| (self.participants[place].acts, self.participants[place].last));
        if recorded.chain != expected {
            return Err(ApplyError::BrokenChain { said: recorded.chain, expected });
        }
        let signs = author.map(|place| &self.participants[place]).filter(|person| person.key.is_some());
        if let Some(person) = signs.filter(|_| recorded.signature.is_none()) {
            return Err(ApplyError::Unsigned(person.id.0));
        }
        self.check_rules(recorded, author)?;
        Ok(author)
    }

    fn check_rules(&self, recorded: &Recorded, author: Option<usize>) -> Result<(), ApplyError> {
        let open_for = |act: Act| {
            let in_time = matches!(self.stage, Stage::Open(_)) && self.charter.allows(act, recorded.at.day());
            if in_time { Ok(()) } else { Err(ApplyError::OutOfTime(act.as_str())) }
        };
        match &recorded.event {
            Event::Voted { source_time: None, .. } if !self.imported(author) => open_for(Act::Vote),
            Event::Stated { source_id: None, .. } if author.is_some() => open_for(Act::Statement),
            Event::Admitted { pseudonym, .. } if self.pseudonyms.contains(pseudonym) => {
                Err(ApplyError::PseudonymTwice(pseudonym.to_string()))
            }
            Event::Admitted { .. }
            | Event::Voted { .. }
            | Event::Stated { .. }
            | Event::Translated { .. } => self.check_not_closed(),
            Event::ResultPublished { entries, .. } if *entries > self.entries => {
                Err(ApplyError::ResultFromFuture)
            }
            // Everything else is the secretariat's to do.
            _ => match author {
                Some(place) if self.participants[place].role != Role::Secretariat => {
                    Err(ApplyError::NotTheSecretariat)
                }
                _ => Ok(()),
            },
        }
    }

    fn imported(&self, author: Option<usize>) -> bool {
        author.is_some_and(|place| self.participants[place].source_id.is_some())
    }

    fn check_not_closed(&self) -> Result<(), ApplyError> {
        if matches!(self.stage, Stage::Closed(_)) { Err(ApplyError::OutOfTime("any")) } else { Ok(()) }
    }

    fn expect_statement(&self, id: StatementId) -> Result<usize, ApplyError> {
        self.statement_place(id).ok_or(ApplyError::UnknownStatement(id.0))
    }

    pub(crate) fn statement_place(&self, id: StatementId) -> Option<usize> {
        self.statements.binary_search_by_key(&id, |statement| statement.id).ok()
    }

    fn participant_place(&self, id: ParticipantId) -> Option<usize> {
        self.participants.binary_search_by_key(&id, |participant| participant.id).ok()
    }

    /// A statement by its id.
    pub fn statement(&self, id: StatementId) -> Option<&Statement> {
        self.statement_place(id).map(|place| &self.statements[place])
    }

    /// A participant by their id.
    pub fn participant(&self, id: ParticipantId) -> Option<&Participant> {
        self.participant_place(id).map(|place| &self.participants[place])
    }

    /// The statements that are put to the vote at present.
    pub fn visible_statements(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| statement.is_visible(self.charter.moderation))
    }

    /// The latest source, if acts were imported.
    pub fn source(&self) -> Option<Source> {
        self.sources.last().map(|(_, [name, url, licence, description])| Source {
            name: name.clone(),
            url: url.clone(),
            licence: licence.clone(),
            description: description.clone(),
        })
    }
}

/// Serialises a digest as hexadecimal text, in snapshots.
pub(crate) mod digest_text {
    use maru_record::Digest;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(digest: &Digest, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(digest)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Digest, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
