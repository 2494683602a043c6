//! `show`, `find`, `export` and `fmt` on a tiny project.

use std::path::PathBuf;

use lobgraaf::app::project::Project;
use lobgraaf::app::{export, format, resolve, search, show};
use lobgraaf::core::language::Language;
use lobgraaf::core::lexical::{Fit, Wanted, fold, words};
use lobgraaf::store::canonical::canonical_nquads;
use lobgraaf::store::load::SourceFile;
use lobgraaf::store::parse::read_quads;
use oxigraph::model::Triple;
use proptest::prelude::*;

use crate::support::{mini, root};

#[test]
fn show_tells_links_both_ways_with_graph_and_reason() {
    let session = mini();
    let iri = resolve::iri(&session.project, &session.store, "13").unwrap();
    let portrait = show::portrait(&session, &iri).unwrap();
    let group = &portrait.links[0];
    assert_eq!(group.property.words(), "bevat");
    let statement = &group.statements[0];
    assert_eq!(statement.sources[0].role, Some("curated"));
    let reason = &statement.reasons[0];
    assert_eq!(reason.rationale.as_deref(), Some("De naam zegt het."));
    assert_eq!(reason.confidence.as_deref(), Some("0.9"));
    assert_eq!(reason.based_on[0].words(), "Bladzijde 4");

    let fruit = show::portrait(&session, "https://example.org/fruit/2").unwrap();
    assert_eq!(fruit.incoming[0].property.words(), "gebruikt in");
    assert_eq!(fruit.incoming[0].statements[0].reasons.len(), 1);

    // One link in two graphs is one link with two sources.
    let orange = show::portrait(&session, "https://example.org/fruit/1.1").unwrap();
    let roles: Vec<_> = orange.incoming[0].statements[0]
        .sources
        .iter()
        .map(|source| source.role)
        .collect();
    assert_eq!(roles, [Some("curated"), Some("stated")]);
}

#[test]
fn show_tells_the_way_upwards_and_what_is_below() {
    let session = mini();
    let deepest = show::portrait(&session, "https://example.org/fruit/1.1.1").unwrap();
    let chain: Vec<_> = deepest.broader[0]
        .iter()
        .map(|named| named.full())
        .collect();
    assert_eq!(chain, ["1 Citrusvruchten", "1.1 Sinaasappels"]);
    let top = show::portrait(&session, "https://example.org/fruit/1").unwrap();
    assert_eq!(top.narrower.len(), 1);
    assert!(top.broader.is_empty());
    let property = show::portrait(&session, "https://example.org/def#contains").unwrap();
    assert_eq!(property.uses, 3);
}

