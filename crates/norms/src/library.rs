//! The library: all instruments and provisions, checked against each other, found by id.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::claim::{self, Claim, Fact};
use crate::load::{self, Context, LoadError, Names, Problem};
use crate::model::{Instrument, InstrumentId, Provision, ProvisionId, Risk, UseScope};
use crate::place::{Place, Places};
use crate::reach::{Reach, Vocabulary};

/// The bytes of the library's files, as they come from disk or from the program itself.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    /// `places.csv`.
    pub places: &'a [u8],
    /// `mit_risk_subdomains.csv`.
    pub risks: &'a [u8],
    /// `instruments.csv`.
    pub instruments: &'a [u8],
    /// `provisions.csv`.
    pub provisions: &'a [u8],
    /// `claims.csv`.
    pub claims: &'a [u8],
}

/// The files that ship with the program.
pub const SHIPPED: Sources<'static> = Sources {
    places: include_bytes!("../../../data/norms/places.csv"),
    risks: include_bytes!("../../../data/norms/mit_risk_subdomains.csv"),
    instruments: include_bytes!("../../../data/norms/instruments.csv"),
    provisions: include_bytes!("../../../data/norms/provisions.csv"),
    claims: include_bytes!("../../../data/norms/claims.csv"),
};

/// Everything that is wrong with a set of files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", lines(.0))]
pub struct LoadErrors(pub Vec<LoadError>);

