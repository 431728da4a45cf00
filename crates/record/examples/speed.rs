//! Measures the core on this machine: `cargo run --release -p maru-record --features parallel --example speed -- N`.
//! With `cpu` after N the figures are in seconds of processor time, which other programs on the machine disturb less.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a small program for the command line")]

use std::time::{Duration, Instant};

use maru_record::speed;

/// Processor time of this process so far, in Linux's ticks of a hundredth of a second.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    Duration::from_millis(ticks * 10)
}

fn main() {
    let entries = std::env::args().nth(1).map_or(1_000_000, |n| n.parse().unwrap());
    let start = Instant::now();
    let figures = if std::env::args().nth(2).is_some_and(|clock| clock == "cpu") {
        speed::measure(entries, processor_time)
    } else {
        speed::measure(entries, || start.elapsed())
    };
    for figure in figures {
        println!("{figure}");
    }
}
