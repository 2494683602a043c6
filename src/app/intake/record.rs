//! An entry → the triples and the file that keep it; `docs/intake.md` has the model.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};

use crate::app::AppError;
use crate::app::intake::Desk;
use crate::core::form::{Field, FieldKind, Subject};
use crate::core::intake::{Completeness, Entry, Value};
use crate::core::vocabulary::{dct, owl, prov, rdf, xsd};
use crate::store::turtle;

/// What is written beside what the entry holds.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The number of the example, temporary or not.
    pub number: String,
    pub version: u32,
    /// IRI of the contribution before it.
    pub former: Option<String>,
    /// That the contribution before it was withdrawn; this one puts the example in view again.
    pub restored: Option<Restored>,
    /// `YYYY-MM-DDThh:mm:ssZ`.
    pub moment: String,
    /// IRI of the role.
    pub by: String,
    /// SHA-256 of the file it came from, in hexadecimal.
    pub digest: Option<String>,
    pub completeness: Completeness,
    /// The language of its texts: a tag.
    pub language: String,
    /// The title that the source states: it is not written again, and another is one beside it.
    pub source_title: Option<String>,
    /// The temporary numbers that it had before.
    pub replaces: Vec<String>,
}

/// A withdrawal that was undone.
#[derive(Debug, Clone)]
pub struct Restored {
    /// `YYYY-MM-DDThh:mm:ssZ`.
    pub when: String,
    /// Tags and texts.
    pub why: Vec<(String, String)>,
}

/// A folder of the project, relative to it.
pub const PUBLIC: &str = "data/intake";
/// Former versions: kept, not loaded.
pub const FORMER: &str = "data/intake/former";
/// What git ignores: persons, and what may not be published.
pub const PRIVATE: &str = "private/intake";

