//! Amending prose of the European Union, the United States, the United Kingdom and Korea, in sentences made up for these tests.

use maru_text::{Document, Fate, Reading, UnitId, apply, parse_markdown, parse_plain, read_instructions};

const UNION: &str = "# Regulation (EU) 2030/1 on marks\n\n## CHAPTER I General\n\n## Article 1 Scope\n\n1. This Regulation covers makers. It also covers sellers. It covers nobody else.\n\n\
    2. It does not cover:\n\n(a) toys;\n\n(b) maps;\n\n(c) songs.\n\nToys are things to play with.\n\n3. The term maker includes the maker of a part.\n\n\
    ## Article 2 Marks\n\nA maker shall set a mark within 30 days; the mark stays.\n\n## Article 3 Fees\n\n1. A fee is due.\n\n2. The fee is ten.\n\n\
    ## Article 4 End\n\nIt ends.\n\n## ANNEX I Forms\n\n1. A form.\n\n2. Another form.\n";

const AMERICAN: &str = "# Marks and Labels Act\n\n## Section 1 Short title\n\nThis Act may be cited as the Marks and Labels Act of 2030.\n\n\
    ## Section 2 Duties\n\n(a) A maker shall—\n\n(1) set a mark;\n\n(2) keep the mark; and\n\n(3) report each mark.\n\n\
    (b) A seller or a buyer shall ask for the mark, or the record of the mark, within 30 days.\n\n(c) Nothing here binds a library.\n\n\
    ## Section 3 Fines\n\nThe fine is ten.\n";

const BRITISH: &str = "# Marks Act 2030\n\n## Section 1 Marks\n\n(1) A maker must set a mark.\n\n(2) The mark must be plain, or loud.\n\n(3) In this section—\n\n(a) a maker is a person;\n\n(b) a mark is a sign.\n\n\
    ## Section 2 Fees\n\n(1) The fee is ten.\n";

const KOREAN: &str = "---\n제목: 표시법\n---\n\n# 표시법\n\n## 제1장 총칙\n\n##### 제1조 (목적)\n\n이 법은 통계청장의 표시를 정한다.\n\n##### 제2조 (표시)\n\n**①** 통계청장은 표시를 한다. 다만, 장난감은 그러하지 아니하다.\n\n\
    **②** 다음 각 호의 물건에는 표시를 하지 아니한다.\n\n  1\\. 지도\n\n  2\\. 노래\n\n**③** 통계청장은 고시한다.\n\n##### 제3조 (과태료)\n\n과태료는 10만원으로 한다.\n";

struct Outcome {
    readings: Vec<String>,
    refused: Vec<String>,
    document: Document,
}

fn amend(base: &Document, amending: &Document) -> Outcome {
    let instructions = read_instructions(amending, base);
    let amendments: Vec<_> = instructions.iter().flat_map(|one| one.amendments.clone()).collect();
    let amended = apply(base, &amendments);
    let refusal = |fate: &Fate| if let Fate::Refused(why) = fate { Some(why.to_string()) } else { None };
    let refused = amended.fates.iter().filter_map(refusal).collect();
    let readings = instructions
        .iter()
        .map(|one| match &one.reading {
            Reading::Understood => "ok".to_owned(),
            Reading::OtherAct(act) => format!("other: {act}"),
            Reading::NoPlace(why) => format!("no place: {why}"),
            Reading::NotUnderstood(why) => format!("not understood: {why}"),
        })
        .collect();
    Outcome { readings, refused, document: amended.document }
}

/// One text, and all that went wrong with it: a table of sentences is checked to its end.
struct Checks {
    base: Document,
    language: &'static str,
    failures: Vec<String>,
}

impl Checks {
    fn of(base: &str, language: &'static str) -> Self {
        Self { base: parse_markdown(base), language, failures: Vec::new() }
    }

    /// What an instruction makes of a unit: its words in one line; "-" when it is gone.
    fn check(&mut self, prose: &str, id: &str, expected: &str) {
        let outcome = amend(&self.base, &parse_plain(prose, self.language));
        let words =
            |unit: &maru_text::Unit| unit.full_text().split_whitespace().collect::<Vec<_>>().join(" ");
        let found = outcome.document.unit(&UnitId::new(id)).map_or("-".to_owned(), words);
        let good = !outcome.readings.is_empty() && outcome.readings.iter().all(|reading| reading == "ok");
        if !good || !outcome.refused.is_empty() || found != expected {
            self.failures.push(format!("{prose}\n  {:?}\n  {found}", outcome.readings));
        }
    }

