//! Policies, receipts and the rules of a witness.

use maru_record::policy::{NotTrusted, PolicyError};
use maru_record::proof::ReceiptError;
use maru_record::tree::{self, MemoryTree, ProofError, leaf_hash};
use maru_record::witness::{self, AddCheckpoint, Answer, Decision, Head, Known, RequestError};
use maru_record::{
    Algorithm, Checkpoint, Digest, Entry, Locator, Note, NoteError, Policy, Proof, SignedCheckpoint,
    SignerKey, Value, VerifierKey,
};

const ORIGIN: &str = "node.example/p/1";
const NOW: u64 = 1_790_000_000;

fn key(name: &str, algorithm: Algorithm, seed: u8) -> SignerKey {
    SignerKey::from_seed(name.parse().unwrap(), algorithm, &[seed; 32]).unwrap()
}

fn log_key() -> SignerKey {
    key(ORIGIN, Algorithm::Ed25519, 1)
}

fn witness_key(number: u8) -> SignerKey {
    key(&format!("w{number}.example"), Algorithm::Ed25519Cosignature, 10 + number)
}

fn entry(number: u64) -> Vec<u8> {
    Entry::new(Value::object([("n", (number as i64).into())])).encode().unwrap()
}

fn tree(size: u64) -> MemoryTree {
    let mut tree = MemoryTree::new();
    tree.extend((0..size).map(|number| leaf_hash(&entry(number))));
    tree
}

fn head(size: u64) -> Checkpoint {
    Checkpoint { origin: ORIGIN.to_owned(), size, root: tree(size).root_at(size).unwrap() }
}

fn vkey(key: &SignerKey) -> VerifierKey {
    key.verifier().clone()
}

// --- Policies ---

fn policy_error(text: &str) -> PolicyError {
    let names = [("LOG", vkey(&log_key())), ("W1", vkey(&witness_key(1))), ("W2", vkey(&witness_key(2)))];
    let text = names.iter().fold(text.to_owned(), |text, (name, key)| text.replace(name, &key.to_string()));
    Policy::parse(text.as_bytes()).unwrap_err()
}

#[test]
fn malformed_policies_are_refused_with_their_line() {
    let check = |text: &str, expected: PolicyError| assert_eq!(policy_error(text), expected, "{text}");
    check("", PolicyError::Quorum);
    check("quorum none\nquorum none\n", PolicyError::Quorum);
    check("quorum w\n", PolicyError::Unknown(1));
    check("# a\n\nlogs LOG\n", PolicyError::Line(3));
    check("log LOG url more\n", PolicyError::Line(1));
    check("group g all\n", PolicyError::Line(1));
    check("log nonsense\n", PolicyError::Key { line: 1, error: NoteError::Key });
    check("log LOG\r\n", PolicyError::Control(1));
    check("log W1\n", PolicyError::Role(1));
    check("witness w LOG\n", PolicyError::Role(1));
    check("log LOG\nlog LOG\n", PolicyError::DuplicateKey(2));
    check("witness a W1\nwitness b W1\n", PolicyError::DuplicateKey(2));
    check("witness a W1\nwitness a W2\n", PolicyError::DuplicateName(2));
    check("witness none W1\n", PolicyError::DuplicateName(1));
    check("witness a W1\ngroup a any a\n", PolicyError::DuplicateName(2));
    check("group g any a\nwitness a W1\n", PolicyError::Unknown(1));
    check("witness a W1\ngroup g any a a\n", PolicyError::SecondGroup(2));
    check("witness a W1\ngroup g any a\ngroup h any a\n", PolicyError::SecondGroup(3));
    check("group g any g\n", PolicyError::Unknown(1));
    for k in ["0", "2", "01", "+1", "-1", "most"] {
        check(&format!("witness a W1\ngroup g {k} a\n"), PolicyError::Threshold(2));
    }
}

