//! The map as a picture: marks, outlines, statements. It reads in grey: each group has a shape and an outline of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maru_opinion::OpinionMap;
use maru_opinion::compare::Standing;
use maru_opinion::map::{Place, StatementPlace};
use maru_opinion::outline::outline;
use maud::{Markup, html};

use crate::common::ProcessView;

/// Width and height of the picture in its own units.
const SIZE: (f64, f64) = (640.0, 440.0);
/// Empty space around the marks.
const MARGIN: f64 = 24.0;
/// The largest number of marks; beyond it, neighbours of one kind share a mark.
const MOST_MARKS: usize = 520;
/// The coarsest grid on which marks are shared.
const COARSEST: i32 = 64;
/// The plane is cut at this share of people on each side, so that one outlier does not shrink everyone else.
const CUT: f64 = 0.005;
/// Statements that the second layer shows: those that pull the farthest.
pub(crate) const MOST_STATEMENTS: usize = 14;
/// Room that a number needs, so that it does not cover another.
const NUMBER_ROOM: (i32, i32) = (34, 26);
/// How often a number is moved out of the way before it is drawn where it is.
const MOST_NUDGES: usize = 12;

/// What the picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layer {
    People,
    Statements,
}

/// Scales coordinates to the picture.
pub(crate) struct Scale {
    centre: (f64, f64),
    factor: f64,
    /// Whether left and right are exchanged, and above and below.
    mirrored: (bool, bool),
}

impl Scale {
    /// Around nearly all people who are drawn.
    pub(crate) fn of(map: &OpinionMap) -> Self {
        let range = |value: fn(&Place) -> f64| {
            let mut values: Vec<f64> =
                map.participants.iter().filter(|place| is_drawn(place)).map(value).collect();
            values.sort_by(f64::total_cmp);
            let cut = (values.len() as f64 * CUT) as usize;
            let low = values.get(cut).copied().unwrap_or(-1.0);
            let high =
                values.len().checked_sub(cut + 1).and_then(|at| values.get(at)).copied().unwrap_or(1.0);
            (low, high)
        };
        let (x, y) = (range(|place| place.x), range(|place| place.y));
        let fit = |range: (f64, f64), room: f64| (room - 2.0 * MARGIN) / (range.1 - range.0).max(1e-9);
        Self {
            centre: (f64::midpoint(x.0, x.1), f64::midpoint(y.0, y.1)),
            factor: fit(x, SIZE.0).min(fit(y, SIZE.1)),
            mirrored: (false, false),
        }
    }

    /// Mirrored so that people stand on the same side as on another map: the direction of an axis means nothing.
    pub(crate) fn beside(map: &OpinionMap, other: &OpinionMap) -> Self {
        let (mut across, mut up) = (0.0, 0.0);
        for place in map.participants.iter().filter(|place| place.in_map) {
            if let Ok(at) = other.participants.binary_search_by_key(&place.id, |other| other.id) {
                across += place.x * other.participants[at].x;
                up += place.y * other.participants[at].y;
            }
        }
        Self { mirrored: (across < 0.0, up < 0.0), ..Self::of(map) }
    }

    /// A place in the picture; what lies outside is drawn at the edge.
    pub(crate) fn place(&self, x: f64, y: f64) -> (i32, i32) {
        let (x, y) = ((x - self.centre.0) * self.factor, (y - self.centre.1) * self.factor);
        let side = |mirrored: bool| if mirrored { -1.0 } else { 1.0 };
        inside(SIZE.0 / 2.0 + side(self.mirrored.0) * x, SIZE.1 / 2.0 - side(self.mirrored.1) * y)
    }
}

fn inside(across: f64, down: f64) -> (i32, i32) {
    let within = |value: f64, room: f64| value.clamp(MARGIN / 2.0, room - MARGIN / 2.0).round() as i32;
    (within(across, SIZE.0), within(down, SIZE.1))
}

/// Whether a person is on the picture: who voted too little is not.
fn is_drawn(place: &Place) -> bool {
    Standing::of(place) != Standing::Unplaced
}

