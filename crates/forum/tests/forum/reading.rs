//! What is written reads back, whatever it is; and whatever bytes come in are refused or are what would be written.

use std::collections::{BTreeMap, BTreeSet};

use maru_forum::nouns::stage::NextStage;
use maru_forum::{
    ActTold, Admitted, Amended, AmendmentWithdrawn, Anchor, AnswerGiven, AnswerStage, Answered,
    AppealVerdict, Attachment, AuditContested, AuditFound, AuditOpened, AuditReplied, AuditWord, Author,
    BallotCast, BallotCounted, BallotOpened, BallotOption, BallotOutcome, BallotRule, Cause, CharterChanged,
    Commented, CommitmentMade, Confidence, ContradictionNamed, Cosigned, Count, Decided, DelegationAsked,
    DelegationRuled, DelegationVerdict, Disposition, DraftPublished, DraftText, Electorate, EntryNumber,
    Event, FindingContested, FindingWord, Found, Genesis, GroupId, Imported, InitiativeAnswered,
    InitiativeMade, InitiativeWord, Means, ModerationRuled, Moment, ObjectionAnswered, Office, OfficeChanged,
    OrganisationKind, OrganisationStated, ParticipantId, PhaseClosed, Position, Pseudonym, Recorded,
    Redacted, RemarkEdited, RemarkKind, Remarked, Rendered, Replied, ReplyWord, Resolution, ResultPublished,
    SourceNamed, StageChanged, Stated, StatementId, Submitted, Supported, Terms, TextStanding, TieRule, Told,
    Translated, TranslationReviewed, UnitId, Verdict, VerdictAppealed, VerdictReviewed, Verified, VerifiedBy,
    Vote, Voted, WithdrawalReason, Words, WordsReported, decode, encode, normalised,
};
use maru_record::{Digest, Entry};
use maru_testkit::charter_with;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

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
        (select(NextStage::ALL), text(), proptest::option::of(proptest::collection::vec("[a-z]{1,6}", 0..3)))
            .prop_map(|(stage, reason, cuts)| StageChanged { stage, reason, cuts }.into()),
        (number(), text(), text(), words()).prop_map(|(of, part, translator, text)| Rendered {
            of,
            part,
            translator,
            text
        }
        .into()),
        number().prop_map(|translation| TranslationReviewed { translation }.into()),
        (number(), proptest::option::of(select(VerifiedBy::ALL)), words()).prop_map(
            |(participant, means, text)| {
                Verified { participant: ParticipantId(participant), means, text }.into()
            }
        ),
        (number(), select(Office::ALL), any::<bool>(), text()).prop_map(
            |(holder, office, granted, reason)| {
                OfficeChanged { holder: ParticipantId(holder), office, granted, reason }.into()
            }
        ),
        (text(), text(), text(), text()).prop_map(|(name, url, licence, description)| {
            SourceNamed { name, url, licence, description, reason: None }.into()
        }),
        (
            "[a-z]{1,9}",
            proptest::option::of("[a-z_]{0,9}"),
            proptest::option::of("[A-Z]{2}"),
            any::<Option<[u8; 32]>>(),
            any::<bool>(),
            proptest::option::of(text()),
            proptest::option::of(0..1_u64 << 50),
            proptest::option::of(any::<[u8; maru_forum::CODE_LETTERS]>())
        )
            .prop_map(|(name, group, country, key, verified, reason, source_id, code)| {
                let named = source_id.map(EntryNumber);
                Admitted {
                    pseudonym: Pseudonym::new(&name).expect("a pseudonym"),
                    group: group.map(GroupId),
                    country: country.map(|code| code.parse().expect("a country")),
                    key,
                    verified,
                    reason,
                    invitation: named.filter(|_| verified),
                    application: named.filter(|_| !verified),
                    code: code.map(maru_forum::Code::of),
                    source_id,
                    source_text: source_id.filter(|_| verified).map(|id| format!("person {id}")),
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
            source_id,
            source_text: source_id.filter(|id| id % 2 == 0).map(|id| format!("a, {id}")),
        }
        .into()),
        (statement(), text(), words()).prop_map(|(statement, translator, text)| Translated {
            statement,
            translator,
            text
        }
        .into()),
        (statement(), select(Vote::ALL)).prop_map(|(statement, value)| Voted { statement, value }.into()),
        (proptest::collection::vec(number(), 0..4), select(Verdict::ALL), text(), text())
            .prop_map(|(on, verdict, reason, rule)| ModerationRuled { on, verdict, reason, rule }.into()),
    ]
}

