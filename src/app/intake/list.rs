//! `intake list` and `intake show`: what was taken in, and what its versions say.
//! Room `app`. Nothing that a person told of itself is read here.

use crate::app::AppError;
use crate::app::intake::shelf::{Shelf, Version};
use crate::app::intake::withdraw::current;
use crate::app::intake::{Desk, IntakeError};
use crate::core::intake::Completeness;
use crate::core::intake::report::{Listed, Shown, State};

/// All examples that were taken in, by number: the digits as numbers.
pub fn list(desk: &Desk<'_>) -> Result<Vec<Listed>, AppError> {
    let shelf = Shelf::read(desk)?;
    let mut all = Vec::with_capacity(shelf.kept.len());
    for (number, kept) in &shelf.kept {
        let version = desk.version(kept)?;
        let listed = listed(desk, &shelf, number, kept.is_private, &version)?;
        // A number that was replaced has no file of its own any more.
        for before in &version.replaces {
            all.push(Listed {
                number: before.clone(),
                state: State::Replaced,
                replaced_by: Some(number.clone()),
                is_in_source: false,
                ..listed.clone()
            });
        }
        all.push(listed);
    }
    all.sort_by(|a, b| crate::core::collation::compare_notations(&a.number, &b.number));
    Ok(all)
}

/// An example, as it is or as a version said.
pub fn show(desk: &Desk<'_>, number: &str, version: Option<u32>) -> Result<Shown, AppError> {
    let shelf = Shelf::read(desk)?;
    // A number that was replaced leads to the one of now; its own versions stay to be read.
    let asked = number;
    let now_named = match shelf.kept.contains_key(number) {
        true => None,
        false => shelf.renumbered(desk)?.remove(number),
    };
    let number = now_named.as_deref().unwrap_or(number);
    let (kept, now) = current(desk, &shelf, number)?;
    let former_of = |number: &str| -> Vec<u32> {
        let former = shelf.former.keys().filter(|(of, _)| of == number);
        former.map(|(_, version)| *version).collect()
    };
    let before = now.replaces.iter();
    let before: Vec<_> = before
        .map(|before| (before.clone(), former_of(before)))
        .collect();
    if let Some(version) = version
        && now_named.is_some()
        && let Some(old) = shelf.former.get(&(asked.to_owned(), version))
    {
        let then = desk.version(old)?;
        return Ok(Shown {
            listed: Listed {
                state: State::Former,
                replaced_by: Some(number.to_owned()),
                ..listed(desk, &shelf, asked, old.is_private, &then)?
            },
            text: old.text.clone(),
            versions: former_of(asked),
            replaced: None,
            before: Vec::new(),
        });
    }
    if let (Some(version), Some(_)) = (version, &now_named) {
        return Err(IntakeError::UnknownVersion {
            number: asked.to_owned(),
            version,
            last: former_of(asked).last().copied().unwrap_or_default(),
        }
        .into());
    }
    let mut versions = former_of(number);
    versions.push(now.version);
    versions.sort_unstable();
    versions.dedup();
    let of_now = listed(desk, &shelf, number, kept.is_private, &now)?;
    let old = version.and_then(|version| shelf.former.get(&(number.to_owned(), version)));
    let (listed, text) = match (version, old) {
        (None, _) => (of_now, kept.text.clone()),
        // What a withdrawn example said is its last version still: that it is withdrawn is told.
        (Some(version), Some(old)) if version == now.version => (of_now, old.text.clone()),
        (Some(version), None) if version == now.version => (of_now, kept.text.clone()),
        (Some(_), Some(old)) => {
            let then = desk.version(old)?;
            let then = Listed {
                state: State::Former,
                ..listed(desk, &shelf, number, old.is_private, &then)?
            };
            (then, old.text.clone())
        }
        (Some(version), None) => {
            return Err(IntakeError::UnknownVersion {
                number: number.to_owned(),
                version,
                last: now.version,
            }
            .into());
        }
    };
    Ok(Shown {
        listed,
        text,
        versions,
        replaced: now_named.is_some().then(|| asked.to_owned()),
        before,
    })
}

fn listed(
    desk: &Desk<'_>,
    shelf: &Shelf,
    number: &str,
    is_private: bool,
    version: &Version,
) -> Result<Listed, AppError> {
    let state = match (&version.withdrawn, is_private) {
        (Some(_), _) => State::Withdrawn,
        (_, true) => State::KeptApart,
        _ => State::Published,
    };
    // What is out of view says no title any more; the version that was put by does.
    let mut title = version.title.clone();
    if title.is_none()
        && let Some(former) = shelf.former.get(&(number.to_owned(), version.version))
    {
        title = desk.version(former)?.title;
    }
    // The title that the source gives is not written again.
    title = title.or_else(|| shelf.stated.get(number).cloned().flatten());
    let language = desk.session.language;
    let reasons = version.withdrawn.iter().flat_map(|(_, why)| why);
    let reason = reasons.min_by_key(|(tag, _)| language.rank(tag));
    Ok(Listed {
        number: number.to_owned(),
        title,
        state,
        version: version.version,
        taken_in: version.moment.clone(),
        is_migrated: version.completeness == Completeness::Migrated,
        is_in_source: shelf.stated.contains_key(number),
        replaced_by: None,
        reason: reason.map(|(_, text)| text.clone()),
    })
}
