//! A process: the fold of its entries, and nothing else. Here stands what is the same for every noun: who may do what when, and
//! that an author's acts form a chain.

use crate::act::{Author, By, Imported, Stamp, When};
use crate::charter::{Charter, PhaseAct};
use crate::codec::Recorded;
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::nouns::rule::Genesis;
use crate::nouns::stage::Stage;
use crate::office_name::Office;
use crate::table::{Event, Process};
use crate::violation::Violation;

impl Process {
    /// The entry that begins a process.
    pub fn genesis(origin: &str, charter: Charter, at: Moment) -> Recorded {
        let event = Genesis { origin: origin.to_owned(), charter: Box::new(charter) }.into();
        Recorded { at, author: Author::Operator, chain: None, imported: None, signature: None, event }
    }

    /// The state after the first entry. Its charter has to be whole: a record is for ever.
    pub fn from_genesis(recorded: &Recorded) -> Result<Self, Violation> {
        let (Event::Genesis(genesis), Author::Operator, None) =
            (&recorded.event, recorded.author, &recorded.signature)
        else {
            return Err(Violation::NoGenesis);
        };
        genesis.charter.require_whole()?;
        // By its id people, pages and programs know a process: under another one they would hold one record for two.
        let (origin, id) = (&genesis.origin, &genesis.charter.id);
        if origin.rsplit_once("/p/").is_none_or(|(_, named)| named != id.as_str()) {
            return Err(Violation::OtherCharter { id: id.to_string(), origin: origin.clone() });
        }
        Ok(Self::begun(genesis.origin.clone(), (*genesis.charter).clone(), recorded.at))
    }

    /// Every rule, for whoever asks: the node before it writes, the fold, and the verifier.
    pub fn judge(&self, recorded: &Recorded) -> Result<(), Violation> {
        let stamp = self.stamp(recorded);
        self.judge_time_and_chain(recorded)?;
        match recorded.imported {
            Some(imported) => self.judge_import(&recorded.event, imported, stamp)?,
            None => self.judge_authority(&recorded.event, stamp)?,
        }
        let words = recorded.event.words();
        if let Some(used) = words.iter().find_map(|words| self.ledger.entry_of(&words.digest)) {
            return Err(Violation::SeedUsed(used));
        }
        recorded.event.rules(self, stamp)
    }

    /// Folds the next entry into the state. On an error the state is as before.
    pub fn apply(&mut self, recorded: &Recorded) -> Result<(), Violation> {
        self.judge(recorded)?;
        let stamp = self.stamp(recorded);
        let words = recorded.event.words();
        if !words.is_empty() {
            let moderated = recorded.event.moderated(self, stamp);
            let (entry, author) = (stamp.entry, stamp.author.participant());
            self.ledger.record(entry, author, words, recorded.event.voice(), moderated);
        }
        recorded.event.fold(stamp, self);
        if let Author::Participant(id) = recorded.author {
            self.participants.acted(id, stamp.entry);
        }
        self.days.note(recorded.at.day(), stamp.entry);
        self.entries += 1;
        self.last_at = recorded.at;
        Ok(())
    }

    /// Counts an entry that cannot be applied, without any effect but on its author's chain: for a verifier that has
    /// reported it and wants to go on without reporting everything after it too.
    pub fn skip(&mut self, recorded: &Recorded) {
        if let (Author::Participant(id), Some((count, _))) = (recorded.author, recorded.chain) {
            self.participants.skip_to(id, count.saturating_add(1), EntryNumber(self.entries));
        }
        self.entries += 1;
        self.last_at = self.last_at.max(recorded.at);
    }

    /// Counts the entry in front as the next act of somebody, where it could not be understood and says that it is one.
    pub fn skip_unread(&mut self, chained: Option<(ParticipantId, u32)>) {
        if let Some((id, count)) = chained {
            self.participants.skip_to(id, count.saturating_add(1), EntryNumber(self.entries));
        }
    }

    fn stamp(&self, recorded: &Recorded) -> Stamp {
        Stamp {
            entry: EntryNumber(self.entries),
            at: recorded.at,
            author: recorded.author,
            imported: recorded.imported,
        }
    }

    fn judge_time_and_chain(&self, recorded: &Recorded) -> Result<(), Violation> {
        if recorded.at < self.last_at {
            return Err(Violation::BackDated { said: recorded.at.0, before: self.last_at.0 });
        }
        let author = match recorded.author {
            Author::Operator => None,
            Author::Participant(id) => Some(self.participant(id).ok_or(Violation::UnknownAuthor(id.0))?),
        };
        let expected = author.map(|person| (person.acts, person.last));
        if recorded.chain != expected {
            return Err(Violation::BrokenChain { said: recorded.chain, expected });
        }
        match (author, recorded.signature) {
            (Some(person), None) if person.key.is_some() => Err(Violation::SignatureMissing(person.id.0)),
            (Some(person), Some(_)) if person.key.is_none() => Err(Violation::BadSignature),
            (None, Some(_)) => Err(Violation::BadSignature),
            _ => Ok(()),
        }
    }

