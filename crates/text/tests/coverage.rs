//! Every word of an amending act is accounted for, in each way of drafting; what went wrong without a word is told or done rightly.

use maru_text::{
    AmendingAct, Document, Reading, Role, UnitId, apply, import, parse_markdown, parse_plain,
    read_amending_act,
};

const TOYS: &str = "# Toy Safety Act 1998\n\n## Section 1 Duty of makers\n\n(1) A maker must make toys safe.\n\n(2) In this Part—\n\n“child” means a person under 14;\n\n“toy” means a thing for play.\n\n\
    ## Section 2 Penalties\n\n(1) A person guilty of an offence is liable to a fine not exceeding level 3.\n\n(2) The court may order more.\n";

const LABELS: &str = "# Label Act of 1998\n\n## SEC. 1. SHORT TITLE.\n\nThis Act may be cited as the “Label Act of 1998”.\n\n## SEC. 2. DUTIES.\n\n(a) IN GENERAL.—A maker shall set a label.\n\n(b) TERM.—The label stays for 1 year.\n\n(c) FINE.—The fine is ten.\n\n## SEC. 3. REPORTS.\n\nThe Secretary shall report.\n";

const BASES: &str = "# Directive 96/9/EC on databases\n\n## CHAPTER I General\n\n## Article 6 Exceptions\n\n1. It is free.\n\n2. It is free where:\n\n(a) it is private;\n\n(b) it is for teaching.\n\n## Article 9 More\n\n1. It ends.\n\n2. It ends where:\n\n(a) it is old;\n\n(b) it is public.\n";

fn read(amending: &Document, base: &Document) -> AmendingAct {
    let act = read_amending_act(amending, base);
    assert_eq!(act.is_whole(amending), Ok(()));
    act
}

/// The readings, and the amended text's words under an id.
fn amend(prose: &str, base: &str, id: &str) -> (Vec<String>, String) {
    let base = parse_markdown(base);
    let act = read(&parse_plain(prose, "en"), &base);
    outcome(&act, &base, id)
}

fn outcome(act: &AmendingAct, base: &Document, id: &str) -> (Vec<String>, String) {
    let amendments: Vec<_> = act.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
    let readings = act.instructions.iter().map(|one| match &one.reading {
        Reading::Understood => "ok".to_owned(),
        Reading::OtherAct(act) => format!("other: {act}"),
        Reading::NoPlace(why) | Reading::NotUnderstood(why) => why.clone(),
    });
    let next = apply(base, &amendments).document;
    let unit = next.unit(&UnitId::new(id));
    let words = |unit: &maru_text::Unit| unit.full_text().split_whitespace().collect::<Vec<_>>().join(" ");
    (readings.collect(), unit.map_or("-".to_owned(), words))
}

fn check(prose: &str, base: &str, id: &str, expected: &str) {
    let (readings, found) = amend(prose, base, id);
    let good = !readings.is_empty() && readings.iter().all(|reading| reading == "ok");
    assert!(good && found == expected, "{prose}\n  {readings:?}\n  {found}");
}

fn refused(prose: &str, base: &str, why: &str) {
    let (readings, _) = amend(prose, base, "-");
    let told = readings.iter().any(|reading| reading.contains(why));
    assert!(told, "{prose}\n  {readings:?}");
}

#[test]
fn a_heading_is_not_its_section() {
    check(
        "In the heading to section 1, at the end insert “and sellers”.",
        TOYS,
        "sec_1",
        "Section 1 Duty of makers and sellers (1) A maker must make toys safe. (2) In this Part— “child” means a person under 14; “toy” means a thing for play.",
    );
    refused("In the opening words, paragraph (b), omit “toy”.", TOYS, "part");
}

#[test]
fn a_definition_goes_to_its_place_or_nowhere() {
    check(
        "In section 1(2), at the appropriate place insert—\n“‘maker’ means a person who makes toys;”.",
        TOYS,
        "sec_1__para_2",
        "(2) In this Part— “child” means a person under 14; ‘maker’ means a person who makes toys; “toy” means a thing for play.",
    );
    refused(
        "In section 2, at the appropriate place insert—\n““maker” means a person;”.",
        TOYS,
        "no one list",
    );
    refused(
        "In section 1(2), at the appropriate place insert—\n““toy” means a doll;”.",
        TOYS,
        "defined already",
    );
}