/// Who speaks for whom.
fn of_organisations() -> impl Strategy<Value = Event> {
    let maybe = proptest::option::of::<BoxedStrategy<Words>>;
    let of_it = (
        proptest::option::of("[a-z_]{0,9}"),
        proptest::option::of("[A-Z]{2}"),
        proptest::option::of(text()),
        proptest::option::of(text()),
    );
    prop_oneof![
        (
            (proptest::option::of(number()), words(), select(OrganisationKind::ALL)),
            of_it,
            (maybe(words().boxed()), any::<bool>(), maybe(words().boxed()), any::<bool>()),
            (maybe(words().boxed()), maybe(words().boxed()))
        )
            .prop_map(
                |((of, name, kind), (group, country, register, reason), disclosed, (number, why))| {
                    let (funders, funders_declined, interests, interests_declined) = disclosed;
                    let group = group.map(GroupId);
                    let country = country.map(|code| code.parse().expect("a country"));
                    OrganisationStated {
                        of,
                        name,
                        kind,
                        group,
                        country,
                        register,
                        funders,
                        funders_declined,
                        interests,
                        interests_declined,
                        reason,
                        number,
                        why,
                    }
                    .into()
                }
            ),
        number().prop_map(|organisation| DelegationAsked { organisation }.into()),
        (
            number(),
            select(DelegationVerdict::ALL),
            proptest::option::of(text()),
            proptest::option::of(words())
        )
            .prop_map(|(delegation, verdict, reason, why)| DelegationRuled {
                delegation,
                verdict,
                reason,
                why
            }
            .into()),
    ]
}

fn drafts() -> impl Strategy<Value = Event> {
    let draft_text = || {
        (words(), select(TextStanding::ALL), proptest::option::of(text()), proptest::option::of(words()))
            .prop_map(|(text, standing, by, operations)| DraftText { text, standing, by, operations })
    };
    let cause = (unit(), proptest::collection::vec(number(), 0..4)).prop_map(|(unit, by)| Cause { unit, by });
    let (texts, causes) =
        (proptest::collection::vec(draft_text(), 0..4), proptest::collection::vec(cause, 0..4));
    (any::<u32>(), texts, causes, text())
        .prop_map(|(version, texts, causes, reason)| DraftPublished { version, texts, causes, reason }.into())
}

fn unit() -> impl Strategy<Value = UnitId> {
    "[a-z]{1,6}_[0-9가-힣]{1,3}(__[a-z]{1,4}_[0-9]{1,2}){0,2}"
        .prop_map(|id| UnitId::new(&id).expect("the id of a unit"))
}

/// What is said of the draft.
fn of_the_draft() -> impl Strategy<Value = Event> {
    let language = || words().prop_map(|words| words.language);
    let anchor = (unit(), language(), proptest::option::of(any::<u32>()), proptest::option::of(any::<u32>()))
        .prop_map(|(unit, language, start, end)| Anchor { unit, language, start, end });
    prop_oneof![
        (
            any::<u32>(),
            proptest::option::of(anchor),
            select(RemarkKind::ALL),
            words(),
            proptest::option::of(words()),
            proptest::option::of(number())
        )
            .prop_map(|(version, anchor, kind, text, proposal, submission)| {
                Remarked { version, anchor, kind, text, proposal, submission }.into()
            }),
        (number(), words()).prop_map(|(remark, text)| RemarkEdited { remark, text }.into()),
        (number(), any::<bool>()).prop_map(|(on, given)| Supported { on, given }.into()),
        (number(), words()).prop_map(|(on, text)| Commented { on, text }.into()),
    ]
}

/// What is proposed, and what is sent whole.
fn of_proposals() -> impl Strategy<Value = Event> {
    let several = |words| proptest::collection::vec(words, 0..3);
    let units = || proptest::collection::vec(unit(), 0..3);
    let numbers = || proptest::collection::vec(number(), 0..3);
    let attachment = (text(), 0..1_u64 << 50, words()).prop_map(|(media_type, size, bytes)| Attachment {
        media_type,
        size,
        bytes,
    });
    prop_oneof![
        (any::<u32>(), several(words()), units(), words(), numbers()).prop_map(
            |(version, operations, units, text, sources)| {
                Amended { version, operations, units, text, sources }.into()
            }
        ),
        (number(), any::<bool>()).prop_map(|(amendment, given)| Cosigned { amendment, given }.into()),
        number().prop_map(|amendment| AmendmentWithdrawn { amendment }.into()),
        (proptest::option::of(words()), proptest::collection::vec(attachment, 0..3))
            .prop_map(|(text, attachments)| Submitted { text, attachments }.into()),
    ]
}

