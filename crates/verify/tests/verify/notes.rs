//! What the rules allow and a reader should know is told by name, and is never an accusation.

use maru_forum::nouns::stage::NextStage;
use maru_forum::{
    AppealVerdict, AppealVerdictOn, Author, ChangeCharter, Charter, Cosign, EntryNumber, LocalText, Moderate,
    ModerationRuled, Office, PhaseAct, RemarkKind, ReviewVerdict, StageChanged, StatementId, Support,
    Verdict, Vote, WithdrawWords, WithdrawalReason,
};
use maru_record::Value;
use maru_testkit::{Crowd, Person, Story, charter, charter_with, crane_key, operator};
use maru_verify::{Answer, Note, Report, Verdict as Outcome, conversation, opinion_map_result, options};

use crate::look::{look, publish, publish_readable};

/// An open process with a crowd that has voted, and who they are.
fn crowd() -> (Story, Vec<Person>) {
    let mut story = Story::open();
    let people = Crowd { people: 12, statements: 6 }.acts(&mut story);
    (story, people)
}

fn notes(story: &Story) -> Vec<Note> {
    let report = look(&publish_readable(story));
    assert_eq!((report.verdict, report.verdict.exit_code()), (Outcome::Good, 0), "{:#?}", report.findings);
    report.notes
}

/// The one note of a code: which entries it names, and what it says.
#[track_caller]
fn only(story: &Story, code: &str) -> (Vec<u64>, String) {
    let found = notes(story);
    let mut named = found.iter().filter(|note| note.code == code);
    let note = named.next().unwrap_or_else(|| panic!("wanted {code}, found {found:#?}"));
    assert!(named.next().is_none(), "{code} is said twice: {found:#?}");
    (note.entries.clone(), note.sentence.clone())
}

fn change(story: &mut Story, to: Charter) -> u64 {
    let reason = format!("asked for by entry {}", story.entries.len());
    story.act(&operator(), ChangeCharter { charter: Box::new(to), reason, shorten: true }).0
}

fn statement(story: &Story, index: usize) -> StatementId {
    story.process.statements[index].id
}

#[test]
fn an_ordinary_process_is_noted_nothing_of() {
    let (mut story, people) = crowd();
    let result = opinion_map_result(&story.process);
    let result = operator().publishes(&mut story, result);
    let judged = statement(&story, 1);
    operator().moderates(&mut story, judged, Verdict::Accepted, "on topic");
    story.after_days(30);
    operator().decides(&mut story, result, "So be it.");
    story.after_days(180);
    operator().closes(&mut story);
    assert_eq!(people.len(), 12);
    assert_eq!(notes(&story), []);
}

#[test]
fn rules_that_were_changed_while_people_voted_and_changed_back() {
    let (mut story, people) = crowd();
    let before = story.process.vote_events;
    let easier = charter_with(|charter| charter.decides.quorum_people = 1);
    let from = change(&mut story, easier);
    let on = operator().states(&mut story, "One more.");
    let others = story.admitted_by(&operator(), "late");
    for person in people.iter().chain([&others]) {
        person.votes(&mut story, on, Vote::Agree);
    }
    let to = change(&mut story, charter());
    let (entries, said) = only(&story, "rules-changed-back");
    assert_eq!(entries, [from, to]);
    assert_eq!(
        said,
        format!(
            "The charter was changed in entry {from} and changed back in entry {to} (how many people a decision needs). In between: 13 votes, 1 \
             admissions, 0 decisions."
        )
    );
    let (entries, said) = only(&story, "rules-changed-during-vote");
    assert_eq!(entries, [from]);
    assert_eq!(
        said,
        format!(
            "The charter was changed in entry {from} (how many people a decision needs) while people voted: {before} votes were cast before, 13 \
             after."
        )
    );
    assert_eq!(only(&story, "rules-changed-after-vote").0, [to]);
}

