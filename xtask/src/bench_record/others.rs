//! What others' logs do on the same disk, where their programs are on this machine; else, loudly, that they were not run.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::Result;

use super::line;
use crate::workspace;

/// Names the folder of a checkout of Tessera (transparency-dev/tessera, v1.0.4), with its modules at hand.
const TESSERA: &str = "MARU_TESSERA";
/// Entries that its one-shot POSIX log is given.
const ENTRIES: usize = 20_000;

/// Runs Tessera's POSIX log, or says why not.
pub(super) fn measure(folder: &Path) -> Result<()> {
    let missing = if !workspace::has_program_with("go", "version") {
        Some("there is no Go on this machine".to_owned())
    } else if std::env::var_os(TESSERA).is_none() {
        Some(format!("{TESSERA} names no checkout of it"))
    } else {
        None
    };
    if let Some(reason) = missing {
        println!("  NOT RUN: Tessera's POSIX log beside ours on this disk: {reason}");
        return Ok(());
    }
    let source = std::env::var_os(TESSERA).unwrap_or_default();
    let entries = folder.join("tessera-entries");
    std::fs::create_dir_all(&entries)?;
    for number in 0..ENTRIES {
        std::fs::write(entries.join(number.to_string()), format!("{{\"a\":{number},\"t\":\"vote\"}}\n\0"))?;
    }
    let log = folder.join("tessera-log");
    let binary = folder.join("posix-oneshot");
    let built = Command::new("go")
        .current_dir(&source)
        .args(["build", "-o"])
        .arg(&binary)
        .arg("./cmd/examples/posix-oneshot")
        .status()?;
    if !built.success() {
        println!("  NOT RUN: Tessera's POSIX log beside ours on this disk: it does not build");
        return Ok(());
    }
    let begun = Instant::now();
    let status = Command::new(&binary)
        .arg(format!("--storage_dir={}", log.display()))
        .arg(format!("--entries={}/*", entries.display()))
        .status()?;
    let time = begun.elapsed();
    if status.success() {
        line(&format!("Tessera posix-oneshot, {ENTRIES} entries"), &super::per_second(ENTRIES, time), "");
    } else {
        println!(
            "  NOT RUN: Tessera's posix-oneshot ended with {status}; it wants keys in LOG_PRIVATE_KEY and LOG_PUBLIC_KEY"
        );
    }
    Ok(())
}
