//! Imports: acts that happened elsewhere, brought in whole with their original ids and times.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Imported, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Drafted, Enact, Outcome};
use crate::content::{Content, NonceSource, Words};
use crate::field::fields;
use crate::id::{EntryNumber, ParticipantId, Pseudonym, StatementId};
use crate::language::{Language, normalised};
use crate::ledger::{Moderated, Voice};
use crate::nouns::amendment::ProposeAmendment;
use crate::nouns::meeting::AnnounceMeeting;
use crate::nouns::moderation::{ModerationRuled, Verdict};
use crate::nouns::participant::Admitted;
use crate::nouns::remark::MakeRemark;
use crate::nouns::statement::{IMPORTED_STATEMENT_LIMIT, Stated};
use crate::nouns::vote::{Vote, Voted};
use crate::nouns::{list_slice, require_reason, require_source_text};
use crate::office_name::Office;
use crate::table::{Event, Process};
use crate::violation::Violation;

/// Where imported acts come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// A source with the entry that names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedSource {
    /// The entry.
    pub entry: EntryNumber,
    /// The source.
    pub source: Source,
}

list_slice! {
    /// Where imported acts come from, in order.
    pub struct Sources of NamedSource
}

impl Sources {
    /// Whether an entry names a source.
    pub fn has(&self, entry: EntryNumber) -> bool {
        self.0.iter().any(|named| named.entry == entry)
    }
}

fields! {
    /// Where imported acts come from.
    pub struct SourceNamed {
        /// Program or place.
        pub name: String,
        /// Address of the original.
        pub url: String,
        /// Licence of the data, with the attribution it asks for.
        pub licence: String,
        /// How the original describes itself; results that it reported are no part of this.
        pub description: String,
        /// Why it is brought in, where what comes with it says no reason of its own.
        pub reason: Option<String>,
    }
}

impl Act for SourceNamed {
    const TYPE: &'static str = "source";
    const CALLED: &'static str = "a source";
    const REASON: Option<(&'static str, &'static str)> = Some(("imports", "reason"));
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Secretariat), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, _: &Process, _: Stamp) -> Result<(), Violation> {
        if let Some(reason) = &self.reason {
            require_reason(reason)?;
        }
        if self.name.trim().is_empty() { Err(Violation::TextEmpty) } else { Ok(()) }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let source = Source {
            name: self.name.clone(),
            url: self.url.clone(),
            licence: self.licence.clone(),
            description: self.description.clone(),
        };
        process.sources.0.push(NamedSource { entry: stamp.entry, source });
    }
}

/// Everything that is brought in at once; it is taken whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Where it comes from.
    pub source: Source,
    /// Why it is brought in, in the words of whoever does; it stands under the verdicts that came along.
    pub reason: String,
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedParticipant {
    /// Id in the source.
    pub source_id: u64,
    /// The same where it is a text there; the number is then one by which the rest of the import names this person.
    #[serde(default)]
    pub source_text: Option<String>,
}

/// A statement made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedStatement {
    /// Id in the source.
    pub source_id: u64,
    /// The same where it is a text there; the number is then one by which the rest of the import names this statement.
    #[serde(default)]
    pub source_text: Option<String>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// The numbers that entries will get, and what is to be recorded so far.
pub(crate) struct Sequence {
    source: EntryNumber,
    next: u64,
    outcome: Outcome,
}

impl Sequence {
    /// Begins with the source, which is named by whoever brings in what comes from it.
    pub(crate) fn from(actor: Actor, source: &Source, process: &Process) -> Self {
        Self::because(None, actor, source, process)
    }

    /// The same for a reason that stands with the source: what comes along says none.
    pub(crate) fn because(reason: Option<&str>, actor: Actor, source: &Source, process: &Process) -> Self {
        let mut outcome = Outcome::default();
        let event = named(source, reason).into();
        outcome.events.push(Drafted { author: Some(actor.author()), imported: None, event });
        Self { source: EntryNumber(process.entries), next: process.entries + 1, outcome }
    }

    pub(crate) fn push(
        &mut self,
        author: Option<ParticipantId>,
        time: Option<i64>,
        event: impl Into<Event>,
    ) -> EntryNumber {
        let number = EntryNumber(self.next);
        self.next += 1;
        let imported = Some(Imported { source: self.source, time });
        let author = author.map_or(Author::Operator, Author::Participant);
        self.outcome.events.push(Drafted { author: Some(author), imported, event: event.into() });
        number
    }

    /// What is to be recorded, with its contents.
    pub(crate) fn into_outcome(mut self, contents: Vec<Content>) -> Outcome {
        self.outcome.contents.extend(contents);
        self.outcome
    }
}

