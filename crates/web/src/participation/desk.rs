//! The registrar's desk: invitations one by one and from a list, that they were sent, codes made void and new ones, answers heard otherwise.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maru_forum::{
    ChangeCodes, Code, Command, CountParticipation, DeclineInvitation, EntryNumber, Invitation, Invite,
    NoteSent, Office, SealText, SeatStanding, SentBy,
};
use maru_store::{Answer, InvitationMail, MailAddress, ProcessHandle};

use super::list::{self, Known, ListFault, Planned, Row};
use super::{codes, desk_view, mail};
use crate::answer::tell::sends;
use crate::common::ProcessView;
use crate::desk::routes::{holds, stranger};
use crate::fault::Fault;
use crate::form::{BLANK, Passed, Sent, Typed, carry_passed};
use crate::organisation::view::name_of;
use crate::reader::{Reader, entry_of};

const HERE: &str = "desk/invitations";

/// What whoever is no registrar gets in place of the desk.
fn turned_away(reader: &Reader, handle: &ProcessHandle) -> Option<Result<Response, Fault>> {
    let is_registrar = holds(reader, handle, Office::Registrar);
    (!is_registrar).then(|| stranger(reader, handle, HERE, Office::Registrar.as_str()))
}

pub(crate) async fn form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if let Some(answer) = turned_away(&reader, &handle) {
        return answer;
    }
    let mails = reader.state.node.invitation_mails(&handle)?;
    Ok(reader.show(&handle, |view| {
        desk_view::invitations(view, &BLANK, Looked { mails: &mails, ..Looked::default() })
    }))
}

/// A form of the desk: one invitation, a list to look at or to enter, or the counts to publish.
pub(crate) async fn send(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if let Some(answer) = turned_away(&reader, &handle) {
        return answer;
    }
    let passed = Passed::writing(&reader)?;
    let typed = Typed::of(sent)?;
    let mails = reader.state.node.invitation_mails(&handle)?;
    if typed.has("act", "count") || typed.has("act", "sent") {
        let here = format!("/p/{id}/{HERE}");
        let done = |answer: Answer| format!("{here}?done={}", answer.entry);
        let asked: Result<Command, String> = if typed.has("act", "sent") {
            many_sent(&reader, &typed)
        } else {
            Ok(CountParticipation {}.into())
        };
        return carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
            desk_view::invitations(view, &typed, Looked { rows: None, fault: Some(fault), mails: &mails })
        })
        .await;
    }
    let read = reader
        .draw(&handle, |view| if typed.has("act", "one") { one(view, &typed) } else { many(view, &typed) });
    let whole = read.as_ref().is_ok_and(|rows| rows.iter().all(|row| row.read.is_ok()));
    let fault = match &read {
        Err(words) => Some(words.clone()),
        Ok(rows) if whole && !typed.has("act", "look") => {
            let planned: Vec<Planned> = rows.iter().filter_map(|row| row.read.clone().ok()).collect();
            match enter(&reader, &handle, &planned).await {
                Ok(page) => return Ok(page),
                Err(Fault::Refused(violation)) => Some(reader.visit.violation(&violation)),
                Err(fault) => return reader.redirect_to_sign_in(&handle, fault, &format!("/p/{id}/{HERE}")),
            }
        }
        Ok(_) => None,
    };
    let is_refused = fault.is_some() || !whole;
    let rows = read.as_deref().ok();
    let looked = Looked { rows, fault: fault.as_deref(), mails: &mails };
    Ok(reader.again(&handle, is_refused, |view| desk_view::invitations(view, &typed, looked)))
}

/// That those invitations were sent that are ticked, or all that the form showed.
fn many_sent(reader: &Reader, typed: &Typed) -> Result<Command, String> {
    let unchosen = || reader.visit.text("desk-nothing-chosen");
    let named = if typed.has("all", "yes") { "of" } else { "unsent" };
    let invitations: Vec<EntryNumber> =
        typed.all(named).filter_map(|number| number.parse().ok()).map(EntryNumber).collect();
    let means = SentBy::from_name(typed.get("means")).ok_or_else(unchosen)?;
    if invitations.is_empty() { Err(unchosen()) } else { Ok(NoteSent { invitations, means }.into()) }
}

fn known<T>(view: &ProcessView<'_>, read: impl FnOnce(&Known<'_>) -> T) -> T {
    let all = view.process.organisations.iter();
    let organisations: Vec<_> = all.filter_map(|one| Some((one.entry, name_of(view, one)?))).collect();
    read(&Known { process: view.process, organisations: &organisations, today: view.visit.now.day() })
}

