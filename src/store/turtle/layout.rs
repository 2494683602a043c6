//! Blocks as text: order, line breaks, indentation, labels. Room `store`.
//!
//! The text of a nested blank node is made before that of the block around it, from a list and
//! not by recursion; how far it is indented is known beforehand.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

use oxigraph::model::vocab::rdf;

use crate::core::collation::compare_notations;

use super::forest::{Block, Forest, Name, Object, Place};
use super::label::{TooAlike, ranks};
use super::order::{class_rank, is_type, predicate_rank};
use super::term::Prefixes;

/// Several values stand on one line if that is no longer than this.
const WIDTH: usize = 100;
/// Opens a provisional label, followed by a rank of eight digits; no text has it, because control
/// characters are escaped.
const MARK: char = '\u{1}';

/// Writes all blocks, without the prefix declarations.
pub(super) fn write(forest: &Forest<'_>, prefixes: &mut Prefixes) -> Result<String, TooAlike> {
    let ranks = ranks(forest)?;
    let mut layout = Layout {
        indents: vec![0; forest.blanks.len()],
        texts: vec![String::new(); forest.blanks.len()],
        forest,
        prefixes,
        ranks,
    };
    layout.indent_nested();
    layout.write_nested();
    let mut numbers = Numbers::default();
    let mut written = String::new();
    for (graph, blocks) in layout.graphs() {
        layout.write_graph(graph, &blocks, &mut numbers, &mut written);
    }
    Ok(written)
}

/// An object with its text.
struct Piece<'a> {
    object: Object<'a>,
    text: String,
}

impl Piece<'_> {
    fn is_name(&self) -> bool {
        matches!(self.object, Object::Iri(_)) || self.text.starts_with(MARK)
    }

    /// Whether it may stand beside others on a line.
    fn is_plain(&self) -> bool {
        self.is_name() || matches!(self.object, Object::Literal(_)) && !self.text.contains('\n')
    }

    fn is_tagged(&self) -> bool {
        matches!(self.object, Object::Literal(literal) if literal.language().is_some())
    }

    /// IRIs, labels, literals by language and text, nested blank nodes by text.
    fn compare(&self, other: &Self) -> Ordering {
        let kind = |piece: &Self| match piece.object {
            Object::Iri(_) => 0,
            Object::Blank(_) if piece.is_name() => 1,
            Object::Literal(_) => 2,
            Object::Blank(_) => 3,
        };
        kind(self)
            .cmp(&kind(other))
            .then_with(|| match (self.object, other.object) {
                (Object::Iri(a), Object::Iri(b)) => compare_notations(a, b),
                (Object::Literal(a), Object::Literal(b)) => (a.language().cmp(&b.language()))
                    .then_with(|| compare_notations(a.value(), b.value()))
                    .then_with(|| a.datatype().as_str().cmp(b.datatype().as_str())),
                _ => self.text.cmp(&other.text),
            })
    }
}

struct Layout<'f, 'a> {
    forest: &'f Forest<'a>,
    prefixes: &'f mut Prefixes,
    ranks: Vec<Option<usize>>,
    /// The indentation of the line on which a nested blank node opens.
    indents: Vec<usize>,
    /// The text of each nested blank node, until the block around it takes it.
    texts: Vec<String>,
}

impl<'f, 'a> Layout<'f, 'a> {
    fn indent_nested(&mut self) {
        for blank in &self.forest.nested {
            let Place::Nested { parent, predicate } = self.forest.blanks[*blank].place else {
                continue;
            };
            let block = &self.forest.blocks[parent];
            let around = match block.subject {
                Name::Blank(outer) if self.is_nested(outer) => self.indents[outer],
                _ => usize::from(block.graph.is_some()),
            };
            let several = block
                .groups
                .iter()
                .any(|(p, o)| *p == predicate && o.len() > 1);
            self.indents[*blank] = match self.forest.cell_of(parent) {
                Some(_) if self.forest.continues(*blank) => around,
                Some(_) => around + 1,
                None => around + 1 + usize::from(several),
            };
        }
    }

    fn is_nested(&self, blank: usize) -> bool {
        matches!(self.forest.blanks[blank].place, Place::Nested { .. })
    }

    /// Makes the text of every nested blank node, inner ones first.
    fn write_nested(&mut self) {
        for at in (0..self.forest.nested.len()).rev() {
            let blank = self.forest.nested[at];
            if self.forest.continues(blank) {
                continue;
            }
            let text = if self.forest.blanks[blank].is_cell {
                self.list(blank)
            } else {
                self.brackets(blank)
            };
            self.texts[blank] = text;
        }
    }

