//! From bytes to a text: which format it is, and the reader for it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::error::{Doubt, ImportError, MAX_BYTES};
use crate::language::guess_language;
use crate::model::{Document, Unit};
use crate::{docx, html, markdown, odt, package, parse_markdown, parse_plain, pdf, xml};

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Akoma Ntoso 2, 3 and dialects, LegalDocML.de among them.
    Akn,
    /// Formex 4, as the Official Journal of the EU is published.
    Formex,
    /// United States Legislative Markup.
    Uslm,
    /// HTML, with what EUR-Lex and word processors make of it.
    Html,
    /// Legal Markdown.
    Markdown,
    /// Office Open XML, `.docx`.
    Docx,
    /// OpenDocument, `.odt`.
    Odt,
    /// PDF, its lines and paragraphs guessed from the places of letters.
    Pdf,
    /// Text without markup, its structure read from numbers and indentation.
    Plain,
}

impl Format {
    /// Every format, with the name that the command line takes.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Akn, "akn"),
        (Self::Formex, "formex"),
        (Self::Uslm, "uslm"),
        (Self::Html, "html"),
        (Self::Markdown, "markdown"),
        (Self::Docx, "docx"),
        (Self::Odt, "odt"),
        (Self::Pdf, "pdf"),
        (Self::Plain, "text"),
    ];

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(format, _)| *format)
    }

    /// The name that [`Self::named`] takes.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(format, _)| *format == self).map_or("text", |(_, name)| name)
    }
}

/// A text, and what is to be known of how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    pub document: Document,
    /// What a reader must know; often nothing.
    pub doubts: Vec<Doubt>,
}

/// What the bytes are, by what they begin with and by the file's name.
pub fn detect(bytes: &[u8], filename: &str) -> Format {
    if bytes.starts_with(b"PK\x03\x04") {
        return if odt::is_text(bytes) { Format::Odt } else { Format::Docx };
    }
    if pdf::is_pdf(bytes) {
        return Format::Pdf;
    }
    let extension = filename.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase());
    match extension.as_str() {
        "md" | "markdown" => return Format::Markdown,
        // Whatever is called so and does not begin as such a file is broken, and its reader says that.
        "docx" => return Format::Docx,
        "odt" => return Format::Odt,
        "pdf" => return Format::Pdf,
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(16 * 1024)];
    let start =
        text_of(sample, Format::Html).map_or_else(|_| String::from_utf8_lossy(sample), |(text, _)| text);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if extension == "txt" {
        return Format::Plain;
    }
    if start.starts_with('<') {
        return match xml::root_name(start) {
            Some(root) if root.eq_ignore_ascii_case("html") || root.eq_ignore_ascii_case("body") => {
                Format::Html
            }
            Some(root) => of_root(&root, &extension),
            None => Format::Html,
        };
    }
    let markdown = start.starts_with("---\n") || start.starts_with("# ") || start.contains("\n## ");
    if markdown { Format::Markdown } else { Format::Plain }
}

fn of_root(root: &str, extension: &str) -> Format {
    if matches!(extension, "html" | "htm") {
        return Format::Html;
    }
    if root.eq_ignore_ascii_case("akomantoso") || extension == "akn" {
        return Format::Akn;
    }
    let letters = root.chars().filter(char::is_ascii_alphabetic);
    if letters.clone().count() > 1 && letters.clone().all(|c| c.is_ascii_uppercase()) {
        return Format::Formex;
    }
    if xml::is_html_element(root) { Format::Html } else { Format::Uslm }
}

/// Reads a file as what [`detect`] takes it for.
pub fn import(bytes: &[u8], filename: &str) -> Result<Document, ImportError> {
    import_as(bytes, detect(bytes, filename))
}

/// Reads a file in a given format. What was guessed is not said, and so a PDF, of which everything is, is not read here.
pub fn import_as(bytes: &[u8], format: Format) -> Result<Document, ImportError> {
    if format == Format::Pdf {
        return Err(ImportError::OnlyGuessed);
    }
    import_with_doubts(bytes, format).map(|imported| imported.document)
}

