//! The lies of an organiser who holds the record's key and the node, and signs whatever they like in both names.

use std::collections::BTreeSet;

use maru_forum::nouns::stage::NextStage;
use maru_forum::{
    Admitted, Author, BallotCast, BallotOutcome, Decided, Electorate, Event, ModerationRuled, Office,
    OfficeChanged, ParticipantId, Position, Process, Pseudonym, Recorded, Resolution, StageChanged,
    StatementId, Verdict, Vote, Voted, decode, encode,
};
use maru_record::{Digest, Entry, Value, addenda};
use maru_testkit::{Story, words_of};
use maru_verify::opinion_map_result;

use super::history::Chance;
use crate::look::Files;

/// Seconds of a day.
pub(super) const DAY: u64 = 86_400;

macro_rules! kinds {
    ($($kind:ident),* $(,)?) => {
        /// What kind of lie it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Kind { $($kind),* }

        /// Every kind.
        pub(super) const KINDS: [Kind; [$(stringify!($kind)),*].len()] = [$(Kind::$kind),*];
    };
}
kinds! {
    EntryDropped,
    EntriesSwapped,
    EntryRepeated,
    DatedBack,
    DatedAhead,
    VoteTurned,
    SignedVoteTurned,
    VotePutIn,
    VoteInSignersName,
    PersonInvented,
    ResultAltered,
    DecisionAltered,
    TextHidden,
    TextsSwapped,
    TextChanged,
    HiddenTextShown,
    NewestDropped,
    RetoldWithout,
    KeyTakenAway,
    JudgedWithoutOffice,
    ReasonAltered,
    CharterAltered,
    OtherKey,
    DecidedOutOfTime,
    WordsReplaced,
    SlippedInLater,
    OfficeInvented,
    OpenedAgain,
    SecondName,
    EndsLate,
    AnswerAltered,
    BallotVoteTurned,
    CountAltered,
    BallotVoteAfterCount,
    DelegateInvented,
}

use Kind::{
    AnswerAltered, BallotVoteAfterCount, BallotVoteTurned, CharterAltered, CountAltered, DatedAhead,
    DatedBack, DecidedOutOfTime, DecisionAltered, DelegateInvented, EndsLate, EntriesSwapped, EntryDropped,
    EntryRepeated, HiddenTextShown, JudgedWithoutOffice, KeyTakenAway, NewestDropped, OfficeInvented,
    OpenedAgain, OtherKey, PersonInvented, ReasonAltered, ResultAltered, RetoldWithout, SecondName,
    SignedVoteTurned, SlippedInLater, TextChanged, TextHidden, TextsSwapped, VoteInSignersName, VotePutIn,
    VoteTurned, WordsReplaced,
};

impl Kind {
    /// Whether it is among those that no record can show by itself: `docs/record.md`, “What no check can find”, lists them all.
    pub(super) const fn may_go_unseen(self) -> bool {
        match self {
            // What the node answers for can be told anew, as long as nobody else has seen it …
            EntryDropped | EntriesSwapped | RetoldWithout | VoteTurned | WordsReplaced | DecisionAltered
            | ReasonAltered | CharterAltered | KeyTakenAway
            // … and so can what nobody has seen yet; times are bound by neighbours, visits and anchors only …
            | AnswerAltered | NewestDropped | DatedBack | DatedAhead | EndsLate | BallotVoteTurned
            // … and what the rules let the host or an office do, or the node do for somebody without a key.
            | VotePutIn | SlippedInLater | PersonInvented | OfficeInvented | EntryRepeated => true,
            SignedVoteTurned | VoteInSignersName | ResultAltered | TextHidden | TextsSwapped
            | TextChanged | HiddenTextShown | JudgedWithoutOffice | OtherKey | DecidedOutOfTime
            | CountAltered | BallotVoteAfterCount | DelegateInvented
            | OpenedAgain | SecondName => false,
        }
    }
}

/// What the organiser shows in the place of the honest record.
pub(super) struct Lie {
    story: Story,
    /// What is done to the files beside.
    pub(super) files: Box<dyn Fn(&mut Files) + Send + Sync>,
    /// Whether another key signs than the record's own.
    pub(super) other_key: bool,
}

impl Lie {
    fn told(story: Story) -> Self {
        Self { story, files: Box::new(|_| {}), other_key: false }
    }

