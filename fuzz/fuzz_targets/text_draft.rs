#![no_main]
//! Two drafts: operations between them lead from one to the other, and no anchor of the first is lost without a word.
use libfuzzer_sys::fuzz_target;
use maru_text::{
    Anchor, Operation, Resolution, Step, apply_operations, carry_over, keep_ids, operations_between, parse_markdown,
};

fuzz_target!(|text: &str| {
    let (old, new) = text.split_once('\u{1f}').unwrap_or((text, ""));
    let old = parse_markdown(old);
    let new = keep_ids(&old, &parse_markdown(new), &std::collections::BTreeSet::new());
    let operations = operations_between(&old, &new);
    assert_eq!(apply_operations(&old, &operations).expect("our own operations").units, new.units);
    let step = Step::new(&old, &operations).expect("our own operations");
    for unit in old.walk().take(8) {
        for anchor in Anchor::sentences(unit).into_iter().take(4) {
            if let Resolution::Anchored { at } | Resolution::WordsChanged { at, .. } = step.resolve(&anchor) {
                at.check(&new).expect("a place in the new text");
            }
        }
    }
    let _ = carry_over(&old, &operations, &old);
    if let Ok(operations) = serde_json::from_str::<Vec<Operation>>(text) {
        let _ = apply_operations(&old, &operations);
    }
});
