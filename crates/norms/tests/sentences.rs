//! Every code has a text in every language, and every route says itself in one sentence.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use maru_norms::code::{
    Binding, Coded, Confidence, Deontic, Exemption, InstrumentKind, ObjectClass, RightAtStake, Role,
    SanctionKind, StatementType, Status, Testable, Topic, UseArea,
};
use maru_norms::explain::{Phrasebook, Texts};
use maru_norms::routes::{Query, Teeth, Weights};
use maru_norms::{LampKind, Level, Library, Missing, Reason, parse_date};

const FILES: [(&str, &str); 2] = [
    ("en", include_str!("../../../locales/en/norms.ftl")),
    ("ko", include_str!("../../../locales/ko/norms.ftl")),
];

fn require<T: Coded>(book: &Phrasebook, prefix: &str) {
    for value in T::ALL {
        let key = format!("norms-{prefix}-{}", value.code());
        assert!(book.has(&key), "{} has no {key}", book.language());
    }
}

#[test]
fn every_code_has_a_text() {
    for (language, file) in FILES {
        let book = Phrasebook::parse(language, file);
        require::<Level>(&book, "level");
        require::<Topic>(&book, "topic");
        require::<RightAtStake>(&book, "right");
        require::<Role>(&book, "role");
        require::<ObjectClass>(&book, "object");
        require::<UseArea>(&book, "use");
        require::<Exemption>(&book, "exemption");
        require::<maru_norms::reach::Link>(&book, "atom");
        require::<maru_norms::reach::Membership>(&book, "atom");
        require::<Deontic>(&book, "deontic");
        require::<StatementType>(&book, "type");
        require::<SanctionKind>(&book, "sanction");
        require::<Binding>(&book, "binding");
        require::<InstrumentKind>(&book, "kind");
        require::<Status>(&book, "status");
        require::<Confidence>(&book, "confidence");
        require::<Testable>(&book, "testable");
        let lamps = LampKind::ALL.iter().map(|one| format!("norms-lamp-{}", one.code()));
        let reasons = Reason::ALL.iter().map(|one| format!("norms-reason-{}", one.code()));
        let missing = Missing::ALL.iter().map(|one| format!("norms-missing-{}", one.code()));
        for key in lamps.chain(reasons).chain(missing) {
            assert!(book.has(&key), "{language} has no {key}");
        }
    }
}

#[test]
fn every_answer_is_said_in_full_in_both_languages() {
    let library = Library::shipped().unwrap();
    let at = parse_date("2026-11-23").unwrap();
    for (language, file) in FILES {
        let book = Phrasebook::parse(language, file);
        for place in library.jurisdictions() {
            for topic in Topic::ALL {
                for teeth in [Teeth::Any, Teeth::Direct] {
                    let query = Query { teeth, ..Query::new(place.clone(), vec![*topic], at) };
                    let report = library.routes(&query, &Weights::new()).unwrap();
                    let mut messages = report.sentences();
                    messages.push(report.closing_sentence());
                    messages.push(report.robustness_sentence());
                    for text in messages.iter().map(|message| message.render(&book, &library)) {
                        assert!(!text.contains("norms-") && !text.contains("{ $"), "{text}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_sentence_reads_well() {
    let library = Library::shipped().unwrap();
    let query = Query::new(
        library.places().find("KR").unwrap(),
        vec![Topic::GpaiFrontier],
        parse_date("2026-11-23").unwrap(),
    );
    let report = library.routes(&query, &Weights::new()).unwrap();
    let check = |language: usize, expected: &[&str]| {
        let book = Phrasebook::parse(FILES[language].0, FILES[language].1);
        let texts: Vec<String> = report.sentences().iter().map(|one| one.render(&book, &library)).collect();
        assert_eq!(texts, expected);
    };
    check(
        0,
        &[
            "On frontier models, an operator that says its system is not the state of the art is out of reach of what is \
             coded for people in South Korea with a legal consequence: Korean AI Basic Act, Art 32.",
            "On frontier models, an operator that stays below 10^26 (operations in training) is out of reach of what is \
             coded for people in South Korea with a legal consequence: Korean AI Basic Act, Art 32.",
        ],
    );
    check(
        1,
        &[
            "첨단 모델: 사업자가 다음과 같이 하면, 코딩된 대한민국의 조항(법적 결과) 인공지능기본법 제32조가 미치지 않습니다. 최첨단이 아니라고 주장.",
            "첨단 모델: 사업자가 다음과 같이 하면, 코딩된 대한민국의 조항(법적 결과) 인공지능기본법 제32조가 미치지 않습니다. 10^26(학습 연산량) 미만 유지.",
        ],
    );
}
