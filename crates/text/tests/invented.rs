//! Amending instructions that were made up to break the reader, each with the result that a drafter would write: applied rightly or
//! refused with its reason, never silently wrong.
#![allow(clippy::too_many_lines, reason = "lists of cases, one after another")]
#![allow(clippy::unwrap_used, reason = "a report that is not whole has failed its test")]

use maru_text::{Document, Reading, UnitId, apply, parse_markdown, parse_plain, read_amending_act};

/// What an amending act makes of a text.
struct Case {
    prose: &'static str,
    /// The unit that is looked at; empty for the whole text.
    id: &'static str,
    /// Its words in one line; after `!` a part of the reason for which the first refused instruction is refused.
    expected: &'static str,
}

const fn case(prose: &'static str, id: &'static str, expected: &'static str) -> Case {
    Case { prose, id, expected }
}

fn words(document: &Document, id: &str) -> String {
    let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if id.is_empty() {
        let all: Vec<String> = document.units.iter().map(maru_text::Unit::full_text).collect();
        return flat(all.join(" "));
    }
    document.unit(&UnitId::new(id)).map_or("-".to_owned(), |unit| flat(unit.full_text()))
}

fn run(base: &str, language: &str, opening: &str, cases: &[Case]) {
    let base = parse_markdown(base);
    let mut failures = Vec::new();
    for Case { prose, id, expected } in cases {
        let amending = parse_plain(&format!("{opening}{prose}"), language);
        let act = read_amending_act(&amending, &base);
        if let Err(loss) = act.is_whole(&amending) {
            failures.push(format!("NOT WHOLE {prose}\n  {loss:?}"));
        }
        let amendments: Vec<_> = act.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
        let amended = apply(&base, &amendments);
        let fates = amended.fates.iter().filter_map(|fate| match fate {
            maru_text::Fate::Refused(why) => Some(why.to_string()),
            _ => None,
        });
        let readings = act.instructions.iter().filter_map(|one| match &one.reading {
            Reading::Understood => None,
            Reading::OtherAct(act) => Some(format!("other: {act}")),
            Reading::NoPlace(why) | Reading::NotUnderstood(why) => Some(why.clone()),
        });
        let refused: Vec<String> = readings.chain(fates).collect();
        let found = words(&amended.document, id);
        let fault = match expected.strip_prefix('!') {
            _ if act.instructions.is_empty() => Some("NO INSTRUCTION"),
            Some(why) if !refused.iter().any(|reason| reason.contains(why)) => {
                Some(if refused.is_empty() { "WRONG" } else { "OTHER REASON" })
            }
            None if !refused.is_empty() => Some("REFUSED"),
            None if found != *expected => Some("WRONG"),
            Some(_) | None => None,
        };
        if let Some(fault) = fault {
            failures.push(format!("{fault}: {prose}\n  {refused:?}\n  {found}\n  {expected}"));
        }
    }
    assert!(failures.is_empty(), "{} of {}\n{}", failures.len(), cases.len(), failures.join("\n"));
}

const KOREAN: &str = "---\n제목: 놀이터법\n---\n\n# 놀이터법\n\n## 제1장 총칙\n\n##### 제1조 (목적)\n\n이 법은 놀이터의 안전을 정한다.\n\n\
    ##### 제2조 (정의)\n\n이 법에서 사용하는 용어의 뜻은 다음과 같다. <개정 2015.3.1>\n\n  1\\. \"놀이터\"란 다음 각 목의 곳을 말한다.\n    가\\. 공원의 놀이터\n    나\\. 학교의 놀이터\n  2\\. \"기구\"란 그네를 말한다.\n  3\\. \"관리자\"란 놀이터를 관리하는 자를 말한다.\n\n\
    ##### 제3조 (책무)\n\n**①** 관리자는 기구를 살핀다.\n\n**②** 시장은 관리자를 돕는다. 다만, 예산이 없는 경우에는 그러하지 아니하다.\n\n**③** 관리자는 다음 각 호의 사항을 적는다.\n\n  1\\. 날짜\n  2\\. 이름\n  3\\. 삭제 <2014.1.1>\n  4\\. 기구의 상태\n\n**④** 시장은 제3항의 기록을 본다.\n\n\
    ## 제2장 관리\n\n##### 제4조 (검사)\n\n시장은 해마다 검사한다.\n\n##### 제5조 (보험)\n\n관리자는 보험에 든다.\n\n##### 제6조 (교육)\n\n**①** 관리자는 교육을 받는다.\n\n**②** 시장은 교육을 한다.\n\n##### 제7조 (벌칙)\n\n제3조를 위반한 자는 50만원 이하의 과태료에 처한다.\n";

const OPENS: &str = "놀이터법 일부를 다음과 같이 개정한다.\n";

#[test]
fn korean_chains_of_numbers() {
    run(
        KOREAN,
        "ko",
        OPENS,
        &[
            // From the first on: each means the number as it was.
            case(
                "제3조제1항을 제2항으로 하고, 제2항을 제3항으로 하며, 제3항을 제4항으로 하고, 제4항을 제5항으로 하며, 같은 조에 제1항을 다음과 같이 신설한다.\n① 누구나 논다.",
                "art_3__para_5",
                "⑤ 시장은 제3항의 기록을 본다.",
            ),
            case(
                "제3조제1항을 제2항으로 하고, 제2항을 제3항으로 하며, 제3항을 제4항으로 하고, 제4항을 제5항으로 하며, 같은 조에 제1항을 다음과 같이 신설한다.\n① 누구나 논다.",
                "art_3__para_2",
                "② 관리자는 기구를 살핀다.",
            ),
            case(
                "제5조를 제8조로 하고, 제6조를 제5조로 하며, 제7조를 제6조로 한다.",
                "art_6",
                "!order of the numbers",
            ),
            case(
                "제4조를 제5조로 하고, 제5조를 제6조로 하며, 제6조를 제7조로 하고, 제7조를 제8조로 하며, 제4조를 다음과 같이 신설한다.\n제4조(허가) 놀이터는 허가를 받는다.",
                "art_8",
                "제8조 (벌칙) 제3조를 위반한 자는 50만원 이하의 과태료에 처한다.",
            ),
            case(
                "제4조를 제5조로 하고, 제5조를 제6조로 하며, 제6조를 제7조로 하고, 제7조를 제8조로 하며, 제4조를 다음과 같이 신설한다.\n제4조(허가) 놀이터는 허가를 받는다.",
                "art_4",
                "제4조 (허가) 놀이터는 허가를 받는다.",
            ),
            // New units between the steps of a chain.
            case(
                "제6조를 제7조로 하고, 제6조를 다음과 같이 신설하며, 제7조를 제8조로 한다.\n제6조(점검) 기구를 점검한다.",
                "art_6",
                "제6조 (점검) 기구를 점검한다.",
            ),
            case(
                "제6조를 제7조로 하고, 제6조를 다음과 같이 신설하며, 제7조를 제8조로 한다.\n제6조(점검) 기구를 점검한다.",
                "art_7",
                "제7조 (교육) ① 관리자는 교육을 받는다. ② 시장은 교육을 한다.",
            ),
            // One sentence for each step.
            case(
                "제6조를 제7조로 한다.\n제7조를 제8조로 한다.",
                "art_7",
                "제7조 (교육) ① 관리자는 교육을 받는다. ② 시장은 교육을 한다.",
            ),
            case(
                "제7조를 제8조로 한다.\n제6조를 제7조로 한다.",
                "art_8",
                "제8조 (벌칙) 제3조를 위반한 자는 50만원 이하의 과태료에 처한다.",
            ),
            case(
                "제6조를 제7조로 한다.\n제7조 중 \"50만원\"을 \"60만원\"으로 한다.\n제7조를 제8조로 한다.",
                "art_7",
                "!by its old or by its new number",
            ),
            case("제6조를 제7조로 한다.", "art_6", "!there already"),
            case("제3조제1항을 제2항으로 하고, 제2항을 제1항으로 한다.", "art_3", "!change places"),
            case(
                "제2조제3호를 제4호로 하고, 제2호를 제3호로 하며, 같은 조에 제2호를 다음과 같이 신설한다.\n2. \"어린이\"란 13세 미만인 자를 말한다.",
                "art_2__point_3",
                "3. \"기구\"란 그네를 말한다.",
            ),
            case(
                "제3조제3항제4호를 제3호로 한다.",
                "art_3__para_3",
                "③ 관리자는 다음 각 호의 사항을 적는다. 1. 날짜 2. 이름 3. 기구의 상태",
            ),
            case(
                "제6조 및 제7조를 각각 제7조 및 제8조로 하고, 제6조를 다음과 같이 신설한다.\n제6조(점검) 기구를 점검한다.",
                "art_8",
                "제8조 (벌칙) 제3조를 위반한 자는 50만원 이하의 과태료에 처한다.",
            ),
        ],
    );
}

