//! A card to be shared: a picture of fixed size with a title and a few lines, drawn from the same lines of glyphs as a page.
//!
//! Outlines are filled by exact area (each pixel gets the share of it that lies inside), so no second rasteriser comes into the tree.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use maru_text::{LanguageTag, is_right_to_left};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider as _};

use crate::error::{Lacking, PrintError};
use crate::fonts::{Fonts, Typeface, needs_no_shape};
use crate::paragraph::{Line, Manner, Widths, lines};
use crate::sheet::Run;
use crate::structure::NodeId;
use crate::typeface::Shapes;

/// The size that those who show such cards ask for, in pixels.
pub const CARD_WIDTH: usize = 1_200;
/// Its height.
pub const CARD_HEIGHT: usize = 630;

const MARGIN: f32 = 80.0;
/// A bar along the top.
const BAR: usize = 18;
/// Sizes in which a title is tried, in pixels: the first in which it takes no more than [`TITLE_LINES`].
const TITLE_SIZES: [f32; 4] = [64.0, 54.0, 44.0, 36.0];
const TITLE_LINES: usize = 4;
const LINE_SIZE: f32 = 34.0;
const FOOT_SIZE: f32 = 24.0;
/// Ink, paper and bar: 15 to 1 between the first two.
const INK: [u8; 3] = [0x1b, 0x1f, 0x24];
const PAPER: [u8; 3] = [0xff, 0xff, 0xff];
const BAR_INK: [u8; 3] = [0x1d, 0x5c, 0x7a];
/// The place of the bar's colour among 256; those before it lead from paper to ink.
const BAR_PLACE: u8 = 255;
/// Straight pieces into which a curve is cut; at these sizes nobody sees more.
const PIECES: usize = 8;

/// What a card says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The language of all of it, which decides the direction.
    pub language: LanguageTag,
    /// The title, in bold; what does not fit into four lines is cut.
    pub title: String,
    /// Lines below it.
    pub lines: Vec<String>,
    /// What stands at the foot.
    pub foot: String,
}

impl Card {
    /// Every character that fonts must have a shape for.
    pub fn characters(&self) -> std::collections::BTreeSet<char> {
        let texts = std::iter::once(&self.title).chain(&self.lines).chain([&self.foot]);
        let all = texts.flat_map(|text| text.chars()).chain(['…']);
        all.filter(|character| !needs_no_shape(*character)).collect()
    }
}

/// A card as PNG.
///
/// # Errors
///
/// [`PrintError::NoFont`] when a character has a shape in none of the fonts.
pub fn card(card: &Card, fonts: &Fonts) -> Result<Vec<u8>, PrintError> {
    let lacking = fonts.lacking(&card.characters());
    if !lacking.is_empty() {
        return Err(PrintError::NoFont(Lacking::by_script(lacking)));
    }
    let shapes = Shapes::new(fonts, &card.language);
    let mut drawing =
        Drawing { fonts, canvas: Canvas::new(), right_to_left: is_right_to_left(&card.language.0) };
    let mut top = MARGIN;
    for line in drawing.title(&card.title, &shapes) {
        top = drawing.line(&line, top);
    }
    top += LINE_SIZE;
    for text in &card.lines {
        for line in drawing.set(text, LINE_SIZE, false, &shapes) {
            top = drawing.line(&line, top);
        }
    }
    if let Some(foot) = drawing.set(&card.foot, FOOT_SIZE, false, &shapes).first() {
        drawing.line(foot, CARD_HEIGHT as f32 - MARGIN - foot.height);
    }
    Ok(png(&drawing.canvas.places()))
}

struct Drawing<'a> {
    fonts: &'a Fonts,
    canvas: Canvas,
    right_to_left: bool,
}