/// The example of the specification: two of three X and one of three Y.
#[test]
fn nested_groups_decide_as_the_specification_says() {
    let mut lines = vec![format!("\tlog {} https://node.example/p/1\n# X", vkey(&log_key()))];
    let witnesses = (1..).zip(["X1", "X2", "X3", "Y1", "Y2", "Y3"]);
    lines.extend(witnesses.map(|(number, name)| format!("witness {name}  {} ", vkey(&witness_key(number)))));
    lines.push("group X 2 X1 X2 X3\ngroup Y any Y1 Y2 Y3\ngroup both all X Y\nquorum both\n".to_owned());
    let policy = Policy::parse(lines.join("\n").as_bytes()).unwrap();
    let signed = |witnesses: &[u8]| {
        let mut keys = vec![log_key()];
        keys.extend(witnesses.iter().map(|number| witness_key(*number)));
        policy.check(&SignedCheckpoint::sign(head(5), &keys, NOW).unwrap())
    };
    for good in [&[1, 2, 4][..], &[2, 3, 6], &[1, 2, 3, 4, 5, 6]] {
        assert_eq!(signed(good).unwrap().witnesses.len(), good.len());
    }
    for bad in [&[][..], &[1, 2, 3], &[1, 4, 5, 6], &[4], &[1, 9, 8, 4]] {
        assert!(matches!(signed(bad), Err(NotTrusted::Quorum { known: 6, .. })), "{bad:?}");
    }
    let unsigned =
        SignedCheckpoint::sign(head(5), &[witness_key(1), witness_key(2), witness_key(4)], NOW).unwrap();
    assert_eq!(policy.check(&unsigned), Err(NotTrusted::Unsigned(ORIGIN.to_owned())));
}

#[test]
fn a_known_key_that_fails_spoils_the_note_and_unknown_lines_do_not() {
    let policy = Policy::of_logs([vkey(&log_key())]);
    let mut signed = SignedCheckpoint::sign(head(5), &[log_key(), witness_key(1)], NOW).unwrap();
    policy.check(&signed).unwrap();
    let mut line = signed.note().signatures[0].clone();
    line.bytes[7] ^= 1;
    signed.add([line]);
    assert_eq!(policy.check(&signed), Err(NotTrusted::Note(NoteError::Signature(ORIGIN.parse().unwrap()))));
}

#[test]
fn malformed_notes_are_refused() {
    let good = SignedCheckpoint::sign(head(5), &[log_key()], NOW).unwrap().note().to_string();
    let check =
        |text: &str, expected: NoteError| assert_eq!(Note::parse(text.as_bytes()), Err(expected), "{text}");
    Note::parse(good.as_bytes()).unwrap();
    check("", NoteError::Unsigned);
    check("text\n\n", NoteError::Unsigned);
    check(good.trim_end(), NoteError::Unsigned);
    check(&good.replace("\n\n", "\n"), NoteError::Unsigned);
    check(&good.replace('\n', "\r\n"), NoteError::NotText);
    check(&good.replace("\u{2014} ", "- "), NoteError::Line(1));
    check(&good.replace("node.example/p/1 ", "node.example/p/1  "), NoteError::Line(1));
    check(&good.replace("= \n", "\n").replace("=\n", "\n"), NoteError::Line(1));
    check(&format!("{good}\u{2014} a AAAAAA==\n"), NoteError::Line(2));
    check(&format!("{good}\u{2014} a+b AAAAAAA=\n"), NoteError::Line(2));
    let line = good.lines().last().unwrap();
    check(&format!("{good}{}", format!("{line}\n").repeat(64)), NoteError::TooManySignatures);
    check(&"x".repeat(200_000), NoteError::TooLong(200_000));
}

