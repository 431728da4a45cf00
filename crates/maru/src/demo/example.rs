//! The example process “Synthetic media: labelling, consent and redress”.

use std::collections::BTreeMap;

use anyhow::Context;
use jiff::ToSpan as _;
use maru_forum::{
    Action, Actor, CastVote, ChangeCharter, ChangeOffice, Charter, Command, EntryNumber, GroupId, Join,
    Language, LocalText, Moderate, Office, OpenProcess, ParticipantId, PhaseAct, ProcessId, Pseudonym,
    StatementId, SubmitStatement, Translate, Verdict, Violation, Vote,
};
use maru_store::{Answer, Node, Request};
use maru_verify::draft::first_version;
use maru_web::{DEMO_APPEALS, DEMO_SECRETARIAT};
use serde::Deserialize;

use super::crowd::Crowd;
use super::days::{Day, Days, Plan};
use super::story::{Story, Teller};
use crate::{account, node, output};

const CHARTER: &str = include_str!("../../../../data/example-process/charter.toml");
const STATEMENTS: &str = include_str!("../../../../data/example-process/statements.toml");
const DRAFTS: [(&str, &str); 2] = [
    ("en", include_str!("../../../../data/example-process/draft.en.md")),
    ("ko", include_str!("../../../../data/example-process/draft.ko.md")),
];
/// The example's phases were written for this day; they are moved so that it is today.
const WRITTEN_FOR: jiff::civil::Date = jiff::civil::date(2026, 11, 24);
/// When the call opens, when the draft is published, when statements begin.
pub(super) const OPENED: Day = -54;
pub(super) const DRAFTED: Day = -30;
const STATED: Day = -26;
/// Statements that stand there from the first day on, and the day by which the last of the others has come.
const FIRST_STATEMENTS: usize = 12;
const LAST_STATED: Day = -4;
/// Days after which a statement that breaks the charter's rules is turned away.
const MODERATED_AFTER: Day = 2;
/// The phase that was extended, when that was said, and by how many days.
const EXTENDED: (&str, Day, i32) = ("statements", -12, 7);
/// Days on which the opinion map is published as a result.
const MAPS: [Day; 2] = [-14, -1];

#[derive(Debug, Deserialize)]
struct StatementFile {
    statement: Vec<ExampleStatement>,
}

/// A statement with what the simulated camps think of it.
#[derive(Debug, Deserialize)]
pub(crate) struct ExampleStatement {
    id: u32,
    group: GroupId,
    language: Language,
    text: LocalText,
    /// Camp → probability to agree and to disagree.
    pub(crate) lean: BTreeMap<String, [f64; 2]>,
    moderate: Option<ExampleModeration>,
}

#[derive(Debug, Deserialize)]
struct ExampleModeration {
    reason: LocalText,
    rule: String,
}

/// Builds the example in an empty node, through the commands that people use, on the days on which they would have.
pub(crate) fn build(node: &Node, days: &Days, host: &str) -> anyhow::Result<()> {
    let StatementFile { statement: statements } =
        toml::from_str(STATEMENTS).context("statements.toml of the example")?;
    let (crowd, story) = (Crowd::read()?, Story::read()?);
    let charter = charter_for(days.date(0)?)?;
    let id = charter.id.clone();
    let mut plan = Plan::new();
    open(&mut plan, &charter)?;
    join(&mut plan, &crowd);
    state(&mut plan, &statements);
    story.plan(&mut plan, &crowd, days);
    vote(&mut plan, &crowd, &statements)?;
    moderate(&mut plan, &statements);
    for day in MAPS {
        plan.on(day, publish_map);
    }
    days.begin(OPENED, 1);
    node.create_process(before_extension(&charter)?, &node::origin(host, &id))?;
    let bar = output::progress(OPENED.unsigned_abs().into(), "Building the demonstration");
    let mut teller = Teller::new(node, &id, &crowd, &statements);
    plan.tell(&mut teller, |teller, day, acts| {
        bar.set_position((day - OPENED).unsigned_abs().into());
        teller.day = day;
        days.begin(day, acts);
    })?;
    bar.finish_and_clear();
    Ok(())
}

/// The example's charter with its timetable moved by whole days, so that the demonstration is always under way.
fn charter_for(today: jiff::civil::Date) -> anyhow::Result<Charter> {
    let mut charter: Charter = toml::from_str(CHARTER).context("charter.toml of the example")?;
    let shift = WRITTEN_FOR.until(today)?;
    for phase in &mut charter.phases {
        phase.opens = phase.opens.checked_add(shift)?;
        phase.closes = phase.closes.checked_add(shift)?;
    }
    anyhow::ensure!(charter.allows(PhaseAct::Vote, today), "the example's timetable has no vote today");
    Ok(charter)
}

