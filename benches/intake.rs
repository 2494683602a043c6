//! Taking in 10 000 examples from a workbook, as whole processes, beside reading the same file with the
//! spreadsheet library alone (goal: at most 3 times as long). Adding writes two files an example, which
//! costs the file system more than all else: it stands beside reading the workbook and writing as many.

use std::io::{BufReader, Cursor};
use std::path::Path;
use std::process::Command;

use calamine::{Reader, Xlsx};
use lobgraaf::app::guideline;
use lobgraaf::app::session::{Session, Sources};
use lobgraaf::core::form::{Field, FieldKind, Form};
use lobgraaf::core::language::Language;

use crate::{ROOT, pair};

const EXAMPLES: u32 = 10_000;
/// Each round is long enough to need few.
const ROUNDS: usize = 5;

/// Checks, and adds to a project that has none.
pub fn run_all(program: &str) {
    let folder = tempfile::tempdir().expect("a folder for a while");
    let file = folder.path().join("voorbeelden.xlsx");
    std::fs::write(&file, workbook()).expect("the workbook can be written");
    let alone = || {
        let bytes = std::fs::read(&file).expect("the workbook is there");
        let mut book: Xlsx<_> = Xlsx::new(BufReader::new(Cursor::new(bytes))).expect("a workbook");
        let name = book.sheet_names().remove(0);
        let range = book.worksheet_range(&name).expect("a sheet");
        assert!(range.height() as u32 > EXAMPLES);
    };
    let library = "reading it with calamine";
    let check = || {
        let output = folder.path().join("check.txt");
        let mut command = Command::new(program);
        command
            .args(["intake", "check", "--project", ROOT, "--migrated"])
            .arg(&file);
        succeed(command.arg("-o").arg(output));
    };
    let name = format!("{EXAMPLES} examples checked (goal: at most 3 times)");
    pair(&name, ROUNDS, check, library, alone);
    let text = "x".repeat(1_500);
    let written = || {
        alone();
        let project = tempfile::tempdir_in(folder.path()).expect("a project for a while");
        copy(project.path());
        for number in 0..2 * EXAMPLES {
            let path = project.path().join(format!("{number}.ttl"));
            std::fs::write(path, &text).expect("a file can be written");
        }
    };
    let add = || {
        let project = tempfile::tempdir_in(folder.path()).expect("a project for a while");
        copy(project.path());
        let mut command = Command::new(program);
        command
            .args(["intake", "add", "--migrated", "--project"])
            .arg(project.path());
        succeed(
            command
                .arg(&file)
                .arg("-o")
                .arg(project.path().join("add.txt")),
        );
    };
    let name = format!("{EXAMPLES} examples added, and the project copied (goal: at most 3 times)");
    let library = "reading it, copying the project, writing as many files";
    pair(&name, ROUNDS, add, library, written);
}

fn succeed(command: &mut Command) {
    let status = command.status().expect("the program runs");
    assert!(status.success(), "{command:?}");
}

fn copy(to: &Path) {
    for name in ["ontology", "data", "queries", "lobgraaf.toml"] {
        let from = Path::new(ROOT).join(name);
        let status = Command::new("cp").arg("-r").arg(from).arg(to).status();
        assert!(status.expect("cp runs").success());
    }
}

/// All fields filled in, a row an example.
fn workbook() -> Vec<u8> {
    let sources = Sources {
        project: Some(ROOT.into()),
        ..Sources::default()
    };
    let session = Session::open(&sources, Language::Dutch).expect("the project opens");
    let form = guideline::form(&session).expect("the project has a guideline");
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (column, field) in form.fields.iter().enumerate() {
        let column = column as u16;
        page.write_string(0, column, field.name_in(Language::Dutch))
            .expect("a heading");
        for row in 1..=EXAMPLES {
            page.write_string(row, column, cell(&form, field, row))
                .expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn cell(form: &Form, field: &Field, row: u32) -> String {
    match &field.kind {
        FieldKind::Chosen { .. } => {
            let choices = form.choices(field);
            let choice = |number: usize| choices[number % choices.len()].text(Language::Dutch);
            match field.is_single() {
                true => choice(row as usize),
                false => format!("{}; {}", choice(row as usize), choice(7 * row as usize)),
            }
        }
        FieldKind::Integer => row.to_string(),
        FieldKind::Boolean => "ja".to_owned(),
        FieldKind::Date => "2026-01-02".to_owned(),
        FieldKind::Year => "2020".to_owned(),
        FieldKind::Address => format!("https://school.example/{row}"),
        FieldKind::Text { .. } if field.bounds.pattern.is_some() && field.is_kept_apart => {
            String::new()
        }
        FieldKind::Text { .. } if field.bounds.pattern.is_some() => (100_000 + row).to_string(),
        FieldKind::Text { is_long: true, .. } => {
            format!(
                "In groep {row} vertelden zij dat het bezoek veel leerde, en dat ze nog eens willen gaan."
            )
        }
        FieldKind::Text { .. } => format!("Activiteit {row} over {}", u64::from(row) * 7919),
    }
}
