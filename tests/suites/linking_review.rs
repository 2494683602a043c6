//! Reviewing suggested links: what is offered, what each decision adds, taking back, two who review
//! at once.

use std::collections::BTreeMap;
use std::path::Path;

use lobgraaf::app::link::begin::Begin;
use lobgraaf::app::link::review::{Options, Review};
use lobgraaf::app::progress::Silent;
use lobgraaf::core::language::Language;
use lobgraaf::core::matching::relation::Relation;
use lobgraaf::core::review::decide::Refusal;
use lobgraaf::core::review::portrait::{Portrait, Said, shared_first};
use lobgraaf::core::review::{Action, Choice};
use lobgraaf::core::sssom::decision::{self, Verdict};
use lobgraaf::core::sssom::{Slot, json};
use lobgraaf::core::vocabulary::semapv;
use proptest::prelude::*;

use crate::support::linking::{
    DAY, FIRST, SECOND, SUGGESTIONS, by_tools, case, decided, end, folder, open, options, persons,
    project, review, set, short,
};

const EXACT: Choice = Choice::Accept(Relation::Exact);
const CLOSE: Choice = Choice::Accept(Relation::Close);

/// The pairs still open, in order.
fn queue(review: &Review) -> Vec<String> {
    let pair = |card: &lobgraaf::core::review::Card<'_>| {
        format!("{} {}", end(&card.item.subject), end(&card.item.object))
    };
    review.cards().iter().map(pair).collect()
}

/// Goes to a pair.
fn go(review: &mut Review, pair: &str) {
    while let Some(item) = review.current() {
        if format!("{} {}", end(&item.subject), end(&item.object)) == pair {
            return;
        }
        review.later();
    }
    panic!("{pair} is not open");
}

#[test]
fn pairs_of_a_concept_stand_together_the_best_first() {
    let (_folder, file) = folder(SUGGESTIONS);
    let pairs = [
        "bank 20",
        "apple 11",
        "apple 12",
        "fruit 10",
        "nothing NoTermFound",
    ];
    assert_eq!(queue(&review(&file)), pairs);
}

#[test]
fn each_decision_is_a_further_row_and_the_row_of_the_tool_stays() {
    for (choice, row) in [
        (EXACT, "bank exactMatch 20 (omdat)"),
        (CLOSE, "bank closeMatch 20 (omdat)"),
        (
            Choice::Accept(Relation::Broad),
            "bank broadMatch 20 (omdat)",
        ),
        (
            Choice::Accept(Relation::Narrow),
            "bank narrowMatch 20 (omdat)",
        ),
        (
            Choice::Accept(Relation::Related),
            "bank relatedMatch 20 (omdat)",
        ),
        (Choice::Reject, "bank Not exactMatch 20 (omdat)"),
        (Choice::Nothing, "bank exactMatch NoTermFound (omdat)"),
    ] {
        let (_folder, file) = folder(SUGGESTIONS);
        let before = set(&file);
        review(&file).decide(choice, " om\tdat\u{0} ").unwrap();
        assert_eq!(decided(&file), [row.replace("omdat", "om dat")]);
        let after = set(&file);
        assert_eq!(after.mappings.len(), before.mappings.len() + 1);
        assert!(
            before
                .mappings
                .iter()
                .all(|row| after.mappings.contains(row))
        );
        let row = after
            .mappings
            .iter()
            .find(|row| row.is_by_person())
            .unwrap();
        let text = |slot| row.slots.text(slot);
        assert_eq!(
            text(Slot::MappingJustification),
            Some(semapv::MAPPING_REVIEW)
        );
        assert_eq!(text(Slot::ReviewerId), Some(FIRST));
        assert_eq!(text(Slot::ReviewDate), Some(DAY));
        assert_eq!(text(Slot::SubjectLabel), Some("bank"));
        assert_eq!(
            text(Slot::ObjectSource),
            Some("https://example.org/theirs/food")
        );
        assert_eq!(text(Slot::MappingTool), None);
        assert_eq!(text(Slot::SimilarityScore), None);
    }
}

