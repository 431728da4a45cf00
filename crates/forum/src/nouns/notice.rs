//! Notices: that whom an act is about knows of it, such as an author whose words a moderator removed, somebody who was refused, or who
//! appealed. By which means and when is an entry; of whom none speaks, nobody has said that they know.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::act::{Act, By, Reader, Stamp, When};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::field::fields;
use crate::id::{EntryNumber, ParticipantId};
use crate::ledger::{Moderated, Voice};
use crate::nouns::moderation::{ModerationAct, Verdict};
use crate::nouns::redaction::Redaction;
use crate::nouns::require_none_twice;
use crate::nouns::told::{Means, Telling};
use crate::table::Process;
use crate::violation::Violation;

/// Whom an act is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Concerned {
    /// Participants.
    People(BTreeSet<ParticipantId>),
    /// Whoever has the code of an application, who has no account here.
    Applicant(EntryNumber),
}

/// What the record says of who was told of which act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    people: BTreeMap<(EntryNumber, ParticipantId), Telling>,
    applicants: BTreeMap<EntryNumber, Telling>,
}

impl Notices {
    /// How somebody was told of an act, as far as the record says.
    pub fn told(&self, act: EntryNumber, who: ParticipantId) -> Option<Telling> {
        self.people.get(&(act, who)).copied()
    }

    /// How an applicant was told of an act.
    pub fn told_applicant(&self, act: EntryNumber) -> Option<Telling> {
        self.applicants.get(&act).copied()
    }
}

/// Whether telling by some means says more than what was said before: that a notice stands says less than that it was seen.
fn is_news(before: Option<Telling>, means: Means) -> bool {
    before.is_none_or(|telling| {
        let knew = !telling.means.is_notice_alone() && telling.means != Means::Unreachable;
        !knew && matches!(means, Means::Mail | Means::Seen)
    })
}

fields! {
    /// Those whom an act is about were told of it.
    pub struct ActTold {
        /// The act: a verdict, an erasure, a refusal, a grant, a ruling.
        pub act: EntryNumber,
        /// Who were told, by their admissions; empty where it is an applicant.
        pub to: Vec<ParticipantId>,
        /// By which means.
        pub means: Means,
    }
}

impl Act for ActTold {
    const TYPE: &'static str = "act-told";
    const CALLED: &'static str = "a note of who was told of an act";
    const REASON: Option<(&'static str, &'static str)> = None;
    /// Appeals and rulings outlast a process.
    const MAY: &'static [(By, When)] = &[(By::Node, When::Always)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Silent;
    const READ_BY: &'static [Reader] = &[];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, _: &Process, _: Stamp) -> Moderated {
        Moderated::Shown
    }

    fn rules(&self, process: &Process, _: Stamp) -> Result<(), Violation> {
        require_none_twice("addressees", self.to.iter())?;
        let concerned = process.concerned_by(self.act).ok_or(Violation::UnknownAct(self.act))?;
        match (concerned, self.to.as_slice()) {
            // Nobody mails an applicant: the node has no address of theirs.
            (Concerned::Applicant(_), []) if self.means == Means::Seen => {
                let before = process.notices.told_applicant(self.act);
                if is_news(before, self.means) { Ok(()) } else { Err(Violation::NothingChanged(self.act)) }
            }
            (Concerned::Applicant(_), _) | (Concerned::People(_), []) => Err(Violation::UnknownAct(self.act)),
            (Concerned::People(people), to) => to.iter().try_for_each(|who| {
                if !people.contains(who) {
                    return Err(Violation::NotConcerned { act: self.act, who: who.0 });
                }
                let before = process.notices.told(self.act, *who);
                if is_news(before, self.means) { Ok(()) } else { Err(Violation::NothingChanged(self.act)) }
            }),
        }
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let telling = Telling { entry: stamp.entry, at: stamp.at, means: self.means };
        if self.to.is_empty() {
            process.notices.applicants.insert(self.act, telling);
        }
        process.notices.people.extend(self.to.iter().map(|who| ((self.act, *who), telling)));
    }
}

/// Note that those whom an act is about were told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TellOfAct {
    /// The act.
    pub act: EntryNumber,
    /// Who were told; empty where it is an applicant.
    pub to: Vec<ParticipantId>,
    /// By which means.
    pub means: Means,
}

impl Enact for TellOfAct {
    fn enact(&self, _: &Process, _: Actor, _: &Circumstances) -> Result<Outcome, Violation> {
        Ok(Outcome::of(ActTold { act: self.act, to: self.to.clone(), means: self.means }))
    }
}

