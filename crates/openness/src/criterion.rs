//! The criteria themselves, as `data/openness.csv` words them.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

const TABLE: &str = include_str!("../../../data/openness.csv");

static CRITERIA: LazyLock<Vec<Criterion>> =
    LazyLock::new(|| maru_text::shipped_rows("data/openness.csv", TABLE));

/// From when on a criterion can fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// When the first phase opens.
    Opening,
    /// When the first contribution is made.
    Consultation,
    /// At any time.
    Continuous,
    /// With each version of the draft.
    Draft,
    /// With each meeting.
    Meeting,
    /// When a phase ends.
    PhaseClose,
    /// With the decision.
    Decision,
    /// Once a text is adopted.
    AfterAdoption,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// `O1` to `O40`.
    pub id: String,
    /// The part of a process that it concerns: `before`, `who`, `texts`, `talking`, `answering` or `honest`.
    pub group: String,
    /// The demand in English, one sentence.
    #[serde(rename = "criterion_en")]
    pub english: String,
    /// The demand in Korean, one sentence.
    #[serde(rename = "criterion_ko")]
    pub korean: String,
    /// Address or citation of the standard or finding that demands it.
    pub source: String,
    /// From when on it can fail.
    pub when_due: Stage,
}

impl Criterion {
    /// The criterion in a language that the table has, else in English.
    pub fn words(&self, language: &str) -> &str {
        if language == "ko" { &self.korean } else { &self.english }
    }
}

/// All forty, in the order of their numbers.
pub fn criteria() -> &'static [Criterion] {
    &CRITERIA
}
