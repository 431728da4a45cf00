//! What every kind of entry says of itself, and the macro that makes one list of kinds into the event, its reading, its writing
//! and its dispatch.

use serde::{Deserialize, Serialize};

use crate::charter::PhaseAct;
use crate::field::Fields;
use crate::id::{EntryNumber, Moment, ParticipantId};
use crate::ledger::{Moderated, Voice};
use crate::office_name::Office;
use crate::table::Process;
use crate::violation::Violation;

/// Whose act an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// The host of the node, acting from its command line or by its own rules.
    Operator,
    /// A participant, people who hold an office included.
    Participant(ParticipantId),
}

impl Author {
    /// The participant, unless it is the operator.
    pub fn participant(self) -> Option<ParticipantId> {
        match self {
            Self::Operator => None,
            Self::Participant(id) => Some(id),
        }
    }
}

/// Where an entry comes from that was brought in from another platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The `source` entry that names the place.
    pub source: EntryNumber,
    /// Time there, milliseconds since 1970, where the source has one.
    pub time: Option<i64>,
}

/// Where, when and by whom an entry stands in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) entry: EntryNumber,
    /// When the node took it.
    pub(crate) at: Moment,
    /// Whose act it is.
    pub(crate) author: Author,
    /// Where it was brought in from.
    pub(crate) imported: Option<Imported>,
}

/// Who may do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// The node by its own rules, or its operator.
    Node,
    /// Any participant.
    Participant,
    /// Whoever holds the office, or the operator.
    Office(Office),
    /// The place that a source names; kinds that do not list it cannot be brought in from anywhere.
    Import,
}

/// When something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// At any time, even after the end.
    Always,
    /// Until the process is closed.
    Unclosed,
    /// While the process is open.
    Open,
    /// While the process is open and a phase of the charter has this act.
    Phase(PhaseAct),
}

/// Who looks at single entries beyond their rules and what they fold into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// The opinion map of any day.
    Map,
    /// The notes of a verifier: what breaks no rule, but what a reader of the results should know.
    Notes,
}

/// What every kind of entry says, once. Nothing has a default, so nothing can be forgotten.
pub(crate) trait Act: Fields {
    /// `t` in the record, key of its words in the locale files, noun of the API.
    const TYPE: &'static str;

    /// What such an entry is called in a sentence, with its article.
    const CALLED: &'static str;

    /// Of an act that needs a reason, or may have one: what several of them are called, and the field with the reason. Words beside the
    /// record are none here, for they may have been erased.
    const REASON: Option<(&'static str, &'static str)>;

    /// Who may do it when; one line that fits is enough.
    const MAY: &'static [(By, When)];

    /// Whether it may show, hide or erase the words of other entries. Record files and mirrors look only at such entries again.
    const JUDGES_WORDS: bool;

    /// Whose words its words are, and so who may judge them and take them back.
    const VOICE: Voice;

    /// Who looks at each entry of this kind, beside those who look at all. Each reader's kinds are listed in [`crate::table`] once more,
    /// for its match; the two cannot differ.
    const READ_BY: &'static [Reader];

    /// The entries whose words it shows, hides or erases.
    fn judged(&self) -> Vec<EntryNumber>;

    /// How its words stand when it is taken.
    fn moderated(&self, process: &Process, stamp: Stamp) -> Moderated;

    /// What must hold beyond who and when.
    fn rules(&self, process: &Process, stamp: Stamp) -> Result<(), Violation>;

    /// What it changes.
    fn fold(&self, stamp: Stamp, process: &mut Process);
}

/// What a kind of entry says, for people who read a table of its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    /// Its name in field `t`.
    pub kind: &'static str,
    pub(crate) about: &'static str,
    pub(crate) fields: &'static [(&'static str, &'static str)],
    pub(crate) reason: Option<(&'static str, &'static str)>,
}

impl Described {
    /// What an entry of this kind says.
    pub fn about(&self) -> &'static str {
        // The list of kinds begins each line with the name: “ `vote`: …”.
        let words = self.about.split_once("`: ").map_or(self.about, |(_, words)| words);
        words.trim().trim_end_matches('.')
    }

    /// Each field with what it means.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.fields.iter().map(|(name, words)| (*name, words.trim().trim_end_matches('.')))
    }
}

