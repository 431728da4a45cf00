//! Small pieces of the norm pages: levels, places, provisions, sentences.

use fluent_bundle::FluentValue;
use maru_norms::code::{Coded, Confidence, SanctionKind};
use maru_norms::explain::{Message, Texts, literal, place_name};
use maru_norms::{
    Applicability, Assessment, Date, Instrument, Lamp, Level, Place, Provision, ProvisionId, Worded,
};
use maud::{Markup, html};

use super::Reading;
use crate::visit::{Visit, encoded};

fn sign(lamp: &Lamp) -> &'static str {
    match lamp.state.code() {
        "on" => "●",
        "half" => "◐",
        _ => "○",
    }
}

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
            Applicability::Future(Some(date)) => with("norms-applies-future", "date", self.day_words(*date)),
            Applicability::Future(None) => self.text("norms-applies-undated"),
            Applicability::Gated(gate) => {
                with("norms-applies-gated", "gate", self.library.name_of(gate, self.visit.tag()))
            }
            Applicability::OtherWording(since) => {
                with("norms-applies-otherwise", "date", self.day_words(*since))
            }
            Applicability::Unknown(Some(since)) => {
                with("norms-applies-known-from", "date", self.day_words(*since))
            }
            Applicability::Unknown(None) => self.text("norms-applies-unknown"),
            Applicability::Past => self.text("norms-applies-past"),
            Applicability::Draft => self.text("norms-applies-draft"),
        }
    }

    /// The address of a provision.
    pub(super) fn provision_link(&self, id: &ProvisionId) -> String {
        let (instrument, locus) = id.as_str().split_once(':').unwrap_or((id.as_str(), ""));
        self.link(&format!("/norms/{instrument}/{}", encoded(locus)))
    }

    /// A link to a provision as readers of the page's language name it, with the doubt that lies on its coding.
    pub(super) fn provision_name(&self, id: &ProvisionId) -> Markup {
        let Some(one) = self.library.provision(id.as_str()) else { return html! { bdi { (id) } } };
        let title = self.library.short_title_in(self.library.instrument_of(one), self.visit.tag());
        html! {
            a href=(self.provision_link(id)) {
                (self.worded(title)) @if self.visit.tag() != "ko" { "," } " " bdi { (self.citation(one)) }
            }
            (self.doubt(one.confidence))
        }
    }

    /// Where a provision stands, as readers of the page's language write it.
    pub(super) fn citation(&self, one: &Provision) -> String {
        self.library.citation_in(one, self.visit.tag())
    }

    /// The title of an instrument of the library, in the page's language where it has one.
    pub(super) fn title(&self, one: &Instrument) -> Markup {
        self.worded(self.library.title_in(one, self.visit.tag()))
    }

    /// What a provision says, in the page's language where somebody has written it.
    pub(super) fn paraphrase(&self, one: &Provision) -> Markup {
        self.worded(self.library.paraphrase_in(one, self.visit.tag()))
    }

    /// Words with their language, where it is not the page's.
    fn worded(&self, words: Worded<'_>) -> Markup {
        html! {
            @if words.language == self.visit.tag() { (words.words) }
            @else { span lang=(words.language) dir="auto" { (words.words) } }
        }
    }

    /// A day with the name of its month.
    pub(super) fn day(&self, day: Date) -> Markup {
        html! { time datetime=(day) { (self.day_words(day)) } }
    }

    /// The same as words alone.
    pub(super) fn day_words(&self, day: Date) -> String {
        self.visit.date(day)
    }

    /// Whether what is assessed applies, in words; a text that binds nobody applies to nobody.
    pub(super) fn applies_in_words(&self, assessed: &Assessment) -> String {
        if assessed.applicability == Applicability::Now && assessed.level == Some(Level::L0) {
            return self.text("norms-applies-binds-nobody");
        }
        self.applies(&assessed.applicability)
    }

    /// An amount in the page's language where that can be said by rule, else as the library has it.
    pub(super) fn amount(&self, kind: Option<SanctionKind>, words: &str) -> Markup {
        // Of a whole act the words say more than the rule can.
        let whole = kind.is_none().then(|| maru_norms::phrase(words, self.visit.tag())).flatten();
        match whole.or_else(|| maru_norms::explain::amount(kind, words, self.visit.tag())) {
            Some(words) => html! { (words) },
            None => self.english(words),
        }
    }

    /// What each level means, where levels stand.
    pub(super) fn level_legend(&self) -> Markup {
        html! {
            details.small {
                summary { (self.text("norms-level-legend")) }
                dl.facts {
                    @for level in Level::ALL {
                        dt { (level.code()) " " (self.word("level", level.code())) }
                        dd { (self.word("level-means", level.code())) }
                    }
                }
            }
        }
    }

    /// How much of a place's law the library holds; it stands with every answer.
    pub(super) fn completeness(&self, place: &Place, topics: &[maru_norms::code::Topic]) -> Markup {
        let complete = self.library.completeness(place, topics);
        html! { p.soft.small { (self.say(&complete.sentence())) } }
    }

    /// Low confidence, said wherever it matters.
    pub(super) fn doubt(&self, confidence: Confidence) -> Markup {
        html! {
            @if confidence == Confidence::Low {
                " " strong.wrong { "? " (self.word("confidence", "low")) }
            }
        }
    }

    /// Words of the library itself, which is written in English: in the page's language where somebody has put them into it.
    pub(super) fn english(&self, text: &str) -> Markup {
        if self.visit.tag() == "en" {
            return html! { (text) };
        }
        if let Some(words) = maru_norms::phrase(text, self.visit.tag()) {
            return html! { (words) };
        }
        html! { span lang="en" dir="ltr" { (text) } }
    }

    /// In which text a reader read: a copy that the project keeps, or what they named.
    pub(super) fn text_read(&self, read_in: &str) -> Markup {
        if read_in.starts_with("texts/") {
            return html! { (self.text("norms-readers-copy")) };
        }
        // A public copy is known by its address.
        if read_in.contains("/legalize-") && self.visit.tag() != "en" {
            return html! { (self.text("norms-readers-public-copy")) " " bdi { (read_in) } };
        }
        self.english(read_in)
    }

    /// The same, where the confidence stands beside it in words already.
    #[expect(clippy::unused_self, reason = "called like the other pieces of a page")]
    pub(super) fn doubt_sign(&self, confidence: Confidence) -> Markup {
        html! { @if confidence == Confidence::Low { " " strong.wrong aria-hidden="true" { "?" } } }
    }

    /// The title of an instrument of the library, or what its text calls itself.
    pub(super) fn instrument_title(&self, id: &str, otherwise: &str) -> String {
        let known = self
            .library
            .instrument(id)
            .map(|one| self.library.title_in(one, self.visit.tag()).words.to_owned());
        known.unwrap_or_else(|| if otherwise.is_empty() { id.to_owned() } else { otherwise.to_owned() })
    }

    /// The name of a language in the page's language, or its tag.
    pub(super) fn language(&self, tag: &maru_text::LanguageTag) -> String {
        tag.0.parse().map_or_else(|_| tag.0.clone(), |language| self.visit.language_name(&language))
    }

    /// Facts with their names; what is empty is left out.
    pub(super) fn facts(&self, facts: &[(&str, Markup)]) -> Markup {
        html! {
            dl.facts {
                @for (key, value) in facts.iter().filter(|(_, value)| !value.0.is_empty()) {
                    dt { (self.text(key)) }
                    dd { (value) }
                }
            }
        }
    }

    /// What sources say of a thing where there are several: all of them, with their days.
    pub(super) fn claims(&self, about: &str) -> Markup {
        let facts = self.library.facts_of(about);
        let claims = facts.iter().filter(|fact| fact.claims.len() > 1).flat_map(|fact| &fact.claims);
        // A source that does not know disagrees with nobody.
        let heading =
            if facts.iter().any(|fact| fact.disputed) { "norms-claims" } else { "norms-claims-agreeing" };
        html! {
            @if facts.iter().any(|fact| fact.claims.len() > 1) {
                h2 { (self.text(heading)) }
                table.stack {
                    caption { (self.text("norms-claims-caption")) }
                    thead { tr {
                        th scope="col" { (self.text("norms-claim-field")) }
                        th scope="col" { (self.text("norms-claim-says")) }
                        th scope="col" { (self.text("norms-source")) }
                        th scope="col" { (self.text("norms-confidence")) }
                    } }
                    tbody {
                        @for claim in claims {
                            tr {
                                th scope="row" { (self.field_name(&claim.field)) }
                                td { b { (self.claimed(&claim.field, &claim.value)) } }
                                td data-of=(self.text("norms-source")) {
                                    (self.english(&claim.source)) @if let Some(day) = claim.said_on { " (" (self.day(day)) ")" }
                                }
                                td data-of=(self.text("norms-confidence")) {
                                    (self.word("confidence", claim.confidence.code())) (self.doubt_sign(claim.confidence))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The name of a column of the library, where the pages have one.
    pub(super) fn field_name(&self, field: &str) -> Markup {
        let key = format!("norms-{}", field.replace('_', "-"));
        if self.visit.locale.has(&key) {
            html! { (self.text(&key)) }
        } else {
            self.english(field)
        }
    }

    /// What a source says a fact is: a code in words, unknown as such, else as it stands in the data.
    pub(super) fn claimed(&self, field: &str, value: &str) -> Markup {
        let key = format!("norms-{field}-{value}");
        match value {
            "unknown" => html! { (self.word("standing", "unknown")) },
            _ if self.visit.locale.has(&key) => html! { (self.text(&key)) },
            _ => match maru_norms::parse_date(value) {
                Ok(day) => self.day(day),
                Err(_) => self.english(value),
            },
        }
    }

    /// The six lamps in one line: signs for the eye, words for the ear.
    pub(super) fn lamp_row(&self, assessed: &Assessment) -> Markup {
        let words: Vec<String> = assessed
            .lamps
            .iter()
            .map(|lamp| {
                format!("{}: {}", self.word("lamp", lamp.kind.code()), self.word("state", lamp.state.code()))
            })
            .collect();
        let signs: String = assessed.lamps.iter().map(sign).collect();
        html! { span.lamps role="img" aria-label=(words.join(", ")) title=(words.join(", ")) { (signs) } }
    }

    /// The six lamps with their reasons, as a table.
    pub(super) fn lamps(&self, assessed: &Assessment) -> Markup {
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

    /// A table of an instrument's provisions: level, whether they apply, what they say.
    pub(super) fn provision_rows(&self, rows: &[(&Provision, Assessment)]) -> Markup {
        self.provision_table(rows, &|one| {
            html! {
                a href=(self.provision_link(&one.id)) { bdi { (self.citation(one)) } } (self.doubt(one.confidence))
            }
        })
    }

    /// The same for provisions of many instruments.
    pub(super) fn provision_rows_of_many(&self, rows: &[(&Provision, Assessment)]) -> Markup {
        self.provision_table(rows, &|one| self.provision_name(&one.id))
    }

    fn provision_table(
        &self,
        rows: &[(&Provision, Assessment)],
        name: &dyn Fn(&Provision) -> Markup,
    ) -> Markup {
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
                            th scope="row" { (name(one)) }
                            td data-of=(self.text("norms-level")) { (self.short_level(assessed.level)) " " (self.lamp_row(assessed)) }
                            td { (self.applies_in_words(assessed)) }
                            td {
                                @if assessed.applicability.is_untold() { (self.text("norms-words-not-of-day")) " " }
                                (self.paraphrase(one))
                            }
                        }
                    }
                }
            }
            (self.level_legend())
        }
    }
}
