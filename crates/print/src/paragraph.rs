//! Paragraphs: words in mixed scripts and directions, broken into lines of glyphs that stand where they are seen.
//!
//! Order of directions: Unicode Standard Annex 9. Line breaks: Annex 14, but a Korean word is parted only where it is wider than a line,
//! as is usual in Korean print.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};
use unicode_linebreak::linebreaks;
use unicode_script::{Script, UnicodeScript as _};

use crate::paper::LEADING;
use crate::sheet::{Mark, Run};
use crate::structure::NodeId;
use crate::typeface::{Shape, Shapes};

/// How small a raised mark is, and how far it is raised, as parts of the type's size.
const RAISED_SIZE: f32 = 0.66;
const RAISED_BY: f32 = 0.34;

/// Glyphs of one face and manner, side by side.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// The face's place among the fonts.
    pub(crate) face: usize,
    pub(crate) size: f32,
    /// How far above the foot of the line it stands.
    pub(crate) rise: f32,
    /// Its words; the glyphs name ranges of them.
    pub(crate) text: String,
    pub(crate) shapes: Vec<Shape>,
    /// Where it begins, from the line's left end; a space that hangs out to the left is negative.
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) mark: Mark,
    /// The node of the tagged structure that its letters belong to.
    pub(crate) owner: NodeId,
    /// Its first character in reading order, counted from the paragraph's beginning.
    start: usize,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    /// In reading order; `x` says where each is printed.
    pub(crate) pieces: Vec<Piece>,
    /// Without the space that hangs out at its end.
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// From its top to its foot, on which the letters stand.
    pub(crate) foot: f32,
}

/// The manner of a paragraph's words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) size: f32,
    pub(crate) right_to_left: bool,
    pub(crate) owner: NodeId,
}

/// How wide the lines may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Widths {
    pub(crate) first: f32,
    pub(crate) rest: f32,
}

/// Words of one level, face, script and style.
struct Item {
    range: Range<usize>,
    level: Level,
    face: usize,
    script: Script,
    /// The run that it is of.
    run: usize,
    shapes: Vec<Shape>,
}

struct Paragraph<'a> {
    shapes: &'a Shapes<'a>,
    manner: Manner,
    text: String,
    runs: Vec<(Range<usize>, &'a Run)>,
    items: Vec<Item>,
    /// For each byte, how far the words before it reach; in points.
    reach: Vec<f32>,
}

/// Breaks words into lines. Words without a shape leave no line.
pub(crate) fn lines(runs: &[Run], manner: Manner, widths: Widths, shapes: &Shapes<'_>) -> Vec<Line> {
    let (text, runs) = cleaned(runs);
    if text.trim().is_empty() {
        return Vec::new();
    }
    let level = if manner.right_to_left { Level::rtl() } else { Level::ltr() };
    let order = BidiInfo::new(&text, Some(level));
    let mut paragraph =
        Paragraph { shapes, manner, text: text.clone(), runs, items: Vec::new(), reach: Vec::new() };
    paragraph.itemise(&order.levels);
    paragraph.measure();
    let ranges = paragraph.ranges(widths);
    ranges.into_iter().map(|range| paragraph.line(range, &order)).collect()
}

/// How wide words are on one line.
pub(crate) fn width_of(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.width).fold(0.0, f32::max)
}

/// The words of all runs without what cannot be printed, and where each run stands in them.
fn cleaned(runs: &[Run]) -> (String, Vec<(Range<usize>, &Run)>) {
    let mut text = String::new();
    let mut places = Vec::new();
    for run in runs {
        let from = text.len();
        for character in run.text.chars() {
            match character {
                '\u{2028}' | '\u{2029}' => text.push(' '),
                '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => {}
                control if control.is_control() && control.is_whitespace() => text.push(' '),
                control if control.is_control() => {}
                character => text.push(character),
            }
        }
        places.push((from..text.len(), run));
    }
    (text, places)
}

