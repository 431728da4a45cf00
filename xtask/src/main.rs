//! `cargo xtask …`: the chores of the project.
//!
//! `test` is the one gate that every change passes, on a laptop and in CI; `bench` prints the figures that the project promises. Both are plain
//! programs that call cargo, so nothing has to be installed to use them but Rust.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line tool speaks through its terminal"
)]

mod bench;
#[cfg(feature = "bench")]
mod bench_amend;
#[cfg(feature = "bench")]
mod bench_archive;
#[cfg(feature = "bench")]
mod bench_attack;
#[cfg(feature = "bench")]
mod bench_ballot;
#[cfg(feature = "bench")]
mod bench_groups;
#[cfg(feature = "bench")]
mod bench_house;
#[cfg(feature = "bench")]
mod bench_live;
#[cfg(feature = "bench")]
mod bench_memory;
#[cfg(feature = "bench")]
mod bench_norms;
#[cfg(feature = "bench")]
mod bench_opinion;
#[cfg(feature = "bench")]
mod bench_pages;
#[cfg(feature = "bench")]
mod bench_record;
#[cfg(feature = "bench")]
mod bench_slow;
#[cfg(feature = "bench")]
mod bench_start;
#[cfg(feature = "bench")]
mod bench_text;
#[cfg(feature = "bench")]
mod bench_verify;
#[cfg(feature = "bench")]
mod bench_votes;
#[cfg(feature = "bench")]
mod bench_year;
mod browser;
#[cfg(feature = "bench")]
mod conversations;
#[cfg(feature = "bench")]
mod crowd;
mod debian;
mod dependencies;
mod documents;
mod fuzz;
mod histories;
mod interop;
mod keys;
mod layers;
mod licences;
#[cfg(feature = "bench")]
mod limits;
#[cfg(feature = "bench")]
mod load;
mod local_paths;
mod locales;
mod nightly;
#[cfg(feature = "bench")]
mod node;
mod purity;
mod release;
mod shape;
#[cfg(feature = "bench")]
mod simulated;
mod suite;
mod tally;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask <command>

  test [--quick]     format, lints, tests, walls, locales, pages in a real browser; ends in 'N passed, N failed, N skipped'
                     --quick leaves out crash tests, doc tests, the browser and programs by others
  check NAME         one of the house's own checks: layers, purity, dependencies, unused, licences, locales,
                     documents, paths
  browser [ARGS]     the browser tests alone; ARGS go to Playwright
  screenshots        pictures of every page in both languages at 360 and 1280 px, in e2e/screenshots
  shape              lines and functions, catch-all arms on events, size of codec and process, circles of files inside a crate
  fuzz [TARGET] [--seconds N] [--jobs N]
                     every parser of outside bytes, or one, fed with broken input for N seconds each (60)
  histories [--count N] [--seed N]
                     N random histories (100,000) and an organiser's lies about them; prints how many of which kind ended how
  release [--twice]  builds what a host downloads: binaries, Debian package, list of contents (CycloneDX), checksums, notes;
                     twice: and once more from nothing, and fails where one byte differs
  nightly [PART] …   what takes too long for every change: release (twice), package (installed in a clean Debian), container,
                     histories, fuzz; as root
  interop [DIR|URL VKEY]
                     other people's verifiers and witnesses on a record; says what could not be run here
  bench [NAME] …     the figures the project promises; without a name, lists what can be measured";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["test", options @ ..] => suite::run(options),
        ["check", name] => suite::check(name),
        ["browser", options @ ..] => browser::run_alone(options),
        ["screenshots"] => browser::run_alone(&["--project=screenshots"]),
        ["shape"] => shape::run(),
        ["fuzz", options @ ..] => fuzz::run(options),
        ["histories", options @ ..] => histories::run(options),
        ["interop", options @ ..] => interop::run(options),
        ["release"] => release::run(false).map(|()| true),
        ["release", "--twice"] => release::run(true).map(|()| true),
        ["nightly", parts @ ..] => nightly::run(parts),
        ["bench", options @ ..] => bench::run(options),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
