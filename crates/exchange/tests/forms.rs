//! The form in Word, spreadsheets, CSV and YAML: what is written is read again, and what others wrote is read.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::path::PathBuf;

use maru_exchange::{
    Comment, CommentKind, CommentTable, Disposition, Place, ReadError, System, read_answer, read_commenter,
    read_csv, read_docx, read_xlsx, to_commenter, to_csv, to_docx, to_xlsx,
};
use proptest::prelude::*;

fn data(name: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/process"));
    std::fs::read(folder.join(name)).ok()
}

fn comment(id: &str, words: &str, proposal: &str, answer: &str) -> Comment {
    Comment {
        id: id.to_owned(),
        author: id.split('-').next().unwrap_or_default().to_owned(),
        place: Place { line: "17".into(), clause: "3.1".into(), element: "Table 1".into() },
        kind: Some(CommentKind::Technical),
        kind_text: "te".into(),
        words: words.to_owned(),
        proposal: proposal.to_owned(),
        answer: (!answer.is_empty()).then(|| read_answer(System::Iso, answer)),
        ..Comment::default()
    }
}

fn example() -> CommentTable {
    let mut table = CommentTable::new(System::Iso);
    table.date = "2026-11-28".into();
    table.document = "Draft 1 & more".into();
    table.project = "Labels".into();
    table.comments = vec![
        comment(
            "KR-001",
            "표시의 기한이 없다.\n두 번째 줄.",
            "30일 이내에 <표시>한다",
            "Accepted in part. 15 days are enough.",
        ),
        comment("DE-002", "=SUM(A1:A9)", "+1 \"quoted\", with a comma", ""),
        comment("**-003", "'=kept as it is", "-", "Noted."),
        comment("FR-004", "the last: one # sign", "two\n\nlines", "Well, perhaps."),
    ];
    table
}

#[test]
fn what_is_written_is_read_again() {
    let table = example();
    let check = |name: &str, read: Result<CommentTable, ReadError>, has_facts: bool| {
        let read = read.unwrap();
        assert_eq!(read.comments, table.comments, "{name}");
        assert_eq!(read.not_read, Vec::<String>::new(), "{name}");
        if has_facts {
            assert_eq!(
                (&read.date, &read.document, &read.project),
                (&table.date, &table.document, &table.project),
                "{name}"
            );
        }
    };
    check("docx", read_docx(&to_docx(&table)), true);
    check("xlsx", read_xlsx(&to_xlsx(&table)), true);
    check("csv", read_csv(to_csv(&table).as_bytes()), false);
    check("yaml", read_commenter(to_commenter(&table).as_bytes()), true);
    assert_eq!(read_docx(&to_docx(&CommentTable::new(System::Iso))).unwrap().comments, []);
}

/// The Word form with one row whose comment is set as given.
fn word_form(cell: &str) -> Vec<u8> {
    let mut table = CommentTable::new(System::Iso);
    table.comments.push(comment("DE-002", "CELL", "p", "Noted."));
    let form = to_docx(&table);
    let parts = ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels"];
    let mut members: Vec<(&str, String)> = parts
        .into_iter()
        .map(|name| (name, maru_text::container::xml_member(&form, name).unwrap()))
        .collect();
    let body = &mut members[2].1;
    let run = "<w:r><w:t xml:space=\"preserve\">CELL</w:t></w:r>";
    assert!(body.contains(run), "{body}");
    *body = body.replace(run, cell).replace(
        "<w:document ",
        "<w:document xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" ",
    );
    let members: Vec<(&str, &str)> = members.iter().map(|(name, xml)| (*name, xml.as_str())).collect();
    maru_text::container::write(&members)
}

