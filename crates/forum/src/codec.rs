//! Events to entries and back. The bytes are kept for ever, so every type has golden bytes in the tests.
//!
//! Common fields (`docs/record.md`): `v` version of this format, `t` type, `ts` seconds, `a` author (number of the
//! admitting entry) or `role` for the operator, `n` how many acts the author did before, `p` the author's previous
//! entry, `by` who signs (`node`, or `self` with `sig`).

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use maru_record::{Digest, Entry, Value};
use thiserror::Error;

use crate::charter::Charter;
use crate::event::{Author, Event};
use crate::id::{EntryNumber, GroupId, Moment, ParticipantId, Pseudonym, StatementId};
use crate::moderation::Verdict;
use crate::participant::Role;
use crate::vote::Vote;

/// Version of the entry format, field `v`.
pub const FORMAT_VERSION: i64 = 1;

/// An event as it stands in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// When the node took it.
    pub at: Moment,
    /// Whose act it is.
    pub author: Author,
    /// How many entries the author made before, and the last of them; absent for the operator and for admissions.
    pub chain: Option<(u32, EntryNumber)>,
    /// The author's own signature; without one the node answers for the entry.
    pub signature: Option<[u8; 64]>,
    /// What happened.
    pub event: Event,
}

/// Why an entry is not understood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CodecError {
    /// The bytes are no entry.
    #[error("not an entry: {0}")]
    Entry(String),
    /// A field is absent or of the wrong kind.
    #[error("field “{field}” of a “{kind}” entry is absent or not {wanted}")]
    Field {
        /// Entry type.
        kind: String,
        /// Field name.
        field: &'static str,
        /// What it should be.
        wanted: &'static str,
    },
    /// A type that this version does not know.
    #[error("entry type “{0}” is not known")]
    UnknownType(String),
    /// The entry is of another format version.
    #[error("entry format version {0} is not known")]
    UnknownVersion(i64),
    /// The number of digests does not fit the type.
    #[error("a “{0}” entry has the wrong number of contents")]
    Contents(String),
    /// There is a field that no entry of this type has.
    #[error("a “{kind}” entry has fields that its type does not know")]
    Surplus {
        /// Entry type.
        kind: String,
    },
}

/// The entry of an event, ready for the record.
pub fn encode(recorded: &Recorded) -> Entry {
    let mut fields = Writer::default();
    fields.integer("v", FORMAT_VERSION);
    fields.integer("ts", recorded.at.0);
    match recorded.author {
        Author::Operator => fields.text("role", "operator"),
        Author::Participant(id) => fields.number("a", id.0),
    }
    if let Some((count, previous)) = recorded.chain {
        fields.integer("n", i64::from(count));
        fields.number("p", previous);
    }
    fields.text("by", if recorded.signature.is_some() { "self" } else { "node" });
    if let Some(signature) = &recorded.signature {
        fields.text("sig", &BASE64.encode(signature));
    }
    fields.text("t", type_name(&recorded.event));
    write_event(&mut fields, &recorded.event);
    Entry { body: Value::Object(fields.0), addenda: recorded.event.contents() }
}

/// The event of an entry.
pub fn decode(entry: &Entry) -> Result<Recorded, CodecError> {
    let Value::Object(object) = &entry.body else {
        return Err(CodecError::Entry("the top is not an object".into()));
    };
    let kind = match object.get("t") {
        Some(Value::Text(kind)) => kind.clone(),
        _ => return Err(CodecError::Field { kind: "?".into(), field: "t", wanted: "a text" }),
    };
    let mut fields = Reader { kind: &kind, object, used: 1 };
    let version = fields.integer("v")?;
    if version != FORMAT_VERSION {
        return Err(CodecError::UnknownVersion(version));
    }
    let at = Moment(fields.integer("ts")?);
    let author = match fields.optional_number("a")? {
        Some(number) => Author::Participant(ParticipantId(number)),
        None if fields.text("role")? == "operator" => Author::Operator,
        None => return Err(fields.fault("role", "“operator”")),
    };
    let chain = match fields.optional_integer("n")? {
        Some(count) => {
            let count = u32::try_from(count).map_err(|_| fields.fault("n", "a count"))?;
            Some((count, fields.number("p")?))
        }
        None => None,
    };
    let signature = read_signature(&mut fields)?;
    let event = read_event(&mut fields, &entry.addenda)?;
    fields.finish()?;
    if event.contents().len() != entry.addenda.len() {
        return Err(CodecError::Contents(kind));
    }
    Ok(Recorded { at, author, chain, signature, event })
}

