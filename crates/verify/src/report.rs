//! What a check found, for people and for programs.

use std::collections::BTreeMap;

use maru_record::audit::{self, Expected};
use serde::Serialize;

/// The ten steps, in words.
pub const STEPS: [&str; 10] = [
    "the head is signed by the record's key, and by as many witnesses as were asked for",
    "the record continues what was seen before",
    "others were shown the same history",
    "the entries and hashes are those that were signed",
    "every entry is well-formed",
    "authors' chains and signatures hold",
    "every act was allowed when it was done",
    "every content is there, or was withdrawn or hidden for a stated reason",
    "every published result and every version of the draft follows from the entries it names",
    "decisions rest on results that exist",
];

/// The outcome as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing wrong was found.
    Good,
    /// Something is proven wrong.
    Wrong,
    /// Something could not be decided.
    Undecided,
}

impl Verdict {
    /// The exit code of `maru verify`.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Wrong => 1,
            Self::Undecided => 2,
        }
    }
}

/// What a check says of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// All of it was looked at, and it holds.
    Ok,
    /// Something is proven wrong.
    Wrong,
    /// It was looked at, as far as that was possible, and could not be decided.
    Undecided,
    /// It was not looked at.
    NotChecked,
    /// The record holds nothing of the kind.
    NothingToCheck,
}

/// One of [`STEPS`], and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepAnswer {
    /// Which, from 1.
    pub step: u8,
    /// What it is about, in words.
    pub what: &'static str,
    /// What came of it.
    pub answer: Answer,
    /// Why it was not checked, or how it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The codes of the notes about it, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How far the matter of a step was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    Whole,
    /// All of it, in a way that a reader should know.
    WholeBy(String),
    /// Not all of it; why.
    Partly(String),
    Not(String),
    /// There is none; what.
    NothingThere(String),
}

impl Looked {
    fn answer(&self) -> (Answer, Option<&String>) {
        match self {
            Self::Whole => (Answer::Ok, None),
            Self::WholeBy(how) => (Answer::Ok, Some(how)),
            Self::Partly(why) => (Answer::Undecided, Some(why)),
            Self::Not(why) => (Answer::NotChecked, Some(why)),
            Self::NothingThere(what) => (Answer::NothingToCheck, Some(what)),
        }
    }
}

/// One thing that is wrong, or could not be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// In which of [`STEPS`], from 1.
    pub step: u8,
    /// What, for programs; stable.
    pub code: String,
    /// What, for people.
    pub sentence: String,
    /// About which entry, if about one.
    pub entry: Option<u64>,
    /// Whether this proves that something is wrong; otherwise it could only not be decided.
    pub proven: bool,
    /// The entry, found wrong itself, that this one rests on, where there is one: whoever made this one may have done nothing wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rests_on: Option<u64>,
    /// Signed texts that prove it to others, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
}

impl Finding {
    pub(crate) fn wrong(step: u8, code: &str, entry: u64, sentence: String) -> Self {
        let (entry, code) = (Some(entry), code.to_owned());
        Self { step, code, sentence, entry, proven: true, rests_on: None, evidence: None }
    }

    /// What a reader proves by what they know from elsewhere; about no single entry.
    pub fn of_reader(step: u8, code: &str, sentence: String) -> Self {
        Self { entry: None, ..Self::wrong(step, code, 0, sentence) }
    }

    pub(crate) fn malformed(entry: u64, error: &dyn std::fmt::Display) -> Self {
        let sentence = format!("Entry {entry} is in the record but does not follow its rules: {error}.");
        Self::wrong(5, "entry-malformed", entry, sentence)
    }

    /// An entry that may be a newer program's.
    pub(crate) fn unknown(entry: u64, error: &str, more: u64) -> Self {
        let others = match more {
            0 => String::new(),
            1 => " So is one more.".to_owned(),
            _ => format!(" So are {more} more."),
        };
        let sentence = format!(
            "Entry {entry} cannot be judged by this program: {error}.{others} A newer program may know it; fetch one and check again."
        );
        Self::undecided(5, "entry-unknown", entry, sentence)
    }

    /// What is found wrong after an entry that is not understood may come from not understanding it: that may have admitted somebody, or
    /// given them another key.
    pub(crate) fn doubt_after(&mut self, unknown: u64) {
        let may_rest_on_it = self.step > 5 && self.entry.is_some_and(|entry| entry > unknown);
        if self.proven && may_rest_on_it {
            self.proven = false;
            self.sentence =
                format!("{} (Entry {unknown}, which this program does not know, may be why.)", self.sentence);
        }
    }

