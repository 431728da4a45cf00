//! Concreteness: six lamps, a level, and what is missing. The rules are those of docs/norms.md, and nothing else.

use std::fmt;

use maru_text::Date;
use serde::{Serialize, Serializer};

use crate::code::{
    Binding, Coded, Confidence, Deontic, InstrumentKind, Role, SanctionKind, Status, Testable, named,
};
use crate::library::Library;
use crate::model::{Instrument, InstrumentId, Provision, ProvisionId};

/// How concrete a norm is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Aspiration: nobody is bound.
    L0,
    /// Principle: binding, but no duty, or one that nobody can test.
    L1,
    /// Duty without teeth.
    L2,
    /// Duty with indirect teeth.
    L3i,
    /// Duty with direct teeth.
    L3,
    /// Enforceable norm: direct teeth, testable, and a remedy for the affected.
    L4,
}

impl Coded for Level {
    const WHAT: &'static str = "level";
    const ALL: &'static [Self] = &[Self::L0, Self::L1, Self::L2, Self::L3i, Self::L3, Self::L4];
    fn code(self) -> &'static str {
        match self {
            Self::L0 => "L0",
            Self::L1 => "L1",
            Self::L2 => "L2",
            Self::L3i => "L3i",
            Self::L3 => "L3",
            Self::L4 => "L4",
        }
    }
}

impl Serialize for Level {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl Level {
    /// Whether a breach has any legal consequence.
    pub fn has_teeth(self) -> bool {
        self >= Self::L3i
    }
}

/// Whether a provision applies on a day, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// It applies.
    Now,
    /// It will apply from this day on, or on a day nobody knows yet.
    Future(Option<Date>),
    /// Its own date has come, but the class it hangs on does not apply yet.
    Gated(ProvisionId),
    /// There was such a law on the day, in other words than those that are coded: these are its words from this day on only.
    OtherWording(Date),
    /// Nobody knows whether it was law on the day: its first day is not known, and the day, if there is one, on which it is known to be law is later.
    Unknown(Option<Date>),
    /// It no longer applies, or never did before it ended.
    Past,
    /// It is not law: a bill, a draft.
    Draft,
}

impl fmt::Display for Applicability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Now => f.write_str("now"),
            Self::Future(Some(date)) => write!(f, "future:{date}"),
            Self::Future(None) => f.write_str("future"),
            Self::Gated(gate) => write!(f, "gated:{gate}"),
            Self::OtherWording(since) => write!(f, "other_wording:{since}"),
            Self::Unknown(Some(since)) => write!(f, "unknown:{since}"),
            Self::Unknown(None) => f.write_str("unknown"),
            Self::Past => f.write_str("past"),
            Self::Draft => f.write_str("draft"),
        }
    }
}

impl Applicability {
    /// Whether of the day nothing is told but this: what is coded was then not the law, or nobody knows if it was.
    pub fn is_untold(&self) -> bool {
        matches!(self, Self::OtherWording(_) | Self::Unknown(_))
    }
}

named! {
    /// One of the six questions put to every provision.
    LampKind {
        /// Does the instrument bind the bearer?
        Binding = "binding",
        /// Is it a duty, a ban or a right?
        Duty = "duty",
        /// Can a third party tell whether it was kept?
        Testable = "testable",
        OrElse = "or-else",
        /// What can the affected person do?
        Remedy = "remedy",
        /// Does it apply on the day?
        Applies = "applies",
    }
}

named! {
    /// How a lamp burns.
    LampState {
        /// Not at all.
        Off = "off",
        /// Half: in part, indirectly, or not yet.
        Half = "half",
        /// Fully.
        On = "on",
    }
}

