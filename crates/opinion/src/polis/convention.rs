//! The declaration of the sign of votes that `polis-export/1` carries: agree +1, as every export ever had. A file that
//! declares another sign is refused rather than turned round.

use super::{CountsApart, PolisError, PolisExport, PolisVote, SignCounts, SourceIds, in_time_order};
use crate::votes::{Vote, VoteMatrix};
use std::collections::{BTreeMap, BTreeSet};

/// The newer style's name, in `format.json` and in the declaration.
pub(super) const FORMAT: &str = "polis-export/1";
/// The key of the declaration in `summary.csv`.
pub(super) const CONVENTION_KEY: &str = "vote-convention";
/// The declaration, as it is written into `summary.csv` and `format.json`.
pub(super) const CONVENTION: &str = "agree=+1;disagree=-1;pass=0;format=polis-export/1";
/// The part without which a declaration says nothing.
const AGREE: &str = "agree=+1";
/// With what a file of votes begins that declares its sign before its header.
const FIRST_LINE: &str = "# vote-convention:";

/// Refuses any declaration but the one that holds. Its parts may come in any order, and what agreeing is tells the rest.
pub(super) fn check(file: &'static str, declared: &str) -> Result<(), PolisError> {
    let mut parts = declared.split(';').map(str::trim).filter(|part| !part.is_empty());
    let says_agree = parts.clone().any(|part| part == AGREE);
    if says_agree && parts.all(|part| CONVENTION.split(';').any(|known| known == part)) {
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

/// What a file counts of a statement or of a person.
#[derive(Clone, Copy)]
pub(super) struct Declared {
    pub(super) id: u32,
    /// Agrees and disagrees.
    pub(super) answers: Option<[u32; 2]>,
    /// All votes, passes among them.
    pub(super) votes: Option<u32>,
}

/// The same, as it was read.
#[derive(Clone, Copy, Default)]
struct Read {
    agrees: u32,
    disagrees: u32,
    votes: u32,
}

/// By statement or person.
type Tallies = BTreeMap<u32, Read>;

/// Of what a file declares the counts.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    pub(super) file: &'static str,
    /// `statement` or `participant`.
    pub(super) of: &'static str,
    pub(super) key: fn(&PolisVote) -> u32,
    /// The id of one in its source.
    pub(super) id: fn(&SourceIds, u32) -> String,
    /// Whether whoever has no row has no votes. Rows of statements that were rejected are not asked, for their votes may have been left
    /// out on purpose.
    pub(super) has_all: bool,
}

/// What the counts of a file tell of the votes that were read.
#[derive(Default)]
pub(super) struct Compared {
    /// That the sign is the one that was read.
    pub(super) told: bool,
    /// On what it could be told, where it could not.
    pub(super) sign: Option<SignCounts>,
    /// Counts that are not those of the votes.
    pub(super) apart: Vec<CountsApart>,
}

/// Statements or people on which the sign has to fit before it is said that the files tell it.
pub(super) const TOLD_BY: usize = 5;
/// So many of the counted votes may be missing, or be there and not be counted: one in twenty. Exports count every vote, and their matrix
/// has the latest of each pair: in the real ones beside this program up to four in a hundred were changed.
const MAY_BE_APART: u64 = 20;

impl Counts {
    pub(super) const OF_STATEMENTS: Self = Self {
        file: "comments.csv",
        of: "statement",
        key: |vote| vote.statement,
        id: SourceIds::statement,
        has_all: false,
    };
    pub(super) const OF_PEOPLE: Self = Self {
        file: "participants-votes.csv",
        of: "participant",
        key: |vote| vote.voter,
        id: SourceIds::person,
        has_all: true,
    };

    /// Refuses votes of which many are missing or not counted, unless that was asked for, and votes that fit the counts only if turned round.
    pub(super) fn compare(
        self,
        declared: &[Declared],
        read: &PolisExport,
        incomplete: bool,
    ) -> Result<Compared, PolisError> {
        if declared.is_empty() {
            return Ok(Compared::default());
        }
        let events = self.tallies(read.votes.iter().copied());
        let mut apart = self.apart(declared, &events);
        // Some files count every vote, others the latest of each pair; the one that fits better is meant.
        if apart.iter().any(CountsApart::differs) {
            let latest = VoteMatrix::canonical(read.by_time().into_iter().map(PolisVote::cast));
            let latest = latest.votes().map(|vote| PolisVote {
                timestamp_ms: None,
                statement: vote.statement.0,
                voter: vote.participant.0,
                value: vote.vote,
            });
            let of_latest = self.apart(declared, &self.tallies(latest));
            for (one, other) in apart.iter_mut().zip(of_latest) {
                if other.missing + other.more < one.missing + one.more {
                    *one = other;
                }
            }
        }
        apart.retain(CountsApart::differs);
        let too_far = |one: &&CountsApart| (one.missing + one.more) * MAY_BE_APART > one.counted;
        if let Some(far) = apart.iter().find(too_far).filter(|_| !incomplete) {
            return Err(PolisError::Incomplete(*far));
        }
        let (fit, turned) = self.sign(declared, &events, &read.ids)?;
        let told = fit >= TOLD_BY && fit > turned;
        let sign = SignCounts { file: self.file, of: self.of, fit, turned };
        Ok(Compared { told, sign: (!told).then_some(sign), apart })
    }

    fn tallies(self, votes: impl Iterator<Item = PolisVote>) -> Tallies {
        let mut tallies = Tallies::new();
        for vote in votes {
            let read = tallies.entry((self.key)(&vote)).or_default();
            read.agrees += u32::from(vote.value == Vote::Agree);
            read.disagrees += u32::from(vote.value == Vote::Disagree);
            read.votes += 1;
        }
        tallies
    }

    /// How far each kind of count is from what was read.
    fn apart(self, declared: &[Declared], tallies: &Tallies) -> Vec<CountsApart> {
        type Kind = (&'static str, fn(&Declared) -> Option<u64>, fn(&Read) -> u64);
        let kinds: [Kind; 2] = [
            (
                "agrees and disagrees",
                |one| one.answers.map(|[agrees, disagrees]| u64::from(agrees) + u64::from(disagrees)),
                |read| u64::from(read.agrees) + u64::from(read.disagrees),
            ),
            ("votes", |one| one.votes.map(u64::from), |read| u64::from(read.votes)),
        ];
        let has_row: BTreeSet<u32> = declared.iter().map(|one| one.id).collect();
        let of_kind = |(what, counted, read): Kind| {
            let mut apart = CountsApart { file: self.file, what, counted: 0, read: 0, missing: 0, more: 0 };
            let told = declared.iter().filter_map(|one| Some((one.id, counted(one)?)));
            let told: Vec<(u32, u64)> = told.collect();
            for (id, counted) in &told {
                apart.add(*counted, tallies.get(id).map_or(0, read));
            }
            let without = tallies.iter().filter(|(id, _)| self.has_all && !has_row.contains(*id));
            without.for_each(|(_, one)| apart.add(0, read(one)));
            (!told.is_empty()).then_some(apart)
        };
        kinds.into_iter().filter_map(of_kind).collect()
    }

    /// On how many the counts fit the votes better as they were read, and on how many turned round. Refused is what fits nowhere but turned
    /// round, however little that is, and what fits more often turned round.
    fn sign(
        self,
        declared: &[Declared],
        tallies: &Tallies,
        ids: &SourceIds,
    ) -> Result<(usize, usize), PolisError> {
        let far = |a: u32, b: u32, c: u32, d: u32| u64::from(a.abs_diff(b)) + u64::from(c.abs_diff(d));
        let (mut turned, mut fit, mut example) = (0, 0, None);
        for one in declared {
            let (Some([agrees, disagrees]), Some(read)) = (one.answers, tallies.get(&one.id)) else {
                continue;
            };
            let as_is = far(read.agrees, agrees, read.disagrees, disagrees);
            let other = far(read.agrees, disagrees, read.disagrees, agrees);
            turned += usize::from(other < as_is);
            fit += usize::from(as_is < other);
            if other < as_is && example.is_none() {
                example = Some((one.id, [agrees, disagrees], *read));
            }
        }
        match example {
            Some((id, [agrees, disagrees], read)) if fit == 0 || (turned >= TOLD_BY && turned > fit) => {
                Err(PolisError::Sign {
                    file: self.file,
                    of: self.of,
                    turned,
                    compared: turned + fit,
                    id: (self.id)(ids, id),
                    agrees,
                    disagrees,
                    found_agrees: read.agrees,
                    found_disagrees: read.disagrees,
                })
            }
            _ => Ok((fit, turned)),
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
