//! Foreign files as hierarchies: whatever people publish as SKOS, RDFS or OWL is shown, and
//! hostile labels come out harmless.

use std::path::Path;
use std::sync::LazyLock;

use lobgraaf::app::session::{Session, Sources};
use lobgraaf::app::tree::{Graphs, PageOptions, TreeOptions, View, render, view};
use lobgraaf::app::{HIERARCHY_FORMATS, HierarchyFormat, Rendered, schemes, skos};
use lobgraaf::core::language::Language;
use lobgraaf::store::load::SourceFile;
use lobgraaf::store::memory::GraphStore;

use crate::support::{files_with_ending, root, suite};

const PREFIXES: &str = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <http://example.org/> .
";

fn skos_view(turtle: &str, scheme: Option<&str>) -> View {
    let store = GraphStore::new().unwrap();
    let text = format!("{PREFIXES}{turtle}");
    let file = SourceFile::from_bytes(Path::new("test.ttl"), text.into_bytes()).unwrap();
    store.load(&file, "urn:test").unwrap();
    skos::view(&store, "test.ttl", scheme, Language::Dutch).unwrap()
}

/// What a page says that nodes are also called: lines of place and names.
fn other_names(turtle: &str, language: Language) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("names.ttl");
    std::fs::write(&file, format!("{PREFIXES}{turtle}")).unwrap();
    let sources = Sources {
        files: vec![file],
        ..Sources::default()
    };
    let session = Session::open(&sources, language).unwrap();
    let view = skos::view(&session.store, "names.ttl", None, language).unwrap();
    let html = HIERARCHY_FORMATS
        .iter()
        .find(|format| format.name == "html");
    let page = render(&session, &view, html.unwrap(), &PageOptions::default()).unwrap();
    let Rendered::Text(page) = page else {
        panic!("no text")
    };
    let block = page.split_once("data-names=\"\">\n").map(|(_, rest)| rest);
    let block = block.and_then(|rest| rest.split_once("\n</script>"));
    block.map_or_else(String::new, |(block, _)| block.to_owned())
}

#[test]
fn a_page_knows_alternative_labels_in_the_best_language_also_of_skos_xl() {
    let turtle = "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
        :a a skos:Concept ; skos:prefLabel \"hogeschool\"@nl ;
            skos:altLabel \"hbo\"@nl , \"hoger beroepsonderwijs\"@nl , \"university college\"@en .
        :b a skos:Concept ; skos:prefLabel \"school\"@nl ; xl:altLabel [ xl:literalForm \"lycée\"@fr ] .
        :c a skos:Concept ; skos:prefLabel \"les\"@nl ; skos:altLabel \"Les\"@nl .";
    let dutch = "0\thbo\thoger beroepsonderwijs\n2\tlycée";
    assert_eq!(other_names(turtle, Language::Dutch), dutch);
    let english = "0\tuniversity college\n2\tlycée";
    assert_eq!(other_names(turtle, Language::English), english);
}

/// The tree as indented labels.
fn outline(view: &View) -> String {
    let hierarchy = &view.hierarchy;
    let lines = hierarchy.preorder(None).map(|step| {
        let label = hierarchy.concept(step.node).label(Language::Dutch).0;
        format!(
            "{}{label}{}\n",
            "  ".repeat(step.level),
            if step.reference { " *" } else { "" }
        )
    });
    lines.collect()
}

#[test]
fn only_narrower_will_do() {
    let view = skos_view(
        ":a skos:narrower :b , :c . :b skos:prefLabel \"bee\"@nl , \"bee-en\"@en .",
        None,
    );
    assert_eq!(outline(&view), "a\n  bee\n  c\n");
}

#[test]
fn only_top_concept_of_will_do() {
    let view = skos_view(
        ":a skos:topConceptOf :s . :s skos:hasTopConcept :b . :s skos:prefLabel \"schema\"@nl .",
        None,
    );
    assert_eq!(outline(&view), "schema\n  a\n  b\n");
}

