//! The balance of people: who was offered a seat, came, spoke and was heard, by stakeholder group, regional group and income group, beside
//! the world's people. Figures of fewer than ten people are hidden here, so that no page can forget it.

use std::collections::BTreeMap;

use maru_forum::{CountryCode, Disposition, GroupId, Moment, Process};
use maru_opinion::cells::{SMALL, hidden_in_line};

use super::counts::{What, shielded};
use crate::countries::{country, population};
use crate::result::figures::Kind;

/// By what people are told apart.
pub(crate) const KINDS: [Kind; 3] = [Kind::Stakeholder, Kind::Region, Kind::Income];

/// One group; a figure that must stay hidden is absent.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    /// Its id; absent for those who named none.
    pub(crate) group: Option<String>,
    /// Its share of the world's people, from 0 to 1; absent where there is no such figure.
    pub(crate) world: Option<f64>,
    /// People who joined.
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

/// The groups of a kind, those of none last.
fn groups(process: &Process, kind: Kind) -> Vec<Option<String>> {
    let named: Vec<String> = match kind {
        Kind::Stakeholder => process.charter.groups.iter().map(|group| group.id.to_string()).collect(),
        _ => kind.country_groups().into_iter().map(str::to_owned).collect(),
    };
    named.into_iter().map(Some).chain([None]).collect()
}

/// The group to which somebody belongs who named a stakeholder group and a country, or neither.
fn group_of(kind: Kind, group: Option<&GroupId>, code: Option<CountryCode>) -> Option<String> {
    match kind {
        Kind::Stakeholder => group.map(ToString::to_string),
        _ => code.and_then(country).map(|country| kind.group_of(country).to_owned()),
    }
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
    for turn in process.meetings.iter().flat_map(|meeting| meeting.floor.turns()) {
        counted.entry(of_person(turn.who)).or_default().seconds += turn.seconds(now);
    }
    counted
}

/// The balance by a kind. What fewer than ten people of a group did is hidden with how many they are.
pub(crate) fn rows(process: &Process, kind: Kind, now: Moment) -> Vec<Row> {
    let counted = count(process, kind, now);
    let of = |group: &Option<String>| counted.get(group).copied().unwrap_or_default();
    let groups = groups(process, kind);
    let all: Vec<Counted> = groups.iter().map(of).collect();
    let people: Vec<u32> = all.iter().map(|one| u32::try_from(one.people).unwrap_or(u32::MAX)).collect();
    let few: Vec<bool> = people.iter().map(|count| (1..SMALL).contains(count)).collect();
    let few_people = hidden_in_line(&people, &[]);
    let seats = seats(process, kind, &groups, now);
    let of_remarks = |one: &Counted| vec![one.accepted, one.answered_otherwise, one.unanswered];
    let remarks = shielded(&all.iter().map(of_remarks).collect::<Vec<_>>(), &few);
    let world = shares_of_world(kind);
    let row = |(place, group): (usize, Option<String>)| {
        let (cells, sum) = &remarks[place];
        Row {
            world: group.as_deref().and_then(|group| world.get(group).copied()),
            people: (!few_people.cells[place]).then_some(all[place].people),
            seats: seats[place].1,
            taken: seats[place].0,
            remarks: *sum,
            answered: cells[0].zip(cells[1]).map(|(accepted, otherwise)| accepted + otherwise),
            accepted: cells[0],
            seconds: all[place].seconds,
            group,
        }
    };
    groups.into_iter().enumerate().map(row).collect()
}

/// Of each group the seats that were taken, and all of them: hidden as in the table of seats, or the two would give each other away.
fn seats(
    process: &Process,
    kind: Kind,
    groups: &[Option<String>],
    now: Moment,
) -> Vec<(Option<u64>, Option<u64>)> {
    let of = |wanted: &Option<String>| {
        let whom = |group: Option<&GroupId>, code| group_of(kind, group, code) == *wanted;
        What::Seats.parts(&process.participation(&whom, now.day()))
    };
    let all: Vec<Vec<u64>> = groups.iter().map(of).collect();
    let filled: Vec<Vec<u64>> = all.iter().filter(|parts| parts.iter().sum::<u64>() > 0).cloned().collect();
    let mut shown = shielded(&filled, &[]).into_iter();
    let row = |parts: &Vec<u64>| match parts.iter().sum::<u64>() {
        0 => (Some(0), Some(0)),
        _ => shown.next().map_or((None, None), |(cells, sum)| (cells[0], sum)),
    };
    all.iter().map(row).collect()
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
