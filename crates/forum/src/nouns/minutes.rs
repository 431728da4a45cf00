//! What came of a meeting: how many were there, and its minutes, item by item. Neither is changed but by a stated correction.

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::NonceSource;
use crate::field::fields;
use crate::id::{AgendaItemId, EntryNumber};
use crate::language::{Language, normalised};
use crate::ledger::{Moderated, Voice};
use crate::nouns::meeting::{AGENDA_LIMIT, MEETING_TEXT_LIMIT, Meeting, MeetingAccess, Written};
use crate::nouns::minuted::{Attendance, GroupAttendance, ItemMinutes, Minutes, MinutesPublished};
use crate::nouns::{require_distinct, require_none_twice, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::{MeetingFault, Violation};

/// Most people of a group whom somebody counts at a meeting.
const MOST_PEOPLE: u32 = 1_000_000;
/// Longest address of a recording, in characters.
const RECORDING_LIMIT: usize = 1_000;

fields! {
    /// Those who came to a meeting were counted.
    pub struct AttendanceCounted {
        /// The meeting.
        pub meeting: EntryNumber,
        /// The counts, by stakeholder group.
        pub groups: Vec<GroupAttendance>,
        /// The count that this one corrects.
        pub corrects: Option<EntryNumber>,
        /// Why.
        pub reason: Option<String>,
    }
}

impl Act for AttendanceCounted {
    const TYPE: &'static str = "attendance";
    const CALLED: &'static str = "a count of those who came to a meeting";
    const REASON: Option<(&'static str, &'static str)> = Some(("corrections of an attendance", "reason"));
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Chair), When::Unclosed)];
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
        let meeting = process.require_begun(self.meeting, stamp.at)?;
        require_distinct("groups", self.groups.iter().map(|counted| &counted.group))?;
        for counted in &self.groups {
            process.require_known_group(counted.group.as_ref())?;
            if counted.room.max(counted.remote) > MOST_PEOPLE {
                return Err(Violation::BadMeeting(MeetingFault::MostPeople));
            }
        }
        let last = meeting.attendance.last().map(|counted| counted.entry);
        require_correction(last, self.corrects, self.reason.as_deref())
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(meeting) = process.meetings.get_mut(self.meeting) else { return };
        meeting.attendance.push(Attendance {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author,
            groups: self.groups.clone(),
            reason: self.reason.clone(),
            is_after_minutes: !meeting.minutes.is_empty(),
        });
    }
}

/// What was said before is changed only by an entry that names it and says why.
fn require_correction(
    last: Option<EntryNumber>,
    corrects: Option<EntryNumber>,
    reason: Option<&str>,
) -> Result<(), Violation> {
    match (last, corrects, reason) {
        (None, None, None) => Ok(()),
        (Some(last), Some(named), Some(reason)) if named == last => require_reason(reason),
        (Some(last), ..) => Err(Violation::CorrectionUnsaid(last)),
        (None, ..) => Err(Violation::BadMeeting(MeetingFault::NothingToCorrect)),
    }
}

impl MinutesPublished {
    fn judge_items(&self, process: &Process, meeting: &Meeting, stamp: Stamp) -> Result<(), Violation> {
        if self.items.len() > AGENDA_LIMIT {
            return Err(Violation::BadCount { count: self.items.len(), limit: AGENDA_LIMIT });
        }
        require_none_twice("items", self.items.iter().map(|said| said.item))?;
        for said in &self.items {
            if meeting.item(said.item).is_none() {
                return Err(Violation::UnknownAgendaItem { meeting: self.meeting, item: said.item.0 });
            }
            said.text.within(MEETING_TEXT_LIMIT)?;
            require_none_twice("entries", said.outcomes.iter())?;
            if let Some(unknown) = said.outcomes.iter().find(|entry| **entry >= stamp.entry) {
                return Err(Violation::UnknownEntry(*unknown));
            }
            if let Some(older) = said.outcomes.iter().find(|entry| process.is_before(**entry, meeting)) {
                return Err(Violation::OutcomeBefore { meeting: self.meeting, entry: *older });
            }
        }
        if self.items.len() < meeting.agenda.len() {
            return Err(Violation::BadMeeting(MeetingFault::ItemsMissing));
        }
        if self.items.is_empty() && self.text.is_none() {
            return Err(Violation::TextEmpty);
        }
        Ok(())
    }

    /// A closed meeting says who was there and what came of it; nobody else is listed by name.
    fn judge_closed(&self, meeting: &Meeting) -> Result<(), Violation> {
        let says_both = self.members.is_some() && self.outcome.is_some();
        match meeting.access {
            MeetingAccess::Closed if !says_both => Err(Violation::BadMeeting(MeetingFault::ClosedOutcome)),
            MeetingAccess::Open | MeetingAccess::Registered | MeetingAccess::Unsaid
                if self.members.is_some() =>
            {
                Err(Violation::BadMeeting(MeetingFault::MembersUnasked))
            }
            MeetingAccess::Closed
            | MeetingAccess::Open
            | MeetingAccess::Registered
            | MeetingAccess::Unsaid => Ok(()),
        }
    }
}

