//! The openness report of a process, from `maru-openness`.

pub(crate) mod print;
pub(crate) mod routes;
pub(crate) mod view;

use maru_forum::{Moment, Process};
use maru_print::Sheet;

use crate::locale::locale;
use crate::visit::Visit;

/// The report of a process at a moment as a sheet to print, in one of the languages of the pages; absent where there is no such language.
pub fn sheet(process: &Process, at: Moment, language: &str) -> Option<Sheet> {
    let query = format!("lang={}", locale(language)?.tag());
    let visit = Visit::new(&format!("/p/{}/openness", process.charter.id), &query, "", at);
    Some(print::sheet(&visit, process, &maru_openness::report(process, at)))
}
