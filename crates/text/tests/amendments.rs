//! Amendments side by side: carried over, merged step by step, grouped; on made-up texts and on real ones.

#![allow(clippy::print_stderr, reason = "the counts are what a reader of the test's output wants")]
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

#[path = "support/mirai.rs"]
mod mirai;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maru_text::{
    Carried, Document, Encounter, Operation, Saying, UnitId, alike, apply_operations, carry_over,
    changed_words, keep_ids, merge_amendments, operations_between, parse_markdown, propose_words, rivals,
};
use proptest::prelude::*;

const BASE: &str = "# N\n\n## Article 1 Labels\n\n1. A provider must label what it makes within 30 days of making it.\n\n2. A seller must show the label to each buyer before the sale.\n\n3. Fines are set by the court.\n\n## Article 2 Fines\n\nThe fine is 100 for each picture that bears no label.\n";

fn change(from: &str, to: &str) -> Vec<Operation> {
    assert!(BASE.contains(from), "{from}");
    let base = parse_markdown(BASE);
    let new = keep_ids(&base, &parse_markdown(&BASE.replace(from, to)), &std::collections::BTreeSet::new());
    operations_between(&base, &new)
}

fn shown(carried: &Carried) -> String {
    let list = |units: &[UnitId]| units.iter().map(UnitId::as_str).collect::<Vec<_>>().join(" ");
    match carried {
        Carried::Unchanged { .. } => "unchanged".to_owned(),
        Carried::Adjusted { units, same_place, .. } => {
            format!("adjusted {} / {}", list(units), list(same_place))
        }
        Carried::AlreadyThere => "there already".to_owned(),
        Carried::Fails { failures } => {
            failures.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        }
    }
}

#[test]
fn an_amendment_is_carried_over_or_told_where_it_fails() {
    let base = parse_markdown(BASE);
    let check = |amendment: &[Operation], meanwhile: &[Operation], expected: &str| {
        let onto = apply_operations(&base, meanwhile).unwrap();
        let carried = carry_over(&base, amendment, &onto).unwrap();
        assert_eq!(shown(&carried), expected);
        if let Carried::Unchanged { operations } | Carried::Adjusted { operations, .. } = &carried {
            assert!(apply_operations(&onto, operations).is_ok());
        }
    };
    let fine = change("fine is 100", "fine is 200");
    check(&fine, &[], "unchanged");
    check(&fine, &change("30 days", "15 days"), "unchanged");
    check(&fine, &change("each picture", "each film"), "adjusted art_2 / ");
    check(&fine, &fine, "there already");
    check(&fine, &change("fine is 100", "fine is 300"), "art_2: the same words were changed otherwise");
    let gone = change("3. Fines are set by the court.\n\n", "");
    check(&gone, &[], "unchanged");
    check(
        &gone,
        &change("by the court", "by the council"),
        "art_1__para_3: it would be taken away, and was changed meanwhile",
    );
    check(&change("by the court", "by the council"), &gone, "art_1__para_3: it is not there any more");
    let add = |text: &str| change("## Article 2", &format!("4. {text}\n\n## Article 2"));
    check(&add("One more."), &add("One more."), "there already");
    check(&add("One more rule."), &add("Something else."), "adjusted art_1__para_4 / art_1__para_4");
    let two = [change("30 days", "15 days"), fine.clone()].concat();
    check(&two, &change("30 days", "60 days"), "art_1__para_1: the same words were changed otherwise");
    let renumber = [Operation::Renumber { target: "art_2".into(), number: "Article 9".into() }];
    check(&renumber, &[], "unchanged");
}

#[test]
fn merging_step_by_step_leaves_the_others_alive() {
    let base = parse_markdown(BASE);
    let all = [
        change("30 days", "15 days"),
        change("30 days", "60 days"),
        change("A provider must", "A maker must"),
        change("fine is 100", "fine is 200"),
        change("each picture", "each film"),
        change("## Article 2", "4. One more rule.\n\n## Article 2"),
        change("## Article 2", "4. Something else.\n\n## Article 2"),
    ];
    let lists: Vec<&[Operation]> = all.iter().map(Vec::as_slice).collect();
    let merged = merge_amendments(&base, &lists).unwrap();
    let states: Vec<String> = merged.outcomes.iter().map(shown).collect();
    assert_eq!(states[0], "unchanged");
    assert_eq!(states[1], "art_1__para_1: the same words were changed otherwise");
    assert_eq!(states[2], "adjusted art_1__para_1 / ");
    assert_eq!(states[3], "unchanged");
    assert_eq!(states[4], "adjusted art_2 / ");
    assert_eq!(states[5], "unchanged");
    assert!(states[6].starts_with("adjusted"), "{}", states[6]);
    assert_eq!(apply_operations(&base, &merged.operations).unwrap(), merged.document);
    let text = merged.document.plain_text();
    for words in [
        "A maker must label what it makes within 15 days of making it.",
        "The fine is 200 for each film that bears no label.",
        "4. One more rule.\n4. Something else.\nArticle 2",
    ] {
        assert!(text.contains(words), "{words} is not in\n{text}");
    }
}

