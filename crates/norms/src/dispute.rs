//! What people hold against a coding, and which reading a process adopted.
//!
//! A coding is a reading of law, and readings differ. An objection names the field, what it should say, why, and on what source. It stays
//! open until a process decides: an adoption names the value and the entry of the process's record that holds the decision. The library's rows
//! are never changed by either; pages show both beside them.

use maru_text::Date;
use serde::Serialize;

use crate::coding::{Coding, field_names, value_of};
use crate::library::{Library, LoadErrors};
use crate::model::{Provision, ProvisionId};
use crate::rows::{self, LoadError, Problem, Row};
use crate::schema::reading_of;

/// Somebody holds that a field of a coding is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Objection {
    pub provision: ProvisionId,
    /// Name of the column.
    pub field: &'static str,
    /// Whose coding; empty for the library's.
    pub coder: String,
    /// What the field should say, in the column's codes.
    pub proposed: String,
    /// Name of whoever objects.
    pub by: String,
    pub reason: String,
    /// Address or citation that it rests on.
    pub source: String,
    pub date: Date,
}

/// A process decided how a field is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adoption {
    pub provision: ProvisionId,
    /// Name of the column.
    pub field: &'static str,
    /// How it is to be read, in the column's codes.
    pub value: String,
    /// The process: its address, or its name on this node.
    pub process: String,
    /// The entry of that process's record which holds the decision.
    pub entry: u64,
    pub date: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// No process has decided on this field since.
    Open,
    /// A process adopted what it proposes.
    Adopted,
    /// A process adopted something else.
    Rejected,
}

impl Standing {
    /// The word for it in answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Adopted => "adopted",
            Self::Rejected => "rejected",
        }
    }
}

/// An objection with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    #[serde(flatten)]
    pub objection: Objection,
    pub standing: Standing,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Discussion {
    objections: Vec<Objection>,
    adoptions: Vec<Adoption>,
}

/// One field of a provision with every reading of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldReadings {
    /// Name of the column.
    pub field: &'static str,
    pub library: String,
    /// What further coders say, each with their name.
    pub coders: Vec<(String, String)>,
    /// What is held against it, the oldest first.
    pub objections: Vec<Held>,
    pub adopted: Option<Adoption>,
}

impl FieldReadings {
    /// Whether every coder reads the field as the library does.
    pub fn is_agreed(&self) -> bool {
        self.coders.iter().all(|(_, value)| *value == self.library)
    }

    /// Whether there is anything to tell beside the library's own value.
    pub fn is_discussed(&self) -> bool {
        !self.is_agreed() || !self.objections.is_empty() || self.adopted.is_some()
    }
}

/// The files that ship with the program; they hold no row yet, because nobody has objected.
pub const SHIPPED_DISCUSSION: (&[u8], &[u8]) =
    (include_bytes!("../../../data/norms/disputes.csv"), include_bytes!("../../../data/norms/adoptions.csv"));

impl Discussion {
    /// Reads `disputes.csv` and `adoptions.csv`, checked as strictly as the library; no bytes at all are no rows.
    pub fn load(library: &Library, disputes: &[u8], adoptions: &[u8]) -> Result<Self, LoadErrors> {
        let mut errors = Vec::new();
        let mut objections =
            rows::values_of("disputes.csv", disputes, &mut errors, |row| objection(row, library));
        let mut adoptions =
            rows::values_of("adoptions.csv", adoptions, &mut errors, |row| adoption(row, library));
        if !errors.is_empty() {
            return Err(LoadErrors(errors));
        }
        // Ties keep the order of the file, so that the newest decision is the last.
        objections.sort_by_key(|one| one.date);
        adoptions.sort_by_key(|one| one.date);
        Ok(Self { objections, adoptions })
    }

    /// The newest decision on a field.
    pub fn adopted(&self, provision: &ProvisionId, field: &str) -> Option<&Adoption> {
        self.adoptions.iter().rev().find(|one| one.provision == *provision && one.field == field)
    }

    /// Where an objection stands: a decision counts from its day on, and against objections that were there before it.
    pub fn standing(&self, objection: &Objection) -> Standing {
        match self.adopted(&objection.provision, objection.field) {
            Some(decision) if decision.date >= objection.date => {
                if decision.value == objection.proposed {
                    Standing::Adopted
                } else {
                    Standing::Rejected
                }
            }
            _ => Standing::Open,
        }
    }

    /// Every reading of every field of a provision: the library's, further coders', objections, decisions.
    pub fn readings(&self, provision: &Provision, codings: &[Coding]) -> Vec<FieldReadings> {
        field_names().map(|field| self.readings_of(provision, field, codings)).collect()
    }

    fn readings_of(&self, provision: &Provision, field: &'static str, codings: &[Coding]) -> FieldReadings {
        let coded = codings.iter().filter_map(|coding| {
            let row = coding.provisions.iter().find(|one| one.id == provision.id)?;
            Some((coding.coder.clone(), value_of(row, field)))
        });
        let against =
            self.objections.iter().filter(|one| one.provision == provision.id && one.field == field);
        FieldReadings {
            field,
            library: value_of(provision, field),
            coders: coded.collect(),
            objections: against
                .map(|one| Held { objection: one.clone(), standing: self.standing(one) })
                .collect(),
            adopted: self.adopted(&provision.id, field).cloned(),
        }
    }
}

fn objection(row: &Row, library: &Library) -> Result<Objection, LoadError> {
    let (provision, field) = place(row, library)?;
    Ok(Objection {
        provision,
        field,
        coder: row.text("coder")?.to_owned(),
        proposed: value(row, "proposed", field)?,
        by: row.required("by")?.to_owned(),
        reason: row.required("reason")?.to_owned(),
        source: row.required("source")?.to_owned(),
        date: day(row)?,
    })
}

