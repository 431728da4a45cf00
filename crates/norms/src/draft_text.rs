//! A draft as a text: each sentence with a word of duty is read by rule and set beside law in force. What is read is a suggestion and says so.

use maru_text::Date;
use serde::Serialize;

use crate::code::{Confidence, Deontic, ObjectClass, Role, SanctionKind, StatementType, Testable, Topic};
use crate::draft::{Beside, Field, Lack, Verdict, blank_instrument};
use crate::library::Library;
use crate::model::{InstrumentId, Provision, ProvisionId, UseScope};
use crate::place::Place;
use crate::suggest::{Suggested, orders_nothing, sentences, suggest_fields};
use crate::threshold::Thresholds;

/// How many sentences with a duty are compared; a longer draft is read in parts.
pub const SENTENCE_LIMIT: usize = 300;
/// The id of the draft among the instruments.
const DRAFT: &str = "draft";

/// One sentence with a word of duty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DraftSentence {
    pub words: String,
    pub suggested: Suggested,
    /// What it seems to be about.
    pub topics: Vec<Topic>,
    /// The nearest provisions in force; none where no topic was recognised.
    pub nearest: Vec<Beside>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TextReport {
    /// Always `suggestion`: nobody has coded this text.
    pub standing: &'static str,
    /// How many sentences the text has.
    pub sentences: usize,
    /// Those with a word of duty, in the order of the text.
    pub duties: Vec<DraftSentence>,
    /// Whether there are more than were compared.
    pub cut: bool,
    /// What others have on the topics recognised and was not found among the sentences with a word of duty. It is no claim about the sentences
    /// that were not judged: what they may be about is left out.
    pub lacks: Vec<Lack>,
    /// How many sentences have no word of duty and no word by which they define or apply: what they say was not judged.
    pub unjudged: usize,
}

impl Library {
    /// Reads a draft's text in a language and sets it beside everything in force on a day.
    pub fn check_text(&self, language: &str, text: &str, place: &Place, at: Date) -> TextReport {
        let mut report = TextReport {
            standing: "suggestion",
            sentences: 0,
            duties: Vec::new(),
            cut: false,
            lacks: Vec::new(),
            unjudged: 0,
        };
        let mut untold: Vec<Topic> = Vec::new();
        let mut rows: Vec<Provision> = Vec::new();
        for (_, sentence) in sentences(text) {
            if is_heading(sentence) {
                continue;
            }
            report.sentences += 1;
            let suggested = suggest_fields(language, sentence);
            let Some(deontic) = suggested.deontic.as_ref().map(|found| found.deontic) else {
                if !orders_nothing(language, sentence) {
                    report.unjudged += 1;
                    untold.extend(topics_of(sentence));
                }
                continue;
            };
            if report.duties.len() == SENTENCE_LIMIT {
                report.cut = true;
                continue;
            }
            let topics = topics_of(sentence);
            rows.push(row(rows.len() + 1, deontic, &suggested, &topics, sentence));
            let words = sentence.trim().to_owned();
            report.duties.push(DraftSentence { words, suggested, topics, nearest: Vec::new() });
        }
        let library = self.with_rows(blank_instrument(DRAFT, place), rows.clone());
        for (one, row) in report.duties.iter_mut().zip(&rows).filter(|(one, _)| !one.topics.is_empty()) {
            one.nearest = self.draft_row(&library, row, at).nearest;
            one.nearest.iter_mut().for_each(|beside| leave_unread(beside, &one.suggested));
        }
        let about: Vec<Topic> = report.duties.iter().flat_map(|one| one.topics.clone()).collect();
        let drafts: Vec<&Provision> = rows.iter().collect();
        report.lacks = self.lacks(&drafts, at);
        // A sentence that was not judged, or whose bearer nobody recognised, may be the very duty.
        let open = |topic: Topic| {
            untold.contains(&topic)
                || rows.iter().any(|one| one.topics.contains(&topic) && one.duty_bearers().is_empty())
        };
        report.lacks.retain(|lack| about.contains(&lack.topic) && !open(lack.topic));
        report
    }
}

/// What no rule reads off a sentence is unknown, and neither equal to "none" elsewhere nor weaker: a fine may stand in the next sentence.
fn leave_unread(beside: &mut Beside, suggested: &Suggested) {
    for one in &mut beside.fields {
        let is_read = match one.field {
            Field::Deontic => true,
            Field::Sanction => suggested.sanction.is_some(),
            Field::Amount
            | Field::Remedy
            | Field::Testable
            | Field::Threshold
            | Field::Exemptions
            | Field::Reach
            | Field::Date => false,
        };
        if !is_read {
            (one.verdict, one.draft) = (Verdict::Unknown, String::new());
        }
    }
}

