//! Endorsements: the signature of a person, or of an organisation by its delegate, under one version of a text.
//!
//! Whoever signs names the digest of the text that they read. A later version carries no signature over: those stand under what was
//! signed. Signatories of elsewhere are brought in by a list and are never counted as people who signed here.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::charter::PhaseAct;
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Content, NonceSource, Words, digest_text};
use crate::field::{fields, named};
use crate::id::{CountryCode, EntryNumber, Moment, ParticipantId};
use crate::language::Language;
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::{ByEntry, reads_by_entry};
use crate::nouns::draft::Draft;
use crate::nouns::import::{Sequence, Source};
use crate::nouns::{require_count, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// A signature on paper is younger than so many years when the version that it stands under comes into the record.
const SIGNED_BEFORE: i64 = 10;
/// Longest name, office or place beside a signature, in characters.
pub const SIGNATURE_LIMIT: usize = 200;
/// Longest reason for which a signature is withdrawn, in characters.
pub const WITHDRAWAL_LIMIT: usize = 4_000;
/// The most signatories of one list.
pub const SIGNATORIES_AT_ONCE: usize = 2_000;

named! {
    /// Who signs.
    pub enum SignatoryKind, "“organisation” or “person”" {
        /// A body, by somebody who speaks for it.
        Organisation = "organisation",
        /// Somebody in their own name.
        Person = "person",
    }
}

/// Whose signature it is: each has one under a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Signer {
    /// An organisation of the register.
    Organisation(EntryNumber),
    /// A person in their own name.
    Person(ParticipantId),
}

impl Signer {
    /// Which kind of signature.
    pub fn kind(self) -> SignatoryKind {
        match self {
            Self::Organisation(_) => SignatoryKind::Organisation,
            Self::Person(_) => SignatoryKind::Person,
        }
    }
}

/// That a signature was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndorsementEnd {
    /// The entry that says so.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Whose act it was.
    pub author: ParticipantId,
    /// Why, as content, where that was said.
    pub reason: Option<Words>,
}

/// A signature under a version of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endorsement {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When the node took it.
    pub at: Moment,
    /// Who signed: of an organisation, its delegate.
    pub author: ParticipantId,
    /// For whom.
    pub signer: Signer,
    /// The version, by its entry.
    pub draft: EntryNumber,
    /// The language of the text that was read.
    pub language: Language,
    /// That text.
    #[serde(with = "digest_text")]
    pub signed: Digest,
    /// The name or the office as said, as content.
    pub name: Option<Words>,
    /// Where, as said, as content.
    pub place: Option<Words>,
    /// On which day, as said.
    pub day: Option<Date>,
    /// That it was withdrawn.
    pub withdrawn: Option<EndorsementEnd>,
}

/// A signatory who was brought in by a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// The entry that brought it in.
    pub entry: EntryNumber,
    /// When that was.
    pub at: Moment,
    /// The entry that names the source.
    pub source: EntryNumber,
    /// What the list says.
    pub listed: SignatoryListed,
}

/// How many stand under a version. What was brought in stands apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndorsementCount {
    /// Organisations that signed here.
    pub organisations: u32,
    /// People who signed here in their own name.
    pub people: u32,
    /// Signatories of lists from elsewhere, whatever their kind, who are not said to have withdrawn.
    pub imported: u32,
    /// Signatures of here and elsewhere that were withdrawn.
    pub withdrawn: u32,
}

impl EndorsementCount {
    /// Those who signed here.
    pub fn here(self) -> u32 {
        self.organisations + self.people
    }

    fn of(&mut self, kind: SignatoryKind) -> &mut u32 {
        match kind {
            SignatoryKind::Organisation => &mut self.organisations,
            SignatoryKind::Person => &mut self.people,
        }
    }
}

/// Every signature, by entry, and every signatory of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endorsements {
    all: ByEntry<Endorsement>,
    listed: ByEntry<Signatory>,
    /// The signature that stands, of each signer under each version.
    standing: BTreeMap<(EntryNumber, Signer), EntryNumber>,
    /// How many stand under each version, counted as they come and go: pages ask for it at every turn.
    counts: BTreeMap<EntryNumber, EndorsementCount>,
}

reads_by_entry!(Endorsements of Endorsement);

impl Endorsements {
    /// The signatories of lists, in the order of the record.
    pub fn listed(&self) -> &ByEntry<Signatory> {
        &self.listed
    }

