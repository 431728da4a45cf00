//! The worked example of a joint statement: the one of 20 May 2024 in our own summary, its demands, what answers each, and what became of
//! the ninth. Nobody of it is made up, and nobody can sign it here.

use std::collections::BTreeMap;

use anyhow::Context;
use jiff::civil::date;
use maru_forum::{
    Actor, AnswerDemand, ChangeOffice, Charter, Command, Confidence, DemandWord, EntryNumber, HandOver,
    ImportSignatories, Join, Language, LocalText, LookForDemand, LookedIn, NameContradiction, Office,
    OpenProcess, ParticipantId, ProcessId, Pseudonym, PutDemand, RecordCommitment, Source, Violation,
};
use maru_store::{Node, Request};
use maru_verify::draft::first_version;
use maru_web::DEMO_SECRETARIAT;
use maru_web::endorsement::list;
use serde::Deserialize;

use super::example::request;
use crate::process::commitment;
use crate::{account, node};

const CHARTER: &str = include_str!("../../../../data/joint-statement-2024/charter.toml");
const TEXTS: [(&str, &str); 2] = [
    ("en", include_str!("../../../../data/joint-statement-2024/summary.en.md")),
    ("ko", include_str!("../../../../data/joint-statement-2024/summary.ko.md")),
];
const SIGNATORIES: &str = include_str!("../../../../data/joint-statement-2024/signatories.csv");
const DEMANDS: &str = include_str!("../../../../data/joint-statement-2024/demands.toml");
const COMMITMENTS: &str = include_str!("../../../../data/commitments/commitments.csv");
/// Who signed which of them.
const PROMISERS: &str = include_str!("../../../../data/commitments/signatories.csv");
/// The process of the example in the demonstration.
pub(crate) const ID: &str = maru_web::DEMO_STATEMENT;
/// The day of the statement.
const SIGNED: jiff::civil::Date = date(2024, 5, 20);
/// The day on which the act was passed that the ninth demand is about, as the norm library has it.
const PASSED: jiff::civil::Date = date(2024, 12, 26);
const NINTH: u32 = 9;
/// The two commitments that the statement itself calls a contradiction.
const CONTRADICTING: [&str; 2] = ["kr-abuse", "kr-penalties"];

#[derive(Debug, Deserialize)]
struct DemandFile {
    demand: Vec<ExampleDemand>,
}

#[derive(Debug, Deserialize)]
struct ExampleDemand {
    number: u32,
    to: String,
    en: String,
    ko: String,
    /// Nothing where nobody has looked.
    library: Option<Vec<String>>,
    /// The same.
    audits: Option<Vec<String>>,
    note: Option<String>,
}

/// A row of the commitments, as far as it is needed here.
#[derive(Debug, Deserialize)]
#[expect(clippy::struct_field_names, reason = "the columns of the table")]
struct Promise {
    id: String,
    actor: String,
    made: Option<jiff::civil::Date>,
    place: String,
    promise: String,
    due: Option<jiff::civil::Date>,
    provisions: String,
    demands: String,
    source: String,
    confidence: String,
    read: String,
    looked: String,
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

impl Promise {
    fn command(&self, language: &Language) -> anyhow::Result<RecordCommitment> {
        let confidence = Confidence::from_name(&self.confidence).with_context(|| self.confidence.clone())?;
        Ok(RecordCommitment {
            actor: self.actor.clone(),
            organisation: None,
            text: self.promise.clone(),
            language: language.clone(),
            quotation: None,
            made: self.made,
            place: self.place.clone(),
            due: self.due,
            source: commitment::source_read(&self.source, &self.read, &self.looked)?,
            confidence,
            provisions: parts(&self.provisions).map(str::to_owned).collect(),
            about: Vec::new(),
        })
    }
}

/// Whoever keeps the example, and where.
struct Keeper<'a> {
    node: &'a Node,
    id: &'a ProcessId,
    who: ParticipantId,
    english: Language,
}

impl Keeper<'_> {
    fn act(&self, command: impl Into<Command>) -> anyhow::Result<EntryNumber> {
        Ok(self.node.submit_blocking(request(self.id, Actor::Participant(self.who), command))?.entry)
    }

    fn in_english(&self, text: &str) -> (Language, String) {
        (self.english.clone(), text.to_owned())
    }
}

