//! Delegates: a participant speaks for one organisation in this process, once somebody else has confirmed it, until it ends.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Text, Words};
use crate::field::{fields, named};
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::{require_one_reason, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

named! {
    /// What was said to somebody who asked to speak for an organisation.
    pub enum DelegationVerdict, "what becomes of a delegation" {
        /// They speak for it.
        Confirmed = "confirmed",
        /// They do not.
        Refused = "refused",
        /// They no longer do, or took back that they asked.
        Ended = "ended",
    }
}

/// A ruling on a delegation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationRuling {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Author,
    /// What.
    pub verdict: DelegationVerdict,
    /// Why, where that was said.
    pub reason: Option<Text>,
}

/// How a delegation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DelegationStanding {
    /// Nobody has said anything to it.
    Asked,
    /// The delegate speaks for the organisation.
    Confirmed,
    /// The delegate was refused.
    Refused,
    /// The delegate speaks no longer for it, or took it back.
    Ended,
}

impl DelegationStanding {
    /// The name in exports, addresses and locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Ended => "ended",
        }
    }
}

/// Somebody who speaks for an organisation, asked to, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// The entry by which they asked.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who.
    pub delegate: ParticipantId,
    /// For which organisation.
    pub organisation: EntryNumber,
    /// That they speak for it, or do not.
    pub ruled: Option<DelegationRuling>,
    /// That they no longer do.
    pub ended: Option<DelegationRuling>,
    /// Whether whoever keeps the register confirmed it: such a delegate may confirm others.
    pub holds: bool,
}

impl Delegation {
    /// How it stands.
    pub fn standing(&self) -> DelegationStanding {
        match (&self.ended, &self.ruled) {
            (Some(_), _) => DelegationStanding::Ended,
            (None, None) => DelegationStanding::Asked,
            (None, Some(ruling)) if ruling.verdict == DelegationVerdict::Confirmed => {
                DelegationStanding::Confirmed
            }
            (None, Some(_)) => DelegationStanding::Refused,
        }
    }

    /// Whether what the delegate wrote in an entry was said for the organisation.
    fn covers(&self, entry: EntryNumber) -> bool {
        let confirmed = |ruling: &DelegationRuling| {
            ruling.verdict == DelegationVerdict::Confirmed && ruling.entry < entry
        };
        self.ruled.as_ref().is_some_and(confirmed) && self.ended.as_ref().is_none_or(|end| entry < end.entry)
    }
}

/// Every delegation, by the entry by which it was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegations {
    all: ByEntry<Delegation>,
}

reads_by_entry!(Delegations of Delegation);

impl Delegations {
    /// The delegation of somebody that stands: asked for, or confirmed.
    pub fn of(&self, who: ParticipantId) -> Option<&Delegation> {
        let stands = |one: &&Delegation| {
            matches!(one.standing(), DelegationStanding::Asked | DelegationStanding::Confirmed)
        };
        self.all.iter().rev().filter(|one| one.delegate == who).find(stands)
    }

    /// The organisation for which somebody speaks now.
    pub fn organisation_of(&self, who: ParticipantId) -> Option<EntryNumber> {
        let delegation = self.of(who)?;
        (delegation.standing() == DelegationStanding::Confirmed).then_some(delegation.organisation)
    }

    /// The organisations for which somebody speaks now.
    pub(crate) fn speaking_for(&self) -> BTreeSet<EntryNumber> {
        let speaking = self.all.iter().filter(|one| one.standing() == DelegationStanding::Confirmed);
        speaking.map(|one| one.organisation).collect()
    }

    /// The organisation for which somebody wrote an entry.
    pub fn spoken_for(&self, who: ParticipantId, entry: EntryNumber) -> Option<EntryNumber> {
        let said_so = |one: &&Delegation| one.delegate == who && one.covers(entry);
        self.all.iter().find(said_so).map(|one| one.organisation)
    }

    /// Everyone who asked to speak for an organisation, in order.
    pub fn for_organisation(&self, organisation: EntryNumber) -> impl Iterator<Item = &Delegation> {
        self.all.iter().filter(move |one| one.organisation == organisation)
    }

    /// Whether somebody may confirm others as delegates of an organisation.
    pub fn holds(&self, who: ParticipantId, organisation: EntryNumber) -> bool {
        self.of(who).is_some_and(|one| {
            one.organisation == organisation && one.holds && one.standing() == DelegationStanding::Confirmed
        })
    }
}

fields! {
    /// Somebody asked to speak for an organisation.
    pub struct DelegationAsked {
        /// The organisation.
        pub organisation: EntryNumber,
    }
}

impl Act for DelegationAsked {
    const TYPE: &'static str = "delegation";
    const CALLED: &'static str = "a request to speak for an organisation";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        process.require_organisation(self.organisation)?;
        let who = stamp.author.participant().ok_or(Violation::NotAParticipant)?;
        match process.delegations.of(who) {
            Some(standing) => Err(Violation::DelegateAlready(standing.entry)),
            None => Ok(()),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(delegate) = stamp.author.participant() else { return };
        let delegation = Delegation {
            entry: stamp.entry,
            at: stamp.at,
            delegate,
            organisation: self.organisation,
            ruled: None,
            ended: None,
            holds: false,
        };
        process.delegations.all.insert(stamp.entry, delegation);
    }
}

