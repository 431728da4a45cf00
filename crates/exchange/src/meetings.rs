//! Decidim's open data on meetings, read, and what they are in a process: meetings that were held elsewhere, by whoever announced them there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use jiff::tz::Offset;
use maru_forum::{
    AnnounceMeeting, ImportMeetings, MEETING_TEXT_LIMIT, MEETING_TITLE_LIMIT, MeetingAccess,
    MeetingElsewhere, Moment,
};

use crate::decidim::{Row, rows};
use crate::model::ReadError;
use crate::process::{Before, Bringing, InProcess};

/// The longest meeting that a process takes, in seconds.
const LONGEST: i64 = 14 * 86_400;
/// The name under which the source's own number of a meeting is kept.
const ID: &str = "id";
/// The column of who announced it.
const AUTHOR: &str = "author/name";
/// The column of what a meeting is about.
const ABOUT: &str = "description";

/// A meeting as a row tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRow {
    /// Its number there.
    pub id: String,
    /// Who announced it; empty where the source does not say.
    pub author: String,
    /// What it is called.
    pub title: String,
    /// Its language; empty where the source does not say.
    pub language: String,
    /// What it is about, without marks of HTML.
    pub about: String,
    /// Where it was.
    pub place: String,
    /// When it began.
    pub starts: Moment,
    /// When it ended.
    pub ends: Moment,
    /// When it was announced.
    pub created: Option<Moment>,
    /// Who could come.
    pub access: MeetingAccess,
    /// Everything that the row has, by the names of its columns; what it is about with its marks.
    pub as_written: BTreeMap<String, String>,
}

/// Meetings of a file, and what of it was not read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeetingTable {
    /// The meetings, in the order of the file.
    pub meetings: Vec<MeetingRow>,
    /// Rows that are no meetings here, each with why.
    pub not_read: Vec<String>,
}

/// Reads Decidim's table of meetings. Times without a zone are UTC, as Decidim keeps them.
pub fn read_decidim_meetings(bytes: &[u8]) -> Result<MeetingTable, ReadError> {
    let mut table = MeetingTable::default();
    for mut row in rows(bytes, &["id", "title", "start_time", "end_time"])? {
        let id = row.get(ID).trim().to_owned();
        match meeting(&mut row) {
            Ok(meeting) => table.meetings.push(meeting),
            Err(why) => table.not_read.push(format!("meeting {id}: {why}")),
        }
    }
    Ok(table)
}

fn meeting(row: &mut Row) -> Result<MeetingRow, String> {
    let as_written = row.said();
    let is = |row: &Row, name: &str| row.flag(name) == Some(true);
    if row.flag("published") == Some(false) || is(row, "withdrawn") {
        return Err("it was not published there, or withdrawn".to_owned());
    }
    let time = |row: &Row, name: &str| {
        moment(row.get(name)).ok_or_else(|| format!("{name} is no time: “{}”", row.get(name)))
    };
    let (starts, ends) = (time(row, "start_time")?, time(row, "end_time")?);
    if starts >= ends || ends.0 - starts.0 > LONGEST {
        return Err("it does not end after it begins, or lasts for more than a fortnight".to_owned());
    }
    let access = match (is(row, "private_meeting"), is(row, "registrations_enabled")) {
        (true, _) => MeetingAccess::Closed,
        (false, true) => MeetingAccess::Registered,
        // Open to all is what a source says, and not what follows from its silence.
        (false, false) if row.flag("private_meeting") == Some(false) => MeetingAccess::Open,
        (false, false) => MeetingAccess::Unsaid,
    };
    let (title, language, by_machine) = row.take_words("title");
    if by_machine || title.trim().is_empty() {
        return Err("it has no title but perhaps a machine's translation".to_owned());
    }
    if title.trim().chars().count() > MEETING_TITLE_LIMIT {
        return Err(format!("its title has more than {MEETING_TITLE_LIMIT} characters"));
    }
    // The language of the title is that of the rest, where the rest has it.
    let in_language = |name: &str| match row.get(&format!("{name}/{language}")) {
        "" => row.get(name).to_owned(),
        words => words.to_owned(),
    };
    let place =
        [in_language("location"), row.get("address").to_owned(), row.get("online_meeting_url").to_owned()];
    let place: Vec<&str> = place.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    Ok(MeetingRow {
        id: row.get(ID).trim().to_owned(),
        author: row.get(AUTHOR).trim().to_owned(),
        about: cut(&plain(&in_language(ABOUT))),
        place: cut(&place.join("\n")),
        created: moment(row.get("created_at")),
        title: title.trim().to_owned(),
        language,
        starts,
        ends,
        access,
        as_written,
    })
}

