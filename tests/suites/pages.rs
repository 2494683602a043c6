//! The HTML page in a real browser: keyboard, search, links, no request, no script error, and
//! axe-core finds nothing; also without JavaScript. Needs Chromium, Node and the packages of
//! `tests/tools/package.json`.

use std::path::Path;
use std::process::Command;

use crate::support::{root, skip};

#[test]
fn pages_work_in_a_browser() {
    let tools = root().join("tests/tools");
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !Path::new(&browser).exists() {
        return skip("pages in a browser", &format!("{browser} is not there"));
    }
    if !tools.join("node_modules/playwright-core").is_dir()
        || !tools.join("node_modules/axe-core").is_dir()
    {
        return skip("pages in a browser", "run `npm ci` in tests/tools");
    }
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
    let output = Command::new("node")
        .arg(tools.join("page.mjs"))
        .args(&pages)
        .env("CHROMIUM", browser)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(said.contains("nothing wrong"), "{said}");
}
