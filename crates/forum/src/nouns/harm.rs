//! Reports of harm: what somebody says has happened, where, when, by which risk, with a source and files, as evidence for
//! statements, remarks and provisions.
//!
//! Nobody's name stands in an entry. What a report says stands beside the record, where a moderator can hide it and its author
//! can erase it; that nobody is named in it, or that whoever is named agreed, its author says, for no program can tell.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::act::{Act, Author, By, Reader, Stamp, When};
use crate::attachment::{Attachment, NewAttachment};
use crate::command::{Actor, Circumstances, Enact, Outcome};
use crate::content::{NonceSource, Words};
use crate::field::{fields, named};
use crate::id::{CountryCode, EntryNumber, Moment, StatementId, UnitId};
use crate::language::{Language, normalised};
use crate::ledger::{Ledger, Moderated, Standing, Voice};
use crate::nouns::by_entry::{ByEntry, ByUnit, reads_by_entry};
use crate::nouns::{require_line, require_none_twice};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Longest report, in characters.
pub const HARM_LIMIT: usize = 4_000;
/// Shortest report, in characters: fewer tell of no matter.
pub const HARM_MINIMUM: usize = 20;
/// Longest source, in characters.
pub const HARM_SOURCE_LIMIT: usize = 1_000;
/// Fewest characters of a source: fewer name none.
pub const HARM_SOURCE_MINIMUM: usize = 8;
/// The most files of one report.
pub const HARM_ATTACHMENTS: usize = 3;
/// Most statements, remarks, units and provisions to which a report is tied.
pub const HARM_TIES_LIMIT: usize = 20;
/// Longest id of a provision of the norm library, in characters.
const PROVISION_LIMIT: usize = 200;

named! {
    /// The risk of which a harm is one: the numbers of the domain taxonomy of the MIT AI Risk Repository, as the norm library has them
    /// (`data/norms/mit_risk_subdomains.csv`).
    pub enum HarmKind, "the number of a risk, “1.1” to “7.6”" {
        /// Unfair discrimination and misrepresentation.
        Discrimination = "1.1",
        /// Exposure to toxic content.
        ToxicContent = "1.2",
        /// Unequal performance across groups.
        UnequalPerformance = "1.3",
        /// Compromise of privacy.
        Privacy = "2.1",
        /// System vulnerabilities and attacks.
        Security = "2.2",
        /// False or misleading information.
        FalseInformation = "3.1",
        /// Pollution of the information ecosystem.
        Pollution = "3.2",
        /// Disinformation, surveillance and influence at scale.
        Influence = "4.1",
        /// Cyberattacks, weapons and mass harm.
        Weapons = "4.2",
        /// Fraud, scams and targeted manipulation.
        Fraud = "4.3",
        /// Overreliance and unsafe use.
        Overreliance = "5.1",
        /// Loss of human agency and autonomy.
        Agency = "5.2",
        /// Power centralisation.
        Power = "6.1",
        /// Inequality and decline of employment quality.
        Employment = "6.2",
        /// Economic and cultural devaluation of human effort.
        Devaluation = "6.3",
        /// Competitive dynamics.
        Competition = "6.4",
        /// Governance failure.
        Governance = "6.5",
        /// Environmental harm.
        Environment = "6.6",
        /// AI pursuing its own goals against human goals.
        OwnGoals = "7.1",
        /// AI with dangerous capabilities.
        Capabilities = "7.2",
        /// Lack of capability or robustness.
        Robustness = "7.3",
        /// Lack of transparency or interpretability.
        Transparency = "7.4",
        /// AI welfare and rights.
        Welfare = "7.5",
        /// Multi-agent risks.
        MultiAgent = "7.6",
    }
}

named! {
    /// How a report tells of people.
    pub enum HarmNames, "“none” or “agreed”" {
        /// It names nobody, nor says what would point at somebody.
        Nobody = "none",
        /// Whoever it names has agreed to that.
        Agreed = "agreed",
    }
}

named! {
    /// Where a harm happened.
    pub enum HarmExtent, "“country”, “several” or “not_known”" {
        /// In one country.
        Country = "country",
        /// In several countries, or in none in particular.
        Several = "several",
        /// Whoever reports it does not know.
        NotKnown = "not_known",
    }
}

/// A report of harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Harm {
    /// The entry that holds it.
    pub entry: EntryNumber,
    /// When.
    pub at: Moment,
    /// Who reports it.
    pub by: Author,
    /// What is reported.
    pub told: HarmReported,
}

/// Every report of harm, by entry, by what it is evidence for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Harms {
    all: ByEntry<Harm>,
    of_entry: BTreeMap<EntryNumber, Vec<EntryNumber>>,
    of_unit: ByUnit,
    of_provision: BTreeMap<String, Vec<EntryNumber>>,
}

