//! A table of comments as remarks that were made elsewhere: what each row becomes, and what of it maps to nothing.

use std::collections::BTreeMap;

use maru_forum::{
    AS_WRITTEN_BYTES, Anchor, Author, EntryNumber, ImportRemarks, Language, MadeElsewhere, MakeRemark,
    MakeRemarks, REMARK_LIMIT, RemarkKind, Source, UnitId,
};
use maru_text::Document;
use serde::{Deserialize, Serialize};

use super::InProcess;
use super::before::Before;
use super::place::{Found, find, quoted};
use super::reviewed::Reviewed;
use crate::heads::flat;
use crate::model::{Comment, CommentKind, CommentTable, Disposition};

/// What stands for the words of a comment that only proposes a wording.
const NO_WORDS: &str = "—";
/// Characters of the words that a preview shows.
const BEGINNING: usize = 160;

/// What is brought in, and how it is to be read.
#[derive(Debug, Clone)]
pub struct Bringing {
    pub source: Source,
    /// The language of words of which the table does not say it.
    pub language: Language,
}

/// Something in a row that leads to nothing here. It is kept as it was written, beside the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Unmapped {
    /// No unit has the place that the row names, so the remark is on the whole.
    Place { place: String },
    /// Several units have the place that the row names, so the remark is on the whole.
    SeveralPlaces {
        place: String,
        /// Ids of the units.
        units: Vec<String>,
    },
    /// Words that are quoted, and stand in no place of the text or in several.
    Quote {
        /// In how many places of the text the words stand; never 1.
        count: usize,
    },
    /// Words of other units that are quoted as well: the remark hangs on the first unit alone.
    AlsoQuoted {
        /// Ids of the units.
        units: Vec<String>,
    },
    /// A kind that is none of ours; the remark is a general one.
    Kind {
        /// The kind, as written; empty where the form has none.
        kind: String,
    },
    /// The table does not say the language; the one that was chosen is taken.
    Language,
    /// An answer that was given elsewhere; nothing is answered here by it.
    Answer {
        answer: String,
        /// Our word for it, where the word list knows one.
        ours: Option<String>,
    },
    /// A proposed wording in words: no unit is changed by it.
    Proposal,
    /// A reply; it becomes a remark of its own.
    Reply {
        /// What it replies to, by its id there.
        to: String,
    },
    /// A row without words that proposes a wording.
    NoWords,
    /// What it changes reads in this version as where it began; the version where it began is none of the draft here.
    OtherBase { version: u32 },
    /// Files besides the draft that it changes too.
    Files {
        /// Their names.
        files: Vec<String>,
    },
    /// Fields for which a remark of one's own has no place: they are left out.
    Apart {
        /// Names of the fields.
        fields: Vec<String>,
    },
    /// Fields that name people who did not write the row: they are left out.
    Others {
        /// Names of the fields.
        fields: Vec<String>,
    },
}

/// Fields with names of people who wrote nothing, or wrote for the organisation that is the author.
const OTHERS: [&str; 5] = [
    "person",
    "endorsements/user_endorsements",
    "endorsements/user_endorsements_names",
    "followers",
    "recipients",
];

impl std::fmt::Display for Unmapped {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Place { place } => write!(out, "no unit has the place “{place}”; it is on the whole"),
            Self::SeveralPlaces { place, units } => {
                write!(
                    out,
                    "several units have the place “{place}” ({}); it is on the whole",
                    units.join(", ")
                )
            }
            Self::Quote { count: 0 } => write!(out, "words that it quotes stand nowhere in the text"),
            Self::Quote { count } => write!(out, "words that it quotes stand in {count} places of the text"),
            Self::AlsoQuoted { units } => {
                write!(out, "it quotes words of {} too, and hangs on the first unit alone", units.join(", "))
            }
            Self::Kind { kind } if kind.is_empty() => {
                write!(out, "it has no kind, so it is a general remark")
            }
            Self::Kind { kind } => {
                write!(out, "its kind “{kind}” is none of ours, so it is a general remark")
            }
            Self::Language => write!(out, "the file does not say its language"),
            Self::Answer { answer, ours: None } => {
                write!(out, "the answer that it got elsewhere, which answers nothing here: {answer}")
            }
            Self::Answer { answer, ours: Some(word) } => {
                write!(out, "the answer that it got elsewhere ({word}), which answers nothing here: {answer}")
            }
            Self::Proposal => write!(out, "the wording that it proposes, which changes no unit"),
            Self::Reply { to } => write!(out, "it replies to {to}, and is a remark of its own"),
            Self::NoWords => write!(out, "it only proposes a wording"),
            Self::Apart { fields } => {
                write!(out, "fields for which a remark has no place are left out: {}", fields.join(", "))
            }
            Self::OtherBase { version } => {
                write!(
                    out,
                    "it began from no version of the draft here; what it changes reads the same in version {version}"
                )
            }
            Self::Files { files } => {
                write!(out, "it changes other files too, of which nothing comes here: {}", files.join(", "))
            }
            Self::Others { fields } => {
                write!(
                    out,
                    "fields that name people who did not write it are left out: {}",
                    fields.join(", ")
                )
            }
        }
    }
}

