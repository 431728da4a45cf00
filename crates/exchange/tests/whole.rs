//! Nothing is dropped: whatever a file says stands in a comment, in an answer, in the table's own facts, or in the list of what was not
//! taken, word for word. One property for each form.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

use std::fmt::Write as _;

use maru_exchange::{CommentTable, FileForm};
use proptest::prelude::*;

/// Words that are found again: letters of several scripts, signs that formats use for themselves, never blank.
fn word() -> impl Strategy<Value = String> {
    "[a-z가-힣ä]{1,6}([ ]?[0-9=#\"',;:|-]{0,2}[a-z]{1,4}){0,3}"
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![3 => word(), 1 => Just(String::new()), 1 => (word(), word()).prop_map(|(one, other)| format!("{one}\n{other}"))]
}

/// All that came of a file, without blanks.
fn said(table: &CommentTable) -> String {
    let mut all =
        vec![table.document.clone(), table.project.clone(), table.date.clone(), table.stage.clone()];
    for one in &table.comments {
        let place = &one.place;
        all.extend(
            [&one.id, &one.author, &place.line, &place.clause, &place.element, &one.kind_text]
                .map(Clone::clone),
        );
        all.extend(
            [&one.words, &one.proposal, &one.language, &one.date, &one.reply_to, &one.withheld]
                .map(Clone::clone),
        );
        all.extend(one.answer.iter().flat_map(|answer| [answer.text.clone(), answer.reason.clone()]));
        all.extend(one.more.iter().map(|(name, text)| format!("{name} {text}")));
    }
    all.extend(table.not_read.iter().cloned());
    all.iter().map(|text| solid(text)).collect::<Vec<_>>().join("\u{1}")
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every text of a file is found in what came of it.
fn whole(form: FileForm, bytes: &[u8], texts: &[String]) -> Result<(), TestCaseError> {
    let table = form.read(bytes).map_err(|error| TestCaseError::fail(format!("{}: {error}", form.name())))?;
    let said = said(&table);
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        // A number of a row is joined with dashes where it has blanks.
        let dashed = text.split_whitespace().collect::<Vec<_>>().join("-").replace("--", "-");
        prop_assert!(
            said.contains(&solid(text)) || said.contains(&solid(&dashed)),
            "{}: “{text}” is lost\n{table:#?}",
            form.name()
        );
    }
    Ok(())
}

const HEADS: [&str; 10] = [
    "MB/NC1",
    "Line number (e.g. 17)",
    "Clause/ Subclause",
    "Paragraph/ Figure/ Table/",
    "Type of comment2",
    "Comments",
    "Proposed change",
    "Observations of the secretariat",
    "Internal status",
    "",
];

/// A table in which the columns stand in any order, and some rows are above the heads or are heads again.
fn grid() -> impl Strategy<Value = Vec<Vec<String>>> {
    let order = Just((0..HEADS.len()).collect::<Vec<_>>()).prop_shuffle();
    let above = prop::collection::vec(prop::collection::vec(cell(), 1..3), 0..2);
    let below = prop::collection::vec(prop::collection::vec(cell(), HEADS.len()), 0..5);
    (order, above, below, any::<bool>()).prop_map(|(order, above, below, again)| {
        let heads: Vec<String> = order.into_iter().map(|at| HEADS[at].to_owned()).collect();
        let mut rows = above;
        rows.push(heads.clone());
        for (at, row) in below.into_iter().enumerate() {
            if again && at == 2 {
                rows.push(heads.clone());
            }
            rows.push(row);
        }
        rows
    })
}