fn lines(errors: &[LoadError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl From<LoadError> for LoadErrors {
    fn from(error: LoadError) -> Self {
        Self(vec![error])
    }
}

/// All instruments and provisions.
#[derive(Debug, Clone)]
pub struct Library {
    places: Places,
    risks: Vec<Risk>,
    instruments: Vec<Instrument>,
    provisions: Vec<Provision>,
    instrument_at: BTreeMap<InstrumentId, usize>,
    provision_at: BTreeMap<ProvisionId, usize>,
    claims: Vec<Claim>,
}

impl Library {
    /// The library that ships with the program.
    pub fn shipped() -> Result<Self, LoadErrors> {
        Self::load(&SHIPPED)
    }

    /// The same, read once for the whole program: pages and search look into one copy.
    pub fn shared() -> Result<&'static Self, &'static LoadErrors> {
        static SHARED: LazyLock<Result<Library, LoadErrors>> = LazyLock::new(Library::shipped);
        SHARED.as_ref()
    }

    /// Reads and checks a library.
    pub fn load(sources: &Sources<'_>) -> Result<Self, LoadErrors> {
        let places = Places::load("places.csv", sources.places)?;
        let risks = load::risks("mit_risk_subdomains.csv", sources.risks)?;
        let mut errors = Vec::new();
        let instruments = {
            let names = names(&places, "instruments.csv", sources.instruments, &[], &mut errors);
            load::values_of("instruments.csv", sources.instruments, &mut errors, |row| {
                load::instrument(row, &names)
            })
        };
        let mut library = Self {
            places,
            risks,
            instrument_at: index(&instruments, |one| one.id.clone()),
            instruments,
            provisions: Vec::new(),
            provision_at: BTreeMap::new(),
            claims: Vec::new(),
        };
        let provisions = library.read_provisions("provisions.csv", sources.provisions, &mut errors);
        library.add_provisions(provisions);
        let exists = |id: &str| library.instrument(id).is_some() || library.provision(id).is_some();
        // A row that could not be read would make every claim about it a second complaint.
        if errors.is_empty() {
            library.claims =
                load::values_of("claims.csv", sources.claims, &mut errors, |row| claim::claim(row, exists));
        }
        if errors.is_empty() { Ok(library) } else { Err(LoadErrors(errors)) }
    }

    /// Reads provisions that may refer to those already here; they are not added.
    fn read_provisions(&self, file: &str, bytes: &[u8], errors: &mut Vec<LoadError>) -> Vec<Provision> {
        let names = Names { places: &self.places, instruments: self.instrument_ids() };
        let mut ids: BTreeSet<String> =
            self.provisions.iter().map(|one| one.id.as_str().to_owned()).collect();
        collect_ids(file, bytes, &mut ids, errors);
        let context = Context { names: &names, provisions: &ids, risks: &self.risks };
        let rows = load::rows_of(file, bytes, errors, |row| load::provision(row, &context));
        let known = |id: &ProvisionId| self.provision_at.get(id).map(|at| &self.provisions[*at]);
        let fresh: BTreeMap<&ProvisionId, &Provision> = rows.iter().map(|(_, one)| (&one.id, one)).collect();
        let find = |id: &ProvisionId| fresh.get(id).copied().or_else(|| known(id));
        for (line, one) in &rows {
            let chains: [(&str, Next); 2] = [("gate", gate_of), ("use_areas", class_of)];
            for (column, next) in chains {
                if leads_back(one, &find, next) {
                    let problem = Problem::Circular { id: one.id.as_str().to_owned() };
                    errors.push(LoadError::at(file, *line, column, problem));
                }
            }
        }
        rows.into_iter().map(|(_, one)| one).collect()
    }

    /// This library with further instruments and provisions, such as a draft; what it held under the same ids is
    /// replaced.
    pub fn with_draft(
        &self,
        instruments: &[Instrument],
        file: &str,
        bytes: &[u8],
    ) -> Result<(Self, Vec<ProvisionId>), LoadErrors> {
        let mut library = self.clone();
        for instrument in instruments {
            if let Some(at) = library.instrument_at.get(&instrument.id) {
                library.instruments[*at] = instrument.clone();
            } else {
                library.instrument_at.insert(instrument.id.clone(), library.instruments.len());
                library.instruments.push(instrument.clone());
            }
        }
        let mut errors = Vec::new();
        let mut replaced = BTreeSet::new();
        // A draft may be of rows that the library holds as a bill; its own reading of them counts.
        collect_ids(file, bytes, &mut replaced, &mut errors);
        library.provisions.retain(|one| !replaced.contains(one.id.as_str()));
        library.add_provisions(Vec::new());
        let provisions = library.read_provisions(file, bytes, &mut errors);
        if !errors.is_empty() {
            return Err(LoadErrors(errors));
        }
        let ids = provisions.iter().map(|one| one.id.clone()).collect();
        library.add_provisions(provisions);
        Ok((library, ids))
    }

    /// Reads instruments that may refer to those already here; they are not added.
    pub fn read_instruments(&self, file: &str, bytes: &[u8]) -> Result<Vec<Instrument>, LoadErrors> {
        let mut errors = Vec::new();
        let names = names(&self.places, file, bytes, &self.instruments, &mut errors);
        let instruments = load::values_of(file, bytes, &mut errors, |row| load::instrument(row, &names));
        if errors.is_empty() { Ok(instruments) } else { Err(LoadErrors(errors)) }
    }

    fn add_provisions(&mut self, provisions: Vec<Provision>) {
        self.provisions.extend(provisions);
        self.provision_at = index(&self.provisions, |one| one.id.clone());
    }

    fn instrument_ids(&self) -> BTreeSet<String> {
        self.instruments.iter().map(|one| one.id.as_str().to_owned()).collect()
    }

    /// The table of places.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The taxonomy of risks.
    pub fn risks(&self) -> &[Risk] {
        &self.risks
    }

    /// All instruments, in the order of the file.
    pub fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }

    /// All provisions, in the order of the file.
    pub fn provisions(&self) -> &[Provision] {
        &self.provisions
    }

    /// The instrument with this id.
    pub fn instrument(&self, id: &str) -> Option<&Instrument> {
        self.instrument_at.get(id).map(|at| &self.instruments[*at])
    }

    /// The provision with this id.
    pub fn provision(&self, id: &str) -> Option<&Provision> {
        self.provision_at.get(id).map(|at| &self.provisions[*at])
    }

    /// The provisions of an instrument, in the order of the file.
    pub fn provisions_of<'a>(&'a self, instrument: &'a InstrumentId) -> impl Iterator<Item = &'a Provision> {
        self.provisions.iter().filter(move |one| one.instrument_id == *instrument)
    }

    /// The instrument that a provision belongs to.
    pub fn instrument_of(&self, provision: &Provision) -> &Instrument {
        &self.instruments[self.instrument_at[&provision.instrument_id]]
    }

    /// Whom a provision reaches: its own predicate, or that of its instrument.
    pub fn reach_of<'a>(&'a self, provision: &'a Provision) -> Option<&'a Reach> {
        provision.reach.as_ref().or(self.instrument_of(provision).reach.as_ref())
    }

    /// The uses a provision is limited to, with references followed.
    pub fn use_scope_of<'a>(&'a self, provision: &'a Provision) -> &'a UseScope {
        let mut scope = &provision.use_areas;
        // The loader refuses circles, so this ends.
        while let UseScope::SameAs(id) = scope {
            match self.provision(id.as_str()) {
                Some(class) => scope = &class.use_areas,
                None => return scope,
            }
        }
        scope
    }

    /// What sources say of an instrument or provision, fact by fact; empty where nobody has written down more than the
    /// row itself says.
    pub fn facts_of(&self, id: &str) -> Vec<Fact> {
        claim::facts(&self.claims, id)
    }

    /// The places that have law of their own in the library.
    pub fn jurisdictions(&self) -> BTreeSet<Place> {
        self.instruments.iter().map(|one| one.jurisdiction.clone()).collect()
    }
}

impl Vocabulary for Library {
    fn places(&self) -> &Places {
        &self.places
    }

    fn has_instrument(&self, id: &str) -> bool {
        self.instrument_at.contains_key(id)
    }
}

/// The provision that another one leans on, by one of its columns.
type Next = fn(&Provision) -> Option<&ProvisionId>;

fn gate_of(provision: &Provision) -> Option<&ProvisionId> {
    provision.gate.as_ref()
}

fn class_of(provision: &Provision) -> Option<&ProvisionId> {
    if let UseScope::SameAs(id) = &provision.use_areas { Some(id) } else { None }
}

fn leads_back<'a>(
    start: &'a Provision,
    find: &impl Fn(&ProvisionId) -> Option<&'a Provision>,
    next: Next,
) -> bool {
    let mut seen = BTreeSet::from([&start.id]);
    let mut current = next(start).and_then(find);
    while let Some(one) = current {
        if !seen.insert(&one.id) {
            return true;
        }
        current = next(one).and_then(find);
    }
    false
}

fn index<T, K: Ord>(items: &[T], key: impl Fn(&T) -> K) -> BTreeMap<K, usize> {
    items.iter().enumerate().map(|(at, item)| (key(item), at)).collect()
}

fn collect_ids(file: &str, bytes: &[u8], ids: &mut BTreeSet<String>, errors: &mut Vec<LoadError>) {
    // A file that cannot be read at all complains once, when its rows are read.
    let Ok(rows) = load::Rows::read(file, bytes) else { return };
    for row in rows {
        if let Ok(id) = row.required("id")
            && !ids.insert(id.to_owned())
        {
            errors.push(row.error("id", Problem::Duplicate { id: id.to_owned() }));
        }
    }
}

fn names<'a>(
    places: &'a Places,
    file: &str,
    bytes: &[u8],
    known: &[Instrument],
    errors: &mut Vec<LoadError>,
) -> Names<'a> {
    let mut instruments = known.iter().map(|one| one.id.as_str().to_owned()).collect();
    collect_ids(file, bytes, &mut instruments, errors);
    Names { places, instruments }
}
