//! Two readings of every row: what the first and the second coder read, how far they agree, and which differences were decided.
//!
//! Both readings are kept as they were made. The library's own row is what counts meanwhile; a difference that nobody decided is a dispute
//! and shown as one.

use std::collections::{BTreeMap, BTreeSet};

use maru_text::Date;
use serde::Serialize;

use crate::coding::{self, Agreement, Coding, Dispute, field_names};
use crate::library::{Library, LoadErrors};
use crate::model::ProvisionId;
use crate::rows::{self, LoadError, Problem, Row, Rows};
use crate::schema::reading_of;

/// A difference that somebody decided, with why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    pub provision: ProvisionId,
    /// Name of the column.
    pub field: &'static str,
    /// What the first coder read.
    pub first: String,
    /// What the second coder read.
    pub second: String,
    /// The value that was decided.
    pub value: String,
    pub reason: String,
    /// Name of whoever decided.
    pub by: String,
    pub on: Date,
}

/// Who read a row, when and in which text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reader {
    pub coder: String,
    pub read_on: Date,
    /// The text read; empty where none was at hand.
    pub read_in: String,
    pub note: String,
}

/// How often a row was read, and what the readers leave open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readers {
    /// How many people read it: 1 means that nobody has checked the first; 0, that the library has no readings of this row.
    pub count: usize,
    /// Whoever read it without sight of the first reading.
    pub second: Option<Reader>,
    /// Columns that the two read otherwise and nobody decided.
    pub open: Vec<&'static str>,
}

/// Both readings with what was decided.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    first: Vec<Coding>,
    second: Vec<Coding>,
    /// Who made each second reading.
    second_readers: BTreeMap<ProvisionId, Reader>,
    decided: Vec<Decided>,
}

/// How far the second reading has come, and what it found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TwoReadings {
    /// Rows of the library.
    pub rows: usize,
    /// Those that two coders read.
    pub read_twice: usize,
    /// Agreement, field by field, over the rows that both read, before anything was decided.
    pub agreement: Agreement,
    /// Differences that were decided.
    pub decided: Vec<Decided>,
    /// Differences that were not.
    pub open: Vec<Dispute>,
}

/// The files that ship with the program: first and second reading, and what was decided.
pub const SHIPPED_READINGS: [&[u8]; 3] = [
    include_bytes!("../../../data/norms/first_coding.csv"),
    include_bytes!("../../../data/norms/second_coding.csv"),
    include_bytes!("../../../data/norms/decided.csv"),
];

impl Readings {
    /// Reads `first_coding.csv`, `second_coding.csv` and `decided.csv`; no bytes at all are no rows.
    pub fn load(library: &Library, [first, second, decided]: [&[u8]; 3]) -> Result<Self, LoadErrors> {
        let first = codings(library, "first_coding.csv", first)?;
        let second_readers = readers("second_coding.csv", second)?;
        let second = codings(library, "second_coding.csv", second)?;
        let mut errors = Vec::new();
        let decided = rows::values_of("decided.csv", decided, &mut errors, |row| decision(row, library));
        if errors.is_empty() {
            Ok(Self { first, second, second_readers, decided })
        } else {
            Err(LoadErrors(errors))
        }
    }

    /// What each coder read, by coder.
    pub fn codings(&self) -> impl Iterator<Item = &Coding> {
        self.first.iter().chain(&self.second)
    }

    /// The second readings of one provision, by coder.
    pub fn second(&self) -> &[Coding] {
        &self.second
    }

    /// Whether a second coder read a row.
    pub fn is_read_twice(&self, id: &ProvisionId) -> bool {
        self.second.iter().any(|coding| coding.provisions.iter().any(|one| one.id == *id))
    }

