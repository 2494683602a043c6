//! Rebuilds the program when a file of the embedded project is added, changed or removed.

fn main() {
    for path in [
        "lobgraaf.toml",
        "ontology",
        "data",
        "queries",
        "messages",
        "templates",
        "tests/cases/checks",
    ] {
        println!("cargo:rerun-if-changed={path}");
    }
}
