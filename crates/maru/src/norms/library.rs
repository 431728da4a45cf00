//! The library itself: what is wrong with its rows, and how far two readings of them agree.

use std::path::Path;
use std::process::ExitCode;

use maru_norms::check::{Checked, Finding, SHIPPED_OPEN, open_findings};
use maru_norms::{Library, Readings, SHIPPED_READINGS};

use super::{agreement_text, if_there};
use crate::output;

/// The two readings in a library's folder, or those that ship.
pub(super) fn readings(library: &Library, folder: Option<&Path>) -> anyhow::Result<Readings> {
    let Some(folder) = folder else { return Ok(Readings::load(library, SHIPPED_READINGS)?) };
    let own = |name: &str| if_there(folder, name).map(Option::unwrap_or_default);
    let (first, second, decided) = (own("first_coding.csv")?, own("second_coding.csv")?, own("decided.csv")?);
    Ok(Readings::load(library, [&first, &second, &decided])?)
}

/// Prints what is wrong; a fault that nobody has written down is a failure.
pub(super) fn check(
    library: &Library,
    folder: Option<&Path>,
    all: bool,
    json: bool,
) -> anyhow::Result<ExitCode> {
    let known = match folder {
        Some(folder) => if_there(folder, "open_findings.csv")?.unwrap_or_default(),
        None => SHIPPED_OPEN.to_vec(),
    };
    let checked = library.check(&readings(library, folder)?, &open_findings(&known)?);
    let good = checked.new.is_empty();
    if json {
        output::json(&checked)?;
    } else {
        told(&checked, all)?;
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(checked: &Checked, all: bool) -> anyhow::Result<()> {
    let line = |mark: &str, one: &Finding| {
        output::line(format!("{mark}{:<16} {}: {}", one.lint.code(), one.subject, one.says))
    };
    for one in &checked.new {
        line("new    ", one)?;
    }
    for one in checked.open.iter().filter(|_| all) {
        line("known  ", one)?;
    }
    for one in &checked.mended {
        output::line(format!(
            "mended {:<16} {} (take its line out of open_findings.csv)",
            one.lint.code(),
            one.subject
        ))?;
    }
    output::line(format!(
        "{} new, {} known, {} mended since they were written down",
        checked.new.len(),
        checked.open.len(),
        checked.mended.len()
    ))
}

/// Prints how far the two readings agree, field by field, and every difference that is open.
pub(super) fn two_readings(library: &Library, folder: Option<&Path>, json: bool) -> anyhow::Result<()> {
    let compared = readings(library, folder)?.compare(library);
    if json {
        return output::json(&compared);
    }
    output::line(format!("{} of {} rows were read by two coders", compared.read_twice, compared.rows))?;
    let mut open = compared.agreement.clone();
    open.disputes.clone_from(&compared.open);
    agreement_text(&open)?;
    for one in &compared.decided {
        let value = if one.value.is_empty() { "-" } else { &one.value };
        output::line(format!(
            "{} {}: decided for {value} ({}, {}): {}",
            one.provision, one.field, one.by, one.on, one.reason
        ))?;
    }
    output::line(format!("{} differences decided, {} open", compared.decided.len(), compared.open.len()))
}
