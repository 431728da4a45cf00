//! A case: persons in a place, a harm, a kind of operator, a day; and the provisions that might reach it.

use maru_text::Date;
use serde::{Serialize, Serializer};

use crate::answer::Known;
use crate::code::{Binding, Exemption, ObjectClass, Role, SanctionKind, Testable, Topic, UseArea};
use crate::level::{Applicability, Level};
use crate::library::Library;
use crate::model::{Provision, ProvisionId, UseScope};
use crate::place::Place;
use crate::reach::{Atom, Fact, Membership, Reach};
use crate::routes::change::{Amendment, Change};
use crate::routes::minimal::{Mask, MinimalError, minimal_sets};
use crate::routes::moves::{ConditionFact, Move, condition_facts};
use crate::threshold::{Measure, Threshold};
use crate::truth::Truth;

/// Which consequence a covering provision must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Teeth {
    /// Any legal consequence (L3i and above).
    #[default]
    Any,
    /// A consequence that strikes directly (L3 and above).
    Direct,
}

impl Serialize for Teeth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if *self == Self::Any { "any" } else { "direct" })
    }
}

/// Where the operator of the starting arrangement sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Operator {
    /// In the place of the persons; abroad when all duties that fit are meant for operators abroad.
    #[default]
    Auto,
    /// In the place of the persons.
    Domestic,
    /// Elsewhere.
    Foreign,
}

/// What is asked. Empty lists mean: any.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Query {
    /// Where the persons are who are to be protected.
    pub persons: Place,
    pub topics: Vec<Topic>,
    /// By which kind of system.
    pub objects: Vec<ObjectClass>,
    /// Which bearers of duties count.
    pub roles: Vec<Role>,
    /// In which use; nothing means: whatever the use.
    pub use_area: Option<UseArea>,
    /// On which day.
    pub at: Date,
    /// With which consequence.
    pub teeth: Teeth,
    /// Where the operator starts from.
    #[serde(skip)]
    pub operator: Operator,
    /// Facts about the starting arrangement that are not as the baseline has them (all true, executive apart).
    #[serde(skip)]
    pub facts: Vec<(Fact, Truth)>,
}

impl Query {
    /// The question without filters: whoever bears the duty, whatever the system and use.
    pub fn new(persons: Place, topics: Vec<Topic>, at: Date) -> Self {
        Self {
            persons,
            topics,
            objects: Vec::new(),
            roles: Vec::new(),
            use_area: None,
            at,
            teeth: Teeth::Any,
            operator: Operator::Auto,
            facts: Vec::new(),
        }
    }
}

/// Why a provision of the right topic does not cover even the starting arrangement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shortfall {
    /// It does not apply yet.
    NotYet,
    Bill,
    NoDuty,
    /// Nobody can test it.
    Untestable,
    /// A breach has no consequence, or not one that is asked for.
    Teeth,
    /// The consequence of a breach is written and applies later.
    TeethNotYet,
    /// It addresses someone else.
    Role,
    /// It binds authorities only, and the question is about an operator.
    PublicOnly,
    /// It is about another kind of system.
    Object,
    /// It is about another use.
    Use,
    /// It is for operators abroad only.
    OnlyAbroad,
    /// The words that it had on the day are not coded.
    OtherWording,
    /// Nobody knows if it was law on the day.
    DayUnknown,
}

impl Shortfall {
    /// The change that repairs it; nothing repairs a duty that is meant for others.
    pub fn repair(self) -> Option<Change> {
        Some(match self {
            Self::NotYet => Change::AdvanceDate,
            Self::Bill => Change::AdoptBill,
            Self::NoDuty => Change::MakeDuty,
            Self::Untestable => Change::MakeTestable,
            Self::Teeth => Change::AttachSanction,
            Self::TeethNotYet => Change::AdvanceSanction,
            Self::Role | Self::PublicOnly => Change::AddBearer,
            Self::Object => Change::WidenObject,
            Self::Use => Change::WidenUse,
            Self::OnlyAbroad | Self::OtherWording | Self::DayUnknown => return None,
        })
    }
}

/// A provision of the right topic and place, with what its coverage turns on.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'a> {
    pub(crate) provision: &'a Provision,
    pub(crate) level: Level,
    reach: Option<&'a Reach>,
    pub(crate) shortfalls: Vec<Shortfall>,
    /// The moves, other than those of place and number, that would take it out.
    open_to: Vec<Move>,
    /// The changes that could be made to it, repairs first.
    pub(crate) changes: Vec<Change>,
}

