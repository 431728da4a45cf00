//! Regimes: the provisions that attach a consequence or a remedy to others. “Or else” is a reference; what it comes to is computed here.

use maru_text::Date;
use serde::Serialize;

use crate::code::SanctionKind;
use crate::model::{InstrumentId, Provision, ProvisionId};
use crate::rows::{LoadError, Problem, References, Row};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Attached {
    /// A consequence of a breach.
    Sanction {
        kind: SanctionKind,
        /// The highest amount, in English, with its currency.
        max: String,
    },
    /// What the affected person can set off.
    Remedy { words: String },
}

/// Sanctions or remedies that one law attaches to duties of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Regime {
    pub id: String,
    /// The instrument in which it stands.
    pub instrument: InstrumentId,
    /// Where in it: the “or else” itself.
    pub locus: String,
    #[serde(flatten)]
    pub attached: Attached,
    pub covers: Vec<ProvisionId>,
    /// Rows of the same act that were read and are not named by it.
    pub leaves_out: Vec<ProvisionId>,
    /// Address or citation that this rests on.
    pub source: String,
    pub read_on: Option<Date>,
}

/// A cell that says otherwise than the regime that covers its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mismatch {
    pub(crate) provision: ProvisionId,
    pub(crate) column: &'static str,
    pub(crate) typed: String,
    pub(crate) resolved: String,
}

pub(crate) fn regime(row: &Row, references: &dyn References) -> Result<Regime, LoadError> {
    let instrument =
        InstrumentId::new(row.id_of("instrument_id", "instrument", |id| references.has_instrument(id))?);
    let attached = match row.required("what")? {
        "sanction" => Attached::Sanction { kind: row.coded("kind")?, max: row.owned("max")? },
        "remedy" => Attached::Remedy { words: row.required("words")?.to_owned() },
        other => {
            let problem = Problem::UnknownValue { what: "sort of regime", value: other.to_owned() };
            return Err(row.error("what", problem));
        }
    };
    Ok(Regime {
        id: row.required("id")?.to_owned(),
        instrument,
        locus: row.required("locus")?.to_owned(),
        attached,
        covers: ids(row, "covers", references)?,
        leaves_out: ids(row, "leaves_out", references)?,
        source: row.required("source")?.to_owned(),
        read_on: row.date("read_on")?,
    })
}

fn ids(row: &Row, column: &str, references: &dyn References) -> Result<Vec<ProvisionId>, LoadError> {
    let read = |id: String| {
        if references.has_provision(&id) {
            return Ok(ProvisionId::new(id));
        }
        Err(row.error(column, Problem::Dangling { what: "provision", id }))
    };
    row.raw_list(column)?.into_iter().map(read).collect()
}

/// Gives a row the consequence and the remedy that the regimes attach to it; tells where its cells said otherwise.
pub(crate) fn resolve(one: &mut Provision, regimes: &[Regime]) -> Vec<Mismatch> {
    let mut found = Vec::new();
    let covering: Vec<&Regime> = regimes.iter().filter(|regime| regime.covers.contains(&one.id)).collect();
    let sanctions: Vec<(&Regime, SanctionKind, &str)> = covering
        .iter()
        .filter_map(|regime| match &regime.attached {
            Attached::Sanction { kind, max } => Some((*regime, *kind, max.as_str())),
            Attached::Remedy { .. } => None,
        })
        .collect();
    // Of several consequences the one that strikes directly counts; all of them are shown.
    let counts = sanctions.iter().find(|(_, kind, _)| kind.is_direct()).or(sanctions.first());
    if let Some((regime, kind, max)) = counts {
        let locus = if regime.instrument == one.instrument_id {
            regime.locus.clone()
        } else {
            format!("{} {}", regime.instrument, regime.locus)
        };
        let typed_kind = if one.sanction_pending { String::new() } else { one.sanction_kind.to_string() };
        let cells = [
            ("sanction_kind", typed_kind, kind.to_string()),
            ("sanction_max", one.sanction_max.clone(), (*max).to_owned()),
            ("sanction_locus", one.sanction_locus.clone(), locus.clone()),
        ];
        compare(&one.id, cells, &mut found);
        one.sanction_kind = *kind;
        (*max).clone_into(&mut one.sanction_max);
        one.sanction_locus = locus;
        one.sanction_pending = false;
    }
    let remedies: Vec<&str> = covering
        .iter()
        .filter_map(|regime| match &regime.attached {
            Attached::Remedy { words } => Some(words.as_str()),
            Attached::Sanction { .. } => None,
        })
        .collect();
    if !remedies.is_empty() {
        let resolved = remedies.join("; ");
        compare(&one.id, [("remedy", one.remedy.clone(), resolved.clone())], &mut found);
        one.remedy = resolved;
    }
    found
}

