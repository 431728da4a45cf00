//! Polis exports, read and written: both the older style and `polis-export/1` (timestamps in seconds, the matrix file
//! called `participant-votes.csv`). Columns are found by name, so extra ones do no harm.

mod convention;
mod csv;
mod events;
mod formula;
mod ids;
mod json;
mod pairs;
mod write;

pub use formula::{guarded, unguarded};
pub use ids::{SourceIds, order as order_of_ids};
pub use write::{
    Style, times_of, write_comment_groups, write_comments, write_format, write_participants_votes,
    write_summary, write_votes,
};

use crate::parquet::{self, IdOf, ParquetError};
use crate::votes::{CastVote, Conversation, ParticipantId, StatementId, Vote, VoteMatrix};
use convention::{Counts, Declared};
pub(crate) use csv::lower;
use csv::{Header, Row, Table};
use ids::{FIRST_NAMED, Id, Ids};
use std::collections::{BTreeMap, BTreeSet};

/// A timestamp below this is in seconds, not milliseconds (as milliseconds it would lie in early 1973).
const SECONDS_BELOW: i64 = 100_000_000_000;

/// Why an export could not be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PolisError {
    /// No file with votes was given.
    #[error(
        "no votes: neither votes.csv nor votes.json nor votes.parquet nor participants-votes.csv nor participant-votes.csv is there"
    )]
    NoVotes,
    /// The statements have counts, and no file says whose votes they are.
    #[error(
        "no votes: {file} counts {counted} agrees and disagrees, and no file says who gave them, as in what Agora publishes and \
         Sensemaker reads; a map is made of each person's votes"
    )]
    OnlyCounts {
        /// The file with the counts.
        file: &'static str,
        /// Agrees and disagrees that it counts.
        counted: u64,
    },
    /// Two files are there of which one would be read and the other not.
    #[error("{} and {} are both there; remove one of them", files[0], files[1])]
    TwoFiles {
        /// Names of the files.
        files: [&'static str; 2],
    },
    /// A file of JSON is not what it should be.
    #[error("{file}: {what}")]
    Json {
        /// Name of the file within the export.
        file: &'static str,
        /// What was found and where.
        what: String,
    },
    /// A file lacks a column that it must have.
    #[error("{file}, line 1: there is no column \"{column}\"")]
    NoColumn {
        /// Name of the file within the export.
        file: &'static str,
        /// The column, by the name that current exports give it.
        column: &'static str,
    },
    /// A file declares that its votes have another sign than exports have.
    #[error(
        "{file} declares \"{declared}\"; only agree=+1 is read, with disagree=-1 and pass=0, and nothing is turned round"
    )]
    Convention {
        /// Name of the file within the export.
        file: &'static str,
        /// The declaration, as it stands in the file.
        declared: String,
    },
    /// Two columns bear one name, in whichever spelling.
    #[error(
        "{file}, line 1: two columns are called \"{column}\", in one spelling or another; remove one of them"
    )]
    TwoColumns {
        /// Name of the file within the export.
        file: &'static str,
        /// The name in the spelling of exports.
        column: String,
    },
    /// `format.json` is not understood.
    #[error("format.json: {what}")]
    Format {
        /// What was found and what was wanted.
        what: String,
    },
    /// A file is in no encoding that is read.
    #[error("{file} is neither in UTF-8 nor in UTF-16 that begins with its mark; save it as UTF-8")]
    Encoding {
        /// Name of the file within the export.
        file: &'static str,
    },
    /// A quote is not closed, or something stands behind it.
    #[error("{file}, line {line}: a quoted field is not closed, or something stands behind its end")]
    Quote {
        /// Name of the file within the export.
        file: &'static str,
        /// The line on which the field begins, from 1.
        line: usize,
    },
    /// The counts beside the statements or people say that agreeing and disagreeing are the other way round in the votes.
    #[error(
        "the votes seem to have the wrong sign: on {turned} of {compared} {of}s they fit the agrees and disagrees in \
         {file} only if turned round ({of} {id}: {agrees} agrees and {disagrees} disagrees are declared, \
         {found_agrees} and {found_disagrees} found); nothing is turned round"
    )]
    Sign {
        /// The file with the counts.
        file: &'static str,
        /// Of what they are: `statement` or `participant`.
        of: &'static str,
        /// Those that fit only if turned.
        turned: usize,
        /// Those on which it can be told.
        compared: usize,
        /// One of them, as an example.
        id: String,
        /// Its agrees in `comments.csv`.
        agrees: u32,
        /// Its disagrees in `comments.csv`.
        disagrees: u32,
        /// Its agrees counted in the votes.
        found_agrees: u32,
        /// Its disagrees counted in the votes.
        found_disagrees: u32,
    },
    /// The counts beside the statements or people are far from those of the votes.
    #[error(
        "{}: {} are missing and {} are not counted there; is a file cut off, or are cells that nobody answered written as 0? \
         --votes-incomplete takes the votes as they are",
        .0, .0.missing, .0.more
    )]
    Incomplete(CountsApart),
    /// Votes are on statements that the file of statements does not have, and what moderation said of these is not known.
    #[error(
        "{votes} votes are on {statements} of {all} statements that {file} does not have ({named}); is it cut off? Their texts and \
         what moderation said of them are lost; --statements-incomplete goes on without"
    )]
    Unlisted {
        /// The file of statements.
        file: &'static str,
        /// Statements that it does not have.
        statements: usize,
        /// All statements that were voted on.
        all: usize,
        /// Votes on those.
        votes: usize,
        /// The first of them.
        named: String,
    },
    /// Two files of one folder say different things of the same votes.
    #[error(
        "{} and {} do not say the same: {differ} of {compared} votes that are in both differ (statement {statement}, \
         participant {person}: {} and {}); remove the one that is wrong",
        files[0], files[1], signs[0], signs[1]
    )]
    TwoStories {
        /// The file that would count, and the other.
        files: [&'static str; 2],
        /// Votes that differ.
        differ: usize,
        /// Votes that are in both.
        compared: usize,
        /// The statement of one that differs.
        statement: String,
        /// Its participant.
        person: String,
        /// What each file says.
        signs: [i8; 2],
    },
    /// Columns are called as in Polis's database, where agreeing is -1, and nothing tells which sign these votes have.
    #[error(
        "votes.csv, line 1: columns called tid and pid are those of Polis's database and API, where -1 is to agree, and {}; \
         where 1 is to agree, write \"# vote-convention: agree=+1;disagree=-1;pass=0\" as the first line",
        beside(.0)
    )]
    ApiSign(Vec<SignCounts>),
    /// The votes came as Parquet and could not be read.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// A cell could not be understood.
    #[error("{file}, {} {line}, column \"{column}\": {what}", row_in(file))]
    Cell {
        /// Name of the file within the export.
        file: &'static str,
        /// The line on which the row begins, from 1; the header is line 1. In JSON the number of the object, from 1.
        line: usize,
        /// The column, as its header names it.
        column: String,
        /// What was found and what was wanted.
        what: String,
    },
}

