//! Invitations: to whom, until when, whether they were sent, and what came of each. No entry names a person who was invited.

use jiff::civil::Date;
use maru_record::Digest;
use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::code::{Code, seal_of};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{Words, digest_text};
use crate::field::{fields, named};
use crate::id::{CountryCode, EntryNumber, GroupId, Moment, ParticipantId};
use crate::language::normalised;
use crate::ledger::{Moderated, Voice};
use crate::nouns::by_entry::ByEntry;
use crate::nouns::{require_count, require_distinct, require_none_twice, require_one_reason, require_reason};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// The most codes of one invitation, and the most invitations of one act: an entry has to hold them.
pub const CODES_AT_ONCE: usize = 500;
/// Longest name of a class of people, in characters.
pub const CLASS_LIMIT: usize = 200;

named! {
    /// To whom an invitation goes.
    pub enum Invitee, "whom an invitation is for" {
        /// One person, whom no entry names.
        Person = "person",
        /// An organisation in the register.
        Organisation = "organisation",
        /// Everyone of a kind, such as the members of an association.
        Class = "class",
    }
}

named! {
    /// How an invitation went out.
    pub enum SentBy, "a way of sending" {
        /// By electronic mail.
        Mail = "mail",
        /// On paper.
        Paper = "paper",
        /// From hand to hand.
        Hand = "hand",
    }
}

/// What became of the code of a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SeatStanding {
    /// Nobody has answered with it.
    Live,
    /// Somebody came in with it.
    Accepted(ParticipantId),
    /// Somebody declined, in this entry.
    Declined(EntryNumber),
    /// It was made void in this entry, and no other was given in its place.
    Void(EntryNumber),
}

/// How a seat stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeatState {
    /// The invitation was not sent.
    Unsent,
    /// It was sent, and there is time to answer.
    Sent,
    /// Somebody came in.
    Accepted,
    /// Somebody declined.
    Declined,
    /// The code was made void.
    Void,
    /// It was sent, and nobody answered by its last day.
    Unanswered,
}

impl SeatState {
    /// Every state, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Unsent, Self::Sent, Self::Accepted, Self::Declined, Self::Unanswered, Self::Void];

    /// The name in tables and locale keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unsent => "unsent",
            Self::Sent => "sent",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Void => "void",
            Self::Unanswered => "unanswered",
        }
    }
}

/// A place that somebody was offered: one code at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    /// The seal of its code; the newest, where it was issued anew.
    #[serde(with = "digest_text")]
    pub code: Digest,
    /// How often its code was replaced.
    pub reissued: u32,
    /// What became of it.
    pub standing: SeatStanding,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Author,
    /// To whom.
    pub to: Invitee,
    /// To which organisation.
    pub organisation: Option<EntryNumber>,
    /// To which class of people, in words.
    pub class: Option<String>,
    /// The stakeholder group for which it counts.
    pub group: Option<GroupId>,
    /// The country for which it counts.
    pub country: Option<CountryCode>,
    /// The last day to answer, UTC.
    pub last_day: Date,
    /// Why they are invited.
    pub reason: String,
    /// One place a code.
    pub seats: Vec<Seat>,
    /// The entry that says that it was sent, when, and how.
    pub sent: Option<(EntryNumber, Moment, SentBy)>,
}

impl Invitation {
    /// How one of its seats stands on a day.
    pub fn state_of(&self, seat: &Seat, day: Date) -> SeatState {
        match seat.standing {
            SeatStanding::Accepted(_) => SeatState::Accepted,
            SeatStanding::Declined(_) => SeatState::Declined,
            SeatStanding::Void(_) => SeatState::Void,
            SeatStanding::Live if self.sent.is_none() => SeatState::Unsent,
            SeatStanding::Live if day > self.last_day => SeatState::Unanswered,
            SeatStanding::Live => SeatState::Sent,
        }
    }

    /// The seat of a code, if nobody has answered with it and it is not void.
    fn require_live(&self, seal: &Digest) -> Result<&Seat, Violation> {
        let found = self.seats.iter().find(|seat| seat.code == *seal);
        let found = found.ok_or(Violation::CodeVoid(self.entry))?;
        match found.standing {
            SeatStanding::Live => Ok(found),
            SeatStanding::Accepted(ParticipantId(by)) | SeatStanding::Declined(by) => {
                Err(Violation::CodeUsed(by))
            }
            SeatStanding::Void(by) => Err(Violation::CodeVoid(by)),
        }
    }

    fn require_time(&self, day: Date) -> Result<(), Violation> {
        if day <= self.last_day {
            return Ok(());
        }
        Err(Violation::InvitationOver { invitation: self.entry, last_day: self.last_day.to_string() })
    }