#[test]
fn korean_headings_of_one_letter() {
    run(
        KOREAN,
        "ko",
        OPENS,
        &[
            case(
                "제6조의2를 다음과 같이 신설한다.\n제6조의2(가) 놀이를 한다.",
                "art_6-2",
                "제6조의2 (가) 놀이를 한다.",
            ),
            case(
                "제6조의2부터 제6조의4까지를 각각 다음과 같이 신설한다.\n제6조의2(가) 하나.\n제6조의3(나) 둘.\n제6조의4(다) 셋.",
                "art_6-4",
                "제6조의4 (다) 셋.",
            ),
            case(
                "제6조의2부터 제6조의4까지를 각각 다음과 같이 신설한다.\n제6조의2(가) 하나.\n제6조의3(나) 둘.\n제6조의4(다) 셋.",
                "art_6-2",
                "제6조의2 (가) 하나.",
            ),
            case(
                "제5조를 다음과 같이 한다.\n제5조(나) ① 관리자는 논다.\n② 시장도 논다.",
                "art_5",
                "제5조 (나) ① 관리자는 논다. ② 시장도 논다.",
            ),
            case("제5조를 다음과 같이 한다.\n제5조(1) 관리자는 논다.", "art_5", "제5조 (1) 관리자는 논다."),
            case("제5조의 제목 \"(보험)\"을 \"(나)\"로 한다.", "art_5", "제5조 (나) 관리자는 보험에 든다."),
            case(
                "제6조의2를 다음과 같이 신설한다.\n제6조의2(가)\n① 하나.\n② 둘.",
                "art_6-2",
                "제6조의2 (가) ① 하나. ② 둘.",
            ),
            case(
                "제6조의2를 다음과 같이 신설한다.\n제6조의2(가) 다음 각 호와 같다.\n1. 하나\n가. 둘\n나. 셋\n2. 넷",
                "art_6-2",
                "제6조의2 (가) 다음 각 호와 같다. 1. 하나 가. 둘 나. 셋 2. 넷",
            ),
            case("제6조의2를 다음과 같이 신설한다.\n제6조의2 (다) 하나.", "art_6-2", "제6조의2 (다) 하나."),
            case(
                "제6조의2를 다음과 같이 신설하고, 제7조를 다음과 같이 한다.\n제6조의2(가) ① 하나.\n제7조(나) 둘.",
                "art_7",
                "제7조 (나) 둘.",
            ),
            case(
                "제5조 및 제6조를 각각 다음과 같이 한다.\n제5조(가) 하나.\n제6조(나) ① 둘.\n② 셋.",
                "art_6",
                "제6조 (나) ① 둘. ② 셋.",
            ),
            case(
                "제2장의2(제7조의2 및 제7조의3)를 다음과 같이 신설한다.\n제2장의2 나\n제7조의2(가) 하나.\n제7조의3(나) 둘.",
                "chp_2-2",
                "제2장의2 나 제7조의2 (가) 하나. 제7조의3 (나) 둘.",
            ),
        ],
    );
}

#[test]
fn korean_lines_and_quotations() {
    run(
        KOREAN,
        "ko",
        OPENS,
        &[
            case(
                "제3조제2항 본문 중 \"시장은\"을 \"시장ㆍ군수는\"으로 하고,\n같은 항 단서 중 \"예산이\"를\n\"예산과 사람이\"로 한다.",
                "art_3__para_2",
                "② 시장ㆍ군수는 관리자를 돕는다. 다만, 예산과 사람이 없는 경우에는 그러하지 아니하다.",
            ),
            case(
                "제3조제3항에 제5호를 다음과 같이\n신설한다.\n5. 그 밖의 사항",
                "art_3__para_3__point_5",
                "5. 그 밖의 사항",
            ),
            case(
                "제3조제3항제3호를 다음과 같이 신설한다.\n3. 시각",
                "art_3__para_3",
                "③ 관리자는 다음 각 호의 사항을 적는다. 1. 날짜 2. 이름 3. 시각 4. 기구의 상태",
            ),
            case(
                "제2조제2호 중 \"그네를\"을 \"그네(이하 \"그네등\"이라 한다)를\"로 한다.",
                "art_2__point_2",
                "2. \"기구\"란 그네(이하 \"그네등\"이라 한다)를 말한다.",
            ),
            case(
                "제2조제2호 중 \"\"기구\"란\"을 \"\"놀이기구\"란\"으로 한다.",
                "art_2__point_2",
                "2. \"놀이기구\"란 그네를 말한다.",
            ),
            case(
                "제2조제1호가목을 다음과 같이 하고, 같은 호에 다목을 다음과 같이 신설한다.\n가. 공원에 있는 놀이터\n다. 아파트의 놀이터",
                "art_2__point_1",
                "1. \"놀이터\"란 다음 각 목의 곳을 말한다. 가. 공원에 있는 놀이터 나. 학교의 놀이터 다. 아파트의 놀이터",
            ),
            case(
                "제4조 중 \"시장은\"을 \"시장은 관리자와 함께\"로, \"검사한다\"를 \"검사하여야 한다\"로 한다.",
                "art_4",
                "제4조 (검사) 시장은 관리자와 함께 해마다 검사하여야 한다.",
            ),
            case(
                "제4조에 단서를 다음과 같이 신설한다.\n다만, 눈이 오는 경우에는 그러하지 아니하다.",
                "art_4",
                "제4조 (검사) 시장은 해마다 검사한다. 다만, 눈이 오는 경우에는 그러하지 아니하다.",
            ),
            case(
                "제3조제2항 단서를 삭제하고, 같은 조 제4항 중 \"본다\"를 \"보관한다\"로 한다.",
                "art_3__para_2",
                "② 시장은 관리자를 돕는다.",
            ),
            case(
                "제5조에 제목 외의 부분을 제1항으로 하고, 같은 조에 제2항을 다음과 같이 신설한다.\n② 시장은 보험료를 준다.",
                "art_5",
                "!",
            ),
            case(
                "제5조 제목 외의 부분을 제1항으로 하고, 같은 조에 제2항 및 제3항을 각각 다음과 같이 신설한다.\n② 시장은 보험료를 준다.\n③ 제2항의 보험료는 다음 각 호와 같다.\n1. 그네: 1만원\n2. 시소: 2만원",
                "art_5",
                "제5조 (보험) ① 관리자는 보험에 든다. ② 시장은 보험료를 준다. ③ 제2항의 보험료는 다음 각 호와 같다. 1. 그네: 1만원 2. 시소: 2만원",
            ),
            case(
                "제6조제1항 중 \"받는다\"를 \"받아야 한다\"로 하고, 같은 조 제2항을 삭제한다.",
                "art_6",
                "제6조 (교육) ① 관리자는 교육을 받아야 한다. ② 삭제",
            ),
            case(
                "제3조제3항제1호부터 제4호까지를 각각 다음과 같이 한다.\n1. 해\n2. 달\n3. 날\n4. 때",
                "art_3__para_3",
                "③ 관리자는 다음 각 호의 사항을 적는다. 1. 해 2. 달 3. 날 4. 때",
            ),
            case(
                "제3조제3항 각 호 외의 부분 중 \"사항을\"을 \"사항을 날마다\"로 한다.",
                "art_3__para_3",
                "③ 관리자는 다음 각 호의 사항을 날마다 적는다. 1. 날짜 2. 이름 3. 삭제 <2014.1.1> 4. 기구의 상태",
            ),
            case(
                "제7조 중 \"제3조\"를 \"제3조 또는 제5조\"로, \"50만원\"을 \"100만원\"으로 한다.",
                "art_7",
                "제7조 (벌칙) 제3조 또는 제5조를 위반한 자는 100만원 이하의 과태료에 처한다.",
            ),
            case(
                "제7조를 다음과 같이 한다.\n제7조(벌칙) 다음 각 호의 어느 하나에 해당하는 자는 과태료에 처한다.\n1. 제3조를 위반한 자\n2. 제5조를 위반하여 보험에 들지 아니한 자",
                "art_7",
                "제7조 (벌칙) 다음 각 호의 어느 하나에 해당하는 자는 과태료에 처한다. 1. 제3조를 위반한 자 2. 제5조를 위반하여 보험에 들지 아니한 자",
            ),
            case(
                "제4조를 다음과 같이 한다.\n제4조(검사) ① 시장은 해마다 검사한다.\n② 제1항에 따른 검사의 방법은 \"놀이터 검사 기준\"을 다음과 같이 정하여 한다.",
                "art_4",
                "제4조 (검사) ① 시장은 해마다 검사한다. ② 제1항에 따른 검사의 방법은 \"놀이터 검사 기준\"을 다음과 같이 정하여 한다.",
            ),
            case("별표 1을 별지와 같이 하고, 제4조 중 \"해마다\"를 \"달마다\"로 한다.", "art_4", "!별표"),
            case(
                "제5조를 삭제한다.\n제6조제2항을 삭제하고, 같은 조에 제3항을 다음과 같이 신설한다.\n③ 교육은 무료로 한다.",
                "art_6",
                "제6조 (교육) ① 관리자는 교육을 받는다. ② 삭제 ③ 교육은 무료로 한다.",
            ),
            case(
                "제3조의 제목 \"(책무)\"를 \"(관리자의 책무)\"로 하고, 같은 조 제1항 중 \"기구를\"을 \"기구와 바닥을\"로 한다.",
                "art_3__para_1",
                "① 관리자는 기구와 바닥을 살핀다.",
            ),
            case(
                "제2장의 제목 \"관리\"를 \"관리와 검사\"로 한다.",
                "chp_2",
                "제2장 관리와 검사 제4조 (검사) 시장은 해마다 검사한다. 제5조 (보험) 관리자는 보험에 든다. 제6조 (교육) ① 관리자는 교육을 받는다. ② 시장은 교육을 한다. 제7조 (벌칙) 제3조를 위반한 자는 50만원 이하의 과태료에 처한다.",
            ),
            case(
                "제3조제4항을 제5항으로 하고, 같은 조에 제4항을 다음과 같이 신설하며, 같은 조 제5항(종전의 제4항) 중 \"제3항\"을 \"제3항 및 제4항\"으로 한다.\n④ 관리자는 기록을 지킨다.",
                "art_3__para_5",
                "⑤ 시장은 제3항 및 제4항의 기록을 본다.",
            ),
            case(
                "제6조제2항을 제3항으로 하고, 같은 조 제2항을 다음과 같이 신설한다.\n② 교육은 한 해에 한 번 한다.",
                "art_6",
                "제6조 (교육) ① 관리자는 교육을 받는다. ② 교육은 한 해에 한 번 한다. ③ 시장은 교육을 한다.",
            ),
            case(
                "제2조 각 호를 다음과 같이 한다.\n1. \"놀이터\"란 노는 곳을 말한다.\n2. \"기구\"란 시소를 말한다.",
                "art_2",
                "제2조 (정의) 이 법에서 사용하는 용어의 뜻은 다음과 같다. <개정 2015.3.1> 1. \"놀이터\"란 노는 곳을 말한다. 2. \"기구\"란 시소를 말한다.",
            ),
            case(
                "제2조제1호나목 다음에 다목을 다음과 같이 신설한다.\n다. 길의 놀이터",
                "art_2__point_1",
                "!",
            ),
            case(
                "제5조의2 및 제5조의3을 각각 다음과 같이 신설한다.\n제5조의2(공제) ① 관리자는 공제에 든다.\n② 제1항의 공제는 시장이 정한다.\n제5조의3(기금) 시장은 기금을 둔다.",
                "art_5-2",
                "제5조의2 (공제) ① 관리자는 공제에 든다. ② 제1항의 공제는 시장이 정한다.",
            ),
            case(
                "제3조제2항 중 \"예산이 없는 경우에는\"을 \"다음 각 호의 어느 하나에 해당하는 경우에는\"으로 하고, 같은 항에 각 호를 다음과 같이 신설한다.\n1. 예산이 없는 경우\n2. 사람이 없는 경우",
                "art_3__para_2",
                "② 시장은 관리자를 돕는다. 다만, 다음 각 호의 어느 하나에 해당하는 경우에는 그러하지 아니하다. 1. 예산이 없는 경우 2. 사람이 없는 경우",
            ),
        ],
    );
}

