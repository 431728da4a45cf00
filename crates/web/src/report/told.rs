//! What the report says, apart from how it is shown: the page and the printed sheet say the same words in the same order.

use maru_forum::{Source, Stage, Statement, Tally};
use maru_opinion::OpinionMap;
use maru_opinion::cells::SMALL;
use maru_opinion::compare::Standing;
use maru_opinion::map::{Answer, Representative};

use crate::common::ProcessView;
use crate::map::view::{Sizes, groups_agree, in_words, said_by_members, stability};
use crate::result::figures::{
    Breakdown, Kind, LEAST_VOTES, common_ground, differences, is_thin, no_common_ground, opinion_group_name,
    visible,
};
use crate::result::view::{range, range_words};

/// Statements in each list of the report; the table behind has all.
const LISTED: usize = 5;
/// Statements that set a group apart.
const OF_GROUP: usize = 3;

/// What the votes say to the question whether there are groups, as far as anybody looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Groups {
    /// There is no map yet, so nobody looked.
    NotLooked,
    /// So few are on the map that nothing is said of groups.
    TooFew,
    /// What was looked for: groups, groups whose borders do not hold, or none.
    Found(Answer),
}

impl Groups {
    pub(super) fn of(map: Option<&OpinionMap>) -> Self {
        match map {
            None => Self::NotLooked,
            Some(map) if is_thin(map) => Self::TooFew,
            Some(map) => Self::Found(map.stability.answer()),
        }
    }

    /// Whether there are groups to be told apart, with borders that hold or without.
    const fn are_shown(self) -> bool {
        matches!(self, Self::Found(Answer::Groups | Answer::Unsettled))
    }

    /// The end of the keys of sentences that differ by it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::NotLooked => "not-looked",
            Self::TooFew => "too-few",
            Self::Found(Answer::Groups) => "groups",
            Self::Found(Answer::Unsettled) => "unsettled",
            Self::Found(Answer::Crowd) => "crowd",
        }
    }
}

/// A statement with what is said of it.
pub(super) struct Item<'a> {
    pub(super) statement: &'a Statement,
    pub(super) figures: String,
}

/// Words and statements under a heading of their own, or under that of the section.
#[derive(Default)]
pub(super) struct Part<'a> {
    pub(super) heading: Option<String>,
    pub(super) words: Vec<String>,
    pub(super) items: Vec<Item<'a>>,
}

/// A section of the report.
pub(super) struct Section<'a> {
    /// Its place in the page, and the end of the key of its heading.
    pub(super) id: &'static str,
    pub(super) parts: Vec<Part<'a>>,
}

impl<'a> Section<'a> {
    fn new(id: &'static str, words: Vec<String>, items: Vec<Item<'a>>) -> Self {
        Self { id, parts: vec![Part { heading: None, words, items }] }
    }
}

/// Everything before the table of statements, and what stands behind it.
pub(super) struct Report<'a> {
    /// Said before anything else, where it must not be missed.
    pub(super) warnings: Vec<String>,
    pub(super) sections: Vec<Section<'a>>,
    pub(super) method: Section<'a>,
}

impl<'a> Report<'a> {
    pub(super) fn of(view: &ProcessView<'a>) -> Self {
        let map = view.map.map(|(map, _)| map);
        let groups = Groups::of(map);
        let sections = vec![
            Section::new("asked", asked(view), Vec::new()),
            Section::new("people", people(view), Vec::new()),
            Section { id: "groups", parts: found_groups(view, map, groups) },
            shared(view, groups),
            divides(view, map, groups),
            rejected(view, map, groups),
        ];
        let method = Section::new("method", method(view, map, groups), Vec::new());
        Self { warnings: warnings(view), sections, method }
    }
}

fn warnings(view: &ProcessView<'_>) -> Vec<String> {
    let visit = view.visit;
    let simulated = view.process.charter.simulated.then(|| visit.text("layout-simulated"));
    let stage = match view.process.stage {
        Stage::Prepared => Some(visit.text("report-stage-prepared")),
        Stage::Open(_) => Some(visit.text("report-stage-open")),
        Stage::Abandoned(_) => Some(visit.text("process-stage-abandoned")),
        Stage::Closed(_) => None,
    };
    simulated.into_iter().chain(stage).collect()
}

