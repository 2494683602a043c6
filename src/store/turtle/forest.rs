//! The triples of a text as blocks, and where each blank node is written: inside the block that
//! refers to it, as a block without a name, or under a label. Room `store`.
//!
//! Nothing here recurses, so neither a long list nor deep nesting can exhaust the stack.

use std::collections::{HashMap, HashSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, LiteralRef, NamedOrBlankNodeRef, QuadRef, TermRef};

use crate::core::vocabulary::rdf::DIR_LANG_STRING;

/// A subject or the name of a graph; a blank node by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Name<'a> {
    Iri(&'a str),
    Blank(usize),
}

/// An object; a blank node by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Object<'a> {
    Iri(&'a str),
    Blank(usize),
    Literal(LiteralRef<'a>),
}

/// Everything that one graph says of one subject.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// `None` is the default graph.
    pub(super) graph: Option<Name<'a>>,
    pub(super) subject: Name<'a>,
    /// Predicates, each with its objects.
    pub(super) groups: Vec<(&'a str, Vec<Object<'a>>)>,
}

impl<'a> Block<'a> {
    /// Every predicate with every object.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'a str, Object<'a>)> {
        self.groups
            .iter()
            .flat_map(|(predicate, objects)| objects.iter().map(|object| (*predicate, *object)))
    }
}

/// Where a blank node is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place<'a> {
    /// Nothing refers to it: a block of its own, `[] …`.
    Root,
    /// One thing refers to it: inside that block, under that predicate.
    Nested { parent: usize, predicate: &'a str },
    /// Under a label: more than one thing refers to it, it is on a cycle, or graphs share it.
    Labelled,
}

/// A blank node.
#[derive(Debug)]
pub(super) struct Blank<'a> {
    pub(super) place: Place<'a>,
    /// Its blocks, one a graph; a nested one has at most one.
    pub(super) blocks: Vec<usize>,
    /// Whether it is a cell of a well-formed list (`( … )`).
    pub(super) is_cell: bool,
    /// How many brackets stand around its content, its own included; 0 unless nested.
    pub(super) depth: usize,
}

/// Blocks and blank nodes of a text.
#[derive(Debug)]
pub(super) struct Forest<'a> {
    pub(super) blocks: Vec<Block<'a>>,
    pub(super) blanks: Vec<Blank<'a>>,
    /// The nested blank nodes, outer ones before inner ones.
    pub(super) nested: Vec<usize>,
}

/// A term of RDF 1.2, written out.
#[derive(Debug)]
pub(super) struct Rdf12(pub(super) String);

impl<'a> Forest<'a> {
    /// Sorts quads into blocks; repeats fall away.
    pub(super) fn new(quads: impl IntoIterator<Item = QuadRef<'a>>) -> Result<Self, Rdf12> {
        let mut builder = Builder::default();
        for quad in quads {
            builder.add(quad)?;
        }
        Ok(builder.finish())
    }

