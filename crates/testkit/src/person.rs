//! Who acts in a story: people under a pseudonym, with or without a key, and the operator.

use std::collections::BTreeMap;
use std::fmt;

use ed25519_dalek::SigningKey;
use maru_forum::{
    Actor, Author, CastVote, ChangeOffice, CloseProcess, EntryNumber, Join, Moderate, Moment, Office,
    OpenProcess, ParticipantId, Pseudonym, PublishedResult, RecordDecision, Resolution, StatementId,
    SubmitStatement, Translate, Verdict, Violation, Vote, WithdrawWords, WithdrawalReason,
};
use maru_record::Digest;

use crate::story::{Story, language};

/// Somebody who acts in a story.
#[derive(Debug, Clone)]
pub struct Person {
    /// As whom they ask.
    pub actor: Actor,
    /// The key with which they sign, if they joined with one.
    pub key: Option<SigningKey>,
}

/// The host of the node.
pub fn operator() -> Person {
    Person { actor: Actor::Operator, key: None }
}

/// Somebody signed in who has not joined.
pub fn visitor() -> Person {
    Person { actor: Actor::Visitor, key: None }
}

/// A result that nobody computed, which counts so many people: for stories in which only its being there matters.
pub fn figures(participants: i64, entries: u64) -> PublishedResult {
    PublishedResult {
        entry: EntryNumber(entries),
        at: Moment(0),
        kind: "opinion-map".to_owned(),
        entries,
        algorithm: "test 1".to_owned(),
        output: Digest::of(b"a map"),
        figures: BTreeMap::from([(PublishedResult::PARTICIPANTS.to_owned(), participants)]),
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.actor {
            Actor::Operator => f.write_str("the operator"),
            Actor::Visitor => f.write_str("a visitor"),
            Actor::Participant(id) => write!(f, "participant {id}"),
        }
    }
}

impl Person {
    /// A participant without a key.
    pub fn participant(id: ParticipantId) -> Self {
        Self { actor: Actor::Participant(id), key: None }
    }

    /// Somebody joins by themselves, declaring what the closure writes.
    pub fn joining(
        story: &mut Story,
        name: &str,
        declare: impl FnOnce(&mut Join),
        key: Option<SigningKey>,
    ) -> Result<Self, Violation> {
        let mut join = Join::named(Pseudonym::new(name)?);
        join.key = key.as_ref().map(|key| key.verifying_key().to_bytes());
        declare(&mut join);
        let entry = story.try_act(&visitor(), join)?;
        Ok(Self { actor: Actor::Participant(ParticipantId(entry)), key })
    }

    /// The number of the entry that admitted them. The operator has none.
    #[track_caller]
    pub fn id(&self) -> ParticipantId {
        match self.actor {
            Actor::Participant(id) => id,
            Actor::Operator | Actor::Visitor => panic!("{self} is no participant"),
        }
    }

    /// The author of their entries.
    pub fn author(&self) -> Author {
        self.actor.author()
    }

    /// Opens the process.
    #[track_caller]
    pub fn opens(&self, story: &mut Story) -> EntryNumber {
        story.act(self, OpenProcess { reason: "the preparations are done".to_owned() })
    }

    /// Closes the process.
    #[track_caller]
    pub fn closes(&self, story: &mut Story) -> EntryNumber {
        story.act(self, CloseProcess { reason: "the matter is settled".to_owned(), cut_short: true })
    }

    /// Gives somebody an office.
    #[track_caller]
    pub fn grants(&self, story: &mut Story, holder: &Person, office: Office) -> EntryNumber {
        let reason = "chosen by all".to_owned();
        story.act(self, ChangeOffice { holder: holder.id(), office, grant: true, reason })
    }

    /// Ends somebody's office.
    #[track_caller]
    pub fn ends(&self, story: &mut Story, holder: &Person, office: Office) -> EntryNumber {
        let reason = "the term is over".to_owned();
        story.act(self, ChangeOffice { holder: holder.id(), office, grant: false, reason })
    }

    /// Puts a statement to everyone, in English.
    #[track_caller]
    pub fn states(&self, story: &mut Story, text: &str) -> StatementId {
        let command = SubmitStatement { text: text.to_owned(), language: language("en") };
        StatementId(story.act(self, command))
    }

    /// Says a statement in another language.
    #[track_caller]
    pub fn translates(
        &self,
        story: &mut Story,
        statement: StatementId,
        tag: &str,
        text: &str,
    ) -> EntryNumber {
        let (text, translator) = (text.to_owned(), "human".to_owned());
        story.act(self, Translate { statement, text, language: language(tag), translator })
    }

    /// Votes, or changes a vote.
    #[track_caller]
    pub fn votes(&self, story: &mut Story, statement: StatementId, vote: Vote) -> EntryNumber {
        story.act(self, CastVote { statement, vote })
    }

    /// Judges a statement.
    #[track_caller]
    pub fn moderates(
        &self,
        story: &mut Story,
        statement: StatementId,
        verdict: Verdict,
        reason: &str,
    ) -> EntryNumber {
        let (reason, rule) = (reason.to_owned(), "1".to_owned());
        story.act(self, Moderate { on: vec![statement.0], verdict, reason, rule })
    }

    /// Publishes the next version of the draft from Markdown, in English, with whatever led to the change of which unit.
    #[track_caller]
    pub fn drafts(
        &self,
        story: &mut Story,
        markdown: &str,
        causes: &[(&str, &[EntryNumber])],
    ) -> EntryNumber {
        let command = story.version(markdown, causes);
        story.act(self, command)
    }

    /// Publishes a result that was computed elsewhere.
    #[track_caller]
    pub fn publishes(&self, story: &mut Story, result: PublishedResult) -> EntryNumber {
        story.act(self, result)
    }

    /// Records that the process adopted something, by a result.
    #[track_caller]
    pub fn decides(&self, story: &mut Story, result: EntryNumber, text: &str) -> EntryNumber {
        story.act(self, Self::decision(story, result, text))
    }

    /// The decision that [`Person::decides`] records; it adopts the last version of the draft, where there is one.
    pub fn decision(story: &Story, result: EntryNumber, text: &str) -> RecordDecision {
        RecordDecision {
            outcome: Resolution::Adopted,
            result,
            draft: story.process.drafts.last().map(|draft| draft.entry),
            text: text.to_owned(),
            language: language("en"),
        }
    }

    /// Has the words of an entry erased, as personal data.
    #[track_caller]
    pub fn withdraws(&self, story: &mut Story, entry: EntryNumber) -> EntryNumber {
        let (reason, ground) = (WithdrawalReason::PersonalData, "GDPR Art 17(1)".to_owned());
        story.act(self, WithdrawWords { entry, reason, ground })
    }
}
