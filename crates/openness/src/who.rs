//! O9–O16: who took part, who was asked, and who is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use maru_forum::{
    Charter, CountryCode, DelegationVerdict, Disclosure, EntryNumber, INCOMES, Invitation, Moment, Process,
    Reading, Registration, RequestStanding, SeatState, SupportOffer,
};

use crate::Rule;
use crate::beside::Beside;
use crate::contributions::{accepted, is_hardly_a_word};
use crate::days::{in_force, some_phase_ended};
use crate::finding::Judged;
use crate::finding::Standing::{CannotBeKnown, Met, NotApplicable, NotMet, NotYetDue};

/// Stakeholder groups from which contributions are asked for (O14).
const GROUPS: usize = 5;
/// Regions of the United Nations' standard M49 from which contributions are asked for (O14).
const REGIONS: usize = 3;

const COUNTRIES: &str = include_str!("../../../data/country-groups.csv");

#[derive(serde::Deserialize)]
struct Row {
    iso2: String,
    m49_region: String,
    income: String,
    /// Millions of people, with a decimal point.
    population_m: String,
}

impl Row {
    /// Thousands of people: results that are digested know no fractions.
    fn thousands(&self) -> u64 {
        let (whole, part) = self.population_m.split_once('.').unwrap_or((&self.population_m, ""));
        let part: String = part.chars().chain("000".chars()).take(3).collect();
        [whole, &part].concat().parse().unwrap_or_default()
    }
}

static COUNTRY_OF: LazyLock<BTreeMap<String, Row>> = LazyLock::new(|| {
    let rows = maru_text::shipped_rows("data/country-groups.csv", COUNTRIES);
    rows.into_iter().map(|row: Row| (row.iso2.clone(), row)).collect()
});

pub(crate) const RULES: &[Rule] = &[
    Rule { id: "O9", can_be: &[Met, NotMet, NotYetDue, NotApplicable], judge: register },
    Rule { id: "O10", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: organisations },
    Rule { id: "O11", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: invitations },
    Rule { id: "O12", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: refusals },
    Rule { id: "O13", can_be: &[Met, NotMet, NotYetDue, NotApplicable, CannotBeKnown], judge: appeals },
    Rule { id: "O14", can_be: &[Met, NotMet, NotYetDue, NotApplicable], judge: balance },
    Rule { id: "O15", can_be: &[Met, NotMet, NotYetDue], judge: income },
    Rule { id: "O16", can_be: &[Met, NotMet, NotYetDue, CannotBeKnown], judge: support },
];

fn register(process: &Process, _: Moment, _: &Beside) -> Judged {
    let people = process.participants.iter().count();
    if people == 0 {
        return Judged::not_yet_or(process, "nobody-joined", "nobody-took-part");
    }
    let unsaid: Vec<_> = process
        .participants
        .iter()
        .filter(|person| person.group.is_none() || person.country.is_none())
        .map(|person| (person.id.0, person.at))
        .collect();
    if unsaid.is_empty() {
        return Judged::met("register-whole").count(people);
    }
    Judged::not_met("register-lacks").count(unsaid.len()).of(people).entries(unsaid)
}

/// Of every organisation for which somebody speaks or spoke: whether it said who pays it and what it wants, or declined to. What
/// it said and was erased, or is kept back by a moderator, can be read by nobody.
fn organisations(process: &Process, _: Moment, _: &Beside) -> Judged {
    let spoken_for: BTreeSet<_> = process
        .delegations
        .iter()
        .filter(|one| one.ruled.as_ref().is_some_and(|ruled| ruled.verdict == DelegationVerdict::Confirmed))
        .map(|one| one.organisation)
        .collect();
    if spoken_for.is_empty() {
        return if process.stage.is_over() {
            Judged::not_applicable("nobody-spoke-for-any")
        } else {
            Judged::not_yet("nobody-speaks-for-any")
        };
    }
    let of_them = |entry: &EntryNumber| process.organisations.get(*entry).and_then(|one| one.now());
    let now: Vec<_> = spoken_for.iter().filter_map(of_them).collect();
    let is_unsaid = |disclosure| matches!(disclosure, Disclosure::Unsaid);
    let unsaid: Vec<_> = now
        .iter()
        .filter(|one| is_unsaid(one.funders()) || is_unsaid(one.interests()))
        .map(|one| (one.entry, one.at))
        .collect();
    if !unsaid.is_empty() {
        return Judged::not_met("interests-not-said").count(unsaid.len()).of(now.len()).entries(unsaid);
    }
    let unread: Vec<_> = now
        .iter()
        .filter(|one| !process.ledger.may_read_entry(one.entry, Reading::Anyone))
        .map(|one| (one.entry, one.at))
        .collect();
    if !unread.is_empty() {
        return Judged::unknown("interests-not-shown").count(unread.len()).of(now.len()).entries(unread);
    }
    Judged::met("interests-said").count(now.len()).entries(now.iter().map(|one| (one.entry, one.at)))
}

