//! The declaration of the sign of votes that `polis-export/1` carries: agree +1, as every export ever had. A file that
//! declares another sign is refused rather than turned round.

use super::PolisError;

/// The newer style's name.
pub(super) const FORMAT: &str = "polis-export/1";
/// The key of the declaration in `summary.csv`.
pub(super) const CONVENTION_KEY: &str = "vote-convention";
/// The declaration.
pub(super) const CONVENTION: &str = "agree=+1;disagree=-1;pass=0;format=polis-export/1";
/// With what a file of votes begins that declares its sign before its header.
const FIRST_LINE: &str = "# vote-convention:";

/// Refuses any declaration but the one that holds; its parts may come in any order, and the format may be left out.
pub(super) fn check(file: &'static str, declared: &str) -> Result<(), PolisError> {
    let mut parts: Vec<&str> = declared.trim().split(';').map(str::trim).collect();
    parts.sort_unstable();
    let mut wanted: Vec<&str> = CONVENTION.split(';').collect();
    wanted.sort_unstable();
    let without_format = |parts: &[&str]| -> Vec<String> {
        parts.iter().filter(|part| !part.starts_with("format=")).map(|part| (*part).to_owned()).collect()
    };
    if parts == wanted || without_format(&wanted) == parts {
        return Ok(());
    }
    Err(PolisError::Convention { file, declared: declared.trim().to_owned() })
}

/// The file after a declaration in its first line, which is checked, and the lines that were passed over.
pub(super) fn after_declaration<'a>(
    file: &'static str,
    bytes: &'a [u8],
) -> Result<(&'a [u8], usize), PolisError> {
    let Some(rest) = bytes.strip_prefix(FIRST_LINE.as_bytes()) else { return Ok((bytes, 0)) };
    let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    check(file, &String::from_utf8_lossy(&rest[..end]))?;
    Ok((rest.get(end + 1..).unwrap_or_default(), 1))
}
