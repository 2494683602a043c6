//! What the columns of a drawn hierarchy are called.
//! Room `render`.

use std::collections::BTreeMap;

use crate::render::Page;
use crate::render::svg::item::{Style, clean};
use crate::render::svg::plan::Plan;

/// What the data call most nodes of a column: one kind or two; where there are more, what links
/// them to the column before.
pub fn column_name(page: &Page<'_>, plan: &Plan, column: usize) -> Option<String> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut links: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for item in &plan.items {
        let concept = page.hierarchy.concept(item.node);
        let gathers = concept.kind.as_deref().is_some_and(is_gathering);
        let elsewhere = item.column != column || item.indent > 0 || item.lone;
        if item.style == Style::Band || gathers || elsewhere {
            continue;
        }
        all += 1;
        if let Some(kind) = &concept.kind {
            *kinds.entry(kind).or_default() += 1;
        }
        let parent = item.parent.map(|parent| plan.items[parent].node);
        let link = parent.and_then(|parent| page.hierarchy.link(parent, item.node));
        if let Some(kind) = link.and_then(|link| link.kind.as_deref()) {
            *links.entry(kind).or_default() += 1;
        }
    }
    let usual = |names: BTreeMap<&str, usize>, most: usize| {
        let mut names: Vec<_> = names.into_iter().collect();
        names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut covered = 0;
        let needed = names.iter().position(|(_, count)| {
            covered += count;
            // A name that holds for few would mislead.
            covered * 3 >= all * 2
        })?;
        names.truncate((needed + 1).min(most + 1));
        let named = names.iter().map(|(kind, _)| page.kinds.get(*kind));
        let named: Option<Vec<&String>> = named.collect();
        named.filter(|named| named.len() <= most)
    };
    let named = usual(kinds, 2).or_else(|| usual(links, 1))?;
    let named: Vec<_> = named.into_iter().map(|name| clean(name)).collect();
    let name = named.join(" / ");
    let mut letters = name.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// Whether a kind says nothing of the level: what only gathers concepts.
fn is_gathering(kind: &str) -> bool {
    matches!(
        kind,
        "skos:Collection" | "skos:OrderedCollection" | "skos:ConceptScheme"
    )
}
