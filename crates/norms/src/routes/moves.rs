//! What an operator can do to be out of a law's reach, and the words in a coding that make it possible.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::reach::Fact;
use crate::threshold::Measure;

/// One arrangement. Each only takes away facts on which coverage rests, never adds any, so that minimal sets exist.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Move {
    /// Establish the operator, and do its acts, outside the place.
    EstAbroad,
    /// Develop outside the place.
    DevelopAbroad,
    /// Place nothing on the market there: serve through a deployer elsewhere.
    NoMarket,
    /// Stay below a numeric limit.
    Below {
        /// What is counted.
        measure: Measure,
        limit: f64,
    },
    /// Stay below a size that the coding does not state as a number.
    Small,
    /// Argue that the system is not the state of the art.
    NotStateOfArt,
    /// Let a human decide in earnest, who weighs the case and can decide otherwise; one who only nods takes no decision out of such a law.
    HumanDecides,
    /// Declare the system not to be of the regulated class.
    SelfDeclassify,
    /// Publish as free and open source outside commerce.
    OpenSource,
}

impl Move {
    /// The code, which is also part of the key of its text in every language.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EstAbroad => "est_abroad",
            Self::DevelopAbroad => "develop_abroad",
            Self::NoMarket => "no_market",
            Self::Below { .. } => "below",
            Self::Small => "small",
            Self::NotStateOfArt => "not_state_of_art",
            Self::HumanDecides => "human_decides",
            Self::SelfDeclassify => "self_declassify",
            Self::OpenSource => "open_source",
        }
    }

    /// The facts about the place that the move makes untrue.
    pub fn removes(&self) -> &'static [Fact] {
        match self {
            Self::EstAbroad => &[Fact::OperatorSeat, Fact::Act],
            Self::DevelopAbroad => &[Fact::Development],
            Self::NoMarket => &[Fact::Market, Fact::DeployerSeat],
            _ => &[],
        }
    }
}

impl fmt::Display for Move {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Below { measure, limit } => {
                write!(
                    f,
                    "{}<{limit:e}{}",
                    crate::code::Coded::code(measure.quantity),
                    measure.currency_code()
                )
            }
            other => f.write_str(other.code()),
        }
    }
}

impl Serialize for Move {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A fact that the coding's condition, in words, rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConditionFact {
    /// Only systems at the state of the art.
    StateOfArt,
    /// Only decisions made without a human.
    FullyAutomated,
    /// Only operators established elsewhere.
    OperatorAbroad,
}

/// The phrases of the column `condition` that the routes understand; every other condition is taken as met.
/// The table is repeated in docs/norms.md.
const PHRASES: &[(&str, ConditionFact)] = &[
    ("state of the art", ConditionFact::StateOfArt),
    ("decree tests", ConditionFact::StateOfArt),
    ("solely automated", ConditionFact::FullyAutomated),
    ("fully automated", ConditionFact::FullyAutomated),
    ("established outside", ConditionFact::OperatorAbroad),
    ("no korean address", ConditionFact::OperatorAbroad),
];

/// What a condition in words rests on.
pub fn condition_facts(condition: &str) -> Vec<ConditionFact> {
    let condition = condition.to_lowercase();
    let mut facts: Vec<ConditionFact> =
        PHRASES.iter().filter(|(phrase, _)| condition.contains(phrase)).map(|(_, fact)| *fact).collect();
    facts.sort_unstable();
    facts.dedup();
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_understood_by_phrase() {
        let check =
            |text: &str, expected: &[ConditionFact]| assert_eq!(condition_facts(text), expected, "{text}");
        check("", &[]);
        check("for profit", &[]);
        check("all three decree tests met", &[ConditionFact::StateOfArt]);
        check("fully automated, grave effect", &[ConditionFact::FullyAutomated]);
        check("no Korean address and decree threshold", &[ConditionFact::OperatorAbroad]);
        check("established outside EU", &[ConditionFact::OperatorAbroad]);
    }
}
