//! The commenting form of ISO, IEC and CEN, which its Word, spreadsheet and CSV files share: what it looks like, and how a table in which
//! its columns stand is read, whatever their order and language. Whatever a row says stands in its comment, or is named as not taken.

use crate::disposition::read_answer;
use crate::heads::{Column, Heads, flat, kind_of, letters_of};
use crate::model::{Comment, CommentTable, ReadError, System};

/// The heads of the columns, each line of them; what stands in brackets is an example.
pub(crate) const HEADS: [&[&str]; COLUMNS] = [
    &["MB/NC1"],
    &["Line number", "(e.g. 17)"],
    &["Clause/ Subclause", "(e.g. 3.1)"],
    &["Paragraph/ Figure/ Table/", "(e.g. Table 1)"],
    &["Type of comment2"],
    &["Comments"],
    &["Proposed change"],
    &["Observations of the secretariat"],
];
pub(crate) const COLUMNS: usize = 8;
pub(crate) const TITLE: &str = "Template for comments and secretariat observations";
pub(crate) const FOOT: &str = "ISO/IEC/CEN/CENELEC electronic balloting commenting template/version 2012-03";

/// Words with which the example rows of templates begin.
const EXAMPLES: [&str; 9] =
    ["example", "this is an example", "e.g.", "예시", "예)", "例", "beispiel", "exemple", "ejemplo"];

/// The cells of a comment, in the order of [`HEADS`].
pub(crate) fn row_of(comment: &Comment) -> [String; COLUMNS] {
    let kind = match comment.kind {
        Some(kind) => kind.iso().to_owned(),
        None => comment.kind_text.clone(),
    };
    let answer = comment.answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default();
    // Ends of lines and pages that Word and Excel cannot say are ends of lines, so that no two words become one.
    let line_feeds = |text: &str| text.replace(['\u{b}', '\u{c}', '\u{85}'], "\n");
    [
        comment.id.clone(),
        comment.place.line.clone(),
        comment.place.clause.clone(),
        comment.place.element.clone(),
        kind,
        line_feeds(&comment.words),
        line_feeds(&comment.proposal),
        line_feeds(&answer),
    ]
}

/// A row as it stands in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    /// Where it stands, as a person finds it: `row 7`.
    pub(crate) place: String,
    pub(crate) cells: Vec<String>,
    /// Why the row is not taken; nothing where it is.
    pub(crate) left_out: Option<&'static str>,
    /// What of the row does not stand in its cells, with the reason.
    pub(crate) beside: Vec<String>,
}

impl Row {
    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// All that it says, on one line.
    pub(crate) fn shown(&self) -> String {
        let said = self.cells.iter().map(|cell| flat(cell)).filter(|cell| !cell.is_empty());
        said.map(|cell| format!("“{cell}”")).collect::<Vec<_>>().join(", ")
    }

    /// Whether it belongs to the heads above it: examples in brackets, or the numbers of the columns.
    fn is_below_heads(&self) -> bool {
        let said = || self.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let bracketed =
            |cell: &str| cell.trim().starts_with(['(', '（']) && cell.trim().ends_with([')', '）']);
        let number = |cell: &str| cell.trim().trim_matches(['(', ')']).parse::<usize>().ok();
        let numbers: Vec<usize> = said().filter_map(|(_, cell)| number(cell)).collect();
        let in_turn =
            numbers.len() >= 3 && numbers.windows(2).all(|two| two[0].checked_add(1) == Some(two[1]));
        let examples = said().filter(|(_, cell)| bracketed(cell)).count();
        2 * examples > said().count() || in_turn && numbers.len() == said().count()
    }
}

/// How rows are held against the heads above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// A row with more or fewer cells than there are heads may be shifted, so nothing of it is taken.
    Exact,
    /// Each cell says by itself in which column it stands.
    Free,
}

/// Reads the rows of one table into a table of comments: heads where they stand, in whichever order, then comments below them.
pub(crate) struct Taking<'a> {
    table: &'a mut CommentTable,
    width: Width,
    heads: Option<Heads>,
    /// The row before was one of heads, or belonged to them.
    below_heads: bool,
    /// The name of the comment before.
    last: String,
    taken: usize,
}

