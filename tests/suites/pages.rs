//! The HTML page in a real browser: keyboard, search, references, larger text, print, narrow
//! screens, forced colours, no request, no script error, and axe-core finds nothing; also without
//! JavaScript. Needs Chromium, Node and the packages of
//! `tests/tools/package.json`.

use std::process::Command;

use lobgraaf::core::hierarchy::{Evidence, HierarchyBuilder};
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
