//! Files in every format and dialect, made up for these tests: no word is lost, and the units are those that a reader sees.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

use maru_text::{Document, Format, Unit, UnitId, UnitKind, import, import_as, lossless, source_text, to_akn};
use proptest::prelude::*;

/// Reads a file, proves that no word is lost, and gives each unit's id.
fn ids(bytes: &[u8], name: &str) -> Vec<String> {
    let document = import(bytes, name).unwrap();
    let format = maru_text::detect(bytes, name);
    assert_eq!(lossless(&source_text(bytes, format).unwrap(), &document), Ok(()), "{name}");
    document.walk().map(|unit| unit.id.to_string()).collect()
}

fn check(text: &str, name: &str, expected: &[&str]) {
    let found = ids(text.as_bytes(), name);
    for id in expected {
        assert!(found.iter().any(|known| known == id), "{name}: no {id} in {found:?}");
    }
}

#[test]
fn akoma_ntoso_documents_of_every_type() {
    const OPEN: &str = "<?xml version=\"1.0\"?><!DOCTYPE akn:akomaNtoso SYSTEM \"a.dtd\"><?style a?><akn:akomaNtoso xmlns:akn=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">";
    let wrap = |inner: &str| format!("{OPEN}{inner}</akn:akomaNtoso>");
    check(
        &wrap(
            "<akn:judgment><akn:meta><akn:x>not text</akn:x></akn:meta><akn:header><akn:p>Court</akn:p></akn:header><akn:judgmentBody><akn:introduction><akn:p>Facts</akn:p></akn:introduction><akn:decision><akn:p>We <akn:i>find</akn:i> so.</akn:p></akn:decision></akn:judgmentBody></akn:judgment>",
        ),
        "judgment.xml",
        &["preface"],
    );
    check(
        &wrap(
            "<akn:debate><akn:debateBody><akn:debateSection name=\"a\"><akn:heading>Questions</akn:heading><akn:speech by=\"#a\"><akn:from>Ms A</akn:from><akn:p>I ask.</akn:p></akn:speech><akn:scene>Laughter</akn:scene></akn:debateSection></akn:debateBody></akn:debate>",
        ),
        "debate.xml",
        &["group_1"],
    );
    check(
        &wrap(
            "<akn:bill><akn:body><akn:article><akn:num>Art. 1</akn:num><akn:paragraph><akn:num>1.</akn:num><akn:list><akn:intro><akn:p>One<akn:authorialNote marker=\"1\"><akn:p>A note.</akn:p></akn:authorialNote>:</akn:p></akn:intro><akn:point><akn:num>(a)</akn:num><akn:content><akn:p>x <![CDATA[& y]]><?break?> z</akn:p></akn:content></akn:point><akn:wrapUp><akn:p>the end</akn:p></akn:wrapUp></akn:list></akn:paragraph><akn:paragraph><akn:num>2.</akn:num><akn:content><akn:p>In it <akn:mod>read <akn:quotedStructure><akn:article><akn:num>9</akn:num><akn:content><akn:p>New.</akn:p></akn:content></akn:article></akn:quotedStructure></akn:mod> now <akn:foreign><m:math xmlns:m=\"m\"><m:mi>a</m:mi><m:mo>+</m:mo></m:math></akn:foreign></akn:p></akn:content></akn:paragraph></akn:article></akn:body><akn:attachments><akn:attachment><akn:heading>ANNEX</akn:heading><akn:doc name=\"annex\"><akn:meta/><akn:mainBody><akn:table><akn:tr><akn:td><akn:p>c1</akn:p></akn:td><akn:td><akn:p>c2</akn:p></akn:td></akn:tr></akn:table></akn:mainBody></akn:doc></akn:attachment></akn:attachments></akn:bill>",
        ),
        "bill.xml",
        &["art_1__para_1__point_a", "art_1__para_2", "anx_1"],
    );
    check(
        &wrap(
            "<akn:amendmentList><akn:collectionBody><akn:component><akn:amendment><akn:amendmentBody><akn:amendmentHeading><akn:block name=\"a\">To Article 3</akn:block></akn:amendmentHeading><akn:amendmentContent><akn:p>Leave out.</akn:p></akn:amendmentContent></akn:amendmentBody></akn:amendment></akn:component></akn:collectionBody></akn:amendmentList>",
        ),
        "amendments.xml",
        &["anx_1"],
    );
}

