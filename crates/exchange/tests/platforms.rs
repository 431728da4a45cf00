//! What other platforms publish: read whole, authors kept, and what was not read is said.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::path::PathBuf;
use std::sync::Arc;

use maru_exchange::{
    Bringing, Comment, CommentKind, CommentTable, Disposition, FileForm, InProcess, Place, System,
    bring_in_meetings, read_answer, read_archive, read_bsi, read_commenter, read_decidim_comments,
    read_decidim_meetings, read_decidim_proposals, read_have_your_say, read_ietf, read_regulations, to_bsi,
    to_decidim_proposals, to_ietf,
};
use maru_forum::{Content, Source};
use maru_record::Digest;
use maru_testkit::{Story, language, operator};
use proptest::prelude::*;

fn data(name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/process"));
    std::fs::read(folder.join(name)).ok()
}

fn ours(comment: &Comment) -> String {
    match comment.answer.as_ref().map(|answer| &answer.disposition) {
        None => "none".to_owned(),
        Some(Disposition::Ours(word)) => word.clone(),
        Some(Disposition::NoneOfOurs { word, .. }) => format!("({word})"),
        Some(Disposition::NotRead) => "not read".to_owned(),
    }
}

#[test]
fn a_list_of_issues_is_read_and_written() {
    let text = "Draft:    https://example.org/draft\nTitle:    A draft\n\n----\nIssue 1.\nSummary:  Label it;\n  and keep it\nFrom:     Jo\nComment:  https://example.org/1\nResponse: https://example.org/2\nResponse: https://example.org/3\nClosed:   Rejected\nVerified: https://example.org/4\n----\nIssue 2.\nSummary:  Another\nClosed:   Accepted / OutOfScope\n----\nIssue 3.\nSummary:  Open one\nOpen:\n----\nIssue 4.\nSummary:  Closed in other words\nClosed:   By nobody\nStrange:  x\n";
    let table = read_bsi(text.as_bytes()).unwrap();
    assert_eq!((table.document.as_str(), table.project.as_str()), ("https://example.org/draft", "A draft"));
    assert_eq!(table.comments[0].words, "Label it; and keep it");
    assert_eq!(table.comments[0].more["Response"], "https://example.org/2\nhttps://example.org/3");
    let states: Vec<String> = table.comments.iter().map(ours).collect();
    assert_eq!(states, ["not-accepted", "(Accepted / OutOfScope)", "none", "not read"]);
    assert_eq!(table.not_read, ["line 26: the field Strange: x"]);
    let again = read_bsi(to_bsi(&table).as_bytes()).unwrap();
    let states: Vec<String> = again.comments.iter().map(ours).collect();
    assert_eq!(states, ["not-accepted", "(Accepted / OutOfScope)", "none", "none"]);
    // An answer in the words of ISO that the W3C has no word for stays open, with a note.
    let mut iso = CommentTable::new(System::Iso);
    iso.comments.push(Comment {
        id: "1".into(),
        answer: Some(read_answer(System::Iso, "Noted. Thanks.")),
        ..Comment::default()
    });
    let written = to_bsi(&iso);
    assert!(
        written.contains("Open:") && written.contains("Noted. Thanks.") && !written.contains("Closed"),
        "{written}"
    );
}

