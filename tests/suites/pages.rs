//! The HTML page in a real browser: keyboard, search, references, larger text, print, narrow
//! screens, forced colours, no request, no script error, and axe-core finds nothing; also without
//! JavaScript. Needs Chromium, Node and the packages of
//! `tests/tools/package.json`.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::process::Command;

use lobgraaf::core::hierarchy::{Evidence, HierarchyBuilder, NodeChange};
use lobgraaf::core::language::Language;

use crate::support::pages::{BASE, Sheet, goals, link};
use crate::support::{browser, root};

#[test]
fn pages_work_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let mut pages = Vec::new();
    for (view, language) in [
        ("goals", "nl"),
        ("success-elements", "en"),
        ("frameworks", "nl"),
        ("examples", "nl"),
    ] {
        let page = folder.path().join(format!("{view}.{language}.html"));
        let status = Command::new(env!("CARGO_BIN_EXE_lobgraaf"))
            .args(["tree", view, "--lang", language, "--project"])
            .arg(root())
            .arg("-o")
            .arg(&page)
            .status()
            .unwrap();
        assert!(status.success());
        pages.push(page);
    }
    let Some(said) = browser::run("pages in a browser", "page.mjs", &pages) else {
        return;
    };
    assert!(said.contains("nothing wrong"), "{said}");
    // A check of what no page has would find nothing wrong either.
    for what in [
        "label in the other language",
        "legend",
        "more than 50 found",
        "notation",
        "other names",
        "references",
    ] {
        assert!(said.contains(what), "no page has: {what}\n{said}");
    }
}

/// A hierarchy of these `(child, parent)`, named as their labels.
fn small(links: &[(&str, &str)]) -> HierarchyBuilder {
    let mut builder = HierarchyBuilder::default();
    for (child, parent) in links {
        for name in [child, parent] {
            let concept = builder.concept_mut(&format!("{BASE}{name}"));
            concept.labels.add("nl", name);
        }
        let [child, parent] = [child, parent].map(|name| format!("{BASE}{name}"));
        builder.add_link(&child, &parent, link(Evidence::Stated));
    }
    builder
}

#[test]
fn references_lead_to_what_is_on_the_page() {
    let page = Sheet::new(goals().build(Language::Dutch)).text("html");
    let linked =
        |name: &str, words: &str| page.contains(&format!("<a href=\"#{BASE}{name}\">{words}</a>"));
    // A goal of two themes names the other one; a theme below its own goal leads to itself.
    assert!(linked("werk", "Zicht op werk") || linked("werk", "2"));
    assert!(linked("jezelf", "kring: staat hierboven"), "{page}");
    // What stands deeper than the page shows is named, but nothing leads there.
    let links = [
        ("leaf", "root"),
        ("branch", "root"),
        ("deep", "branch"),
        ("leaf", "deep"),
    ];
    let mut sheet = Sheet::new(small(&links).build(Language::Dutch));
    assert!(sheet.text("html").contains(&format!("\"#{BASE}deep\"")));
    sheet.depth = Some(2);
    let cut = sheet.text("html");
    assert!(cut.contains("ook onder deep") && !cut.contains("<a "));
}

#[test]
fn the_search_finds_the_label_in_the_other_language() {
    let mut builder = small(&[("school", "land")]);
    let concept = builder.concept_mut(&format!("{BASE}school"));
    concept.labels.add("en", "place of \"learning\"");
    let page = Sheet::new(builder.build(Language::Dutch)).text("html");
    assert!(page.contains("data-also=\"place of &#34;learning&#34;\""));
    assert_eq!(
        page.matches("data-also=").count(),
        1,
        "only where there is another"
    );
}

#[test]
fn other_names_are_kept_for_the_search_and_harm_nothing() {
    let mut sheet =
        Sheet::new(small(&[("school", "land"), ("huis", "land")]).build(Language::Dutch));
    assert!(!sheet.text("html").contains("data-names="));
    let node = |sheet: &Sheet, name: &str| sheet.hierarchy.find(&format!("{BASE}{name}")).unwrap();
    let (school, huis) = (node(&sheet, "school"), node(&sheet, "huis"));
    let names = ["leer\t huis", "</script><b>&amp;", "SCHOOL"].map(str::to_owned);
    sheet.other_names.insert(school, names.to_vec());
    sheet.other_names.insert(huis, vec!["Huis".to_owned()]);
    let page = sheet.text("html");
    // The third item; what a label says already is left out.
    let block = "data-names=\"\">\n2\tleer huis\t&lt;/script>&lt;b>&amp;amp;\n</script>";
    assert!(page.contains(block), "{page}");
}