/// The charter as it was before a phase was extended.
fn before_extension(charter: &Charter) -> anyhow::Result<Charter> {
    let (phase, _, days) = EXTENDED;
    let mut before = charter.clone();
    let phase = before.phases.iter_mut().find(|one| one.id == phase).context("no such phase")?;
    phase.closes = phase.closes.checked_sub(days.days())?;
    Ok(before)
}

/// The secretariat takes office, opens the process, publishes the draft, and later gives people more time.
fn open<'a>(plan: &mut Plan<'a, Teller<'a>>, charter: &'a Charter) -> anyhow::Result<()> {
    let texts: Vec<(Language, &str)> =
        DRAFTS.iter().map(|(tag, text)| Ok((tag.parse()?, *text))).collect::<Result<_, Violation>>()?;
    let draft = first_version(&texts, "First version of the draft, as the working group has left it")?;
    plan.on(OPENED, |teller: &mut Teller<'a>| {
        let pseudonym = Pseudonym::new("secretariat")?;
        let reason = Some("Runs this process; takes no side in it".to_owned());
        let admitted = Join { reason, ..Join::named(pseudonym) };
        let holder = teller.node.account_for(&account::address(DEMO_SECRETARIAT)?)?;
        let admission = Request { account: Some(holder), ..request(teller.id, Actor::Operator, admitted) };
        teller.secretariat = ParticipantId(teller.node.submit_blocking(admission)?.entry);
        let reason = "Named in the charter as those who run this process".to_owned();
        let office =
            ChangeOffice { holder: teller.secretariat, office: Office::Secretariat, grant: true, reason };
        node::act(teller.node, teller.id, office)?;
        let reason =
            "The charter is complete and the call is published. Demonstration: people and days are made up"
                .to_owned();
        teller.as_secretariat(OpenProcess { reason }).map(drop)
    });
    plan.on(DRAFTED, |teller: &mut Teller<'a>| {
        teller.as_secretariat(draft)?;
        hear_appeals(teller)
    });
    let (_, said, _) = EXTENDED;
    plan.on(said, |teller: &mut Teller<'a>| {
        let reason = "People on slow lines heard of the call late; everyone gets a week more".to_owned();
        let charter = Box::new(charter.clone());
        teller.as_secretariat(ChangeCharter { charter, reason, shorten: false }).map(drop)
    });
    Ok(())
}

/// Somebody who does nothing else rules on appeals: the secretariat judges what people write, and nobody rules on their own act.
fn hear_appeals(teller: &Teller<'_>) -> anyhow::Result<()> {
    let reason = "Asked by the secretariat to rule on appeals, and takes no other part".to_owned();
    let joining = Join { reason: Some(reason.clone()), ..Join::named(Pseudonym::new("second look")?) };
    let account = Some(teller.node.account_for(&account::address(DEMO_APPEALS)?)?);
    let admission = Request { account, ..request(teller.id, Actor::Operator, joining) };
    let holder = ParticipantId(teller.node.submit_blocking(admission)?.entry);
    teller.as_secretariat(ChangeOffice { holder, office: Office::Appeals, grant: true, reason }).map(drop)
}

pub(super) fn request(process: &ProcessId, actor: Actor, command: impl Into<Command>) -> Request {
    let action = Action { actor, command: command.into(), signature: None };
    Request { process: process.clone(), account: None, action }
}

/// Submits all and gives the first entry of each.
pub(super) fn all(node: &Node, requests: Vec<Request>) -> anyhow::Result<Vec<EntryNumber>> {
    let answers = node.submit_all(requests);
    answers.into_iter().map(|answer| Ok(answer.map(|Answer { entry, .. }| entry)?)).collect()
}

fn join<'a>(plan: &mut Plan<'a, Teller<'a>>, crowd: &'a Crowd) {
    let mut by_day: BTreeMap<Day, Vec<_>> = BTreeMap::new();
    for person in &crowd.people {
        by_day.entry(person.joins).or_default().push(person);
    }
    for (day, people) in by_day {
        plan.many_on(day, people.len(), move |teller: &mut Teller<'a>| {
            let mut requests = Vec::with_capacity(people.len());
            for person in people {
                let joining = Join {
                    group: Some(person.group.clone()),
                    country: Some(person.country),
                    ..Join::named(Pseudonym::new(&person.pseudonym)?)
                };
                requests.push(request(teller.id, Actor::Visitor, joining));
            }
            teller.people.extend(all(teller.node, requests)?.into_iter().map(ParticipantId));
            Ok(())
        });
    }
}