impl Enact for Box<Import> {
    fn enact(
        &self,
        process: &Process,
        actor: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        if let Actor::Participant(who) = actor {
            process.require_office(who, Office::Secretariat)?;
        }
        require_reason(&self.reason)?;
        let mut nonces = NonceSource::new(circumstances.entropy);
        let mut sequence = Sequence::from(actor, &self.source, process);
        let ids = self.participants.iter().map(|person| (person.source_id, person.source_text.clone()));
        let people = admit_imported(&self.source.name, ids, &mut sequence)?;
        let statements = state_imported(self, &people, &mut sequence, &mut nonces)?;
        vote_imported(self, &people, &statements, &mut sequence)?;
        moderate_imported(self, &statements, &mut sequence);
        Ok(sequence.outcome)
    }
}

fn named(source: &Source, reason: Option<&str>) -> SourceNamed {
    SourceNamed {
        name: source.name.clone(),
        url: source.url.clone(),
        licence: source.licence.clone(),
        description: source.description.clone(),
        reason: reason.map(|reason| normalised(reason.trim())),
    }
}

/// The same, and nobody else of the import may bear it: after the record has tidied them, two texts may be one.
fn require_new_text(text: Option<&str>, of: &str, before: &mut BTreeSet<String>) -> Result<(), Violation> {
    require_source_text(text)?;
    match text.map(normalised) {
        Some(text) if !before.insert(text.clone()) => {
            Err(Violation::BadImport(format!("{of} “{text}” occurs twice")))
        }
        _ => Ok(()),
    }
}

/// What somebody is called who was brought in.
fn imported_name(place: &str, id: u64) -> Result<Pseudonym, Violation> {
    Pseudonym::new(&format!("{}-{id}", place.to_lowercase()))
}

/// Those of the authors who came from the place before keep their entry; the others are admitted.
fn admit_new(
    process: &Process,
    place: &str,
    ids: impl Iterator<Item = u64>,
    sequence: &mut Sequence,
) -> Result<BTreeMap<u64, ParticipantId>, Violation> {
    let (mut here, mut new) = (BTreeMap::new(), Vec::new());
    for id in ids {
        let name = imported_name(place, id)?;
        let known =
            process.participants.iter().find(|one| one.source_id == Some(id) && one.pseudonym == name);
        match known {
            Some(known) => drop(here.insert(id, known.id)),
            None => new.push((id, None)),
        }
    }
    here.extend(admit_imported(place, new.into_iter(), sequence)?);
    Ok(here)
}

fn admit_imported(
    place: &str,
    ids: impl Iterator<Item = (u64, Option<String>)>,
    sequence: &mut Sequence,
) -> Result<BTreeMap<u64, ParticipantId>, Violation> {
    let (mut people, mut texts) = (BTreeMap::new(), BTreeSet::new());
    for (id, source_text) in ids {
        require_new_text(source_text.as_deref(), "participant", &mut texts)?;
        let admitted = Admitted {
            pseudonym: imported_name(place, id)?,
            group: None,
            country: None,
            key: None,
            verified: false,
            reason: None,
            invitation: None,
            application: None,
            code: None,
            source_id: Some(id),
            source_text,
        };
        let entry = sequence.push(None, None, admitted);
        if people.insert(id, ParticipantId(entry)).is_some() {
            return Err(Violation::BadImport(format!("participant {id} occurs twice")));
        }
    }
    Ok(people)
}

fn state_imported(
    import: &Import,
    people: &BTreeMap<u64, ParticipantId>,
    sequence: &mut Sequence,
    nonces: &mut NonceSource,
) -> Result<BTreeMap<u64, StatementId>, Violation> {
    let (mut statements, mut texts) = (BTreeMap::new(), BTreeSet::new());
    for statement in &import.statements {
        let id = statement.source_id;
        let source_text = statement.source_text.clone();
        require_new_text(source_text.as_deref(), "statement", &mut texts)?;
        let (text, content) =
            Words::write(&statement.text, &import.language, IMPORTED_STATEMENT_LIMIT, nonces)
                .map_err(|violation| Violation::BadImport(format!("statement {id}: {violation}")))?;
        sequence.outcome.contents.push(content);
        let author = statement.author.and_then(|author| people.get(&author)).copied();
        let entry = sequence.push(author, statement.time, Stated { text, source_id: Some(id), source_text });
        if statements.insert(id, StatementId(entry)).is_some() {
            return Err(Violation::BadImport(format!("statement {id} occurs twice")));
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
) -> Result<(), Violation> {
    let mut in_time: Vec<_> = import.votes.iter().collect();
    in_time.sort_by_key(|vote| vote.time);
    for vote in in_time {
        let unknown = |what: &str, id: u64| {
            Violation::BadImport(format!("a vote names {what} {id}, who is not in the import"))
        };
        let voter = people.get(&vote.voter).ok_or_else(|| unknown("voter", vote.voter))?;
        let statement =
            statements.get(&vote.statement).ok_or_else(|| unknown("statement", vote.statement))?;
        sequence.push(Some(*voter), vote.time, Voted { statement: *statement, value: vote.vote });
    }
    Ok(())
}

fn moderate_imported(import: &Import, statements: &BTreeMap<u64, StatementId>, sequence: &mut Sequence) {
    for statement in &import.statements {
        let (Some(verdict), Some(id)) = (statement.verdict, statements.get(&statement.source_id)) else {
            continue;
        };
        let ruled = ModerationRuled {
            on: vec![id.0],
            verdict,
            reason: import.reason.trim().to_owned(),
            rule: "import".to_owned(),
        };
        sequence.push(None, None, ruled);
    }
}

/// Remarks and amendments that were made elsewhere, brought in at once with their authors; taken whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRemarks {
    /// Where they come from.
    pub source: Source,
    /// Remarks, oldest first.
    #[serde(default)]
    pub remarks: Vec<MadeElsewhere<MakeRemark>>,
    /// Amendments, oldest first. Those that combine others name them by the entries that they have here.
    #[serde(default)]
    pub amendments: Vec<MadeElsewhere<ProposeAmendment>>,
}

/// Something that was made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeElsewhere<T> {
    /// Who made it, by id in the source.
    pub author: u64,
    /// Milliseconds since 1970.
    #[serde(default)]
    pub time: Option<i64>,
    /// What was made.
    pub act: T,
    /// What the source says besides, by its own names: who wrote it under which name, when, where, and what was answered there. It
    /// lies beside the words, and is erased with them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub as_written: BTreeMap<String, String>,
}

