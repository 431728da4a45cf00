//! Whether what a command names outside the record is there, as far as this node can look: in the norm library and the tables that ship
//! with it. The record has only the names, so no rule of it can say so, and each door asks here before it lets a command in.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use maru_forum::{Beyond, Command, EntryNumber, LookForDemand, LookedIn, Process, UnitCoding, Violation};
use maru_norms::{Library, UnitNorm};
use maru_store::ProcessHandle;
use serde::Deserialize;

const COMMITMENTS: &str = include_str!("../../../data/commitments/commitments.csv");

#[derive(Deserialize)]
struct Row {
    id: String,
}

/// The ids of the commitments that ship with the program.
static SHIPPED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let rows: Vec<Row> = maru_text::shipped_rows("data/commitments/commitments.csv", COMMITMENTS);
    rows.into_iter().map(|row| row.id).collect()
});

/// Refuses a command that names what is not there. Where the library itself cannot be read nothing is said of its provisions.
pub fn require_there(process: &ProcessHandle, command: &Command) -> Result<(), Violation> {
    if !command.needs(Beyond::Library) {
        return Ok(());
    }
    let library = crate::norms::library();
    match command {
        Command::LookForDemand(look) => require_found(&process.read(), library, look),
        Command::RecordCommitment(new) => require_provisions(library, &new.provisions),
        Command::ReportHarm(new) => require_provisions(library, &new.provisions),
        Command::CodeUnit(new) => require_codes(&new.coding),
        // What the table of commands wants looked up here, and this door does not know where, does not come in.
        _ => Err(Violation::UNLOOKED),
    }
}

fn require_provisions(library: Option<&Library>, ids: &[String]) -> Result<(), Violation> {
    let unknown = |id: &&str| library.is_some_and(|library| library.provision(id).is_none());
    let unknown = ids.iter().map(|id| id.trim()).find(unknown);
    unknown.map_or(Ok(()), |id| Err(Violation::UnknownFound(id.to_owned())))
}

fn require_codes(coding: &UnitCoding) -> Result<(), Violation> {
    let single = [&*coding.statement_type, &*coding.deontic, &*coding.sanction, &*coding.testable];
    let read = UnitNorm::read(single, &coding.bearer, &coding.topics, &coding.remedy);
    let unknown = |code: maru_norms::UnknownCode| Violation::BadField {
        field: code.what,
        wanted: "a code of the norm library",
    };
    read.map(|_| ()).map_err(unknown)
}

fn require_found(
    process: &Process,
    library: Option<&Library>,
    look: &LookForDemand,
) -> Result<(), Violation> {
    let unknown =
        look.found.iter().map(|id| id.trim()).find(|id| !is_there(process, library, look.within, id));
    unknown.map_or(Ok(()), |id| Err(Violation::UnknownFound(id.to_owned())))
}

fn is_there(process: &Process, library: Option<&Library>, within: LookedIn, id: &str) -> bool {
    let entry = || id.parse().ok().map(EntryNumber);
    match within {
        LookedIn::Library => {
            library.is_none_or(|library| library.provision(id).is_some() || library.instrument(id).is_some())
        }
        LookedIn::Commitments => {
            SHIPPED.contains(id) || entry().is_some_and(|entry| process.commitments.get(entry).is_some())
        }
        LookedIn::Audits => {
            maru_openness::audit::audit(id).is_some()
                || entry().is_some_and(|entry| process.audits.get(entry).is_some())
        }
    }
}

#[cfg(test)]
mod tests {
    use maru_testkit::Story;

    use super::*;

    #[test]
    fn what_is_named_as_found_is_there() {
        let story = Story::open();
        let look = |within, id: &str| {
            let look =
                LookForDemand { demand: EntryNumber(0), within, found: vec![id.to_owned()], words: None };
            require_found(&story.process, crate::norms::library(), &look)
                .map_err(|violation| violation.code())
        };
        for (within, id) in [
            (LookedIn::Library, "kr-ai-basic-act:Art 43"),
            (LookedIn::Library, "eu-ai-act"),
            (LookedIn::Commitments, "bletchley-cooperate"),
            (LookedIn::Audits, "seoul-2024"),
        ] {
            assert_eq!(look(within, id), Ok(()), "{id}");
        }
        for (within, id) in [
            (LookedIn::Library, "eu-ai-act:Art 5000"),
            (LookedIn::Library, "heron is a liar"),
            (LookedIn::Commitments, "eu-ai-act"),
            (LookedIn::Commitments, "0"),
            (LookedIn::Audits, "seoul-2025"),
        ] {
            assert_eq!(look(within, id), Err("unknown-found"), "{id}");
        }
        let look = LookForDemand {
            demand: EntryNumber(0),
            within: LookedIn::Library,
            found: vec!["anything".to_owned()],
            words: None,
        };
        assert_eq!(
            require_found(&story.process, None, &look),
            Ok(()),
            "a library that cannot be read says nothing"
        );
    }
}
