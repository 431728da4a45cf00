use super::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const VOTES: &[u8] = b"timestamp,datetime,comment-id,voter-id,vote\n\
    1658933760180,Wed Jul 27 21:56:00 WIB 2022,1,1,-1\n\
    1658933844092,Wed Jul 27 21:57:24 WIB 2022,1,2,0\r\n\
    1658933844093,Wed Jul 27 21:57:24 WIB 2022,3,1,1";

fn read_votes(bytes: &[u8]) -> Result<PolisExport, PolisError> {
    PolisExport::read(PolisFiles { votes: Some(bytes), ..PolisFiles::default() })
}

#[track_caller]
fn fails(bytes: &[u8], expected: &str) {
    assert_eq!(read_votes(bytes).unwrap_err().to_string(), expected);
}

#[test]
fn votes_are_read_by_column_name() {
    let export = read_votes(VOTES).unwrap();
    let vote = |timestamp_ms, statement, voter, value| PolisVote {
        timestamp_ms: Some(timestamp_ms),
        statement,
        voter,
        value,
    };
    assert_eq!(
        export.votes,
        [
            vote(1_658_933_760_180, 1, 1, Vote::Disagree),
            vote(1_658_933_844_092, 1, 2, Vote::Pass),
            vote(1_658_933_844_093, 3, 1, Vote::Agree)
        ]
    );
}

#[test]
fn seconds_and_extra_columns_of_the_newer_style_are_understood() {
    let bytes = b"voter-id,important,vote,timestamp,comment-id,more\n7,true,1,1658933760,3,x\n";
    let export = read_votes(bytes).unwrap();
    assert_eq!(export.votes[0].timestamp_ms, Some(1_658_933_760_000));
    assert_eq!(
        (export.votes[0].voter, export.votes[0].statement, export.votes[0].value),
        (7, 3, Vote::Agree)
    );
}

#[test]
fn quoted_files_say_the_same() {
    let quoted = String::from_utf8(VOTES.to_vec())
        .unwrap()
        .replace("Wed Jul 27 21:56:00 WIB 2022", "\"Wed, Jul\n27\"");
    assert_eq!(read_votes(quoted.as_bytes()).unwrap().votes, read_votes(VOTES).unwrap().votes);
}

#[test]
fn errors_say_where() {
    fails(b"a,b\n", "votes.csv, line 1: there is no column \"comment-id\"");
    fails(
        b"comment-id,voter-id,vote\n1,2,1\n1,1e5,1\n",
        "votes.csv, line 3, column \"voter-id\": \"1e5\", a whole number from 0 on, or a text, is wanted",
    );
    fails(
        b"comment-id,voter-id,vote\n1,2,3\n",
        "votes.csv, line 2, column \"vote\": \"3\", 1, 0 or -1 is wanted",
    );
    fails(
        b"comment-id,voter-id,vote\n1,2\n",
        "votes.csv, line 2, column \"vote\": \"\", 1, 0 or -1 is wanted",
    );
    let none = PolisExport::read(PolisFiles::default()).unwrap_err();
    assert_eq!(none, PolisError::NoVotes);
}

#[test]
fn the_latest_vote_counts_whatever_the_order_of_lines() {
    let export =
        read_votes(b"timestamp,comment-id,voter-id,vote\n1658933760002,1,1,-1\n1658933760001,1,1,1\n")
            .unwrap();
    for conversation in [export.conversation(), export.conversation_in_file_order()] {
        assert_eq!(conversation.votes.row(0)[0].vote(), Vote::Disagree);
        assert_eq!(conversation.votes.vote_count(), 1);
    }
}

#[test]
fn what_is_written_reads_back_the_same() {
    let comment = |id, moderation, body: &str| PolisComment {
        id,
        author: Some(1),
        timestamp_ms: Some(1_658_933_760_180),
        agrees: 0,
        disagrees: 1,
        moderation,
        meta: id == 3,
        seed: id == 1,
        body: body.to_owned(),
    };
    let comments = vec![
        comment(1, Moderation::Accepted, "Plain"),
        comment(3, Moderation::Rejected, "A \"quoted\", long\nline"),
    ];
    let summary = vec![("topic".to_owned(), "A, b".to_owned()), ("voters".to_owned(), "2".to_owned())];
    let votes = read_votes(VOTES).unwrap().votes;
    let again = |style| {
        let (votes, comments, summary) = (
            write_votes(&votes, &SourceIds::default(), style),
            write_comments(&comments, &SourceIds::default(), style),
            write_summary(&summary, style),
        );
        let files = PolisFiles {
            votes: Some(votes.as_bytes()),
            comments: Some(comments.as_bytes()),
            summary: Some(summary.as_bytes()),
            ..PolisFiles::default()
        };
        (votes.clone(), PolisExport::read(files).unwrap())
    };
    let (text, newer) = again(Style::One);
    assert!(text.contains("1658933760,Wed Jul 27 14:56:00 UTC 2022,1,1,-1\n"), "{text}");
    assert_eq!(newer.conversation(), PolisExport { votes: votes.clone(), ..newer.clone() }.conversation());
    assert_eq!(newer.summary.last().map(|(key, _)| key.as_str()), Some("vote-convention"));
    let (text, export) = again(Style::Older);
    assert!(text.contains("1658933760180,Wed Jul 27 14:56:00 UTC 2022,1,1,-1\n"));
    let ids = SourceIds::default();
    assert_eq!(
        export,
        PolisExport {
            summary,
            comments,
            votes,
            origin: Origin::Events,
            ids,
            unread: Unread {
                sign_is_assumed: true,
                sign_counts: vec![SignCounts { file: COMMENTS, of: "statement", fit: 1, turned: 0 }],
                ..Unread::default()
            }
        }
    );
    let matrix = write_participants_votes(
        &export.conversation().votes,
        &BTreeMap::new(),
        &export.comments,
        &export.ids,
    );
    let again = PolisExport::read(PolisFiles {
        participants_votes: Some(matrix.as_bytes()),
        ..PolisFiles::default()
    })
    .unwrap();
    assert_eq!(again.conversation().votes, export.conversation().votes);
}

