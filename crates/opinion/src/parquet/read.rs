//! Reading: the footer, then the named columns, group by group.

use std::borrow::Cow;

use super::pages::{runs, snappy};
use super::thrift::{Reader, Value};
use super::{
    DATA_PAGE, DATA_PAGE_V2, DICTIONARY_PAGE, INT32, INT64, MAGIC, OPTIONAL, PLAIN, PLAIN_DICTIONARY,
    ParquetError, REQUIRED, RLE_DICTIONARY, SNAPPY, UINT_32, UNCOMPRESSED,
};
use crate::polis::{PolisVote, lower, milliseconds};
use crate::votes::Vote;

/// Bytes of the footer's length and the last magic word.
const TAIL: usize = 8;
/// Rows for each byte of the file at most: runs can promise any number of rows, and a made-up file no memory.
const ROWS_PER_BYTE: usize = 64;

fn wrong(at: usize, what: impl Into<String>) -> ParquetError {
    ParquetError { at, what: what.into() }
}

/// Reads the votes of a Parquet file, in its order.
pub fn read(bytes: &[u8]) -> Result<Vec<PolisVote>, ParquetError> {
    read_named(bytes, &mut |_, number| u32::try_from(number).ok())
}

/// Of what an id is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdOf {
    Statement,
    Voter,
}

/// The same with ids that are longer than the numbers of votes; `numbered` says by which number each is known.
pub(crate) fn read_named(
    bytes: &[u8],
    numbered: &mut dyn FnMut(IdOf, u64) -> Option<u32>,
) -> Result<Vec<PolisVote>, ParquetError> {
    let footer = footer(bytes)?;
    let rows = footer.size(3).filter(|&rows| rows <= bytes.len().saturating_mul(ROWS_PER_BYTE));
    let rows = rows.ok_or_else(|| wrong(bytes.len(), "more rows than the file can hold"))?;
    let column = |name: &str| Column::find(bytes, &footer, name, rows);
    let needed = |name: &str| {
        let values =
            column(name)?.ok_or_else(|| wrong(bytes.len(), format!("there is no column \"{name}\"")))?;
        Ok(values)
    };
    let (statements, voters, answers) = (needed("comment-id")?, needed("voter-id")?, needed("vote")?);
    let stamps = column("timestamp")?;
    let end = bytes.len();
    let mut id = |of: IdOf, value: Option<i64>| numbered(of, u64::try_from(value?).ok()?);
    let mut vote = |row: usize| {
        Ok(PolisVote {
            timestamp_ms: stamps.as_ref().and_then(|stamps| stamps[row]).map(milliseconds),
            statement: id(IdOf::Statement, statements[row])
                .ok_or_else(|| cell(end, row, "comment-id", statements[row], ID))?,
            voter: id(IdOf::Voter, voters[row]).ok_or_else(|| cell(end, row, "voter-id", voters[row], ID))?,
            value: answer(answers[row]).ok_or_else(|| cell(end, row, "vote", answers[row], "1, 0 or -1"))?,
        })
    };
    (0..rows).map(&mut vote).collect()
}

const ID: &str = "a whole number from 0 on";

fn answer(value: Option<i64>) -> Option<Vote> {
    value.and_then(|value| Vote::from_sign(i8::try_from(value).ok()?))
}

fn cell(at: usize, row: usize, column: &str, value: Option<i64>, wanted: &str) -> ParquetError {
    let found = value.map_or_else(|| "nothing".to_owned(), |value| value.to_string());
    wrong(at, format!("row {}, column \"{column}\": {found}, {wanted} is wanted", row + 1))
}

fn footer(bytes: &[u8]) -> Result<Value<'_>, ParquetError> {
    let end = bytes.len();
    if end < MAGIC.len() + TAIL || !bytes.starts_with(MAGIC) || !bytes.ends_with(MAGIC) {
        return Err(wrong(0, "this is no Parquet file"));
    }
    let mut length = [0; 4];
    length.copy_from_slice(&bytes[end - TAIL..end - MAGIC.len()]);
    let start = (end - TAIL).checked_sub(u32::from_le_bytes(length) as usize);
    let start = start.ok_or_else(|| wrong(end - TAIL, "the footer is longer than the file"))?;
    Reader::new(&bytes[..end - TAIL], start).structure()
}

