//! Legal texts as PDF: a text or a redline becomes a [`Sheet`], and [`print`] sets a sheet in the fonts that it is given.
//!
//! Everything here is pure: the bytes of fonts come in, the bytes of a file go out. The same sheet and the same fonts give the same file,
//! whatever the machine, the day and the hour.
//!
//! The way of a text: `legal` or `compared` turn it into a sheet's blocks; `paragraph` orders mixed directions, breaks lines and asks
//! `typeface` for shaped glyphs; `flow` stacks the lines into strips; `pages` parts the strips into pages; `pdf` draws and tags them. `card` draws a picture instead, from the same lines.
//!
//! `examples/print.rs` prints a text as a tagged PDF in a font that it is given:
//! `cargo run -p maru-print --example print -- FONT.ttf OUT.pdf`

mod beside;
mod block;
mod card;
mod compared;
mod error;
mod flow;
mod fonts;
mod legal;
mod outline;
mod pages;
mod paper;
mod paragraph;
mod pdf;
mod sheet;
mod structure;
mod typeface;

pub use beside::parallel_sheet;
pub use card::{CARD_HEIGHT, CARD_WIDTH, Card, card};
pub use compared::redline_sheet;
pub use error::{BadFont, Lacking, PrintError};
pub use fonts::{FontLibrary, Fonts, NoFonts, Typeface};
pub use legal::sheet;
pub use paper::Paper;
pub use pdf::print;
pub use sheet::{Block, Mark, Part, Run, Sheet};
