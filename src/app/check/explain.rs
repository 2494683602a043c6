//! Which rules there are, and what one of them wants, with a good and a bad case.
//! Room `app`. The cases are those of the tests, `tests/cases/checks/RULE/` and, for the shapes
//! of the file `NAME.ttl`, `tests/cases/shapes/NAME/`: the ones of the project's folder, else the
//! ones inside the program. Of a question the good case is its expected answer.

use include_dir::{Dir, include_dir};

use crate::app::AppError;
use crate::app::check::queries::{self, applies};
use crate::app::check::shapes::ShapeReader;
use crate::app::check::{Subject, builtin, shapes};
use crate::app::link;
use crate::app::project::{Project, ProjectFile};
use crate::core::finding::{Explanation, Rule};
use crate::core::language::Language;
use crate::query::catalogue;
use crate::query::header::Kind;

static CHECKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/cases/checks");
static SHAPES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/cases/shapes");
const CASES_FOLDER: &str = "tests/cases";
/// Endings that a case may have, by what its rule is about.
const ENDINGS: [&str; 5] = ["ttl", "trig", "rq", "toml", "tsv"];

/// The rules that hold for `subject`, by name: those of the program, the checks and questions
/// of the project, and its shapes.
pub fn rules(
    project: &Project,
    subject: Subject,
    language: Language,
) -> Result<Vec<Rule>, AppError> {
    let mut rules: Vec<_> = builtin::ALL
        .iter()
        .filter(|rule| subject == Subject::Project || rule.for_any)
        .map(|rule| rule.rule(language))
        .collect();
    let wanted = project.queries.iter().filter(|query| {
        applies(query, subject)
            || (subject == Subject::Project && query.header.kind == Kind::Question)
    });
    rules.extend(wanted.map(|query| queries::rule(query, language)));
    if subject == Subject::Project {
        rules.extend(link::check::rules::all().map(|rule| rule.rule(language)));
    }
    rules.sort();
    if subject == Subject::Project {
        let graph = shapes::own(project, &project.load()?)?;
        rules.extend(ShapeReader::new(&graph, &project.prefixes, language).rules());
    }
    Ok(rules)
}

/// Explains the rule of that name; a shape may be named by its IRI or `prefix:local`.
pub fn explain(project: &Project, name: &str, language: Language) -> Result<Explanation, AppError> {
    let rules = rules(project, Subject::Project, language)?;
    let rule = find_rule(project, &rules, name)?;
    Ok(explained(project, rule))
}

/// A rule with its cases.
pub fn explained(project: &Project, rule: &Rule) -> Explanation {
    let case = |which: &str| match shapes_file(project, &rule.name) {
        Some(file) => case(project, "shapes", &SHAPES, &file, which),
        None => case(project, "checks", &CHECKS, &rule.name, which),
    };
    Explanation {
        good: case("pass").or_else(|| expected_answer(project, &rule.name)),
        bad: case("fail"),
        rule: rule.clone(),
    }
}

/// The name of the file that describes the shape, without its ending. In the house format a
/// subject stands alone on its line.
fn shapes_file(project: &Project, shape: &str) -> Option<String> {
    let subject = [project.prefixes.compact(shape), format!("<{shape}>")];
    let describes = |file: &&ProjectFile| {
        let text = String::from_utf8_lossy(&file.bytes);
        text.lines()
            .any(|line| subject.iter().any(|subject| line == subject))
    };
    let file = project.files.iter().find(describes)?;
    let name = file.path.file_stem()?.to_string_lossy();
    Some(name.into_owned())
}

/// What a question must be answered with.
fn expected_answer(project: &Project, question: &str) -> Option<String> {
    let name = format!("{question}.expected.csv");
    let file = project
        .answers
        .iter()
        .find(|file| file.path.file_name().is_some_and(|found| *found == *name))?;
    Some(String::from_utf8_lossy(&file.bytes).into_owned())
}

/// The rule of that name among `rules`; the error names the most similar one.
pub fn find_rule<'a>(
    project: &Project,
    rules: &'a [Rule],
    name: &str,
) -> Result<&'a Rule, AppError> {
    if let Some(broken) = project.queries.broken().find(|broken| broken.name == name) {
        return Err(broken.error.clone().into());
    }
    let iri = project.prefixes.expand(name);
    let found = rules
        .iter()
        .find(|rule| rule.name == name || Some(&rule.name) == iri.as_ref());
    found.ok_or_else(|| {
        let names = rules
            .iter()
            .map(|rule| project.prefixes.compact(&rule.name));
        AppError::UnknownRule {
            name: name.to_owned(),
            nearest: catalogue::most_like(name, names),
        }
    })
}

fn case(
    project: &Project,
    kind: &str,
    embedded: &'static Dir<'_>,
    name: &str,
    which: &str,
) -> Option<String> {
    ENDINGS.iter().find_map(|ending| {
        let file = format!("{name}/{which}.{ending}");
        let on_disk = project.root.as_ref().and_then(|root| {
            std::fs::read_to_string(root.join(CASES_FOLDER).join(kind).join(&file)).ok()
        });
        on_disk.or_else(|| {
            let embedded = embedded.get_file(&file)?;
            embedded.contents_utf8().map(str::to_owned)
        })
    })
}
