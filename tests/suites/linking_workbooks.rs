//! Workbooks of suggestions and of the crosswalk: what stands in them, that labels stay labels, that
//! LibreOffice opens them, that no terminal gets one.

use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

use calamine::{Data, Reader, Xlsx};
use lobgraaf::app::Rendered;
use lobgraaf::app::link::suggest::{Options, render, suggest};
use lobgraaf::app::progress::Silent;
use lobgraaf::core::language::Language;
use lobgraaf::render::RenderError;
use lobgraaf::render::book::{Book, Cell, MOST_ROWS};

use crate::support::linking::{case, project};
use crate::support::office::reopened;
use crate::support::skip;

/// A sheet: its name and its cells as texts.
type Sheet = (String, Vec<Vec<String>>);

fn sheets(book: &[u8]) -> Vec<Sheet> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let read = book.worksheets().into_iter();
    read.map(|(name, range)| {
        let text = |cell: &Data| cell.to_string();
        let rows = range.rows().map(|row| row.iter().map(text).collect());
        (name, rows.collect())
    })
    .collect()
}

fn names(sheets: &[Sheet]) -> Vec<&str> {
    sheets.iter().map(|(name, _)| name.as_str()).collect()
}

/// The value below a heading in each row.
fn column<'a>((_, rows): &'a Sheet, heading: &str) -> Vec<&'a str> {
    let place = rows[0].iter().position(|head| head == heading);
    let place = place.unwrap_or_else(|| panic!("no {heading} in {:?}", rows[0]));
    rows[1..].iter().map(|row| row[place].as_str()).collect()
}

fn bytes(rendered: Rendered) -> Vec<u8> {
    match rendered {
        Rendered::Bytes { bytes, .. } => bytes,
        _ => panic!("not bytes"),
    }
}

/// Suggestions from a file to `theirs.ttl`.
fn suggested(from: &Path, one_to_one: bool, language: Language) -> Vec<u8> {
    let options = Options {
        from: vec![from.to_owned()],
        to: vec![case("theirs.ttl")],
        top: 3,
        one_to_one,
        ..Options::default()
    };
    let found = suggest(&project(), &options, &Silent).unwrap();
    bytes(render(&project(), &found, "xlsx", language, 80).unwrap())
}

