//! The tree of units that every legal text becomes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::date::Dates;
pub use crate::unit_id::UnitId;

/// A language tag such as `en`, `ko` or `zh`; empty when unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LanguageTag(pub String);

impl From<&str> for LanguageTag {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a text in one language is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The law itself.
    Authentic,
    /// Published by the authority, but not the law itself.
    Official,
    /// Translated by a person.
    Human,
    /// Translated by a machine.
    Machine,
    /// Nobody said.
    #[default]
    Unknown,
}

impl Standing {
    /// Every standing, with its name in files and addresses.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Authentic, "authentic"),
        (Self::Official, "official"),
        (Self::Human, "human"),
        (Self::Machine, "machine"),
        (Self::Unknown, "unknown"),
    ];

    /// The name in files and JSON.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(standing, _)| *standing == self).map_or("unknown", |(_, name)| name)
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(standing, _)| *standing)
    }
}

macro_rules! unit_kinds {
    ($($(#[$doc:meta])* $kind:ident $prefix:literal $akn:literal;)*) => {
        /// What kind of unit it is. The names are those of the Akoma Ntoso hierarchy.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum UnitKind { $($(#[$doc])* $kind,)* }

        impl UnitKind {
            /// Every kind, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The short name that ids use: `art`, `para`, `point`.
            pub fn prefix(self) -> &'static str {
                match self { $(Self::$kind => $prefix,)* }
            }

            /// The name of the element in Akoma Ntoso.
            pub fn akn(self) -> &'static str {
                match self { $(Self::$kind => $akn,)* }
            }
        }
    };
}

unit_kinds! {
    /// Title page, long title, number of the act.
    Preface "preface" "preface";
    /// What stands before the first provision.
    Preamble "preamble" "preamble";
    /// "Having regard to …".
    Citation "cit" "citation";
    /// A numbered or unnumbered reason.
    Recital "rec" "recital";
    /// Enacting words.
    Formula "formula" "formula";
    Book "book" "book";
    Part "part" "part";
    /// A title (between part and chapter).
    Title "title" "title";
    Chapter "chp" "chapter";
    Subchapter "subchp" "subchapter";
    /// A section: a group of articles, or itself the basic unit.
    Section "sec" "section";
    /// A division or subtitle.
    Division "dvs" "division";
    Article "art" "article";
    /// A clause (bills, conventions).
    Clause "clause" "clause";
    /// A rule or regulation.
    Rule "rule" "rule";
    Subsection "subsec" "subsection";
    Paragraph "para" "paragraph";
    /// A subparagraph; in EU texts an unnumbered one after the first.
    Subparagraph "subpara" "subparagraph";
    Point "point" "point";
    Item "item" "item";
    Indent "indent" "indent";
    Sentence "sent" "sentence";
    /// Words of the parent that stand after its first children.
    Passage "psg" "wrapUp";
    /// A table: a row a line, cells parted by tabs.
    Table "tbl" "table";
    /// A quoted structure, as amending acts have.
    Quotation "quote" "quotedStructure";
    /// A footnote or endnote.
    Note "note" "note";
    /// An annex or attachment.
    Annex "anx" "attachment";
    Schedule "sched" "attachment";
    /// Supplementary provisions, closing rules.
    Supplement "suppl" "hcontainer";
    /// Date, place, signatures.
    Conclusions "concl" "conclusions";
    /// A heading that groups what follows, without a name of its own.
    Group "group" "hcontainer";
    /// Anything else.
    Other "other" "hcontainer";
}

impl UnitKind {
    /// Whether units of this kind are named from the root (or their annex), whatever chapter they stand in.
    pub fn is_global(self) -> bool {
        matches!(
            self,
            Self::Article | Self::Recital | Self::Citation | Self::Annex | Self::Schedule | Self::Conclusions
        )
    }

    /// Whether the unit starts a numbering of its own: names below it begin with its name.
    pub fn is_root(self) -> bool {
        matches!(self, Self::Annex | Self::Schedule | Self::Supplement | Self::Quotation)
    }

    /// Whether the unit groups articles or sections rather than saying something itself.
    pub fn is_container(self) -> bool {
        matches!(
            self,
            Self::Book
                | Self::Part
                | Self::Title
                | Self::Chapter
                | Self::Subchapter
                | Self::Section
                | Self::Division
                | Self::Group
        )
    }
}

/// A footnote: where in the unit's text it hangs, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The byte of [`Unit::text`] before which the note stands; always a character boundary.
    pub at: usize,
    pub text: String,
}