/// Who may do something when, as `docs/charter.md` says it.
pub(crate) fn in_words(lines: &[(By, When)]) -> String {
    let line = |(by, when): &(By, When)| format!("{}, {}", by_in_words(*by), when_in_words(*when));
    lines.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn by_in_words(by: By) -> String {
    match by {
        By::Node => "the node".to_owned(),
        By::Participant => "a participant".to_owned(),
        By::Office(office) => format!("office: {}", office.as_str()),
        By::Import => "an import".to_owned(),
    }
}

fn when_in_words(when: When) -> String {
    match when {
        When::Always => "at any time".to_owned(),
        When::Unclosed => "until the end".to_owned(),
        When::Open => "while open".to_owned(),
        When::Phase(act) => format!("in a phase with `{}`", act.as_str()),
    }
}

/// Makes the list of kinds of entry into [`crate::Event`].
macro_rules! acts {
    ($($(#[doc = $doc:literal])* $name:ident),* $(,)?) => {
        /// What has happened. The only list of the kinds of entry; field meanings: `docs/record.md`, section “Entry types”.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Event { $($(#[doc = $doc])* $name($name)),* }

        $(impl From<$name> for Event {
            fn from(act: $name) -> Self { Self::$name(act) }
        })*

        impl Event {
            /// Every kind, as it stands in field `t`.
            pub const KINDS: &'static [&'static str] = &[$(<$name as $crate::act::Act>::TYPE),*];

            /// Every kind with what it says and what each of its fields means, for tables that tell of all of them.
            pub const DESCRIBED: &'static [$crate::act::Described] = &[$($crate::act::Described {
                kind: <$name as $crate::act::Act>::TYPE,
                about: concat!($($doc),*),
                fields: <$name as $crate::field::Fields>::NAMED,
                reason: <$name as $crate::act::Act>::REASON,
            }),*];

            /// The fields as they stand in the entry. Words are named by their place among its digests, which come along.
            pub fn fields(&self) -> (std::collections::BTreeMap<String, maru_record::Value>, Vec<maru_record::Digest>) {
                let (mut fields, mut addenda) = (std::collections::BTreeMap::new(), Vec::new());
                self.write(&mut fields, &mut addenda);
                (fields, addenda)
            }

            /// The kind, as it stands in field `t`.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => <$name as $crate::act::Act>::TYPE),* }
            }

            /// What it is called in a sentence, with its article.
            pub fn called(&self) -> &'static str {
                match self { $(Self::$name(_) => <$name as $crate::act::Act>::CALLED),* }
            }

            /// The reason that it gives in the record itself, with what several such acts are called.
            pub fn reason(&self) -> Option<(&'static str, String)> {
                let said = match self { $(Self::$name(_) => <$name as $crate::act::Act>::REASON),* };
                let (called, field) = said?;
                match self.fields().0.remove(field) {
                    Some(maru_record::Value::Text(reason)) => Some((called, reason)),
                    _ => None,
                }
            }

            /// The kinds that may show, hide or erase the words of other entries.
            pub fn judging_kinds() -> impl Iterator<Item = &'static str> {
                [$((<$name as $crate::act::Act>::TYPE, <$name as $crate::act::Act>::JUDGES_WORDS)),*]
                    .into_iter()
                    .filter_map(|(kind, judges)| judges.then_some(kind))
            }

            /// How many kinds a reader looks at.
            const fn read_by(reader: $crate::act::Reader) -> usize {
                0 $(+ $crate::act::reads::<$name>(reader) as usize)*
            }

            /// The entries whose words it shows, hides or erases.
            pub fn judged(&self) -> Vec<$crate::EntryNumber> {
                match self { $(Self::$name(act) => $crate::act::Act::judged(act)),* }
            }

            /// The words that stand beside the entry, in the order of its digests.
            pub fn words(&self) -> Vec<$crate::Words> {
                match self { $(Self::$name(act) => $crate::field::Fields::words(act)),* }
            }

            pub(crate) fn may(&self) -> &'static [($crate::act::By, $crate::act::When)] {
                match self { $(Self::$name(_) => <$name as $crate::act::Act>::MAY),* }
            }

            const MAY: &'static [(&'static str, &'static [($crate::act::By, $crate::act::When)])] =
                &[$((<$name as $crate::act::Act>::TYPE, <$name as $crate::act::Act>::MAY)),*];

            /// For each kind of entry, in words, who may make it when.
            pub fn authority() -> Vec<(&'static str, String)> {
                Self::MAY.iter().map(|(kind, lines)| (*kind, $crate::act::in_words(lines))).collect()
            }

            /// Whose its words are.
            pub fn voice(&self) -> $crate::ledger::Voice {
                match self { $(Self::$name(_) => <$name as $crate::act::Act>::VOICE),* }
            }

            pub(crate) fn moderated(&self, process: &Process, stamp: $crate::act::Stamp) -> $crate::ledger::Moderated {
                match self { $(Self::$name(act) => $crate::act::Act::moderated(act, process, stamp)),* }
            }

            pub(crate) fn rules(&self, process: &Process, stamp: $crate::act::Stamp) -> Result<(), $crate::Violation> {
                match self { $(Self::$name(act) => $crate::act::Act::rules(act, process, stamp)),* }
            }

            pub(crate) fn fold(&self, stamp: $crate::act::Stamp, process: &mut Process) {
                match self { $(Self::$name(act) => $crate::act::Act::fold(act, stamp, process)),* }
            }

            pub(crate) fn write(&self, into: &mut $crate::field::Object, addenda: &mut Vec<maru_record::Digest>) {
                match self { $(Self::$name(act) => $crate::field::Fields::write(act, into, addenda)),* }
            }

            /// Reads the fields of a kind; nothing for a kind that this program does not know.
            pub(crate) fn read(kind: &str, from: &mut $crate::field::Reader<'_>) -> Option<Result<Self, $crate::field::Malformed>> {
                $(if kind == <$name as $crate::act::Act>::TYPE {
                    return Some(<$name as $crate::field::Fields>::read(from).map(Self::$name));
                })*
                None
            }
        }
    };
}
pub(crate) use acts;

