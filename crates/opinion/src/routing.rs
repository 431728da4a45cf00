//! Which statement to show next: what a vote on it would be worth, to the map and to its author.

use crate::map::Tally;

/// Weight of a statement about the conversation itself.
pub(crate) const META_PRIORITY: f64 = 7.0;

/// The classic weight of a statement in the draw of the next one.
pub(crate) fn classic_priority(agree: u32, disagree: u32, seen: u32, extremity: f64, meta: bool) -> f64 {
    if meta {
        return META_PRIORITY * META_PRIORITY;
    }
    let votes = f64::from(seen);
    let passes = (f64::from(seen - agree - disagree) + 1.0) / (votes + 2.0);
    let agrees = (f64::from(agree) + 1.0) / (votes + 2.0);
    let newness = 1.0 + 8.0 * (-votes / 5.0).exp2();
    ((1.0 - passes) * (1.0 + extremity) * agrees * newness).powi(2)
}

/// Worth of one more vote on a statement, for everyone: the uncertainty that is left, more for statements that tell
/// people apart, and much more for new ones.
pub(crate) fn priority(all: Tally, extremity: f64) -> f64 {
    let votes = f64::from(all.seen);
    let passes = (f64::from(all.seen - all.agree - all.disagree) + 1.0) / (votes + 2.0);
    let newness = 1.0 + 8.0 * (-votes / 5.0).exp2();
    (1.0 - passes) * (1.0 + extremity) * newness
}
