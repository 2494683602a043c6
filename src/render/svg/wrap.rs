//! Balanced line breaks: the fewest lines that fit, then the most even ones.
//! Room `render`. Dynamic programming over the squared distance to the mean line, as in Knuth and
//! Plass; a line that ends in a small word or breaks a compound costs extra. Compounds break
//! only at a joint: first parts stand in `assets/compounds.nl.txt`; names in camelCase at a hump.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

use crate::render::svg::font::{Ruler, Weight};

/// Words that should not end a line.
const SMALL_WORDS: &str = include_str!("../../../assets/small-words.txt");
/// First parts of compounds, one a line, longest match wins.
const COMPOUNDS: &str = include_str!("../../../assets/compounds.nl.txt");

static SMALL: LazyLock<HashSet<&str>> = LazyLock::new(|| entries(SMALL_WORDS).collect());
static FIRST_PARTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut parts: Vec<_> = entries(COMPOUNDS).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts
});

/// A space at which no line breaks.
const NO_BREAK: char = '\u{A0}';
const SMALL_WORD_COST: f32 = 18.0;
const HYPHEN_COST: f32 = 60.0;
/// A word shorter than this does not break at a joint.
const COMPOUND_LETTERS: usize = 14;
/// Letters that stay on each side of a joint.
const SIDE_LETTERS: usize = 5;
/// Letters that stay on each side of any other break inside a word.
const LEAST_LETTERS: usize = 3;
/// A first part of so many letters before a hyphen stays with what follows.
const SHORT_PART: usize = 3;

fn entries(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// How text is set.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    pub size: f32,
    pub weight: Weight,
    /// Width of the lines.
    pub width: f32,
    /// Lines at most; what is beyond is cut and [`Wrapped::cut`] says so.
    pub most: usize,
}

/// Text in lines.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wrapped {
    pub lines: Vec<String>,
    pub cut: bool,
}

/// A piece that does not break, and what joins it to the next one.
struct Piece<'a> {
    text: &'a str,
    width: f32,
    /// A space follows; else the next piece joins on directly.
    spaced: bool,
    /// A hyphen is added where the line breaks here.
    hyphen: bool,
    /// The line had better not break here.
    costly: bool,
}

impl<'a> Piece<'a> {
    fn new(text: &'a str, width: f32, after: After) -> Self {
        Self {
            text,
            width,
            spaced: false,
            hyphen: after == After::Joint,
            costly: matches!(after, After::Joint | After::Hump),
        }
    }
}

/// What makes a word breakable after a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// A hyphen or slash of its own, or the end of the word.
    Sign,
    /// The joint of a compound.
    Joint,
    /// A capital follows a small letter.
    Hump,
}

/// Breaks `text` into lines; white space folds. Never empty.
pub fn wrap(ruler: &Ruler, text: &str, setting: Setting) -> Wrapped {
    broken(ruler, text, setting, false)
}

/// The same, but a compound breaks only where a line has no room for all of it.
pub fn whole_words(ruler: &Ruler, text: &str, setting: Setting) -> Wrapped {
    broken(ruler, text, setting, true)
}

fn broken(ruler: &Ruler, text: &str, setting: Setting, whole: bool) -> Wrapped {
    let width = |text: &str| ruler.width(text, setting.size, setting.weight);
    if !text.contains(['\n', '\t', '\r']) && width(text) <= setting.width {
        return Wrapped {
            lines: vec![text.to_owned()],
            cut: false,
        };
    }
    let pieces = pieces(text, setting, whole, &width);
    let (space, hyphen) = (width(" "), width("-"));
    let greedy = greedy(&pieces, setting.width, space, hyphen);
    if greedy.len() > setting.most {
        let mut lines: Vec<_> = greedy[..setting.most]
            .iter()
            .map(|&(from, to)| line(&pieces, from, to))
            .collect();
        if let Some(last) = lines.last_mut() {
            while width(last) + width(" […]") > setting.width {
                let Some((end, _)) = last.grapheme_indices(true).next_back() else {
                    break;
                };
                last.truncate(end);
            }
            // At the end of a word, unless that would leave little.
            let goes_on = text_goes_on(&pieces[greedy[setting.most - 1].0..], last);
            if let Some(at) = last.rfind(' ').filter(|at| goes_on && at * 2 > last.len()) {
                last.truncate(at);
            }
            last.truncate(last.trim_end().len());
            last.push_str(" […]");
        }
        return Wrapped { lines, cut: true };
    }
    let ranges = balanced(&pieces, greedy.len(), setting, space, hyphen).unwrap_or(greedy);
    let lines = ranges
        .into_iter()
        .map(|(from, to)| line(&pieces, from, to))
        .collect();
    Wrapped { lines, cut: false }
}

