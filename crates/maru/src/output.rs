//! What the commands print: tables and JSON to standard output, progress and complaints to standard error.

use std::io::{self, Write};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

/// Prints a line to standard output; a reader who has gone away (`| head`) is not an error.
pub(crate) fn line(text: impl AsRef<str>) -> anyhow::Result<()> {
    match writeln!(io::stdout().lock(), "{}", text.as_ref()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Prints a value as indented JSON, for programs that listen.
pub(crate) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    line(serde_json::to_string_pretty(value)?)
}

/// Prints an error with everything that led to it, one cause per line.
pub(crate) fn complain(error: &anyhow::Error) {
    let mut stderr = io::stderr().lock();
    // Nothing can be done when even the complaint cannot be written.
    let _ = writeln!(stderr, "maru: {error}");
    for cause in error.chain().skip(1) {
        let _ = writeln!(stderr, "  because: {cause}");
    }
}

/// Tells whoever runs the command something beside the result.
pub(crate) fn note(text: &str) {
    // Nothing can be done when it cannot be written.
    let _ = writeln!(io::stderr().lock(), "maru: {text}");
}

/// A progress bar on standard error; it shows itself on a terminal only.
pub(crate) fn progress(total: u64, doing: &str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {human_pos}/{human_len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(doing.to_owned());
    bar
}

/// A sign of life on standard error for work whose length is not known; it shows itself on a terminal only.
pub(crate) fn waiting(doing: &str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    bar.set_message(doing.to_owned());
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    bar
}
