//! Titles that are the same but for spelling.
//! Room `core`.

use rustc_hash::FxHashMap;

use crate::core::lexical::fold;

/// Letters that may differ; a title must have so many letters for each.
const MOST_DIFFERENT: usize = 2;
const LETTERS_PER_DIFFERENCE: usize = 8;

/// Titles with what they are titles of. To be found, a title must have one half in common, letter by
/// letter, with the one looked for: whoever misspells both halves is not found.
#[derive(Debug, Clone)]
pub struct Titles<T> {
    titles: Vec<(String, T)>,
    by_half: FxHashMap<(bool, String), Vec<usize>>,
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

fn halves(plain: &str) -> [(bool, String); 2] {
    let letters: Vec<char> = plain.chars().collect();
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
    [(false, first), (true, last)]
}

impl<T> Titles<T> {
    /// Adds a title; one without letters is passed over.
    pub fn add(&mut self, title: &str, of: T) {
        let plain = plain(title);
        if plain.is_empty() {
            return;
        }
        for half in halves(&plain) {
            self.by_half
                .entry(half)
                .or_default()
                .push(self.titles.len());
        }
        self.titles.push((plain, of));
    }

    /// What has this title, or one that differs from it in spelling.
    pub fn find(&self, title: &str) -> impl Iterator<Item = &T> {
        let wanted = plain(title);
        let mut places: Vec<usize> = match wanted.is_empty() {
            true => Vec::new(),
            false => {
                let halves = halves(&wanted).into_iter();
                halves
                    .filter_map(|half| self.by_half.get(&half))
                    .flatten()
                    .copied()
                    .collect()
            }
        };
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(move |place| {
            let (known, of) = &self.titles[place];
            is_alike(&wanted, known).then_some(of)
        })
    }
}

/// Whether two plain titles differ in spelling at the most. Digits must be the same: "fase 1" is not
/// "fase 2".
fn is_alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let length = one.chars().count().min(other.chars().count());
    let most = MOST_DIFFERENT.min(length / LETTERS_PER_DIFFERENCE);
    digits(one) == digits(other) && strsim::levenshtein(one, other) <= most
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