/// A picture with its words for those who do not see it. `name` tells the ids of several pictures of a page apart.
pub(crate) struct Picture<'a> {
    pub(crate) name: &'static str,
    pub(crate) title: String,
    pub(crate) words: String,
    pub(crate) map: &'a OpinionMap,
    pub(crate) scale: Scale,
    pub(crate) layer: Layer,
    /// The reader's own place, if they have one.
    pub(crate) me: Option<&'a Place>,
}

impl Picture<'_> {
    pub(crate) fn draw(&self) -> Markup {
        let (title, words) = (format!("{}-t", self.name), format!("{}-d", self.name));
        html! {
            svg.map viewBox=(format!("0 0 {} {}", SIZE.0, SIZE.1)) role="img" aria-labelledby=(format!("{title} {words}")) {
                title id=(title) { (self.title) }
                desc id=(words) { (self.words) }
                path.axis d=(format!("M{} 0V{}M0 {}H{}", SIZE.0 / 2.0, SIZE.1, SIZE.1 / 2.0, SIZE.0)) {}
                @for group in 0..self.map.k { (self.outline(group)) }
                @match self.layer {
                    Layer::People => @for (standing, marks) in self.marks() {
                        path class=(class_of(standing)) d=(path_of(standing, &marks)) {}
                    },
                    Layer::Statements => (numbers(self.map)),
                }
                @if let Some(place) = self.me.filter(|place| is_drawn(place)) {
                    @let (x, y) = self.scale.place(place.x, place.y);
                    circle.me cx=(x) cy=(y) r="11" {}
                }
            }
        }
    }

    fn outline(&self, group: u32) -> Markup {
        let members =
            self.map.participants.iter().filter(|place| self.map.k > 1 && place.group == Some(group));
        let points: Vec<[f64; 2]> = members
            .map(|place| {
                let (x, y) = self.scale.place(place.x, place.y);
                [f64::from(x), f64::from(y)]
            })
            .collect();
        let corners = outline(&points);
        let mut path = String::new();
        for (at, [x, y]) in corners.iter().enumerate() {
            let _ = write!(path, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
        }
        html! { @if corners.len() > 2 { path class=(format!("hull h{}", group % 5)) d=(format!("{path}z")) {} } }
    }

    /// As what a person is drawn: as one of no kind where the kind has too few to be named.
    fn standing(&self, place: &Place) -> Standing {
        match Standing::of(place) {
            Standing::Opposed if !self.map.tells_of_opposed() => Standing::Between,
            standing => standing,
        }
    }

    /// Marks by standing: a place and how many people stand there.
    fn marks(&self) -> BTreeMap<Standing, Vec<(i32, i32, u32)>> {
        let mut cell = 1;
        loop {
            let mut cells: BTreeMap<(Standing, i32, i32), u32> = BTreeMap::new();
            for place in self.map.participants.iter().filter(|place| is_drawn(place)) {
                let (x, y) = self.scale.place(place.x, place.y);
                let standing = self.standing(place);
                *cells.entry((standing, x / cell * cell, y / cell * cell)).or_default() += 1;
            }
            if cells.len() <= MOST_MARKS || cell > COARSEST {
                let mut marks: BTreeMap<Standing, Vec<_>> = BTreeMap::new();
                for ((standing, x, y), people) in cells {
                    marks.entry(standing).or_default().push((x, y, people));
                }
                return marks;
            }
            cell += 2;
        }
    }
}

fn class_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Group(0) => "g0",
        Standing::Group(1) => "g1",
        Standing::Group(2) => "g2",
        Standing::Group(3) => "g3",
        Standing::Group(4) => "g4",
        Standing::Group(5) => "g5",
        Standing::Group(6) => "g6",
        Standing::Group(_) => "g7",
        Standing::Between => "gb",
        _ => "gx",
    }
}

/// One path for all marks of a kind, each in its shape; a mark for many people is larger.
fn path_of(standing: Standing, marks: &[(i32, i32, u32)]) -> String {
    let mut path = String::with_capacity(marks.len() * 24);
    for (x, y, people) in marks {
        let size = (4.0 * f64::from(*people).powf(0.25)).round() as i32;
        shape(&mut path, standing, *x, *y, size);
    }
    path
}

