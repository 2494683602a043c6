//! An older collection: details that do not fit, files of columns, files without examples, and what of
//! persons is repeated nowhere.

use lobgraaf::core::intake::{Completeness, FaultKind, Given, Name, Place, RawEntry, RawValue};

use crate::support::guideline::{recogniser, small, values};
use crate::support::intake::{Desk, allowed, complete, turtle};

/// What becomes of values of a field of the small form: values, texts that are kept, faults.
fn old(key: &str, given: &[Given], strict: bool) -> (Vec<String>, Vec<String>, Vec<FaultKind>) {
    let form = small();
    let index = form
        .fields
        .iter()
        .position(|field| field.key == key)
        .unwrap();
    let value = |given: &Given| RawValue {
        name: Name::Field(index),
        given: given.clone(),
        place: Place::Line(1),
        is_part: false,
    };
    let raw = RawEntry {
        values: given.iter().map(value).collect(),
        ..RawEntry::default()
    };
    let mut recogniser = recogniser(&form);
    recogniser.strict.extend(strict.then_some(index));
    let entry = recogniser.entry(&raw, Completeness::Migrated);
    let faults = entry.faults.iter();
    let faults =
        faults.filter(|fault| fault.field == Some(index) && fault.kind != FaultKind::Advised);
    (
        values(&entry, &form, key),
        entry
            .unrecognised
            .iter()
            .map(|(_, text)| text.clone())
            .collect(),
        faults.map(|fault| fault.kind.clone()).collect(),
    )
}

fn text(text: &str) -> Given {
    Given::Text(text.to_owned())
}

#[test]
fn a_detail_that_does_not_fit_is_kept_as_text() {
    for (key, given) in [
        ("jaar", "2018-2019"),
        ("jaar", "schooljaar 18/19"),
        ("aantal", "ongeveer 120"),
        ("dag", "mei 2018"),
        ("website", "zie de site"),
        ("toestemming", "misschien"),
    ] {
        let (found, kept, faults) = old(key, &[text(given)], false);
        assert_eq!((found.len(), kept), (0, vec![given.to_owned()]), "{key}");
        let value = given.to_owned();
        assert_eq!(faults, [FaultKind::KeptAsText { value }], "{key}");
        // What tells which example it is, and who may see it, is not bent.
        let (_, kept, faults) = old(key, &[text(given)], true);
        assert!(kept.is_empty(), "{key}");
        assert!(matches!(faults[..], [FaultKind::BadValue { .. }]), "{key}");
    }
    // Nor is contact data kept, wherever it stands.
    let (_, kept, faults) = old("jaar", &[text("jan@school.example")], false);
    assert_eq!((kept.len(), faults), (0, vec![FaultKind::ContactInText]));
}

#[test]
fn a_year_comes_out_of_a_day() {
    for given in [Given::Date("2018-05-03".to_owned()), text("3-5-2018")] {
        let (found, kept, faults) = old("jaar", std::slice::from_ref(&given), false);
        assert_eq!((found, kept.len()), (vec!["2018".to_owned()], 0));
        let value = given.text().into_owned();
        let year = "2018".to_owned();
        assert_eq!(faults, [FaultKind::YearOfDay { value, year }]);
    }
}

#[test]
fn of_two_values_where_one_fits_both_are_kept() {
    let two = [text("120"), text("130")];
    let (found, kept, faults) = old("aantal", &two, false);
    assert_eq!(
        (found.len(), kept),
        (0, vec!["120".to_owned(), "130".to_owned()])
    );
    assert_eq!(faults, [FaultKind::ManyKept { count: 2, most: 1 }]);
}

#[test]
fn characters_that_nobody_sees_are_taken_away() {
    let (found, _, faults) = old(
        "titel",
        &[text("Samen\u{200b} op\u{feff} be\u{ad}zoek")],
        false,
    );
    assert_eq!(found, ["Samen op bezoek"]);
    assert_eq!(faults, [FaultKind::InvisibleRemoved]);
    // They hide no telephone number.
    let (found, _, faults) = old("verhaal", &[text("bel 06\u{200b}12345678")], false);
    assert!(found.is_empty());
    assert!(faults.contains(&FaultKind::ContactInText), "{faults:?}");
    // Nothing but them is nothing.
    let (found, _, _) = old("titel", &[text("\u{200b}\u{2060}")], false);
    assert!(found.is_empty());
    // A joiner in an emoji or in Persian is part of the text.
    for joined in ["👩\u{200d}🏫 voor de klas", "می\u{200c}خواهم"] {
        let (found, _, faults) = old("titel", &[text(joined)], false);
        assert_eq!((found, faults), (vec![joined.to_owned()], vec![]));
    }
}