#[test]
fn other_dialects_of_xml() {
    check(
        "<regelungstext:akomaNtoso xmlns:regelungstext=\"http://Inhaltsdaten.LegalDocML.de/1.6/\"><regelungstext:act><regelungstext:body><regelungstext:article><regelungstext:num><regelungstext:marker name=\"1\"/>§ 1</regelungstext:num><regelungstext:heading>Zweck</regelungstext:heading><regelungstext:paragraph><regelungstext:num>(1)</regelungstext:num><regelungstext:content><regelungstext:p>Es gilt.</regelungstext:p></regelungstext:content></regelungstext:paragraph></regelungstext:article></regelungstext:body></regelungstext:act></regelungstext:akomaNtoso>",
        "regelungstext.xml",
        &["art_1", "art_1__para_1"],
    );
    check(
        "<CONS.ACT><BIB.INSTANCE><DATE ISO=\"20300101\">no text</DATE></BIB.INSTANCE><TITLE><TI><P>REGULATION</P></TI></TITLE><ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER I</P></TI><STI><P>General</P></STI></TITLE><ARTICLE IDENTIFIER=\"001\"><TI.ART>Article 1</TI.ART><STI.ART>Scope</STI.ART><PARAG><NO.PARAG>1.</NO.PARAG><ALINEA>It covers <NOTE NOTE.ID=\"E1\"><P>A note.</P></NOTE>:<LIST><ITEM><NP><NO.P>(a)</NO.P><TXT>one;</TXT></NP></ITEM></LIST></ALINEA><ALINEA>More.</ALINEA></PARAG><PARAG><NO.PARAG>2.</NO.PARAG><ALINEA>Put <QUOT.S><QUOT.START CODE=\"2018\"/>new<QUOT.END CODE=\"2019\"/></QUOT.S>.</ALINEA></PARAG></ARTICLE></DIVISION></ENACTING.TERMS><ANNEX><TITLE><TI><P>ANNEX I</P></TI></TITLE><CONTENTS><GR.SEQ><TITLE><TI><P>Part</P></TI></TITLE><TBL COLS=\"2\"><CORPUS><ROW><CELL COL=\"1\">a</CELL><CELL COL=\"2\">b</CELL></ROW></CORPUS></TBL></GR.SEQ></CONTENTS></ANNEX></CONS.ACT>",
        "consolidated.fmx.xml",
        &["chp_I", "art_1", "art_1__para_1__point_a", "art_1__para_1__subpara_2", "anx_I"],
    );
    check(
        "<bill xmlns=\"http://schemas.gpo.gov/xml/uslm\"><meta><x>no</x></meta><main><section><num value=\"2\">SEC. 2. </num><heading>AMENDMENT.</heading><content>Section 4 is amended by adding at the end the following: <quotedContent><subsection><num value=\"c\">“(c) </num><heading>Duty</heading><chapeau>A maker shall—</chapeau><paragraph><num value=\"1\">“(1) </num><content>mark.</content></paragraph></subsection></quotedContent>”.</content></section></main></bill>",
        "bill.xml",
        &["sec_2"],
    );
}

#[test]
fn pages_of_the_older_kind() {
    check(
        "<html><head><title>no text</title></head><body><div id=\"TexteOnly\"><p><strong>REGULATION No 1</strong></p><p>Article 1<br>Scope</p><p>1. It covers makers.</p><p>(a) one;</p><p>Article 2</p><p>It ends.</p><table border=\"1\"><tr><td>Long first cell</td><td>b</td></tr></table></div></body></html>",
        "old.html",
        &["art_1", "art_2"],
    );
    check(
        "<html><body><p class=\"title-article-norm\">►M1 Article 1</p><p class=\"norm\">It covers <a href=\"x\">M1</a> ◄ makers.</p></body></html>",
        "consolidated.html",
        &[],
    );
}

#[test]
fn languages_and_line_ends() {
    check(
        "# 法\n\n## 第一章 总则\n\n## 第二条 名称\n\n本法规定：\n\n（一）甲；\n\n（二）乙。\n",
        "zh.md",
        &["chp_1", "art_2"],
    );
    check(
        "# 법\n\n## 제1편 총칙\n\n### 제1장 목적\n\n#### 제1절 일반\n\n##### 제1조 (목적)\n\n**①** 정한다.\n\n  1\\. 하나\n\n    가\\. 둘\n",
        "ko.md",
        &["art_1__para_1__point_1__item_가"],
    );
    check(
        "LABELS ACT\r\n\r\n1\tShort title\r\n\r\nThis is the Labels Act.\r\n\r\n2\tDuties\r\n\r\n(1)\tA maker must mark.\r\n\r\nPage 3 of 4\r\n",
        "act.txt",
        &[],
    );
    check("ΚΑΝΟΝΙΣΜΟΣ\n\nΆρθρο 1\n\nΙσχύει.\n", "el.txt", &[]);
    check("РЕГЛАМЕНТ\n\nЧлен 1\n\nПрилага се.\n", "bg.txt", &[]);
}