#[test]
fn a_declared_sign_is_accepted_if_it_is_that_of_exports() {
    let first_line = |declared: &str| {
        read_votes(format!("# vote-convention: {declared}\ncomment-id,voter-id,vote\n1,2,x\n").as_bytes())
            .unwrap_err()
            .to_string()
    };
    for good in [
        "agree=+1;disagree=-1;pass=0;format=polis-export/1",
        "pass=0;agree=+1;disagree=-1",
        "agree=+1",
        "agree=+1; disagree=-1;",
    ] {
        let error = first_line(good);
        assert!(error.starts_with("votes.csv, line 3, column \"vote\""), "{error}");
    }
    for bad in [
        "agree=-1;disagree=+1;pass=0",
        "agree=+1;disagree=+1",
        "disagree=-1;pass=0",
        "agree=+1;disagree=-1;pass=0;format=other/2",
        "",
    ] {
        let error = first_line(bad);
        assert!(error.contains("nothing is turned round"), "{error}");
        let summary = format!("topic,Tea\nvote-convention,{bad}\n");
        let files =
            PolisFiles { votes: Some(VOTES), summary: Some(summary.as_bytes()), ..PolisFiles::default() };
        assert!(matches!(PolisExport::read(files), Err(PolisError::Convention { .. })), "{bad}");
    }
}

#[test]
fn votes_by_group_stand_beside_everyones() {
    let export = read_votes(VOTES).unwrap();
    let map = crate::map(&export.conversation(), &crate::Options::default());
    let comment = PolisComment {
        id: 1,
        author: None,
        timestamp_ms: None,
        agrees: 0,
        disagrees: 0,
        moderation: Moderation::Accepted,
        meta: false,
        seed: false,
        body: "Tea, please".to_owned(),
    };
    let table = write_comment_groups(&[comment], &SourceIds::default(), &map);
    let mut lines = table.lines();
    let header = "comment-id,comment,total-votes,total-agrees,total-disagrees,total-passes,group-a-votes,group-a-agrees,group-a-disagrees,group-a-passes";
    assert_eq!(lines.next(), Some(header));
    assert!(lines.next().is_some_and(|line| line.starts_with("1,\"Tea, please\",")), "{table}");
    let format: serde_json::Value = serde_json::from_str(&write_format()).unwrap();
    assert_eq!(format["vote"]["agree"], 1);
}

#[test]
fn votes_come_from_parquet_where_there_is_no_csv() {
    let votes = read_votes(VOTES).unwrap().votes;
    let bytes = crate::parquet::write(&votes);
    let export = PolisExport::read(PolisFiles { parquet: Some(&bytes), ..PolisFiles::default() }).unwrap();
    assert_eq!(export.votes, votes);
}

