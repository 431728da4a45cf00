//! Trust as a file (c2sp.org/tlog-policy): which records, which witnesses, and how many of them must have signed.

use crate::checkpoint::SignedCheckpoint;
use crate::key::{Algorithm, VerifierKey};
use crate::note::{KeyName, NoteError};

/// The longest policy file that is read.
pub const MAX_POLICY_BYTES: usize = 1024 * 1024;
/// The most logs, witnesses and groups together.
pub const MAX_DEFINITIONS: usize = 1024;

const NO_QUORUM: &[u8] = b"none";

/// A record that the policy trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyLog {
    /// Its key; the key's name is the record's origin.
    pub key: VerifierKey,
    /// Where it is, if the policy says so.
    pub url: Option<String>,
}

/// A witness that the policy knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyWitness {
    /// Its name within this policy.
    pub name: String,
    /// The key by which its cosignatures are checked.
    pub key: VerifierKey,
    /// Where it is, if the policy says so.
    pub url: Option<String>,
}

/// Who has to have signed a checkpoint for it to count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    quorum: Option<Member>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Group {
    threshold: usize,
    members: Vec<Member>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Witness(usize),
    Group(usize),
}

/// What is wrong with a policy file, and in which line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Longer than [`MAX_POLICY_BYTES`], or with more than [`MAX_DEFINITIONS`].
    #[error("the policy is too large")]
    TooLarge,
    /// A control character other than tab and line feed.
    #[error("line {0}: control characters are not allowed")]
    Control(usize),
    /// The line does not begin with a known word, or has too few or too many parts.
    #[error("line {0}: expected log, witness, group or quorum with its parts")]
    Line(usize),
    /// A key that cannot be read.
    #[error("line {line}: {error}")]
    Key {
        /// The line, counted from one.
        line: usize,
        /// What is wrong with the key.
        error: NoteError,
    },
    /// A key of a kind that does not fit the role.
    #[error("line {0}: a key of this kind cannot have this role")]
    Role(usize),
    /// The same key stands in an earlier line.
    #[error("line {0}: this key stands in an earlier line")]
    DuplicateKey(usize),
    /// The same name twice, or the reserved one.
    #[error("line {0}: this name is taken")]
    DuplicateName(usize),
    /// A name that no earlier line defines.
    #[error("line {0}: a name is used that no earlier line defines")]
    Unknown(usize),
    /// A member of two groups.
    #[error("line {0}: a name may be a member of one group only")]
    SecondGroup(usize),
    /// A threshold that is no number from one to the number of members.
    #[error("line {0}: the threshold must be all, any, or a number from one to the number of members")]
    Threshold(usize),
    /// Not exactly one quorum line.
    #[error("a policy has exactly one quorum line")]
    Quorum,
}

/// Why a checkpoint does not satisfy a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotTrusted {
    /// The policy knows no record of this origin.
    #[error("the policy knows no record {0}")]
    UnknownOrigin(String),
    /// A known signature fails, or none is there.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The record itself has not signed.
    #[error("the record {0} has not signed this checkpoint")]
    Unsigned(String),
    /// The record has signed, but not with a key of each kind that the policy names.
    #[error("the record {0} has not signed this checkpoint with its {1} key")]
    KindMissing(String, Algorithm),
    /// The policy's quorum is not met.
    #[error(
        "too few witnesses have signed this checkpoint: {seen} of {known} known ones, and the quorum is not met"
    )]
    Quorum {
        /// Witnesses whose signatures fit.
        seen: usize,
        /// Witnesses that the policy knows.
        known: usize,
    },
}

/// A checkpoint that satisfies a policy: who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trusted {
    /// The witnesses whose signatures fit, and when they made them (seconds since 1970).
    pub witnesses: Vec<(KeyName, u64)>,
}

impl Policy {
    /// A policy that trusts these keys of records, and asks for no witness.
    pub fn of_logs(keys: impl IntoIterator<Item = VerifierKey>) -> Self {
        let logs = keys.into_iter().map(|key| PolicyLog { key, url: None }).collect();
        Self { logs, ..Self::default() }
    }