/// The most columns that one cell may take.
pub(crate) const MAX_SPAN: u32 = 64;

/// A cell of a table that reaches over several rows or columns; the places it covers besides its own are empty cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// Row of the cell, from 0.
    pub row: u32,
    /// Column of the cell, from 0.
    pub column: u32,
    /// Rows that the cell spans, 1 or more.
    pub rows: u32,
    /// Columns that the cell spans, 1 or more.
    pub columns: u32,
}

/// The smallest thing that can be cited, amended and coded, with what it contains.
///
/// Its words in reading order are: number, heading, text (with the notes in it), children.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Unique in the document; built from the kinds and numbers on the way to it.
    pub id: UnitId,
    pub kind: UnitKind,
    /// Its number as printed: `Article 5`, `(a)`, `제5조`, `①`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// Whether the heading is printed before the number (Canada, marginal notes).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heading_first: bool,
    /// Its own words; blocks are parted by line feeds, cells of tables by tabs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Footnotes in the text, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Of a table, the cells that take more than one place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// Units below it, in reading order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Unit>,
    /// Its dates, where they differ from those around it.
    #[serde(default, skip_serializing_if = "Dates::is_empty")]
    pub dates: Dates,
}

impl Unit {
    /// An empty unit of a kind, without an id yet.
    pub fn new(kind: UnitKind) -> Self {
        Self {
            id: UnitId::default(),
            kind,
            number: None,
            heading: None,
            heading_first: false,
            text: String::new(),
            notes: Vec::new(),
            spans: Vec::new(),
            children: Vec::new(),
            dates: Dates::default(),
        }
    }

    /// Number and heading in the order in which they are printed.
    pub fn head(&self) -> impl Iterator<Item = &str> {
        let (first, second) =
            if self.heading_first { (&self.heading, &self.number) } else { (&self.number, &self.heading) };
        first.iter().chain(second.iter()).map(String::as_str)
    }

    /// The unit's own words without its children's: head, then text with notes in brackets.
    pub fn own_text(&self) -> String {
        let mut out = String::new();
        for part in self.head() {
            push_separated(&mut out, part, ' ');
        }
        push_separated(&mut out, &self.text_with_notes(), ' ');
        out
    }

    /// The text with each note set in where it hangs.
    pub fn text_with_notes(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut from = 0;
        for note in &self.notes {
            let at = note.at.clamp(from, self.text.len());
            out.push_str(self.text.get(from..at).unwrap_or_default());
            out.push(' ');
            out.push_str(&note.text);
            out.push(' ');
            from = at;
        }
        out.push_str(self.text.get(from..).unwrap_or_default());
        out
    }

    /// All words of the unit and of what it contains, one unit a line.
    pub fn full_text(&self) -> String {
        let mut out = String::new();
        self.write_text(&mut out);
        out
    }

    fn write_text(&self, out: &mut String) {
        push_separated(out, &self.own_text(), '\n');
        for child in &self.children {
            child.write_text(out);
        }
    }

    /// The cells of a table row by row, each with its span; cells that another one covers are left out.
    pub(crate) fn cells(&self) -> Vec<Vec<(&str, Option<&Span>)>> {
        let mut covered = std::collections::HashSet::new();
        let mut rows = Vec::new();
        let height = self.text.lines().count() as u32;
        for (row, line) in (0_u32..).zip(self.text.lines()) {
            let mut cells = Vec::new();
            for (column, cell) in (0_u32..).zip(line.split('\t')) {
                let span = self.spans.iter().find(|span| (span.row, span.column) == (row, column));
                if let Some(span) = span {
                    let (rows, columns) = (span.rows.min(height - row), span.columns.min(MAX_SPAN));
                    let places = (row..row + rows)
                        .flat_map(|row| (column..column + columns).map(move |column| (row, column)));
                    covered.extend(places.skip(1));
                }
                // A covered place with words, as an amendment may leave behind, is a cell all the same.
                if !covered.contains(&(row, column)) || !cell.is_empty() {
                    cells.push((cell, span));
                }
            }
            rows.push(cells);
        }
        rows
    }

    /// The unit and all units in it, in reading order.
    pub fn walk(&self) -> Walk<'_> {
        Walk { stack: vec![self] }
    }

    /// The unit or one in it with this id.
    pub fn find(&self, id: &UnitId) -> Option<&Unit> {
        self.walk().find(|unit| unit.id == *id)
    }

    /// Whether it says nothing at all.
    pub fn is_blank(&self) -> bool {
        self.head().all(|part| part.trim().is_empty())
            && self.text.trim().is_empty()
            && self.notes.is_empty()
            && self.children.is_empty()
    }
}

