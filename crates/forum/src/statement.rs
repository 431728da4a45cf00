//! Statements: one sentence put to everyone.

use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::charter::{Act, Moderation};
use crate::content::{Content, NonceSource};
use crate::decide::{Circumstances, Outcome};
use crate::event::{Author, Event};
use crate::id::{EntryNumber, Moment, ParticipantId, StatementId};
use crate::language::{Language, normalised};
use crate::moderation::Verdict;
use crate::process::Process;
use crate::refusal::Refusal;
use crate::vote::Vote;

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
    /// Language of the words.
    pub language: Language,
    /// The words, as content.
    #[serde(with = "crate::process::digest_text")]
    pub content: Digest,
    /// Whether the content was erased.
    pub erased: bool,
    /// The latest verdict of a moderator.
    pub verdict: Option<Verdict>,
    /// In other languages.
    pub translations: Vec<Translation>,
    /// Votes as they stand.
    pub tally: Tally,
    /// Id in the source it was imported from.
    pub source_id: Option<u64>,
    /// Time in that source, milliseconds.
    pub source_time: Option<i64>,
}

/// A statement in another language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Translation {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// Language of these words.
    pub language: Language,
    /// `human`, or a program's name and version.
    pub translator: String,
    /// The words, as content.
    #[serde(with = "crate::process::digest_text")]
    pub content: Digest,
}

/// How many agree, disagree and pass at present.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Agree.
    pub agree: u32,
    /// Disagree.
    pub disagree: u32,
    /// Pass.
    pub pass: u32,
}

impl Tally {
    /// All who have voted.
    pub fn total(self) -> u32 {
        self.agree + self.disagree + self.pass
    }

    /// Adds a vote.
    pub fn count(&mut self, vote: Vote) {
        *self.of(vote) += 1;
    }

    pub(crate) fn take_back(&mut self, vote: Vote) {
        *self.of(vote) -= 1;
    }

    fn of(&mut self, vote: Vote) -> &mut u32 {
        match vote {
            Vote::Agree => &mut self.agree,
            Vote::Disagree => &mut self.disagree,
            Vote::Pass => &mut self.pass,
        }
    }
}

impl Statement {
    /// Whether it is put to the vote under the charter's mode of moderation.
    pub fn is_visible(&self, moderation: Moderation) -> bool {
        match self.verdict {
            Some(Verdict::Rejected) => false,
            Some(Verdict::Accepted | Verdict::Meta) => true,
            None => moderation == Moderation::After,
        }
    }

    /// The words in the wanted language where there is a translation, else the original; with their language and
    /// the translator, if any.
    pub fn best(&self, wanted: &str) -> (Digest, &Language, Option<&str>) {
        if self.language.primary() == wanted || self.language.as_str() == wanted {
            return (self.content, &self.language, None);
        }
        let fits = |translation: &&Translation| {
            translation.language.as_str() == wanted || translation.language.primary() == wanted
        };
        match self.translations.iter().rev().find(fits) {
            Some(translation) => (translation.content, &translation.language, Some(&translation.translator)),
            None => (self.content, &self.language, None),
        }
    }
}

/// Trims, normalises and measures what somebody wrote.
pub(crate) fn checked_text(text: &str, limit: usize) -> Result<String, Refusal> {
    let text = normalised(text.trim());
    let length = text.chars().count();
    if text.chars().all(|c| c.is_whitespace() || c.is_control()) {
        return Err(Refusal::TextEmpty);
    }
    if length > limit {
        return Err(Refusal::TextTooLong { length, limit });
    }
    Ok(text)
}

impl Process {
    pub(crate) fn decide_statement(
        &self,
        author: Option<ParticipantId>,
        text: &str,
        language: &Language,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Refusal> {
        // The operator seeds statements while the process is being prepared; people write in the phase for it.
        match author {
            Some(_) => self.require_phase(Act::Statement, circumstances)?,
            None => self.require_not_closed()?,
        }
        let text = checked_text(text, STATEMENT_LIMIT)?;
        let mut nonces = NonceSource::new(circumstances.entropy);
        Ok(stated(&text, language, &mut nonces, None))
    }

    pub(crate) fn decide_translation(
        &self,
        statement: StatementId,
        text: &str,
        language: &Language,
        translator: &str,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Refusal> {
        self.require_not_closed()?;
        self.statement(statement).ok_or(Refusal::UnknownStatement(statement.0))?;
        let text = checked_text(text, IMPORTED_STATEMENT_LIMIT)?;
        let content = text_content(&text, language, &mut NonceSource::new(circumstances.entropy));
        let event = Event::Translated {
            statement,
            language: language.clone(),
            translator: translator.to_owned(),
            content: content.digest(),
        };
        Ok(Outcome { events: vec![(None, event)], contents: vec![content], stands: None })
    }

    pub(crate) fn apply_statement(&mut self, entry: EntryNumber, at: Moment, author: Author, event: &Event) {
        let Event::Stated { language, content, source_id, source_time, .. } = event else { return };
        self.statements.push(Statement {
            id: StatementId(entry),
            author: match author {
                Author::Operator => None,
                Author::Participant(id) => Some(id),
            },
            at,
            language: language.clone(),
            content: *content,
            erased: false,
            verdict: None,
            translations: Vec::new(),
            tally: Tally::default(),
            source_id: *source_id,
            source_time: *source_time,
        });
    }
}

/// The content of a text in a language.
pub(crate) fn text_content(text: &str, language: &Language, nonces: &mut NonceSource) -> Content {
    Content::new(&nonces.draw(), [("language", language.to_string()), ("text", text.to_owned())])
}

/// The outcome of a new statement; `source` is its id and time where it was imported from.
pub(crate) fn stated(
    text: &str,
    language: &Language,
    nonces: &mut NonceSource,
    source: Option<(u64, Option<i64>)>,
) -> Outcome {
    let content = text_content(text, language, nonces);
    let event = Event::Stated {
        language: language.clone(),
        length: text.chars().count() as u32,
        content: content.digest(),
        source_id: source.map(|(id, _)| id),
        source_time: source.and_then(|(_, time)| time),
    };
    Outcome { events: vec![(None, event)], contents: vec![content], stands: None }
}
