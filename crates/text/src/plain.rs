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
    lines
}
