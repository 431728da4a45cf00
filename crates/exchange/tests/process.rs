//! Tables in and out of a process: what is written comes back, answers meet what happened meanwhile, and nothing is guessed.

#![allow(clippy::expect_used, reason = "a test ends where what it needs is missing")]

use std::sync::Arc;

use maru_exchange::{
    Answer, BackState, Bringing, Brought, BroughtRow, Comment, CommentKind, CommentTable, FileForm,
    InProcess, NotTaken, Place, PullRequest, PullTexts, System, Unmapped, answers_back_to, bring_in,
    bring_in_archive, comment_table, many_remarks, own_remarks, read_answer, read_archive,
    versions_that_read,
};
use maru_forum::{
    Actor, AnswerStage, Content, Disposition, EntryNumber, GiveAnswer, GiveAnswers, ImportRemarks,
    MakeRemark, Moment, PhaseAct, RemarkKind, Source,
};
use maru_record::Digest;
use maru_testkit::{Person, Story, charter, language, operator};

const TEXT: &str = "# A norm\n\n## Article 1 Labels\n\n1. A provider labels it.\n\n2. Nobody removes a label.\n\n## Article 2 Consent\n\nNobody shows a person without consent.\n";

fn story() -> (Story, Person) {
    let mut charter = charter();
    for phase in &mut charter.phases {
        for act in [PhaseAct::Remark, PhaseAct::Amend, PhaseAct::Answer] {
            if !phase.acts.contains(&act) {
                phase.acts.push(act);
            }
        }
    }
    let mut story = Story::open_under(charter);
    let version = story.version(TEXT, &[]);
    story.act(&operator(), version);
    let person = story.joins("otter");
    (story, person)
}

