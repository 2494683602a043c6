//! Statements → nodes with their labels and places: SKOS, SKOS-XL, RDFS and OWL, synonyms that are
//! nodes of their own. Statement by statement, in any order, so that no store is needed.
//! Room `app`.

use std::sync::LazyLock;

use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use rustc_hash::FxHashMap;

use crate::app::link::graph;
use crate::core::matching::entry::{Label, LabelKind, Text, Vocabulary};
use crate::core::vocabulary::{dct, iao, obo, owl, rdf, rdfs, skos, skosxl};

/// What a property tells about a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Type,
    Label(LabelKind),
    /// A name that counts as preferred where there is no other in its language.
    Name,
    Form,
    About,
    Above,
    Below,
    Beside,
    Group,
    Member,
    Part,
    Notation,
    Deprecated,
    Replaced,
    Version,
}

const ROLES: [(&str, Role); 37] = [
    (rdf::TYPE, Role::Type),
    (skos::PREF_LABEL, Role::Label(LabelKind::Preferred)),
    (skosxl::PREF_LABEL, Role::Label(LabelKind::Preferred)),
    (skos::ALT_LABEL, Role::Label(LabelKind::Alternative)),
    (skosxl::ALT_LABEL, Role::Label(LabelKind::Alternative)),
    (skos::HIDDEN_LABEL, Role::Label(LabelKind::Hidden)),
    (skosxl::HIDDEN_LABEL, Role::Label(LabelKind::Hidden)),
    (obo::EXACT_SYNONYM, Role::Label(LabelKind::Alternative)),
    (obo::RELATED_SYNONYM, Role::Label(LabelKind::Alternative)),
    (obo::NARROW_SYNONYM, Role::Label(LabelKind::Hidden)),
    (obo::BROAD_SYNONYM, Role::Label(LabelKind::Hidden)),
    (iao::ALTERNATIVE_TERM, Role::Label(LabelKind::Alternative)),
    (rdfs::LABEL, Role::Name),
    (dct::TITLE, Role::Name),
    (skosxl::LITERAL_FORM, Role::Form),
    (skos::DEFINITION, Role::About),
    (skos::SCOPE_NOTE, Role::About),
    (rdfs::COMMENT, Role::About),
    (dct::DESCRIPTION, Role::About),
    (iao::DEFINITION, Role::About),
    (obo::DEFINITION, Role::About),
    (skos::BROADER, Role::Above),
    (rdfs::SUB_CLASS_OF, Role::Above),
    (skos::NARROWER, Role::Below),
    (skos::RELATED, Role::Beside),
    (skos::IN_SCHEME, Role::Group),
    (skos::TOP_CONCEPT_OF, Role::Group),
    (skos::HAS_TOP_CONCEPT, Role::Member),
    (skos::MEMBER, Role::Member),
    (owl::SOME_VALUES_FROM, Role::Part),
    (skos::NOTATION, Role::Notation),
    (owl::DEPRECATED, Role::Deprecated),
    (dct::IS_REPLACED_BY, Role::Replaced),
    (iao::REPLACED_BY, Role::Replaced),
    (obo::CONSIDER, Role::Replaced),
    (owl::VERSION_INFO, Role::Version),
    (dct::HAS_VERSION, Role::Version),
];

/// What kind of thing a node is said to be.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kinds {
    pub concept: bool,
    pub class: bool,
    pub group: bool,
    pub scheme: bool,
    pub ontology: bool,
    /// Something names it as its own class.
    pub is_type: bool,
    pub other: bool,
}

/// A node of the graph.
#[derive(Debug, Default)]
pub struct Node {
    pub iri: String,
    pub kinds: Kinds,
    pub labels: Vec<Label>,
    pub names: Vec<Text>,
    pub forms: Vec<Text>,
    pub texts: Vec<Text>,
    pub label_nodes: Vec<(LabelKind, u32)>,
    pub text_nodes: Vec<u32>,
    pub above: Vec<u32>,
    pub beside: Vec<u32>,
    pub groups: Vec<u32>,
    pub parts: Vec<u32>,
    pub types: Vec<u32>,
    pub notation: Option<String>,
    pub deprecated: bool,
    pub version: Option<String>,
    /// An entry of a table, whatever its type.
    pub listed: bool,
}

