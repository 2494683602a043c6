//! The one test binary; a suite a file.

mod support;

mod suites {
    pub mod canonical;
    pub mod coding;
    pub mod diagram_layout;
    pub mod diagram_svg;
    pub mod hierarchy;
    pub mod published;
    pub mod report;
    pub mod rooms;
    pub mod texts;
    pub mod tree;
    pub mod turtle;
    pub mod turtle_properties;
    pub mod views;
    pub mod write;
}