/// What was looked at beside the votes.
fn beside(counts: &[SignCounts]) -> String {
    if counts.is_empty() {
        return "nothing beside says otherwise".to_owned();
    }
    counts.iter().map(SignCounts::to_string).collect::<Vec<_>>().join("; ")
}

/// What the rows of a file are counted by.
fn row_in(file: &str) -> &'static str {
    if [json::VOTES, json::COMMENTS].contains(&file) { "object" } else { "line" }
}

/// The bytes of an export's files; each may be missing.
#[derive(Clone, Copy, Debug, Default)]
pub struct PolisFiles<'a> {
    /// `summary.csv`
    pub summary: Option<&'a [u8]>,
    /// `comments.csv`
    pub comments: Option<&'a [u8]>,
    /// `votes.csv`
    pub votes: Option<&'a [u8]>,
    /// `participants-votes.csv` or `participant-votes.csv`
    pub participants_votes: Option<&'a [u8]>,
    /// `format.json`, which declares the sign of votes
    pub format: Option<&'a [u8]>,
    /// `votes.parquet`, the events of `votes.csv` for data frames
    pub parquet: Option<&'a [u8]>,
    /// `votes.json`, as Polis's API answers
    pub votes_json: Option<&'a [u8]>,
    /// `comments.json`, likewise
    pub comments_json: Option<&'a [u8]>,
    /// `conversation.json`, likewise: topic and description
    pub conversation: Option<&'a [u8]>,
}

/// Where the votes of an export come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `votes.csv`: every vote event, changed votes included.
    Events,
    /// The matrix file: the latest vote of each pair, without time.
    Matrix,
    /// Pairs of which people chose one: nobody agreed or disagreed, and what counts as such here is a reading.
    Pairs,
}

/// What one export says: its summary, statements and votes. See `docs/opinion-map.md` for the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolisExport {
    /// Key and value of each line of `summary.csv`, in order.
    pub summary: Vec<(String, String)>,
    /// Statements, in the order of `comments.csv`.
    pub comments: Vec<PolisComment>,
    /// Votes in file order; from the matrix, by statement and participant.
    pub votes: Vec<PolisVote>,
    /// Which file the votes were read from.
    pub origin: Origin,
    /// What stands for the numbers of statements and people that are not ids themselves.
    pub ids: SourceIds,
    /// What was not looked at.
    pub unread: Unread,
}

/// What is taken though it would be refused, because somebody asked for it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// Votes of which the counts beside them say that many are missing, or that many are more.
    pub votes_incomplete: bool,
    /// Votes on statements that the file of statements does not have.
    pub statements_incomplete: bool,
}

/// Counts of a file that are not those of the votes that were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct CountsApart {
    /// The file with the counts.
    pub file: &'static str,
    /// What it counts: `votes`, or `agrees and disagrees`.
    pub what: &'static str,
    /// So many it counts.
    pub counted: u64,
    /// So many were read.
    pub read: u64,
    /// Those that are counted and were not found, statement by statement or person by person.
    pub missing: u64,
    /// Those that were found and are not counted.
    pub more: u64,
}

impl CountsApart {
    const fn differs(&self) -> bool {
        self.missing + self.more > 0
    }

    const fn add(&mut self, counted: u64, read: u64) {
        self.counted += counted;
        self.read += read;
        self.missing += counted.saturating_sub(read);
        self.more += read.saturating_sub(counted);
    }
}