    /// What was done elsewhere is under the rules of that place; here it must name its source, and only people who were
    /// brought in may be its authors.
    fn judge_import(&self, event: &Event, imported: Imported, stamp: Stamp) -> Result<(), Violation> {
        let Some((_, when)) = event.may().iter().find(|(by, _)| *by == By::Import) else {
            let said = format!("an entry of type “{}” cannot come from elsewhere", event.kind());
            return Err(Violation::BadImport(said));
        };
        self.require(*when, stamp.at)?;
        if !self.sources.has(imported.source) {
            return Err(Violation::UnknownSource(imported.source));
        }
        match stamp.author.participant().and_then(|id| self.participant(id)) {
            Some(person) if person.source_id.is_none() => Err(Violation::ImportedForMember(person.id.0)),
            _ => Ok(()),
        }
    }

    fn judge_authority(&self, event: &Event, stamp: Stamp) -> Result<(), Violation> {
        if let Some(person) = stamp.author.participant().and_then(|id| self.participant(id))
            && person.source_id.is_some()
        {
            return Err(Violation::ActsElsewhere(person.id.0));
        }
        let mut found = None;
        for (by, when) in event.may() {
            match self.has_authority(stamp.author, *by).and_then(|()| self.require(*when, stamp.at)) {
                Ok(()) => return Ok(()),
                // That the time is wrong is said rather than that another office would have been allowed.
                Err(violation) if violation.is_about_authority() => {
                    found.get_or_insert(violation);
                }
                Err(violation) => found = Some(violation),
            }
        }
        Err(found.unwrap_or(Violation::NoGenesis))
    }

    fn has_authority(&self, author: Author, by: By) -> Result<(), Violation> {
        match (by, author) {
            (By::Node | By::Office(_), Author::Operator) | (By::Participant, Author::Participant(_)) => {
                Ok(())
            }
            (By::Office(office), Author::Participant(id)) => self.require_office(id, office),
            (By::Node, Author::Participant(_)) => Err(Violation::NotAllowed(Office::Secretariat.as_str())),
            // What names no source was done here, so it is nothing that was brought in.
            (By::Participant, Author::Operator) | (By::Import, _) => Err(Violation::NotAParticipant),
        }
    }

    /// Whether a participant may do what an office is for.
    pub fn require_office(&self, who: ParticipantId, office: Office) -> Result<(), Violation> {
        if self.offices.may_act_as(who, office) {
            Ok(())
        } else {
            Err(Violation::NotAllowed(office.as_str()))
        }
    }

    /// Words of which a moderator has not said that they are not shown.
    pub(crate) fn require_not_turned_away(&self, entry: EntryNumber) -> Result<(), Violation> {
        if self.ledger.is_turned_away(entry) { Err(Violation::TurnedAway(entry)) } else { Ok(()) }
    }

    /// Words that are not erased: nobody votes on, supports or answers in public what nobody can read any more.
    pub(crate) fn require_not_erased(&self, entry: EntryNumber) -> Result<(), Violation> {
        if self.ledger.is_erased(entry) { Err(Violation::WithdrawnAlready(entry)) } else { Ok(()) }
    }

    /// Whether it is the time for something.
    pub(crate) fn require(&self, when: When, at: Moment) -> Result<(), Violation> {
        match (when, self.stage) {
            (When::Always, _)
            | (When::Unclosed, Stage::Prepared | Stage::Open(_))
            | (When::Open, Stage::Open(_)) => Ok(()),
            (_, Stage::Closed(_)) => Err(Violation::Closed),
            (_, Stage::Abandoned(_)) => Err(Violation::Abandoned),
            (When::Open | When::Phase(_), Stage::Prepared) => Err(Violation::NotOpen),
            (When::Phase(act), Stage::Open(_)) => self.require_phase(act, at),
        }
    }

    fn require_phase(&self, act: PhaseAct, at: Moment) -> Result<(), Violation> {
        let day = at.day();
        if self.charter.allows(act, day) {
            Ok(())
        } else {
            Err(Violation::NotInThisPhase { act: act.as_str(), day: day.to_string() })
        }
    }

    /// What somebody may do now; pages offer just this.
    pub fn may(&self, act: PhaseAct, now: Moment) -> bool {
        self.require(When::Phase(act), now).is_ok()
    }
}