#[test]
fn rules_that_were_changed_while_people_supported_and_cosigned() {
    let mut story = Story::open();
    operator().drafts(&mut story, "# N\n\n## Article 1\n\nEveryone may speak.\n", &[]);
    let people: Vec<_> = ["one", "other", "third"].iter().map(|name| story.joins(name)).collect();
    let on = people[0].remarks(&mut story, "art_1", RemarkKind::General, "To whom may they speak?");
    let amendment = people[0].amends(&mut story, "art_1", "Everyone may speak to all.");
    story.act(&people[1], Support { on, give: true });
    story.act(&people[1], Cosign { amendment, give: true });
    let by = change(&mut story, charter_with(|charter| charter.decides.quorum_people = 1));
    let after = story.clone();
    story.act(&people[2], Support { on, give: true });
    let (entries, said) = only(&story, "rules-changed-during-vote");
    assert_eq!(entries, [by]);
    assert!(
        said.ends_with("while people voted: 1 acts of support were cast before, 1 after; 1 co-signatures were cast before, 0 after."),
        "{said}"
    );
    let (_, said) = only(&after, "rules-changed-after-vote");
    assert!(said.ends_with("after all 1 acts of support and all 1 co-signatures had been cast."), "{said}");
}

#[test]
fn rules_of_which_one_part_alone_was_changed_back() {
    let (mut story, _) = crowd();
    let from = change(&mut story, charter_with(|charter| charter.phases[0].acts.push(PhaseAct::Decide)));
    let kept = |charter: &mut Charter| "else@example.org".clone_into(&mut charter.contact);
    let between = change(
        &mut story,
        charter_with(|charter| {
            kept(charter);
            charter.phases[0].acts.push(PhaseAct::Decide);
        }),
    );
    let to = change(&mut story, charter_with(kept));
    let (entries, said) = only(&story, "rules-changed-back");
    assert!(from < between && said.contains("(the timetable)"), "{said}");
    assert_eq!(entries, [from, to]);
}

#[test]
fn rules_changed_before_anybody_voted_are_no_news() {
    let mut story = Story::prepared();
    change(&mut story, charter_with(|charter| charter.decides.quorum_people = 1));
    operator().opens(&mut story);
    Crowd { people: 3, statements: 2 }.acts(&mut story);
    assert_eq!(notes(&story), []);
}

#[test]
fn reasons_that_say_nothing_or_the_same_each_time() {
    let (mut story, _) = crowd();
    let ids: Vec<_> = (0..5).map(|index| statement(&story, index)).collect();
    let one = operator().moderates(&mut story, ids[0], Verdict::Meta, "xx").0;
    let other = operator().moderates(&mut story, ids[1], Verdict::Meta, "....").0;
    let same: Vec<_> = ["Off topic", "off  topic", "OFF TOPIC"]
        .iter()
        .zip(&ids[2..])
        .map(|(reason, id)| operator().moderates(&mut story, *id, Verdict::Meta, reason).0)
        .collect();
    let (entries, said) = only(&story, "reason-says-nothing");
    assert_eq!(entries, [one, other]);
    assert!(said.contains("2 of the acts") && said.contains(&format!("entries {one} and {other}")), "{said}");
    let (entries, said) = only(&story, "reason-repeated");
    assert_eq!(entries, same);
    assert!(said.starts_with("3 moderators' acts give the same reason word for word, “off topic”"), "{said}");
}

#[test]
fn one_act_on_many_statements_repeats_no_reason() {
    let (mut story, _) = crowd();
    let on: Vec<_> = (0..4).map(|index| statement(&story, index).0).collect();
    let (reason, rule) = ("about the process".to_owned(), "2".to_owned());
    story.act(&operator(), Moderate { on, verdict: Verdict::Meta, reason, rule });
    let told: Vec<_> = notes(&story).into_iter().map(|note| note.code).collect();
    assert_eq!(told.iter().filter(|code| code.starts_with("reason")).count(), 0, "{told:?}");
    assert_eq!(told.len(), 4, "each statement that people had voted on: {told:?}");
}

#[test]
fn a_popular_statement_that_was_rejected_at_the_end() {
    let (mut story, people) = crowd();
    let popular = people[0].states(&mut story, "Everyone may speak.");
    let unpopular = people[1].states(&mut story, "Nobody may speak.");
    for person in &people {
        person.votes(&mut story, popular, Vote::Agree);
        person.votes(&mut story, unpopular, Vote::Disagree);
    }
    let votes = story.process.vote_events;
    let out = operator().moderates(&mut story, unpopular, Verdict::Rejected, "an insult").0;
    let entry = operator().moderates(&mut story, popular, Verdict::Rejected, "not for us to say").0;
    let (entries, said) = only(&story, "popular-statement-rejected");
    assert_eq!(entries, [entry, popular.0.0]);
    let expected = format!(
        "Entry {entry} rejected statement {popular}, with which 12 of the 12 people who had voted on it agreed; {votes} of all {votes} \
         votes of the process had been cast by then."
    );
    assert_eq!(said, expected);
    // What most reject counts no more either.
    let (entries, said) = only(&story, "voted-statement-rejected");
    assert_eq!(entries, [out, unpopular.0.0]);
    assert!(
        said.contains("with which 0 of the 12 people who had voted on it agreed and 12 disagreed;"),
        "{said}"
    );
}

