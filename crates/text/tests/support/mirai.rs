//! The citizens' amendments beside the tree, as operations on states of one text whose units keep their ids.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use maru_text::{Document, Operation, keep_ids, operations_between, parse_markdown};

/// An amendment: the state of the text against which it was made, and its operations on it.
pub(crate) struct Proposal {
    pub(crate) base: usize,
    pub(crate) operations: Vec<Operation>,
}

/// All amendments that could be read.
pub(crate) struct Corpus {
    /// The states of the text in the order in which amendments were made against them.
    pub(crate) states: Vec<Document>,
    pub(crate) proposals: Vec<Proposal>,
    /// Those whose lines do not fit the state that they name.
    pub(crate) unfit: Vec<u64>,
}

/// The corpus; none where it is not beside the tree.
pub(crate) fn read() -> Option<Corpus> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/process/mirai"));
    let lines = std::fs::read_to_string(folder.join("childcare-amendments.jsonl")).ok()?;
    let rows: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut first: BTreeMap<String, u64> = BTreeMap::new();
    for row in &rows {
        let number = row["number"].as_u64().unwrap_or_default();
        let base = row["base_blob"].as_str().unwrap_or_default().to_owned();
        first.entry(base).and_modify(|least| *least = number.min(*least)).or_insert(number);
    }
    let mut order: Vec<(u64, String)> = first.into_iter().map(|(base, number)| (number, base)).collect();
    order.sort();
    let sources: Vec<String> = order
        .iter()
        .map(|(_, blob)| {
            std::fs::read_to_string(folder.join("bases").join(format!("{}.md", &blob[..12]))).unwrap()
        })
        .collect();
    let mut used = BTreeSet::new();
    let mut states: Vec<Document> = Vec::new();
    for source in &sources {
        let parsed = parse_markdown(source);
        let state = states.last().map_or(parsed.clone(), |last| keep_ids(last, &parsed, &used));
        used.extend(state.walk().map(|unit| unit.id.clone()));
        states.push(state);
    }
    let mut corpus = Corpus { states, proposals: Vec::new(), unfit: Vec::new() };
    for row in &rows {
        let number = row["number"].as_u64().unwrap_or_default();
        let blob = row["base_blob"].as_str().unwrap_or_default();
        let base = order.iter().position(|(_, known)| known == blob).unwrap();
        let diff = row["diff"].as_str().unwrap_or_default();
        let Some(text) = patched(&sources[base], diff) else {
            corpus.unfit.push(number);
            continue;
        };
        let wanted = keep_ids(&corpus.states[base], &parse_markdown(&text), &used);
        let operations = operations_between(&corpus.states[base], &wanted);
        corpus.proposals.push(Proposal { base, operations });
    }
    Some(corpus)
}

/// The text after a unified diff; none where a line is not the one that the diff says.
fn patched(text: &str, diff: &str) -> Option<String> {
    let old: Vec<&str> = text.lines().collect();
    let mut out: Vec<&str> = Vec::new();
    let mut at = 0;
    let mut inside = false;
    for line in diff.lines() {
        if let Some(head) = line.strip_prefix("@@ -") {
            let mut numbers = head.split([',', ' ']);
            let start: usize = numbers.next()?.parse().ok()?;
            let is_empty = head.split(' ').next()?.ends_with(",0");
            let start = if is_empty { start } else { start.checked_sub(1)? };
            out.extend(old.get(at..start)?);
            at = start;
            inside = true;
        } else if inside && !line.starts_with('\\') {
            let (sign, rest) = line.split_at_checked(1).unwrap_or((" ", ""));
            match sign {
                "+" => out.push(rest),
                " " | "-" => {
                    if old.get(at)?.trim_end() != rest.trim_end() {
                        return None;
                    }
                    if sign == " " {
                        out.push(old[at]);
                    }
                    at += 1;
                }
                _ => inside = false,
            }
        }
    }
    out.extend(old.get(at..)?);
    Some(out.join("\n") + "\n")
}
