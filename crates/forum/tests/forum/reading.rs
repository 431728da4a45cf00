//! What is written reads back, whatever it is; and whatever bytes come in are refused or are what would be written.

use std::collections::BTreeMap;

use maru_forum::nouns::stage::NextStage;
use maru_forum::{
    Admitted, Author, CharterChanged, Decided, DraftPublished, EntryNumber, Event, Genesis, GroupId,
    Imported, ModerationRuled, Moment, Office, OfficeChanged, ParticipantId, Pseudonym, Recorded, Redacted,
    Resolution, ResultPublished, SourceNamed, StageChanged, Stated, StatementId, Translated, Verdict, Vote,
    Voted, WithdrawalReason, Words, decode, encode, normalised,
};
use maru_record::{Digest, Entry};
use maru_testkit::charter_with;
use proptest::prelude::*;
use proptest::sample::select;

fn text() -> impl Strategy<Value = String> {
    "\\PC{0,20}".prop_map(|text| normalised(&text))
}

fn number() -> impl Strategy<Value = EntryNumber> {
    (0..1_u64 << 50).prop_map(EntryNumber)
}

fn words() -> impl Strategy<Value = Words> {
    let tag = select(vec!["en", "ko", "zh-Hant"]);
    (any::<[u8; 32]>(), tag, any::<u32>()).prop_map(|(digest, tag, length)| Words {
        digest: Digest(digest),
        language: maru_testkit::language(tag),
        length,
    })
}

fn charter() -> impl Strategy<Value = Box<maru_forum::Charter>> {
    (text(), any::<bool>(), any::<u32>()).prop_map(|(contact, simulated, minimum)| {
        Box::new(charter_with(|charter| {
            (charter.contact, charter.simulated, charter.minimum_group) = (contact, simulated, minimum);
        }))
    })
}

fn of_the_process() -> impl Strategy<Value = Event> {
    prop_oneof![
        (text(), charter()).prop_map(|(origin, charter)| Genesis { origin, charter }.into()),
        (charter(), text()).prop_map(|(charter, reason)| CharterChanged { charter, reason }.into()),
        (select(NextStage::ALL), text()).prop_map(|(stage, reason)| StageChanged { stage, reason }.into()),
        (number(), select(Office::ALL), any::<bool>(), text()).prop_map(
            |(holder, office, granted, reason)| {
                OfficeChanged { holder: ParticipantId(holder), office, granted, reason }.into()
            }
        ),
        (text(), text(), text(), text()).prop_map(|(name, url, licence, description)| {
            SourceNamed { name, url, licence, description }.into()
        }),
        (
            "[a-z]{1,9}",
            proptest::option::of("[a-z_]{0,9}"),
            proptest::option::of("[A-Z]{2}"),
            any::<Option<[u8; 32]>>(),
            any::<bool>(),
            proptest::option::of(text()),
            proptest::option::of(0..1_u64 << 50)
        )
            .prop_map(|(name, group, country, key, verified, reason, source_id)| {
                Admitted {
                    pseudonym: Pseudonym::new(&name).expect("a pseudonym"),
                    group: group.map(GroupId),
                    country: country.map(|code| code.parse().expect("a country")),
                    key,
                    verified,
                    reason,
                    source_id,
                }
                .into()
            }),
    ]
}

fn of_people() -> impl Strategy<Value = Event> {
    let statement = || number().prop_map(StatementId);
    prop_oneof![
        (words(), proptest::option::of(0..1_u64 << 50)).prop_map(|(text, source_id)| Stated {
            text,
            source_id
        }
        .into()),
        (statement(), text(), words()).prop_map(|(statement, translator, text)| Translated {
            statement,
            translator,
            text
        }
        .into()),
        (statement(), select(Vote::ALL)).prop_map(|(statement, value)| Voted { statement, value }.into()),
        (proptest::collection::vec(statement(), 0..4), select(Verdict::ALL), text(), text())
            .prop_map(|(on, verdict, reason, rule)| ModerationRuled { on, verdict, reason, rule }.into()),
    ]
}

fn of_offices() -> impl Strategy<Value = Event> {
    prop_oneof![
        (any::<u32>(), proptest::collection::vec(words(), 0..4), text())
            .prop_map(|(version, texts, reason)| DraftPublished { version, texts, reason }.into()),
        (
            text(),
            0..1_u64 << 50,
            text(),
            any::<[u8; 32]>(),
            proptest::collection::btree_map("[a-z]{1,8}", -1_i64 << 50..1 << 50, 0..4)
        )
            .prop_map(|(kind, entries, algorithm, output, figures): (_, _, _, _, BTreeMap<_, _>)| {
                ResultPublished { kind, entries, algorithm, output: Digest(output), figures }.into()
            }),
        (select(Resolution::ALL), number(), proptest::option::of(number()), words())
            .prop_map(|(outcome, result, draft, text)| Decided { outcome, result, draft, text }.into()),
        (number(), select(WithdrawalReason::ALL), text()).prop_map(|(entry, reason, ground)| Redacted {
            entry,
            reason,
            ground
        }
        .into()),
    ]
}

fn recorded() -> impl Strategy<Value = Recorded> {
    let author = proptest::option::of(number())
        .prop_map(|id| id.map_or(Author::Operator, |id| Author::Participant(ParticipantId(id))));
    let chain = proptest::option::of((any::<u32>(), number()));
    let imported = proptest::option::of(
        (number(), proptest::option::of(-1_i64 << 50..1 << 50))
            .prop_map(|(source, time)| Imported { source, time }),
    );
    let signature = proptest::option::of(proptest::array::uniform32(any::<(u8, u8)>()).prop_map(|pairs| {
        let mut bytes = [0; 64];
        for (place, (a, b)) in pairs.into_iter().enumerate() {
            (bytes[2 * place], bytes[2 * place + 1]) = (a, b);
        }
        bytes
    }));
    let event = prop_oneof![of_the_process(), of_people(), of_offices()];
    (0..1_i64 << 40, author, chain, imported, signature, event).prop_map(
        |(at, author, chain, imported, signature, event)| Recorded {
            at: Moment(at),
            author,
            chain,
            imported,
            signature,
            event,
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_back(recorded in recorded()) {
        let bytes = encode(&recorded).encode().expect("an entry that fits");
        let entry = Entry::decode(&bytes).expect("an entry");
        prop_assert_eq!(decode(&entry), Ok(recorded.clone()));
        let named: Vec<_> = recorded.event.words().into_iter().map(|words| words.digest).collect();
        prop_assert_eq!(entry.addenda, named, "the entry's digests are those of its words, in order");
    }

    #[test]
    fn any_bytes_are_refused_or_read_back(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(entry) = Entry::decode(&bytes)
            && let Ok(recorded) = decode(&entry)
        {
            prop_assert_eq!(encode(&recorded).encode().expect("bytes"), bytes);
        }
    }

    /// Random bytes are hardly ever entries, so true ones are damaged in one place too.
    #[test]
    fn a_damaged_entry_is_refused_or_read_back(recorded in recorded(), place: usize, byte: u8) {
        let mut bytes = encode(&recorded).encode().expect("an entry that fits");
        let place = place % bytes.len();
        bytes[place] = byte;
        if let Ok(entry) = Entry::decode(&bytes)
            && let Ok(recorded) = decode(&entry)
        {
            prop_assert_eq!(encode(&recorded).encode().expect("bytes"), bytes);
        }
    }
}
