//! What many traditions of drafting call their units, each in a text of a few lines.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its input has failed")]

use maru_text::{Document, Format, import_as, lossless, source_text};

fn read(text: &str) -> Document {
    let document = import_as(text.as_bytes(), Format::Plain).unwrap();
    let source = source_text(text.as_bytes(), Format::Plain).unwrap();
    assert_eq!(lossless(&source, &document), Ok(()));
    document
}

/// The ids of a text in their order, those of the title page left out.
fn check(text: &str, expected: &str) {
    let document = read(text);
    let ids: Vec<&str> = document.walk().map(|unit| unit.id.as_str()).filter(|id| *id != "preface").collect();
    assert_eq!(ids, expected.split_whitespace().collect::<Vec<_>>(), "{text}");
}

#[test]
fn brazil() {
    check(
        "LEI DE TESTE\nCAPÍTULO I\nDISPOSIÇÕES PRELIMINARES\nArt. 1º Esta Lei dispõe sobre dados.\nParágrafo único. Aplica-se a todos.\nArt. 2º São fundamentos:\nI - o respeito;\nII - a liberdade:\na) de imprensa;\nb) de opinião.\n§ 1º O disposto aplica-se:\nI - a todos.\n§ 2º Não se aplica.\nArt. 10. Fim.\n",
        "chp_I art_1 art_1__para_1 art_2 art_2__point_I art_2__point_II art_2__point_II__item_a art_2__point_II__item_b \
         art_2__para_1 art_2__para_1__point_I art_2__para_2 art_10",
    );
}

#[test]
fn france() {
    check(
        "Code de test\nLivre Ier : Objet\nTitre Ier : Principes\nChapitre Ier : Champ\nArticle L1\nLe professionnel communique :\n1° Le nom ;\n2° Le prix.\nArticle L. 111-2\nIl répond.\nSection 2 : Divers\nSous-section 1 : Autres\nArticle R*112-3\nI.-Le prix est affiché.\nII.-Il est exact.\nArticle 3 ter\nTexte.\n",
        "book_I book_I__title_I book_I__title_I__chp_I art_L1 art_L1__point_1 art_L1__point_2 art_L111-2 \
         book_I__title_I__chp_I__sec_2 book_I__title_I__chp_I__sec_2__dvs_1 art_R112-3 art_R112-3__point_I art_R112-3__point_II art_3-ter",
    );
}

#[test]
fn spain() {
    let text = "Ley de prueba\nTÍTULO I\nDisposiciones generales\nArtículo 1. Objeto de la ley.\nLa ley tiene por objeto:\na) Adaptar;\nb) Garantizar.\nArtículo 2. Ámbito.\n1. Se aplica.\n2. No se aplica.\nDisposición adicional primera. Medidas.\nUno. Las medidas.\nDos. Otras.\nDisposición transitoria única. Régimen.\nSe aplica.\nDisposición final vigésima segunda. Entrada en vigor.\nHoy.\n";
    check(
        text,
        "title_I art_1 art_1__point_a art_1__point_b art_2 art_2__para_1 art_2__para_2 suppl_adicional-1 \
         suppl_adicional-1__para_Uno suppl_adicional-1__para_Dos suppl_transitoria-1 suppl_transitoria-1__para_1 \
         suppl_final-22 suppl_final-22__para_1",
    );
    let document = read(text);
    assert_eq!(document.unit(&"art_1".into()).unwrap().heading.as_deref(), Some("Objeto de la ley."));
}

#[test]
fn arabic() {
    check(
        "قانون الاختبار\nالباب الأول\nأحكام عامة\nالمادة 1\nيعمل بأحكام هذا القانون.\nالمادة (2)\nتسري الأحكام على:\n1- كل شخص طبيعي.\n2- كل شخص اعتباري:\nأ- مسجل.\nب- غير مسجل.\nالمادة الثالثة\nيعاقب.\nمادة ٤\nينشر.\nالمادة الثالثة عشرة\nتنفذ المادة 5 من القانون.\n",
        "title_1 art_1 art_2 art_2__point_1 art_2__point_2 art_2__point_2__item_أ art_2__point_2__item_ب art_3 art_4 art_13",
    );
    // A line that wraps before the name of another article opens none.
    check("قانون\nالمادة 1\nيعمل بأحكام\nالمادة 5 من القانون الآخر.\n", "art_1");
}

