//! Several coders: where they agree, field by field, and where they differ. Which reading holds is for people to decide.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::code::Coded;
use crate::library::{Library, LoadErrors};
use crate::model::{Provision, ProvisionId};

#[derive(Debug, Clone)]
pub struct Coding {
    /// Name of the coder.
    pub coder: String,
    pub provisions: Vec<Provision>,
}

/// How far coders agree on one column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldAgreement {
    pub field: &'static str,
    /// How many provisions at least two coders coded.
    pub items: usize,
    /// The share of pairs of coders that agree; not a number (in JSON null) when nothing was coded twice.
    pub share: f64,
    /// Cohen's kappa; only for two coders, and only where chance does not explain everything.
    pub kappa: Option<f64>,
    /// Krippendorff's alpha for nominal values; nothing when all values are the same.
    pub alpha: Option<f64>,
}

/// A field of a provision on which coders differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dispute {
    pub id: ProvisionId,
    pub field: &'static str,
    /// Coder and value, in the order of the codings.
    pub values: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Agreement {
    pub fields: Vec<FieldAgreement>,
    /// In the order of provisions, then columns.
    pub disputes: Vec<Dispute>,
}

/// How a field is read off a row.
type Reader = fn(&Provision) -> String;

const FIELDS: [(&str, Reader); 16] = [
    ("statement_type", |one| one.statement_type.to_string()),
    ("deontic", |one| one.deontic.to_string()),
    ("bearer", |one| set(&one.bearer)),
    ("counterparty", |one| set(&one.counterparty)),
    ("object", |one| set(&one.object)),
    ("topics", |one| set(&one.topics)),
    ("risks", |one| in_one_order(one.risks.iter().map(crate::model::RiskCode::as_str))),
    ("rights", |one| set(&one.rights)),
    ("threshold", |one| one.threshold.to_string()),
    ("exemptions", |one| set(&one.exemptions)),
    ("sanction_kind", |one| one.sanction_kind.to_string()),
    ("remedy", |one| (!one.remedy.is_empty()).to_string()),
    ("applies_from", |one| one.applies_from.map(|date| date.to_string()).unwrap_or_default()),
    ("reach", |one| one.reach.as_ref().map(ToString::to_string).unwrap_or_default()),
    ("testable", |one| one.testable.to_string()),
    ("use_areas", |one| one.use_areas.to_string()),
];

/// The fields that coders are compared on, by their columns.
pub fn field_names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, _)| *name)
}

/// What a row says in a field, in the column's codes; lists in one order, so that equal readings are equal texts.
pub fn value_of(provision: &Provision, field: &str) -> String {
    FIELDS.iter().find(|(name, _)| *name == field).map(|(_, read)| read(provision)).unwrap_or_default()
}

/// What a row says in any column, as its cell is written; lists in the order of the row.
pub(crate) fn cell_of(one: &Provision, column: &str) -> String {
    let day = |day: Option<maru_text::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    match column {
        "id" => one.id.to_string(),
        "instrument_id" => one.instrument_id.to_string(),
        "locus" => one.locus.clone(),
        "paraphrase" => one.paraphrase.clone(),
        "bearer" => listed(&one.bearer),
        "counterparty" => listed(&one.counterparty),
        "aim" => one.aim.clone(),
        "object" => listed(&one.object),
        "condition" => one.condition.clone(),
        "topics" => listed(&one.topics),
        "risks" => one.risks.iter().map(crate::model::RiskCode::as_str).collect::<Vec<_>>().join(";"),
        "rights" => listed(&one.rights),
        "exemptions" => listed(&one.exemptions),
        "sanction_max" => one.sanction_max.clone(),
        "sanction_locus" => one.sanction_locus.clone(),
        "remedy" => one.remedy.clone(),
        "applies_until" => day(one.applies_until),
        "gate" => one.gate.as_ref().map(ToString::to_string).unwrap_or_default(),
        "confidence" => one.confidence.to_string(),
        other => value_of(one, other),
    }
}

fn listed<T: Coded>(values: &[T]) -> String {
    values.iter().map(|value| value.code()).collect::<Vec<_>>().join(";")
}

/// A list as a set: the order in which a coder wrote it does not count.
fn set<T: Coded>(values: &[T]) -> String {
    in_one_order(values.iter().map(|value| value.code()))
}

/// A list's codes, each once and sorted, as a cell.
pub(crate) fn in_one_order<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    codes.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(";")
}

impl Library {
    /// Reads the rows of one coder; they are checked as strictly as the library's own.
    pub fn read_coding(&self, coder: &str, file: &str, bytes: &[u8]) -> Result<Coding, LoadErrors> {
        let (library, ids) = self.with_draft(&[], file, bytes)?;
        let provisions = ids.iter().filter_map(|id| library.provision(id.as_str()).cloned()).collect();
        Ok(Coding { coder: coder.to_owned(), provisions })
    }
}

