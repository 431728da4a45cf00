//! The figures behind the results: votes by constituency, common ground, differences. All by integers or in a fixed
//! order, so that the same record gives the same page. Small cells are hidden here, so that no page can forget it.

use std::rc::Rc;

use maru_forum::{Participant, Process, Statement, Tally};
use maru_opinion::OpinionMap;
use maru_opinion::balance::Balance;
use maru_opinion::cells::{Counted, SMALL, hidden_groups, is_small, shielded};
use maru_opinion::map::CommonGround;

use crate::common::ProcessView;
use crate::countries::{INCOMES, LANGUAGES, OTHER_LANGUAGE, REGIONS, country};
use crate::languages;

/// Votes that a statement needs before it can be called common ground without a map.
pub(crate) const LEAST_VOTES: u32 = 5;

/// By what people are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Groups of the opinion map.
    Opinion,
    /// Stakeholder groups of the charter.
    Stakeholder,
    /// Regional groups of the United Nations.
    Region,
    /// Income groups of the World Bank.
    Income,
    /// The most spoken official language of the country.
    Language,
}

impl Kind {
    /// In the order in which pages show them.
    pub(crate) const ALL: [Self; 5] =
        [Self::Opinion, Self::Stakeholder, Self::Region, Self::Income, Self::Language];
    /// Those that people declared of themselves; by them results are balanced.
    pub(crate) const DECLARED: [Self; 4] = [Self::Stakeholder, Self::Region, Self::Income, Self::Language];
    /// Those that follow from the country. No two of them nearly coincide: continents and the regional groups of the United Nations
    /// differ by a few small states, whose votes would follow from one table less the other.
    pub(crate) const OF_COUNTRY: [Self; 3] = [Self::Region, Self::Income, Self::Language];

    /// The name in addresses, files and locale keys.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Opinion => "opinion",
            Self::Stakeholder => "stakeholder",
            Self::Region => "region",
            Self::Income => "income",
            Self::Language => "language",
        }
    }

    /// The kind of a name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The country groups of this kind, by the names of the table; none for kinds that do not follow from the country.
    pub(crate) fn country_groups(self) -> Vec<&'static str> {
        match self {
            Self::Opinion | Self::Stakeholder => Vec::new(),
            Self::Region => REGIONS.to_vec(),
            Self::Income => INCOMES.to_vec(),
            Self::Language => LANGUAGES.into_iter().chain([OTHER_LANGUAGE]).collect(),
        }
    }

    pub(crate) fn group_of(self, country: &crate::countries::Country) -> &str {
        match self {
            Self::Opinion | Self::Stakeholder => "",
            Self::Region => &country.un_group,
            Self::Income => &country.income,
            Self::Language => country.language(),
        }
    }

    /// What pages call a country group.
    pub(crate) fn group_name(self, view: &ProcessView<'_>, group: &str) -> String {
        match self {
            Self::Language if group != OTHER_LANGUAGE => {
                languages::name_of(group, view.visit.tag()).unwrap_or(group).to_owned()
            }
            _ => view.visit.text(&format!("country-{}-{group}", self.name())),
        }
    }
}

/// How much was voted, as every page says it: of each person the present answer to each statement. What was said to statements that a
/// moderator took away counts in no result, and so in no figure beside the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cast {
    /// People with an answer that counts.
    pub(crate) people: usize,
    /// Answers that count.
    pub(crate) votes: u64,
    /// Answers to statements that count in nothing.
    pub(crate) aside: u64,
}

impl Cast {
    pub(crate) fn of(process: &Process) -> Self {
        let counts: Vec<bool> = process.statements.iter().map(|one| process.is_visible(one)).collect();
        let all: u64 = process.statements.iter().map(|one| u64::from(one.tally.total())).sum();
        let votes = votes_that_count(process);
        let has_one = |person: &&Participant| {
            person.votes.iter().any(|cast| counts.get(cast.statement as usize) == Some(&true))
        };
        Self { people: process.participants.iter().filter(has_one).count(), votes, aside: all - votes }
    }
}

