//! The functions that no processor has in itself, the same to the last bit on every machine.
//!
//! The standard library asks the machine's own C library, whose last digit depends on its version and on the processor: two
//! people who compute one published result would not always come to the same bytes. Sums, products and square roots are
//! exact by IEEE 754.

/// Natural logarithm.
pub(crate) fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Logarithm to base 2.
pub(crate) fn log2(x: f64) -> f64 {
    libm::log2(x)
}

/// e to the power of x.
pub(crate) fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// 2 to the power of x.
pub(crate) fn exp2(x: f64) -> f64 {
    libm::exp2(x)
}

/// Length of (x, y).
pub(crate) fn hypot(x: f64, y: f64) -> f64 {
    libm::hypot(x, y)
}

pub(crate) fn square(x: f64) -> f64 {
    x * x
}

/// A sum of products in four fixed lanes: fast, and the same everywhere.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    let (whole_a, rest_a) = a.as_chunks::<4>();
    let (whole_b, rest_b) = b.as_chunks::<4>();
    for (x, y) in whole_a.iter().zip(whole_b) {
        for lane in 0..4 {
            lanes[lane] += x[lane] * y[lane];
        }
    }
    let rest: f64 = rest_a.iter().zip(rest_b).map(|(x, y)| x * y).sum();
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The nearest doubles to the true values, computed with 60 digits.
    #[test]
    fn the_last_bit_is_the_same_everywhere() {
        let check = |value: f64, bits: u64| assert_eq!(value.to_bits(), bits, "{value}");
        check(ln(0.1), 0xc002_6bb1_bbb5_5515);
        check(log2(0.3), 0xbffb_ca9c_6f53_897b);
        check(exp(-1.7), 0x3fc7_622c_78a9_8a07);
        check(exp2(-0.6), 0x3fe5_1cb4_53b9_536c);
        check(hypot(0.1, 0.7), 0x3fe6_a09e_667f_3bcc);
    }
}