    /// A refusal, by a part of its reason; nothing may have changed.
    fn refuse(&mut self, prose: &str, why: &str) {
        let outcome = amend(&self.base, &parse_plain(prose, self.language));
        let reading = outcome.readings.first().cloned().unwrap_or_default();
        let reading = if reading == "ok" { outcome.refused.join("") } else { reading };
        if reading.is_empty() || !reading.contains(why) || outcome.document != self.base {
            self.failures.push(format!("{prose}\n  {reading}"));
        }
    }

    fn end(self) {
        assert!(self.failures.is_empty(), "{}", self.failures.join("\n"));
    }
}

#[test]
fn acts_of_the_union() {
    let mut all = Checks::of(UNION, "en");
    all.check(
        "In Article 1(1), the second sentence is replaced by the following: ‘It covers shops.’",
        "art_1__para_1",
        "1. This Regulation covers makers. It covers shops. It covers nobody else.",
    );
    all.check(
        "In Article 1(1), the second sentence is deleted.",
        "art_1__para_1",
        "1. This Regulation covers makers. It covers nobody else.",
    );
    all.check(
        "In Article 1(1), the last sentence is deleted.",
        "art_1__para_1",
        "1. This Regulation covers makers. It also covers sellers.",
    );
    all.check(
        "In Article 3, paragraph 2, the following sentence is added: ‘It is paid once.’",
        "art_3__para_2",
        "2. The fee is ten. It is paid once.",
    );
    all.check(
        "In Article 1(1), after the first sentence, the following sentence is inserted: ‘So it is.’",
        "art_1__para_1",
        "1. This Regulation covers makers. So it is. It also covers sellers. It covers nobody else.",
    );
    all.check(
        "In Article 2, the words ‘30 days’ are replaced by the words ‘60 days’.",
        "art_2",
        "Article 2 Marks A maker shall set a mark within 60 days; the mark stays.",
    );
    all.check(
        "In Article 2, the words ‘within 30 days’ are deleted.",
        "art_2",
        "Article 2 Marks A maker shall set a mark; the mark stays.",
    );
    all.check(
        "In Article 2, after the word ‘days’, the words ‘of the sale’ are inserted.",
        "art_2",
        "Article 2 Marks A maker shall set a mark within 30 days of the sale; the mark stays.",
    );
    all.check(
        "In Article 2, the words ‘or a seller’ are inserted after the words ‘A maker’.",
        "art_2",
        "Article 2 Marks A maker or a seller shall set a mark within 30 days; the mark stays.",
    );
    all.check(
        "In Article 2, the word ‘mark’ is replaced by ‘sign’ wherever it occurs.",
        "art_2",
        "Article 2 Marks A maker shall set a sign within 30 days; the sign stays.",
    );
    all.check(
        "In Article 3(1) and Article 3(2), the word ‘fee’ is replaced by ‘charge’.",
        "art_3__para_2",
        "2. The charge is ten.",
    );
    all.end();
}

