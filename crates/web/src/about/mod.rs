//! What Maru is and how to check it.

pub(crate) mod routes;
pub(crate) mod view;

/// The day on which the accessibility statement was last gone through; the openness report counts from it (O23).
pub(crate) const ACCESSIBILITY: jiff::civil::Date = jiff::civil::date(2026, 11, 30);