named! {
    /// Why a lamp burns as it does.
    Reason {
        /// The instrument binds those it addresses.
        BindingAll = "binding-all",
        /// The instrument binds states, and the bearer is a state.
        BindingState = "binding-state",
        /// A directive binds states to make this law.
        BindingDirective = "binding-directive",
        /// An order binds the executive.
        BindingExecutive = "binding-executive",
        /// The instrument binds states only; the bearer is not one.
        StatesOnly = "states-only",
        /// A political text.
        Political = "political",
        /// A voluntary text.
        Voluntary = "voluntary",
        /// A bill.
        Proposed = "proposed",
        /// It says must.
        Must = "must",
        /// It says must not.
        MustNot = "must-not",
        /// It gives a right.
        Right = "right",
        /// It says should, or shall endeavour.
        Should = "should",
        Undertakes = "undertakes",
        /// It allows.
        May = "may",
        /// It gives a power.
        Power = "power",
        /// It has no deontic word.
        NoWord = "no-word",
        /// A third party can decide from facts.
        TestableYes = "testable-yes",
        /// A third party can decide in part.
        TestablePartly = "testable-partly",
        /// Nobody can decide.
        TestableNo = "testable-no",
        SanctionDirect = "sanction-direct",
        /// Written, and not to be had yet on the day.
        SanctionFrom = "sanction-from",
        /// A fine only after a disregarded order.
        SanctionOrder = "sanction-order",
        /// Left to member states.
        SanctionNational = "sanction-national",
        /// Other laws are referred to.
        SanctionReference = "sanction-reference",
        /// Political consequences at most.
        SanctionPolitical = "sanction-political",
        /// A consequence is reported, and nobody who coded it has read it.
        SanctionUnread = "sanction-unread",
        /// What was read names no consequence.
        SanctionNone = "sanction-none",
        /// No consequence is coded, and the row is not sure enough to say more.
        SanctionUncoded = "sanction-uncoded",
        RemedyNamed = "remedy-named",
        /// Named, and not to be had yet on the day.
        RemedyFrom = "remedy-from",
        /// What was read names no remedy.
        RemedyNone = "remedy-none",
        /// No remedy is coded, and the row is not sure enough to say more.
        RemedyUncoded = "remedy-uncoded",
        AppliesNow = "applies-now",
        /// It will apply from a day.
        AppliesFrom = "applies-from",
        /// It will apply on a day nobody knows.
        AppliesUndated = "applies-undated",
        /// Its class does not apply yet.
        AppliesGated = "applies-gated",
        /// The words of that day are not coded.
        AppliesOtherwise = "applies-otherwise",
        /// Its first day is not known, and it is known to be law on a later day.
        AppliesKnownFrom = "applies-known-from",
        /// Its first day is not known.
        AppliesUnknown = "applies-unknown",
        /// It has ended.
        AppliesEnded = "applies-ended",
        /// It is not law.
        AppliesDraft = "applies-draft",
    }
}

named! {
    /// What a provision would need to become an enforceable norm.
    Missing {
        /// Put it into an instrument that binds its bearer.
        Binding = "binding",
        /// Say must, must not, or give a right.
        Duty = "duty",
        /// Say it so that a third party can decide from facts.
        Testable = "testable",
        /// Attach a sanction that strikes directly.
        DirectSanction = "direct-sanction",
        /// Name what the affected person can do.
        Remedy = "remedy",
    }
}

/// One lamp with the reason under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lamp {
    pub kind: LampKind,
    pub state: LampState,
    pub reason: Reason,
    /// The detail of the reason in English: an amount, a place in the text, a date; empty when there is none.
    pub detail: String,
    /// The same in pieces, which each language says in its own words.
    #[serde(skip)]
    pub(crate) pieces: Vec<Piece>,
    /// The day for which a consequence or a remedy waits.
    #[serde(skip)]
    pub(crate) waits: Option<Date>,
}

/// One piece of the detail under a lamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Day(Date),
    /// How much, with the kind of consequence.
    Amount(SanctionKind, String),
    /// A place in an instrument.
    Locus(InstrumentId, String),
    /// Words of the library.
    Words(String),
    Provision(ProvisionId),
}

/// What the library says of one provision on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    pub id: ProvisionId,
    /// Its level; only regulative provisions have one.
    pub level: Option<Level>,
    /// Whether it applies on the day.
    pub applicability: Applicability,
    /// The six lamps, in the order of [`LampKind`].
    pub lamps: [Lamp; 6],
    /// What it lacks to be an enforceable norm; empty for L4 and for provisions without a level.
    pub missing: Vec<Missing>,
}

