//! Comma-separated rows: quotes, doubled quotes and line breaks inside quotes, either line ending, a leading BOM.

use super::PolisError;
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
        let wrong = |_| self.error(file, column, format!("\"{text}\", a whole number is wanted"));
        number.parse().map(Some).map_err(wrong)
    }

    /// A vote, or nothing if the field is empty.
    pub(super) fn vote(
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

    /// Yes or no; nothing said is no.
    pub(super) fn flag(&self, file: &'static str, index: usize, column: &str) -> Result<bool, PolisError> {
        let text = self.text(file, index, column)?;
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "t" | "1" | "yes" => Ok(true),
            "false" | "f" | "0" | "no" | "" | "nan" => Ok(false),
            _ => Err(self.error(file, column, format!("\"{text}\", true or false is wanted"))),
        }
    }
}

/// The digits of a number as spreadsheets and data frames write them: ` +1.0 ` is 1, `NaN` is nothing.
fn whole(text: &str) -> Option<&str> {
    let text = text.trim();
    if text.is_empty() || text.eq_ignore_ascii_case("nan") {
        return None;
    }
    let text =
        text.strip_prefix('+').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(text);
    let before =
        text.split_once('.').filter(|(_, after)| !after.is_empty() && after.bytes().all(|b| b == b'0'));
    Some(before.map_or(text, |(before, _)| before))
}

/// Names of the columns, from the first line; without blanks around them.
pub(super) struct Header {
    file: &'static str,
    names: Vec<String>,
}

impl Header {
    pub(super) fn new(file: &'static str, row: Option<Row>) -> Result<Self, PolisError> {
        let Some(row) = row else { return Ok(Self { file, names: Vec::new() }) };
        let names = (0..row.len()).map(|i| row.text(file, i, "header").map(|name| plain(&name)));
        let names = names.collect::<Result<Vec<_>, _>>()?;
        if let [only] = &names[..]
            && only.contains([';', '\t'])
        {
            return Err(PolisError::NotCommas { file });
        }
        Ok(Self { file, names })
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    pub(super) fn need(&self, column: &'static str) -> Result<usize, PolisError> {
        self.find(column).ok_or(PolisError::NoColumn { file: self.file, column })
    }
}

/// A column's name as exports and the Polis API spell it: `is_meta` and `Comment-ID` are plainly meant.
fn plain(name: &str) -> String {
    let name = name.trim().to_ascii_lowercase().replace(['_', ' '], "-");
    match name.as_str() {
        "tid" | "statement-id" => "comment-id".to_owned(),
        "pid" | "participant-id" => "voter-id".to_owned(),
        "txt" | "comment" | "body" => "comment-body".to_owned(),
        "mod" => "moderated".to_owned(),
        "created" => "timestamp".to_owned(),
        _ => name,
    }
}

/// A file without the mark of its encoding; refused if it is not UTF-8, has line ends that no row could be told by, or a
/// quote that is never closed and would swallow the rest.
pub(super) fn checked<'a>(file: &'static str, bytes: &'a [u8]) -> Result<&'a [u8], PolisError> {
    if bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || bytes.iter().take(64).any(|&b| b == 0)
    {
        return Err(PolisError::Encoding { file });
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if memchr::memchr(b'\n', bytes).is_none() && memchr::memchr(b'\r', bytes).is_some() {
        return Err(PolisError::LineEnds { file });
    }
    if memchr::memchr(b'"', bytes).is_some() {
        every_quote_is_closed(file, bytes)?;
    }
    Ok(bytes)
}

fn every_quote_is_closed(file: &'static str, bytes: &[u8]) -> Result<(), PolisError> {
    let (mut at, mut line) = (0, 1);
    while at < bytes.len() {
        let quoted = bytes[at] == b'"';
        let (_, used) = field(&bytes[at..]);
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

/// The rows of a file, header included.
pub(super) fn rows(bytes: &[u8]) -> impl Iterator<Item = Row<'_>> {
    let mut rest = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut line = 1;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut row = Row { line, fields: Vec::new() };
        loop {
            let (field, used) = field(rest);
            line += line_feeds(&rest[..used]);
            row.fields.push(field);
            let end = rest.get(used).copied();
            rest = &rest[(used + 1).min(rest.len())..];
            if end != Some(b',') {
                line += usize::from(end == Some(b'\n'));
                return Some(row);
            }
        }
    })
}

/// One field and the bytes it takes, up to (not including) the comma or line feed after it.
fn field(bytes: &[u8]) -> (Cow<'_, [u8]>, usize) {
    if bytes.first() != Some(&b'"') {
        let end = bytes.iter().position(|&b| b == b',' || b == b'\n').unwrap_or(bytes.len());
        let field = &bytes[..end];
        let last = bytes.get(end) != Some(&b',');
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
    let end =
        bytes[closed..].iter().position(|&b| b == b',' || b == b'\n').map_or(bytes.len(), |p| closed + p);
    (Cow::Owned(text), end)
}

#[expect(clippy::naive_bytecount, reason = "counted once per quoted field or error, not worth a dependency")]
pub(super) fn line_feeds(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b == b'\n').count()
}
