//! Reach predicates: `market(EU) | est(EU) & user(EU)`. `&` binds before `|`; parentheses group.
//!
//! A predicate is checked when it is read: an atom nobody defined, or a place or instrument the library does not
//! know, is an error with its position, so that a typing slip cannot become a gap in the law.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::code::Coded;
use crate::place::{Place, Places};
use crate::truth::Truth;

/// How deeply parentheses may nest; real predicates use none or one.
const MAX_DEPTH: usize = 16;

/// What a fact about a scenario is, whichever word a statute uses for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fact {
    /// The operator is established in the place.
    OperatorSeat,
    /// The deployer is established in the place.
    DeployerSeat,
    /// The system is developed in the place.
    Development,
    /// The system or service is offered to people in the place.
    Market,
    /// Output is used, or people are touched, in the place.
    Touch,
    /// The act is done in the place.
    Act,
    /// The victim is a national of the place.
    VictimNational,
    /// The bearer is the executive of the place.
    Executive,
}

macro_rules! place_atoms {
    ($($variant:ident = $code:literal => $fact:ident),+ $(,)?) => {
        /// A connection to a place, as the coding names it; several words may stand for one fact.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Link {
            $(#[doc = concat!("Written `", $code, "(PLACE)`.")] $variant),+
        }

        impl Coded for Link {
            const WHAT: &'static str = "atom";
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl Link {
            /// The fact about a scenario on which this connection turns.
            pub fn fact(self) -> Fact {
                match self { $(Self::$variant => Fact::$fact),+ }
            }
        }
    };
}

place_atoms! {
    Est = "est" => OperatorSeat, EstDeployer = "est_deployer" => DeployerSeat, Dev = "dev" => Development,
    Market = "market" => Market, Import = "import" => Market, Service = "service" => Market,
    PublicService = "public_service" => Market, Offer = "offer" => Market, Business = "business" => Market,
    Activity = "activity" => Market, Intermediary = "intermediary" => Market,
    PlatformPublic = "platform_public" => Market, PublicAccess = "public_access" => Market,
    Output = "output" => Touch, Effect = "effect" => Touch, Monitor = "monitor" => Touch, User = "user" => Touch,
    UkLinks = "uk_links" => Touch, Work = "work" => Touch, Territory = "territory" => Act,
    VictimNational = "victim_national" => VictimNational, Executive = "executive" => Executive,
}

/// The bodies whose members some texts address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Membership {
    /// Member of the United Nations.
    Un,
    /// Member of UNESCO.
    Unesco,
    /// Adherent to an OECD recommendation.
    OecdAdherent,
    /// Member of the African Union.
    AfricanUnion,
    /// Member of ASEAN.
    Asean,
}

impl Coded for Membership {
    const WHAT: &'static str = "membership";
    const ALL: &'static [Self] =
        &[Self::Un, Self::Unesco, Self::OecdAdherent, Self::AfricanUnion, Self::Asean];
    fn code(self) -> &'static str {
        match self {
            Self::Un => "un_member",
            Self::Unesco => "unesco_member",
            Self::OecdAdherent => "oecd_adherent",
            Self::AfricanUnion => "au_member",
            Self::Asean => "asean_member",
        }
    }
}

/// Short names that predicates use for instruments with a long id.
const SYMBOLS: &[(&str, &str)] = &[
    ("COE-225", "coe-ai-convention"),
    ("g7", "g7-hiroshima"),
    ("bletchley", "bletchley"),
    ("seoul", "seoul-declaration"),
    ("fasc", "seoul-fasc"),
    ("paris", "paris-statement"),
    ("call", "call-for-control"),
];

/// One connection between a scenario and a law.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Atom {
    /// A fact in a place.
    Place(Link, Place),
    /// `party(TREATY)`: the state is a party.
    Party(Box<str>),
    /// `signatory(TEXT)`: the actor has signed.
    Signatory(Box<str>),
    /// `amends(INSTRUMENT)`: reaches whatever the amended instrument reaches.
    Amends(Box<str>),
    /// `transposed(member_state)`: where a member state has put the directive into its law.
    Transposed,
    Member(Membership),
    /// `us_person_or_us_compute`: a person of the United States, or computation there.
    UsPersonOrCompute,
    /// `none`: no private duty at all.
    NoOne,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reach {
    Atom(Atom),
    All(Vec<Reach>),
    Any(Vec<Reach>),
}

