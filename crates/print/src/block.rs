//! From units to blocks: what becomes a heading, what hangs from its number, how deep a block is set in.

use maru_text::UnitKind;

use crate::paper::MAX_INDENT;
use crate::sheet::{Block, Run};

/// A unit with its words as runs, from a text or from a redline.
pub(crate) struct UnitWords {
    pub(crate) kind: UnitKind,
    /// How deep it stands in the tree.
    pub(crate) depth: usize,
    pub(crate) number: Vec<Run>,
    pub(crate) heading: Vec<Run>,
    /// Whether the heading is printed before the number.
    pub(crate) heading_first: bool,
    /// Blocks are parted by line feeds, cells of tables by tabs.
    pub(crate) text: Vec<Run>,
}

/// Puts units, given in reading order, into blocks.
#[derive(Default)]
pub(crate) struct Blocks {
    out: Vec<Block>,
    /// The depths of the headings above.
    headings: Vec<usize>,
}

impl Blocks {
    /// Blocks that begin with a title, if there is one.
    pub(crate) fn titled(words: Vec<Run>) -> Self {
        let title = words.iter().any(|run| !run.text.trim().is_empty()).then_some(Block::Title(words));
        Self { out: title.into_iter().collect(), headings: Vec::new() }
    }

    pub(crate) fn finish(self) -> Vec<Block> {
        self.out
    }

    pub(crate) fn push(&mut self, block: Block) {
        self.out.push(block);
    }

    /// Adds a unit without its children.
    pub(crate) fn unit(&mut self, unit: UnitWords) {
        while self.headings.last().is_some_and(|depth| *depth >= unit.depth) {
            self.headings.pop();
        }
        if unit.kind == UnitKind::Table {
            self.table(&unit.text);
        } else if unit.has_heading_line() {
            self.heading(unit);
        } else {
            self.paragraph(unit);
        }
    }

    fn heading(&mut self, unit: UnitWords) {
        let level = self.headings.len() as u8 + 2;
        let centred = unit.kind.is_container() || unit.kind.is_root();
        self.headings.push(unit.depth);
        let (first, second) =
            if unit.heading_first { (unit.heading, unit.number) } else { (unit.number, unit.heading) };
        let words: Vec<Run> = joined(first, second).into_iter().map(Run::in_bold).collect();
        self.out.push(Block::Heading { level, centred, words });
        for words in parted(&unit.text, '\n') {
            self.out.push(Block::Paragraph { indent: 0, number: Vec::new(), words });
        }
    }

    fn paragraph(&mut self, unit: UnitWords) {
        let below = self.headings.last().map_or(unit.depth, |heading| unit.depth - heading - 1);
        let indent = below.min(usize::from(MAX_INDENT)) as u8;
        let mut blocks = parted(&unit.text, '\n').into_iter();
        let heading: Vec<Run> = unit.heading.into_iter().map(Run::in_bold).collect();
        let words = joined(heading, blocks.next().unwrap_or_default());
        if !words.is_empty() || !unit.number.is_empty() {
            self.out.push(Block::Paragraph { indent, number: unit.number, words });
        }
        for words in blocks {
            self.out.push(Block::Paragraph { indent, number: Vec::new(), words });
        }
    }

    fn table(&mut self, text: &[Run]) {
        let rows: Vec<Vec<Vec<Run>>> = parted(text, '\n').iter().map(|row| cells(row)).collect();
        if !rows.is_empty() {
            self.out.push(Block::Table(rows));
        }
    }
}

impl UnitWords {
    /// Whether its head stands on a line of its own.
    fn has_heading_line(&self) -> bool {
        let headed = !self.heading.is_empty();
        match self.kind {
            UnitKind::Article => headed || !self.number.is_empty(),
            UnitKind::Clause
            | UnitKind::Rule
            | UnitKind::Preface
            | UnitKind::Preamble
            | UnitKind::Conclusions => headed,
            kind if kind.is_container() || kind.is_root() => {
                headed || (!self.number.is_empty() && self.text.is_empty())
            }
            _ => false,
        }
    }
}

/// Two lists of runs with a space between them where both have words.
fn joined(mut first: Vec<Run>, second: Vec<Run>) -> Vec<Run> {
    if let (Some(before), Some(after)) = (first.last(), second.first()) {
        // A space between new words is new as well, so that accepting or rejecting leaves no stray one.
        let mark = if before.mark == after.mark { before.mark } else { crate::Mark::Kept };
        first.push(Run::marked(" ", mark));
    }
    first.extend(second);
    first
}

/// Parts runs at a character; parts without words are left out.
fn parted(runs: &[Run], at: char) -> Vec<Vec<Run>> {
    let mut out = split(runs, at);
    out.retain(|part| part.iter().any(|run| !run.text.trim().is_empty()));
    out
}

/// A row's cells, the empty ones too: they keep the others in their columns.
fn cells(row: &[Run]) -> Vec<Vec<Run>> {
    split(row, '\t')
}

fn split(runs: &[Run], at: char) -> Vec<Vec<Run>> {
    let mut out = vec![Vec::new()];
    for run in runs {
        for (index, text) in run.text.split(at).enumerate() {
            if index > 0 {
                out.push(Vec::new());
            }
            if let Some(part) = out.last_mut().filter(|_| !text.is_empty()) {
                part.push(Run { text: text.to_owned(), ..run.clone() });
            }
        }
    }
    out
}
