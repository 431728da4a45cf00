//! What a machine can do at most: the same bytes appended and made durable, the same requests answered by a server that does
//! nothing. A figure means something only beside its limit, measured in the same run.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::load::{self, Plan};
use crate::node::Node;

/// A figure may be so many times worse than its limit.
pub(crate) const WITHIN: f64 = 2.0;
/// How long the bare append is measured.
const APPENDING: Duration = Duration::from_secs(4);

/// So many entries of so many bytes each, appended batch by batch and made durable after each; entries per second.
pub(crate) fn bare_append(folder: &Path, bytes: usize, batch: usize) -> Result<f64> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join("append");
    let mut file = File::create(&path).with_context(|| path.display().to_string())?;
    let block = vec![b'x'; bytes * batch];
    let (begun, mut entries) = (Instant::now(), 0);
    while begun.elapsed() < APPENDING {
        file.write_all(&block)?;
        file.sync_data()?;
        entries += batch;
    }
    let rate = entries as f64 / begun.elapsed().as_secs_f64();
    std::fs::remove_file(&path)?;
    Ok(rate)
}

/// The same requests, answered by a server that does nothing; answers per second.
pub(crate) fn nothing(
    binary: &Path,
    plan: Plan,
    next: &mut dyn FnMut(&str, &mut Vec<u8>) -> bool,
) -> Result<f64> {
    let server = Node::that_does_nothing(binary)?;
    let host = server.address.to_string();
    let report = load::run(&Plan { address: server.address, ..plan }, &mut |out| next(&host, out))?;
    Ok(report.rate())
}

/// One line of the table: a figure, its limit, and how far they are apart.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    pub(crate) what: String,
    pub(crate) measured: f64,
    pub(crate) limit: f64,
    pub(crate) limit_of: &'static str,
    pub(crate) unit: &'static str,
    /// Whether a larger figure is the better one.
    pub(crate) more_is_better: bool,
    /// How many times worse than the limit it may be; nothing where the limit is only told beside.
    pub(crate) within: Option<f64>,
}

impl Compared {
    /// How many times worse than the limit it is.
    pub(crate) fn ratio(&self) -> f64 {
        if self.more_is_better { self.limit / self.measured } else { self.measured / self.limit }
    }

    pub(crate) fn is_kept(&self) -> bool {
        self.within.is_none_or(|within| self.ratio() <= within)
    }

    pub(crate) fn print(&self) {
        let goal = match self.within {
            Some(within) if self.is_kept() => format!("within {within}: yes"),
            Some(within) => format!("within {within}: NO"),
            None => String::new(),
        };
        println!(
            "  {:<46}{:>12.1} {:<8}{:>12.1}  {:<34}{:>8.2}   {goal}",
            self.what,
            self.measured,
            self.unit,
            self.limit,
            self.limit_of,
            self.ratio()
        );
    }
}

pub(crate) fn print_head() {
    println!(
        "  {:<46}{:>12} {:<8}{:>12}  {:<34}{:>8}   goal",
        "figure", "measured", "", "limit", "which is", "ratio"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_so_many_times_worse_than_its_limit() {
        let check = |measured: f64, limit: f64, more_is_better: bool, ratio: f64, kept: bool| {
            let (what, unit) = (String::new(), "");
            let compared =
                Compared { what, measured, limit, limit_of: "", unit, more_is_better, within: Some(WITHIN) };
            assert!((compared.ratio() - ratio).abs() < 1e-9);
            assert_eq!(compared.is_kept(), kept);
        };
        check(50.0, 100.0, true, 2.0, true);
        check(40.0, 100.0, true, 2.5, false);
        check(30.0, 10.0, false, 3.0, false);
        check(10.0, 10.0, false, 1.0, true);
    }
}
