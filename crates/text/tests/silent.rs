//! Sentences of amending acts that follow no pattern: none of them may be set aside unseen, whatever its words, its language and its place.

use maru_text::{Document, Reading, Role, apply, parse_markdown, parse_plain, read_amending_act};

/// The acts that are amended, one for each way of drafting.
const BRITISH: &str = "# Toy Safety Act 1998\n\n## 1 Duty of makers\n\n(1) A maker must make toys safe.\n\n(2) In this section—\n\n(a) “maker” means a person who makes toys;\n\n(b) “toy” means a thing for play.\n\n(3) A maker who fails is liable.\n\n## 2 Penalties\n\n(1) A person guilty of an offence is liable to a fine not exceeding level 3.\n\n(2) The court may order more.\n\n## 3 Records\n\n(1) A maker must keep records for two years.\n\n(2) The records must be kept in a safe place.\n\n(3) The Secretary of State may by regulations say more.\n\n## 4 Interpretation\n\nIn this Act—\n\n“child” means a person under 14;\n\n“record” means a written note;\n\n“seller” means a person who sells toys.\n\n## 5 Inspectors\n\nAn inspector may enter a shop. An inspector must carry a badge.\n\n## Schedule 1 Forms\n\n1 The form of a record is as follows.\n\n2 A record has a date.\n\n(1) The date is written in full.\n\n(2) The date is signed.\n\n3 A record is kept.\n";
const AMERICAN: &str = "# Toy Safety Act of 1998\n\n## SEC. 1. SHORT TITLE.\n\nThis Act may be cited as the “Toy Safety Act of 1998”.\n\n## SEC. 2. DUTIES.\n\n(a) IN GENERAL.—A maker shall make toys safe. A maker shall keep records.\n\n(b) DEFINITIONS.—In this section:\n\n(1) MAKER.—The term “maker” means a person who—\n\n(A) makes toys; or\n\n(B) imports toys.\n\n(2) TOY.—The term “toy” means a thing for play.\n\n(c) PENALTY.—A maker who fails shall be fined not more than $1,000.\n\n## SEC. 3. REPORTS.\n\nThe Secretary shall report not later than 1 year after the date of enactment.\n\n## SEC. 4. GRANTS.\n\n(a) AUTHORITY.—The Secretary may make grants to—\n\n(1) schools;\n\n(2) fairs; and\n\n(3) museums.\n\n(b) AMOUNT.—A grant may not exceed $500.\n\n(c) SUNSET.—The authority under this section ends on January 1, 2030.\n";
const UNION: &str = "# Regulation (EU) 2028/100 of the European Parliament and of the Council of 1 March 2028 on toys\n\n(1) Toys should be safe.\n\n(2) Makers should keep records.\n\n## CHAPTER I GENERAL\n\n## Article 1 Scope\n\nThis Regulation applies to toys.\n\n## Article 2 Definitions\n\nFor the purposes of this Regulation:\n\n(1) ‘toy’ means a thing for play;\n\n(2) ‘maker’ means a person who makes toys;\n\n(3) ‘seller’ means a person who sells toys.\n\n## CHAPTER II DUTIES\n\n## Article 3 Duties of makers\n\n1. Makers shall make safe toys. They shall keep records for ten years.\n\n2. Makers shall ensure that toys:\n\n(a) are marked;\n\n(b) are tested; and\n\n(c) are sold with:\n\n(i) a leaflet;\n\n(ii) a warranty.\n\nThe second subparagraph does not apply to schools.\n\n3. Makers shall report to the Commission by 31 December.\n\n## Article 4 Sellers\n\nSellers shall check the mark. The mark shall be visible.\n\nThe first paragraph shall not apply to fairs.\n\n## Article 5 Penalties\n\nMember States shall lay down penalties.\n\n## Article 6 Entry into force\n\nThis Regulation shall enter into force on the twentieth day following that of its publication in the Official Journal of the European Union.\n\n## ANNEX I Toys\n\n1. Balls\n\n2. Dolls\n\n## ANNEX II Marks\n\nThe mark is round.\n";

