//! `cargo xtask histories`: random histories and an organiser's lies, far more of them than the suite has time for.

use anyhow::{Context, Result, bail};

use crate::workspace;

/// How many histories are told where none are named: for a night.
const HISTORIES: u64 = 100_000;
/// The test that tells them.
const TEST: &str = "model::every_lie_is_caught_or_noted_or_one_that_no_record_can_show";

/// Runs the model of judge and verifier; `--seed` goes on where an earlier run ended.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let (mut count, mut seed) = (HISTORIES, 0);
    for option in options.chunks(2) {
        let [name, value] = option else { bail!("{option:?} needs a number") };
        let value: u64 = value.parse().with_context(|| (*value).to_owned())?;
        match *name {
            "--count" => count = value,
            "--seed" => seed = value,
            other => bail!("unknown option {other}"),
        }
    }
    let status = workspace::cargo()
        .args(["test", "-p", "maru-verify", "--test", "verify", "--", "--exact", "--nocapture", TEST])
        .env("MARU_HISTORIES", count.to_string())
        .env("MARU_SEED", seed.to_string())
        .status()?;
    if !status.success() {
        println!("A lie went unseen that should not, or an honest history was accused.");
    }
    Ok(status.success())
}