/// What is wrong with a predicate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReachFault {
    /// A word that is no atom.
    #[error("unknown atom `{0}`")]
    UnknownAtom(String),
    /// A place the table does not have.
    #[error("unknown place `{0}`")]
    UnknownPlace(String),
    /// A text or treaty the library does not have.
    #[error("unknown instrument `{0}`")]
    UnknownInstrument(String),
    /// An argument where none belongs, or none where one does.
    #[error("`{atom}` takes {wanted}")]
    Arity {
        atom: String,
        /// What the predicate takes, in English.
        wanted: &'static str,
    },
    /// Something else was expected.
    #[error("expected {0}")]
    Expected(&'static str),
    /// Parentheses within parentheses within parentheses.
    #[error("nested too deeply")]
    TooDeep,
}

/// What is wrong with a predicate, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault} at character {position}")]
pub struct ReachError {
    /// Counted in characters, from 1.
    pub position: usize,
    pub fault: ReachFault,
}

/// What a predicate is checked against.
pub trait Vocabulary {
    fn places(&self) -> &Places;
    /// Whether an instrument with this id exists.
    fn has_instrument(&self, id: &str) -> bool;
}

impl Reach {
    /// Reads and checks a predicate.
    pub fn parse(text: &str, vocabulary: &impl Vocabulary) -> Result<Self, ReachError> {
        let chars: Vec<char> = text.chars().collect();
        let mut parser = Parser { chars: &chars, at: 0, vocabulary };
        let reach = parser.any(0)?;
        parser.blank();
        if parser.at < chars.len() {
            return Err(parser.fault(ReachFault::Expected("`|`, `&` or the end")));
        }
        Ok(reach)
    }

    /// The value of the predicate, given the value of each atom.
    pub fn evaluate(&self, atom_value: &impl Fn(&Atom) -> Truth) -> Truth {
        match self {
            Self::Atom(atom) => atom_value(atom),
            Self::All(parts) => {
                parts.iter().map(|part| part.evaluate(atom_value)).fold(Truth::Yes, Truth::and)
            }
            Self::Any(parts) => parts.iter().map(|part| part.evaluate(atom_value)).fold(Truth::No, Truth::or),
        }
    }

    /// Every atom, left to right.
    pub fn atoms(&self) -> Vec<&Atom> {
        match self {
            Self::Atom(atom) => vec![atom],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::atoms).collect(),
        }
    }
}

/// The id of the instrument that a symbol in a predicate stands for.
pub fn instrument_of_symbol(symbol: &str) -> &str {
    SYMBOLS.iter().find(|(short, _)| *short == symbol).map_or(symbol, |(_, id)| id)
}

struct Parser<'a, V> {
    chars: &'a [char],
    at: usize,
    vocabulary: &'a V,
}

