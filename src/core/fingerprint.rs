//! Fingerprints (SHA-256) as people and files write them.
//! Room `core`.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Bytes of the fingerprint that an edition shows.
const EDITION: usize = 4;

/// Two hexadecimal digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// `DATE-FINGERPRINT`: a date, and the first bytes of the fingerprint of what was made up to then.
pub fn edition(date: &str, of: Sha256) -> String {
    format!("{date}-{}", hex(&of.finalize()[..EDITION]))
}