#[test]
fn statements_that_were_voted_on_and_erased_by_somebody_else() {
    let withdraws = |story: &mut Story, who: &Person, on: StatementId, reason: WithdrawalReason| {
        let command = WithdrawWords { entry: on.0, reason, ground: "Act 12, section 3".to_owned() };
        story.act(who, command).0
    };
    let (mut story, people) = crowd();
    let both: Vec<_> =
        (0..3).map(|number| people[number].states(&mut story, &format!("Number {number}."))).collect();
    for (place, person) in people.iter().enumerate() {
        person.votes(&mut story, both[0], Vote::Agree);
        person.votes(&mut story, both[1], if place % 2 == 0 { Vote::Agree } else { Vote::Disagree });
        person.votes(&mut story, both[2], Vote::Agree);
    }
    let popular = withdraws(&mut story, &operator(), both[0], WithdrawalReason::Unlawful);
    let split = withdraws(&mut story, &operator(), both[1], WithdrawalReason::Unlawful);
    // Whoever takes back their own words takes them from nobody.
    withdraws(&mut story, &people[2], both[2], WithdrawalReason::Author);
    assert_eq!(only(&story, "popular-statement-withdrawn").0, [popular, both[0].0.0]);
    assert_eq!(only(&story, "voted-statement-withdrawn").0, [split, both[1].0.0]);
    // What is called a word about the process is still shown, and counts in no result.
    let quiet = people[3].states(&mut story, "Number 4.");
    for person in &people {
        person.votes(&mut story, quiet, Vote::Agree);
    }
    let meta = operator().moderates(&mut story, quiet, Verdict::Meta, "about the process").0;
    assert_eq!(only(&story, "popular-statement-meta").0, [meta, quiet.0.0]);
}

#[test]
fn words_that_are_rejected_again_after_a_ruling() {
    let (mut story, people) = crowd();
    let on = people[0].states(&mut story, "Everyone may speak.");
    operator().moderates(&mut story, on, Verdict::Rejected, "names somebody");
    let (text, language) = ("It names nobody at all.".to_owned(), maru_testkit::language("en"));
    let appeal = AppealVerdictOn { on: on.0, text: text.clone(), language: language.clone() };
    let appeal = story.act(&people[0], appeal);
    operator().grants(&mut story, &people[1], Office::Appeals);
    let verdict = AppealVerdict::Overturned;
    let ruling = story.act(&people[1], ReviewVerdict { appeal, verdict, text, language }).0;
    assert!(notes(&story).iter().all(|note| note.code != "rejected-after-ruling"));
    story.after_days(2);
    // A node refuses it by now; records from before it did hold such verdicts.
    let (reason, rule) = ("off topic after all".to_owned(), "2".to_owned());
    let rejected = ModerationRuled { on: vec![on.0], verdict: Verdict::Rejected, reason, rule };
    let again = story.force(Author::Operator, rejected).0;
    let (entries, said) = only(&story, "rejected-after-ruling");
    assert_eq!(entries, [again, on.0.0, ruling]);
    let expected = format!(
        "Entry {again} rejected the words of entry {on} once more, 2 days after the ruling in entry {ruling} had let them be shown."
    );
    assert_eq!(said, expected);
}

#[test]
fn votes_that_were_changed_after_a_verdict() {
    let (mut story, people) = crowd();
    let on = people[0].states(&mut story, "Everyone may speak.");
    for person in &people {
        person.votes(&mut story, on, Vote::Agree);
    }
    let verdict = operator().moderates(&mut story, on, Verdict::Accepted, "on topic").0;
    let changed: Vec<_> =
        people[..3].iter().map(|person| person.votes(&mut story, on, Vote::Disagree).0).collect();
    // Changed once more: what is replaced was cast after the verdict, so it is no news.
    people[0].votes(&mut story, on, Vote::Pass);
    let (entries, said) = only(&story, "votes-changed-after-verdict");
    assert_eq!(entries, changed);
    assert!(said.ends_with(&format!("the first after the verdict in entry {verdict}).")), "{said}");
}