#[test]
fn malformed_checkpoints_are_refused() {
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    assert!(Checkpoint::parse(&format!("o\n5\n{root}\n")).is_ok());
    assert!(Checkpoint::parse(&format!("o\n0\n{root}\n")).is_ok());
    for wrong in [
        String::new(),
        "o\n5\n".to_owned(),
        format!("o\n5\n{root}"),
        format!("\n5\n{root}\n"),
        format!("o\n05\n{root}\n"),
        format!("o\n+5\n{root}\n"),
        format!("o\n-5\n{root}\n"),
        format!("o\n\n{root}\n"),
        format!("o\n99999999999999999999\n{root}\n"),
        format!("o\n5\n{}\n", root.trim_end_matches('=')),
        format!("o\n5\n{}\n", root.replace("I=", "J=")),
        format!("o\n5\n{root}\nextension\n"),
        format!("{}\n5\n{root}\n", "o".repeat(256)),
    ] {
        assert!(Checkpoint::parse(&wrong).is_err(), "{wrong}");
    }
}

// --- Receipts ---

fn receipt(index: u64, size: u64) -> Proof {
    let hashes = tree::inclusion_proof(&tree(size), index, size).unwrap();
    let mut keys = vec![log_key(), witness_key(1)];
    if cfg!(feature = "ml-dsa") {
        keys.push(key(ORIGIN, Algorithm::MlDsa44, 3));
    }
    let checkpoint = SignedCheckpoint::sign(head(size), &keys, NOW).unwrap();
    Proof { extra: Some(entry(index)), index, hashes, checkpoint }
}

#[test]
fn a_receipt_is_enough_by_itself() {
    let policy = Policy::of_logs([vkey(&log_key())]);
    for (index, size) in [(0, 1), (0, 2), (6, 7), (299, 300)] {
        let proof = receipt(index, size);
        let text = proof.to_string();
        assert!(text.starts_with("c2sp.org/tlog-proof@v1\nextra "));
        let read = Proof::parse(text.as_bytes()).unwrap();
        assert_eq!(read, proof);
        let checked = read.check(&policy).unwrap();
        assert_eq!((checked.origin.as_str(), checked.index), (ORIGIN, index));
        assert_eq!(checked.entry, Entry::decode(&entry(index)).unwrap());
        let compact = proof.clone().compact();
        assert!(compact.to_string().len() < 2_000);
        assert_eq!(compact.check(&policy), Ok(checked));
        let without = Proof { extra: None, ..proof };
        assert_eq!(Proof::parse(without.to_string().as_bytes()).unwrap(), without);
        assert_eq!(without.check(&policy), Err(ReceiptError::NoEntry));
        without.check_entry(&entry(index), &policy).unwrap();
        assert_eq!(without.check_entry(b"other", &policy), Err(ReceiptError::Proof(ProofError::Mismatch)));
    }
}

#[test]
fn altered_receipts_are_refused() {
    let policy = Policy::of_logs([vkey(&log_key())]);
    let text = receipt(6, 7).to_string();
    for (from, to) in [
        ("proof@v1", "proof@v2"),
        ("extra ", "extra  "),
        ("index 6", "index 5"),
        ("index 6", "index 06"),
        ("index 6", "index 7"),
        ("index 6", "index"),
        ("\n7\n", "\n8\n"),
        ("\n\nnode", "\nnode"),
        ("\nindex", "\nextra AA==\nindex"),
    ] {
        let altered = text.replacen(from, to, 1);
        assert_ne!(altered, text, "{from}");
        let result = Proof::parse(altered.as_bytes()).and_then(|proof| proof.check(&policy));
        assert!(result.is_err(), "{from} -> {to}");
    }
    let other = Policy::of_logs([key(ORIGIN, Algorithm::Ed25519, 9).verifier().clone()]);
    assert!(matches!(receipt(6, 7).check(&other), Err(ReceiptError::NotTrusted(_))));
}