#[test]
fn what_cannot_be_kept_is_refused_and_nothing_is_written() {
    let (_folder, file) = folder(SUGGESTIONS);
    let text = std::fs::read_to_string(&file).unwrap();
    let mut review = review(&file);
    let refused = |review: &mut Review, choice, reason| {
        review.decide(choice, reason).unwrap_err().to_string()
    };
    assert_eq!(
        refused(&mut review, Choice::Reject, " "),
        Refusal::NoReason.to_string()
    );
    go(&mut review, "nothing NoTermFound");
    assert_eq!(
        refused(&mut review, EXACT, ""),
        Refusal::NoObject.to_string()
    );
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    review.set_filter("bank");
    review.decide(EXACT, "").unwrap();
    let mut other = open(&options(&file, SECOND));
    other.set_filter("");
    go(&mut other, "apple 11");
    other.decide(CLOSE, "").unwrap();
    let linked = refused(&mut other, Choice::Nothing, "");
    assert!(linked.contains("https://example.org/theirs/11"), "{linked}");
}

#[test]
fn what_is_decided_is_not_offered_again() {
    let (_folder, file) = folder(SUGGESTIONS);
    let mut first = review(&file);
    first
        .decide(Choice::Reject, "een zitplaats, geen bedrijf")
        .unwrap();
    first.decide(EXACT, "").unwrap();
    first.later();
    first.decide(Choice::Nothing, "").unwrap();
    assert_eq!(queue(&review(&file)), ["apple 12", "nothing NoTermFound"]);
}

#[test]
fn a_rejected_pair_is_offered_again_where_a_label_changed() {
    let (_folder, file) = folder(SUGGESTIONS);
    review(&file).decide(Choice::Reject, "iets anders").unwrap();
    assert!(!queue(&review(&file)).contains(&"bank 20".to_owned()));
    // In the vocabulary at hand the concept has another name than when it was rejected.
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replace(
            "\tbank\tsemapv:MappingReview",
            "\toever\tsemapv:MappingReview",
        ),
    )
    .unwrap();
    let mut again = review(&file);
    assert_eq!(queue(&again)[0], "bank 20");
    again
        .decide(Choice::Reject, "nog steeds iets anders")
        .unwrap();
    assert!(!queue(&review(&file)).contains(&"bank 20".to_owned()));
    // Without it, a new row of a tool tells.
    let without = Options {
        with: Vec::new(),
        ..options(&file, FIRST)
    };
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replace(
            "\tbank\tsemapv:LexicalMatching",
            "\tbanken\tsemapv:LexicalMatching",
        ),
    )
    .unwrap();
    assert_eq!(queue(&open(&without))[0], "bank 20");
}

