//! Labels → words → stems: what of a text counts when two are compared.
//! Room `core`. Rules for Dutch and English; words of other languages are taken as they are.

use rust_stemmers::{Algorithm, Stemmer};

use crate::core::lexical;

/// Whose rules of words hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    Dutch,
    English,
    Other,
}

/// Words that tell nothing by themselves.
const DUTCH_STOP: [&str; 52] = [
    "aan", "als", "bij", "dat", "de", "der", "des", "die", "door", "dit", "een", "eigen", "elk",
    "en", "er", "haar", "het", "hun", "iets", "in", "is", "je", "kan", "met", "na", "naar", "niet",
    "nog", "of", "om", "onder", "ook", "op", "over", "per", "te", "tot", "tussen", "uit", "van",
    "via", "voor", "waar", "wat", "wie", "worden", "wordt", "zich", "zij", "zijn", "zo", "zonder",
];
const ENGLISH_STOP: [&str; 41] = [
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "by", "for", "from", "has", "have",
    "how", "in", "into", "is", "it", "its", "nec", "not", "of", "on", "one", "or", "other", "that",
    "the", "their", "them", "this", "those", "to", "what", "which", "who", "whose", "with",
    "within", "your",
];

/// Small words that change nothing of what a label names: articles, and what ties a word to the
/// one that it belongs to. All others do: `and`, `without`, `for`.
const DUTCH_SLIGHT: [&str; 7] = ["de", "der", "des", "een", "het", "s", "van"];
const ENGLISH_SLIGHT: [&str; 5] = ["a", "an", "of", "s", "the"];

impl Tongue {
    /// The rules for a language without region.
    pub fn of(language: &str) -> Self {
        match language {
            "nl" => Self::Dutch,
            // Labels without a language are mostly names in English.
            "en" | "" => Self::English,
            _ => Self::Other,
        }
    }

    /// Whether a folded word tells nothing by itself.
    pub fn is_stop(self, word: &str) -> bool {
        match self {
            Self::Dutch => DUTCH_STOP.contains(&word),
            Self::English => word == "s" || ENGLISH_STOP.contains(&word),
            Self::Other => word.chars().count() < 3,
        }
    }
}

/// Stems words by the rules of one language.
pub struct Stems {
    tongue: Tongue,
    stemmer: Option<Stemmer>,
}

impl Stems {
    pub fn new(tongue: Tongue) -> Self {
        let algorithm = match tongue {
            Tongue::Dutch => Some(Algorithm::Dutch),
            Tongue::English => Some(Algorithm::English),
            Tongue::Other => None,
        };
        Self {
            tongue,
            stemmer: algorithm.map(Stemmer::create),
        }
    }

    /// The stem of a folded word, spelling variants made one.
    pub fn stem(&self, word: &str) -> String {
        let Some(stemmer) = &self.stemmer else {
            return word.to_owned();
        };
        match self.tongue {
            Tongue::English => stemmer.stem(&american(word)).into_owned(),
            _ => stemmer.stem(word).into_owned(),
        }
    }
}

/// One spelling for what British and American English write differently.
fn american(word: &str) -> String {
    if word.len() < 5 {
        return word.to_owned();
    }
    let mut word = word.replace("isation", "ization").replace("aemi", "emi");
    for (british, american) in [
        ("isational", "izational"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("ise", "ize"),
        ("our", "or"),
        ("ours", "ors"),
        ("ouring", "oring"),
        ("oured", "ored"),
        ("elling", "eling"),
        ("ellor", "elor"),
        ("ellors", "elors"),
        ("centre", "center"),
        ("centres", "centers"),
        ("programme", "program"),
        ("programmes", "programs"),
        ("defence", "defense"),
        ("licence", "license"),
    ] {
        if let Some(stem) = word.strip_suffix(british) {
            word = format!("{stem}{american}");
            break;
        }
    }
    if let Some(rest) = word.strip_prefix("oe") {
        word = format!("e{rest}");
    }
    word
}

/// Of longer texts only so many characters count: no label is that long, and comparing two takes
/// the product of their lengths.
const LONGEST: usize = 5_000;

/// A text in lower case without accents; names written together (`LearningResource`, `body_part`,
/// `T10`) are taken apart.
pub fn folded(text: &str) -> String {
    let mut apart = String::with_capacity(text.len().min(LONGEST) + 4);
    let mut before = ' ';
    for character in text.chars().take(LONGEST) {
        let is_hump = before.is_lowercase() && character.is_uppercase();
        if is_hump || (before.is_alphabetic() && character.is_ascii_digit()) {
            apart.push(' ');
        }
        apart.push(if character == '_' { ' ' } else { character });
        before = character;
    }
    lexical::fold(&apart)
}

/// The small words that change what a label names, sorted.
pub fn joints(tongue: Tongue, text: &str) -> Vec<String> {
    let folded = folded(text);
    let is_slight = |word: &str| match tongue {
        Tongue::Dutch => DUTCH_SLIGHT.contains(&word),
        Tongue::English => ENGLISH_SLIGHT.contains(&word),
        Tongue::Other => false,
    };
    let words = lexical::words(&folded).into_iter();
    let joints = words.filter(|word| tongue.is_stop(word) && !is_slight(word));
    let mut joints: Vec<String> = joints.map(str::to_owned).collect();
    joints.sort_unstable();
    joints
}

/// The words that count: all that are no stop words, or all of them where there are only those.
pub fn telling(tongue: Tongue, folded: &str) -> Vec<&str> {
    let words = lexical::words(folded);
    let some: Vec<&str> = words
        .iter()
        .copied()
        .filter(|word| !tongue.is_stop(word))
        .collect();
    if some.is_empty() { words } else { some }
}