fn push_separated(out: &mut String, part: &str, separator: char) {
    if part.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push(separator);
    }
    out.push_str(part);
}

/// Units in reading order.
#[derive(Debug)]
pub struct Walk<'a> {
    stack: Vec<&'a Unit>,
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a Unit;

    fn next(&mut self) -> Option<&'a Unit> {
        let unit = self.stack.pop()?;
        self.stack.extend(unit.children.iter().rev());
        Some(unit)
    }
}

/// One legal text in one language at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// A name for the text (CELEX, ELI, file stem); may be empty.
    #[serde(default)]
    pub id: String,
    #[serde(default)]
    pub language: LanguageTag,
    /// Its title. Where the source prints the title it is in the units as well; see [`Document::body`].
    pub title: String,
    #[serde(default)]
    pub standing: Standing,
    /// The dates of the whole, which units inherit.
    #[serde(default, skip_serializing_if = "Dates::is_empty")]
    pub dates: Dates,
    /// Units at the top, in reading order.
    pub units: Vec<Unit>,
}

impl Document {
    pub fn new(title: impl Into<String>, language: impl Into<LanguageTag>) -> Self {
        Self {
            id: String::new(),
            language: language.into(),
            title: title.into(),
            standing: Standing::default(),
            dates: Dates::default(),
            units: Vec::new(),
        }
    }

    /// One text from the parts in which it was published: the main act first, then its annexes in their order.
    ///
    /// The main act is the first part that has articles, or else the first part; parts without a title and without any
    /// article or annex (tables of contents, notices) are left out. None when there are no parts.
    #[must_use]
    pub fn join(parts: Vec<Self>) -> Option<Self> {
        let has = |part: &Self, wanted: fn(UnitKind) -> bool| part.walk().any(|unit| wanted(unit.kind));
        let main = parts.iter().position(|part| has(part, |kind| kind == UnitKind::Article)).unwrap_or(0);
        let annex = |part: &Self| part.units.first().is_some_and(|unit| unit.kind.is_root());
        let mut joined = parts.get(main)?.clone();
        for (at, part) in parts.into_iter().enumerate() {
            if at != main && annex(&part) {
                joined.units.extend(part.units);
            }
        }
        crate::ids::assign_ids(&mut joined);
        Some(joined)
    }

    /// Every unit, a parent before its children.
    pub fn walk(&self) -> Walk<'_> {
        Walk { stack: self.units.iter().rev().collect() }
    }

    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.walk().find(|unit| unit.id == *id)
    }

    /// The unit with this id, to change it.
    pub fn unit_mut(&mut self, id: &UnitId) -> Option<&mut Unit> {
        let mut stack: Vec<&mut Unit> = self.units.iter_mut().collect();
        while let Some(unit) = stack.pop() {
            if unit.id == *id {
                return Some(unit);
            }
            stack.extend(unit.children.iter_mut());
        }
        None
    }

    /// The way from the top down to the unit: its ancestors, then itself. Empty when there is no such unit.
    pub fn path(&self, id: &UnitId) -> Vec<&Unit> {
        fn down<'a>(units: &'a [Unit], id: &UnitId, path: &mut Vec<&'a Unit>) -> bool {
            for unit in units {
                path.push(unit);
                if unit.id == *id || down(&unit.children, id, path) {
                    return true;
                }
                path.pop();
            }
            false
        }
        let mut path = Vec::new();
        down(&self.units, id, &mut path);
        path
    }

    /// The top units without the one that only prints the title: what a page shows below its own heading.
    pub fn body(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| {
            let title_only = unit.kind == UnitKind::Preface
                && unit.heading.as_deref() == Some(self.title.as_str())
                && unit.text.is_empty()
                && unit.children.is_empty();
            !title_only
        })
    }

    /// All words, one unit a line.
    pub fn plain_text(&self) -> String {
        let mut out = String::new();
        for unit in &self.units {
            unit.write_text(&mut out);
        }
        out
    }

    /// The dates of a unit with what it inherits; none when there is no such unit.
    pub fn dates_of(&self, id: &UnitId) -> Option<Dates> {
        let path = self.path(id);
        if path.is_empty() {
            return None;
        }
        let mut dates = self.dates.clone();
        for unit in path {
            dates = unit.dates.inherit(&dates);
        }
        Some(dates)
    }
}