reads_by_entry!(Harms of Harm);

impl Harms {
    /// The reports that everyone may read: others count nowhere.
    pub fn shown<'a>(&'a self, ledger: &'a Ledger) -> impl DoubleEndedIterator<Item = &'a Harm> {
        self.iter().filter(|one| ledger.standing(one.entry) == Some(Standing::Shown))
    }

    /// The reports tied to a statement or a remark, in the order of the record.
    pub fn about(&self, entry: EntryNumber) -> impl DoubleEndedIterator<Item = &Harm> {
        self.of_entry.get(&entry).into_iter().flatten().filter_map(|one| self.all.get(*one))
    }

    /// The reports tied to a unit of the draft.
    pub fn on_unit<'a>(&'a self, unit: &UnitId) -> impl DoubleEndedIterator<Item = &'a Harm> {
        self.of_unit.on(unit, &self.all)
    }

    /// The reports tied to a provision of the norm library.
    pub fn on_provision(&self, provision: &str) -> impl DoubleEndedIterator<Item = &Harm> {
        self.of_provision.get(provision).into_iter().flatten().filter_map(|one| self.all.get(*one))
    }
}

fields! {
    /// Somebody reported a harm.
    #[derive(Serialize, Deserialize)]
    pub struct HarmReported {
        /// By which risk.
        pub kind: HarmKind,
        /// In one country, in several, or nobody knows.
        pub extent: HarmExtent,
        /// Which, if it was one.
        pub country: Option<CountryCode>,
        /// On which day; absent where whoever reports it does not know.
        pub day: Option<Date>,
        /// What happened, as content.
        pub text: Words,
        /// How that is known: who published it and where, or that its author saw it, as content.
        pub source: Words,
        /// How it tells of people.
        pub names: HarmNames,
        /// Files.
        pub attachments: Vec<Attachment>,
        /// Statements and remarks for which it is evidence.
        pub about: Vec<EntryNumber>,
        /// Units of the draft, by their ids.
        pub units: Vec<UnitId>,
        /// Provisions of the norm library, by their ids.
        pub provisions: Vec<String>,
    }
}

impl Act for HarmReported {
    const TYPE: &'static str = "harm";
    const CALLED: &'static str = "a report of harm";
    const REASON: Option<(&'static str, &'static str)> = None;
    const MAY: &'static [(By, When)] =
        &[(By::Participant, When::Open), (By::Office(Office::Secretariat), When::Open)];
    const JUDGES_WORDS: bool = false;
    const VOICE: Voice = Voice::Spoken;
    const READ_BY: &'static [Reader] = &[Reader::Notes];

    fn judged(&self) -> Vec<EntryNumber> {
        Vec::new()
    }

    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated {
        process.moderated_at_first(stamp)
    }

    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        if (self.extent == HarmExtent::Country) != self.country.is_some() {
            return Err(Violation::BadHarm(
                "it names the country where it happened in one, and none otherwise",
            ));
        }
        if self.day.is_some_and(|day| day > stamp.at.day()) {
            return Err(Violation::BadHarm("no harm was done on a day to come"));
        }
        let length = self.text.length as usize;
        if length < HARM_MINIMUM {
            return Err(Violation::ReasonTooShort { length, minimum: HARM_MINIMUM });
        }
        self.text.within(HARM_LIMIT)?;
        if (self.source.length as usize) < HARM_SOURCE_MINIMUM {
            return Err(Violation::BadHarm(
                "it says how its author knows: who published it and where, or that they saw it",
            ));
        }
        self.source.within(HARM_SOURCE_LIMIT)?;
        if self.attachments.len() > HARM_ATTACHMENTS {
            return Err(Violation::BadAttachment);
        }
        self.attachments.iter().try_for_each(Attachment::rules)?;
        self.require_ties(process, stamp)
    }

    fn fold(&self, stamp: Stamp, process: &mut Process) {
        let (entry, at, by, told) = (stamp.entry, stamp.at, stamp.author, self.clone());
        let harms = &mut process.harms;
        for about in &self.about {
            harms.of_entry.entry(*about).or_default().push(entry);
        }
        for unit in &self.units {
            harms.of_unit.note(unit, entry);
        }
        for provision in &self.provisions {
            harms.of_provision.entry(provision.clone()).or_default().push(entry);
        }
        harms.all.insert(entry, Harm { entry, at, by, told });
    }
}

