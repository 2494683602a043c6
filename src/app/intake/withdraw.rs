//! `intake withdraw` and `intake renumber`: an example goes out of view, or gets the number of the
//! database. What it was stays to be found.
//! Room `app`.

use std::path::Path;

use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};

use crate::app::AppError;
use crate::app::day::moment;
use crate::app::intake::record::{self, FORMER, Origin, PRIVATE, PUBLIC, node};
use crate::app::intake::shelf::{Kept, Shelf, Version};
use crate::app::intake::{Desk, IntakeError, add};
use crate::app::session::{Session, Sources};
use crate::core::intake::contact::has_contact;
use crate::core::intake::titles::Titles;
use crate::core::language::Language;
use crate::core::vocabulary::{dct, prov};
use crate::query::catalogue::most_like;
use crate::store::journal::Change;

/// Characters that a reason has, at the least and at the most.
const REASON: std::ops::RangeInclusive<usize> = 3..=1000;

/// What to withdraw.
#[derive(Debug, Clone, Default)]
pub struct Withdrawal {
    pub number: String,
    pub reason: String,
    /// `YYYY-MM-DD`; now where it is not set.
    pub date: Option<String>,
    /// Whether what persons told of themselves goes for good.
    pub forget: bool,
}

/// Withdraws an example: it counts nowhere any more, and what it said is kept as a former version.
pub fn withdraw(
    sources: &Sources,
    language: Language,
    withdrawal: &Withdrawal,
) -> Result<(), AppError> {
    let reason = withdrawal.reason.trim();
    if !REASON.contains(&reason.chars().count()) {
        return Err(IntakeError::NoReason.into());
    }
    if has_contact(reason) {
        return Err(IntakeError::ContactInReason.into());
    }
    let (_, writer) = add::begin(sources)?;
    let session = Session::open(sources, language)?;
    let moment = moment(withdrawal.date.as_deref(), &session.project)?;
    let desk = Desk::open(&session)?;
    let shelf = Shelf::read(&desk)?;
    let number = &withdrawal.number;
    let (kept, version) = current(&desk, &shelf, number)?;
    let mut changes = Vec::new();
    if version.withdrawn.is_none() {
        let reason = (language.code().to_owned(), reason.to_owned());
        let stone = desk.stone(number, &version, &moment, &[reason])?;
        changes.push(former(kept, number, &version));
        changes.push(Change {
            path: kept.path.clone(),
            text: Some(stone),
        });
    } else if !withdrawal.forget {
        let number = number.clone();
        return Err(IntakeError::Withdrawn { number }.into());
    }
    if withdrawal.forget {
        changes.push(Change {
            path: Path::new(PRIVATE).join(format!("{number}.toml")),
            text: None,
        });
    }
    Ok(writer.commit(&changes)?)
}

/// Gives an example with a temporary number the one of the database. Where the source has an example of
/// that number with another title, only if it is said that both are the same.
pub fn renumber(
    sources: &Sources,
    language: Language,
    from: &str,
    to: &str,
    date: Option<&str>,
    is_same: bool,
) -> Result<(), AppError> {
    let (_, writer) = add::begin(sources)?;
    let session = Session::open(sources, language)?;
    let moment = moment(date, &session.project)?;
    let desk = Desk::open(&session)?;
    let shelf = Shelf::read(&desk)?;
    if !from.starts_with(&desk.terms.temporary) {
        let number = from.to_owned();
        return Err(IntakeError::NotTemporary { number }.into());
    }
    if !is_number(to) {
        let number = to.to_owned();
        return Err(IntakeError::BadNumber { number }.into());
    }
    if shelf.kept.contains_key(to) {
        let number = to.to_owned();
        return Err(IntakeError::NumberTaken { number }.into());
    }
    let (kept, version) = current(&desk, &shelf, from)?;
    if version.withdrawn.is_some() {
        let number = from.to_owned();
        return Err(IntakeError::Withdrawn { number }.into());
    }
    if let Some(stated) = shelf.stated.get(to).filter(|_| !is_same) {
        let title = version.title.clone().unwrap_or_default();
        let mut known = Titles::default();
        known.add(stated.as_deref().unwrap_or_default(), ());
        if known.find(&title).next().is_none() {
            return Err(IntakeError::OtherExample {
                from: from.to_owned(),
                title,
                number: to.to_owned(),
                stated: stated.clone(),
            }
            .into());
        }
    }
    let origin = Origin {
        number: to.to_owned(),
        version: 1,
        former: Some(desk.contribution(from, version.version)),
        moment,
        by: version.by.clone(),
        digest: None,
        completeness: version.completeness,
        language: language.code().to_owned(),
        restored: None,
        source_title: None,
        replaces: [version.replaces.clone(), vec![from.to_owned()]].concat(),
    };
    let mut triples = renamed(&desk, &version, from, &origin, shelf.stated.get(to))?;
    triples.extend(desk.provenance(&origin)?);
    let folder = if kept.is_private { PRIVATE } else { PUBLIC };
    let mut changes = vec![
        former(kept, from, &version),
        Change {
            path: kept.path.clone(),
            text: None,
        },
        Change {
            path: Path::new(folder).join(format!("{to}.ttl")),
            text: Some(desk.file(to, &triples)?),
        },
    ];
    if let Some(text) = shelf.contacts.get(from) {
        let of = |number: &str| Path::new(PRIVATE).join(format!("{number}.toml"));
        changes.push(Change {
            path: of(to),
            text: Some(text.clone()),
        });
        changes.push(Change {
            path: of(from),
            text: None,
        });
    }
    Ok(writer.commit(&changes)?)
}

