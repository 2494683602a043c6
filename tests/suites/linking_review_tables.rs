//! Decisions as tables: the page, the workbook, TSV; what is not understood is named by row and
//! column, hostile workbooks are refused, and the page works in a browser.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use lobgraaf::app::Rendered;
use lobgraaf::app::link::review::{Options, Review};
use lobgraaf::core::language::Language;
use lobgraaf::core::matching::relation::Relation;
use lobgraaf::core::review::Choice;
use lobgraaf::store::workbook;
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;

use crate::support::browser;
use crate::support::linking::{
    FIRST, SECOND, SUGGESTIONS, decided, folder, open, options, review, set,
};
use crate::support::office::reopened;

fn text(review: &Review, format: &str) -> String {
    match review.render(format).unwrap() {
        Rendered::Text(text) => text,
        _ => panic!("not text"),
    }
}

fn bytes(review: &Review) -> Vec<u8> {
    match review.render("xlsx").unwrap() {
        Rendered::Bytes { bytes, .. } => bytes,
        _ => panic!("not bytes"),
    }
}

fn table(file: &Path, text: &str) -> PathBuf {
    let path = file.with_file_name("decisions.tsv");
    std::fs::write(&path, text).unwrap();
    path
}

const HEAD: &str = "subject_id\tobject_id\tdecision\treason\tdate\n";

#[test]
fn a_table_gives_its_decisions_once() {
    let (_folder, file) = folder(SUGGESTIONS);
    let rows = "ours:bank\ttheirs:20\treject\teen zitplaats\t2026-11-22\n\
        ours:apple\thttps://example.org/theirs/11\tGelijk\t\t\n\
        ours:apple\ttheirs:12\tlater\t\t\n\
        ours:fruit\ttheirs:10\t\t\t\n\
        ours:nothing\t\tnothing fits\tgezocht\t\n";
    let path = table(&file, &format!("{HEAD}{rows}"));
    let applied = review(&file).apply(&path).unwrap();
    assert_eq!(
        (applied.new, applied.known, applied.faults),
        (3, 0, Vec::new())
    );
    let expected = [
        "apple exactMatch 11",
        "bank Not exactMatch 20 (een zitplaats)",
        "nothing exactMatch NoTermFound (gezocht)",
    ];
    assert_eq!(decided(&file), expected);
    let days: Vec<_> = set(&file)
        .mappings
        .iter()
        .map(|row| row.decided().to_owned())
        .collect();
    assert!(days.contains(&"2026-11-22".to_owned()) && days.contains(&"2026-11-24".to_owned()));
    let again = review(&file).apply(&path).unwrap();
    assert_eq!((again.new, again.known), (0, 3));
    assert_eq!(decided(&file), expected);
}

#[test]
fn what_is_not_understood_is_named_by_row_and_column_and_nothing_is_written() {
    let (_folder, file) = folder(SUGGESTIONS);
    let faults = |text: &str| -> Vec<String> {
        let path = table(&file, text);
        let applied = review(&file).apply(&path).unwrap();
        assert_eq!((applied.new, applied.known), (0, 0));
        let faults = applied.faults.iter();
        faults
            .map(|fault| fault.message(Language::English))
            .collect()
    };
    let good = "ours:fruit\ttheirs:10\texact\t\t\n";
    for (row, place, said) in [
        (
            "ours:bank\ttheirs:20\tmaybe\t\t",
            "row 3, column decision",
            "`maybe`",
        ),
        (
            "ours:bank\ttheirs:20\t\tomdat\t",
            "row 3, column decision",
            "no decision",
        ),
        (
            "ours:bank\ttheirs:20\treject\t \t",
            "row 3, column reason",
            "reason",
        ),
        (
            "ours:bank\ttheirs:20\texact\t\t24-11-2026",
            "row 3, column date",
            "24-11-2026",
        ),
        (
            "ours:bank\ttheirs:20\texact\t\t2999-01-01",
            "row 3, column date",
            "`2999-01-01` is a day that is still to come",
        ),
        (
            "bank\ttheirs:20\texact\t\t",
            "row 3, column subject_id",
            "`bank`",
        ),
        (
            "ours:bank\tnobody:20\texact\t\t",
            "row 3, column object_id",
            "`nobody:20`",
        ),
        (
            "ours:bank\ttheirs:99\texact\t\t",
            "row 3, column decision",
            "staat niet open",
        ),
        (
            "ours:fruit\ttheirs:10\tclose\t\t",
            "row 3, column decision",
            "row 2",
        ),
        (
            "ours:nothing\tsssom:NoTermFound\texact\t\t",
            "row 3, column decision",
            "geen begrip",
        ),
        (
            "ours:fruit\ttheirs:10\tnothing\t\t\tmeer",
            "row 3, column 6",
            "`meer`",
        ),
    ] {
        let found = faults(&format!("{HEAD}{good}{row}\n"));
        assert!(
            found[0].contains(place) && found[0].contains(said),
            "{row}: {found:?}"
        );
    }
    for (head, said) in [
        (
            "subject_id\tobject_id\tdecision",
            "column reason: this column is missing",
        ),
        (
            "subject_id\tobject_id\tdecision\treason\tmood",
            "column mood: this column is not known",
        ),
        (
            "subject_id\tobject_id\tdecision\treason\tBesluit",
            "column Besluit: this column is there twice",
        ),
        ("", "missing"),
    ] {
        let found = faults(&format!("{head}\n{good}"));
        assert!(
            found.iter().any(|one| one.contains(said)),
            "{head}: {found:?}"
        );
    }
    assert!(decided(&file).is_empty());
}

