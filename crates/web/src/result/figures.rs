//! The figures behind the results: votes by constituency, common ground, differences. All by integers or in a fixed
//! order, so that the same record gives the same page.

use maru_forum::{Participant, Statement, Tally};
use maru_opinion::map::CommonGround;

use crate::common::ProcessView;
use crate::countries::{INCOMES, REGIONS, country};

/// Votes that a statement needs before it can be called common ground without a map.
const LEAST_VOTES: u32 = 5;
/// Votes that a group needs on a statement before its share is compared with another's.
const LEAST_GROUP_VOTES: u32 = 5;

/// One constituency of a kind.
pub(crate) struct Constituency {
    /// Its name, as pages show it.
    pub(crate) name: String,
    /// People in it.
    pub(crate) people: u32,
    /// Whether it is large enough to count in a balance.
    pub(crate) counts: bool,
}

/// Votes by the constituencies of one kind.
pub(crate) struct Breakdown {
    pub(crate) constituencies: Vec<Constituency>,
    /// People who belong to none.
    pub(crate) outside: u32,
    /// By place of the statement, then by constituency.
    tallies: Vec<Vec<Tally>>,
}

impl Breakdown {
    /// By the stakeholder groups of the charter.
    pub(crate) fn stakeholders(view: &ProcessView<'_>) -> Self {
        let groups = &view.process.charter.groups;
        let names = groups.iter().map(|group| view.visit.local_plain(&group.title).to_owned()).collect();
        Self::new(view, names, |person| {
            groups.iter().position(|group| Some(&group.id) == person.group.as_ref())
        })
    }

    /// By regional groups of the United Nations.
    pub(crate) fn regions(view: &ProcessView<'_>) -> Self {
        let names =
            REGIONS.iter().map(|region| view.visit.text(&format!("country-region-{region}"))).collect();
        Self::new(view, names, |person| {
            let group = &country(person.country?)?.un_group;
            REGIONS.iter().position(|region| region == group)
        })
    }

    /// By income groups of the World Bank.
    pub(crate) fn incomes(view: &ProcessView<'_>) -> Self {
        let names =
            INCOMES.iter().map(|income| view.visit.text(&format!("country-income-{income}"))).collect();
        Self::new(view, names, |person| {
            let group = &country(person.country?)?.income;
            INCOMES.iter().position(|income| income == group)
        })
    }

    /// By the groups of the opinion map.
    pub(crate) fn opinions(view: &ProcessView<'_>) -> Option<Self> {
        let (map, _) = view.map.filter(|(map, _)| map.k > 1)?;
        let names = (0..map.k).map(|group| opinion_group_name(view, group)).collect();
        Some(Self::new(view, names, |person| {
            let id = u32::try_from(person.id.0.0).ok()?;
            let place = map.participants.binary_search_by_key(&id, |place| place.id.0).ok()?;
            map.participants[place].group.map(|group| group as usize)
        }))
    }

    fn new(
        view: &ProcessView<'_>,
        names: Vec<String>,
        place_of: impl Fn(&Participant) -> Option<usize>,
    ) -> Self {
        let process = view.process;
        let mut people = vec![0; names.len()];
        let mut outside = 0;
        let mut tallies = vec![vec![Tally::default(); names.len()]; process.statements.len()];
        for person in process.participants.iter().filter(|person| !person.votes.is_empty()) {
            let Some(place) = place_of(person) else {
                outside += 1;
                continue;
            };
            people[place] += 1;
            for cast in &person.votes {
                tallies[cast.statement as usize][place].count(cast.vote);
            }
        }
        let minimum = process.charter.minimum_group.max(1);
        let constituencies = names
            .into_iter()
            .zip(people)
            .map(|(name, people)| Constituency { name, people, counts: people >= minimum })
            .collect();
        Self { constituencies, outside, tallies }
    }

    /// Whether there is anything to compare.
    pub(crate) fn is_useful(&self) -> bool {
        self.constituencies.iter().filter(|group| group.people > 0).count() > 1
    }

    /// A statement's votes by constituency.
    pub(crate) fn of(&self, view: &ProcessView<'_>, statement: &Statement) -> &[Tally] {
        let place = view.process.statements.binary_search_by_key(&statement.id, |s| s.id);
        place.map_or(&[], |place| &self.tallies[place])
    }

