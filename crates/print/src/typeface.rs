//! Shaping: which typeface sets which characters, and which of its glyphs at which distances.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::str::FromStr as _;

use harfrust::{BufferFlags, Direction, Language, ShapeOptions, ShapePlan, Shaper, UnicodeBuffer};
use krilla::text::{Glyph, GlyphId};
use maru_text::LanguageTag;
use skrifa::MetadataProvider as _;
use skrifa::charmap::Charmap;
use unicode_script::{Script, UnicodeScript as _};

use crate::fonts::{Fonts, Typeface, needs_no_shape};

/// One glyph; distances are parts of the type's size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    glyph: u32,
    /// The bytes, in the piece's text, of the characters that it shows with the others of its cluster.
    start: u32,
    end: u32,
    advance: f32,
    dx: f32,
    dy: f32,
}

impl Shape {
    pub(crate) fn start(self) -> usize {
        self.start as usize
    }

    pub(crate) fn advance(self) -> f32 {
        self.advance
    }

    /// How far it stands from where the writing has got to.
    pub(crate) fn offset(self) -> (f32, f32) {
        (self.dx, self.dy)
    }

    /// Its number in the face.
    pub(crate) fn glyph(self) -> u32 {
        self.glyph
    }
}

impl Glyph for Shape {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.glyph)
    }

    fn text_range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }

    fn x_offset(&self, size: f32) -> f32 {
        self.dx * size
    }

    fn y_offset(&self, size: f32) -> f32 {
        self.dy * size
    }

    fn y_advance(&self, _size: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<krilla::surface::Location> {
        None
    }
}

struct Face<'a> {
    /// Its index among the fonts.
    index: usize,
    typeface: &'a Typeface,
    charmap: Charmap<'a>,
    shaper: Shaper<'a>,
}

/// Which face, script and direction a plan is for.
type PlanKey = (usize, u32, bool);

/// Fonts in the order of one language, ready to shape.
pub(crate) struct Shapes<'a> {
    faces: Vec<Face<'a>>,
    language: Option<Language>,
    chosen: RefCell<BTreeMap<(char, bool), Option<usize>>>,
    plans: RefCell<BTreeMap<PlanKey, ShapePlan>>,
    /// Characters that came out of shaping without a glyph.
    lost: RefCell<BTreeSet<char>>,
}

impl<'a> Shapes<'a> {
    pub(crate) fn new(fonts: &'a Fonts, language: &LanguageTag) -> Self {
        let face = |index: usize| {
            let typeface = &fonts.faces[index];
            let source = typeface.source()?;
            let shaper = typeface.shaping.shaper(&source).build();
            Some(Face { index, typeface, charmap: source.charmap(), shaper })
        };
        Self {
            faces: fonts.ranked(language).into_iter().filter_map(face).collect(),
            language: Language::from_str(&language.0).ok(),
            chosen: RefCell::default(),
            plans: RefCell::default(),
            lost: RefCell::default(),
        }
    }

    /// Characters for which shaping found no glyph.
    pub(crate) fn lost(&self) -> BTreeSet<char> {
        self.lost.borrow().clone()
    }

    /// The index of a face among the fonts.
    pub(crate) fn index(&self, face: usize) -> usize {
        self.faces[face].index
    }

    /// Height and depth of a face for type of size 1.
    pub(crate) fn extent(&self, face: usize) -> (f32, f32) {
        let typeface = self.faces[face].typeface;
        (typeface.ascent, typeface.descent)
    }

    /// The face for a character. Signs of all scripts stay in the face of what they follow, so that a bracket looks like its words.
    pub(crate) fn face_for(&self, character: char, bold: bool, before: Option<usize>) -> Option<usize> {
        if needs_no_shape(character) {
            return before.or(self.preferred('a', bold)).or((!self.faces.is_empty()).then_some(0));
        }
        let joins = matches!(character.script(), Script::Common | Script::Inherited);
        let suits = |face: &usize| self.faces[*face].typeface.bold == bold && self.covers(*face, character);
        before.filter(|_| joins).filter(suits).or_else(|| self.preferred(character, bold))
    }

    fn preferred(&self, character: char, bold: bool) -> Option<usize> {
        if let Some(known) = self.chosen.borrow().get(&(character, bold)) {
            return *known;
        }
        let covering = || (0..self.faces.len()).filter(|face| self.covers(*face, character));
        let found =
            covering().find(|face| self.faces[*face].typeface.bold == bold).or_else(|| covering().next());
        self.chosen.borrow_mut().insert((character, bold), found);
        found
    }

    fn covers(&self, face: usize, character: char) -> bool {
        self.faces[face].charmap.map(character).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// The glyphs of a text of one face, script and direction, from left to right.
    pub(crate) fn shape(&self, text: &str, face: usize, script: Script, right_to_left: bool) -> Vec<Shape> {
        let face_ref = &self.faces[face];
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        buffer.set_direction(if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight });
        if let Some(script) = shaping_script(script) {
            buffer.set_script(script);
        }
        if let Some(language) = &self.language {
            buffer.set_language(language.clone());
        }
        let mut plans = self.plans.borrow_mut();
        let plan = plans.entry((face, script.as_iso15924_tag(), right_to_left)).or_insert_with(|| {
            let (direction, script) = (buffer.direction(), buffer.script());
            ShapePlan::new(&face_ref.shaper, direction, Some(script), self.language.as_ref(), &[])
        });
        let shaped = face_ref.shaper.shape(buffer, ShapeOptions::new().plan(Some(plan)));
        let scale = face_ref.typeface.units_per_em;
        let infos = shaped.glyph_infos();
        let ends = cluster_ends(infos.iter().map(|info| info.cluster), text.len() as u32);
        let mut glyphs = Vec::with_capacity(infos.len());
        for (info, position) in infos.iter().zip(shaped.glyph_positions()) {
            let end = ends.get(&info.cluster).copied().unwrap_or(text.len() as u32);
            if info.glyph_id == 0 {
                let lost = text.get(info.cluster as usize..end as usize).unwrap_or_default();
                self.lost.borrow_mut().extend(lost.chars());
            }
            glyphs.push(Shape {
                glyph: info.glyph_id,
                start: info.cluster,
                end,
                advance: position.x_advance as f32 / scale,
                dx: position.x_offset as f32 / scale,
                dy: position.y_offset as f32 / scale,
            });
        }
        glyphs
    }
}

/// Where each cluster ends: where the next one in reading order begins.
fn cluster_ends(clusters: impl Iterator<Item = u32>, length: u32) -> BTreeMap<u32, u32> {
    let starts: BTreeSet<u32> = clusters.collect();
    let nexts = starts.iter().skip(1).copied().chain([length]);
    starts.iter().copied().zip(nexts).collect()
}

fn shaping_script(script: Script) -> Option<harfrust::Script> {
    let tag = script.as_iso15924_tag().to_be_bytes();
    harfrust::Script::from_iso15924_tag(harfrust::Tag::new(&tag))
}
