//! All that is known of one thing.
//! Room `app`. Reified statements (RDF Schema 5.3) about its links are told with them.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};

use crate::app::AppError;
use crate::app::names::Names;
use crate::app::project::GraphRole;
use crate::app::session::Session;
use crate::core::collation::LabelOrder;
use crate::core::language::LocalizedText;
use crate::core::table::term_text;
use crate::core::vocabulary::{dct, prov, rdf, rdfs, skos};
use crate::render::portrait::{self, Group, Named, Portrait, Reason, Source, Statement, Value};
use crate::store::memory::GraphStore;
use crate::store::serialize::{self, GraphFormat};

mod groups;
mod triples;

use groups::{Groups, TEXT_ORDER, compare_things, compare_values};
pub use triples::triples;

/// Formats of `show`.
pub const FORMATS: [(&str, &[&str]); 4] = [
    ("text", &["txt"]),
    ("json", &["json"]),
    ("markdown", &["md"]),
    ("turtle", &["ttl"]),
];

/// A way upwards is followed through at most so many concepts, and at most so many ways are told.
const MOST_LEVELS: usize = 50;
const MOST_CHAINS: usize = 20;

/// What is known of the thing `iri`, in one of [`FORMATS`].
pub fn show(session: &Session, iri: &str, format: &str, width: usize) -> Result<String, AppError> {
    if format == "turtle" {
        let triples = triples(&session.store, iri)?;
        return Ok(serialize::triples(
            triples,
            GraphFormat::Turtle,
            &session.project.prefixes,
        )?);
    }
    let portrait = portrait(session, iri)?;
    Ok(match format {
        "json" => format!("{:#}\n", serde_json::json!(portrait)),
        "markdown" => portrait::markdown(&portrait, session.language),
        _ => portrait::text(&portrait, session.language, width),
    })
}

/// What is known of the thing `iri`, as data.
pub fn portrait(session: &Session, iri: &str) -> Result<Portrait, AppError> {
    let names = Names::new(&session.store, &session.project.prefixes, session.language);
    let subject = NamedOrBlankNode::from(NamedNode::new_unchecked(iri));
    let painter = Painter { session, names };
    let reasons = painter.reasons(iri)?;
    let own = subject.to_string();
    let (mut texts, mut links) = (Groups::default(), Groups::default());
    for quad in session.store.matching(Some(&subject), None, None) {
        let quad = quad?;
        let groups = if matches!(quad.object, Term::Literal(_)) {
            &mut texts
        } else {
            &mut links
        };
        groups.add(quad.predicate.as_str(), Term::clone(&quad.object), &quad);
    }
    let mut incoming = Groups::default();
    let mut statements = 0;
    for quad in session
        .store
        .matching(None, None, Some(&Term::from(subject.clone())))
    {
        let quad = quad?;
        let predicate = quad.predicate.as_str();
        if [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT].contains(&predicate) {
            statements += 1;
        } else {
            incoming.add(predicate, quad.subject.clone().into(), &quad);
        }
    }
    let uses = session.store.matching(None, Some(iri), None).count();
    links.take([rdf::TYPE, skos::IN_SCHEME, skos::BROADER]);
    let narrower = painter.narrower(&incoming, &links)?;
    incoming.take([skos::BROADER, skos::NARROWER, skos::HAS_TOP_CONCEPT]);
    links.take([skos::NARROWER, skos::TOP_CONCEPT_OF]);
    let stated_in = session.project.config.statement.stated_in.as_deref();
    let mut links = painter.groups(links, &own, false, &reasons)?;
    // Where it is stated comes last: it is about the links above.
    links.sort_by_key(|group| Some(group.property.iri.as_str()) == stated_in);
    Ok(Portrait {
        classes: painter.names.classes(&subject)?,
        schemes: painter.objects(iri, skos::IN_SCHEME)?,
        broader: painter.chains(iri)?,
        narrower,
        texts: painter.groups(texts, &own, false, &reasons)?,
        links,
        incoming: painter.groups(incoming, &own, true, &reasons)?,
        thing: painter.names.of(iri)?,
        uses,
        statements,
    })
}

