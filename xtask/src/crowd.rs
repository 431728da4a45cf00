//! A process full of made-up people, on a node without a network: for measuring what acts cost. Nothing here is anybody's vote.

use std::sync::Arc;

use anyhow::{Context, Result};
use maru_forum::{
    Action, Actor, CastVote, Charter, Command, Join, OpenProcess, ParticipantId, Pseudonym, StatementId,
    SubmitStatement, Vote,
};
use maru_store::{Node, ProcessHandle, Request};

/// The host in the origins of the records: that of the address under which the node is served afterwards, or it refuses to be.
pub(crate) const HOST: &str = "localhost";

/// A process of a node with people and statements.
pub(crate) struct Crowd {
    pub(crate) node: Arc<Node>,
    pub(crate) handle: Arc<ProcessHandle>,
    people: Vec<ParticipantId>,
    statements: Vec<StatementId>,
}

impl Crowd {
    /// Begins a process and lets so many people join and so many statements be made.
    pub(crate) fn gather(node: Arc<Node>, id: &str, people: usize, statements: usize) -> Result<Self> {
        let mut charter: Charter = serde_json::from_value(rules())?;
        charter.id = id.parse()?;
        let process = charter.id.clone();
        node.create_process(charter, &format!("{HOST}/p/{id}"))?;
        let handle = node.process(&process).context("the process")?;
        let mut crowd = Self { node, handle, people: Vec::new(), statements: Vec::new() };
        crowd.submit(vec![(Actor::Operator, Command::Open(OpenProcess { reason: "measuring".into() }))])?;
        let joins = (0..people).map(join).collect::<Result<_>>()?;
        crowd.people = crowd.submit(joins)?.into_iter().map(|answer| ParticipantId(answer.entry)).collect();
        let language: maru_forum::Language = "en".parse()?;
        let state = |number| {
            let text = format!("Statement {number}");
            (Actor::Operator, Command::SubmitStatement(SubmitStatement { text, language: language.clone() }))
        };
        let said = crowd.submit((0..statements).map(state).collect())?;
        crowd.statements = said.into_iter().map(|answer| StatementId(answer.entry)).collect();
        Ok(crowd)
    }

    fn request(&self, (actor, command): (Actor, Command)) -> Request {
        let action = Action { actor, command, signature: None };
        Request { process: self.handle.id().clone(), account: None, action }
    }

    /// The vote of one of the people on one of the statements, by their places.
    pub(crate) fn vote(&self, person: usize, statement: usize, vote: Vote) -> Request {
        let statement = self.statements[statement];
        self.request((Actor::Participant(self.people[person]), Command::Vote(CastVote { statement, vote })))
    }

    fn submit(&self, acts: Vec<(Actor, Command)>) -> Result<Vec<maru_store::Answer>> {
        let requests = acts.into_iter().map(|act| self.request(act)).collect();
        Ok(self.node.submit_all(requests).into_iter().collect::<Result<_, _>>()?)
    }
}

fn join(number: usize) -> Result<(Actor, Command)> {
    let pseudonym = Pseudonym::new(&format!("person-{number}")).context("a pseudonym")?;
    let joining = Join::named(pseudonym);
    Ok((Actor::Visitor, Command::Join(joining)))
}

/// A charter under which anyone may do what is measured.
pub(crate) fn rules() -> serde_json::Value {
    serde_json::json!({
        "id": "voices",
        "languages": ["en"],
        "participation_level": "consult",
        "registration": "open",
        "moderation": "after",
        "minimum_group": 5,
        "contact": "secretariat@example.org",
        "title": { "en": "Voices" },
        "purpose": { "en": "To measure" },
        "mandate": { "en": "None" },
        "eligibility": { "en": "Anyone" },
        "budget": { "en": "None" },
        "funders": { "en": "Nobody" },
        "decides": {
            "who": { "en": "All" },
            "rule": { "en": "Majority" },
            "quorum": { "en": "Ten" },
            "tie": { "en": "Lost" }
        },
        "groups": [{ "id": "academia", "title": { "en": "Academia" } }],
        "phase": [{
            "id": "statements",
            "title": { "en": "Statements" },
            "opens": "2020-01-01",
            "closes": "2120-12-31",
            "acts": ["join", "statement", "vote"]
        }]
    })
}