/// A file of columns that says nothing of use is an error with line and key.
#[test]
fn a_file_of_columns_is_held_against_the_guideline() {
    let desk = Desk::new();
    desk.write("export.csv", "titel;Sector\nSamen op bezoek;V.O.\n");
    for (columns, line, key, near) in [
        ("[columns]\n\"Sector\" = \"sectr\"\n", 2, "sectr", "sector"),
        ("[columns]\n\"Naam\" = \"titel\"\n", 2, "titel", "title"),
        (
            "\n[colums]\n\"Sector\" = \"sector\"\n",
            2,
            "colums",
            "columns",
        ),
        ("[values.sectr]\n\"V.O.\" = \"vo\"\n", 1, "sectr", "sector"),
        (
            "[values.sector]\n\"V.O.\" = \"voortgezet onderwij\"\n",
            2,
            "voortgezet onderwij",
            "voortgezet onderwijs",
        ),
        ("[values.title]\n\"A\" = \"B\"\n", 1, "title", "lijst"),
        (
            "[always]\npermision-to-publish = \"ja\"\n",
            2,
            "permision-to-publish",
            "permission-to-publish",
        ),
        (
            "[columns]\n\"Sector\" = [\"sector\"]\n",
            2,
            "Sector",
            "tekst",
        ),
        ("columns = 1\n", 1, "columns", "[columns]"),
        ("[columns]\nSector = \n", 2, "", ""),
    ] {
        desk.write("kolommen.toml", columns);
        let (code, out, told) = desk.run(&[
            "intake",
            "check",
            "export.csv",
            "--migrated",
            "--columns",
            "kolommen.toml",
        ]);
        assert_eq!(code, Some(2), "{columns}: {out}{told}");
        let place = format!("kolommen.toml:{line}");
        for part in [place.as_str(), key, near] {
            assert!(told.contains(part), "{columns}: {part} in {told}");
        }
    }
    desk.write(
        "kolommen.toml",
        "[columns]\n\"Sector\" = \"sector\"\n[values.sector]\n\"V.O.\" = \"voortgezet onderwijs\"\n\
         [always]\npermission-to-publish = true\n",
    );
    let out = desk.done(&[
        "intake",
        "check",
        "export.csv",
        "--migrated",
        "--columns",
        "kolommen.toml",
    ]);
    assert!(!out.contains("V.O."), "{out}");
    assert!(!out.contains("apart bewaard"), "{out}");
}

/// What an older collection holds is taken in, and passes the shapes.
#[test]
fn an_old_row_with_odd_details_is_taken_in_and_passes_the_check() {
    let desk = Desk::new();
    desk.write(
        "export.csv",
        "titel;wat er gebeurt;jaar;aantal deelnemers;telefoon;toestemming\n\
         Samen op bezoek;Tien tekens;2018-2019;ongeveer 120;612345678;ja\n",
    );
    let arguments = ["export.csv", "--migrated", "--date", "2026-11-20"];
    let json = [&["intake", "check", "--format", "json"], &arguments[..]].concat();
    let report: serde_json::Value = serde_json::from_str(&desk.done(&json)).unwrap();
    assert_eq!(
        report["files"][0]["faults"],
        serde_json::json!([]),
        "{report}"
    );
    desk.done(&[&["intake", "add"], &arguments[..]].concat());
    let text = desk.read("data/intake/nieuw-2026-1.ttl");
    for kept in ["\"2018-2019\"", "\"ongeveer 120\"", "\"Tien tekens\""] {
        assert!(
            text.contains(&format!("rdf:value {kept}")),
            "{kept}: {text}"
        );
    }
    let private = desk.read("private/intake/nieuw-2026-1.toml");
    assert!(private.contains("0612345678"), "{private}");
    let (code, out, told) = desk.run(&["check"]);
    assert_eq!(code, Some(0), "{out}{told}");
    // A number that is none is refused, and so is a title that says nothing.
    for row in [
        "nummer;titel\n12a;Samen koken\n",
        "nummer;titel\n990001;ab\n",
    ] {
        desk.write("slecht.csv", row);
        let (code, out, _) = desk.run(&["intake", "check", "slecht.csv", "--migrated"]);
        assert_eq!(code, Some(1), "{row}: {out}");
    }
}

