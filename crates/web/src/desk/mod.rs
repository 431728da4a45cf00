//! My desk: what those who hold an office have to do, and the forms with which they do it.

pub(crate) mod answers;
pub(crate) mod asked;
pub(crate) mod changes;
pub(crate) mod draft;
pub(crate) mod figures;
pub(crate) mod merge;
pub(crate) mod pending;
mod queue;
pub(crate) mod routes;
pub(crate) mod tables;
pub(crate) mod tables_view;
mod upload_view;
pub(crate) mod view;

use maru_forum::{Office, ParticipantId, PhaseAct, Process, Registration, Resolution};

/// Pages of the desk with a flow of their own, and the office they are for.
pub(crate) const OWN_PAGES: [(&str, Office); 16] = [
    ("remarks", Office::Drafter),
    ("merge", Office::Drafter),
    ("draft", Office::Drafter),
    ("invitations", Office::Registrar),
    ("applications", Office::Registrar),
    ("floor", Office::Moderator),
    ("appeals", Office::Appeals),
    ("organisations", Office::Registrar),
    ("ballot", Office::Chair),
    ("meetings", Office::Chair),
    ("commitments", Office::Secretariat),
    ("demands", Office::Drafter),
    ("obligations", Office::Secretariat),
    ("handover", Office::Secretariat),
    ("signatories", Office::Secretariat),
    ("tables", Office::Drafter),
];

/// Every page of the desk under the work that it belongs to, in the order in which a process comes to it.
pub(crate) const WORK: [(&str, &[&str]); 5] = [
    ("begin", &["charter", "timetable", "language", "offices", "draft", "statement", "translation", "stage"]),
    (
        "people",
        &["invitations", "applications", "organisations", "verification", "moderation", "floor", "appeals"],
    ),
    ("text", &["remarks", "tables", "merge"]),
    ("decide", &["meetings", "ballot", "result", "phase", "decision"]),
    ("after", &["signatories", "demands", "handover", "commitments", "obligations"]),
];

/// Whether a page of its own has anything to do in a process, by what its charter provides for and what there is already. Whoever
/// knows its address gets there all the same.
pub(crate) fn is_of_use(process: &Process, name: &str) -> bool {
    let has = |act: PhaseAct| process.charter.phases.iter().any(|phase| phase.acts.contains(&act));
    match name {
        "applications" => process.charter.registration == Registration::Invited,
        "ballot" => has(PhaseAct::Ballot),
        "demands" | "handover" | "signatories" => {
            has(PhaseAct::Endorse) || process.demands.iter().next().is_some()
        }
        "obligations" => process.decisions.iter().any(|one| one.outcome == Resolution::Adopted),
        "merge" => has(PhaseAct::Amend) || process.amendments.iter().next().is_some(),
        "remarks" | "tables" => {
            has(PhaseAct::Remark) || has(PhaseAct::Amend) || process.remarks.iter().next().is_some()
        }
        _ => true,
    }
}

/// A page of the desk, and the office it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Room {
    Moderation,
    Statement,
    Translation,
    Offices,
    Timetable,
    Charter,
    Language,
    Result,
    Decision,
    Phase,
    Stage,
    Verification,
}

impl Room {
    pub(crate) const ALL: [Self; 12] = [
        Self::Moderation,
        Self::Statement,
        Self::Translation,
        Self::Timetable,
        Self::Charter,
        Self::Language,
        Self::Offices,
        Self::Verification,
        Self::Result,
        Self::Decision,
        Self::Phase,
        Self::Stage,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Moderation => "moderation",
            Self::Statement => "statement",
            Self::Translation => "translation",
            Self::Offices => "offices",
            Self::Timetable => "timetable",
            Self::Charter => "charter",
            Self::Language => "language",
            Self::Result => "result",
            Self::Decision => "decision",
            Self::Phase => "phase",
            Self::Stage => "stage",
            Self::Verification => "verification",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|room| room.name() == name)
    }

    /// The office whose holder may act here; the core asks for the same one.
    fn office(self) -> Office {
        match self {
            Self::Moderation => Office::Moderator,
            Self::Decision => Office::Chair,
            Self::Verification => Office::Registrar,
            Self::Statement
            | Self::Translation
            | Self::Offices
            | Self::Timetable
            | Self::Charter
            | Self::Language
            | Self::Result
            | Self::Phase
            | Self::Stage => Office::Secretariat,
        }
    }

    /// Whether somebody may act here.
    pub(crate) fn admits(self, process: &Process, who: ParticipantId) -> bool {
        process.offices.may_act_as(who, self.office())
    }

    /// Whether anything can still be done here: once a process is over, only offices change.
    pub(crate) fn is_offered(self, process: &Process) -> bool {
        !process.stage.is_over() || self == Self::Offices
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{OWN_PAGES, Room, WORK};

    #[test]
    fn every_page_of_the_desk_belongs_to_one_work() {
        let own = OWN_PAGES.iter().map(|(name, _)| *name);
        let all: Vec<&str> = own.chain(Room::ALL.iter().map(|room| room.name())).collect();
        let listed: Vec<&str> = WORK.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>(), listed.iter().collect::<BTreeSet<_>>());
        assert_eq!(all.len(), listed.len(), "none twice");
    }
}