impl std::fmt::Display for CountsApart {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, what, counted, read, .. } = self;
        write!(f, "{file} counts {counted} {what}, and {read} were read")
    }
}

/// On what the counts of a file could tell which sign is to agree, where that was too little or did not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct SignCounts {
    /// The file with the counts.
    pub file: &'static str,
    /// Of what they are: `statement` or `participant`.
    pub of: &'static str,
    /// Those that fit the votes better as they were read.
    pub fit: usize,
    /// Those that fit them better turned round.
    pub turned: usize,
}

impl std::fmt::Display for SignCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, of, fit, turned } = self;
        if *turned == 0 {
            let least = convention::TOLD_BY;
            return write!(f, "the counts in {file} fit on {fit} {of}s, and {least} are wanted");
        }
        write!(f, "the counts in {file} do not fit: on {fit} {of}s they do, on {turned} only turned round")
    }
}

/// What was not looked at when files were read, or could not be told from them.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Unread {
    /// Nothing in the files says for certain which sign is to agree; 1 was taken for it, as exports have it.
    pub sign_is_assumed: bool,
    /// What the counts told of the sign where it was assumed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_counts: Vec<SignCounts>,
    /// The votes are an answer of Polis's API, by the names of its fields, so -1 was taken for agreeing; no counts say the same.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sign_is_of_api: bool,
    /// People chose one of two ideas each time: whoever chose an idea more often than they passed it over counts as agreeing with it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub votes_are_pairs: bool,
    /// Counts beside the votes that are others than those of the votes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<CountsApart>,
    /// Statements without a text, by their ids: the cell is empty, or the file of statements does not have them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without_text: Vec<String>,
    /// Characters in texts that nobody sees or that turn the words around them, each as `statement ID: U+202E`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub characters: Vec<String>,
    /// People whose id looks like an address of electronic mail.
    #[serde(skip_serializing_if = "is_none")]
    pub addresses: usize,
    /// Columns that nothing was read from, each as `file: column`. Those that exports always have and a map does not need are left out.
    pub columns: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
const fn is_none(number: &usize) -> bool {
    *number == 0
}

impl Unread {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn note(&mut self, file: &str, header: &Header, known: &[&str]) {
        self.columns.extend(header.strange(known).map(|column| format!("{file}: {column}")));
    }
}

/// Ids that are no small numbers, as they are found.
#[derive(Debug, Default)]
struct Found {
    statements: Ids,
    people: Ids,
}

/// What moderation decided: column `moderated` of `comments.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moderation {
    /// `-1`: not shown to voters.
    Rejected,
    /// `0`: nobody has looked at it.
    Undecided,
    /// `1`: shown to voters.
    Accepted,
}

/// One row of `comments.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolisComment {
    /// Column `comment-id`, from 0.
    pub id: u32,
    /// Column `author-id`, a number of the same series as voters'; absent in some exports.
    pub author: Option<u32>,
    /// When it was written, in milliseconds since 1970, whether the file has seconds or milliseconds.
    pub timestamp_ms: Option<i64>,
    /// How often people agreed, as the file states it.
    pub agrees: u32,
    /// How often people disagreed, as the file states it.
    pub disagrees: u32,
    /// Column `moderated`.
    pub moderation: Moderation,
    /// Column `is-meta`: about the conversation itself, not about its subject.
    pub meta: bool,
    /// Written by the organisers at the start.
    pub seed: bool,
    /// Column `comment-body`.
    pub body: String,
}

/// A vote event of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolisVote {
    /// When it was cast; unknown if it comes from the matrix.
    pub timestamp_ms: Option<i64>,
    /// [`PolisComment::id`] of the statement.
    pub statement: u32,
    /// The participant's number, from 0.
    pub voter: u32,
    /// Agree +1, disagree −1, pass 0 in the file.
    pub value: Vote,
}

impl PolisVote {
    fn cast(self) -> CastVote {
        CastVote {
            participant: ParticipantId(self.voter),
            statement: StatementId(self.statement),
            vote: self.value,
        }
    }
}

impl PolisExport {
    /// Reads an export from its files' bytes; `votes.csv` is preferred where several have votes, then `votes.parquet`.
    pub fn read(files: PolisFiles) -> Result<Self, PolisError> {
        Self::read_as_asked(files, Asked::default())
    }

