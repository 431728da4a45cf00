//! `maru process ballot`: put a question to the vote, count it, show how it stands.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use maru_forum::{
    AnswerObjection, Ballot, BallotRule, CountBallot, Electorate, EntryNumber, GroupId, Language, LocalText,
    OpenBallot, Process, ProcessId, Reading, TieRule,
};
use serde::Deserialize;
use serde_json::json;

use crate::node::Operator;
use crate::{node, output};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Put a question to the vote, in a phase of the charter with the act `ballot`. Rule, electorate,
    /// quorum, question and options stay as they are; its days and the groups are those of the charter.
    Open(Terms),
    /// Answer an objection: a vote against with its reason.
    AnswerObjection {
        /// The process.
        process: ProcessId,
        /// The vote, by the number of its entry (`maru process ballot list` names those that wait).
        vote: u64,
        /// The answer: what becomes of the matter, or why nothing does.
        #[arg(long)]
        text: String,
        /// Its language.
        #[arg(long)]
        language: Language,
    },
    /// Count a ballot whose phase is over. Anyone can count again: `maru verify` does.
    Count {
        /// The process.
        process: ProcessId,
        /// The ballot's number.
        ballot: u64,
    },
    /// Show every ballot: what it asks, how many voted, and how it went.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Terms {
    /// The process.
    process: ProcessId,
    /// A file in JSON with the question and the options by language: {"question": {"en": "…"}, "options": [{"en": "…"}],
    /// "amendments": [12]}; options, and the amendments that they stand for, only for a choice.
    file: PathBuf,
    /// The phase in which people vote, by its id in the charter.
    #[arg(long)]
    phase: String,
    /// By which rule it is decided.
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(BallotRule::ALL.iter().map(|one| one.as_str())))]
    rule: String,
    /// Who may vote.
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(Electorate::ALL.iter().map(|one| one.as_str())))]
    electorate: String,
    /// The stakeholder groups of which they are, by their ids, with commas between them; all of them where it is not said.
    #[arg(long, value_delimiter = ',')]
    groups: Vec<String>,
    /// How many people, or organisations, have to vote for it to count. The charter says it; another number is refused.
    #[arg(long)]
    quorum: Option<u32>,
    /// By the rule `consent`: at least so many per cent consent.
    #[arg(long)]
    consent: Option<u32>,
    /// By the rule `consent`: at most so many per cent object.
    #[arg(long)]
    objection: Option<u32>,
    /// In a choice: what happens in a tie. The charter says it; anything else is refused.
    #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(TieRule::ALL.iter().map(|one| one.as_str())))]
    tie: Option<String>,
    /// The version of the draft that is voted on, by the number of its entry.
    #[arg(long)]
    draft: Option<u64>,
}

/// What is asked, in words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    question: LocalText,
    #[serde(default)]
    options: Vec<LocalText>,
    #[serde(default)]
    amendments: Vec<u64>,
}

impl Terms {
    fn command(&self) -> anyhow::Result<OpenBallot> {
        let name = self.file.display().to_string();
        let text = std::fs::read_to_string(&self.file).with_context(|| name.clone())?;
        let asked: Asked = serde_json::from_str(&text).with_context(|| name.clone())?;
        if !asked.amendments.is_empty() && asked.amendments.len() != asked.options.len() {
            anyhow::bail!("{name}: “amendments” names one for each option, or none");
        }
        let amendments = asked.amendments.iter().map(|entry| Some(EntryNumber(*entry)));
        let amendments = amendments.chain(std::iter::repeat(None));
        Ok(OpenBallot {
            phase: self.phase.clone(),
            rule: BallotRule::from_name(&self.rule).context("no such rule")?,
            electorate: Electorate::from_name(&self.electorate).context("no such electorate")?,
            groups: self.groups.iter().map(|id| GroupId(id.clone())).collect(),
            quorum: self.quorum,
            consent: self.consent,
            objection: self.objection,
            tie: self.tie.as_deref().and_then(TieRule::from_name),
            draft: self.draft.map(EntryNumber),
            question: asked.question,
            options: asked.options.into_iter().zip(amendments).collect(),
        })
    }
}

pub(crate) fn run(command: Command, data: &Path) -> anyhow::Result<()> {
    match command {
        Command::Open(terms) => {
            let answer = Operator::of(data).act(&terms.process, terms.command()?)?;
            output::line(format!("Ballot {} of “{}” is put to the vote.", answer.number, terms.process))
        }
        Command::AnswerObjection { process, vote, text, language } => {
            let command = AnswerObjection { on: EntryNumber(vote), text, language };
            let answer = Operator::of(data).act(&process, command)?;
            output::line(format!("Recorded as entry {} of “{process}”.", answer.number))
        }
        Command::Count { process, ballot } => {
            let answer = Operator::of(data).act(&process, CountBallot { on: EntryNumber(ballot) })?;
            output::line(format!("Recorded as entry {} of “{process}”.", answer.number))?;
            list(data, &process, false, Some(EntryNumber(ballot)))
        }
        Command::List { process, json } => list(data, &process, json, None),
    }
}

