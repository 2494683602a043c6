//! A hierarchy as one page: a nested list that reads aloud well, prints on A4, stands without
//! script and makes no request. With script it is a tree (WAI-ARIA 1.2, tree view pattern) with
//! arrow keys, type-ahead, search, zoom and links to each node (`#IRI`). The template is `templates/tree.html`; askama escapes what it prints.
//! Room `render`. Beyond [`MAX_NESTING`] levels the list stops nesting and names the level.

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::core::hierarchy::Step;
use crate::core::message;
use crate::render::text::foot;
use crate::render::{Attention, Page, RenderError, Rendered, words};

/// Levels that are nested.
const MAX_NESTING: usize = 12;

/// What makes the list a tree for keyboard and search; the list stands without it.
const SCRIPT: &str = include_str!("../../templates/tree.js");
/// Up to so many nodes a page opens with every branch open.
const MOST_OPEN: usize = 400;

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
    level_words: Option<String>,
    /// What changed, as signs; empty where nothing did.
    signs: String,
    /// Fragment for a link to this item; a reference has none.
    anchor: Option<String>,
    notation: Option<String>,
    label: String,
    note: Option<String>,
    elsewhere: Option<String>,
    /// `(name, count, class)` of each column that is not zero.
    counts: Vec<(String, usize, &'static str)>,
    /// All counts are zero.
    zero: bool,
    /// Widths of the parts of the bar in units of one example, `(class, from, width)`.
    bar: Vec<(&'static str, usize, usize)>,
    mark: Option<String>,
}

#[derive(Template)]
#[template(path = "tree.html")]
struct TreePage<'a> {
    language: &'static str,
    title: &'a str,
    items: Vec<Item>,
    ends: Vec<()>,
    most: usize,
    has_counts: bool,
    foot: Vec<String>,
    legend: Vec<(String, &'static str)>,
    legend_title: String,
    script: &'static str,
    /// SHA-256 of the script in base64: the page's own policy lets no other script run.
    script_hash: String,
    search: String,
    found: String,
    nothing: String,
    open_all: String,
    close_all: String,
    larger: String,
    smaller: String,
}

/// The whole page.
pub fn render(page: &Page<'_>) -> Result<Rendered, RenderError> {
    let say = |key: &str| message::text(page.language, key, &[]);
    let mut items = Vec::new();
    let mut depth: Option<usize> = None;
    let steps = page.hierarchy.preorder(None);
    for step in steps.filter(|step| page.depth.is_none_or(|depth| step.level < depth)) {
        let level = step.level.min(MAX_NESTING);
        let mut item = item(page, step, level);
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
    let leaves = page
        .hierarchy
        .nodes()
        .filter(|&node| page.hierarchy.children(node).is_empty());
    let most = leaves
        .map(|node| page.counts[node.index()].total())
        .max()
        .unwrap_or(0)
        .max(1);
    let used = |class: &str| {
        items
            .iter()
            .any(|item| item.counts.iter().any(|(_, _, c)| *c == class))
    };
    let legend = [
        ("count.stated", "stated"),
        ("count.sure", "sure"),
        ("count.possible", "possible"),
    ];
    let legend = legend.into_iter().filter(|(_, class)| used(class));
    let legend = legend.map(|(key, class)| (say(key), class)).collect();
    let page = TreePage {
        language: page.language.code(),
        title: page.title,
        ends: vec![(); depth.map_or(0, |depth| depth)],
        most,
        has_counts: page.has_counts,
        foot: foot(page),
        legend,
        legend_title: say("legend.title"),
        script: SCRIPT,
        script_hash: STANDARD.encode(Sha256::digest(SCRIPT)),
        search: say("html.search"),
        found: say("html.found"),
        nothing: say("html.nothing"),
        open_all: say("html.open-all"),
        close_all: say("html.close-all"),
        larger: say("html.larger"),
        smaller: say("html.smaller"),
        items,
    };
    Ok(Rendered::Text(page.render()?))
}

fn item(page: &Page<'_>, step: Step, level: usize) -> Item {
    let language = page.language;
    let concept = page.hierarchy.concept(step.node);
    let (label, real) = concept.label(language);
    let counts = page.counts[step.node.index()];
    let parts = [
        ("count.stated", counts.stated, "stated"),
        ("count.sure", counts.sure, "sure"),
        ("count.possible", counts.possible, "possible"),
    ];
    let shown = parts
        .iter()
        .filter(|(_, count, _)| page.has_counts && *count > 0);
    let mut bar = Vec::new();
    let mut from = 0;
    if page.hierarchy.children(step.node).is_empty() {
        for &(_, count, class) in shown.clone() {
            bar.push((class, from, count));
            from += count;
        }
    }
    Item {
        opens: false,
        closes: Vec::new(),
        ends_previous: false,
        level,
        closed: page.hierarchy.len() > MOST_OPEN && level >= 1,
        level_words: (step.level > MAX_NESTING).then(|| {
            message::text(
                language,
                "tree.level",
                &[("level", &(step.level + 1).to_string())],
            )
        }),
        signs: words::change_signs(page, step.node),
        anchor: (!step.reference).then(|| concept.iri.clone()),
        notation: concept.notation.clone().filter(|_| real),
        label: label.to_owned(),
        note: concept.note.pick(language).map(|(note, _)| note.to_owned()),
        elsewhere: page.elsewhere(step),
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