#[test]
fn what_is_plainly_meant_is_taken() {
    let check = |bytes: &[u8]| {
        let export = read_votes(bytes).unwrap();
        let read: Vec<_> = export.votes.iter().map(|vote| (vote.statement, vote.voter, vote.value)).collect();
        assert_eq!(read, [(1, 2, Vote::Agree), (3, 2, Vote::Disagree)], "{}", String::from_utf8_lossy(bytes));
    };
    check(b"comment-id,voter-id,vote\n1,2,1\n3,2,-1\n");
    check(b"comment-id,voter-id,vote\n1,2,1.0\n3,2,-1.0\n");
    check(b"comment-id,voter-id,vote\n 1 ,2, +1\n3.0,2,-1\n");
    check(b"Comment_ID,voter_id,vote\n1,2,1\n3,2,-1\n");
    check(b"commentId,voterID,vote\r\n1,2,1\r\n3,2,-1\r\n");
    check(b"STATEMENT_ID,participant id,VOTE\r\n1,2,1\r\n3,2,-1\r\n");
    check("comment-id,voter-id,vote\n1,2,1\n3,2,\u{2212}1\n".as_bytes());
    check(b"comment-id,voter-id,vote\n1,2,1,\n3,2,-1,,\n");
    check(b"comment-id;voter-id;vote;comment\n1;2;1;Tea, please\n3;2;-1;\n");
    check(b"comment-id\tvoter-id\tvote\n1\t2\t1\n3\t2\t-1\n");
    check(b"sep=;\ncomment-id;voter-id;vote\n1;2;1\n3;2;-1\n");
    check(b"# vote-convention: agree=+1;disagree=-1;pass=0\ntid,pid,vote\n1,2,1\n3,2,-1\n");
    check(b"comment-id,voter-id,vote\r1,2,1\r3,2,-1\r");
    let text = "\u{feff}comment-id,voter-id,vote\r\n1,2,1\r\n3,2,-1\r\n";
    check(&text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    check(&text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
    check(
        "\u{feff}# vote-convention: agree=+1;disagree=-1;pass=0\ncomment-id,voter-id,vote\n1,2,1\n3,2,-1\n"
            .as_bytes(),
    );
    let matrix = b"participant,xid,1.0,3,\n2,someone,1.0, -1 \n5,,NaN,\n6,,null,NA\n7,,None,<NA>,\n";
    let files = PolisFiles { participants_votes: Some(matrix), ..PolisFiles::default() };
    assert_eq!(PolisExport::read(files).unwrap().votes.len(), 2);
}

const EVENTS: &str = "votes.csv";
const MATRIX: &str = "participants-votes.csv";
/// A file, what stands in it, and what is said of it.
const REFUSED: &[(&str, &[u8], &str)] = &[
    (EVENTS, b"c\0o\0m\0", "votes.csv is neither in UTF-8 nor in UTF-16"),
    (EVENTS, b"\xff\xfec\0o\0m", "votes.csv is neither in UTF-8 nor in UTF-16"),
    (
        EVENTS,
        b"comment-id,voter-id,vote\n1,\"2,1\n3,2,1\n",
        "votes.csv, line 2: a quoted field is not closed",
    ),
    (EVENTS, b"sep=;\ncomment-id;voter-id;vote\n1;2;x\n", "votes.csv, line 3, column \"vote\": \"x\""),
    (EVENTS, b"timestamp,tid,pid,vote\n1658933760180000,1,2,1\n", "not micro- or nanoseconds"),
    (EVENTS, b"timestamp,tid,pid,vote\n-1,1,2,1\n", "not a time before 1970"),
    (EVENTS, b"tid,pid,vote\n1,2,1\n3,2,-1\n", "where -1 is to agree, and nothing beside says otherwise"),
    (EVENTS, b"tid,pid,vote\n1,5E+09,1\n", "\"5E+09\", a whole number from 0 on, or a text, is wanted"),
    (EVENTS, b"tid,pid,vote\n1,#REF!,1\n", "\"#REF!\", a whole number from 0 on, or a text, is wanted"),
    (EVENTS, b"tid,pid,vote\n1,,1\n", "votes.csv, line 2, column \"voter-id\": empty, an id is wanted"),
    (EVENTS, b"tid,pid,vote\n1,\"a\nb\",1\n", "votes.csv, line 2, column \"voter-id\""),
    (EVENTS, b"tid,pid,vote\n-1,5,1\n", "\"-1\", a whole number from 0 on, or a text, is wanted"),
    (EVENTS, b"tid,pid,vote\n1,2,1.5\n", "column \"vote\": \"1.5\", 1, 0 or -1 is wanted"),
    (EVENTS, b"tid,pid,vote\n1,2,NaN\n", "column \"vote\": \"NaN\", 1, 0 or -1 is wanted"),
    (EVENTS, b"tid,pid,vote,vote\n1,2,1,-1\n", "votes.csv, line 1: two columns are called \"vote\""),
    (EVENTS, b"tid,comment-id,pid,vote\n1,2,1,-1\n", "two columns are called \"comment-id\""),
    (EVENTS, b"tid,pid,vote\n1,2,1\n1,2,1,9\n", "votes.csv, line 3, column \"vote\": something stands after"),
    (
        COMMENTS,
        b"tid,txt\n1,We act now, and pay\n",
        "comments.csv, line 2, column \"comment-body\": something",
    ),
    (
        COMMENTS,
        b"tid,txt\n1,Tea\n1,Milk\n",
        "comments.csv, line 3, column \"comment-id\": 1 stands in a row above",
    ),
    (COMMENTS, b"tid,mod,txt\n1,1\n", "comments.csv, line 2, column \"comment-body\": the row ends before"),
    (COMMENTS, b"tid,is_meta,is-meta,txt\n1,true,false,Tea\n", "two columns are called \"is-meta\""),
    (MATRIX, b"participant,1,2,1\n1,1,1,-1\n", "two columns are called \"1\""),
    (MATRIX, b"participant,1,two\n1,1,1\n", "participants-votes.csv, line 1, column \"two\""),
    (MATRIX, b"participant,5E9\n1,1\n", "column \"5E9\": a statement's id"),
    (MATRIX, b"participant,tea,milk\n1,1,-1\n", "column \"milk\": no statement of that id is known"),
    (MATRIX, b"participant,1\n1,1\n1,-1\n", "line 3, column \"participant\": 1 stands in a row above"),
    (MATRIX, b"participant,1\n1,1,1\n", "line 2, column \"1\": something stands after the last column"),
    (
        "summary.csv",
        b"topic,Tea\nTopic,Milk\n",
        "summary.csv, line 2, column \"topic\": a line with this name",
    ),
    ("summary.csv", b"Vote_Convention,agree=-1\n", "summary.csv declares \"agree=-1\""),
    ("format.json", b"{", "format.json: no JSON"),
    ("format.json", b"[]", "format.json: an object is wanted"),
    ("format.json", b"{\"format\": \"polis-export/9\"}", "only \"polis-export/1\" is read"),
];

#[test]
fn what_is_not_understood_is_refused_and_named() {
    let good = "comment-id,voter-id,vote\n1,2,1\n3,2,-1\n";
    for &(file, bytes, expected) in REFUSED {
        let of = |name| (file == name).then_some(bytes);
        let files = PolisFiles {
            votes: of(EVENTS).or((file != MATRIX).then_some(good.as_bytes())),
            comments: of(COMMENTS),
            participants_votes: of(MATRIX),
            summary: of("summary.csv"),
            format: of("format.json"),
            ..PolisFiles::default()
        };
        let error = PolisExport::read(files).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}, where {expected} is right");
    }
}

#[test]
fn a_flag_is_understood_or_refused() {
    let read = |flag: &str| {
        let comments = format!("comment-id,comment-body,is_meta,moderated\n1,Tea,{flag},1\n3,Milk,,1\n");
        let files =
            PolisFiles { votes: Some(VOTES), comments: Some(comments.as_bytes()), ..PolisFiles::default() };
        PolisExport::read(files).map(|export| export.comments[0].meta).map_err(|error| error.to_string())
    };
    for yes in ["true", "True", "TRUE", "t", "1"] {
        assert_eq!(read(yes), Ok(true), "{yes}");
    }
    for no in ["false", "False", "0", ""] {
        assert_eq!(read(no), Ok(false), "{no}");
    }
    assert!(read("maybe").unwrap_err().contains("\"maybe\", true or false is wanted"));
    let open = b"comment-id,comment-body,moderated\n1,\"Tea,1\n2,Coffee,-1\n";
    let files = PolisFiles { votes: Some(VOTES), comments: Some(open), ..PolisFiles::default() };
    assert_eq!(
        PolisExport::read(files).unwrap_err().to_string(),
        "comments.csv, line 2: a quoted field is not closed, or something stands behind its end"
    );
}

#[test]
fn votes_of_the_wrong_sign_are_noticed_by_the_counts_beside_them() {
    let mut votes = String::from("comment-id,voter-id,vote\n");
    let mut comments = String::from("comment-id,agrees,disagrees,comment-body\n");
    for statement in 0..6 {
        for voter in 0..9 {
            let sign = if voter < 7 { 1 } else { -1 };
            let _ = writeln!(votes, "{statement},{voter},{sign}");
        }
        let _ = writeln!(comments, "{statement},7,2,Tea");
    }
    let read = |votes: &str, comments: &str| {
        let (votes, comments) = (Some(votes.as_bytes()), Some(comments.as_bytes()));
        PolisExport::read(PolisFiles { comments, votes, ..PolisFiles::default() })
            .map(|export| export.votes.len())
    };
    assert_eq!(read(&votes, &comments), Ok(54));
    let error = read(&votes, &comments.replace(",7,2,", ",2,7,")).unwrap_err().to_string();
    assert!(error.contains("on 6 of 6 statements") && error.contains("2 agrees and 7 disagrees"), "{error}");
    // Without comments the counts beside people tell it.
    let matrix = |straight: bool, beside: Option<&[u8]>| {
        let mut matrix = String::from("participant,n-agree,n-disagree,0,1,2,3,4,5\n");
        for voter in 0..9 {
            let (sign, counts) = if voter < 7 { ("1", (6, 0)) } else { ("-1", (0, 6)) };
            let counts = if straight { counts } else { (counts.1, counts.0) };
            let _ = writeln!(matrix, "{voter},{},{},{}", counts.0, counts.1, [sign; 6].join(","));
        }
        let files = PolisFiles {
            participants_votes: Some(matrix.as_bytes()),
            votes: beside,
            ..PolisFiles::default()
        };
        PolisExport::read(files).map(|export| export.votes.len()).map_err(|error| error.to_string())
    };
    for beside in [None, Some(votes.as_bytes())] {
        assert_eq!(matrix(true, beside), Ok(54));
        let error = matrix(false, beside).unwrap_err();
        assert!(
            error.contains("on 9 of 9 participants") && error.contains("(participant 0: 0 agrees"),
            "{error}"
        );
    }
    let format = br#"{"vote": {"agree": -1, "disagree": 1}}"#;
    let files = PolisFiles { votes: Some(VOTES), format: Some(format), ..PolisFiles::default() };
    assert!(matches!(PolisExport::read(files), Err(PolisError::Convention { file: "format.json", .. })));
}

/// Twenty-five votes, agreeing and disagreeing in turns, as `votes.csv` with these names of columns, and as the matrix.
fn twice(header: &str, sign_of_matrix: i8) -> [String; 2] {
    let mut events = format!("{header}\n");
    let mut matrix = "participant,0,1,2,3,4\n".to_owned();
    for person in 0..5 {
        write!(matrix, "{person}").unwrap();
        for statement in 0..5 {
            let sign = if (person + statement) % 3 == 0 { 1 } else { -1 };
            writeln!(events, "{statement},{person},{sign}").unwrap();
            write!(matrix, ",{}", sign * sign_of_matrix).unwrap();
        }
        matrix.push('\n');
    }
    [events, matrix]
}

#[test]
fn two_files_that_say_different_things_are_refused() {
    let read = |sign_of_matrix, of_parquet: Option<&[u8]>| {
        let [events, matrix] = twice("comment-id,voter-id,vote", sign_of_matrix);
        PolisExport::read(PolisFiles {
            votes: Some(events.as_bytes()),
            participants_votes: Some(matrix.as_bytes()),
            parquet: of_parquet,
            ..PolisFiles::default()
        })
    };
    let good = read(1, None).unwrap();
    let error = read(-1, None).unwrap_err().to_string();
    let expected = "votes.csv and participants-votes.csv do not say the same: 25 of 25 votes that are in both differ \
                    (statement 0, participant 0: 1 and -1); remove the one that is wrong";
    assert_eq!(error, expected);
    assert_eq!(read(1, Some(&crate::parquet::write(&good.votes))).unwrap().votes, good.votes);
    let turned =
        |vote: &PolisVote| PolisVote { value: Vote::from_sign(-vote.value.sign()).unwrap(), ..*vote };
    let turned: Vec<_> = good.votes.iter().map(turned).collect();
    let error = read(1, Some(&crate::parquet::write(&turned))).unwrap_err().to_string();
    assert!(error.starts_with("votes.csv and votes.parquet do not say the same: 25 of 25"), "{error}");
    // One vote of twenty-five was changed between the two files: that happens.
    let mut late = good.votes.clone();
    late[7] = turned[7];
    assert_eq!(read(1, Some(&crate::parquet::write(&late))).unwrap().votes, good.votes);
}

#[test]
fn what_was_not_looked_at_is_said() {
    let check = |files: PolisFiles, sign_is_assumed: bool, columns: &[&str]| {
        let unread = PolisExport::read(files).unwrap().unread;
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        assert_eq!(unread, Unread { sign_is_assumed, columns, ..Unread::default() });
    };
    let [events, matrix] = twice("comment-id,voter-id,vote", 1);
    let [of_api, _] = twice("tid,pid,vote", 1);
    let votes = |text: &'static str| PolisFiles { votes: Some(text.as_bytes()), ..PolisFiles::default() };
    check(PolisFiles { votes: Some(events.as_bytes()), ..PolisFiles::default() }, true, &[]);
    check(PolisFiles { participants_votes: Some(matrix.as_bytes()), ..PolisFiles::default() }, true, &[]);
    check(votes("comment-id,voter-id,vote,datetime,Weight\n1,2,1,,3\n"), true, &["votes.csv: Weight"]);
    check(votes("# vote-convention: agree=+1;disagree=-1;pass=0\ntid,pid,vote\n1,2,1\n"), false, &[]);
    // The counts tell the sign, so that columns of the API may have it too; a moderation in another name is named.
    let mut comments = "tid,agrees,disagrees,moderation,isMeta,txt\n".to_owned();
    for statement in 0..5 {
        let agrees = (0..5).filter(|person| (person + statement) % 3 == 0).count();
        writeln!(comments, "{statement},{agrees},{},-1,{},Tea", 5 - agrees, statement == 2).unwrap();
    }
    let files = PolisFiles {
        votes: Some(of_api.as_bytes()),
        comments: Some(comments.as_bytes()),
        ..PolisFiles::default()
    };
    check(files, false, &["comments.csv: moderation"]);
    let meta = PolisExport::read(files).unwrap().conversation().meta;
    assert_eq!(meta, [StatementId(2)].into());
}

/// Ten people agree with ten statements: the file of votes with so many of its lines, and comments that count them all.
fn agreeing(lines: usize) -> [String; 2] {
    let mut votes = String::from("comment-id,voter-id,vote\n");
    let mut comments = String::from("comment-id,agrees,disagrees,moderated,comment-body\n");
    for statement in 0..10 {
        for voter in 0..10 {
            let _ = writeln!(votes, "{statement},{voter},1");
        }
        let _ = writeln!(comments, "{statement},10,0,1,Tea");
    }
    [votes.split_inclusive('\n').take(1 + lines).collect(), comments]
}

fn read_both(votes: &str, comments: &str, asked: Asked) -> Result<PolisExport, PolisError> {
    let (votes, comments) = (Some(votes.as_bytes()), Some(comments.as_bytes()));
    PolisExport::read_as_asked(PolisFiles { comments, votes, ..PolisFiles::default() }, asked)
}

const INCOMPLETE: Asked = Asked { votes_incomplete: true, statements_incomplete: false };

#[test]
fn a_file_that_is_cut_off_is_noticed_by_the_counts_beside_it() {
    let unread = |lines: usize, asked: Asked| {
        let [votes, comments] = agreeing(lines);
        read_both(&votes, &comments, asked).map(|export| export.unread.counts)
    };
    let apart = |read: u64| CountsApart {
        file: COMMENTS,
        what: "agrees and disagrees",
        counted: 100,
        read,
        missing: 100 - read,
        more: 0,
    };
    assert_eq!(unread(100, Asked::default()), Ok(vec![]));
    // A few that are not there are votes that were changed, or counted at another moment; it is said.
    assert_eq!(unread(95, Asked::default()), Ok(vec![apart(95)]));
    for lines in [0, 70, 94] {
        let error = unread(lines, Asked::default()).unwrap_err();
        assert_eq!(error, PolisError::Incomplete(apart(lines as u64)));
        let told = format!(
            "comments.csv counts 100 agrees and disagrees, and {lines} were read: {} are missing and 0 are not counted there",
            100 - lines
        );
        assert!(error.to_string().starts_with(&told), "{error}");
        assert_eq!(unread(lines, INCOMPLETE), Ok(vec![apart(lines as u64)]));
    }
    // Votes on what was rejected may be left out on purpose; where nobody counted there is nothing to compare.
    let [votes, comments] = agreeing(40);
    for comments in [comments.replace(",0,1,Tea", ",0,-1,Tea"), comments.replace(",10,0,", ",,,")] {
        assert_eq!(read_both(&votes, &comments, Asked::default()).unwrap().unread.counts, []);
    }
}

#[test]
fn votes_that_nobody_counted_are_noticed_too() {
    let [votes, comments] = agreeing(100);
    let more =
        |from: u32| (from..from + 6).fold(votes.clone(), |votes, voter| votes + &format!("3,{voter},-1\n"));
    let error = read_both(&more(90), &comments, Asked::default()).unwrap_err().to_string();
    assert!(
        error.contains("counts 100 agrees and disagrees, and 106 were read: 0 are missing and 6"),
        "{error}"
    );
    // Six people changed their vote, and the file counts the last of each: these are votes that it counts.
    let changed = comments.replace("3,10,0,", "3,4,6,");
    let unread = read_both(&more(0), &changed, Asked::default()).unwrap().unread;
    assert_eq!((unread.counts, unread.sign_is_assumed), (vec![], false));
    // As many are missing on one statement as are too many on another.
    let moved = votes.replace("\n4,", "\n5,1");
    let error = read_both(&moved, &comments, Asked::default()).unwrap_err().to_string();
    assert!(
        error.contains("counts 100 agrees and disagrees, and 100 were read: 10 are missing and 10"),
        "{error}"
    );
    // People whom the matrix does not have.
    let mut matrix = String::from("participant,n-votes,n-agree,n-disagree\n");
    for voter in 0..10 {
        let _ = writeln!(matrix, "{voter},10,10,0");
    }
    let read = |votes: &str| {
        PolisExport::read(PolisFiles {
            votes: Some(votes.as_bytes()),
            participants_votes: Some(matrix.as_bytes()),
            ..PolisFiles::default()
        })
    };
    assert_eq!(read(&votes).unwrap().unread, Unread::default());
    let error = read(&more(90)).unwrap_err().to_string();
    assert!(error.starts_with("participants-votes.csv counts 100 agrees and disagrees, and 106"), "{error}");
}

#[test]
fn cells_that_nobody_answered_are_no_passes() {
    let matrix = |empty: &str| {
        let mut matrix = String::from("participant,n-votes,n-agree,n-disagree,0,1,2,3\n");
        for voter in 0..10 {
            let _ = writeln!(matrix, "{voter},3,2,1,1,-1,1,{empty}");
        }
        matrix
    };
    assert_eq!(read_one(MATRIX, matrix("").as_bytes()).unwrap().unread, Unread::default());
    let error = read_one(MATRIX, matrix("0").as_bytes()).unwrap_err();
    let apart = CountsApart { file: MATRIX, what: "votes", counted: 30, read: 40, missing: 0, more: 10 };
    assert_eq!(error, PolisError::Incomplete(apart));
    assert!(error.to_string().contains("or are cells that nobody answered written as 0?"), "{error}");
    // The counts stand alone as well.
    let alone = matrix("0").replace("n-agree,n-disagree,", "").replace(",3,2,1,", ",3,");
    assert_eq!(read_one(MATRIX, alone.as_bytes()).unwrap_err(), PolisError::Incomplete(apart));
    let files = PolisFiles { participants_votes: Some(alone.as_bytes()), ..PolisFiles::default() };
    assert_eq!(PolisExport::read_as_asked(files, INCOMPLETE).unwrap().unread.counts, [apart]);
}

#[test]
fn a_sign_is_told_or_not_certain_or_wrong_on_few_statements_too() {
    // On each statement seven of nine agree, by the votes; the file says it or turns it round.
    let read = |fit: usize, turned: usize, header: &str| {
        let mut votes = format!("{header}\n");
        let mut comments = String::from("comment-id,agrees,disagrees,comment-body\n");
        for statement in 0..fit + turned {
            for voter in 0..9 {
                let _ = writeln!(votes, "{statement},{voter},{}", if voter < 7 { 1 } else { -1 });
            }
            let _ = writeln!(comments, "{statement},{},Tea", if statement < fit { "7,2" } else { "2,7" });
        }
        read_both(&votes, &comments, Asked::default()).map(|export| export.unread)
    };
    let exports = "comment-id,voter-id,vote";
    for turned in [1, 4, 5] {
        let error = read(0, turned, exports).unwrap_err().to_string();
        assert!(error.contains(&format!("the wrong sign: on {turned} of {turned} statements")), "{error}");
    }
    assert!(matches!(read(2, 5, exports), Err(PolisError::Sign { turned: 5, compared: 7, .. })));
    for (fit, turned, said) in [
        (4, 0, "the counts in comments.csv fit on 4 statements, and 5 are wanted"),
        (1, 4, "the counts in comments.csv do not fit: on 1 statements they do, on 4 only turned round"),
        (5, 5, "the counts in comments.csv do not fit: on 5 statements they do, on 5 only turned round"),
    ] {
        let error = read(fit, turned, "tid,pid,vote").map(|_| ()).map_err(|error| error.to_string());
        let unread = read(fit, turned, exports).unwrap();
        assert!(unread.sign_is_assumed);
        assert_eq!(unread.sign_counts.iter().map(SignCounts::to_string).collect::<Vec<_>>(), [said]);
        assert!(error.unwrap_err().contains(&format!("where -1 is to agree, and {said}; where 1")), "{said}");
    }
    assert_eq!(read(6, 2, exports).unwrap(), Unread::default());
}

#[test]
fn statements_that_nobody_wrote_are_named_or_refused() {
    let [votes, comments] = agreeing(100);
    let cut: String = comments.split_inclusive('\n').take(5).collect();
    let error = read_both(&votes, &cut, Asked::default()).unwrap_err();
    let named = "4, 5, 6, 7, 8, 9".to_owned();
    assert_eq!(error, PolisError::Unlisted { file: COMMENTS, statements: 6, all: 10, votes: 60, named });
    let asked = Asked { statements_incomplete: true, ..Asked::default() };
    let export = read_both(&votes, &cut, asked).unwrap();
    assert_eq!(export.unread.without_text, ["4", "5", "6", "7", "8", "9"]);
    assert_eq!(export.textless(), (4..10).collect());
    // An empty cell, and characters that nobody sees.
    let strange = comments.replace("3,10,0,1,Tea", "3,10,0,1, ");
    let strange = strange.replace("5,10,0,1,Tea", "5,10,0,1,T\0e\u{202e}a \u{202e}\0");
    let unread = read_both(&votes, &strange, Asked::default()).unwrap().unread;
    assert_eq!(unread.without_text, ["3"]);
    assert_eq!(unread.characters, ["statement 5: U+0000", "statement 5: U+202E"]);
    // Votes alone make a map, and nothing is said of texts that were not given.
    let alone = read_votes(votes.as_bytes()).unwrap();
    assert_eq!((alone.unread.without_text.len(), alone.textless().len()), (0, 10));
    assert_eq!(some((0..9).map(|id: u32| id.to_string())), "0, 1, 2, 3, 4, 5, 6, 7, …");
}

#[test]
fn addresses_in_place_of_ids_are_counted() {
    let votes = b"comment-id,voter-id,vote\n1,anna@example.org,1\n1,b@c,1\n1,@d.e,1\n1,f.g@h.i.j,1\n1,7,1\n";
    assert_eq!(read_votes(votes).unwrap().unread.addresses, 2);
}

#[test]
fn times_that_cannot_be_are_told_apart() {
    for (stamp, why) in [
        ("4102444800000", "a time after 2099"),
        ("4102444800", "a time after 2099"),
        ("1658933760180000", "micro- or nanoseconds"),
        ("1658933760180000000", "micro- or nanoseconds"),
        ("-1", "a time before 1970"),
    ] {
        let error = read_votes(format!("timestamp,comment-id,voter-id,vote\n{stamp},1,2,1\n").as_bytes());
        assert!(error.unwrap_err().to_string().ends_with(&format!("not {why}")), "{stamp}");
    }
}

#[test]
fn votes_without_times_are_events_where_somebody_voted_twice() {
    let vote = |value| PolisVote { timestamp_ms: None, statement: 1, voter: 2, value };
    let votes = [vote(Vote::Agree), vote(Vote::Disagree)];
    for (votes, origin) in [(&votes[..1], Origin::Matrix), (&votes[..], Origin::Events)] {
        let bytes = crate::parquet::write(votes);
        let export =
            PolisExport::read(PolisFiles { parquet: Some(&bytes), ..PolisFiles::default() }).unwrap();
        assert_eq!((export.origin, export.votes.len()), (origin, votes.len()));
    }
}

/// An export of which nothing but one file is given.
fn read_one(file: &str, bytes: &[u8]) -> Result<PolisExport, PolisError> {
    let of = |name| (file == name).then_some(bytes);
    PolisExport::read(PolisFiles {
        votes: of(EVENTS),
        participants_votes: of(MATRIX),
        ..PolisFiles::default()
    })
}

/// Statement, person and vote of each vote, by the ids of the source.
fn by_source(export: &PolisExport) -> Vec<(String, String, i8)> {
    let told = |vote: &PolisVote| {
        (export.ids.statement(vote.statement), export.ids.person(vote.voter), vote.value.sign())
    };
    export.votes.iter().map(told).collect()
}

#[test]
fn ids_that_are_texts_or_long_numbers_come_back_as_they_were() {
    let votes = "timestamp,comment-id,voter-id,vote\n\
        1658933760001,7,anna,1\n1658933760002,7,5000000000,-1\n1658933760003,7,12,0\n\
        1658933760004,5000000001,anna,1\n1658933760005,99999999999999999999,12,1\n\
        1658933760006,\"a, b\",anna,-1\n1658933760007,'=1+1,12,1\n";
    let comments = "comment-id,author-id,agrees,disagrees,moderated,comment-body\n\
        7,anna,1,1,1,Tea\n5000000001,5000000000,1,0,1,Milk\n99999999999999999999,,1,0,1,Sugar\n\
        \"a, b\",12,0,1,1,Lemon\n'=1+1,12,1,0,1,Rum\n";
    let read = |votes: &str, comments: &str| {
        PolisExport::read(PolisFiles {
            votes: Some(votes.as_bytes()),
            comments: Some(comments.as_bytes()),
            ..PolisFiles::default()
        })
        .unwrap()
    };
    let export = read(votes, comments);
    let people: Vec<_> = export.ids.people.iter().map(|(number, id)| (*number, id.as_str())).collect();
    assert_eq!(people, [(13, "5000000000"), (14, "anna")], "numbers first, above those of the files");
    let statements: Vec<_> = export.ids.statements.values().map(String::as_str).collect();
    assert_eq!(statements, ["5000000001", "99999999999999999999", "=1+1", "a, b"]);
    assert_eq!(by_source(&export)[1], ("7".into(), "5000000000".into(), -1));
    let (mut before, mut again) = (None, export.clone());
    for _ in 0..3 {
        let files = (
            write_votes(&again.votes, &again.ids, Style::Older),
            write_comments(&again.comments, &again.ids, Style::Older),
        );
        again = read(&files.0, &files.1);
        assert_eq!((&again.ids, by_source(&again)), (&export.ids, by_source(&export)));
        assert!(before.is_none_or(|before| before == files), "the bytes are the same");
        before = Some(files);
    }
    // The matrix alone knows a text for a statement where it stands behind the counts, as in every export.
    let matrix = write_participants_votes(
        &export.conversation().votes,
        &BTreeMap::new(),
        &export.comments,
        &export.ids,
    );
    let mut alone = by_source(&read_one(MATRIX, matrix.as_bytes()).unwrap());
    let mut wanted = by_source(&export);
    alone.sort();
    wanted.sort();
    assert_eq!(alone, wanted);
    let crowd = |export: &PolisExport| crate::map(&export.conversation(), &crate::Options::default());
    assert_eq!(crowd(&export).counts, crowd(&read_one(EVENTS, votes.as_bytes()).unwrap()).counts);
}

#[test]
fn strange_files_are_taken_as_meant_or_refused_whole() {
    let taken = |file: &str, bytes: &[u8], wanted: &[(&str, &str, i8)]| {
        let export = read_one(file, bytes).unwrap_or_else(|error| panic!("{bytes:?}: {error}"));
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(statement, person, vote)| (statement.to_string(), person.to_string(), *vote))
            .collect();
        assert_eq!(by_source(&export), wanted, "{}", String::from_utf8_lossy(bytes));
    };
    let refused = |file: &str, bytes: &[u8], expected: &str| {
        let error = read_one(file, bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}, where {expected} is right");
    };
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    // The mark of the encoding before a quoted header, ids as a spreadsheet writes them, zeros in front.
    taken(
        EVENTS,
        "\u{feff}\"comment-id\",\"voter-id\",\"vote\"\n007,+2.0,1.00\n".as_bytes(),
        &[("7", "2", 1)],
    );
    // UTF-16, semicolons, `sep=`, ids as texts in another script, carriage returns alone.
    taken(EVENTS, &utf16("\u{feff}sep=;\rcomment-id;voter-id;vote\r차;안나;-1\r"), &[("차", "안나", -1)]);
    // Numbers just below and above those that votes use inside.
    taken(EVENTS, b"comment-id,voter-id,vote\n2147483647,2147483648,1\n", &[("2147483647", "2147483648", 1)]);
    // Two ids that differ only in case are two people.
    taken(EVENTS, b"comment-id,voter-id,vote\n1,A,1\n1,a,-1\n", &[("1", "A", 1), ("1", "a", -1)]);
    // A participant called as a column is called.
    taken(MATRIX, b"participant,n-agree,n-disagree,tea\nxid,1,0,1\n", &[("tea", "xid", 1)]);
    // Quotes that end late: the second row would be swallowed.
    refused(EVENTS, b"tid,pid,vote\n\"1,2,1\n3,2,1\n", "votes.csv, line 2: a quoted field is not closed");
    // A vote of another scale, and one in words.
    refused(EVENTS, b"tid,pid,vote\n1,2,1\n1,3,5\n", "votes.csv, line 3, column \"vote\"");
    refused(EVENTS, b"tid,pid,vote\n1,2,agree\n", "votes.csv, line 2, column \"vote\": \"agree\"");
    // UTF-16 that ends in the middle of a letter, and one without its mark.
    refused(
        EVENTS,
        &[&utf16("\u{feff}tid,pid,vote\n1,2,1\n")[..], b"\x01"].concat(),
        "neither in UTF-8 nor in UTF-16",
    );
    refused(EVENTS, &utf16("tid,pid,vote\n1,2,1\n"), "neither in UTF-8 nor in UTF-16");
    // The same statement twice, in two spellings.
    refused(MATRIX, b"participant,1,1.0\n5,1,-1\n", "two columns are called");
    // The same person twice, in two spellings.
    refused(
        MATRIX,
        b"participant,1\n5,1\n005,-1\n",
        "line 3, column \"participant\": 005 stands in a row above",
    );
    // Cells that hold a list, or a date in place of an id.
    refused(EVENTS, b"tid,pid,vote\n1,2,[1]\n", "column \"vote\": \"[1]\"");
    refused(EVENTS, b"tid,pid,vote\n1,NaN,1\n", "column \"voter-id\": empty, an id is wanted");
    let long = format!("tid,pid,vote\n1,{},1\n", "x".repeat(65));
    refused(EVENTS, long.as_bytes(), "an id of at most 64 characters is wanted");
}

