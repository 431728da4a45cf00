//! The files of an archive, one after the other.

use std::collections::BTreeMap;
use std::io::Write;

use maru_forum::{Attachment, EntryNumber, Words};
use maru_record::tile::CHECKPOINT_PATH;
use maru_record::{Digest, Tile, TileError, TileSource, Value, addenda};

use super::publication::Publication;
use super::table::fields;
use super::tables::TABLES;
use super::{
    ABOUT, ArchiveError, FORMAT, FORMAT_VERSION, KEYS, RECORD, SUMS, TABLES_VERSION, kinds, tables, tar,
};

/// What an archive came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrittenArchive {
    /// Its size.
    pub bytes: u64,
    /// How many files it holds.
    pub files: u64,
}

/// Writes a process as an archive.
pub fn write_archive<S: TileSource, W: Write>(
    of: &Publication<'_, S>,
    out: W,
) -> Result<WrittenArchive, ArchiveError> {
    let mut to = Out {
        into: out,
        sums: String::new(),
        written: WrittenArchive { bytes: 0, files: 0 },
        time: of.process.last_at.0,
    };
    to.file("README.txt", readme(of).as_bytes())?;
    to.file(ABOUT, &about(of))?;
    record(of, &mut to)?;
    texts(of, &mut to)?;
    attachments(of, &mut to)?;
    to.file("tables/fields.csv", fields(TABLES).as_bytes())?;
    to.file("tables/entries.csv", tables::entries(&of.lines).as_bytes())?;
    for table in TABLES.iter().filter(|table| table.name != tables::ENTRIES) {
        to.file(&format!("tables/{}.csv", table.name), of.with(|process| table.csv(process)).as_bytes())?;
    }
    for kind in kinds::kinds(TABLES) {
        let told = of.told.get(kind.kind).map_or(&[][..], Vec::as_slice);
        let table = of.with(|process| kinds::table(process, kind, told, &of.lines));
        to.file(&format!("tables/{}.csv", kinds::name_of(kind.kind)), table.as_bytes())?;
    }
    to.end()
}

struct Out<W> {
    into: W,
    sums: String,
    written: WrittenArchive,
    time: i64,
}

impl<W: Write> Out<W> {
    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), ArchiveError> {
        let header = tar::header(name, bytes.len() as u64, self.time)?;
        self.put(&header.bytes())?;
        self.put(bytes)?;
        self.put(&[0; tar::BLOCK][..header.padding() as usize])?;
        self.sums.extend([&Digest::of(bytes).to_string(), "  ", name, "\n"]);
        self.written.files += 1;
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.into.write_all(bytes)?;
        self.written.bytes += bytes.len() as u64;
        Ok(())
    }

    /// The digests of all files, and the two empty blocks that end a tar.
    fn end(mut self) -> Result<WrittenArchive, ArchiveError> {
        let sums = std::mem::take(&mut self.sums);
        self.file(SUMS, sums.as_bytes())?;
        self.put(&[0; 2 * tar::BLOCK])?;
        self.into.flush()?;
        Ok(self.written)
    }
}

/// What a program reads first.
fn about<S: TileSource>(of: &Publication<'_, S>) -> Vec<u8> {
    let head = of.head.checkpoint();
    let (text, number) = (|text: &str| Value::Text(text.to_owned()), Value::Integer);
    let members: [(&str, Value); 8] = [
        ("format", text(FORMAT)),
        ("version", number(FORMAT_VERSION)),
        ("tables", number(TABLES_VERSION)),
        ("origin", text(&head.origin)),
        ("process", text(of.process.charter.id.as_str())),
        ("entries", number(head.size as i64)),
        ("root", text(&head.root.to_string())),
        ("missing", number(of.missing.len() as i64)),
    ];
    let members: BTreeMap<_, _> = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Value::Object(members).encode()
}

