//! A gallery of cheats around an initiative, each caught with the sentence that a journalist would quote.

use maru_forum::{
    AnswerInitiative, Author, EntryNumber, InitiativeAnswered, InitiativeWord, Join, MakeInitiative, Support,
    Supported,
};
use maru_record::Value;
use maru_testkit::{DAYS_TO_ANSWER, Person, Story, charter_with_initiatives, language, operator};
use maru_verify::{Report, Verdict};

use crate::look::{look, publish};

/// Heron's initiative, of entry 6, with so many supporters from the entry after it on; three reach the threshold.
fn made(supporters: usize) -> (Story, Vec<Person>, EntryNumber) {
    let mut story = Story::open_under(charter_with_initiatives());
    let people = [
        ("heron", "academia", "KR"),
        ("gull", "academia", "KR"),
        ("owl", "industry", "KR"),
        ("ibis", "industry", "KE"),
    ];
    let people = people.map(|(name, group, country)| {
        let declare = |join: &mut Join| {
            join.group = Some(maru_forum::GroupId(group.to_owned()));
            join.country = Some(country.parse().unwrap());
        };
        Person::joining(&mut story, name, declare, None).unwrap()
    });
    let text = "Cloned voices need labels as pictures do.".to_owned();
    let made = MakeInitiative { title: "Voices".to_owned(), text, language: language("en") };
    let on = story.act(&people[0], made);
    for person in people.iter().skip(1).take(supporters) {
        story.act(person, Support { on, give: true });
    }
    (story, people.into(), on)
}

fn answer(initiative: EntryNumber) -> AnswerInitiative {
    let (word, text) = (InitiativeWord::TakenUp, "The next version has an article on voices.".to_owned());
    AnswerInitiative { initiative, word, text, language: language("en"), outcomes: Vec::new() }
}

/// The answer that a dishonest chair would like to have given.
fn claimed(story: &mut Story, initiative: EntryNumber, reached: u64, supporters: u32) -> InitiativeAnswered {
    let text = story.words("Hardly anybody wants this, so it is not done.");
    let (word, reached) = (InitiativeWord::NotTakenUp, EntryNumber(reached));
    let supporters_now = supporters;
    InitiativeAnswered { initiative, word, text, outcomes: Vec::new(), reached, supporters, supporters_now }
}

fn report(story: &Story) -> Report {
    look(&publish(story))
}

#[track_caller]
fn quoted(story: &Story, code: &str, sentence: &str) {
    let report = report(story);
    let found = report.findings.iter().find(|finding| finding.code == code);
    let found = found.unwrap_or_else(|| panic!("no “{code}” in {:#?}", report.findings));
    assert!(found.proven && report.verdict == Verdict::Wrong, "{found:?}");
    assert_eq!(found.sentence, sentence);
}

#[test]
fn an_initiative_answered_in_time_is_good() {
    let (mut story, _, on) = made(3);
    story.act(&operator(), answer(on));
    let report = report(&story);
    assert_eq!((report.verdict, report.findings.len()), (Verdict::Good, 0), "{:#?}", report.findings);
    assert!(!report.notes.iter().any(|note| note.code.starts_with("initiative-")), "{:?}", report.notes);
}

#[test]
fn a_threshold_said_to_be_reached_that_was_not() {
    let (mut story, _, on) = made(2);
    let claim = claimed(&mut story, on, 8, 3);
    story.force(Author::Operator, claim);
    quoted(
        &story,
        "threshold-not-reached",
        "Entry 9, the answer to an initiative, breaks a rule of this process: initiative 6 has not reached its threshold, and is \
         not answered before.",
    );
}

#[test]
fn an_initiative_turned_away_before_it_reaches_its_threshold_is_told() {
    let turned_away = |supporters: usize| {
        let (mut story, _, on) = made(supporters);
        let reason = "It is off the topic";
        operator().moderates(&mut story, maru_forum::StatementId(on), maru_forum::Verdict::Rejected, reason);
        let notes = report(&story).notes.into_iter();
        notes
            .filter(|note| note.code == "popular-initiative-rejected")
            .map(|note| note.sentence)
            .collect::<Vec<_>>()
    };
    assert_eq!(turned_away(1), Vec::<String>::new());
    assert_eq!(
        turned_away(2),
        [
            "Moderators turned away 1 of the initiatives, behind which two people or more stand besides the author, up to 2: entry 6. What is \
             turned away is not supported any more and reaches no threshold."
        ]
    );
}

#[test]
fn support_that_is_counted_twice() {
    let (mut story, people, on) = made(2);
    story.force(people[1].author(), Supported { on, given: true });
    quoted(
        &story,
        "nothing-changed",
        "Entry 9, an act of support, breaks a rule of this process: this says of entry 6 what stands already.",
    );
}

#[test]
fn support_that_is_said_to_be_less_than_it_was() {
    let (mut story, _, on) = made(3);
    let claim = claimed(&mut story, on, 9, 1);
    story.force(Author::Operator, claim);
    quoted(
        &story,
        "miscounted-support",
        "Entry 10, the answer to an initiative, breaks a rule of this process: the supports of initiative 6 give another count: \
         its threshold was reached in entry 9 with 3 people, and 3 stand behind it now.",
    );
}

#[test]
fn an_answer_dated_before_its_day() {
    let (mut story, _, on) = made(3);
    story.after_days(i64::from(DAYS_TO_ANSWER) + 3);
    story.joins("late");
    let entry = story.act(&operator(), answer(on));
    let earlier = story.now - 5 * 86_400;
    story.set(entry.0 as usize, "ts", Value::Integer(earlier));
    quoted(
        &story,
        "back-dated",
        "Entry 11, the answer to an initiative, breaks a rule of this process: it is dated 431999 seconds before the entry in \
         front of it.",
    );
}

#[test]
fn an_answer_that_never_came_or_came_late_is_told() {
    let (mut story, _, on) = made(3);
    story.after_days(i64::from(DAYS_TO_ANSWER) + 1);
    story.joins("late");
    let told = |story: &Story| {
        let notes = report(story).notes.into_iter();
        notes
            .filter(|note| note.code.starts_with("initiative-"))
            .map(|note| (note.code, note.sentence))
            .collect::<Vec<_>>()
    };
    let unanswered = "No answer had come by the last entry, of 2026-06-16, to 1 of the initiatives that reached their threshold \
        (entry 6); the first was due by 2026-06-15.";
    assert_eq!(told(&story), [("initiative-unanswered".to_owned(), unanswered.to_owned())]);
    story.act(&operator(), answer(on));
    let late =
        "The answer came after its day to 1 of the initiatives that reached their threshold (entry 11).";
    assert_eq!(told(&story), [("initiative-answered-late".to_owned(), late.to_owned())]);
}
