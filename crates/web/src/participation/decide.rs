//! The desk of those who decide on applications, refuse the floor, or rule on appeals.

use axum::extract::Path;
use axum::response::Response;
use maru_forum::{
    AppealVerdict, Command, EntryNumber, GrantApplication, Office, RefusalReason, Refuse, ReviewVerdict,
    RuleOnAppeal,
};
use maru_store::Answer;
use maud::Markup;

use super::decide_view;
use crate::common::ProcessView;
use crate::desk::asked::named;
use crate::desk::routes::{acting_stranger, holds, stranger};
use crate::fault::Fault;
use crate::form::{BLANK, Passed, Sent, Typed, carry_passed};
use crate::reader::Reader;
use crate::script::{chosen, proposing};

/// A page of the desk: whose it is, what it shows, and what its form asks for.
struct Desk {
    name: &'static str,
    office: Office,
    page: fn(&ProcessView<'_>, &Typed, Option<&str>) -> Markup,
    asked: fn(&ProcessView<'_>, &Typed) -> Result<Command, String>,
}

const APPLICATIONS: Desk = Desk {
    name: "applications",
    office: Office::Registrar,
    page: decide_view::applications,
    asked: on_application,
};
const FLOOR: Desk =
    Desk { name: "floor", office: Office::Moderator, page: decide_view::floor, asked: no_floor };
const APPEALS: Desk =
    Desk { name: "appeals", office: Office::Appeals, page: decide_view::appeals, asked: on_appeal };

impl Desk {
    fn show(&self, reader: &Reader, id: &str) -> Result<Response, Fault> {
        let handle = reader.process(id)?;
        if !holds(reader, &handle, self.office) {
            return stranger(reader, &handle, &format!("desk/{}", self.name), self.office.as_str());
        }
        Ok(reader.show(&handle, |view| (self.page)(view, &BLANK, None)))
    }

    async fn act(&self, reader: &Reader, id: &str, sent: Sent) -> Result<Response, Fault> {
        let handle = reader.process(id)?;
        let here = format!("/p/{id}/desk/{}", self.name);
        if !holds(reader, &handle, self.office) {
            return acting_stranger(reader, &handle, &format!("desk/{}", self.name), self.office.as_str());
        }
        let passed = Passed::writing(reader)?;
        let typed = Typed::of(sent)?;
        let asked = reader.draw(&handle, |view| (self.asked)(view, &typed));
        let done = |answer: Answer| format!("{here}?done={}", answer.entry);
        carry_passed(reader, passed, &handle, asked, &here, done, |view, fault| {
            (self.page)(view, &proposing(view, &typed), Some(fault))
        })
        .await
    }
}

pub(crate) async fn applications(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    APPLICATIONS.show(&reader, &id)
}

pub(crate) async fn decide(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    APPLICATIONS.act(&reader, &id, sent).await
}

pub(crate) async fn floor(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    FLOOR.show(&reader, &id)
}

pub(crate) async fn refuse_floor(
    reader: Reader,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Fault> {
    FLOOR.act(&reader, &id, sent).await
}

pub(crate) async fn appeals(reader: Reader, Path(id): Path<String>) -> Result<Response, Fault> {
    APPEALS.show(&reader, &id)
}

pub(crate) async fn rule(reader: Reader, Path(id): Path<String>, sent: Sent) -> Result<Response, Fault> {
    APPEALS.act(&reader, &id, sent).await
}

fn number(view: &ProcessView<'_>, typed: &Typed, name: &str) -> Result<EntryNumber, String> {
    typed.get(name).parse().map(EntryNumber).map_err(|_| view.visit.text("desk-nothing-chosen"))
}

fn on_application(view: &ProcessView<'_>, typed: &Typed) -> Result<Command, String> {
    let application = number(view, typed, "application")?;
    if typed.has("act", "grant") {
        return Ok(GrantApplication { application, reason: typed.get("reason").to_owned() }.into());
    }
    Ok(Refuse { application: Some(application), ..refusing(view, typed)? }.into())
}

fn no_floor(view: &ProcessView<'_>, typed: &Typed) -> Result<Command, String> {
    Ok(Refuse { participant: Some(named(view, typed)?), ..refusing(view, typed)? }.into())
}

/// What every refusal says.
fn refusing(view: &ProcessView<'_>, typed: &Typed) -> Result<Refuse, String> {
    let unchosen = || view.visit.text("desk-nothing-chosen");
    Ok(Refuse {
        application: None,
        participant: None,
        reason: RefusalReason::from_name(typed.get("why")).ok_or_else(unchosen)?,
        text: typed.get("text").to_owned(),
        language: chosen(view, typed)?,
        last_day: typed.get("last_day").parse().map_err(|_| view.visit.text("participation-no-day"))?,
    })
}

fn on_appeal(view: &ProcessView<'_>, typed: &Typed) -> Result<Command, String> {
    let verdict = AppealVerdict::from_name(typed.get("verdict"));
    if typed.has("against", "moderator") {
        return Ok(ReviewVerdict {
            appeal: number(view, typed, "appeal")?,
            verdict: verdict.ok_or_else(|| view.visit.text("desk-nothing-chosen"))?,
            text: typed.get("text").to_owned(),
            language: chosen(view, typed)?,
        }
        .into());
    }
    Ok(RuleOnAppeal {
        appeal: number(view, typed, "appeal")?,
        verdict: verdict.ok_or_else(|| view.visit.text("desk-nothing-chosen"))?,
        text: typed.get("text").to_owned(),
        language: chosen(view, typed)?,
    }
    .into())
}