#[test]
fn a_scheme_without_concepts_is_an_error_that_names_those_with_some() {
    let asked = |turtle: &str, what: &str| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("test.ttl");
        std::fs::write(&file, format!("{PREFIXES}{turtle}")).unwrap();
        let sources = Sources {
            files: vec![file],
            ..Sources::default()
        };
        let session = Session::open(&sources, Language::English).unwrap();
        let view = schemes::view(&session, what).map_err(|error| error.to_string());
        view.map(|view| outline(&view))
    };
    let two = ":fruit a skos:ConceptScheme . :nuts a skos:ConceptScheme . :bare a skos:ConceptScheme .
        :pear skos:inScheme :fruit ; a skos:Concept . :hazel skos:inScheme :nuts ; a skos:Concept .";
    let base = "http://example.org";
    assert_eq!(
        asked(two, &format!("{base}/nuts")).unwrap(),
        "nuts\n  hazel\n"
    );
    let fruit = format!("fruit ({base}/fruit)");
    let nuts = format!("nuts ({base}/nuts)");
    for (what, schemes) in [
        ("fruits", [&fruit, &nuts]),
        ("http://example.org/bare", [&fruit, &nuts]),
        ("http://example.org/pear", [&fruit, &nuts]),
        ("nutz", [&nuts, &fruit]),
    ] {
        let error = asked(two, what).unwrap_err();
        let expected = format!("`{what}` is no concept scheme with concepts; these are: ");
        assert!(error.starts_with(&expected), "{error}");
        let at = schemes.map(|scheme| error.find(scheme.as_str()).unwrap());
        assert!(
            what.contains("example") || at[0] < at[1],
            "nearest first: {error}"
        );
    }
    let many: String = (0..9)
        .map(|n| {
            format!(":s{n} a skos:ConceptScheme . :c{n} a skos:Concept ; skos:inScheme :s{n} .")
        })
        .collect();
    let error = asked(&many, "s4x").unwrap_err();
    assert!(
        error.contains(": s4 (") && error.ends_with("there are 4 more"),
        "{error}"
    );
    let none = asked(":a skos:broader :b .", "s").unwrap_err();
    assert!(none.ends_with("leave --scheme out"), "{none}");
}

#[test]
fn several_schemes_are_roots_and_one_can_be_chosen() {
    let data = ":s a skos:ConceptScheme . :t a skos:ConceptScheme .
        :a a skos:Concept ; skos:inScheme :s , :t . :b skos:broader :a ; skos:inScheme :t .
        :loose a skos:Concept .";
    assert_eq!(
        outline(&skos_view(data, None)),
        "loose\ns\n  a\n    b\nt\n  a *\n"
    );
    assert_eq!(
        outline(&skos_view(data, Some("http://example.org/t"))),
        "t\n  a\n    b\n"
    );
}

#[test]
fn labels_fall_back_from_language_to_language_to_notation_to_iri() {
    let data = ":a a skos:Concept ; skos:prefLabel \"ä\"@fi , \"anglais\"@fr .
        :b a skos:Concept ; skos:notation \"B.1\" . :c a skos:Concept ; rdfs:label \"cee\" .
        <http://example.org/path/d/> a skos:Concept ; skos:prefLabel \"  \"@nl .";
    let view = skos_view(data, None);
    assert_eq!(outline(&view), "B.1\nä\ncee\nd\n");
}

#[test]
fn skos_xl_labels_are_read() {
    let data = "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
        :a a skos:Concept ; xl:prefLabel :la . :la xl:literalForm \"uitgebreid\"@nl .";
    assert_eq!(outline(&skos_view(data, None)), "uitgebreid\n");
}

#[test]
fn classes_are_shown_where_there_are_no_concepts() {
    let data =
        ":A a owl:Class ; rdfs:label \"Aap\"@nl . :B rdfs:subClassOf :A , [ a owl:Restriction ] .";
    assert_eq!(outline(&skos_view(data, None)), "Aap\n  B\n");
}

#[test]
fn blank_concepts_have_stable_names() {
    let data = "[] a skos:Concept ; skos:prefLabel \"twee\"@nl . [] a skos:Concept ; skos:prefLabel \"een\"@nl .";
    let iris = || -> Vec<String> {
        let view = skos_view(data, None);
        view.hierarchy
            .preorder(None)
            .map(|s| view.hierarchy.concept(s.node).iri.clone())
            .collect()
    };
    assert_eq!(iris(), ["_:b1", "_:b2"]);
}

static SESSION: LazyLock<Session> = LazyLock::new(|| {
    let sources = Sources {
        project: Some(root().to_owned()),
        ..Sources::default()
    };
    Session::open(&sources, Language::Dutch).unwrap()
});

fn write(view: &View, format: &str) -> String {
    let format = HIERARCHY_FORMATS
        .iter()
        .find(|known| known.name == format)
        .unwrap();
    let options = PageOptions {
        width: 80,
        ..PageOptions::default()
    };
    match render(&SESSION, view, format, &options) {
        Ok(Rendered::Text(text)) => text,
        Ok(Rendered::Pages(pages)) => String::from_utf8(pages.concat()).unwrap(),
        Ok(Rendered::Bytes { .. }) => panic!("{} is no text", format.name),
        // Mermaid alone refuses what is too large for it.
        Err(error) => {
            assert!(format.name == "mermaid", "{}: {error}", format.name);
            String::new()
        }
    }
}

/// The formats that are text; `diagram_svg` looks at the others.
fn text_formats() -> impl Iterator<Item = &'static HierarchyFormat> {
    HIERARCHY_FORMATS
        .iter()
        .filter(|format| !matches!(format.name, "png" | "pdf"))
}

