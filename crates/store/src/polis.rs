//! A Polis conversation as an import, and a process as a Polis export.

use std::collections::BTreeMap;

use maru_forum::{
    Charter, DecisionRule, Event, GroupId, Import, ImportedParticipant, ImportedStatement, ImportedVote,
    InitiativeRule, Language, LocalText, Moderation, ParticipantId, ParticipationLevel, Phase, PhaseAct,
    Process, ProcessId, Reading, Registration, Source, StakeholderGroup, StatementId, Verdict, Vote,
};
use maru_opinion::polis::{
    self, Origin, PolisComment, PolisExport, PolisVote, SourceIds, Style, order_of_ids,
};
use maru_opinion::{OpinionMap, parquet};
use maru_record::Entry;

use crate::error::StoreError;
use crate::handle::ProcessHandle;
use crate::node::Node;

/// The licence of the public Polis conversations, with the attribution it asks for.
const OPEN_DATA_LICENCE: &str = "CC BY 4.0. Data was gathered using the Polis software (compdemocracy.org/polis) and is \
     sub-licensed under CC BY 4.0 with Attribution to The Computational Democracy Project.";
const MILLISECONDS: i64 = 1_000;

/// A conversation as an import. Statements without a text are no part of it, and no vote on them: nobody's words can be made up.
pub fn import_of(export: &PolisExport, language: &Language, licence: Option<&str>, reason: &str) -> Import {
    let summary = |key: &str| {
        export.summary.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value.as_str()).to_owned()
    };
    let textless = export.textless();
    let comments = || export.comments.iter().filter(|comment| !textless.contains(&comment.id));
    let votes = || export.votes.iter().filter(|vote| !textless.contains(&vote.statement));
    let mut people: Vec<u32> = votes().map(|vote| vote.voter).collect();
    people.extend(comments().filter_map(|comment| comment.author));
    people.sort_unstable();
    people.dedup();
    let statements: BTreeMap<u32, ImportedStatement> =
        comments().map(|comment| (comment.id, statement_of(comment, &export.ids))).collect();
    let person = |number| {
        let (source_id, source_text) = source_of(&export.ids.people, number);
        ImportedParticipant { source_id, source_text }
    };
    Import {
        source: Source {
            name: "Polis".to_owned(),
            url: summary("url"),
            licence: licence.unwrap_or(OPEN_DATA_LICENCE).to_owned(),
            description: description(&summary("topic"), &summary("conversation-description")),
        },
        reason: reason.to_owned(),
        language: language.clone(),
        participants: people.into_iter().map(person).collect(),
        statements: statements.into_values().collect(),
        votes: votes().map(|vote| vote_of(vote, &export.ids)).collect(),
    }
}

/// What stands between topic and words in the description of a source.
const BETWEEN: &str = " — ";

fn description(topic: &str, words: &str) -> String {
    [topic.trim(), words].into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(BETWEEN)
}

/// Topic and words of a description, where one of the process's titles is that topic.
fn topic_and_words<'a>(titles: &LocalText, description: &'a str) -> Option<(String, &'a str)> {
    titles.0.values().find_map(|title| {
        let rest = description.trim_start().strip_prefix(title.as_str())?;
        let words = if rest.is_empty() { Some("") } else { rest.strip_prefix(BETWEEN) };
        words.map(|words| (title.clone(), words))
    })
}

/// The largest number that stands in an entry as one.
const LARGEST_NUMBER: u64 = (1 << 53) - 1;

/// How an id stands in the record: as a number where it is one, else as a text beside the number that stands for it in the import.
fn source_of(ids: &BTreeMap<u32, String>, number: u32) -> (u64, Option<String>) {
    let Some(id) = ids.get(&number) else { return (number.into(), None) };
    match id.parse::<u64>().ok().filter(|long| *long <= LARGEST_NUMBER && long.to_string() == *id) {
        Some(long) => (long, None),
        None => (number.into(), Some(id.clone())),
    }
}

fn statement_of(comment: &PolisComment, ids: &SourceIds) -> ImportedStatement {
    let verdict = match (comment.moderation, comment.meta) {
        (polis::Moderation::Rejected, _) => Some(Verdict::Rejected),
        (_, true) => Some(Verdict::Meta),
        (polis::Moderation::Accepted, false) => Some(Verdict::Accepted),
        (polis::Moderation::Undecided, false) => None,
    };
    let (source_id, source_text) = source_of(&ids.statements, comment.id);
    ImportedStatement {
        source_id,
        source_text,
        author: comment.author.map(|author| source_of(&ids.people, author).0),
        time: comment.timestamp_ms,
        text: comment.body.clone(),
        verdict,
    }
}