#[test]
fn other_encodings_are_read_and_unknown_ones_refused() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><akomaNtoso><act><body><article><num>1</num><content><p>Été 마루</p></content></article></body></act></akomaNtoso>";
    let little: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> =
        [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [little, big, bare] {
        assert_eq!(ids(&bytes, "a.xml"), ["art_1"]);
    }
    let western = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><akomaNtoso><act><body><article><num>1</num><content><p>\xc9t\xe9 \x96 fin</p></content></article></body></act></akomaNtoso>";
    let document = import(western, "a.xml").unwrap();
    assert_eq!(document.unit(&UnitId::new("art_1")).unwrap().text, "Été – fin");
    let korean = b"<html><meta charset=euc-kr><body>\xb8\xb6\xb7\xe7</body></html>";
    assert_eq!(import(korean, "a.html").unwrap().plain_text(), "마루");
    // What a file says of itself may be untrue, or a name that nobody knows.
    for (name, bytes) in [("euc-kr", &b"\xff\xff"[..]), ("klingon", b"\xb8")] {
        let page = [format!("<html><meta charset={name}><body>").as_bytes(), bytes].concat();
        assert!(import(&page, "a.html").unwrap_err().to_string().contains(name));
    }
    assert!(import_as(b"\xff\xfe<", Format::Akn).is_err());
}

#[test]
fn old_encodings_are_found_out_and_told() {
    let check = |bytes: &[u8], encoding: &str, words: &str| {
        let imported = maru_text::import_with_doubts(bytes, Format::Plain).unwrap();
        assert!(imported.document.plain_text().contains(words), "{}", imported.document.plain_text());
        assert_eq!(imported.doubts, [maru_text::Doubt::Encoding(encoding.to_owned())]);
    };
    let korean = encoding_rs::EUC_KR
        .encode("제1조(목적) 이 법은 인공지능의 건전한 발전과 신뢰 기반 조성을 목적으로 한다.")
        .0
        .into_owned();
    check(&korean, "EUC-KR", "인공지능의 건전한");
    let chinese = encoding_rs::GB18030
        .encode("第一条 为了保护个人信息权益，规范个人信息处理活动，制定本法。")
        .0
        .into_owned();
    check(&chinese, "GBK", "保护个人信息");
    let russian = encoding_rs::WINDOWS_1251
        .encode("Статья 1. Основные понятия\nВ настоящем Законе используются следующие основные понятия.")
        .0
        .into_owned();
    check(&russian, "windows-1251", "Основные понятия");
}

#[test]
fn kinds_that_are_not_read_say_what_to_do() {
    let check = |bytes: &[u8], name: &str, advice: &str| {
        let error = import(bytes, name).unwrap_err().to_string();
        assert!(error.contains(advice), "{error}");
    };
    check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "a.doc", "save it as .docx");
    check(b"{\\rtf1\\ansi text}", "a.rtf", "save it as .docx");
    let sheet = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")];
    check(&container(&sheet), "a.ods", "no text");
}

/// An OpenDocument text from its body; `styles` are those of its lists.
fn open_document(styles: &str, body: &str) -> Vec<u8> {
    let names = ["office", "text", "table", "style", "draw"]
        .map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .concat();
    let svg = "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\"";
    let content = format!(
        "<office:document-content{names} {svg}><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
         <office:text>{body}</office:text></office:body></office:document-content>"
    );
    container(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content)])
}

#[test]
fn open_documents_are_read_with_their_numbers_tables_and_notes() {
    let styles = "<style:style style:name=\"P9\" style:parent-style-name=\"Title\"/>\
        <text:list-style style:name=\"L1\">\
        <text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/>\
        <text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-prefix=\"(\" style:num-suffix=\")\"/>\
        </text:list-style>";
    let body = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\
        <text:p text:style-name=\"P9\">Lamps Act</text:p><text:h text:outline-level=\"1\">Article 1<text:tab/>Scope</text:h>\
        <text:list text:style-name=\"L1\"><text:list-item><text:p>Lamps<text:s/>burn oil<text:note text:id=\"n\"><text:note-citation>1</text:note-citation>\
        <text:note-body><text:p>Whale oil.</text:p></text:note-body></text:note> at night:</text:p>\
        <text:list><text:list-item><text:p>large lamps;</text:p></text:list-item><text:list-item><text:p>small <text:span>lamps</text:span>.</text:p></text:list-item></text:list>\
        </text:list-item></text:list>\
        <text:list text:style-name=\"L1\" text:continue-numbering=\"true\"><text:list-item><text:p>Keepers tend them.</text:p></text:list-item></text:list>\
        <text:h text:outline-level=\"1\">Article 2 Fees</text:h>\
        <text:list text:style-name=\"L1\"><text:list-item><text:p>A fee is due.</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell table:number-rows-spanned=\"2\"><text:p>lamp</text:p></table:table-cell>\
        <table:table-cell><text:p>10</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:covered-table-cell/><table:table-cell><text:p>20</text:p></table:table-cell></table:table-row></table:table>\
        <text:p><draw:frame><draw:image/><svg:title>a drawing</svg:title></draw:frame>The <text:title>end</text:title>.</text:p>";
    let bytes = open_document(styles, body);
    assert_eq!(maru_text::detect(&bytes, "x"), Format::Odt);
    let imported = maru_text::import_with_doubts(&bytes, Format::Odt).unwrap();
    let document = &imported.document;
    let line = |id: &str| {
        let unit = document.unit(&UnitId::new(id)).map(|unit| (unit.number.clone(), unit.text.clone()));
        unit.map_or("-".to_owned(), |(number, text)| format!("{} {text}", number.unwrap_or_default()))
    };
    assert_eq!(line("art_1__para_1"), "1. Lamps burn oil at night:");
    assert_eq!(line("art_1__para_1__point_b"), "(b) small lamps.");
    assert_eq!(line("art_1__para_2"), "2. Keepers tend them.");
    assert_eq!(line("art_2__para_1"), "1. A fee is due.", "{document:#?}");
    let noted = document.unit(&UnitId::new("art_1__para_1")).unwrap();
    assert_eq!((noted.notes[0].at, noted.notes[0].text.as_str()), ("Lamps burn oil".len(), "Whale oil."));
    let table = document.walk().find(|unit| unit.kind == maru_text::UnitKind::Table).unwrap();
    assert!(table.full_text().contains("lamp") && !table.spans.is_empty(), "{table:?}");
    assert!(document.plain_text().contains("The end.") && !document.plain_text().contains("gone"));
    assert_eq!(lossless(&source_text(&bytes, Format::Odt).unwrap(), document), Ok(()));
    let doubts: Vec<String> = imported.doubts.iter().map(ToString::to_string).collect();
    assert_eq!(doubts, ["not read: pictures (1)"]);
}