    /// The same, with what was asked for though it would be refused.
    pub fn read_as_asked(files: PolisFiles, asked: Asked) -> Result<Self, PolisError> {
        let mut found = Found::default();
        let mut unread = Unread::default();
        let (comments, of_statements) = comments_of(&files, &mut found, &mut unread)?;
        let sources = Sources::read(&files, &mut found, &mut unread)
            .map_err(|error| only_counts(error, &comments, &files));
        let Sources { votes, origin, mut others, sign } = sources?;
        // Of pairs nobody has to know a sign.
        let mut declared = sign == Sign::Declared || origin == Origin::Pairs;
        if let Some(format) = files.format {
            declared |= convention::check_format(format)?;
        }
        let summary = summary_of(&files, &mut unread)?;
        if let Some((_, said)) = summary.iter().find(|(key, _)| key == convention::CONVENTION_KEY) {
            convention::check("summary.csv", said)?;
            declared = true;
        }
        let of_people = files.participants_votes.map(|bytes| read_counts(bytes, &mut found));
        let mut counts = Counted { of_statements, of_people: of_people.transpose()?.unwrap_or_default() };
        let mut read = Self { summary, comments, votes, origin, ids: SourceIds::default(), unread };
        read.settle(found, &mut counts, others.iter_mut().flat_map(|(_, votes)| votes));
        if let Some(file) = file_of_statements(&files) {
            read.look_at_texts(file, asked.statements_incomplete)?;
        }
        let told = read.agrees_with_counts(&files, &counts, asked.votes_incomplete)?;
        for (names, votes) in others {
            convention::same_votes(&read, names, votes)?;
        }
        read.unread.addresses = read.ids.people.values().filter(|id| is_address(id)).count();
        read.unread.sign_is_assumed = !declared && !told && sign != Sign::Turned;
        read.unread.sign_is_of_api = !declared && !told && sign == Sign::Turned;
        read.unread.votes_are_pairs = read.origin == Origin::Pairs;
        if !read.unread.sign_is_assumed {
            read.unread.sign_counts.clear();
        } else if sign == Sign::OfApi {
            return Err(PolisError::ApiSign(read.unread.sign_counts));
        }
        Ok(read)
    }

    /// Gives ids that are no small numbers the numbers that stay.
    fn settle<'a>(
        &mut self,
        found: Found,
        counts: &mut Counted,
        others: impl Iterator<Item = &'a mut PolisVote>,
    ) {
        let mut others: Vec<&mut PolisVote> = others.collect();
        let small = |number: &u32| *number < FIRST_NAMED;
        let votes = || self.votes.iter().chain(others.iter().map(|vote| &**vote));
        let statements = votes().map(|vote| vote.statement);
        let statements = statements.chain(self.comments.iter().map(|comment| comment.id)).filter(small).max();
        let people = votes().map(|vote| vote.voter);
        let authors = self.comments.iter().filter_map(|comment| comment.author);
        let counted = counts.of_people.iter().map(|one| one.id);
        let people = people.chain(authors).chain(counted).filter(small).max();
        let (of_statements, named_statements) = found.statements.settled(statements);
        let (of_voters, named_people) = found.people.settled(people);
        self.ids = SourceIds { statements: named_statements, people: named_people };
        if self.ids.are_numbers() {
            return;
        }
        let settle = |numbers: &BTreeMap<u32, u32>, number: &mut u32| {
            *number = numbers.get(number).copied().unwrap_or(*number);
        };
        for vote in self.votes.iter_mut().chain(others.iter_mut().map(|vote| &mut **vote)) {
            settle(&of_statements, &mut vote.statement);
            settle(&of_voters, &mut vote.voter);
        }
        for comment in &mut self.comments {
            settle(&of_statements, &mut comment.id);
            comment.author.iter_mut().for_each(|author| settle(&of_voters, author));
        }
        counts.of_statements.iter_mut().for_each(|one| settle(&of_statements, &mut one.id));
        counts.of_people.iter_mut().for_each(|one| settle(&of_voters, &mut one.id));
        if self.origin == Origin::Matrix {
            self.votes.sort_by_key(|vote| (vote.statement, vote.voter));
        }
    }

    /// Whether the counts tell the sign of votes; refuses votes that contradict them, and notes where they differ.
    fn agrees_with_counts(
        &mut self,
        files: &PolisFiles,
        counts: &Counted,
        incomplete: bool,
    ) -> Result<bool, PolisError> {
        let file = file_of_statements(files).unwrap_or(COMMENTS);
        let of_statements =
            Counts { file, ..Counts::OF_STATEMENTS }.compare(&counts.of_statements, self, incomplete)?;
        let of_people = Counts::OF_PEOPLE.compare(&counts.of_people, self, incomplete)?;
        let told = of_statements.told || of_people.told;
        for compared in [of_statements, of_people] {
            self.unread.sign_counts.extend(compared.sign);
            self.unread.counts.extend(compared.apart);
        }
        Ok(told)
    }

    /// Statements that have no text, because their cell is empty or no row names them.
    pub fn textless(&self) -> BTreeSet<u32> {
        let with_text: BTreeSet<u32> =
            self.comments.iter().filter(|one| !one.body.trim().is_empty()).map(|one| one.id).collect();
        let all = self.comments.iter().map(|one| one.id).chain(self.votes.iter().map(|vote| vote.statement));
        &all.collect::<BTreeSet<_>>() - &with_text
    }

    /// Notes what is to be said of texts; refuses votes on statements that the file of statements does not have, unless that was asked for.
    fn look_at_texts(&mut self, file: &'static str, incomplete: bool) -> Result<(), PolisError> {
        let listed: BTreeSet<u32> = self.comments.iter().map(|one| one.id).collect();
        let voted: BTreeSet<u32> = self.votes.iter().map(|vote| vote.statement).collect();
        let unlisted = &voted - &listed;
        if !unlisted.is_empty() && !incomplete {
            return Err(PolisError::Unlisted {
                file,
                statements: unlisted.len(),
                all: voted.len(),
                votes: self.votes.iter().filter(|vote| unlisted.contains(&vote.statement)).count(),
                named: some(unlisted.iter().map(|id| self.ids.statement(*id))),
            });
        }
        self.unread.without_text = self.textless().iter().map(|id| self.ids.statement(*id)).collect();
        for comment in &self.comments {
            let strange: BTreeSet<char> = comment.body.chars().filter(|c| is_unseen(*c)).collect();
            let told =
                |c: &char| format!("statement {}: U+{:04X}", self.ids.statement(comment.id), u32::from(*c));
            self.unread.characters.extend(strange.iter().map(told));
        }
        Ok(())
    }

    /// The conversation for [`crate::map()`]: rows and columns by id, the latest vote by time.
    pub fn conversation(&self) -> Conversation {
        self.with_moderation(VoteMatrix::canonical(self.by_time().into_iter().map(PolisVote::cast)))
    }

    /// The conversation for [`crate::classic()`]: rows and columns in order of first appearance in the file.
    pub fn conversation_in_file_order(&self) -> Conversation {
        if self.pairs_in_time_order() {
            return self
                .with_moderation(VoteMatrix::in_order_of_appearance(self.votes.iter().map(|v| v.cast())));
        }
        let latest = VoteMatrix::canonical(self.by_time().into_iter().map(PolisVote::cast));
        let value = |v: &PolisVote| {
            let cast = v.cast();
            CastVote { vote: latest.vote_of(cast.participant, cast.statement).unwrap_or(cast.vote), ..cast }
        };
        self.with_moderation(VoteMatrix::in_order_of_appearance(self.votes.iter().map(value)))
    }

    fn with_moderation(&self, votes: VoteMatrix) -> Conversation {
        let which = |pick: fn(&PolisComment) -> bool| {
            self.comments.iter().filter(|c| pick(c)).map(|c| StatementId(c.id)).collect()
        };
        Conversation {
            votes,
            moderated_out: which(|c| c.moderation == Moderation::Rejected),
            meta: which(|c| c.meta),
        }
    }

    /// Whether votes stand by statement, participant, time: then the last of a pair is the latest without sorting.
    fn pairs_in_time_order(&self) -> bool {
        self.votes.is_sorted_by_key(|v| (v.statement, v.voter, v.timestamp_ms))
    }

    /// The votes so that those of a pair stand in time order; votes at the same instant stay in file order.
    fn by_time(&self) -> Vec<PolisVote> {
        in_time_order(self.votes.clone())
    }
}

