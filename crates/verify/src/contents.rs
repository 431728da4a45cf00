//! Step 8: every content is there and is what its entry names, or was withdrawn or hidden for a stated reason.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use maru_forum::{
    Attachment, Content, EntryNumber, Process, Redaction, Standing, Violation, Voice, Words, Writing,
    first_unseen,
};
use maru_record::audit::{MAX_HOLES, has_grown};
use maru_record::{Digest, TileSource, addenda};
use rayon::prelude::*;

use crate::check::Extent;
use crate::notes::{reasons, unseen};
use crate::report::{Finding, Report, Withdrawn};

/// Words that an entry names.
pub(crate) struct Named {
    pub(crate) entry: u64,
    pub(crate) words: Words,
    /// The size in bytes, where they are those of a file that came with a letter or a report.
    pub(crate) file: Option<u64>,
}

pub(crate) fn check<S: TileSource + Sync>(
    source: &S,
    process: &Process,
    named: &[Named],
    extent: &Extent<'_>,
    report: &mut Report,
    findings: &mut Vec<Finding>,
) {
    let standing = |entry: u64| process.ledger.standing(EntryNumber(entry));
    let holes = AtomicUsize::new(0);
    let look = |named: &Named| match holes.load(Ordering::Relaxed) {
        MAX_HOLES.. => State::NotAsked,
        _ => look(source, named, standing(named.entry), &holes),
    };
    let checked: Vec<State> = named.par_iter().map(look).collect();
    let not_asked = checked.iter().filter(|state| matches!(state, State::NotAsked)).count();
    let elsewhere = checked.iter().any(|state| matches!(state, State::Elsewhere(_)));
    let grown = elsewhere && has_grown(source, &extent.head, extent.policy);
    let (mut odd, mut empty, mut waiting) = (Vec::new(), Vec::new(), 0_u64);
    let reasons = reasons_of(process);
    let mut minutes = minutes_of(process);
    for (state, named) in checked.into_iter().zip(named) {
        match state {
            State::There(text) => {
                report.contents += 1;
                odd.extend(text.unseen.map(|found| (named.entry, Violation::UnseenCharacter(found))));
                let is_reason = reasons.contains(&EntryNumber(named.entry));
                if text.is_blank || (is_reason && text.says_nothing) {
                    empty.push(named.entry);
                }
                if !text.says_nothing {
                    minutes.remove(&EntryNumber(named.entry));
                }
            }
            State::Hidden => {
                report.hidden += 1;
                // A report to the moderators is shown to nobody else, ever: it waits for no verdict.
                let addressed = process.ledger.voice_of(EntryNumber(named.entry)) == Some(Voice::Addressed);
                waiting += u64::from(standing(named.entry) == Some(Standing::Waiting) && !addressed);
            }
            State::Withdrawn | State::NotAsked => {}
            State::Unfit(finding) => findings.push(finding),
            State::Elsewhere(finding) => findings.push(extent.doubted(finding, grown)),
        }
    }
    report.waiting = waiting;
    // Minutes of which nobody may read a word are told of elsewhere.
    let is_read = |entry: &EntryNumber| standing(entry.0) == Some(Standing::Shown);
    empty.extend(minutes.into_iter().filter(is_read).map(|entry| entry.0));
    empty.sort_unstable();
    empty.dedup();
    report.tell(unseen::note(8, "texts", &odd).into_iter().chain(reasons::empty_texts(&empty)));
    if not_asked > 0 {
        let sentence = format!("{not_asked} more texts were not asked for, as so many could not be read.");
        findings.push(Finding { entry: None, ..Finding::undecided(8, "contents-not-asked", 0, sentence) });
    }
    report.withdrawn = process
        .redactions
        .iter()
        .map(|redaction| Withdrawn {
            entry: redaction.target.0,
            by_entry: redaction.entry.0,
            by: by_whom(process, redaction),
            reason: redaction.reason.as_str().to_owned(),
            ground: redaction.ground.clone(),
        })
        .collect();
}

/// Entries whose words are the reason of an act of an office: answers, decisions, refusals, rulings, verifications.
fn reasons_of(process: &Process) -> BTreeSet<EntryNumber> {
    let rulings = process.appeals.iter().filter_map(|appeal| Some(appeal.ruling.as_ref()?.entry));
    let reviews = process.verdict_appeals.iter().filter_map(|appeal| Some(appeal.ruling.as_ref()?.entry));
    let to_initiatives =
        process.initiatives.iter().flat_map(|one| one.answers.iter().map(|answer| answer.entry));
    let answers = process.answers.iter().map(|answer| answer.entry);
    let decisions = process.decisions.iter().map(|decision| decision.entry);
    let refusals = process.refusals.iter().map(|refusal| refusal.entry);
    let verifications = process.verifications.iter().map(|one| one.entry);
    let acts = answers.chain(decisions).chain(refusals).chain(rulings).chain(reviews);
    acts.chain(to_initiatives).chain(verifications).collect()
}

/// The minutes of all meetings: on an item of the agenda there may be nothing to say, but hardly on all.
fn minutes_of(process: &Process) -> BTreeSet<EntryNumber> {
    process.meetings.iter().flat_map(|meeting| meeting.minutes.iter().map(|minutes| minutes.entry)).collect()
}

impl Extent<'_> {
    /// What a text's being there or not proves, where entries behind those that were read may say who may read it.
    fn doubted(&self, mut finding: Finding, grown: bool) -> Finding {
        if self.hole.is_some() || grown {
            let later = if grown { "have come meanwhile; check again" } else { "could not be read" };
            finding.sentence = format!("{} A reason may stand in entries that {later}.", finding.sentence);
            finding.proven = false;
        }
        finding
    }
}

