//! Small pieces of the norm pages: levels, places, provisions, sentences.

use fluent_bundle::FluentValue;
use maru_norms::code::{Coded, Confidence};
use maru_norms::explain::{Message, Texts, literal, place_name};
use maru_norms::{Applicability, Assessment, Lamp, Level, Place, Provision, ProvisionId};
use maud::{Markup, html};

use super::Reading;
use crate::visit::{Visit, encoded};

/// The page's words, for sentences that the library puts together.
struct PageTexts<'a>(&'a Visit);

impl Texts for PageTexts<'_> {
    fn text(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        if let Some(text) = literal(key) {
            return text;
        }
        let arguments: Vec<(&'static str, FluentValue<'_>)> =
            arguments.iter().map(|(name, value)| (*name, FluentValue::from(value.clone()))).collect();
        self.0.text_with(key, &arguments)
    }

    fn language(&self) -> &str {
        self.0.tag()
    }
}

impl Reading<'_> {
    /// A sentence of the library in the page's language.
    pub(super) fn say(&self, message: &Message) -> String {
        message.render(&PageTexts(self.visit), self.library)
    }

    /// The name of a place.
    pub(super) fn place_name(&self, place: &Place) -> String {
        place_name(place, self.visit.tag(), self.library)
    }

    /// The word of a code.
    pub(super) fn word(&self, kind: &str, code: &str) -> String {
        self.text(&format!("norms-{kind}-{code}"))
    }

    /// The words of several codes, with commas.
    pub(super) fn words<T: Coded>(&self, kind: &str, codes: &[T]) -> String {
        codes.iter().map(|code| self.word(kind, code.code())).collect::<Vec<_>>().join(", ")
    }

    /// A level with its meaning.
    pub(super) fn level(&self, level: Option<Level>) -> Markup {
        level.map_or_else(
            || html! { span.soft { "–" } },
            |level| html! { b { (level.code()) } " " (self.word("level", level.code())) },
        )
    }

    /// A level alone, its meaning for those who point or listen.
    pub(super) fn short_level(&self, level: Option<Level>) -> Markup {
        level.map_or_else(
            || html! { "–" },
            |level| html! { abbr title=(self.word("level", level.code())) { (level.code()) } },
        )
    }

    /// Whether a provision applies, in words.
    pub(super) fn applies(&self, applicability: &Applicability) -> String {
        let with = |key: &str, name: &'static str, value: String| {
            self.visit.text_with(key, &[(name, FluentValue::from(value))])
        };
        match applicability {
            Applicability::Now => self.text("norms-applies-now"),
            Applicability::Future(Some(date)) => with("norms-applies-future", "date", date.to_string()),
            Applicability::Future(None) => self.text("norms-applies-undated"),
            Applicability::Gated(gate) => with("norms-applies-gated", "gate", gate.to_string()),
            Applicability::Past => self.text("norms-applies-past"),
            Applicability::Draft => self.text("norms-applies-draft"),
        }
    }

    /// The address of a provision.
    pub(super) fn provision_link(&self, id: &ProvisionId) -> String {
        let (instrument, locus) = id.as_str().split_once(':').unwrap_or((id.as_str(), ""));
        self.link(&format!("/norms/{instrument}/{}", encoded(locus)))
    }

    /// A link to a provision by its id.
    pub(super) fn provision_name(&self, id: &ProvisionId) -> Markup {
        html! { a href=(self.provision_link(id)) { (id) } }
    }

    /// Low confidence, said wherever it matters.
    pub(super) fn doubt(&self, confidence: Confidence) -> Markup {
        html! {
            @if confidence == Confidence::Low {
                " " strong.wrong { "? " (self.word("confidence", "low")) }
            }
        }
    }

    /// Words of the library itself, which is written in English.
    pub(super) fn english(&self, text: &str) -> Markup {
        html! { @if self.visit.tag() == "en" { (text) } @else { span lang="en" dir="ltr" { (text) } } }
    }

    /// The six lamps with their reasons, as a table.
    pub(super) fn lamps(&self, assessed: &Assessment) -> Markup {
        let sign = |lamp: &Lamp| match lamp.state.code() {
            "on" => "●",
            "half" => "◐",
            _ => "○",
        };
        html! {
            table.stack {
                caption { (self.text("norms-lamps")) }
                thead { tr { th scope="col" { (self.text("norms-lamp")) } th scope="col" { (self.text("norms-lamp-state")) }
                    th scope="col" { (self.text("norms-why")) } } }
                tbody {
                    @for lamp in &assessed.lamps {
                        tr {
                            th scope="row" { (self.word("lamp", lamp.kind.code())) }
                            td { span aria-hidden="true" { (sign(lamp)) " " } (self.word("state", lamp.state.code())) }
                            td { (self.say(&lamp.message())) }
                        }
                    }
                }
            }
        }
    }

    /// What is missing to reach L4, as a list.
    pub(super) fn missing(&self, assessed: &Assessment) -> Markup {
        html! {
            @if !assessed.missing.is_empty() {
                h2 { (self.text("norms-missing")) }
                ul { @for what in &assessed.missing { li { (self.word("missing", what.code())) } } }
            }
        }
    }

    /// A table of provisions: level, whether they apply, what they say.
    pub(super) fn provision_rows(&self, rows: &[(&Provision, Assessment)]) -> Markup {
        html! {
            table.stack {
                thead { tr {
                    th scope="col" { (self.text("norms-provision")) }
                    th scope="col" { (self.text("norms-level")) }
                    th scope="col" { (self.text("norms-lamp-applies")) }
                    th scope="col" { (self.text("norms-says")) }
                } }
                tbody {
                    @for (one, assessed) in rows {
                        tr {
                            th scope="row" { a href=(self.provision_link(&one.id)) { (one.locus) } }
                            td data-of=(self.text("norms-level")) { (self.short_level(assessed.level)) }
                            td { (self.applies(&assessed.applicability)) }
                            td { (self.english(&one.paraphrase)) (self.doubt(one.confidence)) }
                        }
                    }
                }
            }
        }
    }
}
