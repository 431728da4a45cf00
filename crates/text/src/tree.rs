//! Builds a tree of units from events in reading order: what all marked-up formats share.

use crate::model::{MAX_SPAN, Note, Span, Unit, UnitId, UnitKind};

/// A cell of a table as a file gives it: its words, and how many rows and columns it takes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) rows: u32,
    pub(crate) columns: u32,
}

impl Cell {
    pub(crate) fn new(text: String) -> Self {
        Self { text, rows: 1, columns: 1 }
    }

    /// A cell with its spans as attributes give them.
    pub(crate) fn spanning(text: String, rows: Option<&str>, columns: Option<&str>) -> Self {
        let count =
            |value: Option<&str>| value.and_then(|value| value.trim().parse().ok()).unwrap_or(1).max(1);
        Self { text, rows: count(rows), columns: count(columns) }
    }
}

/// A table as a unit: every cell in its column, the places that a wide or high cell covers left empty.
pub(crate) fn table_of(rows: &[Vec<Cell>]) -> Option<Unit> {
    let rows: Vec<&Vec<Cell>> =
        rows.iter().filter(|row| row.iter().any(|cell| !cell.text.trim().is_empty())).collect();
    let mut unit = Unit::new(UnitKind::Table);
    // For each column, how many rows below are covered by a cell above.
    let mut covered: Vec<u32> = Vec::new();
    let height = rows.len() as u32;
    for (at, row) in (0_u32..).zip(&rows) {
        let mut line: Vec<&str> = Vec::new();
        let below: Vec<u32> = covered.iter().map(|rows| rows.saturating_sub(1)).collect();
        let held = std::mem::replace(&mut covered, below);
        let is_held = |column: usize| held.get(column).is_some_and(|rows| *rows > 0);
        for cell in *row {
            while is_held(line.len()) {
                line.push("");
            }
            let column = line.len();
            let (rows, columns) = (cell.rows.min(height - at), cell.columns.min(MAX_SPAN));
            if rows > 1 || columns > 1 {
                unit.spans.push(Span { row: at, column: column as u32, rows, columns });
            }
            covered.resize(covered.len().max(column + columns as usize), 0);
            covered[column..column + columns as usize].fill(rows - 1);
            line.push(&cell.text);
            line.extend(std::iter::repeat_n("", columns as usize - 1));
        }
        // Places covered at the end of a row keep the rows alike.
        while is_held(line.len()) {
            line.push("");
        }
        if at > 0 {
            unit.text.push('\n');
        }
        unit.text.push_str(&line.join("\t"));
    }
    (!rows.is_empty()).then_some(unit)
}

/// Gathers units; words go to the unit that is open, or to a passage after its children.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    open: Vec<Unit>,
    done: Vec<Unit>,
    /// Whether the next words begin a new block.
    fresh: bool,
    /// Whether the last words ended in white space, which one blank stands for.
    blank: bool,
    /// Whether the open unit at this depth is a passage that the tree itself opened.
    passage: bool,
}

impl Tree {
    pub(crate) fn open(&mut self, kind: UnitKind) {
        self.end_passage();
        self.open.push(Unit::new(kind));
        self.break_block();
    }

    pub(crate) fn close(&mut self) {
        self.end_passage();
        if let Some(unit) = self.open.pop()
            && !unit.is_blank()
        {
            self.siblings().push(unit);
        }
        self.break_block();
    }

    pub(crate) fn finish(mut self) -> Vec<Unit> {
        while !self.open.is_empty() {
            self.close();
        }
        self.done
    }

    fn siblings(&mut self) -> &mut Vec<Unit> {
        self.open.last_mut().map_or(&mut self.done, |unit| &mut unit.children)
    }

    fn end_passage(&mut self) {
        if self.passage {
            self.passage = false;
            if let Some(unit) = self.open.pop() {
                self.siblings().push(unit);
            }
        }
    }