    /// The same of an entry that speaks of one that is found wrong itself.
    pub(crate) fn resting_on(mut self, cause: Option<u64>) -> Self {
        if let Some(cause) = cause {
            self.sentence =
                format!("{} It rests on entry {cause}, which is found wrong itself.", self.sentence);
            self.rests_on = Some(cause);
        }
        self
    }

    /// The record is shown under another name than its first entry gives it.
    pub(crate) fn other_origin(entry: u64, shown: &str, said: &str) -> Self {
        let sentence =
            format!("The record is shown as “{shown}”, but its first entry says that it is “{said}”.");
        Self::wrong(7, "other-origin", entry, sentence)
    }

    pub(crate) fn undecided(step: u8, code: &str, entry: u64, sentence: String) -> Self {
        Self { proven: false, ..Self::wrong(step, code, entry, sentence) }
    }
}

impl From<audit::Finding> for Finding {
    fn from(finding: audit::Finding) -> Self {
        Self {
            step: finding.step as u8,
            code: finding.code.as_str().to_owned(),
            proven: finding.is_proven(),
            sentence: finding.sentence,
            entry: finding.entry,
            rests_on: None,
            evidence: finding.evidence,
        }
    }
}

/// The signed head that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// How many entries it covers.
    pub size: u64,
    /// Its root, in hexadecimal.
    pub root: String,
}

/// A published result, computed again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recomputed {
    /// The entry that publishes it.
    pub entry: u64,
    /// What was computed.
    pub kind: String,
    pub algorithm: String,
    /// From the first so many entries.
    pub entries: u64,
    /// The key figures that were published, by name.
    pub figures: BTreeMap<String, i64>,
    /// Whether the same bytes came out.
    pub same: bool,
}

/// How a process stands by a criterion of openness, by what was looked at beside its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpennessAnswer {
    /// Such as `O38`.
    pub criterion: &'static str,
    /// Such as `met`.
    pub standing: &'static str,
    /// Why, as a code of `maru process openness`.
    pub because: &'static str,
}

/// A content that was withdrawn, with the reason the record gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdrawn {
    /// The entry whose content went.
    pub entry: u64,
    /// The entry that says so.
    pub by_entry: u64,
    /// Who did it.
    pub by: String,
    /// Reason code.
    pub reason: String,
    /// Legal ground.
    pub ground: String,
}

/// Something that breaks no rule, but that a reader of the results should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// About which of [`STEPS`], from 1.
    pub step: u8,
    /// What, for programs; stable.
    pub code: String,
    /// What, for people.
    pub sentence: String,
    /// About which entries; of many the first hundred.
    pub entries: Vec<u64>,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Which record.
    pub origin: String,
    /// The outcome as a whole.
    pub verdict: Verdict,
    /// What came of each of the ten steps.
    pub steps: Vec<StepAnswer>,
    /// How far each was looked at.
    #[serde(skip)]
    looked: [Looked; STEPS.len()],
    /// The head that was checked.
    pub head: Option<Head>,
    /// Who signed the head besides the record: names of witnesses.
    pub witnesses: Vec<String>,
    /// How many entries were read.
    pub entries: u64,
    /// People who joined.
    pub participants: u64,
    pub statements: u64,
    /// Votes as they stand.
    pub votes: u64,
    /// Entries that their authors signed themselves.
    pub self_signed: u64,
    /// Contents that are there and match.
    pub contents: u64,
    /// Contents that are hidden by moderation, or wait for it, and so were not looked at.
    pub hidden: u64,
    /// Those of them that wait: nobody has said why they are not shown.
    pub waiting: u64,
    /// Contents that were withdrawn.
    pub withdrawn: Vec<Withdrawn>,
    /// Results, computed again.
    pub results: Vec<Recomputed>,
    /// How the process stands by the criteria of openness that only whoever checks its record can answer.
    pub openness: Vec<OpennessAnswer>,
    /// What breaks no rule, but should be known.
    pub notes: Vec<Note>,
    /// What is wrong, or could not be decided.
    pub findings: Vec<Finding>,
}

impl Report {
    /// A report of a record that could not even be read, with what is wrong about that.
    pub fn of_finding(origin: &str, finding: Finding) -> Self {
        let mut report = Self::empty(origin);
        report.add([finding]);
        report
    }

    /// What steps 1 to 5 found.
    pub(crate) fn of_audit(expected: &Expected<'_>, audit: audit::Audit) -> Self {
        let mut report = Self::empty(expected.origin);
        if let Some(head) = &audit.head {
            report.look_at_head(expected, head.size, audit.entries, audit.rooted);
        }
        let witnesses = audit.trusted.map(|trusted| trusted.witnesses).unwrap_or_default();
        report.head = audit.head.map(|head| Head { size: head.size, root: head.root.to_string() });
        report.witnesses = witnesses.into_iter().map(|(name, _)| name.to_string()).collect();
        report.entries = audit.entries;
        report.add(audit.findings.into_iter().map(Finding::from));
        report
    }

