//! Full-text search over labels, titles, numbers and definitions.
//! Room `app`. Every word looked for must fit a word of the thing; see `core::lexical`.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use oxigraph::model::{NamedOrBlankNode, Term};

use crate::app::AppError;
use crate::app::names::{self, Names};
use crate::app::session::Session;
use crate::core::collation::{LabelOrder, compare_notations};
use crate::core::lexical::{Fit, Wanted, fold, words};
use crate::core::vocabulary::{rdf, rdfs, skos};
use crate::render::hits::{self, Hit};
use crate::store::memory::GraphStore;

/// Formats of `find`.
pub const FORMATS: [(&str, &[&str]); 3] =
    [("text", &["txt"]), ("json", &["json"]), ("csv", &["csv"])];

/// What tells more of a thing than its names.
const DESCRIBING: [&str; 4] = [
    skos::DEFINITION,
    rdfs::COMMENT,
    skos::SCOPE_NOTE,
    skos::NOTE,
];
/// So many words are suggested, each at least so much like the one looked for.
const MOST_SUGGESTED: usize = 5;
const LEAST_LIKENESS: f64 = 0.82;

/// What was found, best first.
pub struct Found {
    pub hits: Vec<Hit>,
    /// How many more there are beyond the limit.
    pub more: usize,
    /// Words of the data that are like those looked for, when nothing was found.
    pub suggestions: Vec<String>,
}

/// Finds things by text; only those of class `class` (an IRI), or a class below it, if given.
pub fn find(
    session: &Session,
    text: &str,
    class: Option<&str>,
    limit: Option<usize>,
) -> Result<Found, AppError> {
    let folded = fold(text.trim());
    let wanted: Vec<_> = words(&folded).into_iter().map(Wanted::new).collect();
    let only = class
        .map(|class| instances(&session.store, class))
        .transpose()?;
    let mut things: BTreeMap<String, Match> = BTreeMap::new();
    let mut vocabulary = BTreeSet::new();
    let naming: Vec<_> = names::naming().map(|(property, _)| property).collect();
    let searched = naming.iter().copied().chain(DESCRIBING);
    for (place, property) in searched.enumerate() {
        for quad in session.store.matching(None, Some(property), None) {
            let quad = quad?;
            let (NamedOrBlankNode::NamedNode(subject), Term::Literal(literal)) =
                (&quad.subject, &quad.object)
            else {
                continue;
            };
            if only
                .as_ref()
                .is_some_and(|only| !only.contains(subject.as_str()))
            {
                continue;
            }
            let value = fold(literal.value());
            let parts = words(&value);
            let is_name = place < naming.len();
            if is_name {
                vocabulary.extend(parts.iter().map(|word| (*word).to_owned()));
            }
            let fits: Vec<_> = wanted
                .iter()
                .map(|wanted| parts.iter().filter_map(|word| wanted.fit(word)).max())
                .collect();
            if fits.iter().any(Option::is_some) {
                let here = Place {
                    property,
                    rank: place,
                    is_name,
                    text: literal.value().to_owned(),
                };
                let thing = things.entry(subject.as_str().to_owned());
                thing
                    .or_insert_with(|| Match::new(wanted.len()))
                    .add(&folded, &value, &fits, here);
            }
        }
    }
    things.retain(|_, found| found.is_whole());
    let suggestions = if things.is_empty() {
        suggest(&wanted, &vocabulary)
    } else {
        Vec::new()
    };
    let mut hits = rank(session, things)?;
    let most = limit.unwrap_or(usize::MAX);
    let more = hits.len().saturating_sub(most);
    hits.truncate(most);
    let names = Names::new(&session.store, &session.project.prefixes, session.language);
    let hits = hits
        .iter()
        .map(|(iri, found)| found.hit(iri, &names))
        .collect::<Result<_, _>>()?;
    Ok(Found {
        hits,
        more,
        suggestions,
    })
}

/// Writes what was found in one of [`FORMATS`].
pub fn render(session: &Session, found: &Found, format: &str, width: usize) -> String {
    match format {
        "json" => format!("{:#}\n", serde_json::json!(found.hits)),
        "csv" => hits::csv(&found.hits),
        _ => hits::text(&found.hits, found.more, session.language, width),
    }
}

/// Where something stands.
#[derive(Debug, Clone)]
struct Place {
    property: &'static str,
    /// The lower, the more it says of the thing.
    rank: usize,
    is_name: bool,
    text: String,
}

/// How well a thing fits: the better, the smaller.
type Score = (u8, usize, std::cmp::Reverse<Vec<Fit>>, usize);