/// Gives a closure the process as the doors see it.
fn seen<T>(story: &Story, then: impl FnOnce(InProcess<'_>) -> T) -> T {
    let read = |digest: &Digest| {
        let anyone = story.process.ledger.may_read(digest, maru_forum::Reading::Anyone);
        Some(Arc::new(Content::parse(story.contents.get(digest).filter(|_| anyone)?).ok()?))
    };
    then(InProcess { process: &story.process, read: &read })
}

fn bringing(name: &str) -> Bringing {
    let source = Source {
        name: name.to_owned(),
        url: "https://example.org".to_owned(),
        licence: "CC0".to_owned(),
        description: String::new(),
    };
    Bringing { source, language: language("en") }
}

fn comment(id: &str, author: &str, clause: &str, words: &str) -> Comment {
    Comment {
        id: id.to_owned(),
        author: author.to_owned(),
        place: Place { clause: clause.to_owned(), ..Place::default() },
        kind: Some(CommentKind::Technical),
        kind_text: "te".to_owned(),
        words: words.to_owned(),
        ..Comment::default()
    }
}

fn table(comments: Vec<Comment>) -> CommentTable {
    CommentTable { comments, ..CommentTable::new(System::Iso) }
}

#[test]
fn a_table_becomes_remarks_with_its_authors_and_comes_out_with_the_same_words() {
    let (mut story, _) = story();
    let mut first = comment("DE-002", "DE", "Article 1", "A label should be seen.");
    first.proposal = "A provider labels it visibly.".to_owned();
    first.answer = Some(read_answer(System::Iso, "Accepted. The words say so now."));
    let sent = table(vec![
        first,
        comment("JP-001", "JP", "Article 9", "It lacks a date."),
        comment("DE-003", "DE", "", "Well done."),
    ]);
    let (import, rows) = seen(&story, |of| bring_in(of, &sent, &bringing("ISO form")));
    assert_eq!(rows.len(), 3);
    assert!(matches!(&rows[0].brought, Brought::Remark { unit: Some(unit), .. } if unit.as_str() == "art_1"));
    let ours = |row: usize| {
        rows[row].unmapped.iter().find_map(|one| match one {
            Unmapped::Answer { ours, .. } => Some(ours.clone()),
            _ => None,
        })
    };
    assert_eq!(ours(0), Some(Some("accepted".to_owned())), "what was answered there is no answer here");
    assert!(rows[1].unmapped.contains(&Unmapped::Place { place: "Article 9".to_owned() }), "{:?}", rows[1]);

    story.act(&operator(), Box::new(import));
    let process = &story.process;
    let authors: Vec<u64> = process.remarks.iter().map(|remark| remark.author.0.0).collect();
    assert_eq!(authors[0], authors[2], "one author there is one author here");
    assert_ne!(authors[0], authors[1]);
    assert_eq!(process.unanswered().count(), 0, "nothing is owed here to what was said elsewhere");
    let out = seen(&story, |of| comment_table(of, System::Iso, "en"));
    let said: Vec<_> = out
        .comments
        .iter()
        .map(|one| (one.author.as_str(), one.words.as_str(), one.place.clause.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("DE", "A label should be seen.", "Article 1"),
            ("JP", "It lacks a date.", "Article 9"),
            ("DE", "Well done.", "")
        ]
    );
    assert_eq!(out.comments[0].proposal, "A provider labels it visibly.");

    let (again, rows) = seen(&story, |of| bring_in(of, &sent, &bringing("ISO form")));
    assert!(again.remarks.is_empty(), "the same rows of the same source are not brought in twice");
    assert!(rows.iter().all(|row| matches!(row.brought, Brought::AlreadyHere { .. })));
    let first = story.process.remarks.iter().next().expect("a remark").entry;
    let mut erased = story.clone();
    operator().withdraws(&mut erased, first);
    let people = erased.process.participants.len();
    let mut more = sent.clone();
    more.comments.push(comment("9", "JP", "", "Dates matter."));
    let (again, rows) = seen(&erased, |of| bring_in(of, &more, &bringing("ISO form")));
    assert!(
        matches!(rows[0].brought, Brought::Erased { remark } if remark == first),
        "what was erased stays so"
    );
    assert_eq!(again.remarks.len(), 1);
    erased.act(&operator(), Box::new(again));
    assert_eq!(erased.process.participants.len(), people, "who came before is the same again");
    let (other, _) = seen(&story, |of| bring_in(of, &sent, &bringing("Another form")));
    story.act(&operator(), Box::new(other));
    assert_eq!(seen(&story, |of| own_remarks(of, &out)), 3, "a table of our own is known again");
    assert_eq!(seen(&story, |of| own_remarks(of, &sent)), 0);
}

#[test]
fn what_cannot_be_brought_in_is_named_and_left_out() {
    let (story, _) = story();
    let mut foreign = comment("A", "A", "1", "Words");
    foreign.language = "no language at all".to_owned();
    let mut quoting = comment("B", "B", "", "See the label.");
    quoting.more.insert("quote".to_owned(), "removes a label".to_owned());
    let mut lost = comment("C", "C", "", "See the label.");
    lost.more.insert("quote".to_owned(), "never said".to_owned());
    let mut kindless = comment("D", "D", "", "");
    (kindless.kind, kindless.kind_text, kindless.proposal) =
        (None, "te (high)".to_owned(), "Other words".to_owned());
    let rows = vec![
        foreign,
        quoting,
        lost,
        kindless,
        comment("E", "E", "", " "),
        comment("F", "F", "", &"x".repeat(20_001)),
        comment("G", "G", "1", "Which one?"),
    ];
    let (import, rows) = seen(&story, |of| bring_in(of, &table(rows), &bringing("Elsewhere")));
    assert_eq!(import.remarks.len(), 4);
    assert!(matches!(rows[0].brought, Brought::BadLanguage { .. }));
    let anchor = import.remarks[0].act.anchor.as_ref().expect("the quotation leads to its place");
    assert_eq!((anchor.unit.as_str(), anchor.start.is_some()), ("art_1__para_2", true));
    assert!(rows[2].unmapped.contains(&Unmapped::Quote { count: 0 }));
    let kinds = [Unmapped::NoWords, Unmapped::Kind { kind: "te (high)".to_owned() }, Unmapped::Proposal];
    assert!(kinds.iter().all(|one| rows[3].unmapped.contains(one)), "{:?}", rows[3]);
    assert_eq!((&rows[4].brought, &rows[5].brought), (&Brought::Empty, &Brought::TooLong { length: 20_001 }));
    let several = rows[6]
        .unmapped
        .iter()
        .any(|one| matches!(one, Unmapped::SeveralPlaces { units, .. } if units.len() == 2));
    assert!(several, "a bare 1 is an article and a paragraph: {:?}", rows[6]);
}

/// A remark of a participant on a unit.
fn remark(story: &mut Story, who: &Person, unit: &str, words: &str) -> EntryNumber {
    who.remarks(story, unit, RemarkKind::Technical, words)
}

fn answer(on: EntryNumber, disposition: Disposition, text: &str) -> GiveAnswer {
    GiveAnswer {
        on: vec![on],
        disposition,
        text: text.to_owned(),
        language: language("en"),
        units: Vec::new(),
        stage: AnswerStage::Given,
        instead_of: None,
    }
}

fn back(story: &Story, form: FileForm, table: &CommentTable) -> maru_exchange::AnswersBack {
    // Through the file, as it comes from a desk elsewhere.
    let bytes = form.write(table).expect("a form that is written");
    let returned = form.read(&bytes).expect("our own file");
    let now = Moment(story.now + 1);
    seen(story, |of| answers_back_to(of, form, &returned, &language("en"), Actor::Operator, now))
}

fn type_into(table: &mut CommentTable, row: usize, text: &str) {
    let system = table.system;
    table.comments[row].answer = (!text.is_empty()).then(|| read_answer(system, text));
}

#[test]
fn answers_typed_into_a_table_come_back_and_meet_what_happened_meanwhile() {
    let (mut story, otter) = story();
    let words = ["One", "Two", "Three", "Four", "Five", "Six", "Seven"];
    let remarks: Vec<EntryNumber> = words
        .iter()
        .map(|words| remark(&mut story, &otter, "art_2", &format!("{words} points to make.")))
        .collect();
    story.act(&operator(), answer(remarks[3], Disposition::Noted, "It was heard by the drafters."));
    let mut sheet = seen(&story, |of| comment_table(of, System::Iso, "en"));
    assert_eq!(
        sheet.comments[3].answer.as_ref().map(|answer| answer.text.as_str()),
        Some("Noted. It was heard by the drafters.")
    );
    type_into(&mut sheet, 0, "Accepted. Article 2 says it in other words.");
    type_into(&mut sheet, 1, "Not accepted. The term is defined elsewhere.");
    type_into(&mut sheet, 2, "We thank you for this.");
    type_into(&mut sheet, 3, "Deferred. It comes with the next draft.");
    type_into(&mut sheet, 4, "Accepted.");
    type_into(&mut sheet, 5, "Clarification needed. Which table?");
    // Meanwhile somebody answers the second at the desk.
    story.act(&operator(), answer(remarks[1], Disposition::Explained, "It was explained at the desk."));

    for form in [FileForm::IsoDocx, FileForm::IsoXlsx, FileForm::IsoCsv, FileForm::Commenter] {
        let back = back(&story, form, &sheet);
        let states: Vec<&BackState> = back.rows.iter().map(|row| &row.state).collect();
        assert_eq!(states.len(), 7, "{form:?}");
        let not = |row: usize, expected: &NotTaken| match states[row] {
            BackState::Not { why, .. } => assert_eq!(why, expected, "{form:?}"),
            unexpected => panic!("{form:?}: {unexpected:?}"),
        };
        assert!(
            matches!(states[0], BackState::Answer { answer } if answer.units.len() == 1),
            "{:?}",
            states[0]
        );
        assert!(
            matches!(states[1], BackState::Conflict { sent, now, .. } if sent.is_empty() && now == "It was explained at the desk."),
            "{:?}",
            states[1]
        );
        not(2, &NotTaken::NoWord);
        assert!(
            matches!(states[3], BackState::Answer { answer } if answer.instead_of.is_some()),
            "{:?}",
            states[3]
        );
        not(4, &NotTaken::NoReason { minimum: maru_forum::ANSWER_MINIMUM });
        assert!(matches!(states[5], BackState::Not { why: NotTaken::NoneOfOurs { .. }, .. }));
        not(6, &NotTaken::Untouched);
        assert_eq!((back.answers(&[]).len(), back.answers(&[remarks[1]]).len()), (2, 3));
    }

    let back_now = back(&story, FileForm::IsoXlsx, &sheet);
    story.act(&operator(), GiveAnswers { answers: back_now.answers(&[remarks[1]]) });
    let standing =
        |story: &Story, at: usize| story.process.answers.standing_on(remarks[at]).map(|one| one.disposition);
    assert_eq!(standing(&story, 0), Some(Disposition::Accepted));
    assert_eq!(
        standing(&story, 1),
        Some(Disposition::NotAccepted),
        "somebody chose to put it in the other's place"
    );
    assert_eq!(standing(&story, 3), Some(Disposition::Deferred));
    let again = back(&story, FileForm::IsoXlsx, &sheet);
    assert!(again.answers(&remarks).is_empty(), "the same table again changes nothing: {:?}", again.rows);
}

#[test]
fn the_words_of_other_systems_come_back_by_their_own_lists() {
    let (mut story, otter) = story();
    for words in ["One point to make.", "Two points to make."] {
        remark(&mut story, &otter, "art_2", words);
    }
    let check = |form: FileForm, typed: Answer, expected: Disposition| {
        let mut sheet = seen(&story, |of| comment_table(of, form.system(), "en"));
        sheet.comments[0].answer = Some(typed);
        let back = back(&story, form, &sheet);
        match &back.rows[0].state {
            BackState::Answer { answer } => assert_eq!(answer.disposition, expected, "{form:?}"),
            unexpected => panic!("{form:?}: {unexpected:?}"),
        }
        assert!(
            matches!(back.rows[1].state, BackState::Not { why: NotTaken::Untouched, .. }),
            "{:?}",
            back.rows[1]
        );
    };
    let ours = |word: &str, disposition: &str| Answer {
        text: format!("{word}. It is said in Article 2 already."),
        disposition: maru_exchange::Disposition::Ours(disposition.to_owned()),
        reason: "It is said in Article 2 already.".to_owned(),
    };
    check(FileForm::DecidimProposals, ours("rejected", "not-accepted"), Disposition::NotAccepted);
    check(FileForm::IsoCsv, ours("Not accepted", "not-accepted"), Disposition::NotAccepted);
}

#[test]
fn rows_that_were_changed_doubled_or_made_up_are_not_taken() {
    let (mut story, otter) = story();
    for words in ["One point to make.", "Two points to make.", "Three points to make."] {
        remark(&mut story, &otter, "art_2", words);
    }
    let mut sheet = seen(&story, |of| comment_table(of, System::Iso, "en"));
    for row in 0..3 {
        type_into(&mut sheet, row, "Noted. It was heard by the drafters.");
    }
    sheet.comments[0].words = "Something else".to_owned();
    let twin = sheet.comments[1].clone();
    sheet.comments.push(twin);
    let mut invented = sheet.comments[2].clone();
    invented.id = "DE-99999-003".to_owned();
    sheet.comments.push(invented);
    sheet.comments.remove(2);
    let back = back(&story, FileForm::IsoCsv, &sheet);
    let found: Vec<(String, bool)> = back
        .rows
        .iter()
        .map(|row| match &row.state {
            BackState::Not { why, .. } => (format!("{why:?}"), true),
            taken => (format!("{taken:?}"), false),
        })
        .collect();
    for why in ["CommentChanged", "Twice", "Unknown"] {
        assert!(found.iter().any(|(name, not)| *not && name == why), "{why} in {found:?}");
    }
    assert!(back.answers(&[]).is_empty(), "{found:?}");
}

#[test]
fn what_a_table_says_beside_a_remark_of_ones_own_is_named() {
    let (story, _) = story();
    let csv = b"MB,Comments,Type,Status\nDE-1,Say who.,te,open\nDE-2,Say when.,te,\n";
    let table = FileForm::IsoCsv.read(csv).expect("a table");
    let (many, rows) = seen(&story, |of| many_remarks(of, &table, &language("en")));
    assert_eq!(many.remarks.len(), 2);
    assert_eq!(rows[0].unmapped.last(), Some(&Unmapped::Apart { fields: vec!["Status".to_owned()] }));
    assert!(!rows[1].unmapped.iter().any(|one| matches!(one, Unmapped::Apart { .. })));
    let mut long = table.clone();
    long.comments[0].more.insert("Status".to_owned(), "x".repeat(70_000));
    let (import, rows) = seen(&story, |of| bring_in(of, &long, &bringing("ISO")));
    assert_eq!(import.remarks.len(), 1, "a row that says too much beside its words keeps no other one out");
    assert!(matches!(rows[0].brought, Brought::TooMuch { bytes } if bytes > 70_000));
}

#[test]
fn a_place_or_type_that_was_altered_in_the_table_is_named() {
    let (mut story, otter) = story();
    for words in ["One point to make.", "Two points to make."] {
        remark(&mut story, &otter, "art_2", words);
    }
    let mut sheet = seen(&story, |of| comment_table(of, System::Iso, "en"));
    type_into(&mut sheet, 0, "Noted. It was heard by the drafters.");
    type_into(&mut sheet, 1, "Noted. It was heard by the drafters.");
    sheet.comments[0].place.clause = "Article 9".to_owned();
    sheet.comments[0].kind = None;
    sheet.comments[0].kind_text = "te (high)".to_owned();
    let back = back(&story, FileForm::IsoCsv, &sheet);
    let altered: Vec<&[String]> = back.rows.iter().map(|row| row.altered.as_slice()).collect();
    assert_eq!(altered[0], ["clause", "type"]);
    assert!(altered[1].is_empty());
    assert_eq!(back.answers(&[]).len(), 2, "the answers are taken all the same");
}

#[test]
fn a_hidden_remark_is_not_written_and_the_table_says_so() {
    let (mut story, otter) = story();
    let entry = remark(&mut story, &otter, "art_1", "Words that go.");
    let digest = story.process.remarks.get(entry).expect("the remark").words.digest;
    story.contents.remove(&digest);
    let command = MakeRemark {
        version: 1,
        anchor: None,
        kind: RemarkKind::Objection,
        text: "Words that stay.".to_owned(),
        language: language("en"),
        proposal: None,
        submission: None,
    };
    story.act(&otter, command);
    let sheet = seen(&story, |of| comment_table(of, System::Iso, "en"));
    assert_eq!(sheet.comments.len(), 1);
    assert!(sheet.not_read.iter().any(|line| line.contains(&entry.to_string())), "{:?}", sheet.not_read);
}

#[test]
fn a_review_becomes_many_remarks_of_whoever_wrote_it() {
    let (mut story, otter) = story();
    let review = "# Jo Doe's review for the norm\n\n## Discuss\n\n### Section 2\n\n> without consent\n\nWhose?\n\n## Nits\n\n### Section 9\n\nSpell it out.\n";
    let table = FileForm::Ietf.read(review.as_bytes()).expect("a review");
    let (many, rows) = seen(&story, |of| many_remarks(of, &table, &language("en")));
    let remarks = &many.remarks;
    assert_eq!(remarks.len(), 2);
    let anchor = remarks[0].anchor.as_ref().expect("the quotation leads to its place");
    assert_eq!((anchor.unit.as_str(), remarks[0].kind), ("art_2", RemarkKind::Objection));
    assert!(rows[1].unmapped.iter().any(|one| matches!(one, Unmapped::Place { .. })), "{:?}", rows[1]);
    let mut sheet = comment("X-1", "X", "Article 1", "Say how.");
    (sheet.proposal, sheet.answer) =
        ("It is written visibly.".to_owned(), Some(read_answer(System::Iso, "Accepted. It is so.")));
    let (own, rows) = seen(&story, |of| many_remarks(of, &self::table(vec![sheet]), &language("en")));
    assert_eq!(own.remarks[0].text, "Say how.\n\nIt is written visibly.");
    assert!(
        rows[0].unmapped.iter().any(|one| matches!(one, Unmapped::Answer { .. })),
        "nobody answers themselves"
    );
    let first = story.act(&otter, many);
    assert_eq!(story.process.remarks.iter().map(|one| one.entry.0 - first.0).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(story.process.unanswered().count(), 2);
}

/// The draft as Word has it, with a comment and a tracked change, and with words that are not the draft's where `foreign` says so.
fn word_file(foreign: bool) -> Vec<u8> {
    use maru_text::container::{member, names, write};
    let bytes = maru_text::to_docx(&maru_text::parse_markdown(TEXT));
    let text = |name: &str| String::from_utf8(member(&bytes, name).expect("a member")).expect("text");
    let (ends, starts) = ("</w:t></w:r>", "<w:r><w:t xml:space=\"preserve\">");
    let mut body = text("word/document.xml").replace(
        "A provider labels it.",
        &format!("A provider {ends}<w:commentRangeStart w:id=\"0\"/>{starts}labels{ends}<w:commentRangeEnd w:id=\"0\"/>{starts} it."),
    );
    body = body.replace(
        "Nobody removes a label.",
        &format!("Nobody {ends}<w:del w:author=\"Jo Doe\"><w:r><w:delText>removes</w:delText></w:r></w:del><w:ins w:author=\"Jo Doe\"><w:r><w:t>hides</w:t></w:r></w:ins>{starts} a label."),
    );
    if foreign {
        body = body.replace(" a label.", " a sticker.");
    }
    let comments = "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"0\" w:author=\"Al Roe\" w:date=\"2026-11-02T10:00:00Z\"><w:p><w:r><w:t>How?</w:t></w:r></w:p></w:comment></w:comments>";
    let mut parts: Vec<(String, String)> = Vec::new();
    for name in names(&bytes) {
        let words = if name == "word/document.xml" { body.clone() } else { text(&name) };
        parts.push((name, words));
    }
    parts.push(("word/comments.xml".to_owned(), comments.to_owned()));
    write(&parts.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect::<Vec<_>>())
}

#[test]
fn a_word_file_carries_comments_and_changes_of_whoever_brings_it() {
    let (mut story, otter) = story();
    let table = FileForm::WordReview.read(&word_file(false)).expect("a review");
    let (many, rows) = seen(&story, |of| many_remarks(of, &table, &language("en")));
    assert_eq!(many.remarks.len(), 2, "{rows:?}");
    let anchor = many.remarks[0].anchor.as_ref().expect("the words lead to their place");
    assert_eq!((anchor.unit.as_str(), anchor.start, anchor.end), ("art_1__para_1", Some(11), Some(17)));
    assert_eq!((many.remarks[0].text.as_str(), &many.remarks[0].proposal), ("How?", &None));
    assert_eq!(many.remarks[1].text, "“removes” → “hides”");
    let operations = many.remarks[1].proposal.as_ref().map(|(_, operations)| operations.clone());
    assert!(operations.is_some_and(|operations| operations.contains("Nobody hides a label.")));
    story.act(&otter, many);
    let told: Vec<(EntryNumber, Option<String>)> = story
        .process
        .remarks
        .iter()
        .map(|remark| {
            let content = Content::parse(&story.contents[&remark.words.digest]).expect("its words");
            (remark.author.0, content.source_field("author").map(str::to_owned))
        })
        .collect();
    let me = told[0].0;
    assert_eq!(told, [(me, Some("Al Roe".to_owned())), (me, Some("Jo Doe".to_owned()))]);
    assert!(!story.process.participants.iter().any(|person| person.pseudonym.to_string().contains("Roe")));
    let sheet = seen(&story, |of| comment_table(of, System::Iso, "en"));
    assert!(sheet.comments.iter().all(|row| row.author == "otter"), "{:?}", sheet.comments);
}

#[test]
fn a_word_file_is_taken_whole_or_not_at_all() {
    let (story, _) = story();
    let table = FileForm::WordReview.read(&word_file(true)).expect("a review");
    let (many, rows) = seen(&story, |of| many_remarks(of, &table, &language("en")));
    assert!(many.remarks.is_empty());
    assert!(matches!(&rows[0].brought, Brought::Remark { .. }), "{rows:?}");
    assert!(matches!(&rows[1].brought, Brought::OtherWords { unit } if unit == "art_1__para_2"), "{rows:?}");
    let (import, _) = seen(&story, |of| bring_in(of, &table, &bringing("Word")));
    assert!(import.remarks.is_empty());
    assert!(FileForm::WordReview.read(&maru_text::to_docx(&maru_text::parse_markdown(TEXT))).is_err());
}

#[test]
fn a_row_has_its_title_its_places_and_nobody_elses_name() {
    let (mut story, _) = story();
    let titled = |id: &str, title: &str, words: &str| {
        let mut row = comment(id, "Ann", "", words);
        row.more.insert("title".to_owned(), title.to_owned());
        row
    };
    let mut named = titled("3", "Third", "Words.");
    named.more.insert("person".to_owned(), "Jo Doe".to_owned());
    let mut back = titled("4", "Fourth", "Words.");
    back.withheld = "withdrawn".to_owned();
    let quoting = |id: &str, quotes: &str| {
        let mut row = titled(id, "Quotes", "Words.");
        row.more.insert("quote".to_owned(), quotes.to_owned());
        row
    };
    let sent = table(vec![
        titled("1", "Trailing commas", ""),
        titled("2", "Second", "Second thoughts."),
        named,
        back,
        quoting("5", "A provider labels it.\n\nNobody removes a label."),
        quoting("6", "A provider labels it.\n\nnever said"),
    ]);
    let (import, rows) = seen(&story, |of| bring_in(of, &sent, &bringing("Decidim")));
    let words: Vec<&str> = import.remarks.iter().map(|one| one.act.text.as_str()).collect();
    assert_eq!(words[..3], ["Trailing commas", "Second thoughts.", "Third\n\nWords."]);
    assert!(matches!(&rows[3].brought, Brought::Withheld { why } if why == "withdrawn"), "{:?}", rows[3]);
    assert!(!import.remarks[2].as_written.contains_key("more-person"));
    assert!(
        rows[2].unmapped.contains(&Unmapped::Others { fields: vec!["person".to_owned()] }),
        "{:?}",
        rows[2]
    );
    let unit = |row: usize| match &rows[row].brought {
        Brought::Remark { unit, .. } => unit.as_ref().map(ToString::to_string),
        other => panic!("{other:?}"),
    };
    assert_eq!((unit(4), unit(5)), (Some("art_1__para_1".to_owned()), Some("art_1__para_1".to_owned())));
    let also = Unmapped::AlsoQuoted { units: vec!["art_1__para_2".to_owned()] };
    assert!(rows[4].unmapped.contains(&also), "{:?}", rows[4].unmapped);
    assert!(rows[5].unmapped.contains(&Unmapped::Quote { count: 0 }), "{:?}", rows[5].unmapped);
    // The same rows again are here already.
    story.act(&operator(), Box::new(import));
    let (again, rows) = seen(&story, |of| bring_in(of, &sent, &bringing("Decidim")));
    assert!(again.remarks.is_empty(), "{rows:?}");
}

const PULLS: &str = r#"{"repo":"wg/norm","issues":[{"number":1,"title":"Who?","author":"ann","body":"Who labels?"}],"pulls":[
        {"number":2,"title":"Hide nothing","author":"ann","body":"Fixes #1","createdAt":"2026-01-02T00:00:00Z","reviews":[{"author":"ben","state":"APPROVED","body":"","comments":[{"body":"A nit."}]}]},
        {"number":3,"title":"Elsewhere","author":"ben","body":"b3"},
        {"number":4,"title":"Too late","author":"ben","body":"b4"},
        {"number":5,"title":"Lost","author":"cy","body":"b5"},
        {"number":6,"title":"Nothing","author":"cy","body":"b6"}]}"#;