/// What is shown then is the proposal of now; the old decision and the old label stay in sight, and
/// what is decided names the version that has the new label.
#[test]
fn a_pair_under_another_label_shows_labels_and_version_of_now() {
    let (folder, file) = folder(SUGGESTIONS);
    let version = |name: &str, number: &str, label: &str| {
        let text = std::fs::read_to_string(case("theirs.ttl")).unwrap();
        let text = text.replace(
            ":food a skos:ConceptScheme",
            &format!(":food a skos:ConceptScheme ; owl:versionInfo \"{number}\""),
        );
        let text = text.replace("\"bank\"@nl", &format!("\"{label}\"@nl"));
        let text = text.replace("\"bank\"@en", "\"banks\"@en");
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let with = |path: &Path| Options {
        with: vec![path.to_owned()],
        ..options(&file, FIRST)
    };
    let first = version("1.ttl", "1", "bank");
    let second = version("2.ttl", "2", "geldbank");
    open(&with(&first))
        .decide(Choice::Reject, "iets anders")
        .unwrap();
    assert!(!queue(&open(&with(&first))).contains(&"bank 20".to_owned()));
    let mut again = open(&with(&second));
    go(&mut again, "bank 20");
    let item = again.current().unwrap();
    assert_eq!(item.text(Slot::ObjectLabel), Some("geldbank"));
    assert_eq!(item.text(Slot::ObjectSourceVersion), Some("2"));
    let card = again.show(120).unwrap();
    for said in [
        "niet gelijk. iets anders",
        "“bank”",
        "“geldbank” (versie 2)",
    ] {
        assert!(card.contains(said), "{said}: {card}");
    }
    again
        .decide(Choice::Reject, "nog steeds iets anders")
        .unwrap();
    let set = set(&file);
    let rows = set
        .mappings
        .iter()
        .filter(|row| row.is_by_person() && row.slots.text(Slot::ObjectLabel) == Some("geldbank"));
    let versions: Vec<_> = rows
        .map(|row| row.slots.text(Slot::ObjectSourceVersion))
        .collect();
    assert_eq!(versions, [Some("2")]);
    assert!(!queue(&open(&with(&second))).contains(&"bank 20".to_owned()));
}

#[test]
fn no_decision_is_of_a_day_to_come() {
    let (_folder, file) = folder(SUGGESTIONS);
    let open_on = |day: &str| {
        let options = Options {
            date: Some(day.to_owned()),
            ..options(&file, FIRST)
        };
        Review::open(&project(), &options, Language::English, &Silent)
    };
    let Err(refused) = open_on("2999-01-01") else {
        panic!("a day to come is accepted");
    };
    let refused = refused.to_string();
    assert!(
        refused.contains("`2999-01-01` is a day that is still to come"),
        "{refused}"
    );
    assert!(open_on("2020-02-29").is_ok());
}

#[test]
fn nobody_reviews_a_row_of_their_own() {
    let (_folder, file) = folder(SUGGESTIONS);
    review(&file).decide(EXACT, "").unwrap();
    let second = |person| {
        open(&Options {
            second: true,
            ..options(&file, person)
        })
    };
    assert!(queue(&second(FIRST)).is_empty());
    let mut other = second(SECOND);
    assert_eq!(queue(&other), ["bank 20"]);
    // Another relation rejects that of the first reader: that needs a reason too.
    let before = std::fs::read_to_string(&file).unwrap();
    assert!(other.needs_reason(CLOSE) && !other.needs_reason(EXACT));
    let refused = other.decide(CLOSE, " ").unwrap_err().to_string();
    assert_eq!(refused, Refusal::NoReason.to_string());
    assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
    other.decide(CLOSE, "niet hetzelfde").unwrap();
    let rows = [
        "bank Not exactMatch 20 (niet hetzelfde)",
        "bank closeMatch 20 (niet hetzelfde)",
        "bank exactMatch 20",
    ];
    assert_eq!(decided(&file), rows);
    assert!(queue(&second(SECOND)).is_empty());
    // Both on one day: a finding, not a link.
    let set = set(&file);
    let triples = decision::by_triple(&set.mappings);
    let exact = triples
        .iter()
        .find(|(triple, _)| triple.1.ends_with("exactMatch") && triple.2.ends_with("/20"));
    assert_eq!(decision::verdict(exact.unwrap().1), Verdict::Disputed);
}

#[test]
fn a_set_without_a_reviewer_is_shown_but_not_decided_on() {
    let (_folder, file) = folder(SUGGESTIONS);
    let mut review = open(&Options {
        reviewer: None,
        ..options(&file, FIRST)
    });
    assert_eq!(queue(&review).len(), 5);
    assert!(
        review
            .decide(EXACT, "")
            .unwrap_err()
            .to_string()
            .contains("--reviewer")
    );
    for wrong in ["somebody", "unknown:me", "mailto:me@example.org"] {
        let error = Review::open(
            &crate::support::linking::project(),
            &options(&file, wrong),
            lobgraaf::core::language::Language::English,
            &lobgraaf::app::progress::Silent,
        );
        assert!(error.is_err(), "{wrong}");
    }
}

#[test]
fn taking_back_leaves_the_file_as_it_was() {
    let (_folder, file) = folder(SUGGESTIONS);
    let before = set(&file);
    let mut review = review(&file);
    review.decide(Choice::Nothing, "").unwrap();
    review.decide(EXACT, "").unwrap();
    assert_eq!(review.decisions(), 2);
    assert!(review.undo().unwrap());
    assert!(review.undo().unwrap());
    assert!(!review.undo().unwrap());
    assert_eq!(set(&file), before);
    assert_eq!(review.advance().decided, 0);
    assert_eq!(end(&review.current().unwrap().subject), "bank");
}

#[test]
fn two_reviewers_lose_nothing_and_hear_of_each_other() {
    let (_folder, file) = folder(SUGGESTIONS);
    let (mut one, mut other) = (review(&file), open(&options(&file, SECOND)));
    one.decide(EXACT, "").unwrap();
    let error = other.decide(Choice::Reject, "nee").unwrap_err();
    assert!(error.is_conflict());
    assert!(error.to_string().contains("first 2026-11-24"), "{error}");
    // The pair is settled; the next one is asked.
    assert_eq!(end(&other.current().unwrap().subject), "apple");
    other.decide(EXACT, "").unwrap();
    go(&mut one, "fruit 10");
    one.decide(EXACT, "").unwrap();
    assert_eq!(
        decided(&file),
        [
            "apple exactMatch 11",
            "bank exactMatch 20",
            "fruit exactMatch 10"
        ]
    );
    let mut who = persons(&file);
    who.sort();
    assert_eq!(who, ["first", "first", "second"]);
    // What somebody else wrote stays when one's own is taken back.
    one.undo().unwrap();
    assert_eq!(
        decided(&file),
        ["apple exactMatch 11", "bank exactMatch 20"]
    );
    // Somebody took the row away: there is nothing to take back.
    std::fs::write(&file, SUGGESTIONS).unwrap();
    assert!(one.undo().unwrap_err().is_gone());
    assert!(!one.undo().unwrap());
}

/// A set with so many concepts, each with one suggestion.
fn many(count: usize) -> String {
    let row = |n: usize| {
        format!(
            "ours:n{n:04}\tnaam {n}\tskos:exactMatch\ttheirs:m{n}\tname {n}\tsemapv:LexicalMatching\t0.5\n"
        )
    };
    let head: Vec<_> = SUGGESTIONS.split_inclusive('\n').take(10).collect();
    head.concat() + &(0..count).map(row).collect::<String>()
}

#[test]
fn reviewers_at_the_same_time_lose_nothing() {
    let (_folder, file) = folder(&many(40));
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let file = &file;
            scope.spawn(move || {
                let person = format!("https://example.org/person/{worker}");
                let mut review = open(&options(file, &person));
                let mut place = 0;
                while review.current().is_some() {
                    if place % 4 == worker {
                        review.decide(EXACT, "").unwrap();
                    } else {
                        review.later();
                    }
                    place += 1;
                }
            });
        }
    });
    assert_eq!(decided(&file).len(), 40);
    let rest: Vec<_> = std::fs::read_dir(file.parent().unwrap()).unwrap().collect();
    assert_eq!(rest.len(), 1, "nothing else is left behind");
}

