//! `cargo xtask bench ballot`: how long a ballot in which a million people voted takes to count, beside a bare pass over the same votes,
//! which is what no count can be faster than.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use maru_forum::{
    Action, Actor, Admitted, BallotCast, BallotRule, Charter, Circumstances, Command, CountBallot, Drafted,
    Electorate, EntryNumber, Event, GroupId, LocalText, Moment, OpenBallot, OpenProcess, ParticipantId,
    Position, Process, Pseudonym,
};

use crate::crowd::rules;
use crate::limits::{Compared, print_head};

const PEOPLE: u32 = 1_000_000;
const OPTIONS: u32 = 20;
/// What a ballot of so many may take, in seconds, and what Schulze's method with so many options may.
const GOAL: f64 = 2.0;
const GOAL_OF_SCHULZE: f64 = 3.0;
const GROUPS: [&str; 2] = ["academia", "industry"];
/// A day in the phase of ballots, and one behind it, in seconds since 1970.
const VOTING: i64 = 1_900_000_000;
const OVER: i64 = VOTING + 30 * 86_400;

/// Measures, prints, and tells whether the promise is kept.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let people = match options {
        [] => PEOPLE,
        ["--people", count] => count.parse().context("--people takes a number")?,
        _ => bail!("ballot takes --people N"),
    };
    let begun = Instant::now();
    let crowd = crowd(people)?;
    println!(
        "{people} people in {:.1} s; each ballot is voted in by all of them",
        begun.elapsed().as_secs_f64()
    );
    print_head();
    let mut kept = true;
    for rule in BallotRule::ALL {
        let goal = if *rule == BallotRule::Schulze { GOAL_OF_SCHULZE } else { GOAL };
        kept &= measured(&crowd, people, *rule, goal)?;
    }
    Ok(kept)
}

fn act(process: &mut Process, at: i64, actor: Actor, command: Command) -> Result<EntryNumber> {
    let circumstances = Circumstances { now: Moment(at), entropy: [7; 32] };
    let first = EntryNumber(process.entries);
    let outcome = process.decide(&Action { actor, command, signature: None }, &circumstances)?;
    for drafted in outcome.events {
        apply(process, at, actor, drafted.event)?;
    }
    Ok(first)
}

fn apply(process: &mut Process, at: i64, actor: Actor, event: Event) -> Result<()> {
    let drafted = Drafted { author: None, imported: None, event };
    let recorded = process.record(actor, None, Moment(at), drafted);
    Ok(process.apply(&recorded)?)
}

/// A process that so many people have joined, half of them in each group.
fn crowd(people: u32) -> Result<Process> {
    let mut rules = rules();
    let group = |id: &str| serde_json::json!({ "id": id, "title": { "en": id } });
    rules["groups"] = GROUPS.iter().map(|id| group(id)).collect();
    let day = |at: i64| Moment(at).day().to_string();
    let phases = rules["phase"].as_array_mut().context("the phases")?;
    phases.push(serde_json::json!({
        "id": "ballots", "title": { "en": "Ballots" }, "opens": day(VOTING), "closes": day(OVER - 86_400), "acts": ["ballot"]
    }));
    let charter: Charter = serde_json::from_value(rules)?;
    let mut process =
        Process::from_genesis(&Process::genesis("bench.example.org/p/voices", charter, Moment(VOTING)))?;
    act(&mut process, VOTING, Actor::Operator, OpenProcess { reason: "measuring".into() }.into())?;
    for number in 0..people {
        let admitted = Admitted {
            pseudonym: Pseudonym::new(&format!("person-{number}")).context("a pseudonym")?,
            group: Some(GroupId(GROUPS[number as usize % GROUPS.len()].to_owned())),
            country: None,
            key: None,
            verified: number % 3 == 0,
            reason: None,
            invitation: None,
            application: None,
            code: None,
            source_id: None,
            source_text: None,
        };
        apply(&mut process, VOTING, Actor::Operator, admitted.into())?;
    }
    Ok(process)
}

