//! From blocks to strips: bands of paper, one under the other, that no page's end cuts through.

use maru_text::{LanguageTag, is_right_to_left};

use crate::fonts::Fonts;
use crate::paper::{BODY, INDENT, NUMBER_GAP, Paper, SMALL, TITLE, heading_size};
use crate::paragraph::{Line, Manner, Widths, lines, width_of};
use crate::sheet::{Block, Part, Run, Sheet};
use crate::structure::{NodeId, Role, Structure};
use crate::typeface::Shapes;

/// A line with its place on a strip.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub(crate) line: Line,
    /// Where the line's left end stands, from the left margin.
    pub(crate) x: f32,
}

/// A band of paper.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    /// Left white above it, unless it is the first of a page.
    pub(crate) space: f32,
    pub(crate) height: f32,
    /// From its top to the foot of its lines.
    pub(crate) foot: f32,
    pub(crate) placed: Vec<Placed>,
    /// Whether the next strip has to be on the same page.
    pub(crate) keep: bool,
    /// Whether a thin rule runs along its top, from one margin to this part of the measure.
    pub(crate) rule: Option<f32>,
    /// The heading that begins here, for the outline.
    pub(crate) bookmark: Option<Bookmark>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bookmark {
    pub(crate) level: u8,
    pub(crate) title: String,
}

#[derive(Debug, Default)]
pub(crate) struct Flow {
    pub(crate) strips: Vec<Strip>,
    pub(crate) structure: Structure,
    /// Characters for which shaping found no glyph.
    pub(crate) lost: Vec<char>,
}

/// White above a title's, a heading's, a paragraph's and a note's first line, and above a table's row.
const SPACE_HEADING: f32 = 13.0;
const SPACE_PARAGRAPH: f32 = 4.5;
const SPACE_NOTES: f32 = 20.0;
const SPACE_ROW: f32 = 3.5;
/// How long the rule above the notes is, as a part of the measure.
const NOTES_RULE: f32 = 0.3;
/// Between two columns of a table.
const COLUMN_GAP: f32 = 9.0;
/// A table with more columns has its rows printed as paragraphs: its columns would be too narrow to read.
const MAX_COLUMNS: usize = 12;
/// A title of more characters is printed no larger than a heading: those of Union acts fill ten lines.
const LONG_TITLE: usize = 90;
/// A width that no line reaches.
const UNBOUNDED: f32 = 1.0e6;

pub(crate) fn flow(sheet: &Sheet, fonts: &Fonts, paper: Paper) -> Flow {
    let mut flow = Flow::default();
    for part in &sheet.parts {
        let shapes = Shapes::new(fonts, &part.language);
        let inside =
            (part.language != sheet.language).then(|| Role::Part { language: part.language.0.clone() });
        let inside = inside.map(|role| flow.structure.add(None, role));
        let right_to_left = is_right_to_left(&part.language.0);
        let mut setter =
            Setter { flow: &mut flow, shapes: &shapes, measure: paper.measure(), right_to_left, inside };
        setter.part(part, fonts);
        flow.lost.extend(shapes.lost());
    }
    flow
}

struct Setter<'a> {
    flow: &'a mut Flow,
    shapes: &'a Shapes<'a>,
    measure: f32,
    right_to_left: bool,
    inside: Option<NodeId>,
}

