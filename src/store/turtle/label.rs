//! An order of the labelled blank nodes that does not depend on their labels in the input.
//! Room `store`.
//!
//! Colour refinement: a blank node is coloured by what its block says and by where it is referred
//! to, with other blank nodes replaced by their colours, until no round tells more of them apart.
//! Where some of one connected part stay alike, one of them is singled out and the rounds go on.
//! Blank nodes that stay alike are nearly always interchangeable, so which one is singled out does
//! not show in the text. (It may show in strongly regular graphs, which no data of our kind has.)
//! RDFC-1.0 would tell those apart too, at exponential cost.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::LiteralRef;
use sophia::c14n::hash::{HashFunction, Sha256};

use super::forest::{Block, Forest, Name, Object, Place};

type Colour = [u8; 32];

/// Pairs of predicate and object that may be hashed before the text is refused, and rounds over
/// all of them that are free.
const MOST_WORK: usize = 500_000;
const FREE_ROUNDS: usize = 20;

/// So many blank nodes could not be told apart within the limits.
#[derive(Debug)]
pub(super) struct TooAlike(pub(super) usize);

/// The rank of every labelled blank node, from 0; `None` for the others.
pub(super) fn ranks(forest: &Forest<'_>) -> Result<Vec<Option<usize>>, TooAlike> {
    let mut ranks = vec![None; forest.blanks.len()];
    let labelled: Vec<usize> = (0..forest.blanks.len())
        .filter(|blank| forest.blanks[*blank].place == Place::Labelled)
        .collect();
    if labelled.is_empty() {
        return Ok(ranks);
    }
    let mut colouring = Colouring::new(forest, labelled);
    colouring.refine()?;
    while colouring.single_out() {
        colouring.refine()?;
    }
    for (rank, blank) in colouring.ordered().into_iter().enumerate() {
        ranks[blank] = Some(rank);
    }
    Ok(ranks)
}

