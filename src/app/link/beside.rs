//! Links to other vocabularies beside the concepts of a view, as remarks.
//! Room `app`.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use crate::app::AppError;
use crate::app::link::sets::LinkFile;
use crate::app::names;
use crate::app::session::Session;
use crate::app::tree::View;
use crate::core::iri::last_segment;
use crate::core::language::{Language, LocalizedText};
use crate::core::matching::relation::Relation;
use crate::core::message::Message;
use crate::core::sssom::{Slot, decision};
use crate::store::memory::GraphStore;

/// So many links are named beside a concept; how many more there are is said.
const MOST_NAMED: usize = 4;
/// Longer labels of terms, such as whole requirements, are cut.
const LONGEST_LABEL: usize = 60;
/// A link beside its concept; the order is that in which links are told.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Beside<'a> {
    relation: Relation,
    set: String,
    /// What the set calls the term, else the end of its IRI.
    stored: &'a str,
    object: &'a str,
    /// How many terms of the set are called so.
    count: usize,
}

/// Adds the accepted links of the sets that `wanted` names (all of the project's where it is
/// empty) to what is remarked of each concept, and to the view which sets these are.
pub fn add(session: &Session, view: &mut View, wanted: &[String]) -> Result<(), AppError> {
    let files = LinkFile::wanted(&session.project, wanted)?;
    let mut links: BTreeMap<&str, Vec<Beside>> = BTreeMap::new();
    for file in &files {
        for row in decision::accepted(&file.set) {
            let Some(relation) = Relation::of(row.predicate()) else {
                continue;
            };
            let label = row.slots.text(Slot::ObjectLabel);
            let stored = label.unwrap_or_else(|| last_segment(row.object()));
            links.entry(row.subject()).or_default().push(Beside {
                relation,
                set: file.name(),
                stored,
                object: row.object(),
                count: 1,
            });
        }
    }
    let nodes: Vec<_> = view.hierarchy.nodes().collect();
    for node in nodes {
        let concept = view.hierarchy.concept(node);
        let Some(found) = links.get_mut(concept.iri.as_str()) else {
            continue;
        };
        found.sort();
        // Copies of one term, such as those of several programmes, are named once.
        found.dedup_by(|next, kept| {
            let key = |link: &Beside<'_>| (link.relation, link.set.clone(), link.stored.to_owned());
            let is_copy = key(next) == key(kept);
            kept.count += usize::from(is_copy);
            is_copy
        });
        let before = concept.note.clone();
        let mut note = LocalizedText::default();
        for language in Language::ALL {
            let told = before.pick(language).map(|(text, _)| text.to_owned());
            let said = said(&session.store, found, language)?;
            let said = told.into_iter().chain(said);
            let text = said.collect::<Vec<_>>().join(" · ");
            note.add(language.code(), &text);
        }
        view.hierarchy.set_note(node, note);
    }
    let names: Vec<_> = files.iter().map(LinkFile::name).collect();
    let foot = Message::new("links.foot").with("sets", Message::list(&names));
    let foot = foot.in_language(session.language);
    view.has_links = true;
    let before = view.note.take().into_iter();
    view.note = Some(before.chain([foot]).collect::<Vec<_>>().join(" "));
    Ok(())
}

fn shortened(label: &str) -> String {
    let mut graphemes = label.graphemes(true);
    let start: String = graphemes.by_ref().take(LONGEST_LABEL).collect();
    let Some(next) = graphemes.next() else {
        return start;
    };
    // At the end of a word, unless that would leave little.
    let inside = next != " ";
    let end = start.rfind(' ').filter(|at| inside && at * 2 > start.len());
    format!("{} […]", start[..end.unwrap_or(start.len())].trim_end())
}

/// What is said of the links of a concept, the strongest first: the terms of one relation together,
/// and of these those of one set.
fn said(
    store: &GraphStore,
    links: &[Beside<'_>],
    language: Language,
) -> Result<Vec<String>, AppError> {
    let named = &links[..links.len().min(MOST_NAMED)];
    let mut all = Vec::new();
    for group in named.chunk_by(|a, b| a.relation == b.relation) {
        let mut of_sets = Vec::new();
        for same in group.chunk_by(|a, b| a.set == b.set) {
            let terms = same.iter().map(|link| term(store, link, language));
            let terms = terms.collect::<Result<Vec<_>, _>>()?;
            of_sets.push(format!("{} ({})", terms.join("; "), same[0].set));
        }
        let message = Message::new("links.said")
            .with("relation", group[0].relation.word(language))
            .with("terms", of_sets.join("; "));
        all.push(message.in_language(language));
    }
    let count = |links: &[Beside<'_>]| links.iter().map(|link| link.count).sum::<usize>();
    let more = count(links) - count(named);
    let more = (more > 0).then(|| {
        let message = Message::new("links.more").with("count", more);
        message.in_language(language)
    });
    all.extend(more);
    Ok(all)
}

/// What a term is called: by the data that were read where these have a label in that language, else
/// by the set.
fn term(store: &GraphStore, link: &Beside<'_>, language: Language) -> Result<String, AppError> {
    let known = names::label_in(store, link.object, language)?;
    let term = shortened(known.as_deref().unwrap_or(link.stored));
    Ok(match link.count {
        1 => term,
        count => format!("{term} ×{count}"),
    })
}
