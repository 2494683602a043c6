//! Other people's software reads what is written: Graphviz the DOT (and the GraphML, by
//! `graphml2gv`), the mermaid package the Mermaid, feedsmith the OPML, libxml2 the XML.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use lobgraaf::app::evaluate::Evaluation;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::app::tree::{PageOptions, TreeOptions, View, render, view};
use lobgraaf::app::{HIERARCHY_FORMATS, Rendered};
use lobgraaf::core::hierarchy::{Evidence, HierarchyBuilder, merge};
use lobgraaf::core::language::Language;
use lobgraaf::query::header::Kind;
use lobgraaf::render::{MermaidForm, escape, graph};
use serde_json::Value;

use crate::support::pages::{BASE, Sheet, goals, hostile, hostile_labels, link};
use crate::support::{root, skip};

/// The output of a program that reads `input`; `None`, told as a skip, when it is not installed.
fn run(program: &str, arguments: &[&str], input: &str) -> Option<Output> {
    let command = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = command else {
        skip(program, "is not installed");
        return None;
    };
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    Some(output)
}

/// The output of a program that must have nothing to say against its input.
fn accepts(what: &str, program: &str, arguments: &[&str], input: &str) -> Option<String> {
    let output = run(program, arguments, input)?;
    let said = String::from_utf8_lossy(&output.stderr);
    let said: Vec<_> = said
        .lines()
        .filter(|line| !line.starts_with("Unknown node"))
        .collect();
    assert!(
        output.status.success() && said.is_empty(),
        "{what}: {program}: {said:?}"
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Every view of the project in Dutch.
fn views() -> (Session, Vec<View>) {
    let sources = Sources {
        project: Some(root().to_owned()),
        ..Sources::default()
    };
    let session = Session::open(&sources, Language::Dutch).unwrap();
    let options = TreeOptions {
        evaluation: Evaluation::in_language(Language::Dutch),
        ..TreeOptions::default()
    };
    let queries = session
        .project
        .queries
        .iter()
        .filter(|query| query.header.kind == Kind::Tree);
    let names: Vec<_> = queries.map(|query| query.name.clone()).collect();
    let views = names
        .iter()
        .map(|name| view(&session.project, &session.store, name, &options).unwrap())
        .collect();
    (session, views)
}

/// What a format makes of each view; `None` where it refuses for size.
fn written(format: &str) -> Vec<(View, Option<String>)> {
    let (session, views) = views();
    let format = HIERARCHY_FORMATS
        .iter()
        .find(|known| known.name == format)
        .unwrap();
    let write = |view: &View| match render(&session, view, format, &PageOptions::default()) {
        Ok(Rendered::Text(text)) => Some(text),
        Ok(_) => panic!("{} is no text", format.name),
        Err(error) => {
            assert!(error.to_string().contains("--depth"), "{error}");
            None
        }
    };
    let texts: Vec<_> = views.iter().map(write).collect();
    views.into_iter().zip(texts).collect()
}

/// A random-looking graph with several parents, cycles and loops, always the same.
fn tangle() -> Sheet {
    let mut builder = HierarchyBuilder::default();
    let mut state = 7_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % 60
    };
    for _ in 0..120 {
        let (child, parent) = (format!("{BASE}{}", next()), format!("{BASE}{}", next()));
        builder.add_link(&child, &parent, link(Evidence::Possible));
    }
    Sheet::new(builder.build(Language::Dutch))
}

/// Two small hierarchies as one.
fn compared() -> Sheet {
    let mut new = goals();
    new.concept_mut(&format!("{BASE}nieuw"))
        .labels
        .add("nl", "Nieuw");
    new.add_link(
        &format!("{BASE}nieuw"),
        &format!("{BASE}werk"),
        link(Evidence::Stated),
    );
    let merged = merge(
        &new.build(Language::Dutch),
        &goals().build(Language::Dutch),
        Language::Dutch,
    );
    let mut sheet = Sheet::new(merged.hierarchy);
    sheet.changes = Some(merged.changes);
    sheet
}

fn sheets() -> [(&'static str, Sheet); 4] {
    [
        ("small", Sheet::new(goals().build(Language::Dutch))),
        ("hostile", Sheet::new(hostile())),
        ("tangle", tangle()),
        ("compared", compared()),
    ]
}

#[test]
fn graphviz_draws_every_node_and_link() {
    let sheets = sheets();
    let mut texts: Vec<_> = sheets
        .iter()
        .map(|(name, sheet)| ((*name).to_owned(), sheet.hierarchy.len(), sheet.text("dot")))
        .collect();
    for (view, text) in written("dot") {
        texts.push((view.name, view.hierarchy.len(), text.unwrap()));
    }
    for (name, nodes, text) in &texts {
        let edges = text
            .lines()
            .filter(|line| line.contains("\" -> \"") || line.contains(" -> n"))
            .filter(|line| !line.contains("style=invis"))
            .count();
        let Some(svg) = accepts(name, "dot", &["-Tsvg"], text) else {
            return;
        };
        assert_eq!(svg.matches("class=\"node\"").count(), *nodes, "{name}");
        assert_eq!(svg.matches("class=\"edge\"").count(), edges, "{name}");
        assert!(!svg.to_lowercase().contains("href=\"javascript"), "{name}");
        accepts(
            name,
            "xmllint",
            &["--noout", "--nonet", "--huge", "-"],
            &svg,
        );
    }
}

#[test]
fn graphviz_shows_hostile_labels_as_they_are() {
    let mut builder = HierarchyBuilder::default();
    for (place, label) in hostile_labels().iter().enumerate() {
        // Longer ones wrap and are cut.
        if escape::terminal(label).chars().count() < 36 {
            builder
                .concept_mut(&format!("{BASE}{place}"))
                .labels
                .add("nl", label);
        }
    }
    let sheet = Sheet::new(builder.build(Language::Dutch));
    let Some(svg) = accepts("hostile", "dot", &["-Tsvg"], &sheet.text("dot")) else {
        return;
    };
    // Graphviz names a document type; it is read without one.
    let start = svg.find("<svg").unwrap();
    let document = roxmltree::Document::parse(&svg[start..]).unwrap();
    let shown: Vec<_> = document
        .descendants()
        .filter_map(|node| node.text())
        .collect();
    for node in sheet.hierarchy.nodes() {
        let label = escape::terminal(sheet.hierarchy.concept(node).label(Language::Dutch).0);
        let plain = |text: &str| text.replace('\u{a0}', " ");
        assert!(
            shown.iter().any(|text| plain(text) == plain(&label)),
            "{label:?}"
        );
    }
}

#[test]
fn xml_readers_accept_graphml_and_opml() {
    for format in ["graphml", "opml"] {
        let mut texts: Vec<_> = sheets()
            .iter()
            .map(|(name, sheet)| ((*name).to_owned(), sheet.text(format)))
            .collect();
        texts.extend(
            written(format)
                .into_iter()
                .map(|(view, text)| (view.name, text.unwrap())),
        );
        for (name, text) in &texts {
            if accepts(name, "xmllint", &["--noout", "--nonet", "-"], text).is_none() {
                return;
            }
        }
        if format == "graphml" {
            for (name, text) in &texts {
                let Some(dot) = accepts(name, "graphml2gv", &[], text) else {
                    return;
                };
                let edges = text.matches("<edge ").count();
                assert_eq!(dot.matches(" -> ").count(), edges, "{name}");
            }
        }
    }
}

/// What the readers of `tests/tools` make of each text; `None`, told as a skip, without them.
fn read_by_others(texts: &[(String, String)], ending: &str) -> Option<Vec<Value>> {
    let tools = root().join("tests/tools");
    if !tools.join("node_modules").is_dir() {
        skip(
            "tests/tools",
            "no node_modules; run `npm ci --prefix tests/tools`",
        );
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = (0..texts.len())
        .map(|place| folder.path().join(format!("{place}.{ending}")))
        .collect();
    for (path, (_, text)) in paths.iter().zip(texts) {
        std::fs::write(path, text).unwrap();
    }
    let reader = tools.join("read.mjs");
    let mut arguments = vec![reader.to_str().unwrap()];
    arguments.extend(
        paths
            .iter()
            .map(|path: &PathBuf| Path::to_str(path).unwrap()),
    );
    let output = run("node", &arguments, "")?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let read: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(read.len(), texts.len());
    for ((name, _), found) in texts.iter().zip(&read) {
        assert!(found.get("error").is_none(), "{name}: {found}");
    }
    Some(read)
}

#[test]
fn mermaid_reads_every_node_link_and_label() {
    let mut texts = Vec::new();
    let mut expected = Vec::new();
    for form in [MermaidForm::Flowchart, MermaidForm::Mindmap] {
        for (name, mut sheet) in sheets() {
            sheet.mermaid = Some(form);
            let nodes = match form {
                MermaidForm::Flowchart => sheet.hierarchy.len(),
                MermaidForm::Mindmap => sheet.hierarchy.preorder(None).count(),
            };
            texts.push((name.to_owned(), sheet.text("mermaid")));
            expected.push((form, nodes));
        }
    }
    for (view, text) in written("mermaid") {
        if let Some(text) = text {
            texts.push((view.name, text));
            expected.push((MermaidForm::Flowchart, view.hierarchy.len()));
        }
    }
    assert!(texts.len() > 2 * sheets().len(), "no view fits");
    let Some(read) = read_by_others(&texts, "mmd") else {
        return;
    };
    for (((name, text), (form, nodes)), found) in texts.iter().zip(&expected).zip(&read) {
        let read_nodes = found["nodes"].as_array().unwrap();
        // A mindmap of several roots has the title in the middle.
        let title = usize::from(text.contains("\n  title[\""));
        assert_eq!(read_nodes.len(), nodes + title, "{name} as {form:?}");
        if *form == MermaidForm::Flowchart && found["type"] != "mindmap" {
            let edges = text
                .lines()
                .filter(|line| line.contains("->") && !line.trim_start().starts_with("%%"))
                .count();
            assert_eq!(found["edges"], edges, "{name}");
        }
    }
    let labels = read[1]["nodes"].as_array().unwrap();
    let hostile = hostile();
    for node in hostile.nodes() {
        let concept = hostile.concept(node);
        let id = graph::node_id(&concept.iri, 12);
        let found = labels
            .iter()
            .find(|label| label["id"] == id.as_str())
            .unwrap();
        assert!(
            !found["link"]
                .as_str()
                .unwrap_or("")
                .starts_with("javascript")
        );
        // Without the spaces of no width that keep formulas and icons apart.
        let shown = found["text"].as_str().unwrap().replace('\u{200b}', "");
        let label = escape::terminal(concept.label(Language::Dutch).0);
        let label: String = label.replace('ﬂ', "fl").chars().take(40).collect();
        // Mermaid's own mark for the end of an entity cannot be told from the two letters here.
        let plain = |text: &str| text.replace("¶ß", ";");
        assert!(
            plain(&shown).contains(plain(&label).trim_end()),
            "{shown:?}\n{label:?}"
        );
    }
}

#[test]
fn an_opml_reader_finds_title_date_and_every_outline() {
    let (session, views) = views();
    let mut texts = Vec::new();
    let mut expected = Vec::new();
    for (name, sheet) in sheets() {
        texts.push((name.to_owned(), sheet.text("opml")));
        expected.push(sheet.hierarchy.preorder(None).count());
    }
    let format = HIERARCHY_FORMATS
        .iter()
        .find(|known| known.name == "opml")
        .unwrap();
    for view in &views {
        let Rendered::Text(text) = render(&session, view, format, &PageOptions::default()).unwrap()
        else {
            panic!("OPML is text");
        };
        texts.push((view.name.clone(), text));
        expected.push(view.hierarchy.preorder(None).count());
    }
    let Some(read) = read_by_others(&texts, "opml") else {
        return;
    };
    for (((name, _), outlines), found) in texts.iter().zip(&expected).zip(&read) {
        assert_eq!(found["outlines"], *outlines, "{name}");
    }
    assert_eq!(read[0]["title"], "Waar werken activiteiten aan?");
    assert_eq!(read[0]["date"], "Tue, 24 Nov 2026 00:00:00 GMT");
}