fn by_whom(process: &Process, redaction: &Redaction) -> String {
    match redaction.by {
        None => "the host of the node".to_owned(),
        Some(who) if process.ledger.author_of(redaction.target) == Some(who) => "its author".to_owned(),
        Some(_) => "the secretariat".to_owned(),
    }
}

/// What a reader sees of a text.
struct Seen {
    /// The first character in it that nobody sees.
    unseen: Option<char>,
    is_blank: bool,
    /// Whether it has hardly a letter.
    says_nothing: bool,
}

impl Seen {
    fn of(text: &str) -> Self {
        Self {
            unseen: first_unseen(text, Writing::Words),
            is_blank: reasons::is_blank(text),
            says_nothing: reasons::says_nothing(text),
        }
    }
}

/// How a content was found.
enum State {
    There(Seen),
    /// Not there, as a moderator's act or its waiting for one demands.
    Hidden,
    Withdrawn,
    Unfit(Finding),
    /// It is there or not, other than the entries that were read demand.
    Elsewhere(Finding),
    /// Too many could not be read before it.
    NotAsked,
}

fn look<S: TileSource>(source: &S, named: &Named, standing: Option<Standing>, holes: &AtomicUsize) -> State {
    let entry = named.entry;
    let wrong = |code: &str, said: String| {
        State::Unfit(Finding::wrong(8, code, entry, format!("The text of entry {entry} {said}.")))
    };
    let found = match source.read(&addenda::path(&named.words.digest)) {
        Ok(found) => found,
        Err(error) => {
            holes.fetch_add(1, Ordering::Relaxed);
            let sentence = format!("The text of entry {entry} could not be read: {error}.");
            return State::Unfit(Finding::undecided(8, "content-unreadable", entry, sentence));
        }
    };
    // Other bytes than those that were recorded publish nothing of what may not be read.
    let must_not_be_read = !matches!(standing, Some(Standing::Shown) | None);
    let found = found.filter(|bytes| !must_not_be_read || Digest::of(bytes) == named.words.digest);
    let elsewhere = |code: &str, said: String| match wrong(code, said) {
        State::Unfit(finding) => State::Elsewhere(finding),
        other => other,
    };
    match (found, standing) {
        (None, Some(Standing::Withdrawn(_))) => State::Withdrawn,
        // An entry that breaks a rule is no part of the process, and its words are nobody's to read.
        (None, Some(Standing::Rejected(_) | Standing::Waiting | Standing::Sealed) | None) => State::Hidden,
        (Some(_), Some(Standing::Withdrawn(by))) => elsewhere(
            "not-withdrawn",
            format!("was to be withdrawn by entry {by}, but it is still published"),
        ),
        (Some(_), Some(Standing::Rejected(by))) => elsewhere(
            "not-hidden",
            format!("was hidden by moderation (entry {by}), but it is published all the same"),
        ),
        (Some(_), Some(Standing::Waiting)) => {
            elsewhere("not-hidden", "waits for a moderator, but it is published all the same".to_owned())
        }
        (Some(_), Some(Standing::Sealed)) => elsewhere(
            "not-hidden",
            "is for those who decide on it, but it is published all the same".to_owned(),
        ),
        (None, Some(Standing::Shown)) if source.is_copy() => {
            let sentence = format!("This copy is not whole: the text of entry {entry} is not in it.");
            State::Unfit(Finding::undecided(8, "not-in-copy", entry, sentence))
        }
        (None, Some(Standing::Shown)) => elsewhere(
            "content-missing",
            "has disappeared, and the record does not say who removed it or why".to_owned(),
        ),
        (Some(bytes), Some(Standing::Shown) | None) => look_at(&bytes, named, &wrong),
    }
}

fn look_at(bytes: &[u8], named: &Named, wrong: &dyn Fn(&str, String) -> State) -> State {
    if Digest::of(bytes) != named.words.digest {
        return wrong("content-changed", "is not the text that was recorded".to_owned());
    }
    let content = Content::parse(bytes).ok();
    if let Some(said) = unfit(content.as_ref(), &named.words) {
        return wrong("content-unfit", said);
    }
    if let Some(size) = named.file {
        let file = content.as_ref().and_then(Attachment::read);
        if file.is_none_or(|(_, bytes)| bytes.len() as u64 != size) {
            return wrong(
                "content-unfit",
                format!("is no file of {size} bytes, as the entry says that it is"),
            );
        }
    }
    let text = content.as_ref().and_then(|content| content.get("text")).unwrap_or_default();
    State::There(Seen::of(text))
}

/// What a content lacks, though it is the very one that the entry names.
fn unfit(content: Option<&Content>, words: &Words) -> Option<String> {
    let Some(content) = content else {
        return Some("is not in the form of a text, so nobody can read it".to_owned());
    };
    if content.get("nonce").is_none_or(|nonce| nonce.parse::<Digest>().is_err()) {
        return Some(
            "was recorded without randomness, so it could be guessed after it is withdrawn".to_owned(),
        );
    }
    let Some(text) = content.get("text") else { return Some("holds no words".to_owned()) };
    if content.get("language") != Some(words.language.as_str()) {
        return Some(format!("is not in the language that the entry says it is in, {}", words.language));
    }
    let (said, length) = (words.length, text.chars().count());
    (said as usize != length)
        .then(|| format!("has {length} characters, but the entry says that it has {said}"))
}