/// Whether a reader looks at this kind of entry.
pub(crate) const fn reads<A: Act>(reader: Reader) -> bool {
    let mut place = 0;
    while place < A::READ_BY.len() {
        if A::READ_BY[place] as u8 == reader as u8 {
            return true;
        }
        place += 1;
    }
    false
}

/// The kinds of entry that a reader looks at, as an enumeration of its own: its match needs no line for the others, and does not compile
/// while a kind that says [`Act::READ_BY`] is missing here.
macro_rules! readers {
    ($($(#[doc = $doc:literal])* $reader:ident: $kinds:ident = $as:ident [$($name:ident),* $(,)?];)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy)]
        pub enum $kinds<'a> { $($name(&'a $name)),* }

        impl Event {
            $(#[doc = $doc])*
            pub fn $as(&self) -> Option<$kinds<'_>> {
                $(if let Self::$name(act) = self {
                    return Some($kinds::$name(act));
                })*
                None
            }
        }

        const _: () = {
            let listed = 0 $(+ $crate::act::reads::<$name>($crate::act::Reader::$reader) as usize)*;
            assert!(listed == [$(stringify!($name)),*].len(), "a kind is listed that does not say so itself");
            assert!(listed == Event::read_by($crate::act::Reader::$reader), "a kind is not listed that says it is read");
        };
    )*};
}
pub(crate) use readers;

#[cfg(test)]
mod tests {
    use crate::table::Event;

    #[test]
    fn a_reason_is_a_field_of_its_kind() {
        let named = Event::DESCRIBED.iter().filter_map(|one| Some((one, one.reason?.1)));
        let mut count = 0;
        for (one, field) in named {
            assert!(one.fields.iter().any(|(name, _)| *name == field), "{} has no {field}", one.kind);
            count += 1;
        }
        assert!(count > 20, "{count}");
    }
}
