//! What the columns of a commenting form are called. The words are data: `data/exchange/heads.csv`, and `data/exchange/kinds.csv` for
//! kinds of comments. A column is known by its head, wherever it stands; one whose head is not in the file is none of the form's.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{CommentKind, ReadError};

const HEADS: &str = include_str!("../../../data/exchange/heads.csv");
const KINDS: &str = include_str!("../../../data/exchange/kinds.csv");

/// The longest head, in bytes: what is longer is somebody's words.
const MAX_HEAD: usize = 400;

/// A column of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Column {
    Id,
    /// The member body with a number behind it, as the form itself has them in one column; where numbers stand in a column of their own,
    /// the body alone.
    Member,
    /// Who made the comment, where that is a column of its own.
    Body,
    Line,
    Clause,
    Element,
    Kind,
    Comments,
    Proposal,
    Answer,
}

#[derive(Deserialize)]
struct HeadRow {
    column: Column,
    #[serde(rename = "language")]
    _language: String,
    head: String,
}

/// The two letters of the form for a kind.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Letters {
    Ge,
    Te,
    Ed,
}

#[derive(Deserialize)]
struct KindRow {
    kind: Letters,
    #[serde(rename = "language")]
    _language: String,
    word: String,
}

static COLUMNS: LazyLock<HashMap<String, Column>> = LazyLock::new(|| {
    let rows = maru_text::shipped_rows::<HeadRow>("data/exchange/heads.csv", HEADS);
    rows.into_iter().map(|row| (solid(&row.head), row.column)).collect()
});

static KIND_WORDS: LazyLock<HashMap<String, CommentKind>> = LazyLock::new(|| {
    let rows = maru_text::shipped_rows::<KindRow>("data/exchange/kinds.csv", KINDS);
    let kind = |letters: Letters| match letters {
        Letters::Ge => CommentKind::General,
        Letters::Te => CommentKind::Technical,
        Letters::Ed => CommentKind::Editorial,
    };
    rows.into_iter().map(|row| (row.word.to_lowercase(), kind(row.kind))).collect()
});

/// The kind that a cell names, where it names one alone: `te`, `Editorial`, `기술`.
pub(crate) fn kind_of(cell: &str) -> Option<CommentKind> {
    let word = cell.trim().trim_end_matches('.').to_lowercase();
    KIND_WORDS.get(&word).copied()
}

/// The letters of a head, without marks, blanks, numbers of notes and capitals.
fn solid(head: &str) -> String {
    head.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The column of a head, with or without the example in brackets behind it: `Clause/ Subclause (e.g. 3.1)`.
fn column_of(head: &str) -> Option<Column> {
    if head.len() > MAX_HEAD {
        return None;
    }
    if let Some(column) = COLUMNS.get(&solid(head)) {
        return Some(*column);
    }
    let bare = head.split(['(', '（']).next().unwrap_or_default();
    COLUMNS.get(&solid(bare)).copied()
}

/// The columns of a table, by the row of its heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heads {
    /// For each place in a row the column, or the head as it is written where the form has no such column.
    columns: Vec<Result<Column, String>>,
}

/// The columns of the form where they stand in the order of the form, without heads of their own.
pub(crate) const IN_ORDER: [Column; 8] = [
    Column::Member,
    Column::Line,
    Column::Clause,
    Column::Element,
    Column::Kind,
    Column::Comments,
    Column::Proposal,
    Column::Answer,
];

impl Heads {
    /// The heads, where a row is one of heads: it names the comments and at least two columns besides.
    ///
    /// # Errors
    /// A column that the row names twice: of two nobody knows which is meant.
    pub(crate) fn of(row: &[String]) -> Result<Option<Self>, ReadError> {
        let columns: Vec<Result<Column, String>> = row.iter().map(|cell| named(cell)).collect();
        let known: Vec<Column> = columns.iter().filter_map(|column| column.as_ref().ok().copied()).collect();
        if !known.contains(&Column::Comments) || known.len() < 3 {
            return Ok(None);
        }
        let heads = Self { columns };
        heads.require_distinct(row)?;
        Ok(Some(heads))
    }

