//! Links to other vocabularies beside the concepts of a view, as remarks.
//! Room `app`.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use crate::app::AppError;
use crate::app::link::sets::LinkFile;
use crate::app::session::Session;
use crate::app::tree::View;
use crate::core::iri::last_segment;
use crate::core::language::{Language, LocalizedText};
use crate::core::message::Message;
use crate::core::sssom::{Mapping, Slot, decision};
use crate::core::vocabulary::skos;

/// So many links are named beside a concept; how many more there are is said.
const MOST_NAMED: usize = 4;
/// Longer labels of terms, such as whole requirements, are cut.
const LONGEST_LABEL: usize = 60;
/// Predicates, what says most first, with the keys of their messages.
const PREDICATES: [(&str, &str); 5] = [
    (skos::EXACT_MATCH, "links.exact"),
    (skos::CLOSE_MATCH, "links.close"),
    (skos::BROAD_MATCH, "links.broad"),
    (skos::NARROW_MATCH, "links.narrow"),
    (skos::RELATED_MATCH, "links.related"),
];

/// A linked term as it is named beside a concept.
#[derive(Debug, Clone)]
struct Named {
    /// Place of its relation in [`PREDICATES`].
    rank: usize,
    /// Name of the mapping set.
    set: String,
    term: String,
    /// How many terms of the set are called so.
    count: usize,
}

impl Named {
    fn key(&self) -> (usize, &str, &str) {
        (self.rank, &self.set, &self.term)
    }

    fn text(&self) -> String {
        match self.count {
            1 => self.term.clone(),
            count => format!("{} ×{count}", self.term),
        }
    }
}

/// Adds the accepted links of the sets that `wanted` names (all of the project's where it is
/// empty) to what is remarked of each concept, and to the view which sets these are.
pub fn add(session: &Session, view: &mut View, wanted: &[String]) -> Result<(), AppError> {
    let files = LinkFile::wanted(&session.project, wanted)?;
    let mut links: BTreeMap<&str, Vec<Named>> = BTreeMap::new();
    for file in &files {
        for row in decision::accepted(&file.set) {
            let Some(rank) = rank(row) else { continue };
            let label = row.slots.text(Slot::ObjectLabel);
            let term = label.unwrap_or_else(|| last_segment(row.object()));
            let link = Named {
                rank,
                set: file.name(),
                term: shortened(term),
                count: 1,
            };
            links.entry(row.subject()).or_default().push(link);
        }
    }
    let nodes: Vec<_> = view.hierarchy.nodes().collect();
    for node in nodes {
        let concept = view.hierarchy.concept(node);
        let Some(found) = links.get_mut(concept.iri.as_str()) else {
            continue;
        };
        found.sort_by(|a, b| a.key().cmp(&b.key()));
        // Copies of one term, such as those of several programmes, are named once.
        found.dedup_by(|next, kept| {
            let is_copy = next.key() == kept.key();
            kept.count += usize::from(is_copy);
            is_copy
        });
        let before = concept.note.clone();
        let mut note = LocalizedText::default();
        for language in Language::ALL {
            let told = before.pick(language).map(|(text, _)| text.to_owned());
            let said = told.into_iter().chain(said(found, language));
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

fn rank(row: &Mapping) -> Option<usize> {
    let is = |(predicate, _): &(&str, &str)| *predicate == row.predicate();
    PREDICATES.iter().position(is)
}

/// What is said of the links of a concept, the strongest first: the terms of one relation together,
/// and of these those of one set.
fn said(links: &[Named], language: Language) -> Vec<String> {
    let named = &links[..links.len().min(MOST_NAMED)];
    let groups = named.chunk_by(|a, b| a.rank == b.rank).map(|group| {
        let of_sets = group.chunk_by(|a, b| a.set == b.set).map(|same| {
            let terms: Vec<_> = same.iter().map(Named::text).collect();
            format!("{} ({})", terms.join("; "), same[0].set)
        });
        let terms = of_sets.collect::<Vec<_>>().join("; ");
        let message = Message::new(PREDICATES[group[0].rank].1).with("terms", terms);
        message.in_language(language)
    });
    let count = |links: &[Named]| links.iter().map(|link| link.count).sum::<usize>();
    let more = count(links) - count(named);
    let more = (more > 0).then(|| {
        let message = Message::new("links.more").with("count", more);
        message.in_language(language)
    });
    groups.chain(more).collect()
}