#[test]
fn a_lead_in_may_be_an_instruction() {
    let prose = "(a) IN GENERAL.—Section 2 of the Label Act of 1998 (15 U.S.C. 78c(a)(8)) is amended by redesignating subsection (c) as subsection (d), and—\n(1) in subsection (a), by striking “a label” and inserting “two labels”; and\n(2) by inserting after subsection (b) the following:\n“(c) RECALL.—A maker shall recall.”.\n\n(b) TERM.--Section 2(b) of the Label Act of 1998 is amended--\n(1) by striking “1 year” and inserting “2 years”.";
    check(
        prose,
        LABELS,
        "sec_2",
        "SEC. 2. DUTIES. (a) IN GENERAL.—A maker shall set two labels. (b) TERM.—The label stays for 2 years. (c) RECALL.—A maker shall recall. (d) FINE.—The fine is ten.",
    );
}

#[test]
fn straight_marks_open_each_paragraph_anew() {
    check(
        "The Label Act of 1998 is amended by adding at the end the following:\n\"SEC. 4. RULES.\n\"(a) The Secretary shall make rules.\n\"(b) They bind.\".",
        LABELS,
        "sec_4",
        "SEC. 4. RULES. (a) The Secretary shall make rules. (b) They bind.",
    );
}

#[test]
fn what_stands_above_and_names_no_place_leads_nowhere() {
    let prose = "Section 2 of the Label Act of 1998, in its use at sea, is amended—\n(1) by striking “ten” and inserting “20”;\n(2) by striking “year” and inserting “month”.";
    refused(prose, LABELS, "is no part of a place");
}

#[test]
fn a_chapter_is_not_flattened() {
    let (readings, found) = amend(
        "Directive 96/9/EC is amended as follows:\n(1) Chapter I is replaced by the following: ‘CHAPTER I General 1. It is free. 2. It ends.’",
        BASES,
        "art_6",
    );
    assert!(readings.iter().any(|reading| reading.contains("with its articles")), "{readings:?}");
    assert!(found.starts_with("Article 6"), "{found}");
}

#[test]
fn a_quotation_that_does_not_close_ends_at_the_next_label() {
    let prose = "Directive 96/9/EC is amended as follows:\n(1) in Article 6(2), point (b) is replaced by the following:\n‘(b) it is for study;\n(2) in Article 9(2), point (b) is replaced by the following:\n‘(b) it is new.’;";
    let (readings, found) = amend(prose, BASES, "art_9__para_2__point_b");
    assert_eq!(readings, ["its quotation does not close", "ok"]);
    assert_eq!(found, "(b) it is new.");
}

#[test]
fn new_text_does_not_run_into_the_next_instruction() {
    let prose = "Directive 96/9/EC is amended as follows:\n(1) in Article 6(2), point (b) is replaced by the following:\n‘(b) it is for study; (2) in Article 9(2), point (b) is replaced by the following: ‘(b) it is new.’;";
    refused(prose, BASES, "");
    let (readings, found) = amend(prose, BASES, "art_6__para_2__point_b");
    assert!(readings.iter().all(|reading| reading != "ok"), "{readings:?}");
    assert_eq!(found, "(b) it is for teaching.");
    refused(
        "In Article 6(2), point (b) is replaced by the following: ‘(c) it is for study.’",
        BASES,
        "bears the number",
    );
}

const FORMEX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<ACT><TITLE><TI><P>DIRECTIVE (EU) 2031/790</P></TI></TITLE><ENACTING.TERMS>
<ARTICLE><TI.ART>Article 24</TI.ART><PARAG><NO.PARAG>1.</NO.PARAG><ALINEA><P>Directive 96/9/EC is amended as follows:</P>
<LIST TYPE="alpha"><ITEM><NP><NO.P>(a)</NO.P><TXT>in Article 6(2), point (b) is replaced by the following:</TXT><P><QUOT.S LEVEL="1"><LIST TYPE="alpha"><ITEM><NP><NO.P><QUOT.START CODE="2018" ID="QS1" REF.END="QE1"/>(b)</NO.P><TXT>it is as Directive (EU) 2031/790<NOTE NOTE.ID="E1"><P>OJ L 130, 17.5.2031, p. 92.<QUOT.END CODE="2019" ID="QE1" REF.START="QS1"/>;</P></NOTE> says;</TXT></NP></ITEM></LIST></QUOT.S></P></NP></ITEM>
<ITEM><NP><NO.P>(b)</NO.P><TXT>in Article 9(2), point (b) is replaced by the following:</TXT><P><QUOT.S LEVEL="1"><LIST TYPE="alpha"><ITEM><NP><NO.P><QUOT.START CODE="2018" ID="QS2" REF.END="QE2"/>(b)</NO.P><TXT>it is new.<QUOT.END CODE="2019" ID="QE2" REF.START="QS2"/></TXT></NP></ITEM></LIST></QUOT.S>;</P></NP></ITEM></LIST></ALINEA></PARAG></ARTICLE>
</ENACTING.TERMS></ACT>"#;

