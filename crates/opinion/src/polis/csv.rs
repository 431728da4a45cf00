//! Rows with separators: commas, semicolons or tabs; quotes, doubled quotes and line breaks inside quotes, any line ending,
//! UTF-8 or UTF-16 with its mark.

use super::PolisError;
use super::convention::after_declaration;
use super::formula::unguarded;
use super::ids::Id;
use crate::votes::Vote;
use std::borrow::Cow;

/// One row: its first line's number and its fields.
pub(super) struct Row<'a> {
    line: usize,
    fields: Vec<Cow<'a, [u8]>>,
}

impl Row<'_> {
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Refuses words after the last column: of a text with commas and without quotes only the beginning would be taken.
    pub(super) fn fits(&self, header: &Header) -> Result<(), PolisError> {
        if self.fields.iter().skip(header.names.len()).all(|field| field.trim_ascii().is_empty()) {
            return Ok(());
        }
        let last = header.names.last().map_or("", String::as_str);
        let what =
            "something stands after the last column; a text with separators in it has to stand in quotes";
        Err(self.error(header.file, last, what.to_owned()))
    }

    pub(super) fn is_blank(&self) -> bool {
        self.fields.iter().all(|f| f.is_empty())
    }

    /// The field's bytes; a row that ends early has empty fields.
    pub(super) fn bytes(&self, index: usize) -> &[u8] {
        self.fields.get(index).map_or(b"", |f| f.as_ref())
    }

    pub(super) fn error(&self, file: &'static str, column: &str, what: String) -> PolisError {
        PolisError::Cell { file, line: self.line, column: column.to_owned(), what }
    }

    pub(super) fn text(&self, file: &'static str, index: usize, column: &str) -> Result<String, PolisError> {
        let text = std::str::from_utf8(self.bytes(index));
        text.map(str::to_owned).map_err(|_| self.error(file, column, "not UTF-8 text".into()))
    }

    /// A whole number, or nothing if the field is empty.
    pub(super) fn number<N: std::str::FromStr>(
        &self,
        file: &'static str,
        index: usize,
        column: &str,
    ) -> Result<Option<N>, PolisError> {
        let text = self.text(file, index, column)?;
        let Some(number) = whole(&text) else { return Ok(None) };
        let wanted = match number.parse::<i128>() {
            Ok(_) if size_of::<N>() == size_of::<u32>() => "a whole number from 0 to 4294967295 is wanted",
            Ok(_) => "a smaller number is wanted",
            Err(_) => "a whole number is wanted",
        };
        number.parse().map(Some).map_err(|_| self.error(file, column, format!("\"{text}\", {wanted}")))
    }

    /// The id of a person or statement, or nothing if the field is empty.
    pub(super) fn id_or_nothing(
        &self,
        file: &'static str,
        index: usize,
        column: &str,
    ) -> Result<Option<Id>, PolisError> {
        let text = self.text(file, index, column)?;
        let Some(plain) = whole_or_text(&text) else { return Ok(None) };
        let wrong = |wanted| self.error(file, column, format!("\"{text}\", {wanted}"));
        Id::of(&plain).map(Some).map_err(wrong)
    }

    /// The id of a person or statement.
    pub(super) fn id(&self, file: &'static str, index: usize, column: &str) -> Result<Id, PolisError> {
        let empty = || self.error(file, column, "empty, an id is wanted".into());
        self.id_or_nothing(file, index, column)?.ok_or_else(empty)
    }

    /// A vote, or nothing if the field is empty.
    pub(super) fn vote_or_nothing(
        &self,
        file: &'static str,
        index: usize,
        column: &str,
    ) -> Result<Option<Vote>, PolisError> {
        let text = String::from_utf8_lossy(self.bytes(index));
        let Some(number) = whole(&text) else { return Ok(None) };
        match number.parse().ok().and_then(Vote::from_sign) {
            Some(vote) => Ok(Some(vote)),
            None => Err(self.error(file, column, format!("\"{text}\", 1, 0, -1 or nothing is wanted"))),
        }
    }

    /// A vote.
    pub(super) fn vote(&self, file: &'static str, index: usize, column: &str) -> Result<Vote, PolisError> {
        let text = String::from_utf8_lossy(self.bytes(index));
        let sign = whole(&text).and_then(|number| number.parse().ok());
        let wrong = || self.error(file, column, format!("\"{text}\", 1, 0 or -1 is wanted"));
        sign.and_then(Vote::from_sign).ok_or_else(wrong)
    }

    /// Yes or no; nothing said is no.
    pub(super) fn flag(&self, file: &'static str, index: usize, column: &str) -> Result<bool, PolisError> {
        let text = self.text(file, index, column)?;
        match whole(&text).map(|said| said.to_ascii_lowercase()).as_deref() {
            Some("true" | "t" | "1" | "yes") => Ok(true),
            Some("false" | "f" | "0" | "no") | None => Ok(false),
            Some(_) => Err(self.error(file, column, format!("\"{text}\", true or false is wanted"))),
        }
    }
}

