//! Audits of processes held elsewhere: those that ship with the program, as pages and as PDF, alone or beside a process of this node;
//! and those that participants make in a record.

pub(crate) mod print;
pub(crate) mod recorded;
mod recorded_view;
pub(crate) mod routes;
pub(crate) mod told;
pub(crate) mod view;

use maru_forum::{CriterionId, Moment, Process, Words};
use maru_openness::audit::audits;
use maru_openness::{AuditStanding, Criterion, criteria};
use maru_print::Sheet;
use maud::Markup;
use serde_json::{Value, json};

use crate::audit::told::Told;
use crate::locale::locale;
use crate::visit::Visit;

/// A shipped audit as a sheet to print, in one of the languages of the pages; absent where there is no such audit or no such language.
pub fn sheet(id: &str, language: &str) -> Option<Sheet> {
    let language = locale(language)?.tag();
    let visit = Visit::new(&format!("/audits/{id}"), &format!("lang={language}"), "", Moment(0));
    Some(print::sheet(&visit, &Told::of(&visit, maru_openness::audit::audit(id)?), None))
}

/// How each criterion stands in an audit beside how it stands in a process of this node, unweighed: the answers of the page, as JSON. The
/// process rests on its record alone where nothing is looked at beside it.
pub fn side_by_side(
    audit: &[(&'static Criterion, AuditStanding)],
    process: &Process,
    at: Moment,
    seen: &maru_openness::Beside,
) -> Value {
    let report = maru_openness::report_beside(process, at, seen);
    let pair = |(criterion, standing): &(&'static Criterion, AuditStanding)| {
        let found = report.of(&criterion.id);
        json!({
            "criterion": criterion.id, "audit": standing,
            "process": found.map(|one| one.standing), "because": found.map(|one| one.because.code),
            "entries": found.map(|one| one.evidence.iter().map(|entry| entry.entry).collect::<Vec<_>>()),
        })
    };
    json!({
        "process": process.charter.id.as_str(), "algorithm": report.algorithm, "entries": report.entries, "at": report.at,
        "simulated": process.charter.simulated, "criteria": audit.iter().map(pair).collect::<Vec<_>>(),
    })
}

/// How each criterion stands in an audit that ships with the program.
pub fn shipped_standings(audit: &maru_openness::Audit) -> Vec<(&'static Criterion, AuditStanding)> {
    let mut all: Vec<_> = criteria().iter().map(|one| (one, audit.standing(&one.id))).collect();
    all.sort_by_key(|(_, standing)| *standing);
    all
}

/// A shipped audit beside a process as a sheet to print: what its page prints, resting on the record alone.
pub fn sheet_beside(id: &str, process: &Process, at: Moment, language: &str) -> Option<Sheet> {
    let language = locale(language)?.tag();
    let visit = Visit::new(&format!("/audits/{id}"), &format!("lang={language}"), "", at);
    let told = Told::of(&visit, maru_openness::audit::audit(id)?);
    // The record's name begins with the host of the node on which it was begun.
    let node = process.origin.split("/p/").next().unwrap_or_default();
    let beside = view::Beside::of(&visit, process, node, &maru_openness::Beside::default());
    Some(print::sheet(&visit, &told, Some(&beside)))
}

/// The section of the node's first page that leads to the audits.
pub(crate) fn for_home(visit: &Visit) -> Markup {
    view::for_home(visit, audits())
}

/// How each criterion stands by the findings of an audit of a record that hold.
pub fn standings(process: &Process, audit: &maru_forum::Audit) -> Vec<(&'static Criterion, AuditStanding)> {
    let stands = |criterion: &'static Criterion| {
        let id = criterion.id.parse::<CriterionId>().ok();
        let holding = id.map_or_else(Vec::new, |id| audit.holding(id, &process.ledger));
        (criterion, AuditStanding::of(holding.iter().map(|one| one.word)))
    };
    criteria().iter().map(stands).collect()
}

/// An audit of a record as JSON, the same for the interface and the command line; `said` reads words that anyone may read.
pub fn recorded_json(
    process: &Process,
    audit: &maru_forum::Audit,
    said: &dyn Fn(&Words) -> Option<String>,
) -> Value {
    let mut all = standings(process, audit);
    all.sort_by_key(|(_, standing)| *standing);
    let all = all.into_iter().map(|(one, standing)| json!({"criterion": one.id, "standing": standing}));
    let objection = |one: &maru_forum::AuditObjection| {
        let replies: Vec<_> = one
            .replies
            .iter()
            .map(|reply| json!({"entry": reply.entry.0, "text": said(&reply.words)}))
            .collect();
        json!({"entry": one.entry.0, "by": one.author.0.0, "by_audited": one.by_audited, "text": said(&one.words), "replies": replies})
    };
    let finding = |one: &maru_forum::AuditEvidence| {
        json!({"entry": one.entry.0, "by": one.author.0.0, "criterion": one.criterion.to_string(), "word": one.word.as_str(),
            "text": said(&one.words), "source": said(&one.source), "confidence": one.confidence.as_str(),
            "read": one.read.to_string(), "objections": one.objections.iter().map(objection).collect::<Vec<_>>()})
    };
    let subject = &audit.subject;
    json!({
        "audit": audit.entry.0, "by": audit.author.0.0, "title": said(&subject.title), "held_by": said(&subject.held_by),
        "organisation": subject.organisation.map(|entry| entry.0), "began": subject.began.to_string(),
        "ended": subject.ended.map(|day| day.to_string()),
        "criteria": all.collect::<Vec<_>>(),
        "findings": audit.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}