    /// The only block of a nested blank node; `None` for one of which nothing is said.
    pub(super) fn block_of(&self, blank: usize) -> Option<&Block<'a>> {
        self.blanks[blank]
            .blocks
            .first()
            .map(|block| &self.blocks[*block])
    }

    /// Whether a cell of a list continues the list of an outer cell.
    pub(super) fn continues(&self, blank: usize) -> bool {
        match self.blanks[blank].place {
            Place::Nested { parent, predicate } => {
                predicate == rdf::REST.as_str() && self.cell_of(parent).is_some()
            }
            _ => false,
        }
    }

    /// The blank node whose block this is, if it is a cell of a list.
    pub(super) fn cell_of(&self, block: usize) -> Option<usize> {
        match self.blocks[block].subject {
            Name::Blank(blank) if self.blanks[blank].is_cell => Some(blank),
            _ => None,
        }
    }

    /// Orders the nested blank nodes, outer ones first.
    fn order(&mut self) {
        let is_nested = |blank: &usize| matches!(self.blanks[*blank].place, Place::Nested { .. });
        let inner = |block: &Block<'a>| -> Vec<usize> {
            let blanks = block.pairs().filter_map(|(_, object)| match object {
                Object::Blank(blank) => Some(blank),
                _ => None,
            });
            blanks.filter(is_nested).collect()
        };
        let mut order = Vec::new();
        for block in &self.blocks {
            if !matches!(block.subject, Name::Blank(blank) if is_nested(&blank)) {
                order.extend(inner(block));
            }
        }
        let mut next = 0;
        while let Some(blank) = order.get(next) {
            if let Some(block) = self.block_of(*blank) {
                order.extend(inner(block));
            }
            next += 1;
        }
        self.nested = order;
    }

    /// Finds the cells of lists, inner ones first.
    fn find_cells(&mut self) {
        for at in (0..self.nested.len()).rev() {
            let blank = self.nested[at];
            let Some(Block { groups, .. }) = self.block_of(blank) else {
                continue;
            };
            let value = |wanted: &str| match groups.iter().find(|(name, _)| *name == wanted) {
                Some((_, objects)) if objects.len() == 1 => Some(objects[0]),
                _ => None,
            };
            let whole = groups.len() == 2 && value(rdf::FIRST.as_str()).is_some();
            let is_cell = whole
                && match value(rdf::REST.as_str()) {
                    Some(Object::Iri(iri)) => iri == rdf::NIL.as_str(),
                    Some(Object::Blank(rest)) => self.blanks[rest].is_cell,
                    _ => false,
                };
            self.blanks[blank].is_cell = is_cell;
        }
    }

    /// Counts the brackets around each nested blank node.
    fn measure(&mut self) {
        for at in 0..self.nested.len() {
            let blank = self.nested[at];
            let Place::Nested { parent, .. } = self.blanks[blank].place else {
                continue;
            };
            let around = match self.blocks[parent].subject {
                Name::Blank(outer) => self.blanks[outer].depth,
                Name::Iri(_) => 0,
            };
            self.blanks[blank].depth = around + usize::from(!self.continues(blank));
        }
    }
}

/// Collects quads, and what is known of each blank node meanwhile.
#[derive(Default)]
struct Builder<'a> {
    seen: HashSet<QuadRef<'a>>,
    blocks: Vec<Open<'a>>,
    by_subject: HashMap<(Option<Name<'a>>, Name<'a>), usize>,
    by_label: HashMap<&'a str, usize>,
    blanks: Vec<Seen<'a>>,
}

/// A block to which pairs are still added.
struct Open<'a> {
    graph: Option<Name<'a>>,
    subject: Name<'a>,
    pairs: Vec<(&'a str, Object<'a>)>,
}

/// What is known of a blank node while quads come in.
#[derive(Default)]
struct Seen<'a> {
    blocks: Vec<usize>,
    references: usize,
    /// Block and predicate of the last reference.
    from: Option<(usize, &'a str)>,
    names_graph: bool,
}

impl<'a> Builder<'a> {
    fn blank(&mut self, label: &'a str) -> usize {
        let next = self.blanks.len();
        let number = *self.by_label.entry(label).or_insert(next);
        if number == next {
            self.blanks.push(Seen::default());
        }
        number
    }

