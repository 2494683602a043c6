//! What values and names mean to intake: labels, other labels, near misses, lists in a text, words for
//! yes and no, days, bounds, contact details, what is missing.

use std::collections::BTreeMap;

use lobgraaf::core::form::{Form, Requirement};
use lobgraaf::core::intake::recognise::{Recogniser, Renaming};
use lobgraaf::core::intake::{
    Completeness, Entry, FaultKind, Given, Name, Place, RawEntry, RawValue, Verdict,
};
use lobgraaf::core::iri::Prefixes;
use lobgraaf::core::language::Language;

use crate::support::guideline::{recogniser, small, texts, told, values};

fn raw(pairs: &[(&str, Given)]) -> RawEntry {
    let value = |(name, given): &(&str, Given)| RawValue {
        name: (*name).into(),
        given: given.clone(),
        place: Place::Line(1),
        is_part: false,
    };
    RawEntry {
        values: pairs.iter().map(value).collect(),
        ..RawEntry::default()
    }
}

fn text(text: &str) -> Given {
    Given::Text(text.to_owned())
}

/// What becomes of one value of the small form.
fn one(key: &str, given: Given) -> (Vec<String>, Vec<FaultKind>) {
    let form = small();
    let entry = recogniser(&form).entry(&raw(&[(key, given)]), Completeness::Guided);
    let field = form.fields.iter().position(|field| field.key == key);
    let is_told = |kind: &FaultKind| !matches!(kind, FaultKind::Advised | FaultKind::Missing);
    let faults = entry.faults.iter();
    let faults = faults.filter(|fault| fault.field == field && is_told(&fault.kind));
    let kinds = faults.map(|fault| fault.kind.clone()).collect();
    (values(&entry, &form, key), kinds)
}

#[test]
fn choices_are_known_by_all_their_names() {
    for name in [
        "bedrijfsbezoek",
        "BedrijfsBezoek ",
        "company visit",
        "excursie",
        "urn:form/visit",
        "visit",
    ] {
        let found = one("vorm", text(name));
        assert_eq!(found, (vec!["urn:form/visit".to_owned()], vec![]), "{name}");
    }
}

#[test]
fn a_near_miss_is_kept_as_text_with_a_suggestion() {
    let form = small();
    let entry = recogniser(&form).entry(
        &raw(&[("vorm", text("bedrijfsbezoeken"))]),
        Completeness::Migrated,
    );
    assert_eq!(entry.unrecognised, [(2, "bedrijfsbezoeken".to_owned())]);
    assert!(!entry.values.contains_key(&2));
    let near = vec!["bedrijfsbezoek".to_owned()];
    let value = "bedrijfsbezoeken".to_owned();
    let expected = FaultKind::NotListed { value, near };
    assert!(entry.faults.iter().any(|fault| fault.kind == expected));
    let (_, faults) = one("vorm", text("iets heel anders"));
    let value = "iets heel anders".to_owned();
    assert_eq!(
        faults,
        [FaultKind::NotListed {
            value,
            near: vec![]
        }]
    );
}

#[test]
fn several_values_stand_in_one_text() {
    let both = vec!["urn:form/visit".to_owned(), "urn:form/talk".to_owned()];
    for list in [
        "bedrijfsbezoek; gastles",
        "bedrijfsbezoek|gastles",
        "bedrijfsbezoek\r\ngastles\r\n",
        "bedrijfsbezoek, gastles",
        "bedrijfsbezoek; gastles; excursie",
    ] {
        assert_eq!(one("vorm", text(list)), (both.clone(), vec![]), "{list:?}");
    }
    // A label with a comma of its own is one thing.
    let found = one("vorm", text("lezen, schrijven"));
    assert_eq!(found, (vec!["urn:form/both".to_owned()], vec![]));
    // A comma parts only what is known on both sides.
    let (found, faults) = one("vorm", text("gastles, dansen"));
    assert!(found.is_empty());
    assert!(
        matches!(&faults[..], [FaultKind::NotListed { value, .. }] if value == "gastles, dansen")
    );
    // What was given apart is not parted further.
    let form = small();
    let mut entry = raw(&[("vorm", text("bedrijfsbezoek; gastles"))]);
    entry.values[0].is_part = true;
    let entry = recogniser(&form).entry(&entry, Completeness::Migrated);
    assert!(!entry.values.contains_key(&2));
}