/// Makes the process and puts everything into it.
pub(crate) fn build(node: &Node, host: &str) -> anyhow::Result<()> {
    let charter = charter()?;
    let id = charter.id.clone();
    node.create_process(charter, &node::origin(host, &id))?;
    let keeper = keeper(node, &id)?;
    let texts: Vec<(Language, &str)> =
        TEXTS.iter().map(|(tag, text)| Ok((tag.parse()?, *text))).collect::<Result<_, Violation>>()?;
    let draft =
        keeper.act(first_version(&texts, "Our summary of the statement, in both of its languages")?)?;
    import(&keeper, draft)?;
    let promises = promises(&keeper)?;
    let mut demands = BTreeMap::new();
    for demand in read_demands()? {
        demands.insert(demand.number, put(&keeper, draft, &demand, &promises)?);
    }
    hand_over(&keeper, draft, &demands)
}

/// The charter with a phase that began some days ago.
fn charter() -> anyhow::Result<Charter> {
    let mut charter: Charter = toml::from_str(CHARTER).context("charter of the worked example")?;
    let today = maru_store::now().day();
    for phase in &mut charter.phases {
        phase.opens = today.saturating_sub(jiff::Span::new().days(1));
        phase.closes = today.saturating_add(jiff::Span::new().days(365));
    }
    Ok(charter)
}

fn keeper<'a>(node: &'a Node, id: &'a ProcessId) -> anyhow::Result<Keeper<'a>> {
    let reason = Some("Keeps this example; speaks for none of the organisations".to_owned());
    let admitted = Join { reason, ..Join::named(Pseudonym::new("secretariat")?) };
    let holder = node.account_for(&account::address(DEMO_SECRETARIAT)?)?;
    let admission = Request { account: Some(holder), ..request(id, Actor::Operator, admitted) };
    let who = ParticipantId(node.submit_blocking(admission)?.entry);
    let reason = "Named in the charter as those who keep this example".to_owned();
    node::act(node, id, ChangeOffice { holder: who, office: Office::Secretariat, grant: true, reason })?;
    let keeper = Keeper { node, id, who, english: "en".parse()? };
    keeper.act(OpenProcess { reason: "The example is complete as far as it was looked into".to_owned() })?;
    Ok(keeper)
}

/// The six organisations stand as a list from elsewhere: none of them signed anything here.
fn import(keeper: &Keeper<'_>, draft: EntryNumber) -> anyhow::Result<()> {
    let rows = list::read(SIGNATORIES, maru_store::now().day())?;
    let read = rows.into_iter().map(|row| {
        row.read.map_err(|fault| anyhow::anyhow!("signatories.csv, line {}: {}", row.line, fault.as_str()))
    });
    let source = Source {
        name: "The joint statement of 20 May 2024, in Korean and English".to_owned(),
        url: String::new(),
        licence: String::new(),
        description: "Signed elsewhere, under its own words; here under our summary of them".to_owned(),
    };
    let import = ImportSignatories {
        source,
        reason: "The names under which the six organisations signed".to_owned(),
        draft,
        language: keeper.english.clone(),
        signatories: read.collect::<anyhow::Result<_>>()?,
    };
    keeper.act(Box::new(import)).map(drop)
}

/// Records the commitments that bear on a demand; gives the entry of each with the numbers of the demands.
fn promises(keeper: &Keeper<'_>) -> anyhow::Result<Vec<(EntryNumber, Vec<u32>)>> {
    let signed = commitment::signed(PROMISERS.as_bytes())?;
    let mut recorded = Vec::new();
    let mut named = BTreeMap::new();
    for row in maru_text::shipped_rows::<Promise>("commitments.csv", COMMITMENTS) {
        let numbers = parts(&row.demands).map(str::parse).collect::<Result<Vec<u32>, _>>()?;
        if !numbers.is_empty() {
            let promise = row.command(&keeper.english)?;
            let entry = keeper.act(promise.clone())?;
            named.insert(row.id.clone(), entry);
            recorded.push((entry, numbers));
            // A promise of a group can be held against nobody; each who signed it has it as their own too.
            let each = commitment::for_each(promise, &signed)?;
            for own in each.into_iter().filter(|own| own.actor != row.actor) {
                keeper.act(own)?;
            }
        }
    }
    let [first, second] =
        CONTRADICTING.map(|id| named.get(id).copied().with_context(|| format!("no commitment {id}")));
    let text = "The joint statement of 20 May 2024 names the two as a contradiction: abuse is to be prevented, and penalties are not to hinder industry. Source: our summary of it.";
    let (text, language) = (text.to_owned(), keeper.english.clone());
    keeper.act(NameContradiction { first: first?, second: second?, text, language })?;
    Ok(recorded)
}

fn read_demands() -> anyhow::Result<Vec<ExampleDemand>> {
    Ok(toml::from_str::<DemandFile>(DEMANDS).context("demands.toml of the worked example")?.demand)
}