/// A time as `2020-04-13 15:30:00`, with or without `UTC` behind it.
fn moment(text: &str) -> Option<Moment> {
    let clock: DateTime = text.trim().trim_end_matches("UTC").trim_end().parse().ok()?;
    Some(Moment(Offset::UTC.to_timestamp(clock).ok()?.as_second()))
}

/// As much as a field takes; the whole stands beside it as it was written.
fn cut(text: &str) -> String {
    text.chars().take(MEETING_TEXT_LIMIT).collect()
}

/// Names of the marks of HTML in words that people write. What else stands between pointed brackets, such as an address, is words.
const MARKS: &str = " a abbr address article aside b bdi bdo big blockquote body br caption center cite code col colgroup dd del details dfn dir div dl dt em embed figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i iframe img ins kbd li link main mark meta nav object ol p param picture pre q s samp script section small source span strike strong style sub summary sup svg table tbody td tfoot th thead time title tr tt u ul var video wbr ";

/// Whether a piece between pointed brackets is a mark of HTML.
fn is_mark(inside: &str) -> bool {
    if inside.starts_with('!') {
        return true;
    }
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let end = inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
    let (name, behind) = (inside[..end].to_ascii_lowercase(), inside[end..].trim_matches('/').trim());
    // "<a or b>" is a question, and <a href="x"> a link: behind the name of a mark stand its properties.
    let is_bare = behind.is_empty() || behind.contains('=');
    // Office programs have marks of their own, such as <o:p>.
    let is_office = name.split_once(':').is_some_and(|(space, own)| {
        (1..=3).contains(&space.len()) && !own.is_empty() && own.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    !name.is_empty() && is_bare && (is_office || MARKS.split(' ').any(|known| known == name))
}

/// The words between marks of HTML, one paragraph or item a line. What is no mark stays, so nothing that was written is lost but its looks.
pub(crate) fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    let mut links: Vec<Option<String>> = Vec::new();
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        // A mark ends before another begins, so that each letter is looked at once.
        let behind = &rest[start + 1..];
        let inside = behind.find(['<', '>']).filter(|end| behind[*end..].starts_with('>'));
        let Some(inside) = inside.map(|end| &behind[..end]).filter(|inside| is_mark(inside)) else {
            text.push('<');
            rest = behind;
            continue;
        };
        let mark = inside.trim_start_matches('/').to_ascii_lowercase();
        if ["p", "li", "br", "h", "div", "ul", "ol", "tr"].iter().any(|name| mark.starts_with(name)) {
            text.push('\n');
        }
        // Where a link leads stands behind its words.
        if is_link(inside) {
            links.push(address_of(inside));
        } else if inside.eq_ignore_ascii_case("/a")
            && let Some(Some(address)) = links.pop()
            && !text.ends_with(&address)
        {
            text.extend([" (", &address, ")"]);
        }
        rest = &behind[inside.len() + 1..];
    }
    text.push_str(rest);
    let known =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let text = numbered(&text);
    let text = known.iter().fold(text, |text, (mark, letter)| text.replace(mark, letter));
    let said: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    said.join("\n")
}