    /// The story with the contents that anyone may read by its own entries: a careful liar publishes what fits.
    pub(super) fn readable(&self) -> Story {
        let mut story = self.story.clone();
        if let Some(process) = folded(&story.entries, story.entries.len()) {
            story.contents.retain(|digest, _| process.ledger.may_read(digest, maru_forum::Reading::Anyone));
        }
        story
    }

    /// Whether entries that were shown before are not shown as they were.
    pub(super) fn rewrites(&self, honest: &Story) -> bool {
        let (told, honest) = (self.story.bytes(), honest.bytes());
        !self.other_key && (told.len() < honest.len() || told[..honest.len()] != honest[..])
    }

    /// Whether everyone who signs keeps their acts as they made them, but for the last ones.
    pub(super) fn keeps_signed_acts(&self, honest: &Story) -> bool {
        let signed = |story: &Story| -> Vec<(i64, Entry)> {
            let acts = story.entries.iter().filter(|entry| entry.body.get("sig").is_some());
            acts.filter_map(|entry| Some((entry.body.get("a")?.as_integer()?, without_time(entry)))).collect()
        };
        let (told, made) = (signed(&self.story), signed(honest));
        let authors: BTreeSet<i64> = told.iter().map(|(author, _)| *author).collect();
        authors.into_iter().all(|author| {
            let of = |all: &[(i64, Entry)]| -> Vec<Entry> {
                all.iter().filter(|(who, _)| *who == author).map(|(_, entry)| entry.clone()).collect()
            };
            of(&made).starts_with(&of(&told))
        })
    }
}

fn without_time(entry: &Entry) -> Entry {
    let mut entry = entry.clone();
    if let Value::Object(members) = &mut entry.body {
        members.remove("ts");
    }
    entry
}

/// The state after the first so many entries as a verifier has it; nothing without a beginning.
fn folded(entries: &[Entry], count: usize) -> Option<Process> {
    let mut process = Process::from_genesis(&decode(entries.first()?).ok()?).ok()?;
    for entry in &entries[1..count] {
        match decode(entry) {
            Ok(recorded) => {
                if process.apply(&recorded).is_err() {
                    process.skip(&recorded);
                }
            }
            Err(_) => process.entries += 1,
        }
    }
    Some(process)
}

/// Computes every result anew, as whoever has changed what they rest on would.
fn results_anew(story: &mut Story) {
    for place in 1..story.entries.len() {
        let Ok(Recorded { event: Event::ResultPublished(mut result), .. }) = decode(&story.entries[place])
        else {
            continue;
        };
        let count = (result.entries as usize).min(place);
        let Some(process) = folded(&story.entries, count) else { return };
        let anew = opinion_map_result(&process);
        (result.output, result.figures) = (anew.output, anew.figures);
        let Ok(recorded) = decode(&story.entries[place]) else { continue };
        story.entries[place] = encode(&Recorded { event: result.into(), ..recorded });
    }
}

/// The places of entries of a type, by what they hold.
fn places(story: &Story, fits: impl Fn(&str, &Value) -> bool) -> Vec<usize> {
    let kind = |entry: &Entry| entry.body.get("t").and_then(Value::as_text).unwrap_or_default().to_owned();
    (0..story.entries.len())
        .filter(|place| fits(&kind(&story.entries[*place]), &story.entries[*place].body))
        .collect()
}

fn is_signed(body: &Value) -> bool {
    body.get("sig").is_some()
}

fn number(body: &Value, member: &str) -> Option<i64> {
    body.get(member).and_then(Value::as_integer)
}