impl Paragraph<'_> {
    /// Parts the words wherever direction, face, script or run changes.
    fn itemise(&mut self, levels: &[Level]) {
        let mut script = first_script(&self.text);
        let mut face = None;
        let mut run = 0;
        for (at, character) in self.text.char_indices() {
            while self.runs.get(run).is_some_and(|(range, _)| at >= range.end) {
                run += 1;
            }
            let Some((_, style)) = self.runs.get(run) else { break };
            if !matches!(character.script(), Script::Common | Script::Inherited | Script::Unknown) {
                script = character.script();
            }
            face = self.shapes.face_for(character, style.bold, face);
            let Some(face) = face else { continue };
            let end = at + character.len_utf8();
            let level = levels[at];
            match self.items.last_mut() {
                Some(item)
                    if (item.level, item.face, item.script, item.run) == (level, face, script, run) =>
                {
                    item.range.end = end;
                }
                _ => self.items.push(Item { range: at..end, level, face, script, run, shapes: Vec::new() }),
            }
        }
    }

    fn measure(&mut self) {
        let mut widths = vec![0.0_f32; self.text.len() + 1];
        for place in 0..self.items.len() {
            let item = &self.items[place];
            let words = &self.text[item.range.clone()];
            let shapes = self.shapes.shape(words, item.face, item.script, item.level.is_rtl());
            let size = self.size_of(item);
            for shape in &shapes {
                widths[item.range.start + shape.start() + 1] += shape.advance() * size;
            }
            self.items[place].shapes = shapes;
        }
        let mut reach = 0.0;
        for width in &mut widths {
            reach += *width;
            *width = reach;
        }
        self.reach = widths;
    }

    fn size_of(&self, item: &Item) -> f32 {
        if self.runs[item.run].1.raised { self.manner.size * RAISED_SIZE } else { self.manner.size }
    }

    /// The bytes of each line: as many words as fit, at least one; of a word wider than the line, as many characters as fit.
    fn ranges(&self, widths: Widths) -> Vec<Range<usize>> {
        let breaks = breaks(&self.text);
        let mut out: Vec<Range<usize>> = Vec::new();
        let (mut start, mut next) = (0, 0);
        while start < self.text.len() {
            let limit = if out.is_empty() { widths.first } else { widths.rest };
            let fitting = breaks[next..].iter().take_while(|end| self.width(start, **end) <= limit).count();
            let end = if fitting > 0 {
                next += fitting;
                breaks[next - 1]
            } else {
                let word_end = breaks.get(next).copied().unwrap_or(self.text.len());
                let end = self.part_of_word(start, word_end, limit);
                next += usize::from(end == word_end);
                end
            };
            out.push(start..end);
            start = end;
        }
        out
    }

    /// How wide a line would be, without the spaces at its end.
    fn width(&self, start: usize, end: usize) -> f32 {
        let trimmed = start + self.text[start..end].trim_end().len();
        self.reach[trimmed] - self.reach[start]
    }

    fn part_of_word(&self, start: usize, word_end: usize, limit: f32) -> usize {
        let ends = self.text[start..word_end].char_indices().skip(1).map(|(at, _)| start + at);
        // Between two bytes of one cluster nothing is added, so that only whole clusters pass.
        let whole = ends.filter(|end| self.reach[end + 1] > self.reach[*end]).chain([word_end]);
        let mut best = None;
        for end in whole {
            if best.is_some() && self.reach[end] - self.reach[start] > limit {
                break;
            }
            best = Some(end);
        }
        best.unwrap_or(word_end)
    }

    /// The pieces of a line, each where it is seen.
    fn line(&self, range: Range<usize>, order: &BidiInfo<'_>) -> Line {
        let width = self.width(range.start, range.end);
        let whole = self.reach[range.end] - self.reach[range.start];
        let mut x = if self.manner.right_to_left { width - whole } else { 0.0 };
        let mut pieces = Vec::new();
        let (levels, visual) = order.visual_runs(&order.paragraphs[0], range);
        for run in visual {
            let right_to_left = levels[run.start].is_rtl();
            let mut items: Vec<&Item> = self.overlapping(&run).collect();
            if right_to_left {
                items.reverse();
            }
            for item in items {
                let piece = self.piece(item, &run, right_to_left, x);
                x += piece.width;
                pieces.push(piece);
            }
        }
        pieces.sort_by_key(|piece| piece.start);
        self.with_height(Line { pieces, width, ..Line::default() })
    }

    fn overlapping(&self, run: &Range<usize>) -> impl Iterator<Item = &Item> + use<'_> {
        let first = self.items.partition_point(|item| item.range.end <= run.start);
        let end = run.end;
        self.items[first..].iter().take_while(move |item| item.range.start < end)
    }

    fn piece(&self, item: &Item, run: &Range<usize>, right_to_left: bool, x: f32) -> Piece {
        let range = item.range.start.max(run.start)..item.range.end.min(run.end);
        let text = self.text[range.clone()].to_owned();
        let is_whole = range == item.range && right_to_left == item.level.is_rtl();
        // Letters change their shape at the end of a line, so what a line cuts is shaped anew.
        let shapes = if is_whole {
            item.shapes.clone()
        } else {
            self.shapes.shape(&text, item.face, item.script, right_to_left)
        };
        let size = self.size_of(item);
        let style = self.runs[item.run].1;
        Piece {
            face: self.shapes.index(item.face),
            size,
            rise: if style.raised { self.manner.size * RAISED_BY } else { 0.0 },
            text,
            width: shapes.iter().map(|shape| shape.advance()).sum::<f32>() * size,
            shapes,
            x,
            mark: style.mark,
            owner: self.manner.owner,
            start: range.start,
        }
    }

    fn with_height(&self, mut line: Line) -> Line {
        let first = line.pieces.first().map_or(0, |piece| piece.start);
        let end = line.pieces.last().map_or(0, |piece| piece.start + piece.text.len());
        let extents = self.overlapping(&(first..end)).map(|item| self.shapes.extent(item.face));
        let (ascent, descent) =
            extents.fold((0.0_f32, 0.0_f32), |most, (up, down)| (most.0.max(up), most.1.max(down)));
        let (ascent, descent) = (ascent * self.manner.size, descent * self.manner.size);
        line.height = (self.manner.size * LEADING).max(ascent + descent);
        line.foot = (line.height - ascent - descent) / 2.0 + ascent;
        line
    }
}

