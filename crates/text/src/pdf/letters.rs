//! The letters of the pages, each with its place.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, InterpreterWarning, SoftMask, interpret_page,
};

use super::{MAX_LETTERS, MAX_PAGES};
use crate::error::ImportError;

/// A letter, or what one glyph stands for: "fi" may be one.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) text: String,
    /// Its left end, in points from the left edge of the page.
    pub(super) x: f64,
    /// Where it ends.
    pub(super) end: f64,
    /// Its base line, in points from the top of the page.
    pub(super) y: f64,
    /// The size of its font, in points.
    pub(super) size: f64,
}

/// The letters of a page in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) letters: Vec<Letter>,
    /// In points.
    pub(super) height: f64,
}

/// All pages, and how much of what they show is in none.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) pages: Vec<Page>,
    /// Letters of which the font does not say what they mean.
    pub(super) unknown: usize,
    /// Fonts that could not be read.
    pub(super) fonts: usize,
    /// Letters on slanted or upright lines.
    pub(super) turned: usize,
    /// Letters that the file marks as decoration (ISO 32000-2 14.8.2.2, "Artifact").
    pub(super) artifacts: usize,
    pub(super) pictures: usize,
    /// Letters that are there to be found, not to be seen; they are read.
    pub(super) hidden: usize,
}

/// Reads the letters of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Read, ImportError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| {
        ImportError::Kind(match error {
            LoadPdfError::Decryption(_) => "this PDF file is locked by a password; save it without one",
            LoadPdfError::Invalid => "this PDF file is broken: its pages cannot be found; save it anew from the program that made it",
        })
    })?;
    let pages = pdf.pages();
    if pages.len() > MAX_PAGES {
        return Err(ImportError::Kind("this PDF file has more than 3,000 pages; read it in parts"));
    }
    let lost_fonts = Arc::new(AtomicUsize::new(0));
    let settings =
        InterpreterSettings { warning_sink: counts_fonts(&lost_fonts), ..InterpreterSettings::default() };
    let cache = InterpreterCache::new();
    let mut reader = Reader::default();
    for page in pages.iter() {
        let (_, height) = page.render_dimensions();
        reader.page = Page { letters: Vec::new(), height: f64::from(height) };
        let placed = Affine::new(page.initial_transform(true).as_coeffs());
        let whole = Rect::new(f64::MIN, f64::MIN, f64::MAX, f64::MAX);
        let mut context = Context::new(placed, whole, &cache, pdf.xref(), settings.clone());
        interpret_page(page, &mut context, &mut reader);
        reader.read.pages.push(std::mem::take(&mut reader.page));
        if reader.letters > MAX_LETTERS {
            return Err(ImportError::Kind(
                "this PDF file has more than eight million letters; read it in parts",
            ));
        }
    }
    reader.read.fonts = lost_fonts.load(Ordering::Relaxed);
    Ok(reader.read)
}

/// Counts the fonts that could not be read.
fn counts_fonts(lost: &Arc<AtomicUsize>) -> Arc<dyn Fn(InterpreterWarning) + Send + Sync> {
    let lost = Arc::clone(lost);
    Arc::new(move |warning| {
        if matches!(warning, InterpreterWarning::UnsupportedFont) {
            lost.fetch_add(1, Ordering::Relaxed);
        }
    })
}

/// Takes down what a page draws.
#[derive(Default)]
struct Reader {
    read: Read,
    page: Page,
    letters: usize,
    /// Of each marked sequence that is open, whether it is decoration.
    marked: Vec<bool>,
}

/// The height of a glyph in its own units.
const EM: f64 = 1000.0;
/// A line counts as level whose direction rises or falls by no more than this share of its length.
const LEVEL: f64 = 0.02;
/// How wide a letter is taken for whose font says nothing of it, in ems.
const USUAL_WIDTH: f64 = 0.5;

impl Reader {
    fn take(&mut self, glyph: &PositionedGlyph<'_>, placed: Affine) {
        self.letters += 1;
        if self.letters > MAX_LETTERS {
            return;
        }
        if self.marked.contains(&true) {
            self.read.artifacts += 1;
            return;
        }
        let (text, width) = said(glyph);
        let place = placed * glyph.transform();
        let start = place * Point::ZERO;
        let along = place * Point::new(EM, 0.0) - start;
        let up = place * Point::new(0.0, EM) - start;
        if along.x <= 0.0 || along.y.abs() > along.x * LEVEL {
            self.read.turned += 1;
            return;
        }
        let text = text.unwrap_or_else(|| {
            self.read.unknown += 1;
            "\u{fffd}".to_owned()
        });
        let end = start.x + along.x * width;
        self.page.letters.push(Letter { text, x: start.x, end, y: start.y, size: up.hypot() });
    }
}

/// What a glyph stands for, and its width in ems.
fn said(glyph: &Glyph<'_>) -> (Option<String>, f64) {
    let (text, width) = match glyph {
        Glyph::Outline(outline) => (outline.as_unicode(), outline.advance_width()),
        Glyph::Type3(drawn) => (drawn.as_unicode(), drawn.advance_width()),
    };
    let text = text.map(|text| match text {
        BfString::Char(letter) => letter.to_string(),
        BfString::String(letters) => letters,
    });
    let width = width.map_or(USUAL_WIDTH, |width| f64::from(width) / EM);
    // A ligature is two letters in one glyph.
    let text = text.map(|text| match &*text {
        "\u{fb00}" => "ff".to_owned(),
        "\u{fb01}" => "fi".to_owned(),
        "\u{fb02}" => "fl".to_owned(),
        "\u{fb03}" => "ffi".to_owned(),
        "\u{fb04}" => "ffl".to_owned(),
        "\u{fb05}" | "\u{fb06}" => "st".to_owned(),
        _ => text,
    });
    // The private area of Unicode says nothing to anybody but the font.
    let text = text.filter(|text| !text.is_empty() && !text.chars().any(is_private));
    (text, width)
}

fn is_private(letter: char) -> bool {
    matches!(letter, '\u{0}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

impl<'a> Device<'a> for Reader {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for glyph in run.glyphs() {
            let before = self.page.letters.len();
            self.take(glyph, props.transform);
            if matches!(mode, DrawMode::Invisible) {
                self.read.hidden += self.page.letters.len() - before;
            }
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.read.pictures += 1;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<&Dict<'_>>) {
        self.marked.push(tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }
}
