//! A record of a million votes that their authors signed themselves, made in memory and checked in full: head, tiles,
//! entries, signatures, rules, contents, and the opinion map computed again.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use ed25519_dalek::SigningKey;
use maru_forum::{
    Actor, Admitted, Content, Drafted, EntryNumber, Event, Moment, NextStage, ParticipantId, Process,
    Pseudonym, StageChanged, Stated, StatementId, Vote, Voted, Words, encode,
};
use maru_record::audit::{Expected, audit_bytes};
use maru_record::{Algorithm, Checkpoint, Digest, Edge, Policy, SignedCheckpoint, SignerKey, addenda};
use maru_verify::{Verdict, opinion_map_result, verify};

use super::{ORIGIN, line, per_second};
use crate::crowd::rules;

/// Self-signed votes in the record.
const VOTES: u64 = 1_000_000;
/// Votes per person, one for each statement.
const STATEMENTS: u64 = 500;
/// Entries that are hashed into the tree at once.
const BATCH: usize = 65_536;
/// When everything happens: on one day within the charter's only phase.
const NOW: Moment = Moment(1_780_272_000);

/// A record that grows in memory, entry by entry, as the rules allow.
struct Growing {
    process: Process,
    entries: Vec<Vec<u8>>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Growing {
    fn begin() -> Result<Self> {
        let first = Process::genesis(ORIGIN, serde_json::from_value(rules())?, NOW);
        let process = Process::from_genesis(&first)?;
        Ok(Self { process, entries: vec![encode(&first).encode()?], files: BTreeMap::new() })
    }

    fn add(
        &mut self,
        actor: Actor,
        event: impl Into<Event>,
        key: Option<&SigningKey>,
    ) -> Result<EntryNumber> {
        let number = EntryNumber(self.process.entries);
        let drafted = Drafted { author: None, imported: None, event: event.into() };
        // The place of the signature is held while what it covers is put together.
        let recorded = self.process.record(actor, key.map(|_| [0; 64]), NOW, drafted);
        let mut entry = encode(&recorded);
        if let Some(key) = key {
            entry.sign(ORIGIN, key)?;
        }
        self.process.apply(&recorded)?;
        self.entries.push(entry.encode()?);
        Ok(number)
    }

    fn state(&mut self, number: u64) -> Result<StatementId> {
        let text = format!("Statement {number}");
        let nonce = Digest::of(&number.to_be_bytes()).0;
        let content = Content::new(&nonce, [("language", "en".to_owned()), ("text", text.clone())]);
        self.files.insert(addenda::path(&content.digest()), content.bytes());
        let text = Words {
            digest: content.digest(),
            language: "en".parse()?,
            length: u32::try_from(text.chars().count())?,
        };
        Ok(StatementId(self.add(
            Actor::Operator,
            Stated { text, source_id: None, source_text: None },
            None,
        )?))
    }

    fn join(&mut self, number: u64, key: &SigningKey) -> Result<ParticipantId> {
        let event = Admitted {
            pseudonym: Pseudonym::new(&format!("person-{number}"))?,
            group: None,
            country: None,
            key: Some(key.verifying_key().to_bytes()),
            verified: false,
            reason: None,
            invitation: None,
            application: None,
            code: None,
            source_id: None,
            source_text: None,
        };
        Ok(ParticipantId(self.add(Actor::Operator, event, None)?))
    }

    fn fill(&mut self) -> Result<()> {
        let opened = StageChanged { stage: NextStage::Open, reason: "measuring".into(), cuts: None };
        self.add(Actor::Operator, opened, None)?;
        let statements = (0..STATEMENTS).map(|number| self.state(number)).collect::<Result<Vec<_>>>()?;
        for person in 0..VOTES.div_ceil(STATEMENTS) {
            let key = SigningKey::from_bytes(&Digest::of(&person.to_be_bytes()).0);
            let author = Actor::Participant(self.join(person, &key)?);
            for (place, statement) in (0_u64..).zip(&statements) {
                let answer = (person * 7 + place * 13 + person * place) % Vote::ALL.len() as u64;
                let vote = Vote::ALL[answer as usize];
                self.add(author, Voted { statement: *statement, value: vote }, Some(&key))?;
            }
        }
        let result = opinion_map_result(&self.process).event();
        self.add(Actor::Operator, result, None)?;
        Ok(())
    }

    /// The files as they are published, and who may sign the head.
    fn publish(mut self) -> Result<(BTreeMap<String, Vec<u8>>, Policy)> {
        let key = SignerKey::from_seed(ORIGIN.parse()?, Algorithm::Ed25519, &[1; 32])?;
        let mut edge = Edge::new();
        for batch in self.entries.chunks(BATCH) {
            let writes = edge.append(batch)?.writes;
            self.files.extend(writes.into_iter().map(|write| (write.path, write.bytes)));
        }
        let head = Checkpoint { origin: ORIGIN.to_owned(), size: edge.size(), root: edge.root() };
        let policy = Policy::of_logs([key.verifier().clone()]);
        let signed = SignedCheckpoint::sign(head, &[key], 0)?;
        self.files.insert("checkpoint".to_owned(), signed.to_bytes());
        Ok((self.files, policy))
    }
}

pub(super) fn measure() -> Result<()> {
    let mut growing = Growing::begin().context("beginning the record")?;
    let begun = Instant::now();
    growing.fill()?;
    let entries = growing.entries.len();
    line(&format!("{entries} entries made and signed, one core"), &per_second(entries, begun.elapsed()), "");
    let (files, policy) = growing.publish()?;
    let expected = Expected::new(ORIGIN, &policy);

    let begun = Instant::now();
    let audit = audit_bytes(&files, &expected);
    let time = begun.elapsed();
    ensure!(audit.exit_code() == 0, "the audit: {:?}", audit.findings);
    line("their hashes and tiles checked, in memory", &per_second(entries, time), ">= 1000000/s");

    let begun = Instant::now();
    let report = verify(&files, &expected, |_| {});
    let time = begun.elapsed();
    ensure!(report.verdict == Verdict::Good, "the check: {:?}", report.findings.first());
    ensure!(report.self_signed == VOTES, "only {} votes were self-signed", report.self_signed);
    let what = format!("all ten steps over {VOTES} self-signed votes");
    line(&what, &format!("{:.1} s", time.as_secs_f64()), "<= 60 s");
    Ok(())
}