fn first_script(text: &str) -> Script {
    let own = |script: &Script| !matches!(script, Script::Common | Script::Inherited | Script::Unknown);
    text.chars().map(|character| character.script()).find(own).unwrap_or(Script::Common)
}

/// Where a line may end; the last is the end of the text.
fn breaks(text: &str) -> Vec<usize> {
    let allowed = |at: &usize| {
        let before = text[..*at].chars().next_back();
        let after = text[*at..].chars().next();
        !before.zip(after).is_some_and(|(before, after)| is_inside_korean_word(before, after))
    };
    linebreaks(text).map(|(at, _)| at).filter(allowed).collect()
}

/// The dot that lists Korean words; a line may end after it.
const ARAEA: char = 'ㆍ';

fn is_inside_korean_word(before: char, after: char) -> bool {
    let hangul = |character: char| character.script() == Script::Hangul;
    before != ARAEA
        && before.is_alphanumeric()
        && after.is_alphanumeric()
        && (hangul(before) || hangul(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_breaks(text: &str, expected: &[&str]) {
        let mut from = 0;
        let mut parts = Vec::new();
        for at in breaks(text) {
            parts.push(&text[from..at]);
            from = at;
        }
        assert_eq!(parts, expected);
    }

    #[test]
    fn lines_end_where_the_language_lets_them() {
        check_breaks("the provider shall", &["the ", "provider ", "shall"]);
        check_breaks("인공지능사업자는 표시하여야 한다.", &["인공지능사업자는 ", "표시하여야 ", "한다."]);
        check_breaks("제31조제1항에 따른", &["제31조제1항에 ", "따른"]);
        check_breaks("과학ㆍ기술", &["과학ㆍ", "기술"]);
        check_breaks("应当标识。", &["应", "当", "标", "识。"]);
        check_breaks("يجب على المزوّد", &["يجب ", "على ", "المزوّد"]);
    }

    #[test]
    fn what_cannot_be_printed_is_left_out_and_nothing_else() {
        let runs = [Run::plain("a\tb\u{0}c\u{FEFF}"), Run::plain("d\u{2028}e")];
        let (text, places) = cleaned(&runs);
        assert_eq!(text, "a bcd e");
        assert_eq!(places[1].0, 4..7);
    }
}
