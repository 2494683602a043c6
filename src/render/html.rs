//! A hierarchy as one page: a nested list that reads aloud well, prints on A4, stands without
//! script and makes no request. With script it is a tree (WAI-ARIA 1.2, tree view pattern) with
//! arrow keys, type-ahead, search, larger text and links to each node (`#IRI`). The template is
//! `templates/tree.html`; askama escapes the markup in what it prints, [`escape::visible`] shows
//! what would reorder it.
//! Room `render`. Other names for the search are in `html/names.rs`, what a comparison opens in
//! `html/changes.rs`. Beyond [`MAX_NESTING`] levels the list stops nesting and names the level.

mod changes;
mod names;

use std::collections::HashSet;

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use petgraph::graph::NodeIndex;
use sha2::{Digest, Sha256};

use crate::core::hierarchy::Step;
use crate::core::message;
use crate::render::text::foot;
use crate::render::{Attention, Page, RenderError, Rendered, escape, words};

/// Levels that are nested.
const MAX_NESTING: usize = 12;

/// What makes the list a tree for keyboard and search; the list stands without it.
const SCRIPT: &str = include_str!("../../templates/tree.js");

/// Up to so many nodes a page opens with every branch open.
const MOST_OPEN: usize = 400;

// Widths in em, the size of the type.
/// A character of the counts: they are set at 7/8 em, and letters are about half as wide as high.
const CHARACTER: f32 = 0.47;
/// Counts wider than this break between their parts.
const WIDEST_COUNTS: f32 = 10.5;
const BARS: f32 = 8.0;
const MARKS: f32 = 4.8;
const GAP: f32 = 1.0;
/// Where labels, indented, would have less room than this, the counts stand below them.
const LABELS: f32 = 25.0;