#[test]
fn what_stands_behind_a_head_that_cannot_be_read_is_nobody_elses() {
    let text = "Draft: x\n----\nIssue 1.\nSummary: One\nFrom: Ann\nClosed: Accepted\n----\nIssue 2. #\nSummary: Two\nFrom: Ben\n----\nIssue 3 and more\nSummary: Three\nFrom: Cy\nClosed: Accepted\n----\nSummary: Four\nFrom: Di\n----\nIssue 5:\nSummary: Five\nFrom: Ed\nClosed: Accepted\nClosed: Rejected\nIssue six 6\nFrom: Flo\n";
    let table = read_bsi(text.as_bytes()).unwrap();
    let found: Vec<(&str, &str, &str)> =
        table.comments.iter().map(|one| (one.id.as_str(), one.author.as_str(), one.words.as_str())).collect();
    assert_eq!(found, [("1", "Ann", "One"), ("2", "Ben", "Two"), ("5", "Ed", "Five")]);
    let states: Vec<String> = table.comments.iter().map(ours).collect();
    assert_eq!(states, ["accepted", "none", "(Accepted / Rejected)"]);
    for lost in [
        "“#” behind the number",
        "Issue 3 and more",
        "Summary: Three",
        "From: Cy",
        "Summary: Four",
        "From: Di",
        "Issue six 6",
        "From: Flo",
    ] {
        assert!(table.not_read.iter().any(|line| line.contains(lost)), "{lost}: {:?}", table.not_read);
    }
}

#[test]
fn lists_and_proposals_say_where_a_remark_hangs_and_what_it_proposes() {
    let mut table = CommentTable::new(System::W3c);
    table.comments.push(Comment {
        id: "US-11220-6341".into(),
        author: "tortoise-392".into(),
        words: "Twelve hours fit into any working day.".into(),
        kind: Some(CommentKind::Question),
        kind_text: "ge".into(),
        place: Place {
            line: "3".into(),
            clause: "7 2 a".into(),
            element: "art_7__para_2__point_a “within, say, 6 hours”".into(),
        },
        proposal: "art_7__para_2__point_a: within 12 hours\nart_8: —".into(),
        ..Comment::default()
    });
    let list = to_bsi(&table);
    // Bikeshed wants a number and a full stop.
    assert!(list.contains("\nIssue 6341. US-11220-6341\n") && list.contains("within 12 hours"), "{list}");
    assert_eq!(read_bsi(list.as_bytes()).unwrap().comments, table.comments);
    let proposals = to_decidim_proposals(&table);
    assert!(proposals.contains("within 12 hours"), "{proposals}");
    let again = read_decidim_proposals(proposals.as_bytes()).unwrap().comments.remove(0);
    assert_eq!(
        (again.kind, &again.place, &again.proposal),
        (table.comments[0].kind, &table.comments[0].place, &table.comments[0].proposal)
    );
    assert_eq!(again.more["title"], "Twelve hours fit into any working day.");
    // Names whose numbers do not tell them apart get their place in the list.
    let twin = Comment { id: "KR-2-6341".into(), words: "x".into(), ..Comment::default() };
    table.comments.push(twin);
    let list = to_bsi(&table);
    assert!(list.contains("\nIssue 1. US-11220-6341\n") && list.contains("\nIssue 2. KR-2-6341\n"), "{list}");
}

#[test]
fn a_real_list_of_issues_is_read() {
    let Some(bytes) = data("comment-tables/w3c-geometry-issues-lc-2014.bsi") else {
        eprintln!("SKIPPED a_real_list_of_issues_is_read: ../shared/data is absent");
        return;
    };
    let table = read_bsi(&bytes).unwrap();
    assert_eq!(table.comments.len(), 7);
    assert_eq!(table.not_read, Vec::<String>::new());
    let states: Vec<String> = table.comments.iter().map(ours).collect();
    assert_eq!(
        states,
        ["accepted", "accepted", "deferred", "accepted", "accepted", "(Retracted)", "accepted"]
    );
    assert_eq!(read_bsi(to_bsi(&table).as_bytes()).unwrap().comments, table.comments);
}

