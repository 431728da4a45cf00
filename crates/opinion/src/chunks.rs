//! Work shared among cores in pieces of fixed size, so that sums come out the same on any number of threads.

use std::ops::Range;

/// Applies `work` to consecutive ranges of `0..len` of the given size; results come back in order.
pub(crate) fn map_ranges<T: Send>(
    len: usize,
    size: usize,
    work: impl Fn(Range<usize>) -> T + Sync + Send,
) -> Vec<T> {
    let ranges = len.div_ceil(size);
    let range = |i: usize| i * size..((i + 1) * size).min(len);
    #[cfg(feature = "parallel")]
    if ranges > 1 {
        use rayon::prelude::*;
        return (0..ranges).into_par_iter().map(|i| work(range(i))).collect();
    }
    (0..ranges).map(|i| work(range(i))).collect()
}

/// Two pieces of work that do not need each other, side by side where there are cores for it.
pub(crate) fn both<A: Send, B: Send>(
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "parallel")]
    return rayon::join(one, other);
    #[cfg(not(feature = "parallel"))]
    (one(), other())
}

/// Adds vectors element by element, in the order given.
pub(crate) fn add_all(parts: Vec<Vec<f64>>, len: usize) -> Vec<f64> {
    let mut parts = parts.into_iter();
    let Some(mut sum) = parts.next() else { return vec![0.0; len] };
    for part in parts {
        for (a, b) in sum.iter_mut().zip(part) {
            *a += b;
        }
    }
    sum
}
