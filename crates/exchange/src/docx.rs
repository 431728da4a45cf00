//! The form as a Word file, after the "electronic balloting commenting template" of version 2012-03: the same page, columns,
//! widths, styles, head and foot.

use std::fmt::Write as _;

use maru_text::container::{escaped, write};

use crate::form::{COLUMNS, FOOT, HEADS, TITLE, row_of};
use crate::model::CommentTable;

const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override PartName=\"/word/header1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/><Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/></Types>";
const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
const BODY_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/header\" Target=\"header1.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/></Relationships>";
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The widths of the eight columns, in twentieths of a point.
const WIDTHS: [u32; COLUMNS] = [606, 908, 1209, 1209, 1115, 4177, 4233, 2419];
const TOTAL: u32 = 15_876;
/// The style of each column's paragraphs: its id and its name.
const STYLES: [(&str, &str); COLUMNS] = [
    ("ISOMB", "ISO_MB"),
    ("ISOClause", "ISO_Clause"),
    ("ISOClause", "ISO_Clause"),
    ("ISOParagraph", "ISO_Paragraph"),
    ("ISOCommType", "ISO_Comm_Type"),
    ("ISOComments", "ISO_Comments"),
    ("ISOChange", "ISO_Change"),
    ("ISOSecretObservations", "ISO_Secret_Observations"),
];
const SECTION: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:footerReference w:type=\"default\" r:id=\"rId3\"/><w:type w:val=\"continuous\"/><w:pgSz w:w=\"16840\" w:h=\"11907\" w:orient=\"landscape\" w:code=\"9\"/><w:pgMar w:top=\"851\" w:right=\"851\" w:bottom=\"851\" w:left=\"851\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/><w:pgNumType w:start=\"1\"/><w:cols w:space=\"720\"/></w:sectPr>";
const SPACING: &str = "<w:spacing w:before=\"60\" w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/>";

/// Writes a table as the Word form; an empty table as the empty form, with its two empty rows.
pub fn to_docx(table: &CommentTable) -> Vec<u8> {
    let mut body = format!("{HEAD}<w:document {SPACES}><w:body>");
    open_table(&mut body, &WIDTHS, false);
    for comment in &table.comments {
        row(&mut body, &row_of(comment));
    }
    if table.comments.is_empty() {
        let empty: [String; COLUMNS] = std::array::from_fn(|_| String::new());
        row(&mut body, &empty);
        row(&mut body, &empty);
    }
    let _ = write!(body, "</w:tbl><w:p/>{SECTION}</w:body></w:document>");
    write(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", BODY_RELATIONS),
        ("word/styles.xml", &styles()),
        ("word/header1.xml", &header(table)),
        ("word/footer1.xml", &footer()),
    ])
}

fn open_table(out: &mut String, widths: &[u32], lines_between: bool) {
    let total: u32 = widths.iter().sum();
    debug_assert_eq!(total, TOTAL);
    let border =
        |name: &str| format!("<w:{name} w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/>");
    let mut borders: Vec<&str> = vec!["top", "left", "bottom", "right"];
    if lines_between {
        borders.push("insideH");
    }
    borders.push("insideV");
    let borders: String = borders.into_iter().map(border).collect();
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"99\" w:type=\"dxa\"/><w:right w:w=\"99\" w:type=\"dxa\"/></w:tblCellMar><w:tblLook w:val=\"0000\"/></w:tblPr><w:tblGrid>"
    );
    for width in widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
}

/// A row of the body: each line of a cell is a paragraph in the column's style.
fn row(out: &mut String, cells: &[String; COLUMNS]) {
    out.push_str("<w:tr><w:trPr><w:jc w:val=\"center\"/></w:trPr>");
    for ((cell, width), (style, _)) in cells.iter().zip(WIDTHS).zip(STYLES) {
        let _ = write!(
            out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:tcBorders><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/></w:tcBorders></w:tcPr>"
        );
        for line in cell.split('\n') {
            let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{SPACING}</w:pPr>");
            run(out, line, "");
            out.push_str("</w:p>");
        }
        out.push_str("</w:tc>");
    }
    out.push_str("</w:tr>");
}