/// Which weak rows count as covering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading<'a> {
    /// Whether a reach that is not known counts.
    pub(crate) unknown: bool,
    /// Candidates that are left out.
    pub(crate) without: &'a [usize],
}

/// The reading of the main answer: everything counts.
pub(crate) const EVERYTHING: Reading<'static> = Reading { unknown: true, without: &[] };

/// Changes made to candidates: for each, a set of its own `changes`.
pub(crate) type Edits = Vec<u32>;

/// A [`Query`] with the provisions that may cover it looked up.
#[derive(Debug, Clone)]
pub(crate) struct Case<'a> {
    library: &'a Library,
    pub(crate) query: &'a Query,
    pub(crate) foreign: bool,
    pub(crate) candidates: Vec<Candidate<'a>>,
    pub(crate) moves: Vec<Move>,
}

impl<'a> Case<'a> {
    pub(crate) fn new(library: &'a Library, query: &'a Query) -> Self {
        let relevant: Vec<&Provision> =
            library.provisions().iter().filter(|one| is_relevant(library, query, one)).collect();
        let mut candidates: Vec<Candidate<'a>> =
            relevant.into_iter().map(|one| candidate(library, query, one)).collect();
        let foreign = starts_abroad(query, &candidates);
        for one in &mut candidates {
            if !foreign && is_only_abroad(one.provision) {
                one.shortfalls.push(Shortfall::OnlyAbroad);
            }
        }
        let mut case = Self { library, query, foreign, candidates, moves: Vec::new() };
        case.moves = case.all_moves();
        for index in 0..case.candidates.len() {
            case.candidates[index].changes = case.changes_for(&case.candidates[index]);
        }
        case
    }

    /// Every move that some candidate might be open to; limits of one measure in falling order.
    fn all_moves(&self) -> Vec<Move> {
        let mut moves = vec![Move::EstAbroad, Move::DevelopAbroad, Move::NoMarket];
        for way in
            [Move::NotStateOfArt, Move::HumanDecides, Move::SelfDeclassify, Move::OpenSource, Move::Small]
        {
            if self.candidates.iter().any(|one| one.open_to.contains(&way)) {
                moves.push(way);
            }
        }
        let mut limits: Vec<(Measure, f64)> = self
            .candidates
            .iter()
            .flat_map(|one| &one.provision.threshold.tests)
            .flat_map(|test| [(test.measure, test.limit), (test.measure, lowered(test.limit))])
            .collect();
        limits.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        limits.dedup();
        moves.extend(limits.into_iter().map(|(measure, limit)| Move::Below { measure, limit }));
        moves
    }

    fn changes_for(&self, one: &Candidate<'_>) -> Vec<Change> {
        let mut changes: Vec<Change> = one.shortfalls.iter().filter_map(|short| short.repair()).collect();
        if self.reach_of(one, self.moves.iter()) != Truth::Yes {
            changes.push(Change::ExtendReach);
        }
        let tests = &one.provision.threshold;
        for test in &tests.tests {
            changes.push(Change::CapabilityTest(test.measure));
            changes.push(Change::LowerThreshold(test.measure));
        }
        let several = tests.tests.len() + usize::from(one.open_to.contains(&Move::NotStateOfArt)) > 1;
        if several && !tests.any {
            changes.push(Change::AlternativeTests);
        }
        changes.extend(one.open_to.iter().filter_map(|way| closed_by(*way)));
        changes
    }

    /// Whether a candidate covers the arrangement that these moves make, with these changes in the law.
    pub(crate) fn covers(&self, one: &Candidate<'_>, made: Mask, edits: u32) -> Truth {
        let changed = |wanted: Change| {
            one.changes.iter().position(|c| *c == wanted).is_some_and(|i| edits >> i & 1 == 1)
        };
        let repaired = |short: &Shortfall| short.repair().is_some_and(changed);
        if !one.shortfalls.iter().all(repaired) || !self.meets_tests(one, made, &changed) {
            return Truth::No;
        }
        let escapes =
            |way: &Move| self.is_made(made, *way) && closed_by(*way).is_some_and(|change| !changed(change));
        if one.open_to.iter().any(escapes) {
            return Truth::No;
        }
        if changed(Change::ExtendReach) {
            return Truth::Yes;
        }
        self.reach_of(one, self.moves.iter().enumerate().filter(|(i, _)| made >> i & 1 == 1).map(|(_, m)| m))
    }