/// One invitation, as a list of one row.
fn one(view: &ProcessView<'_>, typed: &Typed) -> Result<Vec<Row>, String> {
    let read = known(view, |known| list::planned(&|name: &str| typed.get(name), known));
    match read {
        Ok(planned) => Ok(vec![Row { line: 0, read: Ok(planned) }]),
        Err(fault) => Err(view.visit.text(&format!("participation-fault-{}", fault.as_str()))),
    }
}

fn many(view: &ProcessView<'_>, typed: &Typed) -> Result<Vec<Row>, String> {
    let visit = view.visit;
    known(view, |known| list::read(typed.get("list"), known)).map_err(|fault| match fault {
        ListFault::NoTable(error) => {
            visit.text_with("organisation-list-no-table", &[("line", error.line.into())])
        }
        ListFault::NoColumn(column) => {
            visit.text_with("organisation-list-no-column", &[("column", column.into())])
        }
        ListFault::UnknownColumn(column) => {
            visit.text_with("organisation-list-unknown-column", &[("column", column.into())])
        }
        ListFault::Rows => {
            visit.text_with("participation-list-rows", &[("most", maru_forum::CODES_AT_ONCE.into())])
        }
    })
}

/// What the desk of invitations shows beside its forms.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Looked<'a> {
    /// What a list would become.
    pub(crate) rows: Option<&'a [Row]>,
    /// Why what was sent is refused.
    pub(crate) fault: Option<&'a str>,
    /// Mails that no server has taken yet.
    pub(crate) mails: &'a [InvitationMail],
}

/// An invitation with its codes, which are nowhere else.
pub(crate) struct Coded {
    pub(crate) entry: EntryNumber,
    pub(crate) planned: Planned,
    pub(crate) codes: Vec<Code>,
}

/// That the mails with codes could not be written, of codes that are entered and nowhere else: they have to be shown in their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unwritten;

/// How many mails with codes were written. Their codes are in force already, so a fault of the store is told beside them, and not in
/// place of the page that alone has them.
fn written(handle: &ProcessHandle, mails: Result<usize, Fault>) -> Result<usize, Unwritten> {
    mails.map_err(|fault| {
        tracing::error!(?fault, process = %handle.id(), "mails with codes could not be written");
        Unwritten
    })
}

/// Enters all invitations or none, and shows their codes this once: by mail where an address was given, as a sheet else.
async fn enter(reader: &Reader, handle: &ProcessHandle, planned: &[Planned]) -> Result<Response, Fault> {
    let mut prepared = Vec::with_capacity(planned.len());
    for one in planned {
        let codes = codes::fresh(one.seats).map_err(|_| Fault::Stopped)?;
        prepared.push(Coded { entry: EntryNumber(0), planned: one.clone(), codes });
    }
    let invitations = prepared.iter().map(|one| one.planned.with_codes(&one.codes)).collect();
    let answer = reader.act(handle, Invite { invitations }).await?;
    for (place, one) in prepared.iter_mut().enumerate() {
        one.entry = EntryNumber(answer.entry.0 + place as u64);
    }
    let can_send = sends(&reader.state);
    let (by_mail, mut on_paper): (Vec<Coded>, Vec<Coded>) =
        prepared.into_iter().partition(|one| can_send && one.planned.mail.is_some());
    let mails = written(handle, mail::write(reader, handle, &by_mail).await);
    if mails.is_err() {
        on_paper.extend(by_mail);
        on_paper.sort_by_key(|one| one.entry);
    }
    let node = &reader.state.settings.address;
    let page = reader.draw(handle, |view| desk_view::entered(view, answer.entry, mails, &on_paper, node));
    Ok((StatusCode::OK, Html(page.into_string())).into_response())
}

pub(crate) async fn invitation(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (handle, entry) = (reader.process(&id)?, entry_of(&number)?);
    if let Some(answer) = turned_away(&reader, &handle) {
        return answer;
    }
    reader.show_found(&handle, |view| desk_view::invitation(view, entry, &BLANK, None))
}

