//! The library: all instruments and provisions, checked against each other, found by id.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use maru_text::guarded;

use crate::claim::{self, Claim, Fact};
use maru_text::Date;

use crate::further::{self, Further, FurtherField};
use crate::load::{self, Context, Names};
use crate::looked::{self, KnownMissing, Looked};
use crate::model::{Instrument, InstrumentId, Provision, ProvisionId, Risk, UseScope};
use crate::place::{Place, Places};
use crate::reach::{Reach, Vocabulary};
use crate::regime::{self, AttachedFrom, Mismatch, Regime};
use crate::rows::{self, LoadError, Problem, References, Row};
use crate::wording::{self, Paraphrase, Title};

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
    /// `looked.csv`.
    pub looked: &'a [u8],
    /// `known_missing.csv`.
    pub known_missing: &'a [u8],
    /// `titles.csv`.
    pub titles: &'a [u8],
    /// `paraphrases.csv`.
    pub paraphrases: &'a [u8],
    /// `regimes.csv`.
    pub regimes: &'a [u8],
    /// `further.csv`.
    pub further: &'a [u8],
}

/// The files that ship with the program.
pub const SHIPPED: Sources<'static> = Sources {
    places: include_bytes!("../../../data/norms/places.csv"),
    risks: include_bytes!("../../../data/norms/mit_risk_subdomains.csv"),
    instruments: include_bytes!("../../../data/norms/instruments.csv"),
    provisions: include_bytes!("../../../data/norms/provisions.csv"),
    claims: include_bytes!("../../../data/norms/claims.csv"),
    looked: include_bytes!("../../../data/norms/looked.csv"),
    known_missing: include_bytes!("../../../data/norms/known_missing.csv"),
    titles: include_bytes!("../../../data/norms/titles.csv"),
    paraphrases: include_bytes!("../../../data/norms/paraphrases.csv"),
    regimes: include_bytes!("../../../data/norms/regimes.csv"),
    further: include_bytes!("../../../data/norms/further.csv"),
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

#[derive(Debug, Clone)]
pub struct Library {
    places: Places,
    risks: Vec<Risk>,
    instruments: Vec<Instrument>,
    provisions: Vec<Provision>,
    instrument_at: BTreeMap<InstrumentId, usize>,
    provision_at: BTreeMap<ProvisionId, usize>,
    annexes: Annexes,
}

/// What stands beside the rows, in files of its own.
#[derive(Debug, Clone, Default)]
struct Annexes {
    claims: Vec<Claim>,
    looked: Vec<Looked>,
    known_missing: Vec<KnownMissing>,
    titles: Vec<Title>,
    paraphrases: Vec<Paraphrase>,
    regimes: Vec<Regime>,
    further: Vec<Further>,
    mismatches: Vec<Mismatch>,
    /// Of rows whose consequence or remedy begins later than they do.
    attached: BTreeMap<ProvisionId, AttachedFrom>,
    /// Of rows whose present words are younger than the duty: the day since when they are the words.
    worded: BTreeMap<ProvisionId, Date>,
}

impl Annexes {
    fn read(library: &Library, sources: &Sources<'_>, errors: &mut Vec<LoadError>) -> Self {
        fn of<T>(
            name: &str,
            bytes: &[u8],
            library: &Library,
            errors: &mut Vec<LoadError>,
            read: fn(&Row, &dyn References) -> Result<T, LoadError>,
        ) -> Vec<T> {
            rows::values_of(name, bytes, errors, |row| read(row, library))
        }
        let claim = |row: &Row, references: &dyn References| {
            claim::claim(row, |id| references.has_instrument(id) || references.has_provision(id))
        };
        Self {
            claims: of("claims.csv", sources.claims, library, errors, claim),
            looked: of("looked.csv", sources.looked, library, errors, looked::looked),
            known_missing: of(
                "known_missing.csv",
                sources.known_missing,
                library,
                errors,
                looked::known_missing,
            ),
            titles: of("titles.csv", sources.titles, library, errors, wording::title),
            paraphrases: of("paraphrases.csv", sources.paraphrases, library, errors, wording::paraphrase),
            regimes: of("regimes.csv", sources.regimes, library, errors, regime::regime),
            further: of("further.csv", sources.further, library, errors, further::further),
            mismatches: Vec::new(),
            attached: BTreeMap::new(),
            worded: BTreeMap::new(),
        }
    }
}

