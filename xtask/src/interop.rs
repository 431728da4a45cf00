//! `cargo xtask interop`: programs that other people wrote, on a record of ours. Those that can be had as packages always
//! run; those in Go run where Go and their sources are, and otherwise it is said loudly that they did not.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::workspace;

/// Verifiers and a witness in Python, with everything they are asked.
const PYTHON: &str = "e2e/record-verifiers.sh";
/// Names a checkout of transparency-dev/tessera (v1.0.4), with its modules at hand.
const TESSERA: &str = "MARU_TESSERA";
/// The record that is made where none is named, in entries.
const MADE: &str = "70000";

/// `[DIR|URL VKEY]`. True if nobody refused.
pub(crate) fn run(options: &[&str]) -> Result<bool> {
    let (record, key) = match options {
        [] => made()?,
        [record, key] => ((*record).to_owned(), (*key).to_owned()),
        _ => bail!("interop takes a record and its key, or nothing: then one is made"),
    };
    let python = Command::new("sh").current_dir(workspace::root()).args([PYTHON, &record, &key]).status()?;
    let tessera = tessera_fsck(&record, &key)?;
    println!(
        "SKIPPED  litewitness and omniwitness cosigning our heads: their sources cannot be fetched here, and no step for them was \
         ever tried; tlog-witness is spoken with aics-witness instead"
    );
    Ok(python.success() && tessera)
}

/// A record made by the example program, and its key.
fn made() -> Result<(String, String)> {
    let folder = workspace::scratch("interop")?.join("record");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs().to_string();
    let mut cargo = workspace::cargo();
    cargo.args(["run", "-q", "-p", "maru-record", "--example", "make_log", "--"]).arg(&folder);
    let said = workspace::output_of(cargo.args([MADE, &seconds]))?;
    let key = said
        .lines()
        .find_map(|line| line.strip_prefix("log.vkey "))
        .context("the made record names no key")?;
    Ok((folder.display().to_string(), key.to_owned()))
}

/// Tessera's `fsck`, which derives the root and every tile from the bundles.
fn tessera_fsck(record: &str, key: &str) -> Result<bool> {
    let skipped = |reason: &str| {
        println!("SKIPPED  Tessera's fsck: {reason}");
        Ok(true)
    };
    if !workspace::has_program_with("go", "version") {
        return skipped("there is no Go on this machine");
    }
    let Some(sources) = std::env::var_os(TESSERA).map(PathBuf::from) else {
        return skipped(&format!(
            "{TESSERA} names no checkout of it, and Go's modules cannot be fetched here"
        ));
    };
    let vkey = workspace::scratch("interop")?.join("log.vkey");
    std::fs::write(&vkey, format!("{key}\n"))?;
    let is_address = record.starts_with("http://") || record.starts_with("https://");
    let place = if is_address {
        format!("{}/", record.trim_end_matches('/'))
    } else {
        format!("file://{}/", Path::new(record).canonicalize()?.display())
    };
    let status = Command::new("go")
        .current_dir(&sources)
        .args(["run", "./cmd/fsck", "--ui=false"])
        .arg(format!("--storage_url={place}"))
        .arg(format!("--public_key={}", vkey.display()))
        .status()?;
    println!("{}  Tessera's fsck", if status.success() { "pass" } else { "FAIL" });
    Ok(status.success())
}