/// The objections of a ballot in the order of the record, each with the entries that answer it, and whether it waits for one: what a moderator
/// turned away, or its author took back, does not.
fn objections(process: &Process, ballot: &Ballot) -> Vec<serde_json::Value> {
    let open = process.unanswered_objections(ballot, EntryNumber(process.entries));
    let votes = ballot.with_reason.iter().filter_map(|voter| ballot.votes.get(voter));
    let mut votes: Vec<EntryNumber> = votes.map(|vote| vote.entry).collect();
    votes.sort_unstable();
    let answers = |vote| process.answers_to_objection(vote).iter().map(|one| one.entry.0).collect::<Vec<_>>();
    let said = |vote: EntryNumber| json!({"vote": vote.0, "answers": answers(vote), "is_unanswered": open.contains(&vote)});
    votes.into_iter().map(said).collect()
}

/// Every ballot, or one; of a counted one the figures too.
fn list(data: &Path, id: &ProcessId, json: bool, only: Option<EntryNumber>) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let said = |words: &[maru_forum::Words]| {
        let best = words.iter().find(|words| words.language.as_str() == "en").or(words.first());
        let content =
            best.and_then(|words| node.words(&process, &words.digest, Reading::Anyone).ok().flatten());
        content.and_then(|content| content.get("text").map(str::to_owned))
    };
    let shown: Vec<_> =
        process.ballots.iter().filter(|ballot| only.is_none_or(|only| only == ballot.entry)).collect();
    if json {
        let body = |ballot: &&Ballot| {
            let count = ballot.count.as_ref().map(|counted| {
                let count = &counted.count;
                json!({"entry": counted.entry.0, "outcome": count.outcome.as_str(), "winner": count.winner,
                    "electorate": count.electorate, "cast": count.cast, "figures": count.figures})
            });
            json!({"ballot": ballot.entry.0, "question": said(&ballot.terms.question), "rule": ballot.terms.rule.as_str(),
                "phase": ballot.terms.phase, "electorate": ballot.terms.electorate.as_str(),
                "groups": ballot.terms.groups.iter().flatten().map(|id| id.0.clone()).collect::<Vec<_>>(),
                "quorum": ballot.terms.quorum, "tie": ballot.terms.tie.map(TieRule::as_str), "votes": ballot.votes.len(),
                "objections": objections(&process, ballot), "count": count})
        };
        return output::json(&json!(shown.iter().map(body).collect::<Vec<_>>()));
    }
    if shown.is_empty() {
        return output::line("Nothing was put to the vote.");
    }
    for ballot in shown {
        let question =
            said(&ballot.terms.question).unwrap_or_else(|| "(words that cannot be read)".to_owned());
        output::line(format!("{}  {}  {question}", ballot.entry, ballot.terms.rule.as_str()))?;
        for objection in objections(&process, ballot) {
            let state =
                match (objection["answers"].as_array().map_or(0, Vec::len), &objection["is_unanswered"]) {
                    (_, serde_json::Value::Bool(true)) => "no answer".to_owned(),
                    (0, _) => "no answer, and none is asked for: it was turned away or taken back".to_owned(),
                    (answers, _) => format!("{answers} answers"),
                };
            output::line(format!("      objection {}: {state}", objection["vote"]))?;
        }
        let Some(counted) = &ballot.count else {
            output::line(format!("      {} voted; not counted", ballot.votes.len()))?;
            continue;
        };
        let count = &counted.count;
        let (outcome, cast, electorate) = (count.outcome.as_str(), count.cast, count.electorate);
        output::line(format!("      {outcome}; {cast} of {electorate} voted (entry {})", counted.entry))?;
        if let Some(option) = count.winner.and_then(|winner| ballot.terms.options.get(winner as usize)) {
            output::line(format!("      won: {}", said(&option.words).unwrap_or_default()))?;
        }
        let alike = ballot.steps().map(|steps| steps.alike()).unwrap_or_default();
        if !alike.is_empty() {
            let options = alike.iter().filter_map(|place| ballot.terms.options.get(*place));
            let names: Vec<_> = options.map(|option| said(&option.words).unwrap_or_default()).collect();
            let rule = ballot.terms.tie.map_or("", |tie| match tie {
                TieRule::FirstListed => "; by the rule of the ballot the one listed first is taken",
                TieRule::Nobody => "; by the rule of the ballot nobody wins then",
            });
            output::line(format!("      a tie of {}{rule}", names.join(", ")))?;
        }
        for (name, figure) in &count.figures {
            output::line(format!("      {name} {figure}"))?;
        }
    }
    Ok(())
}
