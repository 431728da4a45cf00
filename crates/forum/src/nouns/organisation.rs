//! Organisations: who they are, who pays them, and what they want; said, declined in public, or not said.

use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Content, NonceSource, Text, Words};
use crate::field::{fields, named};
use crate::id::{CountryCode, EntryNumber, GroupId, Moment};
use crate::language::Language;
use crate::ledger::{Moderated, Standing, Voice};
use crate::nouns::by_entry::ByEntry;
use crate::nouns::{require_count, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest name of an organisation, in characters.
pub const ORGANISATION_NAME_LIMIT: usize = 200;
/// Longest number in a register, with the register's name, in characters.
pub const REGISTER_NUMBER_LIMIT: usize = 80;
/// Longest account of funders or of interests, in characters: a page.
pub const DISCLOSURE_LIMIT: usize = 4_000;

named! {
    /// What kind of organisation it is.
    pub enum OrganisationKind, "a kind of organisation" {
        /// A state's government or a part of it.
        Government = "government",
        /// A body of several states.
        Intergovernmental = "intergovernmental",
        /// A firm or an association of firms.
        Business = "business",
        /// An association of people for a purpose other than profit.
        CivilSociety = "civil-society",
        /// A body that makes or runs technology for all, such as one that sets standards.
        Technical = "technical",
        /// A university, school or institute.
        Academia = "academia",
        /// A trade union or another body of workers.
        Workers = "workers",
        /// A body of an indigenous people.
        Indigenous = "indigenous",
        /// A municipality or region.
        LocalAuthority = "local-authority",
        /// An institution that watches over human rights or over how law is applied.
        Oversight = "oversight",
        /// None of these.
        Other = "other",
    }
}

/// Whether something about an organisation is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disclosure<'a> {
    /// In these words.
    Said(&'a Words),
    /// The organisation declined to say it, in public.
    Declined,
    /// Nobody has said anything about it.
    Unsaid,
}

/// What was said of an organisation in one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// The entry.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Author,
    /// The name, as content.
    pub name: Words,
    /// What kind of organisation.
    pub kind: OrganisationKind,
    /// The stakeholder group with which it is counted.
    pub group: Option<GroupId>,
    /// Where it is at home.
    pub country: Option<CountryCode>,
    /// Its number in a public register, with the register's name.
    pub register: Option<Text>,
    funders: Option<Words>,
    funders_declined: bool,
    interests: Option<Words>,
    interests_declined: bool,
    /// Why the registrar states it anew.
    pub reason: Option<Text>,
}

impl Particulars {
    /// Who pays it.
    pub fn funders(&self) -> Disclosure<'_> {
        disclosure(self.funders.as_ref(), self.funders_declined)
    }

    /// What it wants, and what it gains or loses.
    pub fn interests(&self) -> Disclosure<'_> {
        disclosure(self.interests.as_ref(), self.interests_declined)
    }
}

fn disclosure(words: Option<&Words>, declined: bool) -> Disclosure<'_> {
    match words {
        Some(words) => Disclosure::Said(words),
        None if declined => Disclosure::Declined,
        None => Disclosure::Unsaid,
    }
}

/// An organisation in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// The entry that registered it.
    pub entry: EntryNumber,
    /// What was said of it, the first time first. There is always one.
    pub said: Vec<Particulars>,
}

impl Organisation {
    /// What holds of it now.
    pub fn now(&self) -> Option<&Particulars> {
        self.said.last()
    }
}

/// Every organisation, by the entry that registered it.
pub type Organisations = ByEntry<Organisation>;

fields! {
    /// An organisation was registered, or stated anew.
    pub struct OrganisationStated {
        /// The organisation that is stated anew; absent for a new one.
        pub of: Option<EntryNumber>,
        /// Its name, as content.
        pub name: Words,
        /// What kind of organisation.
        pub kind: OrganisationKind,
        /// The stakeholder group with which it is counted.
        pub group: Option<GroupId>,
        /// Where it is at home.
        pub country: Option<CountryCode>,
        /// Its number in a public register, in an entry from before it was content; it cannot be erased there.
        pub register: Option<String>,
        /// Who pays it, as content.
        pub funders: Option<Words>,
        /// Whether it declined to say who pays it.
        pub funders_declined: bool,
        /// What it wants, as content.
        pub interests: Option<Words>,
        /// Whether it declined to say what it wants.
        pub interests_declined: bool,
        /// Why the registrar states it anew, in an entry from before it was content.
        pub reason: Option<String>,
        /// Its number in a public register, with the register's name, as content: that of a firm of one person names them.
        pub number: Option<Words>,
        /// Why the registrar states it anew, as content.
        pub why: Option<Words>,
    }
}