#[test]
fn a_telephone_number_gets_its_zero_back_and_is_not_repeated() {
    let desk = Desk::new();
    let mut contact = allowed();
    contact.push(("lob:contactPhone", "\"612345678\"".to_owned()));
    desk.write(
        "een.ttl",
        &turtle(&[(complete("Samen op bedrijfsbezoek"), contact)]),
    );
    let out = desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-20"]);
    assert!(
        out.contains("miste de 0") && !out.contains("12345678"),
        "{out}"
    );
    let private = desk.read("private/intake/nieuw-2026-1.toml");
    assert!(private.contains("\"0612345678\""), "{private}");
    // What nobody can be sure of is refused.
    let mut contact = allowed();
    contact.push(("lob:contactPhone", "\"31612345678\"".to_owned()));
    desk.write(
        "twee.ttl",
        &turtle(&[(complete("Koken met een chef"), contact)]),
    );
    let (code, out, _) = desk.run(&["intake", "check", "twee.ttl"]);
    assert_eq!(code, Some(1), "{out}");
    assert!(!out.contains("31612345678"), "{out}");
}

#[test]
fn rdf_without_an_example_is_told() {
    let desk = Desk::new();
    desk.write(
        "leeg.ttl",
        "<http://e.org/1> <http://purl.org/dc/terms/title> \"Iets\" .\n",
    );
    desk.write(
        "een.ttl",
        &turtle(&[(complete("Samen op bedrijfsbezoek"), allowed())]),
    );
    let (code, out, told) = desk.run(&["intake", "check", "leeg.ttl", "een.ttl"]);
    assert_eq!(code, Some(1), "{out}{told}");
    for part in [
        "lob:PracticeExample",
        "lob:describes",
        "Samen op bedrijfsbezoek",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
}

#[test]
fn statements_about_other_things_are_told() {
    let desk = Desk::new();
    let more = "<http://e.org/school> dct:title \"Een school\" ; dct:description \"Groot\" .\n";
    let text = turtle(&[(complete("Samen op bedrijfsbezoek"), allowed())]);
    desk.write("een.ttl", &format!("{text}{more}"));
    let out = desk.done(&["intake", "check", "een.ttl"]);
    assert!(
        out.contains("2 uitspraken") && out.contains("http://e.org/school"),
        "{out}"
    );
    desk.write(
        "twee.ttl",
        &turtle(&[(complete("Koken met een chef"), allowed())]),
    );
    let out = desk.done(&["intake", "check", "twee.ttl"]);
    assert!(!out.contains("uitspraken"), "{out}");
}

/// Headings, keys and editions are repeated, but no address in them; and the workbook, which repeats
/// what was given so that it can be corrected, says so.
#[test]
fn contact_details_are_not_repeated() {
    let desk = Desk::new();
    let address = "jan@school.example";
    desk.write(
        "een.csv",
        &format!("titel;{address};wat er gebeurt\nSamen op bezoek;x;Mail {address} voor meer\n"),
    );
    for format in ["text", "json"] {
        let (code, out, told) = desk.run(&[
            "intake",
            "check",
            "een.csv",
            "--migrated",
            "--format",
            format,
        ]);
        assert_eq!(code, Some(1), "{out}{told}");
        assert!(!out.contains(address), "{out}");
    }
    let (code, _, told) = desk.run(&[
        "intake",
        "check",
        "een.csv",
        "--migrated",
        "-o",
        "oordelen.xlsx",
    ]);
    assert_eq!(code, Some(1), "{told}");
    let bytes = std::fs::read(desk.path().join("oordelen.xlsx")).unwrap();
    let texts = crate::suites::checklist_office::part(&bytes, "xl/sharedStrings.xml");
    assert!(texts.contains("gegevens van personen"), "{texts}");
    // Corrected, it is read again, whatever stands above its headings.
    let (code, out, _) = desk.run(&["intake", "check", "oordelen.xlsx", "--migrated"]);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("Samen op bezoek"), "{out}");
}

/// Thousands of examples without what is merely recommended fill no screen.
#[test]
fn many_warnings_of_one_rule_are_summed_up() {
    let desk = Desk::new();
    let titles =
        (0..30).map(|number| format!("Activiteit {number} in de week van {}", number * 7919));
    let all: Vec<_> = titles.map(|title| (complete(&title), allowed())).collect();
    desk.write("reeks.ttl", &turtle(&all));
    desk.done(&["intake", "add", "reeks.ttl"]);
    let short = desk.done(&["check"]);
    let whole = desk.done(&["check", "--all"]);
    let json: serde_json::Value =
        serde_json::from_str(&desk.done(&["check", "--format", "json"])).unwrap();
    let rows = json["findings"].as_array().unwrap().len();
    assert!(rows >= 30 * 5, "{rows}");
    assert_eq!(whole.matches('•').count(), rows);
    assert!(short.matches('•').count() <= rows / 5, "{short}");
    assert!(
        short.contains("nog 25 zoals deze") && short.contains("--all"),
        "{short}"
    );
    let last = |text: &str| text.lines().last().map(str::to_owned);
    assert_eq!(last(&short), last(&whole), "what is counted is the same");
}