/// Acts of which one clause is to be put in where `@@` stands.
const BRITISH_ACT: &str = "Toy (Amendment) Act 2031\n\n1 Amendment of the Toy Safety Act 1998\n\n(1) The Toy Safety Act 1998 is amended as follows.\n\n(2) In section 2(1), for “level 3” substitute “level 4”.\n\n(3) @@\n\n2 Commencement\n\nThis Act comes into force on the day on which it is passed.\n";
const INSTRUMENT: &str = "2031 No. 55\n\nTOYS\n\nThe Toy Safety (Amendment) Regulations 2031\n\nMade 1st May 2031\n\nThe Secretary of State makes these Regulations in exercise of the powers conferred by section 3 of the Toy Safety Act 1998.\n\nCitation and commencement\n\n1.—(1) These Regulations may be cited as the Toy Safety (Amendment) Regulations 2031.\n\n(2) They come into force on 1st June 2031.\n\nAmendment of the Toy Safety Act 1998\n\n2.—(1) The Toy Safety Act 1998 is amended as follows.\n\n(2) In section 2(1), for “level 3” substitute “level 4”.\n\n(3) @@\n";
const AMERICAN_ACT: &str = "TOY AMENDMENTS ACT OF 2031\n\nSEC. 1. AMENDMENTS.\n\n(a) PENALTY.—Section 2(c) of the Toy Safety Act of 1998 is amended by striking “$1,000” and inserting “$2,000”.\n\n(b) @@\n\nSEC. 2. EFFECTIVE DATE.\n\nThis Act takes effect on January 1, 2032.\n";
const UNION_ACT: &str = "REGULATION (EU) 2031/5 OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL of 5 May 2031 amending Regulation (EU) 2028/100\n\nWhereas toys should be safer,\n\nArticle 1\nAmendments to Regulation (EU) 2028/100\n\nRegulation (EU) 2028/100 is amended as follows:\n(1) in Article 5, the word ‘penalties’ is replaced by ‘effective penalties’;\n(2) @@;\n(3) in Article 1, the words ‘to toys’ are replaced by ‘to all toys’.\n\nArticle 2\nThis Regulation shall enter into force on the twentieth day following that of its publication in the Official Journal of the European Union.\n";

/// Orders and claims that no official drafter would write so, and a drafter of a draft does.
const BRITISH_SENTENCES: &[&str] = &[
    "Delete paragraph 2.",
    "Repeal section 5.",
    "Section 5 goes.",
    "Section 5 is hereby abolished.",
    "Section 5 shall cease to have effect.",
    "Section 5 lapses.",
    "Section 5 no longer applies.",
    "Strike out section 5.",
    "Remove section 5.",
    "Section 5 is struck out.",
    "Section 5 stands repealed.",
    "In section 3(1), for “two” read “three”.",
    "In section 2, the words “not exceeding level 3” are repealed.",
    "In section 3, renumber subsection (3) as subsection (4).",
    "In section 3(1), the number “two” shall be read as “three”.",
    "Subsection (2) of section 3 is to be omitted.",
    "In section 3, swap subsections (1) and (2).",
    "In section 3(1), replace “two” with “three”.",
    "In section 3(1), change “two” to “three”.",
    "Move section 5 to after section 2.",
    "Section 5 is to follow section 2.",
    "The words “in a safe place” in section 3(2) are left out.",
    "Section 2(1) is to have effect with the substitution of “level 5” for “level 3”.",
    "In section 2(1) the reference to level 3 is to be read as a reference to level 5.",
    "In section 3—\n(a) delete subsection (1);\n(b) subsection (2).",
    "Omit—\n(a) section 5;\n(b) Schedule 1.",
    "Omit the following—\n(a) section 5;\n(b) Schedule 1.",
    "Section 3 is amended as set out below.\n“two” becomes “three”.",
    "Schedule 1 has effect with the modifications in the table.",
    "The table in section 3 is amended as follows: first row out, second row in.",
    "Each of the following is repealed: section 3; section 5.",
    "So much of section 3 as relates to records is repealed.",
    "Section 3(1) (two years) is repealed so far as it relates to fairs.",
    "Section 5 applies as if “badge” read “card”.",
    "Both of them out.",
];
const AMERICAN_SENTENCES: &[&str] = &[
    "Delete section 3 of such Act.",
    "Repeal section 3 of the Toy Safety Act of 1998.",
    "Section 3 of such Act is null and void.",
    "Section 3 of such Act shall have no force or effect.",
    "Section 3 of such Act is rescinded.",
    "Section 3 of such Act shall not apply after 2032.",
    "Section 4(c) of such Act shall cease to be effective.",
    "Such Act is amended by striking section 3.",
    "Section 4 of such Act is transferred to appear after section 2.",
    "Section 4(c) of such Act shall be applied by substituting “2040” for “2030”.",
    "The amounts in section 4(b) of such Act are increased by 10 percent.",
    "The dollar amount in section 4(b) of such Act is doubled.",
    "Any reference in section 4 of such Act to the Secretary shall be deemed a reference to the Minister.",
    "Paragraph (2) of section 4(a) of such Act is hereby struck.",
    "Section 4 of such Act is redesignated as section 5.",
    "Section 4 of such Act is amended by moving subsection (c) to the end of section 3.",
    "The table of contents of such Act is amended by striking the item relating to section 3.",
];
const UNION_SENTENCES: &[&str] = &[
    "Delete Article 4",
    "delete paragraph 3 of Article 3",
    "Article 4 is withdrawn",
    "Article 4 is abrogated",
    "Article 4 no longer applies",
    "Article 4 shall lapse",
    "Article 4 shall not apply any more",
    "Article 4 is struck",
    "Article 4 disappears",
    "in Article 3(1), ‘ten’ becomes ‘twelve’",
    "in Article 3(1), for ‘ten’ read ‘twelve’",
    "in Article 3(1), read ‘twelve’ instead of ‘ten’",
    "in Article 3(1), the number ‘ten’ is changed to ‘twelve’",
    "in Article 3(1), the period of ten years is extended to twelve years",
    "the date in Article 3(3) is postponed to 31 March",
    "throughout Article 4, ‘mark’ is replaced by ‘sign’ with the necessary grammatical changes",
    "references to ‘mark’ shall be construed as references to ‘sign’",
    "Annex I is amended as set out in the Annex to this Regulation",
    "Annex I is amended in accordance with the Annex",
    "the citation is deleted",
    "Article 4 is moved to Chapter I",
    "Article 3(2) and (3) are merged",
    "in Article 3, the order of paragraphs 2 and 3 is reversed",
    "Article 4 is split into two paragraphs",
];