/// What a row becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "becomes")]
pub enum Brought {
    Remark {
        kind: RemarkKind,
        /// The unit; nothing for the whole.
        unit: Option<UnitId>,
    },
    /// An amendment to a version of the draft.
    Amendment { version: u32, units: Vec<UnitId> },
    /// Nothing: the same words came from the same source before.
    AlreadyHere {
        /// Entry number of the remark, or amendment, that has them.
        remark: EntryNumber,
    },
    /// Nothing: it is as long and of the same time as a remark from the same source whose words nobody may read any more.
    Erased {
        /// Entry number of that remark.
        remark: EntryNumber,
    },
    /// Nothing, and nothing of the whole file: its words stand in no place of the draft, or in several.
    Unplaced {
        /// In how many places of the draft the words stand; never 1.
        count: usize,
    },
    /// Nothing, and nothing of the whole file: a part that it changes reads otherwise in the draft than in the file.
    OtherWords {
        /// The part, by its id in the draft or, where the draft has none, in the file.
        unit: String,
    },
    /// Nothing: its author took it back where it was made, or it is kept back there.
    Withheld {
        /// As its source says it.
        why: String,
    },
    /// Nothing: it has neither words nor a proposed wording.
    Empty,
    /// Nothing: its words are longer than a remark may be.
    TooLong {
        /// In characters.
        length: usize,
    },
    /// Nothing: what its source says besides its words is more than lies beside them.
    TooMuch {
        /// In bytes.
        bytes: usize,
    },
    /// Nothing: its language is none that the record can name.
    BadLanguage {
        /// The language, as written.
        language: String,
    },
}

/// A row of the table with what it becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtRow {
    /// [`crate::model::Comment::id`].
    pub id: String,
    pub author: String,
    pub language: String,
    /// The first [`BEGINNING`] characters of its words.
    pub words: String,
    #[serde(flatten)]
    pub brought: Brought,
    /// What of it maps to nothing.
    pub unmapped: Vec<Unmapped>,
}

/// Whether rows of a table are remarks of this very process: then the table was exported here, and its answers come back another way.
pub fn own_remarks(of: InProcess<'_>, table: &CommentTable) -> usize {
    let is_own = |comment: &&Comment| {
        let entry = super::export::named_by(&comment.id).map(|(_, entry)| entry);
        let remark = entry.and_then(|entry| of.process.remarks.get(entry));
        let words = remark.and_then(|remark| of.text(&remark.words.digest));
        words.is_some_and(|words| crate::answers::same(&words, &comment.words))
    };
    table.comments.iter().filter(is_own).count()
}

/// What a table becomes as remarks on the newest version: the command, and a line for each row.
///
/// Rows of one author have one author here; each keeps under its own name all that the source says of it.
pub fn bring_in(
    of: InProcess<'_>,
    table: &CommentTable,
    bringing: &Bringing,
) -> (ImportRemarks, Vec<BroughtRow>) {
    let mut import =
        ImportRemarks { source: bringing.source.clone(), remarks: Vec::new(), amendments: Vec::new() };
    let mut rows = Vec::new();
    let mut reader = Reader::new(of, bringing, table);
    for comment in &table.comments {
        let (row, made) = reader.row(comment);
        import.remarks.extend(made);
        rows.push(row);
    }
    if lacks_a_place(&rows) {
        import.remarks.clear();
    }
    (import, rows)
}