    fn require_sent(&self) -> Result<(), Violation> {
        if self.sent.is_some() { Ok(()) } else { Err(Violation::InvitationUnsent(self.entry)) }
    }

    /// Whether a code may be answered with: its seat is free, and the invitation was sent and is not over.
    fn require_answerable(&self, seal: &Digest, day: Date) -> Result<(), Violation> {
        self.require_live(seal)?;
        self.require_sent()?;
        self.require_time(day)
    }

    fn seat_mut(&mut self, seal: &Digest) -> Option<&mut Seat> {
        self.seats.iter_mut().find(|seat| seat.code == *seal)
    }
}

/// Every invitation, by entry.
pub type Invitations = ByEntry<Invitation>;

fields! {
    /// Somebody is invited.
    pub struct Invited {
        /// To whom.
        pub to: Invitee,
        /// To which organisation.
        pub organisation: Option<EntryNumber>,
        /// To which class of people, in words.
        pub class: Option<String>,
        /// The stakeholder group for which it counts.
        pub group: Option<GroupId>,
        /// The country for which it counts.
        pub country: Option<CountryCode>,
        /// The last day to answer, UTC.
        pub last_day: Date,
        /// The seals of its codes: one a seat.
        pub codes: Vec<Digest>,
        /// Why.
        pub reason: String,
    }
}

impl Invited {
    /// Whether what it says fits whom it is for.
    fn judge_invitee(&self, process: &Process) -> Result<(), Violation> {
        let class = self.class.as_deref().map(|class| class.trim().chars().count());
        match (self.to, self.organisation, class) {
            (Invitee::Person, None, None) if self.codes.len() == 1 => Ok(()),
            (Invitee::Person, _, _) => {
                Err(Violation::BadInvitation("one person has one code, and is named nowhere"))
            }
            (Invitee::Organisation, Some(organisation), None) => {
                process.require_organisation(organisation).map(|_| ())
            }
            (Invitee::Organisation, _, _) => {
                Err(Violation::BadInvitation("an organisation is named by its number in the register"))
            }
            (Invitee::Class, None, Some(1..=CLASS_LIMIT)) => Ok(()),
            (Invitee::Class, _, _) => Err(Violation::BadInvitation(
                "a class of people is named in words, in at most 200 characters",
            )),
        }
    }
}

impl Act for Invited {
    const TYPE: &'static str = "invitation";
    const CALLED: &'static str = "an invitation";
    const REASON: Option<(&'static str, &'static str)> = Some(("invitations", "reason"));
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Registrar), When::Unclosed)];
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
        require_reason(&self.reason)?;
        process.require_known_group(self.group.as_ref())?;
        if self.last_day < stamp.at.day() {
            return Err(Violation::BadInvitation("its last day is over"));
        }
        if self.codes.len() > CODES_AT_ONCE {
            return Err(Violation::BadCount { count: self.codes.len(), limit: CODES_AT_ONCE });
        }
        require_distinct("codes", self.codes.iter().map(|code| code.0))?;
        self.judge_invitee(process)?;
        self.codes.iter().try_for_each(|code| process.seals.require_new(code))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.seals.note(&self.codes, stamp.entry);
        let seat = |code: &Digest| Seat { code: *code, reissued: 0, standing: SeatStanding::Live };
        let invitation = Invitation {
            entry: stamp.entry,
            at: stamp.at,
            by: stamp.author,
            to: self.to,
            organisation: self.organisation,
            class: self.class.clone(),
            group: self.group.clone(),
            country: self.country,
            last_day: self.last_day,
            reason: self.reason.clone(),
            seats: self.codes.iter().map(seat).collect(),
            sent: None,
        };
        process.invitations.insert(stamp.entry, invitation);
    }
}

fields! {
    /// An invitation was sent.
    pub struct InvitationSent {
        /// The invitation.
        pub invitation: EntryNumber,
        /// How it went out.
        pub means: SentBy,
    }
}

impl Act for InvitationSent {
    const TYPE: &'static str = "invitation-sent";
    const CALLED: &'static str = "a note that an invitation was sent";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Registrar), When::Unclosed)];
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
        let invitation = process.require_invitation(self.invitation)?;
        invitation.require_time(stamp.at.day())?;
        if invitation.sent.is_some() { Err(Violation::NothingChanged(self.invitation)) } else { Ok(()) }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        if let Some(invitation) = process.invitations.get_mut(self.invitation) {
            invitation.sent = Some((stamp.entry, stamp.at, self.means));
        }
    }
}