#[test]
fn japan() {
    let text = "試験に関する法律\n第一章　総則\n（目的）\n第一条　この法律は、推進を目的とする。\n２　前項の規定による。\n一　研究\n二　開発\nイ　甲\nロ　乙\n第三条の二　努めるものとする。\n附　則\n第一条　公布の日から施行する。\n別表第一（第三条関係）\n";
    check(
        text,
        "chp_1 art_1 art_1__para_2 art_1__para_2__point_1 art_1__para_2__point_2 art_1__para_2__point_2__item_イ \
         art_1__para_2__point_2__item_ロ art_3-2 suppl_附則 suppl_附則__art_1 anx_別表第一",
    );
    assert_eq!(read(text).unit(&"art_1".into()).unwrap().heading.as_deref(), Some("（目的）"));
}

#[test]
fn cyrillic_and_number_first() {
    check(
        "ЗАКОН\nРаздел I. ОБЩАЯ ЧАСТЬ\nГлава 1. ОБЩИЕ ПОЛОЖЕНИЯ\nСтатья 1. Основные понятия\nИспользуются понятия:\n1) модель:\nа) продукт;\nб) услуга.\nСтатья 2. Цель\n1. Регулирование.\n",
        "title_I title_I__chp_1 art_1 art_1__point_1 art_1__point_1__item_а art_1__point_1__item_б art_2 art_2__para_1",
    );
    check(
        "Bundesgesetz\n1. Kapitel: Zweck\nArt. 2 Geltungsbereich\n1 Dieses Gesetz gilt für:\na. Personen;\nabis. Organe.\n2 Es gilt nicht für\n3 Personen.\nArt. 2bis Neu\n1bis Ein Absatz.\n",
        "chp_1 art_2 art_2__para_1 art_2__para_1__point_a art_2__para_1__point_abis art_2__para_2 art_2bis art_2bis__para_1bis",
    );
}

#[test]
fn resolutions_and_numbered_reports() {
    check(
        "Resolution on safe systems\nThe General Assembly,\nRecalling its resolution 70/1,\nRecognizing that systems\nmatter,\n1. Resolves to act;\n2. Encourages Member States:\n(a) to act;\n(b) to rest;\n3. Decides to remain seized.\n",
        "preamble rec_1 rec_2 para_1 para_2 para_2__point_a para_2__point_b para_3",
    );
    check(
        "Resolution on safe systems\nThe General Assembly,\n1. Resolves to act;\n2. Encourages States:\n(a) to act;\n2 bis. Invites others;\n2 ter. Thanks them;\n3. Decides to remain seized.\n",
        "preamble para_1 para_2 para_2__point_a para_2-bis para_2-ter para_3",
    );
    check(
        "A Test Protocol\n\n1.  Introduction\n\n   The words are kept.\n\n1.1.  Terms\n\n   A term is a word.\n\n2.  Operation\n\n   The server MUST:\n\n   o  act;\n\n   o  rest.\n\n2.1.  Errors\n\n   None.\n",
        "para_1 para_1__point_1-1 para_2 para_2__indent_o para_2__indent_o~2 para_2__point_2-1",
    );
    check("An Act\n\n1.(1) The court may act.\n(2) It may rest.\n", "para_1 para_1__point_1 para_1__point_2");
}

#[test]
fn arabic_articles_that_were_inserted_later_bear_a_number_of_their_own() {
    let text =
        "قانون\nالمادة الثالثة\nيعاقب.\nالمادة الثالثة مكرراً\nالبائع يفحص العلامة.\nالمادة 5 مكرر\nينشر.\n";
    check(text, "art_3 art_3-مكرراً art_5-مكرر");
    assert_eq!(read(text).unit(&"art_5-مكرر".into()).unwrap().text, "ينشر.");
}

#[test]
fn chinese_items_with_wide_stops() {
    check(
        "玩具法\n第一条　玩具应当安全。\n第二条　制造者应当：\n（一）标识；\n（二）检验：\n1．火；\n2．水。\n第三条　本法施行。\n",
        "art_1 art_2 art_2__point_1 art_2__point_2 art_2__point_2__item_1 art_2__point_2__item_2 art_3",
    );
}

