//! The two rounds of k-means of the classic map, with their exact starts, ties and stops.

use crate::arithmetic::hypot;
use crate::chunks::map_ranges;

/// Base clusters at most.
pub(super) const BASE_K: usize = 100;
/// Steps of the first k-means at most.
pub(super) const BASE_STEPS: usize = 100;
/// Steps of the second k-means at most (a misnamed option made it 20 for everyone, for years).
pub(super) const GROUP_STEPS: usize = 20;
/// Two clusterings are the same if their sorted centres are pairwise closer than this.
pub(super) const SAME: f64 = 0.01;
/// Points assigned in one piece of work.
const POINTS_PER_PIECE: usize = 8192;

pub(super) type Point = [f64; 2];

/// A cluster: its number (that of its start), its centre and its members' positions.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub(super) id: u32,
    pub(super) centre: Point,
    pub(super) members: Vec<u32>,
}

/// k-means from the first `k` distinct points; weights are those of the points.
pub(super) fn k_means(points: &[Point], weights: &[f64], k: usize, steps: usize) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = first_distinct(points, k)
        .into_iter()
        .enumerate()
        .map(|(id, centre)| Cluster { id: id as u32, centre, members: Vec::new() })
        .collect();
    for _ in 0..steps {
        let next = step(points, weights, &clusters);
        let settled = same(&clusters, &next);
        clusters = next;
        if settled {
            break;
        }
    }
    clusters
}

fn first_distinct(points: &[Point], k: usize) -> Vec<Point> {
    let mut starts: Vec<Point> = Vec::with_capacity(k);
    for point in points {
        if starts.len() == k {
            break;
        }
        if !starts.contains(point) {
            starts.push(*point);
        }
    }
    starts
}

fn step(points: &[Point], weights: &[f64], clusters: &[Cluster]) -> Vec<Cluster> {
    let nearest = map_ranges(points.len(), POINTS_PER_PIECE, |range| {
        points[range].iter().map(|p| nearest(p, clusters) as u32).collect::<Vec<_>>()
    });
    let mut next: Vec<Cluster> = clusters.iter().map(|c| Cluster { members: Vec::new(), ..*c }).collect();
    for (position, cluster) in nearest.into_iter().flatten().enumerate() {
        next[cluster as usize].members.push(position as u32);
    }
    next.retain(|cluster| !cluster.members.is_empty());
    for cluster in &mut next {
        cluster.centre = centre(points, weights, &cluster.members);
    }
    next
}

/// The nearest centre by |a|² + |b|² − 2ab; of equally near ones the last.
fn nearest(p: &Point, clusters: &[Cluster]) -> usize {
    let own = p[0] * p[0] + p[1] * p[1];
    let (mut best, mut best_distance) = (0, f64::INFINITY);
    for (i, cluster) in clusters.iter().enumerate() {
        let c = &cluster.centre;
        let squared = own + (c[0] * c[0] + c[1] * c[1]) - 2.0 * (p[0] * c[0] + p[1] * c[1]);
        let distance = squared.max(0.0);
        if distance <= best_distance {
            (best, best_distance) = (i, distance);
        }
    }
    best
}

fn centre(points: &[Point], weights: &[f64], members: &[u32]) -> Point {
    let (mut x, mut y, mut sum) = (0.0, 0.0, 0.0);
    for &member in members {
        let (point, weight) = (points[member as usize], weights[member as usize]);
        x += point[0] * weight;
        y += point[1] * weight;
        sum += weight;
    }
    [x / sum, y / sum]
}

fn same(before: &[Cluster], after: &[Cluster]) -> bool {
    let sorted = |clusters: &[Cluster]| {
        let mut centres: Vec<Point> = clusters.iter().map(|c| c.centre).collect();
        centres.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        centres
    };
    before.len() == after.len()
        && sorted(before).iter().zip(sorted(after)).all(|(a, b)| distance(a, &b) < SAME)
}

pub(super) fn distance(a: &Point, b: &Point) -> f64 {
    hypot(a[0] - b[0], a[1] - b[1])
}

/// Mean silhouette of the points under the clusters; a point alone in its cluster scores 0.
pub(super) fn silhouette(points: &[Point], clusters: &[Cluster]) -> f64 {
    let total: f64 = clusters
        .iter()
        .flat_map(|own| own.members.iter().map(move |&member| (own, member)))
        .map(|(own, member)| silhouette_of(points, clusters, own.id, member))
        .sum();
    total / points.len() as f64
}

fn silhouette_of(points: &[Point], clusters: &[Cluster], own: u32, member: u32) -> f64 {
    let (mut inside, mut outside) = (0.0, f64::INFINITY);
    for cluster in clusters {
        let sum: f64 = cluster
            .members
            .iter()
            .map(|&other| distance(&points[member as usize], &points[other as usize]))
            .sum();
        let count = cluster.members.len();
        if cluster.id != own {
            outside = outside.min(sum / count as f64);
        } else if count > 1 {
            inside = sum / (count - 1) as f64;
        } else {
            return 0.0;
        }
    }
    let larger = f64::max(inside, outside);
    if larger > 0.0 && larger.is_finite() { (outside - inside) / larger } else { 0.0 }
}