    /// The signature of somebody that stands under a version.
    pub fn standing(&self, draft: EntryNumber, signer: Signer) -> Option<&Endorsement> {
        self.all.get(*self.standing.get(&(draft, signer))?)
    }

    /// Every signature under a version, withdrawn ones among them, in the order of the record.
    pub fn under(&self, draft: EntryNumber) -> impl Iterator<Item = &Endorsement> {
        self.all.iter().filter(move |one| one.draft == draft)
    }

    /// The signatories whom lists name under a version.
    pub fn listed_under(&self, draft: EntryNumber) -> impl Iterator<Item = &Signatory> {
        self.listed.iter().filter(move |one| one.listed.draft == draft)
    }

    /// How many stand under a version; each signer once, withdrawn ones apart.
    pub fn count(&self, draft: EntryNumber) -> EndorsementCount {
        self.counts.get(&draft).copied().unwrap_or_default()
    }
}

fields! {
    /// Somebody signed a version of the text.
    pub struct Endorsed {
        /// The version, by its entry.
        pub draft: EntryNumber,
        /// The language of the text that was read.
        pub language: Language,
        /// The digest of that text's content.
        pub signed: Digest,
        /// The organisation for which it is signed; absent for a person in their own name.
        pub organisation: Option<EntryNumber>,
        /// The name, or the office in the organisation, as said, as content.
        pub name: Option<Words>,
        /// Where, as said, as content.
        pub place: Option<Words>,
        /// On which day, as said.
        pub day: Option<Date>,
    }
}