#[test]
fn show_as_turtle_holds_every_triple_about_a_thing_and_its_statements() {
    let session = mini();
    let text = show::show(&session, "https://example.org/dish/13", "turtle", 80).unwrap();
    for part in [
        "\"Apples\"@en",
        "def:contains fruit:2",
        "claim:13-2",
        "def:surety 0.9",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn names_that_stand_for_several_things_list_them() {
    let session = mini();
    let error = resolve::iri(&session.project, &session.store, "Apples")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("dish:13 (13 Apples)") && error.contains("fruit:2 (2 Appels)"),
        "{error}"
    );
}

fn found(text: &str, class: Option<&str>) -> Vec<String> {
    let session = mini();
    let class = class.map(|class| resolve::class(&session.project, &session.store, class).unwrap());
    let found = search::find(&session, text, class.as_deref(), None).unwrap();
    found.hits.into_iter().map(|hit| hit.thing.short).collect()
}

#[test]
fn find_ranks_exact_before_beginning_before_label_before_definition() {
    assert_eq!(found("1.1", None), ["fruit:1.1", "fruit:1.1.1"]);
    assert_eq!(
        found("oranges", None),
        ["fruit:1.1", "fruit:1.1.1", "dish:12"]
    );
    // Stems on both sides, in both languages; compounds inside.
    assert_eq!(
        found("appel", None),
        ["fruit:2", "fruit:1.1", "fruit:1.1.1"]
    );
    assert_eq!(found("sinaasappel", None), ["fruit:1.1", "fruit:1.1.1"]);
    assert_eq!(found("vrucht schil", None), ["fruit:1"]);
    assert_eq!(found("creme", None), ["dish:12"]);
    assert_eq!(found("apples", Some("gerecht")), ["dish:13"]);
    assert!(found("apples schil", None).is_empty());
    assert!(found("  ", None).is_empty());
}

#[test]
fn find_suggests_near_words() {
    let session = mini();
    let found = search::find(&session, "citrusvruchtem", None, None).unwrap();
    assert!(found.hits.len() + found.suggestions.len() > 0);
    let found = search::find(&session, "bloetsinaasapels", None, None).unwrap();
    assert_eq!(found.suggestions, ["bloedsinaasappels"]);
}

#[test]
fn dumps_hold_the_same_triples_in_every_format() {
    let session = mini();
    let quads = session.store.quads().unwrap();
    let whole = canonical_nquads(&quads).unwrap();
    let triples: Vec<Triple> = quads.into_iter().map(Triple::from).collect();
    let merged = canonical_nquads(triples.iter().map(|triple| {
        triple
            .as_ref()
            .in_graph(oxigraph::model::GraphNameRef::DefaultGraph)
    }))
    .unwrap();
    for (name, endings) in export::FORMATS {
        let dump = export::dump(&session, &[], name).unwrap();
        let again = export::dump(&mini(), &[], name).unwrap();
        assert_eq!(dump.text, again.text, "{name}");
        let path = PathBuf::from(format!("dump.{}", endings[0]));
        let file = SourceFile::from_bytes(&path, dump.text.clone().into_bytes()).unwrap();
        let mut read = read_quads(&file, "urn:none").unwrap();
        let names_graphs = ["nquads", "trig", "jsonld"].contains(&name);
        if !names_graphs {
            read.iter_mut()
                .for_each(|quad| quad.graph_name = oxigraph::model::GraphName::DefaultGraph);
        }
        let expected = if names_graphs { &whole } else { &merged };
        assert_eq!(&canonical_nquads(&read).unwrap(), expected, "{name}");
        assert_eq!(dump.merged > 0, !names_graphs, "{name}");
    }
    let stated = export::dump(&session, &["stated".to_owned()], "nquads")
        .unwrap()
        .text;
    assert!(
        stated
            .lines()
            .all(|line| line.ends_with("<https://example.org/graph/stated> ."))
    );
    let by_prefix = export::dump(&session, &["graph:stated".to_owned()], "nquads")
        .unwrap()
        .text;
    assert_eq!(stated, by_prefix);
    assert!(export::dump(&session, &["nothing".to_owned()], "nquads").is_err());
}

#[test]
fn fmt_writes_what_differs_and_is_content_with_what_it_wrote() {
    let folder = tempfile::tempdir().unwrap();
    for part in [
        "lobgraaf.toml",
        "ontology/terms.ttl",
        "data/stated.ttl",
        "data/curated.ttl",
    ] {
        let target = folder.path().join(part);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(root().join("tests/fixtures/mini").join(part), target).unwrap();
    }
    let project = Project::open(folder.path()).unwrap();
    let before = canonical_nquads(&project.load().unwrap().quads().unwrap()).unwrap();
    let looked = format::look_at_project(&project).unwrap();
    assert_eq!((looked.files, looked.errors.len()), (3, 0));
    assert!(!looked.unformatted.is_empty());
    format::write(&looked.unformatted).unwrap();
    let project = Project::open(folder.path()).unwrap();
    assert!(
        format::look_at_project(&project)
            .unwrap()
            .unformatted
            .is_empty()
    );
    let after = canonical_nquads(&project.load().unwrap().quads().unwrap()).unwrap();
    assert_eq!(before, after);
    assert!(format::look_at_project(&Project::embedded().unwrap()).is_err());
    assert!(format::look_at([folder.path().join("lobgraaf.toml")]).is_err());
}

#[test]
fn words_and_their_fit() {
    assert_eq!(
        fold("Één Loopbaanoriëntatie-ĲSSELMEER"),
        "een loopbaanorientatie-ijsselmeer"
    );
    assert_eq!(
        words("3.1.2 de app's, 2x. einde"),
        ["3.1.2", "de", "app", "s", "2x", "einde"]
    );
    let fit = |wanted: &str, word: &str| Wanted::new(wanted).fit(word);
    assert_eq!(fit("ouders", "ouders"), Some(Fit::Exact));
    assert_eq!(fit("ouder", "ouders"), Some(Fit::Stem));
    assert_eq!(fit("parents", "parent"), Some(Fit::Stem));
    assert_eq!(fit("stage", "stageplekken"), Some(Fit::Prefix));
    assert_eq!(fit("ouders", "pleegouders"), Some(Fit::Inside));
    assert_eq!(fit("1.2", "1.20"), None);
    assert_eq!(fit("1.2", "1.2.3"), Some(Fit::Prefix));
}

#[test]
fn both_languages_show_the_same_thing() {
    for (language, label) in [
        (Language::Dutch, "Citrusvruchten"),
        (Language::English, "Citrus fruit"),
    ] {
        let session = crate::support::mini_in(language);
        let text = show::show(&session, "https://example.org/fruit/1", "text", 80).unwrap();
        assert!(text.contains(&format!("1 {label}")), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_searching_panic(text in ".{0,30}") {
        let session = mini();
        let _ = search::find(&session, &text, None, Some(3)).unwrap();
        let _ = resolve::iri(&session.project, &session.store, &text);
    }
}
