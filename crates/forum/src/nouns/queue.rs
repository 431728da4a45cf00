//! The queue of a meeting: who asked for the floor, who had it and for how long, and who comes next.
//!
//! Who comes next is a function of the entries and the moment, the same for those in the room and for those elsewhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::field::named;
use crate::id::{AgendaItemId, EntryNumber, GroupId, Moment, ParticipantId};
use crate::violation::Violation;

/// How long a turn is taken to last where nobody has spoken yet.
const USUAL_TURN_SECONDS: u64 = 180;

named! {
    /// How somebody takes part in a meeting. Nothing else depends on it.
    pub enum Presence, "“room” or “remote”" {
        /// In the room.
        Room = "room",
        /// From elsewhere.
        Remote = "remote",
    }
}

/// What became of a request for the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestStanding {
    /// It waits.
    Waiting,
    /// Whoever made it took it back.
    Withdrawn(EntryNumber),
    /// It was called.
    Called(EntryNumber),
}

/// That somebody asked for the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FloorRequest {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who.
    pub who: ParticipantId,
    /// The stakeholder group of that person.
    pub group: Option<GroupId>,
    /// On which item.
    pub item: AgendaItemId,
    /// From where they speak.
    pub presence: Presence,
    /// What became of it.
    pub standing: RequestStanding,
}

/// That somebody had the floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// The entry that called them.
    pub entry: EntryNumber,
    /// The request.
    pub request: EntryNumber,
    /// Who.
    pub who: ParticipantId,
    /// Their stakeholder group.
    pub group: Option<GroupId>,
    /// On which item.
    pub item: AgendaItemId,
    /// From where they spoke.
    pub presence: Presence,
    /// When they were called.
    pub from: Moment,
    /// When they ended, and the entry from which that is known.
    pub until: Option<(Moment, EntryNumber)>,
    /// Why an earlier end was stated afterwards.
    pub end_stated: Option<String>,
    /// Who would have been next, and why they were called all the same.
    pub jumped: Option<(EntryNumber, String)>,
}

impl Turn {
    /// How many seconds it lasted, as it stands at a moment.
    pub fn seconds(&self, now: Moment) -> u64 {
        self.seconds_until(now, Moment(i64::MAX))
    }

    /// The same of a floor that closes at a moment: a turn that nobody ended does not go on for days.
    pub fn seconds_until(&self, now: Moment, closes: Moment) -> u64 {
        let until = self.until.map_or(now, |(until, _)| until).min(closes);
        u64::try_from(until.0.saturating_sub(self.from.0)).unwrap_or(0)
    }
}

/// Time that one stakeholder group had on one item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Account {
    /// Times it was called.
    pub turns: u64,
    /// Seconds.
    pub seconds: u64,
}

/// Who asked for the floor of a meeting, and who had it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Floor {
    pub(super) requests: Vec<FloorRequest>,
    pub(super) turns: Vec<Turn>,
}

impl Floor {
    /// Every request, in the order of the record.
    pub fn requests(&self) -> &[FloorRequest] {
        &self.requests
    }

    /// Every turn, in the order of the record.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// Who has the floor.
    pub fn speaker(&self) -> Option<&Turn> {
        self.turns.last().filter(|turn| turn.until.is_none())
    }

    /// The request of somebody on an item that waits.
    pub fn waiting_of(&self, who: ParticipantId, item: AgendaItemId) -> Option<&FloorRequest> {
        self.requests.iter().find(|request| {
            request.who == who && request.item == item && request.standing == RequestStanding::Waiting
        })
    }

    /// What a group had so far, on all items.
    pub fn account_of(&self, group: Option<&GroupId>, now: Moment) -> Account {
        let turns = self.turns.iter().filter(|turn| turn.group.as_ref() == group);
        turns.fold(Account::default(), |sum, turn| Account {
            turns: sum.turns + 1,
            seconds: sum.seconds + turn.seconds(now),
        })
    }

    /// Those who wait on an item and may be called, in the order in which they would be if each spoke for as long as turns have lasted
    /// here on average: always the group that has spoken least by then, then the one with fewer turns, then who has waited longest.
    pub(super) fn waiting(
        &self,
        item: AgendaItemId,
        now: Moment,
        may_be_called: impl Fn(ParticipantId) -> bool,
    ) -> Vec<&FloorRequest> {
        let mut left: Vec<&FloorRequest> = self
            .requests
            .iter()
            .filter(|request| request.item == item && request.standing == RequestStanding::Waiting)
            .filter(|request| may_be_called(request.who))
            .collect();
        let groups = left.iter().map(|request| request.group.as_ref());
        let mut accounts: BTreeMap<_, Account> =
            groups.map(|group| (group, self.account_of(group, now))).collect();
        let usual = self.usual_seconds(now);
        let mut order = Vec::with_capacity(left.len());
        let place_of_next = |left: &[&FloorRequest], accounts: &BTreeMap<Option<&GroupId>, Account>| {
            let rank = |request: &FloorRequest| {
                let account = accounts.get(&request.group.as_ref()).copied().unwrap_or_default();
                (account.seconds, account.turns, request.entry)
            };
            (0..left.len()).min_by_key(|place| rank(left[*place]))
        };
        while let Some(place) = place_of_next(&left, &accounts) {
            let next = left.remove(place);
            let account = accounts.entry(next.group.as_ref()).or_default();
            (account.turns, account.seconds) = (account.turns + 1, account.seconds + usual);
            order.push(next);
        }
        order
    }

    /// How long a turn lasts here on average.
    fn usual_seconds(&self, now: Moment) -> u64 {
        let sum: u64 = self.turns.iter().map(|turn| turn.seconds(now)).sum();
        sum.checked_div(self.turns.len() as u64).unwrap_or(USUAL_TURN_SECONDS).max(1)
    }

    pub(super) fn waiting_request(&self, entry: EntryNumber) -> Result<&FloorRequest, Violation> {
        let waits =
            |request: &&FloorRequest| request.entry == entry && request.standing == RequestStanding::Waiting;
        self.requests.iter().find(waits).ok_or(Violation::NotWaiting(entry))
    }

    pub(super) fn end(&mut self, until: Moment, entry: EntryNumber, stated: Option<String>) {
        if let Some(turn) = self.turns.last_mut().filter(|turn| turn.until.is_none()) {
            (turn.until, turn.end_stated) = (Some((until, entry)), stated);
        }
    }
}