#[test]
fn a_cell_of_a_word_form_says_what_it_shows_and_the_rest_is_named() {
    let run = |properties: &str, words: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    };
    let check = |cell: &str, words: &str, named: &str| {
        let table = read_docx(&word_form(cell)).unwrap();
        assert_eq!(table.comments[0].words, words, "{cell}");
        assert!(table.not_read.join("; ").contains(named), "{cell}: {:?}", table.not_read);
        assert_eq!(table.not_read.is_empty(), named.is_empty(), "{cell}: {:?}", table.not_read);
    };
    check(&run("", "Plain."), "Plain.", "");
    check(
        &format!(
            "{}<w:moveFrom>{}</w:moveFrom>{}<w:moveTo>{}</w:moveTo>",
            run("", "Base. "),
            run("", "MOVED. "),
            run("", "Middle. "),
            run("", "MOVED. ")
        ),
        "Base. Middle. MOVED.",
        "1 moves that were tracked",
    );
    let boxed = format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run("", "boxed words"));
    check(
        &format!(
            "{}<w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r>",
            run("", "Before.")
        ),
        "Before.boxed words",
        "1 shapes that the file has twice",
    );
    check(
        &format!("{}<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/></w:r>{}", run("", "x "), run("", " 5")),
        "x ≥ 5",
        "",
    );
    check(
        &format!("{}<w:r><w:sym w:font=\"Own Font\" w:char=\"F0B3\"/></w:r>", run("", "x ")),
        "x \u{fffd}",
        "1 signs of a font",
    );
    check(
        &format!("{}{}", run("<w:vanish/>", "HIDDEN"), run("", "Shown.")),
        "Shown.",
        "1 passages that are hidden",
    );
    check(&format!("{}{}", run("<w:vanish w:val=\"0\"/>", "Not "), run("", "hidden.")), "Not hidden.", "");
    check(
        &format!("{}{}", run("<w:strike/>", "Struck by hand. "), run("", "Kept.")),
        "~~Struck by hand.~~ Kept.",
        "1 passages that are struck out",
    );
    check(&format!("{}{}", run("", "10"), run("<w:vertAlign w:val=\"superscript\"/>", "2")), "10²", "");
}

#[test]
fn a_workbook_is_read_where_its_table_stands() {
    let form = to_xlsx(&example());
    let part = |name: &str| maru_text::container::xml_member(&form, name).unwrap();
    let table = part("xl/worksheets/sheet1.xml");
    let cover = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Cover</t></is></c></row></sheetData></worksheet>";
    let struck = table.replace(
        "<t xml:space=\"preserve\">Noted.</t>",
        "<r><t xml:space=\"preserve\">Noted. </t></r><r><rPr><strike/></rPr><t xml:space=\"preserve\">struck words </t></r><r><t xml:space=\"preserve\">this is kept</t></r>",
    );
    assert_ne!(table, struck);
    let book = |first: &str, second: &str| {
        maru_text::container::write(&[
            ("[Content_Types].xml", &part("[Content_Types].xml")),
            ("xl/workbook.xml", &part("xl/workbook.xml")),
            ("xl/styles.xml", &part("xl/styles.xml")),
            ("xl/worksheets/sheet1.xml", first),
            ("xl/worksheets/sheet2.xml", second),
        ])
    };
    let read = read_xlsx(&book(cover, &struck)).unwrap();
    assert_eq!(read.comments[2].answer.as_ref().unwrap().text, "Noted. ~~struck words~~ this is kept");
    assert_eq!(read.not_read, ["1 other sheets", "1 cells with words that are struck out, marked ~~so~~"]);
    let none = read_xlsx(&book(cover, cover)).unwrap_err().to_string();
    assert!(none.contains("2 sheets"), "{none}");
}

#[test]
fn a_row_of_ours_keeps_to_the_schema_of_commenter_and_to_its_name() {
    let mut table = CommentTable::new(System::Iso);
    table.comments.push(Comment { author: "tortoise-392".into(), ..comment("CN-11220-1196", "a", "", "") });
    let yaml = to_commenter(&table);
    assert!(yaml.contains("- id: \"CN-001-196\"\n  body: \"CN\"\n"), "{yaml}");
    assert_eq!(read_commenter(yaml.as_bytes()).unwrap().comments, table.comments);
    // An id that somebody changed is not the row whose name stands beside it.
    let changed = yaml.replace("CN-001-196", "CN-001-197");
    assert_eq!(read_commenter(changed.as_bytes()).unwrap().comments[0].id, "CN-001-197");
}