/// Subject, property and object of a triple, written out.
type Link = (String, String, String);

struct Painter<'a> {
    session: &'a Session,
    names: Names<'a>,
}

impl Painter<'_> {
    fn groups(
        &self,
        groups: Groups,
        own: &str,
        incoming: bool,
        reasons: &BTreeMap<Link, Vec<Reason>>,
    ) -> Result<Vec<Group>, AppError> {
        let order = LabelOrder::new(self.session.language);
        let mut found = Vec::new();
        for (property, values) in groups.0 {
            let mut statements = Vec::new();
            for (term, graphs) in values.into_values() {
                let (own, other) = (own.to_owned(), term.to_string());
                let (subject, object) = if incoming { (other, own) } else { (own, other) };
                let link = (subject, property.clone(), object);
                statements.push(Statement {
                    value: self.value(term)?,
                    sources: graphs.into_iter().map(|graph| self.source(graph)).collect(),
                    reasons: reasons.get(&link).cloned().unwrap_or_default(),
                });
            }
            statements.sort_by(|a, b| compare_values(&a.value, &b.value, &order));
            let property = if incoming {
                self.names.of_inverse(&property)?
            } else {
                self.names.of_property(&property)?
            };
            found.push(Group {
                property,
                statements,
            });
        }
        let rank = |group: &Group| {
            let place = TEXT_ORDER.iter().position(|iri| *iri == group.property.iri);
            place.unwrap_or(TEXT_ORDER.len())
        };
        found.sort_by(|a, b| {
            let label = |group: &Group| group.property.words().to_owned();
            rank(a)
                .cmp(&rank(b))
                .then_with(|| order.compare(&label(a), &label(b)))
        });
        Ok(found)
    }

    fn value(&self, term: Term) -> Result<Value, AppError> {
        Ok(match term {
            Term::NamedNode(node) => Value::Thing(self.names.of(node.as_str())?),
            Term::Literal(literal) => Value::Text {
                value: literal.value().to_owned(),
                language: literal.language().map(str::to_owned),
                datatype: literal.datatype().as_str().to_owned(),
            },
            _ => Value::Anonymous,
        })
    }

    fn source(&self, graph: String) -> Source {
        let role = self
            .session
            .project
            .config
            .role(&graph)
            .map(GraphRole::name);
        Source { role, graph }
    }

    /// The reasons that reified statements give for links from or to the thing.
    fn reasons(&self, iri: &str) -> Result<BTreeMap<Link, Vec<Reason>>, AppError> {
        let store = &self.session.store;
        let thing = Term::from(NamedNode::new_unchecked(iri));
        let mut found: BTreeMap<Link, Vec<Reason>> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for end in [rdf::SUBJECT, rdf::OBJECT] {
            for quad in store.matching(None, Some(end), Some(&thing)) {
                let statement = quad?.subject;
                if !seen.insert(statement.to_string()) {
                    continue;
                }
                let parts = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT];
                let parts = parts.map(|part| first(store, &statement, part));
                let [Some(subject), Some(Term::NamedNode(property)), Some(object)] = parts else {
                    continue;
                };
                let link = (
                    subject.to_string(),
                    property.into_string(),
                    object.to_string(),
                );
                found
                    .entry(link)
                    .or_default()
                    .push(self.reason(&statement)?);
            }
        }
        found
            .values_mut()
            .for_each(|reasons| reasons.sort_by(|a, b| a.iri.cmp(&b.iri)));
        Ok(found)
    }

    fn reason(&self, statement: &NamedOrBlankNode) -> Result<Reason, AppError> {
        let store = &self.session.store;
        let terms = &self.session.project.config.statement;
        let mut rationale = LocalizedText::default();
        if let Some(property) = &terms.rationale {
            for quad in store.matching(Some(statement), Some(property), None) {
                if let Term::Literal(text) = quad?.object {
                    rationale.add(text.language().unwrap_or(""), text.value());
                }
            }
        }
        let text = |property: Option<&str>| {
            property
                .and_then(|property| first(store, statement, property))
                .map(|term| term_text(&term))
        };
        let things = |property: Option<&str>| match (statement, property) {
            (NamedOrBlankNode::NamedNode(node), Some(property)) => {
                self.objects(node.as_str(), property)
            }
            _ => Ok(Vec::new()),
        };
        Ok(Reason {
            iri: match statement {
                NamedOrBlankNode::NamedNode(node) => Some(node.as_str().to_owned()),
                NamedOrBlankNode::BlankNode(_) => None,
            },
            rationale: rationale
                .pick(self.session.language)
                .map(|(text, _)| text.to_owned()),
            confidence: text(terms.confidence.as_deref()),
            based_on: things(terms.based_on.as_deref())?,
            derived_from: things(Some(prov::WAS_DERIVED_FROM))?,
            attributed_to: things(Some(prov::WAS_ATTRIBUTED_TO))?,
            created: text(Some(dct::CREATED)),
        })
    }

    /// The named things that a property leads to, sorted.
    fn objects(&self, iri: &str, property: &str) -> Result<Vec<Named>, AppError> {
        let subject = NamedNode::new_unchecked(iri).into();
        let mut iris = BTreeSet::new();
        for quad in self
            .session
            .store
            .matching(Some(&subject), Some(property), None)
        {
            if let Term::NamedNode(node) = quad?.object {
                iris.insert(node.into_string());
            }
        }
        self.sorted(iris)
    }

    fn sorted(&self, iris: BTreeSet<String>) -> Result<Vec<Named>, AppError> {
        let order = LabelOrder::new(self.session.language);
        let mut things = iris
            .iter()
            .map(|iri| self.names.of(iri))
            .collect::<Result<Vec<_>, _>>()?;
        things.sort_by(|a, b| compare_things(a, b, &order));
        Ok(things)
    }

    fn narrower(&self, incoming: &Groups, links: &Groups) -> Result<Vec<Named>, AppError> {
        let below = incoming
            .iris(skos::BROADER)
            .chain(links.iris(skos::NARROWER));
        self.sorted(below.map(str::to_owned).collect())
    }

    /// The ways upwards, each from the top down to what is just above the thing.
    fn chains(&self, iri: &str) -> Result<Vec<Vec<Named>>, AppError> {
        let mut done = Vec::new();
        let mut open = vec![vec![iri.to_owned()]];
        while let Some(way) = open.pop() {
            let end = way.last().map_or("", String::as_str);
            let mut above = self.objects(end, skos::BROADER)?;
            if end == iri {
                above.extend(self.objects(end, rdfs::SUB_CLASS_OF)?);
            }
            above.retain(|named| !way.contains(&named.iri));
            if above.is_empty() || way.len() > MOST_LEVELS {
                if way.len() > 1 {
                    done.push(way);
                }
                if done.len() == MOST_CHAINS {
                    break;
                }
                continue;
            }
            for named in above.into_iter().rev() {
                let mut longer = way.clone();
                longer.push(named.iri);
                open.push(longer);
            }
        }
        let names = |way: Vec<String>| {
            way.iter()
                .skip(1)
                .rev()
                .map(|iri| self.names.of(iri))
                .collect::<Result<Vec<_>, _>>()
        };
        done.into_iter().map(names).collect()
    }
}

fn first(store: &GraphStore, subject: &NamedOrBlankNode, property: &str) -> Option<Term> {
    let objects = store.matching(Some(subject), Some(property), None);
    let mut objects: Vec<_> = objects.filter_map(|quad| Some(quad.ok()?.object)).collect();
    objects.sort_by_key(Term::to_string);
    objects.into_iter().next()
}
