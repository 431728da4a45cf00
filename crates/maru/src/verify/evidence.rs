//! Evidence: where two heads contradict each other, both are written into a file that can be shown to anyone.

use std::path::{Path, PathBuf};

use anyhow::Context;
use maru_record::audit::disproof;
use maru_record::{Digest, SignedCheckpoint};
use maru_verify::Report;

use super::memory::Memory;
use super::source::Source;

/// Hexadecimal digits of the evidence's hash in its file's name: the same evidence found twice is one file.
const NAME_DIGITS: usize = 12;

/// Writes what proves to others that two histories were signed; gives the files.
pub(super) fn write(folder: &Path, report: &Report) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for finding in &report.findings {
        let Some(evidence) = &finding.evidence else { continue };
        let text = format!("{}\n\n{evidence}", finding.sentence);
        let digest = Digest::of(text.as_bytes()).to_string();
        let path = folder.join(format!("maru-evidence-{}.txt", &digest[..NAME_DIGITS]));
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        std::fs::write(&path, text).with_context(|| path.display().to_string())?;
        files.push(path);
    }
    Ok(files)
}

/// Adds, where the history is another one than this reader saw, both heads as they were signed: the finding proves it to others then.
pub(super) fn of_memory(report: &mut Report, source: &Source, ours: &SignedCheckpoint, memory: &Memory) {
    let rewritten = report.findings.iter_mut().filter(|finding| finding.code == "rewritten");
    for finding in rewritten {
        let seen = memory.signed(&report.origin);
        finding.evidence = seen.and_then(|seen| {
            let said = format!("The head that was shown to the same reader before:\n\n{}\n", seen.note());
            disproof(source, ours, (&said, seen.checkpoint()))
        });
    }
}
