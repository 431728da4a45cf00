//! What a form sends, with a file or without: `multipart/form-data` (RFC 7578) or the plain encoding.

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;

use crate::visit::pairs_of;

/// A field of a form; a file that is no text has none.
pub(crate) type Field = (String, Option<String>);

/// A field as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    /// The name that a file has where it comes from; none for what was typed.
    pub(crate) file: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

/// The fields of a form's body, files as text.
pub(crate) fn fields(content_type: &str, body: &[u8]) -> Vec<Field> {
    let text = |bytes: Vec<u8>| {
        // A mark at the beginning says only that the file is UTF-8.
        let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
        String::from_utf8(plain).ok()
    };
    parts(content_type, body).into_iter().map(|part| (part.name, text(part.bytes))).collect()
}

/// The fields of a form as a request brings it.
pub(crate) fn sent(headers: &HeaderMap, body: &[u8]) -> Vec<Part> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    parts(kind, body)
}

/// The fields of a form's body.
pub(crate) fn parts(content_type: &str, body: &[u8]) -> Vec<Part> {
    match boundary(content_type) {
        Some(boundary) => parted(&boundary, body),
        None => pairs_of(&String::from_utf8_lossy(body))
            .into_iter()
            .map(|(name, value)| Part { name, file: None, bytes: value.into_bytes() })
            .collect(),
    }
}

fn boundary(content_type: &str) -> Option<String> {
    let rest = content_type.strip_prefix("multipart/form-data")?;
    let value = rest.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?.trim_matches('"');
    (!value.is_empty()).then(|| value.to_owned())
}

fn parted(boundary: &str, body: &[u8]) -> Vec<Part> {
    let delimiter = format!("--{boundary}");
    let mut fields = Vec::new();
    let mut rest = body;
    // The text before the first delimiter is a preamble that nobody reads.
    while let Some(at) = find(rest, delimiter.as_bytes()) {
        rest = &rest[at + delimiter.len()..];
        if rest.starts_with(b"--") {
            break;
        }
        let end = find(rest, format!("\r\n{delimiter}").as_bytes()).unwrap_or(rest.len());
        fields.extend(field(&rest[..end]));
        rest = &rest[end..];
    }
    fields
}

/// One part: its headers, a blank line, its content.
fn field(part: &[u8]) -> Option<Part> {
    let blank = find(part, b"\r\n\r\n")?;
    let headers = String::from_utf8_lossy(&part[..blank]).into_owned();
    let disposition =
        headers.lines().find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    // Browsers write a quotation mark in a name as %22, so the next one ends it.
    let said = |key: &str| disposition.split_once(key)?.1.split('"').next().map(str::to_owned);
    Some(Part { name: said(" name=\"")?, file: said(" filename=\""), bytes: part[blank + 4..].to_vec() })
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    // The first byte is looked for alone, which is quick also in files of megabytes.
    while let Some(at) = text.get(from..)?.iter().position(|byte| *byte == first) {
        if text[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content_type: &str, body: &[u8]) -> Vec<(String, Option<String>)> {
        fields(content_type, body)
    }

    #[test]
    fn forms_are_read_with_files_and_without() {
        let plain = read("application/x-www-form-urlencoded", b"place=KR&text=a+b");
        assert_eq!(plain, [("place".into(), Some("KR".into())), ("text".into(), Some("a b".into()))]);
        let body = "preamble\r\n--XX\r\nContent-Disposition: form-data; name=\"place\"\r\n\r\nKR\r\n--XX\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a.md\"\r\nContent-Type: text/plain\r\n\r\n\u{feff}제1조\r\n둘\r\n--XX--\r\n";
        let sent = read("multipart/form-data; boundary=XX", body.as_bytes());
        assert_eq!(sent, [("place".into(), Some("KR".into())), ("file".into(), Some("제1조\r\n둘".into()))]);
    }

    #[test]
    fn a_file_keeps_its_name_and_its_bytes() {
        let body = b"--XX\r\nContent-Disposition: form-data; name=\"file-ko\"; filename=\"a; b.docx\"\r\n\r\nPK\x03\xFF\r\n--XX--";
        let sent = parts("multipart/form-data; boundary=XX", body);
        assert_eq!(sent[0].bytes, b"PK\x03\xFF");
        assert_eq!((sent[0].name.as_str(), sent[0].file.as_deref()), ("file-ko", Some("a; b.docx")));
    }

    #[test]
    fn what_is_no_text_or_no_form_is_not_guessed() {
        let head = b"--XX\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n".to_vec();
        let body = [head.as_slice(), &[0xFF, 0xFE, 0x00], b"\r\n--XX--"].concat();
        assert_eq!(read("multipart/form-data; boundary=XX", &body), [("file".into(), None)]);
        assert!(read("multipart/form-data; boundary=XX", b"--XX\r\nnothing").is_empty());
        assert!(read("multipart/form-data; boundary=XX", b"--XX\r\n\r\nx\r\n--XX--").is_empty());
    }
}
