//! Which links go in which panel, so that no panel is too high.
//! Room `render`.

use crate::render::alignment::panel::Texts;
use crate::render::svg::pages::most_that_fits;

/// Links tried first for a panel.
const GUESS: usize = 9;
/// Tries to make panels of one drawing alike in height.
const TRIES: usize = 7;

/// Ranges of links, the panel of number `n` at most `room(n)` high (one that cannot be is higher);
/// as few as there can be, and alike in height.
pub fn runs(texts: &Texts<'_>, room: &dyn Fn(usize) -> f32) -> Vec<(usize, usize)> {
    let mut best = cut(texts, room);
    let (mut low, mut high) = (0.5, 1.0);
    for _ in 0..TRIES {
        if best.len() < 2 {
            break;
        }
        let middle = (low + high) / 2.0;
        let tried = cut(texts, &|number| room(number) * middle);
        if tried.len() <= best.len() {
            best = tried;
            high = middle;
        } else {
            low = middle;
        }
    }
    best
}

fn cut(texts: &Texts<'_>, room: &dyn Fn(usize) -> f32) -> Vec<(usize, usize)> {
    let count = texts.ties.len();
    let mut runs = Vec::new();
    let mut from = 0;
    while from < count {
        let room = room(runs.len());
        let fits = |to: usize| texts.panel((from, to)).height <= room;
        let low = most_that_fits(from, count, GUESS, fits);
        let to = if low >= count {
            count
        } else {
            best_break(texts, from, low)
        };
        runs.push((from, to));
        from = to;
    }
    runs
}

/// The best place to break at or before `most`: between groups, not inside the links of a concept.
fn best_break(texts: &Texts<'_>, from: usize, most: usize) -> usize {
    let left = &texts.page.alignment.left;
    let mut best = (f32::INFINITY, most);
    for to in (from + 1..=most).rev() {
        let filled = (to - from) as f32 / (most - from) as f32;
        if filled < 0.5 {
            break;
        }
        let (before, next) = (texts.ties[to - 1].left, texts.ties[to].left);
        let (a, b) = (left.path(before), left.path(next));
        let common = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
        let inside = match before == next {
            true => 0.5,
            false => 0.12 * common.min(3) as f32,
        };
        let cost = (1.0 - filled) + inside;
        if cost < best.0 {
            best = (cost, to);
        }
    }
    best.1
}
