//! Fonts that were given, and in which order a language tries them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use harfrust::{FontRef, ShaperData};
use krilla::text::Font;
use maru_text::LanguageTag;
use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;

use crate::error::BadFont;

/// The most typefaces of one collection that are looked at; the largest in use have a dozen.
const MAX_FACES: u32 = 32;
/// From this weight on a typeface is bold (OpenType `usWeightClass`).
const BOLD: f32 = 600.0;

/// One typeface of a font file.
pub struct Typeface {
    pub(crate) font: Font,
    pub(crate) shaping: ShaperData,
    bytes: Arc<Vec<u8>>,
    index: u32,
    family: String,
    pub(crate) bold: bool,
    /// Height above and depth below the foot of the line, as parts of the type's size; both positive.
    pub(crate) ascent: f32,
    pub(crate) descent: f32,
    pub(crate) units_per_em: f32,
}

impl fmt::Debug for Typeface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typeface")
            .field("family", &self.family)
            .field("bold", &self.bold)
            .finish_non_exhaustive()
    }
}

impl Typeface {
    /// The typefaces of a font file (TrueType, OpenType or a collection of them).
    ///
    /// # Errors
    ///
    /// When the bytes are no such file, or it has no outlines.
    pub fn read(bytes: Vec<u8>) -> Result<Vec<Self>, BadFont> {
        let bytes = Arc::new(bytes);
        let faces: Vec<Self> = (0..MAX_FACES).map_while(|index| Self::at(&bytes, index)).collect();
        if faces.is_empty() { Err(BadFont) } else { Ok(faces) }
    }

    fn at(bytes: &Arc<Vec<u8>>, index: u32) -> Option<Self> {
        let source = FontRef::from_index(bytes, index).ok()?;
        let metrics = source.metrics(Size::unscaled(), LocationRef::default());
        let units_per_em = f32::from(metrics.units_per_em);
        let has_outlines = source.outline_glyphs().format().is_some();
        if units_per_em <= 0.0 || !has_outlines {
            return None;
        }
        let family = source.localized_strings(StringId::FAMILY_NAME).english_or_first();
        Some(Self {
            font: Font::new(Arc::clone(bytes).into(), index)?,
            shaping: ShaperData::new(&source),
            index,
            family: family.map(|name| name.to_string()).unwrap_or_default(),
            bold: source.attributes().weight.value() >= BOLD,
            ascent: metrics.ascent / units_per_em,
            descent: -metrics.descent / units_per_em,
            units_per_em,
            bytes: Arc::clone(bytes),
        })
    }

    /// The family's name, such as `Noto Serif CJK KR`.
    pub fn family(&self) -> &str {
        &self.family
    }

    pub fn is_bold(&self) -> bool {
        self.bold
    }

    /// Whether it has a shape for a character. Characters for private use mean something else in every font: no font has them.
    pub fn covers(&self, character: char) -> bool {
        let private = matches!(u32::from(character), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF);
        !private
            && self.source().is_some_and(|source| {
                source.charmap().map(character).is_some_and(|glyph| glyph.to_u32() != 0)
            })
    }

    pub(crate) fn source(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(&self.bytes, self.index).ok()
    }
}

/// The fonts to print in, the preferred first.
#[derive(Debug, Default)]
pub struct Fonts {
    pub(crate) faces: Vec<Typeface>,
}

impl Fonts {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds typefaces after those that are there.
    pub fn add(&mut self, faces: Vec<Typeface>) {
        self.faces.extend(faces);
    }

    /// The names of the families, in order, each once.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for face in &self.faces {
            if !names.contains(&face.family()) {
                names.push(face.family());
            }
        }
        names
    }

    /// Which of the characters no font has a shape for.
    pub fn lacking(&self, characters: &BTreeSet<char>) -> BTreeSet<char> {
        let lacks = |character: &&char| {
            !needs_no_shape(**character) && !self.faces.iter().any(|face| face.covers(**character))
        };
        characters.iter().filter(lacks).copied().collect()
    }

    /// The order in which a language tries the typefaces: those with its letters first, and of a collection for several countries the
    /// language's own first. Otherwise they stay in the order in which they were given.
    pub(crate) fn ranked(&self, language: &LanguageTag) -> Vec<usize> {
        let letter = letter_of(language);
        let region = region_of(language);
        let mut order: Vec<usize> = (0..self.faces.len()).collect();
        order.sort_by_cached_key(|place| {
            let face = &self.faces[*place];
            (!face.covers(letter), region_rank(face.family(), region))
        });
        order
    }
}

/// A letter by which a font for a language is known; Latin where nothing else is.
const LETTERS: &[(&str, char)] = &[
    ("am", 'አ'),
    ("ar", 'ع'),
    ("bg", 'я'),
    ("bn", 'ক'),
    ("el", 'α'),
    ("fa", 'ع'),
    ("he", 'א'),
    ("hi", 'क'),
    ("hy", 'ա'),
    ("ja", 'あ'),
    ("ka", 'ა'),
    ("km", 'ក'),
    ("ko", '가'),
    ("my", 'က'),
    ("ps", 'ع'),
    ("ru", 'я'),
    ("sr", 'я'),
    ("ta", 'க'),
    ("th", 'ก'),
    ("uk", 'я'),
    ("ur", 'ع'),
    ("zh", '的'),
];

fn letter_of(language: &LanguageTag) -> char {
    let primary = language.0.split('-').next().unwrap_or_default();
    LETTERS.iter().find(|(name, _)| *name == primary).map_or('a', |(_, letter)| *letter)
}

/// The endings by which families for Han characters name the country whose shapes they have.
const REGIONS: &[&str] = &["KR", "JP", "SC", "TC", "HK"];

fn region_of(language: &LanguageTag) -> &'static str {
    match language.0.as_str() {
        "ko" | "ko-KR" | "ko-KP" => "KR",
        "ja" | "ja-JP" => "JP",
        "zh-HK" | "zh-Hant-HK" => "HK",
        tag if tag.starts_with("zh-Hant") || tag == "zh-TW" => "TC",
        tag if tag.starts_with("zh") => "SC",
        _ => "",
    }
}

fn region_rank(family: &str, wanted: &str) -> u8 {
    let named = REGIONS.iter().find(|region| family.split(' ').any(|word| word == **region));
    match named {
        Some(region) if *region == wanted => 0,
        None => 1,
        Some(_) => 2,
    }
}

/// Whether a character is printed without a shape of its own: spaces, controls, and signs that only steer.
pub(crate) fn needs_no_shape(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            u32::from(character),
            0xAD | 0x34F
                | 0x61C
                | 0x115F..=0x1160
                | 0x17B4..=0x17B5
                | 0x180B..=0x180F
                | 0x200B..=0x200F
                | 0x202A..=0x202E
                | 0x2060..=0x206F
                | 0x3164
                | 0xFE00..=0xFE0F
                | 0xFEFF
                | 0xFFA0
                | 0xFFF0..=0xFFF8
                | 0xFFFE..=0xFFFF
                | 0xE_0000..=0xE_0FFF
        )
}

/// Where fonts are found: the edge has the folders of the system, a test may have one file.
pub trait FontLibrary: fmt::Debug + Send + Sync {
    /// Fonts that together have as many of the characters as there are fonts for, the preferred first.
    fn fonts(&self, needed: &BTreeSet<char>) -> Fonts;
}

/// A library for tests and builds without fonts: every character is reported as missing.
#[derive(Debug, Clone, Copy)]
pub struct NoFonts;

impl FontLibrary for NoFonts {
    fn fonts(&self, _needed: &BTreeSet<char>) -> Fonts {
        Fonts::new()
    }
}