fn texts(rows: &[Vec<String>]) -> Vec<String> {
    let is_head = |row: &&Vec<String>| !row.iter().any(|cell| cell == "Comments");
    rows.iter().filter(is_head).flatten().cloned().collect()
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn container(members: &[(&str, String)]) -> Vec<u8> {
    let members: Vec<(&str, &str)> = members.iter().map(|(name, text)| (*name, text.as_str())).collect();
    maru_text::container::write(&members)
}

/// How words of a cell are set in a Word file.
#[derive(Debug, Clone, Copy)]
enum Set {
    Plain,
    Deleted,
    Struck,
    Hidden,
    Inserted,
    Noted,
}

fn run(set: Set, text: &str) -> String {
    let lines = |name: &str| {
        let texts =
            text.split('\n').map(|line| format!("<w:{name} xml:space=\"preserve\">{}</w:{name}>", xml(line)));
        texts.collect::<Vec<_>>().join("<w:br/>")
    };
    let run = |properties: &str| format!("<w:r><w:rPr>{properties}</w:rPr>{}</w:r>", lines("t"));
    match set {
        Set::Plain | Set::Noted => run(""),
        Set::Deleted => format!("<w:del w:id=\"1\"><w:r>{}</w:r></w:del>", lines("delText")),
        Set::Struck => run("<w:strike/>"),
        Set::Hidden => run("<w:vanish/>"),
        Set::Inserted => format!("<w:ins w:id=\"2\">{}</w:ins>", run("")),
    }
}

fn word_file(rows: &[Vec<String>], sets: &[Set], outside: &str, deleted_row: usize) -> Vec<u8> {
    const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let mut count = 0;
    let mut body = format!("<w:p>{}</w:p><w:tbl>", run(Set::Plain, outside));
    let width = HEADS.len();
    for (at, row) in rows.iter().enumerate() {
        body.push_str("<w:tr>");
        if at == deleted_row && !row.iter().any(|cell| cell == "Comments") {
            body.push_str("<w:trPr><w:del w:id=\"9\"/></w:trPr>");
        }
        for place in 0..width {
            let text = row.get(place).map_or("", String::as_str);
            let is_head = row.iter().any(|cell| cell == "Comments");
            let set = if is_head { Set::Plain } else { sets[count % sets.len()] };
            count += 1;
            let _ = write!(body, "<w:tc><w:p>{}</w:p></w:tc>", run(set, text));
        }
        body.push_str("</w:tr>");
    }
    let note = format!("<w:p><w:r><w:footnoteReference w:id=\"5\"/></w:r>{}</w:p>", run(Set::Noted, ""));
    let _ = write!(body, "</w:tbl>{note}");
    let notes = format!(
        "<w:footnotes {SPACE}><w:footnote w:id=\"5\"><w:p>{}</w:p></w:footnote></w:footnotes>",
        run(Set::Plain, outside)
    );
    container(&[
        ("word/document.xml", format!("<w:document {SPACE}><w:body>{body}</w:body></w:document>")),
        ("word/footnotes.xml", notes),
    ])
}

fn workbook(sheets: &[Vec<Vec<String>>], hidden_row: usize) -> Vec<u8> {
    const SPACE: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let mut members = Vec::new();
    let (mut listed, mut relations) = (String::new(), String::new());
    for (at, rows) in sheets.iter().enumerate() {
        let mut data = String::new();
        for (number, row) in rows.iter().enumerate() {
            let is_head = row.iter().any(|cell| cell == "Comments");
            let hidden = if number == hidden_row && !is_head { " hidden=\"1\"" } else { "" };
            let _ = write!(data, "<row r=\"{}\"{hidden}>", number + 1);
            for (place, text) in row.iter().enumerate() {
                let column = char::from(b'A' + place as u8);
                let _ = write!(
                    data,
                    "<c r=\"{column}{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    number + 1,
                    xml(text)
                );
            }
            data.push_str("</row>");
        }
        let _ = write!(listed, "<sheet name=\"S{at}\" sheetId=\"{0}\" r:id=\"r{at}\"/>", at + 1);
        let _ = write!(relations, "<Relationship Id=\"r{at}\" Type=\"x\" Target=\"worksheets/a{at}.xml\"/>");
        members.push((
            format!("xl/worksheets/a{at}.xml"),
            format!("<worksheet {SPACE}><sheetData>{data}</sheetData></worksheet>"),
        ));
    }
    members.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook {SPACE}><sheets>{listed}</sheets></workbook>"),
    ));
    members.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    let members: Vec<(&str, &str)> =
        members.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    maru_text::container::write(&members)
}

