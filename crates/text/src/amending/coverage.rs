//! What became of every word of an amending act: no sentence of it may go unseen.

use serde::{Deserialize, Serialize};

use super::Instruction;
use crate::error::Loss;
use crate::lossless::lossless;
use crate::model::{Document, UnitId};

/// What a passage of an amending act is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "role", content = "of")]
pub enum Role {
    /// The words of an instruction, by its place in the list.
    Instruction(usize),
    /// New text that an instruction brings, by its place in the list.
    NewText(usize),
    /// Neither, for a reason.
    #[serde(rename = "not_an_instruction")]
    Not(String),
}

/// A stretch of an amending act's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The unit of the amending act in which it stands.
    pub source: UnitId,
    /// Its words, as they stand there.
    pub words: String,
    #[serde(flatten)]
    pub role: Role,
}

impl Passage {
    pub(super) fn new(source: &UnitId, words: &str, role: Role) -> Self {
        Self { source: source.clone(), words: words.to_owned(), role }
    }
}

/// An amending act as it was read: its instructions, and every one of its words under what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmendingAct {
    pub instructions: Vec<Instruction>,
    /// All words of the act in reading order.
    pub passages: Vec<Passage>,
}

impl AmendingAct {
    /// Proves that the passages are the whole act, word for word, and that each instruction has words in it.
    pub fn is_whole(&self, amending: &Document) -> Result<(), Loss> {
        let mut words = String::new();
        for passage in &self.passages {
            words.push_str(&passage.words);
            words.push('\n');
        }
        lossless(&words, amending)?;
        for (number, instruction) in self.instructions.iter().enumerate() {
            if !self.passages.iter().any(|passage| passage.role == Role::Instruction(number)) {
                let unit_words = format!("instruction {} has no words in the act", instruction.label);
                return Err(Loss { after: 0, source_words: String::new(), unit_words });
            }
        }
        Ok(())
    }

    /// How many characters of the act, blanks apart, are instructions, new text, and neither.
    pub fn extent(&self) -> Extent {
        let mut extent = Extent::default();
        for passage in &self.passages {
            let count = passage.words.chars().filter(|c| !c.is_whitespace()).count();
            *match passage.role {
                Role::Instruction(_) => &mut extent.instructions,
                Role::NewText(_) => &mut extent.new_text,
                Role::Not(_) => &mut extent.neither,
            } += count;
        }
        extent
    }
}

/// How the characters of an amending act, blanks apart, are shared out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// In the words of instructions.
    pub instructions: usize,
    /// In the new text that they bring.
    pub new_text: usize,
    pub neither: usize,
}
