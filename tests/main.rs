//! The one test binary; a suite a file.

mod support;

mod suites {
    pub mod check_command;
    pub mod checks;
    pub mod shacl;
    pub mod shapes;
    pub mod skos;
}
