//! The openness report of a process, from `maru-openness`.

pub(crate) mod print;
pub(crate) mod routes;
pub(crate) mod view;

use maru_forum::{Moment, Process};
use maru_openness::{Beside, Report, criteria};
use maru_print::Sheet;
use maru_store::ProcessHandle;
use maru_store::peer::{Peers, host_of};

use crate::locale::locale;
use crate::state::AppState;
use crate::visit::Visit;

/// The report of a process at a moment as a sheet to print, in one of the languages of the pages; absent where there is no such language.
pub fn sheet(process: &Process, at: Moment, language: &str) -> Option<Sheet> {
    let visit = visit(process, at, language)?;
    Some(print::sheet(&visit, process, &maru_openness::report(process, at)))
}

fn visit(process: &Process, at: Moment, language: &str) -> Option<Visit> {
    let query = format!("lang={}", locale(language)?.tag());
    Some(Visit::new(&format!("/p/{}/openness", process.charter.id), &query, "", at))
}

/// The answer to a criterion in the words of the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InWords {
    /// `O1` to `O40`.
    pub criterion: &'static str,
    /// What is asked.
    pub asked: String,
    /// Not met, met, and so on.
    pub standing: String,
    /// Why.
    pub sentence: String,
}

/// A report in words: how many criteria stand how, and each answer, in one of the languages of the pages; absent where there is no such
/// language.
pub fn in_words(process: &Process, report: &Report, language: &str) -> Option<(Vec<String>, Vec<InWords>)> {
    let visit = visit(process, Moment(report.at), language)?;
    let some = maru_openness::Standing::ALL.into_iter().filter(|one| report.count(*one) > 0);
    let counts = some.map(|standing| view::count(&visit, report, standing)).collect();
    let answers = report.findings.iter().map(|finding| InWords {
        criterion: finding.criterion,
        asked: criteria()
            .iter()
            .find(|one| one.id == finding.criterion)
            .map_or_else(String::new, |one| one.words(visit.tag()).to_owned()),
        standing: visit.text(view::key_of(finding.standing)),
        sentence: view::because(&visit, process, &finding.because),
    });
    Some((counts, answers.collect()))
}

/// What this node sees beside the record of a process: which peers sign its heads, and that it gives out its pages itself.
pub(crate) fn beside(state: &AppState, handle: &ProcessHandle) -> Beside {
    let watched = handle.record().watched();
    let signing = watched.iter().filter(|one| one.witnessed.is_some());
    let names: Vec<String> = signing.map(|one| host_of(&one.peer).to_owned()).collect();
    // A node with peers has not heard of all of them when it has just begun.
    let asks_nobody = Peers::load(state.node.directory()).is_ok_and(|peers| peers.peers.is_empty());
    Beside {
        witnesses: (!names.is_empty() || asks_nobody).then_some(names),
        serves: true,
        accessibility: Some(crate::about::ACCESSIBILITY),
        ..Beside::default()
    }
}