#[test]
fn acts_of_the_union_on_whole_units() {
    let mut all = Checks::of(UNION, "en");
    all.check(
        "In Article 1(2), points (a) and (c) are deleted.",
        "art_1__para_2",
        "2. It does not cover: (a) (deleted) (b) maps; (c) (deleted) Toys are things to play with.",
    );
    all.check("Articles 3 and 4 are deleted.", "art_4", "Article 4 (deleted)");
    all.check(
        "In Article 1(2), points (a) to (c) are deleted.",
        "art_1__para_2",
        "2. It does not cover: (a) (deleted) (b) (deleted) (c) (deleted) Toys are things to play with.",
    );
    all.check("Article 2 is amended as follows: (a) the heading is replaced by the following: ‘Signs’; (b) the words ‘30 days’ are replaced by ‘a month’.", "art_2", "Article 2 Signs A maker shall set a mark within a month; the mark stays.");
    all.check(
        "The following Article is inserted: ‘Article 2a Seals 1. A seal is set. 2. It stays.’",
        "art_2a",
        "Article 2a Seals 1. A seal is set. 2. It stays.",
    );
    all.check("After Article 3, the following Article is inserted: ‘Article 3a Waiver No fee is due from a school.’", "art_3a", "Article 3a Waiver No fee is due from a school.");
    all.check(
        "In Article 1(2), the following subparagraph is added: ‘Maps are drawn.’",
        "art_1__para_2",
        "2. It does not cover: (a) toys; (b) maps; (c) songs. Toys are things to play with. Maps are drawn.",
    );
    all.check(
        "In the first subparagraph of Article 1(2), point (b) is replaced by the following: ‘(b) charts;’",
        "art_1__para_2__point_b",
        "(b) charts;",
    );
    all.check(
        "In Article 1(2), the introductory part is replaced by the following: ‘2. It leaves out:’",
        "art_1__para_2",
        "2. It leaves out: (a) toys; (b) maps; (c) songs. Toys are things to play with.",
    );
    all.check(
        "In Annex I, point 2 is replaced by the following: ‘2. A second form.’",
        "anx_I__point_2",
        "2. A second form.",
    );
    all.check("In Article 3, paragraph 2 becomes paragraph 3.", "art_3__para_3", "3. The fee is ten.");
    all.check(
        "In Article 1 of Regulation (EU) 2030/1, paragraph 3 is deleted.",
        "art_1__para_3",
        "3. (deleted)",
    );
    all.check("Article 3 is amended as follows:\n1. paragraph 1 is replaced by the following:\n‘1. No fee is due.’;\n2. paragraph 2 is deleted.", "art_3", "Article 3 Fees 1. No fee is due. 2. (deleted)");
    all.end();
}

#[test]
fn acts_of_the_union_are_refused_with_a_reason() {
    let mut all = Checks::of(UNION, "en");
    all.refuse("In Article 1(3), the word ‘maker’ is replaced by ‘seller’.", "stands 2 times");
    all.refuse("In Article 9, paragraph 1 is deleted.", "Article 9 is not in the text");
    all.refuse(
        "In Article 1(2), the second sentence is replaced by the following: ‘It covers shops.’",
        "no such sentence",
    );
    all.refuse("Article 3(1) is deleted in so far as it concerns schools.", "limits");
    all.refuse("In Article 2, the word ‘fee’ is replaced by ‘charge’.", "does not say");
    all.refuse("In Article 1 of Regulation (EU) 2031/7, paragraph 3 is deleted.", "other: 2031/7");
    all.refuse("Annexes I to III are deleted.", "between I and III is not plain");
    all.refuse("In Article 2, the table is replaced by the following: ‘| a |’", "table");
    all.end();
}

/// What a flat text does not tell, no instruction may guess.
#[test]
fn units_of_flat_texts_are_found_or_doubted() {
    let base = "# Regulation (EU) 2030/2\n\n## Article 2\n\nDefinitions\n\nThe following definitions apply:\n\n(1) ‘maker’ means a person;\n\n(2) ‘mark’ means a sign.\n\n\
        ## Article 3\n\nMakers have duties.\n\n1. Keep.\n\n2. The Commission may act.\n\nThe power lasts.\n";
    let mut all = Checks::of(base, "en");
    let two = "Article 2 Definitions The following definitions apply: (1) ‘maker’ means a person;";
    all.check(
        "In Article 2, the following point is added: ‘(3) ‘fee’ means money.’",
        "art_2",
        &format!("{two} (2) ‘mark’ means a sign. (3) ‘fee’ means money."),
    );
    all.check(
        "In Article 2, the following point is inserted: ‘(1a) ‘fee’ means money;’",
        "art_2",
        &format!("{two} (1a) ‘fee’ means money; (2) ‘mark’ means a sign."),
    );
    all.refuse("In Article 3, paragraph 2 is deleted.", "cannot be told");
    all.refuse("In Article 3, paragraph 2 is replaced by the following: ‘2. It rests.’", "cannot be told");
    all.refuse(
        "In Article 3, paragraphs 1 and 2 are replaced by the following: ‘1. Rest. 2. It rests.’",
        "cannot be told",
    );
    all.check("In Article 3, paragraph 1 is deleted.", "art_3__point_1", "1. (deleted)");
    all.refuse(
        "In Article 3, paragraph 1 is replaced by the following: ‘1. [unchanged]’",
        "in the place of words",
    );
    all.end();
    let mut all = Checks::of(
        "# Marks Act 2030\n\n## Section 1 Marks\n\n(1) A maker who fails is liable.\n\n(2) A court may—\n\n(a) order more, or\n\n(b) order less.\n",
        "en",
    );
    all.check(
        "In section 1(1), for the words from “who” to the end substitute “commits an offence”.",
        "sec_1__para_1",
        "(1) A maker commits an offence.",
    );
    all.check(
        "In section 1(1), for the words from “who” to the end substitute “pays.”.",
        "sec_1__para_1",
        "(1) A maker pays.",
    );
    all.refuse(
        "In section 1(2), after paragraph (b) insert “, or (c) order nothing.”.",
        "belongs to the end of the unit before",
    );
    all.refuse(
        "(1) The Marks Act 2030 is amended as follows.\n\n(2) In section 1(2), after paragraph (b) insert “, or\n\n(c) order nothing.”.",
        "belongs to the end of the unit before",
    );
    all.end();
}