impl HarmReported {
    /// What it is tied to is there, and no moderator has turned it away.
    fn require_ties(&self, process: &Process, stamp: Stamp) -> Result<(), Violation> {
        let ties = self.about.len() + self.units.len() + self.provisions.len();
        if ties > HARM_TIES_LIMIT {
            return Err(Violation::BadCount { count: ties, limit: HARM_TIES_LIMIT });
        }
        require_none_twice("entries", self.about.iter())?;
        for entry in &self.about {
            let is_there =
                process.statement(StatementId(*entry)).is_some() || process.remarks.get(*entry).is_some();
            if *entry >= stamp.entry || !is_there {
                return Err(Violation::BadHarm("it is evidence for statements and remarks of this process"));
            }
            process.require_not_turned_away(*entry)?;
        }
        require_none_twice("units", self.units.iter())?;
        if !self.units.is_empty() && process.drafts.is_empty() {
            return Err(Violation::BadHarm("it names a unit, and there is no draft"));
        }
        require_none_twice("provisions", self.provisions.iter())?;
        self.provisions.iter().try_for_each(|provision| require_line(provision, PROVISION_LIMIT))
    }
}

/// Report a harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportHarm {
    /// By which risk.
    pub kind: HarmKind,
    /// In one country, in several, or nobody knows.
    pub extent: HarmExtent,
    /// Which, if it was one.
    #[serde(default)]
    pub country: Option<CountryCode>,
    /// On which day, if that is known.
    #[serde(default)]
    pub day: Option<Date>,
    /// What happened.
    pub text: String,
    /// How that is known.
    pub source: String,
    /// The language of both.
    pub language: Language,
    /// How it tells of people.
    pub names: HarmNames,
    /// Files.
    #[serde(default)]
    pub attachments: Vec<NewAttachment>,
    /// Statements and remarks for which it is evidence.
    #[serde(default)]
    pub about: Vec<EntryNumber>,
    /// Units of the draft.
    #[serde(default)]
    pub units: Vec<UnitId>,
    /// Provisions of the norm library.
    #[serde(default)]
    pub provisions: Vec<String>,
}

/// Digits of a number by which somebody can be called.
const TELEPHONE: usize = 9;

/// Whether words have what looks like a telephone number or a mail address. A name no rule can tell.
fn points_at_somebody(text: &str) -> bool {
    let has_address = text.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(who, host)| {
            !who.is_empty() && host.trim_end_matches(|c: char| !c.is_alphanumeric()).contains('.')
        })
    });
    // Digits with blanks, hyphens and brackets between them; a day such as 2026-11-30 has fewer, and an amount has other marks.
    let mut digits = 0;
    let mut longest = 0;
    for c in text.chars() {
        match c {
            c if c.is_ascii_digit() => digits += 1,
            ' ' | '-' | '(' | ')' | '+' | '\u{2011}' => {}
            _ => digits = 0,
        }
        longest = longest.max(digits);
    }
    has_address || longest >= TELEPHONE
}

impl Enact for ReportHarm {
    fn enact(&self, _: &Process, _: Actor, circumstances: &Circumstances) -> Result<Outcome, Violation> {
        if self.attachments.len() > HARM_ATTACHMENTS {
            return Err(Violation::BadAttachment);
        }
        if self.names == HarmNames::Nobody && points_at_somebody(&self.text) {
            return Err(Violation::BadHarm(
                "it says that nobody can be recognised, and has what looks like a telephone number or a mail address",
            ));
        }
        let mut nonces = NonceSource::new(circumstances.entropy);
        let (text, first) = Words::write(&self.text, &self.language, HARM_LIMIT, &mut nonces)?;
        let (source, second) = Words::write(&self.source, &self.language, HARM_SOURCE_LIMIT, &mut nonces)?;
        let (mut contents, mut attachments) = (vec![first, second], Vec::new());
        for file in &self.attachments {
            let (attachment, content) = file.written(&mut nonces)?;
            attachments.push(attachment);
            contents.push(content);
        }
        let told = HarmReported {
            kind: self.kind,
            extent: self.extent,
            country: self.country,
            day: self.day,
            text,
            source,
            names: self.names,
            attachments,
            about: self.about.clone(),
            units: self.units.clone(),
            provisions: self.provisions.iter().map(|one| normalised(one.trim())).collect(),
        };
        Ok(Outcome::with(told, contents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_somebody_s_number_or_address_is_seen() {
        let check = |text: &str, expected: bool| assert_eq!(points_at_somebody(text), expected, "{text}");
        check("Kim of Mapo, tel 010-1234-5678, was hurt by a fake.", true);
        check("전화 (02) 1234 56789로 연락했다.", true);
        check("Write to min.su@example.org.", true);
        check("On 2026-11-30 a fake of 12 people cost 3,000,000,000 won.", false);
        check("It was posted @home in 2024.", false);
    }
}
