//! PDF: where letters stand on pages, and the text without markup that they are taken for.
//!
//! A PDF (ISO 32000-2) says which sign is drawn where. What is a line, a paragraph, a running title is guessed here from places and
//! sizes, and [`Doubt::Structure`] goes with every text that is read so. The file itself is taken apart by the crate hayro-interpret.

mod letters;
mod lines;
mod paragraphs;

use crate::error::{Doubt, ImportError};

/// The most pages that are read.
const MAX_PAGES: usize = 3_000;
/// The most letters that are read: some 2,000 pages of law.
const MAX_LETTERS: usize = 8_000_000;
/// From this share of letters on that no font explains, nothing of the file is taken: one of fifty.
const UNKNOWN_OF: usize = 50;

/// Whether a file begins as a PDF does; white space and a byte order mark may stand before it.
pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"%PDF-")
}

/// The words of a PDF as lines of plain text, an empty line between paragraphs, and what a reader must know of them.
///
/// # Errors
/// A file that is broken, locked by a password, without words (pictures of pages), or whose fonts do not say which letters they draw.
pub(crate) fn plain_text(bytes: &[u8]) -> Result<(String, Vec<Doubt>), ImportError> {
    let read = letters::read(bytes)?;
    let all: usize = read.pages.iter().map(|page| page.letters.len()).sum();
    if read.unknown * UNKNOWN_OF > all + read.unknown {
        return Err(ImportError::Kind(
            "the fonts of this PDF file do not say which letters they draw; recognise its pages with a program for that (OCR) and read the result",
        ));
    }
    if all == 0 {
        return Err(ImportError::Kind(
            "this PDF file has no words, only pictures of pages; recognise them with a program for that (OCR) and read the result",
        ));
    }
    let pages = read.pages.iter().map(lines::of_page).collect();
    let (text, guessed) = paragraphs::text_of(pages);
    let not_read =
        |what: &'static str, count: usize| (count > 0).then(|| Doubt::NotRead { what: what.into(), count });
    let doubts = [
        Some(Doubt::Structure),
        not_read("running titles and page numbers, by their places and by what repeats", guessed.running),
        not_read("letters that the fonts do not explain, shown as \u{fffd}", read.unknown),
        not_read("letters in fonts that could not be read at all", read.fonts),
        not_read("letters that stand aslant or upright beside the text", read.turned),
        not_read(
            "letters that the file marks as no part of the text, such as running titles",
            read.artifacts,
        ),
        not_read("pictures, whatever words they show", read.pictures),
        guessed_at("letters that the page does not show, as a recogniser of pages writes them", read.hidden),
        guessed_at("words that were broken at the end of a line, joined by guess", guessed.joined),
        guessed_at("pages whose words lie out of order in the file, read from top to bottom", guessed.sorted),
    ];
    Ok((text, doubts.into_iter().flatten().collect()))
}

/// What was read, but only by a guess.
fn guessed_at(what: &'static str, count: usize) -> Option<Doubt> {
    (count > 0).then(|| Doubt::Guessed { what: what.into(), count })
}
