//! The declaration of the sign of votes that `polis-export/1` carries: agree +1, as every export ever had. A file that
//! declares another sign is refused rather than turned round.

use super::csv::checked;
use super::{PolisComment, PolisError, PolisVote};
use crate::votes::Vote;
use std::collections::BTreeMap;

/// The newer style's name, in `format.json` and in the declaration.
pub(super) const FORMAT: &str = "polis-export/1";
/// The key of the declaration in `summary.csv`.
pub(super) const CONVENTION_KEY: &str = "vote-convention";
/// The declaration, as it is written into `summary.csv` and `format.json`.
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
    let bytes = checked(file, bytes)?;
    let Some(rest) = bytes.strip_prefix(FIRST_LINE.as_bytes()) else { return Ok((bytes, 0)) };
    let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    check(file, &String::from_utf8_lossy(&rest[..end]))?;
    Ok((rest.get(end + 1..).unwrap_or_default(), 1))
}

/// Refuses a `format.json` that gives votes another sign.
pub(super) fn check_format(bytes: &[u8]) -> Result<(), PolisError> {
    const FILE: &str = "format.json";
    let read: Result<serde_json::Value, _> = serde_json::from_slice(bytes);
    let wrong = |declared: String| PolisError::Convention { file: FILE, declared };
    let format = read.map_err(|error| wrong(format!("no JSON: {error}")))?;
    if let Some(declared) = format.get(CONVENTION_KEY).and_then(serde_json::Value::as_str) {
        check(FILE, declared)?;
    }
    if let Some(vote) = format.get("vote") {
        for (answer, sign) in [("agree", 1), ("disagree", -1), ("pass", 0)] {
            if vote.get(answer).is_some_and(|declared| declared.as_i64() != Some(sign)) {
                return Err(wrong(vote.to_string()));
            }
        }
    }
    Ok(())
}

/// Statements on which the sign can be told, without which nothing is said about it.
const TOLD_BY: usize = 5;

/// Refuses votes that fit the counts beside the statements only if they are turned round.
pub(super) fn compare(comments: &[PolisComment], votes: &[PolisVote]) -> Result<(), PolisError> {
    let mut counts: BTreeMap<u32, [u32; 2]> = BTreeMap::new();
    for vote in votes {
        let [agrees, disagrees] = counts.entry(vote.statement).or_default();
        *agrees += u32::from(vote.value == Vote::Agree);
        *disagrees += u32::from(vote.value == Vote::Disagree);
    }
    let far = |a: u32, b: u32, c: u32, d: u32| a.abs_diff(b) + c.abs_diff(d);
    let (mut turned, mut straight, mut example) = (0, 0, None);
    for comment in comments {
        let Some(&[agrees, disagrees]) = counts.get(&comment.id) else { continue };
        let as_is = far(agrees, comment.agrees, disagrees, comment.disagrees);
        let other = far(agrees, comment.disagrees, disagrees, comment.agrees);
        turned += usize::from(other < as_is);
        straight += usize::from(as_is < other);
        if other < as_is && example.is_none() {
            example = Some((comment, agrees, disagrees));
        }
    }
    match example {
        Some((comment, found_agrees, found_disagrees)) if turned >= TOLD_BY && turned > straight => {
            Err(PolisError::Sign {
                turned,
                compared: turned + straight,
                statement: comment.id,
                agrees: comment.agrees,
                disagrees: comment.disagrees,
                found_agrees,
                found_disagrees,
            })
        }
        _ => Ok(()),
    }
}
