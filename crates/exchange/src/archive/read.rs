//! An archive that somebody brings: every byte is looked at before anything of it is used.

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use maru_forum::Process;
use maru_record::{Checkpoint, Digest, SourceError, TileSource, Value, VerifierKey, canonical};

use super::publication::Publication;
use super::write::write_archive;
use super::{
    ABOUT, ArchiveError, FORMAT, FORMAT_VERSION, MEMBER_LIMIT, MEMBERS, RECORD, SUMS, TABLES_VERSION, tar,
};

/// Bytes that are looked at in one go.
const PIECE: usize = 64 * 1024;

/// An archive whose files are whole, by their digests. What they say is not believed yet: [`ProcessArchive::check`].
#[derive(Debug)]
pub struct ProcessArchive<R> {
    file: Mutex<R>,
    /// Where each file begins, and its size.
    places: BTreeMap<String, (u64, u64)>,
    /// In bytes.
    length: u64,
    origin: String,
    tables: i64,
}

/// What a check found to be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveCheck {
    pub origin: String,
    /// The process's id where it was made.
    pub process: String,
    pub entries: u64,
    /// Texts that anyone may read by the record, and that are not in the archive.
    pub missing: usize,
    /// Whether texts, attachments and tables were held against the record; they were not where another version of the program wrote
    /// them, and nothing is known of them then.
    pub compared: bool,
    /// The keys beside the record, by which its head is signed. Whether they are the right ones nothing in the archive can say.
    pub keys: Vec<VerifierKey>,
    /// Bytes of the record within it.
    pub record_bytes: u64,
}

impl<R: Read + Seek> ProcessArchive<R> {
    /// Reads the list of files of an archive of at most `limit` bytes, and each file once, against its digest.
    pub fn open(mut file: R, limit: u64) -> Result<Self, ArchiveError> {
        let length = file.seek(SeekFrom::End(0))?;
        if length > limit {
            return Err(ArchiveError::TooLarge(format!("it has {length} bytes, and {limit} are taken")));
        }
        file.seek(SeekFrom::Start(0))?;
        let mut walk = Walk { file, at: 0, length };
        let (mut places, mut sums, mut last) = (BTreeMap::new(), String::new(), None);
        while let Some(header) = walk.header()? {
            if let Some(name) = last.take().filter(|name| name == SUMS) {
                return Err(ArchiveError::altered(name, "is not its last file"));
            }
            if header.size > MEMBER_LIMIT {
                return Err(ArchiveError::TooLarge(format!("{} has {} bytes", header.name, header.size)));
            }
            if places.len() >= MEMBERS {
                return Err(ArchiveError::TooLarge(format!("it has more than {MEMBERS} files")));
            }
            let (start, digest) = walk.file(&header)?;
            if header.name == SUMS {
                walk.require_sums(&sums, start, header.size)?;
            }
            sums.extend([&digest.to_string(), "  ", &header.name, "\n"]);
            if places.insert(header.name.clone(), (start, header.size)).is_some() {
                return Err(ArchiveError::altered(header.name, "stands in it twice"));
            }
            last = Some(header.name);
        }
        match last {
            None => return Err(ArchiveError::Foreign("it has no files".to_owned())),
            Some(name) if name != SUMS => {
                return Err(ArchiveError::Foreign(format!("it has no {SUMS} at its end, but {name}")));
            }
            Some(_) => {}
        }
        let mut archive =
            Self { file: Mutex::new(walk.file), places, length, origin: String::new(), tables: 0 };
        archive.read_about()?;
        Ok(archive)
    }

    /// The record's name, as the archive says.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Makes the archive again from the record within it, which its own keys must have signed, and compares each byte.
    pub fn check(&self) -> Result<ArchiveCheck, ArchiveError> {
        self.check_whole().map(|(found, ..)| found)
    }

