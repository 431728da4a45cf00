//! Measures the core on this machine: `cargo run --release -p maru-record --features parallel --example speed -- N`.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a small program for the command line")]

use maru_record::speed;

fn main() {
    let entries = std::env::args().nth(1).map_or(1_000_000, |n| n.parse().unwrap());
    for figure in speed::measure(entries, || {
        static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        START.get_or_init(std::time::Instant::now).elapsed()
    }) {
        println!("{figure}");
    }
}