/// How many changes are tracked in an office file that nobody has accepted or rejected; a reader has to know which of the two is
/// meant. What cannot be read has none.
pub fn tracked_changes(bytes: &[u8], format: Format) -> usize {
    match format {
        Format::Docx => docx::tracked_changes(bytes),
        Format::Odt => odt::tracked_changes(bytes),
        Format::Html => text_of(bytes, format).map_or(0, |(text, _)| html::tracked_changes(&text)),
        Format::Akn | Format::Formex | Format::Uslm => {
            text_of(bytes, format).map_or(0, |(text, _)| xml::tracked_changes(&text))
        }
        Format::Pdf | Format::Markdown | Format::Plain => 0,
    }
}

/// Reads a file in a given format, and says what of it could not be read or was guessed.
pub fn import_with_doubts(bytes: &[u8], format: Format) -> Result<Imported, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge { bytes: bytes.len() });
    }
    refuse_other_kinds(bytes)?;
    if matches!(format, Format::Docx | Format::Odt) {
        let (document, doubts) = match format {
            Format::Odt => odt::parse(bytes)?,
            _ => docx::parse(bytes, &docx::Settle::AsRead)?,
        };
        let count = tracked_changes(bytes, format);
        let tracked = (count > 0).then(|| Doubt::NotRead {
            what: "tracked changes, which are read as if they had been accepted".into(),
            count,
        });
        let doubts = doubts.into_iter().chain(tracked).chain(twins(&document)).collect();
        return Ok(Imported { document, doubts });
    }
    if format == Format::Pdf {
        let (text, doubts) = pdf::plain_text(bytes)?;
        let document = parse_plain(&text, guess_language(&text));
        let doubts = doubts.into_iter().chain(twins(&document)).collect();
        return Ok(Imported { document, doubts });
    }
    let (text, doubt) = text_of(bytes, format)?;
    let text = &*text;
    let (document, doubts) = match format {
        Format::Akn | Format::Formex | Format::Uslm => xml::parse(text)?,
        Format::Html => html::parse(text),
        Format::Markdown => (parse_markdown(text), markdown::doubts(text)),
        Format::Plain | Format::Docx | Format::Odt | Format::Pdf => {
            let language = guess_language(text);
            (parse_plain(text, language), Vec::new())
        }
    };
    Ok(Imported { doubts: doubt.into_iter().chain(doubts).chain(twins(&document)).collect(), document })
}

/// Articles and the like that bear the number of another one: whoever names that number means one of the two, and nobody knows which.
fn twins(document: &Document) -> Option<Doubt> {
    let is_twin =
        |unit: &&Unit| unit.kind.is_global() && unit.number.is_some() && unit.id.leaf().contains('~');
    let count = document.walk().filter(is_twin).count();
    (count > 0).then(|| Doubt::NotRead { what: "numbers that an earlier unit bears already".into(), count })
}

/// What tracked changes count as, where somebody has said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tracked {
    /// As if all had been accepted.
    Accepted,
    /// As if all had been rejected.
    Rejected,
}

impl Tracked {
    pub const ALL: [Self; 2] = [Self::Accepted, Self::Rejected];

    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// Reads a file with its tracked changes settled: a Word file either way, a page or XML only as if all had been accepted.
pub fn import_settled(bytes: &[u8], format: Format, tracked: Tracked) -> Result<Imported, ImportError> {
    match format {
        Format::Docx if bytes.len() <= MAX_BYTES => {
            let settle = match tracked {
                Tracked::Accepted => docx::Settle::Accepted,
                Tracked::Rejected => docx::Settle::Rejected,
            };
            let (document, doubts) = docx::parse(bytes, &settle)?;
            Ok(Imported { document, doubts })
        }
        Format::Odt if odt::tracked_changes(bytes) > 0 => Err(ImportError::Kind(
            "changes are tracked in this OpenDocument text; accept or reject them in the file, or save it as .docx",
        )),
        Format::Html | Format::Akn | Format::Formex | Format::Uslm
            if tracked == Tracked::Rejected && tracked_changes(bytes, format) > 0 =>
        {
            Err(ImportError::Kind(
                "which words stood before a change is read from Word files only; write the file without the marks",
            ))
        }
        _ => import_with_doubts(bytes, format),
    }
}

/// Refuses what begins like a file of a kind that is not read, whatever its name says.
fn refuse_other_kinds(bytes: &[u8]) -> Result<(), ImportError> {
    const KINDS: &[(&[u8], &str)] = &[
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "this is a file of Word before 2007 (.doc); open it in Word or LibreOffice and save it as .docx",
        ),
        (b"{\\rtf", "this is a rich text file (.rtf); open it in Word or LibreOffice and save it as .docx"),
    ];
    if let Some((_, why)) = KINDS.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ImportError::Kind(why));
    }
    let open_document = bytes.starts_with(b"PK\x03\x04")
        && package::member(bytes, "mimetype")
            .is_ok_and(|kind| kind.starts_with(b"application/vnd.oasis.opendocument"));
    if open_document && !odt::is_text(bytes) {
        return Err(ImportError::Kind(
            "this is an OpenDocument file that is no text, such as a table or slides; save what is law in it as .odt or .docx",
        ));
    }
    Ok(())
}

