//! HTML cut into tags and words by html5ever, as browsers cut it: entities, attributes, comments, scripts.
//!
//! Only the cutting is taken from there. A tree built by the rules of browsers would move words that stand loose in a table
//! before the table, and a legal text must keep its order (`docs/decisions/2026-11-28-html-is-cut-by-html5ever.md`).

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    Tag, TagKind, Token as Piece, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Elements whose content is no text of the page.
const HIDDEN: &[&str] = &["script", "style", "noscript", "template", "svg"];
/// Elements that may stand in the head of a page; any other ends a head that was left open.
const HEAD: &[&str] = &["title", "meta", "link", "base", "script", "style", "noscript", "template"];

#[derive(Debug, Clone)]
pub(super) enum Token {
    Start { name: String, attributes: Vec<(String, String)>, empty: bool },
    End { name: String },
    Text(String),
}

impl Token {
    /// The value of an attribute of a start tag; empty when it has none.
    pub(super) fn attribute(&self, name: &str) -> &str {
        let Self::Start { attributes, .. } = self else { return "" };
        attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

#[derive(Default)]
struct Sink {
    tokens: RefCell<Vec<Token>>,
    /// The element whose content is being left out, and how many of its name are open.
    hidden: RefCell<Option<(String, usize)>>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, piece: Piece, _line: u64) -> TokenSinkResult<()> {
        match piece {
            Piece::CharacterTokens(words) if self.hidden.borrow().is_none() => {
                let mut tokens = self.tokens.borrow_mut();
                match tokens.last_mut() {
                    Some(Token::Text(text)) => text.push_str(&words),
                    _ => tokens.push(Token::Text(words.to_string())),
                }
            }
            Piece::TagToken(tag) => return self.tag(tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Sink {
    fn tag(&self, tag: Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        let start = tag.kind == TagKind::StartTag;
        let raw = match name.as_str() {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        };
        let raw = if start && !tag.self_closing { raw } else { TokenSinkResult::Continue };
        if self.skips(&name, start, tag.self_closing) {
            return raw;
        }
        let token = if start {
            let attributes = tag.attrs.into_iter();
            let attributes =
                attributes.map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
            Token::Start { name, attributes, empty: tag.self_closing }
        } else {
            Token::End { name }
        };
        self.tokens.borrow_mut().push(token);
        raw
    }

    /// Whether a tag belongs to content that is left out.
    fn skips(&self, name: &str, start: bool, empty: bool) -> bool {
        let mut hidden = self.hidden.borrow_mut();
        if let Some((open, depth)) = &mut *hidden {
            if open == name && !empty {
                *depth = if start { *depth + 1 } else { *depth - 1 };
            }
            let head_ends = open == "head" && start && name != "head" && !HEAD.contains(&name);
            if *depth > 0 && !head_ends {
                return true;
            }
            *hidden = None;
            return !head_ends;
        }
        if start && !empty && (name == "head" || HIDDEN.contains(&name)) {
            *hidden = Some((name.to_owned(), 1));
            return true;
        }
        false
    }
}

/// The pieces of a page, without comments and without what is no text.
pub(super) fn tokens(html: &str) -> Vec<Token> {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.tokens.take()
}

/// Words without tags, with every entity that HTML knows put in.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let pieces = tokens(&text.replace('<', "&lt;"));
    pieces
        .into_iter()
        .filter_map(|piece| if let Token::Text(words) = piece { Some(words) } else { None })
        .collect()
}