/// What is answered, and what follows.
fn of_answers() -> impl Strategy<Value = Event> {
    let units = || proptest::collection::vec(unit(), 0..3);
    let numbers = || proptest::collection::vec(number(), 0..3);
    prop_oneof![
        (
            numbers(),
            select(Disposition::ALL),
            words(),
            units(),
            select(AnswerStage::ALL),
            proptest::option::of(number())
        )
            .prop_map(|(on, disposition, text, units, stage, instead_of)| {
                Answered { on, disposition, text, units, stage, instead_of }.into()
            }),
        (number(), numbers()).prop_map(|(answer, on)| AnswerGiven { answer, on }.into()),
        (number(), number(), select(ReplyWord::ALL), proptest::option::of(words()))
            .prop_map(|(answer, on, word, text)| Replied { answer, on, word, text }.into()),
        (number(), numbers(), select(Means::ALL)).prop_map(|(answer, to, means)| {
            Told { answer, to: to.into_iter().map(ParticipantId).collect(), means }.into()
        }),
        (text(), text()).prop_map(|(phase, reason)| PhaseClosed { phase, reason }.into()),
    ]
}

/// What is put to the vote, and what comes of it.
fn of_ballots() -> impl Strategy<Value = Event> {
    let option = || {
        (proptest::collection::vec(words(), 0..3), proptest::option::of(number()))
            .prop_map(|(words, amendment)| BallotOption { words, amendment })
    };
    let small = || proptest::option::of(any::<u32>());
    let groups = proptest::option::of(proptest::collection::vec(text().prop_map(GroupId), 0..3));
    let rule = (text(), select(BallotRule::ALL), select(Electorate::ALL), groups, any::<u32>());
    let more = (small(), small(), proptest::option::of(select(TieRule::ALL)), proptest::option::of(number()));
    let opened =
        (rule, more, proptest::collection::vec(words(), 0..3), proptest::collection::vec(option(), 0..3))
            .prop_map(|(rule, more, question, options)| {
                let (phase, rule, electorate, groups, quorum) = rule;
                let (consent, objection, tie, draft) = more;
                let terms = Terms {
                    phase,
                    rule,
                    electorate,
                    groups,
                    quorum,
                    consent,
                    objection,
                    tie,
                    draft,
                    question,
                    options,
                };
                BallotOpened { terms }.into()
            });
    let counted = (number(), select(BallotOutcome::ALL), small(), any::<u32>(), any::<u32>());
    prop_oneof![
        opened,
        (
            number(),
            proptest::option::of(select(Position::ALL)),
            proptest::collection::vec(any::<u32>(), 0..3),
            proptest::option::of(words())
        )
            .prop_map(|(on, position, choices, reason)| BallotCast { on, position, choices, reason }.into()),
        counted.prop_map(|(on, outcome, winner, electorate, cast)| {
            let (electorate, cast) = (u64::from(electorate), u64::from(cast));
            BallotCounted { on, count: Count { outcome, winner, electorate, cast, figures: BTreeMap::new() } }
                .into()
        }),
    ]
}

fn of_audits() -> impl Strategy<Value = Event> {
    let day = || {
        (1_800_i16..=2_999, 1_i8..=12, 1_i8..=28)
            .prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
    };
    let criterion = (1_u8..=40).prop_map(|number| format!("O{number}").parse().expect("a criterion"));
    let found =
        (number(), criterion, select(AuditWord::ALL), words(), words(), select(Confidence::ALL), day());
    prop_oneof![
        (words(), words(), proptest::option::of(number()), day(), proptest::option::of(day())).prop_map(
            |(title, held_by, organisation, began, ended)| {
                AuditOpened { title, held_by, organisation, began, ended }.into()
            }
        ),
        found.prop_map(|(audit, criterion, word, text, source, confidence, read)| {
            AuditFound { audit, criterion, word, text, source, confidence, read }.into()
        }),
        (number(), words()).prop_map(|(finding, text)| AuditContested { finding, text }.into()),
        (number(), words()).prop_map(|(objection, text)| AuditReplied { objection, text }.into()),
        (number(), words(), proptest::option::of(any::<[u8; 32]>().prop_map(Digest)))
            .prop_map(|(on, text, code)| WordsReported { on, text, code }.into()),
        (number(), number(), words())
            .prop_map(|(on, verdict, text)| VerdictAppealed { on, verdict, text }.into()),
        (number(), number(), select(AppealVerdict::ALL), words())
            .prop_map(|(appeal, on, verdict, text)| VerdictReviewed { appeal, on, verdict, text }.into()),
    ]
}

