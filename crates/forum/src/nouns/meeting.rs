//! Meetings: announced with an agenda, changed with a reason, and who comes to them.
//!
//! What is said in them stands in [`crate::nouns::floor`], what came of them in [`crate::nouns::minutes`].

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Imported, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Content, NonceSource, Words};
use crate::field::{fields, named, part};
use crate::id::{AgendaItemId, EntryNumber, Moment, ParticipantId};
use crate::language::{Language, normalised};
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::minuted::{Attendance, Minutes};
use crate::nouns::queue::{Floor, Presence, Turn};
use crate::nouns::{require_none_twice, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::{MeetingFault, Violation};

/// Longest title of a meeting or of an item of its agenda, in characters.
pub const MEETING_TITLE_LIMIT: usize = 300;
/// Longest words on what a meeting is about, or where it is, in characters.
pub const MEETING_TEXT_LIMIT: usize = 20_000;
/// Most items of an agenda.
pub const AGENDA_LIMIT: usize = 100;
/// After so many days minutes are overdue.
pub const DAYS_TO_MINUTES: i32 = 14;
/// After so many days what became of a closed meeting is overdue.
pub const DAYS_TO_CLOSED_OUTCOME: i32 = 7;
/// Longest meeting, in seconds: a fortnight, as conferences have it.
pub const LONGEST_MEETING: i64 = 14 * 86_400;
/// How long after the end that was announced the floor of a meeting stays open, in seconds: meetings run late.
pub const LONGEST_OVERRUN: i64 = 2 * 3_600;
/// Minutes east of UTC that some place on earth has.
const OFFSETS: std::ops::RangeInclusive<i64> = -12 * 60..=14 * 60;

named! {
    /// Who may come to a meeting.
    pub enum MeetingAccess, "“open”, “registered” or “closed”" {
        /// Anyone.
        Open = "open",
        /// Who has registered for it.
        Registered = "registered",
        /// Only its members, who are named afterwards.
        Closed = "closed",
        /// A source does not say it, of a meeting that was held elsewhere.
        Unsaid = "not-said",
    }
}

impl MeetingAccess {
    /// What can be said of a meeting that is held here.
    pub const HERE: [Self; 3] = [Self::Open, Self::Registered, Self::Closed];
}

part! {
    /// An item of an agenda.
    pub struct AgendaItem, "an item of an agenda with its id and title" {
        /// Its id within the meeting.
        pub id: AgendaItemId,
        /// What it is called, as content.
        pub title: Words,
    }
}

/// That a meeting was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingChange {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Whether the time or the agenda changed, so that people know of the meeting as it is only since then.
    pub is_of_matter: bool,
    /// Why.
    pub reason: String,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// The entry that announced it.
    pub entry: EntryNumber,
    /// When that was.
    pub at: Moment,
    /// Who announced it.
    pub by: Author,
    /// Where it was brought in from, if it was held elsewhere.
    pub imported: Option<Imported>,
    /// What it is called.
    pub title: Words,
    /// What it is about.
    pub about: Option<Words>,
    /// When it begins.
    pub starts: Moment,
    /// When it ends.
    pub ends: Moment,
    /// Minutes east of UTC of the place by whose clock the times were said.
    pub offset: i64,
    /// Where it is and how to join; absent where a source did not say.
    pub place: Option<Words>,
    /// The entry that holds the words on the place: the last change of it.
    pub place_entry: EntryNumber,
    /// Who may come.
    pub access: MeetingAccess,
    /// Why it is closed.
    pub reason: Option<String>,
    /// Its agenda, each item with the entry that holds its title.
    pub agenda: Vec<(EntryNumber, AgendaItem)>,
    /// Every change, in order.
    pub changes: Vec<MeetingChange>,
    /// That it was called off: the entry, when, and why.
    pub cancelled: Option<(EntryNumber, Moment, String)>,
    /// Who comes, and how.
    pub registered: BTreeMap<ParticipantId, (EntryNumber, Presence)>,
    /// Who asked for the floor, and who had it.
    pub floor: Floor,
    /// Every count of those who came, the last of which holds.
    pub attendance: Vec<Attendance>,
    /// Every version of the minutes, the last of which holds.
    pub minutes: Vec<Minutes>,
}

impl Meeting {
    /// Since when people could know when it is and what it is about.
    pub fn known_since(&self) -> Moment {
        self.changes.iter().rev().find(|change| change.is_of_matter).map_or(self.at, |change| change.at)
    }

