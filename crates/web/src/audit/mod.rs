//! Audits of processes held elsewhere: those that ship with the program, as pages and as PDF, alone or beside a process of this node.

mod print;
pub(crate) mod routes;
pub(crate) mod told;
mod view;

use maru_forum::Moment;
use maru_openness::audit::audits;
use maru_print::Sheet;
use maud::Markup;

use crate::audit::told::Told;
use crate::locale::locale;
use crate::visit::Visit;

/// A shipped audit as a sheet to print, in one of the languages of the pages; absent where there is no such audit or no such language.
pub fn sheet(id: &str, language: &str) -> Option<Sheet> {
    let language = locale(language)?.tag();
    let visit = Visit::new(&format!("/audits/{id}"), &format!("lang={language}"), "", Moment(0));
    Some(print::sheet(&visit, &Told::of(&visit, maru_openness::audit::audit(id)?), None))
}

/// The section of the node's first page that leads to the audits.
pub(crate) fn for_home(visit: &Visit) -> Markup {
    view::for_home(visit, audits())
}
