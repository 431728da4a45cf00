//! Words that a body may leave out, and the language that they need: the one place that says so.

use maru_forum::Language;
use serde::Deserialize;
use utoipa::ToSchema;

/// Words that may be left out, with their language.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(try_from = "Fields")]
pub(super) struct OptionalWords {
    /// More words; none where it is left out or blank.
    #[schema(required = false)]
    text: Option<String>,
    /// The language of the words; needed where there are any.
    #[schema(value_type = Option<String>, example = "en")]
    language: Option<Language>,
}

#[derive(Deserialize)]
struct Fields {
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    language: Option<Language>,
}

impl TryFrom<Fields> for OptionalWords {
    type Error = &'static str;

    fn try_from(Fields { text, language }: Fields) -> Result<Self, Self::Error> {
        if language.is_none() && text.as_ref().is_some_and(|text| !text.trim().is_empty()) {
            return Err("“text” needs “language”, the language in which it is written");
        }
        Ok(Self { text, language })
    }
}

impl OptionalWords {
    /// The words with their language, where there are any.
    pub(super) fn pair(self) -> Option<(Language, String)> {
        self.language.zip(self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Body {
        #[serde(flatten)]
        said: OptionalWords,
    }

    #[test]
    fn words_without_a_language_are_refused_and_not_lost() {
        let read = |json: &str| serde_json::from_str::<Body>(json).map(|body| body.said.pair());
        let pair = |text: &str| Some(("en".parse().unwrap(), text.to_owned()));
        assert_eq!(read(r#"{"text":"Why.","language":"en"}"#).unwrap(), pair("Why."));
        assert_eq!(read("{}").unwrap(), None);
        assert_eq!(read(r#"{"language":"en"}"#).unwrap(), None);
        assert_eq!(read(r#"{"text":"  "}"#).unwrap(), None);
        let lost = read(r#"{"text":"Why."}"#).unwrap_err().to_string();
        assert!(lost.contains("“text” needs “language”"), "{lost}");
    }
}