#[test]
fn suggestions_come_from_a_file_beside_and_only_what_is_decided_goes_in() {
    let (folder, suggested) = folder(SUGGESTIONS);
    let file = folder.path().join("new.sssom.tsv");
    let beside = Options {
        suggestions: vec![suggested],
        ..options(&file, FIRST)
    };
    let mut review = open(&beside);
    assert_eq!(queue(&review).len(), 5);
    // A new file is a set of its own, not that of the suggestions.
    assert!(review.ready().unwrap_err().to_string().contains("--set-id"));
    assert!(!file.exists());
    let beside = Options {
        begin: Begin {
            id: Some("https://example.org/new".to_owned()),
            license: Some("https://creativecommons.org/licenses/by/4.0/".to_owned()),
            title: None,
        },
        ..beside
    };
    let mut review = open(&beside);
    review.decide(EXACT, "").unwrap();
    assert_eq!((decided(&file).len(), by_tools(&file)), (1, 1));
    assert_eq!(set(&file).id(), Some("https://example.org/new"));
    let again = open(&beside);
    assert_eq!(queue(&again).len(), 4);
}

#[test]
fn rows_get_identifiers_where_the_set_has_them_and_json_stays_json() {
    let numbered: String = SUGGESTIONS
        .lines()
        .enumerate()
        .map(|(number, line)| match line {
            line if line.starts_with('#') => format!("{line}\n"),
            line if line.starts_with("subject_id") => format!("record_id\t{line}\n"),
            line => format!("ours:r{number}\t{line}\n"),
        })
        .collect();
    let (folder, file) = folder(&numbered);
    let mut first = review(&file);
    first.decide(EXACT, "").unwrap();
    first.decide(CLOSE, "").unwrap();
    let set = set(&file);
    let mut ids: Vec<_> = set
        .mappings
        .iter()
        .filter_map(|row| row.slots.text(Slot::RecordId))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), set.mappings.len());

    let other = folder.path().join("set.sssom.json");
    std::fs::write(&other, json::write(&set)).unwrap();
    review(&other).decide(EXACT, "").unwrap();
    assert!(std::fs::read_to_string(&other).unwrap().starts_with('{'));
    assert_eq!(decided(&other).len(), 3);
}

