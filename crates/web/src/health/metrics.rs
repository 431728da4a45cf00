//! The figures in the text format of Prometheus. Nothing in them names a person or counts fewer than a whole process.

use std::fmt::{Display, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};

use maru_store::{DiskState, StoreError};

use super::request::MILLISECONDS;
use crate::state::AppState;

/// What is known about the size of the program in memory.
const STATUS_FILE: &str = "/proc/self/status";

/// All figures, as they are now.
pub(super) fn text(state: &AppState) -> Result<String, StoreError> {
    let mut page = Page(String::new());
    page.one(
        "maru_build_info",
        "gauge",
        "The version of the program.",
        &format!("{{version=\"{}\"}}", env!("CARGO_PKG_VERSION")),
        1,
    );
    page.one(
        "maru_up_seconds",
        "gauge",
        "Seconds since the start.",
        "",
        state.requests.since.elapsed().as_secs(),
    );
    requests(&mut page, state);
    node(&mut page, state)?;
    mails(&mut page, state);
    if let Some(bytes) = resident_bytes() {
        page.one("maru_memory_bytes", "gauge", "Memory that the program occupies.", "", bytes);
    }
    Ok(page.0)
}

struct Page(String);

impl Page {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &str, value: impl Display) {
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }

    fn one(&mut self, name: &str, kind: &str, help: &str, labels: &str, value: impl Display) {
        self.head(name, kind, help);
        self.line(name, labels, value);
    }
}

fn now(count: &AtomicU64) -> u64 {
    count.load(Ordering::Relaxed)
}

fn requests(page: &mut Page, state: &AppState) {
    let requests = &state.requests;
    page.head("maru_requests_total", "counter", "Requests that were answered, by class of status.");
    for (class, count) in requests.statuses.iter().enumerate().skip(1) {
        page.line("maru_requests_total", &format!("{{status=\"{class}xx\"}}"), now(count));
    }
    page.one(
        "maru_requests_under_way",
        "gauge",
        "Requests that are being answered.",
        "",
        now(&requests.under_way),
    );
    page.head("maru_request_seconds", "histogram", "How long answers took.");
    let mut sum = 0;
    for (end, count) in MILLISECONDS.iter().zip(&requests.times) {
        sum += now(count);
        page.line("maru_request_seconds_bucket", &format!("{{le=\"{}\"}}", *end as f64 / 1_000.0), sum);
    }
    sum += requests.times.last().map_or(0, now);
    page.line("maru_request_seconds_bucket", "{le=\"+Inf\"}", sum);
    page.line("maru_request_seconds_sum", "", now(&requests.microseconds) as f64 / 1_000_000.0);
    page.line("maru_request_seconds_count", "", sum);
}

fn node(page: &mut Page, state: &AppState) -> Result<(), StoreError> {
    let figures = state.node.figures()?;
    let label = |name: &str| format!("{{record=\"{name}\"}}");
    page.head("maru_entries", "gauge", "Entries of a record.");
    for record in &figures.records {
        page.line("maru_entries", &label(&record.name), record.entries);
    }
    page.head("maru_entries_unpublished", "gauge", "Entries that no published head covers yet.");
    for record in &figures.records {
        page.line(
            "maru_entries_unpublished",
            &label(&record.name),
            record.entries.saturating_sub(record.published),
        );
    }
    page.head("maru_record_stopped", "gauge", "Whether a record takes no more entries.");
    for record in &figures.records {
        page.line("maru_record_stopped", &label(&record.name), u8::from(record.halted.is_some()));
    }
    let integrity = state.node.integrity();
    // Nothing found is a figure only once all of it was looked at.
    if integrity.state() != DiskState::NotLookedAt {
        page.one(
            "maru_damage_found",
            "gauge",
            "What the disk holds otherwise than it was written; absent until the disk was looked at as a whole.",
            "",
            integrity.findings.len(),
        );
    }
    if let Some(ended) = integrity.last_round {
        page.one(
            "maru_last_look_seconds",
            "gauge",
            "When the last look at the whole disk ended, since 1970.",
            "",
            ended.0,
        );
    }
    page.one("maru_mails_waiting", "gauge", "Mails that wait to be sent.", "", figures.mails_waiting);
    page.one(
        "maru_oldest_mail_seconds",
        "gauge",
        "How long the oldest of them has waited.",
        "",
        figures.oldest_mail_seconds,
    );
    page.one(
        "maru_mails_given_up",
        "gauge",
        "Mails of the last day that never left, and never will.",
        "",
        figures.mails_given_up,
    );
    page.one(
        "maru_clock_faults",
        "gauge",
        "Whether the time cannot be believed.",
        "",
        state.node.clock_faults().len(),
    );
    page.one(
        "maru_database_bytes",
        "gauge",
        "Size of the database with its log.",
        "",
        figures.database_bytes,
    );
    if let Some(free) = figures.free_bytes {
        page.one("maru_disk_free_bytes", "gauge", "Room that is left on the node's disk.", "", free);
    }
    Ok(())
}

fn mails(page: &mut Page, state: &AppState) {
    page.one(
        "maru_mails_sent_total",
        "counter",
        "Mails that the mail server took.",
        "",
        now(&state.mail_log.sent),
    );
    page.one(
        "maru_mails_refused_total",
        "counter",
        "Attempts at a mail that failed.",
        "",
        now(&state.mail_log.refused),
    );
}

/// Memory that the program occupies; only Linux tells.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string(STATUS_FILE).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1_024)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_alerts_ask_for_figures_that_exist() {
        let own = include_str!("metrics.rs");
        let rules = include_str!("../../../../packaging/watch/alerts.yml");
        let mut asked = 0;
        for (place, _) in rules.match_indices("maru_") {
            let name = &rules[place..];
            let end = name.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(name.len());
            assert!(own.contains(&format!("\"{}\"", &name[..end])), "{}", &name[..end]);
            asked += 1;
        }
        assert!(asked > 6, "{asked}");
    }

    #[test]
    fn the_dashboard_asks_for_figures_that_exist() {
        let dashboard = include_str!("../../../../packaging/watch/dashboard.json");
        let dashboard: serde_json::Value = serde_json::from_str(dashboard).unwrap();
        let own = include_str!("metrics.rs");
        let panels = dashboard["panels"].as_array().unwrap();
        assert!(!panels.is_empty());
        for target in panels.iter().flat_map(|panel| panel["targets"].as_array().unwrap()) {
            let question = target["expr"].as_str().unwrap();
            let name = &question[question.find("maru_").unwrap()..];
            let end =
                name.find(|letter: char| !letter.is_ascii_lowercase() && letter != '_').unwrap_or(name.len());
            assert!(own.contains(&format!("\"{}\"", &name[..end])), "{question}");
        }
    }
}
