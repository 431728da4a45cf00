//! `maru process meeting`: announce, run and minute meetings, and tell of contacts outside the record.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use maru_exchange::{Bringing, InProcess, bring_in_meetings, read_decidim_meetings};
use maru_forum::{
    AgendaItemId, AnnounceMeeting, CallToFloor, ChangeMeeting, CountAttendance, EndTurn, EntryNumber,
    GroupAttendance, GroupId, Language, LogContact, Meeting, MeetingAccess, Moment, NewItemMinutes, Process,
    ProcessId, PublishMinutes, Reading, Source, Words,
};
use maru_record::Digest;
use maru_web::meeting::clock;
use serde_json::json;

use super::named;
use crate::node::Operator;
use crate::{node, output};

/// A time with its distance from UTC.
type When = (Moment, i64);

fn when(text: &str) -> Result<When, String> {
    clock::moment_with_offset(text).ok_or_else(|| {
        format!("“{text}” is no time with its distance from UTC, such as 2026-06-20T14:00+09:00")
    })
}

/// `KEY=VALUE`.
fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or_else(|| format!("“{text}” has no ="))?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Announce a meeting with its agenda.
    Announce(Announce),
    /// Change a meeting, or call it off.
    Change(Change),
    /// Give the floor to who is next on an item, or to somebody else for a reason.
    Call {
        /// The process.
        process: ProcessId,
        /// The meeting.
        meeting: u64,
        /// The item of the agenda.
        item: u32,
        /// The request of somebody who is not next.
        #[arg(long, requires = "reason")]
        request: Option<u64>,
        /// Why they are called before others; in the record for ever.
        #[arg(long)]
        reason: Option<String>,
    },
    /// End the turn of who has the floor.
    End {
        /// The process.
        process: ProcessId,
        /// The meeting.
        meeting: u64,
        /// When it ended, if that was before now, such as 2026-06-20T14:00+09:00.
        #[arg(long, value_parser = when, requires = "reason")]
        until: Option<When>,
        /// Why that is said only now.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Record how many people came, by stakeholder group.
    Attendance {
        /// The process.
        process: ProcessId,
        /// The meeting.
        meeting: u64,
        /// A group with people in the room and remotely, such as academia=12+3.
        #[arg(long = "group", value_parser = pair)]
        groups: Vec<(String, String)>,
        /// People of no group, in the room and remotely, such as 4+0.
        #[arg(long)]
        others: Option<String>,
        /// Why the count is another than before; in the record for ever.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Publish the minutes; each item of the agenda gets words.
    Minutes(MinutesOf),
    /// Tell of a contact outside the record.
    Contact {
        /// The process.
        process: ProcessId,
        /// Who of the process.
        #[arg(long)]
        who: String,
        /// Whom they met.
        #[arg(long)]
        whom: String,
        /// On which day.
        #[arg(long)]
        day: jiff::civil::Date,
        /// About what.
        #[arg(long)]
        text: String,
        /// The language.
        #[arg(long)]
        language: Language,
    },
    /// Bring in meetings that were held elsewhere, from Decidim's open data. All that can be read, or none; their authors stay their authors.
    Import(ImportOf),
    /// Show every meeting with what became of it, and the contacts outside the record.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Announce {
    /// The process.
    process: ProcessId,
    /// What it is called.
    #[arg(long)]
    title: String,
    /// The language of all that is said of it.
    #[arg(long)]
    language: Language,
    /// What it is about.
    #[arg(long)]
    about: Option<String>,
    /// When it begins, such as 2026-06-20T14:00+09:00.
    #[arg(long, value_parser = when)]
    starts: When,
    /// When it ends.
    #[arg(long, value_parser = when)]
    ends: When,
    /// Where it is and how to join.
    #[arg(long)]
    place: String,
    /// Who may come.
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(MeetingAccess::HERE.iter().map(|one| one.as_str())))]
    access: String,
    /// Why it is closed.
    #[arg(long)]
    reason: Option<String>,
    /// An item of the agenda; once for each, in order.
    #[arg(long = "item")]
    items: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Change {
    /// The process.
    process: ProcessId,
    /// The meeting.
    meeting: u64,
    /// When it begins from now on.
    #[arg(long, value_parser = when)]
    starts: Option<When>,
    /// When it ends from now on.
    #[arg(long, value_parser = when)]
    ends: Option<When>,
    /// Where it is from now on.
    #[arg(long)]
    place: Option<String>,
    /// A further item of the agenda.
    #[arg(long = "item")]
    items: Vec<String>,
    /// The language of these words.
    #[arg(long)]
    language: Language,
    /// Call it off.
    #[arg(long)]
    cancel: bool,
    /// Why; in the record for ever.
    #[arg(long)]
    reason: String,
}

