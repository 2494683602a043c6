//! The best pairing in which every concept occurs once at the most.
//! Room `core`. Pairs take each other by their scores (Gale and Shapley 1962: the pairing is
//! stable); then what stands above, below and beside the pairs found supports or opposes others.

use std::collections::{HashMap, HashSet};

use crate::core::matching::engine::Found;
use crate::core::matching::entry::Vocabulary;

/// Pairs below this score are not kept: a pairing asserts, so it demands more than a suggestion.
pub const FLOOR: f32 = 0.6;
/// How much agreement of all neighbours adds to a score.
const SUPPORT: f32 = 0.02;
/// How much is taken off where what stands above is paired elsewhere.
const OPPOSED: f32 = 0.02;
/// How much the likeness of the labels counts beside the score.
const LIKENESS: f32 = 0.4;
/// How often pairs support each other anew.
const ROUNDS: usize = 3;

/// A pair that was kept: which row of the candidates, which of them, and the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    pub row: usize,
    pub candidate: usize,
    pub score: f32,
}

/// Pairs concepts of the source one to one with their candidates, of which `found` has a row for
/// each; the pairs come in that order.
pub fn pair(
    source: &Vocabulary,
    target: &Vocabulary,
    sources: &[u32],
    found: &[Vec<Found>],
) -> Vec<Pair> {
    let around = [Around::new(source), Around::new(target)];
    let mut pairs = stable(&propositions(sources, found, |_, _| 0.0));
    for _ in 0..ROUNDS {
        let anchors: HashMap<u32, u32> = pairs
            .iter()
            .map(|pair| (sources[pair.row], found[pair.row][pair.candidate].target))
            .collect();
        let support = |one, other| support(&around, &anchors, one, other);
        pairs = stable(&propositions(sources, found, support));
    }
    pairs.sort_by_key(|pair| pair.row);
    pairs
}

/// `(score, row, place of the candidate, target)`, best first.
type Proposition = (f32, usize, usize, u32);

fn propositions(
    sources: &[u32],
    found: &[Vec<Found>],
    support: impl Fn(u32, u32) -> f32,
) -> Vec<Proposition> {
    let mut all: Vec<Proposition> = Vec::new();
    for (row, candidates) in found.iter().enumerate() {
        for (place, found) in candidates.iter().enumerate() {
            let best = found.evidence.best();
            let likeness = best.map_or(0.0, |met| met.likeness());
            let own = (1.0 - LIKENESS) * found.score + LIKENESS * likeness;
            all.push((
                own + support(sources[row], found.target),
                row,
                place,
                found.target,
            ));
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.3).cmp(&(b.1, b.3))));
    all
}

/// Takes the propositions in order, each where both are still free.
fn stable(propositions: &[Proposition]) -> Vec<Pair> {
    let mut rows = HashSet::new();
    let mut targets = HashSet::new();
    let mut pairs = Vec::new();
    for &(score, row, candidate, target) in propositions {
        if score < FLOOR {
            break;
        }
        if rows.contains(&row) || targets.contains(&target) {
            continue;
        }
        rows.insert(row);
        targets.insert(target);
        pairs.push(Pair {
            row,
            candidate,
            score,
        });
    }
    pairs
}

/// What stands above, below and beside each concept of a vocabulary.
struct Around {
    above: Vec<Vec<u32>>,
    /// One and two levels above.
    high: Vec<Vec<u32>>,
    below: Vec<Vec<u32>>,
    beside: Vec<Vec<u32>>,
}

impl Around {
    fn new(vocabulary: &Vocabulary) -> Self {
        let above: Vec<Vec<u32>> = vocabulary
            .entries
            .iter()
            .map(|e| e.broader.clone())
            .collect();
        let higher = |list: &Vec<u32>| {
            let mut high = list.clone();
            high.extend(
                list.iter()
                    .flat_map(|above_one| &above[*above_one as usize]),
            );
            high
        };
        Self {
            high: above.iter().map(higher).collect(),
            below: vocabulary.narrower(),
            beside: vocabulary
                .entries
                .iter()
                .map(|e| e.related.clone())
                .collect(),
            above,
        }
    }
}

/// What the pairs found so far say of another pair.
fn support(around: &[Around; 2], anchors: &HashMap<u32, u32>, one: u32, other: u32) -> f32 {
    let (one, other) = (one as usize, other as usize);
    let share = |ours: &[u32], theirs: &[u32]| -> Option<f32> {
        let paired: Vec<u32> = ours
            .iter()
            .filter_map(|c| anchors.get(c).copied())
            .collect();
        if paired.is_empty() {
            return None;
        }
        let met = paired
            .iter()
            .filter(|target| theirs.contains(target))
            .count();
        Some(met as f32 / paired.len() as f32)
    };
    let above = share(&around[0].above[one], &around[1].high[other]);
    let below = share(&around[0].below[one], &around[1].below[other]);
    let beside = share(&around[0].beside[one], &around[1].beside[other]);
    let said: Vec<f32> = [above, below, beside].into_iter().flatten().collect();
    if said.is_empty() {
        return 0.0;
    }
    let agreed = said.iter().copied().fold(0.0, f32::max);
    if agreed == 0.0 {
        -OPPOSED
    } else {
        SUPPORT * agreed
    }
}