fn adoption(row: &Row, library: &Library) -> Result<Adoption, LoadError> {
    let (provision, field) = place(row, library)?;
    let entry = row.required("entry")?;
    let not_a_number = || Problem::UnknownValue { what: "entry number", value: entry.to_owned() };
    Ok(Adoption {
        provision,
        field,
        value: value(row, "value", field)?,
        process: row.required("process")?.to_owned(),
        entry: entry.parse().map_err(|_| row.error("entry", not_a_number()))?,
        date: day(row)?,
    })
}

fn place(row: &Row, library: &Library) -> Result<(ProvisionId, &'static str), LoadError> {
    let id = row.required("provision_id")?;
    let provision = library.provision(id).ok_or_else(|| {
        row.error("provision_id", Problem::Dangling { what: "provision", id: id.to_owned() })
    })?;
    let name = row.required("field")?;
    let field = field_names()
        .find(|known| *known == name)
        .ok_or_else(|| row.error("field", Problem::UnknownValue { what: "field", value: name.to_owned() }))?;
    Ok((provision.id.clone(), field))
}

/// A value that the field's column could hold, so written that equal readings are equal texts.
fn value(row: &Row, column: &str, field: &'static str) -> Result<String, LoadError> {
    let text = row.required(column)?;
    let unknown = || Problem::UnknownValue { what: field, value: text.to_owned() };
    reading_of(field, text).ok_or_else(|| row.error(column, unknown()))
}

fn day(row: &Row) -> Result<Date, LoadError> {
    row.date("date")?.ok_or_else(|| row.error("date", Problem::Empty))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DISPUTES: &str = "provision_id,field,coder,proposed,by,reason,source,date\n";
    const ADOPTIONS: &str = "provision_id,field,value,process,entry,date\n";

    fn load(disputes: &str, adoptions: &str) -> Result<Discussion, LoadErrors> {
        let library = Library::shipped().unwrap();
        let (disputes, adoptions) = (format!("{DISPUTES}{disputes}"), format!("{ADOPTIONS}{adoptions}"));
        Discussion::load(&library, disputes.as_bytes(), adoptions.as_bytes())
    }

    fn standing(adoptions: &str) -> Standing {
        let dispute = "eu-ai-act:Art 4,deontic,,should,A test,It only asks to try.,The text,2026-10-01\n";
        let discussion = load(dispute, adoptions).unwrap();
        let library = Library::shipped().unwrap();
        let readings = discussion.readings(library.provision("eu-ai-act:Art 4").unwrap(), &[]);
        let deontic = readings.iter().find(|one| one.field == "deontic").unwrap();
        assert!(deontic.is_discussed() && deontic.library == "must");
        deontic.objections[0].standing
    }

    #[test]
    fn an_objection_stands_open_until_a_process_decides() {
        assert_eq!(standing(""), Standing::Open);
        assert_eq!(
            standing("eu-ai-act:Art 4,deontic,should,test-process,12,2026-11-01\n"),
            Standing::Adopted
        );
        assert_eq!(standing("eu-ai-act:Art 4,deontic,must,test-process,12,2026-11-01\n"), Standing::Rejected);
        // What was decided before the objection was made does not answer it, nor does another field.
        assert_eq!(standing("eu-ai-act:Art 4,deontic,must,test-process,12,2026-09-01\n"), Standing::Open);
        assert_eq!(standing("eu-ai-act:Art 4,testable,no,test-process,12,2026-11-01\n"), Standing::Open);
    }

    #[test]
    fn the_order_of_a_list_makes_no_other_reading() {
        let dispute = "eu-ai-act:Art 4,bearer,,provider;deployer,A test,Both.,The text,2026-10-01\n";
        let decision = "eu-ai-act:Art 4,bearer,deployer; provider,test-process,12,2026-11-01\n";
        let discussion = load(dispute, decision).unwrap();
        let library = Library::shipped().unwrap();
        let readings = discussion.readings(library.provision("eu-ai-act:Art 4").unwrap(), &[]);
        let bearer = readings.iter().find(|one| one.field == "bearer").unwrap();
        assert_eq!(bearer.objections[0].standing, Standing::Adopted);
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_place() {
        let check = |disputes: &str, adoptions: &str, expected: &str| {
            let told = load(disputes, adoptions).unwrap_err().to_string();
            assert!(told.contains(expected), "{told}");
        };
        check("nowhere,deontic,,must,A,R,S,2026-10-01\n", "", "provision `nowhere`");
        check("eu-ai-act:Art 4,colour,,must,A,R,S,2026-10-01\n", "", "`colour` is no field");
        check("eu-ai-act:Art 4,deontic,,perhaps,A,R,S,2026-10-01\n", "", "`perhaps` is no deontic");
        check("eu-ai-act:Art 4,deontic,,must,A,,S,2026-10-01\n", "", "column reason");
        check("", "eu-ai-act:Art 4,deontic,must,p,twelve,2026-10-01\n", "entry number");
        check("", "eu-ai-act:Art 4,deontic,must,p,12,\n", "column date");
    }

    #[test]
    fn what_ships_is_sound() {
        let library = Library::shipped().unwrap();
        let discussion = Discussion::load(&library, SHIPPED_DISCUSSION.0, SHIPPED_DISCUSSION.1).unwrap();
        let provision = &library.provisions()[0];
        assert!(discussion.readings(provision, &[]).iter().all(FieldReadings::is_agreed));
    }
}