/// The heading is told from the words, however long they are.
#[test]
fn new_articles_have_their_headings() {
    let base = parse_markdown(KOREAN);
    let check = |new: &str, id: &str, heading: &str, text: &str, below: usize| {
        let prose = format!("{OPENS}제6조의2부터 제6조의4까지를 각각 다음과 같이 신설한다.\n{new}");
        let act = read_amending_act(&parse_plain(&prose, "ko"), &base);
        let amendments: Vec<_> = act.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
        let next = apply(&base, &amendments).document;
        let unit = next
            .unit(&UnitId::new(id))
            .map(|unit| (unit.heading.clone().unwrap_or_default(), unit.text.clone(), unit.children.len()));
        assert_eq!(unit, Some((heading.to_owned(), text.to_owned(), below)), "{new}\n{:?}", act.instructions);
    };
    let letters = "제6조의2(가) 하나.\n제6조의3(나) ① 둘.\n② 셋.\n제6조의4(다) 넷.";
    check(letters, "art_6-2", "(가)", "하나.", 0);
    check(letters, "art_6-4", "(다)", "넷.", 0);
    let long = "제6조의2(보험(공제를 포함한다)의 가입) 관리자는 어린이가 놀이터에서 놀다가 다치는 경우에 그 손해를 배상하기 위하여 보험에 들어야 한다.\n제6조의3(나) 시장은 다음 각 호의 일을 한다.\n1. 하나\n2. 둘\n제6조의4(라) 시장은 관리자가 제6조의2에 따른 보험에 들지 아니한 경우에는 그 이유를 물을 수 있다.";
    check(
        long,
        "art_6-2",
        "(보험(공제를 포함한다)의 가입)",
        "관리자는 어린이가 놀이터에서 놀다가 다치는 경우에 그 손해를 배상하기 위하여 보험에 들어야 한다.",
        0,
    );
    check(long, "art_6-3", "(나)", "시장은 다음 각 호의 일을 한다.", 2);
    check(
        long,
        "art_6-4",
        "(라)",
        "시장은 관리자가 제6조의2에 따른 보험에 들지 아니한 경우에는 그 이유를 물을 수 있다.",
        0,
    );
}

#[test]
fn a_sentence_that_is_broken_over_lines_is_one() {
    let base = parse_markdown(KOREAN);
    let prose = format!(
        "{OPENS}제5조를 다음과 같이 한다.\n제5조(보험) 관리자는 어린이가 다치는 경우를 위하여\n보험에 들어야 한다.\n제3조제3항제1호를 다음과 같이 한다.\n1. 기록을 적은\n날짜\n제6조제2항을 다음과 같이 한다.\n② 시장은 교육을\n하지 아니할 수 있다."
    );
    let act = read_amending_act(&parse_plain(&prose, "ko"), &base);
    let amendments: Vec<_> = act.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
    let next = apply(&base, &amendments).document;
    let text = |id: &str| next.unit(&UnitId::new(id)).map(|unit| (unit.text.clone(), unit.children.len()));
    let one = |words: &str| Some((words.to_owned(), 0));
    assert_eq!(
        next.unit(&UnitId::new("art_5")).and_then(|unit| unit.heading.clone()),
        Some("(보험)".to_owned())
    );
    assert_eq!(text("art_5"), one("관리자는 어린이가 다치는 경우를 위하여 보험에 들어야 한다."), "{act:?}");
    assert_eq!(text("art_3__para_3__point_1"), one("기록을 적은 날짜"));
    assert_eq!(text("art_6__para_2"), one("시장은 교육을 하지 아니할 수 있다."));
}

#[test]
fn korean_sentences_of_many_changes() {
    run(
        KOREAN,
        "ko",
        OPENS,
        &[
            case(
                "제3조제1항을 삭제하고, 같은 조 제2항부터 제4항까지를 각각 제1항부터 제3항까지로 한다.",
                "art_3",
                "제3조 (책무) ① 시장은 관리자를 돕는다. 다만, 예산이 없는 경우에는 그러하지 아니하다. ② 관리자는 다음 각 호의 사항을 적는다. 1. 날짜 2. 이름 3. 삭제 <2014.1.1> 4. 기구의 상태 ③ 시장은 제3항의 기록을 본다.",
            ),
            case(
                "제5조를 삭제하고, 제6조를 제5조로 하며, 제7조를 제6조로 한다.",
                "art_5",
                "제5조 (교육) ① 관리자는 교육을 받는다. ② 시장은 교육을 한다.",
            ),
            case(
                "제6조를 제8조로 하고, 제8조(종전의 제6조)제1항 중 \"교육\"을 \"훈련\"으로 한다.",
                "",
                "!order of the numbers",
            ),
            case(
                "제7조를 제8조로 하고, 제7조를 다음과 같이 신설하며, 제8조(종전의 제7조) 중 \"50만원\"을 \"70만원\"으로 한다.\n제7조(신고) 누구나 신고할 수 있다.",
                "art_8",
                "제8조 (벌칙) 제3조를 위반한 자는 70만원 이하의 과태료에 처한다.",
            ),
            case(
                "제6조를 제7조로 하고, 제7조를 제8조로 하며, 제7조(종전의 제6조)제2항 중 \"시장\"을 \"구청장\"으로 한다.",
                "art_7",
                "제7조 (교육) ① 관리자는 교육을 받는다. ② 구청장은 교육을 한다.",
            ),
            case(
                "제3조제3항 각 호 외의 부분에 단서를 다음과 같이 신설한다.\n다만, 겨울에는 그러하지 아니하다.",
                "art_3__para_3",
                "③ 관리자는 다음 각 호의 사항을 적는다. 다만, 겨울에는 그러하지 아니하다. 1. 날짜 2. 이름 3. 삭제 <2014.1.1> 4. 기구의 상태",
            ),
            case(
                "제3조제3항제4호를 제5호로 하고, 같은 항에 제4호를 다음과 같이 신설하며, 같은 항 제5호(종전의 제4호) 중 \"상태\"를 \"모양\"으로 한다.\n4. 날씨",
                "art_3__para_3",
                "③ 관리자는 다음 각 호의 사항을 적는다. 1. 날짜 2. 이름 3. 삭제 <2014.1.1> 4. 날씨 5. 기구의 모양",
            ),
            case(
                "제3조제1항 중 \"살핀다\"를 \"날마다 살핀다\"로 하고, 같은 조 제3항제1호를 삭제하며, 같은 조 제4항을 제5항으로 하고, 같은 조에 제4항을 다음과 같이 신설하며, 같은 조 제5항(종전의 제4항)을 다음과 같이 한다.\n④ 기록은 5년 동안 둔다.\n⑤ 시장은 제3항 및 제4항의 기록을 본다.",
                "art_3",
                "제3조 (책무) ① 관리자는 기구를 날마다 살핀다. ② 시장은 관리자를 돕는다. 다만, 예산이 없는 경우에는 그러하지 아니하다. ③ 관리자는 다음 각 호의 사항을 적는다. 1. 삭제 2. 이름 3. 삭제 <2014.1.1> 4. 기구의 상태 ④ 기록은 5년 동안 둔다. ⑤ 시장은 제3항 및 제4항의 기록을 본다.",
            ),
            case(
                "제5조를 제5조의2로 하고, 제5조를 다음과 같이 신설한다.\n제5조(점검) 관리자는 점검한다.",
                "art_5-2",
                "제5조의2 (보험) 관리자는 보험에 든다.",
            ),
            case(
                "제4조의 제목 중 \"검사\"를 \"점검\"으로 하고, 같은 조 중 \"검사한다\"를 \"점검한다\"로 한다.",
                "art_4",
                "제4조 (점검) 시장은 해마다 점검한다.",
            ),
            case(
                "제3조제2항 본문 및 제4항 중 \"시장\"을 각각 \"구청장\"으로 한다.",
                "art_3__para_4",
                "④ 구청장은 제3항의 기록을 본다.",
            ),
            case(
                "제4조, 제6조제2항 및 제3조제4항 중 \"시장\"을 각각 \"구청장\"으로 한다.",
                "art_6__para_2",
                "② 구청장은 교육을 한다.",
            ),
            case("제4조부터 제6조까지 중 \"시장\"을 각각 \"구청장\"으로 한다.", "", "!art_5 does not say"),
            case(
                "제2조제1호가목 및 나목 중 \"놀이터\"를 각각 \"놀이 공간\"으로 한다.",
                "art_2__point_1",
                "1. \"놀이터\"란 다음 각 목의 곳을 말한다. 가. 공원의 놀이 공간 나. 학교의 놀이 공간",
            ),
            case(
                "제4조 중 \"시장은\" 다음에 \"관리자와 함께\"를 삽입한다.",
                "art_4",
                "제4조 (검사) 시장은 관리자와 함께 해마다 검사한다.",
            ),
            case(
                "제2장에 제4조의2를 다음과 같이 신설한다.\n제4조의2(재검사) 시장은 다시 검사할 수 있다.",
                "art_4-2",
                "제4조의2 (재검사) 시장은 다시 검사할 수 있다.",
            ),
            case(
                "제3조제3항제2호 및 제4호를 각각 다음과 같이 하고, 같은 조 제4항 중 \"본다\"를 \"살핀다\"로 한다.\n2. 성명\n4. 기구의 수",
                "art_3__para_3",
                "③ 관리자는 다음 각 호의 사항을 적는다. 1. 날짜 2. 성명 3. 삭제 <2014.1.1> 4. 기구의 수",
            ),
            case(
                "제6조제1항 및 제2항을 각각 제2항 및 제3항으로 하고, 같은 조에 제1항을 다음과 같이 신설한다.\n① 교육은 한 해에 한 번 한다.",
                "art_6",
                "제6조 (교육) ① 교육은 한 해에 한 번 한다. ② 관리자는 교육을 받는다. ③ 시장은 교육을 한다.",
            ),
            case(
                "제2조제2호를 삭제하고, 같은 조 제3호를 제2호로 한다.",
                "art_2",
                "제2조 (정의) 이 법에서 사용하는 용어의 뜻은 다음과 같다. <개정 2015.3.1> 1. \"놀이터\"란 다음 각 목의 곳을 말한다. 가. 공원의 놀이터 나. 학교의 놀이터 2. \"관리자\"란 놀이터를 관리하는 자를 말한다.",
            ),
            case(
                "제3조제2항 단서 중 \"예산\"을 \"돈\"으로 하고, 제5조 중 \"보험\"을 \"공제\"로 하며, 제8조를 다음과 같이 신설한다.\n제8조(위임) 시장은 구청장에게 위임한다.",
                "art_5",
                "제5조 (보험) 관리자는 공제에 든다.",
            ),
            case(
                "제4조를 다음과 같이 한다.\n제4조(검사) 시장은 해마다 검사한다.\n제5조 중 \"보험\"을 \"공제\"로 한다.\n제6조의 제목 \"(교육)\"을 \"(훈련)\"으로 한다.\n부칙\n제1조(시행일) 이 법은 공포한 날부터 시행한다.\n제2조(경과조치) 종전의 제5조에 따른 보험은 제5조의 개정규정에 따른 공제로 본다.",
                "art_6",
                "제6조 (훈련) ① 관리자는 교육을 받는다. ② 시장은 교육을 한다.",
            ),
        ],
    );
}