    /// The same policy without the records' keys of one kind: for a compact receipt, which leaves the post-quantum lines out.
    #[must_use]
    pub fn without(&self, kind: Algorithm) -> Self {
        let mut fewer = self.clone();
        fewer.logs.retain(|log| log.key.algorithm() != kind);
        fewer
    }

    /// Reads a policy file (c2sp.org/tlog-policy); errors name the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        if bytes.len() > MAX_POLICY_BYTES {
            return Err(PolicyError::TooLarge);
        }
        let mut reader = Reader::default();
        for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
            reader.line(number + 1, line)?;
        }
        if reader.has_quorum { Ok(reader.policy) } else { Err(PolicyError::Quorum) }
    }

    /// The records that the policy trusts.
    pub fn logs(&self) -> &[PolicyLog] {
        &self.logs
    }

    /// The witnesses that the policy knows.
    pub fn witnesses(&self) -> &[PolicyWitness] {
        &self.witnesses
    }

    /// The keys that the policy trusts for the record of this origin.
    pub fn log_keys<'a>(&'a self, origin: &'a str) -> impl Iterator<Item = &'a VerifierKey> {
        self.logs.iter().map(|log| &log.key).filter(move |key| key.name().as_str() == origin)
    }

    /// Whether the policy asks for any witness.
    pub fn asks_for_witnesses(&self) -> bool {
        self.quorum.is_some()
    }

    /// Checks that the record and a quorum of witnesses have signed: the record with one key of each kind that the policy names of it.
    pub fn check(&self, signed: &SignedCheckpoint) -> Result<Trusted, NotTrusted> {
        let origin = &signed.checkpoint().origin;
        let log_keys: Vec<&VerifierKey> = self.log_keys(origin).collect();
        if log_keys.is_empty() {
            return Err(NotTrusted::UnknownOrigin(origin.clone()));
        }
        let witness_keys = self.witnesses.iter().map(|witness| &witness.key);
        let seen = signed.verify(log_keys.iter().copied().chain(witness_keys))?;
        let by_log: Vec<_> = seen.iter().filter(|seen| log_keys.contains(&seen.key)).collect();
        if by_log.is_empty() {
            return Err(NotTrusted::Unsigned(origin.clone()));
        }
        let lacks = |key: &&&VerifierKey| !by_log.iter().any(|seen| seen.key.algorithm() == key.algorithm());
        if let Some(key) = log_keys.iter().find(lacks) {
            return Err(NotTrusted::KindMissing(origin.clone(), key.algorithm()));
        }
        let witness = |key| self.witnesses.iter().any(|witness| &witness.key == key);
        let witnesses: Vec<_> = seen.iter().filter(|seen| witness(seen.key)).collect();
        let has_signed = |number: usize| witnesses.iter().any(|seen| *seen.key == self.witnesses[number].key);
        if !self.quorum.is_none_or(|member| self.is_met(member, &has_signed)) {
            return Err(NotTrusted::Quorum { seen: witnesses.len(), known: self.witnesses.len() });
        }
        let named = witnesses.iter().map(|seen| (seen.key.name().clone(), seen.time.unwrap_or_default()));
        Ok(Trusted { witnesses: named.collect() })
    }

    /// Groups refer only to earlier ones, so this ends.
    fn is_met(&self, member: Member, has_signed: &impl Fn(usize) -> bool) -> bool {
        match member {
            Member::Witness(number) => has_signed(number),
            Member::Group(number) => {
                let group = &self.groups[number];
                group.members.iter().filter(|member| self.is_met(**member, has_signed)).count()
                    >= group.threshold
            }
        }
    }
}

#[derive(Default)]
struct Reader {
    policy: Policy,
    names: Vec<(Vec<u8>, Member)>,
    grouped: Vec<Member>,
    has_quorum: bool,
}

