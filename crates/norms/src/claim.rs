//! Claims: what sources say of a fact, each with its day. Where they disagree, both stand; nobody here decides.

use maru_text::Date;
use serde::Serialize;

use crate::code::{Coded, Confidence};
use crate::rows::{LoadError, Problem, Row};

/// What one source says of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The instrument or provision it is about.
    pub subject: String,
    /// Which fact: a column of the library's files, such as `status` or `in_force`.
    pub field: String,
    /// What the source says; `unknown` is a value.
    pub value: String,
    /// Name of whoever says so.
    pub source: String,
    /// On which day, as far as known.
    pub said_on: Option<Date>,
    /// How well the source is supported.
    pub confidence: Confidence,
}

/// All that is said of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// [`Claim::field`].
    pub field: String,
    /// Whether current claims name different values.
    pub disputed: bool,
    /// The latest first.
    pub claims: Vec<Claim>,
}

/// Reads a row of the file of claims; `known` says whether a subject exists.
pub(crate) fn claim(row: &Row, known: impl Fn(&str) -> bool) -> Result<Claim, LoadError> {
    let subject = row.required("subject")?.to_owned();
    if !known(&subject) {
        return Err(row.error("subject", Problem::Dangling { what: "instrument or provision", id: subject }));
    }
    Ok(Claim {
        subject,
        field: row.required("field")?.to_owned(),
        value: row.required("value")?.to_owned(),
        source: row.required("source")?.to_owned(),
        said_on: row.date("said_on")?,
        confidence: row.coded("confidence")?,
    })
}

/// The claims about one subject, fact by fact.
pub(crate) fn facts(all: &[Claim], subject: &str) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for claim in all.iter().filter(|claim| claim.subject == subject) {
        if let Some(fact) = facts.iter_mut().find(|fact| fact.field == claim.field) {
            fact.claims.push(claim.clone());
        } else {
            let (field, claims) = (claim.field.clone(), vec![claim.clone()]);
            facts.push(Fact { field, disputed: false, claims });
        }
    }
    for fact in &mut facts {
        fact.claims.sort_by_key(|claim| std::cmp::Reverse(claim.said_on));
        // A source that does not know contradicts nobody.
        let mut said =
            fact.claims.iter().map(|claim| claim.value.as_str()).filter(|value| *value != "unknown");
        let first = said.next();
        fact.disputed = said.any(|value| Some(value) != first);
    }
    facts
}

impl Claim {
    /// Who says what and when, in one line.
    pub fn line(&self) -> String {
        let day = self.said_on.map_or_else(|| "no day".to_owned(), |day| day.to_string());
        format!(
            "{} = {} ({}, {day}, {} confidence)",
            self.field,
            self.value,
            self.source,
            self.confidence.code()
        )
    }
}