/// Answers of Polis's API on five statements and six people, who agree with -1.
fn answers() -> (String, String) {
    let (mut votes, mut comments) = (Vec::new(), Vec::new());
    for statement in 0..5 {
        let agrees = |person: u32| (person + statement).is_multiple_of(3);
        for person in 0..6_u32 {
            let vote = if agrees(person) { -1 } else { 1 };
            votes.push(format!(
                r#"{{"pid":{person},"tid":{statement},"vote":{vote},"weight_x_32767":0,"modified":"169725280616{person}","conversation_id":"4x"}}"#,
            ));
        }
        let count = (0..6).filter(|person| agrees(*person)).count();
        let (against, is_meta, moderation) = (6 - count, statement == 3, if statement == 4 { -1 } else { 1 });
        comments.push(format!(
            r#"{{"txt":"=Tea, \"{statement}\"\nor not","tid":{statement},"created":"1697252806000","is_seed":true,"is_meta":{is_meta},"lang":"en","pid":{statement},"mod":{moderation},"agree_count":{count},"disagree_count":{against},"pass_count":0,"count":6,"social":null}}"#,
        ));
    }
    (format!("[{}]", votes.join(",\n ")), format!("\u{feff}[{}]", comments.join(",")))
}

#[test]
fn answers_of_the_api_are_read_with_the_sign_of_the_api() {
    let (votes, comments) = answers();
    let conversation = br#"{"topic": "Tea", "description": "Hot, or cold?", "owner": 3, "is_active": null}"#;
    let files = PolisFiles {
        votes_json: Some(votes.as_bytes()),
        comments_json: Some(comments.as_bytes()),
        conversation: Some(conversation),
        ..PolisFiles::default()
    };
    let export = PolisExport::read(files).unwrap();
    let first =
        PolisVote { timestamp_ms: Some(1_697_252_806_160), statement: 0, voter: 0, value: Vote::Agree };
    assert_eq!((export.votes[0], export.votes.len(), export.origin), (first, 30, Origin::Events));
    let comment = PolisComment {
        id: 3,
        author: Some(3),
        timestamp_ms: Some(1_697_252_806_000),
        agrees: 2,
        disagrees: 4,
        moderation: Moderation::Accepted,
        meta: true,
        seed: true,
        body: "=Tea, \"3\"\nor not".to_owned(),
    };
    assert_eq!(export.comments[3], comment);
    assert_eq!(export.comments[4].moderation, Moderation::Rejected);
    let line = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!(export.summary, [line("topic", "Tea"), line("conversation-description", "Hot, or cold?")]);
    // Four statements can be compared, and five are wanted: the names alone tell the sign, and it is said.
    let columns = ["comments.json: lang", "comments.json: social"].map(str::to_owned).to_vec();
    let unread = Unread { columns, sign_is_of_api: true, ..Unread::default() };
    assert_eq!(export.unread, unread);
    // With counts on five statements they tell it too.
    let all = comments.replace("\"mod\":-1", "\"mod\":1");
    let export = PolisExport::read(PolisFiles { comments_json: Some(all.as_bytes()), ..files }).unwrap();
    assert_eq!(export.unread, Unread { sign_is_of_api: false, ..unread });
    let alone = PolisFiles { votes_json: Some(votes.as_bytes()), ..PolisFiles::default() };
    assert_eq!(PolisExport::read(alone).unwrap().votes, export.votes);
}