fn vote_of(vote: &PolisVote, ids: &SourceIds) -> ImportedVote {
    ImportedVote {
        voter: source_of(&ids.people, vote.voter).0,
        statement: source_of(&ids.statements, vote.statement).0,
        vote: match vote.value {
            maru_opinion::Vote::Agree => Vote::Agree,
            maru_opinion::Vote::Disagree => Vote::Disagree,
            maru_opinion::Vote::Pass => Vote::Pass,
        },
        time: vote.timestamp_ms,
    }
}

/// The charter under which an imported conversation stands: it says what is known of how it was run, and that the
/// rest is not.
pub fn charter_of(id: &ProcessId, export: &PolisExport, language: &Language) -> Charter {
    let topic = export
        .summary
        .iter()
        .find(|(key, _)| key == "topic")
        .map_or(id.as_str(), |(_, topic)| topic.as_str());
    // What the program says of an import, it says in English, and promises no other language.
    let english: fn(&str) -> LocalText =
        |text| LocalText("en".parse().map(|tag| (tag, text.to_owned())).into_iter().collect());
    let unknown =
        english("Not known: the conversation was held elsewhere and brought in from its published data.");
    let day = |time: Option<i64>| {
        jiff::Timestamp::from_millisecond(time.unwrap_or(0))
            .map_or(jiff::civil::Date::default(), |at| jiff::tz::Offset::UTC.to_datetime(at).date())
    };
    // A matrix has no times; the statements' say at least when people were writing.
    let times = || {
        let votes = export.votes.iter().filter_map(|vote| vote.timestamp_ms);
        votes.chain(export.comments.iter().filter_map(|comment| comment.timestamp_ms))
    };
    Charter {
        id: id.clone(),
        title: title_of(id, language, topic),
        purpose: english("A conversation held in Polis, kept here with its votes as they were cast."),
        mandate: unknown.clone(),
        decides: DecisionRule {
            who: unknown.clone(),
            rule: unknown.clone(),
            quorum: unknown.clone(),
            tie: unknown.clone(),
            quorum_people: 0,
            tie_rule: maru_forum::TieRule::Nobody,
            revision: false,
        },
        participation_level: ParticipationLevel::Consult,
        eligibility: unknown.clone(),
        registration: Registration::Open,
        groups: vec![StakeholderGroup {
            id: GroupId("participants".to_owned()),
            title: english("Participants"),
        }],
        languages: english("").0.into_keys().collect(),
        moderation: Moderation::After,
        budget: unknown.clone(),
        funders: unknown,
        contact: "not known".to_owned(),
        phases: vec![Phase {
            id: "conversation".to_owned(),
            title: english("Conversation"),
            opens: day(times().min()),
            closes: day(times().max()),
            acts: vec![PhaseAct::Statement, PhaseAct::Vote],
        }],
        minimum_group: 1,
        answer_consent: false,
        reply_days: 14,
        edit_minutes: maru_forum::EDIT_MINUTES,
        initiatives: InitiativeRule::default(),
        disclosed: maru_forum::Disclosed::default(),
        simulated: false,
    }
}

/// The topic in its own language; where that is not English, an English title beside it says what this is.
fn title_of(id: &ProcessId, language: &Language, topic: &str) -> LocalText {
    let mut title = LocalText::one(language.clone(), topic.trim());
    if let Ok(english) = "en".parse() {
        title.0.entry(english).or_insert_with(|| format!("A conversation brought in from Polis: {id}"));
    }
    title
}

/// The numbers that people and statements bear in an export: those of their source where they are small, then new ones for what was made
/// here, and above all of these one for each id that is a text or a long number.
struct Numbers {
    people: BTreeMap<ParticipantId, u32>,
    statements: BTreeMap<StatementId, u32>,
    ids: SourceIds,
}

/// From here on a number is no number of an export but an id.
const FIRST_LONG: u64 = 1 << 31;

impl Numbers {
    fn of(process: &Process) -> Self {
        let people = process.participants.iter();
        let (people, named_people) =
            numbered(people.map(|person| (person.id, person.source_id, person.source_text.as_deref())));
        let statements = process.statements.iter();
        let (statements, named_statements) =
            numbered(statements.map(|one| (one.id, one.source_id, one.source_text.as_deref())));
        Self { people, statements, ids: SourceIds { statements: named_statements, people: named_people } }
    }
}

