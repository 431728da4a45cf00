//! Changes to law that close routes, and the cheapest set of them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::routes::case::{Case, EVERYTHING, Edits};
use crate::routes::change::{Amendment, Change};
use crate::routes::cover::{Bundle, Cover};
use crate::routes::minimal::{Mask, MinimalError};
use crate::truth::Truth;

/// How often the routes are derived anew before the search gives up.
const MAX_ROUNDS: usize = 64;
/// How many routes are held at once.
const MAX_ROUTES: usize = 128;

/// What each sort of change costs, where it differs from the default; the key is the change's code.
pub type Weights = BTreeMap<String, u32>;

fn weight(weights: &Weights, change: Change) -> u32 {
    weights.get(change.code()).copied().unwrap_or_else(|| change.default_weight())
}

/// The smallest set of changes that leaves no route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closing {
    pub amendments: Vec<Amendment>,
    /// Sum of the changes' weights.
    pub weight: u32,
    /// Other sets that cost the same.
    pub alternatives: Vec<Vec<Amendment>>,
    /// Whether it is proven that nothing cheaper exists; false when the search met its limit.
    pub proven: bool,
    /// Whether it is not known what would have to change: no law of the place on this is coded, or what is coded is for certain uses and no
    /// use was named. Then no change is named, not even a new provision, because there may be one already.
    pub unknown: bool,
}

/// The answer where it is not known what would have to change.
pub(crate) fn unknown() -> Closing {
    Closing { amendments: Vec::new(), weight: 0, alternatives: Vec::new(), proven: true, unknown: true }
}

/// Finds the cheapest changes after which no route is left. The routes are derived anew after each try, because a
/// lowered limit leaves a lower route; what comes out closes every route there is.
pub(crate) fn close(case: &Case<'_>, weights: &Weights) -> Result<Closing, MinimalError> {
    let mut routes: Vec<Mask> = Vec::new();
    let mut proven = true;
    for _ in 0..MAX_ROUNDS {
        let cover = cover(case, weights, &routes);
        let found = cover.solve();
        proven &= found.proven;
        let mut good: Vec<Vec<Amendment>> = Vec::new();
        let mut fresh = Vec::new();
        for choice in &found.choices {
            let edits = choice.as_ref().map(|choice| edits_of(&cover, choice));
            let left = edits.as_ref().map_or(Ok(Vec::new()), |edits| case.routes(edits, EVERYTHING))?;
            if left.is_empty() {
                good.push(amendments(case, edits.as_ref()));
            } else if good.is_empty() {
                fresh.extend(left);
            }
        }
        if !good.is_empty() {
            let first = good.remove(0);
            return Ok(Closing {
                amendments: first,
                weight: found.cost,
                alternatives: good,
                proven,
                unknown: false,
            });
        }
        fresh.retain(|route| !routes.contains(route));
        fresh.sort_unstable();
        fresh.dedup();
        fresh.truncate(MAX_ROUTES - routes.len().min(MAX_ROUTES));
        if fresh.is_empty() {
            break;
        }
        routes.extend(fresh);
    }
    // The limits were met: a new provision always closes, at its price.
    let amendments = vec![Amendment { change: Change::NewDuty, provision: None }];
    Ok(Closing {
        amendments,
        weight: weight(weights, Change::NewDuty),
        alternatives: Vec::new(),
        proven: false,
        unknown: false,
    })
}

/// The question which changes close these routes at the least cost.
fn cover(case: &Case<'_>, weights: &Weights, routes: &[Mask]) -> Cover {
    let way_out = weight(weights, Change::NewDuty);
    let groups =
        (0..case.candidates.len()).map(|index| bundles(case, weights, index, routes, way_out)).collect();
    Cover { groups, routes: routes.len(), way_out }
}

fn edits_of(cover: &Cover, choice: &[Option<usize>]) -> Edits {
    cover.groups.iter().zip(choice).map(|(group, at)| at.map_or(0, |at| group[at].edits)).collect()
}

/// Edits with their places; none at all means a new provision.
fn amendments(case: &Case<'_>, edits: Option<&Edits>) -> Vec<Amendment> {
    let Some(edits) = edits else {
        return vec![Amendment { change: Change::NewDuty, provision: None }];
    };
    let mut all = Vec::new();
    for (one, edits) in case.candidates.iter().zip(edits) {
        for (bit, change) in one.changes.iter().enumerate() {
            if edits >> bit & 1 == 1 {
                all.push(Amendment { change: *change, provision: Some(one.provision.id.clone()) });
            }
        }
    }
    all
}

/// The sets of changes to one candidate that are worth having: none that costs more and closes no more.
fn bundles(case: &Case<'_>, weights: &Weights, index: usize, routes: &[Mask], most: u32) -> Vec<Bundle> {
    let one = &case.candidates[index];
    if one.shortfalls.iter().any(|short| short.repair().is_none()) {
        return Vec::new();
    }
    let repairs = one.shortfalls.len();
    let base: u32 = (1 << repairs) - 1;
    let cost_of = |edits: u32| -> u32 {
        one.changes
            .iter()
            .enumerate()
            .filter(|(i, _)| edits >> i & 1 == 1)
            .map(|(_, c)| weight(weights, *c))
            .sum()
    };
    let mut all: Vec<Bundle> = (0..1_u32 << (one.changes.len() - repairs))
        .map(|choice| choice << repairs | base)
        .map(|edits| (edits, cost_of(edits)))
        .filter(|(_, cost)| *cost <= most)
        .map(|(edits, cost)| Bundle { edits, cost, closes: closes(case, index, edits, routes) })
        .filter(|bundle| bundle.closes != 0)
        .collect();
    all.sort_by_key(|bundle| (bundle.cost, bundle.edits.count_ones(), bundle.edits));
    let mut worth: Vec<Bundle> = Vec::new();
    for bundle in all {
        let beaten = worth.iter().any(|other| {
            let as_good = other.closes & bundle.closes == bundle.closes;
            as_good && (other.cost < bundle.cost || other.edits & bundle.edits == other.edits)
        });
        if !beaten {
            worth.push(bundle);
        }
    }
    worth
}

fn closes(case: &Case<'_>, index: usize, edits: u32, routes: &[Mask]) -> u128 {
    let one = &case.candidates[index];
    let covers = |route: Mask| case.covers(one, route, edits) != Truth::No;
    routes.iter().enumerate().filter(|(_, route)| covers(**route)).fold(0, |set, (i, _)| set | 1 << i)
}
