//! What reviewers wrote into a Word file: comments on its words, and changes that are tracked and not yet made.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write as _;

use roxmltree::Node;
use unicode_normalization::UnicodeNormalization as _;

use super::settled::{Settle, changes};
use super::{BODY, Reader, attribute, parse, parsed, text_of};
use crate::amend::Operation;
use crate::drafting::between::{keep_ids, operations_between};
use crate::error::{ImportError, MAX_BYTES};
use crate::model::{Document, Unit, UnitId};
use crate::notes::{NOTE_CLOSES, NOTE_OPENS};
use crate::package;
use crate::tree::collapse;

const COMMENTS: &str = "word/comments.xml";
/// Which comment replies to which.
const THREADS: &str = "word/commentsExtended.xml";
/// The most bytes of a body that are read for all of its changes together: each change is tried by itself.
const MAX_TRIED: usize = 96 << 20;
/// The most changes, and the most comments, that one file may have.
const MAX_CHANGES: usize = 2_000;
const MAX_COMMENTS: usize = 2_000;
/// Signs where a comment's words begin and end, around its number; no text has them.
const BEGINS: char = '\u{fdd2}';
const ENDS: char = '\u{fdd3}';
const CLOSES: char = '\u{fdd4}';

/// A Word file with what its reviewers wrote into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The text as it was before any change.
    pub document: Document,
    pub comments: Vec<Commented>,
    pub changes: Vec<Proposed>,
}

/// A comment in the margin of a Word file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commented {
    /// Its number in the file.
    pub id: String,
    /// Who wrote it, as the file names them.
    pub author: String,
    /// When, as the file says it.
    pub date: String,
    pub words: String,
    /// Words in it that its author struck out or hid, and does not say any more.
    pub unsaid: Vec<String>,
    /// The number of the comment that it replies to; empty where it replies to none.
    pub reply_to: String,
    /// The words on which it hangs.
    pub quote: String,
    /// Where they stand in [`Review::document`]; nothing where the file does not say it plainly.
    pub place: Option<Spot>,
}

/// A place in a text: a unit, and characters of its [`crate::anchor_text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    pub unit: UnitId,
    /// From the first character up to the one behind the last; none for the whole unit.
    pub range: Option<(u32, u32)>,
    /// Whether the words go on in units behind it.
    pub goes_on: bool,
}

/// A change that somebody tracked in a Word file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Who made it, as the file names them.
    pub author: String,
    /// When, as the file says it.
    pub date: String,
    pub deleted: String,
    pub inserted: String,
    /// How many tracked elements of the file it is.
    pub parts: usize,
    /// What it makes of [`Review::document`]; empty where it changes nothing that is read.
    pub operations: Vec<Operation>,
}

/// Reads what reviewers wrote into a Word file.
pub fn read_review(bytes: &[u8]) -> Result<Review, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge { bytes: bytes.len() });
    }
    let (document, _) = parse(bytes, &Settle::Rejected)?;
    let body = text_of(bytes, BODY)?;
    let tracked = changes(&body)?;
    if tracked.len() > MAX_CHANGES || tracked.len().saturating_mul(body.len()) > MAX_TRIED {
        let count = tracked.len();
        return Err(ImportError::Docx(format!(
            "{count} tracked changes are too many for a file of its size"
        )));
    }
    let mut proposed = Vec::with_capacity(tracked.len());
    for change in tracked {
        let parts = change.parts.len();
        let (with, _) = parse(bytes, &Settle::Only(change.parts))?;
        let with = keep_ids(&document, &with, &BTreeSet::new());
        proposed.push(Proposed {
            author: change.author,
            date: change.date,
            deleted: collapse(&change.deleted),
            inserted: collapse(&change.inserted),
            parts,
            operations: operations_between(&document, &with),
        });
    }
    let mut comments = comments(bytes)?;
    if comments.len() > MAX_COMMENTS {
        return Err(ImportError::Docx(format!("it has more than {MAX_COMMENTS} comments")));
    }
    if !comments.is_empty() {
        place(bytes, body, &document, &mut comments)?;
    }
    Ok(Review { document, comments, changes: proposed })
}