/// Whether it is the number of a unit alone, or a heading of Markdown: “Article 1.”, “제2조”, “## Scope”. It says nothing, so it is not counted as unread.
fn is_heading(sentence: &str) -> bool {
    let sentence = sentence.trim();
    let is_number = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let unit = |word: &str| {
        let word = word.trim_end_matches('.').to_lowercase();
        let known = [
            "article",
            "art",
            "section",
            "sec",
            "s",
            "§",
            "chapter",
            "part",
            "artikel",
            "artículo",
            "artigo",
            "المادة",
        ];
        known.contains(&word.as_str())
    };
    match words.as_slice() {
        _ if sentence.starts_with('#') => true,
        [one] => is_number(one) && one.chars().count() <= 8,
        [first, second] => unit(first) && is_number(second),
        _ => false,
    }
}

fn row(number: usize, deontic: Deontic, suggested: &Suggested, topics: &[Topic], words: &str) -> Provision {
    Provision {
        id: ProvisionId::new(format!("{DRAFT}:{number}")),
        instrument_id: InstrumentId::new(DRAFT),
        locus: number.to_string(),
        paraphrase: words.to_owned(),
        statement_type: StatementType::Regulative,
        deontic,
        bearer: suggested.bearer.clone(),
        // Who owes a right is not read from its words.
        counterparty: Vec::<Role>::new(),
        aim: String::new(),
        object: Vec::<ObjectClass>::new(),
        condition: String::new(),
        topics: topics.to_vec(),
        risks: Vec::new(),
        rights: Vec::new(),
        threshold: Thresholds::default(),
        exemptions: Vec::new(),
        sanction_kind: suggested.sanction.unwrap_or(SanctionKind::None),
        sanction_pending: false,
        sanction_max: String::new(),
        sanction_locus: String::new(),
        remedy: String::new(),
        applies_from: None,
        applies_until: None,
        reach: None,
        testable: Testable::Partly,
        gate: None,
        confidence: Confidence::Low,
        use_areas: UseScope::Any,
    }
}

/// Words by which a sentence shows what it is about, in English and Korean.
const TOPIC_WORDS: &[(Topic, &[&str])] = &[
    (
        Topic::Deepfake,
        &[
            "deepfake",
            "deep fake",
            "digital forger",
            "딥페이크",
            "허위영상",
            "가상의 음향",
            "실제와 구분하기",
        ],
    ),
    (
        Topic::Labelling,
        &[
            "label",
            "watermark",
            "mark the output",
            "marked as",
            "machine-readable",
            "표시를",
            "표시가",
            "표시는",
            "표시의",
            "표시와",
            "표시하여",
            "표시한",
            "표시하지",
            "라벨",
            "표시해야",
            "워터마크",
            "생성물",
            "생성되었다는",
        ],
    ),
    (
        Topic::Transparency,
        &[
            "inform",
            "disclose",
            "notify",
            "notice",
            "transparen",
            "고지",
            "알려야",
            "알릴 의무",
            "알린다",
            "공개하여야",
            "투명성",
        ],
    ),
    (
        Topic::Biometric,
        &["biometric", "facial recognition", "face recognition", "생체", "얼굴 인식", "얼굴인식"],
    ),
    (Topic::SocialScoring, &["social scor", "social credit", "사회적 점수", "사회적 평점"]),
    (Topic::Manipulation, &["manipulat", "subliminal", "dark pattern", "기만적", "잠재의식"]),
    (
        Topic::HighRiskDecision,
        &[
            "high-risk",
            "high risk",
            "high-impact",
            "automated decision",
            "recruit",
            "hiring",
            "credit scor",
            "고위험",
            "고영향",
            "자동화된 결정",
            "채용",
        ],
    ),
    (Topic::Data, &["training data", "data governance", "data sets", "학습데이터", "학습용 데이터"]),
    (Topic::Security, &["cybersecurity", "cyber security", "security assessment", "보안", "안전성 평가"]),
    (Topic::Representative, &["representative", "domestic agent", "국내대리인", "대리인"]),
    (
        Topic::ImpactAssessment,
        &["impact assessment", "assess the impact", "assess the effect", "영향평가", "영향을 평가"],
    ),
    (Topic::Register, &["register", "registration", "database of", "등록"]),
    (
        Topic::GpaiFrontier,
        &[
            "general-purpose",
            "frontier",
            "foundation model",
            "floating",
            "flop",
            "systemic risk",
            "범용",
            "첨단 인공지능",
            "누적 연산량",
            "연산량",
        ],
    ),
    (Topic::IncidentReport, &["incident", "사고를 보고", "안전사고", "침해사고"]),
    (
        Topic::Remedy,
        &[
            "explanation",
            "contest",
            "appeal",
            "compensation",
            "damages",
            "설명을 요구",
            "설명을 들을",
            "설명을 받을",
            "이의",
            "손해배상",
            "거부할",
        ],
    ),
    (
        Topic::Complaint,
        &["complaint", "lodge", "take down", "takedown", "remove the content", "신고", "민원", "삭제"],
    ),
    (Topic::Whistleblower, &["whistleblow", "retaliat", "공익신고", "불이익 조치", "불이익조치"]),
];