#[test]
fn what_somebody_else_decided_meanwhile_is_told() {
    let (_folder, file) = folder(SUGGESTIONS);
    let mut mine = review(&file);
    open(&options(&file, SECOND))
        .decide(Choice::Reject, "nee")
        .unwrap();
    let path = table(&file, &format!("{HEAD}ours:bank\ttheirs:20\texact\t\t\n"));
    for review in [&mut mine, &mut review(&file)] {
        let applied = review.apply(&path).unwrap();
        let told = applied.faults[0].message(Language::Dutch);
        assert!(
            told.contains("second 2026-11-24: theirs:20, niet gelijk"),
            "{told}"
        );
    }
    assert_eq!(decided(&file), ["bank Not exactMatch 20 (nee)"]);
}

#[test]
fn the_table_to_fill_in_reads_back() {
    let (_folder, file) = folder(SUGGESTIONS);
    let empty = text(&review(&file), "tsv");
    assert_eq!(empty.lines().count(), 6);
    let path = table(&file, &empty);
    assert_eq!(review(&file).apply(&path).unwrap().new, 0);
}

/// The rows of a workbook with a decision filled in where `fill` gives one.
fn filled(rows: &[lobgraaf::core::review::table::Row], fill: &[(&str, &str, &str)]) -> Vec<u8> {
    let head = &rows[0].cells;
    let place = |names: [&str; 2]| {
        head.iter()
            .position(|name| names.contains(&name.as_str()))
            .unwrap()
    };
    let object = place(["IRI van het andere", "IRI of the other"]);
    let (decision, reason) = (place(["Besluit", "Decision"]), place(["Reden", "Reason"]));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in rows {
        let mut cells = row.cells.clone();
        cells.resize(head.len(), String::new());
        if let Some((_, choice, why)) = fill.iter().find(|(name, ..)| cells[object] == *name) {
            (cells[decision], cells[reason]) = ((*choice).to_owned(), (*why).to_owned());
        }
        for (column, cell) in cells.iter().enumerate() {
            sheet
                .write_string(row.number as u32 - 1, column as u16, cell)
                .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_goes_out_and_comes_back() {
    let hostile = SUGGESTIONS.replace("\tmoesappels\t", "\t=HYPERLINK(A1)\t");
    for language in Language::ALL {
        let (_folder, file) = folder(&hostile);
        let without = Options {
            with: Vec::new(),
            ..options(&file, FIRST)
        };
        let open = || {
            Review::open(
                &crate::support::linking::project(),
                &without,
                language,
                &lobgraaf::app::progress::Silent,
            )
            .unwrap()
        };
        let out = bytes(&open());
        assert_eq!(out, bytes(&open()), "the same bytes every time");
        let rows = workbook::rows(Path::new("out.xlsx"), &out).unwrap();
        assert_eq!(rows.len(), 6);
        assert!(
            rows.iter()
                .any(|row| row.cells.contains(&"=HYPERLINK(A1)".to_owned()))
        );
        let sheet = part(&out, "xl/worksheets/sheet1.xml");
        assert!(
            sheet.contains("<pane ")
                && sheet.contains("<dataValidation ")
                && !sheet.contains("<f>")
        );
        let choice = Choice::Reject.text(language);
        let back = filled(
            &rows,
            &[("theirs:20", &choice, "iets anders"), ("theirs:12", "", "")],
        );
        let path = file.with_file_name("review.xlsx");
        std::fs::write(&path, back).unwrap();
        let applied = open().apply(&path).unwrap();
        assert_eq!((applied.new, applied.faults), (1, Vec::new()));
        assert_eq!(decided(&file), ["bank Not exactMatch 20 (iets anders)"]);
    }
}

fn part(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

/// A workbook of which one part is another one.
fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "a").unwrap();
    let good = book.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&good)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        let own = part.name().unwrap().into_owned();
        out.start_file(own.as_str(), SimpleFileOptions::default())
            .unwrap();
        match own == name {
            true => out.write_all(content).unwrap(),
            false => drop(std::io::copy(&mut part, &mut out).unwrap()),
        }
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn hostile_workbooks_are_refused_in_little_memory() {
    let sheet = |cells: &str| {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{cells}</sheetData></worksheet>"
        )
    };
    let name = "xl/worksheets/sheet1.xml";
    let far = sheet("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>");
    let error = sheet("<row r=\"1\"><c r=\"B1\" t=\"e\"><v>#REF!</v></c></row>");
    for (book, said) in [
        (b"PK no".to_vec(), "no workbook"),
        (Vec::new(), "no workbook"),
        (with_part(name, &vec![b' '; 70 << 20]), "MB when unpacked"),
        (with_part(name, far.as_bytes()), "rows"),
        (with_part(name, error.as_bytes()), "row 1, column 2"),
        (
            with_part(name, b"<worksheet><sheetData><row"),
            "no workbook",
        ),
    ] {
        let refused = workbook::rows(Path::new("evil.xlsx"), &book);
        let refused = refused.map(|rows| rows.len());
        let told = refused.expect_err(said).to_string();
        assert!(
            told.contains(said) && told.starts_with("evil.xlsx"),
            "{told}"
        );
    }
}

#[test]
fn libreoffice_opens_the_workbook() {
    let (_folder, file) = folder(SUGGESTIONS);
    let book = bytes(&review(&file));
    if let Some(again) = reopened("the workbook to review", &book) {
        let path = Path::new("again.xlsx");
        assert_eq!(workbook::rows(path, &again).unwrap().len(), 6);
    }
}

#[test]
fn the_page_stands_alone_and_nothing_in_it_comes_to_life() {
    let evil = SUGGESTIONS.replace(
        "\tbank\tsemapv",
        "\t</script><img src=x onerror=alert(1)>\tsemapv",
    );
    let (_folder, file) = folder(&evil);
    let without = Options {
        with: Vec::new(),
        ..options(&file, FIRST)
    };
    let page = text(&open(&without), "html");
    assert!(!page.contains("<img") && page.contains("\\u003cimg"));
    assert_eq!(page.matches("</script>").count(), 2);
    for request in [
        "src=",
        "@import",
        "url(",
        "fetch(",
        "XMLHttpRequest",
        "<link",
    ] {
        let outside = page.replace("src=x", "");
        assert!(!outside.contains(request), "{request}");
    }
}

/// Presses keys on the page, takes the table out and gives it back; axe-core looks on.
#[test]
fn the_page_works_in_a_browser() {
    let (folder, file) = folder(SUGGESTIONS);
    let mut pages = Vec::new();
    for language in Language::ALL {
        let page = folder.path().join(format!("review.{language}.html"));
        let review = Review::open(
            &crate::support::linking::project(),
            &options(&file, FIRST),
            language,
            &lobgraaf::app::progress::Silent,
        );
        std::fs::write(&page, text(&review.unwrap(), "html")).unwrap();
        pages.push(page);
    }
    let decisions = folder.path().join("decisions.tsv");
    let arguments = std::iter::once(&decisions).chain(&pages);
    let Some(_) = browser::run("the review page in a browser", "review.mjs", arguments) else {
        return;
    };
    let applied = review(&file).apply(&decisions).unwrap();
    assert_eq!((applied.new, applied.faults), (4, Vec::new()));
    let expected = [
        "apple Not broadMatch 12 (een \"ander\" ding)",
        "apple exactMatch 11",
        "fruit closeMatch 10 (bijna)",
        "nothing exactMatch NoTermFound",
    ];
    assert_eq!(decided(&file), expected);
}

#[test]
fn whoever_chooses_another_relation_than_somebody_before_says_why() {
    let (_folder, file) = folder(SUGGESTIONS);
    review(&file)
        .decide(Choice::Accept(Relation::Exact), "")
        .unwrap();
    let second = || {
        open(&Options {
            second: true,
            ..options(&file, SECOND)
        })
    };
    let data = text(&second(), "html");
    let asked = r#""needReason":["close","broad","narrow","related","reject"]"#;
    assert!(data.contains(asked), "{data}");
    for (reason, faults) in [("", 1), ("meer dan dat", 0)] {
        let path = table(
            &file,
            &format!("{HEAD}ours:bank\ttheirs:20\tclose\t{reason}\t\n"),
        );
        let applied = second().apply(&path).unwrap();
        assert_eq!((applied.faults.len(), applied.new), (faults, 1 - faults));
        for fault in &applied.faults {
            let said = fault.message(Language::English);
            assert!(
                said.starts_with("row 2, column reason: a rejection"),
                "{said}"
            );
        }
    }
}

#[test]
fn no_label_becomes_a_formula_in_the_table() {
    let (_folder, file) = folder(
        &SUGGESTIONS
            .replace("\tfruit\n", "\t=1+1\n")
            .replace("ours:fruit\tfruit\t", "ours:fruit\t@fruit\t"),
    );
    let options = Options {
        from: Vec::new(),
        with: Vec::new(),
        ..options(&file, FIRST)
    };
    let table = text(&open(&options), "tsv");
    let cells = table.split(['\t', '\n']);
    let formulas: Vec<_> = cells
        .filter(|cell| cell.starts_with(['=', '+', '-', '@']))
        .collect();
    assert!(
        formulas.is_empty() && table.contains("'@fruit"),
        "{formulas:?} {table}"
    );
}
