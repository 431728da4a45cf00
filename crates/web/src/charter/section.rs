//! The sections of the form, and which fault belongs to which.

use maru_forum::{Charter, CharterError, DisclosedFault};
use maru_record::Digest;

use crate::charter::fields::{fields, label};
use crate::visit::Visit;

/// A part of the charter, on a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Purpose,
    People,
    Timetable,
    Rules,
    Decision,
    Means,
}

impl Section {
    pub(crate) const ALL: [Self; 6] =
        [Self::Purpose, Self::People, Self::Timetable, Self::Rules, Self::Decision, Self::Means];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::People => "people",
            Self::Timetable => "timetable",
            Self::Rules => "rules",
            Self::Decision => "decision",
            Self::Means => "means",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    /// The section after this one.
    pub(crate) fn next(self) -> Option<Self> {
        let place = Self::ALL.iter().position(|section| *section == self)?;
        Self::ALL.get(place + 1).copied()
    }

    /// By what it is known what stands in the section: a form that was made from something else is not saved over it.
    pub(crate) fn mark(self, charter: &Charter) -> String {
        let own = fields(charter).into_iter().filter(|field| Self::of_field(&field.path) == self);
        let all: Vec<String> = own.map(|field| format!("{}\n{}", field.path, field.value)).collect();
        Digest::of(all.join("\n").as_bytes()).to_string()
    }

    /// The section in which a field stands.
    pub(crate) fn of_field(path: &str) -> Self {
        let mut parts = path.split('.');
        match parts.next().unwrap_or_default() {
            "disclosed" if !matches!(parts.next(), Some("effect" | "fixed" | "options")) => Self::Means,
            "eligibility" | "registration" | "groups" | "minimum_group" => Self::People,
            "phase" => Self::Timetable,
            "participation_level"
            | "moderation"
            | "languages"
            | "answer_consent"
            | "reply_days"
            | "edit_minutes"
            | "initiatives" => Self::Rules,
            "decides" => Self::Decision,
            "budget" | "funders" | "contact" => Self::Means,
            // The id, the title, purpose and mandate; and what a later charter may have, so that it is seen at least.
            _ => Self::Purpose,
        }
    }

    /// The section in which a fault is mended.
    pub(crate) fn of_fault(fault: &CharterError) -> Self {
        match fault {
            CharterError::Missing(field) => Self::of_field(field),
            CharterError::PhaseBackwards(_)
            | CharterError::PhaseBeyond(_)
            | CharterError::Twice { what: "phase", .. } => Self::Timetable,
            CharterError::Twice { what: "group", .. } => Self::People,
            CharterError::Twice { .. } | CharterError::Initiatives(_) => Self::Rules,
            CharterError::Disclosed(_) => Self::Means,
            CharterError::NotIn { what, .. } => match titled(what) {
                Some(("group", _)) => Self::People,
                Some(_) => Self::Timetable,
                None => Self::of_field(what),
            },
        }
    }
}

/// The kind and id in “the title of group “x””, as the core names such a text.
fn titled(what: &str) -> Option<(&str, &str)> {
    let (kind, id) = what.strip_prefix("the title of ")?.split_once(' ')?;
    Some((kind, id.trim_matches(['“', '”'])))
}

/// A fault in the reader's language.
pub(crate) fn fault_in_words(visit: &Visit, charter: &Charter, fault: &CharterError) -> String {
    let what = |name: &str| match titled(name) {
        Some(("group", id)) => format!("{} “{id}”", visit.text("desk-field-group")),
        Some((_, id)) => format!("{} “{id}”", visit.text("desk-field-phase")),
        None => label(visit, charter, name),
    };
    match fault {
        CharterError::Missing(field) => {
            let field = if *field == "phase" { "phases" } else { field };
            visit.text_with("charter-fault-missing", &[("what", what(field).into())])
        }
        CharterError::PhaseBeyond(id) => {
            visit.text_with("charter-fault-beyond", &[("phase", id.as_str().into())])
        }
        CharterError::PhaseBackwards(id) => {
            visit.text_with("charter-fault-backwards", &[("phase", id.as_str().into())])
        }
        CharterError::Twice { what, id } => {
            visit.text_with(&format!("charter-fault-twice-{what}"), &[("what", id.as_str().into())])
        }
        CharterError::NotIn { what: name, language } => visit.text_with(
            "charter-fault-not-in",
            &[("what", what(name).into()), ("language", visit.language_name(language).into())],
        ),
        CharterError::Initiatives(fault) => {
            visit.text(&format!("charter-fault-initiatives-{}", fault.code()))
        }
        CharterError::Disclosed(fault) => {
            let line = match fault {
                DisclosedFault::Amounts(line) | DisclosedFault::Taken(line) => line.as_str(),
                DisclosedFault::Costs | DisclosedFault::Ways => "",
            };
            visit.text_with(&format!("charter-fault-disclosed-{}", fault.code()), &[("line", line.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_said_in_every_language_and_leads_to_a_section() {
        let charter = crate::charter::template::Template::Consultation
            .charter("x", &["en".parse().unwrap(), "ko".parse().unwrap()], "2027-01-01".parse().unwrap())
            .unwrap();
        let faults = charter.faults();
        assert!(faults.len() > 10, "a template has to be filled in: {faults:?}");
        for language in ["en", "ko"] {
            let visit = Visit::new("/", "", language, maru_forum::Moment(0));
            for fault in &faults {
                let words = fault_in_words(&visit, &charter, fault);
                assert!(!words.contains('⟨') && !words.contains("the title of"), "{fault:?}: {words}");
                Section::of_fault(fault);
            }
        }
    }

    #[test]
    fn titles_of_groups_and_phases_are_known_by_their_names() {
        assert_eq!(titled("the title of group “ngo”"), Some(("group", "ngo")));
        assert_eq!(titled("the title of phase “talk”"), Some(("phase", "talk")));
        assert_eq!(titled("title"), None);
    }
}