impl Act for Endorsed {
    const TYPE: &'static str = "endorsement";
    const CALLED: &'static str = "an endorsement";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Phase(PhaseAct::Endorse))];
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
        let who = stamp.author.participant().ok_or(Violation::NotAParticipant)?;
        let draft = process.require_draft(self.draft)?;
        if let Some(latest) = process.drafts.last()
            && latest.entry != draft.entry
        {
            return Err(Violation::OldVersion { said: draft.version, latest: latest.version });
        }
        let text = draft
            .text(&self.language)
            .ok_or_else(|| Violation::NoTextInLanguage(self.language.to_string()))?;
        if text.text.digest != self.signed {
            return Err(Violation::OtherText(self.draft));
        }
        if let Some(organisation) = self.organisation {
            process.require_organisation(organisation)?;
            process.require_delegate(who, organisation)?;
        }
        if let Some(standing) = process.endorsements.standing(self.draft, signer(who, self.organisation)) {
            return Err(Violation::NothingChanged(standing.entry));
        }
        if self.day.is_some_and(|day| day > stamp.at.day()) {
            return Err(Violation::BadEndorsement("nobody has signed on a day to come"));
        }
        require_near(self.day, draft)?;
        [&self.name, &self.place].into_iter().flatten().try_for_each(|words| words.within(SIGNATURE_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let signer = signer(author, self.organisation);
        let endorsement = Endorsement {
            entry: stamp.entry,
            at: stamp.at,
            author,
            signer,
            draft: self.draft,
            language: self.language.clone(),
            signed: self.signed,
            name: self.name.clone(),
            place: self.place.clone(),
            day: self.day,
            withdrawn: None,
        };
        *process.endorsements.counts.entry(self.draft).or_default().of(signer.kind()) += 1;
        process.endorsements.standing.insert((self.draft, signer), stamp.entry);
        process.endorsements.all.insert(stamp.entry, endorsement);
    }
}

fn signer(who: ParticipantId, organisation: Option<EntryNumber>) -> Signer {
    organisation.map_or(Signer::Person(who), Signer::Organisation)
}

fields! {
    /// A signature was withdrawn: by whoever gave it, or by somebody who speaks for the organisation now.
    pub struct EndorsementWithdrawn {
        /// The signature.
        pub endorsement: EntryNumber,
        /// Why, as content.
        pub reason: Option<Words>,
    }
}

impl Act for EndorsementWithdrawn {
    const TYPE: &'static str = "endorsement-withdrawn";
    const CALLED: &'static str = "the withdrawal of an endorsement";
    const REASON: Option<(&'static str, &'static str)> = None;
    /// Nobody is held under a text against their will, not even after the end.
    const MAY: &'static [(By, When)] = &[(By::Participant, When::Always)];
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
        let unknown = Violation::UnknownEndorsement(self.endorsement);
        let endorsement = process.endorsements.get(self.endorsement).ok_or(unknown)?;
        let who = stamp.author.participant().ok_or(Violation::NotAParticipant)?;
        match endorsement.signer {
            Signer::Organisation(organisation) => process.require_delegate(who, organisation)?,
            Signer::Person(author) if author == who => {}
            Signer::Person(_) => return Err(Violation::NotTheAuthor(self.endorsement)),
        }
        if endorsement.withdrawn.is_some() {
            return Err(Violation::NothingChanged(self.endorsement));
        }
        self.reason.as_ref().map_or(Ok(()), |words| words.within(WITHDRAWAL_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(author) = stamp.author.participant() else { return };
        let endorsements = &mut process.endorsements;
        let Some(endorsement) = endorsements.all.get_mut(self.endorsement) else { return };
        let (entry, at, reason) = (stamp.entry, stamp.at, self.reason.clone());
        endorsement.withdrawn = Some(EndorsementEnd { entry, at, author, reason });
        let count = endorsements.counts.entry(endorsement.draft).or_default();
        let standing = count.of(endorsement.signer.kind());
        *standing = standing.saturating_sub(1);
        count.withdrawn += 1;
        endorsements.standing.remove(&(endorsement.draft, endorsement.signer));
    }
}

fields! {
    /// A signatory of elsewhere, as a list names them.
    #[derive(Serialize, Deserialize)]
    pub struct SignatoryListed {
        /// The version under which the list stands, by its entry.
        pub draft: EntryNumber,
        /// What kind.
        pub kind: SignatoryKind,
        /// The name, as content.
        pub name: Words,
        /// Where they are at home.
        pub country: Option<CountryCode>,
        /// Where they signed, as content.
        pub place: Option<Words>,
        /// On which day they signed, as the list says.
        pub day: Option<Date>,
        /// On which day they withdrew, as the list says.
        pub withdrawn: Option<Date>,
    }
}

impl Act for SignatoryListed {
    const TYPE: &'static str = "signatory";
    const CALLED: &'static str = "a signatory of a list";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Import, When::Unclosed)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Personal;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    /// The secretariat has looked at the list, row by row, before it brings it in.
    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let draft = process.require_draft(self.draft)?;
        require_near(self.day, draft)?;
        let day = stamp.at.day();
        if [self.day, self.withdrawn].into_iter().flatten().any(|said| said > day) {
            return Err(Violation::BadEndorsement("a list names no day to come"));
        }
        if let (Some(signed), Some(withdrawn)) = (self.day, self.withdrawn)
            && withdrawn < signed
        {
            return Err(Violation::BadEndorsement("nobody withdraws before they sign"));
        }
        self.name.within(SIGNATURE_LIMIT)?;
        self.place.as_ref().map_or(Ok(()), |words| words.within(SIGNATURE_LIMIT))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let Some(imported) = stamp.imported else { return };
        let (entry, at, listed) = (stamp.entry, stamp.at, self.clone());
        let signatory = Signatory { entry, at, source: imported.source, listed };
        let count = process.endorsements.counts.entry(self.draft).or_default();
        *(if self.withdrawn.is_some() { &mut count.withdrawn } else { &mut count.imported }) += 1;
        process.endorsements.listed.insert(entry, signatory);
    }
}

/// A text may have been signed on paper before it came here, but not in another age.
fn require_near(day: Option<Date>, draft: &Draft) -> Result<(), Violation> {
    let first = draft.at.day().saturating_sub(SIGNED_BEFORE.years());
    match day {
        Some(day) if day <= first => {
            Err(Violation::BadEndorsement("nobody has signed a version ten years before it was published"))
        }
        _ => Ok(()),
    }
}

/// Sign the newest version of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endorse {
    /// The version that was read, by its entry: a signature under another one is refused.
    pub draft: EntryNumber,
    /// The language in which it was read, which is that of name and place too.
    pub language: Language,
    /// The organisation for which it is signed.
    #[serde(default)]
    pub organisation: Option<EntryNumber>,
    /// The name, or the office in the organisation.
    #[serde(default)]
    pub name: Option<String>,
    /// Where.
    #[serde(default)]
    pub place: Option<String>,
    /// On which day.
    #[serde(default)]
    pub day: Option<Date>,
}