impl Drawing<'_> {
    fn set(&self, text: &str, size: f32, bold: bool, shapes: &Shapes<'_>) -> Vec<Line> {
        let run = Run { text: text.to_owned(), bold, ..Run::default() };
        let manner = Manner { size, right_to_left: self.right_to_left, owner: NodeId(0) };
        let width = CARD_WIDTH as f32 - 2.0 * MARGIN;
        lines(&[run], manner, Widths { first: width, rest: width }, shapes)
    }

    /// The title in the largest size that leaves it few lines; one that is too long even so is cut.
    fn title(&self, text: &str, shapes: &Shapes<'_>) -> Vec<Line> {
        for size in TITLE_SIZES {
            let set = self.set(text, size, true, shapes);
            if set.len() <= TITLE_LINES {
                return set;
            }
        }
        let smallest = TITLE_SIZES[TITLE_SIZES.len() - 1];
        let mut kept = text.chars().count();
        while kept > 1 {
            kept = kept * 9 / 10;
            let cut: String = text.chars().take(kept).collect();
            let set = self.set(&format!("{}…", cut.trim_end()), smallest, true, shapes);
            if set.len() <= TITLE_LINES {
                return set;
            }
        }
        Vec::new()
    }

    /// Draws a line whose top is given; gives the top of the next.
    fn line(&mut self, line: &Line, top: f32) -> f32 {
        let left = if self.right_to_left { CARD_WIDTH as f32 - MARGIN - line.width } else { MARGIN };
        for piece in &line.pieces {
            let Some(source) = self.fonts.faces.get(piece.face).and_then(Typeface::source) else {
                continue;
            };
            let outlines = source.outline_glyphs();
            let mut x = left + piece.x;
            for shape in &piece.shapes {
                let (dx, dy) = shape.offset();
                let origin = [x + dx * piece.size, top + line.foot - piece.rise - dy * piece.size];
                if let Some(outline) = outlines.get(GlyphId::new(shape.glyph())) {
                    let mut pen = Pen { canvas: &mut self.canvas, origin, from: origin, start: origin };
                    let settings = DrawSettings::unhinted(Size::new(piece.size), LocationRef::default());
                    // A glyph whose outline is broken is left out, as printers of PDF do.
                    let _ = outline.draw(settings, &mut pen);
                }
                x += shape.advance() * piece.size;
            }
        }
        top + line.height
    }
}

/// Signed areas by pixel; their running sum along a row is how much of each pixel lies inside.
struct Canvas {
    areas: Vec<f32>,
}

impl Canvas {
    fn new() -> Self {
        Self { areas: vec![0.0; CARD_WIDTH * CARD_HEIGHT] }
    }

    fn add(&mut self, row: usize, column: f32, area: f32) {
        let column = column.clamp(0.0, (CARD_WIDTH - 1) as f32) as usize;
        self.areas[row * CARD_WIDTH + column] += area;
    }

    /// Adds the edge of an outline.
    fn edge(&mut self, one: [f32; 2], other: [f32; 2]) {
        let (sign, above, below) = if one[1] < other[1] { (1.0, one, other) } else { (-1.0, other, one) };
        if below[1] <= above[1] || below[1] <= 0.0 {
            return;
        }
        let slope = (below[0] - above[0]) / (below[1] - above[1]);
        let mut x = if above[1] < 0.0 { above[0] - above[1] * slope } else { above[0] };
        let first = above[1].max(0.0) as usize;
        let last = (below[1].ceil() as usize).min(CARD_HEIGHT);
        for row in first..last {
            let height = below[1].min((row + 1) as f32) - above[1].max(row as f32);
            let next = x + slope * height;
            self.row(row, x.min(next), x.max(next), sign * height);
            x = next;
        }
    }

    /// Spreads an edge's height over the pixels of one row that it crosses from `left` to `right`.
    fn row(&mut self, row: usize, left: f32, right: f32, height: f32) {
        let (start, end) = (left.floor(), right.ceil().max(left.floor() + 1.0));
        let span = right - left;
        // How much lies to the right of the edge, up to each pixel's right side; the next pixel has the rest.
        let mut before = 0.0;
        let mut column = start;
        while column < end {
            let (from, to) = (left.max(column), right.min(column + 1.0));
            let crossed = if span > 0.0 { (to - from).max(0.0) / span } else { 1.0 };
            let inside = crossed * (column + 1.0 - f32::midpoint(from, to));
            self.add(row, column, height * (before + inside));
            before = crossed - inside;
            column += 1.0;
        }
        self.add(row, end, height * before);
    }

    /// Every pixel as its place among the colours.
    fn places(&self) -> Vec<u8> {
        let mut places = Vec::with_capacity(self.areas.len());
        for (row, areas) in self.areas.chunks(CARD_WIDTH).enumerate() {
            let mut inside = 0.0_f32;
            for area in areas {
                inside += area;
                let ink = (inside.abs().min(1.0) * f32::from(BAR_PLACE - 1)).round() as u8;
                places.push(if row < BAR { BAR_PLACE } else { ink });
            }
        }
        places
    }
}