    fn is_made(&self, made: Mask, wanted: Move) -> bool {
        self.moves.iter().enumerate().any(|(index, one)| *one == wanted && made >> index & 1 == 1)
    }

    fn meets_tests(&self, one: &Candidate<'_>, made: Mask, changed: &impl Fn(Change) -> bool) -> bool {
        let tests = &one.provision.threshold;
        let mut met: Vec<bool> = tests.tests.iter().map(|test| self.meets(test, made, changed)).collect();
        if one.open_to.contains(&Move::NotStateOfArt) {
            met.push(!self.is_made(made, Move::NotStateOfArt));
        }
        if tests.any || changed(Change::AlternativeTests) {
            met.is_empty() || met.contains(&true)
        } else {
            !met.contains(&false)
        }
    }

    fn meets(&self, test: &Threshold, made: Mask, changed: &impl Fn(Change) -> bool) -> bool {
        if changed(Change::CapabilityTest(test.measure)) {
            return true;
        }
        let lower = changed(Change::LowerThreshold(test.measure));
        let wanted = if lower { lowered(test.limit) } else { test.limit };
        let below = |one: &Move| matches!(one, Move::Below { measure, limit } if *measure == test.measure && *limit <= wanted);
        !self.moves.iter().enumerate().any(|(index, one)| made >> index & 1 == 1 && below(one))
    }

