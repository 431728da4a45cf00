//! Tables in CSV (RFC 4180), read in one way: those that are compiled into the program, and those that people upload.
//!
//! Programs for spreadsheets write a byte order mark in front, UTF-16, semicolons or tabs between cells where the language of the computer
//! says so, a line `sep=;` above the head, blanks around cells and empty rows at the end; all of that is taken. What would lose or shift a
//! value is refused with its line.

use std::borrow::Cow;
use std::collections::BTreeSet;

use csv::{Position, ReaderBuilder, StringRecord};
use serde::de::DeserializeOwned;

use crate::error::{TableError, TableFault};

/// What may part cells. See [`separator_of`].
const SEPARATORS: [u8; 4] = *b",;\t|";
/// The most rows of a table that is compiled into the program.
const SHIPPED_ROWS: usize = 100_000;

/// A row as it stands in the file: no cell is trimmed, and there may be more or fewer of them than in other rows.
#[derive(Debug, Clone)]
pub struct Cells {
    cells: StringRecord,
    line: u64,
}

impl Cells {
    /// The line on which the row begins, from 1; cells may hold line breaks.
    pub fn line(&self) -> u64 {
        self.line
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.cells.iter()
    }
}

/// The rows of a file, the first one too, whatever it says. Lines without a sign are no rows.
///
/// # Errors
/// More than `most_rows`, bytes that are neither UTF-8 nor UTF-16 with its mark, and a quoted cell that is never closed: it would take
/// in all rows behind it.
pub fn read_cells(bytes: &[u8], most_rows: usize) -> Result<Vec<Cells>, TableError> {
    let text = text_of(bytes)?;
    let (text, begins_at, said) = match said_separator(&text) {
        Some((separator, rest)) => (rest, 2, Some(separator)),
        None => (&*text, 1, None),
    };
    let separator = said.unwrap_or_else(|| separator_of(text));
    let quote = quote_of(text, separator);
    if let Some(line) = open_quote(text.as_bytes(), separator, quote) {
        return Err(TableError::at(line + begins_at - 1, TableFault::OpenQuote));
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quote(quote)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut line, mut counted) = (begins_at, 0);
    for cells in reader.records() {
        let cells = cells.map_err(|error| TableError::of_csv(&error))?;
        // The reader's own number is that of the row before where lines end in CR LF or are empty.
        let begins = begin_of(text, cells.position());
        line += text.get(counted..begins).unwrap_or_default().matches('\n').count() as u64;
        counted = begins;
        if rows.len() == most_rows {
            return Err(TableError::at(line, TableFault::TooLong(most_rows)));
        }
        rows.push(Cells { cells, line });
    }
    Ok(rows)
}

/// The bytes as text: UTF-8, or UTF-16 where its mark stands in front. Others are nobody's guess.
fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, TableError> {
    let not_text = |before: &[u8]| {
        let line = before.split(|byte| *byte == b'\n').count();
        TableError::at(line as u64, TableFault::NotText)
    };
    let wide = match bytes {
        [0xff, 0xfe, ..] => Some(encoding_rs::UTF_16LE),
        [0xfe, 0xff, ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    let text = if let Some(wide) = wide {
        let rest = bytes.get(2..).unwrap_or_default();
        wide.decode_without_bom_handling_and_without_replacement(rest).ok_or_else(|| not_text(b""))?
    } else {
        let text = std::str::from_utf8(bytes);
        let text = text.map_err(|error| not_text(bytes.get(..error.valid_up_to()).unwrap_or_default()))?;
        Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text))
    };
    // No text has such a character; UTF-16 without its mark has one beside every Latin letter.
    match text.find('\0') {
        Some(at) => Err(not_text(text.as_bytes().get(..at).unwrap_or_default())),
        None => Ok(text),
    }
}

/// A text in the encoding that its sender names, such as `euc-kr`, `windows-1252` or `utf-16le`.
///
/// # Errors
/// A name that is no encoding's, and bytes that are no text in it; said in plain English.
pub fn decoded(bytes: &[u8], encoding: &str) -> Result<String, String> {
    let known = encoding_rs::Encoding::for_label(encoding.as_bytes());
    let known = known.filter(|known| *known != encoding_rs::REPLACEMENT);
    let known = known.ok_or_else(|| format!("“{encoding}” is no encoding that is known"))?;
    let bytes = match (known.name(), bytes) {
        ("UTF-16LE", [0xff, 0xfe, rest @ ..])
        | ("UTF-16BE", [0xfe, 0xff, rest @ ..])
        | ("UTF-8", [0xef, 0xbb, 0xbf, rest @ ..]) => rest,
        _ => bytes,
    };
    let text = known.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(Cow::into_owned).ok_or_else(|| format!("it is no text in {}", known.name()))
}

