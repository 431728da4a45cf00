//! How long to wait before something that failed is tried again.

use std::time::Duration;

/// After the first failure.
const FIRST: Duration = Duration::from_secs(2);
/// The longest wait.
const LONGEST: Duration = Duration::from_mins(10);

/// The wait after so many failures in a row: twice as long each time up to a bound, and between half and one and a half of
/// that by chance, so that nodes which lost a peer together do not come back all at once.
pub(super) fn back_off(failures: u32, chance: u16) -> Duration {
    let doubled = FIRST.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(LONGEST);
    doubled.mul_f64(0.5 + f64::from(chance) / f64::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_bound_and_differ_by_chance() {
        let check = |failures, chance, milliseconds| {
            assert_eq!(
                back_off(failures, chance),
                Duration::from_millis(milliseconds),
                "{failures} {chance}"
            );
        };
        check(1, 0, 1_000);
        check(1, u16::MAX, 3_000);
        check(2, 0, 2_000);
        check(5, 0, 16_000);
        check(u32::MAX, 0, 300_000);
        check(u32::MAX, u16::MAX, 900_000);
    }
}
