//! Pairs of All Our Ideas: somebody was shown two ideas and chose one. Nobody agreed with an idea or opposed one, so this is a reading of
//! what they did, and it is said wherever it counts: who chose an idea more often than they passed it over agrees with it here, who passed
//! it over more often disagrees, and who did both as often passes.

use super::csv::{Header, Table};
use super::formula::unguarded;
use super::{Found, Moderation, PolisComment, PolisError, PolisVote, Unread};
use crate::votes::Vote;
use std::collections::{BTreeMap, BTreeSet};

const WINNER: &str = "winner-id";
const LOSER: &str = "loser-id";
const PERSON: &str = "session-id";
const IDEA: &str = "idea-id";
const TEXT: &str = "idea-text";
const ACTIVE: &str = "active";
const SUBMITTED: &str = "user-submitted";
const QUESTION: &str = "question-id";

/// Columns of pairs that are read, and those whose matter a map does not need.
const OF_PAIRS: [&str; 16] = [
    "vote-id",
    PERSON,
    QUESTION,
    WINNER,
    "winner-text",
    LOSER,
    "loser-text",
    "prompt-id",
    "left-choice-id",
    "right-choice-id",
    "created-at",
    "updated-at",
    "appearance-id",
    "response-time-(s)",
    "missing-response-time-explanation",
    "session-identifier",
];
const OF_IDEAS: [&str; 4] = [IDEA, TEXT, ACTIVE, SUBMITTED];

/// Whether a table has pairs.
pub(super) fn are_in(table: &Table) -> bool {
    has(table, [WINNER, LOSER])
}

/// Whether a table has the ideas of which pairs are made.
pub(super) fn are_ideas(table: &Table) -> bool {
    has(table, [IDEA, TEXT])
}

fn has(table: &Table, names: [&str; 2]) -> bool {
    let header = Header::new(table.file(), table.rows().next());
    header.is_ok_and(|header| names.into_iter().all(|name| header.names().any(|one| one == name)))
}

/// What each person made of each idea, over all pairs.
pub(super) fn read(
    table: &Table,
    found: &mut Found,
    unread: &mut Unread,
) -> Result<Vec<PolisVote>, PolisError> {
    let file = table.file();
    let mut rows = table.rows();
    let header = Header::new(file, rows.next())?;
    unread.note(file, &header, &OF_PAIRS);
    let [person, winner, loser] = [header.need(PERSON)?, header.need(WINNER)?, header.need(LOSER)?];
    let question = header.find(QUESTION)?;
    let mut asked: Option<String> = None;
    let mut balance: BTreeMap<(u32, u32), i64> = BTreeMap::new();
    for row in rows.filter(|row| !row.is_blank()) {
        row.fits(&header)?;
        if let Some(place) = question {
            let said = row.text(file, place, QUESTION)?.trim().to_owned();
            if asked.get_or_insert_with(|| said.clone()) != &said {
                let what = format!("\"{said}\" is another question than above; one conversation has one");
                return Err(row.error(file, QUESTION, what));
            }
        }
        let voter = found.people.number(row.id(file, person, PERSON)?);
        let chosen = found.statements.number(row.id(file, winner, WINNER)?);
        let other = found.statements.number(row.id(file, loser, LOSER)?);
        if chosen == other {
            return Err(row.error(file, LOSER, "an idea cannot be chosen over itself".to_owned()));
        }
        *balance.entry((chosen, voter)).or_default() += 1;
        *balance.entry((other, voter)).or_default() -= 1;
    }
    let vote = |((statement, voter), balance): ((u32, u32), i64)| {
        let value = match balance.signum() {
            1 => Vote::Agree,
            -1 => Vote::Disagree,
            _ => Vote::Pass,
        };
        PolisVote { timestamp_ms: None, statement, voter, value }
    };
    Ok(balance.into_iter().map(vote).collect())
}

/// The ideas as statements. Those that are not active were not shown any more, and stay on the map: people chose among them before.
pub(super) fn ideas(
    table: &Table,
    found: &mut Found,
    unread: &mut Unread,
) -> Result<Vec<PolisComment>, PolisError> {
    let file = table.file();
    let mut rows = table.rows();
    let header = Header::new(file, rows.next())?;
    unread.note(file, &header, &OF_IDEAS);
    let [id, text] = [header.need(IDEA)?, header.need(TEXT)?];
    let (active, submitted) = (header.find(ACTIVE)?, header.find(SUBMITTED)?);
    let mut above = BTreeSet::new();
    rows.filter(|row| !row.is_blank())
        .map(|row| {
            row.fits(&header)?;
            let number = found.statements.number(row.id(file, id, IDEA)?);
            if !above.insert(number) {
                let named = row.text(file, id, IDEA)?;
                let what = format!("{} stands in a row above; remove one of them", named.trim());
                return Err(row.error(file, IDEA, what));
            }
            let is_active = active.map_or(Ok(true), |place| row.flag(file, place, ACTIVE))?;
            let is_submitted = submitted.map_or(Ok(true), |place| row.flag(file, place, SUBMITTED))?;
            let body = row.text(file, text, TEXT)?;
            Ok(PolisComment {
                id: number,
                author: None,
                timestamp_ms: None,
                agrees: 0,
                disagrees: 0,
                moderation: if is_active { Moderation::Accepted } else { Moderation::Undecided },
                meta: false,
                seed: !is_submitted,
                body: words(&body).to_owned(),
            })
        })
        .collect()
}

/// The words of an idea, which the export puts between apostrophes.
fn words(text: &str) -> &str {
    let inside = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
    inside.unwrap_or_else(|| unguarded(text))
}