/// What a table becomes as remarks of one participant, who has written it: the remarks, and a line for each row. A wording that a
/// row proposes in words stands behind its own words, for it is not said which unit would read so.
pub fn many_remarks(
    of: InProcess<'_>,
    table: &CommentTable,
    language: &Language,
) -> (MakeRemarks, Vec<BroughtRow>) {
    let source = Source {
        name: String::new(),
        url: String::new(),
        licence: String::new(),
        description: String::new(),
    };
    let bringing = Bringing { source, language: language.clone() };
    let mut reader = Reader::new(of, &bringing, table);
    let mut many = MakeRemarks::default();
    let mut rows: Vec<BroughtRow> = Vec::new();
    for comment in &table.comments {
        let mut own = comment.clone();
        let proposal = std::mem::take(&mut own.proposal);
        if !proposal.trim().is_empty() {
            let both = [own.words.trim(), proposal.trim()].join("\n\n");
            both.trim().clone_into(&mut own.words);
        }
        // Nobody answers their own remark, whatever the form has in that column.
        own.answer = None;
        let (mut row, made) = reader.row(&own);
        if comment.answer.is_some() {
            let answer = comment.answer.as_ref().map_or_else(String::new, |answer| answer.text.clone());
            row.unmapped.push(Unmapped::Answer { answer, ours: None });
        }
        let apart: Vec<String> =
            own.more.keys().filter(|name| !OWN_FIELDS.contains(&name.as_str())).cloned().collect();
        if !apart.is_empty() && table.review.is_none() {
            row.unmapped.push(Unmapped::Apart { fields: apart });
        }
        if let Some(made) = made {
            // Whom a Word file names has not spoken here: the name is kept as one that the file gives.
            let named = ["author", "date"].into_iter().filter(|_| table.review.is_some());
            let named = named.filter_map(|name| Some((name.to_owned(), made.as_written.get(name)?.clone())));
            many.as_written.push(named.collect());
            many.remarks.push(made.act);
        }
        rows.push(row);
    }
    if lacks_a_place(&rows) {
        many = MakeRemarks::default();
    }
    (many, rows)
}

/// Whether a row of a review has no place in the draft: a review is taken whole or not at all.
fn lacks_a_place(rows: &[BroughtRow]) -> bool {
    rows.iter().any(|row| matches!(row.brought, Brought::Unplaced { .. } | Brought::OtherWords { .. }))
}

/// Fields of a row that are a part of the remark that it becomes.
const OWN_FIELDS: [&str; 2] = ["title", "quote"];

