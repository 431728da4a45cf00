//! Tar as POSIX has it (ustar): plain files with short names, nothing else, each header with the one spelling that is written here.

use super::ArchiveError;

/// Everything in a tar stands in blocks of so many bytes.
pub(super) const BLOCK: usize = 512;
/// Longest name of a file, in bytes.
const NAME: usize = 100;

/// What a header says of the file behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) name: String,
    /// In bytes.
    pub(super) size: u64,
    /// Seconds since 1970.
    pub(super) time: u64,
}

impl Header {
    /// The header's bytes. Names are ours, and short.
    pub(super) fn bytes(&self) -> [u8; BLOCK] {
        let mut block = [0; BLOCK];
        put(&mut block, 0, self.name.as_bytes());
        put(&mut block, 100, b"0000644\0");
        put(&mut block, 108, b"0000000\0");
        put(&mut block, 116, b"0000000\0");
        put(&mut block, 124, format!("{:011o}\0", self.size).as_bytes());
        put(&mut block, 136, format!("{:011o}\0", self.time).as_bytes());
        put(&mut block, 148, b"        ");
        block[156] = b'0';
        put(&mut block, 257, b"ustar\x0000");
        let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
        put(&mut block, 148, format!("{sum:06o}\0 ").as_bytes());
        block
    }

    /// Reads a header; an error says what is wrong with it. Nothing for a block of zeros, which ends a tar.
    pub(super) fn read(block: &[u8; BLOCK]) -> Result<Option<Self>, String> {
        if block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        if block[257..262] != *b"ustar" {
            return Err("it is no tar".to_owned());
        }
        let end = block[..NAME].iter().position(|byte| *byte == 0).unwrap_or(NAME);
        let name = std::str::from_utf8(&block[..end]).map_err(|_| "a name is not UTF-8".to_owned())?;
        if !is_plain(name) {
            return Err(format!("“{}” is no name of a file in an archive", name.escape_debug()));
        }
        let header =
            Self { name: name.to_owned(), size: octal(&block[124..135])?, time: octal(&block[136..147])? };
        if header.bytes() != *block {
            return Err(format!("the header of {name} is not written as archives write it"));
        }
        Ok(Some(header))
    }

    /// How many bytes of nothing follow the file, up to the next block.
    pub(super) fn padding(&self) -> u64 {
        self.size.next_multiple_of(BLOCK as u64) - self.size
    }
}

/// A path that stays in its folder wherever it is unpacked.
fn is_plain(name: &str) -> bool {
    let part = |part: &str| {
        !matches!(part, "" | "." | "..")
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    name.len() <= NAME && name.split('/').all(part)
}

fn put(block: &mut [u8; BLOCK], at: usize, bytes: &[u8]) {
    let room = &mut block[at..];
    let length = bytes.len().min(room.len());
    room[..length].copy_from_slice(&bytes[..length]);
}

fn octal(digits: &[u8]) -> Result<u64, String> {
    digits.iter().try_fold(0_u64, |value, digit| match digit {
        b'0'..=b'7' => Ok(value * 8 + u64::from(digit - b'0')),
        _ => Err("a number in a header is not octal".to_owned()),
    })
}

/// The header of a file that is to be written.
pub(super) fn header(name: &str, size: u64, time: i64) -> Result<Header, ArchiveError> {
    let fits = is_plain(name) && size < super::MEMBER_LIMIT;
    if !fits {
        return Err(ArchiveError::TooLarge(format!("{name} has {size} bytes")));
    }
    // Eleven octal digits say every second up to the year 2242.
    Ok(Header { name: name.to_owned(), size, time: u64::try_from(time).unwrap_or(0).min((1 << 33) - 1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_has_one_spelling() {
        let check =
            |name: &str, good: bool| assert_eq!(header(name, 7, 1_790_000_000).is_ok(), good, "{name}");
        check("record/tile/entries/x001/x234/067.p/17", true);
        check("a", true);
        for bad in ["", "/a", "a/", "../a", "a/./b", "a b", "마루", "a\0b"] {
            check(bad, false);
        }
        let made = header("record/checkpoint", 7, 1_790_000_000).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(Header::read(&made.bytes()), Ok(Some(made.clone())));
        for place in 0..BLOCK {
            let mut bytes = made.bytes();
            bytes[place] ^= 1;
            assert!(Header::read(&bytes).is_err(), "byte {place}");
        }
        assert_eq!(Header::read(&[0; BLOCK]), Ok(None));
    }
}