impl Process {
    /// Whom an act is about that takes words or a place away, gives a place, or rules on either: nothing for any other entry.
    pub fn concerned_by(&self, act: EntryNumber) -> Option<Concerned> {
        // Verdicts and erasures are many, and are found without a look at all of them.
        let people = self.removed_by(act);
        if !people.is_empty() {
            return Some(Concerned::People(people));
        }
        let refused = |refusal: EntryNumber| {
            let refusal = self.refusals.get(refusal)?;
            match (refusal.participant, refusal.application) {
                (Some(who), _) => Some(Concerned::People(BTreeSet::from([who]))),
                (None, application) => application.map(Concerned::Applicant),
            }
        };
        if self.refusals.get(act).is_some() {
            return refused(act);
        }
        if let Some(granted) = self.applications.iter().find(|one| one.outcome == Some(act)) {
            return Some(Concerned::Applicant(granted.entry));
        }
        let ruled =
            |one: &&crate::nouns::appeal::Appeal| one.ruling.as_ref().is_some_and(|it| it.entry == act);
        if let Some(appeal) = self.appeals.iter().find(ruled) {
            return refused(appeal.refusal);
        }
        let ruled =
            self.verdict_appeals.iter().find(|one| one.ruling.as_ref().is_some_and(|it| it.entry == act));
        ruled.map(|appeal| Concerned::People(BTreeSet::from([appeal.author])))
    }

    /// Whose words an act took away that is not their own.
    fn removed_by(&self, act: EntryNumber) -> BTreeSet<ParticipantId> {
        let (log, erasures) = (&self.moderation_log, &self.redactions);
        let verdicts = log.iter().skip(log.partition_point(|one| one.entry < act));
        let verdicts =
            verdicts.take_while(|one| one.entry == act).filter_map(|one| self.taken_by_verdict(one));
        let erasures = erasures.iter().skip(erasures.partition_point(|one| one.entry < act));
        let erasures =
            erasures.take_while(|one| one.entry == act).filter_map(|one| self.taken_by_erasure(one));
        verdicts.chain(erasures).collect()
    }

    /// Whose words a verdict took away, unless it was their own.
    fn taken_by_verdict(&self, act: &ModerationAct) -> Option<ParticipantId> {
        let who = self.author_here(act.on)?;
        (act.verdict == Verdict::Rejected && act.by != Some(who)).then_some(who)
    }

    fn taken_by_erasure(&self, act: &Redaction) -> Option<ParticipantId> {
        self.author_here(act.target).filter(|who| act.by != Some(*who))
    }

    /// Whose words an entry holds, if it is somebody who takes part here: whoever was brought in from elsewhere is told there.
    fn author_here(&self, on: EntryNumber) -> Option<ParticipantId> {
        let is_here = |who: &ParticipantId| self.participant(*who).is_some_and(|one| one.source_id.is_none());
        self.ledger.author_of(on).filter(is_here)
    }

    /// Every act by which somebody else took a participant's words away, with that participant: verdicts, then erasures.
    fn removals(&self) -> impl Iterator<Item = (EntryNumber, ParticipantId)> {
        let verdicts = self.moderation_log.iter();
        let verdicts = verdicts.filter_map(|act| Some((act.entry, self.taken_by_verdict(act)?)));
        let erasures = self.redactions.iter();
        verdicts.chain(erasures.filter_map(|act| Some((act.entry, self.taken_by_erasure(act)?))))
    }

    /// Every act with each participant whom it is about, in the order of the record.
    pub fn acts_about_people(&self) -> BTreeSet<(EntryNumber, ParticipantId)> {
        let floor = self.refusals.iter().filter_map(|one| Some((one.entry, one.participant?)));
        let of_refusals = self.appeals.iter().filter_map(|one| {
            let who = self.refusals.get(one.refusal)?.participant?;
            Some((one.ruling.as_ref()?.entry, who))
        });
        let of_words =
            self.verdict_appeals.iter().filter_map(|one| Some((one.ruling.as_ref()?.entry, one.author)));
        self.removals().chain(floor).chain(of_refusals).chain(of_words).collect()
    }

    /// Every act about an applicant, with the application.
    pub fn acts_about_applicants(&self) -> BTreeSet<(EntryNumber, EntryNumber)> {
        let outcomes = self.applications.iter().filter_map(|one| Some((one.outcome?, one.entry)));
        let rulings = self.appeals.iter().filter_map(|one| {
            let application = self.refusals.get(one.refusal)?.application?;
            Some((one.ruling.as_ref()?.entry, application))
        });
        outcomes.chain(rulings).collect()
    }

    /// The acts of which somebody whom they are about was not told yet, not even that a notice stands on their page.
    pub fn acts_to_tell(&self) -> Vec<(EntryNumber, ParticipantId)> {
        let all = self.acts_about_people().into_iter();
        all.filter(|(act, who)| self.notices.told(*act, *who).is_none()).collect()
    }

    /// Whether telling somebody of an act by some means would say something new.
    pub fn can_tell_of_act(&self, act: EntryNumber, who: ParticipantId, means: Means) -> bool {
        let concerned = self.concerned_by(act);
        let is_theirs =
            concerned.is_some_and(|one| matches!(one, Concerned::People(all) if all.contains(&who)));
        is_theirs && is_news(self.notices.told(act, who), means)
    }

    /// Whether it is news that an applicant was shown an act.
    pub fn can_tell_applicant(&self, act: EntryNumber) -> bool {
        let concerned = self.concerned_by(act);
        matches!(concerned, Some(Concerned::Applicant(_)))
            && is_news(self.notices.told_applicant(act), Means::Seen)
    }
}