    /// An item of its agenda.
    pub fn item(&self, id: AgendaItemId) -> Option<&AgendaItem> {
        self.agenda.iter().map(|(_, item)| item).find(|item| item.id == id)
    }

    /// The last day on which its minutes are in time, UTC; those of a closed one come sooner.
    pub fn minutes_due(&self) -> Date {
        let days =
            if self.access == MeetingAccess::Closed { DAYS_TO_CLOSED_OUTCOME } else { DAYS_TO_MINUTES };
        self.ends.day().saturating_add(days.days())
    }

    /// Until when its floor is open. What is said afterwards is said in no meeting.
    pub fn floor_closes(&self) -> Moment {
        Moment(self.ends.0.saturating_add(LONGEST_OVERRUN))
    }

    /// The turns that began while its floor was open.
    pub fn turns_in_time(&self) -> impl Iterator<Item = &Turn> {
        let closes = self.floor_closes();
        self.floor.turns().iter().filter(move |turn| turn.from <= closes)
    }

    /// Whether it is to be held, or was, in this process.
    pub fn is_held_here(&self) -> bool {
        self.imported.is_none() && self.cancelled.is_none()
    }

    /// Whether its minutes are still to come.
    pub fn owes_minutes(&self) -> bool {
        self.is_held_here() && self.minutes.is_empty()
    }

    /// Whether its minutes have not come in time, as it stands on a day.
    pub fn is_overdue(&self, day: Date) -> bool {
        self.owes_minutes() && self.minutes_due() < day
    }
}

/// Every meeting, by the entry that announced it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meetings {
    all: ByEntry<Meeting>,
}

reads_by_entry!(Meetings of Meeting);

impl Meetings {
    /// Those held here whose minutes are still to come, also those that are still to be held.
    pub fn owing(&self) -> impl Iterator<Item = &Meeting> {
        self.all.iter().filter(|meeting| meeting.owes_minutes())
    }

    pub(crate) fn get_mut(&mut self, entry: EntryNumber) -> Option<&mut Meeting> {
        self.all.get_mut(entry)
    }
}

fields! {
    /// A meeting was announced.
    pub struct MeetingAnnounced {
        /// What it is called, as content.
        pub title: Words,
        /// What it is about, as content.
        pub about: Option<Words>,
        /// When it begins.
        pub starts: Moment,
        /// When it ends.
        pub ends: Moment,
        /// Minutes east of UTC of the place by whose clock the times are said.
        pub offset: i64,
        /// Where it is and how to join, as content.
        pub place: Option<Words>,
        /// Who may come.
        pub access: MeetingAccess,
        /// Why it is closed.
        pub reason: Option<String>,
        /// What it deals with, in order.
        pub agenda: Vec<AgendaItem>,
    }
}

impl Act for MeetingAnnounced {
    const TYPE: &'static str = "meeting";
    const CALLED: &'static str = "a meeting";
    const REASON: Option<(&'static str, &'static str)> = Some(("closed meetings", "reason"));
    const MAY: &'static [(By, When)] =
        &[(By::Office(Office::Chair), When::Unclosed), (By::Import, When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Office;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, _: &Process, stamp: Stamp) -> Result<(), Violation> {
        self.title.within(MEETING_TITLE_LIMIT)?;
        for words in self.about.iter().chain(&self.place) {
            words.within(MEETING_TEXT_LIMIT)?;
        }
        require_times(self.starts, self.ends, self.offset)?;
        if self.place.is_none() && stamp.imported.is_none() {
            return Err(Violation::BadMeeting(MeetingFault::NoPlace));
        }
        match (self.access, &self.reason) {
            // A reason is never filled in: a source may give none.
            (MeetingAccess::Closed, None) if stamp.imported.is_some() => {}
            (MeetingAccess::Closed, reason) => require_reason(reason.as_deref().unwrap_or_default())?,
            (_, Some(_)) => {
                return Err(Violation::BadMeeting(MeetingFault::ReasonUnasked));
            }
            (MeetingAccess::Unsaid, None) if stamp.imported.is_none() => {
                return Err(Violation::BadMeeting(MeetingFault::AccessUnsaid));
            }
            (MeetingAccess::Open | MeetingAccess::Registered | MeetingAccess::Unsaid, None) => {}
        }
        require_agenda(self.agenda.iter())
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let meeting = Meeting {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author,
            imported: stamp.imported,
            title: self.title.clone(),
            about: self.about.clone(),
            starts: self.starts,
            ends: self.ends,
            offset: self.offset,
            place: self.place.clone(),
            place_entry: stamp.entry,
            access: self.access,
            reason: self.reason.clone(),
            agenda: self.agenda.iter().map(|item| (stamp.entry, item.clone())).collect(),
            changes: Vec::new(),
            cancelled: None,
            registered: BTreeMap::new(),
            floor: Floor::default(),
            attendance: Vec::new(),
            minutes: Vec::new(),
        };
        process.meetings.all.insert(stamp.entry, meeting);
    }
}

fn require_times(starts: Moment, ends: Moment, offset: i64) -> Result<(), Violation> {
    // Sums of times of a calendar cannot overflow; other times are refused first.
    if starts.0 < 0 || ends.0 > 253_402_207_200 || starts >= ends {
        return Err(Violation::BadMeeting(MeetingFault::EndsBefore));
    }
    if ends.0 - starts.0 > LONGEST_MEETING {
        return Err(Violation::BadMeeting(MeetingFault::TooLong));
    }
    if !OFFSETS.contains(&offset) {
        return Err(Violation::BadMeeting(MeetingFault::Offset));
    }
    Ok(())
}

fn require_agenda<'a>(items: impl Iterator<Item = &'a AgendaItem> + Clone) -> Result<(), Violation> {
    let count = items.clone().count();
    if count > AGENDA_LIMIT {
        return Err(Violation::BadCount { count, limit: AGENDA_LIMIT });
    }
    require_none_twice("items", items.clone().map(|item| item.id))?;
    items.map(|item| &item.title).try_for_each(|title| title.within(MEETING_TITLE_LIMIT))
}