const BRITISH: &str = "# Playgrounds Act 2020\n\n## Section 1 Duty\n\n(1) An owner must keep the swing safe.\n\n(2) Subsection (1) does not apply—\n\n(a) at night, or\n\n(b) in snow.\n\n(3) A court may order the owner to repair the swing.\n\n\
    ## Section 2 Interpretation\n\nIn this Act—\n\n“owner” means a person who owns a playground;\n\n“playground” means a place for play, and includes a park;\n\n“swing” has the meaning given by section 1;\n\n“the 2003 Act” means the Parks Act 2003.\n\n\
    ## Section 3 Fees\n\n(1) The fee is £10.\n\n(2) The fee is paid to the council.\n\n## Schedule 1 Forms\n\n1 A form must be signed.\n\n2 A form must be dated.\n";

#[test]
fn british_definitions() {
    run(
        BRITISH,
        "en",
        "",
        &[
            case(
                "In section 2, after the definition of “playground” insert—\n““slide” means a smooth slope;”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “owner” means a person who owns a playground; “playground” means a place for play, and includes a park; “slide” means a smooth slope; “swing” has the meaning given by section 1; “the 2003 Act” means the Parks Act 2003.",
            ),
            case(
                "In section 2, for the definition of “playground” substitute—\n““playground” means a yard;”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “owner” means a person who owns a playground; “playground” means a yard; “swing” has the meaning given by section 1; “the 2003 Act” means the Parks Act 2003.",
            ),
            case(
                "In section 2, omit the definition of “the 2003 Act”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “owner” means a person who owns a playground; “playground” means a place for play, and includes a park; “swing” has the meaning given by section 1;",
            ),
            case(
                "In section 2, in the definition of “owner”, for “owns” substitute “owns or rents”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “owner” means a person who owns or rents a playground; “playground” means a place for play, and includes a park; “swing” has the meaning given by section 1; “the 2003 Act” means the Parks Act 2003.",
            ),
            case(
                "In section 2, in the definition of “playground”, after “park” insert “or a garden”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “owner” means a person who owns a playground; “playground” means a place for play, and includes a park or a garden; “swing” has the meaning given by section 1; “the 2003 Act” means the Parks Act 2003.",
            ),
            case(
                "In section 2, at the appropriate place insert—\n““slide” means a smooth slope;”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “owner” means a person who owns a playground; “playground” means a place for play, and includes a park; “slide” means a smooth slope; “swing” has the meaning given by section 1; “the 2003 Act” means the Parks Act 2003.",
            ),
            case(
                "In section 2, at the appropriate places insert—\n““bench” means a seat;\n“slide” means a smooth slope;\n“slope” means a hill;”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “bench” means a seat; “owner” means a person who owns a playground; “playground” means a place for play, and includes a park; “slide” means a smooth slope; “slope” means a hill; “swing” has the meaning given by section 1; “the 2003 Act” means the Parks Act 2003.",
            ),
            case(
                "In section 2, after the definition of “owner” insert—\n“ “panel” means a board that—\n(a) is flat, and\n(b) is strong;”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “owner” means a person who owns a playground; “panel” means a board that— (a) is flat, and (b) is strong; “playground” means a place for play, and includes a park; “swing” has the meaning given by section 1; “the 2003 Act” means the Parks Act 2003.",
            ),
            case(
                "In section 2, before the definition of “owner” insert—\n““council” means a district council;\n“fee” means money;”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “council” means a district council; “fee” means money; “owner” means a person who owns a playground; “playground” means a place for play, and includes a park; “swing” has the meaning given by section 1; “the 2003 Act” means the Parks Act 2003.",
            ),
            case(
                "In section 2, omit the definitions of “owner” and “swing”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “playground” means a place for play, and includes a park; “the 2003 Act” means the Parks Act 2003.",
            ),
            case(
                "In section 2, after the definition of “slide” insert—\n““slope” means a hill;”.",
                "sec_2",
                "!definition of \"slide\" is not in",
            ),
            case(
                "In section 3, omit the definition of “owner”.",
                "sec_3",
                "!definition of \"owner\" is not in",
            ),
            case(
                "(1) Section 2 of the Playgrounds Act 2020 is amended as follows.\n\n(2) In the definition of “owner”—\n\n(a) for “person” substitute “body”;\n\n(b) omit “who”.\n\n(3) Omit the definition of “swing”.",
                "sec_2",
                "Section 2 Interpretation In this Act— “owner” means a body owns a playground; “playground” means a place for play, and includes a park; “the 2003 Act” means the Parks Act 2003.",
            ),
            case(
                "In section 2, for the definition of “the 2003 Act” substitute—\n““the 2003 Act” means the Parks Act 2003 (c. 5);\n“the 2010 Act” means the Roads Act 2010.”",
                "sec_2",
                "Section 2 Interpretation In this Act— “owner” means a person who owns a playground; “playground” means a place for play, and includes a park; “swing” has the meaning given by section 1; “the 2003 Act” means the Parks Act 2003 (c. 5); “the 2010 Act” means the Roads Act 2010.",
            ),
            case(
                "In section 2, in the definition of “swing”, at the end insert “(and includes a rope)”.",
                "sec_2",
                "!goes before the stop",
            ),
        ],
    );
}

#[test]
fn british_headings_schedules_and_ends() {
    run(
        BRITISH,
        "en",
        "",
        &[
            case(
                "In the heading to section 1, for “Duty” substitute “Duties”.",
                "sec_1",
                "Section 1 Duties (1) An owner must keep the swing safe. (2) Subsection (1) does not apply— (a) at night, or (b) in snow. (3) A court may order the owner to repair the swing.",
            ),
            case(
                "For the heading of section 3 substitute “Charges”.",
                "sec_3",
                "Section 3 Charges (1) The fee is £10. (2) The fee is paid to the council.",
            ),
            case(
                "In section 1(2), omit the “or” at the end of paragraph (a).",
                "sec_1__para_2",
                "(2) Subsection (1) does not apply— (a) at night, (b) in snow.",
            ),
            case(
                "In section 1(2)—\n(a) omit the “or” at the end of paragraph (a);\n(b) after paragraph (b) insert—\n“(c) in rain.”",
                "sec_1__para_2",
                "(2) Subsection (1) does not apply— (a) at night, (b) in snow. (c) in rain.",
            ),
            case("Omit subsection (2).", "", "!not in the text"),
            case(
                "In Schedule 1, in paragraph 2, for “dated” substitute “dated and sealed”.",
                "sched_1",
                "Schedule 1 Forms 1 A form must be signed. 2 A form must be dated and sealed.",
            ),
            case(
                "In Schedule 1, after paragraph 1 insert—\n“1A A form must be printed.”",
                "sched_1",
                "Schedule 1 Forms 1 A form must be signed. 1A A form must be printed. 2 A form must be dated.",
            ),
            case("In Schedule 1, omit paragraph 2.", "sched_1", "Schedule 1 Forms 1 A form must be signed."),
            case(
                "In section 3(1), for “£10” substitute “£12.50”.",
                "sec_3__para_1",
                "(1) The fee is £12.50.",
            ),
            case(
                "After section 2 insert—\n“2A Gates\n(1) A gate must close.\n(2) In this section “gate” includes a door.”",
                "sec_2A",
                "2A Gates (1) A gate must close. (2) In this section “gate” includes a door.",
            ),
            case(
                "In section 1, after subsection (3) insert—\n“(4) In subsection (3) “court” means—\n(a) the High Court, or\n(b) a county court.\n(5) An order under subsection (3) lapses after a year.”",
                "sec_1__para_4",
                "(4) In subsection (3) “court” means— (a) the High Court, or (b) a county court.",
            ),
            case(
                "In section 1(3), for “the swing” substitute “the “swing” or slide”.",
                "sec_1__para_3",
                "(3) A court may order the owner to repair the “swing” or slide.",
            ),
            case(
                "In section 1(3), leave out the words from “the owner” to the end and insert “repair.”",
                "sec_1__para_3",
                "!",
            ),
            case("Section 3 is repealed.", "sec_3", "Section 3 (repealed)"),
            case("In section 3, the words from “is paid” to “council” are repealed.", "sec_3", "!"),
            case(
                "In sections 1(1) and 1(3), for “swing” substitute “slide”.",
                "sec_1__para_3",
                "(3) A court may order the owner to repair the slide.",
            ),
            case(
                "In section 1, for subsections (2) and (3) substitute—\n“(2) Subsection (1) binds the Crown.”",
                "sec_1",
                "Section 1 Duty (1) An owner must keep the swing safe. (2) Subsection (1) binds the Crown.",
            ),
        ],
    );
}

