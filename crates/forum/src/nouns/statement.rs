//! Statements: one sentence put to everyone, and its translations.

use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::{Phase, PhaseAct};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::Words;
use crate::field::fields;
use crate::id::{EntryNumber, Moment, ParticipantId, StatementId};
use crate::language::Language;
use crate::ledger::{Moderated, Reading, Standing, Voice};
use crate::nouns::moderation::Verdict;
use crate::nouns::office::Tenure;
use crate::nouns::rendering::TRANSLATOR_LIMIT;
use crate::nouns::vote::Tally;
use crate::nouns::{list_slice, require_line, require_source_text};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest statement, in characters: one sentence that fits a small screen.
pub const STATEMENT_LIMIT: usize = 280;
/// Longest statement that an import may bring; other platforms allow more.
pub const IMPORTED_STATEMENT_LIMIT: usize = 4_000;

/// One sentence put to everyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The entry that made it.
    pub id: StatementId,
    /// Whose it is; the operator's are seed statements.
    pub author: Option<ParticipantId>,
    /// When the node took it.
    pub at: Moment,
    /// The words, as content.
    pub words: Words,
    /// The latest verdict of a moderator.
    pub verdict: Option<Verdict>,
    /// In other languages.
    pub translations: Vec<Translation>,
    /// Votes as they stand.
    pub tally: Tally,
    /// Id in the source it was imported from.
    pub source_id: Option<u64>,
    /// The same where it is a text there; the number is then one of the import.
    pub source_text: Option<String>,
    /// Time in that source, milliseconds.
    pub source_time: Option<i64>,
}

/// A statement in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// The words, as content.
    pub words: Words,
    /// `human`, or a program's name and version.
    pub translator: String,
}

list_slice! {
    /// Every statement, by entry.
    pub struct Statements of Statement
}

impl Statements {
    /// The place of a statement in the list.
    pub fn index(&self, id: StatementId) -> Option<usize> {
        self.0.binary_search_by_key(&id, |statement| statement.id).ok()
    }

    pub(crate) fn judged(&mut self, id: StatementId, verdict: Verdict) {
        if let Some(index) = self.index(id) {
            self.0[index].verdict = Some(verdict);
        }
    }

    pub(crate) fn tally_of(&mut self, index: usize) -> &mut Tally {
        &mut self.0[index].tally
    }
}

fields! {
    /// A sentence is put to everyone.
    pub struct Stated {
        /// The words, as content beside the record.
        pub text: Words,
        /// Its id in the source from which it was brought in.
        pub source_id: Option<u64>,
        /// The same where it is a text there; the number is then one of the import.
        pub source_text: Option<String>,
    }
}

impl Act for Stated {
    const TYPE: &'static str = "statement";
    const CALLED: &'static str = "a statement";
    const REASON: Option<(&'static str, &'static str)> = None;
    /// The secretariat seeds statements while the process is being prepared; people write in the phase for it.
    const MAY: &'static [(By, When)] = &[
        (By::Participant, When::Phase(PhaseAct::Statement)),
        (By::Office(Office::Secretariat), When::Unclosed),
        (By::Import, When::Unclosed),
    ];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Spoken;
    const READ_BY: &'static [Reader] = &[Reader::Map];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, _: &Process, stamp: Stamp) -> Result<(), Violation> {
        if (self.source_id.is_some() || self.source_text.is_some()) && stamp.imported.is_none() {
            return Err(Violation::UnknownSource(stamp.entry));
        }
        require_source_text(self.source_text.as_deref())?;
        let limit = if stamp.imported.is_some() { IMPORTED_STATEMENT_LIMIT } else { STATEMENT_LIMIT };
        self.text.within(limit)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.statements.0.push(Statement {
            id: StatementId(stamp.entry),
            author: stamp.author.participant(),
            at: stamp.at,
            words: self.text.clone(),
            verdict: None,
            translations: Vec::new(),
            tally: Tally::default(),
            source_id: self.source_id,
            source_text: self.source_text.clone(),
            source_time: stamp.imported.and_then(|imported| imported.time),
        });
    }
}

fields! {
    /// A statement in another language.
    pub struct Translated {
        /// The statement, by its entry.
        pub statement: StatementId,
        /// Who or what translated: `human`, or a program's name and version.
        pub translator: String,
        /// The words, as content.
        pub text: Words,
    }
}

impl Act for Translated {
    const TYPE: &'static str = "translation";
    const CALLED: &'static str = "a translation";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Open), (By::Office(Office::Secretariat), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Personal;
    const READ_BY: &'static [Reader] = &[Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, process: &Process, _: Stamp) -> Result<(), Violation> {
        let statement =
            process.statement(self.statement).ok_or(Violation::UnknownStatement(self.statement.0))?;
        // What was erased must not come back in another language.
        if process.is_erased(statement) {
            return Err(Violation::WithdrawnAlready(self.statement.0));
        }
        if statement.words.language == self.text.language {
            return Err(Violation::SameLanguage(self.statement.0));
        }
        require_line(&self.translator, TRANSLATOR_LIMIT)?;
        self.text.within(IMPORTED_STATEMENT_LIMIT)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if let Some(index) = process.statements.index(self.statement) {
            process.statements.0[index].translations.push(Translation {
                entry: stamp.entry,
                words: self.text.clone(),
                translator: self.translator.clone(),
            });
            process.ledger.put_under(stamp.entry, self.statement.0);
        }
    }
}

/// Put a statement to everyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmitStatement {
    /// The words.
    pub text: String,
    pub language: Language,
}