    /// Whether the law reaches the arrangement.
    fn reach_of<'m>(&self, one: &Candidate<'_>, made: impl Iterator<Item = &'m Move>) -> Truth {
        let removed: Vec<Fact> = made.flat_map(Move::removes).copied().collect();
        match one.reach {
            None => Truth::Unknown,
            Some(reach) => reach.evaluate(&|atom| self.atom(atom, &removed)),
        }
    }

    fn atom(&self, atom: &Atom, removed: &[Fact]) -> Truth {
        let places = self.library.places();
        let home = &self.query.persons;
        let within = |code: &str| {
            places.find(code).map_or(Truth::Unknown, |place| places.includes(&place, home).into())
        };
        match atom {
            Atom::Place(link, place) => {
                let related = if places.includes(place, home) {
                    Truth::Yes
                } else if places.includes(home, place) {
                    Truth::Unknown
                } else {
                    Truth::No
                };
                related.and(self.fact(link.fact(), removed))
            }
            Atom::UsPersonOrCompute => {
                let fact = self.fact(Fact::OperatorSeat, removed).or(self.fact(Fact::Development, removed));
                within("US").and(fact)
            }
            Atom::Member(Membership::Un) => within("UN"),
            Atom::Member(Membership::Unesco) => within("UNESCO"),
            Atom::Member(Membership::AfricanUnion) => within("AU"),
            Atom::Member(Membership::Asean) => within("ASEAN"),
            // Who has signed, adhered or transposed is not in the library; it stays unknown.
            Atom::Member(Membership::OecdAdherent)
            | Atom::Party(_)
            | Atom::Signatory(_)
            | Atom::Amends(_)
            | Atom::Transposed => Truth::Unknown,
            Atom::NoOne => Truth::No,
        }
    }

    fn fact(&self, fact: Fact, removed: &[Fact]) -> Truth {
        if removed.contains(&fact) {
            return Truth::No;
        }
        if let Some((_, value)) = self.query.facts.iter().find(|(named, _)| *named == fact) {
            return *value;
        }
        match fact {
            Fact::OperatorSeat | Fact::Act | Fact::Development if self.foreign => Truth::No,
            Fact::Executive => Truth::No,
            _ => Truth::Yes,
        }
    }

    /// Whether a candidate covers under a reading.
    fn counts(&self, index: usize, made: Mask, edits: u32, reading: Reading<'_>) -> bool {
        let value = self.covers(&self.candidates[index], made, edits);
        !reading.without.contains(&index)
            && (value == Truth::Yes || reading.unknown && value == Truth::Unknown)
    }

    /// Whether something on a topic of the question is known here and not coded.
    pub(crate) fn is_known_missing(&self) -> bool {
        self.query.topics.iter().any(|topic| self.has_missing(*topic))
    }

    fn has_missing(&self, topic: Topic) -> bool {
        let missing = self.library.missing_on(&self.query.persons, topic);
        missing.iter().any(|one| one.is_law_for(self.query.use_area))
    }

    /// Whether of every topic of the question no coded row is law here on the day, and something is known that is not coded.
    pub(crate) fn is_only_known(&self) -> bool {
        let query = self.query;
        let known = |topic: &Topic| self.library.answer(&query.persons, *topic, query.at).known;
        let only = |topic: &Topic| self.has_missing(*topic) && known(topic) == Known::KnownMissing;
        !query.topics.is_empty() && query.topics.iter().all(only)
    }

    /// Whether rows on the topics of the question are coded for the place, none of which is law there on the day.
    pub(crate) fn is_coded_no_law(&self) -> bool {
        let query = self.query;
        let no_law = |topic: &Topic| !self.library.answer(&query.persons, *topic, query.at).no_law.is_empty();
        query.topics.iter().any(no_law)
    }

    /// Whether somebody looked for law on every topic of the question, in the use in question, and found none.
    pub(crate) fn was_looked_for(&self) -> bool {
        let query = self.query;
        let found_none = |topic: &Topic| {
            self.library.looked().iter().any(|one| {
                one.place == query.persons
                    && one.topic == *topic
                    && one.speaks_of(query.at)
                    && (one.use_area.is_none() || one.use_area == query.use_area)
            })
        };
        !query.topics.is_empty() && query.topics.iter().all(found_none)
    }

    /// The candidates that cover the starting arrangement.
    pub(crate) fn covering(&self, edits: &Edits, reading: Reading<'_>) -> Vec<usize> {
        (0..self.candidates.len()).filter(|index| self.counts(*index, 0, edits[*index], reading)).collect()
    }

    /// The minimal sets of moves after which nothing covers; the empty set is a plain gap.
    pub(crate) fn routes(&self, edits: &Edits, reading: Reading<'_>) -> Result<Vec<Mask>, MinimalError> {
        let covering = self.covering(edits, reading);
        let disabling: Vec<Vec<Mask>> =
            covering.iter().map(|index| self.disabling(*index, edits[*index], reading)).collect();
        minimal_sets(&disabling, self.moves.len())
    }

    /// The minimal sets of moves that take one candidate out.
    fn disabling(&self, index: usize, edits: u32, reading: Reading<'_>) -> Vec<Mask> {
        let levers = self.levers(&self.candidates[index]);
        let mut sets: Vec<Mask> = Vec::new();
        let mut choices: Vec<Mask> =
            (0..1_u64 << levers.len()).map(|choice| union_of(&levers, choice)).collect();
        choices.sort_unstable_by_key(|set| (set.count_ones(), *set));
        choices.dedup();
        for set in choices {
            let dominated = sets.iter().any(|smaller| smaller & set == *smaller);
            if !dominated && !self.counts(index, set, edits, reading) {
                sets.push(set);
            }
        }
        sets
    }

    /// The moves that a candidate may be open to. A limit brings all higher limits of its measure with it, so that
    /// the weakest limit that suffices is always the smaller set.
    fn levers(&self, one: &Candidate<'_>) -> Vec<Mask> {
        let facts: Vec<Fact> = match one.reach {
            Some(reach) => reach.atoms().into_iter().flat_map(facts_of).collect(),
            None => Vec::new(),
        };
        let opens =
            |candidate_move: &Move| match candidate_move {
                Move::EstAbroad | Move::DevelopAbroad | Move::NoMarket => {
                    candidate_move.removes().iter().any(|fact| facts.contains(fact))
                }
                Move::Below { measure, limit } => one.provision.threshold.tests.iter().any(|test| {
                    test.measure == *measure && [test.limit, lowered(test.limit)].contains(limit)
                }),
                other => one.open_to.contains(other),
            };
        (0..self.moves.len())
            .filter(|index| opens(&self.moves[*index]))
            .map(|index| self.chain(index))
            .collect()
    }

    fn chain(&self, index: usize) -> Mask {
        let Move::Below { measure: wanted, limit: lowest } = self.moves[index] else { return 1 << index };
        let implied = |one: &Move| matches!(one, Move::Below { measure, limit } if *measure == wanted && *limit >= lowest);
        let all = self.moves.iter().enumerate().filter(|(_, one)| implied(one));
        all.fold(0, |set, (at, _)| set | 1 << at)
    }

    /// The moves of a set, without limits that a lower limit implies.
    pub(crate) fn named(&self, set: Mask) -> Vec<Move> {
        let of = |index: usize| set >> index & 1 == 1;
        let implied = |index: usize| {
            (0..self.moves.len())
                .any(|other| other != index && of(other) && self.chain(other) >> index & 1 == 1)
        };
        (0..self.moves.len()).filter(|index| of(*index) && !implied(*index)).map(|i| self.moves[i]).collect()
    }

    pub(crate) fn unchanged(&self) -> Edits {
        vec![0; self.candidates.len()]
    }

    pub(crate) fn position(&self, id: &ProvisionId) -> Option<usize> {
        self.candidates.iter().position(|one| one.provision.id == *id)
    }

    /// Changes to provisions as edits; changes that do not apply to the case are left out.
    pub(crate) fn edits_of(&self, amendments: &[Amendment]) -> Edits {
        let mut edits = self.unchanged();
        for amendment in amendments {
            if let Some(index) = amendment.provision.as_ref().and_then(|id| self.position(id))
                && let Some(bit) =
                    self.candidates[index].changes.iter().position(|one| *one == amendment.change)
            {
                edits[index] |= 1 << bit;
            }
        }
        edits
    }
}

