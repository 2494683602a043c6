//! Workbooks in LibreOffice, where it is there.

use std::process::Command;

use crate::support::skip;

/// A workbook as LibreOffice reads it and writes it again; nothing, told as a skip, where it is not
/// there. Each call has a profile of its own, so that tests beside each other do not meet.
pub fn reopened(what: &str, book: &[u8]) -> Option<Vec<u8>> {
    let runs = |name: &&str| {
        let output = Command::new(name).arg("--version").output();
        output.is_ok_and(|output| output.status.success())
    };
    let Some(office) = ["soffice", "libreoffice"].into_iter().find(runs) else {
        skip(&format!("{what} in LibreOffice"), "soffice is not there");
        return None;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.xlsx");
    std::fs::write(&path, book).unwrap();
    let profile = folder.path().join("profile");
    let status = Command::new(office)
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args([
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
        ])
        .arg(folder.path().join("again"))
        .arg(&path)
        .status()
        .unwrap();
    assert!(status.success(), "{what}");
    Some(std::fs::read(folder.path().join("again/book.xlsx")).unwrap())
}
