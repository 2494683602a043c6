//! Checklists as workbook and document: what stands in them, that they are well formed, that
//! LibreOffice and openpyxl open them, that the short form fits one page.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use lobgraaf::core::checklist::{Checklist, Form};
use lobgraaf::core::language::Language;
use roxmltree::{Document, Node};

use crate::support::checklist::{checklist, file};
use crate::support::office::printed;
use crate::support::skip;

pub fn part(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

fn parts(archive: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let names = archive.file_names();
    names.map(|name| name.unwrap().into_owned()).collect()
}

/// The checklist in each language and form.
fn all() -> Vec<Checklist> {
    let mut all = Vec::new();
    for language in Language::ALL {
        for form in [Form::Full, Form::Short] {
            all.push(checklist(language, form).0);
        }
    }
    all
}

fn cells(book: &[u8], sheet: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn a_workbook_has_a_sheet_for_each_thing_and_no_formula() {
    let names = [
        [
            "Over de activiteit",
            "Vragen",
            "Sectoren en doelen",
            "Voorbeelden",
            "Bewijs",
        ],
        [
            "About the activity",
            "Questions",
            "Sectors and goals",
            "Examples",
            "Evidence",
        ],
    ];
    for checklist in all() {
        let book = file(&checklist, "xlsx");
        assert_eq!(book, file(&checklist, "xlsx"));
        let opened: Xlsx<_> = Xlsx::new(Cursor::new(&book)).unwrap();
        let names = names[usize::from(checklist.language == Language::English)];
        assert_eq!(opened.sheet_names(), names);
        for number in 1..=5 {
            let sheet = part(&book, &format!("xl/worksheets/sheet{number}.xml"));
            assert!(!sheet.contains("<f>") && !sheet.contains("<f "));
            assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("fitToHeight=\"0\""));
            // Long lists of short lines stand upright.
            let is_lying = sheet.contains("orientation=\"landscape\"");
            assert_eq!(is_lying, ![3, 4].contains(&number));
        }
        let questions = part(&book, "xl/worksheets/sheet2.xml");
        let list = match checklist.language {
            Language::Dutch => "&quot;ja,deels,nee,n.v.t.&quot;",
            Language::English => "&quot;yes,partly,no,n/a&quot;",
        };
        let list = list.replace("&quot;", "\"");
        assert!(questions.contains(&format!("<formula1>{list}</formula1>")));
        assert!(questions.contains("topLeftCell=\"C2\"") && questions.contains("state=\"frozen\""));
        let rows = cells(&book, names[1]);
        for item in checklist.items() {
            let notation = Data::String(item.notation.clone().unwrap());
            let row = rows
                .iter()
                .find(|row| row[0] == notation && row[1].to_string() == item.question);
            let row = row.unwrap_or_else(|| panic!("{notation}"));
            assert_eq!(row[8].to_string(), item.iri);
            let count = row[5].to_string();
            assert!(count.starts_with(&format!("{} ", item.count)) && count.contains("67"));
            assert_eq!(row[3], Data::Empty);
        }
        let examples = cells(&book, names[3]).len() - 1;
        let shown: usize = checklist.items().map(|item| item.examples.len()).sum();
        assert_eq!(examples, shown);
        let evidence = format!("{:?}", cells(&book, names[4]));
        for element in &checklist.uncovered {
            assert!(evidence.contains(&element.label));
        }
        let goals: usize = checklist
            .offered
            .goals
            .iter()
            .map(|group| group.goals.len())
            .sum();
        let choices = cells(&book, names[2]).len() - 1;
        assert_eq!(choices, checklist.offered.sectors.len() + goals);
    }
}

/// A checklist whose texts are what a program may take for something else.
fn hostile() -> Checklist {
    let (mut checklist, _) = checklist(Language::Dutch, Form::Full);
    let item = &mut checklist.groups[0].sections[0].items[0];
    item.question = "=HYPERLINK(\"http://evil.example\",\"x\")<w:p>&\u{0}\u{202e}".to_owned();
    item.hint = Some("]]><!--".to_owned());
    item.notation = None;
    item.iri = format!("urn:\"<{}", "x".repeat(300));
    checklist.groups[0].sections[0].items[1].notation = Some("1.3".to_owned());
    checklist.title = "&Kaas \"<x>\"".to_owned();
    checklist
}

#[test]
fn texts_stay_texts() {
    let checklist = hostile();
    let book = file(&checklist, "xlsx");
    let rows = cells(&book, "Vragen");
    assert!(rows[2][1].to_string().starts_with("=HYPERLINK"));
    assert!(!part(&book, "xl/worksheets/sheet2.xml").contains("<f>"));
    let document = file(&checklist, "docx");
    is_sound(&checklist, &document);
}

fn attribute<'a>(node: &Node<'a, '_>, name: &str) -> &'a str {
    let mut attributes = node.attributes();
    let found = attributes.find(|attribute| attribute.name() == name);
    found.map_or("", |attribute| attribute.value())
}

/// Every part is XML, every relation leads somewhere, every place to fill in is there once.
fn is_sound(checklist: &Checklist, document: &[u8]) {
    for name in parts(document) {
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let text = part(document, &name);
            Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
    let text = part(document, "word/document.xml");
    let page = Document::parse(&text).unwrap();
    let elements = |name: &'static str| {
        page.descendants()
            .filter(move |node| node.is_element() && node.tag_name().name() == name)
    };
    let tags: Vec<_> = elements("tag").map(|tag| attribute(&tag, "val")).collect();
    let unique: BTreeSet<_> = tags.iter().collect();
    assert_eq!(unique.len(), tags.len());
    assert!(tags.iter().all(|tag| tag.encode_utf16().count() <= 64));
    let bookmarks: BTreeSet<_> = elements("bookmarkStart")
        .map(|mark| attribute(&mark, "name"))
        .collect();
    assert_eq!(bookmarks.len(), tags.len());
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    assert!(
        bookmarks
            .iter()
            .all(|name| name.len() <= 40 && name.chars().all(is_name))
    );
    let ids: BTreeSet<_> = elements("sdt")
        .map(|control| {
            let id = control
                .descendants()
                .find(|node| node.tag_name().name() == "id");
            attribute(&id.unwrap(), "val")
        })
        .collect();
    assert_eq!(ids.len(), tags.len());
    let count = |start: &str| tags.iter().filter(|tag| tag.starts_with(start)).count();
    assert_eq!(count("answer:"), checklist.items().count());
    assert_eq!(count("remark:"), checklist.items().count());
    assert_eq!(count("field:"), 6);
    assert_eq!(elements("dropDownList").count(), checklist.items().count());
    if checklist.form == Form::Full {
        let goals = checklist
            .offered
            .goals
            .iter()
            .map(|group| group.goals.len());
        assert_eq!(count("goal:"), goals.sum::<usize>());
        assert_eq!(count("sector:"), checklist.offered.sectors.len());
        assert_eq!(
            elements("checkbox").count(),
            count("goal:") + count("sector:")
        );
        let pictures: Vec<_> = elements("docPr").collect();
        assert_eq!(pictures.len(), checklist.items().count());
        assert!(
            pictures
                .iter()
                .all(|picture| attribute(picture, "descr").contains("67"))
        );
    }
    // Each table says which row is its head, but for those without one.
    let heads = elements("tblHeader").count();
    let groups = checklist.groups.len();
    assert_eq!(
        heads,
        if checklist.form == Form::Full {
            groups
        } else {
            1
        }
    );
    let relations = part(document, "word/_rels/document.xml.rels");
    for used in page.descendants().flat_map(|node| {
        let attributes: Vec<_> = node.attributes().collect();
        attributes
    }) {
        let is_relation = used
            .namespace()
            .is_some_and(|of| of.ends_with("/relationships"));
        let id = format!("Id=\"{}\"", used.value());
        assert!(!is_relation || relations.contains(&id), "{id}");
    }
}

#[test]
fn a_document_is_sound_and_says_whose_language_it_is() {
    for checklist in all() {
        let document = file(&checklist, "docx");
        assert_eq!(document, file(&checklist, "docx"));
        is_sound(&checklist, &document);
        let styles = part(&document, "word/styles.xml");
        let language = match checklist.language {
            Language::Dutch => "nl-NL",
            Language::English => "en-GB",
        };
        assert!(styles.contains(&format!("<w:lang w:val=\"{language}\"")));
        let properties = part(&document, "docProps/core.xml");
        assert!(properties.contains(&checklist.title) && !properties.contains("creator"));
        // Nothing is smaller than 8.5 points but the foot; sizes are in half points.
        let sheet = Document::parse(&styles).unwrap();
        for size in sheet
            .descendants()
            .filter(|node| node.tag_name().name() == "sz")
        {
            let of = size
                .ancestors()
                .find(|node| node.tag_name().name() == "style");
            let name = of.map_or("", |style| attribute(&style, "styleId"));
            let points: usize = attribute(&size, "val").parse().unwrap();
            assert!(points >= 17 || name == "Footer", "{name}: {points}");
        }
    }
}

/// How many pages a PDF has, as Poppler counts them.
pub fn pages(pdf: &[u8]) -> Option<usize> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file.pdf");
    std::fs::write(&path, pdf).unwrap();
    let Ok(output) = Command::new("pdfinfo").arg(&path).output() else {
        skip("pages of a PDF", "pdfinfo is not there");
        return None;
    };
    let said = String::from_utf8(output.stdout).unwrap();
    let line = said.lines().find_map(|line| line.strip_prefix("Pages:"));
    Some(line.unwrap().trim().parse().unwrap())
}