impl Library {
    /// Assesses a provision on a day; one that is still to come as it will be on its first day.
    pub fn level(&self, provision: &Provision, at: Date) -> Assessment {
        let instrument = self.instrument_of(provision);
        let applicability = self.applicability(provision, at);
        let regulative = provision.is_regulative() && !applicability.is_untold();
        let teeth = self.teeth_on(provision, at);
        Assessment {
            id: provision.id.clone(),
            level: regulative.then(|| concreteness(instrument, provision, &teeth)),
            lamps: match applicability {
                Applicability::OtherWording(_) | Applicability::Unknown(_) => {
                    untold_lamps(instrument, provision, &applicability)
                }
                Applicability::Now
                | Applicability::Future(_)
                | Applicability::Gated(_)
                | Applicability::Past
                | Applicability::Draft => lamps(instrument, provision, &applicability, &teeth),
            },
            missing: if regulative { missing(instrument, provision, &teeth) } else { Vec::new() },
            applicability,
        }
    }

    /// What follows from a breach on a day, without what cannot be had yet.
    fn teeth_on(&self, provision: &Provision, at: Date) -> Teeth {
        let attached = self.attached_from(&provision.id);
        let day = self.starts_on(provision).map_or(at, |starts| starts.max(at));
        let waits = |from: Option<Date>| from.filter(|from| *from > day);
        Teeth { sanction_waits: waits(attached.sanction), remedy_waits: waits(attached.remedy) }
    }

    /// The kind of consequence on a day; none while it waits for its own day.
    pub fn sanction_on(&self, provision: &Provision, at: Date) -> SanctionKind {
        self.teeth_on(provision, at).sanction(provision)
    }

    /// Assesses every provision on a day, in the order of the library.
    pub fn levels(&self, at: Date) -> Vec<Assessment> {
        self.provisions().iter().map(|one| self.level(one, at)).collect()
    }

    /// Whether a provision applies on a day.
    pub fn applicability(&self, provision: &Provision, at: Date) -> Applicability {
        let instrument = self.instrument_of(provision);
        if let Some(outside) = not_law(instrument, at) {
            return outside;
        }
        if provision.applies_until.is_some_and(|until| until <= at) {
            return Applicability::Past;
        }
        if self.is_first_day_unknown(&provision.id) {
            return match self.known_since(&provision.id) {
                Some(since) if since <= at => self.in_words_of(provision, at),
                since => Applicability::Unknown(since),
            };
        }
        match self.own_start(provision) {
            None => Applicability::Future(None),
            Some(start) if start > at => Applicability::Future(Some(start)),
            Some(_) => self.in_words_of(provision, at),
        }
    }

    fn in_words_of(&self, provision: &Provision, at: Date) -> Applicability {
        match self.worded_since(&provision.id).filter(|since| *since > at) {
            Some(since) => Applicability::OtherWording(since),
            None => self.behind_gate(provision, at),
        }
    }

    fn behind_gate(&self, provision: &Provision, at: Date) -> Applicability {
        let gate = provision.gate.as_ref().and_then(|id| self.provision(id.as_str()));
        match gate {
            // The loader refuses circles of gates, so this ends.
            Some(gate) if self.applicability(gate, at) != Applicability::Now => {
                Applicability::Gated(gate.id.clone())
            }
            _ => Applicability::Now,
        }
    }

    fn own_start(&self, provision: &Provision) -> Option<Date> {
        if self.is_first_day_unknown(&provision.id) {
            return None;
        }
        let instrument = self.instrument_of(provision);
        provision.applies_from.or(instrument.applies_main).or(instrument.in_force)
    }

    /// The first day on which a provision can apply, its gate included; none where nobody knows it.
    pub fn starts_on(&self, provision: &Provision) -> Option<Date> {
        let own = self.own_start(provision)?;
        match provision.gate.as_ref().and_then(|id| self.provision(id.as_str())) {
            Some(gate) => Some(own.max(self.starts_on(gate)?)),
            None => Some(own),
        }
    }
}

/// Why nothing in this instrument is law on the day, if so.
fn not_law(instrument: &Instrument, at: Date) -> Option<Applicability> {
    let dead = matches!(instrument.status, Status::Lapsed | Status::Revoked | Status::Repealed);
    let ended = instrument.ended.map_or(dead, |ended| ended <= at);
    if ended {
        return Some(Applicability::Past);
    }
    (instrument.binding == Binding::Proposed || instrument.status == Status::Proposed)
        .then_some(Applicability::Draft)
}

