//! Which edition a checklist is of, and what its answers may name.
//! Room `app`.

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use sha2::{Digest, Sha256};

use crate::app::AppError;
use crate::app::checklist::Material;
use crate::app::checklist::rows::Rows;
use crate::app::names::OTHER_LABELS;
use crate::core::checklist::Form;
use crate::core::checklist::answers::{Key, Listed};
use crate::core::fingerprint;
use crate::core::iri::last_segment;

/// `DATE-FINGERPRINT`: the date of the data and the first bytes of the SHA-256 of every question in
/// every language.
pub fn edition(date: &str, rows: &Rows) -> String {
    let mut digest = Sha256::new();
    for (item, question) in &rows.questions {
        digest.update(item);
        for (language, text) in question.question.iter() {
            digest.update([0]);
            digest.update(language);
            digest.update([0]);
            digest.update(text);
        }
        digest.update([1]);
    }
    fingerprint::edition(date, digest)
}

/// Questions by IRI and notation; sectors and goals by IRI, end of the IRI, and label or other label
/// in any language; audiences and levels by IRI, end of the IRI and label. Where two things have a label in common, the one by whose own label it is wins.
pub fn key(material: &Material<'_>) -> Result<Key, AppError> {
    let mut key = Key::new(&material.edition);
    let hierarchy = &material.view.hierarchy;
    for node in hierarchy
        .nodes()
        .filter(|&node| material.has_question(node))
    {
        let concept = hierarchy.concept(node);
        key.add(Listed::Items, &concept.iri, &concept.iri);
        if let Some(notation) = &concept.notation {
            key.add_notation(notation, &concept.iri);
        }
        for form in [Form::Full, Form::Short] {
            if !material.is_asked(node, form) {
                key.leave_out(&concept.iri, form);
            }
        }
    }
    for (item, question) in &material.rows.questions {
        for scope in question.audiences.iter().chain(&question.levels) {
            key.put_within(item, scope);
        }
    }
    for (list, all) in [
        (Listed::Audiences, &material.rows.audiences),
        (Listed::Levels, &material.rows.levels),
    ] {
        for (iri, labelled) in all {
            for (_, label) in labelled.label.iter() {
                key.add(list, label, iri);
            }
            key.add(list, last_segment(iri), iri);
            key.add(list, iri, iri);
        }
    }
    for (list, view) in [
        (Listed::Sectors, &material.sectors),
        (Listed::Goals, &material.goals),
    ] {
        let hierarchy = &view.hierarchy;
        for node in hierarchy.nodes() {
            let iri = &hierarchy.concept(node).iri;
            let Ok(subject) = NamedNode::new(iri) else {
                continue;
            };
            let subject = NamedOrBlankNode::from(subject);
            for property in OTHER_LABELS {
                let store = &material.session.store;
                for quad in store.matching(Some(&subject), Some(property), None) {
                    if let Term::Literal(label) = quad?.object {
                        key.add(list, label.value(), iri);
                    }
                }
            }
        }
        for node in hierarchy.nodes() {
            let concept = hierarchy.concept(node);
            for (_, label) in concept.labels.iter() {
                key.add(list, label, &concept.iri);
            }
            key.add(list, last_segment(&concept.iri), &concept.iri);
            key.add(list, &concept.iri, &concept.iri);
        }
    }
    Ok(key)
}
