//! What the library that ships with Maru says of one topic in some places: law, none found, or not coded.
//!
//! `cargo run -p maru-norms --example answer`
#![allow(clippy::print_stdout, reason = "printing is what an example is for")]

use std::error::Error;

use maru_norms::{Known, Library, alias, parse_date};

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let library = Library::shipped()?;
    let topic = alias::topic("deepfakes").ok_or("the library knows the topic")?;
    let day = parse_date("2026-11-28")?;
    for code in ["EU", "KR", "US", "BR"] {
        let Some(place) = library.places().find(code) else { continue };
        let answer = library.answer(&place, topic, day);
        let provisions = answer.provisions.len();
        match answer.known {
            Known::Law => println!("{code}: {provisions} coded provisions apply"),
            Known::KnownMissing => println!("{code}: something is known, and not coded"),
            Known::CodedNoLaw => println!("{code}: coded, and not as law there on this day"),
            Known::CodedNoDuty => println!("{code}: coded, and no row lays a duty on anybody"),
            Known::NoneFound => println!("{code}: somebody looked, and found none"),
            Known::NotCoded => println!("{code}: not coded; that is not to say that there is none"),
        }
        // A row may be there that binds nobody; an answer of `Law` never rests on nothing.
        assert!(answer.known != Known::Law || provisions > 0, "{code}");
    }
    Ok(())
}
