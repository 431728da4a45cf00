//! Why somebody was refused the floor, or how an appeal of theirs was ruled on: the same for the mail that tells it and the page of their
//! account.

use jiff::civil::Date;
use maru_forum::{
    Appeal, DelegationRuling, EntryNumber, Office, ParticipantId, Process, Reading, Refusal, Text,
    VerdictAppeal, Words,
};

use super::news::{Happened, News};
use crate::contents::Contents;
use crate::locale::Locale;
use crate::people::view::name_in_office;
use crate::review::view::ruled_in;

/// One thing that is said of an act.
pub(super) enum Line {
    /// Words of ours.
    Plain(String),
    /// What somebody else wrote, under its name.
    Quoted(String, String),
}

/// What is said of an act.
#[derive(Default)]
pub(super) struct Because {
    pub(super) lines: Vec<Line>,
    /// Where it is told in full, under the address of the process, with the key of the link's words.
    pub(super) page: Option<(String, &'static str)>,
    /// The last day to appeal against it on that page, where that was not done.
    pub(super) appeal_until: Option<Date>,
}

/// The words of the link to a refusal.
const REFUSAL: &str = "participation-refusal-more";

/// Where acts are read from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) words: &'static Locale,
    pub(super) process: &'a Process,
    pub(super) contents: &'a dyn Contents,
    /// Whom it is told.
    pub(super) reader: ParticipantId,
}

impl Source<'_> {
    pub(super) fn because(self, one: &News) -> Because {
        match one.what {
            Happened::Refused => self.process.refusals.get(one.entry).map(|refusal| self.refused(refusal)),
            Happened::RuledOnRefusal => {
                let mut appeals = self.process.appeals.iter();
                appeals
                    .find(|appeal| appeal.ruling.as_ref().is_some_and(|ruling| ruling.entry == one.entry))
                    .and_then(|appeal| self.on_refusal(appeal))
            }
            Happened::Ruled => {
                let mut appeals = self.process.verdict_appeals.iter();
                appeals
                    .find(|appeal| appeal.ruling.as_ref().is_some_and(|ruling| ruling.entry == one.entry))
                    .and_then(|appeal| self.on_verdict(appeal))
            }
            Happened::DelegationConfirmed | Happened::DelegationRefused | Happened::DelegationEnded => {
                self.on_delegation(one.entry)
            }
            Happened::Judged
            | Happened::Erased
            | Happened::OfficeGiven
            | Happened::OfficeEnded
            | Happened::Rules
            | Happened::Translated
            | Happened::Decided
            | Happened::Commented
            | Happened::Supported
            | Happened::Cosigned => None,
        }
        .unwrap_or_default()
    }

    fn refused(self, refusal: &Refusal) -> Because {
        let (words, process) = (self.words, self.process);
        let reason = words.text(&format!("participation-reason-{}", refusal.reason.as_str()));
        let mut lines = vec![Line::Plain(format!("{} {reason}", words.text("moderation-reason")))];
        lines.extend(self.quoted(&refusal.words));
        lines.push(self.by(refusal.by.participant(), refusal.entry, Office::Moderator));
        lines.extend(refusal.meetings.as_ref().map(|meetings| {
            Line::Plain(words.text_with("account-refused-for", &[("count", meetings.len().into())]))
        }));
        let appeal_until = process.appeals.iter().all(|one| one.refusal != refusal.entry);
        Because {
            lines,
            page: Some((format!("/refusals/{}", refusal.entry), REFUSAL)),
            appeal_until: appeal_until.then_some(refusal.last_day),
        }
    }

    fn on_refusal(self, appeal: &Appeal) -> Option<Because> {
        let ruling = appeal.ruling.as_ref()?;
        let outcome = self.words.text(&format!("participation-ruled-{}", ruling.verdict.as_str()));
        let lines = self.ruling(outcome, (&ruling.words, ruling.by, ruling.entry));
        let page = Some((format!("/refusals/{}", appeal.refusal), REFUSAL));
        Some(Because { lines, page, appeal_until: None })
    }

    fn on_delegation(self, entry: EntryNumber) -> Option<Because> {
        let of_it = |ruling: &&DelegationRuling| ruling.entry == entry;
        let mut all = self.process.delegations.iter();
        let (organisation, ruling) = all.find_map(|one| {
            let ruling = one.ruled.iter().chain(&one.ended).find(of_it)?;
            Some((one.organisation, ruling))
        })?;
        let why = match &ruling.reason {
            Some(Text::Beside(words)) => self.quoted(words),
            Some(Text::InEntry(text)) => {
                Some(Line::Quoted(self.words.text("moderation-reason"), text.clone()))
            }
            None => None,
        };
        let by = self.by(ruling.by.participant(), entry, Office::Registrar);
        let page = Some((format!("/organisations/{organisation}"), "account-news-organisation"));
        Some(Because { lines: why.into_iter().chain([by]).collect(), page, appeal_until: None })
    }

    fn on_verdict(self, appeal: &VerdictAppeal) -> Option<Because> {
        let ruling = appeal.ruling.as_ref()?;
        let outcome = self.words.text(ruled_in(self.process, appeal, ruling.verdict));
        let lines = self.ruling(outcome, (&ruling.words, ruling.by, ruling.entry));
        Some(Because { lines, ..Because::default() })
    }

    fn ruling(self, outcome: String, ruling: (&Words, ParticipantId, EntryNumber)) -> Vec<Line> {
        let (why, by, entry) = ruling;
        let mut lines = vec![Line::Plain(outcome)];
        lines.extend(self.quoted(why));
        lines.push(self.by(Some(by), entry, Office::Appeals));
        lines
    }

    /// What somebody wrote as the reason, if whom it is about may read it.
    fn quoted(self, words: &Words) -> Option<Line> {
        let content =
            self.contents.content(self.process, &words.digest, Reading::Participant(self.reader))?;
        Some(Line::Quoted(self.words.text("participation-in-words"), content.get("text")?.to_owned()))
    }

    fn by(self, who: Option<ParticipantId>, entry: EntryNumber, office: Office) -> Line {
        let name = name_in_office(self.words, self.process, who, (entry, office));
        Line::Plain(format!("{} {name}", self.words.text("moderation-by")))
    }
}