#[test]
fn no_cell_of_a_csv_file_is_a_formula() {
    let csv = to_csv(&example());
    for cell in csv.split([',', '\n']) {
        assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[test]
fn the_empty_form_of_the_standards_bodies_is_ours() {
    let Some(theirs) = data("comment-tables/iso_comment_template_2012-03.docx") else {
        eprintln!("SKIPPED the_empty_form_of_the_standards_bodies_is_ours: ../shared/data is absent");
        return;
    };
    let ours = to_docx(&CommentTable::new(System::Iso));
    let part = |bytes: &[u8], name: &str| maru_text::container::xml_member(bytes, name).unwrap();
    let all = |xml: &str, name: &str, attribute: &str| -> Vec<String> {
        let tree = roxmltree::Document::parse(xml).unwrap();
        let nodes = tree.descendants().filter(|node| node.tag_name().name() == name);
        nodes
            .filter_map(|node| {
                node.attributes().find(|a| a.name() == attribute).map(|a| a.value().to_owned())
            })
            .collect()
    };
    let (one, other) = (part(&theirs, "word/document.xml"), part(&ours, "word/document.xml"));
    for (name, attribute) in [
        ("gridCol", "w"),
        ("tcW", "w"),
        ("pStyle", "val"),
        ("pgSz", "w"),
        ("pgSz", "orient"),
        ("pgMar", "left"),
        ("tblW", "w"),
    ] {
        assert_eq!(all(&one, name, attribute), all(&other, name, attribute), "{name} {attribute}");
    }
    let words = |xml: &str| -> Vec<String> {
        let tree = roxmltree::Document::parse(xml).unwrap();
        let paragraphs = tree.descendants().filter(|node| node.tag_name().name() == "p");
        let text = |node: roxmltree::Node<'_, '_>| -> String {
            let words = node
                .descendants()
                .filter(|node| node.tag_name().name() == "t")
                .filter_map(|node| node.text());
            words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
        };
        paragraphs.map(text).filter(|text| !text.is_empty()).collect()
    };
    assert_eq!(words(&part(&theirs, "word/header2.xml")), words(&part(&ours, "word/header1.xml")));
    assert_eq!(words(&part(&theirs, "word/footer2.xml")), words(&part(&ours, "word/footer1.xml")));
    assert_eq!(read_docx(&theirs).unwrap(), read_docx(&ours).unwrap());
}

#[test]
fn a_real_sheet_is_read_whole() {
    let Some(bytes) = data("comment-tables/iso-80000-2-comments.yaml") else {
        eprintln!("SKIPPED a_real_sheet_is_read_whole: ../shared/data is absent");
        return;
    };
    let table = read_commenter(&bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(table.comments.len(), text.matches("\n- id: ").count());
    assert_eq!(table.not_read, Vec::<String>::new());
    let read = |wanted: &str| {
        let is_it = |comment: &&Comment| {
            comment
                .answer
                .as_ref()
                .is_some_and(|answer| answer.disposition == Disposition::Ours(wanted.to_owned()))
        };
        table.comments.iter().filter(is_it).count()
    };
    eprintln!("{} comments, {} accepted", table.comments.len(), read("accepted"));
    assert_eq!(
        read("accepted"),
        text.matches("observations: Accepted").count() + text.matches("observations: 'Accepted").count()
    );
    // Through Word, spreadsheet and CSV nothing of it is lost.
    let plain = |table: &CommentTable| -> Vec<Vec<String>> {
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let row = |comment: &Comment| {
            let answer = comment.answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default();
            [&comment.id, &comment.words, &comment.proposal, &answer, &comment.place.clause]
                .map(|text| squeeze(text))
                .to_vec()
        };
        table.comments.iter().map(row).collect()
    };
    assert_eq!(plain(&read_docx(&to_docx(&table)).unwrap()), plain(&table));
    assert_eq!(plain(&read_xlsx(&to_xlsx(&table)).unwrap()), plain(&table));
    assert_eq!(plain(&read_csv(to_csv(&table).as_bytes()).unwrap()), plain(&table));
    assert_eq!(plain(&read_commenter(to_commenter(&table).as_bytes()).unwrap()), plain(&table));
}

#[test]
fn what_is_not_read_is_said_and_what_is_broken_is_refused() {
    let row = |cells: &str| {
        format!("MB,Line,Clause,Paragraph,Type,Comments,Proposed change,Observations\n{cells}\n")
    };
    let table = read_csv(row("DE-1,,,,xx,words,,\nDE-2,only three,cells").as_bytes()).unwrap();
    assert_eq!(table.comments.len(), 1);
    assert_eq!(table.not_read.len(), 2, "{:?}", table.not_read);
    assert!(read_csv(b"a,b,c\n1,2,3\n").is_err());
    assert!(read_docx(b"no zip").is_err() && read_xlsx(b"").is_err());
    let check = |yaml: &str, line: usize| {
        assert_eq!(read_commenter(yaml.as_bytes()).unwrap_err().line, Some(line), "{yaml}");
    };
    check("version: 1\ncomments: &a\n", 2);
    check("version: 1\nversion: 2\n", 2);
    check("comments:\n- id: \"open\n", 2);
    check("version: 1\nwhat is this\n", 2);
}

proptest! {
    #[test]
    fn any_words_survive_every_form(words in "[ -~가-힣\n\t]{0,40}", proposal in "[=+@'\"# :|>-]{0,6}[a-z]{0,4}") {
        let mut table = CommentTable::new(System::Iso);
        let tidy = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned();
        let words = tidy(&words);
        let shown = if words.is_empty() { "x".to_owned() } else { words };
        table.comments = vec![comment("DE-001", &shown, proposal.trim(), "")];
        for (name, read) in [
            ("docx", read_docx(&to_docx(&table))),
            ("xlsx", read_xlsx(&to_xlsx(&table))),
            ("csv", read_csv(to_csv(&table).as_bytes())),
            ("yaml", read_commenter(to_commenter(&table).as_bytes())),
        ] {
            prop_assert_eq!(&read.unwrap().comments, &table.comments, "{}", name);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "(\\PC|[-:\n' \"|>#,;]|id|comments){0,120}") {
        let _ = (read_docx(&bytes), read_xlsx(&bytes), read_csv(&bytes), read_commenter(&bytes));
        let _ = (read_csv(text.as_bytes()), read_commenter(text.as_bytes()));
    }
}

#[test]
fn words_that_a_spreadsheet_only_points_to_are_read_or_said_to_be_missing() {
    const HEADS: [&str; 8] =
        ["MB", "Line", "Clause", "Paragraph", "Type", "Comments", "Proposed change", "Observations"];
    let inline = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let heads: String = HEADS.map(inline).concat();
    let row = |cell: &str| format!("<row>{}{}{cell}</row>", inline("DE-1"), inline("").repeat(4));
    let pointing = row("<c t=\"s\"><v>0</v></c>") + &row("<c t=\"s\"><v>7</v></c>");
    let sheet = format!("<worksheet><sheetData><row>{heads}</row>{pointing}</sheetData></worksheet>");
    let book = |strings: &str| {
        let parts = [("xl/worksheets/sheet1.xml", sheet.as_str()), ("xl/sharedStrings.xml", strings)];
        read_xlsx(&maru_text::container::write(&parts))
    };
    let table = book("<sst><si><t>“May” should be “must”.</t></si></sst>").unwrap();
    assert_eq!(table.comments.first().unwrap().words, "“May” should be “must”.");
    assert!(table.not_read.contains(&"1 cells whose words are not in the file".to_owned()), "{table:?}");
    assert!(book("<sst><si>").is_err(), "words that cannot be read are no empty cells");
}