#[test]
fn answers_that_were_turned_already_or_are_no_answers_are_refused() {
    let (votes, comments) = answers();
    let comments = comments.replace("\"mod\":-1", "\"mod\":1");
    let read = |votes: &str| {
        let files = PolisFiles {
            votes_json: Some(votes.as_bytes()),
            comments_json: Some(comments.as_bytes()),
            ..PolisFiles::default()
        };
        PolisExport::read(files).map(|export| export.votes).map_err(|error| error.to_string())
    };
    let turned = votes.replace("\"vote\":-1", "\"vote\":7").replace("\"vote\":1", "\"vote\":-1");
    let turned = turned.replace("\"vote\":7", "\"vote\":1");
    let error = read(&turned).unwrap_err();
    assert!(error.contains("wrong sign") && error.contains("comments.json"), "{error}");
    // Under the names of red-dwarf and Agora's analysis 1 is to agree, as in exports.
    let names = turned.replace("\"pid\"", "\"participant_id\"").replace("\"tid\"", "\"statement_id\"");
    assert_eq!(read(&names), read(&votes));
    let no_vote =
        |said: &str| format!("votes.json, object 1, column \"vote\": \"{said}\", 1, 0 or -1 is wanted");
    for (from, to, expected) in [
        ("\"vote\":-1", "\"vote\":2", no_vote("2")),
        ("\"vote\":-1", "\"vote\":null", no_vote("")),
        ("\"vote\":-1", "\"vote\":[1]", no_vote("[1]")),
        ("\"vote\":-1", "\"vote\":-1,\"vote\":1", "votes.json: the field \"vote\" stands twice".to_owned()),
        ("\"p", "\"p,", "votes.json: a field is called \"p,id\"".to_owned()),
        ("[", "", "votes.json: invalid type".to_owned()),
        ("]", "", "votes.json: EOF".to_owned()),
        ("]", "] []", "votes.json: trailing characters".to_owned()),
        ("169725280616", "1697252806160000", "micro- or nanoseconds".to_owned()),
    ] {
        let error = read(&votes.replacen(from, to, 1)).unwrap_err();
        assert!(error.contains(&expected), "{to}: {error}");
    }
    let error = read(&votes.replace("\"pid\"", "\"who\"")).unwrap_err();
    assert_eq!(error, "votes.json, line 1: there is no column \"voter-id\"");
    // One file of statements, and one story of the votes.
    let both = PolisFiles {
        votes_json: Some(votes.as_bytes()),
        comments_json: Some(comments.as_bytes()),
        comments: Some(b"comment-id,comment-body\n1,Tea\n"),
        ..PolisFiles::default()
    };
    let error = PolisExport::read(both).unwrap_err();
    assert_eq!(error, PolisError::TwoFiles { files: ["comments.csv", "comments.json"] });
    let csv = b"comment-id,voter-id,vote\n0,0,-1\n0,1,1\n";
    let both = PolisFiles { votes: Some(csv), votes_json: Some(votes.as_bytes()), ..PolisFiles::default() };
    let error = PolisExport::read(both).unwrap_err().to_string();
    assert!(error.starts_with("votes.csv and votes.json do not say the same: 2 of 2"), "{error}");
}