/// Whether a mark begins a link.
fn is_link(inside: &str) -> bool {
    inside.get(..2).is_some_and(|begin| begin.eq_ignore_ascii_case("a ") || begin.eq_ignore_ascii_case("a\n"))
}

/// The address in a mark that begins a link, between quotation marks.
fn address_of(inside: &str) -> Option<String> {
    let behind = inside.split_once("href=")?.1;
    let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let address = behind[1..].split(quote).next()?.trim();
    (address.contains(':') || address.starts_with('/')).then(|| address.to_owned())
}

/// A text with the letters that stand in it as numbers: `&#8217;`, `&#x2019;`.
fn numbered(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("&#") {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let letter = end.and_then(|end| {
            let digits = &rest[2..end];
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            let letter = number.ok().and_then(char::from_u32).filter(|letter| !letter.is_control())?;
            Some((letter, end + 1))
        });
        let length = letter.map_or(2, |(_, length)| length);
        match letter {
            // A letter of marks is written as a mark, which is read at the end.
            Some(('&', _)) => out.push_str("&amp;"),
            Some(('<', _)) => out.push_str("&lt;"),
            Some((letter, _)) => out.push(letter),
            None => out.push_str("&#"),
        }
        rest = &rest[length..];
    }
    out + rest
}

/// What a table of meetings becomes in a process: the command, and which rows were brought in from a source of that name before,
/// those among them whose words were erased since.
pub fn bring_in_meetings(
    of: InProcess<'_>,
    table: &MeetingTable,
    bringing: &Bringing,
) -> (ImportMeetings, Vec<String>) {
    let mut before = Before::of(of.process, &bringing.source.name);
    let mut here = BTreeSet::new();
    for meeting in
        of.process.meetings.iter().filter(|meeting| before.is_from(meeting.imported)).collect::<Vec<_>>()
    {
        let is = (meeting.entry, meeting.by, Some(meeting.starts.0));
        here.extend(before.note(of, is, &meeting.title, AUTHOR));
    }
    let (mut meetings, mut known) = (Vec::new(), Vec::new());
    for row in &table.meetings {
        if here.contains(&row.id) || before.unread(&row.title, Some(row.starts.0)).is_some() {
            known.push(row.id.clone());
            continue;
        }
        meetings.push(MeetingElsewhere {
            author: (!row.author.is_empty()).then(|| before.number(&row.author)),
            time: row.created.map(|at| at.0.saturating_mul(1_000)),
            act: announced(row, bringing),
            as_written: row.as_written.clone(),
        });
    }
    (ImportMeetings { source: bringing.source.clone(), meetings }, known)
}

fn announced(row: &MeetingRow, bringing: &Bringing) -> AnnounceMeeting {
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    AnnounceMeeting {
        title: row.title.clone(),
        language: row.language.parse().unwrap_or_else(|_| bringing.language.clone()),
        about: said(&row.about),
        starts: row.starts,
        ends: row.ends,
        offset: 0,
        place: said(&row.place),
        access: row.access,
        reason: None,
        agenda: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_their_marks_and_nothing_else() {
        let check = |html: &str, expected: &str| assert_eq!(plain(html), expected, "{html}");
        check("<p>One&nbsp;two</p><ul><li>A &amp; B</li></ul>", "One two\nA & B");
        check("1 < 2", "1 < 2");
        check("1 < 2 and <b>3</b> > 2", "1 < 2 and 3 > 2");
        check("<iframe src=\"x\"></iframe>x", "x");
        check("a<br/>b<br />c<!-- d -->e<o:p></o:p>", "a\nb\nce");
        // What only looks like a mark is words.
        check(
            "Mail <kim@example.org> or <https://example.org/a?b=c>",
            "Mail <kim@example.org> or <https://example.org/a?b=c>",
        );
        check("if x<y and z>w, <your name>", "if x<y and z>w, <your name>");
        check("is it <a or b>?", "is it <a or b>?");
        check("&amp;lt;", "&lt;");
    }
}
