//! Words and their stems, for finding and comparing texts in Dutch and English.
//! Room `core`. Stemmers are those of Snowball; both sides of a comparison are stemmed.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

static DUTCH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Dutch));
static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// A word must have so many letters to be looked for inside longer ones (Dutch compounds).
const LEAST_INSIDE: usize = 4;

/// Whether a character takes no room and says nothing: soft hyphen, zero-width space and joiners, marks
/// of direction, word joiner and invisible operators, byte order mark. They come along when texts are
/// copied from pages and documents.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'
    )
}

/// A text in lower case without accents.
///
/// ```
/// assert_eq!(lobgraaf::core::lexical::fold("Coöperatief café"), "cooperatief cafe");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ğ' => folded.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'ş' | 'š' | 'ș' => folded.push('s'),
            'ţ' | 'ť' | 'ț' => folded.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'ĳ' => folded.push_str("ij"),
            // Accents that stand as characters of their own.
            '\u{0300}'..='\u{036F}' => {}
            '\u{2018}' | '\u{2019}' => folded.push('\''),
            other => folded.push(other),
        }
    }
    folded
}

/// The words of a folded text; a dot between digits belongs to its word ("1.7.1").
pub fn words(folded: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric();
    let mut found = Vec::new();
    let mut start = None;
    let mut characters = folded.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let joins = character == '.' && before.is_ascii_digit() && next.is_ascii_digit();
        match (start, is_word(character) || joins) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(&folded[from..at]);
                start = None;
            }
            _ => {}
        }
        before = character;
    }
    found.extend(start.map(|from| &folded[from..]));
    found
}

/// A word to look for.
#[derive(Debug, Clone)]
pub struct Wanted {
    word: String,
    dutch: String,
    english: String,
}

/// How well a word fits one that is looked for; better is larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The word is part of it.
    Inside,
    /// It begins with the word.
    Prefix,
    /// Both have the same stem in Dutch or in English.
    Stem,
    /// They are the same.
    Exact,
}

impl Wanted {
    /// Takes a word of a folded text.
    pub fn new(word: &str) -> Self {
        Self {
            word: word.to_owned(),
            dutch: DUTCH.stem(word).into_owned(),
            english: ENGLISH.stem(word).into_owned(),
        }
    }

    /// The word itself.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// How well `other`, a word of a folded text, fits.
    pub fn fit(&self, other: &str) -> Option<Fit> {
        if self.word == other {
            return Some(Fit::Exact);
        }
        // "1.2" is not the beginning of "1.20", nor part of it.
        if self.word.starts_with(|c: char| c.is_ascii_digit()) {
            return other
                .strip_prefix(self.word.as_str())
                .is_some_and(|rest| rest.starts_with('.'))
                .then_some(Fit::Prefix);
        }
        if DUTCH.stem(other) == self.dutch || ENGLISH.stem(other) == self.english {
            return Some(Fit::Stem);
        }
        if self.word.chars().count() >= 2 && other.starts_with(&self.word) {
            return Some(Fit::Prefix);
        }
        let is_inside = |part: &str| part.chars().count() >= LEAST_INSIDE && other.contains(part);
        (is_inside(&self.word) || is_inside(&self.dutch)).then_some(Fit::Inside)
    }
}