/// Whether the charter let in only those who were invited when an entry was made.
fn was_by_invitation(process: &Process, entry: EntryNumber) -> bool {
    process.charter_at(entry).registration == Registration::Invited
}

/// Where only those come in who were invited, an invitation that is in no entry opens no door. Where anyone may join, or could for a time,
/// nobody can tell whom somebody asked in private.
fn invitations(process: &Process, now: Moment, _: &Beside) -> Judged {
    // Whoever was given an office had to be let in before anybody could invite; an office that was given later excuses nothing.
    let first = process.invitations.iter().map(|one| one.entry).min();
    let was_before = |entry: EntryNumber| first.is_none_or(|first| entry < first);
    let held_none =
        |who| process.offices.iter().all(|tenure| tenure.holder != who || !was_before(tenure.entry));
    let by_office = process.participants.iter().filter(|person| {
        let by_invitation = was_by_invitation(process, person.id.0);
        person.reason.is_some() && by_invitation && held_none(person.id)
    });
    let past_the_list: Vec<_> = by_office.map(|person| (person.id.0, person.at)).collect();
    if !past_the_list.is_empty() {
        return Judged::not_met("admitted-uninvited").count(past_the_list.len()).entries(past_the_list);
    }
    let today = now.day();
    let with_a_seat = |wanted: &[SeatState]| -> Vec<_> {
        let has =
            |one: &&Invitation| one.seats.iter().any(|seat| wanted.contains(&one.state_of(seat, today)));
        process.invitations.iter().filter(has).map(|one| (one.entry, one.at)).collect()
    };
    let unsent = with_a_seat(&[SeatState::Unsent]);
    let is_past = |(entry, _): &(EntryNumber, Moment)| {
        process.stage.is_over() || process.invitations.get(*entry).is_some_and(|one| today > one.last_day)
    };
    let never: Vec<_> = unsent.iter().copied().filter(is_past).collect();
    if !never.is_empty() {
        return Judged::not_met("invitations-never-sent").count(never.len()).entries(never);
    }
    let let_anybody_in = |charter: &Charter| charter.registration == Registration::Open;
    let open_for_a_time = in_force(process, now).iter().any(|span| let_anybody_in(span.charter));
    if open_for_a_time || let_anybody_in(&process.charter) {
        return Judged::unknown("invitations-may-be-elsewhere").count(process.invitations.len());
    }
    let open = with_a_seat(&[SeatState::Unsent, SeatState::Sent]);
    match (process.invitations.len(), process.stage.is_over()) {
        (0, true) => Judged::not_applicable("nobody-invited"),
        (0, false) => Judged::not_yet("nobody-invited-yet"),
        (all, false) if !open.is_empty() => Judged::not_yet("invitations-open").count(open.len()).of(all),
        (all, _) => Judged::met("invitations-told").count(all),
    }
}

/// People who asked for the floor of a meeting that is over and never had it: they were refused it, and no entry says why.
fn passed_over(process: &Process, at: Moment) -> Vec<(EntryNumber, Moment)> {
    let over = process.meetings.iter().filter(|meeting| meeting.is_held_here() && meeting.ends < at);
    let told = |who| process.refusals.iter().any(|refusal| refusal.participant == Some(who));
    let requests = over.flat_map(|meeting| meeting.floor.requests());
    let waits = requests.filter(|one| one.standing == RequestStanding::Waiting && !told(one.who));
    waits.map(|one| (one.entry, one.at)).collect()
}

