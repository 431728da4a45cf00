//! The outline of a group: a convex hull around most of its members.

use crate::arithmetic::hypot;

/// Share of a group's members that its outline goes around: an outline of all would be drawn by its outliers.
const CORE: f64 = 0.9;

/// The corners of the convex hull around the nine tenths of some points that lie nearest to their centre. Fewer than
/// three corners are no outline.
pub fn outline(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    hull(&core(points))
}

fn core(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let count = points.len().max(1) as f64;
    let centre = [0, 1].map(|axis| points.iter().map(|p| p[axis]).sum::<f64>() / count);
    let mut sorted = points.to_vec();
    let distance = |p: &[f64; 2]| hypot(p[0] - centre[0], p[1] - centre[1]);
    sorted.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
    sorted.truncate((count * CORE).ceil() as usize);
    sorted
}

/// Convex hull by monotone chain (Andrew 1979).
fn hull(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut sorted = points.to_vec();
    sorted.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    sorted.dedup();
    let turns =
        |a: [f64; 2], b: [f64; 2], c: [f64; 2]| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    let half = |points: &mut dyn Iterator<Item = [f64; 2]>| {
        let mut side: Vec<[f64; 2]> = Vec::new();
        for point in points {
            while side.len() > 1 && turns(side[side.len() - 2], side[side.len() - 1], point) <= 0.0 {
                side.pop();
            }
            side.push(point);
        }
        side.pop();
        side
    };
    let mut hull = half(&mut sorted.iter().copied());
    hull.extend(half(&mut sorted.iter().rev().copied()));
    hull
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_goes_around() {
        let square = [[0.0, 0.0], [2.0, 0.0], [1.0, 1.0], [2.0, 2.0], [0.0, 2.0]];
        assert_eq!(hull(&square), [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]);
    }

    #[test]
    fn an_outlier_does_not_draw_the_outline() {
        let mut points: Vec<[f64; 2]> = (0..20).map(|i| [f64::from(i % 5), f64::from(i / 5)]).collect();
        points.push([900.0, 900.0]);
        assert!(outline(&points).iter().all(|[x, y]| *x < 5.0 && *y < 5.0));
        assert!(outline(&[]).is_empty());
    }
}
