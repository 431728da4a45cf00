//! The map as a picture that stands alone: every group has a shape of its own and an outline, so that it reads in grey,
//! in print, and without telling colours apart; a title and a description say in words what it shows.

use crate::arithmetic::hypot;
use crate::map::{OpinionMap, Place};
use crate::outline::outline;
use std::fmt::Write as _;

/// Side of the picture, in its own units.
const SIDE: f64 = 640.0;
/// Free space on each side, in the picture's units.
const MARGIN: f64 = 24.0;
/// Height of a line of the legend.
const LINE: f64 = 22.0;
/// Points drawn of each group at most; beyond, every so-manieth.
const MOST_POINTS: usize = 800;
/// Statements drawn at most: those farthest from the origin.
const STATEMENTS: usize = 12;
/// The plane is cut at this share of people on each side, so that one outlier does not shrink everyone else.
const CUT: f64 = 0.005;
/// Fill and stroke of each group; lightness falls, so that they differ in grey too.
const INKS: [(&str, &str); 8] = [
    ("#8ecae6", "#1d5c7a"),
    ("#c1666b", "#6d1f24"),
    ("#f4d35e", "#7a6412"),
    ("#588157", "#21391f"),
    ("#5e548e", "#2b2350"),
    ("#e29578", "#7a3a22"),
    ("#a7b1b7", "#3c464c"),
    ("#b5c99a", "#4a5d2f"),
];

/// The words of the picture, in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Language tag, e.g. `en`.
    pub language: String,
    /// Title of the picture, read out first by screen readers.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub description: String,
    /// Name of each group, in order of the groups.
    pub groups: Vec<String>,
    /// Label of those between groups, in the legend.
    pub between: String,
    /// Those who oppose most of what the others share.
    pub opposed: String,
    /// Label of the marks that stand for statements, in the legend.
    pub statements: String,
}

/// From the plane to the picture.
struct Frame {
    low: [f64; 2],
    scale: f64,
}

impl Frame {
    fn around(places: &[Place]) -> Self {
        let ends = [|p: &Place| p.x, |p: &Place| p.y].map(|axis| {
            let mut values: Vec<f64> = places.iter().map(axis).collect();
            values.sort_by(f64::total_cmp);
            let cut = (values.len() as f64 * CUT) as usize;
            let low = values.get(cut).copied().unwrap_or(-1.0);
            let high = values.len().checked_sub(cut + 1).and_then(|i| values.get(i)).copied().unwrap_or(1.0);
            (low, high)
        });
        let reach = (ends[0].1 - ends[0].0).max(ends[1].1 - ends[1].0).max(1e-9);
        let middle = ends.map(|(low, high)| f64::midpoint(low, high));
        Self { low: middle.map(|m| m - reach / 2.0), scale: (SIDE - 2.0 * MARGIN) / reach }
    }

    /// The place in the picture; what lies outside is drawn on the edge.
    fn place(&self, x: f64, y: f64) -> [f64; 2] {
        let inside = |v: f64| v.clamp(MARGIN / 2.0, SIDE - MARGIN / 2.0);
        let (x, y) = ((x - self.low[0]) * self.scale + MARGIN, (y - self.low[1]) * self.scale + MARGIN);
        [inside(x), SIDE - inside(y)]
    }
}

/// Draws the map as one SVG document, 640 units wide; words are escaped, and nothing is fetched from elsewhere.
pub fn svg(map: &OpinionMap, words: &Words) -> String {
    let drawn: Vec<Place> =
        map.participants.iter().filter(|p| p.in_map || p.between.is_some() || p.opposed).copied().collect();
    let frame = Frame::around(&drawn);
    let lines = map.groups.len() + 3;
    let height = SIDE + MARGIN + LINE * lines as f64;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SIDE} {height}\" role=\"img\" \
         aria-labelledby=\"map-title map-description\" lang=\"{}\">\n<title id=\"map-title\">{}</title>\n\
         <desc id=\"map-description\">{}</desc>\n<rect width=\"{SIDE}\" height=\"{height}\" fill=\"#fff\"/>\n",
        escaped(&words.language),
        escaped(&words.title),
        escaped(&words.description)
    );
    for group in 0..map.groups.len() {
        let points: Vec<[f64; 2]> =
            drawn.iter().filter(|p| p.group == Some(group as u32)).map(|p| frame.place(p.x, p.y)).collect();
        draw_group(&mut out, group, &points);
    }
    let of =
        |which: fn(&Place) -> bool| drawn.iter().filter(move |p| which(p)).map(|p| frame.place(p.x, p.y));
    marks(&mut out, "between", "fill=\"none\" stroke=\"#555\"", &circles(of(|p| p.between.is_some())));
    marks(
        &mut out,
        "opposed",
        "fill=\"none\" stroke=\"#000\" stroke-width=\"1.5\"",
        &crosses(of(|p| p.opposed)),
    );
    draw_statements(&mut out, map, &frame);
    draw_legend(&mut out, map, words);
    out.push_str("</svg>\n");
    out
}

fn marks(out: &mut String, name: &str, look: &str, path: &str) {
    if !path.is_empty() {
        let _ = writeln!(out, "<path id=\"{name}\" {look} d=\"{path}\"/>");
    }
}

