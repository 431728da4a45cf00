//! Looks through XML before a parser does, in one pass and without memory to speak of, and refuses what is hostile.

use crate::error::ImportError;

/// How deep elements may be nested.
const MAX_DEPTH: usize = 200;
/// How many attributes one element may have; the parser compares them pairwise.
const MAX_ATTRIBUTES: usize = 200;
/// How much work namespace declarations may make: for each one, those in scope around it are copied.
const MAX_NAMESPACE_WORK: usize = 4_000_000;

/// Where a byte is, as line and column from 1.
pub(crate) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before[start..].chars().count() + 1)
}

fn refuse(text: &str, at: usize, what: impl Into<String>) -> ImportError {
    let (line, column) = position(text, at);
    ImportError::Xml { line, column, what: what.into() }
}

/// Checks the XML; what comes back is the range of a harmless document type declaration, which is to be left out.
pub(crate) fn check(text: &str) -> Result<Option<std::ops::Range<usize>>, ImportError> {
    let mut doctype = None;
    let mut scopes: Vec<usize> = Vec::new();
    let (mut in_scope, mut work) = (1_usize, 0_usize);
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let start = at + found;
        let rest = &text[start..];
        if rest.starts_with("<!--") {
            at = end_of(text, start, "-->", "a comment")?;
        } else if rest.starts_with("<![CDATA[") {
            at = end_of(text, start, "]]>", "a CDATA section")?;
        } else if rest.starts_with("<?") {
            at = end_of(text, start, "?>", "a processing instruction")?;
        } else if rest.starts_with("<!") {
            at = check_doctype(text, start)?;
            doctype = Some(start..at);
        } else if rest.starts_with("</") {
            at = end_of(text, start, ">", "a tag")?;
            in_scope -= scopes.pop().unwrap_or(0).min(in_scope);
        } else {
            let tag = read_tag(text, start)?;
            at = tag.end;
            if tag.namespaces > 0 {
                work += in_scope + tag.namespaces;
            }
            if work > MAX_NAMESPACE_WORK {
                return Err(refuse(text, start, "too many namespace declarations inside one another"));
            }
            if !tag.empty {
                scopes.push(tag.namespaces);
                in_scope += tag.namespaces;
            }
            if scopes.len() > MAX_DEPTH {
                return Err(refuse(text, start, format!("elements are nested more than {MAX_DEPTH} deep")));
            }
        }
    }
    Ok(doctype)
}

fn end_of(text: &str, start: usize, end: &str, what: &str) -> Result<usize, ImportError> {
    text[start..]
        .find(end)
        .map(|found| start + found + end.len())
        .ok_or_else(|| refuse(text, start, format!("{what} begins here and never ends")))
}

fn check_doctype(text: &str, start: usize) -> Result<usize, ImportError> {
    let end = end_of(text, start, ">", "a declaration")?;
    match text[start..end].find('[') {
        Some(at) => Err(refuse(
            text,
            start + at,
            "a document type with declarations of its own (entities) is refused",
        )),
        None => Ok(end),
    }
}

struct Tag {
    end: usize,
    empty: bool,
    namespaces: usize,
}

fn read_tag(text: &str, start: usize) -> Result<Tag, ImportError> {
    let bytes = text.as_bytes();
    let (mut attributes, mut namespaces) = (0, 0);
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'') => {
                attributes += 1;
                let found = bytes[at + 1..].iter().position(|byte| *byte == quote);
                at += 2 + found.ok_or_else(|| refuse(text, at, "an attribute begins here and never ends"))?;
                if attributes > MAX_ATTRIBUTES {
                    return Err(refuse(
                        text,
                        start,
                        format!("an element has more than {MAX_ATTRIBUTES} attributes"),
                    ));
                }
                continue;
            }
            b'>' => return Ok(Tag { end: at + 1, empty: bytes[at - 1] == b'/', namespaces }),
            b'x' if bytes[at..].starts_with(b"xmlns") && bytes[at - 1].is_ascii_whitespace() => {
                namespaces += 1;
            }
            b'<' => return Err(refuse(text, at, "a tag begins inside another tag")),
            _ => {}
        }
        at += 1;
    }
    Err(refuse(text, start, "a tag begins here and never ends"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_xml_is_refused_with_its_place() {
        let check = |xml: &str, line: usize, column: usize, part: &str| match super::check(xml) {
            Err(ImportError::Xml { line: l, column: c, what }) => {
                assert_eq!((l, c), (line, column), "{what}");
                assert!(what.contains(part), "{what}");
            }
            other => panic!("{other:?}"),
        };
        check("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", 1, 13, "entities");
        check("<a>\n<b", 2, 1, "never ends");
        check("<a b=\"", 1, 6, "never ends");
        check(&"<a>".repeat(5000), 1, 601, "nested");
        let attributes = (0..300).map(|n| format!(" a{n}=\"\"")).collect::<Vec<_>>().concat();
        check(&format!("<a{attributes}/>"), 1, 1, "attributes");
        let spaces = (0..150).map(|n| format!(" xmlns:a{n}=\"u{n}\"")).collect::<Vec<_>>().concat();
        let open = format!("<a{spaces}>").repeat(150);
        let many = format!("{open}{}", "<b xmlns:z=\"z\"/>".repeat(500));
        assert!(super::check(&many).is_err());
    }

    #[test]
    fn a_plain_document_type_is_left_out() {
        assert_eq!(super::check("<!DOCTYPE a SYSTEM \"a.dtd\"><a/>").unwrap(), Some(0..27));
        assert_eq!(super::check("<a/>").unwrap(), None);
    }
}
