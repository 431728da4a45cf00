//! `votes.csv`, fast: fields are skipped and numbers read byte by byte, in pieces shared among cores.

use super::csv::{Header, Table};
use super::ids::FIRST_NAMED;
use super::{Found, PolisError, PolisVote, Sign, Unread, no_time, plausible};
use crate::chunks::map_ranges;
use crate::votes::Vote;

/// Columns that are read, and those that exports and the API have and a map does not need.
const KNOWN: [&str; 10] = [
    "timestamp",
    "comment-id",
    "voter-id",
    "vote",
    "datetime",
    "important",
    "high-priority",
    "xid",
    "weight-x-32767",
    "conversation-id",
];
/// Bytes in one piece of work.
const PIECE: usize = 1 << 20;
/// Bytes of a typical line, for reserving space.
const TYPICAL_LINE: usize = 24;

/// What a column is to us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Other,
    Timestamp,
    Statement,
    Voter,
    Vote,
}

const fn name(column: Column) -> &'static str {
    match column {
        Column::Other => "",
        Column::Timestamp => "timestamp",
        Column::Statement => "comment-id",
        Column::Voter => "voter-id",
        Column::Vote => "vote",
    }
}

/// A line that the fast way does not understand.
struct Unclear;

/// The votes, and what the file says of their sign.
pub(super) fn read(
    table: &Table,
    found: &mut Found,
    unread: &mut Unread,
) -> Result<(Vec<PolisVote>, Sign), PolisError> {
    let header = Header::new(table.file(), table.rows().next())?;
    let columns = columns(&header)?;
    unread.note(table.file(), &header, &KNOWN);
    let mut votes = read_votes(table, &columns, found)?;
    let sign = match (table.declares_sign, header.is_of_api()) {
        (true, _) => Sign::Declared,
        // An answer of the API has the sign of the API, where a table with these names may have been turned already.
        (false, true) if table.is_list() => {
            for vote in &mut votes {
                vote.value = turned(vote.value);
            }
            Sign::Turned
        }
        (false, true) => Sign::OfApi,
        (false, false) => Sign::Silent,
    };
    Ok((votes, sign))
}

const fn turned(vote: Vote) -> Vote {
    match vote {
        Vote::Agree => Vote::Disagree,
        Vote::Disagree => Vote::Agree,
        Vote::Pass => Vote::Pass,
    }
}

fn read_votes(table: &Table, columns: &[Column], found: &mut Found) -> Result<Vec<PolisVote>, PolisError> {
    let bytes = table.bytes();
    let body = memchr::memchr(b'\n', bytes).map_or(bytes.len(), |end| end + 1);
    if table.separator() != ',' || memchr::memchr(b'"', &bytes[body..]).is_some() {
        return read_carefully(table, found);
    }
    let line_from = |at: usize| {
        if at <= body {
            return body;
        }
        memchr::memchr(b'\n', &bytes[at - 1..]).map_or(bytes.len(), |end| at + end)
    };
    let pieces = map_ranges(bytes.len(), PIECE, |range| {
        read_lines(bytes, line_from(range.start), line_from(range.end), columns)
    });
    // What the fast way cannot read, the careful one reads or refuses: `1.0` and ` +1` are plainly meant.
    if pieces.iter().any(Result::is_err) {
        return read_carefully(table, found);
    }
    Ok(pieces.into_iter().flatten().flatten().collect())
}

fn columns(header: &Header) -> Result<Vec<Column>, PolisError> {
    for column in [Column::Statement, Column::Voter, Column::Vote] {
        header.need(name(column))?;
    }
    header.find(name(Column::Timestamp))?;
    let which = |field: &str| {
        let known = [Column::Timestamp, Column::Statement, Column::Voter, Column::Vote];
        known.into_iter().find(|&c| name(c) == field).unwrap_or(Column::Other)
    };
    Ok(header.names().map(which).collect())
}

fn read_lines(bytes: &[u8], from: usize, to: usize, columns: &[Column]) -> Result<Vec<PolisVote>, Unclear> {
    let mut votes = Vec::with_capacity(to.saturating_sub(from) / TYPICAL_LINE);
    let mut at = from;
    while at < to {
        if matches!(bytes[at], b'\n' | b'\r') {
            at += 1;
            continue;
        }
        let mut line = Line::default();
        let mut more = true;
        for &column in columns {
            at = line.read_field(bytes, at, column)?;
            more = bytes.get(at) == Some(&b',');
            if !more {
                break;
            }
            at += 1;
        }
        if more {
            return Err(Unclear);
        }
        votes.push(line.vote()?);
        at = skip(bytes, at, false);
    }
    Ok(votes)
}