/// What a person reads first.
fn readme<S: TileSource>(of: &Publication<'_, S>) -> String {
    let (origin, entries) = (of.origin(), of.entries());
    let simulated = if of.process.charter.simulated { "The participants are simulated.\n" } else { "" };
    format!(
        "The process {origin}, whole, up to its entry {entries}.\n{simulated}\n\
         record/       the record as it is published: signed head, entries, hashes, and the words that anyone may read\n\
         texts/        each version of the draft in each language (Akoma Ntoso), and the operations that lead to it\n\
         attachments/  what was sent with letters and reports of harm; tables/attachments.csv says what each is called\n\
         tables/       what many ask for as CSV, and in tables/entries/ each other kind of entry (meetings, signatures, audits …),\n\
         \x20             one line an entry; tables/fields.csv says what each field of each table means\n\
         SHA256SUMS    the digest of every file: sha256sum -c SHA256SUMS\n\n\
         Check it:                maru verify record\n\
         Bring it into a node:    maru process import-archive FILE\n\n\
         Words that were withdrawn, turned away or not yet looked at are not in here, as nobody may read them. Of words that are\n\
         withdrawn later this file knows nothing: whoever passes it on asks the process first.\n"
    )
}

fn record<S: TileSource, W: Write>(of: &Publication<'_, S>, to: &mut Out<W>) -> Result<(), ArchiveError> {
    to.file(&format!("{RECORD}{KEYS}"), &of.keys)?;
    to.file(&format!("{RECORD}{}", addenda::MARKER_PATH), &[])?;
    to.file(&format!("{RECORD}{CHECKPOINT_PATH}"), &of.head.to_bytes())?;
    for tile in Tile::all(of.head.checkpoint().size) {
        let path = tile.path();
        let bytes = of.source.read(&path)?.ok_or_else(|| TileError::Missing(path.clone()))?;
        to.file(&format!("{RECORD}{path}"), &bytes)?;
    }
    for digest in of.shown.difference(&of.missing) {
        let path = addenda::path(digest);
        let bytes = of.bytes(digest)?.ok_or_else(|| TileError::Missing(path.clone()))?;
        to.file(&format!("{RECORD}{path}"), &bytes)?;
    }
    Ok(())
}

fn texts<S: TileSource, W: Write>(of: &Publication<'_, S>, to: &mut Out<W>) -> Result<(), ArchiveError> {
    for draft in &*of.process.drafts {
        for text in &draft.texts {
            let name = format!("texts/version-{}.{}", draft.version, text.text.language);
            let operations = text.operations.as_ref();
            let files = operations.map(|words| (format!("{name}.operations.json"), words));
            for (name, words) in std::iter::once((format!("{name}.xml"), &text.text)).chain(files) {
                if let Some(text) = said(of, words) {
                    to.file(&name, text.as_bytes())?;
                }
            }
        }
    }
    Ok(())
}

fn said<S: TileSource>(of: &Publication<'_, S>, words: &Words) -> Option<String> {
    of.content(&words.digest)?.get("text").map(str::to_owned)
}

fn attachments<S: TileSource, W: Write>(
    of: &Publication<'_, S>,
    to: &mut Out<W>,
) -> Result<(), ArchiveError> {
    for (entry, place, attachment) in of.process.attachments() {
        let content = of.content(&attachment.bytes.digest);
        if let Some((_, bytes)) = content.and_then(|content| Attachment::read(&content)) {
            to.file(&attachment_file(entry, place, attachment), &bytes)?;
        }
    }
    Ok(())
}

/// The name of an attachment in an archive: its own name is a person's words, and may be anything.
pub(super) fn attachment_file(entry: EntryNumber, place: usize, file: &Attachment) -> String {
    let ending = match file.media_type.as_str() {
        "application/pdf" => "pdf",
        "application/vnd.oasis.opendocument.spreadsheet" => "ods",
        "application/vnd.oasis.opendocument.text" => "odt",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "text/csv" => "csv",
        "text/markdown" => "md",
        "text/plain" => "txt",
        _ => "bin",
    };
    format!("attachments/{entry}-{place}.{ending}")
}
