//! The example process of `data/example-process`, built through commands, for tests and for looking at pages.

use maru_forum::{
    Actor, CastVote, Charter, Command, EntryNumber, GroupId, Join, Language, LocalText, Moderate,
    OpenProcess, ParticipantId, Pseudonym, StatementId, SubmitStatement, Translate, Verdict, Vote,
};
use serde::Deserialize;

const CHARTER: &str = include_str!("../../../data/example-process/charter.toml");
const STATEMENTS: &str = include_str!("../../../data/example-process/statements.toml");
const DRAFTS: [(&str, &str); 2] = [
    ("en", include_str!("../../../data/example-process/draft.en.md")),
    ("ko", include_str!("../../../data/example-process/draft.ko.md")),
];
/// Simulated people.
const PEOPLE: u64 = 120;
const COUNTRIES: [&str; 10] = ["KR", "KE", "BR", "DE", "IN", "US", "PL", "NG", "JP", "FR"];

#[derive(Deserialize)]
struct Statements {
    statement: Vec<Invented>,
}

#[derive(Deserialize)]
struct Invented {
    language: Language,
    text: LocalText,
    lean: std::collections::BTreeMap<String, [f64; 2]>,
    moderate: Option<Verdicted>,
}

#[derive(Deserialize)]
struct Verdicted {
    reason: toml::Value,
    rule: String,
}

/// The charter, with every act allowed for many years, so that no test depends on the day.
pub(crate) fn charter() -> Charter {
    let mut charter: Charter = toml::from_str(CHARTER).unwrap();
    charter.phases[1].closes = "2099-12-13".parse().unwrap();
    charter.phases[2].opens = "2099-12-14".parse().unwrap();
    charter.phases[2].closes = "2100-01-12".parse().unwrap();
    charter.phases[3].opens = "2100-01-20".parse().unwrap();
    charter.phases[3].closes = "2100-01-20".parse().unwrap();
    charter
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1_u64 << 31) as f64
    }
}

/// Fills the process by commands: opens it, publishes the draft, writes, admits, votes, moderates.
pub(crate) fn fill(act: &mut dyn FnMut(Actor, Command) -> Result<EntryNumber, String>) -> Result<(), String> {
    act(Actor::Operator, OpenProcess { reason: "the charter is complete".into() }.into())?;
    let texts: Vec<(Language, &str)> =
        DRAFTS.iter().map(|(tag, text)| (tag.parse().unwrap(), *text)).collect();
    act(Actor::Operator, maru_verify::draft::first_version(&texts, "first draft").unwrap().into())?;
    let invented: Statements = toml::from_str(STATEMENTS).unwrap();
    let mut statements = Vec::new();
    for one in &invented.statement {
        let text = one.text.0[&one.language].clone();
        let entry = act(Actor::Operator, SubmitStatement { text, language: one.language.clone() }.into())?;
        for (language, text) in one.text.0.iter().filter(|(language, _)| **language != one.language) {
            let (text, language, translator) = (text.clone(), language.clone(), "human".to_owned());
            let statement = StatementId(entry);
            act(Actor::Operator, Translate { statement, text, language, translator }.into())?;
        }
        statements.push(StatementId(entry));
    }
    crowd(act, &invented, &statements)?;
    for (one, id) in invented.statement.iter().zip(&statements) {
        let Some(found) = &one.moderate else { continue };
        let reason = found.reason.get("en").and_then(toml::Value::as_str).or(found.reason.as_str());
        let (reason, rule) = (reason.unwrap_or("off topic").to_owned(), found.rule.clone());
        act(Actor::Operator, Moderate { on: vec![id.0], verdict: Verdict::Rejected, reason, rule }.into())?;
    }
    Ok(())
}

fn crowd(
    act: &mut dyn FnMut(Actor, Command) -> Result<EntryNumber, String>,
    invented: &Statements,
    statements: &[StatementId],
) -> Result<(), String> {
    let groups = charter().groups;
    let mut dice = Dice(7);
    for person in 0..PEOPLE {
        let camp = ["a", "b", "c"][(person % 3) as usize];
        let joining = Join {
            group: (person % 11 != 0).then(|| GroupId(groups[person as usize % groups.len()].id.0.clone())),
            country: (person % 7 != 0).then(|| COUNTRIES[person as usize % COUNTRIES.len()].parse().unwrap()),
            ..Join::named(Pseudonym::new(&format!("heron-{person}")).unwrap())
        };
        let me = Actor::Participant(ParticipantId(act(Actor::Visitor, joining.into())?));
        for (one, statement) in invented.statement.iter().zip(statements) {
            if dice.roll() > 0.6 {
                continue;
            }
            let [agree, disagree] = one.lean[camp];
            let roll = dice.roll();
            let vote = if roll < agree {
                Vote::Agree
            } else if roll < agree + disagree {
                Vote::Disagree
            } else {
                Vote::Pass
            };
            act(me, CastVote { statement: *statement, vote }.into())?;
        }
    }
    Ok(())
}
