//! What was there before: files that were added, examples that are the same, were withdrawn or come
//! back, who takes them in, what a version was.

use crate::support::intake::{Desk, allowed, complete, turtle};

fn one(title: &str) -> String {
    turtle(&[(complete(title), allowed())])
}

fn numbered(number: &str, title: &str) -> String {
    let mut said = complete(title);
    said.push(("dct:identifier", format!("\"{number}\"")));
    turtle(&[(said, allowed())])
}

fn violations(desk: &Desk) -> String {
    let (_, out, told) = desk.run(&["check", "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{told}"));
    let findings = report["findings"].as_array().unwrap().iter();
    let bad = findings.filter(|finding| finding["severity"] == "violation");
    bad.map(|finding| format!("{} {}\n", finding["focus"], finding["message"]))
        .collect()
}

const REASON: &str = "De school vraagt erom.";

/// A desk with an example that was taken in and withdrawn.
fn withdrawn() -> Desk {
    let desk = Desk::new();
    desk.write("een.ttl", &numbered("990001", "Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-18"]);
    desk.done(&[
        "intake",
        "withdraw",
        "990001",
        "--reason",
        REASON,
        "--date",
        "2026-11-19",
    ]);
    // An export of later that holds it still.
    let text = numbered("990001", "Samen op bedrijfsbezoek");
    desk.write("later.ttl", &format!("{text}# later\n"));
    desk
}

#[test]
fn what_was_withdrawn_does_not_come_back_by_itself() {
    let desk = withdrawn();
    let before = desk.read("data/intake/990001.ttl");
    for format in ["text", "json"] {
        let (code, out, told) = desk.run(&["intake", "add", "later.ttl", "--format", format]);
        assert_eq!(code, Some(1), "{out}{told}");
        for part in ["2026-11-19", REASON, "--restore 990001"] {
            assert!(out.contains(part), "{format} says {part}: {out}");
        }
    }
    let (code, _, told) = desk.run(&["intake", "check", "later.ttl", "-o", "oordelen.xlsx"]);
    assert_eq!(code, Some(1), "{told}");
    let bytes = std::fs::read(desk.path().join("oordelen.xlsx")).unwrap();
    let texts = crate::suites::checklist_office::part(&bytes, "xl/sharedStrings.xml");
    assert!(
        texts.contains("2026-11-19") && texts.contains(REASON),
        "{texts}"
    );
    assert_eq!(desk.read("data/intake/990001.ttl"), before);
}

/// The export that the example came from may have no numbers: the words tell that it is the same.
#[test]
fn what_was_withdrawn_is_known_by_its_content_and_its_title() {
    let desk = withdrawn();
    desk.write("zonder.ttl", &one("Samen op bedrijfsbezoek"));
    let (code, out, told) = desk.run(&["intake", "add", "zonder.ttl"]);
    assert_eq!(code, Some(1), "{out}{told}");
    assert!(out.contains("--restore 990001"), "{out}");
    let mut other = complete("Samen op bedrijfsbezoek");
    other.retain(|(property, _)| *property != "dct:description");
    let text = "\"Ouders vertellen op school over hun werk, een avond lang.\"@nl";
    other.push(("dct:description", text.to_owned()));
    desk.write("ander.ttl", &turtle(&[(other, allowed())]));
    let out = desk.done(&["intake", "check", "ander.ttl"]);
    assert!(
        out.contains("990001") && out.contains("2026-11-19"),
        "{out}"
    );
}

