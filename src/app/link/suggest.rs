//! Candidates for the concepts of a project, or of any vocabulary, in another one.
//! Room `app`.

use std::path::PathBuf;

use crate::app::AppError;
use crate::app::link::{proposal, review, vocabulary};
use crate::app::progress::Progress;
use crate::app::project::{Linked, Project};
use crate::core::language::Language;
use crate::core::matching::engine::{Found, Matcher};
use crate::core::matching::entry::{About, Vocabulary};
use crate::core::matching::pairing;
use crate::core::matching::suggestion::{self, FLOOR, Suggestion, Suggestions};
use crate::core::sssom::CurieMap;
use crate::render::{Rendered, suggestions};

/// Formats of `link suggest`.
pub const FORMATS: [(&str, &[&str]); 5] = [
    ("text", &["txt"]),
    ("json", &["json"]),
    ("sssom", &["sssom.tsv", "tsv"]),
    ("sssom.json", &["sssom.json"]),
    ("xlsx", &["xlsx"]),
];

/// So many candidates a concept at most, where nothing else is said.
pub const TOP: usize = 5;
/// So many candidates of a concept take part in a pairing.
const FOR_PAIRING: usize = 10;

/// What to link, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files that make up the vocabulary to look in.
    pub to: Vec<PathBuf>,
    /// Files that make up the vocabulary to link; the project where there are none.
    pub from: Vec<PathBuf>,
    /// Files beside the project's data.
    pub added: Vec<PathBuf>,
    /// At most so many candidates a concept.
    pub top: usize,
    pub one_to_one: bool,
    /// Only concepts of this scheme or collection.
    pub scheme: Option<String>,
    /// IRI or CURIE of the vocabulary to look in, and its version; else what it says itself.
    pub object_source: Option<String>,
    pub object_source_version: Option<String>,
}

/// Looks for candidates.
pub fn suggest(
    project: &Project,
    options: &Options,
    progress: &dyn Progress,
) -> Result<Suggestions, AppError> {
    let source = if options.from.is_empty() {
        vocabulary::of_project(project, &options.added)?
    } else {
        vocabulary::read(&options.from, progress)?
    };
    let given = options.object_source.as_ref();
    let given = given.map(|name| review::names::whole(name, &curies(project)));
    let given = given.transpose()?;
    let target = vocabulary::read_named(&options.to, given.as_deref(), progress)?;
    let sources = chosen(
        project,
        &source,
        options.from.is_empty(),
        options.scheme.as_deref(),
    )?;
    let matcher = matcher(&source, &target)?;
    let names = |paths: &[PathBuf]| {
        paths
            .iter()
            .map(|path| path.display().to_string())
            .collect()
    };
    let from = if options.from.is_empty() {
        vec![project.config.name.clone()]
    } else {
        names(&options.from)
    };
    let (floor, concepts) = if options.one_to_one {
        let found = paired(&matcher, &sources);
        (
            pairing::FLOOR,
            told(&matcher, &sources, &found, pairing::FLOOR),
        )
    } else {
        (FLOOR, of_each(&matcher, &sources, options.top))
    };
    let about = target.about.clone().unwrap_or_default();
    let version = options.object_source_version.clone();
    Ok(Suggestions {
        source: About {
            iri: given.unwrap_or(about.iri),
            version: version.unwrap_or(about.version),
        },
        from,
        to: names(&options.to),
        languages: matcher
            .slots
            .iter()
            .map(|slot| slot.language.clone())
            .collect(),
        one_to_one: options.one_to_one,
        floor: suggestion::rounded(floor),
        concepts,
    })
}

/// Refuses two sides without a common language.
pub fn matcher<'a>(
    source: &'a Vocabulary,
    target: &'a Vocabulary,
) -> Result<Matcher<'a>, AppError> {
    Matcher::new(source, target).ok_or_else(|| {
        let languages = |side: &Vocabulary| {
            let found = side.base_languages();
            found.into_iter().map(str::to_owned).collect()
        };
        AppError::NoCommonLanguage {
            ours: languages(source),
            theirs: languages(target),
        }
    })
}