#[test]
fn acts_of_the_united_states() {
    let mut all = Checks::of(AMERICAN, "en");
    all.check(
        "Section 3 of the Marks and Labels Act of 2030 is amended by striking “ten” and inserting “20”.",
        "sec_3",
        "Section 3 Fines The fine is 20.",
    );
    all.check(
        "Section 2(b) is amended by striking \"30 days\" and inserting \"60 days\".",
        "sec_2__point_b",
        "(b) A seller or a buyer shall ask for the mark, or the record of the mark, within 60 days.",
    );
    all.check(
        "Section 2(b) is amended by striking “the mark” each place it appears and inserting “the label”.",
        "sec_2__point_b",
        "(b) A seller or a buyer shall ask for the label, or the record of the label, within 30 days.",
    );
    all.check(
        "Section 2(b) is amended by striking “the mark” the second place it appears and inserting “it”.",
        "sec_2__point_b",
        "(b) A seller or a buyer shall ask for the mark, or the record of it, within 30 days.",
    );
    all.check("Section 2(b) is amended by inserting “or a lender” after “a buyer”.", "sec_2__point_b", "(b) A seller or a buyer or a lender shall ask for the mark, or the record of the mark, within 30 days.");
    all.check("Section 2(b) is amended by inserting before the period at the end the following: “, and keep it”.", "sec_2__point_b", "(b) A seller or a buyer shall ask for the mark, or the record of the mark, within 30 days, and keep it.");
    all.check(
        "Section 2(b) is amended by striking “, or the record” and all that follows through “mark”.",
        "sec_2__point_b",
        "(b) A seller or a buyer shall ask for the mark, within 30 days.",
    );
    all.check(
        "Section 2(a) is amended— (1) in paragraph (2), by striking “and” at the end; (2) in paragraph (3), by striking the period at the end and inserting “; and”; and (3) by adding at the end the following: “(4) keep a list.”.",
        "sec_2__point_a",
        "(a) A maker shall— (1) set a mark; (2) keep the mark; (3) report each mark; and (4) keep a list.",
    );
    all.check(
        "Section 2(a) is amended by redesignating paragraphs (2) and (3) as paragraphs (3) and (4), respectively, and by inserting after paragraph (1) the following new paragraph: “(2) date the mark;”.",
        "sec_2__point_a",
        "(a) A maker shall— (1) set a mark; (2) date the mark; (3) keep the mark; and (4) report each mark.",
    );
    all.check(
        "Section 2(a) is amended—\n(1) by redesignating paragraphs (2) through (3) as paragraphs (3) through (4), respectively; and\n(2) in paragraph (4), as so redesignated, by striking “each” and inserting “every”.",
        "sec_2__point_a__item_4",
        "(4) report every mark.",
    );
    all.check("Section 2 is amended by striking subsection (c).", "sec_2__point_c", "-");
    all.check("Section 2(c) is repealed.", "sec_2__point_c", "(c) (repealed)");
    all.check(
        "Section 3 is amended to read as follows: “SEC. 3. FINES. The fine is 50.”",
        "sec_3",
        "SEC. 3. FINES. The fine is 50.",
    );
    all.check(
        "Subsection (c) of section 2 is amended to read as follows:\n“(c) Nothing here binds a school.”.",
        "sec_2__point_c",
        "(c) Nothing here binds a school.",
    );
    all.check("Section 2 is amended by adding at the end the following:\n\n“(d) Record.—A maker shall—\n\n“(1) keep a record; and\n\n“(2) show it.”.", "sec_2__point_d", "(d) Record.—A maker shall— (1) keep a record; and (2) show it.");
    all.check("Section 2 is amended in the matter preceding paragraph (1) of subsection (a) by striking “maker” and inserting “seller”.", "sec_2__point_a", "(a) A seller shall— (1) set a mark; (2) keep the mark; and (3) report each mark.");
    all.check(
        "Section 3 is amended by adding at the end the following: “It is due at once.”.",
        "sec_3",
        "Section 3 Fines The fine is ten. It is due at once.",
    );
    all.end();
}

