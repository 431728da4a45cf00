//! The texts of instruments that a node holds: which there are, which one a reader gets, and what the coding adds.
//!
//! Texts of others do not ship with the program. Whoever runs a node brings them in; an [`Edition`] is one of them: an
//! instrument in one language in one version, with where it came from.

use maru_text::{Dates, Document, LanguageTag, Standing, UnitId};
use serde::Serialize;

use crate::library::Library;
use crate::locus::{Located, units_of};
use crate::model::{Instrument, Provision, ProvisionId};
use maru_text::Date;

/// What is known of one text before it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// Row number of the node's database; other nodes have others.
    pub number: u64,
    /// The instrument: one of the library, or one that is nowhere coded.
    pub instrument: String,
    pub language: LanguageTag,
    /// The day from which this version is the text.
    pub version: Date,
    pub standing: Standing,
    /// The title that the text gives itself.
    pub title: String,
    /// Address or citation of the source, as typed by whoever brought it in.
    pub source: String,
    /// SHA-256 of the file it was read from, in hexadecimal digits.
    pub digest: String,
    pub imported_by: String,
    /// When, in seconds since 1970, UTC.
    pub imported_at: i64,
}

/// The days from which there are versions, oldest first.
pub fn versions(editions: &[Edition]) -> Vec<Date> {
    let mut days: Vec<Date> = editions.iter().map(|edition| edition.version).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The languages in which there is any version, in order of tag.
pub fn languages(editions: &[Edition]) -> Vec<&LanguageTag> {
    let mut tags: Vec<&LanguageTag> = editions.iter().map(|edition| &edition.language).collect();
    tags.sort_by(|a, b| a.0.cmp(&b.0));
    tags.dedup();
    tags
}

/// The edition that is the text on a day in the first of the wished languages that has one; a later version when none
/// is old enough, and any language when no wish can be met. Within a language the latest version by that day wins.
pub fn edition_on<'a>(editions: &'a [Edition], wishes: &[&str], day: Date) -> Option<&'a Edition> {
    let in_language = |tag: &str| {
        let of_tag = |edition: &&Edition| primary(&edition.language.0) == primary(tag);
        let by_then = editions.iter().filter(of_tag).filter(|edition| edition.version <= day);
        let latest = by_then.max_by_key(|edition| (edition.version, edition.number));
        latest.or_else(|| editions.iter().filter(of_tag).min_by_key(|edition| edition.version))
    };
    wishes.iter().find_map(|tag| in_language(tag)).or_else(|| in_language(&editions.first()?.language.0))
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// The coded provisions of an instrument, each with the units of a text at which it stands.
pub fn coded_units<'a>(
    library: &'a Library,
    instrument: &'a Instrument,
    document: &Document,
) -> Vec<(&'a Provision, Vec<Located>)> {
    library.provisions_of(&instrument.id).map(|one| (one, units_of(&one.locus, document))).collect()
}

/// Gives a text the dates that are known of it: those it sets for itself, those of the library for the instrument, and
/// those of the coded provisions with their gates. A coding is the newer reading, so its dates win.
pub fn date_by_coding(library: &Library, instrument: &Instrument, document: &mut Document) {
    maru_text::date_by_own_words(document);
    let known = Dates {
        adopted: instrument.adopted,
        in_force: instrument.in_force,
        applies: instrument.applies_main,
        ended: instrument.ended,
        gate: None,
    };
    document.dates = document.dates.inherit(&known);
    for (provision, units) in coded_units(library, instrument, document) {
        let gate = provision.gate.as_ref().and_then(|gate| gate_unit(library, instrument, gate, document));
        // A coding of something that this text lacks says nothing about the unit above it.
        for place in units.into_iter().filter(|place| place.exact) {
            let Some(unit) = document.unit_mut(&place.unit) else { continue };
            let own = Dates {
                applies: provision.applies_from,
                ended: provision.applies_until,
                gate: gate.clone().filter(|gate| *gate != unit.id),
                ..Dates::default()
            };
            unit.dates = own.inherit(&unit.dates);
        }
    }
}

/// The unit of the same text on which a provision hangs; none when the gate is in another instrument.
fn gate_unit(
    library: &Library,
    instrument: &Instrument,
    gate: &ProvisionId,
    document: &Document,
) -> Option<UnitId> {
    let gate = library.provision(gate.as_str()).filter(|gate| gate.instrument_id == instrument.id)?;
    units_of(&gate.locus, document).into_iter().find(|place| place.exact).map(|place| place.unit)
}
