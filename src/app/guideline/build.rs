//! The rows of the guideline's queries → a form. Each row says one thing (`?about`, a word) of one
//! subject; `docs/intake.md` lists the words.
//! Room `app`.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::Term;
use sha2::{Digest, Sha256};

use crate::app::AppError;
use crate::app::evaluate::{self, Evaluation};
use crate::app::guideline::GuidelineError;
use crate::app::project::GuidelineQueries;
use crate::app::session::Session;
use crate::core::collation::compare_notations;
use crate::core::fingerprint;
use crate::core::form::{
    Bounds, Choice, Field, FieldKind, Form, Group, Passage, Requirement, Subject, picked,
};
use crate::core::language::{Language, LocalizedText};
use crate::core::table::{Table, term_text};
use crate::query::header::Header;

/// What is said of a subject, by word.
type Facts = BTreeMap<String, Vec<Term>>;

/// Datatypes that values may have (XML Schema part 2, RDF).
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
const LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";

/// Makes the form.
pub fn form(session: &Session, queries: &GuidelineQueries) -> Result<Form, AppError> {
    let (fields, header) = answer(session, &queries.fields)?;
    let (options, _) = answer(session, &queries.options)?;
    let [subject, about, value] = columns(&queries.fields, &fields, ["subject", "about", "value"])?;
    let mut facts = BTreeMap::<String, Facts>::new();
    for row in &fields.rows {
        if let (Some(subject), Some(about), Some(value)) = (&row[subject], &row[about], &row[value])
        {
            let facts = facts.entry(term_text(subject)).or_default();
            let known = facts.entry(term_text(about)).or_default();
            if !known.contains(value) {
                known.push(value.clone());
            }
        }
    }
    let mut form = Form {
        title: header.summary.clone(),
        introduction: header.note.clone(),
        edition: edition(&session.project.config.date, [&fields, &options]),
        ..Form::default()
    };
    add_fields(&mut form, &facts)?;
    if form.fields.is_empty() {
        let query = queries.fields.clone();
        return Err(GuidelineError::NoFields { query }.into());
    }
    add_lists(&mut form, &queries.options, &options)?;
    Ok(form)
}

fn answer(session: &Session, name: &str) -> Result<(Table, Header), AppError> {
    let query = evaluate::table_query(&session.project, name)?;
    let evaluation = Evaluation::in_language(session.language);
    let table = evaluate::table(&session.project, &session.store, query, &evaluation)?;
    Ok((table, query.header.clone()))
}

/// The places of columns that a query must have.
pub fn columns<const N: usize>(
    query: &str,
    table: &Table,
    names: [&str; N],
) -> Result<[usize; N], GuidelineError> {
    table
        .places(names)
        .map_err(|column| GuidelineError::NoColumn {
            query: query.to_owned(),
            column: column.to_owned(),
        })
}

/// The date of the data, and the first bytes of a fingerprint of all that is asked and offered.
fn edition(date: &str, tables: [&Table; 2]) -> String {
    let mut rows = BTreeSet::new();
    for table in tables {
        for row in &table.rows {
            let cells = row.iter().map(|cell| cell.as_ref().map(Term::to_string));
            rows.insert(cells.map(Option::unwrap_or_default).collect::<Vec<_>>());
        }
    }
    let mut digest = Sha256::new();
    for cell in rows.iter().flatten() {
        digest.update(cell.as_bytes());
        digest.update([0]);
    }
    fingerprint::edition(date, digest)
}

fn add_fields(form: &mut Form, facts: &BTreeMap<String, Facts>) -> Result<(), AppError> {
    let is_field = |facts: &Facts| facts.contains_key("key");
    let named = facts.values().filter(|facts| is_field(facts));
    let groups: BTreeSet<_> = named.filter_map(|facts| text(facts, "group")).collect();
    let mut ordered: Vec<_> = groups.into_iter().collect();
    let order = |iri: &String| facts.get(iri).and_then(|facts| number(facts, "order"));
    ordered.sort_by_key(|iri| (order(iri).unwrap_or(i64::MAX), iri.clone()));
    let group = |iri: &String| {
        let of = |about| {
            facts
                .get(iri)
                .map(|facts| all(facts, about))
                .unwrap_or_default()
        };
        Group {
            iri: iri.clone(),
            name: of("name"),
            comment: of("comment"),
        }
    };
    form.groups = ordered.iter().map(group).collect();
    let mut fields = Vec::new();
    let mut keys = BTreeSet::new();
    let said = facts;
    for (iri, facts) in said.iter().filter(|(_, facts)| is_field(facts)) {
        let field = field(iri, facts, &ordered, said)?;
        if !keys.insert(field.key.clone()) {
            return Err(GuidelineError::SameKey {
                key: field.key,
                field: iri.clone(),
            }
            .into());
        }
        let order = number(facts, "order").unwrap_or(i64::MAX);
        fields.push((field.group, order, field));
    }
    fields.sort_by(|a, b| (a.0, a.1, &a.2.key).cmp(&(b.0, b.1, &b.2.key)));
    form.fields = fields.into_iter().map(|(_, _, field)| field).collect();
    Ok(())
}

