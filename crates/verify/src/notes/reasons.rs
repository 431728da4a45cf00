//! Reasons that say nothing, or the same each time. The rules ask for a reason; whether it is one is for readers.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::{Event, is_invisible};

use super::{listed, note};
use crate::report::Note;

/// As often as this one and the same reason is worth a word.
const REPEATED: usize = 3;
/// The most reasons of which it is said that they were repeated, the most frequent first.
const MAX_TOLD: usize = 5;
/// From here on lie scripts in which one character is a syllable or a word.
const SYLLABLES: char = '\u{1100}';

/// The reasons met so far.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    empty: Vec<u64>,
    /// Entries by what they are and what they give as their reason.
    same: BTreeMap<(&'static str, String), Vec<u64>>,
}

impl Reasons {
    pub(super) fn take(&mut self, entry: u64, event: &Event) {
        let Some((what, reason)) = reason_of(event) else { return };
        if says_nothing(reason) {
            self.empty.push(entry);
        }
        let plain = reason.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        self.same.entry((what, plain)).or_default().push(entry);
    }

    pub(super) fn notes(&self) -> Vec<Note> {
        let mut notes = Vec::new();
        if !self.empty.is_empty() {
            let sentence = format!(
                "The reason says nothing, as it has hardly a letter, in {} of the acts that need one: {}.",
                self.empty.len(),
                listed(&self.empty)
            );
            notes.push(note(7, "reason-says-nothing", self.empty.iter().copied(), sentence));
        }
        let mut same: Vec<_> = self.same.iter().filter(|(_, entries)| entries.len() >= REPEATED).collect();
        same.sort_by_key(|(_, entries)| std::cmp::Reverse(entries.len()));
        notes.extend(same.into_iter().take(MAX_TOLD).map(|((what, reason), entries)| {
            let sentence = format!(
                "{} {what} give the same reason word for word, “{}”: {}.",
                entries.len(),
                shortened(reason),
                listed(entries)
            );
            note(7, "reason-repeated", entries.iter().copied(), sentence)
        }));
        notes
    }
}

