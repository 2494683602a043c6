//! Sparse vectors of features.
//! Room `core`.

use crate::core::matching::lexicon::Lexicon;

/// Features in ascending order, each with its weight.
pub type Vector = Vec<(u32, f32)>;

/// The words of a text as a vector: each feature counts once, by its rarity and its share.
pub fn vector(lexicon: &Lexicon, words: &[u32]) -> Vector {
    let parts = words.iter().flat_map(|word| lexicon.parts(*word));
    let mut features: Vector = parts.map(|part| (part.feature, part.share)).collect();
    features.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    features.dedup_by_key(|(feature, _)| *feature);
    for (feature, weight) in &mut features {
        *weight *= lexicon.weight(*feature);
    }
    features
}

/// The length of a vector.
pub fn norm(vector: &[(u32, f32)]) -> f32 {
    vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt()
}

/// What two vectors have in common.
#[derive(Debug, Clone, Copy, Default)]
pub struct Overlap {
    pub product: f32,
    /// How much of the first is found in the second, by squared weight.
    pub first: f32,
    /// How much of the second is found in the first.
    pub second: f32,
}

/// Walks two vectors side by side.
pub fn overlap(one: &[(u32, f32)], other: &[(u32, f32)]) -> Overlap {
    let (mut i, mut j) = (0, 0);
    let mut sum = Overlap::default();
    while i < one.len() && j < other.len() {
        match one[i].0.cmp(&other[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum.product += one[i].1 * other[j].1;
                sum.first += one[i].1 * one[i].1;
                sum.second += other[j].1 * other[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// The cosine of two vectors.
pub fn cosine(one: &[(u32, f32)], other: &[(u32, f32)]) -> f32 {
    let lengths = norm(one) * norm(other);
    if lengths == 0.0 {
        return 0.0;
    }
    (overlap(one, other).product / lengths).min(1.0)
}

/// Adds `other`, weighted, to a sum that [`settle`] will put in order.
pub fn add(sum: &mut Vector, other: &[(u32, f32)], weight: f32) {
    sum.extend(other.iter().map(|(feature, w)| (*feature, w * weight)));
}

/// Puts a sum in order, each feature once with the weights added up.
pub fn settle(sum: &mut Vector) {
    sum.sort_by_key(|(feature, _)| *feature);
    sum.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 += later.1;
        }
        same
    });
}
