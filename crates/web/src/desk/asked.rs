//! What the forms of the desk ask for, as commands.

use std::collections::BTreeSet;

use maru_forum::{
    AbandonProcess, ChangeCharter, ChangeOffice, ClosePhase, CloseProcess, Command, EntryNumber, Language,
    Moderate, Office, OpenProcess, ParticipantId, RecordDecision, Resolution, STATEMENT_LIMIT, StatementId,
    SubmitStatement, Translate, Verdict, VerifiedBy, Verify, Violation,
};

use crate::charter;
use crate::common::ProcessView;
use crate::desk::Room;
use crate::form::{Refused, Typed};
use crate::languages::typed_tag;
use crate::remark::write::said;
use crate::script::{self, chosen};

/// The command of a form, or in words why there is none.
pub(crate) fn asked(view: &ProcessView<'_>, room: Room, typed: &Typed) -> Result<Command, Refused> {
    match room {
        Room::Moderation => moderate(view, typed),
        Room::Statement => {
            let mut refused = Refused::default();
            let said = refused.take("text", said(view.visit, typed.get("text"), STATEMENT_LIMIT));
            match (said, refused.take("language", chosen(view, typed))) {
                (Some(()), Some(language)) => {
                    Ok(SubmitStatement { text: typed.get("text").to_owned(), language }.into())
                }
                _ => Err(refused),
            }
        }
        Room::Translation => Ok(translate(view, typed)?),
        Room::Offices => Ok(office(view, typed)?),
        Room::Timetable | Room::Charter => {
            let charter = changed(view, typed)?;
            Ok(ChangeCharter {
                charter: Box::new(charter),
                reason: typed.get("reason").to_owned(),
                shorten: true,
            }
            .into())
        }
        Room::Language => add_language(view, typed),
        Room::Decision => Ok(decide(view, typed)?),
        Room::Phase => {
            Ok(ClosePhase { phase: typed.get("phase").to_owned(), reason: typed.get("reason").to_owned() }
                .into())
        }
        Room::Stage => {
            let reason = typed.get("reason").to_owned();
            match typed.get("stage") {
                "open" => Ok(OpenProcess { reason }.into()),
                "closed" => Ok(CloseProcess { reason, cut_short: typed.get("cut_short") == "yes" }.into()),
                "abandoned" => Ok(AbandonProcess { reason }.into()),
                _ => Err(Refused::at("stage", unchosen(view))),
            }
        }
        Room::Result => Err(unchosen(view).into()),
        Room::Verification => Ok(verify(view, typed)?),
    }
}

/// The language that is to be added: its tag, if it is one that the charter does not have yet.
pub(crate) fn added_language(view: &ProcessView<'_>, typed: &Typed) -> Option<Language> {
    let tag = typed.said("tag").map(str::to_owned).or_else(|| view.visit.asked("tag").map(str::to_owned))?;
    let language = typed_tag(view.visit, &tag).ok()?;
    (!view.process.charter.languages.contains(&language)).then_some(language)
}

/// The charter with one language more, in which all is said that it says.
fn add_language(view: &ProcessView<'_>, typed: &Typed) -> Result<Command, Refused> {
    let (visit, before) = (view.visit, &view.process.charter);
    let language = added_language(view, typed).ok_or_else(|| visit.text("desk-language-which"))?;
    // The fields of phases and groups are known by their places.
    if typed.get("of") != view.process.charter_entry.to_string() {
        return Err(visit.text("desk-charter-meanwhile").into());
    }
    let after =
        charter::changed(visit, &charter::with_language(before, &language), typed, charter::IN_A_RECORD)?;
    let faults: Vec<String> =
        after.faults().iter().map(|fault| charter::fault_in_words(visit, &after, fault)).collect();
    if !faults.is_empty() {
        return Err(format!("{} {}", visit.text("violation-charter-incomplete"), faults.join("; ")).into());
    }
    let reason = typed.get("reason").to_owned();
    Ok(ChangeCharter { charter: Box::new(after), reason, shorten: false }.into())
}

/// The charter as it was typed; in words why it cannot be used, or that people would get less time than they were promised and nobody
/// said that this is meant.
fn changed(view: &ProcessView<'_>, typed: &Typed) -> Result<maru_forum::Charter, Refused> {
    let (visit, before) = (view.visit, &view.process.charter);
    let (rebased, fault) = on_present(view, typed);
    if let Some(fault) = fault {
        return Err(fault.into());
    }
    let after = charter::changed(visit, before, &rebased, charter::IN_A_RECORD)?;
    let faults: Vec<String> =
        after.faults().iter().map(|fault| charter::fault_in_words(visit, &after, fault)).collect();
    if !faults.is_empty() {
        return Err(format!("{} {}", visit.text("violation-charter-incomplete"), faults.join("; ")).into());
    }
    let cuts = before.asked_of(&after, visit.now.day(), view.process.opened.is_some());
    match Violation::of_cuts(&cuts).filter(|_| typed.get("shorten") != "yes") {
        None => Ok(after),
        Some(Violation::PromiseCut(_)) => {
            let cuts: Vec<_> = cuts.iter().map(|cut| charter::cuts::in_words(visit, before, cut)).collect();
            Err(Refused::at("shorten", visit.text_with("desk-shorter", &[("what", cuts.join(" ").into())])))
        }
        Some(rewritten) => Err(Refused::at("shorten", visit.violation(&rewritten))),
    }
}

