//! Comma-separated rows: quotes, doubled quotes and line breaks inside quotes, either line ending, a leading BOM.

use super::PolisError;
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
    pub(super) fn bytes(&self, place: usize) -> &[u8] {
        self.fields.get(place).map_or(b"", |f| f.as_ref())
    }

    pub(super) fn error(&self, file: &'static str, column: &str, what: String) -> PolisError {
        PolisError::Cell { file, line: self.line, column: column.to_owned(), what }
    }

    pub(super) fn text(&self, file: &'static str, place: usize, column: &str) -> Result<String, PolisError> {
        let text = std::str::from_utf8(self.bytes(place));
        text.map(str::to_owned).map_err(|_| self.error(file, column, "not UTF-8 text".into()))
    }

    /// A whole number, or nothing if the field is empty.
    pub(super) fn number<N: std::str::FromStr>(
        &self,
        file: &'static str,
        place: usize,
        column: &str,
    ) -> Result<Option<N>, PolisError> {
        let text = self.text(file, place, column)?;
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = |_| self.error(file, column, format!("\"{text}\", a whole number is wanted"));
        text.parse().map(Some).map_err(wrong)
    }
}

/// Names of the columns.
pub(super) struct Header {
    file: &'static str,
    names: Vec<String>,
}

impl Header {
    pub(super) fn new(file: &'static str, row: Option<Row>) -> Result<Self, PolisError> {
        let Some(row) = row else { return Ok(Self { file, names: Vec::new() }) };
        let names = (0..row.len()).map(|i| row.text(file, i, "header")).collect::<Result<_, _>>()?;
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
