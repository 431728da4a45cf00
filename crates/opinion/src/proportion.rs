//! The small tests of classic opinion mapping: smoothed shares and one-sided z values.

/// One-sided 90 % point of the normal distribution, as Polis rounds it.
pub(crate) const Z90: f64 = 1.2816;

/// Smoothed share `(n + 1) / (seen + 2)`.
pub(crate) fn smoothed(n: u32, seen: u32) -> f64 {
    (f64::from(n) + 1.0) / (f64::from(seen) + 2.0)
}

/// z score of a smoothed share against one half (one-proportion test, one pseudo-vote), as Polis computes it.
pub(crate) fn against_half(n: u32, seen: u32) -> f64 {
    let seen = f64::from(seen) + 1.0;
    2.0 * seen.sqrt() * ((f64::from(n) + 1.0) / seen - 0.5)
}

/// Two shares against each other, every count plus one.
pub(crate) fn against_others(n: u32, seen: u32, others: u32, others_seen: u32) -> f64 {
    let (own, own_of) = (f64::from(n) + 1.0, f64::from(seen) + 1.0);
    let (other, other_of) = (f64::from(others) + 1.0, f64::from(others_seen) + 1.0);
    let pooled = (own + other) / (own_of + other_of);
    #[expect(
        clippy::float_cmp,
        reason = "the reference leaves out exactly this case, where the variance is zero"
    )]
    if pooled == 1.0 {
        return 0.0;
    }
    let variance = pooled * (1.0 - pooled) * (1.0 / own_of + 1.0 / other_of);
    (own / own_of - other / other_of) / variance.sqrt()
}
