//! What somebody with a code can do: look what became of it, decline, come in, appeal. And how somebody without one asks for it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maru_forum::{
    Action, Actor, Apply, Code, Command, DeclineInvitation, EntryNumber, GroupId, MakeAppeal, Means,
    TellOfAct,
};
use maru_store::{Answer, ProcessHandle, Request};

use super::{balance, codes, counts, door_view, view};
use crate::common::ProcessView;
use crate::countries;
use crate::fault::Fault;
use crate::form::{BLANK, Passed, Sent, Typed, carry_passed};
use crate::reader::{Reader, entry_of};
use crate::result::table::Table;
use crate::script::{chosen, proposing};

pub(crate) async fn participation(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, view::participation))
}

/// The counts as a table; what is hidden on the page is empty here.
pub(crate) async fn table(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    Ok(reader.draw(&handle, rows).into_response())
}

fn rows(view: &ProcessView<'_>) -> Table {
    let head = ["what", "by", "group", "of_which", "count"];
    let mut table = Table::new(format!("{}-participation", view.process.charter.id), &head);
    let mut push = |what: &str, by: &str, group: &str, part: &str, count: Option<u64>| {
        let count = count.map(|count| count.to_string()).unwrap_or_default();
        table.rows.push([what, by, group, part, &count].map(str::to_owned).to_vec());
    };
    for (name, count) in view.process.participation(&|_, _| true, view.visit.now.day()).named() {
        push(name, "everyone", "", "", Some(count));
    }
    for what in counts::What::ALL {
        for (kind, counted) in counts::tables(view, what) {
            for (group, cells, sum) in &counted.rows {
                push(what.as_str(), kind.name(), group, "all", *sum);
                for (column, count) in counted.columns.iter().zip(cells) {
                    push(what.as_str(), kind.name(), group, column, *count);
                }
            }
        }
    }
    for (kind, rows) in balance::tables(view.process, view.visit.now) {
        for row in rows {
            let group = row.group.as_deref().unwrap_or_default();
            let world = row.world.map(|share| format!("{share:.4}")).unwrap_or_default();
            table.rows.push(["balance", kind.name(), group, "world", &world].map(str::to_owned).to_vec());
            for (part, count) in row.figures() {
                let count = count.map(|count| count.to_string()).unwrap_or_default();
                table.rows.push(["balance", kind.name(), group, part, &count].map(str::to_owned).to_vec());
            }
        }
    }
    table
}

/// Where a code is typed, or what became of the one in the address of a mail.
pub(crate) async fn invited(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let typed = reader.visit.asked("code").map(|code| BLANK.with("code", code));
    if let Some(typed) = &typed {
        note_shown(&reader, &handle, typed.get("code")).await?;
    }
    Ok(reader.show(&handle, |page| door_view::invited(page, typed.as_ref().unwrap_or(&BLANK), None)))
}

/// What became of a code that was typed; or the invitation is declined.
pub(crate) async fn answer(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    let _counted = Passed::writing(&reader)?;
    let typed = Typed::of(sent)?;
    let fault = match (Code::typed(typed.get("code")), typed.has("act", "decline")) {
        (Ok(code), true) => holding(&reader, &handle, Ok(DeclineInvitation::with(&code))).await?.err(),
        (Ok(_), false) => None,
        (Err(violation), _) => Some(reader.visit.violation(&violation)),
    };
    let is_refused = fault.is_some();
    if !is_refused {
        note_shown(&reader, &handle, typed.get("code")).await?;
    }
    Ok(reader.again(&handle, is_refused, |page| door_view::invited(page, &typed, fault.as_deref())))
}

/// Writes down that whoever has the code of an application was given the page that says what was decided on it, and what was ruled.
async fn note_shown(reader: &Reader, handle: &ProcessHandle, code: &str) -> Result<(), Fault> {
    let acts: Vec<EntryNumber> = {
        let process = handle.read();
        let application =
            Code::typed(code).ok().and_then(|code| process.application_of(&code).map(|one| one.entry));
        let all = process.acts_about_applicants().into_iter();
        let own = all.filter(|(_, of)| Some(*of) == application).map(|(act, _)| act);
        own.filter(|act| process.can_tell_applicant(*act)).collect()
    };
    for act in acts {
        let command = TellOfAct { act, to: Vec::new(), means: Means::Seen }.into();
        let action = Action { actor: Actor::Operator, command, signature: None };
        reader.state.node.submit(Request { process: handle.id().clone(), account: None, action }).await?;
    }
    Ok(())
}