fn read_signature(fields: &mut Reader<'_>) -> Result<Option<[u8; 64]>, CodecError> {
    match fields.text("by")? {
        "node" => Ok(None),
        "self" => {
            let text = fields.text("sig")?;
            let bytes = BASE64.decode(text).map_err(|_| fields.fault("sig", "base64"))?;
            Ok(Some(bytes.try_into().map_err(|_| fields.fault("sig", "64 bytes"))?))
        }
        _ => Err(fields.fault("by", "“node” or “self”")),
    }
}

fn type_name(event: &Event) -> &'static str {
    match event {
        Event::Genesis { .. } => "genesis",
        Event::CharterChanged { .. } => "rule",
        Event::StageChanged { .. } => "stage",
        Event::SourceNamed { .. } => "source",
        Event::Admitted { .. } => "admit",
        Event::Stated { .. } => "statement",
        Event::Translated { .. } => "translation",
        Event::Voted { .. } => "vote",
        Event::Moderated { .. } => "mod",
        Event::DraftPublished { .. } => "draft",
        Event::ResultPublished { .. } => "result",
        Event::Decided { .. } => "decision",
        Event::Redacted { .. } => "redact",
    }
}

fn write_event(fields: &mut Writer, event: &Event) {
    match event {
        Event::Genesis { origin, charter } => {
            fields.text("origin", origin);
            fields.value("charter", charter_value(charter));
        }
        Event::CharterChanged { charter, reason } => {
            fields.value("charter", charter_value(charter));
            fields.text("reason", reason);
        }
        Event::StageChanged { open, reason } => {
            fields.text("stage", if *open { "open" } else { "closed" });
            fields.text("reason", reason);
        }
        Event::SourceNamed { name, url, licence, description } => {
            fields.text("name", name);
            fields.text("url", url);
            fields.text("licence", licence);
            fields.text("description", description);
        }
        Event::Admitted { .. } => write_admitted(fields, event),
        Event::Stated { language, length, source_id, source_time, .. } => {
            fields.text("language", language.as_str());
            fields.integer("length", i64::from(*length));
            fields.optional_integer("source_id", source_id.map(|id| id as i64));
            fields.optional_integer("source_time", *source_time);
        }
        Event::Translated { statement, language, translator, .. } => {
            fields.number("statement", statement.0);
            fields.text("language", language.as_str());
            fields.text("translator", translator);
        }
        Event::Voted { statement, vote, source_time } => {
            fields.number("statement", statement.0);
            fields.text("value", vote.as_str());
            fields.optional_integer("source_time", *source_time);
        }
        Event::Moderated { statement, verdict, reason, rule } => {
            fields.number("statement", statement.0);
            fields.text("verdict", verdict.as_str());
            fields.text("reason", reason);
            fields.text("rule", rule);
        }
        Event::DraftPublished { version, texts, reason } => {
            fields.integer("version", i64::from(*version));
            let languages = texts.iter().map(|(language, _)| Value::Text(language.to_string())).collect();
            fields.value("languages", Value::List(languages));
            fields.text("reason", reason);
        }
        Event::ResultPublished { .. } => write_result(fields, event),
        Event::Decided { outcome, result, language, .. } => {
            fields.text("outcome", outcome);
            fields.optional_integer("result", result.map(|entry| entry.0 as i64));
            fields.text("language", language.as_str());
        }
        Event::Redacted { entry, reason, ground } => {
            fields.number("entry", *entry);
            fields.text("reason", reason);
            fields.text("ground", ground);
        }
    }
}