#[test]
fn counts_without_votes_are_said_to_be_no_votes() {
    // What Agora publishes: its text is called otherwise, and nobody's votes are there.
    let comments =
        b"timestamp,datetime,comment-id,author-id,agrees,disagrees,passes,votes,moderated,comment_text\n\
        1767323045,Fri Jan 02 03:04:05 GMT+0 2026,0,0,2,3,4,9,0,Hello\n";
    let files = PolisFiles { comments: Some(comments), ..PolisFiles::default() };
    let error = PolisExport::read(files).unwrap_err();
    assert_eq!(error, PolisError::OnlyCounts { file: "comments.csv", counted: 5 });
    let votes = Some(b"comment-id,voter-id,vote\n0,0,1\n0,1,1\n0,2,-1\n0,3,-1\n0,4,-1\n".as_slice());
    let export = PolisExport::read(PolisFiles { votes, ..files }).unwrap();
    assert_eq!(export.comments[0].body, "Hello");
    assert_eq!(export.unread.columns, Vec::<String>::new());
}

const PAIRS: &str = "Vote ID,Session ID,Question ID,Winner ID,Winner Text,Loser ID,Loser Text,Prompt ID,Left Choice ID,Right Choice ID,Created at,Updated at,Appearance ID,Response Time (s),Missing Response Time Explanation,Session Identifier\n\
    1,7,3,11,'Trams',12,'Buses',5,11,12,2010-03-01 10:00:00 UTC,,1,2.5,,a\n\
    2,7,3,11,'Trams',13,'Bikes',6,13,11,2010-03-01 10:00:09 UTC,,2,NA,,a\n\
    3,7,3,12,'Buses',13,'Bikes',7,12,13,2010-03-01 10:00:19 UTC,,3,1,,a\n\
    4,8,3,13,'Bikes',11,'Trams',6,13,11,2010-03-02 10:00:00 UTC,,4,1,,b\n";

