//! Imports: acts that happened elsewhere, brought in whole with their original ids and times.

use std::collections::BTreeMap;

use crate::content::NonceSource;
use crate::decide::{Circumstances, Outcome};
use crate::event::{Author, Event};
use crate::id::{EntryNumber, ParticipantId, Pseudonym, StatementId};
use crate::language::Language;
use crate::moderation::Verdict;
use crate::participant::Role;
use crate::process::Process;
use crate::refusal::Refusal;
use crate::statement::{IMPORTED_STATEMENT_LIMIT, checked_text, stated};
use crate::vote::Vote;

/// What stands for the words of a statement whose source left them empty.
const NO_WORDS: &str = "—";

/// Where imported acts come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Program or place, such as `Polis`.
    pub name: String,
    /// Address of the original.
    pub url: String,
    /// Licence of the data, with the attribution it asks for.
    pub licence: String,
    /// How the source describes the conversation.
    pub description: String,
}

/// Everything that is brought in at once; it is taken whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Where it comes from.
    pub source: Source,
    /// The language of statements that do not say theirs.
    pub language: Language,
    /// People, by their ids there.
    pub participants: Vec<ImportedParticipant>,
    /// Statements.
    pub statements: Vec<ImportedStatement>,
    /// Vote events; a later one by the same person on the same statement replaces the earlier.
    pub votes: Vec<ImportedVote>,
}

/// Somebody who took part elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedParticipant {
    /// Id in the source.
    pub source_id: u64,
}

/// A statement made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedStatement {
    /// Id in the source.
    pub source_id: u64,
    /// Who made it, by id in the source; unknown authors stay unknown.
    pub author: Option<u64>,
    /// Milliseconds since 1970.
    pub time: Option<i64>,
    /// The words.
    pub text: String,
    /// What moderators there found.
    pub verdict: Option<Verdict>,
}

/// A vote cast elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportedVote {
    /// Who, by id in the source.
    pub voter: u64,
    /// On what, by id in the source.
    pub statement: u64,
    /// How.
    pub vote: Vote,
    /// Milliseconds since 1970.
    pub time: Option<i64>,
}

/// The numbers that entries will get, and the events so far.
struct Sequence {
    next: u64,
    outcome: Outcome,
}

impl Sequence {
    fn push(&mut self, author: Option<Author>, event: Event) -> EntryNumber {
        let number = EntryNumber(self.next);
        self.next += 1;
        self.outcome.events.push((author, event));
        number
    }
}

impl Process {
    pub(crate) fn decide_import(
        &self,
        import: &Import,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Refusal> {
        self.require_not_closed()?;
        let mut nonces = NonceSource::new(circumstances.entropy);
        let mut sequence = Sequence { next: self.entries, outcome: Outcome::default() };
        sequence.push(None, named(&import.source));
        let people = self.admit_imported(import, &mut sequence)?;
        let statements = state_imported(import, &people, &mut sequence, &mut nonces)?;
        vote_imported(import, &people, &statements, &mut sequence)?;
        moderate_imported(import, &statements, &mut sequence);
        Ok(sequence.outcome)
    }

    fn admit_imported(
        &self,
        import: &Import,
        sequence: &mut Sequence,
    ) -> Result<BTreeMap<u64, ParticipantId>, Refusal> {
        let mut people = BTreeMap::new();
        for person in &import.participants {
            let pseudonym =
                Pseudonym::new(&format!("{}-{}", import.source.name.to_lowercase(), person.source_id))?;
            if self.pseudonyms.contains(&pseudonym) {
                return Err(Refusal::PseudonymTaken(pseudonym.to_string()));
            }
            let admitted = Event::Admitted {
                pseudonym,
                role: Role::Participant,
                group: None,
                country: None,
                key: None,
                verified: false,
                source_id: Some(person.source_id),
            };
            let entry = sequence.push(None, admitted);
            if people.insert(person.source_id, ParticipantId(entry)).is_some() {
                return Err(Refusal::BadImport(format!("participant {} occurs twice", person.source_id)));
            }
        }
        Ok(people)
    }
}

fn named(source: &Source) -> Event {
    Event::SourceNamed {
        name: source.name.clone(),
        url: source.url.clone(),
        licence: source.licence.clone(),
        description: source.description.clone(),
    }
}

fn state_imported(
    import: &Import,
    people: &BTreeMap<u64, ParticipantId>,
    sequence: &mut Sequence,
    nonces: &mut NonceSource,
) -> Result<BTreeMap<u64, StatementId>, Refusal> {
    let mut statements = BTreeMap::new();
    let mut in_time: Vec<_> = import.statements.iter().collect();
    in_time.sort_by_key(|statement| (statement.time, statement.source_id));
    for statement in in_time {
        let words = if statement.text.trim().is_empty() { NO_WORDS } else { &statement.text };
        let words = checked_text(words, IMPORTED_STATEMENT_LIMIT)
            .map_err(|refusal| Refusal::BadImport(format!("statement {}: {refusal}", statement.source_id)))?;
        let author = statement.author.and_then(|id| people.get(&id)).map(|id| Author::Participant(*id));
        let source = Some((statement.source_id, statement.time));
        let Outcome { events, contents, .. } = stated(&words, &import.language, nonces, source);
        sequence.outcome.contents.extend(contents);
        for (_, event) in events {
            let entry = sequence.push(Some(author.unwrap_or(Author::Operator)), event);
            if statements.insert(statement.source_id, StatementId(entry)).is_some() {
                return Err(Refusal::BadImport(format!("statement {} occurs twice", statement.source_id)));
            }
        }
    }
    Ok(statements)
}

/// Votes go in by time; those of the same moment keep the order they came in, so that the last still counts.
fn vote_imported(
    import: &Import,
    people: &BTreeMap<u64, ParticipantId>,
    statements: &BTreeMap<u64, StatementId>,
    sequence: &mut Sequence,
) -> Result<(), Refusal> {
    let mut in_time: Vec<_> = import.votes.iter().collect();
    in_time.sort_by_key(|vote| vote.time);
    for vote in in_time {
        let unknown = |what: &str, id: u64| {
            Refusal::BadImport(format!("a vote names {what} {id}, who is not in the import"))
        };
        let voter = people.get(&vote.voter).ok_or_else(|| unknown("voter", vote.voter))?;
        let statement =
            statements.get(&vote.statement).ok_or_else(|| unknown("statement", vote.statement))?;
        let event = Event::Voted { statement: *statement, vote: vote.vote, source_time: vote.time };
        sequence.push(Some(Author::Participant(*voter)), event);
    }
    Ok(())
}

fn moderate_imported(import: &Import, statements: &BTreeMap<u64, StatementId>, sequence: &mut Sequence) {
    for statement in &import.statements {
        let (Some(verdict), Some(id)) = (statement.verdict, statements.get(&statement.source_id)) else {
            continue;
        };
        let event = Event::Moderated {
            statement: *id,
            verdict,
            reason: format!("as moderated in {}", import.source.name),
            rule: "import".to_owned(),
        };
        sequence.push(Some(Author::Operator), event);
    }
}
