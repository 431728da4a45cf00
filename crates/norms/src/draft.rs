//! A draft against all law in force: field by field weaker, equal, stronger or absent, and what others have.

use std::collections::{BTreeMap, BTreeSet};

use maru_text::Date;
use serde::{Serialize, Serializer};

use crate::code::named;
use crate::code::{
    Binding, Coded, Confidence, Deontic, GovernanceLevel, InstrumentKind, ObjectClass, Role, Status, Topic,
};
use crate::level::{Applicability, Assessment, Level, Missing};
use crate::library::{Library, LoadErrors};
use crate::model::{Instrument, InstrumentId, Provision, ProvisionId};
use crate::place::Place;
use crate::reach::{Atom, Fact, Reach};
use crate::routes::addresses;
use crate::rows::Rows;
use crate::threshold::Thresholds;
use crate::truth::Truth;

/// How many provisions in force are set beside each provision of the draft.
pub const NEAREST: usize = 5;

named! {
    /// A field on which provisions can be ordered.
    Field {
        /// The duty word.
        Deontic = "deontic",
        /// The kind of consequence.
        Sanction = "sanction",
        Amount = "amount",
        Remedy = "remedy",
        /// Whether it can be tested.
        Testable = "testable",
        /// The size from which it applies.
        Threshold = "threshold",
        /// What is left out.
        Exemptions = "exemptions",
        Reach = "reach",
        /// From when it applies.
        Date = "date",
    }
}

