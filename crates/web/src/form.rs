//! The one way of a form: it is shown blank, shown again with what was typed and why it was refused, or done and left.

use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use jiff::civil::Date;
use maru_forum::{Command, EntryNumber, Language, Violation};
use maru_store::{Answer, ProcessHandle};
use maru_text::parse_date;
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::fault::Fault;
use crate::languages::offered;
use crate::limit::Class;
use crate::reader::Reader;
use crate::script::CHOSEN_BEFORE;
use crate::upload::Part;
use crate::visit::Visit;

/// What somebody typed, by the names of the fields; one that can be ticked several times comes several times.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed(Vec<(String, String)>);

/// A form in which nothing was typed yet.
pub(crate) static BLANK: Typed = Typed(Vec::new());

/// A form as the server takes it.
pub(crate) type Sent = Result<Form<Vec<(String, String)>>, FormRejection>;

impl Typed {
    /// Takes a form. Browsers send line ends as two characters, which would count twice.
    pub(crate) fn of(sent: Sent) -> Result<Self, Fault> {
        let Form(pairs) = sent?;
        let plain = |(name, value): (String, String)| (name, value.replace("\r\n", "\n"));
        Ok(Self(pairs.into_iter().map(plain).collect()))
    }

    /// What was sent in parts, files apart.
    pub(crate) fn of_parts(parts: &[Part]) -> Self {
        let typed = parts.iter().filter(|part| part.file.is_none());
        let words = |part: &Part| String::from_utf8_lossy(&part.bytes).replace("\r\n", "\n");
        Self(typed.map(|part| (part.name.clone(), words(part))).collect())
    }

    /// What stands in a field; a field that was not sent is empty.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.said(name).unwrap_or_default()
    }

    /// What stands in a field, if it was sent.
    pub(crate) fn said(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field has this value, among others perhaps.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|said| said == value)
    }

    /// The same with another value in a field.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let others = self.0.iter().filter(|(known, _)| known != name).cloned();
        Self(others.chain([(name.to_owned(), value.to_owned())]).collect())
    }

    /// The same without a field.
    pub(crate) fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(known, _)| known != name).cloned().collect())
    }

    /// Those fields alone whose names fit.
    pub(crate) fn kept(&self, fits: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| fits(name)).cloned().collect())
    }

    /// Every field with what stands in it, in the order of the form.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The day in a field, or in words why there is none; blank is none.
    pub(crate) fn day_if_any(&self, visit: &Visit, name: &str) -> Result<Option<Date>, String> {
        if self.get(name).trim().is_empty() { Ok(None) } else { self.day(visit, name).map(Some) }
    }

    /// The day in a field that must have one.
    pub(crate) fn day(&self, visit: &Visit, name: &str) -> Result<Date, String> {
        let text = self.get(name).trim();
        parse_date(text)
            .map_err(|_| visit.text_with("commitment-no-day", &[("typed", text.to_owned().into())]))
    }

    /// The numbers of entries in a field, with commas or blanks between them.
    pub(crate) fn numbers(&self, visit: &Visit, name: &str) -> Result<Vec<EntryNumber>, String> {
        let number = |text: &str| {
            let typed = [("typed", text.to_owned().into())];
            text.parse().map(EntryNumber).map_err(|_| visit.text_with("ballot-not-a-number", &typed))
        };
        self.get(name).split([',', ' ']).filter(|part| !part.is_empty()).map(number).collect()
    }

    /// What stands in a field line by line; blank lines are none.
    pub(crate) fn lines(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// Every value of a field.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Why a form was refused: all that is wrong at once, each at its field where there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Refused {
    /// What is wrong with no field of its own.
    words: Vec<String>,
    /// What is wrong with a field, by its name.
    at: Vec<(String, String)>,
}

impl From<String> for Refused {
    fn from(words: String) -> Self {
        Self { words: vec![words], at: Vec::new() }
    }
}

impl Refused {
    /// What is wrong with one field.
    pub(crate) fn at(field: &str, words: String) -> Self {
        Self { words: Vec::new(), at: vec![(field.to_owned(), words)] }
    }