pub(crate) fn topics_of(sentence: &str) -> Vec<Topic> {
    // A declaration of will (의사표시) labels nothing.
    let words = sentence.to_lowercase().replace("의사표시", "").replace("의사 표시", "");
    let about = |(_, signs): &&(Topic, &[&str])| signs.iter().any(|sign| words.contains(sign));
    TOPIC_WORDS.iter().filter(about).map(|(topic, _)| *topic).collect()
}

#[cfg(test)]
mod tests {
    use maru_text::parse_date;

    use super::*;

    fn check(language: &str, text: &str) -> TextReport {
        let library = Library::shipped().unwrap();
        let place = library.places().find("KR").unwrap();
        library.check_text(language, text, &place, parse_date("2026-11-28").unwrap())
    }

    #[test]
    fn each_duty_of_a_text_is_read_and_set_beside_law() {
        let report = check(
            "ko",
            "제1조 이 법은 인공지능에 관한 것이다.\n제2조 사업자는 딥페이크 결과물을 이용자가 알 수 있도록 표시하여야 한다.\n",
        );
        assert_eq!((report.sentences, report.duties.len(), report.standing), (2, 1, "suggestion"));
        let duty = &report.duties[0];
        assert_eq!(duty.suggested.deontic.as_ref().map(|found| found.deontic), Some(Deontic::Must));
        assert!(duty.topics.contains(&Topic::Deepfake) && duty.topics.contains(&Topic::Labelling));
        assert!(!duty.nearest.is_empty());
        assert!(report.lacks.iter().all(|lack| duty.topics.contains(&lack.topic)), "{:?}", report.lacks);
    }

    /// What a consultation writes on its first day: plain forms, and a right of people.
    const PLAIN: &str = "제1조 이 법은 딥페이크로부터 사람을 지키는 것을 목적으로 한다.\n\
        제2조 누구든지 선거일 전 30일 동안 딥페이크 영상을 올려서는 안 된다.\n\
        제3조 플랫폼은 신고를 받으면 24시간 이내에 삭제한다.\n\
        제4조 국민은 자동화된 결정에 대하여 설명을 들을 수 있다.\n\
        제5조 채용에 인공지능을 쓰는 회사는 지원자에게 알릴 의무가 있다.\n";

    #[test]
    fn plain_forms_bind_and_a_right_stands_beside_the_same_right_at_home() {
        let report = check("ko", PLAIN);
        let read: Vec<Option<Deontic>> = report
            .duties
            .iter()
            .map(|one| one.suggested.deontic.as_ref().map(|found| found.deontic))
            .collect();
        let expected = [Deontic::MustNot, Deontic::Must, Deontic::Right, Deontic::Must].map(Some);
        assert_eq!((read.as_slice(), report.unjudged), (expected.as_slice(), 0));
        let beside: Vec<&str> = report.duties[2].nearest.iter().map(|one| one.other.as_str()).collect();
        // What says the same at home comes first, the general right and that of borrowers.
        assert!(beside.iter().take(3).any(|id| id.starts_with("kr-pipa:Art 37-2")), "{beside:?}");
        assert!(beside.iter().take(4).all(|id| id.starts_with("kr-")), "{beside:?}");
    }

    #[test]
    fn what_was_not_judged_lacks_nothing() {
        // The second sentence has no word of duty that is known; it may be the very duty.
        let judged = check("en", "Providers shall label deepfakes.");
        let unjudged =
            check("en", "Providers shall label deepfakes. Deepfakes on platforms: off within a day.");
        assert!(judged.lacks.iter().any(|lack| lack.topic == Topic::Deepfake) && judged.unjudged == 0);
        assert!(!unjudged.lacks.iter().any(|lack| lack.topic == Topic::Deepfake) && unjudged.unjudged == 1);
        assert!(unjudged.lacks.iter().any(|lack| lack.topic == Topic::Labelling), "{:?}", unjudged.lacks);
    }

    #[test]
    fn what_is_not_recognised_is_not_judged() {
        let report = check("en", "Everyone shall be kind to cats. The sky is blue.");
        assert_eq!((report.sentences, report.duties.len()), (2, 1));
        assert!(report.duties[0].nearest.is_empty() && report.lacks.is_empty());
        assert!(check("en", "").duties.is_empty());
        // The number of an article is no sentence that was not judged.
        let numbered = check("en", "Article 1.\nProviders shall label deepfakes.\n제2조\n## Scope\n");
        assert_eq!((numbered.sentences, numbered.duties.len(), numbered.unjudged), (1, 1, 0));
    }

    #[test]
    fn a_long_draft_is_read_in_part_and_says_so() {
        let report = check("en", &"Providers shall label output.\n".repeat(SENTENCE_LIMIT + 1));
        assert!(
            report.cut && report.duties.len() == SENTENCE_LIMIT && report.sentences == SENTENCE_LIMIT + 1
        );
    }
}
