//! A card to share: the same few words as a picture in PNG and in SVG, and what programs read that show a link to a page.

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maru_print::{CARD_HEIGHT, CARD_WIDTH, Card};
use maru_record::Digest;
use maud::{Markup, html};

use crate::common::ProcessView;
use crate::draft::file::unprinted;
use crate::fault::Fault;
use crate::limit::Class;
use crate::reader::Reader;

fn typed(mut answer: Response, media_type: &'static str) -> Response {
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    answer
}

/// The picture as PNG, in the fonts of the node; without fonts for its letters the answer says so, and the SVG is there all the same.
pub(crate) async fn png(reader: &Reader, card: Card) -> Result<Response, Fault> {
    let key = (Digest::of(format!("{card:?}").as_bytes()), "png", String::new());
    let library = reader.state.fonts.clone();
    let admit = || reader.visitor.pass(&reader.state, Class::Export).map_err(Fault::from);
    let make = move |()| {
        let fonts = library.fonts(&card.characters());
        maru_print::card(&card, &fonts).map_err(|error| unprinted(&error))
    };
    let bytes = reader.state.files.get(key, admit, make).await?;
    Ok(typed(bytes.into_response(), "image/png"))
}

/// The picture as SVG, in the fonts of whoever looks at it.
pub(crate) fn svg(card: &Card) -> Response {
    typed(drawn(card).into_response(), "image/svg+xml")
}

/// Where the record is, and as of when something is said of it.
pub(crate) fn as_of(view: &ProcessView<'_>) -> String {
    let day = view.visit.date(view.process.last_at.day());
    let facts = [("day", day.into()), ("number", view.process.entries.saturating_sub(1).into())];
    format!("{} · {}", view.process.origin, view.visit.text_with("endorsement-card-as-of", &facts))
}

/// What programs read that show a link to a page: title, summary and picture, with whole addresses.
pub(crate) fn meta(heading: &str, summary: &str, page: &str, picture: &str) -> Markup {
    html! {
        meta name="description" content=(summary);
        meta property="og:type" content="article";
        meta property="og:title" content=(heading);
        meta property="og:description" content=(summary);
        meta property="og:url" content=(page);
        meta property="og:image" content=(picture);
        meta name="twitter:card" content="summary_large_image";
    }
}

/// Sizes of a title by how many lines it takes; a line holds so many narrow letters.
const TITLES: [(f64, f64, usize); 3] = [(60.0, 32.0, 3), (46.0, 42.0, 4), (36.0, 54.0, 6)];
const MARGIN: f64 = 80.0;

fn drawn(card: &Card) -> String {
    let fitting = TITLES.iter().map(|(size, letters, most)| (*size, wrapped(&card.title, *letters), *most));
    let mut fitting = fitting.skip_while(|(_, lines, most)| lines.len() > *most);
    let (size, mut title, most) = fitting.next().unwrap_or_else(|| {
        let (size, letters, most) = TITLES[TITLES.len() - 1];
        (size, wrapped(&card.title, letters), most)
    });
    title.truncate(most);
    let right_to_left = maru_text::is_right_to_left(&card.language.0);
    let x = if right_to_left { CARD_WIDTH as f64 - MARGIN } else { MARGIN };
    let below = MARGIN + size * (title.len() as f64 + 1.0);
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (CARD_WIDTH) " " (CARD_HEIGHT) } width=(CARD_WIDTH) height=(CARD_HEIGHT)
            lang=(card.language.0) direction=(if right_to_left { "rtl" } else { "ltr" }) role="img" font-family="sans-serif" fill="#1b1f24" {
            title { (card.title) }
            rect width="100%" height="100%" fill="#fff" {}
            rect width="100%" height="18" fill="#1d5c7a" {}
            @for (index, line) in title.iter().enumerate() {
                text x=(x) y=(MARGIN + size * (index as f64 + 1.0)) font-size=(size) font-weight="700" { (line) }
            }
            @for (index, line) in card.lines.iter().enumerate() { text x=(x) y=(below + 34.0 + 46.0 * index as f64) font-size="34" { (line) } }
            text x=(x) y=(CARD_HEIGHT as f64 - MARGIN) font-size="24" { (card.foot) }
        }
    };
    markup.into_string()
}

/// Words on lines of so many narrow letters; a wide letter takes the room of two. A word that is wider than a line stands alone.
fn wrapped(text: &str, letters: f64) -> Vec<String> {
    let width =
        |text: &str| text.chars().map(|letter| if letter >= '\u{1100}' { 1.8 } else { 1.0 }).sum::<f64>();
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line) + 1.0 + width(word) <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
