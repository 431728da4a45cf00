//! The floor of a meeting: who asks for it, who is given it, and when a turn ends. Who comes next stands in [`crate::nouns::queue`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::fields;
use crate::id::{AgendaItemId, EntryNumber, GroupId, Moment, ParticipantId};
use crate::language::normalised;
use crate::ledger::{Moderated, Voice};
use crate::nouns::appeal::AppealVerdict;
use crate::nouns::meeting::{Meeting, MeetingAccess};
use crate::nouns::queue::{Account, FloorRequest, Presence, RequestStanding, Turn};
use crate::nouns::refusal::Refusal;
use crate::nouns::require_reason;
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::{MeetingFault, Violation};

impl Meeting {
    /// The accounts of all groups by item and from where people spoke.
    pub fn accounts(&self, now: Moment) -> BTreeMap<(AgendaItemId, Option<GroupId>, Presence), Account> {
        let mut accounts: BTreeMap<_, Account> = BTreeMap::new();
        for turn in self.turns_in_time() {
            let account = accounts.entry((turn.item, turn.group.clone(), turn.presence)).or_default();
            account.turns += 1;
            account.seconds += turn.seconds_until(now, self.floor_closes());
        }
        accounts
    }

    /// At the door alone: records from before this was asked hold later turns, which count for nothing.
    fn require_floor_open(&self, now: Moment) -> Result<(), Violation> {
        if now <= self.floor_closes() { Ok(()) } else { Err(Violation::BadMeeting(MeetingFault::Over)) }
    }

    fn require_item(&self, item: AgendaItemId) -> Result<(), Violation> {
        match self.item(item) {
            Some(_) => Ok(()),
            None => Err(Violation::UnknownAgendaItem { meeting: self.entry, item: item.0 }),
        }
    }
}

impl Process {
    /// A meeting whose floor is open: it has begun, and its minutes are still to come.
    fn require_floor(&self, entry: EntryNumber, at: Moment) -> Result<&Meeting, Violation> {
        self.require_open_to_people(entry)?;
        self.require_begun(entry, at)
    }

    /// The refusal by which somebody has no floor in a meeting, unless somebody overturned it.
    pub fn floor_refusal(&self, meeting: &Meeting, who: ParticipantId) -> Option<&Refusal> {
        let overturned = |refusal: &Refusal| {
            let appeal = refusal.appeal.and_then(|entry| self.appeals.get(entry));
            let ruling = appeal.and_then(|appeal| appeal.ruling.as_ref());
            ruling.is_some_and(|ruling| ruling.verdict == AppealVerdict::Overturned)
        };
        let holds = |refusal: &&Refusal| refusal.participant == Some(who) && refusal.covers(meeting.entry);
        self.refusals.iter().filter(holds).find(|refusal| !overturned(refusal))
    }

    /// Those who wait on an item of a meeting in the order in which they are called if nothing else happens. Whoever stands refused is
    /// passed over, and has their old place again once that is overturned.
    pub fn waiting_for_floor<'a>(
        &self,
        meeting: &'a Meeting,
        item: AgendaItemId,
        now: Moment,
    ) -> Vec<&'a FloorRequest> {
        meeting.floor.waiting(item, now, |who| self.floor_refusal(meeting, who).is_none())
    }

    /// Requests on an item that wait and are not called, each with the refusal by which.
    pub fn kept_from_floor<'a>(
        &'a self,
        meeting: &'a Meeting,
        item: AgendaItemId,
    ) -> Vec<(&'a FloorRequest, &'a Refusal)> {
        let waits =
            |request: &&FloorRequest| request.item == item && request.standing == RequestStanding::Waiting;
        let requests = meeting.floor.requests.iter().filter(waits);
        requests.filter_map(|request| Some((request, self.floor_refusal(meeting, request.who)?))).collect()
    }

    fn is_next(&self, meeting: &Meeting, called: &FloorRequest, at: Moment) -> bool {
        let next = self.waiting_for_floor(meeting, called.item, at);
        next.first().is_some_and(|next| next.entry == called.entry)
    }

    /// A refusal that says for which meetings it holds is held by every reader of the record.
    fn stated_floor_refusal(&self, meeting: &Meeting, who: ParticipantId) -> Option<&Refusal> {
        self.floor_refusal(meeting, who).filter(|refusal| refusal.meetings.is_some())
    }

    /// Whoever stands refused neither asks nor is called. Of refusals from before they said for which meetings they hold this is asked
    /// at the door alone: the queues of such records have requests, and calls, of people who had been refused.
    fn require_not_refused(&self, meeting: &Meeting, who: ParticipantId) -> Result<(), Violation> {
        let refusal = self.floor_refusal(meeting, who);
        refusal.map_or(Ok(()), |refusal| Err(Violation::FloorRefused(refusal.entry)))
    }

    fn require_not_stated_refused(&self, meeting: &Meeting, who: ParticipantId) -> Result<(), Violation> {
        let refusal = self.stated_floor_refusal(meeting, who);
        refusal.map_or(Ok(()), |refusal| Err(Violation::FloorRefused(refusal.entry)))
    }
}