#[test]
fn the_short_form_is_one_page_as_document_and_as_pdf() {
    for language in Language::ALL {
        let (checklist, _) = checklist(language, Form::Short);
        if let Some(pages) = pages(&file(&checklist, "pdf")) {
            assert_eq!(pages, 1, "{language:?}");
        }
        let document = file(&checklist, "docx");
        if let Some(pages) =
            printed("a short checklist", &document, "docx").and_then(|pdf| pages(&pdf))
        {
            assert_eq!(pages, 1, "{language:?}");
        }
    }
}

#[test]
fn openpyxl_opens_the_workbook() {
    let (checklist, _) = checklist(Language::English, Form::Full);
    let script = "import openpyxl, sys\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        sheet = book['Questions']\n\
        print(len(book.sheetnames), sheet.freeze_panes, sheet.data_validations.dataValidation[0].formula1)\n";
    if let Some(said) = openpyxl(script, &[("book.xlsx", &file(&checklist, "xlsx"))]) {
        assert_eq!(said.trim(), "5 C2 \"yes,partly,no,n/a\"");
    }
}

/// What a script of Python with openpyxl says of files; nothing, told as a skip, where that is not
/// there.
pub fn openpyxl(script: &str, files: &[(&str, &[u8])]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    openpyxl_in(folder.path(), script, files)
}

/// As [`openpyxl`], in a folder where the script may leave files.
pub fn openpyxl_in(
    folder: &std::path::Path,
    script: &str,
    files: &[(&str, &[u8])],
) -> Option<String> {
    let has = |python: &&str| {
        let output = Command::new(python)
            .args(["-c", "import openpyxl"])
            .output();
        output.is_ok_and(|output| output.status.success())
    };
    let Some(python) = ["python3", "/usr/bin/python3"].into_iter().find(has) else {
        skip("a checklist in openpyxl", "openpyxl is not there");
        return None;
    };
    for (name, bytes) in files {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let names = files.iter().map(|(name, _)| name);
    let output = Command::new(python)
        .current_dir(folder)
        .args(["-c", script])
        .args(names)
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    Some(String::from_utf8(output.stdout).unwrap())
}