#[test]
fn a_text_with_very_many_values_is_refused() {
    let many = "x;".repeat(5_000);
    let (_, faults) = one("vorm", text(&many));
    assert!(matches!(
        faults[..],
        [FaultKind::TooMany { count: 5_000, .. }]
    ));
}

#[test]
fn yes_and_no_have_many_words() {
    for (word, value) in [
        ("ja", "true"),
        ("Ja", "true"),
        ("yes", "true"),
        ("x", "true"),
        ("waar", "true"),
        ("nee", "false"),
        ("No", "false"),
        ("0", "false"),
    ] {
        let expected = (vec![value.to_owned()], vec![]);
        assert_eq!(one("toestemming", text(word)), expected, "{word}");
    }
    assert_eq!(one("toestemming", Given::Boolean(true)).0, ["true"]);
    assert_eq!(one("toestemming", Given::Number(1.0)).0, ["true"]);
    let (_, faults) = one("toestemming", text("misschien"));
    assert!(matches!(faults[..], [FaultKind::BadValue { .. }]));
}

#[test]
fn days_are_written_in_several_ways() {
    for day in ["2026-05-31", "31-5-2026", "31/05/2026", "31.5.2026"] {
        let expected = (vec!["2026-05-31".to_owned()], vec![]);
        assert_eq!(one("dag", text(day)), expected, "{day}");
    }
    assert_eq!(
        one("dag", Given::Date("2026-05-31".to_owned())).0,
        ["2026-05-31"]
    );
    for day in ["31-6-2026", "5-31-2026", "31-5-26", "mei 2026"] {
        let (_, faults) = one("dag", text(day));
        assert!(matches!(faults[..], [FaultKind::BadValue { .. }]), "{day}");
    }
    // A day that a spreadsheet shows as a number is not guessed.
    let (_, faults) = one("dag", Given::Number(46_173.0));
    assert!(matches!(faults[..], [FaultKind::BadValue { .. }]));
}

#[test]
fn numbers_years_and_addresses_have_bounds() {
    assert_eq!(one("aantal", Given::Number(120.0)).0, ["120"]);
    assert_eq!(one("aantal", text("120")).0, ["120"]);
    assert_eq!(one("jaar", Given::Number(2019.0)).0, ["2019"]);
    assert_eq!(
        one("website", text("www.school.example")).0,
        ["https://www.school.example"]
    );
    for (key, given) in [
        ("aantal", Given::Number(0.0)),
        ("aantal", Given::Number(1.5)),
        ("aantal", text("ongeveer 120")),
        ("jaar", text("19")),
        ("website", text("javascript://alert")),
        ("website", text("ftp://school.example")),
    ] {
        let (found, faults) = one(key, given);
        assert!(found.is_empty(), "{key}");
        assert!(matches!(faults[..], [FaultKind::BadValue { .. }]), "{key}");
    }
    assert_eq!(one("aantal", text("n.v.t.")), (vec![], vec![]));
}

#[test]
fn contact_details_are_refused_but_where_they_are_kept_apart() {
    let (found, faults) = one("verhaal", text("Mail jan@school.example voor meer"));
    assert_eq!((found.len(), faults), (0, vec![FaultKind::ContactInText]));
    let (_, faults) = one("titel", text("Bel 06 1234 5678"));
    assert_eq!(faults, [FaultKind::ContactInText]);
    assert_eq!(
        one("mailadres", text("jan@school.example")).0,
        ["jan@school.example"]
    );
}

#[test]
fn what_is_kept_apart_is_in_no_message() {
    let form = small();
    let entry = recogniser(&form).entry(
        &raw(&[("mailadres", text("Jan Geheim")), ("titel", text("t"))]),
        Completeness::Guided,
    );
    let said = told(&entry.faults, &form).join("\n");
    assert!(
        said.contains("What is filled in cannot stand here"),
        "{said}"
    );
    assert!(!said.contains("Geheim"), "{said}");
}

#[test]
fn characters_and_cells_that_say_nothing_are_refused() {
    for (given, kind) in [
        (text("a\u{7}b"), FaultKind::ControlCharacters),
        (text("a\u{85}b"), FaultKind::ControlCharacters),
        (Given::Error, FaultKind::ErrorCell),
        (Given::Formula, FaultKind::NoResult),
    ] {
        assert_eq!(one("titel", given), (vec![], vec![kind]));
    }
    let (_, faults) = one("verhaal", text(&"a".repeat(100_001)));
    assert!(matches!(faults[..], [FaultKind::BadValue { .. }]));
}

