//! How many were invited, came, declined, were refused and appealed: counted from the entries alone, so that anyone can count again.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maru_record::{Digest, Value};
use serde::{Deserialize, Serialize};

use crate::act::Stamp;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::id::{CountryCode, GroupId, Moment};
use crate::nouns::appeal::{Appeal, AppealVerdict};
use crate::nouns::application::Application;
use crate::nouns::invitation::{Invitation, SeatState};
use crate::nouns::refusal::Refusal;
use crate::nouns::result::{PARTICIPATION, ResultPublished};
use crate::table::Process;
use crate::violation::Violation;

/// The way of counting, with its version.
pub const PARTICIPATION_METHOD: &str = "participation 1";

/// Whom a count is about, by stakeholder group and country.
pub type Whom<'a> = &'a dyn Fn(Option<&GroupId>, Option<CountryCode>) -> bool;

/// Counts of who was invited and refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Participation {
    /// Seats that were offered, void ones too.
    pub invited: u64,
    /// Seats whose invitation was sent.
    pub sent: u64,
    /// Seats that somebody took.
    pub accepted: u64,
    /// Seats that were declined.
    pub declined: u64,
    /// Seats that nobody answered for by their last day.
    pub unanswered: u64,
    /// Seats that were made void.
    pub void: u64,
    /// Codes that were replaced by others.
    pub reissued: u64,
    /// Applications.
    pub applications: u64,
    /// Applications that were granted.
    pub granted: u64,
    /// Applications that were refused.
    pub refused: u64,
    /// Refusals of the floor.
    pub floor_refused: u64,
    /// Appeals.
    pub appeals: u64,
    /// Rulings by which a refusal stands.
    pub upheld: u64,
    /// Rulings by which a refusal falls.
    pub overturned: u64,
    /// Rulings that came or are to come after they were due.
    pub late: u64,
}

impl Participation {
    /// Every figure by its name, in the order in which they are told.
    pub fn named(&self) -> [(&'static str, u64); 15] {
        [
            ("invited", self.invited),
            ("sent", self.sent),
            ("accepted", self.accepted),
            ("declined", self.declined),
            ("unanswered", self.unanswered),
            ("void", self.void),
            ("reissued", self.reissued),
            ("applications", self.applications),
            ("granted", self.granted),
            ("refused", self.refused),
            ("floor-refused", self.floor_refused),
            ("appeals", self.appeals),
            ("upheld", self.upheld),
            ("overturned", self.overturned),
            ("late", self.late),
        ]
    }

    fn invitation(&mut self, invitation: &Invitation, day: Date) {
        for seat in &invitation.seats {
            let state = invitation.state_of(seat, day);
            let one = |is: bool| u64::from(is);
            self.invited += 1;
            self.sent += one(invitation.sent.is_some());
            self.accepted += one(state == SeatState::Accepted);
            self.declined += one(state == SeatState::Declined);
            self.unanswered += one(state == SeatState::Unanswered);
            self.void += one(state == SeatState::Void);
            self.reissued += u64::from(seat.reissued);
        }
    }

    fn application(&mut self, application: &Application, is_refused: bool) {
        self.applications += 1;
        self.granted += u64::from(application.outcome.is_some() && !is_refused);
    }

    fn refusal(&mut self, refusal: &Refusal, appeal: Option<&Appeal>, day: Date) {
        self.refused += u64::from(refusal.application.is_some());
        self.floor_refused += u64::from(refusal.participant.is_some());
        let Some(appeal) = appeal else { return };
        let verdict = appeal.ruling.as_ref().map(|ruling| ruling.verdict);
        self.appeals += 1;
        self.upheld += u64::from(verdict == Some(AppealVerdict::Upheld));
        self.overturned += u64::from(verdict == Some(AppealVerdict::Overturned));
        self.late += u64::from(appeal.is_late(day));
    }
}

impl Process {
    /// The group and country for which a refusal counts.
    pub fn refused_of(&self, refusal: &Refusal) -> (Option<&GroupId>, Option<CountryCode>) {
        if let Some(application) = refusal.application.and_then(|entry| self.applications.get(entry)) {
            return (application.group.as_ref(), application.country);
        }
        let person = refusal.participant.and_then(|who| self.participant(who));
        person.map_or((None, None), |person| (person.group.as_ref(), person.country))
    }

    /// Counts who was invited and refused, as it stands on a day.
    pub fn participation(&self, whom: Whom<'_>, day: Date) -> Participation {
        let mut counted = Participation::default();
        for invitation in self.invitations.iter() {
            if whom(invitation.group.as_ref(), invitation.country) {
                counted.invitation(invitation, day);
            }
        }
        for application in self.applications.iter() {
            if whom(application.group.as_ref(), application.country) {
                let is_refused = application.outcome.is_some_and(|by| self.refusals.get(by).is_some());
                counted.application(application, is_refused);
            }
        }
        for refusal in self.refusals.iter() {
            let (group, country) = self.refused_of(refusal);
            if whom(group, country) {
                let appeal = refusal.appeal.and_then(|entry| self.appeals.get(entry));
                counted.refusal(refusal, appeal, day);
            }
        }
        counted
    }

    /// The counts as a result of all entries so far: figures of everyone, none of a small group.
    fn participation_result(&self, at: Moment) -> ResultPublished {
        let counted = self.participation(&|_, _| true, at.day());
        let figures: BTreeMap<String, i64> =
            counted.named().into_iter().map(|(name, count)| (name.to_owned(), count as i64)).collect();
        let object = figures.iter().map(|(name, count)| (name.clone(), Value::Integer(*count))).collect();
        ResultPublished {
            kind: PARTICIPATION.to_owned(),
            entries: self.entries,
            algorithm: PARTICIPATION_METHOD.to_owned(),
            output: Digest::of(&Value::Object(object).encode()),
            figures,
        }
    }

    /// Whether published counts are those that the entries give.
    pub(crate) fn judge_participation(&self, said: &ResultPublished, stamp: Stamp) -> Result<(), Violation> {
        let counted = self.participation_result(stamp.at);
        if counted == *said {
            return Ok(());
        }
        let differs = |(name, count): &(&String, &i64)| said.figures.get(*name) != Some(*count);
        let differing = counted.figures.iter().filter(differs);
        let words: Vec<String> = differing.map(|(name, count)| format!("{name} {count}")).collect();
        let all = format!("{} of all {} entries", counted.algorithm, counted.entries);
        Err(Violation::MiscountedParticipation(if words.is_empty() { all } else { words.join(", ") }))
    }
}

/// Publish the counts of who was invited and refused, as a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountParticipation {}

impl Enact for CountParticipation {
    fn enact(
        &self,
        process: &Process,
        _: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        Ok(Outcome::of(process.participation_result(circumstances.now)))
    }
}