/// What a first line such as `sep=;` says, which Excel writes for itself, and the text below it.
fn said_separator(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let said = first.trim_end_matches('\r').trim_matches('"').strip_prefix("sep=")?;
    let separator = if said.is_empty() { b'\t' } else { *said.as_bytes().first()? };
    (said.len() <= 1 && separator.is_ascii()).then_some((separator, rest))
}

/// The sign around cells that hold a separator: the double quotation mark, unless every cell of the first line stands between single ones.
fn quote_of(text: &str, separator: u8) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut cells = first.split(char::from(separator)).map(str::trim);
    let is_single = |cell: &str| cell.len() >= 2 && cell.starts_with('\'') && cell.ends_with('\'');
    let all = first.contains(char::from(separator)) && cells.all(is_single);
    if all { b'\'' } else { b'"' }
}

/// The first byte of a row, behind the line ends in front of it.
fn begin_of(text: &str, position: Option<&Position>) -> usize {
    let from = position.and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
    let rest = text.get(from..).unwrap_or_default();
    from + (rest.len() - rest.trim_start_matches(['\r', '\n']).len())
}

/// What parts the cells of a text, by its first line that has any of the signs: a title may stand above the head.
fn separator_of(text: &str) -> u8 {
    let first =
        text.lines().find(|line| line.bytes().any(|byte| SEPARATORS.contains(&byte))).unwrap_or_default();
    let how_many = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    // Of two that are there equally often the earlier in the list.
    SEPARATORS.into_iter().rev().max_by_key(how_many).unwrap_or(b',')
}

/// The line on which a quoted cell begins that the text never closes.
fn open_quote(text: &[u8], separator: u8, quote: u8) -> Option<u64> {
    let (mut line, mut opened) = (1, None);
    let mut begins = true;
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        line += u64::from(byte == b'\n');
        match (opened, byte) {
            // Two quotation marks within a quoted cell are one sign of it.
            (Some(_), sign) if sign == quote && bytes.peek() == Some(&quote) => _ = bytes.next(),
            (Some(_), sign) if sign == quote => opened = None,
            (None, sign) if sign == quote && begins => opened = Some(line),
            _ => {}
        }
        begins = opened.is_none() && (byte == separator || byte == b'\n' || byte == b'\r');
    }
    opened
}

/// A table whose first row names its columns, and whose rows all have a cell for each of them.
#[derive(Debug, Clone)]
pub struct Table {
    head: StringRecord,
    rows: Vec<Cells>,
}

/// A row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct TableRow<'a> {
    head: &'a StringRecord,
    row: &'a Cells,
}