#[test]
fn nodes_that_are_the_examples_have_no_count_and_groups_tell_their_own() {
    let mut builder = small(&[("a", "doel"), ("b", "doel")]);
    for name in ["a", "b"] {
        let iri = format!("{BASE}{name}");
        builder.add_example(&iri, &iri, Evidence::Stated);
    }
    let page = Sheet::new(builder.build(Language::Dutch)).text("html");
    assert_eq!(page.matches("vermeld <b>").count(), 1, "{page}");
    assert!(page.contains("vermeld <b>2</b>") && !page.contains(">0<"));
    let mut builder = small(&[("a", "doel"), ("b", "a")]);
    for (name, example) in [("a", "1"), ("a", "2"), ("b", "1"), ("b", "3")] {
        builder.add_example(&format!("{BASE}{name}"), example, Evidence::Sure);
    }
    let mut sheet = Sheet::new(builder.build(Language::Dutch));
    let own = "2 ervan op dit niveau zelf";
    assert_eq!(sheet.text("html").matches(own).count(), 1);
    assert!(
        sheet
            .text("markdown")
            .contains("- a (zeker 3; 2 ervan op dit niveau zelf)\n")
    );
    assert!(sheet.text("text").contains(&format!("a · {own}")));
    // What is below it is not shown: nothing to add up.
    sheet.depth = Some(2);
    for format in ["html", "markdown", "text"] {
        assert!(!sheet.text(format).contains(own), "{format}");
    }
}

#[test]
fn bars_stand_only_where_they_differ() {
    let with = |examples: &[&str]| {
        let mut builder = small(&[("school", "land"), ("huis", "land")]);
        for (name, example) in ["school", "huis", "school"].iter().zip(examples) {
            builder.add_example(&format!("{BASE}{name}"), example, Evidence::Sure);
        }
        Sheet::new(builder.build(Language::Dutch)).text("html")
    };
    let alike = with(&["a", "b"]);
    assert!(alike.contains("zeker <b>1</b>") && !alike.contains("<rect"));
    let different = with(&["a", "b", "c"]);
    // One of at most two examples is half a bar.
    assert!(different.contains("<rect class=\"sure\" x=\"0.00%\" width=\"50.00%\""));
    assert!(different.contains("x=\"0.00%\" width=\"100.00%\""));
    assert!(
        !Sheet::new(small(&[("a", "b")]).build(Language::Dutch))
            .text("html")
            .contains("<rect")
    );
}

#[test]
fn what_leads_to_changes_is_open_and_closed_branches_count_them() {
    let mut builder = HierarchyBuilder::default();
    let mut changes = HashMap::new();
    // 20 branches of 30; in the third one changed, in the last two are gone and all others new.
    for branch in 0..20 {
        let above = format!("{BASE}branch{branch:02}");
        builder.concept_mut(&above).order = Some(f64::from(branch));
        for leaf in 0..30 {
            let iri = format!("{BASE}{branch:02}-{leaf:02}");
            builder
                .concept_mut(&iri)
                .labels
                .add("nl", &format!("blad {leaf}"));
            builder.add_link(&iri, &above, link(Evidence::Stated));
            let change = match (branch, leaf) {
                (2, 5) => NodeChange {
                    renamed_from: Some("loof".to_owned()),
                    ..NodeChange::default()
                },
                (19, 0..2) => NodeChange {
                    removed: true,
                    ..NodeChange::default()
                },
                (10..20, _) => NodeChange {
                    added: true,
                    ..NodeChange::default()
                },
                _ => continue,
            };
            changes.insert(iri, change);
        }
    }
    let mut sheet = Sheet::new(builder.build(Language::Dutch));
    sheet.changes = Some(changes);
    let page = sheet.text("html");
    let class = |name: &str| {
        let at = page.find(&format!(" id=\"{BASE}{name}\"")).unwrap();
        let open = page[..at].rfind("<li class=\"").unwrap();
        page[open + 11..at].trim_matches('"').to_owned()
    };
    assert_eq!(class("branch02"), "level-0");
    assert_eq!(class("branch03"), "level-0 closed");
    // The two hundredth change is the 19th of the seventh branch of changes.
    assert_eq!(class("branch16"), "level-0");
    assert_eq!(class("branch17"), "level-0 closed");
    assert!(class("19-00").ends_with(" gone") && class("19-02").ends_with(" new"));
    let told = |name: &str| {
        let at = page.find(&format!(" id=\"{BASE}{name}\"")).unwrap();
        let line = page[at..].lines().next().unwrap();
        let told = line.split_once("class=\"note changed\">·&nbsp;");
        told.map(|(_, rest)| rest.split('<').next().unwrap().to_owned())
    };
    assert_eq!(told("branch02").as_deref(), Some("1 gewijzigd"));
    assert_eq!(told("branch03"), None);
    assert_eq!(told("branch17").as_deref(), Some("30 gewijzigd"));
    // Nothing changed: roots are open, as on any page.
    sheet.changes = Some(HashMap::new());
    assert_eq!(
        sheet.text("html").matches("<li class=\"level-0\"").count(),
        20
    );
}