fn field(
    iri: &str,
    facts: &Facts,
    groups: &[String],
    said: &BTreeMap<String, Facts>,
) -> Result<Field, GuidelineError> {
    let incomplete = |about: &str| GuidelineError::Incomplete {
        field: iri.to_owned(),
        about: about.to_owned(),
    };
    let bad = |about: &str| GuidelineError::BadFact {
        field: iri.to_owned(),
        about: about.to_owned(),
        value: text(facts, about).unwrap_or_default(),
    };
    let count = |about: &str| match number(facts, about) {
        Some(number) => usize::try_from(number).map(Some).map_err(|_| bad(about)),
        None => Ok(None),
    };
    let group = text(facts, "group").ok_or_else(|| incomplete("group"))?;
    let requirement = match text(facts, "requirement").as_deref() {
        None => Requirement::Optional,
        Some(name) => Requirement::ALL
            .into_iter()
            .find(|requirement| requirement.name() == name)
            .ok_or_else(|| bad("requirement"))?,
    };
    let (property, is_inverse) = match (text(facts, "property"), text(facts, "inverse-property")) {
        (Some(property), None) => (property, false),
        (None, Some(property)) => (property, true),
        _ => return Err(incomplete("property")),
    };
    let passages = facts.get("passage").into_iter().flatten();
    let mut passages: Vec<_> = passages.map(term_text).collect();
    passages.sort_by(|a, b| compare_notations(a, b));
    Ok(Field {
        key: text(facts, "key").ok_or_else(|| incomplete("key"))?,
        shape: iri.to_owned(),
        name: all(facts, "name"),
        other_names: all(facts, "other-name"),
        help: all(facts, "help"),
        question: all(facts, "question"),
        reason: all(facts, "reason"),
        passages: passages
            .into_iter()
            .map(|iri| Passage {
                label: said
                    .get(&iri)
                    .map(|facts| all(facts, "label"))
                    .unwrap_or_default(),
                iri,
            })
            .collect(),
        message: all(facts, "message"),
        missing: all(facts, "missing"),
        requirement,
        group: groups.iter().position(|iri| *iri == group).unwrap_or(0),
        kind: kind(facts).ok_or_else(|| bad("datatype"))?,
        bounds: Bounds {
            min_length: count("min-length")?,
            max_length: count("max-length")?,
            pattern: text(facts, "pattern"),
            minimum: number(facts, "minimum"),
            maximum: number(facts, "maximum"),
        },
        most: count("most")?,
        property,
        is_inverse,
        subject: match text(facts, "on").as_deref() {
            Some("contribution") => Subject::Contribution,
            Some("example") | None => Subject::Example,
            Some(_) => return Err(bad("on")),
        },
        is_kept_apart: text(facts, "kept-apart").as_deref() == Some("true"),
    })
}

fn kind(facts: &Facts) -> Option<FieldKind> {
    if let Some(list) = text(facts, "class") {
        return Some(FieldKind::Chosen { list });
    }
    if text(facts, "node-kind").is_some_and(|kind| kind.ends_with("#IRI")) {
        return Some(FieldKind::Address);
    }
    let datatype = text(facts, "datatype")?;
    let is_long = text(facts, "long").as_deref() == Some("true");
    if datatype == LANG_STRING {
        let is_tagged = true;
        return Some(FieldKind::Text { is_long, is_tagged });
    }
    match datatype.strip_prefix(XSD)? {
        "string" => Some(FieldKind::Text {
            is_long,
            is_tagged: false,
        }),
        "integer" | "nonNegativeInteger" | "positiveInteger" => Some(FieldKind::Integer),
        "boolean" => Some(FieldKind::Boolean),
        "date" => Some(FieldKind::Date),
        "gYear" => Some(FieldKind::Year),
        "anyURI" => Some(FieldKind::Address),
        _ => None,
    }
}

