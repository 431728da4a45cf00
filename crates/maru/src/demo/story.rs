//! How the example's draft came to its second version: remarks, amendments, answers, replies, and the version that follows from them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context, bail};
use maru_forum::{
    Actor, Anchor as Place, AnswerStage, ChangeOffice, Command, Cosign, Disposition, EntryNumber, GiveAnswer,
    GiveReply, Language, MakeRemark, Means, Office, ParticipantId, Process, ProcessId, ProposeAmendment,
    Reading, RemarkKind, ReplyWord, Support, Tell, UnitId,
};
use maru_record::Digest;
use maru_store::{Node, Request};
use maru_text::{Anchor, Document, Operation, apply_operations, propose_words};
use maru_verify::draft::{TreeText, publication_of_trees, read_operations, text_of, write_operations};
use serde::Deserialize;

use super::crowd::Crowd;
use super::example::request;
use crate::node;

const STORY: &str = include_str!("../../../../data/example-process/story.toml");
/// The simulated person who drafts; everyone else is drawn from the groups.
const DRAFTER: usize = 0;

#[derive(Debug, Deserialize)]
struct Story {
    remark: Vec<Remark>,
    amendment: Vec<Amendment>,
    answer: Vec<Answer>,
    reply: Vec<Reply>,
}

#[derive(Debug, Deserialize)]
struct Remark {
    name: String,
    by: String,
    unit: Option<String>,
    sentence: Option<usize>,
    kind: String,
    language: Language,
    text: String,
    support: usize,
}

#[derive(Debug, Deserialize)]
struct Amendment {
    name: String,
    by: String,
    unit: String,
    #[serde(default)]
    combines: Vec<String>,
    words: BTreeMap<Language, Change>,
    reason_language: Language,
    reason: String,
    cosign: usize,
}

#[derive(Debug, Deserialize)]
struct Change {
    old: String,
    new: String,
}

#[derive(Debug, Deserialize)]
struct Answer {
    on: Vec<String>,
    disposition: String,
    units: Vec<String>,
    language: Language,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Reply {
    to: String,
    word: String,
    language: Option<Language>,
    text: Option<String>,
}

/// Where the story is told.
struct Teller<'a> {
    node: &'a Node,
    id: &'a ProcessId,
    crowd: &'a Crowd,
    people: &'a [ParticipantId],
    /// The entry of everything that has a name.
    named: HashMap<String, EntryNumber>,
    /// Whose it is.
    author: HashMap<EntryNumber, usize>,
    /// The next person of a group who speaks.
    turn: HashMap<String, usize>,
}

/// Tells the story by the commands that people use.
pub(crate) fn tell(
    node: &Node,
    id: &ProcessId,
    crowd: &Crowd,
    people: &[ParticipantId],
) -> anyhow::Result<()> {
    let story: Story = toml::from_str(STORY).context("story.toml of the example")?;
    let (named, author, turn) = (HashMap::new(), HashMap::new(), HashMap::new());
    let mut teller = Teller { node, id, crowd, people, named, author, turn };
    let reason = "Chosen by the secretariat to draft and to answer".to_owned();
    let office = ChangeOffice { holder: people[DRAFTER], office: Office::Drafter, grant: true, reason };
    node::act(node, id, office)?;
    for remark in &story.remark {
        teller.remark(remark)?;
    }
    for amendment in &story.amendment {
        teller.amendment(amendment)?;
    }
    for answer in &story.answer {
        teller.answer(answer)?;
    }
    teller.tell_authors()?;
    for reply in &story.reply {
        teller.reply(reply)?;
    }
    teller.second_version()
}

