//! The zip container of Word files: writes members without compression, reads those that Word writes.
//!
//! Reading is bounded: a member that grows beyond its limit is refused while it grows.

use std::io::Read as _;

use flate2::read::DeflateDecoder;

/// The largest member that is read, in bytes.
const MAX_MEMBER: u64 = 64 * 1024 * 1024;
/// How many members a container may have.
const MAX_MEMBERS: usize = 4096;
const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// The first of January 1980, the earliest date that a container can say; ours say nothing of when they were made.
const NO_DATE: u16 = 0x0021;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Reads one member by its name.
pub fn member(bytes: &[u8], name: &str) -> Result<Vec<u8>, String> {
    let entry = directory(bytes)?.into_iter().find(|(known, _)| *known == name.as_bytes());
    let (_, at) = entry.ok_or_else(|| format!("it has no member {name}"))?;
    extract(bytes, at).ok_or_else(broken)?
}

/// The names of all members; none when the container is broken.
pub fn names(bytes: &[u8]) -> Vec<String> {
    let entries = directory(bytes).unwrap_or_default();
    entries.into_iter().map(|(name, _)| String::from_utf8_lossy(name).into_owned()).collect()
}

fn broken() -> String {
    "the container is broken".to_owned()
}

/// The members by name, and where the directory speaks of each.
fn directory(bytes: &[u8]) -> Result<Vec<(&[u8], usize)>, String> {
    let window = bytes.len().saturating_sub(66_000);
    let end = (window..bytes.len().saturating_sub(21))
        .rev()
        .find(|at| u32_at(bytes, *at) == Some(END))
        .ok_or("it is no zip container, or it is cut off")?;
    let count = usize::from(u16_at(bytes, end + 10).ok_or_else(broken)?).min(MAX_MEMBERS);
    let mut at = u32_at(bytes, end + 16).ok_or_else(broken)? as usize;
    let mut entries = Vec::new();
    for _ in 0..count {
        if u32_at(bytes, at) != Some(CENTRAL) {
            return Err(broken());
        }
        let field = |offset| u16_at(bytes, at + offset).map(usize::from).ok_or_else(broken);
        let (name_length, extra, comment) = (field(28)?, field(30)?, field(32)?);
        let name = bytes.get(at + 46..at + 46 + name_length).ok_or_else(broken)?;
        entries.push((name, at));
        at += 46 + name_length + extra + comment;
    }
    Ok(entries)
}

fn extract(bytes: &[u8], central: usize) -> Option<Result<Vec<u8>, String>> {
    let method = u16_at(bytes, central + 10)?;
    let size = u32_at(bytes, central + 20)? as usize;
    let local = u32_at(bytes, central + 42)? as usize;
    if u32_at(bytes, local)? != LOCAL {
        return None;
    }
    let start =
        local + 30 + usize::from(u16_at(bytes, local + 26)?) + usize::from(u16_at(bytes, local + 28)?);
    let data = bytes.get(start..start.checked_add(size)?)?;
    Some(match method {
        STORED => Ok(data.to_vec()),
        DEFLATED => inflate(data),
        other => Err(format!("a member is compressed in an unknown way ({other})")),
    })
}

fn inflate(data: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let read = DeflateDecoder::new(data).take(MAX_MEMBER + 1).read_to_end(&mut out);
    match read {
        Ok(_) if out.len() as u64 > MAX_MEMBER => Err(format!("a member has more than {MAX_MEMBER} bytes")),
        Ok(_) => Ok(out),
        Err(error) => Err(error.to_string()),
    }
}

/// Writes members into a container.
pub fn write(members: &[(&str, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in members {
        let offset = out.len() as u32;
        let common = header(name, content.as_bytes());
        out.extend(LOCAL.to_le_bytes());
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(content.as_bytes());
        directory.extend(CENTRAL.to_le_bytes());
        directory.extend(20_u16.to_le_bytes());
        directory.extend(&common);
        // Comment, disk and attributes: none.
        directory.extend([0_u8; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(END.to_le_bytes());
    out.extend([0_u8; 4]);
    out.extend((members.len() as u16).to_le_bytes());
    out.extend((members.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0_u8; 2]);
    out
}

/// What the local and the central header have in common, from the version that is needed to the extra field.
fn header(name: &str, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(26);
    out.extend(20_u16.to_le_bytes());
    // Bit 11 says that the name is UTF-8.
    out.extend(0x0800_u16.to_le_bytes());
    out.extend(STORED.to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    out.extend(NO_DATE.to_le_bytes());
    out.extend(crc32(content).to_le_bytes());
    out.extend((content.len() as u32).to_le_bytes());
    out.extend((content.len() as u32).to_le_bytes());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    out
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_written_is_read() {
        let container = write(&[("a.xml", "<a/>"), ("b/c.xml", "마루")]);
        assert_eq!(member(&container, "b/c.xml").unwrap(), "마루".as_bytes());
        assert_eq!(member(&container, "a.xml").unwrap(), b"<a/>");
        assert!(member(&container, "d").unwrap_err().contains("no member"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0_usize..200) {
            let _ = member(&bytes, "a");
            let mut container = write(&[("a", "content")]);
            container.truncate(cut.min(container.len()));
            container.extend(bytes);
            let _ = member(&container, "a");
        }
    }
}