    /// The same, with the head of the record and what its entries came to mean, so that nobody has to find it out again.
    pub fn check_whole(&self) -> Result<(ArchiveCheck, Checkpoint, Process), ArchiveError> {
        let publication = Publication::read(self)?;
        if publication.origin() != self.origin {
            return Err(ArchiveError::altered(ABOUT, "names another record than the one beside it"));
        }
        let known = self.tables == TABLES_VERSION;
        if known {
            self.compare(&publication)?;
        }
        let of_record = self.places.iter().filter(|(name, _)| name.starts_with(RECORD));
        let found = ArchiveCheck {
            origin: self.origin.clone(),
            process: publication.process.charter.id.to_string(),
            entries: publication.entries(),
            missing: publication.missing(),
            compared: known,
            keys: publication.keys(),
            record_bytes: of_record.map(|(_, (_, size))| size).sum(),
        };
        Ok((found, publication.head.checkpoint().clone(), publication.process))
    }

    fn compare(&self, publication: &Publication<'_, Self>) -> Result<(), ArchiveError> {
        let mut comparing = Comparing { archive: self, at: 0, differs: None };
        let made = write_archive(publication, &mut comparing);
        if let Some(at) = comparing.differs {
            return Err(ArchiveError::altered(
                self.at(at),
                format!("(byte {at} of the archive) is not what the record gives"),
            ));
        }
        if made?.bytes == self.length {
            Ok(())
        } else {
            Err(ArchiveError::Foreign("it goes on behind its end".to_owned()))
        }
    }

    /// The file in which, or in front of which, a byte of the archive stands.
    fn at(&self, at: u64) -> String {
        let begins_within = |place: &&(&String, &(u64, u64))| at < place.1.0 + place.1.1.max(1);
        let mut files: Vec<_> = self.places.iter().collect();
        files.sort_by_key(|(_, place)| **place);
        files.iter().find(begins_within).map_or_else(|| SUMS.to_owned(), |(name, _)| (*name).clone())
    }

    fn read_about(&mut self) -> Result<(), ArchiveError> {
        let foreign = |what: &str| ArchiveError::Foreign(format!("{ABOUT} {what}"));
        let bytes = self.bytes(ABOUT)?.ok_or_else(|| foreign("is not in it"))?;
        let Ok(Value::Object(about)) = canonical::parse(&bytes) else {
            return Err(foreign("is not written as archives write it"));
        };
        let Some(Value::Text(format)) = about.get("format") else { return Err(foreign("names no format")) };
        if format != FORMAT {
            return Err(foreign(&format!("names “{}” as its format", format.escape_debug())));
        }
        let number = |name: &str| match about.get(name) {
            Some(Value::Integer(number)) => Ok(*number),
            _ => Err(foreign(&format!("has no {name}"))),
        };
        let version = number("version")?;
        if version != FORMAT_VERSION {
            return Err(ArchiveError::Later(version));
        }
        self.tables = number("tables")?;
        let Some(Value::Text(origin)) = about.get("origin") else { return Err(foreign("names no origin")) };
        self.origin.clone_from(origin);
        Ok(())
    }

    fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>, std::io::Error> {
        let Some((start, size)) = self.places.get(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        self.read_at(*start, *size, |piece| bytes.extend_from_slice(piece))?;
        Ok(Some(bytes))
    }

    fn read_at(&self, start: u64, size: u64, mut each: impl FnMut(&[u8])) -> Result<(), std::io::Error> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(start))?;
        let (mut left, mut piece) = (size, vec![0; size.min(PIECE as u64) as usize]);
        while left > 0 {
            let length = left.min(PIECE as u64) as usize;
            file.read_exact(&mut piece[..length])?;
            each(&piece[..length]);
            left -= length as u64;
        }
        Ok(())
    }
}

impl<R: Read + Seek> TileSource for ProcessArchive<R> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let name = format!("{RECORD}{path}");
        self.bytes(&name).map_err(|error| SourceError { path: name, reason: error.to_string() })
    }
}

/// A walk through the files of a tar, from its first byte to its last.
struct Walk<R> {
    file: R,
    at: u64,
    length: u64,
}