/// What somebody votes: made up, the same at every run, and such that no option is far ahead.
fn vote(on: EntryNumber, rule: BallotRule, person: u32) -> BallotCast {
    let scattered = person.wrapping_mul(2_654_435_761) >> 7;
    let choices = match rule {
        BallotRule::Approval => (0..OPTIONS).filter(|option| scattered >> (option % 20) & 1 == 1).collect(),
        BallotRule::Schulze | BallotRule::InstantRunoff => {
            // Steps of 1, 3, 7, 9 … have no divisor in common with twenty, so each option comes once.
            let step = [1, 3, 7, 9, 11, 13, 17, 19][scattered as usize % 8];
            (0..OPTIONS).map(|place| (scattered + place * step) % OPTIONS).collect()
        }
        _ => Vec::new(),
    };
    let position = (!rule.is_choice()).then_some(match (rule, scattered % 5) {
        // Who is against a consensus says why, and words are not what is measured.
        (BallotRule::Consensus, 0 | 1) | (_, 4) => Position::Abstain,
        (BallotRule::Consensus, _) | (_, 0..=2) => Position::For,
        _ => Position::Against,
    });
    BallotCast { on, position, choices, reason: None }
}

fn opened(process: &mut Process, rule: BallotRule) -> Result<EntryNumber> {
    let words = |text: &str| Ok::<_, anyhow::Error>(LocalText::one("en".parse()?, text));
    let option = |number: u32| Ok((words(&format!("Option {number}"))?, None));
    let (choice, consent) = (rule.is_choice(), rule == BallotRule::Consent);
    let ballot = OpenBallot {
        phase: "ballots".to_owned(),
        rule,
        electorate: Electorate::Everyone,
        groups: Vec::new(),
        quorum: None,
        consent: consent.then_some(50),
        objection: consent.then_some(30),
        tie: None,
        draft: None,
        question: words("Shall it be so?")?,
        options: if choice { (0..OPTIONS).map(option).collect::<Result<_>>()? } else { Vec::new() },
    };
    act(process, VOTING, Actor::Operator, ballot.into())
}

/// Counts one ballot: by itself, and by the command, which is decided, judged and folded.
fn measured(crowd: &Process, people: u32, rule: BallotRule, goal: f64) -> Result<bool> {
    let mut process = crowd.clone();
    let on = opened(&mut process, rule)?;
    let first = 2; // behind the genesis and the opening
    for person in 0..people {
        let who = ParticipantId(EntryNumber(first + u64::from(person)));
        apply(&mut process, VOTING, Actor::Participant(who), vote(on, rule, person).into())?;
    }
    let ballot = process.ballots.get(on).context("the ballot")?;
    let begun = Instant::now();
    let named: u64 = ballot
        .votes
        .values()
        .map(|vote| {
            vote.choices.iter().map(|one| u64::from(*one)).sum::<u64>() + u64::from(vote.position.is_some())
        })
        .sum();
    let bare = begun.elapsed();
    black_box(named);
    let begun = Instant::now();
    let count = process.count(ballot);
    let counting = begun.elapsed();
    let outcome = count.outcome.as_str();
    let command = fresh(&process, |process| act(process, OVER, Actor::Operator, CountBallot { on }.into()))?;
    let seconds = |time: Duration| time.as_secs_f64() * 1e3;
    Compared {
        what: format!("count of {people}, {}", rule.as_str()),
        measured: seconds(counting),
        limit: seconds(bare),
        limit_of: "a bare pass over the same votes",
        unit: "ms",
        more_is_better: false,
        within: None,
    }
    .print();
    let kept = counting.as_secs_f64() <= goal && command.as_secs_f64() <= goal;
    let said = if kept { "yes" } else { "NO" };
    println!(
        "  {:<46}{:>12.1} ms       {outcome}; within {goal} s: {said}",
        "  decided, judged and folded (counted once)",
        seconds(command)
    );
    Ok(kept)
}

/// How long something takes on a state of which nothing was counted yet.
fn fresh(process: &Process, work: impl FnOnce(&mut Process) -> Result<EntryNumber>) -> Result<Duration> {
    let mut process = process.clone();
    // A vote more, so that what is kept of the count is of another state.
    let on = process.ballots.iter().next().context("the ballot")?.entry;
    let rule = process.ballots.iter().next().context("the ballot")?.terms.rule;
    let who = Actor::Participant(ParticipantId(EntryNumber(2)));
    let other = (1..99).map(|person| vote(on, rule, person));
    let changed = other.map(|vote| apply(&mut process, VOTING, who, vote.into())).any(|done| done.is_ok());
    if !changed {
        bail!("no other vote was found");
    }
    let begun = Instant::now();
    work(&mut process)?;
    Ok(begun.elapsed())
}