impl Act for OrganisationStated {
    const TYPE: &'static str = "organisation";
    const CALLED: &'static str = "an entry in the register of organisations";
    const REASON: Option<(&'static str, &'static str)> =
        Some(("statements of an organisation anew", "reason"));
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Unclosed), (By::Office(Office::Registrar), When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Personal;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        if let Some(of) = self.of {
            process.require_organisation(of)?;
            let is_its_delegate = |who| process.delegations.organisation_of(who) == Some(of);
            if !stamp.author.participant().is_some_and(is_its_delegate) {
                process.require_registrar(stamp.author)?;
                if self.why.is_none() {
                    require_reason(self.reason.as_deref().unwrap_or_default())?;
                }
            }
        }
        process.require_known_group(self.group.as_ref())?;
        if self.funders.is_some() && self.funders_declined
            || self.interests.is_some() && self.interests_declined
        {
            return Err(Violation::SaidAndDeclined);
        }
        match self.register.as_ref().map(|number| number.trim().chars().count()) {
            Some(0) => return Err(Violation::TextEmpty),
            Some(length) if length > REGISTER_NUMBER_LIMIT => {
                return Err(Violation::TextTooLong { length, limit: REGISTER_NUMBER_LIMIT });
            }
            _ => {}
        }
        if self.number.is_some() && self.register.is_some() || self.why.is_some() && self.reason.is_some() {
            return Err(Violation::SaidAndDeclined);
        }
        self.number.as_ref().map_or(Ok(()), |number| number.within(REGISTER_NUMBER_LIMIT))?;
        self.why.as_ref().map_or(Ok(()), |why| why.within(DISCLOSURE_LIMIT))?;
        self.name.within(ORGANISATION_NAME_LIMIT)?;
        [&self.funders, &self.interests]
            .into_iter()
            .flatten()
            .try_for_each(|words| words.within(DISCLOSURE_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let particulars = Particulars {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author,
            name: self.name.clone(),
            kind: self.kind,
            group: self.group.clone(),
            country: self.country,
            register: Text::of(self.number.as_ref(), self.register.as_ref()),
            funders: self.funders.clone(),
            funders_declined: self.funders_declined,
            interests: self.interests.clone(),
            interests_declined: self.interests_declined,
            reason: Text::of(self.why.as_ref(), self.reason.as_ref()),
        };
        if let Some(known) = self.of.and_then(|of| process.organisations.get_mut(of)) {
            known.said.push(particulars);
        } else {
            let organisation = Organisation { entry: stamp.entry, said: vec![particulars] };
            process.organisations.insert(stamp.entry, organisation);
        }
    }
}

/// What an organisation says of something, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Saying {
    /// In words.
    Words(String),
    /// It declined to say, in public.
    Declined,
    /// Nothing was asked or answered.
    #[default]
    Unsaid,
}

/// Register an organisation, or state one anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateOrganisation {
    /// The organisation that is stated anew; nothing for a new one.
    #[serde(default)]
    pub of: Option<EntryNumber>,
    /// Its name.
    pub name: String,
    /// The language of all that is said of it.
    pub language: Language,
    /// What kind of organisation.
    pub kind: OrganisationKind,
    /// The stakeholder group with which it is counted.
    #[serde(default)]
    pub group: Option<GroupId>,
    /// Where it is at home.
    #[serde(default)]
    pub country: Option<CountryCode>,
    /// Its number in a public register, with the register's name.
    #[serde(default)]
    pub register: Option<String>,
    /// Who pays it.
    #[serde(default)]
    pub funders: Saying,
    /// What it wants.
    #[serde(default)]
    pub interests: Saying,
    /// Why the registrar states it anew.
    #[serde(default)]
    pub reason: Option<String>,
}