impl Act for MinutesPublished {
    const TYPE: &'static str = "minutes";
    const CALLED: &'static str = "the minutes of a meeting";
    const REASON: Option<(&'static str, &'static str)> = Some(("corrections of minutes", "reason"));
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
        let meeting = process.require_begun(self.meeting, stamp.at)?;
        let last = meeting.minutes.last().map(|minutes| minutes.entry);
        require_correction(last, self.corrects, self.reason.as_deref())?;
        if meeting.attendance.is_empty() {
            return Err(Violation::AttendanceMissing(self.meeting));
        }
        if let Some(turn) = meeting.floor.speaker() {
            return Err(Violation::FloorTaken(turn.entry));
        }
        for words in self.text.iter().chain(&self.members).chain(&self.outcome) {
            words.within(MEETING_TEXT_LIMIT)?;
        }
        if let Some(length) = self.recording.as_ref().map(|recording| recording.chars().count())
            && !(1..=RECORDING_LIMIT).contains(&length)
        {
            return Err(Violation::TextTooLong { length, limit: RECORDING_LIMIT });
        }
        self.judge_closed(meeting)?;
        self.judge_items(process, meeting, stamp)?;
        if stamp.at < meeting.ends {
            return Err(Violation::BadMeeting(MeetingFault::NotOver));
        }
        Ok(())
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(meeting) = process.meetings.get_mut(self.meeting) else { return };
        let (entry, at, by, said) = (stamp.entry, stamp.at, stamp.author, self.clone());
        meeting.minutes.push(Minutes { entry, at, by, said });
    }
}

impl Process {
    /// Whether an entry was there before the day on which a meeting begins: then it did not come of it.
    pub fn is_before(&self, entry: EntryNumber, meeting: &Meeting) -> bool {
        self.days.first_since(meeting.starts.day()).is_none_or(|first| entry < first)
    }
}

/// Whether words are an address at which something can be looked at.
pub fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|rest| {
        rest.chars().next().is_some_and(char::is_alphanumeric) && !text.contains(char::is_whitespace)
    })
}

/// Count those who came to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountAttendance {
    /// The meeting.
    pub meeting: EntryNumber,
    /// The counts, by stakeholder group.
    pub groups: Vec<GroupAttendance>,
    /// Why it is another count than before; the last one is corrected.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A reason as it is recorded; one of blanks alone is none.
fn said(reason: Option<&str>) -> Option<String> {
    reason.map(|reason| normalised(reason.trim())).filter(|reason| !reason.is_empty())
}

impl Enact for CountAttendance {
    fn enact(&self, process: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        let meeting = process.require_meeting(self.meeting)?;
        let reason = said(self.reason.as_deref());
        let last = meeting.attendance.last().map(|counted| counted.entry);
        Ok(Outcome::of(AttendanceCounted {
            meeting: self.meeting,
            groups: self.groups.clone(),
            corrects: last.filter(|_| reason.is_some()),
            reason,
        }))
    }
}

/// What is to be said on an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewItemMinutes {
    /// The item.
    pub item: AgendaItemId,
    /// What was said.
    pub text: String,
    /// Entries that came of it.
    #[serde(default)]
    pub outcomes: Vec<EntryNumber>,
}

/// Publish the minutes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishMinutes {
    /// The meeting.
    pub meeting: EntryNumber,
    /// The language of all that is said.
    pub language: Language,
    /// What was said beside the agenda.
    #[serde(default)]
    pub text: Option<String>,
    /// What was said on each item.
    #[serde(default)]
    pub items: Vec<NewItemMinutes>,
    /// Who was there, of a closed meeting.
    #[serde(default)]
    pub members: Option<String>,
    /// What came of it, of a closed meeting.
    #[serde(default)]
    pub outcome: Option<String>,
    /// Where a recording or transcript is.
    #[serde(default)]
    pub recording: Option<String>,
    /// Why they are others than before; the last ones are corrected.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Enact for PublishMinutes {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let meeting = process.require_meeting(self.meeting)?;
        // At the door alone: “there is none” stands as a recording in no new minutes.
        if said(self.recording.as_deref()).is_some_and(|recording| !is_web_address(&recording)) {
            return Err(Violation::BadMeeting(MeetingFault::RecordingAddress));
        }
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let mut written = Written { language: &self.language, nonces: &mut nonces, contents: &mut contents };
        let text = written.optional(self.text.as_deref())?;
        let mut items = Vec::new();
        for new in &self.items {
            let text = written.words(&new.text, MEETING_TEXT_LIMIT)?;
            items.push(ItemMinutes { item: new.item, text, outcomes: new.outcomes.clone() });
        }
        let reason = said(self.reason.as_deref());
        let last = meeting.minutes.last().map(|minutes| minutes.entry);
        let published = MinutesPublished {
            meeting: self.meeting,
            text,
            items,
            members: written.optional(self.members.as_deref())?,
            outcome: written.optional(self.outcome.as_deref())?,
            recording: said(self.recording.as_deref()),
            corrects: last.filter(|_| reason.is_some()),
            reason,
        };
        Ok(Outcome::with(published, contents))
    }
}