/// What stands in a refusal the rules hold: a reason, who decided, when. Words that were erased can be read by nobody.
fn refusals(process: &Process, at: Moment, _: &Beside) -> Judged {
    let passed_over = passed_over(process, at);
    if !passed_over.is_empty() {
        return Judged::not_met("floor-never-given").count(passed_over.len()).entries(passed_over);
    }
    let undecided = process.applications.iter().filter(|one| one.outcome.is_none());
    let undecided: Vec<_> = undecided.map(|one| (one.entry, one.at)).collect();
    let all: Vec<_> = process.refusals.iter().map(|one| (one.entry, one.at)).collect();
    let unread: Vec<_> = all
        .iter()
        .copied()
        .filter(|(entry, _)| !process.ledger.may_read_entry(*entry, Reading::Anyone))
        .collect();
    let bare = process.refusals.iter().filter(|one| is_hardly_a_word(&one.words));
    let bare: Vec<_> = bare.map(|one| (one.entry, one.at)).collect();
    if !bare.is_empty() {
        return Judged::not_met("refusals-say-nothing").count(bare.len()).of(all.len()).entries(bare);
    }
    match (process.stage.is_over(), undecided.is_empty(), all.len()) {
        (true, false, _) => {
            Judged::not_met("applications-undecided").count(undecided.len()).entries(undecided)
        }
        (false, false, _) => Judged::not_yet("applications-open").count(undecided.len()),
        (true, true, 0) => Judged::not_applicable("nobody-refused"),
        (false, true, 0) => Judged::not_yet("nobody-refused-yet"),
        (_, true, count) if !unread.is_empty() => {
            Judged::unknown("refusals-not-shown").count(unread.len()).of(count).entries(unread)
        }
        (_, true, count) => Judged::met("refusals-told").count(count).entries(all),
    }
}

/// Appeals against refusals of admission and of the floor, and against words that were turned away or erased. The rules hold that
/// nobody rules on an appeal against their own act; that it is in time, nobody can be held to.
fn appeals(process: &Process, now: Moment, _: &Beside) -> Judged {
    let is_late = |one: &&maru_forum::VerdictAppeal| {
        one.due() < one.ruling.as_ref().map_or(now, |ruling| ruling.at).day()
    };
    let of_words = process.verdict_appeals.iter().filter(is_late).map(|one| (one.entry, one.at));
    let late = process.appeals.iter().filter(|one| one.is_late(now.day())).map(|one| (one.entry, one.at));
    let late: Vec<_> = late.chain(of_words).collect();
    let all = process.appeals.len() + process.verdict_appeals.len();
    if !late.is_empty() {
        return Judged::not_met("rulings-late").count(late.len()).of(all).entries(late);
    }
    let open = process.appeals.iter().filter(|one| one.ruling.is_none()).count()
        + process.verdict_appeals.iter().filter(|one| one.ruling.is_none()).count();
    let rulings = process.appeals.iter().filter_map(|one| one.ruling.as_ref()).map(|one| (one.entry, one.at));
    let of_words = process.verdict_appeals.iter().filter_map(|one| one.ruling.as_ref());
    let rulings = rulings.chain(of_words.map(|one| (one.entry, one.at)));
    let unread: Vec<_> = rulings.filter(|(entry, _)| !process.ledger.is_shown(*entry)).collect();
    match (all, open) {
        (0, _) if process.stage.is_over() => Judged::not_applicable("nobody-appealed"),
        (0, _) => Judged::not_yet("nobody-appealed-yet"),
        (_, 0) if !unread.is_empty() => {
            Judged::unknown("rulings-not-shown").count(unread.len()).of(all).entries(unread)
        }
        (_, 0) => Judged::met("appeals-ruled").count(all),
        (_, open) => Judged::not_yet("appeals-open").count(open).of(all),
    }
}

/// The region of a country by the United Nations' standard M49.
pub(crate) fn region(country: CountryCode) -> Option<&'static str> {
    COUNTRY_OF.get(country.as_str()).map(|row| row.m49_region.as_str())
}