/// The comments of a file, in their order, not placed yet.
fn comments(bytes: &[u8]) -> Result<Vec<Commented>, ImportError> {
    if package::member(bytes, COMMENTS).is_err() {
        return Ok(Vec::new());
    }
    let text = Settle::Accepted.part(text_of(bytes, COMMENTS)?)?;
    let parsed = parsed(&text)?;
    let threads = threads(bytes)?;
    let mut found = Vec::new();
    // A comment is known to its replies by the name of its last paragraph.
    let mut named: HashMap<String, String> = HashMap::new();
    for node in parsed.descendants().filter(|node| node.tag_name().name() == "comment") {
        let paragraphs = || node.descendants().filter(|node| node.tag_name().name() == "p");
        let id = attribute(node, "id").unwrap_or_default().to_owned();
        let name = paragraphs().next_back().and_then(|last| attribute(last, "paraId")).unwrap_or_default();
        named.insert(name.to_owned(), id.clone());
        let (lines, unsaid): (Vec<String>, Vec<Vec<String>>) =
            paragraphs().map(super::remark_text).map(|(line, unsaid)| (collapse(&line), unsaid)).unzip();
        let parent = threads.get(name).and_then(|parent| named.get(parent));
        found.push(Commented {
            id,
            author: attribute(node, "author").unwrap_or_default().to_owned(),
            date: attribute(node, "date").unwrap_or_default().to_owned(),
            words: lines.join("\n").trim().to_owned(),
            unsaid: unsaid
                .concat()
                .iter()
                .map(|words| collapse(words))
                .filter(|words| !words.is_empty())
                .collect(),
            reply_to: parent.cloned().unwrap_or_default(),
            ..Commented::default()
        });
    }
    Ok(found)
}

/// The paragraph of each reply, and that of the comment to which it replies.
fn threads(bytes: &[u8]) -> Result<HashMap<String, String>, ImportError> {
    let mut found = HashMap::new();
    if package::member(bytes, THREADS).is_ok() {
        let text = text_of(bytes, THREADS)?;
        for node in parsed(&text)?.descendants().filter(|node| node.tag_name().name() == "commentEx") {
            if let (Some(own), Some(parent)) = (attribute(node, "paraId"), attribute(node, "paraIdParent")) {
                found.insert(own.to_owned(), parent.to_owned());
            }
        }
    }
    Ok(found)
}

/// Gives comments their places: signs are set where their words begin and end, and what stands between is counted letter by letter.
fn place(
    bytes: &[u8],
    body: String,
    document: &Document,
    comments: &mut [Commented],
) -> Result<(), ImportError> {
    let body = with_signs(&Settle::Rejected.body(body)?)?;
    let parsed = parsed(&body)?;
    let mut reader = Reader::of(bytes, &Settle::Rejected)?;
    let mut lines = Vec::new();
    reader.blocks(parsed.root_element(), &mut lines);
    let mut stream = Stream::default();
    for line in &lines {
        stream.line(&line.text);
    }
    let letters = letters_of(document);
    let own: String = letters.iter().map(|letter| letter.sign).collect();
    let plain = own.starts_with(&stream.letters);
    for comment in comments {
        let Some((from, to)) = stream.range(&comment.id) else { continue };
        comment.quote = stream.quote(from, to);
        comment.place = plain.then(|| spot(document, &letters, from, to)).flatten();
    }
    Ok(())
}

/// The body with words that are signs where comments begin and end.
fn with_signs(xml: &str) -> Result<String, ImportError> {
    let parsed = parsed(xml)?;
    let mut out = String::with_capacity(xml.len());
    let mut from = 0;
    let ranges: HashSet<&str> = parsed
        .descendants()
        .filter(|node| node.tag_name().name() == "commentRangeStart")
        .filter_map(|node| attribute(node, "id"))
        .collect();
    for node in parsed.descendants() {
        let id = attribute(node, "id").unwrap_or_default();
        let signs = match node.tag_name().name() {
            "commentRangeStart" => format!("{BEGINS}{id}{CLOSES}"),
            "commentRangeEnd" => format!("{ENDS}{id}{CLOSES}"),
            // A comment without a range hangs on the place of its reference.
            "commentReference" if !ranges.contains(id) => format!("{BEGINS}{id}{CLOSES}{ENDS}{id}{CLOSES}"),
            _ => continue,
        };
        let at = node.range().start;
        let tag = if is_in_run(node) { "w:t" } else { "w:r><w:t" };
        let end = if is_in_run(node) { "w:t" } else { "w:t></w:r" };
        out.push_str(&xml[from..at]);
        let _ = write!(out, "<{tag}>{signs}</{end}>");
        from = at;
    }
    out.push_str(&xml[from..]);
    Ok(out)
}

