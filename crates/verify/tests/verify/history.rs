//! The map of a day is the map of the record as it stood at that day's end.
use maru_forum::{
    AppealVerdict, AppealVerdictOn, CastVote, EntryNumber, GroupId, Join, Moment, Office, Process, Pseudonym,
    Recorded, ReviewVerdict, Verdict, Vote, WithdrawWords, WithdrawalReason,
};
use maru_testkit::{Cast, Person, Story, language, operator};
use maru_verify::{History, Whom, conversation, options};
use proptest::prelude::*;

const DAY: i64 = 86_400;

/// What people and moderators do, and how many hours pass before.
#[derive(Debug, Clone)]
enum Step {
    Join {
        verified: bool,
        grouped: bool,
    },
    State,
    Vote {
        who: usize,
        on: usize,
        vote: Vote,
    },
    Judge {
        on: usize,
        verdict: Verdict,
    },
    /// The author appeals against what keeps their statement from being shown.
    Appeal {
        on: usize,
    },
    /// Some appeal is ruled on, also one against an act that another has followed.
    Rule {
        appeal: usize,
        verdict: AppealVerdict,
    },
    Erase {
        on: usize,
    },
}

fn step() -> impl Strategy<Value = (i64, Step)> {
    let vote = prop::sample::select(Vote::ALL);
    let verdict = prop::sample::select(vec![Verdict::Accepted, Verdict::Rejected, Verdict::Meta]);
    let ruled = prop::sample::select(vec![AppealVerdict::Overturned, AppealVerdict::Upheld]);
    let step = prop_oneof![
        2 => any::<(bool, bool)>().prop_map(|(verified, grouped)| Step::Join { verified, grouped }),
        1 => Just(Step::State),
        8 => (0..6_usize, 0..6_usize, vote).prop_map(|(who, on, vote)| Step::Vote { who, on, vote }),
        3 => (0..6_usize, verdict).prop_map(|(on, verdict)| Step::Judge { on, verdict }),
        2 => (0..6_usize).prop_map(|on| Step::Appeal { on }),
        2 => (0..6_usize, ruled).prop_map(|(appeal, verdict)| Step::Rule { appeal, verdict }),
        1 => (0..6_usize).prop_map(|on| Step::Erase { on }),
    ];
    (0..20_i64, step)
}

/// Tells the story; what the rules refuse does not happen.
fn told(steps: &[(i64, Step)]) -> Story {
    let Cast { mut story, heron: author, crane: judge, desk, .. } = Cast::open();
    operator().grants(&mut story, &judge, Office::Appeals);
    let moderators = [operator(), desk];
    let (mut people, mut statements, mut appeals) = (Vec::new(), Vec::new(), Vec::new());
    for (number, (hours, step)) in steps.iter().enumerate() {
        story.now += hours * 3_600;
        match step {
            Step::Join { verified, grouped } => people.push(joins(&mut story, number, *verified, *grouped)),
            Step::State => statements.push(author.states(&mut story, &format!("Statement {number}."))),
            Step::Vote { who, on, vote } => {
                let (Some(who), Some(on)) = (people.get(*who), statements.get(*on)) else { continue };
                let _ = story.try_act(who, CastVote { statement: *on, vote: *vote });
            }
            Step::Judge { on, verdict } => {
                let Some(on) = statements.get(*on) else { continue };
                // Two moderators take turns: whoever was overruled cannot turn the same words away anew.
                let moderator = &moderators[number % moderators.len()];
                let _ = story.try_act(moderator, judging(on.0, *verdict, &format!("reason {number}")));
            }
            Step::Appeal { on } => {
                let Some(on) = statements.get(*on) else { continue };
                appeals.extend(story.try_act(&author, appealing(on.0)));
            }
            Step::Rule { appeal, verdict } => {
                let Some(appeal) = appeals.get(*appeal) else { continue };
                let _ = story.try_act(&judge, ruling(*appeal, *verdict));
            }
            Step::Erase { on } => {
                let Some(on) = statements.get(*on) else { continue };
                let (reason, ground) = (WithdrawalReason::PersonalData, "GDPR Art 17(1)".to_owned());
                let _ = story.try_act(&operator(), WithdrawWords { entry: on.0, reason, ground });
            }
        }
    }
    story
}

fn judging(on: EntryNumber, verdict: Verdict, reason: &str) -> maru_forum::Moderate {
    maru_forum::Moderate { on: vec![on], verdict, reason: reason.to_owned(), rule: "1".to_owned() }
}

fn appealing(on: EntryNumber) -> AppealVerdictOn {
    AppealVerdictOn { on, text: "It names nobody at all.".to_owned(), language: language("en") }
}

fn ruling(appeal: EntryNumber, verdict: AppealVerdict) -> ReviewVerdict {
    ReviewVerdict { appeal, verdict, text: "Nobody is named.".to_owned(), language: language("en") }
}

fn joins(story: &mut Story, number: usize, verified: bool, grouped: bool) -> Person {
    let declare = |join: &mut Join| {
        join.verified = verified;
        join.group = grouped.then(|| GroupId("academia".to_owned()));
    };
    let name = Pseudonym::new(&format!("heron-{number}")).unwrap();
    Person::joining(story, name.as_str(), declare, None).unwrap()
}