    /// The unit that is open, not counting passages of our own.
    pub(crate) fn top(&self) -> Option<&Unit> {
        let end = self.open.len() - usize::from(self.passage);
        self.open[..end].last()
    }

    /// Whether the open unit has said nothing but its head.
    pub(crate) fn is_silent(&self) -> bool {
        self.top()
            .is_some_and(|unit| unit.text.is_empty() && unit.children.is_empty() && unit.notes.is_empty())
            && !self.passage
    }

    /// Sets the number; one that comes too late to stand in the head is text.
    pub(crate) fn number(&mut self, number: &str) {
        let number = collapse(number);
        if number.is_empty() {
            return;
        }
        if self.is_silent()
            && let Some(unit) = self.open.last_mut()
            && unit.number.is_none()
        {
            unit.heading_first = unit.heading.is_some();
            unit.number = Some(number);
            return;
        }
        self.break_block();
        self.text(&number);
        self.break_block();
    }

    /// Sets the heading, or adds to it; one that comes too late is text.
    pub(crate) fn heading(&mut self, heading: &str) {
        let heading = collapse(heading);
        if heading.is_empty() {
            return;
        }
        if self.is_silent()
            && let Some(unit) = self.open.last_mut()
            && !unit.heading_first
        {
            match &mut unit.heading {
                Some(known) => {
                    known.push(' ');
                    known.push_str(&heading);
                }
                None => unit.heading = Some(heading),
            }
            return;
        }
        self.break_block();
        self.text(&heading);
        self.break_block();
    }

    pub(crate) fn break_block(&mut self) {
        self.fresh = true;
        self.blank = false;
    }

    fn speaker(&mut self) -> &mut Unit {
        let has_children = self.open.last().is_none_or(|unit| !unit.children.is_empty());
        if has_children && !self.passage {
            // Words outside any unit, or after the unit's first children.
            let kind = if self.open.is_empty() { UnitKind::Other } else { UnitKind::Passage };
            self.open.push(Unit::new(kind));
            self.passage = true;
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// Adds words; runs of white space become one blank.
    pub(crate) fn text(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if words.chars().all(char::is_whitespace) {
            self.blank = true;
            return;
        }
        let (fresh, blank) = (self.fresh, self.blank);
        let unit = self.speaker();
        let mut pending = blank;
        if fresh && !unit.text.is_empty() {
            unit.text.push('\n');
        }
        if fresh {
            pending = false;
        }
        for c in words.chars() {
            if c.is_whitespace() {
                pending = true;
                continue;
            }
            if pending && !unit.text.is_empty() && !unit.text.ends_with('\n') {
                unit.text.push(' ');
            }
            pending = false;
            unit.text.push(c);
        }
        self.fresh = false;
        self.blank = pending;
    }

    /// Hangs a note on the words that were last said.
    pub(crate) fn note(&mut self, text: &str) {
        let text = collapse(text);
        if text.is_empty() {
            return;
        }
        let unit = self.speaker();
        let at = unit.text.len();
        unit.notes.push(Note { at, text });
    }

    /// Adds a table, and the id that a file of ours gives it.
    pub(crate) fn table(&mut self, rows: &[Vec<Cell>], id: UnitId) {
        let Some(unit) = table_of(rows) else { return };
        self.end_passage();
        self.siblings().push(Unit { id, ..unit });
        self.break_block();
    }

    /// The unit that was opened last, to say more of it than its words.
    pub(crate) fn last_mut(&mut self) -> Option<&mut Unit> {
        self.open.last_mut()
    }
}

/// The words with one blank between them.
pub(crate) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
/// Words with single blanks; the wide blank behind the number of a Japanese item stays, because it tells that there is one: `一　方法`.
pub(crate) fn with_gap(words: &str) -> String {
    let words = words.trim();
    match words.split_once('\u{3000}') {
        Some((number, rest)) if number.chars().count() <= 4 && !number.contains(char::is_whitespace) => {
            format!("{number}\u{3000}{}", collapse(rest))
        }
        _ => collapse(words),
    }
}