#[test]
fn a_review_falls_into_its_points() {
    let text = "# Jo Doe's review for draft-label-03\n\nCC @nobody\n\n## Discuss\n\n### Section 3.1, paragraph 2\n\n> must label\n\nBy whom?\n\n## Comments\n\nWell written.\n\n### A title\n\n```\n# not a heading\n```\n\n## Nits\n\n### Section 4\n\ns/teh/the/\n\n## Others\n";
    let table = read_ietf(text.as_bytes()).unwrap();
    assert_eq!(table.document, "draft-label-03");
    let kinds: Vec<Option<CommentKind>> = table.comments.iter().map(|comment| comment.kind).collect();
    let (objection, technical, editorial) =
        (Some(CommentKind::Objection), Some(CommentKind::Technical), Some(CommentKind::Editorial));
    assert_eq!(kinds, [objection, technical, technical, editorial]);
    let first = &table.comments[0];
    assert_eq!(
        (first.author.as_str(), first.place.clause.as_str(), first.place.element.as_str()),
        ("Jo Doe", "3.1", "paragraph 2")
    );
    assert_eq!(first.more["quote"], "must label");
    assert_eq!(first.words, "> must label\n\nBy whom?");
    assert_eq!(table.not_read.len(), 2, "{:?}", table.not_read);
    let again = read_ietf(to_ietf(&table, "Jo Doe").as_bytes()).unwrap();
    let words =
        |table: &CommentTable| table.comments.iter().map(|comment| comment.words.clone()).collect::<Vec<_>>();
    assert_eq!(words(&again), words(&table));
    let mut proposing = table.clone();
    proposing.comments[0].proposal = "shall label".into();
    let again = read_ietf(to_ietf(&proposing, "Jo Doe").as_bytes()).unwrap();
    assert!(again.comments[0].words.ends_with("Proposed change: shall label"), "{:?}", again.comments[0]);
    let mut headed = table.clone();
    headed.comments[0].words = "# A heading\n\\## another\n```\n# open code".into();
    let again = read_ietf(to_ietf(&headed, "Jo Doe").as_bytes()).unwrap();
    assert_eq!(again.comments[0].words, "# A heading\n\\## another\n```\n# open code\n```");
    assert_eq!(again.comments.len(), table.comments.len());
    assert!(read_ietf(b"## Comments\n\nx\n").is_err() && read_ietf(b"# A title\n").is_err());
}

#[test]
fn a_review_is_read_as_its_format_writes_it() {
    let text = "# Jo Doe's review of draft-label-03\n\n## Comments\n\n### Code\n\n~~~\n# comment in code\n```\n> no quotation\n~~~\n\nbehind it\n\n### Two places\n\n> A provider labels it.\n\nand\n\n> Nobody removes\n> a label.\n\n## Nit\n\n### Typos\n\n#### Section 7.3.3, paragraph 1\n\n> teh\n\n#### Section 8\n\n#### Not a place\n\nx\n";
    let table = read_ietf(text.as_bytes()).unwrap();
    assert_eq!(table.not_read, ["above line 28: “Typos”, the heading of several points"]);
    let found: Vec<(&str, &str)> = table
        .comments
        .iter()
        .map(|one| (one.more["title"].as_str(), one.more.get("quote").map_or("", String::as_str)))
        .collect();
    assert_eq!(
        found,
        [
            ("Code", ""),
            ("Two places", "A provider labels it.\n\nNobody removes\na label."),
            ("Section 7.3.3, paragraph 1", "teh"),
            ("Section 8", "")
        ]
    );
    assert!(table.comments[0].words.ends_with("behind it"), "{}", table.comments[0].words);
    assert_eq!(table.comments[2].place.clause, "7.3.3");
    assert_eq!(table.comments[3].words, "#### Not a place\n\nx");
}