#[derive(Debug, Args)]
pub(crate) struct MinutesOf {
    /// The process.
    process: ProcessId,
    /// The meeting.
    meeting: u64,
    /// The language of the minutes.
    #[arg(long)]
    language: Language,
    /// What was said on an item, such as 1="Labels stay."
    #[arg(long = "item", value_parser = pair)]
    items: Vec<(String, String)>,
    /// An entry that came of an item, such as 1=57.
    #[arg(long = "came", value_parser = pair)]
    came: Vec<(String, String)>,
    /// What was said beside the agenda.
    #[arg(long)]
    text: Option<String>,
    /// Who was there, of a closed meeting.
    #[arg(long)]
    members: Option<String>,
    /// What came of a closed meeting.
    #[arg(long)]
    outcome: Option<String>,
    /// Where a recording or transcript is.
    #[arg(long)]
    recording: Option<String>,
    /// Why the minutes are others than before; in the record for ever.
    #[arg(long)]
    reason: Option<String>,
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    let (process, command): (ProcessId, maru_forum::Command) = match command {
        Command::List { process, json } => return list(data, &process, json),
        Command::Import(import) => return bring_in(import, data),
        Command::Announce(new) => announce(new)?,
        Command::Change(change) => (change.process.clone(), changed(change).into()),
        Command::Call { process, meeting, item, request, reason } => {
            let (meeting, request) = (EntryNumber(meeting), request.map(EntryNumber));
            (process, CallToFloor { meeting, item: AgendaItemId(item), request, reason }.into())
        }
        Command::End { process, meeting, until, reason } => {
            let until = until.map(|(at, _)| at);
            (process, EndTurn { meeting: EntryNumber(meeting), until, reason }.into())
        }
        Command::Attendance { process, meeting, groups, others, reason } => {
            let groups = counted(groups, others)?;
            (process, CountAttendance { meeting: EntryNumber(meeting), groups, reason }.into())
        }
        Command::Minutes(minutes) => (minutes.process.clone(), minuted(minutes)?.into()),
        Command::Contact { process, who, whom, day, text, language } => {
            (process, LogContact { who, whom, day, text, language }.into())
        }
    };
    let answer = Operator::of(data).act(&process, command)?;
    output::line(format!("Recorded as entry {} of “{process}”.", answer.number))
}

#[derive(Debug, Args)]
pub(crate) struct ImportOf {
    /// The process.
    process: ProcessId,
    /// The table of meetings (CSV).
    file: PathBuf,
    /// Where it comes from, in a word or two; it stands before the names of its authors here.
    #[arg(long)]
    source: String,
    /// The address of the original.
    #[arg(long, default_value = "")]
    url: String,
    /// The licence of the data, with the attribution it asks for.
    #[arg(long)]
    licence: String,
    /// The language of meetings of which the table does not say it.
    #[arg(long)]
    language: Language,
    /// Say what would be brought in, and record nothing.
    #[arg(long)]
    dry_run: bool,
}

fn bring_in(import: ImportOf, data: &Path) -> anyhow::Result<()> {
    let ImportOf { process: id, file, source, url, licence, language, dry_run } = import;
    let name = file.display().to_string();
    let bytes = std::fs::read(&file).with_context(|| name.clone())?;
    let table = read_decidim_meetings(&bytes).with_context(|| name.clone())?;
    let bringing =
        Bringing { source: Source { name: source, url, licence, description: String::new() }, language };
    let (command, known) = {
        let node = node::open_reading(data)?;
        let handle = node::process(&node, &id)?;
        let process = handle.read();
        let read = |digest: &Digest| node.words(&process, digest, Reading::Anyone).ok()?;
        bring_in_meetings(InProcess { process: &process, read: &read }, &table, &bringing)
    };
    for meeting in &command.meetings {
        let day = meeting.act.starts.day();
        output::line(format!("{day}  {}, {}", meeting.act.title, meeting.act.access.as_str()))?;
    }
    known.iter().try_for_each(|row| output::line(format!("meeting {row}: it is here already")))?;
    table.not_read.iter().try_for_each(|line| output::line(format!("not brought in: {line}")))?;
    let count = command.meetings.len();
    if dry_run {
        return output::line(format!("{count} meetings would be brought in. Nothing was recorded."));
    }
    if count == 0 {
        bail!("{name}: no meeting can be brought in");
    }
    let answer = Operator::of(data).act(&id, command)?;
    output::line(format!("{count} meetings brought in; their source is entry {} of “{id}”.", answer.number))
}

fn announce(new: Announce) -> anyhow::Result<(ProcessId, maru_forum::Command)> {
    let access = named(&new.access, MeetingAccess::from_name(&new.access))?;
    let (starts, offset) = new.starts;
    let meeting = AnnounceMeeting {
        title: new.title,
        language: new.language,
        about: new.about,
        starts,
        ends: new.ends.0,
        offset,
        place: Some(new.place),
        access,
        reason: new.reason,
        agenda: new.items,
    };
    Ok((new.process, meeting.into()))
}

fn changed(change: Change) -> ChangeMeeting {
    ChangeMeeting {
        meeting: EntryNumber(change.meeting),
        starts: change.starts.map(|(at, _)| at),
        ends: change.ends.map(|(at, _)| at),
        place: change.place,
        added: change.items,
        language: change.language,
        cancel: change.cancel,
        reason: change.reason,
    }
}