#[test]
fn texts_in_another_language_are_marked() {
    let mut builder = small(&[("school", "land")]);
    for (name, tag, label, note) in [
        ("land", "de", "Land", "ein Staat"),
        ("huis", "nl-BE", "huis", "woning"),
        ("tuin", "", "tuin", "zonder taal"),
    ] {
        let concept = builder.concept_mut(&format!("{BASE}{name}"));
        concept.labels = Default::default();
        concept.labels.add(tag, label);
        concept.note.add(tag, note);
    }
    let (huis, land) = (format!("{BASE}huis"), format!("{BASE}land"));
    builder.add_link(&huis, &land, link(Evidence::Stated));
    builder.add_link(&huis, &format!("{BASE}tuin"), link(Evidence::Possible));
    let school = builder.concept_mut(&format!("{BASE}school"));
    school.labels.add("en-GB", "place of learning");
    let land = builder.concept_mut(&land);
    land.labels.add("fr", "pays");
    let page = Sheet::new(builder.build(Language::Dutch)).text("html");
    for marked in [
        "<bdi lang=\"de\">Land</bdi>",
        "<span class=\"note\" lang=\"de\">(ein Staat)</span>",
        "<bdi>huis</bdi>",
        "<bdi>tuin</bdi>",
        "<bdi>school</bdi>",
        // A reference by name, to what has its place on the page.
        "\" lang=\"de\">Land</a>",
        // Found in the other language, in which the page is not either.
        "data-other=\"en\"",
        "data-also=\"place of learning\">",
    ] {
        assert!(page.contains(marked), "{marked}\n{page}");
    }
}

#[test]
fn what_reorders_text_is_a_square_on_the_page() {
    let mut builder = small(&[("school", "land")]);
    let concept = builder.concept_mut(&format!("{BASE}school"));
    concept.labels = Default::default();
    concept.labels.add("nl", "a\u{202e}b\u{2066}c\u{e000}d");
    concept.labels.add("en", "e\u{202d}f");
    concept.note.add("nl", "g\u{2028}h\u{7}i\u{a0}j");
    concept.notation = Some("k\u{200f}l".to_owned());
    let mut sheet = Sheet::new(builder.build(Language::Dutch));
    let school = sheet.hierarchy.find(&format!("{BASE}school")).unwrap();
    sheet
        .other_names
        .insert(school, vec!["m\u{202e}n".to_owned()]);
    let page = sheet.text("html");
    for shown in ["a□b□c□d", "e□f", "g h□i\u{a0}j", "k□l", "m□n"] {
        assert!(page.contains(shown), "{shown}");
    }
    // Formats for programs and editors: escaped where people read them, as they are in data.
    for format in ["markdown", "opml", "graphml", "mermaid", "dot", "text"] {
        let text = sheet.text(format);
        assert!(
            !text.contains(['\u{202e}', '\u{2066}', '\u{200f}', '\u{7}']),
            "{format}"
        );
    }
    for format in ["csv", "json", "jgf"] {
        assert!(sheet.text(format).contains("a\u{202e}b"), "{format}");
    }
}

/// What the search lists, a line each; `None` without a browser.
fn found(sheet: &Sheet, words: &str) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    std::fs::write(&page, sheet.text("html")).unwrap();
    let arguments = [page.as_os_str(), OsStr::new(words)];
    let said = browser::run("search in a browser", "search.mjs", arguments)?;
    Some(said.lines().map(str::to_owned).collect())
}

#[test]
fn the_search_lists_the_best_fit_first() {
    // In the order of the tree; `top` is above all of them.
    let labels = [
        ("1", "nl", "grondwet", None),
        ("2", "nl", "zonder wet", None),
        ("3", "nl", "wetgever", None),
        ("4", "nl", "statuut", Some("wet")),
        ("5", "en", "wet paint", None),
        ("6", "nl", "wet", None),
        ("7", "nl", "regeling", Some("organieke wet")),
    ];
    let mut builder = HierarchyBuilder::default();
    let top = format!("{BASE}top");
    builder.concept_mut(&top).labels.add("nl", "top");
    for (name, tag, label, _) in labels {
        let iri = format!("{BASE}{name}");
        let concept = builder.concept_mut(&iri);
        concept.labels.add(tag, label);
        concept.order = name.parse().ok();
        builder.add_link(&iri, &top, link(Evidence::Stated));
    }
    builder
        .concept_mut(&format!("{BASE}1"))
        .labels
        .add("en", "WET law");
    let mut sheet = Sheet::new(builder.build(Language::Dutch));
    for (name, _, _, other) in labels {
        if let Some(other) = other {
            let node = sheet.hierarchy.find(&format!("{BASE}{name}")).unwrap();
            sheet
                .other_names
                .insert(node, vec!["eerst".to_owned(), other.to_owned()]);
        }
    }
    let Some(found) = found(&sheet, "Wet") else {
        return;
    };
    assert_eq!(
        found,
        [
            "wet · top",
            "statuut (heet ook: wet) · top",
            "wetgever · top",
            "wet paint · top\ten",
            "grondwet (WET law) · top\ten",
            "zonder wet · top",
            "regeling (heet ook: organieke wet) · top",
        ]
    );
}