impl Teller<'_> {
    fn act(&self, who: usize, command: impl Into<Command>) -> anyhow::Result<EntryNumber> {
        let request: Request = request(self.id, Actor::Participant(self.people[who]), command);
        Ok(self.node.submit_blocking(request)?.entry)
    }

    /// Somebody of a group, each time another one; the drafter speaks for nobody but the drafters.
    fn somebody(&mut self, group: &str) -> anyhow::Result<usize> {
        if group == "drafter" {
            return Ok(DRAFTER);
        }
        let after = self.turn.get(group).copied().unwrap_or(DRAFTER);
        let mut people = self.crowd.people.iter().enumerate().skip(after + 1);
        let (place, _) = people
            .find(|(_, one)| one.group.0 == group)
            .with_context(|| format!("nobody is left in {group}"))?;
        self.turn.insert(group.to_owned(), place);
        Ok(place)
    }

    /// People who are neither the author nor the drafter.
    fn others(&self, author: usize, count: usize) -> Vec<usize> {
        (1..self.people.len())
            .map(|step| (author + step * 7) % self.people.len())
            .filter(|one| *one != author && *one != DRAFTER)
            .take(count)
            .collect()
    }

    fn text(&self, process: &Process, language: &Language) -> anyhow::Result<Document> {
        let words = |digest: &Digest| {
            let content = self.node.words(process, digest, Reading::Anyone).ok()??;
            content.get("text").map(str::to_owned)
        };
        let draft = process.drafts.last().context("there is no draft")?;
        text_of(draft, language, &words)?.with_context(|| format!("no text in {language}"))
    }

    fn remark(&mut self, one: &Remark) -> anyhow::Result<()> {
        let who = self.somebody(&one.by)?;
        let anchor = match &one.unit {
            None => None,
            Some(unit) => Some(self.anchor(unit, one.sentence, &one.language)?),
        };
        let kind = RemarkKind::from_name(&one.kind).with_context(|| one.kind.clone())?;
        let (text, language) = (one.text.clone(), one.language.clone());
        let command =
            MakeRemark { version: 1, anchor, kind, text, language, proposal: None, submission: None };
        let entry = self.act(who, command)?;
        for other in self.others(who, one.support) {
            self.act(other, Support { on: entry, give: true })?;
        }
        self.author.insert(entry, who);
        self.named.insert(one.name.clone(), entry);
        Ok(())
    }

    fn anchor(&self, unit: &str, sentence: Option<usize>, language: &Language) -> anyhow::Result<Place> {
        let handle = node::process(self.node, self.id)?;
        let document = self.text(&handle.read(), language)?;
        let found = document.unit(&unit.into()).with_context(|| format!("no unit {unit} in {language}"))?;
        let chosen: Vec<usize> = sentence.into_iter().collect();
        let range = Anchor::ticked(found, &chosen)?.range;
        let (start, end) = (range.map(|range| range.0), range.map(|range| range.1));
        Ok(Place { unit: UnitId::new(unit)?, language: language.clone(), start, end })
    }

    fn amendment(&mut self, one: &Amendment) -> anyhow::Result<()> {
        let who = self.somebody(&one.by)?;
        let mut operations = Vec::new();
        {
            let handle = node::process(self.node, self.id)?;
            let process = handle.read();
            for (language, change) in &one.words {
                let document = self.text(&process, language)?;
                let unit = document.unit(&one.unit.as_str().into()).with_context(|| one.unit.clone())?;
                if unit.text.matches(&change.old).count() != 1 {
                    bail!("{}: “{}” does not stand once in {}", one.name, change.old, one.unit);
                }
                let words = unit.text.replace(&change.old, &change.new);
                let operation = propose_words(&document, &unit.id, &words)?.context("nothing changes")?;
                operations.push((language.clone(), write_operations(&[operation])));
            }
        }
        let sources = one.combines.iter().map(|name| self.entry(name)).collect::<Result<_, _>>()?;
        let units = vec![UnitId::new(&one.unit)?];
        let (text, language) = (one.reason.clone(), one.reason_language.clone());
        let entry =
            self.act(who, ProposeAmendment { version: 1, operations, units, text, language, sources })?;
        for other in self.others(who, one.cosign) {
            self.act(other, Cosign { amendment: entry, give: true })?;
        }
        self.author.insert(entry, who);
        self.named.insert(one.name.clone(), entry);
        Ok(())
    }

    fn entry(&self, name: &str) -> anyhow::Result<EntryNumber> {
        self.named.get(name).copied().with_context(|| format!("nothing is named {name}"))
    }

    /// The drafter answers; what they wrote themselves the operator answers, for nobody answers their own words.
    fn answer(&self, one: &Answer) -> anyhow::Result<()> {
        let on: Vec<EntryNumber> = one.on.iter().map(|name| self.entry(name)).collect::<Result<_, _>>()?;
        let own = on.iter().any(|entry| self.author.get(entry) == Some(&DRAFTER));
        let disposition =
            Disposition::from_name(&one.disposition).with_context(|| one.disposition.clone())?;
        let units = one.units.iter().map(|unit| UnitId::new(unit)).collect::<Result<_, _>>()?;
        let (text, language, stage) = (one.text.clone(), one.language.clone(), AnswerStage::Given);
        let command = GiveAnswer { on, disposition, text, language, units, stage, instead_of: None };
        if own {
            node::act(self.node, self.id, command).map(drop)
        } else {
            self.act(DRAFTER, command).map(drop)
        }
    }

    /// Those who wrote something read on their page that it was answered.
    fn tell_authors(&self) -> anyhow::Result<()> {
        let mut untold: BTreeMap<EntryNumber, Vec<ParticipantId>> = BTreeMap::new();
        for (answer, who) in node::process(self.node, self.id)?.read().answers.untold() {
            untold.entry(answer).or_default().push(who);
        }
        for (answer, to) in untold {
            node::act(self.node, self.id, Tell { answer, to, means: Means::Page })?;
        }
        Ok(())
    }

    fn reply(&self, one: &Reply) -> anyhow::Result<()> {
        let on = self.entry(&one.to)?;
        let answer = {
            let handle = node::process(self.node, self.id)?;
            let process = handle.read();
            process.answers.standing_on(on).with_context(|| format!("{} is not answered", one.to))?.entry
        };
        let word = ReplyWord::from_name(&one.word).with_context(|| one.word.clone())?;
        let text = one.language.clone().zip(one.text.clone());
        let who = self.author.get(&on).copied().context("nobody wrote it")?;
        self.act(who, GiveReply { answer, on, word, text }).map(drop)
    }

    /// The accepted amendments in both languages, each changed unit with what led to it.
    fn second_version(&self) -> anyhow::Result<()> {
        let handle = node::process(self.node, self.id)?;
        let command = {
            let process = handle.read();
            let words = |digest: &Digest| {
                let content = self.node.words(&process, digest, Reading::Anyone).ok()??;
                content.get("text").map(str::to_owned)
            };
            let accepted = ["at-once", "combined"].map(|name| self.entry(name));
            let draft = process.drafts.last().context("there is no draft")?;
            let (mut trees, mut causes) = (Vec::new(), BTreeMap::new());
            for text in &draft.texts {
                let language = &text.text.language;
                let mut document = self.text(&process, language)?;
                for entry in &accepted {
                    let entry = entry.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?;
                    let one = process.amendments.get(*entry).context("no such amendment")?;
                    let found = one
                        .operations
                        .iter()
                        .find(|words| words.language == *language)
                        .context("no operations")?;
                    let operations: Vec<Operation> =
                        read_operations(&words(&found.digest).context("erased")?)
                            .map_err(anyhow::Error::msg)?;
                    document = apply_operations(&document, &operations)?;
                    for unit in &one.units {
                        causes.entry(unit.clone()).or_insert_with(|| causes_of(&process, unit, *entry));
                    }
                }
                let (language, standing, by) = (language.clone(), text.standing, text.by.clone());
                trees.push(TreeText { language, standing, by, document, ids_follow: true });
            }
            let reason = "Takes up what was accepted on Articles 2 and 4";
            publication_of_trees(&process, &words, trees, &causes, reason)?.command
        };
        node::act(self.node, self.id, command).map(drop)
    }
}

/// An amendment with every answer that promised to change the unit, and what these answer, but for amendments that are not merged.
fn causes_of(process: &Process, unit: &UnitId, merged: EntryNumber) -> BTreeSet<EntryNumber> {
    let promised = process
        .answers
        .iter()
        .filter(|answer| answer.disposition.changes_the_text() && answer.units.contains(unit));
    let mut found = BTreeSet::from([merged]);
    for answer in promised {
        found.insert(answer.entry);
        found.extend(answer.on.iter().filter(|entry| process.remarks.get(**entry).is_some()));
    }
    found
}
