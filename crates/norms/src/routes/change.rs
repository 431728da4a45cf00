//! What can be changed in law so that a route closes.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::code::Coded;
use crate::model::ProvisionId;
use crate::threshold::Measure;

/// One change to one provision, or a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Let it apply at once.
    AdvanceDate,
    /// Let what follows from a breach apply at once.
    AdvanceSanction,
    AdoptBill,
    /// Say must instead of should.
    MakeDuty,
    /// Say it so that it can be tested.
    MakeTestable,
    /// Attach a sanction, or a direct one.
    AttachSanction,
    /// Address the operator too.
    AddBearer,
    /// Cover this kind of system too.
    WidenObject,
    /// Cover this use too.
    WidenUse,
    /// Reach whoever touches persons in the place.
    ExtendReach,
    /// Test what the system can do instead of a number.
    CapabilityTest(Measure),
    /// Lower the number tenfold.
    LowerThreshold(Measure),
    /// Let one test suffice instead of all.
    AlternativeTests,
    /// Let an authority confirm that the system is outside the class.
    ConfirmClass,
    /// Cover decisions that a human takes with the machine's help too.
    CoverAssisted,
    /// Drop the open-source exemption where persons are affected.
    CloseOpenSource,
    /// Drop or condition the size exemption.
    CoverSmall,
    /// Adopt a new provision.
    NewDuty,
}

impl Change {
    /// The code, which is also part of the key of its text in every language.
    pub fn code(self) -> &'static str {
        match self {
            Self::AdvanceDate => "advance_date",
            Self::AdvanceSanction => "advance_sanction",
            Self::AdoptBill => "adopt_bill",
            Self::MakeDuty => "make_duty",
            Self::MakeTestable => "make_testable",
            Self::AttachSanction => "attach_sanction",
            Self::AddBearer => "add_bearer",
            Self::WidenObject => "widen_object",
            Self::WidenUse => "widen_use",
            Self::ExtendReach => "extend_reach",
            Self::CapabilityTest(_) => "capability_test",
            Self::LowerThreshold(_) => "lower_threshold",
            Self::AlternativeTests => "alternative_tests",
            Self::ConfirmClass => "confirm_class",
            Self::CoverAssisted => "cover_assisted",
            Self::CloseOpenSource => "close_open_source",
            Self::CoverSmall => "cover_small",
            Self::NewDuty => "new_duty",
        }
    }

    /// What is counted by the test that changes, if it is about a number.
    pub fn measure(self) -> Option<Measure> {
        match self {
            Self::CapabilityTest(measure) | Self::LowerThreshold(measure) => Some(measure),
            _ => None,
        }
    }

    /// How much the change asks of a law-maker unless weights are given: 1 a date or a word, 2 a clause with
    /// consequences, 3 reach beyond the border, 4 a bill, 5 a new provision.
    pub fn default_weight(self) -> u32 {
        match self {
            Self::AdvanceDate
            | Self::AdvanceSanction
            | Self::LowerThreshold(_)
            | Self::AlternativeTests
            | Self::ConfirmClass
            | Self::CoverAssisted
            | Self::CloseOpenSource
            | Self::CoverSmall => 1,
            Self::MakeDuty
            | Self::MakeTestable
            | Self::AttachSanction
            | Self::AddBearer
            | Self::WidenObject
            | Self::WidenUse
            | Self::CapabilityTest(_) => 2,
            Self::ExtendReach => 3,
            Self::AdoptBill => 4,
            Self::NewDuty => 5,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self.measure() {
            Some(measure) => write!(f, "({}{})", measure.quantity.code(), measure.currency_code()),
            None => Ok(()),
        }
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A change and the provision, or the place without one, in which it is made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Amendment {
    pub change: Change,
    /// In which provision; for a new duty: none.
    pub provision: Option<ProvisionId>,
}