fn counted(groups: Vec<(String, String)>, others: Option<String>) -> anyhow::Result<Vec<GroupAttendance>> {
    let named = groups.into_iter().map(|(group, people)| (Some(GroupId(group)), people));
    let all = named.chain(others.map(|people| (None, people)));
    all.map(|(group, people)| {
        let wanted = || format!("“{people}” is not people in the room and remotely, such as 12+3");
        let (room, remote) = people.split_once('+').with_context(wanted)?;
        let (room, remote) =
            (room.trim().parse().with_context(wanted)?, remote.trim().parse().with_context(wanted)?);
        Ok(GroupAttendance { group, room, remote })
    })
    .collect()
}

fn minuted(minutes: MinutesOf) -> anyhow::Result<PublishMinutes> {
    let number = |text: &str| -> anyhow::Result<AgendaItemId> {
        text.parse().map(AgendaItemId).with_context(|| format!("“{text}” is no item of an agenda"))
    };
    let mut items = Vec::new();
    for (item, text) in minutes.items {
        items.push(NewItemMinutes { item: number(&item)?, text, outcomes: Vec::new() });
    }
    for (item, entry) in &minutes.came {
        let (item, entry) = (number(item)?, entry.parse().with_context(|| format!("“{entry}” is no entry"))?);
        match items.iter_mut().find(|said| said.item == item) {
            Some(said) => said.outcomes.push(EntryNumber(entry)),
            None => bail!("an entry came of item {item}, of which nothing is said"),
        }
    }
    Ok(PublishMinutes {
        meeting: EntryNumber(minutes.meeting),
        language: minutes.language,
        text: minutes.text,
        items,
        members: minutes.members,
        outcome: minutes.outcome,
        recording: minutes.recording,
        reason: minutes.reason,
    })
}

/// How a meeting stands, in a few words.
fn state(meeting: &Meeting, now: Moment) -> &'static str {
    match () {
        () if meeting.imported.is_some() => "held elsewhere",
        () if meeting.cancelled.is_some() => "called off",
        () if !meeting.minutes.is_empty() => "minuted",
        () if meeting.is_overdue(now.day()) => "minutes overdue",
        () if now < meeting.starts => "to come",
        () if now <= meeting.ends => "now",
        () => "over, no minutes yet",
    }
}

fn list(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process: &Process = &handle.read();
    let now = Moment(jiff::Timestamp::now().as_second());
    let said = |words: &Words| {
        let content = node.words(process, &words.digest, Reading::Anyone).ok().flatten()?;
        content.get("text").map(str::to_owned)
    };
    if json {
        let meeting = |one: &Meeting| {
            let agenda: Vec<_> = one
                .agenda
                .iter()
                .map(|(_, item)| json!({"id": item.id.0, "title": said(&item.title)}))
                .collect();
            json!({"meeting": one.entry.0, "title": said(&one.title), "starts": one.starts.0, "ends": one.ends.0,
                "offset": one.offset, "access": one.access.as_str(), "state": state(one, now), "agenda": agenda,
                "registered": one.registered.len(), "attendance": one.attendance.last().map(|count| count.entry.0),
                "minutes": one.minutes.last().map(|minutes| minutes.entry.0),
                "minutes_due": one.owes_minutes().then(|| one.minutes_due().to_string())})
        };
        let contact = |one: &maru_forum::Contact| {
            json!({"contact": one.entry.0, "day": one.told.day.to_string(), "who": said(&one.told.who),
                "whom": said(&one.told.whom), "text": said(&one.told.text)})
        };
        return output::json(&json!({"meetings": process.meetings.iter().map(meeting).collect::<Vec<_>>(),
            "contacts": process.contacts.iter().map(contact).collect::<Vec<_>>()}));
    }
    if process.meetings.is_empty() && process.contacts.is_empty() {
        return output::line("No meeting is announced, and nobody told of a contact outside the record.");
    }
    let unread = || "(words that cannot be read)".to_owned();
    for one in process.meetings.iter() {
        let title = said(&one.title).unwrap_or_else(unread);
        output::line(format!("{}  {title}: {}, {}", one.entry, one.access.as_str(), state(one, now)))?;
        output::line(format!("      {}", clock::span(one)))?;
        for (_, item) in &one.agenda {
            let title = said(&item.title).unwrap_or_else(unread);
            output::line(format!("      {}. {title}", item.id))?;
        }
        if let Some(count) = one.attendance.last() {
            output::line(format!("      attended by {} people (entry {})", count.total(), count.entry))?;
        }
    }
    for one in process.contacts.iter() {
        let [who, whom, text] =
            [&one.told.who, &one.told.whom, &one.told.text].map(|words| said(words).unwrap_or_else(unread));
        output::line(format!(
            "{}  {}, outside the record: {who} met {whom}: {text}",
            one.entry, one.told.day
        ))?;
    }
    Ok(())
}