named! {
    /// How the draft stands on a field.
    Verdict {
        /// The draft has nothing where the other has something.
        Absent = "absent",
        /// The draft asks less.
        Weaker = "weaker",
        /// Both ask the same.
        Equal = "equal",
        /// The draft asks more.
        Stronger = "stronger",
        /// Neither includes the other.
        Incomparable = "incomparable",
        /// What one of them says is not known.
        Unknown = "unknown",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldVerdict {
    pub field: Field,
    pub verdict: Verdict,
    /// What the draft says, in the column's codes.
    pub draft: String,
    /// What the other says, in the column's codes.
    pub other: String,
}

/// A provision of the draft beside one in force.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Beside {
    pub other: ProvisionId,
    pub level: Option<Level>,
    pub place: Place,
    /// How near it is: topics, objects and bearers shared, then words.
    pub nearness: f64,
    pub fields: Vec<FieldVerdict>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DraftRow {
    pub id: ProvisionId,
    /// Its level, were the draft law; nothing for definitions and powers.
    pub level: Option<Level>,
    /// What it lacks to be an enforceable norm.
    pub missing: Vec<Missing>,
    /// The nearest provisions in force, nearest first.
    pub nearest: Vec<Beside>,
}

/// What others have and the draft lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lack {
    pub topic: Topic,
    pub bearer: Role,
    /// The jurisdictions that have it, with teeth.
    pub places: Vec<Place>,
    /// Of these provisions the one with the highest level, then the best supported coding.
    pub example: ProvisionId,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DraftReport {
    pub rows: Vec<DraftRow>,
    /// How many regulative provisions stand on each level.
    pub levels: BTreeMap<Level, usize>,
    /// The share of its regulative provisions with direct teeth (L3 and L4).
    pub share_with_direct_teeth: f64,
    /// How often each thing is missing.
    pub missing: BTreeMap<Missing, usize>,
    /// What others have and the draft lacks, most widespread first.
    pub lacks: Vec<Lack>,
}

impl Library {
    /// Reads a draft (rows of the same schema) and compares it with everything in force on a day. The draft is taken
    /// as adopted; an instrument the library does not know is a binding statute of the given place.
    pub fn check_draft(
        &self,
        file: &str,
        bytes: &[u8],
        place: &Place,
        at: Date,
    ) -> Result<DraftReport, LoadErrors> {
        let instruments = self.draft_instruments(file, bytes, place)?;
        let (library, ids) = self.with_draft(&instruments, file, bytes)?;
        let drafts: Vec<&Provision> = ids.iter().filter_map(|id| library.provision(id.as_str())).collect();
        let rows: Vec<DraftRow> = drafts.iter().map(|one| self.draft_row(&library, one, at)).collect();
        let mut levels: BTreeMap<Level, usize> = BTreeMap::new();
        let mut missing: BTreeMap<Missing, usize> = BTreeMap::new();
        for row in &rows {
            if let Some(level) = row.level {
                *levels.entry(level).or_default() += 1;
            }
            for what in &row.missing {
                *missing.entry(*what).or_default() += 1;
            }
        }
        let regulative: usize = levels.values().sum();
        let direct: usize =
            levels.iter().filter(|(level, _)| **level >= Level::L3).map(|(_, count)| count).sum();
        let share = if regulative == 0 { 0.0 } else { direct as f64 / regulative as f64 };
        let lacks = self.lacks(&drafts, at);
        Ok(DraftReport { rows, levels, share_with_direct_teeth: share, missing, lacks })
    }

    /// The instruments that a draft names, as if they were adopted.
    fn draft_instruments(
        &self,
        file: &str,
        bytes: &[u8],
        place: &Place,
    ) -> Result<Vec<Instrument>, LoadErrors> {
        let mut ids = BTreeSet::new();
        for row in Rows::read(file, bytes)? {
            ids.insert(row.required("instrument_id")?.to_owned());
        }
        Ok(ids.into_iter().map(|id| self.as_adopted(&id, place)).collect())
    }

    fn as_adopted(&self, id: &str, place: &Place) -> Instrument {
        match self.instrument(id) {
            Some(known) if known.binding == Binding::Proposed => {
                let mut adopted = known.clone();
                (adopted.binding, adopted.status, adopted.ended) = (Binding::Binding, Status::InForce, None);
                adopted
            }
            Some(known) => known.clone(),
            None => blank_instrument(id, place),
        }
    }

    pub(crate) fn draft_row(&self, with_draft: &Library, draft: &Provision, at: Date) -> DraftRow {
        let Assessment { id, level, missing, .. } = with_draft.level(draft, at);
        let mut near: Vec<(f64, &Provision)> = self
            .provisions()
            .iter()
            .filter(|one| one.is_regulative() && one.instrument_id != draft.instrument_id)
            .filter(|one| self.applicability(one, at) == Applicability::Now)
            .map(|one| (nearness(draft, one), one))
            .filter(|(score, _)| *score >= 1.0)
            .collect();
        // Law of the draft's own place stands beside it, however near that of others is; what says the same there on the same topic comes first.
        let place = &with_draft.instrument_of(draft).jurisdiction;
        let at_home = |one: &Provision| {
            let same =
                one.deontic == draft.deontic && one.topics.iter().any(|topic| draft.topics.contains(topic));
            same && self.instrument_of(one).jurisdiction == *place
        };
        let weight =
            |(score, one): &(f64, &Provision)| score + if at_home(one) { HOME_NEARNESS } else { 0.0 };
        near.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then_with(|| a.1.id.cmp(&b.1.id)));
        let own = near.iter().position(|(_, one)| self.holds_in(one, place));
        if let Some(own) = own.filter(|at| *at >= NEAREST) {
            near.swap(NEAREST - 1, own);
        }
        near.truncate(NEAREST);
        let beside = |(score, other): (f64, &Provision)| Beside {
            other: other.id.clone(),
            level: self.level(other, at).level,
            place: self.instrument_of(other).jurisdiction.clone(),
            nearness: score,
            fields: with_draft.fields(draft, other),
        };
        let nearest = if draft.is_regulative() { near.into_iter().map(beside).collect() } else { Vec::new() };
        DraftRow { id, level, missing, nearest }
    }

    /// Two provisions field by field, the first seen as the draft.
    pub fn fields(&self, draft: &Provision, other: &Provision) -> Vec<FieldVerdict> {
        Field::ALL.iter().map(|field| self.field(*field, draft, other)).collect()
    }

    fn field(&self, field: Field, draft: &Provision, other: &Provision) -> FieldVerdict {
        let (ours, theirs) = (self.shown(field, draft), self.shown(field, other));
        let verdict = match field {
            Field::Deontic => by_rank(deontic_rank(draft.deontic), deontic_rank(other.deontic)),
            Field::Sanction => by_rank(sanction_rank(draft), sanction_rank(other)),
            Field::Amount => by_amount(&draft.sanction_max, &other.sanction_max),
            Field::Remedy => by_rank(u8::from(!ours.is_empty()), u8::from(!theirs.is_empty())),
            Field::Testable => by_rank(draft.testable as u8 + 1, other.testable as u8 + 1),
            Field::Threshold => by_threshold(&draft.threshold, &other.threshold),
            Field::Exemptions => by_subset(
                &draft.exemptions.iter().collect::<BTreeSet<_>>(),
                &other.exemptions.iter().collect::<BTreeSet<_>>(),
            ),
            // A row without words on its reach has that of its instrument, and a draft has none: whom it reaches is not known.
            Field::Reach => match (self.reach_of(draft), self.reach_of(other)) {
                (Some(ours), Some(theirs)) => by_reach(ours, theirs),
                _ => Verdict::Unknown,
            },
            Field::Date if [draft, other].iter().any(|one| self.is_first_day_unknown(&one.id)) => {
                Verdict::Unknown
            }
            Field::Date => by_date(self.starts_on(draft), self.starts_on(other)),
        };
        FieldVerdict { field, verdict, draft: ours, other: theirs }
    }

    fn shown(&self, field: Field, one: &Provision) -> String {
        match field {
            Field::Deontic => one.deontic.to_string(),
            Field::Sanction => one.sanction_kind.to_string(),
            Field::Amount => one.sanction_max.clone(),
            Field::Remedy => one.remedy.clone(),
            Field::Testable => one.testable.to_string(),
            Field::Threshold => one.threshold.to_string(),
            Field::Exemptions => one.exemptions.iter().map(|code| code.code()).collect::<Vec<_>>().join(";"),
            Field::Reach => self.reach_of(one).map(ToString::to_string).unwrap_or_default(),
            Field::Date => self.starts_on(one).map(|date| date.to_string()).unwrap_or_default(),
        }
    }

    /// Duties with teeth that apply elsewhere, by topic and bearer, and that no provision of the draft matches.
    pub(crate) fn lacks(&self, drafts: &[&Provision], at: Date) -> Vec<Lack> {
        let mut held: BTreeMap<(Topic, Role), Vec<(&Provision, Level)>> = BTreeMap::new();
        for one in self.provisions().iter().filter(|one| one.is_regulative()) {
            let assessed = self.level(one, at);
            let Some(level) = assessed.level.filter(|level| level.has_teeth()) else { continue };
            if assessed.applicability != Applicability::Now {
                continue;
            }
            for topic in &one.topics {
                for bearer in one.duty_bearers() {
                    held.entry((*topic, *bearer)).or_default().push((one, level));
                }
            }
        }
        // A denial, a permission and an exhortation lay no duty on anybody, whatever topic and bearer they name.
        let duties = || drafts.iter().filter(|one| one.is_regulative() && one.deontic.is_duty());
        let has = |topic: Topic, bearer: Role| {
            let binds = |one: &Provision| one.duty_bearers().iter().any(|own| addresses(*own, &[bearer]));
            duties().any(|one| one.topics.contains(&topic) && binds(one))
        };
        let mut lacks: Vec<Lack> = held
            .into_iter()
            .filter(|((topic, bearer), _)| !has(*topic, *bearer))
            .filter_map(|((topic, bearer), rows)| {
                let places: BTreeSet<Place> =
                    rows.iter().map(|(one, _)| self.instrument_of(one).jurisdiction.clone()).collect();
                let best = rows.iter().rev().max_by_key(|(one, level)| (*level, one.confidence))?;
                let example = best.0.id.clone();
                Some(Lack { topic, bearer, places: places.into_iter().collect(), example })
            })
            .collect();
        lacks.sort_by_key(|lack| (std::cmp::Reverse(lack.places.len()), lack.topic, lack.bearer));
        lacks
    }
}

pub(crate) fn blank_instrument(id: &str, place: &Place) -> Instrument {
    Instrument {
        id: InstrumentId::new(id),
        title: id.to_owned(),
        citation: String::new(),
        jurisdiction: place.clone(),
        level: GovernanceLevel::National,
        kind: InstrumentKind::Bill,
        binding: Binding::Binding,
        status: Status::InForce,
        adopted: None,
        in_force: None,
        applies_main: None,
        ended: None,
        replaced_by: None,
        reach: None,
        exemptions: Vec::new(),
        enforcer: String::new(),
        max_sanction: String::new(),
        remedy: String::new(),
        status_note: String::new(),
        confidence: Confidence::High,
        source: String::new(),
        checked_to: String::new(),
    }
}

/// What it counts that a provision says the same on the same topic in the draft's own place.
const HOME_NEARNESS: f64 = 1.5;

/// Topics, objects and bearers shared count three, two and two; words in common add less than one.
fn nearness(a: &Provision, b: &Provision) -> f64 {
    let shared = |left: BTreeSet<&str>, right: BTreeSet<&str>| {
        let both = left.intersection(&right).count() as f64;
        let all = left.union(&right).count() as f64;
        if all == 0.0 { 0.0 } else { both / all }
    };
    let topics = |one: &Provision| one.topics.iter().map(|code| code.code()).collect();
    let objects = |one: &Provision| one.object.iter().map(|code: &ObjectClass| code.code()).collect();
    let bearers = |one: &Provision| one.duty_bearers().iter().map(|code| code.code()).collect();
    3.0 * shared(topics(a), topics(b))
        + 2.0 * shared(objects(a), objects(b))
        + 2.0 * shared(bearers(a), bearers(b))
        + shared(words(&a.paraphrase), words(&b.paraphrase))
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3).collect()
}