/// The reason that an act gives, and what such acts are called.
#[expect(clippy::too_many_lines, reason = "a line for each kind of entry, so that none can be forgotten")]
fn reason_of(event: &Event) -> Option<(&'static str, &str)> {
    match event {
        Event::CharterChanged(act) => Some(("changes of the charter", &act.reason)),
        Event::StageChanged(act) => Some(("openings or closings", &act.reason)),
        Event::OfficeChanged(act) => Some(("changes of an office", &act.reason)),
        Event::Admitted(act) => act.reason.as_ref().map(|reason| ("admissions", reason.as_str())),
        Event::ModerationRuled(act) => Some(("moderators' acts", &act.reason)),
        Event::DraftPublished(act) => Some(("versions of the draft", &act.reason)),
        Event::PhaseClosed(act) => Some(("closings of a phase", &act.reason)),
        Event::Redacted(act) => Some(("withdrawals", &act.ground)),
        Event::OrganisationStated(act) => {
            act.reason.as_ref().map(|reason| ("statements of an organisation anew", reason.as_str()))
        }
        Event::DelegationRuled(act) => {
            act.reason.as_ref().map(|reason| ("rulings on delegates", reason.as_str()))
        }
        Event::Invited(act) => Some(("invitations", &act.reason)),
        Event::InvitationCodesChanged(act) => Some(("changes of codes", &act.reason)),
        Event::InvitationDeclined(act) => act
            .reason
            .as_ref()
            .map(|reason| ("invitations declined as the registrar heard it", reason.as_str())),
        Event::ApplicationGranted(act) => Some(("grants of applications", &act.reason)),
        Event::MeetingAnnounced(act) => {
            act.reason.as_ref().map(|reason| ("closed meetings", reason.as_str()))
        }
        Event::SourceNamed(act) => act.reason.as_ref().map(|reason| ("imports", reason.as_str())),
        Event::MeetingChanged(act) => Some(("changes of meetings", &act.reason)),
        Event::FloorCalled(act) => act.reason.as_ref().map(|reason| ("calls out of order", reason.as_str())),
        Event::FloorEnded(act) => act.reason.as_ref().map(|reason| ("ends stated late", reason.as_str())),
        Event::AttendanceCounted(act) => {
            act.reason.as_ref().map(|reason| ("corrections of an attendance", reason.as_str()))
        }
        Event::MinutesPublished(act) => {
            act.reason.as_ref().map(|reason| ("corrections of minutes", reason.as_str()))
        }
        // The words of a refusal and of a ruling stand beside the record, and may have been erased.
        Event::Refused(_)
        | Event::Appealed(_)
        | Event::AppealRuled(_)
        | Event::Verified(_)
        | Event::InvitationSent(_)
        | Event::Applied(_)
        | Event::DelegationAsked(_)
        | Event::Genesis(_)
        | Event::Stated(_)
        | Event::Translated(_)
        | Event::Rendered(_)
        | Event::TranslationReviewed(_)
        | Event::Voted(_)
        | Event::Remarked(_)
        | Event::RemarkEdited(_)
        | Event::Supported(_)
        | Event::Commented(_)
        | Event::Submitted(_)
        | Event::Amended(_)
        | Event::Cosigned(_)
        | Event::AmendmentWithdrawn(_)
        | Event::Answered(_)
        | Event::AnswerGiven(_)
        | Event::Replied(_)
        | Event::Told(_)
        | Event::BallotOpened(_)
        | Event::BallotCast(_)
        | Event::InitiativeMade(_)
        | Event::InitiativeAnswered(_)
        | Event::CommitmentMade(_)
        | Event::Found(_)
        | Event::FindingContested(_)
        | Event::ContradictionNamed(_)
        | Event::Endorsed(_)
        | Event::EndorsementWithdrawn(_)
        | Event::SignatoryListed(_)
        | Event::DemandPut(_)
        | Event::DemandLooked(_)
        | Event::HandedOver(_)
        | Event::DemandAnswered(_)
        | Event::UnitCoded(_)
        | Event::ObligationMade(_)
        | Event::ObligationFound(_)
        | Event::WordsReported(_)
        | Event::VerdictAppealed(_)
        | Event::VerdictReviewed(_)
        | Event::AuditOpened(_)
        | Event::AuditFound(_)
        | Event::AuditContested(_)
        | Event::AuditReplied(_)
        | Event::HarmReported(_)
        | Event::BallotCounted(_)
        | Event::MeetingRegistered(_)
        | Event::FloorAsked(_)
        | Event::Contacted(_)
        | Event::ResultPublished(_)
        | Event::Decided(_) => None,
    }
}

/// Whether a reason has fewer than three different letters or digits; one of a syllabic script counts for two.
pub(crate) fn says_nothing(reason: &str) -> bool {
    let (mut letters, mut weight) = (BTreeSet::new(), 0);
    for letter in reason.chars().filter(|letter| letter.is_alphanumeric()) {
        if letters.insert(letter) {
            weight += if letter >= SYLLABLES { 2 } else { 1 };
        }
        if weight >= 3 {
            return false;
        }
    }
    true
}

/// Texts that say nothing: those without a character that anybody sees, and reasons of answers and decisions with hardly a letter.
pub(crate) fn empty_texts(entries: &[u64]) -> Option<Note> {
    (!entries.is_empty()).then(|| {
        let sentence = format!(
            "The words say nothing, as they have hardly a letter, in {} texts: {}.",
            entries.len(),
            listed(entries)
        );
        note(8, "words-say-nothing", entries.iter().copied(), sentence)
    })
}

/// Whether nobody sees anything of a text.
pub(crate) fn is_blank(text: &str) -> bool {
    text.trim().is_empty() || is_invisible(text)
}

fn shortened(reason: &str) -> String {
    const SHOWN: usize = 80;
    let short: String = reason.chars().take(SHOWN).collect();
    if short.len() < reason.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_of_hardly_a_letter_says_nothing() {
        let check = |reason: &str, nothing: bool| assert_eq!(says_nothing(reason), nothing, "{reason}");
        for reason in ["x", "xx", "xxxxxxxxxx", "ok", "- - -", "…", "1", "가", "ㅋㅋㅋ"] {
            check(reason, true);
        }
        for reason in ["spam", "광고", "離題", "rude", "rule 3"] {
            check(reason, false);
        }
    }
}