    /// The share that agrees if every constituency that is large enough counts the same; absent with fewer than two.
    pub(crate) fn balanced(&self, view: &ProcessView<'_>, statement: &Statement) -> Option<f64> {
        let shares: Vec<f64> = self
            .of(view, statement)
            .iter()
            .zip(&self.constituencies)
            .filter(|(tally, group)| group.counts && tally.total() > 0)
            .map(|(tally, _)| share(*tally))
            .collect();
        (shares.len() > 1).then(|| shares.iter().sum::<f64>() / shares.len() as f64)
    }

    /// The constituency that agrees least, among those with enough votes, and its votes.
    pub(crate) fn least(
        &self,
        view: &ProcessView<'_>,
        statement: &Statement,
    ) -> Option<(&Constituency, Tally)> {
        let tallies = self.of(view, statement).iter().copied();
        let voiced = self
            .constituencies
            .iter()
            .zip(tallies)
            .filter(|(group, tally)| group.counts && tally.total() >= LEAST_GROUP_VOTES);
        voiced.min_by(|a, b| share(a.1).total_cmp(&share(b.1)))
    }

    /// By how much the constituencies' agreement differs.
    fn range(&self, view: &ProcessView<'_>, statement: &Statement) -> Option<f64> {
        let shares: Vec<f64> = self
            .of(view, statement)
            .iter()
            .filter(|tally| tally.total() >= LEAST_GROUP_VOTES)
            .map(|tally| share(*tally))
            .collect();
        let lowest = shares.iter().copied().min_by(f64::total_cmp)?;
        let highest = shares.iter().copied().max_by(f64::total_cmp)?;
        (shares.len() > 1).then_some(highest - lowest)
    }
}

/// The share of those who saw a statement that agrees.
pub(crate) fn share(tally: Tally) -> f64 {
    f64::from(tally.agree) / f64::from(tally.total().max(1))
}

/// “Group A”, “Group B” …
pub(crate) fn opinion_group_name(view: &ProcessView<'_>, group: u32) -> String {
    let letter = char::from(b'A' + (group % 26) as u8).to_string();
    view.visit.text_with("map-group", &[("letter", letter.into())])
}

/// A statement that all groups share.
pub(crate) struct Ground<'a> {
    pub(crate) statement: &'a Statement,
    /// What the opinion map says of it; absent where there is no map.
    pub(crate) found: Option<&'a CommonGround>,
}

/// Statements that all opinion groups share, best first; without a map, those that most people agree on.
pub(crate) fn common_ground<'a>(view: &ProcessView<'a>) -> Vec<Ground<'a>> {
    let Some((map, _)) = view.map else { return majority(view) };
    let shared = map.common_ground.iter().filter(|ground| ground.score > 0.5 && ground.dissent.is_empty());
    shared
        .filter_map(|found| {
            let id = maru_forum::StatementId(maru_forum::EntryNumber(found.statement.0.into()));
            let statement = view.process.statement(id)?;
            let visible = statement.is_visible(view.process.charter.moderation);
            visible.then_some(Ground { statement, found: Some(found) })
        })
        .collect()
}

fn majority<'a>(view: &ProcessView<'a>) -> Vec<Ground<'a>> {
    let careful = |tally: Tally| f64::from(tally.agree + 1) / f64::from(tally.total() + 2);
    let mut list: Vec<_> = view
        .process
        .visible_statements()
        .filter(|s| s.tally.total() >= LEAST_VOTES && careful(s.tally) > 0.5)
        .collect();
    list.sort_by(|a, b| careful(b.tally).total_cmp(&careful(a.tally)).then(a.id.cmp(&b.id)));
    list.into_iter().map(|statement| Ground { statement, found: None }).collect()
}

/// Statements by how far the constituencies are apart, widest first.
pub(crate) fn differences<'a>(view: &ProcessView<'a>, breakdown: &Breakdown) -> Vec<(&'a Statement, f64)> {
    let mut list: Vec<_> = view
        .process
        .visible_statements()
        .filter_map(|statement| Some((statement, breakdown.range(view, statement)?)))
        .filter(|(_, range)| *range > 0.0)
        .collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.id.cmp(&b.0.id)));
    list
}