/// Whether the text that `pieces` begin with goes on inside a word where `line` ends.
fn text_goes_on(pieces: &[Piece<'_>], line: &str) -> bool {
    let whole = self::line(pieces, 0, pieces.len());
    let rest = whole.get(line.len()..).unwrap_or_default();
    rest.starts_with(|letter: char| !letter.is_whitespace())
}

/// Breaks `text` into lines that are as full as they can be, as paragraphs are set.
pub fn fill(ruler: &Ruler, text: &str, setting: Setting) -> Vec<String> {
    let width = |text: &str| ruler.width(text, setting.size, setting.weight);
    let pieces = pieces(text, setting, false, &width);
    let lines = greedy(&pieces, setting.width, width(" "), width("-"));
    let lines = lines.into_iter();
    lines.map(|(from, to)| line(&pieces, from, to)).collect()
}

fn pieces<'a>(
    text: &'a str,
    setting: Setting,
    whole: bool,
    width: &impl Fn(&str) -> f32,
) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let parts_words = |letter: char| letter.is_whitespace() && letter != NO_BREAK;
    for word in text.split(parts_words).filter(|word| !word.is_empty()) {
        let start = pieces.len();
        if whole && width(word) <= setting.width {
            pieces.push(Piece::new(word, width(word), After::Sign));
        } else {
            for (part, after) in fragments(word) {
                split_piece(part, after, setting, width, &mut pieces);
            }
        }
        if let Some(last) = pieces[start..].last_mut() {
            last.spaced = true;
            last.hyphen = false;
            last.costly = false;
        }
    }
    if pieces.is_empty() {
        pieces.push(Piece::new("", 0.0, After::Sign));
    }
    pieces
}

/// A part of a word: whole, or, wider than a line, between grapheme clusters.
fn split_piece<'a>(
    part: &'a str,
    after: After,
    setting: Setting,
    width: &impl Fn(&str) -> f32,
    pieces: &mut Vec<Piece<'a>>,
) {
    let mut rest = part;
    while width(rest) > setting.width {
        let starts: Vec<usize> = rest.grapheme_indices(true).map(|(at, _)| at).collect();
        // Clusters that fit, but so that some letters are left for the next line.
        let mut used = 0.0;
        let fitting = rest.graphemes(true).take_while(|cluster| {
            used += width(cluster);
            used <= setting.width
        });
        let most = starts.len().saturating_sub(LEAST_LETTERS);
        let count = fitting.count().clamp(1, most.max(1));
        let Some(&end) = starts.get(count) else { break };
        let (first, second) = rest.split_at(end);
        pieces.push(Piece::new(first, width(first), After::Sign));
        rest = second;
    }
    pieces.push(Piece::new(rest, width(rest), after));
}

/// A word in parts that end in a hyphen or slash; one at its very front joins what follows, and so
/// does a short first part, as in "mbo-student".
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let signs = ['-', '/'];
    let mut front = word.len() - word.trim_start_matches(signs).len();
    if let Some(at) = word[front..].find(signs)
        && word[front..front + at].chars().count() <= SHORT_PART
    {
        front += at + 1;
    }
    let first = word[front..]
        .find(signs)
        .map_or(word.len(), |at| front + at + 1);
    let (first, rest) = word.split_at(first);
    std::iter::once(first).chain(rest.split_inclusive(signs))
}

/// A word in the parts between which a line may break.
fn fragments(word: &str) -> impl Iterator<Item = (&str, After)> {
    parts(word).flat_map(|part| {
        let mut cuts = Vec::new();
        match joint(part) {
            Some(at) => cuts.push((at, After::Joint)),
            None => cuts.extend(humps(part).into_iter().map(|at| (at, After::Hump))),
        }
        let end = std::iter::once((part.len(), After::Sign));
        let mut from = 0;
        cuts.into_iter().chain(end).map(move |(to, after)| {
            let fragment = &part[from..to];
            from = to;
            (fragment, after)
        })
    })
}

/// The parts of a text that no line break divides, each with the hyphen it would get.
pub fn unbreakable(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let fragments = text.split(' ').flat_map(fragments);
    fragments.map(|(fragment, after)| (fragment, after == After::Joint))
}