#[test]
fn proposals_and_comments_of_decidim_are_read_and_written() {
    let csv = "id;author/name;title/en;body/en;body/machine_translations/es;state;answer/en;created_at\n3;Ann;A title;Label it;Marcarlo;rejected;It is law already;2026-01-01\n4;Ben;Other;;Guardarlo;;;2026-01-02\n5;Cy;Third;'=1+1;;evaluating;;2026-01-03\n";
    let table = read_decidim_proposals(csv.as_bytes()).unwrap();
    let states: Vec<String> = table.comments.iter().map(ours).collect();
    assert_eq!(states, ["not-accepted", "none", "(evaluating)"]);
    assert_eq!(table.comments[0].answer.as_ref().unwrap().reason, "It is law already");
    assert_eq!(
        (table.comments[1].language.as_str(), table.comments[1].more.contains_key("machine")),
        ("es", true)
    );
    assert_eq!(table.comments[2].words, "=1+1");
    let again = read_decidim_proposals(to_decidim_proposals(&table).as_bytes()).unwrap();
    for (one, other) in table.comments.iter().zip(&again.comments) {
        assert_eq!(
            (&one.id, &one.author, &one.words, ours(one)),
            (&other.id, &other.author, &other.words, ours(other))
        );
    }
    let comments = "id;created_at;body;locale;author/name;commentable_id;depth\n9;2026;Yes;en;Ann;3;0\n";
    let read = read_decidim_comments(comments.as_bytes()).unwrap();
    assert_eq!((read.comments[0].reply_to.as_str(), read.comments[0].language.as_str()), ("3", "en"));
    assert!(read_decidim_proposals(b"a;b\n1;2\n").is_err());
}

#[test]
fn words_in_columns_of_languages_and_words_that_are_kept_back_are_known_in_any_spelling() {
    let comments = "id;body/en;body/ca;body/machine_translations/es;author/name;commentable_id;deleted_at;hidden\n\
        1;Yes;;;Ann;3;;FALSE\n2;;;Sí;Ben;3;;\n3;Gone;;;Cy;3;2026-01-01;\n4;Bad;;;Di;3;;TRUE\n5;;Sí;Yes;Ed;3;;f\n";
    let table = read_decidim_comments(comments.as_bytes()).unwrap();
    let rows: Vec<[&str; 3]> =
        table.comments.iter().map(|one| [one.words.as_str(), &one.language, &one.withheld]).collect();
    assert_eq!(
        rows,
        [
            ["Yes", "en", ""],
            ["Sí", "es", ""],
            ["Gone", "en", "deleted"],
            ["Bad", "en", "hidden"],
            ["Sí", "ca", ""]
        ]
    );
    assert_eq!(table.not_read, ["2: its words are a machine's translation"]);
    // A spreadsheet writes TRUE, and a word that nobody knows is no permission.
    let csv = "id;title;body;state;withdrawn;hidden_at\n1;T;Words;;TRUE;\n2;T;Words;;perhaps;\n3;T;Words;;No;\n4;T;Words;;;2026-01-01\n";
    let withheld: Vec<String> = read_decidim_proposals(csv.as_bytes())
        .unwrap()
        .comments
        .into_iter()
        .map(|one| one.withheld)
        .collect();
    assert_eq!(withheld, ["withdrawn", "withdrawn", "", "hidden"]);
    let meetings = "id;title;start_time;end_time;published;withdrawn\n\
        1;T;2020-04-13 15:30:00;2020-04-13 16:30:00;FALSE;\n2;T;2020-04-13 15:30:00;2020-04-13 16:30:00;;True\n";
    let table = read_decidim_meetings(meetings.as_bytes()).unwrap();
    assert_eq!((table.meetings.len(), table.not_read.len()), (0, 2), "{table:?}");
}