/// How spreadsheets, data frames and databases write that a cell holds nothing.
const NOTHING: [&str; 7] = ["", "nan", "na", "n/a", "<na>", "null", "none"];

/// The digits of a number as spreadsheets and data frames write them: ` +1.0 ` is 1, `−1` is -1, `NaN` is nothing.
fn whole(text: &str) -> Option<String> {
    let text = text.trim();
    if NOTHING.contains(&text.to_ascii_lowercase().as_str()) {
        return None;
    }
    let digits_after =
        |sign: char| text.strip_prefix(sign).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let (sign, text) = match (digits_after('+'), digits_after('\u{2212}')) {
        (Some(rest), _) => ("", rest),
        (None, Some(rest)) => ("-", rest),
        (None, None) => ("", text),
    };
    let before =
        text.split_once('.').filter(|(_, after)| !after.is_empty() && after.bytes().all(|b| b == b'0'));
    Some(format!("{sign}{}", before.map_or(text, |(before, _)| before)))
}

/// The statement for which a column of the matrix is; nothing where its name cannot be an id.
pub(super) fn statement_of(name: &str) -> Option<Id> {
    Id::of(&whole_or_text(name)?).ok()
}

/// What an id says: the digits of a number, or the text as it is; nothing where the cell holds nothing.
fn whole_or_text(cell: &str) -> Option<String> {
    let text = unguarded(cell.trim()).trim();
    let number = whole(text)?;
    Some(if number.bytes().all(|byte| byte.is_ascii_digit()) { number } else { text.to_owned() })
}

/// Names of the columns, from the first line; without blanks around them.
pub(super) struct Header {
    file: &'static str,
    names: Vec<String>,
    /// The same as they are written.
    written: Vec<String>,
}

impl Header {
    pub(super) fn new(file: &'static str, row: Option<Row>) -> Result<Self, PolisError> {
        let Some(row) = row else { return Ok(Self { file, names: Vec::new(), written: Vec::new() }) };
        let written = (0..row.len()).map(|i| row.text(file, i, "header").map(|name| name.trim().to_owned()));
        let written = written.collect::<Result<Vec<_>, _>>()?;
        Ok(Self { file, names: written.iter().map(|name| plain(name)).collect(), written })
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Each column's name in the spelling of exports, and as it is written.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names().zip(self.written.iter().map(String::as_str))
    }

    /// Whether the columns are called as in Polis's database, where agreeing is -1.
    pub(super) fn is_of_api(&self) -> bool {
        self.written.iter().any(|name| OF_API.contains(&lower(name).as_str()))
    }

    /// The columns that are neither known nor empty of name, as they are written.
    pub(super) fn strange<'h>(&'h self, known: &'h [&str]) -> impl Iterator<Item = &'h str> {
        let strange = |(name, written): &(&str, &str)| !written.is_empty() && !known.contains(name);
        self.columns().filter(strange).map(|(_, written)| written)
    }