struct Match {
    /// The best fit of each word anywhere in the thing.
    fits: Vec<Option<Fit>>,
    /// The text that fits best, with its score; one that has all words, if there is one.
    best: Option<(Score, Place)>,
}

impl Match {
    fn new(count: usize) -> Self {
        Self {
            fits: vec![None; count],
            best: None,
        }
    }

    fn add(&mut self, wanted: &str, value: &str, fits: &[Option<Fit>], place: Place) {
        for (known, new) in self.fits.iter_mut().zip(fits) {
            *known = (*known).max(*new);
        }
        let all: Vec<_> = fits.iter().flatten().copied().collect();
        let is_whole = all.len() == fits.len();
        let names = place.is_name;
        let words = all.iter().all(|fit| *fit >= Fit::Stem);
        let tier = match (is_whole, names) {
            (false, _) => 6,
            (true, true) if wanted == value => 0,
            (true, true) if value.starts_with(wanted) => 1,
            (true, true) if words => 2,
            (true, true) => 3,
            (true, false) if words => 4,
            (true, false) => 5,
        };
        let mut all = all;
        all.sort();
        let length = value.len();
        let score = (tier, place.rank, std::cmp::Reverse(all), length);
        if self.best.as_ref().is_none_or(|(known, _)| score < *known) {
            self.best = Some((score, place));
        }
    }

    fn is_whole(&self) -> bool {
        !self.fits.is_empty() && self.fits.iter().all(Option::is_some)
    }

    fn hit(&self, iri: &str, names: &Names<'_>) -> Result<Hit, AppError> {
        let node = oxigraph::model::NamedNode::new_unchecked(iri).into();
        let (property, text) = match &self.best {
            Some((_, place)) => (
                names.of_property(place.property)?.words().to_owned(),
                place.text.clone(),
            ),
            None => (String::new(), String::new()),
        };
        Ok(Hit {
            thing: names.of(iri)?,
            classes: names
                .classes(&node)?
                .iter()
                .map(|class| class.words().to_owned())
                .collect(),
            property,
            text,
        })
    }
}

fn rank(
    session: &Session,
    things: BTreeMap<String, Match>,
) -> Result<Vec<(String, Match)>, AppError> {
    let names = Names::new(&session.store, &session.project.prefixes, session.language);
    let order = LabelOrder::new(session.language);
    let mut ranked = Vec::new();
    for (iri, found) in things {
        let named = names.of(&iri)?;
        ranked.push((named, iri, found));
    }
    ranked.sort_by(|(a, _, one), (b, _, other)| {
        let score = |found: &Match| found.best.as_ref().map(|(score, _)| score.clone());
        let notation =
            |named: &crate::render::portrait::Named| named.notation.clone().unwrap_or_default();
        score(one)
            .cmp(&score(other))
            .then_with(|| compare_notations(&notation(a), &notation(b)))
            .then_with(|| order.compare(a.words(), b.words()))
            .then_with(|| a.iri.cmp(&b.iri))
    });
    Ok(ranked
        .into_iter()
        .map(|(_, iri, found)| (iri, found))
        .collect())
}

/// The things of a class and of the classes below it.
fn instances(store: &GraphStore, class: &str) -> Result<HashSet<String>, AppError> {
    let mut classes = vec![class.to_owned()];
    let mut seen = HashSet::new();
    let mut things = HashSet::new();
    while let Some(class) = classes.pop() {
        if !seen.insert(class.clone()) {
            continue;
        }
        let object = Term::from(oxigraph::model::NamedNode::new_unchecked(class));
        for (property, found) in [(rdfs::SUB_CLASS_OF, true), (rdf::TYPE, false)] {
            for quad in store.matching(None, Some(property), Some(&object)) {
                if let NamedOrBlankNode::NamedNode(node) = quad?.subject {
                    if found {
                        classes.push(node.into_string());
                    } else {
                        things.insert(node.into_string());
                    }
                }
            }
        }
    }
    Ok(things)
}

/// The words most like those looked for.
fn suggest(wanted: &[Wanted], vocabulary: &BTreeSet<String>) -> Vec<String> {
    let mut like = Vec::new();
    for wanted in wanted {
        for word in vocabulary.iter().filter(|word| word.chars().count() > 2) {
            let likeness = strsim::jaro_winkler(wanted.word(), word);
            if likeness >= LEAST_LIKENESS && word != wanted.word() {
                like.push((likeness, word));
            }
        }
    }
    like.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.cmp(other)));
    like.dedup_by(|(_, one), (_, other)| one == other);
    like.into_iter()
        .take(MOST_SUGGESTED)
        .map(|(_, word)| word.clone())
        .collect()
}