    /// No column of the form stands twice; `row` has the heads as they are written.
    fn require_distinct(&self, row: &[String]) -> Result<(), ReadError> {
        let written = |at: usize| row.get(at).map_or_else(|| letters_of(at), |head| flat(head));
        let meant: Vec<Option<Column>> = (0..self.columns.len()).map(|at| self.at(at).ok()).collect();
        for (at, column) in meant.iter().enumerate() {
            let earlier = meant[..at].iter().position(|other| other.is_some() && other == column);
            if let Some(earlier) = earlier {
                return Err(ReadError::new(format!(
                    "the columns “{}” and “{}” are the same one of the form; leave one of them out",
                    written(earlier),
                    written(at),
                )));
            }
        }
        Ok(())
    }

    /// The heads with a second row of them, as below a head that stands over several columns; nothing where a cell of it is no head, or
    /// where it has one alone, which may be somebody's word.
    ///
    /// # Errors
    /// A column that both name.
    pub(crate) fn with_second(&self, row: &[String]) -> Result<Option<Self>, ReadError> {
        let mut heads = self.clone();
        let mut count = 0;
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            let Some(column) = column_of(cell) else { return Ok(None) };
            if heads.columns.len() <= at {
                heads.columns.resize(at + 1, Err(String::new()));
            }
            heads.columns[at] = Ok(column);
            count += 1;
        }
        if count < 2 {
            return Ok(None);
        }
        heads.require_distinct(row)?;
        Ok(Some(heads))
    }

    pub(crate) fn in_order() -> Self {
        Self { columns: IN_ORDER.map(Ok).to_vec() }
    }

    /// How many columns there are, without those at the end that have no head.
    pub(crate) fn width(&self) -> usize {
        let is_named = |column: &Result<Column, String>| match column {
            Ok(_) => true,
            Err(head) => !head.is_empty(),
        };
        self.columns.iter().rposition(is_named).map_or(0, |last| last + 1)
    }

    /// The column at a place, or what it is called where the form has none such.
    pub(crate) fn at(&self, place: usize) -> Result<Column, String> {
        match self.columns.get(place) {
            Some(Ok(column)) => Ok(self.meant(*column)),
            Some(Err(head)) if !head.is_empty() => Err(head.clone()),
            _ => Err(format!("column {}", letters_of(place))),
        }
    }

    pub(crate) fn is_without_head(&self, place: usize) -> bool {
        self.columns.get(place).is_none_or(|column| column.as_ref().is_err_and(String::is_empty))
    }

    pub(crate) fn has(&self, column: Column) -> bool {
        self.columns.iter().flatten().any(|one| self.meant(*one) == column)
    }

    /// Whether body and number stand in one column, as in the form itself.
    pub(crate) fn joins_body_and_number(&self) -> bool {
        self.columns.contains(&Ok(Column::Member)) && self.has(Column::Id) && !self.has(Column::Body)
    }

    fn meant(&self, column: Column) -> Column {
        match column {
            Column::Member if self.columns.contains(&Ok(Column::Id)) => Column::Body,
            Column::Member => Column::Id,
            other => other,
        }
    }

    /// Heads of columns that the form does not have.
    pub(crate) fn others(&self) -> Vec<&str> {
        let other = self.columns.iter().filter_map(|column| column.as_ref().err());
        other.map(String::as_str).filter(|head| !head.is_empty()).collect()
    }
}

fn named(cell: &str) -> Result<Column, String> {
    column_of(cell).ok_or_else(|| flat(cell))
}