/// Tells a lie of some kind, if there is occasion for it.
pub(super) fn tell(kind: Kind, honest: &Story, chance: &mut Chance) -> Option<Lie> {
    let mut story = honest.clone();
    let count = story.entries.len();
    let lie = match kind {
        EntryDropped => {
            story.entries.remove(1 + chance.below(count - 1));
            Lie::told(story)
        }
        EntriesSwapped => swapped(story, chance),
        EntryRepeated => repeated(story, chance),
        DatedBack | DatedAhead => dated(story, kind == DatedBack, chance),
        VoteTurned | SignedVoteTurned => turned(story, kind == SignedVoteTurned, chance)?,
        VotePutIn | VoteInSignersName | SlippedInLater => put_in(story, kind, chance)?,
        PersonInvented => invented(story, chance)?,
        ResultAltered => result_altered(story, chance)?,
        DecisionAltered => decision_altered(story, chance)?,
        TextHidden | TextsSwapped | TextChanged | HiddenTextShown => texts(story, kind, chance)?,
        NewestDropped => {
            story.entries.truncate(count - 1 - chance.below(3.min(count - 2)));
            Lie::told(story)
        }
        RetoldWithout => retold_without(story, chance),
        KeyTakenAway => key_taken_away(story, chance)?,
        JudgedWithoutOffice => judged(story, chance)?,
        ReasonAltered => {
            let place =
                chance.pick(&places(&story, |_, body| !is_signed(body) && body.get("reason").is_some()))?;
            let other = if story.entries[place].body.get("t")?.as_text()? == "redact" {
                "unlawful"
            } else {
                "it was best so"
            };
            story.set(place, "reason", Value::text(other));
            Lie::told(story)
        }
        CharterAltered => charter_altered(story, chance)?,
        OtherKey => Lie { other_key: true, ..Lie::told(story) },
        DecidedOutOfTime => decided(story)?,
        WordsReplaced => words_replaced(story, chance)?,
        OfficeInvented => office_invented(story, chance)?,
        OpenedAgain => {
            let event =
                StageChanged { stage: NextStage::Open, reason: "more was to be said".into(), cuts: None };
            story.force(Author::Operator, event);
            Lie::told(story)
        }
        SecondName => {
            let name = honest.process.participants.first()?.pseudonym.clone();
            story.force(Author::Operator, admitted(name.as_str()));
            Lie::told(story)
        }
        AnswerAltered => {
            let place = chance.pick(&places(&story, |kind, _| kind == "answer"))?;
            let word = chance.pick(maru_forum::Disposition::ALL)?;
            story.set(place, "disposition", Value::text(word.as_str()));
            Lie::told(story)
        }
        BallotVoteTurned => ballot_vote_turned(story, chance)?,
        CountAltered => count_altered(story, chance)?,
        BallotVoteAfterCount | DelegateInvented => ballot_vote_put_in(story, kind, chance)?,
        EndsLate => {
            story.set(count - 1, "ts", Value::Integer(story.now + 200));
            Lie::told(story)
        }
    };
    let same = !lie.other_key
        && lie.story.entries == honest.entries
        && !matches!(kind, TextHidden | TextsSwapped | TextChanged | HiddenTextShown);
    (!same).then_some(lie)
}

fn swapped(mut story: Story, chance: &mut Chance) -> Lie {
    let count = story.entries.len();
    let (one, other) = (1 + chance.below(count - 1), 1 + chance.below(count - 1));
    let time = |story: &Story, place: usize| story.entries[place].body.get("ts").cloned();
    let (earlier, later) = (time(&story, one), time(&story, other));
    story.entries.swap(one, other);
    story.set(one, "ts", earlier);
    story.set(other, "ts", later);
    Lie::told(story)
}

fn repeated(mut story: Story, chance: &mut Chance) -> Lie {
    let entry = story.entries[chance.below(story.entries.len())].clone();
    story.entries.push(entry);
    let now = story.now + 1;
    story.set(story.entries.len() - 1, "ts", Value::Integer(now));
    Lie::told(story)
}

fn dated(mut story: Story, back: bool, chance: &mut Chance) -> Lie {
    let place = chance.below(story.entries.len());
    let said = number(&story.entries[place].body, "ts").unwrap_or_default();
    let by = 1 + chance.below(20 * DAY as usize) as i64;
    story.set(place, "ts", Value::Integer(if back { said - by } else { said + by }));
    Lie::told(story)
}

fn turned(mut story: Story, signed: bool, chance: &mut Chance) -> Option<Lie> {
    let place = chance.pick(&places(&story, |kind, body| kind == "vote" && is_signed(body) == signed))?;
    let said = story.entries[place].body.get("value")?.as_text()?.to_owned();
    let others: Vec<_> = Vote::ALL.iter().map(|vote| vote.as_str()).filter(|name| *name != said).collect();
    story.set(place, "value", Value::text(chance.pick(&others)?));
    results_anew(&mut story);
    Some(Lie::told(story))
}