#[test]
fn raised_and_lowered_signs_of_open_documents_keep_their_place() {
    let styles = "<style:style style:name=\"T1\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
        <style:style style:name=\"T2\"><style:text-properties style:text-position=\"-33% 58%\"/></style:style>\
        <style:style style:name=\"T3\" style:parent-style-name=\"T1\"/>";
    let body = "<text:p>Models above 10<text:span text:style-name=\"T1\">25</text:span> FLOP emit CO<text:span text:style-name=\"T2\">2</text:span> on the 1<text:span text:style-name=\"T3\">st</text:span> day, m<text:span text:style-name=\"T3\">3</text:span>.</text:p>";
    let bytes = open_document(styles, body);
    let document = import(&bytes, "a.odt").unwrap();
    assert_eq!(document.plain_text().trim(), "Models above 10²⁵ FLOP emit CO₂ on the 1st day, m³.");
    assert_eq!(lossless(&source_text(&bytes, Format::Odt).unwrap(), &document), Ok(()));
}

#[test]
fn broken_open_documents_are_refused() {
    for body in ["<text:p>", "<text:list></text:p>"] {
        assert!(import(&open_document("", body), "a.odt").is_err(), "{body}");
    }
    let empty =
        container(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]);
    assert!(import(&empty, "a.odt").is_err());
    let none = container(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    assert!(import(&none, "a.odt").unwrap_err().to_string().contains("content.xml"));
}

/// A container as Word writes it, from the bodies of its files; stored, not compressed.
fn word_file(body: &str, notes: &str) -> Vec<u8> {
    container(&[("word/document.xml", body), ("word/footnotes.xml", notes)])
}