#[test]
fn what_is_restored_says_so_and_by_whom() {
    let desk = withdrawn();
    let out = desk.done(&[
        "intake",
        "add",
        "later.ttl",
        "--restore",
        "990001",
        "--by",
        "redactie:samensteller",
        "--date",
        "2026-11-20",
    ]);
    assert!(out.contains("2026-11-19"), "{out}");
    let text = desk.read("data/intake/990001.ttl");
    insta::assert_snapshot!("intake_restored", text);
    assert_eq!(violations(&desk), "");
    assert_eq!(desk.done(&["fmt", "--check"]), "");
    let list = desk.done(&["intake", "list"]);
    assert!(
        list.contains("openbaar") && !list.contains(REASON),
        "{list}"
    );
    // It can be changed and withdrawn again, and is then out of view again.
    desk.write("nieuw.ttl", &numbered("990001", "Samen naar een bedrijf"));
    desk.done(&["intake", "add", "nieuw.ttl", "--date", "2026-11-21"]);
    desk.done(&["intake", "withdraw", "990001", "--reason", "Toch niet."]);
    assert_eq!(violations(&desk), "");
    let list = desk.done(&["intake", "list"]);
    assert!(list.contains("Toch niet."), "{list}");
    let (code, ..) = desk.run(&["intake", "add", "later.ttl", "--again"]);
    assert_eq!(code, Some(1));
}

#[test]
fn only_what_is_withdrawn_is_restored() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    let (code, _, told) = desk.run(&["intake", "add", "een.ttl", "--restore", "1208"]);
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("1208"), "{told}");
    assert!(desk.files("data/intake").is_empty());
}

#[test]
fn a_file_that_was_added_is_refused_unless_asked_for() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-18"]);
    for job in ["check", "add"] {
        let (code, out, told) = desk.run(&["intake", job, "een.ttl"]);
        assert_eq!(code, Some(1), "{out}{told}");
        for part in ["2026-11-18", "nieuw-2026-1", "--again"] {
            assert!(out.contains(part), "{part}: {out}");
        }
    }
    // Its number of the database is the one that is told.
    desk.done(&["intake", "renumber", "nieuw-2026-1", "990001"]);
    let (_, out, _) = desk.run(&["intake", "add", "een.ttl"]);
    assert!(out.contains("als 990001"), "{out}");
    let out = desk.done(&["intake", "add", "een.ttl", "--again"]);
    assert!(
        out.contains("990001") && out.contains("al opgenomen"),
        "{out}"
    );
    let files = desk.files("data/intake");
    assert_eq!(files.len(), 2, "no duplicate: {files:?}");
}

#[test]
fn a_file_named_twice_is_taken_once() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    desk.write("kopie.ttl", &one("Samen op bedrijfsbezoek"));
    let (code, out, told) = desk.run(&["intake", "add", "een.ttl", "kopie.ttl"]);
    assert_eq!(code, Some(1), "{out}{told}");
    assert!(out.contains("hetzelfde bestand als een.ttl"), "{out}");
    assert_eq!(desk.files("data/intake").len(), 1);
}

#[test]
fn a_row_that_says_the_same_is_not_added_once_more() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-18"]);
    let both = [
        (complete("Samen op bedrijfsbezoek"), allowed()),
        (complete("Koken met een chef"), allowed()),
    ];
    desk.write("meer.ttl", &turtle(&both));
    let out = desk.done(&["intake", "add", "meer.ttl", "--date", "2026-11-19"]);
    assert!(out.contains("al opgenomen, als nieuw-2026-1"), "{out}");
    let files = desk.files("data/intake");
    assert_eq!(
        files,
        [
            "data/intake/nieuw-2026-1.ttl",
            "data/intake/nieuw-2026-2.ttl"
        ]
    );
}

#[test]
fn only_a_role_of_the_project_takes_in() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    for role in [
        "Jan Jansen",
        "https://e.org/jan-jansen",
        "redactie:samenstelster",
        "sector:po",
    ] {
        let (code, out, told) = desk.run(&["intake", "check", "een.ttl", "--by", role]);
        assert_eq!(code, Some(2), "{role}: {out}{told}");
        assert!(told.contains("redactie:samensteller"), "{role}: {told}");
        assert!(told.contains("redactie:inbrenger"), "{role}: {told}");
    }
    desk.done(&[
        "intake",
        "check",
        "een.ttl",
        "--by",
        "redactie:eerste-lezer",
    ]);
}