/// Whether a candidate reaches the floor.
pub fn is_offered(found: &Found) -> bool {
    found.score >= FLOOR
}

/// What is suggested for each of some concepts, with its reasons; at most so many candidates each.
pub fn of_each(matcher: &Matcher<'_>, sources: &[u32], top: usize) -> Vec<Suggestion> {
    told(
        matcher,
        sources,
        &matcher.all_candidates(sources, top),
        FLOOR,
    )
}

fn told(
    matcher: &Matcher<'_>,
    sources: &[u32],
    found: &[Vec<Found>],
    floor: f32,
) -> Vec<Suggestion> {
    let each = sources.iter().zip(found);
    each.map(|(one, found)| suggestion::suggestion(matcher, *one, found, floor))
        .collect()
}

fn curies(project: &Project) -> CurieMap {
    let mut curies = CurieMap::default();
    for (prefix, namespace) in project.prefixes.iter() {
        curies.insert(prefix, namespace);
    }
    curies
}

/// The one candidate of each concept that the best pairing keeps.
fn paired(matcher: &Matcher<'_>, sources: &[u32]) -> Vec<Vec<Found>> {
    let found = matcher.all_candidates(sources, FOR_PAIRING);
    let pairs = pairing::pair(matcher.source, matcher.target, sources, &found);
    let mut kept: Vec<Vec<Found>> = vec![Vec::new(); sources.len()];
    for pair in pairs {
        let mut found = found[pair.row][pair.candidate].clone();
        found.score = pair.score;
        kept[pair.row].push(found);
    }
    kept
}

/// The concepts to link: those with labels that are in use, of one scheme if asked for, else those
/// that the project wants to have looked at, where the vocabulary is the project's own.
pub fn chosen(
    project: &Project,
    source: &Vocabulary,
    is_own: bool,
    scheme: Option<&str>,
) -> Result<Vec<u32>, AppError> {
    let linked = is_own.then_some(&project.config.linked);
    let scheme = scheme.map(|name| {
        project
            .prefixes
            .expand(name)
            .unwrap_or_else(|| name.to_owned())
    });
    let group = |iri: &String| source.groups.iter().position(|group| group.iri == *iri);
    let place = match &scheme {
        Some(iri) => match group(iri) {
            Some(place) => Some(place as u32),
            None => {
                return Err(AppError::EmptyScheme {
                    scheme: iri.clone(),
                    known: source
                        .groups
                        .iter()
                        .map(|group| group.iri.clone())
                        .collect(),
                });
            }
        },
        None => None,
    };
    let linked = linked.filter(|linked| place.is_none() && *linked != &Linked::default());
    let entries = source.entries.iter().enumerate();
    let wanted = entries.filter(|(_, entry)| {
        let in_scheme = place.is_none_or(|place| entry.groups.contains(&place));
        let is_linked = linked.is_none_or(|linked| {
            let scheme = |place: &u32| linked.schemes.contains(&source.groups[*place as usize].iri);
            entry
                .types
                .iter()
                .any(|class| linked.classes.contains(class))
                || entry.groups.iter().any(scheme)
        });
        in_scheme && is_linked && !entry.deprecated && !entry.labels.is_empty()
    });
    Ok(wanted.map(|(place, _)| place as u32).collect())
}

/// Writes what was found in one of [`FORMATS`].
pub fn render(
    project: &Project,
    found: &Suggestions,
    format: &str,
    language: Language,
    width: usize,
) -> Result<Rendered, AppError> {
    Ok(match format {
        "json" => Rendered::Text(format!("{:#}\n", serde_json::json!(found))),
        "sssom" | "sssom.json" => {
            let set = proposal::mapping_set(project, found, language);
            Rendered::Text(proposal::write(&set, format))
        }
        "xlsx" => suggestions::workbook::render(found, language)?,
        _ => Rendered::Text(suggestions::text(found, language, width)),
    })
}