#[test]
fn acts_of_the_united_states_are_refused_with_a_reason() {
    let mut all = Checks::of(AMERICAN, "en");
    all.refuse("Section 2(b) is amended by striking “the mark” and inserting “it”.", "stands 2 times");
    all.refuse("Section 7 is amended by striking “ten” and inserting “20”.", "not in the text");
    all.refuse(
        "Section 3 of the Toys Act of 1999 is amended by striking “ten” and inserting “20”.",
        "other: Toys Act of 1999",
    );
    all.refuse(
        "Section 552(a) of title 5, United States Code, is amended by striking “ten” and inserting “20”.",
        "other: title 5",
    );
    all.refuse("Section 3 is amended by striking “eleven” and inserting “20”.", "does not say");
    all.refuse(
        "Section 2(a) is amended by redesignating paragraphs (1) and (2) as paragraphs (2), (3) and (4).",
        "numbers",
    );
    all.end();
}

#[test]
fn acts_of_the_united_kingdom() {
    let mut all = Checks::of(BRITISH, "en");
    all.check("In section 2(1), for “ten” substitute “20”.", "sec_2__para_1", "(1) The fee is 20.");
    all.check(
        "In section 1(2), for ‘plain’ substitute ‘clear’.",
        "sec_1__para_2",
        "(2) The mark must be clear, or loud.",
    );
    all.check("In section 1(2), omit “, or loud”.", "sec_1__para_2", "(2) The mark must be plain.");
    all.check(
        "In section 1(2), after “plain” insert “, large”.",
        "sec_1__para_2",
        "(2) The mark must be plain, large, or loud.",
    );
    all.check(
        "In section 1, after subsection (2) insert—\n“(2A) It must last.”",
        "sec_1__para_2A",
        "(2A) It must last.",
    );
    all.check(
        "In section 1, for subsection (2) substitute—\n“(2) The mark must be seen.”",
        "sec_1__para_2",
        "(2) The mark must be seen.",
    );
    all.check(
        "In section 1(3), omit paragraph (b).",
        "sec_1__para_3",
        "(3) In this section— (a) a maker is a person;",
    );
    all.check("The Marks Act 2030 is amended as follows.\n(2) In section 1—\n(a) in subsection (1), for “maker” substitute “seller”;\n(b) omit subsection (3).\n(3) In section 2(1), at the end insert “It is due at once.”", "sec_1", "Section 1 Marks (1) A seller must set a mark. (2) The mark must be plain, or loud.");
    all.check(
        "After section 1 insert—\n“1A Seals A seal may be set.”",
        "sec_1A",
        "1A Seals A seal may be set.",
    );
    all.check(
        "In section 1(2), for the words from “plain” to the end substitute “seen.”",
        "sec_1__para_2",
        "(2) The mark must be seen.",
    );
    all.end();
}

#[test]
fn acts_of_the_united_kingdom_are_refused_with_a_reason() {
    let mut all = Checks::of(BRITISH, "en");
    all.refuse("In section 3 of the Toys Act 1999, omit subsection (1).", "other: Toys Act 1999");
    all.refuse("In section 1(3), for “a” substitute “any”.", "stands");
    all.refuse("In section 2, omit subsection (9).", "not in");
    all.end();
}