#[test]
fn hostile_labels_come_out_harmless_in_every_format() {
    let hostile = r#":a a skos:Concept ; skos:prefLabel "\u001B[31mrood\u0007 <script>alert(1)</script> \"'` \n regel\u202Eomgekeerd =1+1 [x](javascript:a) 👩‍👩‍👧 مرحبا"@nl .
        :b a skos:Concept ; skos:notation "=cmd()" ; skos:prefLabel "-2"@nl ."#;
    let view = skos_view(hostile, None);
    let text = anstream::adapter::strip_str(&write(&view, "text")).to_string();
    assert!(
        !text.contains('\u{1b}') && !text.contains('\u{7}') && !text.contains('\u{202e}'),
        "{text}"
    );
    assert!(
        text.contains("\\u{1b}[31mrood") && text.contains("👩‍👩‍👧") && text.contains("مرحبا"),
        "{text}"
    );
    let html = write(&view, "html");
    assert_eq!(
        html.matches("<script").count(),
        1,
        "only the page's own script"
    );
    assert!(html.contains("&#60;script&#62;"), "{html}");
    let markdown = write(&view, "markdown");
    assert!(
        !markdown.contains("<script") && markdown.contains("\\[x\\]"),
        "{markdown}"
    );
    let csv = write(&view, "csv");
    assert!(
        csv.lines().any(|line| line.contains(",'=cmd(),'-2,")),
        "{csv}"
    );
    assert!(serde_json::from_str::<serde_json::Value>(&write(&view, "json")).is_ok());
}

#[test]
fn a_chain_of_100_000_levels_is_written_in_every_format_in_linear_space() {
    let mut turtle = String::new();
    for level in 1..100_000 {
        turtle.push_str(&format!(":n{level} skos:broader :n{} .\n", level - 1));
    }
    let view = skos_view(&turtle, None);
    for format in text_formats() {
        let bytes = write(&view, format.name).len();
        assert!(bytes < 60_000_000, "{}: {bytes} bytes", format.name);
    }
    assert!(write(&view, "text").contains("[niveau 100000]"));
}

#[test]
fn files_made_to_cause_trouble_do_none() {
    let Some(folder) = suite("skos-troublemakers") else {
        return;
    };
    let mut shown = 0;
    for path in files_with_ending(&folder, "ttl")
        .into_iter()
        .chain(files_with_ending(&folder, "rdf"))
    {
        let store = GraphStore::new().unwrap();
        let file = SourceFile::read(&path).unwrap();
        match store.load(&file, "urn:test") {
            Err(error) => {
                assert!(error.to_string().contains(".rdf") || error.to_string().contains(".ttl"))
            }
            Ok(()) => {
                let view = skos::view(&store, "x", None, Language::English).unwrap();
                let full = view
                    .hierarchy
                    .preorder(None)
                    .filter(|step| !step.reference)
                    .count();
                assert_eq!(full, view.hierarchy.len(), "{}", path.display());
                for format in text_formats() {
                    write(&view, format.name);
                }
                shown += 1;
            }
        }
    }
    // Five files are no RDF in the syntax that their name promises (the suite's SOURCE.txt).
    assert_eq!(shown, 81 - 5);
}

#[test]
fn what_is_added_is_never_stated_by_the_source() {
    let folder = tempfile::tempdir().unwrap();
    let link = "<https://w3id.org/lobgraaf/id/praktijkvoorbeeld/1208> \
        <https://w3id.org/lobgraaf/def#pursuesGoal> \
        <https://w3id.org/lobgraaf/id/doel/taalvaardigheid-verbeteren> .";
    let open = |text: &str| {
        let path = folder.path().join("mine.ttl");
        std::fs::write(&path, text).unwrap();
        let added = vec![path];
        let project = Some(root().to_owned());
        Session::open(
            &Sources {
                project,
                added,
                ..Sources::default()
            },
            Language::Dutch,
        )
    };
    let session = open(link).unwrap();
    for (graphs, expected) in [(Graphs::All, (0, 1)), (Graphs::Stated, (0, 0))] {
        let options = TreeOptions {
            graphs,
            ..TreeOptions::default()
        };
        let goals = view(&session.project, &session.store, "goals", &options).unwrap();
        let node = goals
            .hierarchy
            .find("https://w3id.org/lobgraaf/id/doel/taalvaardigheid-verbeteren");
        let counts = goals.hierarchy.rolled_up_counts()[node.unwrap().index()];
        assert_eq!((counts.stated, counts.total()), expected);
    }
    let claimed = format!("#+ graph: https://w3id.org/lobgraaf/graph/rapport\n{link}");
    assert!(
        open(&claimed).is_err(),
        "a file may not claim the report's graph"
    );
}
