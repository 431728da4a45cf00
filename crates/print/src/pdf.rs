//! Pages as a PDF file: glyphs, marks, running title, numbers, and the tags by which a screen reader reads it.
//!
//! The file keeps the rules of PDF/UA-1 (ISO 14289-1) as far as a program can check them; `krilla` checks, and a file that breaks one is
//! not written.

use std::collections::BTreeMap;
use std::num::{NonZeroU16, NonZeroU32};

use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, Tag, TagGroup, TagKind, TagTree,
    TextDecorationType,
};
use maru_text::is_right_to_left;

use crate::error::{Lacking, PrintError};
use crate::flow::{Placed, Strip, flow};
use crate::fonts::Fonts;
use crate::outline::outline;
use crate::pages::{Page, paginate};
use crate::paper::{MARGIN_SIDE, MARGIN_TOP, PAGE_NUMBER, Paper, RUNNING_TITLE, SMALL};
use crate::paragraph::{Line, Manner, Piece, Widths, lines};
use crate::sheet::{Mark, Run, Sheet};
use crate::structure::{NodeId, Role, Structure};
use crate::typeface::Shapes;

/// Grey of struck words, of running titles and numbers; 5.3 to 1 against white, more than the 4.5 that WCAG asks.
const GREY: u8 = 107;
/// A line under or through words: its distance below the foot of the letters, and its thickness, as parts of the type's size.
const UNDERLINE_AT: f32 = 0.13;
const STRIKE_AT: f32 = -0.27;
const STROKE: f32 = 0.06;
/// A rule above notes and rows.
const RULE: f32 = 0.5;
/// Written into the file's metadata.
const PRODUCER: &str = "Maru";

/// Prints a sheet.
///
/// # Errors
///
/// [`PrintError::NoFont`] when a character has a shape in none of the fonts: nothing is printed rather than a box in its place.
pub fn print(sheet: &Sheet, fonts: &Fonts, paper: Paper) -> Result<Vec<u8>, PrintError> {
    let lacking = fonts.lacking(&sheet.characters());
    if !lacking.is_empty() {
        return Err(PrintError::NoFont(Lacking::by_script(lacking)));
    }
    let flow = flow(sheet, fonts, paper);
    if !flow.lost.is_empty() {
        return Err(PrintError::NoFont(Lacking::by_script(flow.lost)));
    }
    let pages = paginate(flow.strips, paper.height());
    let mut document = Document::new_with(settings()?);
    document.set_metadata(metadata(sheet));
    document.set_outline(outline(&pages, &title_of(sheet)));
    let mut printer = Printer { fonts, paper, leaves: BTreeMap::new() };
    printer.pages(&pages, sheet, &mut document);
    document.set_tag_tree(tree(sheet, &flow.structure, printer.leaves));
    document.finish().map_err(|error| PrintError::Refused(reasons(&error)))
}

fn settings() -> Result<SerializeSettings, PrintError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PrintError::Refused(vec![format!("{error:?}")]))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

fn reasons(error: &KrillaError) -> Vec<String> {
    match error {
        KrillaError::Validation(all) => all.iter().map(|one| format!("{one:?}")).collect(),
        other => vec![other.to_string()],
    }
}

/// A sheet without a title is known by its language; accessible PDF asks for some title.
fn title_of(sheet: &Sheet) -> String {
    if sheet.title.is_empty() { language_of(sheet) } else { sheet.title.clone() }
}

/// The language's tag; `und` where nobody said.
fn language_of(sheet: &Sheet) -> String {
    if sheet.language.0.is_empty() { "und".to_owned() } else { sheet.language.0.clone() }
}

