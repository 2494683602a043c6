//! What XML cannot hold is refused, not written as a file that no parser reads.

use std::path::Path;

use lobgraaf::core::iri::Prefixes;
use lobgraaf::store::StoreError;
use lobgraaf::store::load::SourceFile;
use lobgraaf::store::parse::read_quads;
use lobgraaf::store::serialize::{GraphFormat, quads};
use proptest::prelude::*;

fn rdf_xml(turtle: &str) -> Result<String, StoreError> {
    let file = SourceFile::from_bytes(Path::new("a.ttl"), turtle.as_bytes().to_vec()).unwrap();
    let read = read_quads(&file, "urn:g").unwrap();
    quads(read, GraphFormat::RdfXml, &Prefixes::default())
}

#[test]
fn a_property_without_a_name_is_refused() {
    let error = rdf_xml("<urn:a> <http://example.org/2> 'x' .").unwrap_err();
    let text = error.to_string();
    assert!(text.contains("<http://example.org/2>"), "{text}");
}

#[test]
fn a_control_character_is_refused() {
    let error = rdf_xml("<urn:a> <http://example.org/p> \"a\\u0001\" .").unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("U+0001") && text.contains("<urn:a>"),
        "{text}"
    );
}

#[test]
fn a_class_without_a_name_is_written_and_read_again() {
    let text = rdf_xml("<urn:a> a <http://example.org/2> .").unwrap();
    let file = SourceFile::from_bytes(Path::new("a.rdf"), text.into_bytes()).unwrap();
    assert_eq!(read_quads(&file, "urn:g").unwrap().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    /// Either it is refused, or it comes back as it was.
    #[test]
    fn what_is_written_is_read_again(
        predicate in "http://example\\.org/[a-z0-9é._~!$&'()*+,;=:@/?#%-]{0,6}",
        value in any::<String>(),
    ) {
        let predicate = predicate.replace('%', "%20");
        let literal = oxigraph::model::Literal::new_simple_literal(&value);
        let Ok(node) = oxigraph::model::NamedNode::new(predicate) else { return Ok(()); };
        let subject = oxigraph::model::NamedNode::new("urn:a").unwrap();
        let quad = oxigraph::model::Quad::new(subject, node, literal, oxigraph::model::GraphName::DefaultGraph);
        if let Ok(text) = quads(vec![quad.clone()], GraphFormat::RdfXml, &Prefixes::default()) {
            let file = SourceFile::from_bytes(Path::new("a.rdf"), text.into_bytes()).unwrap();
            let read = read_quads(&file, "urn:g").unwrap();
            prop_assert_eq!(&read[0].predicate, &quad.predicate);
            let oxigraph::model::Term::Literal(back) = &read[0].object else { panic!() };
            prop_assert_eq!(back.value(), value.as_str());
        }
    }
}
