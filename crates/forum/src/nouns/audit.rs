//! Audits of processes held elsewhere.

use crate::field::named;

named! {
    /// What somebody found of a criterion of openness in a process held elsewhere.
    pub enum AuditWord, "“met”, “not_met”, “not_applicable” or “cannot_be_known”" {
        /// The evidence shows that it is so.
        Met = "met",
        /// The evidence shows that it is not so.
        NotMet = "not_met",
        /// It says nothing about a process of this kind.
        NotApplicable = "not_applicable",
        /// Somebody looked, and what is public does not decide it.
        CannotBeKnown = "cannot_be_known",
    }
}
