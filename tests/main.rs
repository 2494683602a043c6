//! The one test binary; a suite a file.