    /// The column of that name; two of them could say different things, and none would be meant more than the other.
    pub(super) fn find(&self, name: &str) -> Result<Option<usize>, PolisError> {
        let mut places =
            self.names.iter().enumerate().filter(|(_, one)| *one == name).map(|(place, _)| place);
        let first = places.next();
        match places.next() {
            Some(_) => Err(PolisError::TwoColumns { file: self.file, column: name.to_owned() }),
            None => Ok(first),
        }
    }

    pub(super) fn need(&self, column: &'static str) -> Result<usize, PolisError> {
        self.find(column)?.ok_or(PolisError::NoColumn { file: self.file, column })
    }
}

/// Names of columns in Polis's database and API.
const OF_API: [&str; 2] = ["tid", "pid"];

/// A column's name as exports and the Polis API spell it: `is_meta`, `isMeta` and `Comment-ID` are plainly meant.
fn plain(name: &str) -> String {
    let name = lower(name);
    match name.as_str() {
        "tid" | "statement-id" => "comment-id".to_owned(),
        "pid" | "participant-id" => "voter-id".to_owned(),
        "txt" | "comment" | "comment-text" | "body" => "comment-body".to_owned(),
        "mod" => "moderated".to_owned(),
        "created" => "timestamp".to_owned(),
        _ => name,
    }
}

/// A name in one spelling: `Vote_Convention`, `voteConvention` and `vote convention` are `vote-convention`.
pub(crate) fn lower(name: &str) -> String {
    let mut lower = String::with_capacity(name.len());
    let mut before = ' ';
    for letter in name.trim().chars() {
        if letter.is_ascii_uppercase() && before.is_ascii_lowercase() {
            lower.push('-');
        }
        lower.push(if matches!(letter, '_' | ' ') { '-' } else { letter.to_ascii_lowercase() });
        before = letter;
    }
    lower
}

/// A file from which rows can be cut: in UTF-8, with line feeds, its separator known, each quote closed.
pub(super) struct Table<'a> {
    file: &'static str,
    bytes: Cow<'a, [u8]>,
    /// Where the rows begin: after the mark of the encoding, a declaration and what spreadsheets write of the separator.
    start: usize,
    /// The lines before.
    before: usize,
    separator: u8,
    /// Whether the file itself says which sign is which.
    pub(super) declares_sign: bool,
    /// Whether rows are objects of a list, which are counted, and not lines of a text.
    is_list: bool,
}

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

impl<'a> Table<'a> {
    pub(super) fn open(file: &'static str, bytes: &'a [u8]) -> Result<Self, PolisError> {
        let bytes = line_feeds_only(in_utf8(file, bytes)?);
        let (mut start, mut before) = after_declaration(file, &bytes)?;
        let declares_sign = before > 0;
        let mut said = None;
        let first = |start: usize| {
            let rest = &bytes[start..];
            &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())]
        };
        if let [b's', b'e', b'p', b'=', one, rest @ ..] = first(start)
            && SEPARATORS.contains(one)
            && rest.trim_ascii().is_empty()
        {
            said = Some(*one);
            start = bytes.len().min(start + first(start).len() + 1);
            before += 1;
        }
        // No column's name has a separator in it, so the first that stands in the first line is the one.
        let found = || first(start).iter().copied().find(|byte| SEPARATORS.contains(byte));
        let separator = said.or_else(found).unwrap_or(b',');
        if memchr::memchr(b'"', &bytes[start..]).is_some() {
            every_quote_is_closed(file, &bytes[start..], before, separator)?;
        }
        Ok(Self { file, bytes, start, before, separator, declares_sign, is_list: false })
    }

    /// A list of objects that was written as a table with commas.
    pub(super) fn of_objects(file: &'static str, text: String) -> Table<'static> {
        let bytes = Cow::Owned(text.into_bytes());
        Table { file, bytes, start: 0, before: 0, separator: b',', declares_sign: false, is_list: true }
    }

    /// The rows, header included.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let first = if self.is_list { 0 } else { self.before + 1 };
        rows(self.bytes(), first, self.separator, self.is_list)
    }

    /// Name of the file within the export.
    pub(super) const fn file(&self) -> &'static str {
        self.file
    }

    /// Whether it was a list of objects.
    pub(super) const fn is_list(&self) -> bool {
        self.is_list
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    pub(super) const fn separator(&self) -> char {
        self.separator as char
    }
}