#[test]
fn a_translation_that_was_replaced_when_people_had_voted() {
    let (mut story, people) = crowd();
    let on = people[0].states(&mut story, "Everyone may speak.");
    let first = people[0].translates(&mut story, on, "ko", "누구나 말할 수 있습니다.").0;
    let unvoted = people[0].translates(&mut story, on, "ko", "누구나 말할 수 있다.").0;
    people[1].votes(&mut story, on, Vote::Agree);
    people[0].translates(&mut story, on, "fr", "Chacun peut parler.");
    let second = people[0].translates(&mut story, on, "ko", "아무도 말할 수 없습니다.").0;
    assert!(first < unvoted);
    let (entries, said) = only(&story, "translation-replaced");
    assert_eq!(entries, [unvoted, second, on.0.0]);
    assert!(said.contains("into “ko”") && said.contains("when 1 votes had been cast"), "{said}");
}

#[test]
fn a_translation_that_was_rejected_and_one_that_is_spelled_otherwise_were_replaced_too() {
    let words = |tag: &str| match tag.split('-').next() {
        Some("ko") => ["누구나 말할 수 있습니다.", "아무도 말할 수 없습니다."],
        Some("zh") => ["人人可以发言。", "没有人可以发言。"],
        _ => ["Chacun peut parler.", "Personne ne peut parler."],
    };
    let replaced = |reject: bool, first: &str, second: &str| {
        let (mut story, people) = crowd();
        let on = people[0].states(&mut story, "Everyone may speak.");
        let old = people[0].translates(&mut story, on, first, words(first)[0]);
        people[1].votes(&mut story, on, Vote::Agree);
        if reject {
            operator().moderates(&mut story, StatementId(old), Verdict::Rejected, "badly worded");
        }
        people[0].translates(&mut story, on, second, words(second)[1]);
        notes(&story).iter().any(|note| note.code == "translation-replaced")
    };
    let check = |reject: bool, first: &str, second: &str, expected: bool| {
        assert_eq!(replaced(reject, first, second), expected, "{reject} {first} {second}");
    };
    check(false, "ko", "ko", true);
    check(true, "ko", "ko", true);
    check(false, "ko", "ko-KR", true);
    check(true, "ko-KR", "ko", true);
    check(false, "zh-Hans", "zh-Hant", false);
    check(false, "zh-Hant", "zh-Hant-TW", true);
    check(false, "ko", "fr", false);
}

#[test]
fn rules_for_answers_that_were_changed_while_authors_were_to_reply() {
    let replies = |days: u32| {
        charter_with(|charter| {
            charter.answer_consent = true;
            charter.reply_days = days;
        })
    };
    let mut story = Story::open_under(replies(14));
    operator().drafts(&mut story, "# N\n\n## Article 1\n\nEveryone may speak.\n", &[]);
    let author = story.joins("one");
    change(&mut story, replies(10));
    assert!(
        notes(&story).iter().all(|note| note.code != "rules-changed-beside-words"),
        "nobody had written yet"
    );
    author.remarks(&mut story, "art_1", RemarkKind::General, "To whom may they speak?");
    let by = change(&mut story, replies(0));
    let (entries, said) = only(&story, "rules-changed-beside-words");
    assert_eq!(entries, [by]);
    assert!(
        said.contains("(how many days authors have to reply)")
            && said.contains("1 contributions were made before, 0 after"),
        "{said}"
    );
    // Another field is no rule for words.
    let other = |charter: &mut Charter| {
        charter.answer_consent = true;
        charter.reply_days = 0;
        charter.decides.quorum_people = 1;
    };
    change(&mut story, charter_with(other));
    assert_eq!(only(&story, "rules-changed-beside-words").0, [by]);
}