/// Lines that somebody ended on purpose are no broken sentence: a heading is not part of the sentence below it.
#[test]
fn new_text_keeps_its_lines() {
    run(
        UNION,
        "en",
        "",
        &[
            case(
                "The following Article is inserted:\n‘Article 1a\nImporters\nImporters shall check each swing.’",
                "art_1a",
                "Article 1a Importers Importers shall check each swing.",
            ),
            case(
                "The following Article is inserted:\n‘Article 1a\nImporters\n1. Importers shall check.\n2. Importers shall report.’",
                "art_1a__para_2",
                "2. Importers shall report.",
            ),
        ],
    );
    run(
        AMERICAN,
        "en",
        "",
        &[
            case(
                "Section 2 of the Playground Act of 2020 is amended by adding at the end the following:\n“(d) Form.—Each record is—\n“(1) in writing; and\n“(2) public.”.",
                "sec_2__point_d",
                "(d) Form.—Each record is— (1) in writing; and (2) public.",
            ),
            case(
                "Section 3 of the Playground Act of 2020 is amended by striking paragraph (1) and inserting the following:\n“(1) Owner.—The term ‘owner’—\n“(A) means a person; and\n“(B) includes a State.”.",
                "sec_3__point_1",
                "(1) Owner.—The term ‘owner’— (A) means a person; and (B) includes a State.",
            ),
        ],
    );
}

/// What stands below the number of a new article is its heading, where it is a line of its own and no sentence.
#[test]
fn new_text_has_its_headings() {
    let heading = |base: &str, prose: &str, id: &str| {
        let base = parse_markdown(base);
        let act = read_amending_act(&parse_plain(prose, "en"), &base);
        let amendments: Vec<_> = act.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
        apply(&base, &amendments).document.unit(&UnitId::new(id)).and_then(|unit| unit.heading.clone())
    };
    let article =
        "The following Article is inserted:\n‘Article 1a\nImporters\nImporters shall check each swing.’";
    assert_eq!(heading(UNION, article, "art_1a").as_deref(), Some("Importers"));
    let annex = "The following Annex is added:\n‘ANNEX VII\nForms\n1. Name\n2. Address’";
    assert_eq!(heading(UNION, annex, "anx_VII").as_deref(), Some("Forms"));
    let section = "Section 3 of the Playground Act of 2020 is amended to read as follows:\n“SEC. 3. WORDS.\n“(a) Owner.—An owner is a person.\n“(b) Swing.—A swing is a seat.”.";
    assert_eq!(heading(AMERICAN, section, "sec_3").as_deref(), Some("WORDS."));
}

/// A number that the act itself gives is not the number that the text has now.
#[test]
fn numbers_that_nobody_gave_are_refused() {
    run(
        AMERICAN,
        "en",
        "",
        &[
            case(
                "Section 3(2) of the Playground Act of 2020 (as redesignated by subsection (a)) is amended by striking “seat” and inserting “board”.",
                "sec_3__point_2",
                "!a number that this act gives",
            ),
            case(
                "Section 3(2) of the Playground Act of 2020 (as redesignated by section 4 of Public Law 118–1) is amended by striking “seat” and inserting “board”.",
                "sec_3__point_2",
                "(2) Swing.—The term “swing” means a board.",
            ),
        ],
    );
}

/// What cannot be done yet is listed and refused, and not passed over.
#[test]
fn words_that_become_a_subsection_are_an_instruction() {
    let listed = |prose: &str, base: &str| {
        let act = read_amending_act(&parse_plain(prose, "en"), &parse_markdown(base));
        act.instructions.len()
    };
    assert_eq!(listed("In section 1, the words from “safe” to the end become subsection (4).", BRITISH), 1);
    // A law that says what people do is no amending act.
    for law in ["Owners shall delete the record.", "Move the swing to the park."] {
        assert_eq!(listed(law, UNION), 0, "{law}");
    }
}

const AMERICAN: &str = "# Playground Act of 2020\n\n## SEC. 1. SHORT TITLE.\n\nThis Act may be cited as the “Playground Act of 2020”.\n\n## SEC. 2. DUTIES.\n\n(a) In general.—An owner shall—\n\n(1) inspect each swing;\n\n(2) repair each swing; and\n\n(3) keep a record.\n\n(b) Term.—The record is kept for 5 years.\n\n(c) Fine.—The fine is $100.\n\n## SEC. 3. DEFINITIONS.\n\nIn this Act:\n\n(1) Owner.—The term “owner” means a person.\n\n(2) Swing.—The term “swing” means a seat.\n\n## SEC. 4. REPORTS.\n\nThe Secretary shall report.\n";

#[test]
fn american_lists() {
    run(
        AMERICAN,
        "en",
        "",
        &[
            case(
                "Section 2(a) of the Playground Act of 2020 is amended—\n(1) by redesignating paragraph (2) as paragraph (3);\n(2) by redesignating paragraph (3) as paragraph (4); and\n(3) by inserting after paragraph (1) the following:\n“(2) paint each swing;”.",
                "sec_2__point_a",
                "(a) In general.—An owner shall— (1) inspect each swing; (2) paint each swing; (3) repair each swing; and (4) keep a record.",
            ),
            case(
                "Section 2 is amended by redesignating subsections (b) and (c) as subsections (c) and (d), respectively, and by inserting after subsection (a) the following:\n“(b) Paint.—Paint is red.”.",
                "sec_2",
                "SEC. 2. DUTIES. (a) In general.—An owner shall— (1) inspect each swing; (2) repair each swing; and (3) keep a record. (b) Paint.—Paint is red. (c) Term.—The record is kept for 5 years. (d) Fine.—The fine is $100.",
            ),
            case(
                "Section 2 is amended by redesignating subsection (b) as subsection (c), by redesignating subsection (c) as subsection (d), and by inserting after subsection (a) the following:\n“(b) Paint.—Paint is red.”.",
                "sec_2",
                "SEC. 2. DUTIES. (a) In general.—An owner shall— (1) inspect each swing; (2) repair each swing; and (3) keep a record. (b) Paint.—Paint is red. (c) Term.—The record is kept for 5 years. (d) Fine.—The fine is $100.",
            ),
            case(
                "Section 2 is amended by redesignating subsection (a) as subsection (d).",
                "sec_2",
                "!order of the numbers",
            ),
            case(
                "Section 2 is amended by redesignating subsections (a) and (b) as subsections (b) and (a).",
                "sec_2",
                "!change places",
            ),
            case(
                "Section 2(a) is amended—\n(1) by redesignating paragraph (2) as paragraph (3);\n(2) in paragraph (3), as so redesignated, by striking “each” and inserting “every”; and\n(3) by redesignating paragraph (3) as paragraph (4).",
                "sec_2",
                "!by its old or by its new number",
            ),
            case(
                "Section 2(b) is amended by striking “5 years” and inserting “10 years”.",
                "sec_2__point_b",
                "(b) Term.—The record is kept for 10 years.",
            ),
            case(
                "Section 3 is amended by adding at the end the following:\n“(3) Slide.—The term ‘slide’ means a slope.”.",
                "sec_3",
                "SEC. 3. DEFINITIONS. In this Act: (1) Owner.—The term “owner” means a person. (2) Swing.—The term “swing” means a seat. (3) Slide.—The term ‘slide’ means a slope.",
            ),
            case(
                "Section 3(1) is amended by inserting “or body” after “a person”.",
                "sec_3",
                "SEC. 3. DEFINITIONS. In this Act: (1) Owner.—The term “owner” means a person or body. (2) Swing.—The term “swing” means a seat.",
            ),
            case(
                "The Playground Act of 2020 is amended by adding at the end the following:\n\n“SEC. 5. GRANTS.\n\n“(a) IN GENERAL.—The Secretary may make grants—\n\n“(1) to towns; and\n\n“(2) to schools.\n\n“(b) LIMIT.—No grant exceeds $5,000.”.",
                "sec_5",
                "SEC. 5. GRANTS. (a) IN GENERAL.—The Secretary may make grants— (1) to towns; and (2) to schools. (b) LIMIT.—No grant exceeds $5,000.",
            ),
            case(
                "Section 4 is amended by striking “The Secretary” and inserting “Not later than January 1, the Secretary”.",
                "sec_4",
                "SEC. 4. REPORTS. Not later than January 1, the Secretary shall report.",
            ),
            case(
                "Section 4 is amended by striking “shall report” and inserting “shall—\n“(1) report; and\n“(2) publish the report”.",
                "sec_4",
                "!",
            ),
            case(
                "Section 2(a)(2) is amended by striking “; and” and inserting a semicolon.",
                "sec_2",
                "SEC. 2. DUTIES. (a) In general.—An owner shall— (1) inspect each swing; (2) repair each swing; (3) keep a record. (b) Term.—The record is kept for 5 years. (c) Fine.—The fine is $100.",
            ),
            case(
                "Section 2(c) is amended by striking “$100” and all that follows and inserting “$200.”.",
                "sec_2__point_c",
                "(c) Fine.—The fine is $200.",
            ),
            case(
                "Section 2 is amended by striking subsection (b) and inserting the following:\n“(b) Term.—The record is kept.”.",
                "sec_2__point_b",
                "(b) Term.—The record is kept.",
            ),
            case(
                "Section 2 is amended by striking subsections (b) and (c).",
                "sec_2",
                "SEC. 2. DUTIES. (a) In general.—An owner shall— (1) inspect each swing; (2) repair each swing; and (3) keep a record.",
            ),
            case(
                "Section 3 is amended by striking paragraph (1) and redesignating paragraph (2) as paragraph (1).",
                "sec_3",
                "SEC. 3. DEFINITIONS. In this Act: (1) Swing.—The term “swing” means a seat.",
            ),
        ],
    );
}

const UNION: &str = "# Regulation (EU) 2020/9 on playgrounds\n\n## CHAPTER I General\n\n## Article 1 Scope\n\n1. This Regulation covers playgrounds.\n\n2. It covers:\n\n(a) swings;\n\n(b) slides;\n\n(c) sand.\n\n3. It does not cover gardens. Gardens are private. They stay so.\n\n## Article 2 Definitions\n\nFor the purposes of this Regulation:\n\n(1) ‘maker’ means a person who makes swings;\n\n(2) ‘user’s guide’ means a leaflet;\n\n(3) ‘user’ means a child.\n\n\
    ## CHAPTER II Duties\n\n## Article 3 Makers\n\nMakers shall mark swings.\n\nThey shall keep records.\n\n## Article 4 Users\n\nUsers may play.\n\n## Article 5 Entry into force\n\nThis Regulation shall enter into force on the twentieth day.\n\n## ANNEX I List\n\n1. Swings\n\n2. Slides\n\n## ANNEX II Forms\n\nForm A\n";