impl Setter<'_> {
    fn part(&mut self, part: &Part, fonts: &Fonts) {
        let mut notes_begun = false;
        for block in &part.blocks {
            match block {
                Block::Title(words) => self.heading(1, true, words),
                Block::Heading { level, centred, words } => self.heading(*level, *centred, words),
                Block::Paragraph { indent, number, words } => self.paragraph(*indent, number, words, BODY),
                Block::Table(rows) => self.table(rows),
                Block::Beside { languages, rows } => self.beside(fonts, languages, rows),
                Block::Note { number, words } => {
                    let first = self.flow.strips.len();
                    self.paragraph(0, &[Run::plain(number.clone())], words, SMALL);
                    if let Some(strip) = self.flow.strips.get_mut(first).filter(|_| !notes_begun) {
                        strip.space = SPACE_NOTES;
                        strip.rule = Some(NOTES_RULE);
                    }
                    notes_begun = true;
                }
            }
        }
    }

    fn node(&mut self, role: Role) -> NodeId {
        self.flow.structure.add(self.inside, role)
    }

    fn manner(&self, size: f32, owner: NodeId) -> Manner {
        Manner { size, right_to_left: self.right_to_left, owner }
    }

    /// The left end of a line that begins so far from the margin at which reading begins.
    fn left(&self, offset: f32, width: f32) -> f32 {
        if self.right_to_left { self.measure - offset - width } else { offset }
    }

    fn heading(&mut self, level: u8, centred: bool, words: &[Run]) {
        let title: String = words.iter().map(|run| run.text.as_str()).collect();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let owner = self.node(Role::Heading { level, title: title.clone() });
        let is_long = title.chars().count() > LONG_TITLE;
        let size = if level == 1 && !is_long { TITLE } else { heading_size(level.max(2)) };
        let widths = Widths { first: self.measure, rest: self.measure };
        let set = lines(words, self.manner(size, owner), widths, self.shapes);
        let mut bookmark = Some(Bookmark { level, title });
        let mut space = SPACE_HEADING;
        for line in set {
            let offset = if centred { (self.measure - line.width) / 2.0 } else { 0.0 };
            let x = self.left(offset, line.width);
            let mut strip = strip_of(vec![Placed { line, x }]);
            strip.keep = true;
            strip.space = std::mem::take(&mut space);
            strip.bookmark = bookmark.take();
            self.flow.strips.push(strip);
        }
    }

    fn paragraph(&mut self, indent: u8, number: &[Run], words: &[Run], size: f32) {
        let owner = self.node(Role::Paragraph);
        let manner = self.manner(size, owner);
        let base = f32::from(indent) * INDENT;
        let unbounded = Widths { first: UNBOUNDED, rest: UNBOUNDED };
        let label = lines(number, manner, unbounded, self.shapes).into_iter().next();
        let hang = if label.is_some() { INDENT } else { 0.0 };
        let first = label.as_ref().map_or(0.0, |label| (label.width + NUMBER_GAP).max(INDENT));
        let widths = Widths { first: self.measure - base - first, rest: self.measure - base - hang };
        let set = lines(words, manner, widths, self.shapes);
        let label = label.map(|line| Placed { x: self.left(base, line.width), line });
        if set.is_empty() {
            self.push_lines(label.into_iter().map(|placed| vec![placed]).collect());
            return;
        }
        let mut label = label;
        let mut rows = Vec::with_capacity(set.len());
        for (index, line) in set.into_iter().enumerate() {
            let offset = base + if index == 0 { first } else { hang };
            let x = self.left(offset, line.width);
            rows.push(label.take().into_iter().chain([Placed { line, x }]).collect());
        }
        self.push_lines(rows);
    }

    /// Adds the lines of a paragraph; a page holds at least two of them, at its foot as at its head.
    fn push_lines(&mut self, rows: Vec<Vec<Placed>>) {
        let count = rows.len();
        for (index, placed) in rows.into_iter().enumerate() {
            let mut strip = strip_of(placed);
            strip.space = if index == 0 { SPACE_PARAGRAPH } else { 0.0 };
            strip.keep = count > 1 && (index == 0 || index + 2 == count);
            self.flow.strips.push(strip);
        }
    }

    fn table(&mut self, rows: &[Vec<Vec<Run>>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        if columns > MAX_COLUMNS {
            for row in rows {
                self.paragraph(0, &[], &row.join(&Run::plain(" | ")), SMALL);
            }
            return;
        }
        let table = self.node(Role::Table);
        let widths = column_widths(&self.natural_widths(rows, columns), self.measure);
        for (index, row) in rows.iter().enumerate() {
            self.row(table, row, &widths, index + 1 == rows.len());
        }
    }

    /// Columns of one width, each in its own language and direction; the first is where reading begins.
    fn beside(&mut self, fonts: &Fonts, languages: &[LanguageTag], rows: &[Vec<Vec<Run>>]) {
        let count = languages.len().max(1);
        let width = (self.measure - COLUMN_GAP * (count - 1) as f32) / count as f32;
        let columns: Vec<(Shapes<'_>, bool)> = languages
            .iter()
            .map(|language| (Shapes::new(fonts, language), is_right_to_left(&language.0)))
            .collect();
        let table = self.node(Role::Table);
        for row in rows {
            let node = self.flow.structure.add(Some(table), Role::Row);
            let mut strips: Vec<Vec<Placed>> = Vec::new();
            for (column, (cell, (shapes, right_to_left))) in row.iter().zip(&columns).enumerate() {
                let role = Role::CellIn { language: languages[column].0.clone() };
                let owner = self.flow.structure.add(Some(node), role);
                let manner = Manner { size: SMALL, right_to_left: *right_to_left, owner };
                let bounds = Widths { first: width, rest: width };
                let left = self.left(column as f32 * (width + COLUMN_GAP), width);
                for (place, line) in lines(cell, manner, bounds, shapes).into_iter().enumerate() {
                    if strips.len() == place {
                        strips.push(Vec::new());
                    }
                    let x = if *right_to_left { left + width - line.width } else { left };
                    strips[place].push(Placed { line, x });
                }
            }
            let first = self.flow.strips.len();
            self.push_lines(strips);
            if let Some(strip) = self.flow.strips.get_mut(first) {
                strip.space = SPACE_ROW;
                strip.rule = Some(1.0);
            }
        }
        for (shapes, _) in &columns {
            self.flow.lost.extend(shapes.lost());
        }
    }

    /// How wide each column would like to be.
    fn natural_widths(&self, rows: &[Vec<Vec<Run>>], columns: usize) -> Vec<f32> {
        let mut natural = vec![0.0_f32; columns];
        let manner = self.manner(SMALL, NodeId(0));
        let unbounded = Widths { first: UNBOUNDED, rest: UNBOUNDED };
        for row in rows {
            for (column, cell) in row.iter().enumerate() {
                natural[column] = natural[column].max(width_of(&lines(cell, manner, unbounded, self.shapes)));
            }
        }
        natural
    }

    /// A row: its strip n holds line n of every cell, so that a row longer than a page can be parted.
    fn row(&mut self, table: NodeId, row: &[Vec<Run>], widths: &[f32], is_last: bool) {
        let node = self.flow.structure.add(Some(table), Role::Row);
        let mut strips: Vec<Vec<Placed>> = Vec::new();
        let mut offset = 0.0;
        for (cell, width) in row.iter().zip(widths) {
            let owner = self.flow.structure.add(Some(node), Role::Cell);
            let bounds = Widths { first: *width, rest: *width };
            for (place, line) in
                lines(cell, self.manner(SMALL, owner), bounds, self.shapes).into_iter().enumerate()
            {
                if strips.len() == place {
                    strips.push(Vec::new());
                }
                let x = self.left(offset, line.width);
                strips[place].push(Placed { line, x });
            }
            offset += width + COLUMN_GAP;
        }
        let first = self.flow.strips.len();
        self.push_lines(strips);
        if let Some(strip) = self.flow.strips.get_mut(first) {
            strip.space = SPACE_ROW;
            strip.rule = Some(1.0);
        }
        if is_last {
            self.flow.strips.push(Strip {
                height: SPACE_ROW,
                rule: Some(1.0),
                space: SPACE_ROW,
                ..Strip::default()
            });
        }
    }
}

fn strip_of(placed: Vec<Placed>) -> Strip {
    let foot = placed.iter().map(|placed| placed.line.foot).fold(0.0, f32::max);
    let below = placed.iter().map(|placed| placed.line.height - placed.line.foot).fold(0.0, f32::max);
    Strip { height: foot + below, foot, placed, ..Strip::default() }
}

/// Shares the measure out: a column that needs less than its share leaves the rest to the others.
fn column_widths(natural: &[f32], measure: f32) -> Vec<f32> {
    let mut widths = natural.to_vec();
    let mut room = measure - COLUMN_GAP * (natural.len().saturating_sub(1)) as f32;
    let mut order: Vec<usize> = (0..natural.len()).collect();
    order.sort_by(|a, b| natural[*a].total_cmp(&natural[*b]));
    for (done, column) in order.iter().enumerate() {
        let share = room / (natural.len() - done) as f32;
        widths[*column] = natural[*column].min(share);
        room -= widths[*column];
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_share_the_measure() {
        let check = |natural: &[f32], measure: f32, expected: &[f32]| {
            assert_eq!(column_widths(natural, measure), expected);
        };
        check(&[20.0, 30.0], 200.0, &[20.0, 30.0]);
        check(&[20.0, 500.0], 109.0, &[20.0, 80.0]);
        check(&[500.0, 500.0, 10.0], 128.0, &[50.0, 50.0, 10.0]);
    }
}