/// What was read of a line so far.
#[derive(Default)]
struct Line {
    timestamp_ms: Option<i64>,
    statement: Option<u32>,
    voter: Option<u32>,
    value: Option<Vote>,
}

impl Line {
    fn read_field(&mut self, bytes: &[u8], at: usize, column: Column) -> Result<usize, Unclear> {
        if column == Column::Other {
            return Ok(skip(bytes, at, true));
        }
        let (number, end) = number(bytes, at).ok_or(Unclear)?;
        match column {
            Column::Timestamp => {
                self.timestamp_ms = number.map(|stamp| plausible(stamp).ok_or(Unclear)).transpose()?;
            }
            Column::Statement => self.statement = number.and_then(small),
            Column::Voter => self.voter = number.and_then(small),
            Column::Vote => self.value = number.and_then(|n| Vote::from_sign(i8::try_from(n).ok()?)),
            Column::Other => {}
        }
        let missing = match column {
            Column::Statement => self.statement.is_none(),
            Column::Voter => self.voter.is_none(),
            Column::Vote => self.value.is_none(),
            Column::Timestamp | Column::Other => false,
        };
        if missing { Err(Unclear) } else { Ok(end) }
    }

    fn vote(self) -> Result<PolisVote, Unclear> {
        let Self { timestamp_ms, statement, voter, value } = self;
        Ok(PolisVote {
            timestamp_ms,
            statement: statement.ok_or(Unclear)?,
            voter: voter.ok_or(Unclear)?,
            value: value.ok_or(Unclear)?,
        })
    }
}

/// A number that is an id itself; longer ones are numbered with the texts.
fn small(number: i64) -> Option<u32> {
    u32::try_from(number).ok().filter(|number| *number < FIRST_NAMED)
}

/// The place of the next line feed (or comma, if asked), or the end.
fn skip(bytes: &[u8], at: usize, to_comma: bool) -> usize {
    let rest = &bytes[at..];
    let end = if to_comma { memchr::memchr2(b',', b'\n', rest) } else { memchr::memchr(b'\n', rest) };
    end.map_or(bytes.len(), |end| at + end)
}

/// A whole number (or nothing) and the place after it; `None` if the field holds anything else.
fn number(bytes: &[u8], at: usize) -> Option<(Option<i64>, usize)> {
    const MAX_DIGITS: usize = 18;
    let negative = bytes.get(at) == Some(&b'-');
    let first = at + usize::from(negative);
    let mut end = first;
    let mut value = 0i64;
    while let Some(digit) = bytes.get(end).map(|b| b.wrapping_sub(b'0')).filter(|&d| d <= 9) {
        if end - first == MAX_DIGITS {
            return None;
        }
        value = value * 10 + i64::from(digit);
        end += 1;
    }
    let closed = bytes.get(end).is_none_or(|b| matches!(b, b',' | b'\n' | b'\r'));
    let empty = end == first;
    if !closed || (empty && negative) {
        return None;
    }
    Some(((!empty).then_some(if negative { -value } else { value }), end))
}

/// The careful way: files with quoted fields, and those that the fast way does not understand. It says what is wrong.
fn read_carefully(table: &Table, found: &mut Found) -> Result<Vec<PolisVote>, PolisError> {
    let file = table.file();
    let mut rows = table.rows();
    let header = Header::new(file, rows.next())?;
    let [statement, voter, vote] =
        [header.need("comment-id")?, header.need("voter-id")?, header.need("vote")?];
    let timestamp = header.find("timestamp")?;
    rows.filter(|row| !row.is_blank())
        .map(|row| {
            row.fits(&header)?;
            let statement = found.statements.number(row.id(file, statement, name(Column::Statement))?);
            let voter = found.people.number(row.id(file, voter, name(Column::Voter))?);
            let stamp =
                timestamp.map_or(Ok(None), |place| row.number(file, place, name(Column::Timestamp)))?;
            let wrong = |stamp| row.error(file, name(Column::Timestamp), no_time(stamp));
            let timed = |stamp| plausible(stamp).ok_or_else(|| wrong(stamp));
            Ok(PolisVote {
                timestamp_ms: stamp.map(timed).transpose()?,
                statement,
                voter,
                value: row.vote(file, vote, name(Column::Vote))?,
            })
        })
        .collect()
}
