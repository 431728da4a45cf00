//! The map as tables for programs, with the same cells hidden as on the pages.

use maru_opinion::OpinionMap;

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::map::chosen::Chosen;
use crate::map::view::hidden_votes;
use crate::result::figures::{is_thin, visible};
use crate::result::table::{Table, decimal};

/// A table of the map by the name of its file.
pub(crate) fn of_file(view: &ProcessView<'_>, chosen: &Chosen, file: &str) -> Result<Table, Fault> {
    // Of a few people the pages say nothing of groups and rank nothing; a table of the same would say it after all.
    let shown = chosen.shown().filter(|(map, _)| !is_thin(map));
    match (file, shown, &chosen.days) {
        ("groups.csv", Some((map, entries)), _) => Ok(groups(view, map, entries)),
        ("ground.csv", Some((map, entries)), _) => Ok(ground(view, map, entries)),
        ("days.csv", _, Some(_)) => Ok(days(view, chosen)),
        _ => Err(Fault::NotFound),
    }
}

/// Every statement by opinion group; empty cells are hidden.
fn groups(view: &ProcessView<'_>, map: &OpinionMap, entries: u64) -> Table {
    let columns = ["statement", "group", "agree", "disagree", "seen", "x", "y", "entries"];
    let mut table = Table::new(format!("{}-groups", view.process.charter.id), &columns);
    for place in map.statements.iter().filter(|place| visible(view, place.id).is_some()) {
        for ((group, tally), hidden) in place.groups.iter().enumerate().zip(hidden_votes(place)) {
            let cell = |count: u32| if hidden { String::new() } else { count.to_string() };
            table.rows.push(vec![
                place.id.0.to_string(),
                char::from(b'A' + (group % 26) as u8).to_string(),
                cell(tally.agree),
                cell(tally.disagree),
                cell(tally.seen),
                decimal(place.x),
                decimal(place.y),
                entries.to_string(),
            ]);
        }
    }
    table
}

/// Every statement by common ground, best first.
fn ground(view: &ProcessView<'_>, map: &OpinionMap, entries: u64) -> Table {
    let columns =
        ["rank", "statement", "low", "agreement", "high", "shared", "agree", "disagree", "seen", "entries"];
    let mut table = Table::new(format!("{}-ground", view.process.charter.id), &columns);
    let shown = map.common_ground.iter().filter(|ground| visible(view, ground.statement).is_some());
    for (rank, ground) in shown.enumerate() {
        table.rows.push(vec![
            (rank + 1).to_string(),
            ground.statement.0.to_string(),
            decimal(ground.agreement.low),
            decimal(ground.agreement.value),
            decimal(ground.agreement.high),
            u8::from(map.is_shared(ground)).to_string(),
            ground.votes.agree.to_string(),
            ground.votes.disagree.to_string(),
            ground.votes.seen.to_string(),
            entries.to_string(),
        ]);
    }
    table
}

/// What had happened by the end of each day.
fn days(view: &ProcessView<'_>, chosen: &Chosen) -> Table {
    let columns = ["day", "people", "statements", "votes", "entries"];
    let mut table = Table::new(format!("{}-days", view.process.charter.id), &columns);
    for day in chosen.days.iter().flat_map(|days| &days.days) {
        table.rows.push(vec![
            day.day.to_string(),
            day.people.to_string(),
            day.statements.to_string(),
            day.vote_events.to_string(),
            day.entries.to_string(),
        ]);
    }
    table
}