/// What is done with one invitation.
pub(crate) async fn act(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, entry) = (reader.process(&id)?, entry_of(&number)?);
    if let Some(answer) = turned_away(&reader, &handle) {
        return answer;
    }
    let invitation = handle.read().invitations.get(entry).cloned().ok_or(Fault::NotFound)?;
    let passed = Passed::writing(&reader)?;
    let typed = Typed::of(sent)?;
    let new = if typed.has("act", "reissue") { ticked(&invitation, &typed).len() } else { 0 };
    let codes = codes::fresh(new).map_err(|_| Fault::Stopped)?;
    let asked = asked(&reader, &invitation, &typed, &codes);
    let here = format!("/p/{id}/{HERE}/{number}");
    if codes.is_empty() {
        let done = |answer: Answer| format!("{here}?done={}", answer.entry);
        return carry_passed(&reader, passed, &handle, asked, &here, done, |view, fault| {
            desk_view::invitation(view, entry, &typed, Some(fault)).unwrap_or_default()
        })
        .await;
    }
    let mail = new_address(&reader, &typed);
    let refused = match asked.and_then(|command| Ok((command, mail?))) {
        Err(words) => words,
        Ok((command, mail)) => match reader.act(&handle, command).await {
            Ok(answer) => {
                let sent = send_again(&reader, &handle, &invitation, &codes, mail).await;
                let mails = written(&handle, sent);
                let node = &reader.state.settings.address;
                let page = reader.draw(&handle, |view| {
                    desk_view::reissued(view, answer.entry, &invitation, &codes, mails, node)
                });
                return Ok((StatusCode::OK, Html(page.into_string())).into_response());
            }
            Err(Fault::Refused(violation)) => reader.visit.violation(&violation),
            Err(fault) => return reader.redirect_to_sign_in(&handle, fault, &here),
        },
    };
    Ok(reader.again(&handle, true, |view| {
        desk_view::invitation(view, entry, &typed, Some(&refused)).unwrap_or_default()
    }))
}

/// The address to which new codes are to be mailed, where one was typed: the one of before was right, or wrong, or unknown.
fn new_address(reader: &Reader, typed: &Typed) -> Result<Option<String>, String> {
    let said = typed.get("mail").trim();
    if said.is_empty() {
        return Ok(None);
    }
    if !sends(&reader.state) {
        return Err(reader.visit.text("participation-no-mail-server"));
    }
    let address = said.parse::<MailAddress>();
    address.map(|_| Some(said.to_owned())).map_err(|_| reader.visit.text("participation-fault-mail"))
}

/// Mails new codes, where an address was given; gives how many mails that made. A letter whose codes are all void now, or that came back, waits for
/// nothing any more.
async fn send_again(
    reader: &Reader,
    handle: &ProcessHandle,
    invitation: &Invitation,
    codes: &[Code],
    mail: Option<String>,
) -> Result<usize, Fault> {
    let live = invitation.seats.iter().filter(|seat| seat.standing == SeatStanding::Live).count();
    let mails = reader.state.node.invitation_mails(handle)?;
    let came_back = mails.iter().any(|one| one.invitation == invitation.entry && one.came_back());
    if came_back || codes.len() == live {
        reader.state.node.forget_invitation_mails(handle, vec![invitation.entry]).await?;
    }
    if mail.is_none() {
        return Ok(0);
    }
    let planned = Planned {
        to: invitation.to,
        organisation: invitation.organisation,
        class: invitation.class.clone(),
        seats: codes.len(),
        group: invitation.group.clone(),
        country: invitation.country,
        last_day: invitation.last_day,
        mail,
        reason: invitation.reason.clone(),
    };
    let letter = Coded { entry: invitation.entry, planned, codes: codes.to_vec() };
    mail::write(reader, handle, &[letter]).await
}

/// The seals of the free seats that were ticked, by their place.
fn ticked(invitation: &Invitation, typed: &Typed) -> Vec<SealText> {
    let places = typed.all("seat").filter_map(|place| place.parse::<usize>().ok());
    let seats = places.filter_map(|place| invitation.seats.get(place.checked_sub(1)?));
    seats.filter(|seat| seat.standing == SeatStanding::Live).map(|seat| seat.code.into()).collect()
}

fn asked(reader: &Reader, invitation: &Invitation, typed: &Typed, codes: &[Code]) -> Result<Command, String> {
    let unchosen = || reader.visit.text("desk-nothing-chosen");
    let (seals, reason) = (ticked(invitation, typed), typed.get("reason").to_owned());
    match typed.get("act") {
        "sent" => {
            let means = SentBy::from_name(typed.get("means")).ok_or_else(unchosen)?;
            Ok(NoteSent { invitations: vec![invitation.entry], means }.into())
        }
        "void" | "reissue" if !seals.is_empty() => {
            let codes = codes.iter().map(|code| code.seal().into()).collect();
            Ok(ChangeCodes { invitation: invitation.entry, void: seals, codes, reason }.into())
        }
        "declined" => match seals.as_slice() {
            [code] => Ok(DeclineInvitation { code: *code, proof: None, reason: Some(reason) }.into()),
            _ => Err(reader.visit.text("participation-one-seat")),
        },
        _ => Err(unchosen()),
    }
}