/// A limit one order of magnitude lower: what a drafter would try first.
pub(crate) fn lowered(limit: f64) -> f64 {
    // A tenth of 1e26 must be the very number that the text 1e25 reads as, so it goes through decimal digits.
    format!("{:.9e}", limit / 10.0).parse().unwrap_or(limit / 10.0)
}

/// The change that closes a way out which is neither of place nor of number; a test that the law itself makes
/// cumulative is closed by making it alternative.
fn closed_by(way: Move) -> Option<Change> {
    match way {
        Move::HumanDecides => Some(Change::CoverAssisted),
        Move::SelfDeclassify => Some(Change::ConfirmClass),
        Move::OpenSource => Some(Change::CloseOpenSource),
        Move::Small => Some(Change::CoverSmall),
        _ => None,
    }
}

fn union_of(levers: &[Mask], choice: Mask) -> Mask {
    levers.iter().enumerate().filter(|(i, _)| choice >> i & 1 == 1).fold(0, |set, (_, lever)| set | lever)
}

fn facts_of(atom: &Atom) -> Vec<Fact> {
    match atom {
        Atom::Place(link, _) => vec![link.fact()],
        Atom::UsPersonOrCompute => vec![Fact::OperatorSeat, Fact::Development],
        _ => Vec::new(),
    }
}

fn is_only_abroad(provision: &Provision) -> bool {
    condition_facts(&provision.condition).contains(&ConditionFact::OperatorAbroad)
}