/// A page of values, unpacked.
struct Page<'a> {
    count: Option<usize>,
    encoding: Option<i64>,
    /// Which values are there, where some may be missing.
    levels: &'a [u8],
    content: &'a [u8],
    /// Offset of the page in the file, in bytes; errors name it.
    at: usize,
}

/// A column of the file's schema.
struct Column<'a> {
    bytes: &'a [u8],
    name: &'a str,
    kind: i64,
    optional: bool,
    /// Whether numbers of 32 bits have no sign.
    unsigned: bool,
    /// Numbers that a dictionary page gave.
    dictionary: Vec<i64>,
}

impl<'a> Column<'a> {
    /// All values of a column, if the file has it.
    fn find(
        bytes: &'a [u8],
        footer: &Value<'a>,
        name: &'a str,
        rows: usize,
    ) -> Result<Option<Vec<Option<i64>>>, ParquetError> {
        let mut written = footer.list(2).iter().skip(1).filter_map(|element| match element.field(4) {
            Some(Value::Bytes(found)) if in_one_spelling(found) == name => Some((element, *found)),
            _ => None,
        });
        let Some((element, written_name)) = written.next() else { return Ok(None) };
        if written.next().is_some() {
            return Err(wrong(0, format!("two columns are called \"{name}\", in one spelling or another")));
        }
        let kind = element.int(1).filter(|kind| matches!(*kind, INT32 | INT64));
        let kind = kind.ok_or_else(|| wrong(0, format!("column \"{name}\" holds no whole numbers")))?;
        let optional = match element.int(3) {
            Some(REQUIRED) => false,
            Some(OPTIONAL) => true,
            _ => return Err(wrong(0, format!("column \"{name}\" holds lists"))),
        };
        let mut values = Vec::new();
        for group in footer.list(4) {
            let unsigned = element.int(6) == Some(i64::from(UINT_32));
            let mut column = Self { bytes, name, kind, optional, unsigned, dictionary: Vec::new() };
            let chunk = group
                .list(1)
                .iter()
                .filter_map(|chunk| chunk.field(3))
                .find(|about| matches!(about.list(3), [Value::Bytes(found)] if *found == written_name));
            let chunk = chunk.ok_or_else(|| wrong(0, format!("a row group lacks the column \"{name}\"")))?;
            column.read(chunk, rows - values.len(), &mut values)?;
        }
        if values.len() != rows {
            return Err(wrong(0, format!("column \"{name}\" has {} rows of {rows}", values.len())));
        }
        Ok(Some(values))
    }

    fn wrong(&self, at: usize, what: &str) -> ParquetError {
        wrong(at, format!("column \"{}\": {what}", self.name))
    }

    /// Appends the values of one chunk, which must not be more than `most`.
    fn read(
        &mut self,
        about: &Value,
        most: usize,
        values: &mut Vec<Option<i64>>,
    ) -> Result<(), ParquetError> {
        let codec =
            about.int(4).filter(|codec| matches!(*codec, UNCOMPRESSED | SNAPPY)).ok_or_else(|| {
                self.wrong(0, "its compression is not understood; write it uncompressed or with Snappy")
            })?;
        let (Some(wanted), Some(first)) = (about.size(5), about.size(9)) else {
            return Err(self.wrong(0, "its place is not named"));
        };
        if wanted > most {
            return Err(self.wrong(first, "more values than rows"));
        }
        let until = values.len() + wanted;
        let mut at = about.size(11).map_or(first, |dictionary| dictionary.min(first));
        while values.len() < until {
            let mut reader = Reader::new(self.bytes, at);
            let header = reader.structure()?;
            let (Some(unpacked), Some(packed)) = (header.size(2), header.size(3)) else {
                return Err(self.wrong(at, "a page does not name its length"));
            };
            let content = reader.take(packed)?;
            let before = values.len();
            match header.int(1) {
                Some(DICTIONARY_PAGE) => {
                    let content = unpack(content, codec, unpacked)?;
                    let count = header.field(7).and_then(|page| page.size(1)).unwrap_or(0);
                    self.dictionary = self.plain(&content, count)?;
                }
                Some(DATA_PAGE) => {
                    let content = unpack(content, codec, unpacked)?;
                    let page = header.field(5).ok_or_else(|| self.wrong(at, "a page without a header"))?;
                    self.data_page(page, &content, at, until, values)?;
                }
                Some(DATA_PAGE_V2) => {
                    let page = header.field(8).ok_or_else(|| self.wrong(at, "a page without a header"))?;
                    self.data_page_v2(page, content, (codec, unpacked, at), until, values)?;
                }
                _ => return Err(self.wrong(at, "a page of an unknown kind")),
            }
            if header.int(1) != Some(DICTIONARY_PAGE) && values.len() == before {
                return Err(self.wrong(at, "a page without values"));
            }
            at = reader.at();
        }
        Ok(())
    }

