//! Pages in Chromium, by the scripts of `tests/tools`.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use crate::support::{root, skip};

/// Runs a script of `tests/tools` that must find nothing wrong; what it says, or `None`, told as a
/// skip of `what`, where there is no browser or `npm ci` was not run.
pub fn run(
    what: &str,
    script: &str,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Option<String> {
    let tools = root().join("tests/tools");
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !Path::new(&browser).exists() {
        skip(what, &format!("{browser} is not there"));
        return None;
    }
    let is_installed = |module: &str| tools.join("node_modules").join(module).is_dir();
    if !is_installed("playwright-core") || !is_installed("axe-core") {
        skip(what, "run `npm ci` in tests/tools");
        return None;
    }
    let output = Command::new("node")
        .arg(tools.join(script))
        .args(arguments)
        .env("CHROMIUM", browser)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{error}");
    Some(said)
}