/// Answers that count, without asking each person for theirs.
pub(crate) fn votes_that_count(process: &Process) -> u64 {
    process.visible_statements().map(|one| u64::from(one.tally.total())).sum()
}

/// One constituency of a kind.
pub(crate) struct Constituency {
    /// Its name, as pages show it.
    pub(crate) name: String,
    /// People in it who voted, unless that must stay hidden.
    pub(crate) people: Option<u32>,
    /// Whether it is shown, and large enough under the charter to count in a balance.
    pub(crate) counts: bool,
}

/// Votes by the constituencies of one kind.
pub(crate) struct Breakdown {
    pub(crate) kind: Kind,
    pub(crate) constituencies: Vec<Constituency>,
    /// Voters who belong to none, unless that must stay hidden.
    pub(crate) outside: Option<u32>,
    /// Votes by this kind, and by those that have the people outside in common with it.
    divisions: Rc<[Division]>,
    /// Which of them is this kind.
    own: usize,
}

/// Voters and votes by the groups of a kind; those outside come last.
struct Division {
    kind: Kind,
    people: Vec<u32>,
    /// Whether each group is hidden.
    hidden: Vec<bool>,
    /// By place of the statement, then by group.
    tallies: Vec<Vec<Tally>>,
}

impl Division {
    fn of(
        process: &Process,
        kind: Kind,
        groups: usize,
        place_of: impl Fn(&Participant) -> Option<usize>,
    ) -> Self {
        let mut people = vec![0; groups + 1];
        let mut tallies = vec![vec![Tally::default(); groups + 1]; process.statements.len()];
        for person in process.participants.iter().filter(|person| !person.votes.is_empty()) {
            let place = place_of(person).unwrap_or(groups);
            people[place] += 1;
            for cast in &person.votes {
                tallies[cast.statement as usize][place].count(cast.vote);
            }
        }
        Self { kind, hidden: vec![false; groups + 1], people, tallies }
    }

    fn of_countries(process: &Process, kind: Kind) -> Self {
        let groups = kind.country_groups();
        Self::of(process, kind, groups.len(), |person| {
            let group = kind.group_of(country(person.country?)?);
            groups.iter().position(|known| *known == group)
        })
    }
}

/// Those of which the same people may be outside are hidden together.
fn together(mut divisions: Vec<Division>) -> Rc<[Division]> {
    let people: Vec<&[u32]> = divisions.iter().map(|division| division.people.as_slice()).collect();
    let found = hidden_of(&divisions, &people);
    divisions.iter_mut().zip(found).for_each(|(division, hidden)| division.hidden = hidden);
    divisions.into()
}

impl Breakdown {
    /// Votes by a kind; absent where there is no map to tell opinion groups apart.
    pub(crate) fn by(view: &ProcessView<'_>, kind: Kind) -> Option<Self> {
        Self::by_all(view, &[kind]).pop()
    }

    /// Votes by several kinds, without those of which there is nothing to tell groups apart.
    pub(crate) fn by_all(view: &ProcessView<'_>, kinds: &[Kind]) -> Vec<Self> {
        let mut of_countries = None;
        let mut by = |kind: &Kind| match kind {
            Kind::Opinion => Self::opinions(view),
            Kind::Stakeholder => Some(Self::stakeholders(view)),
            _ => {
                let all = || {
                    together(Kind::OF_COUNTRY.map(|kind| Division::of_countries(view.process, kind)).into())
                };
                let divisions = of_countries.get_or_insert_with(all);
                let groups = kind.country_groups().into_iter();
                let names = groups.map(|group| kind.group_name(view, group)).collect();
                Some(Self::new(view, *kind, names, divisions.clone()))
            }
        };
        kinds.iter().filter_map(&mut by).collect()
    }