/// The same order as when such an export is read, so that it goes out again as it came in.
fn numbered<'a, Id: Ord + Copy>(
    items: impl Iterator<Item = (Id, Option<u64>, Option<&'a str>)>,
) -> (BTreeMap<Id, u32>, BTreeMap<u32, String>) {
    let (mut numbers, mut made_here, mut named) = (BTreeMap::new(), Vec::new(), Vec::new());
    for (id, source, text) in items {
        match (source, text) {
            (_, Some(text)) => named.push((text.to_owned(), id)),
            (Some(long), None) if long >= FIRST_LONG => named.push((long.to_string(), id)),
            (Some(number), None) => drop(numbers.insert(id, number as u32)),
            (None, None) => made_here.push(id),
        }
    }
    let mut next = numbers.values().max().map_or(0, |highest| highest + 1);
    for id in made_here {
        numbers.insert(id, next);
        next += 1;
    }
    named.sort_by(|a, b| order_of_ids(&a.0).cmp(&order_of_ids(&b.0)));
    let mut ids = BTreeMap::new();
    for (text, id) in named {
        numbers.insert(id, next);
        ids.insert(next, text);
        next += 1;
    }
    (numbers, ids)
}

impl Node {
    /// A process as a Polis export: every vote event, changed votes included, sorted as Polis sorts them. Words that the
    /// reader may not see are left out; their votes are not.
    pub fn polis_export(&self, handle: &ProcessHandle, reading: Reading) -> Result<PolisExport, StoreError> {
        let (numbers, mut comments, summary) = {
            let process = handle.read();
            let numbers = Numbers::of(&process);
            let comments = self.comments(&process, &numbers, reading)?;
            let summary = summary_of(&process);
            (numbers, comments, summary)
        };
        let mut votes = Vec::new();
        self.each_recorded(handle, |recorded| {
            let (maru_forum::Author::Participant(author), Event::Voted(cast)) =
                (recorded.author, &recorded.event)
            else {
                return;
            };
            let (Some(person), Some(number)) =
                (numbers.people.get(&author), numbers.statements.get(&cast.statement))
            else {
                return;
            };
            let here = Some(recorded.at.0 * MILLISECONDS);
            votes.push(PolisVote {
                timestamp_ms: recorded.imported.map_or(here, |imported| imported.time),
                statement: *number,
                voter: *person,
                value: opinion(cast.value),
            });
        })?;
        votes.sort_by_key(|vote| (vote.statement, vote.voter, vote.timestamp_ms));
        count_events(&mut comments, &votes);
        // Where nobody has voted yet, they will with times.
        let origin = if votes.is_empty() { Origin::Events } else { polis::origin_of(&votes) };
        Ok(PolisExport {
            summary,
            comments,
            votes,
            origin,
            ids: numbers.ids,
            unread: polis::Unread::default(),
        })
    }

    fn comments(
        &self,
        process: &Process,
        numbers: &Numbers,
        reading: Reading,
    ) -> Result<Vec<PolisComment>, StoreError> {
        let mut comments = Vec::with_capacity(process.statements.len());
        for statement in &process.statements {
            let words = self.words(process, &statement.words.digest, reading)?;
            let (moderation, meta) = match statement.verdict {
                Some(Verdict::Rejected) => (polis::Moderation::Rejected, false),
                Some(Verdict::Accepted) => (polis::Moderation::Accepted, false),
                Some(Verdict::Meta) => (polis::Moderation::Accepted, true),
                None => (polis::Moderation::Undecided, false),
            };
            comments.push(PolisComment {
                id: numbers.statements[&statement.id],
                author: statement.author.and_then(|author| numbers.people.get(&author).copied()),
                timestamp_ms: statement
                    .source_time
                    .or(statement.source_id.is_none().then_some(statement.at.0 * MILLISECONDS)),
                agrees: 0,
                disagrees: 0,
                moderation,
                meta,
                seed: process.is_seed(statement),
                body: words.and_then(|words| words.get("text").map(str::to_owned)).unwrap_or_default(),
            });
        }
        comments.sort_by_key(|comment| comment.id);
        Ok(comments)
    }

    fn each_recorded(
        &self,
        handle: &ProcessHandle,
        mut take: impl FnMut(&maru_forum::Recorded),
    ) -> Result<(), StoreError> {
        self.shared().readers.with(|connection| {
            crate::database::each_entry(connection, handle.number, 0, |number, bytes| {
                let damaged =
                    |error: &dyn std::fmt::Display| StoreError::damaged(handle.id().as_str(), number, error);
                let entry = Entry::decode(bytes).map_err(|error| damaged(&error))?;
                take(&maru_forum::decode(&entry).map_err(|error| damaged(&error))?);
                Ok(())
            })
        })
    }
}

fn opinion(vote: Vote) -> maru_opinion::Vote {
    match vote {
        Vote::Agree => maru_opinion::Vote::Agree,
        Vote::Disagree => maru_opinion::Vote::Disagree,
        Vote::Pass => maru_opinion::Vote::Pass,
    }
}