#[test]
fn the_quotations_of_the_format_count_and_not_its_marks() {
    let base = parse_markdown(BASES);
    let Ok(amending) = import(FORMEX.as_bytes(), "a.fmx.xml") else { panic!("the sample is not read") };
    let act = read(&amending, &base);
    let (readings, found) = outcome(&act, &base, "art_9__para_2__point_b");
    assert_eq!(readings, ["ok", "ok"]);
    assert_eq!(found, "(b) it is new.");
    let (_, found) = outcome(&act, &base, "art_6__para_2__point_b");
    assert_eq!(found, "(b) it is as Directive (EU) 2031/790 OJ L 130, 17.5.2031, p. 92. says;");
}

#[test]
fn an_act_that_amends_nothing_is_not_told_that_it_was_not_understood() {
    let prose = "Toy Act\n\nArticle 1\nA maker shall insert a label. The Commission may amend the list.\n\nArticle 2\nIf a label becomes loose, the maker shall replace it. The toy is withdrawn and the label is deleted from the register.\n\nArticle 3\nThe Minister may by order repeal what is spent.\n";
    let act = read(&parse_plain(prose, "en"), &parse_markdown(BASES));
    assert!(act.instructions.is_empty(), "{:?}", act.instructions);
    assert!(act.passages.iter().all(|passage| matches!(passage.role, Role::Not(_))));
}

#[test]
fn a_verb_above_its_clauses_is_not_forgotten() {
    refused(
        "In section 1 of the Toy Safety Act 1998, omit—\n(a) subsection (1);\n(b) subsection (2).",
        TOYS,
        "patterns",
    );
    let prose = "Decisions shall remain in force until amended, replaced or repealed under Article 6.";
    let (readings, _) = amend(prose, BASES, "-");
    assert!(readings.is_empty(), "{readings:?}");
}

#[test]
fn what_stands_between_two_provisions_is_not_lost() {
    let prose = "Toy (Amendment) Act 2031\n\nPart 1\n\nArticle 1\nIn section 1, for “safe substitute “sound”.\n\nPart 2\nLast words\n\nArticle 2\nThis Act is short.\n";
    let act = read(&parse_plain(prose, "en"), &parse_markdown(TOYS));
    assert!(act.instructions.iter().all(|one| one.reading != Reading::Understood), "{:?}", act.instructions);
}

#[test]
fn a_schedule_that_amends_is_read_with_the_act_that_it_names() {
    let prose = |act: &str| {
        format!(
            "Toy (Amendment) Act 2031\n\nSection 1\nSchedule 1 has effect.\n\nSchedule 1\nAmendments\n\n1 The {act} is amended as follows.\n\n2 In section 2(1), for “level 3” substitute “level 4”.\n"
        )
    };
    check(
        &prose("Toy Safety Act 1998"),
        TOYS,
        "sec_2__para_1",
        "(1) A person guilty of an offence is liable to a fine not exceeding level 4.",
    );
    refused(&prose("Marks Act 1999"), TOYS, "other: Marks Act 1999");
}

#[test]
fn older_verbs_of_the_union_are_read() {
    check(
        "Directive 96/9/EC is hereby amended as follows:\n1. Article 6 shall be amended as follows:\n(a) paragraph 1 shall be replaced by the following:\n‘1. It is dear.’;\n2. in Article 9(2), point (b) shall be deleted.",
        BASES,
        "art_6__para_1",
        "1. It is dear.",
    );
}

#[test]
fn a_new_paragraph_comes_behind_what_belongs_to_the_one_before() {
    let base = "# Regulation (EU) 2030/1 on toys\n\n## Article 3 Duties\n\n1. Makers keep records.\n\n2. Makers ensure that toys:\n\n(a) are safe.\n\nThis paragraph does not bind schools.\n\n3. Sellers check.\n\nStates may add.\n\n## Article 4\n\nIt ends.\n";
    let (readings, found) =
        amend("In Article 3, the following paragraph is added: ‘4. Sellers keep records.’", base, "art_3");
    assert_eq!(readings, ["ok"]);
    assert!(found.ends_with("States may add. 4. Sellers keep records."), "{found}");
    refused("The heading of Article 4 is replaced by the following: ‘End’.", base, "no heading");
}