/// Words on one line.
pub(crate) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What spreadsheets call a column, from 0: A, B … AA.
pub(crate) fn letters_of(place: usize) -> String {
    let mut left = place + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_heads_in_any_order_and_language() {
        let check = |heads: &[&str], expected: &str| {
            let row: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
            let found = Heads::of(&row).unwrap_or_else(|error| panic!("{error}"));
            let said = found.map_or_else(String::new, |heads| {
                let said = (0..heads.columns.len()).map(|at| match heads.at(at) {
                    Ok(column) => format!("{column:?}"),
                    Err(head) => format!("“{head}”"),
                });
                said.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(said, expected, "{heads:?}");
        };
        check(
            &[
                "MB1",
                "Clause No./ Subclause No./ Annex\n(e.g. 3.1)",
                "Paragraph/ Figure/Table/ Note\n(e.g. Table 1)",
                "Type of com-\nment2",
                "Comment (justification for change) by the MB",
                "Proposed change by the MB",
                "Secretariat observations\non each comment submitted",
            ],
            "Id Clause Element Kind Comments Proposal Answer",
        );
        check(
            &["번호", "기관", "조항", "의견 유형", "의견", "수정 제안", "검토 결과"],
            "Id Body Clause Kind Comments Proposal Answer",
        );
        check(&["番号", "箇条", "コメント", "修正案", "対応"], "Id Clause Comments Proposal Answer");
        check(&["序号", "章条编号", "意见内容", "提出单位", "处理意见"], "Id Clause Comments Body Answer");
        check(&["Proposed change", "COMMENTS", "Status", "MB/NC"], "Proposal Comments “Status” Id");
        // Beside a column of numbers the body stands alone; without one both stand in one column.
        check(&["No", "MB/NC", "Type", "Comments"], "Id Body Kind Comments");
        check(&["MB", "Ref", "Comments"], "Body Id Comments");
        check(&["Comments", "Proposed change"], "");
        check(&["My comment on the observations", "and a proposal", "x"], "");
        let bodies = ["No", "MB/NC", "Country", "Comments"].map(str::to_owned);
        assert!(Heads::of(&bodies).is_err_and(|error| error.to_string().contains("“MB/NC” and “Country”")));
        let twice = ["Comments", "MB", "Type", "Comment"].map(str::to_owned);
        assert!(Heads::of(&twice).is_err_and(|error| error.to_string().contains("“Comments” and “Comment”")));
    }

    #[test]
    fn a_second_row_of_heads_says_what_stands_below_the_first() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let heads = Heads::of(&row(&["MB", "Clause", "Comments", "", "Status"])).unwrap().unwrap();
        let both = heads.with_second(&row(&["", "", "Comment", "Proposed change", ""])).unwrap().unwrap();
        assert_eq!((both.at(2), both.at(3)), (Ok(Column::Comments), Ok(Column::Proposal)));
        assert_eq!(both.at(4), Err("Status".to_owned()));
        assert_eq!(
            heads.with_second(&row(&["DE-1", "3", "Comment"])),
            Ok(None),
            "a comment that is only called so"
        );
        assert_eq!(heads.with_second(&row(&["", ""])), Ok(None));
        assert!(heads.with_second(&row(&["", "", "", "Comments", "Type"])).is_err());
    }

    #[test]
    fn no_head_and_no_word_is_in_the_files_twice() {
        let rows = maru_text::shipped_rows::<HeadRow>("data/exchange/heads.csv", HEADS);
        assert_eq!(rows.len(), COLUMNS.len());
        let rows = maru_text::shipped_rows::<KindRow>("data/exchange/kinds.csv", KINDS);
        assert_eq!(rows.len(), KIND_WORDS.len());
    }

    #[test]
    fn columns_have_letters() {
        let check = |place, letters: &str| assert_eq!(letters_of(place), letters);
        check(0, "A");
        check(25, "Z");
        check(26, "AA");
        check(16_383, "XFD");
    }

    #[test]
    fn a_kind_is_one_word() {
        let check = |cell: &str, kind| assert_eq!(kind_of(cell), kind, "{cell}");
        check(" TE ", Some(CommentKind::Technical));
        check("Editorial", Some(CommentKind::Editorial));
        check("일반", Some(CommentKind::General));
        check("te (high)", None);
        check("ge/te", None);
        check("", None);
    }
}
