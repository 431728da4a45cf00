//! What is to be printed, apart from how: blocks of words in one or more languages.

use std::collections::BTreeSet;

use maru_text::{Date, LanguageTag};

use crate::fonts::needs_no_shape;

/// Something to print: a legal text, a redline, a joint statement in two languages, a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The title, for the file's properties and the head of each page.
    pub title: String,
    /// The language of the title and of the document as a whole; parts may have others.
    pub language: LanguageTag,
    /// The day that the file says it was made on; without it the file says none.
    pub date: Option<Date>,
    /// The parts, one after the other.
    pub parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The language, which decides the direction, where lines may break, and which shapes Han characters take.
    pub language: LanguageTag,
    pub blocks: Vec<Block>,
}

/// What stands in a sheet on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title, printed large.
    Title(Vec<Run>),
    /// A heading, listed in the file's outline.
    Heading {
        /// 2, 3, 4 …; the title is 1. A heading is at most one level below the one before it.
        level: u8,
        /// Whether it stands in the middle of the line.
        centred: bool,
        words: Vec<Run>,
    },
    /// A paragraph, hanging from its number where it has one.
    Paragraph {
        /// How many steps it is set in.
        indent: u8,
        /// `1.`, `(a)`, `①`; may be empty.
        number: Vec<Run>,
        words: Vec<Run>,
    },
    /// A table: rows of cells.
    Table(Vec<Vec<Vec<Run>>>),
    /// The same text in several languages, side by side: columns of one width, each in its own language and direction.
    Beside {
        /// The language of each column.
        languages: Vec<LanguageTag>,
        /// Rows of cells, as many as there are languages.
        rows: Vec<Vec<Vec<Run>>>,
    },
    /// A note at the end.
    Note {
        /// The mark by which the text refers to it.
        number: String,
        words: Vec<Run>,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    /// Whether they are a small raised mark that refers to a note.
    pub raised: bool,
    /// What a redline says about them.
    pub mark: Mark,
}

/// What a redline says about words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Nothing: they stand in both versions.
    #[default]
    Kept,
    /// They are new: underlined.
    Inserted,
    /// They are gone: struck through, and lighter.
    Deleted,
}

impl Run {
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub fn marked(text: impl Into<String>, mark: Mark) -> Self {
        Self { text: text.into(), mark, ..Self::default() }
    }

    #[must_use]
    pub fn in_bold(mut self) -> Self {
        self.bold = true;
        self
    }
}

impl Block {
    /// Every run of the block, in reading order.
    pub(crate) fn runs(&self) -> Vec<&Run> {
        match self {
            Self::Title(words) | Self::Heading { words, .. } | Self::Note { words, .. } => {
                words.iter().collect()
            }
            Self::Paragraph { number, words, .. } => number.iter().chain(words).collect(),
            Self::Table(rows) | Self::Beside { rows, .. } => rows.iter().flatten().flatten().collect(),
        }
    }
}

/// What every page says beside the text: its number, and dots where the running title is cut.
const PAGE_SIGNS: &str = "0123456789/… ";

impl Block {
    /// The title, in bold.
    pub fn title(words: impl Into<String>) -> Self {
        Self::Title(vec![Run::plain(words).in_bold()])
    }

    /// A heading in bold; level 2 is the highest below the title.
    pub fn heading(level: u8, words: impl Into<String>) -> Self {
        Self::Heading { level, centred: false, words: vec![Run::plain(words).in_bold()] }
    }

    /// A paragraph, set in by so many steps.
    pub fn paragraph(indent: u8, words: impl Into<String>) -> Self {
        Self::of_runs(indent, vec![Run::plain(words)])
    }

    /// The same in several runs.
    pub fn of_runs(indent: u8, words: Vec<Run>) -> Self {
        Self::Paragraph { indent, number: Vec::new(), words }
    }

    /// A paragraph behind its number.
    pub fn numbered(indent: u8, number: impl Into<String>, words: Vec<Run>) -> Self {
        Self::Paragraph { indent, number: vec![Run::plain(number)], words }
    }
}

impl Sheet {
    pub fn new(title: impl Into<String>, language: LanguageTag, blocks: Vec<Block>) -> Self {
        let part = Part { language: language.clone(), blocks };
        Self { title: title.into(), language, date: None, parts: vec![part] }
    }

    /// Every character that fonts must have a shape for.
    pub fn characters(&self) -> BTreeSet<char> {
        let mut out: BTreeSet<char> = PAGE_SIGNS.chars().chain(self.title.chars()).collect();
        for block in self.parts.iter().flat_map(|part| &part.blocks) {
            for run in block.runs() {
                out.extend(run.text.chars());
            }
            if let Block::Note { number, .. } = block {
                out.extend(number.chars());
            }
        }
        out.retain(|character| !needs_no_shape(*character));
        out
    }
}
