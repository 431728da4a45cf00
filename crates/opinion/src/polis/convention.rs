//! The declaration of the sign of votes that `polis-export/1` carries: agree +1, as every export ever had. A file that
//! declares another sign is refused rather than turned round.

use super::{PolisError, PolisExport, PolisVote, SourceIds, in_time_order};
use crate::votes::{Vote, VoteMatrix};
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

/// The bytes and lines of a declaration in the first line, which is checked.
pub(super) fn after_declaration(file: &'static str, bytes: &[u8]) -> Result<(usize, usize), PolisError> {
    let Some(rest) = bytes.strip_prefix(FIRST_LINE.as_bytes()) else { return Ok((0, 0)) };
    let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
    check(file, &String::from_utf8_lossy(&rest[..end]))?;
    Ok((bytes.len().min(FIRST_LINE.len() + end + 1), 1))
}

/// Refuses a `format.json` that gives votes another sign; whether it gives one.
pub(super) fn check_format(bytes: &[u8]) -> Result<bool, PolisError> {
    const FILE: &str = "format.json";
    let unread = |what: String| PolisError::Format { what };
    let wrong = |declared: String| PolisError::Convention { file: FILE, declared };
    let format: serde_json::Value =
        serde_json::from_slice(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes))
            .map_err(|error| unread(format!("no JSON: {error}")))?;
    if !format.is_object() {
        return Err(unread("an object is wanted".to_owned()));
    }
    if let Some(name) = format.get("format").filter(|name| name.as_str() != Some(FORMAT)) {
        return Err(unread(format!("the format is {name}; only \"{FORMAT}\" is read")));
    }
    let mut gives = false;
    if let Some(declared) = format.get(CONVENTION_KEY) {
        check(FILE, declared.as_str().unwrap_or(&declared.to_string()))?;
        gives = true;
    }
    if let Some(vote) = format.get("vote") {
        for (answer, sign) in [("agree", 1), ("disagree", -1), ("pass", 0)] {
            let Some(declared) = vote.get(answer) else { continue };
            if declared.as_i64() != Some(sign) {
                return Err(wrong(vote.to_string()));
            }
            gives |= sign != 0;
        }
    }
    Ok(gives)
}

/// Agrees and disagrees as a file declares them, of a statement or of a person.
#[derive(Clone, Copy)]
pub(super) struct Declared {
    pub(super) id: u32,
    pub(super) agrees: u32,
    pub(super) disagrees: u32,
}

/// Of what a file declares the counts.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    pub(super) file: &'static str,
    /// `statement` or `participant`.
    pub(super) of: &'static str,
    pub(super) key: fn(&PolisVote) -> u32,
    /// The id of one in its source.
    pub(super) id: fn(&SourceIds, u32) -> String,
}

/// Statements or people on which the sign can be told, without which nothing is said about it.
const TOLD_BY: usize = 5;
/// So many votes have to be missing before votes are called incomplete: counts were taken at another moment than votes.
const MISSING: u64 = 50;

impl Counts {
    pub(super) const OF_STATEMENTS: Self =
        Self { file: "comments.csv", of: "statement", key: |vote| vote.statement, id: SourceIds::statement };
    pub(super) const OF_PEOPLE: Self = Self {
        file: "participants-votes.csv",
        of: "participant",
        key: |vote| vote.voter,
        id: SourceIds::person,
    };

    /// Refuses votes that fit the counts only if they are turned round, or of which a third is not there. Whether the sign could be told.
    pub(super) fn compare(self, declared: &[Declared], read: &PolisExport) -> Result<bool, PolisError> {
        if declared.is_empty() {
            return Ok(false);
        }
        let mut counts: BTreeMap<u32, [u32; 2]> = BTreeMap::new();
        for vote in &read.votes {
            let [agrees, disagrees] = counts.entry((self.key)(vote)).or_default();
            *agrees += u32::from(vote.value == Vote::Agree);
            *disagrees += u32::from(vote.value == Vote::Disagree);
        }
        let told = self.sign(declared, &counts, &read.ids)?;
        let sum = |[agrees, disagrees]: [u32; 2]| u64::from(agrees) + u64::from(disagrees);
        let wanted: u64 = declared.iter().map(|one| sum([one.agrees, one.disagrees])).sum();
        let found =
            declared.iter().filter_map(|one| counts.get(&one.id)).map(|count| sum(*count)).sum::<u64>();
        // Counts and votes of real exports differ by a few in a hundred, where votes were changed.
        if wanted >= found + MISSING && found * 3 < wanted * 2 {
            return Err(PolisError::Incomplete { file: self.file, declared: wanted, found });
        }
        Ok(told)
    }

    fn sign(
        self,
        declared: &[Declared],
        counts: &BTreeMap<u32, [u32; 2]>,
        ids: &SourceIds,
    ) -> Result<bool, PolisError> {
        let far = |a: u32, b: u32, c: u32, d: u32| u64::from(a.abs_diff(b)) + u64::from(c.abs_diff(d));
        let (mut turned, mut straight, mut example) = (0, 0, None);
        for one in declared {
            let Some(&[agrees, disagrees]) = counts.get(&one.id) else { continue };
            let as_is = far(agrees, one.agrees, disagrees, one.disagrees);
            let other = far(agrees, one.disagrees, disagrees, one.agrees);
            turned += usize::from(other < as_is);
            straight += usize::from(as_is < other);
            if other < as_is && example.is_none() {
                example = Some((one, agrees, disagrees));
            }
        }
        match example {
            Some((one, found_agrees, found_disagrees)) if turned >= TOLD_BY && turned > straight => {
                Err(PolisError::Sign {
                    file: self.file,
                    of: self.of,
                    turned,
                    compared: turned + straight,
                    id: (self.id)(ids, one.id),
                    agrees: one.agrees,
                    disagrees: one.disagrees,
                    found_agrees,
                    found_disagrees,
                })
            }
            _ => Ok(straight >= TOLD_BY && straight > turned),
        }
    }
}

/// Of votes that stand in two files, so many may differ: one in ten, for files are written at different moments.
const MAY_DIFFER: usize = 10;

/// Refuses votes that another file of the same folder has otherwise: one of the two would count without a word.
pub(super) fn same_votes(
    read: &PolisExport,
    files: [&'static str; 2],
    other: Vec<PolisVote>,
) -> Result<(), PolisError> {
    let matrix = |votes: Vec<PolisVote>| VoteMatrix::canonical(votes.into_iter().map(PolisVote::cast));
    let own = matrix(read.by_time());
    let other = matrix(in_time_order(other));
    let (mut compared, mut differ, mut example) = (0, 0, None);
    for vote in other.votes() {
        let Some(here) = own.vote_of(vote.participant, vote.statement) else { continue };
        compared += 1;
        if here != vote.vote {
            differ += 1;
            example.get_or_insert((vote, here));
        }
    }
    match example {
        Some((vote, here)) if differ * MAY_DIFFER > compared => Err(PolisError::TwoStories {
            files,
            differ,
            compared,
            statement: read.ids.statement(vote.statement.0),
            person: read.ids.person(vote.participant.0),
            signs: [here.sign(), vote.vote.sign()],
        }),
        _ => Ok(()),
    }
}