/// Sentences of other languages, each a whole act.
const FOREIGN: &[&str] = &[
    "Article 3 est supprimé.",
    "Supprimer l'article 3.",
    "L'article 3 est abrogé. L'insertion de l'article 4 est remplacée.",
    "Article 1\nL'article 3 de la loi est remplacé par le texte suivant : \"Le vendeur ne vérifie rien.\"",
    "§ 2 wird aufgehoben.",
    "In § 1 Absatz 1 wird „sicher“ durch „schön“ ersetzt. § 2 wird gestrichen.",
    "Artikel 1\nIn § 1 wird der Punkt durch ein Komma ersetzt.\nArtikel 2\n§ 2 fällt weg.",
    "Se suprime el artículo 1.",
    "Artículo 1. Queda derogado el artículo 2.",
    "En el artículo 2, donde dice «diez» debe decir «doce».",
    "第二条を削る。",
    "第一条中「安全」を「品質」に改める。",
    "第一条修改为：“玩具应当安全。”\n删去第二条。",
    "Art. 1\n1. L'articolo 3 è abrogato.",
    "Art. 2º Fica revogado o art. 2º.",
    "Artikel II\nArtikel 3 vervalt.",
    "Articulus III deletur.",
    "Article 3 zork. Flim «a» flam «b».",
];

/// What is no instruction of an act, and is not to be refused as one.
const OWN_RULES: &[&str] = &[
    "This section applies to toys that are sold after 2032.",
    "The Secretary of State must publish a report.",
    "A person commits an offence if the person fails to comply.",
    "The amendment made by subsection (2) does not apply to toys sold before 2030.",
    "In this section “toy” means a thing for play.",
    "This Act may be cited as the Toy (Amendment) Act 2031.",
    "Subsection (2) comes into force on 1 June 2031.",
];

fn act(wrap: &str, sentence: &str) -> Document {
    parse_plain(&wrap.replace("@@", sentence), "en")
}

/// The sentences of an act that are set aside, without those that its frame has.
fn set_aside(wrap: &str, sentence: &str, base: &str) -> Vec<String> {
    let base = parse_markdown(base);
    let frame = read_amending_act(&act(wrap, ""), &base);
    let known: Vec<&str> = frame.passages.iter().map(|passage| passage.words.as_str()).collect();
    let amending = act(wrap, sentence);
    let read = read_amending_act(&amending, &base);
    assert_eq!(read.is_whole(&amending), Ok(()), "{sentence}");
    let own = read.passages.iter().filter(|passage| !known.contains(&passage.words.as_str()));
    // What opens clauses below it is no sentence of its own.
    let silent =
        own.filter(|passage| matches!(&passage.role, Role::Not(why) if !why.contains("clauses below it")));
    silent.map(|passage| passage.words.clone()).collect()
}

fn none_is_set_aside(wrap: &str, base: &str, sentences: &[&str]) {
    let silent: Vec<Vec<String>> = sentences
        .iter()
        .map(|sentence| set_aside(wrap, sentence, base))
        .filter(|words| !words.is_empty())
        .collect();
    assert!(silent.is_empty(), "{} of {}: {silent:#?}", silent.len(), sentences.len());
}

#[test]
fn no_sentence_beside_instructions_is_set_aside_unseen() {
    none_is_set_aside(BRITISH_ACT, BRITISH, BRITISH_SENTENCES);
    none_is_set_aside(INSTRUMENT, BRITISH, BRITISH_SENTENCES);
    none_is_set_aside(AMERICAN_ACT, AMERICAN, AMERICAN_SENTENCES);
    none_is_set_aside(UNION_ACT, UNION, UNION_SENTENCES);
}

