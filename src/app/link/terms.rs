//! What links need to know of a vocabulary, read by streaming its files: which terms it has, how
//! they are called, which are deprecated and by what they are replaced, what stands above what.
//! Room `app`.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use oxigraph::model::{NamedOrBlankNode, Quad, QuadRef, Term as RdfTerm};

use crate::app::AppError;
use crate::app::progress::{self, Progress};
use crate::core::matching::entry::{LabelKind, Vocabulary};
use crate::core::vocabulary::{dct, owl, rdf, rdfs, skos, skosxl};
use crate::store::load::SourceFile;
use crate::store::parse::for_each_quad;

/// One term of a vocabulary.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Term {
    /// Preferred labels as `(language, text)`, sorted.
    pub labels: Vec<(String, String)>,
    pub is_deprecated: bool,
    /// IRIs of what replaces it.
    pub replaced_by: Vec<String>,
    /// IRIs of what stands right above it, sorted.
    pub broader: Vec<String>,
}

/// The terms of a vocabulary: those that were asked for in full, of the others what stands above.
#[derive(Debug, Default)]
pub struct Terms {
    terms: HashMap<String, Term>,
    /// Whether any file was read.
    is_read: bool,
    /// IRIs up to their last `/` or `#`, of everything that the files name or give a class.
    namespaces: HashSet<String>,
    /// Names by number, and links upwards as pairs of numbers.
    names: Vec<String>,
    numbers: HashMap<String, u32>,
    upwards: Vec<(u32, u32)>,
    /// SKOS-XL: labels of a wanted term, and texts by label.
    label_nodes: Vec<(String, String)>,
    literal_forms: HashMap<String, (String, String)>,
}

impl Terms {
    /// Reads files; all that is told of the terms that `wanted` accepts is kept.
    pub fn read(
        paths: &[PathBuf],
        wanted: &dyn Fn(&str) -> bool,
        progress: &dyn Progress,
    ) -> Result<Self, AppError> {
        Self::read_beside(paths, wanted, &mut |_, _| {}, progress)
    }

    /// As [`Self::read`]; `other` sees every statement too, with the number of its file.
    pub fn read_beside(
        paths: &[PathBuf],
        wanted: &dyn Fn(&str) -> bool,
        other: &mut dyn FnMut(usize, QuadRef<'_>),
        progress: &dyn Progress,
    ) -> Result<Self, AppError> {
        let mut terms = Self {
            is_read: !paths.is_empty(),
            ..Self::default()
        };
        for (number, path) in paths.iter().enumerate() {
            progress::reading(progress, path, || -> Result<(), AppError> {
                let file = SourceFile::read(path)?;
                Ok(for_each_quad(&file, |quad| {
                    other(number, quad.as_ref());
                    terms.take(quad, wanted);
                })?)
            })?;
        }
        terms.finish();
        Ok(terms)
    }

    /// Adds the entries of a vocabulary that was read otherwise, of tables.
    pub fn add(&mut self, vocabulary: &Vocabulary) {
        self.is_read = true;
        let iri = |place: &u32| vocabulary.entries[*place as usize].iri.clone();
        for entry in &vocabulary.entries {
            if !self.namespaces.contains(namespace(&entry.iri)) {
                self.namespaces.insert(namespace(&entry.iri).to_owned());
            }
            for above in &entry.broader {
                self.link(&entry.iri, &iri(above));
            }
            let term = self.terms.entry(entry.iri.clone()).or_default();
            let labels = entry.labels.iter();
            let preferred = labels.filter(|label| label.kind == LabelKind::Preferred);
            let preferred = preferred.map(|label| &label.text);
            term.labels.extend(
                preferred.map(|text| (vocabulary.tag(text.language).to_owned(), text.text.clone())),
            );
            term.is_deprecated |= entry.deprecated;
        }
        self.finish();
    }

    /// Whether no file was read.
    pub fn is_empty(&self) -> bool {
        !self.is_read
    }

    /// A term by its IRI, if the vocabulary has it and it was asked for.
    pub fn get(&self, iri: &str) -> Option<&Term> {
        self.terms.get(iri)
    }

    /// All terms that were asked for.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Term)> {
        self.terms.iter().map(|(iri, term)| (iri.as_str(), term))
    }

    /// Whether the vocabulary names things whose IRIs begin as this one does, or gives them a class.
    pub fn covers(&self, iri: &str) -> bool {
        self.namespaces.contains(namespace(iri))
    }