    /// How often a row was read, and what its readers leave open.
    pub fn readers(&self, id: &ProvisionId) -> Readers {
        fn of(codings: &[Coding], id: &ProvisionId) -> Option<Coding> {
            let found = codings.iter().find_map(|coding| {
                coding.provisions.iter().find(|one| one.id == *id).map(|one| (&coding.coder, one))
            });
            found.map(|(coder, one)| Coding { coder: coder.clone(), provisions: vec![one.clone()] })
        }
        let (first, second) = (of(&self.first, id), of(&self.second, id));
        let count = usize::from(first.is_some()) + usize::from(second.is_some());
        let open = match (first, second) {
            (Some(first), Some(second)) => coding::agreement(&[first, second])
                .disputes
                .into_iter()
                .map(|dispute| dispute.field)
                .filter(|field| self.decided(id, field).is_none())
                .collect(),
            _ => Vec::new(),
        };
        Readers { count, second: self.second_readers.get(id).cloned(), open }
    }

    /// The newest decision on a field.
    pub fn decided(&self, id: &ProvisionId, field: &str) -> Option<&Decided> {
        self.decided.iter().filter(|one| one.provision == *id && one.field == field).max_by_key(|one| one.on)
    }

    /// How far the two agree, and what is open.
    pub fn compare(&self, library: &Library) -> TwoReadings {
        let merged = |name: &str, codings: &[Coding]| Coding {
            coder: name.to_owned(),
            provisions: codings.iter().flat_map(|coding| coding.provisions.iter().cloned()).collect(),
        };
        let pair = [merged("first", &self.first), merged("second", &self.second)];
        let agreement = coding::agreement(&pair);
        let read: BTreeSet<&ProvisionId> = pair[1].provisions.iter().map(|one| &one.id).collect();
        let (closed, open): (Vec<Dispute>, Vec<Dispute>) = agreement
            .disputes
            .iter()
            .cloned()
            .partition(|dispute| self.decided(&dispute.id, dispute.field).is_some());
        let decided =
            closed.iter().filter_map(|dispute| self.decided(&dispute.id, dispute.field)).cloned().collect();
        TwoReadings {
            rows: library.provisions().len(),
            read_twice: library.provisions().iter().filter(|one| read.contains(&one.id)).count(),
            agreement,
            decided,
            open,
        }
    }
}

/// The rows of a file, parted by who read them.
fn codings(library: &Library, file: &str, bytes: &[u8]) -> Result<Vec<Coding>, LoadErrors> {
    if bytes.is_empty() {
        return Ok(Vec::new());
    }
    let coders: Vec<String> = Rows::read(file, bytes)?
        .iter()
        .map(|row| row.required("coder").map(str::to_owned))
        .collect::<Result<_, _>>()?;
    // Rows come back in the order of the file, one for each.
    let read = library.read_coding("", file, bytes)?;
    let mut codings: Vec<Coding> = Vec::new();
    for (coder, one) in coders.into_iter().zip(read.provisions) {
        match codings.iter_mut().find(|coding| coding.coder == coder) {
            Some(coding) => coding.provisions.push(one),
            None => codings.push(Coding { coder, provisions: vec![one] }),
        }
    }
    Ok(codings)
}

/// Who made each reading of a file.
fn readers(file: &str, bytes: &[u8]) -> Result<BTreeMap<ProvisionId, Reader>, LoadErrors> {
    if bytes.is_empty() {
        return Ok(BTreeMap::new());
    }
    let reader = |row: &Row| -> Result<(ProvisionId, Reader), LoadError> {
        Ok((
            ProvisionId::new(row.required("id")?),
            Reader {
                coder: row.required("coder")?.to_owned(),
                read_on: row.day("read_on")?,
                read_in: row.owned("read_in")?,
                note: row.owned("note")?,
            },
        ))
    };
    Ok(Rows::read(file, bytes)?.iter().map(reader).collect::<Result<_, _>>()?)
}