fn starts_abroad(query: &Query, candidates: &[Candidate<'_>]) -> bool {
    match query.operator {
        Operator::Domestic => false,
        Operator::Foreign => true,
        Operator::Auto => {
            let mut fitting = candidates.iter().filter(|one| one.shortfalls.is_empty()).peekable();
            fitting.peek().is_some() && fitting.all(|one| is_only_abroad(one.provision))
        }
    }
}

/// Whether a provision is about the topic, stands in law that holds for all of the place, and has not ended.
fn is_relevant(library: &Library, query: &Query, provision: &Provision) -> bool {
    let instrument = library.instrument_of(provision);
    let topical =
        query.topics.is_empty() || provision.topics.iter().any(|topic| query.topics.contains(topic));
    // Law that binds nobody cannot cover and no single change makes it bind, save the adoption of a bill.
    let law = !matches!(instrument.binding, Binding::Political | Binding::Voluntary);
    topical
        && law
        && provision.is_regulative()
        && library.places().includes(&instrument.jurisdiction, &query.persons)
        && library.applicability(provision, query.at) != Applicability::Past
}

fn candidate<'a>(library: &'a Library, query: &Query, provision: &'a Provision) -> Candidate<'a> {
    let instrument = library.instrument_of(provision);
    let conditions = condition_facts(&provision.condition);
    let exempt =
        |code: Exemption| provision.exemptions.contains(&code) || instrument.exemptions.contains(&code);
    let small = provision.threshold.is_empty()
        && [Exemption::SizeThreshold, Exemption::Sme].iter().any(|code| provision.exemptions.contains(code));
    let open = [
        (conditions.contains(&ConditionFact::StateOfArt), Move::NotStateOfArt),
        (conditions.contains(&ConditionFact::FullyAutomated), Move::HumanDecides),
        (may_declassify(library, query, provision), Move::SelfDeclassify),
        (exempt(Exemption::Opensource), Move::OpenSource),
        (small, Move::Small),
    ];
    Candidate {
        provision,
        level: library.level(provision, query.at).level.unwrap_or(Level::L0),
        reach: library.reach_of(provision),
        shortfalls: shortfalls(library, query, provision),
        open_to: open.into_iter().filter_map(|(is_open, way)| is_open.then_some(way)).collect(),
        changes: Vec::new(),
    }
}

/// Whether a law that names this bearer addresses somebody in one of the roles: who develops or deploys a system is an operator, whatever else.
pub(crate) fn addresses(bearer: Role, roles: &[Role]) -> bool {
    let operates = |role: &Role| {
        matches!(
            role,
            Role::Provider | Role::Deployer | Role::GpaiProvider | Role::FrontierDev | Role::LargeFrontierDev
        )
    };
    roles.contains(&bearer) || bearer == Role::Operator && roles.iter().any(operates)
}

fn shortfalls(library: &Library, query: &Query, provision: &Provision) -> Vec<Shortfall> {
    let applicability = library.applicability(provision, query.at);
    let bites = |kind: SanctionKind| kind.is_direct() || query.teeth == Teeth::Any && kind.is_indirect();
    let written = bites(provision.read_sanction());
    let waits = written && !bites(library.sanction_on(provision, query.at));
    let roles = &query.roles;
    let bearers = provision.duty_bearers();
    let public_only = !bearers.is_empty() && bearers.iter().all(|role| role.is_public());
    let addressed = roles.is_empty() || provision.duty_bearers().iter().any(|role| addresses(*role, roles));
    let object = query.objects.is_empty() || provision.object.iter().any(|one| query.objects.contains(one));
    let used = match (library.use_scope_of(provision), query.use_area) {
        (UseScope::Any, _) => true,
        (UseScope::Listed(areas), Some(area)) => areas.contains(&area),
        _ => false,
    };
    let checks = [
        (matches!(applicability, Applicability::Future(_) | Applicability::Gated(_)), Shortfall::NotYet),
        (matches!(applicability, Applicability::OtherWording(_)), Shortfall::OtherWording),
        (matches!(applicability, Applicability::Unknown(_)), Shortfall::DayUnknown),
        (applicability == Applicability::Draft, Shortfall::Bill),
        (!provision.deontic.is_duty(), Shortfall::NoDuty),
        (provision.testable == Testable::No, Shortfall::Untestable),
        (!written, Shortfall::Teeth),
        (waits, Shortfall::TeethNotYet),
        (!addressed, Shortfall::Role),
        // Whoever names no bearer asks about an operator.
        (roles.is_empty() && public_only, Shortfall::PublicOnly),
        (!object, Shortfall::Object),
        (!used, Shortfall::Use),
    ];
    checks.into_iter().filter_map(|(short, what)| short.then_some(what)).collect()
}

/// Whether the operator itself says if its system is of the class that the provision hangs on: some provision lets
/// it assess that, for the same class, on the day or, where the provision itself begins later, by then. A law whose
/// date is advanced brings its way out along.
fn may_declassify(library: &Library, query: &Query, provision: &Provision) -> bool {
    let Some(class) = class_of(provision) else { return false };
    let day = library.starts_on(provision).map_or(query.at, |starts| starts.max(query.at));
    let assesses = |one: &Provision| {
        (one.aim.starts_with("self-") || one.exemptions.contains(&Exemption::SelfAssessment))
            && class_of(one) == Some(class)
            && matches!(library.applicability(one, day), Applicability::Now)
    };
    provision.object == [ObjectClass::HighRisk] && library.provisions().iter().any(assesses)
}

fn class_of(provision: &Provision) -> Option<&ProvisionId> {
    match &provision.use_areas {
        UseScope::SameAs(id) => Some(id),
        _ => provision.gate.as_ref(),
    }
}