/// The votes so that those of a pair stand in time order; votes at the same instant stay in file order.
fn in_time_order(mut votes: Vec<PolisVote>) -> Vec<PolisVote> {
    if !votes.is_sorted_by_key(|v| (v.statement, v.voter, v.timestamp_ms)) {
        votes.sort_by_key(|v| v.timestamp_ms);
    }
    votes
}

/// Counts beside the votes.
struct Counted {
    of_statements: Vec<Declared>,
    of_people: Vec<Declared>,
}

/// The first of many, and that there are more.
pub fn some(names: impl Iterator<Item = String>) -> String {
    const SHOWN: usize = 8;
    let mut names: Vec<String> = names.take(SHOWN + 1).collect();
    if names.len() > SHOWN {
        names.truncate(SHOWN);
        names.push("…".to_owned());
    }
    names.join(", ")
}

/// Characters that turn the words around them, and controls other than ends of lines and tabs.
fn is_unseen(c: char) -> bool {
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// Whether an id looks like an address of electronic mail, which says who somebody is.
fn is_address(id: &str) -> bool {
    let Some((local, host)) = id.rsplit_once('@') else { return false };
    let dotted = host.split_once('.').is_some_and(|(name, rest)| !name.is_empty() && !rest.is_empty());
    !local.is_empty() && dotted && !id.contains(char::is_whitespace)
}

/// Where votes come from that may have no times: who voted twice on the same shows that these are events.
pub fn origin_of(votes: &[PolisVote]) -> Origin {
    let mut pairs = BTreeSet::new();
    let is_event =
        |vote: &PolisVote| vote.timestamp_ms.is_some() || !pairs.insert((vote.statement, vote.voter));
    if votes.iter().any(is_event) { Origin::Events } else { Origin::Matrix }
}

/// What the file of votes says of its sign.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Declared,
    /// The columns are called as in Polis's database, which has the other sign.
    OfApi,
    /// It is an answer of Polis's API, and what is read of it was turned round.
    Turned,
    Silent,
}