    fn look_at_head(&mut self, expected: &Expected<'_>, size: u64, entries: u64, rooted: bool) {
        let alone = "by the record's key alone; no witness was named whose signature is needed";
        let first_visit = "a first visit: nothing of this record is remembered here";
        self.looked[0] = match expected.policy.witnesses() {
            [] => Looked::WholeBy(alone.to_owned()),
            _ => Looked::Whole,
        };
        self.looked[1] = match expected.earlier {
            Some(_) => Looked::Whole,
            None => Looked::Not(first_visit.to_owned()),
        };
        self.looked[2] = match expected.others {
            [] => Looked::Not("nobody else was asked".to_owned()),
            others => {
                let names: Vec<_> = others.iter().map(|other| other.from.as_str()).collect();
                Looked::WholeBy(format!("held against the head of {}", names.join(", ")))
            }
        };
        let of_entries = if size == 0 { Looked::NothingThere(NO_ENTRIES.to_owned()) } else { Looked::Whole };
        self.looked[3] = of_entries.clone();
        self.looked[4] = match unread(size, entries) {
            Some(why) if entries == 0 => Looked::Not(why),
            Some(why) => Looked::Partly(why),
            None if !rooted => Looked::Partly(UNROOTED.to_owned()),
            None => of_entries,
        };
    }

    /// How far a step, from 1, was looked at.
    pub fn look(&mut self, step: u8, looked: Looked) {
        if let Some(place) = self.looked.get_mut(usize::from(step) - 1) {
            *place = looked;
        }
        self.judge();
    }

    /// How many of the steps were checked, with one outcome or the other.
    pub fn checked(&self) -> usize {
        let checked = |step: &&StepAnswer| matches!(step.answer, Answer::Ok | Answer::Wrong);
        self.steps.iter().filter(checked).count()
    }

    /// A report without anything in it.
    pub(crate) fn empty(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            verdict: Verdict::Undecided,
            steps: Vec::new(),
            looked: std::array::from_fn(|_| Looked::Not("nothing was read".to_owned())),
            head: None,
            witnesses: Vec::new(),
            entries: 0,
            participants: 0,
            statements: 0,
            votes: 0,
            self_signed: 0,
            contents: 0,
            hidden: 0,
            waiting: 0,
            withdrawn: Vec::new(),
            results: Vec::new(),
            openness: Vec::new(),
            notes: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Adds findings, in the order of the steps, and judges anew.
    pub fn add(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.findings.extend(findings);
        self.findings.sort_by_key(|finding| (finding.step, finding.entry));
        self.judge();
    }

    /// Adds notes, in the order of the steps. They change no answer.
    pub fn tell(&mut self, notes: impl IntoIterator<Item = Note>) {
        self.notes.extend(notes);
        self.notes.sort_by_key(|note| note.step);
        self.judge();
    }

    fn judge(&mut self) {
        self.steps = (1..).zip(STEPS).map(|(step, what)| self.answer(step, what)).collect();
        let has = |answer| self.steps.iter().any(|step| step.answer == answer);
        self.verdict = if self.findings.iter().any(|finding| finding.proven) {
            Verdict::Wrong
        } else if self.findings.is_empty() && !has(Answer::Undecided) && has(Answer::Ok) && self.entries > 0 {
            Verdict::Good
        } else {
            Verdict::Undecided
        };
    }

    fn answer(&self, step: u8, what: &'static str) -> StepAnswer {
        let mut found = self.findings.iter().filter(|finding| finding.step == step).peekable();
        let undecided = found.peek().is_some();
        let (looked, reason) = self.looked[usize::from(step) - 1].answer();
        let (answer, reason) = if found.any(|finding| finding.proven) {
            (Answer::Wrong, None)
        } else if undecided {
            (Answer::Undecided, None)
        } else {
            (looked, reason.cloned())
        };
        let mut notes: Vec<_> =
            self.notes.iter().filter(|note| note.step == step).map(|note| note.code.clone()).collect();
        notes.dedup();
        StepAnswer { step, what, answer, reason, notes }
    }
}

/// What is said where the hashes do not show that the entries are those that were signed.
pub(crate) const UNROOTED: &str = "it is not known which entries were signed";

/// What is said where a record is empty.
const NO_ENTRIES: &str = "the record has no entries";

/// Why the entries are not all of them, if they are not.
pub(crate) fn unread(size: u64, entries: u64) -> Option<String> {
    match entries {
        _ if entries >= size => None,
        0 => Some("no entry could be read".to_owned()),
        _ => Some(format!("only the first {entries} of {size} entries could be read one after another")),
    }
}