/// The state after the first so many entries.
fn folded(entries: &[Recorded]) -> Process {
    let mut process = Process::from_genesis(&entries[0]).unwrap();
    entries[1..].iter().for_each(|entry| process.apply(entry).unwrap());
    process
}

proptest! {
    #[test]
    fn a_day_is_the_record_as_it_stood_at_its_end(steps in prop::collection::vec(step(), 0..80)) {
        let entries = told(&steps).recorded();
        let mut history = History::default();
        for entry in &entries {
            history.add(entry);
        }
        let tallies = history.tallies();
        for day in history.days() {
            let by_then = entries.iter().take_while(|entry| entry.at.day() <= day.day).count();
            let process = folded(&entries[..by_then]);
            let (votes, asked) = history.on(day.day, Whom::Everyone);
            prop_assert_eq!(&votes, &conversation(&process));
            prop_assert_eq!(asked, options(&process));
            prop_assert_eq!(&votes, &conversation(&folded(&entries[..day.entries as usize])));
            prop_assert_eq!(day.vote_events, process.vote_events);
            prop_assert_eq!(day.people as usize, votes.votes.participants().len());
            prop_assert_eq!(day.statements as usize, votes.votes.statements().len());
            for one in &process.statements {
                let standing = tallies.get(&maru_opinion::StatementId(one.id.0.0 as u32));
                let standing = standing.into_iter().flatten().rev().find(|(when, _)| *when <= day.day);
                let tally = one.tally;
                prop_assert_eq!(standing.map_or([0; 3], |(_, tally)| *tally), [tally.agree, tally.disagree, tally.pass]);
            }
            let (verified, _) = history.on(day.day, Whom::Verified);
            let known = process.participants.iter().filter(|one| one.verified && !one.votes.is_empty());
            let known: Vec<u32> = known.map(|one| one.id.0.0 as u32).collect();
            let heard: Vec<u32> = verified.votes.participants().iter().map(|id| id.0).collect();
            prop_assert_eq!(heard, known);
        }
    }
}

#[test]
fn an_imported_vote_counts_on_the_day_on_which_it_was_cast() {
    let mut story = Story::prepared();
    let voted = |day: i64, voter, vote| maru_forum::ImportedVote {
        voter,
        statement: 1,
        vote,
        time: Some(day * DAY * 1_000),
    };
    let import = maru_forum::Import {
        source: maru_forum::Source {
            name: "elsewhere".into(),
            url: "https://example.org".into(),
            licence: "CC0".into(),
            description: String::new(),
        },
        reason: "Held elsewhere".to_owned(),
        language: language("en"),
        participants: [1, 2]
            .map(|source_id| maru_forum::ImportedParticipant { source_id, source_text: None })
            .into(),
        statements: vec![maru_forum::ImportedStatement {
            source_id: 1,
            source_text: None,
            author: None,
            time: None,
            text: "One.".into(),
            verdict: Some(Verdict::Meta),
        }],
        votes: vec![voted(10, 1, Vote::Agree), voted(12, 2, Vote::Disagree), voted(12, 1, Vote::Pass)],
    };
    story.act(&operator(), Box::new(import));
    let mut history = History::default();
    for entry in &story.recorded() {
        history.add(entry);
    }
    let days: Vec<_> =
        history.days().iter().map(|day| (day.day.to_string(), day.vote_events, day.people)).collect();
    assert_eq!(days, [("1970-01-11".to_owned(), 1, 1), ("1970-01-13".to_owned(), 3, 2)]);
    let last = history.days()[1];
    let (conversed, asked) = history.on(last.day, Whom::Everyone);
    assert_eq!((conversed, asked), (conversation(&story.process), options(&story.process)));
    assert_eq!(history.on(history.days()[0].day, Whom::Everyone).0.meta.len(), 1, "the verdict came with it");
    assert_eq!(Moment(10 * DAY).day(), history.days()[0].day);
}

/// Only the act that was appealed against falls: not what a moderator found later, and not an erasure.
#[test]
fn a_ruling_brings_no_statement_back_that_was_judged_or_erased_since() {
    let later: [fn(&mut Cast); 3] = [
        |_| (),
        |cast| {
            let judged = |verdict, reason| judging(cast.labels.0, verdict, reason);
            let (shown, again) =
                (judged(Verdict::Accepted, "looked again"), judged(Verdict::Rejected, "sells something"));
            cast.story.act(&operator(), shown);
            cast.story.act(&operator(), again);
        },
        |cast| {
            operator().withdraws(&mut cast.story, cast.labels.0);
        },
    ];
    for (place, later) in later.into_iter().enumerate() {
        let mut cast = Cast::open();
        operator().grants(&mut cast.story, &cast.crane, Office::Appeals);
        let labels = cast.labels.0;
        cast.story.act(&cast.desk, judging(labels, Verdict::Rejected, "names somebody"));
        let appeal = cast.story.act(&cast.heron, appealing(labels));
        later(&mut cast);
        cast.story.act(&cast.crane, ruling(appeal, AppealVerdict::Overturned));
        let mut history = History::default();
        cast.story.recorded().iter().for_each(|entry| history.add(entry));
        let day = history.days().pop().unwrap().day;
        let (votes, _) = history.on(day, Whom::Everyone);
        assert_eq!(votes, conversation(&cast.story.process), "case {place}");
        assert_eq!(votes.moderated_out.is_empty(), place == 0, "case {place}");
    }
}