#[test]
fn a_former_version_is_shown_as_it_was() {
    let desk = Desk::new();
    desk.write("een.ttl", &numbered("990001", "Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-18"]);
    desk.write("twee.ttl", &numbered("990001", "Samen naar een bedrijf"));
    desk.done(&["intake", "add", "twee.ttl", "--date", "2026-11-19"]);
    let old = desk.done(&["intake", "show", "990001", "--version", "1"]);
    let head: Vec<_> = old.lines().take(2).collect();
    assert_eq!(
        head,
        [
            "990001  Samen op bedrijfsbezoek  [vorige versie; versie 1; 2026-11-18]",
            "Versies: 1, 2."
        ]
    );
    let now = desk.done(&["intake", "show", "990001", "--version", "2"]);
    assert!(
        now.starts_with("990001  Samen naar een bedrijf  [openbaar; versie 2"),
        "{now}"
    );
    desk.done(&["intake", "withdraw", "990001", "--reason", REASON]);
    let last = desk.done(&["intake", "show", "990001", "--version", "2"]);
    assert!(last.contains("[ingetrokken; versie 2"), "{last}");
    assert!(last.contains("dct:title"), "{last}");
}

#[test]
fn a_title_that_the_source_gives_is_not_written_again() {
    let desk = Desk::new();
    let report = desk.read("data/report/examples.ttl");
    let block = report.split("voorbeeld:1208\n").nth(1).unwrap();
    let said = block.split("dct:title").nth(1).unwrap();
    let title = said.split('"').nth(1).unwrap().to_owned();
    desk.write("een.ttl", &numbered("1208", &title));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-20"]);
    let text = desk.read("data/intake/1208.ttl");
    assert!(!text.contains(&title), "{text}");
    assert_eq!(violations(&desk), "");
    let list = desk.done(&["intake", "list"]);
    assert!(list.contains(&title), "{list}");
    let out = desk.done(&["intake", "add", "een.ttl", "--again"]);
    assert!(out.contains("Er verandert niets"), "{out}");
}

/// Former versions lie open in git: what they hold is checked though nothing counts it.
#[test]
fn former_versions_are_checked() {
    let desk = Desk::new();
    desk.write("een.ttl", &numbered("990001", "Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-18"]);
    desk.write("twee.ttl", &numbered("990001", "Samen naar een bedrijf"));
    desk.done(&["intake", "add", "twee.ttl", "--date", "2026-11-19"]);
    assert_eq!(violations(&desk), "");
    let path = "data/intake/former/990001.v1.ttl";
    let whole = desk.read(path);
    let findings = || -> Vec<(String, String, u64)> {
        let (code, out, told) = desk.run(&["check", "--format", "json"]);
        assert_eq!(code, Some(1), "{out}{told}");
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        let all = report["findings"].as_array().unwrap().iter();
        all.filter(|finding| finding["severity"] == "violation")
            .map(|finding| {
                let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
                (
                    text("rule"),
                    text("file"),
                    finding["line"].as_u64().unwrap_or(0),
                )
            })
            .collect()
    };
    let line_of = |text: &str, wanted: &str| {
        let place = text.lines().position(|line| line.contains(wanted));
        place.unwrap() as u64 + 1
    };
    for address in ["jan@school.example", "bel 06-12345678"] {
        let text = whole.replace("Zij stellen hun eigen vragen.", address);
        assert_ne!(text, whole);
        desk.write(path, &text);
        let line = line_of(&text, "lob:contributesInOwnWords");
        assert_eq!(
            findings(),
            [("contact-data".to_owned(), path.to_owned(), line)]
        );
    }
    desk.write(
        path,
        &whole.replace("permissionToPublish true", "permissionToPublish false"),
    );
    assert_eq!(findings()[0].0, "contribution-permission");
    desk.write(path, &whole.replace(" ;\n    .", " ;\n    ] ."));
    let broken = findings();
    assert_eq!(
        (broken[0].0.as_str(), broken[0].1.as_str()),
        ("syntax", path)
    );
    for (graph, rule) in [
        ("https://w3id.org/lobgraaf/graph/rapport", "graph-role"),
        (
            "https://w3id.org/lobgraaf/graph/inbreng/990002",
            "contribution-graph",
        ),
    ] {
        let own = "https://w3id.org/lobgraaf/graph/inbreng/990001";
        desk.write(path, &whole.replacen(own, graph, 1));
        assert!(
            findings()
                .iter()
                .any(|(found, file, _)| found == rule && file == path),
            "{rule}"
        );
    }
}

