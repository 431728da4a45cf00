//! Trees from lists: units in reading order, each with its depth, as flat formats give them.

use crate::model::{Unit, UnitKind};

/// The deepest nesting that is kept; a deeper unit stands at this depth.
const MAX_DEPTH: usize = 100;

/// Gathers units in reading order into a tree.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    open: Vec<(usize, Unit)>,
    done: Vec<Unit>,
}

impl Assembly {
    /// Opens a unit at a depth; those as deep or deeper are over.
    pub(crate) fn open(&mut self, depth: usize, unit: Unit) {
        let depth = depth.min(MAX_DEPTH);
        while self.open.last().is_some_and(|(open, _)| *open >= depth) {
            self.close();
        }
        self.open.push((depth, unit));
    }

    fn close(&mut self) {
        if let Some((_, unit)) = self.open.pop() {
            self.open.last_mut().map_or(&mut self.done, |(_, parent)| &mut parent.children).push(unit);
        }
    }

    /// The unit that was opened last.
    pub(crate) fn last_mut(&mut self) -> Option<&mut Unit> {
        self.open.last_mut().map(|(_, unit)| unit)
    }

    /// The depth at which a unit like this one belongs: beside the nearest open one of its kind, else below what is open.
    pub(crate) fn depth_for(&self, unit: &Unit) -> usize {
        let alike = self.open.iter().rev().find(|(_, open)| open.kind == unit.kind);
        let holder = self.open.iter().rev().find(|(_, open)| open.kind.is_container() || open.kind.is_root());
        match (alike, holder) {
            (Some((depth, _)), _) => *depth,
            (None, Some((depth, _))) => depth + 1,
            (None, None) => 0,
        }
    }

    /// The depth and the kind of the nearest open unit that fits.
    pub(crate) fn nearest(&self, fits: impl Fn(&Unit) -> bool) -> Option<(usize, UnitKind)> {
        self.open.iter().rev().find(|(_, unit)| fits(unit)).map(|(depth, unit)| (*depth, unit.kind))
    }

    /// Adds a whole tree where it belongs.
    pub(crate) fn graft(&mut self, unit: Unit) {
        let depth = self.depth_for(&unit);
        self.open(depth, unit);
    }

    pub(crate) fn finish(mut self) -> Vec<Unit> {
        while !self.open.is_empty() {
            self.close();
        }
        self.done
    }
}