#[test]
fn what_has_no_place_in_a_table_is_named() {
    let archive = r#"{"repo":"o/r","issues":[],"labels":[{"name":"x"}],"discussions":[{"body":"A talk."}],"projects":[]}"#;
    let table = FileForm::Archive.read(archive.as_bytes()).unwrap();
    assert_eq!(table.not_read, [r#"the field discussions, not taken: [{"body":"A talk."}]"#]);
    let list = read_bsi(b"ED: https://e\nDraft: one\nDraft: two\n----\nIssue 1.\nSummary: x\n").unwrap();
    assert_eq!(list.document, "two");
    assert_eq!(list.not_read, ["in the head, above “one”: https://e", "in the head, above “two”: one"]);
    let csv = "id;title/machine_translations/en;body/en;state;answer/machine_translations/en\n1;T;Words;rejected;No.\n";
    let row = read_decidim_proposals(csv.as_bytes()).unwrap().comments.remove(0);
    assert_eq!(row.more["machine"], "a machine's translation: title, answer");
    // A row whose id somebody changed is not ours any more, and keeps what it said of itself.
    let sheet = b"comments:\n- id: CN-001-197\n  body: CN\n  maru_id: CN-11220-1196\n  maru_author: tortoise\n  comments: x\n";
    let row = read_commenter(sheet).unwrap().comments.remove(0);
    assert_eq!((row.id.as_str(), row.author.as_str()), ("CN-001-197", "CN"));
    assert_eq!([&row.more["maru_id"], &row.more["maru_author"]], ["CN-11220-1196", "tortoise"]);
    let review =
        "# Ann's review for draft-x\n\n## Comments\n\n### Terms are loose\n\n#### Section 3\n\nWhich?\n";
    let table = read_ietf(review.as_bytes()).unwrap();
    assert_eq!(table.comments.len(), 1);
    assert_eq!(table.not_read, ["above line 7: “Terms are loose”, the heading of several points"]);
}

#[test]
fn what_its_source_keeps_back_and_what_it_does_not_say_is_told() {
    let text = r#"{"data":[
        {"id":"A","attributes":{"comment":"A &amp; B.<br/><br/>Second <b>bold</b>.","firstName":"Jo","lastName":"Doe","duplicateComments":120}},
        {"id":"B","attributes":{"comment":"Mine.","withdrawn":true,"reasonWithdrawn":"Personal data"}},
        {"id":"C","attributes":{"title":"Comment from Cy"}}],
        "meta":{"hasNextPage":true,"totalElements":1447}}"#;
    let table = read_regulations(text.as_bytes()).unwrap();
    assert_eq!(table.comments[0].words, "A & B.\nSecond bold.");
    assert_eq!(
        (table.comments[0].withheld.as_str(), table.comments[1].withheld.as_str()),
        ("", "withdrawn: Personal data")
    );
    let restricted = r#"{"data":{"id":"R","attributes":{"comment":"x","restrictReasonType":"Copyrighted","restrictReason":"a book","withdrawn":false}},"meta":{"pageNumber":1,"totalPages":3}}"#;
    let restricted = read_regulations(restricted.as_bytes()).unwrap();
    assert_eq!(restricted.comments[0].withheld, "restricted: Copyrighted: a book", "it is not withdrawn");
    assert_eq!(restricted.not_read, ["further pages: this is not the last one"]);
    let linked = r#"{"data":{"id":"L","attributes":{"comment":"<p>See <a class='x' href=\"https://example.org/a?b=1&amp;c\">this</a> &#8220;rule&#8221; &#x2014; 5 &lt; 6 &#1; &#38;lt;</p>"}},"included":[]}"#;
    let linked = read_regulations(linked.as_bytes()).unwrap();
    assert_eq!(linked.comments[0].words, "See this (https://example.org/a?b=1&c) “rule” — 5 < 6 &#1; &lt;");
    for told in ["A: 120 comments like it", "C: its words are in the answer", "1447 comments in all"] {
        assert!(table.not_read.iter().any(|line| line.contains(told)), "{told}: {:?}", table.not_read);
    }
    assert_eq!(table.not_read.len(), 3, "{:?}", table.not_read);
    let csv =
        "id;title;body;state;withdrawn\n1;T;Words;;true\n2;T;Words;withdrawn;\n3;T;Words;rejected;false\n";
    let withheld: Vec<String> = read_decidim_proposals(csv.as_bytes())
        .unwrap()
        .comments
        .into_iter()
        .map(|one| one.withheld)
        .collect();
    assert_eq!(withheld, ["withdrawn", "withdrawn", ""]);
    let feedback = r#"[{"id":1,"feedback":"x","publication":"WITHHELD"},{"id":2,"feedback":"y","publication":"PUBLISHED"},{"id":3,"feedback":"z","publication":"ANONYMOUS","publicationStatus":"CLOSED"},{"id":4,"feedback":"z","status":"Rejected"},{"id":5,"feedback":"z","publication":"LATER"}]"#;
    let withheld: Vec<String> = read_have_your_say(feedback.as_bytes())
        .unwrap()
        .comments
        .into_iter()
        .map(|one| one.withheld)
        .collect();
    assert_eq!(withheld, ["WITHHELD", "", "", "Rejected", "LATER"]);
}

