//! Which rules there are, and what one of them wants, with a good and a bad case.
//! Room `app`. The cases are those of the tests, `tests/cases/checks/RULE/`: the ones of the
//! project's folder, else the ones inside the program.

use include_dir::{Dir, include_dir};

use crate::app::AppError;
use crate::app::check::queries::{self, applies};
use crate::app::check::shapes::ShapeReader;
use crate::app::check::{Subject, builtin, shapes};
use crate::app::project::Project;
use crate::core::finding::{Explanation, Rule};
use crate::core::language::Language;
use crate::query::catalogue;
use crate::query::header::Kind;

static CASES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tests/cases/checks");
const CASES_FOLDER: &str = "tests/cases/checks";
/// Endings that a case may have, by what its rule is about.
const ENDINGS: [&str; 4] = ["ttl", "trig", "rq", "toml"];

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
    Ok(Explanation {
        good: case(project, &rule.name, "pass"),
        bad: case(project, &rule.name, "fail"),
        rule: rule.clone(),
    })
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

fn case(project: &Project, rule: &str, which: &str) -> Option<String> {
    ENDINGS.iter().find_map(|ending| {
        let file = format!("{rule}/{which}.{ending}");
        let on_disk = project
            .root
            .as_ref()
            .and_then(|root| std::fs::read_to_string(root.join(CASES_FOLDER).join(&file)).ok());
        on_disk.or_else(|| {
            let embedded = CASES.get_file(&file)?;
            embedded.contents_utf8().map(str::to_owned)
        })
    })
}
