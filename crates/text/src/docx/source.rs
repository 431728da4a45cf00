//! The words of a Word file by a scanner that knows no tree, to check the reader by.

use std::fmt::Write as _;

use super::{BODY, NOTE_FILES, Reader, Settle, margin_files, symbol, text_of, without_signs};
use crate::error::{ImportError, MAX_BYTES};
use crate::notes::{MAX_NOTES, NOTE_CLOSES, NOTE_OPENS, endless_notes};
use crate::package;
use crate::xml::decode;

/// The words of a Word file by a scanner that looks for the elements of words only, and knows no tree.
pub(crate) fn source_text(bytes: &[u8]) -> Result<String, ImportError> {
    let mut notes = std::collections::HashMap::new();
    for (file, name, reference) in NOTE_FILES {
        let Ok(member) = package::member(bytes, file) else { continue };
        for note in String::from_utf8_lossy(&member).split(&format!("<w:{name} ")).skip(1) {
            let id = note.split("w:id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            notes.insert(format!("{reference} {id}"), without_signs(&scanned(note, None)));
        }
    }
    let mut reader = Reader::of(bytes, &Settle::AsRead)?;
    let mut words = scanned(&text_of(bytes, BODY)?, Some(&mut reader));
    // Our own files have no margins but those that somebody gave them later, which are read no more than others' are twice.
    if !words.is_empty() {
        let mut margins: Vec<String> = Vec::new();
        for name in margin_files(bytes) {
            let margin = scanned(&text_of(bytes, &name)?, Some(&mut reader));
            if margin.chars().any(char::is_alphabetic) && margins.iter().all(|known| !same(known, &margin)) {
                margins.push(margin);
            }
        }
        words.push(' ');
        words.push_str(&margins.join(" "));
    }
    let mut out = String::new();
    for (place, part) in words.split(NOTE_OPENS).enumerate() {
        let (name, words) = part.split_once(NOTE_CLOSES).filter(|_| place > 0).unwrap_or(("", part));
        if let Some(note) = notes.get(name) {
            let _ = write!(out, " {note} ");
        }
        out.push_str(words);
        if out.len() > MAX_BYTES + MAX_NOTES {
            return Err(endless_notes());
        }
    }
    Ok(out)
}

fn same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// The number of the paragraph that a tag opens, made by the same counter as the reader's.
fn number(rest: &str, reader: &mut Reader) -> String {
    let Some(properties) = rest.strip_prefix("<w:pPr>").and_then(|rest| rest.split("</w:pPr>").next()) else {
        return String::new();
    };
    let value = |element: &str| {
        let at = properties.find(&format!("<w:{element} "))?;
        properties[at..].split('>').next()?.split("w:val=\"").nth(1)?.split('"').next()
    };
    if properties.contains("<w:del ") || properties.contains("<w:moveFrom ") {
        return String::new();
    }
    let level = value("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
    let own = value("numId").map(|list| (list.to_owned(), level));
    match own.or_else(|| reader.styles.numbering(value("pStyle").unwrap_or_default())) {
        Some((list, level)) => reader.numbering.next(&list, level),
        None => String::new(),
    }
}

/// The words between the tags `t`, but not what was deleted, moved away or is there for old programs only.
fn scanned(body: &str, mut reader: Option<&mut Reader>) -> String {
    let mut out = String::new();
    let mut hidden: Option<&str> = None;
    for (at, _) in body.match_indices('<') {
        let piece = &body[at + 1..];
        let piece = piece.split('<').next().unwrap_or(piece);
        let (tag, words) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        match hidden {
            Some(open) if tag.strip_prefix('/') == Some(open) => hidden = None,
            Some(_) => {}
            None if HIDDEN.contains(&name) && !tag.ends_with('/') && !tag.starts_with('/') => {
                hidden = Some(name);
            }
            None => match name.split_once(':').map_or(name, |(_, local)| local) {
                "t" if !tag.starts_with('/') => out.push_str(&decode(words)),
                "noBreakHyphen" => out.push('\u{2011}'),
                local @ ("footnoteReference" | "endnoteReference") => {
                    let id = tag.split("w:id=\"").nth(1).and_then(|rest| rest.split('"').next());
                    let _ = write!(out, "{NOTE_OPENS}{local} {}{NOTE_CLOSES}", id.unwrap_or_default());
                }
                "sym" => {
                    let value = |name: &str| tag.split(&format!("w:{name}=\"")).nth(1)?.split('"').next();
                    let letter =
                        symbol::letter(value("font").unwrap_or_default(), value("char").unwrap_or_default());
                    out.push(letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
                "p" if !tag.starts_with('/') && !tag.ends_with('/') => {
                    out.push(' ');
                    if let Some(reader) = reader.as_deref_mut() {
                        let rest = &body[at + 1 + tag.len() + 1..];
                        out.push_str(&number(rest.trim_start(), reader));
                    }
                    out.push(' ');
                }
                "p" | "tab" | "br" | "cr" | "tc" => out.push(' '),
                _ => {}
            },
        }
    }
    out
}

/// Elements whose words are not read: readings above letters, what was moved away, and what stands there once more for old programs.
const HIDDEN: &[&str] = &["w:moveFrom", "mc:Fallback", "w:del", "w:rt"];