/// When, by whom it could be answered, and where the votes come from; the purpose itself is shown in its own language.
fn asked(view: &ProcessView<'_>) -> Vec<String> {
    let (visit, charter) = (view.visit, &view.process.charter);
    let mut words = Vec::new();
    if let (Some(first), Some(last)) =
        (charter.phases.first(), charter.phases.iter().max_by_key(|phase| phase.closes))
    {
        let days = [("from", visit.date(first.opens).into()), ("to", visit.date(last.closes).into())];
        words.push(visit.text_with("report-days", &days));
    }
    let registration = match charter.registration {
        maru_forum::Registration::Open => "process-registration-open",
        maru_forum::Registration::Invited => "process-registration-invited",
    };
    words.push(visit.text(registration));
    for Source { name, .. } in view.process.sources.iter().map(|named| &named.source) {
        words.push(visit.text_with("report-imported", &[("source", name.as_str().into())]));
    }
    words
}

fn people(view: &ProcessView<'_>) -> Vec<String> {
    let (visit, process) = (view.visit, view.process);
    let shown = process.readable_statements().count();
    let mut words = vec![
        voted(view),
        visit.text_with(
            "report-statements",
            &[("shown", shown.into()), ("others", (process.statements.len() - shown).into())],
        ),
    ];
    let by_group = Breakdown::by(view, Kind::Stakeholder);
    let sizes = by_group.as_ref().filter(|breakdown| breakdown.is_useful());
    for group in sizes.iter().flat_map(|breakdown| &breakdown.constituencies) {
        let name = group.name.as_str();
        words.push(match group.people {
            Some(people) => {
                visit.text_with("result-group-size", &[("group", name.into()), ("people", people.into())])
            }
            None => visit.text_with("report-group-hidden", &[("group", name.into())]),
        });
    }
    words.push(visit.text("report-no-sample"));
    words
}

/// How many voted, and how often.
pub(super) fn voted(view: &ProcessView<'_>) -> String {
    crate::result::view::cast_in_words(view)
}

fn found_groups<'a>(view: &ProcessView<'a>, map: Option<&OpinionMap>, groups: Groups) -> Vec<Part<'a>> {
    let Some(map) = map else {
        let words = vec![view.visit.text("report-groups-not-looked")];
        return vec![Part { words, ..Part::default() }];
    };
    let words = vec![in_words(view, map), stability(view, map)];
    let mut parts = vec![Part { words, ..Part::default() }];
    if !groups.are_shown() {
        return parts;
    }
    let (visit, sizes) = (view.visit, Sizes::of(map));
    let size = |standing: Standing| sizes.words(view, standing);
    for group in &map.groups {
        let found = group.representative.iter().take(OF_GROUP);
        let items: Vec<_> = found.filter_map(|found| apart(view, map, group.id, found)).collect();
        let people = visit.text_with("report-group", &[("people", size(Standing::Group(group.id)).into())]);
        let more = (!items.is_empty()).then(|| visit.text("map-group-more-than-others"));
        let words = std::iter::once(people).chain(more).collect();
        parts.push(Part { heading: Some(opinion_group_name(view, group.id)), words, items });
    }
    let others = [
        (Standing::Between, map.counts.between, "report-between"),
        (Standing::Opposed, map.counts.opposed, "report-opposed"),
    ];
    for (standing, count, key) in others {
        if count > 0 {
            let words = vec![visit.text_with(key, &[("people", size(standing).into())])];
            let heading = Some(crate::map::view::standing_name(view, standing));
            parts.push(Part { heading, words, items: Vec::new() });
        }
    }
    parts
}

/// A statement that sets a group apart, with how it answered.
fn apart<'a>(
    view: &ProcessView<'a>,
    map: &OpinionMap,
    group: u32,
    found: &Representative,
) -> Option<Item<'a>> {
    let figures = said_by_members(view, map, Standing::Group(group), found);
    Some(Item { statement: visible(view, found.statement)?, figures })
}

fn shared<'a>(view: &ProcessView<'a>, groups: Groups) -> Section<'a> {
    let visit = view.visit;
    let list = if groups == Groups::TooFew { Vec::new() } else { common_ground(view) };
    let all = list.len();
    let items: Vec<_> = list
        .into_iter()
        .take(LISTED)
        .map(|one| Item {
            statement: one.statement,
            figures: one.found.map_or_else(
                || counted(view, one.statement.tally),
                |found| {
                    let across = [
                        ("low", visit.share(found.agreement.low).into()),
                        ("high", visit.share(found.agreement.high).into()),
                    ];
                    let across = visit.text_with("result-agreement", &across);
                    format!("{} {across}", counted(view, one.statement.tally))
                },
            ),
        })
        .collect();
    let mut words = vec![visit.text(&format!("report-shared-{}", groups.name()))];
    if items.is_empty() {
        words.push(no_common_ground(view));
    } else {
        words.push(visit.text_with("report-shared-count", &[("count", all.into())]));
    }
    Section::new("shared", words, items)
}

