//! Plain numbered text.

use crate::amending::{defines_a_term, new_text_length};
use crate::ids::assign_ids;
use crate::joint::joints;
use crate::marker::mark;
use crate::model::{Document, LanguageTag};
use crate::outline::{Habits, Line, Part, build};

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
    mark_quoted(&mut lines);
    mark_joints(&mut lines);
    lines
}

/// Whether the lines were broken between words: for want of room for the first word of the next, and so not all at one width.
fn breaks_between_words(lines: &[Line]) -> bool {
    let width = |words: &str| words.chars().count();
    let broken: Vec<(usize, usize)> = lines
        .windows(2)
        .filter(|pair| {
            let goes_on =
                !pair[1].after_blank && pair[1].text.starts_with(|c: char| ('가'..='힣').contains(&c));
            goes_on
                && !pair[0].text.ends_with(['.', ':', ';', ')', '"', '”'])
                && mark(&pair[1].text).is_none()
        })
        .map(|pair| {
            let word = pair[1].text.split_whitespace().next().unwrap_or_default();
            (width(&pair[0].text), width(word))
        })
        .collect();
    let widest = broken.iter().map(|(line, _)| *line).max().unwrap_or(0);
    let least = broken.iter().map(|(line, _)| *line).min().unwrap_or(0);
    let full = |(line, word): &(usize, usize)| line + 1 + word > widest;
    broken.len() >= MANY_BREAKS && widest - least > SAME_WIDTH && broken.iter().all(full)
}

/// From so many broken lines on their widths tell how they were broken.
const MANY_BREAKS: usize = 4;
/// Lines that are broken wherever they are full differ by no more than this, in characters.
const SAME_WIDTH: usize = 2;

/// Tells of each line what stood between it and the one before, where nobody left an empty line.
fn mark_joints(lines: &mut [Line]) {
    let pairs: Vec<(&str, &str)> = lines
        .windows(2)
        .map(
            |pair| {
                if pair[1].after_blank { ("", "") } else { (pair[0].text.as_str(), pair[1].text.as_str()) }
            },
        )
        .collect();
    let found = joints(&pairs, lines.iter().map(|line| line.text.as_str()), breaks_between_words(lines));
    for (line, joint) in lines.iter_mut().skip(1).zip(found) {
        line.joint = joint;
    }
}

/// After so many quotations that never close no more are looked for.
const MAX_UNCLOSED: usize = 64;
/// The longest quotation that is looked for, in bytes.
const MAX_QUOTATION: usize = 1 << 20;

/// Marks the lines of new text that stand between quotation marks below a line that announces it: what is quoted has articles, paragraphs
/// and headings of its own, and none of them is the text's.
fn mark_quoted(lines: &mut [Line]) {
    let mut starts = Vec::with_capacity(lines.len());
    let mut all = String::new();
    for line in &*lines {
        starts.push(all.len());
        all.push_str(&line.text);
        all.push('\n');
    }
    let (mut at, mut unclosed) = (1, 0);
    while at < lines.len() && unclosed < MAX_UNCLOSED {
        let announced = announces(&lines[at - 1].text);
        let opens = lines[at].text.starts_with(['“', '‘', '«', '"', '\'']);
        // `"maker" means …` quotes no new text, however many such lines follow.
        if !announced || !opens || defines_a_term(&lines[at].text) {
            at += 1;
            continue;
        }
        let rest = &all[starts[at]..];
        let end = (0..=rest.len().min(MAX_QUOTATION)).rev().find(|end| rest.is_char_boundary(*end));
        let length = new_text_length(&rest[..end.unwrap_or(0)]);
        unclosed += usize::from(length.is_none());
        let taken = length.map_or(0, |length| rest[..length].trim_end().matches('\n').count() + 1);
        // One line needs no help: what it begins with stands behind the mark.
        if taken > 1 {
            for line in &mut lines[at..at + taken] {
                line.part = Part::Quoted;
            }
        }
        at += taken.max(1);
    }
}

/// Whether new text follows a line: "the following Article is inserted:".
fn announces(line: &str) -> bool {
    line.ends_with([':', '—', '–']) || line.ends_with("the following")
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
