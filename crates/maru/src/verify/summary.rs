//! The last sentence on a record: what is proven, and of whom. What the list of a node leaves out, what was changed on the way and whose
//! signature is missing make no entry false, and must not be told as if they did.

use maru_verify::{Finding, Report, Verdict};

/// Of what a proof speaks; the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    /// What was signed is false.
    Record,
    /// The node hides a record that it has named or shown before.
    List,
    /// Fewer entries are shown than this reader saw before.
    Back,
    /// Not all that was signed is shown.
    Part,
    /// Another record is shown than was asked for.
    Place,
    /// What is served is not what was signed.
    Bytes,
    /// Signatures that the reader asks for are missing.
    Witnesses,
}

fn about(finding: &Finding) -> About {
    match finding.code.as_str() {
        "record-hidden" | "record-unlisted" | "record-vanished" => About::List,
        "rolled-back" => About::Back,
        "withheld" | "content-missing" => About::Part,
        "wrong-record" => About::Place,
        "key-unknown"
        | "signature-wrong"
        | "cut-short"
        | "entry-changed"
        | "entry-unmatched"
        | "hashes-altered"
        | "not-what-was-signed"
        | "content-changed"
        // The list of keys that a record shows of itself is signed by nobody.
        | "other-keys-than-own-record" => About::Bytes,
        "too-few-witnesses" => About::Witnesses,
        _ => About::Record,
    }
}

/// Whether a finding may come of what lies on the way, and not of whoever signed: an old answer, a wrong one, or none.
pub(super) fn may_be_of_the_way(finding: &Finding) -> bool {
    finding.proven && matches!(about(finding), About::Bytes | About::Place | About::Part | About::Back)
}

pub(super) fn of(report: &Report) -> &'static str {
    match report.verdict {
        Verdict::Good => "Good: nothing wrong was found.",
        Verdict::Undecided => "Undecided: nothing is proven wrong, but some points could not be checked.",
        Verdict::Wrong => {
            let proven = report.findings.iter().filter(|finding| finding.proven).map(about).min();
            wrong(proven.unwrap_or(About::Record))
        }
    }
}

const fn wrong(what: About) -> &'static str {
    match what {
        About::Record => "WRONG: the record is proven to be false in the points above.",
        About::List => {
            "WRONG: the node hides a record that it has named or shown before. Nothing in the record itself is proven to be false."
        }
        About::Back => {
            "WRONG: entries that were published are not shown any more: they were taken back, or something on the way to you gives an old \
             answer. Nothing of what is shown is proven to be false."
        }
        About::Part => {
            "WRONG: parts of the record are not shown, and nobody has said why. Nothing of what is shown is proven to be false."
        }
        About::Place => {
            "WRONG: another record is shown here than the one that was asked for. Nothing is said of what either holds."
        }
        About::Bytes => {
            "WRONG: what is served here is not what was signed. It was changed where it lies, or on the way to you: ask again from another \
             network before you say who changed it."
        }
        About::Witnesses => {
            "WRONG: the record lacks signatures that you ask for. Nothing in the record itself is proven to be false."
        }
    }
}
