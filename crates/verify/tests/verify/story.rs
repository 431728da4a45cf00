//! The whole way: 200 people, from the first version of a draft to the third, with 600 remarks and 60 amendments.

use maru_forum::{Disposition, EntryNumber, RemarkKind, ReplyState, ReplyWord, WithdrawAmendment};
use maru_testkit::{PHASE_CONVERSATION, Person, Story, charter_with, operator};
use maru_verify::Verdict;

use crate::look::{look, publish};

const PEOPLE: usize = 200;
const REMARKS: usize = 600;
const AMENDMENTS: usize = 60;
const UNITS: usize = 40;

fn draft() -> String {
    let articles = (1..=UNITS).map(|number| {
        format!("## Article {number}\n\nWhoever does thing {number} says so within 30 days.\n\n")
    });
    format!("# Norm of many things\n\n{}", articles.collect::<String>())
}

/// Remarks of everyone, over all units.
fn remarks(story: &mut Story, people: &[Person], count: usize) -> Vec<EntryNumber> {
    let kinds = RemarkKind::ALL;
    (0..count)
        .map(|index| {
            let unit = format!("art_{}", index % UNITS + 1);
            let text = format!("Point {index}: thirty days are too long for this.");
            people[index % people.len()].remarks(story, &unit, kinds[index % kinds.len()], &text)
        })
        .collect()
}

/// Amendments that collide by threes: each changes another word of its unit, the third the same as the first.
fn amendments(story: &mut Story, people: &[Person], count: usize) -> Vec<EntryNumber> {
    (0..count)
        .map(|index| {
            let number = index / 3 + 1;
            let words = match index % 3 {
                0 => format!("Whoever does thing {number} says so within 10 days."),
                1 => format!("Everyone who does thing {number} says so within 30 days."),
                _ => format!("Whoever does thing {number} says so within 90 days."),
            };
            people[(index * 7) % people.len()].amends(story, &format!("art_{number}"), &words)
        })
        .collect()
}

#[test]
fn from_the_first_version_to_the_third() {
    let mut story = Story::open_under(charter_with(|charter| {
        charter.phases[1].opens = charter.phases[1].closes;
    }));
    let people: Vec<Person> = (0..PEOPLE).map(|index| story.joins(&format!("person-{index}"))).collect();
    let desk = story.admitted_by(&operator(), "desk");
    operator().grants(&mut story, &desk, maru_forum::Office::Secretariat);
    operator().drafts(&mut story, &draft(), &[]);

    // The first round: half of the remarks, all amendments; those that collide with one merged before stay out, and alive.
    let first = remarks(&mut story, &people, REMARKS / 2);
    let proposed = amendments(&mut story, &people, AMENDMENTS);
    let taken_back = proposed[1];
    people[7].clone().takes_back(&mut story, taken_back);
    let merge = story.merging(&proposed);
    assert_eq!((merge.merged.len(), merge.left_out.len()), (39, 21), "{:?}", merge.left_out);
    assert!(merge.publication.uncaused.is_empty(), "every changed unit names its causes");
    story.act(&operator(), merge.publication.command);
    assert!(story.draft().plain_text().contains("Everyone who does thing 2 says so within 10 days."));

    let accepted: Vec<EntryNumber> = merge.merged.clone();
    desk.answers(&mut story, &accepted, Disposition::Accepted, &["art_1"]);
    let left: Vec<EntryNumber> =
        merge.left_out.iter().map(|(entry, _)| *entry).filter(|entry| *entry != taken_back).collect();
    desk.answers(&mut story, &left, Disposition::NotAccepted, &[]);
    story.after_days(211);
    let refused =
        story.try_act(&operator(), Person::closing(PHASE_CONVERSATION)).expect_err("a closing too early");
    assert_eq!(refused.code(), "owed");
    assert!(refused.to_string().contains(&format!("({}, ", first[0])), "{refused}");
    story.now -= 211 * 86_400;

    // The second round, and the third version.
    let second = remarks(&mut story, &people, REMARKS / 2);
    let causes = [("art_40", &second[39..40])];
    let words = to_third(&story);
    operator().drafts(&mut story, &words, &causes);
    let mut answers = Vec::new();
    for group in [&first, &second] {
        for part in group.chunks(25) {
            answers.push((desk.answers(&mut story, part, Disposition::Explained, &[]), part[0]));
        }
    }
    story.after_days(211);
    let refused =
        story.try_act(&operator(), Person::closing(PHASE_CONVERSATION)).expect_err("people are untold");
    assert_eq!((refused.code(), refused.to_string().contains("660")), ("owed", false), "{refused}");
    story.tells_everyone();
    let (answer, item) = answers[0];
    people[0].replies(&mut story, answer, item, ReplyWord::Objects);
    story.act(&operator(), Person::closing(PHASE_CONVERSATION));
    let state = story.process.reply_state(item, maru_forum::Moment(story.now));
    assert_eq!(state, Some(ReplyState::Said(ReplyWord::Objects)), "an objection outlives the closing");

    let report = look(&publish(&story));
    assert_eq!((report.verdict, &report.findings[..]), (Verdict::Good, &[][..]));
    assert_eq!(story.folded(story.entries.len()), story.process);
}

/// The newest version with the last article changed, as Markdown.
fn to_third(story: &Story) -> String {
    maru_text::to_markdown(&story.draft())
        .replace("thing 40 says so within 30 days", "thing 40 says so at once")
}

/// What only this story needs of a person.
trait TakesBack {
    fn takes_back(&self, story: &mut Story, amendment: EntryNumber);
}

impl TakesBack for Person {
    fn takes_back(&self, story: &mut Story, amendment: EntryNumber) {
        story.act(self, WithdrawAmendment { amendment });
    }
}
