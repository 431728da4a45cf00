//! The example process “Synthetic media: labelling, consent and redress”.

use std::collections::BTreeMap;

use anyhow::Context;
use maru_forum::{
    Action, Actor, CastVote, Charter, Command, EntryNumber, GroupId, Join, Language, LocalText, Moderate,
    OpenProcess, ParticipantId, PhaseAct, ProcessId, StatementId, SubmitStatement, Translate, Verdict,
    Violation,
};
use maru_store::{Answer, Node, Request};
use maru_verify::draft::first_version;
use serde::Deserialize;

use super::crowd::{Crowd, Person};
use super::story;
use crate::{node, output};

const CHARTER: &str = include_str!("../../../../data/example-process/charter.toml");
const STATEMENTS: &str = include_str!("../../../../data/example-process/statements.toml");
const DRAFTS: [(&str, &str); 2] = [
    ("en", include_str!("../../../../data/example-process/draft.en.md")),
    ("ko", include_str!("../../../../data/example-process/draft.ko.md")),
];
/// The example's phases were written for this day; they are moved so that it is today.
const WRITTEN_FOR: jiff::civil::Date = jiff::civil::date(2026, 11, 24);

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

/// Builds the example in an empty node, through the commands that people use.
pub(crate) fn build(node: &Node, host: &str) -> anyhow::Result<()> {
    let charter = charter_for(today())?;
    let id = charter.id.clone();
    let StatementFile { statement: statements } =
        toml::from_str(STATEMENTS).context("statements.toml of the example")?;
    let crowd = Crowd::read()?;
    let bar = output::progress(4, "Building the demonstration");
    node.create_process(charter, &node::origin(host, &id))?;
    let texts: Vec<(Language, &str)> =
        DRAFTS.iter().map(|(tag, text)| Ok((tag.parse()?, *text))).collect::<Result<_, Violation>>()?;
    node::act(node, &id, first_version(&texts, "First version of the example's draft")?)?;
    node::act(node, &id, OpenProcess { reason: "The charter is complete and the call is published".into() })?;
    bar.inc(1);
    let people = join(node, &id, &crowd)?;
    bar.inc(1);
    let numbers = state(node, &id, &statements, &crowd, &people)?;
    bar.inc(1);
    vote(node, &id, &statements, &numbers, &crowd, &people)?;
    moderate(node, &id, &statements, &numbers)?;
    story::tell(node, &id, &crowd, &people)?;
    publish_map(node, &id)?;
    bar.finish_and_clear();
    Ok(())
}

fn today() -> jiff::civil::Date {
    maru_store::now().day()
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

pub(super) fn request(process: &ProcessId, actor: Actor, command: impl Into<Command>) -> Request {
    let action = Action { actor, command: command.into(), signature: None };
    Request { process: process.clone(), account: None, action }
}

/// Submits all and gives the first entry of each.
fn all(node: &Node, requests: Vec<Request>) -> anyhow::Result<Vec<EntryNumber>> {
    let answers = node.submit_all(requests);
    answers.into_iter().map(|answer| Ok(answer.map(|Answer { entry, .. }| entry)?)).collect()
}

fn join(node: &Node, id: &ProcessId, crowd: &Crowd) -> anyhow::Result<Vec<ParticipantId>> {
    let mut requests = Vec::with_capacity(crowd.people.len());
    for person in &crowd.people {
        let joining = Join {
            group: Some(person.group.clone()),
            country: Some(person.country),
            ..Join::named(maru_forum::Pseudonym::new(&person.pseudonym)?)
        };
        requests.push(request(id, Actor::Visitor, joining));
    }
    Ok(all(node, requests)?.into_iter().map(ParticipantId).collect())
}

/// Everyone's statement is made by somebody of the group it is said to come from.
fn state(
    node: &Node,
    id: &ProcessId,
    statements: &[ExampleStatement],
    crowd: &Crowd,
    people: &[ParticipantId],
) -> anyhow::Result<Vec<StatementId>> {
    let mut requests = Vec::new();
    for statement in statements {
        let of_group: Vec<_> =
            crowd.people.iter().zip(people).filter(|(person, _)| person.group == statement.group).collect();
        let (_, author) = of_group
            .get(statement.id as usize % of_group.len().max(1))
            .with_context(|| format!("statement {} has no group", statement.id))?;
        let text = statement
            .text
            .0
            .get(&statement.language)
            .with_context(|| format!("statement {}", statement.id))?
            .clone();
        let command = SubmitStatement { text, language: statement.language.clone() };
        requests.push(request(id, Actor::Participant(**author), command));
    }
    let numbers: Vec<_> = all(node, requests)?.into_iter().map(StatementId).collect();
    let mut requests = Vec::new();
    for (statement, number) in statements.iter().zip(&numbers) {
        for (language, text) in
            statement.text.0.iter().filter(|(language, _)| **language != statement.language)
        {
            let command = Translate {
                statement: *number,
                text: text.clone(),
                language: language.clone(),
                translator: "human".into(),
            };
            requests.push(request(id, Actor::Operator, command));
        }
    }
    all(node, requests)?;
    Ok(numbers)
}

fn vote(
    node: &Node,
    id: &ProcessId,
    statements: &[ExampleStatement],
    numbers: &[StatementId],
    crowd: &Crowd,
    people: &[ParticipantId],
) -> anyhow::Result<()> {
    let mut requests = Vec::new();
    for (person, participant) in crowd.people.iter().zip(people) {
        let Person { ballot, .. } = person;
        for (place, vote) in ballot.votes(statements)? {
            let command = CastVote { statement: numbers[place], vote };
            requests.push(request(id, Actor::Participant(*participant), command));
        }
    }
    all(node, requests)?;
    Ok(())
}

fn moderate(
    node: &Node,
    id: &ProcessId,
    statements: &[ExampleStatement],
    numbers: &[StatementId],
) -> anyhow::Result<()> {
    for (statement, number) in statements.iter().zip(numbers) {
        let Some(ExampleModeration { reason, rule }) = &statement.moderate else { continue };
        let reason = reason.best("en").map_or("", |(_, reason)| reason).to_owned();
        let command = Moderate { on: vec![number.0], verdict: Verdict::Rejected, reason, rule: rule.clone() };
        node::act(node, id, command)?;
    }
    Ok(())
}

fn publish_map(node: &Node, id: &ProcessId) -> anyhow::Result<()> {
    let handle = node::process(node, id)?;
    let result = maru_verify::opinion_map_result(&handle.read());
    node::act(node, id, result)?;
    Ok(())
}
