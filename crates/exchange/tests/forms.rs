//! The form in Word, spreadsheets, CSV and YAML: what is written is read again, and what others wrote is read.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]
#![allow(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::fmt::Write as _;
use std::path::PathBuf;

use maru_exchange::{
    Comment, CommentKind, CommentTable, Disposition, FileForm, Place, ReadError, System, read_answer,
    read_commenter, read_csv, read_docx, read_xlsx, to_commenter, to_csv, to_docx, to_xlsx,
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
    let parts = [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/header1.xml",
    ];
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

/// A run of a Word file that is set as given.
fn run(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// A cell says these words, and this is named; nothing where that is empty.
fn check(cell: &str, words: &str, named: &str) {
    let table = read_docx(&word_form(cell)).unwrap();
    assert_eq!(table.comments[0].words, words, "{cell}");
    assert!(table.not_read.join("; ").contains(named), "{cell}: {:?}", table.not_read);
    assert_eq!(table.not_read.is_empty(), named.is_empty(), "{cell}: {:?}", table.not_read);
}

#[test]
fn a_cell_of_a_word_form_says_what_it_shows_and_the_rest_is_named() {
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
        "row 1: moved away with tracked changes, left out here: “MOVED.”",
    );
    let boxed = format!("<w:txbxContent><w:p>{}</w:p></w:txbxContent>", run("", "boxed words"));
    check(
        &format!(
            "{}<w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{boxed}</mc:Fallback></mc:AlternateContent></w:r>",
            run("", "Before.")
        ),
        "Before.boxed words",
        "",
    );
    let other = boxed.replace("boxed words", "other words");
    check(
        &format!(
            "{}<w:r><mc:AlternateContent><mc:Choice>{boxed}</mc:Choice><mc:Fallback>{other}</mc:Fallback></mc:AlternateContent></w:r>",
            run("", "Before.")
        ),
        "Before.boxed words",
        "row 1: said otherwise for older programs, left out: “other words”",
    );
    check(
        &format!("{}<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/></w:r>{}", run("", "x "), run("", " 5")),
        "x ≥ 5",
        "",
    );
    check(
        &format!("{}<w:r><w:sym w:font=\"Own Font\" w:char=\"F0B3\"/></w:r>", run("", "x ")),
        "x \u{fffd}",
        "row 1: a sign of a font that is not known",
    );
    check(
        &format!("{}{}", run("<w:vanish/>", "HIDDEN"), run("", "Shown.")),
        "Shown.",
        "row 1: hidden, left out: “HIDDEN”",
    );
    check(&format!("{}{}", run("<w:vanish w:val=\"0\"/>", "Not "), run("", "hidden.")), "Not hidden.", "");
    check(
        &format!("{}{}", run("<w:strike/>", "Struck by hand. "), run("", "Kept.")),
        "Kept.",
        "row 1: struck out by hand, left out: “Struck by hand.”",
    );
}

#[test]
fn a_cell_of_a_word_form_reads_as_if_its_changes_were_made() {
    check(
        &format!(
            "<w:del w:id=\"1\"><w:r><w:delText>Old </w:delText></w:r><w:r><w:delText>words.</w:delText></w:r></w:del><w:ins w:id=\"2\">{}</w:ins>",
            run("", "New.")
        ),
        "New.",
        "row 1: deleted with tracked changes, left out: “Old words.”",
    );
    check(&format!("{}</w:p><w:p>{}", run("", "One."), run("", "Two.")), "One.\nTwo.", "");
    check(
        &format!(
            "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>{}</w:p><w:p>{}",
            run("", "One "),
            run("", "sentence.")
        ),
        "One sentence.",
        "",
    );
    check(
        &format!(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>{}",
            run("", "Click here to type."),
            run("", "Typed.")
        ),
        "Typed.",
        "row 1: words of the form where something is to be typed, left out: “Click here to type.”",
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
    assert_eq!(read.comments[2].answer.as_ref().unwrap().text, "Noted. this is kept");
    assert_eq!(
        read.not_read,
        [
            "sheet “xl/worksheets/sheet2.xml”, row 5: struck out in cell H5, left out: “struck words”",
            "sheet “xl/worksheets/sheet1.xml”, not read (it has no heads of the form): “Cover”",
        ]
    );
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
    fn what_is_said_survives_every_form_that_is_written(
        begins in prop::sample::select(vec!["", "----", "Issue 5. ", "Note: Proposed: ", "Closed: Accepted", "# ", "> ", "'=", "_x0041_", "- id: a", "...", "| ", "sep=;", "Comments;MB;Type"]),
        rest in "[ -~가-힣\n\t\u{7}\u{85}\u{2028}\u{feff}]{0,40}",
        lines in "[a-z:#_ \n-]{0,30}",
    ) {
        // What XML cannot say, and marks that nobody sees, are no words.
        let flat = |text: &str| {
            let seen: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).filter(|c| *c != '\u{feff}').collect();
            seen.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let words = format!("x {begins}{rest}");
        for form in FileForm::written() {
            let mut table = CommentTable::new(form.system());
            table.comments = vec![comment("DE-001", &words, &lines, ""), comment("DE-002", &format!("{begins}{rest} x"), "", "")];
            let again = form.read(&form.write(&table).unwrap()).unwrap();
            prop_assert_eq!(again.comments.len(), 2, "{}: {:?}", form.name(), again);
            for (one, other) in table.comments.iter().zip(&again.comments) {
                prop_assert_eq!(flat(&one.words), flat(&other.words), "{}", form.name());
                prop_assert_eq!(flat(&one.proposal), flat(&other.proposal), "{}", form.name());
                prop_assert_eq!((&one.id, &one.place), (&other.id, &other.place), "{}", form.name());
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "(\\PC|[-:\n' \"|>#,;]|id|comments){0,120}") {
        let _ = (read_docx(&bytes), read_xlsx(&bytes), read_csv(&bytes), read_commenter(&bytes));
        let _ = (read_csv(text.as_bytes()), read_commenter(text.as_bytes()));
    }
}

/// A workbook of these sheets, each with its name, its XML below `sheetData`, and whether it is hidden.
fn workbook(sheets: &[(&str, &str, bool)], styles: &str) -> Vec<u8> {
    const SPACE: &str = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let (mut listed, mut relations, mut members) = (String::new(), String::new(), Vec::new());
    for (at, (name, data, hidden)) in sheets.iter().enumerate() {
        let state = if *hidden { " state=\"veryHidden\"" } else { "" };
        let _ = write!(listed, "<sheet name=\"{name}\" r:id=\"r{at}\"{state}/>");
        let _ = write!(relations, "<Relationship Id=\"r{at}\" Target=\"/xl/worksheets/Tabelle{at}.xml\"/>");
        members.push((format!("xl/worksheets/Tabelle{at}.xml"), format!("<worksheet>{data}</worksheet>")));
    }
    members.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook {SPACE}><sheets>{listed}</sheets></workbook>"),
    ));
    members.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    members.push(("xl/styles.xml".to_owned(), format!("<styleSheet>{styles}</styleSheet>")));
    let members: Vec<(&str, &str)> =
        members.iter().map(|(name, xml)| (name.as_str(), xml.as_str())).collect();
    maru_text::container::write(&members)
}

fn inline(text: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn cells(texts: &[&str]) -> String {
    texts.iter().map(|text| if text.starts_with('<') { (*text).to_owned() } else { inline(text) }).collect()
}

fn sheet_data(rows: &[String]) -> String {
    let rows: Vec<String> = rows
        .iter()
        .map(|row| if row.starts_with("<row") { row.clone() } else { format!("<row>{row}</row>") })
        .collect();
    format!("<sheetData>{}</sheetData>", rows.concat())
}

/// A sheet with all that makes a cell say something else than what stands in it, and its styles.
const STYLES: &str = "<fonts><font/></fonts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"2\"/><xf numFmtId=\"9\"/><xf numFmtId=\"164\"/></cellXfs><numFmts><numFmt numFmtId=\"164\" formatCode=\"#,##0 &quot;EUR&quot;\"/></numFmts>";

fn of_germany() -> String {
    let heads =
        cells(&["No.", "Country", "Clause", "Type", "Comment", "Proposed change", "Disposition", "Status"]);
    sheet_data(&[
        heads.clone(),
        cells(&["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"]),
        cells(&[
            "<c><v>1</v></c>",
            "DE",
            "<c s=\"2\"><v>3.1</v></c>",
            "technical",
            "words",
            "<c s=\"3\"><v>0.15</v></c>",
            "<c t=\"str\"><f>A1</f><v>Accepted. So it is.</v></c>",
            "open",
        ]),
        cells(&[
            "<c><v>2</v></c>",
            "",
            "",
            "te",
            "more words",
            "<c t=\"e\"><v>#REF!</v></c>",
            "<c><f>NOW()</f></c>",
            "<c s=\"1\"><v>45992</v></c>",
        ]),
        format!("<row hidden=\"1\">{}</row>", cells(&["<c><v>3</v></c>", "FR", "", "te", "hidden words"])),
        cells(&[
            "<c><v>4</v></c>",
            "JP",
            "",
            "te",
            "price",
            "<c s=\"4\"><v>12.5</v></c>",
            "<c t=\"b\"><v>1</v></c>",
        ]),
    ]) + "<mergeCells><mergeCell ref=\"B3:B4\"/></mergeCells>"
}

#[test]
fn every_sheet_is_read_or_named_and_every_cell_says_what_the_sheet_shows() {
    let (first, styles) = (of_germany(), STYLES);
    let second = sheet_data(&[cells(&["Comments", "MB", "Type"]), cells(&["from France", "FR-001", "ge"])]);
    let notes = sheet_data(&[cells(&["Please answer", "by May"])]);
    let secret = sheet_data(&[cells(&["Comments", "MB", "Type"]), cells(&["secret", "XX-001", "ge"])]);
    let file = workbook(
        &[
            ("Notes", &notes, false),
            ("Germany", &first, false),
            ("France", &second, false),
            ("Secret", &secret, true),
        ],
        styles,
    );
    let table = read_xlsx(&file).unwrap();
    let rows: Vec<[&str; 5]> = table
        .comments
        .iter()
        .map(|one| [one.id.as_str(), &one.author, &one.place.clause, &one.words, &one.proposal])
        .collect();
    assert_eq!(
        rows,
        [
            ["DE-1", "DE", "3.10", "words", "15%"],
            ["DE-2", "DE", "", "more words", ""],
            ["JP-4", "JP", "", "price", "12.5"],
            ["FR-001", "FR", "", "from France", ""],
        ]
    );
    assert_eq!(
        table.comments[0].answer.as_ref().unwrap().disposition,
        Disposition::Ours("accepted".to_owned())
    );
    assert_eq!(table.comments[1].more["Status"], "2025-12-01");
    assert_eq!(table.comments[2].answer.as_ref().unwrap().text, "TRUE");
    for named in [
        "sheet “Germany”, row 2, not taken (a part of the heads): “(1)”",
        "sheet “Germany”, row 3: cell G3 is a formula, of which the last value was taken: “=A1”",
        "sheet “Germany”, row 4: cell G4 is a formula that has no value in the file: “=NOW()”",
        "sheet “Germany”, row 4: cell F4 holds an error, left out: “#REF!”",
        "sheet “Germany”, row 4: cell H4 holds a day or a time, taken as “2025-12-01”",
        "sheet “Germany”, row 5, not taken (the row is hidden): “3”, “FR”, “te”, “hidden words”",
        "sheet “Germany”, row 6: cell F6 shows a number in a way that is not read",
        "sheet “France”, row 1: there is no column for: proposed change, observations",
        "sheet “Notes”, not read (it has no heads of the form): “Please answer”, “by May”",
        "sheet “Secret”, not read (it is hidden): “Comments”, “MB”, “Type”; “secret”",
    ] {
        assert!(table.not_read.iter().any(|line| line.starts_with(named)), "{named}: {:#?}", table.not_read);
    }
    // A filter hides rows that are meant.
    let filtered = first.replace("<mergeCells>", "<autoFilter><filterColumn/></autoFilter><mergeCells>");
    let table = read_xlsx(&workbook(&[("A", &filtered, false)], styles)).unwrap();
    assert!(table.comments.iter().any(|one| one.words == "hidden words"), "{table:#?}");
}

#[test]
fn what_stands_beside_the_cells_of_a_sheet_is_named() {
    let sheet = sheet_data(&[cells(&["Comments", "MB", "Type"]), cells(&["words", "DE-1", "te"])])
        + "<headerFooter><oddHeader>&amp;CConfidential</oddHeader></headerFooter>";
    let whole = workbook(&[("A", &sheet, false)], "");
    let mut parts: Vec<(String, String)> = maru_text::container::names(&whole)
        .into_iter()
        .map(|name| (name.clone(), maru_text::container::xml_member(&whole, &name).unwrap()))
        .collect();
    let part = parts.iter().find(|(name, _)| name.contains("worksheets/")).unwrap().0.clone();
    let (folder, name) = part.rsplit_once('/').unwrap();
    let relations =
        "<Relationships><Relationship Id=\"c\" Type=\"x\" Target=\"../comments1.xml\"/></Relationships>";
    parts.push((format!("{folder}/_rels/{name}.rels"), relations.to_owned()));
    let notes = "<comments><commentList><comment ref=\"A2\"><text><t>on words</t></text></comment><comment ref=\"H9\"><text><t>on nothing</t></text></comment></commentList></comments>";
    parts.push(("xl/comments1.xml".to_owned(), notes.to_owned()));
    let drawing = "<wsDr><sp><txBody><p><r><t>Send it</t></r><r><t>by May.</t></r></p></txBody></sp></wsDr>";
    parts.push(("xl/drawings/drawing1.xml".to_owned(), drawing.to_owned()));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let table = read_xlsx(&maru_text::container::write(&parts)).unwrap();
    assert_eq!(table.comments.len(), 1);
    assert_eq!(
        table.not_read,
        [
            "row 1: there is no column for: proposed change, observations",
            "row 2: a remark on cell A2, not taken: “on words”",
            "beside the rows: a remark on cell H9, not taken: “on nothing”",
            "beside the rows: oddHeader of the page, not taken: “&CConfidential”",
            "a text box drawn over a sheet, not taken: “Send it by May.”",
        ]
    );
}

#[test]
fn a_cell_that_stands_twice_is_named_and_letters_in_numbers_are_letters() {
    let twice = "<c r=\"A3\" t=\"inlineStr\"><is><t>first</t></is></c><c r=\"A3\" t=\"inlineStr\"><is><t>second</t></is></c>";
    let letters = cells(&["one_x000D_\ntwo_x0009_three", "DE-2", "te", "_x005F_x0041_ and _xyz_ and _x"]);
    let sheet = sheet_data(&[
        cells(&["Comments", "MB", "Type", "Proposed change"]),
        letters,
        format!("<row r=\"3\">{twice}</row>"),
    ]);
    let table = read_xlsx(&workbook(&[("A", &sheet, false)], "")).unwrap();
    let said: Vec<[&str; 2]> =
        table.comments.iter().map(|one| [one.words.as_str(), one.proposal.as_str()]).collect();
    assert_eq!(said, [["one\ntwo\tthree", "_x0041_ and _xyz_ and _x"], ["second", ""]]);
    let named = "row 3: cell A3 stands twice, the first left out: “first”";
    assert!(table.not_read.iter().any(|line| line == named), "{:?}", table.not_read);
    // What only looks like such a letter goes out and comes back as it is.
    let mut own = CommentTable::new(System::Iso);
    own.comments = vec![comment("DE-001", "a _x000D_ b", "_x005F_x", "")];
    assert_eq!(read_xlsx(&to_xlsx(&own)).unwrap().comments, own.comments);
}

#[test]
fn words_behind_the_sign_of_a_block_are_refused_and_not_lost() {
    let read = |value: &str| {
        read_commenter(format!("comments:\n- id: DE-1\n  comments: {value}\n    more\n").as_bytes())
    };
    for value in ["> 5 years is too long", "|not a block", ">5"] {
        let refused = read(value);
        let is_block = value == ">5";
        assert_eq!(refused.is_ok(), is_block, "{value}: {refused:?}");
        if let Err(error) = refused {
            assert_eq!(error.line, Some(3), "{error}");
        }
    }
    for value in ["|", ">-", "|2+", "> # a remark"] {
        assert_eq!(read(value).unwrap().comments[0].words, "more", "{value}");
    }
}

/// The comments of a sheet under three heads, each with its number and words, and what was not taken.
fn read_sheet(rows: &[String], merged: &str, styles: &str) -> (Vec<String>, Vec<String>) {
    let heads = [cells(&["No", "Type", "Comments", "Proposed change", "Observations"])];
    let rows: Vec<String> = heads.into_iter().chain(rows.iter().cloned()).collect();
    let sheet = sheet_data(&rows) + &format!("<mergeCells>{merged}</mergeCells>");
    let table = read_xlsx(&workbook(&[("A", &sheet, false)], styles)).unwrap();
    let said = table.comments.iter().map(|one| [one.id.as_str(), &one.words, &one.proposal].join("|"));
    (said.collect(), table.not_read)
}

#[test]
fn a_number_with_more_decimals_than_there_are_is_named_and_no_fault() {
    let zeros = "0".repeat(70_000);
    let styles = format!(
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0.{zeros}\"/><numFmt numFmtId=\"165\" formatCode=\"[h]:mm\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs>"
    );
    let row = |style: u32| cells(&["DE-1", "te", "words", &format!("<c s=\"{style}\"><v>1.5</v></c>")]);
    let (said, named) = read_sheet(&[row(1), row(2)], "", &styles);
    assert_eq!(said, ["DE-1|words|1.5", "DE-1|words|36:00"]);
    assert!(
        named[0].starts_with("row 2: cell D2 shows a number in a way that is not read (0.000"),
        "{named:?}"
    );
    assert!(named[0].len() < 200, "{named:?}");
    assert_eq!(named[1], "row 3: cell D3 holds a day or a time, taken as “36:00”");
}

#[test]
fn merged_cells_make_no_rows_and_what_lies_under_them_is_named() {
    let rows = [
        cells(&["DE-1", "te", "one", "first half"]),
        cells(&["", "", "", "second half"]),
        // Nothing of its own but what nobody sees.
        cells(&["DE-9", "", "under it"]),
        cells(&["DE-2", "te", "two"]),
    ];
    let (said, named) = read_sheet(&rows, "<mergeCell ref=\"A2:A4\"/><mergeCell ref=\"C2:C4\"/>", "");
    assert_eq!(said, ["DE-1|one|first half", "DE-1|one|second half", "DE-2|two|"]);
    assert_eq!(
        named,
        [
            "row 4: under a merged cell in A4, left out: “DE-9”",
            "row 4: under a merged cell in C4, left out: “under it”"
        ]
    );
    // In Word too: a line under cells that are merged whole would say the comment above a second time.
    let paragraph = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let row = |merge: &str, texts: [&str; 5]| {
        let cell = |words: &str| format!("<w:tc><w:tcPr>{merge}</w:tcPr>{}</w:tc>", paragraph(words));
        format!("<w:tr>{}</w:tr>", texts.map(cell).concat())
    };
    let rows = [
        row("", ["No", "Type", "Comments", "Proposed change", "Observations"]),
        row("<w:vMerge w:val=\"restart\"/>", ["DE-1", "te", "one", "", ""]),
        row("<w:vMerge/>", [""; 5]),
        row("<w:vMerge/>", ["", "", "", "of its own", ""]),
    ];
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:tbl>{}</w:tbl></w:body></w:document>",
        rows.concat()
    );
    let table = read_docx(&maru_text::container::write(&[("word/document.xml", &xml)])).unwrap();
    let said: Vec<[&str; 3]> =
        table.comments.iter().map(|one| [one.id.as_str(), &one.words, &one.proposal]).collect();
    assert_eq!(said, [["DE-1", "one", ""], ["DE-1", "one", "of its own"]]);
}

#[test]
fn what_is_hidden_keeps_no_sheet_from_being_read_and_no_number_of_a_row_overflows() {
    let shown = sheet_data(&[cells(&["Comments", "MB", "Type"]), cells(&["words", "DE-1", "te"])]);
    let twice = sheet_data(&[cells(&["Comments", "Comment", "MB", "Type"]), cells(&["secret"])]);
    let wide = "<sheetData><row><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData>".to_owned();
    for (hidden, named) in [(&twice, "secret"), (&wide, "a column that no sheet has")] {
        let table = read_xlsx(&workbook(&[("S", &shown, false), ("H", hidden, true)], "")).unwrap();
        assert_eq!(table.comments.len(), 1);
        let last = table.not_read.last().unwrap();
        assert!(last.starts_with("sheet “H”, not read (it is hidden)") && last.contains(named), "{last}");
        assert!(read_xlsx(&workbook(&[("S", &shown, false), ("H", hidden, false)], "")).is_err());
    }
    let far = format!("<row r=\"{}\">{}</row>", u64::MAX, cells(&["words", "DE-1", "te"]));
    let far = format!("<sheetData>{far}<row>{}</row></sheetData>", cells(&["more", "DE-2", "te"]));
    assert!(
        read_xlsx(&workbook(&[("A", &far, false)], "")).unwrap_err().to_string().contains("no sheet has")
    );
    let last = u64::MAX;
    let numbers = format!("MB,Type,Comments\n{},{last},{last}\n", last - 1);
    assert_eq!(read_csv(numbers.as_bytes()).unwrap().comments.len(), 1);
}

#[test]
fn tables_of_a_word_file_are_read_by_their_heads_and_the_rest_is_named() {
    let paragraph = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let cell = |set: &str, words: &str| format!("<w:tc><w:tcPr>{set}</w:tcPr>{}</w:tc>", paragraph(words));
    let row = |texts: &[&str]| {
        let cells: Vec<String> = texts.iter().map(|words| cell("", words)).collect();
        format!("<w:tr>{}</w:tr>", cells.concat())
    };
    let merged = |kind: &str, id: &str, words: &str| {
        let first = cell(&format!("<w:vMerge{kind}/>"), id);
        let rest: Vec<String> = ["", words, "", ""].iter().map(|words| cell("", words)).collect();
        format!("<w:tr>{first}{}</w:tr>", rest.concat())
    };
    let table = |rows: &[String]| format!("<w:tbl>{}</w:tbl>", rows.concat());
    let body = [
        paragraph("Words around."),
        table(&[row(&["Name", "Date"]), row(&["Kim", "2026"])]),
        table(&[
            row(&["번호", "조항", "의견", "수정안", "검토 결과"]),
            row(&["KR-1", "제1조", "첫 말", "고친 말", "채택. 그대로 한다"]),
            merged(" w:val=\"restart\"", "KR-2", "둘째 말"),
            merged("", "", "셋째 말"),
            row(&["KR-3", "", "지운 말", "", ""])
                .replace("<w:tr>", "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>"),
            format!("<w:tr>{}</w:tr>", cell("<w:gridSpan w:val=\"5\"/>", "General part")),
            row(&["KR-4", "too few"]),
        ]),
        table(&[row(&["KR-5", "", "다섯째 말", "", ""])]),
        table(&[row(&["alone", "", "x"])]),
    ];
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{}</w:body></w:document>",
        body.concat()
    );
    let table = read_docx(&maru_text::container::write(&[("word/document.xml", &xml)])).unwrap();
    let rows: Vec<[&str; 3]> =
        table.comments.iter().map(|one| [one.id.as_str(), &one.words, &one.proposal]).collect();
    assert_eq!(
        rows,
        [
            ["KR-1", "첫 말", "고친 말"],
            ["KR-2", "둘째 말", ""],
            ["KR-2", "셋째 말", ""],
            ["KR-5", "다섯째 말", ""]
        ]
    );
    assert_eq!(
        table.not_read,
        [
            "table 1, row 1, not taken (a table without the heads of the form): “Name”, “Date”",
            "table 1, row 2, not taken (a table without the heads of the form): “Kim”, “2026”",
            "table 2, row 5, not taken (the row was deleted with tracked changes): “KR-3”, “지운 말”",
            "table 2, row 6, not taken (it has no comment): “General part”",
            "table 2, row 7, not taken (it has 2 cells under 5 heads and may be shifted): “KR-4”, “too few”",
            "table 3, no heads of its own: those of the table before it count",
            "table 4, row 1, not taken (a table without the heads of the form): “alone”, “x”",
            "outside the tables, not taken: “Words around.”",
        ]
    );
    let none =
        read_docx(&maru_text::container::write(&[("word/document.xml", &xml.replace("의견", "낱말"))]));
    assert!(none.unwrap_err().to_string().contains("heads of the form"));
}

#[test]
fn the_form_is_known_by_its_heads_in_any_order_and_its_cells_are_not_shifted() {
    let read = |text: &str| read_csv(text.as_bytes());
    let one = |text: &str| {
        let table = read(text).unwrap();
        let one = table.comments[0].clone();
        assert_eq!(table.comments.len(), 1, "{table:?}");
        [
            one.id,
            one.author,
            one.place.line,
            one.place.clause,
            one.words,
            one.proposal,
            one.answer.map_or(String::new(), |answer| answer.text),
        ]
    };
    assert_eq!(
        one(
            "MB/NC1,Clause,Line number,Type of comment,Proposed change,Comments,Observations\nDE-1,3.1,17,te,new,words,Noted.\n"
        ),
        ["DE-1", "DE", "17", "3.1", "words", "new", "Noted."]
    );
    assert_eq!(
        one("번호;기관;조항;유형;의견;수정안;검토 결과\n3;KR;제5조;기술;말;고친 말;채택\n"),
        ["KR-3", "KR", "", "제5조", "말", "고친 말", "채택"]
    );
    assert_eq!(one("기관;유형;의견\nKR-7;te;말\n")[..2], ["KR-7", "KR"], "the number stands behind the body");
    assert_eq!(one("Organisation;Type;Comments\nMinistry of Law;te;words\n")[..2], ["", "Ministry of Law"]);
    // A number is nobody, and a name with a number in it is a name.
    assert_eq!(one("No,Type,Comments\n12,te,words\n")[..2], ["12", ""]);
    assert_eq!(one("MB/NC,Type,Comments\n12,te,words\n")[..2], ["12", ""]);
    assert_eq!(one("Country,Type,Comments\n12,te,words\n")[..2], ["12", ""]);
    assert_eq!(one("ID,Type,Comments\nComment-12,te,words\n")[..2], ["Comment-12", ""]);
    assert_eq!(one("Organisation,Type,Comments\nStudio 54,te,words\n")[..2], ["", "Studio 54"]);
    assert_eq!(one("No,MB/NC,Type,Comments\n12,DE,te,words\n")[..2], ["DE-12", "DE"]);
    assert_eq!(one("MB/NC,Ref,Type,Comments\nDE,c7,te,words\n")[..2], ["c7", "DE"]);
    let not_taken = |text: &str, named: &str| {
        let table = read(text).unwrap();
        assert!(table.comments.is_empty(), "{table:?}");
        assert!(table.not_read.iter().any(|line| line.contains(named)), "{named}: {:?}", table.not_read);
    };
    let heads = "MB,Clause,Type,Comments,Proposed change,Observations\n";
    not_taken(
        &format!("{heads}DE-1,3,te,words, with a comma,new,Noted.\n"),
        "may be shifted): “DE-1”, “3”, “te”, “words”, “with a comma”, “new”, “Noted.”",
    );
    not_taken(&format!("{heads}DE-1,,,,,\n"), "it has no comment): “DE-1”");
    not_taken(&format!("{heads}(e.g. DE),(e.g. 3.1),,,,\n"), "a part of the heads");
    let twice = read("MB,Comments,Type,Comment\nDE-1,a,te,b\n").unwrap_err().to_string();
    assert!(twice.contains("“Comments” and “Comment”"), "{twice}");
    let unknown = read("wer,was,wo\n1,2,3\n").unwrap_err().to_string();
    assert!(unknown.contains("heads of the form"), "{unknown}");
    let alone = read(&format!("{heads}DE-1,3,te,first half,,\n,,,second half,,\n")).unwrap();
    assert!(alone.not_read.iter().any(|line| line.contains("may go on from DE-1")), "{alone:?}");
}

#[test]
fn what_is_too_large_is_refused_and_what_is_long_is_read_in_time() {
    let begun = std::time::Instant::now();
    let heads = "MB,Type,Comments\n";
    let rows = |count: usize| format!("{heads}{}", "DE-1,te,words\n".repeat(count));
    assert_eq!(read_csv(rows(50_000).as_bytes()).unwrap().comments.len(), 50_000);
    assert!(read_csv(rows(100_000).as_bytes()).is_err());
    // Each of these took as many steps as the square of its length.
    let blank = format!("comments:\n- id: a\n  comments: x\n{}    more\n", "\n".repeat(400_000));
    assert!(read_commenter(blank.as_bytes()).is_ok());
    let fields = (0..60_000).map(|at| format!("f{at}: x\n")).collect::<Vec<_>>().concat();
    assert!(read_commenter(fields.as_bytes()).is_ok());
    let deep = (0..4_000).map(|at| format!("{}a:\n", " ".repeat(at))).collect::<Vec<_>>().concat();
    assert!(read_commenter(deep.as_bytes()).is_err());
    let wide = workbook(&[("A", "<sheetData><row><c r=\"ZZZZ1\"><v>1</v></c></row></sheetData>", false)], "");
    assert!(read_xlsx(&wide).is_err());
    let long = format!("<sheetData><row>{}</row></sheetData>", inline(&"a".repeat(1_100_000)));
    assert!(
        read_xlsx(&workbook(&[("A", &long, false)], ""))
            .unwrap_err()
            .to_string()
            .contains("cell A1 has more than")
    );
    let head = cells(&["MB", "Type", "Comments"]);
    let own = cells(&["DE-1", "te", "words"]);
    let far = (2..20_000).map(|at| format!("<row r=\"{at}\">{own}<c r=\"XFD{at}\"><v>7</v></c></row>"));
    let far = far.collect::<Vec<_>>().concat();
    let columns = "<col min=\"1\" max=\"9\" hidden=\"0\"/>".repeat(20_000);
    let merged = "<mergeCell ref=\"A2:A20000\"/>".repeat(100);
    let sheet = |merged: &str| {
        format!(
            "<cols>{columns}</cols><sheetData><row r=\"1\">{head}</row>{far}</sheetData><mergeCells>{merged}</mergeCells>"
        )
    };
    let table = read_xlsx(&workbook(&[("A", &sheet(&merged), false)], "")).unwrap();
    assert_eq!(table.comments.len(), 19_998);
    assert!(table.not_read.iter().any(|line| line.contains("cell XFD2, too far out, not taken: “7”")));
    // Cells that are merged twice are merged once.
    assert_eq!(read_xlsx(&workbook(&[("A", &sheet(&merged.repeat(10)), false)], "")), Ok(table));
    for piece in ["<1", "&#", "<a "] {
        let file = format!(
            "{{\"data\":{{\"id\":\"a\",\"attributes\":{{\"comment\":\"{}>\"}}}}}}",
            piece.repeat(300_000)
        );
        assert!(maru_exchange::read_regulations(file.as_bytes()).is_ok());
    }
    // A machine that is busy is slow; the square of these takes hours.
    assert!(begun.elapsed().as_secs() < 120, "{:?}", begun.elapsed());
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
    assert!(
        table.not_read.contains(&"row 3: the words of cell F3 are not in the file".to_owned()),
        "{table:?}"
    );
    assert!(book("<sst><si>").is_err(), "words that cannot be read are no empty cells");
}