fn decision(row: &Row, library: &Library) -> Result<Decided, LoadError> {
    let known = |id: &str| library.provision(id).is_some();
    let id = row.id_of("provision_id", "provision", known)?.to_owned();
    let name = row.required("field")?;
    let field = field_names()
        .find(|known| *known == name)
        .ok_or_else(|| row.error("field", Problem::UnknownValue { what: "field", value: name.to_owned() }))?;
    let value = match row.text("value")? {
        "" => String::new(),
        text => {
            let unknown = || Problem::UnknownValue { what: field, value: text.to_owned() };
            reading_of(field, text).ok_or_else(|| row.error("value", unknown()))?
        }
    };
    Ok(Decided {
        provision: ProvisionId::new(id),
        field,
        first: row.owned("first")?,
        second: row.owned("second")?,
        value,
        reason: row.required("reason")?.to_owned(),
        by: row.required("by")?.to_owned(),
        on: row.day("on")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::SHIPPED;

    /// The first row of the library as two coders read it, the second with one field changed.
    fn readings(from: &str, to: &str, decided: &str) -> Result<Readings, LoadErrors> {
        let library = Library::shipped().unwrap();
        let text = String::from_utf8(SHIPPED.provisions.to_vec()).unwrap();
        let header = text.lines().next().unwrap();
        let row = text.lines().find(|line| line.starts_with("eu-gdpr:Art 22,")).unwrap();
        let file = |row: &str, coder: &str| {
            format!("{header},coder,read_on,read_in,note\n{row},{coder},2026-11-28,,\n")
        };
        let (first, second) = (file(row, "one"), file(&row.replace(from, to), "two"));
        let decided = format!("provision_id,field,first,second,value,reason,by,on\n{decided}");
        Readings::load(&library, [first.as_bytes(), second.as_bytes(), decided.as_bytes()])
    }

    #[test]
    fn a_difference_is_a_dispute_until_it_is_decided() {
        let library = Library::shipped().unwrap();
        let open = readings(",yes,,high,", ",partly,,high,", "").unwrap().compare(&library);
        assert_eq!((open.read_twice, open.open.len(), open.decided.len()), (1, 1, 0), "{open:?}");
        assert_eq!(open.open[0].field, "testable");
        let decision = "eu-gdpr:Art 22,testable,yes,partly,partly,It says suitable.,A third,2026-11-28\n";
        let both = readings(",yes,,high,", ",partly,,high,", decision).unwrap();
        let done = both.compare(&library);
        assert_eq!((done.open.len(), done.decided.len()), (0, 1));
        // Agreement is that of the readings, not of what was decided afterwards.
        let testable = done.agreement.fields.iter().find(|one| one.field == "testable").unwrap();
        assert!((testable.share - 0.0).abs() < 1e-9 && testable.items == 1);
        assert_eq!(both.codings().map(|coding| coding.coder.as_str()).collect::<Vec<_>>(), ["one", "two"]);
    }

    #[test]
    fn a_row_says_how_many_read_it_and_what_they_leave_open() {
        let id = ProvisionId::new("eu-gdpr:Art 22");
        let decision = "eu-gdpr:Art 22,testable,yes,partly,partly,It says suitable.,A third,2026-11-28\n";
        let open = readings(",yes,,high,", ",partly,,high,", "").unwrap().readers(&id);
        assert_eq!((open.count, open.open), (2, vec!["testable"]));
        let reader = open.second.unwrap();
        assert_eq!((reader.coder.as_str(), reader.read_in.as_str()), ("two", ""));
        let done = readings(",yes,,high,", ",partly,,high,", decision).unwrap();
        assert_eq!((done.readers(&id).count, done.readers(&id).open), (2, vec![]));
        // Where the files hold no reading of a row, nobody is said to have read it.
        assert_eq!(done.readers(&ProvisionId::new("eu-gdpr:Art 9")).count, 0);
    }

    #[test]
    fn a_decision_says_something_that_the_field_can_hold() {
        let told = readings("", "", "eu-gdpr:Art 22,testable,yes,partly,maybe,R,B,2026-11-28\n").unwrap_err();
        assert!(told.to_string().contains("`maybe` is no testable"), "{told}");
    }

    #[test]
    fn what_ships_is_sound() {
        let library = Library::shipped().unwrap();
        let readings = Readings::load(&library, SHIPPED_READINGS).unwrap();
        let compared = readings.compare(&library);
        // Nobody can have decided what nobody read twice.
        for one in &compared.decided {
            assert!(readings.is_read_twice(&one.provision), "{}", one.provision);
        }
    }
}