impl References for Library {
    fn has_instrument(&self, id: &str) -> bool {
        self.instrument(id).is_some()
    }

    fn has_provision(&self, id: &str) -> bool {
        self.provision(id).is_some()
    }

    fn places(&self) -> &Places {
        &self.places
    }
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

    /// Reads all tables and checks what they say of each other; errors of all of them come together, with file and
    /// line.
    pub fn load(sources: &Sources<'_>) -> Result<Self, LoadErrors> {
        let places = Places::load("places.csv", sources.places)?;
        let risks = load::risks("mit_risk_subdomains.csv", sources.risks)?;
        let mut errors = Vec::new();
        let instruments = {
            let names = names(&places, "instruments.csv", sources.instruments, &[], &mut errors);
            rows::values_of("instruments.csv", sources.instruments, &mut errors, |row| {
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
            annexes: Annexes::default(),
        };
        let provisions = library.read_provisions("provisions.csv", sources.provisions, &mut errors);
        library.add_provisions(provisions);
        // A row that could not be read would make everything said about it a second complaint.
        if errors.is_empty() {
            library.annexes = Annexes::read(&library, sources, &mut errors);
            library.resolve_regimes(&mut errors);
            library.date_what_is_attached();
        }
        if errors.is_empty() { Ok(library) } else { Err(LoadErrors(errors)) }
    }

    /// Takes consequences and remedies from the regimes; a row that leaves its consequence to them must have one.
    fn resolve_regimes(&mut self, errors: &mut Vec<LoadError>) {
        for one in &mut self.provisions {
            let found = regime::resolve(one, &self.annexes.regimes);
            self.annexes.mismatches.extend(found);
            if one.sanction_pending {
                let problem = Problem::Dangling { what: "regime for", id: one.id.to_string() };
                errors.push(LoadError::at("provisions.csv", 0, "sanction_kind", problem));
            }
        }
    }

    /// Computed once: every level on every day asks for it.
    fn date_what_is_attached(&mut self) {
        let dated = self.provisions.iter().map(|one| (one.id.clone(), self.days_attached_to(one)));
        self.annexes.attached = dated.filter(|(_, from)| *from != AttachedFrom::default()).collect();
        let words = self.annexes.further.iter().filter(|one| one.field == FurtherField::WordingFrom);
        let day = |one: &Further| Some((one.provision.clone(), maru_text::parse_date(&one.value).ok()?));
        self.annexes.worded = words.filter_map(day).collect();
    }

    /// Since when a row's words are those of the law, where somebody wrote that down.
    pub fn worded_since(&self, id: &ProvisionId) -> Option<Date> {
        self.annexes.worded.get(id).copied()
    }

    /// From when a row's consequence and remedy can be had, where that is later than the row.
    pub fn attached_from(&self, id: &ProvisionId) -> AttachedFrom {
        self.annexes.attached.get(id).copied().unwrap_or_default()
    }

    /// Reads provisions that may refer to those already here; they are not added.
    fn read_provisions(&self, file: &str, bytes: &[u8], errors: &mut Vec<LoadError>) -> Vec<Provision> {
        let names = Names { places: &self.places, instruments: self.instrument_ids() };
        let mut ids: BTreeSet<String> =
            self.provisions.iter().map(|one| one.id.as_str().to_owned()).collect();
        collect_ids(file, bytes, &mut ids, errors);
        let context = Context { names: &names, provisions: &ids, risks: &self.risks };
        let rows = rows::rows_of(file, bytes, errors, |row| load::provision(row, &context));
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
        library.annexes.attached.retain(|id, _| !replaced.contains(id.as_str()));
        library.annexes.worded.retain(|id, _| !replaced.contains(id.as_str()));
        library.add_provisions(Vec::new());
        let provisions = library.read_provisions(file, bytes, &mut errors);
        // A draft is read for what it says itself.
        for one in provisions.iter().filter(|one| one.sanction_pending) {
            let problem = Problem::Dangling { what: "regime for", id: one.id.to_string() };
            errors.push(LoadError::at(file, 0, "sanction_kind", problem));
        }
        if !errors.is_empty() {
            return Err(LoadErrors(errors));
        }
        let ids = provisions.iter().map(|one| one.id.clone()).collect();
        library.add_provisions(provisions);
        Ok((library, ids))
    }

    /// One instrument without any rows: enough to tell the level of a row that stands behind no other.
    pub(crate) fn of_instrument(&self, instrument: Instrument) -> Self {
        Self {
            places: self.places.clone(),
            risks: Vec::new(),
            instrument_at: BTreeMap::from([(instrument.id.clone(), 0)]),
            instruments: vec![instrument],
            provisions: Vec::new(),
            provision_at: BTreeMap::new(),
            annexes: Annexes::default(),
        }
    }

    /// This library with rows of one more instrument, which were made and not read.
    pub(crate) fn with_rows(&self, instrument: Instrument, rows: Vec<Provision>) -> Self {
        let mut library = self.clone();
        library.instrument_at.insert(instrument.id.clone(), library.instruments.len());
        library.instruments.push(instrument);
        library.add_provisions(rows);
        library
    }

    /// Reads instruments that may refer to those already here; they are not added.
    pub fn read_instruments(&self, file: &str, bytes: &[u8]) -> Result<Vec<Instrument>, LoadErrors> {
        let mut errors = Vec::new();
        let names = names(&self.places, file, bytes, &self.instruments, &mut errors);
        let instruments = rows::values_of(file, bytes, &mut errors, |row| load::instrument(row, &names));
        if errors.is_empty() { Ok(instruments) } else { Err(LoadErrors(errors)) }
    }

    fn add_provisions(&mut self, provisions: Vec<Provision>) {
        self.provisions.extend(provisions);
        self.provision_at = index(&self.provisions, |one| one.id.clone());
    }

    fn instrument_ids(&self) -> BTreeSet<String> {
        self.instruments.iter().map(|one| one.id.as_str().to_owned()).collect()
    }

    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The sub-domains of the MIT AI Risk Repository, in the order of the table.
    pub fn risks(&self) -> &[Risk] {
        &self.risks
    }

    /// The regimes that attach something to a provision.
    pub fn regimes_of<'a>(&'a self, id: &'a ProvisionId) -> impl Iterator<Item = &'a Regime> {
        self.regimes().iter().filter(move |one| one.covers.contains(id))
    }

    /// Rows of `further.csv` on this provision.
    pub fn further_of<'a>(&'a self, id: &'a ProvisionId) -> impl Iterator<Item = &'a Further> {
        self.further().iter().filter(move |one| one.provision == *id)
    }

    /// What `further.csv` says in this field of the provision.
    pub fn further_value(&self, id: &ProvisionId, field: FurtherField) -> Option<&str> {
        self.further()
            .iter()
            .find(|one| one.provision == *id && one.field == field)
            .map(|one| one.value.as_str())
    }

    /// All instruments, in the order of the file.
    pub fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }

    /// All provisions, in the order of the file.
    pub fn provisions(&self) -> &[Provision] {
        &self.provisions
    }

    /// The provisions as a file of the same columns, with consequences and remedies as the regimes have them.
    pub fn provisions_csv(&self) -> Result<String, csv::Error> {
        let columns = crate::schema::columns();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(columns.iter().map(|(name, _)| *name))?;
        for one in &self.provisions {
            let cells = columns.iter().map(|(name, _)| guarded(&crate::coding::cell_of(one, name)));
            writer.write_record(cells)?;
        }
        let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    pub fn instrument(&self, id: &str) -> Option<&Instrument> {
        self.instrument_at.get(id).map(|at| &self.instruments[*at])
    }

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
        claim::facts(&self.annexes.claims, id)
    }

    /// What was looked for and not found.
    pub fn looked(&self) -> &[Looked] {
        &self.annexes.looked
    }

    /// What is known to be missing.
    pub fn known_missing(&self) -> &[KnownMissing] {
        &self.annexes.known_missing
    }

    /// Titles in languages other than the library's own, and names in common use.
    pub fn titles(&self) -> &[Title] {
        &self.annexes.titles
    }

    /// What provisions say, in languages other than the library's own.
    pub fn paraphrases(&self) -> &[Paraphrase] {
        &self.annexes.paraphrases
    }

    /// The provisions that attach consequences and remedies to others.
    pub fn regimes(&self) -> &[Regime] {
        &self.annexes.regimes
    }

    /// Fields that stand beside the rows.
    pub fn further(&self) -> &[Further] {
        &self.annexes.further
    }

    /// Cells that say otherwise than the regime that covers their row.
    pub(crate) fn mismatches(&self) -> &[Mismatch] {
        &self.annexes.mismatches
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
    let Ok(rows) = rows::Rows::read(file, bytes) else { return };
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