/// A form for the charter, held against the charter that stands now; with it why it cannot be taken as it is.
fn on_present(view: &ProcessView<'_>, typed: &Typed) -> (Typed, Option<String>) {
    let process = view.process;
    let Some(of) = typed.said("of").filter(|of| *of != process.charter_entry.to_string()) else {
        return (typed.clone(), None);
    };
    match of.parse().ok().and_then(|of| process.charter_in(EntryNumber(of))) {
        Some(then) => charter::rebased(view.visit, then, &process.charter, typed),
        None => (typed.clone(), Some(view.visit.text("desk-charter-meanwhile"))),
    }
}

/// What was typed, and where no language was chosen the one that the letters allow: it is only preselected.
pub(crate) fn proposing(view: &ProcessView<'_>, room: Room, typed: &Typed) -> Typed {
    match room {
        Room::Statement | Room::Translation | Room::Decision | Room::Verification => {
            script::proposing(view, typed)
        }
        Room::Timetable | Room::Charter => on_present(view, typed).0,
        _ => typed.clone(),
    }
}

fn unchosen(view: &ProcessView<'_>) -> String {
    view.visit.text("desk-nothing-chosen")
}

fn number(text: &str) -> Option<EntryNumber> {
    text.trim().parse().ok().map(EntryNumber)
}

fn moderate(view: &ProcessView<'_>, typed: &Typed) -> Result<Command, Refused> {
    let mut refused = Refused::default();
    // All are those that the page showed, and no others that came meanwhile.
    let shown = typed.all("shown").filter(|_| typed.has("all", "yes"));
    let on: Option<BTreeSet<_>> = shown.chain(typed.all("on")).map(number).collect();
    let on = on.map(Vec::from_iter).filter(|on| !on.is_empty());
    let on = refused.take("on", on.ok_or_else(|| view.visit.text("desk-nothing-ticked")));
    let verdict = Verdict::from_name(typed.get("verdict")).ok_or_else(|| unchosen(view));
    let verdict = refused.take("verdict", verdict);
    let text = |name| typed.get(name).to_owned();
    if text("reason").trim().is_empty() {
        refused.note("reason", view.visit.violation(&Violation::ReasonMissing));
    }
    match (on, verdict) {
        (Some(on), Some(verdict)) if refused.is_empty() => {
            Ok(Moderate { on, verdict, reason: text("reason"), rule: text("rule") }.into())
        }
        _ => Err(refused),
    }
}

fn translate(view: &ProcessView<'_>, typed: &Typed) -> Result<Command, String> {
    let statement = number(typed.get("statement")).map(StatementId).ok_or_else(|| unchosen(view))?;
    Ok(Translate {
        statement,
        text: typed.get("text").to_owned(),
        language: chosen(view, typed)?,
        translator: "human".to_owned(),
    }
    .into())
}

fn office(view: &ProcessView<'_>, typed: &Typed) -> Result<Command, String> {
    let reason = typed.get("reason").to_owned();
    if typed.get("act") == "end" {
        let (holder, office) = typed.get("tenure").split_once(' ').ok_or_else(|| unchosen(view))?;
        let holder = number(holder).map(ParticipantId).ok_or_else(|| unchosen(view))?;
        let office = Office::from_name(office).ok_or_else(|| unchosen(view))?;
        return Ok(ChangeOffice { holder, office, grant: false, reason }.into());
    }
    let office = Office::from_name(typed.get("office")).ok_or_else(|| unchosen(view))?;
    let holder = named(view, typed)?;
    Ok(ChangeOffice { holder, office, grant: true, reason }.into())
}

/// The participant whose name was typed.
pub(crate) fn named(view: &ProcessView<'_>, typed: &Typed) -> Result<ParticipantId, String> {
    let name = typed.get("name").trim();
    let person = view.process.participants.iter().find(|person| person.pseudonym.as_str() == name);
    person.map(|person| person.id).ok_or_else(|| view.visit.text("violation-unknown-participant"))
}

fn verify(view: &ProcessView<'_>, typed: &Typed) -> Result<Command, String> {
    let means = match typed.get("means") {
        "ended" => None,
        name => Some(VerifiedBy::from_name(name).ok_or_else(|| unchosen(view))?),
    };
    let (participant, text) = (named(view, typed)?, typed.get("text").to_owned());
    Ok(Verify { participant, means, text, language: chosen(view, typed)? }.into())
}

fn decide(view: &ProcessView<'_>, typed: &Typed) -> Result<Command, String> {
    let outcome = Resolution::from_name(typed.get("outcome")).ok_or_else(|| unchosen(view))?;
    let result = number(typed.get("result")).ok_or_else(|| unchosen(view))?;
    let draft = number(typed.get("draft"));
    let text = typed.get("text").to_owned();
    Ok(RecordDecision { outcome, result, draft, text, language: chosen(view, typed)? }.into())
}
