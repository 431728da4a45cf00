//! `maru process invitation`, `maru process application`: who is invited, who applies, who is refused, at the command line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_forum::{
    ChangeCodes, Code, CountParticipation, DAYS_TO_APPEAL, DeclineInvitation, EntryNumber, GrantApplication,
    Invitation, Invite, Language, Moment, NoteSent, ProcessId, Reading, RefusalReason, Refuse, SealText,
    SeatStanding, SeatState, SentBy,
};
use maru_web::participation::codes;
use maru_web::participation::list::{self, Known, Planned, Row};
use maru_web::participation::mail::InvitationMail;
use serde_json::json;

use super::named;
use crate::node::{Operator, Wish};
use crate::{node, output, settings};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the invitations and how their seats stand, and the counts of who was invited and refused.
    List {
        /// The process.
        process: ProcessId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Invite from a list (CSV with the columns `last_day` and reason, and where wanted to, organisation, class, seats, group, country, mail).
    /// In `to` stands person (also where it is empty), organisation or class: whom a row is for. All rows are entered, or none. The codes of rows with a mail address go out by mail, as from the desk's page; those of the others
    /// are printed. They are kept nowhere else. With --dry-run each row is shown, and nothing is entered or sent.
    Import {
        /// The process.
        process: ProcessId,
        /// The file.
        file: PathBuf,
        /// Say what would be entered, and enter nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Note that invitations were sent; before that no code opens the door.
    Sent {
        /// The process.
        process: ProcessId,
        /// How they went out.
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(SentBy::ALL.iter().map(|one| one.as_str())))]
        means: String,
        /// The invitations, by their numbers.
        #[arg(required = true)]
        invitations: Vec<u64>,
    },
    /// Replace codes that were lost, or make them void.
    Codes {
        /// The process.
        process: ProcessId,
        /// The invitation.
        invitation: u64,
        /// The seats, counted from 1.
        #[arg(required = true)]
        seats: Vec<usize>,
        /// Make them void, and give no new ones.
        #[arg(long)]
        void: bool,
        /// Why; in the record for ever.
        #[arg(long)]
        reason: String,
    },
    /// Note that an invitation was declined, as it was heard.
    Declined {
        /// The process.
        process: ProcessId,
        /// The invitation.
        invitation: u64,
        /// The seat, counted from 1.
        #[arg(default_value_t = 1)]
        seat: usize,
        /// How it was heard; in the record for ever.
        #[arg(long)]
        reason: String,
    },
    /// Put the counts of who was invited and refused in the record, as a result that anyone can count again.
    Count {
        /// The process.
        process: ProcessId,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Applications {
    #[command(subcommand)]
    command: OnApplication,
}

#[derive(Debug, Subcommand)]
enum OnApplication {
    /// List the applications on which nobody has decided, with what they say.
    List {
        /// The process.
        process: ProcessId,
    },
    /// Grant an application.
    Grant {
        /// The process.
        process: ProcessId,
        /// The application.
        application: u64,
        /// Why; in the record for ever.
        #[arg(long)]
        reason: String,
    },
    /// Refuse an application; whoever is refused can appeal, and somebody who holds the office of appeals rules.
    Refuse {
        /// The process.
        process: ProcessId,
        /// The application.
        application: u64,
        /// Why, as a code.
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(RefusalReason::ALL.iter().map(|one| one.as_str())))]
        reason: String,
        /// Why, in words, for everyone to read.
        #[arg(long)]
        words: String,
        /// Their language.
        #[arg(long)]
        language: Language,
        /// The last day to appeal; fourteen days from now if it is not said.
        #[arg(long)]
        last_day: Option<Date>,
    },
}