    fn list(&mut self, head: usize) -> String {
        let forest = self.forest;
        let mut pieces = Vec::new();
        let mut cell = Some(head);
        while let Some(block) = cell.and_then(|cell| forest.block_of(cell)) {
            cell = None;
            for (predicate, object) in block.pairs() {
                match object {
                    _ if predicate == rdf::FIRST.as_str() => pieces.push(self.piece(object)),
                    Object::Blank(rest) => cell = Some(rest),
                    _ => {}
                }
            }
        }
        let indent = self.indents[head];
        let line: String = pieces
            .iter()
            .map(|piece| format!("{} ", piece.text))
            .collect();
        let fits = 4 * indent + line.chars().count() <= WIDTH - 20;
        if fits && pieces.iter().all(Piece::is_plain) {
            return format!("( {line})");
        }
        let mut text = String::from("(\n");
        for piece in pieces {
            text.extend([&space(indent + 1), piece.text.as_str(), "\n"]);
        }
        text + &space(indent) + ")"
    }

    fn brackets(&mut self, blank: usize) -> String {
        let forest = self.forest;
        let Some(block) = forest.block_of(blank) else {
            return "[]".to_owned();
        };
        let indent = self.indents[blank];
        let groups = self.groups(block);
        if let [(predicate, pieces)] = groups.as_slice()
            && let [piece] = pieces.as_slice()
            && piece.is_plain()
            && !piece.is_tagged()
        {
            let text = format!("[ {predicate} {} ]", piece.text);
            if 4 * indent + text.chars().count() <= WIDTH - 20 {
                return text;
            }
        }
        format!("[\n{}{}]", lines(&groups, indent + 1), space(indent))
    }

    /// The text of an object; that of a nested blank node is taken.
    fn piece(&mut self, object: Object<'a>) -> Piece<'a> {
        let text = match object {
            Object::Iri(iri) if iri == rdf::NIL.as_str() => "()".to_owned(),
            Object::Iri(iri) => self.prefixes.iri(iri),
            Object::Literal(literal) => self.prefixes.literal(literal),
            Object::Blank(blank) => match self.ranks[blank] {
                Some(rank) => provisional(rank),
                None => std::mem::take(&mut self.texts[blank]),
            },
        };
        Piece { object, text }
    }

    /// Predicates and objects in the order in which they are written.
    fn groups(&mut self, block: &Block<'a>) -> Vec<(String, Vec<Piece<'a>>)> {
        let mut groups: Vec<_> = block
            .groups
            .iter()
            .map(|(predicate, objects)| {
                let mut pieces: Vec<_> = objects.iter().map(|object| self.piece(*object)).collect();
                pieces.sort_by(Piece::compare);
                let written = if is_type(predicate) {
                    "a".to_owned()
                } else {
                    self.prefixes.iri(predicate)
                };
                (predicate_rank(predicate), written, pieces)
            })
            .collect();
        groups.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| compare_notations(&a.1, &b.1)));
        groups
            .into_iter()
            .map(|(_, written, pieces)| (written, pieces))
            .collect()
    }

    fn name(&mut self, name: Name<'a>) -> String {
        match name {
            Name::Iri(iri) => self.prefixes.iri(iri),
            Name::Blank(blank) => self.ranks[blank].map_or_else(|| "[]".to_owned(), provisional),
        }
    }

    fn block(&mut self, block: &Block<'a>) -> String {
        let indent = usize::from(block.graph.is_some());
        let groups = self.groups(block);
        let subject = self.name(block.subject);
        let inside = lines(&groups, indent + 1);
        format!(
            "{}{subject}\n{inside}{}.\n",
            space(indent),
            space(indent + 1)
        )
    }

    /// The graphs with their blocks that are not nested: the default graph, then by name.
    fn graphs(&self) -> Vec<(Option<Name<'a>>, Vec<usize>)> {
        let mut graphs: HashMap<Option<Name<'a>>, Vec<usize>> = HashMap::new();
        for (number, block) in self.forest.blocks.iter().enumerate() {
            if !matches!(block.subject, Name::Blank(blank) if self.is_nested(blank)) {
                graphs.entry(block.graph).or_default().push(number);
            }
        }
        let mut graphs: Vec<_> = graphs.into_iter().collect();
        graphs.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(Name::Iri(a)), Some(Name::Iri(b))) => compare_notations(a, b),
            (Some(Name::Blank(a)), Some(Name::Blank(b))) => self.ranks[*a].cmp(&self.ranks[*b]),
            _ => {
                let kind = |name: &Option<Name<'_>>| name.map(|n| matches!(n, Name::Blank(_)));
                kind(a).cmp(&kind(b))
            }
        });
        graphs
    }

    fn write_graph(
        &mut self,
        graph: Option<Name<'a>>,
        blocks: &[usize],
        numbers: &mut Numbers,
        written: &mut String,
    ) {
        let forest = self.forest;
        let mut named: Vec<(usize, &str, &Block<'a>)> = Vec::new();
        let mut labelled: BTreeMap<usize, &Block<'a>> = BTreeMap::new();
        let mut roots: Vec<String> = Vec::new();
        for block in blocks.iter().map(|number| &forest.blocks[*number]) {
            match block.subject {
                Name::Iri(iri) => named.push((kind(block), iri, block)),
                Name::Blank(blank) => match self.ranks[blank] {
                    Some(rank) => drop(labelled.insert(rank, block)),
                    None => roots.push(self.block(block)),
                },
            }
        }
        named.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| compare_notations(a.1, b.1)));
        roots.sort();
        if !written.is_empty() {
            written.push('\n');
        }
        if let Some(name) = graph {
            written.push_str(&numbers.number(&self.name(name)));
            written.push_str(" {\n");
        }
        let mut texts = Vec::with_capacity(blocks.len());
        for (_, _, block) in named {
            texts.push(numbers.number(&self.block(block)));
        }
        self.write_labelled(labelled, numbers, &mut texts);
        texts.extend(roots.iter().map(|root| numbers.number(root)));
        written.push_str(&texts.join("\n"));
        if graph.is_some() {
            written.push_str("}\n");
        }
    }

    /// Blocks of labelled blank nodes, by rank: the one mentioned first, then the one mentioned
    /// next, which may be in the block just written; the first of all where none is mentioned.
    fn write_labelled(
        &mut self,
        mut labelled: BTreeMap<usize, &Block<'a>>,
        numbers: &mut Numbers,
        texts: &mut Vec<String>,
    ) {
        let mut mentioned = numbers.known(&labelled);
        while let Some(rank) = mentioned
            .pop_first()
            .map(|(_, rank)| rank)
            .or_else(|| labelled.keys().next().copied())
        {
            let Some(block) = labelled.remove(&rank) else {
                continue;
            };
            numbers.of(rank);
            texts.push(numbers.number(&self.block(block)));
            let fresh = numbers.fresh.drain(..);
            mentioned.extend(fresh.filter(|(_, rank)| labelled.contains_key(rank)));
        }
    }
}