    fn add(&mut self, quad: QuadRef<'a>) -> Result<(), Rdf12> {
        if !self.seen.insert(quad) {
            return Ok(());
        }
        let graph = match quad.graph_name {
            GraphNameRef::DefaultGraph => None,
            GraphNameRef::NamedNode(node) => Some(Name::Iri(node.as_str())),
            GraphNameRef::BlankNode(node) => {
                let blank = self.blank(node.as_str());
                self.blanks[blank].names_graph = true;
                Some(Name::Blank(blank))
            }
        };
        let subject = match quad.subject {
            NamedOrBlankNodeRef::NamedNode(node) => Name::Iri(node.as_str()),
            NamedOrBlankNodeRef::BlankNode(node) => Name::Blank(self.blank(node.as_str())),
        };
        let next = self.blocks.len();
        let block = *self.by_subject.entry((graph, subject)).or_insert(next);
        if block == next {
            self.blocks.push(Open {
                graph,
                subject,
                pairs: Vec::new(),
            });
            if let Name::Blank(blank) = subject {
                self.blanks[blank].blocks.push(block);
            }
        }
        let predicate = quad.predicate.as_str();
        let object = match quad.object {
            TermRef::NamedNode(node) => Object::Iri(node.as_str()),
            TermRef::BlankNode(node) => {
                let blank = self.blank(node.as_str());
                self.blanks[blank].references += 1;
                self.blanks[blank].from = Some((block, predicate));
                Object::Blank(blank)
            }
            TermRef::Literal(literal) if literal.datatype().as_str() != DIR_LANG_STRING => {
                Object::Literal(literal)
            }
            other => return Err(Rdf12(other.to_string())),
        };
        self.blocks[block].pairs.push((predicate, object));
        Ok(())
    }

    fn finish(self) -> Forest<'a> {
        let mut places: Vec<Place<'a>> = self.blanks.iter().map(|seen| self.place(seen)).collect();
        self.label_cycles(&mut places);
        let blanks = std::iter::zip(self.blanks, places).map(|(seen, place)| Blank {
            place,
            blocks: seen.blocks,
            is_cell: false,
            depth: 0,
        });
        let blocks = self.blocks.into_iter().map(|open| Block {
            graph: open.graph,
            subject: open.subject,
            groups: grouped(open.pairs),
        });
        let mut forest = Forest {
            blanks: blanks.collect(),
            blocks: blocks.collect(),
            nested: Vec::new(),
        };
        forest.order();
        forest.find_cells();
        forest.measure();
        forest
    }

    fn place(&self, seen: &Seen<'a>) -> Place<'a> {
        match (seen.references, seen.from, seen.blocks.as_slice()) {
            _ if seen.names_graph => Place::Labelled,
            (0, _, [_]) => Place::Root,
            (1, Some((parent, predicate)), []) => Place::Nested { parent, predicate },
            (1, Some((parent, predicate)), [own])
                if self.blocks[*own].graph == self.blocks[parent].graph =>
            {
                Place::Nested { parent, predicate }
            }
            _ => Place::Labelled,
        }
    }

    /// Finds blank nodes that would be nested in themselves: following the blocks outwards from
    /// them leads back to them.
    fn label_cycles(&self, places: &mut [Place<'a>]) {
        let outwards = |places: &[Place<'a>], blank: usize| match places[blank] {
            Place::Nested { parent, .. } => match self.blocks[parent].subject {
                Name::Blank(outer) => Some(outer),
                Name::Iri(_) => None,
            },
            _ => None,
        };
        // The walk in which a blank node was met; 0 for none.
        let mut met = vec![0_usize; places.len()];
        for start in 0..places.len() {
            let walk = start + 1;
            let mut at = Some(start);
            while let Some(blank) = at.filter(|blank| met[*blank] == 0) {
                met[blank] = walk;
                at = outwards(places, blank);
            }
            // A walk that ended on its own track has gone round a cycle: go round it once more.
            while let Some(blank) = at.filter(|blank| met[*blank] == walk) {
                at = outwards(places, blank);
                places[blank] = Place::Labelled;
            }
        }
    }
}

/// Puts the objects of one predicate together; predicates by IRI, objects as they came.
fn grouped<'a>(mut pairs: Vec<(&'a str, Object<'a>)>) -> Vec<(&'a str, Vec<Object<'a>>)> {
    pairs.sort_by(|a, b| a.0.cmp(b.0));
    let mut groups: Vec<(&'a str, Vec<Object<'a>>)> = Vec::new();
    for (predicate, object) in pairs {
        match groups.last_mut() {
            Some((last, objects)) if *last == predicate => objects.push(object),
            _ => groups.push((predicate, vec![object])),
        }
    }
    groups
}