#[test]
fn union_lists_and_definitions() {
    run(
        UNION,
        "en",
        "",
        &[
            case(
                "In Article 1, paragraph 2 becomes paragraph 3 and paragraph 3 becomes paragraph 4.",
                "art_1__para_4",
                "!",
            ),
            case(
                "Article 1 is amended as follows:\n(a) paragraph 2 becomes paragraph 3;\n(b) paragraph 3 becomes paragraph 4;\n(c) the following paragraph is inserted:\n‘2. It covers parks.’",
                "art_1",
                "Article 1 Scope 1. This Regulation covers playgrounds. 2. It covers parks. 3. It covers: (a) swings; (b) slides; (c) sand. 4. It does not cover gardens. Gardens are private. They stay so.",
            ),
            case(
                "In Article 1, paragraphs 2 and 3 become paragraphs 3 and 4.",
                "art_1__para_3",
                "3. It covers: (a) swings; (b) slides; (c) sand.",
            ),
            case(
                "In Article 2, the definition of ‘user’ is replaced by the following:\n‘(3) ‘user’ means any person.’",
                "art_2",
                "Article 2 Definitions For the purposes of this Regulation: (1) ‘maker’ means a person who makes swings; (2) ‘user’s guide’ means a leaflet; (3) ‘user’ means any person.",
            ),
            case(
                "In Article 2, in the definition of ‘user’s guide’, the words ‘a leaflet’ are replaced by the words ‘a book’.",
                "art_2",
                "Article 2 Definitions For the purposes of this Regulation: (1) ‘maker’ means a person who makes swings; (2) ‘user’s guide’ means a book; (3) ‘user’ means a child.",
            ),
            case(
                "In Article 2, point (2) is deleted.",
                "art_2",
                "Article 2 Definitions For the purposes of this Regulation: (1) ‘maker’ means a person who makes swings; (2) (deleted) (3) ‘user’ means a child.",
            ),
            case(
                "In Article 2, point (3), the full stop is replaced by a semicolon and the following point is added:\n‘(4) ‘swing’ means a seat.’",
                "art_2",
                "!",
            ),
            case(
                "In Article 1(3), the second and third sentences are deleted.",
                "art_1__para_3",
                "3. It does not cover gardens.",
            ),
            case(
                "In Article 1(3), the first to third sentences are replaced by the following: ‘It ends.’",
                "art_1__para_3",
                "!",
            ),
            case("In Article 3, the first and second paragraphs are deleted.", "art_3", "!"),
            case(
                "In Article 1, paragraph 2 is replaced by the following:\n‘2. It covers parks.\n3. It covers sand.’",
                "art_1",
                "!not replaced",
            ),
            case(
                "In Article 1(2), point (b) is replaced by the following:\n‘(b) ropes;\n(ba) nets;’",
                "art_1__para_2",
                "2. It covers: (a) swings; (b) ropes; (ba) nets; (c) sand.",
            ),
            case(
                "In Article 1(3), the word ‘gardens’ at the end of the first sentence is replaced by ‘fields’.",
                "art_1__para_3",
                "3. It does not cover fields. Gardens are private. They stay so.",
            ),
            case("Articles 3 and 4 are revoked.", "art_4", "Article 4 (revoked)"),
            case(
                "Article 4 shall read as follows:\n‘Article 4\nUsers\nUsers may rest.’",
                "art_4",
                "Article 4 Users Users may rest.",
            ),
            case("Article 4 ceases to have effect.", "art_4", "Article 4 (deleted)"),
            case("Paragraph 2 is deleted.", "", "!not in the text"),
            case(
                "In Article 1(3), second sentence, the word ‘private’ is replaced by ‘public’.",
                "art_1__para_3",
                "3. It does not cover gardens. Gardens are public. They stay so.",
            ),
            case(
                "In Article 3, the second paragraph is replaced by the following:\n‘They shall keep records for five years.’",
                "art_3",
                "Article 3 Makers Makers shall mark swings. They shall keep records for five years.",
            ),
            case(
                "In Article 3, the following paragraph is added:\n‘They shall answer questions.’",
                "art_3",
                "Article 3 Makers Makers shall mark swings. They shall keep records. They shall answer questions.",
            ),
            case(
                "Article 4 is replaced by the following:\n‘Article 4\nUsers\n1. Users may play.\n2. Paragraph 1 does not apply at night.’",
                "art_4",
                "Article 4 Users 1. Users may play. 2. Paragraph 1 does not apply at night.",
            ),
            case(
                "The following Article is inserted:\n‘Article 4a\nParents\nParents may watch.’",
                "art_4a",
                "Article 4a Parents Parents may watch.",
            ),
            case(
                "Annex I is amended as follows:\n(1) point 1 is replaced by the following:\n‘1. Swings and ropes’;\n(2) the following point is added:\n‘3. Sand’.",
                "anx_I",
                "ANNEX I List 1. Swings and ropes 2. Slides 3. Sand",
            ),
            case("Annex II is deleted.", "anx_II", "ANNEX II (deleted)"),
            case(
                "In Article 1(2), point (b) is replaced by the following:\n‘(b) slides, where:\n(i) they are high; or\n(ii) they are wet;’",
                "art_1__para_2",
                "2. It covers: (a) swings; (b) slides, where: (i) they are high; or (ii) they are wet; (c) sand.",
            ),
            case(
                "In Article 1(2), points (b) and (c) are replaced by the following:\n‘(b) ropes;\n(c) earth.’",
                "art_1__para_2",
                "2. It covers: (a) swings; (b) ropes; (c) earth.",
            ),
            case(
                "In Article 1(2), the following points are added:\n‘(d) ropes;\n(e) earth.’",
                "art_1__para_2",
                "2. It covers: (a) swings; (b) slides; (c) sand. (d) ropes; (e) earth.",
            ),
            case(
                "The title of Article 3 is replaced by the following:\n‘Obligations of makers’.",
                "art_3",
                "Article 3 Obligations of makers Makers shall mark swings. They shall keep records.",
            ),
            case(
                "In Article 5, ‘twentieth’ is replaced by ‘thirtieth’, except in so far as Annex I is concerned.",
                "art_5",
                "!",
            ),
            case(
                "Throughout the Regulation, the word ‘swings’ is replaced by ‘seats’.",
                "anx_I",
                "ANNEX I List 1. Swings 2. Slides",
            ),
            case(
                "Article 3 is amended as follows:\n(a) the heading is replaced by the following:\n‘Makers’ duties’;\n(b) in the first paragraph, ‘mark’ is replaced by ‘label’.",
                "art_3",
                "Article 3 Makers’ duties Makers shall label swings. They shall keep records.",
            ),
        ],
    );
}

/// Which units an instruction changes, takes away (`-`) or brings (`+`) in the order of the text, or `!` and why it is refused.
fn touched(base: &Document, language: &str, prose: &str) -> String {
    let act = read_amending_act(&parse_plain(prose, language), base);
    let amendments: Vec<_> = act.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
    let amended = apply(base, &amendments);
    let refused = amended.fates.iter().find_map(|fate| match fate {
        maru_text::Fate::Refused(why) => Some(why.to_string()),
        _ => None,
    });
    let unread = act.instructions.iter().find_map(|one| match &one.reading {
        Reading::Understood => None,
        Reading::OtherAct(act) => Some(format!("other: {act}")),
        Reading::NoPlace(why) | Reading::NotUnderstood(why) => Some(why.clone()),
    });
    if act.instructions.is_empty() {
        return "NO INSTRUCTION".to_owned();
    }
    if let Some(why) = unread.or(refused) {
        return format!("!{why}");
    }
    let mut found = Vec::new();
    for unit in base.walk() {
        match amended.document.unit(&unit.id) {
            None => found.push(format!("-{}", unit.id)),
            Some(now) if now.own_text() != unit.own_text() => found.push(unit.id.to_string()),
            Some(_) => {}
        }
    }
    let fresh = amended.document.walk().filter(|unit| base.unit(&unit.id).is_none());
    found.extend(fresh.map(|unit| format!("+{}", unit.id)));
    found.join(" ")
}

fn check_touched(base: &str, language: &str, cases: &[(&str, &str)]) {
    let base = parse_markdown(base);
    let mut failures = Vec::new();
    for (prose, expected) in cases {
        let found = touched(&base, language, prose);
        let good = match expected.strip_prefix('!') {
            Some(why) => found.strip_prefix('!').is_some_and(|reason| reason.contains(why)),
            None => found == *expected,
        };
        if !good {
            failures.push(format!("{prose}\n  found    {found}\n  expected {expected}"));
        }
    }
    assert!(failures.is_empty(), "{} of {}\n{}", failures.len(), cases.len(), failures.join("\n"));
}

/// Each of these acts has an article or a section of the number that stands in brackets, so that taking the one for the other is seen.
#[test]
fn union_lists_of_subdivisions() {
    check_touched(
        UNION,
        "en",
        &[
            ("Article 1(1) and (3) are deleted.", "art_1__para_1 art_1__para_3"),
            ("Article 1(1) or (3) is deleted.", "!which of those that"),
            ("Article 1(1), (3) are deleted.", "art_1__para_1 art_1__para_3"),
            (
                "Article 1(1), (2) and (3) are deleted.",
                "art_1__para_1 art_1__para_2 -art_1__para_2__point_a -art_1__para_2__point_b -art_1__para_2__point_c art_1__para_3",
            ),
            (
                "Article 1(1) to (3) are deleted.",
                "art_1__para_1 art_1__para_2 -art_1__para_2__point_a -art_1__para_2__point_b -art_1__para_2__point_c art_1__para_3",
            ),
            (
                "In Article 1 (2) and (3), ‘It’ is replaced by ‘This Regulation’.",
                "art_1__para_2 art_1__para_3",
            ),
            ("Article 1(2)(a) and (c) are deleted.", "art_1__para_2__point_a art_1__para_2__point_c"),
            (
                "Article 1(2)(a), (b) and (3) are deleted.",
                "art_1__para_2__point_a art_1__para_2__point_b art_1__para_3",
            ),
            ("Article 1(2)(a) and Article 3 are deleted.", "art_1__para_2__point_a art_3 -art_3__para_2"),
            ("Article 1(2)(a) and 4 are deleted.", "art_1__para_2__point_a art_4"),
            (
                "Paragraphs 2(a) and (c) of Article 1 are deleted.",
                "art_1__para_2__point_a art_1__para_2__point_c",
            ),
            (
                "In Article 1, paragraphs 1 and 2(a) and (c) are deleted.",
                "art_1__para_1 art_1__para_2__point_a art_1__para_2__point_c",
            ),
            ("In Article 1(1) and (3), the word ‘cover’ is replaced by ‘reach’.", "!does not say"),
            (
                "In Article 1(2) and (3), ‘It’ is replaced by ‘This Regulation’.",
                "art_1__para_2 art_1__para_3",
            ),
            ("Article 2(1) and (3) are deleted.", "art_2__point_1 art_2__point_3"),
            ("Articles 1(3) and 5 are deleted.", "art_1__para_3 art_5"),
            ("Article 4 and (1) are deleted.", "!is not plain"),
            (
                "Article 1(1) and (2) are replaced by the following:\n‘1. This Regulation covers parks.\n2. It covers no garden.’",
                "art_1__para_1 art_1__para_2 -art_1__para_2__point_a -art_1__para_2__point_b -art_1__para_2__point_c",
            ),
        ],
    );
}