#[test]
fn a_printed_locator_leads_back_to_its_entry() {
    let locator = Locator::new(ORIGIN, 1234, &entry(1234));
    let url = locator.url("https://node.example/");
    assert!(url.starts_with("https://node.example/r/") && url.contains("/1234#") && url.len() < 120, "{url}");
    assert_eq!(Locator::parse(&url), Some(locator));
    for wrong in [
        "",
        "https://node.example/r/",
        &url.replace("1234", "01234"),
        &url.replace("/r/", "/s/"),
        &url[..url.len() - 1],
    ] {
        assert_eq!(Locator::parse(wrong), None, "{wrong}");
    }
}

// --- The witness ---

fn request(old: u64, size: u64) -> AddCheckpoint {
    let proof = tree::consistency_proof(&tree(size), old, size).unwrap();
    AddCheckpoint {
        old_size: old,
        proof,
        checkpoint: SignedCheckpoint::sign(head(size), &[log_key()], NOW).unwrap(),
    }
}

fn stored(size: u64) -> Option<Head> {
    (size > 0).then(|| Head { size, root: head(size).root })
}

fn answer(body: &str, stored: Option<Head>) -> Decision {
    let keys = [vkey(&log_key())];
    let lookup = |origin: &str| (origin == ORIGIN).then_some(Known { keys: &keys, head: stored });
    witness::answer(body.as_bytes(), lookup, &[witness_key(1), witness_key(2)], NOW).unwrap()
}

#[test]
fn a_witness_cosigns_what_continues_and_remembers_it() {
    for (old, size) in [(0, 0), (0, 5), (5, 5), (5, 9), (4, 300)] {
        let request = request(old, size);
        assert_eq!(AddCheckpoint::parse(request.body().as_bytes()).unwrap(), request);
        let decision = answer(&request.body(), stored(old));
        let Decision::Cosign { head: new, .. } = &decision else { panic!("{old} {size}: {decision:?}") };
        assert_eq!((new.size, new.root), (size, head(size).root));
        assert_eq!((decision.status(), decision.content_type()), (200, "text/plain; charset=utf-8"));
        let keys = [vkey(&witness_key(1))];
        let Answer::Cosigned(lines) = witness::read_answer(&request, 200, decision.body().as_bytes(), &keys)
        else {
            panic!("{decision:?}")
        };
        assert_eq!(lines.len(), 1, "the line of the unknown key is passed over");
        let mut signed = request.checkpoint.clone();
        signed.add(lines);
        let seen = signed.verify(&keys).unwrap();
        assert_eq!(seen[0].time, Some(NOW));
    }
}

fn check_refusal(body: &str, stored: Option<Head>, status: u16, text: &str) {
    let decision = answer(body, stored);
    assert_eq!((decision.status(), decision.body()), (status, format!("{text}\n")), "{body}");
}