fields! {
    /// Somebody asked for the floor, or no longer does.
    pub struct FloorAsked {
        /// The meeting.
        pub meeting: EntryNumber,
        /// On which item.
        pub item: AgendaItemId,
        /// From where they speak.
        pub presence: Presence,
        /// Asked for, or taken back.
        pub given: bool,
    }
}

impl Act for FloorAsked {
    const TYPE: &'static str = "floor";
    const CALLED: &'static str = "a request for the floor";
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
        let meeting = process.require_floor(self.meeting, stamp.at)?;
        meeting.require_item(self.item)?;
        let who = stamp.author.participant().ok_or(Violation::NotAParticipant)?;
        if meeting.access == MeetingAccess::Registered && !meeting.registered.contains_key(&who) {
            return Err(Violation::NotRegistered(self.meeting));
        }
        if self.given {
            process.require_not_stated_refused(meeting, who)?;
        }
        match (meeting.floor.waiting_of(who, self.item), self.given) {
            (None, true) => Ok(()),
            (Some(waiting), false) if waiting.presence == self.presence => Ok(()),
            _ => Err(Violation::NothingChanged(self.meeting)),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(who) = stamp.author.participant() else { return };
        let group = process.participant(who).and_then(|person| person.group.clone());
        let Some(meeting) = process.meetings.get_mut(self.meeting) else { return };
        if !self.given {
            let waits = |request: &&mut FloorRequest| {
                request.who == who
                    && request.item == self.item
                    && request.standing == RequestStanding::Waiting
            };
            if let Some(request) = meeting.floor.requests.iter_mut().find(waits) {
                request.standing = RequestStanding::Withdrawn(stamp.entry);
            }
            return;
        }
        meeting.floor.requests.push(FloorRequest {
            entry: stamp.entry,
            at: stamp.at,
            who,
            group,
            item: self.item,
            presence: self.presence,
            standing: RequestStanding::Waiting,
        });
    }
}

fields! {
    /// Somebody was given the floor.
    pub struct FloorCalled {
        /// The meeting.
        pub meeting: EntryNumber,
        /// The request.
        pub request: EntryNumber,
        /// Why they were called though somebody else comes first.
        pub reason: Option<String>,
    }
}

impl Act for FloorCalled {
    const TYPE: &'static str = "floor-called";
    const CALLED: &'static str = "the giving of the floor";
    const REASON: Option<(&'static str, &'static str)> = Some(("calls out of order", "reason"));
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Chair), When::Open)];
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
        let meeting = process.require_floor(self.meeting, stamp.at)?;
        let called = meeting.floor.waiting_request(self.request)?;
        process.require_not_stated_refused(meeting, called.who)?;
        let stands = |who| process.stated_floor_refusal(meeting, who).is_none();
        let next = meeting.floor.waiting(called.item, stamp.at, stands);
        let next = next.first().map_or(called.entry, |next| next.entry);
        match &self.reason {
            None if next == called.entry => Ok(()),
            None if process.is_next(meeting, called, stamp.at) => Ok(()),
            None => Err(Violation::OutOfOrder { called: called.entry, next }),
            Some(_) if next == called.entry => Err(Violation::BadMeeting(MeetingFault::NextWithReason)),
            Some(reason) => require_reason(reason),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(meeting) = process.meetings.get(self.meeting) else { return };
        let Ok(called) = meeting.floor.waiting_request(self.request).cloned() else { return };
        let next = process.waiting_for_floor(meeting, called.item, stamp.at);
        // Whoever passes over those who stand refused jumps nobody.
        let jumped = next.first().map(|next| next.entry).filter(|next| *next != called.entry);
        let Some(meeting) = process.meetings.get_mut(self.meeting) else { return };
        let floor = &mut meeting.floor;
        floor.end(stamp.at, stamp.entry, None);
        if let Some(request) = floor.requests.iter_mut().find(|request| request.entry == called.entry) {
            request.standing = RequestStanding::Called(stamp.entry);
        }
        floor.turns.push(Turn {
            entry: stamp.entry,
            request: called.entry,
            who: called.who,
            group: called.group,
            item: called.item,
            presence: called.presence,
            from: stamp.at,
            until: None,
            end_stated: None,
            jumped: jumped.zip(self.reason.clone()),
        });
    }
}

