//! What a node knows of its own health: its clock, and what its disk holds.

use std::collections::BTreeSet;

use crate::error::StoreError;
use crate::node::Node;
use crate::scrub::{self, Damaged, Finding, Integrity, Structure};
use crate::timekeeping::{ClockFault, in_future, is_ahead};

impl Node {
    /// What is wrong with the clock, as far as the records and the peers tell.
    pub fn clock_faults(&self) -> Vec<ClockFault> {
        let shared = self.shared();
        let now = shared.clock.now();
        let whole = shared.node_clock_fault(now).or_else(|| shared.timekeeping.against());
        let processes = shared.handles().into_iter().filter_map(|handle| {
            let last = handle.read().last_at;
            let name = handle.id().as_str();
            let said = is_ahead(last, now).then(|| in_future(name, last, now))?;
            Some(ClockFault { record: Some(name.to_owned()), stops: true, said })
        });
        whole.into_iter().chain(processes).collect()
    }

    /// What is known of the state of the disk.
    pub fn integrity(&self) -> Integrity {
        self.shared().noticed.now()
    }

    /// Looks at the pages of the database only.
    pub fn quick_check(&self) -> Result<BTreeSet<Finding>, StoreError> {
        let said = self.shared().readers.with(|connection| Ok(scrub::quick_check(connection)))?;
        Ok(said.map(|said| Finding { record: None, damaged: Damaged::Database, said }).into_iter().collect())
    }

    /// Looks at everything now, without pauses; gives what does not fit.
    pub fn examine(&self) -> Result<Integrity, StoreError> {
        // Where a server has the folder, a file may be under way at the first look.
        let pause = |time| {
            if self.shared().reading && time >= scrub::SECOND_LOOK {
                std::thread::sleep(time);
            }
            true
        };
        scrub::round(self.shared(), Structure::Check, &pause)?;
        Ok(self.integrity())
    }
}