struct Pen<'a> {
    canvas: &'a mut Canvas,
    origin: [f32; 2],
    from: [f32; 2],
    start: [f32; 2],
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> [f32; 2] {
        [self.origin[0] + x, self.origin[1] - y]
    }

    fn to(&mut self, point: [f32; 2]) {
        self.canvas.edge(self.from, point);
        self.from = point;
    }

    fn curve(&mut self, point: impl Fn(f32) -> [f32; 2]) {
        for piece in 1..=PIECES {
            self.to(point(piece as f32 / PIECES as f32));
        }
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.from = self.at(x, y);
        self.start = self.from;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let point = self.at(x, y);
        self.to(point);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (from, middle, end) = (self.from, self.at(cx0, cy0), self.at(x, y));
        self.curve(|t| {
            let weights = [(1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t];
            [0, 1].map(|axis| weights[0] * from[axis] + weights[1] * middle[axis] + weights[2] * end[axis])
        });
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let points = [self.from, self.at(cx0, cy0), self.at(cx1, cy1), self.at(x, y)];
        self.curve(|t| {
            let u = 1.0 - t;
            let weights = [u * u * u, 3.0 * t * u * u, 3.0 * t * t * u, t * t * t];
            [0, 1].map(|axis| points.iter().zip(weights).map(|(point, weight)| weight * point[axis]).sum())
        });
    }

    fn close(&mut self) {
        let start = self.start;
        self.to(start);
    }
}

/// Pixels as a file: PNG (ISO/IEC 15948) with 256 colours.
fn png(places: &[u8]) -> Vec<u8> {
    let mut header = Vec::from((CARD_WIDTH as u32).to_be_bytes());
    header.extend((CARD_HEIGHT as u32).to_be_bytes());
    // Eight bits, colours by place, and the only methods that there are.
    header.extend([8, 3, 0, 0, 0]);
    let mut colours = Vec::with_capacity(3 * 256);
    for place in 0..BAR_PLACE {
        let share = f32::from(place) / f32::from(BAR_PLACE - 1);
        let mixed =
            |axis: usize| f32::from(PAPER[axis]) + share * (f32::from(INK[axis]) - f32::from(PAPER[axis]));
        colours.extend([0, 1, 2].map(|axis| mixed(axis).round() as u8));
    }
    colours.extend(BAR_INK);
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    for row in places.chunks(CARD_WIDTH) {
        // Each row begins with its filter: none. Writing to memory cannot fail.
        let _ = packed.write_all(&[0]).and_then(|()| packed.write_all(row));
    }
    let packed = packed.finish().unwrap_or_default();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", &header), (b"PLTE", &colours), (b"IDAT", &packed), (b"IEND", &Vec::new())]
    {
        file.extend((data.len() as u32).to_be_bytes());
        let mut sum = flate2::Crc::new();
        sum.update(kind);
        sum.update(data);
        file.extend(kind);
        file.extend(data);
        file.extend(sum.sum().to_be_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shape of which some pixels lie half inside.
    fn inked(points: &[[f32; 2]], pixel: (usize, usize)) -> f32 {
        let mut canvas = Canvas::new();
        for (index, point) in points.iter().enumerate() {
            canvas.edge(*point, points[(index + 1) % points.len()]);
        }
        canvas.areas[pixel.1 * CARD_WIDTH..][..=pixel.0].iter().sum::<f32>().abs()
    }

    #[test]
    fn a_pixel_has_the_share_of_it_that_lies_inside() {
        let square = [[2.0, 2.0], [6.5, 2.0], [6.5, 4.0], [2.0, 4.0]];
        let triangle = [[2.0, 2.0], [10.0, 2.0], [2.0, 10.0]];
        let check = |points: &[[f32; 2]], pixel, expected: f32| {
            let found = inked(points, pixel);
            assert!((found - expected).abs() < 1e-4, "{pixel:?}: {found}");
        };
        check(&square, (1, 3), 0.0);
        check(&square, (3, 3), 1.0);
        check(&square, (6, 3), 0.5);
        check(&square, (7, 3), 0.0);
        check(&square, (3, 4), 0.0);
        check(&triangle, (2, 2), 1.0);
        check(&triangle, (9, 2), 0.5);
        check(&triangle, (5, 6), 0.5);
        check(&triangle, (8, 6), 0.0);
    }

    #[test]
    fn a_card_without_fonts_says_which_letters_are_lacking() {
        let one = Card {
            language: "ko".into(),
            title: "공동성명".to_owned(),
            lines: Vec::new(),
            foot: String::new(),
        };
        assert!(matches!(card(&one, &Fonts::new()), Err(PrintError::NoFont(_))));
        assert_eq!(&png(&vec![0; CARD_WIDTH * CARD_HEIGHT])[1..4], b"PNG");
    }
}