fields! {
    /// A turn is over.
    pub struct FloorEnded {
        /// The meeting.
        pub meeting: EntryNumber,
        /// When it ended, if that was before this entry.
        pub until: Option<Moment>,
        /// Why that is said only now.
        pub reason: Option<String>,
    }
}

impl Act for FloorEnded {
    const TYPE: &'static str = "floor-ended";
    const CALLED: &'static str = "the end of a turn";
    const REASON: Option<(&'static str, &'static str)> = Some(("ends stated late", "reason"));
    const MAY: &'static [(By, When)] =
        &[(By::Office(Office::Chair), When::Open), (By::Participant, When::Open)];
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
        let meeting = process.require_floor(self.meeting, stamp.at)?;
        let turn = meeting.floor.speaker().ok_or(Violation::NobodySpeaks(self.meeting))?;
        if let Some(who) = stamp.author.participant().filter(|who| *who != turn.who) {
            process.require_office(who, Office::Chair)?;
        }
        match (self.until, &self.reason) {
            (None, None) => Ok(()),
            (Some(until), Some(reason)) if turn.from <= until && until <= stamp.at => require_reason(reason),
            (Some(_), Some(_)) => Err(Violation::BadMeeting(MeetingFault::TurnEnd)),
            _ => Err(Violation::BadMeeting(MeetingFault::EarlierEnd)),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if let Some(meeting) = process.meetings.get_mut(self.meeting) {
            meeting.floor.end(self.until.unwrap_or(stamp.at), stamp.entry, self.reason.clone());
        }
    }
}

/// Ask for the floor, or take that back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskForFloor {
    /// The meeting.
    pub meeting: EntryNumber,
    /// On which item.
    pub item: AgendaItemId,
    /// From where one speaks.
    pub presence: Presence,
    /// Ask, or take back.
    pub give: bool,
}

impl Enact for AskForFloor {
    fn enact(
        &self,
        process: &Process,
        actor: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let stands = process.meetings.get(self.meeting).zip(actor.author().participant());
        if let Some((meeting, who)) = stands.filter(|_| self.give) {
            process.require_not_refused(meeting, who)?;
        }
        // A form that is sent twice makes one entry.
        if let Some(waiting) = stands.and_then(|(meeting, who)| meeting.floor.waiting_of(who, self.item))
            && self.give
        {
            return Ok(Outcome::stands(waiting.entry));
        }
        if let Some((meeting, _)) = stands.filter(|_| self.give) {
            meeting.require_floor_open(circumstances.now)?;
        }
        let (meeting, item, presence, given) = (self.meeting, self.item, self.presence, self.give);
        Ok(Outcome::of(FloorAsked { meeting, item, presence, given }))
    }
}

/// Give the floor to who is next on an item, or to somebody else for a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallToFloor {
    /// The meeting.
    pub meeting: EntryNumber,
    /// On which item.
    pub item: AgendaItemId,
    /// The request of somebody else than who is next.
    #[serde(default)]
    pub request: Option<EntryNumber>,
    /// Why they are called though they are not next.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Enact for CallToFloor {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let meeting = process.require_meeting(self.meeting)?;
        meeting.require_item(self.item)?;
        meeting.require_floor_open(circumstances.now)?;
        let waiting = process.waiting_for_floor(meeting, self.item, circumstances.now);
        let next = || waiting.first().map(|next| next.entry);
        let request = self.request.or_else(next).ok_or(Violation::NobodyWaits(self.meeting))?;
        if let Some(called) = meeting.floor.requests().iter().find(|one| one.entry == request) {
            process.require_not_refused(meeting, called.who)?;
        }
        let reason = self.reason.as_deref().map(|reason| normalised(reason.trim()));
        let reason = reason.filter(|reason| !reason.is_empty());
        Ok(Outcome::of(FloorCalled { meeting: self.meeting, request, reason }))
    }
}

/// End the turn of who has the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndTurn {
    /// The meeting.
    pub meeting: EntryNumber,
    /// When it ended, if that was before now.
    #[serde(default)]
    pub until: Option<Moment>,
    /// Why that is said only now.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Enact for EndTurn {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        let reason = self.reason.as_deref().map(|reason| normalised(reason.trim()));
        Ok(Outcome::of(FloorEnded { meeting: self.meeting, until: self.until, reason }))
    }
}