/// Everyone's votes on a statement in a sentence.
pub(super) fn counted(view: &ProcessView<'_>, tally: Tally) -> String {
    let visit = view.visit;
    let [agree, disagree, pass] = visit.percents([tally.agree, tally.disagree, tally.pass].map(u64::from));
    let total = [
        ("agree", agree.into()),
        ("disagree", disagree.into()),
        ("pass", pass.into()),
        ("votes", tally.total().into()),
    ];
    visit.text_with("report-tally", &total)
}

fn divides<'a>(view: &ProcessView<'a>, map: Option<&OpinionMap>, groups: Groups) -> Section<'a> {
    let breakdown = map.filter(|_| groups.are_shown()).and_then(|_| Breakdown::by(view, Kind::Opinion));
    let items: Vec<Item<'a>> = match (map, breakdown) {
        (Some(map), Some(breakdown)) => differences(view, &breakdown)
            .into_iter()
            .take(LISTED)
            .map(|(statement, apart)| {
                let id = maru_opinion::StatementId(statement.id.0.0 as u32);
                let place = map.statements.binary_search_by_key(&id, |place| place.id).ok();
                let by_group = place.map(|at| groups_agree(view, &map.statements[at]));
                let figures = format!("{}. {}", range_words(view, apart), by_group.unwrap_or_default());
                Item { statement, figures }
            })
            .collect(),
        _ => divided(view).into_iter().take(LISTED).collect(),
    };
    let mut words = vec![view.visit.text(&format!("report-divides-{}", groups.name()))];
    words.extend(items.is_empty().then(|| view.visit.text("report-divides-none")));
    Section::new("divides", words, items)
}

/// Statements on which everyone is divided, the most evenly divided first: at least a quarter on each side.
fn divided<'a>(view: &ProcessView<'a>) -> Vec<Item<'a>> {
    let smaller = |tally: Tally| tally.agree.min(tally.disagree);
    let share = |tally: Tally| f64::from(smaller(tally)) / f64::from(tally.total().max(1));
    let mut list: Vec<&Statement> = view
        .process
        .visible_statements()
        .filter(|one| one.tally.total() >= LEAST_VOTES && 4 * smaller(one.tally) >= one.tally.total())
        .collect();
    list.sort_by(|a, b| share(b.tally).total_cmp(&share(a.tally)).then(a.id.cmp(&b.id)));
    list.into_iter().map(|statement| Item { statement, figures: counted(view, statement.tally) }).collect()
}

fn rejected<'a>(view: &ProcessView<'a>, map: Option<&OpinionMap>, groups: Groups) -> Section<'a> {
    let visit = view.visit;
    let looked =
        map.filter(|_| groups != Groups::TooFew).map(|map| map.rejected_by_all().map(Vec::from_iter));
    let mut words = match &looked {
        // Version 2 did not look for it.
        Some(None) => vec![visit.text("report-rejected-version")],
        Some(Some(found)) if found.is_empty() => vec![visit.text("report-rejected-none")],
        None | Some(Some(_)) => vec![visit.text(&format!("report-rejected-{}", groups.name()))],
    };
    let found = looked.flatten().unwrap_or_default().into_iter();
    let mut items: Vec<_> = found
        .filter_map(|one| {
            let across =
                visit.text_with("result-rejected-line", &[("range", range(view, one.rejection).into())]);
            let statement = visible(view, one.statement)?;
            Some(Item { statement, figures: format!("{} {across}", counted(view, statement.tally)) })
        })
        .collect();
    if !items.is_empty() {
        words.push(visit.text_with("report-shared-count", &[("count", items.len().into())]));
    }
    items.truncate(LISTED);
    Section::new("rejected", words, items)
}

fn method(view: &ProcessView<'_>, map: Option<&OpinionMap>, groups: Groups) -> Vec<String> {
    let visit = view.visit;
    let mut words = vec![visit.text("report-method"), visit.text("map-how-words")];
    if let Some(bars) = map.and_then(|map| map.stability.bars) {
        words.push(visit.text_with(
            "map-bars",
            &[
                ("explained", visit.share(bars.explained).into()),
                ("two", visit.share(bars.overlap).into()),
                ("more", visit.share(bars.finer_overlap).into()),
            ],
        ));
    }
    words.push(visit.text_with("report-small", &[("least", SMALL.into())]));
    words.push(visit.text("report-gradual"));
    words.push(visit.text("map-limits"));
    if let Some((map, entries)) = view.map.filter(|_| groups != Groups::NotLooked) {
        words.push(visit.text_with(
            "result-basis-map",
            &[("entries", entries.into()), ("method", map.method.into()), ("version", map.version.into())],
        ));
    }
    words
}