/// Compares codings of the same provisions.
pub fn agreement(codings: &[Coding]) -> Agreement {
    let mut rows: BTreeMap<&ProvisionId, Vec<(&str, &Provision)>> = BTreeMap::new();
    for coding in codings {
        for one in &coding.provisions {
            rows.entry(&one.id).or_default().push((&coding.coder, one));
        }
    }
    rows.retain(|_, coded| coded.len() > 1);
    let mut disputes = Vec::new();
    let mut fields = Vec::new();
    for (field, read) in FIELDS {
        let units: Vec<Vec<String>> =
            rows.values().map(|coded| coded.iter().map(|(_, one)| read(one)).collect()).collect();
        fields.push(FieldAgreement {
            field,
            items: units.len(),
            share: share(&units),
            kappa: if codings.len() == 2 { kappa(&units) } else { None },
            alpha: alpha(&units),
        });
        for (id, coded) in &rows {
            let values: Vec<(String, String)> =
                coded.iter().map(|(coder, one)| ((*coder).to_owned(), read(one))).collect();
            if values.iter().any(|(_, value)| *value != values[0].1) {
                disputes.push(Dispute { id: (*id).clone(), field, values });
            }
        }
    }
    disputes.sort_by(|a, b| a.id.cmp(&b.id).then(a.field.cmp(b.field)));
    Agreement { fields, disputes }
}

fn pairs(unit: &[String]) -> (f64, f64) {
    let mut same = 0_usize;
    let mut all = 0_usize;
    for (index, a) in unit.iter().enumerate() {
        for b in &unit[index + 1..] {
            same += usize::from(a == b);
            all += 1;
        }
    }
    (same as f64, all as f64)
}

fn share(units: &[Vec<String>]) -> f64 {
    let (same, all) = units.iter().map(|unit| pairs(unit)).fold((0.0, 0.0), |(s, a), (x, y)| (s + x, a + y));
    if all == 0.0 { f64::NAN } else { same / all }
}

/// Cohen: the agreement beyond what each coder's own habits would give by chance.
fn kappa(units: &[Vec<String>]) -> Option<f64> {
    let count = units.len() as f64;
    let habits = |coder: usize| {
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        for value in units.iter().filter_map(|unit| unit.get(coder)) {
            *counts.entry(value).or_default() += 1.0;
        }
        counts
    };
    let (first, second) = (habits(0), habits(1));
    let chance: f64 =
        first.iter().map(|(value, n)| n * second.get(value).copied().unwrap_or(0.0)).sum::<f64>()
            / (count * count);
    let observed = share(units);
    (count > 0.0 && chance < 1.0).then(|| (observed - chance) / (1.0 - chance))
}

/// Krippendorff, nominal: one minus observed over expected disagreement, for any number of coders.
fn alpha(units: &[Vec<String>]) -> Option<f64> {
    let mut totals: BTreeMap<&str, f64> = BTreeMap::new();
    let mut disagreement = 0.0;
    for unit in units {
        let coders = unit.len() as f64;
        let (same, all) = pairs(unit);
        disagreement += 2.0 * (all - same) / (coders - 1.0);
        for value in unit {
            *totals.entry(value).or_default() += 1.0;
        }
    }
    let values: f64 = totals.values().sum();
    let expected = values * values - totals.values().map(|n| n * n).sum::<f64>();
    (expected > 0.0).then(|| 1.0 - (values - 1.0) * disagreement / expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|value| (*value).to_owned()).collect()).collect()
    }

    #[test]
    fn agreement_beyond_chance() {
        // Fifty items: both yes 20, both no 15, first yes only 5, second yes only 10 (Cohen's own sort of table).
        let mut rows: Vec<&[&str]> = vec![&["y", "y"]; 20];
        rows.extend(vec![&["n", "n"] as &[&str]; 15]);
        rows.extend(vec![&["y", "n"] as &[&str]; 5]);
        rows.extend(vec![&["n", "y"] as &[&str]; 10]);
        let units = units(&rows);
        assert!((share(&units) - 0.7).abs() < 1e-12);
        assert!((kappa(&units).unwrap() - 0.4).abs() < 1e-12);
        // 100 values, 55 yes, 45 no; Do = 15·2, De = 2·55·45/99.
        assert!((alpha(&units).unwrap() - (1.0 - 99.0 * 30.0 / (2.0 * 55.0 * 45.0))).abs() < 1e-12);
    }

    #[test]
    fn perfect_and_constant() {
        assert_eq!(kappa(&units(&[&["a", "a"], &["b", "b"]])), Some(1.0));
        assert_eq!(alpha(&units(&[&["a", "a"], &["b", "b"]])), Some(1.0));
        assert_eq!(kappa(&units(&[&["a", "a"], &["a", "a"]])), None);
        assert_eq!(alpha(&units(&[&["a", "a"]])), None);
    }
}