/// The day on which the statement at a place comes.
fn stated_on(place: usize, count: usize) -> Day {
    let Some(late) = place.checked_sub(FIRST_STATEMENTS) else { return STATED };
    STATED + 1 + (late as Day) * (LAST_STATED - STATED - 1) / (count - FIRST_STATEMENTS) as Day
}

/// Everyone's statement is made by somebody of the group it is said to come from.
fn state<'a>(plan: &mut Plan<'a, Teller<'a>>, statements: &'a [ExampleStatement]) {
    for (place, statement) in statements.iter().enumerate() {
        let day = stated_on(place, statements.len());
        plan.many_on(day, 2, move |teller: &mut Teller<'a>| {
            let (author, number) = make_statement(teller, statement)?;
            teller.numbers.push(StatementId(number));
            for (language, text) in
                statement.text.0.iter().filter(|(language, _)| **language != statement.language)
            {
                let (text, language, translator) = (text.clone(), language.clone(), "human".to_owned());
                let statement = StatementId(number);
                let command = Translate { statement, text, language, translator };
                // Every other author writes in both languages.
                match place % 2 {
                    0 => teller.act(author, command)?,
                    _ => teller.as_secretariat(command)?,
                };
            }
            Ok(())
        });
    }
}

fn make_statement(teller: &Teller<'_>, statement: &ExampleStatement) -> anyhow::Result<(usize, EntryNumber)> {
    let joined = teller.crowd.by(teller.day).iter().enumerate();
    let of_group: Vec<usize> =
        joined.filter(|(_, person)| person.group == statement.group).map(|(place, _)| place).collect();
    let author = of_group
        .get(statement.id as usize % of_group.len().max(1))
        .with_context(|| format!("statement {} has no group", statement.id))?;
    let text = statement.text.0.get(&statement.language);
    let text = text.with_context(|| format!("statement {}", statement.id))?.clone();
    let command = SubmitStatement { text, language: statement.language.clone() };
    Ok((*author, teller.act(*author, command)?))
}

/// The day on which a statement is turned away, if it is.
fn rejected_on(statements: &[ExampleStatement], place: usize) -> Option<Day> {
    statements[place].moderate.as_ref()?;
    Some(stated_on(place, statements.len()) + MODERATED_AFTER)
}

fn vote<'a>(
    plan: &mut Plan<'a, Teller<'a>>,
    crowd: &'a Crowd,
    statements: &'a [ExampleStatement],
) -> anyhow::Result<()> {
    let mut by_day: BTreeMap<Day, Vec<(usize, usize, Vote)>> = BTreeMap::new();
    for (who, person) in crowd.people.iter().enumerate() {
        for (place, vote) in person.ballot.votes(statements)? {
            let stated = stated_on(place, statements.len());
            let [first, later] = person.visits;
            // What was not there at the first visit waits for the second, which is put off until it is there.
            let day = if stated <= first { first } else { later.max(stated) };
            if rejected_on(statements, place).is_none_or(|rejected| day <= rejected) {
                by_day.entry(day).or_default().push((who, place, vote));
            }
        }
    }
    for (day, votes) in by_day {
        plan.many_on(day, votes.len(), move |teller: &mut Teller<'a>| {
            let cast = |(who, place, vote): (usize, usize, Vote)| {
                let command = CastVote { statement: teller.numbers[place], vote };
                request(teller.id, Actor::Participant(teller.people[who]), command)
            };
            all(teller.node, votes.into_iter().map(cast).collect()).map(drop)
        });
    }
    Ok(())
}

fn moderate<'a>(plan: &mut Plan<'a, Teller<'a>>, statements: &'a [ExampleStatement]) {
    for (place, statement) in statements.iter().enumerate() {
        let (Some(day), Some(verdict)) = (rejected_on(statements, place), &statement.moderate) else {
            continue;
        };
        plan.on(day, move |teller: &mut Teller<'a>| {
            let reason = verdict.reason.best("en").map_or("", |(_, reason)| reason).to_owned();
            let on = vec![teller.numbers[place].0];
            let rule = verdict.rule.clone();
            teller.as_secretariat(Moderate { on, verdict: Verdict::Rejected, reason, rule }).map(drop)
        });
    }
}

fn publish_map(teller: &mut Teller<'_>) -> anyhow::Result<()> {
    let result = maru_verify::opinion_map_result(&node::process(teller.node, teller.id)?.read());
    teller.as_secretariat(result).map(drop)
}