#[test]
fn real_open_data_of_decidim_is_read() {
    let files = ["proposals", "proposal_comments"]
        .map(|name| data(&format!("decidim/nightly.decidim.org-open-data-{name}.csv")));
    let [Some(proposals), Some(comments)] = files else {
        eprintln!("SKIPPED real_open_data_of_decidim_is_read: ../shared/data is absent");
        return;
    };
    let (proposals, comments) =
        (read_decidim_proposals(&proposals).unwrap(), read_decidim_comments(&comments).unwrap());
    eprintln!("{} proposals, {} comments", proposals.comments.len(), comments.comments.len());
    assert!(proposals.comments.iter().all(|comment| !comment.id.is_empty() && !comment.author.is_empty()));
    assert!(proposals.comments.iter().any(|comment| ours(comment) == "not-accepted"));
    assert!(
        comments.comments.iter().all(|comment| !comment.words.is_empty() && !comment.reply_to.is_empty())
    );
}

#[test]
fn meetings_of_decidim_are_read_and_become_meetings_that_were_held_elsewhere() {
    let text = "id;author/name;title/ca;title/en;description/en;start_time;end_time;created_at;address;location/en;private_meeting;published;attendees\n\
        1;Ann;;\u{feff}Fir\u{feff}st;\"<p>On&nbsp;labels</p>\";2026-01-02 10:00:00 UTC;2026-01-02 12:00:00 UTC;2025-12-01 08:00:00 UTC;1 Street;Hall;false;true;31\n\
        2;Ann;;Second;;2026-01-03 10:00:00;2026-01-03 09:00:00;;;;false;true;\n\
        3;;;Third;;2026-01-04 10:00:00;2026-01-04 11:00:00;;;;true;true;\n\
        4;;;Draft;;2026-01-04 10:00:00;2026-01-04 11:00:00;;;;true;false;\n";
    let table = read_decidim_meetings(text.as_bytes()).unwrap();
    let ids: Vec<&str> = table.meetings.iter().map(|meeting| meeting.id.as_str()).collect();
    assert_eq!(ids, ["1", "3"]);
    assert_eq!(table.not_read.len(), 2, "{:?}", table.not_read);
    let first = &table.meetings[0];
    assert_eq!(
        (first.title.as_str(), first.language.as_str(), first.about.as_str(), first.place.as_str()),
        ("First", "en", "On labels", "Hall\n1 Street")
    );
    assert_eq!((first.as_written["attendees"].as_str(), first.starts.0), ("31", 1_767_348_000));
    let mut story = Story::open();
    let source = |name: &str| Source {
        name: name.to_owned(),
        url: String::new(),
        licence: "CC BY-SA 4.0".to_owned(),
        description: String::new(),
    };
    let bringing = Bringing { source: source("Decidim"), language: language("ca") };
    let bring = |story: &Story, table: &maru_exchange::MeetingTable| {
        let read = |digest: &Digest| {
            story.contents.get(digest).and_then(|bytes| Content::parse(bytes).ok()).map(Arc::new)
        };
        let read = |digest: &Digest| {
            read(digest).filter(|_| story.process.ledger.may_read(digest, maru_forum::Reading::Anyone))
        };
        bring_in_meetings(InProcess { process: &story.process, read: &read }, table, &bringing)
    };
    let (command, known) = bring(&story, &table);
    assert_eq!((command.meetings.len(), known.len()), (2, 0));
    story.act(&operator(), command);
    let meetings: Vec<_> = story.process.meetings.iter().collect();
    assert_eq!(meetings.len(), 2);
    let author = meetings[0].by.participant().and_then(|who| story.process.participant(who)).unwrap();
    assert_eq!(author.pseudonym.as_str(), "decidim-1");
    assert_eq!(meetings[1].by.participant(), None, "nobody is said to have announced it");
    // The same file again brings in nothing.
    assert_eq!(bring(&story, &table).1, ["1", "3"]);
    // What was erased stays so, and who came before is the same again.
    let first = meetings_of(&story)[0];
    operator().withdraws(&mut story, first);
    let mut more = table.clone();
    let mut fifth = more.meetings[0].clone();
    "5".clone_into(&mut fifth.id);
    fifth.as_written.insert("id".to_owned(), "5".to_owned());
    fifth.as_written.insert("author/name".to_owned(), "Bea".to_owned());
    "Fifth, by whoever announced the third".clone_into(&mut fifth.title);
    "Bea".clone_into(&mut fifth.author);
    more.meetings.push(fifth.clone());
    let (command, known) = bring(&story, &more);
    assert_eq!((known, command.meetings.len()), (vec!["1".to_owned(), "3".to_owned()], 1));
    story.act(&operator(), command);
    let people = story.process.participants.len();
    "6".clone_into(&mut fifth.id);
    fifth.as_written.insert("id".to_owned(), "6".to_owned());
    "The sixth of them".clone_into(&mut fifth.title);
    more.meetings.push(fifth);
    let (command, _) = bring(&story, &more);
    story.act(&operator(), command);
    assert_eq!(story.process.participants.len(), people, "Bea is nobody new");
    let by = |at: usize| story.process.meetings.get(meetings_of(&story)[at]).unwrap().by;
    assert_eq!((by(2), meetings_of(&story).len()), (by(3), 4));
}