/// Polis counts every vote event, changed votes included.
fn count_events(comments: &mut [PolisComment], votes: &[PolisVote]) {
    let mut counts: BTreeMap<u32, [u32; 2]> = BTreeMap::new();
    for vote in votes {
        let [agrees, disagrees] = counts.entry(vote.statement).or_default();
        *agrees += u32::from(vote.value == maru_opinion::Vote::Agree);
        *disagrees += u32::from(vote.value == maru_opinion::Vote::Disagree);
    }
    for comment in comments {
        let [agrees, disagrees] = counts.get(&comment.id).copied().unwrap_or_default();
        (comment.agrees, comment.disagrees) = (agrees, disagrees);
    }
}

fn summary_of(process: &Process) -> Vec<(String, String)> {
    let voters = process.participants.iter().filter(|person| !person.votes.is_empty()).count();
    let title = process.charter.title.best("en").map_or("", |(_, title)| title);
    // The record knows the process by its origin, which has no scheme: who knows where it is read says so.
    let url = process.source().map_or_else(|| process.origin.clone(), |source| source.url.clone());
    let purpose = process.charter.purpose.best("en").map_or("", |(_, purpose)| purpose);
    // An import puts the topic before the words of its source: taken apart here, it comes in again as it went out.
    let (topic, words) = match process.source() {
        Some(source) => topic_and_words(&process.charter.title, &source.description)
            .unwrap_or_else(|| (title.to_owned(), source.description.as_str())),
        None => (title.to_owned(), purpose),
    };
    let rows = [
        ("topic", topic),
        ("url", url),
        ("voters", voters.to_string()),
        ("comments", process.statements.len().to_string()),
        ("conversation-description", words.to_owned()),
    ];
    rows.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The names of the files of an export in that style; the one of vote events is left out where there are no times.
pub fn files_of(export: &PolisExport, style: Style) -> Vec<&'static str> {
    let mut names = match style {
        Style::Older => vec!["summary.csv", "comments.csv", "participants-votes.csv", PARQUET],
        Style::One => vec![
            "summary.csv",
            "comments.csv",
            "participant-votes.csv",
            "comment-groups.csv",
            "format.json",
            PARQUET,
        ],
    };
    // Where nobody has voted yet there is a table without rows; where votes came without times, one of each pair, the matrix says all.
    if export.origin == Origin::Events {
        names.push("votes.csv");
    }
    // Its columns hold numbers, and a number in place of an id would name somebody else.
    if !export.ids.are_numbers() {
        names.retain(|name| *name != PARQUET);
    }
    names
}

const PARQUET: &str = "votes.parquet";

/// One file of an export, if it has one of that name; the groups are those of the map, where there is one.
pub fn file_of(export: &PolisExport, style: Style, name: &str, map: Option<&OpinionMap>) -> Option<Vec<u8>> {
    if !files_of(export, style).contains(&name) {
        return None;
    }
    let text = match name {
        "summary.csv" => polis::write_summary(&export.summary, style),
        "comments.csv" => polis::write_comments(&export.comments, &export.ids, style),
        "participants-votes.csv" | "participant-votes.csv" => {
            let participants = map.map_or(&[][..], |map| &map.participants).iter();
            let groups = participants.filter_map(|place| Some((place.id, place.group?))).collect();
            polis::write_participants_votes(
                &export.conversation().votes,
                &groups,
                &export.comments,
                &export.ids,
            )
        }
        "comment-groups.csv" => polis::write_comment_groups(&export.comments, &export.ids, map?),
        "format.json" => polis::write_format(),
        "votes.csv" => polis::write_votes(&export.votes, &export.ids, style),
        // All files of a style count time alike, or an export that came back would not be the one that went out.
        _ => return Some(parquet::write(&polis::times_of(&export.votes, style))),
    };
    Some(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Topic and words come out of a description as they went in, and any number of times.
    #[test]
    fn topic_and_words_go_out_as_they_came_in() {
        let language: Language = "ko".parse().unwrap();
        let id: ProcessId = "tea".parse().unwrap();
        let table = [
            ("Tea", "What shall we drink?", "What shall we drink?"),
            ("Tea", "", ""),
            ("Tea", "   ", ""),
            (" Tea \n", "Words ", "Words "),
            ("Tea", "Tea — milk", "Tea — milk"),
            ("Tea — milk", "Sugar", "Sugar"),
        ];
        for (topic, words, told) in table {
            let titles = title_of(&id, &language, topic);
            let (mut topic, mut words) = (topic.to_owned(), words.to_owned());
            for _ in 0..3 {
                let out = description(&topic, &words);
                let (one, other) = topic_and_words(&titles, &out).unwrap();
                (topic, words) = (one, other.to_owned());
                assert_eq!((topic.as_str(), words.as_str()), (topic.trim(), told));
            }
        }
        assert_eq!(topic_and_words(&title_of(&id, &language, "Tea"), "Teatime — all of it"), None);
    }
}
