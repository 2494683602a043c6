//! The HTML page in a real browser: keyboard, search, links, no request, no script error, and
//! axe-core finds nothing; also without JavaScript. Needs Chromium, Node and the packages of
//! `tests/tools/package.json`.

use std::process::Command;

use crate::support::{browser, root};

#[test]
fn pages_work_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let mut pages = Vec::new();
    for (view, language) in [
        ("goals", "nl"),
        ("success-elements", "en"),
        ("frameworks", "nl"),
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
}