impl Reader {
    fn line(&mut self, number: usize, line: &[u8]) -> Result<(), PolicyError> {
        if line.iter().any(|&byte| (byte < 0x20 && byte != b'\t') || byte == 0x7f) {
            return Err(PolicyError::Control(number));
        }
        let words: Vec<&[u8]> =
            line.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Ok(()),
            [comment, ..] if comment[0] == b'#' => Ok(()),
            [b"log", key, url @ ..] if url.len() <= 1 => self.log(number, key, url.first().copied()),
            [b"witness", name, key, url @ ..] if url.len() <= 1 => {
                self.witness(number, name, key, url.first().copied())
            }
            [b"group", name, threshold, members @ ..] if !members.is_empty() => {
                self.group(number, name, threshold, members)
            }
            [b"quorum", name] => self.set_quorum(number, name),
            _ => Err(PolicyError::Line(number)),
        }
    }

    fn log(&mut self, line: usize, key: &[u8], url: Option<&[u8]>) -> Result<(), PolicyError> {
        let key = read_key(line, key)?;
        if key.algorithm() == Algorithm::Ed25519Cosignature {
            return Err(PolicyError::Role(line));
        }
        if self.policy.logs.iter().any(|log| log.key.public_bytes() == key.public_bytes()) {
            return Err(PolicyError::DuplicateKey(line));
        }
        self.policy.logs.push(PolicyLog { key, url: url.map(lossy) });
        self.bound()
    }

    fn witness(
        &mut self,
        line: usize,
        name: &[u8],
        key: &[u8],
        url: Option<&[u8]>,
    ) -> Result<(), PolicyError> {
        let key = read_key(line, key)?;
        if key.algorithm() == Algorithm::Ed25519 {
            return Err(PolicyError::Role(line));
        }
        if self.policy.witnesses.iter().any(|witness| witness.key.public_bytes() == key.public_bytes()) {
            return Err(PolicyError::DuplicateKey(line));
        }
        self.define(line, name, Member::Witness(self.policy.witnesses.len()))?;
        self.policy.witnesses.push(PolicyWitness { name: lossy(name), key, url: url.map(lossy) });
        self.bound()
    }

    fn group(&mut self, line: usize, name: &[u8], k: &[u8], members: &[&[u8]]) -> Result<(), PolicyError> {
        let mut found = Vec::with_capacity(members.len());
        for member in members {
            let member = self.find(line, member)?;
            if self.grouped.contains(&member) {
                return Err(PolicyError::SecondGroup(line));
            }
            self.grouped.push(member);
            found.push(member);
        }
        let threshold = match k {
            b"all" => Some(found.len()),
            b"any" => Some(1),
            k => std::str::from_utf8(k)
                .ok()
                .and_then(|k| crate::wire::decimal(k, found.len() as u64))
                .map(|k| k as usize),
        };
        let threshold = threshold.filter(|k| *k >= 1).ok_or(PolicyError::Threshold(line))?;
        self.define(line, name, Member::Group(self.policy.groups.len()))?;
        self.policy.groups.push(Group { threshold, members: found });
        self.bound()
    }

    fn set_quorum(&mut self, line: usize, name: &[u8]) -> Result<(), PolicyError> {
        if std::mem::replace(&mut self.has_quorum, true) {
            return Err(PolicyError::Quorum);
        }
        self.policy.quorum = if name == NO_QUORUM { None } else { Some(self.find(line, name)?) };
        Ok(())
    }

    fn define(&mut self, line: usize, name: &[u8], member: Member) -> Result<(), PolicyError> {
        if name == NO_QUORUM || self.names.iter().any(|(taken, _)| taken == name) {
            return Err(PolicyError::DuplicateName(line));
        }
        self.names.push((name.to_vec(), member));
        Ok(())
    }

    fn find(&self, line: usize, name: &[u8]) -> Result<Member, PolicyError> {
        let found = self.names.iter().find(|(known, _)| known == name);
        found.map(|(_, member)| *member).ok_or(PolicyError::Unknown(line))
    }

    fn bound(&self) -> Result<(), PolicyError> {
        let definitions = self.policy.logs.len() + self.names.len();
        if definitions > MAX_DEFINITIONS { Err(PolicyError::TooLarge) } else { Ok(()) }
    }
}

fn read_key(line: usize, text: &[u8]) -> Result<VerifierKey, PolicyError> {
    let text = std::str::from_utf8(text).map_err(|_| PolicyError::Key { line, error: NoteError::Key })?;
    text.parse().map_err(|error| PolicyError::Key { line, error })
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