static ROLE_OF: LazyLock<FxHashMap<&str, Role>> = LazyLock::new(|| ROLES.into_iter().collect());

/// Gathers statements.
#[derive(Default)]
pub struct Collector {
    nodes: Vec<Node>,
    places: FxHashMap<String, u32>,
    vocabulary: Vocabulary,
    last: Option<u32>,
}

impl Collector {
    /// Whether statements with this predicate tell anything here.
    pub fn wants(predicate: &str) -> bool {
        ROLE_OF.contains_key(predicate)
    }

    /// Takes a statement. `file` tells apart blank nodes of several files.
    pub fn add(&mut self, quad: QuadRef<'_>, file: usize) {
        let Some(&role) = ROLE_OF.get(quad.predicate.as_str()) else {
            return;
        };
        let subject = self.subject(quad.subject, file);
        match role {
            Role::Type => {
                if let TermRef::NamedNode(class) = quad.object {
                    self.typed(subject, class);
                }
            }
            Role::Above | Role::Beside | Role::Group | Role::Part | Role::Below | Role::Member => {
                if let Some(object) = self.object(quad.object, file) {
                    self.placed(role, subject, object);
                }
            }
            Role::Label(kind) => match self.text(quad.object) {
                Some(text) => self.node(subject).labels.push(Label { kind, text }),
                None => {
                    if let Some(object) = self.object(quad.object, file) {
                        self.node(subject).label_nodes.push((kind, object));
                    }
                }
            },
            Role::About => match self.text(quad.object) {
                Some(text) => self.node(subject).texts.push(text),
                None => {
                    if let Some(object) = self.object(quad.object, file) {
                        self.node(subject).text_nodes.push(object);
                    }
                }
            },
            Role::Name
            | Role::Form
            | Role::Notation
            | Role::Deprecated
            | Role::Replaced
            | Role::Version => {
                self.told(role, subject, quad.object);
            }
        }
    }

    fn told(&mut self, role: Role, subject: u32, object: TermRef<'_>) {
        let text = self.text(object);
        let node = self.node(subject);
        match (role, text) {
            (Role::Name, Some(text)) => node.names.push(text),
            (Role::Form, Some(text)) => node.forms.push(text),
            // Of several notations the first in the alphabet.
            (Role::Notation, Some(text)) => {
                let known = node.notation.take();
                let first = known.map_or(text.text.clone(), |known| known.min(text.text));
                node.notation = Some(first);
            }
            (Role::Deprecated, Some(text)) => {
                node.deprecated |= matches!(text.text.as_str(), "true" | "1");
            }
            (Role::Replaced, _) => node.deprecated = true,
            (Role::Version, Some(text)) => {
                let known = node.version.take();
                node.version = Some(known.map_or(text.text.clone(), |known| known.min(text.text)));
            }
            _ => {}
        }
    }

    fn placed(&mut self, role: Role, subject: u32, object: u32) {
        match role {
            Role::Above => self.node(subject).above.push(object),
            Role::Below => self.node(object).above.push(subject),
            Role::Beside => self.node(subject).beside.push(object),
            Role::Group => self.node(subject).groups.push(object),
            Role::Member => self.node(object).groups.push(subject),
            Role::Part => self.node(subject).parts.push(object),
            _ => {}
        }
    }