fn container(members: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in members {
        let offset = bytes.len() as u32;
        let mut header = vec![20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0];
        header.extend(0_u32.to_le_bytes());
        header.extend((content.len() as u32).to_le_bytes());
        header.extend((content.len() as u32).to_le_bytes());
        header.extend((name.len() as u16).to_le_bytes());
        header.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&header);
        bytes.extend(name.as_bytes());
        bytes.extend(content.as_bytes());
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&header);
        directory.extend([0_u8; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([members.len() as u8, 0, members.len() as u8, 0]);
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn notes_in_notes_and_notes_without_end_are_bounded() {
    let head = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Article 1</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>";
    let mark = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    let body = |marks: usize| {
        format!(
            "<w:document xmlns:w=\"w\"><w:body>{head}<w:p><w:r><w:t>It ends</w:t></w:r>{}</w:p></w:body></w:document>",
            mark.repeat(marks)
        )
    };
    let notes = |words: &str| {
        format!(
            "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"1\"><w:p><w:r><w:t>{words}</w:t></w:r>{mark}</w:p></w:footnote></w:footnotes>"
        )
    };
    let bytes = word_file(&body(1), &notes("See there"));
    let document = import(&bytes, "a.docx").unwrap();
    assert_eq!(lossless(&source_text(&bytes, Format::Docx).unwrap(), &document), Ok(()));
    assert_eq!(document.walk().next().unwrap().own_text(), "Article 1 See there It ends See there ");
    let endless = import(&word_file(&body(70_000), &notes(&"word ".repeat(200))), "a.docx");
    assert!(endless.unwrap_err().to_string().contains("notes"));
    let nowhere = word_file(&body(1), "<w:footnotes xmlns:w=\"w\"/>");
    let document = import(&nowhere, "a.docx").unwrap();
    assert_eq!(lossless(&source_text(&nowhere, Format::Docx).unwrap(), &document), Ok(()));
}

#[test]
fn word_files_with_notes_boxes_and_tracked_changes() {
    let body = "<w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Article 1</w:t></w:r></w:p>\
        <w:p><w:r><w:t>It covers</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t xml:space=\"preserve\"> makers</w:t></w:r><w:ins><w:r><w:t xml:space=\"preserve\"> and sellers</w:t></w:r></w:ins><w:del><w:r><w:delText> only</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>\
        <w:p><w:moveFrom><w:r><w:t>Moved away.</w:t></w:r></w:moveFrom><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box &amp; so on.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:t>In a box.</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>";
    let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>rule</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>Since 2030.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let bytes = word_file(body, notes);
    let document = import(&bytes, "a.docx").unwrap();
    assert_eq!(lossless(&source_text(&bytes, Format::Docx).unwrap(), &document), Ok(()));
    let article = document.unit(&UnitId::new("art_1")).unwrap();
    assert_eq!(
        article.notes.first().map(|note| (note.at, note.text.as_str())),
        Some((9, "Since 2030.")),
        "{article:#?}"
    );
    let words = document.plain_text();
    assert!(words.contains("makers and sellers.") && words.contains("In a box & so on."), "{words}");
    assert!(!words.contains("Moved away") && !words.contains("only"), "{words}");
}

/// A file as an office writes it: automatic numbers, signs, margins, a merged cell.
fn office_file() -> Vec<u8> {
    const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let level = |at: usize, format: &str, text: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>",
        level(0, "decimal", "Article %1"),
        level(1, "decimal", "%2."),
        level(2, "lowerLetter", "(%3)")
    );
    let styles = format!(
        "<w:styles {W}><w:style w:styleId=\"H\"><w:name w:val=\"heading 1\"/></w:style><w:style w:styleId=\"Artikel\"><w:name w:val=\"Artikel\"/><w:basedOn w:val=\"H\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>"
    );
    let listed = |level: usize, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let heading = |text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Artikel\"/></w:pPr><w:r><w:t>{text}</w:t><w:br/><w:t>and more</w:t></w:r></w:p>"
        )
    };
    let cell = |merge: &str, text: &str| {
        format!("<w:tc><w:tcPr>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let body = format!(
        "<w:document {W} xmlns:pic=\"pic\"><w:body>{}{}{}{}{}{}<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t xml:space=\"preserve\"> checked </w:t><w:sym w:font=\"Webdings\" w:char=\"F021\"/></w:r><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p><w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl></w:body></w:document>",
        heading("Scope"),
        listed(1, "One:"),
        listed(2, "first;"),
        listed(2, "second."),
        listed(1, "Two."),
        heading("Duties"),
        cell("<w:vMerge w:val=\"restart\"/>", "high"),
        cell("", "b"),
        cell("<w:vMerge/>", ""),
        cell("", "c")
    );
    let header = format!("<w:hdr {W}><w:p><w:r><w:t>Draft 3</w:t></w:r></w:p></w:hdr>");
    let footer = format!("<w:ftr {W}><w:p><w:r><w:t>7</w:t></w:r></w:p></w:ftr>");
    container(&[
        ("word/document.xml", &body),
        ("word/styles.xml", &styles),
        ("word/numbering.xml", &numbering),
        ("word/header1.xml", &header),
        ("word/header2.xml", &header),
        ("word/footer1.xml", &footer),
    ])
}

#[test]
fn word_numbers_signs_margins_and_merged_cells_are_read() {
    let bytes = office_file();
    let imported = maru_text::import_with_doubts(&bytes, Format::Docx).unwrap();
    let document = imported.document;
    assert_eq!(lossless(&source_text(&bytes, Format::Docx).unwrap(), &document), Ok(()));
    let ids: Vec<&str> = document.walk().map(|unit| unit.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "art_1",
            "art_1__para_1",
            "art_1__para_1__point_a",
            "art_1__para_1__point_b",
            "art_1__para_2",
            "art_2",
            "art_2__tbl_1",
            "other_1"
        ]
    );
    let unit = |id: &str| document.unit(&UnitId::new(id)).unwrap();
    assert_eq!(unit("art_1").heading.as_deref(), Some("Scope and more"));
    assert_eq!(unit("art_2").text, "☑ checked \u{fffd}");
    assert_eq!((unit("art_2__tbl_1").text.as_str(), unit("art_2__tbl_1").spans.len()), ("high\tb\n\tc", 1));
    assert_eq!(unit("other_1").text, "Draft 3");
    let doubts: Vec<String> = imported.doubts.iter().map(ToString::to_string).collect();
    assert_eq!(doubts, ["not read: pictures (1)", "not read: signs of a picture font (1)"]);
}

#[test]
fn pages_are_cut_as_browsers_cut_them() {
    let page = "<HTML><HEAD><LINK hreflang=\"lang=\"><TITLE>x</TITLE><BODY><H2 CLASS='a'>Art&iacute;culo 1<BR>&Aacute;mbito</H2><P>Se aplica a lo que dispone la ley y los que la cumplen.<P>No se aplica.<UL><LI>a) uno;<LI>b) dos.</UL><TABLE><TR><TD ROWSPAN=2>alto y ancho<TD>b<TR><TD>c</TABLE></BODY>";
    let document = import(page.as_bytes(), "a.html").unwrap();
    assert_eq!(lossless(&source_text(page.as_bytes(), Format::Html).unwrap(), &document), Ok(()));
    let article = document.unit(&UnitId::new("art_1")).unwrap();
    assert_eq!((article.number.as_deref(), article.heading.as_deref()), (Some("Artículo 1"), Some("Ámbito")));
    assert_eq!(document.language.0, "es");
    let table = document.walk().find(|unit| unit.kind == UnitKind::Table).unwrap();
    assert_eq!((table.text.as_str(), table.spans.len()), ("alto y ancho\tb\n\tc", 1));
}