fn of_commitments() -> impl Strategy<Value = Event> {
    let day = || {
        (1_800_i16..=2_999, 1_i8..=12, 1_i8..=28)
            .prop_map(|(year, month, day)| jiff::civil::date(year, month, day))
    };
    let lines = (text(), text(), text(), proptest::collection::vec(text(), 0..3));
    let more = (
        proptest::option::of(number()),
        words(),
        proptest::option::of(words()),
        proptest::collection::vec(number(), 0..3),
    );
    let days = (proptest::option::of(day()), proptest::option::of(day()));
    prop_oneof![
        (lines, more, days, select(Confidence::ALL)).prop_map(|(lines, more, (made, due), confidence)| {
            let (actor, place, source, provisions) = lines;
            let (organisation, text, quotation, about) = more;
            CommitmentMade {
                actor,
                organisation,
                text,
                quotation,
                made,
                place,
                due,
                source,
                confidence,
                provisions,
                about,
            }
            .into()
        }),
        (number(), select(FindingWord::ALL), words(), proptest::option::of(words()), day()).prop_map(
            |(commitment, word, text, source, day)| Found { commitment, word, text, source, day }.into()
        ),
        (number(), words()).prop_map(|(finding, text)| FindingContested { finding, text }.into()),
        (number(), number(), words()).prop_map(|(first, second, text)| ContradictionNamed {
            first,
            second,
            text
        }
        .into()),
    ]
}

fn of_initiatives() -> impl Strategy<Value = Event> {
    let counts = (any::<u32>(), any::<u32>());
    prop_oneof![
        (words(), words()).prop_map(|(title, text)| InitiativeMade { title, text }.into()),
        (
            number(),
            select(InitiativeWord::ALL),
            words(),
            proptest::collection::vec(number(), 0..3),
            number(),
            counts
        )
            .prop_map(|(initiative, word, text, outcomes, reached, (supporters, supporters_now))| {
                InitiativeAnswered { initiative, word, text, outcomes, reached, supporters, supporters_now }
                    .into()
            }),
    ]
}

fn of_offices() -> impl Strategy<Value = Event> {
    prop_oneof![
        drafts(),
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

/// Entries of nouns without a file of their own here.
fn of_notices() -> impl Strategy<Value = Event> {
    let people = proptest::collection::vec(number().prop_map(ParticipantId), 0..3);
    prop_oneof![
        (number(), people, select(Means::ALL)).prop_map(|(act, to, means)| ActTold { act, to, means }.into()),
        (number(), words()).prop_map(|(on, text)| ObjectionAnswered { on, text }.into()),
    ]
}

pub(crate) fn shared() -> impl Strategy<Value = Event> {
    // Each on the heap: the values of all rooms at once are too much for the stack of a test.
    proptest::strategy::Union::new([
        of_the_process().boxed(),
        of_people().boxed(),
        of_organisations().boxed(),
        of_the_draft().boxed(),
        of_proposals().boxed(),
        of_answers().boxed(),
        of_ballots().boxed(),
        of_initiatives().boxed(),
        of_commitments().boxed(),
        of_audits().boxed(),
        of_offices().boxed(),
        of_notices().boxed(),
    ])
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
    (0..1_i64 << 40, author, chain, imported, signature, crate::rooms::events()).prop_map(
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

#[test]
fn every_kind_is_among_the_random_ones() {
    let (events, mut runner) = (crate::rooms::events(), TestRunner::deterministic());
    let mut missing: BTreeSet<_> = Event::KINDS.iter().copied().collect();
    for _ in 0..20_000 {
        missing.remove(events.new_tree(&mut runner).expect("an entry").current().kind());
        if missing.is_empty() {
            return;
        }
    }
    panic!("no random entry of the kinds {missing:?}");
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