fn write_admitted(fields: &mut Writer, event: &Event) {
    let Event::Admitted { pseudonym, role, group, country, key, verified, source_id } = event else { return };
    fields.text("pseudonym", pseudonym.as_str());
    fields.text("role_in_process", role.as_str());
    fields.optional_text("group", group.as_ref().map(|group| group.0.as_str()));
    fields.optional_text("country", country.as_ref().map(crate::id::CountryCode::as_str));
    fields.optional_text("key", key.map(|key| BASE64.encode(key)).as_deref());
    fields.value("verified", Value::Bool(*verified));
    fields.optional_integer("source_id", source_id.map(|id| id as i64));
}

fn write_result(fields: &mut Writer, event: &Event) {
    let Event::ResultPublished { kind, entries, algorithm, output, figures } = event else { return };
    fields.text("kind", kind);
    fields.integer("entries", *entries as i64);
    fields.text("algorithm", algorithm);
    fields.text("output", &output.to_string());
    let figures = figures.iter().map(|(name, value)| (name.clone(), Value::Integer(*value))).collect();
    fields.value("figures", Value::Object(figures));
}

fn read_event(fields: &mut Reader<'_>, addenda: &[Digest]) -> Result<Event, CodecError> {
    Ok(match fields.kind {
        "genesis" => {
            Event::Genesis { origin: fields.text("origin")?.into(), charter: Box::new(fields.charter()?) }
        }
        "rule" => Event::CharterChanged {
            charter: Box::new(fields.charter()?),
            reason: fields.text("reason")?.into(),
        },
        "stage" => Event::StageChanged {
            open: match fields.text("stage")? {
                "open" => true,
                "closed" => false,
                _ => return Err(fields.fault("stage", "“open” or “closed”")),
            },
            reason: fields.text("reason")?.into(),
        },
        "source" => Event::SourceNamed {
            name: fields.text("name")?.into(),
            url: fields.text("url")?.into(),
            licence: fields.text("licence")?.into(),
            description: fields.text("description")?.into(),
        },
        "admit" => read_admitted(fields)?,
        "statement" => Event::Stated {
            language: fields.language()?,
            length: fields.integer("length")?.try_into().map_err(|_| fields.fault("length", "a count"))?,
            content: fields.only_content(addenda)?,
            source_id: fields.optional_integer("source_id")?.map(|id| id as u64),
            source_time: fields.optional_integer("source_time")?,
        },
        "translation" => Event::Translated {
            statement: StatementId(fields.number("statement")?),
            language: fields.language()?,
            translator: fields.text("translator")?.into(),
            content: fields.only_content(addenda)?,
        },
        "vote" => Event::Voted {
            statement: StatementId(fields.number("statement")?),
            vote: Vote::from_name(fields.text("value")?).ok_or_else(|| fields.fault("value", "a vote"))?,
            source_time: fields.optional_integer("source_time")?,
        },
        "mod" => Event::Moderated {
            statement: StatementId(fields.number("statement")?),
            verdict: Verdict::from_name(fields.text("verdict")?)
                .ok_or_else(|| fields.fault("verdict", "a verdict"))?,
            reason: fields.text("reason")?.into(),
            rule: fields.text("rule")?.into(),
        },
        "draft" => read_draft(fields, addenda)?,
        "result" => read_result(fields)?,
        "decision" => Event::Decided {
            outcome: fields.text("outcome")?.into(),
            result: fields.optional_number("result")?,
            language: fields.language()?,
            content: fields.only_content(addenda)?,
        },
        "redact" => Event::Redacted {
            entry: fields.number("entry")?,
            reason: fields.text("reason")?.into(),
            ground: fields.text("ground")?.into(),
        },
        other => return Err(CodecError::UnknownType(other.to_owned())),
    })
}