#[test]
fn what_was_adopted_and_is_gone() {
    let (mut story, _) = crowd();
    let draft = operator().drafts(&mut story, "# N\n\n## Article 1\n\nEveryone may speak.\n", &[]);
    let result = opinion_map_result(&story.process);
    let result = operator().publishes(&mut story, result);
    story.after_days(30);
    let decision = operator().decides(&mut story, result, "So be it.");
    let gone = |story: &mut Story, entry: EntryNumber| {
        let (reason, ground) = (WithdrawalReason::CourtOrder, format!("Court order 7/2026 on entry {entry}"));
        story.act(&operator(), WithdrawWords { entry, reason, ground })
    };
    let by = gone(&mut story, draft);
    let (entries, _) = only(&story, "adopted-text-withdrawn");
    assert_eq!(entries, [decision.0, draft.0, by.0]);
    let by = gone(&mut story, decision);
    assert_eq!(only(&story, "decision-withdrawn").0, [decision.0, by.0]);
    // What nobody adopted may go without a word.
    let (mut story, _) = crowd();
    let draft = operator().drafts(&mut story, "# N\n\n## Article 1\n\nEveryone may speak.\n", &[]);
    gone(&mut story, draft);
    assert_eq!(notes(&story), []);
}

/// A process under a charter with this quorum, in words and in number, that was decided on the votes of a crowd.
fn decided_under(words: &str, people: u32) -> (Story, EntryNumber) {
    let (mut story, _) = crowd();
    let to = charter_with(|charter| {
        charter.decides.quorum = LocalText::one("en".parse().unwrap(), words);
        charter.decides.quorum_people = people;
    });
    if to != story.process.charter {
        change(&mut story, to);
    }
    let result = opinion_map_result(&story.process);
    let result = operator().publishes(&mut story, result);
    story.after_days(30);
    let decision = operator().decides(&mut story, result, "So be it.");
    (story, decision)
}

#[test]
fn a_quorum_in_words_that_nobody_enforced() {
    let check = |words: &str, people: u32, said: Option<&str>| {
        let (story, decision) = decided_under(words, people);
        match said {
            Some(said) => {
                let (entries, sentence) = only(&story, "quorum-otherwise-in-words");
                assert_eq!(entries, [decision.0], "{words}");
                assert!(sentence.contains(said), "{sentence}");
            }
            None => {
                assert!(notes(&story).iter().all(|note| note.code != "quorum-otherwise-in-words"), "{words}");
            }
        }
    };
    check(
        "At least 100 people vote.",
        0,
        Some("“At least 100 people vote.”; what decisions are held to is no number at all"),
    );
    check("At least 100 people vote.", 8, Some("what decisions are held to is 8 (quorum_people)"));
    check("최소 100명", 2, Some("“최소 100명”"));
    check("At least 12 people vote.", 12, None);
    check("Half of those who came, at least 2", 2, None);
    check("A few", 3, None);
}

/// A decision is held against the charter under which it was made, whatever the charter says now.
#[test]
fn a_quorum_is_that_of_the_charter_under_which_it_was_decided() {
    let says = |words: &str, people: u32| {
        charter_with(|charter| {
            charter.decides.quorum = LocalText::one("en".parse().unwrap(), words);
            charter.decides.quorum_people = people;
        })
    };
    let (mut story, decision) = decided_under("At least 100 people vote.", 8);
    change(&mut story, says("At least 8 people vote.", 8));
    let (entries, sentence) = only(&story, "quorum-otherwise-in-words");
    assert_eq!(entries, [decision.0]);
    assert!(sentence.contains("At least 100 people vote."), "{sentence}");

    let (mut story, _) = decided_under("At least 8 people vote.", 8);
    change(&mut story, says("At least 100 people vote.", 8));
    assert!(notes(&story).iter().all(|note| note.code != "quorum-otherwise-in-words"));
}

#[test]
fn what_was_not_judged_of_a_decision_is_said_beside_the_step() {
    let (story, _) = decided_under("Two", 2);
    let report = look(&publish_readable(&story));
    let step = &report.steps[9];
    assert_eq!(step.answer, Answer::Ok);
    let reason = step.reason.as_deref().unwrap();
    assert!(reason.contains("1 of 1 rest on no ballot") && reason.contains("was not judged"), "{reason}");
}