/// Contributions are words: a vote is none. Missing groups are named here; that alone is no answer to the criterion, which a
/// published result with its page of who is missing is.
fn balance(process: &Process, _: Moment, _: &Beside) -> Judged {
    let accepted = accepted(process);
    let heard: Vec<_> = process.participants.iter().filter(|person| accepted.contains(&person.id)).collect();
    let groups: BTreeSet<_> = heard.iter().filter_map(|person| person.group.as_ref()).collect();
    let regions: BTreeSet<_> = heard.iter().filter_map(|person| person.country.and_then(region)).collect();
    if groups.len() >= GROUPS && regions.len() >= REGIONS {
        return Judged::met("balance-reached").count(groups.len()).of(regions.len());
    }
    let missing = process.charter.groups.iter().filter(|group| !groups.contains(&group.id));
    let names: Vec<String> = missing.map(|group| group.id.to_string()).collect();
    let Some(decision) = process.decisions.last() else {
        if process.stage.is_over() {
            return Judged::not_applicable("ended-without-decision");
        }
        return Judged::not_yet("balance-open").count(groups.len()).of(regions.len()).names(names);
    };
    Judged::not_met("balance-missed")
        .count(groups.len())
        .of(regions.len())
        .names(names)
        .entry(decision.entry, decision.at)
}

/// The share of an income group in whole percent among those who named a country, and among the world's people; the World Bank's groups.
fn shares(named: &[CountryCode]) -> Vec<String> {
    let percent = |part: u64, whole: u64| (part * 100 + whole / 2).checked_div(whole).unwrap_or(0);
    let world: u64 = COUNTRY_OF.values().map(Row::thousands).sum();
    let of_group = |income: &&str| {
        let is_of = |row: &&Row| row.income.replace('_', "-") == **income;
        let people = named.iter().filter_map(|code| COUNTRY_OF.get(code.as_str())).filter(is_of).count();
        let lives: u64 = COUNTRY_OF.values().filter(is_of).map(Row::thousands).sum();
        let (here, there) = (percent(people as u64, named.len() as u64), percent(lives, world));
        format!("income:{income}={here}/{there}")
    };
    INCOMES.iter().map(of_group).collect()
}

/// The report itself tells the shares beside the world's, from the countries that people declared; where it is published in the record,
/// so are they.
fn income(process: &Process, at: Moment, _: &Beside) -> Judged {
    if !some_phase_ended(process, at) {
        return Judged::not_yet("no-phase-ended");
    }
    let named: Vec<_> = process.participants.iter().filter_map(|person| person.country).collect();
    if named.is_empty() {
        return Judged::not_met("no-country-named");
    }
    Judged::met("income-shares").count(named.len()).of(process.participants.len()).names(shares(&named))
}

/// What the charter offers, and says to have been taken up. A charter that says nothing of it is no proof that nothing was offered.
fn support(process: &Process, at: Moment, _: &Beside) -> Judged {
    let said = &process.charter.disclosed;
    let judged = match (said.support, said.taken_up()) {
        (SupportOffer::None, _) => Judged::not_met("support-not-offered"),
        (SupportOffer::Unsaid, _) => Judged::unknown("support-unsaid").names(vec!["support".to_owned()]),
        (SupportOffer::Offered, Some(taken)) => {
            let all = taken.values().copied().fold(0, u64::saturating_add);
            let names = taken.iter().map(|(income, count)| format!("taken:{income}={count}/0")).collect();
            Judged::met("support-counted").count(usize::try_from(all).unwrap_or(usize::MAX)).names(names)
        }
        (SupportOffer::Offered, None) if !some_phase_ended(process, at) => Judged::not_yet("support-offered"),
        (SupportOffer::Offered, None) => Judged::unknown("support-uncounted").names(vec!["taken".to_owned()]),
    };
    judged.entry(process.charter_entry, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Regions, income groups and numbers of people go into what a report says, and so into its digest: another table is another way of
    /// computing it. Whoever changes the table gives [`crate::ALGORITHM`] a new number and keeps this table for the old one.
    #[test]
    fn the_table_of_countries_belongs_to_the_number_of_the_rules() {
        let rows: Vec<String> = COUNTRY_OF
            .values()
            .map(|row| format!("{} {} {} {}\n", row.iso2, row.m49_region, row.income, row.thousands()))
            .collect();
        let digest = maru_record::Digest::of(rows.concat().as_bytes()).to_string();
        assert_eq!(
            (crate::ALGORITHM, digest.as_str()),
            ("openness/7", "b10867dff40d7e01494f0bbae49f757b025c4352cf768013b2f559da547857a7")
        );
    }
}