impl StateOrganisation {
    /// A new organisation of which nothing is known but its name and kind.
    pub fn named(name: &str, language: Language, kind: OrganisationKind) -> Self {
        Self {
            of: None,
            name: name.to_owned(),
            language,
            kind,
            group: None,
            country: None,
            register: None,
            funders: Saying::Unsaid,
            interests: Saying::Unsaid,
            reason: None,
        }
    }

    fn said(
        &self,
        saying: &Saying,
        nonces: &mut NonceSource,
        contents: &mut Vec<Content>,
    ) -> Result<(Option<Words>, bool), Violation> {
        match saying {
            Saying::Words(text) => {
                let (words, content) = Words::write(text, &self.language, DISCLOSURE_LIMIT, nonces)?;
                contents.push(content);
                Ok((Some(words), false))
            }
            Saying::Declined => Ok((None, true)),
            Saying::Unsaid => Ok((None, false)),
        }
    }
}

impl StateOrganisation {
    /// What would be recorded, with its contents.
    fn stated(
        &self,
        nonces: &mut NonceSource,
        contents: &mut Vec<Content>,
    ) -> Result<OrganisationStated, Violation> {
        let (name, content) = Words::write(&self.name, &self.language, ORGANISATION_NAME_LIMIT, nonces)?;
        contents.push(content);
        let (funders, funders_declined) = self.said(&self.funders, nonces, contents)?;
        let (interests, interests_declined) = self.said(&self.interests, nonces, contents)?;
        let mut beside = |text: &Option<String>, limit: usize| {
            let Some(text) = text.as_deref().filter(|text| !text.trim().is_empty()) else { return Ok(None) };
            let (words, content) = Words::write(text, &self.language, limit, nonces)?;
            contents.push(content);
            Ok(Some(words))
        };
        let number = beside(&self.register, REGISTER_NUMBER_LIMIT)?;
        let why = beside(&self.reason, DISCLOSURE_LIMIT)?;
        Ok(OrganisationStated {
            of: self.of,
            name,
            kind: self.kind,
            group: self.group.clone(),
            country: self.country,
            register: None,
            funders,
            funders_declined,
            interests,
            interests_declined,
            reason: None,
            number,
            why,
        })
    }
}

impl Enact for StateOrganisation {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let stated = self.stated(&mut nonces, &mut contents)?;
        Ok(Outcome::with(stated, contents))
    }
}

/// The most organisations of one act.
pub const ORGANISATIONS_AT_ONCE: usize = 500;

/// Register many organisations: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateOrganisations {
    /// The organisations.
    pub organisations: Vec<StateOrganisation>,
}

impl Enact for StateOrganisations {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        require_count(self.organisations.len(), ORGANISATIONS_AT_ONCE)?;
        // The nonces go on from one to the next: two that were drawn alike would tie their contents together.
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let stated = self.organisations.iter().map(|one| one.stated(&mut nonces, &mut contents));
        let stated = stated.collect::<Result<Vec<_>, _>>()?;
        Ok(Outcome::of_all(stated, contents))
    }
}

impl Process {
    /// An organisation that somebody can speak for: no moderator has turned it away.
    pub(crate) fn require_organisation(&self, entry: EntryNumber) -> Result<&Organisation, Violation> {
        let organisation = self.organisations.get(entry).ok_or(Violation::UnknownOrganisation(entry))?;
        let newest = organisation.now().map_or(entry, |said| said.entry);
        if self.ledger.is_turned_away(newest) {
            return Err(Violation::TurnedAway(entry));
        }
        Ok(organisation)
    }

    /// Whether a text that stands in an entry itself may still be shown: not where what was said with it was turned away or erased, or
    /// waits for a moderator.
    pub fn shows_text_of(&self, entry: EntryNumber) -> bool {
        self.ledger.standing(entry) == Some(Standing::Shown)
    }

    /// Whether an author keeps the register of who takes part; the operator may do what an office is for.
    pub(crate) fn require_registrar(&self, author: Author) -> Result<(), Violation> {
        author.participant().map_or(Ok(()), |who| self.require_office(who, Office::Registrar))
    }
}