fields! {
    /// A delegation was confirmed, refused or ended.
    pub struct DelegationRuled {
        /// The delegation.
        pub delegation: EntryNumber,
        /// What becomes of it.
        pub verdict: DelegationVerdict,
        /// Why, in an entry from before it was content; it cannot be erased there.
        pub reason: Option<String>,
        /// Why, as content: it may say something of a person. A refusal, and an end against the delegate's will, need one.
        pub why: Option<Words>,
    }
}

impl Act for DelegationRuled {
    const TYPE: &'static str = "delegation-ruled";
    const CALLED: &'static str = "a ruling on who speaks for an organisation";
    const REASON: Option<(&'static str, &'static str)> = Some(("rulings on delegates", "reason"));
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Unclosed), (By::Office(Office::Registrar), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Office;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let unknown = Violation::UnknownDelegation(self.delegation);
        let delegation = process.delegations.get(self.delegation).ok_or(unknown)?;
        require_one_reason(self.reason.as_ref(), self.why.as_ref())?;
        let is_their_own = stamp.author.participant() == Some(delegation.delegate);
        if !is_their_own {
            let holds = |who| process.delegations.holds(who, delegation.organisation);
            if !stamp.author.participant().is_some_and(holds) {
                process.require_registrar(stamp.author)?;
            }
        }
        match (self.verdict, delegation.standing()) {
            (DelegationVerdict::Confirmed | DelegationVerdict::Refused, _) if is_their_own => {
                return Err(Violation::OwnDelegation(self.delegation));
            }
            (DelegationVerdict::Confirmed | DelegationVerdict::Refused, DelegationStanding::Asked)
            | (DelegationVerdict::Ended, DelegationStanding::Asked | DelegationStanding::Confirmed) => {}
            (_, _) => return Err(Violation::NothingChanged(self.delegation)),
        }
        if self.verdict == DelegationVerdict::Confirmed || is_their_own || self.why.is_some() {
            return Ok(());
        }
        require_reason(self.reason.as_deref().unwrap_or_default())
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let by_register = process.require_registrar(stamp.author).is_ok();
        let Some(delegation) = process.delegations.all.get_mut(self.delegation) else { return };
        let ruling = DelegationRuling {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author,
            verdict: self.verdict,
            reason: Text::of(self.why.as_ref(), self.reason.as_ref()),
        };
        match self.verdict {
            DelegationVerdict::Ended => delegation.ended = Some(ruling),
            DelegationVerdict::Confirmed | DelegationVerdict::Refused => {
                delegation.holds = by_register && self.verdict == DelegationVerdict::Confirmed;
                delegation.ruled = Some(ruling);
            }
        }
    }
}

impl Process {
    /// The organisation for which an entry was said, where its author spoke for one and it says something to the matter.
    /// Votes are nobody's but the person's.
    pub fn said_for(&self, entry: EntryNumber) -> Option<EntryNumber> {
        let author =
            self.ledger.author_of(entry).filter(|_| self.ledger.voice_of(entry) == Some(Voice::Spoken))?;
        self.delegations.spoken_for(author, entry)
    }

    /// Everything that was said for an organisation, in the order of the record.
    pub fn said_by(&self, organisation: EntryNumber) -> Vec<EntryNumber> {
        let of_it = self.delegations.for_organisation(organisation).filter(|one| one.ruled.is_some());
        let delegates: BTreeSet<ParticipantId> = of_it.map(|one| one.delegate).collect();
        if delegates.is_empty() {
            return Vec::new();
        }
        let is_its = |(entry, author): &(EntryNumber, ParticipantId)| {
            delegates.contains(author) && self.delegations.spoken_for(*author, *entry) == Some(organisation)
        };
        self.ledger.spoken().filter(is_its).map(|(entry, _)| entry).collect()
    }
}

/// Ask to speak for an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskToSpeak {
    /// The organisation.
    pub organisation: EntryNumber,
}

impl Enact for AskToSpeak {
    fn enact(&self, process: &Process, actor: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        // A form that is sent twice makes one entry.
        if let Some(standing) = actor.author().participant().and_then(|who| process.delegations.of(who))
            && standing.organisation == self.organisation
        {
            return Ok(Outcome::stands(standing.entry));
        }
        Ok(Outcome::of(DelegationAsked { organisation: self.organisation }))
    }
}

/// Confirm, refuse or end a delegation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleOnDelegation {
    /// The delegation.
    pub delegation: EntryNumber,
    /// What becomes of it.
    pub verdict: DelegationVerdict,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Enact for RuleOnDelegation {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (delegation, verdict) = (self.delegation, self.verdict);
        let ruled = |why| DelegationRuled { delegation, verdict, reason: None, why };
        Outcome::of_reason(self.reason.as_deref(), circumstances, ruled)
    }
}