fn deontic_rank(deontic: Deontic) -> u8 {
    match deontic {
        Deontic::None | Deontic::Power => 0,
        Deontic::May => 1,
        Deontic::Should => 2,
        Deontic::Undertakes => 3,
        Deontic::Right | Deontic::Must | Deontic::MustNot => 4,
    }
}

fn sanction_rank(one: &Provision) -> u8 {
    match one.sanction_kind {
        kind if kind.is_direct() => 3,
        kind if kind.is_indirect() => 2,
        crate::code::SanctionKind::Political => 1,
        _ => 0,
    }
}

fn by_rank(ours: u8, theirs: u8) -> Verdict {
    match ours.cmp(&theirs) {
        std::cmp::Ordering::Less if ours == 0 => Verdict::Absent,
        std::cmp::Ordering::Less => Verdict::Weaker,
        std::cmp::Ordering::Equal => Verdict::Equal,
        std::cmp::Ordering::Greater => Verdict::Stronger,
    }
}

/// The amounts in a text, by unit: a currency, `%`, or years of prison.
fn amounts(text: &str) -> BTreeMap<String, f64> {
    let mut found: BTreeMap<String, f64> = BTreeMap::new();
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || matches!(c, ';' | '(' | ')')).collect();
    let mut currency: Option<&str> = None;
    for (index, word) in words.iter().enumerate() {
        if word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase()) {
            currency = Some(word);
            continue;
        }
        let bare = word.replace(',', "");
        // A range such as 80000-200000 counts by its upper end.
        let upper = bare.rsplit('-').next().unwrap_or(&bare);
        let digits = upper.trim_end_matches(|c: char| !c.is_ascii_digit());
        let Ok(value) = digits.parse::<f64>() else { continue };
        let unit = &upper[digits.len()..];
        let next = words.get(index + 1).copied().unwrap_or_default();
        let (unit, value) = match (unit, currency) {
            ("%", _) => ("%", value),
            (_, None) if next.starts_with("year") => ("years", value),
            ("m", Some(currency)) => (currency, value * 1e6),
            ("bn", Some(currency)) => (currency, value * 1e9),
            (_, Some(currency)) => (currency, value),
            _ => continue,
        };
        let held = found.entry(unit.to_owned()).or_default();
        *held = held.max(value);
        if unit != "%" {
            currency = None;
        }
    }
    found
}