impl<R: Read + Seek> Walk<R> {
    /// The next header; nothing at the end.
    fn header(&mut self) -> Result<Option<tar::Header>, ArchiveError> {
        let at = self.at;
        let block = self.block("where a file should begin")?;
        match tar::Header::read(&block) {
            Ok(Some(header)) => Ok(Some(header)),
            Ok(None) => {
                let second = self.block("before its end")?;
                let is_end = second == [0; tar::BLOCK] && self.at == self.length;
                if is_end {
                    Ok(None)
                } else {
                    Err(ArchiveError::Foreign("it goes on behind its end".to_owned()))
                }
            }
            Err(what) => Err(ArchiveError::Foreign(format!("{what} (byte {at})"))),
        }
    }

    /// Where the file behind a header begins, and its digest.
    fn file(&mut self, header: &tar::Header) -> Result<(u64, Digest), ArchiveError> {
        let start = self.at;
        let within = format!("within {}", header.name);
        // Hashed as it is read: a file may be as large as whoever sends it likes, and takes no more room than a piece of it.
        let (digest, read) = Digest::of_reader(Read::by_ref(&mut self.file).take(header.size))?;
        self.at += read;
        if read != header.size {
            return Err(self.cut(within));
        }
        let padding = self.take(header.padding(), &within)?;
        if padding.iter().any(|byte| *byte != 0) {
            return Err(ArchiveError::altered(&header.name, "is followed by something"));
        }
        Ok((start, digest))
    }

    /// The list of digests says of each file before it what was read.
    fn require_sums(&mut self, expected: &str, start: u64, size: u64) -> Result<(), ArchiveError> {
        let other = || ArchiveError::altered(SUMS, "does not list the files of the archive");
        // One that is longer than the list of what was read is not read.
        if size > expected.len() as u64 {
            return Err(other());
        }
        let after = self.at;
        self.file.seek(SeekFrom::Start(start))?;
        self.at = start;
        let said = self.take(size, "within the list of digests")?;
        self.file.seek(SeekFrom::Start(after))?;
        self.at = after;
        if said == expected.as_bytes() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&said);
        let wrong = expected.lines().zip(said.lines()).find(|(found, said)| found != said);
        Err(match wrong {
            Some((found, _)) => {
                let name = found.split_once("  ").map_or(found, |(_, name)| name);
                ArchiveError::altered(name, format!("is not the file that {SUMS} lists"))
            }
            None => other(),
        })
    }

    fn block(&mut self, within: &str) -> Result<[u8; tar::BLOCK], ArchiveError> {
        let bytes = self.take(tar::BLOCK as u64, within)?;
        bytes.try_into().map_err(|_| ArchiveError::Cut { at: self.length, within: within.to_owned() })
    }

    fn take(&mut self, size: u64, within: &str) -> Result<Vec<u8>, ArchiveError> {
        let mut bytes = Vec::new();
        Read::by_ref(&mut self.file).take(size).read_to_end(&mut bytes)?;
        self.at += bytes.len() as u64;
        if bytes.len() as u64 == size {
            return Ok(bytes);
        }
        Err(self.cut(within.to_owned()))
    }

    /// That it ends where something should go on.
    fn cut(&self, within: String) -> ArchiveError {
        if self.length < tar::BLOCK as u64 {
            ArchiveError::Foreign("it is no tar".to_owned())
        } else {
            ArchiveError::Cut { at: self.at, within }
        }
    }
}

/// Takes what an archive should be, and holds it against what it is.
struct Comparing<'a, R> {
    archive: &'a ProcessArchive<R>,
    at: u64,
    /// The first byte that differs.
    differs: Option<u64>,
}

impl<R: Read + Seek> Write for Comparing<'_, R> {
    fn write(&mut self, made: &[u8]) -> std::io::Result<usize> {
        let start = self.at;
        let there = (made.len() as u64).min(self.archive.length.saturating_sub(start));
        let mut place = 0;
        let mut differs = None;
        self.archive.read_at(start, there, |piece| {
            let same = made[place..].iter().zip(piece).position(|(made, there)| made != there);
            if let (None, Some(same)) = (differs, same) {
                differs = Some(start + (place + same) as u64);
            }
            place += piece.len();
        })?;
        let short = (there < made.len() as u64).then_some(start + there);
        if let Some(differs) = differs.or(short) {
            self.differs = Some(differs);
            return Err(std::io::Error::other("the archive differs"));
        }
        self.at += made.len() as u64;
        Ok(made.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