#[test]
fn people_whom_an_office_let_in_at_the_end() {
    let (mut story, _) = crowd();
    let votes = story.process.vote_events;
    let late: Vec<_> =
        (0..8).map(|number| story.admitted_by(&operator(), &format!("friend-{number}"))).collect();
    let on = statement(&story, 0);
    for person in &late {
        person.votes(&mut story, on, Vote::Agree);
    }
    let (entries, said) = only(&story, "late-admissions");
    assert_eq!(entries, late.iter().map(|person| person.id().0.0).collect::<Vec<_>>());
    assert!(said.contains(&format!("when {votes} of the {votes} votes")), "{said}");
    assert!(said.ends_with("since then these people have answered 8 times."), "{said}");
    // The same people at the beginning are no news, but for the reason that is one for all.
    let mut story = Story::open();
    for number in 0..8 {
        story.admitted_by(&operator(), &format!("friend-{number}"));
    }
    Crowd { people: 12, statements: 6 }.acts(&mut story);
    let codes: Vec<_> = notes(&story).into_iter().map(|note| note.code).collect();
    assert_eq!(codes, ["admitted-in-a-row", "admitted-by-office", "reason-repeated"]);
}

#[test]
fn people_whom_an_office_let_in_slowly_are_told_with_their_share() {
    let (mut story, _) = crowd();
    let on = statement(&story, 0);
    for number in 0..12 {
        story.now += 2 * 3_600;
        story.admitted_by(&operator(), &format!("friend-{number}")).votes(&mut story, on, Vote::Disagree);
    }
    let votes = story.process.participants.iter().map(|person| person.votes.len()).sum::<usize>();
    let (entries, said) = only(&story, "admitted-by-office");
    assert_eq!(entries.len(), 12);
    assert!(
        said.starts_with(&format!("12 of 24 participants, and 12 of {votes} votes that stand, came in by")),
        "{said}"
    );
    // A few among many are no news.
    let mut story = Story::open();
    Crowd { people: 24, statements: 6 }.acts(&mut story);
    for number in 0..5 {
        story.now += 2 * 3_600;
        story.admitted_by(&operator(), &format!("friend-{number}"));
    }
    assert!(notes(&story).iter().all(|note| note.code != "admitted-by-office"));
}

#[test]
fn people_whom_an_office_let_in_when_nobody_could_join() {
    let late = |charter: &mut Charter| charter.phases[0].acts.retain(|act| *act != PhaseAct::Join);
    let mut story = Story::open_under(charter_with(late));
    let person = story.admitted_by(&operator(), "friend");
    assert_eq!(only(&story, "admitted-outside-phase").0, [person.id().0.0]);
}

#[test]
fn one_key_under_two_names() {
    let mut story = Story::open();
    let people = ["one", "other"].map(|name| story.joins_with_key(name, crane_key()));
    let (entries, _) = only(&story, "key-shared");
    assert_eq!(entries, people.map(|person| person.id().0.0));
}

#[test]
fn an_end_before_the_timetable_says_so() {
    let (mut story, _) = crowd();
    let entry = operator().closes(&mut story);
    let (entries, said) = only(&story, "closed-early");
    assert_eq!(entries, [entry.0]);
    assert!(said.contains("on 2026-06-01") && said.contains("2026-12-28"), "{said}");
}

#[test]
fn a_decision_on_another_result_than_the_newest() {
    let (mut story, people) = crowd();
    let result = opinion_map_result(&story.process);
    let old = operator().publishes(&mut story, result);
    let on = statement(&story, 0);
    people[0].votes(&mut story, on, Vote::Pass);
    let result = opinion_map_result(&story.process);
    let new = operator().publishes(&mut story, result);
    story.after_days(30);
    let decision = operator().decides(&mut story, old, "So be it.");
    assert_eq!(only(&story, "older-result-chosen").0, [decision.0, old.0, new.0]);
    assert_eq!(only(&story, "later-votes").0, [decision.0, old.0]);
}

/// A story with a result by version 2 of the method, as a node of that time published it.
fn by_version_2() -> (Story, u64) {
    let mut story = Story::open();
    Crowd { people: 40, statements: 12 }.acts(&mut story);
    let map = maru_opinion::version2::map(&conversation(&story.process), &options(&story.process));
    let mut result = opinion_map_result(&story.process);
    result.algorithm = format!("{} {}", map.method, map.version);
    result.output = maru_record::Digest::of(&serde_json::to_vec(&map).unwrap());
    result.figures.insert("groups".to_owned(), i64::from(map.k));
    let entry = operator().publishes(&mut story, result);
    (story, entry.0)
}

