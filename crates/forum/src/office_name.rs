//! The offices that a process can give to people.

use crate::field::named;

named! {
    /// An office in a process: what its holder may do beyond taking part.
    pub enum Office, "an office" {
        /// Runs the process; may do what the other offices may, but not rule on appeals.
        Secretariat = "secretariat",
        /// Judges what people write by the charter's rules.
        Moderator = "moderator",
        /// Publishes versions of the draft and answers those who commented on it.
        Drafter = "drafter",
        /// Records what the process resolves.
        Chair = "chair",
        /// Admits people and keeps the register of who takes part.
        Registrar = "registrar",
        /// Rules on appeals against the acts of others.
        Appeals = "appeals",
    }
}

impl Office {
    /// Whether whoever holds this office may do what the other one is for.
    pub fn covers(self, other: Self) -> bool {
        self == other || (self == Self::Secretariat && other != Self::Appeals)
    }
}
