//! The outline that a reader of the file opens beside the pages.

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::{Outline, OutlineNode};

use crate::flow::Bookmark;
use crate::pages::Page;
use crate::paper::{MARGIN_SIDE, MARGIN_TOP};

/// Every heading, nested by level. A file without headings has one entry, its title: accessible PDF asks for an outline.
pub(crate) fn outline(pages: &[Page], title: &str) -> Outline {
    let mut outline = Outline::new();
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    for (bookmark, destination) in bookmarks(pages, title) {
        close(&mut open, bookmark.level, &mut outline);
        open.push((
            bookmark.level,
            OutlineNode::new(bookmark.title, destination).with_open(bookmark.level == 1),
        ));
    }
    close(&mut open, 0, &mut outline);
    outline
}

/// Puts every open entry that is not above a level into the one that it is in.
fn close(open: &mut Vec<(u8, OutlineNode)>, level: u8, outline: &mut Outline) {
    while open.last().is_some_and(|(last, _)| *last >= level) {
        let Some((_, node)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, parent)) => parent.push_child(node),
            None => outline.push_child(node),
        }
    }
}

fn bookmarks(pages: &[Page], title: &str) -> Vec<(Bookmark, XyzDestination)> {
    let mut out = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for (top, strip) in &page.strips {
            if let Some(bookmark) = &strip.bookmark {
                out.push((bookmark.clone(), destination(number, MARGIN_TOP + top)));
            }
        }
    }
    if out.is_empty() {
        out.push((Bookmark { level: 1, title: title.to_owned() }, destination(0, 0.0)));
    }
    out
}

fn destination(page: usize, y: f32) -> XyzDestination {
    XyzDestination::new(page, Point::from_xy(MARGIN_SIDE, y))
}
