//! The concept scheme that `--scheme` means: one that has concepts, or an error that names some.
//! Room `app`.

use crate::app::AppError;
use crate::app::resolve;
use crate::app::session::Session;
use crate::app::skos;
use crate::app::tree::View;

/// Schemes that an error names.
const NAMED: usize = 5;

/// The hierarchy of a scheme, named as a person would. A scheme without concepts is an error:
/// nothing would be shown, and nothing would say why.
pub fn view(session: &Session, what: &str) -> Result<View, AppError> {
    let scheme = match resolve::iri(&session.project, &session.store, what) {
        Ok(scheme) => scheme,
        Err(AppError::UnknownThing { .. }) => return Err(no_scheme(session, what)?),
        Err(other) => return Err(other),
    };
    let name = session.file_names().unwrap_or_else(|| scheme.clone());
    let view = skos::view(&session.store, &name, Some(&scheme), session.language)?;
    let is_empty = view
        .hierarchy
        .nodes()
        .all(|node| view.hierarchy.concept(node).iri == scheme);
    if !is_empty {
        Ok(view)
    } else {
        Err(no_scheme(session, what)?)
    }
}

/// Says that it is no scheme with concepts, and which there are, those most like it first.
fn no_scheme(session: &Session, what: &str) -> Result<AppError, AppError> {
    let language = session.language;
    let all = skos::view(&session.store, "", None, language)?.hierarchy;
    let schemes = all.roots().iter().filter(|&&root| {
        let is_scheme = all.concept(root).kind.as_deref() == Some("skos:ConceptScheme");
        is_scheme && !all.children(root).is_empty()
    });
    let asked = what.to_lowercase();
    let mut schemes: Vec<_> = schemes
        .map(|&root| {
            let concept = all.concept(root);
            let short = session.project.prefixes.compact(&concept.iri);
            let label = concept.label(language).0;
            let like = |name: &str| strsim::jaro_winkler(&name.to_lowercase(), &asked);
            (like(&short).max(like(label)), format!("{label} ({short})"))
        })
        .collect();
    schemes.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let more = schemes.len().saturating_sub(NAMED);
    let nearest = schemes.into_iter().take(NAMED).map(|(_, name)| name);
    Ok(AppError::NoScheme {
        what: what.to_owned(),
        nearest: nearest.collect(),
        more,
    })
}