    /// Why the record does not take what was sent, at the field that it is about.
    pub(crate) fn of(visit: &Visit, violation: &Violation) -> Self {
        let words = visit.violation(violation);
        match field_of(violation) {
            Some(field) => Self::at(field, words),
            None => words.into(),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.at.is_empty()
    }

    /// Something more that is wrong, with no field of its own.
    pub(crate) fn say(&mut self, words: String) {
        self.words.push(words);
    }

    pub(crate) fn note(&mut self, field: &str, words: String) {
        self.at.push((field.to_owned(), words));
    }

    /// What a field says, or none with what is wrong with it noted.
    pub(crate) fn take<T>(&mut self, field: &str, said: Result<T, String>) -> Option<T> {
        said.map_err(|words| self.note(field, words)).ok()
    }

    /// What is wrong with which field.
    pub(crate) fn faults(&self) -> &[(String, String)] {
        &self.at
    }

    /// All of it as one text, for the top of the page.
    pub(crate) fn in_words(&self) -> String {
        let mut all: Vec<&str> =
            self.words.iter().chain(self.at.iter().map(|(_, words)| words)).map(String::as_str).collect();
        all.dedup();
        all.join(" ")
    }

    /// The form again, with what is wrong at the top and at the fields.
    pub(crate) fn again(
        &self,
        reader: &Reader,
        handle: &ProcessHandle,
        page: impl FnOnce(&ProcessView<'_>, &str) -> Markup,
    ) -> Response {
        let visit = reader.visit.with_faults(&self.at);
        reader.again(handle, true, |view| page(&ProcessView { visit: &visit, ..*view }, &self.in_words()))
    }
}

/// The field that a broken rule is about, by the name that it has in every form.
fn field_of(violation: &Violation) -> Option<&'static str> {
    match (violation.code(), violation.detail()) {
        ("reason-missing", _) => Some("reason"),
        ("bad-pseudonym" | "pseudonym-taken" | "name-is-address" | "name-of-office", _) => Some("pseudonym"),
        ("bad-meeting", Some(fault)) => field_of_meeting(fault),
        _ => None,
    }
}

fn field_of_meeting(fault: &str) -> Option<&'static str> {
    Some(match fault {
        "place-missing" => "place",
        "access-unsaid" => "access",
        "offset" => "offset",
        "ends-before" | "too-long" => "ends",
        "begun" | "into-past" => "starts",
        "called-off" => "cancel",
        "contact-to-come" => "day",
        "closed-outcome" => "outcome",
        "members-unasked" => "members",
        "reason-unasked" | "nothing-to-correct" => "reason",
        _ => return None,
    })
}

