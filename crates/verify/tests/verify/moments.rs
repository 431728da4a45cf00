//! Each act is judged by the rules of its moment, and by no others: the charter as it stood then, whatever it says now.

use maru_forum::{
    Admitted, Author, ChangeCharter, Charter, CharterChanged, Decided, Event, Phase, PhaseAct, Pseudonym,
    Recorded, Registration, Resolution, STATEMENT_LIMIT, Stated, Vote, Voted,
};
use maru_testkit::{Crowd, Person, Story, charter, charter_with, operator};
use maru_verify::{Report, Verdict, opinion_map_result};

use crate::look::{look, publish};

/// The codes of what is proven, each with its entry.
fn proven(report: &Report) -> Vec<(&str, u64)> {
    let proven = report.findings.iter().filter(|finding| finding.proven);
    proven.map(|finding| (finding.code.as_str(), finding.entry.unwrap())).collect()
}

#[track_caller]
fn check(story: &Story, expected: &[(&str, u64)]) {
    let report = look(&publish(story));
    assert_eq!(proven(&report), expected, "{:#?}", report.findings);
    let verdict = if expected.is_empty() { Verdict::Good } else { Verdict::Wrong };
    assert_eq!(report.verdict, verdict);
}

fn change(story: &mut Story, to: Charter) -> u64 {
    story
        .act(
            &operator(),
            ChangeCharter { charter: Box::new(to), reason: "asked for by many".into(), shorten: true },
        )
        .0
}

/// The charter with other acts in its first phase.
fn with_acts(acts: &[PhaseAct]) -> Charter {
    charter_with(|charter| charter.phases[0].acts = acts.to_vec())
}

fn forces_votes(story: &mut Story, people: &[Person]) -> Vec<u64> {
    let on = story.process.statements[0].id;
    let vote = |person: &Person| story.force(person.author(), Voted { statement: on, value: Vote::Pass }).0;
    people.iter().map(vote).collect()
}

#[test]
fn votes_are_judged_by_the_phases_of_their_moment() {
    let mut story = Story::open();
    let people = Crowd { people: 6, statements: 2 }.acts(&mut story);
    check(&story, &[]);
    // Nobody may vote for a while; whoever does is found, though it was allowed before and is allowed after.
    change(&mut story, with_acts(&[PhaseAct::Join, PhaseAct::Statement]));
    let wrong = forces_votes(&mut story, &people[..3]);
    change(&mut story, charter());
    let on = story.process.statements[1].id;
    people[4].votes(&mut story, on, Vote::Pass);
    let expected: Vec<_> = wrong.iter().map(|entry| ("not-in-this-phase", *entry)).collect();
    check(&story, &expected);
}

#[test]
fn rules_changed_around_two_hundred_votes_and_back_leave_no_vote_unjudged() {
    // Under the charter nobody may vote; for two hundred votes everyone may, and then nobody again.
    let closed = with_acts(&[PhaseAct::Join, PhaseAct::Statement]);
    let mut story = Story::open_under(closed.clone());
    let on = operator().states(&mut story, "Labels are due.");
    let people: Vec<_> = (0..200).map(|number| story.joins(&format!("heron-{number}"))).collect();
    change(&mut story, charter());
    for person in &people {
        person.votes(&mut story, on, Vote::Agree);
    }
    change(&mut story, closed);
    let report = look(&publish(&story));
    assert_eq!(report.verdict, Verdict::Good, "the rules allowed it: {:#?}", report.findings);
    let told: Vec<_> = report.notes.iter().map(|note| note.code.as_str()).collect();
    assert_eq!(
        told,
        ["rules-changed-after-vote", "promises-taken-back", "rules-changed-back"],
        "and a reader hears of it"
    );
    assert!(report.notes[2].sentence.contains("In between: 200 votes"), "{:?}", report.notes[2]);
    // One vote more, and it is found.
    let wrong = forces_votes(&mut story, &people[..1]);
    check(&story, &[("not-in-this-phase", wrong[0])]);
    // The change back, left out: then it would have been allowed. The change itself, left out: none was.
    let mut without = Story::open_under(with_acts(&[PhaseAct::Join, PhaseAct::Statement]));
    operator().states(&mut without, "Labels are due.");
    let people: Vec<_> = (0..3).map(|number| without.joins(&format!("heron-{number}"))).collect();
    let wrong = forces_votes(&mut without, &people);
    check(&without, &wrong.iter().map(|entry| ("not-in-this-phase", *entry)).collect::<Vec<_>>());
}