pub(super) struct Reader<'a> {
    version: u32,
    /// The newest text in each language.
    trees: Vec<(Language, Document)>,
    bringing: &'a Bringing,
    here: BTreeMap<(String, String), EntryNumber>,
    before: Before,
    /// What of a Word file was found in the draft.
    reviewed: Option<Reviewed>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(of: InProcess<'_>, bringing: &'a Bringing, table: &CommentTable) -> Self {
        let process = of.process;
        let latest = process.drafts.last();
        let texts = latest.into_iter().flat_map(|draft| draft.texts.iter().map(move |one| (draft, one)));
        let trees = texts.filter_map(|(draft, one)| {
            let language = &one.text.language;
            Some((language.clone(), of.tree(draft, language)?))
        });
        let (here, before) = already_here(of, &bringing.source.name);
        let trees: Vec<(Language, Document)> = trees.collect();
        let own = trees.iter().find(|(one, _)| one.primary() == bringing.language.primary());
        let own = own.or(trees.first());
        let reviewed = table.review.as_deref().zip(own);
        let reviewed = reviewed.map(|(review, (language, tree))| Reviewed::of(review, language, tree));
        Self { version: process.drafts.len() as u32, trees, reviewed, bringing, here, before }
    }

    pub(super) fn row(&mut self, comment: &Comment) -> (BroughtRow, Option<MadeElsewhere<MakeRemark>>) {
        let mut unmapped = Vec::new();
        let comment = &titled(comment);
        let brought = self.becomes(comment, &mut unmapped);
        let others: Vec<String> = OTHERS
            .into_iter()
            .filter(|name| comment.more.get(*name).is_some_and(|text| !text.trim().is_empty()))
            .map(str::to_owned)
            .collect();
        if !others.is_empty() {
            unmapped.push(Unmapped::Others { fields: others });
        }
        let becomes = match &brought {
            Ok(remark) => Brought::Remark {
                kind: remark.kind,
                unit: remark.anchor.as_ref().map(|anchor| anchor.unit.clone()),
            },
            Err(brought) => brought.clone(),
        };
        let row = row_of(comment, &self.bringing.language, becomes, unmapped);
        let made = brought.ok().map(|act| MadeElsewhere {
            author: self.before.number(&comment.author),
            time: moment(&comment.date),
            act,
            as_written: as_written(comment),
        });
        (row, made)
    }

    /// The number of an author here.
    pub(super) fn number(&mut self, author: &str) -> u64 {
        self.before.number(author)
    }

    /// The entry of this source whose words these may have been, where nobody may read its words any more.
    pub(super) fn erased(&self, text: &str, date: &str) -> Option<EntryNumber> {
        self.before.unread(text, moment(date))
    }

    /// What the source calls an amendment that came from it before; its author keeps the number that they had.
    pub(super) fn note_amendment(
        &mut self,
        of: InProcess<'_>,
        one: &maru_forum::Amendment,
    ) -> Option<String> {
        let imported = one.imported.filter(|from| self.before.is_from(Some(*from)))?;
        let is = (one.entry, Author::Participant(one.author), imported.time);
        self.before.note(of, is, &one.words, "author")
    }

    fn becomes(&self, comment: &Comment, unmapped: &mut Vec<Unmapped>) -> Result<MakeRemark, Brought> {
        if !comment.withheld.is_empty() {
            return Err(Brought::Withheld { why: comment.withheld.clone() });
        }
        let text = match (comment.words.trim(), comment.proposal.trim()) {
            ("", "") => return Err(Brought::Empty),
            ("", _) => {
                unmapped.push(Unmapped::NoWords);
                NO_WORDS
            }
            (words, _) => words,
        };
        let length = text.chars().count();
        if length > REMARK_LIMIT {
            return Err(Brought::TooLong { length });
        }
        if let Some(bytes) = too_much(comment) {
            return Err(Brought::TooMuch { bytes });
        }
        // What was brought in without its title, before titles were, is the same.
        let untitled = comment.more.get("title").and_then(|title| text.strip_prefix(title.trim()));
        for text in
            [Some(text), untitled.map(str::trim)].into_iter().flatten().filter(|text| !text.is_empty())
        {
            if let Some(remark) = self.here.get(&(comment.id.trim().to_owned(), flat(text))) {
                return Err(Brought::AlreadyHere { remark: *remark });
            }
            if let Some(remark) = self.erased(text, &comment.date) {
                return Err(Brought::Erased { remark });
            }
        }
        let language = match comment.language.trim() {
            "" => {
                unmapped.push(Unmapped::Language);
                self.bringing.language.clone()
            }
            said => said.parse().map_err(|_| Brought::BadLanguage { language: comment.language.clone() })?,
        };
        let kind = kind(comment, unmapped);
        if !comment.proposal.trim().is_empty() {
            unmapped.push(Unmapped::Proposal);
        }
        if !comment.reply_to.is_empty() {
            unmapped.push(Unmapped::Reply { to: comment.reply_to.clone() });
        }
        if let Some(answer) = &comment.answer {
            let ours = match &answer.disposition {
                Disposition::Ours(word) => Some(word.clone()),
                Disposition::NoneOfOurs { .. } | Disposition::NotRead => None,
            };
            unmapped.push(Unmapped::Answer { answer: answer.text.clone(), ours });
        }
        let (anchor, proposal) = match self.reviewed.as_ref().and_then(|all| all.get(&comment.id)) {
            Some(found) => found.clone()?,
            None => (self.anchor(comment, &language, unmapped), None),
        };
        Ok(MakeRemark {
            version: self.version,
            anchor,
            kind,
            text: text.to_owned(),
            language,
            proposal,
            submission: None,
        })
    }

    /// Where the row hangs: words that it quotes, or the unit that it names.
    fn anchor(&self, comment: &Comment, language: &Language, unmapped: &mut Vec<Unmapped>) -> Option<Anchor> {
        let own = self.trees.iter().find(|(one, _)| one.primary() == language.primary());
        let (of, tree) = own.or(self.trees.first())?;
        let hung = |unit: &maru_text::UnitId, range| hung(of, unit, range);
        let quotes = comment.more.get("quote").map_or("", String::as_str).split("\n\n");
        let mut places = Vec::new();
        for quote in quotes.map(str::trim).filter(|quote| !quote.is_empty()) {
            match quoted(tree, quote) {
                Ok(found) => places.push(found),
                Err(count) => unmapped.push(Unmapped::Quote { count }),
            }
        }
        // A remark hangs on one place: the first that it quotes, and all of them where they stand in one unit.
        if let Some(first) = places.first() {
            let (own, others): (Vec<_>, Vec<_>) = places.iter().partition(|one| one.unit == first.unit);
            let also: Vec<String> = others.iter().map(|one| one.unit.to_string()).collect();
            if !also.is_empty() {
                unmapped.push(Unmapped::AlsoQuoted { units: also });
            }
            let from = own.iter().filter_map(|one| one.range).map(|(from, _)| from).min();
            let to = own.iter().filter_map(|one| one.range).map(|(_, to)| to).max();
            return hung(&first.unit, from.zip(to));
        }
        match find(tree, &comment.place) {
            Found::Whole => None,
            Found::Unit(unit) => hung(&unit, None),
            Found::Nothing => {
                unmapped.push(Unmapped::Place { place: place_text(comment) });
                None
            }
            Found::Several(units) => {
                let units = units.iter().map(ToString::to_string).collect();
                unmapped.push(Unmapped::SeveralPlaces { place: place_text(comment), units });
                None
            }
        }
    }
}