#[test]
fn a_result_by_an_older_version_is_computed_by_the_same() {
    let (mut story, old) = by_version_2();
    // The same state by the version of today, beside it.
    let mut today = opinion_map_result(&story.process);
    today.entries = old;
    operator().publishes(&mut story, today.clone());
    let report = look(&publish(&story));
    let computed: Vec<_> =
        report.results.iter().map(|result| (result.algorithm.as_str(), result.same)).collect();
    assert_eq!(computed, [("maru 2", true), ("maru 3", true)]);
    assert_eq!(report.verdict, Outcome::Good, "{:#?}", report.findings);
    assert_eq!(only(&story, "older-algorithm").0, [old]);

    let wrong = |change: &dyn Fn(&mut Story)| -> Report {
        let mut story = story.clone();
        change(&mut story);
        look(&publish(&story))
    };
    let found =
        |report: &Report| report.findings.iter().map(|finding| finding.code.clone()).collect::<Vec<_>>();
    // One version's map passed off as another's is found, and one that nobody has is not judged.
    let passed_off = wrong(&|story| story.set(old as usize, "algorithm", Value::text("maru 3")));
    assert_eq!((passed_off.verdict, found(&passed_off)), (Outcome::Wrong, vec!["wrong-result".to_owned()]));
    let other = wrong(&|story| {
        story.set(old as usize, "output", Value::text(today.output.to_string()));
    });
    assert_eq!((other.verdict, found(&other)), (Outcome::Wrong, vec!["wrong-result".to_owned()]));
    for unknown in ["maru 1", "maru 4", "maru 2 ", "maru  2", "maru2", "maru", "Maru 2"] {
        let report = wrong(&|story| story.set(old as usize, "algorithm", Value::text(unknown)));
        assert_eq!(report.verdict, Outcome::Undecided, "{unknown}: {:#?}", report.findings);
        assert_eq!(found(&report), ["algorithm-unknown"], "{unknown}");
    }
}

#[test]
fn a_note_stands_in_its_step_and_changes_no_answer() {
    let (mut story, _) = crowd();
    operator().closes(&mut story);
    let report = look(&publish(&story));
    assert_eq!(
        (report.steps[6].answer, &report.steps[6].notes[..]),
        (Answer::Ok, &["closed-early".to_owned()][..])
    );
    let told = serde_json::to_value(&report).unwrap();
    assert_eq!(told["notes"][0]["code"], "closed-early");
    assert_eq!(told["notes"][0]["entries"][0], story.entries.len() as u64 - 1);
    assert_eq!(told["steps"][6]["notes"][0], "closed-early");
    // An entry that breaks a rule is no part of the process, so nothing is noted of it.
    story.force(
        Author::Operator,
        StageChanged { stage: NextStage::Open, reason: "once more".into(), cuts: None },
    );
    let again = look(&publish(&story));
    let codes: Vec<_> = again.notes.iter().map(|note| note.code.as_str()).collect();
    assert_eq!((again.verdict, codes), (Outcome::Wrong, vec!["closed-early", "votes-without-result"]));
}

/// A list in a document that did not grow with the code tells its readers of fewer notes than there are.
#[test]
fn every_note_stands_in_the_page_of_the_record() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("../../docs/record.md")).unwrap();
    let mut found = 0;
    for entry in std::fs::read_dir(root.join("src/notes")).unwrap() {
        let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for call in source.split("note(").skip(1) {
            // `note(9, "code", …)`
            let Some(code) = call
                .trim_start()
                .get(1..)
                .and_then(|rest| rest.trim_start_matches([',', ' ', '\n']).strip_prefix('"'))
            else {
                continue;
            };
            let code = code.split('"').next().unwrap();
            assert!(page.contains(&format!("`{code}`")), "{code} is told and not in docs/record.md");
            found += 1;
        }
    }
    assert!(found > 20, "only {found} calls were found: they are written otherwise now");
}

#[test]
fn votes_of_which_no_result_was_ever_published() {
    let (mut story, _) = crowd();
    story.after_days(210);
    let codes = |story: &Story| notes(story).into_iter().map(|note| note.code).collect::<Vec<_>>();
    assert_eq!(codes(&story), [""; 0]);
    operator().closes(&mut story);
    assert_eq!(codes(&story), ["votes-without-result"]);
}
