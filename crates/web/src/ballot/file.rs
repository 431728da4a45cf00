//! The votes of a ballot as a table, so that anyone can count again with a tool of their own.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use maru_forum::{Ballot, BallotRule, BallotVote, Electorate, EntryNumber};

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::organisation::view::name_of;
use crate::reader::{Reader, entry_of};
use crate::result::table::Table;

const HEAD: [&str; 12] = [
    "entry",
    "at",
    "voter",
    "name",
    "participant",
    "pseudonym",
    "group",
    "country",
    "position",
    "choices",
    "reason",
    "reason_standing",
];

/// The votes as they stand, one a line; those that were replaced are in the record.
pub(super) async fn table(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let entry = entry_of(&number)?;
    let handle = reader.process(&id)?;
    let found = reader.exported(&handle, |view| Some(rows(view, view.process.ballots.get(entry)?)))?;
    Ok(found.ok_or(Fault::NotFound)?.into_response())
}

pub(crate) fn rows(view: &ProcessView<'_>, ballot: &Ballot) -> Table {
    let mut table = Table::new(format!("{}-ballot-{}", view.process.charter.id, ballot.entry), &HEAD);
    table.rows.extend(ballot.votes.iter().map(|(voter, vote)| row(view, ballot, *voter, vote)));
    table
}

/// A vote: whose it is, who cast it, and what it says. Options are numbered from 1, as on the page.
fn row(view: &ProcessView<'_>, ballot: &Ballot, voter: EntryNumber, vote: &BallotVote) -> Vec<String> {
    let process = view.process;
    let pseudonym = view.name_of(vote.by);
    let (name, country) = match ballot.terms.electorate {
        Electorate::Organisations => {
            let organisation = process.organisations.get(voter);
            let now = organisation.and_then(|one| one.now());
            let name = organisation.and_then(|one| name_of(view, one));
            (name.unwrap_or_default(), now.and_then(|now| now.country))
        }
        Electorate::Everyone | Electorate::Verified => {
            (pseudonym.clone(), process.participant(vote.by).and_then(|person| person.country))
        }
    };
    let between = if ballot.terms.rule == BallotRule::Approval { " " } else { ">" };
    let choices: Vec<String> = vote.choices.iter().map(|choice| (choice + 1).to_string()).collect();
    let (reason, standing) = match vote.reason.as_ref().map(|words| view.words_of(&words.digest)) {
        None => (String::new(), ""),
        Some(Some((_, text))) => (text, "said"),
        Some(None) => (String::new(), "not shown"),
    };
    vec![
        vote.entry.to_string(),
        jiff::Timestamp::from_second(vote.at.0).map(|at| at.to_string()).unwrap_or_default(),
        voter.to_string(),
        name,
        vote.by.to_string(),
        pseudonym,
        process.group_of_voter(ballot, voter).map(ToString::to_string).unwrap_or_default(),
        country.map(|code| code.to_string()).unwrap_or_default(),
        vote.position.map_or("", |position| position.as_str()).to_owned(),
        choices.join(between),
        reason,
        standing.to_owned(),
    ]
}