/// Whether the instrument binds the one who bears the duty, and why.
fn binds(instrument: &Instrument, provision: &Provision) -> (bool, Reason) {
    match instrument.binding {
        Binding::Binding => (true, Reason::BindingAll),
        Binding::OnExecutive => (true, Reason::BindingExecutive),
        Binding::OnStates if provision.bearer.contains(&Role::State) => (true, Reason::BindingState),
        Binding::OnStates if instrument.kind == InstrumentKind::Directive => (true, Reason::BindingDirective),
        Binding::OnStates => (false, Reason::StatesOnly),
        Binding::Political => (false, Reason::Political),
        Binding::Voluntary => (false, Reason::Voluntary),
        Binding::Proposed => (false, Reason::Proposed),
    }
}

/// The days for which a consequence and a remedy wait; none where they can be had.
struct Teeth {
    sanction_waits: Option<Date>,
    remedy_waits: Option<Date>,
}

impl Teeth {
    fn sanction(&self, provision: &Provision) -> SanctionKind {
        if self.sanction_waits.is_some() { SanctionKind::None } else { provision.read_sanction() }
    }

    fn has_remedy(&self, provision: &Provision) -> bool {
        self.remedy_waits.is_none() && !provision.remedy.is_empty()
    }
}

/// The level of a regulative provision; see docs/norms.md for the table.
fn concreteness(instrument: &Instrument, provision: &Provision, teeth: &Teeth) -> Level {
    let sanction = teeth.sanction(provision);
    if !binds(instrument, provision).0 {
        Level::L0
    } else if !provision.deontic.is_duty() || provision.testable == Testable::No {
        Level::L1
    } else if sanction.is_direct() {
        let complete = provision.testable == Testable::Yes && teeth.has_remedy(provision);
        if complete { Level::L4 } else { Level::L3 }
    } else if sanction.is_indirect() {
        Level::L3i
    } else {
        Level::L2
    }
}

fn missing(instrument: &Instrument, provision: &Provision, teeth: &Teeth) -> Vec<Missing> {
    let wants = [
        (!binds(instrument, provision).0, Missing::Binding),
        (!provision.deontic.is_duty(), Missing::Duty),
        (provision.testable != Testable::Yes, Missing::Testable),
        (!teeth.sanction(provision).is_direct(), Missing::DirectSanction),
        (!teeth.has_remedy(provision), Missing::Remedy),
    ];
    wants.into_iter().filter_map(|(lacks, what)| lacks.then_some(what)).collect()
}

fn lamps(
    instrument: &Instrument,
    provision: &Provision,
    applicability: &Applicability,
    teeth: &Teeth,
) -> [Lamp; 6] {
    let (bound, why_bound) = binds(instrument, provision);
    [
        lamp(LampKind::Binding, on_off(bound), why_bound, Vec::new()),
        duty_lamp(provision.deontic),
        testable_lamp(provision.testable),
        or_else_lamp(provision, teeth.sanction_waits),
        remedy_lamp(provision, teeth.remedy_waits),
        applies_lamp(applicability),
    ]
}

/// Of a day on which what is coded is not known to be the law only the instrument is known.
fn untold_lamps(instrument: &Instrument, provision: &Provision, applicability: &Applicability) -> [Lamp; 6] {
    let (bound, why_bound) = binds(instrument, provision);
    let unknown = |kind| Lamp { kind, state: LampState::Off, ..applies_lamp(applicability) };
    [
        lamp(LampKind::Binding, on_off(bound), why_bound, Vec::new()),
        unknown(LampKind::Duty),
        unknown(LampKind::Testable),
        unknown(LampKind::OrElse),
        unknown(LampKind::Remedy),
        unknown(LampKind::Applies),
    ]
}

fn lamp(kind: LampKind, state: LampState, reason: Reason, pieces: Vec<Piece>) -> Lamp {
    let detail = pieces.iter().map(Piece::english).filter(|piece| !piece.is_empty());
    let detail = detail.collect::<Vec<_>>().join(", ");
    Lamp { kind, state, reason, detail, pieces, waits: None }
}

impl Piece {
    /// As the library writes it.
    fn english(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Amount(_, words) | Self::Locus(_, words) | Self::Words(words) => words.clone(),
            Self::Provision(id) => id.to_string(),
        }
    }
}

impl Lamp {
    /// The same, for a consequence or a remedy that cannot be had before a day.
    fn waiting(mut self, reason: Reason, day: Date) -> Self {
        (self.state, self.reason, self.waits) = (LampState::Half, reason, Some(day));
        self.detail = format!("{day}: {}", self.detail);
        self
    }
}

fn on_off(on: bool) -> LampState {
    if on { LampState::On } else { LampState::Off }
}