/// A vote in a ballot says the opposite; where the ballot was counted, the count no longer follows from it, unless it hung on nobody.
fn ballot_vote_turned(mut story: Story, chance: &mut Chance) -> Option<Lie> {
    let turnable = |kind: &str, body: &Value| {
        kind == "ballot-vote"
            && !is_signed(body)
            && body.get("position").is_some()
            && body.get("reason").is_none()
    };
    let place = chance.pick(&places(&story, turnable))?;
    let said = story.entries[place].body.get("position")?.as_text()?.to_owned();
    story.set(place, "position", Value::text(if said == "for" { "abstain" } else { "for" }));
    Some(Lie::told(story))
}

fn count_altered(mut story: Story, chance: &mut Chance) -> Option<Lie> {
    let place = chance.pick(&places(&story, |kind, _| kind == "count"))?;
    let mut count = story.entries[place].body.get("count")?.as_object()?.clone();
    match chance.below(3) {
        0 => {
            let said = count.get("outcome")?.as_text()?.to_owned();
            let others: Vec<_> =
                BallotOutcome::ALL.iter().map(|one| one.as_str()).filter(|one| *one != said).collect();
            count.insert("outcome".to_owned(), Value::text(chance.pick(&others)?));
        }
        1 => {
            let name = ["cast", "electorate"][chance.below(2)];
            let said = count.get(name)?.as_integer()?;
            count.insert(name.to_owned(), Value::Integer(said + 1));
        }
        _ => {
            let mut figures = count.get("figures")?.as_object()?.clone();
            let name = chance.pick(&figures.keys().cloned().collect::<Vec<_>>())?;
            let said = figures.get(&name)?.as_integer()?;
            figures.insert(name, Value::Integer(said + 1));
            count.insert("figures".to_owned(), Value::Object(figures));
        }
    }
    story.set(place, "count", Value::Object(count));
    Some(Lie::told(story))
}

/// A vote in a ballot that was counted, or one for an organisation by somebody who does not speak for it.
fn ballot_vote_put_in(mut story: Story, kind: Kind, chance: &mut Chance) -> Option<Lie> {
    let process = &story.process;
    let fits = |ballot: &&maru_forum::Ballot| match kind {
        BallotVoteAfterCount => ballot.count.is_some(),
        _ => ballot.terms.electorate == Electorate::Organisations,
    };
    let ballots: Vec<_> = process.ballots.iter().filter(fits).collect();
    let ballot = chance.pick(&ballots)?;
    let people = process.participants.iter().filter(|one| one.key.is_none() && one.source_id.is_none());
    let mute = |one: &&maru_forum::Participant| {
        kind == BallotVoteAfterCount || process.votes_as(ballot, one.id).is_none()
    };
    let who = chance.pick(&people.filter(mute).map(|one| one.id).collect::<Vec<_>>())?;
    let position = (!ballot.terms.rule.is_choice()).then_some(Position::For);
    let event = BallotCast { on: ballot.entry, position, choices: Vec::new(), reason: None };
    story.force(Author::Participant(who), event);
    Some(Lie::told(story))
}

fn put_in(mut story: Story, kind: Kind, chance: &mut Chance) -> Option<Lie> {
    let signs = kind == VoteInSignersName;
    let people: Vec<_> = story
        .process
        .participants
        .iter()
        .filter(|person| person.key.is_some() == signs && person.source_id.is_none())
        .map(|person| person.id)
        .collect();
    let who = chance.pick(&people)?;
    let on = chance.pick(&story.process.visible_statements().map(|one| one.id).collect::<Vec<_>>())?;
    story.force(Author::Participant(who), Voted { statement: on, value: chance.pick(Vote::ALL)? });
    Some(Lie::told(story))
}

fn admitted(name: &str) -> Admitted {
    Admitted {
        pseudonym: Pseudonym::new(name).unwrap(),
        group: None,
        country: None,
        key: None,
        verified: false,
        reason: Some("known to the office".into()),
        invitation: None,
        application: None,
        code: None,
        source_id: None,
        source_text: None,
    }
}

fn invented(mut story: Story, chance: &mut Chance) -> Option<Lie> {
    let on = chance.pick(&story.process.visible_statements().map(|one| one.id).collect::<Vec<_>>())?;
    let entry = story.force(Author::Operator, admitted("ghost"));
    story.force(Author::Participant(ParticipantId(entry)), Voted { statement: on, value: Vote::Agree });
    Some(Lie::told(story))
}

