//! From strips to pages.

use crate::flow::Strip;

/// A page: each strip with how far down it begins.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) strips: Vec<(f32, Strip)>,
}

/// Fills pages of a height. Strips that are kept together stay so unless they are higher than a page.
pub(crate) fn paginate(strips: Vec<Strip>, height: f32) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    let mut filled = 0.0;
    let mut waiting = strips.into_iter().peekable();
    while waiting.peek().is_some() {
        let group = next_group(&mut waiting);
        let group_height: f32 = group.iter().map(|strip| strip.space + strip.height).sum();
        if filled > 0.0 && filled + group_height > height {
            pages.push(Page::default());
            filled = 0.0;
        }
        for strip in group {
            let space = if filled > 0.0 { strip.space } else { 0.0 };
            if filled > 0.0 && filled + space + strip.height > height {
                pages.push(Page::default());
                filled = 0.0;
            }
            let top = filled + if filled > 0.0 { space } else { 0.0 };
            filled = top + strip.height;
            if let Some(page) = pages.last_mut() {
                page.strips.push((top, strip));
            }
        }
    }
    pages
}

/// Strips up to the first after which a page may end.
fn next_group(waiting: &mut impl Iterator<Item = Strip>) -> Vec<Strip> {
    let mut group = Vec::new();
    for strip in waiting {
        let ends = !strip.keep;
        group.push(strip);
        if ends {
            break;
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(strips: &[(f32, bool)], expected: &[usize]) {
        let strip = |(height, keep): &(f32, bool)| Strip {
            height: *height,
            keep: *keep,
            space: 1.0,
            ..Strip::default()
        };
        let pages = paginate(strips.iter().map(strip).collect(), 10.0);
        let counts: Vec<usize> = pages.iter().map(|page| page.strips.len()).collect();
        assert_eq!(counts, expected);
    }

    #[test]
    fn pages_are_filled_and_headings_stay_with_their_words() {
        check(&[], &[0]);
        check(&[(4.0, false), (4.0, false), (4.0, false)], &[2, 1]);
        check(&[(4.0, false), (2.0, true), (4.0, false)], &[1, 2]);
        check(&[(4.0, true), (4.0, true), (4.0, true), (4.0, false)], &[2, 2]);
        check(&[(40.0, false), (4.0, false)], &[1, 1]);
    }
}