/// The most that a source may say besides the words of one remark, in bytes.
pub const AS_WRITTEN_BYTES: usize = 64 * 1_024;

impl<T> MadeElsewhere<T> {
    fn beside(&self) -> Result<&BTreeMap<String, String>, Violation> {
        bounded(&self.as_written, &format!("words of {}", self.author))
    }
}

/// What a source says besides, unless it says too much.
fn bounded<'a>(
    said: &'a BTreeMap<String, String>,
    of: &str,
) -> Result<&'a BTreeMap<String, String>, Violation> {
    let bytes: usize = said.iter().map(|(name, text)| name.len() + text.len()).sum();
    if bytes > AS_WRITTEN_BYTES {
        return Err(Violation::BadImport(format!(
            "what the source says besides {of} has {bytes} bytes, and {AS_WRITTEN_BYTES} are the limit"
        )));
    }
    Ok(said)
}

/// Meetings that were held elsewhere, brought in at once with those who announced them; taken whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportMeetings {
    /// Where they come from.
    pub source: Source,
    /// The meetings.
    pub meetings: Vec<MeetingElsewhere>,
}

/// A meeting that was held elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingElsewhere {
    /// Who announced it, by id in the source; absent where the source does not say.
    #[serde(default)]
    pub author: Option<u64>,
    /// When it was announced, in milliseconds since 1970.
    #[serde(default)]
    pub time: Option<i64>,
    /// The meeting.
    pub act: AnnounceMeeting,
    /// What the source says besides, by its own names, such as how many came. It lies beside the title, and is erased with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub as_written: BTreeMap<String, String>,
}

impl Enact for ImportMeetings {
    fn enact(
        &self,
        process: &Process,
        actor: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        if let Actor::Participant(who) = actor {
            process.require_office(who, Office::Secretariat)?;
        }
        let mut nonces = NonceSource::new(circumstances.entropy);
        let mut sequence = Sequence::from(actor, &self.source, process);
        let authors: BTreeSet<u64> = self.meetings.iter().filter_map(|one| one.author).collect();
        let people = admit_new(process, &self.source.name, authors.into_iter(), &mut sequence)?;
        let mut contents = Vec::new();
        for (number, one) in self.meetings.iter().enumerate() {
            let beside = bounded(&one.as_written, &format!("meeting {}", number + 1))?;
            let event = one.act.written(&mut nonces, &mut contents, beside)?;
            let author = one.author.and_then(|author| people.get(&author)).copied();
            sequence.push(author, one.time, event);
        }
        Ok(sequence.into_outcome(contents))
    }
}

impl Enact for Box<ImportRemarks> {
    fn enact(
        &self,
        process: &Process,
        actor: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        if let Actor::Participant(who) = actor {
            process.require_office(who, Office::Secretariat)?;
        }
        let mut nonces = NonceSource::new(circumstances.entropy);
        let mut sequence = Sequence::from(actor, &self.source, process);
        let authors = self.remarks.iter().map(|one| one.author);
        let authors: BTreeSet<u64> = authors.chain(self.amendments.iter().map(|one| one.author)).collect();
        let people = admit_new(process, &self.source.name, authors.into_iter(), &mut sequence)?;
        let mut contents = Vec::new();
        for one in &self.remarks {
            let event = one.act.written(&mut nonces, &mut contents, one.beside()?)?;
            sequence.push(people.get(&one.author).copied(), one.time, event);
        }
        for one in &self.amendments {
            let event = one.act.written(&mut nonces, &mut contents, one.beside()?)?;
            sequence.push(people.get(&one.author).copied(), one.time, event);
        }
        sequence.outcome.contents = contents;
        Ok(sequence.outcome)
    }
}

impl Process {
    /// The latest source, if acts were imported.
    pub fn source(&self) -> Option<&Source> {
        self.sources.last().map(|named| &named.source)
    }
}