/// Carries out what a form asks for, if the sender may write now.
pub(crate) async fn carry<C: Into<Command>, E: Into<Refused>>(
    reader: &Reader,
    handle: &ProcessHandle,
    asked: Result<C, E>,
    then: &str,
    done: impl FnOnce(Answer) -> String,
    again: impl FnOnce(&ProcessView<'_>, &str) -> Markup,
) -> Result<Response, Fault> {
    let passed = Passed::writing(reader)?;
    carry_passed(reader, passed, handle, asked, then, done, again).await
}

/// That the sender may write now. Whoever has it to hand over was counted once; a form that is dear to read asks for it first.
pub(crate) struct Passed(());

impl Passed {
    pub(crate) fn writing(reader: &Reader) -> Result<Self, Fault> {
        reader.visitor.pass(&reader.state, Class::Writing)?;
        Ok(Self(()))
    }
}

/// Carries out what a form asks for. Done, the browser is sent on; refused, the form comes again with what was typed;
/// whoever cannot act yet is led to where they can, and from there to `then`.
pub(crate) async fn carry_passed<C: Into<Command>, E: Into<Refused>>(
    reader: &Reader,
    Passed(()): Passed,
    handle: &ProcessHandle,
    asked: Result<C, E>,
    then: &str,
    done: impl FnOnce(Answer) -> String,
    again: impl FnOnce(&ProcessView<'_>, &str) -> Markup,
) -> Result<Response, Fault> {
    let refused = match asked {
        Err(refused) => refused.into(),
        Ok(command) => match reader.act(handle, command).await {
            Ok(answer) => return Ok(reader.go(&done(answer))),
            Err(Fault::Refused(violation)) => Refused::of(&reader.visit, &violation),
            Err(fault) => return reader.redirect_to_sign_in(handle, fault, then),
        },
    };
    Ok(refused.again(reader, handle, again))
}

/// A form on a page, with what was typed. Why it was refused the page says above it, where there may be no form any more.
#[derive(Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) visit: &'a Visit,
    pub(crate) typed: &'a Typed,
}

impl Shown<'_> {
    /// The form around its fields.
    pub(crate) fn form(&self, action: &str, send: &str, fields: &Markup) -> Markup {
        html! {
            form method="post" action=(action) {
                (fields)
                button.go type="submit" { (self.visit.text(send)) }
            }
        }
    }

    /// One line of text.
    pub(crate) fn line(&self, name: &str, label: &str, value: &str) -> Markup {
        html! {
            label for=(name) { (label) }
            (self.visit.fault_at(name))
            input id=(name) name=(name) dir="auto" autocomplete="off" aria-invalid=[self.visit.is_wrong(name)] aria-describedby=[self.visit.told_at(name, "")] value=(self.typed.said(name).unwrap_or(value));
        }
    }

    pub(crate) fn day(&self, name: &str, label: &str, value: &str) -> Markup {
        html! {
            label for=(name) { (label) }
            (self.visit.fault_at(name))
            input id=(name) name=(name) type="date" required aria-invalid=[self.visit.is_wrong(name)] aria-describedby=[self.visit.told_at(name, "")] value=(self.typed.said(name).unwrap_or(value));
        }
    }

    /// A day that may be left blank.
    pub(crate) fn day_if_any(&self, name: &str, label: &str) -> Markup {
        html! {
            label for=(name) { (label) }
            (self.visit.fault_at(name))
            input id=(name) name=(name) type="date" aria-invalid=[self.visit.is_wrong(name)] aria-describedby=[self.visit.told_at(name, "")] value=(self.typed.get(name));
        }
    }

    /// Several lines of text.
    pub(crate) fn area(&self, name: &str, label: &str, value: &str) -> Markup {
        html! {
            label for=(name) { (label) }
            (self.visit.fault_at(name))
            textarea id=(name) name=(name) rows="3" dir="auto" aria-invalid=[self.visit.is_wrong(name)] aria-describedby=[self.visit.told_at(name, "")] { (self.typed.said(name).unwrap_or(value)) }
        }
    }

    /// The reason that every act of an office has.
    pub(crate) fn reason(&self) -> Markup {
        self.area("reason", &self.visit.text("desk-reason"), "")
    }

    /// The language of the words of a form. That of the page is chosen beforehand where the process has it; it is not taken for words that
    /// are told to be in another.
    pub(crate) fn language(&self, languages: &[Language]) -> Markup {
        let visit = self.visit;
        let before = languages.iter().find(|one| one.primary() == visit.tag()).map_or("", Language::as_str);
        let is_blank = self.typed.said("language").is_none();
        html! {
            @if is_blank && !before.is_empty() { input type="hidden" name=(CHOSEN_BEFORE) value=(before); }
            (self.choice("language", &visit.text("desk-language-of-words"), &offered(visit, languages), before))
        }
    }

    /// Several lines of text, with how many characters are possible.
    pub(crate) fn limited(&self, name: &str, label: &str, hint: &str, limit: usize) -> Markup {
        let hint_id = format!("{name}-hint");
        html! {
            label for=(name) { (label) }
            p.hint id=(hint_id) { (hint) }
            (self.visit.fault_at(name))
            textarea id=(name) name=(name) required rows="4" dir="auto" maxlength=(limit)
                aria-invalid=[self.visit.is_wrong(name)] aria-describedby=[self.visit.told_at(name, &hint_id)] { (self.typed.get(name)) }
        }
    }

    /// One of several, or none: whoever writes nothing has nothing to choose.
    pub(crate) fn choice_if_any(&self, name: &str, label: &str, offered: &[(String, String)]) -> Markup {
        let chosen = self.typed.get(name);
        html! {
            label for=(name) { (label) }
            (self.visit.fault_at(name))
            select id=(name) name=(name) aria-invalid=[self.visit.is_wrong(name)] aria-describedby=[self.visit.told_at(name, "")] {
                option value="" { (self.visit.text("desk-choose")) }
                @for (value, words) in offered { option value=(value) selected[value == chosen] { (words) } }
            }
        }
    }

    /// One of several; nothing is chosen before somebody does, unless `chosen` says what stands now.
    pub(crate) fn choice(
        &self,
        name: &str,
        label: &str,
        offered: &[(String, String)],
        chosen: &str,
    ) -> Markup {
        let chosen = self.typed.said(name).unwrap_or(chosen);
        html! {
            label for=(name) { (label) }
            (self.visit.fault_at(name))
            select id=(name) name=(name) required aria-invalid=[self.visit.is_wrong(name)] aria-describedby=[self.visit.told_at(name, "")] {
                @if chosen.is_empty() { option value="" { (self.visit.text("desk-choose")) } }
                @for (value, words) in offered {
                    option value=(value) selected[value == chosen] { (words) }
                }
            }
        }
    }
}
