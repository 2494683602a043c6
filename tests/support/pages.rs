//! Hierarchies and pages for tests of renderers: small, hostile, large.

use std::collections::{BTreeMap, HashMap};

use petgraph::graph::NodeIndex;

use lobgraaf::core::hierarchy::{Counts, Evidence, Hierarchy, HierarchyBuilder, Link, NodeChange};
use lobgraaf::core::language::Language;
use lobgraaf::render::drawing::Drawing;
use lobgraaf::render::{HIERARCHY_FORMATS, MermaidForm, Page, RenderError, Rendered};

pub const BASE: &str = "http://example.org/doel/";

/// A link with that evidence.
pub fn link(evidence: Evidence) -> Link {
    Link {
        evidence,
        kind: None,
    }
}

/// A page that owns what it shows.
pub struct Sheet {
    pub hierarchy: Hierarchy,
    pub counts: Vec<Counts>,
    pub has_counts: bool,
    pub depth: Option<usize>,
    pub mermaid: Option<MermaidForm>,
    pub changes: Option<HashMap<String, NodeChange>>,
    pub other_names: HashMap<NodeIndex, Vec<String>>,
}

impl Sheet {
    pub fn new(hierarchy: Hierarchy) -> Self {
        let counts = hierarchy.rolled_up_counts();
        Self {
            has_counts: counts.iter().any(|counts| counts.total() > 0),
            counts,
            hierarchy,
            depth: None,
            mermaid: None,
            changes: None,
            other_names: HashMap::new(),
        }
    }

    pub fn write(&self, format: &str) -> Result<String, RenderError> {
        let page = Page {
            hierarchy: &self.hierarchy,
            counts: &self.counts,
            language: Language::Dutch,
            view: "goals",
            title: "Waar werken activiteiten aan?",
            note: Some("Zeker: de titel noemt het doel."),
            source: Some("Bron: Voorbeeld & Zn. (2025)."),
            date: Some("2026-11-24"),
            kinds: &BTreeMap::new(),
            reasons: &BTreeMap::new(),
            other_names: &self.other_names,
            has_counts: self.has_counts,
            counted: lobgraaf::render::counted::Counted::Examples,
            has_curated: self.has_counts,
            few: Some(2),
            depth: self.depth,
            width: 100,
            drawing: &Drawing::default(),
            mermaid: self.mermaid,
            has_links: false,
            has_classes: false,
            changes: self.changes.as_ref(),
        };
        let format = HIERARCHY_FORMATS.iter().find(|known| known.name == format);
        match (format.unwrap().render)(&page)? {
            Rendered::Text(text) => Ok(text),
            Rendered::Bytes { .. } => panic!("not text"),
            // A drawing of several pages: all of them.
            Rendered::Pages(pages) => Ok(String::from_utf8(pages.concat()).unwrap()),
        }
    }

    pub fn text(&self, format: &str) -> String {
        self.write(format).unwrap()
    }
}

fn concept(builder: &mut HierarchyBuilder, name: &str, notation: &str, label: &str, kind: &str) {
    let concept = builder.concept_mut(&format!("{BASE}{name}"));
    concept.labels.add("nl", label);
    concept.notation = Some(notation.to_owned()).filter(|notation| !notation.is_empty());
    concept.kind = Some(format!("ex:{kind}"));
}