/// The draft of which no version of ours reads so.
fn otherwise() -> String {
    TEXT.replace("without consent", "without being asked")
}

/// What each pull request made of which draft.
fn texts_of(pull: &PullRequest) -> Result<PullTexts, String> {
    let other = otherwise();
    let hides = |text: &str| text.replace("Nobody removes a label.", "Nobody hides a label.");
    let (base, head) = match pull.comment.id.as_str() {
        "2" => (TEXT.to_owned(), hides(TEXT)),
        "3" => (other.clone(), hides(&other)),
        "4" => (other.clone(), other.replace("being asked", "a word")),
        "6" => (TEXT.to_owned(), TEXT.to_owned()),
        _ => return Err("commit abc is not in the checkout".to_owned()),
    };
    let others = if pull.comment.id == "2" { vec!["README.md".to_owned()] } else { Vec::new() };
    Ok(PullTexts { file: "draft.md".to_owned(), base: base.into_bytes(), head: head.into_bytes(), others })
}

fn bring_pulls(story: &Story, json: &str) -> (ImportRemarks, Vec<BroughtRow>, CommentTable) {
    let archive = read_archive(json.as_bytes()).expect("an archive");
    seen(story, |of| bring_in_archive(of, archive, &texts_of, &bringing("wg")))
}