/// A row of values for a file of fields; the other required ones are always the same.
fn table(names: &[&str], values: &[&str]) -> String {
    let more = [
        ("title", "Samen op bedrijfsbezoek"),
        (
            "description",
            "Leerlingen gaan in groepjes naar een bedrijf in de buurt.",
        ),
        (
            "goal-in-own-words",
            "Leerlingen ontdekken wat zij kunnen en willen.",
        ),
        ("contributes-in-own-words", "Zij stellen hun eigen vragen."),
        ("success-extent", "de hele activiteit"),
        ("programme-coherence", "losse activiteit"),
        ("permission-to-publish", "ja"),
    ];
    let more = more.iter().filter(|(name, _)| !names.contains(name));
    let all: Vec<_> = names.iter().zip(values).map(|(a, b)| (*a, *b)).collect();
    let all: Vec<_> = all.into_iter().chain(more.copied()).collect();
    let heads: Vec<_> = all.iter().map(|(name, _)| *name).collect();
    let cells: Vec<_> = all.iter().map(|(_, text)| format!("\"{text}\"")).collect();
    format!("{}\n{}\n", heads.join(";"), cells.join(";"))
}

#[test]
fn the_order_of_columns_makes_no_difference() {
    let desk = Desk::new();
    let told = [
        ("sector", "voortgezet onderwijs; de maan"),
        ("experienced-by", "leerlingen; de buurvrouw"),
        ("form", "een dansje"),
    ];
    for (file, order) in [("een.csv", [0, 1, 2]), ("twee.csv", [2, 1, 0])] {
        let names = order.map(|place: usize| told[place].0);
        let values = order.map(|place: usize| told[place].1);
        desk.write(file, &table(&names, &values));
    }
    desk.done(&["intake", "add", "een.csv", "--date", "2026-11-18"]);
    let first = desk.read("data/intake/nieuw-2026-1.ttl");
    let out = desk.done(&["intake", "add", "twee.csv", "--date", "2026-11-19"]);
    assert!(out.contains("al opgenomen, als nieuw-2026-1"), "{out}");
    // The same where the file was written when the order of columns still counted.
    let swapped = first
        .replace("onbekend-1", "onbekend-x")
        .replace("onbekend-3", "onbekend-1")
        .replace("onbekend-x", "onbekend-3");
    assert_ne!(swapped, first);
    desk.write("data/intake/nieuw-2026-1.ttl", &swapped);
    let out = desk.done(&["intake", "check", "twee.csv"]);
    assert!(out.contains("al opgenomen, als nieuw-2026-1"), "{out}");
    let other = Desk::new();
    other.write("twee.csv", &desk.read("twee.csv"));
    other.done(&["intake", "add", "twee.csv", "--date", "2026-11-18"]);
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.contains("sha256"));
        lines.map(str::to_owned).collect()
    };
    let second = other.read("data/intake/nieuw-2026-1.ttl");
    assert_eq!(lines(&second), lines(&first));
}