fields! {
    /// A meeting was changed or called off.
    pub struct MeetingChanged {
        /// The meeting.
        pub meeting: EntryNumber,
        /// When it begins from now on.
        pub starts: Option<Moment>,
        /// When it ends from now on.
        pub ends: Option<Moment>,
        /// Where it is from now on, as content.
        pub place: Option<Words>,
        /// What it deals with beside.
        pub added: Vec<AgendaItem>,
        /// Whether it is called off.
        pub cancelled: bool,
        /// Why.
        pub reason: String,
    }
}

impl MeetingChanged {
    fn moves(&self) -> bool {
        self.starts.is_some() || self.ends.is_some()
    }
}

impl Act for MeetingChanged {
    const TYPE: &'static str = "meeting-changed";
    const CALLED: &'static str = "a change of a meeting";
    const REASON: Option<(&'static str, &'static str)> = Some(("changes of meetings", "reason"));
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Chair), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Office;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        require_reason(&self.reason)?;
        let meeting = process.require_unminuted(self.meeting)?;
        if !self.moves() && self.place.is_none() && self.added.is_empty() && !self.cancelled {
            return Err(Violation::NothingChanged(self.meeting));
        }
        let has_begun = meeting.starts <= stamp.at;
        if self.moves() && has_begun {
            return Err(Violation::BadMeeting(MeetingFault::Begun));
        }
        if self.starts.is_some_and(|starts| starts <= stamp.at) {
            return Err(Violation::BadMeeting(MeetingFault::IntoPast));
        }
        // What did not take place after all says so in its minutes: called off afterwards it would owe none.
        if self.cancelled && (has_begun || self.moves() || self.place.is_some() || !self.added.is_empty()) {
            return Err(Violation::BadMeeting(MeetingFault::CalledOff));
        }
        let (starts, ends) = (self.starts.unwrap_or(meeting.starts), self.ends.unwrap_or(meeting.ends));
        require_times(starts, ends, meeting.offset)?;
        if let Some(place) = &self.place {
            place.within(MEETING_TEXT_LIMIT)?;
        }
        require_agenda(meeting.agenda.iter().map(|(_, item)| item).chain(&self.added))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(meeting) = process.meetings.get_mut(self.meeting) else { return };
        let (entry, at, reason) = (stamp.entry, stamp.at, self.reason.clone());
        if self.cancelled {
            meeting.cancelled = Some((entry, at, reason.clone()));
        }
        meeting.starts = self.starts.unwrap_or(meeting.starts);
        meeting.ends = self.ends.unwrap_or(meeting.ends);
        if let Some(place) = &self.place {
            (meeting.place, meeting.place_entry) = (Some(place.clone()), entry);
        }
        meeting.agenda.extend(self.added.iter().map(|item| (entry, item.clone())));
        let is_of_matter = self.moves() || !self.added.is_empty();
        meeting.changes.push(MeetingChange { entry, at, is_of_matter, reason });
    }
}