#[test]
fn people_join_in_a_phase_for_it_as_the_charter_of_that_day_has_it() {
    let joins = |story: &mut Story, name: &str| {
        let person = Admitted {
            pseudonym: Pseudonym::new(name).unwrap(),
            group: None,
            country: None,
            key: None,
            verified: false,
            reason: None,
            invitation: None,
            application: None,
            code: None,
            source_id: None,
            source_text: None,
        };
        story.force(Author::Operator, person).0
    };
    let mut story = Story::open();
    change(&mut story, with_acts(&[PhaseAct::Statement, PhaseAct::Vote]));
    let early = joins(&mut story, "early");
    change(&mut story, charter());
    joins(&mut story, "in-time");
    let invited = charter_with(|charter| charter.registration = Registration::Invited);
    change(&mut story, invited);
    let uninvited = joins(&mut story, "uninvited");
    change(&mut story, charter());
    check(&story, &[("not-in-this-phase", early), ("not-invited", uninvited)]);
}

#[test]
fn a_phase_begins_and_ends_with_its_days() {
    let day = |phase: &Phase| (phase.opens, phase.closes);
    let mut story = Story::open();
    let people = Crowd { people: 3, statements: 1 }.acts(&mut story);
    let (_, last) = day(&story.process.charter.phases[0]);
    story.now = maru_testkit::at(last) + 86_398;
    let on = operator().states(&mut story, "In the last second.");
    assert_eq!(story.now, maru_testkit::at(last) + 86_399);
    check(&story, &[]);
    let late = story.force(people[0].author(), Voted { statement: on, value: Vote::Agree }).0;
    check(&story, &[("not-in-this-phase", late)]);
}

/// A crowd with a result, at the day on which decisions may fall.
fn ripe(charter: Charter) -> (Story, u64) {
    let mut story = Story::open_under(charter);
    Crowd { people: 6, statements: 2 }.acts(&mut story);
    let result = opinion_map_result(&story.process);
    let result = operator().publishes(&mut story, result);
    story.after_days(30);
    (story, result.0)
}

fn decides(story: &mut Story, result: u64, outcome: Resolution) -> u64 {
    let text = story.words(&format!("A resolution of {}.", story.now));
    let event = Decided { outcome, result: maru_forum::EntryNumber(result), draft: None, text };
    story.force(Author::Operator, event).0
}

#[test]
fn a_decision_is_held_to_the_quorum_and_the_revision_of_its_moment() {
    let asks = |people: u32, revision: bool| {
        charter_with(|charter| {
            charter.decides.quorum_people = people;
            charter.decides.revision = revision;
        })
    };
    let (mut story, result) = ripe(asks(100, true));
    let missed = decides(&mut story, result, Resolution::Adopted);
    change(&mut story, asks(6, true));
    check(&story, &[("quorum-missed", missed)]);
    decides(&mut story, result, Resolution::Adopted);
    decides(&mut story, result, Resolution::Referred);
    let opposite = decides(&mut story, result, Resolution::Rejected);
    change(&mut story, asks(6, false));
    let second = decides(&mut story, result, Resolution::Referred);
    check(&story, &[("opposite-decision", opposite), ("decided-already", second), ("quorum-missed", missed)]);
}

#[test]
fn a_decision_needs_its_phase_then_and_not_later() {
    let without = charter_with(|charter| charter.phases[1].acts.clear());
    let (mut story, result) = ripe(without);
    let wrong = decides(&mut story, result, Resolution::Adopted);
    change(&mut story, charter());
    check(&story, &[("not-in-this-phase", wrong)]);
}

