//! Which entries another one speaks of, by the names of its members (“Entry types” in `docs/record.md`).

use std::collections::BTreeSet;

use maru_record::{Entry, Value};

/// The members that hold numbers of earlier entries, in whatever type and however deep; texts under the same names are none.
const NAMES: [&str; 45] = [
    "a",
    "about",
    "act",
    "amendment",
    "answer",
    "appeal",
    "application",
    "audit",
    "by",
    "commitment",
    "corrects",
    "delegation",
    "demand",
    "draft",
    "endorsement",
    "entry",
    "finding",
    "first",
    "from",
    "handover",
    "holder",
    "initiative",
    "instead_of",
    "invitation",
    "meeting",
    "meetings",
    "objection",
    "obligation",
    "of",
    "on",
    "organisation",
    "outcomes",
    "participant",
    "reached",
    "refusal",
    "remark",
    "request",
    "result",
    "second",
    "sources",
    "statement",
    "submission",
    "to",
    "translation",
    "verdict",
];
/// Counts by name, of which none is a reference.
const FIGURES: &str = "figures";

/// The entries that an entry speaks of, but for its author's act before it.
pub(crate) fn of(entry: &Entry) -> BTreeSet<u64> {
    let mut found = BTreeSet::new();
    gather(&entry.body, false, &mut found);
    found
}

fn gather(value: &Value, named: bool, found: &mut BTreeSet<u64>) {
    match value {
        Value::Integer(number) if named => found.extend(u64::try_from(*number)),
        Value::Integer(_) | Value::Bool(_) | Value::Text(_) => {}
        Value::List(items) => items.iter().for_each(|item| gather(item, named, found)),
        Value::Object(members) => {
            for (name, member) in members.iter().filter(|(name, _)| *name != FIGURES) {
                gather(member, NAMES.contains(&name.as_str()), found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables of the page say of each member what it is.
    #[test]
    fn every_member_that_the_page_calls_a_number_is_a_reference() {
        let page = include_str!("../../../docs/record.md");
        let kinds = ["number", "numbers", "list of numbers"];
        let mut said = BTreeSet::from(["a".to_owned(), "from".to_owned()]);
        for line in page.lines().filter(|line| line.starts_with('|')) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, _, members, kind, ..] = cells.as_slice() else { continue };
            if kinds.contains(kind) {
                let named = members.split('`').skip(1).step_by(2);
                said.extend(named.map(str::to_owned));
            }
        }
        // The amendments of a ballot's options stand in prose.
        said.insert("amendment".to_owned());
        let known: BTreeSet<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(known, said);
    }
}
