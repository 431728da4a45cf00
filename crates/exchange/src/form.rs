//! The eight columns of the ISO/IEC/CEN form, which its Word, spreadsheet and CSV files share.

use crate::disposition::read_answer;
use crate::model::{Comment, CommentKind, CommentTable, Place, ReadError, System};

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

/// What the cells of a row stand for, by their heads.
pub(crate) fn is_head(cells: &[String]) -> bool {
    let solid = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
    };
    let says = |at: usize, word: &str| cells.get(at).is_some_and(|cell| solid(cell).starts_with(word));
    cells.len() >= COLUMNS && says(5, "comment") && says(6, "proposedchange") && says(7, "observation")
}

/// The cells of a comment, in the order of [`HEADS`].
pub(crate) fn row_of(comment: &Comment) -> [String; COLUMNS] {
    let kind = match comment.kind {
        Some(kind) => kind.iso().to_owned(),
        None => comment.kind_text.clone(),
    };
    let answer = comment.answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default();
    [
        comment.id.clone(),
        comment.place.line.clone(),
        comment.place.clause.clone(),
        comment.place.element.clone(),
        kind,
        comment.words.clone(),
        comment.proposal.clone(),
        answer,
    ]
}

/// Takes the rows in: heads and empty rows are passed over, cells beyond the eighth are named as not read.
pub(crate) fn table_of(rows: Vec<Vec<String>>) -> Result<CommentTable, ReadError> {
    let mut table = CommentTable::new(System::Iso);
    let Some(head) = rows.iter().position(|row| is_head(row)) else {
        return Err(ReadError::new("it has no row with the heads Comments, Proposed change, Observations"));
    };
    add_rows(&mut table, rows.into_iter().skip(head))?;
    Ok(table)
}

pub(crate) fn add_rows(
    table: &mut CommentTable,
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<(), ReadError> {
    for (at, row) in rows.enumerate() {
        if is_head(&row) || row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if row.len() < COLUMNS {
            table.not_read.push(format!(
                "row {} has {} cells, not eight: {}",
                at + 1,
                row.len(),
                shown(&row)
            ));
            continue;
        }
        if row[COLUMNS..].iter().any(|cell| !cell.trim().is_empty()) {
            table.not_read.push(format!("row {} has words beyond the eighth column", at + 1));
        }
        let comment = comment_of(&row);
        if comment.kind.is_none() && !comment.kind_text.is_empty() {
            table
                .not_read
                .push(format!("{}: the type \"{}\" is none of ge, te, ed", comment.id, comment.kind_text));
        }
        table.push(comment)?;
    }
    Ok(())
}

fn shown(row: &[String]) -> String {
    row.join(" | ").chars().take(80).collect()
}

fn comment_of(row: &[String]) -> Comment {
    let cell = |at: usize| row.get(at).map(|cell| cell.trim().to_owned()).unwrap_or_default();
    // The body and the number stand in one cell, on one line or two: "DE-002", "DE\n002".
    let id = cell(0).split_whitespace().collect::<Vec<_>>().join("-").replace("--", "-");
    let author = id.split('-').next().unwrap_or_default().to_owned();
    let observation = cell(7);
    Comment {
        author,
        id,
        place: Place { line: cell(1), clause: cell(2), element: cell(3) },
        kind: CommentKind::from_iso(&cell(4)),
        kind_text: cell(4),
        words: cell(5),
        proposal: cell(6),
        answer: (!observation.is_empty()).then(|| read_answer(System::Iso, &observation)),
        ..Comment::default()
    }
}