#[test]
fn pairs_are_a_reading_of_choices_and_it_is_said() {
    let ideas = b"Ideamarketplace ID,Idea ID,Idea Text,Wins,Losses,User Submitted,Active\n\
        3,11,'Trams',2,1,FALSE,true\n3,12,\"'Buses, and 'more''\",1,1,TRUE,true\n3,13,'Bikes',1,2,FALSE,false\n";
    let files = PolisFiles { votes: Some(PAIRS.as_bytes()), comments: Some(ideas), ..PolisFiles::default() };
    let export = PolisExport::read(files).unwrap();
    let votes: Vec<(u32, u32, Vote)> =
        export.votes.iter().map(|vote| (vote.voter, vote.statement, vote.value)).collect();
    assert_eq!(
        votes,
        [
            (7, 11, Vote::Agree),
            (8, 11, Vote::Disagree),
            (7, 12, Vote::Pass),
            (7, 13, Vote::Disagree),
            (8, 13, Vote::Agree)
        ]
    );
    assert_eq!(export.origin, Origin::Pairs);
    assert!(export.unread.votes_are_pairs && !export.unread.sign_is_assumed);
    let said: Vec<(&str, bool)> = export.comments.iter().map(|one| (one.body.as_str(), one.seed)).collect();
    assert_eq!(said, [("Trams", true), ("Buses, and 'more'", false), ("Bikes", true)]);
    for (from, to, expected) in [
        ("1,7,3,11", "1,7,3,12", "line 2, column \"loser-id\": an idea cannot be chosen over itself"),
        ("4,8,3", "4,8,9", "line 5, column \"question-id\": \"9\" is another question"),
        ("4,8,3,13", "4,8,3,", "line 5, column \"winner-id\": empty"),
    ] {
        let text = PAIRS.replacen(from, to, 1);
        let error = read_votes(text.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let error = PolisExport::read(PolisFiles { votes_json: Some(b"[]"), ..files }).unwrap_err();
    assert_eq!(error, PolisError::TwoFiles { files: ["votes.csv", "votes.json"] });
}