fn hash<B: AsRef<[u8]>>(parts: impl IntoIterator<Item = B>) -> Colour {
    let mut hasher = Sha256::initialize();
    for part in parts {
        let part = part.as_ref();
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize()
}

fn hash_sorted(mut colours: Vec<Colour>) -> Colour {
    colours.sort_unstable();
    hash(colours)
}

/// What one round sees.
#[derive(Default)]
struct Seen {
    /// By block: the colour of the way to it.
    ways: BTreeMap<usize, Colour>,
    /// By labelled blank node: where it is referred to.
    referred: BTreeMap<usize, Vec<Colour>>,
    /// By labelled blank node: what its blocks say.
    said: BTreeMap<usize, Vec<Colour>>,
}

struct Colouring<'f, 'a> {
    forest: &'f Forest<'a>,
    labelled: Vec<usize>,
    /// The connected part that a blank node belongs to, named by one of its members.
    parts: Vec<usize>,
    /// Blocks that touch a part with a labelled blank node, with the hash of all that they say
    /// without blank nodes.
    blocks: BTreeMap<usize, Colour>,
    /// The nested blank nodes of those parts, outer ones first.
    nested: Vec<usize>,
    colours: Vec<Colour>,
    work_left: usize,
}

impl<'f, 'a> Colouring<'f, 'a> {
    fn new(forest: &'f Forest<'a>, labelled: Vec<usize>) -> Self {
        let parts = connected_parts(forest);
        let touched: BTreeSet<usize> = labelled.iter().map(|blank| parts[*blank]).collect();
        let within = |blank: usize| touched.contains(&parts[blank]);
        let concerns = |block: &Block<'a>| {
            matches!(block.subject, Name::Blank(blank) if within(blank))
                || matches!(block.graph, Some(Name::Blank(_)))
                || block
                    .pairs()
                    .any(|(_, o)| matches!(o, Object::Blank(blank) if within(blank)))
        };
        let blocks = forest
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| concerns(block));
        let blocks = blocks
            .map(|(number, block)| (number, fixed_part(block)))
            .collect();
        let nested = forest
            .nested
            .iter()
            .copied()
            .filter(|blank| within(*blank))
            .collect();
        let colours = vec![Colour::default(); forest.blanks.len()];
        let mut all = Self {
            forest,
            labelled,
            parts,
            blocks,
            nested,
            colours,
            work_left: 0,
        };
        all.work_left = MOST_WORK + FREE_ROUNDS * all.cost();
        all
    }

    fn classes(&self) -> usize {
        self.labelled
            .iter()
            .map(|blank| self.colours[*blank])
            .collect::<BTreeSet<_>>()
            .len()
    }

    /// What a round costs.
    fn cost(&self) -> usize {
        let pairs = self
            .blocks
            .keys()
            .map(|block| self.forest.blocks[*block].pairs().count());
        pairs.sum::<usize>() + 1
    }

    /// Rounds until one tells no more blank nodes apart.
    fn refine(&mut self) -> Result<(), TooAlike> {
        let cost = self.cost();
        let mut classes = self.classes();
        loop {
            self.work_left = match self.work_left.checked_sub(cost) {
                Some(left) => left,
                None => return Err(TooAlike(self.labelled.len())),
            };
            self.round();
            let now = self.classes();
            if now == classes || now == self.labelled.len() {
                return Ok(());
            }
            classes = now;
        }
    }

    fn name(&self, name: Option<Name<'a>>) -> Colour {
        match name {
            None => hash(["default"]),
            Some(Name::Iri(iri)) => hash(["iri", iri]),
            Some(Name::Blank(blank)) => match self.forest.blanks[blank].place {
                Place::Labelled => hash([&b"label"[..], &self.colours[blank]]),
                _ => hash(["blank"]),
            },
        }
    }

    fn round(&mut self) {
        let trees = self.trees();
        let mut seen = Seen::default();
        self.follow_outer_blocks(&trees, &mut seen);
        self.follow_nested(&trees, &mut seen);
        for (number, way) in &seen.ways {
            for (predicate, object) in self.forest.blocks[*number].pairs() {
                if let Object::Blank(blank) = object {
                    let reference = hash([&way[..], predicate.as_bytes()]);
                    seen.referred.entry(blank).or_default().push(reference);
                }
            }
        }
        for blank in &self.labelled {
            let said = hash_sorted(seen.said.remove(blank).unwrap_or_default());
            let referred = hash_sorted(seen.referred.remove(blank).unwrap_or_default());
            self.colours[*blank] = hash([self.colours[*blank], said, referred]);
        }
    }

    /// The colours of the nested blank nodes, inner to outer, by what is said of them.
    fn trees(&self) -> Vec<Colour> {
        let mut trees = vec![Colour::default(); self.forest.blanks.len()];
        for blank in self.nested.iter().rev() {
            let number = self.forest.blanks[*blank].blocks.first();
            trees[*blank] = number.map_or_else(|| hash(["nothing"]), |b| self.content(*b, &trees));
        }
        trees
    }

    /// The ways to the blocks that are not nested, and what those of labelled blank nodes say.
    fn follow_outer_blocks(&self, trees: &[Colour], seen: &mut Seen) {
        for number in self.blocks.keys() {
            let block = &self.forest.blocks[*number];
            let place = match block.subject {
                Name::Blank(blank) => Some((blank, self.forest.blanks[blank].place)),
                Name::Iri(_) => None,
            };
            if let Some((_, Place::Nested { .. })) = place {
                continue;
            }
            let graph = self.name(block.graph);
            let content = self.content(*number, trees);
            let mut way = hash([graph, self.name(Some(block.subject))]);
            match place {
                Some((blank, Place::Labelled)) => {
                    let said = hash([graph, content]);
                    seen.said.entry(blank).or_default().push(said);
                }
                Some(_) => way = hash([way, content]),
                None => {}
            }
            seen.ways.insert(*number, way);
            if let Some(Name::Blank(graph)) = block.graph {
                let named = hash([way, content]);
                seen.referred.entry(graph).or_default().push(named);
            }
        }
    }

    /// The ways to the nested blocks, outer to inner.
    fn follow_nested(&self, trees: &[Colour], seen: &mut Seen) {
        for blank in &self.nested {
            if let Place::Nested { parent, predicate } = self.forest.blanks[*blank].place
                && let Some(block) = self.forest.blanks[*blank].blocks.first()
                && let Some(way) = seen.ways.get(&parent)
            {
                let way = hash([&way[..], predicate.as_bytes(), &trees[*blank]]);
                seen.ways.insert(*block, way);
            }
        }
    }

    /// The colour of what a block says.
    fn content(&self, number: usize, trees: &[Colour]) -> Colour {
        let blanks = self.forest.blocks[number]
            .pairs()
            .filter_map(|(predicate, object)| {
                let Object::Blank(blank) = object else {
                    return None;
                };
                let (kind, colour) = match self.forest.blanks[blank].place {
                    Place::Labelled => ("label", self.colours[blank]),
                    _ => ("tree", trees[blank]),
                };
                Some(hash([kind.as_bytes(), predicate.as_bytes(), &colour]))
            });
        let fixed = self.blocks.get(&number).copied().unwrap_or_default();
        hash([fixed, hash_sorted(blanks.collect())])
    }

    /// Gives one of the blank nodes that are still alike in a connected part a colour of its own,
    /// in every part that has such; whether there was any.
    fn single_out(&mut self) -> bool {
        let mut alike: BTreeMap<(usize, Colour), Vec<usize>> = BTreeMap::new();
        for blank in &self.labelled {
            alike
                .entry((self.parts[*blank], self.colours[*blank]))
                .or_default()
                .push(*blank);
        }
        let mut done = None;
        for ((part, colour), blanks) in alike {
            if blanks.len() > 1 && done != Some(part) {
                self.colours[blanks[0]] = hash([&b"chosen"[..], &colour]);
                done = Some(part);
            }
        }
        done.is_some()
    }

    /// The labelled blank nodes, those of a part together.
    fn ordered(&self) -> Vec<usize> {
        let mut parts: BTreeMap<usize, Vec<(Colour, usize)>> = BTreeMap::new();
        for blank in &self.labelled {
            parts
                .entry(self.parts[*blank])
                .or_default()
                .push((self.colours[*blank], *blank));
        }
        let mut parts: Vec<_> = parts.into_values().collect();
        parts.iter_mut().for_each(|part| part.sort_unstable());
        parts.sort_by_cached_key(|part| part.iter().map(|(colour, _)| *colour).collect::<Vec<_>>());
        parts
            .into_iter()
            .flatten()
            .map(|(_, blank)| blank)
            .collect()
    }
}

