//! Cells of tables that spreadsheets open: one that begins like a formula would be run by whoever opens the file.

/// A cell with an apostrophe in front where it would be run, or would be taken for one with the apostrophe. The same rule as
/// `maru_opinion::polis::guarded`, which stands for itself; a test of the pages holds the two together.
pub fn guarded(cell: &str) -> String {
    let bare = cell.trim_start_matches('\'');
    let is_run = bare.starts_with(['=', '+', '-', '@', '\t', '\r']) && bare.parse::<f64>().is_err();
    if is_run { format!("'{cell}") } else { cell.to_owned() }
}
