//! Every view: builds on the real data in both languages, loses nothing, and writes the same
//! bytes twice. Snapshots hold what people see.

use std::collections::BTreeSet;

use lobgraaf::app::evaluate::Evaluation;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::app::tree::{Graphs, PageOptions, TreeOptions, View, render, view};
use lobgraaf::app::{HIERARCHY_FORMATS, Rendered, rows};
use lobgraaf::core::language::Language;
use lobgraaf::query::header::Kind;

use crate::support::root;

fn session(language: Language) -> Session {
    let sources = Sources {
        project: Some(root().to_owned()),
        ..Sources::default()
    };
    Session::open(&sources, language).unwrap()
}

fn build(session: &Session, name: &str, graphs: Graphs) -> View {
    let options = TreeOptions {
        evaluation: Evaluation::in_language(session.language),
        graphs,
        ..TreeOptions::default()
    };
    view(&session.project, &session.store, name, &options).unwrap()
}

fn text(session: &Session, view: &View, format: &str) -> String {
    let format = HIERARCHY_FORMATS
        .iter()
        .find(|known| known.name == format)
        .unwrap();
    let options = PageOptions {
        width: 100,
        ..PageOptions::default()
    };
    match render(session, view, format, &options).unwrap() {
        Rendered::Text(text) => anstream::adapter::strip_str(&text).to_string(),
        other => panic!("{} is no text: {} bytes", format.name, other.size()),
    }
}

fn view_names(session: &Session) -> BTreeSet<String> {
    let queries = session.project.queries.iter();
    queries
        .filter(|query| query.header.kind == Kind::Tree)
        .map(|query| query.name.clone())
        .collect()
}

#[test]
fn the_views_that_scripts_rely_on_are_there() {
    let wanted = [
        "goals",
        "success-elements",
        "competencies",
        "frameworks",
        "sectors",
        "target-groups",
        "actors",
        "activity-forms",
        "examples",
        "gaps",
    ];
    let found = view_names(&session(Language::Dutch));
    for name in wanted {
        assert!(found.contains(name), "the view {name} is gone");
    }
}

#[test]
fn every_view_has_labels_everywhere_and_no_cycle() {
    for language in Language::ALL {
        let session = session(language);
        for name in view_names(&session) {
            for graphs in [Graphs::All, Graphs::Stated] {
                let view = build(&session, &name, graphs);
                assert!(!view.hierarchy.is_empty(), "{name} is empty");
                assert!(view.hierarchy.cycles().is_empty(), "{name} has a cycle");
                for node in view.hierarchy.nodes() {
                    let concept = view.hierarchy.concept(node);
                    // Two examples have no title in the source, and none is made up.
                    let untitled = concept.kind.as_deref() == Some("lob:PracticeExample");
                    assert!(
                        concept.label(language).1 || untitled,
                        "{name}: {} has no label",
                        concept.iri
                    );
                }
            }
        }
    }
}

#[test]
fn the_goal_view_holds_every_goal_once() {
    let session = session(Language::Dutch);
    let view = build(&session, "goals", Graphs::All);
    let kinds = |kind: &str| {
        let nodes = view.hierarchy.nodes();
        nodes
            .filter(|&node| view.hierarchy.concept(node).kind.as_deref() == Some(kind))
            .count()
    };
    assert_eq!(
        (
            kinds("lob:OverarchingGoal"),
            kinds("lob:GoalTheme"),
            kinds("lob:Goal")
        ),
        (1, 4, 21)
    );
    assert_eq!(view.hierarchy.roots().len(), 1);
}

#[test]
fn without_curated_links_no_goal_has_an_example() {
    let session = session(Language::Dutch);
    let stated = build(&session, "goals", Graphs::Stated);
    assert!(
        stated
            .hierarchy
            .rolled_up_counts()
            .iter()
            .all(|counts| counts.total() == 0)
    );
    let all = build(&session, "goals", Graphs::All);
    let counts = all.hierarchy.rolled_up_counts();
    assert!(
        counts.iter().all(|counts| counts.stated == 0),
        "the report ties no example to a goal"
    );
    assert!(counts.iter().any(|counts| counts.total() > 0));
}

#[test]
fn the_rows_behind_a_number_are_as_many_as_the_number() {
    let session = session(Language::Dutch);
    for name in ["goals", "success-elements", "frameworks", "competencies"] {
        let view = build(&session, name, Graphs::All);
        let counts = view.hierarchy.rolled_up_counts();
        for node in view.hierarchy.nodes().step_by(7) {
            let rows = rows::behind(&session.store, &view, node, Language::Dutch).unwrap();
            assert_eq!(
                rows.len(),
                counts[node.index()].total(),
                "{name}: {}",
                view.hierarchy.concept(node).iri
            );
        }
    }
}

#[test]
fn cooperation_forms_count_unless_asked_otherwise() {
    let session = session(Language::Dutch);
    let mut options = TreeOptions::default();
    let with = view(
        &session.project,
        &session.store,
        "success-elements",
        &options,
    )
    .unwrap();
    options.evaluation.parameters = vec![("cooperation_forms".to_owned(), "false".to_owned())];
    let without = view(
        &session.project,
        &session.store,
        "success-elements",
        &options,
    )
    .unwrap();
    assert_eq!((with.hierarchy.len(), without.hierarchy.len()), (234, 220));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for name in ["goals", "frameworks", "gaps"] {
        for format in HIERARCHY_FORMATS
            .iter()
            .filter(|format| !matches!(format.name, "svg" | "png" | "pdf"))
        {
            let write = || {
                let session = session(Language::English);
                let view = build(&session, name, Graphs::All);
                text(&session, &view, format.name)
            };
            assert_eq!(write(), write(), "{name} as {}", format.name);
        }
    }
}

#[test]
fn nested_json_is_json_and_holds_every_node_once() {
    let session = session(Language::Dutch);
    for name in view_names(&session) {
        let view = build(&session, &name, Graphs::All);
        let json: serde_json::Value = serde_json::from_str(&text(&session, &view, "json")).unwrap();
        let mut open: Vec<&serde_json::Value> = json["roots"].as_array().unwrap().iter().collect();
        let mut iris = BTreeSet::new();
        while let Some(node) = open.pop() {
            assert!(
                iris.insert(node["iri"].as_str().unwrap().to_owned()),
                "{name}: twice {node}"
            );
            open.extend(node["children"].as_array().unwrap());
        }
        assert_eq!(iris.len(), view.hierarchy.len(), "{name}");
    }
}

#[test]
fn what_people_see_of_the_goals() {
    for language in Language::ALL {
        let session = session(language);
        let view = build(&session, "goals", Graphs::All);
        insta::assert_snapshot!(
            format!("goals-text-{language}"),
            text(&session, &view, "text")
        );
        insta::assert_snapshot!(
            format!("goals-markdown-{language}"),
            text(&session, &view, "markdown")
        );
    }
}