#[test]
fn amendments_that_meet_are_named_unit_by_unit() {
    let base = parse_markdown(BASE);
    let all = [
        change("30 days", "15 days"),
        change("30 days", "60 days"),
        change("30 days", "15 days"),
        change("A provider must", "A provider or seller must"),
        change("A provider must", "A provider or user must"),
        change("fine is 100", "fine is 200"),
        change("## Article 2 Fines\n\nThe fine is 100 for each picture that bears no label.\n", ""),
    ];
    let lists: Vec<&[Operation]> = all.iter().map(Vec::as_slice).collect();
    let found: Vec<(String, usize, usize, Encounter)> = rivals(&base, &lists)
        .unwrap()
        .into_iter()
        .map(|rivals| (rivals.unit.to_string(), rivals.one, rivals.other, rivals.encounter))
        .collect();
    let one = |at: usize, other: usize, encounter| ("art_1__para_1".to_owned(), at, other, encounter);
    assert_eq!(
        found,
        [
            one(0, 1, Encounter::Conflict),
            one(0, 2, Encounter::Same),
            one(1, 2, Encounter::Conflict),
            one(3, 4, Encounter::SamePlace),
            ("art_2".to_owned(), 5, 6, Encounter::Conflict),
        ]
    );
}

#[test]
fn typed_words_become_an_operation_and_notes_stay_with_their_words() {
    let mut base = parse_markdown(BASE);
    let id = UnitId::from("art_2");
    let unit = base.unit_mut(&id).unwrap();
    let at = unit.text.find(" for each").unwrap();
    unit.notes = vec![maru_text::Note { at, text: "OJ 1".into() }];
    let typed = "  The fine is twice 100 for each picture that bears no label.  \n\n";
    let operation = propose_words(&base, &id, typed).unwrap().unwrap();
    let next = apply_operations(&base, &[operation]).unwrap();
    let unit = next.unit(&id).unwrap();
    assert_eq!(unit.text, typed.trim());
    assert_eq!(&unit.text[..unit.notes[0].at], "The fine is twice 100");
    assert_eq!(propose_words(&base, &id, &base.unit(&id).unwrap().text), Ok(None));
    assert!(propose_words(&base, &"art_9".into(), "x").is_err());
}

fn edited() -> impl Strategy<Value = Document> {
    let lines = prop::collection::vec(("[a-d]{1,2}", "[a-d]{1,2}", any::<bool>()), 3..6);
    lines.prop_map(|lines| {
        let mut text = String::from("# N\n\n## Article 1\n\n");
        for (at, (one, other, is_there)) in lines.iter().enumerate() {
            if *is_there || at == 0 {
                let _ = write!(text, "{}. It says {one} and so on until {other} ends it.\n\n", at + 1);
            }
        }
        parse_markdown(&text)
    })
}

proptest! {
    #[test]
    fn carrying_over_is_a_merge_of_both_sides(base in edited(), mine in edited(), yours in edited()) {
        let (mine, yours) = (operations_between(&base, &mine), operations_between(&base, &yours));
        let (one, other) = (merge_amendments(&base, &[&mine, &yours]).unwrap(), merge_amendments(&base, &[&yours, &mine]).unwrap());
        prop_assert_eq!(&apply_operations(&base, &one.operations).unwrap().units, &one.document.units);
        let fails = |outcome: &Carried| matches!(outcome, Carried::Fails { .. });
        prop_assert!(!fails(&one.outcomes[0]) && !fails(&other.outcomes[0]));
        prop_assert_eq!(fails(&one.outcomes[1]), fails(&other.outcomes[1]));
        // Two amendments conflict just where one cannot be merged behind the other.
        let met = rivals(&base, &[&mine, &yours]).unwrap();
        let conflict = met.iter().any(|rivals| rivals.encounter == Encounter::Conflict);
        prop_assert_eq!(conflict, fails(&one.outcomes[1]), "{:?} {:?}", met, one.outcomes);
    }
}