fn is_in_run(node: Node<'_, '_>) -> bool {
    node.parent().is_some_and(|above| above.tag_name().name() == "r")
}

/// The letters of a body without blanks and notes, and where among them comments begin and end.
#[derive(Default)]
struct Stream {
    letters: String,
    count: usize,
    begins: HashMap<String, usize>,
    ends: HashMap<String, usize>,
    /// The words with their blanks, and the byte among them of each letter.
    words: String,
    bytes: Vec<usize>,
}

impl Stream {
    fn line(&mut self, text: &str) {
        let text: String = text.nfc().collect();
        let mut rest = text.as_str();
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            let close = match c {
                NOTE_OPENS => NOTE_CLOSES,
                BEGINS | ENDS => CLOSES,
                _ => {
                    self.letter(c);
                    continue;
                }
            };
            let (name, after) = rest.split_once(close).unwrap_or((rest, ""));
            match c {
                BEGINS => self.begins.insert(name.to_owned(), self.count),
                ENDS => self.ends.insert(name.to_owned(), self.count),
                _ => None,
            };
            rest = after;
        }
        self.words.push(' ');
    }

    fn letter(&mut self, c: char) {
        if c.is_whitespace() {
            self.words.push(' ');
            return;
        }
        self.bytes.push(self.words.len());
        self.words.push(c);
        self.letters.push(c);
        self.count += 1;
    }

    fn range(&self, id: &str) -> Option<(usize, usize)> {
        let from = *self.begins.get(id)?;
        Some((from, self.ends.get(id).copied().unwrap_or(from).max(from)))
    }

    fn quote(&self, from: usize, to: usize) -> String {
        let at = |letter: usize| self.bytes.get(letter).copied().unwrap_or(self.words.len());
        collapse(&self.words[at(from)..at(to)])
    }
}

/// A letter of a text, and where it stands.
struct Letter {
    sign: char,
    /// The place of its unit in reading order.
    unit: usize,
    /// Its place among the characters of the unit's anchor text; none in its number.
    at: Option<u32>,
}

/// The letters of a text in reading order, without blanks and notes.
fn letters_of(document: &Document) -> Vec<Letter> {
    let mut letters = Vec::new();
    for (place, unit) in document.walk().enumerate() {
        let heading: String = unit.heading.as_deref().unwrap_or_default().nfc().collect();
        let gap = usize::from(!heading.is_empty() && !unit.text.is_empty());
        let behind = heading.chars().count() + gap;
        let mut push = |words: &str, from: Option<usize>| {
            for (at, sign) in words.chars().enumerate().filter(|(_, c)| !c.is_whitespace()) {
                let at = from.and_then(|from| u32::try_from(from + at).ok());
                letters.push(Letter { sign, unit: place, at });
            }
        };
        let number = unit.number.clone().unwrap_or_default();
        if !unit.heading_first {
            push(&number, None);
        }
        push(&heading, Some(0));
        if unit.heading_first {
            push(&number, None);
        }
        let text: String = unit.text.nfc().collect();
        push(&text, Some(behind));
    }
    letters
}

/// The place of letters from one to another; a comment on nothing hangs on the unit in which it stands.
fn spot(document: &Document, letters: &[Letter], from: usize, to: usize) -> Option<Spot> {
    let first = letters.get(from).or(letters.get(from.checked_sub(1)?))?;
    if from == to {
        // At the end of a paragraph the letter before is the one on which it hangs.
        let held = from.checked_sub(1).and_then(|at| letters.get(at)).unwrap_or(first);
        let unit = unit_at(document, held.unit)?;
        return Some(Spot { unit: unit.id.clone(), range: None, goes_on: false });
    }
    let covered = letters.get(from..to)?;
    let unit = unit_at(document, first.unit)?;
    let own = covered.iter().take_while(|letter| letter.unit == first.unit);
    let said: Vec<u32> = own.filter_map(|letter| letter.at).collect();
    let range = said.first().zip(said.last()).map(|(first, last)| (*first, last + 1));
    let goes_on = covered.iter().any(|letter| letter.unit != first.unit);
    Some(Spot { unit: unit.id.clone(), range, goes_on })
}

fn unit_at(document: &Document, place: usize) -> Option<&Unit> {
    document.walk().nth(place)
}