#[test]
fn union_lists_of_unlike_units() {
    check_touched(
        UNION,
        "en",
        &[
            ("Article 4 and Annex II are deleted.", "art_4 anx_II -anx_II__para_1"),
            ("Annex II and Article 4 are deleted.", "art_4 anx_II -anx_II__para_1"),
            ("Articles 4 and 5 and Annex II are deleted.", "art_4 art_5 anx_II -anx_II__para_1"),
            (
                "Article 4, Article 1(3) and Annex II are deleted.",
                "art_1__para_3 art_4 anx_II -anx_II__para_1",
            ),
            (
                "Article 4, Article 5 and Annexes I and II are deleted.",
                "art_4 art_5 anx_I -anx_I__point_1 -anx_I__point_2 anx_II -anx_II__para_1",
            ),
            ("Article 1(3) and Annex II are deleted.", "art_1__para_3 anx_II -anx_II__para_1"),
            ("Article 1(3) and point 2 of Annex I are deleted.", "art_1__para_3 anx_I__point_2"),
            ("Article 4 and the second sentence of Article 1(3) are deleted.", "art_1__para_3 art_4"),
            ("The second sentence of Article 1(3) and Article 4 are deleted.", "!before \"of\""),
            ("Point (a) of Article 1(2) and Annex II are deleted.", "!before \"of\""),
            (
                "Point (a) of Article 1(2) and point 1 of Annex I are deleted.",
                "art_1__para_2__point_a anx_I__point_1",
            ),
            ("In Article 1(1) and in Article 4, ‘Users’ is replaced by ‘Children’.", "!does not say"),
            ("In Article 3 and in Annex I, ‘Swings’ is replaced by ‘Seats’.", "!does not say"),
            ("In Article 1(2), point (a), and Annex I, point 2, are deleted.", "!"),
            ("Chapter II, Article 4 and Annex II are deleted.", "!whether the list goes on"),
            ("Section 4 is deleted.", "!Section 4 is not in"),
            ("Annex I and Section 4 are deleted.", "!Section 4 is not in"),
        ],
    );
}

#[test]
fn british_lists_of_subdivisions_and_unlike_units() {
    check_touched(
        BRITISH,
        "en",
        &[
            ("In section 1(1) and (3), for “swing” substitute “slide”.", "sec_1__para_1 sec_1__para_3"),
            ("Omit section 1(1) and (3).", "-sec_1__para_1 -sec_1__para_3"),
            ("Omit section 1(1) or (3).", "!which of those that"),
            ("Omit sections 1(1) and (3).", "-sec_1__para_1 -sec_1__para_3"),
            ("Section 3(1) and (2) are repealed.", "sec_3__para_1 sec_3__para_2"),
            ("Omit section 1(2)(a) and (b).", "-sec_1__para_2__point_a -sec_1__para_2__point_b"),
            ("Omit section 1(2)(a) and (3).", "-sec_1__para_2__point_a -sec_1__para_3"),
            ("In section 1, omit subsections (2)(a) and (3).", "-sec_1__para_2__point_a -sec_1__para_3"),
            (
                "In subsections (1) and (3) of section 1, for “swing” substitute “slide”.",
                "sec_1__para_1 sec_1__para_3",
            ),
            (
                "Omit section 1(3) and Schedule 1.",
                "-sec_1__para_3 -sched_1 -sched_1__point_1 -sched_1__point_2",
            ),
            (
                "Omit Schedule 1 and section 1(3).",
                "-sec_1__para_3 -sched_1 -sched_1__point_1 -sched_1__point_2",
            ),
            ("Omit section 1(3) and paragraph 2 of Schedule 1.", "-sec_1__para_3 -sched_1__point_2"),
            ("In section 3(1) and Schedule 1, for “fee” substitute “charge”.", "!does not say"),
            (
                "Omit sections 1(3) and 3(2), and Schedule 1.",
                "-sec_1__para_3 -sec_3__para_2 -sched_1 -sched_1__point_1 -sched_1__point_2",
            ),
            (
                "After section 1(2) and (3) insert—\n“(4) A court may order the owner to close the swing.”",
                "+sec_1__para_4",
            ),
            ("In section 1(1) and Part 2, for “swing” substitute “slide”.", "!"),
        ],
    );
}

#[test]
fn american_lists_of_subdivisions() {
    let opens = |prose: &str| format!("SEC. 1. AMENDMENTS.\n\n{prose}");
    let cases: &[(&str, &str)] = &[
        ("Section 2(b) and (c) of the Playground Act of 2020 are repealed.", "sec_2__point_b sec_2__point_c"),
        (
            "Section 2(a)(1) and (3) of the Playground Act of 2020 are repealed.",
            "sec_2__point_a__item_1 sec_2__point_a__item_3",
        ),
        (
            "Section 2(a)(1), (2), and (3) of the Playground Act of 2020 are repealed.",
            "sec_2__point_a__item_1 sec_2__point_a__item_2 sec_2__point_a__item_3",
        ),
        (
            "Section 2(a)(1) and section 4 of the Playground Act of 2020 are repealed.",
            "sec_2__point_a__item_1 sec_4",
        ),
        (
            "Section 2(a)(1) and paragraph (2) of section 3 of the Playground Act of 2020 are repealed.",
            "sec_2__point_a__item_1 sec_3__point_2",
        ),
        (
            "Subsections (b) and (c) of section 2, and section 4, of the Playground Act of 2020 are repealed.",
            "sec_2__point_b sec_2__point_c sec_4",
        ),
        (
            "Section 2(a)(1) and (2) of the Playground Act of 2020 is amended by striking “swing” and inserting “slide”.",
            "sec_2__point_a__item_1 sec_2__point_a__item_2",
        ),
    ];
    let cases: Vec<(String, &str)> = cases.iter().map(|(prose, found)| (opens(prose), *found)).collect();
    let cases: Vec<(&str, &str)> = cases.iter().map(|(prose, found)| (prose.as_str(), *found)).collect();
    check_touched(AMERICAN, "en", &cases);
}

#[test]
fn what_would_be_left_or_stand_wrong_is_refused() {
    check_touched(
        UNION,
        "en",
        &[
            ("In Article 1(3), the words ‘Gardens are private’ are deleted.", "!two stops"),
            ("In Article 1(3), the words ‘gardens’ are replaced by ‘gardens’.", "!are the same"),
            ("In Article 4, the first sentence is deleted.", "!nothing would be left"),
            (
                "After Article 4, the following Chapter is inserted:\n‘CHAPTER IIa\nAppeals\nArticle 4a\nAppeals\nMakers may appeal.’",
                "!",
            ),
        ],
    );
    check_touched(
        BRITISH,
        "en",
        &[
            (
                "For section 2 substitute—\n“2 Names\n(1) A swing has a name.\n3 Marks\n(1) A swing has a mark.”",
                "!not replaced",
            ),
            (
                "After section 2 insert—\n“2A Names\n(1) A swing has a name.\n2B Marks\n(1) A swing has a mark.”",
                "+sec_2A +sec_2A__para_1 +sec_2B +sec_2B__para_1",
            ),
        ],
    );
}

const LAMPS: &str = "# Regulation (EU) 2029/7 on lamps\n\n## CHAPTER I\n\nGeneral provisions\n\n### Article 1\n\nAim\n\nThis Regulation is about lamps.\n\n\
    ### Article 2\n\nDuties\n\n1. Makers shall test lamps within 30 days.\n\n2. Makers shall keep the results.\n\n## CHAPTER II\n\nFinal provisions\n\n\
    ### Article 3\n\nPenalties\n\nMember States shall lay down penalties.\n";
const AMENDS_LAMPS: &str = "REGULATION (EU) 2030/8 amending Regulation (EU) 2029/7\n\nArticle 1\n\n";

#[test]
fn quoted_articles_in_plain_text_are_no_articles_of_the_act() {
    let prose = "After Article 2 of Regulation (EU) 2029/7, the following Articles are inserted:\n\n‘Article 2a\n\nLabels\n\n1. Makers shall label lamps.\n\n2. A label is free.\n\nArticle 2b\n\nRecall\n\nMakers shall recall lamps.’\n\nArticle 2\n\nThis Regulation shall enter into force on 1 May 2031.\n";
    let amending = parse_plain(&format!("{AMENDS_LAMPS}{prose}"), "en");
    let own: Vec<&str> = amending.units.iter().map(|unit| unit.id.as_str()).collect();
    assert_eq!(own, ["preface", "art_1", "art_2"]);
    let base = parse_markdown(LAMPS);
    let act = read_amending_act(&amending, &base);
    act.is_whole(&amending).unwrap();
    let amendments: Vec<_> = act.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
    let amended = apply(&base, &amendments).document;
    let heading = |id: &str| amended.unit(&UnitId::new(id)).and_then(|unit| unit.heading.clone());
    assert_eq!(heading("art_2a").as_deref(), Some("Labels"));
    assert_eq!(heading("art_2b").as_deref(), Some("Recall"));
    assert_eq!(
        words(&amended, "art_2a"),
        "Article 2a Labels 1. Makers shall label lamps. 2. A label is free."
    );
    assert_eq!(words(&amended, "art_2b"), "Article 2b Recall Makers shall recall lamps.");
}

