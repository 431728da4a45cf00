//! From letters to lines.

use super::letters::{Letter, Page};
use crate::raised::{Script, in_line};

/// A line of a page.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    /// Its left end, in points.
    pub(super) x: f64,
    pub(super) end: f64,
    /// Its base line, in points from the top.
    pub(super) y: f64,
    pub(super) size: f64,
}

/// The lines of a page, in the order in which they are read.
#[derive(Debug, Default)]
pub(super) struct PageOfLines {
    pub(super) lines: Vec<Line>,
    pub(super) height: f64,
    /// Whether the file has them in another order.
    pub(super) sorted: bool,
}

/// A letter belongs to the line before while its base line is no further away than this share of the size.
const SAME_LINE: f64 = 0.45;
/// A gap of more than this share of the size is a space that the file does not write.
const SPACE: f64 = 0.17;
/// A gap of more than so many sizes parts a line: the next column, or the next cell.
const COLUMN: f64 = 4.0;
/// A letter smaller than this share of its line's size, and above its base line, is raised.
const RAISED_SIZE: f64 = 0.85;
/// How far above the base line it stands at the least, as a share of the line's size.
const RAISED_BY: f64 = 0.15;

/// Parts the letters of a page into lines, and the lines into their order.
pub(super) fn of_page(page: &Page) -> PageOfLines {
    let mut lines: Vec<Line> = Vec::new();
    let mut last: Option<&Letter> = None;
    for letter in &page.letters {
        if is_drawn_twice(last, letter) {
            continue;
        }
        match (lines.last_mut(), last) {
            (Some(line), Some(last)) if goes_on(line, last, letter) => append(line, letter),
            _ => lines.push(Line {
                text: letter.text.clone(),
                x: letter.x,
                end: letter.end,
                y: letter.y,
                size: letter.size,
            }),
        }
        last = Some(letter);
    }
    lines.retain(|line| !line.text.trim().is_empty());
    let sorted = is_out_of_order(&lines);
    if sorted {
        lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
        lines = joined_on_one_height(lines);
    }
    PageOfLines { lines, height: page.height, sorted }
}

/// Some programs draw a letter twice, a little apart, to make it bold.
fn is_drawn_twice(last: Option<&Letter>, letter: &Letter) -> bool {
    last.is_some_and(|last| {
        last.text == letter.text
            && (last.x - letter.x).abs() < letter.size * 0.08
            && (last.y - letter.y).abs() < letter.size * 0.08
            && !letter.text.trim().is_empty()
    })
}

fn goes_on(line: &Line, last: &Letter, letter: &Letter) -> bool {
    let size = line.size.max(letter.size);
    (line.y - letter.y).abs() <= size * SAME_LINE
        && letter.x >= last.x - size * SAME_LINE
        && letter.x - line.end <= size * COLUMN
}

fn append(line: &mut Line, letter: &Letter) {
    let small = letter.size < line.size * RAISED_SIZE && line.y - letter.y > line.size * RAISED_BY;
    let text = if small { raised(&letter.text) } else { letter.text.clone() };
    let gap = letter.x - line.end;
    let spaced = line.text.ends_with(char::is_whitespace) || text.starts_with(char::is_whitespace);
    if gap > line.size * SPACE && !spaced && !small {
        line.text.push(' ');
    }
    // What begins with a raised sign has the size and the base line of what follows it.
    if letter.size > line.size * 1.1 && line.text.chars().count() <= 3 {
        line.text = raised(&line.text);
        (line.size, line.y) = (letter.size, letter.y);
    }
    line.text.push_str(&text);
    line.end = line.end.max(letter.end);
}

/// Figures as raised figures: 10 with a small 25 above it is not 1025.
fn raised(text: &str) -> String {
    let one = |letter: char| {
        let letter = letter.to_string();
        if letter.starts_with(|c: char| c.is_ascii_digit()) {
            in_line(&letter, Script::Raised).0
        } else {
            letter
        }
    };
    text.chars().map(one).collect()
}

/// Whether lines that stand one above the other come in another order in the file.
fn is_out_of_order(lines: &[Line]) -> bool {
    let above = |pair: &[Line]| {
        let (first, second) = (&pair[0], &pair[1]);
        second.y < first.y - first.size * SAME_LINE && second.x < first.end && first.x < second.end
    };
    // One step back is a running title that the file writes last.
    lines.windows(2).filter(|pair| above(pair)).count() > 1
}

/// Joins what stands side by side after lines were put into their order.
fn joined_on_one_height(lines: Vec<Line>) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        match joined.last_mut() {
            Some(before)
                if (before.y - line.y).abs() <= before.size * SAME_LINE
                    && line.x >= before.end - before.size
                    && line.x - before.end <= before.size * COLUMN =>
            {
                if line.x - before.end > before.size * SPACE {
                    before.text.push(' ');
                }
                before.text.push_str(&line.text);
                before.end = line.end;
            }
            _ => joined.push(line),
        }
    }
    joined
}