    fn data_page(
        &self,
        page: &Value,
        content: &[u8],
        at: usize,
        until: usize,
        values: &mut Vec<Option<i64>>,
    ) -> Result<(), ParquetError> {
        let mut reader = Reader::new(content, 0);
        let levels = if self.optional {
            let mut length = [0; 4];
            length.copy_from_slice(reader.take(4)?);
            reader.take(u32::from_le_bytes(length) as usize)?
        } else {
            &[]
        };
        let content = &content[reader.at()..];
        self.append(&Page { count: page.size(1), encoding: page.int(2), levels, content, at }, until, values)
    }

    fn data_page_v2(
        &self,
        page: &Value,
        content: &[u8],
        (codec, unpacked, at): (i64, usize, usize),
        until: usize,
        values: &mut Vec<Option<i64>>,
    ) -> Result<(), ParquetError> {
        let mut reader = Reader::new(content, 0);
        let of_levels = page.size(5).unwrap_or(0);
        let levels = reader.take(of_levels)?;
        let rest = &content[reader.at()..];
        let plain = matches!(page.field(7), Some(Value::Bool(false)));
        let codec = if plain { UNCOMPRESSED } else { codec };
        let rest = unpack(rest, codec, unpacked.saturating_sub(of_levels))?;
        let page = Page { count: page.size(1), encoding: page.int(4), levels, content: &rest, at };
        self.append(&page, until, values)
    }

    fn append(&self, page: &Page, until: usize, values: &mut Vec<Option<i64>>) -> Result<(), ParquetError> {
        let count = page.count.filter(|&count| count <= until - values.len());
        let count = count.ok_or_else(|| self.wrong(page.at, "a page with more values than the chunk"))?;
        let present = if self.optional { runs(page.levels, 1, count)? } else { vec![1; count] };
        let stored = present.iter().filter(|&&level| level == 1).count();
        let numbers = match page.encoding {
            Some(PLAIN) => self.plain(page.content, stored)?,
            Some(PLAIN_DICTIONARY | RLE_DICTIONARY) => self.of_dictionary(page.content, stored, page.at)?,
            _ => return Err(self.wrong(page.at, "its encoding is not understood; plain or by dictionary is")),
        };
        let mut numbers = numbers.into_iter();
        values.extend(present.into_iter().map(|level| if level == 1 { numbers.next() } else { None }));
        Ok(())
    }

    fn plain(&self, content: &[u8], count: usize) -> Result<Vec<i64>, ParquetError> {
        let size = if self.kind == INT32 { 4 } else { 8 };
        let content = Reader::new(content, 0).take(count.saturating_mul(size))?;
        let number = |bytes: &[u8]| {
            let mut wide = [0; 8];
            wide[..size].copy_from_slice(bytes);
            let number = i64::from_le_bytes(wide);
            if size == 4 && !self.unsigned { i64::from(number as i32) } else { number }
        };
        Ok(content.chunks_exact(size).map(number).collect())
    }

    fn of_dictionary(&self, content: &[u8], count: usize, at: usize) -> Result<Vec<i64>, ParquetError> {
        let Some((&width, content)) = content.split_first() else {
            return if count == 0 { Ok(Vec::new()) } else { Err(self.wrong(at, "an empty page")) };
        };
        let known = |index: u32| self.dictionary.get(index as usize).copied();
        let found: Option<Vec<i64>> = runs(content, width, count)?.into_iter().map(known).collect();
        found.ok_or_else(|| self.wrong(at, "a value that its dictionary lacks"))
    }
}

fn in_one_spelling(name: &[u8]) -> String {
    lower(&String::from_utf8_lossy(name))
}

fn unpack(content: &[u8], codec: i64, length: usize) -> Result<Cow<'_, [u8]>, ParquetError> {
    if codec == SNAPPY { snappy(content, length).map(Cow::Owned) } else { Ok(Cow::Borrowed(content)) }
}