#[test]
fn an_invalid_set_is_refused_with_its_place() {
    let (_folder, file) = folder(&SUGGESTIONS.replace("theirs:20", "nobody:20"));
    let error = Review::open(
        &crate::support::linking::project(),
        &options(&file, FIRST),
        lobgraaf::core::language::Language::English,
        &lobgraaf::app::progress::Silent,
    );
    let error = error.err().unwrap().to_string();
    assert!(
        error.contains("object_id") && error.contains(":13:"),
        "{error}"
    );
}

#[test]
fn a_card_shows_both_sides() {
    let (_folder, file) = folder(SUGGESTIONS);
    let mut review = review(&file);
    go(&mut review, "apple 11");
    for width in [60, 120] {
        let shown = anstream::adapter::strip_str(&review.show(width).unwrap()).to_string();
        for text in [
            "en: cooking apple",
            "nl: ook: kookappel",
            "Zure appels waar moes",
            "onder: fruit",
            "ernaast: appel",
            "ours:apple",
            "theirs:11",
            "Voorstel: gelijk 0.83",
            "[x] past niet",
        ] {
            assert!(shown.contains(text), "{text} in\n{shown}");
        }
        assert_eq!(shown.contains(" │ "), width == 120);
        assert!(
            shown.lines().all(|line| line.chars().count() <= width),
            "{shown}"
        );
    }
}