fn meetings_of(story: &Story) -> Vec<maru_forum::EntryNumber> {
    story.process.meetings.iter().map(|meeting| meeting.entry).collect()
}

#[test]
fn who_could_come_is_said_only_where_the_source_says_it() {
    let access = |columns: &str, cells: &str| {
        let text = format!(
            "id;title/en;start_time;end_time{columns}\n1;First;2026-01-02 10:00:00;2026-01-02 12:00:00{cells}\n"
        );
        read_decidim_meetings(text.as_bytes()).unwrap().meetings[0].access.as_str()
    };
    assert_eq!(access("", ""), "not-said");
    assert_eq!(access(";private_meeting", ";"), "not-said");
    assert_eq!(access(";private_meeting", ";false"), "open");
    assert_eq!(access(";private_meeting", ";true"), "closed");
    assert_eq!(access(";registrations_enabled", ";true"), "registered");
}

#[test]
fn real_meetings_of_decidim_are_read() {
    let Some(bytes) = data("decidim/lejourdapres-real-meetings.csv") else {
        eprintln!("SKIPPED real_meetings_of_decidim_are_read: ../shared/data is absent");
        return;
    };
    let table = read_decidim_meetings(&bytes).unwrap();
    assert_eq!((table.meetings.len(), table.not_read.len()), (21, 0), "{:?}", table.not_read);
    let third = &table.meetings[0];
    // Half past five in the afternoon in Paris, by its own words.
    assert!(third.about.contains("lundi 13 avril à 17h30"), "{}", third.about);
    assert_eq!((third.starts.0, third.language.as_str(), third.author.as_str()), (1_586_791_800, "fr", ""));
    assert!(table.meetings.iter().all(|meeting| !meeting.about.contains('<') && !meeting.place.is_empty()));
}