impl Desk<'_> {
    /// The IRI of an example.
    pub fn example(&self, number: &str) -> String {
        format!("{}{number}", self.terms.examples)
    }

    /// The IRI of a version of a contribution.
    pub fn contribution(&self, number: &str, version: u32) -> String {
        format!("{}{number}/{version}", self.terms.contributions)
    }

    /// The named graph of an example that was taken in.
    pub fn graph(&self, number: &str) -> String {
        format!("{}{number}", self.terms.graphs)
    }

    /// What the entry says of the example, in no order; without what is about the contribution.
    pub fn said(&self, entry: &Entry, origin: &Origin) -> Result<Vec<Triple>, AppError> {
        let example = node(&self.example(&origin.number))?;
        let contribution = node(&self.contribution(&origin.number, origin.version))?;
        let mut triples = vec![
            Triple::new(
                example.clone(),
                node(rdf::TYPE)?,
                node(&self.terms.example)?,
            ),
            Triple::new(
                example.clone(),
                node(&self.form.fields[self.number].property)?,
                Literal::new_simple_literal(&origin.number),
            ),
        ];
        for (index, values) in &entry.values {
            let field = &self.form.fields[*index];
            if field.is_kept_apart || *index == self.number {
                continue;
            }
            let subject = match field.subject {
                Subject::Example => &example,
                Subject::Contribution => &contribution,
            };
            let source_title = origin.source_title.as_deref();
            let source_title = source_title.filter(|_| *index == self.title);
            let property = match source_title {
                Some(_) => dct::ALTERNATIVE,
                None => &field.property,
            };
            let property = node(property)?;
            let is_stated = |value: &&Value| source_title.is_some() && value.text() == source_title;
            for value in values.iter().filter(|value| !is_stated(value)) {
                triples.push(match field.is_inverse {
                    true => Triple::new(
                        node(value.lexical().as_str())?,
                        property.clone(),
                        subject.clone(),
                    ),
                    false => Triple::new(
                        subject.clone(),
                        property.clone(),
                        term(field, value, &origin.language)?,
                    ),
                });
            }
        }
        for (place, (index, text)) in entry.unrecognised.iter().enumerate() {
            let about = format!("{}/onbekend-{}", contribution.as_str(), place + 1);
            let value = node(&about)?;
            let field = node(&self.form.fields[*index].shape)?;
            let terms = self.terms;
            triples.extend([
                Triple::new(
                    contribution.clone(),
                    node(&terms.unrecognised)?,
                    value.clone(),
                ),
                Triple::new(
                    value.clone(),
                    node(rdf::TYPE)?,
                    node(&terms.unrecognised_value)?,
                ),
                Triple::new(value.clone(), node(&terms.in_field)?, field),
                Triple::new(value, node(rdf::VALUE)?, Literal::new_simple_literal(text)),
            ]);
        }
        Ok(triples)
    }

    /// What is said of the contribution itself.
    pub fn provenance(&self, origin: &Origin) -> Result<Vec<Triple>, AppError> {
        let example = node(&self.example(&origin.number))?;
        let contribution = node(&self.contribution(&origin.number, origin.version))?;
        let class = match origin.completeness {
            Completeness::Guided => &self.terms.guided,
            Completeness::Migrated => &self.terms.migrated,
        };
        let of = |property: &str, object: Term| -> Result<Triple, AppError> {
            Ok(Triple::new(contribution.clone(), node(property)?, object))
        };
        let mut triples = vec![
            of(rdf::TYPE, node(class)?.into())?,
            of(&self.terms.describes, example.clone().into())?,
            of(prov::GENERATED_AT_TIME, moment(&origin.moment)?.into())?,
            of(prov::WAS_ATTRIBUTED_TO, node(&origin.by)?.into())?,
        ];
        if let Some(former) = &origin.former {
            triples.push(of(prov::WAS_REVISION_OF, node(former)?.into())?);
        }
        if let Some(digest) = &origin.digest {
            let file = node(&format!("{}/bestand", contribution.as_str()))?;
            triples.push(of(prov::HAD_PRIMARY_SOURCE, file.clone().into())?);
            triples.push(Triple::new(
                file.clone(),
                node(rdf::TYPE)?,
                node(&self.terms.file)?,
            ));
            let digest = Literal::new_simple_literal(digest);
            triples.push(Triple::new(file, node(&self.terms.digest)?, digest));
        }
        if let (Some(restored), Some(former)) = (&origin.restored, &origin.former) {
            triples.extend(self.restoration(origin, restored, former)?);
        }
        // An IRI that was published says where its example is now.
        for former in &origin.replaces {
            let former = node(&self.example(former))?;
            let is_true = Literal::new_typed_literal("true", node(xsd::BOOLEAN)?);
            let replaced = node(dct::IS_REPLACED_BY)?;
            triples.push(Triple::new(former.clone(), node(owl::DEPRECATED)?, is_true));
            triples.push(Triple::new(former, replaced, example.clone()));
        }
        Ok(triples)
    }

    /// Who put the example in view again and when, and when and why it had been withdrawn.
    fn restoration(
        &self,
        origin: &Origin,
        restored: &Restored,
        former: &str,
    ) -> Result<Vec<Triple>, AppError> {
        let contribution = node(&self.contribution(&origin.number, origin.version))?;
        let activity = node(&format!("{}/herstel", contribution.as_str()))?;
        let former = node(former)?;
        let of = |property: &str, object: Term| -> Result<Triple, AppError> {
            Ok(Triple::new(activity.clone(), node(property)?, object))
        };
        let mut triples = vec![
            Triple::new(
                contribution,
                node(prov::WAS_GENERATED_BY)?,
                activity.clone(),
            ),
            of(rdf::TYPE, node(prov::ACTIVITY)?.into())?,
            of(prov::USED, former.clone().into())?,
            of(prov::WAS_ASSOCIATED_WITH, node(&origin.by)?.into())?,
            of(prov::ENDED_AT_TIME, moment(&origin.moment)?.into())?,
            Triple::new(
                former.clone(),
                node(prov::INVALIDATED_AT_TIME)?,
                moment(&restored.when)?,
            ),
        ];
        for (tag, text) in &restored.why {
            let reason = node(&self.terms.reason)?;
            triples.push(Triple::new(former.clone(), reason, tagged(text, tag)));
        }
        Ok(triples)
    }

    /// What triples say of the example `number`, in such a form that another number or version makes no
    /// difference, nor the order in which values that no list has were given. A title is one, whether the
    /// source states another or not.
    pub fn content(&self, number: &str, triples: &[Triple]) -> BTreeSet<String> {
        let example = self.example(number);
        let contributions = format!("{}{number}/", self.terms.contributions);
        let fields = &self.form.fields;
        let (title, number) = (&fields[self.title].property, &fields[self.number].property);
        let mut unrecognised = BTreeMap::<&str, BTreeSet<String>>::new();
        for triple in triples {
            let predicate = triple.predicate.as_str();
            if let NamedOrBlankNode::NamedNode(subject) = &triple.subject
                && (predicate == self.terms.in_field || predicate == rdf::VALUE)
            {
                let said = unrecognised.entry(subject.as_str()).or_default();
                said.insert(format!("{predicate} {}", triple.object));
            }
        }
        let plain = |iri: &str| match iri.strip_prefix(&contributions) {
            _ if iri == example => "example".to_owned(),
            // Its number tells nothing: it is what it says.
            Some(_) if unrecognised.contains_key(iri) => format!("{:?}", unrecognised[iri]),
            Some(rest) => {
                let rest = rest.split_once('/').map_or("", |(_, rest)| rest);
                format!("contribution/{rest}")
            }
            None => iri.to_owned(),
        };
        let said = triples.iter().filter(|triple| {
            !self.is_provenance(triple) && triple.predicate.as_str() != number.as_str()
        });
        said.map(|triple| {
            let subject = match &triple.subject {
                NamedOrBlankNode::NamedNode(subject) => plain(subject.as_str()),
                other => other.to_string(),
            };
            let object = match &triple.object {
                Term::NamedNode(object) => plain(object.as_str()),
                other => other.to_string(),
            };
            let predicate = match triple.predicate.as_str() {
                dct::ALTERNATIVE => title.as_str(),
                other => other,
            };
            format!("{subject} {predicate} {object}")
        })
        .collect()
    }

    /// The file with triples about the example `number`.
    pub fn file(&self, number: &str, triples: &[Triple]) -> Result<String, AppError> {
        let prefixes = self.session.project.prefixes.iter();
        let standard = [
            ("dct", dct::NAMESPACE),
            ("prov", prov::NAMESPACE),
            ("rdf", rdf::NAMESPACE),
            ("xsd", xsd::NAMESPACE),
            ("owl", owl::NAMESPACE),
            ("foaf", "http://xmlns.com/foaf/0.1/"),
        ];
        let text = turtle::write_graph(triples, prefixes.chain(standard))?;
        let graph = self.graph(number);
        Ok(format!("#+ graph: {graph}\n{text}"))
    }
}

