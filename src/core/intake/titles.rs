//! Titles that are the same but for spelling.
//! Room `core`.

use rustc_hash::FxHashMap;

use crate::core::lexical::fold;

/// Letters that may differ; a title must have so many letters for each.
const MOST_DIFFERENT: usize = 2;
const LETTERS_PER_DIFFERENCE: usize = 8;

/// Titles with what they are titles of. To be found, a title must have the digits and one half in
/// common, letter by letter, with the one looked for: whoever misspells both halves is not found.
#[derive(Debug, Clone)]
pub struct Titles<T> {
    titles: Vec<(Plain, T)>,
    by_half: FxHashMap<Half, Vec<usize>>,
}

/// A title as it is compared, with what tells most others apart at a glance.
#[derive(Debug, Clone)]
struct Plain {
    /// Letters and digits.
    text: Box<[char]>,
    /// A bit a letter: titles that differ in `n` letters differ in `2n` bits at the most.
    letters: u64,
}

/// Whether it is the last half, its letters, and the digits of the whole title.
type Half = (bool, String, String);

impl Plain {
    fn of(title: &str) -> Self {
        let text: Box<[char]> = plain(title).chars().collect();
        let bit = |letters: u64, c: &char| letters | 1 << (u32::from(*c) % 64);
        Self {
            letters: text.iter().fold(0, bit),
            text,
        }
    }
}

impl<T> Default for Titles<T> {
    fn default() -> Self {
        Self {
            titles: Vec::new(),
            by_half: FxHashMap::default(),
        }
    }
}

/// A title as it is compared: its letters and digits in lower case, without accents.
pub fn plain(title: &str) -> String {
    fold(title)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn halves(letters: &[char]) -> [Half; 2] {
    let middle = letters.len() / 2;
    // One letter more or less moves the middle: halves are a little shorter than half.
    let length = middle
        .saturating_sub(MOST_DIFFERENT)
        .max(1)
        .min(letters.len());
    // Lengths are rounded, so that titles that differ by a letter have halves of one length.
    let length = if length > 4 { length / 4 * 4 } else { length };
    let first = letters[..length].iter().collect();
    let last = letters[letters.len() - length..].iter().collect();
    let digits = letters.iter().filter(|c| c.is_ascii_digit());
    let digits: String = digits.collect();
    [(false, first, digits.clone()), (true, last, digits)]
}

impl<T> Titles<T> {
    /// Adds a title; one without letters is passed over.
    pub fn add(&mut self, title: &str, of: T) {
        let plain = Plain::of(title);
        if plain.text.is_empty() {
            return;
        }
        for half in halves(&plain.text) {
            self.by_half
                .entry(half)
                .or_default()
                .push(self.titles.len());
        }
        self.titles.push((plain, of));
    }

    /// What has this title, or one that differs from it in spelling.
    pub fn find(&self, title: &str) -> impl Iterator<Item = &T> {
        let wanted = Plain::of(title);
        let mut places: Vec<usize> = match wanted.text.is_empty() {
            true => Vec::new(),
            false => {
                let halves = halves(&wanted.text).into_iter();
                halves
                    .filter_map(|half| self.by_half.get(&half))
                    .flatten()
                    .copied()
                    .filter(|place| is_alike(&wanted, &self.titles[*place].0))
                    .collect()
            }
        };
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(move |place| &self.titles[place].1)
    }
}

/// Whether two plain titles, which have their digits in common, differ in spelling at the most: "fase
/// 1" is not "fase 2".
fn is_alike(one: &Plain, other: &Plain) -> bool {
    let shortest = one.text.len().min(other.text.len());
    let most = MOST_DIFFERENT.min(shortest / LETTERS_PER_DIFFERENCE);
    let bits = (one.letters ^ other.letters).count_ones() as usize;
    one.text.len().abs_diff(other.text.len()) <= most
        && bits <= 2 * most
        && is_within(&one.text, &other.text, most)
}

/// Whether at most `most` letters have to be changed, added or left out to make one text of another.
/// It gives up where the next letter is one too many, so that other texts cost little.
fn is_within(one: &[char], other: &[char], most: usize) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    match (one, other, most) {
        ([], [], _) => true,
        (_, _, 0) => false,
        ([], rest, _) | (rest, [], _) => rest.len() <= most,
        ([_, one_rest @ ..], [_, other_rest @ ..], _) => {
            is_within(one_rest, other_rest, most - 1)
                || is_within(one_rest, other, most - 1)
                || is_within(one, other_rest, most - 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Titles;

    fn found(known: &str, wanted: &str) -> bool {
        let mut titles = Titles::default();
        titles.add(known, ());
        titles.find(wanted).next().is_some()
    }

    #[test]
    fn spelling_makes_no_difference() {
        assert!(found("De reis van de banaan", "de Reis van de Banaan!"));
        assert!(found("Coöperatief café", "cooperatief cafe"));
        assert!(found(
            "Mentoren op bedrijfsbezoek",
            "Mentoren op bedrijfsbezoeken"
        ));
        assert!(found(
            "Lange kookweken voor beginners",
            "Lange kokweken voor beginners"
        ));
    }

    /// Many titles that begin alike, as in an export of one school, cost no more than others.
    #[test]
    fn titles_that_begin_alike_are_told_apart_at_once() {
        const COUNT: usize = 2_000;
        let mut titles = Titles::default();
        let begun = std::time::Instant::now();
        let word = |number: usize| -> String {
            let letter = |place: u32| char::from(b'a' + (number / 26_usize.pow(place) % 26) as u8);
            (0..4).flat_map(|place| [letter(place); 4]).collect()
        };
        for number in 0..COUNT {
            for title in [
                format!("Activiteit {number} over {}", number * 7919),
                format!("Een gastles over het beroep van {}", word(number * 31)),
            ] {
                assert_eq!(titles.find(&title).next(), None, "{title}");
                titles.add(&title, number);
            }
        }
        // Comparing each with each takes a debug build minutes.
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    }

    /// The distance is that of the library that counts it in full.
    #[test]
    fn few_differences_are_counted_well() {
        let words = [
            "", "a", "ab", "ba", "aab", "abab", "babab", "bbaabb", "abcabc", "acbacb",
        ];
        for (one, other) in words
            .iter()
            .flat_map(|one| words.map(|other| (*one, other)))
        {
            for most in 0..=2 {
                let letters = |word: &str| word.chars().collect::<Vec<_>>();
                let found = super::is_within(&letters(one), &letters(other), most);
                let expected = strsim::levenshtein(one, other) <= most;
                assert_eq!(found, expected, "{one} {other} {most}");
            }
        }
    }

    #[test]
    fn other_titles_are_others() {
        assert!(!found("Speeddaten fase 1", "Speeddaten fase 2"));
        assert!(!found("LOB-dag", "LOB-les"));
        assert!(!found(
            "Mentoren op bedrijfsbezoek",
            "Ouders op bedrijfsbezoek"
        ));
        assert!(!found("", ""));
    }
}