/// One item of the list and what stands around it.
struct Item {
    /// Opens a list below the item before.
    opens: bool,
    /// How many items and lists end before this one.
    closes: Vec<()>,
    /// Ends the item before it on the same level.
    ends_previous: bool,
    level: usize,
    /// Its branch is closed at first, where a script can open it.
    closed: bool,
    /// Only one of two hierarchies that are shown as one has it: `new` or `gone`.
    only: Option<&'static str>,
    /// How many changed below it, in words: said where it is closed.
    changed: Option<String>,
    level_words: Option<String>,
    is_changed: bool,
    /// What changed, as signs; empty where nothing did.
    signs: String,
    /// Fragment for a link to this item; a reference has none.
    anchor: Option<String>,
    notation: Option<String>,
    label: Marked,
    note: Option<Marked>,
    /// How many examples are linked to itself, where more are below it.
    own: Option<String>,
    /// The label in the other language, for the search; its tag where it is another one still.
    also: Option<Marked>,
    elsewhere: Option<Elsewhere>,
    /// `(name, count, class)` of each column that is not zero.
    counts: Vec<(String, usize, &'static str)>,
    /// A nought stands for counts that are all zero.
    zero: bool,
    /// Parts of the bar as hundredths of its column, `(class, from, width)`.
    bar: Vec<(&'static str, String, String)>,
    mark: Option<String>,
}

impl Item {
    fn counts_length(&self) -> usize {
        let parts = self.counts.iter();
        let length = |(name, count, _): &(String, usize, _)| {
            name.chars().count() + count.to_string().len() + ", ".len() + 1
        };
        parts.map(length).sum()
    }
}

/// A text with its language tag where that is not the language expected there (WCAG 2.2, 3.1.2).
struct Marked {
    text: String,
    language: Option<String>,
}

impl Marked {
    fn new(text: &str, language: Option<&str>) -> Self {
        Self {
            text: escape::visible(text),
            language: language.map(str::to_owned),
        }
    }
}

/// The other places of an item.
struct Elsewhere {
    before: String,
    /// Names, with the fragment of what they lead to where that is on the page.
    places: Vec<(Marked, Option<String>)>,
    after: String,
}

/// The columns beside the labels.
struct Columns {
    /// Whether there are bars. Where no node has more than one example they would all be alike.
    has_bars: bool,
    has_marks: bool,
    /// CSS tracks.
    tracks: String,
    /// A list narrower than this has its counts below the labels.
    narrow: String,
}

impl Columns {
    fn new(items: &[Item], most: usize) -> Self {
        let has_bars = most > 1;
        let has_marks = items.iter().any(|item| item.mark.is_some());
        let longest = items.iter().map(Item::counts_length).max().unwrap_or(0);
        let counts = (longest as f32 * CHARACTER).clamp(2.0, WIDEST_COUNTS);
        let all = [(true, counts), (has_bars, BARS), (has_marks, MARKS)];
        let used = all.into_iter().filter(|(is_used, _)| *is_used);
        let widths: Vec<f32> = used.map(|(_, width)| width).collect();
        let tracks: Vec<_> = widths.iter().map(|width| format!("{width:.1}em")).collect();
        let beside: f32 = widths.iter().map(|width| width + GAP).sum();
        Self {
            has_bars,
            has_marks,
            tracks: tracks.join(" "),
            narrow: format!("{:.1}em", LABELS + beside),
        }
    }
}

#[derive(Template)]
#[template(path = "tree.html")]
struct TreePage {
    language: &'static str,
    /// The language of [`Item::also`].
    other_language: &'static str,
    title: String,
    items: Vec<Item>,
    ends: Vec<()>,
    /// `None` where nothing is counted.
    columns: Option<Columns>,
    foot: Vec<String>,
    legend: Vec<(String, &'static str)>,
    legend_title: String,
    /// See [`names::Names`].
    names: String,
    names_packed: &'static str,
    also: String,
    script: &'static str,
    /// SHA-256 of the script in base64: the page's own policy lets no other script run.
    script_hash: String,
    search: String,
    found: String,
    /// The same where not all that was found is listed.
    found_first: String,
    nothing: String,
    open_all: String,
    close_all: String,
    larger: String,
    smaller: String,
    closed_on_paper: String,
}

/// The whole page.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let say = |key: &str| message::text(page.language, key, &[]);
    let mut items = Vec::new();
    let mut depth: Option<usize> = None;
    let steps = || {
        let steps = page.hierarchy.preorder(None);
        steps.filter(|step| page.depth.is_none_or(|depth| step.level < depth))
    };
    let in_full = steps().filter(|step| !step.reference);
    let frame = Frame {
        most: most(page),
        in_full: in_full.map(|step| step.node).collect(),
        counts_themselves: words::counts_themselves(page),
    };
    for step in steps() {
        let level = step.level.min(MAX_NESTING);
        let mut item = item(page, &frame, step, level);
        match depth {
            None => {}
            Some(previous) if level > previous => item.opens = true,
            Some(previous) => {
                item.ends_previous = true;
                item.closes = vec![(); previous - level];
            }
        }
        depth = Some(level);
        items.push(item);
    }
    if page.changes.is_some() {
        changes::open(page, &mut items);
    }
    let used = |class: &str| {
        items
            .iter()
            .any(|item| item.counts.iter().any(|(_, _, c)| *c == class))
    };
    let columns = page.has_counts.then(|| Columns::new(&items, frame.most));
    let legend = [
        ("count.stated", "stated"),
        ("count.sure", "sure"),
        ("count.possible", "possible"),
    ];
    let has_bars = columns.as_ref().is_some_and(|columns| columns.has_bars);
    let legend = legend
        .into_iter()
        .filter(|(_, class)| has_bars && used(class));
    let legend = legend.map(|(key, class)| (say(key), class)).collect();
    let names = names::block(page)?;
    let page = TreePage {
        language: page.language.code(),
        other_language: page.language.other().code(),
        title: escape::visible(page.title),
        ends: vec![(); depth.map_or(0, |depth| depth)],
        columns,
        foot: foot(page)
            .iter()
            .map(|line| escape::visible(line))
            .collect(),
        legend,
        legend_title: say("legend.title"),
        script: SCRIPT,
        script_hash: STANDARD.encode(Sha256::digest(SCRIPT)),
        search: say("html.search"),
        found: say("html.found"),
        found_first: say("html.found-first"),
        nothing: say("html.nothing"),
        open_all: say("html.open-all"),
        close_all: say("html.close-all"),
        larger: say("html.larger"),
        smaller: say("html.smaller"),
        closed_on_paper: say("html.closed-on-paper"),
        names_packed: names.packed,
        names: names.text,
        also: say("html.also"),
        items,
    };
    Ok(Rendered::Text(page.render()?))
}

/// What is known of the whole page before its items are made.
struct Frame {
    /// The most examples at a node without children; at least one.
    most: usize,
    /// What has its full place on the page.
    in_full: HashSet<NodeIndex>,
    /// Examples are the nodes themselves: those have no count.
    counts_themselves: bool,
}

fn most(page: &Page<'_>) -> usize {
    let nodes = page.hierarchy.nodes();
    let leaves = nodes.filter(|&node| page.hierarchy.children(node).is_empty());
    let totals = leaves.map(|node| page.counts[node.index()].total());
    totals.max().unwrap_or(0).max(1)
}

fn elsewhere(page: &Page<'_>, frame: &Frame, step: Step) -> Option<Elsewhere> {
    let words = page.elsewhere(step)?;
    let target = |node: NodeIndex| {
        let is_there = frame.in_full.contains(&node);
        is_there.then(|| page.hierarchy.concept(node).iri.clone())
    };
    let places = words.places.into_iter();
    Some(Elsewhere {
        before: words.before,
        places: places
            .map(|place| {
                let name = Marked::new(&place.name, place.language.as_deref());
                (name, target(place.node))
            })
            .collect(),
        after: words.after,
    })
}

fn item(page: &Page<'_>, frame: &Frame, step: Step, level: usize) -> Item {
    let language = page.language;
    let concept = page.hierarchy.concept(step.node);
    let (label, real) = concept.label(language);
    let other = concept.labels.pick(language.other());
    let change = page.change(step.node);
    let counts = page.counts[step.node.index()];
    let parts = [
        ("count.stated", counts.stated, "stated"),
        ("count.sure", counts.sure, "sure"),
        ("count.possible", counts.possible, "possible"),
    ];
    let is_counted_itself = frame.counts_themselves && !concept.examples.is_empty();
    let shown = parts
        .iter()
        .filter(|(_, count, _)| page.has_counts && *count > 0 && !is_counted_itself);
    let mut bar = Vec::new();
    let mut from = 0;
    if page.hierarchy.children(step.node).is_empty() {
        let part = |count: usize| format!("{:.2}", count as f64 * 100.0 / frame.most as f64);
        for &(_, count, class) in shown.clone() {
            bar.push((class, part(from), part(count)));
            from += count;
        }
    }
    Item {
        opens: false,
        closes: Vec::new(),
        ends_previous: false,
        level,
        closed: page.hierarchy.len() > MOST_OPEN && level >= 1,
        only: match change {
            Some(change) if change.added => Some("new"),
            Some(change) if change.removed => Some("gone"),
            _ => None,
        },
        changed: None,
        level_words: (step.level > MAX_NESTING).then(|| {
            message::text(
                language,
                "tree.level",
                &[("level", &(step.level + 1).to_string())],
            )
        }),
        is_changed: change.is_some(),
        signs: words::change_signs(page, step.node),
        anchor: (!step.reference).then(|| concept.iri.clone()),
        notation: concept
            .notation
            .as_deref()
            .filter(|_| real)
            .map(escape::visible),
        label: Marked::new(label, concept.label_language(language)),
        note: concept
            .note
            .pick(language)
            .map(|(note, tag)| Marked::new(note, language.foreign_tag(tag))),
        own: words::own_count_at(page, step),
        also: other
            .filter(|&(other, _)| other != label)
            .map(|(other, tag)| Marked::new(other, language.other().foreign_tag(tag))),
        elsewhere: elsewhere(page, frame, step),
        counts: shown
            .map(|&(key, count, class)| (message::text(language, key, &[]), count, class))
            .collect(),
        zero: words::counts(page, step.node).is_some() && counts.total() == 0,
        bar,
        mark: match page.attention(step.node) {
            Some(Attention::None) => Some(format!(
                "◆ {}",
                message::text(language, "attention.none", &[])
            )),
            Some(Attention::Little) => Some(format!(
                "◇ {}",
                message::text(language, "attention.little", &[])
            )),
            _ => None,
        },
    }
}