#[test]
fn bare_orders_are_carried_out() {
    let base = parse_markdown(BRITISH);
    for (sentence, left) in
        [("Delete section 5.", "(deleted)"), ("Repeal section 5.", "(repealed)"), ("Omit section 5.", "")]
    {
        let read = read_amending_act(&act(BRITISH_ACT, sentence), &base);
        assert!(
            read.instructions.iter().all(|one| one.reading == Reading::Understood),
            "{:?}",
            read.instructions
        );
        let all: Vec<_> = read.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
        let text = apply(&base, &all).document.plain_text();
        assert!(!text.contains("badge") && text.contains(left), "{sentence} {text}");
    }
}

#[test]
fn a_corrigendum_is_never_told_to_change_nothing() {
    let base = parse_markdown(UNION);
    let text =
        "Corrigendum to the Regulation\n\nOn page 3, Article 3(1):\nfor: ‘30 days’,\nread: ‘60 days’.\n";
    let read = read_amending_act(&maru_text::parse_plain(text, "en"), &base);
    assert!(read.instructions.iter().any(|one| matches!(one.reading, Reading::NotUnderstood(_))));
}

#[test]
fn orders_that_are_an_act_of_their_own_are_heard() {
    let base = parse_markdown(BRITISH);
    for sentence in
        ["Repeal section 5.", "Delete paragraph 2.", "In section 3, swap subsections (1) and (2)."]
    {
        let amending =
            parse_plain(&format!("Toy Act\n\nSection 1\nToys are safe.\n\nSection 2\n{sentence}\n"), "en");
        let read = read_amending_act(&amending, &base);
        assert_eq!(read.instructions.len(), 1, "{sentence} {:?}", read.passages);
    }
}

#[test]
fn a_heading_that_orders_is_heard_and_one_that_tells_is_not() {
    let base = parse_markdown(BRITISH);
    for (heading, count) in [("Repeal section 5.", 1), ("Repeal of section 5", 0), ("Section 5 amended", 0)] {
        let amending = parse_markdown(&format!(
            "# Toy (Amendment) Act\n\n## Section 1 {heading}\n\nToys must be safe.\n"
        ));
        let read = read_amending_act(&amending, &base);
        assert_eq!(read.is_whole(&amending), Ok(()), "{heading}");
        assert_eq!(read.instructions.len(), count, "{heading} {:?}", read.passages);
    }
}

#[test]
fn what_is_in_another_language_is_never_told_to_change_nothing() {
    let base = parse_markdown(UNION);
    for text in FOREIGN {
        let told = maru_text::guess_language(text);
        let amending = parse_plain(text, told);
        let read = read_amending_act(&amending, &base);
        assert_eq!(read.is_whole(&amending), Ok(()), "{text}");
        assert!(!read.instructions.is_empty(), "{text}");
        assert!(
            read.instructions.iter().all(|one| matches!(one.reading, Reading::NotUnderstood(_))),
            "{text} {:?}",
            read.instructions
        );
        let silent = read
            .passages
            .iter()
            .find(|passage| matches!(&passage.role, Role::Not(why) if why.contains("seen")));
        assert!(silent.is_none(), "{text} {silent:?}");
        // Beside instructions in English it is not understood either.
        let wrap = UNION_ACT.replace("Article 2\nThis", "Article 2\n@@\n\nArticle 3\nThis").replacen(
            "(2) @@;\n",
            "",
            1,
        );
        if !text.contains("zork") && !text.contains("deletur") && !text.starts_with("Art") {
            assert_eq!(set_aside(&wrap, text, UNION), Vec::<String>::new(), "{text}");
        }
    }
}

#[test]
fn an_acts_own_rules_are_no_instructions() {
    let base = parse_markdown(BRITISH);
    for sentence in OWN_RULES {
        let read = read_amending_act(&act(BRITISH_ACT, sentence), &base);
        assert_eq!(read.instructions.len(), 1, "{sentence} {:?}", read.instructions);
    }
}

#[test]
fn new_text_that_lost_its_numbers_is_refused() {
    let refused = |wrap: &str, base: &str, sentence: &str, why: &str| {
        let read = read_amending_act(&act(wrap, sentence), &parse_markdown(base));
        let reasons = read.instructions.iter().filter_map(|one| match &one.reading {
            Reading::NoPlace(why) | Reading::NotUnderstood(why) => Some(why.as_str()),
            _ => None,
        });
        let reasons: Vec<&str> = reasons.collect();
        assert!(reasons.iter().any(|reason| reason.contains(why)), "{sentence} {reasons:?}");
    };
    refused(
        AMERICAN_ACT,
        AMERICAN,
        "Section 4 of such Act is amended by inserting after subsection (a) the following new subsection:\n“(a-1) PRIORITY.—Schools come first.”.",
        "is the number of a new unit",
    );
    refused(
        UNION_ACT,
        UNION,
        "Chapter II is replaced by the following: ‘CHAPTER II\nDUTIES\nArticle 3\nDuties\nMakers shall smile.\nArticle 4\nSellers\nSellers shall smile.\nArticle 5\nPenalties\nNone.’",
        "none of its articles",
    );
    refused(
        UNION_ACT,
        UNION,
        "in Article 4, the following second paragraph is added: ‘They shall be dry.’",
        "already",
    );
    refused(
        BRITISH_ACT,
        BRITISH,
        "In section 2(2), for “more” (in both places) substitute “less”.",
        "two places",
    );
    refused(BRITISH_ACT, BRITISH, "In the title of section 5, omit “Inspectors”.", "nothing would be left");
}

