//! What answered checklists say. Expected figures are counted by hand from the answers given here
//! and from `data/`, not from the program.

use std::path::{Path, PathBuf};

use lobgraaf::app::checklist::{Material, score};
use lobgraaf::core::checklist::answers::{Answer, Answered, Value};
use lobgraaf::core::checklist::score::Report;
use lobgraaf::core::language::Language;
use lobgraaf::render::score::diagram::GoalTree;

use crate::support::checklist::session;
use crate::support::root;

const ELEMENT: &str = "https://w3id.org/lobgraaf/id/succeselement/";
const GOAL: &str = "https://w3id.org/lobgraaf/id/doel/";

fn answered(name: &str, goals: &[&str], answers: &[(&str, Value)]) -> Answered {
    let answers = answers.iter().map(|(item, value)| {
        let answer = Answer {
            value: Some(*value),
            remark: None,
        };
        (format!("{ELEMENT}{item}"), answer)
    });
    Answered {
        path: PathBuf::from(format!("{name}.toml")),
        activity: Some(name.to_owned()),
        goals: goals.iter().map(|goal| format!("{GOAL}{goal}")).collect(),
        answers: answers.collect(),
        ..Answered::default()
    }
}

fn report(answered: &[Answered], earlier: &[Answered]) -> Report {
    let session = session(Language::Dutch);
    let material = Material::read(&session).unwrap();
    score::report(&material, answered, earlier).unwrap()
}

fn goals(report: &Report) -> Option<GoalTree> {
    let session = session(Language::Dutch);
    score::goals(&Material::read(&session).unwrap(), report)
}

fn notations(
    report: &Report,
    findings: &[lobgraaf::core::checklist::score::Finding],
) -> Vec<String> {
    let notation = |place: usize| report.rows[place].notation.clone().unwrap();
    findings
        .iter()
        .map(|finding| notation(finding.row))
        .collect()
}

#[test]
fn strong_missing_and_mixed_follow_their_rules() {
    let report = report(
        &[
            answered(
                "a",
                &[],
                &[
                    ("1.1", Value::Yes),
                    ("1.2", Value::Yes),
                    ("1.3", Value::No),
                    ("1.4", Value::NotApplicable),
                    ("2.3.1", Value::Partly),
                    ("5.5", Value::No),
                ],
            ),
            answered(
                "b",
                &[],
                &[
                    ("1.1", Value::Yes),
                    ("1.2", Value::Partly),
                    ("1.3", Value::NotApplicable),
                    ("1.4", Value::NotApplicable),
                    ("2.3.1", Value::No),
                ],
            ),
        ],
        &[],
    );
    assert_eq!(notations(&report, &report.strong), ["1.1"]);
    assert_eq!(notations(&report, &report.mixed), ["1.2"]);
    // No before partly; of two noes the one that more examples show: 1.3 has six, 5.5 one.
    assert_eq!(notations(&report, &report.missing), ["1.3", "5.5", "2.3.1"]);
    // Two yes, two no, one partly of five concerned: (2 + ½) / 5.
    let total = report.activities[0].total;
    assert_eq!(
        (total.yes, total.partly, total.no, total.not_applicable),
        (2, 1, 2, 1)
    );
    assert_eq!(total.share(), Some(0.5));
    assert_eq!(total.asked(), 73);
}

#[test]
fn a_gap_names_examples_with_the_path_to_them() {
    // The report illustrates element 5.5 by one example only.
    let report = report(&[answered("a", &[], &[("5.5", Value::No)])], &[]);
    let examples = &report.missing[0].examples;
    assert_eq!(examples.len(), 1);
    assert!(!examples[0].shows.is_empty(), "{examples:?}");
    // 2.3.1 has twelve: three are named.
    let report = self::report(&[answered("a", &[], &[("2.3.1", Value::No)])], &[]);
    assert_eq!(report.missing[0].examples.len(), 3);
}

#[test]
fn examples_that_share_goals_come_first() {
    let goal = "ouders-toerusten-om-hun-kind-te-steunen-bij-de-loopbaan";
    let report = report(&[answered("a", &[goal], &[("4.4.1", Value::No)])], &[]);
    let examples = &report.missing[0].examples;
    assert_eq!(examples[0].shared.len(), 1);
    assert_eq!(examples[0].shared[0].iri, format!("{GOAL}{goal}"));
    let shared: Vec<_> = examples
        .iter()
        .map(|example| example.shared.len())
        .collect();
    assert!(shared.is_sorted_by(|a, b| a >= b), "{shared:?}");
}