#[test]
fn comments_to_governments_are_read() {
    let json = br#"{"data":[{"id":"FDA-1","attributes":{"comment":"Label it.","organization":"Org","firstName":"Jo","lastName":"Doe","docketId":"FDA","commentOnDocumentId":"D-1","postedDate":"2026-01-01T00:00:00Z","withdrawn":false,"duplicateComments":2},"relationships":{"attachments":{"data":[{"id":"a1"}]}}},{"id":"FDA-2","attributes":{"comment":"See attached file(s)"}}],"included":[{"id":"a1","attributes":{"title":"Letter"}}]}"#;
    let table = read_regulations(json).unwrap();
    assert_eq!((table.project.as_str(), table.document.as_str()), ("FDA", "D-1"));
    assert_eq!(
        (table.comments[0].author.as_str(), table.comments[0].more["person"].as_str()),
        ("Org", "Jo Doe")
    );
    assert_eq!(
        (
            table.comments[0].more["attachments"].as_str(),
            table.comments[0].more["duplicateComments"].as_str()
        ),
        ("Letter", "2")
    );
    assert_eq!(
        table.not_read,
        [
            "FDA-1: 2 comments like it are counted and not here",
            "FDA-2: its words are in an attached file, if anywhere"
        ]
    );
    let json = "{\"content\":[{\"id\":25429.0,\"feedback\":\"Gut.\",\"language\":\"DE\",\"userType\":\"NGO\",\"country\":\"DEU\",\"organization\":\"Org\",\"firstName\":\"Jo\",\"surname\":\"Doe\",\"trNumber\":\"TR 123\u{200b}456-78\",\"dateFeedback\":\"2021/08/06 10:00:00\"}],\"last\":false}";
    let table = read_have_your_say(json.as_bytes()).unwrap();
    let one = &table.comments[0];
    assert_eq!(
        (one.id.as_str(), one.language.as_str(), one.more["trNumber_digits"].as_str()),
        ("25429", "de", "123456-78")
    );
    assert_eq!(table.not_read, ["further pages: this is not the last one"]);
    assert!(
        read_regulations(b"{}").is_err()
            && read_have_your_say(b"{}").is_err()
            && read_regulations(b"[").is_err()
    );
}

#[test]
fn the_archive_of_a_working_group_is_read() {
    let json = br#"{"magic":"E!vIA5L86J2I","repo":"wg/draft","timestamp":"2026","issues":[{"number":7,"title":"Who?","state":"CLOSED","author":"ann","body":"By whom?","createdAt":"2026-01-01","labels":[{"name":"design"}],"comments":[{"author":"ben","body":"The maker.","createdAt":"2026-01-02"}]}],"pulls":[{"number":8,"title":"Say who","author":"ben","body":"Fixes #7","baseRefOid":"aaa","headRefOid":"bbb","mergeCommit":{"oid":"ccc"},"reviews":[{"author":"ann","state":"APPROVED","body":"Good.","comments":[{"author":"ann","body":"A nit."}]}]}]}"#;
    let archive = read_archive(json).unwrap();
    let shown: Vec<(&str, &str, &str)> = archive
        .table
        .comments
        .iter()
        .map(|comment| (comment.id.as_str(), comment.author.as_str(), comment.reply_to.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("7", "ann", ""),
            ("7-comments-1", "ben", "7"),
            ("8-reviews-1", "ann", "8"),
            ("8-reviews-1-comments-1", "ann", "8-reviews-1")
        ]
    );
    assert_eq!(archive.table.comments[0].more["labels"], "design");
    // A closed issue is no answer.
    assert!(archive.table.comments.iter().all(|comment| comment.answer.is_none()));
    let pull = &archive.pulls[0];
    assert_eq!((pull.base.as_str(), pull.head.as_str(), pull.merged.as_str()), ("aaa", "bbb", "ccc"));
    assert!(read_archive(b"{}").is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(text in "(\\PC|[#>:;\n\"{}]|Issue 1\\.|Closed: |## Comments\n|\"data\":|\"issues\":){0,60}") {
        let bytes = text.as_bytes();
        let _ = (read_bsi(bytes), read_ietf(bytes), read_decidim_proposals(bytes), read_decidim_comments(bytes));
        let _ = (read_regulations(bytes), read_have_your_say(bytes), read_archive(bytes));
    }
}

#[path = "../examples/table.rs"]
mod table_example;

#[test]
fn the_example_does_what_it_says() {
    table_example::main().unwrap();
}
