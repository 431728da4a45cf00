//! The one charter of the tests: whole, and with every act that the program offers.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use maru_forum::{
    Charter, DecisionRule, GroupId, InitiativeRule, LocalText, Moderation, ParticipationLevel, Phase,
    PhaseAct, Registration, StakeholderGroup,
};

use crate::story::language;

/// The phase in which people join, write and vote: from 150 days before the day of the story to 210 days after it.
pub const PHASE_CONVERSATION: &str = "conversation";
/// The phase in which the process decides: from 30 days after the day of the story to 210 days after it.
pub const PHASE_DECISION: &str = "decision";

/// The phase in which people vote in ballots: from the day of the story on, in [`charter_with_ballots`].
pub const PHASE_BALLOT: &str = "ballot";
/// After so many days from the day of the story its last day has come.
pub const DAYS_OF_BALLOTS: i64 = 10;

/// Within so many days an initiative is answered, in [`charter_with_initiatives`].
pub const DAYS_TO_ANSWER: u32 = 14;

const CONVERSATION: &[PhaseAct] = &[
    PhaseAct::Join,
    PhaseAct::Statement,
    PhaseAct::Vote,
    PhaseAct::Remark,
    PhaseAct::Amend,
    PhaseAct::Answer,
];

/// The day on which every story begins.
pub fn today() -> Date {
    date(2026, 6, 1)
}

/// The charter of the tests, its phases around the day on which stories begin.
pub fn charter() -> Charter {
    charter_around(today())
}

/// The charter of the tests with something changed.
pub fn charter_with(change: impl FnOnce(&mut Charter)) -> Charter {
    let mut charter = charter();
    change(&mut charter);
    charter
}

/// The charter of the tests with days for ballots, and days behind them in which a decision can rest on one, whatever its quorum.
pub fn charter_with_ballots() -> Charter {
    let phase = |id: &str, from: i64, to: i64, act| Phase {
        id: id.to_owned(),
        title: LocalText::one(language("en"), id),
        opens: today().saturating_add(from.days()),
        closes: today().saturating_add(to.days()),
        acts: vec![act],
    };
    charter_with(|charter| {
        charter.decides.quorum_people = 0;
        charter.phases.push(phase(PHASE_BALLOT, 0, DAYS_OF_BALLOTS, PhaseAct::Ballot));
        charter.phases.push(phase("end", DAYS_OF_BALLOTS + 1, 60, PhaseAct::Decide));
    })
}

/// The charter of the tests with initiatives: three supporters, from both groups and two countries; made in ten days from the day of
/// the story on.
pub fn charter_with_initiatives() -> Charter {
    charter_with(|charter| {
        charter.initiatives = InitiativeRule {
            supporters: 3,
            groups: 2,
            countries: 2,
            in_each: 1,
            verified: false,
            answer_days: DAYS_TO_ANSWER,
        };
        charter.phases.push(Phase {
            id: "agenda".to_owned(),
            title: LocalText::one(language("en"), "Agenda"),
            opens: today(),
            closes: today().saturating_add(10.days()),
            acts: vec![PhaseAct::Initiative],
        });
    })
}

/// The charter of the tests, its phases around another day: for tests of a node, which reads the clock.
pub fn charter_around(day: Date) -> Charter {
    let text = |words: &str| LocalText::one(language("en"), words);
    let group = |id: &str, title: &str| StakeholderGroup { id: GroupId(id.to_owned()), title: text(title) };
    let phase = |id: &str, from: i32, acts: &[PhaseAct]| Phase {
        id: id.to_owned(),
        title: text(id),
        opens: day.saturating_add(from.days()),
        closes: day.saturating_add(210.days()),
        acts: acts.to_vec(),
    };
    Charter {
        id: "voices".parse().expect("a process id"),
        title: text("Voices"),
        purpose: text("To test"),
        mandate: text("None"),
        decides: DecisionRule {
            who: text("All"),
            rule: text("Majority"),
            quorum: text("Two"),
            tie: text("Lost"),
            quorum_people: 2,
            tie_rule: maru_forum::TieRule::Nobody,
            revision: false,
        },
        participation_level: ParticipationLevel::Consult,
        eligibility: text("Anyone"),
        registration: Registration::Open,
        groups: vec![group("academia", "Academia"), group("industry", "Industry")],
        languages: vec![language("en")],
        moderation: Moderation::After,
        budget: text("None"),
        funders: text("Nobody"),
        contact: "secretariat@example.org".to_owned(),
        phases: vec![
            phase(PHASE_CONVERSATION, -150, CONVERSATION),
            phase(PHASE_DECISION, 30, &[PhaseAct::Decide]),
        ],
        minimum_group: 5,
        answer_consent: false,
        reply_days: 14,
        edit_minutes: maru_forum::EDIT_MINUTES,
        initiatives: InitiativeRule::default(),
        disclosed: maru_forum::Disclosed::default(),
        simulated: false,
    }
}

/// A charter as the file that an operator writes.
pub fn as_toml(charter: &Charter) -> String {
    toml::to_string(charter).expect("a charter has a form as TOML")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_charter_is_whole_and_reads_back_from_its_file() {
        let charter = charter();
        assert_eq!(charter.faults(), []);
        let again: Charter = toml::from_str(&as_toml(&charter)).expect("a charter");
        assert_eq!(again, charter);
    }
}