impl Table {
    /// Reads a table of at most `most_rows` rows below its head. Rows without any value are left out.
    ///
    /// ```
    /// use maru_text::Table;
    ///
    /// let table = Table::read("\u{feff}name; kind\nLake Trust ; other\n".as_bytes(), 100).unwrap();
    /// assert_eq!(table.rows().next().unwrap().cell("kind"), "other");
    /// let error = Table::read(b"name,kind\nLake Trust\n", 100).unwrap_err();
    /// assert_eq!(error.to_string(), "line 2: the row has 1 cells, and the first line names 2 columns");
    /// ```
    ///
    /// # Errors
    /// Those of [`read_cells`], a row with more or fewer cells than the first one, and a column that is named twice.
    pub fn read(bytes: &[u8], most_rows: usize) -> Result<Self, TableError> {
        let mut rows = read_cells(bytes, most_rows.saturating_add(1))?.into_iter();
        let mut head = rows.next().map(|row| row.cells).unwrap_or_default();
        head.trim();
        let mut above = BTreeSet::new();
        if let Some(name) = head.iter().find(|name| !name.is_empty() && !above.insert(*name)) {
            return Err(TableError::at(1, TableFault::Twice(name.to_owned())));
        }
        let rows: Vec<Cells> = rows.filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).collect();
        if let Some(row) = rows.iter().find(|row| row.cells.len() != head.len()) {
            let fault = TableFault::Width { cells: row.cells.len(), columns: head.len() };
            return Err(TableError::at(row.line, fault));
        }
        Ok(Self { head, rows })
    }

    /// The names of the columns, without blanks around them.
    pub fn head(&self) -> impl Iterator<Item = &str> {
        self.head.iter()
    }

    pub fn rows(&self) -> impl ExactSizeIterator<Item = TableRow<'_>> {
        self.rows.iter().map(|row| TableRow { head: &self.head, row })
    }

    /// The row at this place below the head, from 0.
    pub fn row(&self, at: usize) -> Option<TableRow<'_>> {
        self.rows.get(at).map(|row| TableRow { head: &self.head, row })
    }

    /// Refuses a table that lacks any of these columns; all that it lacks are named at once.
    ///
    /// # Errors
    /// [`TableFault::NoColumn`].
    pub fn require(&self, columns: &[&str]) -> Result<(), TableError> {
        let lacks = |name: &&&str| !self.head().any(|known| known == **name);
        let missing: Vec<String> = columns.iter().filter(lacks).map(|name| (*name).to_owned()).collect();
        if missing.is_empty() { Ok(()) } else { Err(TableError::at(1, TableFault::NoColumn(missing))) }
    }

    /// Each row as a value whose fields are named like the columns, with the line on which the row begins.
    ///
    /// # Errors
    /// The first row that does not fit, with the column where it is known.
    pub fn values<T: DeserializeOwned>(&self) -> Result<Vec<(u64, T)>, TableError> {
        let value = |row: &Cells| {
            let mut cells = row.cells.clone();
            cells.trim();
            let value = cells.deserialize(Some(&self.head));
            value
                .map(|value| (row.line, value))
                .map_err(|error| TableError::of_value(row.line, &self.head, &error))
        };
        self.rows.iter().map(value).collect()
    }
}

impl<'a> TableRow<'a> {
    /// The line on which the row begins, from 1.
    pub fn line(self) -> u64 {
        self.row.line
    }

    /// The cell of a column without blanks around it; empty where the table has no such column.
    pub fn cell(self, column: &str) -> &'a str {
        self.get(column).unwrap_or_default()
    }

    /// The same; nothing where the table has no such column.
    pub fn get(self, column: &str) -> Option<&'a str> {
        let at = self.head.iter().position(|name| name == column)?;
        self.row.cells.get(at).map(str::trim)
    }

    /// Each column's name with its cell, as the cell stands in the file.
    pub fn named_cells(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.head.iter().zip(self.row.cells.iter())
    }
}