/// Circle, square, triangle, diamond, plus, triangle on its tip, lying and standing bar for groups; a ring between groups; a cross for the opposed few.
fn shape(path: &mut String, standing: Standing, x: i32, y: i32, s: i32) {
    let d = 2 * s;
    let _ = match standing {
        Standing::Group(0) | Standing::Between => {
            write!(path, "M{} {y}a{s} {s} 0 1 0 {d} 0a{s} {s} 0 1 0 -{d} 0", x - s)
        }
        Standing::Group(1) => write!(path, "M{} {}h{d}v{d}h-{d}z", x - s, y - s),
        Standing::Group(2) => write!(path, "M{x} {}l{s} {d}h-{d}z", y - s),
        Standing::Group(3) => write!(path, "M{x} {}l{s} {s}l-{s} {s}l-{s} -{s}z", y - s),
        Standing::Group(4) => {
            write!(path, "M{} {}h{d}v2h-{d}zM{} {}h2v{d}h-2z", x - s, y - 1, x - 1, y - s)
        }
        Standing::Group(5) => write!(path, "M{x} {}l{s} -{d}h-{d}z", y + s),
        Standing::Group(6) => write!(path, "M{} {}h{d}v{s}h-{d}z", x - s, y - s / 2),
        Standing::Group(_) => write!(path, "M{} {}h{s}v{d}h-{s}z", x - s / 2, y - s),
        _ => write!(path, "M{} {}l{d} {d}m0 -{d}l-{d} {d}", x - s, y - s),
    };
}

/// The mark of a legend.
pub(crate) fn key_of(standing: Standing) -> Markup {
    let mut path = String::new();
    shape(&mut path, standing, 10, 10, 7);
    html! { svg.key viewBox="0 0 20 20" aria-hidden="true" focusable="false" { path class=(class_of(standing)) d=(path) {} } }
}

/// The statements of the second layer, the farthest first.
pub(crate) fn farthest(map: &OpinionMap) -> Vec<&StatementPlace> {
    let mut far: Vec<_> =
        map.statements.iter().filter(|one| !one.moderated_out && one.all.seen > 0).collect();
    far.sort_by(|a, b| b.x.hypot(b.y).total_cmp(&a.x.hypot(a.y)).then(a.id.cmp(&b.id)));
    far.truncate(MOST_STATEMENTS);
    far
}

/// Statements as numbers, in the direction into which agreement with them pulls. How far they pull is drawn on a scale of
/// its own, for their coordinates are those of a person with one vote alone.
fn numbers(map: &OpinionMap) -> Markup {
    let far = farthest(map);
    let reach = far.first().map_or(1.0, |one| one.x.hypot(one.y)).max(1e-9);
    let (mut placed, mut drawn): (Vec<(i32, i32)>, Vec<_>) = (Vec::new(), Vec::new());
    for one in &far {
        let (x, y) = (one.x / reach, one.y / reach);
        let at = inside(
            SIZE.0 / 2.0 + x * (SIZE.0 / 2.0 - 2.0 * MARGIN),
            SIZE.1 / 2.0 - y * (SIZE.1 / 2.0 - 2.0 * MARGIN),
        );
        let free = apart(at, &placed);
        placed.push(free);
        drawn.push((free, one.id));
    }
    html! {
        g.numbers { @for ((x, y), id) in drawn { text x=(x) y=(y) { (id.0) } } }
    }
}

/// The nearest place below or above at which a number covers no other.
fn apart(at: (i32, i32), placed: &[(i32, i32)]) -> (i32, i32) {
    let covers = |(x, y): (i32, i32)| {
        placed.iter().any(|(a, b)| (a - x).abs() < NUMBER_ROOM.0 && (b - y).abs() < NUMBER_ROOM.1)
    };
    let step = if at.1 > SIZE.1 as i32 / 2 { -1 } else { 1 };
    let tries = (0..MOST_NUDGES as i32).map(|nudge| (at.0, at.1 + step * nudge * NUMBER_ROOM.1));
    tries.into_iter().find(|place| !covers(*place)).unwrap_or(at)
}

/// Where the reader stands on a map.
pub(crate) fn my_place<'m>(view: &ProcessView<'_>, map: &'m OpinionMap) -> Option<&'m Place> {
    let id = u32::try_from(view.me?.0.0).ok()?;
    let place = map.participants.binary_search_by_key(&id, |place| place.id.0).ok()?;
    Some(&map.participants[place])
}
