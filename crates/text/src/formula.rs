//! Cells of tables that spreadsheets open: one that begins like a formula would be run by whoever opens the file.

fn is_run(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err()
}

/// A cell with an apostrophe in front where it would be run, or would be taken for one with the apostrophe. Numbers stay as they
/// are. `maru_opinion::polis::guarded` is the same rule in a crate that uses none of ours; a test of the pages holds the two together.
pub fn guarded(cell: &str) -> String {
    if is_run(cell.trim_start_matches('\'')) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell that was guarded so.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_run(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}