/// The bytes at which a long name in camelCase may break, some letters on each side.
fn humps(word: &str) -> Vec<usize> {
    if word.len() < COMPOUND_LETTERS {
        return Vec::new();
    }
    let mut before = ' ';
    let mut since = 0;
    word.char_indices()
        .filter_map(|(at, letter)| {
            let hump = before.is_lowercase() && letter.is_uppercase();
            before = letter;
            since += 1;
            let mut next = word[at..].chars().skip(1);
            let is_small = |_| next.next().is_some_and(|letter| !letter.is_uppercase());
            let breaks = hump && since > LEAST_LETTERS && (1..LEAST_LETTERS).all(is_small);
            if breaks {
                since = 1;
            }
            breaks.then_some(at)
        })
        .collect()
}

/// The byte at which a long compound may break.
fn joint(word: &str) -> Option<usize> {
    if word.len() < COMPOUND_LETTERS || word.chars().count() < COMPOUND_LETTERS {
        return None;
    }
    let lower = word.to_lowercase();
    if lower.len() != word.len() {
        return None;
    }
    let joint = |part: &&str| {
        let rest = word.get(part.len()..)?;
        let letters = rest
            .chars()
            .take_while(|letter| letter.is_alphabetic())
            .count();
        (part.chars().count() >= SIDE_LETTERS && letters >= SIDE_LETTERS).then_some(part.len())
    };
    let fitting = FIRST_PARTS.iter().filter(|part| lower.starts_with(**part));
    fitting.filter_map(joint).next()
}

fn line(pieces: &[Piece<'_>], from: usize, to: usize) -> String {
    let mut text = String::new();
    for (index, piece) in pieces[from..to].iter().enumerate() {
        text.push_str(piece.text);
        let is_last = from + index + 1 == to;
        if !is_last && piece.spaced {
            text.push(' ');
        }
        if is_last && piece.hyphen {
            text.push('-');
        }
    }
    text
}

/// As many pieces on each line as fit; pieces wider than a line stand alone.
fn greedy(pieces: &[Piece<'_>], width: f32, space: f32, hyphen: f32) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut from = 0;
    let mut used = 0.0;
    // The last place up to which the line fits, hyphen and all.
    for (index, piece) in pieces.iter().enumerate() {
        let lead = if index > from && pieces[index - 1].spaced {
            space
        } else {
            0.0
        };
        let end = if piece.hyphen && index + 1 < pieces.len() {
            hyphen
        } else {
            0.0
        };
        let fits = used + lead + piece.width + end <= width
            || piece.hyphen
                && pieces
                    .get(index + 1)
                    .is_some_and(|next| used + lead + piece.width + next.width <= width);
        if index > from && !fits {
            lines.push((from, index));
            from = index;
            used = piece.width;
        } else {
            used += lead + piece.width;
        }
    }
    lines.push((from, pieces.len()));
    lines
}

/// The cheapest way to break into exactly `count` lines; `None` where none fits.
fn balanced(
    pieces: &[Piece<'_>],
    count: usize,
    setting: Setting,
    space: f32,
    hyphen: f32,
) -> Option<Vec<(usize, usize)>> {
    let total: f32 = pieces
        .iter()
        .map(|piece| piece.width + if piece.spaced { space } else { 0.0 })
        .sum();
    let mean = total / count as f32;
    let size = pieces.len();
    let mut best = vec![vec![(f32::INFINITY, 0_usize); size + 1]; count + 1];
    best[0][0].0 = 0.0;
    for row in 1..=count {
        for from in row - 1..size {
            let before = best[row - 1][from].0;
            if before.is_infinite() {
                continue;
            }
            let mut used = 0.0;
            for to in from + 1..=size {
                let piece = &pieces[to - 1];
                if to - 1 > from && pieces[to - 2].spaced {
                    used += space;
                }
                used += piece.width;
                let breaks = to < size;
                let end = if piece.hyphen && breaks { hyphen } else { 0.0 };
                if used > setting.width && to - from > 1 {
                    break;
                }
                if used + end > setting.width && to - from > 1 {
                    continue;
                }
                let mut cost = before + (used - mean).powi(2);
                if breaks && piece.costly {
                    cost += HYPHEN_COST;
                }
                if breaks && piece.spaced && SMALL.contains(piece.text.to_lowercase().as_str()) {
                    cost += SMALL_WORD_COST;
                }
                if cost < best[row][to].0 {
                    best[row][to] = (cost, from);
                }
            }
        }
    }
    if best[count][size].0.is_infinite() {
        return None;
    }
    let mut lines = Vec::with_capacity(count);
    let mut to = size;
    for row in (1..=count).rev() {
        let from = best[row][to].1;
        lines.push((from, to));
        to = from;
    }
    lines.reverse();
    Some(lines)
}
