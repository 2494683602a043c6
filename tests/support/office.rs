//! Workbooks and documents in LibreOffice, where it is there.

use std::process::Command;

use crate::support::skip;

/// A workbook as LibreOffice reads it and writes it again; nothing, told as a skip, where it is not
/// there.
pub fn reopened(what: &str, book: &[u8]) -> Option<Vec<u8>> {
    converted(what, book, "xlsx", "xlsx:Calc MS Excel 2007 XML")
}

/// A document as LibreOffice reads it and writes it again.
pub fn reopened_document(what: &str, document: &[u8]) -> Option<Vec<u8>> {
    converted(what, document, "docx", "docx:MS Word 2007 XML")
}

/// A workbook or document as LibreOffice prints it (PDF).
pub fn printed(what: &str, bytes: &[u8], ending: &str) -> Option<Vec<u8>> {
    converted(what, bytes, ending, "pdf")
}

/// A file of LibreOffice made into another. Each call has a profile of its own, so that tests beside
/// each other do not meet.
fn converted(what: &str, bytes: &[u8], ending: &str, to: &str) -> Option<Vec<u8>> {
    let runs = |name: &&str| {
        let output = Command::new(name).arg("--version").output();
        output.is_ok_and(|output| output.status.success())
    };
    let Some(office) = ["soffice", "libreoffice"].into_iter().find(runs) else {
        skip(&format!("{what} in LibreOffice"), "soffice is not there");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("file.{ending}"));
    std::fs::write(&path, bytes).unwrap();
    let profile = folder.path().join("profile");
    let output = Command::new(office)
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(folder.path().join("again"))
        .arg(&path)
        .output()
        .unwrap();
    assert!(output.status.success(), "{what}");
    let ending = to.split(':').next().unwrap_or(to);
    let made = folder.path().join(format!("again/file.{ending}"));
    if !made.is_file() {
        // A LibreOffice without Writer opens no document.
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        skip(&format!("{what} in LibreOffice"), &said);
        return None;
    }
    Some(std::fs::read(made).unwrap())
}
