//! Instruments and their coded provisions, as the library holds them.

use std::fmt;

use maru_text::Date;
use serde::{Serialize, Serializer};

use crate::code::{
    Binding, Confidence, Deontic, Exemption, GovernanceLevel, InstrumentKind, ObjectClass, RightAtStake,
    Role, SanctionKind, StatementType, Status, Testable, Topic, UseArea,
};
use crate::place::Place;
use crate::reach::Reach;
use crate::threshold::Thresholds;

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Wraps a text that the loader has checked, or that is only used to look something up.
            pub fn new(text: impl Into<Box<str>>) -> Self {
                Self(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

id_type! {
    /// The id of an instrument, such as `eu-ai-act`.
    InstrumentId
}
id_type! {
    /// The id of a provision: the instrument's id, a colon, and the place in the text.
    ProvisionId
}
id_type! {
    /// The number of a risk in the taxonomy, such as `4.1`.
    RiskCode
}

/// A legal text, or one that wants to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Instrument {
    pub id: InstrumentId,
    /// Short title in English.
    pub title: String,
    /// As lawyers cite it, with its number and where it was published.
    pub citation: String,
    pub jurisdiction: Place,
    /// At which height of government it stands.
    pub level: GovernanceLevel,
    /// What sort of text it is.
    pub kind: InstrumentKind,
    pub binding: Binding,
    /// Where it stood when last checked.
    pub status: Status,
    pub adopted: Option<Date>,
    /// The day it came or comes into force.
    pub in_force: Option<Date>,
    /// The day from which it mainly applies.
    pub applies_main: Option<Date>,
    pub ended: Option<Date>,
    pub replaced_by: Option<InstrumentId>,
    /// Whom it reaches; nothing when unknown.
    pub reach: Option<Reach>,
    pub exemptions: Vec<Exemption>,
    pub enforcer: String,
    /// The highest sanction, in English, with its currency.
    pub max_sanction: String,
    /// What an affected person can do, in words.
    pub remedy: String,
    /// What should be known of its status.
    pub status_note: String,
    /// How well this row is supported.
    pub confidence: Confidence,
    /// Address of the text that was coded.
    pub source: String,
    /// How far the freshest source reaches: `YYYY-MM`.
    pub checked_to: String,
}

/// The fields of use that a provision is limited to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UseScope {
    /// Any use.
    Any,
    Listed(Vec<UseArea>),
    /// Those of another provision, which makes the class.
    SameAs(ProvisionId),
}

impl fmt::Display for UseScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::Listed(areas) => {
                let codes: Vec<String> = areas.iter().map(ToString::to_string).collect();
                f.write_str(&codes.join(";"))
            }
            Self::SameAs(id) => write!(f, "@{id}"),
        }
    }
}

impl Serialize for UseScope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The smallest citable unit of an instrument, coded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Provision {
    pub id: ProvisionId,
    pub instrument_id: InstrumentId,
    /// Where in the instrument it stands.
    pub locus: String,
    /// What it says, in one sentence of our own.
    pub paraphrase: String,
    pub statement_type: StatementType,
    pub deontic: Deontic,
    /// Who bears it (for a right: who holds it).
    pub bearer: Vec<Role>,
    /// To whom (for a right: who owes it).
    pub counterparty: Vec<Role>,
    /// What is to be done, in two words.
    pub aim: String,
    /// The kinds of system that it is about.
    pub object: Vec<ObjectClass>,
    /// When the duty arises, in English; empty where always.
    pub condition: String,
    pub topics: Vec<Topic>,
    pub risks: Vec<RiskCode>,
    pub rights: Vec<RightAtStake>,
    /// Numbers above or below which it binds.
    pub threshold: Thresholds,
    pub exemptions: Vec<Exemption>,
    pub sanction_kind: SanctionKind,
    /// Whether the row leaves that to a regime, which was not read yet; never so in a library that loaded.
    #[serde(skip)]
    pub(crate) sanction_pending: bool,
    /// How much at most, in words.
    pub sanction_max: String,
    /// Where the sanction is written: article of the instrument, or another law.
    pub sanction_locus: String,
    /// What the affected person can set off, in words.
    pub remedy: String,
    pub applies_from: Option<Date>,
    /// The first day on which it no longer applies.
    pub applies_until: Option<Date>,
    /// Whom it reaches; nothing means: as the instrument.
    pub reach: Option<Reach>,
    /// Whether a third party can decide if it was kept.
    pub testable: Testable,
    /// The classifying provision that must itself apply.
    pub gate: Option<ProvisionId>,
    /// How well this row is supported.
    pub confidence: Confidence,
    /// The uses it is limited to.
    pub use_areas: UseScope,
}

impl Provision {
    /// Who owes the duty: the bearer, and for a right the one against whom it stands.
    pub fn duty_bearers(&self) -> &[Role] {
        if self.deontic == Deontic::Right { &self.counterparty } else { &self.bearer }
    }

    /// Whether a consequence that strikes directly is only reported: nobody who coded the row has read what it is.
    pub fn is_sanction_unread(&self) -> bool {
        self.sanction_kind.is_direct() && self.sanction_max.contains("not checked")
    }

    /// The kind of consequence as far as somebody has read it: what is only reported makes no level.
    pub fn read_sanction(&self) -> SanctionKind {
        if self.is_sanction_unread() { SanctionKind::None } else { self.sanction_kind }
    }

    /// Whether this row regulates; only such rows have a level.
    pub fn is_regulative(&self) -> bool {
        self.statement_type == StatementType::Regulative
    }
}

/// A sub-domain of the MIT AI Risk Repository's taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Risk {
    /// Number of the sub-domain, such as `1.1`.
    pub code: RiskCode,
    /// English name of its domain.
    pub domain: String,
    /// Its English name.
    pub subdomain: String,
}
