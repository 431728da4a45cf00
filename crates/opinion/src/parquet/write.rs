//! Writing: row groups of plain columns.

use super::thrift::{Writer, push_number};
use super::{DATA_PAGE, INT32, INT64, MAGIC, OPTIONAL, PLAIN, REQUIRED, RLE, UINT_32, UNCOMPRESSED};
use crate::polis::PolisVote;

/// Rows of one row group at most: what a reader holds in memory at once.
const GROUP: usize = 1 << 20;
/// Converted type: whole numbers of 8 bits with a sign.
const INT_8: i32 = 15;

struct Column {
    name: &'static str,
    kind: i64,
    repetition: i64,
    converted: Option<i32>,
    /// Values of some rows, with their levels before them where there may be gaps.
    page: fn(&[PolisVote]) -> Vec<u8>,
}

const COLUMNS: [Column; 4] = [
    Column { name: "timestamp", kind: INT64, repetition: OPTIONAL, converted: None, page: timestamps },
    Column {
        name: "comment-id",
        kind: INT32,
        repetition: REQUIRED,
        converted: Some(UINT_32),
        page: |votes| votes.iter().flat_map(|vote| vote.statement.to_le_bytes()).collect(),
    },
    Column {
        name: "voter-id",
        kind: INT32,
        repetition: REQUIRED,
        converted: Some(UINT_32),
        page: |votes| votes.iter().flat_map(|vote| vote.voter.to_le_bytes()).collect(),
    },
    Column {
        name: "vote",
        kind: INT32,
        repetition: REQUIRED,
        converted: Some(INT_8),
        page: |votes| votes.iter().flat_map(|vote| i32::from(vote.value.sign()).to_le_bytes()).collect(),
    },
];

fn timestamps(votes: &[PolisVote]) -> Vec<u8> {
    let mut levels = Vec::new();
    for run in votes.chunk_by(|a, b| a.timestamp_ms.is_some() == b.timestamp_ms.is_some()) {
        push_number(&mut levels, (run.len() as u64) << 1);
        levels.push(u8::from(run[0].timestamp_ms.is_some()));
    }
    let mut page = (levels.len() as u32).to_le_bytes().to_vec();
    page.append(&mut levels);
    page.extend(votes.iter().filter_map(|vote| vote.timestamp_ms).flat_map(i64::to_le_bytes));
    page
}

/// Where a column's page lies.
struct Chunk {
    start: usize,
    size: usize,
}

struct Group {
    rows: usize,
    chunks: Vec<Chunk>,
}

/// Votes as a Parquet file, in the order given.
pub fn write(votes: &[PolisVote]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    let mut groups = Vec::new();
    for rows in votes.chunks(GROUP) {
        let chunk = |column: &Column| {
            let start = out.len();
            let page = (column.page)(rows);
            out.extend(header(rows.len(), page.len()));
            out.extend(page);
            Chunk { start, size: out.len() - start }
        };
        let chunks = COLUMNS.iter().map(chunk).collect();
        groups.push(Group { rows: rows.len(), chunks });
    }
    let footer = footer(votes.len(), &groups);
    let length = (footer.len() as u32).to_le_bytes();
    out.extend(footer);
    out.extend(length);
    out.extend(MAGIC);
    out
}

fn header(rows: usize, size: usize) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.i32(1, DATA_PAGE as i32);
    writer.i32(2, size as i32);
    writer.i32(3, size as i32);
    writer.structure(5, |page| {
        page.i32(1, rows as i32);
        page.i32(2, PLAIN as i32);
        page.i32(3, RLE as i32);
        page.i32(4, RLE as i32);
    });
    writer.finish()
}

fn footer(rows: usize, groups: &[Group]) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.i32(1, 1);
    let elements: Vec<Option<&Column>> = std::iter::once(None).chain(COLUMNS.iter().map(Some)).collect();
    writer.structures(2, &elements, |element, column| match column {
        None => {
            element.text(4, "votes");
            element.i32(5, COLUMNS.len() as i32);
        }
        Some(column) => {
            element.i32(1, column.kind as i32);
            element.i32(3, column.repetition as i32);
            element.text(4, column.name);
            if let Some(converted) = column.converted {
                element.i32(6, converted);
            }
        }
    });
    writer.i64(3, rows);
    writer.structures(4, groups, |group, of| {
        let columns: Vec<(&Column, &Chunk)> = COLUMNS.iter().zip(&of.chunks).collect();
        group.structures(1, &columns, |entry, (column, chunk)| {
            entry.i64(2, chunk.start);
            entry.structure(3, |about| {
                about.i32(1, column.kind as i32);
                about.numbers(2, &[PLAIN as i32, RLE as i32]);
                about.texts(3, &[column.name]);
                about.i32(4, UNCOMPRESSED as i32);
                about.i64(5, of.rows);
                about.i64(6, chunk.size);
                about.i64(7, chunk.size);
                about.i64(9, chunk.start);
            });
        });
        group.i64(2, of.chunks.iter().map(|chunk| chunk.size).sum());
        group.i64(3, of.rows);
    });
    writer.text(6, "maru");
    writer.finish()
}