impl<V: Vocabulary> Parser<'_, V> {
    fn fault(&self, fault: ReachFault) -> ReachError {
        ReachError { position: self.at + 1, fault }
    }

    fn blank(&mut self) {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.blank();
        let found = self.chars.get(self.at) == Some(&wanted);
        self.at += usize::from(found);
        found
    }

    fn any(&mut self, depth: usize) -> Result<Reach, ReachError> {
        let mut parts = vec![self.all(depth)?];
        while self.eat('|') {
            parts.push(self.all(depth)?);
        }
        Ok(one_or(parts, Reach::Any))
    }

    fn all(&mut self, depth: usize) -> Result<Reach, ReachError> {
        let mut parts = vec![self.primary(depth)?];
        while self.eat('&') {
            parts.push(self.primary(depth)?);
        }
        Ok(one_or(parts, Reach::All))
    }

    fn primary(&mut self, depth: usize) -> Result<Reach, ReachError> {
        if !self.eat('(') {
            return Ok(Reach::Atom(self.atom()?));
        }
        if depth >= MAX_DEPTH {
            return Err(self.fault(ReachFault::TooDeep));
        }
        let inner = self.any(depth + 1)?;
        if self.eat(')') { Ok(inner) } else { Err(self.fault(ReachFault::Expected("`)`"))) }
    }

    fn word(&mut self) -> Result<(usize, String), ReachError> {
        self.blank();
        let start = self.at;
        while self.chars.get(self.at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) {
            self.at += 1;
        }
        if start == self.at {
            return Err(self.fault(ReachFault::Expected("a word")));
        }
        Ok((start, self.chars[start..self.at].iter().collect()))
    }

    fn atom(&mut self) -> Result<Atom, ReachError> {
        let (start, name) = self.word()?;
        let argument = if self.eat('(') {
            let word = self.word()?;
            if !self.eat(')') {
                return Err(self.fault(ReachFault::Expected("`)`")));
            }
            Some(word)
        } else {
            None
        };
        self.check(&name, start, argument)
    }

    fn check(&self, name: &str, start: usize, argument: Option<(usize, String)>) -> Result<Atom, ReachError> {
        let at = |index: usize, fault| ReachError { position: index + 1, fault };
        let link = Link::from_code(name);
        let wants_argument =
            link.is_some() || matches!(name, "party" | "signatory" | "amends" | "transposed");
        let nullary = match name {
            "none" => Some(Atom::NoOne),
            "us_person_or_us_compute" => Some(Atom::UsPersonOrCompute),
            _ => Membership::from_code(name).map(Atom::Member),
        };
        match (wants_argument, nullary, argument) {
            (true, _, Some((index, word))) => {
                self.with_argument(name, link, word).map_err(|fault| at(index, fault))
            }
            (false, Some(atom), None) => Ok(atom),
            (true, _, None) => {
                Err(at(start, ReachFault::Arity { atom: name.to_owned(), wanted: "one argument" }))
            }
            (false, Some(_), Some(_)) => {
                Err(at(start, ReachFault::Arity { atom: name.to_owned(), wanted: "no argument" }))
            }
            (false, None, _) => Err(at(start, ReachFault::UnknownAtom(name.to_owned()))),
        }
    }

    fn with_argument(&self, name: &str, link: Option<Link>, word: String) -> Result<Atom, ReachFault> {
        if let Some(link) = link {
            let place = self.vocabulary.places().find(&word).ok_or(ReachFault::UnknownPlace(word))?;
            return Ok(Atom::Place(link, place));
        }
        if name == "transposed" {
            let known = word == "member_state";
            return if known { Ok(Atom::Transposed) } else { Err(ReachFault::Expected("`member_state`")) };
        }
        if !self.vocabulary.has_instrument(instrument_of_symbol(&word)) {
            return Err(ReachFault::UnknownInstrument(word));
        }
        let symbol = word.into_boxed_str();
        Ok(match name {
            "party" => Atom::Party(symbol),
            "signatory" => Atom::Signatory(symbol),
            _ => Atom::Amends(symbol),
        })
    }
}

fn one_or(mut parts: Vec<Reach>, join: fn(Vec<Reach>) -> Reach) -> Reach {
    if parts.len() == 1 { parts.remove(0) } else { join(parts) }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(link, place) => write!(f, "{}({place})", link.code()),
            Self::Party(text) => write!(f, "party({text})"),
            Self::Signatory(text) => write!(f, "signatory({text})"),
            Self::Amends(text) => write!(f, "amends({text})"),
            Self::Transposed => f.write_str("transposed(member_state)"),
            Self::Member(body) => f.write_str(body.code()),
            Self::UsPersonOrCompute => f.write_str("us_person_or_us_compute"),
            Self::NoOne => f.write_str("none"),
        }
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Atom(atom) => write!(f, "{atom}"),
            Self::All(parts) => join(f, parts, " & ", |part| matches!(part, Self::All(_) | Self::Any(_))),
            Self::Any(parts) => join(f, parts, " | ", |part| matches!(part, Self::Any(_))),
        }
    }
}

fn join(
    f: &mut fmt::Formatter<'_>,
    parts: &[Reach],
    between: &str,
    grouped: fn(&Reach) -> bool,
) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        if grouped(part) {
            write!(f, "({part})")?;
        } else {
            write!(f, "{part}")?;
        }
    }
    Ok(())
}

impl Serialize for Reach {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
