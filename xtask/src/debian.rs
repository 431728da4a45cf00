//! Debian packages that tests need: installed where we may, named where we may not.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::suite::caught;
use crate::workspace;

/// What the tests of printing need: letters for four scripts, and programs by others that read what we print.
const PRINT: &[(&str, &str)] = &[
    ("fonts-noto-core", "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf"),
    ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    ("poppler-utils", "/usr/bin/pdftotext"),
    ("qpdf", "/usr/bin/qpdf"),
];

/// Installs packages, or says what to type.
///
/// # Errors
///
/// When we may not, or Debian's package manager fails.
pub(crate) fn install(packages: &[&str], what_for: &str) -> Result<()> {
    let command =
        format!("apt-get update && apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !is_root() {
        bail!("{what_for} need packages that are not here; install them with: sudo sh -c '{command}'");
    }
    let (status, log) =
        caught(Command::new("sh").args(["-c", &command]).env("DEBIAN_FRONTEND", "noninteractive"))?;
    if !status.success() {
        bail!("{command} failed:\n{log}");
    }
    Ok(())
}

/// Installs what the tests of printing need and is missing; without it they are skipped, and say so.
pub(crate) fn install_for_print() -> Result<()> {
    let missing: Vec<&str> =
        PRINT.iter().filter(|(_, file)| !Path::new(file).exists()).map(|(package, _)| *package).collect();
    if missing.is_empty() || !is_root() { Ok(()) } else { install(&missing, "the tests of printing") }
}

fn is_root() -> bool {
    workspace::output_of(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