#[test]
fn the_check_of_words_can_fail() {
    let xml = "<akomaNtoso><act><body><article><num>1</num><content><p>One two.</p></content></article></body></act></akomaNtoso>";
    let mut document = import(xml.as_bytes(), "a.xml").unwrap();
    document.units[0].text = "One.".to_owned();
    let loss = lossless(&source_text(xml.as_bytes(), Format::Akn).unwrap(), &document).unwrap_err();
    assert_eq!(loss.after, 4);
}

fn tree() -> impl Strategy<Value = Vec<Unit>> {
    let words = "[A-Z][a-z가-힣]{0,6}( [a-z法条]{1,5}){0,3}";
    let leaf = (1_u32..9, words).prop_map(|(_, text)| Unit { text, ..Unit::new(UnitKind::Point) });
    let point = prop::collection::vec(leaf, 0..3);
    let paragraph = (words, point).prop_map(|(text, children)| {
        let children = children.into_iter().enumerate().map(|(n, mut unit)| {
            unit.number = Some(format!("({})", char::from(b'a' + n as u8)));
            unit
        });
        Unit { text, children: children.collect(), ..Unit::new(UnitKind::Paragraph) }
    });
    let article = (words, prop::collection::vec(paragraph, 1..4)).prop_map(|(heading, children)| {
        let children = children.into_iter().enumerate().map(|(n, mut unit)| {
            unit.number = Some(format!("{}.", n + 1));
            unit
        });
        Unit { heading: Some(heading), children: children.collect(), ..Unit::new(UnitKind::Article) }
    });
    prop::collection::vec(article, 1..4).prop_map(|mut articles| {
        for (n, article) in articles.iter_mut().enumerate() {
            article.number = Some(format!("Article {}", n + 1));
        }
        articles
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_the_same_units(units in tree()) {
        let mut document = Document::new("Title", "en");
        document.units = units;
        maru_text::assign_ids(&mut document);
        let akn = import(to_akn(&document).as_bytes(), "a.xml").unwrap();
        prop_assert_eq!(&akn.units, &document.units);
        let markdown = maru_text::parse_markdown(&maru_text::to_markdown(&document));
        prop_assert_eq!(&markdown.units, &document.units);
        let word = import(&maru_text::to_docx(&document), "a.docx").unwrap();
        prop_assert_eq!(lossless(&document.plain_text(), &word), Ok(()));
        let page = import(maru_text::to_html(&document).as_bytes(), "a.html").unwrap();
        prop_assert_eq!(lossless(&document.plain_text(), &page), Ok(()));
    }
}

/// A Word file of these paragraphs and nothing else.
fn word_text(paragraphs: &str) -> Vec<u8> {
    let body = format!("<w:document xmlns:w=\"w\"><w:body>{paragraphs}</w:body></w:document>");
    word_file(&body, "<w:footnotes xmlns:w=\"w\"/>")
}

/// The words of a file in one line, and what its reader doubts.
fn read_with_doubts(bytes: &[u8], name: &str) -> (String, Vec<String>) {
    let format = maru_text::detect(bytes, name);
    let imported = maru_text::import_with_doubts(bytes, format).unwrap();
    assert_eq!(lossless(&source_text(bytes, format).unwrap(), &imported.document), Ok(()), "{name}");
    let units: Vec<String> = imported.document.units.iter().map(Unit::full_text).collect();
    let words = units.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    (words, imported.doubts.iter().map(ToString::to_string).collect())
}

#[test]
fn raised_and_lowered_signs_stay_what_they_are() {
    let page = |body: &str| format!("<!DOCTYPE html><html><body><p>Article 1</p><p>{body}</p></body></html>");
    let check = |file: &str, name: &str, words: &str, doubts: usize| {
        let (found, doubted) = read_with_doubts(file.as_bytes(), name);
        assert!(found.contains(words), "{name}: {found}");
        assert_eq!(doubted.len(), doubts, "{doubted:?}");
    };
    check(
        &page("More than 10<sup>25</sup> and 10<sup>-6</sup> of CO<sub>2</sub>."),
        "a.html",
        "10²⁵ and 10⁻⁶ of CO₂.",
        0,
    );
    check(&page("More than 10<span class=\"oj-super\">25</span>."), "a.html", "10²⁵.", 0);
    check(&page("The 1<sup>er</sup> and the 13<sup>th</sup>."), "a.html", "1er and the 13th.", 0);
    check(
        &page(
            "A note <a href=\"#1\">(<span class=\"oj-super oj-note-tag\">1</span>)</a>, another <a>(<span class=\"oj-super\">2</span>)</a>.",
        ),
        "a.html",
        "(1), another (2).",
        0,
    );
    check(&page("x<sup>2Q</sup>."), "a.html", "x2Q.", 1);
    check(
        &page(
            "By <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of votes, <math><msup><mn>10</mn><mn>25</mn></msup></math>.",
        ),
        "a.html",
        "By 1⁄2 of votes, 10²⁵.",
        1,
    );
    let akn = "<akomaNtoso><act><body><article><num>Article 1</num><paragraph><content><p>More than 10<sup>25</sup>.</p></content></paragraph></article></body></act></akomaNtoso>";
    check(akn, "a.xml", "10²⁵.", 0);
    let formex = "<ACT><ENACTING.TERMS><ARTICLE><TI.ART>Article 1</TI.ART><ALINEA>More than 10<HT TYPE=\"SUP\">25</HT>.</ALINEA></ARTICLE></ENACTING.TERMS></ACT>";
    check(formex, "a.xml", "10²⁵.", 0);
    let body = "<w:p><w:r><w:t>More than 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>25</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>";
    let (words, _) = read_with_doubts(&word_text(body), "a.docx");
    assert!(words.contains("10²⁵."), "{words}");
}

#[test]
fn struck_words_are_no_law_and_are_told() {
    let page = "<!DOCTYPE html><html><body><p>Article 1</p><p>Makers <del>need not</del><ins>must</ins> test <s>old</s> toys.</p></body></html>";
    let (words, doubts) = read_with_doubts(page.as_bytes(), "a.html");
    assert!(words.ends_with("Makers must test toys."), "{words}");
    assert!(doubts.iter().any(|doubt| doubt.contains("struck") && doubt.ends_with("(2)")), "{doubts:?}");
    assert_eq!(maru_text::tracked_changes(page.as_bytes(), Format::Html), 3);
    let rejected = maru_text::import_settled(page.as_bytes(), Format::Html, maru_text::Tracked::Rejected);
    assert!(rejected.is_err(), "which words stood before is not asked of a page");
    let akn = "<akomaNtoso><act><body><article><num>Article 1</num><paragraph><content><p>Makers <del>need not</del><ins>must</ins> test.</p></content></paragraph></article></body></act></akomaNtoso>";
    let (words, doubts) = read_with_doubts(akn.as_bytes(), "a.xml");
    assert!(words.ends_with("Makers must test."), "{words}");
    assert_eq!(doubts.len(), 2, "{doubts:?}");
    let (words, doubts) =
        read_with_doubts(b"# N\n\n## Article 1\n\nMakers ~~need not~~ must test.\n", "a.md");
    assert!(words.contains("~~need not~~") && doubts.len() == 1, "{words} {doubts:?}");
    let (_, doubts) = read_with_doubts(b"# N\n\n## Article 1\n\nOne.\n\n## Article 1\n\nTwo.\n", "a.md");
    assert_eq!(doubts, ["not read: numbers that an earlier unit bears already (1)"]);
}

#[test]
fn the_same_lines_make_the_same_tree_in_every_format() {
    const LINES: &[&str] = &[
        "CHAPTER I",
        "General rules",
        "Article 1",
        "Scope of the rules",
        "This Regulation lays down rules on kites. It applies to makers.",
        "Article 2",
        "Duties of makers",
        "1. Makers shall make kites safe.",
        "2. Makers shall ensure that kites:",
        "(a) are light;",
        "(b) are marked.",
        "This paragraph does not apply to small makers.",
        "Member States may provide otherwise.",
        "3. Sellers shall check kites.",
        "Article 3",
        "Entry into force",
        "This Regulation shall enter into force on the twentieth day.",
        "It shall apply from 1 January 2031.",
    ];
    let tree = |document: &Document| -> Vec<(String, String, String)> {
        let body = document.walk().filter(|unit| unit.kind != UnitKind::Preface);
        body.map(|unit| (unit.id.to_string(), unit.heading.clone().unwrap_or_default(), unit.text.clone()))
            .collect()
    };
    let head = |line: &str| line.starts_with("Article") || line.starts_with("CHAPTER");
    let lines = |one: &dyn Fn(&str) -> String| -> String { LINES.iter().map(|line| one(line)).collect() };
    let markdown = lines(&|line| format!("{}{line}\n\n", if head(line) { "## " } else { "" }));
    let page = lines(&|line| format!("<p>{line}</p>"));
    let headed =
        lines(&|line| if head(line) { format!("<h2>{line}</h2>") } else { format!("<p>{line}</p>") });
    let word = lines(&|line| format!("<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"));
    let title = "Regulation on kites";
    let plain = format!("{title}\n\n{}", lines(&|line| format!("{line}\n\n")));
    let expected = tree(&import(plain.as_bytes(), "a.txt").unwrap());
    let found =
        |bytes: &[u8], name: &str| assert_eq!(tree(&import(bytes, name).unwrap()), expected, "{name}");
    assert!(
        expected.iter().any(|(id, heading, _)| id == "art_3" && heading == "Entry into force"),
        "{expected:?}"
    );
    assert!(expected.iter().any(|(id, ..)| id == "art_2__para_3"), "{expected:?}");
    found(format!("# {title}\n\n{markdown}").as_bytes(), "a.md");
    found(format!("<html><body><p>{title}</p>{page}</body></html>").as_bytes(), "a.html");
    found(format!("<html><body><h1>{title}</h1>{headed}</body></html>").as_bytes(), "headed.html");
    found(&word_text(&format!("<w:p><w:r><w:t>{title}</w:t></w:r></w:p>{word}")), "a.docx");
}

#[test]
fn what_somebody_types_in_word_with_its_number_stands_beside_the_one_it_follows() {
    let text = "# Norm\n\n## Article 1 Duties\n\n1. Makers ensure that kites:\n\n(a) are light;\n\n(b) are marked;\n\n(c) are strong.\n\n2. Sellers ask.\n\n## Article 2 Fines\n\n1. The fine is 100.\n";
    let bytes = maru_text::to_docx(&maru_text::parse_markdown(text));
    let body = maru_text::container::member(&bytes, "word/document.xml").unwrap();
    let body = String::from_utf8(body).unwrap();
    // Each paragraph behind the one with the words is typed in its style, or in none.
    let typed = |behind: &str, words: &str, same_style: bool| -> Document {
        let end = body.find(behind).unwrap() + body[body.find(behind).unwrap()..].find("</w:p>").unwrap() + 6;
        let start = body[..end].rfind("<w:p>").unwrap();
        let style = &body[start..end];
        let style = style.find("<w:pPr>").map_or("", |at| &style[at..style.find("</w:pPr>").unwrap() + 8]);
        let style = if same_style { style } else { "" };
        let new = format!("<w:p>{style}<w:r><w:t>{words}</w:t></w:r></w:p>");
        let body = format!("{}{new}{}", &body[..end], &body[end..]);
        let parts: Vec<(String, String)> = maru_text::container::names(&bytes)
            .into_iter()
            .map(|name| {
                let words = String::from_utf8(maru_text::container::member(&bytes, &name).unwrap()).unwrap();
                let words = if name == "word/document.xml" { body.clone() } else { words };
                (name, words)
            })
            .collect();
        let parts: Vec<(&str, &str)> =
            parts.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
        import(&maru_text::container::write(&parts), "a.docx").unwrap()
    };
    for same_style in [true, false] {
        let check = |behind: &str, words: &str, id: &str| {
            let document = typed(behind, words, same_style);
            assert!(
                document.unit(&UnitId::new(id)).is_some(),
                "{words} {same_style}: {:?}",
                document.walk().map(|unit| unit.id.to_string()).collect::<Vec<_>>()
            );
        };
        check("are marked", "(ba) are flat;", "art_1__para_1__point_ba");
        check("are strong", "(d) are new.", "art_1__para_1__point_d");
        check("are strong", "1a. Makers keep records.", "art_1__para_1a");
        check("Sellers ask", "3. Buyers look.", "art_1__para_3");
        check("The fine is", "Article 3 Appeals", "art_3");
    }
}

#[test]
fn numbers_that_a_page_makes_are_read_as_numbers() {
    let html = "<html><body><h1>Toy Act</h1><h2>Article 1 Duties</h2><p>A maker shall:</p><ol type=\"a\"><li>mark;</li><li><p>test, namely:</p><ol type=\"i\"><li>drop;</li><li value=\"4\">burn;</li></ol></li></ol>\
        <h2>Article 2 More</h2><ol start=\"3\"><li>Three.</li><li>Four.</li></ol><h2>Article 3 Written</h2><ol><li>(1) first</li><li>(2) second</li></ol></body></html>";
    let document = import_as(html.as_bytes(), Format::Html).unwrap();
    let source = source_text(html.as_bytes(), Format::Html).unwrap();
    assert_eq!(lossless(&source, &document), Ok(()));
    let shown: Vec<String> = document
        .walk()
        .filter_map(|unit| Some(format!("{} {}", unit.number.as_deref()?, unit.text).trim().to_owned()))
        .collect();
    assert_eq!(
        shown,
        [
            "Article 1 A maker shall:",
            "a. mark;",
            "b. test, namely:",
            "i. drop;",
            "iv. burn;",
            "Article 2",
            "3. Three.",
            "4. Four.",
            "Article 3",
            "(1) first",
            "(2) second",
        ]
    );
}

#[test]
fn readings_above_letters_are_left_out_and_told() {
    let html = "<html lang=\"ja\"><body><p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>を<ruby>読<rt>よ</ruby>む。</p></body></html>";
    let document = import_as(html.as_bytes(), Format::Html).unwrap();
    let source = source_text(html.as_bytes(), Format::Html).unwrap();
    assert_eq!(lossless(&source, &document), Ok(()));
    assert_eq!(document.plain_text().trim(), "漢字を読む。");
}