fn by_amount(ours: &str, theirs: &str) -> Verdict {
    // “none” is no amount, and not one that nobody knows.
    let named = [ours, theirs].map(|said| if said.trim() == "none" { "" } else { said });
    let [ours, theirs] = named.map(amounts);
    // Words without a number ("other laws") name an amount that nobody here knows.
    let unknown = |text: &str, found: &BTreeMap<String, f64>| !text.is_empty() && found.is_empty();
    if unknown(named[0], &ours) || unknown(named[1], &theirs) {
        return if named[0] == named[1] { Verdict::Equal } else { Verdict::Incomparable };
    }
    match (ours.is_empty(), theirs.is_empty()) {
        (true, true) => return Verdict::Equal,
        (true, false) => return Verdict::Absent,
        (false, true) => return Verdict::Stronger,
        (false, false) => {}
    }
    let orders: BTreeSet<std::cmp::Ordering> = ours
        .iter()
        .filter_map(|(unit, value)| theirs.get(unit).map(|other| value.total_cmp(other)))
        .collect();
    match (orders.contains(&std::cmp::Ordering::Less), orders.contains(&std::cmp::Ordering::Greater)) {
        _ if orders.is_empty() => Verdict::Incomparable,
        (true, true) => Verdict::Incomparable,
        (true, false) => Verdict::Weaker,
        (false, true) => Verdict::Stronger,
        (false, false) => Verdict::Equal,
    }
}