fn result_altered(mut story: Story, chance: &mut Chance) -> Option<Lie> {
    let place = chance.pick(&places(&story, |kind, _| kind == "result"))?;
    if chance.one_in(2) {
        story.set(place, "output", Value::text(Digest::of(b"nice").to_string()));
    } else {
        let mut figures = story.entries[place].body.get("figures")?.as_object()?.clone();
        let name = chance.pick(&figures.keys().cloned().collect::<Vec<_>>())?;
        let said = figures.get(&name)?.as_integer()?;
        figures.insert(name, Value::Integer(said + 1 + chance.below(100) as i64));
        story.set(place, "figures", Value::Object(figures));
    }
    Some(Lie::told(story))
}

fn decision_altered(mut story: Story, chance: &mut Chance) -> Option<Lie> {
    let place = chance.pick(&places(&story, |kind, _| kind == "decision"))?;
    if chance.one_in(2) {
        let outcome = chance.pick(Resolution::ALL)?;
        story.set(place, "outcome", Value::text(outcome.as_str()));
    } else {
        story.set(place, "result", Value::Integer(chance.below(place) as i64));
    }
    Some(Lie::told(story))
}

/// Lies about the texts beside the record.
fn texts(story: Story, kind: Kind, chance: &mut Chance) -> Option<Lie> {
    let may = |digest: &Digest| story.process.ledger.may_read(digest, maru_forum::Reading::Anyone);
    let shown: Vec<String> = story.contents.keys().filter(|digest| may(digest)).map(addenda::path).collect();
    let hidden: Vec<_> = story.contents.iter().filter(|(digest, _)| !may(digest)).collect();
    let files: Box<dyn Fn(&mut Files) + Send + Sync> = match kind {
        TextHidden => {
            let path = chance.pick(&shown)?;
            Box::new(move |files| drop(files.remove(&path)))
        }
        TextsSwapped => {
            let (one, other) = (chance.pick(&shown)?, chance.pick(&shown)?);
            if one == other {
                return None;
            }
            Box::new(move |files| {
                let (first, second) = (files[&one].clone(), files[&other].clone());
                files.insert(one.clone(), second);
                files.insert(other.clone(), first);
            })
        }
        TextChanged => {
            let path = chance.pick(&shown)?;
            let place = chance.next();
            Box::new(move |files| {
                if let Some(bytes) = files.get_mut(&path) {
                    let place = (place % bytes.len() as u64) as usize;
                    bytes[place] ^= 1;
                }
            })
        }
        _ => {
            let (digest, bytes) = chance.pick(&hidden)?;
            let (path, bytes) = (addenda::path(digest), bytes.clone());
            Box::new(move |files| drop(files.insert(path.clone(), bytes.clone())))
        }
    };
    Some(Lie { files, ..Lie::told(story) })
}

/// Tells the whole history as if one act had never been: every number after it is moved, and every result computed anew.
fn retold_without(mut story: Story, chance: &mut Chance) -> Lie {
    let gone = 1 + chance.below(story.entries.len() - 1);
    let left = story.entries.remove(gone);
    let author = number(&left.body, "a");
    let before = number(&left.body, "p");
    for entry in &mut story.entries[gone..] {
        let Value::Object(members) = &mut entry.body else { continue };
        let same_author = author.is_some() && members.get("a").and_then(Value::as_integer) == author;
        if same_author && let Some(count) = members.get("n").and_then(Value::as_integer) {
            members.insert("n".to_owned(), Value::Integer(count - 1));
            if members.get("p").and_then(Value::as_integer) == Some(gone as i64)
                && let Some(before) = before
            {
                members.insert("p".to_owned(), Value::Integer(before));
            }
        }
        renumber(members, gone as i64);
    }
    results_anew(&mut story);
    Lie::told(story)
}

fn renumber(members: &mut std::collections::BTreeMap<String, Value>, gone: i64) {
    let moved = |at: i64| if at > gone { at - 1 } else { at };
    for name in
        ["a", "p", "statement", "entry", "holder", "from", "draft", "result", "entries", "answer", "remark"]
    {
        if let Some(at) = members.get(name).and_then(Value::as_integer) {
            members.insert(name.to_owned(), Value::Integer(moved(at)));
        }
    }
    if let Some(on) = members.get("on").and_then(Value::as_list) {
        let on: Vec<_> =
            on.iter().filter_map(Value::as_integer).map(|at| Value::Integer(moved(at))).collect();
        members.insert("on".to_owned(), Value::list(on));
    }
}