/// The rows of a table that is compiled into the program.
///
/// # Panics
/// Where a row does not fit `T`, with file and line: no row is ever left out. Such a table is part of the program, and a test of whoever
/// holds it reads it, so that a slip in it never leaves the workshop.
pub fn shipped_rows<T: DeserializeOwned>(file: &str, text: &str) -> Vec<T> {
    let read = Table::read(text.as_bytes(), SHIPPED_ROWS).and_then(|table| table.values());
    match read {
        Ok(values) => values.into_iter().map(|(_, value)| value).collect(),
        Err(error) => panic!("{file}, which is compiled into this program: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Result<Vec<Vec<String>>, String> {
        let rows = read_cells(text.as_bytes(), 3).map_err(|error| error.to_string())?;
        Ok(rows.iter().map(|row| row.iter().map(str::to_owned).collect()).collect())
    }

    #[test]
    fn any_separator_is_taken_and_nothing_is_shifted() {
        for (text, expected) in [
            ("a,b\n1,2\n", vec![vec!["a", "b"], vec!["1", "2"]]),
            ("\u{feff}a;b\r\n\"1;,\"\"\";2\r\n", vec![vec!["a", "b"], vec!["1;,\"", "2"]]),
            ("a\tb,c\td\n\n \"x\t2\t3", vec![vec!["a", "b,c", "d"], vec![" \"x", "2", "3"]]),
            ("", vec![]),
            ("sep=|\r\na|b,c\n", vec![vec!["a", "b,c"]]),
            ("a|b|c\n1|2,5|3", vec![vec!["a", "b", "c"], vec!["1", "2,5", "3"]]),
            ("'a','b'\n'1, 2','it''s \"so\"'\n", vec![vec!["a", "b"], vec!["1, 2", "it's \"so\""]]),
        ] {
            assert_eq!(cells(text).unwrap(), expected, "{text:?}");
        }
        let faults = [
            ("a,b\n\"1\n2\",\"3\n4,5\n", "line 3: a quoted cell begins here and is never closed"),
            ("a\n1\n2\n3\n", "line 4: there are more than 3 rows"),
        ];
        for (text, expected) in faults {
            assert_eq!(cells(text).unwrap_err(), expected);
        }
        assert_eq!(read_cells(b"a\n\xff\n", 3).unwrap_err().to_string(), "line 2: it is not UTF-8");
        let below = read_cells(b"sep=;\na;b\n\"1;2\n", 3).unwrap_err().to_string();
        assert_eq!(below, "line 3: a quoted cell begins here and is never closed");
        assert_eq!(read_cells(b"sep=;\na;b\n", 3).unwrap()[0].line(), 2);
    }

    #[test]
    fn a_text_is_read_in_the_encoding_that_is_said_and_in_no_other() {
        let text = "MB,말\n\"1\",표시\n";
        let wide = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
            [mark.to_vec(), text.encode_utf16().flat_map(bytes).collect()].concat()
        };
        let little = wide(b"\xff\xfe", u16::to_le_bytes);
        for bytes in [&little, &wide(b"\xfe\xff", u16::to_be_bytes), &text.as_bytes().to_vec()] {
            let rows = read_cells(bytes, 9).unwrap();
            assert_eq!(rows[1].iter().collect::<Vec<_>>(), ["1", "표시"]);
        }
        assert_eq!(decoded(&little, "utf-16le").unwrap(), text);
        let korean = encoding_rs::EUC_KR.encode(text).0;
        assert_eq!(decoded(&korean, "euc-kr").unwrap(), text);
        assert_eq!(decoded(b"f\xfcr \x96", "windows-1252").unwrap(), "für –");
        for (bytes, encoding) in
            [(&*korean, "utf-8"), (b"\xff", "euc-kr"), (b"a", "klingon"), (b"a", "iso-2022-kr")]
        {
            assert!(decoded(bytes, encoding).is_err(), "{encoding}");
        }
        // Without their mark the same bytes are refused, also where every one of them is ASCII.
        for bytes in [&*korean, &little[2..], b"\0a\0,\0b\0\n", b"a,b\n1,\0\n"] {
            assert!(matches!(read_cells(bytes, 9).unwrap_err().fault, TableFault::NotText), "{bytes:?}");
        }
        assert!(read_cells(b"\xff\xfea", 9).is_err(), "half a character");
    }

    #[test]
    fn a_table_says_what_it_lacks_and_where() {
        #[derive(Debug, PartialEq, serde::Deserialize)]
        struct Lake {
            name: String,
            depth: Option<u32>,
        }
        let read = |text: &str| Table::read(text.as_bytes(), 9);
        let table = read("name , depth\n Aral ,12\n,\nChad,\n").unwrap();
        assert_eq!(
            table.rows().map(|row| (row.line(), row.cell("name"))).collect::<Vec<_>>(),
            [(2, "Aral"), (4, "Chad")]
        );
        let lakes: Vec<(u64, Lake)> = table.values().unwrap();
        assert_eq!(lakes[0].1, Lake { name: "Aral".to_owned(), depth: Some(12) });
        assert_eq!(lakes[1], (4, Lake { name: "Chad".to_owned(), depth: None }));
        let no_column = table.require(&["name", "river", "sea"]).unwrap_err();
        assert_eq!(no_column.to_string(), "line 1: there is no column river, sea");
        let wrong = read("name,depth\nAral,12\n\"Lake\nChad\",deep\n").unwrap().values::<Lake>().unwrap_err();
        assert_eq!(wrong.to_string(), "line 3, column depth: invalid digit found in string");
        let lacking = read("name\nAral\n").unwrap().values::<(String, String)>().unwrap_err();
        assert_eq!(lacking.line, 2);
        let windows = read("name,depth\r\n\r\n\"Aral\r\nSea\",1\r\nChad\r\n").unwrap_err();
        assert_eq!(windows.line, 5);
        assert_eq!(read("a,a\n").unwrap_err().to_string(), "line 1: the column “a” stands twice");
    }
}