/// The workbook of verdicts holds the number that was given and words of the form itself.
#[test]
fn verdicts_sent_back_change_what_was_added() {
    let desk = Desk::new();
    let text = table(&["sector", "experienced-by"], &["V.O.", "leerlingen"]);
    let text = text
        .replace("description;", "Wat doe je?;")
        .replace(";permission-to-publish", "");
    desk.write("een.csv", &text.replace(";\"ja\"", ""));
    desk.write(
        "kolommen.toml",
        "[columns]\n\"Wat doe je?\" = \"description\"\n[values.sector]\n\"V.O.\" = \"voortgezet onderwijs\"\n\
         [always]\npermission-to-publish = \"ja\"\n",
    );
    let columns = ["--columns", "kolommen.toml"];
    let add = ["intake", "add", "een.csv", "-o", "oordelen.xlsx"];
    desk.done(&[&add[..], &columns[..]].concat());
    let first = desk.read("data/intake/nieuw-2026-1.ttl");
    let out = desk.done(&[
        "intake",
        "add",
        "oordelen.xlsx",
        "-o",
        "-",
        "--format",
        "text",
    ]);
    assert!(out.contains("Er verandert niets"), "{out}");
    assert_eq!(desk.read("data/intake/nieuw-2026-1.ttl"), first);
    let bytes = std::fs::read(desk.path().join("oordelen.xlsx")).unwrap();
    let name = "xl/sharedStrings.xml";
    let texts = crate::suites::checklist_office::part(&bytes, name);
    let corrected = texts.replace("Samen op bedrijfsbezoek", "Samen naar een bedrijf");
    assert_ne!(corrected, texts);
    let bytes = crate::suites::intake_files::replaced(&bytes, name, corrected.as_bytes());
    std::fs::write(desk.path().join("beter.xlsx"), bytes).unwrap();
    desk.done(&["intake", "add", "beter.xlsx"]);
    let files = desk.files("data/intake");
    assert_eq!(
        files,
        [
            "data/intake/former/nieuw-2026-1.v1.ttl",
            "data/intake/nieuw-2026-1.ttl"
        ]
    );
    assert!(
        desk.read("data/intake/nieuw-2026-1.ttl")
            .contains("Samen naar een bedrijf")
    );
}

/// What the source knows as another example does not get mixed up with one that was taken in.
#[test]
fn a_number_of_another_example_is_given_only_where_that_is_said() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-18"]);
    let ask = ["intake", "renumber", "nieuw-2026-1", "1208"];
    let (code, _, told) = desk.run(&ask);
    assert_eq!(code, Some(2), "{told}");
    let report = desk.read("data/report/examples.ttl");
    let block = report.split("voorbeeld:1208\n").nth(1).unwrap();
    let said = block.split("dct:title").nth(1).unwrap();
    let title = said.split('"').nth(1).unwrap();
    for part in ["Samen op bedrijfsbezoek", title, "--same"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(desk.files("data/intake"), ["data/intake/nieuw-2026-1.ttl"]);
    desk.done(&[&ask[..], &["--same"]].concat());
    assert!(
        desk.read("data/intake/1208.ttl")
            .contains("dct:alternative")
    );
}

#[test]
fn a_number_that_was_replaced_leads_to_the_one_of_now() {
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl", "--date", "2026-11-18"]);
    desk.done(&["intake", "renumber", "nieuw-2026-1", "990001"]);
    let list = desk.done(&["intake", "list"]);
    assert!(list.ends_with("Opgenomen voorbeelden: 1.\n"), "{list}");
    let shown = desk.done(&["intake", "show", "nieuw-2026-1"]);
    assert!(
        shown.starts_with("nieuw-2026-1 is nu 990001.\n990001  "),
        "{shown}"
    );
    let old = desk.done(&["intake", "show", "nieuw-2026-1", "--version", "1"]);
    assert!(old.contains("dct:identifier \"nieuw-2026-1\""), "{old}");
    let (code, ..) = desk.run(&["intake", "show", "nieuw-2026-1", "--version", "2"]);
    assert_eq!(code, Some(2));
    let shown = desk.done(&["intake", "show", "990001"]);
    assert!(
        shown.contains("Vroeger nieuw-2026-1, versies 1:"),
        "{shown}"
    );
    desk.write(
        "twee.ttl",
        &numbered("nieuw-2026-1", "Samen naar een bedrijf"),
    );
    let out = desk.done(&["intake", "add", "twee.ttl"]);
    assert!(out.contains("heet nu 990001"), "{out}");
    assert!(
        desk.read("data/intake/990001.ttl")
            .contains("Samen naar een bedrijf")
    );
    assert!(!desk.path().join("data/intake/nieuw-2026-1.ttl").exists());
}