#[test]
fn a_witness_refuses_with_the_status_that_the_specification_names() {
    let good = request(5, 9).body();
    let inconsistent = "the checkpoint is not proven to continue the one cosigned before";
    // 400
    for wrong in [
        "",
        "old 5\n",
        &good.replace("old 5", "old 05"),
        &good.replace("old 5", "new 5"),
        &good.replace("\n\nnode", "\nnode"),
    ] {
        assert_eq!(answer(wrong, stored(5)).status(), 400, "{wrong}");
    }
    let backwards = "the old size 10 is larger than the checkpoint's size 9";
    check_refusal(&good.replace("old 5", "old 10"), stored(5), 400, backwards);
    let many = good.replacen(
        "old 5\n",
        &format!("old 5\n{}", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n".repeat(64)),
        1,
    );
    check_refusal(&many, stored(5), 400, "line 65 is malformed");
    let extended = good.replace("=\n\n\u{2014}", "=\nextension\n\n\u{2014}");
    check_refusal(
        &extended,
        stored(5),
        400,
        "the checkpoint: the note is not a checkpoint: a checkpoint with extension lines is not taken",
    );
    // 404, 403
    let other =
        SignedCheckpoint::sign(Checkpoint { origin: "other".to_owned(), ..head(9) }, &[log_key()], NOW)
            .unwrap();
    let unknown = AddCheckpoint { checkpoint: other, ..request(5, 9) };
    check_refusal(&unknown.body(), stored(5), 404, "this witness does not follow that record");
    let stranger = SignedCheckpoint::sign(head(9), &[key(ORIGIN, Algorithm::Ed25519, 9)], NOW).unwrap();
    let unsigned = AddCheckpoint { checkpoint: stranger, ..request(5, 9) };
    check_refusal(&unsigned.body(), stored(5), 403, "no signature is by a trusted key, or one does not fit");
    // 409
    check_refusal(&good, stored(6), 409, "6");
    check_refusal(&good, None, 409, "0");
    assert_eq!(answer(&good, stored(6)).content_type(), "text/x.tlog.size");
    // 422
    let fork = Some(Head { size: 5, root: Digest::of(b"fork") });
    check_refusal(&good, fork, 422, inconsistent);
    check_refusal(&request(5, 5).body(), fork, 422, inconsistent);
    let with_proof = AddCheckpoint { proof: vec![Digest::of(b"")], ..request(0, 9) };
    check_refusal(&with_proof.body(), None, 422, inconsistent);
    let empty = Checkpoint { root: Digest::of(b"not empty"), ..head(0) };
    let checkpoint = SignedCheckpoint::sign(empty, &[log_key()], NOW).unwrap();
    check_refusal(&AddCheckpoint { checkpoint, ..request(0, 0) }.body(), None, 422, inconsistent);
}

#[test]
fn a_record_understands_what_its_witness_answers() {
    let keys = [vkey(&witness_key(1))];
    let check = |status, body: &str, expected: Answer| {
        assert_eq!(
            witness::read_answer(&request(5, 9), status, body.as_bytes(), &keys),
            expected,
            "{status} {body}"
        );
    };
    check(409, "7\n", Answer::HoldsSize(7));
    check(409, "5\n", Answer::Alarm);
    check(409, "oops", Answer::Alarm);
    check(422, "", Answer::Alarm);
    check(404, "", Answer::Refused(404));
    check(200, "", Answer::Refused(200));
    check(200, "\u{2014} w1.example AAAAAAAA\n", Answer::Refused(200));
    assert_eq!(RequestError::Line(3).to_string(), "line 3 is malformed");
}

/// Whatever requests come, in whatever order, no two cosigned heads of one record disagree.
#[test]
fn a_witness_never_cosigns_two_histories() {
    let keys = [vkey(&log_key())];
    let mut forked = MemoryTree::new();
    forked.extend((0..40).map(|number| leaf_hash(&entry(number * 2))));
    let fork_head =
        |size| Checkpoint { origin: ORIGIN.to_owned(), size, root: forked.root_at(size).unwrap() };
    let (mut held, mut cosigned) = (Head::empty(), Vec::new());
    for step in 0..400_u64 {
        let (old, size, on_fork) = (step * 7 % 40, step * 11 % 40, step % 3 == 0);
        let (old, size) = (if step % 2 == 0 { held.size } else { old }, size);
        if old > size {
            continue;
        }
        let (checkpoint, source) =
            if on_fork { (fork_head(size), &forked) } else { (head(size), &tree(size)) };
        let proof = tree::consistency_proof(source, old, size).unwrap();
        let checkpoint = SignedCheckpoint::sign(checkpoint, &[log_key()], NOW).unwrap();
        let request = AddCheckpoint { old_size: old, proof, checkpoint };
        let known = Known { keys: &keys, head: Some(held) };
        if let Decision::Cosign { head, .. } = witness::decide(&request, Some(known), &[], NOW).unwrap() {
            assert!(head.size >= held.size);
            held = head;
            cosigned.push((head, on_fork && head.size > 1));
        }
    }
    assert!(cosigned.len() > 5);
    assert!(
        cosigned
            .iter()
            .filter(|(head, _)| head.size > 1)
            .all(|(_, fork)| *fork == cosigned.last().unwrap().1)
    );
}