/// The votes that count, and the same votes as other files of the folder have them.
struct Sources {
    votes: Vec<PolisVote>,
    origin: Origin,
    /// With the names of the file that counts and of the other.
    others: Vec<([&'static str; 2], Vec<PolisVote>)>,
    sign: Sign,
}

impl Sources {
    fn read(files: &PolisFiles, found: &mut Found, unread: &mut Unread) -> Result<Self, PolisError> {
        let table = files.votes.map(|bytes| Table::open(EVENTS, bytes)).transpose()?;
        if let Some(table) = table.as_ref().filter(|table| pairs::are_in(table)) {
            return Self::of_pairs(table, files, found, unread);
        }
        let events = table.map(|table| events::read(&table, found, unread)).transpose()?;
        let answer = files.votes_json.map(json::votes).transpose()?;
        let answer = answer.map(|table| events::read(&table, found, unread)).transpose()?;
        let parquet = files.parquet.map(|bytes| read_parquet(bytes, found)).transpose()?;
        // Read last: which of its columns are statements may rest on what the others name.
        let matrix = files.participants_votes.map(|bytes| read_matrix(bytes, found)).transpose()?;
        // What the file says whose votes count.
        let sign = events.as_ref().or(answer.as_ref()).map_or(Sign::Silent, |(_, sign)| *sign);
        let votes = |read: Option<(Vec<PolisVote>, Sign)>| read.map(|(votes, _)| votes);
        let mut told =
            [(EVENTS, votes(events)), (json::VOTES, votes(answer)), (PARQUET, parquet), (MATRIX, matrix)]
                .into_iter()
                .filter_map(|(name, votes)| Some((name, votes?)));
        let (name, votes) = told.next().ok_or(PolisError::NoVotes)?;
        let origin = if [EVENTS, json::VOTES].contains(&name) { Origin::Events } else { origin_of(&votes) };
        Ok(Self { votes, origin, others: told.map(|(other, votes)| ([name, other], votes)).collect(), sign })
    }

    /// Pairs stand alone: no other file of a folder says the same.
    fn of_pairs(
        table: &Table,
        files: &PolisFiles,
        found: &mut Found,
        unread: &mut Unread,
    ) -> Result<Self, PolisError> {
        let others =
            [(files.votes_json, json::VOTES), (files.parquet, PARQUET), (files.participants_votes, MATRIX)];
        if let Some((_, other)) = others.iter().find(|(bytes, _)| bytes.is_some()) {
            return Err(PolisError::TwoFiles { files: [EVENTS, *other] });
        }
        let votes = pairs::read(table, found, unread)?;
        Ok(Self { votes, origin: Origin::Pairs, others: Vec::new(), sign: Sign::Silent })
    }
}

fn read_parquet(bytes: &[u8], found: &mut Found) -> Result<Vec<PolisVote>, PolisError> {
    let numbered = &mut |of: IdOf, number: u64| {
        let id = Id::of(&number.to_string()).ok()?;
        let ids = if of == IdOf::Statement { &mut found.statements } else { &mut found.people };
        Some(ids.number(id))
    };
    Ok(parquet::read_named(bytes, numbered)?)
}

/// Topic and description, from the one file that has them.
fn summary_of(files: &PolisFiles, unread: &mut Unread) -> Result<Vec<(String, String)>, PolisError> {
    match (files.summary, files.conversation) {
        (Some(bytes), other) => {
            unread.columns.extend(other.map(|_| format!("{}: all of it", json::CONVERSATION)));
            read_summary(bytes)
        }
        (None, Some(bytes)) => json::summary(bytes),
        (None, None) => Ok(Vec::new()),
    }
}

/// The lines of `summary.csv` that are read, of each of which there is one.
const READ: [&str; 4] = ["topic", "url", "conversation-description", convention::CONVENTION_KEY];

/// Key and value of each line; a value with unquoted separators is put together again.
fn read_summary(bytes: &[u8]) -> Result<Vec<(String, String)>, PolisError> {
    const FILE: &str = "summary.csv";
    let mut lines: Vec<(String, String)> = Vec::new();
    let table = Table::open(FILE, bytes)?;
    for row in table.rows() {
        let key = row.text(FILE, 0, "key")?;
        let value = (1..row.len()).map(|i| row.text(FILE, i, "value")).collect::<Result<Vec<_>, _>>()?;
        if key.is_empty() && value.is_empty() {
            continue;
        }
        let meant = READ.into_iter().find(|name| *name == lower(&key));
        if let Some(name) = meant
            && lines.iter().any(|(key, _)| key == name)
        {
            return Err(row.error(
                FILE,
                name,
                "a line with this name stands above; remove one of them".into(),
            ));
        }
        let key = meant.unwrap_or_else(|| unguarded(&key)).to_owned();
        let value = value.join(&table.separator().to_string());
        lines.push((key, unguarded(&value).to_owned()));
    }
    Ok(lines)
}

/// Columns of `comments.csv` that are read, and those that exports have and a map does not need.
const OF_COMMENTS: [&str; 18] = [
    "comment-id",
    "comment-body",
    "timestamp",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "is-meta",
    "is-seed",
    "datetime",
    "passes",
    "votes",
    "count",
    "conversation-id",
    "group-informed-consensus",
    "comment-extremity",
    "num-groups",
    "priority",
];

/// The file that has the statements, if one is there.
fn file_of_statements(files: &PolisFiles) -> Option<&'static str> {
    let csv = files.comments.map(|_| COMMENTS);
    csv.or(files.comments_json.map(|_| json::COMMENTS))
}

/// The statements, from the one file that has them, and how often people agreed and disagreed, where the file says it.
fn comments_of(
    files: &PolisFiles,
    found: &mut Found,
    unread: &mut Unread,
) -> Result<(Vec<PolisComment>, Vec<Declared>), PolisError> {
    let table = match (files.comments, files.comments_json) {
        (None, None) => return Ok((Vec::new(), Vec::new())),
        (Some(_), Some(_)) => return Err(PolisError::TwoFiles { files: [COMMENTS, json::COMMENTS] }),
        (Some(bytes), None) => Table::open(COMMENTS, bytes)?,
        (None, Some(bytes)) => json::comments(bytes)?,
    };
    if pairs::are_ideas(&table) {
        Ok((pairs::ideas(&table, found, unread)?, Vec::new()))
    } else {
        let (comments, counts): (_, Vec<_>) = read_comments(&table, found, unread)?.into_iter().unzip();
        Ok((comments, counts.into_iter().flatten().collect()))
    }
}

/// What is said where there are no votes, but counts of them.
fn only_counts(error: PolisError, comments: &[PolisComment], files: &PolisFiles) -> PolisError {
    let counted =
        comments.iter().map(|comment| u64::from(comment.agrees) + u64::from(comment.disagrees)).sum();
    if error == PolisError::NoVotes && counted > 0 {
        let file = file_of_statements(files).unwrap_or(COMMENTS);
        return PolisError::OnlyCounts { file, counted };
    }
    error
}

fn read_comments(
    table: &Table,
    found: &mut Found,
    unread: &mut Unread,
) -> Result<Vec<(PolisComment, Option<Declared>)>, PolisError> {
    let file = table.file();
    let mut rows = table.rows();
    let header = Header::new(file, rows.next())?;
    unread.note(file, &header, &OF_COMMENTS);
    let id = header.need("comment-id")?;
    let body = header.need("comment-body")?;
    let column = |name| Ok::<_, PolisError>(header.find(name)?.map(|place| (place, name)));
    let (timestamp, author) = (column("timestamp")?, column("author-id")?);
    let (agrees, disagrees, moderated) = (column("agrees")?, column("disagrees")?, column("moderated")?);
    let (meta, seed) = (column("is-meta")?, column("is-seed")?);
    let mut above = BTreeSet::new();
    let number = |row: &Row, field: Option<(usize, &str)>| {
        field.map_or(Ok(None), |(place, name)| row.number::<i64>(file, place, name))
    };
    let flag = |row: &Row, field: Option<(usize, &str)>| -> Result<bool, PolisError> {
        field.map_or(Ok(false), |(place, name)| row.flag(file, place, name))
    };
    // A number that is too large is refused: left out, it would make somebody's statement nobody's.
    let small = |row: &Row, field: Option<(usize, &str)>| {
        field.map_or(Ok(None), |(place, name)| row.number::<u32>(file, place, name))
    };
    rows.filter(|row| !row.is_blank())
        .map(|row| {
            row.fits(&header)?;
            let named = row.text(file, id, "comment-id")?;
            let id = found.statements.number(row.id(file, id, "comment-id")?);
            if !above.insert(id) {
                let what = format!("{} stands in a row above; remove one of them", named.trim());
                return Err(row.error(file, "comment-id", what));
            }
            if row.len() <= body {
                return Err(row.error(file, "comment-body", "the row ends before this column".into()));
            }
            let answers = [small(&row, agrees)?, small(&row, disagrees)?];
            let comment = PolisComment {
                id,
                author: author
                    .map_or(Ok(None), |(place, name)| row.id_or_nothing(file, place, name))?
                    .map(|author| found.people.number(author)),
                timestamp_ms: number(&row, timestamp)?
                    .map(|stamp| plausible(stamp).ok_or_else(|| row.error(file, "timestamp", no_time(stamp))))
                    .transpose()?,
                agrees: answers[0].unwrap_or(0),
                disagrees: answers[1].unwrap_or(0),
                moderation: match number(&row, moderated)?.unwrap_or(0) {
                    -1 => Moderation::Rejected,
                    0 => Moderation::Undecided,
                    1 => Moderation::Accepted,
                    other => {
                        return Err(row.error(file, "moderated", format!("{other}, -1, 0 or 1 is wanted")));
                    }
                },
                meta: flag(&row, meta)?,
                seed: flag(&row, seed)?,
                body: unguarded(&row.text(file, body, "comment-body")?).to_owned(),
            };
            // Votes on what was rejected may have been left out on purpose.
            let is_asked = comment.moderation != Moderation::Rejected;
            let answers = answers[0].zip(answers[1]).filter(|_| is_asked).map(<[u32; 2]>::from);
            let counted = answers.map(|answers| Declared { id, answers: Some(answers), votes: None });
            Ok((comment, counted))
        })
        .collect()
}

const COMMENTS: &str = "comments.csv";
const EVENTS: &str = "votes.csv";
const PARQUET: &str = "votes.parquet";
const MATRIX: &str = "participants-votes.csv";

fn read_matrix(bytes: &[u8], found: &mut Found) -> Result<Vec<PolisVote>, PolisError> {
    let table = Table::open(MATRIX, bytes)?;
    let mut rows = table.rows();
    let header = Header::new(MATRIX, rows.next())?;
    let participant = header.need("participant")?;
    let columns = statement_columns(&header, &mut found.statements)?;
    let mut read = Vec::new();
    let mut above = BTreeSet::new();
    for row in rows.filter(|row| !row.is_blank()) {
        row.fits(&header)?;
        let voter = found.people.number(row.id(MATRIX, participant, "participant")?);
        if !above.insert(voter) {
            let named = row.text(MATRIX, participant, "participant")?;
            let what = format!("{} stands in a row above; remove one of them", named.trim());
            return Err(row.error(MATRIX, "participant", what));
        }
        for &(place, statement, name) in &columns {
            let Some(value) = row.vote_or_nothing(MATRIX, place, name)? else { continue };
            read.push(PolisVote { timestamp_ms: None, statement, voter, value });
        }
    }
    read.sort_by_key(|v| (v.statement, v.voter));
    Ok(read)
}

/// Columns of the matrix that are no statements.
const BESIDE: [&str; 8] =
    ["participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", "n-pass"];

/// The columns of statements: their places, numbers and names. A text is one where `comments.csv` has it, or where it stands behind the
/// counts, as in every export; what stands among statements and is none would be a statement whose votes are lost.
fn statement_columns<'h>(
    header: &'h Header,
    ids: &mut Ids,
) -> Result<Vec<(usize, u32, &'h str)>, PolisError> {
    let (mut columns, mut before) = (Vec::new(), BTreeSet::new());
    let mut strange = None;
    let is_count = |name: &str| name.starts_with("n-") && BESIDE.contains(&name);
    let counts_end =
        header.names().enumerate().filter(|(_, name)| is_count(name)).map(|(place, _)| place).last();
    for (place, (name, written)) in header.columns().enumerate() {
        let behind_counts = counts_end.is_some_and(|end| place > end);
        let statement = match csv::statement_of(written) {
            _ if BESIDE.contains(&name) => None,
            Some(Id::Named(id)) if !behind_counts && !id.bytes().all(|byte| byte.is_ascii_digit()) => {
                ids.known(&id)
            }
            id => id.map(|id| ids.number(id)),
        };
        let cell = |what: &str| PolisError::Cell {
            file: MATRIX,
            line: 1,
            column: written.to_owned(),
            what: what.to_owned(),
        };
        match statement {
            Some(statement) if !before.insert(statement) => {
                return Err(PolisError::TwoColumns { file: MATRIX, column: written.to_owned() });
            }
            Some(statement) => columns.push((place, statement, written)),
            None if written.is_empty() || BESIDE.contains(&name) => {}
            None if columns.is_empty() && !written.starts_with(|c: char| c.is_ascii_digit()) => {
                strange = Some(cell("no statement of that id is known; comments.csv has to name it"));
            }
            None => {
                return Err(cell("a statement's id is wanted; comments.csv has to name it if it is a text"));
            }
        }
    }
    match strange {
        Some(strange) if columns.is_empty() => Err(strange),
        _ => Ok(columns),
    }
}