fn compare<const N: usize>(
    id: &ProvisionId,
    cells: [(&'static str, String, String); N],
    found: &mut Vec<Mismatch>,
) {
    let differs = |(_, typed, resolved): &(&str, String, String)| !typed.is_empty() && typed != resolved;
    found.extend(cells.into_iter().filter(differs).map(|(column, typed, resolved)| Mismatch {
        provision: id.clone(),
        column,
        typed,
        resolved,
    }));
}

/// The days from which what is attached to a duty can be had, where that is later than the duty itself: an act may let its bans begin before
/// anybody can fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AttachedFrom {
    pub sanction: Option<Date>,
    pub remedy: Option<Date>,
}

impl AttachedFrom {
    pub(crate) fn days(self) -> impl Iterator<Item = Date> {
        self.sanction.into_iter().chain(self.remedy)
    }
}

impl Regime {
    pub fn is_remedy(&self) -> bool {
        matches!(self.attached, Attached::Remedy { .. })
    }

    /// Whether somebody read if it covers a provision.
    pub fn speaks_of(&self, id: &ProvisionId) -> bool {
        self.covers.contains(id) || self.leaves_out.contains(id)
    }
}

/// The cell that leaves a consequence to the regimes.
pub(crate) const BY_REGIME: &str = "@";

/// The typed kind of consequence: a code, or the sign that a regime says it.
pub(crate) fn typed_kind(row: &Row) -> Result<(SanctionKind, bool), LoadError> {
    if row.required("sanction_kind")? == BY_REGIME {
        return Ok((SanctionKind::None, true));
    }
    row.coded("sanction_kind").map(|kind| (kind, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Library, SHIPPED, Sources};

    const HEADER: &str = "id,what,instrument_id,locus,kind,max,words,covers,leaves_out,source,read_on\n";

    fn load(regimes: &str, from: &str, to: &str) -> Result<Library, String> {
        let provisions = String::from_utf8(SHIPPED.provisions.to_vec()).unwrap().replacen(from, to, 1);
        let regimes = format!("{HEADER}{regimes}");
        let sources = Sources { provisions: provisions.as_bytes(), regimes: regimes.as_bytes(), ..SHIPPED };
        Library::load(&sources).map_err(|errors| errors.to_string())
    }

    #[test]
    fn a_consequence_is_taken_from_where_it_is_written() {
        let regime = "fine,sanction,eu-gdpr,Art 83(5),admin_fine,EUR 20m or 4%,,eu-gdpr:Art 22,,the text,2026-11-28\n\
            complaint,remedy,eu-gdpr,Art 77,,,complaint (Art 77),eu-gdpr:Art 22,,the text,2026-11-28\n";
        let library = load(regime, "\u{0}", "").unwrap();
        let row = library.provision("eu-gdpr:Art 22").unwrap();
        assert_eq!(
            (row.sanction_kind, row.sanction_max.as_str()),
            (SanctionKind::AdminFine, "EUR 20m or 4%")
        );
        assert_eq!((row.sanction_locus.as_str(), row.remedy.as_str()), ("Art 83(5)", "complaint (Art 77)"));
        assert_eq!(library.regimes_of(&row.id).count(), 2);
    }

    #[test]
    fn what_refers_to_nothing_is_refused() {
        let check = |regimes: &str, expected: &str| {
            let told = load(regimes, "\u{0}", "").unwrap_err();
            assert!(told.contains(expected), "{told}");
        };
        check("a,sanction,eu-gdpr,Art 83,fine,,,,,s,\n", "`fine` is no sanction kind");
        check("a,reward,eu-gdpr,Art 83,,,,,,s,\n", "`reward` is no sort of regime");
        check("a,remedy,eu-gdpr,Art 77,,,w,eu-gdpr:Art 999,,s,\n", "no provision `eu-gdpr:Art 999`");
    }
}