fields! {
    /// Codes of an invitation were made void, or replaced.
    pub struct InvitationCodesChanged {
        /// The invitation.
        pub invitation: EntryNumber,
        /// The seals of the codes that are void from now on.
        pub void: Vec<Digest>,
        /// The seals of the codes in place of the first of them; seats without a new one are void.
        pub codes: Vec<Digest>,
        /// Why.
        pub reason: String,
    }
}

impl Act for InvitationCodesChanged {
    const TYPE: &'static str = "invitation-codes";
    const CALLED: &'static str = "a change of codes";
    const REASON: Option<(&'static str, &'static str)> = Some(("changes of codes", "reason"));
    const MAY: &'static [(By, When)] = &[(By::Office(Office::Registrar), When::Unclosed)];
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
        require_reason(&self.reason)?;
        let invitation = process.require_invitation(self.invitation)?;
        invitation.require_time(stamp.at.day())?;
        require_distinct("codes", self.void.iter().map(|code| code.0))?;
        require_none_twice("codes", self.codes.iter().map(|code| code.0))?;
        // More codes than seats would be more people than were invited.
        if self.codes.len() > self.void.len() {
            return Err(Violation::BadInvitation("a code comes in place of one that is made void"));
        }
        self.void.iter().try_for_each(|code| invitation.require_live(code).map(|_| ()))?;
        self.codes.iter().try_for_each(|code| process.seals.require_new(code))
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        process.seals.note(&self.codes, self.invitation);
        let Some(invitation) = process.invitations.get_mut(self.invitation) else { return };
        for (at, void) in self.void.iter().enumerate() {
            let Some(seat) = invitation.seat_mut(void) else { continue };
            match self.codes.get(at) {
                Some(code) => *seat = Seat { code: *code, reissued: seat.reissued + 1, ..*seat },
                None => seat.standing = SeatStanding::Void(stamp.entry),
            }
        }
    }
}

fields! {
    /// An invitation was declined.
    pub struct InvitationDeclined {
        /// The invitation.
        pub invitation: EntryNumber,
        /// The seal of the code of the seat.
        pub code: Digest,
        /// What proves that whoever declined has the code; absent where the registrar heard it otherwise.
        pub proof: Option<Digest>,
        /// How the registrar heard it, in an entry from before it was content; it cannot be erased there.
        pub reason: Option<String>,
        /// How the registrar heard it, as content: it may name a person.
        pub why: Option<Words>,
    }
}

impl Act for InvitationDeclined {
    const TYPE: &'static str = "invitation-declined";
    const CALLED: &'static str = "the declining of an invitation";
    const REASON: Option<(&'static str, &'static str)> =
        Some(("invitations declined as the registrar heard it", "reason"));
    const MAY: &'static [(By, When)] =
        &[(By::Node, When::Unclosed), (By::Office(Office::Registrar), When::Unclosed)];
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
        require_one_reason(self.reason.as_ref(), self.why.as_ref())?;
        let invitation = process.require_invitation(self.invitation)?;
        invitation.require_answerable(&self.code, stamp.at.day())?;
        match &self.proof {
            Some(proof) if seal_of(proof) == self.code => Ok(()),
            Some(_) => Err(Violation::BadCode),
            None if self.why.is_some() => Ok(()),
            None => require_reason(self.reason.as_deref().unwrap_or_default()),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let invitation = process.invitations.get_mut(self.invitation);
        if let Some(seat) = invitation.and_then(|invitation| invitation.seat_mut(&self.code)) {
            seat.standing = SeatStanding::Declined(stamp.entry);
        }
    }
}

impl Process {
    fn require_invitation(&self, entry: EntryNumber) -> Result<&Invitation, Violation> {
        self.invitations.get(entry).ok_or(Violation::UnknownInvitation(entry))
    }

    /// A stakeholder group that the charter names, if one is said.
    pub(crate) fn require_known_group(&self, group: Option<&GroupId>) -> Result<(), Violation> {
        match group.filter(|group| !self.charter.has_group(group)) {
            Some(unknown) => Err(Violation::UnknownGroup(unknown.0.clone())),
            None => Ok(()),
        }
    }

    /// Whether somebody may come in by an invitation.
    pub(crate) fn require_invited(
        &self,
        entry: EntryNumber,
        code: &Code,
        stamp: Stamp,
    ) -> Result<(), Violation> {
        let invitation = self.require_invitation(entry)?;
        if self.seals.entry_of(&code.seal()) != Some(entry) {
            return Err(Violation::BadCode);
        }
        invitation.require_answerable(&code.seal(), stamp.at.day())
    }