fields! {
    /// Somebody comes to a meeting, or no longer.
    pub struct MeetingRegistered {
        /// The meeting.
        pub meeting: EntryNumber,
        /// How they come.
        pub presence: Presence,
        /// Whether they come.
        pub given: bool,
    }
}

impl Act for MeetingRegistered {
    const TYPE: &'static str = "meeting-registration";
    const CALLED: &'static str = "a registration for a meeting";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Open)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let meeting = process.require_open_to_people(self.meeting)?;
        if meeting.ends < stamp.at {
            return Err(Violation::BadMeeting(MeetingFault::Over));
        }
        let who = stamp.author.participant().ok_or(Violation::NotAParticipant)?;
        let stands = meeting.registered.get(&who).map(|(_, presence)| *presence);
        let wanted = self.given.then_some(self.presence);
        // Whoever takes a registration back says which.
        let is_right = if self.given { stands != wanted } else { stands == Some(self.presence) };
        if is_right { Ok(()) } else { Err(Violation::NothingChanged(self.meeting)) }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(who) = stamp.author.participant() else { return };
        let Some(meeting) = process.meetings.get_mut(self.meeting) else { return };
        if self.given {
            meeting.registered.insert(who, (stamp.entry, self.presence));
        } else {
            meeting.registered.remove(&who);
        }
    }
}

impl Process {
    pub(crate) fn require_meeting(&self, entry: EntryNumber) -> Result<&Meeting, Violation> {
        self.meetings.get(entry).ok_or(Violation::UnknownMeeting(entry))
    }

    /// A meeting that is held in this process and was not called off.
    pub(crate) fn require_held(&self, entry: EntryNumber) -> Result<&Meeting, Violation> {
        let meeting = self.require_meeting(entry)?;
        if meeting.imported.is_some() {
            return Err(Violation::BadMeeting(MeetingFault::Elsewhere));
        }
        match &meeting.cancelled {
            Some((by, ..)) => Err(Violation::MeetingCancelled { meeting: entry, by: *by }),
            None => Ok(meeting),
        }
    }

    /// A meeting whose minutes are still to come.
    pub(crate) fn require_unminuted(&self, entry: EntryNumber) -> Result<&Meeting, Violation> {
        let meeting = self.require_held(entry)?;
        match meeting.minutes.last() {
            Some(minutes) => Err(Violation::MeetingMinuted(minutes.entry)),
            None => Ok(meeting),
        }
    }

    /// A meeting that has begun.
    pub(crate) fn require_begun(&self, entry: EntryNumber, at: Moment) -> Result<&Meeting, Violation> {
        let meeting = self.require_held(entry)?;
        if at < meeting.starts { Err(Violation::MeetingNotBegun(entry)) } else { Ok(meeting) }
    }

    /// A meeting to which people can come and in which they can ask for the floor.
    pub(crate) fn require_open_to_people(&self, entry: EntryNumber) -> Result<&Meeting, Violation> {
        let meeting = self.require_unminuted(entry)?;
        if meeting.access == MeetingAccess::Closed {
            return Err(Violation::BadMeeting(MeetingFault::Closed));
        }
        Ok(meeting)
    }

    /// Nothing is owed for meetings, and none is to come.
    pub(crate) fn require_all_minuted(&self) -> Result<(), Violation> {
        let owing: Vec<EntryNumber> = self.meetings.owing().map(|meeting| meeting.entry).collect();
        if owing.is_empty() { Ok(()) } else { Err(Violation::MinutesOwed(owing)) }
    }
}

/// An item of the agenda that is to be announced; items are numbered in the order in which they come.
pub type NewItem = String;

/// Announce a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnounceMeeting {
    /// What it is called.
    pub title: String,
    /// The language of all that is said of it.
    pub language: Language,
    /// What it is about.
    #[serde(default)]
    pub about: Option<String>,
    /// When it begins.
    pub starts: Moment,
    /// When it ends.
    pub ends: Moment,
    /// Minutes east of UTC.
    #[serde(default)]
    pub offset: i64,
    /// Where it is and how to join.
    #[serde(default)]
    pub place: Option<String>,
    /// Who may come.
    pub access: MeetingAccess,
    /// Why it is closed.
    #[serde(default)]
    pub reason: Option<String>,
    /// What it deals with.
    #[serde(default)]
    pub agenda: Vec<NewItem>,
}

