//! Friendly names for topics, as people say them on the command line and in addresses.

use crate::code::{Coded, Topic};

/// What people say, and the topic they mean. The table is repeated in docs/norms.md.
pub const TOPIC_ALIASES: &[(&str, Topic)] = &[
    ("agent", Topic::Representative),
    ("biometrics", Topic::Biometric),
    ("deepfakes", Topic::Deepfake),
    ("disclosure", Topic::Transparency),
    ("explanation", Topic::Remedy),
    ("face", Topic::Biometric),
    ("frontier", Topic::GpaiFrontier),
    ("gpai", Topic::GpaiFrontier),
    ("high-risk", Topic::HighRiskDecision),
    ("hiring", Topic::HighRiskDecision),
    ("impact", Topic::ImpactAssessment),
    ("incident", Topic::IncidentReport),
    ("incidents", Topic::IncidentReport),
    ("label", Topic::Labelling),
    ("labeling", Topic::Labelling),
    ("labels", Topic::Labelling),
    ("remedies", Topic::Remedy),
    ("scoring", Topic::SocialScoring),
    ("watermark", Topic::Labelling),
    ("whistleblowers", Topic::Whistleblower),
    ("딥페이크", Topic::Deepfake),
    ("생성물표시", Topic::Labelling),
    ("영향평가", Topic::ImpactAssessment),
    ("국내대리인", Topic::Representative),
];

/// The topic that a word means: its code (`-` and `_` alike), or an alias.
pub fn topic(word: &str) -> Option<Topic> {
    let word = word.trim().to_lowercase();
    Topic::from_code(&word.replace('-', "_"))
        .or_else(|| TOPIC_ALIASES.iter().find(|(alias, _)| *alias == word).map(|(_, topic)| *topic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_topics() {
        let check = |word: &str, expected: Option<Topic>| assert_eq!(topic(word), expected, "{word}");
        check("deepfake", Some(Topic::Deepfake));
        check("Deepfakes", Some(Topic::Deepfake));
        check("gpai-frontier", Some(Topic::GpaiFrontier));
        check("frontier", Some(Topic::GpaiFrontier));
        check("딥페이크", Some(Topic::Deepfake));
        check("cats", None);
    }
}
