//! Plain numbered text.

use crate::ids::assign_ids;
use crate::model::{Document, LanguageTag};
use crate::outline::{Habits, Line, build};

/// Reads plain text whose lines begin with the numbers of its units.
///
/// The first short line is the title. Every character that is not white space ends up in some unit.
pub fn parse_plain(text: &str, language: impl Into<LanguageTag>) -> Document {
    let mut document = Document::new("", language);
    let lines = lines(text);
    let habits = Habits { marked_headings: false, indent_continues: false };
    build(&lines, None, habits, &mut document);
    assign_ids(&mut document);
    document
}

fn lines(text: &str) -> Vec<Line> {
    let mut after_blank = true;
    let mut lines = Vec::new();
    for raw in text.trim_start_matches('\u{feff}').lines() {
        let words = raw.trim();
        if words.is_empty() {
            after_blank = true;
            continue;
        }
        let indent =
            raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        lines.push(Line { text: words.to_owned(), indent, after_blank, ..Line::default() });
        after_blank = false;
    }
    let mut rest = lines.as_mut_slice();
    while !rest.is_empty() {
        let end = rest.iter().skip(1).position(|line| line.after_blank).map_or(rest.len(), |at| at + 1);
        let (block, after) = rest.split_at_mut(end);
        mark_room(block);
        rest = after;
    }
    lines
}

/// Marks the lines of a block whose first word would have fitted on the line before: the block is as wide as its longest line.
fn mark_room(block: &mut [Line]) {
    let width = |words: &str| words.chars().count();
    let widest = block.iter().map(|line| width(&line.text)).max().unwrap_or(0);
    let mut before: Option<usize> = None;
    for line in block {
        // In scripts without spaces a line may break behind any letter.
        let spaced = line.text.chars().next().is_some_and(|letter| u32::from(letter) < 0x1100);
        let word = if spaced { line.text.split_whitespace().next().map_or(0, width) } else { 1 };
        line.had_room = before.is_some_and(|before| before + 1 + word <= widest);
        before = Some(width(&line.text));
    }
}