/// Acts as whoever holds a code, whether somebody is signed in or not: the code says who may. Gives the answer, or why it is refused
/// in words.
async fn holding<C: Into<Command>>(
    reader: &Reader,
    handle: &ProcessHandle,
    asked: Result<C, String>,
) -> Result<Result<Answer, String>, Fault> {
    let command = match asked {
        Ok(command) => command.into(),
        Err(words) => return Ok(Err(words)),
    };
    let action = Action { actor: Actor::Visitor, command, signature: None };
    let request = Request { process: handle.id().clone(), account: None, action };
    match reader.state.node.submit(request).await.map_err(Fault::from) {
        Ok(answer) => Ok(Ok(answer)),
        Err(Fault::Refused(violation)) => Ok(Err(reader.visit.violation(&violation))),
        Err(fault) => Err(fault),
    }
}

pub(crate) async fn apply_form(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    Ok(reader.show(&*reader.process(&id)?, |page| door_view::apply(page, &BLANK, None)))
}

/// Records an application, and shows its code this once.
pub(crate) async fn apply(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let handle = reader.process(&id)?;
    if reader.visit.signed.is_none() {
        return reader.redirect_to_sign_in(&handle, Fault::SignIn, &format!("/p/{id}/apply"));
    }
    let _counted = Passed::writing(&reader)?;
    let typed = Typed::of(sent)?;
    let code = codes::fresh_one().map_err(|_| Fault::Stopped)?;
    let asked = reader.draw(&handle, |page| applying(page, &typed, &code));
    match holding(&reader, &handle, asked).await? {
        Ok(answer) => {
            let page = reader.draw(&handle, |page| door_view::applied(page, &code, answer.entry));
            Ok((StatusCode::OK, Html(page.into_string())).into_response())
        }
        Err(refused) => Ok(reader
            .again(&handle, true, |page| door_view::apply(page, &proposing(page, &typed), Some(&refused)))),
    }
}

fn applying(page: &ProcessView<'_>, typed: &Typed, code: &Code) -> Result<Apply, String> {
    let given = |name: &str| Some(typed.get(name).trim().to_owned()).filter(|text| !text.is_empty());
    let country = given("country").map(|code| countries::given(&code)).transpose();
    Ok(Apply {
        group: given("group").map(GroupId),
        country: country.map_err(|violation| page.visit.violation(&violation))?,
        text: typed.get("text").to_owned(),
        language: chosen(page, typed)?,
        code: code.seal().into(),
    })
}

pub(crate) async fn refusal(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let (handle, entry) = (reader.process(&id)?, entry_of(&number)?);
    reader.show_found(&handle, |page| door_view::refusal(page, entry, &BLANK, None))
}

/// Appeals: an applicant by the code of the application, a participant in their own name.
pub(crate) async fn appeal(
    reader: Reader,
    Path((id, number)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let (handle, entry) = (reader.process(&id)?, entry_of(&number)?);
    let by_code = handle.read().refusals.get(entry).ok_or(Fault::NotFound)?.application.is_some();
    let passed = Passed::writing(&reader)?;
    let typed = Typed::of(sent)?;
    let asked = reader.draw(&handle, |page| appealing(page, entry, &typed, by_code));
    let here = format!("/p/{id}/refusals/{number}");
    let again = |page: &ProcessView<'_>, fault: &str| {
        door_view::refusal(page, entry, &proposing(page, &typed), Some(fault)).unwrap_or_default()
    };
    if !by_code {
        let done = |answer: Answer| format!("{here}?done={}", answer.entry);
        return carry_passed(&reader, passed, &handle, asked, &here, done, again).await;
    }
    match holding(&reader, &handle, asked).await? {
        Ok(answer) => Ok(reader.go(&format!("{here}?done={}", answer.entry))),
        Err(refused) => Ok(reader.again(&handle, true, |page| again(page, &refused))),
    }
}

fn appealing(
    page: &ProcessView<'_>,
    refusal: EntryNumber,
    typed: &Typed,
    by_code: bool,
) -> Result<MakeAppeal, String> {
    let (language, text) = (chosen(page, typed)?, typed.get("text"));
    if by_code {
        let code = Code::typed(typed.get("code")).map_err(|violation| page.visit.violation(&violation))?;
        return Ok(MakeAppeal::with(&code, refusal, text, language));
    }
    Ok(MakeAppeal { refusal, proof: None, text: text.to_owned(), language })
}
