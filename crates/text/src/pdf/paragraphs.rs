//! From lines to paragraphs: what is left out, what goes on behind a page, what is one word.

use std::collections::{BTreeMap, HashSet};

use super::lines::{Line, PageOfLines};
use crate::marker::mark;

/// How much of the text was a guess.
#[derive(Debug, Default)]
pub(super) struct Guessed {
    /// Lines that were taken for running titles and page numbers, and left out.
    pub(super) running: usize,
    /// Words that were broken at the end of a line.
    pub(super) joined: usize,
    /// Pages that were put into another order.
    pub(super) sorted: usize,
}

/// A running title is looked for among so many lines at either end of a page.
const EDGE: usize = 3;
/// It stands on so many pages at the least.
const REPEATED: usize = 3;
/// Its place differs from page to page by no more than this, in points.
const SAME_PLACE: f64 = 6.0;
/// A gap of more than this share of the usual one parts paragraphs.
const WIDE: f64 = 1.3;
/// A first line is indented by more than this share of its size, and less than a column.
const INDENTED: (f64, f64) = (0.9, 6.0);
/// What sentences end with.
const SENTENCE_ENDS: [char; 7] = ['.', ':', ';', '。', '!', '?', '．'];
/// A line ends early that leaves free more than this share of its page's width.
const EARLY: f64 = 0.12;

/// The lines of all pages as plain text.
pub(super) fn text_of(mut pages: Vec<PageOfLines>) -> (String, Guessed) {
    let running = leave_out_running(&mut pages);
    let sorted = pages.iter().filter(|page| page.sorted).count();
    let leading = usual_leading(&pages);
    let words = whole_words(&pages);
    let mut text = String::new();
    let mut joined = 0;
    let mut before: Option<Line> = None;
    for page in &pages {
        let sides = sides(&page.lines);
        for (at, line) in page.lines.iter().enumerate() {
            if let Some(before) = &before {
                let next = page.lines.get(at + 1);
                let apart = if at == 0 {
                    ends_paragraph(before, sides)
                } else {
                    is_apart(before, line, next, leading, sides)
                };
                joined += usize::from(break_between(&mut text, before, line, apart, &words));
            }
            write(&mut text, line, sides.0);
            before = Some(line.clone());
        }
    }
    text.push('\n');
    (text, Guessed { running, joined, sorted })
}

/// Ends the line before, and says whether two halves of a word were joined.
fn break_between(
    text: &mut String,
    before: &Line,
    line: &Line,
    apart: bool,
    words: &HashSet<String>,
) -> bool {
    if apart {
        text.push_str("\n\n");
        return false;
    }
    let first = line.text.trim_start().split(char::is_whitespace).next().unwrap_or_default();
    let last = before.text.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let small = first.starts_with(char::is_lowercase);
    let half =
        last.strip_suffix(['-', '\u{2010}', '\u{ad}']).filter(|half| half.ends_with(char::is_alphabetic));
    let (Some(half), true) = (half, small) else {
        text.push('\n');
        return false;
    };
    let plain = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    // The hyphen stays where the file writes the word so elsewhere.
    let end = text.trim_end().len();
    text.truncate(end);
    if !words.contains(&plain(&format!("{half}-{first}"))) {
        text.pop();
    }
    true
}

fn write(text: &mut String, line: &Line, left: f64) {
    let begins = text.is_empty() || text.ends_with('\n');
    if begins {
        let indent = ((line.x - left) / (line.size * 0.5)).round().clamp(0.0, 40.0) as usize;
        text.extend(std::iter::repeat_n(' ', indent));
        text.push_str(line.text.trim());
    } else {
        text.push_str(line.text.trim());
    }
}

/// Every word that stands within a line, small, with its hyphens.
fn whole_words(pages: &[PageOfLines]) -> HashSet<String> {
    let lines = pages.iter().flat_map(|page| &page.lines);
    lines
        .flat_map(|line| {
            let words: Vec<&str> = line.text.split_whitespace().collect();
            let inner = words.len().saturating_sub(1);
            words.into_iter().take(inner).filter(|word| word.contains('-'))
        })
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase())
        .collect()
}

