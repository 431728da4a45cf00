//! The table of places, read from its rows.

use std::collections::BTreeMap;

use crate::place::{Place, PlaceEntry, Places};
use crate::rows::{LoadError, Problem, Rows};

impl Places {
    /// Reads the table from the bytes of a CSV file.
    pub fn load(file: &str, bytes: &[u8]) -> Result<Self, LoadError> {
        let mut entries: BTreeMap<Box<str>, PlaceEntry> = BTreeMap::new();
        let mut parts_at = Vec::new();
        for row in Rows::read(file, bytes)? {
            let code: Box<str> = row.required("code")?.into();
            let names: Vec<String> = row.raw_list("parts")?;
            parts_at.push((code.clone(), names.clone(), row.line()));
            let entry = PlaceEntry {
                place: Place::of(code.clone()),
                name_en: row.required("name_en")?.to_owned(),
                name_ko: row.required("name_ko")?.to_owned(),
                kind: row.coded("kind")?,
                parts: names.into_iter().map(|name| Place::of(name.into())).collect(),
                as_of: row.date("as_of")?.ok_or_else(|| row.error("as_of", Problem::Empty))?,
                source: row.required("source")?.to_owned(),
            };
            if entries.insert(code.clone(), entry).is_some() {
                return Err(row.error("code", Problem::Duplicate { id: code.into() }));
            }
        }
        for (_, names, line) in &parts_at {
            if let Some(name) = names.iter().find(|name| !entries.contains_key(name.as_str())) {
                let problem = Problem::UnknownPlace { place: name.clone() };
                return Err(LoadError::at(file, *line, "parts", problem));
            }
        }
        Ok(Self::of(entries))
    }
}