#[test]
fn goals_and_competencies_that_nobody_works_on() {
    let first = "weten-wat-beroepen-inhouden-en-waar-banen-zijn";
    let report = report(
        &[
            answered("a", &[first], &[("1.1", Value::Yes)]),
            answered(
                "b",
                &[first, "taalvaardigheid-verbeteren"],
                &[("1.1", Value::Yes)],
            ),
            answered("c", &["taalvaardigheid-verbeteren"], &[("1.1", Value::Yes)]),
            answered("d", &["kansengelijkheid-vergroten"], &[("1.1", Value::Yes)]),
            answered("e", &[], &[("1.1", Value::Yes)]),
        ],
        &[],
    );
    let goals = report.goals.iter().flat_map(|group| &group.goals);
    let named: Vec<_> = goals
        .clone()
        .filter(|goal| !goal.activities.is_empty())
        .collect();
    assert_eq!(named.len(), 3);
    // Tables 2 to 5 and the theme without goals of its own.
    assert_eq!(goals.count(), 22);
    let theme = report.goals.iter().find(|group| {
        group
            .goals
            .iter()
            .any(|goal| goal.choice.iri.ends_with(first))
    });
    assert_eq!(theme.unwrap().heading.activities, [0, 1]);
    let coherence = report.coherence.unwrap();
    let shared: Vec<_> = coherence
        .shared
        .iter()
        .map(|goal| goal.activities.clone())
        .collect();
    assert_eq!(shared, [vec![0, 1], vec![1, 2]]);
    assert_eq!(coherence.alone, [3]);
    assert_eq!(coherence.without_goal, [4]);
    assert_eq!(coherence.in_time, None);
}

#[test]
fn what_changed_is_told_by_activity() {
    let before = answered(
        "Bezoek",
        &[],
        &[("1.1", Value::No), ("1.2", Value::Yes), ("1.3", Value::No)],
    );
    let after = answered("bezoek ", &[], &[("1.1", Value::Yes), ("1.2", Value::Yes)]);
    let report = report(
        &[after, answered("b", &[], &[("1.1", Value::Yes)])],
        &[before],
    );
    assert_eq!(report.changes.len(), 2);
    let visit = report
        .changes
        .iter()
        .find(|change| change.before.is_some())
        .unwrap();
    assert_eq!(visit.answers.len(), 1);
    assert_eq!(
        (visit.answers[0].before, visit.answers[0].after),
        (Value::No, Value::Yes)
    );
    assert_eq!(visit.after.unwrap().share(), Some(1.0));
}

#[test]
fn a_short_form_is_weighed_against_its_own_questions() {
    // 3.2 is asked in the short form only.
    let report = report(
        &[answered(
            "a",
            &[],
            &[("3.2", Value::No), ("1.1", Value::Yes)],
        )],
        &[],
    );
    assert_eq!(report.activities[0].total.asked(), 23);
    assert_eq!(notations(&report, &report.missing), ["3.2"]);
}

/// The worked example reads without a problem and says what its page shows.
#[test]
fn the_worked_example_holds() {
    let folder = root().join("examples/checklist");
    let session = session(Language::Dutch);
    let material = Material::read(&session).unwrap();
    let key = material.key().unwrap();
    let read = |path: &str| {
        let (answered, problems) =
            lobgraaf::app::checklist::read::read(&folder.join(path), &key).unwrap();
        assert!(problems.is_empty(), "{path}: {problems:?}");
        Answered {
            // As when the command runs in that folder.
            path: Path::new(path).to_owned(),
            ..answered
        }
    };
    let now = ["bedrijfsbezoek.toml", "gastles.toml", "ouderavond.toml"].map(read);
    let earlier = [read("eerder/bedrijfsbezoek.toml")];
    let report = score::report(&material, &now, &earlier).unwrap();
    let rendered = score::render(&report, None, &[], "text", 100).unwrap();
    let lobgraaf::app::Rendered::Text(text) = rendered else {
        panic!("no text");
    };
    let plain = anstream::adapter::strip_str(&text).to_string();
    insta::assert_snapshot!(plain);
}

