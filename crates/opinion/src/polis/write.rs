//! Writing Polis exports that Polis's tools and ours read back to the same votes.

use super::convention::{CONVENTION, CONVENTION_KEY, FORMAT};
use super::formula::guarded;
use super::{Moderation, PolisComment, PolisVote, SourceIds};
use crate::map::{OpinionMap, Tally};
use crate::votes::{ParticipantId, StatementId, VoteMatrix};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Which of the two shapes of export is written; both are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// That of the public conversations up to 2024: times in milliseconds, the matrix in `participants-votes.csv`.
    #[default]
    Older,
    /// `polis-export/1` of 2026: times in seconds, the matrix in `participant-votes.csv`, `comment-groups.csv`, and a
    /// declaration of the sign of votes in `summary.csv` and `format.json`.
    One,
}

/// Milliseconds in a second: the newer style writes seconds.
const SECOND: i64 = 1000;

impl Style {
    const fn stamp(self, milliseconds: i64) -> i64 {
        match self {
            Self::Older => milliseconds,
            Self::One => milliseconds.div_euclid(SECOND),
        }
    }
}

/// The votes with their times as the style's files can tell them.
pub fn times_of(votes: &[PolisVote], style: Style) -> Cow<'_, [PolisVote]> {
    match style {
        Style::Older => Cow::Borrowed(votes),
        Style::One => {
            let whole = |stamp| style.stamp(stamp) * SECOND;
            let told = |vote: &PolisVote| PolisVote { timestamp_ms: vote.timestamp_ms.map(whole), ..*vote };
            Cow::Owned(votes.iter().map(told).collect())
        }
    }
}

/// `votes.csv`, in the order given; Polis sorts by statement, participant, time.
pub fn write_votes(votes: &[PolisVote], ids: &SourceIds, style: Style) -> String {
    let mut out = String::from("timestamp,datetime,comment-id,voter-id,vote\n");
    let told = Told::new(ids);
    for vote in votes {
        let (stamp, date) = time(vote.timestamp_ms, style);
        let (statement, person) = (told.statement(vote.statement), told.person(vote.voter));
        line(&mut out, format_args!("{stamp},{date},{statement},{person},{}", vote.value.sign()));
    }
    out
}

/// `comments.csv`, in the order given.
pub fn write_comments(comments: &[PolisComment], ids: &SourceIds, style: Style) -> String {
    let mut out = String::from(
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,comment-body\n",
    );
    let told = Told::new(ids);
    for comment in comments {
        let (stamp, date) = time(comment.timestamp_ms, style);
        let author = comment.author.map_or_else(String::new, |author| told.person(author).to_string());
        let moderated = match comment.moderation {
            Moderation::Rejected => -1,
            Moderation::Undecided => 0,
            Moderation::Accepted => 1,
        };
        let PolisComment { agrees, disagrees, meta, seed, body, .. } = comment;
        let id = told.statement(comment.id);
        let body = quoted(body);
        line(
            &mut out,
            format_args!(
                "{stamp},{date},{id},{author},{agrees},{disagrees},{moderated},{meta},{seed},{body}"
            ),
        );
    }
    out
}

/// The matrix, `participants-votes.csv` or `participant-votes.csv`: the latest vote of each pair, one row a participant, with groups where they are known.
pub fn write_participants_votes(
    votes: &VoteMatrix,
    groups: &BTreeMap<ParticipantId, u32>,
    comments: &[PolisComment],
    ids: &SourceIds,
) -> String {
    let told = Told::new(ids);
    let canonical = votes.to_canonical();
    let mut made: BTreeMap<u32, usize> = BTreeMap::new();
    for author in comments.iter().filter_map(|c| c.author) {
        *made.entry(author).or_default() += 1;
    }
    let mut out = String::from("participant,group-id,n-comments,n-votes,n-agree,n-disagree");
    for StatementId(id) in canonical.statements() {
        let _ = write!(out, ",{}", told.statement(*id));
    }
    out.push('\n');
    for (row, id) in canonical.participants().iter().enumerate() {
        let cells = canonical.row(row);
        let count = |sign| cells.iter().filter(|c| c.sign() == sign).count();
        let group = groups.get(id).map_or_else(String::new, u32::to_string);
        let comments = made.get(&id.0).copied().unwrap_or(0);
        let _ = write!(
            out,
            "{},{group},{comments},{},{},{}",
            told.person(id.0),
            cells.len(),
            count(1),
            count(-1)
        );
        let mut cells = cells.iter().peekable();
        for column in 0..canonical.columns() {
            out.push(',');
            if let Some(cell) = cells.next_if(|cell| cell.column() == column) {
                let _ = write!(out, "{}", cell.sign());
            }
        }
        out.push('\n');
    }
    out
}

