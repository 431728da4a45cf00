//! What changes next: the days on which provisions begin to apply or end.

use maru_text::Date;
use serde::Serialize;

use crate::code::named;
use crate::level::{Applicability, Level};
use crate::library::Library;
use crate::model::ProvisionId;
use serde::Serializer;

named! {
    /// What happens on a day.
    Event {
        /// A provision begins to apply.
        Begins = "begins",
        /// A provision ends.
        Ends = "ends",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CalendarEntry {
    pub date: Date,
    pub event: Event,
    pub provision: ProvisionId,
    /// The provision's level, when it has one.
    pub level: Option<Level>,
}

impl Library {
    /// Every dated event after `after` and up to `until`, in order.
    pub fn calendar(&self, after: Date, until: Option<Date>) -> Vec<CalendarEntry> {
        let mut entries = Vec::new();
        for provision in self.provisions() {
            let assessed = self.level(provision, after);
            if matches!(assessed.applicability, Applicability::Past | Applicability::Draft) {
                continue;
            }
            let ended = self.instrument_of(provision).ended;
            let ends = provision.applies_until.into_iter().chain(ended).min();
            let begins = self.starts_on(provision).filter(|begin| ends.is_none_or(|end| *begin < end));
            for (event, date) in [(Event::Begins, begins), (Event::Ends, ends)] {
                if let Some(date) =
                    date.filter(|date| *date > after && until.is_none_or(|last| *date <= last))
                {
                    let (provision, level) = (provision.id.clone(), assessed.level);
                    entries.push(CalendarEntry { date, event, provision, level });
                }
            }
        }
        entries.sort();
        entries
    }

    /// Provisions that are adopted and wait for a day that nobody knows yet.
    pub fn undated(&self, at: Date) -> Vec<ProvisionId> {
        let waits =
            |one: &&crate::model::Provision| self.applicability(one, at) == Applicability::Future(None);
        self.provisions().iter().filter(waits).map(|one| one.id.clone()).collect()
    }
}
