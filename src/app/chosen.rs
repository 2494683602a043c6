//! Whether a person called a thing by its own name, or is to hear which thing was taken.
//! Room `app`.

use oxigraph::model::{NamedNode, Term};

use crate::app::AppError;
use crate::app::names::Names;
use crate::app::session::Session;
use crate::core::vocabulary::{dct, rdfs, skos};

/// What is a thing's own name; other labels only lead to it.
const OWN: [&str; 5] = [
    skos::PREF_LABEL,
    rdfs::LABEL,
    dct::TITLE,
    skos::NOTATION,
    dct::IDENTIFIER,
];

/// Whether `what` is exactly the IRI `iri`, in full or short, or one of its own names in some
/// language.
pub fn is_own_name(session: &Session, what: &str, iri: &str) -> Result<bool, AppError> {
    let what = what.trim();
    let bare = what.trim_start_matches('<').trim_end_matches('>');
    if bare == iri || session.project.prefixes.expand(bare).as_deref() == Some(iri) {
        return Ok(true);
    }
    let subject = NamedNode::new_unchecked(iri).into();
    for property in OWN {
        for quad in session.store.matching(Some(&subject), Some(property), None) {
            if matches!(quad?.object, Term::Literal(name) if name.value() == what) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The label and short IRI of the thing that was taken.
pub fn name(session: &Session, iri: &str) -> Result<String, AppError> {
    let prefixes = &session.project.prefixes;
    let named = Names::new(&session.store, prefixes, session.language).of(iri)?;
    Ok(match named.label {
        Some(_) => format!("{} ({})", named.full(), named.short),
        None => named.short,
    })
}
