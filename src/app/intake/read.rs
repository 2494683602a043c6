//! Files that were sent in → raw entries: RDF here, by what the form's properties say; all other
//! kinds in `store`.
//! Room `app`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use oxigraph::model::{Quad, Term};
use sha2::{Digest, Sha256};

use crate::app::AppError;
use crate::app::intake::Desk;
use crate::core::fingerprint::hex;
use crate::core::form::Subject;
use crate::core::intake::recognise::Recogniser;
use crate::core::intake::{Fault, FaultKind, Given, Name, Place, RawEntry, RawValue};
use crate::core::vocabulary::{prov, rdf};
use crate::store::intake as store;
use crate::store::load::{SourceFile, format_of};
use crate::store::parse::read_quads;

/// What a file holds.
#[derive(Debug, Clone, Default)]
pub struct ReadFile {
    pub entries: Vec<RawEntry>,
    /// What is wrong with the file as a whole.
    pub faults: Vec<Fault>,
    /// Of which edition of the form it says it is.
    pub edition: Option<String>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
}

/// Reads a file.
pub fn read(
    desk: &Desk<'_>,
    path: &Path,
    recogniser: &Recogniser<'_>,
) -> Result<ReadFile, AppError> {
    // JSON of the page has no @context: as JSON-LD it would say nothing.
    let is_json = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if !is_json && format_of(path).is_ok() {
        return read_rdf(desk, path);
    }
    let bytes = store::bytes(path)?;
    let read = store::read_bytes(path, &bytes, recogniser)?;
    Ok(ReadFile {
        entries: read.entries,
        faults: read.faults,
        edition: read.edition,
        digest: digest(&bytes),
    })
}

fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn read_rdf(desk: &Desk<'_>, path: &Path) -> Result<ReadFile, AppError> {
    let file = SourceFile::read(path)?;
    let quads = read_quads(&file, &desk.terms.graphs)?;
    let text = |term: &Term| match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    };
    let terms = desk.terms;
    let mut examples = BTreeMap::<String, RawEntry>::new();
    let is_example = |quad: &&Quad| {
        let predicate = quad.predicate.as_str();
        predicate == rdf::TYPE && text(&quad.object) == terms.example
    };
    let subject = |quad: &Quad| text(&quad.subject.clone().into());
    let mut count = 0;
    for quad in quads.iter().filter(is_example) {
        let iri = subject(quad);
        examples.entry(iri.clone()).or_insert_with(|| {
            count += 1;
            // A blank node has another label at each reading: its place in the file is told.
            let place = match quad.subject.is_blank_node() {
                true => Place::Key(format!("[{count}]")),
                false => Place::Subject(iri),
            };
            RawEntry {
                place,
                ..RawEntry::default()
            }
        });
    }
    let described = quads
        .iter()
        .filter(|quad| quad.predicate.as_str() == terms.describes);
    let described: BTreeMap<_, _> = described
        .map(|quad| (subject(quad), text(&quad.object)))
        .collect();
    for quad in &quads {
        let (from, to) = (subject(quad), text(&quad.object));
        let predicate = quad.predicate.as_str();
        for (index, field) in desk.form.fields.iter().enumerate() {
            if field.property != predicate {
                continue;
            }
            let (about, value) = match field.is_inverse {
                true => (&to, &from),
                false => (&from, &to),
            };
            let example = match field.subject {
                Subject::Example => Some(about),
                Subject::Contribution => described.get(about),
            };
            let Some(entry) = example.and_then(|example| examples.get_mut(example)) else {
                continue;
            };
            entry.values.push(RawValue {
                name: Name::Field(index),
                given: Given::Text(value.clone()),
                place: entry.place.clone(),
                is_part: true,
            });
        }
    }
    let faults = match examples.is_empty() {
        true => vec![none(desk)],
        false => unknown(desk, &quads, &examples, &described),
    };
    for (iri, entry) in &mut examples {
        let name = Name::Field(desk.number);
        let has_number = entry.values.iter().any(|value| value.name == name);
        if let (false, Some(number)) = (has_number, iri.strip_prefix(&terms.examples)) {
            entry.values.push(RawValue {
                name,
                given: Given::Text(number.to_owned()),
                place: entry.place.clone(),
                is_part: true,
            });
        }
    }
    Ok(ReadFile {
        entries: examples.into_values().collect(),
        faults,
        edition: None,
        digest: digest(&file.bytes),
    })
}

/// That a file holds no example, and what one would have been.
fn none(desk: &Desk<'_>) -> Fault {
    let compact = |iri: &str| desk.session.project.prefixes.compact(iri);
    Fault {
        field: None,
        place: Place::File,
        kind: FaultKind::NoExample {
            class: compact(&desk.terms.example),
            describes: compact(&desk.terms.describes),
        },
    }
}

/// Properties of examples and contributions that no field has, and statements about other things.
fn unknown(
    desk: &Desk<'_>,
    quads: &[Quad],
    examples: &BTreeMap<String, RawEntry>,
    described: &BTreeMap<String, String>,
) -> Vec<Fault> {
    let compact = |iri: &str| desk.session.project.prefixes.compact(iri);
    let is_known = |predicate: &str| {
        predicate == rdf::TYPE
            || predicate == desk.terms.describes
            || predicate.starts_with(prov::NAMESPACE)
            || desk
                .form
                .fields
                .iter()
                .any(|field| field.property == predicate)
    };
    let inverse: BTreeSet<_> = desk
        .form
        .fields
        .iter()
        .filter(|field| field.is_inverse)
        .map(|field| field.property.as_str())
        .collect();
    let mut told = BTreeMap::<&str, Place>::new();
    let mut others = 0;
    let mut first: Option<String> = None;
    for quad in quads {
        let subject = quad.subject.to_string();
        let subject = subject.trim_matches(['<', '>']);
        let object = quad.object.to_string();
        let is_of_ours = examples.contains_key(subject) || described.contains_key(subject);
        let is_inverse = inverse.contains(quad.predicate.as_str())
            && examples.contains_key(object.trim_matches(['<', '>']));
        if !is_of_ours && !is_inverse {
            others += 1;
            // A blank node has another label at each reading.
            let name = match quad.subject.is_blank_node() {
                true => "[]".to_owned(),
                false => compact(subject),
            };
            first = Some(first.map_or_else(|| name.clone(), |first| first.min(name.clone())));
        }
        if is_of_ours && !is_known(quad.predicate.as_str()) {
            let place = examples.get(subject).map(|entry| entry.place.clone());
            let place = place.unwrap_or_else(|| Place::Subject(subject.to_owned()));
            told.entry(quad.predicate.as_str()).or_insert(place);
        }
    }
    let unknown = told.into_iter().map(|(predicate, place)| Fault {
        field: None,
        place,
        kind: FaultKind::UnknownName {
            name: compact(predicate),
            near: Vec::new(),
        },
    });
    let dropped = first.map(|first| Fault {
        field: None,
        place: Place::File,
        kind: FaultKind::OtherSubjects {
            count: others,
            first,
        },
    });
    unknown.chain(dropped).collect()
}
