//! What answers may name, and short names for what they are about.
//! Room `core`.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::core::checklist::Form;
use crate::core::checklist::answers::Field;
use crate::core::fingerprint::hex;
use crate::core::lexical::fold;

/// Bytes of a fingerprint that make a handle.
const HANDLE: usize = 6;

/// Twelve hexadecimal digits that stand for an IRI where there is no room for it, as in the name of
/// a bookmark: the first bytes of its SHA-256.
pub fn handle(iri: &str) -> String {
    hex(&Sha256::digest(iri)[..HANDLE])
}

/// Whether a name has the form of a handle.
pub fn is_handle(name: &str) -> bool {
    name.len() == 2 * HANDLE && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What a name stands for; `None` where it stands for more than one thing.
type Names = BTreeMap<String, Option<String>>;

/// What can be answered: questions by notation and IRI, things to choose by their names.
#[derive(Debug, Clone, Default)]
pub struct Key {
    edition: String,
    items: Names,
    sectors: Names,
    goals: Names,
    /// For whom and about what a checklist may be.
    audiences: Names,
    levels: Names,
    /// IRIs of questions with those of the audiences and levels that have them.
    within: BTreeSet<(String, String)>,
    /// Notations of questions by IRI.
    notations: BTreeMap<String, String>,
    /// IRIs of questions with the forms that leave them out.
    left_out: BTreeSet<(String, Form)>,
}

/// A list of things that an answer may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    Items,
    Sectors,
    Goals,
    Audiences,
    Levels,
}

impl Listed {
    /// What a field that names things chooses from.
    pub fn of(field: Field) -> Self {
        match field {
            Field::Sectors => Self::Sectors,
            Field::Audience => Self::Audiences,
            Field::Level => Self::Levels,
            _ => Self::Goals,
        }
    }
}

impl Key {
    /// A key without entries.
    pub fn new(edition: &str) -> Self {
        Self {
            edition: edition.to_owned(),
            ..Self::default()
        }
    }

    /// Lets `name` (an IRI, a notation, a label) stand for the thing `iri`; its handle does too. A
    /// name of two things stands for neither, unless it is the IRI of one.
    pub fn add(&mut self, list: Listed, name: &str, iri: &str) {
        let names = match list {
            Listed::Items => &mut self.items,
            Listed::Sectors => &mut self.sectors,
            Listed::Goals => &mut self.goals,
            Listed::Audiences => &mut self.audiences,
            Listed::Levels => &mut self.levels,
        };
        names.insert(handle(iri), Some(iri.to_owned()));
        let folded = fold(name.trim());
        let known = names.get(&folded);
        let is_other = |known: &Option<String>| known.as_deref().is_none_or(|known| known != iri);
        let is_iri = |known: &Option<String>| known.as_deref().is_some_and(|of| fold(of) == folded);
        if name == iri || known.is_none() {
            names.insert(folded, Some(iri.to_owned()));
        } else if known.is_some_and(|known| is_other(known) && !is_iri(known)) {
            names.insert(folded, None);
        }
    }

    /// Lets `notation` stand for the question `iri`, as [`Key::add`] does, and be its name.
    pub fn add_notation(&mut self, notation: &str, iri: &str) {
        self.add(Listed::Items, notation, iri);
        self.notations.insert(iri.to_owned(), notation.to_owned());
    }

    /// The field that a name means, see [`Field::from_word`]. A label of a level stands for
    /// [`Field::Activity`]: a checklist about one level calls the field so.
    pub fn field(&self, name: &str) -> Option<Field> {
        let of_level = || {
            let is_level = self.levels.contains_key(&fold(name.trim()));
            is_level.then_some(Field::Activity)
        };
        Field::from_word(name).or_else(of_level)
    }

    /// Says that a form does not ask the question `iri`.
    pub fn leave_out(&mut self, iri: &str, form: Form) {
        self.left_out.insert((iri.to_owned(), form));
    }

    /// Whether a form asks the question `iri`.
    pub fn is_asked(&self, iri: &str, form: Form) -> bool {
        !self.left_out.contains(&(iri.to_owned(), form))
    }

    /// Says that the question `iri` is for an audience, or about a level.
    pub fn put_within(&mut self, iri: &str, scope: &str) {
        self.within.insert((iri.to_owned(), scope.to_owned()));
    }

    /// Whether a sheet for this audience and level has the question `iri`; `None`: for everybody,
    /// about all levels.
    pub fn is_within(&self, iri: &str, audience: Option<&str>, level: Option<&str>) -> bool {
        let has = |scope: &str| self.within.contains(&(iri.to_owned(), scope.to_owned()));
        audience.is_none_or(has) && level.is_none_or(has)
    }

    /// What people call the question `iri`: its notation, where no other has it, else its IRI.
    pub fn name<'a>(&'a self, iri: &'a str) -> &'a str {
        let notation = self.notations.get(iri);
        let of = |notation: &&String| {
            let found = self.find(Listed::Items, notation);
            found.is_some_and(|found| found == iri)
        };
        notation.filter(of).map_or(iri, String::as_str)
    }

    /// The edition of the questions at hand.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The IRI that a name stands for.
    pub fn find(&self, list: Listed, name: &str) -> Option<&String> {
        self.names(list).get(&fold(name.trim()))?.as_ref()
    }

    /// The question whose notation has the value of a number: `1.1`, but neither of `1.1` and
    /// `1.10`.
    pub fn find_number(&self, number: f64) -> Option<&String> {
        let is_notation = |name: &&String| {
            let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            name.split('.').count() <= 2 && name.split('.').all(digits)
        };
        let fits = |name: &&String| is_notation(name) && name.parse() == Ok(number);
        let mut found = self.items.keys().filter(fits);
        match (found.next(), found.next()) {
            (Some(name), None) => self.items.get(name)?.as_ref(),
            _ => None,
        }
    }

    fn names(&self, list: Listed) -> &Names {
        match list {
            Listed::Items => &self.items,
            Listed::Sectors => &self.sectors,
            Listed::Goals => &self.goals,
            Listed::Audiences => &self.audiences,
            Listed::Levels => &self.levels,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_two_things_stands_for_neither() {
        let mut key = Key::new("e");
        for (name, iri) in [("1.1", "urn:a"), ("urn:a", "urn:a"), ("1.1", "urn:b")] {
            key.add(Listed::Items, name, iri);
        }
        assert_eq!(key.find(Listed::Items, "1.1"), None);
        assert_eq!(key.find(Listed::Items, "URN:A").unwrap(), "urn:a");
        let found = key.find(Listed::Items, &handle("urn:b"));
        assert_eq!(found.unwrap(), "urn:b");
        key.add(Listed::Items, "urn:a", "urn:b");
        assert_eq!(key.find(Listed::Items, "urn:a").unwrap(), "urn:a");
    }

    #[test]
    fn a_number_is_understood_where_one_notation_has_it() {
        let mut key = Key::new("e");
        for (name, iri) in [
            ("1.1", "urn:a"),
            ("1.10", "urn:b"),
            ("1.2", "urn:c"),
            ("1.2.1", "urn:d"),
        ] {
            key.add(Listed::Items, name, iri);
        }
        assert_eq!(key.find_number(1.1), None);
        assert_eq!(key.find_number(1.2).unwrap(), "urn:c");
        assert_eq!(key.find_number(3.0), None);
    }
}
