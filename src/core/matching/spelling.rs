//! How alike two texts are letter by letter, whatever the order of their words.
//! Room `core`.

use std::collections::HashMap;

use crate::core::matching::words::{Tongue, folded, telling};

/// Words must be so much alike to stand for each other.
const LEAST_ALIKE: f64 = 0.8;
/// Shorter words are not compared: a letter is too much of them.
const LEAST_LETTERS: usize = 5;
/// So many words alike are looked at.
const MOST_ALIKE: usize = 6;

/// The words of a label that count, sorted, with a space between.
pub fn sorted(tongue: Tongue, text: &str) -> String {
    let folded = folded(text);
    let mut telling = telling(tongue, &folded);
    telling.sort_unstable();
    telling.join(" ")
}

/// The words of a label that count, in its order, with a space between.
pub fn in_order(tongue: Tongue, text: &str) -> String {
    telling(tongue, &folded(text)).join(" ")
}

/// 1 for equal texts, 0 for texts that share no letter in place.
pub fn edit(one: &str, other: &str) -> f32 {
    if one == other {
        return 1.0;
    }
    strsim::normalized_levenshtein(one, other) as f32
}

/// Whether two texts are the same word after word, but for singular and plural.
pub fn inflected(one: &str, other: &str) -> bool {
    let (ones, others) = (one.split(' '), other.split(' '));
    if ones.clone().count() != others.clone().count() {
        return false;
    }
    ones.zip(others).all(|(a, b)| {
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let ending = long.strip_prefix(short);
        let plural = matches!(ending, Some("" | "s" | "es" | "n" | "en"));
        let stem = short.strip_suffix('y');
        plural || stem.is_some_and(|stem| long.strip_prefix(stem) == Some("ies"))
    })
}

/// The groups of three letters of a text, sorted, each once.
pub fn trigrams(text: &str) -> Vec<[char; 3]> {
    let padded: Vec<char> = std::iter::once(' ')
        .chain(text.chars())
        .chain(std::iter::once(' '))
        .collect();
    let mut found: Vec<[char; 3]> = padded
        .windows(3)
        .map(|three| [three[0], three[1], three[2]])
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// How many groups of three letters two texts share, of all that they have.
pub fn dice(one: &[[char; 3]], other: &[[char; 3]]) -> f32 {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    2.0 * shared as f32 / (one.len() + other.len()).max(1) as f32
}

/// Finds the words of a list that are spelt like one that is not in it.
#[derive(Default)]
pub struct Speller {
    words: Vec<(u32, String, usize)>,
    by_trigram: HashMap<[char; 3], Vec<u32>>,
}

impl Speller {
    /// Takes words with the numbers that they go by.
    pub fn new<'a>(words: impl Iterator<Item = (u32, &'a str)>) -> Self {
        let mut speller = Self::default();
        for (number, word) in words {
            if word.chars().count() < LEAST_LETTERS {
                continue;
            }
            let place = speller.words.len() as u32;
            let groups = trigrams(word);
            for group in &groups {
                speller.by_trigram.entry(*group).or_default().push(place);
            }
            speller.words.push((number, word.to_owned(), groups.len()));
        }
        speller
    }

    /// The numbers of the words most alike, each with its likeness, best first.
    pub fn alike(&self, word: &str) -> Vec<(u32, f32)> {
        if word.chars().count() < LEAST_LETTERS || word.chars().any(|c| c.is_ascii_digit()) {
            return Vec::new();
        }
        let groups = trigrams(word);
        let mut shared: HashMap<u32, usize> = HashMap::new();
        for group in &groups {
            for &place in self.by_trigram.get(group).into_iter().flatten() {
                *shared.entry(place).or_default() += 1;
            }
        }
        let mut near: Vec<(u32, f32)> = Vec::new();
        for (place, count) in shared {
            let (number, other, size) = &self.words[place as usize];
            if 2 * count * 5 < 2 * (groups.len() + size) {
                continue;
            }
            let likeness = strsim::normalized_damerau_levenshtein(word, other);
            if likeness >= LEAST_ALIKE {
                near.push((*number, likeness as f32));
            }
        }
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near.truncate(MOST_ALIKE);
        near
    }
}