fn csv_file(rows: &[Vec<String>], separator: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    writer.into_inner().unwrap()
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn of_a_word_form(
        rows in grid(),
        sets in prop::collection::vec(prop::sample::select(vec![Set::Plain, Set::Plain, Set::Deleted, Set::Struck, Set::Hidden, Set::Inserted]), 1..9),
        outside in word(),
        deleted in 0_usize..8,
    ) {
        let mut all = texts(&rows);
        all.push(outside.clone());
        whole(FileForm::IsoDocx, &word_file(&rows, &sets, &outside, deleted), &all)?;
    }

    #[test]
    fn of_a_workbook(first in grid(), second in grid(), other in prop::collection::vec(prop::collection::vec(cell(), 0..4), 0..4), hidden in 0_usize..8) {
        let all: Vec<String> = [texts(&first), texts(&second), other.iter().flatten().cloned().collect()].concat();
        whole(FileForm::IsoXlsx, &workbook(&[other, first, second], hidden), &all)?;
    }

    #[test]
    fn of_a_csv_form(rows in grid(), separator in prop::sample::select(b",;\t|".to_vec())) {
        // The line that tells the separator is the first that has any of them.
        let head = rows.iter().position(|row| row.iter().any(|cell| cell == "Comments")).unwrap();
        let rows = &rows[head..];
        whole(FileForm::IsoCsv, &csv_file(rows, separator), &texts(rows))?;
    }

    #[test]
    fn of_a_sheet_of_commenter(values in prop::collection::vec(prop::collection::vec(cell(), 9), 0..4)) {
        const FIELDS: [&str; 9] = ["id", "body", "type", "comments", "proposed_change", "observations", "status", "clause", "owner"];
        let mut text = String::from("version: \"2012-03\"\ncomments:\n");
        for row in &values {
            for (at, (name, value)) in FIELDS.iter().zip(row).enumerate() {
                let lead = if at == 0 { "-" } else { " " };
                if *name == "clause" {
                    let _ = write!(text, "{lead} locality:\n    clause: {}\n    page:\n    - {}\n", quoted(value), quoted(value));
                } else {
                    let _ = writeln!(text, "{lead} {name}: {}", quoted(value));
                }
            }
        }
        text.push_str("- \"stray words\"\n");
        let all: Vec<String> = values.into_iter().flatten().chain(["stray words".to_owned()]).collect();
        whole(FileForm::Commenter, text.as_bytes(), &all)?;
    }

    #[test]
    fn of_a_list_of_issues(values in prop::collection::vec(prop::collection::vec(word(), 7), 0..4), head in prop::collection::vec(word(), 5)) {
        let mut text = format!("Draft: {}\nTitle: {}\nStatus: {}\nED: {}\n{}\n", head[0], head[1], head[2], head[3], head[4]);
        for (at, row) in values.iter().enumerate() {
            let _ = write!(text, "----\nIssue {}.\nSummary: {}\n  {}\nFrom: {}\n{}\nClosed: {}\nReopened: {}\nNote: Proposed: {}\n",
                at + 1, row[0], row[1], row[2], row[3], row[4], row[5], row[6]);
        }
        let all: Vec<String> = values.into_iter().flatten().chain(head).collect();
        whole(FileForm::Bsi, text.as_bytes(), &all)?;
    }

    #[test]
    fn of_a_review(values in prop::collection::vec(prop::collection::vec(word(), 4), 0..4), stray in word()) {
        let mut text = format!("# Ann's review for draft-x\n\n{stray}\n\n## Summary\n\n{stray} too\n");
        for row in &values {
            let _ = write!(text, "\n## Comments\n\n### {}\n\n> {}\n\n{}\n\n{}\n", row[0], row[1], row[2], row[3]);
        }
        let all: Vec<String> = values.into_iter().flatten().chain([stray.clone(), format!("{stray} too")]).collect();
        whole(FileForm::Ietf, text.as_bytes(), &all)?;
    }

    #[test]
    fn of_proposals_of_decidim(values in prop::collection::vec(prop::collection::vec(cell(), 11), 0..4)) {
        const COLUMNS: [&str; 11] = [
            "id", "author/name", "title/en", "title/ko", "body/en", "body/machine_translations/fr", "body/ko", "state", "answer/en", "answer/ko", "category",
        ];
        let heads = vec![COLUMNS.map(str::to_owned).to_vec()];
        let rows: Vec<Vec<String>> = heads.into_iter().chain(values.clone()).collect();
        whole(FileForm::DecidimProposals, &csv_file(&rows, b';'), &values.concat())?;
    }

    #[test]
    fn of_comments_of_decidim(values in prop::collection::vec(prop::collection::vec(cell(), 6), 0..4)) {
        const COLUMNS: [&str; 6] = ["id", "author/name", "body", "locale", "commentable_id", "depth"];
        let heads = vec![COLUMNS.map(str::to_owned).to_vec()];
        let rows: Vec<Vec<String>> = heads.into_iter().chain(values.clone()).collect();
        whole(FileForm::DecidimComments, &csv_file(&rows, b';'), &values.concat())?;
    }

    #[test]
    fn of_comments_to_an_agency(values in prop::collection::vec(prop::collection::vec(word(), 8), 0..4)) {
        let mut all: Vec<String> = values.concat();
        let comments: Vec<serde_json::Value> = values.iter().map(|row| serde_json::json!({
            "id": row[0],
            "attributes": {
                "comment": row[1], "firstName": row[2], "lastName": row[3], "organization": row[4], "category": row[5],
                "restrictReasonType": row[6], "displayProperties": [{"label": row[7]}],
            },
            "relationships": {"attachments": {"data": [{"id": row[0], "type": "attachments"}, {"id": "none"}]}},
        })).collect();
        let attached = |row: &Vec<String>| serde_json::json!({"id": row[0], "attributes": {"title": "letter", "docAbstract": "abstract", "fileFormats": [{"fileUrl": "http://x/a.pdf", "size": 3}]}});
        let included: Vec<serde_json::Value> = values.iter().map(attached).collect();
        if !values.is_empty() {
            all.extend(["letter", "abstract", "http://x/a.pdf"].map(str::to_owned));
        }
        let file = serde_json::json!({"data": comments, "included": included}).to_string();
        // A name of two words is one field.
        let all: Vec<String> = all.into_iter().map(|text| if text.contains('"') { text.replace('"', "") } else { text }).collect();
        let table = FileForm::Regulations.read(file.as_bytes()).unwrap();
        let found = said(&table).replace(['"', '\\'], "");
        for text in all {
            prop_assert!(found.contains(&solid(&text)), "“{}” is lost: {:#?}", text, table);
        }
    }

    #[test]
    fn of_feedback_to_the_commission(values in prop::collection::vec(prop::collection::vec(word(), 6), 0..4)) {
        let list: Vec<serde_json::Value> = values.iter().map(|row| serde_json::json!({
            "id": row[0], "feedback": row[1], "firstName": row[2], "surname": row[3], "organization": row[4], "trNumber": row[5],
        })).collect();
        let file = serde_json::json!({"_embedded": {"feedback": list}, "page": {"number": 0, "totalPages": 2, "totalElements": 9}}).to_string();
        whole(FileForm::HaveYourSay, file.as_bytes(), &values.concat())?;
        let table = FileForm::HaveYourSay.read(file.as_bytes()).unwrap();
        prop_assert!(table.not_read.iter().any(|line| line.contains("further pages of 9")), "{:?}", table.not_read);
    }

    #[test]
    fn of_an_archive(values in prop::collection::vec(prop::collection::vec(word(), 9), 0..4)) {
        let issue = |(at, row): (usize, &Vec<String>)| serde_json::json!({
            "number": at, "title": row[0], "author": row[1], "body": row[2], "labels": [{"name": row[3]}],
            "comments": [{"author": row[4], "body": row[5]}, row[6]],
        });
        let pull = |(at, row): (usize, &Vec<String>)| serde_json::json!({
            "number": at + 1000, "title": row[7], "author": row[8], "body": row[0], "baseRefOid": "a", "headRefOid": "b",
            "reviews": [{"author": row[1], "state": row[2], "body": "", "comments": [{"body": row[3], "originalPosition": 3}]}],
        });
        let issues: Vec<serde_json::Value> = values.iter().enumerate().map(issue).collect();
        let pulls: Vec<serde_json::Value> = values.iter().enumerate().map(pull).collect();
        let file = serde_json::json!({"repo": "o/r", "issues": issues, "pulls": pulls}).to_string();
        whole(FileForm::Archive, file.as_bytes(), &values.concat())?;
    }
}