/// The file without the mark of its encoding; UTF-16 is read where its mark says so.
fn in_utf8<'a>(file: &'static str, bytes: &'a [u8]) -> Result<Cow<'a, [u8]>, PolisError> {
    let wrong = || PolisError::Encoding { file };
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ if bytes.iter().take(64).any(|&b| b == 0) => return Err(wrong()),
        _ => return Ok(Cow::Borrowed(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes))),
    };
    let (pairs, odd) = bytes[2..].as_chunks::<2>();
    if !odd.is_empty() {
        return Err(wrong());
    }
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<String, _>>();
    text.map(|text| Cow::Owned(text.into_bytes())).map_err(|_| wrong())
}

/// Old Macs end lines with carriage returns alone.
fn line_feeds_only(mut bytes: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if memchr::memchr(b'\n', &bytes).is_none() && memchr::memchr(b'\r', &bytes).is_some() {
        for byte in bytes.to_mut().iter_mut().filter(|byte| **byte == b'\r') {
            *byte = b'\n';
        }
    }
    bytes
}

/// A quote that is never closed would swallow the rest, moderation included.
fn every_quote_is_closed(
    file: &'static str,
    bytes: &[u8],
    before: usize,
    separator: u8,
) -> Result<(), PolisError> {
    let (mut at, mut line) = (0, before + 1);
    while at < bytes.len() {
        let quoted = bytes[at] == b'"';
        let (_, used) = field(&bytes[at..], separator);
        let text = &bytes[at..at + used];
        // Inside quotes each quote is doubled; so a field that is closed has an even number of them.
        let open = quoted && memchr::memchr_iter(b'"', text).count() % 2 == 1;
        let after = text.iter().rposition(|&b| b == b'"').map_or(0, |last| last + 1);
        let trailing = quoted && !text[after..].iter().all(u8::is_ascii_whitespace);
        if open || trailing {
            return Err(PolisError::Quote { file, line });
        }
        line += line_feeds(text) + usize::from(bytes.get(at + used) == Some(&b'\n'));
        at += used + 1;
    }
    Ok(())
}

/// The rows, each with the number of its first line, or with its own where `is_list`.
fn rows(mut rest: &[u8], mut line: usize, separator: u8, is_list: bool) -> impl Iterator<Item = Row<'_>> {
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut row = Row { line, fields: Vec::new() };
        loop {
            let (field, used) = field(rest, separator);
            line += if is_list { 0 } else { line_feeds(&rest[..used]) };
            row.fields.push(field);
            let end = rest.get(used).copied();
            rest = &rest[(used + 1).min(rest.len())..];
            if end != Some(separator) {
                line += usize::from(end == Some(b'\n'));
                return Some(row);
            }
        }
    })
}

/// One field and the bytes it takes, up to (not including) the separator or line feed after it.
fn field(bytes: &[u8], separator: u8) -> (Cow<'_, [u8]>, usize) {
    if bytes.first() != Some(&b'"') {
        let end = bytes.iter().position(|&b| b == separator || b == b'\n').unwrap_or(bytes.len());
        let field = &bytes[..end];
        let last = bytes.get(end) != Some(&separator);
        return (Cow::Borrowed(if last { field.strip_suffix(b"\r").unwrap_or(field) } else { field }), end);
    }
    let mut text = Vec::new();
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' && bytes.get(at + 1) != Some(&b'"') {
            break;
        }
        at += 1 + usize::from(byte == b'"');
        text.push(byte);
    }
    let closed = (at + 1).min(bytes.len());
    let end = bytes[closed..]
        .iter()
        .position(|&b| b == separator || b == b'\n')
        .map_or(bytes.len(), |p| closed + p);
    (Cow::Owned(text), end)
}

#[expect(clippy::naive_bytecount, reason = "counted once per quoted field or error, not worth a dependency")]
fn line_feeds(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b == b'\n').count()
}