/// Puts a demand, with what was found in the library, among the commitments and among the audits.
fn put(
    keeper: &Keeper<'_>,
    draft: EntryNumber,
    demand: &ExampleDemand,
    promises: &[(EntryNumber, Vec<u32>)],
) -> anyhow::Result<EntryNumber> {
    let texts = [("en", &demand.en), ("ko", &demand.ko)];
    let texts = texts.into_iter().map(|(tag, text)| Ok((tag.parse()?, text.clone())));
    let text = LocalText(texts.collect::<Result<_, Violation>>()?);
    let put = PutDemand { of: None, draft, unit: None, text, to: demand.to.clone() };
    let number = keeper.act(put)?;
    if let Some(found) = demand.library.clone() {
        let words = demand.note.as_deref().map(|note| keeper.in_english(note));
        keeper.act(LookForDemand { demand: number, within: LookedIn::Library, found, words })?;
    }
    if let Some(found) = demand.audits.clone() {
        keeper.act(LookForDemand { demand: number, within: LookedIn::Audits, found, words: None })?;
    }
    let bear = promises.iter().filter(|(_, numbers)| numbers.contains(&demand.number));
    let found = bear.map(|(entry, _)| entry.to_string()).collect();
    keeper.act(LookForDemand { demand: number, within: LookedIn::Commitments, found, words: None })?;
    Ok(number)
}

fn hand_over(
    keeper: &Keeper<'_>,
    draft: EntryNumber,
    demands: &BTreeMap<u32, EntryNumber>,
) -> anyhow::Result<()> {
    let words = "The day is that of the statement. Whether anybody answered it was not established.";
    let handover = keeper.act(HandOver {
        draft,
        to: "The Korean government and other governments, to whom it is addressed".to_owned(),
        process: None,
        entry: None,
        day: SIGNED,
        means: "published; by what other means is not established".to_owned(),
        words: Some(keeper.in_english(words)),
    })?;
    let ninth = demands.get(&NINTH).copied().context("the ninth demand")?;
    let words = "A framework act was passed on 26 December 2024 and applies from 22 January 2026; its administrative fine is up to 30 million won. Whether it is the law that was asked for is for readers to say.";
    let answer = AnswerDemand {
        handover,
        demand: ninth,
        word: DemandWord::InPart,
        day: PASSED,
        source: keeper.in_english("norm library, row kr-ai-basic-act of data/norms/instruments.csv"),
        words: Some(keeper.in_english(words)),
    };
    keeper.act(answer).map(drop)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use maru_store::Options;

    use super::*;

    #[test]
    fn the_worked_example_names_what_is_there_and_says_where_nobody_looked() {
        let provisions = include_str!("../../../../data/norms/provisions.csv");
        let provisions = maru_text::Table::read(provisions.as_bytes(), usize::MAX).unwrap();
        let column = provisions.head().next().unwrap();
        let known: BTreeSet<&str> = provisions.rows().map(|row| row.cell(column)).collect();
        for found in read_demands().unwrap().iter().filter_map(|demand| demand.library.as_ref()).flatten() {
            assert!(known.contains(found.as_str()), "the library has no provision {found}");
        }
        let audits = include_str!("../../../../data/audits/audits.csv");
        for audit in read_demands().unwrap().iter().filter_map(|demand| demand.audits.as_ref()).flatten() {
            assert!(audits.contains(&format!("\n{audit},")), "there is no audit {audit}");
        }
        let folder = tempfile::tempdir().unwrap();
        let node = Node::open(folder.path(), Options::CREATE).unwrap();
        build(&node, "127.0.0.1:1").unwrap();
        let handle = node.processes().into_iter().next().unwrap();
        let process = handle.read();
        let count = process.endorsements.count(process.drafts.last().unwrap().entry);
        assert_eq!((count.here(), count.imported, process.demands.len()), (0, 6, 10));
        let looked = |within| {
            process.demands.iter().filter(|demand| demand.looked(within, &process.ledger).is_some()).count()
        };
        assert_eq!([LookedIn::Library, LookedIn::Commitments, LookedIn::Audits].map(looked), [10, 10, 4]);
        assert_eq!(process.commitments.contradictions().len(), 1);
        let of = |actor: &str| process.commitments.iter().filter(|one| one.promise.actor == actor).count();
        assert_eq!(
            (of("Anthropic"), of("Naver"), of("Signatories of the Frontier AI Safety Commitments")),
            (5, 5, 5)
        );
        assert_eq!(process.demands.iter().filter(|demand| !demand.answers.is_empty()).count(), 1);
    }
}