/// What a person who presses these keys has decided, by a model of a few lines.
fn model(keys: &[char]) -> Vec<String> {
    let pairs = [
        ("bank", "20", "exactMatch"),
        ("apple", "11", "exactMatch"),
        ("apple", "12", "broadMatch"),
        ("fruit", "10", "exactMatch"),
        ("nothing", "NoTermFound", "exactMatch"),
    ];
    let mut decided: BTreeMap<usize, String> = BTreeMap::new();
    let mut history: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut settled = [false; 5];
    let mut at = 0;
    let next = |settled: &[bool; 5], from: usize| (from..5).find(|&n| !settled[n]).unwrap_or(5);
    for key in keys {
        let action = Action::from_key(*key).unwrap();
        let subject = |n: usize| pairs.get(n).map(|pair| pair.0);
        match action {
            Action::Choose(Choice::Later) => at = if at < 5 { next(&settled, at + 1) } else { 5 },
            Action::Skip => {
                at = (at..5)
                    .find(|&n| !settled[n] && subject(n) != subject(at))
                    .unwrap_or(5);
            }
            Action::Back => at = (0..at).rev().find(|&n| !settled[n]).unwrap_or(at),
            Action::Undo => {
                if let Some((place, all)) = history.pop() {
                    decided.remove(&place);
                    all.iter().for_each(|n| settled[*n] = false);
                    at = all[0];
                }
            }
            Action::Choose(choice) if at < 5 => {
                let (one, other, proposed) = pairs[at];
                let linked = decided.iter().any(|(n, row)| {
                    subject(*n) == subject(at) && !row.contains("Not ") && !row.contains("NoTerm")
                });
                let row = match choice {
                    Choice::Accept(_) if other == "NoTermFound" => continue,
                    Choice::Nothing if linked => continue,
                    Choice::Accept(relation) => format!("{one} {} {other} (r)", relation.name()),
                    Choice::Reject => format!("{one} Not {proposed} {other} (r)"),
                    _ => format!("{one} exactMatch NoTermFound (r)"),
                };
                let same =
                    |n: &usize| *n == at || choice == Choice::Nothing && subject(*n) == subject(at);
                let all: Vec<_> = (0..5).filter(|n| !settled[*n]).filter(same).collect();
                all.iter().for_each(|n| settled[*n] = true);
                decided.insert(at, row);
                history.push((at, all));
                at = next(&settled, at);
            }
            _ => {}
        }
    }
    let mut rows: Vec<_> = decided.into_values().collect();
    rows.sort();
    rows
}

fn press(file: &Path, keys: &[char]) {
    let mut review = review(file);
    for key in keys {
        match Action::from_key(*key).unwrap() {
            Action::Choose(choice) => drop(review.decide(choice, "r")),
            Action::Undo => drop(review.undo().unwrap()),
            Action::Back => review.back(),
            Action::Skip => review.skip(),
            _ => {}
        }
        // At any moment the file can be read, and has the rows of the tool.
        assert_eq!(by_tools(file), 5);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_keys_leave_exactly_the_decisions_made(
        keys in proptest::collection::vec(proptest::sample::select("ecbnrx0lusp".chars().collect::<Vec<_>>()), 0..14)
    ) {
        let (_folder, file) = folder(SUGGESTIONS);
        press(&file, &keys);
        prop_assert_eq!(decided(&file), model(&keys));
    }
}

#[test]
fn every_key_has_one_meaning() {
    let mut keys: Vec<_> = Choice::ALL.iter().map(|choice| choice.key()).collect();
    keys.extend(Action::OTHERS.iter().map(|(key, ..)| *key));
    let count = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), count);
    assert_eq!(Action::from_key(' '), Some(Action::Choose(Choice::Later)));
    assert_eq!(Action::from_key('z'), None);
    let (_folder, file) = folder(SUGGESTIONS);
    assert!(
        set(&file)
            .mappings
            .iter()
            .any(|row| short(row) == "bank exactMatch 20")
    );
    assert!(case("ours.ttl").exists());
}

#[test]
fn languages_that_both_sides_speak_come_first() {
    let side = |languages: &[&str]| Portrait {
        preferred: languages
            .iter()
            .map(|language| Said {
                language: (*language).to_owned(),
                text: format!("a label in {language}"),
            })
            .collect(),
        ..Portrait::default()
    };
    let (mut ours, mut theirs) = (side(&["nl", "fy", "en"]), side(&["de", "en", "fr", "fy"]));
    shared_first(&mut ours, &mut theirs);
    let order = |portrait: &Portrait| -> Vec<String> {
        let labels = portrait.preferred.iter();
        labels.map(|said| said.language.clone()).collect()
    };
    assert_eq!(order(&ours), ["fy", "en", "nl"]);
    assert_eq!(order(&theirs), ["en", "fy", "de", "fr"]);
}