/// The hash of all that a block says without blank nodes.
fn fixed_part(block: &Block<'_>) -> Colour {
    let pairs = block
        .pairs()
        .filter_map(|(predicate, object)| match object {
            Object::Iri(iri) => Some(hash(["iri", predicate, iri])),
            Object::Literal(literal) => Some(literal_colour(predicate, literal)),
            Object::Blank(_) => None,
        });
    hash_sorted(pairs.collect())
}

fn literal_colour(predicate: &str, literal: LiteralRef<'_>) -> Colour {
    let language = literal.language().unwrap_or_default();
    hash([
        "literal",
        predicate,
        literal.value(),
        literal.datatype().as_str(),
        language,
    ])
}

/// For every blank node one member of the part that blank nodes connect it with.
fn connected_parts(forest: &Forest<'_>) -> Vec<usize> {
    let mut parts: Vec<usize> = (0..forest.blanks.len()).collect();
    let mut join = |a: usize, b: usize| {
        let (a, b) = (find(&mut parts, a), find(&mut parts, b));
        parts[a.max(b)] = a.min(b);
    };
    for block in &forest.blocks {
        let objects = block.pairs().filter_map(|(_, object)| match object {
            Object::Blank(blank) => Some(blank),
            _ => None,
        });
        let graph = match block.graph {
            Some(Name::Blank(blank)) => Some(blank),
            _ => None,
        };
        let subject = match block.subject {
            Name::Blank(blank) => Some(blank),
            Name::Iri(_) => None,
        };
        if let Some(centre) = graph.or(subject) {
            objects.chain(subject).for_each(|blank| join(centre, blank));
        }
    }
    (0..forest.blanks.len())
        .map(|blank| find(&mut parts, blank))
        .collect()
}

fn find(parts: &mut [usize], mut blank: usize) -> usize {
    while parts[blank] != blank {
        parts[blank] = parts[parts[blank]];
        blank = parts[blank];
    }
    blank
}