#[test]
fn words_have_their_lengths() {
    let mut story = Story::open();
    let heron = story.joins("heron");
    let longest = "é".repeat(STATEMENT_LIMIT);
    heron.states(&mut story, &longest);
    check(&story, &[]);
    let text = story.words(&"x".repeat(STATEMENT_LIMIT + 1));
    let long = story.force(heron.author(), Stated { text, source_id: None, source_text: None }).0;
    let mut text = story.words("No words at all.");
    text.length = 0;
    let empty = story.force(heron.author(), Stated { text, source_id: None, source_text: None }).0;
    let report = look(&publish(&story));
    let found = proven(&report);
    assert!(found.contains(&("text-too-long", long)) && found.contains(&("text-empty", empty)), "{found:?}");
}

#[test]
fn a_text_belongs_to_one_entry() {
    let mut story = Story::open();
    let [heron, crane] = ["heron", "crane"].map(|name| story.joins(name));
    let on = heron.states(&mut story, "Labels are due.");
    let text = story.process.ledger.words_of(on.0)[0].clone();
    // As another's statement, as a translation of itself, and as one's own once more.
    let copied =
        story.force(crane.author(), Stated { text: text.clone(), source_id: None, source_text: None }).0;
    let translated = maru_forum::Translated { statement: on, translator: "human".into(), text: text.clone() };
    let translated = story.force(crane.author(), translated).0;
    let again = story.force(heron.author(), Stated { text, source_id: None, source_text: None }).0;
    check(&story, &[("seed-used", copied), ("seed-used", translated), ("seed-used", again)]);
}

#[test]
fn a_changed_charter_is_whole_and_keeps_what_people_rely_on() {
    let forces = |change: &dyn Fn(&mut Charter)| -> (Story, u64) {
        let mut story = Story::open();
        let academic =
            |join: &mut maru_forum::Join| join.group = Some(maru_forum::GroupId("academia".into()));
        Person::joining(&mut story, "heron", academic, None).unwrap();
        let charter = Box::new(charter_with(change));
        let entry = story.force(Author::Operator, CharterChanged { charter, reason: "better so".into() }).0;
        (story, entry)
    };
    let check_change = |code: &str, change: &dyn Fn(&mut Charter)| {
        let (story, entry) = forces(change);
        check(&story, &[(code, entry)]);
    };
    check_change("charter-fixed", &|charter| charter.id = "other".parse().unwrap());
    check_change("charter-fixed", &|charter| charter.simulated = true);
    check_change("charter-fixed", &|charter| charter.groups.remove(0).id.0.clear());
    check_change("charter-fixed", &|_| {});
    check_change("charter-incomplete", &|charter| charter.phases.clear());
    check_change("charter-incomplete", &|charter| charter.languages.push("ko".parse().unwrap()));
}

#[test]
fn an_act_of_an_office_is_held_to_whoever_held_it_then() {
    let mut story = Story::open();
    let [heron, desk] = ["heron", "desk"].map(|name| story.joins(name));
    let on = heron.states(&mut story, "Labels are due.");
    let judges = |story: &mut Story, reason: &str| {
        let (verdict, rule) = (maru_forum::Verdict::Meta, "1".into());
        let ruled = maru_forum::ModerationRuled { on: vec![on.0], verdict, reason: reason.into(), rule };
        story.force(desk.author(), ruled).0
    };
    let before = judges(&mut story, "before the office was given");
    operator().grants(&mut story, &desk, maru_forum::Office::Moderator);
    judges(&mut story, "in office");
    operator().ends(&mut story, &desk, maru_forum::Office::Moderator);
    let after = judges(&mut story, "when it had ended");
    check(&story, &[("not-allowed", before), ("not-allowed", after)]);
    let recorded: Vec<Recorded> = story.recorded();
    assert!(matches!(recorded[before as usize].event, Event::ModerationRuled(_)));
}
