//! The classic map equals the reference on every given conversation.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod conversations;

use conversations::{Given, given};
use maru_opinion::{CastVote, Conversation, ParticipantId, StatementId, Vote, VoteMatrix, classic};
use serde_json::Value;

/// Coordinates may differ by this share of their range.
const COORDINATES: f64 = 1e-6;
/// Statistics may differ by this share of their size.
const STATISTICS: f64 = 1e-9;

#[test]
fn the_classic_map_equals_the_reference() {
    for conversation in given("the_classic_map_equals_the_reference") {
        if conversation.folder.join("expected-classic.json").exists() {
            check(&conversation);
        }
    }
}

/// Some took sides on one statement, some on the other, and passed on the rest: the products between statements are 120 and
/// 122 on the diagonal, which a hundred steps hardly tell apart, so that each step can be seen.
#[test]
fn power_iteration_takes_as_many_products_as_polis_does() {
    let mut votes = Vec::new();
    for person in 0..242u32 {
        let own = u32::from(person >= 120);
        for statement in 0..2 {
            let sign = if statement != own {
                0
            } else if person % 2 == 0 {
                1
            } else {
                -1
            };
            let (participant, statement) = (ParticipantId(person), StatementId(statement));
            votes.push(CastVote { participant, statement, vote: Vote::from_sign(sign).unwrap() });
        }
    }
    let map = classic(&Conversation::new(VoteMatrix::in_order_of_appearance(votes)));
    let map = serde_json::to_value(map).unwrap();
    let ratio = map["statements"][1]["pc1"].as_f64().unwrap() / map["statements"][0]["pc1"].as_f64().unwrap();
    let after = |products: i32| (122.0f64 / 120.0).powi(products);
    assert!((ratio / after(101) - 1.0).abs() < 1e-9, "{ratio} is not {}", after(101));
}

fn check(given: &Given) {
    let expected = given.json("expected-classic.json");
    let ours = serde_json::to_value(classic(&given.export.conversation_in_file_order())).unwrap();
    let name = given.name();
    assert_eq!(ours["counts"], expected["counts"], "{name}: counts");
    assert_eq!(ours["k"], expected["k"], "{name}: k");
    same_places(&name, &ours, &expected, "participants", &[("x", 0), ("y", 1)]);
    same_places(&name, &ours, &expected, "statements", &[("pc1", 0), ("pc2", 1), ("x", 0), ("y", 1)]);
    for (our, their) in
        ours["participants"].as_array().unwrap().iter().zip(expected["participants"].as_array().unwrap())
    {
        for field in ["id", "votes", "in_map", "base", "group"] {
            assert_eq!(our[field], their[field], "{name}: participant {their}: {field}");
        }
    }
    close(&format!("{name}: silhouettes"), &ours["silhouettes"], &expected["silhouettes"], 1e-7);
    for field in ["representative", "majority"] {
        close(&format!("{name}: {field}"), &ours[field], &expected[field], STATISTICS);
    }
    for (our, their) in
        ours["statements"].as_array().unwrap().iter().zip(expected["statements"].as_array().unwrap())
    {
        let at = format!("{name}: statement {}", their["id"]);
        for field in
            ["id", "moderated_out", "meta", "mean", "consensus_agree", "consensus_disagree", "groups"]
        {
            close(&format!("{at}: {field}"), &our[field], &their[field], STATISTICS);
        }
        close(&format!("{at}: extremity"), &our["extremity"], &their["extremity"], COORDINATES);
        close(&format!("{at}: priority"), &our["priority"], &their["priority"], COORDINATES);
    }
}

/// Coordinates up to the sign of each axis, against the axis's range.
fn same_places(name: &str, ours: &Value, expected: &Value, list: &str, fields: &[(&str, usize)]) {
    let column = |map: &Value, list: &str, field: &str| -> Vec<f64> {
        map[list].as_array().unwrap().iter().map(|line| line[field].as_f64().unwrap()).collect()
    };
    let sign = ["x", "y"].map(|field| {
        let (a, b) = (column(ours, "participants", field), column(expected, "participants", field));
        a.iter().zip(&b).map(|(a, b)| a * b).sum::<f64>().signum()
    });
    for &(field, axis) in fields {
        let (a, b) = (column(ours, list, field), column(expected, list, field));
        let range = b.iter().copied().fold(0.0, |m: f64, x| m.max(x.abs()));
        let worst = a.iter().zip(&b).map(|(a, b)| (sign[axis] * a - b).abs()).fold(0.0, f64::max);
        assert!(worst <= COORDINATES * range, "{name}: {list} {field}: off by {worst:e} of {range}");
    }
}

/// Equal, numbers within a share of their size.
fn close(at: &str, ours: &Value, expected: &Value, tolerance: f64) {
    match (ours, expected) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            assert!((a - b).abs() <= tolerance * b.abs().max(1.0), "{at}: {a} is not {b}");
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{at}: {ours} is not {expected}");
            for (i, (a, b)) in a.iter().zip(b).enumerate() {
                close(&format!("{at}[{i}]"), a, b, tolerance);
            }
        }
        (Value::Object(a), Value::Object(b)) => {
            assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>(), "{at}");
            for (key, value) in b {
                close(&format!("{at}.{key}"), &a[key], value, tolerance);
            }
        }
        _ => assert_eq!(ours, expected, "{at}"),
    }
}