fn missing(entry: &Entry, kind: &FaultKind) -> Vec<usize> {
    let faults = entry.faults.iter().filter(|fault| fault.kind == *kind);
    faults.filter_map(|fault| fault.field).collect()
}

#[test]
fn what_is_missing_depends_on_how_it_was_made() {
    let form = small();
    assert_eq!(form.fields[1].requirement, Requirement::Recommended);
    let guided = recogniser(&form).entry(&raw(&[]), Completeness::Guided);
    assert_eq!(missing(&guided, &FaultKind::Missing), [0, 2]);
    assert_eq!(missing(&guided, &FaultKind::Advised), [1]);
    assert_eq!(guided.verdict(), Verdict::Refused);
    let migrated = recogniser(&form).entry(&raw(&[]), Completeness::Migrated);
    assert!(missing(&migrated, &FaultKind::Missing).is_empty());
    assert_eq!(migrated.verdict(), Verdict::Remarks);
    // Own words answer a list that is required; what stands for nothing does not.
    for (words, expected) in [("dansen", vec![]), ("-", vec![2])] {
        let pairs = [("titel", text("t")), ("vorm", text(words))];
        let entry = recogniser(&form).entry(&raw(&pairs), Completeness::Guided);
        assert_eq!(missing(&entry, &FaultKind::Missing), expected, "{words}");
    }
}

#[test]
fn fields_are_known_by_all_their_names() {
    let form = small();
    let recogniser = recogniser(&form);
    for name in [
        "titel",
        "Titel *",
        "titel (en)",
        "Naam van de activiteit:",
        "TITEL",
    ] {
        assert_eq!(recogniser.exact_field(name), Some(0), "{name}");
        assert_eq!(recogniser.field(name), Ok(Some(0)), "{name}");
    }
    let near = recogniser.field("titels");
    assert!(matches!(near, Err(FaultKind::UnknownName { near, .. }) if near == [0]));
    assert_eq!(recogniser.exact_field("titels"), None);
}

#[test]
fn a_name_of_two_fields_is_told() {
    let mut form = small();
    form.fields[0].other_names = texts("Beschrijving", "Text");
    form.fields[1].other_names = texts("Beschrijving", "Text");
    let recogniser = recogniser(&form);
    let found = recogniser.field("beschrijving");
    assert!(matches!(found, Err(FaultKind::AmbiguousName { fields, .. }) if fields == [0, 1]));
    assert_eq!(recogniser.exact_field("beschrijving"), None);
}

#[test]
fn other_peoples_words_are_translated() {
    let form: Form = small();
    let renaming = Renaming {
        columns: BTreeMap::from([
            ("Werkvorm".to_owned(), Some("vorm".to_owned())),
            ("Intern".to_owned(), None),
        ]),
        values: BTreeMap::from([(
            "vorm".to_owned(),
            BTreeMap::from([("BB".to_owned(), "bedrijfsbezoek".to_owned())]),
        )]),
        ..Renaming::default()
    };
    let prefixes = Prefixes::default();
    let mut recogniser = Recogniser::new(&form, &prefixes, &renaming, Language::Dutch);
    let pairs = [
        ("werkvorm", text("bb; gastles")),
        ("intern", text("geheim")),
    ];
    let entry = recogniser.entry(&raw(&pairs), Completeness::Migrated);
    assert_eq!(
        values(&entry, &form, "vorm"),
        ["urn:form/visit", "urn:form/talk"]
    );
    assert!(entry.unrecognised.is_empty());
    assert_eq!(recogniser.exact_field("Intern"), None);
}

#[test]
fn a_field_found_while_reading_needs_no_name() {
    let form = small();
    let mut entry = raw(&[("", text("Titel"))]);
    entry.values[0].name = Name::Field(0);
    let entry = recogniser(&form).entry(&entry, Completeness::Migrated);
    assert_eq!(values(&entry, &form, "titel"), ["Titel"]);
}

#[test]
fn more_values_than_fit_are_told() {
    let pairs = [("titel", text("een")), ("titel", text("twee"))];
    let form = small();
    let entry = recogniser(&form).entry(&raw(&pairs), Completeness::Guided);
    let kinds: Vec<_> = entry.faults.iter().map(|fault| &fault.kind).collect();
    assert!(kinds.contains(&&FaultKind::TooMany { count: 2, most: 1 }));
}
