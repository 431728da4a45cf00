//! Replies: what the author of a remark or an amendment says to the answer.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{NonceSource, Words};
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::table::Process;
use crate::violation::Violation;

/// Longest reply, in characters.
pub const REPLY_LIMIT: usize = 4_000;

named! {
    /// What an author says to an answer.
    pub enum ReplyWord, "a word of reply" {
        Satisfied = "satisfied",
        /// Not what they asked for, but they can live with it.
        Accepts = "accepts",
        /// They object; the objection travels with the text.
        Objects = "objects",
        /// They consent to a proposed answer.
        Consents = "consents",
        /// They do not consent to a proposed answer.
        Refuses = "refuses",
    }
}

impl ReplyWord {
    /// Whether it answers a proposal rather than what was given.
    pub fn is_about_a_proposal(self) -> bool {
        matches!(self, Self::Consents | Self::Refuses)
    }
}

/// What an author said to an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The entry that holds it.
    pub entry: EntryNumber,
    pub at: Moment,
    pub word: ReplyWord,
    /// More words, as content.
    pub words: Option<Words>,
}

/// How the author of a remark or an amendment stands to the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyState {
    /// They took part elsewhere and cannot reply here.
    Elsewhere,
    /// They were not told yet.
    Untold,
    /// They cannot be told any more: no account stands behind them.
    Unreachable,
    /// A notice stands on their page since this moment. It is not known whether they have seen it, so no silence counts.
    Unseen(Moment),
    /// They were told, and may reply until this moment before it counts as silence.
    Awaited(Moment),
    /// They have not replied, since this moment.
    Silent(Moment),
    /// This is their last word.
    Said(ReplyWord),
}

fields! {
    /// The author of a remark or an amendment said something to its answer.
    pub struct Replied {
        /// The answer, by its entry.
        pub answer: EntryNumber,
        /// Their remark or amendment.
        pub on: EntryNumber,
        /// What its author says to it.
        pub word: ReplyWord,
        /// More words, as content.
        pub text: Option<Words>,
    }
}

impl Act for Replied {
    const TYPE: &'static str = "reply";
    const CALLED: &'static str = "a reply";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Open)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Spoken;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let answer = process.answers.get(self.answer).ok_or(Violation::UnknownAnswer(self.answer))?;
        if !answer.on.contains(&self.on) || process.addressee_of(self.on) != stamp.author.participant() {
            return Err(Violation::NotTheAuthor(self.on));
        }
        let wanted = if self.word.is_about_a_proposal() {
            process.answers.proposed_on(self.on)
        } else {
            process.answers.standing_on(self.on)
        };
        if wanted.map(|answer| answer.entry) != Some(self.answer) {
            return Err(Violation::NoSuchReply { answer: self.answer, word: self.word.as_str() });
        }
        self.text.as_ref().map_or(Ok(()), |text| text.within(REPLY_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let (entry, at, word, words) = (stamp.entry, stamp.at, self.word, self.text.clone());
        process.answers.reply(self.answer, self.on, Reply { entry, at, word, words });
    }
}

/// Reply to an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveReply {
    pub answer: EntryNumber,
    /// The remark or amendment of whoever replies.
    pub on: EntryNumber,
    pub word: ReplyWord,
    /// More words, with their language.
    #[serde(default)]
    pub text: Option<(Language, String)>,
}

impl Enact for GiveReply {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let mut nonces = NonceSource::new(circumstances.entropy);
        let event = |text| Replied { answer: self.answer, on: self.on, word: self.word, text };
        match &self.text {
            None => Ok(Outcome::of(event(None))),
            Some((language, text)) => {
                let (words, content) = Words::write(text, language, REPLY_LIMIT, &mut nonces)?;
                Ok(Outcome::with(event(Some(words)), vec![content]))
            }
        }
    }
}