    fn stakeholders(view: &ProcessView<'_>) -> Self {
        let groups = &view.process.charter.groups;
        let names = groups.iter().map(|group| view.visit.local_plain(&group.title).to_owned()).collect();
        let of = Division::of(view.process, Kind::Stakeholder, groups.len(), |person| {
            groups.iter().position(|group| Some(&group.id) == person.group.as_ref())
        });
        Self::new(view, Kind::Stakeholder, names, together(vec![of]))
    }

    fn opinions(view: &ProcessView<'_>) -> Option<Self> {
        let (map, _) = view.map.filter(|(map, _)| map.k > 1)?;
        let names = (0..map.k).map(|group| opinion_group_name(view, group)).collect();
        let of = Division::of(view.process, Kind::Opinion, map.k as usize, |person| {
            let id = u32::try_from(person.id.0.0).ok()?;
            let place = map.participants.binary_search_by_key(&id, |place| place.id.0).ok()?;
            map.participants[place].group.map(|group| group as usize)
        });
        Some(Self::new(view, Kind::Opinion, names, together(vec![of])))
    }

    fn new(view: &ProcessView<'_>, kind: Kind, names: Vec<String>, divisions: Rc<[Division]>) -> Self {
        let own = divisions.iter().position(|division| division.kind == kind).unwrap_or(0);
        let minimum = view.process.charter.minimum_group.max(SMALL);
        let shown = |place: usize| (!divisions[own].hidden[place]).then_some(divisions[own].people[place]);
        let outside = shown(names.len());
        let constituencies = names.into_iter().enumerate().map(|(place, name)| Constituency {
            name,
            people: shown(place),
            counts: shown(place).is_some_and(|people| people >= minimum),
        });
        let constituencies = constituencies.collect();
        Self { kind, constituencies, outside, divisions, own }
    }

    /// Whether there is anything to compare.
    pub(crate) fn is_useful(&self) -> bool {
        self.constituencies.iter().filter(|group| group.people.is_some_and(|people| people > 0)).count() > 1
    }

    /// A statement's votes by constituency; those that must stay hidden are absent.
    pub(crate) fn of(&self, view: &ProcessView<'_>, statement: &Statement) -> Vec<Option<Tally>> {
        let Ok(place) = view.process.statements.binary_search_by_key(&statement.id, |s| s.id) else {
            return vec![None; self.constituencies.len()];
        };
        let votes = |division: &Division| division.tallies[place].iter().map(|tally| tally.total()).collect();
        let votes: Vec<Vec<u32>> = self.divisions.iter().map(votes).collect();
        let lines: Vec<&[u32]> = votes.iter().map(Vec::as_slice).collect();
        let hidden = hidden_of(&self.divisions, &lines).swap_remove(self.own);
        let cells =
            self.divisions[self.own].tallies[place].iter().zip(hidden).take(self.constituencies.len());
        cells.map(|(tally, hidden)| (!hidden).then_some(*tally)).collect()
    }

    /// The constituencies that count and whose votes on a statement are shown.
    fn counting(&self, view: &ProcessView<'_>, statement: &Statement) -> Vec<(&Constituency, Tally)> {
        let cells = self.constituencies.iter().zip(self.of(view, statement));
        cells
            .filter(|(group, _)| group.counts)
            .filter_map(|(group, tally)| Some((group, tally?)))
            .filter(|(_, tally)| tally.total() > 0)
            .collect()
    }

    /// The statement's result if every constituency weighs the same; only what is shown goes in, so that nothing hidden
    /// can be computed from it. Absent with fewer than two constituencies.
    pub(crate) fn balanced(&self, view: &ProcessView<'_>, statement: &Statement) -> Option<Balance> {
        let tallies: Vec<_> =
            self.counting(view, statement).iter().map(|(_, tally)| of_opinion(*tally)).collect();
        Balance::of(&tallies)
    }

