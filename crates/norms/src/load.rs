//! Instruments and provisions read from their rows.

use std::collections::BTreeSet;

use crate::model::{Instrument, InstrumentId, Provision, ProvisionId, Risk, RiskCode, UseScope};
use crate::place::Places;
use crate::reach::Vocabulary;
use crate::regime::typed_kind;
use crate::rows::{LoadError, Problem, Row, Rows};
use crate::threshold::Thresholds;

/// The names that predicates and references of instruments may use.
pub(crate) struct Names<'a> {
    pub(crate) places: &'a Places,
    pub(crate) instruments: BTreeSet<String>,
}

impl Vocabulary for Names<'_> {
    fn places(&self) -> &Places {
        self.places
    }

    fn has_instrument(&self, id: &str) -> bool {
        self.instruments.contains(id)
    }
}

pub(crate) fn risks(file: &str, bytes: &[u8]) -> Result<Vec<Risk>, LoadError> {
    let read = |row: &Row| {
        Ok(Risk {
            code: RiskCode::new(row.required("code")?),
            domain: row.required("domain")?.to_owned(),
            subdomain: row.required("subdomain")?.to_owned(),
        })
    };
    Rows::read(file, bytes)?.iter().map(read).collect()
}

pub(crate) fn instrument(row: &Row, names: &Names<'_>) -> Result<Instrument, LoadError> {
    let replaced_by = match row.text("replaced_by")? {
        "" => None,
        id if names.instruments.contains(id) => Some(InstrumentId::new(id)),
        id => {
            let problem = Problem::Dangling { what: "instrument", id: id.to_owned() };
            return Err(row.error("replaced_by", problem));
        }
    };
    Ok(Instrument {
        id: InstrumentId::new(row.required("id")?),
        title: row.required("title")?.to_owned(),
        citation: row.owned("citation")?,
        jurisdiction: row.place("jurisdiction", names.places)?,
        level: row.coded("level")?,
        kind: row.coded("kind")?,
        binding: row.coded("binding")?,
        status: row.coded("status")?,
        adopted: row.date("adopted")?,
        in_force: row.date("in_force")?,
        applies_main: row.date("applies_main")?,
        ended: row.date("ended")?,
        replaced_by,
        reach: row.reach("reach", names)?,
        exemptions: row.list("exemptions")?,
        enforcer: row.owned("enforcer")?,
        max_sanction: row.owned("max_sanction")?,
        remedy: row.owned("remedy")?,
        status_note: row.owned("status_note")?,
        confidence: row.coded("confidence")?,
        source: row.owned("source")?,
        checked_to: row.owned("checked_to")?,
    })
}

/// What a provision's cells are checked against.
pub(crate) struct Context<'a> {
    pub(crate) names: &'a Names<'a>,
    pub(crate) provisions: &'a BTreeSet<String>,
    pub(crate) risks: &'a [Risk],
}

pub(crate) fn provision(row: &Row, context: &Context<'_>) -> Result<Provision, LoadError> {
    let (id, gate) = identity(row, context)?;
    let (sanction_kind, sanction_pending) = typed_kind(row)?;
    Ok(Provision {
        id,
        instrument_id: InstrumentId::new(row.required("instrument_id")?),
        locus: row.required("locus")?.to_owned(),
        paraphrase: row.owned("paraphrase")?,
        statement_type: row.coded("statement_type")?,
        deontic: row.coded("deontic")?,
        bearer: row.list("bearer")?,
        counterparty: row.list("counterparty")?,
        aim: row.owned("aim")?,
        object: row.list("object")?,
        condition: row.owned("condition")?,
        topics: row.list("topics")?,
        risks: risk_list(row, context)?,
        rights: row.list("rights")?,
        threshold: Thresholds::parse(row.text("threshold")?)
            .map_err(|error| row.error("threshold", error))?,
        exemptions: row.list("exemptions")?,
        sanction_kind,
        sanction_pending,
        sanction_max: row.owned("sanction_max")?,
        sanction_locus: row.owned("sanction_locus")?,
        remedy: row.owned("remedy")?,
        applies_from: row.date("applies_from")?,
        applies_until: row.date("applies_until")?,
        reach: row.reach("reach", context.names)?,
        testable: row.coded("testable")?,
        use_areas: use_scope(row, context, gate.as_ref())?,
        gate,
        confidence: row.coded("confidence")?,
    })
}

fn identity(row: &Row, context: &Context<'_>) -> Result<(ProvisionId, Option<ProvisionId>), LoadError> {
    let id = row.required("id")?;
    let instrument = row.required("instrument_id")?;
    if !context.names.instruments.contains(instrument) {
        let problem = Problem::Dangling { what: "instrument", id: instrument.to_owned() };
        return Err(row.error("instrument_id", problem));
    }
    if id != format!("{instrument}:{}", row.required("locus")?) {
        return Err(row.error("id", Problem::Misnamed { id: id.to_owned() }));
    }
    let gate = match row.text("gate")? {
        "" => None,
        gate => Some(reference(row, context, "gate", gate)?),
    };
    Ok((ProvisionId::new(id), gate))
}

fn reference(row: &Row, context: &Context<'_>, column: &str, id: &str) -> Result<ProvisionId, LoadError> {
    if context.provisions.contains(id) {
        return Ok(ProvisionId::new(id));
    }
    Err(row.error(column, Problem::Dangling { what: "provision", id: id.to_owned() }))
}

fn risk_list(row: &Row, context: &Context<'_>) -> Result<Vec<RiskCode>, LoadError> {
    let known = |code: &str| context.risks.iter().any(|risk| risk.code.as_str() == code);
    let check = |code: String| {
        if known(&code) {
            return Ok(RiskCode::new(code));
        }
        Err(row.error("risks", Problem::UnknownValue { what: "risk", value: code }))
    };
    row.raw_list("risks")?.into_iter().map(check).collect()
}

fn use_scope(row: &Row, context: &Context<'_>, gate: Option<&ProvisionId>) -> Result<UseScope, LoadError> {
    let text = row.text("use_areas")?;
    if matches!(text, "*" | "") {
        return Ok(UseScope::Any);
    }
    let Some(name) = text.strip_prefix('@') else {
        return Ok(UseScope::Listed(row.list("use_areas")?));
    };
    if name == "gate" {
        let problem = || row.error("use_areas", Problem::Dangling { what: "gate for", id: text.to_owned() });
        return gate.cloned().map(UseScope::SameAs).ok_or_else(problem);
    }
    Ok(UseScope::SameAs(reference(row, context, "use_areas", name)?))
}