impl<'a> Taking<'a> {
    pub(crate) fn new(table: &'a mut CommentTable, width: Width, heads: Option<Heads>) -> Self {
        let below_heads = heads.is_some();
        Self { table, width, heads, below_heads, last: String::new(), taken: 0 }
    }

    /// The heads that count at the end, for tables behind this one that have none of their own.
    pub(crate) fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Result<Option<Heads>, ReadError> {
        for row in rows {
            self.row(&row)?;
        }
        Ok(self.heads)
    }

    fn row(&mut self, row: &Row) -> Result<(), ReadError> {
        for line in &row.beside {
            self.table.not_read.push(format!("{}: {line}", row.place));
        }
        if row.is_empty() {
            return Ok(());
        }
        if let Some(why) = row.left_out {
            self.say(row, why);
            return Ok(());
        }
        let heads =
            Heads::of(&row.cells).map_err(|error| ReadError::new(format!("{}: {error}", row.place)))?;
        if let Some(heads) = heads {
            self.new_heads(row, heads);
            return Ok(());
        }
        let Some(heads) = self.heads.clone() else {
            if !read_facts(self.table, &row.cells) {
                self.say(row, "above the heads");
            }
            return Ok(());
        };
        if self.below_heads
            && let Some(both) = heads
                .with_second(&row.cells)
                .map_err(|error| ReadError::new(format!("{}: {error}", row.place)))?
        {
            self.new_heads(row, both);
            return Ok(());
        }
        if self.below_heads && row.is_below_heads() {
            self.say(row, "a part of the heads");
            return Ok(());
        }
        self.below_heads = false;
        let last = row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        if self.width == Width::Exact && (row.cells.len() < heads.width() || last > heads.width()) {
            let why =
                format!("it has {} cells under {} heads and may be shifted", row.cells.len(), heads.width());
            self.say(row, &why);
            return Ok(());
        }
        self.comment(row, &heads)
    }

    fn new_heads(&mut self, row: &Row, heads: Heads) {
        if self.heads.as_ref() != Some(&heads) {
            let lacking = [
                (Column::Id, "number"),
                (Column::Proposal, "proposed change"),
                (Column::Answer, "observations"),
            ];
            let lacking: Vec<&str> =
                lacking.into_iter().filter(|(column, _)| !heads.has(*column)).map(|(_, name)| name).collect();
            if !lacking.is_empty() {
                self.table.not_read.push(format!(
                    "{}: there is no column for: {}",
                    row.place,
                    lacking.join(", ")
                ));
            }
            let others = heads.others();
            if !others.is_empty() {
                let others = others.iter().map(|head| format!("“{head}”")).collect::<Vec<_>>().join(", ");
                self.table.not_read.push(format!(
                    "{}: columns that the form does not have, which go beside the words: {others}",
                    row.place
                ));
            }
        }
        self.heads = Some(heads);
        self.below_heads = true;
    }

    /// Names a row that is not taken, with all that it says.
    fn say(&mut self, row: &Row, why: &str) {
        self.table.not_read.push(format!("{}, not taken ({why}): {}", row.place, row.shown()));
    }

    fn comment(&mut self, row: &Row, heads: &Heads) -> Result<(), ReadError> {
        let comment = comment_of(row, heads);
        if comment.words.is_empty() && comment.proposal.is_empty() && comment.answer.is_none() {
            self.say(row, "it has no comment");
            return Ok(());
        }
        let lines = &mut self.table.not_read;
        if comment.id.is_empty() {
            let behind = if self.last.is_empty() {
                String::new()
            } else {
                format!("; it may go on from {}", self.last)
            };
            lines.push(format!("{}: it has no number, and is a comment of its own{behind}", row.place));
        } else {
            self.last.clone_from(&comment.id);
        }
        for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            if heads.is_without_head(at) {
                lines.push(format!("{}: under no head, goes beside the words: “{}”", row.place, flat(cell)));
            }
        }
        if comment.kind.is_none() && !comment.kind_text.is_empty() {
            lines.push(format!(
                "{}: the type “{}” is none of ge, te, ed",
                row.place,
                flat(&comment.kind_text)
            ));
        }
        let begins = |text: &str| {
            let text = text.trim_start_matches(['(', '[', '（', '<', ' ']).to_lowercase();
            EXAMPLES.iter().any(|word| text.starts_with(word))
        };
        if self.taken == 0 && (begins(&comment.words) || begins(&comment.id)) {
            lines.push(format!("{}: it may be the example of the form, and was taken", row.place));
        }
        self.taken += 1;
        self.table.push(comment)
    }
}