#[test]
fn a_pull_request_that_says_too_much_or_was_erased_is_no_amendment() {
    let (mut story, _) = story();
    let much =
        PULLS.replace("\"body\":\"b3\"", &format!("\"body\":\"b3\",\"log\":\"{}\"", "x".repeat(70_000)));
    let (import, _, table) = bring_pulls(&story, &much);
    assert_eq!(import.amendments.len(), 1, "the others come");
    let lost = "pull request 3 by ben becomes no amendment (what its source says besides its words has 70";
    assert!(table.not_read.iter().any(|line| line.starts_with(lost)), "{:?}", table.not_read);
    story.act(&operator(), Box::new(import));
    let first = story.process.amendments.iter().next().expect("an amendment").entry;
    operator().withdraws(&mut story, first);
    let (again, rows, _) = bring_pulls(&story, &much);
    assert!(again.amendments.is_empty(), "{rows:#?}");
    let is_erased = |row: &BroughtRow| matches!(row.brought, Brought::Erased { remark } if remark == first);
    assert!(rows.iter().any(is_erased), "{rows:#?}");
}

#[test]
fn pull_requests_become_amendments_by_the_texts_of_their_repository() {
    let (mut story, _) = story();
    let bring = |story: &Story| bring_pulls(story, PULLS);
    let (import, rows, table) = bring(&story);
    assert_eq!((import.remarks.len(), import.amendments.len()), (2, 2));
    let on_label = |row: &BroughtRow| matches!(&row.brought, Brought::Amendment { version: 1, units } if units.len() == 1 && units[0].as_str() == "art_1__para_2");
    let row = |id: &str| rows.iter().find(|row| row.id == id).expect("a row");
    assert!(on_label(row("2")) && on_label(row("3")), "{rows:#?}");
    assert_eq!(row("2").unmapped, [Unmapped::Files { files: vec!["README.md".to_owned()] }]);
    assert_eq!(
        row("3").unmapped,
        [Unmapped::OtherBase { version: 1 }],
        "it did not begin from a version of ours"
    );
    for lost in [
        "pull request 4 by ben becomes no amendment (no version reads as its base does",
        "art_2 reads otherwise): “Too late b4”",
        "pull request 5 by cy becomes no amendment (commit abc is not in the checkout): “Lost b5”",
        "pull request 6 by cy becomes no amendment (it changes nothing in the draft)",
        "2-reviews-1, a review by ben without words (APPROVED)",
    ] {
        assert!(table.not_read.iter().any(|line| line.contains(lost)), "{lost}: {:#?}", table.not_read);
    }
    story.act(&operator(), Box::new(import));
    let process = &story.process;
    let made: Vec<_> =
        process.amendments.iter().map(|one| (one.version, one.units.len(), one.imported.is_some())).collect();
    assert_eq!(made, [(1, 1, true), (1, 1, true)]);
    let remark = process.remarks.iter().next().expect("a remark");
    let first = process.amendments.iter().next().expect("an amendment");
    assert_eq!(first.author, remark.author, "ann is one author, whatever she wrote");
    let (again, rows, _) = bring(&story);
    assert!(again.remarks.is_empty() && again.amendments.is_empty(), "{rows:#?}");
    let reads =
        |text: &str| seen(&story, |of| versions_that_read(of, &language("en"), "draft.md", text.as_bytes()));
    assert_eq!(reads(TEXT), Ok(vec![1]));
    assert_eq!(reads(&otherwise()), Ok(Vec::new()));
}

#[test]
fn an_export_names_what_it_loses() {
    let (mut story, person) = story();
    let first = remark(&mut story, &person, "art_1", "One line.\n\nAnother line.");
    let other = story.joins("badger");
    story.act(&other, maru_forum::Support { on: first, give: true });
    let lines = |system: System| seen(&story, |of| comment_table(of, system, "en")).not_read;
    let supported = "1 rows have people who support or signed them";
    for (system, expected) in [
        (System::Iso, vec![supported, "the names of those who wrote 1 rows", "the days of 1 rows"]),
        (
            System::W3c,
            vec![
                supported,
                "the line ends within 1 rows",
                "1 rows have a kind, a place",
                "the days of 1 rows",
            ],
        ),
        (System::Decidim, vec![supported, "1 rows have a kind, a place"]),
    ] {
        let lines = lines(system);
        for one in &expected {
            assert!(lines.iter().any(|line| line.contains(one)), "{one}: {lines:?}");
        }
        assert_eq!(lines.len(), expected.len(), "{lines:?}");
    }
}