/// Every so-manieth point, so that a picture of a million people can still be sent.
fn thinned(points: impl Iterator<Item = [f64; 2]>) -> Vec<[f64; 2]> {
    let points: Vec<_> = points.collect();
    let step = points.len().div_ceil(MOST_POINTS).max(1);
    points.into_iter().step_by(step).collect()
}

fn draw_group(out: &mut String, group: usize, points: &[[f64; 2]]) {
    let (fill, stroke) = INKS[group % INKS.len()];
    let hull = outline(points);
    let mut path = String::new();
    for (i, [x, y]) in hull.iter().enumerate() {
        let _ = write!(path, "{}{x:.1} {y:.1}", if i == 0 { "M" } else { "L" });
    }
    if hull.len() > 2 {
        path.push('Z');
        let dash = 2 + 3 * group;
        let look = format!(
            "fill=\"{fill}\" fill-opacity=\"0.15\" stroke=\"{stroke}\" stroke-dasharray=\"{dash} 3\""
        );
        marks(out, &format!("outline-{group}"), &look, &path);
    }
    let shapes: String = thinned(points.iter().copied()).into_iter().map(|p| shape(group, p)).collect();
    marks(
        out,
        &format!("group-{group}"),
        &format!("fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"0.7\""),
        &shapes,
    );
}

/// Circle, square, triangle, diamond, plus, triangle on its tip, lying and standing bar: one for each group.
fn shape(group: usize, [x, y]: [f64; 2]) -> String {
    match group % INKS.len() {
        0 => circle(x, y),
        1 => format!("M{:.1} {:.1}h5.4v5.4h-5.4z", x - 2.7, y - 2.7),
        2 => format!("M{x:.1} {:.1}l3.6 6.2h-7.2z", y - 3.6),
        3 => format!("M{x:.1} {:.1}l3.8 3.8l-3.8 3.8l-3.8 -3.8z", y - 3.8),
        4 => format!("M{:.1} {:.1}h2v-2.4h2v2.4h2.4v2h-2.4v2.4h-2v-2.4h-2z", x - 3.2, y - 1.0),
        5 => format!("M{x:.1} {:.1}l3.6 -6.2h-7.2z", y + 3.6),
        6 => format!("M{:.1} {:.1}h6.4v2.6h-6.4z", x - 3.2, y - 1.3),
        _ => format!("M{:.1} {:.1}h2.6v6.4h-2.6z", x - 1.3, y - 3.2),
    }
}

fn circle(x: f64, y: f64) -> String {
    format!("M{:.1} {y:.1}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z", x - 3.0)
}

fn circles(points: impl Iterator<Item = [f64; 2]>) -> String {
    thinned(points).into_iter().map(|[x, y]| circle(x, y)).collect()
}

fn crosses(points: impl Iterator<Item = [f64; 2]>) -> String {
    let cross = |[x, y]: [f64; 2]| format!("M{:.1} {:.1}l6 6m0 -6l-6 6", x - 3.0, y - 3.0);
    thinned(points).into_iter().map(cross).collect()
}

/// Statements as numbers, in the direction into which they pull; far out means telling.
fn draw_statements(out: &mut String, map: &OpinionMap, frame: &Frame) {
    let mut far: Vec<_> = map.statements.iter().filter(|s| !s.moderated_out && s.all.seen > 0).collect();
    far.sort_by(|a, b| hypot(b.x, b.y).total_cmp(&hypot(a.x, a.y)).then(a.id.cmp(&b.id)));
    out.push_str("<g id=\"statements\" font-family=\"sans-serif\" font-size=\"11\" text-anchor=\"middle\" paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"3\">\n");
    for statement in far.into_iter().take(STATEMENTS) {
        let [x, y] = frame.place(statement.x, statement.y);
        let _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\">#{}</text>", statement.id.0);
    }
    out.push_str("</g>\n");
}

fn draw_legend(out: &mut String, map: &OpinionMap, words: &Words) {
    out.push_str("<g id=\"legend\" font-family=\"sans-serif\" font-size=\"14\">\n");
    let mut y = SIDE + MARGIN;
    let mut entry = |mark: &str, look: &str, text: &str| {
        let _ = writeln!(
            out,
            "<path {look} d=\"{mark}\"/><text x=\"44\" y=\"{:.0}\">{}</text>",
            y + 5.0,
            escaped(text)
        );
        y += LINE;
        y
    };
    let mut at = SIDE + MARGIN;
    for (i, group) in map.groups.iter().enumerate() {
        let (fill, stroke) = INKS[i % INKS.len()];
        let name = words.groups.get(i).map_or("", String::as_str);
        let look = format!("fill=\"{fill}\" stroke=\"{stroke}\"");
        at = entry(
            &shape(i, [30.0, at]),
            &look,
            &format!("{name} · {} · {:.0} %", group.size, group.share * 100.0),
        );
    }
    let look = "fill=\"none\" stroke=\"#555\"";
    at = entry(&circle(30.0, at), look, &format!("{} · {}", words.between, map.counts.between));
    let cross = crosses(std::iter::once([30.0, at]));
    entry(
        &cross,
        "stroke=\"#000\" stroke-width=\"1.5\"",
        &format!("{} · {}", words.opposed, map.counts.opposed),
    );
    entry("", look, &format!("#1, #2 … · {}", words.statements));
    out.push_str("</g>\n");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_break_the_picture() {
        assert_eq!(escaped("<b a=\"1\">&"), "&lt;b a=&quot;1&quot;&gt;&amp;");
    }
}