/// What the amendments of citizens come to on the latest state of their text.
#[test]
fn real_amendments_are_carried_over_merged_and_grouped() {
    let Some(corpus) = mirai::read() else {
        eprintln!("SKIPPED real_amendments_are_carried_over_merged_and_grouped: ../shared/data is absent");
        return;
    };
    assert!(corpus.unfit.is_empty(), "{:?}", corpus.unfit);
    let latest = corpus.states.last().unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for proposal in &corpus.proposals {
        let base = &corpus.states[proposal.base];
        let next = apply_operations(base, &proposal.operations).unwrap();
        let carried = carry_over(base, &proposal.operations, latest).unwrap();
        let name = match &carried {
            Carried::Unchanged { operations } => {
                assert!(apply_operations(latest, operations).is_ok());
                "carried over unchanged"
            }
            Carried::Adjusted { operations, .. } => {
                assert!(apply_operations(latest, operations).is_ok());
                "carried over beside other changes"
            }
            Carried::AlreadyThere => "there already",
            Carried::Fails { failures } => {
                assert!(!failures.is_empty());
                "in conflict with the latest text"
            }
        };
        *counts.entry(name).or_insert(0) += 1;
        assert!(next.walk().all(|unit| !unit.id.is_empty()));
    }
    eprintln!("{} amendments: {counts:?}", corpus.proposals.len());
    grouped(&corpus);
    ten_merged(&corpus);
}

fn grouped(corpus: &mirai::Corpus) {
    for (at, state) in corpus.states.iter().enumerate() {
        let here: Vec<&mirai::Proposal> =
            corpus.proposals.iter().filter(|proposal| proposal.base == at).collect();
        let lists: Vec<&[Operation]> = here.iter().map(|proposal| proposal.operations.as_slice()).collect();
        let met = rivals(state, &lists).unwrap();
        let conflicts = met.iter().filter(|rivals| rivals.encounter == Encounter::Conflict).count();
        let words: Vec<(String, String)> = lists
            .iter()
            .flat_map(|operations| changed_words(state, operations).unwrap())
            .map(|(unit, words)| (unit.to_string(), words))
            .collect();
        let sayings: Vec<Saying<'_>> = words.iter().map(|(about, words)| Saying { about, words }).collect();
        let groups = alike(&sayings, 60);
        let larger = groups.iter().filter(|group| group.len() > 1).count();
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), sayings.len());
        eprintln!(
            "state {at}: {} amendments, {conflicts} conflicts of two at a unit, {} changes of a unit in {} groups, {larger} of more than one",
            here.len(),
            sayings.len(),
            groups.len()
        );
    }
}

fn ten_merged(corpus: &mirai::Corpus) {
    let busiest = (0..corpus.states.len())
        .max_by_key(|at| corpus.proposals.iter().filter(|proposal| proposal.base == *at).count())
        .unwrap();
    let chosen: Vec<&[Operation]> = corpus
        .proposals
        .iter()
        .filter(|proposal| proposal.base == busiest)
        .take(10)
        .map(|proposal| proposal.operations.as_slice())
        .collect();
    let base = &corpus.states[busiest];
    let merged = merge_amendments(base, &chosen).unwrap();
    assert_eq!(apply_operations(base, &merged.operations).unwrap(), merged.document);
    let fails = merged.outcomes.iter().filter(|outcome| matches!(outcome, Carried::Fails { .. })).count();
    eprintln!("ten merged: {} stand, {fails} fail", chosen.len() - fails);
    // Whoever stands alone in a unit finds it there word for word.
    let met = rivals(base, &chosen).unwrap();
    for (at, operations) in chosen.iter().enumerate() {
        if matches!(merged.outcomes[at], Carried::Fails { .. })
            || met.iter().any(|rivals| rivals.one == at || rivals.other == at)
        {
            continue;
        }
        let alone = apply_operations(base, operations).unwrap();
        for unit in
            alone.walk().filter(|unit| base.unit(&unit.id).is_some_and(|before| before.text != unit.text))
        {
            assert_eq!(merged.document.unit(&unit.id).unwrap().text, unit.text);
        }
    }
}