fn comment_of(row: &Row, heads: &Heads) -> Comment {
    let mut comment = Comment::default();
    let (mut id, mut answer) = (String::new(), String::new());
    for (at, cell) in row.cells.iter().enumerate() {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        let field = match heads.at(at) {
            Ok(Column::Id) => &mut id,
            Ok(Column::Body | Column::Member) => &mut comment.author,
            Ok(Column::Line) => &mut comment.place.line,
            Ok(Column::Clause) => &mut comment.place.clause,
            Ok(Column::Element) => &mut comment.place.element,
            Ok(Column::Kind) => &mut comment.kind_text,
            Ok(Column::Comments) => &mut comment.words,
            Ok(Column::Proposal) => &mut comment.proposal,
            Ok(Column::Answer) => &mut answer,
            Err(head) => {
                // Two columns of one name are two columns.
                let name = if comment.more.contains_key(&head) {
                    format!("{head} ({})", letters_of(at))
                } else {
                    head
                };
                comment.more.entry(name).or_default()
            }
        };
        cell.clone_into(field);
    }
    // Without a column for numbers they stand in that of the bodies, as in the form itself.
    if !heads.has(Column::Id) && is_numbered(&comment.author) {
        id = std::mem::take(&mut comment.author);
    }
    comment.id = name_of(&id, &comment.author);
    if comment.author.is_empty() {
        body_in(&comment.id, heads.joins_body_and_number()).clone_into(&mut comment.author);
    }
    comment.kind = kind_of(&comment.kind_text);
    comment.answer = (!answer.is_empty()).then(|| read_answer(System::Iso, &answer));
    comment
}

/// Whether a cell for bodies has the number of a comment: alone, or behind a country as in `DE-002` and `DE 002`. "Studio 54" is a body.
fn is_numbered(body: &str) -> bool {
    let mut parts = body.split(|c: char| c.is_whitespace() || c == '-').filter(|part| !part.is_empty());
    let is_number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let Some(first) = parts.next() else { return false };
    let rest: Vec<&str> = parts.collect();
    let numbers = rest.iter().all(|part| is_number(part));
    numbers && (is_number(first) || is_code(first) && !rest.is_empty())
}

/// Whether a word stands for a body: the letters of a country, or the two stars of the editors at ISO.
fn is_code(word: &str) -> bool {
    word == "**" || (2..=3).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase())
}

/// The body that the name of a comment begins with. A number is nobody, and neither is a word in front of one, unless the column is that
/// of bodies.
fn body_in(id: &str, is_of_bodies: bool) -> &str {
    let first = id.split('-').next().unwrap_or_default();
    let has_digits = first.chars().any(|c| c.is_ascii_digit());
    if is_code(first) || is_of_bodies && !has_digits { first } else { "" }
}

/// The name of a comment. The body and the number may stand in one cell, on one line or two ("DE-002", "DE\n002"), or in two cells.
fn name_of(id: &str, body: &str) -> String {
    let id = id.split_whitespace().collect::<Vec<_>>().join("-").replace("--", "-");
    let is_number = !id.is_empty() && id.chars().all(|c| c.is_ascii_digit());
    if is_number && !body.is_empty() { format!("{}-{id}", flat(body)) } else { id }
}

/// Day, document and project from cells such as `Date: 2026-11-28`, or with the value in the cell behind; false where a cell says
/// something else.
pub(crate) fn read_facts(table: &mut CommentTable, cells: &[String]) -> bool {
    let mut all = true;
    let mut cells = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).peekable();
    while let Some(cell) = cells.next() {
        if flat(cell) == TITLE {
            continue;
        }
        let Some((name, value)) = cell.split_once([':', '：']) else {
            all = false;
            continue;
        };
        let field = match name.trim() {
            "Date" => &mut table.date,
            "Document" => &mut table.document,
            "Project" => &mut table.project,
            _ => {
                all = false;
                continue;
            }
        };
        let behind = if value.trim().is_empty() { cells.next_if(|next| !next.contains(':')) } else { None };
        let value = behind.unwrap_or(value).trim();
        if field.is_empty() {
            value.clone_into(field);
        } else if field != value {
            all = false;
        }
    }
    all
}