fn run(out: &mut String, words: &str, properties: &str) {
    for (at, piece) in words.split('\t').enumerate() {
        if at > 0 {
            out.push_str("<w:r><w:tab/></w:r>");
        }
        if !piece.is_empty() {
            let _ =
                write!(out, "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(piece));
        }
    }
}

fn header(table: &CommentTable) -> String {
    let mut out = format!("{HEAD}<w:hdr {SPACES}>");
    let widths = [7740, 2410, 3119, 2607];
    open_table(&mut out, &widths, false);
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:jc w:val=\"center\"/></w:trPr>");
    let facts = [
        (TITLE.to_owned(), "ISOComments", "<w:rPr><w:b/><w:bCs/><w:sz w:val=\"22\"/></w:rPr>"),
        (format!("Date: {}", table.date), "ISOChange", "<w:rPr><w:bCs/></w:rPr>"),
        (format!("Document: {}", table.document), "ISOSecretObservations", "<w:rPr><w:bCs/></w:rPr>"),
        (format!("Project: {}", table.project), "ISOSecretObservations", "<w:rPr><w:bCs/></w:rPr>"),
    ];
    for ((words, style, properties), width) in facts.into_iter().zip(widths) {
        let _ = write!(
            out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:spacing w:before=\"60\" w:after=\"60\"/></w:pPr>"
        );
        run(&mut out, &words, properties);
        out.push_str("</w:p></w:tc>");
    }
    out.push_str("</w:tr></w:tbl><w:p/>");
    open_table(&mut out, &WIDTHS, true);
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:jc w:val=\"center\"/></w:trPr>");
    for (lines, width) in HEADS.iter().zip(WIDTHS) {
        let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
        for (at, line) in lines.iter().enumerate() {
            out.push_str("<w:p><w:pPr><w:keepLines/><w:spacing w:before=\"100\" w:after=\"60\" w:line=\"190\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/></w:pPr>");
            let bold = if at == 0 { "<w:b/>" } else { "" };
            let (words, sign) = match line.strip_suffix(['1', '2']) {
                Some(words) => (words, &line[words.len()..]),
                None => (*line, ""),
            };
            run(&mut out, words, &format!("<w:rPr>{bold}<w:sz w:val=\"16\"/></w:rPr>"));
            run(
                &mut out,
                sign,
                &format!("<w:rPr>{bold}<w:position w:val=\"6\"/><w:sz w:val=\"12\"/></w:rPr>"),
            );
            out.push_str("</w:p>");
        }
        out.push_str("</w:tc>");
    }
    out.push_str("</w:tr></w:tbl><w:p/></w:hdr>");
    out
}

fn footer() -> String {
    let mut out = format!("{HEAD}<w:ftr {SPACES}>");
    let small = "<w:rPr><w:sz w:val=\"16\"/></w:rPr>";
    let lines = [
        "1\tMB = Member body / NC = National Committee (enter the ISO 3166 two-letter country code, e.g. CN for China; comments from the ISO/CS editing unit are identified by **)",
        "2\tType of comment:\tge = general\tte = technical \ted = editorial ",
    ];
    for line in lines {
        out.push_str("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"284\"/><w:tab w:val=\"left\" w:pos=\"1843\"/></w:tabs><w:spacing w:before=\"20\" w:after=\"20\"/></w:pPr>");
        run(&mut out, line, small);
        out.push_str("</w:p>");
    }
    out.push_str("<w:p><w:pPr><w:jc w:val=\"right\"/></w:pPr>");
    run(&mut out, "page ", small);
    out.push_str("<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    run(&mut out, " of ", small);
    out.push_str("<w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p><w:p>");
    run(&mut out, FOOT, "<w:rPr><w:i/><w:iCs/><w:sz w:val=\"16\"/></w:rPr>");
    out.push_str("</w:p></w:ftr>");
    out
}

fn styles() -> String {
    let mut out = format!(
        "{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"22\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"
    );
    let mut known: Vec<&str> = Vec::new();
    for (id, name) in STYLES {
        if !known.contains(&id) {
            known.push(id);
            let _ = write!(
                out,
                "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:before=\"210\" w:line=\"210\" w:lineRule=\"exact\"/></w:pPr><w:rPr><w:sz w:val=\"18\"/></w:rPr></w:style>"
            );
        }
    }
    out.push_str("</w:styles>");
    out
}