/// A place in a text of the draft; nothing for a unit that the record cannot name.
pub(super) fn hung(
    language: &Language,
    unit: &maru_text::UnitId,
    range: Option<(u32, u32)>,
) -> Option<Anchor> {
    let unit = UnitId::new(unit.as_str()).ok()?;
    let (start, end) = range.unzip();
    Some(Anchor { unit, language: language.clone(), start, end })
}

/// A comment as a line of what is brought in.
pub(super) fn row_of(
    comment: &Comment,
    language: &Language,
    brought: Brought,
    unmapped: Vec<Unmapped>,
) -> BroughtRow {
    let said = comment.language.trim();
    BroughtRow {
        id: comment.id.clone(),
        author: comment.author.clone(),
        language: if said.is_empty() { language.to_string() } else { comment.language.clone() },
        words: comment.words.chars().take(BEGINNING).collect(),
        brought,
        unmapped,
    }
}

/// A comment with its title in front of its words: a heading that is no place in the text is its author's words like those under it.
pub(crate) fn titled(comment: &Comment) -> Comment {
    let mut own = comment.clone();
    let title = own.more.get("title").map(|title| title.trim().to_owned()).unwrap_or_default();
    let words = own.words.trim();
    if !title.is_empty() && own.place.clause.is_empty() && !words.starts_with(&title) {
        own.words = format!("{title}\n\n{words}");
        own.words.truncate(own.words.trim_end().len());
    }
    own
}

fn place_text(comment: &Comment) -> String {
    let place = &comment.place;
    let parts = [place.clause.trim(), place.element.trim()].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn kind(comment: &Comment, unmapped: &mut Vec<Unmapped>) -> RemarkKind {
    match comment.kind {
        Some(CommentKind::General) => RemarkKind::General,
        Some(CommentKind::Technical) => RemarkKind::Technical,
        Some(CommentKind::Editorial) => RemarkKind::Editorial,
        Some(CommentKind::Question) => RemarkKind::Question,
        Some(CommentKind::Objection) => RemarkKind::Objection,
        None => {
            unmapped.push(Unmapped::Kind { kind: comment.kind_text.clone() });
            RemarkKind::General
        }
    }
}

/// The moment of a date that says one; a day, or a time without its offset from UTC, is none.
pub(super) fn moment(date: &str) -> Option<i64> {
    let at: jiff::Timestamp = date.trim().parse().ok()?;
    Some(at.as_millisecond())
}

/// All that a row says besides its words, by names of ours for what every form has, and by the form's own for the rest.
pub(super) fn as_written(comment: &Comment) -> BTreeMap<String, String> {
    let answer = comment.answer.as_ref().map_or("", |answer| answer.text.as_str());
    let ours = [
        ("id", comment.id.as_str()),
        ("author", &comment.author),
        ("line", &comment.place.line),
        ("clause", &comment.place.clause),
        ("element", &comment.place.element),
        ("kind", &comment.kind_text),
        ("proposal", &comment.proposal),
        ("date", &comment.date),
        ("reply-to", &comment.reply_to),
        ("answer", answer),
    ];
    let more = comment.more.iter().filter(|(name, _)| !OTHERS.contains(&name.as_str()));
    let more = more.map(|(name, text)| (format!("more-{name}"), text.clone()));
    let ours = ours.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
    ours.chain(more).filter(|(_, text)| !text.trim().is_empty()).collect()
}

/// The bytes of what a row says besides its words, where they are more than lie beside them.
pub(super) fn too_much(comment: &Comment) -> Option<usize> {
    let bytes = as_written(comment).iter().map(|(name, text)| name.len() + text.len()).sum();
    (bytes > AS_WRITTEN_BYTES).then_some(bytes)
}

/// What came from a source of this name before: the ids and the words there, with the remarks here.
fn already_here(of: InProcess<'_>, source: &str) -> (BTreeMap<(String, String), EntryNumber>, Before) {
    let (mut here, mut before) = (BTreeMap::new(), Before::of(of.process, source));
    for remark in of.process.remarks.iter() {
        let Some(imported) = remark.imported.filter(|from| before.is_from(Some(*from))) else { continue };
        let is = (remark.entry, Author::Participant(remark.author), imported.time);
        let id = before.note(of, is, &remark.words, "author");
        if let (Some(id), Some(text)) = (id, of.text(&remark.words.digest)) {
            here.insert((id, flat(&text)), remark.entry);
        }
    }
    (here, before)
}