/// Sentences of which a part limits or doubles what the rest says: carried out without it they would do another thing.
const LIMITED: &[&str] = &[
    "In section 3(1) (as it has effect in Scotland), for “two” substitute “three”.",
    "In section 3(1) (for fairs), for “two” substitute “three”.",
    "In section 3(1), as amended in relation to fairs, for “two” substitute “three”.",
    "For subsection (2) of section 3 (and the subsection after it) substitute—\n“(2) One.”",
    "Sections 3 and 5 (and the heading before section 5) are repealed.",
    "Omit section 5 (but not its heading).",
    "Section 5 is repealed (except the first sentence).",
    "Section 5 is repealed (with savings).",
    "Section 5 (only so far as it relates to fairs) is repealed.",
    "Section 3 as amended by section 2 and section 5 are repealed.",
    "Section 3 of the Toy Safety Act 1998 and section 5 of the Marks Act 1999 are repealed.",
    "In the Toy Safety Act 1998 and the Marks Act 1999, for “toys” in each place where it occurs substitute “games”.",
    "In section 3 of this Act, for “two” substitute “three”.",
    "If the court so orders, omit section 5.",
    "With effect from 2033, omit section 5.",
    "In England, omit section 5.",
    "In section 3(1), for “two” substitute “three” and omit the rest.",
    "Omit section 5 or section 3.",
];

#[test]
fn what_limits_an_instruction_is_not_dropped() {
    let base = parse_markdown(BRITISH);
    for sentence in LIMITED {
        let read = read_amending_act(&act(BRITISH_ACT, sentence), &base);
        let understood = read.instructions.iter().filter(|one| one.reading == Reading::Understood).count();
        assert_eq!((read.instructions.len(), understood), (2, 1), "{sentence} {:?}", read.instructions);
    }
}

