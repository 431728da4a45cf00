//! What can be found: a document with its texts, and the key by which it is fetched again.

use std::fmt;
use std::str::FromStr;

/// Longest text that is indexed, in characters; of longer ones the beginning is.
pub const TEXT_LIMIT: usize = 50_000;

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// What sort of thing a document is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $variant),+
        }

        impl Kind {
            /// Every kind, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code, which is also part of the key of its text in every language.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.code() == code)
            }
        }
    };
}

kinds! {
    /// A law, treaty, declaration or bill of the norm library.
    Instrument = "instrument",
    Provision = "provision",
    /// A process: its title, purpose and mandate.
    Process = "process",
    /// An article of a process's draft.
    Article = "article",
    /// A statement with its translations.
    Statement = "statement",
    /// A report of harm.
    Harm = "harm",
    /// A page that explains how something works.
    Page = "page",
}

/// By what a document is fetched again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Id of the instrument in the norm library.
    Instrument(String),
    /// Id of the provision in the norm library.
    Provision(String),
    /// Short name of the process on this node.
    Process(String),
    /// A part of the latest draft of a process: its language, and its place in it from 0 on.
    Article(String, String, usize),
    /// A statement of a process by its entry.
    Statement(String, u64),
    /// A report of harm in a process by its entry.
    Harm(String, u64),
    /// Path of the page, without language.
    Page(String),
}

impl Key {
    /// What sort of thing it names.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Instrument(_) => Kind::Instrument,
            Self::Provision(_) => Kind::Provision,
            Self::Process(_) => Kind::Process,
            Self::Article(..) => Kind::Article,
            Self::Statement(..) => Kind::Statement,
            Self::Harm(..) => Kind::Harm,
            Self::Page(_) => Kind::Page,
        }
    }
}

/// Between the parts of a key; no id, name or language tag has it.
const BETWEEN: char = '\u{1F}';

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind().code();
        match self {
            Self::Instrument(id) | Self::Provision(id) | Self::Process(id) | Self::Page(id) => {
                write!(f, "{kind}{BETWEEN}{id}")
            }
            // Numbers are padded, so that keys in order of text are in order of number.
            Self::Article(process, language, place) => {
                write!(f, "{kind}{BETWEEN}{process}{BETWEEN}{language}{BETWEEN}{place:06}")
            }
            Self::Statement(process, entry) | Self::Harm(process, entry) => {
                write!(f, "{kind}{BETWEEN}{process}{BETWEEN}{entry:012}")
            }
        }
    }
}

impl FromStr for Key {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = text.split(BETWEEN).collect();
        let kind = parts.first().and_then(|code| Kind::from_code(code)).ok_or(())?;
        match (kind, parts.get(1..).ok_or(())?) {
            (Kind::Instrument, [id]) => Ok(Self::Instrument((*id).to_owned())),
            (Kind::Provision, [id]) => Ok(Self::Provision((*id).to_owned())),
            (Kind::Process, [id]) => Ok(Self::Process((*id).to_owned())),
            (Kind::Page, [address]) => Ok(Self::Page((*address).to_owned())),
            (Kind::Article, [process, language, place]) => {
                let place = place.parse().map_err(|_| ())?;
                Ok(Self::Article((*process).to_owned(), (*language).to_owned(), place))
            }
            (Kind::Statement, [process, entry]) => {
                Ok(Self::Statement((*process).to_owned(), entry.parse().map_err(|_| ())?))
            }
            (Kind::Harm, [process, entry]) => {
                Ok(Self::Harm((*process).to_owned(), entry.parse().map_err(|_| ())?))
            }
            _ => Err(()),
        }
    }
}

/// How much a text says about its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What it is called.
    Title,
    /// What it says.
    Body,
    /// What it is about, in words of the library and not of the document: topics, places, actors.
    Label,
}

/// A text of a document, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// How much it says about the document.
    pub part: Part,
    /// BCP 47 tag of its language.
    pub language: String,
    pub words: String,
}

impl Text {
    pub fn new(part: Part, language: &str, words: impl Into<String>) -> Self {
        Self { part, language: language.to_owned(), words: words.into() }
    }
}

/// The weight of a document that is neither more nor less than others.
pub const PLAIN_WEIGHT: u16 = 100;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// By what it is fetched again.
    pub key: Key,
    /// Places whose people or law it concerns, and those that contain them.
    pub places: Vec<String>,
    /// Topics, as coded in the norm library.
    pub topics: Vec<String>,
    /// What it weighs against others that fit as well, in percent: law that applies weighs more than a bill.
    pub weight: u16,
    pub texts: Vec<Text>,
}

impl Document {
    /// What it is called, in the wanted language where it has a name in it.
    pub fn title(&self, wanted: &str) -> Option<&Text> {
        let mut titles = self.texts.iter().filter(|text| text.part == Part::Title);
        let first = titles.clone().next();
        titles.find(|text| primary(&text.language) == primary(wanted)).or(first)
    }

    /// Languages of its texts, without those that only label it.
    pub fn languages(&self) -> Vec<&str> {
        let mut languages: Vec<&str> = self
            .texts
            .iter()
            .filter(|text| text.part != Part::Label)
            .map(|text| primary(&text.language))
            .collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }
}

/// The part of a language tag before the first hyphen.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        let check = |key: Key| assert_eq!(key.to_string().parse(), Ok(key));
        check(Key::Instrument("eu-ai-act".into()));
        check(Key::Provision("eu-ai-act:Art 5(1)(a)".into()));
        check(Key::Process("synthetic-media".into()));
        check(Key::Article("synthetic-media".into(), "ko".into(), 12));
        check(Key::Statement("synthetic-media".into(), 31));
        check(Key::Page("/about/verify".into()));
        assert_eq!("moon".parse::<Key>(), Err(()));
    }
}
