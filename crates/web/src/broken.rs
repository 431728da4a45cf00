//! A broken rule in the words of a page, with the numbers that whoever broke it needs: which entry, how many, until when. The API and the
//! command line say the same sentence of [`Violation`] in English.

use maru_forum::{EntryNumber, FixedPart, Owed, Violation};

use crate::locale::Argument;
use crate::visit::Visit;

fn listed(entries: &[EntryNumber]) -> String {
    entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What the words of a broken rule can name; words that name nothing leave it.
fn arguments(violation: &Violation) -> Vec<Argument<'static>> {
    match violation {
        Violation::TextTooLong { length, limit } => {
            vec![("length", (*length).into()), ("limit", (*limit).into())]
        }
        Violation::ReasonTooShort { length, minimum } => {
            vec![("length", (*length).into()), ("minimum", (*minimum).into())]
        }
        Violation::UnknownFound(id) | Violation::NoAddress(id) => vec![("id", id.clone().into())],
        Violation::OrganisationAlike(number)
        | Violation::SignatoryAlike(number)
        | Violation::UnknownStatement(number)
        | Violation::DecidedAlready(number)
        | Violation::OppositeDecision(number)
        | Violation::Overruled(number)
        | Violation::ReasonFell(number)
        | Violation::WithdrawnAlready(number)
        | Violation::NothingChanged(number) => vec![("number", number.0.into())],
        Violation::UnknownStatements(entries)
        | Violation::InitiativesUnanswered(entries)
        | Violation::MinutesOwed(entries) => {
            vec![("count", entries.len().into()), ("entries", listed(entries).into())]
        }
        Violation::JudgedAlready(pairs) => {
            let words: Vec<_> = pairs.iter().map(|(on, by)| format!("{on} ({by})")).collect();
            vec![("count", pairs.len().into()), ("entries", words.join(", ").into())]
        }
        Violation::PhaseBackDated { phase, day, today } => vec![
            ("phase", phase.clone().into()),
            ("day", day.clone().into()),
            ("today", today.clone().into()),
        ],
        Violation::TimetableOver(day) | Violation::NotInThisPhase { day, .. } => {
            vec![("day", day.clone().into())]
        }
        Violation::BadAudit(fault) => vec![("part", fault.as_str().into())],
        Violation::CutsShort(phases) => vec![("phases", phases.clone().into())],
        Violation::CharterFixed(part) => match part {
            FixedPart::Group { group, people } => {
                vec![("group", group.to_string().into()), ("people", (*people).into())]
            }
            FixedPart::Ballot { ballot, phase } => {
                vec![("number", ballot.0.into()), ("phase", phase.clone().into())]
            }
            FixedPart::Answers(count) => vec![("count", (*count).into())],
            FixedPart::Final(entry) | FixedPart::Bars(entry) => vec![("number", entry.0.into())],
            FixedPart::Id | FixedPart::Unchanged | FixedPart::Simulated => Vec::new(),
        },
        // Every other sentence names nothing; where one is to, its variant joins a line above.
        _ => Vec::new(),
    }
}

/// Everything that is owed to those who wrote remarks and amendments, each kind with its entries.
pub(crate) fn owed(visit: &Visit, owed: &Owed) -> Vec<String> {
    let untold: Vec<EntryNumber> = owed.untold.iter().map(|(answer, _)| *answer).collect();
    let parts = [("unanswered", &owed.unanswered), ("untold", &untold), ("contested", &owed.contested)];
    let said = parts.into_iter().filter(|(_, entries)| !entries.is_empty()).map(|(kind, entries)| {
        let facts = [("count", entries.len().into()), ("entries", listed(entries).into())];
        visit.text_with(&format!("violation-owed-{kind}"), &facts)
    });
    said.collect()
}

impl Visit {
    /// Why a rule refuses something, in the reader's language.
    pub(crate) fn violation(&self, violation: &Violation) -> String {
        let arguments = arguments(violation);
        let known = |key: String| self.locale.has(&key).then(|| self.text_with(&key, &arguments));
        let key = format!("violation-{}", violation.code());
        let finer = violation.detail().and_then(|detail| known(format!("{key}-{detail}")));
        let words = finer.or_else(|| known(key)).unwrap_or_else(|| violation.to_string());
        match violation {
            Violation::Owed(left) => format!("{words} {}", owed(self, left).join(" ")),
            _ => words,
        }
    }
}