#[test]
fn union_headings_and_new_text_that_orders() {
    run(
        LAMPS,
        "en",
        AMENDS_LAMPS,
        &[
            case(
                "The title of Article 3 is replaced by the following:\n\n‘Article 3\n\nFines’",
                "art_3",
                "Article 3 Fines Member States shall lay down penalties.",
            ),
            case(
                "The title of Article 3 is replaced by the following:\n\n‘Article 4\n\nFines’",
                "art_3",
                "!begins with the number Article 4",
            ),
            case(
                "Article 3 is replaced by the following:\n\n‘Article 3\n\nFines\n\nIn Article 2(1), the word “lamps” is replaced by the word “toys”.’",
                "art_3",
                "!reads as amending prose",
            ),
            case("Articles 2(1) and 2(1) are deleted.", "art_2", "!is named twice"),
        ],
    );
}

const LAMP_ACT: &str = "# Lamp Act of 2029\n\n## TITLE I—LAMPS\n\n### SEC. 101. DUTY TO TEST.\n\n(a) IN GENERAL.—A maker shall test the lamp.\n\n\
    (b) RECORDS.—A maker shall keep the record.\n\n(c) FEES.—A maker shall pay the fee.\n\n## TITLE II—PENALTIES\n\n### SEC. 201. PENALTY.\n\nA maker shall pay $10.\n";

#[test]
fn american_sections_keep_their_rank_and_numbers_their_meaning() {
    run(
        LAMP_ACT,
        "en",
        "LAMP AMENDMENTS ACT OF 2031\n\nSEC. 1. AMENDMENTS.\n\n",
        &[
            case(
                "Title I of the Lamp Act of 2029 is amended by adding at the end the following:\n\n“SEC. 102. RULES.\n\n“The Secretary shall issue rules.”.",
                "sec_102",
                "SEC. 102. RULES. The Secretary shall issue rules.",
            ),
            case(
                "Title II of the Lamp Act of 2029 is amended to read as follows:\n\n“TITLE II—FINES\n\n“SEC. 201. FINES.\n\n“A maker shall pay $20.”.",
                "sec_201",
                "SEC. 201. FINES. A maker shall pay $20.",
            ),
            // By which number (b) is meant is not said, once another unit bears it.
            case(
                "Section 101 of the Lamp Act of 2029 is amended—\n(1) by redesignating subsections (b) and (c) as subsections (c) and (d), respectively;\n(2) by inserting after subsection (a) the following:\n“(b) SIZE.—A maker shall measure the lamp.”; and\n(3) in subsection (b), by striking “the” and inserting “a”.",
                "sec_101",
                "!",
            ),
        ],
    );
}

const LAMPS_ACT: &str = "Lamps Act 2029\n\n1 Duty to test\n(1) A maker must test each lamp.\n(2) The maker must—\n(a) record the results, and\n(b) keep the record.\n\n\
    2 Penalty\nA person who contravenes section 1 is liable to a fine.\n\nSCHEDULE 1\nExempt lamps\n1 Lamps made before 1900.\n2 Lamps made by children.\n";

#[test]
fn british_sections_have_their_headings_and_schedules_their_lines() {
    let base = parse_plain(LAMPS_ACT, "en");
    let heading = |id: &str| base.unit(&UnitId::new(id)).and_then(|unit| unit.heading.clone());
    assert_eq!(heading("sec_1").as_deref(), Some("Duty to test"));
    assert_eq!(heading("sec_2").as_deref(), Some("Penalty"));
    let check = |prose: &str, id: &str, expected: &str| {
        let opening = "Lamps (Amendment) Act 2031\n\n1 Amendment of the Lamps Act 2029\n";
        let amending = parse_plain(&format!("{opening}{prose}"), "en");
        let act = read_amending_act(&amending, &base);
        act.is_whole(&amending).unwrap();
        let refused: Vec<String> = act
            .instructions
            .iter()
            .filter_map(|one| match &one.reading {
                Reading::Understood => None,
                Reading::OtherAct(why) | Reading::NoPlace(why) | Reading::NotUnderstood(why) => {
                    Some(why.clone())
                }
            })
            .collect();
        let amendments: Vec<_> = act.instructions.iter().flat_map(|one| one.amendments.clone()).collect();
        let found = words(&apply(&base, &amendments).document, id);
        match expected.strip_prefix('!') {
            Some(why) => assert!(refused.iter().any(|one| one.contains(why)), "{prose}: {refused:?} {found}"),
            None => assert_eq!((found.as_str(), refused), (expected, Vec::new()), "{prose}"),
        }
    };
    check(
        "(1) For Schedule 1 to the Lamps Act 2029 substitute—\n“SCHEDULE 1\nExempt lamps\n1 Lamps made before 1920.\n2 Lamps of—\n(a) glass, or\n(b) iron.”",
        "sched_1",
        "SCHEDULE 1 Exempt lamps 1 Lamps made before 1920. 2 Lamps of— (a) glass, or (b) iron.",
    );
    check(
        "(1) After Schedule 1 to the Lamps Act 2029 insert—\n“SCHEDULE 2\nForms\n1 A form must be blue.\n2 A form must be short.”",
        "sched_2",
        "SCHEDULE 2 Forms 1 A form must be blue. 2 A form must be short.",
    );
    check(
        "(1) In section 1(2)(a) of the Lamps Act 2029, at the end insert—\n“(aa) sign the record,”.",
        "sec_1",
        "!goes on with the number",
    );
    check(
        "(1) In section 1(2) of the Lamps Act 2029, after paragraph (b) insert “and (c) publish it”.",
        "sec_1",
        "!belongs to the end of the unit before",
    );
    check("(1) The fine in section 2 of the Lamps Act 2029 is doubled.", "sec_2", "!");
}

#[test]
fn korean_acts_are_named_in_other_words_and_chapters_keep_their_articles() {
    run(
        KOREAN,
        "ko",
        "",
        &[
            case(
                "전기통신사업법을 다음과 같이 개정한다.\n제4조 중 \"시장\"을 \"군수\"로 한다.",
                "art_4",
                "!other: 전기통신사업법",
            ),
            case(
                "관련 법률을 정비한다.\n제4조 중 \"시장\"을 \"군수\"로 한다.",
                "art_4",
                "!which act is amended",
            ),
            case(
                "놀이터법을 다음과 같이 개정한다.\n제4조 중 \"시장\"을 \"군수\"로 한다.",
                "art_4",
                "제4조 (검사) 군수는 해마다 검사한다.",
            ),
            case(
                "놀이터법 일부를 다음과 같이 개정한다.\n제2장에 제1절(제4조)을 다음과 같이 신설한다.\n제1절 검사",
                "chp_2",
                "!units are not moved",
            ),
            case(
                "놀이터법 일부를 다음과 같이 개정한다.\n제4조를 제4조의2로 하고, 제4조를 다음과 같이 신설한다.\n제4조(표시) 관리자는 표시한다.",
                "chp_2",
                "제2장 관리 제4조 (표시) 관리자는 표시한다. 제4조의2 (검사) 시장은 해마다 검사한다. 제5조 (보험) 관리자는 보험에 든다. 제6조 (교육) ① 관리자는 교육을 받는다. ② 시장은 교육을 한다. 제7조 (벌칙) 제3조를 위반한 자는 50만원 이하의 과태료에 처한다.",
            ),
            case(
                "놀이터법 일부를 다음과 같이 개정한다.\n제5조 중 \"보험\"을 \"공제\"로 한다.\n부칙\n제1조(시행일) 이 법은 공포한 날부터 시행한다.\n제2조(적용례) 제5조의 개정규정은 이 법 시행 이후 드는 보험부터 적용한다.",
                "art_5",
                "제5조 (보험) 관리자는 공제에 든다.",
            ),
            case(
                "놀이터법 일부를 다음과 같이 개정한다.\n제4조 중 「시장」을 「군수」로 한다.",
                "art_4",
                "!name acts and quote no words",
            ),
            case(
                "놀이터법 일부를 다음과 같이 개정한다.\n제4조를 다음과 같이 한다.\n제4조(검사) ① 시장은 검사한다.\n② 제5조를 삭제한다.",
                "art_4",
                "!",
            ),
        ],
    );
}

#[test]
fn a_line_that_breaks_within_a_word_is_joined_as_the_text_says_or_refused() {
    run(
        KOREAN,
        "ko",
        OPENS,
        &[
            // "관리자" stands in the act; "안전관리" does not.
            case(
                "제4조 중 \"시장은\"을 \"관리\n자는\"으로 한다.",
                "art_4",
                "제4조 (검사) 관리자는 해마다 검사한다.",
            ),
            case("제4조 중 \"시장은\"을 \"안전관\n리인은\"으로 한다.", "art_4", "!whether a blank belongs"),
        ],
    );
}

#[test]
fn sentences_count_as_the_text_was_or_the_instruction_is_refused() {
    run(
        "# Regulation (EU) 2029/7\n\n### Article 1\n\nReports\n\nThe authority shall report. The authority shall answer. The authority shall publish.\n",
        "en",
        AMENDS_LAMPS,
        &[
            case(
                "Article 1 of Regulation (EU) 2029/7 is amended as follows:\n(a) the first sentence is deleted;\n(b) in the second sentence, the word ‘authority’ is replaced by ‘agency’.",
                "art_1",
                "!counted as the text was",
            ),
            case(
                "Article 1 of Regulation (EU) 2029/7 is amended as follows:\n(a) in the second sentence, the word ‘authority’ is replaced by ‘agency’;\n(b) the first sentence is deleted.",
                "art_1",
                "Article 1 Reports The agency shall answer. The authority shall publish.",
            ),
        ],
    );
}

#[test]
fn points_in_new_words_are_refused() {
    run(
        "# Lamps Act 2029\n\n## 1 Duty\n\n(1) A maker must test each lamp.\n",
        "en",
        "Lamps (Amendment) Act 2031\n\n1 Amendment of the Lamps Act 2029\n",
        &[case(
            "(1) In section 1(1) of the Lamps Act 2029, for “A maker must test each lamp” substitute “A maker must—\n(a) test each lamp, and\n(b) publish the result”.",
            "",
            "!",
        )],
    );
}