/// Fewer or lower limits catch more, so they are stronger.
fn by_threshold(ours: &Thresholds, theirs: &Thresholds) -> Verdict {
    let covers = |a: &Thresholds, b: &Thresholds| {
        let weaker_test = |test: &crate::threshold::Threshold| {
            b.tests.iter().any(|other| other.measure == test.measure && test.limit <= other.limit)
        };
        a.is_empty() || !b.is_empty() && a.any == b.any && a.tests.iter().all(weaker_test)
    };
    by_inclusion(covers(ours, theirs), covers(theirs, ours))
}

fn by_subset<T: Ord>(ours: &BTreeSet<T>, theirs: &BTreeSet<T>) -> Verdict {
    by_inclusion(ours.is_subset(theirs), theirs.is_subset(ours))
}

/// From "ours covers all of theirs" and the reverse.
fn by_inclusion(ours_covers: bool, theirs_covers: bool) -> Verdict {
    match (ours_covers, theirs_covers) {
        (true, true) => Verdict::Equal,
        (true, false) => Verdict::Stronger,
        (false, true) => Verdict::Weaker,
        (false, false) => Verdict::Incomparable,
    }
}

fn by_date(ours: Option<Date>, theirs: Option<Date>) -> Verdict {
    match (ours, theirs) {
        (None, None) => Verdict::Equal,
        (None, Some(_)) => Verdict::Absent,
        (Some(_), None) => Verdict::Stronger,
        (Some(a), Some(b)) => by_inclusion(a <= b, b <= a),
    }
}