/// An IRI of the configuration, the form or one's own making.
pub fn node(iri: &str) -> Result<NamedNode, AppError> {
    NamedNode::new(iri).map_err(|_| AppError::UnknownThing {
        what: iri.to_owned(),
        nearest: None,
    })
}

/// A moment as a literal.
pub fn moment(text: &str) -> Result<Literal, AppError> {
    Ok(Literal::new_typed_literal(text, node(xsd::DATE_TIME)?))
}

/// A text with a tag of its language, without it where that is none.
pub fn tagged(text: &str, tag: &str) -> Literal {
    let literal = Literal::new_language_tagged_literal(text, tag);
    literal.unwrap_or_else(|_| Literal::new_simple_literal(text))
}

/// A value as RDF holds it.
fn term(field: &Field, value: &Value, language: &str) -> Result<Term, AppError> {
    let typed = |datatype: &str| -> Result<Term, AppError> {
        Ok(Literal::new_typed_literal(value.lexical(), node(datatype)?).into())
    };
    match (value, &field.kind) {
        (Value::Chosen(iri) | Value::Address(iri), _) => Ok(node(iri)?.into()),
        (
            Value::Text(text),
            FieldKind::Text {
                is_tagged: true, ..
            },
        ) => Ok(tagged(text, language).into()),
        (Value::Integer(_), _) => typed(xsd::INTEGER),
        (Value::Boolean(_), _) => typed(xsd::BOOLEAN),
        (Value::Year(_), _) => typed(xsd::G_YEAR),
        (Value::Date(_), _) => typed(xsd::DATE),
        (Value::Text(text), _) => Ok(Literal::new_simple_literal(text).into()),
    }
}