/// The gap between base lines that is found most often, in points.
fn usual_leading(pages: &[PageOfLines]) -> f64 {
    let mut gaps: Vec<f64> = pages
        .iter()
        .flat_map(|page| page.lines.windows(2))
        .map(|pair| pair[1].y - pair[0].y)
        .filter(|gap| *gap > 1.0)
        .collect();
    gaps.sort_by(f64::total_cmp);
    // Lines within paragraphs are more than those between them, and nearer: the lower third is one of them.
    gaps.get(gaps.len() / 3).copied().unwrap_or(f64::INFINITY)
}

/// Where the lines of a page begin and end.
fn sides(lines: &[Line]) -> (f64, f64) {
    let left = lines.iter().map(|line| line.x).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.end).fold(0.0, f64::max);
    (left, right)
}

fn ends_paragraph(line: &Line, (left, right): (f64, f64)) -> bool {
    let ends = line.text.trim_end().ends_with(SENTENCE_ENDS);
    let early = right - line.end > (right - left) * EARLY;
    ends || early
}

/// Whether a paragraph begins with a line of the same page.
fn is_apart(before: &Line, line: &Line, next: Option<&Line>, leading: f64, sides: (f64, f64)) -> bool {
    let gap = line.y - before.y;
    if gap > leading * WIDE || gap < 0.0 || (line.size - before.size).abs() > before.size * 0.12 {
        return true;
    }
    let indent = line.x - before.x;
    let (least, most) = INDENTED;
    let indented = indent > line.size * least && indent < line.size * most;
    let hangs_back = next.is_none_or(|next| next.x < line.x - line.size * least);
    mark(line.text.trim()).is_none() && indented && hangs_back && ends_paragraph(before, sides)
}

/// Where a line stands that may be a running title.
struct Place {
    page: usize,
    y: f64,
    text: String,
}

/// The last number of a line, by which pages are counted; none counts as 0.
fn last_number(text: &str) -> i64 {
    let is_digit = |letter: char| letter.is_ascii_digit();
    let last = text.split(|letter| !is_digit(letter)).rfind(|digits| !digits.is_empty());
    last.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// Takes running titles and page numbers out of the pages, and counts them.
fn leave_out_running(pages: &mut [PageOfLines]) -> usize {
    let mut seen: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for line in edges(page) {
            let text = line.text.trim().to_owned();
            seen.entry(pattern(&text)).or_default().push(Place { page: number, y: line.y, text });
        }
    }
    let all = pages.len();
    let is_running = |number: usize, line: &Line| {
        let text = line.text.trim();
        let bare = !text.chars().any(char::is_alphabetic);
        // The heading of an article and a whole sentence are law, at the top of a page too.
        if !bare && (mark(text).is_some() || text.ends_with(SENTENCE_ENDS)) {
            return false;
        }
        let places = seen.get(&pattern(text)).map_or(&[][..], Vec::as_slice);
        let counts_pages = |place: &&Place| {
            let (here, there) = (last_number(text), last_number(&place.text));
            place.text == text || here - there == number as i64 - place.page as i64
        };
        let near = |place: &&Place| (place.y - line.y).abs() <= SAME_PLACE;
        let found: HashSet<usize> =
            places.iter().filter(near).filter(counts_pages).map(|place| place.page).collect();
        let own_number = text.trim_matches(['-', '–', '—', ' ']) == (number + 1).to_string();
        found.len() >= REPEATED || (bare && (own_number || found.len() == all && all > 1))
    };
    let mut left_out = 0;
    for (number, page) in pages.iter_mut().enumerate() {
        let before = page.lines.len();
        let edge: HashSet<u64> = edges(page).iter().map(|line| line.y.to_bits()).collect();
        page.lines.retain(|line| !(edge.contains(&line.y.to_bits()) && is_running(number, line)));
        left_out += before - page.lines.len();
    }
    left_out
}

/// The lines at the top and at the bottom of a page.
fn edges(page: &PageOfLines) -> Vec<&Line> {
    let mut lines: Vec<&Line> = page.lines.iter().collect();
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    let bottom = lines.len().saturating_sub(EDGE);
    let outer = |line: &&&Line| line.y < page.height * 0.15 || line.y > page.height * 0.85;
    let ends = lines.iter().take(EDGE).chain(lines.iter().skip(bottom.max(EDGE)));
    ends.filter(outer).copied().collect()
}

/// A line with every number as one sign, so that page numbers are alike.
fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for letter in text.trim().chars() {
        if !letter.is_ascii_digit() {
            pattern.push(letter);
        } else if !pattern.ends_with('#') {
            pattern.push('#');
        }
    }
    pattern
}
