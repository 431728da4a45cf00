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

/// Installs those of some packages of which a file is missing, or says what to type.
pub(crate) fn install_missing(packages: &[(&str, &str)], what_for: &str) -> Result<()> {
    let missing: Vec<&str> =
        packages.iter().filter(|(_, file)| !Path::new(file).exists()).map(|(package, _)| *package).collect();
    if missing.is_empty() { Ok(()) } else { install(&missing, what_for) }
}

/// Installs what the tests of printing need and is missing; without it they are skipped, and say so.
pub(crate) fn install_for_print() -> Result<()> {
    if is_root() { install_missing(PRINT, "the tests of printing") } else { Ok(()) }
}

fn is_root() -> bool {
    workspace::output_of(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