/// What one instruction makes of a unit; after `!` a part of the reason for which it is refused.
fn carried_out(wrap: &str, base: &str, sentence: &str, id: &str) -> String {
    let base = parse_markdown(base);
    let read = read_amending_act(&act(wrap, sentence), &base);
    let refused = read.instructions.iter().find_map(|one| match &one.reading {
        Reading::Understood => None,
        Reading::OtherAct(why) | Reading::NoPlace(why) | Reading::NotUnderstood(why) => Some(why.clone()),
    });
    if let Some(why) = refused {
        return format!("!{why}");
    }
    let all: Vec<_> = read.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
    let document = apply(&base, &all).document;
    document
        .unit(&maru_text::UnitId::new(id))
        .map_or_else(String::new, |unit| unit.full_text().split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn what_stands_beside_quoted_words_is_not_dropped() {
    let check = |sentence: &str, id: &str, expected: &str| {
        let found = carried_out(AMERICAN_ACT, AMERICAN, sentence, id);
        let same = match expected.strip_prefix('!') {
            Some(why) => found.starts_with('!') && found.contains(why),
            None => found == expected,
        };
        assert!(same, "{sentence}\n{found}\n{expected}");
    };
    check(
        "Section 4(a)(3) of the Toy Safety Act of 1998 is amended by striking the period at the end and inserting a semicolon and “and”.",
        "sec_4__point_a__item_3",
        "(3) museums; and",
    );
    check(
        "Section 4(a) of the Toy Safety Act of 1998 is amended by inserting “public” before the second “schools”.",
        "",
        "!none of the known patterns",
    );
    let parted = "Subsection (b) of section 4 of the Toy Safety Act of 1998 is amended by inserting “(1) IN GENERAL.—” after “AMOUNT.—” and by adding at the end the following:\n“(2) MORE.—None.”.";
    check(
        parted,
        "sec_4__point_b",
        "(b) AMOUNT.— (1) IN GENERAL.—A grant may not exceed $500. (2) MORE.—None.",
    );
    check(parted, "sec_4__point_b__item_1", "(1) IN GENERAL.—A grant may not exceed $500.");
    // All that follows are the other paragraphs too.
    check(
        "Section 4(a) of the Toy Safety Act of 1998 is amended by striking “schools;” and all that follows and inserting “schools.”.",
        "",
        "!several units",
    );
    check(
        "Section 4(b) of the Toy Safety Act of 1998 is amended by striking “may” and all that follows and inserting “is small.”.",
        "sec_4__point_b",
        "(b) AMOUNT.—A grant is small.",
    );
    check(
        "Section 4(b) of the Toy Safety Act of 1998 (as in effect in 2030) is amended by striking “$500” and inserting “$600”.",
        "",
        "!\"(as\" is no part of a place",
    );
    check(
        "Section 4(b) of the Toy Safety Act of 1998 (as amended by section 2 of Public Law 118–1) is amended by striking “$500” and inserting “$600”.",
        "sec_4__point_b",
        "(b) AMOUNT.—A grant may not exceed $600.",
    );
    check(
        "Section 4 of the Toy Safety Act of 1998 is amended by amending subsection (b) to read as follows:\n“(b) AMOUNT.—None.”.",
        "sec_4__point_b",
        "(b) AMOUNT.—None.",
    );
    check(
        "Sections 3 and 4(a) of the Toy Safety Act of 1998 are each amended by striking “Secretary” and inserting “Minister”.",
        "sec_3",
        "SEC. 3. REPORTS. The Minister shall report not later than 1 year after the date of enactment.",
    );
    // Figures of a number are not the number.
    let penalty = AMERICAN.replace(
        "AMOUNT.—A grant may not exceed $500.",
        "AMOUNT.—A grant may not exceed 1,000 or 1.5 grants of 10\u{a0}000.",
    );
    for figure in ["1", "000", "5", "10"] {
        let sentence = format!(
            "Section 4(b) of the Toy Safety Act of 1998 is amended by striking “{figure}” and inserting “7”."
        );
        let found = carried_out(AMERICAN_ACT, &penalty, &sentence, "");
        assert!(found.contains("does not say"), "{figure} {found}");
    }
}

#[test]
fn places_lose_no_middle_and_gain_no_neighbour() {
    for sentence in [
        "Article 3 to Article 5 are deleted",
        "Article 3(1) to Article 3(3) is deleted",
        "Article 4 in Chapter I is deleted",
        "Article 5 from Article 3 is deleted",
    ] {
        let found = carried_out(UNION_ACT, UNION, sentence, "");
        assert!(found.starts_with('!'), "{sentence} {found}");
    }
    let matter = "Section 4(a) of the Toy Safety Act of 1998 is amended in the matter preceding paragraph (1) and paragraph (3), by striking “may” and inserting “shall”.";
    assert!(carried_out(AMERICAN_ACT, AMERICAN, matter, "").starts_with('!'));
    assert!(carried_out(UNION_ACT, UNION, "Articles 3 to 5 are deleted", "art_4").contains("(deleted)"));
}

#[test]
fn a_subparagraph_behind_another_is_no_part_of_it() {
    let found = |sentence: &str, id: &str| carried_out(UNION_ACT, UNION, sentence, id);
    let replaced = "in Article 3(2), the second subparagraph is replaced by the following: ‘It applies to all.\n\nIt ends.’";
    assert_eq!(found(replaced, "art_3__para_2__subpara_2"), "It applies to all.");
    assert_eq!(found(replaced, "art_3__para_2__subpara_3"), "It ends.");
    let added = "in Article 3(1), the following subparagraphs are added: ‘They shall:\n\n(a) smile;\n\n(b) bow.\n\nThey shall not cry.’";
    assert_eq!(found(added, "art_3__para_1__subpara_2"), "They shall: (a) smile; (b) bow.");
    assert_eq!(found(added, "art_3__para_1__subpara_3"), "They shall not cry.");
}

#[test]
fn a_way_is_no_act_in_korean() {
    let base = parse_markdown("# 놀이터법\n\n##### 제4조 (검사)\n\n시장은 해마다 검사한다.\n");
    let last = |line: &str| {
        let act = format!(
            "놀이터법 일부를 다음과 같이 개정한다.\n{line}\n제4조 중 \"해마다\"를 \"달마다\"로 한다.\n"
        );
        let read = read_amending_act(&parse_plain(&act, "ko"), &base);
        read.instructions.last().map(|one| one.reading == Reading::Understood)
    };
    assert_eq!(last("신고 방법을 변경한다."), Some(true));
    assert_eq!(last("사례와 원칙을 변경한다."), Some(true));
    assert_eq!(last("전기통신사업법을 개정함."), Some(false));
}

#[test]
fn where_titles_count_anew_a_section_is_not_put_by_its_number() {
    let base = "# Toy Safety Act of 1998\n\n## TITLE I—TOYS\n\n### SEC. 1. MAKERS.\n\nOne.\n\n### SEC. 2. SELLERS.\n\nTwo.\n\n## TITLE II—FEES\n\n### SEC. 1. FEES.\n\nThree.\n\n### SEC. 2. PAYMENT.\n\nFour.\n";
    let wrap = "TOY AMENDMENTS ACT OF 2031\n\nSEC. 1. AMENDMENTS.\n\n@@\n";
    let section = "The Toy Safety Act of 1998 is amended by adding at the end the following:\n“SEC. 2A. BUYERS.\n“None.”.";
    let found = carried_out(wrap, base, section, "");
    assert!(found.contains("more than one unit bears the number"), "{found}");
}

#[test]
fn such_act_is_the_one_that_was_named_last() {
    let base = parse_markdown(AMERICAN);
    let read = |sentences: &str| {
        let read = read_amending_act(&act(AMERICAN_ACT, sentences), &base);
        read.instructions.last().map(|one| one.reading.clone())
    };
    let such = "(c) Section 4(b) of such Act is amended by striking “$500” and inserting “$600”.";
    let other = "Section 3 of the Marks Act of 1999 is amended by striking “1 year” and inserting “2 years”.";
    assert_eq!(read(&format!("{other}\n\n{such}")), Some(Reading::OtherAct("Marks Act of 1999".to_owned())));
    let own =
        "Section 3 of the Toy Safety Act of 1998 is amended by striking “1 year” and inserting “2 years”.";
    assert_eq!(read(&format!("{own}\n\n{such}")), Some(Reading::Understood));
    // A provision that opens with no act: "section 5" is one of the act that stands before it.
    let long = "and so on ".repeat(50);
    let british = format!(
        "Marks Act 2031\n\n1 Changes\n\n(1) In section 3 of the Marks Act 1999, for “two” substitute “three {long}”.\n\n(2) In section 5, for “badge” substitute “card”.\n"
    );
    let read = read_amending_act(&parse_plain(&british, "en"), &parse_markdown(BRITISH));
    assert_eq!(
        read.instructions.iter().filter(|one| one.reading == Reading::Understood).count(),
        0,
        "{:?}",
        read.instructions
    );
}

#[test]
fn older_british_acts_substitute_in_the_passive() {
    let found = |sentence: &str| carried_out(BRITISH_ACT, BRITISH, sentence, "group_3__para_1");
    assert_eq!(
        found("In section 3(1), for “two” there is substituted “three”."),
        "(1) A maker must keep records for three years."
    );
    assert_eq!(
        found("In section 3(1), after “records” there are inserted the words “and books”."),
        "(1) A maker must keep records and books for two years."
    );
    assert_eq!(
        found("In section 3(1), for the word “two” there shall be substituted the word “three”."),
        "(1) A maker must keep records for three years."
    );
    assert_eq!(
        found("In section 1(2), after the definition of “maker” insert “or seller”."),
        "!the new text beside a definition defines no term"
    );
    assert_eq!(
        found("In section 3(1), the words “for two years” are repealed."),
        "(1) A maker must keep records."
    );
}

#[test]
fn a_korean_bracket_that_limits_is_no_heading() {
    let base = parse_markdown("# 놀이터법\n\n##### 제4조 (검사)\n\n시장은 해마다 검사한다.\n");
    let read = |place: &str| {
        let act =
            format!("놀이터법 일부를 다음과 같이 개정한다.\n{place} 중 \"해마다\"를 \"달마다\"로 한다.\n");
        let read = read_amending_act(&parse_plain(&act, "ko"), &base);
        read.instructions.iter().all(|one| one.reading == Reading::Understood)
    };
    assert!(read("제4조(검사)"));
    assert!(!read("제4조(학교의 경우에 한한다)"));
    assert!(!read("제4조(공원만)"));
}

#[test]
fn a_short_act_in_another_language_than_it_states_is_not_read_as_english() {
    let base = parse_markdown(UNION);
    for text in [
        "Rédiger ainsi l’article 4 : « Le vendeur sourit. »",
        "Das Gesetz wird wie folgt geändert:\n\n1. § 4 wird aufgehoben.",
        "Artikel 4: streichen",
        "Se añade un nuevo artículo 4 bis con la siguiente redacción: «Artículo 4 bis. Nada.»",
        "第五条を次のように改める。\n\n第五条　削除",
        "Artículo único. Se deroga la ley.",
    ] {
        let amending = parse_plain(text, "en");
        let read = read_amending_act(&amending, &base);
        assert_eq!(read.is_whole(&amending), Ok(()), "{text}");
        let silent = read.passages.iter().find(|passage| matches!(passage.role, Role::Not(_)));
        assert!(silent.is_none() && !read.instructions.is_empty(), "{text} {silent:?}");
    }
}

#[test]
fn sentences_are_counted_by_what_they_say() {
    let check = |instructions: &[&str], understood: bool| {
        let listed: Vec<String> = instructions
            .iter()
            .enumerate()
            .map(|(at, one)| format!("({}) in Article 3(1), {one};", at + 1))
            .collect();
        let prose = format!(
            "REGULATION (EU) 2031/5 amending Regulation (EU) 2028/100\n\nArticle 1\n\nRegulation (EU) 2028/100 is amended as follows:\n{}\n",
            listed.join("\n")
        );
        let read = read_amending_act(&parse_plain(&prose, "en"), &parse_markdown(UNION));
        let last = read.instructions.last().map(|one| one.reading == Reading::Understood);
        assert_eq!(last, Some(understood), "{instructions:?} {:?}", read.instructions);
    };
    let added = "the following sentence is added: ‘They shall answer.’";
    let second = "second sentence, the word ‘ten’ is replaced by ‘twelve’";
    // What is added behind it moves no sentence.
    check(&[added, second], true);
    // One goes and one comes: there are as many as there were, and the second is another.
    check(&["the first sentence is deleted", added, second], false);
    check(&["the first sentence is deleted", second], false);
}

#[test]
fn an_act_whose_name_sounds_like_a_change_amends_nothing() {
    let base = parse_markdown(BRITISH);
    for title in ["Alternative Fuels Act 2031", "Correctional Facilities Act 2031"] {
        let amending = parse_markdown(&format!(
            "# {title}\n\n## Section 1 Aim\n\nAny period under section 5 is extended by one month.\n"
        ));
        assert!(read_amending_act(&amending, &base).instructions.is_empty(), "{title}");
    }
    let amending = parse_markdown(
        "# Fuels (Alteration) Act 2031\n\n## Section 1 Aim\n\nAny period under section 5 is extended by one month.\n",
    );
    assert_eq!(read_amending_act(&amending, &base).instructions.len(), 1);
}

#[test]
fn definitions_in_straight_quotes_are_units_of_their_own() {
    for (open, close) in [("\"", "\""), ("‘", "’")] {
        let text = format!(
            "Toy Act\n\nSection 1\nIn this Act:\n{open}maker{close} means a person;\n{open}the book{close} means the “Book of Toys”;\n\nSection 2\nToys are {open}safe{close}.\n"
        );
        let read = parse_plain(&text, "en");
        assert!(read.unit(&maru_text::UnitId::new("sec_2")).is_some(), "{:?}", read.units);
    }
}

#[test]
fn paragraphs_of_a_schedule_with_bare_numbers_come_and_go_as_paragraphs() {
    let after = |sentence: &str| {
        let base = parse_markdown(BRITISH);
        let read = read_amending_act(&act(INSTRUMENT, sentence), &base);
        assert!(
            read.instructions.iter().all(|one| one.reading == Reading::Understood),
            "{:?}",
            read.instructions
        );
        let all: Vec<_> = read.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
        let document = apply(&base, &all).document;
        let schedule = document.units.last().map(|unit| unit.children.clone()).unwrap_or_default();
        schedule.iter().filter_map(|unit| unit.number.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        after(
            "In Schedule 1, after paragraph 2 insert—\n“2A A record has a title.\n2B (1) A title is short.\n(2) It is plain.”."
        ),
        "1 2 2A 2B 3"
    );
    assert_eq!(after("In Schedule 1, at the end insert—\n“4 A record is burnt.”."), "1 2 3 4");
    assert_eq!(
        after("In Schedule 1, for paragraphs 2 and 3 substitute—\n“2 A record has no date.\n3 None.”."),
        "1 2 3"
    );
    assert_eq!(after("In Schedule 1, for paragraph 3 substitute—\n“3 A record is burnt.”."), "1 2 3");
}

#[test]
fn korean_orders_in_other_words_are_heard_before_the_first_instruction_and_behind_the_last() {
    let base = parse_markdown(
        "# 놀이터법\n\n##### 제4조 (검사)\n\n시장은 해마다 검사한다.\n\n##### 제5조 (보험)\n\n관리자는 보험에 든다.\n",
    );
    for order in ["제5조를 삭제함.", "제5조 삭제.", "제5조를 없앤다.", "제5조 중 보험을 공제로 변경한다."]
    {
        for act in [
            format!("놀이터법 개정\n{order}\n제4조 중 \"해마다\"를 \"달마다\"로 한다."),
            format!(
                "놀이터법 일부를 다음과 같이 개정한다.\n제4조 중 \"해마다\"를 \"달마다\"로 한다.\n부칙\n{order}"
            ),
        ] {
            let read = read_amending_act(&parse_plain(&act, "ko"), &base);
            assert_eq!(read.instructions.len(), 2, "{act} {:?}", read.passages);
        }
    }
    let read = read_amending_act(
        &parse_plain(
            "놀이터법 일부를 다음과 같이 개정한다.\n삭제: 제5조\n제4조 중 \"해마다\"를 \"달마다\"로 한다.",
            "ko",
        ),
        &base,
    );
    assert!(
        read.instructions.iter().all(|one| matches!(one.reading, Reading::NotUnderstood(_))),
        "{:?}",
        read.instructions
    );
}
