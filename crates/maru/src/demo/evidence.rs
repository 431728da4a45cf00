//! Meetings of the simulated people, and the harms that they report: both as made up as they are, and the words say so.

use anyhow::Context;
use maru_forum::{
    AgendaItemId, AnnounceMeeting, CountAttendance, GroupAttendance, GroupId, HarmExtent, HarmKind,
    HarmNames, Language, MeetingAccess, Moment, NewItemMinutes, Presence, PublishMinutes, RegisterForMeeting,
    ReportHarm, UnitId,
};
use serde::Deserialize;

use super::days::{Day, Days, Plan};
use super::story::Teller;

/// The hour at which a meeting begins (UTC), how many hours it lasts, and how many minutes the clock of its place is ahead of UTC.
const BEGINS: i64 = 5;
const HOURS: i64 = 2;
const OFFSET: i64 = 9 * 60;
/// Days before a meeting on which people register.
const REGISTERED_BEFORE: Day = 1;

/// A meeting, as `story.toml` has it.
#[derive(Debug, Deserialize)]
pub(super) struct ExampleMeeting {
    name: String,
    /// When it is announced, and held.
    announced: Day,
    held: Day,
    title: String,
    language: Language,
    about: String,
    place: String,
    agenda: Vec<String>,
    /// How many people of the crowd say that they come.
    registered: usize,
    #[serde(default)]
    attendance: Vec<ExampleAttendance>,
    /// The minutes of each item, and the day on which they are published; none of a meeting that is still to come.
    #[serde(default)]
    minutes: Vec<String>,
    minuted: Option<Day>,
}

#[derive(Debug, Deserialize)]
struct ExampleAttendance {
    group: GroupId,
    room: u32,
    remote: u32,
}

/// A report of harm, as `story.toml` has it.
#[derive(Debug, Deserialize)]
pub(super) struct ExampleHarm {
    day: Day,
    by: String,
    kind: String,
    country: Option<String>,
    /// How many days before the report it happened, if that is known.
    before: Option<Day>,
    language: Language,
    text: String,
    source: String,
    #[serde(default)]
    units: Vec<String>,
    #[serde(default)]
    provisions: Vec<String>,
}

pub(super) fn plan_meeting<'a>(plan: &mut Plan<'a, Teller<'a>>, days: &'a Days, one: ExampleMeeting) {
    let (name, held, registered) = (one.name.clone(), one.held, one.registered);
    let minuted = one.minuted.map(|day| (day, minutes(&one), attendance(&one)));
    plan.on(one.announced, move |teller: &mut Teller<'a>| {
        let entry = teller.as_secretariat(announced(days, &one))?;
        teller.called(&one.name, entry);
        Ok(())
    });
    let of = name.clone();
    // Whoever comes says so before it begins, or today where it is still to come.
    plan.many_on((held - REGISTERED_BEFORE).min(0), registered, move |teller: &mut Teller<'a>| {
        let meeting = teller.entry(&of)?;
        for number in 0..registered {
            let presence = if number % 3 == 0 { Presence::Room } else { Presence::Remote };
            let who = teller.other(0, number);
            teller.act(who, RegisterForMeeting { meeting, presence, give: true })?;
        }
        Ok(())
    });
    let Some((day, items, groups)) = minuted else { return };
    plan.many_on(day, 2, move |teller: &mut Teller<'a>| {
        let meeting = teller.entry(&name)?;
        teller.as_secretariat(CountAttendance { meeting, groups, reason: None })?;
        let (language, items) = items;
        let publishes = PublishMinutes {
            meeting,
            language,
            text: None,
            items,
            members: None,
            outcome: None,
            recording: None,
            reason: None,
        };
        teller.as_secretariat(publishes).map(drop)
    });
}

fn announced(days: &Days, one: &ExampleMeeting) -> AnnounceMeeting {
    let starts = days.hour(one.held, BEGINS);
    AnnounceMeeting {
        title: one.title.clone(),
        language: one.language.clone(),
        about: Some(one.about.clone()),
        starts,
        ends: Moment(starts.0 + HOURS * 3_600),
        offset: OFFSET,
        place: Some(one.place.clone()),
        access: MeetingAccess::Open,
        reason: None,
        agenda: one.agenda.clone(),
    }
}

fn minutes(one: &ExampleMeeting) -> (Language, Vec<NewItemMinutes>) {
    let item = |(place, text): (usize, &String)| NewItemMinutes {
        item: AgendaItemId(place as u32 + 1),
        text: text.clone(),
        outcomes: Vec::new(),
    };
    (one.language.clone(), one.minutes.iter().enumerate().map(item).collect())
}

fn attendance(one: &ExampleMeeting) -> Vec<GroupAttendance> {
    let of = |came: &ExampleAttendance| GroupAttendance {
        group: Some(came.group.clone()),
        room: came.room,
        remote: came.remote,
    };
    one.attendance.iter().map(of).collect()
}

pub(super) fn plan_harm<'a>(plan: &mut Plan<'a, Teller<'a>>, days: &'a Days, one: ExampleHarm) {
    plan.on(one.day, move |teller: &mut Teller<'a>| {
        let who = teller.somebody(&one.by)?;
        let country = one.country.as_deref().map(maru_web::known_country).transpose()?;
        let extent = if country.is_some() { HarmExtent::Country } else { HarmExtent::Several };
        let report = ReportHarm {
            kind: HarmKind::from_name(&one.kind).with_context(|| one.kind.clone())?,
            extent,
            country,
            day: one.before.map(|before| days.date(one.day - before)).transpose()?,
            text: one.text.clone(),
            source: one.source.clone(),
            language: one.language.clone(),
            names: HarmNames::Nobody,
            attachments: Vec::new(),
            about: Vec::new(),
            units: one.units.iter().map(|unit| UnitId::new(unit)).collect::<Result<_, _>>()?,
            provisions: one.provisions.clone(),
        };
        teller.act(who, report).map(drop)
    });
}