#[test]
fn korean_acts() {
    let mut all = Checks::of(KOREAN, "ko");
    all.check(
        "제2조제1항 중 '통계청장'을 '국가데이터처장'으로 한다.",
        "art_2__para_1",
        "① 국가데이터처장은 표시를 한다. 다만, 장난감은 그러하지 아니하다.",
    );
    all.check(
        "제1조 및 제2조제3항 중 \"통계청장\"을 각각 \"국가데이터처장\"으로 한다.",
        "art_2__para_3",
        "③ 국가데이터처장은 고시한다.",
    );
    all.check(
        "제2조제1항 단서 중 “장난감”을 “장난감과 책”으로 한다.",
        "art_2__para_1",
        "① 통계청장은 표시를 한다. 다만, 장난감과 책은 그러하지 아니하다.",
    );
    all.check("제2조제2항제2호를 삭제한다.", "art_2__para_2__point_2", "2. 삭제");
    all.check("제2조제2항에 제3호를 다음과 같이 신설한다.\n3. 책", "art_2__para_2__point_3", "3. 책");
    all.check(
        "제3조를 다음과 같이 한다.\n제3조(과태료) 과태료는 20만원으로 한다.",
        "art_3",
        "제3조 (과태료) 과태료는 20만원으로 한다.",
    );
    all.check(
        "제2조의2를 다음과 같이 신설한다.\n제2조의2(고지) 표시는 고지한다.",
        "art_2-2",
        "제2조의2 (고지) 표시는 고지한다.",
    );
    all.check(
        "제2조제3항을 제4항으로 하고, 같은 조에 제3항을 다음과 같이 신설한다.\n③ 표시는 크게 한다.",
        "art_2__para_4",
        "④ 통계청장은 고시한다.",
    );
    all.check("제2조제3항을 제51항으로 한다.", "art_2__para_51", "51 통계청장은 고시한다.");
    all.check(
        "제3조 중 \"10만원\"을 \"20만원\"으로, \"과태료는\"을 \"벌금은\"으로 한다.",
        "art_3",
        "제3조 (과태료) 벌금은 20만원으로 한다.",
    );
    all.check(
        "제3조의 제목 \"(과태료)\"를 \"(벌금)\"으로 한다.",
        "art_3",
        "제3조 (벌금) 과태료는 10만원으로 한다.",
    );
    all.check(
        "표시법 일부를 다음과 같이 개정한다.\n제2조제2항 각 호 외의 부분 중 \"물건\"을 \"것\"으로 한다.",
        "art_2__para_2",
        "② 다음 각 호의 것에는 표시를 하지 아니한다. 1. 지도 2. 노래",
    );
    all.end();
}

#[test]
fn korean_acts_are_refused_with_a_reason() {
    let mut all = Checks::of(KOREAN, "ko");
    all.refuse(
        "장난감법 일부를 다음과 같이 개정한다.\n제1조 중 \"통계청장\"을 \"국가데이터처장\"으로 한다.",
        "other: 장난감법",
    );
    all.refuse("제9조 중 \"통계청장\"을 \"국가데이터처장\"으로 한다.", "not in");
    all.refuse("제2조제1항 중 \"국세청장\"을 \"국가데이터처장\"으로 한다.", "does not say");
    all.refuse("제2조제9호를 삭제한다.", "not in");
    all.refuse("제2조의2부터 제2조의5까지를 삭제한다.", "Article 2-2 is not in");
    all.refuse("제1조부터 제2조제3항까지를 삭제한다.", "not alike");
    all.end();
}

#[test]
fn older_and_compound_forms_of_the_union() {
    let mut all = Checks::of(UNION, "en");
    all.check("In Article 3(2), ‘ten’ shall be replaced by ‘20’.", "art_3__para_2", "2. The fee is 20.");
    all.check(
        "In Article 2, the words ‘within 30 days’ are replaced by the words ‘at once’ and the word ‘stays’ is replaced by ‘goes’.",
        "art_2",
        "Article 2 Marks A maker shall set a mark at once; the mark goes.",
    );
    all.check(
        "In Article 1(2), the word ‘Toys’ is replaced by ‘Kites’, the word ‘play’ is replaced by ‘fly’ and the word ‘things’ is deleted.",
        "art_1__para_2",
        "2. It does not cover: (a) toys; (b) maps; (c) songs. Kites are to fly with.",
    );
    all.check(
        "In Article 1(2), the following points are inserted:\n‘(ba) kites;\n(d) films.’",
        "art_1__para_2",
        "2. It does not cover: (a) toys; (b) maps; (ba) kites; (c) songs. (d) films. Toys are things to play with.",
    );
    all.refuse("In Article 2, ‘mark’ is replaced by ‘sign’.", "stands 2 times");
    all.refuse(
        "In Article 2, the words ‘mark’ are replaced by ‘sign’, and any grammatical changes shall be made.",
        "",
    );
    all.end();
}

