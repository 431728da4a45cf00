//! The styles of a Word file: which are headings, and which are ours and name a kind of unit and its depth.

use std::collections::HashMap;
use std::fmt::Write as _;

use roxmltree::Node;

use super::attribute;
use crate::model::UnitKind;
use crate::own::kind_named;

/// What our styles are called: `maru art 2`, and `maru art 2 text` for further blocks of the same unit. Programs that rewrite
/// the ids of styles keep their names.
const OURS: &str = "maru ";
/// How many styles a style may be based on, one on the other.
const MAX_BASES: usize = 12;

/// What a style of ours says of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) kind: UnitKind,
    pub(super) depth: usize,
    /// Whether the paragraph is a further block of the unit before it.
    pub(super) more: bool,
}

impl Place {
    fn named(name: &str) -> Option<Self> {
        let mut words = name.strip_prefix(OURS)?.split(' ');
        let kind = kind_named(words.next()?)?;
        let depth = words.next()?.parse().ok()?;
        Some(Self { kind, depth, more: words.next() == Some("text") })
    }

    fn name(self) -> String {
        format!("{OURS}{} {}{}", self.kind.prefix(), self.depth, if self.more { " text" } else { "" })
    }

    pub(super) fn id(self) -> String {
        self.name().replace(' ', "-")
    }
}

/// The name that our character style for numbers or headings has.
pub(super) const NUMBER: &str = "maru number";
pub(super) const HEADING: &str = "maru heading";

#[derive(Debug, Default, Clone)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    numbering: Option<(String, usize)>,
}

/// The styles of a file by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

impl Styles {
    pub(super) fn read(root: Node<'_, '_>) -> Self {
        let mut styles = HashMap::new();
        for node in root.children().filter(|node| node.tag_name().name() == "style") {
            let Some(id) = attribute(node, "styleId") else { continue };
            let child = |name: &str| node.children().find(|child| child.tag_name().name() == name);
            let value = |name: &str| child(name).and_then(|child| attribute(child, "val"));
            let properties = child("pPr");
            let outline = properties
                .and_then(|all| all.children().find(|one| one.tag_name().name() == "outlineLvl"))
                .and_then(|one| attribute(one, "val"))
                .and_then(|level| level.parse().ok());
            let style = Style {
                name: value("name").unwrap_or_default().to_lowercase(),
                based_on: value("basedOn").map(str::to_owned),
                outline,
                numbering: properties.and_then(super::numbering::reference),
            };
            styles.insert(id.to_owned(), style);
        }
        Self(styles)
    }

    /// The style and those that it is based on.
    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| style.based_on.as_ref().and_then(|base| self.0.get(base)))
            .take(MAX_BASES)
    }

    pub(super) fn name(&self, id: &str) -> &str {
        self.0.get(id).map_or("", |style| &style.name)
    }

    pub(super) fn place(&self, id: &str) -> Option<Place> {
        Place::named(self.name(id))
    }

    /// The level of a heading, by the name of a style or of one beneath it, or by its place in the outline.
    pub(super) fn level(&self, id: &str) -> Option<u8> {
        let named = self.chain(id).find_map(|style| heading_level(&style.name));
        let outline = || self.chain(id).find_map(|style| style.outline).filter(|level| *level < 9);
        named.or_else(|| outline().map(|level| level.min(5) + 1)).or_else(|| heading_level(id))
    }

    pub(super) fn is_title(&self, id: &str) -> bool {
        id == "Title" || self.chain(id).any(|style| style.name == "title")
    }

    /// The list that a style numbers by, and the level in it.
    pub(super) fn numbering(&self, id: &str) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.numbering.clone())
    }
}

fn heading_level(style: &str) -> Option<u8> {
    let name = style.to_lowercase();
    let digits = ["heading", "berschrift", "überschrift", "titre", "제목"]
        .iter()
        .find_map(|word| name.strip_prefix(word))?;
    digits.trim().parse::<u8>().ok().filter(|level| (1..=9).contains(level)).map(|level| level.min(6))
}

/// The file of styles: Word's own for titles and headings, and ours for the places that a text uses.
pub(super) fn write(places: impl IntoIterator<Item = Place>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>",
    );
    for (id, name, size) in [
        ("Title", "Title", 36),
        ("Heading1", "heading 1", 30),
        ("Heading2", "heading 2", 26),
        ("Heading3", "heading 3", 24),
    ] {
        let outline = id.strip_prefix("Heading").and_then(|level| level.parse::<u8>().ok());
        let outline =
            outline.map(|level| format!("<w:outlineLvl w:val=\"{}\"/>", level - 1)).unwrap_or_default();
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:before=\"240\" w:after=\"120\"/>{outline}</w:pPr><w:rPr><w:b/><w:sz w:val=\"{size}\"/></w:rPr></w:style>"
        );
    }
    for name in [NUMBER, HEADING] {
        let id = name.replace(' ', "-");
        let _ = write!(
            out,
            "<w:style w:type=\"character\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/></w:style>"
        );
    }
    for place in places {
        let base = super::style_of(place.kind, true).filter(|_| !place.more).unwrap_or("Normal");
        let kind = if place.kind == UnitKind::Table { "table" } else { "paragraph" };
        let base = if kind == "table" { String::new() } else { format!("<w:basedOn w:val=\"{base}\"/>") };
        let _ = write!(
            out,
            "<w:style w:type=\"{kind}\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{}\"/>{base}</w:style>",
            place.id(),
            place.name()
        );
    }
    out.push_str("</w:styles>");
    out
}