/// One to six digits, the first of them not zero.
fn is_number(text: &str) -> bool {
    (1..=6).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && !text.starts_with('0')
}

/// The version that counts of an example.
pub fn current<'a>(
    desk: &Desk<'_>,
    shelf: &'a Shelf,
    number: &str,
) -> Result<(&'a Kept, Version), AppError> {
    let Some(kept) = shelf.kept.get(number) else {
        return Err(IntakeError::UnknownNumber {
            number: number.to_owned(),
            nearest: most_like(number, shelf.kept.keys().cloned()),
        }
        .into());
    };
    Ok((kept, desk.version(kept)?))
}

/// The change that puts a version by.
fn former(kept: &Kept, number: &str, version: &Version) -> Change {
    let folder = match kept.is_private {
        true => Path::new(PRIVATE).join("former"),
        false => FORMER.into(),
    };
    Change {
        path: folder.join(format!("{number}.v{}.ttl", version.version)),
        text: Some(kept.text.clone()),
    }
}

/// What a version says, of another number.
fn renamed(
    desk: &Desk<'_>,
    version: &Version,
    from: &str,
    origin: &Origin,
    stated: Option<&Option<String>>,
) -> Result<Vec<Triple>, AppError> {
    let (old, new) = (desk.example(from), desk.example(&origin.number));
    let before = desk.contribution(from, version.version);
    let after = desk.contribution(&origin.number, 1);
    let other = |iri: &str| -> Result<NamedNode, AppError> {
        match (iri == old, iri.strip_prefix(&before)) {
            (true, _) => node(&new),
            (_, Some(rest)) => node(&format!("{after}{rest}")),
            _ => node(iri),
        }
    };
    let source_title = stated.and_then(Option::as_deref);
    let title = &desk.form.fields[desk.title].property;
    let number = &desk.form.fields[desk.number].property;
    let mut triples = Vec::new();
    for triple in version
        .triples
        .iter()
        .filter(|triple| !desk.is_provenance(triple))
    {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
            continue;
        };
        let predicate = triple.predicate.as_str();
        let source_title = source_title.filter(|_| predicate == title);
        if let (Some(stated), Term::Literal(literal)) = (source_title, &triple.object)
            && literal.value() == stated
        {
            continue;
        }
        let predicate = match source_title {
            Some(_) => node(dct::ALTERNATIVE)?,
            None => triple.predicate.clone(),
        };
        let object = match &triple.object {
            Term::NamedNode(object) => other(object.as_str())?.into(),
            _ if predicate.as_str() == number => Literal::new_simple_literal(&origin.number).into(),
            object => object.clone(),
        };
        triples.push(Triple::new(other(subject.as_str())?, predicate, object));
    }
    Ok(triples)
}

impl Desk<'_> {
    /// The file of an example that is out of view: its last contribution, when that ended, and why (tags
    /// and texts).
    pub fn stone(
        &self,
        number: &str,
        version: &Version,
        when: &str,
        why: &[(String, String)],
    ) -> Result<String, AppError> {
        let contribution = node(&self.contribution(number, version.version))?;
        let example = node(&self.example(number))?;
        let is_kept = |triple: &&Triple| {
            triple.subject != NamedOrBlankNode::from(example.clone()) && self.is_provenance(triple)
        };
        let mut triples: Vec<_> = version.triples.iter().filter(is_kept).cloned().collect();
        triples.push(Triple::new(
            contribution.clone(),
            node(prov::INVALIDATED_AT_TIME)?,
            record::moment(when)?,
        ));
        for (tag, text) in why {
            let (reason, why) = (node(&self.terms.reason)?, record::tagged(text, tag));
            triples.push(Triple::new(contribution.clone(), reason, why));
        }
        self.file(number, &triples)
    }
}