/// How often people voted, agreed and disagreed, as the matrix counts it beside their votes.
fn read_counts(bytes: &[u8], found: &mut Found) -> Result<Vec<Declared>, PolisError> {
    const NAMES: [&str; 3] = ["n-agree", "n-disagree", "n-votes"];
    let table = Table::open(MATRIX, bytes)?;
    let mut rows = table.rows();
    let header = Header::new(MATRIX, rows.next())?;
    let participant = header.need("participant")?;
    let mut places = [None; 3];
    for (place, name) in places.iter_mut().zip(NAMES) {
        *place = header.find(name)?;
    }
    if places == [None; 3] {
        return Ok(Vec::new());
    }
    rows.filter(|row| !row.is_blank())
        .map(|row| {
            let mut counts = [None; 3];
            for ((count, place), name) in counts.iter_mut().zip(places).zip(NAMES) {
                *count = place.map_or(Ok(None), |place| row.number::<u32>(MATRIX, place, name))?;
            }
            let [agrees, disagrees, votes] = counts;
            let id = found.people.number(row.id(MATRIX, participant, "participant")?);
            Ok(Declared { id, answers: agrees.zip(disagrees).map(<[u32; 2]>::from), votes })
        })
        .collect()
}

/// A timestamp in milliseconds, whichever of the two units the export uses.
pub(crate) const fn milliseconds(stamp: i64) -> i64 {
    if stamp < SECONDS_BELOW { stamp.saturating_mul(1000) } else { stamp }
}

/// Milliseconds of the year 2100: no conversation was held later.
const LATEST: i64 = 4_102_444_800_000;
/// As milliseconds this is the year 5138, as microseconds early 1973.
const MICROSECONDS_FROM: i64 = 100_000_000_000_000;

/// A timestamp in milliseconds, unless its unit is neither seconds nor milliseconds.
pub(crate) fn plausible(stamp: i64) -> Option<i64> {
    let milliseconds = milliseconds(stamp);
    (0..LATEST).contains(&milliseconds).then_some(milliseconds)
}

/// What is said of one that is not.
pub(crate) fn no_time(stamp: i64) -> String {
    let why = match stamp {
        ..0 => "a time before 1970",
        0..MICROSECONDS_FROM => "a time after 2099",
        _ => "micro- or nanoseconds",
    };
    format!("\"{stamp}\", seconds or milliseconds since 1970 are wanted, not {why}")
}

#[cfg(test)]
mod tests;