/// From the beginning, somebody is said to have joined without a key, and the node answers for all that they did.
fn key_taken_away(mut story: Story, chance: &mut Chance) -> Option<Lie> {
    let place = chance.pick(&places(&story, |kind, body| kind == "admit" && body.get("key").is_some()))?;
    story.set(place, "key", None);
    for act in places(&story, |_, body| number(body, "a") == Some(place as i64)) {
        story.set(act, "sig", None);
        story.set(act, "by", Value::text("node"));
    }
    Some(Lie::told(story))
}

fn judged(mut story: Story, chance: &mut Chance) -> Option<Lie> {
    let offices = &story.process.offices;
    let people: Vec<_> = story
        .process
        .participants
        .iter()
        .filter(|person| person.key.is_none() && !offices.may_act_as(person.id, Office::Moderator))
        .map(|person| person.id)
        .collect();
    let who = chance.pick(&people)?;
    let on: StatementId =
        chance.pick(&story.process.statements.iter().map(|one| one.id).collect::<Vec<_>>())?;
    let (reason, rule) = ("as the rules say".into(), "1".into());
    story.force(
        Author::Participant(who),
        ModerationRuled { on: vec![on.0], verdict: Verdict::Rejected, reason, rule },
    );
    Some(Lie::told(story))
}

fn charter_altered(mut story: Story, chance: &mut Chance) -> Option<Lie> {
    let place = chance.pick(&places(&story, |kind, _| kind == "genesis" || kind == "rule"))?;
    let recorded = decode(&story.entries[place]).ok()?;
    let quorum = 1 + chance.below(5) as u32;
    let later = chance.below(100) as i64;
    let alter = |charter: &mut maru_forum::Charter| {
        charter.decides.quorum_people = quorum;
        charter.phases[1].opens = charter.phases[1].opens.saturating_add(jiff::Span::new().days(later));
    };
    let event = match recorded.event.clone() {
        Event::Genesis(mut genesis) => {
            alter(&mut genesis.charter);
            Event::Genesis(genesis)
        }
        Event::CharterChanged(mut changed) => {
            alter(&mut changed.charter);
            Event::CharterChanged(changed)
        }
        _ => return None,
    };
    story.entries[place] = encode(&Recorded { event, ..recorded });
    Some(Lie::told(story))
}

/// A decision before its phase, or after the end: now, if now is not the time for one.
fn decided(mut story: Story) -> Option<Lie> {
    let result = story.process.results.last()?.entry;
    let day = maru_forum::Moment(story.now + 1).day();
    let is_time = matches!(story.process.stage, maru_forum::Stage::Open(_))
        && story.process.charter.allows(maru_forum::PhaseAct::Decide, day);
    if is_time {
        return None;
    }
    let text = story.words(&format!("A resolution of {}.", story.now));
    story.force(Author::Operator, Decided { outcome: Resolution::Rejected, result, draft: None, text });
    Some(Lie::told(story))
}

/// Other words, with their digest, for what somebody without a key has said.
fn words_replaced(mut story: Story, chance: &mut Chance) -> Option<Lie> {
    let place = chance.pick(&places(&story, |kind, body| kind == "statement" && !is_signed(body)))?;
    let recorded = decode(&story.entries[place]).ok()?;
    let Event::Stated(mut stated) = recorded.event.clone() else { return None };
    let (words, content) = words_of("What was never said.", stated.text.language.as_str(), [9; 32]);
    story.contents.remove(&stated.text.digest);
    story.contents.insert(words.digest, content.bytes());
    stated.text = words;
    story.entries[place] = encode(&Recorded { event: stated.into(), ..recorded });
    Some(Lie::told(story))
}

fn office_invented(mut story: Story, chance: &mut Chance) -> Option<Lie> {
    let people: Vec<_> = story.process.participants.iter().map(|person| person.id).collect();
    let holder = chance.pick(&people)?;
    let office = chance.pick(Office::ALL)?;
    let reason = "agreed with everyone".into();
    story.force(Author::Operator, OfficeChanged { holder, office, granted: true, reason });
    Some(Lie::told(story))
}