impl Enact for Endorse {
    fn enact(
        &self,
        process: &Process,
        actor: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        let who = actor.author().participant().ok_or(Violation::NotAParticipant)?;
        let draft = process.require_draft(self.draft)?;
        // A form that is sent twice makes one entry.
        if let Some(standing) = process.endorsements.standing(draft.entry, signer(who, self.organisation)) {
            return Ok(Outcome::stands(standing.entry));
        }
        let text = draft
            .text(&self.language)
            .ok_or_else(|| Violation::NoTextInLanguage(self.language.to_string()))?;
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let name = said(self.name.as_deref(), &self.language, SIGNATURE_LIMIT, &mut nonces, &mut contents)?;
        let place = said(self.place.as_deref(), &self.language, SIGNATURE_LIMIT, &mut nonces, &mut contents)?;
        let endorsed = Endorsed {
            draft: self.draft,
            language: self.language.clone(),
            signed: text.text.digest,
            organisation: self.organisation,
            name,
            place,
            day: self.day,
        };
        Ok(Outcome::with(endorsed, contents))
    }
}

/// Words that may be left out: blank ones are none.
fn said(
    text: Option<&str>,
    language: &Language,
    limit: usize,
    nonces: &mut NonceSource,
    contents: &mut Vec<Content>,
) -> Result<Option<Words>, Violation> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let (words, content) = Words::write(text, language, limit, nonces)?;
    contents.push(content);
    Ok(Some(words))
}

/// Withdraw a signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawEndorsement {
    /// The signature.
    pub endorsement: EntryNumber,
    /// Why, with the language of it.
    #[serde(default)]
    pub reason: Option<(Language, String)>,
}

impl Enact for WithdrawEndorsement {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        let said = (self.reason.as_ref(), WITHDRAWAL_LIMIT);
        let withdrawn = |reason| EndorsementWithdrawn { endorsement: self.endorsement, reason };
        Outcome::of_text_if_any(said, circumstances, withdrawn)
    }
}

/// A signatory of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSignatory {
    /// What kind.
    pub kind: SignatoryKind,
    /// The name.
    pub name: String,
    /// Where they are at home.
    #[serde(default)]
    pub country: Option<CountryCode>,
    /// Where they signed.
    #[serde(default)]
    pub place: Option<String>,
    /// On which day they signed.
    #[serde(default)]
    pub day: Option<Date>,
    /// On which day they withdrew.
    #[serde(default)]
    pub withdrawn: Option<Date>,
}

/// Bring in the signatories of a list, with its source: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSignatories {
    /// Where the list comes from.
    pub source: Source,
    /// Why it is brought in.
    pub reason: String,
    /// The version under which it stands, by its entry.
    pub draft: EntryNumber,
    /// The language of the names and places.
    pub language: Language,
    /// The signatories, in the order of the list.
    pub signatories: Vec<NewSignatory>,
}

impl Enact for Box<ImportSignatories> {
    fn enact(
        &self,
        process: &Process,
        actor: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        if let Actor::Participant(who) = actor {
            process.require_office(who, Office::Secretariat)?;
        }
        require_reason(&self.reason)?;
        require_count(self.signatories.len(), SIGNATORIES_AT_ONCE)?;
        let (mut nonces, mut contents) = (NonceSource::new(circumstances.entropy), Vec::new());
        let mut sequence = Sequence::because(Some(&self.reason), actor, &self.source, process);
        for one in &self.signatories {
            let (name, content) = Words::write(&one.name, &self.language, SIGNATURE_LIMIT, &mut nonces)?;
            contents.push(content);
            let place =
                said(one.place.as_deref(), &self.language, SIGNATURE_LIMIT, &mut nonces, &mut contents)?;
            let listed = SignatoryListed {
                draft: self.draft,
                kind: one.kind,
                name,
                country: one.country,
                place,
                day: one.day,
                withdrawn: one.withdrawn,
            };
            sequence.push(None, None, listed);
        }
        Ok(sequence.into_outcome(contents))
    }
}

impl Process {
    /// A version of the text by its entry.
    pub(crate) fn require_draft(&self, entry: EntryNumber) -> Result<&Draft, Violation> {
        self.drafts.iter().find(|draft| draft.entry == entry).ok_or(Violation::NotADraft(entry))
    }

    /// Whether somebody speaks for an organisation now, as somebody else confirmed.
    fn require_delegate(&self, who: ParticipantId, organisation: EntryNumber) -> Result<(), Violation> {
        if self.delegations.organisation_of(who) == Some(organisation) {
            Ok(())
        } else {
            Err(Violation::NotADelegate(organisation))
        }
    }
}