impl AnnounceMeeting {
    /// What would be recorded, its contents beside; what a source says besides lies with the title.
    pub(crate) fn written(
        &self,
        nonces: &mut NonceSource,
        contents: &mut Vec<Content>,
        beside: &BTreeMap<String, String>,
    ) -> Result<MeetingAnnounced, Violation> {
        let (title, content) =
            Words::write_beside(&self.title, &self.language, MEETING_TITLE_LIMIT, nonces, beside)?;
        contents.push(content);
        let mut written = Written { language: &self.language, nonces, contents };
        Ok(MeetingAnnounced {
            title,
            about: written.optional(self.about.as_deref())?,
            starts: self.starts,
            ends: self.ends,
            offset: self.offset,
            place: written.optional(self.place.as_deref())?,
            access: self.access,
            reason: self.reason.as_deref().map(|reason| normalised(reason.trim())),
            agenda: written.agenda(&self.agenda, 1)?,
        })
    }
}

/// Writes words one after the other, each with its content.
pub(crate) struct Written<'a> {
    pub(crate) language: &'a Language,
    pub(crate) nonces: &'a mut NonceSource,
    pub(crate) contents: &'a mut Vec<Content>,
}

impl Written<'_> {
    pub(crate) fn words(&mut self, text: &str, limit: usize) -> Result<Words, Violation> {
        let (words, content) = Words::write(text, self.language, limit, self.nonces)?;
        self.contents.push(content);
        Ok(words)
    }

    /// What is left blank is not said.
    pub(crate) fn optional(&mut self, text: Option<&str>) -> Result<Option<Words>, Violation> {
        text.filter(|text| !text.trim().is_empty())
            .map(|text| self.words(text, MEETING_TEXT_LIMIT))
            .transpose()
    }

    fn agenda(&mut self, items: &[NewItem], first: u32) -> Result<Vec<AgendaItem>, Violation> {
        if items.len() > AGENDA_LIMIT {
            return Err(Violation::BadCount { count: items.len(), limit: AGENDA_LIMIT });
        }
        let numbered = items.iter().zip(first..);
        numbered
            .map(|(title, id)| {
                Ok(AgendaItem { id: AgendaItemId(id), title: self.words(title, MEETING_TITLE_LIMIT)? })
            })
            .collect()
    }
}

impl Enact for AnnounceMeeting {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let announced = self.written(&mut nonces, &mut contents, &BTreeMap::new())?;
        Ok(Outcome::with(announced, contents))
    }
}

/// Change a meeting, or call it off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeMeeting {
    /// The meeting.
    pub meeting: EntryNumber,
    /// When it begins from now on.
    #[serde(default)]
    pub starts: Option<Moment>,
    /// When it ends from now on.
    #[serde(default)]
    pub ends: Option<Moment>,
    /// Where it is from now on.
    #[serde(default)]
    pub place: Option<String>,
    /// What it deals with beside.
    #[serde(default)]
    pub added: Vec<NewItem>,
    /// The language of these words.
    pub language: Language,
    /// Whether it is called off.
    #[serde(default)]
    pub cancel: bool,
    /// Why.
    pub reason: String,
}

impl Enact for ChangeMeeting {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let meeting = process.require_meeting(self.meeting)?;
        let next = meeting.agenda.iter().map(|(_, item)| item.id.0).max().unwrap_or(0).saturating_add(1);
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let mut written = Written { language: &self.language, nonces: &mut nonces, contents: &mut contents };
        let changed = MeetingChanged {
            meeting: self.meeting,
            starts: self.starts,
            ends: self.ends,
            place: written.optional(self.place.as_deref())?,
            added: written.agenda(&self.added, next)?,
            cancelled: self.cancel,
            reason: normalised(self.reason.trim()),
        };
        Ok(Outcome::with(changed, contents))
    }
}

/// Say that one comes to a meeting, or no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterForMeeting {
    /// The meeting.
    pub meeting: EntryNumber,
    /// How one comes.
    pub presence: Presence,
    /// Whether one comes.
    pub give: bool,
}

impl Enact for RegisterForMeeting {
    fn enact(&self, process: &Process, actor: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        let stands = process.meetings.get(self.meeting).zip(actor.author().participant());
        // A form that is sent twice makes one entry.
        if let Some((entry, presence)) = stands.and_then(|(meeting, who)| meeting.registered.get(&who))
            && (self.give, self.presence) == (true, *presence)
        {
            return Ok(Outcome::stands(*entry));
        }
        let (meeting, presence, given) = (self.meeting, self.presence, self.give);
        Ok(Outcome::of(MeetingRegistered { meeting, presence, given }))
    }
}