/// The words of a file without its markup, read in another way than the importers read them.
pub fn source_text(bytes: &[u8], format: Format) -> Result<String, ImportError> {
    if format == Format::Docx {
        return docx::source_text(bytes);
    }
    if format == Format::Odt {
        return odt::source_text(bytes);
    }
    if format == Format::Pdf {
        return pdf::plain_text(bytes).map(|(text, _)| text);
    }
    let text = &*text_of(bytes, format)?.0;
    Ok(match format {
        Format::Akn | Format::Formex | Format::Uslm => xml::source_text(text),
        Format::Html => html::source_text(text),
        Format::Markdown => markdown::source_text(text),
        Format::Plain | Format::Docx | Format::Odt | Format::Pdf => text.to_owned(),
    })
}

/// The least bytes beyond ASCII from which an encoding is guessed; fewer say nothing.
const MIN_FOREIGN_BYTES: usize = 8;

/// The text that bytes are: by their byte order mark, as UTF-8, by what they say of themselves, or else by what they look like.
fn text_of(bytes: &[u8], format: Format) -> Result<(Cow<'_, str>, Option<Doubt>), ImportError> {
    let sure = |text: String| Ok((Cow::Owned(text), None));
    match bytes {
        [0xff, 0xfe, rest @ ..] => return sure(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => return sure(utf16(rest, u16::from_be_bytes)),
        [b'<', 0, ..] => return sure(utf16(bytes, u16::from_le_bytes)),
        [0, b'<', ..] => return sure(utf16(bytes, u16::from_be_bytes)),
        _ => {}
    }
    let error = match utf8(bytes) {
        Ok(text) => return Ok((Cow::Borrowed(text), None)),
        Err(error) => error,
    };
    if let Some(name) = declared(bytes).filter(|name| name != "utf-8") {
        let encoding = encoding_rs::Encoding::for_label(name.as_bytes());
        return encoding
            .and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
            .map(|text| (text, None))
            .ok_or(ImportError::Encoding(name));
    }
    // XML without a declaration is UTF-8 by its own rule; a page or a text may be anything.
    let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if matches!(format, Format::Akn | Format::Formex | Format::Uslm) || foreign < MIN_FOREIGN_BYTES {
        return Err(error);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(error)?;
    Ok((text, Some(Doubt::Encoding(encoding.name().to_owned()))))
}

/// UTF-16 in either order of bytes; half a pair becomes the sign for what cannot be read.
fn utf16(bytes: &[u8], join: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| join([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The encoding that an XML declaration or a page states near its beginning, in small letters.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let at = ["encoding=", "charset="].iter().find_map(|key| head.find(key).map(|at| at + key.len()))?;
    let name = head[at..].trim_start_matches(['"', '\'']);
    let end =
        name.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(name.len());
    (end > 0 && head.trim_start().starts_with('<')).then(|| name[..end].to_owned())
}

fn utf8(bytes: &[u8]) -> Result<&str, ImportError> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        ImportError::NotText { at: before.len() - start + 1, line }
    })
}
