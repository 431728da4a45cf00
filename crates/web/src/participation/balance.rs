//! The balance of people: who was offered a seat, came, spoke and was heard, by stakeholder group, regional group and income group, beside
//! the world's people. Seats are hidden where fewer than ten people hold them; remarks, answers and turns stand in public with the names of
//! those who made them, so counting them hides nothing.

use std::collections::BTreeMap;

use maru_forum::{Disposition, GroupId, Moment, Process};

use super::counts::{TOGETHER, What, by_kind, group_of, groups};
use crate::countries::population;
use crate::result::figures::Kind;

/// One group; a figure that must stay hidden is absent.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    /// Its id; absent for those who named none.
    pub(crate) group: Option<String>,
    /// Its share of the world's people, from 0 to 1; absent where there is no such figure.
    pub(crate) world: Option<f64>,
    /// People who joined. The list of people names each with group and country, so this is never hidden.
    pub(crate) people: Option<u64>,
    /// Seats that were offered.
    pub(crate) seats: Option<u64>,
    /// Seats that somebody took.
    pub(crate) taken: Option<u64>,
    /// Remarks that were made here.
    pub(crate) remarks: Option<u64>,
    /// Those of them that were answered.
    pub(crate) answered: Option<u64>,
    /// Those whose answer says that the text changes.
    pub(crate) accepted: Option<u64>,
    /// Seconds for which its people had the floor of meetings. Turns stand in public by name, so this is never hidden.
    pub(crate) seconds: u64,
}

impl Row {
    /// Every count by its name; a hidden one is absent.
    pub(crate) fn figures(&self) -> [(&'static str, Option<u64>); 7] {
        [
            ("people", self.people),
            ("seats", self.seats),
            ("taken", self.taken),
            ("remarks", self.remarks),
            ("answered", self.answered),
            ("accepted", self.accepted),
            ("seconds", Some(self.seconds)),
        ]
    }
}

/// What is counted of one group before anything is hidden.
#[derive(Debug, Clone, Copy, Default)]
struct Counted {
    people: u64,
    accepted: u64,
    answered_otherwise: u64,
    unanswered: u64,
    seconds: u64,
}

fn count(process: &Process, kind: Kind, now: Moment) -> BTreeMap<Option<String>, Counted> {
    let mut counted: BTreeMap<Option<String>, Counted> = BTreeMap::new();
    let of_person = |who| {
        let person = process.participant(who)?;
        group_of(kind, person.group.as_ref(), person.country)
    };
    for person in process.participants.iter().filter(|person| person.source_id.is_none()) {
        let group = group_of(kind, person.group.as_ref(), person.country);
        counted.entry(group).or_default().people += 1;
    }
    for remark in process.remarks.iter().filter(|remark| remark.imported.is_none()) {
        let one = counted.entry(of_person(remark.author)).or_default();
        match process.answers.standing_on(remark.entry).map(|answer| answer.disposition) {
            None => one.unanswered += 1,
            Some(Disposition::Accepted | Disposition::AcceptedInPart) => one.accepted += 1,
            Some(_) => one.answered_otherwise += 1,
        }
    }
    for meeting in process.meetings.iter() {
        for turn in meeting.turns_in_time() {
            let seconds = turn.seconds_until(now, meeting.floor_closes());
            counted.entry(of_person(turn.who)).or_default().seconds += seconds;
        }
    }
    counted
}

/// The balance by every kind.
pub(crate) fn tables(process: &Process, now: Moment) -> Vec<(Kind, Vec<Row>)> {
    let seats = by_kind(process, What::Seats, now.day());
    let kinds = TOGETHER.iter().flat_map(|kinds| kinds.iter());
    kinds
        .zip(seats)
        .map(|(kind, (_, seats))| {
            let mut rows = without_seats(process, *kind, now);
            for (row, (_, shown)) in rows.iter_mut().zip(seats) {
                (row.taken, row.seats) = (shown.parts.first().copied().flatten(), shown.sum);
            }
            (*kind, rows)
        })
        .collect()
}

/// The balance by one kind, without seats.
fn without_seats(process: &Process, kind: Kind, now: Moment) -> Vec<Row> {
    let (counted, world) = (count(process, kind, now), shares_of_world(kind));
    let row = |group: Option<String>| {
        let share = group.as_deref().and_then(|group| world.get(group).copied());
        counted.get(&group).copied().unwrap_or_default().row(group, share)
    };
    groups(process, kind).into_iter().map(row).collect()
}

impl Counted {
    fn row(self, group: Option<String>, world: Option<f64>) -> Row {
        let answered = self.accepted + self.answered_otherwise;
        Row {
            group,
            world,
            people: Some(self.people),
            seats: None,
            taken: None,
            remarks: Some(answered + self.unanswered),
            answered: Some(answered),
            accepted: Some(self.accepted),
            seconds: self.seconds,
        }
    }
}

/// Shares of the world's people, by the country table; none for groups that the world is not divided into.
fn shares_of_world(kind: Kind) -> BTreeMap<&'static str, f64> {
    if kind == Kind::Stakeholder {
        return BTreeMap::new();
    }
    let world = population(|country| kind.group_of(country));
    let everyone: f64 = world.values().sum();
    world.into_iter().map(|(group, people)| (group, people / everyone)).collect()
}

/// What a group is called, in the reader's language.
pub(crate) fn name(view: &crate::common::ProcessView<'_>, kind: Kind, group: Option<&str>) -> String {
    match (kind, group) {
        (_, None) => view.visit.text("people-group-unsaid"),
        (Kind::Stakeholder, Some(id)) => {
            crate::meeting::people::group_name(view, Some(&GroupId(id.to_owned())))
        }
        (_, Some(group)) => kind.group_name(view, group),
    }
}
