//! The map in words: what a page or a screen reader says instead of the picture. Numbers only; sentences are the
//! reader's language's business.

use crate::cells::SMALL;
use crate::map::{Finer, OpinionMap, Representative, Verdict};
use crate::votes::StatementId;
use serde::Serialize;

/// The figures that a text description of a map needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// People counted in a group.
    pub people: usize,
    /// Whether everyone is shown as one crowd; whether groups were looked for at all is told by `answer`.
    pub crowd: bool,
    /// Whether groups were looked for, whether there are some, and whether their borders hold.
    pub answer: Verdict,
    /// Whether finer groups foretell votes too, or might.
    pub finer: Option<Finer>,
    /// Resamples in which the groups came back, of how many.
    pub came_back: Option<(u32, u32)>,
    /// One for each group of the map.
    pub groups: Vec<GroupSummary>,
    /// People whose votes do not tell between which groups they stand.
    pub between: usize,
    /// People who oppose most of what the others share; absent where they are too few to be counted out.
    pub opposed: Option<usize>,
    /// Statements on which all groups agree, best first.
    pub shared: Vec<StatementId>,
    /// Statements that all groups reject, most rejected first.
    pub rejected: Vec<StatementId>,
}

/// What is said of one group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupSummary {
    /// The group's number on the map, from 0.
    pub id: u32,
    /// How many people are counted in it.
    pub size: u32,
    /// Share of the people counted in any group, 0 to 1.
    pub share: f64,
    /// Statements on which it differs most from all others, strongest first; empty where there is no other group.
    pub sets_apart: Vec<Representative>,
    /// What it shares with all others: the same list as `shared` of the whole, empty where there is no other group.
    pub shares: Vec<StatementId>,
    /// Statements that most of each other group agree with and most of this group reject, best first.
    pub dissents: Vec<StatementId>,
}

impl OpinionMap {
    /// Whether so few people are on the map that what it says of groups, of what is shared, or of anybody's place would say nothing. Whatever
    /// shows a map in words, figures or tables asks this first; the map itself has its figures all the same, so that anyone can compute it again.
    pub fn is_thin(&self) -> bool {
        self.counts.in_map < SMALL as usize
    }
}

/// Of too few people nothing is said but how many they are, and that groups were not looked for.
fn of_few(map: &OpinionMap) -> Summary {
    Summary {
        people: map.counts.in_map,
        crowd: true,
        answer: Verdict::NotTried,
        finer: None,
        came_back: None,
        groups: Vec::new(),
        between: 0,
        opposed: None,
        shared: Vec::new(),
        rejected: Vec::new(),
    }
}

/// Takes from a map what a text description needs; no statement's words, only ids. Of fewer than [`SMALL`] people it says nothing of groups.
pub fn summary(map: &OpinionMap) -> Summary {
    if map.is_thin() {
        return of_few(map);
    }
    let taken = map.stability.tried.iter().find(|tried| tried.taken);
    let shared: Vec<StatementId> = map.shared().map(|ground| ground.statement).collect();
    let apart = map.k > 1;
    let group = |group: &crate::map::Group| GroupSummary {
        id: group.id,
        size: group.size,
        share: group.share,
        sets_apart: if apart { group.representative.clone() } else { Vec::new() },
        shares: if apart { shared.clone() } else { Vec::new() },
        dissents: map.shared_by_all_but(group.id).map(|ground| ground.statement).collect(),
    };
    Summary {
        people: map.counts.in_map,
        crowd: map.k < 2,
        answer: map.stability.verdict(),
        finer: map.stability.finer(),
        came_back: taken.map(|tried| (tried.came_back, tried.resamples)),
        groups: map.groups.iter().map(group).collect(),
        between: map.counts.between,
        opposed: map.tells_of_opposed().then_some(map.counts.opposed),
        rejected: map.rejected_by_all().into_iter().flatten().map(|one| one.statement).collect(),
        shared,
    }
}