#[test]
fn schedules_of_the_united_kingdom() {
    // A heading above a number is no line that breaks off, and the section that a schedule belongs to is no section of it.
    let text = "Toy Safety Act 1998\n1 Duty of makers\n(1) A maker must make toys safe.\n2 Penalties\nA person who fails is liable.\n\nSCHEDULE 1\nSection 2\nForms\n\nPart 1\nRecords\n\n\
        1 The form of a record is as follows.\n2 A record has a date.\n3 (1) A record is kept.\n(2) It is dry.\n4 Paragraph 3 does not apply to—\n(a) schools;\n(b) fairs.\n\nInspectors\n5 An inspector may enter.\n5A The inspector must knock.\n";
    check(
        text,
        "sec_1 sec_1__para_1 sec_2 sched_1 sched_1__part_1 sched_1__sec_1 sched_1__sec_2 sched_1__sec_3 sched_1__sec_3__para_1 sched_1__sec_3__para_2 \
         sched_1__sec_4 sched_1__sec_4__point_a sched_1__sec_4__point_b sched_1__sec_5 sched_1__sec_5A",
    );
    let document = read(text);
    assert_eq!(document.unit(&"sched_1".into()).unwrap().heading.as_deref(), Some("Section 2 Forms"));
    assert_eq!(document.unit(&"sched_1__sec_5".into()).unwrap().heading.as_deref(), Some("Inspectors"));
}

#[test]
fn statutory_instruments_of_the_united_kingdom() {
    let text = "The Toy Regulations 2031\n\nCitation and commencement\n\n1.—(1) These Regulations may be cited as the Toy Regulations 2031.\n\n(2) They come into force on 1st June 2031.\n\n\
        Duties\n\n2. A maker must—\n\n(a) mark toys; and\n\n(b) test them.\n\nPenalties\n\n3.—(1) A maker who fails is liable.\n\n(2) The court may order more.\n\n3A. A seller is liable.\n\n\
        SCHEDULE 1\n\nForms\n\n1.—(1) A form has a date.\n\n(2) It is signed.\n\n2. A form is kept.\n";
    check(
        text,
        "sec_1 sec_1__para_1 sec_1__para_2 sec_2 sec_2__point_a sec_2__point_b sec_3 sec_3__para_1 sec_3__para_2 sec_3A \
         sched_1 sched_1__point_1 sched_1__point_1__item_1 sched_1__point_1__item_2 sched_1__point_2",
    );
    let document = read(text);
    let first = document.unit(&"sec_1".into()).unwrap();
    assert_eq!(first.number.as_deref(), Some("1.—"));
    assert_eq!(first.heading.as_deref(), Some("Citation and commencement"));
}

#[test]
fn germany() {
    check(
        "Prüfgesetz\n\nAbschnitt 1 Allgemeines\n\n§ 1 Zweck\n\nDieses Gesetz regelt die Prüfung.\n\n§ 2 Begriffe\n\n(1) Anbieter ist, wer liefert.\n\n(2) Der Anbieter hat\n\n1. das System zu prüfen,\n\n2. die Behörde zu unterrichten.\n\nAbschnitt 2 Schluss\n\n§ 3 Inkrafttreten\n\nDieses Gesetz tritt in Kraft.\n\nAnlage 1 (zu § 1)\n\n1. Fahrzeuge\n",
        "chp_1 sec_1 sec_2 sec_2__para_1 sec_2__para_2 sec_2__para_2__point_1 sec_2__para_2__point_2 chp_2 sec_3 anx_1 anx_1__point_1",
    );
}

#[test]
fn japan_in_markdown_and_an_excerpt_of_closing_rules() {
    let text = "# 試験法\n\n## 第一章 総則\n\n（目的）\n\n第一条　この法律は、試験に関し必要な事項を定める。\n\n（義務）\n\n第二条　事業者は、次に掲げる事項を記録する。\n\n一　方法\n\n二　結果\n\n２　主務大臣は、記録の提出を求める。\n";
    let document = import_as(text.as_bytes(), Format::Markdown).unwrap();
    let ids: Vec<&str> = document.walk().map(|unit| unit.id.as_str()).filter(|id| *id != "preface").collect();
    assert_eq!(ids, ["chp_1", "art_1", "art_2", "art_2__point_1", "art_2__point_2", "art_2__para_2"]);
    assert_eq!(document.unit(&"art_2".into()).unwrap().heading.as_deref(), Some("（義務）"));
    check(
        "試験法\n第一条　この法律は、試験を定める。\n附　則　抄\n第一条　公布の日から施行する。\n",
        "art_1 suppl_附則 suppl_附則__art_1",
    );
}