/// The place of a block among those of the named subjects.
fn kind(block: &Block<'_>) -> usize {
    let classes = block
        .pairs()
        .filter_map(|(predicate, object)| match object {
            Object::Iri(iri) if is_type(predicate) => Some(class_rank(iri)),
            _ => None,
        });
    classes.min().unwrap_or(usize::MAX)
}

fn space(indent: usize) -> String {
    "    ".repeat(indent)
}

fn provisional(rank: usize) -> String {
    format!("{MARK}{rank:08}")
}

/// Predicates with their objects, each line ending in `;`.
fn lines(groups: &[(String, Vec<Piece<'_>>)], indent: usize) -> String {
    let mut text = String::new();
    for (predicate, pieces) in groups {
        text.extend([&space(indent), predicate.as_str()]);
        let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let line = texts.join(" , ");
        let width = 4 * indent + predicate.chars().count() + line.chars().count() + 3;
        let one_line = match pieces.as_slice() {
            [piece] => !piece.is_tagged(),
            several => several.iter().all(Piece::is_name) && (predicate == "a" || width <= WIDTH),
        };
        if one_line {
            text.extend([" ", &line]);
        } else {
            let own_line = format!("\n{}", space(indent + 1));
            text.push_str(&own_line);
            text.push_str(&texts.join(&format!(" ,{own_line}")));
        }
        text.push_str(" ;\n");
    }
    text
}

/// The numbers of the labels: `b1`, `b2` … in the order in which the text mentions them.
#[derive(Default)]
struct Numbers {
    by_rank: HashMap<usize, usize>,
    /// Numbers given since this list was last read, each with its rank.
    fresh: Vec<(usize, usize)>,
}

impl Numbers {
    fn of(&mut self, rank: usize) -> usize {
        let next = self.by_rank.len() + 1;
        let number = *self.by_rank.entry(rank).or_insert(next);
        if number == next {
            self.fresh.push((number, rank));
        }
        number
    }

    /// The text with its provisional labels replaced.
    fn number(&mut self, text: &str) -> String {
        let mut parts = text.split(MARK);
        let mut numbered = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (digits, rest) = part.split_at_checked(8).unwrap_or((part, ""));
            let rank = digits.parse().unwrap_or_default();
            let _ = write!(numbered, "_:b{}{rest}", self.of(rank));
        }
        numbered
    }

    /// Those of `labelled` that have been mentioned, by number.
    fn known(&mut self, labelled: &BTreeMap<usize, &Block<'_>>) -> BTreeSet<(usize, usize)> {
        self.fresh.clear();
        let number = |rank: &usize| self.by_rank.get(rank).map(|number| (*number, *rank));
        labelled.keys().filter_map(number).collect()
    }
}
