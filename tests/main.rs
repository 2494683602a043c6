//! The one test binary; a suite a file.

mod support;

mod suites {
    pub mod admission;
    pub mod broader;
    pub mod canonical;
    pub mod cases;
    pub mod check_command;
    pub mod checks;
    pub mod cli;
    pub mod coding;
    pub mod comparison;
    pub mod csv;
    pub mod diagram_access;
    pub mod diagram_crossings;
    pub mod diagram_graphs;
    pub mod diagram_layout;
    pub mod diagram_readers;
    pub mod diagram_svg;
    pub mod docs;
    pub mod errors;
    pub mod help;
    pub mod hierarchy;
    pub mod hierarchy_bounds;
    pub mod linking_add;
    pub mod linking_diagram;
    pub mod linking_relations;
    pub mod linking_review;
    pub mod linking_review_command;
    pub mod linking_review_tables;
    pub mod linking_suggest;
    pub mod linking_workbooks;
    pub mod links;
    pub mod lookup;
    pub mod matrix;
    pub mod pages;
    pub mod practice_examples;
    pub mod progress;
    pub mod published;
    pub mod query;
    pub mod report;
    pub mod robust;
    pub mod rooms;
    pub mod shacl;
    pub mod shapes;
    pub mod skos;
    pub mod sssom;
    pub mod texts;
    pub mod tree;
    pub mod turtle;
    pub mod turtle_properties;
    pub mod views;
    pub mod write;
    pub mod xml;
}