#[test]
fn stops_are_the_ones_that_are_named() {
    let mut all = Checks::of(AMERICAN, "en");
    all.check(
        "Section 2(a)(3) is amended by striking the period and inserting “; and”.",
        "sec_2__point_a__item_3",
        "(3) report each mark; and",
    );
    all.check(
        "Section 2(a)(2) is amended by inserting “for a year” before the semicolon.",
        "sec_2__point_a__item_2",
        "(2) keep the mark for a year; and",
    );
    all.check(
        "Section 2(a)(1) is amended by inserting “on paper” before the semicolon at the end.",
        "sec_2__point_a__item_1",
        "(1) set a mark on paper;",
    );
    all.refuse(
        "Section 2(a)(3) is amended by striking the semicolon at the end and inserting “; and”.",
        "does not say",
    );
    all.refuse(
        "Section 2(a)(2) is amended by inserting “for a year” before the period at the end.",
        "does not say",
    );
    all.refuse("Section 2(a)(2) is amended by striking the period at the end.", "does not say");
    all.end();
}

#[test]
fn words_that_begin_a_unit_make_one() {
    let mut all = Checks::of(AMERICAN, "en");
    let prose = "Section 3 is amended by striking “The fine” and inserting “(a) IN GENERAL.—The fine”.";
    all.check(prose, "sec_3", "Section 3 Fines (a) IN GENERAL.—The fine is ten.");
    let made = amend(&all.base, &parse_plain(prose, "en")).document;
    let section = made.unit(&UnitId::new("sec_3")).unwrap();
    assert_eq!((section.text.as_str(), section.children.len()), ("", 1), "{section:?}");
    all.refuse(
        "Section 2(a) is amended by striking “A maker shall” and inserting “(1) IN GENERAL.—A maker shall”.",
        "has others",
    );
    all.end();
}

#[test]
fn british_acts_say_once_where_they_go_on() {
    let mut all = Checks::of(BRITISH, "en");
    let act = "# Marks (Amendment) Act 2031\n\n### 5 Amendment of the Marks Act 2030\n\n";
    let check = |all: &Checks, prose: &str, id: &str, expected: &str| {
        let outcome = amend(&all.base, &parse_markdown(&format!("{act}{prose}")));
        let unit = outcome.document.unit(&UnitId::new(id)).map_or("-".to_owned(), maru_text::Unit::full_text);
        let found = unit.split_whitespace().collect::<Vec<_>>().join(" ");
        let good = !outcome.readings.is_empty() && outcome.readings.iter().all(|reading| reading == "ok");
        assert!(good && found == expected, "{prose}\n{:?}\n{found}", outcome.readings);
    };
    check(
        &all,
        "(1) Section 1 of the Marks Act 2030 is amended as follows.\n\n(2) In subsection (1), for “set” substitute “make”.\n\n(3) In section 2(1), for “ten” substitute “20”.\n",
        "sec_2__para_1",
        "(1) The fee is 20.",
    );
    check(
        &all,
        "(1) Section 1 of the Marks Act 2030 is amended as follows.\n\n(2) In subsection (1), for “set” substitute “make”.\n",
        "sec_1__para_1",
        "(1) A maker must make a mark.",
    );
    check(
        &all,
        "In section 1(2) of the Marks Act 2030, omit the “or” in the first place where it occurs.\n",
        "sec_1__para_2",
        "(2) The mark must be plain, loud.",
    );
    check(
        &all,
        "In section 2(1) of the Marks Act 2030, for “ten” (in each place) substitute “20”.\n",
        "sec_2__para_1",
        "(1) The fee is 20.",
    );
    all.refuse("In section 1(3), omit the definition of “mark”.", "");
    all.refuse("In section 2(1), at the end insert “and a tenth”.", "full stop");
    all.end();
}