impl Enact for SubmitStatement {
    /// The rules let those who run a process seed it at any time; this door holds them to the timetable too, once no day is left on which
    /// anybody writes or votes: nobody could answer what they put to everyone. Records from before it was asked hold such statements.
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let day = circumstances.now.day();
        let asks = |phase: &&Phase| {
            phase.acts.contains(&PhaseAct::Statement) || phase.acts.contains(&PhaseAct::Vote)
        };
        let mut asking = process.charter.phases.iter().filter(asks).peekable();
        if process.opened.is_some() && asking.peek().is_some() && asking.all(|phase| phase.closes < day) {
            let act = PhaseAct::Statement.as_str();
            return Err(Violation::NotInThisPhase { act, day: day.to_string() });
        }
        Outcome::of_text((&self.text, &self.language, STATEMENT_LIMIT), circumstances, |text| Stated {
            text,
            source_id: None,
            source_text: None,
        })
    }
}

/// Say a statement in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translate {
    pub statement: StatementId,
    /// The words.
    pub text: String,
    pub language: Language,
    /// Who or what translated.
    pub translator: String,
}

impl Enact for Translate {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let text = (self.text.as_str(), &self.language, IMPORTED_STATEMENT_LIMIT);
        Outcome::of_text(text, circumstances, |text| Translated {
            statement: self.statement,
            translator: self.translator.trim().to_owned(),
            text,
        })
    }
}

impl Process {
    /// What is brought in is about statements that were brought in: nobody elsewhere saw one that was made here.
    pub(crate) fn require_same_place(&self, statement: StatementId, stamp: Stamp) -> Result<(), Violation> {
        let known = self.statement(statement).ok_or(Violation::UnknownStatement(statement.0))?;
        if stamp.imported.is_some() && known.source_id.is_none() {
            return Err(Violation::BadImport(format!("statement {statement} was made here")));
        }
        Ok(())
    }

    pub fn statement(&self, id: StatementId) -> Option<&Statement> {
        self.statements.index(id).map(|index| &self.statements[index])
    }

    /// Whether no moderator keeps a statement back. One whose words were erased counts as it stood: its votes remain.
    pub fn is_visible(&self, statement: &Statement) -> bool {
        self.ledger.is_put_forward(statement.id.0)
    }

    /// The words in the wanted language where there is a translation that somebody may read, else the original; with their
    /// language and the translation, if it is one.
    pub fn best_words<'a>(
        &self,
        statement: &'a Statement,
        wanted: &str,
        reading: Reading,
    ) -> (Digest, &'a Language, Option<&'a Translation>) {
        let fits = |language: &Language| language.as_str() == wanted || language.primary() == wanted;
        let original = (statement.words.digest, &statement.words.language, None);
        if fits(&statement.words.language) {
            return original;
        }
        let readable = |other: &&Translation| {
            fits(&other.words.language) && self.ledger.may_read_entry(other.entry, reading)
        };
        // What somebody else has checked stays in place until what comes after it was checked as well.
        let mut latest = statement.translations.iter().rev().filter(readable);
        let checked = latest.clone().find(|other| self.is_checked(other));
        let translation = checked.or_else(|| latest.next());
        translation.map_or(original, |other| (other.words.digest, &other.words.language, Some(other)))
    }

    /// Whether somebody else than whoever entered a translation has read it beside the original and answers for it.
    pub fn is_checked(&self, translation: &Translation) -> bool {
        !self.renderings.reviews(translation.entry).is_empty()
    }

    /// The translation in the same language in whose place another one came, if there was one that everybody could read.
    pub fn replaced_by<'a>(
        &self,
        statement: &'a Statement,
        translation: &Translation,
    ) -> Option<&'a Translation> {
        let stood = |other: &&Translation| {
            other.entry < translation.entry
                && other.words.language == translation.words.language
                && matches!(self.ledger.standing(other.entry), Some(Standing::Shown | Standing::Withdrawn(_)))
        };
        statement.translations.iter().rev().find(stood)
    }

    /// The present votes on a statement that were given after one entry and before another.
    pub fn votes_between(&self, statement: StatementId, after: EntryNumber, before: EntryNumber) -> usize {
        let Some(index) = self.statements.index(statement) else { return 0 };
        let given = |person: &crate::nouns::participant::Participant| {
            let cast = person.votes.iter().find(|cast| cast.statement as usize == index)?;
            Some(u64::from(cast.entry))
        };
        let between = |entry: &u64| (after.0..before.0).contains(entry);
        self.participants.iter().filter_map(given).filter(between).count()
    }

    /// Whether a statement was put to everyone by whoever runs the process, at the command line or on a page: by the host, or by somebody who
    /// held the secretariat then.
    pub fn is_seed(&self, statement: &Statement) -> bool {
        let Some(author) = statement.author else { return true };
        let held = |tenure: &Tenure| {
            tenure.holder == author
                && tenure.office == Office::Secretariat
                && tenure.entry < statement.id.0
                && tenure.ended.as_ref().is_none_or(|(ended, ..)| *ended > statement.id.0)
        };
        self.offices.iter().any(held)
    }

    /// The statements that are put to everyone and whose words everyone can read: the one count of them, wherever it is told.
    pub fn readable_statements(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| self.takes_votes(statement))
    }

    /// Whether people can vote on a statement while there are days for it: it is put to the vote, and there are words to read.
    pub fn takes_votes(&self, statement: &Statement) -> bool {
        self.is_visible(statement) && !self.is_erased(statement)
    }

    /// Whether the words of a statement were erased.
    pub fn is_erased(&self, statement: &Statement) -> bool {
        self.ledger.is_erased(statement.id.0)
    }

    /// The statements that no moderator keeps back, erased ones among them.
    pub fn visible_statements(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| self.is_visible(statement))
    }
}