    /// All links upwards.
    pub fn upwards(&self) -> impl Iterator<Item = (&str, &str)> {
        let name = |number: u32| self.names[number as usize].as_str();
        self.upwards
            .iter()
            .map(move |(below, above)| (name(*below), name(*above)))
    }

    fn take(&mut self, quad: Quad, wanted: &dyn Fn(&str) -> bool) {
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(name) => name.as_str(),
            NamedOrBlankNode::BlankNode(node) => {
                return self.take_literal_form(node.as_str(), &quad);
            }
        };
        let predicate = quad.predicate.as_str();
        let is_declared = matches!(
            predicate,
            rdf::TYPE | skos::PREF_LABEL | rdfs::LABEL | skosxl::PREF_LABEL
        );
        if is_declared && !self.namespaces.contains(namespace(subject)) {
            self.namespaces.insert(namespace(subject).to_owned());
        }
        self.take_link(subject, predicate, &quad.object);
        if predicate == skosxl::LITERAL_FORM {
            return self.take_literal_form(subject, &quad);
        }
        if !wanted(subject) {
            return;
        }
        if !self.terms.contains_key(subject) {
            self.terms.insert(subject.to_owned(), Term::default());
        }
        let Some(term) = self.terms.get_mut(subject) else {
            return;
        };
        match (predicate, quad.object) {
            (skos::PREF_LABEL | rdfs::LABEL, RdfTerm::Literal(label)) => {
                let language = label.language().unwrap_or_default().to_owned();
                term.labels.push((language, label.value().to_owned()));
            }
            (skosxl::PREF_LABEL, node) => {
                let node = node_name(&node);
                self.label_nodes.push((subject.to_owned(), node));
            }
            (owl::DEPRECATED, RdfTerm::Literal(value)) => {
                term.is_deprecated |= matches!(value.value(), "true" | "1");
            }
            (dct::IS_REPLACED_BY, RdfTerm::NamedNode(other)) => {
                term.replaced_by.push(other.into_string());
            }
            _ => {}
        }
    }

    fn take_literal_form(&mut self, node: &str, quad: &Quad) {
        if let RdfTerm::Literal(text) = &quad.object
            && quad.predicate.as_str() == skosxl::LITERAL_FORM
        {
            let language = text.language().unwrap_or_default().to_owned();
            let text = (language, text.value().to_owned());
            self.literal_forms.insert(node.to_owned(), text);
        }
    }

    fn take_link(&mut self, subject: &str, predicate: &str, object: &RdfTerm) {
        let RdfTerm::NamedNode(object) = object else {
            return;
        };
        match predicate {
            skos::BROADER | rdfs::SUB_CLASS_OF => self.link(subject, object.as_str()),
            skos::NARROWER => self.link(object.as_str(), subject),
            _ => {}
        }
    }

    fn link(&mut self, below: &str, above: &str) {
        let link = (self.number(below), self.number(above));
        self.upwards.push(link);
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        // More than four thousand million names do not fit in memory.
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn finish(&mut self) {
        self.upwards.sort_unstable();
        self.upwards.dedup();
        for (iri, node) in std::mem::take(&mut self.label_nodes) {
            let text = self.literal_forms.get(&node).cloned();
            if let (Some(term), Some(text)) = (self.terms.get_mut(&iri), text) {
                term.labels.push(text);
            }
        }
        self.literal_forms = HashMap::new();
        for (below, above) in &self.upwards {
            let below = &self.names[*below as usize];
            if let Some(term) = self.terms.get_mut(below) {
                term.broader.push(self.names[*above as usize].clone());
            }
        }
        for term in self.terms.values_mut() {
            for list in [&mut term.replaced_by, &mut term.broader] {
                list.sort_unstable();
                list.dedup();
            }
            term.labels.sort_unstable();
            term.labels.dedup();
        }
    }
}

fn node_name(term: &RdfTerm) -> String {
    match term {
        RdfTerm::NamedNode(name) => name.as_str().to_owned(),
        RdfTerm::BlankNode(node) => node.as_str().to_owned(),
        _ => String::new(),
    }
}

/// An IRI up to its last `/` or `#`.
pub fn namespace(iri: &str) -> &str {
    iri.rfind(['/', '#']).map_or(iri, |place| &iri[..=place])
}