fn metadata(sheet: &Sheet) -> Metadata {
    let right_to_left = is_right_to_left(&sheet.language.0);
    let direction = if right_to_left { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
    let metadata = Metadata::new()
        .title(title_of(sheet))
        .language(language_of(sheet))
        .text_direction(direction)
        .creator(PRODUCER.to_owned())
        .producer(PRODUCER.to_owned());
    match sheet.date {
        Some(date) => {
            let day = DateTime::new(date.year().unsigned_abs())
                .month(date.month().unsigned_abs())
                .day(date.day().unsigned_abs());
            metadata.creation_date(day)
        }
        None => metadata,
    }
}

/// Something drawn: its tag in the file, and whether a redline marks it.
type Leaf = (Mark, Identifier);

struct Printer<'a> {
    fonts: &'a Fonts,
    paper: Paper,
    /// What was drawn for each node of the structure, in reading order.
    leaves: BTreeMap<NodeId, Vec<Leaf>>,
}

impl Printer<'_> {
    fn pages(&mut self, pages: &[Page], sheet: &Sheet, document: &mut Document) {
        let shapes = Shapes::new(self.fonts, &sheet.language);
        let (width, height) = self.paper.size();
        let running = running_title(sheet, &shapes, self.paper.measure());
        for (index, page) in pages.iter().enumerate() {
            let mut leaf = document.start_page_with(PageSettings::from_wh(width, height).unwrap_or_default());
            let mut surface = leaf.surface();
            if let Some(line) = running.as_ref().filter(|_| index > 0) {
                self.margin(&mut surface, line, RUNNING_TITLE, ArtifactType::Header);
            }
            for (top, strip) in &page.strips {
                self.strip(&mut surface, strip, MARGIN_TOP + top);
            }
            let number = one_line(&format!("{} / {}", index + 1, pages.len()), false, &shapes);
            if let Some(line) = &number {
                self.margin(&mut surface, line, height - PAGE_NUMBER, ArtifactType::Footer);
            }
        }
    }

    /// A line in the middle of the margin, which is no part of the text.
    fn margin(&self, surface: &mut Surface<'_>, line: &Line, y: f32, kind: ArtifactType) {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        surface.set_fill(Some(grey()));
        let x = (self.paper.size().0 - line.width) / 2.0;
        line.pieces.iter().for_each(|piece| self.piece(surface, piece, x, y));
        surface.end_tagged();
    }

    fn strip(&mut self, surface: &mut Surface<'_>, strip: &Strip, top: f32) {
        if let Some(part) = strip.rule {
            let length = self.paper.measure() * part;
            bar(surface, Rect::from_xywh(MARGIN_SIDE, top - RULE, length, RULE), black());
        }
        for placed in &strip.placed {
            self.line(surface, placed, top + strip.foot);
        }
    }

    fn line(&mut self, surface: &mut Surface<'_>, placed: &Placed, foot: f32) {
        let x = MARGIN_SIDE + placed.x;
        let same = |a: &Piece, b: &Piece| (a.owner, a.mark) == (b.owner, b.mark);
        for pieces in placed.line.pieces.chunk_by(same) {
            let Some(first) = pieces.first() else { continue };
            let tag = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            surface.set_fill(Some(if first.mark == Mark::Deleted { grey() } else { black() }));
            for piece in pieces {
                self.piece(surface, piece, x, foot);
            }
            surface.end_tagged();
            self.leaves.entry(first.owner).or_default().push((first.mark, tag));
            for piece in pieces {
                mark(surface, piece, x, foot);
            }
        }
    }

    fn piece(&self, surface: &mut Surface<'_>, piece: &Piece, x: f32, foot: f32) {
        if let Some(face) = self.fonts.faces.get(piece.face).filter(|_| !piece.shapes.is_empty()) {
            let start = Point::from_xy(x + piece.x, foot - piece.rise);
            surface.draw_glyphs(start, &piece.shapes, face.font.clone(), &piece.text, piece.size, false);
        }
    }
}

fn mark(surface: &mut Surface<'_>, piece: &Piece, x: f32, foot: f32) {
    let at = match piece.mark {
        Mark::Kept => return,
        Mark::Inserted => UNDERLINE_AT,
        Mark::Deleted => STRIKE_AT,
    };
    let fill = if piece.mark == Mark::Deleted { grey() } else { black() };
    let stroke = piece.size * STROKE;
    bar(
        surface,
        Rect::from_xywh(x + piece.x, foot - piece.rise + at * piece.size, piece.width, stroke),
        fill,
    );
}

