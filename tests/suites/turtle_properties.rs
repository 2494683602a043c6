//! What holds of the house format for any graph: it reads back as the same graph, and neither the
//! order of the triples nor the labels of blank nodes show in the text.

use lobgraaf::store::turtle::{format, write_dataset, write_graph};
use oxigraph::model::{
    BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple,
};
use proptest::prelude::*;

use super::turtle::{by_oxigraph, same};

fn iri() -> impl Strategy<Value = NamedNode> {
    let locals = prop_oneof![
        "[a-c]",
        "3\\.2\\.[0-9]{1,2}",
        "[a-zé·./:%~-]{1,4}".prop_filter("an IRI", |l| NamedNode::new(format!("x:{l}")).is_ok()),
    ];
    let spaces = prop_oneof![
        Just("http://example.com/"),
        Just("http://example.com/a"),
        Just("x:")
    ];
    let known = prop_oneof![
        Just("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        Just("http://www.w3.org/1999/02/22-rdf-syntax-ns#first"),
        Just("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"),
        Just("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil"),
        Just("http://www.w3.org/2004/02/skos/core#ConceptScheme"),
    ];
    prop_oneof![
        2 => (spaces, locals).prop_map(|(space, local)| space.to_owned() + &local),
        1 => known.prop_map(str::to_owned),
    ]
    .prop_map(NamedNode::new_unchecked)
}

fn literal() -> impl Strategy<Value = Literal> {
    let text = prop_oneof!["[ab\"\\\\\n\r\t' .]{0,6}", any::<String>()];
    let number = prop_oneof![
        "[+-]?[0-9]{0,2}\\.?[0-9]{0,2}([eE][+-]?[0-9]?)?",
        Just("true".to_owned())
    ];
    let types = prop_oneof![
        Just("boolean"),
        Just("integer"),
        Just("decimal"),
        Just("double"),
        Just("date")
    ];
    prop_oneof![
        text.clone().prop_map(Literal::new_simple_literal),
        (text, "en|nl|nl-be")
            .prop_map(|(text, tag)| { Literal::new_language_tagged_literal(text, tag).unwrap() }),
        (number, types).prop_map(|(number, name)| {
            let datatype = format!("http://www.w3.org/2001/XMLSchema#{name}");
            Literal::new_typed_literal(number, NamedNode::new_unchecked(datatype))
        }),
    ]
}

fn blank() -> impl Strategy<Value = BlankNode> {
    "[a-f]".prop_map(BlankNode::new_unchecked)
}

fn subject() -> impl Strategy<Value = NamedOrBlankNode> {
    prop_oneof![
        1 => iri().prop_map(NamedOrBlankNode::from),
        2 => blank().prop_map(NamedOrBlankNode::from),
    ]
}

fn triple() -> impl Strategy<Value = Triple> {
    let object = prop_oneof![
        1 => iri().prop_map(Term::from),
        1 => literal().prop_map(Term::from),
        2 => blank().prop_map(Term::from),
    ];
    (subject(), iri(), object).prop_map(|(s, p, o)| Triple::new(s, p, o))
}

fn graph() -> impl Strategy<Value = GraphName> {
    prop_oneof![
        3 => Just(GraphName::DefaultGraph),
        1 => iri().prop_map(GraphName::from),
        1 => blank().prop_map(GraphName::from),
    ]
}

fn prefixes() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let all = vec![
        ("ex", "http://example.com/"),
        ("exa", "http://example.com/a"),
        ("x", "x:"),
        ("", "x:3"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];
    proptest::sample::subsequence(all, 0..=6)
}

/// The same quads in another order and with other labels.
fn disguised(quads: &[Quad], seed: usize) -> Vec<Quad> {
    let label = |node: &BlankNode| {
        BlankNode::new_unchecked(format!(
            "z{}",
            (node.as_str().as_bytes()[0] as usize * 7 + seed) % 11
        ))
    };
    let mut quads: Vec<_> = quads.to_vec();
    for quad in &mut quads {
        if let NamedOrBlankNode::BlankNode(node) = &quad.subject {
            quad.subject = label(node).into();
        }
        if let Term::BlankNode(node) = &quad.object {
            quad.object = label(node).into();
        }
        if let GraphName::BlankNode(node) = &quad.graph_name {
            quad.graph_name = label(node).into();
        }
    }
    let middle = seed % quads.len().max(1);
    quads.rotate_left(middle);
    quads.reverse();
    quads
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_graph_comes_back(
        triples in prop::collection::vec(triple(), 0..14), prefixes in prefixes(), seed in 0_usize..99,
    ) {
        let written = write_graph(&triples, prefixes.clone()).unwrap();
        let quads: Vec<Quad> =
            triples.iter().map(|t| t.clone().in_graph(GraphName::DefaultGraph)).collect();
        prop_assert!(same(&quads, &written), "{}", written);
        prop_assert!(same(&by_oxigraph(&written, None), &written), "{}", written);
        prop_assert_eq!(&format(&written, "a.ttl").unwrap(), &written);
        let again = write_dataset(&disguised(&quads, seed), prefixes).unwrap();
        prop_assert_eq!(again, written);
    }

    #[test]
    fn any_dataset_comes_back(
        quads in prop::collection::vec((triple(), graph()).prop_map(|(t, g)| t.in_graph(g)), 0..14),
        prefixes in prefixes(), seed in 0_usize..99,
    ) {
        let written = write_dataset(&quads, prefixes.clone()).unwrap();
        prop_assert!(same(&quads, &written), "{}", written);
        let again = write_dataset(&by_oxigraph(&written, None), prefixes.clone()).unwrap();
        prop_assert_eq!(&again, &written);
        let again = write_dataset(&disguised(&quads, seed), prefixes).unwrap();
        prop_assert_eq!(again, written);
    }
}