fn read_admitted(fields: &mut Reader<'_>) -> Result<Event, CodecError> {
    let name = fields.text("pseudonym")?;
    // A name that would be tidied when it is read could stand beside its tidy twin in the record.
    let pseudonym = Pseudonym::new(name).ok().filter(|pseudonym| pseudonym.as_str() == name);
    let pseudonym = pseudonym.ok_or_else(|| fields.fault("pseudonym", "a pseudonym"))?;
    let role = Role::from_name(fields.text("role_in_process")?)
        .ok_or_else(|| fields.fault("role_in_process", "a role"))?;
    let country = match fields.optional_text("country")? {
        Some(code) => Some(code.parse().map_err(|_| fields.fault("country", "a country code"))?),
        None => None,
    };
    let key = match fields.optional_text("key")? {
        Some(text) => {
            let bytes = BASE64.decode(text).map_err(|_| fields.fault("key", "base64"))?;
            Some(bytes.try_into().map_err(|_| fields.fault("key", "32 bytes"))?)
        }
        None => None,
    };
    Ok(Event::Admitted {
        pseudonym,
        role,
        group: fields.optional_text("group")?.map(|group| GroupId(group.to_owned())),
        country,
        key,
        verified: fields.flag("verified")?,
        source_id: fields.optional_integer("source_id")?.map(|id| id as u64),
    })
}

fn read_draft(fields: &mut Reader<'_>, addenda: &[Digest]) -> Result<Event, CodecError> {
    let Value::List(names) = fields.value("languages")? else {
        return Err(fields.fault("languages", "a list"));
    };
    if names.len() != addenda.len() {
        return Err(CodecError::Contents(fields.kind.to_owned()));
    }
    let mut texts = Vec::with_capacity(names.len());
    for (name, digest) in names.iter().zip(addenda) {
        let Value::Text(name) = name else { return Err(fields.fault("languages", "a list of texts")) };
        texts.push((name.parse().map_err(|_| fields.fault("languages", "language tags"))?, *digest));
    }
    Ok(Event::DraftPublished {
        version: fields.integer("version")?.try_into().map_err(|_| fields.fault("version", "a count"))?,
        texts,
        reason: fields.text("reason")?.into(),
    })
}

fn read_result(fields: &mut Reader<'_>) -> Result<Event, CodecError> {
    let Value::Object(object) = fields.value("figures")? else {
        return Err(fields.fault("figures", "an object"));
    };
    let mut figures = Vec::with_capacity(object.len());
    for (name, value) in object {
        let Value::Integer(value) = value else {
            return Err(fields.fault("figures", "an object of integers"));
        };
        figures.push((name.clone(), *value));
    }
    Ok(Event::ResultPublished {
        kind: fields.text("kind")?.into(),
        entries: fields.number("entries")?.0,
        algorithm: fields.text("algorithm")?.into(),
        output: fields
            .text("output")?
            .parse()
            .map_err(|_| fields.fault("output", "a SHA-256 in hexadecimal"))?,
        figures,
    })
}

fn charter_value(charter: &Charter) -> Value {
    // Serialising a charter to JSON cannot fail: it has text keys only, and no number that JSON lacks.
    json_to_value(serde_json::to_value(charter).unwrap_or_default())
}

fn json_to_value(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::Object(BTreeMap::new()),
        serde_json::Value::Bool(flag) => Value::Bool(flag),
        serde_json::Value::Number(number) => Value::Integer(number.as_i64().unwrap_or_default()),
        serde_json::Value::String(text) => Value::Text(crate::language::normalised(&text)),
        serde_json::Value::Array(items) => Value::List(items.into_iter().map(json_to_value).collect()),
        serde_json::Value::Object(map) => {
            Value::Object(map.into_iter().map(|(k, v)| (k, json_to_value(v))).collect())
        }
    }
}

fn value_to_json(value: &Value) -> serde_json::Value {
    match value {
        Value::Bool(flag) => (*flag).into(),
        Value::Integer(number) => (*number).into(),
        Value::Text(text) => text.clone().into(),
        Value::List(items) => items.iter().map(value_to_json).collect(),
        Value::Object(map) => {
            serde_json::Value::Object(map.iter().map(|(k, v)| (k.clone(), value_to_json(v))).collect())
        }
    }
}

#[derive(Default)]
struct Writer(BTreeMap<String, Value>);

