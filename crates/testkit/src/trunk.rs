//! The trunk in a story: remarks, amendments, answers, and that their authors are told.

use std::collections::BTreeMap;

use maru_forum::{
    Anchor, AnswerStage, ClosePhase, Disposition, EntryNumber, GiveAnswer, GiveReply, MakeRemark, Means,
    ParticipantId, ProposeAmendment, RemarkKind, ReplyWord, Tell, UnitId,
};
use maru_record::Digest;
use maru_text::{Document, Operation, Unit};
use maru_verify::draft::{Merge, merge, read_text, write_operations};

use crate::person::{Person, operator};
use crate::story::{Story, language};

#[track_caller]
pub fn unit(id: &str) -> UnitId {
    UnitId::new(id).expect("the id of a unit")
}

impl Story {
    /// The newest version of the draft in English, read.
    #[track_caller]
    pub fn draft(&self) -> Document {
        let draft = self.process.drafts.last().expect("a version of the draft");
        let words = self.text(&draft.texts[0].text.digest).expect("the words of the draft");
        read_text(&words).expect("a text that is read")
    }

    /// Operations that give a unit of the newest version other words.
    #[track_caller]
    pub fn rewriting(&self, id: &str, words: &str) -> String {
        let draft = self.draft();
        let old = draft.unit(&id.into()).expect("a unit of the draft");
        let with = Unit { text: words.to_owned(), children: Vec::new(), ..old.clone() };
        write_operations(&[Operation::Rewrite { target: id.into(), with: Box::new(with) }])
    }

    /// What amendments make of the newest version.
    #[track_caller]
    pub fn merging(&self, amendments: &[EntryNumber]) -> Merge {
        let contents = |digest: &Digest| self.text(digest);
        merge(&self.process, &contents, amendments, "merged as they were answered")
            .expect("amendments that can be read")
    }

    /// Tells everyone who was not told yet, on the pages of their accounts; gives how many entries that took.
    pub fn tells_everyone(&mut self) -> usize {
        let mut untold: BTreeMap<EntryNumber, Vec<ParticipantId>> = BTreeMap::new();
        for (answer, who) in self.process.answers.to_tell() {
            untold.entry(answer).or_default().push(who);
        }
        let entries = untold.len();
        for (answer, to) in untold {
            self.act(&operator(), Tell { answer, to, means: Means::Page });
        }
        entries
    }
}

impl Person {
    /// Remarks on a unit of the newest version.
    #[track_caller]
    pub fn remarks(&self, story: &mut Story, id: &str, kind: RemarkKind, text: &str) -> EntryNumber {
        let command = MakeRemark {
            version: story.process.drafts.len() as u32,
            anchor: Some(Anchor::unit(unit(id), language("en"))),
            kind,
            text: text.to_owned(),
            language: language("en"),
            proposal: None,
            submission: None,
        };
        story.act(self, command)
    }

    /// Proposes other words for a unit of the newest version.
    #[track_caller]
    pub fn amends(&self, story: &mut Story, id: &str, words: &str) -> EntryNumber {
        let command = ProposeAmendment {
            version: story.process.drafts.len() as u32,
            operations: vec![(language("en"), story.rewriting(id, words))],
            units: vec![unit(id)],
            text: "These words say what is meant.".to_owned(),
            language: language("en"),
            sources: Vec::new(),
        };
        story.act(self, command)
    }

    /// Answers remarks and amendments, all or none; one that is accepted names a unit.
    #[track_caller]
    pub fn answers(
        &self,
        story: &mut Story,
        on: &[EntryNumber],
        disposition: Disposition,
        units: &[&str],
    ) -> EntryNumber {
        let command = GiveAnswer {
            on: on.to_vec(),
            disposition,
            text: format!("Of {} points on this matter we say the same: it was weighed.", on.len()),
            language: language("en"),
            units: units.iter().map(|id| unit(id)).collect(),
            stage: AnswerStage::Given,
            instead_of: None,
        };
        story.act(self, command)
    }

    /// Replies to an answer.
    #[track_caller]
    pub fn replies(
        &self,
        story: &mut Story,
        answer: EntryNumber,
        on: EntryNumber,
        word: ReplyWord,
    ) -> EntryNumber {
        story.act(self, GiveReply { answer, on, word, text: None })
    }

    /// Asks for the end of a phase.
    pub fn closing(phase: &str) -> ClosePhase {
        ClosePhase { phase: phase.to_owned(), reason: "every remark has its answer".to_owned() }
    }
}
