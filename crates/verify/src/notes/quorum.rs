//! Whether a decision has the people that the charter asks for: in words as by number, and who they are.

use maru_forum::{BallotOutcome, Decision, DecisionRule, LocalText, Process, PublishedResult};

use super::{listed, note};
use crate::report::Note;

pub(super) fn notes(process: &Process) -> Vec<Note> {
    let imported = process.decisions.iter().filter_map(|decision| of_imported(process, decision));
    let missed = process.decisions.iter().filter_map(|decision| on_missed(process, decision));
    in_words(process).into_iter().chain(imported).chain(missed).collect()
}

/// What rests on a ballot in which too few voted was refused, or handed on, by nobody's votes. Where nobody voted at all, that is told by
/// itself (`decided-by-nobody`).
fn on_missed(process: &Process, decision: &Decision) -> Option<Note> {
    let ballot = process.ballots.counted_in(decision.result)?;
    let counted = ballot
        .count
        .as_ref()
        .filter(|one| one.count.outcome == BallotOutcome::QuorumMissed && one.count.cast > 0)?;
    let sentence = format!(
        "The decision in entry {} ({}) rests on a ballot that missed its quorum (entry {}): {} voted, and {} had to.",
        decision.entry,
        decision.outcome.as_str(),
        counted.entry,
        counted.count.cast,
        ballot.terms.quorum
    );
    Some(note(10, "decided-without-quorum", [decision.entry.0, counted.entry.0], sentence))
}

/// The words of the quorum name a number, and decisions are held to another one: whoever reads the charter is told what nobody enforces.
/// Each decision is held against the charter under which it was made; those under the same words are told of together.
fn in_words(process: &Process) -> Vec<Note> {
    let mut decided: Vec<(&DecisionRule, Vec<u64>)> = Vec::new();
    for decision in &process.decisions {
        let (rule, entry) = (&process.charter_at(decision.entry).decides, decision.entry.0);
        let same =
            |one: &DecisionRule| (&one.quorum, one.quorum_people) == (&rule.quorum, rule.quorum_people);
        match decided.last_mut().filter(|(known, _)| same(known)) {
            Some((_, entries)) => entries.push(entry),
            None => decided.push((rule, vec![entry])),
        }
    }
    decided.into_iter().filter_map(|(rule, decisions)| otherwise_in_words(rule, decisions)).collect()
}

fn otherwise_in_words(rule: &DecisionRule, decisions: Vec<u64>) -> Option<Note> {
    let named = numbers(&rule.quorum);
    if named.is_empty() || named.contains(&u64::from(rule.quorum_people)) {
        return None;
    }
    let (_, words) = rule.quorum.best("en")?;
    let held_to = match rule.quorum_people {
        0 => "no number at all".to_owned(),
        people => people.to_string(),
    };
    let sentence = format!(
        "The charter says of the quorum, in words, “{words}”; what decisions are held to is {held_to} (quorum_people), so that the words were \
         not enforced when it was decided ({}).",
        listed(&decisions)
    );
    Some(note(10, "quorum-otherwise-in-words", decisions, sentence))
}

/// People who were brought in voted elsewhere, if they did; of how many of the rest a decision can be sure.
fn of_imported(process: &Process, decision: &Decision) -> Option<Note> {
    let quorum = i64::from(process.charter_at(decision.entry).decides.quorum_people);
    let result = process.results.iter().find(|result| result.entry == decision.result)?;
    let counted = result.figures.get(PublishedResult::PARTICIPANTS).copied().unwrap_or_default();
    let voted_here =
        process.participants.iter().filter(|person| person.source_id.is_none() && !person.votes.is_empty());
    let here = i64::try_from(voted_here.count()).unwrap_or(i64::MAX);
    (quorum > 0 && here < quorum && counted >= quorum).then(|| {
        let sentence = format!(
            "The decision in entry {} reaches its quorum of {quorum} people only with people who were brought in from elsewhere: of the \
             {counted} that its result counts (entry {}), at most {here} voted here.",
            decision.entry, decision.result
        );
        note(10, "quorum-of-imported", [decision.entry.0, decision.result.0], sentence)
    })
}

/// The whole numbers in a text, in any of its languages: in digits of any script, with or without signs between thousands.
fn numbers(text: &LocalText) -> Vec<u64> {
    text.0.values().flat_map(|words| numbers_in(words)).collect()
}

fn numbers_in(words: &str) -> Vec<u64> {
    let letters: Vec<char> = words.chars().collect();
    let digits_at =
        |from: usize| letters[from.min(letters.len())..].iter().map_while(|letter| digit(*letter)).count();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        let count = digits_at(at);
        if count == 0 {
            at += 1;
            continue;
        }
        let mut end = at + count;
        // A sign between thousands stands before three digits and no more.
        while count <= 3
            && letters.get(end).is_some_and(|sign| {
                matches!(sign, ',' | '.' | '’' | '\'' | ' ' | '\u{a0}' | '\u{202f}' | '٬')
            })
            && digits_at(end + 1) == 3
        {
            end += 4;
        }
        let digits = letters[at..end].iter().filter_map(|letter| digit(*letter));
        let number = digits.fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit)));
        found.push(number);
        at = end;
    }
    found
}

/// The value of a decimal digit in the scripts that write numbers with digits of their own.
fn digit(letter: char) -> Option<u32> {
    const ZEROS: [u32; 14] =
        [0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xbe6, 0xc66, 0xe50, 0x0f20, 0x1040, 0xff10];
    let point = u32::from(letter);
    ZEROS.iter().find_map(|zero| point.checked_sub(*zero).filter(|value| *value < 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_any_digits() {
        let check = |words: &str, expected: &[u64]| assert_eq!(numbers_in(words), expected, "{words}");
        check("At least 100 people.", &[100]);
        check("1,000 people, of whom 50 % are verified", &[1_000, 50]);
        check("1 200 personnes", &[1_200]);
        check("mindestens 1.200, davon 3,5 %", &[1_200, 3, 5]);
        check("100명 이상", &[100]);
        check("١٠٠ مشارك", &[100]);
        check("१०० लोग", &[100]);
        check("１２人", &[12]);
        check("Two thirds of those who came", &[]);
        check("12,34", &[12, 34]);
        check("1,2345", &[1, 2_345]);
        check("99999999999999999999999", &[u64::MAX]);
        check("", &[]);
    }
}