fn part(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

/// Each sheet has its headings in sight and a filter, and none a formula or a link.
fn is_for_reading(book: &[u8]) {
    for number in 1..=sheets(book).len() {
        let sheet = part(book, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(
            sheet.contains("<pane ") && sheet.contains("<autoFilter ") && sheet.contains("<cols>")
        );
        assert!(!sheet.contains("<f>") && !sheet.contains("<hyperlink"));
    }
}

fn lobgraaf(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lobgraaf"));
    command
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn suggestions_are_a_row_a_candidate() {
    let from = case("ours.ttl");
    let book = suggested(&from, false, Language::English);
    assert_eq!(book, suggested(&from, false, Language::English));
    is_for_reading(&book);
    let sheets = sheets(&book);
    assert_eq!(names(&sheets), ["Suggestions", "About"]);
    let of = |heading| column(&sheets[0], heading);
    let (concepts, candidates) = (of("concept"), of("IRI of the candidate"));
    let is_pair = |row: &usize| {
        concepts[*row].starts_with("cooking apple") && candidates[*row].ends_with("theirs/11")
    };
    let apple = (0..concepts.len()).find(is_pair).unwrap();
    assert_eq!(concepts[apple], "cooking apple (en)\nmoesappel (nl)");
    assert_eq!(
        of("candidate")[apple],
        "cooking apples (en)\nmoesappels (nl)"
    );
    assert_eq!(of("proposed relation")[apple], "the same");
    assert!(of("score")[apple].parse::<f64>().unwrap() > 0.5);
    assert!(of("likeness")[apple].parse::<f64>().unwrap() > 0.5);
    let (language, met) = (of("language")[apple], of("labels that met")[apple]);
    assert!(
        ["en", "nl"].contains(&language) && met.contains(" ~ "),
        "{met}"
    );
    assert!(of("further for it")[apple].contains(" ~ "));
    assert!(of("above the candidate")[apple].contains("fruit"));
    let frost = (0..concepts.len()).find(|row| candidates[*row].ends_with("theirs/21"));
    assert!(of("against it")[frost.unwrap()].contains("in another language the labels differ"));
    let nothing = concepts.iter().position(|name| name.starts_with("zzyzx"));
    assert_eq!(of("candidate")[nothing.unwrap()], "nothing fits");
    assert_eq!(candidates[nothing.unwrap()], "");
    assert!(column(&sheets[1], "value").contains(&"en, nl"));
}

#[test]
fn a_pairing_has_its_pairs_only_and_headings_speak_dutch() {
    let book = suggested(&case("ours.ttl"), true, Language::Dutch);
    let sheets = sheets(&book);
    assert_eq!(names(&sheets), ["Voorstellen", "Toelichting"]);
    let candidates = column(&sheets[0], "IRI van de kandidaat");
    assert!(!candidates.is_empty() && !candidates.contains(&""));
    let concepts = column(&sheets[0], "begrip");
    assert!(!concepts.iter().any(|name| name.starts_with("zzyzx")));
}

#[test]
fn a_label_is_never_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evil.csv");
    let label = "=HYPERLINK(\"\"http://evil.example\"\",\"\"apple\"\")";
    let rows = format!("iri,prefLabel_en\nhttps://e.org/a,\"{label}\"\nhttps://e.org/b,@apple\n");
    std::fs::write(&path, rows).unwrap();
    let book = suggested(&path, false, Language::English);
    is_for_reading(&book);
    let sheets = sheets(&book);
    let concepts = column(&sheets[0], "concept");
    assert!(concepts.contains(&"=HYPERLINK(\"http://evil.example\",\"apple\") (en)"));
    if let Some(again) = reopened("suggestions", &book) {
        assert_eq!(self::sheets(&again)[0], sheets[0]);
        assert!(!part(&again, "xl/worksheets/sheet1.xml").contains("<f"));
    }
}

const HEAD: &str = "#curie_map:\n#  x: https://e.org/x/\n#  y: https://e.org/y/\n#  p: https://e.org/p/\n\
    #license: https://creativecommons.org/licenses/by/4.0/\n";
const COLUMNS: &str = "subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tmapping_justification\tauthor_id\tmapping_date\tobject_source_version\tcomment\n";

/// A folder with two mapping sets: `one` and `other`.
fn two_sets() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let manual = "semapv:ManualMappingCuration\tp:a\t2026-01-01\t2.1";
    let one = [
        format!("x:a\tappel\tskos:exactMatch\t\ty:a\t=1+1\t{manual}\twant = gelijk"),
        format!("x:b\tbank\tskos:exactMatch\tNot\ty:b\tbank\t{manual}\t-geld, geen zitplaats"),
        // Another relation came in its place: no look-alike.
        format!("x:c\tciter\tskos:exactMatch\tNot\ty:c\tluit\t{manual}\t"),
        format!("x:c\tciter\tskos:closeMatch\t\ty:c\tluit\t{manual}\t"),
    ];
    let other = [format!(
        "x:a\tappel\tskos:broadMatch\t\ty:d\tooit\t{manual}\t"
    )];
    for (name, rows) in [("one", one.as_slice()), ("other", &other)] {
        let id = format!("#mapping_set_id: https://e.org/graph/{name}\n");
        let text = format!("{HEAD}{id}{COLUMNS}{}\n", rows.join("\n"));
        std::fs::write(folder.path().join(format!("{name}.sssom.tsv")), text).unwrap();
    }
    folder
}

fn exported(folder: &Path, language: &str, sets: &[&str]) -> Vec<u8> {
    let mut arguments = vec!["--lang", language, "link", "export", "-o", "links.xlsx"];
    arguments.extend(sets);
    let output = lobgraaf(folder, &arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    std::fs::read(folder.join("links.xlsx")).unwrap()
}

#[test]
fn the_crosswalk_has_a_sheet_for_all_each_vocabulary_and_what_was_rejected() {
    let folder = two_sets();
    let both = ["one.sssom.tsv", "other.sssom.tsv"];
    let book = exported(folder.path(), "en", &both);
    assert_eq!(book, exported(folder.path(), "en", &both));
    is_for_reading(&book);
    let sheets = sheets(&book);
    let expected = [
        "All links",
        "one",
        "other",
        "Rejected look-alikes",
        "Vocabularies",
    ];
    assert_eq!(names(&sheets), expected);
    assert_eq!(column(&sheets[0], "term"), ["=1+1", "ooit", "luit"]);
    let relations = ["the same", "broader", "almost the same"];
    assert_eq!(column(&sheets[0], "the term is"), relations);
    assert_eq!(column(&sheets[0], "vocabulary"), ["one", "other", "one"]);
    assert_eq!(column(&sheets[0], "remark"), ["want = gelijk", "", ""]);
    assert_eq!(
        column(&sheets[1], "IRI of the term"),
        ["https://e.org/y/a", "https://e.org/y/c"]
    );
    assert_eq!(
        column(&sheets[2], "IRI of the concept"),
        ["https://e.org/x/a"]
    );
    assert_eq!(column(&sheets[3], "concept"), ["bank"]);
    assert_eq!(column(&sheets[3], "the term is not"), ["the same"]);
    assert_eq!(column(&sheets[3], "remark"), ["-geld, geen zitplaats"]);
    let licences = column(&sheets[4], "licence of the links");
    assert_eq!(licences[0], "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(column(&sheets[4], "version")[..2], ["2.1", "2.1"]);
    if let Some(again) = reopened("the crosswalk", &book) {
        let again = self::sheets(&again);
        assert_eq!(names(&again), expected);
        assert_eq!(again[0], sheets[0]);
    }
}

#[test]
fn one_vocabulary_has_no_sheet_of_its_own() {
    let folder = two_sets();
    let book = exported(folder.path(), "nl", &["one.sssom.tsv"]);
    let sheets = sheets(&book);
    let expected = [
        "Alle koppelingen",
        "Afgewezen dubbelgangers",
        "Vocabulaires",
    ];
    assert_eq!(names(&sheets), expected);
    assert_eq!(column(&sheets[0], "de term is"), ["gelijk", "bijna gelijk"]);
}

#[test]
fn any_name_makes_a_sheet() {
    let long = "\u{1F34E}".repeat(40);
    let wanted = [
        "a/b",
        "A-B",
        "",
        "History",
        &long,
        &long,
        "'x'",
        "a\u{202e}b",
        &"n".repeat(40),
    ];
    let mut book = Book::new("t\u{0}", Language::English).unwrap();
    for name in wanted {
        book.sheet(name, &[("head".to_owned(), 9.0)], &[]).unwrap();
    }
    let book = bytes(book.finish().unwrap());
    let sheets = sheets(&book);
    assert_eq!(sheets.len(), wanted.len());
    assert_eq!(names(&sheets)[..4], ["a-b", "A-B 2", " 2", "History 2"]);
    assert!(
        names(&sheets)
            .iter()
            .all(|name| name.encode_utf16().count() <= 31)
    );
    if let Some(again) = reopened("names of sheets", &book) {
        assert_eq!(self::sheets(&again).len(), wanted.len());
    }
}

#[test]
fn more_than_a_workbook_holds_is_refused_or_cut() {
    let mut book = Book::new("t", Language::English).unwrap();
    let columns = [("head".to_owned(), 9.0)];
    let rows = vec![Vec::new(); MOST_ROWS + 1];
    match book.sheet("a", &columns, &rows) {
        Err(RenderError::Limit(text)) => assert!(text.contains("1048575"), "{text}"),
        other => panic!("{other:?}"),
    }
    let long = vec![vec![Cell::from("\u{1F34E}".repeat(40_000))]];
    book.sheet("a", &columns, &long).unwrap();
    let sheets = sheets(&bytes(book.finish().unwrap()));
    assert_eq!(column(&sheets[0], "head")[0].chars().count(), 16_000);
}

/// `script` makes a terminal.
#[test]
fn a_terminal_gets_no_workbook() {
    let folder = two_sets();
    let program = env!("CARGO_BIN_EXE_lobgraaf");
    for (arguments, is_refused) in [
        ("link export one.sssom.tsv --format xlsx", true),
        ("link export one.sssom.tsv --format xlsx -o -", true),
        ("diagram --format png --page screen", true),
        ("link export one.sssom.tsv --format csv", false),
    ] {
        let line = format!("'{program}' --lang en {arguments}");
        let output = Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .current_dir(folder.path())
            .output();
        let Ok(output) = output else {
            return skip("what a terminal gets", "script is not there");
        };
        let said = String::from_utf8_lossy(&output.stdout).replace("\r\n", " ");
        assert_eq!(output.status.success(), !is_refused, "{arguments}: {said}");
        assert_eq!(said.contains("-o"), is_refused, "{arguments}: {said}");
    }
    let piped = lobgraaf(
        folder.path(),
        &["link", "export", "one.sssom.tsv", "--format", "xlsx"],
    );
    assert!(piped.stdout.starts_with(b"PK"));
}