/// `summary.csv`: a key and its value a line; the newer style ends with the declaration of the sign of votes.
pub fn write_summary(lines: &[(String, String)], style: Style) -> String {
    let mut out = String::new();
    for (key, value) in lines.iter().filter(|(key, _)| key != CONVENTION_KEY) {
        line(&mut out, format_args!("{},{}", quoted(key), quoted(value)));
    }
    if style == Style::One {
        line(&mut out, format_args!("{CONVENTION_KEY},{CONVENTION}"));
    }
    out
}

/// `comment-groups.csv` of the newer style: everyone's votes on each statement, then those of each group of the map.
pub fn write_comment_groups(comments: &[PolisComment], ids: &SourceIds, map: &OpinionMap) -> String {
    let told = Told::new(ids);
    let mut out = String::from("comment-id,comment,total-votes,total-agrees,total-disagrees,total-passes");
    let letters = (0..map.k).map(|group| char::from(b'a' + (group % 26) as u8));
    for letter in letters {
        for what in ["votes", "agrees", "disagrees", "passes"] {
            let _ = write!(out, ",group-{letter}-{what}");
        }
    }
    out.push('\n');
    for comment in comments {
        let of_map = map.statements.iter().find(|place| place.id.0 == comment.id);
        let nothing = vec![Tally::default(); map.k as usize];
        let (all, groups) = of_map.map_or((Tally::default(), &nothing), |place| (place.all, &place.groups));
        let _ = write!(out, "{},{}", told.statement(comment.id), quoted(&comment.body));
        for Tally { agree, disagree, seen } in std::iter::once(&all).chain(groups) {
            let _ = write!(out, ",{seen},{agree},{disagree},{}", seen - agree - disagree);
        }
        out.push('\n');
    }
    out
}

/// `format.json` of the newer style: which columns of which files hold votes, and with what sign.
pub fn write_format() -> String {
    let format = serde_json::json!({
        "format": FORMAT,
        CONVENTION_KEY: CONVENTION,
        "vote": { "agree": 1, "disagree": -1, "pass": 0 },
        "files": {
            "votes.csv": { "vote": "vote" },
            "participant-votes.csv": {
                "<comment-id>": "vote", "n-votes": "count", "n-agree": "count", "n-disagree": "count",
            },
            "comments.csv": { "agrees": "count", "disagrees": "count" },
            "comment-groups.csv": {
                "total-*": "count", "group-*": "count",
            },
            "summary.csv": { CONVENTION_KEY: "declaration" },
        },
    });
    format!("{format:#}\n")
}

/// Ids as they stand in a file: quoted where they have to be.
struct Told {
    statements: BTreeMap<u32, String>,
    people: BTreeMap<u32, String>,
}

impl Told {
    fn new(ids: &SourceIds) -> Self {
        let told =
            |ids: &BTreeMap<u32, String>| ids.iter().map(|(number, id)| (*number, quoted(id))).collect();
        Self { statements: told(&ids.statements), people: told(&ids.people) }
    }

    fn statement(&self, number: u32) -> Cell<'_> {
        Cell(number, self.statements.get(&number))
    }

    fn person(&self, number: u32) -> Cell<'_> {
        Cell(number, self.people.get(&number))
    }
}

/// A number, or what stands for it.
struct Cell<'a>(u32, Option<&'a String>);

impl std::fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.1 {
            Some(id) => f.write_str(id),
            None => self.0.fmt(f),
        }
    }
}

/// Appends a line; writing to a string cannot fail.
fn line(out: &mut String, what: std::fmt::Arguments) {
    let _ = writeln!(out, "{what}");
}

fn quoted(text: &str) -> String {
    let text = guarded(text);
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}

/// The timestamp in the style's unit and as Polis writes it in words, in UTC.
fn time(milliseconds: Option<i64>, style: Style) -> (String, String) {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let Some(milliseconds) = milliseconds else { return (String::new(), String::new()) };
    let seconds = milliseconds.div_euclid(1000);
    let (day, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, date) = civil(day);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let weekday = DAYS[day.rem_euclid(7) as usize];
    let month = MONTHS[month as usize - 1];
    (
        style.stamp(milliseconds).to_string(),
        format!("{weekday} {month} {date:02} {hour:02}:{minute:02}:{second:02} UTC {year}"),
    )
}

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar.
const fn civil(day: i64) -> (i64, i64, i64) {
    // Counting years from March puts the leap day last, so that months have a regular pattern of 153 days in five.
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, date)
}