fn add_lists(form: &mut Form, query: &str, options: &Table) -> Result<(), GuidelineError> {
    let names = ["list", "option", "about", "value"];
    let [list, option, about, value] = columns(query, options, names)?;
    let mut facts = BTreeMap::<(String, String), Facts>::new();
    for row in &options.rows {
        let (Some(list), Some(option), Some(about), Some(value)) =
            (&row[list], &row[option], &row[about], &row[value])
        else {
            continue;
        };
        let facts = facts
            .entry((term_text(list), term_text(option)))
            .or_default();
        let known = facts.entry(term_text(about)).or_default();
        if !known.contains(value) {
            known.push(value.clone());
        }
    }
    let mut lists = BTreeMap::<String, Vec<Choice>>::new();
    let mut ranks = BTreeMap::<(String, String), Rank>::new();
    for ((list, iri), facts) in facts {
        let label = all(&facts, "label");
        let rank = Rank {
            order: number(&facts, "order").unwrap_or(i64::MAX),
            notation: text(&facts, "notation").unwrap_or_default(),
            label: picked(&label, Language::Dutch)
                .unwrap_or_default()
                .to_owned(),
            broader: text(&facts, "broader"),
        };
        ranks.insert((list.clone(), iri.clone()), rank);
        if text(&facts, "heading").as_deref() == Some("true") {
            form.headings.insert(iri, all(&facts, "label"));
            continue;
        }
        let choice = Choice {
            label: all(&facts, "label"),
            other_labels: all(&facts, "other-label"),
            notation: text(&facts, "notation"),
            definition: all(&facts, "definition"),
            broader: text(&facts, "broader"),
            iri,
        };
        lists.entry(list).or_default().push(choice);
    }
    for (list, choices) in lists {
        let path = |choice: &Choice| path(&ranks, &list, &choice.iri);
        let mut placed: Vec<_> = choices.into_iter().map(|one| (path(&one), one)).collect();
        placed.sort_by(|(a, _), (b, _)| {
            let pairs = a.iter().zip(b);
            let first = pairs.map(|(a, b)| a.compare(b)).find(|order| order.is_ne());
            first.unwrap_or_else(|| a.len().cmp(&b.len()))
        });
        let choices = placed.into_iter().map(|(_, choice)| choice).collect();
        form.lists.insert(list, choices);
    }
    Ok(())
}

/// What places a choice or heading among those that stand under the same.
struct Rank {
    order: i64,
    notation: String,
    /// In Dutch.
    label: String,
    /// The IRI of what it stands under.
    broader: Option<String>,
}

impl Rank {
    fn compare(&self, other: &Self) -> Ordering {
        let by_order = self.order.cmp(&other.order);
        by_order
            .then_with(|| compare_notations(&self.notation, &other.notation))
            .then_with(|| self.label.cmp(&other.label))
    }
}

/// What a choice stands under in a list, from the top, and itself: each once, whatever the data say.
fn path<'a>(ranks: &'a BTreeMap<(String, String), Rank>, list: &str, iri: &str) -> Vec<&'a Rank> {
    let mut path = Vec::new();
    let mut seen = BTreeSet::new();
    let mut at = Some(iri.to_owned());
    while let Some(iri) = at {
        let rank = ranks.get(&(list.to_owned(), iri.clone()));
        at = rank.and_then(|rank| rank.broader.clone());
        if !seen.insert(iri) {
            break;
        }
        path.extend(rank);
    }
    path.reverse();
    path
}

fn text(facts: &Facts, about: &str) -> Option<String> {
    facts.get(about)?.first().map(term_text)
}

fn number(facts: &Facts, about: &str) -> Option<i64> {
    text(facts, about)?.parse().ok()
}

/// The texts said, in all languages.
fn all(facts: &Facts, about: &str) -> LocalizedText {
    let mut texts = LocalizedText::default();
    for term in facts.get(about).into_iter().flatten() {
        if let Term::Literal(literal) = term {
            texts.add(literal.language().unwrap_or(""), literal.value());
        }
    }
    texts
}