#[test]
fn what_goes_with_an_update_is_told() {
    let desk = Desk::new();
    let of = |more: &str, last: &str| {
        table(
            &["number", "sector", "experienced-by", more],
            &["990001", "mbo", "leerlingen", last],
        )
    };
    desk.write("een.csv", &of("conditions", "Een bus en tijd."));
    desk.done(&["intake", "add", "een.csv"]);
    desk.write("twee.csv", &of("occasion", "Jongeren vroegen erom."));
    let out = desk.done(&["intake", "check", "twee.csv"]);
    let line = out
        .lines()
        .find(|line| line.contains("verdwijnt uit het voorbeeld"));
    let line = line.unwrap_or_else(|| panic!("{out}"));
    assert!(line.contains("randvoorwaarden"), "{line}");
    assert!(!line.contains("sector"), "{line}");
}

/// Own words answer a list, also a required one; a dash does not.
#[test]
fn own_words_answer_a_list_that_is_required() {
    let desk = Desk::new();
    let names = [
        "sector",
        "experienced-by",
        "success-extent",
        "programme-coherence",
    ];
    desk.write(
        "een.csv",
        &table(
            &names,
            &[
                "op de maan",
                "de buren",
                "dat weet ik niet",
                "dat weet ik niet",
            ],
        ),
    );
    let out = desk.done(&["intake", "add", "een.csv", "--date", "2026-11-18"]);
    assert!(out.contains("aangenomen met opmerkingen"), "{out}");
    assert_eq!(violations(&desk), "");
    let path = "data/intake/nieuw-2026-1.ttl";
    let text = desk.read(path);
    // Words for one field are no answer to another.
    let less = text.replace(
        "lob:inField shape:Contribution-sector",
        "lob:inField shape:Contribution-form",
    );
    assert_ne!(less, text);
    desk.write(path, &less);
    assert!(
        violations(&desk).contains("sector"),
        "{}",
        violations(&desk)
    );
    desk.write(
        "twee.csv",
        &table(&names, &["-", "de buren", "geheel", "losse activiteit"]),
    );
    let (code, out, _) = desk.run(&["intake", "check", "twee.csv"]);
    assert_eq!(code, Some(1), "{out}");
}

#[test]
fn the_name_of_the_contact_stays_out_of_open_fields() {
    let desk = Desk::new();
    let names = [
        "sector",
        "experienced-by",
        "contact-name",
        "contributes-in-own-words",
    ];
    let of = |text: &str| {
        table(
            &names,
            &["mbo", "leerlingen", "Verzonnen Contactpersoon", text],
        )
    };
    desk.write(
        "een.csv",
        &of("Vraag het aan verzonnen contactpersoon, die weet het."),
    );
    let (code, out, _) = desk.run(&["intake", "add", "een.csv"]);
    assert_eq!(code, Some(1), "{out}");
    assert!(
        out.contains("de naam of een ander gegeven van de contactpersoon"),
        "{out}"
    );
    assert!(!out.to_lowercase().contains("verzonnen"), "{out}");
    desk.write("twee.csv", &of("Verzonnen contactpersonen helpen."));
    desk.done(&["intake", "check", "twee.csv"]);
}

#[cfg(unix)]
#[test]
fn what_is_private_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.write("een.ttl", &one("Samen op bedrijfsbezoek"));
    desk.done(&["intake", "add", "een.ttl"]);
    let mode = |name: &str| {
        let found = std::fs::metadata(desk.path().join(name)).unwrap();
        found.permissions().mode() & 0o777
    };
    assert_eq!(mode("private"), 0o700);
    for name in [
        "private/intake/nieuw-2026-1.toml",
        "private/.gitignore",
        "private/.writers.lock",
    ] {
        assert_eq!(mode(name), 0o600, "{name}");
    }
}