fn bar(surface: &mut Surface<'_>, rect: Option<Rect>, fill: Fill) {
    let Some(rect) = rect else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(Some(fill));
    surface.draw_path(&path);
    surface.end_tagged();
}

fn grey() -> Fill {
    Fill { paint: luma::Color::new(GREY).into(), ..Fill::default() }
}

fn black() -> Fill {
    Fill::default()
}

fn one_line(text: &str, right_to_left: bool, shapes: &Shapes<'_>) -> Option<Line> {
    let manner = Manner { size: SMALL, right_to_left, owner: NodeId(0) };
    let unbounded = Widths { first: f32::MAX, rest: f32::MAX };
    lines(&[Run::plain(text)], manner, unbounded, shapes).into_iter().next()
}

/// The title as it stands above every page but the first, cut where it is wider than a line.
fn running_title(sheet: &Sheet, shapes: &Shapes<'_>, measure: f32) -> Option<Line> {
    let right_to_left = is_right_to_left(&sheet.language.0);
    let whole = one_line(&sheet.title, right_to_left, shapes)?;
    if whole.width <= measure {
        return Some(whole);
    }
    let share = f64::from(measure / whole.width);
    let mut kept = (sheet.title.chars().count() as f64 * share) as usize;
    while kept > 0 {
        let cut: String = sheet.title.chars().take(kept).collect();
        let line = one_line(&format!("{}…", cut.trim_end()), right_to_left, shapes)?;
        if line.width <= measure {
            return Some(line);
        }
        kept = kept * 9 / 10;
    }
    None
}

/// The tags of the file, from the structure and from what was drawn for it.
fn tree(sheet: &Sheet, structure: &Structure, mut leaves: BTreeMap<NodeId, Vec<Leaf>>) -> TagTree {
    let mut inside: BTreeMap<Option<NodeId>, Vec<NodeId>> = BTreeMap::new();
    for (index, (_, parent)) in structure.nodes.iter().enumerate() {
        inside.entry(*parent).or_default().push(NodeId(index));
    }
    let mut tree = TagTree::new().with_lang(Some(language_of(sheet)));
    for node in inside.get(&None).into_iter().flatten() {
        tree.push(group(*node, structure, &inside, &mut leaves));
    }
    tree
}

fn group(
    node: NodeId,
    structure: &Structure,
    inside: &BTreeMap<Option<NodeId>, Vec<NodeId>>,
    leaves: &mut BTreeMap<NodeId, Vec<Leaf>>,
) -> TagGroup {
    let mut group = TagGroup::new(tag(&structure.nodes[node.0].0));
    for same in leaves.remove(&node).unwrap_or_default().chunk_by(|a, b| a.0 == b.0) {
        let identifiers = same.iter().map(|(_, identifier)| *identifier);
        match decoration(same[0].0) {
            None => identifiers.for_each(|identifier| group.push(identifier)),
            Some(decoration) => {
                let span = Tag::Span.with_text_decoration_type(Some(decoration));
                let mut marked = TagGroup::new(TagKind::from(span));
                identifiers.for_each(|identifier| marked.push(identifier));
                group.push(marked);
            }
        }
    }
    for child in inside.get(&Some(node)).into_iter().flatten() {
        group.push(self::group(*child, structure, inside, leaves));
    }
    group
}

/// What a screen reader may say of words that a redline marks.
fn decoration(mark: Mark) -> Option<TextDecorationType> {
    match mark {
        Mark::Kept => None,
        Mark::Inserted => Some(TextDecorationType::Underline),
        Mark::Deleted => Some(TextDecorationType::LineThrough),
    }
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Part { language } => {
            let language = Some(language.clone()).filter(|language| !language.is_empty());
            TagKind::from(Tag::Part).with_lang(language)
        }
        Role::Heading { level, title } => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(title.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::Cell => Tag::TD.with_col_span(NonZeroU32::new(1)).into(),
        Role::CellIn { language } => {
            let language = Some(language.clone()).filter(|language| !language.is_empty());
            TagKind::from(Tag::TD.with_col_span(NonZeroU32::new(1))).with_lang(language)
        }
    }
}