    /// The constituency that agrees least, and its share as it voted: the one that the table shows.
    pub(crate) fn least(
        &self,
        view: &ProcessView<'_>,
        statement: &Statement,
    ) -> Option<(&Constituency, f64)> {
        let shares = self.counting(view, statement).into_iter();
        shares.map(|(group, tally)| (group, share(tally))).min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// By how much the constituencies' agreement differs.
    pub(crate) fn range(&self, view: &ProcessView<'_>, statement: &Statement) -> Option<f64> {
        let cells = self.of(view, statement).into_iter().flatten().filter(|tally| tally.total() > 0);
        let shares: Vec<f64> = cells.map(share).collect();
        let lowest = shares.iter().copied().min_by(f64::total_cmp)?;
        let highest = shares.iter().copied().max_by(f64::total_cmp)?;
        (shares.len() > 1).then_some(highest - lowest)
    }
}

/// Which counts must stay hidden of each division, whose total is known. The last of each are those outside.
fn hidden_of(divisions: &[Division], counts: &[&[u32]]) -> Vec<Vec<bool>> {
    if let ([Division { kind: Kind::Opinion, hidden, .. }], [counts]) = (divisions, counts)
        && let Some((outside, groups)) = counts.split_last()
    {
        let mut hidden = hidden_groups(groups, *outside, hidden);
        hidden.push(is_small(*outside));
        return vec![hidden];
    }
    let of = |(division, counts): (&Division, &&[u32])| {
        let cell = |(count, few_people): (&u32, &bool)| Counted {
            parts: vec![(*count).into()],
            few_people: *few_people,
        };
        counts.iter().zip(&division.hidden).map(cell).collect()
    };
    let kinds: Vec<Vec<Counted>> = divisions.iter().zip(counts).map(of).collect();
    let is_hidden = |shown: &maru_opinion::cells::Shielded| shown.sum.is_none();
    shielded(&kinds).iter().map(|rows| rows.iter().map(is_hidden).collect()).collect()
}

/// A tally as the opinion map counts.
pub(crate) fn of_opinion(tally: Tally) -> maru_opinion::map::Tally {
    maru_opinion::map::Tally { agree: tally.agree, disagree: tally.disagree, seen: tally.total() }
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

/// Statements that all opinion groups share, best first; without a map, those that most people agree on. Where too few people are on
/// the map, none are claimed.
pub(crate) fn common_ground<'a>(view: &ProcessView<'a>) -> Vec<Ground<'a>> {
    let Some((map, _)) = view.map else { return majority(view) };
    shared_on(map)
        .filter_map(|found| Some(Ground { statement: visible(view, found.statement)?, found: Some(found) }))
        .collect()
}

/// The common ground of a map; none where too few people are on it.
pub(crate) fn shared_on(map: &OpinionMap) -> impl Iterator<Item = &CommonGround> {
    map.shared().filter(|_| !is_thin(map))
}

/// Whether so few people are on a map that what it says of groups, or of anybody's place among them, would say nothing.
pub(crate) fn is_thin(map: &OpinionMap) -> bool {
    map.is_thin()
}

/// Whether common ground is agreement of several groups: with one crowd, or where none was looked for, it is that of most people.
pub(crate) fn has_groups(map: &OpinionMap) -> bool {
    map.k > 1 && !is_thin(map)
}

/// Why there is no common ground to show: too few answers for it to be looked for, or none was found.
pub(crate) fn no_common_ground(view: &ProcessView<'_>) -> String {
    match view.map {
        None => view.visit.text_with("result-none-yet-votes", &[("least", LEAST_VOTES.into())]),
        Some((map, _)) if is_thin(map) => view
            .visit
            .text_with("result-none-yet", &[("least", SMALL.into()), ("placed", map.counts.in_map.into())]),
        Some(_) => view.visit.text("result-none-found"),
    }
}

/// A statement of the map, unless it is not shown.
pub(crate) fn visible<'a>(view: &ProcessView<'a>, id: maru_opinion::StatementId) -> Option<&'a Statement> {
    let statement = view.process.statement(maru_forum::StatementId(maru_forum::EntryNumber(id.0.into())))?;
    view.process.is_visible(statement).then_some(statement)
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
