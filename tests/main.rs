//! The one test binary; a suite a file.

mod suites {
    mod admission;
}