fn duty_lamp(deontic: Deontic) -> Lamp {
    let reason = match deontic {
        Deontic::Must => Reason::Must,
        Deontic::MustNot => Reason::MustNot,
        Deontic::Right => Reason::Right,
        Deontic::Should => Reason::Should,
        Deontic::Undertakes => Reason::Undertakes,
        Deontic::May => Reason::May,
        Deontic::Power => Reason::Power,
        Deontic::None => Reason::NoWord,
    };
    lamp(LampKind::Duty, on_off(deontic.is_duty()), reason, Vec::new())
}

fn testable_lamp(testable: Testable) -> Lamp {
    let (state, reason) = match testable {
        Testable::Yes => (LampState::On, Reason::TestableYes),
        Testable::Partly => (LampState::Half, Reason::TestablePartly),
        Testable::No => (LampState::Off, Reason::TestableNo),
    };
    lamp(LampKind::Testable, state, reason, Vec::new())
}

/// Whether an empty cell of a row says that what was read names nothing; of a row that is not sure it says only that nothing is coded.
fn is_sure(provision: &Provision) -> bool {
    provision.confidence == Confidence::High
}

fn remedy_lamp(provision: &Provision, waits: Option<Date>) -> Lamp {
    if provision.remedy.is_empty() {
        let reason = if is_sure(provision) { Reason::RemedyNone } else { Reason::RemedyUncoded };
        return lamp(LampKind::Remedy, LampState::Off, reason, Vec::new());
    }
    let pieces = vec![Piece::Words(provision.remedy.clone())];
    let named = lamp(LampKind::Remedy, LampState::On, Reason::RemedyNamed, pieces);
    match waits {
        Some(day) => named.waiting(Reason::RemedyFrom, day),
        None => named,
    }
}

fn or_else_lamp(provision: &Provision, waits: Option<Date>) -> Lamp {
    let (state, reason) = match provision.sanction_kind {
        _ if provision.is_sanction_unread() => (LampState::Half, Reason::SanctionUnread),
        kind if kind.is_direct() => (LampState::On, Reason::SanctionDirect),
        SanctionKind::Order => (LampState::Half, Reason::SanctionOrder),
        SanctionKind::National => (LampState::Half, Reason::SanctionNational),
        SanctionKind::ByReference => (LampState::Half, Reason::SanctionReference),
        SanctionKind::Political => (LampState::Off, Reason::SanctionPolitical),
        _ if is_sure(provision) => (LampState::Off, Reason::SanctionNone),
        _ => (LampState::Off, Reason::SanctionUncoded),
    };
    let instrument = || provision.instrument_id.clone();
    let amount = (!provision.sanction_max.is_empty())
        .then(|| Piece::Amount(provision.sanction_kind, provision.sanction_max.clone()));
    let locus = (!provision.sanction_locus.is_empty())
        .then(|| Piece::Locus(instrument(), provision.sanction_locus.clone()));
    let attached = lamp(LampKind::OrElse, state, reason, amount.into_iter().chain(locus).collect());
    match waits {
        Some(day) => attached.waiting(Reason::SanctionFrom, day),
        None => attached,
    }
}

fn applies_lamp(applicability: &Applicability) -> Lamp {
    let (state, reason, piece) = match applicability {
        Applicability::Now => (LampState::On, Reason::AppliesNow, None),
        Applicability::Future(Some(date)) => (LampState::Half, Reason::AppliesFrom, Some(Piece::Day(*date))),
        Applicability::Future(None) => (LampState::Half, Reason::AppliesUndated, None),
        Applicability::Gated(gate) => {
            (LampState::Half, Reason::AppliesGated, Some(Piece::Provision(gate.clone())))
        }
        Applicability::OtherWording(since) => {
            (LampState::Off, Reason::AppliesOtherwise, Some(Piece::Day(*since)))
        }
        Applicability::Unknown(Some(since)) => {
            (LampState::Off, Reason::AppliesKnownFrom, Some(Piece::Day(*since)))
        }
        Applicability::Unknown(None) => (LampState::Off, Reason::AppliesUnknown, None),
        Applicability::Past => (LampState::Off, Reason::AppliesEnded, None),
        Applicability::Draft => (LampState::Off, Reason::AppliesDraft, None),
    };
    lamp(LampKind::Applies, state, reason, piece.into_iter().collect())
}