    /// Notes that somebody came in by an invitation.
    pub(crate) fn invitation_accepted(&mut self, entry: EntryNumber, code: &Code, by: EntryNumber) {
        let invitation = self.invitations.get_mut(entry);
        if let Some(seat) = invitation.and_then(|invitation| invitation.seat_mut(&code.seal())) {
            seat.standing = SeatStanding::Accepted(ParticipantId(by));
        }
    }

    /// The invitation and seat of a code, whatever became of it.
    pub fn seat_of(&self, code: &Code) -> Option<(&Invitation, &Seat)> {
        let invitation = self.invitations.get(self.seals.entry_of(&code.seal())?)?;
        Some((invitation, invitation.seats.iter().find(|seat| seat.code == code.seal())?))
    }
}

/// One invitation that is to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewInvitation {
    /// To whom.
    pub to: Invitee,
    /// To which organisation.
    #[serde(default)]
    pub organisation: Option<EntryNumber>,
    /// To which class of people, in words.
    #[serde(default)]
    pub class: Option<String>,
    /// The stakeholder group for which it counts.
    #[serde(default)]
    pub group: Option<GroupId>,
    /// The country for which it counts.
    #[serde(default)]
    pub country: Option<CountryCode>,
    /// The last day to answer, UTC.
    pub last_day: Date,
    /// The seals of its codes: one a seat.
    pub codes: Vec<SealText>,
    /// Why.
    pub reason: String,
}

/// A seal as commands carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SealText(#[serde(with = "digest_text")] pub Digest);

impl From<Digest> for SealText {
    fn from(digest: Digest) -> Self {
        Self(digest)
    }
}

fn digests(seals: &[SealText]) -> Vec<Digest> {
    seals.iter().map(|seal| seal.0).collect()
}

/// Invite people, organisations and classes: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// The invitations.
    pub invitations: Vec<NewInvitation>,
}

impl Enact for Invite {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        let invited = |new: &NewInvitation| Invited {
            to: new.to,
            organisation: new.organisation,
            class: new.class.as_deref().map(|class| normalised(class.trim())),
            group: new.group.clone(),
            country: new.country,
            last_day: new.last_day,
            codes: digests(&new.codes),
            reason: normalised(new.reason.trim()),
        };
        require_count(self.invitations.len(), CODES_AT_ONCE)?;
        Ok(Outcome::of_all(self.invitations.iter().map(invited), Vec::new()))
    }
}

/// Note that invitations were sent: all of them, or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteSent {
    /// The invitations.
    pub invitations: Vec<EntryNumber>,
    /// How they went out.
    pub means: SentBy,
}

impl Enact for NoteSent {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        let sent = |invitation: &EntryNumber| InvitationSent { invitation: *invitation, means: self.means };
        require_count(self.invitations.len(), CODES_AT_ONCE)?;
        Ok(Outcome::of_all(self.invitations.iter().map(sent), Vec::new()))
    }
}

/// Make codes of an invitation void, or replace them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCodes {
    /// The invitation.
    pub invitation: EntryNumber,
    /// The seals of the codes that are void from now on.
    pub void: Vec<SealText>,
    /// The seals of the codes in place of the first of them.
    #[serde(default)]
    pub codes: Vec<SealText>,
    /// Why.
    pub reason: String,
}

impl Enact for ChangeCodes {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        Ok(Outcome::of(InvitationCodesChanged {
            invitation: self.invitation,
            void: digests(&self.void),
            codes: digests(&self.codes),
            reason: normalised(self.reason.trim()),
        }))
    }
}

/// Decline an invitation: with its code, or as the registrar heard it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclineInvitation {
    /// The seal of the code of the seat.
    pub code: SealText,
    /// What proves that whoever declines has the code.
    #[serde(default)]
    pub proof: Option<SealText>,
    /// How the registrar heard it.
    #[serde(default)]
    pub reason: Option<String>,
}

impl DeclineInvitation {
    /// Declines with the code itself, which is not given away by that.
    pub fn with(code: &Code) -> Self {
        Self { code: code.seal().into(), proof: Some(code.proof().into()), reason: None }
    }
}

impl Enact for DeclineInvitation {
    fn enact(
        &self,
        process: &Process,
        actor: Actor,
        circumstances: &Circumstances,
    ) -> Result<Outcome, Violation> {
        if self.proof.is_none() && actor == Actor::Visitor {
            return Err(Violation::NotAllowed(Office::Registrar.as_str()));
        }
        let invitation = process.seals.entry_of(&self.code.0).ok_or(Violation::BadCode)?;
        let (code, proof) = (self.code.0, self.proof.map(|proof| proof.0));
        let declined = |why| InvitationDeclined { invitation, code, proof, reason: None, why };
        Outcome::of_reason(self.reason.as_deref(), circumstances, declined)
    }
}