/// Markup, quotes and control characters in answers come out harmless.
#[test]
fn hostile_answers_stay_text() {
    let mut hostile = answered(
        "<script>alert(1)</script>\u{202e}\u{7}",
        &[],
        &[("1.1", Value::No)],
    );
    for answer in hostile.answers.values_mut() {
        answer.remark = Some("\"><img src=x onerror=alert(1)>".to_owned());
    }
    let report = report(&[hostile], &[]);
    let goals = goals(&report);
    for format in ["html", "text", "json", "pdf"] {
        let rendered =
            score::render(&report, goals.as_ref(), &["<b>".to_owned()], format, 100).unwrap();
        let text = match rendered {
            lobgraaf::app::Rendered::Text(text) => text,
            _ => continue,
        };
        assert!(!text.contains('\u{202e}') || format == "json", "{format}");
        if format == "html" {
            assert!(!text.contains("<script>") && !text.contains("<img") && !text.contains("<b>"));
        }
    }
}

#[test]
fn the_page_of_a_report_is_accessible() {
    let folder = tempfile::tempdir().unwrap();
    let answers = [
        ("1.1", Value::Yes),
        ("1.2", Value::Partly),
        ("1.3", Value::No),
    ];
    let first = answered("een", &["taalvaardigheid-verbeteren"], &answers);
    let second = answered("twee", &[], &answers);
    let mut paths = Vec::new();
    for (name, all) in [("one", vec![first.clone()]), ("two", vec![first, second])] {
        let report = report(&all, &all[..1]);
        let goals = goals(&report);
        let rendered =
            score::render(&report, goals.as_ref(), &["x: y".to_owned()], "html", 100).unwrap();
        let lobgraaf::app::Rendered::Text(text) = rendered else {
            panic!("no text");
        };
        let path = folder.path().join(format!("{name}.html"));
        std::fs::write(&path, text).unwrap();
        paths.push(path);
    }
    crate::support::browser::run("the page of a report", "report.mjs", &paths);
}

#[test]
fn the_drawing_names_at_each_goal_the_activities_that_name_it() {
    let language = "taalvaardigheid-verbeteren";
    let leadership = "persoonlijk-leiderschap-ontwikkelen";
    let all = [
        answered("een", &[language], &[("1.1", Value::Yes)]),
        answered("twee", &[language, leadership], &[("1.1", Value::Yes)]),
    ];
    let report_of_two = report(&all, &[]);
    let drawn = goals(&report_of_two).unwrap();
    let lobgraaf::app::Rendered::Pages(pages) = score::draw(&drawn, &report_of_two, "svg").unwrap()
    else {
        panic!("no pages");
    };
    let svg = String::from_utf8(pages.concat()).unwrap();
    // A title is what is read aloud.
    for title in [
        "Taalvaardigheid verbeteren: 2 activiteiten (A, B)",
        "Persoonlijk leiderschap ontwikkelen: 1 activiteit (B)",
        "Sociaal en cultureel kapitaal vergroten: 0 activiteiten",
        // Each activity once.
        "Overstap naar vervolgonderwijs verbeteren: 2 activiteiten",
    ] {
        assert!(svg.contains(&format!("<title>{title}</title>")), "{title}");
    }
    // The one root is no row: 21 goals, of which 2 are named, and a theme without goals.
    assert_eq!(
        svg.matches("class=\"ri open\"").count(),
        19 + 1,
        "and one in the legend"
    );
    assert!(
        svg.contains(">een<") || svg.contains("> een<"),
        "the key to the letters"
    );
    // On the sheets that the page is printed with no type is below 8.5 points.
    let sheets = drawn.sheets(&report_of_two);
    assert!(sheets.len() > 1, "larger type needs more room");
    for sheet in &sheets {
        let number = |text: &str| text.split(['"', 'p']).next()?.parse::<f32>().ok();
        let view = sheet.svg.split("viewBox=\"0 0 ").nth(1).unwrap();
        let wide: f32 = view.split(' ').next().unwrap().parse().unwrap();
        let sizes = sheet.svg.split("font-size:").skip(1).filter_map(number);
        let least = sizes.fold(f32::INFINITY, f32::min) * 841.89 / wide;
        assert!((8.49..9.0).contains(&least), "{least} points");
    }
    // Without a goal nothing can be said of goals.
    let none = report(&[answered("een", &[], &[("1.1", Value::Yes)])], &[]);
    assert!(goals(&none).is_none());
}