pub(crate) fn run(arguments: Arguments, data: &Path) -> anyhow::Result<ExitCode> {
    match arguments.command {
        Command::List { process, json } => print(data, &process, json)?,
        Command::Import { process, file, dry_run } => return import(data, &process, &file, dry_run),
        Command::Sent { process, means, invitations } => {
            let means = named(&means, SentBy::from_name(&means))?;
            let invitations = invitations.into_iter().map(EntryNumber).collect();
            recorded(data, &process, NoteSent { invitations, means })?;
        }
        Command::Codes { process, invitation, seats, void, reason } => {
            let (of, seals) = seals(data, &process, invitation, &seats)?;
            let codes = codes::fresh(if void { 0 } else { seals.len() })?;
            let new = codes.iter().map(|code| code.seal().into()).collect();
            recorded(data, &process, ChangeCodes { invitation: of.entry, void: seals, codes: new, reason })?;
            codes.iter().try_for_each(|code| card(of.entry, of.last_day, code))?;
        }
        Command::Declined { process, invitation, seat, reason } => {
            let (_, seals) = seals(data, &process, invitation, &[seat])?;
            let [code] = seals.as_slice() else { bail!("one seat is meant") };
            recorded(data, &process, DeclineInvitation { code: *code, proof: None, reason: Some(reason) })?;
        }
        Command::Count { process } => recorded(data, &process, CountParticipation {})?,
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) fn run_applications(arguments: Applications, data: &Path) -> anyhow::Result<ExitCode> {
    match arguments.command {
        OnApplication::List { process } => print_applications(data, &process)?,
        OnApplication::Grant { process, application, reason } => {
            recorded(data, &process, GrantApplication { application: EntryNumber(application), reason })?;
        }
        OnApplication::Refuse { process, application, reason, words, language, last_day } => {
            let command = Refuse {
                application: Some(EntryNumber(application)),
                participant: None,
                reason: named(&reason, RefusalReason::from_name(&reason))?,
                text: words,
                language,
                last_day: last_day.unwrap_or(today().saturating_add(DAYS_TO_APPEAL.days())),
            };
            recorded(data, &process, command)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn today() -> Date {
    Moment(jiff::Timestamp::now().as_second()).day()
}

fn recorded(data: &Path, process: &ProcessId, command: impl Into<maru_forum::Command>) -> anyhow::Result<()> {
    let answer = Operator::of(data).act(process, command)?;
    output::line(format!("Recorded as entry {} of “{process}”.", answer.number))
}

/// The seals of seats, by their place, with their invitation.
fn seals(
    data: &Path,
    id: &ProcessId,
    invitation: u64,
    seats: &[usize],
) -> anyhow::Result<(Invitation, Vec<SealText>)> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let process = handle.read();
    let found = process.invitations.get(EntryNumber(invitation));
    let found = found.with_context(|| format!("there is no invitation {invitation}"))?.clone();
    let seal = |place: &usize| {
        let seat = place.checked_sub(1).and_then(|at| found.seats.get(at));
        let seat = seat.with_context(|| format!("invitation {invitation} has no seat {place}"))?;
        if seat.standing == SeatStanding::Live {
            return Ok(seat.code.into());
        }
        bail!("somebody has answered for seat {place}, or its code is void")
    };
    let of_seats = seats.iter().map(seal).collect::<anyhow::Result<_>>()?;
    Ok((found, of_seats))
}

fn card(invitation: EntryNumber, last_day: Date, code: &Code) -> anyhow::Result<()> {
    output::line(format!("invitation {invitation}, to be used by {last_day}: {}", code.spaced()))
}

fn print(data: &Path, id: &ProcessId, json: bool) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let (process, today) = (handle.read(), today());
    let counts: Vec<(&str, u64)> = process.participation(&|_, _| true, today).named().to_vec();
    let states = |one: &Invitation| -> Vec<(&'static str, usize)> {
        let count =
            |state: SeatState| one.seats.iter().filter(|seat| one.state_of(seat, today) == state).count();
        SeatState::ALL
            .map(|state| (state.as_str(), count(state)))
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .collect()
    };
    if json {
        let all = process.invitations.iter().map(|one| {
            json!({ "number": one.entry.0, "to": one.to.as_str(), "last_day": one.last_day.to_string(),
                "sent": one.sent.map(|(entry, _, _)| entry.0),
                "seats": states(one).into_iter().map(|(name, count)| (name.to_owned(), count.into())).collect::<serde_json::Map<_, _>>() })
        });
        let counts: serde_json::Map<_, _> =
            counts.iter().map(|(name, count)| ((*name).to_owned(), (*count).into())).collect();
        return output::json(&json!({ "counts": counts, "invitations": all.collect::<Vec<_>>() }));
    }
    for one in process.invitations.iter() {
        let states: Vec<_> = states(one).iter().map(|(name, count)| format!("{count} {name}")).collect();
        let class = one.class.as_deref().map(|class| format!(" “{class}”")).unwrap_or_default();
        let organisation = one.organisation.map(|entry| format!(" {entry}")).unwrap_or_default();
        output::line(format!(
            "{}  {}{organisation}{class}, until {}: {}",
            one.entry,
            one.to.as_str(),
            one.last_day,
            states.join(", ")
        ))?;
    }
    counts.iter().try_for_each(|(name, count)| output::line(format!("{name}: {count}")))
}

fn import(data: &Path, id: &ProcessId, file: &Path, dry_run: bool) -> anyhow::Result<ExitCode> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let rows = {
        let node = node::open_reading(data)?;
        let names = super::organisation::names(&node, id)?;
        let organisations: Vec<_> =
            names.into_iter().filter_map(|(entry, name)| Some((entry, name?))).collect();
        let handle = node::process(&node, id)?;
        let process = handle.read();
        let known = Known { process: &process, organisations: &organisations, today: today() };
        list::read(&text, &known).with_context(|| file.display().to_string())?
    };
    let mut wrong = 0;
    for Row { line, read } in &rows {
        match read {
            Ok(planned) => output::line(preview(*line, planned))?,
            Err(fault) => {
                wrong += 1;
                output::line(format!("line {line}: cannot be entered: {}", fault.in_words()))?;
            }
        }
    }
    if wrong > 0 {
        output::line(format!("{wrong} of {} rows cannot be entered. Nothing was entered.", rows.len()))?;
        return Ok(ExitCode::FAILURE);
    }
    if dry_run {
        output::line(format!("{} rows can be entered. Nothing was entered.", rows.len()))?;
        return Ok(ExitCode::SUCCESS);
    }
    enter(data, id, rows.into_iter().filter_map(|row| row.read.ok()).collect())?;
    Ok(ExitCode::SUCCESS)
}

/// A row as it would be entered, with everything that it says.
fn preview(line: u64, planned: &Planned) -> String {
    let organisation = planned.organisation.map(|entry| format!(" {entry}"));
    let class = planned.class.as_deref().map(|class| format!(" “{class}”"));
    let group = planned.group.as_ref().map(|group| format!(", group {group}"));
    let country = planned.country.map(|code| format!(", country {code}"));
    let mail = planned.mail.as_deref().map(|mail| format!(", by mail to {mail}"));
    let said = [organisation, class, group, country, mail].map(Option::unwrap_or_default);
    let [organisation, class, group, country, mail] = said;
    format!(
        "line {line}: {}{organisation}{class}, {} seats, until {}{group}{country}{mail}; reason: {}",
        planned.to.as_str(),
        planned.seats,
        planned.last_day,
        planned.reason
    )
}

/// Enters all invitations or none; mails the codes of those with an address, and prints those of the others.
fn enter(data: &Path, id: &ProcessId, planned: Vec<Planned>) -> anyhow::Result<()> {
    let mut prepared = Vec::with_capacity(planned.len());
    for one in planned {
        let codes = codes::fresh(one.seats)?;
        prepared.push((one, codes));
    }
    let invitations = prepared.iter().map(|(one, codes)| one.with_codes(codes)).collect();
    let mut operator = Operator::of(data);
    let mailed = prepared.iter().filter(|(one, _)| one.mail.is_some()).count();
    let address = if mailed > 0 { Some(mail_address(data)?) } else { None };
    let answer = operator.act(id, Invite { invitations })?;
    if let Some(address) = address {
        let letters = prepared.iter().enumerate().filter_map(|(place, (one, codes))| {
            let entry = answer.number + place as u64;
            let (recipient, reason) = (one.mail.clone()?, one.reason.clone());
            let (entry, last_day, codes) = (EntryNumber(entry), one.last_day, codes.clone());
            Some(InvitationMail { entry, recipient, reason, last_day, codes })
        });
        let letters = letters.collect();
        operator.ask(Wish::MailInvitations { process: id.clone(), address, letters }).context(
            "the invitations are entered, and their mails are not written: make new codes with `maru process invitation codes`",
        )?;
        output::line(format!(
            "{mailed} mails wait in the outbox of the node; the record says that an invitation was sent once a mail server took it."
        ))?;
    }
    if mailed == prepared.len() {
        return output::line(format!("{} invitations were entered.", prepared.len()));
    }
    output::line("The record holds digests of these codes alone; nobody can print them again.")?;
    for (place, (one, codes)) in prepared.iter().enumerate() {
        let entry = EntryNumber(answer.number + place as u64);
        if one.mail.is_none() {
            codes.iter().try_for_each(|code| card(entry, one.last_day, code))?;
        }
    }
    output::line(format!("{} invitations were entered.", prepared.len()))
}

/// The address to which the links of mails lead, of a node that sends mails.
fn mail_address(data: &Path) -> anyhow::Result<String> {
    let (found, _) = settings::in_force(data)?;
    let web = found.web()?;
    if web.mail.is_none() {
        bail!(
            "the list names mail addresses, and this node has no mail server (`maru init --smtp URL`, `maru mail test`): nothing was entered"
        );
    }
    Ok(web.address)
}

fn print_applications(data: &Path, id: &ProcessId) -> anyhow::Result<()> {
    let node = node::open_reading(data)?;
    let handle = node::process(&node, id)?;
    let open: Vec<_> =
        handle.read().applications.iter().filter(|one| one.outcome.is_none()).cloned().collect();
    if open.is_empty() {
        return output::line("No application waits for a decision.");
    }
    for one in open {
        let content = node.words(&handle.read(), &one.words.digest, Reading::Decider)?;
        let text = content.as_ref().and_then(|content| content.get("text")).unwrap_or("(not there any more)");
        let group = one.group.map_or_else(|| "no group said".to_owned(), |group| group.to_string());
        let country = one.country.map_or_else(|| "no country said".to_owned(), |code| code.to_string());
        output::line(format!("{}  ({group}, {country})  {text}", one.entry))?;
    }
    Ok(())
}
