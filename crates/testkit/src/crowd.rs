//! One simulated crowd: two camps that answer statements in opposite ways, with some who stray, and all of it the same in every run.

use maru_forum::Vote;
use maru_record::Digest;

use crate::person::Person;
use crate::story::Story;

/// So many people, who answer so many statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crowd {
    /// People, numbered from 0; those with odd numbers are one camp.
    pub people: u32,
    /// Statements, numbered from 0.
    pub statements: u32,
}

impl Crowd {
    /// The name under which somebody joins.
    pub fn name(person: u32) -> String {
        format!("crowd-{person}")
    }

    /// The words of a statement.
    pub fn sentence(statement: u32) -> String {
        format!("Sentence {statement} of the crowd.")
    }

    /// How somebody answers a statement; nothing where they leave it out, one in eight times.
    pub fn vote(person: u32, statement: u32) -> Option<Vote> {
        let [chance, stray, ..] =
            Digest::of(&(u64::from(person) << 32 | u64::from(statement)).to_be_bytes()).0;
        let agrees = (person % 2 == statement % 2) != (stray < 26);
        match chance {
            0..32 => None,
            32..56 => Some(Vote::Pass),
            _ => Some(if agrees { Vote::Agree } else { Vote::Disagree }),
        }
    }

    /// Everyone joins, the first of them state, everyone votes.
    pub fn acts(self, story: &mut Story) -> Vec<Person> {
        let people: Vec<Person> = (0..self.people).map(|person| story.joins(&Self::name(person))).collect();
        let statements: Vec<_> = (0..self.statements)
            .map(|number| people[number as usize % people.len()].states(story, &Self::sentence(number)))
            .collect();
        for (person, number) in people.iter().zip(0..) {
            for (statement, on) in statements.iter().zip(0..) {
                if let Some(vote) = Self::vote(number, on) {
                    person.votes(story, *statement, vote);
                }
            }
        }
        people
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_the_same_each_time_and_has_two_camps() {
        let crowd = Crowd { people: 12, statements: 6 };
        let (mut one, mut other) = (Story::open(), Story::open());
        crowd.acts(&mut one);
        crowd.acts(&mut other);
        assert_eq!(one.bytes(), other.bytes());
        for (number, statement) in one.process.statements.iter().enumerate() {
            assert!(statement.tally.agree > 0 && statement.tally.disagree > 0, "statement {number}");
        }
        assert_eq!(one.folded(one.entries.len()), one.process);
    }
}