/// Two themes with goals: stated, sure and possible, a second parent, a cycle, a note, marks.
pub fn goals() -> HierarchyBuilder {
    let mut builder = HierarchyBuilder::default();
    let b = &mut builder;
    concept(b, "kiezen", "", "Leren kiezen", "Top");
    concept(b, "jezelf", "1", "Zicht op jezelf", "Theme");
    concept(b, "kwaliteiten", "1.1", "Kwaliteiten kennen", "Goal");
    concept(b, "drijfveren", "1.2", "Weten wat je drijft", "Goal");
    concept(b, "werk", "2", "Zicht op werk", "Theme");
    concept(b, "stage", "2.1", "Stage & \"echt\" <werk> zien", "Goal");
    for (child, parent, evidence) in [
        ("jezelf", "kiezen", Evidence::Stated),
        ("werk", "kiezen", Evidence::Sure),
        ("kwaliteiten", "jezelf", Evidence::Stated),
        ("drijfveren", "jezelf", Evidence::Stated),
        ("drijfveren", "werk", Evidence::Possible),
        ("stage", "werk", Evidence::Stated),
        // A cycle: the theme under its own goal.
        ("jezelf", "kwaliteiten", Evidence::Stated),
    ] {
        let iris = [child, parent].map(|name| format!("{BASE}{name}"));
        builder.add_link(&iris[0], &iris[1], link(evidence));
    }
    let kwaliteiten = format!("{BASE}kwaliteiten");
    for (example, evidence) in [
        ("e1", Evidence::Stated),
        ("e2", Evidence::Sure),
        ("e3", Evidence::Possible),
    ] {
        builder.add_example(&kwaliteiten, example, evidence);
    }
    builder.add_example(&format!("{BASE}stage"), "e3", Evidence::Sure);
    let stage = builder.concept_mut(&format!("{BASE}stage"));
    stage.note.add("nl", "volgens het rapport weinig aandacht");
    builder
}

/// Labels that mean harm to one format or another.
pub fn hostile_labels() -> Vec<String> {
    let mut labels: Vec<String> = [
        "<script>alert(1)</script>",
        "</svg><img src=x onerror=alert(1)>",
        "\u{1b}[31mrood\u{7}\u{0}\u{8}",
        "omge\u{202e}keerd \u{2066}isolaat\u{2069} \u{200f}",
        "مرحبا שלום e\u{301}\u{302} 👩\u{200d}👩\u{200d}👧",
        "regel een\nregel twee\r\n\u{2028}drie\u{85}vier\tvijf",
        "\"; shape=none]; evil [label=\"x",
        "eindigt op een backslash \\",
        "\\N \\G \\l \\\" \\\\",
        "`markdown **vet**` [x](javascript:alert(1))",
        "\"]; click n href \"javascript:alert(1)\"; n2[\"",
        "%%{init: {\"theme\": \"dark\", \"securityLevel\": \"loose\"}}%%",
        "style n fill:#f9f,stroke:#333; #quot; #35; &quot; &#x3c;b&#62;",
        "ﬂ°°60¶ßimg src=xﬂ°°62¶ß fa:fa-ban $$\\frac{1}{2}$$",
        "1. een lijst",
        "- nog een",
        "+ en nog een",
        "# kop",
        "end subgraph --- title: x",
        "=HYPERLINK(\"http://example.org\")",
        "]]> --> */ <!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]> &y; <?php",
        "\u{fffe}\u{ffff}\u{fdd0}\u{e0041}",
        "{{7*7}} ${x} {title}",
    ]
    .map(str::to_owned)
    .to_vec();
    labels.push("lang ".repeat(2_000));
    labels.push("x".repeat(10_000));
    labels
}

/// Each hostile label at a node, as label, note, notation and kind; some IRIs are hostile too.
pub fn hostile() -> Hierarchy {
    let mut builder = HierarchyBuilder::default();
    for (place, label) in hostile_labels().iter().enumerate() {
        let iri = match place % 4 {
            0 => format!("javascript:alert({place})"),
            1 => format!("http://example.org/{place}?a=1&copy;b=\"x\" <y>'\\"),
            2 => format!("{label} als naam"),
            _ => format!("{BASE}{place}#style:x#1;"),
        };
        let concept = builder.concept_mut(&iri);
        concept.order = Some(place as f64);
        concept.labels.add("nl", label);
        concept.note.add("nl", label);
        concept.notation = Some(label.chars().take(50).collect());
        concept.kind = Some(label.chars().take(50).collect());
        builder.add_link(&iri, BASE, link(Evidence::Possible));
        builder.add_example(&iri, label, Evidence::Sure);
    }
    builder.build(Language::Dutch)
}