impl Writer {
    fn value(&mut self, name: &str, value: Value) {
        self.0.insert(name.to_owned(), value);
    }

    fn integer(&mut self, name: &str, number: i64) {
        self.value(name, Value::Integer(number));
    }

    fn number(&mut self, name: &str, entry: EntryNumber) {
        self.integer(name, entry.0 as i64);
    }

    fn text(&mut self, name: &str, text: &str) {
        self.value(name, Value::Text(crate::language::normalised(text)));
    }

    fn optional_integer(&mut self, name: &str, number: Option<i64>) {
        if let Some(number) = number {
            self.integer(name, number);
        }
    }

    fn optional_text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }
}

/// Reads fields by name and counts them, so that [`Reader::finish`] can refuse what nobody asked for.
struct Reader<'a> {
    kind: &'a str,
    object: &'a BTreeMap<String, Value>,
    used: usize,
}

impl<'a> Reader<'a> {
    fn fault(&self, field: &'static str, wanted: &'static str) -> CodecError {
        CodecError::Field { kind: self.kind.to_owned(), field, wanted }
    }

    fn optional(&mut self, field: &str) -> Option<&'a Value> {
        let value = self.object.get(field)?;
        self.used += 1;
        Some(value)
    }

    fn value(&mut self, field: &'static str) -> Result<&'a Value, CodecError> {
        self.optional(field).ok_or_else(|| self.fault(field, "there"))
    }

    fn optional_integer(&mut self, field: &'static str) -> Result<Option<i64>, CodecError> {
        match self.optional(field) {
            None => Ok(None),
            Some(Value::Integer(number)) => Ok(Some(*number)),
            Some(_) => Err(self.fault(field, "an integer")),
        }
    }

    fn integer(&mut self, field: &'static str) -> Result<i64, CodecError> {
        self.optional_integer(field)?.ok_or_else(|| self.fault(field, "an integer"))
    }

    fn optional_number(&mut self, field: &'static str) -> Result<Option<EntryNumber>, CodecError> {
        match self.optional_integer(field)? {
            None => Ok(None),
            Some(number) => {
                Ok(Some(EntryNumber(number.try_into().map_err(|_| self.fault(field, "an entry number"))?)))
            }
        }
    }

    fn number(&mut self, field: &'static str) -> Result<EntryNumber, CodecError> {
        self.optional_number(field)?.ok_or_else(|| self.fault(field, "an entry number"))
    }

    fn optional_text(&mut self, field: &'static str) -> Result<Option<&'a str>, CodecError> {
        match self.optional(field) {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(_) => Err(self.fault(field, "a text")),
        }
    }

    fn text(&mut self, field: &'static str) -> Result<&'a str, CodecError> {
        self.optional_text(field)?.ok_or_else(|| self.fault(field, "a text"))
    }

    fn flag(&mut self, field: &'static str) -> Result<bool, CodecError> {
        match self.value(field)? {
            Value::Bool(flag) => Ok(*flag),
            _ => Err(self.fault(field, "true or false")),
        }
    }

    fn language(&mut self) -> Result<crate::Language, CodecError> {
        self.text("language")?.parse().map_err(|_| self.fault("language", "a language tag"))
    }

    fn charter(&mut self) -> Result<Charter, CodecError> {
        let value = self.value("charter")?;
        let charter: Option<Charter> = serde_json::from_value(value_to_json(value)).ok();
        // Only as it would be written: what a reader would drop or add, nobody else would see.
        let exact = charter.filter(|charter| charter_value(charter) == *value);
        exact.ok_or_else(|| self.fault("charter", "a charter"))
    }

    fn only_content(&self, addenda: &[Digest]) -> Result<Digest, CodecError> {
        match addenda {
            [digest] => Ok(*digest),
            _ => Err(CodecError::Contents(self.kind.to_owned())),
        }
    }

    fn finish(&self) -> Result<(), CodecError> {
        if self.used == self.object.len() {
            return Ok(());
        }
        Err(CodecError::Surplus { kind: self.kind.to_owned() })
    }
}
