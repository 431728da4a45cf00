//! Fields that stand beside the rows, because few rows need them.

use maru_text::{Date, parse_date};
use serde::{Serialize, Serializer};

use crate::code::named;
use crate::model::ProvisionId;
use crate::rows::{LoadError, Problem, References, Row};

named! {
    /// A field of `further.csv`.
    FurtherField {
        /// The day of the present wording; `applies_from` is the day since when there is the duty at all.
        WordingFrom = "wording_from",
        /// A day on which the row is known to be law, where nobody knows since when it has been.
        KnownFrom = "known_from",
        /// From when the consequence can be had, where that is later than the duty.
        SanctionFrom = "sanction_from",
        /// The act that gave it this wording.
        WordingBy = "wording_by",
        /// How a duty may be done.
        Manner = "manner",
        /// Whether the text's list goes on beyond what is coded.
        OpenList = "open_list",
        /// How readers of the act's own language cite the place, where it does not follow from the locus.
        Citation = "citation",
        /// What a reader of the row should know of how it was read, or of what has no column.
        Note = "note",
    }
}

/// One such field of one provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Further {
    pub provision: ProvisionId,
    pub field: FurtherField,
    pub value: String,
    /// Address or citation that it rests on.
    pub source: String,
    pub read_on: Option<Date>,
}

pub(crate) fn further(row: &Row, references: &dyn References) -> Result<Further, LoadError> {
    let name = row.required("field")?;
    let field =
        FurtherField::ALL.iter().copied().find(|one| one.code() == name).ok_or_else(|| {
            row.error("field", Problem::UnknownValue { what: "field", value: name.to_owned() })
        })?;
    let value = row.required("value")?;
    match field {
        FurtherField::WordingFrom | FurtherField::KnownFrom | FurtherField::SanctionFrom => {
            parse_date(value).map_err(|error| row.error("value", error))?;
        }
        FurtherField::OpenList if value != "yes" => {
            let problem = Problem::UnknownValue { what: "yes", value: value.to_owned() };
            return Err(row.error("value", problem));
        }
        _ => {}
    }
    let known = |id: &str| references.has_provision(id);
    Ok(Further {
        provision: ProvisionId::new(row.id_of("provision_id", "provision", known)?),
        field,
        value: value.to_owned(),
        source: row.required("source")?.to_owned(),
        read_on: row.date("read_on")?,
    })
}