    fn typed(&mut self, subject: u32, class: NamedNodeRef<'_>) {
        let kinds = &mut self.node(subject).kinds;
        match class.as_str() {
            skos::CONCEPT => kinds.concept = true,
            owl::CLASS | rdfs::CLASS => kinds.class = true,
            skos::CONCEPT_SCHEME | skos::COLLECTION | skos::ORDERED_COLLECTION | owl::ONTOLOGY => {
                kinds.group = true;
                kinds.scheme |= class.as_str() == skos::CONCEPT_SCHEME;
                kinds.ontology |= class.as_str() == owl::ONTOLOGY;
            }
            skosxl::LABEL | owl::RESTRICTION => kinds.is_type = true,
            _ => {
                kinds.other = true;
                let class = self.place(class.as_str());
                self.node(class).kinds.is_type = true;
                self.node(subject).types.push(class);
            }
        }
    }

    fn node(&mut self, place: u32) -> &mut Node {
        &mut self.nodes[place as usize]
    }

    fn place(&mut self, name: &str) -> u32 {
        if let Some(&known) = self.places.get(name) {
            return known;
        }
        let place = self.nodes.len() as u32;
        self.places.insert(name.to_owned(), place);
        self.nodes.push(Node {
            iri: name.to_owned(),
            ..Node::default()
        });
        place
    }

    fn subject(&mut self, subject: NamedOrBlankNodeRef<'_>, file: usize) -> u32 {
        // Statements about one thing mostly come one after the other.
        if let (NamedOrBlankNodeRef::NamedNode(node), Some(last)) = (subject, self.last)
            && self.nodes[last as usize].iri == node.as_str()
        {
            return last;
        }
        let place = match subject {
            NamedOrBlankNodeRef::NamedNode(node) => self.place(node.as_str()),
            NamedOrBlankNodeRef::BlankNode(node) => self.blank(node.as_str(), file),
        };
        self.last = Some(place);
        place
    }

    fn object(&mut self, object: TermRef<'_>, file: usize) -> Option<u32> {
        match object {
            TermRef::NamedNode(node) => Some(self.place(node.as_str())),
            TermRef::BlankNode(node) => Some(self.blank(node.as_str(), file)),
            TermRef::Literal(_) => None,
        }
    }

    fn blank(&mut self, id: &str, file: usize) -> u32 {
        self.place(&format!("_:{file}-{id}"))
    }

    fn text(&mut self, term: TermRef<'_>) -> Option<Text> {
        let TermRef::Literal(literal) = term else {
            return None;
        };
        let language = self.vocabulary.language(literal.language().unwrap_or(""));
        Some(Text {
            language,
            text: literal.value().to_owned(),
        })
    }

    /// Takes something that a table lists as a concept.
    pub fn list(&mut self, name: &str) {
        let place = self.place(name);
        self.node(place).listed = true;
    }

    /// A label from a table.
    pub fn list_label(&mut self, name: &str, kind: LabelKind, language: &str, text: &str) {
        let text = self.text_in(language, text);
        let place = self.place(name);
        self.node(place).labels.push(Label { kind, text });
    }

    /// A definition from a table.
    pub fn list_text(&mut self, name: &str, language: &str, text: &str) {
        let text = self.text_in(language, text);
        let place = self.place(name);
        self.node(place).texts.push(text);
    }

    /// What stands above, from a table.
    pub fn list_above(&mut self, name: &str, above: &str) {
        let (place, above) = (self.place(name), self.place(above));
        self.node(place).above.push(above);
    }

    /// A notation from a table.
    pub fn list_notation(&mut self, name: &str, notation: &str) {
        let place = self.place(name);
        self.node(place).notation = Some(notation.to_owned());
    }

    /// A table says that it should not be used any more.
    pub fn list_deprecated(&mut self, name: &str) {
        let place = self.place(name);
        self.node(place).deprecated = true;
    }

    fn text_in(&mut self, language: &str, text: &str) -> Text {
        Text {
            language: self.vocabulary.language(language),
            text: text.to_owned(),
        }
    }

    /// The vocabulary that the statements make.
    pub fn finish(self) -> Vocabulary {
        graph::vocabulary(self.nodes, self.vocabulary)
    }
}