/// The facts that scenarios differ in, each seen from the law's own place.
const FACTS: [Fact; 8] = [
    Fact::OperatorSeat,
    Fact::DeployerSeat,
    Fact::Development,
    Fact::Market,
    Fact::Touch,
    Fact::Act,
    Fact::VictimNational,
    Fact::Executive,
];

/// Reach as inclusion, decided by going through all 256 scenarios; each law is seen from its own place.
fn by_reach(ours: &Reach, theirs: &Reach) -> Verdict {
    let scenarios = 0..1_u32 << FACTS.len();
    let value = |reach: &Reach, scenario: u32| {
        reach.evaluate(&|atom| {
            let fact = |wanted: Fact| {
                let at = FACTS.iter().position(|fact| *fact == wanted);
                Truth::from(at.is_some_and(|at| scenario >> at & 1 == 1))
            };
            match atom {
                Atom::Place(link, _) => fact(link.fact()),
                Atom::UsPersonOrCompute => fact(Fact::OperatorSeat).or(fact(Fact::Development)),
                Atom::NoOne => Truth::No,
                _ => Truth::Unknown,
            }
        })
    };
    let (mut ours_covers, mut theirs_covers, mut unknown) = (true, true, false);
    for scenario in scenarios {
        let (a, b) = (value(ours, scenario), value(theirs, scenario));
        unknown |= a == Truth::Unknown || b == Truth::Unknown;
        ours_covers &= a >= b;
        theirs_covers &= b >= a;
    }
    if unknown { Verdict::Incomparable } else { by_inclusion(ours_covers, theirs_covers) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_from_words() {
        let check = |text: &str, expected: &[(&str, f64)]| {
            let expected: BTreeMap<String, f64> =
                expected.iter().map(|(unit, value)| ((*unit).to_owned(), *value)).collect();
            assert_eq!(amounts(text), expected, "{text}");
        };
        check("", &[]);
        check("EUR 35m or 7%", &[("EUR", 35e6), ("%", 7.0)]);
        check("KRW 30m only after a disregarded order", &[("KRW", 30e6)]);
        check("USD 80,000-200,000", &[("USD", 200_000.0)]);
        check("7 years or KRW 50m", &[("years", 7.0), ("KRW", 50e6)]);
        check("member state rules", &[]);
        check("6% turnover", &[("%", 6.0)]);
    }

    #[test]
    fn amounts_are_ordered_within_a_unit() {
        let check =
            |ours: &str, theirs: &str, expected: Verdict| assert_eq!(by_amount(ours, theirs), expected);
        check("EUR 35m or 7%", "EUR 15m or 3%", Verdict::Stronger);
        check("KRW 30m", "EUR 15m", Verdict::Incomparable);
        check("", "EUR 15m", Verdict::Absent);
        check("EUR 10m or 4%", "EUR 20m or 3%", Verdict::Incomparable);
        check("6%", "EUR 18m or 10%", Verdict::Weaker);
        check("KRW 30m", "other laws", Verdict::Incomparable);
        check("", "", Verdict::Equal);
        check("EUR 15m or 3%", "none", Verdict::Stronger);
        check("none", "EUR 15m or 3%", Verdict::Absent);
        check("none", "", Verdict::Equal);
    }

    #[test]
    fn thresholds_are_ordered_by_what_they_catch() {
        let check = |ours: &str, theirs: &str, expected: Verdict| {
            let read = |text| Thresholds::parse(text).unwrap();
            assert_eq!(by_threshold(&read(ours), &read(theirs)), expected, "{ours} {theirs}");
        };
        check("", "compute>1e25", Verdict::Stronger);
        check("compute>1e25", "", Verdict::Weaker);
        check("compute>1e25", "compute>1e26", Verdict::Stronger);
        check("compute>1e26", "compute>1e26;revenue>5e8USD", Verdict::Stronger);
        check("users>5", "compute>1e26", Verdict::Incomparable);
        check("", "", Verdict::Equal);
    }
}
